//! The record and the log under their keys in `localStorage`. Nothing here throws: what fails is said.

use js_sys::Reflect;
use wasm_bindgen::prelude::JsValue;

use crate::session::port::{Storage, StorageError};

/// The key of the record; DATA.md names all three.
const KEY: &str = "overt";
/// The key of the log.
const LOG: &str = "overt.log";
/// The key of what the panel remembers of how it is read.
const VIEW: &str = "overt.view";

/// The browser's own storage.
pub(crate) struct LocalStorage;

fn storage() -> Result<web_sys::Storage, StorageError> {
    let storage = web_sys::window().map(|w| w.local_storage());
    match storage {
        Some(Ok(Some(storage))) => Ok(storage),
        _ => Err(StorageError::Blocked),
    }
}

fn why(error: &JsValue) -> StorageError {
    let full = Reflect::get(error, &"name".into()).is_ok_and(|name| name.as_string().as_deref() == Some("QuotaExceededError"));
    if full { StorageError::Full } else { StorageError::Blocked }
}

impl Storage for LocalStorage {
    fn read(&self) -> Result<Option<String>, StorageError> {
        storage()?.get_item(KEY).map_err(|error| why(&error))
    }

    fn write(&self, text: &str) -> Result<(), StorageError> {
        storage()?.set_item(KEY, text).map_err(|error| why(&error))
    }

    fn erase(&self) -> Result<(), StorageError> {
        _ = storage()?.remove_item(LOG);
        _ = storage()?.remove_item(VIEW);
        storage()?.remove_item(KEY).map_err(|error| why(&error))
    }

    fn log(&self) -> Option<String> {
        storage().ok()?.get_item(LOG).ok().flatten()
    }

    fn remembered(&self) -> Option<String> {
        storage().ok()?.get_item(VIEW).ok().flatten()
    }

    fn remember(&self, parts: &str) {
        if let Ok(storage) = storage() {
            _ = storage.set_item(VIEW, parts);
        }
    }
}

//! The record and the log under their keys in `localStorage`. Nothing here throws: what fails is said.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;

use crate::session::port::{Storage, StorageError};

/// The key of the record; DATA.md names both.
const KEY: &str = "overt";
/// The key of the log.
const LOG: &str = "overt.log";

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
    let full = error.dyn_ref::<web_sys::DomException>().is_some_and(|e| e.name() == "QuotaExceededError");
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
        storage()?.remove_item(KEY).map_err(|error| why(&error))
    }
}

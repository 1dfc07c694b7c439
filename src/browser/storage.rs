//! The record under its key in `localStorage`. Nothing here throws: what fails is said.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;

use crate::session::port::{Storage, StorageError};

/// The one key; DATA.md names it.
const KEY: &str = "overt";

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
        storage()?.remove_item(KEY).map_err(|error| why(&error))
    }
}

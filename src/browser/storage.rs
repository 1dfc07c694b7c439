//! The record and the log under their keys in `localStorage`. Nothing here throws: what fails is said.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::session::port::{Storage, StorageError, Stored};

/// The key of the record; DATA.md names all three.
const KEY: &str = "overt";
/// The key of the log.
const LOG: &str = "overt.log";
/// The key of what the panel remembers of how it is read.
const VIEW: &str = "overt.view";

/// The browser's own storage.
pub(crate) struct LocalStorage {
    /// The record as it was last read or written here. The browser compares two texts sooner than one is copied into the module.
    last: RefCell<JsValue>,
}

impl LocalStorage {
    pub(crate) fn new() -> LocalStorage {
        // Neither a text nor the `null` of a key that is not there.
        LocalStorage { last: RefCell::new(JsValue::UNDEFINED) }
    }
}

#[wasm_bindgen]
extern "C" {
    /// A storage whose texts stay the browser's.
    type Items;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get(this: &Items, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set(this: &Items, key: &str, value: &JsValue) -> Result<(), JsValue>;
}

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
    fn read(&self, known: bool) -> Result<Stored, StorageError> {
        let last = self.last.replace(JsValue::UNDEFINED);
        let now = storage()?.unchecked_into::<Items>().get(KEY).map_err(|error| why(&error))?;
        let stored = if known && now == last { Stored::Same } else { Stored::Text(now.as_string()) };
        self.last.replace(now);
        Ok(stored)
    }

    fn text(&self) -> Option<String> {
        storage().ok()?.get_item(KEY).ok().flatten()
    }

    fn write(&self, text: &str) -> Result<(), StorageError> {
        let text = JsValue::from_str(text);
        self.last.replace(JsValue::UNDEFINED);
        storage()?.unchecked_into::<Items>().set(KEY, &text).map_err(|error| why(&error))?;
        self.last.replace(text);
        Ok(())
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

//! The record and the log under their keys in `localStorage`. Nothing here throws: what fails is said.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use super::window;
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

    #[wasm_bindgen(method, catch, js_name = removeItem)]
    fn remove(this: &Items, key: &str) -> Result<(), JsValue>;
}

fn storage() -> Result<Items, StorageError> {
    match window().local_storage() {
        Ok(Some(storage)) => Ok(storage.unchecked_into()),
        _ => Err(StorageError::Blocked),
    }
}

/// The text under a key, where there is one and it can be read.
#[inline(never)]
fn text_of(key: &str) -> Option<String> {
    storage().ok()?.get(key).ok()?.as_string()
}

fn why(error: &JsValue) -> StorageError {
    let full = Reflect::get(error, &"name".into()).is_ok_and(|name| name.as_string().as_deref() == Some("QuotaExceededError"));
    if full { StorageError::Full } else { StorageError::Blocked }
}

impl Storage for LocalStorage {
    fn read(&self, known: bool) -> Result<Stored, StorageError> {
        let last = self.last.replace(JsValue::UNDEFINED);
        let now = storage()?.get(KEY).map_err(|error| why(&error))?;
        let stored = if known && now == last { Stored::Same } else { Stored::Text(now.as_string()) };
        self.last.replace(now);
        Ok(stored)
    }

    fn text(&self) -> Option<String> {
        text_of(KEY)
    }

    fn write(&self, text: &str) -> Result<(), StorageError> {
        let text = JsValue::from_str(text);
        self.last.replace(JsValue::UNDEFINED);
        storage()?.set(KEY, &text).map_err(|error| why(&error))?;
        self.last.replace(text);
        Ok(())
    }

    fn erase(&self) -> Result<(), StorageError> {
        _ = storage()?.remove(LOG);
        _ = storage()?.remove(VIEW);
        storage()?.remove(KEY).map_err(|error| why(&error))
    }

    fn log(&self) -> Option<String> {
        text_of(LOG)
    }

    fn remembered(&self) -> Option<String> {
        text_of(VIEW)
    }

    fn remember(&self, parts: &str) {
        if let Ok(storage) = storage() {
            _ = storage.set(VIEW, &parts.into());
        }
    }
}

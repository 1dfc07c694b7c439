//! What only a browser can show; without one, this program is empty and its tests run by `cargo xtask test web`.
#![cfg(target_arch = "wasm32")]

mod panel;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_test_of_this_folder_runs_in_a_page_that_has_a_document() {
    assert!(web_sys::window().and_then(|window| window.document()).is_some());
}

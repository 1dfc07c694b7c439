//! See the law of this name in `src/lib.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| overt_core_fuzz::preview_equals_result(bytes));

//! The laws of the core, one test each, and examples beside them.
//!
//! The worlds in which they are tried have two or three devices that act, learn, wait and join at random.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod acts;
mod bounds;
mod bundles;
mod chain;
mod changes;
mod choices;
mod contact;
mod covers;
mod decisions;
mod dice;
mod findings;
mod hash;
mod input;
mod json;
mod learning;
mod log;
mod merge;
mod missed;
mod order;
mod pauses;
mod previews;
mod proxies;
mod receipts;
mod resets;
mod shops;
mod standing;
mod states;
mod steps;
mod stored;
mod sync;
mod told;
mod variety;
mod world;
mod worlds;

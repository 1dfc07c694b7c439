//! The panel: it shows why a page was personalized, and hands over the controls.
//!
//! What it exports is all that a page can ask of it.

mod browser;
mod gesture;
mod mount;
mod perform;
mod session;
mod text;
mod ui;

pub use mount::{Panel, mount};

/// Smaller than the one that comes with the compiler by 1.6 KB under brotli.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

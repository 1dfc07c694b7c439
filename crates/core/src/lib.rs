//! The rules of Overt: what may be used, what is learned, in which order, and why.
//!
//! It does no I/O, reads no clock, makes no random numbers and uses no floats: time and ids are arguments.
//! It holds no words for people either; those live in the panel.
//!
//! The modules stand in reading order, and each may use only those above it.
//!
//! ```
//! use overt_core::{decide::{Context, Facts, Subject, decide}, record::Record, registry::Registry};
//!
//! let (registry, findings) = Registry::load(r#"{"version": 1}"#);
//! assert!(findings.is_empty());
//! let facts = Facts { registry: &registry, record: &Record::default(), context: Context::default() };
//! let decision = decide(&facts, &Subject { signal: "viewed.shelf", value: None, purpose: "content", slot: "for-you" });
//! assert!(!decision.allow, "what is not declared is not allowed");
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

#[macro_use]
mod named;
#[macro_use]
pub mod json;

pub mod limits;
pub mod id;
pub mod clock;
pub mod hash;
pub mod registry;
pub mod lint;
pub mod particulars;
pub mod register;
pub mod signal;
pub mod choice;
pub mod consent;
pub mod history;
pub mod chain;
pub mod record;
pub mod decide;
pub mod profile;
pub mod observe;
pub mod rank;
pub mod explain;
pub mod act;
#[cfg(feature = "loosen")]
pub mod preview;
#[cfg(feature = "loosen")]
pub mod stance;
pub mod status;
pub mod contact;
#[cfg(feature = "loosen")]
pub mod states;
pub mod log;
pub mod receipt;
#[cfg(feature = "loosen")]
pub mod bundle;
pub mod wire;

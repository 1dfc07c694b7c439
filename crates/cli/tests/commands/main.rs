//! The command `overt` as it is run: its bytes, its exit codes, and the pages and schemas that speak of it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first thing that is not as it says")]

mod answers;
mod bad;
mod bundles;
mod documentation;
mod failures;
mod findings;
mod owner;
mod run;
mod schemas;
mod words;

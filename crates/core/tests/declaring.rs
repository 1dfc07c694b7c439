//! The tests of what a site declares, on their own: they need nothing of the worlds in which the laws are tried.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it says")]

#[path = "laws/findings.rs"]
mod findings;
#[path = "laws/proxies.rs"]
mod proxies;
#[path = "laws/shops.rs"]
mod shops;

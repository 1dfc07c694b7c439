//! What leaves the device for another of the same visitor, and the proof of a yes without which nothing does.
//!
//! It sends nothing: whoever does has to come by here for the bytes, and encrypts them.

use alloc::string::String;

use crate::decide::{Facts, is_on};
use crate::record::Record;
use crate::registry::{Purpose, PurposeKind};

/// Proof that the visitor said yes to sync, as things stood when it was asked for. Nothing else makes one.
///
/// ```
/// use overt_core::{decide::{Context, Facts}, record::Record, registry::Registry, wire::SyncGrant};
/// let (registry, record) = (Registry::default(), Record::default());
/// let facts = Facts { registry: &registry, record: &record, context: Context::default() };
/// assert!(SyncGrant::of(&facts).is_none(), "a site that declares no sync gets none");
/// ```
#[derive(Debug)]
pub struct SyncGrant(());

/// Its one maker.
///
/// ```
/// use overt_core::{decide::{Context, Facts}, record::Record, registry::Registry, wire::SyncGrant};
/// let (registry, record) = (Registry::default(), Record::default());
/// let facts = Facts { registry: &registry, record: &record, context: Context::default() };
/// assert!(SyncGrant::of(&facts).is_none(), "a site that declares no sync gets none");
/// ```
impl SyncGrant {
    /// The grant, where the site declares a purpose of the kind `sync` that rests on consent, and that purpose is on by a yes that holds.
    ///
    /// Off, paused, withdrawn, expired, refused by the browser or unreadable: there is none. To be asked for anew before every time that something is sent.
    ///
    /// ```
    /// use overt_core::{decide::{Context, Facts}, record::Record, registry::Registry, wire::SyncGrant};
    /// let (registry, _) = Registry::load(r#"{"notice": {"version": "1"}, "purposes": [{"id": "sync", "kind": "sync", "legalBasis": "consent",
    ///     "does": "Keeps your devices alike", "why": "So that you choose once", "youGet": "The same choices everywhere"}]}"#);
    /// let facts = Facts { registry: &registry, record: &Record::default(), context: Context::default() };
    /// assert!(SyncGrant::of(&facts).is_none(), "nobody was asked yet");
    /// ```
    pub fn of(facts: &Facts<'_>) -> Option<SyncGrant> {
        let is_sync = |p: &&Purpose| p.kind == PurposeKind::Sync && p.needs_consent();
        let granted = facts.registry.purposes.iter().filter(is_sync).any(|p| is_on(facts, &p.id).is_ok());
        granted.then_some(SyncGrant(()))
    }
}

/// What the visitor decided, for their other devices to join: choices, dials, answers and resets.
///
/// Nothing of what was learned is among it, nor the history, nor anything for which there is no grant.
///
/// ```
/// use overt_core::{decide::{Context, Facts}, record::Record, registry::Registry, wire::{SyncGrant, decisions}};
/// fn send(record: &Record, facts: &Facts<'_>) -> Option<String> {
///     let grant = SyncGrant::of(facts)?;
///     Some(decisions(record, &grant))
/// }
/// let (registry, record) = (Registry::default(), Record::default());
/// assert_eq!(send(&record, &Facts { registry: &registry, record: &record, context: Context::default() }), None);
/// ```
pub fn decisions(record: &Record, _grant: &SyncGrant) -> String {
    record.state_text()
}

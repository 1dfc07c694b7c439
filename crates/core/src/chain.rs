//! The chain of what happened: every entry names the one before it by its hash, so that none can be changed, moved or left out unnoticed.
//!
//! This writes entries; reading and verifying them is the module `log`, which only the panel has.

use alloc::string::String;

use crate::choice::Scope;
use crate::hash::Hash;
use crate::history::{Actor, Deed, Event};
use crate::json::{Value, from_text, parse, to_text};

fields! {
    /// The end of the chain, kept in the record.
    ///
    /// ```
    /// use overt_core::{chain::Head, hash::Hash, json::{from_text, to_text}};
    /// let head = Head { count: 1, hash: Hash::of(b"line"), state: Hash::of(b"{}") };
    /// assert_eq!(from_text(&to_text(&head)), Ok(head));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Head {
        /// How many entries there were so far.
        pub count: u32 as "count",
        /// The hash of the last line.
        pub hash: Hash as "hash",
        /// The hash of the state after it.
        pub state: Hash as "state",
    }
}

fields! {
    /// One entry, which is one line of canonical JSON (RFC 8785).
    ///
    /// ```
    /// use overt_core::{chain::{Entry, append}, hash::Hash, json::from_text};
    /// # let event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// let line = append(&mut None, event, Hash::of(b"the registry"), Hash::of(b"the state"), None);
    /// let entry: Entry = from_text(&line).unwrap();
    /// assert_eq!((entry.seq, entry.prev), (1, Hash::ZERO));
    /// assert_eq!(entry.line(), line);
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Entry {
        /// What happened.
        pub event: Event as "event",
        /// The SHA-256 of the line before, without its newline; zeros for the first.
        pub prev: Hash as "prev",
        /// The SHA-256 of the registry's text under which it happened.
        pub registry: Hash as "registry",
        /// Which entry it is, from 1.
        pub seq: u32 as "seq",
        /// The whole state after it, where the event alone does not lead there: it came from another tab or device.
        pub snapshot: Option<Value> as "snapshot",
        /// The SHA-256 of the state after it.
        pub state: Hash as "state",
    }
}

/// An entry has one text, so that its hash stands for it.
///
/// ```
/// use overt_core::{chain::{Entry, append}, hash::Hash, json::from_text};
/// # let event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
/// let entry: Entry = from_text(&append(&mut None, event, Hash::ZERO, Hash::ZERO, None)).unwrap();
/// assert_eq!(from_text(&entry.line()), Ok(entry));
/// ```
impl Entry {
    /// The entry as its line in the log, without the newline.
    ///
    /// ```
    /// use overt_core::{chain::{Entry, append}, hash::Hash, json::from_text};
    /// # let event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// let entry: Entry = from_text(&append(&mut None, event, Hash::ZERO, Hash::ZERO, None)).unwrap();
    /// assert!(entry.line().starts_with(r#"{"event":{"#));
    /// assert!(!entry.line().contains('\n'));
    /// ```
    pub fn line(&self) -> String {
        to_text(self)
    }
}

/// Adds an entry after the head, moves the head on to it, and returns its line, without the newline.
///
/// `registry` and `state` are the hashes of the registry's text and of the state after the event.
///
/// ```
/// use overt_core::{chain::append, hash::Hash, json::from_text};
/// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
/// let mut head = None;
/// let first = append(&mut head, event.clone(), Hash::ZERO, Hash::of(b"off"), None);
/// let second = append(&mut head, event, Hash::ZERO, Hash::of(b"off"), None);
/// assert!(second.contains(&Hash::of(first.as_bytes()).to_hex()));
/// assert_eq!(head.map(|h| (h.count, h.hash)), Some((2, Hash::of(second.as_bytes()))));
/// ```
pub fn append(head: &mut Option<Head>, event: Event, registry: Hash, state: Hash, snapshot: Option<Value>) -> String {
    let (count, prev) = head.as_ref().map_or((0, Hash::ZERO), |head| (head.count, head.hash));
    let seq = count.saturating_add(1);
    let line = Entry { event, prev, registry, seq, snapshot, state }.line();
    *head = Some(Head { count: seq, hash: Hash::of(line.as_bytes()), state });
    line
}

/// Makes entries of what a record tells the log ([`Record::unsaved`](crate::record::Record)), and returns their lines, each with its newline.
///
/// Where what had been decided before an event is not what the log ends with, an entry of its own says so first, with all of it:
/// another tab or device had written, or there was no log yet. The page does the same with the browser's own SHA-256.
///
/// ```
/// use overt_core::{act::{Moment, Tighten, tighten}, chain::extend, hash::Hash, history::Actor, id::Id, record::Record, registry::Registry};
/// let (registry, mut record, mut head) = (Registry::default(), Record::default(), None);
/// let moment = Moment { registry: &registry, now: 0, actor: Actor::Gesture, fresh: Id::new("d1").unwrap() };
/// tighten(&mut record, &Tighten::Off, &moment);
/// let lines = extend(&mut head, &record.unsaved.take(), Hash::of(b"{}"));
/// assert_eq!(lines.lines().count(), 2, "where the log begins, and the act");
/// assert_eq!(head.map(|h| h.state), Some(Hash::of(record.state_text().as_bytes())));
/// ```
pub fn extend(head: &mut Option<Head>, unsaved: &str, registry: Hash) -> String {
    let mut lines = String::new();
    let mut told = unsaved.lines();
    while let (Some(before), Some(event), Some(after)) = (told.next(), told.next(), told.next()) {
        let Ok(event) = from_text::<Event>(event) else { continue };
        let known = Hash::of(before.as_bytes());
        if head.as_ref().is_none_or(|head| head.state != known) {
            let elsewhere = Event { at: event.at, ..crate::history::event(&event.id, Actor::Engine, Deed::Joined, Scope::All) };
            lines.push_str(&append(head, elsewhere, registry, known, parse(before).ok()));
            lines.push('\n');
        }
        lines.push_str(&append(head, event, registry, Hash::of(after.as_bytes()), None));
        lines.push('\n');
    }
    lines
}

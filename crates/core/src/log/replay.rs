//! Replaying: every event once more, and whether it leads to the state that its entry names.

use alloc::{string::String, vec::Vec};

use super::Log;
#[cfg(feature = "loosen")]
use crate::act::again;
use crate::hash::Hash;
use crate::history::Event;
#[cfg(feature = "loosen")]
use crate::id::Id;
use crate::json::{Value, parse};
#[cfg(feature = "loosen")]
use crate::{record::Record, registry::Registry};

/// What a log is replayed on. It begins with the empty state; the rules themselves stay out of the log.
pub trait Stage {
    /// Takes over a whole state; false where it is none.
    fn set(&mut self, snapshot: &Value) -> bool;

    /// Does an event again, under the registry whose text has this hash; false where it can't, above all without that registry.
    fn redo(&mut self, event: &Event, registry: Hash) -> bool;

    /// The state as canonical JSON.
    fn state_text(&self) -> String;
}

/// What became of a replay. Every entry is counted once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// How many entries led to the state that they name.
    pub replayed: u32,
    /// The entries that could not be replayed, by their numbers: what was before them is not known, or their registry is not at hand.
    pub skipped: Vec<u32>,
    /// The entries that led to another state than they name. What follows is skipped up to the next snapshot.
    pub differing: Vec<u32>,
    /// The state at the end, where it is known.
    pub state: Option<Value>,
}

/// Replays a log from its beginning, or from its checkpoint.
pub fn replay_on(log: &Log, stage: &mut impl Stage) -> Replay {
    let mut replay = Replay::default();
    let mut is_known = match &log.checkpoint {
        None => true,
        Some(checkpoint) => checkpoint.state.as_ref().is_some_and(|state| stage.set(state)),
    };
    for entry in log.lines.iter().map(|line| &line.entry) {
        is_known = match &entry.snapshot {
            Some(snapshot) => stage.set(snapshot),
            None => is_known && stage.redo(&entry.event, entry.registry),
        };
        if !is_known {
            replay.skipped.push(entry.seq);
        } else if Hash::of(stage.state_text().as_bytes()) == entry.state {
            replay.replayed += 1;
        } else {
            replay.differing.push(entry.seq);
            is_known = false;
        }
    }
    if is_known {
        replay.state = parse(&stage.state_text()).ok();
    }
    replay
}

/// What a site declared, with the hash of the text as it was served: entries name it by that.
#[cfg(feature = "loosen")]
#[derive(Clone, Debug)]
pub struct Declared {
    /// The SHA-256 of the text.
    pub hash: Hash,
    /// What it says.
    pub registry: Registry,
}

#[cfg(feature = "loosen")]
impl Declared {
    /// Reads a registry as it was served; what can't be relied on is left out, as everywhere.
    ///
    /// ```
    /// use overt_core::{hash::Hash, log::Declared};
    /// assert_eq!(Declared::read("{}").hash, Hash::of(b"{}"));
    /// ```
    pub fn read(text: &str) -> Declared {
        Declared { hash: Hash::of(text.as_bytes()), registry: Registry::valid_parts(text).unwrap_or_default() }
    }
}

/// Replays a log by the rules, under those of these registries that its entries name by their hashes.
///
/// `device` is the name of the device whose log it is, as its record has it; without one the first entry gives the name, as it did then.
///
/// ```
/// use overt_core::log::{Log, Replay, replay};
/// assert_eq!(replay(&Log::default(), &[], None).skipped, []);
/// ```
#[cfg(feature = "loosen")]
pub fn replay(log: &Log, declared: &[Declared], device: Option<&Id>) -> Replay {
    let record = Record { device: device.cloned(), ..Record::default() };
    replay_on(log, &mut Rules { record, declared })
}

/// The rules as a stage: the one place where the log meets them.
#[cfg(feature = "loosen")]
struct Rules<'a> {
    record: Record,
    declared: &'a [Declared],
}

#[cfg(feature = "loosen")]
impl Stage for Rules<'_> {
    fn set(&mut self, snapshot: &Value) -> bool {
        let Some(record) = Record::with_state(snapshot) else { return false };
        self.record = Record { device: self.record.device.take(), ..record };
        true
    }

    fn redo(&mut self, event: &Event, registry: Hash) -> bool {
        let known = self.declared.iter().find(|known| known.hash == registry);
        known.is_some_and(|known| again(&mut self.record, event, &known.registry))
    }

    fn state_text(&self) -> String {
        self.record.state_text()
    }
}

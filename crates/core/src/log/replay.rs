//! Replaying: every event once more, and whether it leads to the state that its entry names.

use alloc::{string::String, vec::Vec};

use super::Log;
use crate::hash::Hash;
use crate::history::Event;
use crate::json::{Value, parse};

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

//! Compaction: whole blocks of old entries make way for one line that says what they came to.

use alloc::{string::String, vec::Vec};

use super::{Broken, BrokenCode, Log};
use crate::hash::Hash;
use crate::json::{Value, from_text, to_text};
use crate::limits::CHECKPOINT_ENTRIES;

fields! {
    /// What stands for entries that were dropped. It is the first line of a log:
    /// `{"checkpoint":{"count":64,"hash":"…","roots":["…"],"state":{…}},"sum":"…"}`.
    ///
    /// The sum is the SHA-256 of the text between `"checkpoint":` and `,"sum"`; it notices damage, not intent.
    ///
    /// ```
    /// use overt_core::{chain::append, hash::Hash, json::from_text, log::{Log, compact}};
    /// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// let mut head = None;
    /// let text: String = (0..70).map(|_| append(&mut head, event.clone(), Hash::ZERO, Hash::ZERO, None) + "\n").collect();
    /// let log = Log::read(&compact(&text, 1000, |_| None).unwrap()).unwrap();
    /// let checkpoint = log.checkpoint.as_ref().unwrap();
    /// assert_eq!((checkpoint.count, checkpoint.roots.len(), log.lines.len()), (64, 1, 6));
    /// assert_eq!(log.verify(head.as_ref()), Ok(()));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Checkpoint {
        /// How many entries were dropped.
        pub count: u32 as "count",
        /// The hash of the last of them.
        pub hash: Hash as "hash",
        /// The hash of every block of them.
        pub roots: Vec<Hash> as "roots",
        /// The state after the last of them, where replaying could tell.
        pub state: Option<Value> as "state",
    }
}

const OPENING: &str = "{\"checkpoint\":";
const SUM: &str = ",\"sum\":\"";
const END: &str = "\"}";

impl Checkpoint {
    /// Whether a line is meant as a checkpoint.
    pub(super) fn is_one(line: &str) -> bool {
        line.starts_with(OPENING)
    }

    pub(super) fn from_line(line: &str) -> Result<Checkpoint, BrokenCode> {
        let parts = line.strip_prefix(OPENING).and_then(|rest| rest.strip_suffix(END)).and_then(|rest| rest.rsplit_once(SUM));
        let (text, sum) = parts.ok_or(BrokenCode::Unreadable)?;
        if Hash::from_hex(sum) != Some(Hash::of(text.as_bytes())) {
            return Err(BrokenCode::WrongCheckpoint);
        }
        let checkpoint: Checkpoint = from_text(text).map_err(|_| BrokenCode::Unreadable)?;
        let entries = checkpoint.roots.len().saturating_mul(CHECKPOINT_ENTRIES);
        let is_whole = entries > 0 && u32::try_from(entries) == Ok(checkpoint.count);
        if is_whole { Ok(checkpoint) } else { Err(BrokenCode::WrongCheckpoint) }
    }

    pub(super) fn to_line(&self) -> String {
        let text = to_text(self);
        [OPENING, &text, SUM, &Hash::of(text.as_bytes()).to_hex(), END].concat()
    }
}

/// Drops whole blocks of [`CHECKPOINT_ENTRIES`] from the front while the log is longer than `most_bytes`, and leaves a checkpoint for them.
///
/// The newest entry always stays, so that the head can be held against it; up to a block may therefore remain beyond `most_bytes`.
/// `state_at` is asked for the state at the end of a log, which [`replay_on`](super::replay_on) tells; where it has none, or one that the last entry does not name,
/// the checkpoint goes without, and a replay begins with the next entry that carries a snapshot.
///
/// # Errors
/// A log that does not verify is not compacted, so that what is wrong with it stays to be seen.
///
/// ```
/// use overt_core::{limits::LOG_BYTES, log::compact};
/// assert_eq!(compact("", LOG_BYTES, |_| None), Ok(String::new()));
/// ```
pub fn compact(text: &str, most_bytes: usize, state_at: impl Fn(&Log) -> Option<Value>) -> Result<String, Broken> {
    let mut log = Log::read(text)?;
    log.verify(log.head().as_ref())?;
    let mut text = String::from(text);
    while text.len() > most_bytes && log.lines.len() > CHECKPOINT_ENTRIES {
        let kept = log.lines.split_off(CHECKPOINT_ENTRIES);
        let Some(end) = log.head() else { break };
        let state = state_at(&log).filter(|state| Hash::of(to_text(state).as_bytes()) == end.state);
        let checkpoint = Checkpoint { count: end.count, hash: end.hash, roots: log.roots(), state };
        log = Log { checkpoint: Some(checkpoint), lines: kept };
        text = log.to_text();
    }
    Ok(text)
}

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
///
/// ```
/// use overt_core::{hash::Hash, history::Event, json::{Value, to_text}, log::{Log, Stage, replay_on}};
///
/// /// A stage that takes over what it is shown, and can do nothing again.
/// struct Mirror(Value);
///
/// impl Stage for Mirror {
///     fn set(&mut self, snapshot: &Value) -> bool {
///         self.0 = snapshot.clone();
///         true
///     }
///     fn redo(&mut self, _: &Event, _: Hash) -> bool {
///         false
///     }
///     fn state_text(&self) -> String {
///         to_text(&self.0)
///     }
/// }
/// let replay = replay_on(&Log::default(), &mut Mirror(Value::Null));
/// assert_eq!(replay.state, Some(Value::Null), "nothing happened");
/// ```
pub trait Stage {
    /// Takes over a whole state; false where it is none.
    ///
    /// ```
    /// # use overt_core::{hash::Hash, history::Event, json::Value, log::Stage};
    /// # struct Nothing;
    /// # impl Stage for Nothing {
    /// #     fn set(&mut self, _: &Value) -> bool { false }
    /// #     fn redo(&mut self, _: &Event, _: Hash) -> bool { true }
    /// #     fn state_text(&self) -> String { "{}".into() }
    /// # }
    /// // `Nothing` is a stage whose state is `{}` whatever happens.
    /// assert!(!Nothing.set(&Value::Null), "it takes over no state");
    /// ```
    fn set(&mut self, snapshot: &Value) -> bool;

    /// Does an event again, under the registry whose text has this hash; false where it can't, above all without that registry.
    ///
    /// ```
    /// # use overt_core::{hash::Hash, history::Event, json::Value, log::Stage};
    /// # struct Nothing;
    /// # impl Stage for Nothing {
    /// #     fn set(&mut self, _: &Value) -> bool { false }
    /// #     fn redo(&mut self, _: &Event, _: Hash) -> bool { true }
    /// #     fn state_text(&self) -> String { "{}".into() }
    /// # }
    /// // `Nothing` is a stage whose state is `{}` whatever happens.
    /// # let event = overt_core::json::from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// assert!(Nothing.redo(&event, Hash::of(b"the text of any registry")));
    /// ```
    fn redo(&mut self, event: &Event, registry: Hash) -> bool;

    /// The state as canonical JSON.
    ///
    /// ```
    /// # use overt_core::{hash::Hash, history::Event, json::Value, log::Stage};
    /// # struct Nothing;
    /// # impl Stage for Nothing {
    /// #     fn set(&mut self, _: &Value) -> bool { false }
    /// #     fn redo(&mut self, _: &Event, _: Hash) -> bool { true }
    /// #     fn state_text(&self) -> String { "{}".into() }
    /// # }
    /// // `Nothing` is a stage whose state is `{}` whatever happens.
    /// assert_eq!(Nothing.state_text(), "{}");
    /// ```
    fn state_text(&self) -> String;
}

/// What became of a replay. Every entry is counted once.
///
/// ```
/// use overt_core::{act::{Moment, Tighten, tighten}, chain::extend, history::Actor, id::Id, log::{Declared, Log, replay}, record::Record};
/// let (site, mut record, mut head) = (Declared::read("{}"), Record::default(), None);
/// let moment = Moment { registry: &site.registry, now: 0, actor: Actor::Gesture, fresh: Id::new("d1").unwrap() };
/// tighten(&mut record, &Tighten::Off, &moment);
/// let log = Log::read(&extend(&mut head, &record.unsaved.take(), site.hash)).unwrap();
/// let replayed = replay(&log, &[site], record.device.as_ref());
/// assert_eq!((replayed.replayed, replayed.skipped.len(), replayed.differing.len()), (2, 0, 0));
/// ```
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
///
/// After an entry that can't be done again, or leads elsewhere, all are skipped up to the next that carries a snapshot.
///
/// ```
/// use overt_core::{log::{Log, replay_on}, chain::append, json::from_text};
/// # use overt_core::{hash::Hash, history::Event, json::Value, log::Stage};
/// # struct Nothing;
/// # impl Stage for Nothing {
/// #     fn set(&mut self, _: &Value) -> bool { false }
/// #     fn redo(&mut self, _: &Event, _: Hash) -> bool { true }
/// #     fn state_text(&self) -> String { "{}".into() }
/// # }
/// // `Nothing` is a stage whose state is `{}` whatever happens.
/// # let event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
/// let line = append(&mut None, event, Hash::ZERO, Hash::of(b"{\"other\":1}"), None);
/// assert_eq!(replay_on(&Log::read(&line).unwrap(), &mut Nothing).differing, [1], "the entry names another state");
/// ```
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
///
/// ```
/// use overt_core::log::Declared;
/// let (one, other) = (Declared::read("{\"version\": 1}"), Declared::read("{\"version\":1}"));
/// assert_eq!(one.registry, other.registry);
/// assert_ne!(one.hash, other.hash, "a space is another text");
/// ```
#[cfg(feature = "loosen")]
#[derive(Clone, Debug)]
pub struct Declared {
    /// The SHA-256 of the text.
    pub hash: Hash,
    /// What it says.
    pub registry: Registry,
}

/// Read from the text itself, so that the hash is that of what was served.
///
/// ```
/// use overt_core::log::Declared;
/// assert_eq!(Declared::read("{\"version\": 3}").registry.version, 3);
/// ```
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
/// use overt_core::{act::{Moment, Tighten, tighten}, chain::extend, history::Actor, id::Id, log::{Declared, Log, replay}, record::Record};
/// let (site, mut record, mut head) = (Declared::read("{}"), Record::default(), None);
/// let moment = Moment { registry: &site.registry, now: 0, actor: Actor::Gesture, fresh: Id::new("d1").unwrap() };
/// tighten(&mut record, &Tighten::Off, &moment);
/// let log = Log::read(&extend(&mut head, &record.unsaved.take(), site.hash)).unwrap();
/// assert_eq!(replay(&log, &[], record.device.as_ref()).skipped, [2], "without the registry only the snapshot is known");
/// assert_eq!(replay(&log, &[site], record.device.as_ref()).skipped, []);
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

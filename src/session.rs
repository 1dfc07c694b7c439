//! Facts as they stand, and what is shown of them.
//!
//! A session holds what the page said, what is stored and what broke; a [`Snapshot`] is worked out of it anew after every act.
//! It reaches the browser only through the ports.

mod history;
mod items;
pub(crate) mod port;
mod request;
mod snapshot;
#[cfg(test)]
pub(crate) mod twin;

use std::rc::Rc;

use overt_core::choice::{Choice, Scope};
use overt_core::clock::Ms;
use overt_core::decide::{Context, Facts};
use overt_core::explain::Ranking;
use overt_core::id::Id;
use overt_core::record::{Record, Trouble};
use overt_core::registry::{Purpose, Registry};

pub(crate) use history::{Entry, WayBack};
pub(crate) use items::{Because, LearnedValue, Moved, Standing};
use port::{Clock, Storage, StorageError};
pub(crate) use request::View;
use request::{List, Request};
pub(crate) use snapshot::{Shares, Snapshot, State};

/// What a visitor, or a script, can ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// A purpose on.
    On(Id),
    /// Everything off.
    Off,
    /// A pause.
    Pause(Span),
    /// The end of the pause.
    Resume,
    /// What was learned put away.
    StartOver,
    /// The inverse of an entry of the history.
    Undo(Way),
    /// A value not used any more.
    StopUsing(Scope),
    /// A value used again.
    UseAgain(Scope),
    /// What cannot be read deleted.
    Erase,
    /// That the pause ended was read.
    Fine,
}

/// The way back from an entry of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// From off: these purposes on.
    On(Vec<Id>),
    /// From on: off.
    Off,
    /// From a pause: its end, at the scope that was paused.
    Resume(Scope),
    /// From a reset: back comes what it put away.
    BringBack(Id),
    /// From a dial: back to where it stood.
    Dial(Scope, overt_core::choice::Dial),
}

/// For how long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Span {
    Hour,
    #[default]
    Day,
    Week,
    Month,
    /// Until the visitor says.
    Open,
}

impl Span {
    pub(crate) const ALL: [Span; 5] = [Span::Hour, Span::Day, Span::Week, Span::Month, Span::Open];

    /// Its name in the form; not for people.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Span::Hour => "hour",
            Span::Day => "day",
            Span::Week => "week",
            Span::Month => "month",
            Span::Open => "open",
        }
    }

    pub(crate) fn from_word(word: &str) -> Span {
        Span::ALL.into_iter().find(|s| s.as_str() == word).unwrap_or_default()
    }
}

/// What became of what was asked: a fact for the view to put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    On,
    Off,
    Paused(Option<Ms>),
    Resumed,
    StartedOver(Ms),
    NothingLearned,
    BroughtBack,
    Stopped(String),
    UsedAgain(String),
    Erased,
    Already,
    Gone,
    Blocked,
    Failed,
}

/// The panel's knowledge of one page.
pub(crate) struct Session {
    pub(super) storage: Rc<dyn Storage>,
    pub(super) clock: Rc<dyn Clock>,
    pub(super) registry: Registry,
    pub(super) record: Record,
    /// What the page, or a failed write, says is broken.
    pub(super) told: Option<Trouble>,
    /// What the last reading of the storage found broken.
    pub(super) found: Option<Trouble>,
    pub(super) gpc: bool,
    pub(super) now: Ms,
    pub(super) ended: Option<Ms>,
    pub(super) blocked: u32,
    pub(super) said: Option<Said>,
    view: View,
    slot: String,
    list: List,
    ranking: Ranking,
}

impl Session {
    pub(crate) fn new(storage: Rc<dyn Storage>, clock: Rc<dyn Clock>, request: &str) -> Session {
        let mut session = Session {
            storage,
            clock,
            registry: Registry::default(),
            record: Record::default(),
            told: None,
            found: None,
            gpc: false,
            now: 0,
            ended: None,
            blocked: 0,
            said: None,
            view: View::Why,
            slot: String::new(),
            list: List::default(),
            ranking: Ranking::new(&[], &[], &[], &[], &[]),
        };
        session.refresh(request);
        session
    }

    /// Takes a newer request, and reads the storage again.
    pub(crate) fn refresh(&mut self, request: &str) {
        let request = Request::read(request);
        let (registry, of_registry) = match request.registry.as_deref().map(Registry::valid_parts) {
            None => (Registry::default(), Some(Trouble::RegistryMissing)),
            Some(None) => (Registry::default(), Some(Trouble::RegistryInvalid)),
            Some(Some(registry)) => (registry, None),
        };
        self.told = request.trouble.or(of_registry);
        self.registry = registry;
        self.gpc = request.gpc;
        self.ended = request.ended;
        self.blocked = request.blocked;
        self.view = request.view;
        let first =
            || self.registry.slots.iter().map(|s| &s.id).find(|id| request.lists.iter().any(|l| l.slot == **id && !l.items.is_empty()));
        self.slot = request.slot.clone().or_else(|| first().cloned()).unwrap_or_default();
        self.list = request.lists.into_iter().find(|l| l.slot == self.slot).unwrap_or_default();
        self.ranking = items::ranking(&self.list);
        self.reread();
    }

    /// Reads what is stored, as of now, and joins it with what is held.
    pub(crate) fn reread(&mut self) {
        self.now = self.clock.now();
        match self.storage.read() {
            Err(StorageError::Blocked | StorageError::Full) => self.found = Some(Trouble::StorageBlocked),
            Ok(text) => match Record::load(text.as_deref()) {
                Ok(stored) => {
                    self.found = None;
                    // Another name, or none: what was held here has been erased elsewhere, and does not come back.
                    if stored.device.is_some() && stored.device == self.record.device {
                        self.record.join(&stored);
                    } else {
                        self.record = stored;
                    }
                }
                Err(trouble) => self.found = Some(trouble),
            },
        }
        if self.trouble().is_none() {
            self.record.settle(&self.registry, self.now);
        }
    }

    /// What the log is to be told.
    pub(crate) fn told(&mut self) -> String {
        self.record.unsaved.take()
    }

    /// What is broken.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        self.told.or(self.found)
    }

    pub(super) fn facts(&self) -> Facts<'_> {
        Facts { registry: &self.registry, record: &self.record, context: self.context() }
    }

    pub(super) fn context(&self) -> Context<'static> {
        Context { now: self.now, trouble: self.trouble(), gpc: self.gpc, ..Context::default() }
    }

    /// The purpose that the panel is about: the slot's, or the first there is.
    pub(super) fn purpose(&self) -> Option<&Purpose> {
        let of_slot = self.registry.slot(&self.slot).and_then(|s| self.registry.purpose(&s.purpose));
        of_slot.or_else(|| if self.slot.is_empty() { self.registry.purposes.first() } else { None })
    }

    /// The scopes at which a pause holds the purpose.
    pub(super) fn paused_scopes(&self) -> Vec<Scope> {
        let purpose = self.purpose().and_then(|p| Id::new(&p.id)).map(Scope::Purpose);
        let slot = Id::new(&self.slot).map(Scope::Slot);
        let scopes = [Some(Scope::All), purpose, slot];
        scopes
            .into_iter()
            .flatten()
            .filter(|s| matches!(self.record.choice_at(s, self.now, &self.registry), Choice::Paused { .. }))
            .collect()
    }

    /// Whether something was learned that has not been put away.
    pub(super) fn has_learned(&self) -> bool {
        let today = overt_core::clock::day_of(self.now);
        self.record.learned.iter().any(|l| self.record.usable(&self.registry, l, today).next().is_some())
    }

    /// The name for people of what a dial is about.
    pub(super) fn label(&self, scope: &Scope) -> String {
        let learned = |signal: &Id, value: &Id| self.record.learned.iter().find(|l| l.signal == *signal && l.value == *value);
        match scope {
            Scope::Value(signal, value) => {
                let declared = || self.registry.signal(signal.as_str()).and_then(|s| s.value(value.as_str())).map(|v| v.label.clone());
                let known = learned(signal, value).map(|l| overt_core::decide::label(&self.registry, l));
                known.or_else(declared).unwrap_or_else(|| value.as_str().into())
            }
            Scope::Signal(signal) => self.registry.signal(signal.as_str()).map_or_else(|| signal.as_str().into(), |s| s.label.clone()),
            Scope::Purpose(id) => self.registry.purpose(id.as_str()).map_or_else(|| id.as_str().into(), |p| p.label.clone()),
            other => other.to_text(),
        }
    }
}

#[cfg(test)]
mod tests;

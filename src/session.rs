//! Facts as they stand, and what is shown of them.
//!
//! A session holds what the page said, what is stored and what broke; a [`Snapshot`] is worked out of it anew after every act.
//! It reaches the browser only through the ports.

mod account;
mod compare;
mod history;
mod items;
mod part;
pub(crate) mod port;
mod request;
mod snapshot;
mod switches;
#[cfg(test)]
pub(crate) mod twin;

use std::rc::Rc;

use overt_core::choice::{Choice, Dial, OffKind, Scope, Variety};
use overt_core::clock::Ms;
use overt_core::decide::{Context, Facts};
use overt_core::explain::Ranking;
use overt_core::id::Id;
use overt_core::record::{Record, ResetKind, Trouble};
use overt_core::registry::{Purpose, Registry};
use overt_core::stance::Stance;

pub(crate) use account::{Data, Detail, Given, Kept, record_in};
pub(crate) use compare::{Compared, Ways};
pub(crate) use history::{Entry, WayBack};
pub(crate) use items::{Because, LearnedValue, Moved, Standing};
pub(crate) use part::{Body, Part, Section};
use port::{Clock, Storage, StorageError, Stored};
pub(crate) use request::View;
use request::{List, Request};
pub(crate) use snapshot::{Offer, Shares, Snapshot, State, Took};
pub(crate) use switches::{Stands, Switch};

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
    /// What was learned, what was told, or both, put away.
    StartOver(ResetKind),
    /// The inverse of an entry of the history.
    Undo(Way),
    /// A dial moved.
    Dial(Scope, Dial),
    /// Less than everything off, in one of several ways.
    TurnOff(Scope, OffKind),
    /// What was turned off on again.
    TurnOn(Scope),
    /// All the choices of a stance.
    Take(Stance),
    /// How much of a list is not based on the visitor.
    Vary(Variety),
    /// This visit left out.
    LeaveOut,
    /// This visit counted again.
    Count,
    /// What was saved as a file joined with what is here.
    Join(String),
    /// Everything that is stored here saved as a file.
    Save,
    /// All that is stored deleted.
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
    Dial(Scope, Dial),
    /// From something turned off: on again.
    Lift(Scope),
    /// From a share of something different: back to where it stood.
    Vary(Variety),
}

/// For how long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Span {
    Hour,
    #[default]
    Day,
    Week,
    Month,
    /// As long as this visit lasts.
    Visit,
    /// Until the visitor says.
    Open,
}

impl Span {
    pub(crate) const ALL: [Span; 6] = [Span::Visit, Span::Hour, Span::Day, Span::Week, Span::Month, Span::Open];

    /// Its name in the form; not for people.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Span::Hour => "hour",
            Span::Day => "day",
            Span::Week => "week",
            Span::Month => "month",
            Span::Visit => "visit",
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
    Dialed(String, Dial),
    NotMe(String),
    TurnedOff(String),
    TurnedOn(String),
    Left(String),
    Stance(Stance),
    Varied(Variety),
    VisitOut,
    VisitPaused,
    VisitIn,
    Joined,
    NotRead,
    NotFetched,
    Saved,
    Erased,
    Already,
    Gone,
    Blocked,
    Failed,
}

/// A list of the page, with its order.
pub(super) struct Listed {
    pub(super) list: List,
    pub(super) ranking: Ranking,
}

/// The panel's knowledge of one page.
pub(crate) struct Session {
    pub(super) storage: Rc<dyn Storage>,
    pub(super) clock: Rc<dyn Clock>,
    /// The configuration as it was served, and what is wrong with it.
    pub(super) served: Option<String>,
    of_registry: Option<Trouble>,
    pub(super) registry: Registry,
    pub(super) record: Record,
    /// What the page, or a failed write, says is broken.
    pub(super) told: Option<Trouble>,
    /// What the last reading of the storage found broken.
    pub(super) found: Option<Trouble>,
    pub(super) gpc: bool,
    pub(super) refused: Vec<Id>,
    pub(super) now: Ms,
    pub(super) ended: Option<Ms>,
    pub(super) blocked: u32,
    /// The visit, once it has a name: only one that is left out, or was, has.
    pub(super) visit: Option<Id>,
    pub(super) said: Option<Said>,
    /// Whether what was done took effect on the page.
    pub(super) took: Took,
    /// The parts that are open.
    pub(super) open: Vec<Part>,
    /// Whether all of a long list is asked for.
    all: bool,
    has_contact: bool,
    late: bool,
    offline: bool,
    view: View,
    slot: String,
    lists: Vec<Listed>,
}

impl Session {
    pub(crate) fn new(storage: Rc<dyn Storage>, clock: Rc<dyn Clock>, request: &str) -> Session {
        let mut session = Session {
            storage,
            clock,
            served: None,
            of_registry: Some(Trouble::RegistryMissing),
            registry: Registry::default(),
            record: Record::default(),
            told: None,
            found: None,
            gpc: false,
            refused: Vec::new(),
            now: 0,
            ended: None,
            blocked: 0,
            visit: None,
            said: None,
            took: Took::Nothing,
            open: Vec::new(),
            all: false,
            has_contact: false,
            late: false,
            offline: false,
            view: View::Why,
            slot: String::new(),
            lists: Vec::new(),
        };
        session.refresh(request);
        session.open_as_remembered();
        session
    }

    /// Takes a newer request, and reads the storage again.
    pub(crate) fn refresh(&mut self, request: &str) {
        let request = Request::read(request);
        // The page answers every act with a request, and its configuration is nearly always the same text.
        if self.served != request.registry {
            (self.registry, self.of_registry) = match request.registry.as_deref().map(Registry::valid_parts) {
                None => (Registry::default(), Some(Trouble::RegistryMissing)),
                Some(None) => (Registry::default(), Some(Trouble::RegistryInvalid)),
                Some(Some(registry)) => (registry, None),
            };
            self.served = request.registry;
            self.has_contact = !self.contacts().is_empty();
        }
        self.told = request.trouble.or(self.of_registry);
        self.gpc = request.gpc;
        self.refused = request.refused;
        self.ended = request.ended;
        self.blocked = request.blocked;
        if request.failed {
            self.said = Some(Said::NotFetched);
        }
        self.late = request.late;
        self.offline = request.offline;
        self.visit = request.visit.or(self.visit.take());
        self.open_for(request.view);
        let first =
            || self.registry.slots.iter().map(|s| &s.id).find(|id| request.lists.iter().any(|l| l.slot == **id && !l.items.is_empty()));
        self.slot = request.slot.clone().or_else(|| first().cloned()).unwrap_or_default();
        self.lists = request.lists.into_iter().map(|list| Listed { ranking: items::ranking(&list), list }).collect();
        self.reread();
        self.look_whether_it_took();
    }

    /// Reads what is stored, as of now, and joins it with what is held.
    pub(crate) fn reread(&mut self) {
        self.now = self.clock.now();
        match self.storage.read(self.record.device.is_some()) {
            Err(StorageError::Blocked | StorageError::Full) => self.found = Some(Trouble::StorageBlocked),
            Ok(Stored::Same) => {}
            Ok(Stored::Text(text)) => match Record::load(text.as_deref()) {
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

    /// The visit, once it has a name.
    pub(crate) fn visit(&self) -> Option<&str> {
        self.visit.as_ref().map(Id::as_str)
    }

    /// What is broken.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        self.told.or(self.found)
    }

    pub(super) fn facts(&self) -> Facts<'_> {
        let visit = self.visit.as_ref();
        let context = Context { now: self.now, trouble: self.trouble(), gpc: self.gpc, refused: &self.refused, visit };
        Facts { registry: &self.registry, record: &self.record, context }
    }

    /// Everything that can be asked of the rules, with the lists to be ranked beside it.
    pub(super) fn facts_and_lists(&mut self) -> (Facts<'_>, &mut [Listed]) {
        let Session { registry, record, now, told, found, gpc, refused, visit, lists, .. } = self;
        let context = Context { now: *now, trouble: told.or(*found), gpc: *gpc, refused, visit: visit.as_ref() };
        (Facts { registry, record, context }, lists)
    }

    /// The list that the panel is about.
    pub(super) fn list(&self) -> Option<&Listed> {
        self.lists.iter().find(|l| l.list.slot == self.slot)
    }

    /// The purpose that the panel is about: the slot's, or the first there is.
    pub(super) fn purpose(&self) -> Option<&Purpose> {
        let of_slot = self.registry.slot(&self.slot).and_then(|s| self.registry.purpose(&s.purpose));
        of_slot.or_else(|| if self.slot.is_empty() { self.registry.purposes.first() } else { None })
    }

    /// The scopes at which a pause holds the purpose here.
    pub(super) fn paused_scopes(&self) -> Vec<Scope> {
        let mut paused = Vec::new();
        let mut look = |scope: Scope| {
            if matches!(self.record.choice_at(&scope, self.now, &self.registry), Choice::Paused { .. }) {
                paused.push(scope);
            }
        };
        look(Scope::All);
        if let Some(purpose) = self.purpose().and_then(|p| Id::new(&p.id)) {
            look(Scope::Purpose(purpose));
        }
        if let Some(slot) = Id::new(&self.slot) {
            look(Scope::Slot(slot));
        }
        if let Some(visit) = &self.visit {
            look(Scope::Visit(visit.clone()));
        }
        paused
    }

    /// Whether something was learned that has not been put away.
    pub(super) fn has_learned(&self) -> bool {
        let today = overt_core::clock::day_of(self.now);
        self.record.learned.iter().any(|l| self.record.usable(&self.registry, l, today).next().is_some())
    }

    /// Whether something was told, and not only learned.
    pub(super) fn has_told(&self) -> bool {
        let told = |signal: &Id| self.registry.signal(signal.as_str()).is_some_and(|s| s.mode == overt_core::registry::Mode::Provided);
        self.record.learned.iter().any(|l| told(&l.signal))
    }

    /// Whether a value says something sensitive, and so is shown only when asked for.
    #[inline(never)]
    pub(super) fn is_sensitive(&self, signal: &Id, value: &Id) -> bool {
        self.registry.signal(signal.as_str()).is_some_and(|s| s.categories(Some(value.as_str())).next().is_some())
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
            Scope::Signal(id) => named(id, self.registry.signal(id.as_str()).map(|s| &s.label)),
            Scope::Purpose(id) => named(id, self.registry.purpose(id.as_str()).map(|p| &p.label)),
            Scope::Slot(id) => named(id, self.registry.slot(id.as_str()).map(|s| &s.label)),
            Scope::Segment(id) => named(id, self.registry.segments.iter().find(|s| s.id == id.as_str()).map(|s| &s.label)),
            other => other.to_text(),
        }
    }
}

/// What the site calls something, or where it calls it nothing, its name.
fn named(id: &Id, label: Option<&String>) -> String {
    label.filter(|l| !l.is_empty()).cloned().unwrap_or_else(|| id.as_str().into())
}

#[cfg(test)]
mod tests;

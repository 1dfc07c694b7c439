//! The record: all that is kept on the visitor's device, as readable JSON.
//!
//! It is a state-based CRDT: any tab reads it, joins it with what it holds, and writes it.
//! A record that can't be read is left as it is, and everything is denied until the visitor says otherwise.
//! How it is read and written is in `stored`.

mod stored;

use alloc::{string::String, vec::Vec};

use crate::choice::{AllMode, Choice, Dial, Scope, Variety};
use crate::clock::{Day, Ms, day_of};
use crate::consent::Consent;
pub use crate::history::ResetKind;
use crate::history::{Actor, Deed, Event, event};
use crate::id::Id;
use crate::json::to_text;
use crate::limits::{HISTORY_BYTES, HISTORY_ENTRIES, LEARNED_BYTES, LEARNED_VALUES, SCHEMA, STATE_BYTES, VALID_DAYS_MOST};
use crate::register::{Keyed, Register, Seen, insert_sorted, join_lists};
use crate::registry::{Mode, Registry};
use crate::signal::{Evidence, Learned, is_expired};
pub use stored::{Rest, with_sum};

fields! {
    /// Something put away: unusable at once, gone for good after a while, back if undone before. In JSON an object.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::Scope, limits::{DAY_MS, UNDO_DAYS}, record::ResetKind};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver }, &moment("reset-1"));
    /// let reset = &record.resets[0];
    /// assert_eq!((reset.id.as_str(), reset.by.as_str()), ("reset-1", "phone"));
    /// assert_eq!(reset.undo_until, now + UNDO_DAYS * DAY_MS);
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Reset {
        /// When, in milliseconds since 1970.
        pub at: Ms as "at",
        /// The device on which it was made.
        pub by: Id as "by",
        /// Its name.
        pub id: Id as "id",
        /// What it puts away.
        pub kind: ResetKind as "kind",
        /// What it is about.
        pub scope: Scope as "scope",
        /// All evidence up to here, device by device.
        pub seen: Seen as "seen",
        /// Until when it can be undone, in milliseconds since 1970.
        pub undo_until: Ms as "undoUntil",
    }
}

/// What a reset covers.
///
/// ```
/// use overt_core::{act::{Tighten, tighten}, choice::Scope, record::ResetKind};
#[doc = bookshop!(visitor)]
/// tighten(&mut record, &Tighten::Reset { scope: Scope::All, kind: ResetKind::ForgetTold }, &moment("reset-1"));
/// let austen = &record.learned[0];
/// let covers = record.resets[0].covers(&registry, &austen.signal, &austen.value, &austen.evidence[0]);
/// assert!(!covers, "it was observed, and only what was told is put away");
/// ```
impl Reset {
    /// Whether it covers a piece of evidence.
    ///
    /// What this device had seen is covered by name; what others learned unseen is covered up to the day of the reset.
    /// Where the site no longer declares the slot or the segment, nobody can tell what it was about, and all of its kind stays put away.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::Scope, record::ResetKind, register::Dot, signal::Evidence};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver }, &moment("reset-1"));
    /// let (reset, austen) = (&record.resets[0], &record.learned[0]);
    /// assert!(reset.covers(&registry, &austen.signal, &austen.value, &austen.evidence[0]));
    ///
    /// let later = Evidence { dot: Dot { device: device.clone(), count: 2 }, ..austen.evidence[0].clone() };
    /// assert!(!reset.covers(&registry, &austen.signal, &austen.value, &later), "it had not been seen");
    /// ```
    pub fn covers(&self, registry: &Registry, signal: &Id, value: &Id, evidence: &Evidence) -> bool {
        let def = registry.signal(signal.as_str());
        let serves = |purpose: &str| def.is_some_and(|s| s.purposes.iter().any(|p| p == purpose));
        let scope = match &self.scope {
            Scope::All | Scope::Unknown(_) => true,
            Scope::Purpose(p) => serves(p.as_str()),
            Scope::Slot(s) => registry.slot(s.as_str()).is_none_or(|s| serves(&s.purpose)),
            Scope::Signal(s) => s == signal,
            Scope::Value(s, v) => s == signal && v == value,
            Scope::Category(c) => def.is_some_and(|s| s.categories(Some(value.as_str())).any(|category| category == *c)),
            Scope::Mode(m) => def.is_some_and(|s| s.mode == *m),
            Scope::Source(p) => def.is_some_and(|s| s.place == *p),
            Scope::Segment(g) => {
                let mut named = registry.segments.iter().filter(|s| *g == *s.id.as_str()).peekable();
                named.peek().is_none() || named.any(|s| s.from.iter().any(|from| signal == from.as_str()))
            }
            // Evidence is dated by the day, so a visit that is set apart takes its whole day on this device with it.
            Scope::Visit(_) => evidence.dot.device == self.by && evidence.day == day_of(self.at),
        };
        let told = def.is_some_and(|s| s.mode == Mode::Provided);
        let kind = match self.kind {
            ResetKind::StartOver => true,
            ResetKind::ForgetLearned => !told,
            ResetKind::ForgetTold => told,
        };
        let seen = self.seen.contains(&evidence.dot);
        let elsewhere = evidence.dot.device != self.by && evidence.day <= day_of(self.at);
        scope && kind && (seen || elsewhere)
    }
}

fields! {
    /// All that is kept. In JSON an object; [`Record::to_text`] puts a sum in front of it.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, record::Record};
    #[doc = bookshop!(visitor)]
    /// assert_eq!((record.learned.len(), record.device.as_ref()), (1, Some(&device)));
    /// tighten(&mut record, &Tighten::Off, &moment("off-1"));
    /// assert_eq!(Record::load(Some(&record.to_text())), Ok(record));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Record {
        /// The version of this shape.
        pub schema: u16 as "schema" = SCHEMA,
        /// This device's name in dots: random, made with the first write, never sent.
        pub device: Option<Id> as "device",
        /// Which purposes may be on at all.
        pub mode: Register as "mode" = Register::default(),
        /// Choices by scope.
        pub choices: Vec<Keyed<Scope>> as "choices",
        /// Dials by scope.
        pub dials: Vec<Keyed<Scope>> as "dials",
        /// Answers by purpose.
        pub consents: Vec<Keyed<Id>> as "consents",
        /// What was learned, by signal and value.
        pub learned: Vec<Learned> as "learned",
        /// All evidence ever seen.
        pub learned_seen: Seen as "learnedSeen" = Seen::default(),
        /// All resets; they are never taken out.
        pub resets: Vec<Reset> as "resets",
        /// The resets that were undone.
        pub undone: Vec<Id> as "undone",
        /// How much of a list is not about the visitor; not there until they ask for it.
        pub variety: Option<Register> as "variety",
        /// What happened, oldest first.
        pub history: Vec<Event> as "history",
        /// What the log is to be told.
        pub unsaved: Unsaved as "unsaved" = Unsaved::default(),
        /// Fields that this version does not know; they are kept as they were.
        pub rest: Rest as "rest" = Rest::default(),
    }
}

/// What happened to a record since it was last asked, for the log that is kept beside it.
///
/// Three lines for each event: all that was decided before it, the event, and all that is decided after it; `chain` makes entries of them.
///
/// ```
/// use overt_core::act::{Tighten, tighten};
#[doc = bookshop!(visitor)]
/// tighten(&mut record, &Tighten::Off, &moment("off-1"));
/// assert_eq!(record.unsaved.take().lines().count(), 3);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Unsaved {
    before: String,
    lines: String,
}

/// It is asked after every write of the record.
///
/// ```
/// use overt_core::record::Record;
/// assert_eq!(Record::default().unsaved.take(), "", "nothing has happened");
/// ```
impl Unsaved {
    /// The lines, each with its newline and each given out once.
    ///
    /// ```
    /// use overt_core::act::{Tighten, tighten};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Off, &moment("off-1"));
    /// let lines = record.unsaved.take();
    /// assert_eq!(lines.lines().last(), Some(record.state_text().as_str()));
    /// assert_eq!(record.unsaved.take(), "", "they were given out");
    /// ```
    pub fn take(&mut self) -> String {
        core::mem::take(&mut self.lines)
    }
}

/// Two records are the same whichever of their lines were stored.
impl PartialEq for Unsaved {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Unsaved {}

not_a_field!(Unsaved);

impl Default for Record {
    fn default() -> Self {
        Record {
            schema: SCHEMA,
            device: None,
            mode: Register::default(),
            choices: Vec::new(),
            dials: Vec::new(),
            consents: Vec::new(),
            learned: Vec::new(),
            learned_seen: Seen::default(),
            resets: Vec::new(),
            undone: Vec::new(),
            variety: None,
            history: Vec::new(),
            unsaved: Unsaved::default(),
            rest: Rest::default(),
        }
    }
}

named! {
    /// Why nothing can be decided: everything is denied.
    pub enum Trouble {
        /// The record is not what it should be.
        RecordUnreadable = "recordUnreadable",
        /// The record was written by a newer version.
        RecordNewer = "recordNewer",
        /// The browser keeps nothing for this page.
        StorageBlocked = "storageBlocked",
        /// The browser's storage is full.
        StorageFull = "storageFull",
        /// The site's configuration could not be fetched.
        RegistryMissing = "registryMissing",
        /// The site's configuration can't be read.
        RegistryInvalid = "registryInvalid",
    }
    unknown = RecordUnreadable
}

/// A record is joined, asked and bounded; `act` and `observe` change what is in it.
///
/// ```
/// use overt_core::{act::{Tighten, tighten}, record::Record};
#[doc = bookshop!(visitor)]
/// let mut other_tab = record.clone();
/// tighten(&mut other_tab, &Tighten::Off, &moment("off-1"));
/// record.join(&other_tab);
/// assert_eq!(Record::load(Some(&record.to_text())), Ok(other_tab));
/// ```
impl Record {
    /// Whether the visitor's decisions take all the room there is for them, [`STATE_BYTES`]; the next act then turns everything off.
    ///
    /// ```
    /// use overt_core::record::Record;
    /// assert!(!Record::default().is_full());
    /// ```
    pub fn is_full(&self) -> bool {
        self.state_text().len() > STATE_BYTES
    }

    /// Whether anything was ever written into it.
    ///
    /// ```
    /// use overt_core::record::Record;
    #[doc = bookshop!(visitor)]
    /// assert!(Record::default().is_new());
    /// assert!(!record.is_new());
    /// ```
    pub fn is_new(&self) -> bool {
        // As text: comparing every type with itself is code that nothing else needs.
        self.to_text() == Record::default().to_text()
    }

    /// Takes over what another tab or device has written. The order of joining does not matter.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::{Choice, OffKind, Scope}};
    #[doc = bookshop!(visitor)]
    /// let (mut one, mut other, content) = (record.clone(), record, Scope::from_text("purpose:content"));
    /// tighten(&mut one, &Tighten::Pause { scope: content.clone(), until: None }, &moment("pause-1"));
    /// tighten(&mut other, &Tighten::TurnOff { scope: content.clone(), kind: OffKind::OptOut }, &moment("off-1"));
    /// one.join(&other);
    /// other.join(&one);
    /// assert_eq!(one, other);
    /// assert!(matches!(one.choice(&content), Choice::Off { .. }), "of the two the more protective is read");
    /// ```
    pub fn join(&mut self, other: &Record) {
        if self.device.is_none() {
            self.device.clone_from(&other.device);
        }
        self.mode.join(&other.mode);
        join_lists(&mut self.choices, &other.choices);
        join_lists(&mut self.dials, &other.dials);
        join_lists(&mut self.consents, &other.consents);
        for theirs in &other.learned {
            self.learned_mut(&theirs.signal, &theirs.value).join(theirs);
        }
        self.learned_seen.join(&other.learned_seen);
        union(&mut self.resets, &other.resets);
        union(&mut self.undone, &other.undone);
        if let Some(theirs) = &other.variety {
            self.variety.get_or_insert_default().join(theirs);
        }
        union(&mut self.history, &other.history);
        // Of two versions that know more, the one that says more is believed to be the newer.
        if (other.rest.0.len(), &other.rest.0) > (self.rest.0.len(), &self.rest.0) {
            self.rest.clone_from(&other.rest);
        }
        self.bound();
    }

    /// Keeps everything in order and within its bounds.
    ///
    /// ```
    /// use overt_core::limits::EVIDENCE_COUNT;
    #[doc = bookshop!(visitor)]
    /// record.learned[0].evidence[0].count = 9999;
    /// record.bound();
    /// assert_eq!(record.learned[0].evidence[0].count, EVIDENCE_COUNT);
    /// ```
    pub fn bound(&mut self) {
        for learned in &mut self.learned {
            learned.tidy();
        }
        self.learned.retain(|l| !l.evidence.is_empty());
        while self.learned.len() > LEARNED_VALUES || self.learned.iter().map(Learned::bytes).sum::<usize>() > LEARNED_BYTES {
            let oldest = self.learned.iter().filter_map(Learned::last_day).min();
            let place = self.learned.iter().position(|l| l.last_day() == oldest).unwrap_or(0);
            self.learned.remove(place);
        }
        self.bound_history();
    }

    fn bound_history(&mut self) {
        let mut bytes = 0;
        let fit = self.history.iter().rev().take(HISTORY_ENTRIES).take_while(|e| {
            bytes += e.bytes();
            bytes <= HISTORY_BYTES
        });
        let surplus = self.history.len() - fit.count();
        self.history.drain(..surplus);
    }

    /// What is known of a value, in its place in the order of signals and values; made where there is nothing.
    ///
    /// ```
    /// use overt_core::id::Id;
    #[doc = bookshop!(visitor)]
    /// let (signal, eco) = (record.learned[0].signal.clone(), Id::new("eco").unwrap());
    /// assert!(record.learned_mut(&signal, &eco).evidence.is_empty(), "nothing yet, and now there is a place for it");
    /// assert_eq!(record.learned.iter().map(|l| l.value.as_str()).collect::<Vec<_>>(), ["austen", "eco"]);
    /// ```
    pub fn learned_mut(&mut self, signal: &Id, value: &Id) -> &mut Learned {
        let found = self.learned.binary_search_by(|l| (&l.signal, &l.value).cmp(&(signal, value)));
        let place = match found {
            Ok(place) => place,
            Err(place) => {
                let nothing = Learned { signal: signal.clone(), value: value.clone(), label: String::new(), evidence: Vec::new() };
                self.learned.insert(place, nothing);
                place
            }
        };
        #[expect(clippy::indexing_slicing, reason = "the lines above found the place or made it")]
        &mut self.learned[place]
    }

    /// The mode: what all who wrote at once admit.
    ///
    /// ```
    /// use overt_core::{choice::AllMode, id::Id, record::Record};
    /// let mut record = Record::default();
    /// assert_eq!(record.mode(), AllMode::Everything);
    /// record.mode.write(&Id::new("phone").unwrap(), &AllMode::OnlyAllowed(Vec::new()));
    /// assert!(!record.mode().admits("content"));
    /// ```
    pub fn mode(&self) -> AllMode {
        self.mode.values().fold(AllMode::Everything, |all, one| all.intersection(&one))
    }

    /// The choice at a scope: the most protective of those that stand.
    ///
    /// ```
    /// use overt_core::{choice::{Choice, Scope}, record::Record};
    /// assert_eq!(Record::default().choice(&Scope::All), Choice::Follow, "nothing was said");
    /// ```
    pub fn choice(&self, scope: &Scope) -> Choice {
        self.strictest(scope, &|choice| choice)
    }

    /// The choice at a scope as it reads at a moment: of all that stand, each read at that moment, the most protective.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::{Choice, Scope}};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Pause { scope: Scope::All, until: Some(now + 1000) }, &moment("pause-1"));
    /// assert!(matches!(record.choice_at(&Scope::All, now + 999, &registry), Choice::Paused { .. }));
    /// assert_eq!(record.choice_at(&Scope::All, now + 1000, &registry), Choice::Follow);
    /// ```
    pub fn choice_at(&self, scope: &Scope, now: Ms, registry: &Registry) -> Choice {
        self.strictest(scope, &|choice| choice.at(now, registry))
    }

    /// Of all that stand, each as it is read, the most protective.
    fn strictest(&self, scope: &Scope, read: &dyn Fn(Choice) -> Choice) -> Choice {
        let mut strictest: Option<Choice> = None;
        for keyed in self.choices.iter().filter(|k| k.about == *scope) {
            for choice in keyed.register.values::<Choice>().map(read) {
                strictest = Some(match strictest {
                    Some(known) => known.more_protective(choice),
                    None => choice,
                });
            }
        }
        strictest.unwrap_or(Choice::Follow)
    }

    /// The dial at a scope: the lowest of those that stand.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::{Dial, Scope}};
    #[doc = bookshop!(visitor)]
    /// let scope = Scope::from_text("signal:bought.author");
    /// assert_eq!(record.dial(&scope), Dial::Normal);
    /// tighten(&mut record, &Tighten::LowerDial { scope: scope.clone(), to: Dial::Less }, &moment("dial-1"));
    /// assert_eq!(record.dial(&scope), Dial::Less);
    /// ```
    pub fn dial(&self, scope: &Scope) -> Dial {
        let register = self.dials.iter().find(|k| k.about == *scope).map(|k| &k.register);
        register.and_then(|r| r.values().min()).unwrap_or(Dial::Normal)
    }

    /// How much of a list is not about the visitor: the most of what stands.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::Variety};
    #[doc = bookshop!(visitor)]
    /// assert_eq!(record.variety(), Variety::None, "nothing was said");
    /// tighten(&mut record, &Tighten::Vary { to: Variety::Some }, &moment("vary-1"));
    /// assert_eq!(record.variety(), Variety::Some);
    /// ```
    pub fn variety(&self) -> Variety {
        self.variety.iter().flat_map(Register::values).max().unwrap_or(Variety::None)
    }

    /// The answers to a purpose that stand; more than one where several were given at once.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, consent::ConsentStatus};
    #[doc = bookshop!(visitor)]
    /// let purpose = registry.purpose_ids().next().unwrap();
    /// tighten(&mut record, &Tighten::Refuse { purpose, shown: None }, &moment("no-1"));
    /// assert_eq!(record.consents("content").map(|answer| answer.status).collect::<Vec<_>>(), [ConsentStatus::Refused]);
    /// ```
    pub fn consents<'a>(&'a self, purpose: &'a str) -> impl Iterator<Item = Consent> + 'a {
        self.consents.iter().filter(move |k| k.about == *purpose).flat_map(|k| k.register.values())
    }

    /// The resets that are in force.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::Scope, record::ResetKind};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver }, &moment("reset-1"));
    /// assert_eq!(record.effective_resets().count(), 1);
    /// record.undone.push(record.resets[0].id.clone());
    /// assert_eq!(record.effective_resets().count(), 0);
    /// ```
    pub fn effective_resets(&self) -> impl Iterator<Item = &Reset> + '_ {
        self.resets.iter().filter(|r| !self.undone.contains(&r.id))
    }

    /// Whether evidence has been put away, by a reset that is in force.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::Scope, record::ResetKind};
    #[doc = bookshop!(visitor)]
    /// let austen = record.learned[0].clone();
    /// assert!(!record.is_covered(&registry, &austen, &austen.evidence[0]));
    /// tighten(&mut record, &Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver }, &moment("reset-1"));
    /// assert!(record.is_covered(&registry, &austen, &austen.evidence[0]));
    /// ```
    pub fn is_covered(&self, registry: &Registry, learned: &Learned, evidence: &Evidence) -> bool {
        self.effective_resets().any(|r| r.covers(registry, &learned.signal, &learned.value, evidence))
    }

    /// The evidence that counts on a day: neither put away nor past its retention; none of a signal that is not declared.
    ///
    /// ```
    #[doc = bookshop!(visitor)]
    /// let count = |today| record.usable(&registry, &record.learned[0], today).count();
    /// assert_eq!((count(20_179), count(20_180)), (1, 0), "after 180 days it has outlived its retention");
    /// ```
    pub fn usable<'a>(&'a self, registry: &'a Registry, learned: &'a Learned, today: Day) -> impl Iterator<Item = &'a Evidence> + 'a {
        let retention = registry.signal(learned.signal.as_str()).map_or(0, |s| s.retention_days);
        learned.evidence.iter().filter(move |e| !is_expired(e.day, today, retention) && !self.is_covered(registry, learned, e))
    }

    /// Does what only time does: deletes what was put away long enough or has outlived its retention, and notes each pause that ended.
    ///
    /// Returns whether anything changed. Evidence of signals that the site no longer declares is kept only as long as the longest retention it ever may have.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::Scope, limits::{DAY_MS, UNDO_DAYS}, record::ResetKind};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver }, &moment("reset-1"));
    /// assert!(!record.settle(&registry, now));
    /// assert_eq!(record.learned.len(), 1, "it can still come back");
    /// assert!(record.settle(&registry, now + UNDO_DAYS * DAY_MS));
    /// assert!(record.learned.is_empty());
    /// ```
    pub fn settle(&mut self, registry: &Registry, now: Ms) -> bool {
        let today = day_of(now);
        self.remember();
        let gone: Vec<Reset> = self.effective_resets().filter(|r| now >= r.undo_until).cloned().collect();
        let mut changed = false;
        for learned in &mut self.learned {
            let retention = registry.signal(learned.signal.as_str()).map_or(VALID_DAYS_MOST, |s| s.retention_days);
            let (signal, value, before) = (learned.signal.clone(), learned.value.clone(), learned.evidence.len());
            let covered = |e: &Evidence| gone.iter().any(|r| r.covers(registry, &signal, &value, e));
            learned.evidence.retain(|e| !is_expired(e.day, today, retention) && !covered(e));
            changed |= learned.evidence.len() < before;
        }
        for reset in &gone {
            let deleted = event(&reset.id, Actor::Timer, Deed::Deleted, reset.scope.clone());
            changed |= self.enter(Event { at: reset.undo_until, reset: Some(reset.id.clone()), ..deleted });
        }
        let device = self.device.clone().into_iter();
        let pauses = device.flat_map(|d| self.choices.iter().map(move |k| (d.clone(), k.about.clone())));
        for (device, scope) in pauses.collect::<Vec<_>>() {
            if let Some(until) = ended_pause(&self.choice(&scope), now, registry) {
                let ended = event(&device, Actor::Timer, Deed::PauseEnded, scope);
                changed |= self.enter(Event { at: until, until: Some(until), ..ended });
            }
        }
        self.bound();
        changed
    }

    /// When the last pause ended of those whose end has been noted, in milliseconds since 1970.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::Scope};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Pause { scope: Scope::All, until: Some(now + 1000) }, &moment("pause-1"));
    /// record.settle(&registry, now + 5000);
    /// assert_eq!(record.last_pause_end(), Some(now + 1000));
    /// ```
    pub fn last_pause_end(&self) -> Option<Ms> {
        self.history.iter().filter(|e| e.deed == Deed::PauseEnded).filter_map(|e| e.until).max()
    }

    /// Remembers what is decided, for the log, before an act changes it.
    pub(crate) fn remember(&mut self) {
        self.unsaved.before = self.state_text();
    }

    /// Adds an event to the history and tells the log of it; returns whether it was not there and is not too old to be kept.
    pub(crate) fn enter(&mut self, event: Event) -> bool {
        let (text, after) = (to_text(&event), self.state_text());
        let is_new = self.note(event);
        if is_new {
            let Unsaved { before, lines } = &mut self.unsaved;
            for line in [before.as_str(), text.as_str(), after.as_str()] {
                lines.push_str(line);
                lines.push('\n');
            }
        }
        is_new
    }

    fn note(&mut self, event: Event) -> bool {
        let Err(place) = self.history.binary_search(&event) else { return false };
        self.history.insert(place, event);
        let before = self.history.len();
        self.bound_history();
        // The oldest go first; it may have been one of them.
        place >= before - self.history.len()
    }
}

/// The end of a pause that is over.
fn ended_pause(choice: &Choice, now: Ms, registry: &Registry) -> Option<Ms> {
    let Choice::Paused { until: Some(until), .. } = choice else { return None };
    let is_over = !matches!(choice.at(now, registry), Choice::Paused { .. });
    is_over.then_some(*until)
}

fn union<T: Clone + Ord>(mine: &mut Vec<T>, theirs: &[T]) {
    for item in theirs {
        insert_sorted(mine, item.clone());
    }
}

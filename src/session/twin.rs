//! Storage, a clock and a calendar that live in memory.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use overt_core::act::Gesture;
use overt_core::clock::{Day, Ms};
use overt_core::id::Id;
use overt_core::limits::DAY_MS;

use super::port::{Clock, Storage, StorageError};
use super::{Session, Snapshot, Verb};
use crate::gesture::Press;
use crate::perform::{Effect, perform};
use crate::text::Calendar;

/// Midnight of 22 November 2026, UTC.
pub(crate) const TODAY: Ms = 20_779 * DAY_MS;

/// A site with one list, one purpose that rests on consent, and shelves.
pub(crate) const REGISTRY: &str = r##"{"version": 3, "notice": {"version": "2026-11"},
    "purposes": [{"id": "content", "does": "Orders", "why": "So", "youGet": "Less"}],
    "signals": [{"id": "viewed.shelf", "label": "Shelves you opened", "mode": "observed", "place": "thisSite", "evidence": "view",
        "matches": "shelf", "strength": 200, "minConfidence": 150, "purposes": ["content"], "values": [{"id": "romance", "label": "Romance"}]}],
    "slots": [{"id": "for-you", "purpose": "content", "kind": "order", "fallback": "#for-you"}]}"##;

#[derive(Clone, Default)]
pub(crate) struct Memory {
    pub(crate) text: Rc<RefCell<Option<String>>>,
    pub(crate) refuses: Rc<Cell<Option<StorageError>>>,
    pub(crate) writes: Rc<Cell<u32>>,
}

impl Storage for Memory {
    fn read(&self) -> Result<Option<String>, StorageError> {
        match self.refuses.get() {
            Some(StorageError::Blocked) => Err(StorageError::Blocked),
            _ => Ok(self.text.borrow().clone()),
        }
    }

    fn write(&self, text: &str) -> Result<(), StorageError> {
        if let Some(error) = self.refuses.get() {
            return Err(error);
        }
        self.writes.set(self.writes.get() + 1);
        *self.text.borrow_mut() = Some(text.into());
        Ok(())
    }

    fn erase(&self) -> Result<(), StorageError> {
        *self.text.borrow_mut() = None;
        Ok(())
    }
}

#[derive(Clone, Default)]
pub(crate) struct Hand {
    pub(crate) now: Rc<Cell<Ms>>,
    given: Rc<Cell<u32>>,
}

impl Clock for Hand {
    fn now(&self) -> Ms {
        self.now.get()
    }

    fn fresh(&self) -> Id {
        self.given.set(self.given.get() + 1);
        Id::new(&format!("id{}", self.given.get())).unwrap()
    }
}

/// Writes days as numbers.
pub(crate) struct PlainCalendar;

impl Calendar for PlainCalendar {
    fn days_between(&self, from: Ms, to: Ms) -> i64 {
        to.div_euclid(DAY_MS) - from.div_euclid(DAY_MS)
    }

    fn date(&self, at: Ms) -> String {
        format!("day {}", at.div_euclid(DAY_MS))
    }

    fn day(&self, day: Day, _with_year: bool) -> String {
        format!("day {day}")
    }

    fn time(&self, at: Ms) -> String {
        format!("{} o'clock", at.rem_euclid(DAY_MS) * 24 / DAY_MS)
    }

    fn number(&self, number: i64) -> String {
        number.to_string()
    }

    fn percent(&self, thousandths: i32) -> String {
        format!("{thousandths}‰")
    }
}

/// A page with a panel, all in memory.
pub(crate) struct Page {
    pub(crate) storage: Memory,
    pub(crate) clock: Hand,
    pub(crate) session: Session,
    request: String,
}

impl Page {
    pub(crate) fn new() -> Page {
        Page::asking("")
    }

    /// A page whose request says more.
    pub(crate) fn asking(more: &str) -> Page {
        let mut registry = String::new();
        overt_core::json::Json::write(&String::from(REGISTRY), &mut registry);
        let item = |place: i32| {
            let shelf = if place % 10 == 9 { "romance" } else { "other" };
            format!(r#"{{"id": "{place}", "label": "Book {place}", "features": "shelf:{shelf}"}}"#)
        };
        let items: Vec<String> = (0..40).map(item).collect();
        let lists = format!(r#"[{{"slot": "for-you", "items": [{}], "shown": 10}}]"#, items.join(","));
        let request = format!(r#"{{"registry": {registry}, "slot": "for-you", "view": "why", "lists": {lists}{more}}}"#);
        let (storage, clock) = (Memory::default(), Hand::default());
        clock.now.set(TODAY + DAY_MS / 2);
        let session = Session::new(Rc::new(storage.clone()), Rc::new(clock.clone()), &request);
        Page { storage, clock, session, request }
    }

    /// What the page's own script does when something is learned: it is in the storage, not in the session.
    pub(crate) fn learn(&mut self, times: usize) {
        let mut record = overt_core::record::Record::load(self.storage.text.borrow().as_deref()).unwrap();
        let (registry, _) = overt_core::registry::Registry::load(REGISTRY);
        let seen = [overt_core::observe::Observation { signal: "viewed.shelf".into(), value: "romance".into(), label: String::new() }];
        for _ in 0..times {
            let context = overt_core::decide::Context { now: self.clock.now.get(), ..Default::default() };
            overt_core::observe::observe(&mut record, &registry, &context, &Id::new("page").unwrap(), &seen);
        }
        *self.storage.text.borrow_mut() = Some(record.to_text());
    }

    pub(crate) fn by_hand(&mut self, verb: Verb) -> Effect {
        let gesture = Gesture { trusted: true, active: true, inside: true, visible_ms: 1000 };
        perform(&mut self.session, &verb, Press::new(gesture))
    }

    pub(crate) fn by_script(&mut self, verb: Verb) -> Effect {
        let gesture = Gesture { trusted: false, active: true, inside: true, visible_ms: 1000 };
        perform(&mut self.session, &verb, Press::new(gesture))
    }

    pub(crate) fn days_later(&mut self, days: i64) {
        self.clock.now.set(self.clock.now.get() + days * DAY_MS);
        self.reopen();
    }

    pub(crate) fn reopen(&mut self) {
        self.session.refresh(&self.request);
    }

    pub(crate) fn see(&mut self) -> Snapshot {
        self.session.reread();
        self.session.snapshot()
    }

    pub(crate) fn turned_on() -> Page {
        let mut page = Page::new();
        assert_eq!(page.by_hand(on()), Effect::Written);
        page
    }

    pub(crate) fn personal() -> Page {
        let mut page = Page::turned_on();
        page.learn(5);
        page
    }
}

pub(crate) fn on() -> Verb {
    Verb::On(Id::new("content").unwrap())
}

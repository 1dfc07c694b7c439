//! Storage, a clock and a calendar that live in memory.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use overt_core::act::Gesture;
use overt_core::clock::{Day, Ms};
use overt_core::id::Id;
use overt_core::limits::DAY_MS;

use super::port::{Clock, Storage, StorageError, Stored};
use super::{Body, Entry, LearnedValue, Moved, Part, Session, Snapshot, Verb};
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
    /// What was last read or written through here.
    last: RefCell<Option<Option<String>>>,
    pub(crate) refuses: Rc<Cell<Option<StorageError>>>,
    pub(crate) writes: Rc<Cell<u32>>,
    pub(crate) parts: Rc<RefCell<Option<String>>>,
}

impl Storage for Memory {
    fn read(&self, known: bool) -> Result<Stored, StorageError> {
        let last = self.last.take();
        if self.refuses.get() == Some(StorageError::Blocked) {
            return Err(StorageError::Blocked);
        }
        let now = self.text();
        *self.last.borrow_mut() = Some(now.clone());
        Ok(if known && last.as_ref() == Some(&now) { Stored::Same } else { Stored::Text(now) })
    }

    fn text(&self) -> Option<String> {
        self.text.borrow().clone()
    }

    fn write(&self, text: &str) -> Result<(), StorageError> {
        if let Some(error) = self.refuses.get() {
            return Err(error);
        }
        self.writes.set(self.writes.get() + 1);
        *self.last.borrow_mut() = Some(Some(text.into()));
        *self.text.borrow_mut() = Some(text.into());
        Ok(())
    }

    fn erase(&self) -> Result<(), StorageError> {
        *self.text.borrow_mut() = None;
        *self.parts.borrow_mut() = None;
        Ok(())
    }

    fn log(&self) -> Option<String> {
        None
    }

    fn remembered(&self) -> Option<String> {
        self.parts.borrow().clone()
    }

    fn remember(&self, parts: &str) {
        *self.parts.borrow_mut() = Some(parts.into());
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

    fn plural(&self, number: i64) -> String {
        if number == 1 { "one".into() } else { "other".into() }
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
        let item = |place: i32| format!(r#"{{"id": "{place}", "label": "Book {place}"}}"#);
        let items: Vec<String> = (0..40).map(item).collect();
        // Every tenth is a romance.
        let starts: Vec<String> = (0..=40).map(|place| place.to_string()).collect();
        let features: Vec<&str> = (0..40).map(|place| if place % 10 == 9 { "1" } else { "0" }).collect();
        let lists = format!(
            r#"[{{"slot": "for-you", "items": [{}], "shown": 10, "names": ["shelf:other", "shelf:romance"], "starts": [{}], "features": [{}], "strengths": [{}]}}]"#,
            items.join(","),
            starts.join(","),
            features.join(","),
            ["1000"; 40].join(",")
        );
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

    /// What is shown, with the parts closed.
    pub(crate) fn glance(&mut self) -> Snapshot {
        self.session.reread();
        self.session.open.clear();
        self.session.snapshot()
    }

    /// What is shown, with every part open.
    pub(crate) fn see(&mut self) -> Snapshot {
        self.session.reread();
        self.session.open = Part::ALL.to_vec();
        self.session.snapshot()
    }

    /// The page answers: its one list says more.
    pub(crate) fn answer(&mut self, more: &str) {
        let request = self.request.replace(r#""shown": 10"#, &format!(r#""shown": 10{more}"#));
        self.session.refresh(&request);
    }

    /// Another panel over the same storage.
    pub(crate) fn another(&self) -> Page {
        let session = Session::new(Rc::new(self.storage.clone()), Rc::new(self.clock.clone()), &self.request);
        Page { storage: self.storage.clone(), clock: self.clock.clone(), session, request: self.request.clone() }
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

impl Snapshot {
    fn body(&self, part: Part) -> Option<&Body> {
        self.sections.iter().find(|s| s.part == part)?.body.as_ref()
    }

    pub(crate) fn history(&self) -> Vec<Entry> {
        if let Some(Body::History(entries)) = self.body(Part::History) { entries.clone() } else { Vec::new() }
    }

    pub(crate) fn moved(&self) -> Vec<Moved> {
        if let Some(Body::Moved(moved)) = self.body(Part::Moved) { moved.clone() } else { Vec::new() }
    }

    pub(crate) fn learned(&self) -> Vec<LearnedValue> {
        if let Some(Body::Learned(values, _)) = self.body(Part::Learned) { values.clone() } else { Vec::new() }
    }
}

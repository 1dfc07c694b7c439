//! The gate: what a page asks while it loads, answered by `overt-core`.
//!
//! It holds no logic of its own, imports nothing of the browser, and is built without the core's `loosen` feature:
//! there is no code in it that could make anything looser.
//! JSON text goes in and out; lists to be ranked come as typed arrays.
#![forbid(unsafe_code)]

use overt_core::act::{Moment, Outcome, Tighten, note_blocked, tighten};
use overt_core::clock::Ms;
use overt_core::decide::{Context, Facts, Subject, decide};
use overt_core::explain::{Explanation, Ranking};
use overt_core::history::Actor;
use overt_core::id::Id;
use overt_core::json::{Value, from_text, parse, to_text};
use overt_core::observe::{Observation, observe};
use overt_core::profile::profile;
use overt_core::record::{Record, Trouble};
use overt_core::registry::Registry;
use overt_core::status::{Done, status};
use wasm_bindgen::prelude::wasm_bindgen;

/// Smaller than the one that comes with the compiler by 1.6 KB under brotli.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// One page's questions, over one registry and one record.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Gate {
    registry: Registry,
    record: Record,
    trouble: Option<Trouble>,
    visit: Option<Id>,
    gpc: bool,
    refused: Vec<Id>,
    lists: Vec<(String, Ranking)>,
}

#[wasm_bindgen]
impl Gate {
    /// Reads the site's registry and the visitor's record; `None` is "could not be had" and "nothing stored".
    ///
    /// `trouble` is what the page already knows to be wrong, as a word of [`Trouble`]; `visit` is the name of a visit that was set apart.
    #[wasm_bindgen(constructor)]
    pub fn new(registry: Option<String>, record: Option<String>, trouble: Option<String>, visit: Option<String>, gpc: bool) -> Gate {
        let declared = registry.as_deref().map(Registry::valid_parts);
        let of_registry = match &declared {
            None => Some(Trouble::RegistryMissing),
            Some(None) => Some(Trouble::RegistryInvalid),
            Some(Some(_)) => None,
        };
        let (record, of_record) = match Record::load(record.as_deref()) {
            Ok(record) => (record, None),
            Err(trouble) => (Record::default(), Some(trouble)),
        };
        let trouble = trouble.map(|t| Trouble::from_word(&t)).or(of_registry).or(of_record);
        let visit = visit.as_deref().and_then(Id::new);
        Gate { registry: declared.flatten().unwrap_or_default(), record, trouble, visit, gpc, refused: Vec::new(), lists: Vec::new() }
    }

    /// Says that something broke: from now on everything is denied.
    pub fn fail(&mut self, trouble: &str) {
        self.trouble = Some(Trouble::from_word(trouble));
    }

    /// Says which purposes the browser or the site's consent platform refuses, in place of those said before: ids with spaces between them,
    /// or `*` for every one that is declared.
    pub fn refuse(&mut self, purposes: &str) {
        self.refused = self.registry.purposes_named(purposes);
    }

    /// The record as it is to be stored.
    pub fn record(&self) -> String {
        self.record.to_text()
    }

    /// The lines that the log is to have more, once the record is stored; each is given out once.
    pub fn entries(&mut self) -> String {
        self.record.unsaved.take()
    }

    /// Takes over what another tab has written; what can't be read denies everything.
    pub fn join(&mut self, record: &str) {
        match Record::load(Some(record)) {
            Ok(other) => {
                self.record.join(&other);
                self.trouble = self.trouble.filter(|t| !matches!(t, Trouble::RecordUnreadable | Trouble::RecordNewer));
            }
            Err(trouble) => self.trouble = Some(trouble),
        }
    }

    /// Does what only time does. Returns -1 where the record needs no writing, else the end of the pause that this has just noted,
    /// in milliseconds, or 0: it is announced once.
    pub fn settle(&mut self, now: f64) -> f64 {
        let before = self.record.last_pause_end();
        if self.trouble.is_some() || !self.record.settle(&self.registry, ms(now)) {
            return -1.0;
        }
        let ended = self.record.last_pause_end().filter(|end| Some(*end) != before);
        #[expect(clippy::cast_precision_loss, reason = "milliseconds fit a float until the year 287396")]
        ended.map_or(0.0, |end| end as f64)
    }

    /// How things stand for a slot, as JSON: whether its purpose is `on`, whether anything may be used (`personal`), the `rule` that decided,
    /// `until` when where time alone will change it, and the purposes to `stop`.
    pub fn status(&self, slot: &str, now: f64) -> String {
        to_text(&status(&self.facts(now), slot))
    }

    /// Decides `{signal, value?, purpose, slot}`; what can't be read is denied.
    pub fn decide(&self, subject: &str, now: f64) -> String {
        let subject = parse(subject).unwrap_or(Value::Null);
        let word = |name: &str| subject.get(name).as_text();
        let named = |name: &str| word(name).unwrap_or_default();
        let subject = Subject { signal: named("signal"), value: word("value"), purpose: named("purpose"), slot: named("slot") };
        to_text(&decide(&self.facts(now), &subject))
    }

    /// The permitted profile, as JSON.
    pub fn profile(&self, purpose: &str, slot: &str, now: f64) -> String {
        to_text(&profile(&self.facts(now), purpose, slot))
    }

    /// Takes the list of a slot: the names of the features, one a line, and for each item the features that it has.
    ///
    /// `starts` has one entry more than there are items; `strengths` are in thousandths.
    pub fn list(&mut self, slot: &str, names: &str, starts: &[u32], features: &[u32], strengths: &[i32]) {
        let names: Vec<&str> = names.split('\n').collect();
        let ranking = Ranking::new(&names, starts, features, strengths, &[]);
        self.lists.retain(|(name, _)| name != slot);
        self.lists.push((slot.into(), ranking));
    }

    /// The first `count` places of the slot's list, best first; 0 asks for all.
    pub fn rank(&mut self, slot: &str, count: usize, now: f64) -> Vec<u32> {
        let Some(list) = self.lists.iter_mut().find(|list| list.0 == slot) else { return Vec::new() };
        let context = Context { now: ms(now), trouble: self.trouble, gpc: self.gpc, refused: &self.refused, visit: self.visit.as_ref() };
        let facts = Facts { registry: &self.registry, record: &self.record, context };
        let purpose = self.registry.slot(slot).map_or("", |s| s.purpose.as_str());
        let count = if count == 0 { list.1.len() } else { count };
        list.1.order(&facts, purpose, slot, count)
    }

    /// The places of the slot's list that a list which filters shows: those that something permitted speaks for, and those that stand
    /// for variety. Where nothing speaks for any, that is all of them.
    pub fn kept(&mut self, slot: &str, now: f64) -> Vec<u32> {
        let order = self.rank(slot, 0, now);
        let facts = self.facts(now);
        let purpose = self.purpose_of(slot);
        let Some((_, ranking)) = self.lists.iter().find(|(name, _)| name == slot) else { return order };
        let each = ranking.explain_each(&facts, purpose, slot, &order);
        let speaks = |why: &Explanation| why.reasons.iter().any(|reason| reason.contribution > 0);
        let mut kept: Vec<u32> = order.iter().zip(&each).filter(|(_, why)| speaks(why)).map(|(place, _)| *place).collect();
        if kept.is_empty() {
            return order;
        }
        kept.extend(ranking.varied(&facts, &order));
        kept
    }

    /// Why places of the slot's list stand where they stand, as JSON: taken together, or each by itself.
    pub fn explain(&self, slot: &str, places: &[u32], each: bool, now: f64) -> String {
        let facts = self.facts(now);
        let purpose = self.purpose_of(slot);
        match (self.lists.iter().find(|(name, _)| name == slot), each) {
            (Some((_, ranking)), true) => to_text(&ranking.explain_each(&facts, purpose, slot, places)),
            (Some((_, ranking)), false) => to_text(&ranking.explain(&facts, purpose, slot, places)),
            (None, _) => "null".into(),
        }
    }

    /// Learns from things seen together: `[{signal, value, label?}]`. Returns `{learned, dropped?}`.
    pub fn observe(&mut self, seen: &str, now: f64, fresh: &str) -> String {
        let seen: Vec<Observation> = from_text(seen).unwrap_or_default();
        let Some(device) = Id::new(fresh) else { return "null".into() };
        let context = Context { now: ms(now), trouble: self.trouble, gpc: self.gpc, refused: &self.refused, visit: self.visit.as_ref() };
        to_text(&observe(&mut self.record, &self.registry, &context, &device, &seen))
    }

    /// Tightens: `{act, scope?, until?, kind?, to?}`. Returns `{outcome, changed}`, or `null` for what is no tightening.
    pub fn tighten(&mut self, act: &str, by_hand: bool, now: f64, fresh: &str) -> String {
        let (Some(act), Some(fresh)) = (Tighten::from_text(act), Id::new(fresh)) else { return "null".into() };
        if self.trouble.is_some() {
            return done(Outcome::AlreadySo);
        }
        let actor = if by_hand { Actor::Gesture } else { Actor::Script };
        let moment = Moment { registry: &self.registry, now: ms(now), actor, fresh };
        done(tighten(&mut self.record, &act, &moment))
    }

    /// Notes that a script tried to loosen something. Returns whether the record has to be written: an empty one stays empty.
    pub fn blocked(&mut self, tried: &str, now: f64, fresh: &str) -> bool {
        let Some(fresh) = Id::new(fresh) else { return false };
        if self.record.is_new() || self.trouble.is_some() {
            return false;
        }
        note_blocked(&mut self.record, tried, &Moment { registry: &self.registry, now: ms(now), actor: Actor::Script, fresh });
        true
    }

    fn facts(&self, now: f64) -> Facts<'_> {
        let context = Context { now: ms(now), trouble: self.trouble, gpc: self.gpc, refused: &self.refused, visit: self.visit.as_ref() };
        Facts { registry: &self.registry, record: &self.record, context }
    }

    fn purpose_of(&self, slot: &str) -> &str {
        self.registry.slot(slot).map_or("", |s| s.purpose.as_str())
    }
}

/// Milliseconds as JavaScript has them; what is no number is the beginning of time, and what is too large the end.
fn ms(now: f64) -> Ms {
    #[expect(clippy::cast_possible_truncation, reason = "casts from floats saturate, and the core is safe at both ends")]
    let ms = now as Ms;
    ms
}

fn done(outcome: Outcome) -> String {
    to_text(&Done { outcome, changed: outcome == Outcome::Done })
}

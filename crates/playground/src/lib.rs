//! The playground: the findings of `overt lint`, and a made-up visitor of the configuration that is being edited.
//!
//! It holds no logic of its own, imports nothing of the browser and stores nothing: texts go in and texts come out.
//! It is part of the project's site and of no package; no visitor of a site that embeds Overt ever fetches it.
#![forbid(unsafe_code)]

use overt_core::act::{Gesture, GestureProof, Loosen, Moment, loosen};
use overt_core::clock::Ms;
use overt_core::decide::{Context, Facts, Subject, decide};
use overt_core::explain::Ranking;
use overt_core::history::Actor;
use overt_core::id::Id;
use overt_core::json::to_text;
use overt_core::observe::{Observation, observe};
use overt_core::profile::profile;
use overt_core::record::Record;
use overt_core::registry::{Mode, Registry};
use wasm_bindgen::prelude::wasm_bindgen;

/// The same as in the gate, for the same reason: fewer bytes.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// What `overt lint --format json` writes for a file of this text, without the newline at its end.
#[wasm_bindgen]
pub fn lint(text: &str) -> String {
    ["{\"findings\":", &to_text(&overt_words::lint(text)), "}"].concat()
}

/// What of the configuration is in force, as JSON: everything that can't be relied on is left out.
#[wasm_bindgen]
pub fn declared(text: &str) -> String {
    to_text(&Registry::valid_parts(text).unwrap_or_default())
}

/// A visitor who is made up, and the list that they would be shown.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Visitor {
    registry: Registry,
    record: Record,
    now: Ms,
    deeds: u32,
    list: Ranking,
}

#[wasm_bindgen]
impl Visitor {
    /// Somebody who is new to the site of this configuration, at a moment in milliseconds since 1970.
    #[wasm_bindgen(constructor)]
    pub fn new(text: &str, now: f64) -> Visitor {
        #[expect(clippy::cast_possible_truncation, reason = "casts from floats saturate, and the core is safe at both ends")]
        let now = now as Ms;
        let registry = Registry::valid_parts(text).unwrap_or_default();
        Visitor { registry, record: Record::default(), now, deeds: 0, list: Ranking::new(&[], &[0], &[], &[], &[]) }
    }

    /// Turns a purpose on. Returns what became of it, as a word in quotes, or `null`.
    #[wasm_bindgen(js_name = turnOn)]
    pub fn turn_on(&mut self, purpose: &str) -> String {
        Id::new(purpose).map_or_else(null, |purpose| self.loosen(&Loosen::On { purpose }))
    }

    /// Sees a value, or says it where the signal is one that is said. Returns `{learned, dropped?}`, or for what is said the word for what became of it.
    pub fn meet(&mut self, signal: &str, value: &str, label: &str) -> String {
        let said = self.registry.signal(signal).is_some_and(|declared| declared.mode == Mode::Provided);
        if said {
            let (Some(signal), Some(value)) = (Id::new(signal), Id::new(value)) else { return null() };
            return self.loosen(&Loosen::Tell { signal, value, label: label.into() });
        }
        let seen = Observation { signal: signal.into(), value: value.into(), label: label.into() };
        let context = Context { now: self.now, ..Context::default() };
        let Some(device) = Id::new("made-up") else { return null() };
        to_text(&observe(&mut self.record, &self.registry, &context, &device, &[seen]))
    }

    /// Takes a list: the one feature that each item has, one a line, in the site's order.
    pub fn list(&mut self, features: &str) {
        let names: Vec<&str> = features.split('\n').collect();
        let numbers: Vec<u32> = (0..).take(names.len()).collect();
        let starts: Vec<u32> = (0..).take(names.len() + 1).collect();
        self.list = Ranking::new(&names, &starts, &numbers, &[], &[]);
    }

    /// The places of the list, best first.
    pub fn rank(&mut self, slot: &str) -> Vec<u32> {
        let context = Context { now: self.now, ..Context::default() };
        let facts = Facts { registry: &self.registry, record: &self.record, context };
        let purpose = self.registry.slot(slot).map_or("", |slot| slot.purpose.as_str());
        self.list.order(&facts, purpose, slot, self.list.len())
    }

    /// Why the whole list stands as it does and then each place of it by itself, as a list in JSON.
    pub fn explain(&self, slot: &str, places: &[u32]) -> String {
        let purpose = self.registry.slot(slot).map_or("", |slot| slot.purpose.as_str());
        let mut all = vec![self.list.explain(&self.facts(), purpose, slot, places)];
        all.extend(self.list.explain_each(&self.facts(), purpose, slot, places));
        to_text(&all)
    }

    /// What a site gets of this visitor, as JSON.
    pub fn profile(&self, purpose: &str, slot: &str) -> String {
        to_text(&profile(&self.facts(), purpose, slot))
    }

    /// Whether one thing may be used, as JSON with the rule that decides; an empty `value` asks about the signal as a whole.
    pub fn decide(&self, signal: &str, value: &str, purpose: &str, slot: &str) -> String {
        let value = Some(value).filter(|value| !value.is_empty());
        to_text(&decide(&self.facts(), &Subject { signal, value, purpose, slot }))
    }

    fn facts(&self) -> Facts<'_> {
        Facts { registry: &self.registry, record: &self.record, context: Context { now: self.now, ..Context::default() } }
    }

    /// The visitor is made up, and so is the press: nothing of it is stored, and it ends with the page.
    fn loosen(&mut self, act: &Loosen) -> String {
        self.deeds += 1;
        let press = Gesture { trusted: true, active: true, inside: true, visible_ms: u32::MAX };
        let deed = ["made-up-", &to_text(&self.deeds)].concat();
        let (Ok(proof), Some(fresh)) = (GestureProof::of(press), Id::new(&deed)) else { return null() };
        let moment = Moment { registry: &self.registry, now: self.now, actor: Actor::Gesture, fresh };
        to_text(&loosen(&mut self.record, act, &moment, proof))
    }
}

fn null() -> String {
    "null".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: &str = include_str!("../../../tests/configs/good/shop.json");
    const NOW: f64 = 1_800_000_000_000.0;

    #[test]
    fn five_looks_bring_a_thing_up_and_say_why_and_a_new_visitor_gets_the_site_s_order() {
        let features = "tea:black\ntea:white\ntea:green";
        let mut new = Visitor::new(SHOP, NOW);
        new.list(features);
        assert_eq!(new.rank("for-you"), [0, 1, 2]);
        assert!(new.profile("content", "for-you").contains("\"signals\":[]"));

        let mut known = Visitor::new(SHOP, NOW);
        known.list(features);
        assert_eq!(known.turn_on("content"), "\"done\"");
        for _ in 0..5 {
            assert_eq!(known.meet("viewed.tea", "green", "Green tea"), "{\"learned\":1}");
        }
        let order = known.rank("for-you");
        assert_eq!(order, [2, 0, 1]);
        assert!(known.explain("for-you", &order).contains("\"times\":5"));
        assert!(known.profile("content", "for-you").contains("\"value\":\"green\""));
        assert!(known.decide("viewed.tea", "green", "content", "for-you").contains("\"rule\":\"allow\""));
        assert!(known.decide("viewed.tea", "", "content", "nowhere").contains("\"rule\":\"undeclared\""));
    }

    #[test]
    fn what_is_sensitive_is_not_learned_and_what_is_said_needs_a_yes_of_its_own() {
        let mut visitor = Visitor::new(SHOP, NOW);
        visitor.turn_on("content");
        assert!(visitor.meet("viewed.tea", "sleep-well", "").contains("\"learned\":0"));
        assert_ne!(visitor.meet("told.diet", "caffeine", "No caffeine"), "\"done\"");
        assert_eq!(visitor.turn_on("no such purpose"), "null");
    }

    #[test]
    fn a_text_that_is_no_configuration_declares_nothing() {
        assert!(lint("{").contains("\"unreadable\""));
        assert!(declared("{").contains("\"slots\":[]"));
        assert_eq!(Visitor::new("{", NOW).rank("for-you"), [0_u32; 0]);
    }
}

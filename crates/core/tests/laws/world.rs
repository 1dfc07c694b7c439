//! A site with everything that the rules are about, and three devices.

use std::collections::BTreeMap;

use overt_core::act::{Gesture, GestureProof, Loosen, Moment, Outcome, Tighten, loosen, tighten};
use overt_core::clock::Ms;
use overt_core::decide::{Context, Decision, Facts, Subject, decide};
use overt_core::history::Actor;
use overt_core::id::Id;
use overt_core::limits::DAY_MS;
use overt_core::observe::{Observation, Observed, observe};
use overt_core::record::{Record, Trouble};
use overt_core::registry::Registry;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) use crate::steps::*;
/// In a browser every `#[test]` of a module that takes in this one is one of the browser's.
#[cfg(target_arch = "wasm32")]
pub(crate) use wasm_bindgen_test::wasm_bindgen_test as test;

/// How many worlds each law is tried in.
///
/// `OVERT_CASES` is read while building, because a browser has no environment; `cargo xtask test --full` sets it.
const CASES: u32 = match option_env!("OVERT_CASES") {
    Some(number) => match u32::from_str_radix(number, 10) {
        Ok(cases) => cases,
        Err(_) => panic!("OVERT_CASES is not a number"),
    },
    None if cfg!(target_arch = "wasm32") => 32,
    None => 256,
};

/// 1 June 2026, at noon or so.
pub(crate) const START: Ms = 20_605 * DAY_MS + 43_200_000;

/// Every purpose may use every signal, so that the rules and not the declaration decide.
pub(crate) const PURPOSES: [(&str, &str, &str, &str); 7] = [
    ("content", "legitimateInterest", "content", "none"),
    ("offers", "consent", "content", "none"),
    ("ads", "consent", "ads", "share"),
    ("sold", "legitimateInterest", "ads", "sell"),
    ("benefits", "consent", "benefits", "none"),
    ("letter", "consent", "contact", "none"),
    ("service", "contract", "uiAdapt", "none"),
];

pub(crate) const SIGNALS: [(&str, &str, &str, &str, &str); 11] = [
    ("told.topic", "provided", "thisSite", "answer", "[]"),
    ("told.diagnosis", "provided", "thisSite", "answer", r#"["health"]"#),
    ("bought.shelf", "observed", "thisSite", "purchase", "[]"),
    ("viewed.shelf", "observed", "thisSite", "view", "[]"),
    ("viewed.author", "observed", "thisSite", "view", "[]"),
    ("guessed.taste", "inferred", "thisSite", "view", "[]"),
    ("derived.budget", "derived", "thisSite", "view", r#"["finance"]"#),
    ("imported.taste", "imported", "thisSite", "import", "[]"),
    ("counter.bought", "observed", "offline", "purchase", "[]"),
    ("other.bought", "observed", "otherSite", "purchase", "[]"),
    ("device.viewed", "observed", "device", "view", "[]"),
];

pub(crate) const SLOTS: [(&str, &str, &str, &str); 10] = [
    ("for-you", "content", "order", r#""engage""#),
    ("price", "content", "price", r#""transact""#),
    ("offers", "offers", "content", "null"),
    ("ad", "ads", "ad", "null"),
    ("sold-ad", "sold", "ad", "null"),
    ("sold-help", "sold", "content", r#""support""#),
    ("benefit", "benefits", "price", "null"),
    ("letter", "letter", "copy", "null"),
    ("letter-help", "letter", "support", "null"),
    ("look", "service", "content", r#""delight""#),
];

pub(crate) const VALUES: [&str; 2] = ["romance", "health"];

/// The declaration as text; `cap` is a word of `Intrusiveness`, `gpc` one of `GpcFirstParty`.
pub(crate) fn registry_text(cap: &str, gpc: &str) -> String {
    let purposes = PURPOSES.map(|(id, basis, kind, transfers)| {
        let recipients = if transfers == "none" { "[]" } else { r#"["adnet"]"# };
        format!(
            r#"{{"id":"{id}","does":"d","why":"w","youGet":"y","legalBasis":"{basis}","kind":"{kind}","transfers":"{transfers}","recipients":{recipients}}}"#
        )
    });
    let ids = PURPOSES.map(|(id, ..)| format!("\"{id}\"")).join(",");
    let signals = SIGNALS.map(|(id, mode, place, evidence, implies)| {
        let matches = id.split('.').nth(1).unwrap();
        format!(
            r#"{{"id":"{id}","mode":"{mode}","place":"{place}","evidence":"{evidence}","matches":"{matches}","implies":{implies},"purposes":[{ids}],"values":[{{"id":"health","implies":["health"]}}]}}"#
        )
    });
    let slots = SLOTS.map(|(id, purpose, kind, stage)| {
        format!(r##"{{"id":"{id}","purpose":"{purpose}","kind":"{kind}","stage":{stage},"fallback":"#popular"}}"##)
    });
    format!(
        r#"{{"version":3,"segments":[{{"id":"readers","label":"Readers","rule":"Opened many books","from":["viewed.shelf","viewed.author"],"size":"to1k","ttlDays":365}}],"notice":{{"version":"2026-06"}},"defaults":{{"maxIntrusiveness":"{cap}","gpcFirstParty":"{gpc}"}},"recipients":[{{"id":"adnet","name":"Ad Net"}}],"purposes":[{}],"signals":[{}],"slots":[{}]}}"#,
        purposes.join(","),
        signals.join(","),
        slots.join(",")
    )
}

pub(crate) fn load_registry(text: &str) -> Registry {
    let (registry, findings) = Registry::load(text);
    assert_eq!(findings, []);
    registry
}

/// The site as most tests have it: browsing may be learned where nothing was said.
pub(crate) fn site() -> Registry {
    load_registry(&registry_text("browsing", "defaultOff"))
}

pub(crate) fn any_site() -> impl Strategy<Value = Registry> {
    let caps = select(&["provided", "transaction", "browsing", "inferred", "otherSite"][..]);
    (caps, select(&["defaultOff", "ignore"][..])).prop_map(|(cap, gpc)| load_registry(&registry_text(cap, gpc)))
}

pub(crate) fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// Three devices of one visitor, at one moment.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) site: Registry,
    pub(crate) records: Vec<Record>,
    pub(crate) now: Ms,
    made: u32,
}

impl World {
    pub(crate) fn new(site: Registry) -> World {
        let record = |name: &str| Record { device: Some(id(name)), ..Record::default() };
        World { site, records: ["a", "b", "c"].map(record).into(), now: START, made: 0 }
    }

    /// A world in which these things happened.
    pub(crate) fn after(site: Registry, steps: &[(usize, Step)]) -> World {
        let mut world = World::new(site);
        world.run(steps);
        world
    }

    pub(crate) fn run(&mut self, steps: &[(usize, Step)]) {
        for (who, step) in steps {
            self.step(*who, step);
        }
    }

    pub(crate) fn step(&mut self, who: usize, step: &Step) {
        match step {
            Step::Tighten(act) => _ = self.tighten(who, act),
            Step::Loosen(act) => _ = self.loosen(who, act),
            Step::Undo(place) => {
                if let Some(reset) = self.records[who].resets.get(*place).map(|r| r.id.clone()) {
                    self.loosen(who, &Loosen::UndoReset { reset });
                }
            }
            Step::Observe(seen) => _ = self.observe(who, seen),
            Step::Settle => _ = self.settle(who),
            Step::Wait(span) => self.now += span,
            Step::Join(from) => {
                let from = self.records[*from].clone();
                self.records[who].join(&from);
            }
        }
    }

    pub(crate) fn tighten(&mut self, who: usize, act: &Tighten) -> Outcome {
        let fresh = self.fresh();
        tighten(&mut self.records[who], act, &Moment { registry: &self.site, now: self.now, actor: Actor::Script, fresh })
    }

    pub(crate) fn loosen(&mut self, who: usize, act: &Loosen) -> Outcome {
        let fresh = self.fresh();
        let proof = GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 300 }).unwrap();
        loosen(&mut self.records[who], act, &Moment { registry: &self.site, now: self.now, actor: Actor::Gesture, fresh }, proof)
    }

    pub(crate) fn observe(&mut self, who: usize, seen: &[(&str, &str)]) -> Observed {
        let observation =
            |(signal, value): &(&str, &str)| Observation { signal: (*signal).into(), value: (*value).into(), label: "L".into() };
        let seen: Vec<Observation> = seen.iter().map(observation).collect();
        observe(&mut self.records[who], &self.site, &Context { now: self.now, ..Context::default() }, &id("new"), &seen)
    }

    pub(crate) fn settle(&mut self, who: usize) -> bool {
        self.records[who].settle(&self.site, self.now)
    }

    /// The same with another declaration, at another time.
    pub(crate) fn settle_with(&mut self, who: usize, registry: &str, now: Ms) -> bool {
        self.records[who].settle(&load_registry(registry), now)
    }

    fn fresh(&mut self) -> Id {
        self.made += 1;
        id(&format!("n{}", self.made))
    }
}

pub(crate) fn facts<'a>(registry: &'a Registry, record: &'a Record, gpc: bool, now: Ms) -> Facts<'a> {
    Facts { registry, record, context: Context { now, gpc, ..Context::default() } }
}

/// The same where something is broken.
pub(crate) fn broken<'a>(facts: Facts<'a>, trouble: Option<Trouble>) -> Facts<'a> {
    Facts { context: Context { trouble, ..facts.context }, ..facts }
}

/// Every signal with every value in every slot.
pub(crate) fn decisions(facts: &Facts<'_>) -> BTreeMap<(&'static str, &'static str, &'static str), Decision> {
    let mut all = BTreeMap::new();
    for (slot, purpose, ..) in SLOTS {
        for (signal, ..) in SIGNALS {
            // The sensitive value is asked for where it would be met.
            for value in VALUES.iter().take(if signal == "viewed.shelf" { 2 } else { 1 }) {
                all.insert((signal, *value, slot), decide(facts, &Subject { signal, value: Some(value), purpose, slot }));
            }
        }
    }
    all
}

/// The weights of all that may be used.
pub(crate) fn allowed(facts: &Facts<'_>) -> BTreeMap<(&'static str, &'static str, &'static str), i32> {
    decisions(facts).into_iter().filter(|(_, d)| d.allow).map(|(k, d)| (k, d.weight)).collect()
}

/// Moments from now on at which something may turn.
pub(crate) fn moments(now: Ms) -> [Ms; 5] {
    [now, now + 3_600_000, now + 2 * DAY_MS, now + 40 * DAY_MS, now + 600 * DAY_MS]
}

/// That the second allows nothing that the first does not, and nothing more strongly.
pub(crate) fn assert_no_wider(registry: &Registry, before: &Record, after: &Record, now: Ms) {
    for gpc in [false, true] {
        for now in moments(now) {
            let (was, is) = (allowed(&facts(registry, before, gpc, now)), allowed(&facts(registry, after, gpc, now)));
            for (key, weight) in is {
                assert!(was.get(&key).is_some_and(|w| *w >= weight), "{key:?} at {now}, gpc {gpc}: {:?} became {weight}", was.get(&key));
            }
        }
    }
}

pub(crate) fn config() -> ProptestConfig {
    // A law may set worlds aside in which there is nothing to see; more of them where more are tried.
    ProptestConfig { cases: CASES, max_global_rejects: 1024 + 4 * CASES, failure_persistence: None, ..ProptestConfig::default() }
}

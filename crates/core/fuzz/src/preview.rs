//! What is shown before an act is what is there after it, and every reason that is given has its exact share.

use std::collections::BTreeMap;

use overt_core::act::{Gesture, GestureProof, Loosen, Moment, Outcome, loosen, tighten};
use overt_core::decide::Facts;
use overt_core::explain::{Explanation, Ranking};
use overt_core::history::Actor;
use overt_core::limits::WHOLE;
use overt_core::preview::{Act, List, preview};
use overt_core::profile::profile;
use overt_core::record::Record;

use crate::dice::Dice;
use crate::steps::Step;
use crate::world::{SLOTS, World, facts, id, load_registry, registry_text};
use crate::{dice, live};

/// The kinds of features that a list has, each a signal's; the last is nobody's.
const FEATURES: [&str; 8] = [
    "topic:romance",
    "shelf:romance",
    "author:romance",
    "taste:romance",
    "budget:romance",
    "bought:romance",
    "shelf:health",
    "shelf:poetry",
];

/// An act, the list that it is to be seen in, and what happened before, all of the fuzzer's own making.
pub fn preview_equals_result(bytes: &[u8]) {
    let mut dice = dice(bytes);
    let cap = dice.pick(&["otherSite", "inferred", "browsing", "transaction", "provided"]);
    let site = load_registry(&registry_text(cap, dice.pick(&["ignore", "defaultOff"])));
    let gpc = dice.below(2) == 1;
    let drawn = dice.step();
    let (list, shown) = list(&mut dice);
    let mut world = World::new(site);
    live(&mut world, &mut dice);
    let before = &world.records[0];
    let act = act(drawn, before);
    let moment = Moment { registry: &world.site, now: world.now, actor: Actor::Gesture, fresh: id("pressed") };
    let was = facts(&world.site, before, gpc, world.now);

    let mut rankings = SLOTS.map(|_| list.clone());
    let lists = SLOTS.iter().zip(&mut rankings).map(|(slot, ranking)| List { slot: slot.0, ranking, shown });
    let would = preview(&was, std::slice::from_ref(&act), &moment, lists);
    let mut after = before.clone();
    assert_eq!(would.outcome, perform(&mut after, &act, &moment), "{act:?}");
    let is = facts(&world.site, &after, gpc, world.now);

    let changes = would.changes.iter().map(|c| ((c.slot.as_str(), c.signal.to_string(), c.value.to_string()), (c.before, c.after)));
    let differences = differences(&was, &is);
    assert_eq!(changes.collect::<BTreeMap<_, _>>(), differences, "{act:?}");
    assert_eq!(would.changes.len(), differences.len(), "each is told once");
    assert_eq!(would.lists.len(), SLOTS.len());
    for ((reordering, (slot, purpose, ..)), ranking) in would.lists.iter().zip(SLOTS).zip(&rankings) {
        let (before, reasons) = explained(&list, &was, purpose, slot, shown);
        assert_eq!((reordering.slot.as_str(), &reordering.before), (slot, &before), "{act:?}");
        assert_eq!(reordering.after, list.clone().order(&is, purpose, slot, shown), "{slot}, {act:?}");
        assert_eq!(ranking.explain_each(&was, purpose, slot, &before), reasons, "the list is left as it was");
    }
}

/// Up to twelve items of up to three features each, and how many of them are shown; where no bytes are left, all.
fn list(dice: &mut Dice<impl Iterator<Item = u32>>) -> (Ranking, usize) {
    let (mut starts, mut features, mut strengths) = (vec![0], Vec::new(), Vec::new());
    for item in 0..12 - dice.below(13) {
        for place in 0..3 - dice.below(4) {
            features.push((item + place + dice.below(8)) % FEATURES.len() as u32);
            strengths.push(1000 - dice.below(2401) as i32);
        }
        starts.push(features.len() as u32);
    }
    (Ranking::new(&FEATURES, &starts, &features, &strengths, &[]), 13 - dice.below(14) as usize)
}

/// What was drawn, where it is an act; in the place of anything else one of the purposes is turned on.
fn act(drawn: Step, record: &Record) -> Act {
    match drawn {
        Step::Tighten(act) => Act::Tighten(act),
        Step::Loosen(act) => Act::Loosen(act),
        Step::Undo(place) => {
            let reset = record.resets.get(place).map_or_else(|| id("none"), |reset| reset.id.clone());
            Act::Loosen(Loosen::UndoReset { reset })
        }
        Step::Observe(_) | Step::Settle | Step::Wait(_) | Step::Join(_) => Act::Loosen(Loosen::On { purpose: id("content") }),
    }
}

fn perform(record: &mut Record, act: &Act, moment: &Moment<'_>) -> Outcome {
    let press = Gesture { trusted: true, active: true, inside: true, visible_ms: 300 };
    match act {
        Act::Tighten(act) => tighten(record, act, moment),
        Act::Loosen(act) => loosen(record, act, moment, GestureProof::of(press).expect("a person's press")),
    }
}

/// Slot, signal and value, with the weights before and after where they are not the same.
fn differences(was: &Facts<'_>, is: &Facts<'_>) -> BTreeMap<(&'static str, String, String), (i32, i32)> {
    let mut weights = BTreeMap::new();
    for (slot, purpose, ..) in SLOTS {
        for signal in profile(was, purpose, slot).signals {
            weights.entry((slot, signal.id, signal.value)).or_insert((0, 0)).0 = signal.weight;
        }
        for signal in profile(is, purpose, slot).signals {
            weights.entry((slot, signal.id, signal.value)).or_insert((0, 0)).1 = signal.weight;
        }
    }
    weights.retain(|_, (before, after)| before != after);
    weights
}

/// The first places of a list that nobody has ordered yet, and why each stands there.
fn explained(list: &Ranking, facts: &Facts<'_>, purpose: &str, slot: &str, shown: usize) -> (Vec<u32>, Vec<Explanation>) {
    let mut list = list.clone();
    let mut places = list.order(facts, purpose, slot, list.len());
    let order: Vec<u32> = places.iter().copied().take(shown).collect();
    places.sort_unstable();
    assert!(places.into_iter().eq(0..list.len() as u32), "every item, once");
    let each = list.explain_each(facts, purpose, slot, &order);
    for explanation in each.iter().chain([&list.explain(facts, purpose, slot, &order)]) {
        let sizes: i32 = explanation.reasons.iter().map(|reason| reason.contribution.abs()).sum();
        assert_eq!(sizes + explanation.unattributed, WHOLE, "{explanation:?}");
        assert!(explanation.unattributed >= 0, "{explanation:?}");
    }
    (order, each)
}

//! What is shown before an act is what is there after it.

use overt_core::act::{Moment, Outcome};
use overt_core::decide::Facts;
use overt_core::explain::Ranking;
use overt_core::history::Actor;
use overt_core::preview::{Act, List, Preview, preview};
use overt_core::profile::profile;
use overt_core::record::Record;
use overt_core::registry::Intrusiveness;
use overt_core::stance::{Stance, acts};
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// Twelve items; every third has the topic, every fourth the shelf.
fn list() -> Ranking {
    let (mut starts, mut features) = (vec![0], Vec::new());
    for item in 0..12_u32 {
        features.extend([(item % 3 == 2).then_some(0), (item % 4 == 3).then_some(1)].into_iter().flatten());
        starts.push(features.len() as u32);
    }
    Ranking::new(&["topic:romance", "shelf:romance"], &starts, &features, &vec![1000; features.len()], &[])
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![any_tightening().prop_map(Act::Tighten), any_loosening().prop_map(Act::Loosen)]
}

fn ask(facts: &Facts<'_>, world: &World, acts: &[Act]) -> Preview {
    let moment = Moment { registry: &world.site, now: world.now, actor: Actor::Gesture, fresh: id("preview") };
    let mut rankings: Vec<Ranking> = SLOTS.iter().map(|_| list()).collect();
    let lists = SLOTS.iter().zip(&mut rankings).map(|(slot, ranking)| List { slot: slot.0, ranking, shown: 8 });
    preview(facts, acts, &moment, lists)
}

fn perform(world: &mut World, act: &Act) -> Outcome {
    match act {
        Act::Tighten(act) => world.tighten(0, act),
        Act::Loosen(act) => world.loosen(0, act),
    }
}

fn order(facts: &Facts<'_>, slot: &str, purpose: &str) -> Vec<u32> {
    list().order(facts, purpose, slot, 8)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn preview_equals_result(site in any_site(), steps in any_steps(), act in any_act(), gpc in any::<bool>()) {
        let mut world = World::after(site, &steps);
        let before = world.records[0].clone();
        let would = ask(&facts(&world.site, &before, gpc, world.now), &world, std::slice::from_ref(&act));
        prop_assert_eq!(&before, &world.records[0], "looking changes nothing");
        let outcome = perform(&mut world, &act);
        let was = facts(&world.site, &before, gpc, world.now);
        let is = facts(&world.site, &world.records[0], gpc, world.now);
        if !matches!(act, Act::Tighten(overt_core::act::Tighten::Off)) {
            // A person's second Off counts anew, a script's does not.
            prop_assert_eq!(would.outcome, outcome);
        }
        for (list, (slot, purpose, ..)) in would.lists.iter().zip(SLOTS) {
            prop_assert_eq!(&list.before, &order(&was, slot, purpose), "{}", slot);
            prop_assert_eq!(&list.after, &order(&is, slot, purpose), "{}", slot);
            let weights = |facts: &Facts<'_>| -> Vec<(String, String, i32)> {
                profile(facts, purpose, slot).signals.into_iter().map(|s| (s.id, s.value, s.weight)).collect()
            };
            let (mut then, now) = (weights(&was), weights(&is));
            // The changes that are shown, made to what was, give what is.
            for change in would.changes.iter().filter(|c| c.slot == slot) {
                then.retain(|(s, v, _)| (s.as_str(), v.as_str()) != (change.signal.as_str(), change.value.as_str()));
                if change.after > 0 {
                    then.push((change.signal.as_str().into(), change.value.as_str().into(), change.after));
                }
            }
            then.sort();
            prop_assert_eq!(then, now);
        }
    }

    #[test]
    fn a_stance_is_the_acts_that_it_shows(site in any_site(), steps in any_steps(), stance in select(Stance::ALL)) {
        let mut world = World::after(site, &steps);
        let before = world.records[0].clone();
        let shown = acts(&facts(&world.site, &before, false, world.now), stance);
        shown.iter().for_each(|act| _ = perform(&mut world, act));
        let is = facts(&world.site, &world.records[0], false, world.now);
        match stance {
            Stance::Careful => {
                prop_assert!(shown.iter().all(|act| matches!(act, Act::Tighten(_))));
                assert_no_wider(&world.site, &before, &world.records[0], world.now);
                for (_, _, slot) in allowed(&is).into_keys() {
                    let purpose = &world.site.slot(slot).unwrap().purpose;
                    prop_assert!(world.records[0].consents(purpose).next().is_some(), "{} was never asked for", purpose);
                }
            }
            Stance::Balanced => for (signal, _, slot) in allowed(&is).into_keys() {
                let signal = world.site.signal(signal).unwrap();
                prop_assert!(signal.intrusiveness() <= Intrusiveness::Transaction);
                prop_assert!(!matches!(slot, "ad" | "sold-ad" | "sold-help"));
            },
            Stance::Open => prop_assert!(world.site.purposes.iter().all(|p| world.records[0].mode().admits(&p.id))),
        }
        prop_assert_eq!(acts(&is, stance).into_iter().filter(|a| matches!(a, Act::Tighten(_))).count(), 0, "there is nothing left to turn off");
    }
}

#[test]
fn a_preview_of_a_new_visitor_stores_nothing() {
    let world = World::new(site());
    let would = ask(&facts(&world.site, &Record::default(), false, world.now), &world, &[Act::Tighten(overt_core::act::Tighten::Off)]);
    assert_eq!(would.outcome, Outcome::Done);
    assert!(would.changes.is_empty());
}

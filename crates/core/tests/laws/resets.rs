//! Starting over: what is put away, what comes back, and what is gone.

use overt_core::act::{Loosen, Outcome, Tighten};
use overt_core::choice::Scope;
use overt_core::decide::Rule;
use overt_core::history::Deed;
use overt_core::limits::{DAY_MS, UNDO_DAYS};
use overt_core::record::{Record, ResetKind};
use overt_core::registry::{Category, Mode, Registry};
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// Whether a reset is about a value, said a second time and independently.
fn is_about(site: &Registry, scope: &Scope, kind: ResetKind, signal: &str, value: &str) -> bool {
    let def = site.signal(signal).unwrap();
    let scope = match scope {
        Scope::Signal(s) => s.as_str() == signal,
        Scope::Value(s, v) => (s.as_str(), v.as_str()) == (signal, value),
        Scope::Mode(mode) => def.mode == *mode,
        Scope::Source(place) => def.place == *place,
        Scope::Segment(_) => matches!(signal, "viewed.shelf" | "viewed.author"),
        // A day on a device, which no signal tells: tried by itself below.
        Scope::Visit(_) => false,
        Scope::Category(category) => def.implies.contains(category) || (value == "health" && *category == Category::Health),
        // Every signal serves every purpose here, and so every slot.
        Scope::All | Scope::Unknown(_) | Scope::Purpose(_) | Scope::Slot(_) => true,
    };
    scope
        && match kind {
            ResetKind::StartOver => true,
            ResetKind::ForgetTold => def.mode == Mode::Provided,
            ResetKind::ForgetLearned => def.mode != Mode::Provided,
        }
}

fn evidence_about(world: &World, record: &Record, scope: &Scope, kind: ResetKind) -> usize {
    let about = record.learned.iter().filter(|l| is_about(&world.site, scope, kind, l.signal.as_str(), l.value.as_str()));
    about.map(|l| l.evidence.len()).sum()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn reset_never_loosens(site in any_site(), steps in any_steps(), scope in any_scope(), kind in select(ResetKind::ALL)) {
        let mut world = World::after(site, &steps);
        let before = world.records[0].clone();
        world.tighten(0, &Tighten::Reset { scope, kind });
        let after = &world.records[0];
        prop_assert_eq!((&before.mode, &before.choices, &before.dials, &before.consents), (&after.mode, &after.choices, &after.dials, &after.consents));
        prop_assert_eq!(&before.variety, &after.variety, "it says nothing of the visitor");
        prop_assert_eq!(&before.learned, &after.learned, "it is sealed, not yet deleted");
        assert_no_wider(&world.site, &before, after, world.now);
    }

    #[test]
    fn reset_forgets_everything_it_covers(steps in any_steps(), scope in any_scope(), kind in select(ResetKind::ALL)) {
        let mut world = World::after(site(), &steps);
        // The second device keeps what it learned, and brings it along later.
        world.tighten(0, &Tighten::Reset { scope: scope.clone(), kind });
        for after in 0..3 {
            for now in moments(world.now) {
                for (signal, value, _) in allowed(&facts(&world.site, &world.records[0], false, now)).into_keys() {
                    prop_assert!(!is_about(&world.site, &scope, kind, signal, value), "{signal} is still used");
                }
            }
            if after < 2 {
                world.step(0, &Step::Join(after + 1));
            }
        }
        world.now += UNDO_DAYS * DAY_MS;
        world.settle(0);
        prop_assert_eq!(evidence_about(&world, &world.records[0], &scope, kind), 0, "gone from storage");
    }

    #[test]
    fn undo_restores_exactly(steps in any_steps(), scope in any_scope(), kind in select(ResetKind::ALL), wait in 0..UNDO_DAYS * DAY_MS) {
        let mut world = World::after(site(), &steps);
        world.settle(0);
        let before = world.records[0].clone();
        world.tighten(0, &Tighten::Reset { scope, kind });
        let reset = world.records[0].resets.iter().find(|r| !before.resets.contains(r)).unwrap().id.clone();
        world.now += wait;
        let outcome = world.loosen(0, &Loosen::UndoReset { reset: reset.clone() });
        prop_assert_eq!(outcome, Outcome::Done);
        prop_assert_eq!(&before.learned, &world.records[0].learned);
        for gpc in [false, true] {
            for now in moments(world.now) {
                prop_assert_eq!(allowed(&facts(&world.site, &before, gpc, now)), allowed(&facts(&world.site, &world.records[0], gpc, now)));
            }
        }
        prop_assert_eq!(world.loosen(0, &Loosen::UndoReset { reset }), Outcome::AlreadySo);
    }
}

fn after_a_reset(kind: ResetKind) -> World {
    let mut world = World::new(site());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("viewed.shelf", "romance"), ("viewed.shelf", "romance"), ("told.topic", "romance")]);
    world.tighten(0, &Tighten::Reset { scope: Scope::All, kind });
    world
}

#[test]
fn settle_deletes_after_the_undo_window_and_not_before() {
    let mut world = after_a_reset(ResetKind::StartOver);
    let deadline = START + UNDO_DAYS * DAY_MS;
    world.now = deadline - 1;
    assert!(!world.settle(0), "sealed to the last millisecond");
    assert_eq!(world.records[0].learned.len(), 2);
    world.now = deadline;
    assert!(world.settle(0));
    assert_eq!(world.records[0].learned, []);
    assert!(!world.settle(0));
    let deleted: Vec<_> = world.records[0].history.iter().filter(|e| e.deed == Deed::Deleted).map(|e| e.at).collect();
    assert_eq!(deleted, [deadline]);
    let reset = world.records[0].resets[0].id.clone();
    assert_eq!(world.loosen(0, &Loosen::UndoReset { reset }), Outcome::AlreadySo, "too late");
}

#[test]
fn undoing_at_the_last_moment_keeps_everything() {
    let mut world = after_a_reset(ResetKind::StartOver);
    let reset = world.records[0].resets[0].id.clone();
    world.now = START + UNDO_DAYS * DAY_MS - 1;
    assert_eq!(world.loosen(0, &Loosen::UndoReset { reset }), Outcome::Done);
    world.now += 1;
    assert!(!world.settle(0));
    assert_eq!(world.records[0].learned.len(), 2);
}

#[test]
fn what_is_learned_after_a_reset_stands_apart_and_an_undo_adds_the_rest() {
    let mut world = after_a_reset(ResetKind::ForgetLearned);
    let weight = |world: &World| {
        let all = decisions(&facts(&world.site, &world.records[0], false, world.now));
        (all[&("viewed.shelf", "romance", "for-you")].rule, all[&("viewed.shelf", "romance", "for-you")].weight)
    };
    assert_eq!(weight(&world), (Rule::Reset, 0));
    let told = decisions(&facts(&world.site, &world.records[0], false, world.now))[&("told.topic", "romance", "for-you")].rule;
    assert_eq!(told, Rule::Allow, "what was said stays");
    world.observe(0, &[("viewed.shelf", "romance")]);
    assert_eq!(weight(&world), (Rule::Allow, 250), "as if it were the first");
    let reset = world.records[0].resets[0].id.clone();
    world.loosen(0, &Loosen::UndoReset { reset });
    assert_eq!(weight(&world), (Rule::Allow, 750));
}

#[test]
fn what_is_only_old_was_not_started_over() {
    let mut world = World::new(site());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("viewed.shelf", "romance")]);
    let rule = |now| decisions(&facts(&world.site, &world.records[0], false, now))[&("viewed.shelf", "romance", "for-you")].rule;
    assert_eq!(rule(START + 400 * DAY_MS), Rule::Stale);
}

#[test]
fn a_reset_on_one_device_reaches_what_another_learned_unseen() {
    let mut world = World::new(site());
    for who in 0..2 {
        world.loosen(who, &Loosen::On { purpose: id("content") });
        world.observe(who, &[("viewed.shelf", "romance")]);
    }
    world.tighten(0, &Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver });
    world.step(1, &Step::Join(0));
    assert_eq!(allowed(&facts(&world.site, &world.records[1], false, START)).len(), 0);
    world.now += DAY_MS;
    world.observe(1, &[("viewed.shelf", "romance")]);
    let slots: Vec<_> = allowed(&facts(&world.site, &world.records[1], false, world.now)).into_keys().map(|k| k.2).collect();
    assert!(slots.contains(&"for-you"), "a new day begins anew");
}

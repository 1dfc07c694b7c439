//! Several tabs and devices: in whichever order they meet, all end up with one state, and no is stronger than yes.

use overt_core::act::{Loosen, Outcome, Tighten};
use overt_core::choice::{AllMode, Choice, Dial, OffKind, Scope, Then};
use overt_core::consent::{Consent, ConsentStatus};
use overt_core::id::Id;
use overt_core::limits::DAY_MS;
use overt_core::record::Record;
use overt_core::register::register_mut;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

fn joined(mut a: Record, b: &Record) -> Record {
    a.join(b);
    // A record keeps its own name.
    a.device = Some(id("x"));
    a
}

fn any_choice() -> impl Strategy<Value = Choice> {
    let paused = (any_end(), select(Then::ALL)).prop_map(|(until, then)| Choice::Paused { from: START, until, then, knew: None });
    let off = select(OffKind::ALL).prop_map(|kind| Choice::Off { at: START, kind });
    prop_oneof![3 => Just(Choice::On), 2 => Just(Choice::Follow), 3 => paused, 1 => off]
}

/// How protective a choice is, said a second time: of pauses the one that ends later is, and most of all the one without an end.
fn protection(choice: &Choice) -> (u8, i64) {
    match choice {
        Choice::On => (0, 0),
        Choice::Follow => (1, 0),
        // One that was to end before it began is read as ending where it begins.
        Choice::Paused { from, until: Some(until), .. } => (2, *until.max(from)),
        Choice::Paused { until: None, .. } => (3, 0),
        Choice::Off { .. } => (4, 0),
    }
}

fn any_mode() -> impl Strategy<Value = AllMode> {
    let mut purposes: Vec<Id> = PURPOSES.iter().map(|p| id(p.0)).collect();
    purposes.sort();
    prop_oneof![Just(AllMode::Everything), subsequence(purposes, 0..=PURPOSES.len()).prop_map(AllMode::OnlyAllowed)]
}

fn any_consent() -> impl Strategy<Value = Consent> {
    (prop_oneof![4 => Just(ConsentStatus::Given), 1 => select(ConsentStatus::ALL)], any_span()).prop_map(|(status, span)| Consent {
        at: START,
        id: None,
        names: Vec::new(),
        notice: "2026-06".into(),
        registry: 3,
        shown: None,
        status,
        valid_until: START + span,
    })
}

/// What one side writes: each side writes the same keys.
type Writes = (AllMode, Vec<Choice>, Vec<Dial>, Vec<Consent>);

fn any_writes() -> impl Strategy<Value = Writes> {
    use proptest::collection::vec;
    (
        any_mode(),
        vec(any_choice(), 2),
        vec(prop_oneof![3 => Just(Dial::More), 1 => select(Dial::ALL)], 2),
        vec(any_consent(), PURPOSES.len()),
    )
}

fn write(record: &mut Record, device: &Id, scopes: &[Scope], (mode, choices, dials, consents): Writes) {
    record.mode.write(device, &mode);
    for ((scope, choice), dial) in scopes.iter().zip(choices).zip(dials) {
        register_mut(&mut record.choices, scope).write(device, &choice);
        register_mut(&mut record.dials, scope).write(device, &dial);
    }
    for (purpose, consent) in PURPOSES.iter().zip(consents) {
        register_mut(&mut record.consents, &id(purpose.0)).write(device, &consent);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn merge_is_commutative_associative_idempotent(steps in any_steps(), shared_name in any::<bool>()) {
        let mut world = World::new(site());
        if shared_name {
            // Two tabs of one device.
            world.records[1].device = Some(id("a"));
        }
        world.run(&steps);
        let [a, b, c] = [0, 1, 2].map(|who| joined(world.records[who].clone(), &Record::default()));
        prop_assert_eq!(joined(a.clone(), &b), joined(b.clone(), &a));
        prop_assert_eq!(joined(joined(a.clone(), &b), &c), joined(a.clone(), &joined(b.clone(), &c)));
        prop_assert_eq!(joined(a.clone(), &a), a.clone());
        let ab = joined(a.clone(), &b);
        prop_assert_eq!(joined(ab.clone(), &b), ab.clone());
        prop_assert_eq!(joined(a, &ab), ab);
    }

    #[test]
    fn opt_out_wins_every_merge(before in any_steps(), others in proptest::collection::vec((1..3_usize, any_step()), 0..16)) {
        let mut world = World::after(site(), &before);
        prop_assume!(world.tighten(0, &Tighten::Off) == Outcome::Done);
        let off = world.records[0].clone();
        world.records[0] = Record::default();
        world.run(&others);
        for other in [world.records[1].clone(), world.records[2].clone(), joined(world.records[1].clone(), &world.records[2])] {
            for met in [joined(off.clone(), &other), joined(other.clone(), &off)] {
                prop_assert_eq!(met.mode(), AllMode::OnlyAllowed(vec![]));
                prop_assert!(allowed(&facts(&world.site, &met, false, world.now)).is_empty());
            }
        }
    }

    #[test]
    fn merge_allows_no_more_than_either_side(
        site in any_site(),
        before in any_steps(),
        scopes in (any_scope(), select(&PURPOSES[..])).prop_filter("two", |(s, p)| *s != Scope::Purpose(id(p.0))),
        ours in any_writes(),
        theirs in any_writes(),
    ) {
        let mut world = World::after(site, &before);
        world.observe(0, &[("told.topic", "romance"), ("bought.shelf", "romance"), ("viewed.shelf", "romance")]);
        let scopes = [scopes.0, Scope::Purpose(id(scopes.1.0))];
        let (mut a, mut b) = (world.records[0].clone(), world.records[0].clone());
        write(&mut a, &id("a"), &scopes, ours);
        write(&mut b, &id("b"), &scopes, theirs);
        let met = joined(a.clone(), &b);
        assert_no_wider(&world.site, &a, &met, world.now);
        assert_no_wider(&world.site, &b, &met, world.now);
    }

    #[test]
    fn of_what_was_written_at_once_the_most_protective_is_read(scope in any_scope(), written in proptest::collection::vec(any_choice(), 2..6)) {
        let mut met = Record::default();
        for (writer, choice) in written.iter().enumerate() {
            let mut one = Record::default();
            register_mut(&mut one.choices, &scope).write(&id(&format!("w{writer}")), choice);
            met.join(&one);
        }
        prop_assert_eq!(Some(protection(&met.choice(&scope))), written.iter().map(protection).max());
    }

    /// Where both only tighten, it holds for whatever they wrote.
    #[test]
    fn what_two_tighten_apart_is_tight_together(before in any_steps(), ours in any_tightening(), theirs in any_tightening()) {
        let mut world = World::after(site(), &before);
        world.records[1] = Record { device: Some(id("b")), ..world.records[0].clone() };
        world.tighten(0, &ours);
        world.tighten(1, &theirs);
        let met = joined(world.records[0].clone(), &world.records[1]);
        assert_no_wider(&world.site, &world.records[0], &met, world.now);
        assert_no_wider(&world.site, &world.records[1], &met, world.now);
    }
}

#[test]
fn a_later_gesture_that_has_seen_the_no_may_lift_it() {
    let mut world = World::new(site());
    world.observe(0, &[("told.topic", "romance")]);
    world.tighten(0, &Tighten::Off);
    world.step(1, &Step::Join(0));
    world.now -= 5 * DAY_MS; // a clock that is behind changes nothing
    world.loosen(1, &Loosen::On { purpose: id("content") });
    world.step(0, &Step::Join(1));
    assert!(world.records[0].mode().admits("content"));
    assert_eq!(world.records[0].mode(), world.records[1].mode());
}

#[test]
fn two_tabs_of_one_device_that_wrote_at_the_same_instant_keep_the_no() {
    let mut world = World::new(site());
    world.records[1].device = Some(id("a"));
    world.tighten(0, &Tighten::LowerDial { scope: Scope::All, to: Dial::Off });
    world.loosen(1, &Loosen::RaiseDial { scope: Scope::All, to: Dial::More });
    for (a, b) in [(0, 1), (1, 0)] {
        assert_eq!(joined(world.records[a].clone(), &world.records[b]).dial(&Scope::All), Dial::Off);
    }
}

//! Tightening, loosening, opting out and dials.

use overt_core::act::{Gesture, GestureProof, Loosen, NeedsGesture, Outcome, Tighten};
use overt_core::choice::{Dial, Scope};
use overt_core::decide::Rule;
use overt_core::limits::DAY_MS;
use overt_core::registry::Registry;
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// The site as it is after it has thought of one more purpose.
fn site_with_a_new_purpose() -> Registry {
    let purpose = r#"{"id":"later","does":"d","why":"w","youGet":"y","legalBasis":"legitimateInterest"}"#;
    let text = registry_text("otherSite", "ignore");
    let text =
        text.replace(r#""purposes":[{"#, &format!(r#""purposes":[{purpose},{{"#)).replace(r#"["content","#, r#"["later","content","#);
    load_registry(&text.replace(r#""slots":["#, r##""slots":[{"id":"new","purpose":"later","fallback":"#f"},"##))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn opt_out_is_absolute(site in any_site(), before in any_steps(), after in proptest::collection::vec((0..3_usize, any_tame_step()), 0..16)) {
        let mut world = World::after(site, &before);
        prop_assume!(world.tighten(0, &Tighten::Off) == Outcome::Done);
        // The others may join what they did before, and do what needs no person; then all meet.
        world.run(&after);
        for from in [1, 2] {
            world.step(0, &Step::Join(from));
        }
        for now in moments(world.now) {
            prop_assert!(allowed(&facts(&world.site, &world.records[0], false, now)).is_empty());
        }
        let evidence = world.records[0].learned.clone();
        let seen = world.observe(0, &[("told.topic", "romance"), ("viewed.shelf", "romance")]);
        prop_assert_eq!(seen.learned, 0);
        prop_assert_eq!(&world.records[0].learned, &evidence);
        let later = site_with_a_new_purpose();
        prop_assert!(allowed(&facts(&later, &world.records[0], false, world.now)).is_empty());
        prop_assert_eq!(overt_core::decide::is_on(&facts(&later, &world.records[0], false, world.now), "later"), Err(Rule::OptedOut));
    }

    #[test]
    fn tightening_is_monotone(site in any_site(), steps in any_steps(), act in any_tightening()) {
        let mut world = World::after(site, &steps);
        let before = world.records[0].clone();
        let outcome = world.tighten(0, &act);
        assert_no_wider(&world.site, &before, &world.records[0], world.now);
        if outcome == Outcome::AlreadySo {
            prop_assert_eq!(&before, &world.records[0]);
        }
    }

    #[test]
    fn lowering_a_dial_never_adds_personalization(steps in any_steps(), dials in proptest::collection::vec((any_scope(), select(Dial::ALL)), 1..6)) {
        let mut world = World::after(site(), &steps);
        for (scope, to) in dials {
            let before = world.records[0].clone();
            world.tighten(0, &Tighten::LowerDial { scope: scope.clone(), to });
            prop_assert!(world.records[0].dial(&scope) <= to);
            assert_no_wider(&world.site, &before, &world.records[0], world.now);
        }
    }

    /// Whatever a script, the page, time or another device does, only a person makes it more.
    #[test]
    fn only_a_gesture_loosens(steps in any_steps(), tame in proptest::collection::vec(any_tightening(), 1..8)) {
        let mut world = World::after(site(), &steps);
        let before = world.records[0].clone();
        for act in &tame {
            world.tighten(0, act);
            world.settle(0);
        }
        assert_no_wider(&world.site, &before, &world.records[0], world.now);
    }
}

#[test]
fn a_press_is_proof_only_when_a_person_made_it_on_a_panel_that_was_there() {
    let press = Gesture { trusted: true, active: true, inside: true, visible_ms: 300 };
    assert!(GestureProof::of(press).is_ok());
    let no_proof = [
        Gesture { trusted: false, ..press },
        Gesture { active: false, ..press },
        Gesture { inside: false, ..press },
        Gesture { visible_ms: 299, ..press },
    ];
    for press in no_proof {
        assert_eq!(GestureProof::of(press).err(), Some(NeedsGesture));
    }
}

#[test]
fn everything_off_admits_no_purpose_added_later_until_it_is_turned_on_by_itself() {
    let mut world = World::new(site());
    world.observe(0, &[("told.topic", "romance")]);
    world.tighten(0, &Tighten::Off);
    world.site = site_with_a_new_purpose();
    assert!(!world.records[0].mode().admits("later"));
    world.loosen(0, &Loosen::On { purpose: id("later") });
    assert!(world.records[0].mode().admits("later"));
    assert!(!world.records[0].mode().admits("content"), "one purpose on turns no other one on");
}

#[test]
fn off_and_on_again_brings_back_the_purpose_and_only_that() {
    let mut world = World::new(site());
    for purpose in ["content", "offers"] {
        world.loosen(0, &Loosen::On { purpose: id(purpose) });
    }
    world.observe(0, &[("viewed.shelf", "romance")]);
    let before = allowed(&facts(&world.site, &world.records[0], false, world.now));
    assert!(before.contains_key(&("viewed.shelf", "romance", "offers")));
    assert_eq!(world.tighten(0, &Tighten::Off), Outcome::Done);
    assert_eq!(world.tighten(0, &Tighten::Off), Outcome::AlreadySo);
    assert!(allowed(&facts(&world.site, &world.records[0], false, world.now)).is_empty());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    let slots: Vec<_> = allowed(&facts(&world.site, &world.records[0], false, world.now)).into_keys().map(|k| k.2).collect();
    assert_eq!(slots, ["for-you"]);
}

#[test]
fn a_consent_ends_with_its_time_and_with_its_notice() {
    let mut world = World::new(site());
    world.loosen(0, &Loosen::On { purpose: id("offers") });
    let end = world.now + 180 * DAY_MS;
    world.now = end - 3 * DAY_MS;
    world.observe(0, &[("viewed.shelf", "romance")]);
    let rule = |site: &Registry, now| decisions(&facts(site, &world.records[0], false, now))[&("viewed.shelf", "romance", "offers")].rule;
    assert_eq!(rule(&world.site, end - 1), Rule::Allow);
    assert_eq!(rule(&world.site, end), Rule::NoConsent);
    let renewed = load_registry(&registry_text("browsing", "defaultOff").replace("2026-06", "2026-07"));
    assert_eq!(rule(&renewed, end - 1), Rule::NoConsent);
}

#[test]
fn a_refusal_is_not_asked_again_before_its_time() {
    let mut world = World::new(site());
    for purpose in ["offers", "ads"] {
        world.loosen(0, &Loosen::On { purpose: id(purpose) });
    }
    world.tighten(0, &Tighten::Off);
    let withdrawn = world.now;
    // Admitted again by another gesture, whose yes has since ended.
    world.records[0].mode = overt_core::register::Register::default();
    let asks = |slot, now| {
        let all = decisions(&facts(&world.site, &world.records[0], false, now));
        (all[&("told.topic", "romance", slot)].rule, all[&("told.topic", "romance", slot)].can_ask)
    };
    assert_eq!(asks("offers", withdrawn + 180 * DAY_MS - 1), (Rule::NoConsent, false));
    assert_eq!(asks("offers", withdrawn + 180 * DAY_MS), (Rule::NoConsent, true));
    assert_eq!(asks("ad", withdrawn + 365 * DAY_MS - 1), (Rule::NoConsent, false));
    assert_eq!(asks("ad", withdrawn + 365 * DAY_MS), (Rule::NoConsent, true));
    assert_eq!(asks("letter", withdrawn), (Rule::NoConsent, true));
    assert_eq!(asks("letter-help", withdrawn), (Rule::NoConsent, false), "nobody is asked while in trouble");
    assert_eq!(world.records[0].choice(&Scope::All), overt_core::choice::Choice::Follow);
}

#[test]
fn what_is_so_already_is_neither_done_nor_told_again() {
    use overt_core::choice::{OffKind, Variety};
    let (signal, content) = (|| Scope::Signal(id("told.topic")), || Scope::Purpose(id("content")));
    let mut world = World::new(site());
    world.tighten(0, &Tighten::LowerDial { scope: signal(), to: Dial::Less });
    world.tighten(0, &Tighten::Vary { to: Variety::Some });
    world.tighten(0, &Tighten::TurnOff { scope: signal(), kind: OffKind::Object });
    world.tighten(0, &Tighten::Pause { scope: content(), until: None });
    let before = world.records[0].clone();
    for act in [
        Tighten::LowerDial { scope: signal(), to: Dial::Less },
        Tighten::LowerDial { scope: signal(), to: Dial::Normal },
        Tighten::Vary { to: Variety::Some },
        Tighten::Vary { to: Variety::Little },
        Tighten::TurnOff { scope: signal(), kind: OffKind::Object },
        Tighten::TurnOff { scope: signal(), kind: OffKind::OptOut },
        Tighten::Pause { scope: content(), until: None },
        Tighten::Pause { scope: signal(), until: None },
        Tighten::Withdraw { purpose: id("content") },
    ] {
        assert_eq!(world.tighten(0, &act), Outcome::AlreadySo, "{act:?}");
    }
    for act in [
        Loosen::RaiseDial { scope: signal(), to: Dial::Less },
        Loosen::RaiseDial { scope: signal(), to: Dial::Off },
        Loosen::Vary { to: Variety::Some },
        Loosen::Vary { to: Variety::Much },
        Loosen::Lift { scope: content() },
        Loosen::Lift { scope: Scope::All },
        Loosen::Resume { scope: signal() },
        Loosen::Resume { scope: Scope::All },
        Loosen::UndoReset { reset: id("none") },
    ] {
        assert_eq!(world.loosen(0, &act), Outcome::AlreadySo, "{act:?}");
    }
    assert_eq!(world.records[0], before);
}

#[test]
fn what_is_not_declared_is_not_allowed_and_not_told() {
    let mut world = World::new(site());
    let before = world.records[0].clone();
    assert_eq!(world.tighten(0, &Tighten::Refuse { purpose: id("later"), shown: None }), Outcome::NotAllowed);
    assert_eq!(world.loosen(0, &Loosen::On { purpose: id("later") }), Outcome::NotAllowed);
    let tell = |signal: &str| Loosen::Tell { signal: id(signal), value: id("romance"), label: "L".into() };
    assert_eq!(world.loosen(0, &tell("viewed.shelf")), Outcome::NotAllowed, "it is not for the visitor to say what was seen");
    assert_eq!(world.loosen(0, &tell("later")), Outcome::NotAllowed);
    assert_eq!(world.records[0].history, before.history);
    assert_eq!(world.records[0].state_text(), before.state_text());
}

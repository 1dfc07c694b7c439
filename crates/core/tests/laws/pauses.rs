//! Pauses: when they begin, when they end, and what they end to.

use overt_core::act::{Loosen, Outcome, Tighten};
use overt_core::choice::{Choice, Scope, Then};
use overt_core::decide::Rule;
use overt_core::history::Deed;
use overt_core::limits::{DAY_MS, HISTORY_ENTRIES};
use proptest::prelude::*;

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

fn ends(world: &World, who: usize) -> Vec<i64> {
    world.records[who].history.iter().filter(|e| e.deed == Deed::PauseEnded).map(|e| e.at).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn pause_ends_exactly_once(
        steps in any_steps(),
        span in 1..20 * DAY_MS,
        looks in proptest::collection::vec(-2 * DAY_MS..30 * DAY_MS, 1..8),
        tab in any::<bool>(),
    ) {
        let mut world = World::after(site(), &steps);
        // From here on nothing else is paused.
        world.loosen(0, &Loosen::Resume { scope: Scope::All });
        let start = world.now;
        let end = start + span;
        let before = world.records[0].clone();
        prop_assume!(!matches!(before.choice_at(&Scope::All, start, &world.site), Choice::Paused { .. } | Choice::Off { .. }));
        prop_assert_eq!(world.tighten(0, &Tighten::Pause { scope: Scope::All, until: Some(end) }), Outcome::Done);
        let paused = world.records[0].clone();
        for now in [start - DAY_MS, start, end - 1] {
            prop_assert!(allowed(&facts(&world.site, &paused, false, now)).is_empty());
        }
        for now in [end, end + 1, end + 40 * DAY_MS] {
            prop_assert_eq!(allowed(&facts(&world.site, &paused, true, now)), allowed(&facts(&world.site, &before, true, now)));
            prop_assert_eq!(allowed(&facts(&world.site, &paused, false, now)), allowed(&facts(&world.site, &before, false, now)));
        }
        // Whenever it is looked at, and however often, by whichever tab, its end is noted once.
        world.records[1] = paused;
        for look in &looks {
            world.now = start + look;
            let who = usize::from(tab && look % 2 == 0);
            world.settle(who);
            world.step(1 - who, &Step::Join(who));
            prop_assert!(!world.settle(who), "a second look changes nothing");
        }
        let noted = ends(&world, 0).iter().filter(|at| **at == end).count();
        prop_assert_eq!(noted, usize::from(looks.iter().any(|l| start + l >= end)));
    }

    #[test]
    fn a_pause_never_shortens_a_pause(steps in any_steps(), scope in any_scope(), first in any_end(), second in any_end(), wait in any_span()) {
        let mut world = World::after(site(), &steps);
        world.tighten(0, &Tighten::Pause { scope: scope.clone(), until: first });
        let before = world.records[0].choice(&scope);
        let paused = |choice: Choice| matches!(choice, Choice::Paused { .. });
        world.now += wait / 4;
        world.tighten(0, &Tighten::Pause { scope: scope.clone(), until: second });
        let after = &world.records[0];
        for now in moments(world.now).into_iter().chain(first).chain(second) {
            if paused(before.at(now, &world.site)) && now >= world.now {
                prop_assert!(paused(after.choice_at(&scope, now, &world.site)));
            }
        }
    }

    #[test]
    fn nothing_is_learned_during_a_pause(steps in any_steps(), span in 1..20 * DAY_MS, at in 0..100_i64) {
        let mut world = World::after(site(), &steps);
        world.tighten(0, &Tighten::Pause { scope: Scope::All, until: Some(world.now + span) });
        let before = world.records[0].clone();
        world.now += (span - 1) * at / 100;
        let seen = world.observe(0, &[("told.topic", "romance"), ("viewed.shelf", "romance")]);
        prop_assert_eq!(seen.learned, 0);
        prop_assert_eq!(&before, &world.records[0]);
    }
}

#[test]
fn a_pause_ends_to_what_was_before_it_and_not_to_more() {
    let mut world = World::new(site());
    let scope = Scope::Purpose(id("content"));
    world.tighten(0, &Tighten::Pause { scope: scope.clone(), until: Some(world.now + 10) });
    assert_eq!(world.records[0].choice_at(&scope, world.now + 10, &world.site), Choice::Follow);
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.tighten(0, &Tighten::Pause { scope: scope.clone(), until: Some(world.now + 10) });
    world.tighten(0, &Tighten::Pause { scope: scope.clone(), until: Some(world.now + 20) });
    assert_eq!(
        world.records[0].choice_at(&scope, world.now + 19, &world.site),
        Choice::Paused { from: START, until: Some(START + 20), then: Then::On, knew: Some(world.site.fingerprint()) }
    );
    assert_eq!(world.records[0].choice_at(&scope, world.now + 20, &world.site), Choice::On);
}

#[test]
fn pauses_made_at_once_end_to_the_less_of_what_they_end_to() {
    let mut world = World::new(site());
    let scope = Scope::Purpose(id("content"));
    let pause = |days: i64| Tighten::Pause { scope: Scope::Purpose(id("content")), until: Some(START + days * DAY_MS) };
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.tighten(0, &pause(2));
    world.tighten(1, &pause(1));
    world.step(0, &Step::Join(1));
    assert_eq!(world.records[0].choice_at(&scope, START + 3 * DAY_MS, &world.site), Choice::Follow);
    world.tighten(0, &pause(4));
    assert_eq!(world.records[0].choice_at(&scope, START + 5 * DAY_MS, &world.site), Choice::Follow, "nor does a longer pause forget it");
}

#[test]
fn a_pause_says_where_and_until_when_and_the_longest_counts() {
    let mut world = World::new(site());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("told.topic", "romance")]);
    let signal = Scope::Signal(id("told.topic"));
    let kind = Scope::Mode(overt_core::registry::Mode::Provided);
    // After each pause: of those that end together the widest is named, as the site or the visitor would say it.
    for (scope, until, named) in [
        (&Scope::All, Some(START + 10), &Scope::All),
        (&signal, Some(START + 10), &Scope::All),
        (&signal, Some(START + 20), &signal),
        (&kind, None, &kind),
    ] {
        world.tighten(0, &Tighten::Pause { scope: scope.clone(), until });
        let all = decisions(&facts(&world.site, &world.records[0], false, START));
        let decision = &all[&("told.topic", "romance", "for-you")];
        assert_eq!((decision.rule, decision.until, decision.scope.as_ref()), (Rule::Paused, until, Some(named)));
    }
}

#[test]
fn an_end_that_a_full_history_has_dropped_is_not_noted_again_and_again() {
    let mut world = World::new(site());
    world.tighten(0, &Tighten::Pause { scope: Scope::All, until: Some(START + 1) });
    world.now = START + 2;
    assert!(world.settle(0));
    for _ in 0..HISTORY_ENTRIES {
        world.now += 1;
        world.tighten(0, &Tighten::Reset { scope: Scope::All, kind: overt_core::record::ResetKind::StartOver });
    }
    assert!(ends(&world, 0).is_empty());
    assert!(!world.settle(0));
    assert!(world.records[0].history.len() <= HISTORY_ENTRIES);
}

#[test]
fn a_pause_during_which_the_site_changed_what_it_does_lasts_until_the_visitor_says() {
    let mut world = World::new(site());
    world.observe(0, &[("told.topic", "romance")]);
    world.tighten(0, &Tighten::Pause { scope: Scope::All, until: Some(START + DAY_MS) });
    let later = START + 2 * DAY_MS;
    let allows = |text: &str| !allowed(&facts(&load_registry(text), &world.records[0], false, later)).is_empty();
    let text = registry_text("browsing", "defaultOff");
    assert!(allows(&text.replace(r#""improves":"""#, "")), "nothing changed");
    assert!(allows(&text.replace(r#""does":"d""#, r#""does":"other words""#)), "words are no news of this kind");
    assert!(
        !allows(&text.replace(r#"[{"id":"content","#, r#"[{"id":"later","does":"d","why":"w","youGet":"y"},{"id":"content","#)),
        "a purpose more"
    );
    assert!(!allows(&text.replace("adnet", "othernet")), "another recipient");
    assert!(
        !allows(
            &text
                .replace(r#""device.viewed","mode":"observed","place":"device""#, r#""device.viewed","mode":"observed","place":"offline""#)
        ),
        "another source"
    );
    assert!(!world.settle_with(0, &text.replace("adnet", "othernet"), later), "its end is not announced");
    assert!(world.settle_with(0, &text, later));
}

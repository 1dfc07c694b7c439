//! Scopes and choices by themselves: how they are written, which of two is read, and when a pause is over.

use overt_core::choice::{Choice, OffKind, Scope, Then};
use overt_core::clock::Ms;
use overt_core::registry::Registry;
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

const OTHER_TIMES: [Ms; 6] = [Ms::MIN, -1, 0, 1, START, Ms::MAX];

fn any_readable_choice() -> impl Strategy<Value = Choice> {
    let time = || select(&OTHER_TIMES[..]);
    let paused = (time(), proptest::option::of(time()), select(Then::ALL), proptest::option::of(0..2_u32))
        .prop_map(|(from, until, then, knew)| Choice::Paused { from, until: until.map(|u| u.max(from)), then, knew });
    let off = (time(), select(OffKind::ALL)).prop_map(|(at, kind)| Choice::Off { at, kind });
    prop_oneof![1 => Just(Choice::On), 1 => Just(Choice::Follow), 6 => paused, 3 => off]
}

fn pause(from: Ms, until: Option<Ms>, then: Then) -> Choice {
    Choice::Paused { from, until, then, knew: None }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_scope_is_read_as_it_was_written(scope in any_scope()) {
        prop_assert_eq!(Scope::from_text(&scope.to_text()), scope);
    }

    /// So that every device reads the same, whichever it met first.
    #[test]
    fn of_two_choices_the_same_is_read_whichever_comes_first(one in any_readable_choice(), other in any_readable_choice()) {
        let read = one.clone().more_protective(other.clone());
        prop_assert_eq!(&read, &other.clone().more_protective(one.clone()));
        prop_assert_eq!(&read, (&one).max(&other));
        prop_assert_eq!(one == other, one.cmp(&other).is_eq(), "only the same is as protective");
        prop_assert_eq!(one.partial_cmp(&other), Some(one.cmp(&other)));
    }
}

#[test]
fn every_kind_of_scope_has_its_word() {
    use overt_core::registry::{Category, Mode, Place};
    for (text, scope) in [
        ("all", Scope::All),
        ("purpose:content", Scope::Purpose(id("content"))),
        ("slot:for-you", Scope::Slot(id("for-you"))),
        ("signal:told.topic", Scope::Signal(id("told.topic"))),
        ("value:told.topic=romance", Scope::Value(id("told.topic"), id("romance"))),
        ("category:health", Scope::Category(Category::Health)),
        ("mode:inferred", Scope::Mode(Mode::Inferred)),
        ("source:otherSite", Scope::Source(Place::OtherSite)),
        ("segment:readers", Scope::Segment(id("readers"))),
        ("visit:today", Scope::Visit(id("today"))),
    ] {
        assert_eq!(Scope::from_text(text), scope);
        assert_eq!(scope.to_text(), text);
    }
    for text in ["", "mood:calm", "value:told.topic", "value:told.topic=", "category:mood", "mode:", "source:moon", "signal:A B"] {
        assert_eq!(Scope::from_text(text), Scope::Unknown(text.into()));
    }
}

#[test]
fn choices_stand_in_this_order_from_the_least_to_the_most_protective() {
    let off = |kind, at| Choice::Off { at, kind };
    let order = [
        Choice::On,
        Choice::Follow,
        pause(0, Some(7), Then::On),
        pause(0, Some(7), Then::Follow),
        pause(1, Some(7), Then::Follow),
        Choice::Paused { from: 1, until: Some(7), then: Then::Follow, knew: Some(0) },
        pause(0, Some(9), Then::On),
        pause(0, Some(Ms::MAX), Then::Follow),
        pause(0, None, Then::On),
        pause(0, None, Then::Follow),
        off(OffKind::OptOut, 0),
        off(OffKind::OptOut, 1),
        off(OffKind::Object, 0),
        off(OffKind::NotMe, 0),
        off(OffKind::Left, 0),
        off(OffKind::Refused, 0),
    ];
    for (place, less) in order.iter().enumerate() {
        for more in &order[place + 1..] {
            assert!(less < more, "{less:?} is less than {more:?}");
            assert_eq!(&less.clone().more_protective(more.clone()), more);
            assert_eq!(&more.clone().more_protective(less.clone()), more);
        }
    }
}

#[test]
fn a_pause_is_over_at_its_end_and_not_a_millisecond_before() {
    let registry = Registry::default();
    for (then, after) in [(Then::On, Choice::On), (Then::Follow, Choice::Follow)] {
        let pause = pause(100, Some(200), then);
        let read = [Ms::MIN, 99, 100, 199].map(|now| pause.at(now, &registry));
        assert_eq!(read, [0; 4].map(|_| pause.clone()), "before its beginning too");
        assert_eq!([200, 201, Ms::MAX].map(|now| pause.at(now, &registry)), [0; 3].map(|_| after.clone()));
    }
}

#[test]
fn a_pause_that_was_to_end_before_it_began_lasts_until_it_begins() {
    let registry = Registry::default();
    let pause = pause(200, Some(100), Then::On);
    assert_eq!([99, 100, 150, 199].map(|now| pause.at(now, &registry)), [0; 4].map(|_| pause.clone()));
    assert_eq!(pause.at(200, &registry), Choice::On);
}

#[test]
fn without_an_end_a_pause_lasts_and_what_is_no_pause_reads_the_same_always() {
    let registry = Registry::default();
    for choice in [pause(100, None, Then::On), Choice::On, Choice::Follow, Choice::Off { at: 100, kind: OffKind::Left }] {
        for now in OTHER_TIMES {
            assert_eq!(choice.at(now, &registry), choice);
        }
    }
}

#[test]
fn a_pause_that_knew_another_site_ends_only_by_hand() {
    let registry = Registry::default();
    let knew = |knew| Choice::Paused { from: 100, until: Some(200), then: Then::On, knew };
    assert_eq!(knew(Some(registry.fingerprint())).at(200, &registry), Choice::On);
    let other = Some(registry.fingerprint() ^ 1);
    assert_eq!(knew(other).at(199, &registry), knew(other), "its end is still said");
    assert_eq!(knew(other).at(200, &registry), Choice::Paused { from: 100, until: None, then: Then::On, knew: other });
}

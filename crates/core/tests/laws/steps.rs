//! What devices do, at random.

use overt_core::act::{Loosen, Tighten};
use overt_core::choice::{Dial, OffKind, Scope, Variety};
use overt_core::clock::Ms;
use overt_core::limits::DAY_MS;
use overt_core::record::ResetKind;
use overt_core::registry::{Category, Mode, Place};
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::{PURPOSES, SIGNALS, SLOTS, START, VALUES, id};

#[derive(Clone, Debug)]
pub(crate) enum Step {
    Tighten(Tighten),
    Loosen(Loosen),
    /// Undoes one of the resets there are.
    Undo(usize),
    Observe(Vec<(&'static str, &'static str)>),
    Settle,
    Wait(Ms),
    Join(usize),
}

pub(crate) fn any_scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        3 => Just(Scope::All),
        3 => select(&PURPOSES[..]).prop_map(|p| Scope::Purpose(id(p.0))),
        2 => select(&SLOTS[..]).prop_map(|s| Scope::Slot(id(s.0))),
        3 => select(&SIGNALS[..]).prop_map(|s| Scope::Signal(id(s.0))),
        2 => (select(&SIGNALS[..]), select(&VALUES[..])).prop_map(|(s, v)| Scope::Value(id(s.0), id(v))),
        1 => select(Category::ALL).prop_map(Scope::Category),
        1 => select(Mode::ALL).prop_map(Scope::Mode),
        1 => select(Place::ALL).prop_map(Scope::Source),
        1 => Just(Scope::Segment(id("readers"))),
        1 => Just(Scope::Visit(id("here"))),
        1 => Just(Scope::Unknown("mood:x".into())),
    ]
}

pub(crate) fn any_span() -> impl Strategy<Value = Ms> {
    prop_oneof![1..DAY_MS, (0..20_i64).prop_map(|d| d * DAY_MS), (20..500_i64).prop_map(|d| d * DAY_MS)]
}

/// A moment for a pause to end, before or after now.
pub(crate) fn any_end() -> impl Strategy<Value = Option<Ms>> {
    prop_oneof![1 => Just(None), 4 => any_span().prop_map(|s| Some(START + s)), 1 => any::<i64>().prop_map(Some)]
}

pub(crate) fn any_tightening() -> impl Strategy<Value = Tighten> {
    prop_oneof![
        1 => Just(Tighten::Off),
        2 => (any_scope(), select(OffKind::ALL)).prop_map(|(scope, kind)| Tighten::TurnOff { scope, kind }),
        1 => select(&PURPOSES[..]).prop_map(|p| Tighten::Refuse { purpose: id(p.0), shown: None }),
        1 => select(&PURPOSES[..]).prop_map(|p| Tighten::Withdraw { purpose: id(p.0) }),
        1 => select(&["here", "elsewhere"][..]).prop_map(|visit| Tighten::ExcludeVisit { visit: id(visit) }),
        3 => (any_scope(), any_end()).prop_map(|(scope, until)| Tighten::Pause { scope, until }),
        2 => (any_scope(), select(ResetKind::ALL)).prop_map(|(scope, kind)| Tighten::Reset { scope, kind }),
        3 => (any_scope(), select(Dial::ALL)).prop_map(|(scope, to)| Tighten::LowerDial { scope, to }),
        1 => select(Variety::ALL).prop_map(|to| Tighten::Vary { to }),
    ]
}

pub(crate) fn any_loosening() -> impl Strategy<Value = Loosen> {
    prop_oneof![
        4 => select(&PURPOSES[..]).prop_map(|p| Loosen::On { purpose: id(p.0) }),
        2 => (select(&PURPOSES[..]), proptest::collection::vec(any_scope(), 0..3), any::<bool>()).prop_map(|(p, mut names, all)| {
            if all {
                names = [Category::Health, Category::Finance].map(Scope::Category).into();
                names.push(Scope::Source(Place::OtherSite));
            }
            Loosen::Consent { purpose: id(p.0), names, shown: None }
        }),
        1 => any_scope().prop_map(|scope| Loosen::Lift { scope }),
        1 => (select(&SIGNALS[..]), select(&VALUES[..])).prop_map(|(s, v)| Loosen::Tell { signal: id(s.0), value: id(v), label: "L".into() }),
        1 => any_scope().prop_map(|scope| Loosen::Resume { scope }),
        2 => (any_scope(), select(Dial::ALL)).prop_map(|(scope, to)| Loosen::RaiseDial { scope, to }),
        1 => select(Variety::ALL).prop_map(|to| Loosen::Vary { to }),
    ]
}

fn any_sight() -> impl Strategy<Value = Step> {
    proptest::collection::vec((select(&SIGNALS[..]), select(&["romance", "romance", "romance", "health"][..])), 1..4)
        .prop_map(|seen| Step::Observe(seen.into_iter().map(|(s, v)| (s.0, v)).collect()))
}

/// What needs no person: tightening, learning, time, joining.
pub(crate) fn any_tame_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => any_tightening().prop_map(Step::Tighten),
        3 => any_sight(),
        1 => Just(Step::Settle),
        1 => any_span().prop_map(Step::Wait),
        2 => (0..3_usize).prop_map(Step::Join),
    ]
}

pub(crate) fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => any_tightening().prop_map(Step::Tighten),
        4 => any_loosening().prop_map(Step::Loosen),
        1 => (0..4_usize).prop_map(Step::Undo),
        6 => any_sight(),
        1 => Just(Step::Settle),
        1 => any_span().prop_map(Step::Wait),
        2 => (0..3_usize).prop_map(Step::Join),
    ]
}

pub(crate) fn any_steps() -> impl Strategy<Value = Vec<(usize, Step)>> {
    proptest::collection::vec((0..3_usize, any_step()), 0..24)
}

//! What the history says of each deed: enough to do it again, and to undo it.

use overt_core::act::{Loosen, Outcome, Tighten, again};
use overt_core::choice::{Dial, OffKind, Scope, Variety};
use overt_core::clock::days_after;
use overt_core::hash::Hash;
use overt_core::history::{Actor, Deed, Event};
use overt_core::id::Id;
use overt_core::json::from_text;
use overt_core::limits::{DAY_MS, UNDO_DAYS};
use overt_core::record::ResetKind;
use overt_core::registry::Category;

#[cfg(target_arch = "wasm32")]
use crate::world::test;
use crate::world::*;

fn ids<const N: usize>(names: [&str; N]) -> Vec<Id> {
    names.map(id).into()
}

/// An entry that says nothing but that it was.
fn bare() -> Event {
    from_text(&format!(r#"{{"actor":"gesture","at":{START},"before":[],"deed":"off","id":"e","names":[],"scope":"all"}}"#)).unwrap()
}

/// The last entry, and one that says only who, when, what and about what.
fn last(world: &World, actor: Actor, deed: Deed, scope: Scope) -> (Event, Event) {
    let last = world.records[0].history.last().unwrap().clone();
    let bare = Event { at: world.now, id: last.id.clone(), actor, deed, scope, ..bare() };
    (last, bare)
}

#[test]
fn what_everything_off_and_on_again_changed_is_told_with_what_was_on_before() {
    let mut world = World::new(site());
    let all: Vec<Id> = world.site.purpose_ids().collect();
    world.tighten(0, &Tighten::Off);
    let (told, bare) = last(&world, Actor::Script, Deed::Off, Scope::All);
    assert_eq!(told, Event { before: all, ..bare });
    world.loosen(0, &Loosen::On { purpose: id("content") });
    let (told, bare) = last(&world, Actor::Gesture, Deed::On, Scope::Purpose(id("content")));
    assert_eq!(told, bare, "nothing was on");
    let shown = Some(Hash::of(b"May we?"));
    let names = vec![Scope::Category(Category::Health), Scope::Category(Category::Finance)];
    world.loosen(0, &Loosen::Consent { purpose: id("offers"), names: names.clone(), shown });
    let (told, bare) = last(&world, Actor::Gesture, Deed::On, Scope::Purpose(id("offers")));
    let mut sorted = names;
    sorted.sort();
    assert_eq!(told, Event { before: ids(["content"]), names: sorted, shown, ..bare });
    world.now += DAY_MS;
    world.tighten(0, &Tighten::Off);
    let (told, bare) = last(&world, Actor::Script, Deed::Off, Scope::All);
    assert_eq!(told, Event { before: ids(["content", "offers"]), ..bare });
}

#[test]
fn what_less_than_everything_changed_is_told_in_full() {
    let mut world = World::new(site());
    let (scope, shown) = (Scope::Signal(id("told.topic")), Some(Hash::of(b"May we?")));
    world.tighten(0, &Tighten::TurnOff { scope: scope.clone(), kind: OffKind::NotMe });
    let (told, bare) = last(&world, Actor::Script, Deed::TurnOff, scope.clone());
    assert_eq!(told, Event { off: Some(OffKind::NotMe), ..bare });
    world.loosen(0, &Loosen::Lift { scope: scope.clone() });
    let (told, bare) = last(&world, Actor::Gesture, Deed::Lift, scope.clone());
    assert_eq!(told, bare);
    world.tighten(0, &Tighten::Pause { scope: scope.clone(), until: Some(START + 5) });
    let (told, bare) = last(&world, Actor::Script, Deed::Pause, scope.clone());
    assert_eq!(told, Event { until: Some(START + 5), ..bare });
    world.loosen(0, &Loosen::Resume { scope: scope.clone() });
    let (told, bare) = last(&world, Actor::Gesture, Deed::Resume, scope.clone());
    assert_eq!(told, bare);
    let offers = Scope::Purpose(id("offers"));
    world.loosen(0, &Loosen::On { purpose: id("offers") });
    world.tighten(0, &Tighten::Withdraw { purpose: id("offers") });
    let (told, bare) = last(&world, Actor::Script, Deed::Withdraw, offers.clone());
    assert_eq!(told, bare);
    world.tighten(0, &Tighten::Refuse { purpose: id("offers"), shown });
    let (told, bare) = last(&world, Actor::Script, Deed::Refuse, offers);
    assert_eq!(told, Event { shown, ..bare });
}

#[test]
fn a_dial_and_variety_tell_where_they_stood_and_where_they_stand() {
    let mut world = World::new(site());
    let scope = Scope::Signal(id("told.topic"));
    world.tighten(0, &Tighten::LowerDial { scope: scope.clone(), to: Dial::Less });
    let (told, bare) = last(&world, Actor::Script, Deed::Dial, scope.clone());
    assert_eq!(told, Event { from: Some(Dial::Normal), to: Some(Dial::Less), ..bare });
    world.loosen(0, &Loosen::RaiseDial { scope: scope.clone(), to: Dial::OnlyThis });
    let (told, bare) = last(&world, Actor::Gesture, Deed::Dial, scope);
    assert_eq!(told, Event { from: Some(Dial::Less), to: Some(Dial::OnlyThis), ..bare });
    world.tighten(0, &Tighten::Vary { to: Variety::Much });
    let (told, bare) = last(&world, Actor::Script, Deed::Vary, Scope::All);
    assert_eq!(told, Event { share: Some(Variety::Much), ..bare });
    world.loosen(0, &Loosen::Vary { to: Variety::Little });
    let (told, bare) = last(&world, Actor::Gesture, Deed::Vary, Scope::All);
    assert_eq!(told, Event { share: Some(Variety::Little), ..bare });
}

#[test]
fn a_reset_tells_what_it_covers_and_until_when_it_can_be_undone() {
    let mut world = World::new(site());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("viewed.shelf", "romance")]);
    let scope = Scope::Signal(id("viewed.shelf"));
    world.tighten(0, &Tighten::Reset { scope: scope.clone(), kind: ResetKind::ForgetLearned });
    let reset = world.records[0].resets[0].clone();
    assert_eq!((reset.at, &reset.by, &reset.scope, reset.kind), (START, &id("a"), &scope, ResetKind::ForgetLearned));
    assert_eq!((&reset.seen, reset.undo_until), (&world.records[0].learned_seen, days_after(START, UNDO_DAYS)));
    let (told, bare) = last(&world, Actor::Script, Deed::Reset, scope.clone());
    let (kind, until) = (Some(ResetKind::ForgetLearned), Some(days_after(START, UNDO_DAYS)));
    assert_eq!(told, Event { kind, reset: Some(reset.id.clone()), seen: Some(reset.seen), until, ..bare });
    assert_eq!(told.id, reset.id);
    world.loosen(0, &Loosen::UndoReset { reset: reset.id.clone() });
    let (told, bare) = last(&world, Actor::Gesture, Deed::UndoReset, scope);
    assert_eq!(told, Event { reset: Some(reset.id), ..bare });
}

/// Does the last deed again on what was before it; it has to lead to the same, and to tell the same.
fn done_again(world: &World, before: &overt_core::record::Record) -> Deed {
    let (record, event) = (&world.records[0], world.records[0].history.last().unwrap());
    let mut redone = before.clone();
    assert!(again(&mut redone, event, &world.site), "{:?}", event.deed);
    assert_eq!(redone.state_text(), record.state_text(), "{:?}", event.deed);
    if !matches!(event.deed, Deed::Tell | Deed::Blocked | Deed::PauseEnded | Deed::Deleted) {
        assert_eq!(redone.history, record.history, "{:?}", event.deed);
    }
    event.deed
}

/// One world in which every deed is done once that can be done.
#[test]
fn every_deed_can_be_done_again_from_what_is_told_of_it() {
    let mut world = World::new(site());
    let mut deeds = Vec::new();
    let (signal, offers) = (|| Scope::Signal(id("told.topic")), || Scope::Purpose(id("offers")));
    let shown = Some(Hash::of(b"May we?"));
    let names = vec![Scope::Category(Category::Health)];
    let acts = [
        Ok(Loosen::Consent { purpose: id("offers"), names, shown }),
        Ok(Loosen::Tell { signal: id("told.topic"), value: id("romance"), label: "L".into() }),
        Err(Tighten::TurnOff { scope: signal(), kind: OffKind::NotMe }),
        Ok(Loosen::Lift { scope: signal() }),
        Err(Tighten::Pause { scope: signal(), until: Some(START + 99) }),
        Ok(Loosen::Resume { scope: signal() }),
        Err(Tighten::Withdraw { purpose: id("offers") }),
        Err(Tighten::Refuse { purpose: id("offers"), shown }),
        Err(Tighten::LowerDial { scope: signal(), to: Dial::Less }),
        Ok(Loosen::RaiseDial { scope: signal(), to: Dial::More }),
        Err(Tighten::Vary { to: Variety::Much }),
        Ok(Loosen::Vary { to: Variety::Little }),
        Err(Tighten::Reset { scope: offers(), kind: ResetKind::ForgetTold }),
        // Which one is known when it is there.
        Ok(Loosen::UndoReset { reset: id("it") }),
        Err(Tighten::Off),
        Ok(Loosen::On { purpose: id("offers") }),
    ];
    for act in acts {
        let before = world.records[0].clone();
        let outcome = match act {
            Err(act) => world.tighten(0, &act),
            Ok(Loosen::UndoReset { .. }) => {
                let reset = world.records[0].resets[0].id.clone();
                world.loosen(0, &Loosen::UndoReset { reset })
            }
            Ok(act) => world.loosen(0, &act),
        };
        assert_eq!(outcome, Outcome::Done);
        deeds.push(done_again(&world, &before));
        world.now += 1;
    }
    let all = [Deed::On, Deed::Tell, Deed::TurnOff, Deed::Lift, Deed::Pause, Deed::Resume, Deed::Withdraw, Deed::Refuse];
    let rest = [Deed::Dial, Deed::Dial, Deed::Vary, Deed::Vary, Deed::Reset, Deed::UndoReset, Deed::Off, Deed::On];
    assert_eq!(deeds, [all, rest].concat());
}

#[test]
fn what_decides_nothing_is_done_again_by_doing_nothing_and_what_says_too_little_is_not() {
    let world = World::new(site());
    let of = |deed, scope| Event { deed, scope, ..bare() };
    let redo = |event: Event| {
        let mut record = world.records[0].clone();
        let done = again(&mut record, &event, &world.site);
        assert!(!done || record.state_text() == world.records[0].state_text(), "{event:?}");
        done
    };
    for deed in [Deed::Tell, Deed::Blocked, Deed::PauseEnded, Deed::Deleted] {
        assert!(redo(of(deed, Scope::All)), "{deed:?}");
    }
    // Nothing to lift, to resume or to undo; and no purpose, no kind, no place on the dial.
    for deed in [Deed::Lift, Deed::Resume, Deed::UndoReset, Deed::On, Deed::Refuse, Deed::Withdraw] {
        assert!(!redo(of(deed, Scope::All)), "{deed:?}");
    }
    for deed in [Deed::TurnOff, Deed::Reset, Deed::Dial, Deed::Vary, Deed::Joined, Deed::Unknown] {
        assert!(!redo(of(deed, Scope::All)), "{deed:?}");
    }
    assert!(!redo(of(Deed::On, Scope::Purpose(id("later")))), "it is not declared");
    assert!(!redo(of(Deed::Withdraw, Scope::Purpose(id("offers")))), "nobody said yes");
}

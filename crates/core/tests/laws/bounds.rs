//! How much a record holds, to the byte, and what goes first.

use overt_core::act::{Loosen, Outcome, Tighten};
use overt_core::choice::{AllMode, Choice, Dial, OffKind, Scope};
use overt_core::history::{Actor, Deed, Event};
use overt_core::json::{from_text, parse};
use overt_core::limits::{DAY_MS, HISTORY_BYTES, HISTORY_ENTRIES, LEARNED_BYTES, LEARNED_VALUES, STATE_BYTES, UNDO_DAYS};
use overt_core::record::{Record, ResetKind, with_sum};
use overt_core::register::{Dot, Register, register_mut};
use overt_core::signal::{Evidence, Learned};
use proptest::prelude::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;
use crate::world::*;

fn learned(value: &str, label: usize, day: i32) -> Learned {
    let evidence = vec![Evidence { dot: Dot { device: id("a"), count: 1 }, day, count: 1 }];
    Learned { signal: id("viewed.shelf"), value: id(value), label: "x".repeat(label), evidence }
}

fn values(record: &Record) -> Vec<&str> {
    record.learned.iter().map(|learned| learned.value.as_str()).collect()
}

#[test]
fn as_many_values_as_there_may_be_are_kept_and_of_one_more_the_oldest_goes() {
    let of = |count: usize| {
        let day = |place: usize| if place == 7 { 99 } else { 100 };
        let learned = (0..count).map(|place| learned(&format!("v{place:04}"), 0, day(place))).collect();
        let mut record = Record { learned, ..Record::default() };
        record.bound();
        record
    };
    assert_eq!(of(LEARNED_VALUES).learned.len(), LEARNED_VALUES);
    let over = of(LEARNED_VALUES + 1);
    assert_eq!(over.learned.len(), LEARNED_VALUES);
    assert!(!values(&over).contains(&"v0007"));
}

#[test]
fn as_many_bytes_of_values_as_there_may_be_are_kept_and_of_one_more_the_oldest_goes() {
    let of = |bytes: usize| {
        let day = |place| if place == 7 { 99 } else { 100 };
        let mut all: Vec<Learned> = (0..90).map(|place| learned(&format!("v{place:04}"), 200, day(place))).collect();
        let rest = bytes - all.iter().map(Learned::bytes).sum::<usize>() - learned("w", 0, 100).bytes();
        all.push(learned(&format!("w{}", "w".repeat(rest % 6)), rest / 6, 100));
        assert_eq!(all.iter().map(Learned::bytes).sum::<usize>(), bytes);
        let mut record = Record { learned: all, ..Record::default() };
        record.bound();
        record
    };
    assert_eq!(of(LEARNED_BYTES).learned.len(), 91);
    let over = of(LEARNED_BYTES + 1);
    assert_eq!(over.learned.len(), 90);
    assert!(!values(&over).contains(&"v0007"));
}

#[test]
fn a_value_without_evidence_is_not_known() {
    let learned = vec![Learned { evidence: vec![], ..learned("eco", 0, 1) }, learned("austen", 0, 1)];
    let mut record = Record { learned, ..Record::default() };
    record.bound();
    assert_eq!(values(&record), ["austen"]);
}

/// An entry of so many bytes: those that a name of no known scope has, and the rest.
fn entry(at: i64, bytes: usize) -> Event {
    let text = format!(r#"{{"actor":"gesture","at":{at},"before":[],"deed":"off","id":"e","names":[],"scope":""}}"#);
    let mut event: Event = from_text(&text).unwrap();
    event.scope = Scope::Unknown("x".repeat(bytes - event.bytes()));
    assert_eq!(event.bytes(), bytes);
    event
}

fn bounded(history: Vec<Event>) -> Vec<i64> {
    let mut record = Record { history, ..Record::default() };
    record.bound();
    record.history.iter().map(|event| event.at).collect()
}

#[test]
fn of_the_history_the_last_entries_are_kept() {
    let of = |count: usize| bounded((0..count as i64).map(|at| from_text(&short(at)).unwrap()).collect());
    let short_ones = HISTORY_BYTES / from_text::<Event>(&short(1)).unwrap().bytes();
    let most = HISTORY_ENTRIES.min(short_ones);
    assert_eq!(of(most).len(), most);
    assert_eq!(of(most + 3), (3..most as i64 + 3).collect::<Vec<_>>());
    assert_eq!(of(1), [0]);
    assert_eq!(of(0), [0_i64; 0]);
}

fn short(at: i64) -> String {
    format!(r#"{{"actor":"gesture","at":{at},"before":[],"deed":"off","id":"e","names":[],"scope":"all"}}"#)
}

#[test]
fn as_many_bytes_of_history_as_there_may_be_are_kept_and_of_one_more_the_first_entry_goes() {
    let of = |last: usize| bounded((0..64).map(|at| entry(at, if at == 63 { last } else { HISTORY_BYTES / 64 })).collect());
    assert_eq!(of(HISTORY_BYTES / 64), (0..64).collect::<Vec<_>>());
    assert_eq!(of(HISTORY_BYTES / 64 + 1), (1..64).collect::<Vec<_>>());
    assert_eq!(of(HISTORY_BYTES), [63]);
    assert_eq!(of(HISTORY_BYTES + 1), [0_i64; 0], "one that is larger than all the room");
}

/// A record whose decisions take so many bytes.
fn deciding(bytes: usize) -> Record {
    let of = |name: usize| {
        let mut record = Record { device: Some(id("a")), ..Record::default() };
        let off = Choice::Off { at: START, kind: OffKind::OptOut };
        register_mut(&mut record.choices, &Scope::Unknown("x".repeat(name))).write(&id("a"), &off);
        record
    };
    let record = of(bytes - of(0).state_text().len());
    assert_eq!(record.state_text().len(), bytes);
    record
}

#[test]
fn a_record_is_full_when_its_decisions_take_more_than_their_room_and_the_next_act_turns_everything_off() {
    let pause = Tighten::Pause { scope: Scope::Purpose(id("content")), until: None };
    for (bytes, is_full) in [(STATE_BYTES - 1, false), (STATE_BYTES, false), (STATE_BYTES + 1, true), (STATE_BYTES + 2, true)] {
        let mut world = World::new(site());
        world.records[0] = deciding(bytes);
        assert_eq!(world.records[0].is_full(), is_full, "{bytes}");
        assert_eq!(world.tighten(0, &pause), Outcome::Done);
        let nothing = AllMode::OnlyAllowed(vec![]);
        assert_eq!(world.records[0].mode() == nothing, is_full, "{bytes}");
        let deed = world.records[0].history.last().unwrap().deed;
        assert_eq!(deed, if is_full { Deed::Off } else { Deed::Pause }, "{bytes}");
    }
}

#[test]
fn of_two_records_with_fields_of_tomorrow_the_longer_and_then_the_later_in_the_alphabet_is_kept() {
    let with = |rest: &str| {
        Record::load(Some(&with_sum(&format!(
            r#"{{"schema":2,"mode":{{"seen":[],"values":[]}},"choices":[],"dials":[],"resets":[]{rest}}}"#
        ))))
        .unwrap()
    };
    let order = ["", r#","mood":1"#, r#","mood":2"#, r#","nood":1"#, r#","mood":11"#].map(with);
    for (place, less) in order.iter().enumerate() {
        for more in &order[place..] {
            for (first, second) in [(less, more), (more, less)] {
                let mut met = first.clone();
                met.join(second);
                assert_eq!(met.to_text(), more.to_text());
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_state_is_read_back_as_it_was_written(steps in any_steps()) {
        let mut world = World::after(site(), &steps);
        let resets = world.records[0].resets.clone();
        // Whatever happened before, every part of a state has something in it.
        world.tighten(0, &Tighten::Vary { to: overt_core::choice::Variety::Some });
        world.tighten(0, &Tighten::LowerDial { scope: Scope::All, to: Dial::Less });
        world.tighten(0, &Tighten::TurnOff { scope: Scope::Slot(id("for-you")), kind: OffKind::OptOut });
        world.tighten(0, &Tighten::Refuse { purpose: id("offers"), shown: None });
        world.tighten(0, &Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver });
        let reset = world.records[0].resets.iter().find(|reset| !resets.contains(reset)).unwrap().id.clone();
        world.loosen(0, &Loosen::UndoReset { reset });
        world.tighten(0, &Tighten::Off);
        let record = &world.records[0];
        let parts = [record.choices.len(), record.consents.len(), record.dials.len(), record.resets.len(), record.undone.len()];
        prop_assert!(!parts.contains(&0), "{parts:?}");
        prop_assert!(record.variety.is_some() && record.mode != Register::default());
        let state = parse(&record.state_text()).unwrap();
        let decided = Record::with_state(&state).unwrap();
        prop_assert_eq!(decided.state_text(), record.state_text());
        prop_assert_eq!((decided.learned.len(), decided.history.len(), decided.device), (0, 0, None));
    }
}

#[test]
fn what_is_no_state_is_none() {
    for text in ["[]", "1", r#"{"mode":{"seen":["a:1"],"values":[]}}"#, r#"{"choices":1}"#, r#"{"resets":[{}]}"#] {
        assert_eq!(Record::with_state(&parse(text).unwrap()), None, "{text}");
    }
}

#[test]
fn that_what_was_put_away_is_gone_is_noted_even_where_nothing_had_been_put_away() {
    let mut world = World::new(site());
    world.tighten(0, &Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver });
    let reset = world.records[0].resets[0].clone();
    world.now = START + UNDO_DAYS * DAY_MS;
    assert!(world.settle(0));
    let deleted = world.records[0].history.last().unwrap();
    assert_eq!((deleted.deed, deleted.actor, deleted.at), (Deed::Deleted, Actor::Timer, reset.undo_until));
    assert_eq!((deleted.reset.as_ref(), &deleted.id, &deleted.scope), (Some(&reset.id), &reset.id, &Scope::All));
    assert!(!world.settle(0), "once");
}

#[test]
fn the_end_of_a_pause_is_noted_with_its_scope_and_only_ends_are_looked_up_as_ends() {
    let mut world = World::new(site());
    let scope = Scope::Purpose(id("content"));
    assert_eq!(world.records[0].last_pause_end(), None);
    world.tighten(0, &Tighten::Pause { scope: scope.clone(), until: Some(START + 10) });
    world.tighten(0, &Tighten::Pause { scope: Scope::All, until: Some(START + 50) });
    assert_eq!(world.records[0].last_pause_end(), None, "they go on");
    world.now = START + 20;
    assert!(world.settle(0));
    assert_eq!(world.records[0].last_pause_end(), Some(START + 10));
    let ended: Vec<_> = world.records[0].history.iter().filter(|e| e.deed == Deed::PauseEnded).collect();
    assert_eq!(ended.len(), 1);
    assert_eq!((ended[0].at, ended[0].until, &ended[0].scope, ended[0].actor), (START + 10, Some(START + 10), &scope, Actor::Timer));
    world.now = START + 60;
    assert!(world.settle(0));
    assert_eq!(world.records[0].last_pause_end(), Some(START + 50), "the last of them");
}

#[test]
fn what_was_answered_about_one_purpose_is_no_answer_about_another() {
    let mut world = World::new(site());
    world.tighten(0, &Tighten::Refuse { purpose: id("offers"), shown: None });
    assert_eq!(world.records[0].consents("offers").count(), 1);
    assert_eq!(world.records[0].consents("ads").count(), 0);
}

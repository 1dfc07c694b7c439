//! What a reset covers, piece by piece.

use overt_core::choice::Scope;
use overt_core::id::Id;
use overt_core::json::from_text;
use overt_core::limits::DAY_MS;
use overt_core::record::{Reset, ResetKind};
use overt_core::register::Dot;
use overt_core::registry::Registry;
use overt_core::signal::Evidence;

#[cfg(target_arch = "wasm32")]
use crate::world::test;
use crate::world::{id, load_registry};

const TODAY: i64 = 20_605;

/// Three signals that differ in everything that a scope may be about.
fn three_signals() -> Registry {
    let purpose = |id| format!(r#"{{"id":"{id}","does":"d","why":"w","youGet":"y"}}"#);
    let slot = |id, purpose| format!(r##"{{"id":"{id}","purpose":"{purpose}","fallback":"#f"}}"##);
    let segment = |id, from| format!(r#"{{"id":"{id}","rule":"r","size":"to1k","from":["{from}"]}}"#);
    load_registry(&format!(
        r#"{{"purposes":[{},{}],"slots":[{},{}],"segments":[{},{}],"signals":[
        {{"id":"told","mode":"provided","place":"thisSite","purposes":["p"],"values":[{{"id":"two","implies":["health"]}}]}},
        {{"id":"seen","mode":"observed","place":"device","purposes":["p","q"]}},
        {{"id":"guessed","mode":"inferred","place":"offline","purposes":["q"],"implies":["finance"]}}]}}"#,
        purpose("p"),
        purpose("q"),
        slot("ps", "p"),
        slot("qs", "q"),
        segment("readers", "seen"),
        segment("savers", "guessed")
    ))
}

/// The phone's, made at noon, which had seen three writes of the phone and two of the tablet.
fn reset(scope: &str, kind: ResetKind) -> Reset {
    Reset {
        at: TODAY * DAY_MS + DAY_MS / 2,
        by: id("phone"),
        id: id("reset"),
        kind,
        scope: Scope::from_text(scope),
        seen: from_text(r#"["phone:3","tablet:2"]"#).unwrap(),
        undo_until: (TODAY + 7) * DAY_MS,
    }
}

fn evidence(device: &str, count: u32, day: i32) -> Evidence {
    Evidence { dot: Dot { device: Id::new(device).unwrap(), count }, day: TODAY as i32 + day, count: 1 }
}

const PIECES: [(&str, &str); 6] =
    [("told", "one"), ("told", "two"), ("seen", "one"), ("seen", "two"), ("guessed", "one"), ("guessed", "two")];

fn covered(scope: &str, kind: ResetKind) -> Vec<String> {
    let (registry, reset, piece) = (three_signals(), reset(scope, kind), evidence("phone", 1, 0));
    let pieces = PIECES.iter().filter(|(signal, value)| reset.covers(&registry, &id(signal), &id(value), &piece));
    pieces.map(|(signal, value)| format!("{signal}={value}")).collect()
}

#[test]
fn a_reset_covers_what_its_scope_is_about_and_nothing_else() {
    let (told, seen, guessed) = (["told=one", "told=two"], ["seen=one", "seen=two"], ["guessed=one", "guessed=two"]);
    let all = [told, seen, guessed].concat();
    for (scope, pieces) in [
        ("all", all.clone()),
        ("mood:calm", all.clone()),
        ("purpose:p", [told, seen].concat()),
        ("purpose:q", [seen, guessed].concat()),
        ("purpose:r", vec![]),
        ("slot:ps", [told, seen].concat()),
        ("slot:qs", [seen, guessed].concat()),
        // What the site no longer declares: nobody can tell what it was about.
        ("slot:rs", all.clone()),
        ("signal:told", told.into()),
        ("signal:seen", seen.into()),
        ("signal:other", vec![]),
        ("value:told=two", vec!["told=two"]),
        ("value:seen=two", vec!["seen=two"]),
        ("value:other=two", vec![]),
        ("value:told=three", vec![]),
        ("category:health", vec!["told=two"]),
        ("category:finance", guessed.into()),
        ("category:politics", vec![]),
        ("mode:provided", told.into()),
        ("mode:observed", seen.into()),
        ("mode:inferred", guessed.into()),
        ("source:thisSite", told.into()),
        ("source:device", seen.into()),
        ("source:offline", guessed.into()),
        ("segment:readers", seen.into()),
        ("segment:savers", guessed.into()),
        ("segment:other", all.clone()),
    ] {
        assert_eq!(covered(scope, ResetKind::StartOver), pieces, "{scope}");
    }
}

#[test]
fn forgetting_what_was_told_and_what_was_learned_part_everything_between_them() {
    for scope in ["all", "purpose:p", "slot:qs", "signal:told", "value:told=two", "category:health", "source:device", "segment:readers"] {
        let (told, learned) = (covered(scope, ResetKind::ForgetTold), covered(scope, ResetKind::ForgetLearned));
        assert!(told.iter().all(|piece| piece.starts_with("told")), "{scope}: {told:?}");
        assert!(learned.iter().all(|piece| !piece.starts_with("told")), "{scope}: {learned:?}");
        assert_eq!([told, learned].concat(), covered(scope, ResetKind::StartOver), "{scope}");
    }
}

#[test]
fn what_is_no_longer_declared_was_learned_and_belongs_to_everything_only() {
    let covers = |scope: &str, kind| reset(scope, kind).covers(&three_signals(), &id("gone"), &id("one"), &evidence("phone", 1, 0));
    assert!(covers("all", ResetKind::StartOver));
    assert!(covers("all", ResetKind::ForgetLearned));
    assert!(!covers("all", ResetKind::ForgetTold));
    assert!(covers("signal:gone", ResetKind::StartOver));
    for scope in ["purpose:p", "slot:ps", "category:health", "mode:observed", "source:device", "segment:readers"] {
        assert!(!covers(scope, ResetKind::StartOver), "{scope}");
    }
}

#[test]
fn of_its_own_device_a_reset_covers_what_it_had_seen_and_of_others_what_they_learned_until_that_day() {
    let (registry, reset) = (three_signals(), reset("all", ResetKind::StartOver));
    let covers = |device, count, day| reset.covers(&registry, &id("seen"), &id("one"), &evidence(device, count, day));
    // Its own: by name, whichever day its clock had.
    assert_eq!([-1, 0, 1].map(|day| covers("phone", 3, day)), [true; 3]);
    assert_eq!([-1, 0, 1].map(|day| covers("phone", 4, day)), [false; 3]);
    // Another's that it had met: by name, or by the day.
    assert_eq!([-1, 0, 1].map(|day| covers("tablet", 2, day)), [true; 3]);
    assert_eq!([-1, 0, 1].map(|day| covers("tablet", 3, day)), [true, true, false]);
    // Another's that it had never met.
    assert_eq!([-1, 0, 1].map(|day| covers("watch", 1, day)), [true, true, false]);
}

#[test]
fn a_visit_set_apart_takes_its_day_on_its_device_with_it_and_nothing_else() {
    let (registry, reset) = (three_signals(), reset("visit:today", ResetKind::ForgetLearned));
    let covers = |signal, device, day| reset.covers(&registry, &id(signal), &id("one"), &evidence(device, 2, day));
    assert_eq!([-1, 0, 1].map(|day| covers("seen", "phone", day)), [false, true, false]);
    assert_eq!([-1, 0, 1].map(|day| covers("seen", "tablet", day)), [false; 3]);
    assert!(!covers("told", "phone", 0), "what was said stays");
}

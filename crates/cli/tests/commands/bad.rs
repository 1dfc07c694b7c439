//! Configurations that are wrong, each in the one way that its name begins with: each is told, none panics, none lets more through.

use overt_core::act::{Gesture, GestureProof, Loosen, Moment, Tighten, loosen, tighten};
use overt_core::choice::{OffKind, Scope};
use overt_core::clock::{Ms, day_of};
use overt_core::decide::{Context, Facts, Subject, decide};
use overt_core::history::Actor;
use overt_core::id::Id;
use overt_core::record::Record;
use overt_core::register::Dot;
use overt_core::registry::{FindingCode, Registry};
use overt_core::signal::Evidence;
use serde_json::Value;

use crate::run::*;

const GOOD: &str = "tests/configs/good/shop.json";

/// The codes for which a part is left out, or nothing that it feeds is used.
const REFUSING: [FindingCode; 13] = [
    FindingCode::Unreadable,
    FindingCode::InvalidId,
    FindingCode::DuplicateId,
    FindingCode::MissingReciprocity,
    FindingCode::VagueReason,
    FindingCode::MissingRecipients,
    FindingCode::GenericRecipient,
    FindingCode::MissingLegalBasis,
    FindingCode::MissingFallback,
    FindingCode::MissingRule,
    FindingCode::SmallSegment,
    FindingCode::UnknownReference,
    FindingCode::TooMany,
];

/// What only a catalogue can show.
const OF_CATALOGUES: [FindingCode; 5] = [
    FindingCode::DuplicateItem,
    FindingCode::UnmatchedFeature,
    FindingCode::UnmatchedSignal,
    FindingCode::SensitiveFeature,
    FindingCode::TooFewItems,
];

/// Each with its own code and its path.
fn bad() -> Vec<(FindingCode, String)> {
    let files = std::fs::read_dir(root().join("tests/configs/bad")).unwrap();
    let mut paths: Vec<String> =
        files.map(|file| format!("tests/configs/bad/{}", file.unwrap().file_name().into_string().unwrap())).collect();
    paths.sort();
    assert!(paths.len() >= 40, "{}", paths.len());
    paths.into_iter().map(|path| (own_code(&path), path)).collect()
}

fn own_code(path: &str) -> FindingCode {
    let word = path.rsplit('/').next().unwrap().split(['-', '.']).next().unwrap();
    let code = FindingCode::from_word(word);
    assert_eq!(code.as_str(), word, "{path} begins with no code");
    code
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// Every value that the shop may learn, and one that it does not declare.
const VALUES: [(&str, &str); 6] = [
    ("viewed.tea", "green"),
    ("viewed.tea", "sleep-well"),
    ("viewed.tea", "assam"),
    ("bought.tea", "green"),
    ("bought.tea", "assam"),
    ("told.diet", "caffeine"),
];

const SLOTS: [(&str, &str); 2] = [("content", "for-you"), ("offers", "offer")];

/// A visitor who has said yes to everything by name, and of whom everything is known.
fn open(good: &Registry) -> Record {
    let mut record = Record { device: Some(id("phone")), ..Record::default() };
    for (place, purpose) in ["content", "offers"].into_iter().enumerate() {
        let proof = || GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 2000 }).unwrap();
        let moment = |fresh: &str| Moment { registry: good, now: NOW, actor: Actor::Gesture, fresh: id(&format!("{fresh}-{place}")) };
        loosen(&mut record, &Loosen::On { purpose: id(purpose) }, &moment("on"), proof());
        let names = vec![Scope::from_text("category:health"), Scope::from_text("source:otherSite")];
        loosen(&mut record, &Loosen::Consent { purpose: id(purpose), names, shown: None }, &moment("yes"), proof());
    }
    for (place, (signal, value)) in VALUES.iter().enumerate() {
        let dot = Dot { device: id("phone"), count: 100 + u32::try_from(place).unwrap() };
        record.learned_mut(&id(signal), &id(value)).evidence.push(Evidence { dot, day: day_of(NOW), count: 50 });
    }
    record
}

/// What a visitor may say no to here.
const SCOPES: [&str; 10] = [
    "purpose:content",
    "purpose:offers",
    "signal:viewed.tea",
    "signal:bought.tea",
    "slot:for-you",
    "segment:regulars",
    "category:health",
    "value:viewed.tea=green",
    "mode:observed",
    "source:thisSite",
];

/// That visitor, a new one, and that visitor after each kind of no; each with what was said no to.
fn records(good: &Registry) -> Vec<(&'static str, Record)> {
    let open = open(good);
    let mut records = vec![("nothing", Record::default()), ("nothing", open.clone())];
    let off = |scope: &str| Tighten::TurnOff { scope: Scope::from_text(scope), kind: OffKind::OptOut };
    let pause = |scope: &str| Tighten::Pause { scope: Scope::from_text(scope), until: None };
    for (scope, act) in SCOPES.iter().flat_map(|scope| [(scope, off(scope)), (scope, pause(scope))]).chain([(&"all", Tighten::Off)]) {
        let mut record = open.clone();
        tighten(&mut record, &act, &Moment { registry: good, now: NOW, actor: Actor::Gesture, fresh: id("no") });
        assert_ne!(record, open, "{act:?}");
        records.push((scope, record));
    }
    records
}

/// Which of all questions are answered with yes.
fn allowed(registry: &Registry, record: &Record, gpc: bool, now: Ms) -> Vec<(&'static str, &'static str, &'static str)> {
    let facts = Facts { registry, record, context: Context { now, gpc, ..Context::default() } };
    let mut found = Vec::new();
    for (purpose, slot) in SLOTS {
        for (signal, value) in VALUES {
            if decide(&facts, &Subject { signal, value: Some(value), purpose, slot }).allow {
                found.push((signal, value, slot));
            }
        }
    }
    found
}

#[test]
fn each_is_told_by_its_own_name_with_a_sentence_and_a_fix() {
    for (code, path) in bad() {
        let ran = run(&["lint", &path, "--format", "json"]);
        assert_eq!((ran.code, ran.err.as_str()), (if code == FindingCode::Unreadable { 2 } else { 1 }, ""), "{path}");
        let answer: Value = serde_json::from_str(&ran.out).unwrap();
        let own: Vec<&Value> = answer["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == code.as_str()).collect();
        assert!(!own.is_empty(), "{path}: {}", ran.out);
        for finding in own {
            for part in ["sentence", "fix"] {
                let text = finding[part].as_str().unwrap();
                assert!(text.len() > 10 && text.ends_with('.') && !text.contains("{}"), "{path}: {text}");
            }
        }
    }
}

#[test]
fn every_code_has_a_configuration() {
    let met: Vec<FindingCode> = bad().into_iter().map(|(code, _)| code).collect();
    let unmet: Vec<&FindingCode> = FindingCode::ALL.iter().filter(|code| !met.contains(code) && !OF_CATALOGUES.contains(code)).collect();
    assert_eq!(unmet, Vec::<&FindingCode>::new());
}

#[test]
fn no_command_panics_at_any() {
    for (_, path) in bad() {
        for words in [
            &["doctor", &path][..],
            &["terms", &path],
            &["card", &path, "--markup", "html"],
            &["well-known", &path],
            &["diff", GOOD, &path],
        ] {
            let ran = run(words);
            assert!(matches!(ran.code, 0..=2) && !ran.err.contains("panicked"), "{words:?}: {ran:?}");
        }
    }
}

#[test]
fn none_lets_through_what_the_mended_one_does_not() {
    let (good, findings) = Registry::load(&file(GOOD));
    assert_eq!(findings, []);
    let records = records(&good);
    let open = &records[1].1;
    assert_eq!(allowed(&good, open, false, NOW).len(), 7, "there is something to lose");
    for (code, path) in bad() {
        let wrong = Registry::load(&file(&path)).0;
        for gpc in [false, true] {
            for (no, record) in &records {
                // Which kind was meant can't be known, so a no to another kind than the one that is read in its stead does not reach it.
                if code == FindingCode::UnknownWord && no.starts_with("mode:") {
                    continue;
                }
                let may = allowed(&good, record, gpc, NOW);
                for triple in allowed(&wrong, record, gpc, NOW) {
                    assert!(may.contains(&triple), "{path}: {triple:?} after a no to {no}");
                }
            }
        }
        let (before, now) = (allowed(&good, open, false, NOW), allowed(&wrong, open, false, NOW));
        assert!(!REFUSING.contains(&code) || now.len() < before.len(), "{path}: something is denied for it");
        assert!(code != FindingCode::Unreadable || now.is_empty(), "{path}: everything is denied");
    }
}

#[test]
fn the_mended_one_has_nothing_to_mend() {
    assert_eq!(answer(&run(&["lint", GOOD])), "tests/configs/good/shop.json: nothing to mend.");
}

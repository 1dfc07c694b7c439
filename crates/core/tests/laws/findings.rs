//! One test for each thing that can be wrong with a declaration.

use overt_core::lint::Finding;
use overt_core::registry::{FindingCode, Registry};

const PURPOSE: &str = r#""does":"d","why":"w","youGet":"y""#;

fn findings(text: &str) -> (Registry, Vec<(FindingCode, String)>) {
    let (registry, findings) = Registry::load(text);
    for Finding { path: _, sentence, fix, .. } in &findings {
        assert!(sentence.ends_with('.') && fix.ends_with('.'), "a sentence and a way to mend it: {sentence} {fix}");
    }
    (registry, findings.into_iter().map(|f| (f.code, f.path)).collect())
}

fn one(code: FindingCode, path: &str) -> Vec<(FindingCode, String)> {
    vec![(code, path.into())]
}

#[test]
fn unreadable() {
    assert_eq!(findings("{").1, one(FindingCode::Unreadable, "line 1, column 2"));
    assert_eq!(findings("{\n \"version\": 1,\n}").1, one(FindingCode::Unreadable, "line 3, column 1"));
    assert_eq!(
        findings(r#"{"signals":[{"id":"a"},{"id":"b","retentionDays":-1}]}"#).1,
        one(FindingCode::Unreadable, "signals[1].retentionDays")
    );
    assert_eq!(findings("[]").1, one(FindingCode::Unreadable, ""));
    assert_eq!(findings(r#"{"version":"1"}"#).0, Registry::default(), "nothing of it is relied on");
}

#[test]
fn invalid_id() {
    let (registry, found) = findings(r#"{"signals":[{"id":"Shelf"},{"id":""},{"id":"ok"},{}]}"#);
    let places: Vec<_> = found.iter().map(|(code, path)| (*code, path.as_str())).collect();
    let code = FindingCode::InvalidId;
    assert_eq!(places, [(code, "signals[0].id"), (code, "signals[1].id"), (code, "signals[3].id")]);
    assert_eq!(registry.signals.len(), 1);
}

#[test]
fn duplicate_id() {
    let text = format!(r#"{{"purposes":[{{"id":"p",{PURPOSE},"kind":"ads"}},{{"id":"p",{PURPOSE}}}]}}"#);
    let (registry, found) = findings(&text);
    assert_eq!(found, one(FindingCode::DuplicateId, "purposes[1].id"));
    assert_eq!(registry.purposes.len(), 1);
    assert_eq!(findings(r#"{"signals":[{"id":"s"},{"id":"s"}]}"#).1, one(FindingCode::DuplicateId, "signals[1].id"));
}

#[test]
fn missing_reciprocity() {
    for field in ["does", "why", "youGet"] {
        for nothing in [format!(r#""{field}":"""#), format!(r#""{field}":" ""#), String::from(r#""x":1"#)] {
            let others = PURPOSE.split(',').filter(|f| !f.contains(field)).collect::<Vec<_>>().join(",");
            let (registry, found) = findings(&format!(r#"{{"purposes":[{{"id":"p",{others},{nothing}}}]}}"#));
            assert_eq!(found, one(FindingCode::MissingReciprocity, &format!("purposes[0].{field}")));
            assert_eq!(registry.purposes, []);
        }
    }
}

#[test]
fn missing_recipients() {
    for transfers in ["sell", "share", "crossContext", "a word of tomorrow"] {
        let text = format!(r#"{{"purposes":[{{"id":"p",{PURPOSE},"transfers":"{transfers}"}}]}}"#);
        assert_eq!(findings(&text).1, one(FindingCode::MissingRecipients, "purposes[0].recipients"));
    }
    let text = format!(r#"{{"purposes":[{{"id":"p",{PURPOSE},"transfers":"none"}}]}}"#);
    assert_eq!(findings(&text).1, []);
}

#[test]
fn missing_fallback() {
    let text = format!(r#"{{"purposes":[{{"id":"p",{PURPOSE}}}],"slots":[{{"id":"s","purpose":"p"}}]}}"#);
    let (registry, found) = findings(&text);
    assert_eq!(found, one(FindingCode::MissingFallback, "slots[0].fallback"));
    assert_eq!(registry.slots, []);
}

#[test]
fn unknown_reference() {
    let code = FindingCode::UnknownReference;
    assert_eq!(findings(r#"{"signals":[{"id":"s","purposes":["p"]}]}"#).1, one(code, "signals[0].purposes"));
    assert_eq!(findings(r##"{"slots":[{"id":"s","purpose":"p","fallback":"#f"}]}"##).1, one(code, "slots[0].purpose"));
    let text = format!(r#"{{"purposes":[{{"id":"p",{PURPOSE},"transfers":"sell","recipients":["nobody"]}}]}}"#);
    assert_eq!(findings(&text).1, one(code, "purposes[0].recipients"));
}

#[test]
fn out_of_bounds() {
    let code = FindingCode::OutOfBounds;
    for (field, value, used) in [
        ("strength", 0, 1),
        ("strength", 1001, 1000),
        ("halfLifeDays", 0, 1),
        ("halfLifeDays", 3651, 3650),
        ("retentionDays", 0, 1),
        ("retentionDays", 4_000_000_000_u32, 3650),
    ] {
        let (registry, found) = findings(&format!(r#"{{"signals":[{{"id":"s","{field}":{value}}}]}}"#));
        assert_eq!(found, one(code, &format!("signals[0].{field}")));
        let signal = &registry.signals[0];
        let is = match field {
            "strength" => signal.strength,
            "halfLifeDays" => signal.half_life_days,
            _ => signal.retention_days,
        };
        assert_eq!(is, used);
    }
    let (registry, found) = findings(&format!(r#"{{"purposes":[{{"id":"p",{PURPOSE},"validDays":366}}]}}"#));
    assert_eq!(found, one(code, "purposes[0].validDays"));
    assert_eq!(registry.purposes[0].valid_days, 365);
}

#[test]
fn every_code_has_its_test() {
    // A new code has to be added here, and so to the tests above.
    assert_eq!(FindingCode::ALL.len(), 8);
    assert_eq!(FindingCode::from_word("a word of tomorrow"), FindingCode::Unreadable);
}

//! One test for each thing that can be wrong with a declaration.

use overt_core::decide::{Context, Facts, Rule, Subject, decide};
use overt_core::limits::{PURPOSES, RECIPIENTS, SEGMENTS, SIGNALS, SLOTS, VALUES};
use overt_core::lint::{self, Finding};
use overt_core::record::Record;
use overt_core::registry::{Category, FindingCode, Registry, SizeBucket};

#[cfg(target_arch = "wasm32")]
use crate::world::test;

pub(crate) const PURPOSE: &str = r#""does":"d","why":"w","youGet":"y""#;

pub(crate) fn findings(text: &str) -> (Registry, Vec<(FindingCode, String)>) {
    let (registry, findings) = Registry::load(text);
    (registry, codes(findings))
}

fn codes(findings: Vec<Finding>) -> Vec<(FindingCode, String)> {
    for Finding { path: _, sentence, fix, .. } in &findings {
        let told = sentence.ends_with('.') && fix.ends_with('.') && !sentence.contains("{}");
        assert!(told, "a sentence and a way to mend it: {sentence} {fix}");
    }
    findings.into_iter().map(|f| (f.code, f.path)).collect()
}

/// What everything there is to say about it says of one thing.
pub(crate) fn said(text: &str, code: FindingCode) -> Vec<String> {
    codes(lint::findings(text)).into_iter().filter(|(c, _)| *c == code).map(|(_, path)| path).collect()
}

/// The rule by which a signal can't be used in a slot of a purpose, asked of an empty record.
pub(crate) fn refusal(registry: &Registry, signal: &str, value: &str) -> Rule {
    let facts = Facts { registry, record: &Record::default(), context: Context::default() };
    let decision = decide(&facts, &Subject { signal, value: Some(value), purpose: "p", slot: "t" });
    assert!(!decision.allow);
    decision.rule
}

/// A site with one purpose that needs no yes, its slot, and what is put in.
pub(crate) fn site(parts: &str) -> String {
    let purpose = format!(r#"{{"id":"p",{PURPOSE},"legalBasis":"contract"}}"#);
    format!(r##"{{"purposes":[{purpose}],"slots":[{{"id":"t","purpose":"p","fallback":"#f"}}],{parts}}}"##)
}

/// A signal that may be used for it.
pub(crate) fn signal(parts: &str) -> String {
    format!(r#"{{"id":"s","mode":"provided","place":"thisSite","purposes":["p"]{parts}}}"#)
}

pub(crate) fn one(code: FindingCode, path: &str) -> Vec<(FindingCode, String)> {
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
        let (registry, found) = findings(&text);
        assert_eq!(found, one(FindingCode::MissingRecipients, "purposes[0].recipients"));
        assert_eq!(registry.purposes, []);
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
    let text = format!(r#"{{"purposes":[{{"id":"p",{PURPOSE},"transfers":"sell","legalBasis":"consent","recipients":["nobody"]}}]}}"#);
    assert_eq!(findings(&text).1, one(code, "purposes[0].recipients"));
    let text = site(r#""segments":[{"id":"g","rule":"r","size":"to1k","from":["s"]}]"#);
    let (registry, found) = findings(&text);
    assert_eq!(found, one(code, "segments[0].from"));
    assert_eq!(registry.segments, []);
}

#[test]
fn generic_recipient() {
    let kinds = [
        "",
        " ",
        "partners",
        "Our partners",
        "third parties",
        "Third-Party Vendors",
        "affiliates",
        "ADVERTISERS",
        "vendors",
        "our trusted service providers",
        "selected companies",
        "Partners and other third parties",
        "business partners.",
    ];
    for name in kinds {
        let text = format!(
            r#"{{"recipients":[{{"id":"r","name":"{name}"}},{{"id":"post","name":"Royal Mail"}}],"purposes":[
            {{"id":"p",{PURPOSE},"legalBasis":"consent","recipients":["r"]}},{{"id":"q",{PURPOSE},"legalBasis":"consent","recipients":["post"]}}]}}"#
        );
        let (registry, found) = findings(&text);
        let both = [
            (FindingCode::GenericRecipient, "recipients[0].name".into()),
            (FindingCode::UnknownReference, "purposes[0].recipients".into()),
        ];
        assert_eq!(found, both, "{name}");
        assert_eq!((registry.recipients.len(), registry.purposes.len()), (1, 1));
        assert!(registry.purpose("q").is_some());
    }
    for name in ["The Trade Desk", "Partners & Sons Printing", "Vendor Street Bakery", "Ælfric Partners", "Partner Re"] {
        assert_eq!(findings(&format!(r#"{{"recipients":[{{"id":"r","name":"{name}"}}]}}"#)).1, [], "{name}");
    }
}

#[test]
fn vague_reason() {
    for empty in [
        "To improve your experience.",
        "We ENHANCE YOUR experience",
        "For a better experience and more",
        "So that you have the best user experience possible",
        "A personalised experience",
        "A personalized-experience",
        "It helps us improve our services",
        "For this and other purposes",
        "various purposes",
        "Our business purposes",
        "Our legitimate interests",
    ] {
        for field in ["does", "why", "youGet"] {
            let others = PURPOSE.split(',').filter(|f| !f.contains(field)).collect::<Vec<_>>().join(",");
            let (registry, found) = findings(&format!(r#"{{"purposes":[{{"id":"p",{others},"{field}":"{empty}"}}]}}"#));
            assert_eq!(found, one(FindingCode::VagueReason, &format!("purposes[0].{field}")), "{empty}");
            assert_eq!(registry.purposes, []);
        }
    }
    let clear = "Puts courses first that fit your experience as a diver, on purpose";
    assert_eq!(findings(&format!(r#"{{"purposes":[{{"id":"p","does":"{clear}","why":"{clear}","youGet":"{clear}"}}]}}"#)).1, []);
}

#[test]
fn small_segment() {
    for size in [r#""lt100""#, r#""a word of tomorrow""#, "null"] {
        let segment = format!(r#"{{"id":"g","rule":"Bought twice","from":["s"],"size":{size}}}"#);
        let (registry, found) = findings(&site(&format!(r#""signals":[{}],"segments":[{segment}]"#, signal(""))));
        assert_eq!(found, one(FindingCode::SmallSegment, "segments[0].size"));
        assert_eq!(registry.segments[0].size, SizeBucket::Under100, "it stays, so that the rules see it");
        assert_eq!(refusal(&registry, "s", "tea"), Rule::Minimise);
    }
    let (registry, found) =
        findings(&site(&format!(r#""signals":[{}],"segments":[{{"id":"g","rule":"r","from":["s"],"size":"to1k"}}]"#, signal(""))));
    assert_eq!(found, []);
    assert_eq!(refusal(&registry, "s", "tea"), Rule::Stale, "nothing is known yet, and nothing else is against it");
}

#[test]
fn missing_rule() {
    for rule in ["", "  "] {
        let text = format!(r#"{{"segments":[{{"id":"g","rule":"{rule}","size":"to1k"}},{{"id":"h","rule":"r","size":"to1k"}}]}}"#);
        let (registry, found) = findings(&text);
        assert_eq!(found, one(FindingCode::MissingRule, "segments[0].rule"));
        assert_eq!(registry.segments.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["h"]);
    }
    let text = r#"{"segments":[{"rule":"r","size":"to1k"},{"id":"g","rule":"r","size":"to1k"},{"id":"g","rule":"r","size":"to1k"}]}"#;
    let (registry, found) = findings(text);
    assert_eq!(found, [(FindingCode::InvalidId, "segments[0].id".into()), (FindingCode::DuplicateId, "segments[2].id".into())]);
    assert_eq!(registry.segments.len(), 1);
}

#[test]
fn what_feeds_a_segment_that_is_left_out_is_not_used() {
    let with = |segments: &str| findings(&site(&format!(r#""signals":[{}],"segments":[{segments}]"#, signal("")))).0;
    let whole = r#"{"id":"g","rule":"r","size":"to1k","from":["s"]}"#;
    assert_eq!(refusal(&with(whole), "s", "tea"), Rule::Stale, "nothing is known yet, and nothing else is against it");
    for (broken, why) in [
        (whole.replace(r#""rule":"r","#, ""), "without a rule"),
        (whole.replace(r#""id":"g""#, r#""id":"G""#), "without an id"),
        (whole.replace(r#"["s"]"#, r#"["s","gone"]"#), "with a signal that nobody declares"),
        (format!("{},{whole}", whole.replace(r#"["s"]"#, "[]")), "with the id of another"),
    ] {
        assert_eq!(refusal(&with(&broken), "s", "tea"), Rule::Undeclared, "{why}");
    }
}

#[test]
fn values_that_are_left_out_give_away_what_they_gave_away() {
    let categories = |values: &str| {
        let (registry, found) = findings(&format!(r#"{{"signals":[{{"id":"s","values":[{values}]}}]}}"#));
        (registry.signals[0].categories(Some("v")).collect::<Vec<_>>(), found)
    };
    let twice = r#"{"id":"v","label":"V"},{"id":"v","label":"Diabetes","implies":["finance"]}"#;
    assert_eq!(
        categories(twice),
        (vec![Category::Finance, Category::Health], one(FindingCode::UndeclaredProxy, "signals[0].values[1].implies"))
    );
    assert_eq!(said(&format!(r#"{{"signals":[{{"id":"s","values":[{twice}]}}]}}"#), FindingCode::DuplicateId), ["signals[0].values[1].id"]);
    let many: Vec<String> = (0..VALUES).map(|n| format!(r#"{{"id":"v{n}"}}"#)).collect();
    let (found, _) = categories(&format!(r#"{},{{"id":"v","implies":["union"]}}"#, many.join(",")));
    assert_eq!(found, [Category::Union]);
}

#[test]
fn missing_legal_basis() {
    let purpose = |basis: &str| {
        format!(
            r#"{{"recipients":[{{"id":"r","name":"Ad Net"}}],"purposes":[{{"id":"p",{PURPOSE},"kind":"ads","transfers":"sell","recipients":["r"]{basis}}}]}}"#
        )
    };
    let (registry, found) = findings(&purpose(""));
    assert_eq!(found, one(FindingCode::MissingLegalBasis, "purposes[0].legalBasis"));
    assert_eq!(registry.purposes, []);
    for basis in ["consent", "contract", "legitimateInterest"] {
        let (registry, found) = findings(&purpose(&format!(r#","legalBasis":"{basis}""#)));
        assert_eq!((found, registry.purposes.len()), (vec![], 1), "the rules deal with {basis}");
    }
}

#[test]
fn too_many() {
    let list = |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(",");
    let purposes = list(PURPOSES + 2, &|n| format!(r#"{{"id":"p{n}",{PURPOSE}}}"#));
    let signals = list(SIGNALS + 2, &|n| format!(r#"{{"id":"s{n}"}}"#));
    let segments = list(SEGMENTS + 2, &|n| format!(r#"{{"id":"g{n}","rule":"r","size":"to1k"}}"#));
    let slots = list(SLOTS + 2, &|n| format!(r##"{{"id":"t{n}","purpose":"p0","fallback":"#f"}}"##));
    let recipients = list(RECIPIENTS + 2, &|n| format!(r#"{{"id":"r{n}","name":"Printer {n}"}}"#));
    let text = format!(
        r#"{{"purposes":[{purposes}],"signals":[{signals}],"segments":[{segments}],"slots":[{slots}],"recipients":[{recipients}]}}"#
    );
    let (registry, found) = findings(&text);
    let paths = ["recipients[256]", "purposes[64]", "signals[256]", "segments[64]", "slots[128]"];
    assert_eq!(found, paths.map(|path| (FindingCode::TooMany, path.into())));
    let kept = [registry.recipients.len(), registry.purposes.len(), registry.signals.len(), registry.segments.len(), registry.slots.len()];
    assert_eq!(kept, [256, 64, 256, 64, 128]);
    assert!(registry.purpose("p63").is_some() && registry.purpose("p64").is_none(), "the first are kept");

    let values = list(VALUES + 1, &|n| format!(r#"{{"id":"v{n}"}}"#));
    let (registry, found) = findings(&format!(r#"{{"signals":[{{"id":"s","values":[{values}]}}]}}"#));
    assert_eq!(found, one(FindingCode::TooMany, "signals[0].values[1024]"));
    assert_eq!(registry.signals[0].values.len(), 1024);
}

#[test]
fn missing_controller_notice_and_contact_leave_nothing_out() {
    let text =
        format!(r#"{{"controller":{{"name":" "}},"purposes":[{{"id":"p",{PURPOSE}}}],"contact":[{{"channel":"email","address":""}}]}}"#);
    let (registry, found) = findings(&text);
    assert_eq!((registry.purposes.len(), found), (1, vec![]));
    assert_eq!(said(&text, FindingCode::MissingController), ["controller.name"]);
    assert_eq!(said(&text, FindingCode::MissingNotice), ["notice.version", "notice.url"]);
    assert_eq!(said(&text, FindingCode::MissingContact), ["contact"]);
    let whole = format!(
        r##"{{"version":1,"controller":{{"name":"The Corner Shop"}},"notice":{{"url":"/privacy","version":"1"}},"purposes":[{{"id":"p","label":"l",{PURPOSE}}}],"slots":[{{"id":"t","label":"l","purpose":"p","fallback":"#f"}}],"contact":[{{"channel":"email","address":"ask@shop.example"}}]}}"##
    );
    assert_eq!(lint::findings(&whole), []);
    let no_yes = format!(r#"{{"purposes":[{{"id":"p",{PURPOSE},"legalBasis":"contract"}}]}}"#);
    assert_eq!(said(&no_yes, FindingCode::MissingNotice), [""; 0], "no yes, no version");
}

#[test]
fn unknown_field() {
    let text = r#"{"$schema":"s","verison":1,"defaults":{"maxIntrusivness":"provided"},"notice":{"sha256":"","versoin":"1"},
        "purposes":[{"id":"p","does":"d","why":"w","youGet":"y","legalBasis":"consent","legalbasis":"contract"}],
        "signals":[{"id":"s","retention":5,"values":[{"id":"v","implies":[]},{"id":"w","implys":["health"]}]}],
        "segments":[{"id":"g","rule":"r","size":"to1k","ttl":3}],
        "slots":[{"id":"t","purpose":"p","fallback":"f","stage":"engage","minItem":1}],
        "recipients":[{"id":"r","name":"Royal Mail","adress":"London"}],"contact":[{"address":"a","replyDays":2,"days":2}],"jurisdiction":["GB"]}"#;
    assert_eq!(findings(text).1, [], "unknown fields are ignored");
    let misspelt = [
        "verison",
        "notice.versoin",
        "defaults.maxIntrusivness",
        "purposes[0].legalbasis",
        "signals[0].retention",
        "signals[0].values[1].implys",
        "segments[0].ttl",
        "slots[0].minItem",
        "recipients[0].adress",
    ];
    assert_eq!(said(text, FindingCode::MisspeltField), misspelt);
    assert_eq!(said(text, FindingCode::UnknownField), ["contact[0].days"]);
    let meant = lint::findings(text).into_iter().find(|finding| finding.path.ends_with("implys")).unwrap();
    assert!(meant.sentence.contains("\"implies\"") && meant.fix.contains("\"implies\""), "{meant:?}");
    let far = r#"{"analytics":1,"purposes":[{"id":"p","does":"d","why":"w","youGet":"y","note":"n","due":1}]}"#;
    assert_eq!(said(far, FindingCode::UnknownField), ["analytics", "purposes[0].note", "purposes[0].due"]);
    assert_eq!(codes(lint::findings("{")), one(FindingCode::Unreadable, "line 1, column 2"), "and nothing else is said");
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
    for (field, value, used) in [("validDays", 366, 365), ("validDays", 0, 1), ("retentionDays", 0, 1), ("retentionDays", 3651, 3650)] {
        let (registry, found) = findings(&format!(r#"{{"purposes":[{{"id":"p",{PURPOSE},"{field}":{value}}}]}}"#));
        assert_eq!(found, one(code, &format!("purposes[0].{field}")));
        let purpose = &registry.purposes[0];
        assert_eq!(if field == "validDays" { purpose.valid_days } else { purpose.retention_days }, used);
    }
    for (days, used) in [(0, 1), (3651, 3650)] {
        let (registry, found) = findings(&format!(r#"{{"segments":[{{"id":"g","rule":"r","size":"to1k","ttlDays":{days}}}]}}"#));
        assert_eq!(found, one(code, "segments[0].ttlDays"));
        assert_eq!(registry.segments[0].ttl_days, used);
    }
}

#[test]
fn nothing_is_kept_longer_than_its_purposes_and_its_segments_last() {
    let kept = |purposes: &str, segments: &str| {
        let text = format!(
            r#"{{"purposes":[{{"id":"p",{PURPOSE},"retentionDays":30}},{{"id":"q",{PURPOSE},"retentionDays":90}}],
            "signals":[{{"id":"s","retentionDays":365,"purposes":[{purposes}]}},{{"id":"other","retentionDays":365}}],"segments":[{segments}]}}"#
        );
        let (registry, found) = findings(&text);
        assert_eq!((found, registry.signals[1].retention_days), (vec![], 365));
        registry.signals[0].retention_days
    };
    let week = r#"{"id":"g","rule":"r","size":"to1k","from":["s"],"ttlDays":7}"#;
    let fortnight = r#"{"id":"h","rule":"r","size":"to1k","from":["s"],"ttlDays":14}"#;
    assert_eq!(kept("", ""), 365);
    assert_eq!(kept(r#""p""#, ""), 30);
    assert_eq!(kept(r#""p","q""#, ""), 90);
    assert_eq!(kept(r#""p","q""#, &format!("{fortnight},{week}")), 7);
    assert_eq!(kept("", fortnight), 14);
}

#[test]
fn every_code_has_its_test() {
    // A new code has to be added here, and so to the tests above.
    assert_eq!(FindingCode::ALL.len(), 42);
    assert_eq!(FindingCode::from_word("a word of tomorrow"), FindingCode::Unreadable);
}

//! One test for each thing that is missed in a declaration for which nothing is left out, and for what is mended first.

use overt_core::checkup::{self, Cost, fixes};
use overt_core::lint;
use overt_core::registry::FindingCode;

use crate::findings::{PURPOSE, one, said};
#[cfg(target_arch = "wasm32")]
use crate::world::test;

#[test]
fn duplicate_field() {
    let text = r#"{"version":1,"version":2,"signals":[{"id":"s","place":"otherSite","place":"thisSite"}]}"#;
    assert_eq!(said(text, FindingCode::DuplicateField), ["version", "signals[0].place"]);
}

#[test]
fn unknown_word() {
    let text = r#"{"purposes":[{"id":"p","does":"d","why":"w","youGet":"y","legalBasis":"consnet","kind":"content"}],
        "signals":[{"id":"s","mode":"watched","implies":["health","wealth"],"values":[{"id":"v","implies":["wealth"]}]}],
        "segments":[{"id":"g","rule":"r","size":"huge"}],"slots":[{"id":"t","purpose":"p","fallback":"f","stage":null,"accepts":"any"}],
        "defaults":{"gpcFirstParty":"on"},"contact":[{"channel":"pigeon","address":"loft"}]}"#;
    let paths = [
        "defaults.gpcFirstParty",
        "purposes[0].legalBasis",
        "signals[0].mode",
        "signals[0].implies",
        "signals[0].values[0].implies",
        "segments[0].size",
        "slots[0].accepts",
        "contact[0].channel",
    ];
    assert_eq!(said(text, FindingCode::UnknownWord), paths);
    let mode = lint::findings(text).into_iter().find(|finding| finding.path == "signals[0].mode").unwrap();
    assert_eq!(mode.sentence, "\"watched\" is no word that can stand here; it is read as \"inferred\".");
    assert_eq!(mode.fix, "Write one of: provided, observed, inferred, derived, imported.");
}

#[test]
fn unknown_term() {
    let text = r#"{"purposes":[{"id":"p","does":"d","why":"w","youGet":"y","dpv":["dpv:A","B","https://w3id.org/dpv#C","dpv:"]}],
        "signals":[{"id":"s","pd":"Interest"},{"id":"t","pd":"pd:Interest"},{"id":"u","pd":""}]}"#;
    assert_eq!(said(text, FindingCode::UnknownTerm), ["purposes[0].dpv", "purposes[0].dpv", "signals[0].pd"]);
}

#[test]
fn missing_version_and_missing_label() {
    assert_eq!(said(r#"{"version":0}"#, FindingCode::MissingVersion), ["version"]);
    assert_eq!(said(r#"{"version":1}"#, FindingCode::MissingVersion), [""; 0]);
    let text = r##"{"purposes":[{"id":"p","does":"d","why":"w","youGet":"y"}],"signals":[{"id":"s","label":" "}],
        "segments":[{"id":"g","rule":"r","label":"Readers"}],"slots":[{"id":"t","purpose":"p","fallback":"#f"}]}"##;
    assert_eq!(said(text, FindingCode::MissingLabel), ["purposes[0].label", "signals[0].label", "slots[0].label"]);
}

#[test]
fn unusable_address_and_no_reply() {
    let contact = |channel: &str, address: &str| format!(r#"{{"contact":[{{"channel":"{channel}","address":"{address}"}}]}}"#);
    for (channel, address, usable) in [
        ("email", "ask@shop.example", true),
        ("email", "ask.shop.example", false),
        ("email", "ask us@shop.example", false),
        ("email", "@shop.example", false),
        ("phone", "+44 20 7946 0000", true),
        ("phone", "call us", false),
        ("form", "/contact", true),
        ("form", "https://shop.example/contact?a=b:c", true),
        ("form", "javascript:alert(1)", false),
        ("form", " JavaScript:alert(1)", false),
        ("chat", "data:text/html,x", false),
        ("post", "1 High Street: at the back", true),
        ("other", "Ask at the till", true),
    ] {
        let found = said(&contact(channel, address), FindingCode::UnusableAddress);
        assert_eq!(found.is_empty(), usable, "{channel} {address}");
    }
    for (site, path) in [
        (r#"{"notice":{"url":"javascript:alert(1)"}}"#, "notice.url"),
        (r#"{"controller":{"url":"ftp://shop.example"}}"#, "controller.url"),
        (r#"{"recipients":[{"id":"r","name":"Royal Mail","email":"post"}]}"#, "recipients[0].email"),
        (r#"{"contact":[{"address":"a"},{"address":" "}]}"#, "contact[1].address"),
    ] {
        assert_eq!(said(site, FindingCode::UnusableAddress), [path]);
    }
    for silent in ["noreply@shop.example", "No-Reply@shop.example", "do_not_reply+x@shop.example"] {
        assert_eq!(said(&contact("email", silent), FindingCode::NoReply), ["contact[0].address"], "{silent}");
    }
    assert_eq!(said(r#"{"controller":{"email":"no-reply@shop.example"}}"#, FindingCode::NoReply), ["controller.email"]);
}

#[test]
fn retention_too_long() {
    let text = format!(
        r#"{{"purposes":[{{"id":"p",{PURPOSE},"retentionDays":30}}],"signals":[{{"id":"s","retentionDays":90,"purposes":["p"]}}]}}"#
    );
    assert_eq!(said(&text, FindingCode::RetentionTooLong), ["signals[0].retentionDays"]);
    assert_eq!(said(&text.replace("90", "30"), FindingCode::RetentionTooLong), [""; 0]);
}

#[test]
fn not_needed() {
    let text = format!(
        r#"{{"purposes":[{{"id":"p",{PURPOSE}}}],"signals":[{{"id":"s"}}],"recipients":[{{"id":"r","name":"Royal Mail"}}],"segments":[{{"id":"g","rule":"r"}}]}}"#
    );
    assert_eq!(said(&text, FindingCode::NotNeeded), ["purposes[0]", "signals[0]", "recipients[0]", "segments[0]"]);
}

#[test]
fn never_used_and_never_personalized() {
    let never = |site: &str| {
        let found =
            checkup::findings(site).into_iter().filter(|f| matches!(f.code, FindingCode::NeverUsed | FindingCode::NeverPersonalized));
        found.map(|f| (f.code, f.path)).collect::<Vec<_>>()
    };
    let with = |purpose: &str, signal: &str, slot: &str, defaults: &str| {
        format!(
            r##"{{"purposes":[{{"id":"p",{PURPOSE}{purpose}}}],"signals":[{{"id":"s","mode":"observed","place":"thisSite","purposes":["p"]{signal}}}],
            "slots":[{{"id":"t","purpose":"p","fallback":"#f"{slot}}}],"defaults":{{{defaults}}}}}"##
        )
    };
    let both = [(FindingCode::NeverUsed, "signals[0]".into()), (FindingCode::NeverPersonalized, "slots[0]".into())];
    for (purpose, signal, slot, defaults) in [
        ("", r#","implies":["finance"]"#, "", ""),
        (r#","kind":"ads""#, r#","implies":["health"],"mode":"provided""#, "", ""),
        ("", "", r#","kind":"price""#, ""),
        (r#","kind":"contact""#, "", r#","stage":"support""#, ""),
        ("", r#","valueType":"topic""#, r#","accepts":"bool""#, ""),
        ("", "", "", r#""minors":true"#),
    ] {
        assert_eq!(never(&with(purpose, signal, slot, defaults)), both, "{purpose}{signal}{slot}{defaults}");
    }
    assert_eq!(never(&with("", "", "", "")), []);
    assert_eq!(never(&with(r#","kind":"benefits""#, "", r#","kind":"price""#, "")), [], "after a yes it may");
    let text = format!(r##"{{"purposes":[{{"id":"p",{PURPOSE}}}],"slots":[{{"id":"t","purpose":"p","fallback":"#f"}}]}}"##);
    assert_eq!(never(&text), one(FindingCode::NeverPersonalized, "slots[0]"));
}

#[test]
fn what_costs_the_visitor_most_is_mended_first() {
    let text = r#"{"signals":[{"id":"a"},{"id":"diabetes"},{"id":"c"}],"contact":[{"address":""}]}"#;
    let fixes = fixes(&checkup::findings(text));
    let order: Vec<(Cost, FindingCode, usize)> = fixes.iter().map(|fix| (fix.cost, fix.code, fix.paths.len())).collect();
    let expected = [
        (Cost::Exposed, FindingCode::UndeclaredProxy, 1),
        (Cost::Alone, FindingCode::MissingController, 1),
        (Cost::Alone, FindingCode::MissingContact, 1),
        (Cost::Unclear, FindingCode::MissingLabel, 3),
        (Cost::Nothing, FindingCode::NotNeeded, 3),
        (Cost::Nothing, FindingCode::MissingVersion, 1),
    ];
    assert_eq!(order, expected);
}

//! `overt lint`: what it says, and how it ends.

use overt_core::checkup;
use overt_core::json::to_text;

use crate::run::*;

const BROKEN: &str = r##"{"purposes":[{"id":"content","does":"d","why":"w"}],"signals":[{"id":"viewed","strength":5000}],"slots":[{"id":"top","purpose":"content","fallback":"#x"}]}"##;

#[test]
fn a_clean_configuration_ends_with_0() {
    let ran = run(&["lint", REGISTRY]);
    assert_eq!(answer(&ran), "www/demo/bookshop/overt.json: nothing to mend.");
    assert_eq!(answer(&run(&["lint", REGISTRY, "--format", "json"])), r#"{"findings":[]}"#);
}

#[test]
fn findings_end_with_1_and_are_those_of_the_core() {
    let findings = checkup::findings(BROKEN);
    let ran = run_with(&["lint", "-", "--format", "json"], BROKEN);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert_eq!(ran.out, format!("{{\"findings\":{}}}\n", to_text(&findings)));
    assert!(findings.len() > 1);
}

#[test]
fn what_only_visitors_miss_ends_with_1_too() {
    for (text, code) in [
        (r#"{"version":1,"contact":[{"channel":"email","address":"shop@example.org"}]}"#, "missingController"),
        (r#"{"version":1,"controller":{"name":"A shop"}}"#, "missingContact"),
        (r#"{"version":1,"controller":{"name":"A shop"},"contact":[{"address":"x"}],"singals":[]}"#, "misspeltField"),
    ] {
        let ran = run_with(&["lint", "-"], text);
        assert_eq!((ran.code, ran.out.lines().count()), (1, 3), "{}", ran.out);
        assert!(ran.out.starts_with(&format!("{code}: ")), "{}", ran.out);
    }
}

#[test]
fn each_finding_is_a_paragraph_that_names_code_place_sentence_and_fix() {
    let findings = checkup::findings(BROKEN);
    let ran = run_with(&["lint", "-"], BROKEN);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let paragraphs: Vec<&str> = ran.out.trim_end().split("\n\n").collect();
    assert_eq!(paragraphs.len(), findings.len());
    for (paragraph, finding) in paragraphs.iter().zip(&findings) {
        for part in [finding.code.as_str(), &finding.path, &finding.sentence, &finding.fix] {
            assert!(paragraph.contains(part), "{paragraph} should say {part}");
        }
    }
}

#[test]
fn what_is_not_the_json_it_should_be_ends_with_2_and_says_where() {
    for (text, path) in
        [("{\n\"version\": 1,,}", "line 2"), (r#"{"version":"three"}"#, "version"), ("", "line 1"), ("[]", "the whole file")]
    {
        let ran = run_with(&["lint", "-"], text);
        assert_eq!(ran.code, 2, "{text}");
        assert!(ran.out.starts_with("unreadable: ") && ran.out.contains(path), "{}", ran.out);
        assert_eq!(run_with(&["lint", "-", "--format", "json"], text).code, 2);
    }
}

#[test]
fn a_missing_file_ends_with_2() {
    let ran = run(&["lint", "no-such.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("no-such.json: There is no such file."), "{}", ran.err);
}

#[test]
fn control_characters_of_a_file_do_not_reach_the_terminal() {
    let ran = run_with(&["lint", "-"], "{\"purposes\":[{\"id\":\"\\u001b[2Jx\"}]}");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains(r"\u{1b}[2Jx") && !ran.out.contains('\u{1b}'), "{}", ran.out);
}

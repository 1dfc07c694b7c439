//! What can't be used is said with its place and a way to mend it, and ends with 2; nothing panics.

use crate::run::*;

const LIST: [&str; 4] = ["--catalogue", CATALOGUE, "--slot", "for-you"];

/// A command about the example with this text in the place of one of its files.
fn with_instead(path: &str, text: impl AsRef<[u8]>) -> Ran {
    let words = about_the_example("explain", &LIST);
    let words: Vec<&str> = words.into_iter().map(|word| if word == path { "-" } else { word }).collect();
    run_with(&words, text)
}

fn assert_unusable(ran: &Ran, says: &[&str]) {
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
    for part in says.iter().chain(&["To mend it: "]) {
        assert!(ran.err.contains(part), "should say {part}: {}", ran.err);
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    for path in [REGISTRY, RECORD, CATALOGUE] {
        let words = about_the_example("explain", &LIST);
        let words: Vec<&str> = words.into_iter().map(|word| if word == path { "no-such.json" } else { word }).collect();
        assert_unusable(&run(&words), &["no-such.json: There is no such file."]);
    }
}

#[test]
fn what_is_no_json_is_named_by_line_and_column() {
    for path in [REGISTRY, RECORD, CATALOGUE] {
        assert_unusable(&with_instead(path, "{\n  \"items\": ["), &["standard input, line 2, column 13: This should be JSON."]);
        assert_unusable(&with_instead(path, b"\xff\xfe{}"), &["standard input: This is not text in UTF-8."]);
    }
}

#[test]
fn what_is_the_wrong_json_is_named_by_its_path() {
    let broken_dial = file(RECORD).replace("\"dials\": []", r#""dials": [{"about": 5}]"#);
    assert_unusable(&with_instead(RECORD, broken_dial), &["standard input, dials[0].about: This should be text in quotes."]);
    assert_unusable(
        &with_instead(REGISTRY, r#"{"signals":[{"strength":"x"}]}"#),
        &["standard input, signals[0].strength: This should be "],
    );
    assert_unusable(&with_instead(CATALOGUE, r#"{"items":[{"id":"a","base":0.5}]}"#), &["standard input, items[0].base: This should be "]);
}

#[test]
fn a_record_that_is_not_whole_or_newer_or_too_large_is_refused() {
    assert_unusable(&with_instead(RECORD, r#"{"schema":1}"#), &["This is not a whole record."]);
    assert_unusable(&with_instead(RECORD, r#"{"schema":60000}"#), &["standard input, schema: A newer version wrote this"]);
    let large = file(RECORD).replace("\"dials\"", &format!("\"x\": \"{}\", \"dials\"", "x".repeat(262_144)));
    assert_unusable(&with_instead(RECORD, large), &["This is larger than 262144 bytes"]);
}

#[test]
fn standard_input_is_given_to_one_file_only() {
    for words in [["--registry", "-", "--record", "-"], ["--registry", REGISTRY, "--record", "-"]] {
        let words = [&["explain", "--catalogue", "-", "--slot", "for-you", "--now", "0"][..], &words].concat();
        assert_unusable(&run_with(&words, file(REGISTRY)), &["standard input: Two files are `-`"]);
    }
}

#[test]
fn a_mistyped_command_line_ends_with_2_and_names_the_mistake() {
    for (words, says) in [
        (&[][..], "Usage"),
        (&["decode"], "decode"),
        (&["decide", "--registry", REGISTRY], "--now"),
        (&["lint"], "FILE"),
        (&["verify"], "FILE"),
        (&["bundle", "--registry", REGISTRY, "--record", RECORD, "--now", "0"], "--log"),
        (&["lint", REGISTRY, "--format", "xml"], "xml"),
        (&["profile", "--registry", REGISTRY, "--now", "soon", "--purpose", "p", "--slot", "s"], "2026-11-22T10:00:00Z"),
        (&["rank", "--registry", REGISTRY, "--now", "0", "--catalogue", CATALOGUE, "--slot", "for-you", "--top", "0"], "--top"),
    ] {
        let ran = run(words);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words:?}");
        assert!(ran.err.contains(says), "{words:?}: {}", ran.err);
    }
}

#[test]
fn a_slot_that_nobody_declares_is_answered_and_pointed_out() {
    let words = ["rank", "--registry", REGISTRY, "--record", RECORD, "--now", "0", "--catalogue", CATALOGUE, "--slot", "for-me"];
    let ran = run(&words);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.err, "overt: the registry declares no slot \"for-me\", so nothing may be used in it.\n");
}

#[test]
fn a_registry_that_can_be_used_in_part_is_used_and_pointed_out() {
    let text = file(REGISTRY).replacen("\"strength\": 200", "\"strength\": 20000", 1);
    let ran = with_instead(REGISTRY, text);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.err, "overt: standard input: not everything in it can be relied on; `overt lint` says what that is.\n");
}

#[test]
fn a_file_may_begin_with_the_mark_of_its_editor() {
    let plain = run(&about_the_example("explain", &LIST));
    for path in [REGISTRY, RECORD, CATALOGUE] {
        assert_eq!(answer(&with_instead(path, format!("\u{feff}{}", file(path)))), answer(&plain), "{path}");
    }
}

#[test]
fn no_file_makes_it_panic() {
    for path in [REGISTRY, RECORD, CATALOGUE] {
        let text = file(path).into_bytes();
        for part in 0..24 {
            let at = text.len() * part / 24;
            let mut changed = text.clone();
            changed[at] = b'9';
            for bytes in [&text[..at], &text[at..], &changed] {
                let ran = with_instead(path, bytes);
                assert!(matches!(ran.code, 0 | 2), "{path} at {at}: {ran:?}");
                assert!(!ran.err.contains("panicked"), "{path} at {at}: {}", ran.err);
            }
        }
    }
}

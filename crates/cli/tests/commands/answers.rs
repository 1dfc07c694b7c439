//! The answers are the core's own, byte for byte.

use std::process::Stdio;

use overt_core::decide::{Context, Facts, Subject, decide};
use overt_core::explain::Ranking;
use overt_core::json::to_text;
use overt_core::profile::profile;
use overt_core::record::Record;

use crate::run::*;

const DECIDE: [&str; 6] = ["--signal", "viewed.shelf", "--purpose", "content", "--slot", "for-you"];

#[test]
fn a_decision_is_byte_for_byte_that_of_the_core() {
    let (registry, record, nobody) = (registry(), record(), Record::default());
    for value in [None, Some("adventure"), Some("politics"), Some("poetry")] {
        for gpc in [false, true] {
            for known in [false, true] {
                let mut words = vec!["decide", "--registry", REGISTRY, "--now", "1795341600000"];
                words.extend(DECIDE);
                words.extend(value.iter().flat_map(|v| ["--value", v]));
                words.extend(gpc.then_some("--gpc"));
                words.extend(known.then_some(["--record", RECORD]).iter().flatten());
                let facts = Facts {
                    registry: &registry,
                    record: if known { &record } else { &nobody },
                    context: Context { now: NOW, gpc, ..Context::default() },
                };
                let subject = Subject { signal: "viewed.shelf", value, purpose: "content", slot: "for-you" };
                assert_eq!(answer(&run(&words)), to_text(&decide(&facts, &subject)), "{words:?}");
            }
        }
    }
}

#[test]
fn a_profile_is_byte_for_byte_that_of_the_core() {
    let (registry, record) = (registry(), record());
    let facts = Facts { registry: &registry, record: &record, context: Context { now: NOW, ..Context::default() } };
    let expected = profile(&facts, "content", "for-you");
    assert!(!expected.signals.is_empty(), "an empty profile would prove little");
    assert_eq!(answer(&run(&about_the_example("profile", &["--purpose", "content", "--slot", "for-you"]))), to_text(&expected));
}

/// The catalogue of the examples, written down once more as the gate takes it.
fn ranking() -> Ranking {
    let names = [
        "author:austen-jane",
        "shelf:romance",
        "author:melville-herman",
        "shelf:adventure",
        "author:shelley-mary",
        "shelf:science-fiction-fantasy",
        "author:doyle-arthur-conan",
        "shelf:crime-thrillers-and-mystery",
        "author:wells-h-g",
        "author:stevenson-robert-louis",
    ];
    let strengths = [1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 500];
    Ranking::new(&names, &[0, 2, 4, 6, 8, 10, 12], &[0, 1, 2, 3, 4, 5, 6, 7, 8, 5, 9, 3], &strengths, &[])
}

const ITEMS: [&str; 6] = ["1342", "2701", "84", "1661", "36", "120"];

#[test]
fn an_order_and_its_explanation_are_those_of_the_core() {
    let (registry, record, mut ranking) = (registry(), record(), ranking());
    let facts = Facts { registry: &registry, record: &record, context: Context { now: NOW, ..Context::default() } };
    for top in [1, 4, 6] {
        let places = ranking.order(&facts, "content", "for-you", top);
        let ids: Vec<&str> = places.iter().map(|place| ITEMS[*place as usize]).collect();
        let number = top.to_string();
        let more = ["--catalogue", CATALOGUE, "--slot", "for-you", "--top", &number];
        assert_eq!(answer(&run(&about_the_example("rank", &more))), format!(r#"{{"slot":"for-you","order":["{}"]}}"#, ids.join("\",\"")));
        let each = ranking.explain_each(&facts, "content", "for-you", &places);
        let items = ids.iter().zip(&each).map(|(id, each)| format!(r#"{{"item":"{id}","explanation":{}}}"#, to_text(each)));
        let items = items.collect::<Vec<_>>().join(",");
        let list = to_text(&ranking.explain(&facts, "content", "for-you", &places));
        let expected = format!(r#"{{"slot":"for-you","list":{list},"items":[{items}]}}"#);
        assert_eq!(answer(&run(&about_the_example("explain", &more))), expected);
    }
}

#[test]
fn without_a_record_the_order_is_that_of_the_site() {
    let words = ["rank", "--registry", REGISTRY, "--now", "0", "--catalogue", CATALOGUE, "--slot", "for-you"];
    assert_eq!(answer(&run(&words)), format!(r#"{{"slot":"for-you","order":["{}"]}}"#, ITEMS.join("\",\"")));
}

#[test]
fn a_base_that_the_site_gives_counts() {
    let catalogue = r#"{"items":[{"id":"low","base":10},{"id":"high","base":20,"features":["shelf:romance"]}]}"#;
    let words = ["rank", "--registry", REGISTRY, "--now", "0", "--catalogue", "-", "--slot", "for-you"];
    assert_eq!(answer(&run_with(&words, catalogue)), r#"{"slot":"for-you","order":["high","low"]}"#);
}

#[test]
fn both_ways_of_writing_a_moment_give_the_same_bytes() {
    let with = |now| run(&[&["decide", "--registry", REGISTRY, "--record", RECORD, "--now", now][..], &DECIDE].concat());
    assert_eq!(answer(&with("1795341600000")), answer(&with("2026-11-22T10:00:00Z")));
}

#[test]
fn any_one_file_may_come_by_standard_input() {
    let more = ["--catalogue", CATALOGUE, "--slot", "for-you"];
    let named = run(&about_the_example("explain", &more));
    for path in [REGISTRY, RECORD, CATALOGUE] {
        let words = about_the_example("explain", &more);
        let words: Vec<&str> = words.into_iter().map(|word| if word == path { "-" } else { word }).collect();
        assert_eq!(answer(&run_with(&words, file(path))), answer(&named), "{path}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut words = vec!["decide", "--registry", "-", "--now", "0"];
    words.extend(DECIDE);
    let pipes = |words| command(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut child = pipes(&words);
    // It has nothing to write before it has read, and then nobody listens any more.
    drop(child.stdout.take());
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), file(REGISTRY).as_bytes()).unwrap();
    let ran = Ran::from(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

//! Entries of the chain, and the one form in which they are written.

use overt_core::chain::{Entry, Head, append};
use overt_core::hash::Hash;
use overt_core::history::Event;
use overt_core::json::{from_text, parse, to_text};

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// An event of any id, about everything.
pub(crate) fn event(id: &str, tried: Option<&str>) -> Event {
    let tried = tried.map_or_else(String::new, |tried| format!(r#","tried":{}"#, to_text(&String::from(tried))));
    from_text(&format!(r#"{{"at":1780315200000,"id":"{id}","actor":"script","deed":"blocked","scope":"all"{tried}}}"#)).unwrap()
}

/// Whether text is what serde_json writes when it has read it: without spaces, and in the order of the names, which are ASCII.
pub(crate) fn is_canonical(text: &str) -> bool {
    let written = serde_json::from_str::<serde_json::Value>(text).unwrap().to_string();
    written == text
}

#[test]
fn each_entry_names_the_one_before_it() {
    let mut head = None;
    let state = Hash::of(b"state");
    let lines: Vec<String> = (0..3).map(|n| append(&mut head, event(&format!("e{n}"), None), Hash::of(b"site"), state, None)).collect();
    let mut before = Hash::ZERO;
    for (place, line) in lines.iter().enumerate() {
        let entry: Entry = from_text(line).unwrap();
        assert_eq!((entry.seq, entry.prev), (place as u32 + 1, before));
        assert_eq!((entry.registry, entry.state, entry.snapshot.as_ref()), (Hash::of(b"site"), state, None));
        assert_eq!(entry.line(), *line, "what is read is written alike");
        before = Hash::of(line.as_bytes());
    }
    assert_eq!(head, Some(Head { count: 3, hash: before, state }));
}

#[test]
fn an_entry_is_one_line_of_canonical_json() {
    let snapshot = parse(r#"{"undone":[],"choices":[{"is":[],"about":"all"}]}"#).unwrap();
    for (tried, snapshot) in [(None, None), (Some("a\nb\u{2028}\"ü"), Some(snapshot))] {
        let line = append(&mut None, event("e", tried), Hash::ZERO, Hash::of(b"x"), snapshot);
        assert!(!line.contains('\n'), "an entry is one line");
        assert!(is_canonical(&line), "{line}");
    }
    assert!(is_canonical(&to_text(&Head { count: 7, hash: Hash::of(b"line"), state: Hash::ZERO })));
}

//! What is said before an act and after it: one word for one thing, three facts, and one message for each event.

use overt_core::history::Deed;

use crate::catalogue::{Catalogue, sentences};
use crate::lexicon::{Lexicon, Term};

/// An act, the word that its button and the sentence beside it have to say, and the messages after it that have to say it again.
struct Act {
    /// Under `verb`.
    verb: &'static str,
    /// Under `before`.
    before: &'static str,
    /// Under `after`; several where an end or the like makes a difference.
    after: &'static [&'static str],
    term: Term,
}

const ACTS: [Act; 14] = [
    Act { verb: "turnOff", before: "turnOff", after: &["off", "turnedOff"], term: Term::Off },
    Act { verb: "leaveOff", before: "leaveOff", after: &["off"], term: Term::Off },
    Act { verb: "turnOn", before: "turnOn", after: &["on", "turnedOn"], term: Term::On },
    Act { verb: "turnOn", before: "turnOnLeft", after: &["on"], term: Term::On },
    Act { verb: "resume", before: "resume", after: &["resumed"], term: Term::On },
    Act { verb: "fine", before: "fine", after: &[], term: Term::On },
    Act { verb: "pause", before: "pause", after: &["paused", "pausedOpen", "pausedVisit"], term: Term::Paused },
    Act { verb: "pause", before: "pauseFor", after: &["paused"], term: Term::Paused },
    Act { verb: "pauseAgain", before: "pauseAgain", after: &["paused", "pausedOpen"], term: Term::Paused },
    Act { verb: "startOver", before: "startOver", after: &["startedOver"], term: Term::Undo },
    Act { verb: "undo", before: "undo", after: &["broughtBack"], term: Term::Undo },
    Act { verb: "erase", before: "erase", after: &["erased"], term: Term::Deleted },
    Act { verb: "eraseSure", before: "eraseSure", after: &["erased"], term: Term::Deleted },
    Act { verb: "keep", before: "keep", after: &[], term: Term::Kept },
];

/// The messages after acts that have no word of their own for where the visitor stands: each thing is set apart, or set, or kept in a file.
const WITHOUT_A_WORD: [&str; 11] =
    ["stopped", "usedAgain", "dialed", "notMe", "left", "stance", "varied", "visitOut", "visitIn", "joined", "saved"];

/// Where nothing came of an act, that and why is all there is to say.
const REFUSALS: [&str; 7] = ["nothingLearned", "already", "gone", "blocked", "failed", "notRead", "notFetched"];

/// What became of an act is said in three facts: what changed, what holds meanwhile, how it is changed again.
const FACTS: usize = 3;

pub(crate) fn findings(catalogue: &Catalogue, lexicon: &Lexicon) -> Vec<String> {
    let mut found = Vec::new();
    for act in &ACTS {
        let before = [format!("verb.{}", act.verb), format!("before.{}", act.before)];
        let text: Vec<&str> = before.iter().filter_map(|path| catalogue.get(path)).collect();
        // An act that is not there is told of English alone, where it is missing.
        if text.len() == before.len() && !lexicon.says(act.term, &text.join(" ")) {
            let what = format!("and its button do not say \"{}\", which the messages after it do: {}", act.term.name(), text.join(" – "));
            found.push(catalogue.about(&format!("before.{}", act.before), &what));
        }
        for key in act.after {
            found.extend(message(catalogue, lexicon, Some(act.term), &format!("after.{key}")));
        }
    }
    for key in WITHOUT_A_WORD {
        found.extend(message(catalogue, lexicon, None, &format!("after.{key}")));
    }
    found.sort();
    found.dedup();
    found.extend(said_twice(catalogue, "after."));
    found.extend(said_twice(catalogue, "history."));
    found
}

fn message(catalogue: &Catalogue, lexicon: &Lexicon, term: Option<Term>, path: &str) -> Vec<String> {
    let Some(text) = catalogue.get(path) else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(term) = term.filter(|term| !lexicon.says(*term, text)) {
        found.push(catalogue.about(path, &format!("does not say \"{}\", which its button says: {text}", term.name())));
    }
    let facts = sentences(text).len();
    if facts != FACTS {
        found.push(catalogue.about(path, &format!("has {facts} sentences, and a message has three facts: {text}")));
    }
    found
}

/// One message for each event: two that are the same would leave open which of them happened.
fn said_twice(catalogue: &Catalogue, section: &str) -> Vec<String> {
    let of_section: Vec<_> = catalogue.words().filter(|entry| entry.path.starts_with(section)).collect();
    let mut found = Vec::new();
    for (place, entry) in of_section.iter().enumerate() {
        if let Some(earlier) = of_section.iter().take(place).find(|earlier| earlier.text == entry.text) {
            found.push(catalogue.about(&entry.path, &format!("says the same as {}: {}", earlier.path, entry.text)));
        }
    }
    found
}

/// What English has to have, so that the tables here and the words cannot part: the other languages have what English has.
pub(crate) fn gaps(english: &Catalogue) -> Vec<String> {
    let mut found = Vec::new();
    let of_acts = || ACTS.iter().flat_map(|act| act.after.iter().copied()).chain(WITHOUT_A_WORD).chain(REFUSALS);
    let words = ACTS.iter().flat_map(|act| [format!("verb.{}", act.verb), format!("before.{}", act.before)]);
    let paths = words.chain(of_acts().map(|key| format!("after.{key}")));
    let missing = paths.filter(|path| english.get(path).is_none());
    found.extend(missing.map(|path| english.about(&path, "is missing, and crates/words names it as an act.")));
    for entry in english.words() {
        let Some(key) = entry.path.strip_prefix("after.") else { continue };
        if !of_acts().any(|named| named == key) {
            found.push(english.about(&entry.path, "belongs to no act; name it in crates/words/src/acts.rs."));
        }
    }
    for deed in Deed::ALL {
        let keys = history(*deed);
        let missing = keys.iter().map(|key| format!("history.{key}")).filter(|path| english.get(path).is_none());
        found.extend(missing.map(|path| english.about(&path, &format!("is missing: it tells of the deed \"{}\".", deed.as_str()))));
    }
    found.sort();
    found.dedup();
    found
}

/// The sentence that tells of a deed; several where an end or what was tried makes a difference.
fn history(deed: Deed) -> &'static [&'static str] {
    match deed {
        Deed::On => &["on"],
        Deed::Off => &["off"],
        Deed::Pause => &["pause", "pauseOpen", "pauseOf", "pauseOfOpen", "pauseVisit"],
        Deed::Resume => &["resume"],
        Deed::PauseEnded => &["pauseEnded"],
        Deed::Reset => &["reset"],
        Deed::UndoReset => &["undoReset"],
        Deed::Deleted => &["deleted"],
        Deed::Dial => &["dial", "stopped", "used"],
        Deed::TurnOff => &["turnedOff", "notMe", "left", "objected"],
        Deed::Lift => &["turnedOn"],
        Deed::Vary => &["vary"],
        Deed::Refuse => &["no"],
        Deed::Withdraw => &["withdrew"],
        Deed::Tell => &["told"],
        Deed::Joined => &["joined"],
        Deed::Unknown => &["unknown"],
        Deed::Blocked => &["triedOn", "triedResume", "triedUndo", "triedErase", "triedOther"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        findings(&Catalogue::read("en", text), &Lexicon::english())
    }

    #[test]
    fn off_is_called_off_before_and_after() {
        let words = |verb: &str, after: &str| {
            format!(
                r#"{{"verb": {{"turnOff": "{verb}"}}, "before": {{"turnOff": "The site’s own order."}},
                    "after": {{"off": "{after} Nothing is used. Change it any time."}}}}"#
            )
        };
        assert_eq!(found(&words("Turn off", "Off.")), [""; 0]);
        assert_eq!(found(&words("Show less", "Off.")).len(), 1);
        assert_eq!(found(&words("Turn off", "Reduced.")).len(), 1);
    }

    #[test]
    fn a_message_has_three_facts() {
        assert!(found(r#"{"after": {"off": "Off."}}"#)[0].contains("has 1 sentences"));
        assert!(found(r#"{"after": {"notMe": "Marked. Not used."}}"#)[0].contains("has 2 sentences"), "one without a word of its own too");
        assert_eq!(found(r#"{"after": {"blocked": "Nothing changed."}}"#), [""; 0], "where nothing came of it, that is all");
    }

    #[test]
    fn each_event_has_a_message_of_its_own() {
        assert_eq!(
            found(r#"{"after": {"a": "Done.", "b": "Done."}, "before": {"a": "Done."}}"#),
            ["en.json: after.b says the same as after.a: Done."]
        );
    }

    #[test]
    fn an_act_and_a_deed_without_words_are_named() {
        let found = gaps(&Catalogue::read("en", r#"{"after": {"offEverywhere": "Off. x. y."}}"#));
        assert!(found.iter().any(|finding| finding.starts_with("en.json: verb.turnOff is missing")));
        assert!(found.iter().any(|finding| finding.starts_with("en.json: after.offEverywhere belongs to no act")));
        assert!(found.iter().any(|finding| finding.starts_with("en.json: history.pauseEnded is missing")));
    }
}

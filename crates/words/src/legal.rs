//! Footnotes of law, which may add to a plain sentence and never contradict it.

use crate::catalogue::{Catalogue, sentences};
use crate::lexicon::{Lexicon, Term};

const SECTION: &str = "legal.";

pub(crate) fn findings(catalogue: &Catalogue, lexicon: &Lexicon) -> Vec<String> {
    let mut found = Vec::new();
    for entry in catalogue.words() {
        let Some(key) = entry.path.strip_prefix(SECTION) else { continue };
        let plain = plain(catalogue, key);
        if plain.is_empty() {
            found.push(catalogue.about(&entry.path, "is a footnote to a sentence that is not there."));
        }
        // The term that is said first is what the sentence is about; one later on may be a way back.
        let Some(term) = lexicon.first_term(&plain) else { continue };
        if !lexicon.says(term, &entry.text) {
            found.push(differs(catalogue, &entry.path, &format!("does not say \"{}\"", term.name()), &plain, &entry.text));
        }
        let contradicts = |opposite: &Term| lexicon.says(*opposite, &entry.text) && !lexicon.says(*opposite, &plain);
        if let Some(opposite) = term.opposite().filter(contradicts) {
            found.push(differs(catalogue, &entry.path, &format!("says \"{}\"", opposite.name()), &plain, &entry.text));
        }
    }
    found
}

/// The plain words of a key: the path itself, or else all sentences that have this key, of which a button comes first.
///
/// Of a message after an act only the first fact counts: the last one names the way back, which every act has.
fn plain(catalogue: &Catalogue, key: &str) -> String {
    if let Some(text) = catalogue.get(key) {
        return text.to_owned();
    }
    let mut texts: Vec<(bool, &str)> = Vec::new();
    for entry in catalogue.words().filter(|entry| !entry.path.starts_with(SECTION)) {
        if entry.path.strip_suffix(key).is_some_and(|before| before.ends_with('.')) {
            let whole = entry.section() != "after";
            let text = if whole { entry.text.as_str() } else { sentences(&entry.text).first().copied().unwrap_or_default() };
            texts.push((entry.section() != "verb", text));
        }
    }
    texts.sort_by_key(|(later, _)| *later);
    texts.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(". ")
}

fn differs(catalogue: &Catalogue, path: &str, what: &str, plain: &str, footnote: &str) -> String {
    catalogue.about(path, &format!("{what}, and differs in that from its plain sentence. Plain: {plain} Footnote: {footnote}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(footnote: &str) -> Vec<String> {
        let text = format!(
            r#"{{"verb": {{"turnOff": "Turn off"}}, "before": {{"turnOff": "The site’s own order."}}, "legal": {{"turnOff": "{footnote}"}}}}"#
        );
        findings(&Catalogue::read("en", &text), &Lexicon::english())
    }

    #[test]
    fn a_footnote_adds_and_does_not_contradict() {
        assert_eq!(found("Turned off, consent is withdrawn for all that follows."), [""; 0]);
        assert_eq!(found("Your consent is withdrawn.").len(), 1);
        assert_eq!(found("Off for advertising; personalization stays on.").len(), 1);
    }

    #[test]
    fn a_footnote_may_name_the_way_back_that_its_sentence_names() {
        let text = r#"{"after": {"off": "Off. Turn it on any time."}, "legal": {"after.off": "Off means withdrawn. Turn it on and it is given anew."}}"#;
        assert_eq!(findings(&Catalogue::read("en", text), &Lexicon::english()), [""; 0]);
    }

    #[test]
    fn a_footnote_need_not_name_the_way_back_of_its_message() {
        let text = r#"{"verb": {"notMe": "Not me"}, "after": {"notMe": "Marked. Not used. Undo it in History."}, "legal": {"notMe": "Not me: you correct it."}}"#;
        assert_eq!(findings(&Catalogue::read("en", text), &Lexicon::english()), [""; 0]);
    }

    #[test]
    fn a_footnote_belongs_to_a_sentence() {
        let text = r#"{"legal": {"nothing": "Article 6."}}"#;
        assert_eq!(findings(&Catalogue::read("en", text), &Lexicon::english()).len(), 1);
    }
}

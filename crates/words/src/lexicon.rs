//! What is never said, language by language, and how a text is searched for it; the lists are in `lexicon/`.

use overt_core::json::{Value, parse};

use crate::Said;
use crate::catalogue::Catalogue;
use crate::locale::Locale;

/// A word that says where a visitor stands, and that is the same wherever it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Term {
    Off,
    On,
    Paused,
    Kept,
    Deleted,
    Undo,
    /// The opposite of undo.
    Final,
}

impl Term {
    /// A pause stands first, because languages call it an off for a while.
    pub(crate) const ALL: [Term; 7] = [Term::Paused, Term::Off, Term::On, Term::Kept, Term::Deleted, Term::Undo, Term::Final];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Term::Off => "off",
            Term::On => "on",
            Term::Paused => "paused",
            Term::Kept => "kept",
            Term::Deleted => "deleted",
            Term::Undo => "undo",
            Term::Final => "final",
        }
    }

    /// What cannot be true at the same time.
    pub(crate) fn opposite(self) -> Option<Term> {
        match self {
            Term::Off => Some(Term::On),
            Term::On => Some(Term::Off),
            Term::Kept => Some(Term::Deleted),
            Term::Deleted => Some(Term::Kept),
            Term::Undo => Some(Term::Final),
            Term::Final => Some(Term::Undo),
            Term::Paused => None,
        }
    }
}

/// The lists of one language.
#[derive(Debug)]
pub(crate) struct Lexicon(Value);

impl Lexicon {
    pub(crate) fn of(locale: &Locale) -> Self {
        Self(parse(locale.lexicon).unwrap_or(Value::Null))
    }

    #[cfg(test)]
    pub(crate) fn english() -> Self {
        crate::locale::of(crate::ENGLISH).map_or(Self(Value::Null), Self::of)
    }

    /// The groups of what is never said, each with why.
    fn never(&self) -> &[(String, Value)] {
        match self.0.get("never") {
            Value::Object(groups) => groups,
            _ => &[],
        }
    }

    /// The first phrase of each group of what is never said that the text says.
    pub(crate) fn never_said(&self, text: &str) -> Vec<Said> {
        let said = |(group, list): &(String, Value)| Some(Said { group: group.clone(), phrase: first_said(list, text)?.into() });
        self.never().iter().filter_map(said).collect()
    }

    /// The first phrase of this list that the text says.
    pub(crate) fn said<'a>(&'a self, list: &str, text: &str) -> Option<&'a str> {
        first_said(self.0.get(list), text)
    }

    /// Where the text says this term first.
    pub(crate) fn place_of(&self, term: Term, text: &str) -> Option<usize> {
        let text = plain(text);
        phrases(self.0.get("terms").get(term.name())).filter_map(|phrase| place(&text, phrase)).min()
    }

    pub(crate) fn says(&self, term: Term, text: &str) -> bool {
        self.place_of(term, text).is_some()
    }

    /// The term that a text says before all others.
    pub(crate) fn first_term(&self, text: &str) -> Option<Term> {
        let places = Term::ALL.into_iter().filter_map(|term| Some((self.place_of(term, text)?, term)));
        places.min_by_key(|(place, _)| *place).map(|(_, term)| term)
    }
}

/// Marks of exclamation, in every script that we write.
const EXCLAMATIONS: [char; 3] = ['!', '！', '¡'];

/// Nothing is exclaimed, and nothing of what is never said is said.
pub(crate) fn findings(catalogue: &Catalogue, lexicon: &Lexicon) -> Vec<String> {
    let mut found = Vec::new();
    for entry in catalogue.words() {
        if entry.text.trim().is_empty() {
            found.push(catalogue.about(&entry.path, "is empty."));
        }
        if entry.text.contains(EXCLAMATIONS) {
            found.push(catalogue.about(&entry.path, &format!("exclaims: {}", entry.text)));
        }
        if entry.text.contains(['\'', '"']) {
            found.push(catalogue.about(&entry.path, &format!("has a straight quotation mark or apostrophe: {}", entry.text)));
        }
        for Said { group, phrase } in lexicon.never_said(&entry.text) {
            found.push(catalogue.about(&entry.path, &format!("says \"{phrase}\", which is never said ({group}): {}", entry.text)));
        }
    }
    found
}

fn phrases(list: &Value) -> impl Iterator<Item = &str> {
    let items = match list {
        Value::List(items) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(Value::as_text)
}

fn first_said<'a>(list: &'a Value, text: &str) -> Option<&'a str> {
    let text = plain(text);
    phrases(list).find(|phrase| place(&text, phrase).is_some())
}

/// One form for what is written in several: small letters, one kind of apostrophe and of space, Arabic without its vowel signs,
/// and nothing that only says which way a text runs.
fn plain(text: &str) -> String {
    let letter = |letter: char| match letter {
        '’' => '\'',
        '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    };
    let silent = |letter: &char| matches!(letter, '\u{64b}'..='\u{652}' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}');
    text.to_lowercase().chars().filter(|letter| !silent(letter)).map(letter).collect()
}

/// Where a text says a phrase, as whole words. A star stands for any more letters, `^` for the beginning of a sentence.
fn place(text: &str, phrase: &str) -> Option<usize> {
    let (opens, phrase) = phrase.strip_prefix('^').map_or((false, phrase), |rest| (true, rest));
    let (loose_before, phrase) = phrase.strip_prefix('*').map_or((false, phrase), |rest| (true, rest));
    let (loose_after, phrase) = phrase.strip_suffix('*').map_or((false, phrase), |rest| (true, rest));
    let letter = |found: Option<char>| found.is_some_and(char::is_alphanumeric);
    text.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let (before, rest) = text.split_at(*at);
        let after = rest.strip_prefix(phrase).unwrap_or_default();
        let begins = loose_before || !letter(phrase.chars().next()) || !letter(before.chars().next_back());
        let ends = loose_after || !letter(phrase.chars().next_back()) || !letter(after.chars().next());
        let first = before.trim_end().chars().next_back().is_none_or(|end| !end.is_alphanumeric() && end != ',' && end != '}');
        begins && ends && (!opens || first)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale;

    #[test]
    fn phrases_are_found_as_whole_words() {
        assert!(place("we value your privacy", "value").is_some());
        assert!(place("we devalue it", "value").is_none());
        assert!(place("we devalue it", "*value").is_some());
        assert!(place("values", "value").is_none());
        assert!(place("values", "value*").is_some());
        assert!(place("undo it, then off.", "^off").is_none());
        assert!(place("undone. off.", "^off").is_some());
        assert!(place("何も使いません。", "*使い*").is_some());
        assert_eq!(plain("\u{2068}مُعطَّل\u{2069}"), "معطل");
    }

    #[test]
    fn every_language_has_a_lexicon_with_every_list() {
        for locale in locale::all() {
            let lexicon = parse(locale.lexicon).unwrap_or_else(|fault| panic!("{}: {}", locale.name, fault.path));
            for group in ["vague", "begging", "shame", "thanks", "pressure", "fake human", "assuming", "blur"] {
                assert!(phrases(lexicon.get("never").get(group)).count() > 0, "{}: never.{group}", locale.name);
            }
            for list in ["warm", "regret", "hedge"] {
                assert!(phrases(lexicon.get(list)).count() > 0, "{}: {list}", locale.name);
            }
            for term in Term::ALL {
                assert!(phrases(lexicon.get("terms").get(term.name())).count() > 0, "{}: {}", locale.name, term.name());
            }
        }
    }

    #[test]
    fn phrases_are_written_as_they_are_searched() {
        fn check(value: &Value) {
            match value {
                Value::Object(fields) => fields.iter().for_each(|(_, value)| check(value)),
                Value::List(items) => items.iter().for_each(check),
                other => {
                    let phrase = other.as_text().expect("a phrase is text");
                    assert_eq!(plain(phrase), phrase);
                    assert!(!phrase.trim_matches(['*', '^']).trim().is_empty());
                }
            }
        }
        locale::all().iter().for_each(|locale| check(&parse(locale.lexicon).unwrap()));
    }

    #[test]
    fn no_language_forbids_the_words_that_it_asks_for() {
        for locale in locale::all() {
            let lexicon = Lexicon::of(locale);
            for term in Term::ALL {
                for phrase in phrases(lexicon.0.get("terms").get(term.name())) {
                    let text = phrase.trim_matches(['*', '^']);
                    let lists = lexicon.never().iter().map(|(_, list)| list).chain([lexicon.0.get("warm"), lexicon.0.get("regret")]);
                    let forbidden: Vec<&str> = lists.filter_map(|list| first_said(list, text)).collect();
                    assert!(
                        forbidden.is_empty(),
                        "{}: \"{text}\" stands under {} and is forbidden: {forbidden:?}",
                        locale.name,
                        term.name()
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_never_said_is_found_in_english() {
        let lexicon = Lexicon::english();
        let never = [
            "We use this to improve your experience.",
            "Shared with trusted partners.",
            "We value your privacy.",
            "Are you sure?",
            "Don’t miss out on this.",
            "No thanks, I don’t like good books.",
            "Thank you for turning it on.",
            "Hi, I’m your guide.",
            "Please leave it on.",
            "This is limited.",
            "Done!",
        ];
        for text in never {
            let catalogue = Catalogue::read("en", &format!("{{\"x\": \"{text}\"}}"));
            assert!(!findings(&catalogue, &lexicon).is_empty(), "{text}");
        }
    }

    #[test]
    fn terms_are_told_apart() {
        let lexicon = Lexicon::english();
        for (text, term) in [
            ("Off. Nothing is used. Turn it on any time.", Some(Term::Off)),
            ("Paused until you turn it on.", Some(Term::Paused)),
            ("Stored on this device, from now on.", None),
            ("There is no way back.", Some(Term::Final)),
            ("Undone. What was learned is in use again.", Some(Term::Undo)),
        ] {
            assert_eq!(lexicon.first_term(text), term, "{text}");
        }
    }
}

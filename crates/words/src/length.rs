//! How long a text may be: what is read at a glance is short in every language.

use crate::catalogue::{Catalogue, Entry, sentences};

/// So many words may stand under paths that begin so; the first that fits counts.
///
/// A button has three; two of them say where they work too, because nothing beside them does.
const MOST_WORDS: [(&str, usize); 9] = [
    ("lead.", 20),
    ("verb.group", 5),
    ("verb.outline", 5),
    ("verb.retry", 5),
    ("verb.", 3),
    ("badge.broken", 20),
    ("badge.", 4),
    ("before.", 24),
    ("after.", 24),
];

/// In one sentence, wherever it stands; law needs more words than we do.
const MOST_IN_A_SENTENCE: usize = 20;
const MOST_IN_A_SENTENCE_OF_LAW: usize = 30;

/// A button of so many letters still stands on one line at a width of 320 pixels.
const MOST_LETTERS_ON_A_BUTTON: usize = 32;

pub(crate) fn findings(catalogue: &Catalogue) -> Vec<String> {
    let mut found = Vec::new();
    for entry in catalogue.words() {
        let words = count(&entry.text);
        let most = MOST_WORDS.iter().find(|(path, _)| entry.path.starts_with(path));
        let most = most.map(|(_, most)| in_language(&catalogue.name, *most));
        if let Some(most) = most.filter(|most| words > *most) {
            found.push(catalogue.about(&entry.path, &format!("has {words} words, and {most} are allowed: {}", entry.text)));
        }
        if entry.path.starts_with("verb.") && entry.text.chars().count() > MOST_LETTERS_ON_A_BUTTON {
            found.push(catalogue.about(&entry.path, &format!("has more than {MOST_LETTERS_ON_A_BUTTON} letters: {}", entry.text)));
        }
        found.extend(long_sentences(catalogue, entry));
    }
    found
}

fn long_sentences(catalogue: &Catalogue, entry: &Entry) -> Vec<String> {
    let most = if entry.section() == "legal" { MOST_IN_A_SENTENCE_OF_LAW } else { MOST_IN_A_SENTENCE };
    let most = in_language(&catalogue.name, most);
    let long = sentences(&entry.text).into_iter().filter(|sentence| count(sentence) > most);
    let say = |sentence| catalogue.about(&entry.path, &format!("has a sentence of more than {most} words: {sentence}"));
    long.map(say).collect()
}

/// Other languages say with a quarter more words, and never less than two more, what English says.
fn in_language(name: &str, most: usize) -> usize {
    if name == crate::ENGLISH { most } else { most + (most / 4).max(2) }
}

/// The words of a text. Where none are divided by spaces, two characters are taken for a word.
pub(crate) fn count(text: &str) -> usize {
    let undivided = |letter: &char| matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    match text.chars().filter(undivided).count() {
        0 => text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count(),
        characters => characters.div_ceil(2) + text.matches('{').count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, path: &str, text: &str) -> usize {
        let (section, key) = path.split_once('.').unwrap();
        findings(&Catalogue::read(name, &format!("{{\"{section}\": {{\"{key}\": \"{text}\"}}}}"))).len()
    }

    #[test]
    fn words_are_counted_with_and_without_spaces() {
        assert_eq!(count("Turn off – until {date}"), 4);
        assert_eq!(count("オフにする"), 3);
        assert_eq!(count("暂停到{date}"), 3);
    }

    #[test]
    fn a_verb_has_three_words_in_english_and_up_to_five_elsewhere() {
        assert_eq!(found("en", "verb.off", "Turn it off"), 0);
        assert_eq!(found("en", "verb.off", "Turn it off now"), 1);
        assert_eq!(found("fr", "verb.off", "Ne plus utiliser ceci"), 0);
        assert_eq!(found("de", "verb.off", "Personalisierungseinstellungen zurücknehmen"), 1, "long words count too");
    }

    #[test]
    fn a_sentence_of_twenty_one_words_is_too_long_and_two_of_ten_are_not() {
        let ten = "a b c d e f g h i j";
        assert_eq!(found("en", "x.y", &format!("{ten} {ten} k.")), 1);
        assert_eq!(found("en", "x.y", &format!("{ten}. {ten}.")), 0);
        assert_eq!(found("en", "legal.y", &format!("{ten} {ten} k.")), 0);
    }
}

//! How many years of school a section of the English words asks for.
//!
//! The formula is that of J. P. Kincaid, R. P. Fishburne, R. L. Rogers and B. S. Chissom,
//! "Derivation of New Readability Formulas for Navy Enlisted Personnel", Research Branch Report 8-75, 1975:
//! 0.39 × words in a sentence + 11.8 × syllables in a word − 15.59.
//!
//! It was made for English and for running text: labels and other languages are not graded.

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, sentences};

/// The grade that a section may ask for, in tenths; law has names of its own.
const MOST_TENTHS: i64 = 80;
const MOST_TENTHS_OF_LAW: i64 = 120;

/// The grade that one text may ask for by itself, where it has words enough: a hard one hides in an easy section.
pub(crate) const MOST_TENTHS_OF_A_TEXT: i64 = 100;
const WORDS_OF_A_GRADED_TEXT: u32 = 12;

/// A text of fewer words is a label.
const WORDS_OF_A_TEXT: usize = 5;

/// Fewer words than these give no grade that means anything.
const WORDS_OF_A_SECTION: u32 = 40;

/// What a section is made of.
#[derive(Debug, Default)]
struct Made {
    sentences: u32,
    words: u32,
    syllables: u32,
}

impl Made {
    fn add(&mut self, text: &str) {
        for sentence in sentences(text) {
            self.sentences += 1;
            for word in sentence.split(|letter: char| !letter.is_alphanumeric() && letter != '’').filter(|word| !word.is_empty()) {
                self.words += 1;
                self.syllables += syllables(word);
            }
        }
    }

    /// In tenths, by whole numbers.
    fn grade_tenths(&self) -> i64 {
        let (sentences, words, syllables) = (i64::from(self.sentences.max(1)), i64::from(self.words.max(1)), i64::from(self.syllables));
        (3900 * words / sentences + 118_000 * syllables / words - 155_900) / 1000
    }
}

pub(crate) fn findings(english: &Catalogue) -> Vec<String> {
    let mut sections: BTreeMap<&str, Made> = BTreeMap::new();
    for entry in english.words() {
        let text = filled(&entry.text);
        if text.split_whitespace().count() >= WORDS_OF_A_TEXT {
            sections.entry(entry.section()).or_default().add(&text);
        }
    }
    let mut found = hard_texts(english);
    for (section, made) in sections.iter().filter(|(_, made)| made.words >= WORDS_OF_A_SECTION) {
        let most = if *section == "legal" { MOST_TENTHS_OF_LAW } else { MOST_TENTHS };
        let grade = made.grade_tenths();
        if grade > most {
            found.push(english.about(section, &too_hard(grade, most)));
        }
    }
    found
}

fn hard_texts(english: &Catalogue) -> Vec<String> {
    let mut found = Vec::new();
    for entry in english.words().filter(|entry| entry.section() != "legal") {
        if let Some(grade) = of_text(&filled(&entry.text)).filter(|grade| *grade > MOST_TENTHS_OF_A_TEXT) {
            found.push(english.about(&entry.path, &too_hard(grade, MOST_TENTHS_OF_A_TEXT)));
        }
    }
    found
}

/// The grade of one text in tenths, where it has words enough to have one.
pub(crate) fn of_text(text: &str) -> Option<i64> {
    let mut made = Made::default();
    made.add(text);
    (made.words >= WORDS_OF_A_GRADED_TEXT).then(|| made.grade_tenths())
}

fn too_hard(grade: i64, most: i64) -> String {
    format!("asks for grade {}.{}, and {} is allowed: write it shorter.", grade / 10, grade % 10, most / 10)
}

/// What is filled in is the site's or the calendar's, and is counted as one plain word.
fn filled(text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push_str("books");
        rest = after.split_once('}').map_or("", |(_, behind)| behind);
    }
    filled + rest
}

/// The syllables of an English word, by its groups of vowels; numbers are read as one.
fn syllables(word: &str) -> u32 {
    let letters: Vec<char> = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let vowel = |letter: &char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut groups = 0;
    let mut inside = false;
    for letter in &letters {
        groups += u32::from(vowel(letter) && !inside);
        inside = vowel(letter);
    }
    let silent = match letters.as_slice() {
        // "table" has two, "whole" has one.
        [.., before, 'l', 'e'] => vowel(before),
        // "used" has one, "wanted" has two.
        [.., before, 'e', 'd'] => !vowel(before) && !matches!(before, 't' | 'd'),
        // "times" has one, "choices" has two.
        [.., before, 'e', 's'] => !vowel(before) && !matches!(before, 's' | 'x' | 'z' | 'c' | 'g' | 'h'),
        [.., before, 'e'] => !vowel(before),
        _ => false,
    };
    (groups - u32::from(silent && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_those_of_a_dictionary() {
        for (word, number) in [
            ("the", 1),
            ("used", 1),
            ("wanted", 2),
            ("table", 2),
            ("whole", 1),
            ("times", 1),
            ("choices", 2),
            ("personalized", 4),
            ("nothing", 2),
            ("device", 2),
            ("erase", 2),
            ("history", 3),
            ("page", 1),
            ("you", 1),
            ("site’s", 1),
            ("30", 1),
            ("paused", 1),
        ] {
            assert_eq!(syllables(word), number, "{word}");
        }
    }

    #[test]
    fn easy_and_hard_sentences_are_told_apart() {
        let grade = |text| {
            let mut made = Made::default();
            made.add(text);
            made.grade_tenths()
        };
        // 6 words, 1 sentence, 6 syllables: 2.34 + 11.8 − 15.59.
        assert_eq!(grade("The cat sat on the mat."), -14);
        // 7 words, 1 sentence, 33 syllables: 2.73 + 55.63 − 15.59.
        assert_eq!(grade("Organizational personalization necessitates comprehensive authorization administration procedures."), 427);
    }

    #[test]
    fn a_hard_section_is_found_and_labels_are_not_graded() {
        let hard = "Organizational personalization necessitates comprehensive authorization administration procedures. ".repeat(7);
        assert_eq!(findings(&Catalogue::read("en", &format!("{{\"x\": {{\"y\": \"{hard}\"}}}}"))).len(), 2, "the text and its section");
        assert_eq!(findings(&Catalogue::read("en", r#"{"verb": {"x": "Personalization administration"}}"#)).len(), 0);
    }
}

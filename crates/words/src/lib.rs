//! The lint over the catalogue of words for people: every language against English, and each against our rules of writing.
//!
//! No visitor's browser loads it, only the playground does; and nothing here knows where the files lie: their texts or their folder are arguments.
//!
//! A finding is a sentence that begins with the file and the path of the words it speaks of; none means that all is well.

mod acts;
mod catalogue;
mod grade;
mod legal;
mod length;
mod lexicon;
mod locale;
mod phrasing;
mod pseudo;
mod same;
mod tone;

use std::io;
use std::path::Path;

use catalogue::Catalogue;
use locale::Locale;

pub use phrasing::{is_unreadable, lint};
pub use pseudo::pseudo;

/// The language that the others are held against.
const ENGLISH: &str = "en";

/// All that is wrong with these files, each the name of its language and its text; English has to be among them.
///
/// ```
/// let english = r#"{"verb": {"turnOff": "Turn off for the best experience!"}}"#;
/// let findings = overt_words::findings(&[("en", english)]);
/// assert!(findings.iter().any(|finding| finding.starts_with("en.json: verb.turnOff")));
/// ```
pub fn findings(files: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    let read: Vec<(Catalogue, Option<&Locale>)> =
        files.iter().map(|(name, text)| (Catalogue::read(name, text), locale::of(name))).collect();
    let Some((english, _)) = read.iter().find(|(catalogue, _)| catalogue.name == ENGLISH) else {
        return vec!["en.json is missing, and every language is held against it.".to_owned()];
    };
    let missing = locale::all().iter().filter(|locale| files.iter().all(|(name, _)| *name != locale.name));
    found.extend(missing.map(|locale| format!("{}.json: is missing, and the language is shipped.", locale.name)));
    for (catalogue, locale) in &read {
        found.extend(catalogue.faults.iter().map(|fault| catalogue.about("", fault)));
        let Some(locale) = locale else {
            found.push(catalogue.about("", "its plural categories and its lexicon are not known; add both to crates/words."));
            continue;
        };
        let lexicon = lexicon::Lexicon::of(locale);
        found.extend(same::findings(english, catalogue, locale));
        found.extend(lexicon::findings(catalogue, &lexicon));
        found.extend(length::findings(catalogue));
        found.extend(tone::findings(catalogue, &lexicon));
        found.extend(acts::findings(catalogue, &lexicon));
        found.extend(legal::findings(catalogue, &lexicon));
    }
    found.extend(acts::gaps(english));
    found.extend(grade::findings(english));
    found
}

/// [`findings`] in the files of a folder, each named `LANGUAGE.json`.
///
/// # Errors
/// Where the folder or one of its files cannot be read.
///
/// ```
/// assert!(overt_words::findings_in("there is no such folder".as_ref()).is_err());
/// ```
pub fn findings_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(&path)?));
        }
    }
    files.sort();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(findings(&files))
}

/// A phrase that a text says and that is never said, and the group that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Why it is never said: `vague`, `begging`, `shame`, `thanks`, `pressure`, `fake human`, `assuming` or `blur`.
    pub group: String,
    /// The phrase as the list has it; a star stands for any more letters.
    pub phrase: String,
}

/// What a text of somebody else's says that we never say, one phrase of each group. Nothing where the language is none of ours.
///
/// ```
/// let said = overt_words::never_said("en-GB", "Don’t miss out: our partners know.");
/// assert_eq!(said.iter().map(|said| said.group.as_str()).collect::<Vec<_>>(), ["vague", "pressure"]);
/// assert_eq!(said[0].phrase, "partners");
/// assert_eq!(overt_words::never_said("en", "Puts the books first that you opened."), []);
/// assert_eq!(overt_words::never_said("tlh", "Our partners"), []);
/// ```
pub fn never_said(language: &str, text: &str) -> Vec<Said> {
    let base = |name: &str| name.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let locale = locale::all().iter().find(|locale| base(locale.name) == base(language));
    locale.map(|locale| lexicon::Lexicon::of(locale).never_said(text)).unwrap_or_default()
}

/// How many years of school an English text asks for, in tenths; nothing where it has too few words to say.
///
/// ```
/// assert!(overt_words::school_years("The cat sat on the mat and the dog sat on the cat.").is_some_and(|tenths| tenths < 50));
/// assert_eq!(overt_words::school_years("Personalization administration"), None);
/// ```
pub fn school_years(text: &str) -> Option<i64> {
    grade::of_text(text)
}

/// The school years that one text may ask for, in tenths.
pub const MOST_SCHOOL_YEARS: i64 = grade::MOST_TENTHS_OF_A_TEXT;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_that_is_shipped_and_has_no_file_is_found() {
        let missing =
            |files: &[(&str, &str)]| findings(files).into_iter().filter(|finding| finding.ends_with("is shipped.")).collect::<Vec<_>>();
        assert_eq!(missing(&[("en", "{}")]).len(), locale::all().len() - 1);
        let all: Vec<(&str, &str)> = locale::all().iter().map(|locale| (locale.name, "{}")).collect();
        assert_eq!(missing(&all), [""; 0]);
        assert_eq!(missing(all.get(..12).unwrap_or_default()), ["he.json: is missing, and the language is shipped."]);
    }
}

//! The lint over the catalogue of words for people: every language against English, and each against our rules of writing.
//!
//! Nothing here is loaded by a browser, and nothing here knows where the files lie: their texts or their folder are arguments.
//!
//! A finding is a sentence that begins with the file and the path of the words it speaks of; none means that all is well.

mod acts;
mod catalogue;
mod grade;
mod legal;
mod length;
mod lexicon;
mod locale;
mod pseudo;
mod same;
mod tone;

use std::io;
use std::path::Path;

use catalogue::Catalogue;
use locale::Locale;

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

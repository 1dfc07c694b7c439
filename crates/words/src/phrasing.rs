//! What the site's own words say that no words for visitors should, by the lint that the panel's words pass.
//!
//! Only what the site says of itself is read; the names of values are those of its goods.

use overt_core::checkup::findings;
use overt_core::json::{Value, parse};
use overt_core::lint::Finding;
use overt_core::registry::FindingCode;

use crate::{MOST_SCHOOL_YEARS, Said, never_said, school_years};

/// The fields of each list that visitors read as text.
const TEXTS: [(&str, &[&str]); 4] = [
    ("purposes", &["label", "does", "why", "youGet"]),
    ("signals", &["label", "improves", "importance"]),
    ("segments", &["label", "rule"]),
    ("slots", &["label"]),
];

/// All that is wrong with a configuration, its words among it: what `overt lint` says, and what the playground says while one types.
///
/// ```
/// let codes = |text: &str| overt_words::lint(text).iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>();
/// assert_eq!(codes("no JSON"), ["unreadable"], "what can't be read has no words to speak of");
/// assert!(codes(r#"{"slots": [{"id": "for-you", "label": "Don't miss out!"}]}"#).contains(&"persuasiveTone"));
/// ```
pub fn lint(text: &str) -> Vec<Finding> {
    let mut found = findings(text);
    if !is_unreadable(&found) {
        note(text, &mut found);
    }
    found
}

/// Whether a configuration could not be read at all, so that nothing in it counts.
///
/// ```
/// assert!(overt_words::is_unreadable(&overt_words::lint("[")));
/// assert!(!overt_words::is_unreadable(&overt_words::lint("{}")));
/// ```
pub fn is_unreadable(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.code == FindingCode::Unreadable)
}

/// Adds what is wrong with the words to what is wrong already; a text that was refused as empty is not blamed twice.
fn note(text: &str, findings: &mut Vec<Finding>) {
    let document = parse(text).unwrap_or(Value::Null);
    let language = document.get("notice").get("lang").as_text().filter(|tag| !tag.is_empty()).unwrap_or("en");
    for (list, fields) in TEXTS {
        let Value::List(items) = document.get(list) else { continue };
        for (place, item) in items.iter().enumerate() {
            for field in fields {
                let said = item.get(field).as_text().unwrap_or_default();
                let path = format!("{list}[{place}].{field}");
                let refused = findings.iter().any(|finding| finding.path == path && finding.code == FindingCode::VagueReason);
                let found = of_text(language, said, &path).into_iter();
                findings.extend(found.filter(|finding| !(refused && finding.code == FindingCode::VagueWords)));
            }
        }
    }
}

fn of_text(language: &str, text: &str, path: &str) -> Vec<Finding> {
    let finding = |code, sentence: String, fix: &str| Finding { code, path: path.into(), sentence, fix: fix.into() };
    let mut found: Vec<Finding> = Vec::new();
    for Said { group, phrase } in never_said(language, text) {
        // The panel may not name them, because blockers hide whatever does; a baker may.
        let Some((code, why, fix)) = meaning(&group).filter(|_| !phrase.starts_with("cookie")) else { continue };
        if found.iter().all(|known| known.code != code) {
            found.push(finding(code, format!("\"{}\" {why}.", phrase.trim_matches(['*', '^'])), fix));
        }
    }
    if text.contains(['!', '¡', '！']) && found.iter().all(|known| known.code != FindingCode::PersuasiveTone) {
        found.push(finding(FindingCode::PersuasiveTone, "It is exclaimed.".into(), CALM));
    }
    let english = language.split('-').next() == Some("en");
    if let Some(years) = school_years(text).filter(|years| english && *years > MOST_SCHOOL_YEARS) {
        let sentence = format!("This asks for {} years of school, and {} are allowed.", years / 10, MOST_SCHOOL_YEARS / 10);
        found.push(finding(FindingCode::HardToRead, sentence, "Write shorter sentences, of shorter words."));
    }
    found
}

const CALM: &str = "Say it calmly: what is done, by what, and when.";

/// What a group of phrases does to a visitor, and what to write instead.
///
/// Words that make an off sound smaller are no fault here: "limited" may well be the name of an edition.
fn meaning(group: &str) -> Option<(FindingCode, &'static str, &'static str)> {
    Some(match group {
        "vague" => (
            FindingCode::VagueWords,
            "could stand on any site, so it tells a visitor nothing about this one",
            "Name the thing, the time and the place.",
        ),
        "shame" => (FindingCode::ConfirmShaming, "makes a no feel bad", "Say what happens, and leave the choice alone."),
        "begging" | "thanks" | "pressure" => (FindingCode::PersuasiveTone, "presses or begs", CALM),
        "fake human" => (FindingCode::FakeHuman, "speaks as if a person did", "Say what the site does, by its name."),
        "assuming" => (FindingCode::AssumingWords, "assumes who the visitor is", "Speak of what was done here, not of who did it."),
        _ => return None,
    })
}

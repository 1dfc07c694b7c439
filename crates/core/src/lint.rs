//! What is wrong with a registry, in words for whoever runs the site. The gate is built without them.

mod fields;
mod missed;

use alloc::{format, string::String, vec::Vec};

use crate::json::{Value, from_text, parse};
use crate::limits::{SIGNALS, VALUES};
use crate::particulars::Particulars;
use crate::registry::{Category, FindingCode, Problem, Registry, check, suggest};

fields! {
    /// One thing that is wrong, where, and how to mend it. In JSON an object.
    ///
    /// ```
    /// use overt_core::{lint::findings, registry::FindingCode};
    /// let finding = &findings("{\"purposes\": 7}")[0];
    /// assert_eq!((finding.code, finding.path.as_str()), (FindingCode::Unreadable, "purposes"));
    /// assert_eq!(finding.sentence, "This should be a list in square brackets.");
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Finding {
        /// What is wrong.
        pub code: FindingCode as "code",
        /// Where, as a path into the JSON.
        pub path: String as "path",
        /// The same in a sentence.
        pub sentence: String as "sentence",
        /// How to mend it.
        pub fix: String as "fix",
    }
}

/// Reading with a word for everything that is left out; [`Registry::valid_parts`] reads the same without.
///
/// ```
/// use overt_core::registry::Registry;
/// let (registry, findings) = Registry::load("no JSON");
/// assert_eq!(registry, Registry::default(), "nothing is declared, so nothing is allowed");
/// assert_eq!(findings[0].path, "line 1, column 1");
/// ```
impl Registry {
    /// Reads a registry, and says what it left out or moved.
    ///
    /// What is only missed by people is not among it: [`findings`] says that as well.
    ///
    /// ```
    /// use overt_core::registry::{FindingCode, Registry};
    /// let (registry, findings) = Registry::load(r#"{"purposes": [{"id": "content"}]}"#);
    /// assert!(registry.purposes.is_empty());
    /// assert_eq!(findings[0].code, FindingCode::MissingReciprocity);
    /// assert_eq!(findings[0].path, "purposes[0].does");
    /// ```
    pub fn load(text: &str) -> (Registry, Vec<Finding>) {
        let mut findings = Vec::new();
        let registry = match from_text::<Registry>(text) {
            Ok(mut registry) => {
                note_proxies(&registry, &mut findings);
                check(&mut registry, &mut |problem| findings.push(finding(&problem)));
                registry
            }
            Err(fault) => {
                findings.push(Finding {
                    code: FindingCode::Unreadable,
                    sentence: format!("This should be {}.", fault.expected),
                    path: fault.path,
                    fix: "Mend the configuration at the place named.".into(),
                });
                Registry::default()
            }
        };
        (registry, findings)
    }
}

/// Everything there is to say about a registry by itself: what [`Registry::load`] left out or moved, what the file says otherwise than
/// it seems to, then what people will miss in it.
///
/// [`checkup::findings`](crate::checkup::findings) adds what the rules will never allow.
///
/// ```
/// use overt_core::{lint, registry::FindingCode};
/// let text = r#"{"version": 1, "controller": {"name": "The Open Bookshop"}, "contact": [{"channel": "phone", "address": "+44 20 7946 0000"}], "singals": []}"#;
/// let findings = lint::findings(text);
/// assert_eq!((findings[0].code, findings[0].path.as_str()), (FindingCode::MisspeltField, "singals"));
/// assert_eq!(findings.len(), 1);
/// ```
pub fn findings(text: &str) -> Vec<Finding> {
    let (registry, mut findings) = Registry::load(text);
    if findings.iter().any(|f| f.code == FindingCode::Unreadable) {
        return findings;
    }
    let document = parse(text).unwrap_or(Value::Null);
    fields::note(&document, &mut findings);
    missed::note(&document, &registry, &Particulars::load(text), &mut findings);
    findings
}

/// A finding in words of its own.
pub(crate) fn said(code: FindingCode, path: impl Into<String>, sentence: impl Into<String>, fix: &str) -> Finding {
    Finding { code, path: path.into(), sentence: sentence.into(), fix: fix.into() }
}

/// The path of the first item of a list that has this id.
pub(crate) fn path_of(document: &Value, list: &str, id: &str) -> String {
    let place = fields::items(document.get(list)).iter().position(|item| item.get("id").as_text() == Some(id));
    format!("{list}[{}]", place.unwrap_or(0))
}

/// The first item of a list that has this id.
pub(crate) fn item_of<'a>(document: &'a Value, list: &str, id: &str) -> &'a Value {
    let mut items = fields::items(document.get(list)).iter();
    items.find(|item| item.get("id").as_text() == Some(id)).unwrap_or(&Value::Null)
}

/// Notes what ids and labels suggest beyond what is declared; the rules treat it as declared.
fn note_proxies(registry: &Registry, findings: &mut Vec<Finding>) {
    for (place, signal) in registry.signals.iter().enumerate().take(SIGNALS) {
        let mut known = signal.implies.clone();
        let mut note = |known: &mut Vec<Category>, value, id, label| {
            let before = known.len();
            suggest(id, known);
            suggest(label, known);
            for category in known.iter().skip(before) {
                let (code, named) = (FindingCode::UndeclaredProxy, category.as_str());
                findings.push(finding(&Problem { code, list: "signals", place, value, field: "implies", named, number: (0, 0) }));
            }
        };
        note(&mut known, None, &signal.id, &signal.label);
        for (number, value) in signal.values.iter().enumerate().take(VALUES) {
            note(&mut [known.as_slice(), &value.implies].concat(), Some(number), &value.id, &value.label);
        }
    }
}

fn finding(problem: &Problem<'_>) -> Finding {
    let Problem { code, list, place, value, field, named, .. } = *problem;
    let (sentence, fix) = words(problem);
    let value = value.map(|value| format!(".values[{value}]")).unwrap_or_default();
    let dot = if field.is_empty() { "" } else { "." };
    Finding { code, path: format!("{list}[{place}]{value}{dot}{field}"), sentence: sentence.replace("{}", named), fix: fix.into() }
}

/// The sentence, with `{}` for what is named, and the fix.
fn words(problem: &Problem<'_>) -> (String, &'static str) {
    let Problem { field, number: (value, used), .. } = *problem;
    let (sentence, fix) = match problem.code {
        FindingCode::OutOfBounds => {
            return (format!("{value} is out of bounds; {used} is used."), "Choose a number within the bounds.");
        }
        FindingCode::MissingReciprocity => {
            let sentence = format!("The purpose {{}} does not say \"{field}\".");
            return (sentence, "Say in plain words what it does, why, and what the visitor gets.");
        }
        FindingCode::InvalidId => ("This is not an id: \"{}\".", "Use lower case letters, digits, dot, dash and underscore, 64 at most."),
        FindingCode::DuplicateId => ("The id {} is used twice; the second is left out.", "Give each its own id."),
        FindingCode::VagueReason => (
            "The words \"{}\" could stand on any site, so they tell a visitor nothing about this one.",
            "Say what changes and by what, such as \"Puts books from shelves you opened first\".",
        ),
        FindingCode::MissingRecipients => (
            "The purpose {} hands data on and does not say to whom.",
            "List the id of every recipient, and declare each under \"recipients\".",
        ),
        FindingCode::GenericRecipient => (
            "\"{}\" does not name a recipient, so it is left out, and with it whatever hands data to it.",
            "Give the name of the company, as a visitor could look it up.",
        ),
        FindingCode::MissingLegalBasis => (
            "The purpose {} hands data on and does not say on which legal basis.",
            "Set \"legalBasis\" to consent, legitimateInterest or contract.",
        ),
        FindingCode::MissingFallback => {
            ("The slot {} has no list that is not personalized.", "Name the element that holds the site's own list, such as \"#popular\".")
        }
        FindingCode::MissingRule => {
            let sentence = "The segment {} does not say who is in it; it is left out, and what feeds it is not used.";
            (sentence, "Put the rule into words, such as \"Bought in three of the last six months\".")
        }
        FindingCode::SmallSegment => (
            "The segment {} has fewer than a hundred people, or does not say how many; nothing that feeds it is used.",
            "Make the rule wider, or set \"size\" to to1k, to10k or gt10k where that is so.",
        ),
        FindingCode::UndeclaredProxy => (
            "This suggests the sensitive category {} and does not declare it; it is treated as if it did.",
            "Add the category to \"implies\", or choose another name where it is a mistake.",
        ),
        FindingCode::UnknownReference => ("This names \"{}\", which is not declared or was refused.", "Declare it, or take the name out."),
        FindingCode::TooMany => {
            ("The list is too long; it is left out from here on.", "Declare only what is used, and join what belongs together.")
        }
        // All others are no problem of reading, and are said where they are found.
        _ => ("", ""),
    };
    (sentence.into(), fix)
}

//! What is wrong with a registry, in words for whoever runs the site. The gate is built without them.

use alloc::{format, string::String, vec::Vec};

use crate::json::{Json, Reader, Value, from_text, parse, to_text};
use crate::limits::{SIGNALS, VALUES};
use crate::particulars::{Contact, NoticeText, Organisation, Particulars};
use crate::registry::{
    Category, Defaults, FindingCode, Problem, Purpose, Registry, SegmentDef, SignalDef, SlotDef, ValueDef, check, suggest,
};

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

/// Everything there is to say about a registry: what [`Registry::load`] left out or moved, then what people will miss in it.
///
/// ```
/// use overt_core::{lint, registry::FindingCode};
/// let text = r#"{"controller": {"name": "The Open Bookshop"}, "contact": [{"channel": "phone", "address": "+44 20 7946 0000"}], "singals": []}"#;
/// let findings = lint::findings(text);
/// assert_eq!((findings[0].code, findings[0].path.as_str()), (FindingCode::UnknownField, "singals"));
/// assert_eq!(findings.len(), 1);
/// ```
pub fn findings(text: &str) -> Vec<Finding> {
    let (registry, mut findings) = Registry::load(text);
    if findings.iter().any(|f| f.code == FindingCode::Unreadable) {
        return findings;
    }
    let mut add =
        |code, path: &str, sentence: String, fix: &str| findings.push(Finding { code, path: path.into(), sentence, fix: fix.into() });
    if registry.controller.name.trim().is_empty() {
        let sentence = "Nobody is named who answers for the site.".into();
        add(
            FindingCode::MissingController,
            "controller.name",
            sentence,
            "Give the name of the company or the person, as visitors know it.",
        );
    }
    if registry.notice.version.trim().is_empty() && registry.purposes.iter().any(Purpose::needs_consent) {
        let sentence = "A purpose asks for a yes, and the notice that the yes is given to has no version.".into();
        add(FindingCode::MissingNotice, "notice.version", sentence, "Give the notice a version, such as the month of its last change.");
    }
    if Particulars::load(text).contact.is_empty() {
        let sentence = "Visitors find nobody here whom they could ask.".into();
        add(FindingCode::MissingContact, "contact", sentence, "List at least one contact, with its channel and its address.");
    }
    for (path, name) in unknown_fields(&parse(text).unwrap_or(Value::Null)) {
        let sentence = format!("Nothing reads a field of the name \"{name}\" here.");
        add(FindingCode::UnknownField, &path, sentence, "Check how it is spelt, or take it out.");
    }
    findings
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
            ("The segment {} does not say who is in it.", "Put the rule into words, such as \"Bought in three of the last six months\".")
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
        FindingCode::Unreadable
        | FindingCode::MissingController
        | FindingCode::MissingNotice
        | FindingCode::MissingContact
        | FindingCode::UnknownField => ("", ""),
    };
    (sentence.into(), fix)
}

/// The paths and names of all fields that nothing reads. A name that begins with `$` is the editor's.
fn unknown_fields(document: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let particulars = names::<Particulars>(&[]);
    let top: Vec<&str> = particulars.iter().map(String::as_str).collect();
    note_unknown(document, "", &names::<Registry>(&top), &mut found);
    let (organisation, of_value) = (names::<Organisation>(&[]), names::<ValueDef>(&[]));
    note_unknown(document.get("controller"), "controller", &organisation, &mut found);
    note_unknown(document.get("notice"), "notice", &names::<NoticeText>(&[]), &mut found);
    note_unknown(document.get("defaults"), "defaults", &names::<Defaults>(&[]), &mut found);
    for (list, known) in [
        ("purposes", names::<Purpose>(&["legalBasis"])),
        ("signals", names::<SignalDef>(&[])),
        ("segments", names::<SegmentDef>(&[])),
        ("slots", names::<SlotDef>(&["stage"])),
        ("recipients", organisation),
        ("contact", names::<Contact>(&[])),
    ] {
        for (place, item) in items(document.get(list)).iter().enumerate() {
            let path = format!("{list}[{place}]");
            note_unknown(item, &path, &known, &mut found);
            if list == "signals" {
                for (number, value) in items(item.get("values")).iter().enumerate() {
                    note_unknown(value, &format!("{path}.values[{number}]"), &of_value, &mut found);
                }
            }
        }
    }
    found
}

/// The names that a type writes, and those of its fields that it leaves out where there is nothing in them.
fn names<T: Json>(optional: &[&str]) -> Vec<String> {
    let empty = T::read(&Value::Object(Vec::new()), &mut Reader::default());
    let written = parse(&to_text(&empty)).unwrap_or(Value::Null);
    let names = fields_of(&written).iter().map(|(name, _)| name.as_str());
    names.chain(optional.iter().copied()).map(String::from).collect()
}

fn note_unknown(object: &Value, path: &str, known: &[String], found: &mut Vec<(String, String)>) {
    let dot = if path.is_empty() { "" } else { "." };
    for (name, _) in fields_of(object) {
        if !name.starts_with('$') && !known.contains(name) {
            found.push((format!("{path}{dot}{name}"), name.clone()));
        }
    }
}

fn fields_of(value: &Value) -> &[(String, Value)] {
    if let Value::Object(fields) = value { fields } else { &[] }
}

fn items(value: &Value) -> &[Value] {
    if let Value::List(items) = value { items } else { &[] }
}

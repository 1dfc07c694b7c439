//! What is wrong with a registry, in words for whoever runs the site. The gate is built without them.

use alloc::{format, string::String, vec::Vec};

use crate::json::from_text;
use crate::registry::{FindingCode, Problem, Registry, check};

fields! {
    /// One thing that is wrong, where, and how to mend it.
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

impl Registry {
    /// Reads a registry, and says what it left out.
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

fn finding(problem: &Problem<'_>) -> Finding {
    let Problem { code, list, place, field, named, number: (value, used) } = *problem;
    let (sentence, fix) = match code {
        FindingCode::Unreadable => (String::new(), ""),
        FindingCode::InvalidId => {
            (format!("This is not an id: \"{named}\"."), "Use lower case letters, digits, dot, dash and underscore, 64 at most.")
        }
        FindingCode::DuplicateId => (format!("The id {named} is used twice; the second is left out."), "Give each its own id."),
        FindingCode::MissingReciprocity => {
            (format!("The purpose {named} does not say \"{field}\"."), "Say in plain words what it does, why, and what the visitor gets.")
        }
        FindingCode::MissingRecipients => (
            format!("The purpose {named} hands data on and does not say to whom."),
            "List the id of every recipient, and declare each under \"recipients\".",
        ),
        FindingCode::MissingFallback => (
            format!("The slot {named} has no list that is not personalized."),
            "Name the element that holds the site's own list, such as \"#popular\".",
        ),
        FindingCode::UnknownReference => {
            (format!("This names \"{named}\", which is not declared or was refused."), "Declare it, or take the name out.")
        }
        FindingCode::OutOfBounds => (format!("{value} is out of bounds; {used} is used."), "Choose a number within the bounds."),
    };
    Finding { code, path: format!("{list}[{place}].{field}"), sentence, fix: fix.into() }
}

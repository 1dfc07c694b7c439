//! What the page is told of how things stand, and of what became of an act.

use alloc::{string::String, vec::Vec};

use crate::act::Outcome;
use crate::clock::Ms;
use crate::decide::{Facts, Rule, is_on, paused_until};
use crate::profile::permitted;

fields! {
    /// How things stand for a slot. In JSON an object.
    ///
    /// ```
    /// use overt_core::{decide::Rule, json::from_text, status::Status};
    /// let status: Status = from_text(r#"{"on": false, "personal": false, "rule": "paused", "until": 86400000, "stop": ["content"]}"#).unwrap();
    /// assert_eq!((status.rule, status.until), (Rule::Paused, Some(86_400_000)));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Status {
        /// Whether its purpose is on: nothing about the purpose itself forbids it.
        pub on: bool as "on",
        /// Whether anything may be used.
        pub personal: bool as "personal",
        /// The rule that decided whether it is on.
        pub rule: Rule as "rule",
        /// Until when, in milliseconds since 1970, where it is paused and time alone will change it.
        pub until: Option<Ms> as "until",
        /// The ids of the purposes that are not on, for the site to stop.
        pub stop: Vec<String> as "stop",
    }
}

fields! {
    /// What became of an act. In JSON an object.
    ///
    /// ```
    /// use overt_core::{act::Outcome, json::from_text, status::Done};
    /// let done: Done = from_text(r#"{"outcome": "alreadySo", "changed": false}"#).unwrap();
    /// assert_eq!(done.outcome, Outcome::AlreadySo);
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Done {
        /// What.
        pub outcome: Outcome as "outcome",
        /// Whether the record has to be written.
        pub changed: bool as "changed",
    }
}

/// How things stand for a slot; one that is not declared is never on.
///
/// ```
/// use overt_core::{decide::{Facts, Rule}, record::Record, status::status};
#[doc = bookshop!(bought)]
/// let bought = status(&facts, "for-you");
/// assert!(bought.on && bought.personal && bought.stop.is_empty());
///
/// let new = status(&Facts { record: &Record::default(), ..facts }, "for-you");
/// assert!(new.on && !new.personal, "it may, and there is nothing to use");
/// assert_eq!(status(&facts, "no-such-slot").rule, Rule::Undeclared);
/// ```
pub fn status(facts: &Facts<'_>, slot: &str) -> Status {
    let purpose = facts.registry.slot(slot).map_or("", |s| s.purpose.as_str());
    let verdict = is_on(facts, purpose);
    let stop = facts.registry.purposes.iter().filter(|p| is_on(facts, &p.id).is_err()).map(|p| p.id.clone());
    Status {
        on: verdict.is_ok(),
        personal: permitted(facts, purpose, slot).next().is_some(),
        rule: verdict.err().unwrap_or(Rule::Allow),
        until: paused_until(facts, purpose).flatten(),
        stop: stop.collect(),
    }
}

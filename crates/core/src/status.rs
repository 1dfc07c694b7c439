//! What the page is told of how things stand, and of what became of an act.

use alloc::{string::String, vec::Vec};

use crate::act::Outcome;
use crate::clock::Ms;
use crate::decide::{Facts, Rule, is_on, paused_until};
use crate::profile::permitted;

fields! {
    /// How things stand for a slot.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Status {
        /// Whether its purpose is on.
        pub on: bool as "on",
        /// Whether anything may be used.
        pub personal: bool as "personal",
        /// The rule that decided.
        pub rule: Rule as "rule",
        /// Until when, where it is paused and time alone will change it.
        pub until: Option<Ms> as "until",
        /// The purposes that are not on, for the site to stop.
        pub stop: Vec<String> as "stop",
    }
}

fields! {
    /// What became of an act.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Done {
        /// What.
        pub outcome: Outcome as "outcome",
        /// Whether the record has to be written.
        pub changed: bool as "changed",
    }
}

/// How things stand for a slot.
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

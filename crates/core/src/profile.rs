//! The permitted profile: the only thing that the site gets.
//!
//! Opted out, paused, put away, broken and brand-new all give the same bytes: the site can't punish what it can't see.

use alloc::{string::String, vec::Vec};

use crate::clock::{Ms, end_of_day};
use crate::decide::{Facts, Subject, decide};
use crate::signal::Learned;

fields! {
    /// One signal that may be used.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Permitted {
        /// The signal.
        pub id: String as "id",
        /// The value.
        pub value: String as "value",
        /// How much it counts, in thousandths.
        pub weight: i32 as "weight",
    }
}

fields! {
    /// All that may be used for one purpose in one slot.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Profile {
        /// The version of this shape.
        pub v: u16 as "v",
        /// The purpose.
        pub purpose: String as "purpose",
        /// The slot.
        pub slot: String as "slot",
        /// The signals, by signal and value.
        pub signals: Vec<Permitted> as "signals",
        /// Ask again then: the end of the day, for everyone.
        pub expires: Ms as "expires",
    }
}

/// The signals that may be used, each with what was learned, in the order of the record.
pub fn permitted<'a>(facts: &'a Facts<'a>, purpose: &'a str, slot: &'a str) -> impl Iterator<Item = (&'a Learned, i32)> + 'a {
    facts.record.learned.iter().filter_map(move |learned| {
        let subject = Subject { signal: learned.signal.as_str(), value: Some(learned.value.as_str()), purpose, slot };
        let decision = decide(facts, &subject);
        (decision.allow && decision.weight > 0).then_some((learned, decision.weight))
    })
}

/// The profile for one purpose in one slot.
pub fn profile(facts: &Facts<'_>, purpose: &str, slot: &str) -> Profile {
    let signals = permitted(facts, purpose, slot)
        .map(|(learned, weight)| Permitted { id: learned.signal.as_str().into(), value: learned.value.as_str().into(), weight })
        .collect();
    Profile { v: 1, purpose: purpose.into(), slot: slot.into(), signals, expires: end_of_day(facts.context.now) }
}

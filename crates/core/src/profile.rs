//! The permitted profile: the only thing that the site gets.
//!
//! Opted out, paused, put away, broken and brand-new all give the same bytes: the site can't punish what it can't see.

use alloc::{string::String, vec::Vec};

use crate::clock::{Ms, end_of_day};
use crate::decide::{Facts, weights};
use crate::signal::Learned;

fields! {
    /// One signal that may be used. In JSON an object.
    ///
    /// ```
    /// use overt_core::{json::to_text, profile::Permitted};
    /// let signal = Permitted { id: "bought.author".into(), value: "austen".into(), weight: 400 };
    /// assert_eq!(to_text(&signal), r#"{"id":"bought.author","value":"austen","weight":400}"#);
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Permitted {
        /// The id of the signal.
        pub id: String as "id",
        /// The value.
        pub value: String as "value",
        /// How much it counts, in thousandths, above 0.
        pub weight: i32 as "weight",
    }
}

fields! {
    /// All that may be used for one purpose in one slot. In JSON an object.
    ///
    /// ```
    /// use overt_core::{json::{from_text, to_text}, profile::Profile};
    /// let text = r#"{"v": 1, "purpose": "content", "slot": "for-you", "signals": [], "expires": 86400000}"#;
    /// let nothing: Profile = from_text(text).unwrap();
    /// assert!(nothing.signals.is_empty());
    /// assert_eq!(from_text(&to_text(&nothing)), Ok(nothing));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Profile {
        /// The version of this shape: 1.
        pub v: u16 as "v",
        /// The purpose.
        pub purpose: String as "purpose",
        /// The slot.
        pub slot: String as "slot",
        /// The signals, by signal and value.
        pub signals: Vec<Permitted> as "signals",
        /// Ask again then: the end of the day (UTC), for everyone.
        pub expires: Ms as "expires",
    }
}

/// The signals that may be used, each with what was learned and its weight in thousandths, in the order of the record.
///
/// ```
/// use overt_core::profile::permitted;
#[doc = bookshop!(bought)]
/// let (learned, weight) = permitted(&facts, "content", "for-you").next().unwrap();
/// assert_eq!((learned.value.as_str(), weight), ("austen", 400));
/// ```
pub fn permitted<'a>(facts: &'a Facts<'a>, purpose: &'a str, slot: &'a str) -> impl Iterator<Item = (&'a Learned, i32)> + 'a {
    let mut weight = weights(facts, purpose, slot);
    facts.record.learned.iter().map(move |learned| (learned, weight(learned))).filter(|(_, weight)| *weight > 0)
}

/// The profile for one purpose in one slot; without any signal where nothing may be used, for whatever reason.
///
/// ```
/// use overt_core::{decide::{Context, Facts}, profile::profile, record::{Record, Trouble}};
#[doc = bookshop!(bought)]
/// assert_eq!(profile(&facts, "content", "for-you").signals.len(), 1);
///
/// let broken = Facts { context: Context { trouble: Some(Trouble::RecordUnreadable), ..facts.context }, ..facts };
/// let new = Facts { record: &Record::default(), ..facts };
/// assert_eq!(profile(&broken, "content", "for-you"), profile(&new, "content", "for-you"));
/// ```
pub fn profile(facts: &Facts<'_>, purpose: &str, slot: &str) -> Profile {
    let signals = permitted(facts, purpose, slot)
        .map(|(learned, weight)| Permitted { id: learned.signal.as_str().into(), value: learned.value.as_str().into(), weight })
        .collect();
    Profile { v: 1, purpose: purpose.into(), slot: slot.into(), signals, expires: end_of_day(facts.context.now) }
}

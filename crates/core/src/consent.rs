//! A yes to a purpose: when, to which text, for how long.

use alloc::string::String;
use alloc::vec::Vec;

use crate::choice::Scope;
use crate::clock::Ms;
use crate::hash::Hash;
use crate::id::Id;

named! {
    /// What became of the question (the Data Privacy Vocabulary's consent statuses, as far as they are used).
    pub enum ConsentStatus {
        /// The visitor said yes.
        Given = "given",
        /// The visitor said no.
        Refused = "refused",
        /// The visitor said yes once and took it back.
        Withdrawn = "withdrawn",
        /// A word that this version does not know: not a yes.
        Unknown = "unknown",
    }
    unknown = Unknown
}

fields! {
    /// One answer to one purpose. In JSON an object.
    ///
    /// ```
    /// use overt_core::{consent::{Consent, ConsentStatus}, json::from_text};
    /// let yes: Consent = from_text(r#"{"at": 1000, "notice": "2027-01", "registry": 1, "status": "given", "validUntil": 2000}"#).unwrap();
    /// assert_eq!((yes.status, yes.names.len()), (ConsentStatus::Given, 0), "to nothing but the purpose");
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Consent {
        /// When, in milliseconds since 1970.
        pub at: Ms as "at",
        /// Its name, which its receipt bears.
        pub id: Option<Id> as "id",
        /// What a yes names beyond the purpose, such as `category:health` or `source:otherSite`.
        pub names: Vec<Scope> as "names",
        /// The version of the notice that was in force.
        pub notice: String as "notice",
        /// The version of the registry that was in force.
        pub registry: u32 as "registry",
        /// The SHA-256 of the text that was shown.
        pub shown: Option<Hash> as "shown",
        /// What the answer was.
        pub status: ConsentStatus as "status",
        /// Until when a yes holds, in milliseconds since 1970; it ends with that moment.
        pub valid_until: Ms as "validUntil",
    }
}

/// A yes holds for one notice and for a time.
///
/// ```
/// use overt_core::{consent::Consent, json::from_text};
/// let yes: Consent = from_text(r#"{"at": 1000, "notice": "2027-01", "registry": 1, "status": "given", "validUntil": 2000}"#).unwrap();
/// assert!(yes.is_valid("2027-01", 1000));
/// assert!(!yes.is_valid("2027-02", 1000), "the notice has changed");
/// ```
impl Consent {
    /// Whether it is a yes to this notice that still holds. One given in the future does not: clocks jump.
    ///
    /// ```
    /// use overt_core::{consent::Consent, json::from_text};
    /// let yes: Consent = from_text(r#"{"at": 1000, "notice": "2027-01", "registry": 1, "status": "given", "validUntil": 2000}"#).unwrap();
    /// assert_eq!([999, 1000, 1999, 2000].map(|now| yes.is_valid("2027-01", now)), [false, true, true, false]);
    /// ```
    pub fn is_valid(&self, notice: &str, now: Ms) -> bool {
        self.status == ConsentStatus::Given && self.notice == notice && self.at <= now && now < self.valid_until
    }
}

//! A yes to a purpose: when, to which text, for how long.

use alloc::string::String;

use crate::clock::Ms;

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
    /// One answer to one purpose.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Consent {
        /// What the answer was.
        pub status: ConsentStatus as "status",
        /// When.
        pub at: Ms as "at",
        /// Until when a yes holds.
        pub valid_until: Ms as "validUntil",
        /// The version of the notice that was in force.
        pub notice: String as "notice",
        /// The version of the registry that was in force.
        pub registry: u32 as "registry",
    }
}

impl Consent {
    /// Whether it is a yes to this notice that still holds. One given in the future does not: clocks jump.
    pub fn is_valid(&self, notice: &str, now: Ms) -> bool {
        self.status == ConsentStatus::Given && self.notice == notice && self.at <= now && now < self.valid_until
    }
}

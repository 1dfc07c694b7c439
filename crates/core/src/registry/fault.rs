//! What can be wrong with a registry, in a word each. The sentences for it are in `lint`.

named! {
    /// What is wrong with a registry.
    pub enum FindingCode {
        /// It is not the JSON it should be; nothing is personalized.
        Unreadable = "unreadable",
        /// An id is missing or is not one.
        InvalidId = "invalidId",
        /// An id is used twice.
        DuplicateId = "duplicateId",
        /// A purpose does not say what it does, why, and what the visitor gets.
        MissingReciprocity = "missingReciprocity",
        /// A purpose says it in words that could mean anything.
        VagueReason = "vagueReason",
        /// A purpose hands data on without naming to whom.
        MissingRecipients = "missingRecipients",
        /// A recipient has no name but a kind, such as "our partners".
        GenericRecipient = "genericRecipient",
        /// A purpose that hands data on does not say why it may.
        MissingLegalBasis = "missingLegalBasis",
        /// A slot has no list that is not personalized.
        MissingFallback = "missingFallback",
        /// A segment does not say who is in it.
        MissingRule = "missingRule",
        /// A segment has fewer than a hundred people; what feeds it is not used.
        SmallSegment = "smallSegment",
        /// An id or a label suggests a sensitive category that is not declared; it is treated as if it were.
        UndeclaredProxy = "undeclaredProxy",
        /// Something names what is not declared.
        UnknownReference = "unknownReference",
        /// A number is outside its bounds; it was moved to the nearest one.
        OutOfBounds = "outOfBounds",
        /// A list is longer than anybody could read; what is beyond is left out.
        TooMany = "tooMany",
        /// Nobody says who answers for the site. Nothing is left out for it.
        MissingController = "missingController",
        /// A purpose rests on a yes, and the text that the yes is given to has no version. Nothing is left out for it.
        MissingNotice = "missingNotice",
        /// There is nobody to write to. Nothing is left out for it.
        MissingContact = "missingContact",
        /// A field has a name that nothing reads; often a slip of the pen. Nothing is left out for it.
        UnknownField = "unknownField",
    }
    unknown = Unreadable
}

/// One thing that is wrong, in short; `lint` has the words for it.
///
/// ```
/// use overt_core::registry::{FindingCode, Problem};
/// let code = FindingCode::OutOfBounds;
/// let days = Problem { code, list: "purposes", place: 0, value: None, field: "validDays", named: "", number: (1000, 365) };
/// assert!(days.number.0 > days.number.1, "1000 days were declared, and 365 are used");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// What.
    pub code: FindingCode,
    /// In which list.
    pub list: &'static str,
    /// At which place of it.
    pub place: usize,
    /// For a value of a signal: at which place of its values.
    pub value: Option<usize>,
    /// In which field; empty for the whole.
    pub field: &'static str,
    /// The text that is meant.
    pub named: &'a str,
    /// For a number: itself, and the one that is used in its stead.
    pub number: (u32, u32),
}

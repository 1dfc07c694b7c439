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
        /// A field has nearly the name of one that is read, so what it should say is not said. Nothing is left out for it.
        MisspeltField = "misspeltField",
        /// A field stands in one object twice; only the last counts. Nothing is left out for it.
        DuplicateField = "duplicateField",
        /// A word is none of those that can stand there; it is read as the most protective of them.
        UnknownWord = "unknownWord",
        /// A name in a vocabulary is none that anybody could look up. Nothing is left out for it.
        UnknownTerm = "unknownTerm",
        /// The configuration has no number by which receipts and histories could name it. Nothing is left out for it.
        MissingVersion = "missingVersion",
        /// Something that visitors choose about has no name for people, so they read its id. Nothing is left out for it.
        MissingLabel = "missingLabel",
        /// An address can't be used in the way that is said. Nothing is left out for it.
        UnusableAddress = "unusableAddress",
        /// An address where nobody reads the answer. Nothing is left out for it.
        NoReply = "noReply",
        /// Something is said to be kept for longer than it may be; it is kept for the shorter time.
        RetentionTooLong = "retentionTooLong",
        /// Something is declared, and nothing makes use of it. Nothing is left out for it.
        NotNeeded = "notNeeded",
        /// A signal can be used in no slot, whatever the visitor says. Nothing is left out for it.
        NeverUsed = "neverUsed",
        /// A slot can never be personalized, whatever the visitor says. Nothing is left out for it.
        NeverPersonalized = "neverPersonalized",
        /// Words that could stand on any site, and that are missed by the list that refuses. Nothing is left out for it.
        VagueWords = "vagueWords",
        /// Words that make a no feel bad. Nothing is left out for it.
        ConfirmShaming = "confirmShaming",
        /// Words that beg, thank for a yes, or press. Nothing is left out for it.
        PersuasiveTone = "persuasiveTone",
        /// Words that pretend to be a person. Nothing is left out for it.
        FakeHuman = "fakeHuman",
        /// Words that assume who the visitor is. Nothing is left out for it.
        AssumingWords = "assumingWords",
        /// A text that asks for more years of school than many people have. Nothing is left out for it.
        HardToRead = "hardToRead",
        /// An item of a catalogue stands there twice.
        DuplicateItem = "duplicateItem",
        /// A feature of a catalogue that no signal matches: nothing that is learned moves an item by it.
        UnmatchedFeature = "unmatchedFeature",
        /// A signal matches a kind of feature that no item of a catalogue has.
        UnmatchedSignal = "unmatchedSignal",
        /// A value in a catalogue suggests something sensitive, and is not declared; it is treated as if it were.
        SensitiveFeature = "sensitiveFeature",
        /// A catalogue has fewer items than a slot shows.
        TooFewItems = "tooFewItems",
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

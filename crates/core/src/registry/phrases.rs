//! Words that say nothing where something should be said. Letters are compared; nothing is understood.

/// What could be said of any site, and so says nothing of this one.
const EMPTY: [&str; 15] = [
    "improve your experience",
    "improving your experience",
    "enhance your experience",
    "better experience",
    "best experience",
    "user experience",
    "personalised experience",
    "personalized experience",
    "tailored experience",
    "improve our service",
    "other purposes",
    "various purposes",
    "business purposes",
    "marketing purposes",
    "legitimate interest",
];

/// A name made of these only is a kind, and nobody's name.
const KINDS: [&str; 23] = [
    "our",
    "the",
    "and",
    "other",
    "selected",
    "trusted",
    "various",
    "third",
    "party",
    "parties",
    "partner",
    "partners",
    "business",
    "marketing",
    "advertising",
    "affiliates",
    "advertisers",
    "vendors",
    "suppliers",
    "service",
    "providers",
    "company",
    "companies",
];

/// Whether a text has one of the empty phrases in it.
pub(super) fn says_nothing(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some((_, after)) = rest.split_first() {
        if EMPTY.iter().any(|phrase| begins(rest, phrase)) {
            return true;
        }
        rest = after;
    }
    false
}

/// Whether a name is missing, or only says a kind.
pub(super) fn is_generic(name: &str) -> bool {
    let mut words = name.as_bytes().split(|byte| !is_letter(*byte));
    words.all(|word| word.is_empty() || KINDS.iter().any(|kind| kind.as_bytes().eq_ignore_ascii_case(word)))
}

/// Whether a text begins with a phrase, in capitals or not; a space in the phrase is whatever is no letter, or the end.
pub(super) fn begins(text: &[u8], phrase: &str) -> bool {
    let mut bytes = text.iter();
    for wanted in phrase.bytes() {
        let byte = bytes.next().map_or(b' ', u8::to_ascii_lowercase);
        if byte != wanted && (wanted != b' ' || is_letter(byte)) {
            return false;
        }
    }
    true
}

/// A letter of any script, or a digit.
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

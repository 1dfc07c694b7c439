//! The schemas of everything that is read and written, as they were when this was built.

use clap::builder::PossibleValuesParser;

use crate::Answer;
use crate::arguments::Schema;

macro_rules! schemas {
    ($($name:literal),* $(,)?) => {
        const SCHEMAS: &[(&str, &str)] = &[ $( ($name, include_str!(concat!("../../../docs/schema/", $name, ".schema.json"))), )* ];
    };
}

schemas![
    "registry",
    "bundle",
    "catalogue",
    "changes",
    "decision",
    "doctor",
    "explanation",
    "findings",
    "log-entry",
    "personalization",
    "profile",
    "ranking",
    "receipt-27560",
    "receipt-kantara",
    "receipts",
    "record",
    "report",
    "state-model",
];

/// What can be asked for.
pub(crate) fn names() -> PossibleValuesParser {
    SCHEMAS.iter().map(|(name, _)| *name).into()
}

/// One of them.
pub(crate) fn schema(question: &Schema) -> Answer {
    let text = SCHEMAS.iter().find(|(name, _)| *name == question.name).map_or("", |(_, text)| text);
    Answer::fine(text.trim_end().into())
}

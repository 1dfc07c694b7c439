//! The document for `/.well-known/personalization.json`: what the site declares, and what the rules make of it, for programs.
//!
//! The terms are those of the Data Privacy Vocabulary and its extension for the GDPR.

use overt_core::hash::Hash;
use overt_core::json::{Json, Value, parse, to_text};
use overt_core::particulars::Particulars;
use overt_core::registry::{Registry, SignalDef, SlotDef};
use overt_core::states::state_model;

use crate::Answer;
use crate::arguments::Declaration;
use crate::case::read_registry;
use crate::files::Unusable;
use crate::terms::Importance;
use crate::wording::{name, serving};

/// Writes it, canonically (RFC 8785), so that the same configuration always has the same bytes.
pub(crate) fn well_known(question: &Declaration) -> Result<Answer, Unusable> {
    let (text, registry) = read_registry(&question.file)?;
    Ok(Answer::fine(to_text(&document(&text, &registry))))
}

const GDPR: &str = "https://w3id.org/dpv/legal/eu/gdpr#";

/// The rights of the GDPR by their names in the vocabulary, and the control of the panel by which each is used.
const RIGHTS: [(&str, &str); 7] =
    [("A7-3", "off"), ("A15", "export"), ("A16", "not-me"), ("A17", "reset"), ("A18", "pause"), ("A20", "export"), ("A21", "off")];

fn document(text: &str, registry: &Registry) -> Value {
    let particulars = Particulars::load(text);
    let importance = Importance::read(text);
    let model = state_model();
    let slots = registry.slots.iter().flat_map(|slot| parameters(registry, slot, &importance));
    let rights = RIGHTS.iter().map(|(right, control)| {
        object([("control", word(control)), ("exercisedAt", word("#overt=overview")), ("right", word(&format!("{GDPR}{right}")))])
    });
    object([
        (
            "@context",
            object([
                ("dct", word("http://purl.org/dc/terms/")),
                ("dpv", word("https://w3id.org/dpv#")),
                ("pd", word("https://w3id.org/dpv/pd#")),
            ]),
        ),
        ("@type", word("dpv:Process")),
        ("contact", value(&particulars.contact)),
        ("controller", value(&particulars.controller)),
        (
            "hashes",
            object([
                ("registry", word(&Hash::of(text.as_bytes()).to_hex())),
                ("stateModel", word(&Hash::of(to_text(&model).as_bytes()).to_hex())),
            ]),
        ),
        ("jurisdiction", value(&particulars.jurisdiction)),
        ("notice", value(&particulars.notice)),
        ("parameters", Value::List(slots.collect())),
        ("personalization", Value::Number(1)),
        ("registry", value(registry)),
        ("rights", Value::List(rights.collect())),
        ("stateModel", value(&model)),
    ])
}

/// The main parameters of one list, those that count most first: the site's own order, then each signal.
fn parameters(registry: &Registry, slot: &SlotDef, importance: &Importance) -> Vec<Value> {
    let own = object([
        ("criterion", word("the site’s own order")),
        ("id", word("unattributed")),
        ("most", Value::Number(1000)),
        ("slot", word(&slot.id)),
        ("userOptions", words(&["off", "variety"])),
    ]);
    let of_signal = |signal: &&SignalDef| {
        let reason = importance.of(&signal.id);
        let fields = [
            ("criterion", word(name(&signal.label, &signal.id))),
            ("each", Value::Number(i64::from(signal.strength))),
            ("id", word(&signal.id)),
            ("importanceReason", word(reason)),
            ("most", Value::Number(1000)),
            ("slot", word(&slot.id)),
            ("userOptions", words(&["dial", "not-me", "off", "pause", "reset", "stop"])),
        ];
        object(fields.into_iter().filter(|(name, _)| *name != "importanceReason" || !reason.is_empty()))
    };
    [own].into_iter().chain(serving(registry, &slot.purpose).iter().map(of_signal)).collect()
}

fn object(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

fn word(text: &str) -> Value {
    Value::Text(text.into())
}

fn words(list: &[&str]) -> Value {
    Value::List(list.iter().map(|text| word(text)).collect())
}

/// Whatever it is, as it is written.
fn value<T: Json>(it: &T) -> Value {
    parse(&to_text(it)).unwrap_or(Value::Null)
}

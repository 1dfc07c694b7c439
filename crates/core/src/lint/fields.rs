//! What a file says otherwise than it seems to: fields that nothing reads, fields that stand twice, and words that can't stand there.

use alloc::{format, string::String, vec, vec::Vec};

use super::{Finding, said};
use crate::json::{Json, Reader, Value, parse, to_text};
use crate::particulars::{Channel, Contact, NoticeText, Organisation, Particulars};
use crate::registry::{
    Category, Defaults, EvidenceKind, FindingCode, GpcFirstParty, Intrusiveness, LegalBasis, Mode, Place, Purpose, PurposeKind, Registry,
    SegmentDef, SignalDef, SizeBucket, SlotDef, SlotKind, Stage, Transfers, ValueDef, ValueType,
};

/// Two texts are near one another where so many letters at the most would have to be changed.
const NEAR: usize = 2;

macro_rules! words {
    ($field:literal, $type:ty) => {
        ($field, <$type>::ALL.iter().map(|word| word.as_str()).collect(), <$type>::from_word("").as_str())
    };
}

/// Says all of it, in the order of the file's parts.
pub(super) fn note(document: &Value, findings: &mut Vec<Finding>) {
    note_twice(document, "", findings);
    let particulars = names::<Particulars>(&[]);
    let top: Vec<&str> = particulars.iter().map(String::as_str).collect();
    note_unknown(document, "", &names::<Registry>(&top), findings);
    let (organisation, of_value) = (names::<Organisation>(&[]), names::<ValueDef>(&[]));
    note_unknown(document.get("controller"), "controller", &organisation, findings);
    note_unknown(document.get("notice"), "notice", &names::<NoticeText>(&[]), findings);
    note_unknown(document.get("defaults"), "defaults", &names::<Defaults>(&[]), findings);
    note_words(document.get("defaults"), "defaults", &of_defaults(), findings);
    for (list, known, words) in [
        ("purposes", names::<Purpose>(&["legalBasis"]), of_purposes()),
        ("signals", names::<SignalDef>(&["importance"]), of_signals()),
        ("segments", names::<SegmentDef>(&[]), vec![words!("size", SizeBucket)]),
        ("slots", names::<SlotDef>(&["stage"]), of_slots()),
        ("recipients", organisation, vec![]),
        ("contact", names::<Contact>(&[]), vec![words!("channel", Channel)]),
    ] {
        for (place, item) in items(document.get(list)).iter().enumerate() {
            let path = format!("{list}[{place}]");
            note_unknown(item, &path, &known, findings);
            note_words(item, &path, &words, findings);
            if list == "signals" {
                for (number, value) in items(item.get("values")).iter().enumerate() {
                    let path = format!("{path}.values[{number}]");
                    note_unknown(value, &path, &of_value, findings);
                    note_words(value, &path, &[words!("implies", Category)], findings);
                }
            }
        }
    }
}

/// A field, the words that can stand in it, and what any other is read as.
type Words = (&'static str, Vec<&'static str>, &'static str);

fn of_defaults() -> Vec<Words> {
    vec![words!("maxIntrusiveness", Intrusiveness), words!("gpcFirstParty", GpcFirstParty)]
}

fn of_purposes() -> Vec<Words> {
    vec![words!("legalBasis", LegalBasis), words!("kind", PurposeKind), words!("transfers", Transfers)]
}

fn of_signals() -> Vec<Words> {
    vec![
        words!("mode", Mode),
        words!("place", Place),
        words!("evidence", EvidenceKind),
        words!("valueType", ValueType),
        words!("implies", Category),
    ]
}

fn of_slots() -> Vec<Words> {
    vec![words!("kind", SlotKind), words!("stage", Stage), words!("accepts", ValueType)]
}

fn note_words(object: &Value, path: &str, words: &[Words], findings: &mut Vec<Finding>) {
    for (field, known, unknown) in words {
        let said_there = object.get(field);
        for word in items(said_there).iter().chain([said_there]).filter_map(Value::as_text).filter(|word| !known.contains(word)) {
            let sentence = format!("\"{word}\" is no word that can stand here; it is read as \"{unknown}\".");
            let fix = format!("Write one of: {}.", known.join(", "));
            findings.push(said(FindingCode::UnknownWord, format!("{path}.{field}"), sentence, &fix));
        }
    }
}

/// The names that a type writes, and those of its fields that it leaves out where there is nothing in them.
fn names<T: Json>(optional: &[&str]) -> Vec<String> {
    let empty = T::read(&Value::Object(Vec::new()), &mut Reader::default());
    let written = parse(&to_text(&empty)).unwrap_or(Value::Null);
    let names = fields_of(&written).iter().map(|(name, _)| name.as_str());
    names.chain(optional.iter().copied()).map(String::from).collect()
}

/// Notes the fields that nothing reads. A name that begins with `$` is the editor's.
fn note_unknown(object: &Value, path: &str, known: &[String], findings: &mut Vec<Finding>) {
    for (name, _) in fields_of(object) {
        if name.starts_with('$') || known.contains(name) {
            continue;
        }
        let path = join(path, name);
        findings.push(match known.iter().find(|known| is_near(name, known)) {
            Some(meant) => said(
                FindingCode::MisspeltField,
                path,
                format!("Nothing reads a field of the name \"{name}\"; \"{meant}\" is not said, and what it should say does not hold."),
                &format!("Write \"{meant}\" where that was meant, or take the field out."),
            ),
            None => {
                let sentence = format!("Nothing reads a field of the name \"{name}\" here.");
                said(FindingCode::UnknownField, path, sentence, "Check how it is spelt, or take it out.")
            }
        });
    }
}

/// Notes the fields that stand in one object twice.
fn note_twice(value: &Value, path: &str, findings: &mut Vec<Finding>) {
    for (place, item) in items(value).iter().enumerate() {
        note_twice(item, &format!("{path}[{place}]"), findings);
    }
    let fields = fields_of(value);
    for (place, (name, value)) in fields.iter().enumerate() {
        let path = join(path, name);
        note_twice(value, &path, findings);
        if fields.iter().take(place).any(|(earlier, _)| earlier == name) {
            let sentence = format!("\"{name}\" stands here twice, and only the last counts.");
            findings.push(said(FindingCode::DuplicateField, path, sentence, "Keep the one that holds, and take the other out."));
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.into() } else { format!("{path}.{name}") }
}

/// Whether one was probably meant where the other is written.
fn is_near(written: &str, known: &str) -> bool {
    let [written, known] = [written, known].map(str::to_ascii_lowercase);
    let begins = written.len() > 2 && (known.starts_with(&written) || written.starts_with(&known));
    begins || distance(written.as_bytes(), known.as_bytes()) <= NEAR.min(known.len() / 3)
}

/// How many letters have to be put in, taken out or replaced to make one of the other (V. I. Levenshtein, 1965).
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, letter) in one.iter().enumerate() {
        let mut before = place;
        let mut left = place + 1;
        for (above, known) in row.iter_mut().skip(1).zip(other) {
            let replaced = before + usize::from(letter != known);
            before = *above;
            left = replaced.min(before + 1).min(left + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = place + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

fn fields_of(value: &Value) -> &[(String, Value)] {
    if let Value::Object(fields) = value { fields } else { &[] }
}

pub(super) fn items(value: &Value) -> &[Value] {
    if let Value::List(items) = value { items } else { &[] }
}

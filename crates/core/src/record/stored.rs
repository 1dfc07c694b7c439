//! How a record is stored: the text that it is read from and written to, the sum in front, and what only a newer version knows.
//! What a record is, and what is done with it, is `record`'s.

use alloc::string::String;

use super::{Record, Trouble};
use crate::choice::{AllMode, Choice, Dial, Variety};
use crate::consent::Consent;
use crate::hash::crc32;
use crate::json::{Json, Reader, Value, field, parse, to_text, write_field};
use crate::limits::{RECORD_BYTES, SCHEMA};

/// Fields of a record that this version does not know, as they are written after those that it knows.
///
/// ```
/// use overt_core::record::{Record, with_sum};
/// let newer = r#"{"schema":2,"mode":{"seen":[],"values":[]},"choices":[],"dials":[],"resets":[],"mood":"calm"}"#;
/// let record = Record::load(Some(&with_sum(newer))).unwrap();
/// assert!(record.to_text().ends_with(r#","mood":"calm"}"#));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rest(pub(super) String);

not_a_field!(Rest);

/// The names of the fields that this version knows.
const KNOWN: [&str; 14] = [
    "sum",
    "schema",
    "device",
    "mode",
    "choices",
    "dials",
    "consents",
    "learned",
    "learnedSeen",
    "resets",
    "undone",
    "variety",
    "history",
    "unsaved",
];

/// How the text begins, up to the sum of all that follows it.
const SUM: &str = "{\"sum\":\"";

/// A record is read from its text and written as one; of all that it holds, what the visitor decided is a text of its own.
///
/// ```
/// use overt_core::{act::{Tighten, tighten}, json::parse, record::Record};
#[doc = bookshop!(visitor)]
/// tighten(&mut record, &Tighten::Off, &moment("off-1"));
/// assert_eq!(Record::load(Some(&record.to_text())), Ok(record.clone()));
/// let decided = Record::with_state(&parse(&record.state_text()).unwrap()).unwrap();
/// assert_eq!(decided.state_text(), record.state_text());
/// ```
impl Record {
    /// Reads a record; nothing stored is a new record.
    ///
    /// # Errors
    /// [`Trouble::RecordUnreadable`] where the text is not a record, or larger than [`RECORD_BYTES`], or its sum is not that of its bytes;
    /// [`Trouble::RecordNewer`] where a newer version wrote it.
    ///
    /// ```
    /// use overt_core::record::{Record, Trouble};
    /// assert_eq!(Record::load(None), Ok(Record::default()));
    /// assert_eq!(Record::load(Some("{\"schema\": 1, \"choices\"")), Err(Trouble::RecordUnreadable));
    /// assert_eq!(Record::load(Some("{\"schema\": 3}")), Err(Trouble::RecordNewer));
    /// let text = Record::default().to_text();
    /// assert!(text.starts_with("{\"sum\":\""));
    /// assert_eq!(Record::load(Some(&text)), Ok(Record::default()));
    /// assert_eq!(Record::load(Some(&text.replace('2', "1"))), Err(Trouble::RecordUnreadable), "a byte is another");
    /// ```
    pub fn load(text: Option<&str>) -> Result<Record, Trouble> {
        let Some(text) = text else { return Ok(Record::default()) };
        if text.len() > RECORD_BYTES {
            return Err(Trouble::RecordUnreadable);
        }
        let value = parse(text).map_err(|_| Trouble::RecordUnreadable)?;
        match value.get("schema") {
            Value::Number(schema) if *schema > i64::from(SCHEMA) => return Err(Trouble::RecordNewer),
            Value::Number(schema) if *schema == i64::from(SCHEMA) && has_its_sum(text) => {}
            // The first schema had no sum; nothing else has changed but what may stand beside.
            Value::Number(1) if matches!(value.get("sum"), Value::Null) => {}
            _ => return Err(Trouble::RecordUnreadable),
        }
        // Every version writes these; where one is missing, a no may have been lost with it.
        if ["mode", "choices", "dials", "resets"].iter().any(|name| matches!(value.get(name), Value::Null)) {
            return Err(Trouble::RecordUnreadable);
        }
        let mut reader = Reader::default();
        let stored = <Record as Json>::read(&value, &mut reader);
        stored.mode.check::<AllMode>(&mut reader);
        stored.choices.iter().for_each(|k| k.register.check::<Choice>(&mut reader));
        stored.dials.iter().for_each(|k| k.register.check::<Dial>(&mut reader));
        stored.consents.iter().for_each(|k| k.register.check::<Consent>(&mut reader));
        stored.variety.iter().for_each(|register| register.check::<Variety>(&mut reader));
        let stored = reader.finish(stored).map_err(|_| Trouble::RecordUnreadable)?;
        let stored = Record { schema: SCHEMA, rest: unknown_fields(&value), ..stored };
        // Joining puts everything in its place, in whichever order it was stored.
        let mut record = Record::default();
        record.join(&stored);
        Ok(record)
    }

    /// The record as it is stored: JSON, with the sum of all that follows in front.
    ///
    /// ```
    /// use overt_core::record::Record;
    /// assert!(Record::default().to_text().starts_with(r#"{"sum":"#));
    /// ```
    pub fn to_text(&self) -> String {
        let mut body = to_text(self);
        body.pop();
        body.push_str(&self.rest.0);
        body.push('}');
        with_sum(&body)
    }

    /// All that the visitor decided, in the canonical form of RFC 8785: the log holds its hash.
    ///
    /// What was learned is no part of it, nor the history.
    ///
    /// ```
    #[doc = bookshop!(visitor)]
    /// let before = record.state_text();
    /// record.learned.clear();
    /// assert_eq!(record.state_text(), before);
    /// ```
    pub fn state_text(&self) -> String {
        let mut out = String::from("{");
        write_field(&mut out, "choices", &self.choices);
        write_field(&mut out, "consents", &self.consents);
        write_field(&mut out, "dials", &self.dials);
        write_field(&mut out, "mode", &self.mode);
        write_field(&mut out, "resets", &self.resets);
        write_field(&mut out, "undone", &self.undone);
        write_field(&mut out, "variety", &self.variety);
        out.push('}');
        out
    }

    /// A record with nothing in it but this state, as [`Record::state_text`] wrote it; `None` where it is none.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, json::parse, record::Record};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Off, &moment("off-1"));
    /// let state = parse(&record.state_text()).unwrap();
    /// let decided = Record::with_state(&state).unwrap();
    /// assert_eq!((decided.mode(), decided.learned.len()), (record.mode(), 0));
    /// ```
    pub fn with_state(state: &Value) -> Option<Record> {
        let mut reader = Reader::default();
        let record = Record {
            choices: field(state, "choices", &mut reader),
            consents: field(state, "consents", &mut reader),
            dials: field(state, "dials", &mut reader),
            mode: field(state, "mode", &mut reader),
            resets: field(state, "resets", &mut reader),
            undone: field(state, "undone", &mut reader),
            variety: field(state, "variety", &mut reader),
            ..Record::default()
        };
        reader.finish(record).ok()
    }
}

/// The CRC-32 of a text, as eight hexadecimal digits: it tells a flipped bit from a choice, and keeps no secret.
fn sum(text: &str) -> String {
    let sum = crc32(text.as_bytes());
    (0..8).rev().filter_map(|place| char::from_digit(sum >> (4 * place) & 15, 16)).collect()
}

/// Puts the sum of all that follows in front of a record's JSON that has none: what [`Record::load`] wants to find.
///
/// ```
/// use overt_core::record::{Record, with_sum};
/// let text = with_sum(r#"{"schema":2,"mode":{"seen":[],"values":[]},"choices":[],"dials":[],"resets":[]}"#);
/// assert_eq!(Record::load(Some(&text)), Ok(Record::default()));
/// ```
pub fn with_sum(json: &str) -> String {
    let after = json.strip_prefix("{").unwrap_or(json);
    [SUM, &sum(after), "\",", after].concat()
}

/// Whether a text is what [`with_sum`] makes of all that follows its sum.
fn has_its_sum(text: &str) -> bool {
    let after = text.get(SUM.len() + 8 + 2..).unwrap_or_default();
    with_sum(after) == text
}

fn unknown_fields(value: &Value) -> Rest {
    let mut rest = Rest::default();
    if let Value::Object(fields) = value {
        for (name, value) in fields.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str())) {
            write_field(&mut rest.0, name, value);
        }
    }
    rest
}

//! Reading and writing JSON, in whole numbers only.
//!
//! Reading never stops at a fault: the first one is noted with its place, a harmless value stands in, and the caller decides.
//! Fractions are kept as they were written: nothing here counts in them.
//!
//! Why not serde: in the gate, built alike, `serde_json::Value` came to 62.5 KB of brotli and this reader to 48.7, where 45 is all there is.
//! DESIGN.md has the flags, and what is known of serde's derive.
//! The tests hold this reader and `serde_json` side by side.
//!
//! ```
//! use overt_core::{json::{from_text, to_text}, signal::Evidence};
//! let text = r#"{"dot":"phone:1","day":20000,"count":3}"#;
//! let evidence: Evidence = from_text(text).unwrap();
//! assert_eq!(evidence.count, 3);
//! assert_eq!(to_text(&evidence), text);
//! ```

mod parse;
mod types;

use alloc::string::String;
use alloc::vec::Vec;

pub use parse::parse;
pub use types::decimal;
use types::write_string;

/// A piece of JSON.
///
/// ```
/// use overt_core::json::{Value, parse};
/// let list = parse("[null, true, 12, 0.5, \"romance\"]").unwrap();
/// let items = vec![Value::Null, Value::Bool(true), Value::Number(12), Value::Fraction("0.5".into()), Value::Text("romance".into())];
/// assert_eq!(list, Value::List(items));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`, and whatever is not there.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of 64 bits.
    Number(i64),
    /// Any other number, as it was written.
    Fraction(String),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object; of fields with the same name the last counts.
    Object(Vec<(String, Value)>),
}

/// Looking into a piece that may be anything: what is not there is [`Value::Null`] or `None`, never a fault.
///
/// ```
/// let book = overt_core::json::parse(r#"{"author": {"id": "austen"}}"#).unwrap();
/// assert_eq!(book.get("author").get("id").as_text(), Some("austen"));
/// assert_eq!(book.get("shelf").get("id").as_text(), None);
/// ```
impl Value {
    /// The field of this name; [`Value::Null`] where there is none, and where this is no object.
    ///
    /// ```
    /// use overt_core::json::{Value, parse};
    /// let twice = parse(r#"{"shelf": "crime", "shelf": "romance"}"#).unwrap();
    /// assert_eq!(twice.get("shelf").as_text(), Some("romance"), "the last counts");
    /// assert_eq!(*twice.get("author"), Value::Null);
    /// ```
    pub fn get(&self, name: &str) -> &Value {
        match self {
            Value::Object(fields) => fields.iter().rev().find(|(n, _)| n == name).map_or(&Value::Null, |(_, value)| value),
            _ => &Value::Null,
        }
    }

    /// The string, where it is one.
    ///
    /// ```
    /// use overt_core::json::Value;
    /// assert_eq!(Value::Text("romance".into()).as_text(), Some("romance"));
    /// assert_eq!(Value::Number(12).as_text(), None);
    /// ```
    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }
}

/// What is wrong with a piece of JSON, and where.
///
/// ```
/// use overt_core::{json::from_text, registry::Registry};
/// let fault = from_text::<Registry>(r#"{"signals": [{"retentionDays": "long"}]}"#).unwrap_err();
/// assert_eq!(fault.path, "signals[0].retentionDays");
/// assert_eq!(fault.expected, "a whole number from 0 to 4294967295");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, such as `signals[2].retentionDays`; empty for the whole. In text that is no JSON the line and the column, from 1.
    pub path: String,
    /// What was expected there.
    pub expected: &'static str,
}

/// Notes the first fault and where it is.
///
/// Where it is, and what was expected, is only kept with the feature `faults`: the gate and the panel have nobody to tell it to,
/// and are built without (0.9 KB under brotli).
///
/// ```
/// use overt_core::json::{Json, Reader, Value};
/// let mut reader = Reader::default();
/// let count = u16::read(&Value::Number(70_000), &mut reader);
/// assert_eq!(count, 0, "a harmless value stands in");
/// assert_eq!(reader.finish(count).unwrap_err().expected, "a whole number from 0 to 65535");
/// ```
#[derive(Debug, Default)]
pub struct Reader {
    #[cfg(feature = "faults")]
    path: Vec<(&'static str, usize)>,
    fault: Option<Fault>,
}

/// Faults are noted on the way and handed over at the end.
///
/// ```
/// use overt_core::json::Reader;
/// let mut reader = Reader::default();
/// reader.expected("the name of a shelf");
/// assert!(reader.finish("romance").is_err());
/// ```
impl Reader {
    /// Notes that something else was expected here; only the first such note counts.
    ///
    /// ```
    /// use overt_core::json::Reader;
    /// let mut reader = Reader::default();
    /// reader.expected("the name of a shelf");
    /// reader.expected("the name of an author");
    /// assert_eq!(reader.finish(()).unwrap_err().expected, "the name of a shelf");
    /// ```
    #[cold]
    #[inline(never)]
    pub fn expected(&mut self, what: &'static str) {
        if self.fault.is_none() {
            self.fault = Some(self.fault_here(what));
        }
    }

    #[cfg(feature = "faults")]
    fn fault_here(&self, expected: &'static str) -> Fault {
        let mut path = String::new();
        for (name, place) in &self.path {
            if name.is_empty() {
                path.push_str(&["[", &decimal(*place), "]"].concat());
            } else {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(name);
            }
        }
        Fault { path, expected }
    }

    #[cfg(not(feature = "faults"))]
    fn fault_here(&self, _: &'static str) -> Fault {
        Fault { path: String::new(), expected: "" }
    }

    /// Steps into a field, or into a place of a list where the name is empty.
    fn enter(&mut self, _name: &'static str, _place: usize) {
        #[cfg(feature = "faults")]
        self.path.push((_name, _place));
    }

    fn leave(&mut self) {
        #[cfg(feature = "faults")]
        self.path.pop();
    }

    /// The value, unless there was a fault.
    ///
    /// # Errors
    /// The first [`Fault`].
    ///
    /// ```
    /// use overt_core::json::Reader;
    /// assert_eq!(Reader::default().finish("romance"), Ok("romance"));
    /// ```
    pub fn finish<T>(self, value: T) -> Result<T, Fault> {
        self.fault.map_or(Ok(value), Err)
    }
}

/// What can be read from JSON and written to it.
///
/// ```
/// use overt_core::json::{Json, Reader, Value, from_text, to_text};
///
/// /// A price in cents, in JSON a whole number.
/// struct Price(u32);
///
/// impl Json for Price {
///     fn read(value: &Value, reader: &mut Reader) -> Self {
///         Price(u32::read(value, reader))
///     }
///     fn write(&self, out: &mut String) {
///         self.0.write(out);
///     }
/// }
/// assert_eq!(to_text(&from_text::<Price>("1299").unwrap()), "1299");
/// ```
pub trait Json: Sized {
    /// Reads it; a fault is noted, and a harmless value stands in.
    ///
    /// ```
    /// use overt_core::json::{Json, Reader, Value};
    /// let mut reader = Reader::default();
    /// assert_eq!(bool::read(&Value::Text("yes".into()), &mut reader), false);
    /// assert_eq!(reader.finish(()).unwrap_err().expected, "true or false");
    /// ```
    fn read(value: &Value, reader: &mut Reader) -> Self;

    /// Writes it at the end of what is there.
    ///
    /// ```
    /// use overt_core::json::Json;
    /// let mut out = String::from("data:");
    /// vec![String::from("austen"), String::from("eco")].write(&mut out);
    /// assert_eq!(out, r#"data:["austen","eco"]"#);
    /// ```
    fn write(&self, out: &mut String);

    /// Whether its field is left out of the object: so is `None`, and nothing else.
    ///
    /// ```
    /// use overt_core::json::Json;
    /// assert!(None::<u32>.is_absent());
    /// assert!(!Vec::<u32>::new().is_absent(), "a list of none is written");
    /// ```
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads a value from text.
///
/// # Errors
/// The first [`Fault`]; for text that is no JSON its path is the line and the column.
///
/// ```
/// use overt_core::{id::Id, json::from_text};
/// let authors: Vec<Id> = from_text(r#"["austen", "eco"]"#).unwrap();
/// assert_eq!(authors[1].as_str(), "eco");
/// assert_eq!(from_text::<Vec<Id>>(r#"["austen", "Eco"]"#).unwrap_err().path, "[1]");
/// assert_eq!(from_text::<Vec<Id>>("[\n  austen]").unwrap_err().path, "line 2, column 3");
/// ```
pub fn from_text<T: Json>(text: &str) -> Result<T, Fault> {
    let value = parse(text)?;
    let mut reader = Reader::default();
    let read = T::read(&value, &mut reader);
    reader.finish(read)
}

/// Writes a value as text, without any space that is not in a string.
///
/// ```
/// use overt_core::json::to_text;
/// assert_eq!(to_text(&vec![1_i64, 2, 3]), "[1,2,3]");
/// assert_eq!(to_text(&String::from("the \"new\" shelf")), r#""the \"new\" shelf""#);
/// ```
pub fn to_text<T: Json>(value: &T) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

/// Reads one field of an object; a fault in it is noted with its name.
///
/// ```
/// use overt_core::json::{Reader, field, parse};
/// let mut reader = Reader::default();
/// let days: u32 = field(&parse(r#"{"days": -1}"#).unwrap(), "days", &mut reader);
/// assert_eq!(reader.finish(days).unwrap_err().path, "days");
/// ```
#[inline(never)]
pub fn field<T: Json>(object: &Value, name: &'static str, reader: &mut Reader) -> T {
    reader.enter(name, 0);
    let value = T::read(object.get(name), reader);
    reader.leave();
    value
}

/// Reads one field of an object, or takes the default where it is not there or `null`.
///
/// ```
/// use overt_core::json::{Reader, field_or, parse};
/// let mut reader = Reader::default();
/// let signal = parse(r#"{"id": "viewed.shelf"}"#).unwrap();
/// assert_eq!(field_or(&signal, "strength", &mut reader, || 250_u32), 250);
/// assert!(reader.finish(()).is_ok());
/// ```
#[inline(never)]
pub fn field_or<T: Json>(object: &Value, name: &'static str, reader: &mut Reader, default: fn() -> T) -> T {
    if matches!(object.get(name), Value::Null) { default() } else { field(object, name, reader) }
}

/// Writes one field of the object that is open at the end, with a comma where it is not the first.
///
/// ```
/// use overt_core::json::write_field;
/// let mut out = String::from("{");
/// write_field(&mut out, "shelf", &String::from("romance"));
/// write_field(&mut out, "author", &None::<String>);
/// write_field(&mut out, "times", &3_u32);
/// assert_eq!(out + "}", r#"{"shelf":"romance","times":3}"#);
/// ```
#[inline(never)]
pub fn write_field<T: Json>(out: &mut String, name: &str, value: &T) {
    if !value.is_absent() {
        name_field(out, name);
        value.write(out);
    }
}

#[inline(never)]
fn name_field(out: &mut String, name: &str) {
    if !out.ends_with('{') {
        out.push(',');
    }
    write_string(out, name);
    out.push(':');
}

/// A struct whose fields are read from JSON and written to it under the names given; each field's documentation says its name.
///
/// A field with `=` has that value where the JSON has none.
macro_rules! fields {
    (
        $(#[$about:meta])*
        pub struct $name:ident {
            $( $(#[$doc:meta])* pub $field:ident: $type:ty as $key:literal $(= $default:expr)?, )*
        }
    ) => {
        $(#[$about])*
        pub struct $name {
            $(
                $(#[$doc])*
                #[doc = concat!("\n\nIn JSON `", $key, "`" $(, "; where it is not there, `", stringify!($default), "`")?, ".")]
                pub $field: $type,
            )*
        }

        impl $crate::json::Json for $name {
            fn read(value: &$crate::json::Value, reader: &mut $crate::json::Reader) -> Self {
                if !matches!(value, $crate::json::Value::Object(_)) {
                    reader.expected("an object in curly brackets");
                }
                $name {
                    $( $field: fields!(@read value, reader, $key $(, $default)?), )*
                }
            }

            fn write(&self, out: &mut alloc::string::String) {
                out.push('{');
                $( $crate::json::write_field(out, $key, &self.$field); )*
                out.push('}');
            }
        }
    };
    (@read $value:ident, $reader:ident, $key:literal) => { $crate::json::field($value, $key, $reader) };
    (@read $value:ident, $reader:ident, $key:literal, $default:expr) => { $crate::json::field_or($value, $key, $reader, || $default) };
}

/// Whatever it is, as it is; written canonically (RFC 8785): without spaces, the fields of an object once each and in order.
///
/// What the canonical form says of numbers holds for whole numbers up to 2^53, which are all that Overt writes; any other is written as it was read.
impl Json for Value {
    fn read(value: &Value, _: &mut Reader) -> Self {
        value.clone()
    }

    fn write(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(bool) => bool.write(out),
            Value::Number(number) => number.write(out),
            Value::Fraction(text) => out.push_str(text),
            Value::Text(text) => text.write(out),
            Value::List(items) => items.write(out),
            Value::Object(fields) => write_object(out, fields),
        }
    }
}

/// In the order of the names' UTF-16 code units (RFC 8785, 3.2.3); of fields with the same name the last counts.
fn write_object(out: &mut String, fields: &[(String, Value)]) {
    let mut sorted: Vec<&(String, Value)> = Vec::new();
    for field in fields {
        match sorted.binary_search_by(|other| other.0.encode_utf16().cmp(field.0.encode_utf16())) {
            Ok(place) => {
                if let Some(other) = sorted.get_mut(place) {
                    *other = field;
                }
            }
            Err(place) => sorted.insert(place, field),
        }
    }
    out.push('{');
    for (name, value) in sorted {
        name_field(out, name);
        value.write(out);
    }
    out.push('}');
}

/// A type that stands among the fields of such a struct and is none: it is never read, and never written.
macro_rules! not_a_field {
    ($($type:ty),*) => { $(
        impl $crate::json::Json for $type {
            fn read(_: &$crate::json::Value, _: &mut $crate::json::Reader) -> Self {
                Self::default()
            }

            fn write(&self, _: &mut alloc::string::String) {}

            fn is_absent(&self) -> bool {
                true
            }
        }
    )* };
}

/// The place of a word among words; past the end where it is none of them.
#[inline(never)]
pub(crate) fn place_of(word: &str, words: &[&str]) -> usize {
    words.iter().position(|w| *w == word).unwrap_or(words.len())
}

/// Reads a word as its place among words.
#[inline(never)]
pub(crate) fn read_word(value: &Value, reader: &mut Reader, words: &[&str]) -> usize {
    match value.as_text() {
        Some(word) => place_of(word, words),
        None => {
            reader.expected("a word in quotes");
            words.len()
        }
    }
}

#[inline(never)]
pub(crate) fn write_word(out: &mut String, word: &str) {
    out.push('"');
    out.push_str(word);
    out.push('"');
}

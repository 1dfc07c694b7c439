//! Reading and writing JSON, in whole numbers only.
//!
//! Reading never stops at a fault: the first one is noted with its place, a harmless value stands in, and the caller decides.
//! Fractions are kept as they were written: nothing here counts in them.
//!
//! Why not serde: in the gate, built alike, `serde_json::Value` came to 62.5 KB of brotli and this reader to 48.7, where 45 is all there is.
//! DESIGN.md has the flags, and what is known of serde's derive.
//! The tests hold this reader and `serde_json` side by side.

mod parse;

use alloc::string::String;
use alloc::vec::Vec;

pub use parse::parse;

/// A piece of JSON.
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

impl Value {
    /// The field of this name; [`Value::Null`] where there is none.
    pub fn get(&self, name: &str) -> &Value {
        match self {
            Value::Object(fields) => fields.iter().rev().find(|(n, _)| n == name).map_or(&Value::Null, |(_, value)| value),
            _ => &Value::Null,
        }
    }

    /// The string, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }
}

/// What is wrong with a piece of JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, such as `signals[2].retentionDays`; empty for the whole.
    pub path: String,
    /// What was expected there.
    pub expected: &'static str,
}

/// Notes the first fault and where it is.
///
/// Where it is, and what was expected, is only kept with the feature `faults`: the gate and the panel have nobody to tell it to,
/// and are built without (0.9 KB under brotli).
#[derive(Debug, Default)]
pub struct Reader {
    #[cfg(feature = "faults")]
    path: Vec<(&'static str, usize)>,
    fault: Option<Fault>,
}

impl Reader {
    /// Something else was expected here.
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
    /// The first fault.
    pub fn finish<T>(self, value: T) -> Result<T, Fault> {
        self.fault.map_or(Ok(value), Err)
    }
}

/// What can be read from JSON and written to it.
pub trait Json: Sized {
    /// Reads it; a fault is noted, and a harmless value stands in.
    fn read(value: &Value, reader: &mut Reader) -> Self;

    /// Writes it at the end.
    fn write(&self, out: &mut String);

    /// Whether its field is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// Reads a value from text.
///
/// # Errors
/// A [`Fault`]; for text that is no JSON its path is the line and the column.
pub fn from_text<T: Json>(text: &str) -> Result<T, Fault> {
    let value = parse(text)?;
    let mut reader = Reader::default();
    let read = T::read(&value, &mut reader);
    reader.finish(read)
}

/// Writes a value as text.
pub fn to_text<T: Json>(value: &T) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

/// Reads one field of an object.
#[inline(never)]
pub fn field<T: Json>(object: &Value, name: &'static str, reader: &mut Reader) -> T {
    reader.enter(name, 0);
    let value = T::read(object.get(name), reader);
    reader.leave();
    value
}

/// Reads one field of an object, or takes the default where it is not there.
#[inline(never)]
pub fn field_or<T: Json>(object: &Value, name: &'static str, reader: &mut Reader, default: fn() -> T) -> T {
    if *object.get(name) == Value::Null { default() } else { field(object, name, reader) }
}

/// Writes one field of the object that is open at the end.
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

/// A struct whose fields are read from JSON and written to it under the names given.
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
            $( $(#[$doc])* pub $field: $type, )*
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

impl Json for String {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        if let Value::Text(text) = value {
            return text.clone();
        }
        reader.expected("text in quotes");
        String::new()
    }

    fn write(&self, out: &mut String) {
        write_string(out, self);
    }
}

impl Json for bool {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        if let Value::Bool(bool) = value {
            return *bool;
        }
        reader.expected("true or false");
        false
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

#[inline(never)]
fn read_number(value: &Value, least: i64, most: i64, bounds: &'static str, reader: &mut Reader) -> i64 {
    match value {
        Value::Number(number) if (least..=most).contains(number) => *number,
        _ => {
            reader.expected(bounds);
            0
        }
    }
}

/// A number in decimal digits. Formatting by `core::fmt` would bring its machinery into the gate: 0.4 KB under brotli.
pub fn decimal(number: impl TryInto<i64>) -> String {
    digits(number.try_into().unwrap_or(i64::MAX))
}

#[inline(never)]
fn digits(number: i64) -> String {
    let mut digits = Vec::new();
    let mut rest = number.unsigned_abs();
    while digits.is_empty() || rest > 0 {
        digits.push(b'0' + u8::try_from(rest % 10).unwrap_or(0));
        rest /= 10;
    }
    let sign = (number < 0).then_some('-');
    sign.into_iter().chain(digits.into_iter().rev().map(char::from)).collect()
}

#[inline(never)]
fn write_number(out: &mut String, number: i64) {
    out.push_str(&decimal(number));
}

macro_rules! whole_number {
    ($type:ty, $bounds:literal) => {
        impl Json for $type {
            fn read(value: &Value, reader: &mut Reader) -> Self {
                let number = read_number(value, i64::from(<$type>::MIN), i64::from(<$type>::MAX), $bounds, reader);
                <$type>::try_from(number).unwrap_or_default()
            }

            fn write(&self, out: &mut String) {
                write_number(out, i64::from(*self));
            }
        }
    };
}

whole_number!(i64, "a whole number");
whole_number!(i32, "a whole number from -2147483648 to 2147483647");
whole_number!(u32, "a whole number from 0 to 4294967295");
whole_number!(u16, "a whole number from 0 to 65535");

impl<T: Json> Json for Option<T> {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        if *value == Value::Null { None } else { Some(T::read(value, reader)) }
    }

    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
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

impl<T: Json> Json for Vec<T> {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        let mut list = Vec::new();
        read_list(value, reader, &mut |item, reader| list.push(T::read(item, reader)));
        list
    }

    fn write(&self, out: &mut String) {
        let mut items = self.iter();
        write_list(out, &mut |out| items.next().map(|item| item.write(out)).is_some());
    }
}

/// One function for lists of everything, so that the gate carries it once.
#[inline(never)]
fn read_list(value: &Value, reader: &mut Reader, read: &mut dyn FnMut(&Value, &mut Reader)) {
    match value {
        Value::List(items) => {
            for (place, item) in items.iter().enumerate() {
                reader.enter("", place);
                read(item, reader);
                reader.leave();
            }
        }
        Value::Null => {}
        _ => reader.expected("a list in square brackets"),
    }
}

#[inline(never)]
fn write_list(out: &mut String, write_next: &mut dyn FnMut(&mut String) -> bool) {
    out.push('[');
    let first = out.len();
    loop {
        let before = out.len();
        if before > first {
            out.push(',');
        }
        if !write_next(out) {
            out.truncate(before);
            break;
        }
    }
    out.push(']');
}

#[inline(never)]
fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\u{0}'..='\u{1f}' => write_escape(out, character),
            other => out.push(other),
        }
    }
    out.push('"');
}

/// A control character that has no shorter form.
fn write_escape(out: &mut String, character: char) {
    out.push_str("\\u00");
    for digit in [u32::from(character) / 16, u32::from(character) % 16] {
        out.push(char::from_digit(digit, 16).unwrap_or('0'));
    }
}

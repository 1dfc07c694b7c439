//! Reading and writing JSON, in whole numbers only.
//!
//! Reading never stops at a fault: the first one is noted with its place, a harmless value stands in, and the caller decides.
//! Fractions are read and stay unread: nothing here counts in them.
//!
//! Why not serde: measured in the gate, its derive came to 94 KB of brotli and `serde_json::Value` to 62, where 45 is all there is.
//! The tests hold this reader and `serde_json` side by side.

use alloc::{format, string::String, vec::Vec};

/// How deep lists and objects may be nested; deeper is a fault.
const DEPTH: u8 = 32;

/// A piece of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`, and whatever is not there.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of 64 bits.
    Number(i64),
    /// Any other number.
    Fraction,
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
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<(&'static str, usize)>,
    fault: Option<Fault>,
}

impl Reader {
    /// Something else was expected here.
    #[cold]
    #[inline(never)]
    pub fn expected(&mut self, what: &'static str) {
        if self.fault.is_none() {
            let mut path = String::new();
            for (name, place) in &self.path {
                if name.is_empty() {
                    path.push_str(&format!("[{place}]"));
                } else {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(name);
                }
            }
            self.fault = Some(Fault { path, expected: what });
        }
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
    reader.path.push((name, 0));
    let value = T::read(object.get(name), reader);
    reader.path.pop();
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

#[inline(never)]
fn write_number(out: &mut String, number: i64) {
    out.push_str(&format!("{number}"));
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

impl<T: Json> Json for Vec<T> {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        let mut list = Vec::new();
        match value {
            Value::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    reader.path.push(("", place));
                    list.push(T::read(item, reader));
                    reader.path.pop();
                }
            }
            Value::Null => {}
            _ => reader.expected("a list in square brackets"),
        }
        list
    }

    fn write(&self, out: &mut String) {
        out.push('[');
        for item in self {
            if !out.ends_with('[') {
                out.push(',');
            }
            item.write(out);
        }
        out.push(']');
    }
}

#[inline(never)]
fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\u{0}'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Reads text into a tree.
///
/// # Errors
/// A [`Fault`] whose path is the line and the column, such as `line 3, column 14`.
pub fn parse(text: &str) -> Result<Value, Fault> {
    let mut parser = Parser { text: text.as_bytes(), at: 0 };
    match parser.document() {
        Some(value) => Ok(value),
        None => {
            let before = text.as_bytes().get(..parser.at.min(text.len())).unwrap_or_default();
            let line = before.iter().filter(|b| **b == b'\n').count() + 1;
            let column = before.iter().rev().take_while(|b| **b != b'\n').count() + 1;
            Err(Fault { path: format!("line {line}, column {column}"), expected: "JSON" })
        }
    }
}

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn document(&mut self) -> Option<Value> {
        let value = self.value(DEPTH)?;
        self.skip_space();
        self.peek().is_none().then_some(value)
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Steps over one byte after any space, if it is the one.
    fn take(&mut self, byte: u8) -> bool {
        self.skip_space();
        let is_it = self.peek() == Some(byte);
        self.at += usize::from(is_it);
        is_it
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        let found = self.text.get(self.at..)?.starts_with(word.as_bytes());
        self.at += if found { word.len() } else { 0 };
        found.then_some(value)
    }

    fn value(&mut self, depth: u8) -> Option<Value> {
        self.skip_space();
        let depth = depth.checked_sub(1)?;
        match self.peek()? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Value::Text),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: u8) -> Option<Value> {
        let mut fields = Vec::new();
        self.at += 1;
        if self.take(b'}') {
            return Some(Value::Object(fields));
        }
        loop {
            self.skip_space();
            let name = self.string()?;
            if !self.take(b':') {
                return None;
            }
            fields.push((name, self.value(depth)?));
            if !self.take(b',') {
                return self.take(b'}').then_some(Value::Object(fields));
            }
        }
    }

    fn list(&mut self, depth: u8) -> Option<Value> {
        let mut items = Vec::new();
        self.at += 1;
        if self.take(b']') {
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            if !self.take(b',') {
                return self.take(b']').then_some(Value::List(items));
            }
        }
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }

    fn number(&mut self) -> Option<Value> {
        let from = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let leading_zero = self.peek() == Some(b'0');
        let first = self.at;
        self.digits()?;
        if leading_zero && self.at > first + 1 {
            return None;
        }
        let whole = self.at;
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        if self.at > whole {
            return Some(Value::Fraction);
        }
        let text = core::str::from_utf8(self.text.get(from..whole)?).ok()?;
        Some(text.parse().map_or(Value::Fraction, Value::Number))
    }

    fn string(&mut self) -> Option<String> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        let mut bytes = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'"' => return String::from_utf8(bytes).ok(),
                b'\\' => {
                    let character = self.escape()?;
                    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                }
                0..0x20 => return None,
                other => bytes.push(other),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.hex()?;
                if (0xD800..0xDC00).contains(&unit) && self.text.get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u")) {
                    let back = self.at;
                    self.at += 2;
                    let low = self.hex()?;
                    if (0xDC00..0xE000).contains(&low) {
                        return char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
                    }
                    self.at = back;
                }
                // Half a pair is no character; browsers write such halves, so it is no fault either.
                char::from_u32(unit).unwrap_or('\u{FFFD}')
            }
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        let mut unit = 0;
        for digit in digits {
            unit = unit * 16 + char::from(*digit).to_digit(16)?;
        }
        Some(unit)
    }
}

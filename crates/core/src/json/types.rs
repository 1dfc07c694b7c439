//! How the types of the language stand in JSON: text, truth values, whole numbers, lists, and what may be absent.

use alloc::{string::String, vec::Vec};

use super::{Json, Reader, Value};

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

/// A number in decimal digits; what is beyond 64 bits is written as the largest number within them.
///
/// Formatting by `core::fmt` would bring its machinery into the gate: 0.4 KB under brotli.
///
/// ```
/// use overt_core::json::decimal;
/// assert_eq!(decimal(-250), "-250");
/// assert_eq!(decimal(u64::MAX), "9223372036854775807");
/// ```
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
        if matches!(value, Value::Null) { None } else { Some(T::read(value, reader)) }
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
pub(super) fn write_string(out: &mut String, text: &str) {
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

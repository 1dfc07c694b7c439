//! From text to a tree: the grammar of JSON (RFC 8259), whole numbers apart.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Fault, Value};

/// How deep lists and objects may be nested; deeper is a fault.
const DEPTH: u8 = 32;

/// Reads text into a tree. Values may stand in one another 32 deep, the outermost and the innermost counted.
///
/// # Errors
/// A [`Fault`] whose path is the line and the column, from 1 and in bytes, such as `line 3, column 14`.
///
/// ```
/// use overt_core::json::{Value, parse};
/// assert_eq!(parse("[12, 1e3]"), Ok(Value::List(vec![Value::Number(12), Value::Fraction("1e3".into())])));
/// assert_eq!(parse("{\"shelf\":\n romance}").unwrap_err().path, "line 2, column 2");
///
/// let nested = |deep| ["[".repeat(deep), "]".repeat(deep)].concat();
/// assert!(parse(&nested(32)).is_ok());
/// assert!(parse(&nested(33)).is_err());
/// ```
pub fn parse(text: &str) -> Result<Value, Fault> {
    let mut parser = Parser { text, at: 0 };
    match parser.document() {
        Some(value) => Ok(value),
        None => Err(Fault { path: place(text, parser.at), expected: "JSON" }),
    }
}

#[cfg(feature = "faults")]
fn place(text: &str, at: usize) -> String {
    let before = text.as_bytes().get(..at.min(text.len())).unwrap_or_default();
    let line = before.iter().filter(|b| **b == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|b| **b != b'\n').count() + 1;
    ["line ", &super::decimal(line), ", column ", &super::decimal(column)].concat()
}

#[cfg(not(feature = "faults"))]
fn place(_: &str, _: usize) -> String {
    String::new()
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    fn document(&mut self) -> Option<Value> {
        let value = self.value(DEPTH)?;
        self.skip_space();
        self.peek().is_none().then_some(value)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
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
        let found = self.text.as_bytes().get(self.at..)?.starts_with(word.as_bytes());
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
        let text = self.text.get(from..self.at)?;
        let number = if self.at > whole { None } else { text.parse().ok() };
        Some(number.map_or_else(|| Value::Fraction(text.into()), Value::Number))
    }

    fn string(&mut self) -> Option<String> {
        if self.peek() != Some(b'"') {
            return None;
        }
        self.at += 1;
        let mut string = String::new();
        loop {
            let from = self.at;
            while !matches!(self.peek()?, b'"' | b'\\' | 0..0x20) {
                self.at += 1;
            }
            string.push_str(self.text.get(from..self.at)?);
            self.at += 1;
            match self.text.as_bytes().get(self.at - 1)? {
                b'"' => return Some(string),
                b'\\' => string.push(self.escape()?),
                _ => return None,
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
                if (0xD800..0xDC00).contains(&unit) && self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u")) {
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
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        self.at += 4;
        let mut unit = 0;
        for digit in digits {
            unit = unit * 16 + char::from(*digit).to_digit(16)?;
        }
        Some(unit)
    }
}

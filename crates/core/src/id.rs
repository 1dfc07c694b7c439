//! Names of purposes, signals, values, slots, devices and resets: `[a-z0-9][a-z0-9._-]{0,63}`.
//!
//! ```
//! use overt_core::id::is_id;
//! assert!(["viewed.shelf", "romance", "for-you", "author_2"].iter().all(|name| is_id(name)));
//! assert!(["", ".shelf", "Romance", "for you", "bücher"].iter().all(|name| !is_id(name)));
//! ```

use alloc::string::String;
use core::fmt;

use crate::json::{Json, Reader, Value};
use crate::limits::ID_BYTES;

/// A name in lower case: 1 to [`ID_BYTES`] letters from `a` to `z`, digits, dots, dashes and underscores, of which the first is a letter or a digit.
///
/// ```
/// use overt_core::id::Id;
/// assert!(Id::new("viewed.shelf").is_some());
/// assert!(Id::new("Viewed shelf").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(String);

/// An id is checked when it is made, and stays what it is.
///
/// ```
/// use overt_core::id::Id;
/// let shelf = Id::new("romance").unwrap();
/// assert_eq!(shelf.as_str(), "romance");
/// assert_eq!(shelf.to_string(), "romance");
/// ```
impl Id {
    /// Makes an id, or nothing where the text is not one.
    ///
    /// ```
    /// use overt_core::id::Id;
    /// assert!(Id::new("bought.author").is_some());
    /// assert_eq!(Id::new("<b>author</b>"), None);
    /// ```
    pub fn new(text: &str) -> Option<Id> {
        is_id(text).then(|| Id(text.into()))
    }

    /// The id as text.
    ///
    /// ```
    /// use overt_core::id::Id;
    /// assert_eq!(Id::new("austen").unwrap().as_str(), "austen");
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the text is an id; in the gate this is asked of every name that a page hands over.
///
/// ```
/// use overt_core::id::is_id;
/// assert!(is_id(&"a".repeat(64)));
/// assert!(!is_id(&"a".repeat(65)));
/// ```
pub fn is_id(text: &str) -> bool {
    let lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    bytes.len() <= ID_BYTES
        && bytes.first().is_some_and(|b| lower(*b))
        && bytes.iter().all(|b| lower(*b) || matches!(b, b'.' | b'_' | b'-'))
}

/// The two parts of a text, before and after the first byte of this kind. The standard search for it would cost the gate 0.2 KB under brotli.
pub(crate) fn cut(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|b| b == byte)?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl Json for Id {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        value.as_text().and_then(Id::new).unwrap_or_else(|| {
            reader.expected("an id: lower case letters, digits, dot, dash and underscore, 64 at most");
            Id(String::new())
        })
    }

    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

//! What a session asks of the world. The browser answers in `browser`; tests answer from memory.

use overt_core::clock::Ms;
use overt_core::id::Id;

/// Why nothing could be stored or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StorageError {
    /// The browser keeps nothing for this page.
    Blocked,
    /// There is no room left.
    Full,
}

/// What is stored, as seen by whoever has read it before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stored {
    /// What was last read or written here: it need not be read again.
    Same,
    /// This, or nothing.
    Text(Option<String>),
}

/// Where the record and the log are kept.
pub(crate) trait Storage {
    /// The record; or where it is `known`, perhaps only that it is the same.
    fn read(&self, known: bool) -> Result<Stored, StorageError>;
    /// The record as text, for a person to see; no more is made of it.
    fn text(&self) -> Option<String>;
    fn write(&self, text: &str) -> Result<(), StorageError>;
    fn erase(&self) -> Result<(), StorageError>;
    /// The log, where there is one.
    fn log(&self) -> Option<String>;
    /// Which parts were open last. It may be lost without harm, so nothing is said when it can't be kept.
    fn remembered(&self) -> Option<String>;
    fn remember(&self, parts: &str);
}

/// Time and chance, which the core never makes itself.
pub(crate) trait Clock {
    fn now(&self) -> Ms;
    /// A name that nothing else has.
    fn fresh(&self) -> Id;
}

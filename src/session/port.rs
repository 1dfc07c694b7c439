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

/// Where the record and the log are kept.
pub(crate) trait Storage {
    fn read(&self) -> Result<Option<String>, StorageError>;
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

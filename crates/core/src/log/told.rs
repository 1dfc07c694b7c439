//! What entries must not say themselves, kept beside the log: an entry names a text by a salted hash, and the text can go without the chain.

use alloc::{string::String, vec::Vec};

use crate::hash::Hash;
use crate::id::Id;

fields! {
    /// One text, and the salt that makes its hash unguessable. In JSON an object.
    ///
    /// ```
    /// use overt_core::{id::Id, log::SideTable};
    /// let mut table = SideTable::default();
    /// let hash = table.put(&Id::new("f3a94c01b7d2").unwrap(), "I like gardens");
    /// assert_eq!((table.rows[0].hash, table.rows[0].is.as_str()), (hash, "I like gardens"));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Row {
        /// The hash by which an entry names it.
        pub hash: Hash as "hash",
        /// The text.
        pub is: String as "is",
        /// The salt.
        pub salt: Id as "salt",
    }
}

fields! {
    /// The texts that entries name.
    ///
    /// ```
    /// use overt_core::{id::Id, log::SideTable};
    /// let mut table = SideTable::default();
    /// let hash = table.put(&Id::new("f3a94c01b7d2").unwrap(), "I like gardens");
    /// assert_eq!(table.open(hash), Some("I like gardens"));
    /// assert_eq!(table.redact(|text| text.contains("garden")), 1);
    /// assert_eq!(table.open(hash), None);
    /// ```
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct SideTable {
        /// One row for each text.
        pub rows: Vec<Row> as "rows",
    }
}

/// Texts go in with a salt, are found by their hash, and can go without the chain.
///
/// ```
/// use overt_core::{id::Id, log::SideTable};
/// let mut table = SideTable::default();
/// let hash = table.put(&Id::new("f3a94c01b7d2").unwrap(), "I like gardens");
/// assert!(table.open(hash).is_some());
/// ```
impl SideTable {
    /// Keeps a text, and returns the hash by which an entry may name it.
    ///
    /// The salt has to be random, 128 bits or more, and another one for every text: a short text can be guessed by its hash without it.
    ///
    /// ```
    /// use overt_core::{id::Id, log::SideTable};
    /// let mut table = SideTable::default();
    /// let one = table.put(&Id::new("f3a94c01b7d2").unwrap(), "I like gardens");
    /// let other = table.put(&Id::new("0b81d2c96e45").unwrap(), "I like gardens");
    /// assert_ne!(one, other, "the same text twice can't be told from two texts");
    /// ```
    pub fn put(&mut self, salt: &Id, text: &str) -> Hash {
        let hash = salted(salt, text);
        if self.open(hash).is_none() {
            self.rows.push(Row { hash, is: text.into(), salt: salt.clone() });
        }
        hash
    }

    /// The text of a hash; nothing where it was redacted, or where the row is not what the hash was made of.
    ///
    /// ```
    /// use overt_core::{id::Id, log::SideTable};
    /// let mut table = SideTable::default();
    /// let hash = table.put(&Id::new("f3a94c01b7d2").unwrap(), "I like gardens");
    /// table.rows[0].is = "I like cars".into();
    /// assert_eq!(table.open(hash), None, "another text was put in its place");
    /// ```
    pub fn open(&self, hash: Hash) -> Option<&str> {
        self.rows.iter().find(|row| row.hash == hash && salted(&row.salt, &row.is) == hash).map(|row| row.is.as_str())
    }

    /// Takes out every text of which this is true, with its salt, and returns how many there were.
    ///
    /// ```
    /// use overt_core::{id::Id, log::SideTable};
    /// let mut table = SideTable::default();
    /// table.put(&Id::new("f3a94c01b7d2").unwrap(), "I like gardens");
    /// assert_eq!(table.redact(|text| text.contains("car")), 0);
    /// assert_eq!(table.redact(|text| text.contains("garden")), 1);
    /// ```
    pub fn redact(&mut self, is_gone: impl Fn(&str) -> bool) -> usize {
        let before = self.rows.len();
        self.rows.retain(|row| !is_gone(&row.is));
        before - self.rows.len()
    }

    /// Takes out every text that no entry names any more, as after a compaction.
    ///
    /// ```
    /// use overt_core::{id::Id, log::SideTable};
    /// let mut table = SideTable::default();
    /// table.put(&Id::new("f3a94c01b7d2").unwrap(), "I like gardens");
    /// let named = table.put(&Id::new("0b81d2c96e45").unwrap(), "I like cars");
    /// table.keep(|hash| hash == named);
    /// assert_eq!(table.rows.len(), 1);
    /// ```
    pub fn keep(&mut self, is_named: impl Fn(Hash) -> bool) {
        self.rows.retain(|row| is_named(row.hash));
    }
}

/// An id has no newline, so the salt ends where it ends.
fn salted(salt: &Id, text: &str) -> Hash {
    Hash::of([salt.as_str(), "\n", text].concat().as_bytes())
}

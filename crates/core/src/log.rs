//! The log of what happened, read back: verified line by line, replayed, and shortened without losing what can be verified.
//!
//! These are pure functions over text. A log that verifies is consistent and complete from its first entry to the head at hand;
//! whoever can write to the device can rewrite both, and only a fingerprint noted elsewhere shows that.

mod compact;
mod replay;
mod told;
mod tree;

use alloc::{string::String, vec::Vec};

use crate::chain::{Entry, Head};
use crate::hash::Hash;
use crate::json::from_text;
use crate::limits::CHECKPOINT_ENTRIES;
pub use compact::{Checkpoint, compact};
#[cfg(feature = "loosen")]
pub use replay::{Declared, replay};
pub use replay::{Replay, Stage, replay_on};
pub use told::{Row, SideTable};
pub use tree::tree_hash;

named! {
    /// What is wrong with a log.
    pub enum BrokenCode {
        /// The line is no entry.
        Unreadable = "unreadable",
        /// The checkpoint is not as it was when it was made.
        WrongCheckpoint = "wrongCheckpoint",
        /// Another entry was to come here: one was taken out, doubled or moved.
        OutOfOrder = "outOfOrder",
        /// The line before is not the one that this entry followed.
        BrokenLink = "brokenLink",
        /// The hash of this block is not the one that was noted.
        WrongRoot = "wrongRoot",
        /// The entry at the head's count is not the one that the head names.
        WrongHead = "wrongHead",
        /// The log ends before the head.
        BehindHead = "behindHead",
        /// The log goes on after the head.
        AheadOfHead = "aheadOfHead",
    }
    unknown = Unreadable
}

/// What is wrong with a log, and where it shows: a changed line shows in the link of the next.
///
/// ```
/// use overt_core::{chain::append, hash::Hash, json::from_text, log::{Broken, BrokenCode, Log}};
/// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
/// # let mut head = None;
/// # let mut add = || append(&mut head, event.clone(), Hash::ZERO, Hash::of(b"off"), None) + "\n";
/// // Two entries, and where they end.
/// let (text, head) = (add() + &add(), head.unwrap());
/// let second = text.lines().nth(1).unwrap();
/// let broken = Broken { line: 1, code: BrokenCode::OutOfOrder };
/// assert_eq!(Log::read(second).unwrap().verify(Some(&head)), Err(broken), "the first was taken out");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line, from 1; one after the last where something is missing at the end.
    pub line: usize,
    /// What is wrong there.
    pub code: BrokenCode,
}

/// One line of a log that holds an entry.
///
/// ```
/// use overt_core::{chain::append, hash::Hash, json::from_text, log::Log};
/// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
/// # let mut head = None;
/// # let mut add = || append(&mut head, event.clone(), Hash::ZERO, Hash::of(b"off"), None) + "\n";
/// // Two entries, and where they end.
/// let (text, head) = (add() + &add(), head.unwrap());
/// let log = Log::read(&text).unwrap();
/// assert_eq!((log.lines[1].entry.seq, log.lines[1].hash), (2, head.hash));
/// assert_eq!(log.lines[1].entry.prev, Hash::of(log.lines[0].text.as_bytes()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// The SHA-256 of the line.
    pub hash: Hash,
    /// The line as it was read, without its newline.
    pub text: String,
}

/// A log: entries, oldest first, after a checkpoint where older ones were dropped.
///
/// ```
/// use overt_core::{chain::append, hash::Hash, json::from_text, log::{BrokenCode, Log}};
/// # let event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
/// let mut head = None;
/// let line = append(&mut head, event, Hash::ZERO, Hash::ZERO, None);
/// let log = Log::read(&line).unwrap();
/// assert_eq!(log.verify(head.as_ref()), Ok(()));
///
/// let changed = Log::read(&line.replace("gesture", "script")).unwrap();
/// assert_eq!(changed.verify(head.as_ref()).unwrap_err().code, BrokenCode::WrongHead);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// What stands for the entries that compaction has dropped.
    pub checkpoint: Option<Checkpoint>,
    /// The entries that are there.
    pub lines: Vec<Line>,
}

/// A log is read, and then held against what the record says of it.
///
/// ```
/// use overt_core::{chain::append, hash::Hash, json::from_text, log::Log};
/// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
/// # let mut head = None;
/// # let mut add = || append(&mut head, event.clone(), Hash::ZERO, Hash::of(b"off"), None) + "\n";
/// // Two entries, and where they end.
/// let (text, head) = (add() + &add(), head.unwrap());
/// let log = Log::read(&text).unwrap();
/// assert_eq!((log.verify(Some(&head)), log.to_text()), (Ok(()), text));
/// ```
impl Log {
    /// Reads a log. Nothing is verified yet but the checkpoint, whose sum holds only for the text.
    ///
    /// # Errors
    /// [`Broken`] at the first line that is no entry, or with a checkpoint that is not as it was made.
    ///
    /// ```
    /// use overt_core::log::{Broken, BrokenCode, Log};
    /// assert_eq!(Log::read(""), Ok(Log::default()));
    /// assert_eq!(Log::read("no entry"), Err(Broken { line: 1, code: BrokenCode::Unreadable }));
    /// ```
    pub fn read(text: &str) -> Result<Log, Broken> {
        let mut log = Log::default();
        if text.is_empty() {
            return Ok(log);
        }
        // Not by `lines`, which would overlook a carriage return.
        for (place, text) in text.strip_suffix('\n').unwrap_or(text).split('\n').enumerate() {
            let broken = |code| Broken { line: place + 1, code };
            if place == 0 && Checkpoint::is_one(text) {
                log.checkpoint = Some(Checkpoint::from_line(text).map_err(broken)?);
            } else {
                let entry = from_text(text).map_err(|_| broken(BrokenCode::Unreadable))?;
                log.lines.push(Line { entry, hash: Hash::of(text.as_bytes()), text: text.into() });
            }
        }
        Ok(log)
    }

    /// The log as it is stored: every line with a newline.
    ///
    /// ```
    /// use overt_core::{chain::append, hash::Hash, json::from_text, log::Log};
    /// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// # let mut head = None;
    /// # let mut add = || append(&mut head, event.clone(), Hash::ZERO, Hash::of(b"off"), None) + "\n";
    /// // Two entries, and where they end.
    /// let (text, head) = (add() + &add(), head.unwrap());
    /// assert_eq!(Log::read(&text).unwrap().to_text(), text);
    /// ```
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        if let Some(checkpoint) = &self.checkpoint {
            text.push_str(&[&checkpoint.to_line(), "\n"].concat());
        }
        for line in &self.lines {
            text.push_str(&[&line.text, "\n"].concat());
        }
        text
    }

    /// The head that this log would have; nothing where there is no entry.
    ///
    /// ```
    /// use overt_core::{chain::append, hash::Hash, json::from_text, log::Log};
    /// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// # let mut head = None;
    /// # let mut add = || append(&mut head, event.clone(), Hash::ZERO, Hash::of(b"off"), None) + "\n";
    /// // Two entries, and where they end.
    /// let (text, head) = (add() + &add(), head.unwrap());
    /// assert_eq!(Log::read(&text).unwrap().head(), Some(head));
    /// assert_eq!(Log::default().head(), None);
    /// ```
    pub fn head(&self) -> Option<Head> {
        self.lines.last().map(|line| Head { count: line.entry.seq, hash: line.hash, state: line.entry.state })
    }

    /// Whether no entry is missing, changed or moved, up to the head as the record has it.
    ///
    /// A record without a head never wrote an entry, so with `None` only an empty log verifies;
    /// a log that comes without a record is verified against its own [`Log::head`].
    ///
    /// # Errors
    /// The first thing that is wrong.
    ///
    /// ```
    /// use overt_core::{chain::append, hash::Hash, json::from_text, log::{Broken, BrokenCode, Log}};
    /// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// # let mut head = None;
    /// # let mut add = || append(&mut head, event.clone(), Hash::ZERO, Hash::of(b"off"), None) + "\n";
    /// // Two entries, and where they end.
    /// let (text, head) = (add() + &add(), head.unwrap());
    /// let log = Log::read(&text).unwrap();
    /// assert_eq!(log.verify(Some(&head)), Ok(()));
    /// assert_eq!(log.verify(None), Err(Broken { line: 1, code: BrokenCode::AheadOfHead }), "nobody is known to have written it");
    /// ```
    pub fn verify(&self, head: Option<&Head>) -> Result<(), Broken> {
        let mut before = self.start();
        for (place, line) in self.lines.iter().enumerate() {
            let broken = |code| Err(Broken { line: self.number(place), code });
            if before.0.checked_add(1) != Some(line.entry.seq) {
                return broken(BrokenCode::OutOfOrder);
            }
            if line.entry.prev != before.1 {
                return broken(BrokenCode::BrokenLink);
            }
            before = (line.entry.seq, line.hash);
        }
        self.ends_at(head)
    }

    fn ends_at(&self, head: Option<&Head>) -> Result<(), Broken> {
        let broken = |place, code| Err(Broken { line: self.number(place), code });
        let (count, hash) = head.map_or((0, Hash::ZERO), |head| (head.count, head.hash));
        let last = self.lines.last().map_or(0, |line| line.entry.seq);
        // Compaction leaves an entry, so a checkpoint alone has lost what came after it.
        if count > last || (self.lines.is_empty() && self.checkpoint.is_some()) {
            return broken(self.lines.len(), BrokenCode::BehindHead);
        }
        let (start, before) = self.start();
        let place = usize::try_from(count.saturating_sub(start)).unwrap_or(usize::MAX);
        let at_head = place.checked_sub(1).and_then(|place| self.lines.get(place));
        let is_other = match at_head {
            Some(line) => line.hash != hash || head.is_some_and(|head| head.state != line.entry.state),
            None => count == start && hash != before,
        };
        if is_other {
            return broken(place.saturating_sub(1), BrokenCode::WrongHead);
        }
        if count < last { broken(place, BrokenCode::AheadOfHead) } else { Ok(()) }
    }

    /// The count and the hash of what came before the first entry that is there.
    fn start(&self) -> (u32, Hash) {
        self.checkpoint.as_ref().map_or((0, Hash::ZERO), |checkpoint| (checkpoint.count, checkpoint.hash))
    }

    /// The number of the line in which the entry at this place stands.
    fn number(&self, place: usize) -> usize {
        place + 1 + usize::from(self.checkpoint.is_some())
    }

    /// The hash of every full block of [`CHECKPOINT_ENTRIES`] since the first entry, dropped ones included.
    ///
    /// ```
    /// use overt_core::{chain::append, hash::Hash, json::from_text, limits::CHECKPOINT_ENTRIES, log::Log};
    /// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// let mut head = None;
    /// let text: String = (0..CHECKPOINT_ENTRIES).map(|_| append(&mut head, event.clone(), Hash::ZERO, Hash::ZERO, None) + "\n").collect();
    /// let log = Log::read(&text).unwrap();
    /// assert_eq!(log.roots(), [log.root()], "one block, which is all there is");
    /// ```
    pub fn roots(&self) -> Vec<Hash> {
        let dropped = self.checkpoint.iter().flat_map(|checkpoint| checkpoint.roots.iter().copied());
        let present = self.lines.chunks_exact(CHECKPOINT_ENTRIES).map(root);
        dropped.chain(present).collect()
    }

    /// The hash of all entries that are there, by [`tree_hash`].
    ///
    /// ```
    /// use overt_core::{chain::append, hash::Hash, json::from_text, log::{Log, tree_hash}};
    /// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// # let mut head = None;
    /// # let mut add = || append(&mut head, event.clone(), Hash::ZERO, Hash::of(b"off"), None) + "\n";
    /// // Two entries, and where they end.
    /// let (text, head) = (add() + &add(), head.unwrap());
    /// let lines = text.lines().map(str::as_bytes);
    /// assert_eq!(Log::read(&text).unwrap().root(), tree_hash(lines));
    /// ```
    pub fn root(&self) -> Hash {
        root(&self.lines)
    }

    /// Whether the first blocks are those whose hashes were noted elsewhere, oldest first.
    ///
    /// # Errors
    /// [`BrokenCode::WrongRoot`] at the first line of a block that is another, or at line 1 where that block was dropped;
    /// [`BrokenCode::BehindHead`] where more was noted than there is.
    ///
    /// ```
    /// use overt_core::{chain::append, hash::Hash, json::from_text, limits::CHECKPOINT_ENTRIES, log::{BrokenCode, Log}};
    /// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
    /// let mut head = None;
    /// let text: String = (0..CHECKPOINT_ENTRIES).map(|_| append(&mut head, event.clone(), Hash::ZERO, Hash::ZERO, None) + "\n").collect();
    /// let log = Log::read(&text).unwrap();
    /// assert_eq!(log.verify_roots(&log.roots()), Ok(()));
    /// assert_eq!(log.verify_roots(&[Hash::of(b"noted")]).unwrap_err().code, BrokenCode::WrongRoot);
    /// ```
    pub fn verify_roots(&self, noted: &[Hash]) -> Result<(), Broken> {
        let roots = self.roots();
        let dropped = self.checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.roots.len());
        if let Some(block) = roots.iter().zip(noted).position(|(mine, noted)| mine != noted) {
            let line = block.checked_sub(dropped).map_or(1, |block| self.number(block * CHECKPOINT_ENTRIES));
            return Err(Broken { line, code: BrokenCode::WrongRoot });
        }
        let is_all = noted.len() <= roots.len();
        if is_all { Ok(()) } else { Err(Broken { line: self.number(self.lines.len()), code: BrokenCode::BehindHead }) }
    }
}

fn root(lines: &[Line]) -> Hash {
    tree_hash(lines.iter().map(|line| line.text.as_bytes()))
}

/// What a visitor can note down of a chain: the first 16 digits of its head, in fours.
///
/// ```
/// use overt_core::{chain::Head, hash::Hash, log::fingerprint};
/// let head = Head { count: 1, hash: Hash::of(b"abc"), state: Hash::ZERO };
/// assert_eq!(fingerprint(&head), "ba78 16bf 8f01 cfea");
/// ```
pub fn fingerprint(head: &Head) -> String {
    let mut text = String::new();
    for (place, digit) in head.hash.to_hex().chars().take(16).enumerate() {
        if place > 0 && place.is_multiple_of(4) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

//! Every bound, by name and with its unit.

use crate::clock::Ms;

/// One day in milliseconds.
pub const DAY_MS: Ms = 86_400_000;

/// The newest schema of the record that this code can read.
pub const SCHEMA: u16 = 2;

/// The longest id, in bytes.
pub const ID_BYTES: usize = 64;

/// The longest label that a site may give to a value, in characters; what is longer is cut.
pub const LABEL_CHARACTERS: usize = 80;

/// The largest record that is written, in bytes of JSON: 256 KiB.
pub const RECORD_BYTES: usize = 262_144;

/// The most values that are remembered at a time; the one not met for the longest time goes first.
pub const LEARNED_VALUES: usize = 500;

/// The most that everything remembered takes of a record, in bytes of JSON; it leaves room for the choices and the history.
pub const LEARNED_BYTES: usize = 131_072;

/// The most days of evidence kept for one value; the oldest goes first.
pub const EVIDENCE_DAYS: usize = 24;

/// The most times that one day of evidence counts.
pub const EVIDENCE_COUNT: u16 = 50;

/// The most entries of history kept; the oldest goes first.
pub const HISTORY_ENTRIES: usize = 200;

/// The most that the history takes of a record, in bytes of JSON.
pub const HISTORY_BYTES: usize = 65_536;

/// The most that choices, dials, answers and resets take of a record, in bytes of JSON; past it the next act turns everything off, which takes no room.
pub const STATE_BYTES: usize = 57_344;

/// The latest moment that a browser's clock can say, in milliseconds since 1970.
pub const LATEST_MS: Ms = 8_640_000_000_000_000;

/// How long a reset can be undone, in days. Source: the undo window of seven days in the rules.
pub const UNDO_DAYS: i64 = 7;

/// How long a "yes" holds at the most, in days; it is asked again rather than assumed.
pub const VALID_DAYS_MOST: u32 = 365;

/// How long a "yes" holds where the site does not say, in days.
pub const VALID_DAYS: u32 = 180;

/// How long a refusal is left alone before the question may come again, in days.
pub const REFUSAL_DAYS: i64 = 180;

/// The same for purposes that sell or share, in days.
pub const REFUSAL_DAYS_SHARING: i64 = 365;

/// A surface must have been visible for this long before a press on it counts, in milliseconds.
pub const GESTURE_VISIBLE_MS: u32 = 300;

/// The whole, in thousandths: contributions and "not about you" add up to it.
pub const WHOLE: i32 = 1000;

/// The strongest that a dial can make a signal, in thousandths.
pub const DIAL_CAP: i32 = 2000;

/// The most that all signals together give one feature, in thousandths; it keeps every score within 32 bits.
pub const FEATURE_MOST: i32 = 8000;

/// How many entries of the log make one block: a block has one hash of its own, and compaction takes out whole blocks.
pub const CHECKPOINT_ENTRIES: usize = 64;

/// The longest that the log becomes before compaction, in bytes: 64 KiB.
pub const LOG_BYTES: usize = 65_536;

/// The most days that anything is kept, or counts half after: ten years.
pub const DAYS_MOST: u32 = 3650;

/// The most purposes that a site declares; what is beyond is left out, here and below.
pub const PURPOSES: usize = 64;

/// The most signals.
pub const SIGNALS: usize = 256;

/// The most values of one signal.
pub const VALUES: usize = 1024;

/// The most segments.
pub const SEGMENTS: usize = 64;

/// The most slots.
pub const SLOTS: usize = 128;

/// The most recipients.
pub const RECIPIENTS: usize = 256;

/// The most questions that a bundle of evidence asks.
pub const SAMPLES: usize = 1000;

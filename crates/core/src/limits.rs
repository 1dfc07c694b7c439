//! Every bound, by name and with its unit.

/// One day in milliseconds.
///
/// ```
/// assert_eq!(overt_core::limits::DAY_MS, 24 * 60 * 60 * 1000);
/// ```
pub const DAY_MS: i64 = 86_400_000;

/// The newest schema of the record that this code can read; a record from a newer version is left as it is.
///
/// ```
/// use overt_core::{limits::SCHEMA, record::{Record, Trouble}};
/// let newer = format!(r#"{{"schema": {}}}"#, SCHEMA + 1);
/// assert_eq!(Record::load(Some(&newer)), Err(Trouble::RecordNewer));
/// ```
pub const SCHEMA: u16 = 2;

/// The longest id, in bytes.
///
/// ```
/// use overt_core::{id::Id, limits::ID_BYTES};
/// assert!(Id::new(&"a".repeat(ID_BYTES)).is_some());
/// assert!(Id::new(&"a".repeat(ID_BYTES + 1)).is_none());
/// ```
pub const ID_BYTES: usize = 64;

/// The longest label that a site may give to a value, in characters; what is longer is cut.
///
/// ```
/// use overt_core::{decide::Context, id::Id, limits::LABEL_CHARACTERS, observe::{Observation, observe}, record::Record};
#[doc = bookshop!()]
/// let mut record = Record::default();
/// let bought = Observation { signal: "bought.author".into(), value: "austen".into(), label: "Jane ".repeat(20) };
/// let context = Context { now, ..Context::default() };
/// observe(&mut record, &registry, &context, &Id::new("phone").unwrap(), &[bought]);
/// assert_eq!(record.learned[0].label.chars().count(), LABEL_CHARACTERS);
/// ```
pub const LABEL_CHARACTERS: usize = 80;

/// The largest record that is read or written, in bytes of JSON: 256 KiB.
///
/// ```
/// use overt_core::{limits::RECORD_BYTES, record::{Record, Trouble}};
/// let larger = " ".repeat(RECORD_BYTES + 1);
/// assert_eq!(Record::load(Some(&larger)), Err(Trouble::RecordUnreadable));
/// ```
pub const RECORD_BYTES: usize = 262_144;

/// The most values that are remembered at a time; the one not met for the longest time goes first.
///
/// ```
/// use overt_core::{id::Id, limits::LEARNED_VALUES, record::Record, signal::Learned};
#[doc = bookshop!(bought)]
/// let austen = record.learned.remove(0);
/// let author = |n: usize| Learned { value: Id::new(&format!("author-{n}")).unwrap(), ..austen.clone() };
/// record.learned = (0..LEARNED_VALUES + 1).map(author).collect();
/// record.bound();
/// assert_eq!(record.learned.len(), LEARNED_VALUES);
/// ```
pub const LEARNED_VALUES: usize = 500;

/// The most that everything remembered takes of a record, in bytes of JSON; it leaves room for the choices and the history.
///
/// ```
/// use overt_core::limits::{HISTORY_BYTES, LEARNED_BYTES, RECORD_BYTES, STATE_BYTES};
/// assert!(LEARNED_BYTES + HISTORY_BYTES + STATE_BYTES < RECORD_BYTES);
/// ```
pub const LEARNED_BYTES: usize = 131_072;

/// The most pieces of evidence kept for one value, one for a device and a day; the oldest goes first.
///
/// ```
/// use overt_core::{json::from_text, limits::EVIDENCE_DAYS, signal::{Evidence, Learned}};
/// let mut learned: Learned = from_text(r#"{"signal": "viewed.shelf", "value": "romance", "label": "Romance"}"#).unwrap();
/// let first: Evidence = from_text(r#"{"dot": "phone:1", "day": 1, "count": 1}"#).unwrap();
/// learned.evidence = (1..=30).map(|day| Evidence { day, ..first.clone() }).collect();
/// learned.tidy();
/// assert_eq!(learned.evidence.len(), EVIDENCE_DAYS);
/// ```
pub const EVIDENCE_DAYS: usize = 24;

/// The most times that one day of evidence counts.
///
/// ```
/// use overt_core::limits::{EVIDENCE_COUNT, WHOLE};
/// let strength = 20; // thousandths
/// assert_eq!(strength * i32::from(EVIDENCE_COUNT), WHOLE, "the weakest signal that one day can make certain");
/// ```
pub const EVIDENCE_COUNT: u16 = 50;

/// The most entries of history kept; the oldest goes first.
///
/// ```
/// use overt_core::{history::Event, json::from_text, limits::HISTORY_ENTRIES, record::Record};
/// let entry: Event = from_text(r#"{"at": 0, "id": "phone", "actor": "timer", "deed": "deleted", "scope": "all"}"#).unwrap();
/// let mut record = Record::default();
/// record.history = (0..300).map(|at| Event { at, ..entry.clone() }).collect();
/// record.bound();
/// assert!(record.history.len() <= HISTORY_ENTRIES);
/// assert_eq!(record.history.last().unwrap().at, 299, "the newest stay");
/// ```
pub const HISTORY_ENTRIES: usize = 200;

/// The most that the history takes of a record, in bytes of JSON.
///
/// An entry counts as the longest that it could be, [`Event::bytes`](crate::history::Event::bytes), so that about ninety stay.
///
/// ```
/// use overt_core::{history::Event, json::{from_text, to_text}, limits::HISTORY_BYTES, record::Record};
/// let entry: Event = from_text(r#"{"at": 0, "id": "phone", "actor": "timer", "deed": "deleted", "scope": "all"}"#).unwrap();
/// let mut record = Record::default();
/// record.history = (0..200).map(|at| Event { at, ..entry.clone() }).collect();
/// record.bound();
/// assert!(to_text(&record.history).len() <= HISTORY_BYTES);
/// assert_eq!(record.history.len(), 90);
/// ```
pub const HISTORY_BYTES: usize = 65_536;

/// The most that choices, dials, answers and resets take of a record, in bytes of JSON; past it the next act turns everything off, which takes no room.
///
/// ```
/// use overt_core::{choice::{Choice, OffKind, Scope}, id::Id, limits::STATE_BYTES, record::Record, register::register_mut};
/// let (mut record, phone) = (Record::default(), Id::new("phone").unwrap());
/// for slot in 0..1000 {
///     let scope = Scope::from_text(&format!("slot:{slot}"));
///     register_mut(&mut record.choices, &scope).write(&phone, &Choice::Off { at: 0, kind: OffKind::OptOut });
/// }
/// assert!(record.state_text().len() > STATE_BYTES && record.is_full());
/// ```
pub const STATE_BYTES: usize = 57_344;

/// The latest moment that a browser's clock can say, in milliseconds since 1970.
///
/// ```
/// use overt_core::{act::{Tighten, tighten}, choice::{Choice, Scope}, limits::LATEST_MS};
#[doc = bookshop!(visitor)]
/// tighten(&mut record, &Tighten::Pause { scope: Scope::All, until: Some(i64::MAX) }, &moment("pause-1"));
/// assert!(matches!(record.choice(&Scope::All), Choice::Paused { until: Some(LATEST_MS), .. }));
/// ```
pub const LATEST_MS: i64 = 8_640_000_000_000_000;

/// How long a reset can be undone, in days. Source: the undo window of seven days in the rules.
///
/// ```
/// use overt_core::{clock::days_after, limits::UNDO_DAYS};
/// assert_eq!(days_after(0, UNDO_DAYS), 604_800_000);
/// ```
pub const UNDO_DAYS: i64 = 7;

/// How long a "yes" holds at the most, in days; it is asked again rather than assumed.
///
/// ```
/// use overt_core::{limits::VALID_DAYS_MOST, registry::{FindingCode, Registry}};
/// let purpose = r#"{"id": "content", "does": "Sorts.", "why": "Less to search.", "youGet": "A list.", "validDays": 1000}"#;
/// let (registry, findings) = Registry::load(&format!(r#"{{"purposes": [{purpose}]}}"#));
/// assert_eq!(registry.purposes[0].valid_days, VALID_DAYS_MOST);
/// assert_eq!(findings[0].code, FindingCode::OutOfBounds);
/// ```
pub const VALID_DAYS_MOST: u32 = 365;

/// How long a "yes" holds, and what is learned is kept, where the site does not say; in days.
///
/// ```
/// use overt_core::{json::from_text, limits::VALID_DAYS, registry::Purpose};
/// let purpose: Purpose = from_text(r#"{"id": "content"}"#).unwrap();
/// assert_eq!((purpose.valid_days, purpose.retention_days), (VALID_DAYS, VALID_DAYS));
/// ```
pub const VALID_DAYS: u32 = 180;

/// How long a refusal is left alone before the question may come again, in days.
///
/// ```
/// use overt_core::{clock::days_after, limits::{DAY_MS, REFUSAL_DAYS}};
/// let (refused, now) = (0, 100 * DAY_MS);
/// assert!(now < days_after(refused, REFUSAL_DAYS), "not yet");
/// ```
pub const REFUSAL_DAYS: i64 = 180;

/// The same as [`REFUSAL_DAYS`] for purposes that sell or share, in days.
///
/// ```
/// use overt_core::limits::{REFUSAL_DAYS, REFUSAL_DAYS_SHARING};
/// assert!(REFUSAL_DAYS_SHARING > REFUSAL_DAYS);
/// ```
pub const REFUSAL_DAYS_SHARING: i64 = 365;

/// A surface must have been visible for this long before a press on it counts, in milliseconds.
///
/// ```
/// use overt_core::{act::{Gesture, GestureProof}, limits::GESTURE_VISIBLE_MS};
/// let press = Gesture { trusted: true, active: true, inside: true, visible_ms: GESTURE_VISIBLE_MS };
/// assert!(GestureProof::of(press).is_ok());
/// assert!(GestureProof::of(Gesture { visible_ms: GESTURE_VISIBLE_MS - 1, ..press }).is_err());
/// ```
pub const GESTURE_VISIBLE_MS: u32 = 300;

/// The whole, in thousandths: contributions and "not about you" add up to it.
///
/// ```
/// use overt_core::{limits::WHOLE, rank::shares};
/// let (unattributed, contributions) = shares(2, &[3, -2]);
/// assert_eq!(unattributed + contributions.iter().map(|c| c.abs()).sum::<i32>(), WHOLE);
/// ```
pub const WHOLE: i32 = 1000;

/// The strongest that a dial can make a signal, in thousandths of what it is.
///
/// ```
/// use overt_core::{choice::Dial, limits::DIAL_CAP};
/// assert!(Dial::ALL.iter().all(|dial| dial.multiplier() <= DIAL_CAP));
/// ```
pub const DIAL_CAP: i32 = 2000;

/// The most that all signals together give one feature, in thousandths, and the least below nothing.
///
/// It keeps every score within 32 bits, in millionths, for an item of up to 268 features.
///
/// ```
/// use overt_core::{limits::FEATURE_MOST, rank::Catalogue};
/// let mut list = Catalogue::new(&[0, 1], &[0], &[1000], &[0], 1);
/// list.set(0, FEATURE_MOST + 1);
/// assert_eq!(list.terms(0).1.collect::<Vec<_>>(), [(0, 8_000_000)]);
/// ```
pub const FEATURE_MOST: i32 = 8000;

/// How many entries of the log make one block: a block has one hash of its own, and compaction takes out whole blocks.
///
/// ```
/// use overt_core::{chain::append, hash::Hash, json::from_text, limits::CHECKPOINT_ENTRIES, log::compact};
/// # let event: overt_core::history::Event = from_text(r#"{"at":0,"id":"e1","actor":"gesture","deed":"off","scope":"all"}"#).unwrap();
/// let mut head = None;
/// let mut add = || append(&mut head, event.clone(), Hash::ZERO, Hash::ZERO, None) + "\n";
/// let text: String = (0..CHECKPOINT_ENTRIES + 1).map(|_| add()).collect();
/// assert_eq!(compact(&text, 0, |_| None).unwrap().lines().count(), 2, "a checkpoint for the block, and the entry after it");
/// ```
pub const CHECKPOINT_ENTRIES: usize = 64;

/// The longest that the log becomes before compaction, in bytes: 64 KiB.
///
/// ```
/// use overt_core::{limits::LOG_BYTES, log::compact};
/// assert_eq!(compact("", LOG_BYTES, |_| None), Ok(String::new()), "nothing to shorten");
/// ```
pub const LOG_BYTES: usize = 65_536;

/// The most days that anything is kept, or counts half after: ten years.
///
/// ```
/// use overt_core::{limits::DAYS_MOST, registry::{FindingCode, Registry}};
/// let (registry, findings) = Registry::load(r#"{"signals": [{"id": "bought", "halfLifeDays": 36500}]}"#);
/// assert_eq!((registry.signals[0].half_life_days, findings[0].code), (DAYS_MOST, FindingCode::OutOfBounds));
/// ```
pub const DAYS_MOST: u32 = 3650;

/// The most purposes that a site declares; what is beyond is left out, here and below.
///
/// ```
/// use overt_core::{limits::PURPOSES, registry::Registry};
/// let purpose = |n| format!(r#"{{"id": "p{n}", "does": "Sorts books.", "why": "There are many.", "youGet": "Less to search."}}"#);
/// let purposes: Vec<String> = (0..PURPOSES + 1).map(purpose).collect();
/// let site = Registry::valid_parts(&format!(r#"{{"purposes": [{}]}}"#, purposes.join(","))).unwrap();
/// assert_eq!(site.purposes.len(), PURPOSES);
/// ```
pub const PURPOSES: usize = 64;

/// The most signals.
///
/// ```
/// use overt_core::{limits::SIGNALS, registry::{FindingCode, Registry}};
/// let signals: Vec<String> = (0..SIGNALS + 1).map(|n| format!(r#"{{"id": "s{n}"}}"#)).collect();
/// let (registry, findings) = Registry::load(&format!(r#"{{"signals": [{}]}}"#, signals.join(",")));
/// assert_eq!((registry.signals.len(), findings[0].code), (SIGNALS, FindingCode::TooMany));
/// ```
pub const SIGNALS: usize = 256;

/// The most values of one signal.
///
/// ```
/// use overt_core::{limits::VALUES, registry::Registry};
/// let values: Vec<String> = (0..VALUES + 1).map(|n| format!(r#"{{"id": "v{n}"}}"#)).collect();
/// let site = Registry::valid_parts(&format!(r#"{{"signals": [{{"id": "bought", "values": [{}]}}]}}"#, values.join(","))).unwrap();
/// assert_eq!(site.signals[0].values.len(), VALUES);
/// ```
pub const VALUES: usize = 1024;

/// The most segments.
///
/// ```
/// use overt_core::{limits::SEGMENTS, registry::Registry};
/// let segments: Vec<String> = (0..SEGMENTS + 1).map(|n| format!(r#"{{"id": "g{n}", "rule": "Lately", "size": "to10k"}}"#)).collect();
/// let site = Registry::valid_parts(&format!(r#"{{"segments": [{}]}}"#, segments.join(","))).unwrap();
/// assert_eq!(site.segments.len(), SEGMENTS);
/// ```
pub const SEGMENTS: usize = 64;

/// The most slots.
///
/// ```
/// use overt_core::{limits::SLOTS, registry::Registry};
/// let content = r#"{"id": "content", "does": "Sorts books.", "why": "There are many.", "youGet": "Less to search."}"#;
/// let slot = |n| format!(r##"{{"id": "s{n}", "purpose": "content", "fallback": "#popular"}}"##);
/// let slots: Vec<String> = (0..SLOTS + 1).map(slot).collect();
/// let site = Registry::valid_parts(&format!(r#"{{"purposes": [{content}], "slots": [{}]}}"#, slots.join(","))).unwrap();
/// assert_eq!(site.slots.len(), SLOTS);
/// ```
pub const SLOTS: usize = 128;

/// The most recipients.
///
/// ```
/// use overt_core::{limits::RECIPIENTS, registry::Registry};
/// let recipients: Vec<String> = (0..RECIPIENTS + 1).map(|n| format!(r#"{{"id": "r{n}", "name": "Printer number {n}"}}"#)).collect();
/// let site = Registry::valid_parts(&format!(r#"{{"recipients": [{}]}}"#, recipients.join(","))).unwrap();
/// assert_eq!(site.recipients.len(), RECIPIENTS);
/// ```
pub const RECIPIENTS: usize = 256;

/// The most questions that a bundle of evidence asks.
pub const SAMPLES: usize = 1000;

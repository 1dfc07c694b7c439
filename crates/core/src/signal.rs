//! What was learned: a value of a signal, and the days of evidence for it.
//!
//! Evidence is dated by the day and counted; what exactly was opened or bought is not kept.

use alloc::{string::String, vec::Vec};

use crate::clock::Day;
use crate::id::Id;
use crate::limits::{EVIDENCE_COUNT, EVIDENCE_DAYS};
use crate::register::{Dot, insert_sorted};
use crate::registry::SignalDef;

fields! {
    /// How often something was seen on one day. In JSON an object.
    ///
    /// ```
    /// use overt_core::{json::from_text, signal::Evidence};
    /// let evidence: Evidence = from_text(r#"{"dot": "phone:7", "day": 20000, "count": 3}"#).unwrap();
    /// assert_eq!((evidence.dot.device.as_str(), evidence.day, evidence.count), ("phone", 20_000, 3));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Evidence {
        /// The write that began it; it names the evidence for ever.
        pub dot: Dot as "dot",
        /// The day, in days since 1 January 1970, UTC.
        pub day: Day as "day",
        /// How often on that day, 1 to [`EVIDENCE_COUNT`].
        pub count: u16 as "count",
    }
}

fields! {
    /// One value of a signal, and why it is believed. In JSON an object.
    ///
    /// ```
    /// use overt_core::{json::from_text, signal::Learned};
    /// let learned: Learned = from_text(r#"{
    ///     "signal": "viewed.shelf", "value": "romance", "label": "Romance",
    ///     "evidence": [{"dot": "phone:7", "day": 20000, "count": 3}]
    /// }"#).unwrap();
    /// assert_eq!(learned.value.as_str(), "romance");
    /// assert_eq!(learned.last_day(), Some(20_000));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Learned {
        /// The signal.
        pub signal: Id as "signal",
        /// The value.
        pub value: Id as "value",
        /// The site's name for the value, 80 characters at the most; shown to the visitor and never handed back.
        pub label: String as "label",
        /// The days on which it was seen, each with its device; [`EVIDENCE_DAYS`] of them at the most.
        pub evidence: Vec<Evidence> as "evidence",
    }
}

/// Evidence is joined and bounded, and never grows beyond its bounds.
///
/// ```
/// use overt_core::{json::from_text, limits::EVIDENCE_COUNT, signal::Learned};
/// let text = r#"{"signal": "viewed.shelf", "value": "romance", "label": "", "evidence": [{"dot": "phone:7", "day": 1, "count": 900}]}"#;
/// let mut learned: Learned = from_text(text).unwrap();
/// learned.tidy();
/// assert_eq!(learned.evidence[0].count, EVIDENCE_COUNT);
/// ```
impl Learned {
    /// The last day of the evidence; `None` where there is no evidence.
    ///
    /// ```
    /// use overt_core::{json::from_text, signal::Learned};
    /// let learned: Learned = from_text(r#"{"signal": "bought.author", "value": "eco", "label": "Umberto Eco"}"#).unwrap();
    /// assert_eq!(learned.last_day(), None);
    /// ```
    pub fn last_day(&self) -> Option<Day> {
        self.evidence.iter().map(|e| e.day).max()
    }

    /// How many bytes of JSON it takes at the most; never fewer than it takes.
    ///
    /// ```
    /// use overt_core::{json::{from_text, to_text}, signal::Learned};
    /// let learned: Learned = from_text(r#"{"signal": "bought.author", "value": "eco", "label": "Umberto Eco"}"#).unwrap();
    /// assert!(to_text(&learned).len() <= learned.bytes());
    /// ```
    pub fn bytes(&self) -> usize {
        // The names of the fields and the longest numbers; a character of the label may need six bytes.
        let evidence: usize = self.evidence.iter().map(|e| 52 + e.dot.device.as_str().len()).sum();
        64 + self.signal.as_str().len() + self.value.as_str().len() + 6 * self.label.len() + evidence
    }

    /// Joins the evidence of another device: of one dot the higher count and the earlier day, of two labels the later in the alphabet.
    ///
    /// ```
    /// use overt_core::{json::from_text, signal::Learned};
    /// let of = |evidence: &str| -> Learned {
    ///     from_text(&[r#"{"signal": "viewed.shelf", "value": "romance", "label": "", "evidence": ["#, evidence, "]}"].concat()).unwrap()
    /// };
    /// let mut phone = of(r#"{"dot": "phone:1", "day": 20000, "count": 2}"#);
    /// phone.join(&of(r#"{"dot": "tablet:1", "day": 20000, "count": 3}, {"dot": "phone:1", "day": 20000, "count": 1}"#));
    /// assert_eq!(phone.evidence.iter().map(|e| e.count).collect::<Vec<_>>(), [2, 3]);
    /// ```
    pub fn join(&mut self, other: &Learned) {
        for theirs in &other.evidence {
            match self.evidence.iter_mut().find(|e| e.dot == theirs.dot) {
                Some(mine) => {
                    mine.count = mine.count.max(theirs.count);
                    mine.day = mine.day.min(theirs.day);
                }
                None => insert_sorted(&mut self.evidence, theirs.clone()),
            }
        }
        if other.label > self.label {
            self.label.clone_from(&other.label);
        }
        self.tidy();
    }

    /// Keeps the evidence within its bounds: counts from 1 to [`EVIDENCE_COUNT`], and [`EVIDENCE_DAYS`] pieces, of which the oldest goes first.
    ///
    /// ```
    /// use overt_core::{json::from_text, signal::{Evidence, Learned}};
    /// let mut learned: Learned = from_text(r#"{"signal": "viewed.shelf", "value": "romance", "label": ""}"#).unwrap();
    /// let piece: Evidence = from_text(r#"{"dot": "phone:1", "day": 0, "count": 1}"#).unwrap();
    /// learned.evidence = (1..=25).map(|day| Evidence { day, ..piece.clone() }).collect();
    /// learned.tidy();
    /// assert_eq!(learned.evidence.iter().map(|e| e.day).min(), Some(2));
    /// ```
    pub fn tidy(&mut self) {
        for evidence in &mut self.evidence {
            evidence.count = evidence.count.clamp(1, EVIDENCE_COUNT);
        }
        while self.evidence.len() > EVIDENCE_DAYS {
            let oldest = self.evidence.iter().map(|e| e.day).min();
            let place = self.evidence.iter().position(|e| Some(e.day) == oldest).unwrap_or(0);
            self.evidence.remove(place);
        }
    }
}

/// Whether evidence of a day has outlived its retention, in days; evidence from the future has not.
///
/// ```
/// use overt_core::signal::is_expired;
/// assert!(!is_expired(20_000, 20_179, 180));
/// assert!(is_expired(20_000, 20_180, 180));
/// assert!(!is_expired(20_000, 19_000, 180));
/// ```
pub fn is_expired(day: Day, today: Day, retention_days: u32) -> bool {
    i64::from(today) - i64::from(day) >= i64::from(retention_days)
}

/// How sure the evidence makes us today, in thousandths: its strength, halved with every half-life, summed, 1000 at the most.
///
/// ```
/// use overt_core::{json::from_text, registry::SignalDef, signal::{Evidence, confidence}};
/// let def: SignalDef = from_text(r#"{"id": "bought.author", "strength": 400, "halfLifeDays": 30}"#).unwrap();
/// let bought: Evidence = from_text(r#"{"dot": "phone:1", "day": 20000, "count": 1}"#).unwrap();
/// assert_eq!(confidence(&def, [&bought].into_iter(), 20_000), 400);
/// assert_eq!(confidence(&def, [&bought].into_iter(), 20_030), 200);
/// assert_eq!(confidence(&def, [&bought; 3].into_iter(), 20_000), 1000);
/// ```
pub fn confidence<'a>(def: &SignalDef, evidence: impl Iterator<Item = &'a Evidence>, today: Day) -> i32 {
    let sum: u64 = evidence
        .filter(|e| !is_expired(e.day, today, def.retention_days))
        .map(|e| u64::from(decayed(def.strength, e.day, today, def.half_life_days)) * u64::from(e.count))
        .sum();
    i32::try_from(sum.min(1000)).unwrap_or(1000)
}

/// A strength after some days: halved with every half-life, on a straight line in between.
///
/// Evidence dated in the future counts as of today: a clock that jumps makes nothing stronger.
fn decayed(strength: u32, day: Day, today: Day, half_life_days: u32) -> u32 {
    let age = u64::try_from(i64::from(today) - i64::from(day)).unwrap_or(0);
    let half_life = u64::from(half_life_days.max(1));
    let (halvings, rest) = (age / half_life, age % half_life);
    if halvings >= 31 {
        return 0;
    }
    let at_last_halving = u64::from(strength) >> halvings;
    let value = at_last_halving - at_last_halving * rest / (2 * half_life);
    u32::try_from(value).unwrap_or(0)
}

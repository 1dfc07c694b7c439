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
    /// How often something was seen on one day.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Evidence {
        /// The write that began it; it names the evidence for ever.
        pub dot: Dot as "dot",
        /// The day.
        pub day: Day as "day",
        /// How often on that day, 1 to [`EVIDENCE_COUNT`].
        pub count: u16 as "count",
    }
}

fields! {
    /// One value of a signal, and why it is believed.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Learned {
        /// The signal.
        pub signal: Id as "signal",
        /// The value.
        pub value: Id as "value",
        /// The site's name for the value, shown to the visitor and never handed back.
        pub label: String as "label",
        /// The days on which it was seen.
        pub evidence: Vec<Evidence> as "evidence",
    }
}

impl Learned {
    /// The last day of the evidence.
    pub fn last_day(&self) -> Option<Day> {
        self.evidence.iter().map(|e| e.day).max()
    }

    /// How many bytes of JSON it takes at the most.
    pub fn bytes(&self) -> usize {
        // The names of the fields and the longest numbers; a character of the label may need six bytes.
        let evidence: usize = self.evidence.iter().map(|e| 52 + e.dot.device.as_str().len()).sum();
        64 + self.signal.as_str().len() + self.value.as_str().len() + 6 * self.label.len() + evidence
    }

    /// Joins the evidence of another device.
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

    /// Keeps the evidence within its bounds; the oldest goes first.
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

/// Whether evidence of a day has outlived its retention; evidence from the future has not.
pub fn is_expired(day: Day, today: Day, retention_days: u32) -> bool {
    i64::from(today) - i64::from(day) >= i64::from(retention_days)
}

/// How sure the evidence makes us today, in thousandths: its strength, halved with every half-life, summed, 1000 at the most.
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

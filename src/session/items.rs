//! The list on the page and what was learned: how each item moved, and why.

use overt_core::choice::{Dial, Scope};
use overt_core::clock::{Day, day_of};
use overt_core::decide::{Rule, Subject, decide};
use overt_core::explain::{Explanation, Ranking, Reason};
use overt_core::registry::{EvidenceKind, Mode, Place};
use overt_core::signal::Learned;

use super::Session;
use super::request::List;

/// What the visitor did, with all that a sentence about it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Because {
    pub(crate) evidence: EvidenceKind,
    pub(crate) matches: String,
    /// The site's name for the signal.
    pub(crate) signal: String,
    pub(crate) label: String,
    pub(crate) times: u32,
    pub(crate) first_day: Day,
    pub(crate) last_day: Day,
    pub(crate) mode: Mode,
    pub(crate) place: Place,
    /// Its share in thousandths.
    pub(crate) contribution: i32,
}

/// An item that does not stand where the site put it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) id: String,
    pub(crate) label: String,
    /// By how many places: above 0 it moved up.
    pub(crate) by: i64,
    /// The strongest reason that pushed it up.
    pub(crate) because: Option<Because>,
}

/// How a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Used,
    Weak,
    PutAway,
    Stopped,
    Unused,
}

/// One value that was learned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LearnedValue {
    pub(crate) because: Because,
    pub(crate) scope: Scope,
    pub(crate) standing: Standing,
    /// The day on which the last of it is deleted.
    pub(crate) gone: Day,
}

/// Takes a list as the core wants it: every feature once, and for each item which it has.
pub(crate) fn ranking(list: &List) -> Ranking {
    let mut names: Vec<&str> = list.items.iter().flat_map(|i| i.features.split_whitespace()).collect();
    names.sort_unstable();
    names.dedup();
    let (mut starts, mut features) = (vec![0], Vec::new());
    for item in &list.items {
        let places = item.features.split_whitespace().filter_map(|f| names.binary_search(&f).ok());
        features.extend(places.filter_map(|place| u32::try_from(place).ok()));
        starts.push(u32::try_from(features.len()).unwrap_or(u32::MAX));
    }
    Ranking::new(&names, &starts, &features, &[], &[])
}

impl Session {
    /// The order of the whole list as it is now.
    pub(super) fn order(&mut self) -> Vec<u32> {
        let (purpose, slot) = self.subject();
        let count = self.ranking.len();
        // Not `facts()`: the ranking is borrowed to be changed at the same time.
        let context = self.context();
        let facts = overt_core::decide::Facts { registry: &self.registry, record: &self.record, context };
        self.ranking.order(&facts, &purpose, &slot, count)
    }

    /// Why the places that are shown stand where they stand, taken together.
    pub(super) fn explain(&self, order: &[u32]) -> Explanation {
        let (purpose, slot) = self.subject();
        let shown = if self.list.shown == 0 { order.len() } else { usize::try_from(self.list.shown).unwrap_or(order.len()) };
        self.ranking.explain(&self.facts(), &purpose, &slot, order.get(..shown).unwrap_or(order))
    }

    /// Every item that does not stand where the site put it, as it stands now.
    pub(super) fn moved(&self, order: &[u32]) -> Vec<Moved> {
        let (purpose, slot) = self.subject();
        let by = |(now, was): (usize, &u32)| i64::from(*was) - i64::try_from(now).unwrap_or(0);
        let moved: Vec<(u32, i64)> = order.iter().enumerate().map(|pair| (*pair.1, by(pair))).filter(|(_, by)| *by != 0).collect();
        let places: Vec<u32> = moved.iter().map(|(place, _)| *place).collect();
        let explained = self.ranking.explain_each(&self.facts(), &purpose, &slot, &places);
        let item = |place: u32| usize::try_from(place).ok().and_then(|p| self.list.items.get(p));
        let lines = moved.iter().zip(&explained).filter_map(|((place, by), explanation)| {
            let item = item(*place)?;
            let strongest = explanation.reasons.iter().find(|r| r.contribution > 0);
            Some(Moved { id: item.id.clone(), label: item.label.clone(), by: *by, because: strongest.map(|r| self.because(r)) })
        });
        lines.collect()
    }

    /// A reason with what the sentence needs besides.
    pub(super) fn because(&self, reason: &Reason) -> Because {
        let learned = self.record.learned.iter().find(|l| l.signal == reason.signal && l.value == reason.value);
        let today = day_of(self.now);
        let first = learned.and_then(|l| self.record.usable(&self.registry, l, today).map(|e| e.day).min());
        Because {
            evidence: reason.evidence,
            matches: reason.matches.clone(),
            signal: self.registry.signal(reason.signal.as_str()).map(|s| s.label.clone()).unwrap_or_default(),
            label: reason.label.clone(),
            times: reason.times,
            first_day: first.unwrap_or(reason.last_day),
            last_day: reason.last_day,
            mode: reason.mode,
            place: reason.place,
            contribution: reason.contribution,
        }
    }

    /// All that was learned, what counts most recently first.
    pub(super) fn learned(&self) -> Vec<LearnedValue> {
        let mut values: Vec<LearnedValue> = self.record.learned.iter().filter_map(|l| self.learned_value(l)).collect();
        values.sort_unstable_by(|a, b| {
            let (a, b) = (&a.because, &b.because);
            (b.last_day, b.times, &a.label).cmp(&(a.last_day, a.times, &b.label))
        });
        values
    }

    fn learned_value(&self, learned: &Learned) -> Option<LearnedValue> {
        let signal = self.registry.signal(learned.signal.as_str())?;
        let scope = Scope::Value(learned.signal.clone(), learned.value.clone());
        let (purpose, slot) = self.subject();
        let subject = Subject { signal: &signal.id, value: Some(learned.value.as_str()), purpose: &purpose, slot: &slot };
        let stopped = self.record.dial(&scope) == Dial::Off;
        let rule = decide(&self.facts(), &subject).rule;
        let usable = self.record.usable(&self.registry, learned, day_of(self.now)).next().is_some();
        let standing = match rule {
            _ if !usable => Standing::PutAway,
            _ if stopped => Standing::Stopped,
            Rule::Allow => Standing::Used,
            Rule::Stale => Standing::Weak,
            _ => Standing::Unused,
        };
        let last_day = learned.last_day()?;
        let retention = Day::try_from(signal.retention_days).unwrap_or(Day::MAX);
        let retained = last_day.saturating_add(retention);
        // What was put away goes with the first reset that covers it, if that comes sooner.
        let covering = self
            .record
            .effective_resets()
            .filter(|r| learned.evidence.iter().any(|e| r.covers(&self.registry, &learned.signal, &learned.value, e)));
        let gone = covering.map(|r| day_of(r.undo_until)).min().filter(|_| !usable).map_or(retained, |day| day.min(retained));
        let because = Because {
            evidence: signal.evidence,
            matches: signal.matches.clone(),
            signal: signal.label.clone(),
            label: overt_core::decide::label(&self.registry, learned),
            times: learned.evidence.iter().map(|e| u32::from(e.count)).sum(),
            first_day: learned.evidence.iter().map(|e| e.day).min()?,
            last_day,
            mode: signal.mode,
            place: signal.place,
            contribution: 0,
        };
        Some(LearnedValue { because, scope, standing, gone })
    }

    /// The purpose and the slot that the panel is about.
    fn subject(&self) -> (String, String) {
        let purpose = self.purpose().map(|p| p.id.clone()).unwrap_or_default();
        // A general link on a page without a list asks about the purpose as any of its slots would.
        let any = || self.registry.slots.iter().find(|s| s.purpose == purpose).map(|s| s.id.clone());
        let slot = if self.slot.is_empty() { any().unwrap_or_default() } else { self.slot.clone() };
        (purpose, slot)
    }
}

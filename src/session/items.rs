//! The list on the page and what was learned: how each item moved, and why.

use std::cmp::Reverse;

use overt_core::choice::{Choice, Dial, Scope};
use overt_core::clock::{Day, day_of};
use overt_core::decide::{Rule, Subject, decide};
use overt_core::explain::{Explanation, Ranking, Reason};
use overt_core::limits::WHOLE;
use overt_core::registry::{EvidenceKind, Mode, Place};
use overt_core::signal::Learned;

use super::Session;
use super::request::{Item, List};

/// How many of what was learned are worked out at first: each takes a decision, and a year has hundreds.
const AT_FIRST: usize = 12;

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
    /// Whether it says something sensitive, and so is shown only when asked for.
    pub(crate) sensitive: bool,
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
    /// Whether it stands there for variety.
    pub(crate) varied: bool,
}

/// How a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Used,
    Weak,
    PutAway,
    Stopped,
    NotMe,
    Unused,
}

/// One value that was learned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LearnedValue {
    pub(crate) because: Because,
    pub(crate) scope: Scope,
    pub(crate) standing: Standing,
    pub(crate) dial: Dial,
    /// Where the dial goes when the value is used again.
    pub(crate) dial_before: Dial,
    /// The day on which the last of it is deleted.
    pub(crate) gone: Day,
}

/// Takes a list as the page hands it to the gate as well: every feature once, and for each item which it has and how much of it.
pub(crate) fn ranking(list: &List) -> Ranking {
    let mut names = Vec::new();
    for name in &list.names {
        names.push(name.as_str());
    }
    Ranking::new(&names, &list.starts, &list.features, &list.strengths, &[])
}

impl Session {
    /// The order of the whole list as it is now.
    pub(crate) fn order(&mut self) -> Vec<u32> {
        let (purpose, slot) = self.subject();
        let (facts, lists) = self.facts_and_lists();
        let listed = lists.iter_mut().find(|l| l.list.slot == slot);
        listed.map(|l| l.ranking.order(&facts, &purpose, &slot, l.list.items.len())).unwrap_or_default()
    }

    /// Why the places that are shown stand where they stand, taken together.
    pub(super) fn explain(&self, order: &[u32]) -> Explanation {
        let (purpose, slot) = self.subject();
        let Some(listed) = self.list() else { return Explanation { slot, reasons: Vec::new(), unattributed: WHOLE } };
        listed.ranking.explain(&self.facts(), &purpose, &slot, order.get(..listed.list.places()).unwrap_or(order))
    }

    /// An item of the list by its place in the site's own order.
    pub(crate) fn item(&self, place: u32) -> Option<&Item> {
        self.list()?.list.items.get(usize::try_from(place).ok()?)
    }

    /// The places that do not stand where the site put them, or stand there for variety, and by how many each moved up.
    pub(super) fn moved_places(&self, order: &[u32]) -> Vec<(u32, i64)> {
        let varied = self.varied(order);
        let mut moved = Vec::new();
        for (now, was) in order.iter().enumerate() {
            let by = i64::from(*was) - i64::try_from(now).unwrap_or(0);
            if by != 0 || varied.contains(was) {
                moved.push((*was, by));
            }
        }
        moved
    }

    /// The places that stand for variety, and are not based on the visitor.
    fn varied(&self, order: &[u32]) -> Vec<u32> {
        self.list().map(|l| l.ranking.varied(&self.facts(), order)).unwrap_or_default()
    }

    /// Every item that does not stand where the site put it, as it stands now.
    pub(super) fn moved(&self, order: &[u32], moved: &[(u32, i64)]) -> Vec<Moved> {
        let (purpose, slot) = self.subject();
        let Some(listed) = self.list() else { return Vec::new() };
        let facts = self.facts();
        let places: Vec<u32> = moved.iter().map(|(place, _)| *place).collect();
        let explained = listed.ranking.explain_each(&facts, &purpose, &slot, &places);
        let varied = self.varied(order);
        let mut lines = Vec::new();
        for ((place, by), explanation) in moved.iter().zip(&explained) {
            let Some(item) = self.item(*place) else { continue };
            let strongest = explanation.reasons.iter().find(|r| r.contribution > 0);
            let because = strongest.map(|r| self.because(r));
            lines.push(Moved { id: item.id.clone(), label: item.label.clone(), by: *by, because, varied: varied.contains(place) });
        }
        lines
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
            sensitive: self.is_sensitive(&reason.signal, &reason.value),
            label: reason.label.clone(),
            times: reason.times,
            first_day: first.unwrap_or(reason.last_day),
            last_day: reason.last_day,
            mode: reason.mode,
            place: reason.place,
            contribution: reason.contribution,
        }
    }

    /// What was learned, the most recent first: a dozen until all of it is asked for, and how much more there is.
    pub(super) fn learned(&self) -> (Vec<LearnedValue>, usize) {
        let mut learned: Vec<&Learned> = self.record.learned.iter().collect();
        learned.sort_by_key(|l| Reverse(l.last_day()));
        let first = if self.all { learned.len() } else { learned.len().min(AT_FIRST) };
        let mut values = Vec::new();
        for learned in learned.iter().take(first) {
            values.extend(self.learned_value(learned));
        }
        (values, learned.len() - first)
    }

    fn learned_value(&self, learned: &Learned) -> Option<LearnedValue> {
        let signal = self.registry.signal(learned.signal.as_str())?;
        let scope = Scope::Value(learned.signal.clone(), learned.value.clone());
        let (purpose, slot) = self.subject();
        let subject = Subject { signal: &signal.id, value: Some(learned.value.as_str()), purpose: &purpose, slot: &slot };
        let dial = self.record.dial(&scope);
        let not_me = matches!(self.record.choice(&scope), Choice::Off { .. });
        let rule = decide(&self.facts(), &subject).rule;
        let usable = self.record.usable(&self.registry, learned, day_of(self.now)).next().is_some();
        let standing = match rule {
            _ if !usable => Standing::PutAway,
            _ if not_me => Standing::NotMe,
            _ if dial == Dial::Off => Standing::Stopped,
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
            sensitive: self.is_sensitive(&learned.signal, &learned.value),
        };
        Some(LearnedValue { because, dial_before: self.dial_before(&scope), scope, standing, dial, gone })
    }

    /// The purpose and the slot that the panel is about.
    pub(super) fn subject(&self) -> (String, String) {
        let purpose = self.purpose().map(|p| p.id.clone()).unwrap_or_default();
        // A general link on a page without a list asks about the purpose as any of its slots would.
        let any = || self.registry.slots.iter().find(|s| s.purpose == purpose).map(|s| s.id.clone());
        let slot = if self.slot.is_empty() { any().unwrap_or_default() } else { self.slot.clone() };
        (purpose, slot)
    }
}

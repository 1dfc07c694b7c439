//! Leaves out what cannot be relied on, and bounds the rest. The words for it are in `lint`.

use alloc::{string::String, vec::Vec};

use super::phrases::{empty_phrase, is_generic};
use super::{Category, FindingCode, Party, Problem, Purpose, Registry, SegmentDef, SignalDef, SizeBucket, SlotDef, suggest};
use crate::id::is_id;
use crate::limits::{DAYS_MOST, PURPOSES, RECIPIENTS, SEGMENTS, SIGNALS, SLOTS, VALID_DAYS_MOST, VALUES};

/// Refuses what cannot be relied on; what others name goes before them.
pub(crate) fn check(registry: &mut Registry, note: &mut impl FnMut(Problem<'_>)) {
    bound_numbers(registry, note);
    for (place, signal) in registry.signals.iter_mut().enumerate() {
        declare_proxies(signal, place, note);
    }
    let recipients = keep(&mut registry.recipients, ("recipients", RECIPIENTS), note, |recipient, known| {
        check_id(&recipient.id, known)?;
        refuse(is_generic(&recipient.name), FindingCode::GenericRecipient, "name", &recipient.name)
    });
    let purposes = keep(&mut registry.purposes, ("purposes", PURPOSES), note, |purpose, known| {
        check_id(&purpose.id, known)?;
        for (field, text) in [("does", &purpose.does), ("why", &purpose.why), ("youGet", &purpose.you_get)] {
            refuse(text.trim().is_empty(), FindingCode::MissingReciprocity, field, &purpose.id)?;
            let empty = empty_phrase(text);
            refuse(empty.is_some(), FindingCode::VagueReason, field, empty.unwrap_or_default())?;
        }
        let nobody = purpose.transfers() && purpose.recipients.is_empty();
        refuse(nobody, FindingCode::MissingRecipients, "recipients", &purpose.id)?;
        let unfounded = !purpose.recipients.is_empty() && purpose.legal_basis.is_none();
        refuse(unfounded, FindingCode::MissingLegalBasis, "legalBasis", &purpose.id)?;
        check_references(&purpose.recipients, &recipients, "recipients")
    });
    let signals = keep(&mut registry.signals, ("signals", SIGNALS), note, |signal, known| {
        check_id(&signal.id, known)?;
        check_references(&signal.purposes, &purposes, "purposes")
    });
    keep(&mut registry.segments, ("segments", SEGMENTS), note, |segment, known| {
        check_id(&segment.id, known)?;
        refuse(segment.rule.trim().is_empty(), FindingCode::MissingRule, "rule", &segment.id)?;
        check_references(&segment.from, &signals, "from")
    });
    keep(&mut registry.slots, ("slots", SLOTS), note, |slot, known| {
        check_id(&slot.id, known)?;
        check_references(core::slice::from_ref(&slot.purpose), &purposes, "purpose")?;
        refuse(slot.fallback.is_empty(), FindingCode::MissingFallback, "fallback", &slot.id)
    });
    shorten_retention(registry);
}

fn bound_numbers(registry: &mut Registry, note: &mut impl FnMut(Problem<'_>)) {
    for (place, purpose) in registry.purposes.iter_mut().enumerate() {
        bound(&mut purpose.retention_days, DAYS_MOST, ("purposes", place, "retentionDays"), note);
        bound(&mut purpose.valid_days, VALID_DAYS_MOST, ("purposes", place, "validDays"), note);
    }
    for (place, signal) in registry.signals.iter_mut().enumerate() {
        bound(&mut signal.strength, 1000, ("signals", place, "strength"), note);
        bound(&mut signal.half_life_days, DAYS_MOST, ("signals", place, "halfLifeDays"), note);
        bound(&mut signal.retention_days, DAYS_MOST, ("signals", place, "retentionDays"), note);
    }
    for (place, segment) in registry.segments.iter_mut().enumerate() {
        bound(&mut segment.ttl_days, DAYS_MOST, ("segments", place, "ttlDays"), note);
        // It stays, so that the rules can refuse whatever feeds it.
        if segment.size == SizeBucket::Under100 {
            note(Problem { named: &segment.id, ..problem(FindingCode::SmallSegment, "segments", place, "size") });
        }
    }
}

/// Adds what ids and labels suggest to what is declared, so that the rules see it.
fn declare_proxies(signal: &mut SignalDef, place: usize, note: &mut impl FnMut(Problem<'_>)) {
    let SignalDef { id, label, implies, values, .. } = signal;
    if values.len() > VALUES {
        values.truncate(VALUES);
        let beyond = Problem { value: Some(VALUES), ..problem(FindingCode::TooMany, "signals", place, "") };
        note(beyond);
    }
    let mut told = |found: &[Category], value| {
        for category in found {
            note(Problem { value, named: category.as_str(), ..problem(FindingCode::UndeclaredProxy, "signals", place, "implies") });
        }
    };
    told(suggest_from(id, label, &[], implies), None);
    for (number, value) in values.iter_mut().enumerate() {
        told(suggest_from(&value.id, &value.label, implies, &mut value.implies), Some(number));
    }
}

/// What an id and its label suggest beyond what is declared; it is declared from now on.
fn suggest_from<'a>(id: &str, label: &str, above: &[Category], declared: &'a mut Vec<Category>) -> &'a [Category] {
    let mut all = [above, declared].concat();
    let before = all.len();
    suggest(id, &mut all);
    suggest(label, &mut all);
    let found = all.get(before..).unwrap_or_default();
    declared.extend_from_slice(found);
    declared.get(declared.len() - found.len()..).unwrap_or_default()
}

/// Nothing is kept for longer than the longest of its purposes, nor than any segment that it feeds.
fn shorten_retention(registry: &mut Registry) {
    for signal in &mut registry.signals {
        let served = registry.purposes.iter().filter(|p| signal.purposes.contains(&p.id));
        let longest = served.map(|p| p.retention_days).max().unwrap_or(DAYS_MOST);
        let fed = registry.segments.iter().filter(|s| s.from.contains(&signal.id));
        let ends = fed.map(|s| s.ttl_days).min().unwrap_or(DAYS_MOST);
        signal.retention_days = signal.retention_days.min(longest).min(ends);
    }
}

/// What has an id.
trait Named {
    fn id(&self) -> &String;
}

macro_rules! named_by_id {
    ($($type:ty),*) => { $( impl Named for $type { fn id(&self) -> &String { &self.id } } )* };
}
named_by_id!(Party, Purpose, SignalDef, SegmentDef, SlotDef);

/// What is wrong, in which field, and the text that is meant.
type Refusal<'a> = (FindingCode, &'static str, &'a str);

/// Keeps what nothing is wrong with, and returns the ids of that.
fn keep<T: Named>(
    list: &mut Vec<T>,
    (name, most): (&'static str, usize),
    note: &mut impl FnMut(Problem<'_>),
    verdict: impl for<'a> Fn(&'a T, &[String]) -> Result<(), Refusal<'a>>,
) -> Vec<String> {
    if list.len() > most {
        list.truncate(most);
        note(problem(FindingCode::TooMany, name, most, ""));
    }
    let mut known = Vec::new();
    let mut place = 0;
    list.retain(|item| {
        let refusal = verdict(item, &known).err();
        match refusal {
            Some((code, field, named)) => note(Problem { named, ..problem(code, name, place, field) }),
            None => known.push(item.id().clone()),
        }
        place += 1;
        refusal.is_none()
    });
    known
}

fn problem(code: FindingCode, list: &'static str, place: usize, field: &'static str) -> Problem<'static> {
    Problem { code, list, place, value: None, field, named: "", number: (0, 0) }
}

fn refuse<'a>(is_wrong: bool, code: FindingCode, field: &'static str, named: &'a str) -> Result<(), Refusal<'a>> {
    if is_wrong { Err((code, field, named)) } else { Ok(()) }
}

fn check_id<'a>(id: &'a str, known: &[String]) -> Result<(), Refusal<'a>> {
    refuse(!is_id(id), FindingCode::InvalidId, "id", id)?;
    refuse(known.iter().any(|k| k == id), FindingCode::DuplicateId, "id", id)
}

fn check_references<'a>(names: &'a [String], known: &[String], field: &'static str) -> Result<(), Refusal<'a>> {
    let stranger = names.iter().find(|name| !known.contains(name));
    stranger.map_or(Ok(()), |name| Err((FindingCode::UnknownReference, field, name.as_str())))
}

/// Moves a number to the nearest one within its bounds: 1 to `most`.
fn bound(value: &mut u32, most: u32, (list, place, field): (&'static str, usize, &'static str), note: &mut impl FnMut(Problem<'_>)) {
    let within = (*value).clamp(1, most);
    if within != *value {
        note(Problem { number: (*value, within), ..problem(FindingCode::OutOfBounds, list, place, field) });
        *value = within;
    }
}

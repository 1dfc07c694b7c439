//! Leaves out what cannot be relied on, and bounds the rest. The words for it are in `lint`.

use alloc::{string::String, vec::Vec};

use super::phrases::{is_generic, says_nothing};
use super::{FindingCode, Party, Problem, Purpose, Registry, SegmentDef, SignalDef, SizeBucket, SlotDef, suggest};
use crate::id::is_id;
use crate::limits::{DAYS_MOST, PURPOSES, RECIPIENTS, SEGMENTS, SIGNALS, SLOTS, VALID_DAYS_MOST, VALUES};

/// Refuses what cannot be relied on; what others name goes before them.
pub(crate) fn check(registry: &mut Registry, note: &mut impl FnMut(Problem<'_>)) {
    bound_numbers(registry, note);
    for (place, signal) in registry.signals.iter_mut().enumerate() {
        // What ids and labels suggest counts as declared; `lint` says where.
        suggest(&signal.id, &mut signal.implies);
        suggest(&signal.label, &mut signal.implies);
        // What the values beyond give away, the signal as a whole does.
        for value in signal.values.get(VALUES..).unwrap_or_default() {
            super::join(&value.implies, &mut signal.implies);
            suggest(&value.label, &mut signal.implies);
        }
        if signal.values.len() > VALUES {
            signal.values.truncate(VALUES);
            note(Problem { value: Some(VALUES), ..problem(FindingCode::TooMany, "signals", place, "") });
        }
    }
    let recipients = keep(&mut registry.recipients, ("recipients", RECIPIENTS), note, |recipient, known| {
        check_id(&recipient.id, known)?;
        refuse(is_generic(&recipient.name), FindingCode::GenericRecipient, "name", &recipient.name)
    });
    let purposes = keep(&mut registry.purposes, ("purposes", PURPOSES), note, |purpose, known| {
        check_id(&purpose.id, known)?;
        for (field, text) in [("does", &purpose.does), ("why", &purpose.why), ("youGet", &purpose.you_get)] {
            refuse(is_blank(text), FindingCode::MissingReciprocity, field, &purpose.id)?;
            refuse(says_nothing(text), FindingCode::VagueReason, field, text)?;
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
    // How many segments each signal was said to feed.
    let fed: Vec<usize> = registry.signals.iter().map(|s| registry.segments_of(&s.id).count()).collect();
    keep(&mut registry.segments, ("segments", SEGMENTS), note, |segment, known| {
        check_id(&segment.id, known)?;
        refuse(is_blank(&segment.rule), FindingCode::MissingRule, "rule", &segment.id)?;
        check_references(&segment.from, &signals, "from")
    });
    keep(&mut registry.slots, ("slots", SLOTS), note, |slot, known| {
        check_id(&slot.id, known)?;
        check_references(core::slice::from_ref(&slot.purpose), &purposes, "purpose")?;
        refuse(slot.fallback.is_empty(), FindingCode::MissingFallback, "fallback", &slot.id)
    });
    hold_to_segments(registry, &fed);
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

/// Nothing is kept for longer than the longest of its purposes, nor than any segment that it feeds.
///
/// What fed a segment that was left out is not used: whoever had left that segment had stopped it.
fn hold_to_segments(registry: &mut Registry, fed: &[usize]) {
    for (signal, before) in registry.signals.iter_mut().zip(fed) {
        let mut longest = 0;
        for purpose in &registry.purposes {
            if purpose.retention_days > longest && signal.purposes.contains(&purpose.id) {
                longest = purpose.retention_days;
            }
        }
        if longest > 0 && longest < signal.retention_days {
            signal.retention_days = longest;
        }
        let mut feeds = 0;
        for segment in registry.segments.iter().filter(|segment| segment.from.contains(&signal.id)) {
            feeds += 1;
            signal.retention_days = signal.retention_days.min(segment.ttl_days);
        }
        if feeds < *before {
            signal.purposes = Vec::new();
        }
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
    let mut known = Vec::new();
    let mut place = 0;
    list.retain(|item| {
        let beyond = (FindingCode::TooMany, "", "");
        let refusal = if place < most { verdict(item, &known).err() } else { Some(beyond) };
        match refusal {
            None => known.push(item.id().clone()),
            // Of all that are beyond, the first is named.
            Some((code, field, named)) if place <= most => note(Problem { named, ..problem(code, name, place, field) }),
            Some(_) => {}
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

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
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

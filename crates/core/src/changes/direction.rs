//! Whether a change of one field lets more be done or less. Where the rules could go either way it is never said to be less.

use super::{Direction, Part, items};
use crate::json::{Json, Reader, Value};
use crate::registry::{GpcFirstParty, Intrusiveness, LegalBasis, SignalDef, SizeBucket, SlotKind, Stage, Transfers, ValueType};

/// What a change of one field does.
pub(super) fn direction(part: Part, name: &str, old: &Value, new: &Value) -> Direction {
    let (from, to) = (old.get(name), new.get(name));
    let grows = |grew: Option<bool>| grew.map_or(Direction::Neither, |grew| if grew { Direction::Widens } else { Direction::Narrows });
    match (part, name) {
        (_, "retentionDays" | "validDays" | "halfLifeDays" | "ttlDays") | (Part::Signal, "strength") => {
            grows(more(number(from), number(to)))
        }
        (Part::Signal, "minConfidence") => grows(more(number(to), number(from))),
        (Part::Purpose, "legalBasis") => grows(more(word(from, LegalBasis::Consent), word(to, LegalBasis::Consent))),
        // It serves something else, and for nothing else it was learned.
        (Part::Purpose, "kind") | (Part::Slot, "purpose") => Direction::Widens,
        (Part::Purpose, "transfers") if word(to, Transfers::None) == Transfers::None => Direction::Narrows,
        (Part::Purpose, "transfers") => Direction::Widens,
        (Part::Purpose, "recipients") | (Part::Signal, "purposes") => of_sets(from, to).unwrap_or(Direction::Neither),
        (Part::Signal, "implies") => of_sets(to, from).unwrap_or(Direction::Neither),
        (Part::Signal, "mode" | "place" | "evidence") => of_source(old, new),
        (Part::Signal, "valueType") => unless_wider(more(word(from, ValueType::Topic), word(to, ValueType::Topic))),
        (Part::Segment, "from") => unless_wider(of_sets(from, to).map(|direction| direction == Direction::Widens)),
        (Part::Segment, "size") => of_size(word(from, SizeBucket::Under100), word(to, SizeBucket::Under100)),
        (Part::Slot, "kind") => of_kind(word(from, SlotKind::Content), word(to, SlotKind::Content)),
        (Part::Slot, "stage") if to.as_text() == Some(Stage::Support.as_str()) => Direction::Narrows,
        (Part::Slot, "stage") if from.as_text() == Some(Stage::Support.as_str()) => Direction::Widens,
        (Part::Slot, "accepts") => grows(more(word(from, ValueType::Topic), word(to, ValueType::Topic))),
        (Part::Defaults, "maxIntrusiveness") => grows(more(word(from, Intrusiveness::Provided), word(to, Intrusiveness::Provided))),
        (Part::Defaults, "gpcFirstParty") => grows(Some(word(to, GpcFirstParty::DefaultOff) == GpcFirstParty::Ignore)),
        (Part::Defaults, "minors") => grows(Some(*to != Value::Bool(true))),
        _ if is_about_something_else(part, name) => Direction::Neither,
        _ => Direction::Unclear,
    }
}

/// Names, addresses, and where the site's own list is.
fn is_about_something_else(part: Part, name: &str) -> bool {
    match part {
        Part::Controller | Part::Recipient => !matches!(name, "id" | "name"),
        Part::Notice => !matches!(name, "sha256" | "version"),
        Part::Contact | Part::Site => true,
        Part::Slot => matches!(name, "fallback" | "label" | "minItems" | "stage"),
        _ => name == "label",
    }
}

fn unless_wider(wider: Option<bool>) -> Direction {
    if wider == Some(true) { Direction::Widens } else { Direction::Unclear }
}

/// What is less intrusive is allowed more easily, so only the other way can be told.
fn of_source(old: &Value, new: &Value) -> Direction {
    let [old, new] = [old, new].map(|signal| read::<SignalDef>(signal).intrusiveness());
    unless_wider(more(old, new))
}

fn of_size(from: SizeBucket, to: SizeBucket) -> Direction {
    match (from, to) {
        (SizeBucket::Under100, _) => Direction::Widens,
        (_, SizeBucket::Under100) => Direction::Narrows,
        _ => Direction::Neither,
    }
}

/// A price is not personalized, and nobody is sold to where they need help.
fn of_kind(from: SlotKind, to: SlotKind) -> Direction {
    match (from, to) {
        (_, SlotKind::Price) => Direction::Narrows,
        (SlotKind::Price | SlotKind::Support, _) => Direction::Widens,
        (_, SlotKind::Support) => Direction::Narrows,
        _ => Direction::Unclear,
    }
}

/// Whether there is more of it than before; nothing where it is the same.
fn more<T: PartialOrd>(from: T, to: T) -> Option<bool> {
    if to > from { Some(true) } else { (to < from).then_some(false) }
}

/// What a set of permissions does by growing and shrinking; where it does both, it widens.
pub(super) fn of_sets(from: &Value, to: &Value) -> Option<Direction> {
    let (from, to) = (items(from), items(to));
    if to.iter().any(|item| !from.contains(item)) {
        return Some(Direction::Widens);
    }
    from.iter().any(|item| !to.contains(item)).then_some(Direction::Narrows)
}

fn number(value: &Value) -> i64 {
    if let Value::Number(number) = value { *number } else { 0 }
}

/// A word of the declaration; where nothing is said, what that means.
fn word<T: Json>(value: &Value, nothing: T) -> T {
    if *value == Value::Null { nothing } else { read(value) }
}

fn read<T: Json>(value: &Value) -> T {
    T::read(value, &mut Reader::default())
}

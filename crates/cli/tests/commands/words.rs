//! The words of the schemas are the words of the core: none more, none less.

use std::collections::BTreeSet;

use overt_core::choice::{Dial, OffKind, Then};
use overt_core::consent::ConsentStatus;
use overt_core::decide::Rule;
use overt_core::history::{Actor, Deed};
use overt_core::record::ResetKind;
use overt_core::registry::{
    Category, EvidenceKind, FindingCode, GpcFirstParty, Intrusiveness, LegalBasis, Mode, Place, PurposeKind, SlotKind, Stage, Transfers,
};
use serde_json::Value;

use crate::schemas::{SCHEMAS, schema};

/// Words that the record's schema has ahead of the core.
const AHEAD: [&str; 8] = ["left", "turnOff", "refuse", "withdraw", "lift", "tell", "joined", "stance"];

/// Lists of words that the registry's schema has ahead of the core.
const LISTS_AHEAD: [&str; 2] = ["valueType", "sizeBucket"];

macro_rules! words {
    ($($name:literal = $type:ty),* $(,)?) => { [ $( ($name, <$type>::ALL.iter().map(|w| w.as_str()).collect::<BTreeSet<&str>>()) ),* ] };
}

#[test]
fn every_list_of_words_is_that_of_the_core() {
    let core = words![
        "actor" = Actor,
        "category" = Category,
        "consentStatus" = ConsentStatus,
        "deed" = Deed,
        "dial" = Dial,
        "evidenceKind" = EvidenceKind,
        "findingCode" = FindingCode,
        "gpcFirstParty" = GpcFirstParty,
        "intrusiveness" = Intrusiveness,
        "legalBasis" = LegalBasis,
        "mode" = Mode,
        "offKind" = OffKind,
        "place" = Place,
        "purposeKind" = PurposeKind,
        "resetKind" = ResetKind,
        "rule" = Rule,
        "slotKind" = SlotKind,
        "stage" = Stage,
        "then" = Then,
        "transfers" = Transfers,
    ];
    let mut met = BTreeSet::new();
    for file in SCHEMAS {
        let schema = schema(file);
        let definitions = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
        for (name, definition) in definitions {
            let Some(words) = definition.get("enum").and_then(Value::as_array) else { continue };
            if LISTS_AHEAD.contains(&name.as_str()) {
                continue;
            }
            let (_, of_core) = core.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{file}: {name} is not checked"));
            let mut words: BTreeSet<&str> = words.iter().map(|word| word.as_str().unwrap()).collect();
            words.retain(|word| of_core.contains(word) || !AHEAD.contains(word));
            assert_eq!(words, *of_core, "{file}: {name}");
            met.insert(name.clone());
        }
    }
    let unmet: Vec<&str> = core.iter().map(|(name, _)| *name).filter(|name| !met.contains(*name)).collect();
    assert_eq!(unmet, Vec::<&str>::new(), "no schema has these");
}

#[test]
fn the_bounds_of_the_schemas_are_those_of_the_core() {
    use overt_core::limits::*;
    let (registry, record) = (schema("registry"), schema("record"));
    let purpose = &registry["$defs"]["purpose"]["properties"];
    assert_eq!(purpose["validDays"]["maximum"], VALID_DAYS_MOST);
    assert_eq!(purpose["validDays"]["default"], VALID_DAYS);
    let learned = &record["$defs"]["learned"]["properties"]["evidence"];
    assert_eq!(learned["maxItems"], EVIDENCE_DAYS);
    assert_eq!(learned["items"]["properties"]["count"]["maximum"], EVIDENCE_COUNT);
    assert_eq!(record["properties"]["learned"]["maxItems"], LEARNED_VALUES);
    assert_eq!(record["properties"]["history"]["maxItems"], HISTORY_ENTRIES);
    assert_eq!(schema("decision")["properties"]["weight"]["maximum"], DIAL_CAP);
}

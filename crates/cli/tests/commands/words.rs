//! The words of the schemas are the words of the core: none more, none less.

use std::collections::BTreeSet;

use overt_core::act::Outcome;
use overt_core::bundle::{CheckCode, CheckResult};
use overt_core::changes::{Direction, Part};
use overt_core::checkup::Cost;
use overt_core::choice::{Dial, OffKind, Then, Variety};
use overt_core::consent::ConsentStatus;
use overt_core::decide::Rule;
use overt_core::history::{Actor, Deed};
use overt_core::particulars::Channel;
use overt_core::record::ResetKind;
use overt_core::registry::{
    Category, EvidenceKind, FindingCode, GpcFirstParty, Intrusiveness, LegalBasis, Mode, Place, PurposeKind, SizeBucket, SlotKind, Stage,
    Transfers, ValueType,
};
use overt_core::states::{Act, By, ConsentState, State};
use serde_json::Value;

use crate::schemas::{SCHEMAS, schema};

macro_rules! words {
    ($($name:literal = $type:ty),* $(,)?) => { [ $( ($name, <$type>::ALL.iter().map(|w| w.as_str()).collect::<BTreeSet<&str>>()) ),* ] };
}

#[test]
fn every_list_of_words_is_that_of_the_core() {
    let core = words![
        "act" = Act,
        "actor" = Actor,
        "by" = By,
        "category" = Category,
        "channel" = Channel,
        "checkCode" = CheckCode,
        "checkResult" = CheckResult,
        "cost" = Cost,
        "consentState" = ConsentState,
        "consentStatus" = ConsentStatus,
        "deed" = Deed,
        "dial" = Dial,
        "direction" = Direction,
        "evidenceKind" = EvidenceKind,
        "findingCode" = FindingCode,
        "gpcFirstParty" = GpcFirstParty,
        "intrusiveness" = Intrusiveness,
        "legalBasis" = LegalBasis,
        "mode" = Mode,
        "offKind" = OffKind,
        "outcome" = Outcome,
        "part" = Part,
        "place" = Place,
        "purposeKind" = PurposeKind,
        "resetKind" = ResetKind,
        "rule" = Rule,
        "sizeBucket" = SizeBucket,
        "slotKind" = SlotKind,
        "stage" = Stage,
        "state" = State,
        "then" = Then,
        "transfers" = Transfers,
        "valueType" = ValueType,
        "variety" = Variety,
    ];
    let mut met = BTreeSet::new();
    for file in SCHEMAS {
        let schema = schema(file);
        let definitions = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
        for (name, definition) in definitions {
            let Some(words) = definition.get("enum").and_then(Value::as_array) else { continue };
            let (_, of_core) = core.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{file}: {name} is not checked"));
            let words: BTreeSet<&str> = words.iter().map(|word| word.as_str().unwrap()).collect();
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
    for (name, most) in [("purposes", PURPOSES), ("signals", SIGNALS), ("segments", SEGMENTS), ("slots", SLOTS), ("recipients", RECIPIENTS)]
    {
        assert_eq!(registry["properties"][name]["maxItems"], most);
    }
    for (of, name) in [("purpose", "retentionDays"), ("signal", "retentionDays"), ("signal", "halfLifeDays"), ("segment", "ttlDays")] {
        let days = &registry["$defs"][of]["properties"][name];
        assert_eq!((&days["minimum"], &days["maximum"]), (&1.into(), &DAYS_MOST.into()), "{of} {name}");
    }
    assert_eq!(registry["$defs"]["signal"]["properties"]["values"]["maxItems"], VALUES);
    assert_eq!(schema("bundle")["properties"]["samples"]["maxItems"], SAMPLES);
    assert_eq!(schema("bundle")["properties"]["bundle"]["const"], overt_core::bundle::BUNDLE);
    let checkpoint = &schema("log-entry")["$defs"]["checkpoint"]["properties"]["checkpoint"]["properties"];
    assert_eq!(checkpoint["count"]["multipleOf"], CHECKPOINT_ENTRIES);
}

//! Receipts: that nothing a form demands is missing, that they can be read again, and that they name nobody.

use overt_core::act::{Gesture, GestureProof, Loosen, Moment, Outcome, Tighten, loosen, tighten};
use overt_core::chain::Head;
use overt_core::choice::Scope;
use overt_core::clock::{from_iso_8601, iso_8601};
use overt_core::consent::{Consent, ConsentStatus};
use overt_core::hash::Hash;
use overt_core::history::Actor;
use overt_core::id::Id;
use overt_core::json::{from_text, parse, to_text};
use overt_core::limits::DAY_MS;
use overt_core::particulars::Particulars;
use overt_core::receipt::{NOT_STATED, ReceiptSummary, read_receipt, receipt_27560, receipt_id, receipt_kantara};
use overt_core::record::Record;
use overt_core::registry::Registry;
use proptest::prelude::*;
use serde_json::Value;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

const BOOKSHOP: &str = include_str!("../../../../www/demo/bookshop/overt.json");

/// A site with a recipient, a sensitive signal, and one from elsewhere.
const OTHER: &str = r#"{"version": 9, "controller": {"id": "shop", "name": "A shop", "url": "https://shop.example/start"}, "jurisdiction": ["DE", "EU"],
    "notice": {"url": "/privacy", "version": "2", "lang": "de"}, "recipients": [{"id": "post", "name": "The post", "address": "1 Street"}],
    "purposes": [{"id": "offers", "label": "Offers", "does": "a", "why": "b", "youGet": "c", "legalBasis": "consent", "transfers": "share", "recipients": ["post"], "dpv": ["dpv:Marketing"]}],
    "signals": [{"id": "diet", "pd": "pd:Health", "label": "Diet", "mode": "provided", "place": "thisSite", "implies": ["health"], "purposes": ["offers"]},
        {"id": "seen", "pd": "pd:Interest", "label": "Seen", "mode": "observed", "place": "thisSite", "purposes": ["offers"]},
        {"id": "told", "pd": "pd:Purchase", "label": "Told", "mode": "observed", "place": "otherSite", "purposes": ["offers"]}]}"#;

/// What ISO/IEC TS 27560:2023 makes mandatory in a receipt and in the record that it holds, by the terms of the vocabulary's profile.
const MANDATORY_27560: [(&str, &str); 33] = [
    ("receipt: schema version", "/dct:conformsTo"),
    ("receipt: id", "/dct:identifier"),
    ("receipt: record", "/dpv:hasRecordOfActivity"),
    ("receipt: creation", "/dct:created"),
    ("record: schema version", "/dpv:hasRecordOfActivity/dct:conformsTo"),
    ("record: id", "/dpv:hasRecordOfActivity/dct:identifier"),
    ("record: principal", "/dpv:hasRecordOfActivity/dpv:hasDataSubject/dct:identifier"),
    ("processing: notice", "/dpv:hasRecordOfActivity/dpv:hasNotice/@id"),
    ("processing: notice version", "/dpv:hasRecordOfActivity/dpv:hasNotice/schema:version"),
    ("processing: language", "/dpv:hasRecordOfActivity/dpv:hasNotice/dct:language"),
    ("processing: purpose", "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasPurpose/0"),
    ("processing: information", "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasPersonalData/0/skos:broader"),
    ("processing: type of information", "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasPersonalData/0/@type"),
    ("processing: controllers", "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasDataController"),
    ("processing: storage locations", "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasStorageCondition/0/dpv:hasLocation/0"),
    ("processing: retention period", "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasStorageCondition/1/dpv:hasDuration/rdf:value"),
    ("processing: jurisdiction", "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasJurisdiction/0"),
    ("record: jurisdiction", "/dpv:hasRecordOfActivity/dpv:hasJurisdiction/0"),
    ("processing: recipients", "/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasRecipient/0"),
    ("processing: withdrawal", "/dpv:hasRecordOfActivity/dpv:hasConsentControl/@type/1"),
    ("processing: withdrawal method", "/dpv:hasRecordOfActivity/dpv:hasConsentControl/dpv:isExercisedAt"),
    ("processing: rights", "/dpv:hasRecordOfActivity/dpv:hasRight/dpv:isExercisedAt"),
    ("party: id", "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dct:identifier"),
    ("party: identifier", "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasIdentifier"),
    ("party: address", "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasAddress"),
    ("party: name", "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasName"),
    ("party: contact", "/dpv:hasRecordOfActivity/dpv:hasEntity/0/dpv:hasContact"),
    ("party: type", "/dpv:hasRecordOfActivity/dpv:hasEntity/0/@type/1"),
    ("event: state", "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/@type/0"),
    ("event: consent type", "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/@type/1"),
    ("event: time", "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/dpv:isIndicatedAtTime"),
    ("event: duration", "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/dpv:hasDuration/rdf:value"),
    ("event: entity", "/dpv:hasRecordOfActivity/dpv:hasConsentStatus/dpv:isIndicatedBy"),
];

/// What the Kantara Consent Receipt 1.1 asks for; `publicKey` is for signed receipts only, `thirdPartyName` for those with a third party.
const MANDATORY_KANTARA: [&str; 24] = [
    "/version",
    "/jurisdiction",
    "/consentTimestamp",
    "/collectionMethod",
    "/consentReceiptID",
    "/language",
    "/piiPrincipalId",
    "/piiControllers/0/piiController",
    "/piiControllers/0/onBehalf",
    "/piiControllers/0/contact",
    "/piiControllers/0/address/streetAddress",
    "/piiControllers/0/email",
    "/piiControllers/0/phone",
    "/policyUrl",
    "/services/0/service",
    "/services/0/purposes/0/purpose",
    "/services/0/purposes/0/purposeCategory/0",
    "/services/0/purposes/0/consentType",
    "/services/0/purposes/0/piiCategory/0",
    "/services/0/purposes/0/primaryPurpose",
    "/services/0/purposes/0/termination",
    "/services/0/purposes/0/thirdPartyDisclosure",
    "/sensitive",
    "/spiCat",
];

fn consent(status: ConsentStatus) -> Consent {
    Consent {
        at: 1_795_316_400_123,
        id: Id::new("0a1b2c3d"),
        names: Vec::new(),
        notice: "2026-11".into(),
        registry: 3,
        shown: Some(Hash::of(b"the text")),
        status,
        valid_until: if status == ConsentStatus::Given { 1_795_316_400_123 + 180 * DAY_MS } else { 1_795_316_400_123 },
    }
}

/// The bookshop, with particulars where its declaration leaves them out.
fn bookshop() -> (Registry, Particulars) {
    let mut particulars = Particulars::load(BOOKSHOP);
    let controller = &mut particulars.controller;
    let defaults = [
        (&mut controller.address, "12 Market Street, Springfield"),
        (&mut controller.email, "privacy@bookshop.example"),
        (&mut controller.phone, "+1 555 0100"),
        (&mut controller.url, "https://bookshop.example/"),
    ];
    for (field, words) in defaults {
        if field.is_empty() {
            *field = words.into();
        }
    }
    if particulars.jurisdiction.is_empty() {
        particulars.jurisdiction = vec!["EU".into()];
    }
    (Registry::valid_parts(BOOKSHOP).unwrap(), particulars)
}

fn other() -> (Registry, Particulars) {
    (Registry::valid_parts(OTHER).unwrap(), Particulars::load(OTHER))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn missing(text: &str, wanted: &[&str]) -> Vec<String> {
    let value: Value = serde_json::from_str(text).unwrap();
    // The list of sensitive categories may be empty where there are none.
    let is_there = |path: &str| value.pointer(path).is_some_and(|found| path == "/spiCat" || !is_empty(found));
    wanted.iter().filter(|path| !is_there(path)).map(|path| String::from(*path)).collect()
}

#[test]
fn no_field_that_27560_demands_is_missing() {
    let wanted: Vec<&str> = MANDATORY_27560.iter().map(|(_, path)| *path).collect();
    let (registry, particulars) = bookshop();
    for status in ConsentStatus::ALL {
        let text = receipt_27560(&registry, &particulars, "content", &consent(*status), None);
        assert_eq!(missing(&text, &wanted), Vec::<String>::new());
        assert!(!text.contains(NOT_STATED), "the bookshop states everything: {text}");
    }
    let bare = receipt_27560(&Registry::default(), &Particulars::default(), "content", &consent(ConsentStatus::Given), None);
    assert_eq!(missing(&bare, &wanted), Vec::<String>::new(), "what the site does not state is said to be so");
    assert!(bare.contains(NOT_STATED));
}

#[test]
fn no_field_that_kantara_demands_is_missing() {
    let (registry, particulars) = bookshop();
    for status in ConsentStatus::ALL {
        let text = receipt_kantara(&registry, &particulars, "content", &consent(*status), None);
        assert_eq!(missing(&text, &MANDATORY_KANTARA), Vec::<String>::new());
        assert!(!text.contains(NOT_STATED), "the bookshop states everything: {text}");
    }
    let bare = receipt_kantara(&Registry::default(), &Particulars::default(), "content", &consent(ConsentStatus::Given), None);
    assert_eq!(missing(&bare, &MANDATORY_KANTARA), Vec::<String>::new());
}

#[test]
fn a_receipt_is_read_as_it_was_written() {
    let (registry, particulars) = bookshop();
    for status in ConsentStatus::ALL {
        let consent = consent(*status);
        let said = ReceiptSummary {
            at: consent.at,
            id: receipt_id("content", &consent),
            notice: "2026-11".into(),
            purpose: "content".into(),
            status: *status,
            valid_until: (*status == ConsentStatus::Given).then_some(consent.valid_until),
        };
        for write in [receipt_27560, receipt_kantara] {
            let text = write(&registry, &particulars, "content", &consent, None);
            assert_eq!(read_receipt(&text), Some(said.clone()));
            assert_eq!(from_text::<ReceiptSummary>(&to_text(&said)), Ok(said.clone()));
        }
    }
}

#[test]
fn a_receipt_is_canonical_and_always_the_same_bytes() {
    let (registry, particulars) = other();
    let consent = Consent { names: vec![Scope::from_text("category:health")], ..consent(ConsentStatus::Given) };
    for write in [receipt_27560, receipt_kantara] {
        let text = write(&registry, &particulars, "offers", &consent, None);
        assert_eq!(text, write(&registry, &particulars, "offers", &consent, None));
        assert_eq!(text, to_text(&parse(&text).unwrap()));
        // serde_json keeps fields in the order of their names, which are all ASCII here.
        assert_eq!(text, serde_json::from_str::<Value>(&text).unwrap().to_string());
    }
}

#[test]
fn the_statuses_are_those_of_the_vocabulary() {
    let terms = [
        (ConsentStatus::Given, "dpv:ConsentGiven"),
        (ConsentStatus::Refused, "dpv:ConsentRefused"),
        (ConsentStatus::Withdrawn, "dpv:ConsentWithdrawn"),
        (ConsentStatus::Unknown, "dpv:ConsentUnknown"),
    ];
    let (registry, particulars) = bookshop();
    for (status, term) in terms {
        let value: Value = serde_json::from_str(&receipt_27560(&registry, &particulars, "content", &consent(status), None)).unwrap();
        let event = value.pointer("/dpv:hasRecordOfActivity/dpv:hasConsentStatus").unwrap();
        assert_eq!(event.pointer("/@type/0").unwrap(), term);
        assert_eq!(event.pointer("/dpv:isIndicatedAtTime").unwrap(), "2026-11-22T03:00:00.123Z");
        let days = if status == ConsentStatus::Given { "P180D" } else { "dpv:ConsentGiven" };
        assert_eq!(event.pointer("/dpv:hasDuration/rdf:value").unwrap(), days);
    }
}

#[test]
fn a_receipt_names_neither_the_device_nor_the_answer_itself() {
    let (registry, particulars) = bookshop();
    let mut record = Record::default();
    let fresh = Id::new("5f0c7a31d2e84b6f9a1c3e5d7b9f0246").unwrap();
    let moment = Moment { registry: &registry, now: 1_795_316_400_000, actor: Actor::Gesture, fresh: fresh.clone() };
    let proof = GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 1000 }).unwrap();
    let purpose = Id::new("content").unwrap();
    assert_eq!(loosen(&mut record, &Loosen::On { purpose: purpose.clone() }, &moment, proof), Outcome::Done);
    assert_eq!(record.device, Some(fresh.clone()), "the first act names the device after itself");
    let given = record.consents("content").next().unwrap().clone();
    let later = Moment { now: moment.now + 1, fresh: Id::new("second").unwrap(), actor: Actor::Script, ..moment };
    assert_eq!(tighten(&mut record, &Tighten::Withdraw { purpose }, &later), Outcome::Done);
    let withdrawn = record.consents("content").next().unwrap().clone();
    let principal = |text: &str| serde_json::from_str::<Value>(text).unwrap().pointer("/piiPrincipalId").unwrap().clone();
    for write in [receipt_27560, receipt_kantara] {
        for consent in [&given, &withdrawn] {
            assert!(!write(&registry, &particulars, "content", consent, None).contains(fresh.as_str()));
        }
    }
    let [one, two] = [&given, &withdrawn].map(|c| principal(&receipt_kantara(&registry, &particulars, "content", c, None)));
    assert_ne!(one, two, "two receipts of one person have nothing in common");
    assert_ne!(receipt_id("content", &given), receipt_id("content", &withdrawn));
}

#[test]
fn only_what_the_answer_names_is_in_the_receipt() {
    let (registry, particulars) = other();
    let data = |names: &[&str]| {
        let consent = Consent { names: names.iter().map(|n| Scope::from_text(n)).collect(), ..consent(ConsentStatus::Given) };
        let value: Value = serde_json::from_str(&receipt_27560(&registry, &particulars, "offers", &consent, None)).unwrap();
        let data = value.pointer("/dpv:hasRecordOfActivity/dpv:hasProcess/dpv:hasPersonalData").unwrap().as_array().unwrap().clone();
        let told =
            |item: &Value| [item.get("dct:identifier"), item.get("@type")].map(|v| v.unwrap().as_str().unwrap().to_owned()).join(" ");
        data.iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(data(&[]), ["seen dpv:PersonalData"]);
    let named = ["diet dpv:SpecialCategoryPersonalData", "seen dpv:PersonalData", "category:health dpv:SpecialCategoryPersonalData"];
    assert_eq!(data(&["category:health"]), named);
    assert_eq!(data(&["source:otherSite"]), ["seen dpv:PersonalData", "told dpv:PersonalData"]);
}

#[test]
fn third_parties_and_sensitive_categories_are_named() {
    let (registry, particulars) = other();
    let consent = Consent { names: vec![Scope::from_text("category:health")], ..consent(ConsentStatus::Given) };
    let value: Value = serde_json::from_str(&receipt_kantara(&registry, &particulars, "offers", &consent, None)).unwrap();
    assert_eq!(value.pointer("/services/0/purposes/0/thirdPartyName").unwrap(), "The post");
    assert_eq!(value.pointer("/sensitive").unwrap(), true);
    assert_eq!(value.pointer("/spiCat/0").unwrap(), "pd:Health");
    assert_eq!(value.pointer("/policyUrl").unwrap(), "https://shop.example/privacy");
    assert_eq!(value.pointer("/jurisdiction").unwrap(), "DE, EU");
    let value: Value = serde_json::from_str(&receipt_27560(&registry, &particulars, "offers", &consent, None)).unwrap();
    let record = value.pointer("/dpv:hasRecordOfActivity").unwrap();
    assert_eq!(record.pointer("/dpv:hasProcess/dpv:hasRecipient/0").unwrap(), "urn:overt:party:post");
    assert_eq!(record.pointer("/dpv:hasEntity/1/dpv:hasName").unwrap(), "The post");
    assert_eq!(record.pointer("/dpv:hasEntity/1/dpv:hasContact").unwrap(), NOT_STATED);
}

#[test]
fn the_end_of_the_log_stands_in_the_receipt() {
    let (registry, particulars) = bookshop();
    let head = Head { count: 4, hash: Hash::of(b"line"), state: Hash::of(b"state") };
    for write in [receipt_27560, receipt_kantara] {
        assert!(write(&registry, &particulars, "content", &consent(ConsentStatus::Given), Some(&head)).contains(&head.hash.to_hex()));
    }
}

#[test]
fn a_purpose_that_is_no_longer_declared_still_gets_its_receipt() {
    let (registry, particulars) = bookshop();
    for write in [receipt_27560, receipt_kantara] {
        let text = write(&registry, &particulars, "gone", &consent(ConsentStatus::Withdrawn), None);
        assert_eq!(read_receipt(&text).unwrap().purpose, "gone");
    }
}

#[test]
fn what_is_no_receipt_is_not_read() {
    let (registry, particulars) = bookshop();
    let given = consent(ConsentStatus::Given);
    for write in [receipt_27560, receipt_kantara] {
        let text = write(&registry, &particulars, "content", &given, None);
        assert_eq!(read_receipt(text.get(..text.len() - 1).unwrap()), None);
        assert_eq!(read_receipt(&text.replace("2026-11-22T03", "2026-11-32T03")), None, "no such day");
        assert_eq!(read_receipt(&text.replace("ConsentReceipt", "Leaflet").replace("KI-CR-v1.1.0", "KI-CR-v9")), None);
        assert_eq!(read_receipt(&[&text, &*" ".repeat(262_144)].concat()), None, "too large");
    }
}

#[test]
fn dates_are_those_of_the_calendar() {
    let known = [
        (0, "1970-01-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        (-2_203_977_600_000, "1900-02-28T00:00:00.000Z"),
        (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
        (1_709_210_096_789, "2024-02-29T12:34:56.789Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
    ];
    for (now, text) in known {
        assert_eq!(iso_8601(now), text);
        assert_eq!(from_iso_8601(text), Some(now));
    }
    assert_eq!(iso_8601(i64::MAX), "9999-12-31T23:59:59.999Z");
    assert_eq!(iso_8601(i64::MIN), "0000-01-01T00:00:00.000Z");
}

#[test]
fn every_day_from_1890_to_2110_is_the_one_after_the_day_before() {
    let is_leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let mut day = from_iso_8601("1890-01-01T00:00:00.000Z").unwrap();
    for year in 1890..=2110 {
        let february = if is_leap(year) { 29 } else { 28 };
        for (month, length) in (1..).zip([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
            for date in 1..=length {
                assert_eq!(iso_8601(day), format!("{year:04}-{month:02}-{date:02}T00:00:00.000Z"));
                day += DAY_MS;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_moment_is_read_as_it_was_written(now in -62_167_219_200_000_i64..=253_402_300_799_999) {
        prop_assert_eq!(from_iso_8601(&iso_8601(now)), Some(now));
    }

    #[test]
    fn what_is_no_moment_is_not_read(text in "[0-9+-]{4}-[0-9 ]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?[Zz]?|\\PC{0,24}") {
        if let Some(now) = from_iso_8601(&text) {
            let whole = if text.len() == 20 { text.replace('Z', ".000Z") } else { text };
            prop_assert_eq!(iso_8601(now), whole);
        }
    }

    #[test]
    fn no_text_that_is_read_as_a_receipt_brings_the_reader_down(text in "\\PC{0,200}") {
        let _ = read_receipt(&text);
    }
}

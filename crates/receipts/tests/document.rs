//! The document is what the core makes and the schemas describe, and is empty where something can't be read.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it says")]

use overt_core::act::{Gesture, GestureProof, Loosen, Moment, Tighten, loosen, tighten};
use overt_core::consent::Consent;
use overt_core::history::Actor;
use overt_core::id::Id;
use overt_core::json::{parse, to_text};
use overt_core::particulars::Particulars;
use overt_core::receipt::{receipt_27560, receipt_kantara};
use overt_core::record::Record;
use overt_core::registry::Registry;
use overt_receipts::receipts;
use serde_json::{Value, json};

const BOOKSHOP: &str = include_str!("../../../www/demo/bookshop/overt.json");
const NOW: f64 = 1_795_000_000_000.0;

/// Somebody who said yes to one purpose on two devices at once, and no to the others.
fn asked() -> Record {
    let registry = Registry::valid_parts(BOOKSHOP).unwrap();
    let act = |record: &mut Record, purpose: &Id, yes: bool, name: &str| {
        let moment = Moment { registry: &registry, now: 1_790_000_000_000, actor: Actor::Gesture, fresh: Id::new(name).unwrap() };
        let press = Gesture { trusted: true, active: true, inside: true, visible_ms: 2000 };
        if yes {
            loosen(record, &Loosen::On { purpose: purpose.clone() }, &moment, GestureProof::of(press).unwrap());
        } else {
            tighten(record, &Tighten::Refuse { purpose: purpose.clone(), shown: None }, &moment);
        }
    };
    let (mut phone, mut tablet) = (Record::default(), Record::default());
    for (place, purpose) in registry.purpose_ids().enumerate() {
        act(&mut phone, &purpose, place == 0, &format!("phone-{place}"));
    }
    act(&mut tablet, &registry.purpose_ids().next().unwrap(), true, "tablet-1");
    phone.join(&tablet);
    phone
}

fn document(registry: &str, record: &str) -> Value {
    let text = receipts(registry, record, NOW);
    assert_eq!(to_text(&parse(&text).unwrap()), text, "it is canonical");
    serde_json::from_str(&text).unwrap()
}

fn is_described(schema: &str, value: &Value) -> bool {
    let text = std::fs::read_to_string(format!("{}/../../docs/schema/{schema}.schema.json", env!("CARGO_MANIFEST_DIR"))).unwrap();
    jsonschema::draft202012::new(&serde_json::from_str(&text).unwrap()).unwrap().is_valid(value)
}

#[test]
fn every_answer_has_its_receipt_in_both_forms_as_the_core_makes_them() {
    let (record, registry, particulars) = (asked(), Registry::valid_parts(BOOKSHOP).unwrap(), Particulars::load(BOOKSHOP));
    let mut expected = Vec::new();
    for keyed in &record.consents {
        for consent in keyed.register.values::<Consent>() {
            let purpose = keyed.about.as_str();
            let form = |text: &str| serde_json::from_str::<Value>(text).unwrap();
            expected.push(json!({
                "iso27560": form(&receipt_27560(&registry, &particulars, purpose, &consent, None)),
                "kantara": form(&receipt_kantara(&registry, &particulars, purpose, &consent, None)),
                "purpose": purpose,
            }));
        }
    }
    assert!(expected.len() > 1, "one purpose was answered twice");
    assert_eq!(document(BOOKSHOP, &record.to_text()), json!({"made": 1_795_000_000_000_i64, "receipts": expected}));
}

#[test]
fn the_document_and_each_receipt_in_it_are_described() {
    let document = document(BOOKSHOP, &asked().to_text());
    assert!(is_described("receipts", &document));
    for receipt in document["receipts"].as_array().unwrap() {
        assert!(is_described("receipt-27560", &receipt["iso27560"]), "{receipt}");
        assert!(is_described("receipt-kantara", &receipt["kantara"]), "{receipt}");
    }
    assert!(!is_described("receipts", &json!({"receipts": [{}]})));
}

#[test]
fn what_cannot_be_read_gives_no_receipts_and_says_so() {
    let record = asked().to_text();
    let newer = r#"{"schema":3}"#;
    for (registry, record, trouble) in [
        ("", record.as_str(), "registryInvalid"),
        ("null", "null", "registryInvalid"),
        (BOOKSHOP, "null", "recordUnreadable"),
        (BOOKSHOP, &record[..record.len() - 1], "recordUnreadable"),
        (BOOKSHOP, newer, "recordNewer"),
    ] {
        let document = document(registry, record);
        assert_eq!(document, json!({"made": 1_795_000_000_000_i64, "receipts": [], "trouble": trouble}));
        assert!(is_described("receipts", &document));
    }
}

#[test]
fn nothing_stored_is_nothing_to_receipt_and_no_trouble() {
    assert_eq!(receipts(BOOKSHOP, "", 0.0), r#"{"made":0,"receipts":[]}"#);
    assert_eq!(receipts(BOOKSHOP, "", f64::NAN), r#"{"made":0,"receipts":[]}"#);
    assert_eq!(receipts(BOOKSHOP, &Record::default().to_text(), 7.9), r#"{"made":7,"receipts":[]}"#);
}

//! The schemas describe what is really read and written: they refuse nothing of it, and leave nothing of it out.

use jsonschema::Validator;
use overt_core::chain::Head;
use overt_core::choice::Scope;
use overt_core::consent::{Consent, ConsentStatus};
use overt_core::hash::Hash;
use overt_core::json::{from_text, to_text};
use overt_core::limits::DAY_MS;
use overt_core::particulars::Particulars;
use overt_core::receipt::{receipt_27560, receipt_kantara};
use overt_core::states::state_model;
use serde_json::{Map, Value, json};

use crate::bundles::{LIVED, shortened};
use crate::run::*;

pub(crate) const SCHEMAS: [&str; 18] = [
    "bundle",
    "catalogue",
    "changes",
    "decision",
    "doctor",
    "explanation",
    "findings",
    "log-entry",
    "personalization",
    "profile",
    "ranking",
    "receipt-27560",
    "receipt-kantara",
    "receipts",
    "record",
    "registry",
    "report",
    "state-model",
];

pub(crate) fn schema(name: &str) -> Value {
    serde_json::from_str(&file(&format!("docs/schema/{name}.schema.json"))).unwrap()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

/// The same schema, with nothing allowed that it does not describe.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let mut fields: Map<String, Value> = fields
                .iter()
                // Conditions speak of some fields and leave the rest to others.
                .map(|(name, value)| {
                    (name.clone(), if matches!(name.as_str(), "if" | "then" | "else") { value.clone() } else { closed(value) })
                })
                .collect();
            // A field may itself be called "properties"; only an object's own are meant.
            if fields.get("properties").is_some_and(Value::is_object) && fields.get("type") == Some(&json!("object")) {
                fields.insert("additionalProperties".into(), Value::Bool(false));
            }
            Value::Object(fields)
        }
        Value::Array(list) => list.iter().map(closed).collect(),
        other => other.clone(),
    }
}

fn assert_described(name: &str, text: &str) {
    let value: Value = serde_json::from_str(text).unwrap();
    let faults: Vec<String> =
        validator(&closed(&schema(name))).iter_errors(&value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new(), "{name}: {text}");
}

fn refuses(name: &str, value: &Value) -> bool {
    !validator(&schema(name)).is_valid(value)
}

#[test]
fn every_schema_is_one() {
    for name in SCHEMAS {
        let schema = schema(name);
        assert!(jsonschema::draft202012::meta::is_valid(&schema), "{name}");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    let files = std::fs::read_dir(root().join("docs/schema")).unwrap();
    assert_eq!(files.count(), SCHEMAS.len(), "every file of docs/schema is among those checked here");
}

#[test]
fn the_configuration_of_the_bookshop_is_described() {
    assert_described("registry", &file(REGISTRY));
}

/// The core writes every field that it reads, with what it takes where nothing is said.
#[test]
fn every_field_that_the_core_reads_is_described() {
    assert_described("registry", &to_text(&registry()));
    let mut particulars = Particulars::load(&file(REGISTRY));
    particulars.notice.sha256 = "a".repeat(64);
    assert_described("registry", &to_text(&particulars));
}

#[test]
fn the_examples_are_described() {
    assert_described("record", &file(RECORD));
    assert_described("catalogue", &file(CATALOGUE));
    let [record, log, _] = LIVED;
    assert_described("record", &file(record));
    assert!(file(log).contains("\"snapshot\":"));
    for line in file(log).lines() {
        assert_described("log-entry", line);
    }
}

#[test]
fn a_log_that_was_shortened_is_described() {
    let log = shortened();
    assert!(log.starts_with("{\"checkpoint\":"), "{log}");
    for line in log.lines() {
        assert_described("log-entry", line);
    }
    for line in ["{}", r#"{"checkpoint":{"count":63,"hash":"","roots":[]},"sum":""}"#] {
        assert!(refuses("log-entry", &serde_json::from_str(line).unwrap()), "{line}");
    }
}

#[test]
fn a_bundle_and_the_report_on_it_are_described() {
    let [record, log, head] = LIVED;
    let words = ["bundle", "--registry", REGISTRY, "--record", record, "--log", log, "--now", "1795341600000"];
    for more in [&["--head", head][..], &["--gpc"]] {
        let bundle = run(&[&words[..], more].concat()).out;
        assert_described("bundle", &bundle);
        for text in [bundle.as_str(), &bundle.replace("adventure", "advanture")] {
            assert_described("report", &run_with(&["verify", "--format", "json", "-"], text).out);
        }
    }
    let head: Head = from_text(&file(head)).unwrap();
    let defs = &schema("bundle")["$defs"];
    assert!(jsonschema::is_valid(&json!({"$ref": "#/$defs/head", "$defs": defs}), &serde_json::from_str(&to_text(&head)).unwrap()));
}

#[test]
fn receipts_of_every_answer_are_described() {
    let (registry, particulars) = (registry(), Particulars::load(&file(REGISTRY)));
    let head = Head { count: 4, hash: Hash::of(b"line"), state: Hash::of(b"state") };
    for status in ConsentStatus::ALL {
        for (names, shown, head) in
            [(vec![], None, None), (vec![Scope::from_text("category:health")], Some(Hash::of(b"text")), Some(&head))]
        {
            let valid_until = if *status == ConsentStatus::Given { NOW + 180 * DAY_MS } else { NOW };
            let consent = Consent { at: NOW, id: None, names, notice: "2026-11".into(), registry: 3, shown, status: *status, valid_until };
            for purpose in ["content", "gone"] {
                assert_described("receipt-27560", &receipt_27560(&registry, &particulars, purpose, &consent, head));
                assert_described("receipt-kantara", &receipt_kantara(&registry, &particulars, purpose, &consent, head));
            }
        }
    }
    for name in ["receipt-27560", "receipt-kantara"] {
        assert!(refuses(name, &json!({})), "{name}");
    }
}

#[test]
fn the_state_model_is_described() {
    assert_described("state-model", &to_text(&state_model()));
    assert_described("state-model", &file("docs/state-model.json"));
    assert!(refuses("state-model", &json!({"rules": []})));
}

#[test]
fn what_several_schemas_describe_they_describe_alike() {
    let (record, decision, log, bundle) = (schema("record"), schema("decision"), schema("log-entry"), schema("bundle"));
    let shared = |one: &Value, other: &Value| {
        let of_other = other["$defs"].as_object().unwrap();
        let of_both: Vec<&String> = one["$defs"].as_object().unwrap().keys().filter(|name| of_other.contains_key(*name)).collect();
        for name in &of_both {
            assert_eq!(one["$defs"][*name], of_other[*name], "{name}");
        }
        of_both.len()
    };
    assert!(shared(&log, &record) > 10);
    assert_eq!((shared(&bundle, &record), shared(&bundle, &decision), shared(&decision, &record)), (3, 2, 1));
    for name in ["choices", "consents", "dials", "mode", "resets", "undone", "variety"] {
        assert_eq!(log["$defs"]["state"]["properties"][name], record["properties"][name], "{name}");
    }
    for part in ["description", "type", "required", "properties"] {
        assert_eq!(bundle["$defs"]["decision"][part], decision[part], "{part}");
    }
}

#[test]
fn every_frozen_record_is_described() {
    let mut count = 0;
    for version in std::fs::read_dir(root().join("crates/core/tests/frozen")).unwrap() {
        for record in std::fs::read_dir(version.unwrap().path()).unwrap() {
            let path = record.unwrap().path();
            // What a newer version wrote beside is not this version's to describe.
            let newer = path.file_stem().is_some_and(|name| name == "newer-fields");
            if !newer && path.extension().is_some_and(|ending| ending == "json") {
                assert_described("record", &std::fs::read_to_string(&path).unwrap());
                count += 1;
            }
        }
    }
    assert!(count >= 6, "{count} records");
}

#[test]
fn a_record_that_the_core_writes_is_described() {
    assert_described("record", &record().to_text());
    assert_described("record", &overt_core::record::Record::default().to_text());
}

#[test]
fn every_answer_is_described() {
    let list = ["--catalogue", CATALOGUE, "--slot", "for-you"];
    let decide = |signal, value| ["--signal", signal, "--value", value, "--purpose", "content", "--slot", "for-you"];
    for (signal, value) in [("viewed.shelf", "adventure"), ("viewed.shelf", "politics"), ("viewed.film", "adventure")] {
        assert_described("decision", answer(&run(&about_the_example("decide", &decide(signal, value)))));
    }
    assert_described("profile", answer(&run(&about_the_example("profile", &["--purpose", "content", "--slot", "for-you"]))));
    assert_described("ranking", answer(&run(&about_the_example("rank", &list))));
    assert_described("explanation", answer(&run(&about_the_example("explain", &list))));
    for text in [r#"{"purposes":[{"id":"X"},{"id":"content"}]}"#, "{", "{}"] {
        assert_described("findings", &run_with(&["lint", "-", "--format", "json"], text).out);
        assert_described("doctor", &run_with(&["doctor", "-", "--format", "json"], text).out);
    }
}

#[test]
fn what_is_made_for_owners_is_described() {
    let shop = "tests/configs/good/shop.json";
    assert_described("registry", &file(shop));
    for path in [REGISTRY, shop] {
        assert_described("personalization", answer(&run(&["well-known", path])));
    }
    for (old, new) in [(REGISTRY, shop), (shop, REGISTRY), (shop, shop)] {
        assert_described("changes", answer(&run(&["diff", old, new, "--format", "json"])));
    }
    assert!(refuses("changes", &json!({"changes": [{"change": "added"}], "from": 1, "to": 2})));
}

#[test]
fn a_paused_decision_is_described() {
    let paused = r#"{"about": "all", "register": {"seen": ["d7k2:1"], "values": [{"dot": "d7k2:1", "is": {"state": "paused", "from": 1795338000000, "until": 1795424400000, "then": "follow"}}]}}"#;
    let record = file(RECORD).replacen("\"choices\": [", &format!("\"choices\": [{paused},"), 1);
    assert_described("record", &record);
    let words = ["decide", "--registry", REGISTRY, "--record", "-", "--now", "1795341600000"];
    let subject = ["--signal", "viewed.shelf", "--value", "adventure", "--purpose", "content", "--slot", "for-you"];
    let ran = run_with(&[&words[..], &subject].concat(), record);
    assert!(ran.out.contains(r#""rule":"paused""#) && ran.out.contains(r#""until":1795424400000"#), "{}", ran.out);
    assert_described("decision", answer(&ran));
}

#[test]
fn what_lint_finds_in_one_place_the_schema_refuses_as_well() {
    let site = |change: fn(&mut Value)| {
        let mut site: Value = serde_json::from_str(&file(REGISTRY)).unwrap();
        change(&mut site);
        site
    };
    let broken = [
        site(|s| s["purposes"][0]["youGet"] = json!("  ")),
        site(|s| s["purposes"][0]["id"] = json!("Content")),
        site(|s| s["purposes"][0]["validDays"] = json!(366)),
        site(|s| s["purposes"][0]["transfers"] = json!("sell")),
        site(|s| s["purposes"][0]["retentionDays"] = json!(3651)),
        site(|s| s["contact"] = json!([{"channel": "email"}])),
        site(|s| s["contact"][0]["adress"] = json!("shop@example.org")),
        site(|s| s["segments"] = json!([{"id": "readers", "size": "to1k"}])),
        site(|s| s["segments"] = json!([{"id": "readers", "rule": "Opened many books", "size": "to1k", "ttlDays": 0}])),
        site(|s| s["signals"][0]["strength"] = json!(0)),
        site(|s| s["signals"][0]["halfLifeDays"] = json!(3651)),
        site(|s| s["signals"][0]["retentionDays"] = json!(0)),
        site(|s| s["slots"][0]["fallback"] = json!("")),
        site(|s| s["version"] = json!("three")),
    ];
    for site in broken {
        assert_ne!(run_with(&["lint", "-"], site.to_string()).code, 0);
        assert!(refuses("registry", &site), "{}", site["purposes"][0]);
    }
    assert!(!refuses("registry", &site(|_| {})));
}

#[test]
fn a_misspelt_field_is_refused_where_people_write() {
    assert!(refuses("registry", &json!({"purpose": []})));
    assert!(refuses("registry", &json!({"signals": [{"id": "viewed.shelf", "implys": ["health"]}]})));
    assert!(refuses("catalogue", &json!({"items": [{"id": "1", "feature": []}]})));
}

#[test]
fn what_the_command_refuses_in_a_catalogue_the_schema_refuses_too() {
    for text in [
        r#"{}"#,
        r#"{"items":[{"id":""}]}"#,
        r#"{"items":[{"id":"a","base":1001}]}"#,
        r#"{"items":[{"id":"a","features":[{"strength":5}]}]}"#,
        r#"{"items":[{"id":"a","features":[7]}]}"#,
    ] {
        let words = ["rank", "--registry", REGISTRY, "--now", "0", "--catalogue", "-", "--slot", "for-you"];
        assert_eq!(run_with(&words, text).code, 2, "{text}");
        assert!(refuses("catalogue", &serde_json::from_str(text).unwrap()), "{text}");
    }
}

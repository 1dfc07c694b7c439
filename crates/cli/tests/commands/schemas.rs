//! The schemas describe what is really read and written: they refuse nothing of it, and leave nothing of it out.

use jsonschema::Validator;
use overt_core::json::to_text;
use serde_json::{Map, Value, json};

use crate::run::*;

pub(crate) const SCHEMAS: [&str; 8] = ["registry", "record", "catalogue", "decision", "profile", "ranking", "explanation", "findings"];

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
                .map(|(name, value)| (name.clone(), if matches!(name.as_str(), "if" | "then") { value.clone() } else { closed(value) }))
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
}

#[test]
fn the_examples_are_described() {
    assert_described("record", &file(RECORD));
    assert_described("catalogue", &file(CATALOGUE));
}

#[test]
fn every_frozen_record_is_described() {
    let mut count = 0;
    for version in std::fs::read_dir(root().join("crates/core/tests/frozen")).unwrap() {
        for record in std::fs::read_dir(version.unwrap().path()).unwrap() {
            let path = record.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "json") {
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
    }
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

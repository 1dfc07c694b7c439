//! What gives a sensitive category away by its name, and what only looks as if it did.

use overt_core::decide::{Context, Facts, Rule, may_learn};
use overt_core::record::Record;
use overt_core::registry::{Category, FindingCode};

use crate::findings::{findings, one, refusal, signal, site};

#[cfg(target_arch = "wasm32")]
use crate::world::test;

#[test]
fn undeclared_proxy() {
    let code = FindingCode::UndeclaredProxy;
    let values = r#","values":[{"id":"tea"},{"id":"prenatal-vitamins"},{"id":"v7","label":"Trade-union news"},{"id":"kosher","implies":["religion"]}]"#;
    let (registry, found) = findings(&site(&format!(r#""signals":[{}]"#, signal(values))));
    assert_eq!(found, [(code, "signals[0].values[1].implies".into()), (code, "signals[0].values[2].implies".into())]);
    let categories = |value| registry.signals[0].categories(Some(value)).collect::<Vec<_>>();
    assert_eq!(categories("tea"), []);
    assert_eq!(categories("prenatal-vitamins"), [Category::Health]);
    assert_eq!(categories("v7"), [Category::Union]);
    assert_eq!(categories("hiv-test"), [Category::Health], "it is not declared at all");
    for value in ["prenatal-vitamins", "v7", "kosher", "hiv-test"] {
        assert_eq!(refusal(&registry, "s", value), Rule::Sensitive, "{value}");
        let facts = Facts { registry: &registry, record: &Record::default(), context: Context::default() };
        assert_eq!(may_learn(&facts, "s", value, "p"), Err(Rule::Sensitive));
    }
    assert_eq!(refusal(&registry, "s", "tea"), Rule::Stale);
}

#[test]
fn a_signal_that_is_a_proxy_as_a_whole_is_one_whatever_its_value() {
    for named in [r#""id":"told.diagnosis","#, r#""id":"s","label":"Your therapies","#] {
        let declared = |implies: &str| {
            site(&format!(
                r#""signals":[{{{named}"mode":"provided","place":"thisSite","purposes":["p"]{implies},"values":[{{"id":"medication"}}]}}]"#
            ))
        };
        let (registry, found) = findings(&declared(""));
        assert_eq!(found, one(FindingCode::UndeclaredProxy, "signals[0].implies"), "what the signal implies its values need not repeat");
        assert_eq!(refusal(&registry, &registry.signals[0].id, "tea"), Rule::Sensitive);
        assert_eq!(findings(&declared(r#","implies":["health"]"#)).1, []);
    }
    let two = r#"{"signals":[{"id":"s","values":[{"id":"religion-and-politics","implies":["politics"]}]}]}"#;
    let (registry, found) = findings(two);
    assert_eq!(found, one(FindingCode::UndeclaredProxy, "signals[0].values[0].implies"));
    assert!(registry.signals[0].categories(Some("religion-and-politics")).eq([Category::Politics, Category::Religion]));
}

#[test]
fn what_only_looks_sensitive_is_not_taken_for_it() {
    for harmless in [
        "medieval",
        "history-medieval-middle-ages",
        "The Medici",
        "Essex",
        "Gay, John",
        "Reunion",
        "visual-aids",
        "The Great Depression",
        "allocation",
        "indebted",
        "Archivist",
        "hives",
        "neurotic",
        "terrace",
        "glacial",
        "jewels",
        "Islamabad",
        "policy",
        "criminology",
        "credit-unions",
        "",
    ] {
        assert_eq!(Category::suggested_by(harmless), None, "{harmless}");
    }
    for (telling, category) in [
        ("pregnancy-test", Category::Health),
        ("infertility", Category::Health),
        ("HIV", Category::Health),
        ("hiv-positive", Category::Health),
        ("psychotherapy", Category::Health),
        ("Medicines", Category::Health),
        ("type-2-diabetes", Category::Health),
        ("Disability aids", Category::Health),
        ("interreligious religion", Category::Religion),
        ("islam", Category::Religion),
        ("multi-ethnic", Category::Ethnicity),
        ("political-party", Category::Politics),
        ("Trade unions", Category::Union),
        ("homosexual", Category::SexLife),
        ("lgbtq", Category::SexLife),
        ("biometrics", Category::Biometric),
        ("genetic-test", Category::Genetic),
        ("immigration", Category::Immigration),
        ("criminal_record", Category::Criminal),
        ("debt-advice", Category::Finance),
        ("gps.track", Category::Location),
        ("store.locations", Category::Location),
    ] {
        assert_eq!(Category::suggested_by(telling), Some(category), "{telling}");
    }
}

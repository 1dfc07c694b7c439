//! What the command makes of a configuration for its owner: what to mend first, what changed, and the texts for visitors.

use overt_core::changes::{Change, Direction};
use overt_core::hash::Hash;
use overt_core::json::from_text;
use overt_core::states::state_model;
use serde_json::{Value, json};

use crate::run::*;

const SHOP: &str = "tests/configs/good/shop.json";

fn shop() -> Value {
    serde_json::from_str(&file(SHOP)).unwrap()
}

/// The shop, with something else said at a place.
fn shop_with(path: &str, value: Value) -> String {
    let mut shop = shop();
    *shop.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value;
    shop.to_string()
}

fn json_of(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|fault| panic!("{fault}: {ran:?}"))
}

fn codes(ran: &Ran) -> Vec<String> {
    let answer = json_of(ran);
    let fixes = answer.get("fixes").and_then(Value::as_array).unwrap();
    fixes.iter().map(|fix| fix.get("code").and_then(Value::as_str).unwrap().into()).collect()
}

#[test]
fn the_doctor_has_nothing_to_say_of_what_is_well() {
    let ran = run(&["doctor", SHOP]);
    let expected = "tests/configs/good/shop.json: nothing to mend.\n\nIn force: 2 purposes, 3 signals, 1 segment, 2 slots, 1 recipient.";
    assert_eq!(answer(&ran), expected);
}

#[test]
fn the_doctor_tells_three_fixes_by_what_they_cost_visitors_and_names_the_rest() {
    let text = r#"{"signals":[{"id":"a"},{"id":"diabetes"},{"id":"c"},{"id":"d"}],"contact":[{"address":""}]}"#;
    let ran = run_with(&["doctor", "-"], text);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let paragraphs: Vec<&str> = ran.out.trim_end().split("\n\n").collect();
    let starts =
        ["standard input: 12 findings", "1. undeclaredProxy: ", "2. missingController: ", "3. missingContact: ", "Then: ", "In force: "];
    assert_eq!(paragraphs.len(), starts.len(), "{}", ran.out);
    for (paragraph, start) in paragraphs.iter().zip(starts) {
        assert!(paragraph.starts_with(start), "{paragraph}");
    }
    assert_eq!(paragraphs[4], "Then: missingLabel (4), notNeeded (4), missingVersion (1). `overt lint` says each in full.");
    let ran = run_with(&["doctor", "-", "--format", "json"], text);
    assert_eq!(codes(&ran), ["undeclaredProxy", "missingController", "missingContact", "missingLabel", "notNeeded", "missingVersion"]);
    assert_eq!(json_of(&ran)["inForce"]["signals"], 4);
}

#[test]
fn the_doctor_ends_as_lint_does() {
    for (text, code) in [("{", 2), ("{}", 1)] {
        assert_eq!((run_with(&["doctor", "-"], text).code, run_with(&["lint", "-"], text).code), (code, code));
    }
}

#[test]
fn the_doctor_holds_a_list_against_the_configuration() {
    let with = |items: Value| {
        let folder = std::env::temp_dir().join(format!("overt-doctor-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{}.json", Hash::of(items.to_string().as_bytes()).to_hex()));
        std::fs::write(&path, json!({"items": items}).to_string()).unwrap();
        run(&["doctor", SHOP, "--format", "json", "--catalogue", path.to_str().unwrap()])
    };
    let item = |id: &str, features: &[&str]| json!({"id": id, "features": features});
    let whole = [item("1", &["tea:green"]), item("2", &["tea:assam", "free-of:caffeine"]), item("3", &[]), item("4", &[])];
    assert_eq!(codes(&with(json!(whole))), [""; 0]);
    for (place, other, code) in [
        (3, item("1", &[]), "duplicateItem"),
        (3, item("4", &["price:low"]), "unmatchedFeature"),
        (3, item("4", &["tea:Earl Grey"]), "unmatchedFeature"),
        (1, item("2", &["tea:assam"]), "unmatchedSignal"),
        (3, item("4", &["tea:for-pregnancy"]), "sensitiveFeature"),
    ] {
        let mut items = whole.clone();
        items[place] = other;
        let ran = with(json!(items));
        assert_eq!((ran.code, codes(&ran)), (1, vec![code.to_owned()]));
    }
    assert_eq!(codes(&with(json!(whole[..3]))), ["tooFewItems"]);
}

#[test]
fn nothing_differs_between_a_configuration_and_itself() {
    assert_eq!(answer(&run(&["diff", SHOP, SHOP])), "Version 7 and version 7: nothing that visitors are told differs.");
    assert_eq!(answer(&run(&["diff", SHOP, SHOP, "--format", "json"])), r#"{"changes":[],"from":7,"to":7}"#);
}

#[test]
fn a_change_is_a_sentence_that_says_what_it_does() {
    for (path, value, says) in [
        (
            "/purposes/0/retentionDays",
            json!(365),
            "The purpose “A list in your order”, days until what was learned is deleted: now 365, before 180. This widens",
        ),
        (
            "/purposes/1/legalBasis",
            json!("legitimateInterest"),
            "why it may be done: now until you object, before only after a yes. This widens",
        ),
        (
            "/signals/0/purposes",
            json!(["content"]),
            "The signal “Teas you opened”, what it may be used for: no longer “offers”. This narrows",
        ),
        ("/signals/1/strength", json!(900), "how much each time counts, in thousandths: now 900, before 600. This widens"),
        (
            "/recipients/0/name",
            json!("Twig Ads Ltd"),
            "The recipient “Twig Ads Ltd”, its name: now “Twig Ads Ltd”, before “Leaf Ads Ltd”. Whether that is more or less",
        ),
        ("/slots", json!([]), "The list “For you” is gone. This narrows"),
        ("/segments", json!([]), "The group “Regulars” is gone. Whether that is more or less"),
        ("/notice/version", json!("2027-01"), "The notice, its version: now “2027-01”, before “2026-11”. Read it again"),
        (
            "/contact/0/replyDays",
            json!(1),
            "The contact privacy@shop.example, days until an answer comes: now 1, before 2. It changes nothing",
        ),
    ] {
        let ran = run_with(&["diff", SHOP, "-"], shop_with(path, value.clone()));
        assert!(answer(&ran).contains(says), "{path}: {}", ran.out);
        let back = run_with(&["diff", "-", SHOP], shop_with(path, value));
        assert!(answer(&back).starts_with("From version 7 to version 7: "), "{}", back.out);
    }
}

#[test]
fn what_widens_is_told_first_and_comes_back_from_json() {
    let mut other = shop();
    other["version"] = json!(8);
    other["signals"][1]["retentionDays"] = json!(30);
    other["purposes"][0]["label"] = json!("Another name");
    other["defaults"]["maxIntrusiveness"] = json!("browsing");
    let ran = run_with(&["diff", SHOP, "-", "--format", "json"], other.to_string());
    let changes = json_of(&ran)["changes"].clone();
    let changes: Vec<Change> = changes.as_array().unwrap().iter().map(|change| from_text(&change.to_string()).unwrap()).collect();
    let directions: Vec<Direction> = changes.iter().map(Change::direction).collect();
    assert_eq!(directions, [Direction::Widens, Direction::Narrows, Direction::Neither]);
    let text = run_with(&["diff", SHOP, "-"], other.to_string());
    assert!(answer(&text).starts_with("From version 7 to version 8: 3 changes; more is done by 1; less is done by 1.\n"), "{}", text.out);
}

#[test]
fn the_texts_are_the_same_bytes_every_time() {
    for words in [
        &["terms", SHOP][..],
        &["card", SHOP],
        &["well-known", SHOP],
        &["terms", SHOP, "--markup", "html"],
        &["card", SHOP, "--markup", "markdown"],
    ] {
        assert_eq!(answer(&run(words)), answer(&run(words)), "{words:?}");
    }
}

#[test]
fn the_terms_name_every_parameter_its_weight_its_reason_and_how_to_change_it() {
    let text = run(&["terms", SHOP]);
    let text = answer(&text);
    let shop = shop();
    for signal in shop["signals"].as_array().unwrap() {
        for field in ["label", "importance"] {
            assert!(text.contains(signal[field].as_str().unwrap()), "{field} of {}", signal["id"]);
        }
        assert!(text.contains(&format!("Each time adds {} points", signal["strength"])), "{}", signal["id"]);
    }
    for part in ["For you", "Offers", "Leaf Ads Ltd", "Turn off", "not based on profiling", "Pause", "Start over"] {
        assert!(text.contains(part), "{part}");
    }
    let [told, bought, viewed] =
        ["What you told us you can't drink:", "Teas you bought:", "Teas you opened:"].map(|label| text.find(label).unwrap());
    assert!(told < bought && bought < viewed, "the weightiest first");
}

#[test]
fn where_the_site_gives_no_reason_the_kind_of_evidence_does_as_long_as_the_weights_agree() {
    let without = |change: fn(&mut Value)| {
        let mut shop = shop();
        for signal in shop["signals"].as_array_mut().unwrap() {
            signal.as_object_mut().unwrap().remove("importance");
        }
        change(&mut shop);
        run_with(&["terms", "-"], shop.to_string())
    };
    let text = answer(&without(|_| {})).to_owned();
    assert!(text.contains("people also open what they do not want") && !text.contains("not written that down"), "{text}");
    let ran = without(|shop| shop["signals"][0]["strength"] = json!(700));
    let first = ran.out.split("The list “Offers”").next().unwrap();
    assert!(first.contains("not written that down") && !first.contains("people also open"), "{first}");
    assert!(
        ran.err.contains("why viewed.tea counts") && ran.err.contains("why bought.tea counts") && !ran.err.contains("told.diet"),
        "{}",
        ran.err
    );
}

#[test]
fn what_a_configuration_says_is_never_markup_of_a_text() {
    let script = "<script>alert(1)</script> [x](javascript:alert(1)) \u{1b}[2J\u{202e}";
    let mut hostile = shop();
    for path in [
        "/controller/name",
        "/purposes/0/label",
        "/purposes/0/does",
        "/signals/0/label",
        "/signals/0/importance",
        "/segments/0/rule",
        "/slots/0/label",
        "/contact/0/address",
    ] {
        *hostile.pointer_mut(path).unwrap() = json!(script);
    }
    for command in ["terms", "card"] {
        for markup in ["text", "markdown", "html"] {
            let ran = run_with(&[command, "-", "--markup", markup], hostile.to_string());
            assert_eq!(ran.code, 0, "{ran:?}");
            assert!(ran.out.contains("alert(1)") && !ran.out.contains(['\u{1b}', '\u{202e}']), "{command} {markup}");
            assert!(markup == "text" || !ran.out.replace("\\<", "").contains("<script"), "{command} {markup}: {}", ran.out);
            assert!(markup != "markdown" || !ran.out.contains("[x]("), "{command}: {}", ran.out);
        }
    }
    let out = run_with(&["diff", SHOP, "-"], hostile.to_string()).out;
    assert!(!out.contains('\u{1b}'), "{out}");
}

#[test]
fn a_site_without_lists_says_that_it_personalizes_nothing() {
    let ran = run_with(&["terms", "-"], r#"{"controller":{"name":"A shop"}}"#);
    assert!(answer(&ran).contains("A shop personalizes nothing here."), "{}", ran.out);
}

#[test]
fn the_card_says_what_by_what_how_to_turn_it_off_and_whom_to_ask() {
    let ran = run(&["card", SHOP]);
    let text = answer(&ran);
    let hash = Hash::of(file(SHOP).as_bytes()).to_hex();
    for part in
        ["The Corner Shop", "Teas you bought", "Regulars", "Leaf Ads Ltd", "Turn off", "privacy@shop.example", "version 7", hash.as_str()]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn the_well_known_document_has_the_hashes_and_a_parameter_for_each_signal_of_each_list() {
    let document = json_of(&run(&["well-known", SHOP]));
    assert_eq!(document["hashes"]["registry"], Hash::of(file(SHOP).as_bytes()).to_hex());
    assert_eq!(document["hashes"]["stateModel"], Hash::of(overt_core::json::to_text(&state_model()).as_bytes()).to_hex());
    let parameters: Vec<(&str, &str)> =
        document["parameters"].as_array().unwrap().iter().map(|p| (p["slot"].as_str().unwrap(), p["id"].as_str().unwrap())).collect();
    let expected = [
        ("for-you", "unattributed"),
        ("for-you", "told.diet"),
        ("for-you", "bought.tea"),
        ("for-you", "viewed.tea"),
        ("offer", "unattributed"),
        ("offer", "viewed.tea"),
    ];
    assert_eq!(parameters, expected);
    let right = |name: &str| document["rights"].as_array().unwrap().iter().any(|right| right["right"].as_str().unwrap().ends_with(name));
    assert!(["#A7-3", "#A15", "#A16", "#A17", "#A18", "#A20", "#A21"].into_iter().all(right));
}

#[test]
fn the_schemas_are_those_of_the_folder() {
    for name in crate::schemas::SCHEMAS {
        assert_eq!(answer(&run(&["schema", name])), file(&format!("docs/schema/{name}.schema.json")).trim_end(), "{name}");
    }
    assert_eq!(run(&["schema"]).out, run(&["schema", "registry"]).out);
    assert_eq!(run(&["schema", "no-such"]).code, 2);
}

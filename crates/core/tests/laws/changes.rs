//! What is said of two versions of a declaration: nothing of two that are the same, something of whatever differs, and never "less" of more.

use std::collections::BTreeSet;

use overt_core::act::Loosen;
use overt_core::changes::{Change, Declared, Direction, Part, changes};
use overt_core::checkup;
use overt_core::clock::Ms;
use overt_core::json::{from_text, to_text};
use overt_core::record::Record;
use overt_core::registry::{Category, EvidenceKind, GpcFirstParty, Intrusiveness, LegalBasis, Mode, Place, PurposeKind, SizeBucket};
use overt_core::registry::{SlotKind, Stage, Transfers, ValueType};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::decisions::knowing_everything;
use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// A site that says something in every field that there is.
fn full() -> Value {
    json!({
        "version": 3,
        "controller": {"id": "shop", "name": "A shop", "address": "1 High Street", "email": "a@shop.example", "phone": "123", "url": "/"},
        "notice": {"url": "/privacy", "version": "2026-11", "lang": "en", "sha256": "a".repeat(64)},
        "recipients": [{"id": "post", "name": "Royal Mail", "address": "London", "email": "a@mail.example", "phone": "456", "url": "https://mail.example"}],
        "purposes": [
            {"id": "content", "label": "Order", "dpv": ["dpv:A"], "does": "d", "why": "w", "youGet": "y", "legalBasis": "consent", "kind": "content",
             "transfers": "share", "recipients": ["post"], "retentionDays": 180, "validDays": 100},
        ],
        "signals": [
            {"id": "viewed", "label": "Shelves", "pd": "pd:Interest", "improves": "i", "mode": "observed", "place": "thisSite", "evidence": "purchase",
             "matches": "shelf", "valueType": "enum", "strength": 200, "minConfidence": 100, "halfLifeDays": 30, "retentionDays": 60,
             "purposes": ["content"], "implies": ["finance"], "values": [{"id": "atlas", "label": "Atlases", "implies": ["location"]}]},
        ],
        "segments": [{"id": "readers", "label": "Readers", "rule": "r", "from": ["viewed"], "size": "to1k", "ttlDays": 90}],
        "slots": [{"id": "for-you", "label": "For you", "purpose": "content", "kind": "order", "stage": "engage", "accepts": "enum", "fallback": "#f", "minItems": 4}],
        "contact": [{"channel": "email", "address": "ask@shop.example", "language": "en", "human": true, "replyDays": 2, "hours": "always"}],
        "jurisdiction": ["DE"],
        "defaults": {"maxIntrusiveness": "transaction", "gpcFirstParty": "defaultOff", "minors": false}
    })
}

fn declared(site: &Value) -> Declared {
    Declared::load(&site.to_string()).unwrap()
}

fn words(field: &str) -> Option<Vec<&'static str>> {
    macro_rules! of {
        ($type:ty) => {
            <$type>::ALL.iter().map(|word| word.as_str()).collect()
        };
    }
    Some(match field {
        "legalBasis" => of!(LegalBasis),
        "kind" => PurposeKind::ALL.iter().map(|w| w.as_str()).chain(SlotKind::ALL.iter().map(|w| w.as_str())).collect(),
        "transfers" => of!(Transfers),
        "mode" => of!(Mode),
        "place" => of!(Place),
        "evidence" => of!(EvidenceKind),
        "valueType" | "accepts" => of!(ValueType),
        "implies" => of!(Category),
        "size" => of!(SizeBucket),
        "stage" => of!(Stage),
        "maxIntrusiveness" => of!(Intrusiveness),
        "gpcFirstParty" => of!(GpcFirstParty),
        "channel" => vec!["email", "phone"],
        _ => return None,
    })
}

/// The paths of everything that is neither a list nor an object.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(place, item)| leaves(item, &format!("{path}/{place}"), found)),
        Value::Object(fields) => fields.iter().for_each(|(name, item)| leaves(item, &format!("{path}/{name}"), found)),
        _ => found.push(path.into()),
    }
}

fn paths(site: &Value) -> Vec<String> {
    let mut found = Vec::new();
    leaves(site, "", &mut found);
    found
}

/// Says something else at a path, which that field can say.
fn say_otherwise(site: &mut Value, path: &str, which: usize) {
    let field = field_of(path);
    let leaf = site.pointer_mut(path).unwrap();
    *leaf = match leaf.clone() {
        Value::Bool(bool) => Value::Bool(!bool),
        Value::Number(number) => {
            let others = [1, 7, 30, 45, 200, 365];
            let others: Vec<u64> = others.into_iter().filter(|other| Some(*other) != number.as_u64()).collect();
            others[which % others.len()].into()
        }
        Value::Null => "support".into(),
        Value::String(text) => match words(field) {
            Some(words) => {
                let others: Vec<&str> = words.into_iter().filter(|word| *word != text).collect();
                others[which % others.len()].into()
            }
            None if field == "sha256" => "b".repeat(64).into(),
            None => format!("{text}x").into(),
        },
        other => other,
    };
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_declaration_does_not_differ_from_itself_in_whatever_order(cap in 0..5_usize, gpc in any::<bool>()) {
        let text = registry_text(Intrusiveness::ALL[cap].as_str(), if gpc { "ignore" } else { "defaultOff" });
        let mut site: Value = serde_json::from_str(&text).unwrap();
        let before = declared(&site);
        site["version"] = 4.into();
        for list in ["purposes", "signals", "slots"] {
            site[list].as_array_mut().unwrap().reverse();
        }
        for signal in site["signals"].as_array_mut().unwrap() {
            signal["purposes"].as_array_mut().unwrap().reverse();
        }
        prop_assert_eq!(changes(&before, &before), vec![]);
        prop_assert_eq!(changes(&before, &declared(&site)), vec![]);
    }

    /// A configuration with one letter replaced or its end cut off: whatever can be read has no change from itself, and all that is wrong is told.
    #[test]
    fn whatever_comes_is_compared_and_told(at in any::<Index>(), with in any::<char>(), cut in any::<bool>()) {
        let whole = full().to_string();
        let mut letters: Vec<char> = whole.chars().collect();
        let at = at.index(letters.len());
        if cut { letters.truncate(at) } else { letters[at] = with }
        let text: String = letters.into_iter().collect();
        let findings = checkup::findings(&text);
        prop_assert!(findings.iter().all(|finding| finding.sentence.ends_with('.') && finding.fix.ends_with('.')), "{:?}", findings);
        prop_assert_eq!(checkup::fixes(&findings).iter().map(|fix| fix.paths.len()).sum::<usize>(), findings.len());
        match Declared::load(&text) {
            Ok(site) => prop_assert!(changes(&site, &site).is_empty()),
            Err(finding) => prop_assert_eq!(findings, vec![finding]),
        }
    }

    /// What is said to be less, or about something else, lets nothing through that was not let through before.
    #[test]
    fn what_is_said_to_narrow_never_widens(
        steps in any_steps(),
        said in proptest::collection::vec((any::<Index>(), any::<Index>(), 0..64_usize), 1..3),
        removed in proptest::option::of((0..4_usize, any::<Index>())),
        gave in any::<bool>(),
    ) {
        let mut site = said_in_full();
        let before = declared(&site);
        for (field, place, which) in said {
            let fields: Vec<String> = paths(&site).into_iter().filter(|path| changes_what_is_done(path)).collect();
            let names: BTreeSet<&str> = fields.iter().map(|path| field_of(path)).collect();
            let name = names.into_iter().nth(field.index(1000) % 16).unwrap_or("strength");
            let all: Vec<&String> = fields.iter().filter(|path| field_of(path) == name).collect();
            let path = all[place.index(all.len())].clone();
            say_otherwise(&mut site, &path, which);
        }
        if let Some((list, place)) = removed {
            let list = site[["purposes", "signals", "segments", "slots"][list]].as_array_mut().unwrap();
            list.remove(place.index(list.len()));
        }
        let mut world = World::after(before.registry.clone(), &steps);
        if gave {
            PURPOSES.iter().for_each(|purpose| _ = world.loosen(0, &Loosen::On { purpose: id(purpose.0) }));
        }
        let record = knowing_everything(world.records[0].clone(), world.now);
        assert_less_is_less(&before, &declared(&site), &record, world.now);
    }
}

/// The site of the worlds, with everything said that is otherwise taken for said, so that it can be said otherwise.
fn said_in_full() -> Value {
    let mut site: Value = serde_json::from_str(&registry_text("browsing", "ignore")).unwrap();
    let before = declared(&site);
    site["defaults"]["minors"] = json!(false);
    for (list, more) in [
        ("purposes", json!({"retentionDays": 180, "validDays": 180})),
        ("signals", json!({"retentionDays": 180, "strength": 250, "halfLifeDays": 30, "minConfidence": 150, "valueType": "topic"})),
        ("slots", json!({"accepts": "topic"})),
    ] {
        for item in site[list].as_array_mut().unwrap() {
            item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        }
    }
    assert_eq!(changes(&before, &declared(&site)), []);
    site
}

fn field_of(path: &str) -> &str {
    path.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap()
}

/// Whether it says something else than a name, a text or an address.
fn changes_what_is_done(path: &str) -> bool {
    const OTHERS: [&str; 9] = ["version", "id", "label", "does", "why", "youGet", "rule", "name", "fallback"];
    !OTHERS.contains(&field_of(path))
}

/// Where all that changed is said to be less, or about something else, nothing is allowed that was not, and nothing more strongly.
///
/// A browser's signal forbids handing on, and has nothing to forbid where nothing is handed on any more; so it is not sent here.
fn assert_less_is_less(old: &Declared, new: &Declared, record: &Record, now: Ms) {
    let found = changes(old, new);
    if found.iter().all(|change| matches!(change.direction(), Direction::Narrows | Direction::Neither)) {
        let may = |site: &Declared| allowed(&facts(&site.registry, record, false, now));
        let (was, is) = (may(old), may(new));
        for (key, weight) in is {
            assert!(was.get(&key).is_some_and(|before| *before >= weight), "{key:?}: {:?} became {weight}\n{found:?}", was.get(&key));
        }
    }
}

/// A record with one piece of evidence for everything, three weeks old: near the least that counts.
fn knowing_little(record: Record, now: Ms) -> Record {
    let mut record = knowing_everything(record, now);
    record
        .learned
        .iter_mut()
        .flat_map(|learned| &mut learned.evidence)
        .for_each(|evidence| (evidence.count, evidence.day) = (1, evidence.day - 21));
    record
}

#[test]
fn no_single_change_that_is_said_to_narrow_widens() {
    let site = said_in_full();
    let before = declared(&site);
    let world = World::new(before.registry.clone());
    let mut given = world.clone();
    PURPOSES.iter().for_each(|purpose| _ = given.loosen(0, &Loosen::On { purpose: id(purpose.0) }));
    let [new, given] = [&world, &given].map(|world| world.records[0].clone());
    let records = [
        knowing_everything(new.clone(), START),
        knowing_little(new, START),
        knowing_everything(given.clone(), START),
        knowing_little(given, START),
    ];
    let paths: Vec<String> = paths(&site).into_iter().filter(|path| changes_what_is_done(path)).collect();
    assert!(paths.len() > 200, "{}", paths.len());
    for path in paths {
        for which in 0..words(field_of(&path)).map_or(6, |words| words.len() - 1) {
            let mut other = site.clone();
            say_otherwise(&mut other, &path, which);
            let after = declared(&other);
            for record in &records {
                assert_less_is_less(&before, &after, record, START);
                assert_less_is_less(&after, &before, record, START);
            }
        }
    }
}

#[test]
fn every_field_that_is_told_and_differs_yields_a_change() {
    let site = full();
    assert_eq!(overt_core::registry::Registry::load(&site.to_string()).1, [], "all of it holds");
    let before = declared(&site);
    let paths = paths(&site);
    assert!(paths.len() > 70, "{}", paths.len());
    for path in paths.iter().filter(|path| *path != "/version") {
        for which in 0..3 {
            let mut other = site.clone();
            say_otherwise(&mut other, path, which);
            let found = changes(&before, &declared(&other));
            assert!(!found.is_empty(), "{path}: {}", other.pointer(path).unwrap());
            for change in &found {
                assert_eq!(from_text::<Change>(&to_text(change)).as_ref(), Ok(change));
            }
        }
        let mut without = site.clone();
        let (parent, field) = path.rsplit_once('/').unwrap();
        if let Some(fields) = without.pointer_mut(parent).and_then(Value::as_object_mut) {
            fields.remove(field);
            // Left out is what it is where nothing is said, and that may be the same.
            let same = declared(&without) == before;
            assert_eq!(changes(&before, &declared(&without)).is_empty(), same, "{path}");
        }
    }
}

#[test]
fn whatever_is_added_is_removed_the_other_way_round() {
    let site = full();
    for list in ["recipients", "purposes", "signals", "segments", "slots", "contact"] {
        let mut without = site.clone();
        without[list].as_array_mut().unwrap().clear();
        let (with, without) = (declared(&site), declared(&without));
        let (added, removed) = (changes(&without, &with), changes(&with, &without));
        assert_eq!(added.len(), removed.len(), "{list}");
        assert!(added.iter().any(|change| matches!(change, Change::Added { .. })), "{list}");
        for (added, removed) in added.iter().zip(&removed) {
            assert_eq!((added.thing().part, &added.thing().id), (removed.thing().part, &removed.thing().id));
        }
    }
}

#[test]
fn each_change_is_said_to_widen_or_to_narrow() {
    use Direction::{Narrows, Neither, Unclear, Widens};
    for (path, to, there, back) in [
        ("/purposes/0/legalBasis", json!("legitimateInterest"), Widens, Narrows),
        ("/purposes/0/retentionDays", json!(365), Widens, Narrows),
        ("/purposes/0/validDays", json!(50), Narrows, Widens),
        ("/purposes/0/does", json!("Something else"), Unclear, Unclear),
        ("/purposes/0/label", json!("Another name"), Neither, Neither),
        ("/purposes/0/kind", json!("measurement"), Widens, Widens),
        ("/signals/0/strength", json!(100), Narrows, Widens),
        ("/signals/0/minConfidence", json!(50), Widens, Narrows),
        ("/signals/0/implies", json!([]), Widens, Narrows),
        ("/signals/0/values/0/implies", json!(["location", "health"]), Narrows, Widens),
        ("/signals/0/values", json!([]), Widens, Narrows),
        ("/signals/0/values/0/label", json!("Maps"), Neither, Neither),
        ("/signals/0/place", json!("otherSite"), Widens, Unclear),
        ("/signals/0/valueType", json!("topic"), Widens, Unclear),
        ("/segments/0/size", json!("lt100"), Narrows, Widens),
        ("/segments/0/size", json!("to10k"), Neither, Neither),
        ("/slots/0/kind", json!("price"), Narrows, Widens),
        ("/slots/0/stage", json!("support"), Narrows, Widens),
        ("/slots/0/accepts", json!("topic"), Widens, Narrows),
        ("/defaults/maxIntrusiveness", json!("browsing"), Widens, Narrows),
        ("/defaults/gpcFirstParty", json!("ignore"), Widens, Narrows),
        ("/defaults/minors", json!(true), Narrows, Widens),
        ("/notice/version", json!("2027-01"), Unclear, Unclear),
        ("/controller/email", json!("b@shop.example"), Neither, Neither),
        ("/recipients/0/name", json!("Another company"), Unclear, Unclear),
        ("/contact/0/replyDays", json!(1), Neither, Neither),
        ("/jurisdiction", json!(["DE", "AT"]), Neither, Neither),
    ] {
        let site = full();
        let mut other = site.clone();
        *other.pointer_mut(path).unwrap() = to;
        let [site, other] = [site, other].map(|site| declared(&site));
        let directions = |found: Vec<Change>| found.iter().map(Change::direction).collect::<Vec<_>>();
        assert_eq!(directions(changes(&site, &other)), [there], "{path}");
        assert_eq!(directions(changes(&other, &site)), [back], "{path}, the other way");
    }
}

#[test]
fn a_list_that_grows_and_shrinks_widens() {
    let mut site = full();
    site["recipients"].as_array_mut().unwrap().push(json!({"id": "printer", "name": "A printer"}));
    let mut other = site.clone();
    other["purposes"][0]["recipients"] = json!(["printer"]);
    let found = changes(&declared(&site), &declared(&other));
    assert!(matches!(&found[..], [Change::Changed { direction: Direction::Widens, .. }]), "{found:?}");
}

#[test]
fn two_ways_to_reach_one_address_are_two_contacts() {
    let site = full();
    let mut other = site.clone();
    other["contact"].as_array_mut().unwrap().push(json!({"channel": "other", "address": "ask@shop.example"}));
    let found = changes(&declared(&site), &declared(&other));
    assert!(
        matches!(&found[..], [Change::Added { thing, .. }] if thing.part == Part::Contact && thing.id == "ask@shop.example"),
        "{found:?}"
    );
}

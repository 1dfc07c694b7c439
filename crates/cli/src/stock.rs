//! Whether a list and the configuration that orders it know of one another: features that no signal matches, and the other way round.

use overt_core::id::is_id;
use overt_core::json::{Value, parse};
use overt_core::lint::Finding;
use overt_core::registry::{Category, FindingCode, Registry, SignalDef};

use crate::catalogue::Catalogue;

/// Adds what is wrong between the two.
pub(crate) fn note(text: &str, registry: &Registry, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    note_items(registry, catalogue, findings);
    note_features(registry, catalogue, findings);
    note_signals(text, registry, catalogue, findings);
}

fn said(code: FindingCode, path: String, sentence: String, fix: &str) -> Finding {
    Finding { code, path, sentence, fix: fix.into() }
}

fn note_items(registry: &Registry, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    let ids: Vec<&str> = catalogue.items().map(|(id, _)| id).collect();
    for (place, id) in ids.iter().enumerate() {
        if ids.iter().take(place).any(|earlier| earlier == id) {
            let (path, sentence) = (format!("catalogue.items[{place}].id"), format!("The item {id} stands in the list twice."));
            findings.push(said(FindingCode::DuplicateItem, path, sentence, "Give each item its own id, or take the second out."));
        }
    }
    for slot in registry.slots.iter().filter(|slot| usize::try_from(slot.min_items).is_ok_and(|least| least > ids.len())) {
        let sentence = format!("The slot {} shows {} items at the least, and here are {}.", slot.id, slot.min_items, ids.len());
        findings.push(said(FindingCode::TooFewItems, "catalogue.items".into(), sentence, "List more items, or lower \"minItems\"."));
    }
}

/// Each kind of feature and each value once, at the first place where it stands.
fn note_features(registry: &Registry, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    let (mut kinds, mut values): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (place, (_, features)) in catalogue.items().enumerate() {
        for (number, (name, _)) in features.iter().enumerate() {
            let path = || format!("catalogue.items[{place}].features[{number}]");
            let (kind, value) = name.split_once(':').unwrap_or((name, ""));
            let matching: Vec<&SignalDef> = registry.signals.iter().filter(|signal| signal.matches == kind).collect();
            if !kinds.contains(&kind) && matching.is_empty() {
                let sentence = format!("No signal matches features of the kind \"{kind}\", so nothing moves an item by them.");
                findings.push(said(
                    FindingCode::UnmatchedFeature,
                    path(),
                    sentence,
                    "Set \"matches\" to it in a signal, or leave the feature out.",
                ));
            }
            if !values.contains(&name.as_str()) && !matching.is_empty() {
                findings.extend(of_value(&matching, name, value, path()));
            }
            kinds.push(kind);
            values.push(name);
        }
    }
}

fn of_value(matching: &[&SignalDef], name: &str, value: &str, path: String) -> Option<Finding> {
    if !is_id(value) {
        let sentence = format!("\"{value}\" can't be learned, because it is no id, so nothing moves an item by \"{name}\".");
        let fix = "Write the value in lower case letters, digits, dot, dash and underscore, 64 at most.";
        return Some(said(FindingCode::UnmatchedFeature, path, sentence, fix));
    }
    let category = Category::suggested_by(value)?;
    let declared = |signal: &&SignalDef| {
        let of_value = signal.value(value).map(|def| def.implies.contains(&category));
        signal.implies.contains(&category) || of_value == Some(true)
    };
    if matching.iter().all(declared) {
        return None;
    }
    let sentence = format!(
        "\"{value}\" suggests the sensitive category {}, and is not declared with it; it is treated as if it were.",
        category.as_str()
    );
    Some(said(
        FindingCode::SensitiveFeature,
        path,
        sentence,
        "Declare the value with the category under \"implies\", or choose another name.",
    ))
}

fn note_signals(text: &str, registry: &Registry, catalogue: &Catalogue, findings: &mut Vec<Finding>) {
    let document = parse(text).unwrap_or(Value::Null);
    let Value::List(written) = document.get("signals") else { return };
    for (place, item) in written.iter().enumerate() {
        let Some(signal) = item.get("id").as_text().and_then(|id| registry.signal(id)).filter(|signal| !signal.matches.is_empty()) else {
            continue;
        };
        let met = catalogue
            .items()
            .flat_map(|(_, features)| features)
            .any(|(name, _)| name.split_once(':').is_some_and(|(kind, _)| kind == signal.matches));
        if !met {
            let sentence = format!("No item of the list has a feature of the kind \"{}\", so {} moves nothing.", signal.matches, signal.id);
            let fix = "Give the items such features, or take the signal out of what this list needs.";
            findings.push(said(FindingCode::UnmatchedSignal, format!("signals[{place}].matches"), sentence, fix));
        }
    }
}

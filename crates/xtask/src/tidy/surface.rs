//! What a site may use has one name everywhere: in the code, the types, the manifest of the elements, and the page about embedding.
//!
//! The methods of `window.overt` are held against the types in a real browser, by the tests in `tests/embed`.

mod read;

use std::collections::BTreeSet;

use serde_json::Value;

use super::Sources;
use crate::modules;
use read::{Member, after, members, rows, union, words_of};

type Names = BTreeSet<String>;

const TYPES: &str = "www/overt.d.ts";
const MANIFEST: &str = "www/custom-elements.json";
const PAGE: &str = "docs/embedding.md";
const LOADER: &str = "www/overt.js";

/// The unions of the types that are an enum of the core, by the same name, and where that is.
const ENUMS: [(&str, &str); 8] = [
    ("Rule", "crates/core/src/decide.rs"),
    ("OffKind", "crates/core/src/choice.rs"),
    ("ResetKind", "crates/core/src/history.rs"),
    ("Outcome", "crates/core/src/act.rs"),
    ("EvidenceKind", "crates/core/src/registry/words.rs"),
    ("Mode", "crates/core/src/registry/words.rs"),
    ("Place", "crates/core/src/registry/words.rs"),
    ("Category", "crates/core/src/registry/words.rs"),
];

/// The interfaces of the types that have a schema, and where in it.
const ANSWERS: [(&str, &str, &str); 6] = [
    ("Decision", "decision", ""),
    ("TraceStep", "decision", "/properties/trace/items"),
    ("Profile", "profile", ""),
    ("ProfileSignal", "profile", "/properties/signals/items"),
    ("Explanation", "explanation", "/$defs/explanation"),
    ("Reason", "explanation", "/$defs/reason"),
];

/// The interfaces of the types that are the attributes of an element.
const ATTRIBUTES: [&str; 7] =
    ["ScriptAttributes", "SignalAttributes", "SlotAttributes", "WhyAttributes", "ItemAttributes", "ObserveAttributes", "ControlAttributes"];

/// Content blockers hide a file that is called like this.
const HIDDEN: [&str; 2] = ["cookie", "consent"];

pub(super) fn rules(sources: &Sources) -> Vec<String> {
    let mut found = names(sources);
    found.extend(adapters(sources, &modules::ADAPTERS));
    for (name, path) in ENUMS {
        found.extend(agree(name, &words_of(text(sources, path), name), TYPES, &union(text(sources, TYPES), name)));
    }
    for (name, file, pointer) in ANSWERS {
        found.extend(answer(sources, name, &format!("docs/schema/{file}.schema.json"), pointer));
    }
    found
}

fn text<'a>(sources: &'a Sources, path: &str) -> &'a str {
    sources.get(path).unwrap_or_default()
}

/// Everything that has a name: as the code has it, and as each of the three others says.
fn names(sources: &Sources) -> Vec<String> {
    let (types, page, loader) = (text(sources, TYPES), text(sources, PAGE), text(sources, LOADER));
    let manifest: Value = serde_json::from_str(text(sources, MANIFEST)).unwrap_or_default();
    let elements: Vec<&Value> = manifest.pointer("/modules/0/declarations").and_then(Value::as_array).into_iter().flatten().collect();
    let of_elements = |list: &str| elements.iter().flat_map(|element| listed(element, list)).collect::<Names>();
    let keys = |name: &str| members(types, name).into_iter().map(|member| member.name).collect::<Names>();

    let tags: Names = after(loader, "'overt-", "'").map(|tag| format!("overt-{tag}")).collect();
    let declared = elements.iter().filter_map(|element| element.get("tagName")?.as_str()).map(str::to_owned).collect();
    let mut found = agree("element", &tags, MANIFEST, &declared);
    found.extend(agree("element", &tags, PAGE, &rows(page, "Elements")));

    let page_script = text(sources, "www/page.js");
    let own: Names = after(loader, "getAttribute('", "'").chain(after(page_script, "hasAttribute('", "'")).map(str::to_owned).collect();
    found.extend(agree("attribute", &own, MANIFEST, &of_elements("attributes")));
    let every: Names = own.iter().cloned().chain(data_attributes(sources)).collect();
    found.extend(agree("attribute", &every, TYPES, &ATTRIBUTES.iter().flat_map(|name| keys(name)).collect()));
    found.extend(agree("attribute", &every, PAGE, &rows(page, "Attributes")));

    let events = sent(sources);
    found.extend(agree("event", &events, TYPES, &keys("OvertEvents")));
    found.extend(agree("event", &events, PAGE, &rows(page, "Events")));
    let heard = keys("HeardEvents").into_iter().map(|name| format!("overt:{name}"));
    found.extend(invented("event", &events, TYPES, &heard.chain(of_elements("events")).collect()));

    for element in &elements {
        found.extend(looks(sources, element));
    }
    found.extend(agree("part", &of_elements("cssParts"), PAGE, &rows(page, "Parts")));
    found.extend(agree("property", &of_elements("cssProperties"), PAGE, &rows(page, "Properties")));

    let codes: Names = after(text(sources, "www/page.js"), "fail('", "'").map(str::to_owned).collect();
    found.extend(agree("error", &codes, TYPES, &union(types, "OvertErrorCode")));
    found.extend(agree("error", &codes, PAGE, &rows(page, "Errors")));

    let parts: Names = after(text(sources, "src/session/part.rs"), "=> \"", "\"").map(str::to_owned).collect();
    found.extend(agree("part of the panel", &parts, TYPES, &union(types, "PanelPart")));
    found.extend(agree("act", &acts(text(sources, "www/page.js")), TYPES, &union(types, "Tightening")));
    let methods = keys("Overt").into_iter().filter(|name| name != "q");
    let methods = methods.map(|name| if name == "adapters" { "adapters.register".to_owned() } else { name }).collect();
    found.extend(agree("method", &methods, PAGE, &rows(page, "Methods")));
    found
}

/// Every adapter is shipped, is in the page's table, and is called as no content blocker minds.
fn adapters(sources: &Sources, shipped: &[&str]) -> Vec<String> {
    let name = |path: &str| path.strip_prefix("adapters/").and_then(|path| path.strip_suffix(".js")).map(str::to_owned);
    let files = sources.with_ending(&["www/adapters/"], &[".js"]);
    let there: Names = files.filter_map(|file| name(file.path.trim_start_matches("www/"))).collect();
    let mut found = agree("adapter", &there, "crates/xtask/src/modules.rs", &shipped.iter().filter_map(|path| name(path)).collect());
    found.extend(agree("adapter", &there, PAGE, &rows(text(sources, PAGE), "Adapters")));
    for hidden in HIDDEN {
        let named = there.iter().filter(|name| name.contains(hidden));
        found.extend(
            named.map(|name| format!("www/adapters/{name}.js: content blockers hide what is called \"{hidden}\": find another name.")),
        );
    }
    found
}

/// The parts and properties of an element: those of the panel are in its views and styles, those of the badge in the loader.
fn looks(sources: &Sources, element: &Value) -> Vec<String> {
    let is_panel = element.get("tagName").and_then(Value::as_str) == Some("overt-panel");
    let (folder, ending, opening, closing) =
        if is_panel { ("src/ui", ".rs", "part=", [' ', '"']) } else { (LOADER, "", "part: '", ['\'', '\'']) };
    let of_code = |folder: &str, ending: &str, opening: &str, closing: [char; 2]| -> Names {
        let (folders, endings) = ([folder], [ending]);
        let files = sources.with_ending(&folders, &endings).filter(|file| !file.path.ends_with("tests.rs"));
        files.flat_map(|file| file.text.split(opening).skip(1)).filter_map(|rest| rest.split(closing).next()).map(str::to_owned).collect()
    };
    let parts = of_code(folder, ending, opening, closing);
    let folder_of_styles = if is_panel { ("src/ui/", ".css") } else { (LOADER, "") };
    let properties = of_code(folder_of_styles.0, folder_of_styles.1, "var(--overt-", [',', ')']);
    let properties = properties.into_iter().map(|name| format!("--overt-{name}")).collect();
    let mut found = agree("part", &parts, MANIFEST, &listed(element, "cssParts"));
    found.extend(agree("property", &properties, MANIFEST, &listed(element, "cssProperties")));
    found
}

/// The names in one list of an element of the manifest.
fn listed(element: &Value, list: &str) -> Names {
    let entries = element.get(list).and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(|entry| entry.get("name")?.as_str()).map(str::to_owned).collect()
}

/// What the loader and the page read of `data-…`; what they set themselves is no business of a site's.
fn data_attributes(sources: &Sources) -> Names {
    let mut names = Names::new();
    for path in [LOADER, "www/page.js", "www/learn.js", "www/adapters/gpc.js"] {
        let script = text(sources, path);
        let letters = |rest: &str| rest.chars().take_while(char::is_ascii_alphabetic).collect::<String>();
        for tag in script.split("script.dataset.").skip(1) {
            names.insert(format!("data-{}", letters(tag)));
        }
        for rest in script.split("overt").skip(1).filter(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase())) {
            names.insert(format!("data-overt-{}", letters(rest).to_ascii_lowercase()));
        }
        for rest in script.split("[data-overt-").skip(1) {
            names.insert(format!("data-overt-{}", letters(rest)));
        }
    }
    let set: Names = after(text(sources, "www/page.js"), "toggleAttribute('", "'").map(str::to_owned).collect();
    &names - &set
}

/// What a press outside the panel does: the keys of an object in the page's script.
fn acts(page: &str) -> Names {
    let object = after(page, "const tightenings = {", ";\n").next().unwrap_or_default();
    let keys = object.split(": {").filter_map(|before| before.split(|letter: char| !letter.is_ascii_alphabetic()).next_back());
    keys.filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

/// The events that are sent on the document.
fn sent(sources: &Sources) -> Names {
    let scripts = [LOADER, "www/page.js"].map(|path| text(sources, path));
    scripts.iter().flat_map(|script| after(script, "send('", "'")).map(|name| format!("overt:{name}")).collect()
}

/// An interface has the fields of the schema, each as likely to be there and of the same kind.
fn answer(sources: &Sources, name: &str, path: &str, pointer: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(text(sources, path)).unwrap_or_default();
    let Some(object) = schema.pointer(pointer) else { return vec![format!("{path}: there is nothing at `{pointer}`.")] };
    let required = |name: &str| object.get("required").and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == name));
    let properties = object.get("properties").and_then(Value::as_object).into_iter().flatten();
    let wanted = properties.map(|(name, property)| {
        let kind = match property.get("type").and_then(Value::as_str) {
            Some("integer") => Some("number"),
            Some(kind @ ("boolean" | "string")) => Some(kind),
            _ => None,
        };
        (Member { name: name.clone(), optional: !required(name), kind: String::new() }, kind)
    });
    let said = members(text(sources, TYPES), name);
    let mut fields = Names::new();
    let mut found = Vec::new();
    for (field, kind) in wanted {
        fields.insert(field.name.clone());
        let Some(member) = said.iter().find(|member| member.name == field.name) else { continue };
        if member.optional != field.optional || kind.is_some_and(|kind| kind != member.kind) {
            found.push(format!("{TYPES}: `{name}.{}` is something else in {path}.", field.name));
        }
    }
    found.extend(agree("field", &fields, &format!("{TYPES}, {name}"), &said.into_iter().map(|member| member.name).collect()));
    found
}

/// Both ways: what is there is said, and what is said is there.
fn agree(what: &str, there: &Names, place: &str, said: &Names) -> Vec<String> {
    if there.is_empty() {
        return vec![format!("No {what} was found in the code, so nothing is proved about {place}: bring tidy's `surface` up to date.")];
    }
    let mut found: Vec<String> = (there - said).iter().map(|name| format!("{place}: {what} `{name}` is missing.")).collect();
    found.extend(invented(what, there, place, said));
    found
}

/// What is said and is not there.
fn invented(what: &str, there: &Names, place: &str, said: &Names) -> Vec<String> {
    (said - there).iter().map(|name| format!("{place}: {what} `{name}` is nowhere in the code.")).collect()
}

#[cfg(test)]
mod tests;

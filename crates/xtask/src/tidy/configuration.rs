//! The page about the configuration has every field and every word of its schema, with the schema's own sentence, and nothing else.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Sources;

const SCHEMA: &str = "docs/schema/registry.schema.json";
const PAGE: &str = "docs/configuration.md";
/// The headings under which the page has the fields of the whole file, and those of each kind of object in it.
const HEADINGS: [(&str, &str); 10] = [
    ("", "The file"),
    ("party", "Parties"),
    ("notice", "The notice"),
    ("purpose", "Purposes"),
    ("signal", "Signals"),
    ("value", "Values"),
    ("segment", "Segments"),
    ("slot", "Slots"),
    ("contact", "Contacts"),
    ("defaults", "Defaults"),
];

pub(super) fn rules(sources: &Sources) -> Vec<String> {
    let schema: Value = serde_json::from_str(sources.get(SCHEMA).unwrap_or_default()).unwrap_or_default();
    against(&schema, sources.get(PAGE).unwrap_or_default())
}

fn against(schema: &Value, page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (kind, definition) in kinds(schema) {
        if definition.get("properties").is_some() {
            let Some((_, heading)) = HEADINGS.iter().find(|(known, _)| *known == kind) else {
                found.push(format!("{PAGE}: the schema has a kind of object `{kind}`, and the page has no heading for it."));
                continue;
            };
            found.extend(fields(schema, definition, page, heading));
        } else if let Some(words) = definition.get("enum").and_then(Value::as_array) {
            let words: Vec<String> = words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
            let wanted = format!("\n### {kind}\n\n{}\n\n{}\n", sentence(definition), words.join(", "));
            if !page.contains(&wanted) {
                found.push(format!("{PAGE}: the words of `{kind}` are not those of the schema; they are:{wanted}"));
            }
        }
    }
    found
}

/// The kinds of things that the schema defines, and the file itself without a name.
fn kinds(schema: &Value) -> Vec<(&str, &Value)> {
    let definitions = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
    std::iter::once(("", schema)).chain(definitions.map(|(name, definition)| (name.as_str(), definition))).collect()
}

fn fields(schema: &Value, definition: &Value, page: &str, heading: &str) -> Vec<String> {
    let opening = format!("\n## {heading}\n");
    let section = page.split_once(&opening).map_or("", |(_, rest)| rest.split("\n## ").next().unwrap_or_default());
    let there: BTreeSet<&str> = section.lines().filter(|line| line.starts_with("| `")).collect();
    let needed: Vec<&str> = definition.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = definition.get("properties").and_then(Value::as_object).into_iter().flatten();
    let wanted: BTreeSet<String> = properties.map(|(name, field)| row(schema, name, field, needed.contains(&name.as_str()))).collect();
    let missing = wanted.iter().filter(|row| !there.contains(row.as_str()));
    let missing = missing.map(|row| format!("{PAGE}: under \"{heading}\" this row is missing: {row}"));
    let beyond = there.iter().filter(|row| !wanted.contains(**row));
    missing.chain(beyond.map(|row| format!("{PAGE}: under \"{heading}\" the schema has no such row: {row}"))).collect()
}

fn row(schema: &Value, name: &str, field: &Value, needed: bool) -> String {
    let mut what = kind_of(schema, field);
    if needed {
        what += "; needed";
    }
    if let Some(default) = field.get("default") {
        what += &format!("; {default} if left out");
    }
    let referred = reference(schema, field).map(|(_, definition)| definition);
    let own = field.get("description").and(Some(field));
    format!("| `{name}` | {what} | {} |", sentence(own.or(referred).unwrap_or(field)))
}

fn kind_of(schema: &Value, field: &Value) -> String {
    if let Some((name, definition)) = reference(schema, field) {
        return named(name, definition, false);
    }
    let number = |limit: &str| field.get(limit).and_then(Value::as_u64);
    match field.get("type").and_then(Value::as_str) {
        Some("boolean") => "yes or no".to_owned(),
        Some("integer") => match (number("minimum"), number("maximum")) {
            (least, Some(most)) => format!("{} to {most}", least.unwrap_or_default()),
            (least, None) => format!("{} or more", least.unwrap_or_default()),
        },
        Some("array") => {
            let items = field.get("items").and_then(|items| reference(schema, items));
            let items = items.map_or_else(|| "texts".to_owned(), |(name, definition)| named(name, definition, true));
            let most = number("maxItems").map(|most| format!(", {most} at most")).unwrap_or_default();
            format!("a list of {items}{most}")
        }
        _ => "text".to_owned(),
    }
}

/// What a definition is called in a row: with a link to where the page has it.
fn named(name: &str, definition: &Value, several: bool) -> String {
    let heading = HEADINGS.iter().find(|(known, _)| *known == name).map(|(_, heading)| heading.to_lowercase().replace(' ', "-"));
    match (heading, definition.get("enum").is_some(), several) {
        (Some(heading), _, true) => format!("[objects](#{heading})"),
        (Some(heading), _, false) => format!("[an object](#{heading})"),
        (None, true, true) => format!("[words](#{})", name.to_lowercase()),
        (None, true, false) => format!("[a word](#{})", name.to_lowercase()),
        (None, false, true) => "ids".to_owned(),
        (None, false, false) => "an id".to_owned(),
    }
}

fn reference<'a>(schema: &'a Value, field: &'a Value) -> Option<(&'a str, &'a Value)> {
    let name = field.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
    Some((name, schema.get("$defs")?.get(name)?))
}

fn sentence(definition: &Value) -> &str {
    definition.get("description").and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_a_bound_and_a_word_that_the_page_lacks_are_found() {
        let schema = json!({
            "properties": {"version": {"description": "Raised.", "type": "integer", "minimum": 0, "maximum": 9, "default": 1}},
            "$defs": {"place": {"description": "Where.", "enum": ["here", "there"]}}
        });
        let page =
            "# A\n\n## The file\n\n| `version` | 0 to 9; 1 if left out | Raised. |\n\n## Words\n\n### place\n\nWhere.\n\n`here`, `there`\n";
        assert_eq!(against(&schema, page), [""; 0]);
        assert_eq!(against(&schema, &page.replace("0 to 9", "0 to 8")).len(), 2, "one row is missing and one is beyond");
        assert_eq!(against(&schema, &page.replace(", `there`", "")).len(), 1);
        assert_eq!(against(&schema, &page.replace("## The file", "## A file")).len(), 1);
    }
}

//! A site's list as a file: the items in the site's order, and the features of each.

use std::collections::BTreeMap;

use overt_core::explain::Ranking;
use overt_core::json::{Fault, Value, parse};
use overt_core::limits::WHOLE;

use crate::files::{Source, Unusable};

/// The items of a list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Catalogue {
    items: Vec<Item>,
}

#[derive(Debug, PartialEq, Eq)]
struct Item {
    id: String,
    /// What the site gives it, in thousandths; every item says it or none.
    base: Option<i32>,
    /// Each with how strongly the item has it, in thousandths.
    features: Vec<(String, i32)>,
}

const THOUSANDTHS: &str = "a whole number from -1000 to 1000";

impl Catalogue {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// [`Unusable`] where it is not one.
    pub(crate) fn read(source: &Source) -> Result<Catalogue, Unusable> {
        Catalogue::from_text(&source.read()?).map_err(|fault| {
            let fix = "Write {\"items\": [{\"id\": \"1342\", \"features\": [\"shelf:romance\"]}]}; docs/schema/catalogue.schema.json has the rest.";
            source.unusable(&fault.path, format!("This should be {}.", fault.expected), fix)
        })
    }

    fn from_text(text: &str) -> Result<Catalogue, Fault> {
        let value = parse(text)?;
        let items = list(&value, "items", "")?;
        let items = items.iter().enumerate().map(|(place, item)| Item::from_value(item, &format!("items[{place}]")));
        let items: Vec<Item> = items.collect::<Result<_, _>>()?;
        let some = items.iter().any(|item| item.base.is_some());
        match items.iter().position(|item| item.base.is_none()) {
            Some(place) if some => Err(fault(&format!("items[{place}].base"), "there, or left out of every item")),
            _ => Ok(Catalogue { items }),
        }
    }

    /// The list as the core ranks it.
    pub(crate) fn ranking(&self) -> Ranking {
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut names: Vec<&str> = Vec::new();
        let (mut starts, mut features, mut strengths) = (vec![0], Vec::new(), Vec::new());
        for item in &self.items {
            for (name, strength) in &item.features {
                let number = *numbers.entry(name).or_insert_with(|| {
                    names.push(name);
                    count(names.len() - 1)
                });
                features.push(number);
                strengths.push(*strength);
            }
            starts.push(count(features.len()));
        }
        let base: Vec<i32> = self.items.iter().filter_map(|item| item.base).collect();
        Ranking::new(&names, &starts, &features, &strengths, &base)
    }

    /// The id of each item, and its features with their strengths.
    pub(crate) fn items(&self) -> impl Iterator<Item = (&str, &[(String, i32)])> {
        self.items.iter().map(|item| (item.id.as_str(), item.features.as_slice()))
    }

    /// The id of the item at a place of the site's list.
    pub(crate) fn id(&self, place: u32) -> String {
        self.items.get(place as usize).map(|item| item.id.clone()).unwrap_or_default()
    }
}

impl Item {
    fn from_value(value: &Value, path: &str) -> Result<Item, Fault> {
        let Value::Object(_) = value else { return Err(fault(path, "an object in curly brackets")) };
        let id = value.get("id").as_text().filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| fault(&format!("{path}.id"), "text in quotes"))?;
        let features = list(value, "features", &format!("{path}."))?.iter().enumerate();
        Ok(Item {
            id: id.into(),
            base: thousandths(value, "base", path)?,
            features: features.map(|(place, value)| feature(value, &format!("{path}.features[{place}]"))).collect::<Result<_, _>>()?,
        })
    }
}

fn feature(value: &Value, path: &str) -> Result<(String, i32), Fault> {
    let (name, path_of_name) = match value {
        Value::Object(_) => (value.get("name").as_text(), format!("{path}.name")),
        _ => (value.as_text(), path.to_owned()),
    };
    let name = name.ok_or_else(|| fault(&path_of_name, "text in quotes, such as \"shelf:romance\""))?;
    Ok((name.into(), thousandths(value, "strength", path)?.unwrap_or(WHOLE)))
}

/// A list that may be left out.
fn list<'a>(value: &'a Value, name: &str, before: &str) -> Result<&'a [Value], Fault> {
    match value.get(name) {
        Value::List(list) => Ok(list),
        Value::Null if !before.is_empty() => Ok(&[]),
        _ => Err(fault(&format!("{before}{name}"), "a list in square brackets")),
    }
}

fn thousandths(value: &Value, name: &str, path: &str) -> Result<Option<i32>, Fault> {
    let number = match value.get(name) {
        Value::Null => return Ok(None),
        Value::Number(number) => i32::try_from(*number).ok().filter(|n| (-WHOLE..=WHOLE).contains(n)),
        _ => None,
    };
    number.map(Some).ok_or_else(|| fault(&format!("{path}.{name}"), THOUSANDTHS))
}

fn fault(path: &str, expected: &'static str) -> Fault {
    Fault { path: path.into(), expected }
}

/// A number of things in memory; a file of four thousand million features is none that was read.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of_fault(text: &str) -> Option<String> {
        Catalogue::from_text(text).err().map(|fault| fault.path)
    }

    #[test]
    fn a_fault_is_named_by_its_place() {
        for (text, path) in [
            ("[]", "items"),
            ("{}", "items"),
            (r#"{"items":[1]}"#, "items[0]"),
            (r#"{"items":[{"id":7}]}"#, "items[0].id"),
            (r#"{"items":[{"id":""}]}"#, "items[0].id"),
            (r#"{"items":[{"id":"a","features":"x"}]}"#, "items[0].features"),
            (r#"{"items":[{"id":"a"},{"id":"b","features":["x",5]}]}"#, "items[1].features[1]"),
            (r#"{"items":[{"id":"a","features":[{"strength":5}]}]}"#, "items[0].features[0].name"),
            (r#"{"items":[{"id":"a","features":[{"name":"x","strength":1001}]}]}"#, "items[0].features[0].strength"),
            (r#"{"items":[{"id":"a","base":0.5}]}"#, "items[0].base"),
            (r#"{"items":[{"id":"a","base":5},{"id":"b"}]}"#, "items[1].base"),
            ("{\"items\":\n[", "line 2, column 2"),
        ] {
            assert_eq!(path_of_fault(text).as_deref(), Some(path), "{text}");
        }
    }

    #[test]
    fn a_feature_is_a_name_or_a_name_with_a_strength() {
        let text = r#"{"items":[{"id":"a","label":"A","features":["x",{"name":"y","strength":-500},{"name":"z"}]}]}"#;
        let features = vec![("x".to_owned(), 1000), ("y".to_owned(), -500), ("z".to_owned(), 1000)];
        assert_eq!(Catalogue::from_text(text), Ok(Catalogue { items: vec![Item { id: "a".into(), base: None, features }] }));
    }
}

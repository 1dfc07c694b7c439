//! What the page tells the panel.

use overt_core::clock::Ms;
use overt_core::json::{Json, Reader, Value, field, field_or, parse};
use overt_core::record::Trouble;

/// Which part is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    Why,
    Overview,
    History,
}

/// One item of a list, as the site has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) features: String,
}

/// A list on the page, in the site's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) slot: String,
    pub(crate) items: Vec<Item>,
    /// How many are shown.
    pub(crate) shown: u32,
}

#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) registry: Option<String>,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) gpc: bool,
    pub(crate) slot: Option<String>,
    pub(crate) view: View,
    pub(crate) lists: Vec<List>,
    pub(crate) ended: Option<Ms>,
    pub(crate) blocked: u32,
}

impl Request {
    /// Reads what can be read; the rest is as if it had not been said.
    pub(crate) fn read(text: &str) -> Request {
        let value = parse(text).unwrap_or(Value::Null);
        let reader = &mut Reader::default();
        let text = |name: &str| value.get(name).as_text().map(String::from);
        Request {
            registry: text("registry"),
            trouble: text("trouble").as_deref().and_then(told),
            gpc: field_or(&value, "gpc", reader, || false),
            slot: text("slot").filter(|s| !s.is_empty()),
            view: match value.get("view").as_text() {
                Some("overview") => View::Overview,
                Some("history") => View::History,
                _ => View::Why,
            },
            lists: list(value.get("lists"), |list| List {
                slot: field(list, "slot", reader),
                items: self::list(list.get("items"), |item| Item {
                    id: field(item, "id", reader),
                    label: field_or(item, "label", reader, String::new),
                    features: field_or(item, "features", reader, String::new),
                }),
                shown: field_or(list, "shown", reader, || 0),
            }),
            ended: Option::read(value.get("ended"), &mut Reader::default()),
            blocked: field_or(&value, "blocked", &mut Reader::default(), || 0),
        }
    }
}

/// What the page knows to be broken. What is stored, the panel reads for itself.
fn told(word: &str) -> Option<Trouble> {
    let trouble = Trouble::from_word(word);
    let of_record = [Trouble::RecordUnreadable, Trouble::RecordNewer].iter().any(|t| t.as_str() == word);
    (!of_record).then_some(trouble)
}

fn list<T>(value: &Value, read: impl FnMut(&Value) -> T) -> Vec<T> {
    if let Value::List(items) = value { items.iter().map(read).collect() } else { Vec::new() }
}

//! What the page tells the panel.

use overt_core::clock::Ms;
use overt_core::id::Id;
use overt_core::json::{Json, Reader, Value, field, field_or, parse};
use overt_core::record::Trouble;

use super::Part;

/// Which part is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    Why,
    Overview,
    Part(Part),
}

/// One item of a list, as the site has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) label: String,
}

/// A list on the page, in the site's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct List {
    pub(crate) slot: String,
    pub(crate) items: Vec<Item>,
    /// How many are shown.
    pub(crate) shown: u32,
    /// The ids as they stand in the page now.
    pub(crate) stands: Vec<String>,
    /// The features that any of them has; where those of each item begin; which they are; and how much of each, in thousandths.
    pub(crate) names: Vec<String>,
    pub(crate) starts: Vec<u32>,
    pub(crate) features: Vec<u32>,
    pub(crate) strengths: Vec<i32>,
}

impl List {
    /// How many places are shown; all of them where it is not known.
    pub(crate) fn places(&self) -> usize {
        usize::try_from(self.shown).ok().filter(|shown| *shown > 0).unwrap_or(self.items.len())
    }
}

#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) registry: Option<String>,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) gpc: bool,
    /// The purposes that the browser or the site's consent platform refuses.
    pub(crate) refused: Vec<Id>,
    pub(crate) slot: Option<String>,
    pub(crate) view: View,
    pub(crate) lists: Vec<List>,
    pub(crate) ended: Option<Ms>,
    pub(crate) blocked: u32,
    /// Whether the order came too late for this page.
    pub(crate) late: bool,
    pub(crate) offline: bool,
    /// Whether something that was asked for could not be fetched.
    pub(crate) failed: bool,
    pub(crate) visit: Option<Id>,
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
            refused: field_or(&value, "refused", reader, Vec::new),
            slot: text("slot").filter(|s| !s.is_empty()),
            view: match value.get("view").as_text() {
                Some("overview") => View::Overview,
                view => view.and_then(Part::from_word).map_or(View::Why, View::Part),
            },
            lists: list(value.get("lists"), |list| List {
                slot: field(list, "slot", reader),
                items: self::list(list.get("items"), |item| Item {
                    id: field(item, "id", reader),
                    label: field_or(item, "label", reader, String::new),
                }),
                shown: field_or(list, "shown", reader, || 0),
                stands: field_or(list, "stands", reader, Vec::new),
                names: field_or(list, "names", reader, Vec::new),
                starts: field_or(list, "starts", reader, Vec::new),
                features: field_or(list, "features", reader, Vec::new),
                strengths: field_or(list, "strengths", reader, Vec::new),
            }),
            ended: Option::read(value.get("ended"), &mut Reader::default()),
            blocked: field_or(&value, "blocked", &mut Reader::default(), || 0),
            late: field_or(&value, "late", &mut Reader::default(), || false),
            offline: field_or(&value, "offline", &mut Reader::default(), || false),
            failed: value.get("failed").as_text().is_some(),
            visit: value.get("visit").as_text().and_then(Id::new),
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

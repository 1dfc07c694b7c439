//! What differs between two versions of a site's declaration, and whether more or less is then done with what is known of a visitor.
//!
//! It compares what holds, not what is written: what was left out of a declaration is not there. The words for it are not here.

mod direction;

use alloc::{string::String, vec::Vec};

use crate::json::{Json, Reader, Value, field, parse, to_text, write_field};
use crate::particulars::{Organisation, Particulars};
use crate::registry::{FindingCode, Party, Registry};
use direction::{direction, of_sets};

named! {
    /// What a change does to what is known of a visitor.
    pub enum Direction {
        /// More may be learned, used, kept or handed on. An unknown word is read as this.
        Widens = "widens",
        /// Less may be.
        Narrows = "narrows",
        /// It can't be told from the declaration; the visitor has to read it.
        Unclear = "unclear",
        /// It is about something else, such as whom to ask.
        Neither = "neither",
    }
    unknown = Widens
}

named! {
    /// The part of a declaration that a thing belongs to.
    pub enum Part {
        /// The declaration as a whole. An unknown word is read as this.
        Site = "site",
        /// Who answers for the site.
        Controller = "controller",
        /// The text that a yes is given to.
        Notice = "notice",
        /// What holds where the visitor has said nothing.
        Defaults = "defaults",
        /// A purpose.
        Purpose = "purpose",
        /// A signal.
        Signal = "signal",
        /// A value of a signal; its id is that of the signal, an equals sign, and its own.
        Value = "value",
        /// A segment.
        Segment = "segment",
        /// A slot.
        Slot = "slot",
        /// A recipient.
        Recipient = "recipient",
        /// Whom to ask; its id is the address.
        Contact = "contact",
    }
    unknown = Site
}

fields! {
    /// What a change is about.
    ///
    /// ```
    /// use overt_core::{changes::{Part, Thing}, json::from_text};
    /// let thing: Thing = from_text(r#"{"id": "content", "label": "A list in your order", "part": "purpose"}"#).unwrap();
    /// assert_eq!(thing.part, Part::Purpose);
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Thing {
        /// Its id; empty for what there is one of.
        pub id: String as "id" = String::new(),
        /// Its name for people, the newer one; empty where it has none.
        pub label: String as "label" = String::new(),
        /// What sort of thing it is.
        pub part: Part as "part",
    }
}

/// One difference. In JSON an object whose `change` is `added`, `removed` or `changed`.
///
/// ```
/// use overt_core::{changes::Change, json::{from_text, to_text}};
/// let text = r#"{"change":"changed","direction":"widens","field":"retentionDays","from":30,"thing":{"id":"viewed","label":"","part":"signal"},"to":90}"#;
/// let change: Change = from_text(text).unwrap();
/// assert!(matches!(&change, Change::Changed { field, .. } if field == "retentionDays"));
/// assert_eq!(to_text(&change), text);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    Added {
        /// What.
        thing: Thing,
        /// What that does.
        direction: Direction,
    },
    /// It is there no more.
    Removed {
        /// What.
        thing: Thing,
        /// What that does.
        direction: Direction,
    },
    /// Something is said of it that was not said before.
    Changed {
        /// Of what.
        thing: Thing,
        /// In which field, by its name in the configuration.
        field: String,
        /// What was said; `null` where nothing was.
        from: Value,
        /// What is said.
        to: Value,
        /// What that does.
        direction: Direction,
    },
}

/// What every change has.
///
/// ```
/// use overt_core::changes::{Declared, Direction, changes};
/// let [old, new] = [r#"{"version": 1}"#, r#"{"version": 2, "signals": [{"id": "bought"}]}"#].map(|text| Declared::load(text).unwrap());
/// let change = &changes(&old, &new)[0];
/// assert_eq!((change.thing().id.as_str(), change.direction()), ("bought", Direction::Widens));
/// ```
impl Change {
    /// What it is about.
    ///
    /// ```
    /// use overt_core::{changes::{Change, Part}, json::from_text};
    /// let change: Change = from_text(r#"{"change": "removed", "direction": "narrows", "thing": {"id": "ads", "part": "purpose"}}"#).unwrap();
    /// assert_eq!(change.thing().part, Part::Purpose);
    /// ```
    pub fn thing(&self) -> &Thing {
        let (Change::Added { thing, .. } | Change::Removed { thing, .. } | Change::Changed { thing, .. }) = self;
        thing
    }

    /// What it does.
    ///
    /// ```
    /// use overt_core::{changes::{Change, Direction}, json::from_text};
    /// let change: Change = from_text(r#"{"change": "removed", "direction": "narrows", "thing": {"id": "ads", "part": "purpose"}}"#).unwrap();
    /// assert_eq!(change.direction(), Direction::Narrows);
    /// ```
    pub fn direction(&self) -> Direction {
        let (Change::Added { direction, .. } | Change::Removed { direction, .. } | Change::Changed { direction, .. }) = self;
        *direction
    }
}

/// A word that is not known is read as a change that says nothing more.
impl Json for Change {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        let (thing, direction) = (field(value, "thing", reader), field(value, "direction", reader));
        match value.get("change").as_text() {
            Some("added") => Change::Added { thing, direction },
            Some("removed") => Change::Removed { thing, direction },
            _ => {
                let name = if *value.get("field") == Value::Null { String::new() } else { field(value, "field", reader) };
                Change::Changed { thing, field: name, from: field(value, "from", reader), to: field(value, "to", reader), direction }
            }
        }
    }

    fn write(&self, out: &mut String) {
        let word = match self {
            Change::Added { .. } => "added",
            Change::Removed { .. } => "removed",
            Change::Changed { .. } => "changed",
        };
        out.push('{');
        write_field(out, "change", &String::from(word));
        write_field(out, "direction", &self.direction());
        if let Change::Changed { field, from, .. } = self {
            write_field(out, "field", field);
            write_field(out, "from", from);
        }
        write_field(out, "thing", self.thing());
        if let Change::Changed { to, .. } = self {
            write_field(out, "to", to);
        }
        out.push('}');
    }
}

/// A declaration as it holds, with what people are told beside it.
///
/// ```
/// use overt_core::changes::Declared;
/// assert!(Declared::load(r#"{"version": 3}"#).is_ok());
/// assert_eq!(Declared::load("[]").unwrap_err().fix, "Mend the configuration at the place named.");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The parts that hold.
    pub registry: Registry,
    document: Value,
}

/// Reading keeps what holds, and every field that has a default says it.
///
/// ```
/// use overt_core::changes::{Declared, changes};
/// let [said, not_said] = [r#"{"signals": [{"id": "bought", "strength": 250}]}"#, r#"{"signals": [{"id": "bought"}]}"#];
/// assert_eq!(changes(&Declared::load(said).unwrap(), &Declared::load(not_said).unwrap()), []);
/// ```
impl Declared {
    /// Reads a declaration.
    ///
    /// # Errors
    /// The finding that says why nothing of it can be read.
    ///
    /// ```
    /// use overt_core::changes::Declared;
    /// let shop = Declared::load(r#"{"signals": [{"id": "bought"}, {"id": "Not an id"}]}"#).unwrap();
    /// assert_eq!(shop.registry.signals.len(), 1);
    /// ```
    pub fn load(text: &str) -> Result<Declared, crate::lint::Finding> {
        let (registry, findings) = Registry::load(text);
        if let Some(finding) = findings.into_iter().find(|finding| finding.code == FindingCode::Unreadable) {
            return Err(finding);
        }
        let told = Particulars::load(text);
        let recipients: Vec<Organisation> = registry.recipients.iter().map(|party| organisation(party, &told)).collect();
        let mut document = value_of(&registry);
        if let Value::Object(fields) = &mut document {
            fields.extend([
                ("controller".into(), value_of(&told.controller)),
                ("notice".into(), value_of(&told.notice)),
                ("recipients".into(), value_of(&recipients)),
                ("contact".into(), value_of(&told.contact)),
                ("jurisdiction".into(), value_of(&told.jurisdiction)),
            ]);
        }
        Ok(Declared { registry, document })
    }

    fn names_recipient(&self, id: &str) -> bool {
        self.registry.purposes.iter().any(|purpose| purpose.recipients.iter().any(|recipient| recipient == id))
    }
}

/// What is told of a recipient, where it is told under the same id.
fn organisation(party: &Party, told: &Particulars) -> Organisation {
    let known = told.recipients.iter().find(|known| known.id == party.id && known.name == party.name).cloned();
    known.unwrap_or_else(|| Organisation { id: party.id.clone(), name: party.name.clone(), ..Organisation::default() })
}

/// Everything that differs: what there is one of, then list by list; in a list what was changed and added, then what was removed.
///
/// The number of the version is not among it, nor the order of lists.
///
/// ```
/// use overt_core::changes::{Change, Declared, Direction, changes};
/// let shop = |days| Declared::load(&format!(r#"{{"signals": [{{"id": "bought", "retentionDays": {days}}}]}}"#)).unwrap();
/// assert_eq!(changes(&shop(30), &shop(30)), []);
/// assert!(matches!(&changes(&shop(30), &shop(90))[..], [Change::Changed { direction: Direction::Widens, .. }]));
/// assert_eq!(changes(&shop(90), &shop(30))[0].direction(), Direction::Narrows);
/// ```
pub fn changes(old: &Declared, new: &Declared) -> Vec<Change> {
    let mut found = Changes { old, new, found: Vec::new() };
    let (before, now) = (&old.document, &new.document);
    for (part, name) in [(Part::Controller, "controller"), (Part::Notice, "notice"), (Part::Defaults, "defaults")] {
        found.compare(part, "", before.get(name), now.get(name));
    }
    found.note(Part::Site, ("", now), "jurisdiction", [before, now]);
    for (part, name) in [
        (Part::Purpose, "purposes"),
        (Part::Signal, "signals"),
        (Part::Segment, "segments"),
        (Part::Slot, "slots"),
        (Part::Recipient, "recipients"),
        (Part::Contact, "contact"),
    ] {
        found.compare_lists(part, "", items(before.get(name)), items(now.get(name)));
    }
    found.found
}

struct Changes<'a> {
    old: &'a Declared,
    new: &'a Declared,
    found: Vec<Change>,
}

impl Changes<'_> {
    /// Two lists of things with ids; of things with the same id the first holds.
    fn compare_lists(&mut self, part: Part, of: &str, old: &[Value], new: &[Value]) {
        let (old, new) = (keyed(part, old), keyed(part, new));
        for (id, item) in &new {
            let full = [of, id].concat();
            match old.iter().find(|(known, _)| known == id) {
                Some((_, before)) => self.compare(part, &full, before, item),
                None => {
                    let direction = self.on_adding(part, id, &full);
                    self.found.push(Change::Added { thing: thing(part, &full, item), direction });
                }
            }
        }
        for (id, item) in old.iter().filter(|(id, _)| new.iter().all(|(known, _)| known != id)) {
            let full = [of, id].concat();
            let direction = self.on_removing(part, id, &full);
            self.found.push(Change::Removed { thing: thing(part, &full, item), direction });
        }
    }

    /// Two versions of one thing, field by field.
    fn compare(&mut self, part: Part, id: &str, old: &Value, new: &Value) {
        let mut names: Vec<&str> = Vec::new();
        for name in fields_of(new).iter().chain(fields_of(old)).map(|(name, _)| name.as_str()) {
            if !names.contains(&name) && name != "values" {
                names.push(name);
            }
        }
        for name in names {
            self.note(part, (id, new), name, [old, new]);
        }
        if part == Part::Signal {
            let signal = [id, "="].concat();
            self.compare_lists(Part::Value, &signal, items(old.get("values")), items(new.get("values")));
        }
    }

    fn note(&mut self, part: Part, (id, named): (&str, &Value), name: &str, [old, new]: [&Value; 2]) {
        let (from, to) = (old.get(name), new.get(name));
        if !is_same(from, to) {
            let direction = match part {
                Part::Value => self.of_value(id),
                _ => direction(part, name, old, new),
            };
            self.found.push(Change::Changed {
                thing: thing(part, id, named),
                field: name.into(),
                from: from.clone(),
                to: to.clone(),
                direction,
            });
        }
    }

    fn on_adding(&self, part: Part, id: &str, full: &str) -> Direction {
        match part {
            Part::Value => self.of_value(full),
            Part::Recipient if !self.new.names_recipient(id) => Direction::Neither,
            Part::Contact => Direction::Neither,
            _ => Direction::Widens,
        }
    }

    fn on_removing(&self, part: Part, id: &str, full: &str) -> Direction {
        match part {
            Part::Value => self.of_value(full),
            Part::Recipient if !self.old.names_recipient(id) => Direction::Neither,
            Part::Contact => Direction::Neither,
            // Whoever had left the group had stopped what feeds it, and that is no longer stopped by it.
            Part::Segment => Direction::Unclear,
            _ => Direction::Narrows,
        }
    }

    /// What is declared of a value only ever protects: it counts by the sensitive categories that it names.
    fn of_value(&self, full: &str) -> Direction {
        let Some((signal, value)) = full.split_once('=') else { return Direction::Unclear };
        let categories = |site: &Declared| {
            let words =
                site.registry.signal(signal).map(|def| def.categories(Some(value)).map(|c| Value::Text(c.as_str().into())).collect());
            Value::List(words.unwrap_or_default())
        };
        match of_sets(&categories(self.new), &categories(self.old)) {
            None => Direction::Neither,
            Some(direction) => direction,
        }
    }
}

fn is_same(from: &Value, to: &Value) -> bool {
    match (from, to) {
        (Value::List(_), Value::List(_)) => of_sets(from, to).is_none(),
        _ => from == to,
    }
}

/// The items with the ids that they are told apart by, once each.
fn keyed(part: Part, list: &[Value]) -> Vec<(String, &Value)> {
    let name = if part == Part::Contact { "address" } else { "id" };
    let mut found: Vec<(String, &Value)> = Vec::new();
    for item in list {
        let mut id = String::from(item.get(name).as_text().unwrap_or_default());
        // Two ways to reach one address are two contacts.
        while part == Part::Contact && found.iter().any(|(known, _)| *known == id) {
            id.push(' ');
        }
        if found.iter().all(|(known, _)| *known != id) {
            found.push((id, item));
        }
    }
    found
}

fn thing(part: Part, id: &str, item: &Value) -> Thing {
    let name = if matches!(part, Part::Recipient | Part::Controller) { "name" } else { "label" };
    Thing { id: id.trim_end().into(), label: item.get(name).as_text().unwrap_or_default().into(), part }
}

fn value_of<T: Json>(it: &T) -> Value {
    parse(&to_text(it)).unwrap_or(Value::Null)
}

fn fields_of(value: &Value) -> &[(String, Value)] {
    if let Value::Object(fields) = value { fields } else { &[] }
}

fn items(value: &Value) -> &[Value] {
    if let Value::List(items) = value { items } else { &[] }
}

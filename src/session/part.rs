//! The parts one level down: which there are, which are open, and what is in those.
//!
//! What is in a part is worked out only while it is open.

use overt_core::json::{Json, Reader, Value, parse};
use overt_core::particulars::Contact;

use super::{Compared, Data, Detail, Entry, Given, LearnedValue, Moved, Session, Switch, View, Ways};

/// A part that opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Moved,
    Without,
    Everything,
    Learned,
    Parts,
    Ways,
    Visit,
    History,
    Given,
    Data,
    Person,
}

impl Part {
    /// As they stand one below the other.
    pub(crate) const ALL: [Part; 11] = [
        Part::Moved,
        Part::Without,
        Part::Everything,
        Part::Learned,
        Part::Parts,
        Part::Ways,
        Part::Visit,
        Part::History,
        Part::Given,
        Part::Data,
        Part::Person,
    ];

    /// Its name, in links to it and in what is remembered; not for people.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Part::Moved => "moved",
            Part::Without => "without",
            Part::Everything => "everything",
            Part::Learned => "learned",
            Part::Parts => "parts",
            Part::Ways => "ways",
            Part::Visit => "visit",
            Part::History => "history",
            Part::Given => "given",
            Part::Data => "data",
            Part::Person => "person",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.as_str() == word)
    }
}

/// A part as it is shown: closed, or with what is in it.
pub(crate) struct Section {
    pub(crate) part: Part,
    /// How many things there are in it, where that is said of a closed one.
    pub(crate) count: usize,
    pub(crate) body: Option<Body>,
}

/// What is in an open part.
pub(crate) enum Body {
    Moved(Vec<Moved>),
    Without(Vec<Compared>),
    Everything(Detail),
    /// With how many more there are.
    Learned(Vec<LearnedValue>, usize),
    Parts(Vec<Switch>),
    Ways(Ways),
    /// Whether this visit is left out.
    Visit(bool),
    History(Vec<Entry>),
    Given(Vec<Given>),
    Data(Data),
    Person(Vec<Contact>),
}

impl Session {
    /// Opens a part or closes it, and remembers that on the device, once anything is stored there.
    pub(crate) fn fold(&mut self, part: Part) {
        if self.open.contains(&part) {
            self.open.retain(|p| *p != part);
        } else {
            self.open.push(part);
        }
        if !self.record.is_new() {
            let mut names = String::new();
            for part in &self.open {
                names.push_str(part.as_str());
                names.push(' ');
            }
            self.storage.remember(&names);
        }
    }

    /// From now on all of a long list is worked out.
    pub(crate) fn show_all(&mut self) {
        self.all = true;
    }

    /// The parts that were open last, beside the one that is asked for.
    pub(super) fn open_as_remembered(&mut self) {
        let remembered = self.storage.remembered().unwrap_or_default();
        for part in remembered.split(' ').filter_map(Part::from_word) {
            if !self.open.contains(&part) {
                self.open.push(part);
            }
        }
    }

    /// Opens the part that a link asks for.
    pub(super) fn open_for(&mut self, view: View) {
        if self.view == view {
            return;
        }
        self.view = view;
        let wanted = match view {
            View::Why => None,
            View::Overview => Some(Part::Learned),
            View::Part(part) => Some(part),
        };
        if let Some(part) = wanted.filter(|p| !self.open.contains(p)) {
            self.open.push(part);
        }
    }

    /// The parts that there are as things stand.
    pub(super) fn sections(&mut self, order: &[u32]) -> Vec<Section> {
        let moved = self.moved_places(order);
        let mut sections = Vec::new();
        for part in Part::ALL {
            if self.is_there(part, moved.len()) {
                sections.push(self.section(part, order, &moved));
            }
        }
        sections
    }

    fn is_there(&self, part: Part, moved: usize) -> bool {
        let broken = self.trouble().is_some();
        match part {
            Part::Moved => moved > 0,
            Part::History => !broken || !self.record.history.is_empty() || self.blocked > 0,
            Part::Without => !broken && self.list().is_some(),
            Part::Data => true,
            Part::Person => self.has_contact,
            _ => !broken && !self.registry.purposes.is_empty(),
        }
    }

    pub(super) fn contacts(&self) -> Vec<Contact> {
        let served = parse(self.served.as_deref().unwrap_or_default()).unwrap_or(Value::Null);
        let mut contacts = Vec::<Contact>::read(served.get("contact"), &mut Reader::default());
        contacts.retain(|contact| !contact.address.is_empty());
        contacts
    }

    fn section(&mut self, part: Part, order: &[u32], moved: &[(u32, i64)]) -> Section {
        let count = match part {
            Part::Moved => moved.len(),
            Part::Learned => self.record.learned.len(),
            Part::History => self.record.history.len() + usize::from(self.blocked > 0),
            _ => 0,
        };
        let body = self.open.contains(&part).then(|| match part {
            Part::Moved => Body::Moved(self.moved(order, moved)),
            Part::Without => Body::Without(self.without(order)),
            Part::Everything => Body::Everything(self.detail()),
            Part::Learned => {
                let (values, more) = self.learned();
                Body::Learned(values, more)
            }
            Part::Parts => Body::Parts(self.switches()),
            Part::Ways => Body::Ways(self.ways()),
            Part::Visit => Body::Visit(self.is_left_out()),
            Part::History => Body::History(self.history()),
            Part::Given => Body::Given(self.given()),
            Part::Data => Body::Data(self.data()),
            Part::Person => Body::Person(self.contacts()),
        });
        Section { part, count, body }
    }
}

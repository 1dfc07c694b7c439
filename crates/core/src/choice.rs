//! What the visitor chose: scopes, choices, dials, variety and the mode.
//!
//! Each has an order from the least to the most protective; where several stand at once, the most protective is read.

use alloc::string::String;
use alloc::vec::Vec;

use crate::clock::Ms;
use crate::id::{Id, cut};
use crate::json::{Json, Reader, Value, field, write_field};
use crate::limits::DIAL_CAP;
use crate::register::insert_sorted;
use crate::registry::{Category, Mode, Place, Registry};

/// What a choice is about. In JSON one word or two, such as `"all"` or `"signal:viewed.shelf"`.
///
/// ```
/// use overt_core::{choice::Scope, id::Id, json::{from_text, to_text}};
/// let shelf = Scope::Value(Id::new("viewed.shelf").unwrap(), Id::new("romance").unwrap());
/// assert_eq!(to_text(&shelf), r#""value:viewed.shelf=romance""#);
/// assert_eq!(from_text(r#""value:viewed.shelf=romance""#), Ok(shelf));
/// ```
#[derive(Clone, Debug, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Everything on this site.
    All,
    /// One purpose.
    Purpose(Id),
    /// One slot.
    Slot(Id),
    /// One signal, with all its values.
    Signal(Id),
    /// One value of a signal; in JSON `"value:viewed.shelf=romance"`.
    Value(Id, Id),
    /// One sensitive category.
    Category(Category),
    /// One way of learning.
    Mode(Mode),
    /// One place that data comes from.
    Source(Place),
    /// One group, with every signal that feeds it.
    Segment(Id),
    /// One visit, by a name that it has for as long as it lasts.
    Visit(Id),
    /// A scope that this version does not know; it is kept as it was written, and may be about anything: it always applies.
    Unknown(String),
}

/// By the order that it has anyway, so that it is compared in one way only.
impl PartialEq for Scope {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

/// A scope as text is what it was, and one that is not known is kept.
///
/// ```
/// use overt_core::choice::Scope;
/// for text in ["all", "purpose:content", "category:health", "source:otherSite", "mood:calm"] {
///     assert_eq!(Scope::from_text(text).to_text(), text);
/// }
/// ```
impl Scope {
    /// Reads a scope; text that is none becomes [`Scope::Unknown`].
    ///
    /// ```
    /// use overt_core::choice::Scope;
    /// let scope = Scope::from_text("value:viewed.shelf=romance");
    /// assert_eq!(scope.to_text(), "value:viewed.shelf=romance");
    /// assert_eq!(Scope::from_text("mood:x"), Scope::Unknown("mood:x".into()));
    /// ```
    pub fn from_text(text: &str) -> Scope {
        Scope::known(text).unwrap_or_else(|| Scope::Unknown(text.into()))
    }

    fn known(text: &str) -> Option<Scope> {
        if text == "all" {
            return Some(Scope::All);
        }
        let (kind, name) = cut(text, b':')?;
        match kind {
            "purpose" => Id::new(name).map(Scope::Purpose),
            "slot" => Id::new(name).map(Scope::Slot),
            "signal" => Id::new(name).map(Scope::Signal),
            "value" => {
                let (signal, value) = cut(name, b'=')?;
                Some(Scope::Value(Id::new(signal)?, Id::new(value)?))
            }
            "category" => Category::ALL.iter().find(|c| c.as_str() == name).map(|c| Scope::Category(*c)),
            "mode" => Mode::ALL.iter().find(|m| m.as_str() == name).map(|m| Scope::Mode(*m)),
            "source" => Place::ALL.iter().find(|p| p.as_str() == name).map(|p| Scope::Source(*p)),
            "segment" => Id::new(name).map(Scope::Segment),
            "visit" => Id::new(name).map(Scope::Visit),
            _ => None,
        }
    }

    /// The scope as it is written, without quotes.
    ///
    /// ```
    /// use overt_core::{choice::Scope, registry::Category};
    /// assert_eq!(Scope::Category(Category::Health).to_text(), "category:health");
    /// ```
    pub fn to_text(&self) -> String {
        match self {
            Scope::All => "all".into(),
            Scope::Purpose(id) => ["purpose:", id.as_str()].concat(),
            Scope::Slot(id) => ["slot:", id.as_str()].concat(),
            Scope::Signal(id) => ["signal:", id.as_str()].concat(),
            Scope::Value(signal, value) => ["value:", signal.as_str(), "=", value.as_str()].concat(),
            Scope::Category(category) => ["category:", category.as_str()].concat(),
            Scope::Mode(mode) => ["mode:", mode.as_str()].concat(),
            Scope::Source(place) => ["source:", place.as_str()].concat(),
            Scope::Segment(id) => ["segment:", id.as_str()].concat(),
            Scope::Visit(id) => ["visit:", id.as_str()].concat(),
            Scope::Unknown(text) => text.clone(),
        }
    }
}

impl Json for Scope {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        Scope::from_text(&String::read(value, reader))
    }

    fn write(&self, out: &mut String) {
        self.to_text().write(out);
    }
}

named! {
    /// Why something is off.
    pub enum OffKind {
        /// The visitor turned it off. An unknown word is read as this.
        OptOut = "optOut",
        /// The visitor objected (GDPR, Article 21).
        Object = "object",
        /// "This is not me" (GDPR, Article 16).
        NotMe = "notMe",
        /// The visitor left a group.
        Left = "left",
        /// The visitor was asked and said no.
        Refused = "refused",
    }
    unknown = OptOut
}

named! {
    /// What a pause ends to: as it was before, never more.
    pub enum Then {
        /// No opinion. An unknown word is read as this.
        Follow = "follow",
        /// On.
        On = "on",
    }
    unknown = Follow
}

/// A choice at one scope, in the order of protectiveness. In JSON an object whose `state` is `on`, `follow`, `paused` or `off`.
///
/// ```
/// use overt_core::{choice::{Choice, OffKind}, json::from_text};
/// let object: Choice = from_text(r#"{"state": "off", "at": 1800000000000, "kind": "object"}"#).unwrap();
/// assert_eq!(object, Choice::Off { at: 1_800_000_000_000, kind: OffKind::Object });
/// let unknown: Choice = from_text(r#"{"state": "sometimes"}"#).unwrap();
/// assert!(matches!(unknown, Choice::Off { .. }), "a word that is not known is read as off");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// On here; it lifts no other scope's no.
    On,
    /// No opinion.
    Follow,
    /// Nothing is used or learned for a while.
    Paused {
        /// Since when, in milliseconds since 1970.
        from: Ms,
        /// Until when, in milliseconds since 1970; `None` until the visitor says.
        until: Option<Ms>,
        /// What it ends to.
        then: Then,
        /// The [`Registry::fingerprint`] when it began: where that has changed, the pause lasts until the visitor says.
        knew: Option<u32>,
    },
    /// Nothing is used or learned.
    Off {
        /// Since when, in milliseconds since 1970.
        at: Ms,
        /// Why.
        kind: OffKind,
    },
}

/// A choice is read at a moment, and of several the most protective.
///
/// ```
/// use overt_core::choice::{Choice, OffKind};
/// let off = Choice::Off { at: 0, kind: OffKind::OptOut };
/// assert_eq!(Choice::On.more_protective(off.clone()), off);
/// ```
impl Choice {
    /// The choice as it reads at a moment, with what the site declares then.
    ///
    /// A pause is active from its beginning to its end, and before its beginning too: a clock that went back resumes nothing.
    /// Then it reads as what it ended to; but where the site has changed what it does, with whom or from where, it stays until the visitor says.
    ///
    /// ```
    /// use overt_core::{choice::{Choice, Then}, registry::Registry};
    /// let registry = Registry::default();
    /// let pause = Choice::Paused { from: 0, until: Some(1000), then: Then::On, knew: Some(registry.fingerprint()) };
    /// assert_eq!(pause.at(999, &registry), pause);
    /// assert_eq!(pause.at(1000, &registry), Choice::On);
    ///
    /// let changed = Registry::valid_parts(r#"{"signals": [{"id": "bought"}]}"#).unwrap();
    /// assert!(matches!(pause.at(1000, &changed), Choice::Paused { until: None, .. }), "there is something new to know");
    /// ```
    pub fn at(&self, now: Ms, registry: &Registry) -> Choice {
        let Choice::Paused { from, until: Some(until), then, knew } = self else { return self.clone() };
        if now < *until || now < *from {
            return self.clone();
        }
        if knew.is_some_and(|knew| knew != registry.fingerprint()) {
            return Choice::Paused { from: *from, until: None, then: *then, knew: *knew };
        }
        match then {
            Then::On => Choice::On,
            Then::Follow => Choice::Follow,
        }
    }

    /// The more protective of two: a later end beats an earlier one, and Off beats every pause.
    ///
    /// ```
    /// use overt_core::choice::{Choice, Then};
    /// let until = |end| Choice::Paused { from: 0, until: end, then: Then::Follow, knew: None };
    /// assert_eq!(until(Some(7)).more_protective(until(Some(9))), until(Some(9)));
    /// assert_eq!(until(Some(9)).more_protective(until(None)), until(None));
    /// ```
    pub fn more_protective(self, other: Choice) -> Choice {
        if other.rank() > self.rank() { other } else { self }
    }

    /// A key that sorts by protectiveness, and then by everything else, so that the order is total.
    fn rank(&self) -> (u8, Ms, u8, Ms, Option<u32>) {
        match self {
            Choice::On => (0, 0, 0, 0, None),
            Choice::Follow => (1, 0, 0, 0, None),
            Choice::Paused { from, until, then, knew } => {
                (2 + u8::from(until.is_none()), until.unwrap_or(0), u8::from(*then == Then::Follow), *from, *knew)
            }
            Choice::Off { at, kind } => {
                (4, 0, u8::try_from(OffKind::ALL.iter().position(|k| k == kind).unwrap_or(0)).unwrap_or(0), *at, None)
            }
        }
    }
}

impl PartialOrd for Choice {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Choice {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl Json for Choice {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        let from: Option<Ms> = field(value, "from", reader);
        let until: Option<Ms> = field(value, "until", reader);
        let then: Option<Then> = field(value, "then", reader);
        let at: Option<Ms> = field(value, "at", reader);
        let kind: Option<OffKind> = field(value, "kind", reader);
        let knew: Option<u32> = field(value, "knew", reader);
        let state: String = field(value, "state", reader);
        match state.as_str() {
            "on" => Choice::On,
            "follow" => Choice::Follow,
            "paused" => {
                let from = from.unwrap_or(0);
                Choice::Paused { from, until: until.map(|u| u.max(from)), then: then.unwrap_or(Then::Follow), knew }
            }
            // "off", and every word that this version does not know.
            _ => Choice::Off { at: at.unwrap_or(0), kind: kind.unwrap_or(OffKind::OptOut) },
        }
    }

    fn write(&self, out: &mut String) {
        let state = |out: &mut String, state: &str| write_field(out, "state", &String::from(state));
        out.push('{');
        match self {
            Choice::On => state(out, "on"),
            Choice::Follow => state(out, "follow"),
            Choice::Paused { from, until, then, knew } => {
                write_field(out, "from", from);
                write_field(out, "knew", knew);
                state(out, "paused");
                write_field(out, "then", then);
                write_field(out, "until", until);
            }
            Choice::Off { at, kind } => {
                write_field(out, "at", at);
                write_field(out, "kind", kind);
                state(out, "off");
            }
        }
        out.push('}');
    }
}

named! {
    /// How much a signal counts, from least to most.
    pub enum Dial {
        /// Not at all: a no, not a small weight. An unknown word is read as this.
        Off = "off",
        /// Half.
        Less = "less",
        /// As it is.
        Normal = "normal",
        /// Half as much again.
        More = "more",
        /// Twice.
        OnlyThis = "onlyThis",
    }
    unknown = Off
}

/// What a dial does to a signal.
///
/// ```
/// use overt_core::choice::Dial;
/// assert!(Dial::ALL.is_sorted_by_key(|dial| dial.multiplier()));
/// ```
impl Dial {
    /// What it multiplies by, in thousandths: 0 to [`DIAL_CAP`].
    ///
    /// ```
    /// use overt_core::choice::Dial;
    /// assert_eq!(Dial::Less.multiplier(), 500, "half");
    /// assert_eq!(Dial::OnlyThis.multiplier(), overt_core::limits::DIAL_CAP);
    /// ```
    pub fn multiplier(self) -> i32 {
        match self {
            Dial::Off => 0,
            Dial::Less => 500,
            Dial::Normal => 1000,
            Dial::More => 1500,
            Dial::OnlyThis => DIAL_CAP,
        }
    }
}

named! {
    /// How much of a list is not about the visitor, from least to most: what they asked to be shown for a change.
    pub enum Variety {
        /// None of it.
        None = "none",
        /// Every tenth place.
        Little = "little",
        /// Every fifth place.
        Some = "some",
        /// Three places of ten. An unknown word is read as this: it rests the least on what is known of the visitor.
        Much = "much",
    }
    unknown = Much
}

/// What it makes of a list.
///
/// ```
/// use overt_core::choice::Variety;
/// assert!(Variety::ALL.is_sorted_by_key(|variety| variety.share()));
/// ```
impl Variety {
    /// The share of the places, in thousandths.
    ///
    /// ```
    /// use overt_core::choice::Variety;
    /// assert_eq!(Variety::ALL.iter().map(|variety| variety.share()).collect::<Vec<_>>(), [0, 100, 200, 300]);
    /// ```
    pub fn share(self) -> u32 {
        match self {
            Variety::None => 0,
            Variety::Little => 100,
            Variety::Some => 200,
            Variety::Much => 300,
        }
    }
}

/// Which purposes may be on at all.
///
/// "Everything off" is a list of none, so purposes that the site adds later are off as well.
///
/// ```
/// use overt_core::choice::AllMode;
/// let everything_off = AllMode::OnlyAllowed(Vec::new());
/// assert!(!everything_off.admits("whatever-the-site-adds-next-year"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum AllMode {
    /// Whatever the other rules allow.
    #[default]
    Everything,
    /// These and no others, in order.
    OnlyAllowed(Vec<Id>),
}

/// Of two modes the one that admits less counts.
///
/// ```
/// use overt_core::choice::AllMode;
/// let off = AllMode::OnlyAllowed(Vec::new());
/// assert_eq!(AllMode::Everything.intersection(&off), off);
/// ```
impl AllMode {
    /// Whether a purpose may be on, by its id.
    ///
    /// ```
    /// use overt_core::{choice::AllMode, id::Id};
    /// let only = AllMode::OnlyAllowed(vec![Id::new("content").unwrap()]);
    /// assert!(only.admits("content") && !only.admits("ads"));
    /// ```
    pub fn admits(&self, purpose: &str) -> bool {
        match self {
            AllMode::Everything => true,
            AllMode::OnlyAllowed(list) => list.iter().any(|p| p == purpose),
        }
    }

    /// What both admit.
    ///
    /// ```
    /// use overt_core::{choice::AllMode, id::Id};
    /// let [ads, content, news] = ["ads", "content", "news"].map(|id| Id::new(id).unwrap());
    /// let (phone, tablet) = (AllMode::OnlyAllowed(vec![ads, content.clone()]), AllMode::OnlyAllowed(vec![content.clone(), news]));
    /// assert_eq!(phone.intersection(&tablet), AllMode::OnlyAllowed(vec![content]));
    /// ```
    pub fn intersection(self, other: &AllMode) -> AllMode {
        match (self, other) {
            (AllMode::Everything, other) => other.clone(),
            (mine, AllMode::Everything) => mine,
            (AllMode::OnlyAllowed(mut mine), AllMode::OnlyAllowed(theirs)) => {
                mine.retain(|p| theirs.contains(p));
                AllMode::OnlyAllowed(mine)
            }
        }
    }
}

/// Written as `{"onlyAllowed": ["content"]}`, or `{"everything": true}`; whatever else it is admits nothing.
impl Json for AllMode {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        if matches!(value.get("everything"), Value::Bool(true)) {
            return AllMode::Everything;
        }
        let list: Vec<Id> = field(value, "onlyAllowed", reader);
        let mut sorted = Vec::new();
        list.into_iter().for_each(|purpose| insert_sorted(&mut sorted, purpose));
        AllMode::OnlyAllowed(sorted)
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        match self {
            AllMode::Everything => write_field(out, "everything", &true),
            AllMode::OnlyAllowed(list) => write_field(out, "onlyAllowed", list),
        }
        out.push('}');
    }
}

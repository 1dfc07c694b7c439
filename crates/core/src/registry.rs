//! What the site declares: who it is, what it personalizes, by which signals, and for what.
//!
//! Whatever can't be relied on is left out of what is read; the module `lint` says what that was, and how to mend it.

mod words;

use alloc::{string::String, vec::Vec};

use crate::id::{Id, is_id};
use crate::json::from_text;
use crate::limits::{VALID_DAYS, VALID_DAYS_MOST};
pub use words::*;

fields! {
    /// Whoever answers for the site, or receives data.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Party {
        /// Its id.
        pub id: String as "id" = String::new(),
        /// Its name, as people know it.
        pub name: String as "name" = String::new(),
    }
}

fields! {
    /// The text that a yes is given to.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Notice {
        /// Where it can be read.
        pub url: String as "url" = String::new(),
        /// Its version; a yes holds for one version only.
        pub version: String as "version" = String::new(),
        /// Its language (BCP 47).
        pub lang: String as "lang" = String::new(),
    }
}

fields! {
    /// What the site wants to do.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Purpose {
        /// Its id.
        pub id: String as "id" = String::new(),
        /// Its name for people.
        pub label: String as "label" = String::new(),
        /// The purpose in the Data Privacy Vocabulary, such as `dpv:ProvideProductRecommendations`.
        pub dpv: Vec<String> as "dpv",
        /// What it does.
        pub does: String as "does" = String::new(),
        /// Why.
        pub why: String as "why" = String::new(),
        /// What the visitor gets back.
        pub you_get: String as "youGet" = String::new(),
        /// Why it may; where nothing is said, only after a yes.
        pub legal_basis: Option<LegalBasis> as "legalBasis",
        /// What sort of thing it is.
        pub kind: PurposeKind as "kind" = PurposeKind::Content,
        /// What happens beyond the site.
        pub transfers: Transfers as "transfers" = Transfers::None,
        /// The ids of those who receive data.
        pub recipients: Vec<String> as "recipients",
        /// How long what is learned for it is kept, in days.
        pub retention_days: u32 as "retentionDays" = VALID_DAYS,
        /// How long a yes holds, in days; 365 at the most.
        pub valid_days: u32 as "validDays" = VALID_DAYS,
    }
}

impl Purpose {
    /// Whether it needs a yes.
    pub fn needs_consent(&self) -> bool {
        self.legal_basis.is_none_or(|basis| basis == LegalBasis::Consent)
    }

    /// Whether data leaves the site for it.
    pub fn transfers(&self) -> bool {
        self.transfers != Transfers::None
    }
}

fields! {
    /// One value that a signal can take, where the site has something to say about it.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ValueDef {
        /// Its id.
        pub id: String as "id" = String::new(),
        /// Its name for people.
        pub label: String as "label" = String::new(),
        /// The sensitive categories that it gives away.
        pub implies: Vec<Category> as "implies",
    }
}

fields! {
    /// Something that may be learned.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SignalDef {
        /// Its id.
        pub id: String as "id" = String::new(),
        /// Its name for people.
        pub label: String as "label" = String::new(),
        /// The personal data category in the Data Privacy Vocabulary, such as `pd:Interest`.
        pub pd: String as "pd" = String::new(),
        /// What gets better by it, in a sentence.
        pub improves: String as "improves" = String::new(),
        /// How it comes to be.
        pub mode: Mode as "mode" = Mode::Inferred,
        /// Where it comes from.
        pub place: Place as "place" = Place::OtherSite,
        /// What the visitor did.
        pub evidence: EvidenceKind as "evidence" = EvidenceKind::View,
        /// The kind of feature that its values match: `shelf` makes the value `romance` match the feature `shelf:romance`.
        pub matches: String as "matches" = String::new(),
        /// How much its values say.
        pub value_type: ValueType as "valueType" = ValueType::Topic,
        /// How much one piece of evidence counts, in thousandths, 1 to 1000.
        pub strength: u32 as "strength" = 250,
        /// Below this confidence it is not used, in thousandths.
        pub min_confidence: u32 as "minConfidence" = 150,
        /// After this many days a piece of evidence counts half; at least 1.
        pub half_life_days: u32 as "halfLifeDays" = 30,
        /// After this many days it is deleted.
        pub retention_days: u32 as "retentionDays" = VALID_DAYS,
        /// The purposes that it may serve.
        pub purposes: Vec<String> as "purposes",
        /// The sensitive categories that the signal as a whole gives away.
        pub implies: Vec<Category> as "implies",
        /// What there is to say about single values.
        pub values: Vec<ValueDef> as "values",
    }
}

impl SignalDef {
    /// What the site says about one value.
    pub fn value(&self, value: &str) -> Option<&ValueDef> {
        self.values.iter().find(|v| v.id == value)
    }

    /// The sensitive categories that a value gives away, declared for the signal or for the value.
    pub fn categories<'a>(&'a self, value: Option<&'a str>) -> impl Iterator<Item = Category> + 'a {
        let of_value = value.and_then(|v| self.value(v)).map_or(&[][..], |v| &v.implies);
        self.implies.iter().chain(of_value).copied()
    }

    /// How intrusive it is.
    pub fn intrusiveness(&self) -> Intrusiveness {
        match (self.place, self.mode) {
            (Place::OtherSite, _) | (_, Mode::Imported) => Intrusiveness::OtherSite,
            (_, Mode::Provided) => Intrusiveness::Provided,
            (Place::ThisSite, Mode::Observed) if self.evidence == EvidenceKind::Purchase => Intrusiveness::Transaction,
            (_, Mode::Observed) => Intrusiveness::Browsing,
            (_, Mode::Inferred | Mode::Derived) => Intrusiveness::Inferred,
        }
    }
}

fields! {
    /// A group that signals put a visitor into.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SegmentDef {
        /// Its id.
        pub id: String as "id" = String::new(),
        /// Its name for people.
        pub label: String as "label" = String::new(),
        /// Who is in it, in words.
        pub rule: String as "rule" = String::new(),
        /// The signals that put a visitor into it.
        pub from: Vec<String> as "from",
        /// How many people are in it.
        pub size: SizeBucket as "size" = SizeBucket::Under100,
        /// After this many days without new evidence nobody is in it any more.
        pub ttl_days: u32 as "ttlDays" = 90,
    }
}

fields! {
    /// A place on the page.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SlotDef {
        /// Its id.
        pub id: String as "id" = String::new(),
        /// Its name for people.
        pub label: String as "label" = String::new(),
        /// The purpose that it serves.
        pub purpose: String as "purpose" = String::new(),
        /// What it shows.
        pub kind: SlotKind as "kind" = SlotKind::Content,
        /// The moment that it serves, where the site says.
        pub stage: Option<Stage> as "stage",
        /// The finest values that it needs; signals that say more are not used in it.
        pub accepts: ValueType as "accepts" = ValueType::Topic,
        /// Where the list that is not personalized is found on the page; every slot has one.
        pub fallback: String as "fallback" = String::new(),
        /// How many items it shows at the least.
        pub min_items: u32 as "minItems" = 0,
    }
}

fields! {
    /// What holds where the visitor has said nothing.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Defaults {
        /// The most intrusive kind of signal used without a yes.
        pub max_intrusiveness: Intrusiveness as "maxIntrusiveness" = Intrusiveness::Transaction,
        /// What the browser's signal does to the site's own purposes.
        pub gpc_first_party: GpcFirstParty as "gpcFirstParty" = GpcFirstParty::DefaultOff,
        /// Whether the site is for children: no advertising, and nothing but what they said themselves.
        pub minors: bool as "minors" = false,
    }
}

impl Default for Defaults {
    fn default() -> Self {
        Defaults { max_intrusiveness: Intrusiveness::Transaction, gpc_first_party: GpcFirstParty::DefaultOff, minors: false }
    }
}

fields! {
    /// The site's declaration.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Registry {
        /// Its version, raised with every release.
        pub version: u32 as "version" = 0,
        /// Who answers for the site.
        pub controller: Party as "controller" = Party::default(),
        /// The text that a yes is given to.
        pub notice: Notice as "notice" = Notice::default(),
        /// What the site wants to do.
        pub purposes: Vec<Purpose> as "purposes",
        /// What may be learned.
        pub signals: Vec<SignalDef> as "signals",
        /// The groups that signals put a visitor into.
        pub segments: Vec<SegmentDef> as "segments",
        /// Where on the page.
        pub slots: Vec<SlotDef> as "slots",
        /// Who receives data.
        pub recipients: Vec<Party> as "recipients",
        /// What holds where nothing was said.
        pub defaults: Defaults as "defaults" = Defaults::default(),
    }
}

named! {
    /// What is wrong with a registry.
    pub enum FindingCode {
        /// It is not the JSON it should be; nothing is personalized.
        Unreadable = "unreadable",
        /// An id is missing or is not one.
        InvalidId = "invalidId",
        /// An id is used twice.
        DuplicateId = "duplicateId",
        /// A purpose does not say what it does, why, and what the visitor gets.
        MissingReciprocity = "missingReciprocity",
        /// A purpose hands data on without naming to whom.
        MissingRecipients = "missingRecipients",
        /// A slot has no list that is not personalized.
        MissingFallback = "missingFallback",
        /// Something names what is not declared.
        UnknownReference = "unknownReference",
        /// A number is outside its bounds; it was moved to the nearest one.
        OutOfBounds = "outOfBounds",
    }
    unknown = Unreadable
}

/// One thing that is wrong, in short; `lint` has the words for it.
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// What.
    pub code: FindingCode,
    /// In which list.
    pub list: &'static str,
    /// At which place of it.
    pub place: usize,
    /// In which field.
    pub field: &'static str,
    /// The text that is meant.
    pub named: &'a str,
    /// For a number: itself, and the one that is used in its stead.
    pub number: (u32, u32),
}

impl Registry {
    /// Reads a registry and leaves out whatever can't be relied on; nothing where it can't be read at all.
    ///
    /// `Registry::load`, in `lint`, does the same and says what it left out.
    pub fn valid_parts(text: &str) -> Option<Registry> {
        let mut registry: Registry = from_text(text).ok()?;
        check(&mut registry, &mut |_| {});
        Some(registry)
    }

    /// The purpose of this id.
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|p| p.id == id)
    }

    /// The signal of this id.
    pub fn signal(&self, id: &str) -> Option<&SignalDef> {
        self.signals.iter().find(|s| s.id == id)
    }

    /// The slot of this id.
    pub fn slot(&self, id: &str) -> Option<&SlotDef> {
        self.slots.iter().find(|s| s.id == id)
    }

    /// The segments that a signal feeds.
    pub fn segments_of<'a>(&'a self, signal: &'a str) -> impl Iterator<Item = &'a SegmentDef> + 'a {
        self.segments.iter().filter(move |s| s.from.iter().any(|f| f == signal))
    }

    /// A number that changes with the purposes, the recipients and the sources: what a visitor on a pause would want to know of.
    ///
    /// FNV-1a of 32 bits over their names; it keeps no secret, it only notices.
    pub fn fingerprint(&self) -> u32 {
        let purposes = self.purposes.iter().flat_map(|p| [p.id.as_str(), p.transfers.as_str()].into_iter().chain(p.recipients.iter().map(String::as_str)));
        let sources = self.signals.iter().flat_map(|s| [s.id.as_str(), s.place.as_str()]);
        let names = purposes.chain(sources).flat_map(|name| name.bytes().chain([0]));
        names.fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// The ids of all purposes.
    pub fn purpose_ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.purposes.iter().filter_map(|p| Id::new(&p.id))
    }
}

/// Refuses what cannot be relied on, in the order of the document.
pub(crate) fn check(registry: &mut Registry, note: &mut impl FnMut(Problem<'_>)) {
    let recipients: Vec<String> = registry.recipients.iter().map(|r| r.id.clone()).collect();
    for (place, purpose) in registry.purposes.iter_mut().enumerate() {
        bound(&mut purpose.valid_days, VALID_DAYS_MOST, ("purposes", place, "validDays"), note);
    }
    for (place, signal) in registry.signals.iter_mut().enumerate() {
        bound(&mut signal.strength, 1000, ("signals", place, "strength"), note);
        bound(&mut signal.half_life_days, 3650, ("signals", place, "halfLifeDays"), note);
        bound(&mut signal.retention_days, 3650, ("signals", place, "retentionDays"), note);
    }
    let purposes = keep(&mut registry.purposes, "purposes", note, |purpose, known| {
        check_id(&purpose.id, known)?;
        let reciprocity = [("does", &purpose.does), ("why", &purpose.why), ("youGet", &purpose.you_get)];
        for (field, text) in reciprocity {
            refuse(text.trim().is_empty(), FindingCode::MissingReciprocity, field, &purpose.id)?;
        }
        let nobody = purpose.transfers() && purpose.recipients.is_empty();
        refuse(nobody, FindingCode::MissingRecipients, "recipients", &purpose.id)?;
        check_references(&purpose.recipients, &recipients, "recipients")
    });
    keep(&mut registry.signals, "signals", note, |signal, known| {
        check_id(&signal.id, known)?;
        check_references(&signal.purposes, &purposes, "purposes")
    });
    keep(&mut registry.slots, "slots", note, |slot, known| {
        check_id(&slot.id, known)?;
        check_references(core::slice::from_ref(&slot.purpose), &purposes, "purpose")?;
        refuse(slot.fallback.is_empty(), FindingCode::MissingFallback, "fallback", &slot.id)
    });
}

/// What has an id.
trait Named {
    fn id(&self) -> &String;
}

macro_rules! named_by_id {
    ($($type:ty),*) => { $( impl Named for $type { fn id(&self) -> &String { &self.id } } )* };
}
named_by_id!(Purpose, SignalDef, SlotDef);

/// What is wrong, in which field, and the text that is meant.
type Refusal<'a> = (FindingCode, &'static str, &'a str);

/// Keeps what nothing is wrong with, and returns the ids of that.
fn keep<T: Named>(
    list: &mut Vec<T>,
    name: &'static str,
    note: &mut impl FnMut(Problem<'_>),
    verdict: impl for<'a> Fn(&'a T, &[String]) -> Result<(), Refusal<'a>>,
) -> Vec<String> {
    let mut known = Vec::new();
    let mut place = 0;
    list.retain(|item| {
        let refusal = verdict(item, &known).err();
        match refusal {
            Some((code, field, named)) => note(Problem { code, list: name, place, field, named, number: (0, 0) }),
            None => known.push(item.id().clone()),
        }
        place += 1;
        refusal.is_none()
    });
    known
}

fn refuse<'a>(is_wrong: bool, code: FindingCode, field: &'static str, named: &'a str) -> Result<(), Refusal<'a>> {
    if is_wrong { Err((code, field, named)) } else { Ok(()) }
}

fn check_id<'a>(id: &'a str, known: &[String]) -> Result<(), Refusal<'a>> {
    refuse(!is_id(id), FindingCode::InvalidId, "id", id)?;
    refuse(known.iter().any(|k| k == id), FindingCode::DuplicateId, "id", id)
}

fn check_references<'a>(names: &'a [String], known: &[String], field: &'static str) -> Result<(), Refusal<'a>> {
    let stranger = names.iter().find(|name| !known.contains(name));
    stranger.map_or(Ok(()), |name| Err((FindingCode::UnknownReference, field, name.as_str())))
}

/// Moves a number to the nearest one within its bounds: 1 to `most`.
fn bound(value: &mut u32, most: u32, (list, place, field): (&'static str, usize, &'static str), note: &mut impl FnMut(Problem<'_>)) {
    let within = (*value).clamp(1, most);
    if within != *value {
        note(Problem { code: FindingCode::OutOfBounds, list, place, field, named: "", number: (*value, within) });
        *value = within;
    }
}

//! What the site declares: who it is, what it personalizes, by which signals, and for what.
//!
//! Whatever can't be relied on is left out of what is read; the module `lint` says what that was, and how to mend it.

mod check;
mod fault;
mod phrases;
mod words;

use alloc::{string::String, vec::Vec};

use crate::id::Id;
use crate::json::from_text;
use crate::limits::VALID_DAYS;
pub(crate) use check::check;
pub use fault::*;
pub use words::*;

fields! {
    /// Whoever answers for the site, or receives data.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let shop = Registry::valid_parts(r#"{"controller": {"id": "shop", "name": "The Open Bookshop"}}"#).unwrap();
    /// assert_eq!(shop.controller.name, "The Open Bookshop");
    /// ```
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
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let shop = Registry::valid_parts(r#"{"notice": {"url": "/privacy", "version": "2027-01", "lang": "en"}}"#).unwrap();
    /// assert_eq!(shop.notice.version, "2027-01");
    /// ```
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
    ///
    /// ```
    /// use overt_core::{json::from_text, registry::{Purpose, PurposeKind, Transfers}};
    /// let purpose: Purpose = from_text(r#"{"id": "content"}"#).unwrap();
    /// assert_eq!((purpose.kind, purpose.transfers, purpose.valid_days), (PurposeKind::Content, Transfers::None, 180));
    /// assert!(purpose.needs_consent(), "nothing else is said");
    /// ```
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
        /// How long what is learned for it is kept, in days, 1 to 3650; a signal that serves several purposes is kept for the longest of them at the most.
        pub retention_days: u32 as "retentionDays" = VALID_DAYS,
        /// How long a yes holds, in days; 365 at the most.
        pub valid_days: u32 as "validDays" = VALID_DAYS,
    }
}

/// What follows from what the site says of a purpose.
///
/// ```
/// use overt_core::{json::from_text, registry::Purpose};
/// let ads: Purpose = from_text(r#"{"id": "ads", "transfers": "shared"}"#).unwrap();
/// assert!(ads.needs_consent() && ads.transfers());
/// ```
impl Purpose {
    /// Whether it needs a yes: where the site says so, and where it says nothing.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let (site, _) = Registry::load(r#"{"purposes": [
    ///     {"id": "content", "does": "Orders books", "why": "Likely ones come first", "youGet": "Less scrolling"},
    ///     {"id": "basket", "does": "Keeps the basket", "why": "You asked", "youGet": "A basket", "legalBasis": "contract"}
    /// ]}"#);
    /// assert!(site.purposes[0].needs_consent());
    /// assert!(!site.purposes[1].needs_consent());
    /// ```
    pub fn needs_consent(&self) -> bool {
        self.legal_basis.is_none_or(|basis| basis == LegalBasis::Consent)
    }

    /// Whether data leaves the site for it.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let (site, _) = Registry::load(r#"{"purposes": [
    ///     {"id": "content", "does": "Orders books", "why": "Likely ones come first", "youGet": "Less scrolling"}
    /// ]}"#);
    /// assert!(!site.purposes[0].transfers());
    /// ```
    pub fn transfers(&self) -> bool {
        self.transfers != Transfers::None
    }
}

fields! {
    /// One value that a signal can take, where the site has something to say about it.
    ///
    /// ```
    /// use overt_core::{json::from_text, registry::{Category, ValueDef}};
    /// let value: ValueDef = from_text(r#"{"id": "unscented-lotion", "label": "Unscented lotion", "implies": ["health"]}"#).unwrap();
    /// assert_eq!(value.implies, [Category::Health]);
    /// ```
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ValueDef {
        /// Its id.
        pub id: String as "id" = String::new(),
        /// Its name for people.
        pub label: String as "label" = String::new(),
        /// The sensitive categories that it gives away, as declared; [`SignalDef::categories`] adds what its id and its label suggest.
        pub implies: Vec<Category> as "implies",
    }
}

fields! {
    /// Something that may be learned.
    ///
    /// ```
    /// use overt_core::{json::from_text, registry::{Mode, Place, SignalDef}};
    /// let bare: SignalDef = from_text(r#"{"id": "bought"}"#).unwrap();
    /// assert_eq!((bare.mode, bare.place), (Mode::Inferred, Place::OtherSite), "what is not said is the worst");
    /// assert_eq!((bare.strength, bare.half_life_days), (250, 30));
    /// ```
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
        /// After this many days it is deleted, 1 to 3650; sooner where none of its purposes may keep it for so long, or a segment that it feeds ends.
        pub retention_days: u32 as "retentionDays" = VALID_DAYS,
        /// The purposes that it may serve.
        pub purposes: Vec<String> as "purposes",
        /// The sensitive categories that the signal as a whole gives away; what its id or its label suggests is added when it is read.
        pub implies: Vec<Category> as "implies",
        /// What there is to say about single values.
        pub values: Vec<ValueDef> as "values",
    }
}

/// What follows from what the site says of a signal.
///
/// ```
/// use overt_core::{json::from_text, registry::SignalDef};
/// let told: SignalDef = from_text(r#"{"id": "diet", "mode": "provided", "place": "thisSite", "implies": ["health"]}"#).unwrap();
/// assert_eq!(told.categories(None).count(), 1);
/// ```
impl SignalDef {
    /// What the site says about one value.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let (site, _) = Registry::load(r#"{"signals": [{"id": "bought", "values": [{"id": "tea", "label": "Tea"}]}]}"#);
    /// assert_eq!(site.signals[0].value("tea").unwrap().label, "Tea");
    /// assert!(site.signals[0].value("coffee").is_none());
    /// ```
    pub fn value(&self, value: &str) -> Option<&ValueDef> {
        self.values.iter().find(|v| v.id == value)
    }

    /// The sensitive categories that a value gives away, once each: declared for the signal or for the value, or suggested by the value's own id or label.
    ///
    /// ```
    /// use overt_core::registry::{Category, Registry};
    /// let (site, _) = Registry::load(r#"{"signals": [{"id": "bought", "values": [{"id": "unscented-lotion", "implies": ["health"]}]}]}"#);
    /// let bought = &site.signals[0];
    /// assert!(bought.categories(Some("unscented-lotion")).eq([Category::Health]), "the site says so");
    /// assert!(bought.categories(Some("prenatal-vitamins")).eq([Category::Health]), "the id says so");
    /// assert!(bought.categories(Some("tea")).eq([]));
    /// ```
    pub fn categories<'a>(&'a self, value: Option<&'a str>) -> impl Iterator<Item = Category> + 'a {
        let mut all = Vec::new();
        join(&self.implies, &mut all);
        // Where a value is declared twice, it gives away what both say.
        for def in self.values.iter().filter(|def| value == Some(def.id.as_str())) {
            join(&def.implies, &mut all);
            suggest(&def.label, &mut all);
        }
        suggest(value.unwrap_or_default(), &mut all);
        all.into_iter()
    }

    /// How intrusive it is, by where it comes from and how it came to be.
    ///
    /// ```
    /// use overt_core::registry::{Intrusiveness, Registry};
    /// let (site, _) = Registry::load(r#"{"signals": [{"id": "bought", "mode": "observed", "place": "thisSite", "evidence": "purchase"}, {"id": "bare"}]}"#);
    /// assert_eq!(site.signals[0].intrusiveness(), Intrusiveness::Transaction);
    /// assert_eq!(site.signals[1].intrusiveness(), Intrusiveness::OtherSite, "what is not said is the worst");
    /// ```
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

fn join(more: &[Category], all: &mut Vec<Category>) {
    for category in more {
        if !all.contains(category) {
            all.push(*category);
        }
    }
}

fields! {
    /// A group that signals put a visitor into.
    ///
    /// ```
    /// use overt_core::{json::from_text, registry::{SegmentDef, SizeBucket}};
    /// let regulars: SegmentDef = from_text(r#"{"id": "regulars", "rule": "Bought lately", "from": ["bought"]}"#).unwrap();
    /// assert_eq!((regulars.size, regulars.ttl_days), (SizeBucket::Under100, 90));
    /// ```
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
        /// How many people are in it; what feeds a segment of fewer than a hundred is not used.
        pub size: SizeBucket as "size" = SizeBucket::Under100,
        /// After this many days without new evidence nobody is in it any more, 1 to 3650; what feeds it is kept no longer.
        pub ttl_days: u32 as "ttlDays" = 90,
    }
}

fields! {
    /// A place on the page.
    ///
    /// ```
    /// use overt_core::{json::from_text, registry::{SlotDef, SlotKind, ValueType}};
    /// let slot: SlotDef = from_text(r##"{"id": "for-you", "purpose": "content", "fallback": "#popular"}"##).unwrap();
    /// assert_eq!((slot.kind, slot.accepts, slot.min_items), (SlotKind::Content, ValueType::Topic, 0));
    /// ```
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
    ///
    /// ```
    /// use overt_core::{json::from_text, registry::{Defaults, GpcFirstParty, Intrusiveness}};
    /// let defaults: Defaults = from_text("{}").unwrap();
    /// assert_eq!(defaults, Defaults::default());
    /// assert_eq!((defaults.max_intrusiveness, defaults.gpc_first_party), (Intrusiveness::Transaction, GpcFirstParty::DefaultOff));
    /// ```
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
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let shop = Registry::valid_parts(r#"{"version": 3, "slots": [{"id": "for-you"}]}"#).unwrap();
    /// assert_eq!(shop.version, 3);
    /// assert!(shop.slots.is_empty(), "a slot without a list that is not personalized is left out");
    /// ```
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

/// Everything is found by its id.
///
/// ```
/// use overt_core::registry::Registry;
/// let shop = Registry::valid_parts(r#"{"signals": [{"id": "bought"}]}"#).unwrap();
/// assert!(shop.signal("bought").is_some());
/// assert!(shop.signal("viewed").is_none());
/// ```
impl Registry {
    /// Reads a registry and leaves out whatever can't be relied on; nothing where it can't be read at all.
    ///
    /// [`Registry::load`], in `lint`, does the same and says what it left out.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let site = Registry::valid_parts(r#"{"signals": [{"id": "bought"}, {"id": "Not an id"}]}"#).unwrap();
    /// assert_eq!(site.signals.len(), 1);
    /// assert!(Registry::valid_parts("[]").is_none());
    /// ```
    pub fn valid_parts(text: &str) -> Option<Registry> {
        let mut registry: Registry = from_text(text).ok()?;
        check(&mut registry, &mut |_| {});
        Some(registry)
    }

    /// The purpose of this id.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// assert!(Registry::default().purpose("content").is_none(), "what is not declared is not there");
    /// ```
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|p| p.id == id)
    }

    /// The signal of this id.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let (site, _) = Registry::load(r#"{"signals": [{"id": "bought", "label": "What you bought"}]}"#);
    /// assert_eq!(site.signal("bought").unwrap().label, "What you bought");
    /// ```
    pub fn signal(&self, id: &str) -> Option<&SignalDef> {
        self.signals.iter().find(|s| s.id == id)
    }

    /// The slot of this id.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// assert!(Registry::default().slot("for-you").is_none(), "what is not declared is not there");
    /// ```
    pub fn slot(&self, id: &str) -> Option<&SlotDef> {
        self.slots.iter().find(|s| s.id == id)
    }

    /// The segments that a signal feeds.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let (site, _) = Registry::load(r#"{
    ///     "signals": [{"id": "bought"}, {"id": "viewed"}],
    ///     "segments": [{"id": "regulars", "rule": "Bought in three months of the last six", "from": ["bought"], "size": "to10k"}]
    /// }"#);
    /// assert_eq!(site.segments_of("bought").next().unwrap().id, "regulars");
    /// assert_eq!(site.segments_of("viewed").count(), 0);
    /// ```
    pub fn segments_of<'a>(&'a self, signal: &'a str) -> impl Iterator<Item = &'a SegmentDef> + 'a {
        self.segments.iter().filter(move |s| s.from.iter().any(|f| f == signal))
    }

    /// A number that changes with the purposes, the recipients and the sources: what a visitor on a pause would want to know of.
    ///
    /// FNV-1a of 32 bits over their names; it keeps no secret, it only notices.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let print = |text| Registry::load(text).0.fingerprint();
    /// assert_eq!(print(r#"{"version": 1}"#), print(r#"{"version": 2}"#));
    /// assert_ne!(print(r#"{"version": 1}"#), print(r#"{"version": 1, "signals": [{"id": "bought"}]}"#));
    /// ```
    pub fn fingerprint(&self) -> u32 {
        let purposes = self
            .purposes
            .iter()
            .flat_map(|p| [p.id.as_str(), p.transfers.as_str()].into_iter().chain(p.recipients.iter().map(String::as_str)));
        let sources = self.signals.iter().flat_map(|s| [s.id.as_str(), s.place.as_str()]);
        let names = purposes.chain(sources).flat_map(|name| name.bytes().chain([0]));
        names.fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// The ids of all purposes, in the site's order.
    ///
    /// ```
    /// use overt_core::registry::Registry;
    /// let (site, _) = Registry::load(r#"{"purposes": [{"id": "content", "does": "Orders books", "why": "Likely ones come first", "youGet": "Less scrolling"}]}"#);
    /// assert_eq!(site.purpose_ids().next().unwrap().as_str(), "content");
    /// ```
    pub fn purpose_ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.purposes.iter().filter_map(|p| Id::new(&p.id))
    }

    /// The purposes that a page names: ids with spaces between them, or `*` for every one that is declared. What is no id names nothing.
    ///
    /// ```
    /// use overt_core::id::Id;
    #[doc = bookshop!(bought)]
    /// assert_eq!(registry.purposes_named("*"), registry.purpose_ids().collect::<Vec<_>>());
    /// assert_eq!(registry.purposes_named("content No!").iter().map(Id::as_str).collect::<Vec<_>>(), ["content"]);
    /// assert!(registry.purposes_named("").is_empty());
    /// ```
    pub fn purposes_named(&self, text: &str) -> Vec<Id> {
        if text == "*" { self.purpose_ids().collect() } else { text.split(' ').filter_map(Id::new).collect() }
    }
}

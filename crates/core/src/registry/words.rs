//! The words of a registry: each enum says what a word that it does not know means, and that is never the freer reading.

use alloc::vec::Vec;

use super::phrases::{begins, is_letter};

named! {
    /// Why the site may do it at all (GDPR, Article 6(1)).
    pub enum LegalBasis {
        /// Only after a yes.
        Consent = "consent",
        /// On by default where the rules allow it, until the visitor objects.
        LegitimateInterest = "legitimateInterest",
        /// Needed for what the visitor asked for.
        Contract = "contract",
    }
    unknown = Consent
}

named! {
    /// What sort of thing a purpose is.
    pub enum PurposeKind {
        /// Which content, in which order.
        Content = "content",
        /// Advertising. An unknown kind is read as this, the most restricted.
        Ads = "ads",
        /// The look or layout.
        UiAdapt = "uiAdapt",
        /// Messages to the visitor.
        Contact = "contact",
        /// Counting.
        Measurement = "measurement",
        /// Copies on other devices.
        Sync = "sync",
        /// Benefits and prices.
        Benefits = "benefits",
    }
    unknown = Ads
}

named! {
    /// What happens with the data beyond the site (CCPA's words).
    pub enum Transfers {
        /// It stays with the site.
        None = "none",
        /// It is sold.
        Sell = "sell",
        /// It is shared for advertising across contexts.
        Share = "share",
        /// It is joined with what other sites know. An unknown word is read as this.
        CrossContext = "crossContext",
    }
    unknown = CrossContext
}

named! {
    /// How a signal comes to be.
    pub enum Mode {
        /// The visitor said it.
        Provided = "provided",
        /// The visitor did it.
        Observed = "observed",
        /// Somebody guessed it. An unknown word is read as this.
        Inferred = "inferred",
        /// Worked out from other signals.
        Derived = "derived",
        /// Brought in from elsewhere.
        Imported = "imported",
    }
    unknown = Inferred
}

named! {
    /// Where a signal comes from.
    pub enum Place {
        /// This site.
        ThisSite = "thisSite",
        /// The visitor's device.
        Device = "device",
        /// A shop, a call, a letter.
        Offline = "offline",
        /// Another company. An unknown word is read as this.
        OtherSite = "otherSite",
    }
    unknown = OtherSite
}

named! {
    /// How much a signal's values say, from the coarsest to the finest.
    pub enum ValueType {
        /// Yes or no.
        Bool = "bool",
        /// A range, such as an age from 30 to 49.
        Bucket = "bucket",
        /// One of a few words.
        Enum = "enum",
        /// One of many subjects. An unknown word is read as this.
        Topic = "topic",
    }
    unknown = Topic
}

named! {
    /// How many people are in a segment, in the coarse steps that may be said.
    pub enum SizeBucket {
        /// Fewer than a hundred: too few to hide in. An unknown word is read as this.
        Under100 = "lt100",
        /// A hundred to a thousand.
        To1000 = "to1k",
        /// A thousand to ten thousand.
        To10000 = "to10k",
        /// More.
        Over10000 = "gt10k",
    }
    unknown = Under100
}

named! {
    /// What the visitor did or said.
    pub enum EvidenceKind {
        /// Bought something.
        Purchase = "purchase",
        /// Opened or looked at something. An unknown word is read as this.
        View = "view",
        /// Searched for something.
        Search = "search",
        /// Answered a question.
        Answer = "answer",
        /// Rated something.
        Rating = "rating",
        /// Handed over from elsewhere.
        Import = "import",
    }
    unknown = View
}

named! {
    /// Kinds of data that are nobody's business (GDPR, Articles 9 and 10, and their neighbours).
    pub enum Category {
        /// Health, body and mind.
        Health = "health",
        /// Precise location.
        Location = "location",
        /// Religion or belief.
        Religion = "religion",
        /// Origin.
        Ethnicity = "ethnicity",
        /// Political opinion.
        Politics = "politics",
        /// Membership of a trade union.
        Union = "union",
        /// Sex life or orientation.
        SexLife = "sexLife",
        /// Genetic data.
        Genetic = "genetic",
        /// Biometric data.
        Biometric = "biometric",
        /// Offences.
        Criminal = "criminal",
        /// Money.
        Finance = "finance",
        /// Children.
        Child = "child",
        /// Immigration status.
        Immigration = "immigration",
        /// A category of the site's own, or one that this version does not know: no less sensitive for that.
        Other = "other",
    }
    unknown = Other
}

/// What a category means, and what gives it away.
///
/// ```
/// use overt_core::registry::Category;
/// let category = Category::suggested_by("Islamic history").unwrap();
/// assert!(category.is_special());
/// ```
impl Category {
    /// Whether it is a special category or its like, which advertising may never use (GDPR, Article 9(1); DSA, Article 26(3)).
    ///
    /// ```
    /// use overt_core::registry::Category;
    /// assert!(Category::Health.is_special());
    /// assert!(!Category::Finance.is_special());
    /// ```
    pub fn is_special(self) -> bool {
        !matches!(self, Category::Finance | Category::Location | Category::Child)
    }

    /// The first sensitive category that an id or a label gives away by its words, in English; it can't know all of them.
    ///
    /// ```
    /// use overt_core::registry::Category;
    /// assert_eq!(Category::suggested_by("prenatal-vitamins"), Some(Category::Health));
    /// assert_eq!(Category::suggested_by("history-medieval"), None);
    /// ```
    pub fn suggested_by(text: &str) -> Option<Category> {
        let mut found = Vec::new();
        suggest(text, &mut found);
        found.first().copied()
    }
}

/// How words begin that give a category away; a space stands for the end of a word.
///
/// The first [`WITHIN`] are looked for within words as well, as in psychotherapy and homosexual.
/// Left out, for what they would catch: "depression" (the Great one), "union" (reunion), "sex" (Essex), "gay" (a poet), "aids" (hearing), "medici" (of Florence).
const STEMS: [(&str, Category); 44] = [
    ("sexual", Category::SexLife),
    ("therap", Category::Health),
    ("medica", Category::Health),
    ("medicin", Category::Health),
    ("fertility", Category::Health),
    ("diabet", Category::Health),
    ("pregnan", Category::Health),
    ("prenatal", Category::Health),
    ("antenatal", Category::Health),
    ("maternity", Category::Health),
    ("abortion", Category::Health),
    ("contracepti", Category::Health),
    ("miscarriage", Category::Health),
    ("menopaus", Category::Health),
    ("diagnos", Category::Health),
    ("hiv ", Category::Health),
    ("cancer", Category::Health),
    ("mental health", Category::Health),
    ("antidepress", Category::Health),
    ("psychiat", Category::Health),
    ("disabilit", Category::Health),
    ("addiction", Category::Health),
    ("religio", Category::Religion),
    ("islam ", Category::Religion),
    ("islamic", Category::Religion),
    ("muslim", Category::Religion),
    ("jewish", Category::Religion),
    ("catholic", Category::Religion),
    ("ethnic", Category::Ethnicity),
    ("racial", Category::Ethnicity),
    ("politic", Category::Politics),
    ("trade union", Category::Union),
    ("erotic", Category::SexLife),
    ("lgbt", Category::SexLife),
    ("biometric", Category::Biometric),
    ("genetic", Category::Genetic),
    ("immigra", Category::Immigration),
    ("asylum", Category::Immigration),
    ("criminal record", Category::Criminal),
    ("bankrupt", Category::Finance),
    ("debt ", Category::Finance),
    ("debts ", Category::Finance),
    ("gps ", Category::Location),
    ("location", Category::Location),
];

/// How many of the stems are looked for within words.
const WITHIN: usize = 6;

/// Adds the categories that a text suggests and that are not there yet.
pub(crate) fn suggest(text: &str, categories: &mut Vec<Category>) {
    let mut rest = text.as_bytes();
    let mut within = false;
    while let Some((byte, after)) = rest.split_first() {
        for (stem, category) in STEMS.iter().take(if within { WITHIN } else { STEMS.len() }) {
            if begins(rest, stem) && !categories.contains(category) {
                categories.push(*category);
            }
        }
        within = is_letter(*byte);
        rest = after;
    }
}

named! {
    /// The most intrusive kind of signal that is used without a yes, from least to most.
    pub enum Intrusiveness {
        /// What the visitor said. An unknown word is read as this.
        Provided = "provided",
        /// What the visitor bought or booked here.
        Transaction = "transaction",
        /// What the visitor looked at here.
        Browsing = "browsing",
        /// What was guessed or worked out.
        Inferred = "inferred",
        /// What came from elsewhere.
        OtherSite = "otherSite",
    }
    unknown = Provided
}

named! {
    /// What a browser's "do not sell or share" signal does to purposes of the site's own.
    pub enum GpcFirstParty {
        /// They start off, until the visitor turns them on here. An unknown word is read as this.
        DefaultOff = "defaultOff",
        /// They are not touched: the signal does not cover them.
        Ignore = "ignore",
    }
    unknown = DefaultOff
}

named! {
    /// The moment of the visit that a slot serves.
    pub enum Stage {
        /// Looking around.
        Engage = "engage",
        /// Buying.
        Transact = "transact",
        /// In trouble: nothing is promoted. An unknown word is read as this.
        Support = "support",
        /// Afterwards.
        Delight = "delight",
    }
    unknown = Support
}

named! {
    /// What a slot shows.
    pub enum SlotKind {
        /// Content.
        Content = "content",
        /// Advertising.
        Ad = "ad",
        /// A list in an order.
        Order = "order",
        /// A price: never personalized by a profile. An unknown word is read as this.
        Price = "price",
        /// Words.
        Copy = "copy",
        /// Help.
        Support = "support",
    }
    unknown = Price
}

//! Why the list is as it is: the terms of the very sums that ordered it.
//!
//! In a slot of two books, the second by an author of whom the visitor has bought one:
//!
//! ```
//! use overt_core::explain::Ranking;
#![doc = bookshop!(bought)]
//! let mut books = Ranking::new(&["author:austen"], &[0, 0, 1], &[0], &[1000], &[600, 400]);
//! assert_eq!(books.order(&facts, "content", "for-you", 2), [1, 0]);
//!
//! let why = books.explain(&facts, "content", "for-you", &[1]);
//! assert_eq!((why.reasons[0].label.as_str(), why.reasons[0].contribution), ("Jane Austen", 500));
//! assert_eq!(why.unattributed, 500, "the other half is the site's own order");
//! ```

use alloc::{string::String, vec::Vec};

use crate::clock::{Day, day_of};
use crate::decide::{Facts, label};
use crate::id::Id;
use crate::profile::permitted;
use crate::rank::{Catalogue, is_for_variety, item_of, key, shares};
use crate::registry::{EvidenceKind, Mode, Place};
use crate::signal::Learned;

fields! {
    /// One reason: a signal that may be used, and how much of the score it makes. In JSON an object.
    ///
    /// ```
    /// use overt_core::{explain::Ranking, registry::EvidenceKind};
    #[doc = bookshop!(bought)]
    /// let mut books = Ranking::new(&["author:austen"], &[0, 1], &[0], &[], &[]);
    /// books.order(&facts, "content", "for-you", 1);
    /// let reason = &books.explain(&facts, "content", "for-you", &[0]).reasons[0];
    /// assert_eq!((reason.evidence, reason.times, reason.last_day), (EvidenceKind::Purchase, 1, 20_000));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Reason {
        /// The signal.
        pub signal: Id as "signal",
        /// Its value.
        pub value: Id as "value",
        /// The site's name for the value.
        pub label: String as "label",
        /// The kind of feature that it matches, such as `shelf`.
        pub matches: String as "matches",
        /// What the visitor did.
        pub evidence: EvidenceKind as "evidence",
        /// How often, as far as it still counts.
        pub times: u32 as "times",
        /// The last day of it, in days since 1 January 1970, UTC.
        pub last_day: Day as "lastDay",
        /// How it came to be.
        pub mode: Mode as "mode",
        /// Where.
        pub place: Place as "place",
        /// How much the signal counts, in thousandths: how sure it is, times its dial.
        pub weight: i32 as "weight",
        /// Its share in thousandths, -1000 to 1000 and never 0; above 0 it pushed up.
        pub contribution: i32 as "contribution",
    }
}

fields! {
    /// Why a list, or one item of it, stands where it stands. In JSON an object.
    ///
    /// ```
    /// use overt_core::explain::Ranking;
    #[doc = bookshop!(bought)]
    /// let mut books = Ranking::new(&["author:austen"], &[0, 1], &[0], &[], &[]);
    /// books.order(&facts, "content", "for-you", 1);
    /// let why = books.explain(&facts, "content", "for-you", &[0]);
    /// assert_eq!((why.reasons[0].contribution, why.unattributed), (286, 714), "400 to 1000");
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Explanation {
        /// The slot.
        pub slot: String as "slot",
        /// The reasons, strongest first.
        pub reasons: Vec<Reason> as "reasons",
        /// "Not about you", in thousandths: with the sizes of the contributions it makes exactly 1000.
        pub unattributed: i32 as "unattributed",
    }
}

/// A list on a page, with the order that the profile gives it.
///
/// ```
/// use overt_core::{decide::Facts, explain::Ranking, record::Record};
#[doc = bookshop!(bought)]
/// let mut books = Ranking::new(&["author:austen"], &[0, 0, 1], &[0], &[1000], &[600, 400]);
/// assert_eq!(books.order(&facts, "content", "for-you", 2), [1, 0]);
///
/// let new = Facts { record: &Record::default(), ..facts };
/// assert_eq!(books.order(&new, "content", "for-you", 2), [0, 1], "the site's own order");
/// ```
#[derive(Clone, Debug)]
pub struct Ranking {
    catalogue: Catalogue,
    /// The names of the features, such as `shelf:romance`, sorted, each with its number in the catalogue.
    names: Vec<(String, u32)>,
    /// The features that the last profile gave a weight.
    weighed: Vec<u32>,
}

/// First the order, then the reasons for it.
///
/// ```
/// use overt_core::explain::Ranking;
#[doc = bookshop!(bought)]
/// let mut books = Ranking::new(&["author:austen", "author:eco"], &[0, 1, 2], &[1, 0], &[], &[]);
/// let order = books.order(&facts, "content", "for-you", 2);
/// let why = books.explain(&facts, "content", "for-you", &order);
/// assert_eq!(why.reasons.len(), 1, "nothing is known of Umberto Eco");
/// ```
impl Ranking {
    /// Takes a list in the site's order: for each item the features that it has, as in [`Catalogue::new`], and their names.
    ///
    /// Where the site gives no `base`, it falls from 1000 thousandths for the first item towards 0 after the last:
    /// the site's order counts as much as one signal at its strongest.
    ///
    /// ```
    /// use overt_core::explain::Ranking;
    /// // Two books: the first by Eco, the second by Austen and on the shelf of romances, there at half strength.
    /// let books = Ranking::new(&["author:eco", "author:austen", "shelf:romance"], &[0, 1, 3], &[0, 1, 2], &[1000, 1000, 500], &[]);
    /// assert_eq!(books.len(), 2);
    /// ```
    pub fn new(names: &[&str], starts: &[u32], features: &[u32], strengths: &[i32], base: &[i32]) -> Ranking {
        let count = i64::try_from(starts.len().saturating_sub(1)).unwrap_or(i64::MAX);
        let falling: Vec<i32> = if base.is_empty() {
            (0..count).map(|place| i32::try_from((count - place) * 1000 / count).unwrap_or(0)).collect()
        } else {
            Vec::new()
        };
        let base = if base.is_empty() { &falling } else { base };
        let catalogue = Catalogue::new(starts, features, strengths, base, names.len());
        let mut names: Vec<(String, u32)> = names.iter().map(|n| String::from(*n)).zip(0..).collect();
        names.sort_unstable();
        Ranking { catalogue, names, weighed: Vec::new() }
    }

    /// The number of a feature.
    fn feature(&self, name: &str) -> Option<u32> {
        let place = self.names.binary_search_by(|(n, _)| n.as_str().cmp(name)).ok()?;
        self.names.get(place).map(|(_, feature)| *feature)
    }

    /// Weighs every feature by what may be used, and returns the first `count` places of the site's list, from 0, best first.
    ///
    /// ```
    /// use overt_core::explain::Ranking;
    #[doc = bookshop!(bought)]
    /// let mut books = Ranking::new(&["author:austen"], &[0, 0, 0, 1], &[0], &[1000], &[300, 200, 100]);
    /// assert_eq!(books.order(&facts, "content", "for-you", 2), [2, 0]);
    /// assert_eq!(books.order(&facts, "content", "no-such-slot", 2), [0, 1]);
    /// ```
    pub fn order(&mut self, facts: &Facts<'_>, purpose: &str, slot: &str, count: usize) -> Vec<u32> {
        let signals = self.signals(facts, purpose, slot);
        let wanted = |feature: u32| signals.iter().filter(|s| s.feature == feature).map(|s| s.weight).sum::<i32>();
        let now: Vec<u32> = signals.iter().map(|s| s.feature).collect();
        for feature in self.weighed.iter().chain(&now) {
            self.catalogue.set(*feature as usize, wanted(*feature));
        }
        self.weighed = now;
        self.catalogue.top_varied(count, facts.record.variety().share())
    }

    /// Those items of an order that stand in it for variety, whoever looks: nothing of what is known of the visitor is a reason for them.
    ///
    /// `order` is what [`Ranking::order`] gave for the same facts, from its beginning. Where nothing may be used the list is the site's own,
    /// and none of it is for variety.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::Variety, decide::Facts, explain::Ranking};
    #[doc = bookshop!(visitor)]
    /// // Five books, of which the last three are by an author of whom the visitor has bought one.
    /// let mut books = Ranking::new(&["author:austen"], &[0, 0, 0, 1, 2, 3], &[0; 3], &[], &[50, 40, 30, 20, 10]);
    /// tighten(&mut record, &Tighten::Vary { to: Variety::Much }, &moment("vary-1"));
    /// let facts = Facts { registry: &registry, record: &record, context };
    /// let order = books.order(&facts, "content", "for-you", 5);
    /// assert_eq!((&order[..], &books.varied(&facts, &order)[..]), (&[2, 3, 4, 0, 1][..], &[0][..]), "the fourth place");
    /// ```
    pub fn varied(&self, facts: &Facts<'_>, order: &[u32]) -> Vec<u32> {
        let share = facts.record.variety().share();
        let stands_for_it = |(place, item): (usize, &u32)| {
            let is_varied = is_for_variety(place, share) && !self.catalogue.is_touched(*item as usize);
            is_varied.then_some(*item)
        };
        if self.weighed.is_empty() { Vec::new() } else { order.iter().enumerate().filter_map(stands_for_it).collect() }
    }

    /// How many items there are.
    ///
    /// ```
    /// use overt_core::explain::Ranking;
    /// assert_eq!(Ranking::new(&[], &[0, 0, 0], &[], &[], &[]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.catalogue.len()
    }

    /// Whether there is none.
    ///
    /// ```
    /// use overt_core::explain::Ranking;
    /// assert!(Ranking::new(&[], &[], &[], &[], &[]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.catalogue.is_empty()
    }

    /// Why these places of the site's list stand where they stand, taken together.
    ///
    /// To be asked after [`Ranking::order`] with the same facts.
    ///
    /// ```
    /// use overt_core::explain::Ranking;
    #[doc = bookshop!(bought)]
    /// let mut books = Ranking::new(&["author:austen"], &[0, 0, 1], &[0], &[1000], &[200, 400]);
    /// books.order(&facts, "content", "for-you", 2);
    /// let both = books.explain(&facts, "content", "for-you", &[0, 1]);
    /// assert_eq!((both.reasons[0].contribution, both.unattributed), (400, 600));
    /// ```
    pub fn explain(&self, facts: &Facts<'_>, purpose: &str, slot: &str, places: &[u32]) -> Explanation {
        self.explain_places(facts, &self.signals(facts, purpose, slot), slot, places)
    }

    /// The same as [`Ranking::explain`] for each place by itself.
    ///
    /// ```
    /// use overt_core::explain::Ranking;
    #[doc = bookshop!(bought)]
    /// let mut books = Ranking::new(&["author:austen"], &[0, 0, 1], &[0], &[1000], &[200, 400]);
    /// books.order(&facts, "content", "for-you", 2);
    /// let each = books.explain_each(&facts, "content", "for-you", &[0, 1]);
    /// assert_eq!(each.iter().map(|why| why.unattributed).collect::<Vec<_>>(), [1000, 500]);
    /// ```
    pub fn explain_each(&self, facts: &Facts<'_>, purpose: &str, slot: &str, places: &[u32]) -> Vec<Explanation> {
        let signals = self.signals(facts, purpose, slot);
        places.iter().map(|place| self.explain_places(facts, &signals, slot, core::slice::from_ref(place))).collect()
    }

    fn explain_places(&self, facts: &Facts<'_>, signals: &[Signal<'_>], slot: &str, places: &[u32]) -> Explanation {
        let mut base = 0_i64;
        let mut sums: Vec<i64> = signals.iter().map(|_| 0).collect();
        for place in places {
            let (own, terms) = self.catalogue.terms(*place as usize);
            base += own;
            for (feature, term) in terms {
                share_out(signals, feature, term, &mut sums);
            }
        }
        let (unattributed, contributions) = shares(base, &sums);
        // Rounding can leave a signal without a whole thousandth; it is then no reason, and nothing is lost from the sum.
        let mut strongest: Vec<u64> =
            contributions.iter().zip(0..).filter(|(c, _)| **c != 0).map(|(c, signal)| key(c.wrapping_abs(), signal)).collect();
        // Among equals in the order of the record, which is that of signal and value.
        strongest.sort_unstable();
        let reasons = strongest.into_iter().filter_map(|key| {
            let place = item_of(key) as usize;
            Some(reason(facts, signals.get(place)?, *contributions.get(place)?))
        });
        Explanation { slot: slot.into(), reasons: reasons.collect(), unattributed }
    }

    /// What may be used and matches a feature of this list.
    fn signals<'a>(&self, facts: &'a Facts<'a>, purpose: &'a str, slot: &'a str) -> Vec<Signal<'a>> {
        permitted(facts, purpose, slot)
            .filter_map(|(learned, weight)| {
                let matches = &facts.registry.signal(learned.signal.as_str())?.matches;
                let feature = self.feature(&[matches.as_str(), ":", learned.value.as_str()].concat())?;
                Some(Signal { learned, feature, weight })
            })
            .collect()
    }
}

/// Gives each signal of a feature its part of the feature's term: the weights add up, so the parts do.
fn share_out(signals: &[Signal<'_>], feature: u32, term: i64, sums: &mut [i64]) {
    let of_feature = |s: &&Signal<'_>| s.feature == feature;
    let whole: i64 = signals.iter().filter(of_feature).map(|s| i64::from(s.weight)).sum();
    for (signal, sum) in signals.iter().zip(sums).filter(|(s, _)| s.feature == feature) {
        *sum += if whole == 0 { 0 } else { term * i64::from(signal.weight) / whole };
    }
}

/// A signal that may be used, and the feature that it matches.
struct Signal<'a> {
    learned: &'a Learned,
    feature: u32,
    weight: i32,
}

fn reason(facts: &Facts<'_>, signal: &Signal<'_>, contribution: i32) -> Reason {
    let learned = signal.learned;
    let def = facts.registry.signal(learned.signal.as_str());
    let today = day_of(facts.context.now);
    let usable = || facts.record.usable(facts.registry, learned, today);
    Reason {
        signal: learned.signal.clone(),
        value: learned.value.clone(),
        label: label(facts.registry, learned),
        matches: def.map(|d| d.matches.clone()).unwrap_or_default(),
        evidence: def.map_or(EvidenceKind::View, |d| d.evidence),
        times: usable().map(|e| u32::from(e.count)).sum(),
        last_day: usable().map(|e| e.day).max().unwrap_or(today),
        mode: def.map_or(Mode::Inferred, |d| d.mode),
        place: def.map_or(Place::OtherSite, |d| d.place),
        weight: signal.weight,
        contribution,
    }
}

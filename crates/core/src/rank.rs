//! The order of a list, exactly: `score(item) = base(item) + Σ item[f] × profile[f]`, in whole numbers.
//!
//! Items with the same score keep the site's order, so with an empty profile the list is the one that the site sent.
//! An inverted index makes a change of one feature cost only the items that have it.
//!
//! ```
//! use overt_core::rank::Catalogue;
//! // Three items; feature 0 is on the last one.
//! let mut list = Catalogue::new(&[0, 0, 0, 1], &[0], &[1000], &[100, 100, 100], 1);
//! assert_eq!(list.top(3), [0, 1, 2]);
//! list.set(0, 500);
//! assert_eq!(list.top(3), [2, 0, 1]);
//! ```

use alloc::{vec, vec::Vec};

use crate::limits::{FEATURE_MOST, WHOLE};

/// How many items more than asked for are kept before they are cut back.
const SPARE: usize = 512;

/// A list to be ranked: the features of every item, forwards and inverted, and the scores as they stand.
///
/// Items and features are numbers; what they stand for is [`Ranking`](crate::explain::Ranking)'s concern.
///
/// ```
/// use overt_core::rank::Catalogue;
/// // Two books. Feature 0, an author, is on the second.
/// let mut books = Catalogue::new(&[0, 0, 1], &[0], &[1000], &[600, 400], 1);
/// assert_eq!(books.top(2), [0, 1]);
/// books.set(0, 400);
/// assert_eq!(books.top(2), [1, 0]);
/// ```
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// For each item, where its features begin; one more at the end.
    starts: Vec<u32>,
    /// The features of all items, one after the other.
    features: Vec<u32>,
    /// How strongly the item has the feature, in thousandths.
    strengths: Vec<i32>,
    /// For each feature the items that have it, with the strength.
    postings: Vec<Vec<(u32, i32)>>,
    /// What the profile gives each feature, in thousandths.
    weights: Vec<i32>,
    /// What the site gives each item, in thousandths.
    base: Vec<i32>,
    /// The scores, in millionths.
    scores: Vec<i32>,
}

/// Numbers in, numbers out; what was set can be taken back without a trace.
///
/// ```
/// use overt_core::rank::Catalogue;
/// let mut books = Catalogue::new(&[0, 0, 1], &[0], &[1000], &[600, 400], 1);
/// books.set(0, 400);
/// books.set(0, 0);
/// assert_eq!(books.top(2), [0, 1]);
/// ```
impl Catalogue {
    /// Builds the index.
    ///
    /// `starts` has one entry more than there are items: the features of item `i` are those from `starts[i]` to `starts[i + 1]`.
    /// `strengths` and `base` are in thousandths, from -1000 to 1000; beyond that the nearest counts.
    /// A strength that is not given is 1000, a base that is not given is 0, and a feature from `feature_count` on is left out.
    ///
    /// ```
    /// use overt_core::rank::Catalogue;
    /// let books = Catalogue::new(&[0, 2], &[0, 7], &[], &[5000], 1);
    /// let (base, terms) = books.terms(0);
    /// assert_eq!(base, 1_000_000);
    /// assert_eq!(terms.map(|(feature, _)| feature).collect::<Vec<_>>(), [0], "there is no feature 7");
    /// ```
    pub fn new(starts: &[u32], features: &[u32], strengths: &[i32], base: &[i32], feature_count: usize) -> Catalogue {
        let count = starts.len().saturating_sub(1);
        let mut catalogue = Catalogue {
            starts: vec![0],
            features: Vec::with_capacity(features.len()),
            strengths: Vec::with_capacity(features.len()),
            postings: vec![Vec::new(); feature_count],
            weights: vec![0; feature_count],
            base: (0..count).map(|i| base.get(i).copied().unwrap_or(0).clamp(-WHOLE, WHOLE)).collect(),
            scores: Vec::new(),
        };
        for item in 0..count {
            let (from, to) = (index(starts, item), index(starts, item + 1));
            for place in from..to.min(features.len()) {
                let (Some(feature), strength) = (features.get(place), strengths.get(place).copied().unwrap_or(WHOLE)) else { continue };
                if let Some(postings) = catalogue.postings.get_mut(*feature as usize) {
                    let strength = strength.clamp(-WHOLE, WHOLE);
                    postings.push((u32::try_from(item).unwrap_or(u32::MAX), strength));
                    catalogue.features.push(*feature);
                    catalogue.strengths.push(strength);
                }
            }
            catalogue.starts.push(u32::try_from(catalogue.features.len()).unwrap_or(u32::MAX));
        }
        catalogue.scores = catalogue.base.iter().map(|b| b * WHOLE).collect();
        catalogue
    }

    /// How many items there are.
    ///
    /// ```
    /// use overt_core::rank::Catalogue;
    /// assert_eq!(Catalogue::new(&[0, 0, 0], &[], &[], &[], 0).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there is none.
    ///
    /// ```
    /// use overt_core::rank::Catalogue;
    /// assert!(Catalogue::new(&[], &[], &[], &[], 0).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Sets what the profile gives a feature, in thousandths, and moves the scores of the items that have it.
    ///
    /// Beyond [`FEATURE_MOST`] either way the nearest counts; a feature that there is not changes nothing.
    ///
    /// ```
    /// use overt_core::rank::Catalogue;
    /// let mut books = Catalogue::new(&[0, 1, 2], &[0, 1], &[1000, 1000], &[0, 0], 2);
    /// books.set(1, 250);
    /// books.set(9, 1000);
    /// assert_eq!(books.top(2), [1, 0]);
    /// ```
    pub fn set(&mut self, feature: usize, weight: i32) {
        let Some(known) = self.weights.get_mut(feature) else { return };
        let change = weight.clamp(-FEATURE_MOST, FEATURE_MOST) - *known;
        if change == 0 {
            return;
        }
        *known += change;
        for (item, strength) in self.postings.get(feature).into_iter().flatten() {
            if let Some(score) = self.scores.get_mut(*item as usize) {
                // Wrapping, so that a weight taken back leaves no trace, whatever was in between.
                *score = score.wrapping_add(strength * change);
            }
        }
    }

    /// The first `count` items, or all where there are fewer: the highest scores, and among equals the site's order.
    ///
    /// ```
    /// use overt_core::rank::Catalogue;
    /// let books = Catalogue::new(&[0, 0, 0, 0], &[], &[], &[100, 300, 300], 0);
    /// assert_eq!(books.top(2), [1, 2]);
    /// assert_eq!(books.top(99), [1, 2, 0]);
    /// ```
    pub fn top(&self, count: usize) -> Vec<u32> {
        self.best(count, false)
    }

    /// The same with a share of the places, in thousandths, for variety: there stands the first item, of those not yet placed, that the
    /// profile does not touch, in the order that the site alone would give. Where none is left, the list goes on as it would.
    ///
    /// With nothing set that is the site's own order, whatever the share.
    ///
    /// ```
    /// use overt_core::rank::Catalogue;
    /// // Six books, of which the last four are by one author.
    /// let mut books = Catalogue::new(&[0, 0, 0, 1, 2, 3, 4], &[0; 4], &[], &[600, 500, 400, 300, 200, 100], 1);
    /// books.set(0, 1000);
    /// assert_eq!(books.top(6), [2, 3, 4, 5, 0, 1]);
    /// assert_eq!(books.top_varied(6, 300), [2, 3, 4, 0, 5, 1], "the fourth place is for variety");
    /// ```
    pub fn top_varied(&self, count: usize, share: u32) -> Vec<u32> {
        let ranked = self.best(count, false);
        if share == 0 {
            return ranked;
        }
        let untouched = self.best(count, true);
        // What is untouched stands in one order in both, so two counts tell what is placed: of all, and of those that `rest` has passed.
        let (mut order, mut placed, mut passed) = (Vec::with_capacity(ranked.len()), 0, 0);
        let mut rest = ranked.iter();
        while order.len() < ranked.len() {
            let other = untouched.get(placed).filter(|_| is_for_variety(order.len(), share));
            placed += usize::from(other.is_some());
            let item = other.or_else(|| {
                rest.find(|item| {
                    let is_untouched = untouched.get(passed) == Some(item);
                    passed += usize::from(is_untouched);
                    !is_untouched || passed > placed
                })
            });
            placed = placed.max(passed);
            order.extend(item);
        }
        order
    }

    /// The first `count` of all items, or of those alone that nothing set touches.
    fn best(&self, count: usize, untouched: bool) -> Vec<u32> {
        let count = count.min(self.len());
        // Keeps some more than asked for, and cuts them back whenever they are full: most items fail one comparison.
        let room = count + SPARE;
        let mut best = Vec::with_capacity(room);
        let mut last = u64::MAX;
        for (score, item) in self.scores.iter().zip(0_u32..) {
            let key = key(*score, item);
            if key < last && !(untouched && self.is_touched(item as usize)) {
                best.push(key);
                if best.len() == room {
                    best.sort_unstable();
                    best.truncate(count);
                    last = best.last().copied().unwrap_or(0);
                }
            }
        }
        best.sort_unstable();
        best.truncate(count);
        best.into_iter().map(item_of).collect()
    }

    /// Whether the profile, as it is set, adds to the item's score or takes from it.
    ///
    /// ```
    /// use overt_core::rank::Catalogue;
    /// let mut books = Catalogue::new(&[0, 0, 1], &[0], &[], &[], 1);
    /// books.set(0, 400);
    /// assert_eq!([0, 1].map(|book| books.is_touched(book)), [false, true]);
    /// ```
    pub fn is_touched(&self, item: usize) -> bool {
        self.terms(item).1.any(|(_, term)| term != 0)
    }

    /// The terms of one item's score, in millionths: what the site gives it, and what each feature adds; nothing for an item that there is not.
    ///
    /// ```
    /// use overt_core::rank::Catalogue;
    /// let mut books = Catalogue::new(&[0, 1], &[0], &[500], &[400], 1);
    /// books.set(0, 300);
    /// let (base, terms) = books.terms(0);
    /// assert_eq!((base, terms.collect::<Vec<_>>()), (400_000, vec![(0, 150_000)]));
    /// ```
    pub fn terms(&self, item: usize) -> (i64, impl Iterator<Item = (u32, i64)> + '_) {
        let (from, to) = if item < self.len() { (index(&self.starts, item), index(&self.starts, item + 1)) } else { (0, 0) };
        let base = i64::from(self.base.get(item).copied().unwrap_or(0)) * i64::from(WHOLE);
        let features = self.features.get(from..to).unwrap_or_default();
        let strengths = self.strengths.get(from..to).unwrap_or_default();
        let terms = features.iter().zip(strengths).map(|(feature, strength)| {
            let weight = self.weights.get(*feature as usize).copied().unwrap_or(0);
            (*feature, i64::from(*strength) * i64::from(weight))
        });
        (base, terms)
    }
}

/// A score and an item as one number: higher scores first, then earlier items.
pub(crate) fn key(score: i32, item: u32) -> u64 {
    let score = u64::from(score.cast_unsigned() ^ 0x7fff_ffff);
    (score << 32) | u64::from(item)
}

pub(crate) fn item_of(key: u64) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "the lower half of the key is the item")]
    let item = key as u32;
    item
}

/// Whether a place of a list, from 0, is for variety, where that has a share of so many thousandths: the share is spread evenly, and the last place of each stretch is its.
pub(crate) fn is_for_variety(place: usize, share: u32) -> bool {
    let share = share as usize;
    (place + 1) * share % 1000 < share
}

fn index(list: &[u32], place: usize) -> usize {
    list.get(place).map_or(0, |n| *n as usize)
}

/// Splits the whole in proportion to the terms, in whole thousandths that add up exactly (largest remainders; Hamilton, 1792).
///
/// The first share is that of `base`, the rest follow the terms; each has the sign of its term.
/// Where everything is nothing, all of it is the base's: nothing was about the visitor.
///
/// ```
/// use overt_core::rank::shares;
/// assert_eq!(shares(1, &[1, 1]), (334, vec![333, 333]));
/// assert_eq!(shares(0, &[]), (1000, vec![]));
/// ```
pub fn shares(base: i64, terms: &[i64]) -> (i32, Vec<i32>) {
    let sizes: Vec<u64> = core::iter::once(&base).chain(terms).map(|t| t.unsigned_abs()).collect();
    let whole = u64::from(WHOLE.unsigned_abs());
    // Sums of millionths stay far below this; a caller's larger numbers lose their last digits, never the sum.
    let scale = sizes.iter().fold(0_u64, |sum, s| sum.saturating_add(*s)) / (u64::MAX / whole / 2) + 1;
    let sizes: Vec<u64> = sizes.into_iter().map(|s| s / scale).collect();
    let total: u64 = sizes.iter().sum();
    if total == 0 {
        return (WHOLE, vec![0; terms.len()]);
    }
    let mut parts: Vec<u64> = sizes.iter().map(|s| s * whole / total).collect();
    let mut remainders: Vec<u64> = sizes.iter().map(|s| s * whole % total).collect();
    // They add up to as many wholes as are missing, so there are more of them than that.
    for _ in parts.iter().sum::<u64>()..whole {
        let largest = remainders.iter().max().copied();
        let place = remainders.iter().position(|r| Some(*r) == largest).unwrap_or(0);
        if let (Some(part), Some(remainder)) = (parts.get_mut(place), remainders.get_mut(place)) {
            (*part, *remainder) = (*part + 1, 0);
        }
    }
    let mut parts = parts.into_iter().map(|p| i32::try_from(p).unwrap_or(WHOLE));
    let first = parts.next().unwrap_or(WHOLE);
    (first, parts.zip(terms).map(|(part, term)| if *term < 0 { -part } else { part }).collect())
}

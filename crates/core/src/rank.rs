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
    /// For each feature, where its postings begin; one more at the end.
    posting_starts: Vec<u32>,
    /// The items that have the feature, with the strength.
    postings: Vec<(u32, i32)>,
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
            posting_starts: vec![0; feature_count + 1],
            postings: Vec::new(),
            weights: vec![0; feature_count],
            base: (0..count).map(|i| base.get(i).copied().unwrap_or(0).clamp(-WHOLE, WHOLE)).collect(),
            scores: Vec::new(),
        };
        for item in 0..count {
            let (from, to) = (index(starts, item), index(starts, item + 1));
            for place in from..to.min(features.len()) {
                let (Some(feature), strength) = (features.get(place), strengths.get(place).copied().unwrap_or(WHOLE)) else { continue };
                if (*feature as usize) < feature_count {
                    catalogue.features.push(*feature);
                    catalogue.strengths.push(strength.clamp(-WHOLE, WHOLE));
                }
            }
            catalogue.starts.push(u32::try_from(catalogue.features.len()).unwrap_or(u32::MAX));
        }
        catalogue.invert(feature_count);
        catalogue.scores = catalogue.base.iter().map(|b| b * WHOLE).collect();
        catalogue
    }

    fn invert(&mut self, feature_count: usize) {
        for feature in &self.features {
            if let Some(start) = self.posting_starts.get_mut(*feature as usize + 1) {
                *start += 1;
            }
        }
        for feature in 0..feature_count {
            let before = self.posting_starts.get(feature).copied().unwrap_or(0);
            if let Some(start) = self.posting_starts.get_mut(feature + 1) {
                *start += before;
            }
        }
        let mut next = self.posting_starts.clone();
        self.postings = vec![(0, 0); self.features.len()];
        for item in 0..self.len() {
            for place in index(&self.starts, item)..index(&self.starts, item + 1) {
                let (Some(feature), Some(strength)) = (self.features.get(place), self.strengths.get(place)) else { continue };
                let Some(cursor) = next.get_mut(*feature as usize) else { continue };
                if let Some(posting) = self.postings.get_mut(*cursor as usize) {
                    *posting = (u32::try_from(item).unwrap_or(u32::MAX), *strength);
                }
                *cursor += 1;
            }
        }
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
        let (from, to) = (index(&self.posting_starts, feature), index(&self.posting_starts, feature + 1));
        for (item, strength) in self.postings.get(from..to).unwrap_or_default() {
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
        let count = count.min(self.len());
        if count == 0 {
            return Vec::new();
        }
        let keys = self.scores.iter().zip(0_u32..).map(|(score, item)| key(*score, item));
        let mut best: Vec<u64> = if count == self.len() {
            keys.collect()
        } else {
            // Keeps some more than asked for, and cuts them back whenever they are full: most items fail one comparison.
            let room = count + SPARE;
            let mut best = Vec::with_capacity(room);
            let mut least = 0;
            for key in keys {
                if key > least {
                    best.push(key);
                    if best.len() == room {
                        best.sort_unstable_by(|a, b| b.cmp(a));
                        best.truncate(count);
                        least = best.last().copied().unwrap_or(0);
                    }
                }
            }
            best
        };
        best.sort_unstable_by(|a, b| b.cmp(a));
        best.truncate(count);
        #[expect(clippy::cast_possible_truncation, reason = "the lower half of the key is the item, inverted")]
        best.into_iter().map(|key| !(key as u32)).collect()
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
fn key(score: i32, item: u32) -> u64 {
    let score = u64::from(score.cast_unsigned() ^ 0x8000_0000);
    (score << 32) | u64::from(!item)
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
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    let remainder = |i: usize| sizes.get(i).map_or(0, |s| s * whole % total);
    order.sort_unstable_by_key(|i| (core::cmp::Reverse(remainder(*i)), *i));
    let missing = usize::try_from(whole - parts.iter().sum::<u64>()).unwrap_or(0);
    for place in order.into_iter().take(missing) {
        if let Some(part) = parts.get_mut(place) {
            *part += 1;
        }
    }
    let mut parts = parts.into_iter().map(|p| i32::try_from(p).unwrap_or(WHOLE));
    let first = parts.next().unwrap_or(WHOLE);
    (first, parts.zip(terms).map(|(part, term)| if *term < 0 { -part } else { part }).collect())
}

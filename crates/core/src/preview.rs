//! What would change, before it does: the act is done on a copy, and the same rules and the same ranking are asked again.
//!
//! It stores nothing, and it proves nothing: a loosening that is previewed still needs its gesture to be done.

use alloc::{string::String, vec::Vec};

use crate::act::{Loosen, Moment, Outcome, Tighten, loosen_unproved, tighten};
use crate::decide::Facts;
use crate::explain::Ranking;
use crate::id::Id;
use crate::profile::permitted;
use crate::record::Record;

/// Something that can be done.
///
/// ```
/// use overt_core::{act::{Loosen, Tighten}, id::Id, preview::Act};
/// let less = Act::Tighten(Tighten::Off);
/// let more = Act::Loosen(Loosen::On { purpose: Id::new("content").unwrap() });
/// assert_ne!(less, more);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Less.
    Tighten(Tighten),
    /// More, for which a person has to ask.
    Loosen(Loosen),
}

/// A list on the page.
///
/// ```
/// use overt_core::{act::Tighten, explain::Ranking, preview::{Act, List, preview}};
#[doc = bookshop!(bought)]
/// let mut books = Ranking::new(&["author:austen"], &[0, 0, 1], &[0], &[1000], &[600, 400]);
/// let list = List { slot: "for-you", ranking: &mut books, shown: 1 };
/// let would = preview(&facts, &[Act::Tighten(Tighten::Off)], &moment("off-1"), [list]);
/// assert_eq!(would.lists[0].before.len(), 1, "as many as are shown");
/// ```
#[derive(Debug)]
pub struct List<'a> {
    /// The slot that it stands in.
    pub slot: &'a str,
    /// The list.
    pub ranking: &'a mut Ranking,
    /// How many of its items are shown.
    pub shown: usize,
}

fields! {
    /// The order of a list before and after, as places in the site's own order, from 0. In JSON an object.
    ///
    /// ```
    /// use overt_core::{act::Tighten, explain::Ranking, preview::{Act, List, preview}};
    #[doc = bookshop!(bought)]
    /// let mut books = Ranking::new(&["author:austen"], &[0, 0, 1], &[0], &[1000], &[600, 400]);
    /// let list = List { slot: "for-you", ranking: &mut books, shown: 2 };
    /// let would = preview(&facts, &[Act::Tighten(Tighten::Off)], &moment("off-1"), [list]);
    /// assert_eq!((&would.lists[0].before[..], &would.lists[0].after[..]), (&[1, 0][..], &[0, 1][..]));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Reordering {
        /// The items shown afterwards, best first.
        pub after: Vec<u32> as "after",
        /// The items shown before, best first.
        pub before: Vec<u32> as "before",
        /// The slot.
        pub slot: String as "slot",
    }
}

fields! {
    /// One value that counts otherwise afterwards. In JSON an object.
    ///
    /// ```
    /// use overt_core::{act::Tighten, preview::{Act, preview}};
    #[doc = bookshop!(bought)]
    /// let change = &preview(&facts, &[Act::Tighten(Tighten::Off)], &moment("off-1"), []).changes[0];
    /// assert_eq!((change.value.as_str(), change.before, change.after), ("austen", 400, 0));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Change {
        /// How much it counts afterwards, in thousandths; 0 where it is not used.
        pub after: i32 as "after",
        /// How much it counted before, in thousandths; 0 where it was not used.
        pub before: i32 as "before",
        /// The signal.
        pub signal: Id as "signal",
        /// The slot.
        pub slot: String as "slot",
        /// Its value.
        pub value: Id as "value",
    }
}

fields! {
    /// What would change. In JSON an object.
    ///
    /// ```
    /// use overt_core::{act::{Outcome, Tighten}, choice::Scope, preview::{Act, preview}};
    #[doc = bookshop!(bought)]
    /// let pause = Act::Tighten(Tighten::Pause { scope: Scope::All, until: None });
    /// let twice = preview(&facts, &[pause.clone(), pause], &moment("pause-1"), []);
    /// assert_eq!(twice.outcome, Outcome::AlreadySo, "the second does nothing");
    /// assert!(record.choices.is_empty(), "and nothing was done");
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Preview {
        /// The values that would count otherwise: what is lost has an `after` of 0, what is gained a `before` of 0.
        pub changes: Vec<Change> as "changes",
        /// The lists, changed or not.
        pub lists: Vec<Reordering> as "lists",
        /// What would become of the act.
        pub outcome: Outcome as "outcome",
    }
}

/// Works out what acts, one after the other, would change. The rankings are left as `facts` have them.
///
/// The outcome is that of the first act that would not be done, or [`Outcome::Done`].
///
/// ```
/// use overt_core::{act::{Moment, Tighten}, decide::{Context, Facts}, explain::Ranking, history::Actor, id::Id};
/// use overt_core::{preview::{Act, List, preview}, record::Record, registry::Registry};
///
/// let registry = Registry::default();
/// let facts = Facts { registry: &registry, record: &Record::default(), context: Context::default() };
/// let moment = Moment { registry: &registry, now: 0, actor: Actor::Gesture, fresh: Id::new("p").unwrap() };
/// let mut ranking = Ranking::new(&[], &[0, 0, 0], &[], &[], &[]);
/// let lists = [List { slot: "for-you", ranking: &mut ranking, shown: 2 }];
/// let would = preview(&facts, &[Act::Tighten(Tighten::Off)], &moment, lists);
/// assert_eq!(would.lists[0].after, [0, 1]);
/// assert!(would.changes.is_empty(), "nothing was used before either");
/// ```
pub fn preview<'a>(facts: &Facts<'_>, acts: &[Act], moment: &Moment<'_>, lists: impl IntoIterator<Item = List<'a>>) -> Preview {
    let (record, outcome) = after(facts, acts, moment);
    let after = Facts { record: &record, ..*facts };
    let lists = lists.into_iter().map(|list| reorder(facts, &after, list));
    Preview { lists: lists.collect(), changes: changes(facts, &after), outcome }
}

/// The record as it would be after acts, one after the other, and the outcome of the first that would not be done.
///
/// ```
/// use overt_core::{act::{Outcome, Tighten}, preview::{Act, after}};
#[doc = bookshop!(bought)]
/// let (then, outcome) = after(&facts, &[Act::Tighten(Tighten::Off)], &moment("off-1"));
/// assert_eq!(outcome, Outcome::Done);
/// assert!(!then.mode().admits("content") && facts.record.mode().admits("content"), "only the copy is off");
/// ```
pub fn after(facts: &Facts<'_>, acts: &[Act], moment: &Moment<'_>) -> (Record, Outcome) {
    let mut record = facts.record.clone();
    let mut outcome = Outcome::Done;
    for act in acts {
        let next = perform(&mut record, act, moment);
        if outcome == Outcome::Done {
            outcome = next;
        }
    }
    (record, outcome)
}

/// How a list stands, and how it would with other facts. Its ranking is left as it stands.
///
/// ```
/// use overt_core::{act::Tighten, decide::Facts, explain::Ranking, preview::{Act, List, after, reorder}};
#[doc = bookshop!(bought)]
/// let mut books = Ranking::new(&["author:austen"], &[0, 0, 1], &[0], &[1000], &[600, 400]);
/// let (off, _) = after(&facts, &[Act::Tighten(Tighten::Off)], &moment("off-1"));
/// let off = Facts { record: &off, ..facts };
/// let list = reorder(&facts, &off, List { slot: "for-you", ranking: &mut books, shown: 2 });
/// assert_eq!((list.before, list.after), (vec![1, 0], vec![0, 1]));
/// ```
pub fn reorder(facts: &Facts<'_>, after: &Facts<'_>, list: List<'_>) -> Reordering {
    let purpose = facts.registry.slot(list.slot).map_or("", |s| s.purpose.as_str());
    let then = list.ranking.order(after, purpose, list.slot, list.shown);
    Reordering { after: then, before: list.ranking.order(facts, purpose, list.slot, list.shown), slot: list.slot.into() }
}

fn perform(record: &mut Record, act: &Act, moment: &Moment<'_>) -> Outcome {
    match act {
        Act::Tighten(act) => tighten(record, act, moment),
        Act::Loosen(act) => loosen_unproved(record, act, moment),
    }
}

/// Every value that counts otherwise in some slot.
fn changes(before: &Facts<'_>, after: &Facts<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for slot in &before.registry.slots {
        let was: Vec<(&Id, &Id, i32)> = used(before, slot.purpose.as_str(), &slot.id);
        let is: Vec<(&Id, &Id, i32)> = used(after, slot.purpose.as_str(), &slot.id);
        let weight = |list: &[(&Id, &Id, i32)], signal: &Id, value: &Id| {
            list.iter().find(|(s, v, _)| (*s, *v) == (signal, value)).map_or(0, |(.., weight)| *weight)
        };
        let lost_or_moved = was.iter().map(|(signal, value, before)| (*signal, *value, *before, weight(&is, signal, value)));
        let gained = is.iter().map(|(signal, value, after)| (*signal, *value, weight(&was, signal, value), *after)).filter(|c| c.2 == 0);
        for (signal, value, before, after) in lost_or_moved.chain(gained).filter(|c| c.2 != c.3) {
            changes.push(Change { after, before, signal: signal.clone(), slot: slot.id.clone(), value: value.clone() });
        }
    }
    changes
}

fn used<'a>(facts: &'a Facts<'a>, purpose: &'a str, slot: &'a str) -> Vec<(&'a Id, &'a Id, i32)> {
    permitted(facts, purpose, slot).map(|(learned, weight)| (&learned.signal, &learned.value, weight)).collect()
}

//! Learning: what the visitor does becomes evidence, where the rules allow it.
//!
//! What is seen together with something sensitive is not learned either:
//! an author is as telling as the shelf that the book stands on.

use alloc::{string::String, vec::Vec};

use crate::clock::{Ms, day_of};
use crate::decide::{Context, Facts, Rule, may_learn};
use crate::id::Id;
use crate::limits::{EVIDENCE_COUNT, LABEL_CHARACTERS};
use crate::record::Record;
use crate::register::insert_sorted;
#[cfg(feature = "loosen")]
use crate::registry::Mode;
use crate::registry::Registry;
use crate::signal::Evidence;

fields! {
    /// One thing seen. In JSON an object; what a page hands over is read as this.
    ///
    /// ```
    /// use overt_core::{json::from_text, observe::Observation};
    /// let seen: Observation = from_text(r#"{"signal": "viewed.shelf", "value": "romance"}"#).unwrap();
    /// assert_eq!((seen.value.as_str(), seen.label.as_str()), ("romance", ""));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Observation {
        /// The id of the signal.
        pub signal: String as "signal",
        /// The id of the value; where it is no id, nothing is learned.
        pub value: String as "value",
        /// The site's name for the value; after 80 characters it is cut.
        pub label: String as "label" = String::new(),
    }
}

fields! {
    /// What became of things seen together. In JSON an object.
    ///
    /// ```
    /// use overt_core::{decide::Rule, json::from_text, observe::Observed};
    /// let observed: Observed = from_text(r#"{"learned": 0, "dropped": "paused"}"#).unwrap();
    /// assert_eq!(observed, Observed { learned: 0, dropped: Some(Rule::Paused) });
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Observed {
        /// How many were learned.
        pub learned: u32 as "learned",
        /// The rule that refused the first that was not.
        pub dropped: Option<Rule> as "dropped",
    }
}

/// Learns from things seen together, which happened just now.
///
/// Nothing is learned unless some purpose of the signal may use it, and nothing at all where one of the things is sensitive.
/// A day and a device have one piece of evidence for a value: what comes again is counted.
///
/// ```
/// use overt_core::{decide::{Context, Rule}, id::Id, observe::{Observation, observe}, record::Record};
#[doc = bookshop!()]
/// let (mut record, device) = (Record::default(), Id::new("phone").unwrap());
/// let bought = Observation { signal: "bought.author".into(), value: "austen".into(), label: "Jane Austen".into() };
/// let read = Observation { signal: "read.page".into(), ..bought.clone() };
/// let context = Context { now, ..Context::default() };
/// let observed = observe(&mut record, &registry, &context, &device, &[bought, read]);
/// assert_eq!((observed.learned, observed.dropped), (1, Some(Rule::Undeclared)));
/// assert_eq!((record.learned[0].evidence[0].day, record.learned[0].evidence[0].count), (20_000, 1));
/// ```
pub fn observe(record: &mut Record, registry: &Registry, context: &Context<'_>, device: &Id, seen: &[Observation]) -> Observed {
    let facts = Facts { registry, record: &*record, context: *context };
    let verdicts: Vec<Result<(), Rule>> = seen.iter().map(|o| verdict(&facts, o)).collect();
    let dropped = verdicts.iter().find_map(|v| v.err());
    // Asked of the registry and not of the verdicts: what is off or paused as well is no less telling.
    if seen.iter().any(|o| registry.signal(&o.signal).is_some_and(|s| s.categories(Some(&o.value)).next().is_some())) {
        let rule = verdicts.iter().filter_map(|v| v.err()).find(|r| matches!(r, Rule::Sensitive | Rule::Prohibited));
        return Observed { learned: 0, dropped: rule.or(dropped) };
    }
    let allowed: Vec<&Observation> = seen.iter().zip(&verdicts).filter(|(_, v)| v.is_ok()).map(|(o, _)| o).collect();
    for observation in &allowed {
        learn(record, registry, context.now, device, observation);
    }
    record.bound();
    Observed { learned: u32::try_from(allowed.len()).unwrap_or(u32::MAX), dropped }
}

/// Keeps what the visitor said of themselves, where the signal is one of those and the rules allow it; returns whether it was kept.
#[cfg(feature = "loosen")]
pub(crate) fn tell(record: &mut Record, registry: &Registry, now: Ms, device: &Id, said: &Observation) -> bool {
    let facts = Facts { registry, record: &*record, context: Context { now, ..Context::default() } };
    let asks = registry.signal(&said.signal).is_some_and(|s| s.mode == Mode::Provided);
    let kept = asks && verdict(&facts, said).is_ok();
    if kept {
        learn(record, registry, now, device, said);
    }
    kept
}

/// The best that the purposes of the signal say: allowed by one is enough.
fn verdict(facts: &Facts<'_>, observation: &Observation) -> Result<(), Rule> {
    let Some(signal) = facts.registry.signal(&observation.signal) else {
        return Err(facts.context.trouble.map_or(Rule::Undeclared, |_| Rule::Integrity));
    };
    if Id::new(&observation.value).is_none() {
        return Err(Rule::Undeclared);
    }
    let mut last = Err(Rule::Undeclared);
    for purpose in &signal.purposes {
        last = may_learn(facts, &signal.id, &observation.value, purpose);
        if last.is_ok() {
            break;
        }
    }
    last
}

fn learn(record: &mut Record, registry: &Registry, now: Ms, device: &Id, observation: &Observation) {
    let (Some(signal), Some(value)) = (Id::new(&observation.signal), Id::new(&observation.value)) else { return };
    if record.device.is_none() {
        record.device = Some(device.clone());
    }
    let device = record.device.clone().unwrap_or_else(|| device.clone());
    let today = day_of(now);
    let learned = record.learned_mut(&signal, &value).clone();
    // What was put away stays as it was, so that undoing brings back exactly that.
    let open = learned.evidence.iter().position(|e| e.day == today && e.dot.device == device && !record.is_covered(registry, &learned, e));
    let dot = open.is_none().then(|| record.learned_seen.next(&device));
    let learned = record.learned_mut(&signal, &value);
    if !observation.label.is_empty() {
        learned.label = observation.label.chars().take(LABEL_CHARACTERS).collect();
    }
    match (open.and_then(|place| learned.evidence.get_mut(place)), dot) {
        (Some(evidence), _) => evidence.count = evidence.count.saturating_add(1).min(EVIDENCE_COUNT),
        (None, Some(dot)) => insert_sorted(&mut learned.evidence, Evidence { dot, day: today, count: 1 }),
        (None, None) => {}
    }
}

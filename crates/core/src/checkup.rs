//! What a site's declaration would do to its visitors: what the rules will never allow in it, and what to mend first.
//!
//! The gate and the panel are built without it. It allows nothing and refuses nothing.

use alloc::{format, string::String, vec::Vec};

use crate::decide::{Context, Facts, Rule, Subject, decide};
use crate::json::{Value, parse};
use crate::lint::{self, Finding, path_of, said};
use crate::record::Record;
use crate::registry::{FindingCode, PurposeKind, Registry, SignalDef, SlotDef, SlotKind};

named! {
    /// What a finding costs the visitor, the most first.
    pub enum Cost {
        /// Nothing works: no list in their order, and no answer to why not. An unknown word is read as this.
        Everything = "everything",
        /// What is sensitive, or handed on, is not said to be.
        Exposed = "exposed",
        /// They are told something empty, pressing or untrue.
        Misled = "misled",
        /// They can't read what they agree to, or ask anybody.
        Alone = "alone",
        /// A part of what was meant for them is left out.
        Lost = "lost",
        /// They read ids, or texts that are hard to read.
        Unclear = "unclear",
        /// Nothing, as long as whoever runs the site remembers what was meant.
        Nothing = "nothing",
    }
    unknown = Everything
}

fields! {
    /// One thing to do, which mends all findings of one kind. In JSON an object.
    ///
    /// ```
    /// use overt_core::{checkup::{Cost, findings, fixes}, registry::FindingCode};
    /// let first = &fixes(&findings(r#"{"version": 1, "signals": [{"id": "shelf"}, {"id": "author"}]}"#))[0];
    /// assert_eq!((first.cost, first.code), (Cost::Alone, FindingCode::MissingController));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Fix {
        /// What is wrong.
        pub code: FindingCode as "code",
        /// What that costs the visitor.
        pub cost: Cost as "cost",
        /// How to mend it.
        pub fix: String as "fix",
        /// Every place, as paths into the JSON.
        pub paths: Vec<String> as "paths",
        /// What is wrong at the first of them, in a sentence.
        pub sentence: String as "sentence",
    }
}

/// What a finding costs the visitor.
///
/// ```
/// use overt_core::{checkup::{Cost, cost}, registry::FindingCode};
/// assert_eq!(cost(FindingCode::Unreadable), Cost::Everything);
/// assert!(cost(FindingCode::UndeclaredProxy) < cost(FindingCode::MissingLabel), "the most first");
/// ```
pub fn cost(code: FindingCode) -> Cost {
    use FindingCode::*;
    match code {
        Unreadable => Cost::Everything,
        UndeclaredProxy | SensitiveFeature | MissingRecipients | GenericRecipient | MissingLegalBasis | MisspeltField | SmallSegment => {
            Cost::Exposed
        }
        VagueReason | VagueWords | ConfirmShaming | PersuasiveTone | FakeHuman | AssumingWords | MissingReciprocity | DuplicateField => {
            Cost::Misled
        }
        MissingController | MissingContact | MissingNotice | UnusableAddress | NoReply => Cost::Alone,
        InvalidId | DuplicateId | MissingFallback | MissingRule | UnknownReference | UnknownWord | TooMany | NeverUsed
        | NeverPersonalized | UnmatchedFeature | UnmatchedSignal | DuplicateItem | TooFewItems => Cost::Lost,
        MissingLabel | HardToRead => Cost::Unclear,
        OutOfBounds | UnknownField | UnknownTerm | MissingVersion | RetentionTooLong | NotNeeded => Cost::Nothing,
    }
}

/// Everything there is to say about a registry: what [`lint::findings`] says, and what can never be used in it.
///
/// ```
/// use overt_core::{checkup::findings, registry::FindingCode};
/// let shop = r##"{
///     "purposes": [{"id": "ads", "kind": "ads", "does": "Shows offers", "why": "Offers pay for the shop", "youGet": "A free shop"}],
///     "signals": [{"id": "diet", "mode": "provided", "place": "thisSite", "implies": ["health"], "purposes": ["ads"]}],
///     "slots": [{"id": "offers", "purpose": "ads", "kind": "ad", "fallback": "#all"}]
/// }"##;
/// assert!(findings(shop).iter().any(|f| f.code == FindingCode::NeverUsed && f.path == "signals[0]"));
/// ```
pub fn findings(text: &str) -> Vec<Finding> {
    let mut findings = lint::findings(text);
    if let (Some(registry), Ok(document)) = (Registry::valid_parts(text), parse(text)) {
        note_never(registry, &document, &mut findings);
    }
    findings
}

/// What to do, first what costs the visitor the most, then what mends the most places, then in the order of the words.
///
/// ```
/// use overt_core::checkup::{findings, fixes};
/// let fixes = fixes(&findings("{}"));
/// assert!(fixes.is_sorted_by_key(|fix| fix.cost));
/// ```
pub fn fixes(findings: &[Finding]) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    for Finding { code, path, sentence, fix } in findings {
        match fixes.iter_mut().find(|known| known.code == *code) {
            Some(known) => known.paths.push(path.clone()),
            None => fixes.push(Fix {
                code: *code,
                cost: cost(*code),
                fix: fix.clone(),
                paths: [path.clone()].into(),
                sentence: sentence.clone(),
            }),
        }
    }
    fixes.sort_by_key(|fix| (fix.cost, usize::MAX - fix.paths.len(), fix.code));
    fixes
}

/// The rules that only the site can lift, or nobody.
const FIXED: [Rule; 3] = [Rule::Prohibited, Rule::Stage, Rule::Minimise];

/// Asks for every signal in every slot of its purposes; what is refused there by the declaration alone is refused to everyone.
fn note_never(mut registry: Registry, document: &Value, findings: &mut Vec<Finding>) {
    for slot in registry.slots.iter_mut().filter(|slot| slot.kind == SlotKind::Price) {
        // A price may be a benefit, after a yes; and here everybody is asked for, who said yes too.
        let benefit = registry.purposes.iter().any(|purpose| purpose.id == slot.purpose && purpose.kind == PurposeKind::Benefits);
        slot.kind = if benefit { SlotKind::Content } else { SlotKind::Price };
    }
    let registry = &registry;
    for signal in &registry.signals {
        let mut refused = Vec::new();
        let slots: Vec<&SlotDef> = registry.slots.iter().filter(|slot| signal.purposes.contains(&slot.purpose)).collect();
        for slot in &slots {
            refused.extend(refusal(registry, signal, slot));
        }
        if let Some(rule) = refused.first().filter(|_| refused.len() == slots.len()) {
            let sentence = format!("The signal {} can be used in no slot, whatever a visitor says: {}.", signal.id, because(*rule));
            let fix = "Take it out, or mend what the rule names.";
            findings.push(said(FindingCode::NeverUsed, path_of(document, "signals", &signal.id), sentence, fix));
        }
    }
    for slot in &registry.slots {
        let mut signals = registry.signals.iter().filter(|signal| signal.purposes.contains(&slot.purpose));
        if signals.all(|signal| refusal(registry, signal, slot).is_some()) {
            let sentence = format!("The slot {} can never be personalized: no signal may be used in it.", slot.id);
            let fix = "Name its purpose under a signal that it may use, or take it out of the page.";
            findings.push(said(FindingCode::NeverPersonalized, path_of(document, "slots", &slot.id), sentence, fix));
        }
    }
}

/// The first of the fixed rules that refuses a signal in a slot.
fn refusal(registry: &Registry, signal: &SignalDef, slot: &SlotDef) -> Option<Rule> {
    let facts = Facts { registry, record: &Record::default(), context: Context::default() };
    let decision = decide(&facts, &Subject { signal: &signal.id, value: None, purpose: &slot.purpose, slot: &slot.id });
    decision.trace.iter().find(|verdict| !verdict.passes && FIXED.contains(&verdict.rule)).map(|verdict| verdict.rule)
}

fn because(rule: Rule) -> &'static str {
    match rule {
        Rule::Prohibited => "it is sensitive and not said by the visitor, or meant for advertising, a price or children",
        Rule::Stage => "nothing is promoted where somebody needs help",
        _ => "it says more than the slot needs, or feeds a segment of fewer than a hundred people",
    }
}

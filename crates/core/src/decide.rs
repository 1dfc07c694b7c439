//! May this signal be used for this purpose in this slot, now? And which rule says so?
//!
//! Every rule is asked, so that the trace is whole; the first that says no, in the order below, is the one reported.
//! Allow needs every rule to pass.

use alloc::{string::String, vec::Vec};

use crate::choice::{Choice, Dial, OffKind, Scope};
use crate::clock::{Ms, day_of, days_after};
use crate::consent::{Consent, ConsentStatus};
use crate::id::Id;
use crate::limits::{DIAL_CAP, REFUSAL_DAYS, REFUSAL_DAYS_SHARING, WHOLE};
use crate::record::{Record, Trouble};
use crate::registry::{
    Category, GpcFirstParty, Intrusiveness, Mode, Place, Purpose, PurposeKind, Registry, SignalDef, SizeBucket, SlotDef, SlotKind, Stage,
};
use crate::signal::{Learned, confidence};

named! {
    /// The rules, in the order of precedence.
    pub enum Rule {
        /// R0: something is broken, so nothing is certain.
        Integrity = "integrity",
        /// R1: the site does not declare it.
        Undeclared = "undeclared",
        /// R2: nobody may: advertising by what is sensitive, anything sensitive that the visitor did not say, a price by a profile, the profile of a child.
        Prohibited = "prohibited",
        /// R3: the browser's signal forbids it.
        UaSignal = "uaSignal",
        /// R3b: the browser's signal turns it off until the visitor says otherwise here.
        GpcSoft = "gpcSoft",
        /// R4: the visitor turned it off.
        OptedOut = "optedOut",
        /// R5: the visitor paused it.
        Paused = "paused",
        /// R6: the visitor started over.
        Reset = "reset",
        /// R7: it is sensitive, and nobody said yes to that by name.
        Sensitive = "sensitive",
        /// R8: nobody said yes.
        NoConsent = "noConsent",
        /// R9: it comes from too far away.
        Source = "source",
        /// R10: a person in trouble is not sold to.
        Stage = "stage",
        /// R11: it says more than the slot needs, or about too few people.
        Minimise = "minimise",
        /// R12: it is too old or too uncertain.
        Stale = "stale",
        /// R13: its dial stands at Off.
        DialZero = "dialZero",
        /// R14: it may.
        Allow = "allow",
    }
    unknown = Integrity
}

named! {
    /// Who or what can lift a rule's no.
    pub enum LiftedBy {
        /// Mending what is broken.
        Repair = "repair",
        /// The site, by declaring or doing otherwise.
        Site = "site",
        /// The browser, or the consent platform that refused.
        UserAgent = "userAgent",
        /// The visitor, by hand.
        Visitor = "visitor",
        /// Time, or the visitor.
        Time = "time",
        /// The visitor, as long as it can be undone.
        Undo = "undo",
        /// Newer evidence.
        Evidence = "evidence",
        /// Nobody.
        Nobody = "nobody",
    }
    unknown = Nobody
}

/// A rule as people and tests speak of it.
///
/// ```
/// use overt_core::decide::Rule;
/// assert_eq!(Rule::ALL.first().map(|rule| rule.number()), Some("R0"));
/// assert!(Rule::ALL.is_sorted(), "what stands first decides first");
/// ```
impl Rule {
    /// Who can lift its no.
    ///
    /// ```
    /// use overt_core::decide::{LiftedBy, Rule};
    /// assert_eq!(Rule::OptedOut.lifted_by(), LiftedBy::Visitor);
    /// assert_eq!(Rule::Prohibited.lifted_by(), LiftedBy::Nobody);
    /// ```
    pub fn lifted_by(self) -> LiftedBy {
        match self {
            Rule::Integrity => LiftedBy::Repair,
            Rule::Undeclared | Rule::Stage | Rule::Minimise => LiftedBy::Site,
            Rule::UaSignal => LiftedBy::UserAgent,
            Rule::GpcSoft | Rule::OptedOut | Rule::Sensitive | Rule::NoConsent | Rule::Source | Rule::DialZero => LiftedBy::Visitor,
            Rule::Paused => LiftedBy::Time,
            Rule::Reset => LiftedBy::Undo,
            Rule::Stale => LiftedBy::Evidence,
            Rule::Prohibited | Rule::Allow => LiftedBy::Nobody,
        }
    }

    /// Its number in the order of precedence, such as `R3b`.
    ///
    /// ```
    /// use overt_core::decide::Rule;
    /// assert_eq!(Rule::GpcSoft.number(), "R3b");
    /// ```
    pub fn number(self) -> &'static str {
        match self {
            Rule::Integrity => "R0",
            Rule::Undeclared => "R1",
            Rule::Prohibited => "R2",
            Rule::UaSignal => "R3",
            Rule::GpcSoft => "R3b",
            Rule::OptedOut => "R4",
            Rule::Paused => "R5",
            Rule::Reset => "R6",
            Rule::Sensitive => "R7",
            Rule::NoConsent => "R8",
            Rule::Source => "R9",
            Rule::Stage => "R10",
            Rule::Minimise => "R11",
            Rule::Stale => "R12",
            Rule::DialZero => "R13",
            Rule::Allow => "R14",
        }
    }
}

/// What holds at the moment, apart from what is declared and what is kept.
///
/// ```
/// use overt_core::decide::{Context, Facts, Rule, is_on};
#[doc = bookshop!(bought)]
/// assert_eq!(is_on(&facts, "content"), Ok(()));
/// let refused = registry.purpose_ids().collect::<Vec<_>>();
/// let context = Context { refused: &refused, ..facts.context };
/// assert_eq!(is_on(&Facts { context, ..facts }, "content"), Err(Rule::UaSignal));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The time, in milliseconds since 1970.
    pub now: Ms,
    /// What is broken.
    pub trouble: Option<Trouble>,
    /// Whether the browser sends Global Privacy Control.
    pub gpc: bool,
    /// The purposes that the browser or the site's consent platform refuses. Overt may be stricter than they are, never looser.
    pub refused: &'a [Id],
    /// The name of this visit, where the visitor has set it apart.
    pub visit: Option<&'a Id>,
}

/// What a decision rests on, besides the question.
///
/// ```
/// use overt_core::{decide::{Context, Facts, Rule, is_on}, record::{Record, Trouble}, registry::Registry};
/// let context = Context { trouble: Some(Trouble::RegistryMissing), ..Context::default() };
/// let facts = Facts { registry: &Registry::default(), record: &Record::default(), context };
/// assert_eq!(is_on(&facts, "content"), Err(Rule::Integrity), "nothing is certain, so nothing is on");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the site declares.
    pub registry: &'a Registry,
    /// What the visitor chose, and what was learned.
    pub record: &'a Record,
    /// What holds at the moment.
    pub context: Context<'a>,
}

/// The question.
///
/// ```
/// use overt_core::decide::{Rule, Subject, decide};
#[doc = bookshop!(bought)]
/// let austen = Subject { signal: "bought.author", value: Some("austen"), purpose: "content", slot: "for-you" };
/// assert_eq!(decide(&facts, &austen).rule, Rule::Allow);
/// assert_eq!(decide(&facts, &Subject { value: Some("eco"), ..austen }).rule, Rule::Stale, "there is no evidence of it");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The id of the signal.
    pub signal: &'a str,
    /// The value, where one is meant.
    pub value: Option<&'a str>,
    /// The id of the purpose.
    pub purpose: &'a str,
    /// The id of the slot.
    pub slot: &'a str,
}

fields! {
    /// What one rule said. In JSON an object.
    ///
    /// ```
    /// use overt_core::{decide::{Rule, Verdict}, json::to_text};
    /// assert_eq!(to_text(&Verdict { rule: Rule::Paused, passes: false }), r#"{"rule":"paused","passes":false}"#);
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Verdict {
        /// The rule.
        pub rule: Rule as "rule",
        /// Whether it has nothing against it.
        pub passes: bool as "passes",
    }
}

fields! {
    /// The answer. In JSON an object.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, choice::{OffKind, Scope}, decide::{Facts, Rule, Subject, decide}};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Off, &moment("off-1"));
    /// let facts = Facts { registry: &registry, record: &record, context };
    /// let decision = decide(&facts, &Subject { signal: "bought.author", value: Some("austen"), purpose: "content", slot: "for-you" });
    /// assert_eq!((decision.allow, decision.weight, decision.rule), (false, 0, Rule::OptedOut));
    /// assert_eq!((decision.scope, decision.off), (Some(Scope::All), Some(OffKind::OptOut)));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Decision {
        /// Whether it may be used.
        pub allow: bool as "allow",
        /// How much it counts, in thousandths, 0 to 2000; 0 where it may not.
        pub weight: i32 as "weight",
        /// The rule that decided.
        pub rule: Rule as "rule",
        /// What every rule said, in the order of precedence.
        pub trace: Vec<Verdict> as "trace",
        /// Whether a yes could change it, and asking now would be no bother.
        pub can_ask: bool as "canAsk",
        /// Until when, in milliseconds since 1970, where time alone will change it.
        pub until: Option<Ms> as "until",
        /// For what the visitor turned off, paused or dialled down: the scope at which.
        pub scope: Option<Scope> as "scope",
        /// For what the visitor turned off: in which way.
        pub off: Option<OffKind> as "off",
    }
}

/// Decides: every rule is asked, and the first that says no, in the order of [`Rule`], is the one reported.
///
/// ```
/// use overt_core::decide::{Subject, decide};
#[doc = bookshop!(bought)]
/// let subject = Subject { signal: "bought.author", value: Some("austen"), purpose: "content", slot: "for-you" };
/// let decision = decide(&facts, &subject);
/// assert_eq!((decision.allow, decision.weight), (true, 400));
/// assert!(decision.trace.iter().all(|verdict| verdict.passes), "every rule was asked");
/// ```
pub fn decide(facts: &Facts<'_>, subject: &Subject<'_>) -> Decision {
    let case = Case::new(facts, subject.signal, subject.value, subject.purpose, Some(subject.slot));
    case.decision()
}

/// Whether something may be learned at all: every rule but those about what is already known or where it would be shown.
///
/// # Errors
/// The first rule that is against it.
///
/// ```
/// use overt_core::decide::{Rule, may_learn};
#[doc = bookshop!(bought)]
/// assert_eq!(may_learn(&facts, "bought.author", "eco", "content"), Ok(()));
/// assert_eq!(may_learn(&facts, "read.page", "17", "content"), Err(Rule::Undeclared));
/// ```
pub fn may_learn(facts: &Facts<'_>, signal: &str, value: &str, purpose: &str) -> Result<(), Rule> {
    let case = Case::new(facts, signal, Some(value), purpose, None);
    let refusal =
        RULES.iter().find(|(rule, denies)| !matches!(rule, Rule::Reset | Rule::Stage | Rule::Minimise | Rule::Stale) && denies(&case));
    refusal.map_or(Ok(()), |(rule, _)| Err(*rule))
}

/// Whether a purpose is on: nothing about the purpose itself forbids it.
///
/// The rules about single signals are not asked.
///
/// # Errors
/// The first rule that is against it.
///
/// ```
/// use overt_core::decide::{Rule, is_on};
#[doc = bookshop!(bought)]
/// assert_eq!(is_on(&facts, "content"), Ok(()));
/// assert_eq!(is_on(&facts, "ads"), Err(Rule::Undeclared));
/// ```
pub fn is_on(facts: &Facts<'_>, purpose: &str) -> Result<(), Rule> {
    let case = Case::of_purpose(facts, purpose);
    let asked = [Rule::Integrity, Rule::UaSignal, Rule::GpcSoft, Rule::OptedOut, Rule::Paused, Rule::NoConsent];
    if case.purpose.is_none() && facts.context.trouble.is_none() {
        return Err(Rule::Undeclared);
    }
    let refusal = RULES.iter().find(|(rule, denies)| asked.contains(rule) && denies(&case));
    refusal.map_or(Ok(()), |(rule, _)| Err(*rule))
}

/// Until when the purpose is paused, in milliseconds since 1970: `None` where it is not, `Some(None)` until the visitor says.
///
/// ```
/// use overt_core::{act::{Tighten, tighten}, choice::Scope, decide::{Facts, paused_until}};
#[doc = bookshop!(visitor)]
/// tighten(&mut record, &Tighten::Pause { scope: Scope::All, until: None }, &moment("pause-1"));
/// let facts = Facts { registry: &registry, record: &record, context };
/// assert_eq!(paused_until(&facts, "content"), Some(None), "until the visitor says");
/// ```
pub fn paused_until(facts: &Facts<'_>, purpose: &str) -> Option<Option<Ms>> {
    let case = Case::of_purpose(facts, purpose);
    case.pause().map(|(_, until)| until)
}

type Denies = fn(&Case<'_>) -> bool;

const RULES: [(Rule, Denies); 15] = [
    (Rule::Integrity, |c| c.facts.context.trouble.is_some()),
    (Rule::Undeclared, |c| c.is_undeclared()),
    (Rule::Prohibited, |c| c.is_prohibited()),
    (Rule::UaSignal, |c| c.is_refused_outside()),
    (Rule::GpcSoft, |c| c.is_off_by_gpc()),
    (Rule::OptedOut, |c| c.is_opted_out()),
    (Rule::Paused, |c| c.pause().is_some()),
    (Rule::Reset, |c| c.is_put_away()),
    (Rule::Sensitive, |c| c.is_unnamed()),
    (Rule::NoConsent, |c| c.purpose.is_some_and(Purpose::needs_consent) && !c.has_consent()),
    (Rule::Source, |c| c.is_too_intrusive()),
    (Rule::Stage, |c| c.is_selling_to_someone_in_trouble()),
    (Rule::Minimise, |c| c.says_too_much()),
    (Rule::Stale, |c| c.is_stale()),
    (Rule::DialZero, |c| c.multiplier() == 0),
];

/// Tells the weight of what was learned, one after the other, in thousandths, as [`decide`] says it; 0 where it may not be used.
pub(crate) fn weights<'a>(facts: &'a Facts<'a>, purpose: &'a str, slot: &'a str) -> impl FnMut(&'a Learned) -> i32 {
    let mut case = Case::new(facts, "", None, purpose, Some(slot));
    move |learned| {
        case.ask(learned.signal.as_str(), Some(learned.value.as_str()), Some(learned));
        if RULES.iter().any(|(_, denies)| denies(&case)) { 0 } else { case.weight() }
    }
}

/// A question with everything that it names looked up.
struct Case<'a> {
    facts: &'a Facts<'a>,
    signal: Option<&'a SignalDef>,
    value: Option<&'a str>,
    learned: Option<&'a Learned>,
    purpose: Option<&'a Purpose>,
    purpose_id: &'a str,
    slot: Option<&'a SlotDef>,
    slot_named: bool,
    /// The answers to the purpose that stand.
    answers: Vec<Consent>,
    /// The sensitive categories that the signal and its value give away.
    categories: Vec<Category>,
    /// The scopes at which a choice or a dial applies: first those of the purpose and the slot.
    scopes: Vec<Scope>,
    /// How many are of the purpose and the slot.
    common: usize,
}

impl<'a> Case<'a> {
    fn new(facts: &'a Facts<'a>, signal: &'a str, value: Option<&'a str>, purpose: &'a str, slot: Option<&'a str>) -> Case<'a> {
        let mut case = Case {
            facts,
            signal: None,
            value: None,
            learned: None,
            purpose: facts.registry.purpose(purpose),
            purpose_id: purpose,
            slot: slot.and_then(|s| facts.registry.slot(s)),
            slot_named: slot.is_some(),
            answers: facts.record.consents(purpose).collect(),
            categories: Vec::new(),
            scopes: Vec::with_capacity(12),
            common: 0,
        };
        case.scopes.push(Scope::All);
        name(&mut case.scopes, Scope::Purpose, purpose);
        if let Some(slot) = case.slot {
            name(&mut case.scopes, Scope::Slot, &slot.id);
        }
        case.common = case.scopes.len();
        let learned = facts.record.learned.iter().find(|l| l.signal == *signal && value.is_some_and(|v| l.value == *v));
        case.ask(signal, value, learned);
        case
    }

    /// Asks the same of another signal.
    fn ask(&mut self, signal: &str, value: Option<&'a str>, learned: Option<&'a Learned>) {
        (self.signal, self.value, self.learned) = (self.facts.registry.signal(signal), value, learned);
        self.categories.clear();
        self.categories.extend(self.signal.into_iter().flat_map(|s| s.categories(value)));
        self.scopes.truncate(self.common);
        self.add_scopes();
    }

    /// A question about the purpose as a whole: no signal has an empty id.
    fn of_purpose(facts: &'a Facts<'a>, purpose: &'a str) -> Case<'a> {
        Case::new(facts, "", None, purpose, None)
    }

    fn decision(&self) -> Decision {
        let trace: Vec<Verdict> = RULES.iter().map(|(rule, denies)| Verdict { rule: *rule, passes: !denies(self) }).collect();
        let rule = trace.iter().find(|v| !v.passes).map_or(Rule::Allow, |v| v.rule);
        let allow = rule == Rule::Allow;
        let weight = if allow { self.weight() } else { 0 };
        let (scope, off, until) = match rule {
            Rule::OptedOut => {
                self.off().map_or((Some(Scope::All), Some(OffKind::OptOut), None), |(scope, kind)| (Some(scope), Some(kind), None))
            }
            Rule::Paused => self.pause().map_or((None, None, None), |(scope, until)| (Some(scope), None, until)),
            Rule::DialZero => (self.scopes.iter().find(|s| self.facts.record.dial(s) == Dial::Off).cloned(), None, None),
            _ => (None, None, None),
        };
        Decision { allow, weight, rule, trace, can_ask: self.can_ask(rule), until, scope, off }
    }

    fn is_undeclared(&self) -> bool {
        let (Some(signal), Some(purpose)) = (self.signal, self.purpose) else { return true };
        let slot_is_unknown = self.slot_named && self.slot.is_none_or(|s| s.purpose != purpose.id);
        slot_is_unknown || !signal.purposes.contains(&purpose.id) || (self.transfers() && purpose.recipients.is_empty())
    }

    fn is_prohibited(&self) -> bool {
        let special_in_ads = self.purpose.is_some_and(|p| p.kind == PurposeKind::Ads) && self.categories.iter().any(|c| c.is_special());
        let priced = self.slot.is_some_and(|s| s.kind == SlotKind::Price);
        let benefit = self.purpose.is_some_and(|p| p.kind == PurposeKind::Benefits) && self.has_consent();
        let ads = self.purpose.is_some_and(|p| p.kind == PurposeKind::Ads);
        let said = self.signal.is_none_or(|s| s.mode == Mode::Provided);
        let profiled_child = self.facts.registry.defaults.minors && (ads || !said);
        special_in_ads || profiled_child || (!said && !self.categories.is_empty()) || (priced && !benefit)
    }

    fn is_refused_outside(&self) -> bool {
        let context = &self.facts.context;
        context.gpc && self.transfers() || context.refused.iter().any(|p| p == self.purpose_id)
    }

    fn transfers(&self) -> bool {
        self.purpose.is_some_and(Purpose::transfers)
    }

    fn is_off_by_gpc(&self) -> bool {
        let soft = self.facts.registry.defaults.gpc_first_party == GpcFirstParty::DefaultOff;
        self.facts.context.gpc && soft && !self.has_consent() && !self.is_turned_on_here()
    }

    fn is_turned_on_here(&self) -> bool {
        Id::new(self.purpose_id).is_some_and(|id| self.choice(&Scope::Purpose(id)) == Choice::On)
    }

    fn is_opted_out(&self) -> bool {
        !self.facts.record.mode().admits(self.purpose_id) || self.off().is_some()
    }

    /// The first scope that is off, and how.
    fn off(&self) -> Option<(Scope, OffKind)> {
        self.scopes.iter().find_map(|scope| match self.choice(scope) {
            Choice::Off { kind, .. } => Some((scope.clone(), kind)),
            _ => None,
        })
    }

    /// The scope of the longest pause that applies, and until when it lasts.
    fn pause(&self) -> Option<(Scope, Option<Ms>)> {
        let paused = |scope: &Scope| match self.choice(scope) {
            Choice::Paused { until, .. } => Some((scope.clone(), until)),
            _ => None,
        };
        let longer = |a: (Scope, Option<Ms>), b: (Scope, Option<Ms>)| if b.1.unwrap_or(Ms::MAX) > a.1.unwrap_or(Ms::MAX) { b } else { a };
        self.scopes.iter().filter_map(paused).reduce(longer)
    }

    /// The choice at a scope, as it reads now.
    fn choice(&self, scope: &Scope) -> Choice {
        self.facts.record.choice_at(scope, self.facts.context.now, self.facts.registry)
    }

    fn is_put_away(&self) -> bool {
        let covered = |l: &Learned| l.evidence.iter().all(|e| self.facts.record.is_covered(self.facts.registry, l, e));
        self.learned.is_some_and(|l| !l.evidence.is_empty() && covered(l))
    }

    fn has_consent(&self) -> bool {
        self.has_consent_naming(&[])
    }

    /// Whether all answers that stand are a yes which names these as well.
    fn has_consent_naming(&self, scopes: &[Scope]) -> bool {
        let notice = &self.facts.registry.notice.version;
        let says_yes = |c: &Consent| c.is_valid(notice, self.facts.context.now) && scopes.iter().all(|s| c.names.contains(s));
        !self.answers.is_empty() && self.answers.iter().all(says_yes)
    }

    /// Whether it is sensitive and the visitor has not said yes to that by name.
    fn is_unnamed(&self) -> bool {
        let categories: Vec<Scope> = self.categories.iter().copied().map(Scope::Category).collect();
        !categories.is_empty() && !self.has_consent_naming(&categories)
    }

    fn is_too_intrusive(&self) -> bool {
        let Some(signal) = self.signal else { return true };
        if signal.place == Place::OtherSite {
            return !self.has_consent_naming(&[Scope::Source(Place::OtherSite)]);
        }
        let beyond_cap = signal.intrusiveness() > self.facts.registry.defaults.max_intrusiveness;
        let guessed = signal.intrusiveness() >= Intrusiveness::Inferred;
        (guessed || beyond_cap) && !self.has_consent()
    }

    fn says_too_much(&self) -> bool {
        let Some(signal) = self.signal else { return false };
        let finer = self.slot.is_some_and(|s| signal.value_type > s.accepts);
        finer || self.facts.registry.segments_of(&signal.id).any(|s| s.size == SizeBucket::Under100)
    }

    fn is_selling_to_someone_in_trouble(&self) -> bool {
        self.is_in_trouble() && self.purpose.is_some_and(|p| matches!(p.kind, PurposeKind::Ads | PurposeKind::Contact))
    }

    fn is_in_trouble(&self) -> bool {
        self.slot.is_some_and(|s| s.stage == Some(Stage::Support) || s.kind == SlotKind::Support)
    }

    fn is_stale(&self) -> bool {
        let least = self.signal.map_or(WHOLE, |s| i32::try_from(s.min_confidence).unwrap_or(WHOLE));
        let confidence = self.confidence();
        confidence == 0 || confidence < least
    }

    /// How much it counts where it may be used, in thousandths.
    fn weight(&self) -> i32 {
        self.confidence().saturating_mul(self.multiplier()) / WHOLE
    }

    fn confidence(&self) -> i32 {
        let (Some(signal), Some(learned)) = (self.signal, self.learned) else { return 0 };
        let today = day_of(self.facts.context.now);
        confidence(signal, self.facts.record.usable(self.facts.registry, learned, today), today)
    }

    /// The dials that apply, multiplied, in thousandths; at most [`DIAL_CAP`].
    fn multiplier(&self) -> i32 {
        let dials = self.scopes.iter().map(|s| self.facts.record.dial(s));
        let product = dials
            .filter(|d| *d != Dial::Normal)
            .fold(i64::from(WHOLE), |product, dial| (product * i64::from(dial.multiplier()) / i64::from(WHOLE)).min(i64::from(DIAL_CAP)));
        i32::try_from(product).unwrap_or(DIAL_CAP)
    }

    /// The scopes of the signal, and those that apply to everything besides.
    fn add_scopes(&mut self) {
        let Case { facts, scopes, .. } = self;
        if let (Some(def), Some(signal)) = (self.signal, self.signal.and_then(|s| Id::new(&s.id))) {
            scopes.push(Scope::Mode(def.mode));
            scopes.push(Scope::Source(def.place));
            for segment in facts.registry.segments_of(&def.id) {
                name(scopes, Scope::Segment, &segment.id);
            }
            if let Some(value) = self.value.and_then(Id::new) {
                scopes.push(Scope::Value(signal.clone(), value));
            }
            scopes.push(Scope::Signal(signal));
        }
        scopes.extend(self.categories.iter().copied().map(Scope::Category));
        scopes.extend(facts.context.visit.cloned().map(Scope::Visit));
        for list in [&facts.record.choices, &facts.record.dials] {
            scopes.extend(list.iter().map(|k| &k.about).filter(|s| matches!(s, Scope::Unknown(_))).cloned());
        }
    }

    /// Whether asking could change the answer, and no refusal is too young.
    fn can_ask(&self, rule: Rule) -> bool {
        let asks = matches!(rule, Rule::NoConsent | Rule::Source | Rule::Stale);
        let days = if self.transfers() { REFUSAL_DAYS_SHARING } else { REFUSAL_DAYS };
        let refused = |c: &Consent| c.status != ConsentStatus::Given && self.facts.context.now < days_after(c.at, days);
        asks && !self.is_in_trouble() && !self.answers.iter().any(refused)
    }
}

fn name(scopes: &mut Vec<Scope>, scope: fn(Id) -> Scope, id: &str) {
    if let Some(id) = Id::new(id) {
        scopes.push(scope(id));
    }
}

/// The label for a value: the site's own, or what was said with the observation, or the id.
///
/// ```
/// use overt_core::decide::label;
#[doc = bookshop!(visitor)]
/// assert_eq!(label(&registry, &record.learned[0]), "Jane Austen");
/// record.learned[0].label.clear();
/// assert_eq!(label(&registry, &record.learned[0]), "austen");
/// ```
pub fn label(registry: &Registry, learned: &Learned) -> String {
    let declared = registry.signal(learned.signal.as_str()).and_then(|s| s.value(learned.value.as_str())).map(|v| v.label.clone());
    declared
        .filter(|l| !l.is_empty())
        .or_else(|| (!learned.label.is_empty()).then(|| learned.label.clone()))
        .unwrap_or_else(|| learned.value.as_str().into())
}

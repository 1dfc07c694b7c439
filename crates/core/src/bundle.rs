//! The evidence that a reviewer takes along: record, log, configurations and answers in one text, and the checks that hold them against each other.
//!
//! Nothing in it is signed: whoever made a bundle could have made another, and only a head noted down elsewhere shows that.

use alloc::{string::String, vec::Vec};

use crate::chain::Head;
use crate::clock::Ms;
use crate::decide::{Context, Facts, Subject, decide};
use crate::hash::Hash;
use crate::id::Id;
use crate::json::{Fault, Value, decimal, from_text, parse, to_text};
use crate::limits::SAMPLES;
use crate::log::{Broken, Declared, Log, fingerprint, replay};
use crate::record::{Record, Trouble};
use crate::registry::Registry;

/// The version of these rules, as a bundle names it.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The version of a bundle's shape.
pub const BUNDLE: u16 = 1;

/// How the text begins, up to the sum of all that follows it.
const SUM: &str = "{\"sum\":\"";

fields! {
    /// One question and its answer.
    ///
    /// ```
    /// use overt_core::{bundle::Sample, json::from_text};
    /// let sample: Sample = from_text(r#"{"decision": {"allow": false}, "purpose": "content", "signal": "viewed.shelf", "slot": "for-you"}"#).unwrap();
    /// assert_eq!(sample.value, None, "asked of the signal as such");
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Sample {
        /// The answer, as [`Decision`](crate::decide::Decision) writes it, in canonical order.
        pub decision: Value as "decision",
        /// For which purpose.
        pub purpose: String as "purpose",
        /// Which signal.
        pub signal: String as "signal",
        /// In which slot.
        pub slot: String as "slot",
        /// Which value; none is the signal as such.
        pub value: Option<Id> as "value",
    }
}

fields! {
    /// Everything that is needed to ask the same questions again, and what was answered.
    ///
    /// Its text is canonical JSON (RFC 8785) after the first field, `sum`: the SHA-256 of every byte behind that field and its comma.
    ///
    /// ```
    /// use overt_core::{bundle::Bundle, decide::Context, record::Record};
    /// let bundle = Bundle::make(vec!["{}".into()], Record::default().to_text(), String::new(), &Context::default(), None);
    /// assert_eq!(bundle.registries, ["{}"]);
    /// assert!(bundle.samples.is_empty(), "nothing is declared, so nothing is asked");
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Bundle {
        /// The version of this shape.
        pub bundle: u16 as "bundle",
        /// The version of the rules that answered.
        pub engine: String as "engine",
        /// Whether the browser sent Global Privacy Control.
        pub gpc: bool as "gpc",
        /// The end of the log as the visitor had noted it down.
        pub head: Option<Head> as "head",
        /// The log, as it is stored.
        pub log: String as "log",
        /// The moment of the questions.
        pub now: Ms as "now",
        /// The record, as it is stored.
        pub record: String as "record",
        /// The purposes that the browser or the site's consent platform refused.
        pub refused: Vec<Id> as "refused",
        /// The configurations as they were served, oldest first; the questions are asked of the last.
        pub registries: Vec<String> as "registries",
        /// The hash of every full block of the log.
        pub roots: Vec<Hash> as "roots",
        /// The questions and the answers, [`SAMPLES`] at the most.
        pub samples: Vec<Sample> as "samples",
        /// The name of the visit that was set apart.
        pub visit: Option<Id> as "visit",
    }
}

/// Made on the device of the visitor, checked on that of a reviewer.
///
/// ```
/// use overt_core::{bundle::Bundle, decide::Context, record::Record};
/// let bundle = Bundle::make(vec!["{}".into()], Record::default().to_text(), String::new(), &Context::default(), None);
/// assert!(overt_core::bundle::verify(&bundle.to_text()).is_ok());
/// ```
impl Bundle {
    /// Puts a bundle together, and asks every question of it: each value that was learned and each declared signal as such, in every slot.
    ///
    /// What is unreadable goes in as it is; every answer is then a no by the rule `integrity`, as it would be on the page.
    /// Of the context, `trouble` is what these texts show and nothing else.
    ///
    /// ```
    /// use overt_core::{bundle::{Bundle, CheckResult, verify}, decide::Context, record::Record};
    /// let bundle = Bundle::make(vec!["{}".into()], Record::default().to_text(), String::new(), &Context::default(), None);
    /// assert_eq!(verify(&bundle.to_text()).unwrap().result(), CheckResult::NotChecked, "no head was noted down");
    /// ```
    pub fn make(registries: Vec<String>, record: String, log: String, context: &Context<'_>, head: Option<Head>) -> Bundle {
        let roots = Log::read(&log).map(|log| log.roots()).unwrap_or_default();
        let bundle = Bundle {
            bundle: BUNDLE,
            engine: ENGINE.into(),
            gpc: context.gpc,
            head,
            log,
            now: context.now,
            record,
            refused: context.refused.into(),
            registries,
            roots,
            samples: Vec::new(),
            visit: context.visit.cloned(),
        };
        let samples = bundle.answers(&Record::load(Some(&bundle.record)));
        Bundle { samples, ..bundle }
    }

    /// The bundle as it is handed over, without a newline.
    ///
    /// ```
    /// use overt_core::{bundle::Bundle, decide::Context, record::Record};
    /// let bundle = Bundle::make(vec!["{}".into()], Record::default().to_text(), String::new(), &Context::default(), None);
    /// assert!(bundle.to_text().starts_with(r#"{"sum":""#));
    /// ```
    pub fn to_text(&self) -> String {
        sealed(to_text(self).trim_start_matches('{'))
    }

    /// Every question with the answer that these rules give.
    fn answers(&self, record: &Result<Record, Trouble>) -> Vec<Sample> {
        let (empty, last) = (Record::default(), self.registries.last());
        let registry = last.and_then(|text| Registry::valid_parts(text));
        let missing = if last.is_some() { Trouble::RegistryInvalid } else { Trouble::RegistryMissing };
        let trouble = record.as_ref().err().copied().or(registry.is_none().then_some(missing));
        let registry = registry.unwrap_or_default();
        let context = Context { now: self.now, trouble, gpc: self.gpc, refused: &self.refused, visit: self.visit.as_ref() };
        let facts = Facts { registry: &registry, record: record.as_ref().unwrap_or(&empty), context };
        let learned = facts.record.learned.iter().filter(|l| registry.signal(l.signal.as_str()).is_some());
        let learned = learned.map(|l| (l.signal.as_str(), Some(&l.value)));
        let all = learned.chain(registry.signals.iter().map(|signal| (signal.id.as_str(), None)));
        let everywhere = all.flat_map(|(signal, value)| registry.slots.iter().map(move |slot| (signal, value, slot)));
        let sample = |(signal, value, slot): (&str, Option<&Id>, &crate::registry::SlotDef)| {
            let subject = Subject { signal, value: value.map(Id::as_str), purpose: &slot.purpose, slot: &slot.id };
            let decision = parse(&to_text(&decide(&facts, &subject))).unwrap_or(Value::Null);
            Sample { decision, purpose: slot.purpose.clone(), signal: signal.into(), slot: slot.id.clone(), value: value.cloned() }
        };
        everywhere.take(SAMPLES).map(sample).collect()
    }
}

named! {
    /// What is checked, in this order.
    pub enum CheckCode {
        /// The bundle has the bytes that it was made with.
        Sum = "sum",
        /// These rules are of the version that made it.
        Engine = "engine",
        /// The record can be read, and its own sum is that of its bytes.
        RecordReadable = "recordReadable",
        /// Every configuration that the log names is there.
        RegistryKnown = "registryKnown",
        /// No entry of the log is missing, changed or moved.
        ChainWhole = "chainWhole",
        /// The log ends where the visitor had noted that it ends.
        ChainEndsAtHead = "chainEndsAtHead",
        /// The blocks of the log are those that were noted when the bundle was made.
        Roots = "roots",
        /// Every entry, done once more, leads to the state that it names.
        Replayed = "replayed",
        /// The state after the last entry is that of the record.
        LogEndsAtRecord = "logEndsAtRecord",
        /// Every question is there, and has the same answer again.
        EverySampleTheSame = "everySampleTheSame",
    }
    unknown = Sum
}

named! {
    /// What came of a check, from the best to the worst.
    pub enum CheckResult {
        /// It is so.
        Holds = "holds",
        /// It could not be told from what is here.
        NotChecked = "notChecked",
        /// It is not so. An unknown word is read as this.
        Differs = "differs",
    }
    unknown = Differs
}

fields! {
    /// One check.
    ///
    /// ```
    /// use overt_core::{bundle::Bundle, decide::Context, record::Record};
    /// let bundle = Bundle::make(vec!["{}".into()], Record::default().to_text(), String::new(), &Context::default(), None);
    /// let report = overt_core::bundle::verify(&bundle.to_text()).unwrap();
    /// assert!(report.checks.iter().any(|check| check.check == overt_core::bundle::CheckCode::Sum));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Check {
        /// What was checked.
        pub check: CheckCode as "check",
        /// What shows it: hashes, numbers of entries, codes, or the names of a question.
        pub evidence: Vec<String> as "evidence",
        /// What came of it.
        pub result: CheckResult as "result",
    }
}

fields! {
    /// All that was checked.
    ///
    /// ```
    /// use overt_core::{bundle::Bundle, decide::Context, record::Record};
    /// let bundle = Bundle::make(vec!["{}".into()], Record::default().to_text(), String::new(), &Context::default(), None);
    /// let report = overt_core::bundle::verify(&bundle.to_text()).unwrap();
    /// assert_eq!(report.checks.len(), overt_core::bundle::CheckCode::ALL.len());
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Report {
        /// One for each code.
        pub checks: Vec<Check> as "checks",
    }
}

/// Read by its worst result first.
///
/// ```
/// use overt_core::{bundle::Bundle, decide::Context, record::Record};
/// let bundle = Bundle::make(vec!["{}".into()], Record::default().to_text(), String::new(), &Context::default(), None);
/// let report = overt_core::bundle::verify(&bundle.to_text()).unwrap();
/// assert_ne!(report.result(), overt_core::bundle::CheckResult::Differs);
/// ```
impl Report {
    /// The worst of all results.
    ///
    /// ```
    /// use overt_core::bundle::{CheckResult, Report};
    /// assert_eq!(Report { checks: Vec::new() }.result(), CheckResult::NotChecked, "nothing was checked");
    /// ```
    pub fn result(&self) -> CheckResult {
        self.checks.iter().map(|check| check.result).max().unwrap_or(CheckResult::NotChecked)
    }
}

/// Checks a bundle; one newline at its end is no part of it.
///
/// # Errors
/// A [`Fault`] where the text is no bundle, or of a shape that this version does not know.
///
/// ```
/// use overt_core::bundle::verify;
/// assert_eq!(verify("{").unwrap_err().path, "line 1, column 2");
/// assert_eq!(verify("{}").unwrap_err().path, "bundle");
/// ```
pub fn verify(text: &str) -> Result<Report, Fault> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let bundle: Bundle = from_text(text)?;
    if bundle.bundle != BUNDLE {
        return Err(Fault { path: "bundle".into(), expected: "1: no other version of a bundle is known here" });
    }
    let record = Record::load(Some(&bundle.record));
    let log = Log::read(&bundle.log);
    let declared: Vec<Declared> = bundle.registries.iter().map(|text| Declared::read(text)).collect();
    let is_same_engine = bundle.engine == ENGINE;
    let engine = if is_same_engine { CheckResult::Holds } else { CheckResult::NotChecked };
    let mut checks =
        [check_sum(text), check(CheckCode::Engine, engine, [bundle.engine.clone(), ENGINE.into()]), check_record(&record)].to_vec();
    checks.extend(check_log(&bundle, &record, &log, &declared));
    checks.push(check_samples(&bundle.samples, &bundle.answers(&record)));
    for redone in checks.iter_mut().filter(|c| matches!(c.check, CheckCode::Replayed | CheckCode::EverySampleTheSame)) {
        // Other rules may answer otherwise, and nobody has changed anything.
        if !is_same_engine && redone.result == CheckResult::Differs {
            redone.result = CheckResult::NotChecked;
        }
    }
    Ok(Report { checks })
}

fn check(check: CheckCode, result: CheckResult, evidence: impl IntoIterator<Item = String>) -> Check {
    Check { check, evidence: evidence.into_iter().collect(), result }
}

fn holds_if(condition: bool) -> CheckResult {
    if condition { CheckResult::Holds } else { CheckResult::Differs }
}

/// A text with the sum of all of it in front.
fn sealed(after: &str) -> String {
    [SUM, &Hash::of(after.as_bytes()).to_hex(), "\",", after].concat()
}

fn check_sum(text: &str) -> Check {
    let after = text.get(SUM.len() + 64 + 2..).unwrap_or_default();
    check(CheckCode::Sum, holds_if(sealed(after) == text), [Hash::of(after.as_bytes()).to_hex()])
}

fn check_record(record: &Result<Record, Trouble>) -> Check {
    let trouble = record.as_ref().err().map(|trouble| String::from(trouble.as_str()));
    check(CheckCode::RecordReadable, holds_if(trouble.is_none()), trouble)
}

/// All that is about the log. Where it can't be read at all, the rest can't be told.
fn check_log(bundle: &Bundle, record: &Result<Record, Trouble>, log: &Result<Log, Broken>, declared: &[Declared]) -> [Check; 6] {
    let log = match log {
        Ok(log) => log,
        Err(broken) => {
            let not_checked = |code| check(code, CheckResult::NotChecked, None);
            return [
                not_checked(CheckCode::RegistryKnown),
                check_links(Err(*broken), []),
                not_checked(CheckCode::ChainEndsAtHead),
                not_checked(CheckCode::Roots),
                not_checked(CheckCode::Replayed),
                not_checked(CheckCode::LogEndsAtRecord),
            ];
        }
    };
    let end = log.head();
    let chain = check_links(log.verify(end.as_ref()), end.iter().flat_map(|end| [decimal(end.count), fingerprint(end)]));
    [
        check_registries(log, declared),
        chain,
        check_head(bundle, log),
        check_roots(bundle, log),
        check_replay(record, log, declared),
        check_end(record, log),
    ]
}

fn check_links(links: Result<(), Broken>, end: impl IntoIterator<Item = String>) -> Check {
    match links {
        Ok(()) => check(CheckCode::ChainWhole, CheckResult::Holds, end),
        Err(broken) => check(CheckCode::ChainWhole, CheckResult::Differs, named(broken)),
    }
}

/// What is wrong with a log, and in which line.
fn named(broken: Broken) -> [String; 2] {
    [broken.code.as_str().into(), decimal(u32::try_from(broken.line).unwrap_or(u32::MAX))]
}

fn check_registries(log: &Log, declared: &[Declared]) -> Check {
    let mut unknown: Vec<Hash> = log.lines.iter().map(|line| line.entry.registry).collect();
    unknown.retain(|hash| declared.iter().all(|known| known.hash != *hash));
    unknown.sort_unstable();
    unknown.dedup();
    let result = if unknown.is_empty() { CheckResult::Holds } else { CheckResult::NotChecked };
    check(CheckCode::RegistryKnown, result, unknown.iter().map(Hash::to_hex))
}

fn check_head(bundle: &Bundle, log: &Log) -> Check {
    let Some(head) = &bundle.head else { return check(CheckCode::ChainEndsAtHead, CheckResult::NotChecked, None) };
    match log.verify(Some(head)) {
        Ok(()) => check(CheckCode::ChainEndsAtHead, CheckResult::Holds, [fingerprint(head)]),
        Err(broken) => check(CheckCode::ChainEndsAtHead, CheckResult::Differs, named(broken)),
    }
}

fn check_roots(bundle: &Bundle, log: &Log) -> Check {
    let roots = log.roots();
    let result = if roots.is_empty() && bundle.roots.is_empty() { CheckResult::NotChecked } else { holds_if(roots == bundle.roots) };
    check(CheckCode::Roots, result, roots.iter().map(Hash::to_hex))
}

fn check_replay(record: &Result<Record, Trouble>, log: &Log, declared: &[Declared]) -> Check {
    let replay = replay(log, declared, record.as_ref().ok().and_then(|record| record.device.as_ref()));
    let (result, entries) = match (replay.differing.as_slice(), replay.skipped.as_slice()) {
        ([], []) => (CheckResult::Holds, &[][..]),
        ([], skipped) => (CheckResult::NotChecked, skipped),
        (differing, _) => (CheckResult::Differs, differing),
    };
    check(CheckCode::Replayed, result, entries.iter().map(|seq| decimal(*seq)))
}

/// A log without entries ends where every record begins.
fn check_end(record: &Result<Record, Trouble>, log: &Log) -> Check {
    let Ok(record) = record else { return check(CheckCode::LogEndsAtRecord, CheckResult::NotChecked, None) };
    let state = |record: &Record| Hash::of(record.state_text().as_bytes());
    let end = log.head().map_or_else(|| state(&Record::default()), |head| head.state);
    check(CheckCode::LogEndsAtRecord, holds_if(end == state(record)), [end.to_hex(), state(record).to_hex()])
}

/// The first question whose answer is another, or which is there on one side only, is named.
fn check_samples(stated: &[Sample], answered: &[Sample]) -> Check {
    let count = stated.len().max(answered.len());
    let differs = |place: &usize| stated.get(*place).map(to_text) != answered.get(*place).map(to_text);
    let Some(place) = (0..count).find(differs) else {
        let number = decimal(u32::try_from(count).unwrap_or(u32::MAX));
        return check(CheckCode::EverySampleTheSame, CheckResult::Holds, [number]);
    };
    let question = answered.get(place).or(stated.get(place)).into_iter().flat_map(|sample| {
        let Sample { purpose, signal, slot, value, .. } = sample;
        [signal.clone(), value.as_ref().map_or("", Id::as_str).into(), purpose.clone(), slot.clone()]
    });
    check(CheckCode::EverySampleTheSame, CheckResult::Differs, question)
}

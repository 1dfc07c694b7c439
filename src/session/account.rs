//! What was given and what came of it, what is kept, and everything in detail.

use overt_core::choice::Scope;
use overt_core::clock::Ms;
use overt_core::consent::{Consent, ConsentStatus};
use overt_core::decide::{Rule, Subject, decide};
use overt_core::id::Id;
use overt_core::json::{Json, parse, to_text};
use overt_core::record::Record;
use overt_core::registry::LegalBasis;

use super::Session;

/// An answer, or something that was learned from the visitor and what it does for them.
pub(crate) enum Given {
    Answer { label: String, status: ConsentStatus, at: Ms, until: Ms, purpose: Id },
    Signal { label: String, things: usize, improves: String },
}

/// How much of what is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) choices: usize,
    pub(crate) learned: usize,
    pub(crate) history: usize,
}

/// What is stored on the device.
pub(crate) struct Data {
    /// Nothing where nothing is stored.
    pub(crate) kept: Option<Kept>,
    pub(crate) log_lines: usize,
    pub(crate) bytes: usize,
}

/// Everything about the purpose, and how each thing that is known was decided.
pub(crate) struct Detail {
    pub(crate) basis: LegalBasis,
    /// When a yes was given, and until when it holds.
    pub(crate) yes: Option<(Ms, Ms)>,
    pub(crate) site: String,
    pub(crate) notice: String,
    /// Whether it says something sensitive, what it is called, and what was decided.
    pub(crate) decided: Vec<(bool, String, Rule)>,
    /// The decisions as the rules see them.
    pub(crate) raw: String,
}

impl Kept {
    pub(crate) fn of(record: &Record) -> Kept {
        let choices = record.choices.len() + record.dials.len() + record.consents.len() + usize::from(record.variety.is_some());
        Kept { choices, learned: record.learned.len(), history: record.history.len() }
    }
}

impl Session {
    pub(super) fn given(&self) -> Vec<Given> {
        let mut given = Vec::new();
        for purpose in &self.registry.purposes {
            let Some(id) = Id::new(&purpose.id) else { continue };
            if let Some(Consent { status, at, valid_until: until, .. }) = self.answer(&purpose.id) {
                given.push(Given::Answer { label: self.label(&Scope::Purpose(id.clone())), status, at, until, purpose: id });
            }
        }
        for signal in &self.registry.signals {
            let things = self.record.learned.iter().filter(|l| l.signal.as_str() == signal.id).count();
            if things > 0 {
                given.push(Given::Signal { label: signal.label.clone(), things, improves: signal.improves.clone() });
            }
        }
        given
    }

    /// The answer to a purpose: of several that stand at once the most protective is what holds, and that is what is shown.
    #[inline(never)]
    fn answer(&self, purpose: &str) -> Option<Consent> {
        let mut most: Option<Consent> = None;
        for answer in self.record.consents(purpose) {
            if most.as_ref().is_none_or(|m| answer.status > m.status) {
                most = Some(answer);
            }
        }
        most
    }

    /// Reads the storage anew, so that what is said of it is so.
    pub(super) fn data(&self) -> Data {
        let record = self.storage.text();
        let log = self.storage.log().unwrap_or_default();
        let bytes = record.as_ref().map_or(0, String::len) + log.len();
        Data { kept: record.map(|_| Kept::of(&self.record)), log_lines: log.bytes().filter(|byte| *byte == b'\n').count(), bytes }
    }

    pub(super) fn detail(&self) -> Detail {
        let (purpose_id, slot) = self.subject();
        let purpose = self.registry.purpose(&purpose_id);
        let yes = self.answer(&purpose_id).filter(|c| c.status == ConsentStatus::Given).map(|c| (c.at, c.valid_until));
        let mut decided = Vec::new();
        let mut raw = String::from("[");
        for learned in &self.record.learned {
            let subject =
                Subject { signal: learned.signal.as_str(), value: Some(learned.value.as_str()), purpose: &purpose_id, slot: &slot };
            let decision = decide(&self.facts(), &subject);
            let sensitive = self.is_sensitive(&learned.signal, &learned.value);
            // In full only what may be seen at once.
            if !sensitive {
                raw.push_str(if raw.len() == 1 { "\n" } else { ",\n" });
                raw.push_str(&to_text(&decision));
            }
            decided.push((sensitive, overt_core::decide::label(&self.registry, learned), decision.rule));
        }
        raw.push_str("\n]");
        Detail {
            basis: purpose.and_then(|p| p.legal_basis).unwrap_or(LegalBasis::Consent),
            yes,
            site: self.registry.controller.name.clone(),
            notice: self.registry.notice.version.clone(),
            decided,
            raw,
        }
    }

    /// All that is stored, as one file that can be read and brought back: record and log to the byte, since both are proved by their bytes.
    pub(crate) fn file(&self) -> String {
        let mut file = String::from("{\"log\":");
        self.storage.log().unwrap_or_default().write(&mut file);
        file.push_str(",\"record\":");
        self.storage.text().unwrap_or_default().write(&mut file);
        file.push_str(",\"registry\":");
        file.push_str(self.served.as_deref().unwrap_or("null"));
        file.push('}');
        file
    }
}

/// The record in a file that was saved here, or in one that holds a record alone.
pub(crate) fn record_in(file: &str) -> Option<Record> {
    let whole = parse(file).ok()?;
    let text = whole.get("record").as_text().unwrap_or(file);
    Record::load(Some(text)).ok().filter(|record| !record.is_new())
}

//! What a question rests on, read from files: the registry, the record and the moment.

use overt_core::clock::Ms;
use overt_core::decide::{Context, Facts};
use overt_core::json::from_text;
use overt_core::limits::{RECORD_BYTES, SCHEMA};
use overt_core::record::{Record, Trouble};
use overt_core::registry::{FindingCode, Registry};

use crate::arguments::Given;
use crate::complain;
use crate::files::{Source, Unusable};

/// What was given, read.
pub(crate) struct Case {
    pub(crate) registry: Registry,
    record: Record,
    gpc: bool,
    now: Ms,
}

impl Case {
    /// Reads what was given.
    ///
    /// # Errors
    /// [`Unusable`] where a file can't be read. In a browser the same fault denies everything.
    pub(crate) fn read(given: &Given) -> Result<Case, Unusable> {
        let (_, registry) = read_registry(&given.registry)?;
        let record = given.record.as_ref().map_or_else(|| Ok(Record::default()), |source| read_record(source).map(|(_, record)| record))?;
        Ok(Case { registry, record, gpc: given.gpc, now: given.now })
    }

    pub(crate) fn facts(&self) -> Facts<'_> {
        Facts { registry: &self.registry, record: &self.record, context: Context { now: self.now, gpc: self.gpc, ..Context::default() } }
    }
}

/// A configuration as it is served, and what it says.
pub(crate) fn read_registry(source: &Source) -> Result<(String, Registry), Unusable> {
    let text = source.read()?;
    let (registry, findings) = Registry::load(&text);
    if let Some(finding) = findings.iter().find(|f| f.code == FindingCode::Unreadable) {
        return Err(source.unusable(&finding.path, finding.sentence.clone(), &finding.fix));
    }
    if !findings.is_empty() {
        complain(&format!("{source}: not everything in it can be relied on; `overt lint` says what that is."));
    }
    Ok((text, registry))
}

/// A record as the browser has it, and what it says.
pub(crate) fn read_record(source: &Source) -> Result<(String, Record), Unusable> {
    let text = source.read()?;
    // An editor ends a file with a newline; what the browser keeps has none, and may carry a sum over its bytes.
    let text = text.trim();
    let record = Record::load(Some(text)).map_err(|trouble| {
        if trouble == Trouble::RecordNewer {
            let wrong = format!("A newer version wrote this; the newest schema known here is {SCHEMA}.");
            return source.unusable("schema", wrong, "Use the `overt` of the version that wrote it.");
        }
        if text.len() > RECORD_BYTES {
            let wrong = format!("This is larger than {RECORD_BYTES} bytes, and no record is.");
            return source.unusable("", wrong, WHOLE_RECORD);
        }
        match from_text::<Record>(text) {
            Err(fault) => source.unusable(&fault.path, format!("This should be {}.", fault.expected), WHOLE_RECORD),
            Ok(_) => source.unusable("", "This is not a whole record.".into(), WHOLE_RECORD),
        }
    })?;
    Ok((text.into(), record))
}

const WHOLE_RECORD: &str = "Give the text of the storage key `overt` exactly as the browser has it.";

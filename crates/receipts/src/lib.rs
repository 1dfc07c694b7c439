//! The receipts: every answer that a visitor gave, as one document to keep, made by `overt-core`.
//!
//! It holds no logic of its own, imports nothing of the browser and stores nothing: two texts go in and one comes out.
//! A page fetches it only when somebody asks for their receipts.
#![forbid(unsafe_code)]

use overt_core::clock::Ms;
use overt_core::consent::Consent;
use overt_core::json::{decimal, to_text};
use overt_core::particulars::Particulars;
use overt_core::receipt::{receipt_27560, receipt_kantara};
use overt_core::record::{Record, Trouble};
use overt_core::registry::Registry;
use wasm_bindgen::prelude::wasm_bindgen;

/// The same as in the gate, for the same reason: fewer bytes.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The receipts for all answers in a record, as canonical JSON: `{"made":…,"receipts":[{"iso27560":{…},"kantara":{…},"purpose":"…"}]}`.
///
/// `registry` and `record` are the texts as they were served and stored; an empty record is one in which nothing was said.
/// `now` is when the document is made, in milliseconds since 1970; the receipts themselves say when each answer was given.
/// Where a text can't be read there are no receipts, and `trouble` says which, as a word of [`Trouble`].
#[wasm_bindgen]
pub fn receipts(registry: &str, record: &str, now: f64) -> String {
    let (list, trouble) = match read(registry, record) {
        Ok((declared, record)) => (all(&declared, &Particulars::load(registry), &record), String::new()),
        Err(trouble) => (String::new(), [",\"trouble\":", &to_text(&trouble)].concat()),
    };
    #[expect(clippy::cast_possible_truncation, reason = "casts from floats saturate, and any number will do")]
    let made = now as Ms;
    ["{\"made\":", &decimal(made), ",\"receipts\":[", &list, "]", &trouble, "}"].concat()
}

fn read(registry: &str, record: &str) -> Result<(Registry, Record), Trouble> {
    let declared = Registry::valid_parts(registry).ok_or(Trouble::RegistryInvalid)?;
    let stored = Some(record).filter(|text| !text.is_empty());
    Ok((declared, Record::load(stored)?))
}

/// The receipts with commas between them; of answers that were given at once, each has its own.
fn all(registry: &Registry, particulars: &Particulars, record: &Record) -> String {
    let mut list = String::new();
    for keyed in &record.consents {
        for consent in keyed.register.values::<Consent>() {
            let purpose = keyed.about.as_str();
            list.push_str(if list.is_empty() { "{\"iso27560\":" } else { ",{\"iso27560\":" });
            list.push_str(&receipt_27560(registry, particulars, purpose, &consent, None));
            list.push_str(",\"kantara\":");
            list.push_str(&receipt_kantara(registry, particulars, purpose, &consent, None));
            list.push_str(",\"purpose\":");
            list.push_str(&to_text(&keyed.about));
            list.push('}');
        }
    }
    list
}

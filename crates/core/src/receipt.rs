//! Receipts: one answer to one purpose as a document that the visitor keeps, and that other programs can read.
//!
//! They are made from the record alone and are no proof against whoever holds the device; nothing is fetched for them and nothing is sent.
//!
//! Two forms: ISO/IEC TS 27560:2023 by the profile of the Data Privacy Vocabulary
//! (<https://w3id.org/dpv/guides/consent-27560>), and the Kantara Consent Receipt 1.1.
//!
//! Nobody is named in them. Where the forms ask for the person, a pseudonym stands that is made from the answer itself:
//! two receipts of one person have nothing in common, and the device's name is in neither.

mod dpv;
mod kantara;

use alloc::string::String;
use alloc::vec::Vec;

use crate::chain::Head;
use crate::choice::Scope;
use crate::clock::{Ms, from_iso_8601};
use crate::consent::{Consent, ConsentStatus};
use crate::hash::Hash;
use crate::json::{Value, parse, to_text};
use crate::limits::{DAY_MS, RECORD_BYTES};
use crate::particulars::{Organisation, Particulars};
use crate::registry::{Category, Place, Purpose, Registry, SignalDef};

/// Stands wherever a form asks for something that the site does not declare.
///
/// ```
/// use overt_core::{json::from_text, particulars::Particulars, receipt::{NOT_STATED, receipt_kantara}, registry::Registry};
/// let consent = from_text(r#"{"at": 0, "notice": "2", "registry": 1, "status": "given", "validUntil": 1}"#).unwrap();
/// assert!(receipt_kantara(&Registry::default(), &Particulars::default(), "content", &consent, None).contains(NOT_STATED));
/// ```
pub const NOT_STATED: &str = "urn:overt:not-stated";

/// How an answer was given: a press on the panel, which alone can give one.
const METHOD: &str = "urn:overt:panel";

fields! {
    /// What a receipt says, in short. In JSON an object.
    ///
    /// ```
    /// use overt_core::{consent::ConsentStatus, json::from_text, receipt::ReceiptSummary};
    /// let summary: ReceiptSummary = from_text(r#"{"at": 7, "id": "urn:overt:receipt:1", "notice": "2", "purpose": "content",
    ///     "status": "refused"}"#).unwrap();
    /// assert_eq!((summary.status, summary.valid_until), (ConsentStatus::Refused, None));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ReceiptSummary {
        /// When the answer was given, in milliseconds since 1970.
        pub at: Ms as "at",
        /// The receipt's name.
        pub id: String as "id",
        /// The version of the notice that was in force.
        pub notice: String as "notice",
        /// The id of the purpose.
        pub purpose: String as "purpose",
        /// What the answer was.
        pub status: ConsentStatus as "status",
        /// For a yes: until when it holds, in milliseconds since 1970.
        pub valid_until: Option<Ms> as "validUntil",
    }
}

/// The name of the receipt for an answer: `urn:overt:receipt:` and 32 hexadecimal digits.
///
/// They come from a hash over the answer's own name and purpose. The name itself does not stand in a receipt,
/// because the first thing ever done on a device also gives the device its name, and that never leaves it.
///
/// ```
/// use overt_core::{json::from_text, receipt::receipt_id};
/// let consent = from_text(r#"{"at": 0, "id": "a1", "notice": "1", "registry": 1, "status": "given", "validUntil": 1}"#).unwrap();
/// let name = receipt_id("content", &consent);
/// assert!(name.starts_with("urn:overt:receipt:") && name.len() == 50);
/// assert_ne!(name, receipt_id("ads", &consent));
/// ```
pub fn receipt_id(purpose: &str, consent: &Consent) -> String {
    name("receipt", purpose, consent)
}

/// The receipt for an answer as ISO/IEC TS 27560:2023 has it, in JSON-LD with the terms of the Data Privacy Vocabulary; canonical JSON (RFC 8785).
///
/// `head` is the end of the log when the receipt is made, where there is a log.
/// The vocabulary's names are spelled out in the document, so that reading it fetches nothing.
/// What the site does not declare is [`NOT_STATED`].
///
/// ```
/// use overt_core::{json::{from_text, parse}, particulars::Particulars, receipt::receipt_27560, registry::Registry};
/// let site = r#"{"version": 1, "controller": {"id": "shop", "name": "A shop"}, "notice": {"version": "2"}}"#;
/// let (registry, particulars) = (Registry::valid_parts(site).unwrap(), Particulars::load(site));
/// let consent = from_text(r#"{"at": 0, "notice": "2", "registry": 1, "status": "refused", "validUntil": 0}"#).unwrap();
/// let receipt = parse(&receipt_27560(&registry, &particulars, "content", &consent, None)).unwrap();
/// assert_eq!(receipt.get("@type").as_text(), Some("dpv:ConsentReceipt"));
/// ```
pub fn receipt_27560(registry: &Registry, particulars: &Particulars, purpose: &str, consent: &Consent, head: Option<&Head>) -> String {
    to_text(&dpv::receipt(&Matter::new(registry, particulars, purpose, consent), head))
}

/// The receipt for an answer as the Kantara Consent Receipt 1.1 has it; canonical JSON (RFC 8785).
///
/// That form knows only a yes. What became of the question, and until when, stands beside it under `overt`; a no is no yes that ended at once.
/// It has no `publicKey`: receipts are not signed, the log is what they are held against.
///
/// ```
/// use overt_core::{json::{from_text, parse}, particulars::Particulars, receipt::receipt_kantara, registry::Registry};
/// let site = r#"{"version": 1, "controller": {"id": "shop", "name": "A shop"}, "notice": {"version": "2"}}"#;
/// let (registry, particulars) = (Registry::valid_parts(site).unwrap(), Particulars::load(site));
/// let consent = from_text(r#"{"at": 0, "notice": "2", "registry": 1, "status": "given", "validUntil": 86400000}"#).unwrap();
/// let receipt = parse(&receipt_kantara(&registry, &particulars, "content", &consent, None)).unwrap();
/// assert_eq!(receipt.get("version").as_text(), Some("KI-CR-v1.1.0"));
/// ```
pub fn receipt_kantara(registry: &Registry, particulars: &Particulars, purpose: &str, consent: &Consent, head: Option<&Head>) -> String {
    to_text(&kantara::receipt(&Matter::new(registry, particulars, purpose, consent), head))
}

/// Reads a receipt of either form; nothing where it is none, says too little, or is larger than [`RECORD_BYTES`].
///
/// It says what stands there. Whether that is so only the record and the log can tell.
///
/// ```
/// use overt_core::{consent::Consent, json::from_text, particulars::Particulars, receipt::{read_receipt, receipt_kantara}, registry::Registry};
/// let consent: Consent = from_text(r#"{"at": 7, "notice": "2", "registry": 1, "status": "given", "validUntil": 86400007}"#).unwrap();
/// let text = receipt_kantara(&Registry::default(), &Particulars::default(), "content", &consent, None);
/// let read = read_receipt(&text).unwrap();
/// assert_eq!((read.purpose.as_str(), read.at, read.valid_until), ("content", 7, Some(86_400_007)));
/// assert_eq!(read_receipt("{}"), None);
/// ```
pub fn read_receipt(text: &str) -> Option<ReceiptSummary> {
    if text.len() > RECORD_BYTES {
        return None;
    }
    let value = parse(text).ok()?;
    dpv::read(&value).or_else(|| kantara::read(&value))
}

/// What a receipt is about, with everything looked up.
struct Matter<'a> {
    registry: &'a Registry,
    particulars: &'a Particulars,
    purpose: &'a str,
    declared: Option<&'a Purpose>,
    consent: &'a Consent,
}

impl<'a> Matter<'a> {
    fn new(registry: &'a Registry, particulars: &'a Particulars, purpose: &'a str, consent: &'a Consent) -> Matter<'a> {
        Matter { registry, particulars, purpose, declared: registry.purpose(purpose), consent }
    }

    fn label(&self) -> &'a str {
        self.declared.map_or("", |p| p.label.as_str())
    }

    /// The terms for the purpose, as the site gives them.
    fn terms(&self, where_none: &str) -> Vec<Value> {
        let terms: Vec<Value> = self.declared.into_iter().flat_map(|p| &p.dpv).map(|term| text(term)).collect();
        if terms.is_empty() { [text(where_none)].into() } else { terms }
    }

    /// The signals that the answer is about: those that serve the purpose, and of the sensitive and the far ones only what it names.
    fn signals(&self) -> impl Iterator<Item = &'a SignalDef> {
        let (purpose, names) = (self.purpose, &self.consent.names);
        self.registry.signals.iter().filter(move |s| {
            let named = s.implies.iter().all(|c| names.contains(&Scope::Category(*c)));
            let near = s.place != Place::OtherSite || names.contains(&Scope::Source(Place::OtherSite));
            s.purposes.iter().any(|p| p == purpose) && named && near
        })
    }

    /// The sensitive categories that the answer names.
    fn categories(&self) -> impl Iterator<Item = Category> {
        self.consent.names.iter().filter_map(|name| if let Scope::Category(category) = name { Some(*category) } else { None })
    }

    /// Those beyond the site who receive data; of one that is not described only the id is known.
    fn recipients(&self) -> Vec<Organisation> {
        let described = |id: &String| self.particulars.recipients.iter().find(|party| party.id == *id).cloned();
        let ids = self.declared.into_iter().flat_map(|p| &p.recipients);
        ids.map(|id| described(id).unwrap_or_else(|| Organisation { id: id.clone(), ..Organisation::default() })).collect()
    }

    /// Where the notice is, with the site's own address before it where it gives only a path.
    fn notice_url(&self) -> String {
        let (url, base) = (self.particulars.notice.url.as_str(), self.particulars.controller.url.as_str());
        let host = || {
            base.split_once("://").map(|(scheme, rest)| [scheme, "://", rest.split(['/', '?', '#']).next().unwrap_or_default()].concat())
        };
        match host() {
            Some(host) if url.starts_with('/') && !url.starts_with("//") => [&host, url].concat(),
            _ => stated(url).into(),
        }
    }

    /// For a yes: the moment at which it ends.
    fn valid_until(&self) -> Option<Ms> {
        (self.consent.status == ConsentStatus::Given).then_some(self.consent.valid_until)
    }

    /// For a yes: for how many whole days it holds.
    fn valid_days(&self) -> Option<u32> {
        let until = self.valid_until()?;
        u32::try_from(until.saturating_sub(self.consent.at).div_euclid(DAY_MS)).ok()
    }

    fn name(&self, kind: &str) -> String {
        name(kind, self.purpose, self.consent)
    }
}

/// A name that only this answer has, of one of several kinds that can't be traced to each other.
fn name(kind: &str, purpose: &str, consent: &Consent) -> String {
    // An answer from before answers had names is told by all that it says.
    let own = consent.id.as_ref().map_or_else(|| to_text(consent), |id| id.as_str().into());
    let hash = Hash::of([kind, "\n", purpose, "\n", &own].concat().as_bytes()).to_hex();
    ["urn:overt:", kind, ":", hash.get(..32).unwrap_or_default()].concat()
}

fn stated(text: &str) -> &str {
    if text.trim().is_empty() { NOT_STATED } else { text }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn list(items: impl IntoIterator<Item = Value>) -> Value {
    Value::List(items.into_iter().collect())
}

fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// The same object with one field more, where there is a value for it.
fn with(object: Value, name: &str, value: Option<Value>) -> Value {
    match (object, value) {
        (Value::Object(mut fields), Some(value)) => {
            fields.push((name.into(), value));
            Value::Object(fields)
        }
        (object, _) => object,
    }
}

/// A field that has to be text and not empty.
fn text_at(value: &Value, name: &str) -> Option<String> {
    value.get(name).as_text().filter(|text| !text.is_empty()).map(String::from)
}

/// A field that has to be a moment.
fn moment_at(value: &Value, name: &str) -> Option<Ms> {
    value.get(name).as_text().and_then(from_iso_8601)
}

//! The form of ISO/IEC TS 27560:2023, by the profile of the Data Privacy Vocabulary: a receipt around a consent record.

use alloc::string::String;
use alloc::vec::Vec;

use super::{METHOD, Matter, NOT_STATED, ReceiptSummary, list, moment_at, object, stated, text, text_at, with};
use crate::chain::Head;
use crate::clock::{iso_8601, iso_8601_days};
use crate::consent::ConsentStatus;
use crate::json::{Value, decimal};
use crate::particulars::Organisation;
use crate::registry::{Category, SignalDef};

const RECEIPT_SCHEMA: &str = "https://w3id.org/dpv/schema/dpv-27560#receipt";
const RECORD_SCHEMA: &str = "https://w3id.org/dpv/schema/dpv-27560#record";

/// What the short names stand for.
const PREFIXES: [(&str, &str); 7] = [
    ("dct", "http://purl.org/dc/terms/"),
    ("dpv", "https://w3id.org/dpv#"),
    ("loc", "https://w3id.org/dpv/loc#"),
    ("pd", "https://w3id.org/dpv/pd#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
];

/// The fields whose values are names of things, not words.
const NAMES: [&str; 15] = [
    "dct:conformsTo",
    "dct:publisher",
    "dct:source",
    "dpv:hasDataController",
    "dpv:hasJurisdiction",
    "dpv:hasLegalBasis",
    "dpv:hasLocation",
    "dpv:hasPersonalData",
    "dpv:hasPurpose",
    "dpv:hasRecipient",
    "dpv:hasIndicationMethod",
    "dpv:isExercisedAt",
    "dpv:isIndicatedBy",
    "schema:recipient",
    "skos:broader",
];

/// The statuses of the vocabulary, for the words of the record.
const STATUSES: [(ConsentStatus, &str); 4] = [
    (ConsentStatus::Given, "dpv:ConsentGiven"),
    (ConsentStatus::Refused, "dpv:ConsentRefused"),
    (ConsentStatus::Withdrawn, "dpv:ConsentWithdrawn"),
    (ConsentStatus::Unknown, "dpv:ConsentUnknown"),
];

pub(super) fn receipt(matter: &Matter<'_>, head: Option<&Head>) -> Value {
    let id = matter.name("receipt");
    let receipt = object([
        ("@context", context()),
        ("@id", text(&id)),
        ("@type", text("dpv:ConsentReceipt")),
        ("dct:conformsTo", text(RECEIPT_SCHEMA)),
        // The same answer always gives the same bytes, so this is its moment and not that of the download.
        ("dct:created", text(&iso_8601(matter.consent.at))),
        ("dct:identifier", text(&id)),
        ("dct:publisher", text(&party_id(&matter.particulars.controller))),
        ("dpv:hasRecordOfActivity", record(matter)),
        ("schema:recipient", text("dpv:DataSubject")),
    ]);
    with(receipt, "dct:provenance", head.map(provenance))
}

fn context() -> Value {
    let prefixes = PREFIXES.iter().map(|(short, long)| (String::from(*short), text(long)));
    let names = NAMES.iter().map(|name| (String::from(*name), object([("@id", text(name)), ("@type", text("@id"))])));
    Value::Object(prefixes.chain(names).collect())
}

/// Where the log of the device stood.
fn provenance(head: &Head) -> Value {
    object([
        ("@type", text("dct:ProvenanceStatement")),
        ("dct:identifier", text(&["urn:overt:log:", &head.hash.to_hex()].concat())),
        ("schema:position", Value::Number(i64::from(head.count))),
    ])
}

fn record(matter: &Matter<'_>) -> Value {
    let (id, principal) = (matter.name("consent"), matter.name("principal"));
    let control = || text(&matter.notice_url());
    object([
        ("@id", text(&id)),
        ("@type", text("dpv:ConsentRecord")),
        ("dct:conformsTo", text(RECORD_SCHEMA)),
        ("dct:identifier", text(&id)),
        ("dct:source", sources(matter)),
        (
            "dpv:hasConsentControl",
            object([("@type", list([text("dpv:ProvideConsent"), text("dpv:WithdrawConsent")])), ("dpv:isExercisedAt", control())]),
        ),
        ("dpv:hasConsentStatus", event(matter, &principal)),
        ("dpv:hasDataController", text(&party_id(&matter.particulars.controller))),
        (
            "dpv:hasDataSubject",
            object([("@id", text(&principal)), ("@type", text("dpv:DataSubject")), ("dct:identifier", text(&principal))]),
        ),
        ("dpv:hasEntity", entities(matter)),
        ("dpv:hasJurisdiction", jurisdiction(matter)),
        ("dpv:hasNotice", notice(matter)),
        ("dpv:hasProcess", process(matter)),
        ("dpv:hasRight", object([("@type", text("dpv:DataSubjectRight")), ("dpv:isExercisedAt", control())])),
    ])
}

/// What the answer rests on: the site's declaration, and the text that was shown.
fn sources(matter: &Matter<'_>) -> Value {
    let registry = ["urn:overt:registry:", &decimal(matter.consent.registry)].concat();
    let shown = matter.consent.shown.map(|hash| text(&["urn:overt:text:", &hash.to_hex()].concat()));
    list([text(&registry)].into_iter().chain(shown))
}

fn notice(matter: &Matter<'_>) -> Value {
    object([
        ("@id", text(&matter.notice_url())),
        ("@type", text("dpv:ConsentNotice")),
        ("dct:language", text(stated(&matter.particulars.notice.lang))),
        ("schema:version", text(stated(&matter.consent.notice))),
    ])
}

fn event(matter: &Matter<'_>, principal: &str) -> Value {
    let status = STATUSES.iter().find(|(status, _)| *status == matter.consent.status).map_or("dpv:ConsentUnknown", |(_, term)| term);
    let duration = match matter.valid_days() {
        Some(days) => object([("@type", text("dpv:TemporalDuration")), ("rdf:value", text(&iso_8601_days(days)))]),
        // A no holds until the person says yes.
        None => object([("@type", text("dpv:UntilEventDuration")), ("rdf:value", text("dpv:ConsentGiven"))]),
    };
    let event = object([
        ("@type", list([text(status), text("dpv:ExplicitlyExpressedConsent")])),
        ("dpv:hasDuration", duration),
        ("dpv:hasIndicationMethod", text(METHOD)),
        ("dpv:isIndicatedAtTime", text(&iso_8601(matter.consent.at))),
        ("dpv:isIndicatedBy", text(principal)),
    ]);
    with(event, "schema:validThrough", matter.valid_until().map(|until| text(&iso_8601(until))))
}

fn process(matter: &Matter<'_>) -> Value {
    let recipients: Vec<Value> = matter.recipients().iter().map(|party| text(&party_id(party))).collect();
    // Where nobody else receives anything, the controller does.
    let recipients = if recipients.is_empty() { [text(&party_id(&matter.particulars.controller))].into() } else { recipients };
    object([
        ("@type", text("dpv:Process")),
        ("dct:description", text(stated(matter.declared.map_or("", |p| &p.does)))),
        ("dct:identifier", text(matter.purpose)),
        ("dct:title", text(stated(matter.label()))),
        ("dpv:hasDataController", text(&party_id(&matter.particulars.controller))),
        ("dpv:hasJurisdiction", jurisdiction(matter)),
        ("dpv:hasLegalBasis", text("dpv:ExplicitlyExpressedConsent")),
        ("dpv:hasPersonalData", personal_data(matter)),
        ("dpv:hasPurpose", list(matter.terms("dpv:Purpose"))),
        ("dpv:hasRecipient", list(recipients)),
        ("dpv:hasStorageCondition", storage(matter)),
    ])
}

fn personal_data(matter: &Matter<'_>) -> Value {
    let signals = matter.signals().map(|signal| {
        object([
            ("@type", text(sensitivity(&signal.implies))),
            ("dct:identifier", text(&signal.id)),
            ("dct:title", text(stated(&signal.label))),
            ("skos:broader", text(broader(signal))),
        ])
    });
    let categories = matter.categories().map(|category| {
        object([
            ("@type", text(sensitivity(&[category]))),
            ("dct:identifier", text(&["category:", category.as_str()].concat())),
            ("skos:broader", text(term(category))),
        ])
    });
    let all: Vec<Value> = signals.chain(categories).collect();
    if all.is_empty() {
        list([object([("@type", text("dpv:PersonalData")), ("skos:broader", text("dpv:PersonalData"))])])
    } else {
        list(all)
    }
}

fn broader(signal: &SignalDef) -> &str {
    if signal.pd.trim().is_empty() { "dpv:PersonalData" } else { &signal.pd }
}

fn sensitivity(categories: &[Category]) -> &'static str {
    if categories.is_empty() {
        "dpv:PersonalData"
    } else if categories.iter().any(|c| c.is_special()) {
        "dpv:SpecialCategoryPersonalData"
    } else {
        "dpv:SensitivePersonalData"
    }
}

/// The vocabulary's term for a category; where it has none of its own, the broader one.
pub(super) fn term(category: Category) -> &'static str {
    match category {
        Category::Health => "pd:Health",
        Category::Location => "pd:Location",
        Category::Religion => "pd:Religion",
        Category::Ethnicity => "pd:EthnicOrigin",
        Category::Politics => "pd:PoliticalOpinion",
        Category::Union => "pd:TradeUnionMembership",
        Category::SexLife => "pd:Sexual",
        Category::Genetic => "pd:Genetic",
        Category::Biometric => "pd:Biometric",
        Category::Criminal => "pd:Criminal",
        Category::Finance | Category::Child => "dpv:SensitivePersonalData",
        Category::Immigration | Category::Other => "dpv:SpecialCategoryPersonalData",
    }
}

/// What is learned stays on the device; where others receive it too, the site has not said where they keep it.
fn storage(matter: &Matter<'_>) -> Value {
    let elsewhere = !matter.recipients().is_empty() || matter.declared.is_some_and(|p| p.transfers());
    let places = [Some("dpv:WithinDevice"), elsewhere.then_some(NOT_STATED)];
    let days = matter.declared.map_or_else(|| NOT_STATED.into(), |p| iso_8601_days(p.retention_days));
    list([
        object([("@type", text("dpv:StorageLocation")), ("dpv:hasLocation", list(places.into_iter().flatten().map(text)))]),
        object([
            ("@type", text("dpv:StorageDuration")),
            ("dpv:hasDuration", object([("@type", text("dpv:TemporalDuration")), ("rdf:value", text(&days))])),
        ]),
    ])
}

fn jurisdiction(matter: &Matter<'_>) -> Value {
    let places: Vec<Value> = matter.particulars.jurisdiction.iter().map(|place| text(&["loc:", place].concat())).collect();
    if places.is_empty() { list([text(NOT_STATED)]) } else { list(places) }
}

fn entities(matter: &Matter<'_>) -> Value {
    let controller = entity(&matter.particulars.controller, "dpv:DataController");
    list([controller].into_iter().chain(matter.recipients().iter().map(|party| entity(party, "dpv:ThirdParty"))))
}

fn entity(party: &Organisation, role: &str) -> Value {
    let contact = [&party.email, &party.phone, &party.url].into_iter().find(|way| !way.trim().is_empty());
    let known = |text: &String| (!text.trim().is_empty()).then(|| Value::Text(text.clone()));
    let point = object([("@type", text("schema:ContactPoint"))]);
    let point = with(point, "schema:email", known(&party.email));
    let point = with(point, "schema:telephone", known(&party.phone));
    let point = with(point, "schema:url", known(&party.url));
    object([
        ("@id", text(&party_id(party))),
        ("@type", list([text("dpv:LegalEntity"), text(role)])),
        ("dct:identifier", text(stated(&party.id))),
        ("dpv:hasAddress", text(stated(&party.address))),
        ("dpv:hasContact", text(contact.map_or(NOT_STATED, |way| way))),
        ("dpv:hasIdentifier", text(&party_id(party))),
        ("dpv:hasName", text(stated(&party.name))),
        ("schema:contactPoint", point),
    ])
}

fn party_id(party: &Organisation) -> String {
    if party.id.trim().is_empty() { NOT_STATED.into() } else { ["urn:overt:party:", &party.id].concat() }
}

pub(super) fn read(value: &Value) -> Option<ReceiptSummary> {
    let record = Some(value.get("dpv:hasRecordOfActivity")).filter(|_| value.get("@type").as_text() == Some("dpv:ConsentReceipt"))?;
    let event = record.get("dpv:hasConsentStatus");
    let Value::List(types) = event.get("@type") else { return None };
    let status = STATUSES.iter().find(|(_, term)| types.iter().any(|t| t.as_text() == Some(term)))?.0;
    Some(ReceiptSummary {
        at: moment_at(event, "dpv:isIndicatedAtTime")?,
        id: text_at(value, "dct:identifier")?,
        notice: text_at(record.get("dpv:hasNotice"), "schema:version")?,
        purpose: text_at(record.get("dpv:hasProcess"), "dct:identifier")?,
        status,
        valid_until: moment_at(event, "schema:validThrough").filter(|_| status == ConsentStatus::Given),
    })
}

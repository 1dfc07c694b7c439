//! The form of the Kantara Consent Receipt 1.1, with what it has no field for under `overt`.

use alloc::string::String;
use alloc::vec::Vec;

use super::{METHOD, Matter, NOT_STATED, ReceiptSummary, dpv, list, moment_at, object, stated, text, text_at, with};
use crate::chain::Head;
use crate::clock::iso_8601;
use crate::consent::ConsentStatus;
use crate::json::Value;
use crate::particulars::Organisation;

const VERSION: &str = "KI-CR-v1.1.0";

pub(super) fn receipt(matter: &Matter<'_>, head: Option<&Head>) -> Value {
    let sensitive: Vec<Value> = matter.categories().map(|category| text(dpv::term(category))).collect();
    object([
        ("collectionMethod", text(METHOD)),
        ("consentReceiptID", text(&matter.name("receipt"))),
        // Whole seconds, as the form has it; the moment itself is under `overt`.
        ("consentTimestamp", Value::Number(matter.consent.at.div_euclid(1000))),
        ("jurisdiction", text(stated(&matter.particulars.jurisdiction.join(", ")))),
        ("language", text(stated(&matter.particulars.notice.lang))),
        ("overt", beside(matter, head)),
        ("piiControllers", list([controller(&matter.particulars.controller)])),
        ("piiPrincipalId", text(&matter.name("principal"))),
        ("policyUrl", text(&matter.notice_url())),
        ("sensitive", Value::Bool(!sensitive.is_empty())),
        (
            "services",
            list([object([("purposes", list([purpose(matter)])), ("service", text(stated(&matter.particulars.controller.name)))])]),
        ),
        ("spiCat", list(sensitive)),
        ("version", text(VERSION)),
    ])
}

/// What the form has no field for.
fn beside(matter: &Matter<'_>, head: Option<&Head>) -> Value {
    let beside = object([
        ("at", text(&iso_8601(matter.consent.at))),
        ("notice", text(stated(&matter.consent.notice))),
        ("purpose", text(matter.purpose)),
        ("status", text(matter.consent.status.as_str())),
    ]);
    let beside = with(beside, "log", head.map(|head| text(&head.hash.to_hex())));
    let beside = with(beside, "shown", matter.consent.shown.map(|hash| text(&hash.to_hex())));
    with(beside, "validUntil", matter.valid_until().map(|until| text(&iso_8601(until))))
}

fn controller(party: &Organisation) -> Value {
    let contact = [&party.name, &party.id].into_iter().find(|name| !name.trim().is_empty());
    let known = |words: &String| (!words.trim().is_empty()).then(|| text(words));
    let controller = object([
        ("address", object([("streetAddress", text(stated(&party.address)))])),
        ("contact", text(contact.map_or(NOT_STATED, |name| name))),
        ("email", text(stated(&party.email))),
        ("onBehalf", Value::Bool(false)),
        ("phone", text(stated(&party.phone))),
        ("piiController", text(stated(&party.name))),
    ]);
    with(controller, "piiControllerUrl", known(&party.url))
}

fn purpose(matter: &Matter<'_>) -> Value {
    let mut data: Vec<Value> = Vec::new();
    for term in matter.signals().map(|signal| text(stated(&signal.pd))).chain(matter.categories().map(|c| text(dpv::term(c)))) {
        if !data.contains(&term) {
            data.push(term);
        }
    }
    if data.is_empty() {
        data.push(text(NOT_STATED));
    }
    let recipients = matter.recipients();
    let discloses = !recipients.is_empty() || matter.declared.is_some_and(|p| p.transfers());
    let names: Vec<&str> =
        recipients.iter().map(|party| if party.name.trim().is_empty() { party.id.as_str() } else { party.name.as_str() }).collect();
    let purpose = object([
        ("consentType", text("EXPLICIT")),
        ("piiCategory", list(data)),
        // Personalization is never what a service is for.
        ("primaryPurpose", Value::Bool(false)),
        ("purpose", text(stated(matter.label()))),
        ("purposeCategory", list(matter.terms(NOT_STATED))),
        // A no is a consent that is over with the answer.
        ("termination", text(&iso_8601(matter.valid_until().unwrap_or(matter.consent.at)))),
        ("thirdPartyDisclosure", Value::Bool(discloses)),
    ]);
    with(purpose, "thirdPartyName", discloses.then(|| text(stated(&names.join(", ")))))
}

pub(super) fn read(value: &Value) -> Option<ReceiptSummary> {
    let beside = Some(value.get("overt")).filter(|_| value.get("version").as_text() == Some(VERSION))?;
    let status = ConsentStatus::from_word(beside.get("status").as_text()?);
    Some(ReceiptSummary {
        at: moment_at(beside, "at")?,
        id: text_at(value, "consentReceiptID")?,
        notice: text_at(beside, "notice")?,
        purpose: text_at(beside, "purpose")?,
        status,
        valid_until: moment_at(beside, "validUntil").filter(|_| status == ConsentStatus::Given),
    })
}

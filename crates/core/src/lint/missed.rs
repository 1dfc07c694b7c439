//! What people will miss in a registry that can be read: nothing is left out for it.

use alloc::{format, string::String, vec::Vec};

use super::fields::items;
use super::{Finding, item_of, path_of, said};
use crate::json::{Json, Reader, Value};
use crate::limits::DAYS_MOST;
use crate::particulars::{Channel, Contact, Organisation, Particulars};
use crate::registry::{FindingCode, Purpose, Registry};

/// Says all of it: what visitors look for first stands first.
pub(super) fn note(document: &Value, registry: &Registry, particulars: &Particulars, findings: &mut Vec<Finding>) {
    note_site(registry, particulars, findings);
    note_addresses(document, particulars, findings);
    note_values(document, findings);
    note_labels(document, findings);
    note_retention(document, registry, findings);
    note_terms(document, findings);
    note_not_needed(document, registry, findings);
}

fn note_site(registry: &Registry, particulars: &Particulars, findings: &mut Vec<Finding>) {
    if registry.controller.name.trim().is_empty() {
        findings.push(said(
            FindingCode::MissingController,
            "controller.name",
            "Nobody is named who answers for the site.",
            "Give the name of the company or the person, as visitors know it.",
        ));
    }
    let asks = registry.purposes.iter().any(Purpose::needs_consent);
    if asks && registry.notice.version.trim().is_empty() {
        findings.push(said(
            FindingCode::MissingNotice,
            "notice.version",
            "A purpose asks for a yes, and the notice that the yes is given to has no version.",
            "Give the notice a version, such as the month of its last change.",
        ));
    }
    if asks && registry.notice.url.trim().is_empty() {
        findings.push(said(
            FindingCode::MissingNotice,
            "notice.url",
            "A purpose asks for a yes, and nobody can read the notice that the yes is given to.",
            "Give the address of the page with the notice, such as \"/privacy/\".",
        ));
    }
    if particulars.contact.is_empty() {
        findings.push(said(
            FindingCode::MissingContact,
            "contact",
            "Visitors find nobody here whom they could ask.",
            "List at least one contact, with its channel and its address.",
        ));
    }
    if registry.version == 0 {
        findings.push(said(
            FindingCode::MissingVersion,
            "version",
            "The configuration has no version, so receipts and histories can't say which one they speak of.",
            "Write \"version\": 1, and raise it with every change.",
        ));
    }
}

fn note_addresses(document: &Value, particulars: &Particulars, findings: &mut Vec<Finding>) {
    for (place, contact) in items(document.get("contact")).iter().enumerate() {
        let contact = Contact::read(contact, &mut Reader::default());
        let path = format!("contact[{place}].address");
        if contact.address.trim().is_empty() && !particulars.contact.is_empty() {
            unusable(&path, &contact.address, "Give the address, or take the contact out.", findings);
        } else if !contact.address.trim().is_empty() {
            note_contact(&contact, &path, findings);
        }
    }
    for (path, organisation) in organisations(particulars) {
        if !organisation.email.is_empty() {
            note_email(&organisation.email, &format!("{path}.email"), findings);
        }
        if !is_page(&organisation.url) {
            unusable(&format!("{path}.url"), &organisation.url, PAGE, findings);
        }
    }
    if !is_page(&particulars.notice.url) {
        unusable("notice.url", &particulars.notice.url, PAGE, findings);
    }
}

fn organisations(particulars: &Particulars) -> impl Iterator<Item = (String, &Organisation)> {
    let recipients = particulars.recipients.iter().enumerate().map(|(place, party)| (format!("recipients[{place}]"), party));
    core::iter::once((String::from("controller"), &particulars.controller)).chain(recipients)
}

const PAGE: &str = "Write an address that begins with https://, or with / for a page of this site.";

fn note_contact(contact: &Contact, path: &str, findings: &mut Vec<Finding>) {
    let digits = contact.address.bytes().filter(u8::is_ascii_digit).count();
    match contact.channel {
        Channel::Email => note_email(&contact.address, path, findings),
        Channel::Phone | Channel::Sms if digits < 3 => unusable(path, &contact.address, "Write the number in digits.", findings),
        Channel::Form | Channel::Chat if !is_page(&contact.address) => unusable(path, &contact.address, PAGE, findings),
        _ => {}
    }
}

fn note_email(address: &str, path: &str, findings: &mut Vec<Finding>) {
    let (name, site) = address.split_once('@').unwrap_or_default();
    if name.is_empty() || !site.contains('.') || address.chars().any(char::is_whitespace) {
        unusable(path, address, "Write an e-mail address, such as \"ask@shop.example\".", findings);
    }
    let name: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    if ["noreply", "donotreply", "nichtantworten", "nepasrepondre", "noresponder"].iter().any(|silent| name.starts_with(silent)) {
        let sentence = format!("Nobody reads what is written to \"{address}\".");
        findings.push(said(FindingCode::NoReply, path, sentence, "Give an address that a person reads."));
    }
}

fn unusable(path: &str, address: &str, fix: &str, findings: &mut Vec<Finding>) {
    let sentence = format!("\"{address}\" can't be used as the address that it is said to be.");
    findings.push(said(FindingCode::UnusableAddress, path, sentence, fix));
}

/// Whether an address leads to a page, or is not said; a script in the place of a page does not.
fn is_page(address: &str) -> bool {
    let begins = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    begins("https://") || begins("http://") || !(before_path.contains(':') || address.chars().any(char::is_whitespace))
}

fn note_labels(document: &Value, findings: &mut Vec<Finding>) {
    for list in ["purposes", "signals", "segments", "slots"] {
        for (place, item) in items(document.get(list)).iter().enumerate() {
            let (id, label) = (item.get("id").as_text().unwrap_or_default(), item.get("label").as_text().unwrap_or_default());
            if !id.is_empty() && label.trim().is_empty() {
                let sentence = format!("\"{id}\" has no name for people, so visitors read the id.");
                let path = format!("{list}[{place}].label");
                findings.push(said(FindingCode::MissingLabel, path, sentence, "Give it a \"label\" in plain words."));
            }
        }
    }
}

/// Values that are declared twice: the rules join them, and people read the first.
fn note_values(document: &Value, findings: &mut Vec<Finding>) {
    for (place, item) in items(document.get("signals")).iter().enumerate() {
        let ids: Vec<&str> = items(item.get("values")).iter().map(|value| value.get("id").as_text().unwrap_or_default()).collect();
        for (number, id) in ids.iter().enumerate() {
            if ids.iter().take(number).any(|earlier| earlier == id) {
                let sentence = format!("The value {id} is declared twice; it has the first name, and gives away what either says.");
                let path = format!("signals[{place}].values[{number}].id");
                findings.push(said(FindingCode::DuplicateId, path, sentence, "Declare it once, with everything that it gives away."));
            }
        }
    }
}

/// What a signal says of itself, against what its purposes and its segments leave of it.
fn note_retention(document: &Value, registry: &Registry, findings: &mut Vec<Finding>) {
    for (place, item) in items(document.get("signals")).iter().enumerate() {
        let Value::Number(written) = item.get("retentionDays") else { continue };
        let Some(signal) = item.get("id").as_text().and_then(|id| registry.signal(id)) else { continue };
        let used = i64::from(signal.retention_days);
        if *written > used && (1..=i64::from(DAYS_MOST)).contains(written) {
            let sentence = format!("{written} days are longer than what it serves is kept; {used} are used.");
            let path = format!("signals[{place}].retentionDays");
            findings.push(said(FindingCode::RetentionTooLong, path, sentence, "Write the number that is used."));
        }
    }
}

/// The vocabularies, and the field that names something in each.
const TERMS: [(&str, &str, &str); 2] = [("purposes", "dpv", "dpv:"), ("signals", "pd", "pd:")];

fn note_terms(document: &Value, findings: &mut Vec<Finding>) {
    for (list, field, prefix) in TERMS {
        for (place, item) in items(document.get(list)).iter().enumerate() {
            let terms = items(item.get(field)).iter().chain([item.get(field)]).filter_map(Value::as_text);
            for term in terms.filter(|term| !term.is_empty() && !is_term(term, prefix)) {
                let sentence = format!("\"{term}\" is not the name of anything in the Data Privacy Vocabulary.");
                let fix = format!("Write it with its prefix, such as \"{prefix}…\", or as an address that begins with https://.");
                findings.push(said(FindingCode::UnknownTerm, format!("{list}[{place}].{field}"), sentence, &fix));
            }
        }
    }
}

fn is_term(term: &str, prefix: &str) -> bool {
    let name = term.strip_prefix(prefix).or_else(|| term.strip_prefix("https://"));
    name.is_some_and(|name| !name.is_empty() && !name.chars().any(char::is_whitespace))
}

/// What is declared and serves nothing.
fn note_not_needed(document: &Value, registry: &Registry, findings: &mut Vec<Finding>) {
    let mut add = |list: &str, id: &str, sentence: String, fix: &str| {
        findings.push(said(FindingCode::NotNeeded, path_of(document, list, id), sentence, fix));
    };
    for purpose in &registry.purposes {
        let served = registry.slots.iter().any(|slot| slot.purpose == purpose.id);
        if !served && !registry.signals.iter().any(|signal| signal.purposes.contains(&purpose.id)) {
            let sentence = format!("No signal and no slot serves the purpose {}, and visitors are asked about it.", purpose.id);
            add("purposes", &purpose.id, sentence, "Take it out, or name it where it is served.");
        }
    }
    let serves_nothing = |id: &str| items(item_of(document, "signals", id).get("purposes")).is_empty();
    for signal in registry.signals.iter().filter(|signal| serves_nothing(&signal.id)) {
        let sentence = format!("The signal {} serves no purpose, so nothing is learned of it.", signal.id);
        add("signals", &signal.id, sentence, "Name its purposes, or take it out.");
    }
    for recipient in &registry.recipients {
        if !registry.purposes.iter().any(|purpose| purpose.recipients.contains(&recipient.id)) {
            let sentence = format!("No purpose hands anything to {}.", recipient.id);
            add("recipients", &recipient.id, sentence, "Name it under the purpose that it receives data for, or take it out.");
        }
    }
    for segment in registry.segments.iter().filter(|segment| segment.from.is_empty()) {
        let sentence = format!("No signal feeds the segment {}, so nobody is ever in it.", segment.id);
        add("segments", &segment.id, sentence, "Name the signals that feed it under \"from\", or take it out.");
    }
}

//! What the words of a configuration mean, in plain English for visitors.

use overt_core::registry::{EvidenceKind, LegalBasis, Mode, Place, Purpose, Registry, SignalDef, Transfers};

/// A thing's name: its label, or its id where it has none.
pub(crate) fn name<'a>(label: &'a str, id: &'a str) -> &'a str {
    if label.trim().is_empty() { id } else { label }
}

/// The text with one full stop at its end.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '。', '؟', '？']) { text.into() } else { format!("{text}.") }
}

/// So many days, in words.
pub(crate) fn days(number: u32) -> String {
    if number == 1 { "1 day".into() } else { format!("{number} days") }
}

/// Where what is known of the visitor comes from.
pub(crate) fn source(signal: &SignalDef) -> String {
    let what = match (signal.mode, signal.evidence) {
        (Mode::Provided, _) => "what you told us",
        (Mode::Inferred, _) => "what is guessed from what you did",
        (Mode::Derived, _) => "what is worked out from other things known of you",
        (Mode::Imported, _) => "what was handed over from elsewhere",
        (Mode::Observed, EvidenceKind::Purchase) => "what you bought",
        (Mode::Observed, EvidenceKind::View) => "what you opened or looked at",
        (Mode::Observed, EvidenceKind::Search) => "what you searched for",
        (Mode::Observed, EvidenceKind::Answer) => "what you answered",
        (Mode::Observed, EvidenceKind::Rating) => "what you rated",
        (Mode::Observed, EvidenceKind::Import) => "what was handed over",
    };
    let place = match signal.place {
        Place::ThisSite => "on this site",
        Place::Device => "on this device",
        Place::Offline => "outside the internet, as in a shop or by telephone",
        Place::OtherSite => "with another company",
    };
    format!("{what} {place}")
}

/// Why it may be done, and when.
pub(crate) fn basis(purpose: &Purpose) -> String {
    match purpose.legal_basis {
        None | Some(LegalBasis::Consent) => {
            format!("It is off until you turn it on, and turned on it lasts {}.", days(purpose.valid_days))
        }
        Some(LegalBasis::LegitimateInterest) => "It may be on until you object; turning it off is objecting.".into(),
        Some(LegalBasis::Contract) => "It belongs to what you asked for; you can turn it off.".into(),
    }
}

/// Who receives something, and what for.
pub(crate) fn recipients(registry: &Registry, purpose: &Purpose) -> String {
    let names: Vec<&str> = purpose
        .recipients
        .iter()
        .filter_map(|id| registry.recipients.iter().find(|party| party.id == *id))
        .map(|party| name(&party.name, &party.id))
        .collect();
    if names.is_empty() {
        return "Nobody else receives anything of it.".into();
    }
    let names = names.join(", ");
    match purpose.transfers {
        Transfers::None => format!("It is also worked on by: {names}."),
        Transfers::Sell => format!("It is sold to: {names}."),
        Transfers::Share => format!("It is shared for advertising on other sites with: {names}."),
        Transfers::CrossContext => format!("It is joined with what other sites know, by: {names}."),
    }
}

/// The signals that serve a purpose, those that count most first.
pub(crate) fn serving<'a>(registry: &'a Registry, purpose: &str) -> Vec<&'a SignalDef> {
    let mut signals: Vec<&SignalDef> = registry.signals.iter().filter(|signal| signal.purposes.iter().any(|id| id == purpose)).collect();
    signals.sort_by_key(|signal| std::cmp::Reverse(signal.strength));
    signals
}

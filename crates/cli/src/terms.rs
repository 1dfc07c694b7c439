//! The paragraph for the terms of service: the main parameters of each list, why they weigh what they do, and how to change them.
//!
//! Regulation (EU) 2019/1150, Article 5, and Regulation (EU) 2022/2065, Article 27, ask for such a text. What the site does beyond its
//! configuration is not in it.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use overt_core::json::{Value, parse};
use overt_core::registry::{EvidenceKind, Mode, Registry, SignalDef, SlotDef, SlotKind};

use crate::arguments::Text;
use crate::case::read_registry;
use crate::document::{Piece, write};
use crate::files::Unusable;
use crate::wording::{basis, days, name, recipients, sentence, serving, source};
use crate::{Answer, complain};

/// Writes it.
pub(crate) fn terms(question: &Text) -> Result<Answer, Unusable> {
    let (text, registry) = read_registry(&question.file)?;
    let importance = Importance::read(&text);
    for signal in unexplained(&registry, &importance) {
        complain(&format!("nothing says why {signal} counts as much as it does; write it as \"importance\" under the signal."));
    }
    Ok(Answer::fine(write(&pieces(&registry, &importance), question.markup)))
}

/// What the site says of why a signal counts as much as it does. The rules don't read it.
pub(crate) struct Importance(Value);

impl Importance {
    pub(crate) fn read(text: &str) -> Importance {
        Importance(parse(text).unwrap_or(Value::Null))
    }

    /// Its sentence about a signal; empty where it says none.
    pub(crate) fn of(&self, signal: &str) -> &str {
        let Value::List(signals) = self.0.get("signals") else { return "" };
        let written = signals.iter().find(|item| item.get("id").as_text() == Some(signal));
        written.and_then(|item| item.get("importance").as_text()).map_or("", str::trim)
    }
}

fn pieces(registry: &Registry, importance: &Importance) -> Vec<Piece> {
    let who = name(&registry.controller.name, "This site");
    let mut pieces = vec![Piece::Title("How lists are put in order here".into())];
    if registry.slots.is_empty() {
        pieces.push(Piece::Paragraph(format!("{who} personalizes nothing here. Every list has the same order for everyone.")));
        return pieces;
    }
    let lists: Vec<String> = registry.slots.iter().map(|slot| format!("“{}”", name(&slot.label, &slot.id))).collect();
    pieces.push(Piece::Paragraph(format!(
        "{who} personalizes {}. What follows says by which main parameters, why each of them weighs what it does, and how you change that. It holds for version {} of what this site declares.",
        lists.join(", "),
        registry.version
    )));
    for slot in &registry.slots {
        of_slot(registry, slot, importance, &mut pieces);
    }
    pieces.push(Piece::Heading("How you change it".into()));
    pieces.push(Piece::Paragraph("At any time, at the list itself, by “Why these?” or the word beside it:".into()));
    pieces.push(Piece::List(CHANGE.iter().map(|way| (*way).into()).collect()));
    pieces
}

/// What a visitor can do; each stands in the panel under this name.
const CHANGE: [&str; 5] = [
    "Turn off: the list has our own order again, which is not based on profiling.",
    "Less, More or Off for each parameter, and for each thing that was learned.",
    "Stop using this, or Not me: one thing is no longer used.",
    "Pause: for a time nothing is used or learned.",
    "Start over: what was learned is put away, and deleted after seven days.",
];

fn of_slot(registry: &Registry, slot: &SlotDef, importance: &Importance, pieces: &mut Vec<Piece>) {
    pieces.push(Piece::Heading(format!("The list “{}”", name(&slot.label, &slot.id))));
    let Some(purpose) = registry.purpose(&slot.purpose) else { return };
    let [does, why, gets] = [&purpose.does, &purpose.why, &purpose.you_get].map(|text| sentence(text));
    let said = format!("What it does: {does} Why: {why} What you get: {gets}");
    let advertising = if slot.kind == SlotKind::Ad { " It shows advertising." } else { "" };
    pieces.push(Piece::Paragraph(format!("{said}{advertising} {} {}", basis(purpose), recipients(registry, purpose))));
    let signals = serving(registry, &purpose.id);
    if signals.is_empty() || slot.kind == SlotKind::Price {
        pieces.push(Piece::Paragraph("Nothing that is known of you has any weight in it.".into()));
        return;
    }
    pieces.push(Piece::Paragraph(
        "It begins with our own order, which is the same for everyone: the first item has up to 1000 points by it, and later ones fewer. To that is added what is known of you for the features that an item has. These are the main parameters, the weightiest first:".into(),
    ));
    pieces.push(Piece::List(signals.iter().map(|signal| of_signal(signal, &signals, importance)).collect()));
    pieces.push(Piece::Paragraph(
        "No one thing that is known of you counts for more than 1000 points unless you ask for more of it; several can add up.".into(),
    ));
}

fn of_signal(signal: &SignalDef, others: &[&SignalDef], importance: &Importance) -> String {
    let label = name(&signal.label, &signal.id);
    let improves = sentence(&signal.improves);
    let improves = if improves.is_empty() { improves } else { format!(" {improves}") };
    format!(
        "{label}: {}. Each time adds {} points; after {} it counts half, and after {} it is deleted.{improves} Why it weighs that: {}",
        source(signal),
        signal.strength,
        days(signal.half_life_days),
        days(signal.retention_days),
        reason(signal, others, importance).unwrap_or_else(|| "we have not written that down; ask us.".into())
    )
}

/// The site's own sentence; where it has none, what the kind of evidence says, as long as the weights agree with it.
fn reason(signal: &SignalDef, others: &[&SignalDef], importance: &Importance) -> Option<String> {
    let own = importance.of(&signal.id);
    if !own.is_empty() {
        return Some(sentence(own));
    }
    let clear = clearness(signal);
    let agrees = |other: &&SignalDef| match clear.cmp(&clearness(other)) {
        Ordering::Less => signal.strength < other.strength,
        Ordering::Equal => true,
        Ordering::Greater => signal.strength > other.strength,
    };
    let said = match clear {
        4 => "you said it yourself, and nothing is clearer.",
        3 => "people buy and rate what they mean; it is a clearer sign than a look.",
        2 => "people search for what they want at the moment; it is clearer than a look, and less than buying.",
        1 => "people also open what they do not want; it is a small sign.",
        _ => "it is a guess, or comes from elsewhere, and may be wrong.",
    };
    others.iter().all(agrees).then(|| said.into())
}

/// The signals for whose weight nothing gives a reason.
fn unexplained<'a>(registry: &'a Registry, importance: &Importance) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for slot in &registry.slots {
        let signals = serving(registry, &slot.purpose);
        found.extend(signals.iter().filter(|signal| reason(signal, &signals, importance).is_none()).map(|signal| signal.id.as_str()));
    }
    found
}

/// How clearly the evidence shows what somebody wants, from 0 for a guess to 4 for their own word.
fn clearness(signal: &SignalDef) -> u8 {
    match (signal.mode, signal.evidence) {
        (Mode::Provided, _) => 4,
        (Mode::Observed, EvidenceKind::Purchase | EvidenceKind::Rating | EvidenceKind::Answer) => 3,
        (Mode::Observed, EvidenceKind::Search) => 2,
        (Mode::Observed, EvidenceKind::View) => 1,
        _ => 0,
    }
}

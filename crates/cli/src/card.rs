//! The transparency card of a site: what is personalized, by what, for how long, and how to turn it off. Nobody is named in it but the site.

use overt_core::hash::Hash;
use overt_core::particulars::{Channel, Contact, Particulars};
use overt_core::registry::{Registry, SignalDef};

use crate::Answer;
use crate::arguments::Text;
use crate::case::read_registry;
use crate::document::{Piece, write};
use crate::files::Unusable;
use crate::wording::{basis, days, name, recipients, sentence, source};

/// Writes it.
pub(crate) fn card(question: &Text) -> Result<Answer, Unusable> {
    let (text, registry) = read_registry(&question.file)?;
    Ok(Answer::fine(write(&pieces(&text, &registry, &Particulars::load(&text)), question.markup)))
}

fn pieces(text: &str, registry: &Registry, particulars: &Particulars) -> Vec<Piece> {
    let who = name(&registry.controller.name, "This site");
    let mut pieces = vec![Piece::Title(format!("How {who} personalizes")), Piece::Heading("What".into())];
    pieces.extend(list(registry.slots.iter().map(|slot| {
        let does = registry.purpose(&slot.purpose).map_or(String::new(), |purpose| sentence(&purpose.does));
        format!("{}: {does}", name(&slot.label, &slot.id))
    })));
    pieces.push(Piece::Heading("By what".into()));
    pieces.extend(list(registry.signals.iter().map(of_signal)));
    if !registry.segments.is_empty() {
        pieces.push(Piece::Heading("Groups that visitors are put into".into()));
        pieces.extend(list(registry.segments.iter().map(|segment| {
            let (label, lasts) = (name(&segment.label, &segment.id), days(segment.ttl_days));
            format!("{label}: {} Ends {lasts} after the last sign of it.", sentence(&segment.rule))
        })));
    }
    pieces.push(Piece::Heading("Why it may, and who else receives it".into()));
    pieces.extend(list(registry.purposes.iter().map(|purpose| {
        let label = name(&purpose.label, &purpose.id);
        format!("{label}: {} {} {}", sentence(&purpose.why), basis(purpose), recipients(registry, purpose))
    })));
    pieces.push(Piece::Heading("How to turn it off".into()));
    pieces.push(Piece::Paragraph(
        "At every such list: “Why these?”, then Turn off. The list then has the site’s own order. Pause, Start over and Undo stand beside it, and what is stored stays in your own browser.".into(),
    ));
    pieces.push(Piece::Heading("Whom to ask".into()));
    pieces.extend(list(particulars.contact.iter().map(of_contact)));
    pieces.push(Piece::Heading("To check this".into()));
    let hash = Hash::of(text.as_bytes()).to_hex();
    pieces.push(Piece::Paragraph(format!(
        "It was made from version {} of the site’s configuration, the file whose SHA-256 is {hash}. The same for programs is at /.well-known/personalization.json.",
        registry.version
    )));
    pieces
}

/// A list, or the word for an empty one.
fn list(items: impl Iterator<Item = String>) -> Option<Piece> {
    let items: Vec<String> = items.collect();
    Some(if items.is_empty() { Piece::Paragraph("Nothing is said here.".into()) } else { Piece::List(items) })
}

fn of_signal(signal: &SignalDef) -> String {
    let label = name(&signal.label, &signal.id);
    format!("{label}: {}; deleted after {}.", source(signal), days(signal.retention_days))
}

fn of_contact(contact: &Contact) -> String {
    let channel = match contact.channel {
        Channel::Email => "By e-mail",
        Channel::Phone => "By telephone",
        Channel::Sms => "By text message",
        Channel::Chat => "In a chat",
        Channel::Form => "By a form",
        Channel::Post => "By letter",
        Channel::Other => "Otherwise",
    };
    let human = if contact.human { "; a person answers" } else { "" };
    let within = if contact.reply_days > 0 { format!("; within {}", days(contact.reply_days)) } else { String::new() };
    let hours = if contact.hours.is_empty() { String::new() } else { format!("; {}", contact.hours) };
    format!("{channel}: {}{human}{within}{hours}.", contact.address)
}

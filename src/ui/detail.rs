//! Everything in detail, and whom to ask.

use overt_core::particulars::{Channel, Contact};

use super::piece::{Piece, element, worded};
use super::rows::{heading, list, row, sentence};
use super::why::{pair, terms};
use crate::session::{Detail, Snapshot};
use crate::text::{Say, Word};

pub(super) fn everything(say: &Say, snapshot: &Snapshot, detail: &Detail, shown: bool) -> Piece {
    let words = &say.words;
    let yes = match detail.yes {
        None => words.get(Word::everything_not_given),
        Some((at, until)) => words.everything_given(&say.moment_ago(at, snapshot.now), &say.until(until, snapshot.now)),
    };
    let mut of_purpose = terms(say, &snapshot.offer);
    pair(say, &mut of_purpose, Word::everything_basis, words.name("basis", detail.basis.as_str()));
    pair(say, &mut of_purpose, Word::everything_yes, yes);
    pair(say, &mut of_purpose, Word::everything_site, detail.site.clone());
    pair(say, &mut of_purpose, Word::everything_notice, words.everything_version(&detail.notice));
    let mut decided = list().key("decided".into());
    if detail.decided.is_empty() {
        decided.add(sentence(say, Word::everything_undecided));
    }
    for (sensitive, label, rule) in &detail.decided {
        let label = if *sensitive && !shown { &words.get(Word::reason_hidden) } else { label };
        decided.add(element("li").keyed(words.everything_decision(label, &words.name("rule", rule.as_str()))));
    }
    let mut law = list().key("law".into());
    for line in [Word::legal_turn_off, Word::legal_pause, Word::legal_start_over, Word::legal_not_me, Word::legal_export, Word::legal_slots]
    {
        law.add(sentence(say, line));
    }
    let raw = worded("pre.raw#raw tabindex=0 dir=ltr", detail.raw.clone()).set("aria-label", words.get(Word::everything_raw));
    element("div")
        .child(of_purpose)
        .child(heading(say, Word::everything_decided))
        .child(decided)
        .child(heading(say, Word::everything_law))
        .child(law)
        .child(heading(say, Word::everything_raw))
        .child(raw)
}

pub(super) fn person(say: &Say, contacts: &[Contact]) -> Piece {
    let mut lines = list();
    for contact in contacts {
        lines.add(one(say, contact));
    }
    lines
}

fn one(say: &Say, contact: &Contact) -> Piece {
    let words = &say.words;
    let title = words.person_line(&words.name("channel", contact.channel.as_str()), &contact.address);
    let mut row = match link(contact) {
        None => row(&title, title.clone()),
        Some(link) => element("li.value").key(title.clone()).child(element("div.what").child(worded("a#link", title).set("href", link))),
    };
    row = row.note(words.get(if contact.human { Word::person_human } else { Word::person_machine }));
    if contact.reply_days > 0 {
        row = row.note(words.person_reply(&say.count(contact.reply_days as usize)));
    }
    row.note(contact.hours.clone())
}

/// Where a press on it leads; only to a mail, a call, or a page that is not a script.
fn link(contact: &Contact) -> Option<String> {
    match contact.channel {
        Channel::Email => Some(["mailto:", &contact.address].concat()),
        Channel::Phone => Some(["tel:", &contact.address].concat()),
        _ => contact.address.starts_with("https://").then(|| contact.address.clone()),
    }
}

//! What the order is made of: parts that add up, each drawn where the one before ends.

use overt_core::json::decimal;

use super::piece::{Action, Local, Piece, button, element, worded};
use crate::session::{Shares, Snapshot};
use crate::text::{Say, Word};

pub(super) fn reasons(say: &Say, snapshot: &Snapshot, local: &Local) -> Option<Piece> {
    snapshot.shares.as_ref().map(|shares| list(say, shares, local.shown))
}

fn list(say: &Say, shares: &Shares, shown: bool) -> Piece {
    let words = &say.words;
    let mut parts = element("ul.parts");
    let mut from = 0;
    let mut sensitive = false;
    let mut add = |name: String, source: String, share: i32, fill: Piece| {
        parts.add(part(say, name, source, (from, share), fill));
        from += share.abs();
    };
    for because in &shares.reasons {
        sensitive |= because.sensitive;
        let hidden = because.sensitive && !shown;
        let name = if hidden { words.get(Word::reason_hidden) } else { words.reason_name(&because.signal, &because.label) };
        add(name, say.source(because), because.contribution, element("span.fill.mine"));
    }
    if shares.others > 0 {
        let name = words.reason_others(&say.count(shares.others as usize));
        add(name, words.get(Word::reason_others_from), shares.others_share, element("span.fill.mine"));
    }
    add(words.get(Word::reason_not_you), words.get(Word::reason_not_you_from), shares.not_about_you, element("span.fill.rest"));
    let reasons = element("div.reasons#reasons").child(worded("h3.heading", words.get(Word::reason_heading))).child(parts);
    if !sensitive {
        return reasons;
    }
    let word = if shown { words.get(Word::verb_hide) } else { words.get(Word::verb_show) };
    reasons.child(button("button.small#show type=button part=button data-overt-control=show", word, Action::Show))
}

fn part(say: &Say, name: String, source: String, (from, share): (i32, i32), fill: Piece) -> Piece {
    let fill = fill.style("margin-inline-start", tenths(from)).style("width", tenths(share.abs()));
    element("li.part")
        .key(name.clone())
        .set("data-overt-thousandths", decimal(share.abs()))
        .child(worded("span.name#name", name))
        .child(worded("span.share#share", say.calendar.percent(share)))
        .child(element("span.track#track part=bar aria-hidden=true").child(fill))
        .child(worded("span.source#source", source))
}

/// Thousandths as a length of the track.
fn tenths(thousandths: i32) -> String {
    [&decimal(thousandths / 10), ".", &decimal(thousandths % 10), "%"].concat()
}

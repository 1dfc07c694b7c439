//! What the order is made of: parts that add up, each drawn where the one before ends.

use super::piece::{Piece, classed};
use overt_core::json::decimal;

use crate::session::{Shares, Snapshot};
use crate::text::Say;

pub(super) fn reasons(say: &Say, snapshot: &Snapshot) -> Option<Piece> {
    snapshot.shares.as_ref().map(|shares| list(say, shares))
}

fn list(say: &Say, shares: &Shares) -> Piece {
    let words = &say.words;
    let mut parts: Vec<(String, String, i32, &'static str)> = Vec::new();
    for because in &shares.reasons {
        let name = words.reason_name(&because.signal, &because.label);
        parts.push((name, say.source(because), because.contribution, "fill mine"));
    }
    if shares.others > 0 {
        let name = words.reason_others(shares.others, &say.number(shares.others));
        parts.push((name, words.reason_others_from(), shares.others_share, "fill mine"));
    }
    parts.push((words.reason_not_you(), words.reason_not_you_from(), shares.not_about_you, "fill rest"));
    let mut from = 0;
    let parts = parts.into_iter().map(|(name, source, share, kind)| {
        let part = part(say, name, source, (from, share), kind);
        from += share.abs();
        part
    });
    classed("div", "reasons")
        .key("reasons")
        .child(classed("h3", "heading").text(words.reason_heading()))
        .child(classed("ul", "parts").children(parts))
}

fn part(say: &Say, name: String, source: String, (from, share): (i32, i32), kind: &'static str) -> Piece {
    let fill = classed("span", kind).style("margin-inline-start", tenths(from)).style("width", tenths(share.abs()));
    classed("li", "part")
        .key(name.clone())
        .attribute("data-overt-thousandths", decimal(share.abs()))
        .child(classed("span", "name").key("name").text(name))
        .child(classed("span", "share").key("share").text(say.calendar.percent(share)))
        .child(classed("span", "track").key("track").attribute("part", "bar").attribute("aria-hidden", "true").child(fill))
        .child(classed("span", "source").key("source").text(source))
}

/// Thousandths as a length of the track.
fn tenths(thousandths: i32) -> String {
    [&decimal(thousandths / 10), ".", &decimal(thousandths % 10), "%"].concat()
}

//! What the order is made of: parts that add up, each drawn where the one before ends.

use leptos::html;
use leptos::prelude::*;

use super::Ui;
use crate::session::Shares;
use crate::text::Say;

pub(super) fn reasons(ui: Ui) -> AnyView {
    let shares = ui.part(|snapshot| snapshot.shares.clone());
    let view = move || shares.get().map(|shares| ui.say.with_value(|say| list(say, &shares)));
    html::div().class("reasons").child(view).into_any()
}

fn list(say: &Say, shares: &Shares) -> AnyView {
    let words = &say.words;
    let mut from = 0;
    let mut parts: Vec<AnyView> = Vec::new();
    let mut add = |name: String, source: String, share: i32, kind: &'static str| {
        parts.push(part(say, name, source, (from, share), kind));
        from += share.abs();
    };
    for because in &shares.reasons {
        add(words.reason_name(&because.signal, &because.label), say.source(because), because.contribution, "mine");
    }
    if shares.others > 0 {
        add(words.reason_others(shares.others, &say.number(shares.others)), words.reason_others_from(), shares.others_share, "mine");
    }
    add(words.reason_not_you(), words.reason_not_you_from(), shares.not_about_you, "rest");
    html::div()
        .child((html::h3().class("heading").child(words.reason_heading()), html::ul().class("parts").child(parts)))
        .into_any()
}

fn part(say: &Say, name: String, source: String, (from, share): (i32, i32), kind: &'static str) -> AnyView {
    let size = share.abs();
    html::li()
        .class("part")
        .attr("data-overt-thousandths", size.to_string())
        .child((
            html::span().class("name").child(name),
            html::span().class("share").child(say.calendar.percent(share)),
            html::span().class("track").attr("part", "bar").attr("aria-hidden", "true").child(
                html::span()
                    .class(("fill", true))
                    .class((kind, true))
                    .style(("margin-inline-start", tenths(from)))
                    .style(("width", tenths(size)))
                    .child(String::new()),
            ),
            html::span().class("source").child(source),
        ))
        .into_any()
}

/// Thousandths as a length of the track.
fn tenths(thousandths: i32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

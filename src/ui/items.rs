//! One level down: how every item moved, and what was learned.

use overt_core::clock::Ms;

use super::piece::{Action, Local, Piece, button, classed, element};
use crate::session::{LearnedValue, Snapshot, Standing, Verb, View};
use crate::text::Say;

/// A part that opens; what is in it is made when it is.
pub(super) fn fold(part: &'static str, snapshot: &Snapshot, local: &Local, heading: String, body: impl FnOnce() -> Piece) -> Piece {
    let asked = match snapshot.view {
        View::Why => false,
        View::Overview => part == "learned",
        View::History => part == "history",
    };
    let fold = classed("details", "fold")
        .key(part)
        .attribute("data-overt-part", part)
        .attribute("data-overt-group", "")
        .attribute("tabindex", "-1")
        .child(classed("summary", "summary").text(heading).on("click", Action::Fold(part)));
    if asked == local.turned.contains(&part) { fold } else { fold.attribute("open", "").child(body()) }
}

pub(super) fn moved(say: &Say, snapshot: &Snapshot, local: &Local) -> Option<Piece> {
    if snapshot.moved.is_empty() {
        return None;
    }
    let count = u32::try_from(snapshot.moved.len()).unwrap_or(u32::MAX);
    let heading = say.words.moved_heading(count, &say.number(count));
    let lines = || snapshot.moved.iter().map(|moved| element("li").key(moved.id.clone()).text(say.moved(moved, snapshot.now)));
    Some(fold("moved", snapshot, local, heading, || classed("ul", "lines").children(lines())))
}

pub(super) fn learned(say: &Say, snapshot: &Snapshot, local: &Local) -> Piece {
    let count = u32::try_from(snapshot.learned.len()).unwrap_or(u32::MAX);
    let heading = say.words.learned_heading(count, &say.number(count));
    fold("learned", snapshot, local, heading, || {
        let none = snapshot.learned.is_empty().then(|| element("li").text(say.words.learned_none()));
        classed("ul", "lines").children(none).children(snapshot.learned.iter().map(|value| line(say, value, snapshot.now)))
    })
}

fn line(say: &Say, value: &LearnedValue, now: Ms) -> Piece {
    let words = &say.words;
    let date = say.day(value.gone, now);
    let standing = match value.standing {
        Standing::Used => words.learned_used(&date),
        Standing::Weak => words.learned_weak(&date),
        Standing::PutAway => words.learned_put_away(&date),
        Standing::Stopped => words.learned_stopped(&date),
        Standing::Unused => words.learned_unused(&date),
    };
    let control = match value.standing {
        Standing::PutAway => None,
        Standing::Stopped => Some(("undo", words.verb_use_again(), Verb::UseAgain(value.scope.clone()))),
        _ => Some(("dial", words.verb_stop_using(), Verb::StopUsing(value.scope.clone()))),
    };
    let scope = value.scope.to_text();
    let control = control.map(|(control, word, verb)| {
        let label = [&word, ": ", &value.because.label].concat();
        small(control, scope.clone(), word, label, verb)
    });
    let what = classed("div", "what")
        .child(element("strong").text(words.reason_name(&value.because.signal, &value.because.label)))
        .child(element("p").key("deed").text(words.learned_because(&say.deed(&value.because, now))))
        .child(classed("p", "quiet").key("standing").text([&say.source(&value.because), ". ", &standing].concat()));
    classed("li", "value").key(scope).child(what).children(control)
}

/// A small control in a line, named for what it is about.
pub(super) fn small(control: &'static str, scope: String, word: String, label: String, verb: Verb) -> Piece {
    button("small", word, Action::Act(verb))
        .key(control)
        .attribute("data-overt-control", control)
        .attribute("data-overt-scope", scope)
        .attribute("aria-label", label)
}

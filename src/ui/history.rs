//! What happened, newest first, with a way back.

use leptos::html;
use leptos::prelude::*;
use overt_core::clock::Ms;

use super::items::fold;
use super::{Ui, button};
use crate::session::{Entry, Verb, View, WayBack};
use crate::text::Say;

pub(super) fn history(ui: Ui) -> AnyView {
    let heading = ui.sentence(|say, snapshot| {
        let stored = u32::try_from(snapshot.history.len()).unwrap_or(u32::MAX);
        let count = stored.saturating_add(u32::from(snapshot.blocked > 0));
        say.words.history_heading(count, &say.number(count))
    });
    let entries = Memo::new(move |_| ui.snapshot.with(|snapshot| (snapshot.history.clone(), snapshot.blocked, snapshot.now)));
    let lines = move || {
        let lines = move || {
            let (entries, blocked, now) = entries.get();
            ui.say.with_value(|say| {
                if entries.is_empty() && blocked == 0 {
                    return html::li().child(say.words.history_none()).into_any();
                }
                let here = (blocked > 0).then(|| {
                    let sentence = say.words.history_tried_here(blocked, &say.number(blocked));
                    line(say.words.history_this_visit(), sentence, "blocked", None)
                });
                let entries: Vec<AnyView> = entries.iter().map(|e| entry(ui, say, e, now)).collect();
                (here, entries).into_any()
            })
        };
        html::ol().class("lines").child(lines).into_any()
    };
    fold(ui, "history", |view| view == View::History, heading, lines)
}

fn entry(ui: Ui, say: &Say, entry: &Entry, now: Ms) -> AnyView {
    let sentence = say.entry(entry, now);
    let undo = match &entry.way_back {
        WayBack::Open(way, _) => {
            let way = way.clone();
            let word = say.words.verb_undo();
            let label = format!("{word}: {sentence}");
            let undo = button(word)
                .class("small")
                .attr("data-overt-control", "undo")
                .attr("data-overt-scope", entry.event.scope.to_text())
                .attr("aria-label", label)
                .on(leptos::ev::click, move |event| ui.act(Verb::Undo(way.clone()), event));
            Some(undo.into_any())
        }
        WayBack::None | WayBack::Gone => None,
    };
    line(say.entry_date(entry.event.at, now), sentence, entry.event.deed.as_str(), undo)
}

fn line(date: String, sentence: String, deed: &'static str, undo: Option<AnyView>) -> AnyView {
    html::li()
        .class("value")
        .attr("data-overt-deed", deed)
        .child((html::div().class("what").child((html::p().class("quiet").child(date), html::p().child(sentence))), undo))
        .into_any()
}

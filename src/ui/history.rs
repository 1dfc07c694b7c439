//! What happened, newest first, with a way back.

use overt_core::clock::Ms;
use overt_core::json::decimal;

use super::items::{fold, small};
use super::piece::{Local, Piece, classed, element};
use crate::session::{Entry, Snapshot, Verb, WayBack};
use crate::text::Say;

pub(super) fn history(say: &Say, snapshot: &Snapshot, local: &Local) -> Piece {
    let stored = u32::try_from(snapshot.history.len()).unwrap_or(u32::MAX);
    let count = stored.saturating_add(u32::from(snapshot.blocked > 0));
    let heading = say.words.history_heading(count, &say.number(count));
    fold("history", snapshot, local, heading, || {
        let here = (snapshot.blocked > 0).then(|| {
            let sentence = say.words.history_tried_here(snapshot.blocked, &say.number(snapshot.blocked));
            line("here".into(), say.words.history_this_visit(), sentence, "blocked", None)
        });
        let none = (count == 0).then(|| element("li").text(say.words.history_none()));
        let entries = snapshot.history.iter().map(|e| entry(say, e, snapshot.now));
        classed("ol", "lines").children(none).children(here).children(entries)
    })
}

fn entry(say: &Say, entry: &Entry, now: Ms) -> Piece {
    let sentence = say.entry(entry, now);
    let event = &entry.event;
    let undo = match &entry.way_back {
        WayBack::Open(way, _) => {
            let word = say.words.verb_undo();
            let label = [&word, ": ", &sentence].concat();
            Some(small("undo", event.scope.to_text(), word, label, Verb::Undo(way.clone())))
        }
        WayBack::None | WayBack::Gone => None,
    };
    let key = [&decimal(event.at), " ", event.deed.as_str(), " ", event.id.as_str()].concat();
    line(key, say.entry_date(event.at, now), sentence, event.deed.as_str(), undo)
}

fn line(key: String, date: String, sentence: String, deed: &'static str, undo: Option<Piece>) -> Piece {
    let what = classed("div", "what").child(classed("p", "quiet").key("date").text(date)).child(element("p").key("what").text(sentence));
    classed("li", "value").key(key).attribute("data-overt-deed", deed).child(what).children(undo)
}

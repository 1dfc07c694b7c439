//! What happened, newest first, with a way back.

use overt_core::clock::Ms;
use overt_core::json::decimal;

use super::piece::{Action, Piece, element, worded};
use super::rows::{sentence, small};
use crate::session::{Entry, Verb, WayBack};
use crate::text::{Say, Word};

pub(super) fn history(say: &Say, entries: &[Entry], blocked: u32, shown: bool, now: Ms) -> Piece {
    let mut lines = element("ol.lines");
    if blocked > 0 {
        let sentence = say.words.history_tried_here(&say.count(blocked as usize));
        lines.add(line("here".into(), say.words.get(Word::history_this_visit), sentence, "blocked", None));
    } else if entries.is_empty() {
        lines.add(sentence(say, Word::history_none));
    }
    for of_history in entries {
        if of_history.sensitive && !shown {
            lines.add(entry(say, &Entry { label: String::new(), ..of_history.clone() }, now));
        } else {
            lines.add(entry(say, of_history, now));
        }
    }
    lines
}

fn entry(say: &Say, entry: &Entry, now: Ms) -> Piece {
    let sentence = say.entry(entry, now);
    let event = &entry.event;
    let undo = match &entry.way_back {
        WayBack::Open(way, _) => {
            Some(small(say, "undo", &event.scope.to_text(), Word::verb_undo, &sentence, Action::act(Verb::Undo(way.clone()))))
        }
        WayBack::None | WayBack::Gone => None,
    };
    let key = [&decimal(event.at), " ", event.deed.as_str(), " ", event.id.as_str()].concat();
    line(key, say.entry_date(event.at, now), sentence, event.deed.as_str(), undo)
}

fn line(key: String, date: String, sentence: String, deed: &'static str, undo: Option<Piece>) -> Piece {
    let what = element("div.what").child(worded("p.quiet#date", date)).child(worded("p#what", sentence));
    element("li.value").key(key).set("data-overt-deed", deed.into()).child(what).maybe(undo)
}

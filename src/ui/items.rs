//! How every item moved, and what was learned.

use overt_core::choice::{Dial, OffKind};
use overt_core::clock::Ms;

use super::piece::{Action, Piece, button, element, worded};
use super::rows::{list, row, sentence, small};
use super::switches::dial;
use crate::session::{LearnedValue, Moved, Standing, Verb};
use crate::text::{Say, Word};

pub(super) fn moved(say: &Say, moved: &[Moved], shown: bool, now: Ms) -> Piece {
    let mut lines = list();
    for moved in moved {
        lines.add(worded("li", say.moved(moved, shown, now)).key(moved.id.clone()));
    }
    lines
}

pub(super) fn learned(say: &Say, values: &[LearnedValue], more: usize, shown: bool, now: Ms) -> Piece {
    let mut lines = list();
    if values.is_empty() {
        lines.add(sentence(say, Word::learned_none));
    }
    for value in values {
        lines.add(line(say, value, shown, now));
    }
    let all = (more > 0).then(|| {
        let word = say.words.learned_show_all(&say.count(more));
        button("button.small type=button part=button", word, Action::All).named("all").about("all")
    });
    element("div").child(lines).maybe(all)
}

fn line(say: &Say, value: &LearnedValue, shown: bool, now: Ms) -> Piece {
    let words = &say.words;
    let key = value.scope.to_text();
    if value.because.sensitive && !shown {
        let show = small(say, "show", "sensitive", Word::verb_show, "", Action::Show);
        return row(&key, words.get(Word::reason_hidden)).note(say.source(&value.because)).offer(show);
    }
    let date = say.day(value.gone, now);
    let standing = match value.standing {
        Standing::Used => words.dated(Word::learned_used, &date),
        Standing::Weak => words.dated(Word::learned_weak, &date),
        Standing::PutAway => words.dated(Word::learned_put_away, &date),
        Standing::Stopped | Standing::NotMe => words.dated(Word::learned_stopped, &date),
        Standing::Unused => words.dated(Word::learned_unused, &date),
    };
    let title = words.reason_name(&value.because.signal, &value.because.label);
    let deed = words.learned_because(&say.deed(&value.because, now));
    let standing = [&say.source(&value.because), ". ", &standing].concat();
    let counts = matches!(value.standing, Standing::Used | Standing::Weak | Standing::Unused);
    let dial = counts.then(|| dial(say, &value.scope, &value.because.label, value.dial));
    controls(say, value, row(&key, title).note(deed).note(standing)).maybe(dial)
}

fn controls(say: &Say, value: &LearnedValue, row: Piece) -> Piece {
    let (scope, key, label) = (&value.scope, value.scope.to_text(), value.because.label.as_str());
    let control = |name, word, verb| small(say, name, &key, word, label, Action::act(verb));
    match value.standing {
        Standing::PutAway => row,
        Standing::NotMe => row.offer(control("undo", Word::verb_use_again, Verb::TurnOn(scope.clone()))),
        Standing::Stopped => row.offer(control("undo", Word::verb_use_again, Verb::Dial(scope.clone(), value.dial_before))),
        _ => row.offer(control("stop", Word::verb_stop_using, Verb::Dial(scope.clone(), Dial::Off))).offer(control(
            "not-me",
            Word::verb_not_me,
            Verb::TurnOff(scope.clone(), OffKind::NotMe),
        )),
    }
}

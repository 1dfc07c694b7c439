//! The verbs: the same size, the same contrast, the same number of steps, and beside each what it does.

use overt_core::record::{ResetKind, Trouble};

use super::piece::{Action, Local, Piece, button, element, worded};
use crate::session::{Snapshot, Span, State, Verb, Way};
use crate::text::{Say, Word};

/// One verb with what it does.
struct Row {
    control: &'static str,
    scope: String,
    word: Word,
    about: Word,
    /// The date in what it does, where there is one.
    date: String,
    action: Action,
}

pub(super) fn controls(say: &Say, snapshot: &Snapshot, local: &Local) -> Piece {
    let mut controls = element("div.controls role=group tabindex=-1 data-overt-group").set("aria-label", say.words.get(Word::verb_group));
    if matches!(snapshot.state, State::Off(_)) && snapshot.left {
        controls.add(worded("p.left", say.words.get(Word::before_left)));
    }
    for row in rows(say, snapshot, local.asking) {
        controls.add(line(say, row, local));
    }
    controls
}

fn line(say: &Say, row: Row, local: &Local) -> Piece {
    let about = ["overt-about-", row.control].concat();
    let choice = match row.action {
        Action::Pause => Some(spans(say, local.span)),
        Action::StartOver => Some(kinds(say, local.kind)),
        _ => None,
    };
    let word = say.words.get(row.word);
    let key = [row.control, " ", &word].concat();
    let verb = button("button.verb type=button part=button", word, row.action)
        .named(row.control)
        .about(&row.scope)
        .set("aria-describedby", about.clone());
    let about = element("div.about").maybe(choice).child(worded("span#about", say.words.dated(row.about, &row.date)).set("id", about));
    element("div.row").key(key).child(verb).child(about)
}

/// How long a pause lasts.
fn spans(say: &Say, chosen: Span) -> Piece {
    let mut select = choice(say.words.get(Word::span_label), Action::Span);
    for span in Span::ALL {
        select.add(option(say, span.as_str(), span_word(span), span == chosen));
    }
    element("span.spans#spans").child(worded("span aria-hidden=true", say.words.get(Word::before_pause_for))).child(select)
}

/// With what to start over.
fn kinds(say: &Say, chosen: ResetKind) -> Piece {
    let words = &say.words;
    let mut select = choice(words.get(Word::span_kind), Action::Kind);
    for kind in [ResetKind::StartOver, ResetKind::ForgetLearned, ResetKind::ForgetTold] {
        let word = match kind {
            ResetKind::ForgetLearned => Word::span_forget_learned,
            ResetKind::ForgetTold => Word::span_forget_told,
            ResetKind::StartOver => Word::span_start_over,
        };
        select.add(option(say, kind.as_str(), word, kind == chosen));
    }
    element("span.spans#spans").child(worded("span aria-hidden=true", words.get(Word::before_kind))).child(select)
}

/// A choice that goes with a verb.
fn choice(label: String, action: Action) -> Piece {
    element("select.span").set("aria-label", label).on("change", action)
}

fn option(say: &Say, value: &'static str, word: Word, chosen: bool) -> Piece {
    worded("option", say.words.get(word)).key(value.into()).set("value", value.into()).flag("selected", chosen)
}

fn span_word(span: Span) -> Word {
    match span {
        Span::Hour => Word::span_hour,
        Span::Day => Word::span_day,
        Span::Week => Word::span_week,
        Span::Month => Word::span_month,
        Span::Visit => Word::span_visit,
        Span::Open => Word::span_open,
    }
}

fn row(control: &'static str, word: Word, about: Word, verb: Verb) -> Row {
    Row { control, scope: "all".into(), word, about, date: String::new(), action: Action::act(verb) }
}

/// Where both stand, what turns off comes before what turns on: it is no further away.
fn rows(say: &Say, snapshot: &Snapshot, asking: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let pause = |word, about| Row { action: Action::Pause, ..row("pause", word, about, Verb::Fine) };
    let off = || row("off", Word::verb_turn_off, Word::before_turn_off, Verb::Off);
    let start_over = || {
        let mut row = row("reset", Word::verb_start_over, Word::before_start_over, Verb::StartOver(ResetKind::StartOver));
        row.date = say.until(snapshot.undo_until, snapshot.now);
        // With nothing told there is only what was learned, and so nothing to choose.
        if snapshot.told {
            row.action = Action::StartOver;
        }
        row
    };
    match &snapshot.state {
        State::Trouble(Trouble::RecordUnreadable) => rows = erase(asking),
        State::Trouble(_) | State::Undeclared | State::Gpc(false) | State::Refused => {}
        State::Fresh | State::Lapsed | State::Gpc(true) => {
            rows.push(row("off", Word::verb_leave_off, Word::before_leave_off, Verb::Off));
            turn_on(&mut rows, snapshot, Word::before_turn_on);
        }
        State::Off(_) => {
            turn_on(&mut rows, snapshot, if snapshot.left { Word::before_turn_on_left } else { Word::before_turn_on });
            if snapshot.left {
                rows.push(start_over());
            }
        }
        State::Paused(_) | State::VisitOut => {
            rows.push(start_over());
            rows.push(off());
            rows.push(row("resume", Word::verb_resume, Word::before_resume, Verb::Resume));
        }
        State::Ended(_) => {
            rows.push(pause(Word::verb_pause_again, Word::before_pause_again));
            rows.push(off());
            rows.push(row("fine", Word::verb_fine, Word::before_fine, Verb::Fine));
        }
        State::PutAway(reset, until) => {
            rows.push(pause(Word::verb_pause, Word::before_pause));
            let undo = row("undo", Word::verb_undo, Word::before_undo, Verb::Undo(Way::BringBack(reset.clone())));
            rows.push(Row { date: say.until(*until, snapshot.now), ..undo });
            rows.push(off());
        }
        State::Nothing | State::Elsewhere | State::Personal => {
            rows.push(pause(Word::verb_pause, Word::before_pause));
            rows.push(start_over());
            rows.push(off());
        }
    }
    rows
}

fn turn_on(rows: &mut Vec<Row>, snapshot: &Snapshot, about: Word) {
    if let Some(purpose) = &snapshot.purpose {
        let scope = ["purpose:", purpose.as_str()].concat();
        rows.push(Row { scope, ..row("on", Word::verb_turn_on, about, Verb::On(purpose.clone())) });
    }
}

/// Erasing asks once, because nothing brings it back.
fn erase(asking: bool) -> Vec<Row> {
    if !asking {
        return vec![Row { action: Action::Ask(true), ..row("ask", Word::verb_erase, Word::before_erase, Verb::Erase) }];
    }
    vec![
        row("erase", Word::verb_erase_sure, Word::before_erase_sure, Verb::Erase),
        Row { action: Action::Ask(false), ..row("keep", Word::verb_keep, Word::before_keep, Verb::Erase) },
    ]
}

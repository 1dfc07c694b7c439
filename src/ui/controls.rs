//! The verbs: the same size, the same contrast, the same number of steps, and beside each what it does.

use overt_core::id::Id;
use overt_core::record::Trouble;

use super::piece::{Action, Local, Piece, button, classed, element};
use crate::session::{Snapshot, Span, State, Verb, Way};
use crate::text::Say;

/// One verb with what it does.
struct Row {
    control: &'static str,
    scope: String,
    word: String,
    about: String,
    action: Action,
}

pub(super) fn controls(say: &Say, snapshot: &Snapshot, local: &Local) -> Piece {
    let left = (matches!(snapshot.state, State::Off(_)) && snapshot.left).then(|| classed("p", "left").text(say.words.before_left()));
    let rows = rows(say, snapshot, local.asking);
    classed("div", "controls")
        .attribute("role", "group")
        .attribute("aria-label", say.words.verb_group())
        .attribute("tabindex", "-1")
        .attribute("data-overt-group", "")
        .children(left)
        .children(rows.into_iter().map(|row| line(say, row, local)))
}

fn line(say: &Say, row: Row, local: &Local) -> Piece {
    let about = ["overt-about-", row.control].concat();
    let spans = (row.action == Action::Pause).then(|| spans(say, local.span));
    let key = [row.control, " ", row.word.as_str()].concat();
    let verb = button("verb", row.word, row.action)
        .attribute("data-overt-control", row.control)
        .attribute("data-overt-scope", row.scope)
        .attribute("aria-describedby", about.clone());
    let about = classed("div", "about").children(spans).child(element("span").key("about").attribute("id", about).text(row.about));
    classed("div", "row").key(key).child(verb).child(about)
}

/// How long a pause lasts.
fn spans(say: &Say, chosen: Span) -> Piece {
    let options = Span::ALL.into_iter().map(|span| {
        let option = element("option").key(span.as_str()).attribute("value", span.as_str()).text(span_word(say, span));
        if span == chosen { option.attribute("selected", "") } else { option }
    });
    let select = classed("select", "span").attribute("aria-label", say.words.span_label()).on("change", Action::Span).children(options);
    let word = element("span").attribute("aria-hidden", "true").text(say.words.before_pause_for());
    classed("span", "spans").key("spans").child(word).child(select)
}

fn span_word(say: &Say, span: Span) -> String {
    match span {
        Span::Hour => say.words.span_hour(),
        Span::Day => say.words.span_day(),
        Span::Week => say.words.span_week(),
        Span::Month => say.words.span_month(),
        Span::Open => say.words.span_open(),
    }
}

fn row(control: &'static str, word: String, about: String, verb: Verb) -> Row {
    Row { control, scope: "all".into(), word, about, action: Action::Act(verb) }
}

fn rows(say: &Say, snapshot: &Snapshot, asking: bool) -> Vec<Row> {
    let words = &say.words;
    let pause = |word: String, about: String| Row { action: Action::Pause, ..row("pause", word, about, Verb::Fine) };
    let off = || row("off", words.verb_turn_off(), words.before_turn_off(), Verb::Off);
    let start_over = || {
        let until = say.until(snapshot.undo_until, snapshot.now);
        row("reset", words.verb_start_over(), words.before_start_over(&until), Verb::StartOver)
    };
    let on = |about: String| snapshot.purpose.clone().map(|purpose| turn_on(words.verb_turn_on(), about, purpose));
    match &snapshot.state {
        State::Trouble(Trouble::RecordUnreadable) => erase(say, asking),
        State::Trouble(_) | State::Undeclared | State::Gpc(false) => Vec::new(),
        State::Fresh | State::Lapsed | State::Gpc(true) => {
            let leave_off = row("off", words.verb_leave_off(), words.before_leave_off(), Verb::Off);
            on(words.before_turn_on()).into_iter().chain([leave_off]).collect()
        }
        State::Off(_) => {
            let about = if snapshot.left { words.before_turn_on_left() } else { words.before_turn_on() };
            on(about).into_iter().chain(snapshot.left.then(start_over)).collect()
        }
        State::Paused(_) => vec![row("resume", words.verb_resume(), words.before_resume(), Verb::Resume), start_over(), off()],
        State::Ended(_) => vec![
            pause(words.verb_pause_again(), words.before_pause_again()),
            off(),
            row("fine", words.verb_fine(), words.before_fine(), Verb::Fine),
        ],
        State::PutAway(reset, until) => {
            let about = words.before_undo(&say.until(*until, snapshot.now));
            let undo = row("undo", words.verb_undo(), about, Verb::Undo(Way::BringBack(reset.clone())));
            vec![pause(words.verb_pause(), words.before_pause()), undo, off()]
        }
        State::Nothing | State::Elsewhere | State::Personal => vec![pause(words.verb_pause(), words.before_pause()), start_over(), off()],
    }
}

fn turn_on(word: String, about: String, purpose: Id) -> Row {
    let scope = ["purpose:", purpose.as_str()].concat();
    Row { scope, ..row("on", word, about, Verb::On(purpose)) }
}

/// Erasing asks once, because nothing brings it back.
fn erase(say: &Say, asking: bool) -> Vec<Row> {
    let words = &say.words;
    if !asking {
        return vec![Row { action: Action::Ask(true), ..row("ask", words.verb_erase(), words.before_erase(), Verb::Erase) }];
    }
    vec![
        row("erase", words.verb_erase_sure(), words.before_erase_sure(), Verb::Erase),
        Row { action: Action::Ask(false), ..row("keep", words.verb_keep(), words.before_keep(), Verb::Erase) },
    ]
}

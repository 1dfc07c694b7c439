//! The verbs: the same size, the same contrast, the same number of steps, and beside each what it does.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use overt_core::id::Id;
use overt_core::record::Trouble;

use super::{Ui, button};
use crate::session::{Span, State, Verb, Way};
use crate::text::Say;

/// One verb with what it does.
#[derive(Clone, PartialEq)]
struct Row {
    control: &'static str,
    scope: String,
    word: String,
    about: String,
    /// Whether how long can be chosen.
    spans: bool,
    verb: RowVerb,
}

#[derive(Clone, PartialEq)]
enum RowVerb {
    Act(Verb),
    /// A pause, for as long as is chosen.
    Pause,
    /// Asks before it erases.
    Ask(bool),
}

pub(super) fn controls(ui: Ui) -> AnyView {
    let span = RwSignal::new(Span::default());
    let asking = RwSignal::new(false);
    let rows = Memo::new(move |_| ui.say.with_value(|say| ui.snapshot.with(|s| rows(say, s, asking.get()))));
    let left = ui.sentence(|say, snapshot| {
        if matches!(snapshot.state, State::Off(_)) && snapshot.left { say.words.before_left() } else { String::new() }
    });
    let group = ui.word(|say| say.words.verb_group());
    html::div()
        .class("controls")
        .attr("role", "group")
        .attr("aria-label", group)
        .attr("tabindex", "-1")
        .attr("data-overt-group", "")
        .child((
            html::p().class("left").child(left),
            move || rows.get().into_iter().enumerate().map(|(place, row)| line(ui, place, row, span, asking)).collect_view(),
        ))
        .into_any()
}

fn line(ui: Ui, place: usize, row: Row, span: RwSignal<Span>, asking: RwSignal<bool>) -> AnyView {
    let about = format!("overt-about-{place}");
    let press = move |event: MouseEvent| match &row.verb {
        RowVerb::Act(verb) => {
            asking.set(false);
            ui.act(verb.clone(), event);
        }
        RowVerb::Pause => ui.act(Verb::Pause(span.get_untracked()), event),
        RowVerb::Ask(ask) => asking.set(*ask),
    };
    let spans = row.spans.then(|| spans(ui, span));
    html::div()
        .class("row")
        .child((
            button(row.word)
                .class("verb")
                .attr("data-overt-control", row.control)
                .attr("data-overt-scope", row.scope)
                .attr("aria-describedby", about.clone())
                .on(leptos::ev::click, press),
            html::div().class("about").child((spans, html::span().id(about).child(row.about))),
        ))
        .into_any()
}

/// How long a pause lasts.
fn spans(ui: Ui, span: RwSignal<Span>) -> AnyView {
    let options: Vec<AnyView> = Span::ALL
        .into_iter()
        .map(|choice| {
            let word = ui.word(|say| span_word(say, choice));
            html::option().value(choice.as_str()).selected(choice == span.get_untracked()).child(word).into_any()
        })
        .collect();
    let word = ui.word(|say| say.words.before_pause_for());
    let label = ui.word(|say| say.words.span_label());
    html::span()
        .class("spans")
        .child((
            html::span().attr("aria-hidden", "true").child(word),
            " ",
            html::select()
                .class("span")
                .attr("aria-label", label)
                .on(leptos::ev::change, move |event| span.set(Span::from_word(&event_target_value(&event))))
                .child(options),
        ))
        .into_any()
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
    Row { control, scope: "all".into(), word, about, spans: false, verb: RowVerb::Act(verb) }
}

fn rows(say: &Say, snapshot: &crate::session::Snapshot, asking: bool) -> Vec<Row> {
    let words = &say.words;
    let pause = |word: String, about: String| Row { spans: true, verb: RowVerb::Pause, ..row("pause", word, about, Verb::Fine) };
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
    let scope = format!("purpose:{purpose}");
    Row { scope, ..row("on", word, about, Verb::On(purpose)) }
}

/// Erasing asks once, because nothing brings it back.
fn erase(say: &Say, asking: bool) -> Vec<Row> {
    let words = &say.words;
    if !asking {
        return vec![Row { verb: RowVerb::Ask(true), ..row("ask", words.verb_erase(), words.before_erase(), Verb::Erase) }];
    }
    vec![
        row("erase", words.verb_erase_sure(), words.before_erase_sure(), Verb::Erase),
        Row { verb: RowVerb::Ask(false), ..row("keep", words.verb_keep(), words.before_keep(), Verb::Erase) },
    ]
}

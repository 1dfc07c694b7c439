//! One level down: how every item moved, and what was learned.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use overt_core::clock::Ms;

use super::{Ui, button};
use crate::session::{LearnedValue, Standing, Verb, View};
use crate::text::Say;

/// A part that opens; what is in it is made when it is.
pub(super) fn fold(
    ui: Ui,
    name: &'static str,
    open_at: fn(View) -> bool,
    heading: impl Fn() -> String + Send + Sync + 'static,
    body: impl Fn() -> AnyView + Clone + Send + Sync + 'static,
) -> AnyView {
    let view = ui.part(|snapshot| snapshot.view);
    let open = RwSignal::new(open_at(view.get_untracked()));
    // A link to this part opens it; nothing closes it but a press.
    Effect::new(move || {
        if open_at(view.get()) {
            open.set(true);
        }
    });
    let press = move |event: MouseEvent| {
        event.prevent_default();
        open.update(|open| *open = !*open);
    };
    html::details()
        .class("fold")
        .attr("data-overt-part", name)
        .attr("data-overt-group", "")
        .attr("tabindex", "-1")
        .open(move || open.get())
        .child((
            html::summary().class("summary").on(leptos::ev::click, press).child(heading),
            move || open.get().then(body.clone()),
        ))
        .into_any()
}

pub(super) fn moved(ui: Ui) -> AnyView {
    let heading = ui.sentence(|say, snapshot| {
        let count = u32::try_from(snapshot.moved.len()).unwrap_or(u32::MAX);
        say.words.moved_heading(count, &say.number(count))
    });
    let some = ui.part(|snapshot| !snapshot.moved.is_empty());
    let lines = move || {
        let lines = move || {
            ui.say.with_value(|say| {
                ui.snapshot.with(|snapshot| {
                    snapshot.moved.iter().map(|moved| html::li().child(say.moved(moved, snapshot.now)).into_any()).collect_view()
                })
            })
        };
        html::ul().class("lines").child(lines).into_any()
    };
    let view = move || some.get().then(|| fold(ui, "moved", |_| false, heading.clone(), lines));
    html::div().child(view).into_any()
}

pub(super) fn learned(ui: Ui) -> AnyView {
    let heading = ui.sentence(|say, snapshot| {
        let count = u32::try_from(snapshot.learned.len()).unwrap_or(u32::MAX);
        say.words.learned_heading(count, &say.number(count))
    });
    let values = Memo::new(move |_| ui.snapshot.with(|snapshot| (snapshot.learned.clone(), snapshot.now)));
    let lines = move || {
        let lines = move || {
            let (values, now) = values.get();
            if values.is_empty() {
                return html::li().child(ui.word(|say| say.words.learned_none())).into_any();
            }
            values.into_iter().map(|value| ui.say.with_value(|say| line(ui, say, value, now))).collect_view().into_any()
        };
        html::ul().class("lines").child(lines).into_any()
    };
    fold(ui, "learned", |view| view == View::Overview, heading, lines)
}

fn line(ui: Ui, say: &Say, value: LearnedValue, now: Ms) -> AnyView {
    let words = &say.words;
    let date = say.day(value.gone, now);
    let standing = match value.standing {
        Standing::Used => words.learned_used(&date),
        Standing::Weak => words.learned_weak(&date),
        Standing::PutAway => words.learned_put_away(&date),
        Standing::Stopped => words.learned_stopped(&date),
        Standing::Unused => words.learned_unused(&date),
    };
    let name = words.reason_name(&value.because.signal, &value.because.label);
    let deed = words.learned_because(&say.deed(&value.because, now));
    let source = say.source(&value.because);
    let control = match value.standing {
        Standing::PutAway => None,
        Standing::Stopped => Some(("undo", words.verb_use_again(), Verb::UseAgain(value.scope.clone()))),
        _ => Some(("dial", words.verb_stop_using(), Verb::StopUsing(value.scope.clone()))),
    };
    let scope = value.scope.to_text();
    let control = control.map(|(control, word, verb)| {
        let label = format!("{word}: {}", value.because.label);
        button(word)
            .class("small")
            .attr("data-overt-control", control)
            .attr("data-overt-scope", scope)
            .attr("aria-label", label)
            .on(leptos::ev::click, move |event| ui.act(verb.clone(), event))
            .into_any()
    });
    html::li()
        .class("value")
        .child((
            html::div().class("what").child((
                html::strong().child(name),
                html::p().child(deed),
                html::p().class("quiet").child(format!("{source}. {standing}")),
            )),
            control,
        ))
        .into_any()
}

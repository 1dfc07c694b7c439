//! The one sentence, and what it rests on where something has to be decided or mended.

use leptos::html;
use leptos::prelude::*;

use super::Ui;
use crate::session::State;

pub(super) fn why(ui: Ui) -> AnyView {
    let lead = ui.sentence(|say, snapshot| {
        let strongest = snapshot.shares.as_ref().and_then(|s| s.reasons.iter().find(|r| r.contribution > 0));
        say.lead(&snapshot.state, strongest, snapshot.now)
    });
    html::div().class("why").child((html::p().class("lead").child(lead), mend(ui), offer(ui))).into_any()
}

/// What holds now, and how it is mended.
fn mend(ui: Ui) -> impl IntoView {
    let state = ui.part(|snapshot| snapshot.state.clone());
    move || {
        let lines = ui.say.with_value(|say| say.trouble(&state.get()));
        lines.into_iter().map(|line| html::p().class("mend").child(line).into_any()).collect_view()
    }
}

/// What a yes would mean, in the site's words.
fn offer(ui: Ui) -> impl IntoView {
    let words = ui.part(|snapshot| matches!(snapshot.state, State::Fresh | State::Lapsed | State::Gpc(true)).then(|| snapshot.words.clone()));
    move || {
        words.get().map(|words| {
            let pair = |name: String, text: String| (html::dt().child(name), html::dd().child(text));
            html::div()
                .child((
                    html::dl().class("offer").child((
                        pair(ui.word(|say| say.words.purpose_does()), words.does),
                        pair(ui.word(|say| say.words.purpose_why()), words.why),
                        pair(ui.word(|say| say.words.purpose_you_get()), words.you_get),
                    )),
                    html::p().class("stored").child(ui.word(|say| say.words.purpose_stored())),
                ))
                .into_any()
        })
    }
}

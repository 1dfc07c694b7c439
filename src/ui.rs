//! The panel as people see it: it shows a snapshot and hands on what is asked; it decides nothing.

mod announce;
mod controls;
mod history;
mod items;
mod reasons;
mod why;

use std::rc::Rc;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;

use crate::session::{Snapshot, Verb, View};
use crate::text::Say;

/// The rules of how it looks, one after the other.
pub(crate) const STYLES: &[&str] = &[
    include_str!("ui/sheet.css"),
    include_str!("ui/why.css"),
    include_str!("ui/controls.css"),
    include_str!("ui/announce.css"),
    include_str!("ui/reasons.css"),
    include_str!("ui/items.css"),
    include_str!("ui/history.css"),
];

/// What the panel asks of whoever wires it.
pub(crate) struct Hands {
    /// Does what was asked, on this press.
    pub(crate) act: Box<dyn Fn(Verb, MouseEvent)>,
    /// Closes the panel.
    pub(crate) close: Box<dyn Fn()>,
}

/// What every part of the panel has at hand.
#[derive(Clone, Copy)]
pub(crate) struct Ui {
    snapshot: RwSignal<Snapshot>,
    say: StoredValue<Say>,
    hands: StoredValue<Rc<Hands>, LocalStorage>,
}

impl Ui {
    pub(crate) fn new(snapshot: RwSignal<Snapshot>, say: Say, hands: Hands) -> Ui {
        Ui { snapshot, say: StoredValue::new(say), hands: StoredValue::new_local(Rc::new(hands)) }
    }

    /// A part of the snapshot; what shows it changes only when it does.
    fn part<T: PartialEq + Send + Sync + 'static>(self, part: impl Fn(&Snapshot) -> T + Send + Sync + 'static) -> Memo<T> {
        Memo::new(move |_| self.snapshot.with(&part))
    }

    /// A sentence about the snapshot, as it stands.
    fn sentence(self, make: impl Fn(&Say, &Snapshot) -> String + Send + Sync + 'static) -> impl Fn() -> String + Clone + Send + Sync + 'static {
        let memo = Memo::new(move |_| self.say.with_value(|say| self.snapshot.with(|snapshot| make(say, snapshot))));
        move || memo.get()
    }

    /// A word that never changes.
    fn word(self, word: impl Fn(&Say) -> String) -> String {
        self.say.with_value(word)
    }

    fn act(self, verb: Verb, event: MouseEvent) {
        let hands = self.hands.get_value();
        (hands.act)(verb, event);
    }

    fn close(self) {
        let hands = self.hands.get_value();
        (hands.close)();
    }
}

/// The whole sheet.
pub(crate) fn sheet(ui: Ui) -> AnyView {
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            ui.close();
        }
    };
    html::section()
        .class("sheet")
        .attr("part", "panel")
        .attr("role", "dialog")
        .attr("lang", "en")
        .attr("aria-labelledby", "overt-title")
        .on(leptos::ev::keydown, escape)
        .child((header(ui), html::div().class("page").child((why::why(ui), controls::controls(ui), announce::announce(ui), reasons::reasons(ui), below(ui)))))
        .into_any()
}

fn header(ui: Ui) -> AnyView {
    let title = ui.sentence(|say, snapshot| match snapshot.view {
        View::Overview => say.words.panel_overview(),
        View::Why | View::History => say.words.panel_why(),
    });
    html::header()
        .class("header")
        .child((
            html::h2().id("overt-title").class("title").attr("tabindex", "-1").attr("data-overt-focus", "").child(title),
            button(ui.word(|say| say.words.panel_close())).class("close").on(leptos::ev::click, move |_| ui.close()),
        ))
        .into_any()
}

/// One level down.
fn below(ui: Ui) -> AnyView {
    html::div().class("below").child((items::moved(ui), items::learned(ui), history::history(ui), review(ui))).into_any()
}

fn review(ui: Ui) -> AnyView {
    html::p()
        .class("review")
        .child((
            html::strong().child(ui.word(|say| say.words.review_heading())),
            " ",
            html::span().child(ui.word(|say| say.words.review_line("overt"))),
        ))
        .into_any()
}

type Button = html::HtmlElement<html::Button, (leptos::tachys::html::attribute::Attr<leptos::attr::Type, &'static str>, leptos::tachys::html::attribute::Attr<leptos::attr::Part, &'static str>), (String,)>;

/// A button with its word.
fn button(word: String) -> Button {
    html::button().r#type("button").part("button").child(word)
}

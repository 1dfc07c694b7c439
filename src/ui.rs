//! The panel as people see it: it shows a snapshot and hands on what is asked; it decides nothing.

mod announce;
mod controls;
mod draw;
mod history;
mod items;
mod piece;
mod reasons;
mod why;

use std::rc::Rc;

use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::signal::RwSignal;
use reactive_graph::traits::{GetValue, Update, With, WithUntracked, WithValue};
use tachys::html::event::{Event, KeyboardEvent, MouseEvent};
use tachys::view::Render;
use wasm_bindgen::JsCast;

use crate::session::{Snapshot, Span, State, Verb, View};
use crate::text::Say;
use draw::Tree;
use piece::{Action, Local, Piece, button, classed, element};

/// What the panel asks of whoever wires it.
pub(crate) struct Hands {
    /// Does what was asked, on this press.
    pub(crate) act: Box<dyn Fn(Verb, MouseEvent)>,
    /// What was chosen in the form that an event is about.
    pub(crate) chosen: Box<dyn Fn(&Event) -> String>,
    /// Keeps the focus near, where what was pressed goes away.
    pub(crate) keep_focus: Box<dyn Fn(&Event)>,
    /// Closes the panel.
    pub(crate) close: Box<dyn Fn()>,
}

/// One signal of how things stand, one of what the view itself remembers, and the hands.
#[derive(Clone, Copy)]
pub(crate) struct Ui {
    snapshot: RwSignal<Snapshot>,
    local: RwSignal<Local>,
    say: StoredValue<Say>,
    hands: StoredValue<Rc<Hands>, LocalStorage>,
}

impl Ui {
    pub(crate) fn new(snapshot: RwSignal<Snapshot>, say: Say, hands: Hands) -> Ui {
        Ui { snapshot, local: RwSignal::new(Local::default()), say: StoredValue::new(say), hands: StoredValue::new_local(Rc::new(hands)) }
    }

    /// The panel, drawn anew whenever how things stand changes.
    pub(crate) fn view(self) -> impl Render {
        move || {
            let piece = self.say.with_value(|say| self.snapshot.with(|snapshot| self.local.with(|local| sheet(say, snapshot, local))));
            Tree { piece, ui: self }
        }
    }

    /// What an event asks for.
    fn hear(self, action: &Action, event: Event) {
        let hands = self.hands.get_value();
        match action {
            Action::Act(verb) => self.act(verb.clone(), event),
            Action::Pause => self.act(Verb::Pause(self.local.with_untracked(|local| local.span)), event),
            Action::Span => self.local.update(|local| local.span = Span::from_word(&(hands.chosen)(&event))),
            Action::Ask(asking) => {
                (hands.keep_focus)(&event);
                self.local.update(|local| local.asking = *asking);
            }
            Action::Fold(part) => {
                // The browser would open it at once, and what is in it is only made then.
                event.prevent_default();
                self.local.update(|local| fold(local, part));
            }
            Action::Close => (hands.close)(),
            Action::Key => {
                let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
                if event.key() == "Escape" {
                    event.stop_propagation();
                    (hands.close)();
                }
                // A key held down asks once.
                if event.repeat() && event.key() == "Enter" {
                    event.prevent_default();
                }
            }
        }
    }

    fn act(self, verb: Verb, event: Event) {
        let Ok(event) = event.dyn_into::<MouseEvent>() else { return };
        // The second press of a double one would meet what the first has put in its place.
        if event.detail() > 1 {
            return;
        }
        self.local.update(|local| local.asking = false);
        let hands = self.hands.get_value();
        (hands.keep_focus)(&event);
        (hands.act)(verb, event);
    }
}

/// Opens a part or closes it: in the list stands what is not as it was when the panel opened.
fn fold(local: &mut Local, part: &'static str) {
    if local.turned.contains(&part) {
        local.turned.retain(|p| *p != part);
    } else {
        local.turned.push(part);
    }
}

/// The whole sheet.
pub(crate) fn sheet(say: &Say, snapshot: &Snapshot, local: &Local) -> Piece {
    let page = classed("div", "page")
        .child(why::why(say, snapshot))
        .child(controls::controls(say, snapshot, local))
        .child(announce::announce(say, snapshot))
        .children(reasons::reasons(say, snapshot))
        .child(below(say, snapshot, local));
    classed("section", "sheet")
        .attribute("part", "panel")
        .attribute("role", "dialog")
        .attribute("lang", "en")
        .attribute("aria-labelledby", "overt-title")
        .on("keydown", Action::Key)
        .child(header(say, snapshot))
        .child(page)
}

fn header(say: &Say, snapshot: &Snapshot) -> Piece {
    let title = match snapshot.view {
        View::Overview => say.words.panel_overview(),
        View::Why | View::History => say.words.panel_why(),
    };
    let title =
        classed("h2", "title").attribute("id", "overt-title").attribute("tabindex", "-1").attribute("data-overt-focus", "").text(title);
    classed("div", "header").child(title).child(button("close", say.words.panel_close(), Action::Close))
}

/// One level down.
fn below(say: &Say, snapshot: &Snapshot, local: &Local) -> Piece {
    // Of what cannot be read, nothing is said.
    let broken = matches!(snapshot.state, State::Trouble(_));
    let silent = broken && snapshot.history.is_empty() && snapshot.blocked == 0;
    classed("div", "below")
        .children(items::moved(say, snapshot, local))
        .children((!broken).then(|| items::learned(say, snapshot, local)))
        .children((!silent).then(|| history::history(say, snapshot, local)))
        .child(
            classed("p", "review")
                .child(element("strong").key("heading").text(say.words.review_heading()))
                .child(element("span").text(say.words.review_line("overt"))),
        )
}

#[cfg(test)]
mod tests;

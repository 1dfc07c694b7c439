//! The panel as people see it: it shows a snapshot and hands on what is asked; it decides nothing.

mod announce;
mod controls;
mod draw;
mod history;
mod items;
mod piece;
mod reasons;
mod why;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, MouseEvent};

use crate::session::{Snapshot, Span, State, Verb, View};
use crate::text::Say;
use piece::{Action, Local, Piece, button, classed, element};

/// Does what was asked of this panel, on this press.
type Act = Box<dyn Fn(&Ui, Verb, MouseEvent)>;

/// What the panel asks of whoever wires it.
pub(crate) struct Hands {
    /// Does what was asked, on this press.
    pub(crate) act: Act,
    /// What was chosen in the form that an event is about.
    pub(crate) chosen: Box<dyn Fn(&Event) -> String>,
    /// Keeps the focus near, where what was pressed goes away.
    pub(crate) keep_focus: Box<dyn Fn(&Event)>,
    /// Closes the panel.
    pub(crate) close: Box<dyn Fn()>,
}

/// How things stand, what the view itself remembers, what is drawn, and the hands.
#[derive(Clone)]
pub(crate) struct Ui(Rc<Held>);

struct Held {
    snapshot: RefCell<Snapshot>,
    local: RefCell<Local>,
    drawn: RefCell<Option<draw::Drawn>>,
    say: Say,
    hands: Hands,
}

impl Ui {
    pub(crate) fn new(snapshot: Snapshot, say: Say, hands: Hands) -> Ui {
        Ui(Rc::new(Held { snapshot: RefCell::new(snapshot), local: RefCell::default(), drawn: RefCell::default(), say, hands }))
    }

    /// Draws the panel into its place.
    pub(crate) fn draw_into(&self, place: &web_sys::Element) {
        let drawn = draw::draw(self.piece(), self);
        draw::append(place, &drawn);
        *self.0.drawn.borrow_mut() = Some(drawn);
    }

    /// Takes the panel away; its listeners hold it, and so would keep it for ever.
    pub(crate) fn take_down(&self) {
        *self.0.drawn.borrow_mut() = None;
    }

    /// Shows how things stand now.
    pub(crate) fn show(&self, snapshot: Snapshot) {
        *self.0.snapshot.borrow_mut() = snapshot;
        self.draw_anew();
    }

    fn piece(&self) -> Piece {
        sheet(&self.0.say, &self.0.snapshot.borrow(), &self.0.local.borrow())
    }

    fn draw_anew(&self) {
        let piece = self.piece();
        if let Some(drawn) = self.0.drawn.borrow_mut().as_mut() {
            draw::redraw(drawn, piece, self);
        }
    }

    fn update(&self, change: impl FnOnce(&mut Local)) {
        change(&mut self.0.local.borrow_mut());
        self.draw_anew();
    }

    /// What an event asks for.
    fn hear(&self, action: &Action, event: Event) {
        let hands = &self.0.hands;
        match action {
            Action::Act(verb) => self.act(verb.clone(), event),
            Action::Pause => {
                let span = self.0.local.borrow().span;
                self.act(Verb::Pause(span), event);
            }
            Action::Span => self.update(|local| local.span = Span::from_word(&(hands.chosen)(&event))),
            Action::Ask(asking) => {
                (hands.keep_focus)(&event);
                self.update(|local| local.asking = *asking);
            }
            Action::Fold(part) => {
                // The browser would open it at once, and what is in it is only made then.
                event.prevent_default();
                self.update(|local| fold(local, part));
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

    fn act(&self, verb: Verb, event: Event) {
        let Ok(event) = event.dyn_into::<MouseEvent>() else { return };
        // The second press of a double one would meet what the first has put in its place.
        if event.detail() > 1 {
            return;
        }
        self.0.local.borrow_mut().asking = false;
        (self.0.hands.keep_focus)(&event);
        (self.0.hands.act)(self, verb, event);
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

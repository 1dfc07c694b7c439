//! Puts pieces into the document, through Leptos's renderer (tachys), and changes only what changed.
//!
//! Words become text nodes; there is no way from here to markup.

use std::cell::RefCell;
use std::rc::Rc;

use tachys::renderer::types::{Element, Node, Text};
use tachys::renderer::{RemoveEventHandler, Rndr};
use tachys::view::{Mountable, Render};
use wasm_bindgen::{JsCast, JsValue};

use super::Ui;
use super::piece::{Action, Piece, element};

/// Pieces to be put into the document.
pub(super) struct Tree {
    pub(super) piece: Piece,
    pub(super) ui: Ui,
}

/// A piece that is in the document.
pub(crate) struct Drawn {
    element: Element,
    piece: Piece,
    text: Option<Text>,
    children: Vec<Drawn>,
    /// What the listener does now; the listener itself stays.
    action: Rc<RefCell<Option<Action>>>,
    _listener: Option<RemoveEventHandler<Element>>,
}

impl Render for Tree {
    type State = Drawn;

    fn build(self) -> Drawn {
        draw(self.piece, self.ui)
    }

    fn rebuild(self, drawn: &mut Drawn) {
        redraw(drawn, self.piece, self.ui);
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        Rndr::remove(&self.element);
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = Rndr::get_parent(&self.element).and_then(|p| p.dyn_into::<Element>().ok());
        parent.is_some_and(|parent| {
            child.mount(&parent, Some(&self.element));
            true
        })
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

fn draw(mut piece: Piece, ui: Ui) -> Drawn {
    let made = Rndr::create_element(piece.tag, None);
    let action = Rc::new(RefCell::new(None));
    let listener = piece.action.as_ref().map(|(event, _)| listen(&made, event, action.clone(), ui));
    let children = std::mem::take(&mut piece.children);
    let mut drawn = Drawn { element: made, piece: element(piece.tag), text: None, children: Vec::new(), action, _listener: listener };
    dress(&mut drawn, piece);
    for child in children {
        let mut child = draw(child, ui);
        child.mount(&drawn.element, None);
        drawn.children.push(child);
    }
    drawn
}

fn listen(element: &Element, event: &str, action: Rc<RefCell<Option<Action>>>, ui: Ui) -> RemoveEventHandler<Element> {
    let hear = move |event: JsValue| {
        // Ends the borrow before anything is drawn anew.
        let action = action.borrow().clone();
        if let Some(action) = action {
            ui.hear(&action, event.unchecked_into());
        }
    };
    Rndr::add_event_listener(element, event, Box::new(hear))
}

fn redraw(drawn: &mut Drawn, mut piece: Piece, ui: Ui) {
    let wanted = std::mem::take(&mut piece.children);
    dress(drawn, piece);
    let mut old: Vec<Option<Drawn>> = std::mem::take(&mut drawn.children).into_iter().map(Some).collect();
    for piece in wanted {
        let same = |d: &Option<Drawn>| d.as_ref().is_some_and(|d| d.piece.tag == piece.tag && d.piece.key == piece.key);
        let found = old.iter_mut().find(|d| same(d)).and_then(Option::take);
        let child = match found {
            Some(mut child) => {
                redraw(&mut child, piece, ui);
                child
            }
            None => draw(piece, ui),
        };
        drawn.children.push(child);
    }
    for mut gone in old.into_iter().flatten() {
        gone.unmount();
    }
    // From the front, so that what is in its place already is not moved, and keeps the focus.
    let mut place = Rndr::first_child(&drawn.element);
    for child in &mut drawn.children {
        if place.as_ref() == Some(&child.element) {
            place = place.as_ref().and_then(Rndr::next_sibling);
        } else {
            child.mount(&drawn.element, place.as_ref());
        }
    }
}

/// Gives an element its words, attributes and action.
fn dress(drawn: &mut Drawn, piece: Piece) {
    let element = &drawn.element;
    let before = &drawn.piece;
    for (name, value) in piece.attributes.iter().filter(|a| !before.attributes.contains(a)) {
        Rndr::set_attribute(element, name, value);
    }
    for (name, _) in before.attributes.iter().filter(|(name, _)| !piece.attributes.iter().any(|(n, _)| n == name)) {
        Rndr::remove_attribute(element, name);
    }
    for (name, value) in piece.styles.iter().filter(|s| !before.styles.contains(s)) {
        Rndr::set_css_property(&Rndr::style(element), name, value);
    }
    if piece.text != before.text {
        match &drawn.text {
            Some(text) => Rndr::set_text(text, &piece.text),
            None => {
                let text = Rndr::create_text_node(&piece.text);
                Rndr::insert_node(element, &text, None);
                drawn.text = Some(text);
            }
        }
    }
    *drawn.action.borrow_mut() = piece.action.as_ref().map(|(_, action)| action.clone());
    drawn.piece = piece;
}

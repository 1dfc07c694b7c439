//! Puts pieces into the document, and changes only what changed.
//!
//! Words become text nodes; there is no way from here to markup.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, throw_val};
pub(crate) use web_sys::{Element, Event};
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent, Node, Text, UiEvent};

use super::Ui;
use super::piece::{Action, Piece, element};
use crate::browser::document;

type Listener = Closure<dyn FnMut(Event)>;

/// The key of a press on the keyboard, and whether it is held down.
pub(super) fn key(event: &Event) -> (String, bool) {
    let event: &KeyboardEvent = event.unchecked_ref();
    (event.key(), event.repeat())
}

/// The how many-th press in a row it is; 0 where it is none of a pointer.
pub(super) fn presses(event: &Event) -> i32 {
    event.unchecked_ref::<UiEvent>().detail()
}

/// A piece that is in the document.
pub(super) struct Drawn {
    element: Element,
    piece: Piece,
    text: Option<Text>,
    children: Vec<Drawn>,
    /// What the listeners do now; they themselves stay.
    actions: Rc<RefCell<Vec<Action>>>,
    _listeners: Vec<Listener>,
}

pub(super) fn append(place: &Node, drawn: &Drawn) {
    _ = place.append_child(&drawn.element);
}

pub(super) fn draw(mut piece: Piece, ui: &Ui) -> Drawn {
    let made = document().create_element(piece.tag).unwrap_or_else(|e| throw_val(e));
    let actions = Rc::new(RefCell::new(Vec::new()));
    let listeners = piece.actions.iter().enumerate().map(|(place, (event, _))| listen(&made, event, place, actions.clone(), ui)).collect();
    let children = std::mem::take(&mut piece.children);
    let mut drawn = Drawn { element: made, piece: element(piece.tag), text: None, children: Vec::new(), actions, _listeners: listeners };
    dress(&mut drawn, piece);
    for child in children {
        let child = draw(child, ui);
        append(&drawn.element, &child);
        drawn.children.push(child);
    }
    drawn
}

fn listen(element: &Element, event: &str, place: usize, actions: Rc<RefCell<Vec<Action>>>, ui: &Ui) -> Listener {
    let ui = ui.clone();
    let hear = move |event: Event| {
        // Ends the borrow before anything is drawn anew.
        let action = actions.borrow().get(place).cloned();
        if let Some(action) = action {
            ui.hear(&action, event);
        }
    };
    let hear = Closure::<dyn FnMut(Event)>::new(hear);
    _ = element.add_event_listener_with_callback(event, hear.as_ref().unchecked_ref());
    hear
}

pub(super) fn redraw(drawn: &mut Drawn, mut piece: Piece, ui: &Ui) {
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
    for gone in old.into_iter().flatten() {
        gone.element.remove();
    }
    // From the front, so that what is in its place already is not moved, and keeps the focus.
    let mut place = drawn.element.first_child();
    for child in &drawn.children {
        if place.as_ref() == Some(child.element.as_ref()) {
            place = place.as_ref().and_then(Node::next_sibling);
        } else {
            _ = drawn.element.insert_before(&child.element, place.as_ref());
        }
    }
}

/// Gives an element its words, attributes and action.
fn dress(drawn: &mut Drawn, piece: Piece) {
    let element = &drawn.element;
    let before = &drawn.piece;
    for (name, value) in piece.attributes.iter().filter(|a| !before.attributes.contains(a)) {
        _ = element.set_attribute(name, value);
    }
    for (name, _) in before.attributes.iter().filter(|(name, _)| !piece.attributes.iter().any(|(n, _)| n == name)) {
        _ = element.remove_attribute(name);
    }
    for (name, value) in piece.styles.iter().filter(|s| !before.styles.contains(s)) {
        _ = element.unchecked_ref::<HtmlElement>().style().set_property(name, value);
    }
    if piece.text != before.text {
        match &drawn.text {
            Some(text) => text.set_data(&piece.text),
            None => {
                let text = document().create_text_node(&piece.text);
                _ = element.append_child(&text);
                drawn.text = Some(text);
            }
        }
    }
    // What a person has moved no longer follows its attribute.
    if let (Some(input), Some((_, value))) = (
        (piece.tag == "input").then(|| element.unchecked_ref::<HtmlInputElement>()),
        piece.attributes.iter().find(|(name, _)| *name == "value"),
    ) {
        input.set_value(value);
    }
    *drawn.actions.borrow_mut() = piece.actions.iter().map(|(_, action)| action.clone()).collect();
    drawn.piece = piece;
}

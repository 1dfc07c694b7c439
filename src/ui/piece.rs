//! What is shown, as data: elements, their words, and what a press on them asks for.
//!
//! A view is a plain function from a snapshot to pieces, so what is on the screen can be tested without one.
//! (What typed elements and signals cost instead, and why there are none, is in DESIGN.md.)

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use crate::session::{Span, Verb};

/// What a press asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// A verb.
    Act(Verb),
    /// A pause, for as long as is chosen.
    Pause,
    /// The choice of how long.
    Span,
    /// To be asked before something is erased, or not any more.
    Ask(bool),
    /// A part to open or to close.
    Fold(&'static str),
    /// The panel to close.
    Close,
    /// A key pressed anywhere in the panel.
    Key,
}

/// Words of the program's own cost nothing to hand on.
type Text = Cow<'static, str>;

/// An element. Boxed, because it is handed on from call to call.
#[derive(Debug, Default)]
pub(crate) struct Piece(Box<Parts>);

/// What an element is made of.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) tag: &'static str,
    /// What it is about: a piece about something else is another element, and does not inherit the focus.
    pub(crate) key: Text,
    pub(crate) attributes: Vec<(&'static str, Text)>,
    pub(crate) styles: Vec<(&'static str, String)>,
    /// Its words; where it has any, it has no children.
    pub(crate) text: String,
    pub(crate) children: Vec<Piece>,
    /// The event it listens to, and what that asks for.
    pub(crate) action: Option<(&'static str, Action)>,
}

impl Deref for Piece {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Piece {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

/// An element with nothing in it.
#[inline(never)]
pub(crate) fn element(tag: &'static str) -> Piece {
    Piece(Box::new(Parts { tag, ..Parts::default() }))
}

/// An element with a class, the commonest kind.
#[inline(never)]
pub(crate) fn classed(tag: &'static str, class: &'static str) -> Piece {
    element(tag).attribute("class", class)
}

// Not inlined: each is called dozens of times.
impl Piece {
    pub(crate) fn attribute(self, name: &'static str, value: impl Into<Text>) -> Piece {
        self.with_attribute(name, value.into())
    }

    #[inline(never)]
    fn with_attribute(mut self, name: &'static str, value: Text) -> Piece {
        self.attributes.push((name, value));
        self
    }

    #[inline(never)]
    pub(crate) fn style(mut self, name: &'static str, value: String) -> Piece {
        self.styles.push((name, value));
        self
    }

    pub(crate) fn key(self, key: impl Into<Text>) -> Piece {
        self.with_key(key.into())
    }

    #[inline(never)]
    fn with_key(mut self, key: Text) -> Piece {
        self.key = key;
        self
    }

    #[inline(never)]
    pub(crate) fn text(mut self, text: String) -> Piece {
        self.text = text;
        self
    }

    #[inline(never)]
    pub(crate) fn child(mut self, child: Piece) -> Piece {
        self.children.push(child);
        self
    }

    pub(crate) fn children(mut self, children: impl IntoIterator<Item = Piece>) -> Piece {
        for child in children {
            self = self.child(child);
        }
        self
    }

    #[inline(never)]
    pub(crate) fn on(mut self, event: &'static str, action: Action) -> Piece {
        self.action = Some((event, action));
        self
    }
}

/// A button with its word.
#[inline(never)]
pub(crate) fn button(class: &'static str, word: String, action: Action) -> Piece {
    classed("button", class).attribute("type", "button").attribute("part", "button").text(word).on("click", action)
}

/// What the view itself remembers: nothing that the record should know.
#[derive(Clone, Debug, Default)]
pub(crate) struct Local {
    /// How long the next pause lasts.
    pub(crate) span: Span,
    /// Whether it was asked to erase.
    pub(crate) asking: bool,
    /// The parts that are not as they were when the panel opened.
    pub(crate) turned: Vec<&'static str>,
}

#[cfg(test)]
impl Piece {
    /// The element and all within it, in order.
    pub(crate) fn all(&self) -> Vec<&Piece> {
        std::iter::once(self).chain(self.children.iter().flat_map(Piece::all)).collect()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_ref())
    }

    /// All its words.
    pub(crate) fn words(&self) -> String {
        self.all().iter().map(|p| p.text.as_str()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The control of this name.
    pub(crate) fn control(&self, name: &str) -> Option<&Piece> {
        self.all().into_iter().find(|p| p.get("data-overt-control") == Some(name))
    }
}

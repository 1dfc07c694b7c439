//! What is shown, as data: elements, their words, and what a press on them asks for.
//!
//! A view is a plain function from a snapshot to pieces, so what is on the screen can be tested without one.
//! (What typed elements and signals cost instead, and why there are none, is in DESIGN.md.)

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use overt_core::choice::Scope;
use overt_core::record::ResetKind;

use crate::session::{Part, Span, Verb};

/// What a press, or a move of something that slides, asks for.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// A verb.
    Act(Rc<Verb>),
    /// A pause, for as long as is chosen.
    Pause,
    /// The choice of how long.
    Span,
    /// To start over, with what is chosen.
    StartOver,
    /// The choice of with what.
    Kind,
    /// To be asked before something is erased, or not any more.
    Ask(bool),
    /// A part to open or to close.
    Fold(Part),
    /// Two lists to be shown side by side, or not any more.
    Compare(usize),
    /// What is sensitive to be shown, or hidden again.
    Show,
    /// All of a long list to be shown.
    All,
    /// A dial held: the page shows what would become of it.
    Hold(Slider),
    /// A dial let go.
    Set(Slider),
    /// A file chosen.
    File,
    /// What was in the file joined with what is here, or let go.
    Join(bool),
    /// Something that only the page can do; its event.
    Tell(&'static str),
    /// The panel to close.
    Close,
    /// A key pressed anywhere in the panel.
    Key,
}

impl Action {
    /// A verb; shared, because an action is handed on with every drawing.
    #[inline(never)]
    pub(crate) fn act(verb: Verb) -> Action {
        Action::Act(Rc::new(verb))
    }
}

/// Something that slides.
#[derive(Clone, Debug)]
pub(crate) enum Slider {
    /// How much something counts.
    Dial(Scope),
    /// How much is not based on the visitor.
    Variety,
}

/// The stop of a slider by its number, from the left; none has more than ten.
pub(crate) fn stop<T: Copy>(stops: &[T], number: &str) -> Option<T> {
    let digit = number.bytes().next()?.checked_sub(b'0')?;
    stops.get(usize::from(digit)).copied()
}

/// The stops beside this one; nothing beyond the ends.
pub(crate) fn beside<T: Copy>(stops: &[T], at: usize) -> [Option<T>; 2] {
    [at.checked_sub(1).and_then(|place| stops.get(place)).copied(), stops.get(at + 1).copied()]
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
    /// The events it listens to, and what each asks for.
    pub(crate) actions: Vec<(&'static str, Action)>,
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

/// An element, written as `tag.class.class#key name=value name`: what never changes costs no code, only its letters.
#[inline(never)]
pub(crate) fn element(written: &'static str) -> Piece {
    let mut words = written.split(' ');
    let first = words.next().unwrap_or_default();
    let (first, key) = first.split_once('#').unwrap_or((first, ""));
    let (tag, classes) = first.split_once('.').unwrap_or((first, ""));
    let mut parts = Parts { tag, key: Text::Borrowed(key), ..Parts::default() };
    if !classes.is_empty() {
        parts.attributes.push(("class", Text::Owned(classes.replace('.', " "))));
    }
    for word in words {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        parts.attributes.push((name, Text::Borrowed(value)));
    }
    Piece(Box::new(parts))
}

/// An element with words in it.
#[inline(never)]
pub(crate) fn worded(written: &'static str, text: String) -> Piece {
    element(written).text(text)
}

// Not inlined, and without type parameters: each is called dozens of times.
impl Piece {
    #[inline(never)]
    pub(crate) fn set(mut self, name: &'static str, value: String) -> Piece {
        self.attributes.push((name, Text::Owned(value)));
        self
    }

    /// What a control is called, for tools and tests; it is its key as well.
    #[inline(never)]
    pub(crate) fn named(mut self, control: &'static str) -> Piece {
        self.key = Text::Borrowed(control);
        self.attributes.push(("data-overt-control", Text::Borrowed(control)));
        self
    }

    /// What a control is about.
    #[inline(never)]
    pub(crate) fn about(self, scope: &str) -> Piece {
        self.set("data-overt-scope", scope.into())
    }

    /// An attribute that is there or not.
    #[inline(never)]
    pub(crate) fn flag(mut self, name: &'static str, is: bool) -> Piece {
        if is {
            self.attributes.push((name, Text::Borrowed("")));
        }
        self
    }

    #[inline(never)]
    pub(crate) fn style(mut self, name: &'static str, value: String) -> Piece {
        self.styles.push((name, value));
        self
    }

    #[inline(never)]
    pub(crate) fn key(mut self, key: String) -> Piece {
        self.key = Text::Owned(key);
        self
    }

    /// Words that are also its key: two with the same words are the same.
    #[inline(never)]
    pub(crate) fn keyed(self, text: String) -> Piece {
        self.key(text.clone()).text(text)
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

    #[inline(never)]
    pub(crate) fn maybe(self, child: Option<Piece>) -> Piece {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    #[inline(never)]
    pub(crate) fn add(&mut self, child: Piece) {
        self.children.push(child);
    }

    #[inline(never)]
    pub(crate) fn on(mut self, event: &'static str, action: Action) -> Piece {
        self.actions.push((event, action));
        self
    }
}

/// A button with its word.
#[inline(never)]
pub(crate) fn button(written: &'static str, word: String, action: Action) -> Piece {
    worded(written, word).on("click", action)
}

/// What the view itself remembers: nothing that the record should know.
#[derive(Clone, Debug)]
pub(crate) struct Local {
    /// How long the next pause lasts.
    pub(crate) span: Span,
    /// With what to start over.
    pub(crate) kind: ResetKind,
    /// Whether it was asked to erase.
    pub(crate) asking: bool,
    /// Which two lists stand side by side.
    pub(crate) compared: Option<usize>,
    /// Whether what is sensitive is shown.
    pub(crate) shown: bool,
    /// What was in the file that was chosen.
    pub(crate) file: Option<String>,
}

impl Default for Local {
    fn default() -> Self {
        Local { span: Span::default(), kind: ResetKind::StartOver, asking: false, compared: None, shown: false, file: None }
    }
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

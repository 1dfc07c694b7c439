//! What every part is made of: lines with their small controls, and sliders.

use overt_core::json::decimal;

use super::piece::{Action, Piece, Slider, button, element, worded};
use crate::session::Verb;
use crate::text::{Say, Word};

/// A line: what it is about; then what there is to say of it, and what can be done.
#[inline(never)]
pub(super) fn row(key: &str, title: String) -> Piece {
    element("li.value").key(key.into()).child(element("div.what").child(worded("strong#title", title)))
}

impl Piece {
    /// One more sentence in a line, where there is one.
    #[inline(never)]
    pub(super) fn note(mut self, sentence: String) -> Piece {
        if !sentence.is_empty()
            && let Some(what) = self.children.first_mut()
        {
            what.add(quiet(sentence));
        }
        self
    }

    /// One more control in a line, beside those that are there.
    #[inline(never)]
    pub(super) fn offer(mut self, control: Piece) -> Piece {
        match self.children.get_mut(1) {
            Some(does) => does.add(control),
            None => self.add(element("div.does#does").child(control)),
        }
        self
    }
}

/// A sentence in smaller type.
#[inline(never)]
pub(super) fn quiet(sentence: String) -> Piece {
    element("p.quiet").keyed(sentence)
}

/// A heading within a part.
#[inline(never)]
pub(super) fn heading(say: &Say, word: Word) -> Piece {
    element("h4.heading").keyed(say.words.get(word))
}

/// A line that is only a sentence.
#[inline(never)]
pub(super) fn sentence(say: &Say, word: Word) -> Piece {
    element("li").keyed(say.words.get(word))
}

pub(super) fn list() -> Piece {
    element("ul.lines")
}

/// A small control in a line, named for what it is about.
#[inline(never)]
pub(super) fn small(say: &Say, control: &'static str, scope: &str, word: Word, about: &str, action: Action) -> Piece {
    let word = say.words.get(word);
    let label = if about.is_empty() { word.clone() } else { [&word, ": ", about].concat() };
    button("button.small type=button part=button", word, action).named(control).about(scope).set("aria-label", label)
}

/// Something that slides between named stops, with a press for each step beside it.
pub(super) struct Slide {
    pub(super) control: &'static str,
    pub(super) scope: String,
    pub(super) label: Word,
    /// What it is about, where the label alone does not say.
    pub(super) about: String,
    /// The names of its stops, and at which it is.
    pub(super) stops: Vec<String>,
    pub(super) at: usize,
    pub(super) slider: Slider,
    /// One step down, and one up.
    pub(super) steps: [Option<Verb>; 2],
}

pub(super) fn slide(say: &Say, slide: Slide) -> Piece {
    let Slide { control, scope, label, about, stops, at, slider, steps: [less, more] } = slide;
    let label = say.words.get(label);
    let stop = stops.get(at).cloned().unwrap_or_default();
    let name = if about.is_empty() { label.clone() } else { [&label, ": ", &about].concat() };
    let step = |control, sign: &str, word: Word, verb: Option<Verb>| {
        let end = verb.is_none();
        small(say, control, &scope, word, &about, verb.map_or(Action::Close, Action::act)).text(sign.into()).flag("disabled", end)
    };
    let range = element("input.range type=range part=dial min=0")
        .set("max", decimal(stops.len().saturating_sub(1)))
        .set("value", decimal(at))
        .named(control)
        .about(&scope)
        .set("aria-label", name)
        .set("aria-valuetext", stop.clone())
        .on("input", Action::Hold(slider.clone()))
        .on("change", Action::Set(slider));
    element("div.dial#dial")
        .child(worded("span.quiet#label aria-hidden=true", label))
        .child(step("less", "−", Word::verb_less, less))
        .child(range)
        .child(step("more", "+", Word::verb_more, more))
        .child(worded("span.stop#stop aria-hidden=true", stop))
}

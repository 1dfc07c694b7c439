//! Each part with its switch: off and on, of the same size and in the same place.

use overt_core::choice::{Dial, OffKind, Scope};

use super::piece::{Action, Piece, Slider, beside, element};
use super::rows::{Slide, heading, list, row, slide, small};
use crate::session::{Stands, Switch, Verb};
use crate::text::{Say, Word};

pub(super) fn switches(say: &Say, switches: &[Switch]) -> Piece {
    let mut parts = element("div");
    let mut rest = switches;
    while let Some(first) = rest.first() {
        let kind = std::mem::discriminant(&first.scope);
        let count = rest.iter().take_while(|s| std::mem::discriminant(&s.scope) == kind).count();
        let (these, others) = rest.split_at(count);
        parts.add(heading(say, kind_of(&first.scope)));
        let mut lines = list();
        for of_kind in these {
            lines.add(switch(say, of_kind));
        }
        parts.add(lines.key(first.scope.to_text()));
        rest = others;
    }
    parts.child(small(say, "outline", "all", Word::verb_outline, "", Action::Tell("overt:outline")))
}

fn kind_of(scope: &Scope) -> Word {
    match scope {
        Scope::Purpose(_) => Word::parts_purposes,
        Scope::Slot(_) => Word::parts_slots,
        Scope::Source(_) => Word::parts_sources,
        Scope::Signal(_) => Word::parts_signals,
        _ => Word::parts_segments,
    }
}

fn switch(say: &Say, switch: &Switch) -> Piece {
    let words = &say.words;
    let label = say.label(&switch.label);
    let scope = switch.scope.to_text();
    let stands = match switch.stands {
        Stands::On => Word::parts_on,
        Stands::Off => Word::parts_off,
        Stands::Default => Word::parts_default,
        Stands::Paused => Word::parts_paused,
        Stands::All => Word::parts_all,
    };
    let about = match switch.size {
        Some(size) => words.parts_rule(&switch.about, &words.name("size", size.as_str())),
        None => switch.about.clone(),
    };
    let (control, word, verb) = match switch.stands {
        Stands::On | Stands::Paused => {
            let word = if switch.kind == OffKind::Left { Word::verb_leave } else { Word::verb_turn_off };
            ("off", word, Verb::TurnOff(switch.scope.clone(), switch.kind))
        }
        _ => ("on", Word::verb_turn_on, Verb::TurnOn(switch.scope.clone())),
    };
    let control = small(say, control, &scope, word, &label, Action::act(verb));
    let slide = switch.dial.filter(|_| switch.stands == Stands::On).map(|dial| self::dial(say, &switch.scope, &label, dial));
    row(&scope, label).note(about).note(words.get(stands)).offer(control).maybe(slide)
}

/// How much something counts.
pub(super) fn dial(say: &Say, scope: &Scope, about: &str, dial: Dial) -> Piece {
    let mut stops = Vec::new();
    for stop in Dial::ALL {
        stops.push(say.words.name("dial", stop.as_str()));
    }
    let at = dial as usize;
    let dial = Slide {
        control: "dial",
        scope: scope.to_text(),
        label: Word::parts_dial,
        about: about.into(),
        stops,
        at,
        slider: Slider::Dial(scope.clone()),
        steps: beside(Dial::ALL, at).map(|to| to.map(|to| Verb::Dial(scope.clone(), to))),
    };
    slide(say, dial)
}

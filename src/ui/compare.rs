//! With and without, the ways to set everything at once, and a visit left out.

use overt_core::choice::{Dial, Variety};
use overt_core::json::decimal;

use super::piece::{Action, Local, Piece, Slider, beside, element, worded};
use super::rows::{Slide, heading, list, quiet, row, sentence, slide, small};
use crate::session::{Compared, Verb, Ways};
use crate::text::{Say, Word};

pub(super) fn without(say: &Say, compared: &[Compared], local: &Local) -> Piece {
    let mut lines = list();
    if compared.is_empty() {
        lines.add(sentence(say, Word::without_none));
    }
    for (place, compared) in compared.iter().enumerate() {
        // What is sensitive is compared only where it is shown.
        if local.shown || !compared.sensitive {
            lines.add(one(say, place, compared, local));
        }
    }
    lines
}

/// One comparison, worked out by the rules.
fn one(say: &Say, place: usize, compared: &Compared, local: &Local) -> Piece {
    let words = &say.words;
    let (about, title) = match &compared.label {
        None => ("", words.get(Word::without_all)),
        Some(label) => (label.as_str(), words.without_of(label)),
    };
    let differ = match compared.differ {
        0 => words.get(Word::without_same),
        differ => words.without_differ(&say.count(differ), &say.count(compared.shown).text),
    };
    let open = local.compared == Some(place) && compared.differ > 0;
    let scope = &compared.scope.to_text();
    let mut row = row(scope, title.clone()).note(differ);
    if compared.differ > 0 {
        let (word, is) = if open { (Word::verb_hide_lists, "true") } else { (Word::verb_compare, "false") };
        row = row.offer(small(say, "compare", scope, word, &title, Action::Compare(place)).set("aria-expanded", is.into()));
    }
    let (control, word, verb) = match compared.label {
        None => ("off", Word::verb_turn_off, Verb::Off),
        Some(_) => ("stop", Word::verb_stop_using, Verb::Dial(compared.scope.clone(), Dial::Off)),
    };
    row = row.offer(small(say, control, scope, word, about, Action::act(verb)));
    if open {
        let both = element("div.both#both").child(side(say, Word::without_before, &compared.before));
        row.add(both.child(side(say, Word::without_after, &compared.after)));
    }
    row
}

fn side(say: &Say, heading: Word, items: &[String]) -> Piece {
    let mut side = element("ol");
    for (place, item) in items.iter().enumerate() {
        side.add(worded("li", item.clone()).key(decimal(place)));
    }
    let heading = say.words.get(heading);
    element("div.side").key(heading.clone()).child(quiet(heading)).child(side)
}

pub(super) fn ways(say: &Say, ways: &Ways) -> Piece {
    let words = &say.words;
    let mut stances = list();
    for (stance, changes) in &ways.stances {
        let name = words.name("stance", stance.as_str());
        let same = changes.is_empty();
        let mut row = row(stance.as_str(), name.clone()).note(words.name("stanceAbout", stance.as_str()));
        row = row.note(words.get(if same { Word::before_stance_same } else { Word::before_choosing }));
        for (label, on) in changes {
            let label = &say.label(label);
            row = row.note(if *on { words.ways_on(label) } else { words.ways_off(label) });
        }
        if !same {
            let choose = small(say, "stance", stance.as_str(), Word::verb_choose, "", Action::act(Verb::Take(*stance)));
            row = row.offer(choose.text(words.verb_choose(&name)).set("aria-label", words.verb_choose(&name)));
        }
        stances.add(row);
    }
    let mut names = Vec::new();
    for share in Variety::ALL {
        names.push(words.name("variety", share.as_str()));
    }
    let at = ways.variety as usize;
    let vary = Slide {
        control: "variety",
        scope: "all".into(),
        label: Word::ways_vary,
        about: String::new(),
        stops: names,
        at,
        slider: Slider::Variety,
        steps: beside(Variety::ALL, at).map(|to| to.map(Verb::Vary)),
    };
    let ways = element("div").child(heading(say, Word::ways_stances)).child(stances);
    ways.child(heading(say, Word::ways_vary)).child(quiet(words.get(Word::ways_vary_about))).child(slide(say, vary))
}

pub(super) fn visit(say: &Say, out: bool) -> Piece {
    let (title, about, control, word, verb) = if out {
        (Word::visit_out, Word::before_count_visit, "count-visit", Word::verb_count_visit, Verb::Count)
    } else {
        (Word::visit_about, Word::before_exclude_visit, "exclude-visit", Word::verb_exclude_visit, Verb::LeaveOut)
    };
    let row = row("visit", say.words.get(title)).note(say.words.get(about));
    list().child(row.offer(small(say, control, "visit", word, "", Action::act(verb))))
}

//! What was given and what came of it; and what is kept here: to see, to take along, to bring back, to erase.

use overt_core::choice::{OffKind, Scope};
use overt_core::clock::Ms;
use overt_core::consent::ConsentStatus;

use super::piece::{Action, Local, Piece, element};
use super::rows::{heading, list, quiet, row, sentence, small};
use crate::session::{Data, Given, Kept, Verb, record_in};
use crate::text::{Say, Word};

pub(super) fn given(say: &Say, given: &[Given], now: Ms) -> Piece {
    let mut lines = list();
    if given.is_empty() {
        lines.add(sentence(say, Word::given_none));
    }
    let mut answered = false;
    for given in given {
        answered |= matches!(given, Given::Answer { .. });
        lines.add(entry(say, given, now));
    }
    element("div").child(lines).maybe(answered.then(|| receipts(say)))
}

fn receipts(say: &Say) -> Piece {
    small(say, "receipts", "all", Word::verb_receipts, "", Action::Tell("overt:receipts"))
}

fn entry(say: &Say, given: &Given, now: Ms) -> Piece {
    let words = &say.words;
    match given {
        Given::Answer { label, status, at, until, purpose } => {
            let date = &say.moment_ago(*at, now);
            let scope = Scope::Purpose(purpose.clone());
            let key = &scope.to_text();
            match status {
                ConsentStatus::Given => {
                    let yes = words.given_yes(label, date, &say.until(*until, now));
                    let take_back = Action::act(Verb::TurnOff(scope, OffKind::OptOut));
                    row(key, yes).offer(small(say, "off", key, Word::verb_take_back, label, take_back))
                }
                ConsentStatus::Withdrawn => row(key, words.given_withdrawn(label, date)),
                ConsentStatus::Refused | ConsentStatus::Unknown => row(key, words.given_no(label, date)),
            }
        }
        Given::Signal { label, things, improves } => {
            let gave = words.given_gave(&words.given_things(&say.count(*things), label));
            let row = row(label, gave);
            if improves.is_empty() { row } else { row.note(words.given_got(improves)) }
        }
    }
}

pub(super) fn data(say: &Say, data: &Data, local: &Local) -> Piece {
    let words = &say.words;
    let place = element("div");
    let Some(kept) = &data.kept else {
        let checked = row("none", words.get(Word::data_none)).note(words.get(Word::data_checked));
        return place.child(list().child(checked)).child(bring_back(say, local));
    };
    let mut row = row("kept", words.get(Word::data_heading));
    for amount in amounts(say, kept) {
        row = row.note(amount);
    }
    row = row.note(words.data_log(&say.count(data.log_lines))).note(words.data_size(&say.count(data.bytes.div_ceil(1024))));
    row = row.offer(small(say, "export", "all", Word::verb_export, "", Action::act(Verb::Save))).offer(receipts(say));
    place.child(list().child(row)).child(bring_back(say, local)).child(erase(say, local.asking))
}

fn amounts(say: &Say, kept: &Kept) -> [String; 3] {
    let words = &say.words;
    [
        words.data_choices(&say.count(kept.choices)),
        words.data_learned(&say.count(kept.learned)),
        words.data_history(&say.count(kept.history)),
    ]
}

/// A file is read, what is in it is said, and only then it is joined.
fn bring_back(say: &Say, local: &Local) -> Piece {
    let words = &say.words;
    let place = element("div.bring#bring").child(heading(say, Word::data_file));
    let Some(file) = &local.file else {
        let input = element("input.file#file type=file accept=.json,application/json data-overt-control=import")
            .set("aria-label", words.get(Word::data_file));
        return place.child(input.on("change", Action::File));
    };
    let keep = small(say, "keep", "file", Word::verb_keep, "", Action::Join(false));
    let Some(record) = record_in(file) else { return place.child(quiet(words.get(Word::after_not_read))).child(keep) };
    let found = words.data_found(&say.series(&amounts(say, &Kept::of(&record))));
    let join = small(say, "bring-back", "file", Word::verb_bring_back, "", Action::Join(true));
    place.child(quiet(found)).child(quiet(words.get(Word::before_bring_back))).child(element("div.does#does").child(join).child(keep))
}

/// Erasing asks once, because nothing brings it back.
fn erase(say: &Say, asking: bool) -> Piece {
    let words = &say.words;
    if !asking {
        let ask = small(say, "ask", "all", Word::verb_erase, "", Action::Ask(true));
        return element("div.erase#erase").child(quiet(words.get(Word::before_erase_all))).child(ask);
    }
    let sure = small(say, "erase", "all", Word::verb_erase_sure, "", Action::act(Verb::Erase));
    let keep = small(say, "keep", "all", Word::verb_keep, "", Action::Ask(false));
    element("div.erase#asking role=alertdialog aria-describedby=overt-erase")
        .set("aria-label", words.get(Word::verb_erase_sure))
        .child(quiet(words.get(Word::before_erase_all_sure)).set("id", "overt-erase".into()))
        .child(element("div.does#does").child(sure).child(keep))
}

//! What became of an act: visible, and spoken once; and whether the page followed.

use super::piece::{Action, Piece, button, element, worded};
use crate::session::{Snapshot, Took};
use crate::text::{Say, Word};

/// The line is always there, so that what changes in it is noticed; it speaks only when its words change.
pub(super) fn announce(say: &Say, snapshot: &Snapshot) -> Piece {
    let said = snapshot.said.as_ref().map(|said| say.after(said, snapshot.now));
    worded("p.said#said role=status", said.unwrap_or_default())
}

/// Whether it took effect. That it did is seen and not spoken: the list itself has moved, and one message is enough.
pub(super) fn took(say: &Say, snapshot: &Snapshot) -> Option<Piece> {
    let words = &say.words;
    match snapshot.took {
        Took::Nothing | Took::Asked => None,
        Took::Done => Some(worded("p.effect#effect", words.get(Word::effect_done))),
        Took::NoList => Some(worded("p.effect#effect", words.get(Word::effect_no_list))),
        Took::NotYet => {
            let retry = button(
                "button.small type=button part=button data-overt-control=retry",
                words.get(Word::verb_retry),
                Action::Tell("overt:record"),
            );
            Some(element("p.effect#late role=alert").child(worded("span", words.get(Word::effect_not_yet))).child(retry))
        }
    }
}

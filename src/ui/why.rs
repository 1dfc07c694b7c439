//! The one sentence, and what it rests on where something has to be decided or mended.

use super::piece::{Action, Local, Piece, button, element, worded};
use crate::session::{Because, Offer, Snapshot, State};
use crate::text::{Say, Word};

pub(super) fn why(say: &Say, snapshot: &Snapshot, local: &Local) -> Piece {
    let lead = say.lead(&snapshot.state, strongest(snapshot, local).as_ref(), snapshot.now);
    let mut why = element("div.why").child(worded("p.lead#lead", lead));
    if snapshot.late {
        let show = button(
            "button.small type=button part=button data-overt-control=late",
            say.words.get(Word::verb_show_mine),
            Action::Tell("overt:late"),
        );
        why.add(element("p.mend#late").child(worded("span", say.words.get(Word::trouble_late))).child(show));
    }
    for line in say.trouble(&snapshot.state).into_iter().flatten() {
        why.add(element("p.mend").keyed(line));
    }
    if snapshot.offline {
        why.add(element("p.mend").keyed(say.words.get(Word::trouble_offline)));
    }
    if matches!(snapshot.state, State::Fresh | State::Lapsed | State::Gpc(true)) {
        why.add(terms(say, &snapshot.offer));
        why.add(worded("p.stored#stored", say.words.get(Word::purpose_stored)));
    }
    why
}

/// The strongest reason, and where there is one that may be seen at once, the strongest of those.
fn strongest(snapshot: &Snapshot, local: &Local) -> Option<Because> {
    let up = || snapshot.shares.iter().flat_map(|s| &s.reasons).filter(|r| r.contribution > 0);
    let open = up().find(|r| local.shown || !r.sensitive);
    let mut strongest = open.or_else(|| up().next())?.clone();
    strongest.sensitive &= !local.shown;
    Some(strongest)
}

/// What a purpose does, why, what comes of it, who receives what, and for how long: in the site's words.
pub(super) fn terms(say: &Say, offer: &Offer) -> Piece {
    let words = &say.words;
    let days = |days: u32| words.days_days(&say.count(days as usize));
    let who = if offer.recipients.is_empty() { words.get(Word::purpose_nobody) } else { say.series(&offer.recipients) };
    let mut terms = element("dl.offer#terms");
    pair(say, &mut terms, Word::purpose_does, offer.does.clone());
    pair(say, &mut terms, Word::purpose_why, offer.why.clone());
    pair(say, &mut terms, Word::purpose_you_get, offer.you_get.clone());
    pair(say, &mut terms, Word::purpose_who, who);
    pair(say, &mut terms, Word::purpose_kept, words.purpose_kept_for(&days(offer.days.0), &days(offer.days.1)));
    terms
}

/// A name and what it stands for; where the site says nothing, nothing stands there.
#[inline(never)]
pub(super) fn pair(say: &Say, list: &mut Piece, name: Word, text: String) {
    if text.is_empty() {
        return;
    }
    let name = say.words.get(name);
    list.add(element("dt").keyed(name.clone()));
    list.add(worded("dd", text).key(name));
}

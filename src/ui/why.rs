//! The one sentence, and what it rests on where something has to be decided or mended.

use super::piece::{Piece, classed, element};
use crate::session::{Snapshot, State};
use crate::text::Say;

pub(super) fn why(say: &Say, snapshot: &Snapshot) -> Piece {
    let strongest = snapshot.shares.as_ref().and_then(|s| s.reasons.iter().find(|r| r.contribution > 0));
    let lead = say.lead(&snapshot.state, strongest, snapshot.now);
    let mend = say.trouble(&snapshot.state);
    classed("div", "why")
        .child(classed("p", "lead").key("lead").text(lead))
        .children(mend.into_iter().map(|line| classed("p", "mend").key(line.clone()).text(line)))
        .children(offer(say, snapshot))
}

/// What a yes would mean, in the site's words.
fn offer(say: &Say, snapshot: &Snapshot) -> Vec<Piece> {
    if !matches!(snapshot.state, State::Fresh | State::Lapsed | State::Gpc(true)) {
        return Vec::new();
    }
    let (words, site) = (&say.words, &snapshot.words);
    let pairs = [(words.purpose_does(), &site.does), (words.purpose_why(), &site.why), (words.purpose_you_get(), &site.you_get)];
    let pairs = pairs
        .into_iter()
        .flat_map(|(name, text)| [element("dt").key(name.clone()).text(name.clone()), element("dd").key(name).text(text.clone())]);
    vec![classed("dl", "offer").children(pairs), classed("p", "stored").key("stored").text(words.purpose_stored())]
}

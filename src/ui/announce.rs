//! What became of an act: visible, and spoken once.

use super::piece::{Piece, classed};
use crate::session::Snapshot;
use crate::text::Say;

/// The line is always there, so that what changes in it is noticed; it speaks only when its words change.
pub(super) fn announce(say: &Say, snapshot: &Snapshot) -> Piece {
    let said = snapshot.said.as_ref().map(|said| say.after(said, snapshot.now));
    classed("p", "said").attribute("role", "status").key("said").text(said.unwrap_or_default())
}

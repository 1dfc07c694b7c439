//! What became of an act: visible, and spoken once.

use leptos::html;
use leptos::prelude::*;

use super::Ui;

/// The line is always there, so that what changes in it is noticed; it speaks only when its words change.
pub(super) fn announce(ui: Ui) -> AnyView {
    let said = ui.sentence(|say, snapshot| snapshot.said.as_ref().map(|said| say.after(said, snapshot.now)).unwrap_or_default());
    html::p().class("said").attr("role", "status").child(said).into_any()
}

//! What happened, newest first, and the way back from it where there is one.

use overt_core::choice::{Choice, Dial, Scope, Variety};
use overt_core::clock::Ms;
use overt_core::history::{Deed, Event};
use overt_core::id::Id;

use super::{Session, Way};

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) event: Event,
    /// The name of what it is about.
    pub(crate) label: String,
    /// Whether that says something sensitive.
    pub(crate) sensitive: bool,
    pub(crate) way_back: WayBack,
}

/// Whether an entry can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WayBack {
    /// There is nothing to undo, or it is undone already.
    None,
    /// It can be undone; where there is a date, until then.
    Open(Way, Option<Ms>),
    /// It can no longer be undone.
    Gone,
}

impl Session {
    pub(super) fn history(&self) -> Vec<Entry> {
        let events = &self.record.history;
        let mut entries = Vec::new();
        for (place, event) in events.iter().enumerate().rev() {
            let way_back =
                if self.trouble().is_some() { WayBack::None } else { self.way_back(event, events.get(..place).unwrap_or_default()) };
            let sensitive = matches!(&event.scope, Scope::Value(signal, value) if self.is_sensitive(signal, value));
            entries.push(Entry { label: self.label(&event.scope), sensitive, way_back, event: event.clone() });
        }
        entries
    }

    fn way_back(&self, event: &Event, earlier: &[Event]) -> WayBack {
        let open = |way| WayBack::Open(way, None);
        match event.deed {
            Deed::Pause if self.is_the_pause(event) => open(Way::Resume(event.scope.clone())),
            Deed::Off => {
                let mut on_again = Vec::new();
                for purpose in &event.before {
                    if self.was_on(purpose, earlier) && !self.record.mode().admits(purpose.as_str()) {
                        on_again.push(purpose.clone());
                    }
                }
                if on_again.is_empty() { WayBack::None } else { open(Way::On(on_again)) }
            }
            Deed::On if matches!(&event.scope, Scope::Purpose(p) if self.record.mode().admits(p.as_str())) && self.is_last_on(event) => {
                open(Way::Off)
            }
            Deed::Reset => match self.record.resets.iter().find(|r| Some(&r.id) == event.reset.as_ref()) {
                Some(reset) if self.record.undone.contains(&reset.id) => WayBack::None,
                Some(reset) if self.now < reset.undo_until => WayBack::Open(Way::BringBack(reset.id.clone()), Some(reset.undo_until)),
                _ => WayBack::Gone,
            },
            Deed::Dial => match (event.from, event.to) {
                (Some(from), Some(to)) if from != to && self.record.dial(&event.scope) == to && self.is_last_of(event) => {
                    open(Way::Dial(event.scope.clone(), from))
                }
                _ => WayBack::None,
            },
            Deed::TurnOff if self.is_off_since(event) => open(Way::Lift(event.scope.clone())),
            Deed::Vary if event.share == Some(self.record.variety()) && self.is_last_of(event) => {
                let before = earlier.iter().rev().find_map(|e| e.share).unwrap_or(Variety::None);
                if Some(before) == event.share { WayBack::None } else { open(Way::Vary(before)) }
            }
            _ => WayBack::None,
        }
    }

    /// Whether it is this turning off that holds now.
    fn is_off_since(&self, event: &Event) -> bool {
        // A purpose comes on again by a yes, which is asked for where it can be read what it means.
        let is_purpose = matches!(event.scope, Scope::Purpose(_));
        !is_purpose && matches!(self.record.choice(&event.scope), Choice::Off { at, .. } if at == event.at)
    }

    /// Whether it is this pause that holds now.
    fn is_the_pause(&self, event: &Event) -> bool {
        let choice = self.record.choice_at(&event.scope, self.now, &self.registry);
        matches!(choice, Choice::Paused { from, .. } if from == event.at)
    }

    /// Whether a purpose was on before: off by default is no state to go back to by turning it on.
    fn was_on(&self, purpose: &Id, earlier: &[Event]) -> bool {
        let declared = self.registry.purpose(purpose.as_str());
        if declared.is_some_and(|p| !p.needs_consent()) {
            return true;
        }
        let about = |e: &&Event| e.deed == Deed::Off || (e.deed == Deed::On && e.scope == Scope::Purpose(purpose.clone()));
        declared.is_some() && earlier.iter().rev().find(about).is_some_and(|e| e.deed == Deed::On)
    }

    fn is_last_on(&self, event: &Event) -> bool {
        let last = self.record.history.iter().rev().find(|e| matches!(e.deed, Deed::On | Deed::Off));
        last.is_some_and(|last| last.id == event.id)
    }

    fn is_last_of(&self, event: &Event) -> bool {
        let last = self.record.history.iter().rev().find(|e| e.deed == event.deed && e.scope == event.scope);
        last.is_some_and(|last| last.id == event.id)
    }

    /// The way back from the last reset that still covers something.
    pub(super) fn open_reset(&self) -> Option<(Id, Ms)> {
        let open = self.record.effective_resets().filter(|r| self.now < r.undo_until);
        open.max_by_key(|r| r.at).map(|r| (r.id.clone(), r.undo_until))
    }

    /// Where a dial goes when a value is used again: to where it stood before it was stopped.
    pub(crate) fn dial_before(&self, scope: &Scope) -> Dial {
        let stop = self.record.history.iter().rev().find(|e| e.deed == Deed::Dial && e.scope == *scope && e.to == Some(Dial::Off));
        stop.and_then(|e| e.from).unwrap_or(Dial::Normal)
    }
}

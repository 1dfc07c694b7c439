//! What can be turned off and on by itself: purposes, lists, where things come from, signals, and groups.

use overt_core::choice::{Choice, Dial, OffKind, Scope};
use overt_core::decide::{Rule, is_on};
use overt_core::id::Id;
use overt_core::registry::{Place, SizeBucket};

use super::Session;

/// How something stands by itself; it may still be held by something wider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stands {
    On,
    /// By the visitor.
    Off,
    /// By default.
    Default,
    Paused,
    /// Because everything is off.
    All,
}

/// One thing with its switch.
pub(crate) struct Switch {
    pub(crate) scope: Scope,
    pub(crate) label: String,
    /// In the site's own words, what it does, or is for.
    pub(crate) about: String,
    pub(crate) stands: Stands,
    /// How it is turned off.
    pub(crate) kind: OffKind,
    /// For a signal.
    pub(crate) dial: Option<Dial>,
    /// For a group.
    pub(crate) size: Option<SizeBucket>,
}

impl Session {
    pub(super) fn switches(&self) -> Vec<Switch> {
        let mut switches = Vec::new();
        for purpose in &self.registry.purposes {
            let Some(id) = Id::new(&purpose.id) else { continue };
            let mut switch = self.switch(Scope::Purpose(id), &purpose.does);
            switch.stands = match is_on(&self.facts(), &purpose.id) {
                Ok(()) => Stands::On,
                Err(Rule::Paused) => Stands::Paused,
                Err(Rule::OptedOut) if self.record.mode().admits(&purpose.id) => Stands::Off,
                Err(Rule::OptedOut) => Stands::All,
                Err(_) => Stands::Default,
            };
            if !purpose.needs_consent() {
                switch.kind = OffKind::Object;
            }
            switches.push(switch);
        }
        for slot in &self.registry.slots {
            let Some(id) = Id::new(&slot.id) else { continue };
            let purpose = self.registry.purpose(&slot.purpose).map_or("", |p| &p.label);
            switches.push(self.switch(Scope::Slot(id), purpose));
        }
        for place in Place::ALL {
            let mut signals = String::new();
            for signal in self.registry.signals.iter().filter(|s| s.place == *place) {
                signals.push_str(if signals.is_empty() { "" } else { ", " });
                signals.push_str(&signal.label);
            }
            if !signals.is_empty() {
                switches.push(self.switch(Scope::Source(*place), &signals));
            }
        }
        for signal in &self.registry.signals {
            let Some(id) = Id::new(&signal.id) else { continue };
            let mut switch = self.switch(Scope::Signal(id), &signal.improves);
            switch.dial = Some(self.record.dial(&switch.scope));
            switches.push(switch);
        }
        for segment in &self.registry.segments {
            let Some(id) = Id::new(&segment.id) else { continue };
            let mut switch = self.switch(Scope::Segment(id), &segment.rule);
            switch.kind = OffKind::Left;
            switch.size = Some(segment.size);
            switches.push(switch);
        }
        switches
    }

    #[inline(never)]
    fn switch(&self, scope: Scope, about: &str) -> Switch {
        let stands = match self.record.choice_at(&scope, self.now, &self.registry) {
            Choice::Off { .. } => Stands::Off,
            Choice::Paused { .. } => Stands::Paused,
            Choice::On | Choice::Follow => Stands::On,
        };
        Switch { label: self.label(&scope), scope, about: about.into(), stands, kind: OffKind::OptOut, dial: None, size: None }
    }
}

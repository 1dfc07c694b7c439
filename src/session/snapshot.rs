//! What is to be shown, worked out of the facts: no words, no views.

use overt_core::choice::{Choice, Scope};
use overt_core::clock::{Ms, days_after};
use overt_core::decide::{Rule, is_on, paused_until};
use overt_core::history::{Deed, Event};
use overt_core::id::Id;
use overt_core::limits::{UNDO_DAYS, WHOLE};
use overt_core::profile::permitted;
use overt_core::record::Trouble;

use super::{Because, Said, Section, Session, View};

/// How many reasons are shown one by one.
const REASONS: usize = 3;

/// How things stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Something is broken.
    Trouble(Trouble),
    /// The site declares no purpose here.
    Undeclared,
    /// The visitor never said anything.
    Fresh,
    /// There was a yes, and it holds no longer.
    Lapsed,
    /// The browser says no; whether the visitor can say otherwise here.
    Gpc(bool),
    /// The browser or the site's consent platform has not said yes.
    Refused,
    /// The visitor turned it off; when, where that is known.
    Off(Option<Ms>),
    /// This visit is left out.
    VisitOut,
    /// Paused; until when.
    Paused(Option<Ms>),
    /// On again, because the pause ended then.
    Ended(Ms),
    /// On, and all that was learned is put away; which reset, and until when it can be undone.
    PutAway(Id, Ms),
    /// On, and nothing is learned.
    Nothing,
    /// On, and nothing of it touches this list.
    Elsewhere,
    /// On, and this list is personal.
    Personal,
}

/// The parts that add up to the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shares {
    /// The strongest, each by itself.
    pub(crate) reasons: Vec<Because>,
    /// How many more there are.
    pub(crate) others: u32,
    /// What they make together, in thousandths.
    pub(crate) others_share: i32,
    /// What is not about the visitor, in thousandths.
    pub(crate) not_about_you: i32,
}

/// What a yes would mean, in the site's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Offer {
    pub(crate) does: String,
    pub(crate) why: String,
    pub(crate) you_get: String,
    /// Who receives what is known, beside this device.
    pub(crate) recipients: Vec<String>,
    /// For how long what is learned is kept, and for how long a yes holds, in days.
    pub(crate) days: (u32, u32),
}

/// Whether what was done took effect on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Took {
    /// Nothing was done.
    Nothing,
    /// It is stored, and the page has not answered yet.
    Asked,
    /// The lists of the page stand as they should.
    Done,
    /// There is no list on this page.
    NoList,
    /// A list of the page stands otherwise.
    NotYet,
}

/// All that is shown.
pub(crate) struct Snapshot {
    pub(crate) now: Ms,
    pub(crate) view: View,
    pub(crate) state: State,
    pub(crate) purpose: Option<Id>,
    pub(crate) offer: Offer,
    pub(crate) shares: Option<Shares>,
    pub(crate) sections: Vec<Section>,
    /// Attempts of scripts that are not stored, because nothing is.
    pub(crate) blocked: u32,
    /// Whether something learned is left while it is off.
    pub(crate) left: bool,
    /// Whether something was told besides what was learned, so that there is a choice of what to start over with.
    pub(crate) told: bool,
    /// Until when a reset made now could be undone.
    pub(crate) undo_until: Ms,
    pub(crate) said: Option<Said>,
    pub(crate) took: Took,
    /// Whether the order came too late for this page.
    pub(crate) late: bool,
    pub(crate) offline: bool,
}

impl Session {
    /// Works out what is to be shown.
    pub(crate) fn snapshot(&mut self) -> Snapshot {
        let order = self.order();
        let shares = self.shares(&order);
        let state = self.state(shares.is_some());
        let broken = self.trouble().is_some();
        Snapshot {
            now: self.now,
            view: self.view,
            purpose: self.purpose().and_then(|p| Id::new(&p.id)),
            offer: self.offer(),
            sections: self.sections(&order),
            blocked: self.blocked,
            left: !broken && self.has_learned(),
            told: self.has_told(),
            undo_until: days_after(self.now, UNDO_DAYS),
            said: self.said.clone(),
            took: self.took,
            late: self.late && !broken,
            offline: self.offline,
            shares: shares.filter(|_| matches!(state, State::Personal | State::Ended(_))),
            state,
        }
    }

    fn offer(&self) -> Offer {
        let Some(purpose) = self.purpose() else { return Offer::default() };
        let name = |id: &String| self.registry.recipients.iter().find(|r| r.id == *id).map_or_else(|| id.clone(), |r| r.name.clone());
        Offer {
            does: purpose.does.clone(),
            why: purpose.why.clone(),
            you_get: purpose.you_get.clone(),
            recipients: purpose.recipients.iter().map(name).collect(),
            days: (purpose.retention_days, purpose.valid_days),
        }
    }

    fn state(&self, personal: bool) -> State {
        if let Some(trouble) = self.trouble() {
            return State::Trouble(trouble);
        }
        let facts = self.facts();
        let Some(purpose) = self.purpose() else { return State::Undeclared };
        if self.is_off(&purpose.id) {
            let off = |e: &&Event| match e.deed {
                Deed::Off => true,
                Deed::TurnOff | Deed::Withdraw => matches!(&e.scope, Scope::Purpose(id) if id.as_str() == purpose.id),
                _ => false,
            };
            return State::Off(self.record.history.iter().rev().find(off).map(|e| e.at));
        }
        match is_on(&facts, &purpose.id) {
            Err(Rule::UaSignal) if self.refused.iter().any(|id| *id == *purpose.id) => State::Refused,
            Err(Rule::UaSignal) => State::Gpc(false),
            Err(Rule::GpcSoft) => State::Gpc(true),
            Err(Rule::Paused) if self.is_left_out() => State::VisitOut,
            Err(Rule::Paused) => State::Paused(paused_until(&facts, &purpose.id).flatten()),
            Err(Rule::NoConsent) if self.record.consents(&purpose.id).next().is_some() => State::Lapsed,
            Err(_) => State::Fresh,
            Ok(()) => self.state_of_on(&purpose.id, personal),
        }
    }

    fn state_of_on(&self, purpose: &str, personal: bool) -> State {
        if let Some(ended) = self.ended {
            return State::Ended(ended);
        }
        let used = || self.registry.slots.iter().any(|s| s.purpose == purpose && permitted(&self.facts(), purpose, &s.id).next().is_some());
        match self.open_reset() {
            _ if personal => State::Personal,
            Some((reset, until)) if !self.has_learned() && !self.record.learned.is_empty() => State::PutAway(reset, until),
            _ if used() => State::Elsewhere,
            _ => State::Nothing,
        }
    }

    /// Whether it is the visitor who turned it off; this is said even where the browser's signal says no as well.
    fn is_off(&self, purpose: &str) -> bool {
        let off = |scope: &Scope| matches!(self.record.choice(scope), Choice::Off { .. });
        off(&Scope::All) || Id::new(purpose).is_some_and(|id| off(&Scope::Purpose(id))) || !self.record.mode().admits(purpose)
    }

    /// The reasons of the places shown; nothing where no reason is left.
    fn shares(&self, order: &[u32]) -> Option<Shares> {
        let explanation = self.explain(order);
        let reasons: Vec<Because> = explanation.reasons.iter().map(|r| self.because(r)).collect();
        let shown: Vec<Because> = reasons.iter().take(REASONS).cloned().collect();
        let shown_share: i32 = shown.iter().map(|b| b.contribution.abs()).sum();
        (!reasons.is_empty()).then(|| Shares {
            others: u32::try_from(reasons.len().saturating_sub(REASONS)).unwrap_or(u32::MAX),
            others_share: WHOLE - explanation.unattributed - shown_share,
            not_about_you: explanation.unattributed,
            reasons: shown,
        })
    }
}

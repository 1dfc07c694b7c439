//! What is to be shown, worked out of the facts: no words, no views.

use overt_core::choice::{Choice, Scope};
use overt_core::clock::{Ms, days_after};
use overt_core::decide::{Rule, is_on, paused_until};
use overt_core::history::Deed;
use overt_core::id::Id;
use overt_core::limits::{UNDO_DAYS, WHOLE};
use overt_core::profile::permitted;
use overt_core::record::Trouble;

use super::{Because, Entry, LearnedValue, Moved, Said, Session, View};

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
    /// The visitor turned it off; when, where that is known.
    Off(Option<Ms>),
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

/// The purpose in the site's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PurposeWords {
    pub(crate) does: String,
    pub(crate) why: String,
    pub(crate) you_get: String,
}

/// All that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Snapshot {
    pub(crate) now: Ms,
    pub(crate) view: View,
    pub(crate) state: State,
    pub(crate) purpose: Option<Id>,
    pub(crate) words: PurposeWords,
    pub(crate) shares: Option<Shares>,
    pub(crate) moved: Vec<Moved>,
    pub(crate) learned: Vec<LearnedValue>,
    pub(crate) history: Vec<Entry>,
    /// Attempts of scripts that are not stored, because nothing is.
    pub(crate) blocked: u32,
    /// Whether something learned is left while it is off.
    pub(crate) left: bool,
    /// Until when a reset made now could be undone.
    pub(crate) undo_until: Ms,
    pub(crate) said: Option<Said>,
}

impl Session {
    /// Works out what is to be shown.
    pub(crate) fn snapshot(&mut self) -> Snapshot {
        let order = self.order();
        let shares = self.shares(&order);
        let state = self.state(shares.is_some());
        let words = self.purpose().map(|p| PurposeWords { does: p.does.clone(), why: p.why.clone(), you_get: p.you_get.clone() });
        let broken = self.trouble().is_some();
        Snapshot {
            now: self.now,
            view: self.view,
            purpose: self.purpose().and_then(|p| Id::new(&p.id)),
            words: words.unwrap_or_default(),
            moved: self.moved(&order),
            learned: if broken { Vec::new() } else { self.learned() },
            history: self.history(),
            blocked: self.blocked,
            left: !broken && self.has_learned(),
            undo_until: days_after(self.now, UNDO_DAYS),
            said: self.said.clone(),
            shares: shares.filter(|_| matches!(state, State::Personal | State::Ended(_))),
            state,
        }
    }

    fn state(&self, personal: bool) -> State {
        if let Some(trouble) = self.trouble() {
            return State::Trouble(trouble);
        }
        let facts = self.facts();
        let Some(purpose) = self.purpose() else { return State::Undeclared };
        if self.is_off(&purpose.id) {
            return State::Off(self.record.history.iter().rev().find(|e| e.deed == Deed::Off).map(|e| e.at));
        }
        match is_on(&facts, &purpose.id) {
            Err(Rule::UaSignal) => State::Gpc(false),
            Err(Rule::GpcSoft) => State::Gpc(true),
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
        let scopes = [Some(Scope::All), Id::new(purpose).map(Scope::Purpose)];
        let by_choice = scopes.into_iter().flatten().any(|s| matches!(self.record.choice(&s), Choice::Off { .. }));
        by_choice || !self.record.mode().admits(purpose)
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

//! A record on which acts are really performed, and how it reads before and after; the tables are made of that.

use alloc::vec::Vec;

use super::{Act, By, ConsentState, State};
use crate::act::{Loosen, Moment, Outcome, Tighten, loosen_unproved, tighten};
use crate::choice::{Choice, Dial, OffKind, Scope, Then, Variety};
use crate::clock::{Ms, days_after};
use crate::consent::ConsentStatus;
use crate::history::Actor;
use crate::id::Id;
use crate::json::decimal;
use crate::limits::VALID_DAYS_MOST;
use crate::record::{Record, ResetKind};
use crate::registry::Registry;

/// One thing to do, as the type says who may.
enum Step {
    Tighten(Tighten),
    Loosen(Loosen),
    Wait,
}

impl Step {
    /// Its name; an act that is added has to be given one.
    fn act(&self) -> Act {
        match self {
            Step::Tighten(Tighten::Off) => Act::Off,
            Step::Tighten(Tighten::TurnOff { .. }) => Act::TurnOff,
            Step::Tighten(Tighten::Refuse { .. }) => Act::Refuse,
            Step::Tighten(Tighten::Withdraw { .. }) => Act::Withdraw,
            Step::Tighten(Tighten::Pause { .. }) => Act::Pause,
            Step::Tighten(Tighten::Reset { .. }) => Act::Reset,
            Step::Tighten(Tighten::ExcludeVisit { .. }) => Act::ExcludeVisit,
            Step::Tighten(Tighten::LowerDial { .. }) => Act::LowerDial,
            Step::Tighten(Tighten::Vary { .. }) => Act::VaryMore,
            Step::Loosen(Loosen::On { .. }) => Act::On,
            Step::Loosen(Loosen::Consent { .. }) => Act::Consent,
            Step::Loosen(Loosen::Lift { .. }) => Act::Lift,
            Step::Loosen(Loosen::Resume { .. }) => Act::Resume,
            Step::Loosen(Loosen::UndoReset { .. }) => Act::UndoReset,
            Step::Loosen(Loosen::RaiseDial { .. }) => Act::RaiseDial,
            Step::Loosen(Loosen::Vary { .. }) => Act::VaryLess,
            Step::Loosen(Loosen::Tell { .. }) => Act::Tell,
            Step::Wait => Act::TimePasses,
        }
    }
}

/// A record on which acts are tried, one millisecond after the other.
pub(super) struct Trial<'a> {
    registry: &'a Registry,
    record: Record,
    now: Ms,
    purpose: Id,
    signal: Id,
}

impl<'a> Trial<'a> {
    pub(super) fn new(registry: &'a Registry) -> Option<Trial<'a>> {
        let (purpose, signal) = (registry.purpose_ids().next()?, Id::new(&registry.signals.first()?.id)?);
        Some(Trial { registry, record: Record::default(), now: 1, purpose, signal })
    }

    pub(super) fn perform(&mut self, act: Act) -> Option<(Act, By, Option<Outcome>)> {
        let step = self.step(act)?;
        let (by, outcome) = self.take(&step)?;
        Some((step.act(), by, outcome))
    }

    fn take(&mut self, step: &Step) -> Option<(By, Option<Outcome>)> {
        self.now += 1;
        let moment = |actor| {
            let fresh = Id::new(&["m", &decimal(self.now)].concat())?;
            Some(Moment { registry: self.registry, now: self.now, actor, fresh })
        };
        Some(match step {
            Step::Tighten(act) => (By::Anyone, Some(tighten(&mut self.record, act, &moment(Actor::Script)?))),
            Step::Loosen(act) => (By::Visitor, Some(loosen_unproved(&mut self.record, act, &moment(Actor::Gesture)?))),
            Step::Wait => {
                self.now = days_after(self.now, i64::from(VALID_DAYS_MOST));
                self.record.settle(self.registry, self.now);
                (By::Time, None)
            }
        })
    }

    /// The act with what it names, after whatever has to be there for it to do anything.
    fn step(&mut self, act: Act) -> Option<Step> {
        let (purpose, scope, signal) = (self.purpose.clone(), self.scope(), Scope::Signal(self.signal.clone()));
        Some(match act {
            Act::Off => Step::Tighten(Tighten::Off),
            Act::TurnOff => Step::Tighten(Tighten::TurnOff { scope, kind: OffKind::OptOut }),
            Act::Refuse => Step::Tighten(Tighten::Refuse { purpose, shown: None }),
            Act::Withdraw => Step::Tighten(Tighten::Withdraw { purpose }),
            Act::Pause => Step::Tighten(Tighten::Pause { scope, until: Some(days_after(self.now, 1)) }),
            Act::Reset => Step::Tighten(Tighten::Reset { scope, kind: ResetKind::ForgetLearned }),
            Act::ExcludeVisit => Step::Tighten(Tighten::ExcludeVisit { visit: Id::new("visit")? }),
            Act::LowerDial => Step::Tighten(Tighten::LowerDial { scope: signal, to: Dial::Less }),
            Act::VaryMore => Step::Tighten(Tighten::Vary { to: Variety::Some }),
            Act::On => Step::Loosen(Loosen::On { purpose }),
            Act::Consent => Step::Loosen(Loosen::Consent { purpose, names: Vec::new(), shown: None }),
            Act::Lift => Step::Loosen(Loosen::Lift { scope }),
            Act::Resume => Step::Loosen(Loosen::Resume { scope }),
            Act::UndoReset => {
                self.perform(Act::Reset)?;
                Step::Loosen(Loosen::UndoReset { reset: self.record.resets.last()?.id.clone() })
            }
            Act::RaiseDial => {
                self.perform(Act::LowerDial)?;
                Step::Loosen(Loosen::RaiseDial { scope: signal, to: Dial::More })
            }
            Act::VaryLess => {
                self.perform(Act::VaryMore)?;
                Step::Loosen(Loosen::Vary { to: Variety::None })
            }
            Act::Tell => Step::Loosen(Loosen::Tell { signal: self.signal.clone(), value: Id::new("poetry")?, label: "Poetry".into() }),
            Act::TimePasses => Step::Wait,
        })
    }

    fn scope(&self) -> Scope {
        Scope::Purpose(self.purpose.clone())
    }

    pub(super) fn state(&self) -> State {
        if !self.record.mode().admits(self.purpose.as_str()) {
            return State::AllOff;
        }
        match self.record.choice_at(&self.scope(), self.now, self.registry) {
            Choice::On => State::On,
            Choice::Follow => State::Follow,
            Choice::Paused { then: Then::On, .. } => State::PausedThenOn,
            Choice::Paused { then: Then::Follow, .. } => State::PausedThenFollow,
            Choice::Off { .. } => State::Off,
        }
    }

    pub(super) fn consent(&self) -> ConsentState {
        let Some(answer) = self.record.consents(self.purpose.as_str()).max() else { return ConsentState::Unknown };
        match answer.status {
            ConsentStatus::Given if answer.is_valid(&self.registry.notice.version, self.now) => ConsentState::Given,
            ConsentStatus::Given => ConsentState::Expired,
            ConsentStatus::Refused => ConsentState::Refused,
            ConsentStatus::Withdrawn => ConsentState::Withdrawn,
            ConsentStatus::Unknown => ConsentState::Unknown,
        }
    }
}

//! What can be done: tightening, which anyone may, and loosening, which only a person may.
//!
//! They are two types. The second exists only where the feature `loosen` is on, which is in the panel and nowhere else,
//! and asks for a [`GestureProof`].

use alloc::vec::Vec;

use crate::choice::{AllMode, Choice, Dial, Scope, Then};
use crate::clock::{Ms, days_after};
use crate::consent::{Consent, ConsentStatus};
use crate::history::{Actor, Deed, Event};
use crate::id::Id;
use crate::json::from_text;
use crate::limits::UNDO_DAYS;
use crate::record::{Record, Reset, ResetKind, event};
use crate::register::{insert_sorted, register_mut};
use crate::registry::Registry;

/// When something is done, by whom, and a name for it that nothing else has.
#[derive(Clone, Debug)]
pub struct Moment<'a> {
    /// What the site declares.
    pub registry: &'a Registry,
    /// The time.
    pub now: Ms,
    /// Who.
    pub actor: Actor,
    /// A fresh random id: it names the deed, and the device where that has no name yet.
    pub fresh: Id,
}

/// What makes personalization less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tighten {
    /// Everything off, and whatever the site adds later as well.
    Off,
    /// Nothing is used or learned for a while.
    Pause {
        /// About what.
        scope: Scope,
        /// Until when; `None` until the visitor says.
        until: Option<Ms>,
    },
    /// What was learned is put away, and gone after the undo window.
    Reset {
        /// About what.
        scope: Scope,
        /// What of it.
        kind: ResetKind,
    },
    /// A signal counts less, or not at all.
    LowerDial {
        /// Which.
        scope: Scope,
        /// How much.
        to: Dial,
    },
}

fields! {
    /// A tightening as it comes from the page: `{"act": "pause", "scope": "all", "until": 1795478400000}`.
    #[derive(Debug)]
    pub struct TightenText {
        /// Which: `off`, `pause`, `reset` or `dial`.
        pub act: Deed as "act",
        /// About what; about everything where it is not said.
        pub scope: Option<Scope> as "scope",
        /// For a pause: until when.
        pub until: Option<Ms> as "until",
        /// For a reset: what of it.
        pub kind: Option<ResetKind> as "kind",
        /// For a dial: where to.
        pub to: Option<Dial> as "to",
    }
}

impl Tighten {
    /// Reads a tightening; anything else, above all anything that would loosen, is nothing.
    ///
    /// ```
    /// use overt_core::act::Tighten;
    /// assert_eq!(Tighten::from_text(r#"{"act": "off"}"#), Some(Tighten::Off));
    /// assert_eq!(Tighten::from_text(r#"{"act": "on"}"#), None);
    /// ```
    pub fn from_text(text: &str) -> Option<Tighten> {
        let text: TightenText = from_text(text).ok()?;
        let scope = text.scope.unwrap_or(Scope::All);
        match text.act {
            Deed::Off => Some(Tighten::Off),
            Deed::Pause => Some(Tighten::Pause { scope, until: text.until }),
            Deed::Reset => Some(Tighten::Reset { scope, kind: text.kind.unwrap_or(ResetKind::StartOver) }),
            Deed::Dial => Some(Tighten::LowerDial { scope, to: text.to? }),
            _ => None,
        }
    }
}

named! {
    /// What became of an act.
    pub enum Outcome {
        /// It is so now.
        Done = "done",
        /// It was so already, or stricter.
        AlreadySo = "alreadySo",
    }
    unknown = AlreadySo
}

/// Tightens: what stands is joined with what is asked, so nothing becomes looser.
pub fn tighten(record: &mut Record, act: &Tighten, moment: &Moment<'_>) -> Outcome {
    match act {
        Tighten::Off => everything_off(record, moment),
        Tighten::Pause { scope, until } => pause(record, scope, *until, moment),
        Tighten::Reset { scope, kind } => reset(record, scope, *kind, moment),
        Tighten::LowerDial { scope, to } => lower_dial(record, scope, *to, moment),
    }
}

/// Notes that a script tried to loosen something, and that nothing happened.
pub fn note_blocked(record: &mut Record, tried: &str, moment: &Moment<'_>) {
    let entry = begin(record, moment, Deed::Blocked, Scope::All);
    record.note(Event { tried: Some(tried.chars().take(32).collect()), ..entry });
    record.bound();
}

fn everything_off(record: &mut Record, moment: &Moment<'_>) -> Outcome {
    let nothing = AllMode::OnlyAllowed(Vec::new());
    if record.mode() == nothing {
        return Outcome::AlreadySo;
    }
    let before: Vec<Id> = moment.registry.purpose_ids().filter(|p| record.mode().admits(p.as_str())).collect();
    let entry = begin(record, moment, Deed::Off, Scope::All);
    let device = device(record, moment);
    record.mode.write(&device, nothing);
    let given: Vec<(Id, Consent)> = record
        .consents
        .iter()
        .flat_map(|k| k.register.values().filter(|c| c.status == ConsentStatus::Given).map(|c| (k.about.clone(), c.clone())))
        .collect();
    for (purpose, consent) in given {
        register_mut(&mut record.consents, &purpose)
            .write(&device, Consent { status: ConsentStatus::Withdrawn, at: moment.now, ..consent });
    }
    record.note(Event { before, ..entry });
    record.bound();
    Outcome::Done
}

fn pause(record: &mut Record, scope: &Scope, until: Option<Ms>, moment: &Moment<'_>) -> Outcome {
    let current = record.choice_at(scope, moment.now);
    let is_longer = match current {
        Choice::Off { .. } | Choice::Paused { until: None, .. } => false,
        Choice::Paused { until: Some(end), .. } => until.is_none_or(|u| u > end),
        Choice::On | Choice::Follow => until.is_none_or(|u| u > moment.now),
    };
    if !is_longer {
        return Outcome::AlreadySo;
    }
    // It ends to On only where everything that stands would.
    let then = if record.choice_at(scope, Ms::MAX) == Choice::On { Then::On } else { Then::Follow };
    let wanted = Choice::Paused { from: moment.now, until, then };
    let entry = begin(record, moment, Deed::Pause, scope.clone());
    let device = device(record, moment);
    register_mut(&mut record.choices, scope).write(&device, wanted);
    record.note(Event { until, ..entry });
    record.bound();
    Outcome::Done
}

fn reset(record: &mut Record, scope: &Scope, kind: ResetKind, moment: &Moment<'_>) -> Outcome {
    let entry = begin(record, moment, Deed::Reset, scope.clone());
    let reset = Reset {
        id: moment.fresh.clone(),
        scope: scope.clone(),
        kind,
        by: device(record, moment),
        at: moment.now,
        seen: record.learned_seen.clone(),
        undo_until: days_after(moment.now, UNDO_DAYS),
    };
    record.note(Event { reset: Some(reset.id.clone()), until: Some(reset.undo_until), ..entry });
    insert_sorted(&mut record.resets, reset);
    record.bound();
    Outcome::Done
}

fn lower_dial(record: &mut Record, scope: &Scope, to: Dial, moment: &Moment<'_>) -> Outcome {
    let from = record.dial(scope);
    if to >= from {
        return Outcome::AlreadySo;
    }
    set_dial(record, scope, from, to, moment);
    Outcome::Done
}

fn set_dial(record: &mut Record, scope: &Scope, from: Dial, to: Dial, moment: &Moment<'_>) {
    let entry = begin(record, moment, Deed::Dial, scope.clone());
    let device = device(record, moment);
    register_mut(&mut record.dials, scope).write(&device, to);
    record.note(Event { from: Some(from), to: Some(to), ..entry });
    record.bound();
}

/// The device's name in dots, given with the first write.
fn device(record: &mut Record, moment: &Moment<'_>) -> Id {
    record.device.get_or_insert_with(|| moment.fresh.clone()).clone()
}

fn begin(record: &mut Record, moment: &Moment<'_>, deed: Deed, scope: Scope) -> Event {
    device(record, moment);
    Event { at: moment.now, ..event(&moment.fresh, moment.actor, deed, scope) }
}

#[cfg(feature = "loosen")]
pub use loosen::*;

#[cfg(feature = "loosen")]
mod loosen {
    use super::*;
    use crate::limits::GESTURE_VISIBLE_MS;

    /// What is known of a press.
    #[derive(Clone, Copy, Debug)]
    pub struct Gesture {
        /// The browser says that a person made it (`event.isTrusted`).
        pub trusted: bool,
        /// The browser says that a person is at the page (`navigator.userActivation.isActive`).
        pub active: bool,
        /// It was made inside the panel.
        pub inside: bool,
        /// For how long the panel had been visible, in milliseconds.
        pub visible_ms: u32,
    }

    /// Proof that a person asked. It is used up by one act.
    #[derive(Debug)]
    pub struct GestureProof(());

    /// A person has to ask for it, and this was not a person's press on the panel.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct NeedsGesture;

    impl GestureProof {
        /// Takes a press for proof.
        ///
        /// # Errors
        /// [`NeedsGesture`] where a script made it, or it was outside the panel, or the panel had only just appeared under the finger.
        pub fn of(gesture: Gesture) -> Result<GestureProof, NeedsGesture> {
            let seen = gesture.visible_ms >= GESTURE_VISIBLE_MS;
            if gesture.trusted && gesture.active && gesture.inside && seen { Ok(GestureProof(())) } else { Err(NeedsGesture) }
        }
    }

    /// What makes personalization more.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Loosen {
        /// A purpose on: yes to it, for as long as the site declares.
        On {
            /// Which.
            purpose: Id,
        },
        /// A pause ends now.
        Resume {
            /// About what.
            scope: Scope,
        },
        /// What was put away comes back.
        UndoReset {
            /// Which reset.
            reset: Id,
        },
        /// A signal counts more.
        RaiseDial {
            /// Which.
            scope: Scope,
            /// How much.
            to: Dial,
        },
    }

    /// Loosens, for a person who asked.
    pub fn loosen(record: &mut Record, act: &Loosen, moment: &Moment<'_>, _proof: GestureProof) -> Outcome {
        match act {
            Loosen::On { purpose } => turn_on(record, purpose, moment),
            Loosen::Resume { scope } => resume(record, scope, moment),
            Loosen::UndoReset { reset } => undo_reset(record, reset, moment),
            Loosen::RaiseDial { scope, to } => {
                let from = record.dial(scope);
                if *to <= from {
                    return Outcome::AlreadySo;
                }
                set_dial(record, scope, from, *to, moment);
                Outcome::Done
            }
        }
    }

    fn turn_on(record: &mut Record, purpose: &Id, moment: &Moment<'_>) -> Outcome {
        let Some(declared) = moment.registry.purpose(purpose.as_str()) else { return Outcome::AlreadySo };
        let before: Vec<Id> = moment.registry.purpose_ids().filter(|p| record.mode().admits(p.as_str())).collect();
        let entry = begin(record, moment, Deed::On, Scope::Purpose(purpose.clone()));
        let device = device(record, moment);
        if let AllMode::OnlyAllowed(mut list) = record.mode() {
            insert_sorted(&mut list, purpose.clone());
            record.mode.write(&device, AllMode::OnlyAllowed(list));
        }
        register_mut(&mut record.choices, &Scope::Purpose(purpose.clone())).write(&device, Choice::On);
        let answer = Consent {
            status: ConsentStatus::Given,
            at: moment.now,
            valid_until: days_after(moment.now, i64::from(declared.valid_days)),
            notice: moment.registry.notice.version.clone(),
            registry: moment.registry.version,
        };
        register_mut(&mut record.consents, purpose).write(&device, answer);
        record.note(Event { before, ..entry });
        record.bound();
        Outcome::Done
    }

    fn resume(record: &mut Record, scope: &Scope, moment: &Moment<'_>) -> Outcome {
        let Choice::Paused { then, .. } = record.choice(scope) else { return Outcome::AlreadySo };
        let entry = begin(record, moment, Deed::Resume, scope.clone());
        let device = device(record, moment);
        let value = if then == Then::On { Choice::On } else { Choice::Follow };
        register_mut(&mut record.choices, scope).write(&device, value);
        record.note(entry);
        record.bound();
        Outcome::Done
    }

    fn undo_reset(record: &mut Record, reset: &Id, moment: &Moment<'_>) -> Outcome {
        let open = record.effective_resets().find(|r| r.id == *reset && moment.now < r.undo_until).map(|r| r.scope.clone());
        let Some(scope) = open else { return Outcome::AlreadySo };
        let entry = begin(record, moment, Deed::UndoReset, scope);
        insert_sorted(&mut record.undone, reset.clone());
        record.note(Event { reset: Some(reset.clone()), ..entry });
        record.bound();
        Outcome::Done
    }
}

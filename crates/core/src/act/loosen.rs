//! What only a person may do.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Moment, Outcome, Tighten, answer, begin, device, finish, reset, set_dial, tighten, vary};
use crate::choice::{AllMode, Choice, Dial, Scope, Then, Variety};
use crate::clock::days_after;
use crate::consent::ConsentStatus;
use crate::hash::Hash;
use crate::history::{Deed, Event};
use crate::id::Id;
use crate::limits::GESTURE_VISIBLE_MS;
use crate::observe::{Observation, tell};
use crate::record::Record;
use crate::register::{insert_sorted, register_mut};
use crate::registry::Registry;

/// What is known of a press.
///
/// ```
/// use overt_core::act::{Gesture, GestureProof};
/// let press = Gesture { trusted: true, active: true, inside: true, visible_ms: 2000 };
/// assert!(GestureProof::of(press).is_ok());
/// assert!(GestureProof::of(Gesture { trusted: false, ..press }).is_err(), "a script pressed");
/// ```
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
///
/// ```
/// use overt_core::act::{Gesture, GestureProof, Loosen, loosen};
#[doc = bookshop!(visitor)]
/// let proof = GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 2000 }).unwrap();
/// loosen(&mut record, &Loosen::On { purpose: registry.purpose_ids().next().unwrap() }, &moment("on-1"), proof);
/// // `proof` is gone: a second act needs a second press.
/// ```
#[derive(Debug)]
pub struct GestureProof(());

/// A person has to ask for it, and this was not a person's press on the panel.
///
/// ```
/// use overt_core::act::{Gesture, GestureProof, NeedsGesture};
/// let too_soon = Gesture { trusted: true, active: true, inside: true, visible_ms: 20 };
/// assert_eq!(GestureProof::of(too_soon).unwrap_err(), NeedsGesture);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedsGesture;

/// The one way to a proof.
///
/// ```
/// use overt_core::act::{Gesture, GestureProof};
/// assert!(GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 2000 }).is_ok());
/// ```
impl GestureProof {
    /// Takes a press for proof.
    ///
    /// # Errors
    /// [`NeedsGesture`] where a script made it, or it was outside the panel, or the panel had only just appeared under the finger.
    ///
    /// ```
    /// use overt_core::{act::{Gesture, GestureProof}, limits::GESTURE_VISIBLE_MS};
    /// let press = Gesture { trusted: true, active: true, inside: true, visible_ms: GESTURE_VISIBLE_MS };
    /// assert!(GestureProof::of(press).is_ok());
    /// assert!(GestureProof::of(Gesture { inside: false, ..press }).is_err());
    /// ```
    pub fn of(gesture: Gesture) -> Result<GestureProof, NeedsGesture> {
        let seen = gesture.visible_ms >= GESTURE_VISIBLE_MS;
        if gesture.trusted && gesture.active && gesture.inside && seen { Ok(GestureProof(())) } else { Err(NeedsGesture) }
    }
}

/// What makes personalization more.
///
/// ```
/// use overt_core::act::{Gesture, GestureProof, Loosen, Outcome, Tighten, loosen, tighten};
#[doc = bookshop!(visitor)]
/// tighten(&mut record, &Tighten::Off, &moment("off-1"));
/// let proof = GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 2000 }).unwrap();
/// let on = Loosen::On { purpose: registry.purpose_ids().next().unwrap() };
/// assert_eq!(loosen(&mut record, &on, &moment("on-1"), proof), Outcome::Done);
/// assert!(record.mode().admits("content"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loosen {
    /// A purpose on: yes to it, for as long as the site declares.
    On {
        /// Which.
        purpose: Id,
    },
    /// A yes that names more than the purpose: each sensitive category and each source that it is meant for.
    Consent {
        /// To which purpose.
        purpose: Id,
        /// What it names, such as `category:health`.
        names: Vec<Scope>,
        /// The SHA-256 of the text that was shown.
        shown: Option<Hash>,
    },
    /// What was off on its own may be used again, as far as nothing else forbids it.
    Lift {
        /// About what.
        scope: Scope,
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
    /// Less of each list is for variety, and more of it about the visitor.
    Vary {
        /// How much.
        to: Variety,
    },
    /// The visitor says something about themselves.
    Tell {
        /// The signal, one that is declared as provided.
        signal: Id,
        /// The value.
        value: Id,
        /// The site's name for the value.
        label: String,
    },
}

/// Loosens, for a person who asked; the proof is used up, whatever becomes of the act.
///
/// ```
/// use overt_core::{act::{Gesture, GestureProof, Loosen, Outcome, loosen}, id::Id};
#[doc = bookshop!(visitor)]
/// let proof = GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 2000 }).unwrap();
/// let unknown = Loosen::On { purpose: Id::new("ads").unwrap() };
/// assert_eq!(loosen(&mut record, &unknown, &moment("on-1"), proof), Outcome::NotAllowed, "it is not declared");
/// ```
pub fn loosen(record: &mut Record, act: &Loosen, moment: &Moment<'_>, _proof: GestureProof) -> Outcome {
    loosen_unproved(record, act, moment)
}

/// The same for a record that nothing is stored of: what a preview shows, and what a replay redoes.
pub(crate) fn loosen_unproved(record: &mut Record, act: &Loosen, moment: &Moment<'_>) -> Outcome {
    match act {
        Loosen::On { purpose } => say_yes(record, purpose, &[], None, moment),
        Loosen::Consent { purpose, names, shown } => say_yes(record, purpose, names, *shown, moment),
        Loosen::Lift { scope } => lift(record, scope, moment),
        Loosen::Resume { scope } => resume(record, scope, moment),
        Loosen::UndoReset { reset } => undo_reset(record, reset, moment),
        Loosen::RaiseDial { scope, to } if *to > record.dial(scope) => set_dial(record, scope, *to, moment),
        Loosen::Vary { to } if *to < record.variety() => vary(record, *to, moment),
        Loosen::RaiseDial { .. } | Loosen::Vary { .. } => Outcome::AlreadySo,
        Loosen::Tell { signal, value, label } => say_so(record, signal, value, label, moment),
    }
}

fn say_yes(record: &mut Record, purpose: &Id, names: &[Scope], shown: Option<Hash>, moment: &Moment<'_>) -> Outcome {
    let Some(declared) = moment.registry.purpose(purpose.as_str()) else { return Outcome::NotAllowed };
    let before: Vec<Id> = moment.registry.purpose_ids().filter(|p| record.mode().admits(p.as_str())).collect();
    let entry = begin(record, moment, Deed::On, Scope::Purpose(purpose.clone()));
    let device = device(record, moment);
    if let AllMode::OnlyAllowed(mut list) = record.mode() {
        insert_sorted(&mut list, purpose.clone());
        record.mode.write(&device, &AllMode::OnlyAllowed(list));
    }
    register_mut(&mut record.choices, &Scope::Purpose(purpose.clone())).write(&device, &Choice::On);
    let mut sorted = Vec::new();
    names.iter().for_each(|name| insert_sorted(&mut sorted, name.clone()));
    answer(record, purpose, ConsentStatus::Given, moment, |answer| {
        answer.names.clone_from(&sorted);
        answer.shown = shown;
        answer.valid_until = days_after(moment.now, i64::from(declared.valid_days));
    });
    finish(record, Event { before, names: sorted, shown, ..entry })
}

fn lift(record: &mut Record, scope: &Scope, moment: &Moment<'_>) -> Outcome {
    if !matches!(record.choice(scope), Choice::Off { .. }) {
        return Outcome::AlreadySo;
    }
    let entry = begin(record, moment, Deed::Lift, scope.clone());
    let device = device(record, moment);
    register_mut(&mut record.choices, scope).write(&device, &Choice::Follow);
    finish(record, entry)
}

fn resume(record: &mut Record, scope: &Scope, moment: &Moment<'_>) -> Outcome {
    let Choice::Paused { then, .. } = record.choice(scope) else { return Outcome::AlreadySo };
    let entry = begin(record, moment, Deed::Resume, scope.clone());
    let device = device(record, moment);
    let value = if then == Then::On { Choice::On } else { Choice::Follow };
    register_mut(&mut record.choices, scope).write(&device, &value);
    finish(record, entry)
}

fn undo_reset(record: &mut Record, reset: &Id, moment: &Moment<'_>) -> Outcome {
    let open = record.effective_resets().find(|r| r.id == *reset && moment.now < r.undo_until).map(|r| r.scope.clone());
    let Some(scope) = open else { return Outcome::AlreadySo };
    let entry = begin(record, moment, Deed::UndoReset, scope);
    insert_sorted(&mut record.undone, reset.clone());
    finish(record, Event { reset: Some(reset.clone()), ..entry })
}

fn say_so(record: &mut Record, signal: &Id, value: &Id, label: &str, moment: &Moment<'_>) -> Outcome {
    let entry = begin(record, moment, Deed::Tell, Scope::Signal(signal.clone()));
    let said = Observation { signal: signal.as_str().into(), value: value.as_str().into(), label: label.into() };
    let device = device(record, moment);
    if tell(record, moment.registry, moment.now, &device, &said) { finish(record, entry) } else { Outcome::NotAllowed }
}

/// Does again what an entry of the log says was done, with what the site declared then; `false` where the entry does not say what.
///
/// Only the decisions come back, not what was learned: entries hold nothing of that.
///
/// ```
/// use overt_core::{act::{Tighten, again, tighten}, record::Record};
#[doc = bookshop!(visitor)]
/// tighten(&mut record, &Tighten::Off, &moment("off-1"));
/// let mut redone = Record { device: record.device.clone(), ..Record::default() };
/// assert!(again(&mut redone, &record.history[0], &registry));
/// assert_eq!(redone.state_text(), record.state_text());
/// ```
pub fn again(record: &mut Record, event: &Event, registry: &Registry) -> bool {
    let moment = Moment { registry, now: event.at, actor: event.actor, fresh: event.id.clone() };
    let scope = event.scope.clone();
    let purpose = || if let Scope::Purpose(id) = &event.scope { Some(id.clone()) } else { None };
    let tightening = match event.deed {
        Deed::Off => Some(Tighten::Off),
        Deed::TurnOff => event.off.map(|kind| Tighten::TurnOff { scope, kind }),
        Deed::Refuse => purpose().map(|purpose| Tighten::Refuse { purpose, shown: event.shown }),
        Deed::Withdraw => purpose().map(|purpose| Tighten::Withdraw { purpose }),
        Deed::Pause => Some(Tighten::Pause { scope, until: event.until }),
        _ => None,
    };
    if let Some(act) = tightening {
        return tighten(record, &act, &moment) == Outcome::Done;
    }
    let outcome = match event.deed {
        Deed::Reset => event.kind.zip(event.seen.clone()).map(|(kind, seen)| reset(record, &event.scope, kind, seen, &moment)),
        Deed::Dial => event.to.map(|to| set_dial(record, &event.scope, to, &moment)),
        Deed::Vary => event.share.map(|to| vary(record, to, &moment)),
        Deed::On => purpose().map(|purpose| say_yes(record, &purpose, &event.names, event.shown, &moment)),
        Deed::Lift => Some(lift(record, &event.scope, &moment)),
        Deed::Resume => Some(resume(record, &event.scope, &moment)),
        Deed::UndoReset => event.reset.as_ref().map(|reset| undo_reset(record, reset, &moment)),
        // These decide nothing.
        Deed::Tell | Deed::Blocked | Deed::PauseEnded | Deed::Deleted => Some(Outcome::Done),
        _ => None,
    };
    outcome == Some(Outcome::Done)
}

//! What can be done: tightening, which anyone may, and loosening, which only a person may.
//!
//! They are two types. The second exists only where the feature `loosen` is on, which is in the panel and on the command line,
//! and asks for a [`GestureProof`].

#[cfg(feature = "loosen")]
mod loosen;

use alloc::vec::Vec;

use crate::choice::{AllMode, Choice, Dial, OffKind, Scope, Then, Variety};
use crate::clock::{Ms, days_after};
use crate::consent::{Consent, ConsentStatus};
use crate::hash::Hash;
use crate::history::{Actor, Deed, Event, event};
use crate::id::Id;
use crate::json::from_text;
use crate::limits::{LATEST_MS, UNDO_DAYS};
use crate::record::{Record, Reset, ResetKind};
use crate::register::{Seen, insert_sorted, register_mut};
use crate::registry::Registry;

#[cfg(feature = "loosen")]
pub use loosen::*;

/// When something is done, by whom, and a name for it that nothing else has.
///
/// ```
/// use overt_core::{act::{Moment, Tighten, tighten}, history::Actor, id::Id, record::Record, registry::Registry};
/// let (registry, mut record) = (Registry::default(), Record::default());
/// let moment = Moment { registry: &registry, now: 1_800_000_000_000, actor: Actor::Gesture, fresh: Id::new("f3a94c01").unwrap() };
/// tighten(&mut record, &Tighten::Off, &moment);
/// assert_eq!(record.history[0].id.as_str(), "f3a94c01");
/// assert_eq!(record.device.unwrap().as_str(), "f3a94c01", "the first deed of all names the device as well");
/// ```
#[derive(Clone, Debug)]
pub struct Moment<'a> {
    /// What the site declares.
    pub registry: &'a Registry,
    /// The time, in milliseconds since 1970.
    pub now: Ms,
    /// Who.
    pub actor: Actor,
    /// A fresh random id: it names the deed, and the device where that has no name yet.
    pub fresh: Id,
}

/// What makes personalization less.
///
/// ```
/// use overt_core::{act::{Outcome, Tighten, tighten}, choice::Scope, clock::days_after};
#[doc = bookshop!(visitor)]
/// let pause = Tighten::Pause { scope: Scope::All, until: Some(days_after(now, 1)) };
/// assert_eq!(tighten(&mut record, &pause, &moment("pause-1")), Outcome::Done);
/// assert_eq!(tighten(&mut record, &pause, &moment("pause-2")), Outcome::AlreadySo);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tighten {
    /// Everything off, and whatever the site adds later as well.
    Off,
    /// Something less than everything off: opted out of, objected to (GDPR, Article 21), "not me" (Article 16), or a group left.
    TurnOff {
        /// About what.
        scope: Scope,
        /// In which way.
        kind: OffKind,
    },
    /// A no to a question.
    Refuse {
        /// To which purpose.
        purpose: Id,
        /// The SHA-256 of the text that was shown.
        shown: Option<Hash>,
    },
    /// A yes taken back.
    Withdraw {
        /// To which purpose.
        purpose: Id,
    },
    /// Nothing is used or learned for a while.
    Pause {
        /// About what.
        scope: Scope,
        /// Until when, in milliseconds since 1970; `None` until the visitor says.
        until: Option<Ms>,
    },
    /// What was learned is put away, and gone after the undo window.
    Reset {
        /// About what.
        scope: Scope,
        /// What of it.
        kind: ResetKind,
    },
    /// A visit apart from the rest ("I'm shopping for someone else"): paused as long as it lasts, and what was learned this day put away.
    ExcludeVisit {
        /// Which.
        visit: Id,
    },
    /// A signal counts less, or not at all.
    LowerDial {
        /// Which.
        scope: Scope,
        /// How much.
        to: Dial,
    },
    /// More of each list is not about the visitor.
    Vary {
        /// How much.
        to: Variety,
    },
}

fields! {
    /// A tightening as it comes from the page: `{"act": "pause", "scope": "all", "until": 1795478400000}`.
    ///
    /// ```
    /// use overt_core::{act::TightenText, choice::Scope, history::Deed, json::from_text};
    /// let text: TightenText = from_text(r#"{"act": "pause", "scope": "all", "until": 1795478400000}"#).unwrap();
    /// assert_eq!((text.act, text.scope, text.until), (Deed::Pause, Some(Scope::All), Some(1_795_478_400_000)));
    /// ```
    #[derive(Debug)]
    pub struct TightenText {
        /// Which: `off`, `turnOff`, `refuse`, `withdraw`, `pause`, `reset`, `dial` or `vary`.
        pub act: Deed as "act",
        /// For a reset: what of it.
        pub kind: Option<ResetKind> as "kind",
        /// For something turned off: in which way.
        pub off: Option<OffKind> as "off",
        /// About what; about everything where it is not said.
        pub scope: Option<Scope> as "scope",
        /// For variety: how much.
        pub share: Option<Variety> as "share",
        /// For a dial: where to.
        pub to: Option<Dial> as "to",
        /// For a pause: until when, in milliseconds since 1970; until the visitor says, where it is not there.
        pub until: Option<Ms> as "until",
    }
}

/// What a page may hand over as text. There is no text for loosening.
///
/// ```
/// use overt_core::act::Tighten;
/// assert!(Tighten::from_text(r#"{"act": "dial", "scope": "signal:viewed.shelf", "to": "less"}"#).is_some());
/// assert!(Tighten::from_text(r#"{"act": "resume", "scope": "all"}"#).is_none());
/// ```
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
            Deed::TurnOff => Some(Tighten::TurnOff { scope, kind: text.off.unwrap_or(OffKind::OptOut) }),
            Deed::Refuse => Some(Tighten::Refuse { purpose: purpose_of(&scope)?, shown: None }),
            Deed::Withdraw => Some(Tighten::Withdraw { purpose: purpose_of(&scope)? }),
            Deed::Pause => Some(Tighten::Pause { scope, until: text.until }),
            Deed::Reset => Some(Tighten::Reset { scope, kind: text.kind.unwrap_or(ResetKind::StartOver) }),
            Deed::Dial => Some(Tighten::LowerDial { scope, to: text.to? }),
            Deed::Vary => Some(Tighten::Vary { to: text.share? }),
            _ => None,
        }
    }
}

fn purpose_of(scope: &Scope) -> Option<Id> {
    if let Scope::Purpose(id) = scope { Some(id.clone()) } else { None }
}

named! {
    /// What became of an act.
    pub enum Outcome {
        /// It is so now.
        Done = "done",
        /// It was so already, or stricter.
        AlreadySo = "alreadySo",
        /// The rules do not allow it, or what it names is not declared.
        NotAllowed = "notAllowed",
    }
    unknown = AlreadySo
}

/// Tightens: what stands is joined with what is asked, so nothing becomes looser.
///
/// A record that has no room left for another decision turns everything off instead, which takes none: it never holds less than was asked.
///
/// ```
/// use overt_core::act::{Outcome, Tighten, tighten};
#[doc = bookshop!(visitor)]
/// assert_eq!(tighten(&mut record, &Tighten::Off, &moment("off-1")), Outcome::Done);
/// assert!(!record.mode().admits("content"));
/// assert_eq!(record.history[0].before[0].as_str(), "content", "what was on before, so that there is a way back");
/// ```
pub fn tighten(record: &mut Record, act: &Tighten, moment: &Moment<'_>) -> Outcome {
    if record.is_full() {
        return everything_off(record, moment);
    }
    match act {
        Tighten::Off => everything_off(record, moment),
        Tighten::TurnOff { scope, kind } => turn_off(record, scope, *kind, moment),
        Tighten::Refuse { purpose, shown } => refuse(record, purpose, *shown, moment),
        Tighten::Withdraw { purpose } => take_back(record, purpose, moment),
        Tighten::Pause { scope, until } => pause(record, scope, *until, moment),
        Tighten::Reset { scope, kind } => reset(record, scope, *kind, record.learned_seen.clone(), moment),
        Tighten::ExcludeVisit { visit } => exclude_visit(record, visit, moment),
        Tighten::LowerDial { scope, to } => lower_dial(record, scope, *to, moment),
        Tighten::Vary { to } if *to > record.variety() => vary(record, *to, moment),
        Tighten::Vary { .. } => Outcome::AlreadySo,
    }
}

/// Notes that a script tried to loosen something, and that nothing happened. Of what was tried 32 characters are kept.
///
/// ```
/// use overt_core::{act::note_blocked, history::Deed};
#[doc = bookshop!(visitor)]
/// note_blocked(&mut record, "on", &moment("try-1"));
/// assert_eq!((record.history[0].deed, record.history[0].tried.as_deref()), (Deed::Blocked, Some("on")));
/// ```
pub fn note_blocked(record: &mut Record, tried: &str, moment: &Moment<'_>) {
    let entry = begin(record, moment, Deed::Blocked, Scope::All);
    finish(record, Event { tried: Some(tried.chars().take(32).collect()), ..entry });
}

fn everything_off(record: &mut Record, moment: &Moment<'_>) -> Outcome {
    let nothing = AllMode::OnlyAllowed(Vec::new());
    // A person who presses again may have seen what this device has not: that press counts anew, and so wins over an On made meanwhile elsewhere.
    if record.mode() == nothing && moment.actor != Actor::Gesture {
        return Outcome::AlreadySo;
    }
    let before: Vec<Id> = moment.registry.purpose_ids().filter(|p| record.mode().admits(p.as_str())).collect();
    let entry = begin(record, moment, Deed::Off, Scope::All);
    let device = device(record, moment);
    record.mode.write(&device, &nothing);
    let given: Vec<Id> = record.consents.iter().map(|k| k.about.clone()).collect();
    given.iter().for_each(|purpose| withdraw(record, purpose, moment));
    finish(record, Event { before, ..entry })
}

fn turn_off(record: &mut Record, scope: &Scope, kind: OffKind, moment: &Moment<'_>) -> Outcome {
    let wanted = Choice::Off { at: moment.now, kind };
    if matches!(record.choice(scope), Choice::Off { kind: known, .. } if known >= kind) {
        return Outcome::AlreadySo;
    }
    let entry = begin(record, moment, Deed::TurnOff, scope.clone());
    let device = device(record, moment);
    register_mut(&mut record.choices, scope).write(&device, &wanted);
    if let Scope::Purpose(purpose) = scope {
        withdraw(record, purpose, moment);
    }
    finish(record, Event { off: Some(kind), ..entry })
}

fn has_said_yes(record: &Record, purpose: &Id) -> bool {
    record.consents(purpose.as_str()).any(|c| c.status == ConsentStatus::Given)
}

/// Takes back every yes to a purpose.
fn withdraw(record: &mut Record, purpose: &Id, moment: &Moment<'_>) {
    if has_said_yes(record, purpose) {
        answer(record, purpose, ConsentStatus::Withdrawn, moment, |_| {});
    }
}

/// Writes an answer to a purpose: under the notice in force, naming nothing and holding no longer than now, unless `more` says otherwise.
fn answer(record: &mut Record, purpose: &Id, status: ConsentStatus, moment: &Moment<'_>, more: impl FnOnce(&mut Consent)) {
    let mut answer = Consent {
        at: moment.now,
        id: Some(moment.fresh.clone()),
        names: Vec::new(),
        notice: moment.registry.notice.version.clone(),
        registry: moment.registry.version,
        shown: None,
        status,
        valid_until: moment.now,
    };
    more(&mut answer);
    let device = device(record, moment);
    register_mut(&mut record.consents, purpose).write(&device, &answer);
}

fn refuse(record: &mut Record, purpose: &Id, shown: Option<Hash>, moment: &Moment<'_>) -> Outcome {
    if moment.registry.purpose(purpose.as_str()).is_none() {
        return Outcome::NotAllowed;
    }
    let entry = begin(record, moment, Deed::Refuse, Scope::Purpose(purpose.clone()));
    answer(record, purpose, ConsentStatus::Refused, moment, |answer| answer.shown = shown);
    finish(record, Event { shown, ..entry })
}

fn take_back(record: &mut Record, purpose: &Id, moment: &Moment<'_>) -> Outcome {
    if !has_said_yes(record, purpose) {
        return Outcome::AlreadySo;
    }
    let entry = begin(record, moment, Deed::Withdraw, Scope::Purpose(purpose.clone()));
    withdraw(record, purpose, moment);
    finish(record, entry)
}

fn pause(record: &mut Record, scope: &Scope, until: Option<Ms>, moment: &Moment<'_>) -> Outcome {
    let until = until.map(|u| u.min(LATEST_MS));
    let is_longer = match record.choice_at(scope, moment.now, moment.registry) {
        Choice::Off { .. } | Choice::Paused { until: None, .. } => false,
        Choice::Paused { until: Some(end), .. } => until.is_none_or(|u| u > end),
        Choice::On | Choice::Follow => until.is_none_or(|u| u > moment.now),
    };
    if !is_longer {
        return Outcome::AlreadySo;
    }
    // It ends to On only where everything that stands would.
    let then = if record.choice_at(scope, Ms::MAX, moment.registry) == Choice::On { Then::On } else { Then::Follow };
    let wanted = Choice::Paused { from: moment.now, until, then, knew: Some(moment.registry.fingerprint()) };
    let entry = begin(record, moment, Deed::Pause, scope.clone());
    let device = device(record, moment);
    register_mut(&mut record.choices, scope).write(&device, &wanted);
    finish(record, Event { until, ..entry })
}

fn reset(record: &mut Record, scope: &Scope, kind: ResetKind, seen: Seen, moment: &Moment<'_>) -> Outcome {
    let entry = begin(record, moment, Deed::Reset, scope.clone());
    let reset = Reset {
        at: moment.now,
        by: device(record, moment),
        id: moment.fresh.clone(),
        kind,
        scope: scope.clone(),
        seen: seen.clone(),
        undo_until: days_after(moment.now, UNDO_DAYS),
    };
    let (id, until) = (reset.id.clone(), reset.undo_until);
    insert_sorted(&mut record.resets, reset);
    finish(record, Event { kind: Some(kind), reset: Some(id), seen: Some(seen), until: Some(until), ..entry })
}

fn exclude_visit(record: &mut Record, visit: &Id, moment: &Moment<'_>) -> Outcome {
    let scope = Scope::Visit(visit.clone());
    let outcome = pause(record, &scope, None, moment);
    if outcome == Outcome::Done {
        reset(record, &scope, ResetKind::ForgetLearned, record.learned_seen.clone(), moment);
    }
    outcome
}

fn lower_dial(record: &mut Record, scope: &Scope, to: Dial, moment: &Moment<'_>) -> Outcome {
    if to >= record.dial(scope) { Outcome::AlreadySo } else { set_dial(record, scope, to, moment) }
}

fn set_dial(record: &mut Record, scope: &Scope, to: Dial, moment: &Moment<'_>) -> Outcome {
    let from = record.dial(scope);
    let entry = begin(record, moment, Deed::Dial, scope.clone());
    let device = device(record, moment);
    register_mut(&mut record.dials, scope).write(&device, &to);
    finish(record, Event { from: Some(from), to: Some(to), ..entry })
}

fn vary(record: &mut Record, to: Variety, moment: &Moment<'_>) -> Outcome {
    let entry = begin(record, moment, Deed::Vary, Scope::All);
    let device = device(record, moment);
    record.variety.get_or_insert_default().write(&device, &to);
    finish(record, Event { share: Some(to), ..entry })
}

/// The device's name in dots, given with the first write.
fn device(record: &mut Record, moment: &Moment<'_>) -> Id {
    record.device.get_or_insert_with(|| moment.fresh.clone()).clone()
}

fn begin(record: &mut Record, moment: &Moment<'_>, deed: Deed, scope: Scope) -> Event {
    device(record, moment);
    record.remember();
    Event { at: moment.now, ..event(&moment.fresh, moment.actor, deed, scope) }
}

fn finish(record: &mut Record, entry: Event) -> Outcome {
    record.enter(entry);
    record.bound();
    Outcome::Done
}

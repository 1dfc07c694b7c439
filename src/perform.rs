//! From a verb to a record that is written: what stands is read first, and loosening needs a person.

use overt_core::act::{Loosen, Moment, Outcome, Tighten, loosen, note_blocked, tighten};
use overt_core::choice::{Dial, Scope};
use overt_core::clock::Ms;
use overt_core::decide::{Rule, is_on};
use overt_core::limits::{DAY_MS, RECORD_BYTES};
use overt_core::record::{Record, ResetKind, Trouble};
use overt_core::registry::Registry;

use crate::gesture::Press;
use crate::session::port::{Clock, StorageError};
use crate::session::{Said, Session, Span, Verb, Way};

/// What the page has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing.
    Quiet,
    /// The record was written.
    Written,
    /// The record could not be written: everything is treated as off.
    Failed(Trouble),
}

/// What a verb comes to, as things stand.
enum Plan {
    Tighten(Tighten, Said),
    Loosen(Vec<Loosen>, Said),
    Erase,
    Close,
    Nothing(Said),
}

/// Does what was asked, as things stand at this moment.
pub(crate) fn perform(session: &mut Session, verb: &Verb, press: Press) -> Effect {
    session.reread();
    // A write that failed may succeed now.
    if session.told == Some(Trouble::StorageFull) {
        session.told = None;
    }
    match plan(session, verb) {
        Plan::Close => {
            session.ended = None;
            session.said = None;
            Effect::Quiet
        }
        Plan::Nothing(said) => {
            session.said = Some(said);
            Effect::Quiet
        }
        Plan::Erase if press.proof().is_ok() => erase(session),
        Plan::Erase => blocked(session, verb, press),
        _ if session.trouble().is_some() => {
            session.said = Some(Said::Already);
            Effect::Quiet
        }
        Plan::Tighten(act, said) => {
            let moment = moment(&session.registry, &*session.clock, session.now, press);
            let outcome = tighten(&mut session.record, &act, &moment);
            finish(session, outcome, said)
        }
        Plan::Loosen(acts, said) => loosen_all(session, verb, &acts, said, press),
    }
}

fn plan(session: &Session, verb: &Verb) -> Plan {
    match verb {
        Verb::On(purpose) => {
            // A pause that is left would make this press look as if it had done nothing.
            let resume = session.paused_scopes().into_iter().map(|scope| Loosen::Resume { scope });
            Plan::Loosen(std::iter::once(Loosen::On { purpose: purpose.clone() }).chain(resume).collect(), Said::On)
        }
        Verb::Off => Plan::Tighten(Tighten::Off, Said::Off),
        Verb::Pause(span) => pause(session, *span),
        Verb::Undo(Way::Resume(scope)) => Plan::Loosen(vec![Loosen::Resume { scope: scope.clone() }], Said::Resumed),
        Verb::Resume => {
            let acts: Vec<Loosen> = session.paused_scopes().into_iter().map(|scope| Loosen::Resume { scope }).collect();
            if acts.is_empty() { Plan::Nothing(Said::Already) } else { Plan::Loosen(acts, Said::Resumed) }
        }
        Verb::StartOver if !session.has_learned() => Plan::Nothing(Said::NothingLearned),
        Verb::StartOver => {
            let until = overt_core::clock::days_after(session.now, overt_core::limits::UNDO_DAYS);
            Plan::Tighten(Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver }, Said::StartedOver(until))
        }
        Verb::StopUsing(scope) => dial(session, scope, Dial::Off),
        Verb::UseAgain(scope) => dial(session, scope, session.dial_before(scope)),
        Verb::Undo(Way::On(purposes)) => {
            Plan::Loosen(purposes.iter().map(|purpose| Loosen::On { purpose: purpose.clone() }).collect(), Said::On)
        }
        Verb::Undo(Way::Off) => Plan::Tighten(Tighten::Off, Said::Off),
        Verb::Undo(Way::BringBack(reset)) => {
            let open = session.record.effective_resets().any(|r| r.id == *reset && session.now < r.undo_until);
            if open { Plan::Loosen(vec![Loosen::UndoReset { reset: reset.clone() }], Said::BroughtBack) } else { Plan::Nothing(Said::Gone) }
        }
        Verb::Undo(Way::Dial(scope, to)) => dial(session, scope, *to),
        Verb::Erase if session.trouble() == Some(Trouble::RecordUnreadable) => Plan::Erase,
        Verb::Erase => Plan::Nothing(Said::Already),
        Verb::Fine => Plan::Close,
    }
}

/// A pause of what is on, or a longer one of what is paused; what is off stays as it is.
fn pause(session: &Session, span: Span) -> Plan {
    let facts = session.facts();
    let can = |id: &str| matches!(is_on(&facts, id), Ok(()) | Err(Rule::Paused));
    if !session.registry.purposes.iter().any(|p| can(&p.id)) {
        return Plan::Nothing(Said::Already);
    }
    let until = end(session.now, span);
    Plan::Tighten(Tighten::Pause { scope: Scope::All, until }, Said::Paused(until))
}

fn end(now: Ms, span: Span) -> Option<Ms> {
    let length = match span {
        Span::Hour => DAY_MS / 24,
        Span::Day => DAY_MS,
        Span::Week => 7 * DAY_MS,
        Span::Month => 30 * DAY_MS,
        Span::Open => return None,
    };
    Some(now.saturating_add(length))
}

/// Moves a dial: down by anyone, up by a person.
fn dial(session: &Session, scope: &Scope, to: Dial) -> Plan {
    let label = session.label(scope);
    if to > session.record.dial(scope) {
        Plan::Loosen(vec![Loosen::RaiseDial { scope: scope.clone(), to }], Said::UsedAgain(label))
    } else {
        Plan::Tighten(Tighten::LowerDial { scope: scope.clone(), to }, Said::Stopped(label))
    }
}

fn loosen_all(session: &mut Session, verb: &Verb, acts: &[Loosen], said: Said, press: Press) -> Effect {
    let mut outcome = Outcome::AlreadySo;
    for act in acts {
        let Ok(proof) = press.proof() else { return blocked(session, verb, press) };
        let moment = moment(&session.registry, &*session.clock, session.now, press);
        if loosen(&mut session.record, act, &moment, proof) == Outcome::Done {
            outcome = Outcome::Done;
        }
    }
    finish(session, outcome, said)
}

/// Notes an attempt of a script. Where nothing is stored, nothing begins to be: it is only counted.
fn blocked(session: &mut Session, verb: &Verb, press: Press) -> Effect {
    session.said = Some(Said::Blocked);
    if session.record.is_new() || session.trouble().is_some() {
        session.blocked = session.blocked.saturating_add(1);
        return Effect::Quiet;
    }
    let tried = match verb {
        Verb::On(_) => "on",
        Verb::Resume | Verb::Undo(Way::Resume(_)) => "resume",
        Verb::Undo(_) => "undo",
        Verb::Erase => "erase",
        _ => "dial",
    };
    note_blocked(&mut session.record, tried, &moment(&session.registry, &*session.clock, session.now, press));
    finish(session, Outcome::Done, Said::Blocked)
}

/// Writes the record, where there is something to write, and says what became of it.
fn finish(session: &mut Session, outcome: Outcome, said: Said) -> Effect {
    if outcome != Outcome::Done {
        session.said = Some(Said::Already);
        return Effect::Quiet;
    }
    let text = session.record.to_text();
    // A record beyond its bounds could not be read again.
    let written = if text.len() > RECORD_BYTES { Err(StorageError::Full) } else { session.storage.write(&text) };
    if let Err(error) = written {
        let trouble = match error {
            StorageError::Blocked => Trouble::StorageBlocked,
            StorageError::Full => Trouble::StorageFull,
        };
        // What could not be kept did not happen: what holds is what is stored.
        session.record = Record::default();
        session.reread();
        session.told = Some(trouble);
        session.said = Some(Said::Failed);
        return Effect::Failed(trouble);
    }
    if said != Said::Blocked {
        session.ended = None;
    }
    session.said = Some(said);
    Effect::Written
}

fn erase(session: &mut Session) -> Effect {
    if session.storage.erase().is_err() {
        session.said = Some(Said::Failed);
        return Effect::Failed(Trouble::StorageBlocked);
    }
    session.record = Record::default();
    session.reread();
    session.said = Some(Said::Erased);
    Effect::Written
}

fn moment<'a>(registry: &'a Registry, clock: &dyn Clock, now: Ms, press: Press) -> Moment<'a> {
    Moment { registry, now, actor: press.actor(), fresh: clock.fresh() }
}

#[cfg(test)]
mod tests;

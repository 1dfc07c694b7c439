//! From a verb to a record that is written: what stands is read first, and loosening needs a person.

use overt_core::act::{Loosen, Moment, Outcome, Tighten, loosen, note_blocked, tighten};
use overt_core::choice::{Dial, OffKind, Scope};
use overt_core::clock::Ms;
use overt_core::decide::{Rule, is_on};
use overt_core::id::Id;
use overt_core::limits::{DAY_MS, RECORD_BYTES};
use overt_core::preview::Act;
use overt_core::record::{Record, Trouble};
use overt_core::registry::Registry;
use overt_core::stance;

use crate::gesture::Press;
use crate::session::port::{Clock, StorageError};
use crate::session::{Said, Session, Span, Took, Verb, Way, record_in};

/// What the page has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing.
    Quiet,
    /// The record was written.
    Written,
    /// The record could not be written: everything is treated as off.
    Failed(Trouble),
    /// All that is stored is to be saved as a file.
    Save,
}

/// What a verb comes to, as things stand.
enum Plan {
    Do(Vec<Act>, Said),
    Join(Box<Record>),
    Erase,
    Save,
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
    session.took = Took::Nothing;
    match plan(session, verb) {
        Plan::Close => {
            session.ended = None;
            session.said = None;
            Effect::Quiet
        }
        Plan::Nothing(said) => quiet(session, said),
        Plan::Save => {
            session.said = Some(Said::Saved);
            Effect::Save
        }
        Plan::Erase if press.proof().is_ok() => erase(session),
        Plan::Erase => blocked(session, verb, press),
        _ if session.trouble().is_some() => quiet(session, Said::Already),
        Plan::Join(record) if press.proof().is_ok() => {
            session.record.join(&record);
            session.record.bound();
            finish(session, Outcome::Done, Said::Joined)
        }
        Plan::Join(_) => blocked(session, verb, press),
        Plan::Do(acts, said) => do_all(session, verb, &acts, said, press),
    }
}

/// How the list would stand after a verb: its own plan, tried on a copy, so that what is shown is what then happens.
pub(crate) fn preview(session: &mut Session, verb: &Verb) -> Option<(String, Vec<u32>)> {
    if let Plan::Do(acts, _) = plan(session, verb) { session.preview(&acts) } else { None }
}

fn quiet(session: &mut Session, said: Said) -> Effect {
    session.said = Some(said);
    Effect::Quiet
}

fn plan(session: &mut Session, verb: &Verb) -> Plan {
    match verb {
        Verb::On(purpose) => {
            // A pause that is left would make this press look as if it had done nothing.
            let resume = session.paused_scopes().into_iter().map(resume);
            Plan::Do(std::iter::once(on(purpose)).chain(resume).collect(), Said::On)
        }
        Verb::Off | Verb::Undo(Way::Off) => just(Tighten::Off, Said::Off),
        Verb::Pause(span) => pause(session, *span),
        Verb::Undo(Way::Resume(scope)) => Plan::Do(vec![resume(scope.clone())], Said::Resumed),
        Verb::Resume => {
            let acts: Vec<Act> = session.paused_scopes().into_iter().map(resume).collect();
            if acts.is_empty() { Plan::Nothing(Said::Already) } else { Plan::Do(acts, Said::Resumed) }
        }
        Verb::StartOver(_) if !session.has_learned() => Plan::Nothing(Said::NothingLearned),
        Verb::StartOver(kind) => {
            let until = overt_core::clock::days_after(session.now, overt_core::limits::UNDO_DAYS);
            just(Tighten::Reset { scope: Scope::All, kind: *kind }, Said::StartedOver(until))
        }
        Verb::Undo(Way::On(purposes)) => Plan::Do(purposes.iter().map(on).collect(), Said::On),
        Verb::Undo(Way::BringBack(reset)) => {
            let open = session.record.effective_resets().any(|r| r.id == *reset && session.now < r.undo_until);
            if open { allow(Loosen::UndoReset { reset: reset.clone() }, Said::BroughtBack) } else { Plan::Nothing(Said::Gone) }
        }
        Verb::Dial(scope, to) | Verb::Undo(Way::Dial(scope, to)) => dial(session, scope, *to),
        Verb::TurnOff(scope, kind) => {
            let label = session.label(scope);
            let said = match kind {
                OffKind::NotMe => Said::NotMe(label),
                OffKind::Left => Said::Left(label),
                _ => Said::TurnedOff(label),
            };
            just(Tighten::TurnOff { scope: scope.clone(), kind: *kind }, said)
        }
        Verb::TurnOn(Scope::Purpose(purpose)) => Plan::Do(vec![on(purpose)], Said::On),
        Verb::TurnOn(scope) | Verb::Undo(Way::Lift(scope)) => {
            allow(Loosen::Lift { scope: scope.clone() }, Said::TurnedOn(session.label(scope)))
        }
        Verb::Take(chosen) => Plan::Do(stance::acts(&session.facts(), *chosen), Said::Stance(*chosen)),
        Verb::Vary(to) | Verb::Undo(Way::Vary(to)) if *to > session.record.variety() => just(Tighten::Vary { to: *to }, Said::Varied(*to)),
        Verb::Vary(to) | Verb::Undo(Way::Vary(to)) => allow(Loosen::Vary { to: *to }, Said::Varied(*to)),
        Verb::LeaveOut => {
            let visit = session.visit.get_or_insert_with(|| session.clock.fresh()).clone();
            just(Tighten::ExcludeVisit { visit }, Said::VisitOut)
        }
        Verb::Count => match session.visit.clone() {
            Some(visit) => Plan::Do(vec![resume(Scope::Visit(visit))], Said::VisitIn),
            None => Plan::Nothing(Said::Already),
        },
        Verb::Join(file) => record_in(file).map_or(Plan::Nothing(Said::NotRead), |record| Plan::Join(Box::new(record))),
        Verb::Save => Plan::Save,
        Verb::Erase if session.trouble() == Some(Trouble::RecordUnreadable) || !session.record.is_new() => Plan::Erase,
        Verb::Erase => Plan::Nothing(Said::Already),
        Verb::Fine => Plan::Close,
    }
}

fn just(act: Tighten, said: Said) -> Plan {
    Plan::Do(vec![Act::Tighten(act)], said)
}

fn allow(act: Loosen, said: Said) -> Plan {
    Plan::Do(vec![Act::Loosen(act)], said)
}

fn on(purpose: &Id) -> Act {
    Act::Loosen(Loosen::On { purpose: purpose.clone() })
}

fn resume(scope: Scope) -> Act {
    Act::Loosen(Loosen::Resume { scope })
}

/// A pause of what is on, or a longer one of what is paused; what is off stays as it is.
fn pause(session: &mut Session, span: Span) -> Plan {
    let facts = session.facts();
    let can = |id: &str| matches!(is_on(&facts, id), Ok(()) | Err(Rule::Paused));
    if !session.registry.purposes.iter().any(|p| can(&p.id)) {
        return Plan::Nothing(Said::Already);
    }
    if span == Span::Visit {
        let visit = session.visit.get_or_insert_with(|| session.clock.fresh()).clone();
        return just(Tighten::Pause { scope: Scope::Visit(visit), until: None }, Said::VisitPaused);
    }
    let until = end(session.now, span);
    just(Tighten::Pause { scope: Scope::All, until }, Said::Paused(until))
}

fn end(now: Ms, span: Span) -> Option<Ms> {
    let length = match span {
        Span::Hour => DAY_MS / 24,
        Span::Day => DAY_MS,
        Span::Week => 7 * DAY_MS,
        Span::Month => 30 * DAY_MS,
        Span::Open | Span::Visit => return None,
    };
    Some(now.saturating_add(length))
}

/// Moves a dial: down by anyone, up by a person.
fn dial(session: &Session, scope: &Scope, to: Dial) -> Plan {
    let label = session.label(scope);
    let said = match (session.record.dial(scope), to) {
        (_, Dial::Off) => Said::Stopped(label),
        (Dial::Off, Dial::Normal) => Said::UsedAgain(label),
        _ => Said::Dialed(label, to),
    };
    if to > session.record.dial(scope) {
        allow(Loosen::RaiseDial { scope: scope.clone(), to }, said)
    } else {
        just(Tighten::LowerDial { scope: scope.clone(), to }, said)
    }
}

/// Does all or nothing: where anything of it loosens, a person has to have asked for it.
fn do_all(session: &mut Session, verb: &Verb, acts: &[Act], said: Said, press: Press) -> Effect {
    let loosens = acts.iter().any(|act| matches!(act, Act::Loosen(_)));
    if loosens && press.proof().is_err() {
        return blocked(session, verb, press);
    }
    let mut outcome = Outcome::AlreadySo;
    for act in acts {
        let moment = moment(&session.registry, &*session.clock, session.now, press);
        let done = match (act, press.proof()) {
            (Act::Tighten(act), _) => tighten(&mut session.record, act, &moment),
            (Act::Loosen(act), Ok(proof)) => loosen(&mut session.record, act, &moment, proof),
            (Act::Loosen(_), Err(_)) => Outcome::NotAllowed,
        };
        if done == Outcome::Done {
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
        return quiet(session, Said::Already);
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
        session.took = Took::Asked;
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
    session.visit = None;
    session.reread();
    session.said = Some(Said::Erased);
    session.took = Took::Asked;
    Effect::Written
}

fn moment<'a>(registry: &'a Registry, clock: &dyn Clock, now: Ms, press: Press) -> Moment<'a> {
    Moment { registry, now, actor: press.actor(), fresh: clock.fresh() }
}

#[cfg(test)]
mod tests;

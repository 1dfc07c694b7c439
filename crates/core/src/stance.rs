//! Three bundles of choices that a visitor may pick, each shown as the choices that it makes; nobody is ever put into one.

use alloc::vec::Vec;

use crate::act::{Loosen, Tighten};
use crate::choice::{Choice, OffKind, Scope};
use crate::decide::{Facts, is_on};
use crate::id::Id;
use crate::preview::Act;
use crate::registry::{Intrusiveness, Purpose, PurposeKind, SignalDef};

named! {
    /// How much a visitor wants to leave to a site.
    pub enum Stance {
        /// Nothing without asking. An unknown word is read as this.
        Careful = "careful",
        /// What the visitor said and what they bought, and nothing that leaves the site.
        Balanced = "balanced",
        /// Whatever the site declares; what is sensitive still has to be asked for by name.
        Open = "open",
    }
    unknown = Careful
}

/// The acts that bring a stance about, as things stand; none where it is so already.
///
/// Being careful only ever tightens.
///
/// ```
/// use overt_core::{decide::{Context, Facts}, preview::Act, record::Record, registry::Registry, stance::{Stance, acts}};
/// let (registry, _) = Registry::load(r#"{"purposes": [
///     {"id": "order", "does": "Sorts", "why": "To find things", "youGet": "Less scrolling", "legalBasis": "contract"}]}"#);
/// let facts = Facts { registry: &registry, record: &Record::default(), context: Context::default() };
/// assert!(acts(&facts, Stance::Careful).iter().all(|act| matches!(act, Act::Tighten(_))));
/// ```
pub fn acts(facts: &Facts<'_>, stance: Stance) -> Vec<Act> {
    let purposes = facts.registry.purposes.iter().filter_map(|p| Some((Id::new(&p.id)?, p)));
    let mut acts = Vec::new();
    for (id, purpose) in purposes {
        let on = is_on(facts, &purpose.id).is_ok();
        match stance {
            Stance::Careful if !purpose.needs_consent() && !said_yes(facts, &purpose.id) => acts.extend(off(facts, Scope::Purpose(id))),
            Stance::Balanced if leaves_the_site(purpose) => acts.extend(off(facts, Scope::Purpose(id))),
            Stance::Balanced | Stance::Open if !on => acts.push(Act::Loosen(Loosen::On { purpose: id })),
            _ => {}
        }
    }
    if stance == Stance::Careful {
        return acts;
    }
    for (id, signal) in facts.registry.signals.iter().filter_map(|s| Some((Id::new(&s.id)?, s))) {
        let scope = Scope::Signal(id);
        if stance == Stance::Balanced && goes_further(signal) {
            acts.extend(off(facts, scope));
        } else if is_off(facts, &scope) {
            acts.push(Act::Loosen(Loosen::Lift { scope }));
        }
    }
    acts
}

/// Whether a signal is more than what was said here or bought here.
fn goes_further(signal: &SignalDef) -> bool {
    signal.intrusiveness() > Intrusiveness::Transaction
}

fn leaves_the_site(purpose: &Purpose) -> bool {
    purpose.transfers() || purpose.kind == PurposeKind::Ads
}

fn said_yes(facts: &Facts<'_>, purpose: &str) -> bool {
    let notice = &facts.registry.notice.version;
    let mut answers = facts.record.consents(purpose).peekable();
    answers.peek().is_some() && answers.all(|c| c.is_valid(notice, facts.context.now))
}

fn is_off(facts: &Facts<'_>, scope: &Scope) -> bool {
    matches!(facts.record.choice(scope), Choice::Off { .. })
}

fn off(facts: &Facts<'_>, scope: Scope) -> Option<Act> {
    let act = Act::Tighten(Tighten::TurnOff { scope: scope.clone(), kind: OffKind::OptOut });
    (!is_off(facts, &scope)).then_some(act)
}

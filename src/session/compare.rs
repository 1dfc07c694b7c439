//! What would change, before it does: the same rules and the same ranking, asked about a copy.

use overt_core::act::{Loosen, Moment, Tighten};
use overt_core::choice::{Choice, Dial, Scope, Variety};
use overt_core::decide::Facts;
use overt_core::history::Actor;
use overt_core::preview::{Act, List as Previewed, Reordering, after, reorder};
use overt_core::stance::{Stance, acts};

use super::{Listed, Session, Took};

/// How many items of each list stand side by side.
const SIDE_BY_SIDE: usize = 8;
/// How many reasons can be left out one by one.
const REASONS: usize = 5;

/// The list with something and without it.
pub(crate) struct Compared {
    /// Without what: nothing named is "anything about you".
    pub(crate) label: Option<String>,
    pub(crate) scope: Scope,
    /// Whether its name is shown only when asked for.
    pub(crate) sensitive: bool,
    /// How many of the places that are shown are another item then.
    pub(crate) differ: usize,
    pub(crate) shown: usize,
    pub(crate) before: Vec<String>,
    pub(crate) after: Vec<String>,
}

/// The ways to set everything at once.
pub(crate) struct Ways {
    /// Each stance, with what choosing it would change: a name, and whether it goes on.
    pub(crate) stances: Vec<(Stance, Vec<(String, bool)>)>,
    pub(crate) variety: Variety,
}

impl Session {
    /// The list without anything about the visitor, and without each of the strongest reasons.
    pub(crate) fn without(&mut self, order: &[u32]) -> Vec<Compared> {
        let reasons = self.explain(order).reasons;
        if reasons.is_empty() {
            return Vec::new();
        }
        let reasons: Vec<_> =
            reasons.iter().take(REASONS).map(|r| (self.because(r), Scope::Value(r.signal.clone(), r.value.clone()))).collect();
        let mut compared = vec![self.compare(None, Scope::All, false, Tighten::Off)];
        for (because, scope) in reasons {
            let off = Tighten::LowerDial { scope: scope.clone(), to: Dial::Off };
            compared.push(self.compare(Some(because.label), scope, because.sensitive, off));
        }
        compared
    }

    fn compare(&mut self, label: Option<String>, scope: Scope, sensitive: bool, act: Tighten) -> Compared {
        let shown = self.list().map_or(0, |l| l.list.places());
        let Reordering { before, after, .. } = self.orders(&[Act::Tighten(act)], shown);
        let name = |place: &u32| self.item(*place).map(|i| i.label.clone()).unwrap_or_default();
        let differ = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        let side = |order: &[u32]| order.iter().take(SIDE_BY_SIDE).map(name).collect();
        Compared { label, scope, sensitive, differ, shown: before.len(), before: side(&before), after: side(&after) }
    }

    /// The first places of the list, as they are and as they would be after these acts.
    fn orders(&mut self, acts: &[Act], shown: usize) -> Reordering {
        let (now, fresh, slot) = (self.now, self.clock.fresh(), self.slot.clone());
        let (facts, lists) = self.facts_and_lists();
        let (record, _) = after(&facts, acts, &Moment { registry: facts.registry, now, actor: Actor::Gesture, fresh });
        let then = Facts { record: &record, ..facts };
        match lists.iter_mut().find(|l| l.list.slot == slot) {
            Some(listed) => reorder(&facts, &then, Previewed { slot: &slot, shown, ranking: &mut listed.ranking }),
            None => Reordering { after: Vec::new(), before: Vec::new(), slot },
        }
    }

    /// The slot, and the whole of its list as it would stand after these acts.
    pub(crate) fn preview(&mut self, acts: &[Act]) -> Option<(String, Vec<u32>)> {
        let whole = self.list()?.ranking.len();
        Some((self.slot.clone(), self.orders(acts, whole).after))
    }

    pub(crate) fn ways(&self) -> Ways {
        let facts = self.facts();
        let change = |act: &Act| match act {
            Act::Tighten(Tighten::TurnOff { scope, .. }) => (self.label(scope), false),
            Act::Loosen(Loosen::On { purpose }) => (self.label(&Scope::Purpose(purpose.clone())), true),
            Act::Loosen(Loosen::Lift { scope }) => (self.label(scope), true),
            _ => (String::new(), false),
        };
        let stances = Stance::ALL.iter().map(|stance| (*stance, acts(&facts, *stance).iter().map(change).collect()));
        Ways { stances: stances.collect(), variety: self.record.variety() }
    }

    /// Whether this visit is left out.
    pub(super) fn is_left_out(&self) -> bool {
        let scope = self.visit.clone().map(Scope::Visit);
        scope.is_some_and(|s| matches!(self.record.choice(&s), Choice::Paused { .. }))
    }

    /// Compares how the page's lists stand with how they should, after an act.
    pub(super) fn look_whether_it_took(&mut self) {
        if self.took == Took::Nothing {
            return;
        }
        let (facts, lists) = self.facts_and_lists();
        let mut took = Took::NoList;
        for Listed { list, ranking } in lists.iter_mut().filter(|l| !l.list.stands.is_empty()) {
            let purpose = facts.registry.slot(&list.slot).map_or("", |s| s.purpose.as_str());
            let wanted = ranking.order(&facts, purpose, &list.slot, list.items.len());
            let wanted = wanted.iter().filter_map(|place| list.items.get(*place as usize)).map(|item| &item.id);
            let stands = wanted.eq(&list.stands);
            took = if stands && took != Took::NotYet { Took::Done } else { Took::NotYet };
        }
        self.took = took;
    }
}

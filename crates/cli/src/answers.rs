//! The core's answers, asked as the gate asks and written as the gate writes.

use overt_core::decide::{Subject, decide as decided};
use overt_core::json::to_text;
use overt_core::profile::profile as profiled;

use crate::arguments::{Decide, List, Profile};
use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::files::{Unusable, one_standard_input};
use crate::{Answer, complain};

/// May it be used?
pub(crate) fn decide(question: &Decide) -> Result<Answer, Unusable> {
    one_standard_input([&question.given.registry].into_iter().chain(&question.given.record))?;
    let case = Case::read(&question.given)?;
    let subject = Subject { signal: &question.signal, value: question.value.as_deref(), purpose: &question.purpose, slot: &question.slot };
    Ok(Answer::fine(to_text(&decided(&case.facts(), &subject))))
}

/// What may be used.
pub(crate) fn profile(question: &Profile) -> Result<Answer, Unusable> {
    one_standard_input([&question.given.registry].into_iter().chain(&question.given.record))?;
    let case = Case::read(&question.given)?;
    name_strangers(&case, Some(&question.purpose), &question.slot);
    Ok(Answer::fine(to_text(&profiled(&case.facts(), &question.purpose, &question.slot))))
}

/// In which order.
pub(crate) fn rank(question: &List) -> Result<Answer, Unusable> {
    let (case, catalogue) = read_list(question)?;
    let places = catalogue.ranking().order(&case.facts(), purpose_of(&case, question), &question.slot, count(question));
    let order: Vec<String> = places.into_iter().map(|place| catalogue.id(place)).collect();
    Ok(Answer::fine(format!("{{\"slot\":{},\"order\":{}}}", to_text(&question.slot), to_text(&order))))
}

/// Why in this order.
pub(crate) fn explain(question: &List) -> Result<Answer, Unusable> {
    let (case, catalogue) = read_list(question)?;
    let (facts, purpose, slot) = (case.facts(), purpose_of(&case, question), &question.slot);
    let mut ranking = catalogue.ranking();
    let places = ranking.order(&facts, purpose, slot, count(question));
    let list = ranking.explain(&facts, purpose, slot, &places);
    let each = ranking.explain_each(&facts, purpose, slot, &places);
    let item = |(place, explanation)| format!("{{\"item\":{},\"explanation\":{}}}", to_text(&catalogue.id(place)), to_text(explanation));
    let items: Vec<String> = places.iter().copied().zip(&each).map(item).collect();
    Ok(Answer::fine(format!("{{\"slot\":{},\"list\":{},\"items\":[{}]}}", to_text(slot), to_text(&list), items.join(","))))
}

fn read_list(question: &List) -> Result<(Case, Catalogue), Unusable> {
    one_standard_input([&question.given.registry, &question.catalogue].into_iter().chain(&question.given.record))?;
    let case = Case::read(&question.given)?;
    let catalogue = Catalogue::read(&question.catalogue)?;
    name_strangers(&case, None, &question.slot);
    Ok((case, catalogue))
}

fn purpose_of<'a>(case: &'a Case, question: &List) -> &'a str {
    case.registry.slot(&question.slot).map_or("", |slot| slot.purpose.as_str())
}

fn count(question: &List) -> usize {
    question.top.map_or(usize::MAX, |top| top as usize)
}

/// A decision says by itself that something is not declared; an answer without signals might only look like a no.
fn name_strangers(case: &Case, purpose: Option<&str>, slot: &str) {
    if case.registry.slot(slot).is_none() {
        complain(&format!("the registry declares no slot {slot:?}, so nothing may be used in it."));
    }
    if let Some(purpose) = purpose.filter(|id| case.registry.purpose(id).is_none()) {
        complain(&format!("the registry declares no purpose {purpose:?}, so nothing may be used for it."));
    }
}

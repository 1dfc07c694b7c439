//! The state model: that it is whole, that nobody but the visitor loosens in it, and that `docs/` says the same.
//!
//! `OVERT_ACCEPT=1 cargo test -p overt-core --test laws states` writes both files anew.

use std::fmt::Write;
use std::path::Path;

use overt_core::act::Outcome;
use overt_core::json::{from_text, to_text};
use overt_core::states::{Act, By, ConsentState, State, StateModel, state_model};

#[cfg(target_arch = "wasm32")]
use crate::world::test;

#[test]
fn every_state_meets_every_act_exactly_once() {
    let model = state_model();
    for act in Act::ALL {
        for state in State::ALL {
            assert_eq!(model.transitions.iter().filter(|t| t.from == *state && t.act == *act).count(), 1, "{state:?} {act:?}");
        }
        for state in ConsentState::ALL {
            assert_eq!(model.consent_transitions.iter().filter(|t| t.from == *state && t.act == *act).count(), 1, "{state:?} {act:?}");
        }
    }
    assert_eq!(model.transitions.len(), State::ALL.len() * Act::ALL.len());
    assert_eq!(model.consent_transitions.len(), ConsentState::ALL.len() * Act::ALL.len());
}

#[test]
fn what_anyone_may_do_never_leads_to_a_less_protective_state() {
    let model = state_model();
    for t in model.transitions.iter().filter(|t| t.by == By::Anyone) {
        assert!(t.to >= t.from, "{t:?}");
    }
    for t in model.consent_transitions.iter().filter(|t| t.by == By::Anyone) {
        assert!(t.to != ConsentState::Given || t.from == ConsentState::Given, "{t:?}");
    }
    assert!(model.transitions.iter().filter(|t| t.by == By::Anyone).any(|t| t.to > t.from), "the acts were performed");
}

#[test]
fn time_ends_pauses_and_answers_and_gives_nothing_else() {
    for t in state_model().transitions.iter().filter(|t| t.by == By::Time) {
        let expected = match t.from {
            State::PausedThenOn => State::On,
            State::PausedThenFollow => State::Follow,
            other => other,
        };
        assert_eq!(t.to, expected);
    }
    for t in state_model().consent_transitions.iter().filter(|t| t.by == By::Time) {
        assert_eq!(t.to, if t.from == ConsentState::Given { ConsentState::Expired } else { t.from });
    }
}

#[test]
fn every_act_was_really_done_from_some_state() {
    let model = state_model();
    for act in Act::ALL.iter().filter(|a| **a != Act::TimePasses) {
        let done = model.transitions.iter().any(|t| t.act == *act && t.outcome == Some(Outcome::Done));
        let done = done || model.consent_transitions.iter().any(|t| t.act == *act && t.outcome == Some(Outcome::Done));
        assert!(done, "{act:?}");
    }
}

#[test]
fn an_act_that_was_not_done_changes_nothing() {
    for t in state_model().transitions.iter().filter(|t| t.outcome.is_some_and(|o| o != Outcome::Done)) {
        assert_eq!(t.from, t.to, "{t:?}");
    }
}

#[test]
fn the_rules_stand_in_the_order_of_their_numbers() {
    let key = |order: &str| {
        let digits: String = order.chars().filter(char::is_ascii_digit).collect();
        (digits.parse::<u8>().unwrap(), order.ends_with('b'))
    };
    let rules = state_model().rules;
    assert!(rules.iter().zip(rules.iter().skip(1)).all(|(one, next)| key(&one.order) < key(&next.order)));
    assert_eq!(rules.len(), 16);
}

#[test]
fn the_model_is_read_back_as_it_was_written() {
    let model = state_model();
    assert_eq!(from_text::<StateModel>(&to_text(&model)), Ok(model));
}

#[test]
fn the_tracked_model_is_the_one_that_the_code_gives() {
    let value: serde_json::Value = serde_json::from_str(&to_text(&state_model())).unwrap();
    tracked(
        "state-model.json",
        include_str!("../../../../docs/state-model.json"),
        &format!("{}\n", serde_json::to_string_pretty(&value).unwrap()),
    );
}

#[test]
fn the_tracked_page_is_the_one_that_the_code_gives() {
    tracked("state-model.md", include_str!("../../../../docs/state-model.md"), &page(&state_model()));
}

/// In a browser as well, which has no files: what is compared with is built in.
fn tracked(name: &str, found: &str, wanted: &str) {
    if found != wanted && std::env::var_os("OVERT_ACCEPT").is_some() {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name), wanted).unwrap();
        return;
    }
    if found != wanted {
        panic!("docs/{name} is not what the code gives; write it anew with OVERT_ACCEPT=1 cargo test -p overt-core --test laws states");
    }
}

fn page(model: &StateModel) -> String {
    let mut page = String::from(
        "# The state model\n\n\
         This page is made from the code: every act was performed in every state, and the table says what came of it.\n\
         `OVERT_ACCEPT=1 cargo test -p overt-core --test laws states` makes it anew, and the same test fails where it is out of date.\n\
         `state-model.json` is the same for programs.\n\n\
         ## The rules\n\n\
         Every rule is asked; the first that says no is the one reported, and it may be used only where none does.\n\n\
         | Order | Rule | Who can lift its no |\n|---|---|---|\n",
    );
    for row in &model.rules {
        writeln!(page, "| {} | `{}` | {} |", row.order, row.rule.as_str(), row.lifted_by.as_str()).unwrap();
    }
    page.push_str(
        "\n## A purpose\n\n\
         From left to right the states are more and more protective.\n\
         What anyone may do never leads to the left; the visitor's own hand may, and so may the end of a pause, to what stood before it.\n\
         A pause without an end is ended by the visitor alone.\n\
         A dash means that the state stays.\n\n",
    );
    let states: Vec<&str> = model.states.iter().map(|s| s.as_str()).collect();
    table(&mut page, &states, |act, from| {
        let t = model.transitions.iter().find(|t| t.act == act && t.from.as_str() == from).unwrap();
        (t.by, t.to.as_str())
    });
    page.push_str("\n## The answer to a purpose\n\nOnly `given` is a yes. A new version of the notice ends a yes as time does.\n\n");
    let states: Vec<&str> = model.consent_states.iter().map(|s| s.as_str()).collect();
    table(&mut page, &states, |act, from| {
        let t = model.consent_transitions.iter().find(|t| t.act == act && t.from.as_str() == from).unwrap();
        (t.by, t.to.as_str())
    });
    page
}

fn table(page: &mut String, states: &[&str], cell: impl Fn(Act, &str) -> (By, &'static str)) {
    writeln!(page, "| Act | By | {} |", states.join(" | ")).unwrap();
    writeln!(page, "|---|---|{}", "---|".repeat(states.len())).unwrap();
    for act in Act::ALL {
        let cells: Vec<(By, &str)> = states.iter().map(|from| cell(*act, from)).collect();
        let by = cells.first().unwrap().0;
        let words = states.iter().zip(&cells).map(|(from, (_, to))| if from == to { "–" } else { to });
        writeln!(page, "| `{}` | {} | {} |", act.as_str(), by.as_str(), words.collect::<Vec<_>>().join(" | ")).unwrap();
    }
}

//! The state model: which choices and answers there are, and what every act makes of each, found out by performing it.
//!
//! It decides nothing and has no table of its own: what it says is what `act` and `decide` do.

mod trial;

use alloc::string::String;
use alloc::vec::Vec;

use crate::act::Outcome;
use crate::decide::{LiftedBy, Rule};
use crate::registry::Registry;
use trial::Trial;

named! {
    /// How one purpose reads, from the least to the most protective.
    pub enum State {
        /// On, said so here.
        On = "on",
        /// Nothing was said about it.
        Follow = "follow",
        /// Paused for a while, and on again afterwards.
        PausedThenOn = "pausedThenOn",
        /// Paused for a while, and as if nothing had been said afterwards.
        PausedThenFollow = "pausedThenFollow",
        /// Off on its own.
        Off = "off",
        /// Off with everything else, and with whatever the site adds later. An unknown word is read as this.
        AllOff = "allOff",
    }
    unknown = AllOff
}

named! {
    /// How the answer to one purpose reads.
    pub enum ConsentState {
        /// A yes that holds.
        Given = "given",
        /// Nothing was answered, or nothing that this version knows.
        Unknown = "unknown",
        /// A yes whose time is over.
        Expired = "expired",
        /// A no.
        Refused = "refused",
        /// A yes that was taken back.
        Withdrawn = "withdrawn",
    }
    unknown = Unknown
}

named! {
    /// Everything that can happen to a purpose: each tightening, each loosening, and time.
    pub enum Act {
        /// Everything is turned off.
        Off = "off",
        /// The purpose is turned off.
        TurnOff = "turnOff",
        /// A question is answered with no.
        Refuse = "refuse",
        /// A yes is taken back.
        Withdraw = "withdraw",
        /// The purpose is paused until a moment.
        Pause = "pause",
        /// What was learned is put away.
        Reset = "reset",
        /// A visit is set apart.
        ExcludeVisit = "excludeVisit",
        /// The dial is turned down.
        LowerDial = "lowerDial",
        /// More of what is not about the visitor is asked for.
        VaryMore = "varyMore",
        /// The purpose is turned on.
        On = "on",
        /// A yes that names more than the purpose.
        Consent = "consent",
        /// What was off on its own may be used again.
        Lift = "lift",
        /// A pause is ended by hand.
        Resume = "resume",
        /// What was put away comes back.
        UndoReset = "undoReset",
        /// The dial is turned up.
        RaiseDial = "raiseDial",
        /// Less of what is not about the visitor is asked for.
        VaryLess = "varyLess",
        /// The visitor says something about themselves.
        Tell = "tell",
        /// Nobody does anything until every pause and every yes is past its end.
        TimePasses = "timePasses",
    }
    unknown = Off
}

named! {
    /// Who can do it.
    pub enum By {
        /// Anyone: the visitor, a script, another device.
        Anyone = "anyone",
        /// The visitor, by hand. An unknown word is read as this.
        Visitor = "visitor",
        /// Nobody; it happens.
        Time = "time",
    }
    unknown = Visitor
}

fields! {
    /// One rule of the decision. In JSON an object.
    ///
    /// ```
    /// use overt_core::{decide::LiftedBy, states::state_model};
    /// let paused = state_model().rules.into_iter().find(|row| row.order == "R5").unwrap();
    /// assert_eq!((paused.rule.as_str(), paused.lifted_by), ("paused", LiftedBy::Time));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct RuleRow {
        /// Who can lift its no.
        pub lifted_by: LiftedBy as "liftedBy",
        /// Its number in the order of precedence.
        pub order: String as "order",
        /// Its name.
        pub rule: Rule as "rule",
    }
}

fields! {
    /// What one act makes of one state. In JSON an object.
    ///
    /// ```
    /// use overt_core::states::{By, state_model};
    /// // Whatever anyone may do leaves a purpose as protected as it was, or more.
    /// assert!(state_model().transitions.iter().filter(|t| t.by == By::Anyone).all(|t| t.to >= t.from));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Transition {
        /// The act.
        pub act: Act as "act",
        /// Who can do it.
        pub by: By as "by",
        /// The state before it.
        pub from: State as "from",
        /// What became of it; nothing for time.
        pub outcome: Option<Outcome> as "outcome",
        /// The state after it.
        pub to: State as "to",
    }
}

fields! {
    /// What one act makes of one answer. In JSON an object.
    ///
    /// ```
    /// use overt_core::states::{Act, By, ConsentState, state_model};
    /// let model = state_model();
    /// let yes = model.consent_transitions.iter().find(|t| t.from == ConsentState::Refused && t.act == Act::On).unwrap();
    /// assert_eq!((yes.by, yes.to), (By::Visitor, ConsentState::Given));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ConsentTransition {
        /// The act.
        pub act: Act as "act",
        /// Who can do it.
        pub by: By as "by",
        /// The answer before it.
        pub from: ConsentState as "from",
        /// What became of it; nothing for time.
        pub outcome: Option<Outcome> as "outcome",
        /// The answer after it.
        pub to: ConsentState as "to",
    }
}

fields! {
    /// The rules, the states, and every way from one to another. In JSON an object.
    ///
    /// ```
    /// use overt_core::{decide::Rule, json::to_text, states::{State, state_model}};
    /// let model = state_model();
    /// assert_eq!((model.rules.len(), model.states.as_slice()), (Rule::ALL.len(), State::ALL));
    /// assert!(to_text(&model).starts_with(r#"{"consentStates":["given""#));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct StateModel {
        /// How the answer to a purpose can read.
        pub consent_states: Vec<ConsentState> as "consentStates",
        /// What each act makes of each answer.
        pub consent_transitions: Vec<ConsentTransition> as "consentTransitions",
        /// The rules, in the order of precedence.
        pub rules: Vec<RuleRow> as "rules",
        /// How a purpose can read, from the least to the most protective.
        pub states: Vec<State> as "states",
        /// What each act makes of each state.
        pub transitions: Vec<Transition> as "transitions",
    }
}

/// Performs every act in every state and writes down what came of it.
///
/// ```
/// use overt_core::states::{Act, By, State, state_model};
/// let model = state_model();
/// let lift = model.transitions.iter().find(|t| t.from == State::Off && t.act == Act::Lift).unwrap();
/// assert_eq!((lift.by, lift.to), (By::Visitor, State::Follow));
/// ```
pub fn state_model() -> StateModel {
    let registry = Registry::valid_parts(SITE).unwrap_or_default();
    let mut transitions = Vec::new();
    for (state, act) in pairs(State::ALL) {
        transitions.extend(transition(&registry, state, act));
    }
    let mut consent_transitions = Vec::new();
    for (state, act) in pairs(ConsentState::ALL) {
        consent_transitions.extend(consent_transition(&registry, state, act));
    }
    StateModel {
        consent_states: ConsentState::ALL.to_vec(),
        consent_transitions,
        rules: Rule::ALL.iter().map(|r| RuleRow { lifted_by: r.lifted_by(), order: r.number().into(), rule: *r }).collect(),
        states: State::ALL.to_vec(),
        transitions,
    }
}

/// The site on which the acts are tried.
const SITE: &str = r##"{"version": 1, "notice": {"version": "1"},
    "purposes": [{"id": "content", "does": "a", "why": "b", "youGet": "c", "kind": "content", "transfers": "none"}],
    "signals": [{"id": "likes", "mode": "provided", "place": "thisSite", "purposes": ["content"]}]}"##;

fn pairs<S: Copy>(states: &'static [S]) -> impl Iterator<Item = (S, Act)> {
    states.iter().flat_map(|state| Act::ALL.iter().map(move |act| (*state, *act)))
}

fn transition(registry: &Registry, state: State, act: Act) -> Option<Transition> {
    let mut trial = Trial::new(registry)?;
    let path: &[Act] = match state {
        State::On => &[Act::On],
        State::Follow => &[],
        State::PausedThenOn => &[Act::On, Act::Pause],
        State::PausedThenFollow => &[Act::Pause],
        State::Off => &[Act::TurnOff],
        State::AllOff => &[Act::Off],
    };
    for step in path {
        trial.perform(*step)?;
    }
    let from = trial.state();
    let (act, by, outcome) = trial.perform(act)?;
    Some(Transition { act, by, from, outcome, to: trial.state() })
}

fn consent_transition(registry: &Registry, state: ConsentState, act: Act) -> Option<ConsentTransition> {
    let mut trial = Trial::new(registry)?;
    let path: &[Act] = match state {
        ConsentState::Given => &[Act::On],
        ConsentState::Unknown => &[],
        ConsentState::Expired => &[Act::On, Act::TimePasses],
        ConsentState::Refused => &[Act::Refuse],
        ConsentState::Withdrawn => &[Act::On, Act::Withdraw],
    };
    for step in path {
        trial.perform(*step)?;
    }
    let from = trial.consent();
    let (act, by, outcome) = trial.perform(act)?;
    Some(ConsentTransition { act, by, from, outcome, to: trial.consent() })
}

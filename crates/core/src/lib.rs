//! The rules of Overt: what may be used, what is learned, in which order, and why.
//!
//! It does no I/O, reads no clock, makes no random numbers and uses no floats: time and ids are arguments.
//! It holds no words for people either; those live in the panel.
//!
//! The modules stand in reading order, and each may use only those above it.
//!
//! The whole way, from a site's declaration to a record that is off and stored:
//!
//! ```
//! use overt_core::act::{Gesture, GestureProof, Loosen, Moment, Outcome, Tighten, loosen, tighten};
//! use overt_core::decide::{Context, Facts, Rule, Subject, decide};
//! use overt_core::explain::Ranking;
//! use overt_core::history::Actor;
//! use overt_core::id::Id;
//! use overt_core::observe::{Observation, observe};
//! use overt_core::profile::profile;
//! use overt_core::record::Record;
//! use overt_core::registry::Registry;
//!
//! // A bookshop declares what it personalizes, by which signals, and where. What can't be relied on is left out and said.
//! let (registry, findings) = Registry::load(r##"{
//!     "version": 1,
//!     "notice": {"url": "/privacy", "version": "2027-01"},
//!     "purposes": [{
//!         "id": "content", "label": "Your shelves first", "legalBasis": "consent",
//!         "does": "Puts the shelves first that you look at.", "why": "The shop has many shelves.", "youGet": "Less to search."
//!     }],
//!     "signals": [{
//!         "id": "viewed.shelf", "label": "Shelves you looked at", "mode": "observed", "place": "thisSite", "evidence": "view",
//!         "matches": "shelf", "strength": 250, "purposes": ["content"]
//!     }],
//!     "slots": [{"id": "for-you", "purpose": "content", "fallback": "#popular"}]
//! }"##);
//! assert!(findings.is_empty());
//!
//! // A visitor's record begins empty. Time and ids are arguments: nothing here asks for them.
//! let mut record = Record::default();
//! let context = Context { now: 1_800_000_000_000, ..Context::default() };
//! let moment = |deed| Moment { registry: &registry, now: context.now, actor: Actor::Gesture, fresh: Id::new(deed).unwrap() };
//!
//! // Turning it on takes a person: a press that the browser vouches for, on a panel that could be seen.
//! let proof = GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 2000 }).unwrap();
//! let on = Loosen::On { purpose: Id::new("content").unwrap() };
//! assert_eq!(loosen(&mut record, &on, &moment("deed-1"), proof), Outcome::Done);
//!
//! // From now on what is seen becomes evidence, dated by the day and counted: here three looks at one shelf.
//! let seen = Observation { signal: "viewed.shelf".into(), value: "romance".into(), label: "Romance".into() };
//! for _ in 0..3 {
//!     observe(&mut record, &registry, &context, &Id::new("phone").unwrap(), &[seen.clone()]);
//! }
//!
//! // Every use is decided by all the rules, and the answer names the one that decided.
//! let facts = Facts { registry: &registry, record: &record, context };
//! let decision = decide(&facts, &Subject { signal: "viewed.shelf", value: Some("romance"), purpose: "content", slot: "for-you" });
//! assert_eq!((decision.allow, decision.rule, decision.weight), (true, Rule::Allow, 750));
//!
//! // The site gets what is allowed and nothing else.
//! let permitted = profile(&facts, "content", "for-you");
//! assert_eq!((permitted.signals[0].value.as_str(), permitted.signals[0].weight), ("romance", 750));
//!
//! // Better still, its list is ordered right here: two books, of which the second is a romance.
//! let mut books = Ranking::new(&["shelf:romance"], &[0, 0, 1], &[0], &[1000], &[]);
//! assert_eq!(books.order(&facts, "content", "for-you", 2), [1, 0]);
//!
//! // The reasons are the terms of the sum that ordered it, in thousandths that add up to the whole.
//! let why = books.explain(&facts, "content", "for-you", &[1]);
//! assert_eq!((why.reasons[0].label.as_str(), why.reasons[0].contribution, why.unattributed), ("Romance", 600, 400));
//!
//! // Turning everything off takes no proof, and the site can't tell it from a visitor who has never been here.
//! assert_eq!(tighten(&mut record, &Tighten::Off, &moment("deed-2")), Outcome::Done);
//! let off = Facts { registry: &registry, record: &record, context };
//! let new = Facts { record: &Record::default(), ..off };
//! assert!(profile(&off, "content", "for-you").signals.is_empty());
//! assert_eq!(profile(&off, "content", "for-you"), profile(&new, "content", "for-you"));
//!
//! // The record is stored as readable JSON, and comes back as it was.
//! assert_eq!(Record::load(Some(&record.to_text())), Ok(record));
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

#[macro_use]
mod bookshop;
#[macro_use]
mod named;
#[macro_use]
pub mod json;

pub mod limits;
pub mod id;
pub mod clock;
pub mod hash;

// Where the examples that `named!` writes find what it declares: the words of a registry are re-exported from a private module.
macro_rules! home {
    () => {
        "overt_core::registry"
    };
}
pub mod registry;
macro_rules! home {
    () => {
        module_path!()
    };
}

pub mod particulars;
pub mod lint;
pub mod register;
pub mod signal;
pub mod choice;
pub mod consent;
pub mod history;
pub mod chain;
pub mod record;
pub mod decide;
pub mod checkup;
pub mod changes;
pub mod profile;
pub mod observe;
pub mod rank;
pub mod explain;
pub mod act;
#[cfg(feature = "loosen")]
pub mod preview;
#[cfg(feature = "loosen")]
pub mod stance;
pub mod status;
pub mod contact;
#[cfg(feature = "loosen")]
pub mod states;
pub mod log;
pub mod receipt;
#[cfg(feature = "loosen")]
pub mod bundle;
pub mod wire;

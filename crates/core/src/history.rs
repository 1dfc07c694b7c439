//! What happened, in order, in the visitor's own words and with a way back.

use alloc::{string::String, vec::Vec};

use crate::choice::{Dial, Scope};
use crate::clock::Ms;
use crate::id::Id;

named! {
    /// Who did it.
    pub enum Actor {
        /// The visitor, by hand.
        Gesture = "gesture",
        /// A script of the page, or a tool of the visitor's.
        Script = "script",
        /// Time.
        Timer = "timer",
    }
    unknown = Script
}

named! {
    /// What was done.
    pub enum Deed {
        /// Personalization was turned on.
        On = "on",
        /// Everything was turned off.
        Off = "off",
        /// Use and learning were paused.
        Pause = "pause",
        /// A pause was ended by hand.
        Resume = "resume",
        /// A pause came to its end.
        PauseEnded = "pauseEnded",
        /// What was learned was put away.
        Reset = "reset",
        /// What was put away came back.
        UndoReset = "undoReset",
        /// What was put away was deleted.
        Deleted = "deleted",
        /// A dial was moved.
        Dial = "dial",
        /// A script tried to loosen something, and nothing happened.
        Blocked = "blocked",
        /// Something that this version does not know.
        Unknown = "unknown",
    }
    unknown = Unknown
}

fields! {
    /// One entry.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Event {
        /// When.
        pub at: Ms as "at",
        /// Its name.
        pub id: Id as "id",
        /// Who.
        pub actor: Actor as "actor",
        /// What.
        pub deed: Deed as "deed",
        /// About what.
        pub scope: Scope as "scope",
        /// For a pause: until when; nothing means until the visitor says.
        pub until: Option<Ms> as "until",
        /// For a reset, its undoing and its end: which one.
        pub reset: Option<Id> as "reset",
        /// For on and off: the purposes that were on before.
        pub before: Vec<Id> as "before",
        /// For a dial: where it stood.
        pub from: Option<Dial> as "from",
        /// For a dial: where it stands.
        pub to: Option<Dial> as "to",
        /// For a blocked attempt: what was tried.
        pub tried: Option<String> as "tried",
    }
}

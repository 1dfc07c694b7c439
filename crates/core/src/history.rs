//! What happened, in order, in the visitor's own words and with a way back.

use alloc::{string::String, vec::Vec};

use crate::choice::{Dial, OffKind, Scope, Variety};
use crate::clock::Ms;
use crate::hash::Hash;
use crate::id::Id;
use crate::json::to_text;
use crate::register::Seen;

named! {
    /// What a reset puts away.
    pub enum ResetKind {
        /// What was observed, guessed, worked out or brought in.
        ForgetLearned = "forgetLearned",
        /// What the visitor said.
        ForgetTold = "forgetTold",
        /// Both. An unknown word is read as this.
        StartOver = "startOver",
    }
    unknown = StartOver
}

named! {
    /// Who did it.
    pub enum Actor {
        /// The visitor, by hand.
        Gesture = "gesture",
        /// A script of the page, or a tool of the visitor's.
        Script = "script",
        /// Time.
        Timer = "timer",
        /// Overt itself, joining what it found.
        Engine = "engine",
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
        /// More or less of what is not about the visitor was asked for.
        Vary = "vary",
        /// Something less than everything was turned off.
        TurnOff = "turnOff",
        /// What was off on its own may be used again.
        Lift = "lift",
        /// The visitor was asked and said no.
        Refuse = "refuse",
        /// A yes was taken back.
        Withdraw = "withdraw",
        /// The visitor said something about themselves.
        Tell = "tell",
        /// Another tab or device had written, or an older version.
        Joined = "joined",
        /// A script tried to loosen something, and nothing happened.
        Blocked = "blocked",
        /// Something that this version does not know.
        Unknown = "unknown",
    }
    unknown = Unknown
}

fields! {
    /// One entry. In JSON an object; fields that say nothing about a deed are left out, lists apart.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, history::{Actor, Deed}};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Off, &moment("off-1"));
    /// let event = &record.history[0];
    /// assert_eq!((event.actor, event.deed, event.at), (Actor::Gesture, Deed::Off, now));
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Event {
        /// Who.
        pub actor: Actor as "actor",
        /// When, in milliseconds since 1970.
        pub at: Ms as "at",
        /// For on and off: the purposes that were on before.
        pub before: Vec<Id> as "before",
        /// What.
        pub deed: Deed as "deed",
        /// For a dial: where it stood.
        pub from: Option<Dial> as "from",
        /// Its name.
        pub id: Id as "id",
        /// For a reset: what it puts away.
        pub kind: Option<ResetKind> as "kind",
        /// For a yes: what it names beyond the purpose.
        pub names: Vec<Scope> as "names",
        /// For something turned off: why.
        pub off: Option<OffKind> as "off",
        /// For a reset, its undoing and its end: which one.
        pub reset: Option<Id> as "reset",
        /// About what.
        pub scope: Scope as "scope",
        /// For a reset: the evidence that it covers.
        pub seen: Option<Seen> as "seen",
        /// For variety: how much it is from then on.
        pub share: Option<Variety> as "share",
        /// For a yes: the hash of the text that was shown.
        pub shown: Option<Hash> as "shown",
        /// For a dial: where it stands.
        pub to: Option<Dial> as "to",
        /// For a blocked attempt: what was tried.
        pub tried: Option<String> as "tried",
        /// For a pause: until when, in milliseconds since 1970; nothing means until the visitor says.
        pub until: Option<Ms> as "until",
    }
}

/// By time, then by name, and then by everything else, so that the order is total.
impl Ord for Event {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        (self.at, &self.id).cmp(&(other.at, &other.id)).then_with(|| to_text(self).cmp(&to_text(other)))
    }
}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// What an entry takes of the room that the history has.
///
/// ```
/// use overt_core::{act::{Tighten, tighten}, json::to_text};
#[doc = bookshop!(visitor)]
/// tighten(&mut record, &Tighten::Off, &moment("off-1"));
/// assert!(to_text(&record.history[0]).len() <= record.history[0].bytes());
/// ```
impl Event {
    /// How many bytes of JSON it takes at the most.
    ///
    /// ```
    /// use overt_core::{act::{Tighten, tighten}, limits::HISTORY_BYTES};
    #[doc = bookshop!(visitor)]
    /// tighten(&mut record, &Tighten::Off, &moment("off-1"));
    /// assert!(HISTORY_BYTES / record.history[0].bytes() > 80, "so many of them stay at the least");
    /// ```
    pub fn bytes(&self) -> usize {
        let names: usize = self.names.iter().map(|s| s.to_text().len() + 3).sum();
        let before: usize = self.before.iter().map(|p| p.as_str().len() + 3).sum();
        let seen = self.seen.as_ref().map_or(0, |seen| to_text(seen).len());
        // The names of the fields, the longest words and numbers, three ids, a hash, and what a script tried, six bytes a character.
        720 + self.scope.to_text().len() + names + before + seen
    }
}

/// An entry with nothing but who, what and about what.
pub(crate) fn event(id: &Id, actor: Actor, deed: Deed, scope: Scope) -> Event {
    Event {
        actor,
        at: 0,
        before: Vec::new(),
        deed,
        from: None,
        id: id.clone(),
        kind: None,
        names: Vec::new(),
        off: None,
        reset: None,
        scope,
        seen: None,
        share: None,
        shown: None,
        to: None,
        tried: None,
        until: None,
    }
}

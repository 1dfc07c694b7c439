//! A press: who made it, and whether it is proof enough to loosen.

use overt_core::act::{Gesture, GestureProof, NeedsGesture};
use overt_core::history::Actor;

/// What is known of a press. It can be asked for proof as often as one decision of a person needs several writes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Press(Gesture);

impl Press {
    pub(crate) fn new(gesture: Gesture) -> Press {
        Press(gesture)
    }

    /// Who: only what the browser vouches for is the visitor.
    pub(crate) fn actor(self) -> Actor {
        if self.0.trusted { Actor::Gesture } else { Actor::Script }
    }

    /// Proof that a person asked.
    pub(crate) fn proof(self) -> Result<GestureProof, NeedsGesture> {
        GestureProof::of(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY_HAND: Gesture = Gesture { trusted: true, active: true, inside: true, visible_ms: 300 };

    #[test]
    fn a_press_by_hand_is_proof() {
        assert!(Press::new(BY_HAND).proof().is_ok());
        assert_eq!(Press::new(BY_HAND).actor(), Actor::Gesture);
    }

    #[test]
    fn a_press_that_lacks_anything_is_none() {
        for gesture in [
            Gesture { trusted: false, ..BY_HAND },
            Gesture { active: false, ..BY_HAND },
            Gesture { inside: false, ..BY_HAND },
            Gesture { visible_ms: 299, ..BY_HAND },
        ] {
            assert!(Press::new(gesture).proof().is_err(), "{gesture:?}");
        }
    }

    #[test]
    fn a_script_is_not_taken_for_the_visitor() {
        assert_eq!(Press::new(Gesture { trusted: false, ..BY_HAND }).actor(), Actor::Script);
    }
}

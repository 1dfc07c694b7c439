//! What leaves the device, and what never does.

use overt_core::act::{Loosen, Tighten};
use overt_core::decide::is_on;
use overt_core::json::parse;
use overt_core::record::Record;
use overt_core::registry::Registry;
use overt_core::wire::{SyncGrant, decisions};
use proptest::prelude::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;
use crate::world::*;

/// The site of the laws, where the purpose "letter" is sync.
fn syncing() -> Registry {
    load_registry(&registry_text("browsing", "defaultOff").replace(r#""kind":"contact""#, r#""kind":"sync""#))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_grant_no_bytes(steps in any_steps(), said in any::<bool>(), gpc in any::<bool>(), wait in any_span()) {
        let mut world = World::after(syncing(), &steps);
        if said {
            world.loosen(0, &Loosen::On { purpose: id("letter") });
        }
        world.now += wait;
        let facts = facts(&world.site, &world.records[0], gpc, world.now);
        let answers: Vec<_> = world.records[0].consents("letter").collect();
        let said_yes = !answers.is_empty() && answers.iter().all(|c| c.is_valid("2026-06", world.now));
        match SyncGrant::of(&facts) {
            Some(grant) => {
                prop_assert!(said_yes && is_on(&facts, "letter").is_ok());
                let sent = decisions(&world.records[0], &grant);
                let value = parse(&sent).unwrap();
                let other = Record::with_state(&value).unwrap();
                prop_assert_eq!((&other.learned, &other.history, &other.device), (&vec![], &vec![], &None), "nothing learned, and no name");
                prop_assert_eq!(other.state_text(), sent, "and all that was decided");
            }
            None => prop_assert!(!said_yes || is_on(&facts, "letter").is_err()),
        }
        // Whatever was said before: after Off there is nothing to send.
        world.tighten(0, &Tighten::Off);
        prop_assert!(SyncGrant::of(&crate::world::facts(&world.site, &world.records[0], gpc, world.now)).is_none());
    }
}

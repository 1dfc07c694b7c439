//! The same bytes on every platform: native and Wasm are held against one tracked file.

use std::fmt::Write;

use overt_core::explain::Ranking;
use overt_core::json::to_text;
use overt_core::profile::profile;

use crate::dice::Dice;
use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

const TRACKED: &str = include_str!("worlds.txt");

/// One digest for so many worlds.
const GROUP: usize = 100;

/// FNV-1a in 64 bits (Fowler, Noll and Vo): it has to differ where bytes differ, and nobody has to be kept from forging it.
struct Digest(u64);

impl Digest {
    fn new() -> Digest {
        Digest(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        // The end of each text counts too, so that nothing can move from one to the next.
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

/// Xorshift in 64 bits, of which the upper half is used (Marsaglia, 2003).
fn numbers(seed: u64) -> impl Iterator<Item = u32> {
    // An odd factor that mixes the bits; a state of 0 would stay 0.
    let mut state = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some((state >> 32) as u32)
    })
}

/// The world of a number, which is the same wherever it is made, and whether its browser objects.
fn made(number: u64) -> (World, bool) {
    let mut dice = Dice(numbers(number));
    let cap = dice.pick(&["provided", "transaction", "browsing", "inferred", "otherSite"]);
    let site = load_registry(&registry_text(cap, dice.pick(&["defaultOff", "ignore"])));
    let count = dice.below(40);
    (World::after(site, &dice.steps(count)), dice.below(2) == 0)
}

/// Adds all that is said and stored, and answers whether anything may be used.
fn add_world(digest: &mut Digest, world: &World, gpc: bool) -> bool {
    world.records.iter().for_each(|record| digest.add(&record.to_text()));
    let mut met = world.records[0].clone();
    met.join(&world.records[1]);
    met.join(&world.records[2]);
    digest.add(&met.to_text());
    let facts = facts(&world.site, &met, gpc, world.now);
    let decisions = decisions(&facts);
    decisions.values().for_each(|decision| digest.add(&to_text(decision)));
    // Five items; the features of the last two add up.
    let names = ["shelf:romance", "author:romance", "bought:romance", "topic:romance"];
    let mut ranking = Ranking::new(&names, &[0, 0, 1, 2, 4, 6], &[0, 1, 0, 3, 1, 2], &[1000, 700, -300, 1000, 1000, 999], &[]);
    for (slot, purpose, ..) in SLOTS {
        digest.add(&to_text(&profile(&facts, purpose, slot)));
        let order = ranking.order(&facts, purpose, slot, 5);
        digest.add(&order.iter().map(|place| format!("{place} ")).collect::<String>());
        ranking.explain_each(&facts, purpose, slot, &order).iter().for_each(|explanation| digest.add(&to_text(explanation)));
    }
    decisions.values().any(|decision| decision.allow)
}

#[test]
fn native_and_wasm32_give_the_same_bytes_for_a_thousand_worlds() {
    let mut found = String::from("Digests of the laws' worlds 0 to 999, by their first. OVERT_ACCEPT_WORLDS=1 cargo xtask test native\n");
    let mut telling = 0;
    for first in (0..1000).step_by(GROUP) {
        let mut digest = Digest::new();
        for number in first..first + GROUP {
            let (world, gpc) = made(number as u64);
            telling += usize::from(add_world(&mut digest, &world, gpc));
        }
        writeln!(found, "{first:03} {:016x}", digest.0).unwrap();
    }
    assert!(telling > 200, "in {telling} worlds only there is anything to be used");
    if found != TRACKED && std::env::var_os("OVERT_ACCEPT_WORLDS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/laws/worlds.txt"), found).unwrap();
        return;
    }
    assert!(found == TRACKED, "if what is said or stored was meant to change, this is the new crates/core/tests/laws/worlds.txt:\n{found}");
}

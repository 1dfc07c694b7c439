//! Laws of the core, driven by bytes; a law that does not hold panics, and the fuzzer keeps the bytes.
//!
//! The worlds are those of `tests/laws`; nothing is told of them twice.

mod preview;
mod text;

// Every second piece of these files is for proptest or for other laws.
#[expect(dead_code, reason = "steps are drawn as long as there are bytes")]
#[path = "../../tests/laws/dice.rs"]
mod dice;
#[expect(dead_code, reason = "the fuzzer draws its own numbers")]
#[path = "../../tests/laws/steps.rs"]
mod steps;
#[expect(dead_code, reason = "the fuzzer draws its own numbers")]
#[path = "../../tests/laws/world.rs"]
mod world;

use overt_core::act::Loosen;
use overt_core::choice::Scope;
use overt_core::record::Record;
use overt_core::registry::{Category, Place};

pub use crate::preview::preview_equals_result;
pub use crate::text::unknown_input_never_panics_and_never_widens;

use crate::dice::Dice;
use crate::world::{PURPOSES, SIGNALS, VALUES, World, assert_no_wider, id, site};

/// Two bytes for each number, so that the fuzzer can change one choice and leave the others.
fn dice(bytes: &[u8]) -> Dice<impl ExactSizeIterator<Item = u32>> {
    Dice(bytes.chunks(2).map(|pair| pair.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))))
}

/// Three times in four everything is allowed to begin with; then whatever the rest of the bytes tells.
fn live(world: &mut World, dice: &mut Dice<impl ExactSizeIterator<Item = u32>>) {
    if dice.below(4) < 3 {
        allow_everything(world);
    }
    // No step draws more than eight numbers; where they ran out, the last ones would all be Off.
    while dice.0.len() >= 8 {
        let who = dice.below(3) as usize;
        let step = dice.step();
        world.step(who, &step);
    }
}

/// A yes to every purpose that names all there is to name, and something learned by every signal: steps alone seldom come this far.
fn allow_everything(world: &mut World) {
    let names = [Scope::Category(Category::Health), Scope::Category(Category::Finance), Scope::Source(Place::OtherSite)];
    for (purpose, ..) in PURPOSES {
        world.loosen(0, &Loosen::Consent { purpose: id(purpose), names: names.to_vec(), shown: None });
    }
    // One by one: whatever is seen beside something sensitive is not learned.
    for (signal, ..) in SIGNALS {
        for value in VALUES {
            world.observe(0, &[(signal, value)]);
        }
    }
}

/// Three devices, or two tabs of one and another device.
pub fn merge_is_commutative_associative_idempotent(bytes: &[u8]) {
    let mut dice = dice(bytes);
    let mut world = World::new(site());
    if dice.below(2) == 1 {
        world.records[1].device = Some(id("a"));
    }
    live(&mut world, &mut dice);
    let [a, b, c] = [0, 1, 2].map(|who| joined(&world.records[who], &Record::default()));
    let ab = joined(&a, &b);
    assert_eq!(ab, joined(&b, &a));
    assert_eq!(joined(&ab, &c), joined(&a, &joined(&b, &c)));
    assert_eq!(joined(&a, &a), a);
    assert_eq!(joined(&ab, &b), ab);
    assert_eq!(joined(&a, &ab), ab);
}

fn joined(one: &Record, other: &Record) -> Record {
    let mut joined = one.clone();
    joined.join(other);
    // A record keeps its own name.
    joined.device = Some(id("x"));
    joined
}

/// Whatever happened before, tightening once more allows no more.
pub fn tightening_is_monotone(bytes: &[u8]) {
    let mut dice = dice(bytes);
    let act = dice.tightening();
    let mut world = World::new(site());
    live(&mut world, &mut dice);
    let before = world.records[0].clone();
    world.tighten(0, &act);
    assert_no_wider(&world.site, &before, &world.records[0], world.now);
}

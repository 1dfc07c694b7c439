//! Laws of the core, driven by bytes; a law that does not hold panics, and the fuzzer keeps the bytes.
//!
//! The worlds are those of `tests/laws`; nothing is told of them twice.

// Every second piece of these files is for proptest or for other laws.
#[path = "../../tests/laws/dice.rs"]
mod dice;
#[expect(dead_code, reason = "the fuzzer draws its own numbers")]
#[path = "../../tests/laws/steps.rs"]
mod steps;
#[expect(dead_code, reason = "the fuzzer draws its own numbers")]
#[path = "../../tests/laws/world.rs"]
mod world;

use overt_core::act::{Loosen, Tighten};
use overt_core::decide::Facts;
use overt_core::explain::Ranking;
use overt_core::limits::WHOLE;
use overt_core::record::{Record, Trouble};
use overt_core::registry::Registry;

use crate::dice::Dice;
use crate::world::{SLOTS, START, World, allowed, assert_no_wider, facts, id, site};

/// Two bytes for each number, so that the fuzzer can change one choice and leave the others.
fn dice(bytes: &[u8]) -> Dice<impl Iterator<Item = u32>> {
    Dice(bytes.chunks(2).map(|pair| pair.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))))
}

/// About as many steps as the bytes can tell apart, and no more than a visitor of some months would take.
fn step_count(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len() / 8).unwrap_or(0).min(60)
}

/// A registry, a record, or a damage to a record, by the first byte.
pub fn unknown_input_never_panics_and_never_widens(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    match kind % 3 {
        0 => any_registry(&text),
        1 => any_record(&text),
        _ => damaged_record(rest),
    }
}

fn any_registry(text: &str) {
    let (registry, findings) = Registry::load(text);
    assert_eq!(Registry::load(text), (registry.clone(), findings), "read twice, it reads the same");
    let record = Record::default();
    let without = allowed(&facts(&registry, &record, false, START));
    for key in allowed(&facts(&registry, &record, true, START)).keys() {
        assert!(without.contains_key(key), "{key:?}: a browser that objects gets more");
    }
}

fn any_record(text: &str) {
    let site = site();
    match Record::load(Some(text)) {
        Err(trouble) => denies_everything(&site, trouble),
        Ok(record) => {
            assert_eq!(Record::load(Some(&record.to_text())).as_ref(), Ok(&record), "what is written reads back");
            for (_, _, slot) in allowed(&facts(&site, &record, true, START)).keys() {
                assert!(!["price", "ad", "sold-ad", "sold-help"].contains(slot), "{slot}: no record reaches below the floors");
            }
            let mut world = World::new(site);
            world.records[0] = record;
            world.tighten(0, &Tighten::Off);
            assert_eq!(allowed(&facts(&world.site, &world.records[0], false, START)).len(), 0, "off is off in every record");
        }
    }
}

fn denies_everything(site: &Registry, trouble: Trouble) {
    let record = Record::default();
    let facts = Facts { trouble: Some(trouble), ..facts(site, &record, false, START) };
    assert_eq!(allowed(&facts).len(), 0);
}

/// A record with everything off, of which some bytes are cut out and others put in.
fn damaged_record(edit: &[u8]) {
    let mut world = World::new(site());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("told.topic", "romance"), ("viewed.shelf", "romance")]);
    world.tighten(0, &Tighten::Off);
    let text = world.records[0].to_text().into_bytes();
    let [high, low, cut, with @ ..] = edit else { return };
    let from = (usize::from(*high) << 8 | usize::from(*low)) % text.len();
    let to = (from + usize::from(*cut)).min(text.len());
    assert!(Record::load(Some(&String::from_utf8_lossy(&text[..from]))).is_err(), "half a record is none");
    let damaged = [&text[..from], with, &text[to..]].concat();
    any_record(&String::from_utf8_lossy(&damaged));
}

/// Three devices, or two tabs of one and another device.
pub fn merge_is_commutative_associative_idempotent(bytes: &[u8]) {
    let mut dice = dice(bytes);
    let mut world = World::new(site());
    if dice.below(2) == 1 {
        world.records[1].device = Some(id("a"));
    }
    world.run(&dice.steps(step_count(bytes)));
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
    let mut world = World::after(site(), &dice.steps(step_count(bytes)));
    let before = world.records[0].clone();
    world.tighten(0, &act);
    assert_no_wider(&world.site, &before, &world.records[0], world.now);
}

/// A list of the fuzzer's own making, for a visitor of its own making.
pub fn contributions_sum_to_one_thousand(bytes: &[u8]) {
    let mut dice = dice(bytes);
    let count = dice.below(12);
    let mut starts = vec![0];
    let (mut features, mut strengths) = (Vec::new(), Vec::new());
    for _ in 0..count {
        for _ in 0..dice.below(4) {
            features.push(dice.below(5));
            strengths.push(i32::try_from(dice.below(2401)).unwrap_or(0) - 1200);
        }
        starts.push(u32::try_from(features.len()).unwrap_or(0));
    }
    let names = ["shelf:romance", "author:romance", "topic:romance", "bought:romance", "shelf:poetry"];
    let mut ranking = Ranking::new(&names, &starts, &features, &strengths, &[]);
    let mut world = World::after(site(), &dice.steps(step_count(bytes)));
    world.loosen(0, &Loosen::On { purpose: id("content") });
    let facts = facts(&world.site, &world.records[0], false, world.now);
    let places: Vec<u32> = (0..count).collect();
    for (slot, purpose, ..) in SLOTS {
        let mut order = ranking.order(&facts, purpose, slot, places.len());
        let together = ranking.explain(&facts, purpose, slot, &order);
        for explanation in ranking.explain_each(&facts, purpose, slot, &order).iter().chain([&together]) {
            let sizes: i32 = explanation.reasons.iter().map(|reason| reason.contribution.abs()).sum();
            assert_eq!(sizes + explanation.unattributed, WHOLE);
            assert!(explanation.unattributed >= 0);
        }
        order.sort_unstable();
        assert_eq!(order, places, "every item, once");
    }
}

//! Variety: the share of a list that is not about the visitor, because they asked for it.

use overt_core::act::{Loosen, Outcome, Tighten};
use overt_core::choice::{Scope, Variety};
use overt_core::explain::Ranking;
use overt_core::history::Deed;
use overt_core::json::to_text;
use overt_core::rank::Catalogue;
use overt_core::record::{Record, with_sum};
use proptest::prelude::*;
use proptest::sample::select;

use crate::order::{NAMES, any_items, flat, ranking};
use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// Someone of whom enough is known to move a list, who asked for so much variety.
fn known(steps: &[(usize, Step)], to: Variety) -> World {
    let mut world = World::after(site(), steps);
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("viewed.shelf", "romance"), ("viewed.author", "romance"), ("bought.shelf", "romance")]);
    world.tighten(0, &Tighten::Vary { to });
    world.loosen(0, &Loosen::Vary { to });
    world
}

/// The order, said a second time: at each place for variety the first untouched item of those that are left, elsewhere the best of them.
fn plain(catalogue: &Catalogue, share: usize) -> Vec<u32> {
    let mut left = catalogue.top(catalogue.len());
    let mut order = Vec::new();
    while !left.is_empty() {
        let place = order.len();
        let is_due = (place + 1) * share / 1000 > place * share / 1000;
        let untouched = left.iter().position(|item| !catalogue.is_touched(*item as usize));
        order.push(left.remove(untouched.filter(|_| is_due).unwrap_or(0)));
    }
    order
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn variety_uses_no_signal(items in any_items(6), steps in any_steps(), to in select(Variety::ALL), shown in 0..50_usize) {
        let world = known(&steps, to);
        prop_assume!(world.records[0].variety() == to);
        let facts = facts(&world.site, &world.records[0], false, world.now);
        let mut ranking = ranking(&items);
        let order = ranking.order(&facts, "content", "for-you", shown);
        let varied = ranking.varied(&facts, &order);
        let each = ranking.explain_each(&facts, "content", "for-you", &order);
        for (item, why) in order.iter().zip(&each) {
            prop_assert!(!varied.contains(item) || why.reasons.is_empty(), "{item} stands there for variety and has a reason: {why:?}");
        }
        prop_assert!(varied.len() <= order.len() * to.share() as usize / 1000);
        if order.len() < items.len() && each.iter().any(|why| !why.reasons.is_empty()) {
            let left = (0..items.len() as u32).filter(|item| !order.contains(item)).collect::<Vec<_>>();
            let others = ranking.explain_each(&facts, "content", "for-you", &left);
            let share_is_full = varied.len() == order.len() * to.share() as usize / 1000;
            prop_assert!(share_is_full || others.iter().all(|why| !why.reasons.is_empty()), "less only where nothing else is left");
        }
    }

    #[test]
    fn variety_never_touches_an_empty_profile(items in any_items(6), steps in any_steps(), to in select(Variety::ALL), off in any::<bool>()) {
        let mut world = known(&steps, to);
        let act = if off { Tighten::Off } else { Tighten::Pause { scope: Scope::All, until: None } };
        let mut ranking = ranking(&items);
        ranking.order(&facts(&world.site, &world.records[0], false, world.now), "content", "for-you", items.len());
        world.tighten(0, &act);
        let none = facts(&world.site, &world.records[0], false, world.now);
        let order = ranking.order(&none, "content", "for-you", items.len());
        prop_assert_eq!(&order, &(0..items.len() as u32).collect::<Vec<_>>(), "the site's own");
        prop_assert_eq!(ranking.varied(&none, &order), Vec::<u32>::new());
    }

    #[test]
    fn the_first_places_are_those_of_the_whole_order(
        items in any_items(6),
        base in proptest::collection::vec(-1500..1500_i32, 0..40),
        weights in proptest::collection::vec(0..3000_i32, 6),
        share in 0..1001_u32,
    ) {
        let (starts, features, strengths) = flat(&items);
        let mut catalogue = Catalogue::new(&starts, &features, &strengths, &base, NAMES.len());
        for (feature, weight) in weights.into_iter().enumerate() {
            catalogue.set(feature, weight.saturating_sub(1000));
        }
        let whole = plain(&catalogue, share as usize);
        for count in 0..items.len() + 2 {
            prop_assert_eq!(&catalogue.top_varied(count, share)[..], whole.get(..count).unwrap_or(&whole));
        }
    }

    /// Whatever anyone does, and whoever meets whom: only a person's hand makes it less.
    #[test]
    fn raising_variety_is_monotone(steps in any_steps(), tame in proptest::collection::vec((0..3_usize, any_tame_step()), 1..12)) {
        let mut world = World::after(site(), &steps);
        for (who, step) in &tame {
            let before: Vec<Variety> = world.records.iter().map(Record::variety).collect();
            world.step(*who, step);
            let joined_what_had_been_lowered = matches!(step, Step::Join(_));
            for (before, record) in before.into_iter().zip(&world.records) {
                prop_assert!(record.variety() >= before || joined_what_had_been_lowered);
            }
            if let Step::Tighten(Tighten::Vary { to }) = step {
                prop_assert!(world.records[*who].variety() >= *to || world.records[*who].mode() != overt_core::choice::AllMode::Everything);
            }
        }
    }

    #[test]
    fn of_two_that_were_written_apart_the_larger_is_read(before in any_steps(), ours in select(Variety::ALL), theirs in select(Variety::ALL)) {
        let mut world = World::after(site(), &before);
        world.records[1] = Record { device: Some(id("apart")), ..world.records[0].clone() };
        for (who, to) in [(0, ours), (1, theirs)] {
            // What was so already is not written, and hides nothing that another writes.
            let outcomes = [world.tighten(who, &Tighten::Vary { to }), world.loosen(who, &Loosen::Vary { to })];
            prop_assume!(outcomes.contains(&Outcome::Done) && world.records[who].variety() == to);
        }
        world.step(0, &Step::Join(1));
        prop_assert_eq!(world.records[0].variety(), ours.max(theirs));
    }
}

#[test]
fn a_share_is_spread_over_the_list() {
    let starts: Vec<u32> = (0..=20_u32).map(|item| item.saturating_sub(10)).collect();
    // Ten items of nobody's, then ten that the visitor cares for.
    let mut list = Ranking::new(&["shelf:romance"], &starts, &[0; 10], &[], &[]);
    for (to, places) in [(Variety::None, vec![]), (Variety::Little, vec![9]), (Variety::Some, vec![4, 9]), (Variety::Much, vec![3, 6, 9])] {
        let mut world = known(&[], to);
        world.observe(0, &[("viewed.shelf", "romance"), ("bought.shelf", "romance"), ("bought.shelf", "romance")]);
        let facts = facts(&world.site, &world.records[0], false, START);
        let order = list.order(&facts, "content", "for-you", 10);
        let others: Vec<usize> = order.iter().enumerate().filter(|(_, item)| **item < 10).map(|(place, _)| place).collect();
        assert_eq!(others, places, "{to:?}");
        assert_eq!(list.varied(&facts, &order), (0..places.len() as u32).collect::<Vec<_>>(), "the site's first");
    }
}

#[test]
fn it_is_raised_by_anyone_and_lowered_by_hand_and_the_history_says_how_much() {
    let mut world = World::new(site());
    assert_eq!(world.tighten(0, &Tighten::Vary { to: Variety::None }), Outcome::AlreadySo);
    assert_eq!(world.tighten(0, &Tighten::Vary { to: Variety::Some }), Outcome::Done);
    assert_eq!(world.tighten(0, &Tighten::Vary { to: Variety::Little }), Outcome::AlreadySo);
    assert_eq!(world.loosen(0, &Loosen::Vary { to: Variety::Much }), Outcome::AlreadySo);
    assert_eq!(world.loosen(0, &Loosen::Vary { to: Variety::None }), Outcome::Done);
    let said: Vec<_> = world.records[0].history.iter().map(|e| (e.deed, e.share)).collect();
    assert_eq!(said, [(Deed::Vary, Some(Variety::Some)), (Deed::Vary, Some(Variety::None))]);
}

#[test]
fn a_record_in_which_nothing_was_said_of_it_is_written_as_it_always_was() {
    let mut world = World::new(site());
    world.tighten(0, &Tighten::Off);
    let record = &world.records[0];
    assert!(!record.to_text().contains("variety") && !record.state_text().contains("variety"));
    assert_eq!(record.variety(), Variety::None);
}

#[test]
fn what_a_newer_version_wrote_is_read_as_the_largest_share() {
    let mut world = World::new(site());
    world.tighten(0, &Tighten::Vary { to: Variety::Little });
    let text = to_text(&world.records[0]).replace(r#""is":"little""#, r#""is":"everySecond""#);
    let newer = Record::load(Some(&with_sum(&text))).unwrap();
    assert_eq!(newer.variety(), Variety::Much);
    assert!(newer.to_text().contains("everySecond"), "and kept");
    let broken = text.replace(r#""is":"everySecond""#, r#""is":7"#);
    assert!(Record::load(Some(&with_sum(&broken))).is_err(), "what is no word is damage");
}

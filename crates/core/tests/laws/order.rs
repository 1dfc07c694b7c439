//! The order of a list, and the sums that explain it.

use overt_core::act::{Loosen, Tighten};
use overt_core::choice::Dial;
use overt_core::explain::{Explanation, Ranking};
use overt_core::limits::WHOLE;
use overt_core::rank::{Catalogue, shares};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// The features that the site's signals can match.
pub(crate) const NAMES: [&str; 6] = ["shelf:romance", "author:romance", "topic:romance", "taste:romance", "bought:romance", "shelf:poetry"];

/// For each item the features that it has, each with a strength.
pub(crate) fn any_items(features: u32) -> impl Strategy<Value = Vec<Vec<(u32, i32)>>> {
    vec(vec((0..features, prop_oneof![4 => Just(1000), 1 => -1200..1200_i32]), 0..4), 0..40)
}

pub(crate) fn flat(items: &[Vec<(u32, i32)>]) -> (Vec<u32>, Vec<u32>, Vec<i32>) {
    let starts = items.iter().scan(0, |at, item| {
        *at += item.len() as u32;
        Some(*at)
    });
    let all = || items.iter().flatten();
    (std::iter::once(0).chain(starts).collect(), all().map(|f| f.0).collect(), all().map(|f| f.1).collect())
}

pub(crate) fn ranking(items: &[Vec<(u32, i32)>]) -> Ranking {
    let (starts, features, strengths) = flat(items);
    Ranking::new(&NAMES, &starts, &features, &strengths, &[])
}

fn whole(explanation: &Explanation) -> i32 {
    explanation.reasons.iter().map(|r| r.contribution.abs()).sum::<i32>() + explanation.unattributed
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn contributions_sum_to_one_thousand(items in any_items(6), steps in any_steps(), places in vec(0..50_u32, 0..12)) {
        let mut world = World::after(site(), &steps);
        for purpose in ["content", "offers"] {
            world.loosen(0, &Loosen::On { purpose: id(purpose) });
        }
        world.observe(0, &[("viewed.shelf", "romance"), ("viewed.author", "romance"), ("bought.shelf", "romance")]);
        let facts = facts(&world.site, &world.records[0], false, world.now);
        let may = allowed(&facts);
        let mut ranking = ranking(&items);
        for (slot, purpose) in [("for-you", "content"), ("offers", "offers"), ("ad", "ads")] {
            ranking.order(&facts, purpose, slot, 10);
            let together = ranking.explain(&facts, purpose, slot, &places);
            let each = ranking.explain_each(&facts, purpose, slot, &places);
            prop_assert_eq!(each.len(), places.len());
            for explanation in each.iter().chain([&together]) {
                prop_assert_eq!(whole(explanation), WHOLE);
                prop_assert!(explanation.unattributed >= 0);
                for reason in &explanation.reasons {
                    prop_assert_eq!(may.get(&(reason.signal.as_str(), reason.value.as_str(), slot)), Some(&reason.weight));
                    prop_assert!(reason.contribution != 0 && reason.times > 0);
                }
                prop_assert!(explanation.reasons.windows(2).all(|r| r[0].contribution.abs() >= r[1].contribution.abs()));
            }
        }
    }

    #[test]
    fn empty_profile_keeps_the_sites_order(items in any_items(6), steps in any_steps(), off in any::<bool>()) {
        let mut world = World::after(site(), &steps);
        world.loosen(0, &Loosen::On { purpose: id("content") });
        world.observe(0, &[("viewed.shelf", "romance"), ("viewed.author", "romance")]);
        let mut ranking = ranking(&items);
        let own: Vec<u32> = (0..items.len() as u32).collect();
        // A new visitor, a personal order in between, and then none again.
        let fresh = overt_core::record::Record::default();
        prop_assert_eq!(&ranking.order(&facts(&world.site, &fresh, false, START), "content", "for-you", items.len()), &own);
        ranking.order(&facts(&world.site, &world.records[0], false, world.now), "content", "for-you", items.len());
        let act = if off { Tighten::Off } else { Tighten::Pause { scope: overt_core::choice::Scope::All, until: None } };
        world.tighten(0, &act);
        let none = facts(&world.site, &world.records[0], false, world.now);
        prop_assert_eq!(&ranking.order(&none, "content", "for-you", items.len()), &own);
        for explanation in ranking.explain_each(&none, "content", "for-you", &own) {
            prop_assert_eq!((explanation.unattributed, explanation.reasons), (WHOLE, vec![]));
        }
    }

    #[test]
    fn the_index_ranks_as_a_plain_sort_does(
        items in any_items(9),
        base in vec(-1500..1500_i32, 0..40),
        moves in vec((0..11_usize, -9000..9000_i32), 0..30),
        count in 0..50_usize,
    ) {
        let (starts, features, strengths) = flat(&items);
        let mut catalogue = Catalogue::new(&starts, &features, &strengths, &base, 9);
        let mut weights = [0_i64; 9];
        for (feature, weight) in moves {
            catalogue.set(feature, weight);
            if let Some(known) = weights.get_mut(feature) {
                *known = i64::from(weight.clamp(-8000, 8000));
            }
        }
        let score = |item: usize| {
            let own = i64::from(base.get(item).copied().unwrap_or(0).clamp(-1000, 1000)) * 1000;
            own + items[item].iter().map(|(f, s)| i64::from((*s).clamp(-1000, 1000)) * weights[*f as usize]).sum::<i64>()
        };
        let mut naive: Vec<usize> = (0..items.len()).collect();
        naive.sort_by_key(|item| std::cmp::Reverse(score(*item)));
        let naive: Vec<u32> = naive.into_iter().take(count).map(|i| i as u32).collect();
        prop_assert_eq!(catalogue.top(count), naive);
        for item in 0..items.len() {
            let (own, terms) = catalogue.terms(item);
            prop_assert_eq!(own + terms.map(|t| t.1).sum::<i64>(), score(item), "the terms are those of the score");
        }
    }

    #[test]
    fn shares_add_up_and_are_within_one_of_the_exact_ones(base in -2_000_000..2_000_000_i64, terms in vec(-9_000_000..9_000_000_i64, 0..12)) {
        let (first, rest) = shares(base, &terms);
        prop_assert_eq!(first + rest.iter().map(|r| r.abs()).sum::<i32>(), WHOLE);
        let total: i64 = base.abs() + terms.iter().map(|t| t.abs()).sum::<i64>();
        for (share, term) in rest.iter().chain([&first]).zip(terms.iter().chain([&base.abs()])) {
            prop_assert!(*share == 0 || (*share < 0) == (*term < 0));
            prop_assert!(total == 0 || (i64::from(share.abs()) * total - term.abs() * 1000).abs() <= total);
        }
    }

    #[test]
    fn shares_never_overflow(base in any::<i64>(), terms in vec(prop_oneof![any::<i64>(), Just(i64::MIN), Just(i64::MAX)], 0..9)) {
        let (first, rest) = shares(base, &terms);
        prop_assert_eq!(first + rest.iter().map(|r| r.abs()).sum::<i32>(), WHOLE);
    }

    #[test]
    fn a_catalogue_takes_whatever_it_is_given(starts in vec(any::<u32>(), 0..9), features in vec(any::<u32>(), 0..9), rest in vec(any::<i32>(), 0..9)) {
        let mut catalogue = Catalogue::new(&starts, &features, &rest, &rest, 3);
        catalogue.set(1, i32::MAX);
        let mut top = catalogue.top(usize::MAX);
        top.sort_unstable();
        prop_assert!(top.into_iter().eq(0..catalogue.len() as u32), "every item, once");
    }
}

#[test]
fn shares_round_by_the_largest_remainders() {
    assert_eq!(shares(1, &[1, 1]), (334, vec![333, 333]));
    assert_eq!(shares(0, &[-1]), (0, vec![-1000]));
    assert_eq!(shares(1, &[-2, 4]), (143, vec![-286, 571]));
    assert_eq!(shares(0, &[0, 0]), (1000, vec![0, 0]));
    assert_eq!(shares(999_999, &[1]), (1000, vec![0]), "less than half a thousandth is no reason");
}

#[test]
fn a_weight_taken_back_leaves_no_trace_even_beyond_32_bits() {
    let items = vec![vec![], vec![(0, 1000); 400]];
    let (starts, features, strengths) = flat(&items);
    let mut catalogue = Catalogue::new(&starts, &features, &strengths, &[1000, 999], 1);
    catalogue.set(0, 8000);
    catalogue.set(0, 0);
    assert_eq!(catalogue.top(2), [0, 1]);
}

#[test]
fn a_dial_moves_the_list_and_the_reasons() {
    let mut world = World::new(site());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("viewed.shelf", "romance")]);
    let mut ranking = ranking(&[vec![], vec![(5, 1000)], vec![(0, 1000)]]);
    let scope = overt_core::choice::Scope::Signal(id("viewed.shelf"));
    let look = |world: &World, ranking: &mut Ranking| {
        let facts = facts(&world.site, &world.records[0], false, START);
        let order = ranking.order(&facts, "content", "for-you", 3);
        (order, ranking.explain(&facts, "content", "for-you", &[2]).reasons.first().map(|r| r.contribution))
    };
    // The site gives its third item 333, and one sight gives the shelf 250.
    assert_eq!(look(&world, &mut ranking), (vec![0, 1, 2], Some(429)));
    world.loosen(0, &Loosen::RaiseDial { scope: scope.clone(), to: Dial::OnlyThis });
    assert_eq!(look(&world, &mut ranking), (vec![0, 2, 1], Some(600)));
    world.tighten(0, &Tighten::LowerDial { scope, to: Dial::Off });
    assert_eq!(look(&world, &mut ranking), (vec![0, 1, 2], None));
}

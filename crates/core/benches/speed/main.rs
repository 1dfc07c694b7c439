//! How long the core takes by itself, for a visitor of the bookshop and for lists of many sizes.
//!
//! What a browser adds is measured by `tests/bench`; the budgets stand in xtask, which writes the table.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a measurement may stop at the first thing that is not as it says"
)]

mod lists;
#[expect(dead_code, reason = "these are the worlds of the laws, of which a measurement needs less")]
#[path = "../../tests/laws/steps.rs"]
mod steps;
mod visitor;
#[expect(dead_code, reason = "these are the worlds of the laws, of which a measurement needs less")]
#[path = "../../tests/laws/world.rs"]
mod world;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use overt_core::decide::{Subject, decide};
use overt_core::profile::profile;
use overt_core::record::Record;

use crate::lists::List;
use crate::visitor::{dials, lived};
use crate::world::facts;

/// As many as a page shows with their reasons.
const TOP: usize = 50;

fn decisions(criterion: &mut Criterion) {
    let world = lived("a", 365);
    let facts = facts(&world.site, &world.records[0], false, world.now);
    assert_eq!((world.site.purposes.len(), world.site.slots.len()), (1, 1), "what was learned, once each, is every triple");
    let mut group = criterion.benchmark_group("decide");
    let one = Subject { signal: "viewed.shelf", value: Some("adventure"), purpose: "content", slot: "for-you" };
    group.bench_function("one", |bencher| bencher.iter(|| decide(black_box(&facts), &one)));

    let learned: Vec<(&str, &str)> = facts.record.learned.iter().map(|l| (l.signal.as_str(), l.value.as_str())).collect();
    group.throughput(Throughput::Elements(learned.len() as u64));
    group.bench_function("all", |bencher| {
        bencher.iter(|| {
            let subject = |(signal, value)| Subject { signal, value: Some(value), purpose: "content", slot: "for-you" };
            learned.iter().filter(|pair| decide(black_box(&facts), &subject(**pair)).allow).count()
        });
    });
    group.bench_function("profile", |bencher| bencher.iter(|| profile(black_box(&facts), "content", "for-you")));
    group.finish();
}

fn lists(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("rank");
    group.sample_size(40);
    let made = [("made-10000", 10_000), ("made-100000", 100_000), ("made-1000000", 1_000_000)];
    let lists = std::iter::once(("books", None)).chain(made.map(|(name, count)| (name, Some(count))));
    for (name, count) in lists {
        let list = count.map_or_else(List::books, List::made);
        let (site, now, records) = dials(&list.interests());
        let mut ranking = list.ranking();
        let mut turn = 0;
        group.throughput(Throughput::Elements(ranking.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                // Each record has another dial moved than the one before.
                turn = (turn + 1) % records.len();
                let facts = facts(&site, &records[turn], false, now);
                let top = ranking.order(&facts, "content", "for-you", TOP);
                ranking.explain_each(&facts, "content", "for-you", &top)
            });
        });
    }
    group.finish();
}

fn records(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    for (name, days) in [("day", 1), ("days-10", 10), ("days-100", 100), ("year", 365)] {
        let text = lived("a", days).records[0].to_text();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| Record::load(Some(black_box(&text))).unwrap()));
    }
    group.finish();

    let mut group = criterion.benchmark_group("merge");
    let devices = ["a", "b", "c", "d", "e", "f", "g", "h"].map(|name| lived(name, 365).records[0].clone());
    for (name, count) in [("two", 2), ("eight", 8)] {
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut met = Record::default();
                devices[..count].iter().for_each(|record| met.join(record));
                met
            });
        });
    }
    group.finish();
}

criterion_group!(benches, decisions, lists, records);
criterion_main!(benches);

//! A visitor of the bookshop: what a year of daily use leaves behind.

use overt_core::act::{Loosen, Tighten};
use overt_core::choice::{Dial, Scope};
use overt_core::clock::Ms;
use overt_core::limits::DAY_MS;
use overt_core::record::{Record, ResetKind};
use overt_core::registry::Registry;

use crate::world::{World, id, load_registry};

const SHELVES: [&str; 12] = [
    "adventure",
    "romance",
    "novels",
    "poetry",
    "historical-novels",
    "travel-writing",
    "mythology-legends-folklore",
    "science-fiction-fantasy",
    "short-stories",
    "british-literature",
    "children-young-adult-reading",
    "crime-thrillers-and-mystery",
];

/// What the demo declares.
fn bookshop() -> Registry {
    load_registry(include_str!("../../../../www/demo/bookshop/overt.json"))
}

/// A world whose first device is of this name and has been used for so many days.
///
/// On each day three books are opened; every tenth day one is bought, every month a dial moves, something is paused or started over,
/// and after half a year the yes is given again.
pub(crate) fn lived(device: &str, days: u32) -> World {
    let mut world = World::new(bookshop());
    world.records[0].device = Some(id(device));
    // Another name reads other books.
    let taste: u32 = device.bytes().map(u32::from).sum();
    for day in 0..days {
        if day % 180 == 0 {
            world.loosen(0, &Loosen::On { purpose: id("content") });
        }
        for book in 0..3 {
            open(&mut world, "viewed", (day * 3 + book) * taste);
        }
        if day % 10 == 9 {
            open(&mut world, "bought", day * taste);
        }
        let shelf = Scope::Value(id("viewed.shelf"), id(SHELVES[(day / 30) as usize % SHELVES.len()]));
        match day % 90 {
            29 => _ = world.tighten(0, &Tighten::LowerDial { scope: shelf, to: Dial::Less }),
            59 => _ = world.tighten(0, &Tighten::Pause { scope: Scope::All, until: Some(world.now + DAY_MS) }),
            89 => _ = world.tighten(0, &Tighten::Reset { scope: shelf, kind: ResetKind::ForgetLearned }),
            _ => {}
        }
        world.now += DAY_MS;
        world.settle(0);
    }
    world
}

/// One book, by one of three hundred authors, of whom some are read far more often than others.
fn open(world: &mut World, how: &str, number: u32) {
    let mixed = number.wrapping_mul(2_654_435_761) >> 8;
    let author = format!("author-{}", (mixed % 300).min(mixed / 300 % 300));
    let shelf = SHELVES[number as usize % SHELVES.len()];
    world.observe(0, &[(&format!("{how}.shelf"), shelf), (&format!("{how}.author"), &author)]);
}

/// One visitor with these interests, seen on four days, once for each interest whose dial stands lower.
///
/// An interest is a feature's name, such as `shelf:novels`.
pub(crate) fn dials(interests: &[String]) -> (Registry, Ms, Vec<Record>) {
    let mut world = World::new(bookshop());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    for _ in 0..4 {
        for interest in interests {
            let (kind, value) = interest.split_once(':').unwrap();
            world.observe(0, &[(&format!("viewed.{kind}"), value)]);
        }
        world.now += DAY_MS;
    }
    assert_eq!(world.records[0].learned.len(), interests.len(), "every interest was learned");
    let lowered = interests.iter().map(|interest| {
        let (kind, value) = interest.split_once(':').unwrap();
        let mut world = world.clone();
        let scope = Scope::Value(id(&format!("viewed.{kind}")), id(value));
        world.tighten(0, &Tighten::LowerDial { scope, to: Dial::Less });
        world.records[0].clone()
    });
    let records = lowered.collect();
    (world.site, world.now, records)
}

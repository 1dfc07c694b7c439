//! What is learned, what never is, and how it fades.

use overt_core::act::Loosen;
use overt_core::choice::Scope;
use overt_core::clock::Day;
use overt_core::decide::Rule;
use overt_core::limits::{DAY_MS, EVIDENCE_COUNT, EVIDENCE_DAYS, LEARNED_VALUES, RECORD_BYTES};
use overt_core::record::Record;
use overt_core::register::Dot;
use overt_core::registry::{Mode, Registry, SignalDef};
use overt_core::signal::{Evidence, confidence, is_expired};
use proptest::prelude::*;
use proptest::sample::select;

use crate::decisions::knowing_everything;
use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_sensitive_signal_is_never_inferred(
        site in any_site(),
        steps in any_steps(),
        signal in select(&SIGNALS[..]),
        others in proptest::collection::vec((select(&SIGNALS[..]), select(&VALUES[..])), 0..4),
        place in 0..4_usize,
    ) {
        let mut world = World::after(site, &steps);
        for record in &world.records {
            for learned in &record.learned {
                let def = world.site.signal(learned.signal.as_str()).unwrap();
                let sensitive = def.categories(Some(learned.value.as_str())).next().is_some();
                prop_assert!(!sensitive || def.mode == Mode::Provided, "only what the visitor said");
            }
        }
        // Neither it nor anything that was seen together with it.
        let before = world.records[0].clone();
        let mut seen: Vec<(&str, &str)> = others.iter().map(|(s, v)| (s.0, *v)).collect();
        seen.insert(place.min(seen.len()), (signal.0, "health"));
        prop_assert_eq!(world.observe(0, &seen).learned, 0);
        prop_assert_eq!(&before, &world.records[0]);
        // And if it were known all the same, it would not be used.
        let knowing = knowing_everything(before, world.now);
        for ((signal, value, slot), decision) in decisions(&facts(&world.site, &knowing, false, world.now)) {
            let def = world.site.signal(signal).unwrap();
            let named = |slot: &str, category| {
                let purpose = &world.site.slot(slot).unwrap().purpose;
                let mut answers = knowing.consents(purpose).peekable();
                answers.peek().is_some() && answers.all(|c| c.names.contains(&Scope::Category(category)))
            };
            let lawful = |category| def.mode == Mode::Provided && named(slot, category);
            prop_assert!(!decision.allow || def.categories(Some(value)).all(lawful));
        }
    }

    #[test]
    fn evidence_stays_within_its_bounds(days in proptest::collection::vec((0..3_i64, 1..9_u32), 1..60)) {
        let mut world = World::new(site());
        for (wait, times) in days {
            world.now += wait * DAY_MS;
            for _ in 0..times * 9 {
                world.observe(0, &[("viewed.shelf", "romance")]);
            }
            let learned = &world.records[0].learned;
            prop_assert!(learned[0].evidence.len() <= EVIDENCE_DAYS);
            prop_assert!(learned[0].evidence.iter().all(|e| (1..=EVIDENCE_COUNT).contains(&e.count)));
            let last = learned[0].last_day();
            prop_assert_eq!(last, Some(overt_core::clock::day_of(world.now)), "the oldest goes first");
        }
    }

    /// Whoever keeps a record asks this to know whether it has to be written.
    #[test]
    fn settling_says_whether_it_changed_anything(steps in any_steps(), wait in any_span()) {
        let mut world = World::after(site(), &steps);
        world.observe(0, &[("told.topic", "romance"), ("viewed.shelf", "romance")]);
        world.now += wait;
        let before = world.records[0].clone();
        let changed = world.settle(0);
        prop_assert_eq!(changed, before != world.records[0]);
        prop_assert!(!world.settle(0), "and once is enough");
    }

    #[test]
    fn evidence_fades_and_never_grows_by_itself(strength in 1..=1000_u32, half_life in 1..400_u32, count in 1..50_u16, from in -9..9_i32, more in 0..900_i32) {
        let def = def(strength, half_life, 3650);
        let at = |today: Day| confidence(&def, [evidence(0, count)].iter(), today);
        prop_assert!(at(from + more) <= at(from));
        prop_assert!((0..=1000).contains(&at(from)));
        let single = |today: Day| confidence(&def, [evidence(0, 1)].iter(), today);
        prop_assert_eq!(single(0), strength as i32);
        prop_assert_eq!(single(half_life as i32), (strength / 2) as i32);
        prop_assert_eq!(single(2 * half_life as i32), (strength / 4) as i32);
    }

    #[test]
    fn more_evidence_never_makes_less_sure(days in proptest::collection::vec((0..200_i32, 1..9_u16), 1..9), extra in (0..200_i32, 1..9_u16)) {
        let def = def(200, 30, 180);
        let evidence: Vec<Evidence> = days.iter().map(|(day, count)| evidence(*day, *count)).collect();
        let more = [evidence.clone(), vec![self::evidence(extra.0, extra.1)]].concat();
        prop_assert!(confidence(&def, more.iter(), 200) >= confidence(&def, evidence.iter(), 200));
    }
}

fn def(strength: u32, half_life: u32, retention: u32) -> SignalDef {
    let text = format!(r#"{{"signals":[{{"id":"s","strength":{strength},"halfLifeDays":{half_life},"retentionDays":{retention}}}]}}"#);
    let (registry, findings) = Registry::load(&text);
    assert_eq!(findings, []);
    registry.signals[0].clone()
}

fn evidence(day: Day, count: u16) -> Evidence {
    Evidence { dot: Dot { device: id("a"), count: 1 }, day, count }
}

/// Target, 2012: the basket knew before the father did.
#[test]
fn prenatal_vitamins_teach_nothing_not_even_by_the_cotton_wool_beside_them() {
    let shop = load_registry(
        r##"{"version":1,"purposes":[{"id":"content","does":"d","why":"w","youGet":"y","legalBasis":"contract"}],
        "signals":[
            {"id":"bought.item","mode":"observed","place":"thisSite","evidence":"purchase","purposes":["content"],
             "values":[{"id":"prenatal-vitamins","label":"Prenatal vitamins","implies":["health"]}]},
            {"id":"bought.shelf","mode":"observed","place":"thisSite","evidence":"purchase","purposes":["content"]}],
        "slots":[{"id":"for-you","purpose":"content","fallback":"#popular"}]}"##,
    );
    let mut world = World::new(shop);
    let basket = [("bought.shelf", "household"), ("bought.item", "cotton-wool"), ("bought.item", "prenatal-vitamins")];
    let seen = world.observe(0, &basket);
    assert_eq!((seen.learned, seen.dropped), (0, Some(Rule::Prohibited)));
    assert_eq!(world.records[0].learned, []);
    assert_eq!(world.observe(0, &basket[..2]).learned, 2, "without them it is a purchase like any other");
}

/// A no to the shelf must not make the author beside it learnable.
#[test]
fn what_is_sensitive_and_off_as_well_still_hides_what_stands_beside_it() {
    use overt_core::{act::Tighten, choice::Dial, choice::Scope};
    for act in [
        Tighten::Pause { scope: Scope::Signal(id("viewed.shelf")), until: None },
        Tighten::LowerDial { scope: Scope::Signal(id("viewed.shelf")), to: Dial::Off },
    ] {
        let mut world = World::new(site());
        world.loosen(0, &Loosen::On { purpose: id("content") });
        world.tighten(0, &act);
        assert_eq!(world.observe(0, &[("viewed.shelf", "health"), ("viewed.author", "romance")]).learned, 0);
        assert_eq!(world.observe(0, &[("viewed.shelf", "romance"), ("viewed.author", "romance")]).learned, 1);
    }
}

#[test]
fn a_refused_sight_leaves_no_trace_at_all() {
    let mut world = World::new(site());
    world.records[0] = Record::default();
    let seen = world.observe(0, &[("viewed.shelf", "health"), ("told.topic", "romance")]);
    assert_eq!(seen.learned, 0);
    for unknown in [("no.such", "romance"), ("told.topic", "Not An Id")] {
        assert_eq!(world.observe(0, &[unknown]).dropped, Some(Rule::Undeclared));
    }
    assert!(world.records[0].is_new());
}

#[test]
fn retention_deletes_on_its_day() {
    assert!(!is_expired(100, 279, 180) && is_expired(100, 280, 180));
    assert!(!is_expired(Day::MAX, Day::MIN, 1) && is_expired(Day::MIN, Day::MAX, 3650));
    let mut world = World::new(site());
    world.observe(0, &[("viewed.shelf", "romance")]);
    world.now += 179 * DAY_MS;
    assert!(!world.settle(0));
    world.now += DAY_MS;
    assert!(world.settle(0));
    assert_eq!(world.records[0].learned, []);
}

/// As much as a device can ever learn, by the longest names there are.
#[test]
fn the_fullest_record_can_still_be_read() {
    let mut world = World::new(site());
    world.records[0].device = Some(id(&"d".repeat(64)));
    for day in 0..=EVIDENCE_DAYS {
        world.now = START + day as i64 * DAY_MS;
        for value in 0..LEARNED_VALUES / 10 {
            let sights: Vec<String> = (0..10).map(|n| format!("{:0>64}", value * 10 + n)).collect();
            let seen: Vec<(&str, &str)> = sights.iter().map(|v| ("viewed.shelf", v.as_str())).collect();
            world.observe(0, &seen);
        }
    }
    let text = world.records[0].to_text();
    assert!(text.len() <= RECORD_BYTES, "{} bytes", text.len());
    assert_eq!(Record::load(Some(&text)), Ok(world.records[0].clone()));
    assert!(world.records[0].learned.len() > LEARNED_VALUES / 10, "it forgets no more than it must");
}

//! Two shops as they stand: one whose basket would tell what nobody should know, and the bookshop of the demonstration.

use overt_core::act::{Gesture, GestureProof, Loosen, Moment, Outcome, loosen};
use overt_core::choice::Scope;
use overt_core::clock::{Ms, day_of};
use overt_core::decide::{Context, Facts, Rule, Subject, decide};
use overt_core::history::Actor;
use overt_core::id::Id;
use overt_core::limits::DAY_MS;
use overt_core::lint;
use overt_core::observe::{Observation, Observed, observe};
use overt_core::particulars::{Channel, Particulars};
use overt_core::profile::{Profile, profile};
use overt_core::rank::Catalogue;
use overt_core::record::Record;
use overt_core::register::Dot;
use overt_core::registry::{Category, Registry, ValueDef};
use overt_core::signal::Evidence;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

const PRENATAL: &str = include_str!("../fixtures/prenatal.json");
const BOOKSHOP: &str = include_str!("../../../../www/demo/bookshop/overt.json");
const NOW: Ms = 20_605 * DAY_MS;

fn shop(text: &str) -> Registry {
    let (registry, findings) = Registry::load(text);
    assert_eq!(findings, []);
    registry
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn context() -> Context<'static> {
    Context { now: NOW, ..Context::default() }
}

fn see(record: &mut Record, registry: &Registry, seen: &[(&str, &str)]) -> Observed {
    let seen: Vec<Observation> =
        seen.iter().map(|(signal, value)| Observation { signal: (*signal).into(), value: (*value).into(), label: String::new() }).collect();
    observe(record, registry, &context(), &id("a"), &seen)
}

fn say_yes(record: &mut Record, registry: &Registry, purpose: &str, names: Vec<Scope>) {
    let proof = GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 300 }).unwrap();
    let act = Loosen::Consent { purpose: id(purpose), names, shown: None };
    let moment = Moment { registry, now: NOW, actor: Actor::Gesture, fresh: id("yes") };
    assert_eq!(loosen(record, &act, &moment, proof), Outcome::Done);
}

fn rule(registry: &Registry, record: &Record, signal: &str, value: &str, (purpose, slot): (&str, &str)) -> Rule {
    let facts = Facts { registry, record, context: context() };
    decide(&facts, &Subject { signal, value: Some(value), purpose, slot }).rule
}

/// Target, 2012: a basket of harmless things knew before the father did.
#[test]
fn prenatal_vitamins_and_unscented_lotion_teach_nothing_and_move_nothing() {
    let registry = shop(PRENATAL);
    let telling = ["prenatal-vitamins", "unscented-lotion", "pregnancy-test"];
    assert!(registry.signals[0].value("pregnancy-test").is_none(), "only its id gives it away");
    let mut record = Record::default();
    for basket in [&telling[..2], &telling[1..], &["tea", "pregnancy-test"][..], &["tea", "unscented-lotion"][..]] {
        let seen: Vec<(&str, &str)> = basket.iter().map(|value| ("bought", *value)).collect();
        let Observed { learned, dropped } = see(&mut record, &registry, &seen);
        assert_eq!((learned, dropped), (0, Some(Rule::Prohibited)), "{basket:?}");
        assert!(record.is_new());
    }
    assert_eq!(see(&mut Record::default(), &registry, &[("bought", "tea")]).learned, 1, "tea on its own is tea");

    // As if an older version of the shop had let it be learned.
    for (count, value) in (1..).zip(telling) {
        let evidence = Evidence { dot: Dot { device: id("b"), count }, day: day_of(NOW), count: 9 };
        for signal in ["bought", "due"] {
            record.learned_mut(&id(signal), &id(value)).evidence.push(evidence.clone());
        }
    }
    for value in telling {
        assert_eq!(rule(&registry, &record, "bought", value, ("content", "for-you")), Rule::Prohibited);
    }
    let facts = Facts { registry: &registry, record: &record, context: context() };
    let content = profile(&facts, "content", "for-you");
    assert_eq!(content.signals, []);
    assert_eq!(order(&content), [0, 1, 2], "the site's own order");
    record.learned_mut(&id("bought"), &id("tea")).evidence.push(Evidence {
        dot: Dot { device: id("b"), count: 9 },
        day: day_of(NOW),
        count: 9,
    });
    let facts = Facts { registry: &registry, record: &record, context: context() };
    assert_eq!(order(&profile(&facts, "content", "for-you")), [2, 0, 1], "what may be used does move it");
}

/// The list of three as a profile orders it.
fn order(profile: &Profile) -> Vec<u32> {
    let items = ["unscented-lotion", "pregnancy-test", "tea"];
    let mut list = Catalogue::new(&[0, 1, 2, 3], &[0, 1, 2], &[1000; 3], &[100; 3], 3);
    for signal in &profile.signals {
        list.set(items.iter().position(|item| *item == signal.value).unwrap(), signal.weight);
    }
    list.top(3)
}

#[test]
fn what_is_guessed_of_health_is_used_by_nobody_even_after_a_yes_that_names_it() {
    let registry = shop(PRENATAL);
    let mut record = Record::default();
    say_yes(&mut record, &registry, "guessed", vec![Scope::Category(Category::Health)]);
    assert_eq!(see(&mut record, &registry, &[("due", "pregnancy-test")]).dropped, Some(Rule::Prohibited));
    let evidence = Evidence { dot: Dot { device: id("b"), count: 1 }, day: day_of(NOW), count: 9 };
    record.learned_mut(&id("due"), &id("pregnancy-test")).evidence.push(evidence);
    assert_eq!(rule(&registry, &record, "due", "pregnancy-test", ("guessed", "soon")), Rule::Prohibited);
    let facts = Facts { registry: &registry, record: &record, context: context() };
    let profile = profile(&facts, "guessed", "soon");
    assert_eq!(profile.signals, []);
    assert_eq!(order(&profile), [0, 1, 2], "the site's own order");
}

#[test]
fn the_prenatal_shop_leaves_nothing_to_say() {
    assert_eq!(lint::findings(PRENATAL), []);
    let particulars = Particulars::load(PRENATAL);
    assert_eq!(particulars.controller.name, "The Corner Shop");
    assert_eq!((particulars.contact[0].channel, particulars.contact[0].human), (Channel::Email, true));
}

#[test]
fn every_sensitive_shelf_of_the_bookshop_stays_unlearned_and_every_other_can_be_learned_after_a_yes() {
    let registry = shop(BOOKSHOP);
    let mut record = Record::default();
    say_yes(&mut record, &registry, "content", vec![]);
    for signal in ["viewed.shelf", "bought.shelf"] {
        let shelves = &registry.signal(signal).unwrap().values;
        let is_sensitive = |shelf: &&ValueDef| !shelf.implies.is_empty();
        assert_eq!((shelves.iter().filter(is_sensitive).count(), shelves.len()), (8, 69));
        for shelf in shelves {
            let before = record.learned.len();
            let seen = see(&mut record, &registry, &[(signal, &shelf.id)]);
            let decided = rule(&registry, &record, signal, &shelf.id, ("content", "for-you"));
            if shelf.implies.is_empty() {
                assert_eq!((seen.learned, record.learned.len()), (1, before + 1), "{}", shelf.id);
                assert!(decided == Rule::Allow, "{}: {decided:?}", shelf.id);
            } else {
                assert_eq!((seen.learned, record.learned.len()), (0, before), "{}", shelf.id);
                assert_eq!(decided, Rule::Prohibited, "{}", shelf.id);
            }
        }
    }
}

/// The bookshop's authors are values that the registry does not list.
#[test]
fn no_author_of_the_bookshop_is_taken_for_something_sensitive() {
    let books = include_str!("../../../../www/demo/bookshop/books.json");
    let books: serde_json::Value = serde_json::from_str(books).unwrap();
    let authors: Vec<&str> = books.as_array().unwrap().iter().filter_map(|book| book["author"].as_str()).collect();
    assert_eq!(authors.len(), 2000);
    assert_eq!(authors.iter().find(|author| Category::suggested_by(author).is_some()), None);
}

#[test]
fn the_bookshop_leaves_nothing_to_say() {
    assert_eq!(lint::findings(BOOKSHOP), []);
    let particulars = Particulars::load(BOOKSHOP);
    assert_eq!((particulars.contact[0].channel, particulars.contact[0].human), (Channel::Email, true));
    assert_eq!(particulars.jurisdiction, ["DE"]);
}

#[test]
fn bad_particulars_are_empty_and_refuse_nothing() {
    for text in ["", "[]", "7", "{", r#"{"controller":7,"contact":"no","jurisdiction":{},"notice":[],"recipients":null}"#] {
        assert_eq!(Particulars::load(text), Particulars::default(), "{text}");
    }
    let digest = "a".repeat(64);
    let text = format!(
        r#"{{"controller":{{"name":1,"email":"e"}},"notice":{{"sha256":"{digest}"}},"jurisdiction":["GB",7,""],
        "contact":[{{"channel":"pigeon","address":"loft"}},{{"channel":"phone"}},{{"address":"a","replyDays":-1}},3],"recipients":[{{"id":"r","name":"Royal Mail","url":"u"}},5]}}"#
    );
    let particulars = Particulars::load(&text);
    assert_eq!((particulars.controller.name.as_str(), particulars.controller.email.as_str()), ("", "e"));
    assert_eq!((particulars.notice.sha256, particulars.jurisdiction), (digest, vec!["GB".into()]));
    let contacts: Vec<_> = particulars.contact.iter().map(|c| (c.channel, c.address.as_str(), c.human, c.reply_days)).collect();
    assert_eq!(contacts, [(Channel::Other, "loft", false, 0), (Channel::Other, "a", false, 0)]);
    assert_eq!(particulars.recipients.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["Royal Mail"]);
    assert_eq!(Particulars::load(r#"{"notice":{"sha256":"not one"}}"#).notice.sha256, "");
}

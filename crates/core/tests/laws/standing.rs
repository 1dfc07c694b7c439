//! What the page is told of how things stand, and what is written down of attempts.

use overt_core::act::{Loosen, Moment, Tighten, note_blocked};
use overt_core::choice::Scope;
use overt_core::decide::{Rule, is_on, paused_until};
use overt_core::history::{Actor, Deed};
use overt_core::limits::DAY_MS;
use overt_core::registry::PurposeKind;
use overt_core::status::status;
use proptest::prelude::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;
use crate::world::*;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_status_of_a_slot_is_what_is_decided_for_it(site in any_site(), steps in any_steps(), gpc in any::<bool>()) {
        let world = World::after(site, &steps);
        let facts = facts(&world.site, &world.records[0], gpc, world.now);
        let allows = allowed(&facts);
        for (slot, purpose, ..) in SLOTS {
            let told = status(&facts, slot);
            prop_assert_eq!(told.on, is_on(&facts, purpose).is_ok());
            prop_assert_eq!(told.rule, is_on(&facts, purpose).err().unwrap_or(Rule::Allow));
            prop_assert!(told.personal || !allows.keys().any(|key| key.2 == slot));
            prop_assert!(told.on || !told.personal, "what is off uses nothing");
            prop_assert_eq!(told.until, paused_until(&facts, purpose).flatten());
            prop_assert!(told.rule != Rule::Paused || paused_until(&facts, purpose).is_some());
            let stopped: Vec<&str> = PURPOSES.iter().map(|p| p.0).filter(|p| is_on(&facts, p).is_err()).collect();
            prop_assert_eq!(told.stop, stopped);
        }
    }
}

#[test]
fn a_pause_tells_its_end_and_its_scope() {
    let mut world = World::new(site());
    let look = |world: &World| paused_until(&facts(&world.site, &world.records[0], false, START), "content");
    assert_eq!(look(&world), None);
    world.tighten(0, &Tighten::Pause { scope: Scope::Purpose(id("content")), until: Some(START + DAY_MS) });
    assert_eq!(look(&world), Some(Some(START + DAY_MS)));
    assert_eq!(status(&facts(&world.site, &world.records[0], false, START), "for-you").until, Some(START + DAY_MS));
    world.tighten(0, &Tighten::Pause { scope: Scope::All, until: None });
    assert_eq!(look(&world), Some(None));
    let all = decisions(&facts(&world.site, &world.records[0], false, START));
    let decision = &all[&("told.topic", "romance", "for-you")];
    assert_eq!((decision.rule, &decision.scope, decision.off, decision.until), (Rule::Paused, &Some(Scope::All), None, None));
}

#[test]
fn a_no_tells_its_scope_and_its_way() {
    use overt_core::choice::{Dial, OffKind};
    let mut world = World::new(site());
    world.observe(0, &[("told.topic", "romance")]);
    let look = |world: &World| {
        let decision =
            decisions(&facts(&world.site, &world.records[0], false, START)).remove(&("told.topic", "romance", "for-you")).unwrap();
        (decision.rule, decision.scope, decision.off)
    };
    let signal = || Scope::Signal(id("told.topic"));
    world.tighten(0, &Tighten::LowerDial { scope: signal(), to: Dial::Off });
    assert_eq!(look(&world), (Rule::DialZero, Some(signal()), None));
    world.tighten(0, &Tighten::TurnOff { scope: signal(), kind: OffKind::NotMe });
    assert_eq!(look(&world), (Rule::OptedOut, Some(signal()), Some(OffKind::NotMe)));
    let segment = Scope::Segment(id("readers"));
    let mut left = World::new(site());
    left.observe(0, &[("viewed.shelf", "romance")]);
    left.tighten(0, &Tighten::TurnOff { scope: segment.clone(), kind: OffKind::Left });
    let all = decisions(&facts(&left.site, &left.records[0], false, START));
    let decision = &all[&("viewed.shelf", "romance", "for-you")];
    assert_eq!((decision.rule, decision.scope.clone(), decision.off), (Rule::OptedOut, Some(segment), Some(OffKind::Left)));
    world.tighten(0, &Tighten::Off);
    left.tighten(0, &Tighten::Off);
    let all = decisions(&facts(&left.site, &left.records[0], false, START));
    assert_eq!(all[&("told.topic", "romance", "for-you")].scope, Some(Scope::All), "everything off is about everything");
}

#[test]
fn what_a_visit_or_the_browser_or_the_platform_refuses_is_refused() {
    use overt_core::decide::Context;
    let mut world = World::new(site());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("told.topic", "romance")]);
    world.tighten(0, &Tighten::ExcludeVisit { visit: id("today") });
    let (here, refused) = (id("today"), [id("content")]);
    let rule = |context: Context<'_>| {
        let facts = overt_core::decide::Facts {
            registry: &world.site,
            record: &world.records[0],
            context: Context { now: START + DAY_MS, ..context },
        };
        decisions(&facts).remove(&("told.topic", "romance", "for-you")).unwrap().rule
    };
    assert_eq!(rule(Context::default()), Rule::Allow, "another visit is not this one, and what was told is kept");
    assert_eq!(rule(Context { visit: Some(&here), ..Context::default() }), Rule::Paused);
    assert_eq!(rule(Context { refused: &refused, ..Context::default() }), Rule::UaSignal);
}

#[test]
fn a_site_for_children_uses_only_what_they_said_and_never_for_advertising() {
    let text = registry_text("otherSite", "ignore").replacen("\"defaults\":{", "\"defaults\":{\"minors\":true,", 1);
    let site = load_registry(&text);
    let record = crate::decisions::knowing_everything(overt_core::record::Record::default(), START);
    for ((signal, _, slot), decision) in decisions(&facts(&site, &record, false, START)) {
        let purpose = site.purpose(&site.slot(slot).unwrap().purpose).unwrap();
        let said = site.signal(signal).unwrap().mode == overt_core::registry::Mode::Provided;
        let prohibited = decision.trace.iter().any(|v| v.rule == Rule::Prohibited && !v.passes);
        assert!(prohibited || (said && purpose.kind != PurposeKind::Ads), "{signal} in {slot}");
    }
}

#[test]
fn values_finer_than_a_slot_needs_and_groups_too_small_to_hide_in_are_not_used() {
    let coarse = registry_text("otherSite", "ignore").replacen("\"id\":\"for-you\"", "\"id\":\"for-you\",\"accepts\":\"bucket\"", 1);
    let record = crate::decisions::knowing_everything(overt_core::record::Record::default(), START);
    let rules = |text: &str, slot: &'static str, signal: &'static str| {
        let (site, _) = overt_core::registry::Registry::load(text);
        let all = decisions(&facts(&site, &record, false, START));
        all[&(signal, "romance", slot)].trace.iter().find(|v| v.rule == Rule::Minimise).unwrap().passes
    };
    assert!(!rules(&coarse, "for-you", "viewed.shelf"), "every signal here has topics");
    assert!(rules(&coarse, "look", "viewed.shelf"));
    let exact = coarse.replace("\"accepts\":\"bucket\"", "\"accepts\":\"topic\"");
    assert!(rules(&exact, "for-you", "viewed.shelf"), "as fine as it may be");
    let small = registry_text("otherSite", "ignore").replace("\"size\":\"to1k\"", "\"size\":\"lt100\"");
    assert!(!rules(&small, "look", "viewed.shelf"));
    assert!(rules(&small, "look", "bought.shelf"), "it feeds no group");
}

#[test]
fn an_attempt_of_a_script_is_written_down_and_changes_nothing() {
    let mut world = World::new(site());
    world.tighten(0, &Tighten::Off);
    let before = world.records[0].clone();
    let moment = Moment { registry: &world.site, now: START + 5, actor: Actor::Script, fresh: id("tried") };
    note_blocked(&mut world.records[0], &"on".repeat(40), &moment);
    let (record, entry) = (&world.records[0], world.records[0].history.last().unwrap());
    assert_eq!((entry.deed, entry.actor, entry.at, &entry.scope), (Deed::Blocked, Actor::Script, START + 5, &Scope::All));
    assert_eq!(entry.tried.as_deref(), Some(&*"on".repeat(16)), "and no more of it than 32 characters");
    assert_eq!(record.state_text(), before.state_text());
    assert_eq!(record.history.len(), before.history.len() + 1);
}

#[test]
fn a_person_who_presses_off_again_is_heard_again_and_a_script_is_not() {
    use overt_core::act::{Outcome, tighten};
    let mut world = World::new(site());
    world.tighten(0, &Tighten::Off);
    assert_eq!(world.tighten(0, &Tighten::Off), Outcome::AlreadySo);
    // Another device has seen the first Off and turns something on.
    world.step(1, &Step::Join(0));
    world.loosen(1, &Loosen::On { purpose: id("content") });
    let moment = Moment { registry: &world.site, now: START, actor: Actor::Gesture, fresh: id("again") };
    assert_eq!(tighten(&mut world.records[0], &Tighten::Off, &moment), Outcome::Done);
    world.step(0, &Step::Join(1));
    assert!(!world.records[0].mode().admits("content"), "the second press had not seen that");
}

#[test]
fn as_sure_as_it_has_to_be_is_sure_enough() {
    for (least, rule) in [(250, Rule::Allow), (251, Rule::Stale)] {
        let text = registry_text("otherSite", "ignore")
            .replace("\"id\":\"told.topic\"", &format!("\"id\":\"told.topic\",\"strength\":250,\"minConfidence\":{least}"));
        let mut world = World::new(load_registry(&text));
        world.observe(0, &[("told.topic", "romance")]);
        let all = decisions(&facts(&world.site, &world.records[0], false, START));
        assert_eq!(all[&("told.topic", "romance", "for-you")].rule, rule, "{least}");
    }
}

#[test]
fn a_pause_of_no_length_and_one_that_ends_as_the_first_does_change_nothing() {
    use overt_core::act::Outcome;
    let mut world = World::new(site());
    let until = |end| Tighten::Pause { scope: Scope::All, until: Some(end) };
    assert_eq!(world.tighten(0, &until(START)), Outcome::AlreadySo);
    assert_eq!(world.tighten(0, &until(START + 1)), Outcome::Done);
    assert_eq!(world.tighten(0, &until(START + 1)), Outcome::AlreadySo);
    assert_eq!(world.tighten(0, &until(START + 2)), Outcome::Done);
    assert_eq!(world.tighten(0, &until(i64::MAX)), Outcome::Done, "as late as a browser can say");
    assert_eq!(world.records[0].history.last().unwrap().until, Some(overt_core::limits::LATEST_MS));
}

#[test]
fn the_text_that_was_shown_is_in_the_answer_and_in_the_history() {
    use overt_core::hash::Hash;
    let mut world = World::new(site());
    let shown = Some(Hash::of(b"May we?"));
    let last = |world: &World| (world.records[0].history.last().unwrap().shown, world.records[0].consents("offers").next().unwrap().shown);
    world.loosen(0, &Loosen::Consent { purpose: id("offers"), names: vec![], shown });
    assert_eq!(last(&world), (shown, shown));
    world.tighten(0, &Tighten::Refuse { purpose: id("offers"), shown });
    assert_eq!(last(&world), (shown, shown));
}

#[test]
fn every_word_of_the_page_is_the_tightening_that_it_says() {
    use overt_core::choice::{Dial, OffKind, Variety};
    use overt_core::record::ResetKind;
    let scope = || Scope::Purpose(id("content"));
    let read = |text: &str| Tighten::from_text(text).unwrap();
    assert_eq!(
        read(r#"{"act":"turnOff","scope":"purpose:content","off":"object"}"#),
        Tighten::TurnOff { scope: scope(), kind: OffKind::Object }
    );
    assert_eq!(read(r#"{"act":"refuse","scope":"purpose:content"}"#), Tighten::Refuse { purpose: id("content"), shown: None });
    assert_eq!(read(r#"{"act":"withdraw","scope":"purpose:content"}"#), Tighten::Withdraw { purpose: id("content") });
    assert_eq!(read(r#"{"act":"reset","kind":"forgetTold"}"#), Tighten::Reset { scope: Scope::All, kind: ResetKind::ForgetTold });
    assert_eq!(read(r#"{"act":"dial","scope":"purpose:content","to":"less"}"#), Tighten::LowerDial { scope: scope(), to: Dial::Less });
    assert_eq!(read(r#"{"act":"vary","share":"some"}"#), Tighten::Vary { to: Variety::Some });
    assert_eq!(read(r#"{"act":"vary","share":"all of it"}"#), Tighten::Vary { to: Variety::Much });
    assert_eq!(Tighten::from_text(r#"{"act":"refuse"}"#), None, "a no is to something");
    assert_eq!(Tighten::from_text(r#"{"act":"vary"}"#), None, "and so is a share");
}

#[test]
fn a_value_is_called_what_the_site_calls_it_then_what_was_said_and_then_its_id() {
    let mut world = World::new(site());
    world.observe(0, &[("told.topic", "romance")]);
    let mut learned = world.records[0].learned[0].clone();
    assert_eq!(overt_core::decide::label(&world.site, &learned), "L");
    learned.label.clear();
    assert_eq!(overt_core::decide::label(&world.site, &learned), "romance");
    let text =
        registry_text("browsing", "defaultOff").replace(r#"{"id":"health","implies":["health"]}"#, r#"{"id":"romance","label":"Love"}"#);
    assert_eq!(overt_core::decide::label(&load_registry(&text), &learned), "Love");
}

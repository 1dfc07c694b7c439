//! What a decision may say, whatever the record.

use overt_core::clock::{Ms, day_of};
use overt_core::decide::{Rule, Subject, decide};
use overt_core::json::to_text;
use overt_core::limits::{DAY_MS, DIAL_CAP};
use overt_core::profile::{permitted, profile};
use overt_core::record::{Record, ResetKind, Trouble};
use overt_core::register::Dot;
use overt_core::registry::{Intrusiveness, Mode, Place, Registry, SlotKind, Transfers};
use overt_core::signal::Evidence;
use proptest::prelude::*;

use overt_core::act::Tighten;
use overt_core::choice::Scope;

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// Puts strong evidence for everything into a record, past every rule of learning.
pub(crate) fn knowing_everything(mut record: Record, now: Ms) -> Record {
    for (place, (signal, ..)) in SIGNALS.iter().enumerate() {
        for (which, value) in VALUES.iter().enumerate() {
            let dot = Dot { device: id("z"), count: (2 * place + which + 1) as u32 };
            record.learned_mut(&id(signal), &id(value)).evidence.push(Evidence { dot, day: day_of(now), count: 50 });
        }
    }
    record
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_allow_has_a_reason_and_every_deny_a_next_step(site in any_site(), steps in any_steps(), gpc in any::<bool>()) {
        let world = World::after(site, &steps);
        let facts = facts(&world.site, &world.records[0], gpc, world.now);
        for (key, decision) in decisions(&facts) {
            let rules: Vec<Rule> = decision.trace.iter().map(|v| v.rule).collect();
            prop_assert_eq!(&rules[..], &Rule::ALL[..Rule::ALL.len() - 1], "every rule is asked, in order");
            let first = decision.trace.iter().find(|v| !v.passes).map(|v| v.rule);
            prop_assert_eq!(decision.rule, first.unwrap_or(Rule::Allow), "{:?}", key);
            prop_assert_eq!(decision.allow, first.is_none());
            prop_assert!((0..=DIAL_CAP).contains(&decision.weight) && (decision.allow || decision.weight == 0));
            prop_assert!(!decision.can_ask || matches!(decision.rule, Rule::NoConsent | Rule::Source | Rule::Stale));
            prop_assert!(decision.until.is_none() || decision.rule == Rule::Paused);
        }
    }

    #[test]
    fn fresh_paused_and_opted_out_profiles_are_the_same_bytes(steps in any_steps(), gpc in any::<bool>()) {
        let world = World::after(site(), &steps);
        let act = |act: Tighten| {
            let mut world = world.clone();
            world.tighten(0, &act);
            world.records[0].clone()
        };
        let off = act(Tighten::Off);
        let paused = act(Tighten::Pause { scope: Scope::All, until: None });
        let reset = act(Tighten::Reset { scope: Scope::All, kind: ResetKind::StartOver });
        for (slot, purpose, ..) in SLOTS {
            let bytes = |record: &Record, trouble| to_text(&profile(&broken(facts(&world.site, record, gpc, world.now), trouble), purpose, slot));
            let fresh = bytes(&Record::default(), None);
            for record in [&off, &paused, &reset] {
                prop_assert_eq!(&bytes(record, None), &fresh);
            }
            for trouble in Trouble::ALL {
                prop_assert_eq!(&bytes(&world.records[0], Some(*trouble)), &fresh);
            }
        }
    }

    #[test]
    fn the_profile_is_what_is_allowed_and_tells_no_more(site in any_site(), steps in any_steps(), gpc in any::<bool>()) {
        let world = World::after(site, &steps);
        let facts = facts(&world.site, &world.records[0], gpc, world.now);
        for (slot, purpose, ..) in SLOTS {
            let profile = profile(&facts, purpose, slot);
            let told: Vec<_> = profile.signals.iter().map(|s| (s.id.as_str(), s.value.as_str(), s.weight)).collect();
            let allowed = facts.record.learned.iter().filter_map(|learned| {
                let (signal, value) = (learned.signal.as_str(), learned.value.as_str());
                let decision = decide(&facts, &Subject { signal, value: Some(value), purpose, slot });
                (decision.allow && decision.weight > 0).then_some((signal, value, decision.weight))
            });
            prop_assert_eq!(&told, &allowed.collect::<Vec<_>>(), "of all that was learned, just what is allowed");
            prop_assert_eq!(told.len(), permitted(&facts, purpose, slot).count());
            prop_assert_eq!(profile.expires % DAY_MS, 0);
        }
    }

    #[test]
    fn gpc_floor_holds(site in any_site(), steps in any_steps()) {
        let world = World::after(site, &steps);
        let record = knowing_everything(world.records[0].clone(), world.now);
        for now in moments(world.now) {
            for ((_, _, slot), decision) in decisions(&facts(&world.site, &record, true, now)) {
                let purpose = world.site.purpose(&world.site.slot(slot).unwrap().purpose).unwrap();
                prop_assert!(purpose.transfers == Transfers::None || !decision.allow);
            }
        }
    }

    #[test]
    fn safe_default(site in any_site(), gpc in any::<bool>()) {
        let record = knowing_everything(Record::default(), START);
        let cap = site.defaults.max_intrusiveness;
        for ((signal, value, slot), decision) in decisions(&facts(&site, &record, gpc, START)) {
            let (signal, slot) = (site.signal(signal).unwrap(), site.slot(slot).unwrap());
            let purpose = site.purpose(&slot.purpose).unwrap();
            let own = signal.mode == Mode::Provided || (signal.mode == Mode::Observed && signal.place != Place::OtherSite);
            let harmless = signal.categories(Some(value)).next().is_none() && slot.kind != SlotKind::Price;
            if decision.allow {
                prop_assert!(!purpose.needs_consent() && own && harmless);
                prop_assert!(signal.intrusiveness() <= cap);
                prop_assert!(!gpc || site.defaults.gpc_first_party == overt_core::registry::GpcFirstParty::Ignore);
                if cap <= Intrusiveness::Transaction && signal.mode != Mode::Provided {
                    prop_assert_eq!(signal.place, Place::ThisSite, "{}: only what was bought here", signal.id);
                }
            }
        }
    }

    #[test]
    fn time_only_ever_allows_at_the_end_of_a_pause(site in any_site(), steps in any_steps(), spans in proptest::collection::vec(any_span(), 1..6)) {
        let world = World::after(site, &steps);
        let mut now = world.now;
        let mut before = decisions(&facts(&world.site, &world.records[0], false, now));
        for span in spans {
            now += span;
            let after = decisions(&facts(&world.site, &world.records[0], false, now));
            for (key, decision) in &after {
                let paused = before[key].trace.iter().any(|v| v.rule == Rule::Paused && !v.passes);
                prop_assert!(!decision.allow || before[key].allow || paused, "{:?}: {:?}", key, before[key].rule);
                prop_assert!(!(decision.allow && before[key].allow) || decision.weight <= before[key].weight);
            }
            before = after;
        }
    }

    #[test]
    fn the_same_question_has_the_same_answer(steps in any_steps(), gpc in any::<bool>()) {
        let world = World::after(site(), &steps);
        let bytes = || decisions(&facts(&world.site, &world.records[0], gpc, world.now)).values().map(to_text).collect::<String>();
        prop_assert_eq!(bytes(), bytes());
    }
}

#[test]
fn what_is_not_declared_is_not_allowed() {
    let site = site();
    let record = knowing_everything(Record::default(), START);
    let rule = |site: &Registry, signal, purpose, slot| {
        decide(&facts(site, &record, false, START), &Subject { signal, value: Some("romance"), purpose, slot }).rule
    };
    assert_eq!(rule(&site, "told.topic", "content", "for-you"), Rule::Allow);
    assert_eq!(rule(&site, "told.other", "content", "for-you"), Rule::Undeclared);
    assert_eq!(rule(&site, "told.topic", "other", "for-you"), Rule::Undeclared);
    assert_eq!(rule(&site, "told.topic", "content", "other"), Rule::Undeclared);
    assert_eq!(rule(&site, "told.topic", "content", "look"), Rule::Undeclared, "the slot serves another purpose");
    let mut narrower = site.clone();
    narrower.signals[0].purposes.clear();
    assert_eq!(rule(&narrower, "told.topic", "content", "for-you"), Rule::Undeclared);
    let mut nameless = site;
    nameless.purposes.iter_mut().for_each(|p| p.recipients.clear());
    assert_eq!(rule(&nameless, "told.topic", "sold", "sold-ad"), Rule::Undeclared, "handed on to nobody knows whom");
}

#[test]
fn a_browser_that_objects_turns_the_sites_own_purposes_off_until_a_gesture() {
    let mut world = World::new(site());
    world.observe(0, &[("told.topic", "romance")]);
    let rule =
        |world: &World, slot, now| decisions(&facts(&world.site, &world.records[0], true, now))[&("told.topic", "romance", slot)].rule;
    assert_eq!(rule(&world, "for-you", START), Rule::GpcSoft);
    assert_eq!(rule(&world, "sold-ad", START), Rule::UaSignal);
    world.loosen(0, &overt_core::act::Loosen::On { purpose: id("content") });
    assert_eq!(rule(&world, "for-you", START), Rule::Allow);
    world.tighten(0, &Tighten::Pause { scope: Scope::Purpose(id("content")), until: Some(START + 5) });
    assert_eq!(rule(&world, "for-you", START), Rule::Paused);
    assert_eq!(rule(&world, "for-you", START + 5), Rule::Allow, "the pause ends to what was before");
}

/// A newer version may have said no to something that this one has no word for.
#[test]
fn a_no_at_a_scope_that_is_not_known_is_a_no_everywhere() {
    use overt_core::choice::Dial;
    let scope = Scope::Unknown("visit:x".into());
    for act in [Tighten::Pause { scope: scope.clone(), until: None }, Tighten::LowerDial { scope, to: Dial::Off }] {
        let mut world = World::new(site());
        world.observe(0, &[("told.topic", "romance")]);
        assert!(!allowed(&facts(&world.site, &world.records[0], false, START)).is_empty());
        world.tighten(0, &act);
        assert!(allowed(&facts(&world.site, &world.records[0], false, START)).is_empty());
        assert_eq!(world.observe(0, &[("told.topic", "romance")]).learned, 0);
    }
}

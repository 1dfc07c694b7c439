//! The evidence that is taken along: as it was made it holds, and whatever was changed in it is named.

use overt_core::act::Tighten;
use overt_core::bundle::{Bundle, CheckCode, CheckResult, Report, verify};
use overt_core::chain::{Head, extend};
use overt_core::choice::Scope;
use overt_core::decide::Context;
use overt_core::hash::Hash;
use overt_core::json::to_text;
use overt_core::limits::{CHECKPOINT_ENTRIES, SAMPLES};
use overt_core::record::{Record, ResetKind};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::chain::is_canonical;
use crate::log::{any_answer, logs_after};
use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

fn site_text() -> String {
    registry_text("browsing", "defaultOff")
}

/// The bundle of the first of three devices after these steps and one more act, which tells the log whatever was joined before it.
fn lived(steps: &[(usize, Step)], gpc: bool) -> Bundle {
    let text = site_text();
    let (mut world, [(mut log, mut head), ..]) = logs_after(steps, Hash::of(text.as_bytes()));
    _ = world.tighten(0, &Tighten::Reset { scope: Scope::All, kind: ResetKind::ForgetTold });
    log.push_str(&extend(&mut head, &world.records[0].unsaved.take(), Hash::of(text.as_bytes())));
    let context = Context { now: world.now, gpc, ..Context::default() };
    Bundle::make(vec![text], world.records[0].to_text(), log, &context, head)
}

fn any_life() -> impl Strategy<Value = Vec<(usize, Step)>> {
    proptest::collection::vec((0..3_usize, prop_oneof![3 => any_step(), 2 => any_answer()]), 0..24)
}

fn result(report: &Report, code: CheckCode) -> CheckResult {
    report.checks.iter().find(|check| check.check == code).unwrap().result
}

fn evidence(report: &Report, code: CheckCode) -> &[String] {
    &report.checks.iter().find(|check| check.check == code).unwrap().evidence
}

/// The codes of the checks that did not come out so.
fn others(report: &Report, than: CheckResult) -> Vec<CheckCode> {
    report.checks.iter().filter(|check| check.result != than).map(|check| check.check).collect()
}

fn flipped(text: &str, bit: Index) -> Option<String> {
    flipped_within(text, text.len(), bit)
}

/// The text with one bit flipped in its first bytes; nothing where it is no text any more.
fn flipped_within(text: &str, bytes: usize, bit: Index) -> Option<String> {
    let bit = bit.index(bytes * 8);
    let mut bytes = text.as_bytes().to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    String::from_utf8(bytes).ok()
}

/// A life with something in it to be changed.
fn eventful() -> Bundle {
    let steps = [
        (0, Step::Observe(vec![("viewed.shelf", "romance"), ("bought.shelf", "romance")])),
        (0, Step::Loosen(overt_core::act::Loosen::On { purpose: id("offers") })),
        (1, Step::Tighten(Tighten::Off)),
        (0, Step::Join(1)),
    ];
    let bundle = lived(&steps, false);
    assert_eq!(bundle.log.lines().count(), 4, "where it begins, a yes, what was joined, a reset");
    bundle
}

proptest! {
    // Each case asks hundreds of questions several times over, which takes its time without optimization.
    #![proptest_config(ProptestConfig { cases: crate::world::config().cases / 4, ..crate::world::config() })]

    #[test]
    fn a_bundle_as_it_was_made_holds(steps in any_life(), gpc in any::<bool>()) {
        let bundle = lived(&steps, gpc);
        let text = bundle.to_text();
        let report = verify(&text).unwrap();
        let full = bundle.log.lines().count() >= CHECKPOINT_ENTRIES;
        let expected = if full { vec![] } else { vec![CheckCode::Roots] };
        prop_assert_eq!(others(&report, CheckResult::Holds), expected, "{:?}", report);
        prop_assert_eq!(verify(&format!("{text}\n")), Ok(report), "a file ends with a newline");
        let codes: Vec<CheckCode> = verify(&text).unwrap().checks.iter().map(|check| check.check).collect();
        prop_assert_eq!(codes, CheckCode::ALL);
        prop_assert!(is_canonical(&format!("{{{}", text.split_once(',').unwrap().1)), "{}", text);
    }

    #[test]
    fn one_flipped_bit_anywhere_is_named(steps in any_life(), bits in proptest::collection::vec((any::<Index>(), any::<bool>()), 6)) {
        let text = format!("{}\n", lived(&steps, false).to_text());
        // The answers are by far the longest part; half of all flips are in the rest.
        let rest = text.find("\"samples\":").unwrap();
        for (bit, anywhere) in bits {
            // What is no text any more, no reader lets through.
            let Some(changed) = flipped_within(&text, if anywhere { text.len() } else { rest }, bit) else { continue };
            let Ok(report) = verify(&changed) else { continue };
            prop_assert_eq!(report.result(), CheckResult::Differs, "{}", changed);
        }
    }

    #[test]
    fn a_change_with_a_new_sum_is_named_by_what_it_changed(steps in any_life(), bit in any::<Index>()) {
        let bundle = lived(&steps, false);
        let named = |bundle: Bundle| verify(&bundle.to_text()).unwrap();
        if let Some(record) = flipped(&bundle.record, bit) {
            let report = named(Bundle { record, ..bundle.clone() });
            prop_assert_eq!(result(&report, CheckCode::Sum), CheckResult::Holds);
            prop_assert_eq!(result(&report, CheckCode::RecordReadable), CheckResult::Differs);
        }
        if let Some(log) = flipped(&bundle.log, bit) {
            let report = named(Bundle { log, ..bundle.clone() });
            let found = [CheckCode::ChainWhole, CheckCode::ChainEndsAtHead].map(|code| result(&report, code));
            prop_assert!(found.contains(&CheckResult::Differs), "{:?}", report);
        }
        if let Some(text) = flipped(&bundle.registries[0], bit) {
            let report = named(Bundle { registries: vec![text], ..bundle.clone() });
            prop_assert_eq!(result(&report, CheckCode::RegistryKnown), CheckResult::NotChecked);
            prop_assert_eq!(evidence(&report, CheckCode::RegistryKnown), [Hash::of(site_text().as_bytes()).to_hex()]);
        }
        let mut samples = bundle.samples.clone();
        samples.remove(bit.index(samples.len()));
        let report = named(Bundle { samples, ..bundle });
        prop_assert_eq!(result(&report, CheckCode::EverySampleTheSame), CheckResult::Differs, "a question is missing");
    }
}

#[test]
fn every_bit_of_a_small_bundle_that_is_flipped_is_named() {
    let context = Context::default();
    let text = Bundle::make(vec!["{}".into()], Record::default().to_text(), String::new(), &context, None).to_text();
    for bit in 0..text.len() * 8 {
        let mut bytes = text.clone().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let Ok(changed) = String::from_utf8(bytes) else { continue };
        assert!(verify(&changed).map_or(true, |report| report.result() == CheckResult::Differs), "{changed}");
    }
}

#[test]
fn an_answer_that_is_another_is_named_with_its_question() {
    let mut bundle = eventful();
    let place = bundle.samples.iter().position(|sample| sample.value.is_some()).unwrap();
    let other = bundle.samples.iter().find(|sample| sample.decision != bundle.samples[place].decision).unwrap().decision.clone();
    bundle.samples[place].decision = other;
    let report = verify(&bundle.to_text()).unwrap();
    assert_eq!(result(&report, CheckCode::EverySampleTheSame), CheckResult::Differs);
    let sample = &bundle.samples[place];
    let question = [&sample.signal, sample.value.as_ref().unwrap().as_str(), &sample.purpose, &sample.slot].map(String::from);
    assert_eq!(evidence(&report, CheckCode::EverySampleTheSame), question);
}

#[test]
fn what_other_rules_answered_is_not_held_against_anybody() {
    let mut bundle = eventful();
    bundle.engine = "0.0.0".into();
    let report = verify(&bundle.to_text()).unwrap();
    assert_eq!(others(&report, CheckResult::Holds), [CheckCode::Engine, CheckCode::Roots]);
    assert_eq!(evidence(&report, CheckCode::Engine)[0], "0.0.0");
    bundle.samples.pop();
    let report = verify(&bundle.to_text()).unwrap();
    assert_eq!(result(&report, CheckCode::EverySampleTheSame), CheckResult::NotChecked);
    assert_eq!(report.result(), CheckResult::NotChecked);
}

#[test]
fn entries_of_a_configuration_that_is_not_there_are_named() {
    let mut bundle = eventful();
    bundle.registries = vec![format!("{} ", site_text())];
    let report = verify(&bundle.to_text()).unwrap();
    assert_eq!(result(&report, CheckCode::Replayed), CheckResult::NotChecked);
    assert_eq!(evidence(&report, CheckCode::Replayed), ["2", "4"], "the others bring their state along");
    assert_eq!(result(&report, CheckCode::EverySampleTheSame), CheckResult::Holds, "a space says nothing else");
}

#[test]
fn an_older_configuration_is_found_among_several() {
    let bundle = eventful();
    let registries = vec![site_text(), registry_text("provided", "ignore")];
    let context = Context { now: bundle.now, ..Context::default() };
    let newer = Bundle::make(registries.clone(), bundle.record.clone(), bundle.log.clone(), &context, bundle.head.clone());
    assert_eq!(others(&verify(&newer.to_text()).unwrap(), CheckResult::Holds), [CheckCode::Roots]);
    let swapped = Bundle { registries: registries.into_iter().rev().collect(), ..newer };
    assert_eq!(others(&verify(&swapped.to_text()).unwrap(), CheckResult::Holds), [CheckCode::Roots, CheckCode::EverySampleTheSame]);
}

#[test]
fn a_log_that_goes_on_or_stops_short_is_named_by_the_head() {
    let bundle = eventful();
    let report = |bundle: &Bundle| verify(&bundle.to_text()).unwrap();
    let (short, _) = bundle.log.trim_end().rsplit_once('\n').unwrap();
    let cut = report(&Bundle { log: format!("{short}\n"), ..bundle.clone() });
    assert_eq!(evidence(&cut, CheckCode::ChainEndsAtHead), ["behindHead", "4"]);
    assert_eq!(result(&cut, CheckCode::ChainWhole), CheckResult::Holds, "the log alone can't tell");
    assert_eq!(result(&cut, CheckCode::LogEndsAtRecord), CheckResult::Differs);
    let head = Head { count: 1, ..bundle.head.clone().unwrap() };
    assert_eq!(result(&report(&Bundle { head: Some(head), ..bundle.clone() }), CheckCode::ChainEndsAtHead), CheckResult::Differs);
    let report = report(&Bundle { head: None, log: String::new(), ..bundle });
    assert_eq!(result(&report, CheckCode::ChainEndsAtHead), CheckResult::NotChecked);
    assert_eq!(result(&report, CheckCode::LogEndsAtRecord), CheckResult::Differs, "decisions of which no entry tells");
}

#[test]
fn a_record_that_was_not_readable_was_answered_with_no() {
    let bundle = eventful();
    let context = Context { now: bundle.now, ..Context::default() };
    let report = |registries, record: &str| {
        let bundle = Bundle::make(registries, record.into(), bundle.log.clone(), &context, None);
        assert!(bundle.samples.iter().all(|s| s.decision.get("rule").as_text() == Some("integrity")));
        (bundle.samples.len(), verify(&bundle.to_text()).unwrap())
    };
    let (count, unreadable) = report(vec![site_text()], "{");
    assert_eq!(count, SIGNALS.len() * SLOTS.len());
    assert_eq!(others(&unreadable, CheckResult::NotChecked).first(), Some(&CheckCode::Sum));
    assert_eq!(evidence(&unreadable, CheckCode::RecordReadable), ["recordUnreadable"]);
    assert_eq!(result(&unreadable, CheckCode::EverySampleTheSame), CheckResult::Holds);
    assert_eq!(report(vec!["[]".into()], &bundle.record).0, 0, "nothing is declared");
    assert_eq!(report(Vec::new(), &bundle.record).0, 0);
}

#[test]
fn the_context_of_the_page_is_kept() {
    let (site, record) = (site_text(), eventful().record);
    let (refused, visit) = ([id("content")], id("here"));
    let rules = |context: &Context<'_>| {
        let bundle = Bundle::make(vec![site.clone()], record.clone(), String::new(), context, None);
        let report = verify(&bundle.to_text()).unwrap();
        assert_eq!(result(&report, CheckCode::EverySampleTheSame), CheckResult::Holds);
        bundle.samples.iter().map(|sample| to_text(sample.decision.get("trace"))).collect::<Vec<_>>()
    };
    let plain = rules(&Context { now: START, ..Context::default() });
    assert_ne!(rules(&Context { now: START, gpc: true, ..Context::default() }), plain);
    assert_ne!(rules(&Context { now: START, refused: &refused, ..Context::default() }), plain);
    rules(&Context { now: START, visit: Some(&visit), ..Context::default() });
}

#[test]
fn a_bundle_asks_no_more_than_its_bound() {
    let signals: Vec<String> = (0..256).map(|n| format!(r#"{{"id":"s{n}","purposes":["p"]}}"#)).collect();
    let slots: Vec<String> = (0..8).map(|n| format!(r##"{{"id":"l{n}","purpose":"p","fallback":"#x"}}"##)).collect();
    let site = format!(
        r#"{{"purposes":[{{"id":"p","does":"Orders books","why":"Likely ones come first","youGet":"Less scrolling"}}],"signals":[{}],"slots":[{}]}}"#,
        signals.join(","),
        slots.join(",")
    );
    let bundle = Bundle::make(vec![site], Record::default().to_text(), String::new(), &Context::default(), None);
    assert_eq!(bundle.samples.len(), SAMPLES);
}

#[test]
fn what_is_no_bundle_is_a_fault() {
    for (text, path) in [("", "line 1, column 1"), ("[]", ""), (r#"{"bundle":2}"#, "engine"), (r#"{"bundle":"1"}"#, "bundle")] {
        assert_eq!(verify(text).unwrap_err().path, path, "{text}");
    }
    let newer = Bundle { bundle: 2, ..eventful() };
    assert_eq!(verify(&newer.to_text()).unwrap_err().path, "bundle");
    let odd = eventful().to_text().replacen("\"gpc\":false", "\"gpc\":0", 1);
    assert_eq!(verify(&odd).unwrap_err().path, "gpc");
}

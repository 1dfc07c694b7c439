//! Whatever text comes in, by every door: nothing panics, and nothing that is damaged or unknown allows more.
//!
//! A sum that has to be right would end nearly everything that a fuzzer makes at the door, so what has one is also tried with the right one.

use std::borrow::Cow;
use std::sync::LazyLock;

use overt_core::act::{Loosen, Tighten, again};
use overt_core::bundle::{Bundle, CheckCode, CheckResult, Report, verify};
use overt_core::chain::append;
use overt_core::consent::{Consent, ConsentStatus};
use overt_core::decide::Context;
use overt_core::hash::Hash;
use overt_core::json::{Json, from_text, to_text};
use overt_core::lint;
use overt_core::log::{Declared, Line, Log, compact, replay};
use overt_core::particulars::Particulars;
use overt_core::receipt::{read_receipt, receipt_27560, receipt_kantara};
use overt_core::record::{Record, with_sum};
use overt_core::registry::{FindingCode, Registry};

use crate::world::{START, World, allowed, assert_no_wider, facts, id, registry_text, site};

/// Damage to a record where the first byte is 2, with which no JSON begins; a text for everyone who reads one otherwise.
pub fn unknown_input_never_panics_and_never_widens(bytes: &[u8]) {
    if let [2, edit @ ..] = bytes {
        return damaged_record(edit);
    }
    let text = String::from_utf8_lossy(bytes);
    any_registry(&text);
    any_record(&text);
    any_record(&with_sum(&unsummed(&text)));
    any_log(&text);
    any_bundle(&text);
    any_act(&text);
    if let Some(summary) = read_receipt(&text) {
        reads_back(&summary);
    }
}

/// A record's JSON without the sum in front, whatever that is.
fn unsummed(text: &str) -> Cow<'_, str> {
    // Eight digits, a quotation mark and a comma.
    let after = text.strip_prefix("{\"sum\":\"").and_then(|rest| rest.get(10..));
    after.map_or(text.into(), |after| ["{", after].concat().into())
}

fn any_registry(text: &str) {
    let (registry, found) = Registry::load(text);
    assert_eq!(Registry::load(text), (registry.clone(), found.clone()), "read twice, it reads the same");
    let is_readable = found.iter().all(|finding| finding.code != FindingCode::Unreadable);
    assert_eq!(Registry::valid_parts(text), is_readable.then(|| registry.clone()), "the gate reads what the panel reads");
    assert!(lint::findings(text).starts_with(&found), "what people will miss comes after");
    let particulars = Particulars::load(text);
    if !is_readable {
        return;
    }
    let record = Record::default();
    let without = allowed(&facts(&registry, &record, false, START));
    for key in allowed(&facts(&registry, &record, true, START)).keys() {
        assert!(without.contains_key(key), "{key:?}: a browser that objects gets more");
    }
    let consent = Consent {
        at: START,
        id: Some(id("yes")),
        names: Vec::new(),
        notice: "2026-06".into(),
        registry: 3,
        shown: None,
        status: ConsentStatus::Given,
        valid_until: START + 1,
    };
    for purpose in registry.purpose_ids() {
        for form in [receipt_27560, receipt_kantara] {
            let receipt = form(&registry, &particulars, purpose.as_str(), &consent, None);
            let read = read_receipt(&receipt).map(|summary| summary.purpose);
            assert_eq!(read.as_deref(), Some(purpose.as_str()), "{receipt}");
        }
    }
}

/// One that can't be read denies everything, whatever stands in it; `tests/laws/input.rs` holds that.
fn any_record(text: &str) {
    let Ok(record) = Record::load(Some(text)) else { return };
    is_stored_whole(&record);
    let mut world = new_world();
    for (_, _, slot) in allowed(&facts(&world.site, &record, true, START)).keys() {
        assert!(!["price", "ad", "sold-ad", "sold-help"].contains(slot), "{slot}: no record reaches below the floors");
    }
    world.records[1].join(&record);
    world.records[0] = record;
    world.settle(1);
    world.tighten(0, &Tighten::Off);
    assert_eq!(allowed(&facts(&world.site, &world.records[0], false, START)).len(), 0, "off is off in every record");
    world.records.iter().for_each(is_stored_whole);
}

/// As text: the fields of what came in may have stood in another order.
fn reads_back<T: Json>(value: &T) {
    let text = to_text(value);
    assert_eq!(from_text::<T>(&text).map(|again| to_text(&again)), Ok(text));
}

/// The same for a record, which is then the same to every other tab.
fn is_stored_whole(record: &Record) {
    let stored = record.to_text();
    let again = Record::load(Some(&stored)).expect("what is stored reads back");
    assert_eq!(again.to_text(), stored);
    let mut met = record.clone();
    met.join(&again);
    assert_eq!(met.to_text(), stored, "nothing is new in it");
}

/// A world whose site was read once and for all.
fn new_world() -> World {
    static SITE: LazyLock<Registry> = LazyLock::new(site);
    World::new(SITE.clone())
}

/// A record with something in it, and everything on that needs no more than one press.
fn lived() -> World {
    let mut world = new_world();
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("told.topic", "romance"), ("viewed.shelf", "romance")]);
    world
}

/// A record with everything off, of which some bytes are cut out and others put in.
fn damaged_record(edit: &[u8]) {
    let mut world = lived();
    world.tighten(0, &Tighten::Off);
    let text = world.records[0].to_text().into_bytes();
    let [high, low, cut, with @ ..] = edit else { return };
    let from = (usize::from(*high) << 8 | usize::from(*low)) % text.len();
    let to = (from + usize::from(*cut)).min(text.len());
    assert!(Record::load(Some(&String::from_utf8_lossy(&text[..from]))).is_err(), "half a record is none");
    let damaged = [&text[..from], with, &text[to..]].concat();
    let damaged = String::from_utf8_lossy(&damaged);
    any_record(&damaged);
    any_record(&with_sum(&unsummed(&damaged)));
}

fn any_act(text: &str) {
    let Some(act) = Tighten::from_text(text) else { return };
    let mut world = lived();
    let before = world.records[0].clone();
    world.tighten(0, &act);
    assert_no_wider(&world.site, &before, &world.records[0], world.now);
}

fn any_log(text: &str) {
    let Ok(log) = Log::read(text) else { return };
    assert_eq!(Log::read(&log.to_text()).map(|again| again.to_text()), Ok(log.to_text()), "what is written reads back");
    assert_eq!(log.verify_roots(&log.roots()), Ok(()));
    _ = log.verify(None);
    let whole = log.verify(log.head().as_ref());
    let shorter = compact(text, 0, |log| replay(log, &[], None).state);
    assert_eq!(shorter.as_ref().err(), whole.as_ref().err(), "only what verifies is compacted");
    if let Ok(shorter) = shorter {
        let shorter = Log::read(&shorter).expect("what is compacted reads back");
        assert_eq!(shorter.verify(log.head().as_ref()), Ok(()));
        assert_eq!(shorter.roots(), log.roots());
    }
    if !log.lines.is_empty() {
        relinked(log);
    }
}

/// The events of a log, done in a site that knows them: such a log verifies, and every entry leads again to its state.
fn relinked(log: Log) {
    let site = Declared::read(&registry_text("browsing", "defaultOff"));
    let (mut head, mut record, mut text, mut count) = (None, Record::default(), String::new(), 0);
    for Line { entry, .. } in log.lines {
        let mut next = record.clone();
        let is_done = match &entry.snapshot {
            None => again(&mut next, &entry.event, &site.registry),
            Some(snapshot) => Record::with_state(snapshot).map(|state| next = Record { device: next.device.take(), ..state }).is_some(),
        };
        if is_done {
            let state = Hash::of(next.state_text().as_bytes());
            text.push_str(&append(&mut head, entry.event, site.hash, state, entry.snapshot));
            text.push('\n');
            (record, count) = (next, count + 1);
        }
    }
    let log = Log::read(&text).expect("what is appended reads back");
    assert_eq!(log.verify(head.as_ref()), Ok(()));
    let replayed = replay(&log, &[site], None);
    assert_eq!((replayed.replayed, replayed.skipped, replayed.differing), (count, Vec::new(), Vec::new()), "{text}");
}

fn any_bundle(text: &str) {
    _ = verify(text);
    let Ok(bundle) = from_text::<Bundle>(text) else { return };
    let sealed = bundle.to_text();
    reads_back(&bundle);
    if let Ok(report) = verify(&sealed) {
        assert_eq!(result(&report, CheckCode::Sum), Some(CheckResult::Holds));
    }
    let record = with_sum(&unsummed(&bundle.record));
    let context = Context { now: bundle.now, trouble: None, gpc: bundle.gpc, refused: &bundle.refused, visit: bundle.visit.as_ref() };
    let made = Bundle::make(bundle.registries, record, bundle.log, &context, bundle.head);
    let report = verify(&made.to_text()).expect("a bundle that was just made");
    for code in [CheckCode::Sum, CheckCode::Engine, CheckCode::EverySampleTheSame] {
        assert_eq!(result(&report, code), Some(CheckResult::Holds), "{}", code.as_str());
    }
    assert_ne!(result(&report, CheckCode::Roots), Some(CheckResult::Differs));
}

fn result(report: &Report, code: CheckCode) -> Option<CheckResult> {
    report.checks.iter().find(|check| check.check == code).map(|check| check.result)
}

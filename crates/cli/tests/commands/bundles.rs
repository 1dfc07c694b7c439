//! `overt bundle` and `overt verify`, on a life that the core lived: `docs/examples/lived` is made here.
//!
//! `OVERT_ACCEPT=1 cargo test -p overt-cli bundles` writes it anew, as every change of the bookshop's configuration asks for.

use overt_core::act::{Gesture, GestureProof, Loosen, Moment, Outcome, Tighten, loosen, tighten};
use overt_core::bundle::{Bundle, CheckResult, Report, verify};
use overt_core::chain::{Head, extend};
use overt_core::choice::{Dial, Scope};
use overt_core::clock::Ms;
use overt_core::decide::Context;
use overt_core::hash::Hash;
use overt_core::history::Actor;
use overt_core::id::Id;
use overt_core::json::{from_text, to_text};
use overt_core::limits::DAY_MS;
use overt_core::observe::{Observation, observe};
use overt_core::record::{Record, ResetKind};
use overt_core::registry::Registry;

use crate::run::*;

pub(crate) const LIVED: [&str; 3] = ["docs/examples/lived/record.json", "docs/examples/lived/log.jsonl", "docs/examples/lived/head.json"];

/// Two days before [`NOW`].
const BEGINNING: Ms = NOW - 2 * DAY_MS;

/// A visitor of the bookshop, and the log that the page would keep.
struct Life {
    registry: Registry,
    record: Record,
    log: String,
    head: Option<Head>,
    now: Ms,
}

impl Life {
    fn new() -> Life {
        Life { registry: registry(), record: Record::default(), log: String::new(), head: None, now: BEGINNING }
    }

    /// Something happens, an hour after what was before it.
    fn then(&mut self, act: impl FnOnce(&mut Record, &Moment<'_>) -> Outcome) {
        self.now += 3_600_000;
        let fresh = Id::new(&format!("f3a9{:02}", self.log.lines().count())).unwrap();
        let moment = Moment { registry: &self.registry, now: self.now, actor: Actor::Gesture, fresh };
        assert_eq!(act(&mut self.record, &moment), Outcome::Done);
        self.log.push_str(&extend(&mut self.head, &self.record.unsaved.take(), Hash::of(file(REGISTRY).as_bytes())));
    }

    fn tighten(&mut self, act: &Tighten) {
        self.then(|record, moment| tighten(record, act, moment));
    }

    fn loosen(&mut self, act: &Loosen) {
        let proof = GestureProof::of(Gesture { trusted: true, active: true, inside: true, visible_ms: 1000 }).unwrap();
        self.then(|record, moment| loosen(record, act, moment, proof));
    }

    fn see(&mut self, seen: &[(&str, &str)]) {
        let seen =
            seen.iter().map(|(signal, value)| Observation { signal: (*signal).into(), value: (*value).into(), label: String::new() });
        let device = self.record.device.clone().unwrap();
        observe(&mut self.record, &self.registry, &Context { now: self.now, ..Context::default() }, &device, &seen.collect::<Vec<_>>());
    }
}

/// A yes, a few books, a pause that is ended by hand, and a signal that counts less.
fn life() -> Life {
    let (mut life, content) = (Life::new(), Id::new("content").unwrap());
    life.loosen(&Loosen::On { purpose: content.clone() });
    life.see(&[("viewed.shelf", "adventure"), ("viewed.author", "melville-herman")]);
    life.see(&[("bought.shelf", "adventure"), ("bought.author", "melville-herman")]);
    life.tighten(&Tighten::Pause { scope: Scope::Purpose(content.clone()), until: Some(NOW + DAY_MS) });
    life.loosen(&Loosen::Resume { scope: Scope::Purpose(content) });
    life.tighten(&Tighten::LowerDial { scope: Scope::Signal(Id::new("viewed.author").unwrap()), to: Dial::Less });
    life.see(&[("viewed.shelf", "adventure")]);
    life
}

fn words<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let [record, log, head] = LIVED;
    let words = ["bundle", "--registry", REGISTRY, "--record", record, "--log", log, "--head", head, "--now", "2026-11-22T10:00:00Z"];
    [&words[..], more].concat()
}

fn report(ran: &Ran) -> Report {
    from_text(&ran.out).unwrap()
}

#[test]
fn the_lived_example_is_what_the_core_lives() {
    let life = life();
    let head = to_text(&life.head.unwrap());
    for (path, wanted) in LIVED.into_iter().zip([[life.record.to_text(), "\n".into()].concat(), life.log, [head, "\n".into()].concat()]) {
        if std::env::var_os("OVERT_ACCEPT").is_some() {
            std::fs::write(root().join(path), &wanted).unwrap();
        }
        let found = std::fs::read_to_string(root().join(path)).unwrap_or_default();
        assert_eq!(found, wanted, "{path}: write it anew with OVERT_ACCEPT=1 cargo test -p overt-cli bundles");
    }
}

#[test]
fn a_bundle_is_byte_for_byte_that_of_the_core() {
    let life = life();
    for gpc in [false, true] {
        let context = Context { now: NOW, gpc, ..Context::default() };
        let bundle = Bundle::make(vec![file(REGISTRY)], life.record.to_text(), life.log.clone(), &context, life.head.clone());
        let ran = run(&words(if gpc { &["--gpc"] } else { &[] }));
        assert_eq!(answer(&ran), bundle.to_text());
        assert!(
            bundle.samples.iter().any(|sample| sample.decision.get("rule").as_text() == Some("allow")),
            "a no alone would prove little"
        );
    }
}

#[test]
fn a_bundle_that_holds_ends_with_0_and_says_so_in_both_forms() {
    let text = run(&words(&[])).out;
    let json = run_with(&["verify", "--format", "json", "-"], &text);
    assert_eq!(answer(&json), to_text(&verify(&text).unwrap()));
    let plain = run_with(&["verify", "-"], &text);
    let lines: Vec<&str> = answer(&plain).lines().collect();
    let checks = report(&json).checks;
    for (line, check) in lines.iter().zip(&checks) {
        assert!(
            line.contains(check.check.as_str()) && check.evidence.iter().all(|part| line.contains(part)),
            "{line} should say {check:?}"
        );
    }
    assert_eq!((lines.len(), lines.last()), (checks.len() + 2, Some(&"Nothing differs.")));
}

#[test]
fn whatever_differs_ends_with_1_and_is_named() {
    let text = run(&words(&[])).out;
    for (from, to) in [
        ("\"gpc\":false", "\"gpc\":true"),
        (r#"\"seq\":3"#, r#"\"seq\":2"#),
        ("adventure", "advanture"),
        ("1795341600000", "1795341600001"),
    ] {
        assert!(text.contains(from), "{from}");
        let changed = text.replacen(from, to, 1);
        let json = run_with(&["verify", "--format", "json", "-"], &changed);
        assert_eq!((json.code, json.err.as_str(), report(&json).result()), (1, "", CheckResult::Differs), "{from}");
        let plain = run_with(&["verify", "-"], &changed);
        assert_eq!(plain.code, 1);
        assert!(plain.out.contains("\nThis differs: sum"), "{}", plain.out);
    }
}

#[test]
fn what_is_no_bundle_ends_with_2_and_says_where() {
    for (text, path) in [("", "line 1, column 1"), ("{}", "bundle"), (r#"{"bundle":1,"engine":7}"#, "engine")] {
        let ran = run_with(&["verify", "-"], text);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{text}");
        assert!(ran.err.contains(&format!("standard input, {path}: This should be ")) && ran.err.contains("To mend it: "), "{}", ran.err);
    }
    assert_eq!(run_with(&["verify", "-"], b"\xff").code, 2);
    assert_eq!(run(&["verify", "no-such.json"]).code, 2);
}

#[test]
fn a_head_that_is_none_and_two_standard_inputs_are_refused() {
    let [record, log, _] = LIVED;
    let ran =
        run_with(&["bundle", "--registry", REGISTRY, "--record", record, "--log", log, "--now", "0", "--head", "-"], r#"{"count":1}"#);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("standard input, hash: "), "{}", ran.err);
    let ran = run_with(&["bundle", "--registry", REGISTRY, "--record", "-", "--log", "-", "--now", "0"], "");
    assert!(ran.code == 2 && ran.err.contains("Two files are `-`"), "{}", ran.err);
}

#[test]
fn an_older_configuration_is_taken_along() {
    let [record, log, _] = LIVED;
    let newer = file(REGISTRY).replace("\"version\": 3", "\"version\": 4");
    let both = ["bundle", "--registry", REGISTRY, "--registry", "-", "--record", record, "--log", log, "--now", "1795341600000"];
    let alone = ["bundle", "--registry", "-", "--record", record, "--log", log, "--now", "1795341600000"];
    let skipped = |words: &[&str]| {
        let checks = report(&run_with(&["verify", "--format", "json", "-"], run_with(words, &newer).out)).checks;
        checks.iter().find(|check| check.check.as_str() == "replayed").unwrap().evidence.clone()
    };
    assert_eq!(skipped(&both), Vec::<String>::new());
    assert_eq!(skipped(&alone), ["2", "3", "4", "5"], "all but the first, which says where the log begins");
}

#[test]
fn control_characters_of_a_bundle_do_not_reach_the_terminal() {
    let odd = Bundle { engine: "\u{1b}[2J".into(), ..Bundle::make(Vec::new(), String::new(), String::new(), &Context::default(), None) };
    let ran = run_with(&["verify", "-"], odd.to_text());
    assert!(ran.out.contains(r"\u{1b}[2J") && !ran.out.contains('\u{1b}'), "{}", ran.out);
}

#[test]
fn no_bundle_makes_it_panic() {
    let text = run(&words(&[])).out.into_bytes();
    for part in 0..24 {
        let at = text.len() * part / 24;
        let mut changed = text.clone();
        // It may have been that byte before.
        changed[at] = if text[at] == b'9' { b'8' } else { b'9' };
        for bytes in [&text[..at], &text[at..], &changed] {
            let ran = run_with(&["verify", "-"], bytes);
            assert!(bytes == &text[..] || matches!(ran.code, 1 | 2), "{at}: {ran:?}");
            assert!(!ran.err.contains("panicked"), "{at}: {}", ran.err);
        }
    }
}

/// A log that has been shortened, of which the first line is a checkpoint.
pub(crate) fn shortened() -> String {
    let mut life = life();
    for _ in 0..70 {
        life.tighten(&Tighten::Reset { scope: Scope::All, kind: ResetKind::ForgetTold });
    }
    overt_core::log::compact(&life.log, 0, |_| from_text(&life.record.state_text()).ok()).unwrap()
}

//! Whatever comes in: nothing panics, and nothing that is damaged or unknown allows more.

use overt_core::act::Tighten;
use overt_core::decide::decide;
use overt_core::limits::RECORD_BYTES;
use overt_core::observe::Observation;
use overt_core::profile::profile;
use overt_core::record::{Record, Trouble, with_sum};
use overt_core::registry::{FindingCode, Mode, Registry};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// A record from the middle of a life: choices, dials, consents, resets, and evidence that may be used.
fn lived(steps: &[(usize, Step)]) -> World {
    let mut world = World::after(site(), steps);
    world.observe(0, &[("told.topic", "romance"), ("bought.shelf", "romance"), ("viewed.author", "romance")]);
    for who in [1, 2] {
        world.step(0, &Step::Join(who));
    }
    world
}

/// Loads it as the gate does: what can't be read is an empty record and a trouble.
fn load(text: &str) -> (Record, Option<Trouble>) {
    Record::load(Some(text)).map_or_else(|trouble| (Record::default(), Some(trouble)), |record| (record, None))
}

fn allowed_by(site: &Registry, text: &str, gpc: bool, now: i64) -> Vec<(&'static str, &'static str, &'static str)> {
    let (record, trouble) = load(text);
    allowed(&broken(facts(site, &record, gpc, now), trouble)).into_keys().collect()
}

/// Puts something else in the place of one piece.
fn damage(value: &mut Value, at: usize, how: usize) {
    let damaged = match how {
        0 => Value::Null,
        1 => Value::Bool(true),
        2 => "a word of tomorrow".into(),
        3 => "word-of-tomorrow".into(),
        4 => Value::Object(serde_json::Map::new()),
        _ => (-7.5).into(),
    };
    let mut left = at;
    if let Some(piece) = nth(value, &mut left) {
        *piece = damaged;
    }
}

fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|v| nth(v, left)),
        Value::Object(fields) => fields.values_mut().find_map(|v| nth(v, left)),
        _ => None,
    }
}

/// The pieces of a record without its sum: whoever damages them gives it the right one again, or nothing would be left to be tried.
fn unsummed(text: &str) -> Value {
    let mut value: Value = serde_json::from_str(text).unwrap();
    value.as_object_mut().unwrap().remove("sum");
    value
}

fn pieces(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(pieces).sum(),
        Value::Object(fields) => fields.values().map(pieces).sum(),
        _ => 0,
    }
}

/// Takes out the `at`th field of all objects.
fn take_out(value: &mut Value, at: &mut usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|v| take_out(v, at)),
        Value::Object(fields) => {
            for name in fields.keys().cloned().collect::<Vec<_>>() {
                if *at == 0 {
                    fields.remove(&name);
                }
                *at = at.wrapping_sub(1);
                fields.get_mut(&name).into_iter().for_each(|v| take_out(v, at));
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(config())]

    /// A record with one piece replaced, one field missing, or the end cut off.
    #[test]
    fn unknown_input_never_panics_and_never_widens(steps in any_steps(), at in any::<Index>(), how in 0..8_usize, gpc in any::<bool>()) {
        let world = lived(&steps);
        let text = world.records[0].to_text();
        let mut value = unsummed(&text);
        let damaged = match how {
            0..6 => {
                let at = at.index(pieces(&value));
                damage(&mut value, at, how);
                with_sum(&value.to_string())
            }
            6 => {
                let mut at = at.index(pieces(&value));
                take_out(&mut value, &mut at);
                with_sum(&value.to_string())
            }
            _ => text.chars().take(at.index(text.chars().count())).collect(),
        };
        for now in moments(world.now) {
            let before = allowed_by(&world.site, &text, gpc, now);
            for key in allowed_by(&world.site, &damaged, gpc, now) {
                prop_assert!(before.contains(&key), "{:?}\n{}", key, damaged);
            }
        }
    }

    /// A sum tells damage from a choice.
    #[test]
    fn a_flipped_bit_is_noticed_and_denies_everything(steps in any_steps(), flips in proptest::collection::vec((any::<Index>(), 0..8_u8), 1..3)) {
        let world = lived(&steps);
        let text = world.records[0].to_text();
        let mut bytes = text.clone().into_bytes();
        for (at, bit) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        let damaged = String::from_utf8_lossy(&bytes);
        prop_assume!(damaged != text);
        prop_assert!(Record::load(Some(&damaged)).is_err(), "{}", damaged);
        prop_assert_eq!(allowed_by(&world.site, &damaged, false, world.now), vec![]);
    }

    /// Whoever flips bits and works out the sum anew has written another record; the floors hold for that too.
    #[test]
    fn a_record_rewritten_by_others_never_panics_and_never_reaches_below_the_floors(steps in any_steps(), flips in proptest::collection::vec((any::<Index>(), 0..8_u8), 1..4)) {
        let mut world = lived(&steps);
        let mut bytes = unsummed(&world.records[0].to_text()).to_string().into_bytes();
        for (at, bit) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        // Storage holds text; what is none reaches the core as replacement characters.
        let (record, trouble) = load(&with_sum(&String::from_utf8_lossy(&bytes)));
        for ((signal, value, slot), decision) in decisions(&broken(facts(&world.site, &record, true, world.now), trouble)) {
            let transfers = matches!(slot, "ad" | "sold-ad" | "sold-help");
            let def = world.site.signal(signal).unwrap();
            let guessed = def.mode != Mode::Provided && def.categories(Some(value)).next().is_some();
            prop_assert!(!decision.allow || !(transfers || guessed || slot == "price"));
        }
        world.records[1].join(&record);
        world.records[0] = record;
        world.run(&[(0, Step::Settle), (1, Step::Settle), (0, Step::Tighten(Tighten::Off)), (0, Step::Join(1))]);
        let stored = world.records[1].to_text();
        prop_assert_eq!(Record::load(Some(&stored)).map(|again| again.to_text()), Ok(stored), "it is in order again");
    }

    /// A word that this version does not know, in any place of the declaration that has words.
    #[test]
    fn an_unknown_word_in_a_registry_never_widens(
        caps in (select(&["provided", "transaction", "browsing", "inferred", "otherSite"][..]), select(&["defaultOff", "ignore"][..])),
        on in proptest::sample::subsequence(&PURPOSES[..], 0..=PURPOSES.len()),
        at in any::<Index>(),
    ) {
        let text = registry_text(caps.0, caps.1);
        let mut world = World::new(load_registry(&text));
        on.iter().for_each(|p| _ = world.loosen(0, &overt_core::act::Loosen::On { purpose: id(p.0) }));
        world.records[0] = crate::decisions::knowing_everything(world.records[0].clone(), world.now);
        let words = ["legalBasis", "kind", "transfers", "mode", "place", "evidence", "maxIntrusiveness", "gpcFirstParty", "stage"];
        let mut places: Vec<(usize, usize)> = Vec::new();
        for word in words {
            let start = format!("\"{word}\":\"");
            places.extend(text.match_indices(&start).map(|(place, _)| place + start.len()).map(|from| (from, from + text[from..].find('"').unwrap())));
        }
        places.extend(["\"health\"]", "\"finance\"]"].iter().flat_map(|w| text.match_indices(w).map(|(place, _)| (place + 1, place + w.len() - 2))));
        let (from, to) = places[at.index(places.len())];
        let (other, _) = Registry::load(&format!("{}a word of tomorrow{}", &text[..from], &text[to..]));
        for gpc in [false, true] {
            let before = allowed(&facts(&world.site, &world.records[0], gpc, START));
            for key in allowed(&facts(&other, &world.records[0], gpc, START)).keys() {
                prop_assert!(before.contains_key(key), "{:?}: {}", key, &text[from - 15..to]);
            }
        }
    }

    #[test]
    fn any_text_may_come(text in any::<String>(), jsonish in r#"[\[\]{}",:0-9a-z\\ -]{0,60}"#, at in any::<Index>(), with in any::<char>()) {
        let own = registry_text("browsing", "defaultOff");
        let mut damaged: Vec<char> = own.chars().collect();
        let at = at.index(damaged.len());
        damaged[at] = with;
        for text in [text, jsonish, damaged.into_iter().collect(), own.chars().take(at).collect()] {
            let (registry, findings) = Registry::load(&text);
            let unreadable = findings.iter().any(|f| f.code == FindingCode::Unreadable);
            prop_assert_eq!(Registry::valid_parts(&text), (!unreadable).then(|| registry.clone()), "the gate reads what the panel reads");
            let (record, trouble) = load(&text);
            prop_assert!(trouble.is_some(), "it is no record");
            let facts = broken(facts(&registry, &record, false, START), trouble);
            prop_assert!(allowed(&facts).is_empty());
            prop_assert_eq!(profile(&facts, &text, &text).signals, vec![]);
            let subject = overt_core::decide::Subject { signal: &text, value: Some(&text), purpose: &text, slot: &text };
            prop_assert!(!decide(&facts, &subject).allow);
            if let Some(act) = Tighten::from_text(&text) {
                let mut world = lived(&[]);
                let before = world.records[0].clone();
                world.tighten(0, &act);
                assert_no_wider(&world.site, &before, &world.records[0], world.now);
            }
            let mut world = World::new(site());
            let seen = Observation { signal: text.clone(), value: text.clone(), label: text };
            prop_assert_eq!(world.observe(0, &[(&seen.signal, &seen.value)]).learned, 0);
        }
    }

    #[test]
    fn an_act_from_the_page_only_tightens(act in "(off|on|pause|resume|reset|undoReset|dial|deleted|blocked|unknown|x)", scope in "(all|purpose:content|signal:a=b|value:a=b|visit:x|)", until in any::<Option<i64>>(), to in "(off|less|more|onlyThis|x)") {
        let until = until.map_or("null".into(), |u| u.to_string());
        let text = format!(r#"{{"act":"{act}","scope":"{scope}","until":{until},"to":"{to}"}}"#);
        let parsed = Tighten::from_text(&text);
        prop_assert_eq!(parsed.is_some(), matches!(act.as_str(), "off" | "pause" | "reset" | "dial"));
        if let Some(act) = parsed {
            let mut world = lived(&[]);
            let before = world.records[0].clone();
            world.tighten(0, &act);
            assert_no_wider(&world.site, &before, &world.records[0], world.now);
        }
    }

    #[test]
    fn storage_gives_back_what_it_was_given(steps in any_steps()) {
        let world = World::after(site(), &steps);
        for record in &world.records {
            let text = record.to_text();
            prop_assert!(text.len() <= RECORD_BYTES);
            prop_assert_eq!(Record::load(Some(&text)), Ok(record.clone()));
            prop_assert_eq!(Record::load(Some(&text)).unwrap().to_text(), text);
        }
    }
}

/// Every piece of a record that says no, damaged in every way; and every count of writes put back to nothing.
#[test]
fn no_single_damage_turns_a_no_into_a_yes() {
    use overt_core::{act::Loosen, choice::Dial, choice::Scope, record::ResetKind};
    let mut world = World::new(site());
    world.loosen(0, &Loosen::On { purpose: id("content") });
    world.observe(0, &[("told.topic", "romance")]);
    assert!(!allowed_by(&world.site, &world.records[0].to_text(), false, START).is_empty());
    let noes = [
        Tighten::Off,
        Tighten::Pause { scope: Scope::All, until: Some(START + 1) },
        Tighten::Reset { scope: Scope::All, kind: ResetKind::ForgetTold },
        Tighten::LowerDial { scope: Scope::Signal(id("told.topic")), to: Dial::Off },
    ];
    for no in noes {
        let mut world = world.clone();
        world.tighten(0, &no);
        world.records[0].history.clear();
        let text = world.records[0].to_text();
        let whole = unsummed(&text);
        assert_eq!(allowed_by(&world.site, &text, false, START), []);
        for at in 0..pieces(&whole) {
            for how in 0..7 {
                let mut value = whole.clone();
                if how < 6 {
                    damage(&mut value, at, how)
                } else {
                    take_out(&mut value, &mut at.clone())
                }
                let damaged = with_sum(&value.to_string());
                if Record::load(Some(&damaged)).is_ok() {
                    assert_eq!(allowed_by(&world.site, &damaged, false, START), [], "{no:?}: {damaged}");
                }
            }
        }
        for dot in ["a:1", "a:2", "a:3"] {
            let damaged = with_sum(&whole.to_string().replace(dot, "a:0"));
            assert_eq!(allowed_by(&world.site, &damaged, false, START), [], "{no:?}: {damaged}");
        }
    }
}

#[test]
fn ten_megabytes_of_junk() {
    let size = 10_000_000;
    for junk in ["x", "[", "0,", "{\"a\":", "\"", "\\u", " ", "é"] {
        let junk = junk.repeat(size / junk.len());
        for text in [junk.clone(), format!("[{junk}]"), format!("{{\"schema\":1,\"choices\":\"{junk}\"}}")] {
            assert_eq!(Record::load(Some(&text)), Err(Trouble::RecordUnreadable));
            assert_eq!(Registry::load(&text).0.purposes, []);
            assert_eq!(Tighten::from_text(&text), None);
        }
    }
}

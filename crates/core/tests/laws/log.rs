//! The log: what breaks it is named, and shortening or redacting it leaves it whole.

use overt_core::act::{Loosen, Tighten};
use overt_core::chain::{Head, append, extend};
use overt_core::choice::{OffKind, Scope};
use overt_core::hash::Hash;
use overt_core::history::Event;
use overt_core::json::{Value, from_text, parse, to_text};
use overt_core::limits::CHECKPOINT_ENTRIES;
use overt_core::log::{Broken, BrokenCode, Declared, Log, Replay, SideTable, Stage, compact, fingerprint, replay, replay_on, tree_hash};
use proptest::prelude::*;
use proptest::sample::select;

use crate::chain::{event, is_canonical};
use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// A state that depends on every event and on their order, in place of the rules.
#[derive(Clone, Debug, Default)]
struct Toy {
    events: i64,
    so_far: String,
}

impl Stage for Toy {
    fn set(&mut self, snapshot: &Value) -> bool {
        let (Value::Number(events), Some(so_far)) = (snapshot.get("events"), snapshot.get("soFar").as_text()) else { return false };
        *self = Toy { events: *events, so_far: so_far.into() };
        true
    }

    fn redo(&mut self, event: &Event, registry: Hash) -> bool {
        self.events += 1;
        self.so_far = Hash::of(format!("{}{}", self.so_far, event.id).as_bytes()).to_hex();
        registry == Hash::of(b"site")
    }

    fn state_text(&self) -> String {
        format!(r#"{{"events":{},"soFar":"{}"}}"#, self.events, self.so_far)
    }
}

/// A log as it comes to be, with the state that it is about.
#[derive(Clone, Debug, Default)]
struct Written {
    toy: Toy,
    head: Option<Head>,
    lines: Vec<String>,
}

impl Written {
    fn of(entries: usize) -> Written {
        let mut written = Written::default();
        (0..entries).for_each(|_| written.event(b"site"));
        written
    }

    fn event(&mut self, registry: &[u8]) {
        let event = event(&format!("e{}", self.lines.len()), None);
        self.toy.redo(&event, Hash::of(b"site"));
        let state = Hash::of(self.toy.state_text().as_bytes());
        self.lines.push(append(&mut self.head, event, Hash::of(registry), state, None));
    }

    /// The state comes from elsewhere.
    fn joined(&mut self) {
        self.toy.events += 1000;
        let (text, event) = (self.toy.state_text(), event("joined", None));
        self.lines.push(append(&mut self.head, event, Hash::ZERO, Hash::of(text.as_bytes()), parse(&text).ok()));
    }

    fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    fn replay(&self, text: &str) -> Replay {
        replay_on(&Log::read(text).unwrap(), &mut Toy::default())
    }

    fn state(&self) -> Option<Value> {
        parse(&self.toy.state_text()).ok()
    }
}

fn verified(text: &str, head: Option<&Head>) -> Result<(), Broken> {
    Log::read(text)?.verify(head)
}

fn compacted(text: &str, most_bytes: usize) -> Result<String, Broken> {
    compact(text, most_bytes, |log| replay_on(log, &mut Toy::default()).state)
}

/// The acts of which an entry has to say more than the scope.
pub(crate) fn any_answer() -> impl Strategy<Value = Step> {
    let purpose = || select(&PURPOSES[..]).prop_map(|p| id(p.0));
    let shown = || proptest::option::of(Just(Hash::of(b"the text")));
    let names = proptest::sample::subsequence(&["category:health", "source:offline", "source:otherSite"], 0..=2);
    let names = names.prop_map(|names| names.into_iter().map(Scope::from_text).collect());
    prop_oneof![
        (any_scope(), select(OffKind::ALL)).prop_map(|(scope, kind)| Step::Tighten(Tighten::TurnOff { scope, kind })),
        (purpose(), shown()).prop_map(|(purpose, shown)| Step::Tighten(Tighten::Refuse { purpose, shown })),
        purpose().prop_map(|purpose| Step::Tighten(Tighten::Withdraw { purpose })),
        select(&["v1", "v2"][..]).prop_map(|visit| Step::Tighten(Tighten::ExcludeVisit { visit: id(visit) })),
        (purpose(), names, shown()).prop_map(|(purpose, names, shown)| Step::Loosen(Loosen::Consent { purpose, names, shown })),
        any_scope().prop_map(|scope| Step::Loosen(Loosen::Lift { scope })),
        Just(Step::Loosen(Loosen::Tell { signal: id("told.topic"), value: id("gardens"), label: "Gardens".into() })),
    ]
}

/// What three devices do under a registry whose text has this hash, and the log that each of them stores.
pub(crate) fn logs_after(steps: &[(usize, Step)], registry: Hash) -> (World, [(String, Option<Head>); 3]) {
    let (mut world, mut logs) = (World::new(site()), [const { (String::new(), None) }; 3]);
    for (who, step) in steps {
        world.step(*who, step);
        let (text, head) = &mut logs[*who];
        text.push_str(&extend(head, &world.records[*who].unsaved.take(), registry));
    }
    (world, logs)
}

/// That the text no longer verifies, and that the line named is this one or the next.
fn assert_named(text: &str, head: Option<&Head>, line: usize) {
    let broken = verified(text, head).err().unwrap_or_else(|| panic!("still verifies: {text}"));
    assert!((line..=line + 1).contains(&broken.line), "line {line} was changed, and {broken:?} named");
}

proptest! {
    #![proptest_config(crate::world::config())]

    #[test]
    fn a_changed_byte_anywhere_breaks_the_chain_and_is_named(
        entries in 1..6_usize,
        most_bytes in prop_oneof![Just(usize::MAX), Just(0)],
        at in any::<prop::sample::Index>(),
        with in prop_oneof![any::<char>(), Just('\n'), Just('\r'), Just(' '), Just('0'), Just('}')],
    ) {
        let written = Written::of(if most_bytes == 0 { CHECKPOINT_ENTRIES + entries } else { entries });
        let text = compacted(&written.text(), most_bytes).unwrap();
        prop_assert_eq!(verified(&text, written.head.as_ref()), Ok(()));
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        let line = characters[..at].iter().filter(|c| **c == '\n').count() + 1;
        prop_assume!(characters[at] != with);
        characters[at] = with;
        assert_named(&characters.into_iter().collect::<String>(), written.head.as_ref(), line);
    }

    #[test]
    fn a_line_taken_out_swapped_or_doubled_is_named(entries in 2..8_usize, one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
        let written = Written::of(entries);
        let head = written.head.as_ref();
        let (one, other) = (one.index(entries), other.index(entries));
        let text = |lines: &[String]| lines.join("\n");
        let mut without = written.lines.clone();
        without.remove(one);
        let code = if one + 1 == entries { BrokenCode::BehindHead } else { BrokenCode::OutOfOrder };
        prop_assert_eq!(verified(&text(&without), head), Err(Broken { line: one + 1, code }));
        let mut doubled = written.lines.clone();
        doubled.insert(other, written.lines[one].clone());
        let broken = verified(&text(&doubled), head).unwrap_err();
        // A copy right after its original or before it reads the same: the second of the two is named.
        let line = if other == one { one + 2 } else { other + 1 };
        prop_assert_eq!(broken, Broken { line, code: BrokenCode::OutOfOrder });
        prop_assume!(one != other);
        let mut swapped = written.lines.clone();
        swapped.swap(one, other);
        prop_assert_eq!(verified(&text(&swapped), head), Err(Broken { line: one.min(other) + 1, code: BrokenCode::OutOfOrder }));
    }
}

proptest! {
    #![proptest_config(crate::world::config())]

    #[test]
    fn replay_gives_the_same_bytes(
        steps in proptest::collection::vec((0..3_usize, prop_oneof![3 => any_step(), 2 => any_answer()]), 0..24),
    ) {
        let (world, logs) = logs_after(&steps, Hash::of(b"the site"));
        let declared = Declared { hash: Hash::of(b"the site"), registry: world.site.clone() };
        for (record, (text, head)) in world.records.iter().zip(logs) {
            let log = Log::read(&text).unwrap();
            prop_assert_eq!(log.verify(head.as_ref()), Ok(()));
            let replay = replay(&log, core::slice::from_ref(&declared), record.device.as_ref());
            prop_assert_eq!((&replay.skipped, &replay.differing), (&vec![], &vec![]), "{}", text);
            // What was joined after the last act is told with the next.
            if head.is_some_and(|head| head.state == Hash::of(record.state_text().as_bytes())) {
                prop_assert_eq!(replay.state, parse(&record.state_text()).ok());
            }
            prop_assert!(text.lines().all(is_canonical), "{}", text);
        }
    }
}

proptest! {
    // Each case hashes a megabyte, which takes its time without optimization.
    #![proptest_config(ProptestConfig { cases: crate::world::config().cases / 4, ..crate::world::config() })]

    #[test]
    fn compaction_keeps_what_can_be_verified(entries in 1..200_usize, most_bytes in 0..80_000_usize, joined in proptest::option::of(0..200_usize)) {
        let mut written = Written::default();
        for entry in 0..entries {
            if joined == Some(entry) { written.joined() } else { written.event(b"site") }
        }
        let text = written.text();
        let short = compacted(&text, most_bytes).unwrap();
        let (before, after) = (Log::read(&text).unwrap(), Log::read(&short).unwrap());
        prop_assert_eq!(after.verify(written.head.as_ref()), Ok(()));
        prop_assert_eq!(after.roots(), before.roots());
        prop_assert_eq!(after.verify_roots(&before.roots()), Ok(()));
        let replay = written.replay(&short);
        prop_assert_eq!((&replay.skipped, &replay.differing, replay.state), (&vec![], &vec![], written.state()));
        let dropped = entries - after.lines.len();
        prop_assert_eq!(dropped % CHECKPOINT_ENTRIES, 0, "whole blocks");
        prop_assert!(short.len() <= most_bytes || after.lines.len() <= CHECKPOINT_ENTRIES);
        prop_assert_eq!(text.len() <= most_bytes || entries <= CHECKPOINT_ENTRIES, short == text, "no sooner than it must");
        prop_assert_eq!(compacted(&short, most_bytes), Ok(short));
    }
}

#[test]
fn a_log_behind_or_ahead_of_the_head_or_on_another_branch_is_named() {
    let mut written = Written::of(3);
    let (short, old) = (written.text(), written.head.clone());
    written.event(b"site");
    let (long, new) = (written.text(), written.head.clone());
    let named = |text: &str, head: Option<&Head>| verified(text, head).map_err(|broken| (broken.line, broken.code));
    assert_eq!(named(&short, new.as_ref()), Err((4, BrokenCode::BehindHead)));
    assert_eq!(named(&long, old.as_ref()), Err((4, BrokenCode::AheadOfHead)));
    assert_eq!(named(&long, None), Err((1, BrokenCode::AheadOfHead)));
    assert_eq!(named("", old.as_ref()), Err((1, BrokenCode::BehindHead)));
    assert_eq!(named("", None), Ok(()));
    for other in [Head { hash: Hash::ZERO, ..old.clone().unwrap() }, Head { state: Hash::ZERO, ..old.unwrap() }] {
        assert_eq!(named(&short, Some(&other)), Err((3, BrokenCode::WrongHead)));
        assert_eq!(named(&long, Some(&other)), Err((3, BrokenCode::WrongHead)));
    }
}

#[test]
fn what_is_wrong_with_a_link_or_a_line_is_named() {
    let written = Written::of(3);
    let head = written.head.as_ref();
    let named = |text: &str| verified(text, head).map_err(|broken| (broken.line, broken.code));
    let text = written.text();
    assert_eq!(named(&text.replacen("e1", "e9", 1)), Err((3, BrokenCode::BrokenLink)));
    assert_eq!(named(&text.replacen("\n", "\n\n", 1)), Err((2, BrokenCode::Unreadable)));
    assert_eq!(named(&text.replacen("\n", "\r\n", 1)), Err((2, BrokenCode::BrokenLink)));
    assert_eq!(named("\n"), Err((1, BrokenCode::Unreadable)));
    assert_eq!(named(text.trim_end()), Ok(()), "the last newline may be missing");
}

#[test]
fn a_checkpoint_stands_at_the_beginning_and_is_what_it_was() {
    let written = Written::of(2 * CHECKPOINT_ENTRIES + 2);
    let head = written.head.as_ref();
    let short = compacted(&written.text(), 0).unwrap();
    let named = |text: &str| verified(text, head).map_err(|broken| (broken.line, broken.code));
    let (checkpoint, rest) = short.split_once('\n').unwrap();
    assert!(is_canonical(checkpoint), "{checkpoint}");
    assert_eq!(named(&short.replacen(r#""count":128"#, r#""count":192"#, 1)), Err((1, BrokenCode::WrongCheckpoint)));
    assert_eq!(named(checkpoint), Err((2, BrokenCode::BehindHead)));
    assert_eq!(named(rest), Err((1, BrokenCode::OutOfOrder)));
    assert_eq!(named(&format!("{checkpoint}\n{short}")), Err((2, BrokenCode::Unreadable)));
    // One that was written anew, with a sum that holds, still has to fit what comes after it.
    let forged = |from: &str, to: &str| {
        let body = checkpoint.strip_prefix(r#"{"checkpoint":"#).unwrap().split_once(r#","sum""#).unwrap().0.replacen(from, to, 1);
        format!("{{\"checkpoint\":{body},\"sum\":\"{:?}\"}}\n{rest}", Hash::of(body.as_bytes()))
    };
    assert_eq!(forged("", ""), short);
    let last = Hash::of(written.lines[2 * CHECKPOINT_ENTRIES - 1].as_bytes()).to_hex();
    assert_eq!(named(&forged(&last, &Hash::ZERO.to_hex())), Err((2, BrokenCode::BrokenLink)));
    assert_eq!(named(&forged(r#""count":128"#, r#""count":192"#)), Err((1, BrokenCode::WrongCheckpoint)));
    let roots = Log::read(&written.text()).unwrap().roots();
    let other = forged(&roots[0].to_hex(), &Hash::ZERO.to_hex());
    assert_eq!(Log::read(&other).unwrap().verify_roots(&roots), Err(Broken { line: 1, code: BrokenCode::WrongRoot }));
    let replay = written.replay(&forged(r#""events":128"#, r#""events":127"#));
    assert_eq!((replay.replayed, replay.differing, replay.skipped), (0, vec![129], vec![130]));
}

#[test]
fn a_root_that_was_noted_is_found_again_or_named() {
    let written = Written::of(3 * CHECKPOINT_ENTRIES);
    let mut noted = Log::read(&written.text()).unwrap().roots();
    let short = Log::read(&compacted(&written.text(), written.text().len() - 1).unwrap()).unwrap();
    assert_eq!((noted.len(), short.checkpoint.as_ref().map(|c| c.count)), (3, Some(64)));
    assert_eq!(short.verify_roots(&noted[..2]), Ok(()));
    noted[2] = Hash::ZERO;
    assert_eq!(short.verify_roots(&noted), Err(Broken { line: 66, code: BrokenCode::WrongRoot }));
    noted.remove(2);
    noted.extend(Log::read(&written.text()).unwrap().roots().get(2));
    noted.push(Hash::ZERO);
    assert_eq!(short.verify_roots(&noted), Err(Broken { line: 130, code: BrokenCode::BehindHead }));
}

#[test]
fn a_log_that_is_broken_is_not_compacted() {
    let text = Written::of(200).text().replacen("e7\"", "e8\"", 1);
    assert_eq!(compacted(&text, 0), Err(Broken { line: 9, code: BrokenCode::BrokenLink }));
}

#[test]
fn a_replay_says_what_it_could_not_do_and_what_came_out_otherwise() {
    let mut written = Written::of(2);
    written.event(b"another site");
    written.event(b"site");
    written.joined();
    written.event(b"site");
    let replay = written.replay(&written.text());
    assert_eq!((replay.replayed, replay.skipped, replay.differing), (4, vec![3, 4], vec![]));
    assert_eq!(replay.state, written.state());
    // What an event led to is changed, and all after it chained anew.
    let mut head = None;
    let mut lines = Vec::new();
    for (place, line) in Log::read(&written.text()).unwrap().lines.into_iter().enumerate() {
        let entry = line.entry;
        let state = if place == 1 { Hash::of(b"another state") } else { entry.state };
        lines.push(append(&mut head, entry.event, Hash::of(b"site"), state, entry.snapshot));
    }
    assert_eq!(verified(&lines.join("\n"), head.as_ref()), Ok(()), "the chain alone can't tell");
    let replay = written.replay(&lines.join("\n"));
    assert_eq!((replay.replayed, replay.skipped, replay.differing), (3, vec![3, 4], vec![2]));
}

#[test]
fn a_checkpoint_without_a_state_is_replayed_from_the_next_snapshot() {
    let mut written = Written::default();
    written.event(b"another site");
    (1..70).for_each(|_| written.event(b"site"));
    written.joined();
    written.event(b"site");
    let short = compacted(&written.text(), 0).unwrap();
    let log = Log::read(&short).unwrap();
    assert_eq!(log.checkpoint.as_ref().map(|c| (c.count, c.state.as_ref())), Some((64, None)));
    assert_eq!(log.verify(written.head.as_ref()), Ok(()));
    let replay = written.replay(&short);
    assert_eq!((replay.replayed, replay.skipped, replay.state), (2, (65..=70).collect(), written.state()));
}

#[test]
fn redaction_leaves_the_chain_whole() {
    let mut table = SideTable::default();
    let mut head = None;
    let told = ["I am expecting a child", "I like gardens", "I like gardens"];
    let salts = ["5f3a94c01b7d2e68", "a0c4418e77b3d915", "0d9be2f6614c8a37"];
    let hashes: Vec<Hash> = salts.iter().zip(told).map(|(salt, text)| table.put(&id(salt), text)).collect();
    let lines: Vec<String> =
        hashes.iter().map(|hash| append(&mut head, event("told", Some(&hash.to_hex())), Hash::ZERO, Hash::ZERO, None)).collect();
    assert_ne!(hashes[1], hashes[2], "the same words twice do not show as the same");
    assert_eq!(hashes.iter().map(|hash| table.open(*hash).unwrap()).collect::<Vec<_>>(), told);
    assert!(is_canonical(&to_text(&table)));
    assert_eq!(from_text(&to_text(&table)), Ok(table.clone()));

    assert_eq!(table.redact(|text| text.contains("child")), 1);
    assert_eq!((table.open(hashes[0]), table.open(hashes[1])), (None, Some("I like gardens")));
    let left = [to_text(&table), lines.join("\n")].concat();
    assert!(!left.contains("child") && !left.contains(salts[0]), "nothing is left to guess by");
    assert_eq!(verified(&lines.join("\n"), head.as_ref()), Ok(()));

    table.keep(|hash| hash == hashes[2]);
    assert_eq!((table.rows.len(), table.open(hashes[2])), (1, Some("I like gardens")));
    table.rows[0].is = "I like casinos".into();
    assert_eq!(table.open(hashes[2]), None, "words that were put in later are not what was told");
}

/// The leaves and digests that Certificate Transparency's implementations share (their tree is that of RFC 9162, 2.1.1),
/// and two that Python's `hashlib` worked out.
#[test]
fn the_root_of_a_block_is_that_of_the_standard() {
    let leaves: [&[u8]; 8] =
        [b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"\x40\x41\x42\x43", b"\x50\x51\x52\x53\x54\x55\x56\x57", b"`abcdefghijklmno"];
    let digests = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    for (count, digest) in digests.into_iter().enumerate() {
        assert_eq!(tree_hash(leaves.into_iter().take(count)).to_hex(), digest, "{count} leaves");
    }
    let lines: Vec<String> = (0..65).map(|n| format!("line {n}")).collect();
    let of = |count: usize| tree_hash(lines.iter().take(count).map(String::as_bytes)).to_hex();
    assert_eq!(of(64), "1ba5b02ad53646af4acc5c0cbebc20189ce1807117fcf50a5b327eaa714a56d3");
    assert_eq!(of(65), "7e0a235be5f4f27a455d81361a1b73b11bb85e84c9ae50e9bba03eb5ff7818a3");

    let written = Written::of(2 * CHECKPOINT_ENTRIES + 1);
    let log = Log::read(&written.text()).unwrap();
    let root = |lines: &[String]| tree_hash(lines.iter().map(String::as_bytes));
    assert_eq!(log.roots(), [root(&written.lines[..64]), root(&written.lines[64..128])], "the last entry is in no full block");
    assert_eq!(log.root(), root(&written.lines));
    assert_eq!(fingerprint(written.head.as_ref().unwrap()).replace(' ', ""), written.head.unwrap().hash.to_hex()[..16]);
}

//! Records of other versions.

use overt_core::limits::RECORD_BYTES;
use overt_core::record::{Record, Trouble, with_sum};
use proptest::prelude::*;

use crate::world::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

#[test]
fn a_record_of_another_time_denies_everything() {
    for (text, trouble) in [
        (r#"{"schema":3}"#, Trouble::RecordNewer),
        (r#"{"schema":2,"mode":{"seen":[],"values":[]},"choices":[],"dials":[],"resets":[]}"#, Trouble::RecordUnreadable),
        (r#"{"schema":0}"#, Trouble::RecordUnreadable),
        (r#"{"schema":1}"#, Trouble::RecordUnreadable),
        (r#"{"schema":1.5}"#, Trouble::RecordUnreadable),
        ("", Trouble::RecordUnreadable),
        ("null", Trouble::RecordUnreadable),
    ] {
        assert_eq!(Record::load(Some(text)), Err(trouble));
    }
}

/// A record with all that every version writes, and with this in it.
fn with(schema: &str, field: &str) -> String {
    format!(r#"{{"schema":{schema},"mode":{{"seen":[],"values":[]}},"choices":[],"dials":[],"resets":[]{field}}}"#)
}

#[test]
fn only_the_first_version_goes_without_a_sum_and_each_other_needs_the_right_one() {
    let new = Ok(Record::default());
    assert_eq!(Record::load(Some(&with("1", ""))), new);
    assert_eq!(Record::load(Some(&with("2", ""))), Err(Trouble::RecordUnreadable), "a sum was lost");
    assert_eq!(Record::load(Some(&with_sum(&with("2", "")))), new);
    assert_eq!(Record::load(Some(&with_sum(&with("1", "")))), Err(Trouble::RecordUnreadable), "the first had none");
    assert_eq!(Record::load(Some(&with("1", r#","sum":"00000000""#))), Err(Trouble::RecordUnreadable));
    assert_eq!(Record::load(Some(&with_sum(&with("3", "")))), Err(Trouble::RecordNewer));
    for schema in ["0", "-1", "null", "\"2\"", "2.5"] {
        for text in [with(schema, ""), with_sum(&with(schema, ""))] {
            assert_eq!(Record::load(Some(&text)), Err(Trouble::RecordUnreadable), "{schema}");
        }
    }
}

#[test]
fn a_record_may_be_as_large_as_it_may_be_and_not_a_byte_larger() {
    let of = |bytes: usize| {
        let empty = with_sum(&with("2", r#","pad":"""#)).len();
        with_sum(&with("2", &format!(r#","pad":"{}""#, "x".repeat(bytes - empty))))
    };
    let (fits, over) = (of(RECORD_BYTES), of(RECORD_BYTES + 1));
    assert_eq!((fits.len(), over.len()), (RECORD_BYTES, RECORD_BYTES + 1));
    assert_eq!(Record::load(Some(&fits)).map(|record| record.is_new()), Ok(false));
    assert_eq!(Record::load(Some(&over)), Err(Trouble::RecordUnreadable));
}

#[test]
fn what_every_version_writes_may_not_be_missing() {
    for name in ["mode", "choices", "dials", "resets"] {
        let text = with("1", "").replacen(&format!("\"{name}\""), "\"other\"", 1);
        assert_eq!(Record::load(Some(&text)), Err(Trouble::RecordUnreadable), "{name}");
    }
}

proptest! {
    #![proptest_config(config())]

    /// Whatever the first version could write is read as it was meant: it had no sum, and none of the fields that came later.
    #[test]
    fn old_records_still_load(steps in any_steps(), gpc in any::<bool>()) {
        let world = World::after(site(), &steps);
        let record = &world.records[0];
        let text = record.to_text();
        let old = text.replacen(&text[..text.find("\"schema\"").unwrap()], "{", 1).replacen("\"schema\":2", "\"schema\":1", 1);
        let loaded = Record::load(Some(&old)).unwrap();
        prop_assert_eq!(loaded.to_text(), text, "it is written as the second version has it");
        prop_assert_eq!(allowed(&facts(&world.site, &loaded, gpc, world.now)), allowed(&facts(&world.site, record, gpc, world.now)));
    }
}

/// Records that earlier versions wrote; none is ever changed or taken away.
#[test]
fn the_frozen_records_allow_what_they_always_did() {
    let site = site();
    for (text, slots) in [
        (include_str!("../frozen/v1/new.json"), &[][..]),
        (include_str!("../frozen/v1/on.json"), &["for-you", "look"][..]),
        (include_str!("../frozen/v1/paused.json"), &[][..]),
        (include_str!("../frozen/v1/reset.json"), &[][..]),
        (include_str!("../frozen/v1/off.json"), &[][..]),
        (include_str!("../frozen/v1/siblings.json"), &["look"][..]),
        (include_str!("../frozen/v2/told.json"), &["for-you", "letter", "offers"][..]),
        (include_str!("../frozen/v2/tightened.json"), &["look"][..]),
        (include_str!("../frozen/v2/newer-fields.json"), &["for-you", "look"][..]),
        (include_str!("../frozen/v2/varied.json"), &["for-you", "letter", "offers"][..]),
    ] {
        let record = Record::load(Some(text)).unwrap();
        let mut allows: Vec<&str> = allowed(&facts(&site, &record, true, START)).into_keys().map(|k| k.2).collect();
        allows.sort_unstable();
        allows.dedup();
        assert_eq!(allows, slots, "{text}");
        // As text: the fields of what was written may have stood in another order.
        let stored = record.to_text();
        assert_eq!(Record::load(Some(&stored)).map(|again| again.to_text()), Ok(stored));
    }
}

#[test]
fn of_the_shares_in_a_frozen_record_the_largest_is_read_and_where_there_is_none_it_is_nothing() {
    use overt_core::choice::Variety;
    let read = |text: &str| Record::load(Some(text)).unwrap().variety();
    assert_eq!(read(include_str!("../frozen/v2/varied.json")), Variety::Much);
    assert_eq!(read(include_str!("../frozen/v2/told.json")), Variety::None);
    assert_eq!(read(include_str!("../frozen/v1/on.json")), Variety::None);
}

#[test]
fn what_a_newer_version_wrote_beside_is_kept() {
    let record = Record::load(Some(include_str!("../frozen/v2/newer-fields.json"))).unwrap();
    let mut met = Record::default();
    met.join(&record);
    for text in [record.to_text(), met.to_text()] {
        assert!(text.contains(r#""tomorrow":{"a":"x","b":[1,2.5]}"#), "{text}");
        assert!(text.contains(r#"{"mood":[1.5,null],"state":"on"}"#), "{text}");
    }
}

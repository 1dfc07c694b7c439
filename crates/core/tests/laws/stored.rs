//! Records of other versions.

use overt_core::record::{Record, Trouble};

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

/// Records that earlier versions wrote; none is ever changed or taken away.
#[test]
fn old_records_still_load() {
    let site = site();
    for (text, slots) in [
        (include_str!("../frozen/v1/new.json"), &[][..]),
        (include_str!("../frozen/v1/on.json"), &["for-you", "look"][..]),
        (include_str!("../frozen/v1/paused.json"), &[][..]),
        (include_str!("../frozen/v1/reset.json"), &[][..]),
        (include_str!("../frozen/v1/off.json"), &[][..]),
        (include_str!("../frozen/v1/siblings.json"), &["look"][..]),
    ] {
        let record = Record::load(Some(text)).unwrap();
        let mut allows: Vec<&str> = allowed(&facts(&site, &record, true, START)).into_keys().map(|k| k.2).collect();
        allows.sort_unstable();
        allows.dedup();
        assert_eq!(allows, slots, "{text}");
        assert_eq!(Record::load(Some(&record.to_text())), Ok(record));
    }
}

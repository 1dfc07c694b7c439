//! The words as they stand in `src/text`.

use std::path::Path;

#[test]
fn the_words_of_every_language_keep_every_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/text");
    let found = overt_words::findings_in(&folder).unwrap();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

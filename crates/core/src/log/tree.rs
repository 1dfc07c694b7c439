//! The Merkle tree hash: one digest over many lines, such that a few digests prove that a line is among them.

use alloc::vec::Vec;

use crate::hash::Hash;

/// The Merkle tree hash of these lines in their order (RFC 9162, 2.1.1, with SHA-256).
///
/// ```
/// use overt_core::{hash::Hash, log::tree_hash};
/// let lines: [&[u8]; 1] = [b"line"];
/// assert_eq!(tree_hash(lines.into_iter()), Hash::of(b"\0line"));
/// ```
pub fn tree_hash<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Hash {
    let leaves: Vec<Hash> = lines.map(|line| Hash::of(&[&[0], line].concat())).collect();
    over(&leaves)
}

fn over(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [one] => *one,
        // The left side has the largest power of two that leaves something for the right.
        many => {
            let (left, right) = many.split_at(many.len().next_power_of_two() / 2);
            Hash::of(&[&[1][..], over(left).as_bytes(), over(right).as_bytes()].concat())
        }
    }
}

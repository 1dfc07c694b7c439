//! Digests and checksums against what the standards publish, and what an independent program worked out.

use overt_core::hash::{Hash, crc32};
use overt_core::json::{from_text, to_text};

#[cfg(target_arch = "wasm32")]
use crate::world::test;

/// The message of a length: bytes that go up by sevens, from the length on.
fn message(length: u32) -> Vec<u8> {
    (0..length).map(|place| (place * 7 + length) as u8).collect()
}

#[test]
fn digests_are_those_of_fips_180_4() {
    for (bytes, digest) in [
        (&b""[..], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
        (&[b'a'; 1_000_000], "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ] {
        assert_eq!(Hash::of(bytes).to_hex(), digest);
    }
}

/// The expected digest is Python's `hashlib`, over the digests of all these messages one after the other.
#[test]
fn every_length_around_one_and_two_blocks_is_padded_rightly() {
    let digests: String = (0..=130).map(|length| Hash::of(&message(length)).to_hex()).collect();
    let bytes: Vec<u8> = digests.as_bytes().chunks(2).map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap()).collect();
    assert_eq!(Hash::of(&bytes).to_hex(), "969b9f993f9c27e8424a46288c5b7999eee502a7befa92cad6cfef1034d76c51");
}

/// The check value of CRC-32/ISO-HDLC, and Python's `zlib` over the checksums of all these messages, big end first.
#[test]
fn checksums_are_those_of_zlib() {
    assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    assert_eq!(crc32(b""), 0);
    let sums: Vec<u8> = (0..=130).flat_map(|length| crc32(&message(length)).to_be_bytes()).collect();
    assert_eq!(crc32(&sums), 0x329c_44d9);
}

#[test]
fn a_digest_has_one_spelling() {
    let hash = Hash::of(b"abc");
    let hex = hash.to_hex();
    assert_eq!(Hash::from_hex(&hex), Some(hash));
    assert_eq!(from_text(&to_text(&hash)), Ok(hash));
    for other in [hex.to_uppercase(), hex.replace('b', "g"), format!(" {hex}"), hex[1..].into(), format!("{hex}0"), "é".repeat(32)] {
        assert_eq!(Hash::from_hex(&other), None, "{other}");
        assert!(from_text::<Hash>(&to_text(&other)).is_err());
    }
    assert!(from_text::<Hash>("null").is_err());
}

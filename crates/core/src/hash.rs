//! SHA-256 and CRC-32, written for little code rather than for speed; no secrets pass through here, so nothing hides how long it takes.

use alloc::string::String;
use core::fmt;

use crate::json::{Json, Reader, Value};

/// A SHA-256 digest (FIPS 180-4): it stands for a text, and no two texts are known that share one.
///
/// ```
/// use overt_core::hash::Hash;
/// assert_ne!(Hash::of(b"off"), Hash::of(b"on"));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

/// A digest is made of bytes, and written in 64 hexadecimal digits.
///
/// ```
/// use overt_core::hash::Hash;
/// let digest = Hash::of(b"off");
/// assert_eq!(Hash::from_hex(&digest.to_hex()), Some(digest));
/// ```
impl Hash {
    /// All zeros: what stands where there is nothing to be hashed. No text is known whose digest it is.
    ///
    /// ```
    /// use overt_core::hash::Hash;
    /// assert_eq!(Hash::ZERO.to_hex(), "0".repeat(64));
    /// ```
    pub const ZERO: Hash = Hash([0; 32]);

    /// The digest of these bytes.
    ///
    /// ```
    /// use overt_core::hash::Hash;
    /// assert_eq!(Hash::of(b"abc").to_hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    /// ```
    pub fn of(bytes: &[u8]) -> Hash {
        let mut state = INITIAL;
        let (blocks, rest) = bytes.as_chunks::<64>();
        blocks.iter().for_each(|block| compress(&mut state, block));
        // The rest, one bit, zeros, and the length in bits at the end of the block, or of the next where it has no room here.
        let mut end = [0; 128];
        for (to, from) in end.iter_mut().zip(rest) {
            *to = *from;
        }
        if let Some(after) = end.get_mut(rest.len()) {
            *after = 0x80;
        }
        let blocks = if rest.len() < 56 { 1 } else { 2 };
        let bits = u64::try_from(bytes.len()).unwrap_or(u64::MAX).wrapping_mul(8);
        for (to, from) in end.iter_mut().take(blocks * 64).rev().zip(bits.to_le_bytes()) {
            *to = from;
        }
        end.as_chunks::<64>().0.iter().take(blocks).for_each(|block| compress(&mut state, block));
        let mut digest = [0; 32];
        for (to, from) in digest.as_chunks_mut::<4>().0.iter_mut().zip(state) {
            *to = from.to_be_bytes();
        }
        Hash(digest)
    }

    /// The digest as bytes.
    ///
    /// ```
    /// use overt_core::hash::Hash;
    /// assert_eq!(Hash::of(b"abc").as_bytes().first(), Some(&0xba));
    /// ```
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The digest as 64 digits in lower case.
    ///
    /// ```
    /// use overt_core::hash::Hash;
    /// assert!(Hash::of(b"").to_hex().starts_with("e3b0c442"));
    /// ```
    pub fn to_hex(&self) -> String {
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from_digit(u32::from(digit), 16).unwrap_or('0')).collect()
    }

    /// Reads 64 digits in lower case; nothing where it is anything else, so that every digest has one spelling.
    ///
    /// ```
    /// use overt_core::hash::Hash;
    /// let hash = Hash::of(b"abc");
    /// assert_eq!(Hash::from_hex(&hash.to_hex()), Some(hash));
    /// assert_eq!(Hash::from_hex(&hash.to_hex().to_uppercase()), None);
    /// assert_eq!(Hash::from_hex("ba78"), None);
    /// ```
    pub fn from_hex(text: &str) -> Option<Hash> {
        let mut digest = [0; 32];
        if text.len() != 64 {
            return None;
        }
        for (byte, [high, low]) in digest.iter_mut().zip(text.as_bytes().as_chunks::<2>().0) {
            *byte = (digit(*high)? << 4) | digit(*low)?;
        }
        Some(Hash(digest))
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

/// Written as its 64 digits.
impl Json for Hash {
    fn read(value: &Value, reader: &mut Reader) -> Self {
        value.as_text().and_then(Hash::from_hex).unwrap_or_else(|| {
            reader.expected("a SHA-256 digest: 64 digits, 0 to 9 and a to f");
            Hash::ZERO
        })
    }

    fn write(&self, out: &mut String) {
        self.to_hex().write(out);
    }
}

/// What four bits that are shifted out put in, by the polynomial of [`crc32`].
const OF_HALF_BYTES: [u32; 16] = [
    0x0000_0000,
    0x1db7_1064,
    0x3b6e_20c8,
    0x26d9_30ac,
    0x76dc_4190,
    0x6b6b_51f4,
    0x4db2_6158,
    0x5005_713c,
    0xedb8_8320,
    0xf00f_9344,
    0xd6d6_a3e8,
    0xcb61_b38c,
    0x9b64_c2b0,
    0x86d3_d2d4,
    0xa00a_e278,
    0xbdbd_f21c,
];

/// The checksum of zlib and PNG (IEEE 802.3, reflected): it notices damage, not intent.
///
/// ```
/// assert_eq!(overt_core::hash::crc32(b"123456789"), 0xcbf4_3926);
/// ```
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut rest = u32::MAX;
    for byte in bytes {
        rest ^= u32::from(*byte);
        // Half a byte at a time: a table of sixteen is as small as the loop over the bits that it stands for.
        for _ in 0..2 {
            rest = (rest >> 4) ^ OF_HALF_BYTES.get((rest & 15) as usize).copied().unwrap_or_default();
        }
    }
    !rest
}

/// One block of 64 bytes (FIPS 180-4, 6.2.2). The schedule is a window of sixteen words that moves on by one in every round.
fn compress(state: &mut [u32; 8], block: &[u8; 64]) {
    let mut window = [0; 16];
    for (word, bytes) in window.iter_mut().zip(block.as_chunks::<4>().0) {
        *word = u32::from_be_bytes(*bytes);
    }
    let mut work = *state;
    for constant in &ROUNDS {
        let [a, b, c, d, e, f, g, h] = work;
        let [word, w1, .., w9, _, _, _, _, w14, _] = window;
        let choose = (e & f) ^ (!e & g);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let first = [turn(e, 6, 11) ^ e.rotate_right(25), choose, *constant, word].into_iter().fold(h, u32::wrapping_add);
        let second = (turn(a, 2, 13) ^ a.rotate_right(22)).wrapping_add(majority);
        work = [first.wrapping_add(second), a, b, c, d.wrapping_add(first), e, f, g];
        let next = [turn(w1, 7, 18) ^ (w1 >> 3), w9, turn(w14, 17, 19) ^ (w14 >> 10)].into_iter().fold(word, u32::wrapping_add);
        window.copy_within(1.., 0);
        let [.., last] = &mut window;
        *last = next;
    }
    for (total, word) in state.iter_mut().zip(work) {
        *total = total.wrapping_add(word);
    }
}

fn turn(word: u32, by: u32, and_by: u32) -> u32 {
    word.rotate_right(by) ^ word.rotate_right(and_by)
}

/// The fractions of the square roots of the first 8 primes, 32 bits of each (FIPS 180-4, 5.3.3).
const INITIAL: [u32; 8] = [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// The fractions of the cube roots of the first 64 primes, 32 bits of each (FIPS 180-4, 4.2.2).
const ROUNDS: [u32; 64] = [
    0x428a_2f98,
    0x7137_4491,
    0xb5c0_fbcf,
    0xe9b5_dba5,
    0x3956_c25b,
    0x59f1_11f1,
    0x923f_82a4,
    0xab1c_5ed5,
    0xd807_aa98,
    0x1283_5b01,
    0x2431_85be,
    0x550c_7dc3,
    0x72be_5d74,
    0x80de_b1fe,
    0x9bdc_06a7,
    0xc19b_f174,
    0xe49b_69c1,
    0xefbe_4786,
    0x0fc1_9dc6,
    0x240c_a1cc,
    0x2de9_2c6f,
    0x4a74_84aa,
    0x5cb0_a9dc,
    0x76f9_88da,
    0x983e_5152,
    0xa831_c66d,
    0xb003_27c8,
    0xbf59_7fc7,
    0xc6e0_0bf3,
    0xd5a7_9147,
    0x06ca_6351,
    0x1429_2967,
    0x27b7_0a85,
    0x2e1b_2138,
    0x4d2c_6dfc,
    0x5338_0d13,
    0x650a_7354,
    0x766a_0abb,
    0x81c2_c92e,
    0x9272_2c85,
    0xa2bf_e8a1,
    0xa81a_664b,
    0xc24b_8b70,
    0xc76c_51a3,
    0xd192_e819,
    0xd699_0624,
    0xf40e_3585,
    0x106a_a070,
    0x19a4_c116,
    0x1e37_6c08,
    0x2748_774c,
    0x34b0_bcb5,
    0x391c_0cb3,
    0x4ed8_aa4a,
    0x5b9c_ca4f,
    0x682e_6ff3,
    0x748f_82ee,
    0x78a5_636f,
    0x84c8_7814,
    0x8cc7_0208,
    0x90be_fffa,
    0xa450_6ceb,
    0xbef9_a3f7,
    0xc671_78f2,
];

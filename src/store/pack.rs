//! Bytes pressed into a text for a store that counts UTF-16 units: deflate (RFC 1951), then 15 bits a unit.
//!
//! Units run from U+0020 to U+801F: every one is a letter by itself (no surrogates) and none is a control
//! character, so that any store and any file keeps them as they are. The bytes begin with a 64-bit FNV-1a hash of
//! what was pressed: a text cut short or changed anywhere is noticed, and nothing of it passes for the whole.

use super::wire::WireFault;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The first unit in use.
const BASE: u16 = 0x20;
/// Bits in a unit.
const BITS: u32 = 15;
/// How hard to press, as in zlib: 6 of 9. More costs twice the time for a hundredth of the room.
const LEVEL: u8 = 6;
/// The most bytes one text unfolds to: a text made to unfold without end stops here.
const MOST: usize = 64 * 1024 * 1024;
/// Bytes of the hash.
const HEAD: usize = 8;

fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// The text of these bytes.
pub fn pack(bytes: &[u8]) -> String {
    let head = hash(bytes).to_le_bytes();
    let body = compress_to_vec(bytes, LEVEL);
    let mut out = String::with_capacity((HEAD + body.len()) * 3 * 8 / 15 + 3);
    let (mut held, mut count) = (0_u32, 0);
    let mut push = |unit: u32| out.extend(char::from_u32(u32::from(BASE) + unit));
    for byte in head.iter().chain(&body) {
        held |= u32::from(*byte) << count;
        count += 8;
        if count >= BITS {
            push(held & 0x7fff);
            held >>= BITS;
            count -= BITS;
        }
    }
    if count > 0 {
        push(held);
    }
    out
}

/// The bytes of a text that [`pack`] made.
pub fn unpack(text: &str) -> Result<Vec<u8>, WireFault> {
    let fault = |why: &str| WireFault::Shape(why.to_owned());
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8 + 2);
    let (mut held, mut count) = (0_u32, 0);
    for letter in text.chars() {
        let unit = u32::from(letter).wrapping_sub(u32::from(BASE));
        if unit > 0x7fff {
            return Err(fault("a letter that is never packed"));
        }
        held |= unit << count;
        count += BITS;
        while count >= 8 {
            bytes.push((held & 0xff) as u8);
            held >>= 8;
            count -= 8;
        }
    }
    let (head, body) = bytes.split_first_chunk::<HEAD>().ok_or_else(|| fault("it is cut short"))?;
    // A byte of nothing may be left over at the end: the stream says itself where it ends.
    let out = decompress_to_vec_with_limit(body, MOST).map_err(|_| fault("it does not unfold"))?;
    if hash(&out) != u64::from_le_bytes(*head) {
        return Err(fault("its check sum does not agree"));
    }
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_whatever_its_length() {
        for length in 0..200_u32 {
            // Numbers that do not press, so that every length of stream occurs.
            let bytes: Vec<u8> = (0..length).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
            let text = pack(&bytes);
            assert_eq!(unpack(&text).unwrap(), bytes, "{length}");
            assert_eq!(text.chars().count(), text.encode_utf16().count());
        }
    }

    #[test]
    fn a_letter_missing_or_changed_anywhere_is_noticed() {
        let text = pack(b"{\"v\":1,\"b\":1700000000000,\"n\":[\"7\"],\"a\":[\"Tom Aerts\"],\"e\":[]}");
        let letters: Vec<char> = text.chars().collect();
        for place in 0..letters.len() {
            let mut cut = letters.clone();
            cut.truncate(place);
            assert!(unpack(&cut.iter().collect::<String>()).is_err(), "cut at {place}");
            for other in ['\u{20}', '\u{21}', '\u{801f}', '"', '\u{ffff}', '\u{1F600}'] {
                let mut changed = letters.clone();
                if let Some(letter) = changed.get_mut(place).filter(|letter| **letter != other) {
                    *letter = other;
                    let end = place + 1 == letters.len();
                    let got = unpack(&changed.iter().collect::<String>());
                    // The bits after the end of the stream mean nothing.
                    assert!(got.is_err() || (end && got == unpack(&text)), "{other:?} at {place}");
                }
            }
        }
    }
}

//! Texts as they are compared and searched: in small letters, without accents.
//!
//! Rules:
//! 1. Case goes by Unicode's lower-case mapping; the German sharp s counts as "ss", the ligatures æ, œ and
//!    þ as "ae", "oe" and "th".
//! 2. Accents go: letters that Unicode decomposes into a Latin, Greek or Cyrillic letter with marks count as
//!    that letter (Unicode Standard Annex #15, canonical decomposition), and so do ø, đ, ħ, ł, ı, ŧ, which it
//!    does not decompose but people type without their strokes.
//! 3. Marks that stand alone go as well: combining diacritics (U+0300 to U+036F), the points of Hebrew
//!    (U+0591 to U+05C7) and the vowel signs of Arabic (U+064B to U+065F, U+0670), which are left out when
//!    one types. Spaces and hyphens that keep a line together are those that everybody types.
//! 4. Everything else stays as it is: no letter of another script is turned into a Latin one.
//! 5. In lists of names, numbers inside them go by their value: "Client 2" stands before "Client 10".

/// Latin letters from U+00C0 to U+017F without their marks; a point where there is none to take away.
const LATIN: &[u8; 192] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll..llnnnnnn.nnoooooo..rrrrrrss\
ssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
/// From U+0180 to U+023F.
const LATIN_B: &[u8; 192] = b"bb......................kk......oo.............uu....zz......................\
aaiioouuuuuuuuuu.aaaa..ggggkkoooo..j...gg..nnaa..ooaaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy\
............";
/// From U+1E00 to U+1EFF.
const LATIN_MORE: &[u8; 256] =
    b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnn\
oooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s....\
aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// The text as it is compared.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// As [`fold`], behind what `out` holds already.
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            push(c, out);
        }
    }
}

/// What names are sorted by (rule 5): before each row of the digits 0 to 9 stands how many there are, zeros in front left
/// out. Names that differ in such zeros alone, "Room 7" and "Room 007", stand side by side, the shorter one first.
pub fn natural(name: &str) -> String {
    let folded = fold(name);
    let mut out = String::with_capacity(folded.len() + 2);
    let (mut rest, mut zeros) = (folded.as_str(), 0);
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (text, from) = rest.split_at(start);
        let (run, after) = from.split_at(from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len()));
        let value = run.trim_start_matches('0');
        zeros += run.len() - value.len();
        out.push_str(text);
        let mut left = value.len();
        while left >= 9 {
            out.push('9');
            left -= 9;
        }
        out.push(char::from(b'0' + left as u8));
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    out.extend(std::iter::repeat_n('\u{0}', zeros));
    out
}

/// The Latin letter below the marks of this one.
fn plain(c: char) -> Option<char> {
    let code = c as u32;
    let letter = match code {
        0x00C0..0x0180 => LATIN.get((code - 0xC0) as usize),
        0x0180..0x0240 => LATIN_B.get((code - 0x180) as usize),
        0x1E00..0x1F00 => LATIN_MORE.get((code - 0x1E00) as usize),
        _ => None,
    };
    letter.filter(|letter| **letter != b'.').map(|letter| char::from(*letter))
}

fn push(c: char, out: &mut String) {
    if matches!(c as u32, 0x0300..0x0370 | 0x0591..0x05C8 | 0x064B..0x0660 | 0x0670) {
        return;
    }
    if let Some(letter) = plain(c) {
        out.push(letter);
        return;
    }
    for small in c.to_lowercase() {
        if let Some(letter) = plain(small) {
            out.push(letter);
            continue;
        }
        match small {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ĳ' => out.push_str("ij"),
            'ά' => out.push('α'),
            'έ' => out.push('ε'),
            'ή' => out.push('η'),
            'ί' | 'ϊ' | 'ΐ' => out.push('ι'),
            'ό' => out.push('ο'),
            'ύ' | 'ϋ' | 'ΰ' => out.push('υ'),
            'ώ' => out.push('ω'),
            'ς' => out.push('σ'),
            'ё' => out.push('е'),
            '\u{A0}' | '\u{202F}' => out.push(' '),
            '\u{2010}' | '\u{2011}' => out.push('-'),
            '\u{300}'..'\u{370}' => {}
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_matter() {
        // Right: what Unicode's canonical decomposition leaves without its marks, and rules 1 and 2.
        let table = [
            ("Crème Brûlée", "creme brulee"),
            ("ŁÓDŹ", "lodz"),
            ("Straße, STRASSE", "strasse, strasse"),
            ("İSTANBUL ısı", "istanbul isi"),
            ("Nguyễn Thị", "nguyen thi"),
            ("Smørrebrød på Ærø", "smorrebrod pa aero"),
            ("Čeština, Šťastný Ångström", "cestina, stastny angstrom"),
            ("Œuvre Þór", "oeuvre thor"),
            ("Αθήνα ΑΘΗΝΑΣ", "αθηνα αθηνασ"),
            ("Ёлка", "елка"),
            ("e\u{301}te\u{301}", "ete"),
            ("שָׁלוֹם", "שלום"),
            ("مُحَمَّد", "محمد"),
            ("ȘȚ Ǎ", "st a"),
            ("10\u{A0}000 non\u{2011}stop", "10 000 non-stop"),
            ("日本 👩\u{200d}💻", "日本 👩\u{200d}💻"),
        ];
        for (text, wanted) in table {
            assert_eq!(fold(text), wanted, "{text}");
        }
    }

    #[test]
    fn numbers_in_names_go_by_their_value() {
        // Each stands before the next, as people write lists by hand.
        let right = [
            "0",
            "1",
            "2nd floor",
            "10",
            "100 years",
            "999999999",
            "1000000000",
            "12345678901234567890",
            "client",
            "Client 1",
            "client 2",
            "CLIENT 2b",
            "Client 9 east",
            "Client 10",
            "Client 10 west 2",
            "Client 10 west 11",
            "Client 100",
            "Clients",
            "Émile",
            "Zoë",
        ];
        for (one, next) in right.iter().zip(right.iter().skip(1)) {
            assert!(natural(one) < natural(next), "{one}, {next}");
        }
        let mut zeros = ["Room 8", "Room 007", "Room 07", "Room 7", "Room 6"];
        zeros.sort_by_cached_key(|name| natural(name));
        assert_eq!(zeros, ["Room 6", "Room 7", "Room 07", "Room 007", "Room 8"]);
        assert_ne!(natural("A 0"), natural("A 00"), "two names are never one");
    }

    #[test]
    fn what_is_folded_stays_as_it_is() {
        for c in (0..=0x2FFFF).filter_map(char::from_u32) {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{:04x}", c as u32);
        }
    }
}

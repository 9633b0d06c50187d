//! Names that are known, found again in texts.
//!
//! Rules:
//! 1. A name of several words is found in any case; a name of one word as it was written, and with a capital where it was
//!    typed in small letters.
//! 2. So is each word of a name of several that has three letters or more, where it begins with a capital in the text or
//!    its script has none. A small word of a name with capitals is none of its parts, nor are words like "van". Where a
//!    word could be more than one person, it is nobody in particular.
//! 3. The names that stay are found first and stay, as a whole; not where somebody's whole name is in them.
//! 4. Only whole words are found. Scripts that put no space between words, and Korean, which writes its particles on to
//!    the name, are searched anywhere: for whole names, and for their parts of two letters or more.
//! 5. An address of mail goes wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

/// In which case words are found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    /// As it was written.
    Written,
    /// Not in small letters.
    Capital,
}

/// A name in its words, and what stands for it; nothing for a name that stays.
struct Entry {
    words: Vec<String>,
    case: Case,
    stand: Option<String>,
}

impl Entry {
    fn is_word(&self, known: &str, word: &str) -> bool {
        let same = || word.to_lowercase() == known.to_lowercase();
        match self.case {
            Case::Any => same(),
            Case::Written => word == known || (is_small(known) && !is_small(word) && same()),
            Case::Capital => !is_small(word) && same(),
        }
    }
}

/// What is looked for in texts.
#[derive(Default)]
pub struct Known {
    /// By the first word in lower case, the longest names first.
    by_first: BTreeMap<String, Vec<Entry>>,
    /// Names in scripts without spaces, found anywhere.
    anywhere: Vec<(String, String)>,
    address: String,
}

impl Known {
    /// What to look for: names with what stands for each, and the names that stay. `somebody` stands for who could be
    /// more than one, `address` for an address of mail.
    pub fn new(
        names: &[(String, String)],
        staying: &BTreeSet<String>,
        somebody: &str,
        address: &str,
    ) -> Known {
        let mut known = Known { address: address.to_owned(), ..Known::default() };
        let mut parts: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (name, stand) in names {
            let words = words_of(name);
            if name.contains(is_unspaced) {
                known.anywhere.push((name.clone(), stand.clone()));
            }
            let capitals = words.iter().any(|word| word.starts_with(char::is_uppercase));
            for word in words.iter().filter(|_| words.len() > 1) {
                let least = if word.contains(is_unspaced) { 2 } else { 3 };
                let small = if capitals { is_small(word) } else { PARTICLES.contains(&word.as_str()) };
                if !small && word.chars().count() >= least {
                    parts.entry(word.to_lowercase()).or_default().insert(stand);
                }
            }
            if !words.iter().all(|word| word.contains(is_unspaced)) {
                let case = if words.len() == 1 { Case::Written } else { Case::Any };
                known.add(case, words, Some(stand));
            }
        }
        // Whoever is in the name of something has no less of a name.
        let stay: Vec<Vec<String>> =
            staying.iter().filter(|name| known.replace(name) == **name).map(|name| words_of(name)).collect();
        for (word, stands) in parts {
            let stand = match (stands.len(), stands.first()) {
                (1, Some(one)) => one,
                _ => somebody,
            };
            match word.contains(is_unspaced) {
                true if stay.iter().any(|words| *words == [word.as_str()]) => {}
                true => known.anywhere.push((word, stand.to_owned())),
                false => known.add(Case::Capital, vec![word], Some(stand)),
            }
        }
        for words in stay {
            known.add(Case::Any, words, None);
        }
        for list in known.by_first.values_mut() {
            // Of equal length the whole name comes first, then what stays, then the part of a name.
            list.sort_by_key(|entry| {
                let part = entry.case == Case::Capital;
                (std::cmp::Reverse(entry.words.len()), part, entry.stand.is_none())
            });
        }
        known.anywhere.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        known
    }

    fn add(&mut self, case: Case, words: Vec<String>, stand: Option<&str>) {
        let Some(first) = words.first().map(|word| word.to_lowercase()) else { return };
        self.by_first.entry(first).or_default().push(Entry { words, case, stand: stand.map(str::to_owned) });
    }

    /// The text with what stands for the names in it.
    pub fn replace(&self, text: &str) -> String {
        let mut text = self.without_addresses(text);
        for (name, stand) in &self.anywhere {
            if text.contains(name.as_str()) {
                text = text.replace(name.as_str(), stand);
            }
        }
        let spots = spots(&text);
        let mut out = String::with_capacity(text.len());
        let (mut at, mut done) = (0, 0);
        while let Some(&(from, _)) = spots.get(at) {
            match self.found(&text, spots.get(at..).unwrap_or_default()) {
                Some((entry, to)) => {
                    if let Some(stand) = &entry.stand {
                        out.push_str(text.get(done..from).unwrap_or_default());
                        out.push_str(stand);
                        done = to;
                    }
                    at += entry.words.len();
                }
                None => at += 1,
            }
        }
        out.push_str(text.get(done..).unwrap_or_default());
        out
    }

    /// The longest name that begins with the first of these words, and where it ends.
    fn found(&self, text: &str, spots: &[(usize, usize)]) -> Option<(&Entry, usize)> {
        let word = |(from, to): (usize, usize)| text.get(from..to).unwrap_or_default();
        let first = word(*spots.first()?).to_lowercase();
        self.by_first.get(&first)?.iter().find_map(|entry| {
            let here = spots.get(..entry.words.len())?;
            let fits = here.iter().zip(&entry.words).all(|(spot, known)| entry.is_word(known, word(*spot)));
            // "Ann Lee", "Ann-Lee", "ann.lee"; "Berg & Co" where it stays.
            let most = if entry.stand.is_some() { 2 } else { 3 };
            let close = here.windows(2).all(|pair| match pair {
                [(_, end), (begin, _)] => begin - end <= most,
                _ => true,
            });
            (fits && close).then_some((entry, here.last()?.1))
        })
    }

    fn without_addresses(&self, text: &str) -> String {
        if !text.contains('@') {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let edge = |c: char| c.is_whitespace() || "<>()[]{},;:\"'“”".contains(c);
        for piece in text.split_inclusive(edge) {
            let bare = piece.trim_end_matches(edge);
            let is_one = bare.split_once('@').is_some_and(|(who, place)| {
                who.ends_with(|c: char| c.is_alphanumeric())
                    && place.starts_with(|c: char| c.is_alphanumeric())
            });
            match is_one {
                true => {
                    out.push_str(&self.address);
                    out.push_str(piece.get(bare.len()..).unwrap_or_default());
                }
                false => out.push_str(piece),
            }
        }
        out
    }
}

/// The words of a name.
pub fn words_of(name: &str) -> Vec<String> {
    spots(name).into_iter().filter_map(|(from, to)| name.get(from..to)).map(str::to_owned).collect()
}

/// Words within names that nobody is called by.
pub const PARTICLES: [&str; 13] =
    ["van", "de", "der", "den", "von", "zu", "da", "di", "la", "le", "el", "al", "bin"];

/// True where it begins with a small letter. A script without case has none.
fn is_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
}

/// True for letters of scripts that are searched anywhere (rule 4).
fn is_unspaced(letter: char) -> bool {
    matches!(u32::from(letter),
        // Thai and Lao; Myanmar; Khmer.
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F
        // Korean.
        | 0x1100..=0x11FF | 0x3130..=0x318F | 0xAC00..=0xD7FF
        // Hiragana and Katakana; Han.
        | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x1_AFF0..=0x1_B16F | 0x2_0000..=0x3_FFFF)
}

/// True for signs over, under and between the letters of a word that are no letters themselves.
fn is_mark(sign: char) -> bool {
    matches!(u32::from(sign),
        0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05BD | 0x05BF | 0x05C1 | 0x05C2 | 0x05C4 | 0x05C5 | 0x05C7
        | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06E8 | 0x06EA..=0x06ED
        // What is put under and between the letters of the scripts of India and Sri Lanka.
        | 0x093C | 0x094D | 0x0951..=0x0954 | 0x09BC | 0x09CD | 0x0A3C | 0x0A4D | 0x0ABC | 0x0ACD | 0x0B3C | 0x0B4D
        | 0x0BCD | 0x0C4D | 0x0CBC | 0x0CCD | 0x0D3B | 0x0D3C | 0x0D4D | 0x0DCA
        | 0x0E3A | 0x0E47..=0x0E4E | 0x0EBA | 0x0EC8..=0x0ECE | 0x1037 | 0x1039 | 0x103A | 0x17B4 | 0x17B5
        | 0x17C9..=0x17D3 | 0x17DD | 0x200C | 0x200D | 0x3099 | 0x309A)
}

/// Where words begin and end: letters and digits. Where the script changes to one without spaces, a word ends.
fn spots(text: &str) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut unspaced = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        let last = out.last_mut().map(|(_, end)| end).filter(|end| **end == at);
        match (last, is_mark(letter), letter.is_alphanumeric()) {
            (Some(last), true, _) => *last = end,
            (Some(last), false, true) if unspaced == is_unspaced(letter) => *last = end,
            (_, false, true) => {
                out.push((at, end));
                unspaced = is_unspaced(letter);
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let names = [
            ("Ann Lee", "P1"),
            ("Ann Roe", "P2"),
            ("May", "P3"),
            ("IT", "P4"),
            ("王小明", "P5"),
            ("דוד כהן", "P6"),
            ("Ida 王", "P7"),
            ("علي", "P8"),
            ("कृष्ण शर्मा", "P9"),
            ("otto van kern", "P10"),
            ("mira", "P11"),
            ("김 민준", "P12"),
            ("Mila Berg", "P13"),
        ]
        .map(|(name, stand)| (name.to_owned(), stand.to_owned()));
        let staying = ["Roe", "Berg Logistics", "Reports for Ann Lee", "Kern & Co"].map(str::to_owned);
        Known::new(&names, &BTreeSet::from(staying), "somebody", "(mail)")
    }

    #[test]
    fn names_go_as_whole_words_and_what_only_looks_like_them_stays() {
        for (text, said) in [
            ("Ask Ann Lee.", "Ask P1."),
            ("ann lee’s list, ANN-LEE’s list", "P1’s list, P1’s list"),
            ("Lee called, then Ann did", "P1 called, then somebody did"),
            ("in May it may be late; IT says it is", "in P3 it may be late; P4 says it is"),
            ("Leeds, Annual, Maybe", "Leeds, Annual, Maybe"),
            ("Roe deer", "Roe deer"),
            ("to ann.lee@x.example, or <a@b>; @finance", "to (mail), or <(mail)>; @finance"),
            ("https://x.example/ann.lee", "https://x.example/P1"),
            ("请问王小明吗", "请问P5吗"),
            ("请问Ann Lee吗", "请问P1吗"),
            ("דוד אמר, דוד כהן", "P6 אמר, P6"),
            ("Ida 王 called; Ida did, Idaho", "P7 called; P7 did, Idaho"),
            ("قال علي في العليا وعليها", "قال P8 في العليا وعليها"),
            ("कृष्ण ने, कृष्णा ने", "P9 ने, कृष्णा ने"),
            ("Otto and KERN; Van, otto", "P10 and P10; Van, otto"),
            ("Mira is mira", "P11 is P11"),
            ("민준이 김 민준은", "P12이 P12은"),
            ("Berg of Berg Logistics; Kern & Co", "P13 of Berg Logistics; Kern & Co"),
            ("Reports for Ann Lee", "Reports for P1"),
            ("", ""),
        ] {
            assert_eq!(known().replace(text), said);
        }
    }
}

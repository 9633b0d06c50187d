//! Names that are known, found again in texts.
//!
//! Rules:
//! 1. A name of several words is found in any case; a name of one word, as it was written.
//! 2. So is each word of a name of several that has three letters or more and begins with a capital, unless it is a word
//!    of a name that stays. Where it could be more than one person, it is nobody in particular.
//! 3. Only whole words are found, except in scripts that put no space between words.
//! 4. An address of mail goes wherever it stands.

use std::collections::{BTreeMap, BTreeSet};

/// A name in its words, and what stands for it.
struct Entry {
    words: Vec<String>,
    /// In this case only.
    exact: bool,
    stand: String,
}

/// What is looked for in texts.
#[derive(Default)]
pub struct Known {
    /// By the first word in lower case, the longest names first.
    by_first: BTreeMap<String, Vec<Entry>>,
    /// Names in scripts without case, found anywhere.
    anywhere: Vec<(String, String)>,
    address: String,
}

impl Known {
    /// What to look for: names with what stands for each, and the words of names that stay. `somebody` stands for who
    /// could be more than one, `address` for an address of mail.
    pub fn new(
        names: &[(String, String)],
        staying: &BTreeSet<String>,
        somebody: &str,
        address: &str,
    ) -> Known {
        let mut known = Known { address: address.to_owned(), ..Known::default() };
        let mut parts: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (name, stand) in names {
            if name.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()) {
                known.anywhere.push((name.clone(), stand.clone()));
                continue;
            }
            let words = words_of(name);
            for word in words.iter().filter(|_| words.len() > 1) {
                let capital = word.chars().next().is_some_and(char::is_uppercase);
                if capital && word.chars().count() >= 3 && !staying.contains(&word.to_lowercase()) {
                    parts.entry(word.clone()).or_default().insert(stand);
                }
            }
            known.add(words.len() == 1, words, stand);
        }
        for (word, stands) in parts {
            let stand = match (stands.len(), stands.first()) {
                (1, Some(one)) => one,
                _ => somebody,
            };
            known.add(true, vec![word], stand);
        }
        for list in known.by_first.values_mut() {
            // Of equal length the whole name comes before the part of another one.
            list.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
        known.anywhere.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        known
    }

    fn add(&mut self, exact: bool, words: Vec<String>, stand: &str) {
        let Some(first) = words.first().map(|word| word.to_lowercase()) else { return };
        self.by_first.entry(first).or_default().push(Entry { words, exact, stand: stand.to_owned() });
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
                    out.push_str(text.get(done..from).unwrap_or_default());
                    out.push_str(&entry.stand);
                    done = to;
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
            let fits = here.iter().zip(&entry.words).all(|(spot, known)| match entry.exact {
                true => word(*spot) == known,
                false => word(*spot).to_lowercase() == known.to_lowercase(),
            });
            // "Ann Lee", "Ann-Lee", "ann.lee".
            let close = here.windows(2).all(|pair| match pair {
                [(_, end), (begin, _)] => begin - end <= 2,
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

/// Where words begin and end: letters and digits.
fn spots(text: &str) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        match out.last_mut() {
            Some((_, end)) if *end == at => *end = at + letter.len_utf8(),
            _ => out.push((at, at + letter.len_utf8())),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let names = [("Ann Lee", "P1"), ("Ann Roe", "P2"), ("May", "P3"), ("IT", "P4"), ("王小明", "P5")]
            .map(|(name, stand)| (name.to_owned(), stand.to_owned()));
        Known::new(&names, &BTreeSet::from(["roe".to_owned()]), "somebody", "(mail)")
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
            ("", ""),
        ] {
            assert_eq!(known().replace(text), said);
        }
    }
}

//! Finding things by a few typed letters: for the list that opens with Ctrl-K.
//!
//! Rules:
//! 1. Case and accents do not matter ([`super::fold`]).
//! 2. Every typed word has to occur, in any order, also in the middle of a word.
//! 3. What fits better stands higher: the whole text; its beginning; the beginning of a word; anywhere.
//!    The first typed word decides. Among equals the order in which they are given stays.

use super::fold::fold;

/// What is looked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    words: Vec<String>,
}

impl Wanted {
    /// The words of a typed text.
    pub fn of(text: &str) -> Wanted {
        Wanted { words: fold(text).split_whitespace().map(str::to_owned).collect() }
    }

    /// True when nothing is typed: then everything fits.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a folded text fits, 0 best; none when it does not.
    pub fn fits(&self, folded: &str) -> Option<u8> {
        let Some(first) = self.words.first() else { return Some(0) };
        if !self.words.iter().all(|word| folded.contains(word.as_str())) {
            return None;
        }
        let begins = |text: &str| text.starts_with(first.as_str());
        Some(if folded.lines().any(|line| line == first.as_str()) {
            0
        } else if folded.lines().any(begins) {
            1
        } else if folded.split(|c: char| !c.is_alphanumeric()).any(begins) {
            2
        } else {
            3
        })
    }
}

/// The best `most` of many, and how many fit altogether: one pass, whatever their number.
/// Each comes with its folded text, several fields of it on lines of their own.
pub fn best<'a, T>(all: impl Iterator<Item = (T, &'a str)>, wanted: &Wanted, most: usize) -> (Vec<T>, usize) {
    let mut kept: Vec<(u8, T)> = Vec::with_capacity(most + 1);
    let mut fitting = 0;
    for (item, folded) in all {
        let Some(rank) = wanted.fits(folded) else { continue };
        fitting += 1;
        let place = kept.partition_point(|(other, _)| *other <= rank);
        if place < most {
            kept.insert(place, (rank, item));
            kept.truncate(most);
        }
    }
    (kept.into_iter().map(|(_, item)| item).collect(), fitting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_occur_in_any_order() {
        let row = fold("HR-12\nExport the payroll, resume\nFinance");
        for typed in ["payroll export", "fin hr-12", "ROLL", "résumé", ""] {
            assert!(Wanted::of(typed).fits(&row).is_some(), "{typed}");
        }
        for typed in ["payroll sales", "hr-13", "payroll finance2"] {
            assert!(Wanted::of(typed).fits(&row).is_none(), "{typed}");
        }
    }

    #[test]
    fn the_whole_text_comes_before_its_beginning_before_a_word_before_anywhere() {
        let rows = ["a spare part", "compare", "park the car", "par"].map(fold);
        let all = || rows.iter().enumerate().map(|(n, row)| (n, row.as_str()));
        assert_eq!(best(all(), &Wanted::of("par"), 9), (vec![3, 2, 0, 1], 4));
        assert_eq!(best(all(), &Wanted::of("par"), 2), (vec![3, 2], 4));
        assert_eq!(best(all(), &Wanted::of(""), 3), (vec![0, 1, 2], 4));
        assert_eq!(best(all(), &Wanted::of("zebra"), 3), (vec![], 0));
    }
}

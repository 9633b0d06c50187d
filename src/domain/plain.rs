//! Words of the team's own trade, and what those say who do not share it.
//!
//! Rules:
//! 1. The team keeps a list of words, each with a plain one. A word may be several; capitals do not matter.
//! 2. A word stands in a text where it stands by itself: between two that are neither letters nor figures.
//! 3. Of a text for clients, at most [`MOST_HINTS`] are named, in the order in which they stand in it, each once. Words few
//!    outside any trade know are named too where the team has not listed them, without a plain one.
//! 4. It is a hint. Whoever writes knows for whom, and nothing is held back.

use super::text::Name;

/// So many words of a text are named at most.
pub const MOST_HINTS: usize = 3;

/// A word and what to say instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strange {
    /// The word, as the list has it.
    pub word: String,
    /// The plain one; none where the team has listed none.
    pub plain: Option<Name>,
}

/// Whether a word can be found in a text: it has a letter or a figure.
pub fn can_be_found(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric)
}

/// The parts of a text that stand by themselves, in small letters.
fn parts(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// The places in `words` of those that stand in a text, in the order in which they stand in it, each once. Of two that
/// begin at the same place the one with more parts counts.
pub fn found<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let text = parts(text);
    let terms: Vec<Vec<String>> = words.map(parts).collect();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let here = terms.iter().enumerate().filter(|(_, term)| !term.is_empty() && rest.starts_with(term));
        // The longest, and of equal ones the first of the list.
        let longest = here.rev().max_by_key(|(_, term)| term.len());
        at += longest.map_or(1, |(_, term)| term.len());
        if let Some((term, _)) = longest.filter(|(term, _)| !out.contains(term)) {
            out.push(term);
        }
    }
    out
}

/// The words of a text for clients that are worth a second look (rule 3): of the team's list, and of the usual ones.
pub fn strange(text: &str, list: &[(Name, Name)], usual: &[String]) -> Vec<Strange> {
    let words = list.iter().map(|(word, _)| word.as_str()).chain(usual.iter().map(String::as_str));
    let found = found(text, words).into_iter().take(MOST_HINTS);
    let named = found.filter_map(|at| match list.get(at) {
        Some((word, plain)) => Some(Strange { word: word.to_string(), plain: Some(plain.clone()) }),
        None => usual.get(at - list.len()).map(|word| Strange { word: word.to_uppercase(), plain: None }),
    });
    named.collect()
}

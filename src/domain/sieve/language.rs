//! The filter as people type it: `client:finance clock:late not:label:report owner:none waiting>3d`.
//!
//! Rules:
//! 1. A word with a colon asks for what its lists offer: before it what it is about, behind it the value. `=`, `<` and `>`
//!    do as well, where they read better. A value of several words stands in quotation marks, or with hyphens for spaces;
//!    case and accents do not matter.
//! 2. A value is a name, or the beginning of only one. "None" asks for what has none; in quotation marks it is a name.
//! 3. `not:` before it (or a minus sign) leaves out what it holds of.
//! 4. What cannot be read is looked for as words, and said. So is what asks for a second value of the same: nothing
//!    can be both. Behind a colon with nothing after it somebody is still typing: that asks for nothing.
//! 5. A time, a link and a word with a colon at its end are ordinary words.
//! 6. The archive is asked for in the same way, only it or it as well; nothing else is left out of it or asked for twice.
//! 7. [`read`] reads what [`write`] writes.
//!
//! The words of the language and the names there are are handed in.

use super::{Condition, Key, Shelf, Sieve, day};
use crate::domain::fold::fold;

/// The words of the language, each folded, and the names there are.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Vocabulary {
    /// What is called how; of several words for the same the first one is written.
    pub keys: Vec<(String, Key)>,
    /// Before what is left out.
    pub not: Vec<String>,
    /// For what has none.
    pub none: Vec<String>,
    /// Days, behind a number.
    pub days: Vec<String>,
    /// Weeks, behind a number.
    pub weeks: Vec<String>,
    /// Where requests stand: the words for that, and for each place.
    pub archive: Vec<String>,
    /// For the archive alone, and for it as well.
    pub shelves: Vec<(String, Shelf)>,
    /// What can be asked for, by its name.
    pub values: Vec<(Condition, String)>,
}

/// A filter as it was typed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Typed {
    /// What it asks for.
    pub sieve: Sieve,
    /// What it says that nobody can read, word by word; looked for as words.
    pub strange: Vec<String>,
}

const SIGNS: [char; 4] = [':', '=', '<', '>'];

/// Reads what was typed.
pub fn read(text: &str, vocabulary: &Vocabulary) -> Typed {
    let mut out = Typed::default();
    let mut words: Vec<&str> = Vec::new();
    for token in tokens(text) {
        match vocabulary.term(token) {
            Term::Word => words.push(token),
            Term::Begun => {}
            Term::On(shelf) => out.sieve.shelf = shelf,
            Term::Asks(not, Some(condition)) if not => out.sieve.leave_out(condition),
            Term::Asks(_, Some(only)) if out.sieve.get(only.key()).is_none_or(|known| known == only) => {
                out.sieve.set(only.key(), Some(only));
            }
            Term::Asks(..) => {
                words.push(token);
                out.strange.push(token.to_owned());
            }
        }
    }
    out.sieve.text = words.join(" ");
    out
}

/// The filter as one would type it.
pub fn write(sieve: &Sieve, vocabulary: &Vocabulary) -> String {
    let text = Some(sieve.text.trim().to_owned()).filter(|text| !text.is_empty());
    let only = Key::ALL.iter().filter_map(|key| sieve.get(*key)).map(|only| vocabulary.written(&only));
    let not = vocabulary.not.first().map(String::as_str).unwrap_or_default();
    let without = sieve.without.iter().map(|out| [not, ":", &vocabulary.written(out)].concat());
    let shelf = vocabulary.shelves.iter().find(|(_, shelf)| *shelf == sieve.shelf);
    let archive = vocabulary.archive.first().map(String::as_str).unwrap_or_default();
    let shelf = shelf.map(|(word, _)| [archive, ":", word].concat());
    text.into_iter().chain(only).chain(without).chain(shelf).collect::<Vec<_>>().join(" ")
}

/// True for a text in which something may be asked for: only then names need to be known.
pub fn may_ask(text: &str) -> bool {
    text.contains(SIGNS)
}

/// The words of a text; between quotation marks behind a sign a space parts nothing.
fn tokens(text: &str) -> Vec<&str> {
    let (mut out, mut from, mut quoted, mut before) = (Vec::new(), None, false, ' ');
    for (at, c) in text.char_indices() {
        match (c, quoted) {
            ('"', true) => quoted = false,
            ('"', false) if SIGNS.contains(&before) => quoted = true,
            _ => {}
        }
        before = c;
        match from {
            None if !c.is_whitespace() => from = Some(at),
            Some(begin) if c.is_whitespace() && !quoted => {
                out.extend(text.get(begin..at));
                from = None;
            }
            _ => {}
        }
    }
    out.extend(from.and_then(|begin| text.get(begin..)));
    out
}

enum Term {
    /// An ordinary word.
    Word,
    /// Nothing stands behind the sign yet.
    Begun,
    /// Requests of this shelf.
    On(Shelf),
    /// Something is asked for, or left out; none where nobody can read what.
    Asks(bool, Option<Condition>),
}

/// What names are compared by: signs between words do not matter, nor do quotation marks.
fn slug(text: &str) -> String {
    let parts = |c: char| c.is_whitespace() || c == '-' || c == '"';
    fold(text).split(parts).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

impl Vocabulary {
    fn term(&self, token: &str) -> Term {
        let Some((first, rest)) = token.split_once(':') else { return self.plain(token, false) };
        match (self.not.contains(&fold(first)), token.strip_prefix('-')) {
            (true, _) if rest.is_empty() => Term::Begun,
            (true, _) => match self.plain(rest, true) {
                Term::Word => Term::Asks(true, None),
                term => term,
            },
            (false, Some(bare)) => self.plain(bare, true),
            (false, None) => self.plain(token, false),
        }
    }

    fn plain(&self, token: &str, not: bool) -> Term {
        let Some(at) = token.find(SIGNS) else { return Term::Word };
        let (name, value) = token.split_at(at);
        let colon = value.starts_with(':');
        let value = value.trim_start_matches(SIGNS);
        let word = fold(name);
        match self.keys.iter().find(|(key, _)| *key == word) {
            Some(_) if value.is_empty() => Term::Begun,
            Some((_, key)) => Term::Asks(not, self.value(*key, value)),
            None if self.archive.contains(&word) => {
                let shelf = self.shelves.iter().find(|(word, _)| *word == fold(value));
                match shelf {
                    _ if value.is_empty() => Term::Begun,
                    Some((_, shelf)) if !not => Term::On(*shelf),
                    _ => Term::Asks(not, None),
                }
            }
            // "10:30" and "https://…" are no filters, and nothing behind a colon is a word's end.
            None if !colon || value.is_empty() || value.starts_with('/') => Term::Word,
            None if name.is_empty() || !name.chars().all(char::is_alphabetic) => Term::Word,
            None => Term::Asks(not, None),
        }
    }

    fn value(&self, key: Key, value: &str) -> Option<Condition> {
        let quoted = value.starts_with('"');
        let value = value.trim_matches('"').trim();
        let (folded, short) = (fold(value), slug(value));
        if !quoted && self.none.contains(&folded) {
            return Condition::none(key);
        }
        if key == Key::Waiting {
            return self.days(&folded).map(Condition::Waiting);
        }
        if short.is_empty() {
            return None;
        }
        let named = || self.values.iter().filter(|(other, _)| other.key() == key);
        if let Some((exact, _)) = named().find(|(_, name)| fold(name) == folded) {
            return Some(exact.clone());
        }
        let one = |fits: &dyn Fn(&str) -> bool| {
            let mut fitting = named().filter(|(_, name)| fits(&slug(name)));
            fitting.next().filter(|_| fitting.next().is_none()).map(|(one, _)| one.clone())
        };
        one(&|name| name == short).or_else(|| one(&|name| name.starts_with(&short))).or_else(|| match key {
            Key::Promised => day(value).map(|day| Condition::Promised(Some(day))),
            // What has no name goes by its code.
            Key::Client | Key::Service => Condition::parse(key, value).filter(|_| value.len() > 1),
            _ => None,
        })
    }

    /// "3", "3d" or "2w", in days.
    fn days(&self, text: &str) -> Option<u16> {
        let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
        let number: u16 = number.parse().ok()?;
        let unit = unit.trim_matches([' ', '-']);
        match unit {
            "" => Some(number),
            unit if self.days.iter().any(|word| word == unit) => Some(number),
            unit if self.weeks.iter().any(|word| word == unit) => number.checked_mul(7),
            _ => None,
        }
    }

    fn written(&self, condition: &Condition) -> String {
        let key = self.keys.iter().find(|(_, key)| *key == condition.key());
        let key = key.map_or(condition.key().code(), |(word, _)| word.as_str());
        if let Condition::Waiting(days) = condition {
            let unit = self.days.first().map(String::as_str).unwrap_or_default();
            return [key, ">", &days.to_string(), unit].concat();
        }
        let none = self.none.first().map(String::as_str).unwrap_or_default();
        let is_none = Condition::none(condition.key()).is_some_and(|none| none == *condition);
        let name = self.values.iter().find(|(other, _)| other == condition).map(|(_, name)| name.clone());
        let value = match (condition, name) {
            _ if is_none && condition.key() != Key::Clock => none.to_owned(),
            (Condition::Promised(_), _) | (_, None) => condition.code(),
            (_, Some(name)) => self.name_of(condition, &name),
        };
        [key, ":", &value].concat()
    }

    /// A name as it is typed: with hyphens where nothing else reads alike, otherwise in quotation marks, or by its code.
    fn name_of(&self, condition: &Condition, name: &str) -> String {
        let reads = |text: &str| self.value(condition.key(), text).is_some_and(|read| read == *condition);
        let own = matches!(condition, Condition::Owner(_) | Condition::Label(_) | Condition::Client(_));
        let hyphens = slug(name);
        let plain = if own && !name.contains(char::is_whitespace) { name.to_owned() } else { hyphens };
        if !plain.contains('"') && reads(&plain) {
            return plain;
        }
        let quoted = ["\"", &name.replace('"', " "), "\""].concat();
        if reads(&quoted) { quoted } else { condition.code() }
    }
}

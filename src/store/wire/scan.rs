//! JSON as this program writes it, read in one pass: no spaces, whole numbers, lists of numbers and texts.
//!
//! A desk of thousands is thousands of such values at every start. What is written in any other way, and whatever is
//! wrong with a value, is nothing here: who reads then asks `serde_json`, which knows all of JSON and says what is
//! wrong. So nothing that it would refuse may be read here, and nothing be read differently.

use super::args::Arg;
use std::borrow::Cow;

/// More figures than these may be more than 64 bits hold.
const FIGURES: usize = 18;

/// A text and how far it has been read.
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    /// From the beginning.
    pub fn new(text: &'a str) -> Scan<'a> {
        Scan { text, at: 0 }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// How far it has been read, in bytes.
    pub fn place(&self) -> usize {
        self.at
    }

    /// What was read since a place.
    pub fn since(&self, place: usize) -> Option<&'a str> {
        self.text.get(place..self.at)
    }

    /// True when everything has been read.
    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Passes over this byte if it is the next one.
    pub fn has(&mut self, byte: u8) -> bool {
        let there = self.rest().first() == Some(&byte);
        self.at += usize::from(there);
        there
    }

    /// Passes over these letters, which have to be the next ones.
    pub fn skip(&mut self, letters: &str) -> Option<()> {
        self.rest().starts_with(letters.as_bytes()).then(|| self.at += letters.len())
    }

    /// As [`Self::has`], where nothing else may come.
    pub fn one(&mut self, byte: u8) -> Option<()> {
        self.has(byte).then_some(())
    }

    /// A whole number.
    pub fn int(&mut self) -> Option<i64> {
        let negative = self.has(b'-');
        let rest = self.rest();
        let length = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
        let figures = rest.get(..length)?;
        // "07" and "-0" are no numbers or others, and what goes on as a fraction or a power is another.
        let plain = match figures.first()? {
            b'0' => length == 1 && !negative,
            _ => length <= FIGURES,
        };
        if !plain || matches!(rest.get(length), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.at += length;
        let size = figures.iter().fold(0, |sum, figure| sum * 10 + i64::from(figure - b'0'));
        Some(if negative { -size } else { size })
    }

    /// A text.
    pub fn text(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        self.one(b'"')?;
        let mut escaped = false;
        loop {
            let rest = self.rest();
            self.at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))? + 1;
            match self.text.as_bytes().get(self.at - 1)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    self.at += 1;
                }
                _ => return None,
            }
        }
        if escaped {
            return serde_json::from_str(self.since(start)?).ok().map(Cow::Owned);
        }
        self.text.get(start + 1..self.at - 1).map(Cow::Borrowed)
    }

    /// Goes through a list, `each` reading one of its elements.
    pub fn list(&mut self, mut each: impl FnMut(&mut Scan<'a>) -> Option<()>) -> Option<()> {
        self.one(b'[')?;
        if self.has(b']') {
            return Some(());
        }
        loop {
            each(self)?;
            if !self.has(b',') {
                return self.one(b']');
            }
        }
    }

    /// An argument: a number, a text or nothing.
    pub fn argument(&mut self) -> Option<Arg<'a>> {
        match self.rest().first()? {
            b'"' => self.text().map(Arg::Text),
            b'n' => self.skip("null").map(|()| Arg::Nothing),
            _ => self.int().map(Arg::Int),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn what_is_read_is_what_serde_json_reads_and_nothing_it_refuses_is_read() {
        let read = [
            "0",
            "-1",
            "7",
            "999999999999999999",
            "-999999999999999999",
            "null",
            "\"\"",
            "\"a b\"",
            "\"Zoë 日本 👩\u{200d}💻\"",
            r#""a \"quoted\" \\ line\nand \u00e9 \ud83d\ude00""#,
        ];
        let left = [
            "00",
            "07",
            "-0",
            "-",
            "+1",
            "1.5",
            "1e3",
            "1E3",
            "9223372036854775808",
            "true",
            "nul",
            "",
            " 1",
            "\"open",
            "\"open\\",
            "\"open\\\"",
            "\"a\tb\"",
            r#""\x""#,
            r#""\ud800""#,
            "[]",
            "{}",
        ];
        for text in read.into_iter().chain(left) {
            let mut scan = Scan::new(text);
            let here = scan.argument().filter(|_| scan.is_at_end());
            let wanted = serde_json::from_str::<Value>(text).ok();
            match here {
                Some(Arg::Nothing) => assert_eq!(wanted, Some(Value::Null), "{text}"),
                Some(Arg::Int(n)) => assert_eq!(wanted, Some(Value::from(n)), "{text}"),
                Some(Arg::Text(t)) => assert_eq!(wanted, Some(Value::from(t.into_owned())), "{text}"),
                Some(other) => panic!("{text}: {other:?}"),
                None => assert!(left.contains(&text), "{text} is written by this program"),
            }
        }
    }
}

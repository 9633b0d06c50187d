//! Sentences with placeholders.
//!
//! | written | means |
//! |---|---|
//! | `{name}` | the value; a number is written as the language writes numbers |
//! | `{n: one = # request; other = # requests}` | by the plural category of `n`; `#` is `n` as written |
//! | `{n: 0 = nothing; one = # day; other = # days}` | an exact number goes before its category |
//! | `{n: ordinal; one = #st; two = #nd; few = #rd; other = #th}` | by its place in an order |
//! | `{side: team = we; other = they}` | by a text |
//! | `**strong**` | set apart, where the page asks for [`parts`] |
//! | `\{` | a brace; so with `}`, `;`, `#`, `*` and `\` in a sentence that has placeholders |
//!
//! A branch may hold placeholders. Where no branch fits, `other` is taken, and without it the last.
//! Nothing fails: a placeholder without a value shows its name in braces.
//!
//! The categories are Unicode CLDR's (UTS #35, language plural rules); the browser's
//! `Intl.PluralRules` chooses among them.

use super::locale::{Locale, Plural};

/// A value of a placeholder.
#[derive(Clone, PartialEq, Debug)]
pub enum Arg<'a> {
    /// A text, as it is: a name, a reference, a time already in words, a year.
    Text(&'a str),
    /// A text made for this sentence.
    Made(String),
    /// A number, and at most how many decimals are written.
    Number(f64, u8),
}

impl Arg<'_> {
    /// A number with at most this many decimals.
    pub fn places(n: f64, max_fraction: u8) -> Arg<'static> {
        Arg::Number(n, max_fraction)
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Arg<'a> {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Arg<'a> {
        Arg::Text(text)
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Made(text)
    }
}

/// At most one decimal.
impl From<f64> for Arg<'_> {
    fn from(n: f64) -> Self {
        Arg::Number(n, 1)
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Arg<'_> {
            fn from(n: $kind) -> Self {
                Arg::Number(n as f64, 0)
            }
        }
    )*};
}
whole_numbers!(i32, i64, u8, u16, u32, u64, usize);

/// A piece of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Words.
    Plain(String),
    /// Words set apart.
    Strong(String),
    /// The place of something the page puts here, by its placeholder's name.
    Slot(String),
}

impl Part {
    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Part::Plain(text) | Part::Strong(text) | Part::Slot(text) => text,
        }
    }
}

/// The sentence with its values put in.
pub fn fill(text: &str, args: &[(&str, Arg)], locale: &dyn Locale) -> String {
    let mut filler =
        Filler { args, locale, out: String::with_capacity(text.len() + 16), parts: None, strong: false };
    filler.run(text, None);
    filler.out
}

/// The sentence with its values put in, in pieces: strong words apart, and a slot for each placeholder
/// without a value.
pub fn parts(text: &str, args: &[(&str, Arg)], locale: &dyn Locale) -> Vec<Part> {
    let mut filler = Filler { args, locale, out: String::new(), parts: Some(Vec::new()), strong: false };
    filler.run(text, None);
    filler.close();
    filler.parts.unwrap_or_default()
}

struct Filler<'a> {
    args: &'a [(&'a str, Arg<'a>)],
    locale: &'a dyn Locale,
    out: String,
    parts: Option<Vec<Part>>,
    strong: bool,
}

impl Filler<'_> {
    /// `number` is what `#` stands for.
    fn run(&mut self, mut text: &str, number: Option<&str>) {
        while let Some(mark) = text.find(['{', '\\', '#', '*']) {
            let (before, rest) = text.split_at(mark);
            self.out.push_str(before);
            let (sign, behind) = rest.split_at(1);
            text = behind;
            match (sign, number) {
                ("{", _) => {
                    let (inside, behind) = cut(behind, b'}');
                    self.placeholder(inside);
                    text = behind;
                }
                ("\\", _) => {
                    let mut letters = behind.chars();
                    self.out.extend(letters.next());
                    text = letters.as_str();
                }
                ("#", Some(number)) => self.out.push_str(number),
                ("*", _) if self.parts.is_some() && behind.starts_with('*') => {
                    self.close();
                    self.strong = !self.strong;
                    text = behind.strip_prefix('*').unwrap_or(behind);
                }
                _ => self.out.push_str(sign),
            }
        }
        self.out.push_str(text);
    }

    /// Ends the piece so far.
    fn close(&mut self) {
        if let Some(parts) = &mut self.parts
            && !self.out.is_empty()
        {
            let text = std::mem::take(&mut self.out);
            parts.push(if self.strong { Part::Strong(text) } else { Part::Plain(text) });
        }
    }

    fn placeholder(&mut self, inside: &str) {
        let (name, branches) = match inside.split_once(':') {
            Some((name, branches)) => (name.trim(), Some(branches)),
            None => (inside.trim(), None),
        };
        let args = self.args;
        let value = args.iter().find(|(given, _)| *given == name).map(|(_, value)| value);
        match (value, branches) {
            (None, _) => self.unknown(name),
            (Some(Arg::Text(text)), None) => self.out.push_str(text),
            (Some(Arg::Made(text)), None) => self.out.push_str(text),
            (Some(Arg::Number(n, places)), None) => self.out.push_str(&self.locale.number(*n, *places)),
            (Some(Arg::Text(text)), Some(branches)) => self.run(branch(branches, text, None), Some(text)),
            (Some(Arg::Made(text)), Some(branches)) => self.run(branch(branches, text, None), Some(text)),
            (Some(Arg::Number(n, places)), Some(branches)) => {
                let written = self.locale.number(*n, *places);
                // The category belongs to the number as it is read: 1.02 written "1" is one.
                let scale = 10_f64.powi(i32::from(*places));
                let n = (n * scale).round() / scale;
                let (branches, category) = match cut(branches, b';') {
                    (first, rest) if first.trim() == "ordinal" => (rest, self.locale.ordinal(n)),
                    _ => (branches, self.locale.plural(n)),
                };
                self.run(branch(branches, category.name(), Some(n)), Some(&written));
            }
        }
    }

    fn unknown(&mut self, name: &str) {
        if self.parts.is_some() {
            self.close();
            if let Some(parts) = &mut self.parts {
                parts.push(Part::Slot(String::from(name)));
            }
        } else {
            self.out.push('{');
            self.out.push_str(name);
            self.out.push('}');
        }
    }
}

/// The branch for this label, or for exactly this number, else `other`, else the last.
fn branch<'t>(mut branches: &'t str, label: &str, exact: Option<f64>) -> &'t str {
    let (mut chosen, mut rank) = ("", 0);
    while !branches.is_empty() {
        let (one, rest) = cut(branches, b';');
        branches = rest;
        let Some((name, text)) = one.split_once('=') else { continue };
        let name = name.trim();
        let fit = if exact.is_some_and(|n| is_number(name, n)) {
            4
        } else if name == label {
            3
        } else if name == Plural::Other.name() {
            2
        } else {
            1
        };
        if fit > rank || fit == 1 && rank == 1 {
            (chosen, rank) = (text.trim(), fit);
        }
    }
    chosen
}

fn is_number(name: &str, n: f64) -> bool {
    name.parse::<i32>().is_ok_and(|label| f64::from(label) == n)
}

/// What is before the first `mark` outside braces, and what is behind it.
fn cut(text: &str, mark: u8) -> (&str, &str) {
    let (mut depth, mut skip) = (0_u32, false);
    for (i, byte) in text.bytes().enumerate() {
        match byte {
            _ if skip => skip = false,
            b'\\' => skip = true,
            _ if byte == mark && depth == 0 => {
                let (before, rest) = text.split_at(i);
                return (before, rest.strip_prefix(char::from(mark)).unwrap_or(rest));
            }
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::words::locale::{DateStyle, PLAIN};

    /// Polish whole numbers as CLDR has them, nothing else.
    struct Slavic;

    impl Locale for Slavic {
        fn tag(&self) -> String {
            String::from("pl")
        }
        fn number(&self, n: f64, _: u8) -> String {
            n.to_string()
        }
        fn plural(&self, n: f64) -> Plural {
            let n = n as i64;
            match (n, n % 10, n % 100) {
                (1, _, _) => Plural::One,
                (_, 2..=4, tens) if !(12..=14).contains(&tens) => Plural::Few,
                _ => Plural::Many,
            }
        }
        fn ordinal(&self, _: f64) -> Plural {
            Plural::Other
        }
        fn list(&self, items: &[String]) -> String {
            items.join(", ")
        }
        fn date(&self, _: i64, _: &str, _: DateStyle) -> String {
            String::new()
        }
    }

    fn n(text: &str, n: f64) -> String {
        fill(text, &[("n", Arg::from(n))], &PLAIN)
    }

    #[test]
    fn values_are_put_in_as_they_are() {
        let args = [
            ("who", Arg::from("Ines {Moreau} #1")),
            ("n", Arg::from(4579_u32)),
            ("x", Arg::places(2.345, 2)),
        ];
        assert_eq!(
            fill("{who} asked {n} times: { x }", &args, &PLAIN),
            "Ines {Moreau} #1 asked 4,579 times: 2.35"
        );
    }

    #[test]
    fn plurals_follow_the_language() {
        let english = "{n: one = # request; other = # requests} open";
        assert_eq!(n(english, 0.0), "0 requests open");
        assert_eq!(n(english, 1.0), "1 request open");
        assert_eq!(n(english, 1_000.0), "1,000 requests open");
        let polish = "{n: one = # prośba; few = # prośby; many = # próśb; other = # prośby}";
        for (count, wanted) in
            [(1, "1 prośba"), (3, "3 prośby"), (12, "12 próśb"), (22, "22 prośby"), (25, "25 próśb")]
        {
            assert_eq!(fill(polish, &[("n", Arg::from(count))], &Slavic), wanted);
        }
    }

    #[test]
    fn the_plural_belongs_to_the_number_as_it_is_read() {
        assert_eq!(n("{n: one = # day; other = # days}", 1.04), "1 day");
        assert_eq!(n("{n: one = # day; other = # days}", 1.06), "1.1 days");
    }

    #[test]
    fn an_exact_number_comes_before_its_category() {
        let text = "{n: other = # late; one = one late; 0 = nothing late}";
        assert_eq!(
            (n(text, 0.0), n(text, 1.0), n(text, 7.0)),
            ("nothing late".into(), "one late".into(), "7 late".into())
        );
    }

    #[test]
    fn ordinals() {
        let text = "on the {n: ordinal; one = #st; two = #nd; few = #rd; other = #th} working day";
        let said: Vec<String> =
            [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111].iter().map(|i| n(text, f64::from(*i))).collect();
        let ends =
            ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "101st", "111th"];
        assert_eq!(said, ends.map(|end| format!("on the {end} working day")));
    }

    #[test]
    fn a_text_chooses_too_and_falls_to_other_and_then_to_the_last() {
        let side = |text: &str, side: &str| fill(text, &[("side", Arg::from(side))], &PLAIN);
        assert_eq!(side("{side: team = we; client = they} deliver", "client"), "they deliver");
        assert_eq!(side("{side: other = somebody; team = we}", "nobody"), "somebody");
        assert_eq!(side("{side: team = we; client = they}", "nobody"), "they");
    }

    #[test]
    fn branches_hold_placeholders() {
        let text =
            "{n: one = # request of {who}; other = # requests, {m: one = # of {who}; other = # of them}}.";
        let say = |n: i64, m: i64| {
            fill(text, &[("n", Arg::from(n)), ("m", Arg::from(m)), ("who", Arg::from("Sales"))], &PLAIN)
        };
        assert_eq!(say(1, 1), "1 request of Sales.");
        assert_eq!(say(5, 1), "5 requests, 1 of Sales.");
        assert_eq!(say(5, 2), "5 requests, 2 of them.");
    }

    #[test]
    fn signs_can_be_ordinary() {
        assert_eq!(n(r"\{n\} is {n: other = \#{n}\; #} # \\", 3.0), r"{n} is #3; 3 # \");
    }

    #[test]
    fn what_is_missing_or_broken_is_shown_and_never_blank() {
        assert_eq!(fill("Hello {who}", &[], &PLAIN), "Hello {who}");
        for broken in [
            "{n",
            "{n:",
            "{n: }",
            "{n: one}",
            "{n: ordinal}",
            "{}",
            "{n: one = {n}",
            "}",
            r"a\",
            "{n: ordinal;",
        ] {
            fill(broken, &[("n", Arg::from(1))], &PLAIN);
            parts(broken, &[("n", Arg::from(1))], &PLAIN);
        }
        assert_eq!(n("{n", 2.0), "2");
    }

    #[test]
    fn pieces_keep_the_order_of_the_sentence() {
        let plain = |text: &str| Part::Plain(String::from(text));
        assert_eq!(
            parts(
                "**Not saved.** {n: one = # request; other = # requests} of {client} *",
                &[("n", Arg::from(2))],
                &PLAIN
            ),
            [
                Part::Strong("Not saved.".into()),
                plain(" 2 requests of "),
                Part::Slot("client".into()),
                plain(" *")
            ]
        );
        assert_eq!(parts("no marks", &[], &PLAIN), [plain("no marks")]);
    }
}

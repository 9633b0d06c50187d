//! Every sentence a person reads, and how numbers, lengths of time and dates are put into words.
//!
//! # The sentences
//!
//! English is written in plain files, `en/<page>.txt`, one sentence a line, which anybody can edit;
//! how is said at the top of `en/common.txt`. They are compiled in. A further language is one text of
//! the same form (a *pack*), loaded on demand and handed to [`install`]; it costs nothing to those who
//! do not use it, and whatever it leaves out stays English.
//!
//! Rules of the sentences:
//! 1. A sentence that does not exist, a placeholder without a value and a value without a placeholder
//!    do not compile: [`say!`](crate::say) looks its key up while compiling. `tests/words.rs` finds the
//!    same by its own reading of the files, and sentences nobody uses as well.
//! 2. Nothing on the screen is ever blank: what a pack lacks is said in English, and a key made at run
//!    time that nobody has written shows itself.
//! 3. A plural, a number, a date and a list follow the [`Locale`]. No sentence is put together from
//!    halves: what varies is a placeholder, so that a translator may order the words.
//!
//! # Why not Fluent
//!
//! Fluent (`.ftl`) is the field's standard and would bring its editors and translation platforms. It was
//! measured with the same twenty sentences in a module that otherwise only makes strings (rustc 1.95,
//! opt-level z, LTO, wasm-opt -Oz, brotli 11): fluent-bundle 0.16.0 with unic-langid 0.9.6 adds 45.6 kB,
//! and writes neither grouped numbers nor dates nor lists yet; this module with the plain locale adds
//! 9.0 kB. What is given up: terms, attributes and functions in a sentence, and those tools.
//!
//! What it costs to look keys up while compiling: with 1,500 sentences (124 kB) and 1,500 calls about 3 s
//! of a clean `cargo check`, half a second of one after a change elsewhere. Looking up at run time costs
//! 0.1 µs for a key made there, nothing for a fixed one; a plural through `Intl` 4 to 5 µs.

pub mod book;
pub mod errors;
pub mod locale;
pub mod template;
pub mod time;

use book::{Book, Shelf};
pub use locale::{DateStyle, Locale, Plural};
use std::cell::Cell;
pub use template::{Arg, Part};

/// The English sentences, file by file, on the shelves of [`book`]. A new file is a new line here, on the
/// shelf of the part of the program that says it; what two parts say stands on the first shelf.
const ENGLISH: &[&[&str]] = &[
    &[include_str!("en/first.txt")],
    &[
        include_str!("en/common.txt"),
        include_str!("en/error.txt"),
        include_str!("en/notice.txt"),
        include_str!("en/standing.txt"),
        include_str!("en/start.txt"),
    ],
    &[
        include_str!("en/board.txt"),
        include_str!("en/care.txt"),
        include_str!("en/request.txt"),
        include_str!("en/triage.txt"),
    ],
    &[
        include_str!("en/agreement.txt"),
        include_str!("en/clients.txt"),
        include_str!("en/parts.txt"),
        include_str!("en/position.txt"),
        include_str!("en/repeat.txt"),
        include_str!("en/settings.txt"),
    ],
    &[include_str!("en/survey.txt"), include_str!("instrument.txt")],
    &[include_str!("en/attainment.txt")],
    &[include_str!("en/data.txt"), include_str!("en/import.txt")],
    &[include_str!("en/sample.txt")],
    &[include_str!("en/palette.txt")],
];

/// A sentence by its key, which is looked up while compiling.
///
/// `say!("stage.new")` is a `&'static str`; `say!("board.late", n = 3)` is a `String` with the values
/// put in ([`Arg`] says what a value may be). A key that does not exist, a placeholder without a value
/// and a value without a placeholder do not compile.
#[macro_export]
macro_rules! say {
    ($key:literal $(,)?) => {{
        const AT: usize = {
            let at = $crate::words::book::place($key);
            assert!(at != $crate::words::book::NOWHERE, concat!("no sentence has the key ", $key));
            assert!(
                $crate::words::book::is_plain(at),
                concat!("this sentence has placeholders that need values, or strong words: ", $key)
            );
            at
        };
        $crate::words::at(AT)
    }};
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        const AT: usize = {
            let at = $crate::words::book::place($key);
            assert!(at != $crate::words::book::NOWHERE, concat!("no sentence has the key ", $key));
            assert!(
                $crate::words::book::fits(at, &[$(stringify!($name)),+], false),
                concat!("these values are not the placeholders of the sentence ", $key)
            );
            at
        };
        $crate::words::fill_at(AT, &[$((stringify!($name), $crate::words::Arg::from($value))),+])
    }};
}

/// A sentence whose key is made at run time: a fixed beginning and an end that varies.
///
/// `say_dyn!("stage.", code)` or `say_dyn!("clock.", code, n = 3)`, always a `String`. Only for keys
/// that come from data; where a `match` can name them, [`say!`](crate::say) is checked by the compiler.
#[macro_export]
macro_rules! say_dyn {
    ($prefix:literal, $rest:expr $(,)?) => {
        $crate::words::say_joined($prefix, $rest, &[])
    };
    ($prefix:literal, $rest:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::say_joined($prefix, $rest, &[$((stringify!($name), $crate::words::Arg::from($value))),+])
    };
}

/// A sentence in pieces, for a page that sets some of them apart: `**strong**` words, and placeholders
/// without a value, which the page fills with elements (a link, a field, a name in bold).
///
/// `say_parts!("start.welcome", team = name)` is a `Vec<`[`Part`]`>`.
#[macro_export]
macro_rules! say_parts {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        const AT: usize = {
            let at = $crate::words::book::place($key);
            assert!(at != $crate::words::book::NOWHERE, concat!("no sentence has the key ", $key));
            assert!(
                $crate::words::book::fits(at, &[$(stringify!($name)),*], true),
                concat!("these values are not among the placeholders of the sentence ", $key)
            );
            at
        };
        $crate::words::parts_at(AT, &[$((stringify!($name), $crate::words::Arg::from($value))),*])
    }};
}

pub use crate::{say, say_dyn, say_parts};

thread_local! {
    static BOOK: Cell<Option<&'static Book>> = const { Cell::new(None) };
    static LOCALE: Cell<&'static dyn Locale> = const { Cell::new(&locale::PLAIN) };
    static PACK: Cell<Option<&'static str>> = const { Cell::new(None) };
    static FURTHER: Cell<&'static [&'static str]> = const { Cell::new(&[]) };
    static SHELVES: Cell<&'static [&'static Shelf]> = const { Cell::new(FIRST_SHELVES) };
}

/// The shelves a page starts with: those of the other parts come with them.
#[cfg(split)]
const FIRST_SHELVES: &[&Shelf] = &[&book::FIRST];
/// The program is in one piece: all of them.
#[cfg(not(split))]
const FIRST_SHELVES: &[&Shelf] = book::ALL;

/// Brings in the sentences of a part of the program, before anything of that part is said.
pub fn load(shelf: &'static Shelf) {
    let there = SHELVES.get();
    if !there.iter().any(|here| std::ptr::eq(*here, shelf)) {
        SHELVES.set([there, &[shelf]].concat().leak());
        bind();
    }
}

fn book() -> &'static Book {
    BOOK.get().unwrap_or_else(|| bind().0)
}

/// Puts the book together: English, what was added to it, and the pack over both.
fn bind() -> (&'static Book, usize) {
    let mut book = Book::english(SHELVES.get());
    for text in FURTHER.get() {
        book.put(text.as_bytes(), false);
    }
    let taken = PACK.get().map_or(book.len(), |pack| book.put(pack.as_bytes(), true));
    let book: &'static Book = Box::leak(Box::new(book));
    BOOK.set(Some(book));
    (book, taken)
}

/// The language's numbers, plurals, lists and dates. Plain English until [`install`] is called.
pub fn locale() -> &'static dyn Locale {
    LOCALE.get()
}

/// Speaks another language from now on; returns how many sentences the pack gave.
///
/// `pack` is the text of the language's pack; `None` is English. What it lacks stays English. Sentences
/// already on the screen do not change by themselves.
///
/// The sentences stay in memory until the page is left, so that a `&'static str` can be handed out:
/// one language's text for each change of language, which a person makes once or twice.
pub fn install(locale: Box<dyn Locale>, pack: Option<&str>) -> usize {
    PACK.set(pack.map(leaked));
    LOCALE.set(Box::leak(locale));
    bind().1
}

/// Adds English sentences that are not compiled in but loaded when a page needs them; a pack that has
/// them comes before. Only [`say_dyn!`](crate::say_dyn), [`say`] and [`say_with`] find them.
/// Returns how many sentences there are then.
pub fn extend(text: &str) -> usize {
    let mut further = FURTHER.get().to_vec();
    if !further.contains(&text) {
        further.push(leaked(text));
        FURTHER.set(further.leak());
        bind();
    }
    count()
}

fn leaked(text: &str) -> &'static str {
    String::from(text).leak()
}

/// The number of sentences there are.
pub fn count() -> usize {
    book().len()
}

/// Which way the language is written, for `<html dir>`: `"ltr"` or `"rtl"`.
///
/// The languages are those whose likely script is written from the right (Unicode CLDR, likely subtags).
pub fn direction() -> &'static str {
    let tag = locale().tag();
    let language = tag.split('-').next().unwrap_or_default();
    let from_right = ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"];
    if from_right.contains(&language) { "rtl" } else { "ltr" }
}

/// The sentence with this key, as it is written. Prefer [`say!`](crate::say), which the compiler checks.
pub fn say(key: &str) -> String {
    say_joined(key, "", &[])
}

/// The sentence with this key and these values. Prefer [`say!`](crate::say), which the compiler checks.
pub fn say_with(key: &str, args: &[(&str, Arg)]) -> String {
    say_joined(key, "", args)
}

/// The sentence whose key is `prefix` and `rest` together; the key itself where there is none.
pub fn say_joined(prefix: &str, rest: &str, args: &[(&str, Arg)]) -> String {
    match book().find(prefix, rest) {
        Some(text) if !text.contains('{') => String::from(text),
        Some(text) => template::fill(text, args, locale()),
        None => [prefix, rest].concat(),
    }
}

/// True when there is a sentence with the key `prefix` and `rest` together.
pub fn has(prefix: &str, rest: &str) -> bool {
    book().find(prefix, rest).is_some()
}

/// The sentence at a place found by [`book::place`]; for [`say!`](crate::say).
pub fn at(place: usize) -> &'static str {
    book().at(place)
}

/// The sentence at a place, with these values; for [`say!`](crate::say).
pub fn fill_at(place: usize, args: &[(&str, Arg)]) -> String {
    template::fill(book().at(place), args, locale())
}

/// The sentence at a place, in pieces; for [`say_parts!`](crate::say_parts).
pub fn parts_at(place: usize, args: &[(&str, Arg)]) -> Vec<Part> {
    template::parts(book().at(place), args, locale())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_sentence_by_its_key() {
        assert_eq!(say!("stage.waiting"), "Waiting on client");
        assert_eq!(say!("time.days", n = 1), "1 day");
        assert_eq!(say("stage.waiting"), "Waiting on client");
        assert_eq!(say_with("time.days", &[("n", Arg::from(3_usize))]), "3 days");
        assert_eq!(say_dyn!("stage.", "progress"), "In progress");
    }

    #[test]
    fn a_key_nobody_has_written_shows_itself() {
        assert_eq!(say_dyn!("stage.", "parked"), "stage.parked");
        assert_eq!(say_dyn!("stage.", "parked", n = 3), "stage.parked");
        assert!(!has("stage.", "parked"));
    }

    #[test]
    fn a_pack_speaks_where_it_can_and_english_elsewhere() {
        let pack = "\u{feff}# Deutsch\r\n\r\n[stage]\r\nnew = Neu\r\nnothing here\r\n= nothing\r\ndone =\r\n[time]\r\ndays = {n: one = # Tag; other = # Tage}\r\n";
        assert_eq!(install(Box::new(locale::Plain), Some(pack)), 2);
        assert_eq!(say!("stage.new"), "Neu");
        assert_eq!(say!("time.days", n = 2), "2 Tage");
        assert_eq!(say!("stage.done"), "Done");

        // Texts loaded later are English underneath the pack, and stay when the language changes.
        let more = "[later]\na = first\nb = second\n[stage]\nnew = never";
        let before = count();
        assert_eq!(extend(more), before + 2);
        assert_eq!(extend(more), before + 2);
        assert_eq!(say_dyn!("later.", "b"), "second");
        assert_eq!(say!("stage.new"), "Neu");
        install(Box::new(locale::Plain), Some("later.b = zweitens"));
        assert_eq!(say_dyn!("later.", "b"), "zweitens");
        assert_eq!(say!("stage.new"), "New");
        assert_eq!(install(Box::new(locale::Plain), None), before + 2);
        assert_eq!(say_dyn!("later.", "b"), "second");
    }

    #[test]
    fn many_further_sentences_are_all_found() {
        let text: String = (0..5_000).map(|i| format!("many.{i} = sentence {i}\n")).collect();
        extend(&text);
        for i in 0..5_000 {
            assert_eq!(say(&format!("many.{i}")), format!("sentence {i}"));
        }
        assert_eq!(say!("stage.new"), "New");
    }

    #[test]
    fn every_english_sentence_is_found_at_its_place() {
        let english = Book::english(book::ALL);
        for key in ["button.cancel", "time.two_zones", "stage.new", "clock.none", "scale.5.help"] {
            assert_eq!(english.find(key, ""), Some(english.at(book::place(key))), "{key}");
        }
        assert_eq!(book::place("stage"), book::NOWHERE);
    }
}

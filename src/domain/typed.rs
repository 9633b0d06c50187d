//! A moment and a priority as people write them: `High, raised Friday 16:40`.
//!
//! Rules:
//! 1. Words that name a priority, and words that only join (“raised”, “on”), may stand anywhere.
//! 2. What is left is a day and a time as [`super::quick`] reads them after “due”: a weekday is the coming
//!    one, a day without a year the next one. Without a day it is today.
//! 3. What is not understood is given back word by word; nothing is guessed.

use super::fold::fold;
use super::quick::{Known, Lexicon, Sense, read as read_line};
use super::request::Priority;
use chrono::{NaiveDate, NaiveTime};

/// What was understood.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Typed {
    /// How soon it matters.
    pub priority: Option<Priority>,
    /// The day.
    pub day: Option<NaiveDate>,
    /// The time of day.
    pub time: Option<NaiveTime>,
    /// Words that were not understood.
    pub unknown: Vec<String>,
}

/// Reads a text on the day it is written. `joining` are words that only join, in small letters.
pub fn read(text: &str, lexicon: &Lexicon, joining: &[&str], today: NaiveDate) -> Typed {
    let mut out = Typed::default();
    let sense = |word: &str| lexicon.iter().find(|(known, _)| known == word).map(|(_, sense)| *sense);
    let due = lexicon.iter().find(|(_, sense)| *sense == Sense::Due).map_or("due", |(word, _)| word.as_str());
    let mut rest: Vec<&str> = Vec::new();
    let mut only_time = true;
    for word in text.split([' ', ',', ';']).filter(|word| !word.is_empty()) {
        let folded = fold(word);
        match sense(&folded) {
            Some(Sense::Priority(priority)) => out.priority = Some(priority),
            _ if joining.contains(&folded.as_str()) => {}
            Some(Sense::At) => {}
            _ => {
                only_time &= word.contains(':');
                rest.push(word);
            }
        }
    }
    if rest.is_empty() {
        return out;
    }
    let today_word =
        lexicon.iter().find(|(_, sense)| *sense == Sense::Today).map_or("today", |(w, _)| w.as_str());
    let mut line = ["x", due].join(" ");
    if only_time {
        line.push(' ');
        line.push_str(today_word);
    }
    for word in rest {
        line.push(' ');
        line.push_str(word);
    }
    let quick = read_line(&line, lexicon, &Known::default(), today);
    if let Some((day, time)) = quick.due {
        (out.day, out.time) = (Some(day), time);
    }
    let left = quick.title.split(' ').filter(|word| *word != "x" && !word.is_empty() && *word != due);
    out.unknown = left.map(str::to_owned).collect();
    out
}

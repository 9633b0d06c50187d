//! A moment and a priority in words, as the worked example of an agreement takes them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::{NaiveDate, NaiveTime, Weekday};
use inhouse::domain::quick::{Lexicon, Sense};
use inhouse::domain::request::Priority;
use inhouse::domain::typed::{Typed, read};

fn english() -> Lexicon {
    let words = [
        ("due", Sense::Due),
        ("by", Sense::By),
        ("today", Sense::Today),
        ("tomorrow", Sense::Tomorrow),
        ("in", Sense::In),
        ("days", Sense::Days),
        ("at", Sense::At),
        ("friday", Sense::Weekday(Weekday::Fri)),
        ("november", Sense::Month(11)),
        ("urgent", Sense::Priority(Priority::Urgent)),
        ("high", Sense::Priority(Priority::High)),
        ("low", Sense::Priority(Priority::Low)),
    ];
    words.into_iter().map(|(word, sense)| (word.to_owned(), sense)).collect()
}

/// Read on Tuesday, 10 November 2026.
fn typed(text: &str) -> Typed {
    read(text, &english(), &["raised", "on"], NaiveDate::from_ymd_opt(2026, 11, 10).unwrap())
}

fn day(d: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 11, d)
}

fn time(h: u32, m: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(h, m, 0)
}

#[test]
fn a_priority_a_day_and_a_time_in_any_order() {
    let wanted = Typed { priority: Some(Priority::High), day: day(13), time: time(16, 40), unknown: vec![] };
    for text in ["High, raised Friday 16:40", "raised on Friday at 16:40, high", "high friday 16:40"] {
        assert_eq!(typed(text), wanted, "{text}");
    }
}

#[test]
fn what_is_left_out_stays_as_it_was() {
    assert_eq!(typed("urgent"), Typed { priority: Some(Priority::Urgent), ..Typed::default() });
    assert_eq!(typed("24 November"), Typed { day: day(24), ..Typed::default() });
    assert_eq!(typed("16:40"), Typed { day: day(10), time: time(16, 40), ..Typed::default() });
    assert_eq!(typed("2026-11-30 09:15").time, time(9, 15));
    assert_eq!(typed(""), Typed::default());
}

#[test]
fn what_is_not_understood_is_given_back() {
    let odd = typed("High, raised whenever");
    assert_eq!((odd.priority, odd.day), (Some(Priority::High), None));
    assert!(odd.unknown.contains(&"whenever".to_owned()), "{odd:?}");
}

//! Times of many programs, each as its own documentation writes them.

#![allow(clippy::unwrap_used)]
use super::*;

fn shown(text: &str, order: DateOrder) -> Option<String> {
    read_time(text, order).map(|w| match w {
        Written::At(at) => format!("{at:?}"),
        Written::Wall(wall) => wall.format("%Y-%m-%d %H:%M:%S%.3f").to_string(),
    })
}

#[test]
fn times_of_many_programs_read_as_they_are_meant() {
    for (text, expected) in [
        ("2012-10-09T14:50:17+00:00", "2012-10-09T14:50:17.000Z"),
        ("2012-10-09 14:50:17.25 +0200", "2012-10-09T12:50:17.250Z"),
        ("2012-10-09T14:50Z", "2012-10-09T14:50:00.000Z"),
        ("20121009T145017Z", "2012-10-09T14:50:17.000Z"),
        ("2012-10-09T14:50:17+02:00[Europe/Rome]", "2012-10-09T12:50:17.000Z"),
        ("Tue, 09 Oct 2012 14:50:17 -0330", "2012-10-09T18:20:17.000Z"),
        ("1349794217", "2012-10-09T14:50:17.000Z"),
        ("1349794217500", "2012-10-09T14:50:17.500Z"),
        ("2012-10-09", "2012-10-09 00:00:00.000"),
        ("2012/10/9 14:50", "2012-10-09 14:50:00.000"),
        ("20121009", "2012-10-09 00:00:00.000"),
        ("9.10.2012, 14:50", "2012-10-09 14:50:00.000"),
        ("09-10-12 2:50 PM", "2012-10-09 14:50:00.000"),
        ("09/Oct/12 12:05 am", "2012-10-09 00:05:00.000"),
        ("Oct 9, 2012 14:50", "2012-10-09 14:50:00.000"),
        ("2012-10-09 24:00", "2012-10-10 00:00:00.000"),
    ] {
        assert_eq!(shown(text, DateOrder::DayFirst).as_deref(), Some(expected), "{text}");
    }
    let month_first = shown("10/9/2012 14:50", DateOrder::MonthFirst);
    assert_eq!(month_first.as_deref(), Some("2012-10-09 14:50:00.000"));
}

#[test]
fn what_is_no_time_does_not_read() {
    for text in [
        "31.02.2013",
        "29.2.2013",
        "2013-02-31T10:00:00Z",
        "yesterday",
        "",
        "12",
        "2013-13-01",
        "9.10.212",
        "2012-10-09 25:00",
        "2012-10-09 24:01",
        "2012-10-09 14:60",
        "2012-10-09 14:50 CEST",
        "2012-10-09 13:50 pm",
        "0213-10-09",
        "10-2012",
        "2012-10-09 14:50 +99:00",
        "9. 10.",
        ":",
        "T",
    ] {
        assert_eq!(shown(text, DateOrder::DayFirst), None, "{text}");
    }
    assert_eq!(shown("13/9/2012", DateOrder::MonthFirst), None);
}

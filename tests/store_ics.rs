//! Calendar files. What they close is compared with what two other programs read in the same files:
//! `tests/oracle/ics_dates.py` names them and made `ics_dates.txt`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chrono::{Datelike, NaiveDate};
use inhouse::domain::holiday::DayRule;
use inhouse::store::ics::{IcsFault, IcsFile, MOST_DAYS, When, read};
use std::collections::BTreeSet;

const DATES: &str = include_str!("oracle/ics_dates.txt");

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    date("2026-11-22")
}

fn file(text: &str) -> IcsFile {
    read(text, today()).unwrap()
}

/// Every closed day of a file from 2025 to 2036, with its name.
fn closed(file: &IcsFile) -> BTreeSet<(NaiveDate, String)> {
    let mut out = BTreeSet::new();
    for day in &file.days {
        for year in 2025..=2036 {
            let on = match day.when {
                When::Once(date) => Some(date).filter(|d| d.year() == year),
                When::Yearly(first) => first.with_year(year).filter(|d| *d >= first),
                When::Rule(rule, first) => rule.in_year(year).filter(|d| *d >= first),
            };
            out.extend(on.map(|date| (date, day.name.clone())));
        }
    }
    out
}

#[test]
fn files_of_the_usual_publishers_close_the_days_other_programs_find() {
    let files = [
        ("belgium", include_str!("oracle/ics/belgium.ics")),
        ("google", include_str!("oracle/ics/google.ics")),
        ("government", include_str!("oracle/ics/government.ics")),
        ("outlook", include_str!("oracle/ics/outlook.ics")),
    ];
    for (name, text) in files {
        let wanted: BTreeSet<(NaiveDate, String)> = DATES
            .lines()
            .filter_map(|line| line.strip_prefix(name)?.trim_start().split_once(' '))
            .map(|(on, name)| (date(on), name.to_owned()))
            .collect();
        assert!(!wanted.is_empty());
        assert_eq!(closed(&file(text)), wanted, "{name}");
        // The same with the other ends of lines.
        assert_eq!(closed(&file(&text.replace("\r\n", "\n"))), wanted, "{name}");
        assert_eq!(closed(&file(&text.replace("\r\n", "\n").replace('\n', "\r"))), wanted, "{name}");
    }
}

#[test]
fn repetitions_give_the_dates_of_the_standard() {
    let mut seen = 0;
    for line in DATES.lines().filter_map(|line| line.strip_prefix("rule ")) {
        let mut words = line.split(' ');
        let (first, rule) = (words.next().unwrap(), words.next().unwrap());
        let wanted: Vec<NaiveDate> = words.map(date).collect();
        let text = format!("BEGIN:VEVENT\nDTSTART;VALUE=DATE:{first}\nRRULE:{rule}\nEND:VEVENT\n");
        let found: Vec<NaiveDate> = closed(&file(&text)).into_iter().map(|(date, _)| date).collect();
        assert_eq!(found, wanted, "{first} {rule}");
        seen += 1;
    }
    assert_eq!(seen, 15);
}

#[test]
fn a_day_of_every_year_stays_one() {
    let google = file(include_str!("oracle/ics/google.ics"));
    let outlook = file(include_str!("oracle/ics/outlook.ics"));
    let when = |file: &IcsFile, name: &str| file.days.iter().find(|d| d.name == name).unwrap().when;
    assert_eq!(when(&google, "National Day"), When::Yearly(date("2015-07-21")));
    let thanksgiving = DayRule::Nth { month: 11, nth: 4, weekday: 3 };
    assert_eq!(when(&outlook, "Thanksgiving Day"), When::Rule(thanksgiving, date("2014-11-27")));
    let victoria = DayRule::From { month: 5, day: 18, weekday: 0 };
    assert_eq!(when(&outlook, "Victoria Day"), When::Rule(victoria, date("2020-05-18")));
}

#[test]
fn what_is_no_closed_day_is_named() {
    let google = file(include_str!("oracle/ics/google.ics"));
    let named: Vec<_> = google.faults.iter().map(|f| (f.name.as_str(), f.line, &f.fault)).collect();
    // The line in the file on which "Team meeting" begins; it has times of day.
    assert_eq!(named, [("Team meeting", 48, &IcsFault::Timed)]);

    let event = |lines: &str| {
        file(&format!("BEGIN:VEVENT\nSUMMARY:Odd\n{lines}\nEND:VEVENT")).faults[0].fault.clone()
    };
    assert_eq!(event("DTSTART:20260230"), IcsFault::NoDate("20260230".to_owned()));
    assert_eq!(event("DESCRIPTION:none"), IcsFault::NoDate(String::new()));
    assert_eq!(event("DTSTART:20260101\nRRULE:FREQ=DAILY"), IcsFault::Repeats("FREQ=DAILY".to_owned()));
    let easter = "FREQ=YEARLY;BYEASTER=1";
    assert_eq!(event(&format!("DTSTART:20260101\nRRULE:{easter}")), IcsFault::Repeats(easter.to_owned()));
    assert_eq!(event("DTSTART:20260101\nDTEND:20270101"), IcsFault::TooLong);
}

#[test]
fn a_text_that_is_no_calendar_is_none() {
    for text in ["", "name,date\nChristmas,2026-12-25\n", "<html>\n</html>", "END:VEVENT"] {
        assert_eq!(read(text, today()), None);
    }
    assert_eq!(file("BEGIN:VCALENDAR\nEND:VCALENDAR\n"), IcsFile::default());
}

/// A file cut off anywhere gives the whole days before the cut, and names the one that was cut.
#[test]
fn a_cut_off_file_gives_what_is_whole() {
    let text = include_str!("oracle/ics/belgium.ics");
    let whole = file(text);
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        let Some(part) = read(&text[..at], today()) else { continue };
        assert!(part.days.iter().all(|day| whole.days.contains(day)), "cut at {at}");
        let ended = text[..at].matches("END:VEVENT").count();
        assert_eq!(part.days.len(), ended, "cut at {at}");
        let begun = text[..at].matches("BEGIN:VEVENT").count();
        assert_eq!(part.faults.len(), begun - ended, "cut at {at}");
    }
}

/// Letters of old Outlook files, escapes, folded lines and parameters with colons in them.
#[test]
fn names_are_read_as_people_wrote_them() {
    let name = |lines: &str| {
        let text = format!("BEGIN:VEVENT\nDTSTART:20261225\n{lines}\nEND:VEVENT\n");
        file(&text).days[0].name.clone()
    };
    assert_eq!(name("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:No=C3=ABl"), "Noël");
    assert_eq!(name("SUMMARY:Toussaint\\, pont\\nfermé\\; \\\\"), "Toussaint, pont fermé; \\");
    assert_eq!(name("SUMMARY;ALTREP=\"http://a.example/b:c\":Midsum\n mer"), "Midsummer");
    assert_eq!(name("summary:small letters"), "small letters");
    assert_eq!(name("UID:1"), "");
}

/// Ten megabytes of events: at most so many come in, those ahead of today first, and the rest is counted.
#[test]
fn a_huge_file_is_read_to_its_end() {
    let mut text = String::from("BEGIN:VCALENDAR\r\n");
    let mut day = date("1950-01-01");
    let mut events = 0;
    while text.len() < 10_000_000 {
        text.push_str("BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:");
        text.push_str(&day.format("%Y%m%d").to_string());
        text.push_str(
            "\r\nSUMMARY:Day\r\nDESCRIPTION:Some words that nobody needs\r\n and more\r\nEND:VEVENT\r\n",
        );
        day = day.succ_opt().unwrap();
        events += 1;
    }
    let clock = std::time::Instant::now();
    let found = file(&text);
    println!("{events} events in {:?}", clock.elapsed());
    assert_eq!((found.days.len(), found.more_days), (MOST_DAYS, events - MOST_DAYS));
    assert_eq!(found.days[0].when, When::Once(today()));
    // One line without an end is no trap either.
    let long = format!("BEGIN:VEVENT\nSUMMARY:{}\nDTSTART:20261225\nEND:VEVENT\n", "x\n ".repeat(1_000_000));
    assert_eq!(file(&long).days.len(), 1);
}

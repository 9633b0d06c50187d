//! Holidays by rule, against dates that others have published.
//!
//! `tests/oracle/holiday_dates.txt` holds them; `holiday_dates.py` beside it says where they come from and
//! made it. The package knows the law of each country, so a year in which a day was moved by law differs
//! from the rule: those years are named below, with the law.
#![allow(clippy::unwrap_used, clippy::panic)]

use chrono::{Datelike, NaiveDate};
use inhouse::domain::calendar::{DaySpan, Hours, Week};
use inhouse::domain::holiday::{DayRule, Ruled, easter, orthodox_easter};

const DATES: &str = include_str!("oracle/holiday_dates.txt");

fn published(code: &str) -> Vec<NaiveDate> {
    let lines = DATES.lines().filter_map(|line| line.split_once(' '));
    let found: Vec<NaiveDate> =
        lines.filter(|(name, _)| *name == code).map(|(_, date)| date.parse().unwrap()).collect();
    assert!(found.len() >= 45, "{code}: {} dates", found.len());
    found
}

const MONDAY: u8 = 0;
const THURSDAY: u8 = 3;
const SATURDAY: u8 = 5;

/// Every rule of the table gives the published date in every year but those moved by law.
#[test]
fn days_by_rule_fall_on_the_published_dates() {
    // The days of 2020 (Victory in Europe, 75 years), 2002, 2012 and 2022 (jubilees of the Queen) were
    // moved by royal proclamation under the Banking and Financial Dealings Act 1971.
    let table: [(&str, DayRule, &[i32]); 14] = [
        ("us-king", DayRule::Nth { month: 1, nth: 3, weekday: MONDAY }, &[]),
        ("us-memorial", DayRule::Last { month: 5, weekday: MONDAY }, &[]),
        ("us-thanksgiving", DayRule::Nth { month: 11, nth: 4, weekday: THURSDAY }, &[]),
        ("gb-early-may", DayRule::Nth { month: 5, nth: 1, weekday: MONDAY }, &[2020]),
        ("gb-spring", DayRule::Last { month: 5, weekday: MONDAY }, &[2002, 2012, 2022]),
        ("gb-summer", DayRule::Last { month: 8, weekday: MONDAY }, &[]),
        ("de-good-friday", DayRule::Easter(-2), &[]),
        ("de-ascension", DayRule::Easter(39), &[]),
        ("de-whit-monday", DayRule::Easter(50), &[]),
        ("be-easter-monday", DayRule::Easter(1), &[]),
        ("se-midsummer", DayRule::From { month: 6, day: 20, weekday: SATURDAY }, &[]),
        ("se-all-saints", DayRule::From { month: 10, day: 31, weekday: SATURDAY }, &[]),
        ("gr-clean-monday", DayRule::OrthodoxEaster(-48), &[]),
        ("gr-easter-monday", DayRule::OrthodoxEaster(1), &[]),
    ];
    for (code, rule, moved) in table {
        assert!(rule.is_sound(), "{code}");
        for date in published(code).into_iter().filter(|date| !moved.contains(&date.year())) {
            assert_eq!(rule.in_year(date.year()), Some(date), "{code}");
            assert!(rule.falls_on(date), "{code} {date}");
            assert!(!rule.falls_on(date.succ_opt().unwrap()), "{code} {date}");
        }
    }
}

/// Both Easters from 1583 to 4099 as python-dateutil has them.
#[test]
fn easter_is_the_published_one() {
    for date in published("easter") {
        assert_eq!(easter(date.year()), Some(date));
    }
    for date in published("orthodox") {
        assert_eq!(orthodox_easter(date.year()), Some(date));
    }
    assert_eq!((easter(1582), orthodox_easter(10_000)), (None, None));
}

/// A day by rule closes; an opening written down for that very date wins over it (a one-off opening), and a
/// half day is such an opening.
#[test]
fn a_day_by_rule_closes_and_an_opening_of_that_date_wins() {
    let mut hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    hours.set_rule(DayRule::Easter(1), Some("Easter Monday".to_owned()));
    hours.set_rule(DayRule::Last { month: 5, weekday: MONDAY }, Some("Spring".to_owned()));
    let easter_monday: NaiveDate = "2026-04-06".parse().unwrap();
    assert_eq!(hours.spans_on(easter_monday), []);
    assert_eq!(hours.closed_name(easter_monday), Some("Easter Monday"));
    assert_eq!(hours.spans_on("2026-04-07".parse().unwrap()), [DaySpan::new(540, 1_020)]);
    hours.overrides.insert(easter_monday, vec![DaySpan::new(540, 720)]);
    assert_eq!(hours.spans_on(easter_monday), [DaySpan::new(540, 720)]);
    // Written anew, a rule has its new name; taken out, its day is open.
    hours.set_rule(DayRule::Easter(1), Some("Monday of Easter".to_owned()));
    assert_eq!(hours.ruled.len(), 2);
    hours.set_rule(DayRule::Easter(1), None);
    assert_eq!(
        hours.ruled,
        [Ruled { rule: DayRule::Last { month: 5, weekday: MONDAY }, name: "Spring".into() }]
    );
    assert_eq!(hours.spans_on("2027-03-29".parse().unwrap()), [DaySpan::new(540, 1_020)]);
}

/// The coming closed days, whichever way they are written down, in order.
#[test]
fn the_coming_closed_days_are_listed_in_order() {
    let mut hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    hours.closed.insert("2027-01-04".parse().unwrap(), "Bridge".to_owned());
    hours.yearly.insert((12, 25), "Christmas Day".to_owned());
    hours.set_rule(DayRule::Easter(-2), Some("Good Friday".to_owned()));
    hours.set_rule(DayRule::Nth { month: 2, nth: 5, weekday: MONDAY }, Some("Never soon".to_owned()));
    let coming = hours.closed_days("2026-11-22".parse().unwrap(), 365);
    let dates: Vec<(String, &str)> = coming.iter().map(|(date, name)| (date.to_string(), *name)).collect();
    let wanted = [("2026-12-25", "Christmas Day"), ("2027-01-04", "Bridge"), ("2027-03-26", "Good Friday")];
    assert_eq!(dates, wanted.map(|(date, name)| (date.to_owned(), name)));
}

/// Every kind of rule is stored and read back; one out of its bounds is a fault, not a guess.
#[test]
fn rules_are_stored_and_read_back() {
    use inhouse::domain::calendar_record::CalendarFact;
    use inhouse::domain::fact::{Event, Fact, Source};
    use inhouse::domain::moment::Moment;
    use inhouse::domain::stamp::Ticker;
    use inhouse::domain::text::Name;
    use inhouse::store::wire::v1::{decode, encode};
    let mut ticker = Ticker::new(1);
    let rules = [
        DayRule::Nth { month: 11, nth: 4, weekday: THURSDAY },
        DayRule::Last { month: 5, weekday: MONDAY },
        DayRule::From { month: 6, day: 20, weekday: SATURDAY },
        DayRule::Easter(-48),
        DayRule::OrthodoxEaster(50),
    ];
    let names = [Some(Name::new("A day").unwrap()), None];
    let mut events = Vec::new();
    for (rule, name) in rules.iter().flat_map(|rule| names.iter().map(move |name| (*rule, name.clone()))) {
        let at = Moment(1_800_000_000_000);
        let fact = Fact::Calendar(CalendarFact::Ruled { rule, name });
        events.push(Event { stamp: ticker.next(at), at, actor: None, source: Source::Live, fact });
    }
    let text = encode(&events).unwrap();
    assert_eq!(decode(&text).unwrap(), events);
    for wrong in [r#"[0,13,1,0,"x"]"#, r#"[2,2,30,0,"x"]"#, r#"[3,400,0,0,"x"]"#, r#"[9,1,1,1,"x"]"#, "[0]"] {
        let broken = format!(r#"{{"v":1,"b":0,"n":["1"],"a":[],"e":[[0,0,0,0,-1,0,"k.rule",{wrong}]]}}"#);
        assert!(decode(&broken).is_err(), "{wrong}");
    }
}

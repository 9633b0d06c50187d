//! Working time to the second against three libraries that were not written here.
//!
//! `tests/oracle/business_time.txt` holds more than ten thousand questions and the answers of workclock,
//! businesstimedelta (`b`) and dayjs-business-time (`d`); `business_time.py` beside it asked them.
//! A library that is not listed in a line gave workclock's answer. Each disagreement is explained by a rule of
//! `domain::calendar`, by computing with the library's rule instead of ours; what no rule explains fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/zones.rs"]
mod zones;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use inhouse::domain::calendar::{DAY, DaySpan, Hours, OpenTime, Week};
use inhouse::domain::clock::{Basis, ClockKind, Course, Target, read};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::zone::ZoneTable;
use std::collections::BTreeMap;

const TABLE: &str = include_str!("oracle/business_time.txt");
/// 2021-01-01 UTC.
const ZERO: Moment = Moment(1_609_459_200_000);

/// The hours of each number in the table, as `business_time.py` has them.
fn week(shape: usize) -> Week {
    let days = |spans: [&[(u16, u16)]; 7]| {
        Week(spans.map(|day| day.iter().map(|&(from, to)| DaySpan::new(from, to)).collect()))
    };
    match shape {
        0 => Week::office(&[(540, 1_020)]),
        1 => Week::office(&[(510, 720), (780, 1_035)]),
        2 => days([
            &[(420, 960)],
            &[(420, 960)],
            &[(420, 960)],
            &[(420, 960)],
            &[(420, 720)],
            &[(600, 780)],
            &[],
        ]),
        3 => Week::always(),
        4 => Week::office(&[(1_320, 1_800)]),
        5 => days([&[(30, 480)]; 7]),
        6 => days([&[(960, 1_440)]; 7]),
        7 => days([&[], &[], &[], &[], &[(1_080, 1_590)], &[(1_080, 1_590)], &[(600, 840)]]),
        _ => panic!("shape {shape}"),
    }
}

fn number(text: &str) -> Option<i64> {
    (text != "-").then(|| i64::from_str_radix(text, 36).unwrap())
}

/// One question with what each library says.
struct Case {
    start: Moment,
    amount: i64,
    /// Library, the moment after `amount` (seconds after the start), the time up to `start + 4 * amount`.
    answers: Vec<(char, Option<i64>, Option<i64>)>,
}

struct Group {
    zone: ZoneTable,
    name: String,
    shape: usize,
    hours: Hours,
    cases: Vec<Case>,
}

fn groups() -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut zones: BTreeMap<String, ZoneTable> = BTreeMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        if words[0].contains('/') {
            let shape = words[1].parse().unwrap();
            let zone = zones.entry(words[0].to_owned()).or_insert_with(|| zones::zone(words[0])).clone();
            let mut hours = Hours::weekly(week(shape));
            let off = words[2..].iter().map(|date| (date.parse::<NaiveDate>().unwrap(), String::new()));
            hours.closed.extend(off);
            out.push(Group { zone, name: words[0].to_owned(), shape, hours, cases: Vec::new() });
            continue;
        }
        let first = number(words[0]).unwrap();
        let mut answers = vec![('w', number(words[2]), number(words[3]))];
        for other in words[4..].chunks(3) {
            answers.push((other[0].chars().next().unwrap(), number(other[1]), number(other[2])));
        }
        let start = ZERO + Span::seconds(first);
        out.last_mut().unwrap().cases.push(Case { start, amount: number(words[1]).unwrap(), answers });
    }
    out
}

fn compile(hours: &Hours, zone: &ZoneTable) -> OpenTime {
    OpenTime::compile(hours, zone, ZERO - Span::days(9), ZERO + Span::days(6 * 365))
}

/// Our two answers, in seconds.
fn ours(open: &OpenTime, case: &Case) -> (Option<i64>, Option<i64>) {
    let after = open.after(case.start, Span::seconds(case.amount));
    let seconds = |span: Span| {
        assert_eq!(span.0 % 1_000, 0, "more exact than a second");
        span.0 / 1_000
    };
    let between = open.elapsed(case.start, case.start + Span::seconds(4 * case.amount));
    (after.map(|at| seconds(at.since(case.start))), Some(seconds(between)))
}

/// The same hours with every night cut in two at midnight, so that a closed day closes what falls on it,
/// whatever day that belongs to.
fn nights_cut(hours: &Hours) -> Hours {
    let mut cut = hours.clone();
    cut.week = Week::default();
    for (day, spans) in hours.week.0.iter().enumerate() {
        for span in spans {
            cut.week.0[day].push(DaySpan::new(span.from, span.to.min(DAY)));
            if span.to > DAY {
                cut.week.0[(day + 1) % 7].push(DaySpan::new(0, span.to - DAY));
            }
        }
    }
    cut
}

/// The same hours where a closed day lasts 24 hours from its midnight: where clocks go forward on it, it
/// reaches into the next day.
fn closed_for_24_hours(group: &Group) -> Hours {
    let mut out = group.hours.clone();
    for date in group.hours.closed.keys() {
        let midnight = |date: NaiveDate| group.zone.from_local(date.and_time(NaiveTime::MIN));
        let next = date.succ_opt().unwrap();
        let missing = (24 * 3_600_000 - midnight(next).since(midnight(*date)).0) / 60_000;
        if let Ok(missing) = u16::try_from(missing)
            && missing > 0
        {
            let spans = out.spans_on(next).iter().map(|s| DaySpan::new(s.from.max(missing), s.to)).collect();
            out.overrides.insert(next, spans);
        }
    }
    out
}

/// By how many seconds an opening happens twice between two moments; none where none does.
fn opens_twice(group: &Group, from: Moment, to: Moment) -> Option<i64> {
    let mut at = from - Span::days(1);
    while let Some((turn, before, after)) = group.zone.next_step_after(at) {
        if turn > to {
            return None;
        }
        let back = i64::from(before - after);
        let first = group.zone.to_local(turn);
        let twice = |minute: u16| {
            let opening = first.date().and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(minute));
            opening >= first && opening < first + TimeDelta::seconds(back)
        };
        if back > 0 && group.hours.spans_on(first.date()).iter().any(|span| twice(span.from)) {
            return Some(back);
        }
        at = turn;
    }
    None
}

/// The rule that decides a disagreement; none where nothing explains it.
fn explained(
    group: &Group,
    case: &Case,
    library: char,
    theirs: (Option<i64>, Option<i64>),
) -> Option<&'static str> {
    let under = |hours: &Hours| ours(&compile(hours, &group.zone), case) == theirs;
    // Calendar rule 3: a closed day removes the spans that start on it and keeps the tail of the night
    // before. workclock closes from midnight to midnight.
    if library == 'w' && under(&nights_cut(&group.hours)) {
        return Some("a night belongs to the day it starts on");
    }
    // Calendar rule 5: a day is as long as it is. businesstimedelta closes for 24 hours.
    if library == 'b' && under(&closed_for_24_hours(group)) {
        return Some("a closed day ends at midnight");
    }
    // Calendar rule 6: an opening that happens twice is its first time. businesstimedelta takes the second.
    let (after, between) = ours(&compile(&group.hours, &group.zone), case);
    let reach = case.start + Span::seconds((4 * case.amount).max(after?)) + Span::hours(2);
    if library == 'b'
        && let Some(back) = opens_twice(group, case.start, reach)
    {
        let later = theirs.0? - after?;
        let less = between? - theirs.1?;
        return [later, less]
            .iter()
            .all(|by| (0..=back).contains(by))
            .then_some("an opening that happens twice");
    }
    None
}

#[test]
fn working_time_is_exact_to_the_second_against_three_libraries() {
    let (mut asked, mut classes) = (BTreeMap::<char, usize>::new(), BTreeMap::<&str, usize>::new());
    let mut unexplained = Vec::new();
    for group in groups() {
        let open = compile(&group.hours, &group.zone);
        for case in &group.cases {
            let whole = case.start.0 % 60_000 == 0 && case.amount % 60 == 0;
            let others = if [0, 1, 2, 5].contains(&group.shape) { [true, whole] } else { [false, false] };
            *asked.entry('w').or_default() += 1;
            *asked.entry('b').or_default() += usize::from(others[0]);
            *asked.entry('d').or_default() += usize::from(others[1]);
            let mine = ours(&open, case);
            for (library, after, between) in &case.answers {
                let theirs = (*after, *between);
                if theirs == mine {
                    continue;
                }
                match explained(&group, case, *library, theirs) {
                    Some(class) => *classes.entry(class).or_default() += 1,
                    None => unexplained.push((
                        group.name.clone(),
                        group.shape,
                        *library,
                        case.start,
                        theirs,
                        mine,
                    )),
                }
            }
        }
    }
    assert_eq!(unexplained, []);
    assert_eq!(asked, BTreeMap::from([('b', 5_152), ('d', 2_576), ('w', 10_304)]));
    println!("{asked:?} {classes:?}");
    // Every class is there: a table without them would prove less.
    let names: Vec<&str> = classes.keys().copied().collect();
    let wanted = [
        "a closed day ends at midnight",
        "a night belongs to the day it starts on",
        "an opening that happens twice",
    ];
    assert_eq!(names, wanted);
    // What decides them is rare: most of the table agrees as it stands.
    assert!(classes.values().sum::<usize>() < 250, "{classes:?}");
}

/// Working days against numpy's calendar and the wall clocks of Python's `zoneinfo`: `oracle/working_days.txt`, by
/// `working_days.py` beside it. By closing time and by the same time of day, to the second.
#[test]
fn working_days_are_those_numpy_counts() {
    let mut asked = 0;
    let mut open: Option<OpenTime> = None;
    for line in include_str!("oracle/working_days.txt").lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        if words[0].contains('/') {
            let mut hours = Hours::weekly(week(0));
            let off = words[1..].iter().map(|date| (date.parse::<NaiveDate>().unwrap(), String::new()));
            hours.closed.extend(off);
            open = Some(compile(&hours, &zones::zone(words[0])));
            continue;
        }
        let &[raised, days, closing, same] =
            &words.iter().map(|word| number(word).unwrap()).collect::<Vec<_>>()[..]
        else {
            panic!("{line}")
        };
        let raised = ZERO + Span::seconds(raised);
        let course = Course { raised, ..Course::default() };
        let open = open.as_ref().unwrap();
        for (basis, seconds) in [(Basis::Days, closing), (Basis::SameTime, same)] {
            let target = Target::usual(ClockKind::Resolution, Span::days(days), basis).unwrap();
            let due = read(ClockKind::Resolution, &course, Some(&target), open, raised).due;
            assert_eq!(due, Some(raised + Span::seconds(seconds)), "{basis:?}: {line}");
            asked += 1;
        }
    }
    assert_eq!(asked, 4_200);
}

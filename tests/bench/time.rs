//! How fast business time is: Europe/Berlin, 09:00-17:00 from Monday to Friday and the same with a lunch
//! break, ten holidays a year, tables of twelve years. Run with `cargo bench --bench time`.
//!
//! Each figure is the median of many rounds over the same 4,096 random moments of three years; without
//! `--bench`, as under `cargo test --all-targets`, of one round, to see that it runs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "../support/zones.rs"]
mod zones;

use chrono::NaiveDate;
use inhouse::domain::agreement::Version;
use inhouse::domain::backtest::{Past, try_out};
use inhouse::domain::calendar::{Hours, OpenTime, Week};
use inhouse::domain::clock::{Basis, ClockKind, Course, PauseSpan, Target, read};
use inhouse::domain::ident::RequestId;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::Priority;
use inhouse::domain::threshold::Threshold;
use inhouse::domain::zone::ZoneTable;
use std::hint::black_box;
use std::time::Instant;

const MOMENTS: usize = 4_096;

/// How often everything is measured.
fn rounds() -> usize {
    if std::env::args().any(|argument| argument == "--bench") { 400 } else { 1 }
}

fn main() {
    let zone = zones::zone("Europe/Berlin");
    let (start, end) = (Moment(1_704_067_200_000), Moment(2_082_758_400_000));
    let office = |spans: &[(u16, u16)]| {
        let mut hours = Hours::weekly(Week::office(spans));
        for year in 2024..2036 {
            for (month, day) in
                [(1, 1), (1, 6), (4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (10, 3), (12, 25), (12, 26)]
            {
                let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
                hours.closed.insert(date, "holiday".to_owned());
            }
        }
        hours
    };
    let plain = office(&[(540, 1_020)]);
    let lunch = office(&[(540, 720), (780, 1_020)]);
    let moments = moments(start);
    println!("{}; {} rounds of {MOMENTS} moments, median", machine(), rounds());

    for (name, hours) in [("one span a day", &plain), ("two spans a day", &lunch)] {
        let open = OpenTime::compile(hours, &zone, start, end);
        println!("{name}");
        report("add 8 business hours", &moments, |at| open.after(at, Span::hours(8)));
        report("add 40 business hours", &moments, |at| open.after(at, Span::hours(40)));
        report("take 8 business hours", &moments, |at| open.before(at, Span::hours(8)));
        report("working time across 90 days", &moments, |at| open.elapsed(at, at + Span::days(90)));
        report("is it open", &moments, |at| open.is_open(at));
        report("next opening", &moments, |at| open.next_opening(at));

        let target =
            Target { amount: Span::hours(16), basis: Basis::Open, pauses: true, warn: Threshold::Share(75) };
        let mut course = Course::default();
        report("read a clock, no pause", &moments, |at| {
            course.raised = at;
            read(ClockKind::Resolution, &course, Some(&target), &open, at + Span::hours(30))
        });
        let days = Target { amount: Span::days(3), basis: Basis::Days, ..target };
        report("read a clock, working days", &moments, |at| {
            course.raised = at;
            read(ClockKind::Resolution, &course, Some(&days), &open, at + Span::hours(30))
        });
        let mut told = Course { updates: vec![start; 4], ..Course::default() };
        report("read a clock, next update", &moments, |at| {
            told.raised = at;
            for (update, n) in told.updates.iter_mut().zip(1..) {
                *update = at + Span::hours(3 * n);
            }
            read(ClockKind::Update, &told, Some(&target), &open, at + Span::hours(30))
        });
        course.pauses = (0..3).map(|_| PauseSpan { from: start, to: None }).collect();
        report("read a clock, three pauses", &moments, |at| {
            course.raised = at;
            for (pause, day) in course.pauses.iter_mut().zip(0..) {
                let from = at + Span::hours(5 + 24 * day);
                *pause = PauseSpan { from, to: Some(from + Span::hours(3)) };
            }
            read(ClockKind::Resolution, &course, Some(&target), &open, at + Span::hours(80))
        });
    }
    try_a_draft(&plain, &zone, start, end);
    println!("zone");
    report("wall clock to instant", &moments, |at| zone.from_local(zone.to_local(at)));
    report("offset", &moments, |at| zone.offset_at(at));

    println!("tables of twelve years");
    let always = Hours::weekly(Week::always());
    for (name, hours) in [("compile, two spans a day", &lunch), ("compile, around the clock", &always)] {
        let mut times: Vec<f64> = Vec::new();
        for _ in 0..rounds().min(60) {
            let clock = Instant::now();
            black_box(OpenTime::compile(black_box(hours), &zone, start, end));
            times.push(clock.elapsed().as_secs_f64() * 1e6);
        }
        println!("  {name:<32}{:>9.1} µs", median(&mut times));
    }
}

/// A draft tried on as many finished requests as a team of ten has in four years, every second of them with
/// a pause, as the editor does it with every keystroke.
fn try_a_draft(hours: &Hours, zone: &ZoneTable, start: Moment, end: Moment) {
    const PAST: usize = 4_580;
    let open = OpenTime::compile(hours, zone, start, end);
    let past: Vec<Past> = (0..PAST)
        .zip(moments(start).into_iter().cycle())
        .map(|(n, raised)| {
            let hours = |h: usize| raised + Span::hours(i64::try_from(h).unwrap());
            let pause = PauseSpan { from: hours(5), to: Some(hours(5 + n % 40)) };
            let pauses = if n % 2 == 0 { vec![pause] } else { Vec::new() };
            let resolved = vec![(hours(1 + n % 300), None)];
            let responded = Some(hours(n % 30));
            let course = Course { raised, responded, resolved, pauses, ..Course::default() };
            let id = RequestId::from_parts(raised.0, n as u128);
            Past { id, priority: Priority::ALL[n % 4], formerly: Vec::new(), course }
        })
        .collect();
    let mut terms = Version::default();
    for clock in ClockKind::ALL {
        for priority in Priority::ALL {
            let target = Target {
                amount: Span::hours(16),
                basis: Basis::Open,
                pauses: true,
                warn: Threshold::Share(75),
            };
            terms.targets.insert((clock, *priority), target);
        }
    }
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..rounds().min(60) {
        let clock = Instant::now();
        black_box(try_out(black_box(&past), &terms, (&open, zone), end));
        times.push(clock.elapsed().as_secs_f64() * 1e3);
    }
    println!("a draft tried on {PAST} requests, both clocks {:>9.2} ms", median(&mut times));
}

/// Prints the median time of `work` over the moments, and millions a second.
fn report<T>(name: &str, moments: &[Moment], mut work: impl FnMut(Moment) -> T) {
    let rounds = rounds();
    let mut times: Vec<f64> = Vec::with_capacity(rounds);
    for _ in 0..rounds {
        let clock = Instant::now();
        for &at in moments {
            black_box(work(black_box(at)));
        }
        times.push(clock.elapsed().as_secs_f64() * 1e9 / moments.len() as f64);
    }
    let nanoseconds = median(&mut times);
    println!("  {name:<32}{nanoseconds:>9.1} ns {:>9.1} million/s", 1e3 / nanoseconds);
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Moments scattered over three years from a year after `start`; always the same ones.
fn moments(start: Moment) -> Vec<Moment> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        i64::try_from(state % (3 * 365 * 86_400_000)).unwrap()
    };
    (0..MOMENTS).map(|_| start + Span::days(366) + Span(next())).collect()
}

/// The processor's name, where the system tells it.
fn machine() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    name.map_or_else(|| "unknown processor".to_owned(), |(_, name)| name.to_owned())
}

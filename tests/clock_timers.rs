//! A board of any size has one timer. Every clock on every card is read from the present moment, which moves
//! on at full minutes in one place; so nothing is set for a card, and a board at rest costs one short turn a
//! minute. This test counts the places that set a timer; the figures behind the turn are those of the bench.
#![allow(clippy::unwrap_used)]

use inhouse::domain::calendar::{Hours, OpenTime, Week};
use inhouse::domain::clock::{Basis, ClockKind, ClockState, Course, Target, read};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::zone::ZoneTable;
use std::fs;
use std::path::Path;

fn sources(under: &Path, out: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(under).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, out);
        } else if entry.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&entry).unwrap();
            out.push((entry.display().to_string(), text));
        }
    }
}

#[test]
fn one_timer_for_all_clocks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    sources(&root.join("src/ui"), &mut all);
    let setting = ["Timer::after", "set_timeout", "set_interval", "request_animation_frame"];
    let mut found: Vec<(&str, usize)> = Vec::new();
    for (file, text) in &all {
        let times: usize = setting.iter().map(|call| text.matches(call).count()).sum();
        if times > 0 {
            found.push((file.rsplit("src/ui/").next().unwrap(), times));
        }
    }
    found.sort_unstable();
    // The finger that rests before it lifts a card, and the minute.
    assert_eq!(found, [("board/drag.rs", 1), ("now.rs", 1)]);
}

/// Five thousand running clocks change their state a few times a day each. The minute that passes while none
/// does reads none of them: what each says of its next change is true, so it can be relied on until then.
#[test]
fn between_two_changes_no_clock_has_to_be_read() {
    let zone = ZoneTable::utc();
    let start = Moment(1_794_182_400_000);
    let open = OpenTime::compile(
        &Hours::weekly(Week::office(&[(540, 720), (780, 1_020)])),
        &zone,
        start,
        start + Span::days(60),
    );
    let target = Target::usual(ClockKind::Resolution, Span::hours(20), Basis::Open).unwrap();
    let (mut reads, mut minutes) = (0_u32, 0_u32);
    for n in 0..200 {
        let course = Course { raised: start + Span::minutes(97 * n), ..Course::default() };
        let mut now = course.raised;
        let mut known: Option<(ClockState, Option<Moment>)> = None;
        for _ in 0..24 * 60 {
            let fresh = read(ClockKind::Resolution, &course, Some(&target), &open, now);
            match known {
                Some((state, until)) if until.is_none_or(|at| now < at) => assert_eq!(state, fresh.state),
                _ => {
                    known = Some((fresh.state, fresh.next_change));
                    reads += 1;
                }
            }
            minutes += 1;
            now = now + Span::minutes(1);
        }
    }
    assert!(reads * 100 < minutes, "{reads} of {minutes} minutes read a clock");
}

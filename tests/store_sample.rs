//! The sample desk, as somebody sees it who opens it at some hour of some day.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/sample_zones.rs"]
mod sample_zones;
#[path = "support/zones.rs"]
mod zones;

use inhouse::domain::clock::ClockState;
use inhouse::domain::fact::{Fact, Source};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::Stage;
use inhouse::domain::zone::ZoneTable;
use inhouse::store::ledger::{Batch, Ledger, Ports};
use inhouse::store::memory::{Counting, Memory, SetClock};
use inhouse::store::ports::ZoneSource;
use inhouse::store::sample;
use sample_zones::SampleZones;
use std::rc::Rc;
use std::sync::Arc;

/// Knows no place at all.
struct Nowhere;

impl ZoneSource for Nowhere {
    fn table(&self, name: &str, _: Moment, _: Moment) -> Option<Arc<ZoneTable>> {
        (name == "UTC").then(|| Arc::new(ZoneTable::utc()))
    }
    fn here(&self) -> String {
        "UTC".into()
    }
}

fn text(key: &str) -> String {
    let all = inhouse::words::say_joined("sample.", key, &[]);
    assert!(!all.starts_with("sample."), "no text {key}");
    all
}

/// Thursday 2026-11-12 11:40 in Brussels; a Sunday night; a Monday just after nine; a Christmas Day; a
/// summer's Friday afternoon.
const HOURS: [Moment; 5] = [
    Moment(1_794_480_000_000),
    Moment(1_794_784_500_000),
    Moment(1_794_816_180_000),
    Moment(1_798_196_400_000),
    Moment(1_783_692_000_000),
];

fn built(now: Moment) -> Batch {
    sample::build(now, Rc::new(SampleZones), &text).unwrap()
}

fn opened(batch: Batch, now: Moment, zones: Rc<dyn ZoneSource>) -> Ledger {
    let ports = Ports {
        kept: Rc::new(Memory::new()),
        clock: Rc::new(SetClock::at(now)),
        entropy: Rc::new(Counting::from(1)),
        zones,
        log: Rc::new(inhouse::store::ports::NoLog),
    };
    let mut ledger = Ledger::open(ports, "s");
    ledger.take_in(batch).unwrap();
    ledger.refresh_book();
    ledger
}

fn states(ledger: &Ledger, now: Moment) -> Vec<(Stage, ClockState)> {
    let desk = ledger.desk();
    desk.requests()
        .filter_map(|(_, r)| Some((r.stage, ledger.book().read(desk, r, now)?.pressing().state)))
        .collect()
}

#[test]
fn five_clients_forty_requests_and_something_in_every_stage() {
    for now in HOURS {
        let ledger = opened(built(now), now, Rc::new(SampleZones));
        let desk = ledger.desk();
        assert!(desk.is_set_up() && desk.team().sample);
        let mut clients: Vec<String> =
            desk.clients().map(|(_, c)| c.name.as_ref().unwrap().to_string()).collect();
        clients.sort();
        assert_eq!(clients, ["Customer Care", "Finance", "Sales", "Singapore", "Warehouse"]);
        assert_eq!(desk.request_count(), 40);
        let per_stage: Vec<usize> = Stage::ALL.iter().map(|s| desk.lanes().count(*s)).collect();
        assert_eq!(per_stage, [5, 3, 5, 6, 4, 6, 7, 4]);
        assert_eq!(desk.agreements().count(), 3);
        let run = desk.runs().next().unwrap().1;
        assert!(run.closed.is_some());
        assert_eq!(run.sheets.values().next().unwrap().answers.len(), 45);
        let declined = desk.requests().filter(|(_, r)| r.stage == Stage::Declined);
        assert!(declined.map(|(_, r)| r.refused.as_ref().unwrap()).all(|r| !r.alternative.is_empty()));
        let moved = desk.requests().filter(|(_, r)| r.promises.len() > 1);
        assert!(moved.map(|(_, r)| r.promises.last().unwrap()).all(|p| !p.reason.is_empty()));
    }
}

#[test]
fn whenever_it_is_opened_nothing_lies_ahead() {
    for now in HOURS {
        for (subject, events) in built(now) {
            assert!(!events.is_empty());
            for event in events {
                assert!(event.at <= now && event.stamp.ms <= now.0, "{subject:?} {event:?}");
                assert_eq!(event.source, Source::Sample);
                assert!(!matches!(event.fact, Fact::Kept { .. }));
            }
        }
    }
}

#[test]
fn in_working_hours_something_is_late_at_risk_and_paused() {
    for now in [HOURS[0], HOURS[2], HOURS[4]] {
        let ledger = opened(built(now), now, Rc::new(SampleZones));
        let states = states(&ledger, now);
        let count = |wanted: ClockState| {
            states.iter().filter(|(stage, s)| !stage.is_finished() && *s == wanted).count()
        };
        assert!(count(ClockState::Breached) >= 1, "late: {states:?}");
        assert!(count(ClockState::AtRisk) >= 2, "at risk: {states:?}");
        assert!(count(ClockState::Paused) >= 4, "paused: {states:?}");
        assert!(count(ClockState::Running) >= 4, "on track: {states:?}");
        let finished = |wanted| states.iter().any(|(stage, s)| stage.is_resolved() && *s == wanted);
        assert!(finished(ClockState::Met) && finished(ClockState::Breached), "{states:?}");
    }
}

#[test]
fn late_work_is_still_late_when_the_office_is_closed() {
    for now in [HOURS[1], HOURS[3]] {
        let ledger = opened(built(now), now, Rc::new(SampleZones));
        let states = states(&ledger, now);
        let open = |wanted| states.iter().filter(|(stage, s)| !stage.is_finished() && *s == wanted).count();
        assert!(open(ClockState::Breached) >= 1 && open(ClockState::OutsideHours) >= 3, "{states:?}");
    }
}

#[test]
fn one_moment_gives_one_desk_and_the_next_day_another() {
    let now = HOURS[0];
    assert_eq!(built(now), built(now));
    assert_ne!(built(now), built(now + Span::days(1)));
}

#[test]
fn a_browser_that_knows_no_zones_still_opens_it() {
    let now = HOURS[0];
    let batch = sample::build(now, Rc::new(Nowhere), &text).unwrap();
    let ledger = opened(batch, now, Rc::new(Nowhere));
    assert_eq!(ledger.desk().request_count(), 40);
    assert!(states(&ledger, now).len() >= 35);
}

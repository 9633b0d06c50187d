//! The sample desk, as somebody sees it who opens it at some hour of some day.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "support/sample_zones.rs"]
mod sample_zones;
#[path = "support/zones.rs"]
mod zones;

use inhouse::domain::bump::to_tell;
use inhouse::domain::care::{Kept, Tie, onward};
use inhouse::domain::clock::ClockState;
use inhouse::domain::fact::{Fact, Source};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{RequestFact, Stage};
use inhouse::domain::template::due;
use inhouse::domain::triage::{TriageFact, put_off, to_decide};
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

/// What the screens are for can be seen there: deciding, contact, what stands in the way, how a result was received,
/// what comes again, what hangs together.
#[test]
fn each_screen_has_something() {
    for now in HOURS {
        let ledger = opened(built(now), now, Rc::new(SampleZones));
        let desk = ledger.desk();
        let kept = |ask: &dyn Fn(&Kept) -> bool| {
            desk.requests().filter(|(_, r)| r.care.kept().is_some_and(ask)).count()
        };
        // Deciding: goals, answers that make a place, one put first by hand, one put off that comes back by itself.
        let order = to_decide(desk, now);
        assert_eq!(order.len(), 7);
        assert!(order.iter().filter(|(_, score)| score.missing() == 0).count() >= 4);
        assert!(order[0].1.by_hand && order[1..].iter().all(|(_, score)| !score.by_hand));
        // It went before three that were raised earlier: one of them knows, two are still to be told.
        assert_eq!(to_tell(desk).len(), 2);
        let told = desk.requests().filter(|(id, _)| {
            let told = Fact::Request(RequestFact::Triage(TriageFact::BumpTold));
            desk.log(Subject::Request(*id)).iter().any(|event| event.fact == told)
        });
        assert_eq!(told.count(), 1);
        let later = put_off(desk, now);
        let until = desk.request(later[0]).unwrap().triage.deferral().unwrap().until.unwrap();
        assert!(later.len() == 1 && until > now);
        assert_eq!(desk.team().triage.goals().len(), 3);
        assert!(desk.team().triage.capacity.is_some());
        // Contact and care: who asked for news and has not heard, a question that is open, blocked with next step,
        // owner and day, an escalation that runs and one with its outcome.
        assert_eq!(kept(&|k| k.chased.is_some_and(|(n, _)| n == 2) && k.chased_since_news > 0), 1);
        assert_eq!((kept(&|k| k.question.is_some()), kept(&|k| k.talks > 0)), (1, 1));
        let today = |at: Moment| zones::zone("Europe/Brussels").to_local(at).date();
        let blocked =
            |k: &Kept| k.blocked.as_ref().is_some_and(|b| b.owner.is_some() && b.date >= Some(today(now)));
        assert_eq!(kept(&blocked), 1);
        assert_eq!(kept(&|k| k.escalation().is_some_and(|e| e.due.is_some())), 1);
        assert_eq!(kept(&|k| k.escalations.iter().any(|e| e.outcome.is_some())), 1);
        assert_eq!(kept(&|k| k.risk.is_some()), 1);
        // After the end: confirmed, rated well and badly, a complaint with its reply, thanks, what it was good for.
        assert_eq!(kept(&|k| k.confirmed.as_ref().is_some_and(|(_, by)| by.is_some())), 3);
        assert_eq!(kept(&|k| k.rating.is_some()), 4);
        assert_eq!(kept(&|k| k.wants_reply().is_some()), 1);
        assert_eq!(kept(&|k| !k.complaints.is_empty() && k.replied.is_some()), 1);
        assert_eq!(kept(&|k| k.benefit.is_some() && k.thanked.is_some() && !k.contributors.is_empty()), 1);
        assert_eq!(desk.requests().filter(|(_, r)| !r.causes.is_empty()).count(), 1);
        // Points of what "done" means, some met; two templates, one that comes again, one a request was made from.
        assert!(kept(&|k| k.points() > (0, 1)) >= 3);
        let today = today(now);
        let templates: Vec<_> = desk.services().flat_map(|(_, s)| s.templates.values()).collect();
        let next = templates.iter().find_map(|t| t.repeat).unwrap().next(today).unwrap();
        assert!(templates.len() == 2 && next > today && due(desk, today).is_empty());
        assert_eq!(kept(&|k| k.template.is_some()), 1);
        // A chain of three to the end result, and two with the same cause.
        let chains = desk.requests().map(|(id, _)| onward(desk, id).len()).max();
        assert_eq!((chains, kept(&|k| k.links.iter().any(|(tie, _)| *tie == Tie::SameCause))), (Some(2), 2));
        assert_eq!(desk.requests().filter(|(_, r)| !r.labels.is_empty()).count(), 2);
    }
}

//! One agreement as a file: what is written comes back whole, and a file that is something else, cut short,
//! or changed by hand says so.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/sample_zones.rs"]
mod sample_zones;
#[path = "support/zones.rs"]
#[allow(dead_code)]
mod zones;

use chrono::NaiveDate;
use inhouse::domain::agreed::{Cadence, Cost, Goal, Measure};
use inhouse::domain::agreement::{Acceptance, Duty, Side, Status, Version};
use inhouse::domain::calendar::{DaySpan, Hours, Week};
use inhouse::domain::client::ClientFact;
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::counting::{Counting, OnPriority, OnReopen, UpdateBy};
use inhouse::domain::edit::Edit;
use inhouse::domain::edit::{CalendarDraft, Refusal};
use inhouse::domain::ident::CalendarId;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{PauseReason, Priority};
use inhouse::domain::text::{Name, Note};
use inhouse::domain::threshold::{Lead, Threshold};
use inhouse::store::ledger::{Ledger, Ports};
use inhouse::store::memory::{Counting as Fresh, Memory, SetClock};
use inhouse::store::one::{Carried, CarryFault, read, write};
use inhouse::store::ports::NoLog;
use sample_zones::SampleZones;
use std::rc::Rc;

const NOW: Moment = Moment(1_794_214_800_000);

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn hours(named: &str, week: Week) -> CalendarDraft {
    CalendarDraft {
        name: name(named),
        zone: "Europe/Brussels".into(),
        hours: Hours::weekly(week),
        layers: std::collections::BTreeSet::new(),
        opens: Default::default(),
        files: Default::default(),
        opened: None,
    }
}

/// Everything an agreement can hold.
fn whole() -> Carried {
    let mut terms = Version {
        reason: Note::new("We have learnt").unwrap(),
        ack_counts: true,
        expects: Note::new("Before noon, \"if you can\" – 日本").unwrap(),
        review: NaiveDate::from_ymd_opt(2027, 5, 1),
        cadence: Cadence { weeks: 2, months: 6 },
        cost: Cost::CostPlus(15),
        pauses_on: [PauseReason::Client, PauseReason::Supplier].into(),
        ..Version::default()
    };
    let put = [
        (ClockKind::FirstResponse, Span::minutes(90), Basis::Calendar),
        (ClockKind::Decision, Span::hours(4), Basis::Open),
        (ClockKind::Update, Span::hours(8), Basis::Open),
        (ClockKind::Resolution, Span::days(3), Basis::Days),
    ];
    for (clock, amount, basis) in put {
        terms.targets.insert((clock, Priority::High), Target::usual(clock, amount, basis).unwrap());
    }
    terms.counting = Counting {
        cut_off: Some(900),
        update_by: UpdateBy::Reply,
        hand_over: Some(Target::usual(ClockKind::Resolution, Span::days(1), Basis::SameTime).unwrap()),
        pilot: NaiveDate::from_ymd_opt(2027, 1, 31),
        on_priority: OnPriority::Onward,
        on_reopen: OnReopen::Anew,
        longest_pause: Some(Target::usual(ClockKind::Resolution, Span::hours(16), Basis::Open).unwrap()),
        answers: Target::usual(ClockKind::Resolution, Span::hours(8), Basis::Open).ok(),
    };
    let duty = |side, text, owner: Option<&str>| Duty {
        side,
        text: Note::new(text).unwrap(),
        owner: owner.map(name),
    };
    terms.duties.insert(1, duty(Side::Provider, "We answer", Some("Ann")));
    terms.duties.insert(4, duty(Side::Client, "They ask early", None));
    terms.excludes = [(2, Note::new("Printing").unwrap())].into();
    terms.measures = [(Measure::RightFirst, Goal::of(95)), (Measure::Satisfied, Goal::of(80))].into();
    terms.ladder = [
        ((ClockKind::Resolution, Threshold::Share(75)), name("Bo")),
        ((ClockKind::FirstResponse, Threshold::Share(75)), name("Ed")),
        ((ClockKind::Resolution, Threshold::Share(100)), name("The head of it")),
        ((ClockKind::Resolution, Threshold::Before(Lead::Days(1))), name("Cy")),
        ((ClockKind::Resolution, Threshold::After(Lead::Time(Span::hours(2)))), name("Di")),
    ]
    .into();
    let warned = Target::usual(ClockKind::Resolution, Span::hours(8), Basis::Calendar).unwrap();
    let warned = Target { warn: Threshold::Before(Lead::Time(Span::hours(2))), ..warned };
    terms.targets.insert((ClockKind::Resolution, Priority::Urgent), warned);
    let mut counted = hours("Usual", Week::office(&[(540, 1_020)]));
    counted.hours.closed.insert(NaiveDate::from_ymd_opt(2026, 12, 25).unwrap(), "Christmas".into());
    counted.hours.yearly.insert((1, 1), "New Year".into());
    counted
        .hours
        .overrides
        .insert(NaiveDate::from_ymd_opt(2026, 12, 24).unwrap(), vec![DaySpan::new(540, 720)]);
    Carried {
        name: name("Sales – Payroll"),
        clients: vec![name("Sales"), name("Support")],
        services: vec![name("Payroll")],
        terms,
        hours: counted,
        support: Some(hours("By phone", Week::always())),
        offices: Default::default(),
    }
}

/// The same, apart from what a desk gives it: calendars of its own, when it was written.
fn plain(carried: &Carried) -> Carried {
    let mut plain = carried.clone();
    (plain.terms.calendar, plain.terms.support, plain.terms.made) = (None, None, Moment::default());
    plain
}

#[test]
fn what_is_written_comes_back_whole() {
    let carried = whole();
    let file = write(&carried, NOW).unwrap();
    let back = read(&file).unwrap();
    assert_eq!(plain(&back), plain(&carried));
    // Written again it is the same file, to the last byte.
    assert_eq!(write(&back, NOW).unwrap(), file);
    // A byte order mark, as some editors write it, is no fault.
    assert_eq!(read(&["\u{feff}", &file].concat()).unwrap(), back);
}

#[test]
fn it_arrives_as_a_draft_nobody_has_accepted() {
    let mut carried = whole();
    carried.terms.status = Status::InForce;
    carried.terms.effective = Some(NOW);
    let on = NaiveDate::from_ymd_opt(2026, 11, 9).unwrap();
    carried.terms.accepted = [Some(Acceptance { name: name("Ann"), role: None, on, signature: None }), None];
    let back = read(&write(&carried, NOW).unwrap()).unwrap();
    assert_eq!((back.terms.status, back.terms.effective), (Status::Draft, None));
    assert_eq!(back.terms.accepted, [None, None]);
}

#[test]
fn a_file_cut_short_or_changed_is_noticed_wherever_it_is_cut() {
    let file = write(&whole(), NOW).unwrap();
    for cut in (1..file.len() - 2).step_by(37).filter(|at| file.is_char_boundary(*at)) {
        assert!(read(&file[..cut]).is_err(), "cut at {cut}");
    }
    assert_eq!(read(&file[..file.len() / 2]), Err(CarryFault::Damaged));
    assert_eq!(read(&file.replace("Sales", "Legal")), Err(CarryFault::Damaged));
    assert_eq!(read(&file.replace("\"schema\":1", "\"schema\":2")), Err(CarryFault::Newer));
    for other in ["", "[]", "{}", "BEGIN:VCALENDAR", "{\"inhouse\":\"desk\",\"schema\":1}"] {
        assert_eq!(read(other), Err(CarryFault::NotOne), "{other}");
    }
}

#[test]
fn what_could_not_be_saved_is_not_written() {
    let mut carried = whole();
    carried.hours.hours = Hours::default();
    assert!(matches!(write(&carried, NOW), Err(Refusal::Hours(_))));
}

fn ledger(kept: &Memory) -> Ledger {
    timed(kept, &SetClock::at(NOW))
}

fn timed(kept: &Memory, clock: &SetClock) -> Ledger {
    let ports = Ports {
        kept: Rc::new(kept.clone()),
        clock: Rc::new(clock.clone()),
        entropy: Rc::new(Fresh::from(7)),
        zones: Rc::new(SampleZones),
        log: Rc::new(NoLog),
    };
    Ledger::open(ports, "s")
}

/// A desk that has a client and hours whose names are in the file too.
fn desk(kept: &Memory) -> Ledger {
    set_up(ledger(kept))
}

fn set_up(mut ledger: Ledger) -> Ledger {
    let week = Week::office(&[(480, 960)]);
    let zone = "Europe/Brussels".into();
    ledger.act(Edit::SetUp { name: name("Legal"), zone, week, calendar: name("Usual") }).unwrap();
    ledger.act(Edit::AddClient(name("Sales"))).unwrap();
    ledger
}

/// Open in the hours of two offices, one of them in those of a third.
fn with_offices() -> Carried {
    let [far, near, shop] = [1, 2, 3].map(|id: u128| CalendarId(id.into()));
    let opens = |named: &str, opens: &[CalendarId]| CalendarDraft {
        opens: opens.iter().copied().collect(),
        ..hours(named, Week::office(&[(600, 900)]))
    };
    let mut carried = whole();
    carried.hours.opens = [far, near].into();
    carried.offices =
        [(far, opens("Far", &[])), (near, opens("Near", &[shop])), (shop, opens("Shop", &[]))].into();
    read(&write(&carried, NOW).unwrap()).unwrap()
}

/// What stands on a desk: calendars, clients, services, agreements.
fn counts(ledger: &Ledger) -> [usize; 4] {
    let desk = ledger.desk();
    [desk.calendars().count(), desk.clients().count(), desk.services().count(), desk.agreements().count()]
}

fn take(ledger: &mut Ledger, carried: Carried) -> Result<(), inhouse::store::ledger::Trouble> {
    let (news, last) = carried.drafted(ledger, &|name| format!("{name} (other)"))?;
    ledger.act_drafted(news, last).map(drop)
}

#[test]
fn it_is_taken_in_as_one_step_with_all_that_comes_along() {
    let kept = Memory::new();
    let mut here = desk(&kept);
    assert_eq!(counts(&here), [1, 1, 0, 0]);
    take(&mut here, with_offices()).unwrap();
    // The hours, three offices and the hours of support beside the team's own; "Support" beside "Sales"; "Payroll".
    assert_eq!(counts(&here), [6, 2, 1, 1]);
    let named = here.desk().calendars().filter_map(|(_, calendar)| calendar.name.clone());
    assert!(named.into_iter().any(|named| named == name("Usual (other)")));
    here.undo().unwrap();
    assert_eq!(counts(&here), [1, 1, 0, 0], "one Undo");
    here.redo().unwrap();
    assert_eq!(counts(&here), [6, 2, 1, 1]);
    assert_eq!(counts(&ledger(&kept)), [6, 2, 1, 1], "as it is stored");
    // Once more it is another agreement in the hours that are there by now.
    take(&mut here, with_offices()).unwrap();
    assert_eq!(counts(&here), [6, 2, 1, 2]);
}

/// The clock of the device goes back an hour after an agreement came in: what is changed then holds, here and as it is stored,
/// and is taken back by one Undo; so does one that comes in after that.
#[test]
fn what_is_changed_holds_where_the_clock_went_back_since_it_came_in() {
    let (kept, clock) = (Memory::new(), SetClock::at(NOW));
    let mut here = set_up(timed(&kept, &clock));
    take(&mut here, with_offices()).unwrap();
    clock.set(NOW - Span::hours(1));
    let support = here.desk().client_named("Support").unwrap();
    let named = |ledger: &Ledger| ledger.desk().client(support).unwrap().name.clone();
    here.act(Edit::EditClient(support, vec![ClientFact::Named(name("Help"))])).unwrap();
    assert_eq!(named(&here), Some(name("Help")));
    assert_eq!(named(&timed(&kept, &clock)), Some(name("Help")), "as it is stored");
    here.undo().unwrap();
    assert_eq!(named(&here), Some(name("Support")));
    here.redo().unwrap();
    // Another one: "Support" is made anew, and its name can be changed like that of the first.
    take(&mut here, with_offices()).unwrap();
    let again = here.desk().client_named("Support").unwrap();
    here.act(Edit::EditClient(again, vec![ClientFact::Named(name("Hotline"))])).unwrap();
    assert_eq!(here.desk().client(again).unwrap().name, Some(name("Hotline")));
    here.undo().unwrap();
    assert_eq!(counts(&here), [6, 3, 1, 2]);
    here.undo().unwrap();
    assert_eq!(counts(&here), [6, 2, 1, 1]);
}

#[test]
fn what_does_not_fit_or_is_refused_leaves_nothing_behind() {
    let mut fitted = false;
    for writes in 0..40 {
        let kept = Memory::new();
        let mut here = desk(&kept);
        kept.fail_after(Some(writes));
        let done = take(&mut here, with_offices());
        kept.fail_after(None);
        fitted = done.is_ok();
        let wanted = if fitted { [6, 2, 1, 1] } else { [1, 1, 0, 0] };
        assert_eq!(counts(&here), wanted, "{writes} writes");
        assert_eq!(counts(&ledger(&kept)), wanted, "{writes} writes, as it is stored");
        if fitted {
            break;
        }
    }
    assert!(fitted);
    // Terms that are refused: their hours are made before them, and do not come either.
    let mut carried = with_offices();
    let wrong = Target {
        amount: Span::hours(0),
        ..carried.terms.targets[&(ClockKind::Resolution, Priority::Urgent)]
    };
    carried.terms.targets.insert((ClockKind::Resolution, Priority::Urgent), wrong);
    let mut here = desk(&Memory::new());
    assert!(take(&mut here, carried).is_err());
    assert_eq!(counts(&here), [1, 1, 0, 0]);
    assert!(here.undo().unwrap().is_some_and(|outcome| outcome.deed.key != "agreement"), "no step of it");
}

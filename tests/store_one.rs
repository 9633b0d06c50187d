//! One agreement as a file: what is written comes back whole, and a file that is something else, cut short,
//! or changed by hand says so.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::agreed::{Cadence, Cost, Goal, Measure};
use inhouse::domain::agreement::{Acceptance, Duty, Side, Status, Version};
use inhouse::domain::calendar::{DaySpan, Hours, Week};
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::counting::{Counting, OnPriority, OnReopen, UpdateBy};
use inhouse::domain::edit::{CalendarDraft, Refusal};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{PauseReason, Priority};
use inhouse::domain::text::{Name, Note};
use inhouse::domain::threshold::{Lead, Threshold};
use inhouse::store::one::{Carried, CarryFault, read, write};

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
        (Threshold::Share(75), name("Bo")),
        (Threshold::Share(100), name("The head of it")),
        (Threshold::Before(Lead::Days(1)), name("Cy")),
        (Threshold::After(Lead::Time(Span::hours(2))), name("Di")),
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

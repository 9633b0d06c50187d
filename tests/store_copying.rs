//! Parts of another desk as copies: what they are, what stays, and that one undo takes them back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/sample_zones.rs"]
mod sample_zones;
#[path = "support/zones.rs"]
#[allow(dead_code)]
mod zones;

use inhouse::domain::agreement::Status;
use inhouse::domain::calendar::{Hours, Week};
use inhouse::domain::columns::{Column, ColumnFact, MOST_ADDED};
use inhouse::domain::edit::{CalendarDraft, Deed, Edit, NewRequest};
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::Stage;
use inhouse::domain::team::TeamFact;
use inhouse::domain::template::due;
use inhouse::domain::text::{Name, Title};
use inhouse::store::copying::{Copies, Other, Part};
use inhouse::store::ledger::{Batch, Ledger, Ports};
use inhouse::store::memory::{Counting, Memory, SetClock};
use inhouse::store::merge;
use inhouse::store::one::hours_of;
use inhouse::store::ports::NoLog;
use inhouse::store::sample;
use sample_zones::SampleZones;
use std::rc::Rc;

/// Thursday 2026-11-12 11:40 in Brussels, and a year later.
const THEN: Moment = Moment(1_794_480_000_000);
const NOW: Moment = Moment(1_794_480_000_000 + 365 * 86_400_000);

fn empty(random: u128) -> Ledger {
    empty_at(random, &SetClock::at(NOW))
}

fn empty_at(random: u128, clock: &SetClock) -> Ledger {
    let ports = Ports {
        kept: Rc::new(Memory::new()),
        clock: Rc::new(clock.clone()),
        entropy: Rc::new(Counting::from(random)),
        zones: Rc::new(SampleZones),
        log: Rc::new(NoLog),
    };
    Ledger::open(ports, "s")
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

/// Last year's desk: the sample, whose board calls a column otherwise.
fn last_year() -> Batch {
    let text = |key: &str| inhouse::words::say_joined("sample.", key, &[]);
    let mut ledger = empty(1 << 70);
    ledger.take_in(sample::build(THEN, Rc::new(SampleZones), &text).unwrap()).unwrap();
    let column = ColumnFact::Named(Column::from(Stage::InProgress), Some(name("On the desk")));
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Columns(column)])).unwrap();
    let view = ColumnFact::View(name("Urgent"), Some("priority=urgent".into()));
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Columns(view)])).unwrap();
    all_of(&ledger)
}

fn all_of(ledger: &Ledger) -> Batch {
    let desk = ledger.desk();
    desk.subjects().map(|subject| (subject, desk.log(subject).to_vec())).collect()
}

fn copied(ledger: &mut Ledger, parts: &[Part]) -> Copies {
    copied_from(&last_year(), ledger, parts)
}

fn copied_from(file: &Batch, ledger: &mut Ledger, parts: &[Part]) -> Copies {
    let copies = Other::of(file).copies(ledger, parts, &|name| format!("{name} (copy)")).unwrap();
    let mut bringing = ledger.begin_bringing();
    ledger.bring(&mut bringing, copies.records.clone()).unwrap();
    ledger.imported(Deed { key: "copied", ..Deed::default() }, bringing.members.clone());
    ledger.settle(&bringing);
    copies
}

fn names<'a>(all: impl Iterator<Item = Option<&'a Name>>) -> Vec<String> {
    let mut all: Vec<String> = all.flatten().map(Name::to_string).collect();
    all.sort();
    all
}

#[test]
fn a_new_desk_begins_like_last_years() {
    let mut ledger = empty(1);
    let file = last_year();
    assert_eq!(Other::of(&file).parts(), Part::ALL);
    let copies = copied(&mut ledger, &Part::ALL);
    assert!(copies.there.is_empty(), "{:?}", copies.there);
    let desk = ledger.desk();
    assert!(desk.is_set_up() && !desk.team().sample);
    assert_eq!(desk.team().name, Some(name("People")));
    assert_eq!(
        names(desk.clients().map(|(_, c)| c.name.as_ref())),
        ["Customer Care", "Finance", "Sales", "Singapore", "Warehouse"]
    );
    assert_eq!((desk.request_count(), desk.agreements().count()), (0, 3));
    assert!(desk.services().any(|(_, service)| !service.templates.is_empty()));
    // The holidays are those of the old desk: seven days of three years.
    let usual = desk.calendar(desk.team().hours.unwrap()).unwrap();
    assert_eq!(usual.hours.closed.len(), 21);
    for (_, agreement) in desk.agreements() {
        let (number, version) = agreement.newest().unwrap();
        assert_eq!((number, version.status), (1, Status::Draft));
        assert!(!version.is_accepted() && version.accepted.iter().all(Option::is_none));
        assert!(version.calendar.is_some_and(|id| desk.calendar(id).is_some()));
        assert!(version.review.is_none(), "a day of last year");
        assert!(!version.targets.is_empty());
        assert!(version.scope.clients.iter().all(|id| desk.client(*id).is_some()));
    }
    assert_eq!(desk.team().columns.name(Stage::InProgress), Some(&name("On the desk")));
    assert!(desk.team().columns.views().is_empty());
    assert_eq!(desk.team().triage.goals().len(), 3);
    // What comes again is not due for the year that has gone by.
    let today = inhouse::domain::zone::ZoneTable::utc().to_local(NOW).date();
    assert!(due(desk, today).is_empty());
    // New identifiers, all of them.
    for (subject, _) in &copies.records {
        assert!(*subject == Subject::Team || !file.iter().any(|(old, _)| old == subject), "{subject:?}");
    }
    // And the next request is the first.
    let made =
        ledger.act(Edit::Raise(Box::new(NewRequest::titled(Title::new("First").unwrap())))).unwrap().made;
    let Some(Subject::Request(id)) = made else { panic!("no request") };
    assert!(ledger.desk().request(id).unwrap().reference.ends_with("-1"));
}

#[test]
fn what_is_here_stays_and_one_undo_takes_the_copies_back() {
    let mut ledger = empty(1);
    copied(&mut ledger, &Part::ALL);
    let before: Batch = ledger.desk().subjects().map(|s| (s, ledger.desk().log(s).to_vec())).collect();
    let finance = ledger.desk().client_named("Finance").unwrap();
    // The same once more: only the agreements are others, and those have other names.
    let again =
        Other::of(&last_year()).copies(&ledger, &Part::ALL, &|name| format!("{name} (copy)")).unwrap();
    let preview = merge::adding(ledger.desk(), &again.records);
    assert_eq!((preview.added.len(), preview.changed.len(), preview.removed.len()), (3, 0, 0));
    assert!(preview.added.iter().all(|subject| matches!(subject, Subject::Agreement(_))));
    assert!(again.there.contains(&name("Finance")));
    copied(&mut ledger, &[Part::Agreements]);
    let all = names(ledger.desk().agreements().map(|(_, a)| a.name.as_ref()));
    assert!(
        all.contains(&"Payroll for Finance".to_owned())
            && all.contains(&"Payroll for Finance (copy)".to_owned())
    );
    let copy = ledger
        .desk()
        .agreements()
        .find(|(_, a)| a.name == Some(name("Payroll for Finance (copy)")))
        .unwrap()
        .1;
    assert!(copy.newest().unwrap().1.scope.clients.contains(&finance));
    ledger.undo().unwrap();
    for (subject, _) in &before {
        assert!(ledger.desk().is_live(*subject));
    }
    assert_eq!(ledger.desk().agreements().count(), 3);
    // Nothing but what was chosen comes.
    let mut other = empty(9);
    let week = ledger.desk().calendars().next().unwrap().1.hours.week.clone();
    other
        .act(Edit::SetUp {
            name: name("Legal"),
            zone: "Europe/Brussels".into(),
            week,
            calendar: name("Ours"),
        })
        .unwrap();
    copied(&mut other, &[Part::Services]);
    let desk = other.desk();
    assert_eq!((desk.clients().count(), desk.agreements().count(), desk.calendars().count()), (0, 0, 1));
    assert_eq!(desk.team().name, Some(name("Legal")));
    assert!(desk.services().count() > 2);
}

/// A desk whose team is open in the hours of its office only, with an agreement's hours open in both.
fn with_an_office() -> Batch {
    let mut ledger = empty(1 << 70);
    ledger.take_in(last_year()).unwrap();
    let usual = ledger.desk().team().hours.unwrap();
    let own = hours_of(ledger.desk(), usual).unwrap();
    let save = |ledger: &mut Ledger, id, draft| match ledger
        .act(Edit::SaveCalendar(id, Box::new(draft)))
        .unwrap()
        .made
    {
        Some(Subject::Calendar(made)) => made,
        _ => id.unwrap(),
    };
    let office = CalendarDraft { name: name("Far office"), zone: "Asia/Singapore".into(), ..own.clone() };
    let office = save(&mut ledger, None, office);
    let both = CalendarDraft { name: name("Both"), opens: [usual, office].into(), ..own.clone() };
    save(&mut ledger, None, both);
    let empty = Hours { week: Week::default(), ..own.hours.clone() };
    save(&mut ledger, Some(usual), CalendarDraft { hours: empty, opens: [office].into(), ..own });
    all_of(&ledger)
}

#[test]
fn offices_come_with_the_hours_that_are_open_in_theirs() {
    let file = with_an_office();
    let check = |ledger: &Ledger| {
        let desk = ledger.desk();
        let named = |wanted: &str| {
            desk.calendars()
                .filter(|(_, c)| c.name == Some(name(wanted)))
                .map(|(id, _)| id)
                .collect::<Vec<_>>()
        };
        let (office, both) = (named("Far office"), named("Both"));
        assert_eq!((office.len(), both.len()), (1, 1));
        let both = &desk.calendar(both[0]).unwrap().opens;
        assert_eq!(both.len(), 2);
        assert!(both.contains(&office[0]) && both.iter().all(|id| desk.calendar(*id).is_some()));
        office[0]
    };
    let mut ledger = empty(1);
    copied_from(&file, &mut ledger, &Part::ALL);
    let office = check(&ledger);
    let usual = ledger.desk().calendar(ledger.desk().team().hours.unwrap()).unwrap();
    assert_eq!(usual.opens, [office].into());
    assert_eq!(usual.hours.week, Week::default());
    // Onto a desk that is there; once more, nothing comes.
    let mut other = empty(9);
    copied(&mut other, &[]);
    copied_from(&file, &mut other, &[Part::Hours]);
    check(&other);
    let count = other.desk().calendars().count();
    copied_from(&file, &mut other, &[Part::Hours]);
    assert_eq!(other.desk().calendars().count(), count);
}

#[test]
fn an_added_column_is_the_one_of_the_same_stage_and_name() {
    let column = |part| Column { stage: Stage::InProgress, part };
    let board =
        |facts: &[ColumnFact]| Edit::ChangeTeam(facts.iter().cloned().map(TeamFact::Columns).collect());
    let add = |ledger: &mut Ledger, part: u32, called: &str| {
        let stage = Some(Stage::InProgress);
        let named = ColumnFact::Named(column(part), Some(name(called)));
        ledger.act(board(&[ColumnFact::Added(part, stage), named])).unwrap();
    };
    let mut theirs = empty(2 << 70);
    theirs.take_in(last_year()).unwrap();
    for (part, called) in [(7, "Review"), (8, "Test"), (70, "Proof")] {
        add(&mut theirs, part, called);
    }
    let limits = [(7, 3), (8, 4)].map(|(part, most)| ColumnFact::Limit(column(part), Some(most)));
    theirs.act(board(&limits)).unwrap();
    theirs.act(board(&[ColumnFact::Order(vec![column(8), column(7), column(0)])])).unwrap();
    // One they have taken away again takes none away here.
    add(&mut theirs, 9, "Desk check");
    theirs.act(board(&[ColumnFact::Added(9, None)])).unwrap();
    let file = all_of(&theirs);
    let mut ledger = empty(1);
    copied(&mut ledger, &[]);
    for (part, called) in [(70, "Review"), (80, "Test"), (9, "Desk check")] {
        add(&mut ledger, part, called);
    }
    ledger.act(board(&[ColumnFact::Limit(column(80), Some(2))])).unwrap();
    copied_from(&file, &mut ledger, &[Part::Board]);
    let columns = &ledger.desk().team().columns;
    // Their "Review" and "Test" are those here; their "Proof" has the number of "Review" here, and comes under one of its own.
    let mut names: Vec<&str> = columns.added().map(|c| columns.name(c).unwrap().as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Desk check", "Proof", "Review", "Test"]);
    assert_eq!(columns.name(column(70)), Some(&name("Review")));
    // A limit comes where there was none, and the one that is here stays.
    assert_eq!((columns.limit(column(70)), columns.limit(column(80))), (Some(3), Some(2)));
    assert_eq!(columns.open()[..3], [column(80), column(70), column(0)], "their order");
    // Copied once more, nothing comes.
    assert!(copied_from(&file, &mut ledger, &[Part::Board]).records.is_empty());
}

/// The clock of the device goes back an hour after a column was given a name: the one that is copied then holds, one Undo takes
/// it back, and so does a name given after it.
#[test]
fn what_is_copied_holds_where_the_clock_went_back_since() {
    let clock = SetClock::at(NOW);
    let mut ledger = empty_at(1, &clock);
    copied(&mut ledger, &[]);
    let begun = Column::from(Stage::InProgress);
    let call = |ledger: &mut Ledger, called: Option<&str>| {
        let named = ColumnFact::Named(begun, called.map(name));
        ledger.act(Edit::ChangeTeam(vec![TeamFact::Columns(named)])).unwrap();
    };
    let called = |ledger: &Ledger| ledger.desk().team().columns.name(begun).map(Name::to_string);
    call(&mut ledger, Some("Begun"));
    call(&mut ledger, None);
    clock.set(NOW - Span::hours(1));
    copied(&mut ledger, &[Part::Board]);
    assert_eq!(called(&ledger).as_deref(), Some("On the desk"));
    call(&mut ledger, Some("At work"));
    assert_eq!(called(&ledger).as_deref(), Some("At work"));
    ledger.undo().unwrap();
    ledger.undo().unwrap();
    assert_eq!(called(&ledger), None);
}

#[test]
fn no_more_columns_come_than_a_board_may_have() {
    let column = |part| Column { stage: Stage::InProgress, part };
    let add = |ledger: &mut Ledger, part: u32, called: &str| {
        let named = ColumnFact::Named(column(part), Some(name(called)));
        let facts = [ColumnFact::Added(part, Some(Stage::InProgress)), named];
        ledger.act(Edit::ChangeTeam(facts.map(TeamFact::Columns).to_vec())).unwrap();
    };
    let mut theirs = empty(2 << 70);
    theirs.take_in(last_year()).unwrap();
    add(&mut theirs, 7, "Review");
    add(&mut theirs, 8, "Test");
    let file = all_of(&theirs);
    let mut full = empty(3);
    copied(&mut full, &[]);
    // One place is left, and they have two.
    for part in 1..u32::try_from(MOST_ADDED).unwrap() {
        add(&mut full, 100 + part, &format!("Column {part}"));
    }
    let copies = copied_from(&file, &mut full, &[Part::Board]);
    let columns = &full.desk().team().columns;
    assert_eq!(columns.added().count(), MOST_ADDED);
    assert_eq!(columns.name(column(7)), Some(&name("Review")));
    assert!(columns.name(column(8)).is_none() && !columns.open().contains(&column(8)));
    // And it is said which one does not come.
    assert_eq!(copies.left, [name("Test")]);
}

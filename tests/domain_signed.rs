//! What was agreed on stays what was agreed on: scopes and versions, acceptances, two forms at once, versions to come,
//! verdicts that were written down.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/dealing.rs"]
mod dealing;

use chrono::NaiveDate;
use dealing::*;
use inhouse::domain::agreement::{Acceptance, Agreement, AgreementFact, Scope, Side, Status, Term, Version};
use inhouse::domain::backtest::{past, try_out};
use inhouse::domain::calendar::{Hours, Special, Week};
use inhouse::domain::clock::{ClockKind, ClockState, Verdict};
use inhouse::domain::counting::OnPriority;
use inhouse::domain::decide::{crossed, crossed_calendar, moved_to};
use inhouse::domain::edit::{AgreementDraft, CalendarDraft, Choice, Edit, Many, Refusal};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::ident::{AgreementId, ClientId, Subject};
use inhouse::domain::insight::{Changed, attainment};
use inhouse::domain::moment::Span;
use inhouse::domain::record::Record;
use inhouse::domain::request::{Priority, Stage};
use inhouse::domain::reviewed::review_of;
use inhouse::domain::signed::{Since, changed};
use inhouse::domain::text::Note;
use inhouse::domain::versions::{Change, difference, moving};
use inhouse::domain::zone::ZoneTable;

#[test]
fn whom_an_agreement_is_for_changes_with_a_version_and_from_its_date() {
    let mut desk = Desk::new();
    let id = desk.save(None, AgreementDraft { publish: true, ..desk.draft_for("Finance", 8) });
    desk.act(Edit::Accept(id, Side::Client, acceptance("Ann"))).unwrap();
    let wednesday = MONDAY + Span::days(2);
    let mut draft = AgreementDraft { publish: true, ..desk.draft_for("HR", 8) };
    draft.terms.effective = Some(wednesday);
    desk.save(Some(id), draft);

    let (finance, hr) = (desk.client("Finance"), desk.client("HR"));
    let versions = &desk.agreement(id).versions;
    assert_eq!(versions.len(), 2, "another scope is another version");
    assert_eq!(versions[&1].accepted_by(Side::Client).map(|a| a.name.as_str()), Some("Ann"));
    assert_eq!(versions[&2].accepted_by(Side::Client), None);
    let [before, after] = [finance, hr].map(|client| Scope::one(client, None));
    assert_eq!(difference(&versions[&1], &versions[&2]), [Change::Scope(before, after)]);

    // Until Wednesday it is for Finance, from then on for HR.
    let (now, other) = (desk.raise_for("Finance"), desk.raise_for("HR"));
    assert_eq!((desk.version_of(now), desk.desk.request(other).unwrap().pin()), (Some(1), None));
    desk.now = wednesday;
    let (later, theirs) = (desk.raise_for("Finance"), desk.raise_for("HR"));
    assert_eq!((desk.desk.request(later).unwrap().pin(), desk.version_of(theirs)), (None, Some(2)));
    // What version 2 is not for stays under version 1.
    assert_eq!(moving(&desk.desk, &desk.book, id, desk.now).unwrap().1, []);
    desk.act(Edit::MoveOpen(id, vec![now])).unwrap();
    assert_eq!(desk.version_of(now), Some(1));
}

#[test]
fn an_agreement_stored_with_one_scope_for_all_reads_as_before() {
    let event = |n: u32, fact| Event {
        stamp: inhouse::domain::stamp::Stamp { ms: MONDAY.0, count: n, node: 1 },
        at: MONDAY,
        actor: None,
        source: Source::Live,
        fact: Fact::Agreement(fact),
    };
    let client = Some(ClientId::from_parts(1, 1));
    let record = Record::<Agreement>::from_events(vec![
        event(0, AgreementFact::Version(1, Term::Status(Status::InForce))),
        event(1, AgreementFact::Scope { client, service: None }),
        event(2, AgreementFact::Version(2, Term::Status(Status::Draft))),
    ]);
    let scope = &Scope::one(client, None);
    assert_eq!(record.state().versions.values().map(|v| &v.scope).collect::<Vec<_>>(), [scope, scope]);
}

#[test]
fn an_acceptance_knows_what_was_accepted() {
    use inhouse::store::wire::v1::{decode, encode};
    let mut desk = Desk::new();
    let id = desk.save(None, AgreementDraft { publish: true, ..desk.draft_for("Finance", 8) });
    let on = NaiveDate::from_ymd_opt(2026, 11, 9).unwrap();
    let role = Some(name("Head of Finance"));
    let ann = Acceptance { name: name("Ann"), role, on, signature: None };
    desk.act(Edit::Accept(id, Side::Client, Some(ann))).unwrap();
    let since = |desk: &Desk| changed(&desk.desk, desk.newest(id).1, Side::Client);
    assert_eq!(since(&desk), None);
    // The name of a calendar or of a holiday is not what was agreed; a week and a holiday are.
    desk.hours(|hours| hours.week.0[0][0].to = 960);
    assert_eq!(since(&desk), Some(Since::Hours));
    desk.hours(|hours| hours.week.0[0][0].to = 1_020);
    assert_eq!(since(&desk), None, "changed back");
    desk.hours(|hours| drop(hours.closed.insert(on, "A day off".to_owned())));
    assert_eq!(since(&desk), Some(Since::Hours));
    // Accepted once more, it holds again.
    desk.act(Edit::Accept(id, Side::Client, acceptance("Ann"))).unwrap();
    assert_eq!(since(&desk), None);
    desk.hours(|hours| drop(hours.closed.insert(on, "Another name".to_owned())));
    assert_eq!(since(&desk), None);

    let log = desk.desk.log(Subject::Agreement(id));
    assert_eq!(decode(&encode(log).unwrap()).unwrap(), log);
    // Written down before there was a hash: it reads as it did, and is not said to have changed.
    let old = r#"{"v":1,"b":1794214800000,"n":["1a2b3c4d"],"a":[],"e":[[0,0,0,0,-1,0,"g.acceptance",[1,1,"Ann",739929]]]}"#;
    let events = decode(old).unwrap();
    let Fact::Agreement(AgreementFact::Version(1, Term::Accepted(Side::Client, Some(read)))) =
        &events[0].fact
    else {
        panic!("{events:?}")
    };
    assert_eq!((read.name.as_str(), &read.role, read.signature), ("Ann", &None, None));
    assert_eq!(encode(&events).unwrap(), old);
}

#[test]
fn a_version_somebody_moved_a_request_to_stays_when_its_client_changes() {
    let (mut desk, request, id) = in_flight();
    let six = AgreementDraft { publish: true, ..desk.draft(6) };
    desk.now = desk.now + Span::hours(1);
    desk.save(Some(id), six);
    desk.act(Edit::MoveOpen(id, vec![request])).unwrap();
    assert_eq!(desk.version_of(request), Some(2));
    // HR has no agreement of its own, so the same one fits still; so it does for many at once.
    desk.act(Edit::ChangeClient(request, Choice::New(name("HR")))).unwrap();
    assert_eq!(desk.desk.request(request).unwrap().pin(), Some((id, 2)));
    desk.act(Edit::ChangeService(request, Choice::New(name("Payroll")))).unwrap();
    assert_eq!(desk.desk.request(request).unwrap().pin(), Some((id, 2)));
    desk.act(Edit::Many(vec![request], Many::Service(Choice::None))).unwrap();
    assert_eq!(desk.desk.request(request).unwrap().pin(), Some((id, 2)));
    // Finance has its own; what that would bring is known before it is done.
    let finance = desk.client("Finance");
    let one = desk.desk.request(request).unwrap();
    let other = moved_to(&desk.desk, one, finance, None, desk.now);
    let (before, after) = (desk.due(request), desk.book.read(&desk.desk, &other, desk.now).unwrap());
    // 6 h from Monday 09:00: 15:00, hour 6; 16 h are all of Tuesday too: hour 32.
    assert_eq!((before, after.resolution.due.unwrap().since(MONDAY)), (6, Span::hours(32)));
    desk.act(Edit::ChangeClient(request, Choice::Known(finance.unwrap()))).unwrap();
    assert_eq!(desk.due(request), 32);
    assert_eq!(desk.desk.request(request).unwrap().pin(), other.pin());
}

#[test]
fn two_forms_of_one_agreement_keep_what_the_other_wrote() {
    let mut desk = Desk::new();
    let id = desk.save(None, desk.draft(8));
    let (mut mine, opened) = desk.opened(id);
    let (mut theirs, _) = desk.opened(id);
    theirs.terms.ack_counts = true;
    theirs.terms.targets.insert((ClockKind::Resolution, Priority::Normal), target(6));
    desk.save(Some(id), theirs);
    mine.terms.targets.insert((ClockKind::Resolution, Priority::Normal), target(4));
    mine.terms.expects = Note::new("Before payday").unwrap();
    mine.name = name("Ours");
    // Both wrote the target: the later one counts, and that is known before.
    let (before, after) = crossed(desk.newest(id).1, &opened.terms, &mine.terms);
    let (clock, priority) = (ClockKind::Resolution, Priority::Normal);
    let change = Change::Target { clock, priority, before: Some(target(6)), after: Some(target(4)) };
    assert_eq!(difference(&before, &after), [change]);
    desk.save(Some(id), mine);
    let (number, version) = desk.newest(id);
    assert_eq!((number, version.ack_counts, version.expects.as_str()), (1, true, "Before payday"));
    assert_eq!(version.target(clock, priority), Some(&target(4)));
    assert_eq!(desk.agreement(id).name, Some(name("Ours")));
}

#[test]
fn two_forms_of_one_calendar_keep_what_the_other_wrote() {
    let mut desk = Desk::new();
    let id = desk.calendar.unwrap();
    let opened = desk.desk.calendar(id).unwrap().clone();
    let date = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
    desk.hours(|hours| {
        hours.closed.insert(date(25), "Christmas Day".to_owned());
        hours.closed.insert(date(24), "Off".to_owned());
    });
    let mut written = opened.clone();
    written.hours.week.0[4].clear();
    written.hours.closed.insert(date(24), "Christmas Eve".to_owned());
    let here = desk.desk.calendar(id).unwrap();
    assert_eq!(crossed_calendar(here, &opened, &written).len(), 1, "Christmas Eve, and not the week");
    let draft = CalendarDraft {
        name: name("Usual"),
        zone: "UTC".into(),
        hours: written.hours,
        layers: std::collections::BTreeSet::new(),
        opens: Default::default(),
        files: Default::default(),
        opened: Some(Box::new(opened)),
    };
    desk.act(Edit::SaveCalendar(Some(id), Box::new(draft))).unwrap();
    let hours = &desk.desk.calendar(id).unwrap().hours;
    assert!(hours.week.0[4].is_empty());
    assert_eq!(hours.closed.values().collect::<Vec<_>>(), ["Christmas Eve", "Christmas Day"]);
}

#[test]
fn a_version_to_come_is_put_off_corrected_and_taken_back() {
    let mut desk = Desk::new();
    let id = desk.save(None, AgreementDraft { publish: true, ..desk.draft(8) });
    let (first, second) = (MONDAY + Span::days(2), MONDAY + Span::days(4));
    let with = |desk: &Desk, hours, from| {
        let mut draft = AgreementDraft { publish: true, ..desk.draft(hours) };
        draft.terms.effective = from;
        draft
    };
    desk.save(Some(id), with(&desk, 4, Some(first)));
    desk.act(Edit::Accept(id, Side::Client, acceptance("Ann"))).unwrap();
    // Another date is another date, of the same version, and voids nothing.
    desk.save(Some(id), with(&desk, 4, Some(second)));
    let (number, version) = desk.newest(id);
    assert_eq!(
        (number, version.effective, version.accepted_by(Side::Client).is_some()),
        (2, Some(second), true)
    );
    // A correction stays at its date, and is not what was accepted.
    desk.save(Some(id), with(&desk, 5, Some(second)));
    let (number, version) = desk.newest(id);
    assert_eq!((number, version.status, version.effective), (2, Status::InForce, Some(second)));
    assert_eq!(version.accepted_by(Side::Client), None);
    desk.now = first + Span::hours(1);
    assert_eq!(desk.agreement(id).in_force(desk.now).map(|(n, _)| n), Some(1));
    desk.act(Edit::TakeBack(id)).unwrap();
    desk.now = second + Span::hours(1);
    assert_eq!(desk.newest(id).1.status, Status::Draft);
    assert_eq!(desk.agreement(id).in_force(desk.now).map(|(n, _)| n), Some(1));
    // What has begun is not taken back.
    desk.save(Some(id), with(&desk, 5, None));
    assert_eq!(desk.act(Edit::TakeBack(id)), Err(Refusal::Gone));
}

#[test]
fn a_discarded_draft_is_gone_and_undone_it_is_back() {
    let mut desk = Desk::new();
    let id = desk.save(None, desk.draft(8));
    assert_eq!(desk.act(Edit::Discard(id)), Err(Refusal::Gone), "the only version is the agreement");
    desk.save(Some(id), AgreementDraft { publish: true, ..desk.draft(8) });
    desk.save(Some(id), desk.draft(4));
    assert_eq!(desk.newest(id).0, 2);
    desk.act(Edit::Discard(id)).unwrap();
    assert_eq!((desk.newest(id).0, desk.newest(id).1.status), (1, Status::InForce));
    let gone = desk.desk.log(Subject::Agreement(id)).last().unwrap().stamp;
    // Its number is not given again, so that undoing brings nothing together that does not belong together.
    desk.save(Some(id), desk.draft(6));
    assert_eq!(desk.newest(id).0, 3);
    let stamp = desk.ticker.next(desk.now);
    let fact = Fact::Revoked(vec![gone]);
    let event = Event { stamp, at: desk.now, actor: None, source: Source::Live, fact };
    desk.desk.apply(Subject::Agreement(id), event);
    let version = &desk.agreement(id).versions[&2];
    let of = |v: &Version| v.target(ClockKind::Resolution, Priority::Normal).copied();
    assert_eq!((of(version), of(desk.newest(id).1)), (Some(target(4)), Some(target(6))));
    use inhouse::store::wire::v1::{decode, encode};
    let log = desk.desk.log(Subject::Agreement(id));
    assert_eq!(decode(&encode(log).unwrap()).unwrap(), log);
}

// ── figures ─────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_closed_verdict_stays_and_what_would_be_read_today_is_named() {
    let (mut desk, id, _) = in_flight();
    desk.at(7);
    desk.stage(id, Stage::Done);
    let figures = |desk: &Desk| attainment(&desk.desk, &desk.book, desk.now, &|_| true);
    assert_eq!(figures(&desk).total().resolution.met, [id]);
    assert_eq!(figures(&desk).differing, []);
    // Other hours on Fridays move nothing that was asked and done on a Monday.
    desk.at(200);
    desk.hours(|hours| hours.week.0[4].clear());
    assert_eq!(figures(&desk).differing, []);
    desk.prioritise(id, Priority::High);
    // High within 4 hours: read today it was late. What was written down counts, in the row of its present priority.
    let all = figures(&desk);
    assert_eq!((all.total().resolution.met.len(), all.total().resolution.breached.len()), (1, 0));
    let one = &all.differing[0];
    assert_eq!((one.id, one.written, one.read), (id, Verdict::Met, Verdict::Breached));
    assert_eq!(one.since, [Changed::Priority, Changed::Hours]);
    // Opened again it is read like any other.
    desk.stage(id, Stage::InProgress);
    assert_eq!(figures(&desk).total().resolution.breached, [id]);
}

#[test]
fn what_stays_late_is_late_in_the_trial_as_well() {
    let (mut desk, id, agreement) = in_flight();
    // High within 4 hours, lowered after 5, done after 6: of the 24 hours for low ones few were used.
    desk.prioritise(id, Priority::High);
    desk.at(5);
    desk.prioritise(id, Priority::Low);
    desk.at(6);
    desk.stage(id, Stage::Done);
    let mut terms = desk.newest(agreement).1.clone();
    let tried = |desk: &Desk, terms: &Version| {
        let hours = &desk.book.get(desk.calendar.unwrap()).unwrap().open;
        let past = past(&desk.desk, &Scope::default(), terms);
        let all = try_out(&past, terms, (hours, &ZoneTable::utc()), desk.now);
        let done = all.into_iter().find(|t| t.clock == ClockKind::Resolution).unwrap();
        (done.priority, done.met, done.late)
    };
    let live = |desk: &Desk, terms: &Version| {
        let request = desk.desk.request(id).unwrap();
        desk.book.read_under(request, terms, desk.now).unwrap().resolution.state
    };
    assert_eq!((tried(&desk, &terms), live(&desk, &terms)), ((Priority::Low, 1, vec![]), ClockState::Met));
    terms.counting.on_priority = OnPriority::Onward;
    let both = (tried(&desk, &terms), live(&desk, &terms));
    assert_eq!(both, ((Priority::Low, 0, vec![id]), ClockState::Breached));
    // So it is where low ones are promised nothing.
    terms.targets.remove(&(ClockKind::Resolution, Priority::Low));
    let both = (tried(&desk, &terms), live(&desk, &terms));
    assert_eq!(both, ((Priority::Low, 0, vec![id]), ClockState::Breached));
}

#[test]
fn an_agreement_names_the_review_that_was_agreed_on_last() {
    use inhouse::domain::agreement::Review;
    let mut desk = Desk::new();
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let mut draft = AgreementDraft { publish: true, ..desk.draft(8) };
    draft.terms.review = Some(day(11, 9));
    let id = desk.save(None, draft);
    let review = |desk: &Desk, terms: &Version| review_of(desk.agreement(id), terms, desk.now);
    let terms = desk.newest(id).1.clone();
    assert_eq!(review(&desk, &terms), Some(day(11, 9)));
    let text = Note::new("It fits").unwrap();
    desk.act(Edit::Review(id, Review { on: day(11, 9), text, next: Some(day(12, 9)) })).unwrap();
    assert_eq!(review(&desk, &terms), Some(day(12, 9)));
    // Other terms have a day of their own.
    let other = Version { review: Some(day(12, 31)), ..terms };
    assert_eq!(review(&desk, &other), Some(day(12, 31)));
}

#[test]
fn the_days_of_the_coming_year_are_those_not_like_the_week() {
    use inhouse::domain::calendar::DaySpan;
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let mut hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    hours.closed.insert(date("2026-12-25"), "Christmas Day".to_owned());
    hours.yearly.insert((1, 1), "New Year".to_owned());
    let half = [DaySpan::new(540, 720)];
    hours.overrides.insert(date("2026-12-24"), half.to_vec());
    hours.overrides.insert(date("2027-01-01"), half.to_vec());
    hours.overrides.insert(date("2026-12-28"), Vec::new());
    let today = date("2026-11-22");
    assert_eq!(
        hours.special_days(today, 366),
        [
            (date("2026-12-24"), Special::Own(&half, None)),
            (date("2026-12-25"), Special::Closed("Christmas Day")),
            (date("2026-12-28"), Special::Closed("")),
            (date("2027-01-01"), Special::Own(&half, Some("New Year"))),
        ]
    );
    assert_eq!(hours.closed_days(today, 366), [(date("2026-12-25"), "Christmas Day")]);
}

#[test]
fn a_list_of_holidays_runs_out_whatever_is_closed_every_year() {
    let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    let mut hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    hours.yearly.insert((12, 25), "Christmas Day".to_owned());
    for day in ["2026-01-01", "2026-04-06", "2026-12-26"] {
        hours.closed.insert(date(day), "A holiday".to_owned());
    }
    // From two months before its last day on.
    assert_eq!(hours.runs_out(date("2026-10-27")), None);
    assert_eq!(hours.runs_out(date("2026-10-28")), Some(date("2026-12-26")));
    assert_eq!(hours.runs_out(date("2027-06-01")), Some(date("2026-12-26")));
    hours.closed.insert(date("2027-12-26"), "A holiday".to_owned());
    assert_eq!(hours.runs_out(date("2027-06-01")), None, "one day of 2027 is no list that could end");
    // A day off once is no list.
    hours.closed.retain(|day, _| *day == date("2026-04-06"));
    assert_eq!(hours.runs_out(date("2026-11-22")), None);
    hours.yearly.clear();
    assert_eq!(hours.runs_out(date("2026-11-22")), Some(date("2026-04-06")));
}

#[test]
fn agreements_that_are_passed_over_say_why() {
    use inhouse::domain::matched::{Matched, Passed, matched};
    let mut desk = Desk::new();
    let hr = desk.save(None, AgreementDraft { publish: true, ..desk.draft_for("HR", 8) });
    let payroll = AgreementDraft {
        services: vec![Choice::New(name("Payroll"))],
        publish: true,
        ..desk.draft_for("Finance", 8)
    };
    let payroll = desk.save(None, payroll);
    let draft = desk.save(None, desk.draft_for("Finance", 4));
    let all = desk.save(None, AgreementDraft { publish: true, ..desk.draft(16) });
    let behind = desk.save(None, AgreementDraft { publish: true, ..desk.draft(24) });
    let order: Vec<AgreementId> = desk.desk.agreements_in_order().into_iter().map(|(id, _)| id).collect();
    assert_eq!(order, [payroll, hr, draft, all, behind]);
    let try_it = |client, service| matched(&desk.desk, client, service, desk.now, desk.now);
    let (finance, service) = (desk.client("Finance"), desk.desk.service_named("Payroll"));
    let wanted = Matched {
        found: Some((all, 1)),
        passed: vec![
            (payroll, Passed::OfServices([service.unwrap()].into())),
            (hr, Passed::OfClients([desk.client("HR").unwrap()].into())),
            (draft, Passed::NotInForce),
        ],
    };
    assert_eq!(try_it(finance, None), wanted);
    assert_eq!(try_it(finance, service), Matched { found: Some((payroll, 1)), passed: Vec::new() });
    assert_eq!(try_it(None, None).passed[0], (payroll, Passed::OfClients([finance.unwrap()].into())));
}

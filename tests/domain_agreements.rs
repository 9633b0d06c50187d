//! The life of an agreement: drafted, proposed, accepted, in force, followed by the next version; and a
//! draft tried on past work. Figures are worked out by hand in the comments.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::agreement::{Duty, Scope, Side, Status, Version};
use inhouse::domain::backtest::{past, round_up, try_out};
use inhouse::domain::calendar::{Hours, OpenTime, Week};
use inhouse::domain::clock::{Basis, ClockKind, Course, Target, Verdict, read, verdict};
use inhouse::domain::edit::{AgreementDraft, CalendarDraft, Choice, Edit, Refusal};
use inhouse::domain::ident::{AgreementId, RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{PauseReason, Priority, Stage};
use inhouse::domain::text::Note;
use inhouse::domain::threshold::Threshold;
use inhouse::domain::versions::{Change, difference, moving};
use inhouse::domain::workspace::Workspace;
use inhouse::domain::zone::ZoneTable;
use proptest::prelude::*;

#[path = "support/dealing.rs"]
mod dealing;

use dealing::*;

#[test]
fn from_draft_over_proposal_and_acceptance_into_force() {
    let mut desk = Desk::new();
    let id = desk.save(None, desk.draft(8));
    assert_eq!(desk.newest(id).1.status, Status::Draft);
    let early = desk.act(Edit::Accept(id, Side::Client, acceptance("Ann")));
    assert_eq!(early, Err(Refusal::NotProposed));

    let proposed = |hours, desk: &Desk| {
        let mut draft = desk.draft(hours);
        draft.terms.status = Status::Proposed;
        draft
    };
    let draft = proposed(8, &desk);
    desk.save(Some(id), draft);
    assert_eq!(desk.newest(id).1.status, Status::Proposed);
    desk.act(Edit::Accept(id, Side::Client, acceptance("Ann"))).unwrap();
    assert_eq!(desk.newest(id).1.accepted_by(Side::Client).map(|a| a.name.as_str()), Some("Ann"));

    // Another number is not what Ann has seen: her acceptance is void, and it is a draft again.
    let draft = desk.draft(6);
    desk.save(Some(id), draft);
    let (number, version) = desk.newest(id);
    assert_eq!((number, version.status, version.accepted_by(Side::Client)), (1, Status::Draft, None));

    let draft = proposed(6, &desk);
    desk.save(Some(id), draft);
    desk.act(Edit::Accept(id, Side::Client, acceptance("Ann"))).unwrap();
    desk.act(Edit::Accept(id, Side::Provider, acceptance("Bo"))).unwrap();
    assert!(desk.newest(id).1.is_accepted());
    // Kept again without a change it stays proposed, with both names.
    let draft = desk.draft(6);
    desk.save(Some(id), draft);
    assert!(desk.newest(id).1.is_accepted() && desk.newest(id).1.status == Status::Proposed);
    // Putting it in force changes no term, so the names stay.
    let draft = AgreementDraft { publish: true, ..desk.draft(6) };
    desk.save(Some(id), draft);
    let (number, version) = desk.newest(id);
    assert_eq!((number, version.status, version.effective), (1, Status::InForce, Some(MONDAY)));
    assert!(version.is_accepted());
    desk.act(Edit::Accept(id, Side::Provider, None)).unwrap();
    assert_eq!(desk.newest(id).1.accepted_by(Side::Provider), None);
}

#[test]
fn a_new_version_measures_from_its_date_and_open_requests_move_only_when_told() {
    let mut desk = Desk::new();
    let draft = AgreementDraft { publish: true, ..desk.draft(8) };
    let id = desk.save(None, draft);
    let first = desk.raise();

    // Version 2, 4 hours, from Wednesday 09:00 on, with its reason.
    let wednesday = MONDAY + Span::days(2);
    let mut draft = AgreementDraft { publish: true, ..desk.draft(4) };
    draft.terms.effective = Some(wednesday);
    draft.terms.reason = Note::new("We are more people now").unwrap();
    desk.save(Some(id), draft);
    assert_eq!(desk.newest(id).1.reason.as_str(), "We are more people now");
    let second = desk.raise();
    assert_eq!((desk.version_of(first), desk.version_of(second)), (Some(1), Some(1)));
    assert_eq!(moving(&desk.desk, &desk.book, id, desk.now).unwrap().1, []);

    desk.now = wednesday;
    let third = desk.raise();
    assert_eq!((desk.version_of(first), desk.version_of(third)), (Some(1), Some(2)));
    let done = third;
    desk.act(Edit::Move { id: done, column: Stage::Done.into(), index: None }).unwrap();

    // Raised Monday 09:00 with 8 hours: due Monday 17:00, late. With 4 hours: due 13:00, late as well.
    let (to, rows) = moving(&desk.desk, &desk.book, id, desk.now).unwrap();
    assert_eq!(to, 2);
    let times: Vec<_> =
        rows.iter().map(|r| (r.id, r.from, r.before, r.after, r.late, r.late_after)).collect();
    let (before, after) = (Some(MONDAY + Span::hours(8)), Some(MONDAY + Span::hours(4)));
    assert_eq!(times, [(first, 1, before, after, true, true), (second, 1, before, after, true, true)]);

    desk.act(Edit::MoveOpen(id, vec![first, done])).unwrap();
    assert_eq!((desk.version_of(first), desk.version_of(second)), (Some(2), Some(1)));
    assert_eq!(moving(&desk.desk, &desk.book, id, desk.now).unwrap().1.len(), 1);
}

#[test]
fn the_difference_between_versions_leaves_nothing_out() {
    let mut before = Version::default();
    before.targets.insert((ClockKind::Resolution, Priority::Normal), target(8));
    let duty = |text: &str| Duty { side: Side::Client, text: Note::new(text).unwrap(), owner: None };
    before.duties.insert(1, duty("Answer"));
    before.duties.insert(2, duty("Send"));
    let mut after = before.clone();
    assert_eq!(difference(&before, &after), []);
    after.status = Status::InForce;
    after.reason = Note::new("Why").unwrap();
    assert_eq!(difference(&before, &after), [], "its life is no term");
    after.targets.insert((ClockKind::Resolution, Priority::Normal), target(6));
    after.targets.insert((ClockKind::Resolution, Priority::Low), target(20));
    after.pauses_on.insert(PauseReason::Supplier);
    after.ack_counts = true;
    after.duties.remove(&1);
    after.duties.insert(3, duty("Test"));
    after.expects = Note::new("Before payday").unwrap();
    after.review = NaiveDate::from_ymd_opt(2027, 5, 1);
    let clock = ClockKind::Resolution;
    let change = |priority, before, after| Change::Target { clock, priority, before, after };
    assert_eq!(
        difference(&before, &after),
        [
            Change::Expects(Note::new("Before payday").unwrap()),
            change(Priority::Normal, Some(target(8)), Some(target(6))),
            change(Priority::Low, None, Some(target(20))),
            Change::Pauses(PauseReason::Supplier, true),
            Change::Ack(true),
            Change::Duty(Some(duty("Answer")), None),
            Change::Duty(None, Some(duty("Test"))),
            Change::Review(NaiveDate::from_ymd_opt(2027, 5, 1)),
        ]
    );
    // Backwards there are as many, and equal terms have none: the two agree with same_terms.
    assert_eq!(difference(&after, &before).len(), 8);
    assert!(!before.same_terms(&after));
}

#[test]
fn an_agreement_moves_in_the_ordered_list() {
    let mut desk = Desk::new();
    let ids: Vec<AgreementId> = (0..4)
        .map(|n| {
            let draft = AgreementDraft { name: name(&n.to_string()), ..desk.draft(8) };
            desk.save(None, draft)
        })
        .collect();
    let order = |desk: &Desk| -> Vec<usize> {
        let list = desk.desk.agreements_in_order();
        list.iter().map(|(id, _)| ids.iter().position(|other| other == id).unwrap()).collect()
    };
    assert_eq!(order(&desk), [0, 1, 2, 3]);
    for (who, place, wanted) in
        [(3, 0, [3, 0, 1, 2]), (0, 2, [3, 1, 0, 2]), (3, 99, [1, 0, 2, 3]), (0, 1, [1, 0, 2, 3])]
    {
        desk.act(Edit::PlaceAgreement(ids[who], place)).unwrap();
        assert_eq!(order(&desk), wanted);
    }
}

#[test]
fn acceptances_and_expectations_are_stored_and_read_back() {
    use inhouse::store::wire::v1::{decode, encode};
    let mut desk = Desk::new();
    let mut draft = desk.draft(8);
    draft.terms.status = Status::Proposed;
    draft.terms.expects = Note::new("Within the day").unwrap();
    draft.terms.review = NaiveDate::from_ymd_opt(2027, 5, 1);
    let id = desk.save(None, draft);
    desk.act(Edit::Accept(id, Side::Client, acceptance("Ann"))).unwrap();
    desk.act(Edit::Accept(id, Side::Provider, acceptance("Bo"))).unwrap();
    desk.act(Edit::Accept(id, Side::Provider, None)).unwrap();
    let log = desk.desk.log(Subject::Agreement(id));
    let back = decode(&encode(log).unwrap()).unwrap();
    assert_eq!(back, log);
    let mut again = Workspace::default();
    again.apply_all(Subject::Agreement(id), back);
    assert_eq!(again.agreement(id), desk.desk.agreement(id));
    assert_eq!(desk.newest(id).1.expects.as_str(), "Within the day");
    assert_eq!(desk.newest(id).1.review, NaiveDate::from_ymd_opt(2027, 5, 1));
}

#[test]
fn a_calendar_with_a_rule_is_saved_and_changed() {
    use inhouse::domain::holiday::DayRule;
    let mut desk = Desk::new();
    let id = desk.calendar.unwrap();
    let mut hours = desk.desk.calendar(id).unwrap().hours.clone();
    hours.set_rule(DayRule::Easter(1), Some("Easter Monday".to_owned()));
    let draft = |hours: &Hours| CalendarDraft {
        name: name("Usual"),
        zone: "UTC".into(),
        hours: hours.clone(),
        layers: std::collections::BTreeSet::new(),
        opens: Default::default(),
        files: Default::default(),
        opened: None,
    };
    desk.act(Edit::SaveCalendar(Some(id), Box::new(draft(&hours)))).unwrap();
    assert_eq!(desk.desk.calendar(id).unwrap().hours, hours);
    hours.set_rule(DayRule::Easter(1), None);
    hours.set_rule(DayRule::OrthodoxEaster(1), Some("Easter Monday".to_owned()));
    desk.act(Edit::SaveCalendar(Some(id), Box::new(draft(&hours)))).unwrap();
    assert_eq!(desk.desk.calendar(id).unwrap().hours, hours);
}

#[test]
fn a_draft_is_tried_on_past_work() {
    let mut desk = Desk::new();
    // Done after 4, 8, 9, 10 and 48 hours of the clock: open 09:00 to 17:00, so after 4, 8, 8 (an hour
    // past closing), 8 and 16 open hours (Wednesday at opening). With exactly 8 hours the third and fourth
    // would be due at closing, before they stopped, and so with the last: they need a moment more.
    let ids: Vec<RequestId> = (0..6).map(|_| desk.raise()).collect();
    for (id, hours) in ids.iter().zip([4, 8, 9, 10, 48]) {
        desk.now = MONDAY + Span::hours(hours);
        desk.act(Edit::Move { id: *id, column: Stage::Done.into(), index: None }).unwrap();
    }
    let terms = desk.draft(8).terms;
    let open = &desk.book.get(desk.calendar.unwrap()).unwrap().open;
    let tried =
        try_out(&past(&desk.desk, &Scope::default(), &terms), &terms, (open, &ZoneTable::utc()), desk.now);
    let done = tried.iter().find(|t| t.clock == ClockKind::Resolution).unwrap();
    assert_eq!((done.met, done.n()), (2, 5));
    assert_eq!(done.late, [ids[2], ids[3], ids[4]]);
    let hour = 3_600_000;
    let needed: Vec<i64> = done.needed.iter().map(|(span, _)| span.0).collect();
    assert_eq!(needed, [4 * hour, 8 * hour, 8 * hour + 1, 8 * hour + 1, 16 * hour + 1]);
    // The nearest rank of 60 % of five is the third, of 85 % the fifth; 8 h and a
    // moment are said as 8½ h, 16 h and a moment as 17 h.
    assert_eq!(done.promise(60), Some(Span::minutes(510)));
    assert_eq!(done.promise(85), Some(Span::hours(17)));
    // No first response has a target, so what was needed is said without a verdict: done was the answer.
    let response = tried.iter().find(|t| t.clock == ClockKind::FirstResponse).unwrap();
    assert_eq!((response.met, response.late.len(), response.n(), response.target), (0, 0, 5, None));
}

#[test]
fn amounts_are_rounded_up_to_what_people_say() {
    for (minutes, said) in
        [(0, 5), (1, 5), (55, 55), (58, 60), (61, 75), (240, 240), (241, 270), (961, 1_020)]
    {
        assert_eq!(round_up(Span::minutes(minutes)), Span::minutes(said), "{minutes}");
    }
}

/// Any past: raised, done, one pause, each after so many minutes.
fn any_course() -> impl Strategy<Value = Course> {
    (0..20_000i64, 1..9_000i64, 0..9_000i64, 0..5_000i64).prop_map(|(raised, done, pause, length)| {
        let at = |minutes: i64| MONDAY + Span::minutes(minutes);
        let from = at(raised + pause);
        let pauses = vec![inhouse::domain::clock::PauseSpan { from, to: Some(from + Span::minutes(length)) }];
        Course { raised: at(raised), resolved: vec![(at(raised + done), None)], pauses, ..Course::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// What the trial proposes would really have been kept by that share, and what was needed is the least:
    /// with two milliseconds less that request is late.
    #[test]
    fn a_proposed_target_would_have_been_kept(
        courses in prop::collection::vec(any_course(), 1..40),
        percent in 1..=100usize,
        calendar in any::<bool>(),
    ) {
        let hours = Hours::weekly(Week::office(&[(540, 720), (780, 1_020)]));
        let open = OpenTime::compile(&hours, &ZoneTable::utc(), MONDAY - Span::days(9), MONDAY + Span::days(99));
        let basis = if calendar { Basis::Calendar } else { Basis::Open };
        let now = MONDAY + Span::days(60);
        let with = |amount| Target { amount, basis, pauses: true, warn: Threshold::Share(75) };
        let mut terms = Version::default();
        let key = (ClockKind::Resolution, Priority::Normal);
        terms.targets.insert(key, with(Span::hours(8)));
        let all: Vec<_> = courses
            .iter()
            .zip(0u128..)
            .map(|(course, n)| inhouse::domain::backtest::Past {
                id: RequestId::from_parts(0, n),
                priority: Priority::Normal,
                formerly: Vec::new(),
                course: course.clone(),
            })
            .collect();
        let tried = try_out(&all, &terms, (&open, &ZoneTable::utc()), now);
        let done = tried.iter().find(|t| t.clock == ClockKind::Resolution).unwrap();
        prop_assert_eq!(done.met + done.late.len(), done.n());
        let met = |course: &Course, amount: Span| {
            verdict(&read(ClockKind::Resolution, course, Some(&with(amount)), &open, now)) == Verdict::Met
        };
        let promise = done.promise(percent).unwrap();
        let kept = courses.iter().filter(|course| met(course, promise)).count();
        prop_assert!(kept * 100 >= percent * courses.len(), "{} of {} with {:?}", kept, courses.len(), promise);
        for (needed, id) in &done.needed {
            let course = &all.iter().find(|one| one.id == *id).unwrap().course;
            let enough = Span(needed.0.max(1));
            prop_assert!(met(course, enough), "{:?} with {:?}", course, enough);
            // A moment may have been added, so it is the second millisecond that is missed.
            if needed.0 > 2 {
                prop_assert!(!met(course, Span(needed.0 - 2)), "{:?} with less than {:?}", course, needed);
            }
        }
    }
}

// ── changes in mid-flight ───────────────────────────────────────────────────────────────────

#[test]
fn priority_raised_and_lowered_keeps_the_beginning_and_the_pauses() {
    let (mut desk, id, _) = in_flight();
    // 8 h from Monday 09:00: Monday 17:00, hour 8.
    assert_eq!(desk.due(id), 8);
    // Paused 10:00 to 12:00, so 2 h go over into Tuesday: 11:00, hour 26.
    desk.pause(id, 1, 3);
    assert_eq!(desk.due(id), 26);
    // High at 13:00: 1 h counted by 10:00, 3 h more from 12:00: Monday 15:00, hour 6.
    desk.at(4);
    desk.prioritise(id, Priority::High);
    assert_eq!(desk.due(id), 6);
    // Low at 14:00: 24 h and the 2 h of the pause. Monday 8, Tuesday 8, Wednesday 8, Thursday to 11:00: hour 74.
    desk.at(5);
    desk.prioritise(id, Priority::Low);
    assert_eq!(desk.due(id), 74);
    // High again at 15:30, half an hour past 15:00: late at once, and by that half hour.
    desk.now = MONDAY + Span::minutes(390);
    desk.prioritise(id, Priority::High);
    let clock = desk.clock(id);
    assert_eq!(
        (clock.state, clock.remaining),
        (inhouse::domain::clock::ClockState::Breached, -Span::minutes(30))
    );
}

#[test]
fn an_agreement_replaced_moves_nothing_until_told_and_then_keeps_the_pauses() {
    let (mut desk, id, agreement) = in_flight();
    desk.pause(id, 1, 3);
    let six = AgreementDraft { publish: true, ..desk.draft(6) };
    desk.save(Some(agreement), six);
    assert_eq!(desk.due(id), 26, "version 1 still: 8 h and the pause");
    desk.act(Edit::MoveOpen(agreement, vec![id])).unwrap();
    // 6 h: 09:00 to 10:00 and 12:00 to 17:00, used up exactly at closing: hour 8.
    assert_eq!(desk.due(id), 8);
}

#[test]
fn a_calendar_edited_moves_open_work_and_no_verdict() {
    let (mut desk, id, _) = in_flight();
    desk.at(6);
    let late = desk.raise();
    // Raised Monday 15:00: 2 h on Monday, 6 on Tuesday: 15:00, hour 30.
    assert_eq!(desk.due(late), 30);
    desk.at(7);
    desk.stage(id, Stage::Done);
    let settled = desk.desk.request(id).unwrap().settled.clone();
    assert_eq!(settled[0].due, Some(MONDAY + Span::hours(8)));
    // Monday (of all days) and Tuesday are declared closed at Monday 16:00.
    let calendar = desk.calendar.unwrap();
    let mut hours = desk.desk.calendar(calendar).unwrap().hours.clone();
    for date in ["2026-11-09", "2026-11-10"] {
        hours.closed.insert(date.parse().unwrap(), "Closed".to_owned());
    }
    let draft = CalendarDraft {
        name: name("Usual"),
        zone: "UTC".into(),
        hours,
        layers: std::collections::BTreeSet::new(),
        opens: Default::default(),
        files: Default::default(),
        opened: None,
    };
    desk.act(Edit::SaveCalendar(Some(calendar), Box::new(draft))).unwrap();
    // Nothing of Monday and Tuesday counts now: 8 h on Wednesday, hour 56.
    assert_eq!(desk.due(late), 56);
    assert_eq!(desk.desk.request(id).unwrap().settled, settled);
}

#[test]
fn moved_to_another_client_it_is_measured_by_theirs_from_its_beginning() {
    let (mut desk, id, _) = in_flight();
    desk.pause(id, 1, 3);
    desk.at(25);
    desk.act(Edit::ChangeClient(id, Choice::New(name("Finance")))).unwrap();
    // 16 h and the pause of 2 h: Monday 8 - 2, Tuesday 8, Wednesday 2: 11:00, hour 50.
    assert_eq!(desk.due(id), 50);
    desk.act(Edit::ChangeClient(id, Choice::None)).unwrap();
    assert_eq!(desk.due(id), 26);
}

#[test]
fn reopened_after_a_breach_it_stays_late_and_reopened_before_it_goes_on() {
    use inhouse::domain::clock::{ClockState, read_first_resolution};
    let (mut desk, id, _) = in_flight();
    let other = desk.raise();
    desk.at(4);
    desk.stage(other, Stage::Done);
    // Due Monday 17:00, done Tuesday 10:00: 9 h, late by one.
    desk.at(25);
    desk.stage(id, Stage::Done);
    assert_eq!((desk.clock(id).state, desk.clock(id).elapsed), (ClockState::Breached, Span::hours(9)));
    // Reopened Wednesday 10:00 and looked at at 12:00: 9 h and 2 h, due as before.
    desk.at(49);
    desk.stage(id, Stage::InProgress);
    desk.at(51);
    let clock = desk.clock(id);
    assert_eq!((clock.state, clock.elapsed, desk.due(id)), (ClockState::Breached, Span::hours(11), 8));
    let request = desk.desk.request(id).unwrap();
    let course = request.course(&Version::default().pauses_on, false);
    let open = &desk.book.get(desk.calendar.unwrap()).unwrap().open;
    let first = read_first_resolution(&course, Some(&target(8)), open, desk.now);
    assert_eq!((first.state, first.elapsed), (ClockState::Breached, Span::hours(9)));
    // The other was done Monday 13:00 with 4 h left; reopened Wednesday 12:00, they end at 16:00: hour 55.
    desk.stage(other, Stage::InProgress);
    assert_eq!((desk.clock(other).elapsed, desk.due(other)), (Span::hours(4), 55));
}

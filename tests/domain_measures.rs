//! Measures beside the targets: over which time they are counted, of how many, and from what. On the desk of
//! `support/agreed.rs`: Monday to Friday from 09:00 to 17:00, in UTC; the 9th of November 2026 is a Monday; normal 16 h to
//! the end, a first response within 2 h.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/agreed.rs"]
mod agreed;

use agreed::*;
use chrono::NaiveDate;
use inhouse::domain::agreed::{Goal, Measure, Over, measured};
use inhouse::domain::care::CareFact;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::deciding::TriageEdit;
use inhouse::domain::edit::Edit;
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::kept::{Beside, beside, measure_now};
use inhouse::domain::moment::Moment;
use inhouse::domain::request::{Channel, DeclineReason, RequestFact, Stage};
use inhouse::domain::review::Kept;
use inhouse::domain::signed::signature;
use inhouse::domain::triage::{Deferral, WayOn};
use inhouse::domain::workspace::Workspace;
use inhouse::domain::zone::ZoneTable;
use inhouse::store::wire::v1::{decode, encode};

fn december(day: u32, time: &str) -> Moment {
    let date = NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
    ZoneTable::utc().from_local(date.and_time(format!("{time}:00").parse().unwrap()))
}

fn answer(desk: &mut Desk, when: Moment, id: RequestId) {
    desk.go(when, Edit::Update { id, text: note("We begin"), visible: true });
}

fn noted(desk: &mut Desk, when: Moment, id: RequestId, fact: CareFact) {
    desk.go(when, Edit::Care(id, CareEdit::Note(fact)));
}

/// Three requests. The first, of Monday the 9th, is answered after 1 h and done on the same day; the second, of the 10th, is
/// answered after 3 h, promised for the 12th at 17:00, then for the 13th, and done on the 13th at 16:00, after 31 h; the
/// third, of Monday the 30th, is answered after 1 h and done on the 1st of December, after 11 h.
fn three() -> (Desk, [RequestId; 3]) {
    let mut desk = Desk::new();
    let first = desk.raise();
    desk.go(at(9, "11:00"), Edit::Change(first, vec![RequestFact::Purpose(note("The board meets"))]));
    desk.stage(at(9, "15:00"), first, Stage::Done);
    noted(&mut desk, at(9, "16:00"), first, CareFact::Rated { result: 5, manner: 4, comment: note("") });
    let second = desk.raise_at(at(10, "09:00"));
    answer(&mut desk, at(10, "12:00"), second);
    desk.go(at(10, "12:30"), Edit::Promise { id: second, date: Some(at(12, "17:00")), reason: note("") });
    noted(&mut desk, at(11, "12:00"), second, CareFact::Chased { channel: Channel::Desk, text: note("") });
    let later =
        TriageEdit::Delay { date: at(13, "17:00"), cause: note("A list came late"), text: note("Friday") };
    desk.go(at(12, "12:00"), Edit::Triage(second, Box::new(later)));
    desk.stage(at(13, "16:00"), second, Stage::Done);
    let third = desk.raise_at(at(30, "09:00"));
    answer(&mut desk, at(30, "10:00"), third);
    desk.stage(december(1, "12:00"), third, Stage::Done);
    noted(&mut desk, december(1, "13:00"), third, CareFact::Confirmed(None));
    desk.now = december(2, "09:00");
    (desk, [first, second, third])
}

fn now(desk: &Desk, measure: Measure, over: Over) -> (usize, usize) {
    let Kept { met, of } =
        measure_now(&desk.desk, &desk.book, desk.agreement, measure, over, desk.now).unwrap();
    (met, of)
}

/// On the 2nd of December everything there is: two of three answered in time and done in time, two of three never chased, one
/// each rated, confirmed and with a purpose; of one promise none by the first date and one by the last.
#[test]
fn each_is_counted_from_the_record() {
    let (desk, _) = three();
    let all = |measure| now(&desk, measure, Over::All);
    assert_eq!(all(Measure::Response), (2, 3));
    assert_eq!(all(Measure::Done), (2, 3));
    assert_eq!(all(Measure::Unchased), (2, 3));
    assert_eq!((all(Measure::Rated), all(Measure::Satisfied)), ((1, 3), (1, 1)));
    assert_eq!((all(Measure::Confirmed), all(Measure::Purpose)), ((1, 3), (1, 3)));
    assert_eq!((all(Measure::FirstPromise), all(Measure::LastPromise)), ((0, 1), (1, 1)));
}

/// In December one was done, and none was asked; in the quarter, from October, in the half year and in the year all of them.
/// What is open past its deadline is not in time: asked on the 2nd at 09:00, its first response is late at 11:01.
#[test]
fn a_time_that_is_agreed_on_bounds_what_counts() {
    let (mut desk, _) = three();
    assert_eq!(now(&desk, Measure::RightFirst, Over::Month), (1, 1));
    assert_eq!(now(&desk, Measure::Response, Over::Month), (0, 0));
    for over in [Over::Quarter, Over::HalfYear, Over::Year, Over::All] {
        assert_eq!(now(&desk, Measure::RightFirst, over), (3, 3), "{over:?}");
        assert_eq!(now(&desk, Measure::Response, over), (2, 3), "{over:?}");
    }
    desk.raise_at(december(2, "09:00"));
    desk.now = december(2, "11:00");
    assert_eq!(now(&desk, Measure::Response, Over::Month), (0, 0), "it still runs");
    desk.now = december(2, "11:01");
    assert_eq!(now(&desk, Measure::Response, Over::Month), (0, 1));

    let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    let begin = |over: Over| over.begin(day(11, 30));
    assert_eq!((begin(Over::All), begin(Over::Month)), (None, Some(day(11, 1))));
    assert_eq!((begin(Over::Quarter), begin(Over::HalfYear)), (Some(day(10, 1)), Some(day(7, 1))));
    assert_eq!((begin(Over::Year), Over::Quarter.begin(day(3, 31))), (Some(day(1, 1)), Some(day(1, 1))));
}

fn promise(desk: &mut Desk, when: Moment, id: RequestId, date: Moment) {
    desk.go(when, Edit::Promise { id, date: Some(date), reason: note("") });
}

fn told(desk: &mut Desk, when: Moment, id: RequestId, date: Moment) {
    let later = TriageEdit::Delay { date, cause: note("A list came late"), text: note("") };
    desk.go(when, Edit::Triage(id, Box::new(later)));
}

/// What began, each with its date: the first (told in time on the 12th, of the 12th) and the fourth and fifth promised before
/// work began, the third in the same moment; the second begun on the 10th at 10:00 and promised at 11:00. Four of five.
///
/// Dates that did not hold: of the first, told by it; of the second, told a day after it; of the fourth, of the 18th told and of
/// the 20th not; of the fifth, of the 26th, not told and still open; of the sixth, of the 4th of December, told on the 1st. Two
/// of five. Done by its date to the minute, moved in time because the client wanted something else, done in time and opened
/// again, taken back: none of these is a delay.
#[test]
fn dates_before_work_and_delays_told() {
    let mut desk = Desk::new();
    let first = desk.raise_at(at(10, "09:00"));
    promise(&mut desk, at(10, "10:00"), first, at(12, "17:00"));
    desk.stage(at(10, "11:00"), first, Stage::InProgress);
    told(&mut desk, at(12, "12:00"), first, at(13, "17:00"));
    desk.stage(at(13, "16:00"), first, Stage::Done);

    let second = desk.raise_at(at(10, "09:30"));
    desk.stage(at(10, "10:00"), second, Stage::InProgress);
    promise(&mut desk, at(10, "11:00"), second, at(12, "17:00"));
    told(&mut desk, at(13, "09:00"), second, at(16, "17:00"));
    desk.stage(at(16, "10:00"), second, Stage::Done);

    let third = desk.raise_at(at(16, "09:00"));
    promise(&mut desk, at(16, "10:00"), third, at(17, "17:00"));
    desk.stage(at(16, "10:00"), third, Stage::InProgress);
    desk.stage(at(17, "17:00"), third, Stage::Done);

    let fourth = desk.raise_at(at(17, "09:00"));
    promise(&mut desk, at(17, "10:00"), fourth, at(18, "17:00"));
    told(&mut desk, at(18, "17:00"), fourth, at(20, "17:00"));
    desk.stage(at(19, "09:00"), fourth, Stage::InProgress);
    told(&mut desk, at(23, "09:00"), fourth, at(25, "17:00"));
    desk.stage(at(24, "10:00"), fourth, Stage::Done);

    let fifth = desk.raise_at(at(24, "09:00"));
    promise(&mut desk, at(24, "10:00"), fifth, at(26, "17:00"));
    desk.stage(at(25, "09:00"), fifth, Stage::InProgress);

    let sixth = desk.raise_at(at(30, "09:00"));
    promise(&mut desk, at(30, "10:00"), sixth, december(4, "17:00"));
    told(&mut desk, december(1, "10:00"), sixth, december(8, "17:00"));

    // None of them a delay, and none ever in progress.
    let other = desk.raise_at(at(23, "09:00"));
    promise(&mut desk, at(23, "10:00"), other, at(24, "17:00"));
    let scope = TriageEdit::Scope { what: note("By region as well"), date: Some(at(26, "17:00")) };
    desk.go(at(24, "10:00"), Edit::Triage(other, Box::new(scope)));
    desk.stage(at(26, "09:00"), other, Stage::Done);
    let again = desk.raise_at(at(11, "09:00"));
    promise(&mut desk, at(11, "10:00"), again, at(13, "17:00"));
    desk.stage(at(12, "10:00"), again, Stage::Done);
    desk.stage(at(16, "10:00"), again, Stage::Accepted);
    desk.stage(at(17, "10:00"), again, Stage::Done);
    let back = desk.raise_at(at(11, "09:30"));
    promise(&mut desk, at(11, "10:00"), back, at(12, "17:00"));
    desk.go(at(12, "10:00"), Edit::Promise { id: back, date: None, reason: note("Nobody can say") });

    desk.now = december(2, "09:00");
    assert_eq!(now(&desk, Measure::DateFirst, Over::All), (4, 5));
    assert_eq!(now(&desk, Measure::DelayTold, Over::All), (2, 5));
    // A beginning belongs to its day, a delay to its date: in December only the sixth one's.
    assert_eq!(now(&desk, Measure::DateFirst, Over::Month), (0, 0));
    assert_eq!(now(&desk, Measure::DelayTold, Over::Month), (1, 1));
    // Behind the figures stand their requests.
    desk.changed(|terms| terms.measures = [(Measure::DelayTold, Goal::of(90))].into());
    let stands = beside(&desk.desk, &desk.book, desk.agreement, desk.now, true, &|_| true);
    assert_eq!((&stands[0].met, &stands[0].missed), (&vec![first, sixth], &vec![second, fourth, fifth]));

    // The fifth one's date holds to its last minute.
    desk.now = at(26, "17:00");
    let late = |desk: &Desk| {
        let counts = |id: RequestId| id == fifth;
        let (book, agreement) = (&desk.book, desk.agreement);
        measured((&desk.desk, book), agreement, Measure::DelayTold, (None, desk.now), &counts).1.len()
    };
    assert_eq!(late(&desk), 0);
    desk.now = at(26, "17:01");
    assert_eq!(late(&desk), 1);
    // Written by its code, which older versions keep as it is.
    let written = encode(desk.desk.log(Subject::Agreement(desk.agreement))).unwrap();
    assert!(written.contains("\"g.kpi-over\",[2,\"delay-told\",90,\"all\",5]"), "{written}");
}

/// None of these was late against a promised date: done on Thursday the 12th for Friday, opened again and promised anew on
/// Monday; put off on Thursday, taken up and promised anew on Monday; taken back by hand on Thursday and promised anew on
/// Monday; declined and withdrawn on Thursday, opened again on Monday without a new date. One that was taken back on Monday
/// had passed on Friday, without a word.
#[test]
fn a_date_that_was_kept_or_given_up_in_time_is_no_delay() {
    let mut desk = Desk::new();
    let friday = at(13, "17:00");
    let promised = |desk: &mut Desk| {
        let id = desk.raise_at(at(10, "09:00"));
        promise(desk, at(10, "10:00"), id, friday);
        id
    };
    let back = |desk: &mut Desk, when, id| {
        desk.go(when, Edit::Promise { id, date: None, reason: note("Nobody can say") });
    };
    let done = promised(&mut desk);
    let deferred = promised(&mut desk);
    let given_up = promised(&mut desk);
    let declined = promised(&mut desk);
    let withdrawn = promised(&mut desk);
    let late = promised(&mut desk);

    desk.stage(at(12, "10:00"), done, Stage::Done);
    let deferral = Deferral {
        category: Some(DeclineReason::Capacity),
        reason: note("Year end"),
        alternative: note("The old form works"),
        until: Some(at(16, "09:00")),
        condition: note(""),
    };
    desk.go(
        at(12, "10:00"),
        Edit::Triage(deferred, Box::new(TriageEdit::Defer(Box::new(deferral), WayOn::default()))),
    );
    back(&mut desk, at(12, "10:00"), given_up);
    let (reason, alternative) = (note("Not ours"), note("Ask Legal"));
    let category = DeclineReason::Scope;
    desk.go(at(12, "10:00"), Edit::Decline { id: declined, category, reason, alternative });
    desk.go(at(12, "10:00"), Edit::Withdraw(withdrawn, note("")));

    for id in [done, declined, withdrawn] {
        desk.stage(at(16, "10:00"), id, Stage::Accepted);
    }
    promise(&mut desk, at(16, "11:00"), deferred, at(18, "17:00"));
    promise(&mut desk, at(16, "11:00"), given_up, at(18, "17:00"));
    told(&mut desk, at(16, "11:00"), done, at(18, "17:00"));
    back(&mut desk, at(16, "11:00"), late);

    desk.now = at(16, "12:00");
    let counts = |_: RequestId| true;
    let (met, missed) =
        measured((&desk.desk, &desk.book), desk.agreement, Measure::DelayTold, (None, desk.now), &counts);
    assert_eq!((met, missed), (vec![], vec![late]));
    // From its own date on, each is late again like any other.
    desk.now = at(18, "17:01");
    assert_eq!(now(&desk, Measure::DelayTold, Over::All), (0, 4));
}

/// 90 % of five or more: four of four is a count; nine of ten is kept, eight of nine (88.9 %) is not.
#[test]
fn of_too_few_there_is_no_share() {
    let goal = Goal::of(90);
    let kept = |met, of| goal.is_kept(Kept { met, of });
    assert_eq!((kept(0, 0), kept(4, 4), kept(5, 5)), (None, None, Some(true)));
    assert_eq!((kept(9, 10), kept(8, 9)), (Some(true), Some(false)));
    let many = Goal { least: 20, ..goal };
    assert_eq!(
        (many.is_kept(Kept { met: 19, of: 19 }), many.is_kept(Kept { met: 18, of: 20 })),
        (None, Some(true))
    );
}

/// Agreed over a month it stands there from the first day on, also with nothing yet; looked at over another time, the month
/// does not count. What is agreed is stored, read back, and is another thing to accept.
#[test]
fn what_is_agreed_for_a_measure_is_kept_with_it() {
    let (mut desk, ids) = three();
    let before = desk.desk.agreement(desk.agreement).unwrap().newest().unwrap().1.clone();
    let month = |share| Goal { share, over: Over::Month, least: 10 };
    desk.changed(|terms| {
        terms.measures = [(Measure::RightFirst, Goal::of(95)), (Measure::Response, month(90))].into();
    });
    let stands = |in_time| {
        let all = beside(&desk.desk, &desk.book, desk.agreement, desk.now, in_time, &|_| true);
        all.into_iter().map(|one| (one.agreed, one.kept.met, one.kept.of, one.missed)).collect::<Vec<_>>()
    };
    let (first, response) =
        (Beside::Share(Measure::RightFirst, Goal::of(95)), Beside::Share(Measure::Response, month(90)));
    assert_eq!(stands(true), [(first, 3, 3, vec![]), (response, 0, 0, vec![])]);
    assert_eq!(stands(false), [(first, 3, 3, vec![]), (response, 2, 3, vec![ids[1]])]);

    let subject = Subject::Agreement(desk.agreement);
    let written = encode(desk.desk.log(subject)).unwrap();
    let mut again = Workspace::default();
    again.apply_all(subject, decode(&written).unwrap());
    assert_eq!(again.agreement(desk.agreement), desk.desk.agreement(desk.agreement));
    // As every version before wrote it, where it is no more than that.
    assert!(written.contains("\"g.kpi\",[2,\"right-first\",95]"), "{written}");
    assert!(written.contains("\"g.kpi-over\",[2,\"response\",90,\"month\",10]"), "{written}");
    // A measure that is not known here is kept, and nothing is lost around it.
    let later = written.replace("\"response\"", "\"of-later\"");
    let back = decode(&later).unwrap();
    assert_eq!(encode(&back).unwrap(), later);

    let after = desk.desk.agreement(desk.agreement).unwrap().newest().unwrap().1.clone();
    let other = {
        let mut terms = after.clone();
        terms.measures.insert(Measure::Response, Goal { least: 5, ..month(90) });
        terms
    };
    let hash = |terms| signature(&desk.desk, terms).terms;
    assert!(hash(&before) != hash(&after) && hash(&after) != hash(&other));
}

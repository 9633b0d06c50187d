//! Where work stood over time, against a small example followed by hand. Times are UTC; the 9th of November 2026 is a
//! Monday.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::cumulative::{Cumulative, MOST, Point, Standing, cumulative};
use inhouse::domain::edit::{Edit, Many, NewRequest};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{DeclineReason, Stage};
use inhouse::domain::text::Title;
use inhouse::domain::zone::ZoneTable;

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, note};

fn raise(desk: &mut Desk, when: Moment) -> RequestId {
    desk.now = when;
    match desk.act(Edit::Raise(Box::new(NewRequest::titled(Title::new("A list").unwrap())))) {
        Some(Subject::Request(id)) => id,
        other => panic!("{other:?}"),
    }
}

fn look(desk: &Desk, now: Moment) -> Cumulative {
    cumulative(&desk.desk, &ZoneTable::utc(), now, &|_| true)
}

fn stood(bands: [usize; 5], declined: usize) -> Standing {
    Standing { bands, declined }
}

/// | | Mon 9 | Tue 10 | Wed 11 | Thu 12 | Fri 13 |
/// |---|---|---|---|---|---|
/// | A | raised 09:00 | accepted | in progress | done 16:00 | |
/// | B | | raised 10:00 | waiting | in progress | done 15:00 |
/// | C | | | raised, then deciding | declined 12:00 | |
/// | D | raised 11:00, done 13:00 | | opened again | done, then into the archive | |
///
/// At the ends of the days, as new and deciding / accepted / in progress / waiting / finished:
/// Monday 1/0/0/0/1 (A; D). Tuesday 1/1/0/0/1 (B; A; D). Wednesday 1/0/2/1/0 (C; A and D; B). Thursday 0/0/1/0/3 with one
/// declined (B; A, C and D). Friday 0/0/0/0/4.
#[test]
fn where_work_stood_at_the_end_of_each_day() {
    let mut desk = Desk::new();
    let a = raise(&mut desk, at(9, "09:00"));
    let d = raise(&mut desk, at(9, "11:00"));
    desk.stage(at(9, "13:00"), d, Stage::Done);
    desk.stage(at(10, "09:00"), a, Stage::Accepted);
    let b = raise(&mut desk, at(10, "10:00"));
    desk.stage(at(11, "09:00"), a, Stage::InProgress);
    desk.stage(at(11, "09:30"), b, Stage::Waiting);
    let c = raise(&mut desk, at(11, "10:00"));
    desk.stage(at(11, "11:00"), c, Stage::Deciding);
    desk.stage(at(11, "12:00"), d, Stage::InProgress);
    let (reason, alternative) = (note("Not ours"), note("Ask Legal"));
    desk.go(at(12, "12:00"), Edit::Decline { id: c, category: DeclineReason::ALL[0], reason, alternative });
    desk.stage(at(12, "13:00"), b, Stage::InProgress);
    desk.stage(at(12, "14:00"), d, Stage::Done);
    desk.go(at(12, "15:00"), Edit::Many(vec![d], Many::Archive(true)));
    desk.stage(at(12, "16:00"), a, Stage::Done);
    desk.stage(at(13, "15:00"), b, Stage::Done);

    let found = look(&desk, at(13, "18:00"));
    let wanted = [
        (8, stood([0, 0, 0, 0, 0], 0)),
        (9, stood([1, 0, 0, 0, 1], 0)),
        (10, stood([1, 1, 0, 0, 1], 0)),
        (11, stood([1, 0, 2, 1, 0], 0)),
        (12, stood([0, 0, 1, 0, 3], 1)),
        (13, stood([0, 0, 0, 0, 4], 1)),
    ];
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let points: Vec<Point> =
        wanted.iter().map(|(on, stood)| Point { day: day(*on), stood: *stood }).collect();
    assert_eq!(found, Cumulative { points, apart: 1 });

    // Seen from Thursday at 12:30 what comes later is not known: B still waits, and of two in progress none is done.
    let noon = look(&desk, at(12, "12:30"));
    assert_eq!(noon.points.last().unwrap().stood, stood([0, 0, 2, 1, 1], 1));
    assert_eq!(noon.points[..4], found.points[..4]);
    // Of some of them only.
    let one = cumulative(&desk.desk, &ZoneTable::utc(), at(13, "18:00"), &|id| id == b);
    let of: Vec<[usize; 5]> = one.points.iter().map(|point| point.stood.bands).collect();
    assert_eq!(of, [[0; 5], [1, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 1, 0, 0], [0, 0, 0, 0, 1]]);

    // What is removed is not counted, and what is taken back did not happen.
    desk.go(at(13, "16:00"), Edit::Remove(Subject::Request(c)));
    assert_eq!(look(&desk, at(13, "18:00")).points[4].stood, stood([0, 0, 1, 0, 2], 0));
    desk.stage(at(13, "17:00"), a, Stage::InProgress);
    let stamps = desk.last.clone();
    assert_eq!(look(&desk, at(13, "18:00")).points[5].stood, stood([0, 0, 1, 0, 2], 0));
    desk.revoke(Subject::Request(a), stamps);
    assert_eq!(look(&desk, at(13, "18:00")).points[5].stood, stood([0, 0, 0, 0, 3], 0));
}

/// A day ends at its midnight by the clock of the zone: 23:30 in Berlin on Monday is 22:30 UTC; half an hour after
/// midnight it is Tuesday there, while it is Monday in UTC still.
#[test]
fn a_day_ends_by_the_clock_of_the_zone() {
    let mut desk = Desk::new();
    raise(&mut desk, at(9, "22:30"));
    raise(&mut desk, at(9, "23:30"));
    let berlin = ZoneTable::new("Europe/Berlin", 3_600, Vec::new());
    let counts = |zone: &ZoneTable| -> Vec<usize> {
        let found = cumulative(&desk.desk, zone, at(11, "12:00"), &|_| true);
        found.points.iter().map(|point| point.stood.all()).collect()
    };
    assert_eq!(counts(&berlin), [0, 1, 2, 2]);
    assert_eq!(counts(&ZoneTable::utc()), [0, 2, 2, 2]);
    // Nothing at all.
    assert_eq!(look(&Desk::new(), at(11, "12:00")), Cumulative::default());
}

/// However long the history is, there are few moments, the last one now; whole weeks apart from the tenth week on.
#[test]
fn a_long_history_has_few_moments() {
    let mut desk = Desk::new();
    raise(&mut desk, at(9, "09:00"));
    let mut apart = Vec::new();
    for days in [1, 58, 59, 200, 405, 1_000, 3_653, 20_000] {
        let found = look(&desk, at(9, "10:00") + Span::days(days));
        assert!(found.points.len() <= MOST, "{days}: {}", found.points.len());
        let last = found.points.last().unwrap();
        assert_eq!(last.day, NaiveDate::from_ymd_opt(2026, 11, 9).unwrap() + chrono::Days::new(days as u64));
        assert_eq!((found.points[0].stood.all(), last.stood.all()), (0, 1));
        assert!(found.points.is_sorted_by(|a, b| a.day < b.day));
        // Steps are of one length, but for the first.
        let steps = found.points[1..].windows(2).map(|pair| (pair[1].day - pair[0].day).num_days() as u64);
        assert!(steps.into_iter().all(|step| step == found.apart), "{days}");
        apart.push(found.apart);
    }
    // 59 days and the one before are 60 moments: a day apart. One more, and it is weeks.
    assert_eq!(apart, [1, 1, 7, 7, 7, 28, 91, 364]);
}

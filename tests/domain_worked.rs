//! The worked example of an agreement, on the desk of `support/agreed.rs`: Monday to Friday from 09:00 to 17:00, in UTC; the
//! 9th of November 2026 is a Monday; urgent 4 h, normal 16 h, a first response within 2 h.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/agreed.rs"]
mod agreed;

use agreed::*;
use inhouse::domain::clock::{Basis, ClockKind, PauseSpan, Target};
use inhouse::domain::derivation::Row;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{PauseReason, Priority};
use inhouse::domain::worked::{Case, Done, Due, Worked, work_out};

fn worked(desk: &Desk, case: Case) -> Worked {
    let terms = desk.desk.agreement(desk.agreement).unwrap().newest().unwrap().1;
    work_out(terms, desk.book.get(desk.calendar).unwrap(), case, 14)
}

/// Asked on Monday at 09:00, with nothing else.
fn asked(priority: Priority, done: Option<Moment>) -> Case {
    Case { priority, raised: at(9, "09:00"), wait: None, done }
}

/// Each day with the hours counted up to the deadline, and those past it.
fn days(worked: &Worked) -> Vec<(u32, i64, i64)> {
    let day = |row: &Row| match row {
        Row::Day(day) => {
            let hours = |span: Span| span.0 / 3_600_000;
            (chrono::Datelike::day(&day.date), hours(day.sums.counted + day.sums.left), hours(day.sums.over))
        }
        Row::Gap { .. } => panic!("no day is left out"),
    };
    worked.rows.iter().map(day).collect()
}

/// Normal: answered by 11:00, done by Tuesday 17:00. The days go to the deadline, also where it is done on Monday at 15:00,
/// after 6 h, in time. Done on Thursday at 12:00, 8 + 8 + 8 + 3 = 27 h are counted, and the days go on to Thursday: Wednesday
/// and Thursday are past the deadline.
#[test]
fn the_days_go_on_to_the_later_of_deadline_and_end() {
    let desk = Desk::new();
    let case = worked(&desk, asked(Priority::Normal, None));
    assert_eq!(case.dues[0], (ClockKind::FirstResponse, Due::At(at(9, "11:00"))));
    assert_eq!(case.dues[3], (ClockKind::Resolution, Due::At(at(10, "17:00"))));
    assert_eq!((case.done, days(&case)), (None, vec![(9, 8, 0), (10, 8, 0)]));

    let early = worked(&desk, asked(Priority::Normal, Some(at(9, "15:00"))));
    let wanted = Done { at: at(9, "15:00"), counted: Span::hours(6), kept: Some(true) };
    assert_eq!((early.done, days(&early)), (Some(wanted), vec![(9, 8, 0), (10, 8, 0)]));

    let late = worked(&desk, asked(Priority::Normal, Some(at(12, "12:00"))));
    let wanted = Done { at: at(12, "12:00"), counted: Span::hours(27), kept: Some(false) };
    assert_eq!(late.done, Some(wanted));
    assert_eq!(days(&late), [(9, 8, 0), (10, 8, 0), (11, 0, 8), (12, 0, 3)]);
}

/// Waiting for the client on Tuesday from 09:00 to 13:00 moves the deadline to Wednesday 13:00. Done on Wednesday at 13:00
/// it is in time by a hair: 8 + 4 + 4 = 16 h. Where waiting for the client stops nothing, it was due on Tuesday at 17:00, and
/// 20 h are counted.
#[test]
fn waiting_counts_only_where_it_stops_the_clock() {
    let mut desk = Desk::new();
    let wait = Some(PauseSpan { from: at(10, "09:00"), to: Some(at(10, "13:00")) });
    let case = Case { wait, ..asked(Priority::Normal, Some(at(11, "13:00"))) };
    let paused = worked(&desk, case);
    assert_eq!(paused.dues[3].1, Due::At(at(11, "13:00")));
    assert_eq!(
        paused.done.unwrap(),
        Done { at: at(11, "13:00"), counted: Span::hours(16), kept: Some(true) }
    );
    desk.changed(|terms| {
        terms.pauses_on.remove(&PauseReason::Client);
    });
    let onward = worked(&desk, case);
    assert_eq!(onward.dues[3].1, Due::At(at(10, "17:00")));
    assert_eq!(
        onward.done.unwrap(),
        Done { at: at(11, "13:00"), counted: Span::hours(20), kept: Some(false) }
    );
}

/// High has no target: open time is counted, less the waiting, and it is neither in time nor late. Monday 09:00 to Tuesday
/// 11:00 is 8 + 2 h; with two hours of waiting on Monday, 8 h. The days go to the end.
#[test]
fn without_a_target_open_time_is_counted() {
    let desk = Desk::new();
    let case = asked(Priority::High, Some(at(10, "11:00")));
    let found = worked(&desk, case);
    assert!(found.dues.iter().all(|(_, due)| *due == Due::NoTarget));
    assert_eq!(found.done, Some(Done { at: at(10, "11:00"), counted: Span::hours(10), kept: None }));
    assert_eq!(days(&found), [(9, 8, 0), (10, 2, 0)]);
    let wait = Some(PauseSpan { from: at(9, "10:00"), to: Some(at(9, "12:00")) });
    assert_eq!(worked(&desk, Case { wait, ..case }).done.unwrap().counted, Span::hours(8));
    assert_eq!(worked(&desk, asked(Priority::High, None)).rows, []);
}

/// Around the clock the hours of the night count: Monday 09:00 to Tuesday 11:00 is 26 h, of 24 h promised. In working days,
/// one of them ends on Tuesday at 17:00: done at 11:00 is in time, and 8 + 2 open hours are counted.
#[test]
fn what_is_counted_is_the_time_of_the_target() {
    for (amount, basis, hours, kept) in
        [(Span::hours(24), Basis::Calendar, 26, false), (Span::days(1), Basis::Days, 10, true)]
    {
        let mut desk = Desk::new();
        let target = Target::usual(ClockKind::Resolution, amount, basis).unwrap();
        desk.changed(|terms| {
            terms.targets.insert((ClockKind::Resolution, Priority::Normal), target);
        });
        let found = worked(&desk, asked(Priority::Normal, Some(at(10, "11:00"))));
        assert_eq!(
            found.done.unwrap(),
            Done { at: at(10, "11:00"), counted: Span::hours(hours), kept: Some(kept) }
        );
    }
}

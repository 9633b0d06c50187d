//! What the table for a spreadsheet says of the clocks: the verdicts that the figures count with.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/dealing.rs"]
mod dealing;

use chrono::NaiveDate;
use dealing::{Desk, target};
use inhouse::domain::clock::ClockKind;
use inhouse::domain::edit::{AgreementDraft, Edit};
use inhouse::domain::request::{Priority, Stage};
use inhouse::domain::text::Note;
use inhouse::store::sheet::requests_csv;

/// The verdicts of the resolution, by row.
fn verdicts(desk: &Desk) -> Vec<String> {
    let out = requests_csv(&desk.desk, &desk.book, desk.now);
    let rows = csv::Reader::from_reader(out.as_bytes()).into_records();
    rows.map(|row| row.unwrap()[14].to_owned()).collect()
}

/// Four requests raised on Monday at 09:00, with 8 h; the desk is open from 09:00 to 17:00. The first is done on Monday at
/// 16:00 (7 h: met), the second on Tuesday at 10:00 (9 h: late), the third is open, and late from Tuesday 09:00 on; the
/// fourth is withdrawn.
///
/// A version with 1 h changes nothing for them: they keep the one they were raised under. Then Monday turns out to have
/// been a closed day: the third has used 2 h by Tuesday 11:00 and is in time. The second would have used 1 h, but it was
/// written down as late when it ended, and that stays.
#[test]
fn a_finished_request_goes_out_with_the_verdict_of_its_end() {
    let mut desk = Desk::new();
    let id = desk.save(None, AgreementDraft { publish: true, ..desk.draft(8) });
    let [first, second, _, fourth] = [(); 4].map(|()| desk.raise());
    desk.at(1);
    desk.act(Edit::Withdraw(fourth, Note::default())).unwrap();
    desk.at(7);
    desk.stage(first, Stage::Done);
    desk.at(25);
    desk.stage(second, Stage::Done);
    desk.at(26);
    assert_eq!(verdicts(&desk), ["met", "breached", "open breached", ""]);

    let (mut draft, _) = desk.opened(id);
    draft.terms.targets.insert((ClockKind::Resolution, Priority::Normal), target(1));
    desk.save(Some(id), AgreementDraft { publish: true, ..draft });
    assert_eq!(verdicts(&desk), ["met", "breached", "open breached", ""]);

    let monday = NaiveDate::from_ymd_opt(2026, 11, 9).unwrap();
    desk.hours(|hours| drop(hours.closed.insert(monday, "Founding day".into())));
    assert_eq!(verdicts(&desk), ["met", "breached", "", ""]);
}

//! Reading a calendar file again: what comes, goes, moves and is called otherwise, and what was switched off here. Today is
//! Monday 23 November 2026.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::calendar::{Hours, Week};
use inhouse::domain::calendar_record::{Calendar, CalendarFact};
use inhouse::domain::day_file::{Change, FileDay, FileReading, Line, compare, remembered};
use inhouse::domain::edit::{CalendarDraft, Edit};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::holiday::DayRule;
use inhouse::domain::ident::Subject;
use inhouse::domain::moment::Moment;
use inhouse::domain::stamp::Stamp;
use inhouse::domain::text::Name;
use inhouse::store::ics::read;
use inhouse::store::wire::v1;

#[path = "support/agreed.rs"]
mod agreed;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    date("2026-11-23")
}

type Days = Vec<(FileDay, String)>;

fn once(text: &str, name: &str) -> (FileDay, String) {
    (FileDay::Once(date(text)), name.to_owned())
}

/// A week, and these days closed.
fn hours(closed: &[(&str, &str)]) -> Hours {
    let mut hours = Hours::weekly(Week::office(&[(540, 1_020)]));
    hours.closed = closed.iter().map(|(day, name)| (date(day), (*name).to_owned())).collect();
    hours
}

fn reading(days: &[(FileDay, String)]) -> FileReading {
    remembered(None, days, today(), true)
}

fn changes(lines: &[Line]) -> Vec<(FileDay, Change)> {
    lines.iter().map(|line| (line.day, line.change.clone())).collect()
}

fn day(text: &str) -> FileDay {
    FileDay::Once(date(text))
}

/// The state's days of 2027: read, then Labour Day switched off here and Christmas called Noël. Next year's file moves the
/// Feast from 15 to 16 August, has no Monday of the fair any more, calls New Year otherwise, and has a day more.
#[test]
fn a_file_read_again_says_what_it_changes() {
    let first: Days = vec![
        once("2027-01-01", "New Year"),
        once("2027-05-01", "Labour Day"),
        once("2027-06-07", "Fair"),
        once("2027-08-15", "Feast"),
        once("2027-12-25", "Christmas"),
    ];
    let fresh = compare(&hours(&[]), None, &first, today(), true);
    assert!(fresh.iter().all(|line| line.change == Change::Comes && line.change.usual()));

    let here = hours(&[
        ("2027-01-01", "New Year"),
        ("2027-03-08", "Our own day"),
        ("2027-06-07", "Fair"),
        ("2027-08-15", "Feast"),
        ("2027-12-25", "Noël"),
    ]);
    let again: Days = vec![
        once("2027-01-01", "New Year's Day"),
        once("2027-05-01", "Labour Day"),
        once("2027-08-16", "Feast"),
        once("2027-12-25", "Christmas Day"),
        once("2027-12-26", "Second day"),
    ];
    let lines = compare(&here, Some(&reading(&first)), &again, today(), true);
    assert_eq!(
        changes(&lines),
        [
            (day("2027-01-01"), Change::Named("New Year".into(), false)),
            (day("2027-05-01"), Change::Off),
            (day("2027-08-16"), Change::Moved(day("2027-08-15"))),
            // It was given another name here, which stays unless asked.
            (day("2027-12-25"), Change::Named("Noël".into(), true)),
            (day("2027-12-26"), Change::Comes),
            (day("2027-06-07"), Change::Goes),
        ]
    );
    let usual: Vec<bool> = lines.iter().map(|line| line.change.usual()).collect();
    assert_eq!(usual, [true, false, true, false, true, true]);
    // The same file once more, nothing taken: only what is not as it says is left.
    let same = compare(&here, Some(&reading(&first)), &first, today(), true);
    let rest: Vec<_> = changes(&same).into_iter().filter(|(_, change)| *change != Change::Same).collect();
    assert_eq!(rest, [(day("2027-05-01"), Change::Off)]);
}

/// Files come year by year: that of 2028 says nothing of 2027. What is over stays, and so does what another file brought.
#[test]
fn nothing_goes_of_which_the_file_says_nothing() {
    let known = reading(&[
        once("2026-11-11", "Armistice"),
        once("2027-05-01", "Labour Day"),
        once("2028-05-01", "Labour Day"),
    ]);
    let here = hours(&[
        ("2026-11-11", "Armistice"),
        ("2027-05-01", "Labour Day"),
        ("2028-05-01", "Labour Day"),
        ("2028-07-04", "Of another file"),
    ]);
    let file: Days = vec![once("2026-12-25", "Christmas"), once("2028-12-25", "Christmas")];
    let lines = compare(&here, Some(&known), &file, today(), true);
    assert_eq!(
        changes(&lines),
        [
            (day("2026-12-25"), Change::Comes),
            (day("2028-12-25"), Change::Comes),
            (day("2028-05-01"), Change::Goes)
        ]
    );
    // Cut short, it says nothing of what is missing, and what it said before stays remembered.
    let cut = compare(&here, Some(&known), &file, today(), false);
    assert!(changes(&cut).iter().all(|(_, change)| *change == Change::Comes));
    assert_eq!(remembered(Some(&known), &file, today(), false).days.len(), 5);
    // Read whole, what is ahead in a year it does not speak of stays remembered; what is over or goes does not.
    let kept: Vec<FileDay> = remembered(Some(&known), &file, today(), true).days.into_keys().collect();
    assert_eq!(kept, [day("2026-12-25"), day("2027-05-01"), day("2028-12-25")]);
}

/// Switched off stays off: where the file moves the day within its year, and where it lists a yearly day date by date.
#[test]
fn what_was_switched_off_stays_off() {
    let known = reading(&[
        once("2027-05-03", "Bridge day"),
        (FileDay::Yearly(8, 15), "Feast".into()),
        (FileDay::Ruled(DayRule::Easter(1)), "Easter Monday".into()),
    ]);
    let mut here = hours(&[]);
    here.set_rule(DayRule::Easter(1), Some("Easter Monday".into()));
    // Easter Monday of 2027 is 29 March.
    let file: Days = vec![
        once("2027-03-29", "Easter Monday"),
        once("2027-05-04", "Bridge day"),
        once("2027-08-15", "Feast"),
        once("2028-05-02", "Bridge day"),
    ];
    let lines = compare(&here, Some(&known), &file, today(), true);
    assert_eq!(
        changes(&lines),
        [
            // The rule goes, so its date has to come: else it were open.
            (day("2027-03-29"), Change::Comes),
            (day("2027-05-04"), Change::Off),
            (day("2027-08-15"), Change::Off),
            (day("2028-05-02"), Change::Comes),
            (FileDay::Ruled(DayRule::Easter(1)), Change::Goes),
        ]
    );
}

/// A day that is written down by hand already, and one that a yearly day covers, are there; a day twice in the file counts
/// once.
#[test]
fn what_is_there_already_stays_as_it_is() {
    let mut here = hours(&[("2027-01-01", "Holiday")]);
    here.yearly.insert((5, 1), "Labour Day".into());
    let file: Days = vec![
        once("2027-01-01", "New Year"),
        once("2027-01-01", "Bank holiday"),
        once("2027-05-01", "May Day"),
    ];
    let lines = compare(&here, None, &file, today(), true);
    assert_eq!(changes(&lines), [(day("2027-01-01"), Change::Same), (day("2027-05-01"), Change::Same)]);
}

/// A file's name for its calendar is read, and its days become days to remember.
#[test]
fn a_file_says_its_name_and_its_days() {
    let text = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Public holidays\\, Portugal\r\n\
        BEGIN:VEVENT\r\nSUMMARY:Freedom Day\r\nDTSTART;VALUE=DATE:20270425\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nSUMMARY:Bridge\r\nDTSTART;VALUE=DATE:20270426\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let file = read(text, today()).unwrap();
    assert_eq!(file.called, "Public holidays, Portugal");
    let days: Vec<FileDay> = file.days.iter().map(|day| day.when.day()).collect();
    assert_eq!(days, [FileDay::Yearly(4, 25), day("2027-04-26")]);
}

fn event(count: u32, fact: CalendarFact) -> Event {
    let stamp = Stamp { ms: 1, count, node: 1 };
    Event { stamp, at: Moment(1), actor: None, source: Source::Live, fact: Fact::Calendar(fact) }
}

/// What a file said is one fact, written and read again; one with a kind of day of a later version is kept as
/// it is written, and says nothing here.
#[test]
fn a_reading_is_kept() {
    let name = Name::new("Portugal").unwrap();
    let said = reading(&[
        once("2027-06-10", "Portugal Day"),
        (FileDay::Yearly(4, 25), "Freedom Day".into()),
        (FileDay::Ruled(DayRule::Easter(-2)), "Good Friday".into()),
        (FileDay::Ruled(DayRule::Nth { month: 9, nth: 1, weekday: 0 }), "Labor Day".into()),
    ]);
    let facts = vec![
        event(0, CalendarFact::File { name: name.clone(), reading: Some(said.clone()) }),
        event(1, CalendarFact::File { name: name.clone(), reading: None }),
    ];
    let text = v1::encode(&facts).unwrap();
    assert!(text.contains("k.file"));
    assert_eq!(v1::decode(&text).unwrap(), facts);
    let later = text.replace("[6,4,25,0,\"Freedom Day\"]", "[9,4,25,0,\"Freedom Day\"]");
    assert_ne!(later, text);
    let read = v1::decode(&later).unwrap();
    assert!(!matches!(read[0].fact, Fact::Calendar(_)), "{:?}", read[0].fact);
    assert_eq!(v1::encode(&read).unwrap(), later);
    let mut calendar = Calendar::default();
    match &v1::decode(&text).unwrap()[0].fact {
        Fact::Calendar(fact) => calendar.take(fact),
        other => panic!("{other:?}"),
    }
    assert_eq!(calendar.files[&name].days.len(), 4);
    match &read[1].fact {
        Fact::Calendar(fact) => calendar.take(fact),
        other => panic!("{other:?}"),
    }
    assert!(calendar.files.is_empty());
}

/// Days and reading are saved in one step, and what is not changed is not written.
#[test]
fn days_and_reading_are_one_step() {
    let mut desk = agreed::Desk::new();
    let own = desk.desk.calendar(desk.calendar).unwrap().clone();
    let mut hours = own.hours.clone();
    hours.closed.insert(date("2027-05-01"), "Labour Day".into());
    let said = reading(&[once("2027-05-01", "Labour Day"), once("2027-05-02", "Switched off")]);
    let files = std::collections::BTreeMap::from([(Name::new("State").unwrap(), said)]);
    let draft = |files| CalendarDraft {
        name: own.name.clone().unwrap(),
        zone: own.zone.clone(),
        hours: hours.clone(),
        layers: own.layers.clone(),
        opens: own.opens.clone(),
        files,
        opened: None,
    };
    let id = desk.calendar;
    desk.act(Edit::SaveCalendar(Some(id), Box::new(draft(files.clone()))));
    assert_eq!(desk.last.len(), 2);
    let kept = desk.desk.calendar(id).unwrap();
    assert_eq!((kept.files.clone(), kept.hours.closed.len()), (files.clone(), 1));
    let stamps = desk.last.clone();
    desk.act(Edit::SaveCalendar(Some(id), Box::new(draft(files.clone()))));
    assert_eq!(desk.last.len(), 0);
    // Nor is the file read again on another day, as long as it says the same.
    let mut again = files;
    again.values_mut().for_each(|reading| reading.on = date("2027-12-31"));
    desk.act(Edit::SaveCalendar(Some(id), Box::new(draft(again))));
    assert_eq!(desk.last.len(), 0);
    // Taken back, neither is there.
    desk.revoke(Subject::Calendar(id), stamps);
    let back = desk.desk.calendar(id).unwrap();
    assert!(back.files.is_empty() && back.hours.closed.is_empty());
}

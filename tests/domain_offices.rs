//! Opening hours that are open whenever one of several offices is. Expected figures are worked out by hand in the comments;
//! the properties ask the same of a bitmap of minutes, placed by `chrono-tz`, that shares no code with what it checks.
//!
//! In 2026 the clocks of New York go forward on 8 March and back on 1 November, those of Berlin and Lisbon forward on
//! 29 March and back on 25 October. Z is UTC.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/agreed.rs"]
mod agreed;
#[path = "support/bitmap.rs"]
mod bitmap;

use agreed::{Desk, at, name};
use bitmap::{DAYS, MINUTES, Minutes, PLACES, ZONES, cases, date, day, hours_at, some_hours, utc, zones};
use chrono::NaiveDate;
use inhouse::domain::agreement::Version;
use inhouse::domain::calendar::{DaySpan, Hours, HoursFault, Week};
use inhouse::domain::calendar_record::CalendarFact;
use inhouse::domain::edit::{AgreementDraft, CalendarDraft, Edit, Refusal};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::ident::{CalendarId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::offices::{
    Joined, MOST_OFFICES, Office, join, moving_with, offered_offices, offices, shares,
};
use inhouse::domain::signed::signature;
use inhouse::domain::timebook::{Compiled, Timebook};
use inhouse::domain::zone::ZoneTable;
use inhouse::store::one::{Carried, hours_of, known_hours, offices_for, read, write};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

fn known_zones(named: &str, _: Moment, _: Moment) -> Option<Arc<ZoneTable>> {
    let known = named.parse::<chrono_tz::Tz>().is_ok();
    known.then(|| Arc::new(zones::zone(named)))
}

/// Hours from Monday to Friday in a zone, open in those of others too; no span is no own week.
fn draft(named: &str, zone: &str, span: Option<(u16, u16)>, opens: &[CalendarId]) -> CalendarDraft {
    let week = span.map_or_else(Week::default, |span| Week::office(&[span]));
    CalendarDraft {
        name: name(named),
        zone: zone.into(),
        hours: Hours::weekly(week),
        layers: BTreeSet::new(),
        opens: opens.iter().copied().collect(),
        files: Default::default(),
        opened: None,
    }
}

fn save(desk: &mut Desk, id: Option<CalendarId>, draft: CalendarDraft) -> CalendarId {
    match (desk.act(Edit::SaveCalendar(id, Box::new(draft))), id) {
        (Some(Subject::Calendar(made)), _) => made,
        (_, Some(id)) => id,
        other => panic!("{other:?}"),
    }
}

fn tell(desk: &mut Desk, id: CalendarId, fact: Fact) {
    let (stamp, at) = (desk.ticker.next(desk.now), desk.now);
    let event = Event { stamp, at, actor: None, source: Source::Live, fact };
    desk.desk.apply(Subject::Calendar(id), event);
}

/// The hours compiled for the years around 2026.
fn compiled(desk: &Desk, id: CalendarId) -> Compiled {
    let (first, now) = (utc("2026-01-01 00:00"), utc("2026-12-31 00:00"));
    Timebook::compile_offices(offices(&desk.desk, id), &known_zones, first, now).unwrap()
}

/// How much is open from the Monday on, for a week of UTC.
fn week_of(hours: &Compiled, monday: &str) -> Span {
    let from = utc(&format!("{monday} 00:00"));
    hours.open.elapsed(from, from + Span::days(7))
}

const NINE_TO_FIVE: Option<(u16, u16)> = Some((540, 1_020));
const EIGHT_TO_FOUR: Option<(u16, u16)> = Some((480, 960));

/// Berlin 8–16 and New York 8–16, counted by the clock of Berlin, without a week of its own.
fn berlin_and_new_york(desk: &mut Desk) -> [CalendarId; 3] {
    let mut berlin = draft("Berlin", "Europe/Berlin", EIGHT_TO_FOUR, &[]);
    berlin.hours.closed.insert(date("2026-03-20"), "Works outing".into());
    let berlin = save(desk, None, berlin);
    let new_york = save(desk, None, draft("New York", "America/New_York", EIGHT_TO_FOUR, &[]));
    let both = save(desk, None, draft("Both", "Europe/Berlin", None, &[berlin, new_york]));
    [berlin, new_york, both]
}

/// Winter: Berlin 7–15 Z, New York 13–21 Z, together 7–21 Z: 14 h. From 8 to 29 March New York alone has moved: 12–20 Z,
/// together 7–20 Z: 13 h. Summer in both: 6–14 Z and 12–20 Z, together 6–20 Z: 14 h. On 20 March Berlin is closed: 8 h.
#[test]
fn where_the_clocks_change_in_one_zone_only_that_office_moves() {
    let mut desk = Desk::new();
    let [.., both] = berlin_and_new_york(&mut desk);
    let hours = compiled(&desk, both);
    assert_eq!(week_of(&hours, "2026-03-02"), Span::hours(5 * 14));
    assert_eq!(week_of(&hours, "2026-03-09"), Span::hours(5 * 13));
    assert_eq!(week_of(&hours, "2026-03-16"), Span::hours(4 * 13 + 8));
    assert_eq!(week_of(&hours, "2026-03-30"), Span::hours(5 * 14));
    // In autumn Berlin is a week ahead: from 26 October on 7–15 Z, New York still 12–20 Z.
    assert_eq!(week_of(&hours, "2026-10-19"), Span::hours(5 * 14));
    assert_eq!(week_of(&hours, "2026-10-26"), Span::hours(5 * 13));
    assert_eq!(week_of(&hours, "2026-11-02"), Span::hours(5 * 14));

    // Raised on Friday 6 March at 10:00 Z with 25 h: 11 h until 21:00 Z, 13 h on Monday from 7 to 20 Z, and the last hour on
    // Tuesday from 7 to 8 Z. Had New York not moved, Monday would have had 14 h and it were due then at 21:00 Z.
    let raised = utc("2026-03-06 10:00");
    assert_eq!(hours.open.after(raised, Span::hours(25)), Some(utc("2026-03-10 08:00")));
    // Backwards it is the same.
    assert_eq!(hours.open.before(utc("2026-03-10 08:00"), Span::hours(25)), Some(raised));
    // The working day of that Friday ends as New York closes, the next one on Monday an hour earlier, by either clock of
    // Berlin or UTC.
    assert_eq!(hours.open.end_of_working_day(raised, 0), Some(utc("2026-03-06 21:00")));
    assert_eq!(hours.open.end_of_working_day(raised, 1), Some(utc("2026-03-09 20:00")));
    // 11:00 in Berlin on the next working day.
    assert_eq!(hours.open.same_time_of_working_day(raised, 1), Some(utc("2026-03-09 10:00")));
    // A request of 20 March waits for New York.
    assert_eq!(hours.open.next_opening(utc("2026-03-19 23:00")), Some(utc("2026-03-20 12:00")));
    // A usual day is 14 h.
    assert_eq!(hours.day_minutes, 14 * 60);
}

/// Monday 9 March: Berlin 7–15 Z, New York 12–20 Z. Friday 20 March: Berlin is closed, New York open.
#[test]
fn every_stretch_names_whose_it_is() {
    let mut desk = Desk::new();
    let [.., both] = berlin_and_new_york(&mut desk);
    let hours = compiled(&desk, both);
    let (from, to) = hours.day(date("2026-03-09"));
    let z = |text: &str| utc(&format!("2026-03-09 {text}"));
    let said: Vec<(&str, Vec<(Moment, Moment)>)> =
        shares(&hours.parts, from, to).into_iter().map(|share| (share.name, share.spans)).collect();
    assert_eq!(
        said,
        [("Berlin", vec![(z("07:00"), z("15:00"))]), ("New York", vec![(z("12:00"), z("20:00"))])]
    );
    // Together from 7 to 20 Z, in one stretch.
    assert_eq!(hours.open.spans_between(from, to).collect::<Vec<_>>(), [(z("07:00"), z("20:00"))]);
    let (from, to) = hours.day(date("2026-03-20"));
    let shares = shares(&hours.parts, from, to);
    let said: Vec<(&str, bool, usize, Option<&str>)> =
        shares.iter().map(|s| (s.name, s.own, s.spans.len(), s.closed)).collect();
    assert_eq!(said, [("Berlin", false, 0, Some("Works outing")), ("New York", false, 1, None)]);
    assert_eq!(shares[1].spans, [(utc("2026-03-20 12:00"), utc("2026-03-20 20:00"))]);
    // On a Saturday nobody would have come anyway.
    let (from, to) = hours.day(date("2026-03-21"));
    assert!(inhouse::domain::offices::shares(&hours.parts, from, to).is_empty());
    assert!(!hours.opens_on(date("2026-03-21")) && hours.opens_on(date("2026-03-20")));
}

/// Lisbon 9–17 and Berlin 8–16: 9–17 Z and 7–15 Z in winter, 8–16 Z and 6–14 Z in summer. Both change at the same instant:
/// ten hours a day all year, and 28 March to 30 March lose none. Lisbon keeps 25 April, Berlin 3 October.
#[test]
fn each_office_keeps_its_own_holidays() {
    let mut desk = Desk::new();
    let mut lisbon = draft("Lisbon", "Europe/Lisbon", NINE_TO_FIVE, &[]);
    lisbon.hours.yearly.insert((12, 8), "Immaculate Conception".into());
    let lisbon = save(&mut desk, None, lisbon);
    let mut berlin = draft("Berlin", "Europe/Berlin", EIGHT_TO_FOUR, &[]);
    berlin.hours.yearly.insert((5, 14), "Ascension".into());
    berlin.hours.overrides.insert(date("2026-12-08"), vec![DaySpan::new(480, 600)]);
    let berlin = save(&mut desk, None, berlin);
    let both = save(&mut desk, None, draft("Both", "Europe/Berlin", None, &[lisbon, berlin]));
    let hours = compiled(&desk, both);
    for monday in ["2026-02-02", "2026-03-23", "2026-03-30", "2026-07-06", "2026-10-26"] {
        assert_eq!(week_of(&hours, monday), Span::hours(50), "{monday}");
    }
    // Ascension, a Thursday: Lisbon alone, 8–16 Z. 8 December, a Tuesday: Berlin alone, and only from 8 to 10: 7–9 Z.
    assert_eq!(week_of(&hours, "2026-05-11"), Span::hours(48));
    assert_eq!(week_of(&hours, "2026-12-07"), Span::hours(42));
    assert_eq!(hours.open.next_closing(utc("2026-12-08 07:30")), Some(utc("2026-12-08 09:00")));
    // The clock reads them: raised on 7 December at 16:00 Z with 4 h: 1 h, 2 h on the 8th, 1 h on the 9th from 7 Z on.
    assert_eq!(hours.open.after(utc("2026-12-07 16:00"), Span::hours(4)), Some(utc("2026-12-09 08:00")));
}

/// Tokyo 9–17 is 0–8 Z, in New York 19:00–03:00 of the day before. The hours of both are counted by New York's clock and are
/// closed on Tuesday 10 November there, 5 Z to 5 Z: of Tokyo's Tuesday 0–5 Z are left, of its Wednesday 5–8 Z. On Thursday
/// they are open from 10 to 12 in New York only, 15–17 Z, so that Tokyo's Friday begins at 5 Z.
#[test]
fn a_date_of_their_own_goes_before_the_offices_from_midnight_to_midnight() {
    let mut desk = Desk::new();
    let tokyo = save(&mut desk, None, draft("Tokyo", "Asia/Tokyo", NINE_TO_FIVE, &[]));
    let mut both = draft("Both", "America/New_York", NINE_TO_FIVE, &[tokyo]);
    both.hours.closed.insert(date("2026-11-10"), "Inventory".into());
    both.hours.overrides.insert(date("2026-11-12"), vec![DaySpan::new(600, 720)]);
    let both = save(&mut desk, None, both);
    let hours = compiled(&desk, both);
    let z = |text: &str| utc(&format!("2026-11-{text}"));
    let spans: Vec<(Moment, Moment)> = hours.open.spans_between(z("09 00:00"), z("14 00:00")).collect();
    assert_eq!(
        spans,
        [
            // Tokyo's Monday, New York's Monday 9–17, which is 14–22 Z.
            (z("09 00:00"), z("09 08:00")),
            (z("09 14:00"), z("09 22:00")),
            (z("10 00:00"), z("10 05:00")),
            (z("11 05:00"), z("11 08:00")),
            (z("11 14:00"), z("11 22:00")),
            // Tokyo's Thursday until New York's Thursday begins.
            (z("12 00:00"), z("12 05:00")),
            (z("12 15:00"), z("12 17:00")),
            (z("13 05:00"), z("13 08:00")),
            (z("13 14:00"), z("13 22:00")),
        ]
    );
    // Tokyo's Tuesday belongs to New York's Monday: that working day ends at 5 Z on the 10th, the next one on the 12th.
    assert_eq!(hours.open.end_of_working_day(z("09 15:00"), 0), Some(z("10 05:00")));
    assert_eq!(hours.open.end_of_working_day(z("09 15:00"), 1), Some(z("12 05:00")));
}

/// The region opens with Lisbon and Berlin, the world with the region and with Berlin. What the region closes, Berlin keeps
/// open for the world, and Lisbon does not.
#[test]
fn offices_of_offices_count_by_every_way() {
    let mut desk = Desk::new();
    let lisbon = save(&mut desk, None, draft("Lisbon", "Europe/Lisbon", NINE_TO_FIVE, &[]));
    let berlin = save(&mut desk, None, draft("Berlin", "Europe/Berlin", EIGHT_TO_FOUR, &[]));
    let mut region = draft("Region", "Europe/Lisbon", None, &[lisbon, berlin]);
    region.hours.closed.insert(date("2026-11-10"), "Regional day".into());
    let region = save(&mut desk, None, region);
    let world = save(&mut desk, None, draft("World", "UTC", None, &[region, berlin]));
    let hours = compiled(&desk, world);
    let z = |text: &str| utc(&format!("2026-11-{text}"));
    let spans: Vec<(Moment, Moment)> = hours.open.spans_between(z("09 00:00"), z("12 00:00")).collect();
    assert_eq!(
        spans,
        [(z("09 07:00"), z("09 17:00")), (z("10 07:00"), z("10 15:00")), (z("11 07:00"), z("11 17:00"))]
    );
    let mut moved = moving_with(&desk.desk, lisbon);
    moved.sort_unstable();
    let mut expected = vec![region, world];
    expected.sort_unstable();
    assert_eq!(moved, expected);
    // What an office takes from others closes it too, and moves with these.
    let state = save(&mut desk, None, draft("State", "UTC", EIGHT_TO_FOUR, &[]));
    let mut taking = draft("Berlin", "Europe/Berlin", EIGHT_TO_FOUR, &[]);
    taking.layers.insert(state);
    save(&mut desk, Some(berlin), taking);
    assert!(moving_with(&desk.desk, state).contains(&world));
    tell(
        &mut desk,
        state,
        Fact::Calendar(CalendarFact::Closed { date: date("2026-11-11"), name: Some(name("Armistice")) }),
    );
    let hours = compiled(&desk, world);
    assert_eq!(hours.open.elapsed(z("11 00:00"), z("12 00:00")), Span::hours(8), "Lisbon alone");
    let (from, to) = hours.day(date("2026-11-11"));
    let closed: Vec<_> = shares(&hours.parts, from, to).iter().filter_map(|s| s.closed).collect();
    assert_eq!(closed, ["Armistice (State)"]);
}

/// Nothing opens in a ring, and hours in which others are open stay. Two desks that are brought together may make a ring all
/// the same: 9–12 in one, 14–16 in the other, in UTC, come to five hours a day in both.
#[test]
fn a_ring_is_refused_and_what_others_open_with_stays() {
    let mut desk = Desk::new();
    let one = save(&mut desk, None, draft("One", "UTC", Some((540, 720)), &[]));
    let two = save(&mut desk, None, draft("Two", "UTC", Some((840, 960)), &[one]));
    let ring =
        |id, office| Edit::SaveCalendar(Some(id), Box::new(draft("One", "UTC", Some((540, 720)), &[office])));
    for office in [one, two] {
        assert_eq!(desk.refused(ring(one, office)), Refusal::OfficeRing);
    }
    assert!(!offered_offices(&desk.desk, Some(one)).contains(&two));
    let remove = |id| Edit::Remove(Subject::Calendar(id));
    assert_eq!(desk.refused(remove(one)), Refusal::CalendarOffice("Two".to_owned()));

    tell(&mut desk, one, Fact::Calendar(CalendarFact::Opens(two, true)));
    for id in [one, two] {
        assert_eq!(week_of(&compiled(&desk, id), "2026-11-09"), Span::hours(25));
        // So that the ring can be untied, it is offered.
        assert!(offered_offices(&desk.desk, Some(id)).len() >= 2);
    }
    assert_eq!(signature_of(&desk, one), signature_of(&desk, one));
    let untied = draft("One", "UTC", Some((540, 720)), &[]);
    save(&mut desk, Some(one), untied);
    assert_eq!(desk.desk.calendar(one).unwrap().opens.len(), 0);
    assert_eq!(week_of(&compiled(&desk, two), "2026-11-09"), Span::hours(25));
}

/// An office that another place has taken away adds nothing; hours that never open then have no deadline, and say nothing
/// wrong. Where a zone is not known here, nothing is counted.
#[test]
fn a_missing_office_and_an_unknown_zone_do_no_harm() {
    let mut desk = Desk::new();
    let far = save(&mut desk, None, draft("Far", "UTC", NINE_TO_FIVE, &[]));
    let both = save(&mut desk, None, draft("Both", "UTC", None, &[far]));
    assert_eq!(week_of(&compiled(&desk, both), "2026-11-09"), Span::hours(40));
    tell(&mut desk, far, Fact::Removed);
    let hours = compiled(&desk, both);
    assert!(hours.open.never_open());
    assert_eq!(hours.open.after(at(9, "09:00"), Span::hours(1)), None);
    assert_eq!(offices(&desk.desk, both).len(), 1);
    // Saving it as it is now is refused: it would never open.
    let as_it_is = draft("Both", "UTC", None, &[]);
    let edit = Edit::SaveCalendar(Some(both), Box::new(as_it_is));
    assert_eq!(desk.refused(edit), Refusal::Hours(HoursFault::NeverOpen));

    let mars = save(&mut desk, None, draft("Mars", "Mars/Olympus", NINE_TO_FIVE, &[]));
    let home = save(&mut desk, None, draft("Home", "UTC", NINE_TO_FIVE, &[mars]));
    let now = at(9, "09:00");
    assert!(Timebook::compile_offices(offices(&desk.desk, home), &known_zones, now, now).is_none());
    assert!(join(&[], &known_zones, now, now).is_none());
}

fn signature_of(desk: &Desk, id: CalendarId) -> u64 {
    let version = inhouse::domain::agreement::Version { calendar: Some(id), ..Default::default() };
    signature(&desk.desk, &version).hours
}

/// What was accepted has changed once an office's hours, holidays or zone have, and not when it is called otherwise or when
/// another one with the very same hours takes its place.
#[test]
fn what_was_accepted_takes_the_offices_in() {
    let mut desk = Desk::new();
    let [berlin, new_york, both] = berlin_and_new_york(&mut desk);
    let accepted = signature_of(&desk, both);
    let mut renamed = draft("Head office", "Europe/Berlin", EIGHT_TO_FOUR, &[]);
    renamed.hours.closed.insert(date("2026-03-20"), "Outing".into());
    save(&mut desk, Some(berlin), renamed.clone());
    assert_eq!(signature_of(&desk, both), accepted);

    let mut holiday = renamed.clone();
    holiday.hours.closed.insert(date("2026-03-23"), "A day more".into());
    save(&mut desk, Some(berlin), holiday);
    assert_ne!(signature_of(&desk, both), accepted);
    save(&mut desk, Some(berlin), CalendarDraft { zone: "Europe/Rome".into(), ..renamed.clone() });
    assert_ne!(signature_of(&desk, both), accepted);
    save(&mut desk, Some(berlin), renamed);
    assert_eq!(signature_of(&desk, both), accepted);

    let twin = save(&mut desk, None, draft("Twin", "America/New_York", EIGHT_TO_FOUR, &[]));
    save(&mut desk, Some(both), draft("Both", "Europe/Berlin", None, &[berlin, twin]));
    assert_eq!(signature_of(&desk, both), accepted);
    save(&mut desk, Some(both), draft("Both", "Europe/Berlin", None, &[berlin]));
    assert_ne!(signature_of(&desk, both), accepted);
    save(&mut desk, Some(both), draft("Both", "Europe/Berlin", None, &[berlin, new_york]));
    assert_eq!(signature_of(&desk, both), accepted);
}

/// The clocks of a request read the hours put together: in UTC, 9–17 at home and 20–22 elsewhere. Raised on Monday at 09:00
/// with 16 h: 10 h on Monday, the other 6 h on Tuesday until 15:00. Without the other office they last until 17:00.
#[test]
fn the_clock_of_a_request_counts_the_offices() {
    let mut desk = Desk::new();
    let late = save(&mut desk, None, draft("Late", "UTC", Some((1_200, 1_320)), &[]));
    let id = desk.raise_at(at(9, "09:00"));
    assert_eq!(desk.done(id, desk.now).due, Some(at(10, "17:00")));
    let calendar = desk.calendar;
    save(&mut desk, Some(calendar), draft("Usual", "UTC", NINE_TO_FIVE, &[late]));
    assert_eq!(desk.done(id, desk.now).due, Some(at(10, "15:00")));
    // The book sees it when an office changes: 20–23 elsewhere is an hour more on Monday.
    save(&mut desk, Some(late), draft("Late", "UTC", Some((1_200, 1_380)), &[]));
    assert_eq!(desk.done(id, desk.now).due, Some(at(10, "14:00")));
}

/// An agreement may count hours whose own week is empty. In 9–17 and 20–22, 16 h from Monday 09:00 end on Tuesday at 15:00;
/// its file brings the offices along, each once, and the desk that reads it knows them by their hours.
#[test]
fn an_agreement_counts_and_carries_hours_of_offices_alone() {
    let mut desk = Desk::new();
    let day = save(&mut desk, None, draft("Day", "UTC", NINE_TO_FIVE, &[]));
    let night = save(&mut desk, None, draft("Night", "UTC", Some((1_200, 1_320)), &[day]));
    let both = save(&mut desk, None, draft("Both", "UTC", None, &[day, night]));
    desk.calendar = both;
    let agreement = desk.agreement;
    desk.agree(Some(agreement), "Sales", [4, 16, 40], &[]);
    let id = desk.raise_at(at(9, "09:00"));
    assert_eq!(desk.done(id, desk.now).due, Some(at(10, "15:00")));

    let (_, terms) = desk.desk.agreement(agreement).unwrap().newest().unwrap();
    let carried = Carried {
        name: name("Sales"),
        clients: Vec::new(),
        services: Vec::new(),
        terms: terms.clone(),
        hours: hours_of(&desk.desk, both).unwrap(),
        support: None,
        offices: offices_for(&desk.desk, [Some(both), None]),
    };
    let text = write(&carried, desk.now).unwrap();
    let back = read(&text).unwrap();
    assert_eq!(write(&back, desk.now).unwrap(), text);
    assert_eq!(back.offices.len(), 2);

    // Put down on a desk that has none of them, and once more on one that has them all.
    let mut other = Desk::new();
    let mut made = Vec::new();
    for _ in 0..2 {
        let id = back.place(&back.hours, &mut |draft| match known_hours(&other.desk, &draft) {
            Some(id) => Ok::<_, Refusal>(Some(id)),
            None => Ok(Some(save(&mut other, None, draft))),
        });
        made.push(id.unwrap().unwrap());
    }
    assert_eq!(made[0], made[1]);
    assert_eq!(other.desk.calendars().count(), 4, "the desk's own, Day, Night and Both");
    // 8 h and 2 h a day, five days.
    assert_eq!(week_of(&compiled(&other, made[0]), "2026-11-09"), Span::hours(50));
    assert_eq!(signature_of(&other, made[0]), signature_of(&desk, both));
}

/// Auckland 9–17 is 20–4 Z of the day before (UTC+13 in January), in Berlin 21:00–05:00. Tokyo 9–17 is 0–8 Z, in Berlin
/// 01:00–09:00, on Fridays until noon: 01:00–04:00. By Berlin's clock, Thursday 15 January runs from Thursday 01:00 to Friday
/// 05:00, with Auckland's Friday; of Friday there is Tokyo's only, 01:00–04:00, and so it ends with Thursday at 05:00.
/// Monday is Tokyo's and Auckland's Tuesday.
fn auckland_and_tokyo(friday_to: u16) -> Compiled {
    let mut desk = Desk::new();
    let auckland = save(&mut desk, None, draft("Auckland", "Pacific/Auckland", NINE_TO_FIVE, &[]));
    let mut tokyo = draft("Tokyo", "Asia/Tokyo", NINE_TO_FIVE, &[]);
    tokyo.hours.week.0[4] = vec![DaySpan::new(540, friday_to)];
    let tokyo = save(&mut desk, None, tokyo);
    let own = save(&mut desk, None, draft("All", "Europe/Berlin", None, &[auckland, tokyo]));
    compiled(&desk, own)
}

#[test]
fn no_working_day_ends_before_the_one_before_it() {
    // Until 13:00 it is 05:00 in Berlin, when Auckland closes too: Friday still counts.
    for friday_to in [720, 780] {
        let hours = auckland_and_tokyo(friday_to);
        // Wall clock of Berlin, one hour ahead of Z.
        let wall = |text: &str| utc(&format!("2026-01-{text}")) - Span::hours(1);
        let same = |from: &str, n| hours.open.same_time_of_working_day(wall(from), n);
        let ends = |from: &str, n| hours.open.end_of_working_day(wall(from), n);
        // Thursday 22:00: on Friday that is past its end. Before, it was due on Thursday at 01:00, or on Monday.
        assert_eq!(same("15 22:00", 1), Some(wall("16 05:00")));
        assert_eq!(ends("15 22:00", 0), Some(wall("16 05:00")));
        assert_eq!(ends("15 22:00", 1), Some(wall("16 05:00")));
        // Friday 04:30 is the 29th hour of Thursday.
        assert_eq!(same("16 04:30", 1), Some(wall("16 05:00")));
        // The second one is Monday, Sunday having Auckland's Monday, 21:00 to 05:00: three from Thursday on.
        assert_eq!(same("15 22:00", 2), Some(wall("18 22:00")));
        assert_eq!(same("15 22:00", 3), Some(wall("19 22:00")));
        assert_eq!(ends("15 22:00", 3), Some(wall("20 05:00")));
        // Backwards from the end of Friday, of which Thursday has 05:00 as well; and from Sunday 22:00, to Friday's end and
        // Thursday's 22:00.
        let before = |from: &str, n| hours.open.same_time_before(wall(from), n);
        assert_eq!(before("16 05:00", 1), Some(wall("15 05:00")));
        assert_eq!(before("18 22:00", 1), Some(wall("16 05:00")));
        assert_eq!(before("18 22:00", 2), Some(wall("15 22:00")));
    }
}

/// A chain in which each opens in the next one, as two desks that are brought together could come to have it.
fn chain(desk: &mut Desk, count: usize) -> Vec<CalendarId> {
    let all: Vec<CalendarId> =
        (0..count).map(|n| save(desk, None, draft(&format!("Link {n}"), "UTC", NINE_TO_FIVE, &[]))).collect();
    for pair in all.windows(2) {
        tell(desk, pair[0], Fact::Calendar(CalendarFact::Opens(pair[1], true)));
    }
    all
}

/// Of a chain of 200 the last 32 count their hours; those before them have more offices than are put together, and no clock.
#[test]
fn a_chain_longer_than_can_be_put_together_counts_nothing_and_is_read_at_once() {
    let mut desk = Desk::new();
    let all = chain(&mut desk, 200);
    let began = std::time::Instant::now();
    let mut book = Timebook::default();
    book.refresh(&desk.desk, &known_zones, desk.now);
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    let counted: Vec<bool> = all.iter().map(|id| book.get(*id).is_some()).collect();
    assert_eq!(counted, (0..200).map(|n| n >= 200 - MOST_OFFICES).collect::<Vec<_>>());
    let last = book.get(all[200 - MOST_OFFICES]).unwrap();
    assert_eq!((last.parts.len(), week_of(last, "2026-11-09")), (MOST_OFFICES, Span::hours(40)));
    assert_eq!(offices(&desk.desk, all[0]).len(), MOST_OFFICES + 1);

    // An agreement that counts too many has no file; one that counts as many as may be has one, which can be read.
    let carried = |desk: &Desk, id: CalendarId| {
        let (_, terms) = desk.desk.agreement(desk.agreement).unwrap().newest().unwrap();
        Carried {
            name: name("Sales"),
            clients: Vec::new(),
            services: Vec::new(),
            terms: terms.clone(),
            hours: hours_of(&desk.desk, id).unwrap(),
            support: None,
            offices: offices_for(&desk.desk, [Some(id), None]),
        }
    };
    assert_eq!(write(&carried(&desk, all[0]), desk.now), Err(Refusal::ManyOffices));
    let text = write(&carried(&desk, all[200 - MOST_OFFICES]), desk.now).unwrap();
    assert_eq!(read(&text).unwrap().offices.len(), MOST_OFFICES - 1);
}

/// 32 are put together, the hours themselves among them. One more is refused, whether it is added to them or to one of their
/// offices; one can be put in the place of another.
#[test]
fn an_office_too_many_is_refused() {
    let mut desk = Desk::new();
    let mut office = |n| save(&mut desk, None, draft(&format!("Office {n}"), "UTC", NINE_TO_FIVE, &[]));
    let all: Vec<CalendarId> = (0..MOST_OFFICES).map(&mut office).collect();
    let fresh = |opens: &[CalendarId]| Edit::SaveCalendar(None, Box::new(draft("All", "UTC", None, opens)));
    assert_eq!(desk.refused(fresh(&all)), Refusal::ManyOffices);
    let (last, most) = all.split_last().unwrap();
    let full = save(&mut desk, None, draft("All", "UTC", None, most));
    assert_eq!(compiled(&desk, full).parts.len(), MOST_OFFICES);
    let again = |id, opens: &[CalendarId]| {
        Edit::SaveCalendar(Some(id), Box::new(draft("All", "UTC", NINE_TO_FIVE, opens)))
    };
    assert_eq!(desk.refused(again(full, &all)), Refusal::ManyOffices);
    // The office of an office would be the 33rd.
    assert_eq!(desk.refused(again(all[0], &[*last])), Refusal::ManyOffices);
    // One of them that is open in another of them makes no more; nor does one instead of another.
    save(&mut desk, Some(all[0]), draft("Office 0", "UTC", NINE_TO_FIVE, &[all[1]]));
    save(&mut desk, Some(full), draft("All", "UTC", None, &all[1..]));
    assert_eq!(compiled(&desk, full).parts.len(), MOST_OFFICES);
    // Where another place has added one, some can be left out, all at once or not.
    tell(&mut desk, all[1], Fact::Calendar(CalendarFact::Opens(all[0], true)));
    assert_eq!(offices(&desk.desk, full).len(), MOST_OFFICES + 1);
    save(&mut desk, Some(full), draft("All", "UTC", None, &all[2..]));
    assert_eq!(compiled(&desk, full).parts.len(), MOST_OFFICES - 1);
}

/// On a desk that was brought together with another one, a chain of 33 is one too many for an agreement: it says whose hours,
/// as those that count and as those in which somebody can be reached. The chain of 32 behind its first link is counted.
#[test]
fn no_agreement_is_written_in_hours_that_are_too_many() {
    let mut desk = Desk::new();
    let all = chain(&mut desk, MOST_OFFICES + 1);
    let with = |calendar, support| {
        let terms = Version { calendar: Some(calendar), support, ..Version::default() };
        let draft = AgreementDraft {
            name: name("Finance"),
            clients: Vec::new(),
            services: Vec::new(),
            terms,
            publish: true,
            adopt: false,
            opened: None,
        };
        Edit::SaveAgreement(None, Box::new(draft))
    };
    let refused = Refusal::UncountedHours("Link 0".into());
    assert_eq!(desk.refused(with(all[0], None)), refused);
    assert_eq!(desk.refused(with(all[1], Some(all[0]))), refused);
    assert_eq!(desk.desk.agreements().count(), 1);
    desk.act(with(all[1], Some(all[2])));
    assert_eq!(desk.desk.agreements().count(), 2);
    // The way out: an office less.
    save(&mut desk, Some(all[0]), draft("Link 0", "UTC", NINE_TO_FIVE, &[]));
    desk.act(with(all[0], None));
    assert_eq!(desk.desk.agreements().count(), 3);
}

// ---------------------------------------------------------------------------------------- properties

type Drawn = (usize, (Week, u64, u64, Vec<DaySpan>), Vec<usize>);

/// Up to four calendars, each open in any of the others: rings too.
fn drawn() -> impl Strategy<Value = (Vec<Drawn>, usize, prop::sample::Index, i64)> {
    let one = (0..ZONES.len(), some_hours(), prop::collection::vec(0..4usize, 0..3));
    let all = prop::collection::vec(one, 1..5);
    (all, 0..ZONES.len(), any::<prop::sample::Index>(), -7 * 1_440..2_880i64)
}

/// The bits of `place`, each with whose hours lead to it, by following every way that comes to no calendar twice.
fn follow(
    place: usize,
    way: &mut Vec<usize>,
    list: &[Office],
    own: &[Minutes],
    cut: &[Vec<bool>],
    out: &mut [Vec<bool>],
) {
    for minute in 0..MINUTES {
        if own[place].open[minute] && way.iter().all(|above| !cut[*above][minute]) {
            out[place][minute] = true;
        }
    }
    way.push(place);
    for next in &list[place].opens {
        if !way.contains(next) {
            follow(*next, way, list, own, cut, out);
        }
    }
    way.pop();
}

fn bits(open: &inhouse::domain::calendar::OpenTime, start: i64) -> Vec<bool> {
    (0..MINUTES).map(|minute| open.is_open(Moment((start + minute as i64 * 60) * 1_000))).collect()
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn joined_hours_are_open_in_exactly_the_minutes_that_some_way_leads_to(
        (all, near, index, shift) in drawn(),
        from in 0..MINUTES,
        amount in 0..2_000usize,
    ) {
        // The window lies around a change of the clocks in one of the zones.
        let changes = &PLACES[near].changes;
        let near = if changes.is_empty() { 1_700_000_000 } else { *index.get(changes) };
        let start = near - near.rem_euclid(60) + shift * 60;
        let count = all.len();
        let list: Vec<Office> = all
            .iter()
            .enumerate()
            .map(|(place, (zone, parts, opens))| {
                let hours = hours_at(parts.clone(), PLACES[*zone].tz, start);
                let opens: BTreeSet<usize> =
                    opens.iter().map(|at| at % count).filter(|at| *at != place).collect();
                let opens = opens.into_iter().collect();
                Office { id: None, name: place.to_string(), zone: ZONES[*zone].into(), hours, opens }
            })
            .collect();
        let find = |named: &str, _: Moment, _: Moment| {
            PLACES.iter().find(|place| place.table.name() == named).map(|place| Arc::new(place.table.clone()))
        };
        let (begin, end) = (Moment(start * 1_000), Moment((start + DAYS * 86_400) * 1_000));
        let Joined { open, parts, .. } = join(&list, &find, begin, end).unwrap();

        let own: Vec<Minutes> = list
            .iter()
            .zip(&all)
            .map(|(office, (zone, ..))| Minutes::new(&office.hours, PLACES[*zone].tz, start, DAYS))
            .collect();
        let cut: Vec<Vec<bool>> = list
            .iter()
            .zip(&all)
            .map(|(office, (zone, ..))| {
                // From midnight to midnight, each the first of its kind.
                let tz = PLACES[*zone].tz;
                let midnight = |date: NaiveDate| bitmap::instant(tz, date.and_hms_opt(0, 0, 0).unwrap());
                let days: BTreeSet<NaiveDate> =
                    office.hours.closed.keys().chain(office.hours.overrides.keys()).copied().collect();
                let mut bits = vec![false; MINUTES];
                for date in days {
                    let (from, to) = (midnight(date), midnight(date.succ_opt().unwrap()));
                    let minute = |at: i64| ((at - start) / 60).clamp(0, MINUTES as i64) as usize;
                    bits[minute(from)..minute(to).max(minute(from))].fill(true);
                }
                bits
            })
            .collect();
        let mut expected = vec![vec![false; MINUTES]; count];
        follow(0, &mut Vec::new(), &list, &own, &cut, &mut expected);

        for (place, part) in parts.iter().enumerate() {
            prop_assert_eq!(&bits(&part.open, start), &expected[place], "part {}", place);
        }
        let whole: Vec<bool> = (0..MINUTES).map(|minute| expected.iter().any(|part| part[minute])).collect();
        prop_assert_eq!(&bits(&open, start), &whole);

        // Looked up, it is what counting the minutes one by one comes to.
        let minutes = Minutes { start, open: whole };
        let to = (from + 4_000).min(MINUTES - 1);
        prop_assert_eq!(open.elapsed(minutes.moment(from), minutes.moment(to)), minutes.elapsed(from, to));
        let due = open.after(minutes.moment(from), Span::minutes(amount as i64));
        prop_assert_eq!(due, minutes.after(from, amount).map(|minute| minutes.moment(minute)));
        let since = open.before(minutes.moment(from), Span::minutes(amount as i64));
        prop_assert_eq!(since, minutes.before(from, amount).map(|minute| minutes.moment(minute)));
    }

    /// Counted in working days, nothing is due before it was raised, nor a further day before a nearer one; backwards likewise.
    #[test]
    fn no_working_day_is_before_the_moment_it_is_counted_from(
        (all, near, index, shift) in drawn(),
        from in 0..MINUTES,
    ) {
        // Of one calendar alone the days are those of `clock_counting` and `domain_time`.
        prop_assume!(all.len() > 1);
        let changes = &PLACES[near].changes;
        let near = if changes.is_empty() { 1_700_000_000 } else { *index.get(changes) };
        let start = near - near.rem_euclid(60) + shift * 60;
        let count = all.len();
        let list: Vec<Office> = all
            .iter()
            .map(|(zone, parts, opens)| {
                let hours = hours_at(parts.clone(), PLACES[*zone].tz, start);
                let opens = opens.iter().map(|at| at % count).collect();
                Office { id: None, name: String::new(), zone: ZONES[*zone].into(), hours, opens }
            })
            .collect();
        let find = |named: &str, _: Moment, _: Moment| {
            PLACES.iter().find(|place| place.table.name() == named).map(|place| Arc::new(place.table.clone()))
        };
        let (begin, end) = (Moment(start * 1_000), Moment((start + DAYS * 86_400) * 1_000));
        let open = join(&list, &find, begin, end).unwrap().open;
        let at = Moment((start + from as i64 * 60) * 1_000);
        let ends: Vec<Moment> = (0..6).map_while(|n| open.end_of_working_day(at, n)).collect();
        prop_assert!(ends.iter().all(|due| *due > at) && ends.is_sorted());
        let same: Vec<Moment> = (0..6).map_while(|n| open.same_time_of_working_day(at, n)).collect();
        prop_assert!(same.iter().all(|due| *due >= at) && same.is_sorted(), "{at:?} {same:?}");
        let before: Vec<Moment> = (1..6).map_while(|n| open.same_time_before(at, n)).collect();
        prop_assert!(before.iter().all(|since| *since <= at), "{at:?} {before:?}");
    }

    /// Hours of one office only are that office's hours, to the last instant, working days included.
    #[test]
    fn one_office_in_its_own_zone_is_what_it_is_alone(
        zone in 0..ZONES.len(), parts in some_hours(), special in day(), index in any::<prop::sample::Index>(),
        from in 0..MINUTES, n in 0..6usize,
    ) {
        let changes = &PLACES[zone].changes;
        let near = if changes.is_empty() { 1_700_000_000 } else { *index.get(changes) };
        let start = near - near.rem_euclid(60) - 4 * 86_400;
        let mut hours = hours_at(parts, PLACES[zone].tz, start);
        hours.overrides.insert(date("2001-01-01"), special);
        let alone = bitmap::table(&hours, zone, start);
        let office = Office { id: None, name: String::new(), zone: ZONES[zone].into(), hours, opens: vec![] };
        let shell = Office { hours: Hours::default(), opens: vec![1], ..office.clone() };
        let find = |_: &str, _: Moment, _: Moment| Some(Arc::new(PLACES[zone].table.clone()));
        let (begin, end) = (Moment(start * 1_000), Moment((start + DAYS * 86_400) * 1_000));
        let at = Moment((start + from as i64 * 60) * 1_000);
        for list in [vec![office.clone()], vec![shell, office]] {
            let open = join(&list, &find, begin, end).unwrap().open;
            let spans = |open: &inhouse::domain::calendar::OpenTime| open.spans_between(begin, end).collect::<Vec<_>>();
            prop_assert_eq!(spans(&open), spans(&alone));
            prop_assert_eq!(open.never_open(), alone.never_open());
            if list.len() == 1 {
                prop_assert_eq!(&open, &alone);
                prop_assert_eq!(open.end_of_working_day(at, n), alone.end_of_working_day(at, n));
            }
        }
    }
}

//! Opening hours that take the closed days of others. The desk is open Monday to Friday from 09:00 to 17:00, in UTC; the
//! 9th of November 2026 is a Monday. A normal request has 16 h.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use chrono::NaiveDate;
use inhouse::domain::calendar::{DaySpan, Hours, Week};
use inhouse::domain::calendar_record::CalendarFact;
use inhouse::domain::edit::{CalendarDraft, Edit, Refusal};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::holiday::DayRule;
use inhouse::domain::ident::{CalendarId, RequestId, Subject};
use inhouse::domain::layers::{Written, offered, taking_from, whole, whole_of};
use inhouse::domain::moment::Moment;
use inhouse::store::one::hours_of;
use inhouse::store::wire::v1;
use std::collections::BTreeSet;

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, name};

fn on(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// Hours with this name that are open day and night, closed on these days of November, and take from others.
fn draft(named: &str, closed: &[(u32, &str)], layers: &[CalendarId]) -> CalendarDraft {
    let mut hours = Hours::weekly(Week::always());
    hours.closed = closed.iter().map(|(day, name)| (on(*day), (*name).to_owned())).collect();
    let layers = layers.iter().copied().collect();
    CalendarDraft {
        name: name(named),
        zone: "UTC".into(),
        hours,
        layers,
        opens: Default::default(),
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

/// The desk's own hours, as they are, taking from others.
fn takes(desk: &mut Desk, layers: &[CalendarId]) {
    let id = desk.calendar;
    let own = as_it_is(desk, id);
    save(desk, Some(id), CalendarDraft { layers: layers.iter().copied().collect(), ..own });
}

/// What another place wrote of these hours.
fn tell(desk: &mut Desk, id: CalendarId, fact: CalendarFact) {
    let (stamp, at) = (desk.ticker.next(desk.now), desk.now);
    let event = Event { stamp, at, actor: None, source: Source::Live, fact: Fact::Calendar(fact) };
    desk.desk.apply(Subject::Calendar(id), event);
}

fn as_it_is(desk: &Desk, id: CalendarId) -> CalendarDraft {
    let own = desk.desk.calendar(id).unwrap().clone();
    CalendarDraft {
        name: own.name.unwrap(),
        zone: own.zone,
        hours: own.hours,
        layers: own.layers,
        opens: Default::default(),
        files: Default::default(),
        opened: None,
    }
}

fn due(desk: &Desk, id: RequestId) -> Option<Moment> {
    desk.done(id, desk.now).due
}

/// Raised on Tuesday at 09:00: 8 h on Tuesday and 8 h on Wednesday. The company is closed on Wednesday: Thursday 17:00.
/// The team works on that day from 09:00 to 13:00 after all: 4 h there, and 4 h until Thursday 13:00.
#[test]
fn closed_days_are_taken_and_own_hours_go_first() {
    let mut desk = Desk::new();
    let mut company = draft("Company", &[(11, "Armistice Day")], &[]);
    company.hours.yearly.insert((5, 1), "Labour Day".into());
    company.hours.set_rule(DayRule::Easter(1), Some("Easter Monday".into()));
    // What the company itself does on a Thursday and at night is its own.
    company.hours.overrides.insert(on(12), vec![DaySpan::new(0, 60)]);
    let company = save(&mut desk, None, company);
    let id = desk.raise_at(at(10, "09:00"));
    assert_eq!(due(&desk, id), Some(at(11, "17:00")));
    takes(&mut desk, &[company]);
    assert_eq!(due(&desk, id), Some(at(12, "17:00")));

    let all = whole(&desk.desk, desk.calendar).unwrap().into_owned();
    assert_eq!(all.closed_name(on(11)), Some("Armistice Day (Company)"));
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
    assert_eq!(all.closed_name(day(5, 1)), Some("Labour Day (Company)"));
    assert_eq!(all.closed_name(day(3, 29)), Some("Easter Monday (Company)"));
    assert_eq!(all.spans_on(on(12)), [DaySpan::new(540, 1_020)]);

    desk.hours(at(10, "10:00"), |hours| drop(hours.overrides.insert(on(11), vec![DaySpan::new(540, 780)])));
    assert_eq!(due(&desk, id), Some(at(12, "13:00")));
    // Closed by its own name, the name is its own.
    desk.hours(at(10, "10:00"), |hours| {
        hours.overrides.clear();
        hours.closed.insert(on(11), "Moving house".into());
    });
    assert_eq!(whole(&desk.desk, desk.calendar).unwrap().closed_name(on(11)), Some("Moving house"));
    // Taken from nobody, only its own are left.
    takes(&mut desk, &[]);
    assert_eq!(whole(&desk.desk, desk.calendar).unwrap().closed.len(), 1);
}

/// The group is closed on Thursday, the company on Wednesday and takes from the group, the team takes from the company:
/// 8 h on Tuesday, 8 h on Friday. A day more that the group closes moves it on: Monday.
#[test]
fn days_are_taken_over_several_layers() {
    let mut desk = Desk::new();
    let group = save(&mut desk, None, draft("Group", &[(12, "Founding day")], &[]));
    let company = save(&mut desk, None, draft("Company", &[(11, "Armistice Day")], &[group]));
    takes(&mut desk, &[company]);
    let id = desk.raise_at(at(10, "09:00"));
    assert_eq!(due(&desk, id), Some(at(13, "17:00")));
    let taking: Vec<CalendarId> = taking_from(&desk.desk, group);
    assert_eq!(taking.len(), 2);
    assert!(taking.contains(&company) && taking.contains(&desk.calendar));

    // What it would come to is known before it is saved.
    let more = draft("Group", &[(12, "Founding day"), (13, "Bridge day")], &[]);
    let CalendarDraft { zone, hours, layers, opens, .. } = &more;
    let written = Written { id: Some(group), zone, hours, layers, opens };
    let taker = Written::of(desk.calendar, desk.desk.calendar(desk.calendar).unwrap());
    let names = whole_of(&desk.desk, taker, Some(written)).closed;
    assert_eq!(names.get(&on(13)).map(String::as_str), Some("Bridge day (Group)"));
    save(&mut desk, Some(group), more);
    assert_eq!(due(&desk, id), Some(at(16, "17:00")));
}

/// Days are not taken in a ring, and hours from which others take stay.
#[test]
fn a_ring_is_refused_and_what_others_take_from_stays() {
    let mut desk = Desk::new();
    let group = save(&mut desk, None, draft("Group", &[(12, "Founding day")], &[]));
    let company = save(&mut desk, None, draft("Company", &[(11, "Armistice Day")], &[group]));
    for layer in [group, company] {
        let ring = Edit::SaveCalendar(Some(group), Box::new(draft("Group", &[], &[layer])));
        assert_eq!(desk.refused(ring), Refusal::LayerRing);
    }
    let remove = |id| Edit::Remove(Subject::Calendar(id));
    assert_eq!(desk.refused(remove(group)), Refusal::CalendarLayered("Company".to_owned()));
    // Two desks that are brought together may make a ring all the same: each counts once.
    tell(&mut desk, group, CalendarFact::Layer(Some(company)));
    for id in [group, company] {
        let closed = whole(&desk.desk, id).unwrap().closed.keys().copied().collect::<Vec<_>>();
        assert_eq!(closed, [on(11), on(12)]);
    }
    takes(&mut desk, &[company]);
    // Out of the ring again, nobody takes from the company but the team.
    save(&mut desk, Some(group), draft("Group", &[(12, "Founding day")], &[]));
    takes(&mut desk, &[]);
    save(&mut desk, Some(company), draft("Company", &[(11, "Armistice Day")], &[]));
    desk.act(remove(group));
    assert!(desk.desk.calendar(group).is_none());
}

/// It is kept with the calendar, and carried to another desk as days of its own.
#[test]
fn it_is_kept_and_carried() {
    let mut desk = Desk::new();
    let company = save(&mut desk, None, draft("Company", &[(11, "Armistice Day")], &[]));
    takes(&mut desk, &[company]);
    let subject = Subject::Calendar(desk.calendar);
    let log = v1::encode(desk.desk.log(subject)).unwrap();
    assert!(log.contains("k.takes"));
    let mut other = inhouse::domain::workspace::Workspace::default();
    other.apply_all(subject, v1::decode(&log).unwrap());
    assert_eq!(other.calendar(desk.calendar).unwrap().layers, BTreeSet::from([company]));
    // Without the others there, its own hours count.
    assert!(whole(&other, desk.calendar).unwrap().closed.is_empty());
    let carried = hours_of(&desk.desk, desk.calendar).unwrap();
    assert!(carried.layers.is_empty());
    assert_eq!(carried.hours.closed_name(on(11)), Some("Armistice Day (Company)"));
}

/// Another tab took the company's hours back while this one began to take days from them.
#[test]
fn hours_whose_source_is_gone_can_be_changed() {
    let mut desk = Desk::new();
    let company = save(&mut desk, None, draft("Company", &[(11, "Armistice Day")], &[]));
    let made = desk.last.clone();
    takes(&mut desk, &[company]);
    desk.revoke(Subject::Calendar(company), made);
    assert!(desk.desk.calendar(company).is_none());
    let renamed = CalendarDraft { name: name("Office"), ..as_it_is(&desk, desk.calendar) };
    let id = desk.calendar;
    save(&mut desk, Some(id), renamed);
    assert_eq!(desk.desk.calendar(id).unwrap().name, Some(name("Office")));
    takes(&mut desk, &[]);
    assert!(desk.desk.calendar(id).unwrap().layers.is_empty());
}

/// The company is closed on Wednesday and Thursday, the site on Thursday and Friday, and both take from the group, which
/// is closed on Monday the 16th: 8 h on Tuesday and 8 h on Tuesday the 17th. Without the site 8 h on Tuesday and 8 h on
/// Friday. What both bring has the name of the hours that were made first.
#[test]
fn days_are_taken_from_several_at_once() {
    let mut desk = Desk::new();
    let group = save(&mut desk, None, draft("Group", &[(16, "Founding day")], &[]));
    desk.now = at(9, "09:01");
    let company =
        save(&mut desk, None, draft("Company", &[(11, "Armistice Day"), (12, "Bridge day")], &[group]));
    desk.now = at(9, "09:02");
    let site = save(&mut desk, None, draft("Site", &[(12, "Market day"), (13, "Fair")], &[group]));
    takes(&mut desk, &[company, site]);
    let id = desk.raise_at(at(10, "09:00"));
    assert_eq!(due(&desk, id), Some(at(17, "17:00")));
    let all = whole(&desk.desk, desk.calendar).unwrap().into_owned();
    let names: Vec<&str> = all.closed.values().map(String::as_str).collect();
    assert_eq!(
        names,
        ["Armistice Day (Company)", "Bridge day (Company)", "Fair (Site)", "Founding day (Group)"]
    );
    assert_eq!(taking_from(&desk.desk, group).len(), 3);
    // Neither is removed while days are taken from it; round by way of either is refused.
    let remove = |id| Edit::Remove(Subject::Calendar(id));
    for id in [company, site] {
        assert_eq!(desk.refused(remove(id)), Refusal::CalendarLayered("Usual".to_owned()));
    }
    let own = desk.calendar;
    let ring = Edit::SaveCalendar(Some(group), Box::new(draft("Group", &[], &[own])));
    assert_eq!(desk.refused(ring), Refusal::LayerRing);

    takes(&mut desk, &[company]);
    assert_eq!(due(&desk, id), Some(at(13, "17:00")));
    desk.act(remove(site));
}

/// Two people have the form open: one adds the company, the other the site. Both count.
#[test]
fn two_people_add_others_and_both_count() {
    let mut desk = Desk::new();
    let company = save(&mut desk, None, draft("Company", &[(11, "Armistice Day")], &[]));
    let site = save(&mut desk, None, draft("Site", &[(12, "Fair")], &[]));
    let id = desk.calendar;
    let opened = desk.desk.calendar(id).unwrap().clone();
    for layer in [company, site] {
        let written = CalendarDraft {
            layers: BTreeSet::from([layer]),
            opened: Some(Box::new(opened.clone())),
            ..as_it_is(&desk, id)
        };
        save(&mut desk, Some(id), written);
    }
    assert_eq!(desk.desk.calendar(id).unwrap().layers, BTreeSet::from([company, site]));
}

/// Versions that knew one only wrote which one, or that there is none any more. What they wrote still counts, others can
/// be added to it, and it can be left out.
#[test]
fn what_was_written_of_one_only_still_counts() {
    let mut desk = Desk::new();
    let company = save(&mut desk, None, draft("Company", &[(11, "Armistice Day")], &[]));
    let site = save(&mut desk, None, draft("Site", &[(12, "Fair")], &[]));
    let subject = Subject::Calendar(desk.calendar);
    let old = format!(
        r#"{{"v":1,"b":1800000000000,"n":["1"],"a":[],"e":[[0,0,0,0,-1,0,"k.layer",["{company}"]]]}}"#
    );
    let events = v1::decode(&old).unwrap();
    assert_eq!(v1::encode(&events).unwrap(), old);
    let mut other = inhouse::domain::workspace::Workspace::default();
    other.apply_all(subject, events.clone());
    assert_eq!(other.calendar(desk.calendar).unwrap().layers, BTreeSet::from([company]));

    for event in events {
        desk.desk.apply(subject, event);
    }
    desk.ticker = inhouse::domain::stamp::Ticker::new(1);
    desk.now = inhouse::domain::moment::Moment(1_800_000_100_000);
    takes(&mut desk, &[company, site]);
    assert_eq!(desk.desk.calendar(desk.calendar).unwrap().layers, BTreeSet::from([company, site]));
    takes(&mut desk, &[site]);
    assert_eq!(desk.desk.calendar(desk.calendar).unwrap().layers, BTreeSet::from([site]));
}

/// A tab of a version that knew one only sees none of the others: what it says takes the place of what it said before,
/// and the others stay, in whichever order it becomes known.
#[test]
fn a_version_that_knew_one_only_wipes_no_others() {
    let mut desk = Desk::new();
    let [company, site, group, club] =
        ["Company", "Site", "Group", "Club"].map(|named| save(&mut desk, None, draft(named, &[], &[])));
    let id = desk.calendar;
    takes(&mut desk, &[company, site]);
    let layers = |desk: &Desk| desk.desk.calendar(id).unwrap().layers.clone();
    tell(&mut desk, id, CalendarFact::Layer(Some(group)));
    assert_eq!(layers(&desk), BTreeSet::from([company, site, group]));
    tell(&mut desk, id, CalendarFact::Layer(Some(club)));
    assert_eq!(layers(&desk), BTreeSet::from([company, site, club]));
    tell(&mut desk, id, CalendarFact::Layer(None));
    assert_eq!(layers(&desk), BTreeSet::from([company, site]));
    // What it says last of one counts, also of one that was chosen otherwise: it was on its screen.
    tell(&mut desk, id, CalendarFact::Layer(Some(site)));
    tell(&mut desk, id, CalendarFact::Layer(None));
    assert_eq!(layers(&desk), BTreeSet::from([company]));

    let mut other = inhouse::domain::workspace::Workspace::default();
    for event in desk.desk.log(Subject::Calendar(id)).iter().rev() {
        other.apply(Subject::Calendar(id), event.clone());
    }
    assert_eq!(other.calendar(id), desk.desk.calendar(id));
}

/// Two desks that were brought together made a ring: neither is removed, but each form still shows what it takes, and
/// leaving it out unties the ring.
#[test]
fn a_ring_can_be_untied_from_either_side() {
    for side in [0, 1] {
        let mut desk = Desk::new();
        let company = save(&mut desk, None, draft("Company", &[(11, "Armistice Day")], &[]));
        let site = save(&mut desk, None, draft("Site", &[(12, "Fair")], &[company]));
        assert!(!offered(&desk.desk, Some(company)).contains(&site), "it would come back to itself");
        tell(&mut desk, company, CalendarFact::Takes(site, true));
        let remove = |id| Edit::Remove(Subject::Calendar(id));
        for id in [company, site] {
            assert!(matches!(desk.refused(remove(id)), Refusal::CalendarLayered(_)));
        }
        let (one, other) = if side == 0 { (company, site) } else { (site, company) };
        assert_eq!(offered(&desk.desk, Some(one)), [desk.calendar, other]);
        let untied = CalendarDraft {
            layers: BTreeSet::new(),
            opened: desk.desk.calendar(one).cloned().map(Box::new),
            ..as_it_is(&desk, one)
        };
        save(&mut desk, Some(one), untied);
        assert!(!offered(&desk.desk, Some(one)).contains(&other), "the other one still takes from it");
        desk.act(remove(other));
        assert!(desk.desk.calendar(other).is_none());
    }
}

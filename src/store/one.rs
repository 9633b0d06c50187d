//! One agreement as a JSON file, and back: to take it to another desk, or to keep what was proposed.
//!
//! `{"inhouse":"agreement","schema":1,"made":…,"check":"…","records":{…}}`. The records are those of a tiny
//! desk that holds nothing but the agreement, its clients, its services and its opening hours, written as every
//! record is ([`super::wire`]); so whatever an agreement comes to hold is in its file as well.
//!
//! Rules:
//! 1. The file holds the terms as they are written now, as a draft: who has accepted them and since when they
//!    are in force belongs to the desk they were settled on.
//! 2. Reading is all or nothing. A file cut short or changed by hand is noticed (`check`).
//! 3. Clients, services and opening hours are taken by name; opening hours only where they are the same ones,
//!    otherwise they come as new ones, under another name where theirs is taken. What has come under another name before is
//!    known by that one.
//! 4. With all that comes along it is one step ([`super::drafted`]): whole or not at all, and one Undo takes it back.

use super::drafted::Drafted;
use super::key;
use super::ledger::{Batch, Ledger, Outcome, Trouble};
use super::wire::v1;
use crate::domain::agreement::{Scope, Status, Version};
use crate::domain::decide::{Context, decide};
use crate::domain::edit::{AgreementDraft, CalendarDraft, Choice, Edit, Refusal};
use crate::domain::fact::Event;
use crate::domain::ident::{CalendarId, Subject, steady_hash};
use crate::domain::layers::whole;
use crate::domain::moment::Moment;
use crate::domain::offices::{MOST_OFFICES, with_offices};
use crate::domain::stamp::Ticker;
use crate::domain::text::Name;
use crate::domain::timebook::Timebook;
use crate::domain::workspace::Workspace;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// An agreement on its way between desks.
#[derive(Clone, PartialEq, Debug)]
pub struct Carried {
    /// Its name.
    pub name: Name,
    /// For these clients; for every one where none is named.
    pub clients: Vec<Name>,
    /// For these services; for every one where none is named.
    pub services: Vec<Name>,
    /// The terms. Their calendars are named in [`Self::hours`] and [`Self::support`].
    pub terms: Version,
    /// The opening hours that count.
    pub hours: CalendarDraft,
    /// The hours in which somebody can be reached, where they are others.
    pub support: Option<CalendarDraft>,
    /// The offices in whose hours these are open, and those of the offices.
    pub offices: BTreeMap<CalendarId, CalendarDraft>,
}

impl Carried {
    /// Puts hours down with `put`, their offices before them: what is put down names these by what `put` answered. Hours that
    /// come back to themselves are left out where they do.
    ///
    /// # Errors
    /// Those of `put`.
    pub fn place<E>(
        &self,
        hours: &CalendarDraft,
        put: &mut impl FnMut(CalendarDraft) -> Result<Option<CalendarId>, E>,
    ) -> Result<Option<CalendarId>, E> {
        self.place_within(hours, &mut BTreeMap::new(), put)
    }

    /// What taking it in comes to on a desk (rules 3 and 4), for [`Ledger::act_drafted`]. `otherwise` gives another name to
    /// opening hours whose name is taken.
    ///
    /// # Errors
    /// What keeps a part of it from being made here: then nothing of it is.
    pub fn drafted(
        self,
        here: &Ledger,
        otherwise: &dyn Fn(&str) -> String,
    ) -> Result<(Batch, Outcome), Trouble> {
        let mut drafted = Drafted::on(here)?;
        let mut put = |draft: CalendarDraft| match placed(drafted.desk(), draft, otherwise) {
            Ok(known) => Ok(Some(known)),
            Err(new) => match drafted.act(Edit::SaveCalendar(None, new))?.made {
                Some(Subject::Calendar(id)) => Ok::<_, Trouble>(Some(id)),
                _ => Ok(None),
            },
        };
        let calendar = self.place(&self.hours, &mut put)?;
        let support = match &self.support {
            Some(hours) => self.place(hours, &mut put)?,
            None => None,
        };
        let desk = drafted.desk();
        let clients = chosen(self.clients, |name| desk.client_named(name));
        let services = chosen(self.services, |name| desk.service_named(name));
        let terms = Version { calendar, support, ..self.terms };
        let draft = AgreementDraft {
            name: self.name,
            clients,
            services,
            terms,
            publish: false,
            adopt: false,
            opened: None,
        };
        let last = drafted.act(Edit::SaveAgreement(None, Box::new(draft)))?;
        Ok((drafted.news(here), last))
    }

    /// `done` says where each office was put; none for one that is being put.
    fn place_within<E>(
        &self,
        hours: &CalendarDraft,
        done: &mut BTreeMap<CalendarId, Option<CalendarId>>,
        put: &mut impl FnMut(CalendarDraft) -> Result<Option<CalendarId>, E>,
    ) -> Result<Option<CalendarId>, E> {
        let mut opens = BTreeSet::new();
        for id in &hours.opens {
            let known = done.get(id).copied();
            let placed = match (known, self.offices.get(id)) {
                (Some(placed), _) => placed,
                (None, None) => None,
                (None, Some(office)) => {
                    done.insert(*id, None);
                    let placed = self.place_within(office, done, put)?;
                    done.insert(*id, placed);
                    placed
                }
            };
            opens.extend(placed);
        }
        put(CalendarDraft { opens, ..hours.clone() })
    }
}

/// Why a file is no agreement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CarryFault {
    /// It is something else.
    #[error("this is not the file of an agreement")]
    NotOne,
    /// A later version of the program has written it.
    #[error("a later version has written it")]
    Newer,
    /// It is cut short, or changed by hand.
    #[error("it is cut short, or was changed")]
    Damaged,
}

/// The tiny desk while it is made.
struct Tiny {
    desk: Workspace,
    ticker: Ticker,
    events: BTreeMap<Subject, Vec<Event>>,
    fresh: u128,
    now: Moment,
}

impl Tiny {
    fn act(&mut self, edit: Edit) -> Result<Option<Subject>, Refusal> {
        let (now, book, fresh) = (self.now, Timebook::default(), &mut self.fresh);
        let mut random = || {
            *fresh += 1;
            *fresh
        };
        let decision = decide(&self.desk, edit, &mut Context { now, fresh: &mut random, book: &book })?;
        for step in decision.steps {
            let stamp = self.ticker.next(now);
            let event = Event { stamp, at: now, actor: None, source: step.source, fact: step.fact };
            self.events.entry(step.subject).or_default().push(event.clone());
            self.desk.apply(step.subject, event);
        }
        Ok(decision.made)
    }

    fn calendar(&mut self, draft: CalendarDraft) -> Result<Option<CalendarId>, Refusal> {
        // Hours and offices that are the same ones are put down once.
        if let Some(id) = known_hours(&self.desk, &draft) {
            return Ok(Some(id));
        }
        match self.act(Edit::SaveCalendar(None, Box::new(draft)))? {
            Some(Subject::Calendar(id)) => Ok(Some(id)),
            _ => Ok(None),
        }
    }
}

/// The file of an agreement.
///
/// # Errors
/// What keeps the terms from being saved keeps them from being carried.
pub fn write(carried: &Carried, now: Moment) -> Result<String, Refusal> {
    let desk = Workspace::default();
    let mut tiny = Tiny { desk, ticker: Ticker::new(1), events: BTreeMap::new(), fresh: 0, now };
    let mut terms = carried.terms.clone();
    terms.status = Status::Draft;
    terms.effective = None;
    terms.calendar = carried.place(&carried.hours, &mut |draft| tiny.calendar(draft))?;
    terms.support = match &carried.support {
        Some(hours) => carried.place(hours, &mut |draft| tiny.calendar(draft))?,
        None => None,
    };
    let draft = AgreementDraft {
        name: carried.name.clone(),
        clients: carried.clients.iter().cloned().map(Choice::New).collect(),
        services: carried.services.iter().cloned().map(Choice::New).collect(),
        terms,
        publish: false,
        adopt: false,
        opened: None,
    };
    tiny.act(Edit::SaveAgreement(None, Box::new(draft)))?;
    let logs = tiny
        .events
        .iter()
        .filter_map(|(subject, events)| v1::encode(events).ok().map(|log| (key::tail(*subject), log)));
    let records: BTreeMap<String, String> = logs.collect();
    let mut out = String::from("{\"inhouse\":\"agreement\",\"schema\":1,\"made\":");
    out.push_str(&now.0.to_string());
    out.push_str(",\"check\":\"");
    out.push_str(&check(records.iter().map(|(tail, log)| (tail.as_str(), log.as_str()))));
    out.push_str("\",\n\"records\":{");
    for (index, (tail, log)) in records.iter().enumerate() {
        out.push_str(if index == 0 { "\n\"" } else { ",\n\"" });
        out.push_str(tail);
        out.push_str("\":");
        out.push_str(log);
    }
    out.push_str("\n}}\n");
    Ok(out)
}

fn check<'a>(records: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let parts: Vec<&str> = records.flat_map(|(tail, log)| [tail, log]).collect();
    format!("{:016x}", steady_hash(&parts))
}

#[derive(Deserialize)]
struct Head {
    inhouse: String,
    schema: u32,
}

#[derive(Deserialize)]
struct FileIn<'a> {
    check: String,
    #[serde(borrow)]
    records: BTreeMap<Cow<'a, str>, &'a RawValue>,
}

/// Reads the file of an agreement; nothing is taken in yet.
///
/// # Errors
/// See [`CarryFault`].
pub fn read(text: &str) -> Result<Carried, CarryFault> {
    let text = text.trim_start_matches('\u{feff}');
    let head: Head = serde_json::from_str(text).map_err(|_| {
        // Cut short it is no JSON, and can be told by its beginning.
        let begins = text.trim_start().starts_with("{\"inhouse\":\"agreement\"");
        if begins { CarryFault::Damaged } else { CarryFault::NotOne }
    })?;
    match (head.inhouse.as_str(), head.schema) {
        ("agreement", 1) => {}
        ("agreement", _) => return Err(CarryFault::Newer),
        _ => return Err(CarryFault::NotOne),
    }
    let file: FileIn<'_> = serde_json::from_str(text).map_err(|_| CarryFault::Damaged)?;
    if check(file.records.iter().map(|(tail, log)| (tail.as_ref(), log.get()))) != file.check {
        return Err(CarryFault::Damaged);
    }
    let mut desk = Workspace::default();
    for (tail, log) in &file.records {
        let subject = key::subject_of(tail).ok_or(CarryFault::Damaged)?;
        for event in v1::decode(log.get()).map_err(|_| CarryFault::Damaged)? {
            desk.apply(subject, event);
        }
    }
    // Nobody writes hours with more offices than can be put together.
    let many = |id: CalendarId| with_offices(&desk, id).len() > MOST_OFFICES;
    if desk.calendars().any(|(id, _)| many(id)) {
        return Err(CarryFault::Damaged);
    }
    carried(&desk).ok_or(CarryFault::Damaged)
}

/// The only agreement of a tiny desk.
fn carried(desk: &Workspace) -> Option<Carried> {
    let (_, agreement) = desk.agreements().next()?;
    let (_, terms) = agreement.newest()?;
    let (calendar, support) = (terms.calendar?, terms.support);
    Some(Carried {
        name: agreement.name.clone()?,
        clients: terms.scope.clients.iter().filter_map(|id| desk.client_name(*id)).cloned().collect(),
        services: terms.scope.services.iter().filter_map(|id| desk.service_name(*id)).cloned().collect(),
        hours: hours_of(desk, calendar)?,
        support: support.and_then(|id| hours_of(desk, id)),
        offices: offices_for(desk, [Some(calendar), support]),
        // Whom it is for is taken by name.
        terms: Version { scope: Scope::default(), scoped: false, ..terms.clone() },
    })
}

/// The offices in whose hours these calendars are open, and those of the offices: so many at most that what has too many is
/// still known to have them.
pub fn offices_for(
    desk: &Workspace,
    calendars: [Option<CalendarId>; 2],
) -> BTreeMap<CalendarId, CalendarDraft> {
    let of = |id| with_offices(desk, id).into_iter().skip(1).take(MOST_OFFICES);
    calendars.into_iter().flatten().flat_map(of).filter_map(|id| Some((id, hours_of(desk, id)?))).collect()
}

/// A calendar as a form would hold it, with the closed days it takes from others as its own.
pub fn hours_of(desk: &Workspace, id: CalendarId) -> Option<CalendarDraft> {
    let calendar = desk.calendar(id)?;
    let hours = whole(desk, id)?.into_owned();
    Some(CalendarDraft {
        name: calendar.name.clone()?,
        zone: calendar.zone.clone(),
        hours,
        layers: BTreeSet::new(),
        opens: calendar.opens.iter().copied().filter(|id| desk.calendar(*id).is_some()).collect(),
        files: BTreeMap::new(),
        opened: None,
    })
}

/// The opening hours of this desk that are these, by name, zone and hours (rule 3).
pub fn known_hours(desk: &Workspace, hours: &CalendarDraft) -> Option<CalendarId> {
    desk.calendars().map(|(id, _)| id).find(|id| hours_of(desk, *id).as_ref() == Some(hours))
}

/// The opening hours of this desk that are these (rule 3); otherwise what is to be saved as new ones.
pub fn placed(
    desk: &Workspace,
    draft: CalendarDraft,
    otherwise: &dyn Fn(&str) -> String,
) -> Result<CalendarId, Box<CalendarDraft>> {
    let name = Name::new(&otherwise(draft.name.as_str())).unwrap_or_else(|_| draft.name.clone());
    let other = CalendarDraft { name, ..draft.clone() };
    if let Some(known) = known_hours(desk, &draft).or_else(|| known_hours(desk, &other)) {
        return Ok(known);
    }
    let taken = desk.calendars().any(|(_, c)| c.name.as_ref() == Some(&draft.name));
    Err(Box::new(if taken { other } else { draft }))
}

/// These names on a desk: known ones, and new ones.
fn chosen<Id>(names: Vec<Name>, find: impl Fn(&str) -> Option<Id>) -> Vec<Choice<Id>> {
    names.into_iter().map(|name| find(name.as_str()).map_or(Choice::New(name), Choice::Known)).collect()
}

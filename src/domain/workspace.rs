//! The whole desk in memory: maps of records, and the lanes that follow from them. No rules live here.

use super::agreement::{Agreement, Version};
use super::calendar_record::Calendar;
use super::client::{Client, Service};
use super::fact::Event;
use super::ident::{AgreementId, CalendarId, ClientId, MappingId, RequestId, RunId, ServiceId, Subject};
use super::lane::Lanes;
use super::mapping::Mapping;
use super::moment::Moment;
use super::record::{Folded, Record};
use super::request::Request;
use super::run::Run;
use super::stamp::Stamp;
use super::team::Team;
use super::text::Name;
use litemap::LiteMap;
use std::cell::RefCell;

/// Records by id, in the order of their ids, which is the order in which they were made. A sorted list:
/// a new one goes to its end, and its code is a fifth of that of a B-tree for each kind. Boxed, so that one
/// that arrives late moves little of those behind it.
type Records<K, T> = LiteMap<K, Box<Record<T>>>;

/// Everything the desk knows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Workspace {
    team: Record<Team>,
    requests: Records<RequestId, Request>,
    clients: Records<ClientId, Client>,
    services: Records<ServiceId, Service>,
    calendars: Records<CalendarId, Calendar>,
    agreements: Records<AgreementId, Agreement>,
    runs: Records<RunId, Run>,
    mappings: Records<MappingId, Mapping>,
    lanes: Lanes,
    changes: Changes,
    numbers: Numbers,
}

/// The highest number of the references, kept between two questions: raising a request does not read all the others.
#[derive(Clone, Debug, Default)]
struct Numbers(RefCell<Option<Highest>>);

#[derive(Clone, Debug)]
struct Highest {
    prefix: String,
    /// The number, and whose it is.
    number: Option<(u64, RequestId)>,
    /// After how many changes it was found.
    seen: u64,
}

/// As [`Changes`].
impl PartialEq for Numbers {
    fn eq(&self, _other: &Numbers) -> bool {
        true
    }
}

/// Which requests have changed lately, for those who keep what they have read of all of them.
#[derive(Clone, Debug, Default)]
struct Changes {
    /// How many changes there have been.
    count: u64,
    /// The last of them, as far as they are known one by one.
    last: Vec<RequestId>,
}

impl Changes {
    /// So many are known one by one; who has missed more reads everything again.
    const MOST: usize = 256;

    fn note(&mut self, id: RequestId) {
        if self.last.len() == Self::MOST {
            self.last.clear();
        }
        self.last.push(id);
        self.count += 1;
    }

    fn note_many(&mut self) {
        self.last.clear();
        self.count += 1;
    }
}

/// Two desks that hold the same are the same, whatever came first.
impl PartialEq for Changes {
    fn eq(&self, _other: &Changes) -> bool {
        true
    }
}

macro_rules! by_kind {
    ($self:ident, $subject:expr, |$record:ident| $do:expr, insert) => {
        match $subject {
            Subject::Team => {
                let $record = &mut $self.team;
                $do
            }
            Subject::Request(id) => {
                let $record = $self.requests.entry(id).or_default();
                $do
            }
            Subject::Client(id) => {
                let $record = $self.clients.entry(id).or_default();
                $do
            }
            Subject::Service(id) => {
                let $record = $self.services.entry(id).or_default();
                $do
            }
            Subject::Calendar(id) => {
                let $record = $self.calendars.entry(id).or_default();
                $do
            }
            Subject::Agreement(id) => {
                let $record = $self.agreements.entry(id).or_default();
                $do
            }
            Subject::Run(id) => {
                let $record = $self.runs.entry(id).or_default();
                $do
            }
            Subject::Mapping(id) => {
                let $record = $self.mappings.entry(id).or_default();
                $do
            }
        }
    };
    ($self:ident, $subject:expr, |$record:ident| $do:expr, read) => {
        match $subject {
            Subject::Team => {
                let $record = &$self.team;
                Some($do)
            }
            Subject::Request(id) => $self.requests.get(&id).map(|$record| $do),
            Subject::Client(id) => $self.clients.get(&id).map(|$record| $do),
            Subject::Service(id) => $self.services.get(&id).map(|$record| $do),
            Subject::Calendar(id) => $self.calendars.get(&id).map(|$record| $do),
            Subject::Agreement(id) => $self.agreements.get(&id).map(|$record| $do),
            Subject::Run(id) => $self.runs.get(&id).map(|$record| $do),
            Subject::Mapping(id) => $self.mappings.get(&id).map(|$record| $do),
        }
    };
}

impl Workspace {
    /// Adds an event to a record. False when it was known: then nothing has changed.
    /// Total, idempotent and independent of order.
    pub fn apply(&mut self, subject: Subject, event: Event) -> bool {
        let before = self.lane_place(subject);
        let fresh = by_kind!(self, subject, |record| record.insert(event), insert);
        if fresh {
            self.relane(subject, before);
        }
        fresh
    }

    /// Adds many events to one record at once: as [`Self::apply`] for each, in one go.
    pub fn apply_all(&mut self, subject: Subject, events: Vec<Event>) {
        let before = self.lane_place(subject);
        if self.log(subject).is_empty() {
            match subject {
                Subject::Team => self.team = Record::from_events(events),
                Subject::Request(id) => insert_new(&mut self.requests, id, events),
                Subject::Client(id) => insert_new(&mut self.clients, id, events),
                Subject::Service(id) => insert_new(&mut self.services, id, events),
                Subject::Calendar(id) => insert_new(&mut self.calendars, id, events),
                Subject::Agreement(id) => insert_new(&mut self.agreements, id, events),
                Subject::Run(id) => insert_new(&mut self.runs, id, events),
                Subject::Mapping(id) => insert_new(&mut self.mappings, id, events),
            }
        } else {
            for event in events {
                by_kind!(self, subject, |record| record.insert(event), insert);
            }
        }
        self.relane(subject, before);
    }

    /// Adds many requests at once: as [`Self::apply_all`] for each, for thousands of them.
    pub fn apply_requests(&mut self, requests: Vec<(RequestId, Vec<Event>)>) {
        let mut new: Vec<(RequestId, Box<Record<Request>>)> = Vec::with_capacity(requests.len());
        for (id, events) in requests {
            if self.requests.contains_key(&id) {
                self.apply_all(Subject::Request(id), events);
            } else {
                new.push((id, Box::new(Record::from_events(events))));
            }
        }
        new.sort_by_key(|(id, _)| *id);
        new.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                for event in later.1.log() {
                    kept.1.insert(event.clone());
                }
            }
            same
        });
        let live = new.iter().filter(|(_, record)| record.is_live());
        let places = live.map(|(id, record)| (*id, super::lane::Place::of(record.state()))).collect();
        self.requests.extend(new);
        self.lanes.add_all(places);
        self.changes.note_many();
    }

    /// Takes events out again: for a change that could not be stored and was never shown as kept.
    pub fn retract(&mut self, subject: Subject, stamps: &[Stamp]) {
        let before = self.lane_place(subject);
        by_kind!(self, subject, |record| record.retract(stamps), insert);
        if self.log(subject).is_empty() {
            match subject {
                Subject::Team => {}
                Subject::Request(id) => drop(self.requests.remove(&id)),
                Subject::Client(id) => drop(self.clients.remove(&id)),
                Subject::Service(id) => drop(self.services.remove(&id)),
                Subject::Calendar(id) => drop(self.calendars.remove(&id)),
                Subject::Agreement(id) => drop(self.agreements.remove(&id)),
                Subject::Run(id) => drop(self.runs.remove(&id)),
                Subject::Mapping(id) => drop(self.mappings.remove(&id)),
            }
        }
        self.relane(subject, before);
    }

    /// Every event of a record, in order; empty where there is no such record.
    pub fn log(&self, subject: Subject) -> &[Event] {
        by_kind!(self, subject, |record| record.log(), read).unwrap_or(&[])
    }

    /// True when the record is there and not removed.
    pub fn is_live(&self, subject: Subject) -> bool {
        by_kind!(self, subject, |record| record.is_live(), read).unwrap_or(false)
    }

    /// The stamp of the event that gives a field of a record its present value.
    pub fn writer(&self, subject: Subject, field: super::fact::Field) -> Option<Stamp> {
        by_kind!(self, subject, |record| record.writer(field), read).flatten()
    }

    /// The stamps of a record that are revoked at present.
    pub fn revoked(&self, subject: Subject) -> Vec<Stamp> {
        by_kind!(self, subject, |record| record.revoked(), read).unwrap_or_default()
    }

    /// Every record there is, removed ones included.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> + '_ {
        let team = (!self.team.log().is_empty()).then_some(Subject::Team);
        team.into_iter()
            .chain(self.clients.keys().copied().map(Subject::Client))
            .chain(self.services.keys().copied().map(Subject::Service))
            .chain(self.calendars.keys().copied().map(Subject::Calendar))
            .chain(self.agreements.keys().copied().map(Subject::Agreement))
            .chain(self.runs.keys().copied().map(Subject::Run))
            .chain(self.mappings.keys().copied().map(Subject::Mapping))
            .chain(self.requests.keys().copied().map(Subject::Request))
    }

    /// The team.
    pub fn team(&self) -> &Team {
        self.team.state()
    }

    /// True once the desk has been set up.
    pub fn is_set_up(&self) -> bool {
        self.team.is_live() && self.team().name.is_some()
    }

    /// A request that is there.
    pub fn request(&self, id: RequestId) -> Option<&Request> {
        live(&self.requests, id)
    }

    /// A client that is there.
    pub fn client(&self, id: ClientId) -> Option<&Client> {
        live(&self.clients, id)
    }

    /// A client's name, also of a removed one: history still names it.
    pub fn client_name(&self, id: ClientId) -> Option<&Name> {
        self.clients.get(&id).and_then(|c| c.state().name.as_ref())
    }

    /// A service that is there.
    pub fn service(&self, id: ServiceId) -> Option<&Service> {
        live(&self.services, id)
    }

    /// A service's name, also of a removed one.
    pub fn service_name(&self, id: ServiceId) -> Option<&Name> {
        self.services.get(&id).and_then(|s| s.state().name.as_ref())
    }

    /// A calendar that is there.
    pub fn calendar(&self, id: CalendarId) -> Option<&Calendar> {
        live(&self.calendars, id)
    }

    /// An agreement, also a removed one: requests measured by it still need it.
    pub fn agreement(&self, id: AgreementId) -> Option<&Agreement> {
        self.agreements.get(&id).map(|r| r.state())
    }

    /// The version that measures a request; none where none does.
    pub fn version_of(&self, request: &Request) -> Option<&Version> {
        let (id, number) = request.pin()?;
        self.agreement(id)?.versions.get(&number)
    }

    /// A run that is there.
    pub fn run(&self, id: RunId) -> Option<&Run> {
        live(&self.runs, id)
    }

    /// Requests that are there, by id, hence by age.
    pub fn requests(&self) -> impl Iterator<Item = (RequestId, &Request)> {
        all(&self.requests)
    }

    /// Those of them that we deliver, not those we ask of others: what the team's record and figures are about.
    pub fn served(&self) -> impl Iterator<Item = (RequestId, &Request)> {
        self.requests().filter(|(_, request)| request.is_served())
    }

    /// How often a request has changed: what to ask [`Self::changed_since`] with the next time.
    pub fn changes(&self) -> u64 {
        self.changes.count
    }

    /// The requests that have changed since there were so many changes; none where that is not known one by one.
    pub fn changed_since(&self, count: u64) -> Option<&[RequestId]> {
        let new = usize::try_from(self.changes.count.checked_sub(count)?).ok()?;
        self.changes.last.get(self.changes.last.len().checked_sub(new)?..)
    }

    /// The highest number of a reference with this prefix: 12 where "FIN-12" is that of the prefix "FIN"; 0 for none.
    pub fn highest_number(&self, prefix: &str) -> u64 {
        let of = |request: &Request| request.reference.strip_prefix(prefix)?.strip_prefix('-')?.parse().ok();
        let number = |id: &RequestId| Some((of(self.request(*id)?)?, *id));
        let kept = self.numbers.0.take().filter(|kept| kept.prefix == prefix);
        let followed = kept.and_then(|Highest { number: highest, seen, .. }| {
            let changed = self.changed_since(seen)?;
            // Where the highest is gone, any other may be the highest.
            let stands = highest.is_none_or(|(_, id)| !changed.contains(&id) || number(&id) == highest);
            stands.then(|| highest.max(changed.iter().filter_map(number).max()))
        });
        let highest =
            followed.unwrap_or_else(|| self.requests().filter_map(|(id, r)| Some((of(r)?, id))).max());
        let kept = Highest { prefix: prefix.to_owned(), number: highest, seen: self.changes.count };
        self.numbers.0.replace(Some(kept));
        highest.map_or(0, |(number, _)| number)
    }

    /// Requests that are there with their histories, by id.
    pub fn histories(&self) -> impl Iterator<Item = (RequestId, &Request, &[Event])> {
        let live = self.requests.iter().filter(|(_, record)| record.is_live());
        live.map(|(id, record)| (*id, record.state(), record.log()))
    }

    /// Clients that are there.
    pub fn clients(&self) -> impl Iterator<Item = (ClientId, &Client)> {
        all(&self.clients)
    }

    /// Services that are there.
    pub fn services(&self) -> impl Iterator<Item = (ServiceId, &super::client::Service)> {
        all(&self.services)
    }

    /// Calendars that are there.
    pub fn calendars(&self) -> impl Iterator<Item = (CalendarId, &Calendar)> {
        all(&self.calendars)
    }

    /// Agreements that are there, in no particular order; see [`Self::agreements_in_order`].
    pub fn agreements(&self) -> impl Iterator<Item = (AgreementId, &Agreement)> {
        all(&self.agreements)
    }

    /// Agreements that are there, in the order in which they are tried.
    pub fn agreements_in_order(&self) -> Vec<(AgreementId, &Agreement)> {
        let mut list: Vec<_> = self.agreements().collect();
        list.sort_by(|a, b| a.1.place.cmp(&b.1.place).then(a.0.cmp(&b.0)));
        list
    }

    /// Runs that are there, oldest first.
    pub fn runs(&self) -> impl Iterator<Item = (RunId, &Run)> {
        all(&self.runs)
    }

    /// Remembered mappings that are there.
    pub fn mappings(&self) -> impl Iterator<Item = (MappingId, &Mapping)> {
        all(&self.mappings)
    }

    /// The client with this name, whatever its case.
    pub fn client_named(&self, name: &str) -> Option<ClientId> {
        let wanted = name.trim().to_lowercase();
        self.clients().find(|(_, c)| named(c.name.as_ref(), &wanted)).map(|(id, _)| id)
    }

    /// The service with this name, whatever its case.
    pub fn service_named(&self, name: &str) -> Option<ServiceId> {
        let wanted = name.trim().to_lowercase();
        self.services().find(|(_, s)| named(s.name.as_ref(), &wanted)).map(|(id, _)| id)
    }

    /// The ordered requests of each stage.
    pub fn lanes(&self) -> &Lanes {
        &self.lanes
    }

    /// How many requests there are.
    pub fn request_count(&self) -> usize {
        self.lanes.total()
    }

    /// The earliest moment any request was raised. One before 1900 is a mistake or damage and does not count: a single
    /// changed digit would make every calendar and every chart thousands of years long.
    pub fn earliest(&self) -> Option<Moment> {
        let began = self.requests.values().filter_map(|r| r.began());
        began.filter(|at| *at >= Moment::NINETEEN_HUNDRED).min()
    }

    fn lane_place(&self, subject: Subject) -> Option<super::lane::Place> {
        let Subject::Request(id) = subject else { return None };
        self.request(id).map(super::lane::Place::of)
    }

    fn relane(&mut self, subject: Subject, before: Option<super::lane::Place>) {
        let Subject::Request(id) = subject else { return };
        let after = self.lane_place(subject);
        self.lanes.update(id, before, after);
        self.changes.note(id);
    }
}

fn insert_new<K: Ord, T: Folded>(map: &mut Records<K, T>, id: K, events: Vec<Event>) {
    map.insert(id, Box::new(Record::from_events(events)));
}

fn live<K: Ord, T: Folded>(map: &Records<K, T>, id: K) -> Option<&T> {
    map.get(&id).filter(|r| r.is_live()).map(|r| r.state())
}

fn all<K: Ord + Copy, T: Folded>(map: &Records<K, T>) -> impl Iterator<Item = (K, &T)> {
    map.iter().filter(|(_, r)| r.is_live()).map(|(id, r)| (*id, r.state()))
}

fn named(name: Option<&Name>, wanted: &str) -> bool {
    name.is_some_and(|n| n.as_str().to_lowercase() == wanted)
}

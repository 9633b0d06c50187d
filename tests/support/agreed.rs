//! A desk with an agreement, for tests of its clocks: open Monday to Friday from 09:00 to 17:00, in UTC; the 9th of
//! November 2026 is a Monday.

#![allow(dead_code)] // a desk can do more than the tests of one file ask of it

use chrono::NaiveDate;
use inhouse::domain::agreement::Version;
use inhouse::domain::calendar::{Hours, Week};
use inhouse::domain::clock::{Basis, ClockKind, Reading, Target};
use inhouse::domain::decide::{Context, decide};
use inhouse::domain::edit::{AgreementDraft, CalendarDraft, Choice, Decision, Edit, NewRequest, Refusal};
use inhouse::domain::fact::{Event, Fact};
use inhouse::domain::ident::{AgreementId, CalendarId, RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{PauseReason, Priority, RequestFact, Stage};
use inhouse::domain::stamp::{Stamp, Ticker};
use inhouse::domain::text::{Name, Note, Title};
use inhouse::domain::timebook::Timebook;
use inhouse::domain::workspace::Workspace;
use inhouse::domain::zone::ZoneTable;
use std::sync::Arc;

pub fn at(day: u32, time: &str) -> Moment {
    let date = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    ZoneTable::utc().from_local(date.and_time(format!("{time}:00").parse().unwrap()))
}

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

/// A desk with agreements, whose clock the test sets.
pub struct Desk {
    pub desk: Workspace,
    pub ticker: Ticker,
    pub book: Timebook,
    pub now: Moment,
    pub fresh: u128,
    pub calendar: CalendarId,
    pub agreement: AgreementId,
    /// The stamps of the last act, to take it back.
    pub last: Vec<Stamp>,
}

impl Desk {
    /// With Sales: urgent 4 h, normal 16 h, low 40 h to the end, a first response in 2 h; waiting for the
    /// client stops the clock, waiting for another team does not.
    pub fn new() -> Desk {
        let mut desk = Desk {
            desk: Workspace::default(),
            ticker: Ticker::new(1),
            book: Timebook::default(),
            now: at(9, "09:00"),
            fresh: 0,
            calendar: CalendarId::from_parts(0, 0),
            agreement: AgreementId::from_parts(0, 0),
            last: Vec::new(),
        };
        let (week, zone) = (Week::office(&[(540, 1_020)]), Arc::<str>::from("UTC"));
        desk.act(Edit::SetUp { name: name("People"), zone, week, calendar: name("Usual") });
        desk.calendar = desk.desk.team().hours.unwrap();
        desk.agreement = desk.agree(None, "Sales", [4, 16, 40], &[PauseReason::Client]);
        desk
    }

    fn decide(&mut self, edit: Edit) -> Result<Decision, Refusal> {
        let (now, fresh) = (self.now, &mut self.fresh);
        let mut random = || {
            *fresh += 1;
            *fresh
        };
        let mut context = Context { now, fresh: &mut random, book: &self.book };
        decide(&self.desk, edit, &mut context)
    }

    /// Why this edit is refused.
    pub fn refused(&mut self, edit: Edit) -> Refusal {
        self.decide(edit).expect_err("it is refused")
    }

    pub fn act(&mut self, edit: Edit) -> Option<Subject> {
        let now = self.now;
        let decision = self.decide(edit).unwrap();
        self.last.clear();
        for step in decision.steps {
            let (stamp, at) = (self.ticker.next(now), step.at.unwrap_or(now));
            self.last.push(stamp);
            let event = Event { stamp, at, actor: None, source: step.source, fact: step.fact };
            self.desk.apply(step.subject, event);
        }
        self.book.refresh(&self.desk, &|_, _, _| Some(Arc::new(ZoneTable::utc())), now);
        decision.made
    }

    /// Takes back these stamps of a record; the stamp of having done so.
    pub fn revoke(&mut self, subject: Subject, stamps: Vec<Stamp>) -> Vec<Stamp> {
        let stamp = self.ticker.next(self.now);
        let fact = Fact::Revoked(stamps);
        let source = inhouse::domain::fact::Source::Live;
        self.desk.apply(subject, Event { stamp, at: self.now, actor: None, source, fact });
        vec![stamp]
    }

    pub fn agree(
        &mut self,
        id: Option<AgreementId>,
        client: &str,
        hours: [i64; 3],
        stops: &[PauseReason],
    ) -> AgreementId {
        let mut terms = Version { calendar: Some(self.calendar), ..Version::default() };
        terms.pauses_on = stops.iter().copied().collect();
        for (priority, hours) in [Priority::Urgent, Priority::Normal, Priority::Low].into_iter().zip(hours) {
            for (clock, hours) in [(ClockKind::FirstResponse, 2), (ClockKind::Resolution, hours)] {
                let target = Target::usual(clock, Span::hours(hours), Basis::Open).unwrap();
                terms.targets.insert((clock, priority), target);
            }
        }
        let client = match self.desk.client_named(client) {
            Some(id) => Choice::Known(id),
            None => Choice::New(name(client)),
        };
        let draft = AgreementDraft {
            name: name("An agreement"),
            clients: vec![client],
            services: Vec::new(),
            terms,
            publish: true,
            adopt: false,
            opened: None,
        };
        match self.act(Edit::SaveAgreement(id, Box::new(draft))) {
            Some(Subject::Agreement(id)) => id,
            other => panic!("{other:?}"),
        }
    }

    /// A normal request of Sales, raised on Monday at 09:00 and answered at 10:00.
    pub fn raise(&mut self) -> RequestId {
        let client = Choice::New(name("Sales"));
        let new = NewRequest { client, ..NewRequest::titled(Title::new("A list").unwrap()) };
        let id = match self.act(Edit::Raise(Box::new(new))) {
            Some(Subject::Request(id)) => id,
            other => panic!("{other:?}"),
        };
        self.now = at(9, "10:00");
        self.act(Edit::Update { id, text: note("We begin at eleven"), visible: true });
        id
    }

    /// Puts these terms in force as the next version.
    pub fn propose(&mut self, terms: Version) {
        let client = Choice::Known(self.desk.client_named("Sales").unwrap());
        let (name, clients, services) = (name("An agreement"), vec![client], Vec::new());
        let draft =
            AgreementDraft { name, clients, services, terms, publish: true, adopt: false, opened: None };
        self.act(Edit::SaveAgreement(Some(self.agreement), Box::new(draft)));
    }

    /// A normal request of Sales, raised at this moment and not answered.
    pub fn raise_at(&mut self, when: Moment) -> RequestId {
        self.now = when;
        let client = Choice::New(name("Sales"));
        let new = NewRequest { client, ..NewRequest::titled(Title::new("A list").unwrap()) };
        match self.act(Edit::Raise(Box::new(new))) {
            Some(Subject::Request(id)) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn go(&mut self, when: Moment, edit: Edit) {
        self.now = when;
        self.act(edit);
    }

    pub fn prioritise(&mut self, when: Moment, id: RequestId, priority: Priority) {
        self.go(when, Edit::Change(id, vec![RequestFact::Prioritised(priority)]));
    }

    pub fn stage(&mut self, when: Moment, id: RequestId, stage: Stage) {
        self.go(when, Edit::Move { id, column: stage.into(), index: None });
    }

    pub fn wait(&mut self, id: RequestId, reason: PauseReason, from: Moment, to: Moment) {
        self.go(from, Edit::Pause(id, Some(reason)));
        self.go(to, Edit::Pause(id, None));
    }

    /// Puts version 1 in force again as the next version, changed.
    pub fn changed(&mut self, change: impl FnOnce(&mut Version)) {
        let mut terms = self.desk.agreement(self.agreement).unwrap().versions[&1].clone();
        change(&mut terms);
        self.propose(terms);
    }

    pub fn clock(&self, id: RequestId, kind: ClockKind, now: Moment) -> Reading {
        let request = self.desk.request(id).unwrap();
        *self.book.read(&self.desk, request, now).unwrap().of(kind)
    }

    pub fn done(&self, id: RequestId, now: Moment) -> Reading {
        self.clock(id, ClockKind::Resolution, now)
    }

    pub fn hours(&mut self, when: Moment, change: impl FnOnce(&mut Hours)) {
        let calendar = self.desk.calendar(self.calendar).unwrap();
        let (calendar_name, zone) = (calendar.name.clone().unwrap(), calendar.zone.clone());
        let (mut hours, layers) = (calendar.hours.clone(), calendar.layers.clone());
        change(&mut hours);
        let draft = CalendarDraft {
            name: calendar_name,
            zone,
            hours,
            layers,
            opens: Default::default(),
            files: Default::default(),
            opened: None,
        };
        self.go(when, Edit::SaveCalendar(Some(self.calendar), Box::new(draft)));
    }
}

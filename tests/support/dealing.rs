//! A team that deals with its clients: drafts, agreements in force, requests raised under them.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDate;
use inhouse::domain::agreement::{Acceptance, Agreement, Version};
use inhouse::domain::calendar::{Hours, Week};
use inhouse::domain::clock::{Basis, ClockKind, Reading, Target};
use inhouse::domain::decide::{Context, decide};
use inhouse::domain::edit::{AgreementDraft, CalendarDraft, Choice, Edit, NewRequest, Opened, Refusal};
use inhouse::domain::fact::Event;
use inhouse::domain::ident::{AgreementId, CalendarId, ClientId, RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{PauseReason, Priority, RequestFact, Stage};
use inhouse::domain::stamp::Ticker;
use inhouse::domain::text::{Name, Title};
use inhouse::domain::timebook::Timebook;
use inhouse::domain::workspace::Workspace;
use inhouse::domain::zone::ZoneTable;
use std::sync::Arc;

// Monday 9 November 2026, 09:00 UTC.
pub const MONDAY: Moment = Moment(1_794_214_800_000);

/// A desk in UTC, open Monday to Friday from 09:00 to 17:00.
pub struct Desk {
    pub desk: Workspace,
    pub ticker: Ticker,
    pub book: Timebook,
    pub now: Moment,
    pub fresh: u128,
    pub calendar: Option<CalendarId>,
    /// Who acts.
    pub actor: Option<Name>,
}

impl Desk {
    pub fn new() -> Desk {
        let mut desk = Desk {
            desk: Workspace::default(),
            ticker: Ticker::new(1),
            book: Timebook::default(),
            now: MONDAY,
            fresh: 0,
            calendar: None,
            actor: None,
        };
        let (week, zone) = (Week::office(&[(540, 1_020)]), Arc::<str>::from("UTC"));
        desk.act(Edit::SetUp { name: name("People"), zone, week, calendar: name("Usual") }).unwrap();
        desk.calendar = desk.desk.team().hours;
        desk
    }

    pub fn act(&mut self, edit: Edit) -> Result<Option<Subject>, Refusal> {
        let now = self.now;
        let fresh = &mut self.fresh;
        let mut random = || {
            *fresh += 1;
            *fresh
        };
        let decision = decide(&self.desk, edit, &mut Context { now, fresh: &mut random, book: &self.book })?;
        for step in decision.steps {
            let (stamp, at) = (self.ticker.next(now), step.at.unwrap_or(now));
            let actor = self.actor.clone();
            let event = Event { stamp, at, actor, source: step.source, fact: step.fact };
            self.desk.apply(step.subject, event);
        }
        self.book.refresh(&self.desk, &|_, _, _| Some(Arc::new(ZoneTable::utc())), now);
        Ok(decision.made)
    }

    /// An agreement with everybody about normal requests: hours to the end.
    pub fn draft(&self, hours: i64) -> AgreementDraft {
        let mut terms = Version { calendar: self.calendar, ..Version::default() };
        terms.targets.insert((ClockKind::Resolution, Priority::Normal), target(hours));
        AgreementDraft {
            name: name("All"),
            clients: Vec::new(),
            services: Vec::new(),
            terms,
            publish: false,
            adopt: false,
            opened: None,
        }
    }

    pub fn save(&mut self, id: Option<AgreementId>, draft: AgreementDraft) -> AgreementId {
        match self.act(Edit::SaveAgreement(id, Box::new(draft))).unwrap() {
            Some(Subject::Agreement(id)) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn raise(&mut self) -> RequestId {
        match self.act(Edit::Raise(Box::new(NewRequest::titled(Title::new("A list").unwrap())))).unwrap() {
            Some(Subject::Request(id)) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn newest(&self, id: AgreementId) -> (u32, &Version) {
        self.desk.agreement(id).unwrap().newest().unwrap()
    }

    pub fn version_of(&self, id: RequestId) -> Option<u32> {
        self.desk.request(id).unwrap().pinned.as_ref()?.0.map(|(_, number)| number)
    }
}

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn target(hours: i64) -> Target {
    Target::usual(ClockKind::Resolution, Span::hours(hours), Basis::Open).unwrap()
}

pub fn acceptance(who: &str) -> Option<Acceptance> {
    let on = NaiveDate::from_ymd_opt(2026, 11, 9).unwrap();
    Some(Acceptance { name: name(who), role: None, on, signature: None })
}

impl Desk {
    pub fn client(&self, called: &str) -> Option<ClientId> {
        self.desk.client_named(called)
    }

    pub fn raise_for(&mut self, called: &str) -> RequestId {
        let client = Choice::New(name(called));
        let new = NewRequest { client, ..NewRequest::titled(Title::new("A list").unwrap()) };
        match self.act(Edit::Raise(Box::new(new))).unwrap() {
            Some(Subject::Request(id)) => id,
            other => panic!("{other:?}"),
        }
    }

    pub fn draft_for(&self, called: &str, hours: i64) -> AgreementDraft {
        AgreementDraft {
            clients: vec![Choice::New(name(called))],
            name: name("Payroll"),
            ..self.draft(hours)
        }
    }

    /// What a form holds that is opened now.
    pub fn opened(&self, id: AgreementId) -> (AgreementDraft, Box<Opened>) {
        let agreement = self.desk.agreement(id).unwrap();
        let terms = agreement.newest().unwrap().1.clone();
        let scope = terms.scope.clone();
        let opened = Box::new(Opened { name: agreement.name.clone(), terms: terms.clone() });
        let draft = AgreementDraft {
            name: agreement.name.clone().unwrap(),
            clients: scope.clients.into_iter().map(Choice::Known).collect(),
            services: scope.services.into_iter().map(Choice::Known).collect(),
            terms,
            publish: false,
            adopt: false,
            opened: Some(opened.clone()),
        };
        (draft, opened)
    }

    pub fn hours(&mut self, change: impl FnOnce(&mut Hours)) {
        let id = self.calendar.unwrap();
        let own = self.desk.calendar(id).unwrap().clone();
        let mut hours = own.hours;
        change(&mut hours);
        let draft = CalendarDraft {
            name: own.name.unwrap(),
            zone: own.zone,
            hours,
            layers: own.layers,
            opens: Default::default(),
            files: Default::default(),
            opened: None,
        };
        self.act(Edit::SaveCalendar(Some(id), Box::new(draft))).unwrap();
    }

    pub fn agreement(&self, id: AgreementId) -> &Agreement {
        self.desk.agreement(id).unwrap()
    }
}

/// A desk with an agreement for everybody (done within: high 4 h, normal 8 h, low 24 h) and one for Finance
/// (normal 16 h), and a request raised on Monday at 09:00. Open Monday to Friday from 09:00 to 17:00.
pub fn in_flight() -> (Desk, RequestId, AgreementId) {
    let mut desk = Desk::new();
    let mut all = desk.draft(8);
    all.terms.targets.insert((ClockKind::Resolution, Priority::High), target(4));
    all.terms.targets.insert((ClockKind::Resolution, Priority::Low), target(24));
    let id = desk.save(None, AgreementDraft { publish: true, ..all });
    let finance = Choice::New(name("Finance"));
    let own =
        AgreementDraft { publish: true, clients: vec![finance], name: name("Finance"), ..desk.draft(16) };
    desk.save(None, own);
    let request = desk.raise();
    (desk, request, id)
}

impl Desk {
    /// Sets the clock to so many hours after Monday 09:00.
    pub fn at(&mut self, hours: i64) {
        self.now = MONDAY + Span::hours(hours);
        self.book.refresh(&self.desk, &|_, _, _| Some(Arc::new(ZoneTable::utc())), self.now);
    }

    pub fn pause(&mut self, id: RequestId, from: i64, to: i64) {
        self.at(from);
        self.act(Edit::Pause(id, Some(PauseReason::Client))).unwrap();
        self.at(to);
        self.act(Edit::Pause(id, None)).unwrap();
    }

    pub fn prioritise(&mut self, id: RequestId, priority: Priority) {
        self.act(Edit::Change(id, vec![RequestFact::Prioritised(priority)])).unwrap();
    }

    pub fn stage(&mut self, id: RequestId, stage: Stage) {
        self.act(Edit::Move { id, column: stage.into(), index: None }).unwrap();
    }

    pub fn clock(&self, id: RequestId) -> Reading {
        let request = self.desk.request(id).unwrap();
        self.book.read(&self.desk, request, self.now).unwrap().resolution
    }

    /// When it is due, in hours after Monday 09:00.
    pub fn due(&self, id: RequestId) -> i64 {
        self.clock(id).due.unwrap().since(MONDAY).0 / 3_600_000
    }
}

//! A ledger over a store in memory, with a clock that is set by hand: what most tests of the store begin
//! with.
#![allow(dead_code, clippy::unwrap_used)]

use inhouse::domain::agreement::Version;
use inhouse::domain::calendar::{Hours, Week};
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::edit::{AgreementDraft, CalendarDraft, Choice, Edit, NewRequest};
use inhouse::domain::ident::{AgreementId, CalendarId, RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::Priority;
use inhouse::domain::text::{Name, Title};
use inhouse::domain::zone::ZoneTable;
use inhouse::store::ledger::{Ledger, Ports};
use inhouse::store::memory::{Counting, Memory, MemoryLog, SetClock};
use inhouse::store::ports::{KeyValue, StoreError, ZoneSource};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

/// Knows UTC only.
pub struct UtcOnly;

impl ZoneSource for UtcOnly {
    fn table(&self, name: &str, _: Moment, _: Moment) -> Option<Arc<ZoneTable>> {
        (name == "UTC").then(|| Arc::new(ZoneTable::utc()))
    }
    fn here(&self) -> String {
        "UTC".into()
    }
}

/// 2026-11-12 09:00 UTC, a Thursday.
pub const THURSDAY_9: Moment = Moment(1_794_474_000_000);

/// A store with its clock.
#[derive(Clone)]
pub struct Bench {
    pub memory: Memory,
    pub clock: SetClock,
    pub random: Counting,
    pub log: MemoryLog,
}

impl Bench {
    pub fn new() -> Bench {
        Bench {
            memory: Memory::new(),
            clock: SetClock::at(THURSDAY_9),
            random: Counting::from(7),
            log: MemoryLog::default(),
        }
    }

    pub fn ports(&self) -> Ports {
        Ports {
            kept: Rc::new(self.memory.clone()),
            clock: Rc::new(self.clock.clone()),
            entropy: Rc::new(self.random.clone()),
            zones: Rc::new(UtcOnly),
            log: Rc::new(self.log.clone()),
        }
    }

    /// Opens the store as a tab does at its start.
    pub fn open(&self) -> Ledger {
        Ledger::open(self.ports(), "a")
    }

    /// Opens it and sets up a team called People, open Mon–Fri 09:00–17:00 UTC.
    pub fn desk(&self) -> Ledger {
        let mut ledger = self.open();
        ledger.act(set_up()).unwrap();
        ledger
    }

    pub fn pass(&self, span: Span) {
        use inhouse::store::ports::Clock;
        self.clock.set(self.clock.now() + span);
    }
}

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn set_up() -> Edit {
    Edit::SetUp {
        name: name("People"),
        zone: "UTC".into(),
        week: Week::office(&[(540, 1020)]),
        calendar: name("Head office"),
    }
}

pub fn request(title: &str, client: &str) -> Edit {
    let mut new = NewRequest::titled(Title::new(title).unwrap());
    new.client = Choice::New(name(client));
    Edit::Raise(Box::new(new))
}

pub fn raise(ledger: &mut Ledger, title: &str, client: &str) -> RequestId {
    match ledger.act(request(title, client)).unwrap().made {
        Some(Subject::Request(id)) => id,
        other => panic!("made {other:?}"),
    }
}

pub fn calendar(ledger: &mut Ledger) -> CalendarId {
    if let Some((id, _)) = ledger.desk().calendars().next() {
        return id;
    }
    let hours = Hours::weekly(Week::office(&[(540, 1020)]));
    let draft = CalendarDraft {
        name: name("Head office"),
        zone: "UTC".into(),
        hours,
        layers: std::collections::BTreeSet::new(),
        opens: Default::default(),
        files: Default::default(),
        opened: None,
    };
    match ledger.act(Edit::SaveCalendar(None, Box::new(draft))).unwrap().made {
        Some(Subject::Calendar(id)) => id,
        other => panic!("made {other:?}"),
    }
}

/// An agreement in force: first response within `response`, done within `done` opening hours.
pub fn agree(
    ledger: &mut Ledger,
    client: Choice<inhouse::domain::ident::ClientId>,
    response: i64,
    done: i64,
) -> AgreementId {
    let mut terms = Version { calendar: Some(calendar(ledger)), ..Version::default() };
    for priority in Priority::ALL {
        let of = |kind, hours| Target::usual(kind, Span::hours(hours), Basis::Open).unwrap();
        terms.targets.insert((ClockKind::FirstResponse, *priority), of(ClockKind::FirstResponse, response));
        terms.targets.insert((ClockKind::Resolution, *priority), of(ClockKind::Resolution, done));
    }
    let draft = AgreementDraft {
        name: name("Main agreement"),
        clients: vec![client],
        services: Vec::new(),
        terms,
        publish: true,
        adopt: true,
        opened: None,
    };
    match ledger.act(Edit::SaveAgreement(None, Box::new(draft))).unwrap().made {
        Some(Subject::Agreement(id)) => id,
        other => panic!("made {other:?}"),
    }
}

/// A store whose tab is gone after `left` more writes and removals: what it is asked from then on is not done, and
/// nobody is told.
#[derive(Clone)]
pub struct Dying(pub Bench, pub Rc<Cell<usize>>);

impl Dying {
    fn alive(&self) -> bool {
        let left = self.1.get();
        self.1.set(left.saturating_sub(1));
        left > 0
    }
}

impl KeyValue for Dying {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.memory.get(key)
    }
    fn put(&self, key: &str, value: &str) -> Result<(), StoreError> {
        if self.alive() { self.0.memory.put(key, value) } else { Ok(()) }
    }
    fn remove(&self, key: &str) -> Result<(), StoreError> {
        if self.alive() { self.0.memory.remove(key) } else { Ok(()) }
    }
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.0.memory.keys(prefix)
    }
}

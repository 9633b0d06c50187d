//! A desk in Berlin that reads files, and a help desk's log to read.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::zones;
use inhouse::domain::calendar::Week;
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::edit::{AgreementDraft, Choice, Deed, Edit};
use inhouse::domain::ident::RequestId;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::rank::Rank;
use inhouse::domain::request::{Priority, Request};
use inhouse::domain::text::Name;
use inhouse::domain::zone::ZoneTable;
use inhouse::store::ledger::{Ledger, Ports};
use inhouse::store::memory::{Counting, Memory, SetClock};
use inhouse::store::ports::ZoneSource;
use inhouse::store::sheet::{Mapping, PinChoice, Preview, Table, guess, plan};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

pub struct Zones(pub BTreeMap<&'static str, Arc<ZoneTable>>);

impl ZoneSource for Zones {
    fn table(&self, name: &str, _: Moment, _: Moment) -> Option<Arc<ZoneTable>> {
        self.0.get(name).cloned()
    }
    fn here(&self) -> String {
        "UTC".into()
    }
}

pub fn at(iso: &str) -> Moment {
    Moment(chrono::DateTime::parse_from_rfc3339(iso).expect("an ISO time").timestamp_millis())
}

pub fn name(text: &str) -> Name {
    Name::new(text).expect("a name")
}

/// A desk in Berlin, on 22 November 2026.
pub struct Desk {
    pub ledger: Ledger,
    pub memory: Memory,
    pub ports: Ports,
}

impl Desk {
    pub fn new() -> Desk {
        let memory = Memory::new();
        let berlin = ("Europe/Berlin", Arc::new(zones::zone("Europe/Berlin")));
        let new_york = ("America/New_York", Arc::new(zones::zone("America/New_York")));
        let ports = Ports {
            kept: Rc::new(memory.clone()),
            clock: Rc::new(SetClock::at(at("2026-11-22T09:00:00Z"))),
            entropy: Rc::new(Counting::from(1)),
            zones: Rc::new(Zones(BTreeMap::from([berlin, new_york]))),
            log: Rc::new(inhouse::store::ports::NoLog),
        };
        let mut desk = Desk { ledger: Ledger::open(ports.clone(), "a"), memory, ports };
        let week = Week::office(&[(9 * 60, 17 * 60)]);
        let zone = "Europe/Berlin".into();
        desk.act(Edit::SetUp { name: name("People"), zone, week, calendar: name("Office") });
        desk
    }

    pub fn act(&mut self, edit: Edit) {
        self.ledger.act(edit).expect("the desk does it");
    }

    /// An agreement in force since today.
    pub fn agree(&mut self, called: &str, client: Choice<inhouse::domain::ident::ClientId>) {
        let (calendar, _) = self.ledger.desk().calendars().next().expect("a calendar");
        let target = Target::usual(ClockKind::Resolution, Span::hours(8), Basis::Open).unwrap();
        let targets = Priority::ALL.iter().map(|p| ((ClockKind::Resolution, *p), target)).collect();
        let terms = inhouse::domain::agreement::Version {
            calendar: Some(calendar),
            targets,
            ..inhouse::domain::agreement::Version::default()
        };
        let draft = AgreementDraft {
            name: name(called),
            clients: vec![client],
            services: Vec::new(),
            terms,
            publish: true,
            adopt: false,
            opened: None,
        };
        self.act(Edit::SaveAgreement(None, Box::new(draft)));
    }

    pub fn look(&self, text: &str) -> Preview {
        let table = Table::parse(text).expect("a table");
        self.plan(&table, &guess(&table)).preview
    }

    pub fn plan(&self, table: &Table, mapping: &Mapping) -> inhouse::store::sheet::Plan {
        let zones = |name: &str, from, to| self.ports.zones.table(name, from, to);
        plan(table, mapping, self.ledger.desk(), &zones, self.ledger.now()).expect("a plan")
    }

    pub fn read(&mut self, text: &str) -> Preview {
        let table = Table::parse(text).expect("a table");
        self.read_as(text, &guess(&table), PinChoice::FirstMatch)
    }

    pub fn read_as(&mut self, text: &str, mapping: &Mapping, pin: PinChoice) -> Preview {
        let plan = self.plan(&Table::parse(text).expect("a table"), mapping);
        let preview = plan.preview.clone();
        let mut members = Vec::new();
        for batch in plan.batches(pin, self.ledger.desk(), 2) {
            members.extend(self.ledger.take_in(batch).expect("it is stored"));
        }
        self.ledger.imported(Deed::default(), members);
        preview
    }

    pub fn by_reference(&self) -> BTreeMap<String, (RequestId, Request)> {
        let all = self.ledger.desk().requests();
        all.map(|(id, r)| (r.reference.to_string(), (id, r.clone()))).collect()
    }

    pub fn request(&self, reference: &str) -> Request {
        self.by_reference().remove(reference).unwrap_or_else(|| panic!("no {reference}")).1
    }

    pub fn client(&self, request: &Request) -> Option<String> {
        request.client.and_then(|id| self.ledger.desk().client_name(id)).map(Name::to_string)
    }

    /// What is there after closing the browser and opening it again.
    pub fn reloaded(&self) -> Ledger {
        Ledger::open(self.ports.clone(), "a")
    }

    /// Every request as a person sees it: places within a lane are not part of it.
    pub fn seen(&self) -> BTreeMap<String, (Request, Option<String>)> {
        let seen = |(reference, (_, mut request)): (String, (RequestId, Request))| {
            request.rank = Rank::default();
            let client = self.client(&request);
            (reference, (request, client))
        };
        self.by_reference().into_iter().map(seen).collect()
    }
}

pub const LOG: &str = "\
case,timestamp,activity,agent,client,product,service,service_level,seriousness,group
A-1,2026-03-02T08:00:00+00:00,Assign seriousness,Ann,Finance,Payroll,Export,L1,Seriousness 2,G1
A-1,2026-03-02T08:30:00+00:00,Take in charge ticket,Ben,Finance,Payroll,Export,L1,Seriousness 2,G1
A-1,2026-03-02T09:00:00+00:00,Wait,Ben,Finance,Payroll,Export,L1,Seriousness 2,G1
A-1,2026-03-02T10:00:00+00:00,Resolve ticket,Ben,Finance,Payroll,Export,L1,Seriousness 2,G1
A-1,2026-03-20T10:00:00+00:00,Closed,Eve,Finance,Payroll,Export,L1,Seriousness 2,G1
A-2,2026-03-03T08:00:00+00:00,Take in charge ticket,Ann,Sales,Payroll,Access,L1,Seriousness 4,G1
A-2,2026-03-03T09:00:00+00:00,Wait,Ann,Sales,Payroll,Access,L1,Seriousness 4,G1
";

pub fn hour(hour: u32) -> Moment {
    at(&format!("2026-03-02T{hour:02}:00:00Z"))
}

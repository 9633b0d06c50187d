//! A file that is being read: its table, how it is read, and what that would bring.

use crate::domain::agreement::Status;
use crate::domain::client::{ClientFact, ServiceFact};
use crate::domain::fact::{Event, Fact};
use crate::domain::ident::{ClientId, ServiceId, Subject};
use crate::domain::moment::Moment;
use crate::domain::record::Record;
use crate::domain::request::{Request, Stage};
use crate::domain::text::Name;
use crate::store::ledger::{Batch, Ledger};
use crate::store::sheet::{self, Mapping, PinChoice, Plan, PlanFault, Preview, Table};
use crate::ui::desk::{Bell, Desk};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How many requests are shown as they will be.
const SHOWN: usize = 8;

/// A file that is being read.
#[derive(Clone, Copy)]
pub struct Work {
    /// The file's name.
    pub name: StoredValue<String>,
    /// Its rows.
    pub table: StoredValue<Table>,
    /// How it is read.
    pub mapping: RwSignal<Mapping>,
    /// By which agreement its history is measured: `first`, `none` or an agreement's id.
    pub pin: RwSignal<String>,
    /// The file whose way of reading was taken over; empty for none.
    pub remembered: StoredValue<String>,
}

/// A request as it will be.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Its client's name.
    pub client: String,
    /// Its service's name.
    pub service: String,
    /// Where it will stand.
    pub stage: Stage,
    /// When it was raised.
    pub raised: Moment,
}

/// What the file would bring.
pub type Look = Result<(Preview, Vec<Shown>), PlanFault>;

impl Work {
    /// Begins with a file: with the way it was read the last time, where one fits, else with a guess.
    pub fn begin(desk: Desk, name: String, table: Table) -> Work {
        let known = desk.peek(|ledger| remembered(ledger, &name, &table));
        let (before, mapping) = known.unwrap_or_else(|| (String::new(), sheet::guess(&table)));
        Work {
            name: StoredValue::new(name),
            table: StoredValue::new(table),
            mapping: RwSignal::new(mapping),
            pin: RwSignal::new("first".to_owned()),
            remembered: StoredValue::new(before),
        }
    }

    /// Changes how it is read; words that came into sight are guessed.
    pub fn change(&self, change: impl FnOnce(&mut Mapping)) {
        self.mapping.update(|mapping| {
            change(mapping);
            self.table.with_value(|table| mapping.complete(table));
        });
    }

    /// Reads the file and holds it against the desk.
    pub fn plan(&self, ledger: &Ledger) -> Result<Plan, PlanFault> {
        let zones = ledger.ports().zones.clone();
        let find = move |name: &str, from: Moment, to: Moment| zones.table(name, from, to);
        self.table.with_value(|table| {
            self.mapping.with(|mapping| sheet::plan(table, mapping, ledger.desk(), &find, ledger.now()))
        })
    }

    /// What it would bring.
    pub fn look(&self, desk: Desk) -> Look {
        // What is known already changes with every undo.
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |ledger| {
            let plan = self.plan(ledger)?;
            let preview = plan.preview.clone();
            let first =
                plan.batches(PinChoice::None, ledger.desk(), SHOWN).into_iter().next().unwrap_or_default();
            Ok((preview, shown(ledger, first)))
        })
    }

    /// The agreement chosen.
    pub fn pin_choice(&self, ledger: &Ledger) -> PinChoice {
        let chosen = self.pin.get_untracked();
        match chosen.as_str() {
            "none" => PinChoice::None,
            "first" => PinChoice::FirstMatch,
            id => id
                .parse()
                .ok()
                .and_then(|id| {
                    let versions = &ledger.desk().agreement(id)?.versions;
                    let in_force = versions.iter().rev().find(|(_, v)| v.status == Status::InForce);
                    let (number, _) = in_force.or_else(|| versions.iter().next_back())?;
                    Some(PinChoice::This(id, *number))
                })
                .unwrap_or_default(),
        }
    }
}

/// A remembered way of reading that fits the file as it is: that of a file with this name before others.
fn remembered(ledger: &Ledger, name: &str, table: &Table) -> Option<(String, Mapping)> {
    let mut known: Vec<(String, Mapping)> = ledger
        .desk()
        .mappings()
        .filter_map(|(_, kept)| Some((kept.name.as_ref()?.to_string(), Mapping::from_text(&kept.text).ok()?)))
        .filter(|(_, mapping)| {
            let fit = sheet::fit(table, mapping);
            fit.missing.is_empty() && fit.gone.is_empty()
        })
        .collect();
    known.sort_by_key(|(before, _)| before != name);
    let (before, mut mapping) = known.into_iter().next()?;
    mapping.complete(table);
    Some((before, mapping))
}

/// The requests of a portion as they will be.
fn shown(ledger: &Ledger, batch: Batch) -> Vec<Shown> {
    let (mut clients, mut services) = (BTreeMap::<ClientId, Name>::new(), BTreeMap::<ServiceId, Name>::new());
    let mut out = Vec::new();
    for (subject, mut events) in batch {
        for event in &events {
            match (subject, &event.fact) {
                (Subject::Client(id), Fact::Client(ClientFact::Named(name))) => {
                    drop(clients.insert(id, name.clone()))
                }
                (Subject::Service(id), Fact::Service(ServiceFact::Named(name))) => {
                    drop(services.insert(id, name.clone()))
                }
                _ => {}
            }
        }
        if !matches!(subject, Subject::Request(_)) {
            continue;
        }
        events.extend(ledger.desk().log(subject).iter().cloned());
        let record: Record<Request> = Record::<Request>::from_events(events as Vec<Event>);
        let request = record.state();
        let client = request.client.and_then(|id| clients.get(&id).or_else(|| ledger.desk().client_name(id)));
        let service =
            request.service.and_then(|id| services.get(&id).or_else(|| ledger.desk().service_name(id)));
        out.push(Shown {
            reference: request.reference.to_string(),
            title: request.title.as_ref().map(|t| t.to_string()).unwrap_or_default(),
            client: client.map(Name::to_string).unwrap_or_default(),
            service: service.map(Name::to_string).unwrap_or_default(),
            stage: request.stage,
            raised: request.raised,
        });
    }
    out
}

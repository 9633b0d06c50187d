//! An agreement while it is written: every field a signal, and the terms they come to.

use super::counting::Fields;
use super::more::More;
use super::names::Names;
use super::target_words;
use super::targets::wished_cells;
use super::threshold;
use super::when::{read_date, write_date};
use crate::domain::agreement::{Duty, Scope, Side, Status, Version};
use crate::domain::clock::{Basis, ClockKind, Target};
use crate::domain::decide::crossed;
use crate::domain::edit::{AgreementDraft, Choice, Opened};
use crate::domain::fold::natural;
use crate::domain::gap::as_expected;
use crate::domain::heeded::usual_cost;
use crate::domain::ident::{AgreementId, CalendarId, ClientId, ServiceId};
use crate::domain::moment::{Moment, Span};
use crate::domain::request::{PauseReason, Priority};
use crate::domain::text::{Name, Note};
use crate::domain::threshold::Threshold;
use crate::domain::versions::{Change, difference};
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk};
use crate::ui::parts::clock::what;
use crate::words::{errors, say, say_dyn};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// One target while it is written.
#[derive(Clone, Copy)]
pub struct Cell {
    /// Which clock.
    pub clock: ClockKind,
    /// For which priority.
    pub priority: Priority,
    /// How much, as typed.
    pub amount: RwSignal<String>,
    /// `min` or `h` of opening time, `cmin` or `ch` of all time, `d` for working days by their end, `dt` by the
    /// same time of day.
    pub unit: RwSignal<String>,
    /// Whether pauses stop it.
    pub pauses: RwSignal<bool>,
    /// The warning it had.
    warn: Option<Threshold>,
}

/// One duty while it is written.
#[derive(Clone, Copy, PartialEq)]
pub struct DutyRow {
    /// Its number in the version.
    pub number: u32,
    /// `us` or `them`.
    pub side: RwSignal<String>,
    /// What they do.
    pub text: RwSignal<String>,
    /// Who sees to it.
    pub owner: RwSignal<String>,
}

/// What is written so far.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Written {
    /// The terms, without what cannot be read.
    pub terms: Version,
    /// What cannot be read, one sentence each.
    pub faults: Vec<String>,
}

/// The form.
#[derive(Clone, Copy)]
pub struct Form {
    /// Its name.
    pub name: RwSignal<String>,
    /// Clients by name (`one`), or `all`.
    pub whom: RwSignal<String>,
    /// Whom they deliver to, where it is not everybody.
    pub clients: Names,
    /// For which services; none for every one.
    pub services: Names,
    /// The calendar's id.
    pub calendar: RwSignal<String>,
    /// The targets.
    pub cells: StoredValue<Vec<Cell>>,
    /// From when on a clock is at risk.
    pub warn: threshold::Fields,
    /// What stops the clock.
    pub pauses: StoredValue<Vec<(PauseReason, RwSignal<bool>)>>,
    /// A bare acknowledgement counts.
    pub ack: RwSignal<bool>,
    /// Both sides' duties.
    pub duties: RwSignal<Vec<DutyRow>>,
    /// What is agreed beside the targets.
    pub more: More,
    /// How the clocks count besides.
    pub counting: Fields,
    /// Why this version.
    pub reason: RwSignal<String>,
    /// What the client expects, in its words.
    pub expects: RwSignal<String>,
    /// Within which time the client expects what.
    pub expected: StoredValue<Vec<Cell>>,
    /// What is not included, line by line.
    pub excludes: Names,
    /// On which day both sides look at it again; empty for none.
    pub review: RwSignal<String>,
    /// From which day it is to be in force; empty for now.
    pub from: RwSignal<String>,
    /// The warning as it was when the form was opened.
    warned: StoredValue<(String, String)>,
    /// What the fields held when it was opened: only what differs from that is saved.
    opened: StoredValue<Option<Opened>>,
    /// The newest version as it was stored then.
    stored: StoredValue<Option<Version>>,
    /// The name and the day from which it is in force, as they stood in their fields then.
    began: StoredValue<(String, String)>,
}

impl Form {
    /// The form of an agreement, or an empty one with the team's usual hours.
    pub fn of(ledger: &Ledger, id: Option<AgreementId>) -> Form {
        let desk = ledger.desk();
        let agreement = id.and_then(|id| desk.agreement(id)).cloned().unwrap_or_default();
        let version = agreement.newest().map(|(_, v)| v.clone()).unwrap_or_else(|| Version {
            calendar: desk.team().hours.or_else(|| desk.calendars().next().map(|(id, _)| id)),
            cost: usual_cost(&desk.team().positions),
            ..Version::default()
        });
        let text = |name: Option<&Name>| RwSignal::new(name.map(Name::to_string).unwrap_or_default());
        let named = |names: Vec<Option<&Name>>| {
            let mut names: Vec<String> = names.into_iter().flatten().map(Name::to_string).collect();
            names.sort_by_cached_key(|name| natural(name));
            names
        };
        let mut cells = Vec::new();
        for priority in Priority::ALL {
            for clock in ClockKind::ALL {
                cells.push(Cell::of(clock, *priority, version.target(clock, *priority)));
            }
        }
        let warn = version.targets.values().next().map_or(Threshold::USUAL_WARNING, |t| t.warn);
        let warn = threshold::Fields::of(Some(warn));
        let pauses =
            PauseReason::ALL.iter().map(|r| (*r, RwSignal::new(version.pauses_on.contains(r)))).collect();
        let duties = version.duties.iter().map(|(number, duty)| DutyRow {
            number: *number,
            side: RwSignal::new(if duty.side == Side::Provider { "us" } else { "them" }.to_owned()),
            text: RwSignal::new(duty.text.to_string()),
            owner: text(duty.owner.as_ref()),
        });
        // The reason of a version in force is history; the next one has a reason of its own.
        let open = version.is_open() || version.is_coming(ledger.now());
        let reason = if open { version.reason.to_string() } else { String::new() };
        let whom = if id.is_some() && version.scope.clients.is_empty() { "all" } else { "one" };
        // A day that is still to come is shown, so that it can be changed.
        let coming = version.effective.filter(|from| *from > ledger.now());
        let from = coming.and_then(|from| {
            let compiled = ledger.book().get(version.calendar?)?;
            Some(write_date(compiled.zone.to_local(from).date()))
        });
        let form = Form {
            name: text(agreement.name.as_ref()),
            whom: RwSignal::new(whom.to_owned()),
            clients: Names::of(named(version.scope.clients.iter().map(|id| desk.client_name(*id)).collect())),
            services: Names::of(named(
                version.scope.services.iter().map(|id| desk.service_name(*id)).collect(),
            )),
            calendar: RwSignal::new(version.calendar.map(|c| c.to_string()).unwrap_or_default()),
            cells: StoredValue::new(cells),
            warn,
            pauses: StoredValue::new(pauses),
            ack: RwSignal::new(version.ack_counts),
            duties: RwSignal::new(duties.collect()),
            more: More::of(&version),
            counting: Fields::of(&version.counting),
            reason: RwSignal::new(reason),
            expects: RwSignal::new(version.expects.to_string()),
            expected: StoredValue::new(wished_cells(|clock, priority| {
                as_expected(&version).target(clock, priority).copied()
            })),
            excludes: Names::numbered(version.excludes.iter().map(|(n, text)| (*n, text.to_string()))),
            review: RwSignal::new(version.review.map(write_date).unwrap_or_default()),
            from: RwSignal::new(from.unwrap_or_default()),
            warned: StoredValue::new((warn.amount.get_untracked(), warn.unit.get_untracked())),
            opened: StoredValue::new(None),
            stored: StoredValue::new(None),
            began: StoredValue::new(Default::default()),
        };
        form.settle(ledger, id);
        form
    }

    /// From here on, what is written counts as what was there.
    pub fn settle(&self, ledger: &Ledger, id: Option<AgreementId>) {
        let Some(agreement) = id.and_then(|id| ledger.desk().agreement(id)) else { return };
        let terms = untrack(|| self.written(ledger)).terms;
        self.opened.set_value(Some(Opened { name: agreement.name.clone(), terms }));
        self.stored.set_value(agreement.newest().map(|(_, version)| version.clone()));
        self.began.set_value((self.name.get_untracked(), self.from.get_untracked()));
    }

    /// True where something is written that is not kept yet.
    pub fn is_touched(&self, ledger: &Ledger) -> bool {
        let Written { terms, faults } = untrack(|| self.written(ledger));
        let same = self.opened.with_value(|opened| opened.as_ref().is_some_and(|was| was.terms == terms));
        let began = (self.name.get_untracked(), self.from.get_untracked());
        !same || !faults.is_empty() || self.began.with_value(|was| *was != began)
    }

    /// What somebody else has changed since it was opened.
    pub fn elsewhere(&self, ledger: &Ledger, id: AgreementId) -> Vec<Change> {
        let newest = ledger.desk().agreement(id).and_then(|agreement| agreement.newest());
        let stored = self.stored.get_value();
        stored.zip(newest).map(|(then, (_, now))| difference(&then, now)).unwrap_or_default()
    }

    /// Of that, what is written here as well, and not alike: what is there becomes what is written.
    pub fn crossed(&self, ledger: &Ledger, id: AgreementId) -> Vec<Change> {
        let newest = ledger.desk().agreement(id).and_then(|agreement| agreement.newest());
        let Some((opened, (_, now))) = self.opened.get_value().zip(newest) else { return Vec::new() };
        let (before, after) = crossed(now, &opened.terms, &untrack(|| self.written(ledger)).terms);
        difference(&before, &after)
    }

    /// What is written, listened to.
    pub fn watched(&self, desk: Desk) -> Written {
        desk.read(Bell::Others, |l| self.written(l))
    }

    /// What is written now; every read is listened to.
    pub fn written(&self, ledger: &Ledger) -> Written {
        let scope = self.scope_written(ledger);
        let mut terms = Version { calendar: self.calendar_id(), scope, ..Version::default() };
        let mut faults = Vec::new();
        let common = self.warning().map_err(|fault| faults.push(fault)).ok();
        // Targets with warnings of their own keep them until the common one is changed.
        let kept = self.warned.with_value(|was| *was == (self.warn.amount.get(), self.warn.unit.get()));
        for cell in self.cells.get_value() {
            let own = cell.warn.filter(|_| kept).or(common).unwrap_or(Threshold::USUAL_WARNING);
            match cell.target(own) {
                Ok(Some(target)) => drop(terms.targets.insert((cell.clock, cell.priority), target)),
                Ok(None) => {}
                Err(fault) => faults.push(fault),
            }
        }
        terms.pauses_on =
            self.pauses.get_value().iter().filter(|(_, on)| on.get()).map(|(r, _)| *r).collect();
        terms.ack_counts = self.ack.get();
        for row in self.duties.get() {
            match row.text.with(|t| Note::new(t)) {
                Ok(text) if text.is_empty() => {}
                Ok(text) => {
                    let side = if row.side.with(|s| s == "us") { Side::Provider } else { Side::Client };
                    let owner = row.owner.with(|o| Name::new(o).ok());
                    terms.duties.insert(row.number, Duty { side, text, owner });
                }
                Err(fault) => faults.push(errors::text(fault)),
            }
        }
        self.more.write(&mut terms, &mut faults);
        terms.counting = self.counting.read(&mut faults);
        match self.reason.with(|t| Note::new(t)) {
            Ok(reason) => terms.reason = reason,
            Err(fault) => faults.push(errors::text(fault)),
        }
        terms.review = self.review.with(|t| read_date(t));
        match self.expects.with(|t| Note::new(t)) {
            Ok(text) => terms.expects = text,
            Err(fault) => faults.push(errors::text(fault)),
        }
        for cell in self.expected.get_value() {
            match cell.target(Threshold::USUAL_WARNING) {
                Ok(Some(target)) => {
                    let within = (target.amount, target.basis);
                    terms.expected.insert((cell.clock, cell.priority), within);
                }
                Ok(None) => {}
                Err(fault) => faults.push(fault),
            }
        }
        for (number, text) in self.excludes.lines() {
            match Note::new(&text) {
                Ok(text) => drop(terms.excludes.insert(number, text)),
                Err(fault) => faults.push(errors::text(fault)),
            }
        }
        Written { terms, faults }
    }

    /// From when on clocks are at risk; every read is listened to.
    ///
    /// # Errors
    /// The sentence that says what is wrong with it.
    pub fn warning(&self) -> Result<Threshold, String> {
        self.warn.read(100)?.ok_or_else(|| say!("agreement.warn_fault").to_owned())
    }

    /// The whole draft, for saving. `id` is the agreement it belongs to.
    pub fn draft(
        &self,
        desk: Desk,
        id: Option<AgreementId>,
        step: Status,
        adopt: bool,
    ) -> Result<AgreementDraft, String> {
        let Written { mut terms, faults } = desk.peek(|l| untrack(|| self.written(l)));
        if let Some(fault) = faults.into_iter().next() {
            return Err(fault);
        }
        terms.status = if step == Status::Proposed { step } else { Status::Draft };
        terms.effective = self.effective(desk)?;
        let everybody = self.whom.with_untracked(|w| w == "all");
        let clients = if everybody { Vec::new() } else { untrack(|| self.clients.texts()) };
        if !everybody && clients.is_empty() {
            return Err(say!("agreement.no_client").to_owned());
        }
        let services = untrack(|| self.services.texts());
        let name = self.name.get_untracked();
        let name = if name.trim().is_empty() { untrack(|| self.proposed_name(everybody)) } else { name };
        Ok(AgreementDraft {
            name: Name::new(&name).map_err(errors::text)?,
            clients: choices(&clients, |n| desk.peek(|l| l.desk().client_named(n)))?,
            services: choices(&services, |n| desk.peek(|l| l.desk().service_named(n)))?,
            terms,
            publish: step == Status::InForce,
            adopt,
            opened: id.and_then(|_| self.opened.get_value()).map(Box::new),
        })
    }

    fn proposed_name(&self, everybody: bool) -> String {
        let client = if everybody { say!("agreement.all_clients").to_owned() } else { self.clients.words() };
        let services = self.services.words();
        if services.is_empty() { client } else { [&client, " – ", &services].concat() }
    }

    /// The beginning of the day from which it is to be in force, by the clock of the hours that count; none
    /// for now.
    fn effective(&self, desk: Desk) -> Result<Option<Moment>, String> {
        let text = self.from.get_untracked();
        if text.is_empty() {
            return Ok(None);
        }
        let date = read_date(&text).ok_or_else(|| say!("agreement.from_fault").to_owned())?;
        Ok(desk.peek(|l| {
            let compiled = untrack(|| self.calendar_id()).and_then(|id| l.book().get(id))?;
            Some(compiled.zone.from_local(date.and_time(chrono::NaiveTime::MIN)))
        }))
    }

    /// The scope as it is written, for comparing. A client or service that does not exist yet stands for itself.
    fn scope_written(&self, ledger: &Ledger) -> Scope {
        let desk = ledger.desk();
        let client =
            |(at, name): (u128, String)| desk.client_named(&name).unwrap_or(ClientId::from_parts(0, at));
        let service =
            |(at, name): (u128, String)| desk.service_named(&name).unwrap_or(ServiceId::from_parts(0, at));
        let mut clients: BTreeSet<ClientId> = BTreeSet::new();
        if !self.whom.with(|w| w == "all") {
            clients = (0..).zip(self.clients.texts()).map(client).collect();
            if clients.is_empty() {
                clients.insert(ClientId::from_parts(0, 0));
            }
        }
        Scope { clients, services: (0..).zip(self.services.texts()).map(service).collect() }
    }

    /// The day from which it is to be in force lies ahead.
    pub fn is_ahead(&self, today: NaiveDate) -> bool {
        self.from.with(|text| read_date(text)).is_some_and(|date| date > today)
    }

    /// The scope as far as there are records of it; none where there can be no request in it yet: it names only clients
    /// or services that do not exist yet, or no client at all.
    pub fn scope(&self, ledger: &Ledger) -> Option<Scope> {
        let clients = match self.whom.with(|w| w == "all") {
            true => Vec::new(),
            false => self.clients.known(|n| ledger.desk().client_named(n)).filter(|c| !c.is_empty())?,
        };
        let services = self.services.known(|n| ledger.desk().service_named(n))?;
        Some(Scope { clients: clients.into_iter().collect(), services: services.into_iter().collect() })
    }

    /// The calendar chosen.
    pub fn calendar_id(&self) -> Option<CalendarId> {
        self.calendar.with(|c| c.parse().ok())
    }

    /// Whom they deliver to, in words.
    pub fn client_words(&self) -> String {
        let named = self.clients.words();
        match (self.whom.with(|w| w == "all"), named.is_empty()) {
            (true, _) => say!("paper.everybody").to_owned(),
            (false, true) => say!("paper.somebody").to_owned(),
            (false, false) => named,
        }
    }
}

fn choices<Id>(texts: &[String], find: impl Fn(&str) -> Option<Id>) -> Result<Vec<Choice<Id>>, String> {
    let choice = |text: &String| match find(text) {
        Some(id) => Ok(Choice::Known(id)),
        None => Name::new(text).map(Choice::New).map_err(errors::text),
    };
    texts.iter().map(choice).collect()
}

/// An amount as it is typed, with its unit: from an hour on in hours, where that is written shortly.
fn written_as(amount: Span, basis: Basis) -> (String, &'static str) {
    let minutes = amount.0 / 60_000;
    if basis.is_days() {
        return ((minutes / 1_440).to_string(), if basis == Basis::SameTime { "dt" } else { "d" });
    }
    let hours = minutes >= 60 && minutes % 15 == 0;
    let text = if hours { (minutes as f64 / 60.0).to_string() } else { minutes.to_string() };
    let unit = match (basis, hours) {
        (Basis::Calendar, true) => "ch",
        (Basis::Calendar, false) => "cmin",
        (_, true) => "h",
        (_, false) => "min",
    };
    (text, unit)
}

/// An amount in words, counted so.
pub fn amount_words(amount: Span, basis: Basis) -> String {
    target_words(&Target { amount, basis, pauses: true, warn: Threshold::Share(0) })
}

/// So much of a unit as a form has it (see [`Cell::unit`]).
pub fn amount_of(number: f64, unit: &str) -> (Span, Basis) {
    let (minutes, basis) = match unit {
        "d" => (1_440.0, Basis::Days),
        "dt" => (1_440.0, Basis::SameTime),
        "ch" => (60.0, Basis::Calendar),
        "cmin" => (1.0, Basis::Calendar),
        "min" => (1.0, Basis::Open),
        _ => (60.0, Basis::Open),
    };
    (Span((number * minutes * 60_000.0).round() as i64), basis)
}

impl Cell {
    /// The fields of a target, or of none.
    pub fn of(clock: ClockKind, priority: Priority, target: Option<&Target>) -> Cell {
        let (amount, unit) = target.map_or((String::new(), "h"), |t| written_as(t.amount, t.basis));
        Cell {
            clock,
            priority,
            amount: RwSignal::new(amount),
            unit: RwSignal::new(unit.to_owned()),
            pauses: RwSignal::new(target.map_or(clock.pauses(), |t| t.pauses)),
            warn: target.map(|t| t.warn),
        }
    }

    /// Writes an amount into it, or leaves it as it is.
    pub fn write_if(&self, amount: Option<Span>, basis: Basis) {
        if let Some(amount) = amount {
            self.write(amount, basis);
        }
    }

    /// Writes an amount into it.
    pub fn write(&self, amount: Span, basis: Basis) {
        let (amount, unit) = written_as(amount, basis);
        self.amount.set(amount);
        self.unit.set(unit.to_owned());
    }

    /// The target as it is written; none for an empty one.
    pub fn target(&self, warn: Threshold) -> Result<Option<Target>, String> {
        let text = self.amount.with(|t| t.trim().to_owned());
        if text.is_empty() {
            return Ok(None);
        }
        let number: f64 = match text.replace(',', ".").parse() {
            Ok(n) if (0.0..=100_000.0).contains(&n) => n,
            _ => {
                let priority = say_dyn!("priority.", self.priority.code());
                return Err(say!(
                    "agreement.not_a_number",
                    priority = priority,
                    what = what(self.clock),
                    text = text.as_str()
                ));
            }
        };
        let (amount, basis) = self.unit.with(|unit| amount_of(number, unit));
        Ok(Some(Target { amount, basis, pauses: self.pauses.get(), warn }))
    }
}

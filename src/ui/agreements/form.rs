//! An agreement while it is written: every field a signal, and the terms they come to.

use crate::domain::agreement::{Duty, Side, Version};
use crate::domain::clock::{Basis, ClockKind, Target};
use crate::domain::edit::{AgreementDraft, Choice};
use crate::domain::ident::{AgreementId, CalendarId};
use crate::domain::moment::Span;
use crate::domain::request::{PauseReason, Priority};
use crate::domain::text::{Name, Note};
use crate::store::ledger::Ledger;
use crate::ui::desk::Desk;
use crate::words::{errors, say, say_dyn};
use leptos::prelude::*;

/// One target while it is written.
#[derive(Clone, Copy)]
pub struct Cell {
    /// Which clock.
    pub clock: ClockKind,
    /// For which priority.
    pub priority: Priority,
    /// How much, as typed.
    pub amount: RwSignal<String>,
    /// `min`, `h` or `ch`.
    pub unit: RwSignal<String>,
}

/// One duty while it is written.
#[derive(Clone, Copy)]
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

/// The form.
#[derive(Clone, Copy)]
pub struct Form {
    /// Its name.
    pub name: RwSignal<String>,
    /// Whom they deliver to; empty for everybody.
    pub client: RwSignal<String>,
    /// For which service; empty for every one.
    pub service: RwSignal<String>,
    /// The calendar's id.
    pub calendar: RwSignal<String>,
    /// The targets.
    pub cells: StoredValue<Vec<Cell>>,
    /// Share used at which a clock is at risk, in percent.
    pub warn: RwSignal<String>,
    /// What stops the clock.
    pub pauses: StoredValue<Vec<(PauseReason, RwSignal<bool>)>>,
    /// A bare acknowledgement counts.
    pub ack: RwSignal<bool>,
    /// Both sides' duties.
    pub duties: RwSignal<Vec<DutyRow>>,
    /// Why this version.
    pub reason: RwSignal<String>,
}

impl Form {
    /// The form of an agreement, or an empty one with the team's usual hours.
    pub fn of(ledger: &Ledger, id: Option<AgreementId>) -> Form {
        let desk = ledger.desk();
        let agreement = id.and_then(|id| desk.agreement(id)).cloned().unwrap_or_default();
        let version = agreement.newest().map(|(_, v)| v.clone()).unwrap_or_else(|| Version {
            calendar: desk.team().hours.or_else(|| desk.calendars().next().map(|(id, _)| id)),
            ..Version::default()
        });
        let text = |name: Option<&Name>| RwSignal::new(name.map(Name::to_string).unwrap_or_default());
        let mut cells = Vec::new();
        for priority in Priority::ALL {
            for clock in ClockKind::ALL {
                let (amount, unit) = typed(version.target(clock, *priority));
                cells.push(Cell { clock, priority: *priority, amount: RwSignal::new(amount), unit: RwSignal::new(unit.into()) });
            }
        }
        let warn = version.targets.values().next().map_or(Target::USUAL_WARNING, |t| t.warn_percent);
        let pauses = PauseReason::ALL.iter().map(|r| (*r, RwSignal::new(version.pauses_on.contains(r)))).collect();
        let duties = version.duties.iter().map(|(number, duty)| DutyRow {
            number: *number,
            side: RwSignal::new(if duty.side == Side::Provider { "us" } else { "them" }.to_owned()),
            text: RwSignal::new(duty.text.to_string()),
            owner: text(duty.owner.as_ref()),
        });
        Form {
            name: text(agreement.name.as_ref()),
            client: text(agreement.client.and_then(|c| desk.client_name(c))),
            service: text(agreement.service.and_then(|s| desk.service_name(s))),
            calendar: RwSignal::new(version.calendar.map(|c| c.to_string()).unwrap_or_default()),
            cells: StoredValue::new(cells),
            warn: RwSignal::new(warn.to_string()),
            pauses: StoredValue::new(pauses),
            ack: RwSignal::new(version.ack_counts),
            duties: RwSignal::new(duties.collect()),
            reason: RwSignal::default(),
        }
    }

    /// The terms as they are written now; every read is listened to. The fault names the cell.
    pub fn terms(&self) -> Result<Version, String> {
        let mut terms = Version { calendar: self.calendar.with(|c| c.parse().ok()), ..Version::default() };
        let warn = self.warn.with(|w| w.trim().parse::<u8>().ok()).filter(|w| *w <= 100).unwrap_or(Target::USUAL_WARNING);
        for cell in self.cells.get_value() {
            if let Some(target) = cell.target(warn)? {
                terms.targets.insert((cell.clock, cell.priority), target);
            }
        }
        terms.pauses_on = self.pauses.get_value().iter().filter(|(_, on)| on.get()).map(|(r, _)| *r).collect();
        terms.ack_counts = self.ack.get();
        for row in self.duties.get() {
            let text = row.text.with(|t| Note::new(t)).map_err(errors::text)?;
            if !text.is_empty() {
                let side = if row.side.with(|s| s == "us") { Side::Provider } else { Side::Client };
                let owner = row.owner.with(|o| Name::new(o).ok());
                terms.duties.insert(row.number, Duty { side, text, owner });
            }
        }
        terms.reason = self.reason.with(|t| Note::new(t)).map_err(errors::text)?;
        Ok(terms)
    }

    /// The whole draft, for saving.
    pub fn draft(&self, desk: Desk, publish: bool, adopt: bool) -> Result<AgreementDraft, String> {
        let terms = self.terms()?;
        let client = self.client.get_untracked();
        let service = self.service.get_untracked();
        let name = self.name.get_untracked();
        let name = if name.trim().is_empty() { proposed_name(&client, &service) } else { name };
        Ok(AgreementDraft {
            name: Name::new(&name).map_err(errors::text)?,
            client: choice(&client, |n| desk.peek(|l| l.desk().client_named(n)))?,
            service: choice(&service, |n| desk.peek(|l| l.desk().service_named(n)))?,
            terms,
            publish,
            adopt,
        })
    }

    /// The calendar chosen.
    pub fn calendar_id(&self) -> Option<CalendarId> {
        self.calendar.with(|c| c.parse().ok())
    }

    /// Whom they deliver to, in words.
    pub fn client_words(&self) -> String {
        let client = self.client.get();
        if client.trim().is_empty() { say!("paper.everybody").to_owned() } else { client.trim().to_owned() }
    }
}

fn proposed_name(client: &str, service: &str) -> String {
    let client = if client.trim().is_empty() { say!("paper.everybody") } else { client.trim() };
    if service.trim().is_empty() { client.to_owned() } else { [client, " – ", service.trim()].concat() }
}

fn choice<Id>(text: &str, find: impl Fn(&str) -> Option<Id>) -> Result<Choice<Id>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Choice::None);
    }
    match find(text) {
        Some(id) => Ok(Choice::Known(id)),
        None => Name::new(text).map(Choice::New).map_err(errors::text),
    }
}

fn typed(target: Option<&Target>) -> (String, &'static str) {
    let Some(target) = target else { return (String::new(), "h") };
    let minutes = target.amount.0 / 60_000;
    let hours = |unit| (trimmed(minutes as f64 / 60.0), unit);
    match target.basis {
        Basis::Calendar => hours("ch"),
        Basis::Open if minutes % 30 == 0 => hours("h"),
        Basis::Open => (minutes.to_string(), "min"),
    }
}

fn trimmed(n: f64) -> String {
    let text = n.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

impl Cell {
    /// The target as it is written; none for an empty one.
    pub fn target(&self, warn: u8) -> Result<Option<Target>, String> {
        let text = self.amount.get();
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let number: f64 = match text.replace(',', ".").parse() {
            Ok(n) if (0.0..=100_000.0).contains(&n) => n,
            _ => {
                let what = crate::ui::parts::clock::what(self.clock);
                let priority = say_dyn!("priority.", self.priority.code());
                return Err(say!("agreement.not_a_number", priority = priority, what = what, text = text));
            }
        };
        let unit = self.unit.get();
        let minutes = if unit == "min" { number } else { number * 60.0 };
        let basis = if unit == "ch" { Basis::Calendar } else { Basis::Open };
        let pauses = self.clock == ClockKind::Resolution;
        Ok(Some(Target { amount: Span((minutes * 60_000.0).round() as i64), basis, pauses, warn_percent: warn }))
    }
}

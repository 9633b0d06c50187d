//! How the clocks count besides their targets, while it is written: from when in the day a request is one of
//! the next day, what the next update waits for, how long whoever takes a request over has, how long a pause lasts
//! before somebody is reminded, the pilot, and what a change of priority and opening again do.

use super::form::{Form, amount_of};
use super::target_words;
use super::when::{read_date, read_time, time_words, write_date, write_time};
use crate::domain::clock::{Basis, ClockKind, Target};
use crate::domain::counting::{Counting, OnPriority, OnReopen, UpdateBy};
use crate::ui::parts::field::{SelectField, TextField};
use crate::words::{DateStyle, Part, say, say_parts, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// Milliseconds in an hour.
const HOUR: f64 = 3_600_000.0;

/// The fields.
#[derive(Clone, Copy)]
pub struct Fields {
    /// `rhythm` or `reply`.
    update_by: RwSignal<String>,
    /// A time of day; empty for none.
    cut_off: RwSignal<String>,
    /// How long whoever takes a request over has.
    hand_over: Amount,
    /// How long a pause lasts before somebody is reminded.
    longest_pause: Amount,
    /// Within which time the client answers.
    answers: Amount,
    /// The last day of the pilot; empty for none.
    pilot: RwSignal<String>,
    /// `retarget`, `onward` or `anew`.
    on_priority: RwSignal<String>,
    /// `continue` or `again`.
    on_reopen: RwSignal<String>,
}

/// A time while it is written.
#[derive(Clone, Copy)]
struct Amount {
    /// How much, as typed; empty for none.
    amount: RwSignal<String>,
    /// `h` of opening time, `ch` of all time, `d` for working days by their end, `dt` by the same time of day.
    unit: RwSignal<String>,
}

impl Amount {
    fn of(target: Option<&Target>) -> Amount {
        let (amount, unit) = match target {
            None => (String::new(), "h"),
            Some(target) => {
                let hours = target.amount.0 as f64 / HOUR;
                match target.basis {
                    Basis::Open | Basis::Until(_) => (hours.to_string(), "h"),
                    Basis::Calendar => (hours.to_string(), "ch"),
                    Basis::Days => ((hours / 24.0).to_string(), "d"),
                    Basis::SameTime => ((hours / 24.0).to_string(), "dt"),
                }
            }
        };
        Amount { amount: RwSignal::new(amount), unit: RwSignal::new(unit.to_owned()) }
    }

    /// What is written; `fault` says what is wrong with a text that is no time.
    fn read(&self, fault: impl Fn(&str) -> String) -> Result<Option<Target>, String> {
        let text = self.amount.with(|t| t.trim().to_owned());
        if text.is_empty() {
            return Ok(None);
        }
        let number: f64 = text.replace(',', ".").parse().map_err(|_| fault(&text))?;
        let in_reach = (0.0..=100_000.0).contains(&number);
        let (amount, basis) = self.unit.with(|unit| amount_of(number, unit));
        let target = Target::usual(ClockKind::Resolution, amount, basis).ok().filter(|_| in_reach);
        target.map(Some).ok_or_else(|| fault(&text))
    }
}

impl Fields {
    /// The fields of a version.
    pub fn of(counting: &Counting) -> Fields {
        let by = if counting.update_by == UpdateBy::Reply { "reply" } else { "rhythm" };
        let on_priority = match counting.on_priority {
            OnPriority::Retarget => "retarget",
            OnPriority::Onward => "onward",
            OnPriority::Anew => "anew",
        };
        let on_reopen = if counting.on_reopen == OnReopen::Anew { "again" } else { "continue" };
        Fields {
            update_by: RwSignal::new(by.to_owned()),
            cut_off: RwSignal::new(counting.cut_off.map(write_time).unwrap_or_default()),
            hand_over: Amount::of(counting.hand_over.as_ref()),
            longest_pause: Amount::of(counting.longest_pause.as_ref()),
            answers: Amount::of(counting.answers.as_ref()),
            pilot: RwSignal::new(counting.pilot.map(write_date).unwrap_or_default()),
            on_priority: RwSignal::new(on_priority.to_owned()),
            on_reopen: RwSignal::new(on_reopen.to_owned()),
        }
    }

    /// What is written; what cannot be read goes to the faults.
    pub fn read(&self, faults: &mut Vec<String>) -> Counting {
        let mut read =
            |found: Result<Option<Target>, String>| found.map_err(|fault| faults.push(fault)).ok().flatten();
        let (hand_over, longest_pause) = (read(self.hand_over()), read(self.longest_pause()));
        let answers = read(self.answers());
        Counting {
            cut_off: self.cut_off.with(|t| read_time(t)),
            update_by: if self.update_by.with(|b| b == "reply") { UpdateBy::Reply } else { UpdateBy::Rhythm },
            hand_over,
            pilot: self.pilot.with(|t| read_date(t)),
            on_priority: match self.on_priority.get().as_str() {
                "onward" => OnPriority::Onward,
                "anew" => OnPriority::Anew,
                _ => OnPriority::Retarget,
            },
            on_reopen: if self.on_reopen.with(|d| d == "again") {
                OnReopen::Anew
            } else {
                OnReopen::Continue
            },
            longest_pause,
            answers,
        }
    }

    fn hand_over(&self) -> Result<Option<Target>, String> {
        self.hand_over.read(|text| say!("counting.amount_fault", text = text))
    }

    fn answers(&self) -> Result<Option<Target>, String> {
        self.answers.read(|text| say!("counting.answers_fault", text = text))
    }

    fn longest_pause(&self) -> Result<Option<Target>, String> {
        self.longest_pause.read(|text| say!("counting.pause_fault", text = text))
    }
}

/// The box.
#[component]
pub fn CountingBox(form: Form) -> impl IntoView {
    let fields = form.counting;
    let by = [("rhythm", say!("counting.rhythm")), ("reply", say!("counting.reply"))];
    let changes = [
        ("retarget", say!("counting.retarget")),
        ("onward", say!("counting.onward")),
        ("anew", say!("counting.anew")),
    ];
    let again = [("continue", say!("counting.continue")), ("again", say!("counting.again"))];
    let (by, changes, again, units) = (owned(&by), owned(&changes), owned(&again), units());
    let pause_units = units.clone();
    let fault = Signal::derive(move || fields.hand_over().err().unwrap_or_default());
    let pause_fault = Signal::derive(move || fields.longest_pause().err().unwrap_or_default());
    view! {
        <section class="box stack stack-4" aria-labelledby="counting">
            <h2 id="counting">{say!("counting.title")}</h2>
            <SelectField label=say!("counting.update_by") value=fields.update_by options=by/>
            <div class="from-day"><TextField label=say!("counting.cut_off") hint=say!("counting.cut_off_hint") value=fields.cut_off kind="time"/></div>
            <div class="field-row">
                <TextField label=say!("counting.hand_over") hint=say!("counting.hand_over_hint") value=fields.hand_over.amount fault=fault/>
                <SelectField label=say!("counting.hand_over_unit") value=fields.hand_over.unit options=units/>
            </div>
            <div class="field-row">
                <TextField label=say!("counting.longest_pause") hint=say!("counting.longest_pause_hint") value=fields.longest_pause.amount fault=pause_fault/>
                <SelectField label=say!("counting.longest_pause_unit") value=fields.longest_pause.unit options=pause_units/>
            </div>
            <div class="field-row">
                <SelectField label=say!("counting.on_priority") hint=say!("counting.on_priority_hint") value=fields.on_priority options=changes/>
                <SelectField label=say!("counting.on_reopen") hint=say!("counting.on_reopen_hint") value=fields.on_reopen options=again/>
            </div>
            <div class="from-day"><TextField label=say!("counting.pilot") hint=say!("counting.pilot_hint") value=fields.pilot kind="date"/></div>
        </section>
    }
}

fn units() -> Vec<(String, String)> {
    owned(&[
        ("h", say!("agreement.unit_h")),
        ("d", say!("agreement.unit_d")),
        ("dt", say!("agreement.unit_dt")),
        ("ch", say!("agreement.unit_ch")),
    ])
}

/// Within which time the client answers what the team asks: theirs to keep, and measured by the waits for them.
#[component]
pub fn Answers(form: Form) -> impl IntoView {
    let fields = form.counting;
    let fault = Signal::derive(move || fields.answers().err().unwrap_or_default());
    view! {
        <div class="field-row">
            <TextField label=say!("counting.answers") hint=say!("counting.answers_hint") value=fields.answers.amount fault=fault/>
            <SelectField label=say!("counting.answers_unit") value=fields.answers.unit options=units()/>
        </div>
    }
}

fn owned(options: &[(&'static str, &'static str)]) -> Vec<(String, String)> {
    options.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
}

fn day(date: NaiveDate) -> String {
    time::date(date.and_time(NaiveTime::MIN), DateStyle::DayYear)
}

/// What the page of the agreement says of it, one sentence each.
pub fn sentences(counting: &Counting, team: &str) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(counting.cut_off.map(|minute| say!("counting.paper_cut_off", at = time_words(minute))));
    let hand_over = counting.hand_over.as_ref().map(target_words);
    match counting.on_priority {
        OnPriority::Retarget => {}
        OnPriority::Onward => out.push(say!("counting.paper_onward").to_owned()),
        OnPriority::Anew => out.push(say!("counting.paper_anew").to_owned()),
    }
    if counting.on_reopen == OnReopen::Anew {
        out.push(say!("counting.paper_again").to_owned());
    }
    out.extend(hand_over.map(|words| say!("counting.paper_hand_over", team = team, target = words)));
    let pause = counting.longest_pause.as_ref().map(target_words);
    out.extend(pause.map(|words| say!("counting.paper_pause", team = team, target = words)));
    out
}

/// That it is a pilot, and until when.
pub fn pilot_sentence(counting: &Counting) -> Option<String> {
    counting.pilot.map(|last| say!("counting.paper_pilot", date = day(last)))
}

/// A difference between two versions: the cut-off.
pub fn cut_off_words(minute: Option<u16>) -> Vec<Part> {
    match minute {
        Some(minute) => say_parts!("versions.cut_off", at = time_words(minute)),
        None => say_parts!("versions.cut_off_gone"),
    }
}

/// A difference between two versions: what the next update waits for.
pub fn update_by_words(by: UpdateBy) -> Vec<Part> {
    match by {
        UpdateBy::Rhythm => say_parts!("versions.update_rhythm"),
        UpdateBy::Reply => say_parts!("versions.update_reply"),
    }
}

/// A difference between two versions: how long whoever takes a request over has.
pub fn hand_over_words(target: Option<&Target>) -> Vec<Part> {
    match target {
        Some(target) => say_parts!("versions.hand_over", target = target_words(target)),
        None => say_parts!("versions.hand_over_gone"),
    }
}

/// A difference between two versions: how long a pause lasts before somebody is reminded.
pub fn pause_words(target: Option<&Target>) -> Vec<Part> {
    match target {
        Some(target) => say_parts!("versions.longest_pause", target = target_words(target)),
        None => say_parts!("versions.longest_pause_gone"),
    }
}

/// A difference between two versions: the last day of the pilot.
pub fn pilot_words(last: Option<NaiveDate>) -> Vec<Part> {
    match last {
        Some(last) => say_parts!("versions.pilot", date = day(last)),
        None => say_parts!("versions.pilot_gone"),
    }
}

/// A difference between two versions: what a change of priority does.
pub fn priority_words(does: OnPriority) -> Vec<Part> {
    match does {
        OnPriority::Retarget => say_parts!("versions.priority_retarget"),
        OnPriority::Onward => say_parts!("versions.priority_onward"),
        OnPriority::Anew => say_parts!("versions.priority_anew"),
    }
}

/// A difference between two versions: what opening again does.
pub fn reopen_words(does: OnReopen) -> Vec<Part> {
    match does {
        OnReopen::Continue => say_parts!("versions.reopen_continue"),
        OnReopen::Anew => say_parts!("versions.reopen_again"),
    }
}

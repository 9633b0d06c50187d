//! A threshold while it is written, a share or a time before or after the deadline, and in words.

use crate::domain::clock::ClockKind;
use crate::domain::moment::Span;
use crate::domain::threshold::{Lead, Threshold};
use crate::ui::parts::clock::what;
use crate::words::{say, time};
use leptos::prelude::*;

/// The longest time before or after a deadline that can be written, in days.
const MOST_DAYS: f64 = 1_000.0;

/// The fields of a threshold.
#[derive(Clone, Copy, Default)]
pub struct Fields {
    /// How much, as typed; empty for none.
    pub amount: RwSignal<String>,
    /// `pct` for a share; `bmin`, `bh`, `bd` for minutes, hours, days before the deadline; `amin`, `ah`, `ad` after it.
    pub unit: RwSignal<String>,
}

/// What can be chosen: how much is counted in what.
fn units(after: bool) -> Vec<(&'static str, &'static str)> {
    let mut out = vec![
        ("pct", say!("threshold.pct")),
        ("bmin", say!("threshold.bmin")),
        ("bh", say!("threshold.bh")),
        ("bd", say!("threshold.bd")),
    ];
    if after {
        out.extend([
            ("amin", say!("threshold.amin")),
            ("ah", say!("threshold.ah")),
            ("ad", say!("threshold.ad")),
        ]);
    }
    out
}

impl Fields {
    /// The fields of a threshold; empty ones for none.
    pub fn of(threshold: Option<Threshold>) -> Fields {
        let (amount, unit) = match threshold {
            None => (String::new(), "pct".to_owned()),
            Some(Threshold::Share(percent)) => (percent.to_string(), "pct".to_owned()),
            Some(Threshold::Before(lead)) => typed(lead, "b"),
            Some(Threshold::After(lead)) => typed(lead, "a"),
        };
        Fields { amount: RwSignal::new(amount), unit: RwSignal::new(unit) }
    }

    /// What is written; none for an empty field. A share goes up to `most` percent.
    ///
    /// # Errors
    /// The sentence that says what is wrong with it.
    pub fn read(&self, most: u8) -> Result<Option<Threshold>, String> {
        let text = self.amount.with(|text| text.trim().to_owned());
        if text.is_empty() {
            return Ok(None);
        }
        let unit = self.unit.get();
        let whole = |most: u16| text.parse::<u16>().ok().filter(|n| *n <= most);
        let (side, kind) = unit.split_at_checked(1).unwrap_or_default();
        let found = match kind {
            "ct" => {
                let percent = whole(most.into()).and_then(|n| u8::try_from(n).ok());
                let fault = || say!("threshold.not_share", text = text.as_str(), most = most);
                return percent.map(|n| Some(Threshold::Share(n))).ok_or_else(fault);
            }
            "d" => whole(MOST_DAYS as u16).map(Lead::Days),
            _ => {
                let minutes = if kind == "h" { 60.0 } else { 1.0 };
                let number = text.replace(',', ".").parse::<f64>().ok().map(|n| n * minutes);
                let number = number.filter(|n| (0.0..=MOST_DAYS * 1_440.0).contains(n));
                number.map(|n| Lead::Time(Span::minutes(n.round() as i64)))
            }
        };
        let lead = found.filter(|lead| lead.is_positive());
        let lead = lead.ok_or_else(|| say!("threshold.not_time", text = text.as_str()))?;
        Ok(Some(if side == "a" { Threshold::After(lead) } else { Threshold::Before(lead) }))
    }
}

/// A length of time as it is typed, with its unit.
fn typed(lead: Lead, side: &str) -> (String, String) {
    let (amount, unit) = match lead {
        Lead::Days(days) => (days.to_string(), "d"),
        Lead::Time(span) => {
            let minutes = span.0 / 60_000;
            match minutes >= 60 && minutes % 15 == 0 {
                true => ((minutes as f64 / 60.0).to_string(), "h"),
                false => (minutes.to_string(), "min"),
            }
        }
    };
    (amount, [side, unit].concat())
}

/// The two controls of a threshold side by side, under these names.
#[component]
pub fn Amount(
    fields: Fields,
    /// What the number is called.
    amount: &'static str,
    /// What the unit is called.
    unit: &'static str,
    /// Also times after the deadline.
    #[prop(optional)]
    after: bool,
    /// What describes the number, where it is faulty.
    #[prop(optional, into)]
    fault: Option<(Signal<bool>, &'static str)>,
) -> impl IntoView {
    let faulty = move || fault.is_some_and(|(faulty, _)| faulty.get());
    let option = move |(key, words): (&'static str, &'static str)| {
        view! { <option value=key selected=move || fields.unit.with(|u| u == key)>{words}</option> }
    };
    view! {
        <span class="with-unit">
            <input class="input input-n" inputmode="decimal" autocomplete="off" aria-label=amount
                aria-invalid=move || faulty().then_some("true")
                aria-describedby=move || fault.filter(|_| faulty()).map(|(_, id)| id)
                prop:value=move || fields.amount.get() on:input:target=move |ev| fields.amount.set(ev.target().value())/>
            <select class="input" aria-label=unit prop:value=move || fields.unit.get() on:change:target=move |ev| fields.unit.set(ev.target().value())>
                {units(after).into_iter().map(option).collect_view()}
            </select>
        </span>
    }
}

/// A length of time in words: "2 h", "1 day".
pub fn length(lead: Lead) -> String {
    match lead {
        Lead::Time(span) => time::length(span, None, time::Round::Down),
        Lead::Days(days) => say!("threshold.days", n = days),
    }
}

/// A threshold in words: "75 % of the time", "2 h before the deadline".
pub fn words(threshold: Threshold) -> String {
    match threshold {
        Threshold::Share(percent) => say!("threshold.share", percent = percent),
        Threshold::Before(lead) => say!("threshold.before", length = length(lead)),
        Threshold::After(lead) => say!("threshold.after", length = length(lead)),
    }
}

/// From when on a clock is at risk, as a sentence of the agreement; none where nothing warns.
pub fn warning_words(threshold: Threshold) -> Option<String> {
    match threshold {
        Threshold::Share(percent) => {
            (1..100).contains(&percent).then(|| say!("paper.warn", percent = percent))
        }
        Threshold::Before(lead) => Some(say!("paper.warn_before", length = length(lead))),
        Threshold::After(_) => None,
    }
}

/// Who is told at which threshold of a clock, as a sentence of the agreement.
pub fn step_words(clock: ClockKind, threshold: Threshold, who: &str) -> String {
    let what = what(clock);
    match (clock, threshold) {
        (ClockKind::Resolution, Threshold::Share(percent)) => {
            say!("paper.step", percent = percent, who = who)
        }
        (ClockKind::Resolution, Threshold::Before(lead)) => {
            say!("paper.step_before", length = length(lead), who = who)
        }
        (ClockKind::Resolution, Threshold::After(lead)) => {
            say!("paper.step_after", length = length(lead), who = who)
        }
        (_, Threshold::Share(percent)) => say!("paper.step_of", percent = percent, what = what, who = who),
        (_, Threshold::Before(lead)) => {
            say!("paper.step_of_before", length = length(lead), what = what, who = who)
        }
        (_, Threshold::After(lead)) => {
            say!("paper.step_of_after", length = length(lead), what = what, who = who)
        }
    }
}

//! Closed days out of a calendar file: read, looked at, ticked, and written down as rows of the form.

use super::day_rule::{month_word, rule_words};
use super::holidays::DaysForm;
use crate::store::ics::{IcsDay, IcsFault, IcsFile, Named, When, read};
use crate::ui::parts::drop::{DropPlace, ReadFile};
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say, time};
use chrono::{Datelike, NaiveDate, NaiveTime};
use leptos::prelude::*;

/// What was read.
#[derive(Clone)]
struct Found {
    name: String,
    file: IcsFile,
    /// Whether each day is taken.
    ticked: Vec<RwSignal<bool>>,
    /// Which of them are written down already.
    there: Vec<bool>,
}

/// The place for a file, and what it holds.
#[component]
pub fn IcsPlace(form: DaysForm, today: NaiveDate) -> impl IntoView {
    let found = RwSignal::new(None::<Found>);
    let said = RwSignal::new(String::new());
    let on_read = Callback::new(move |given: ReadFile| {
        found.set(None);
        let Some(file) = read(&given.text, today) else {
            said.set(say!("hours.file_not", name = given.name.as_str()));
            return;
        };
        if file.days.is_empty() && file.faults.is_empty() {
            said.set(say!("hours.file_none", name = given.name.as_str()));
            return;
        }
        said.set(String::new());
        let there: Vec<bool> = file.days.iter().map(|day| form.has(day)).collect();
        let ticked = there.iter().map(|there| RwSignal::new(!there)).collect();
        found.set(Some(Found { name: given.name, file, ticked, there }));
    });
    let done = Callback::new(move |n: usize| {
        found.set(None);
        said.set(say!("hours.file_taken", n = n));
    });
    view! {
        <details class="more"><summary>{say!("hours.file")}</summary>
            <div class="stack">
                <DropPlace on_read=on_read text=say!("hours.file_text")/>
                <p role="status" class="small">{move || said.get()}</p>
                {move || found.get().map(|found| view! { <Look form=form found=found done=done/> })}
            </div>
        </details>
    }
}

#[component]
fn Look(form: DaysForm, found: Found, done: Callback<usize>) -> impl IntoView {
    let Found { name, file, ticked, there } = found;
    let IcsFile { days, faults, more_faults, more_days } = file;
    let lines: Vec<_> =
        days.iter().zip(&ticked).zip(there).map(|((day, on), there)| line(day, *on, there)).collect();
    let count = days.len();
    let ticks = ticked.clone();
    let chosen = Memo::new(move |_| ticks.iter().filter(|on| on.get()).count());
    let take = move |_| {
        let on = days.iter().zip(&ticked).filter(|(_, on)| on.get_untracked());
        let days: Vec<IcsDay> = on.map(|(day, _)| day.clone()).collect();
        form.take(&days);
        done.run(days.len());
    };
    view! {
        {(count > 0).then(|| view! {
            <fieldset class="field">
                <legend>{say!("hours.file_found", n = count, name = name)}</legend>
                <ul class="found-days">{lines}</ul>
                {(more_days > 0).then(|| view! { <p class="hint">{say!("hours.file_more", n = more_days)}</p> })}
                <div><button class="btn btn-s" type="button" disabled=move || chosen.get() == 0 on:click=take>{move || say!("hours.file_take", n = chosen.get())}</button></div>
            </fieldset>
        })}
        {(!faults.is_empty()).then(|| view! {
            <div class="note"><Icon name="info"/><div><b>{say!("hours.file_left")}</b>
                <ul class="stack stack-2">{faults.iter().map(|fault| view! { <li>{fault_words(fault)}</li> }).collect_view()}
                    {(more_faults > 0).then(|| view! { <li>{say!("hours.file_faults", n = more_faults)}</li> })}</ul></div></div>
        })}
    }
}

fn line(day: &IcsDay, on: RwSignal<bool>, there: bool) -> AnyView {
    let when = match day.when {
        When::Once(date) => time::date(date.and_time(NaiveTime::MIN), DateStyle::DayYear),
        When::Yearly(date) => {
            let month = month_word(u8::try_from(date.month()).unwrap_or(1));
            say!("hours.every_year", day = date.day(), month = month)
        }
        When::Rule(rule, _) => rule_words(rule),
    };
    let name = day.name.clone();
    view! {
        <li><label class="pick"><input type="checkbox" prop:checked=move || on.get() on:change:target=move |ev| on.set(ev.target().checked())/>
            <span><b>{when}</b>" "{name}{there.then(|| view! { " "<span class="muted small">"("{say!("hours.file_there")}")"</span> })}</span></label></li>
    }
    .into_any()
}

fn fault_words(named: &Named) -> String {
    let name = if named.name.is_empty() { say!("hours.file_no_name") } else { named.name.as_str() };
    let line = say!("hours.file_line", line = named.line, name = name);
    let what = match &named.fault {
        IcsFault::Timed => say!("hours.file_timed").to_owned(),
        IcsFault::Repeats(rule) => say!("hours.file_repeats", rule = rule.as_str()),
        IcsFault::NoDate(text) => say!("hours.file_no_date", text = text.as_str()),
        IcsFault::TooLong => say!("hours.file_long").to_owned(),
        IcsFault::Cut => say!("hours.file_cut").to_owned(),
    };
    [line, what].join(" ")
}

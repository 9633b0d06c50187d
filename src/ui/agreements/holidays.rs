//! The days of a calendar that are not like its week: holidays, closed once or every year, and days with
//! hours of their own.

use super::hours::{SpanFields, SpanRow};
use super::when::{read_date, write_date};
use crate::browser::focus;
use crate::domain::calendar::{DaySpan, Hours};
use crate::ui::parts::icon::Icon;
use crate::words::say;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

/// One such day while it is written.
#[derive(Clone, Copy)]
struct DayRow {
    number: usize,
    date: RwSignal<String>,
    /// `once`, `yearly` or `hours`.
    kind: RwSignal<String>,
    name: RwSignal<String>,
    span: SpanRow,
    /// Over when the form was opened.
    past: bool,
}

/// The days while they are written.
#[derive(Clone, Copy)]
pub struct DaysForm {
    rows: RwSignal<Vec<DayRow>>,
    next: StoredValue<usize>,
}

/// The date of a yearly day that comes next: 29 February is not in every year.
fn next_date(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    (0..9).filter_map(|n| NaiveDate::from_ymd_opt(today.year() + n, month, day)).find(|date| *date >= today)
}

impl DaysForm {
    /// The form of the days of these hours, in the order of their dates.
    pub fn of(hours: &Hours, today: NaiveDate) -> DaysForm {
        let form = DaysForm { rows: RwSignal::default(), next: StoredValue::new(0) };
        let mut all: Vec<(NaiveDate, &'static str, &str, DaySpan)> = Vec::new();
        let usual = DaySpan::new(540, 750);
        for ((month, day), name) in &hours.yearly {
            all.extend(next_date(*month, *day, today).map(|date| (date, "yearly", name.as_str(), usual)));
        }
        all.extend(hours.closed.iter().map(|(date, name)| (*date, "once", name.as_str(), usual)));
        for (date, spans) in &hours.overrides {
            // A day without any hours of its own is a closed one.
            if spans.is_empty() && !hours.closed.contains_key(date) {
                all.push((*date, "once", "", usual));
            }
            all.extend(spans.iter().map(|span| (*date, "hours", "", *span)));
        }
        all.sort_by_key(|(date, _, _, span)| (*date, *span));
        for (date, kind, name, span) in all {
            form.add(&write_date(date), kind, name, span, date < today);
        }
        form
    }

    fn add(&self, date: &str, kind: &str, name: &str, span: DaySpan, past: bool) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        let text = |t: &str| RwSignal::new(t.to_owned());
        let span = SpanRow::of(number, 0, span);
        let row = DayRow { number, date: text(date), kind: text(kind), name: text(name), span, past };
        self.rows.update(|rows| rows.push(row));
    }

    /// Puts the days into these hours; the first thing that is missing, as a sentence. Every read is
    /// listened to.
    pub fn put_into(&self, hours: &mut Hours) -> Option<String> {
        let mut fault = None;
        for row in self.rows.get() {
            let Some(date) = row.date.with(|t| read_date(t)) else {
                fault = fault.or_else(|| Some(say!("hours.no_date").to_owned()));
                continue;
            };
            let name = row.name.with(|n| n.trim().to_owned());
            let name = if name.is_empty() { say!("hours.unnamed").to_owned() } else { name };
            match row.kind.get().as_str() {
                "yearly" => drop(hours.yearly.insert((date.month(), date.day()), name)),
                "hours" => match row.span.span() {
                    Some(span) => hours.overrides.entry(date).or_default().push(span),
                    None => fault = fault.or_else(|| Some(say!("hours.no_time", day = row.date.get()))),
                },
                _ => drop(hours.closed.insert(date, name)),
            }
        }
        fault
    }
}

/// The days with buttons to add and remove some; those that are over are folded away.
#[component]
pub fn DayList(form: DaysForm) -> impl IntoView {
    let add = move |_| {
        form.add("", "once", "", DaySpan::new(540, 750), false);
        focus::focus_first_soon(".day-rows > .day-row:last-of-type input");
    };
    let over = form.rows.with_untracked(|rows| rows.iter().filter(|r| r.past).count());
    view! {
        <fieldset class="field">
            <legend>{say!("hours.days")}</legend>
            <p class="hint">{say!("hours.days_text")}</p>
            {(over > 0).then(|| view! {
                <details class="more"><summary>{say!("hours.past", n = over)}</summary><Rows form=form past=true/></details>
            })}
            <Rows form=form past=false/>
            <div><button class="btn btn-s" type="button" on:click=add><Icon name="plus"/>{say!("hours.day_add")}</button></div>
        </fieldset>
    }
}

#[component]
fn Rows(form: DaysForm, past: bool) -> impl IntoView {
    let rows = move || form.rows.get().into_iter().filter(|r| r.past == past).collect::<Vec<_>>();
    view! { <div class="day-rows"><For each=rows key=|row| row.number let:row><Line form=form row=row/></For></div> }
}

#[component]
fn Line(form: DaysForm, row: DayRow) -> impl IntoView {
    let remove = move |_| form.rows.update(|all| all.retain(|r| r.number != row.number));
    let text = |label: &'static str, kind: &'static str, value: RwSignal<String>| {
        view! {
            <input class="input input-auto" type=kind aria-label=label placeholder=label autocomplete="off"
                prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/>
        }
    };
    let option = move |key: &'static str, words: &'static str| {
        view! { <option value=key selected=move || row.kind.with(|k| k == key)>{words}</option> }
    };
    let own_hours = move || row.kind.with(|k| k == "hours");
    view! {
        <div class="day-row" role="group" aria-label=move || say!("hours.day_row", date = row.date.get())>
            {text(say!("hours.date"), "date", row.date)}
            <select class="input input-auto" aria-label=say!("hours.kind")
                prop:value=move || row.kind.get() on:change:target=move |ev| row.kind.set(ev.target().value())>
                {option("once", say!("hours.once"))}
                {option("yearly", say!("hours.yearly"))}
                {option("hours", say!("hours.own"))}
            </select>
            {move || if own_hours() {
                view! { <SpanFields row=row.span/> }.into_any()
            } else {
                text(say!("hours.day_name"), "text", row.name).into_any()
            }}
            <button class="icon-btn" type="button" aria-label=say!("hours.day_remove") on:click=remove><Icon name="x"/></button>
        </div>
    }
}

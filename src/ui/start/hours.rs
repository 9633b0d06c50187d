//! The opening hours of a working day, as several spans.

use super::super::parts::icon::Icon;
use crate::browser::focus;
use crate::domain::calendar::{DAY, DaySpan, Week};
use crate::say;
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::some;
use leptos::prelude::*;

/// One span as it is typed.
#[derive(Clone, Copy)]
struct Row {
    number: usize,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

/// The spans as they are typed.
#[derive(Clone, Copy)]
pub struct DayHours {
    rows: RwSignal<Vec<Row>>,
    next: RwSignal<usize>,
    /// What is wrong with them; empty for nothing.
    pub fault: RwSignal<String>,
}

impl DayHours {
    /// Nine to five with a break of an hour.
    pub fn usual() -> DayHours {
        let hours =
            DayHours { rows: RwSignal::new(Vec::new()), next: RwSignal::new(0), fault: RwSignal::default() };
        hours.add("09:00", "12:30");
        hours.add("13:30", "17:00");
        hours
    }

    fn add(&self, from: &str, to: &str) {
        let number = self.next.get_untracked();
        self.next.set(number + 1);
        let row = Row { number, from: RwSignal::new(from.to_owned()), to: RwSignal::new(to.to_owned()) };
        self.rows.update(|rows| rows.push(row));
    }

    /// The week they come to, Monday to Friday; none where a time is missing.
    pub fn week(&self) -> Option<Week> {
        let mut spans = Vec::new();
        for row in self.rows.get_untracked() {
            let from = minutes(&row.from.get_untracked())?;
            // Midnight at the end of a day is the end of that day.
            let to = minutes(&row.to.get_untracked()).map(|to| if to == 0 { DAY } else { to })?;
            spans.push(DaySpan::new(from, to));
        }
        let spans: Vec<(u16, u16)> = spans.into_iter().map(|span| (span.from, span.to)).collect();
        Some(Week::office(&spans))
    }
}

/// "09:30" in minutes of the day.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let minute = minute.split(':').next()?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// The spans with buttons to add and remove some.
#[component]
pub fn HoursField(
    /// The spans.
    hours: DayHours,
) -> impl IntoView {
    let id = fresh_id("hours");
    let (fault_id, hint_id) = ([&id, "-fault"].concat(), [&id, "-hint"].concat());
    let described = {
        let (hint, fault) = (hint_id.clone(), fault_id.clone());
        move || if hours.fault.with(String::is_empty) { hint.clone() } else { [&hint, " ", &fault].concat() }
    };
    let add = move |_| {
        hours.add("", "");
        focus::focus_first_soon(".spans > .row:last-of-type input");
    };
    view! {
        <fieldset class="field form-wide" aria-describedby=described>
            <legend>{say!("start.hours")}</legend>
            <p class="hint" id=hint_id>{say!("start.hours_hint")}</p>
            <div class="stack stack-2 spans">
                <For each=move || hours.rows.get() key=|row| row.number let:row>
                    <SpanRow hours=hours row=row/>
                </For>
            </div>
            <div><button class="btn btn-s" type="button" on:click=add><Icon name="plus"/>{say!("start.hours_add")}</button></div>
            {move || some(hours.fault.get()).map(|fault| view! {
                <p class="error" id=fault_id.clone()><Icon name="late"/><span>{fault}</span></p>
            })}
        </fieldset>
    }
}

#[component]
fn SpanRow(hours: DayHours, row: Row) -> impl IntoView {
    let place =
        move || hours.rows.with(|rows| rows.iter().position(|r| r.number == row.number).unwrap_or(0) + 1);
    let only = move || hours.rows.with(|rows| rows.len() < 2);
    let remove = move |_| {
        hours.rows.update(|rows| rows.retain(|r| r.number != row.number));
        focus::focus_first_soon(".spans input");
    };
    let faulty = move || (!hours.fault.with(String::is_empty)).then_some("true");
    view! {
        <div class="row">
            <input class="input input-auto" type="time" required aria-label=move || say!("start.hours_from", n = place())
                aria-invalid=faulty prop:value=move || row.from.get() on:input:target=move |ev| row.from.set(ev.target().value())/>
            <span aria-hidden="true">"–"</span>
            <input class="input input-auto" type="time" required aria-label=move || say!("start.hours_to", n = place())
                aria-invalid=faulty prop:value=move || row.to.get() on:input:target=move |ev| row.to.set(ev.target().value())/>
            <button class="icon-btn" type="button" aria-label=move || say!("start.hours_remove", n = place())
                disabled=only on:click=remove><Icon name="x"/></button>
        </div>
    }
}

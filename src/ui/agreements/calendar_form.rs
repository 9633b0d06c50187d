//! The form of a calendar: zone, week, holidays and special days.

use super::paper::clock_time;
use crate::domain::calendar::{DAY, DaySpan, Hours, Week};
use crate::domain::edit::{CalendarDraft, Edit};
use crate::domain::ident::{CalendarId, Subject};
use crate::domain::moment::Span;
use crate::domain::text::Name;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::dialog::{Dialog, fresh_id};
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::ui::start::form::{ZoneList, find_zone};
use crate::words::{errors, say, say_dyn, time};
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct SpanRow {
    number: usize,
    day: usize,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

#[derive(Clone, Copy)]
struct DateRow {
    number: usize,
    date: RwSignal<String>,
    name: RwSignal<String>,
    yearly: RwSignal<bool>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    zone: RwSignal<String>,
    spans: RwSignal<Vec<SpanRow>>,
    dates: RwSignal<Vec<DateRow>>,
    next: StoredValue<usize>,
    fault: RwSignal<String>,
}

impl Form {
    fn of(ledger: &Ledger, id: Option<CalendarId>) -> Form {
        let known = id.and_then(|id| ledger.desk().calendar(id)).cloned();
        let hours = known.as_ref().map(|c| c.hours.clone()).unwrap_or_else(|| {
            Hours::weekly(Week::office(&[(540, 750), (810, 1_020)]))
        });
        let zone = known.as_ref().map(|c| c.zone.to_string()).or_else(|| ledger.desk().team().zone.as_ref().map(|z| z.to_string()));
        let form = Form {
            name: RwSignal::new(known.and_then(|c| c.name).map(|n| n.to_string()).unwrap_or_default()),
            zone: RwSignal::new(zone.unwrap_or_else(|| ledger.ports().zones.here())),
            spans: RwSignal::default(),
            dates: RwSignal::default(),
            next: StoredValue::new(0),
            fault: RwSignal::default(),
        };
        for (day, spans) in hours.week.0.iter().enumerate() {
            for span in spans {
                form.add_span(day, &clock_time(span.from), &clock_time(span.to));
            }
        }
        let year = ledger.now().0 / 31_556_952_000 + 1_970;
        for ((month, day), name) in &hours.yearly {
            form.add_date(&format!("{year}-{month:02}-{day:02}"), name, true, "", "");
        }
        for (date, name) in &hours.closed {
            form.add_date(&date.to_string(), name, false, "", "");
        }
        for (date, spans) in &hours.overrides {
            for span in spans {
                form.add_date(&date.to_string(), "", false, &clock_time(span.from), &clock_time(span.to));
            }
        }
        form
    }

    fn number(&self) -> usize {
        self.next.update_value(|n| *n += 1);
        self.next.get_value()
    }

    fn add_span(&self, day: usize, from: &str, to: &str) {
        let row = SpanRow { number: self.number(), day, from: RwSignal::new(from.into()), to: RwSignal::new(to.into()) };
        self.spans.update(|rows| rows.push(row));
    }

    fn add_date(&self, date: &str, name: &str, yearly: bool, from: &str, to: &str) {
        let text = |t: &str| RwSignal::new(t.to_owned());
        let row = DateRow {
            number: self.number(),
            date: text(date),
            name: text(name),
            yearly: RwSignal::new(yearly),
            from: text(from),
            to: text(to),
        };
        self.dates.update(|rows| rows.push(row));
    }

    /// The hours as they are written; every read is listened to.
    fn hours(&self) -> Result<Hours, String> {
        let mut hours = Hours::default();
        for row in self.spans.get() {
            let (from, to) = (row.from.get(), row.to.get());
            let span = span_of(&from, &to).ok_or_else(|| say!("hours.no_time", day = day_word(row.day)))?;
            if let Some(day) = hours.week.0.get_mut(row.day) {
                day.push(span);
            }
        }
        hours.week = hours.week.normalised().0;
        for row in self.dates.get() {
            let (date, name) = (row.date.get(), row.name.get());
            let (from, to, yearly) = (row.from.get(), row.to.get(), row.yearly.get());
            let date: NaiveDate = date.parse().map_err(|_| say!("hours.no_date").to_owned())?;
            let name = if name.trim().is_empty() { date.to_string() } else { name.trim().to_owned() };
            if !from.is_empty() || !to.is_empty() {
                let span = span_of(&from, &to).ok_or_else(|| say!("hours.no_time", day = date.to_string()))?;
                hours.overrides.entry(date).or_default().push(span);
            } else if yearly {
                hours.yearly.insert((date.month(), date.day()), name);
            } else {
                hours.closed.insert(date, name);
            }
        }
        Ok(hours)
    }

    fn save(&self, desk: Desk, id: Option<CalendarId>) -> Result<Option<CalendarId>, String> {
        let hours = self.hours()?;
        let name = Name::new(&self.name.get_untracked()).map_err(errors::text)?;
        let zone = find_zone(desk, &self.zone.get_untracked())?;
        let draft = CalendarDraft { name, zone: zone.as_str().into(), hours };
        let outcome = desk.attempt(Edit::SaveCalendar(id, Box::new(draft))).map_err(|t| errors::trouble(&t))?;
        Ok(match outcome.made {
            Some(Subject::Calendar(made)) => Some(made),
            _ => id,
        })
    }
}

fn day_word(day: usize) -> String {
    say_dyn!("weekday.", &day.to_string())
}

fn minutes(text: &str) -> Option<u16> {
    let mut parts = text.split(':');
    let (hour, minute): (u16, u16) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A span that ends before it begins runs into the next day.
fn span_of(from: &str, to: &str) -> Option<DaySpan> {
    let (from, to) = (minutes(from)?, minutes(to)?);
    Some(DaySpan::new(from, if to <= from { to + DAY } else { to }))
}

/// The form over the page. `on_close` gets the calendar that was saved; none when it was left.
#[component]
pub fn CalendarDialog(id: Option<CalendarId>, on_close: Callback<Option<CalendarId>>) -> impl IntoView {
    let desk = use_desk();
    let form = desk.peek(|l| Form::of(l, id));
    let title = match id {
        Some(_) => say!("hours.title", name = form.name.get_untracked()),
        None => say!("hours.title_new").to_owned(),
    };
    let save = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        match form.save(desk, id) {
            Ok(saved) => on_close.run(saved),
            Err(fault) => form.fault.set(fault),
        }
    };
    let zones = fresh_id("zones");
    let total = move || {
        let minutes = form.hours().map(|h| h.week.minutes_a_week()).unwrap_or(0);
        say!("hours.total", hours = time::length(Span::minutes(i64::from(minutes)), None, time::Round::Down))
    };
    view! {
        <Dialog title=title class="dialog-wide" on_close=Callback::new(move |()| on_close.run(None))>
            <form class="dialog-body" novalidate on:submit=save>
                <div class="form">
                    <TextField label=say!("hours.name") value=form.name required=true/>
                    <TextField label=say!("hours.zone") hint=say!("hours.zone_hint") value=form.zone list=zones.clone() required=true/>
                    <ZoneList id=zones/>
                </div>
                <WeekFields form=form/>
                <p class="soft small" role="status"><b>{total}</b>{move || next_change(desk, &form.zone.get())}</p>
                <DateFields form=form/>
                <p class="error" role="alert">{move || form.fault.get()}</p>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| on_close.run(None)>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("hours.save")}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// The next change of the zone's clocks, so that nobody is surprised by it.
fn next_change(desk: Desk, zone: &str) -> Option<String> {
    desk.peek(|l| {
        let now = l.now();
        let table = l.ports().zones.table(zone, now, now + Span::days(400))?;
        let (at, before, after) = table.next_step_after(now)?;
        let by = Span::seconds(i64::from(after - before).abs());
        let date = time::moment(table.to_local(at), table.to_local(now));
        Some([" ", &say!("hours.changes", span = time::length(by, None, time::Round::Down), date = date)].concat())
    })
}

#[component]
fn WeekFields(form: Form) -> impl IntoView {
    let like_monday = move |_| {
        let monday: Vec<(String, String)> = form.spans.with_untracked(|rows| {
            rows.iter().filter(|r| r.day == 0).map(|r| (r.from.get_untracked(), r.to.get_untracked())).collect()
        });
        form.spans.update(|rows| rows.retain(|r| r.day == 0 || r.day > 4));
        for day in 1..5 {
            for (from, to) in &monday {
                form.add_span(day, from, to);
            }
        }
    };
    let always = move |_| {
        form.spans.set(Vec::new());
        for day in 0..7 {
            form.add_span(day, "00:00", "00:00");
        }
    };
    view! {
        <fieldset class="stack">
            <legend><h3>{say!("hours.week")}</h3></legend>
            <p class="hint">{say!("hours.week_text")}</p>
            {(0..7).map(|day| view! { <DayFields form=form day=day/> }).collect_view()}
            <div class="row">
                <button class="btn btn-s" type="button" on:click=like_monday>{say!("hours.like_monday")}</button>
                <button class="btn btn-s" type="button" on:click=always>{say!("hours.always")}</button>
            </div>
        </fieldset>
    }
}

#[component]
fn DayFields(form: Form, day: usize) -> impl IntoView {
    let rows = move || form.spans.get().into_iter().filter(|r| r.day == day).collect::<Vec<_>>();
    let word = day_word(day);
    let add_label = say!("hours.add_span", day = word.as_str());
    let field = |label: String, value: RwSignal<String>| {
        view! { <input class="input input-auto" type="time" aria-label=label prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/> }
    };
    view! {
        <div class="row">
            <span class="day-name">{word.clone()}</span>
            <For each=rows key=|row| row.number children=move |row| {
                let remove = move |_| form.spans.update(|all| all.retain(|r| r.number != row.number));
                let day = day_word(row.day);
                view! {
                    <span class="with-unit">
                        {field(say!("hours.opens", day = day.as_str()), row.from)}"–"{field(say!("hours.closes", day = day.as_str()), row.to)}
                        <button class="icon-btn" type="button" aria-label=say!("hours.remove_span", day = day.as_str()) on:click=remove><Icon name="x"/></button>
                    </span>
                }
            }/>
            <Show when=move || rows().is_empty()><span class="muted small">{say!("hours.closed")}</span></Show>
            <button class="icon-btn" type="button" aria-label=add_label.clone() title=add_label on:click=move |_| form.add_span(day, "09:00", "17:00")><Icon name="plus"/></button>
        </div>
    }
}

#[component]
fn DateFields(form: Form) -> impl IntoView {
    let text = |label: &'static str, kind: &'static str, value: RwSignal<String>| {
        view! { <input class="input input-auto" type=kind aria-label=label placeholder=label prop:value=move || value.get() on:input:target=move |ev| value.set(ev.target().value())/> }
    };
    view! {
        <fieldset class="stack">
            <legend><h3>{say!("hours.days")}</h3></legend>
            <p class="hint">{say!("hours.days_text")}</p>
            <For each=move || form.dates.get() key=|row| row.number children=move |row| {
                let remove = move |_| form.dates.update(|all| all.retain(|r| r.number != row.number));
                view! {
                    <div class="row">
                        {text(say!("hours.date"), "date", row.date)}
                        {text(say!("hours.day_name"), "text", row.name)}
                        <label class="pick"><input type="checkbox" prop:checked=move || row.yearly.get() on:change:target=move |ev| row.yearly.set(ev.target().checked())/><span>{say!("hours.yearly")}</span></label>
                        <span class="with-unit">{text(say!("hours.open_from"), "time", row.from)}"–"{text(say!("hours.open_to"), "time", row.to)}</span>
                        <button class="icon-btn" type="button" aria-label=say!("hours.day_remove") on:click=remove><Icon name="x"/></button>
                    </div>
                }
            }/>
            <div><button class="btn btn-s" type="button" on:click=move |_| form.add_date("", "", false, "", "")><Icon name="plus"/>{say!("hours.day_add")}</button></div>
        </fieldset>
    }
}

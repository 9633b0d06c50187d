//! Opening hours month by month: every day as it will count, and from each a way to close it or to give it other hours.

use super::holidays::{DaysForm, Rows};
use super::week::spans_words;
use crate::browser::focus;
use crate::domain::calendar::Hours;
use crate::domain::moment::Span;
use crate::domain::month::{Look, half, look, month_of, usual, weeks};
use crate::domain::offices::{Joined, Office, join};
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::shares::{shares_words, stretches};
use crate::words::{DateStyle, locale, say, say_dyn, time};
use chrono::{Datelike, NaiveDate, NaiveTime};
use leptos::prelude::*;

/// A day as it is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    date: NaiveDate,
    /// How it is open, in words.
    words: String,
    /// Sets it apart without words: `usual`, `none`, `closed`, `half`, `extra` or `other`.
    kind: &'static str,
    /// Of a month before or after.
    off: bool,
}

/// A month as it is shown.
#[derive(Clone, PartialEq)]
struct Sheet {
    weeks: Vec<Vec<Shown>>,
}

fn date_words(date: NaiveDate, style: DateStyle) -> String {
    time::date(date.and_time(NaiveTime::MIN), style)
}

/// How a day of plain hours is open.
fn plain(hours: &Hours, date: NaiveDate) -> (&'static str, String) {
    let other = |kind, spans| (kind, say!("hours.month_other", kind = kind, spans = spans_words(spans)));
    match look(hours, date) {
        Look::Usual([]) => ("none", say!("hours.month_none").to_owned()),
        Look::Usual(spans) => ("usual", spans_words(spans)),
        Look::Closed("") => ("closed", say!("hours.month_closed_bare").to_owned()),
        Look::Closed(name) => ("closed", say!("hours.month_closed", name = name)),
        Look::Half(spans) => other("half", spans),
        Look::Extra(spans) => other("extra", spans),
        Look::Other(spans) => other("other", spans),
    }
}

/// How a day of several offices is open, unless it is written down in the hours themselves.
fn joined(joined: &Joined, hours: &Hours, date: NaiveDate) -> (&'static str, String) {
    let midnight = |date: NaiveDate| joined.zone.from_local(date.and_time(NaiveTime::MIN));
    let (from, to) = (midnight(date), date.succ_opt().map_or(midnight(date), midnight));
    let own = hours.overrides.contains_key(&date) || hours.closed_name(date).is_some();
    let spans: Vec<_> = joined.open.spans_between(from, to).collect();
    let closed = |part: &crate::domain::offices::Share<'_>| part.closed.is_some();
    let fewer = crate::domain::offices::shares(&joined.parts, from, to).iter().any(closed);
    let who = shares_words(&joined.parts, &joined.zone, (from, to)).join("; ");
    match (own, spans.is_empty()) {
        (true, _) => plain(hours, date),
        (false, true) if who.is_empty() => ("none", say!("hours.month_none").to_owned()),
        (false, true) => ("closed", who),
        (false, false) => {
            let spans = stretches(&joined.zone, &spans);
            let kind = if fewer { "other" } else { "usual" };
            (kind, say!("hours.month_office", spans = spans, why = who))
        }
    }
}

/// The offices put together for a stretch of dates; none where a zone is not known here.
pub fn put_together(ledger: &Ledger, offices: &[Office], from: NaiveDate, to: NaiveDate) -> Option<Joined> {
    let zones = |name: &str, from, to| ledger.ports().zones.table(name, from, to);
    let at = |date: NaiveDate| {
        crate::domain::moment::Moment(date.and_time(NaiveTime::MIN).and_utc().timestamp_millis())
    };
    // A date of any zone begins and ends within two days of that of UTC.
    join(offices, &zones, at(from) - Span::days(2), at(to) + Span::days(3))
}

fn sheet(ledger: &Ledger, hours: &Hours, offices: &[Office], first: NaiveDate) -> Sheet {
    let weeks = weeks(first);
    let bounds = weeks.first().and_then(|week| week.first()).zip(weeks.last().and_then(|week| week.last()));
    let parts = bounds.filter(|_| !offices.is_empty());
    let parts = parts.and_then(|(from, to)| put_together(ledger, offices, *from, *to));
    let day = |date: &NaiveDate| {
        let (kind, words) = match &parts {
            Some(parts) => joined(parts, hours, *date),
            None => plain(hours, *date),
        };
        Shown { date: *date, words, kind, off: date.month() != first.month() }
    };
    Sheet { weeks: weeks.iter().map(|week| week.iter().map(day).collect()).collect() }
}

/// The months, one at a time.
#[component]
pub fn MonthView(
    form: DaysForm,
    today: NaiveDate,
    #[prop(into)] hours: Signal<Hours>,
    #[prop(into)] offices: Signal<Vec<Office>>,
) -> impl IntoView {
    let desk = use_desk();
    let shift = RwSignal::new(0_i32);
    let chosen = RwSignal::new(None::<NaiveDate>);
    let open = RwSignal::new(false);
    let sheet = Memo::new(move |_| {
        // What nobody looks at is not put together.
        let first = month_of(today, shift.get());
        open.get().then(|| hours.with(|hours| offices.with(|all| desk.peek(|l| sheet(l, hours, all, first)))))
    });
    let step = move |by: i32, words: &'static str, icon: &'static str| {
        view! {
            <button class="icon-btn" type="button" aria-label=words title=words on:click=move |_| { shift.update(|n| *n += by); chosen.set(None); }><Icon name=icon/></button>
        }
    };
    let head = fresh_id("hours-month");
    let listed = Memo::new(move |_| {
        let special = |day: &&Shown| !day.off && !matches!(day.kind, "usual" | "none");
        let all = |sheet: &Sheet| sheet.weeks.iter().flatten().filter(special).cloned().collect::<Vec<_>>();
        sheet.with(|sheet| sheet.as_ref().map(all)).unwrap_or_default()
    });
    let title = move || {
        let month = date_words(month_of(today, shift.get()), DateStyle::MonthYear);
        say!("hours.month_caption", month = month, n = listed.with(Vec::len))
    };
    let weekday = |day: usize| {
        let long = say_dyn!("weekday.", &day.to_string());
        let short: String = long.chars().take(2).collect();
        view! { <th scope="col" abbr=long.clone()><span class="month-long">{long.clone()}</span><span class="month-short" aria-hidden="true">{short}</span></th> }
    };
    view! {
        <details class="more" on:toggle:target=move |ev| open.set(ev.target().open())>
            <summary>{say!("hours.month_title")}</summary>
            <div class="hours-month stack">
                <p class="hint">{say!("hours.month_text")}</p>
                <div class="row">
                    {step(-1, say!("hours.month_before"), "left")}
                    <b id=head.clone() aria-live="polite">{title}</b>
                    {step(1, say!("hours.month_after"), "right")}
                </div>
                <table aria-labelledby=head>
                    <thead><tr>{(0..7).map(weekday).collect_view()}</tr></thead>
                    <tbody>{move || sheet.get().map(|sheet| sheet.weeks.iter().map(|week| view! {
                        <tr>{week.iter().map(|day| cell(day, today, chosen)).collect_view()}</tr>
                    }).collect_view())}</tbody>
                </table>
                <ul class="coming small">{move || listed.get().into_iter().map(|day| view! {
                    <li>{say!("hours.month_of", date = date_words(day.date, DateStyle::Day), words = day.words)}</li>
                }).collect_view()}</ul>
            </div>
            {move || chosen.get().map(|date| {
                let words = Signal::derive(move || sheet.with(|sheet| {
                    let days = sheet.iter().flat_map(|sheet| &sheet.weeks).flatten();
                    days.filter(|day| day.date == date).map(|day| day.words.clone()).next().unwrap_or_default()
                }));
                view! { <Chosen form=form hours=hours words=words date=date/> }
            })}
        </details>
    }
}

/// A day of the month: chosen, it is shown below with what can be done.
fn cell(day: &Shown, today: NaiveDate, chosen: RwSignal<Option<NaiveDate>>) -> impl IntoView + use<> {
    let Shown { date, words, kind, off } = day.clone();
    let id = ["month-", &date.to_string()].concat();
    let mark = match kind {
        "closed" => "×",
        "half" => "½",
        "extra" => "+",
        "other" => "≠",
        "usual" => "•",
        _ => "",
    };
    let number = locale().number(f64::from(date.day()), 0);
    let go = move |ev: web_sys::KeyboardEvent| {
        let days = match ev.key().as_str() {
            "ArrowLeft" => -1,
            "ArrowRight" => 1,
            "ArrowUp" => -7,
            "ArrowDown" => 7,
            _ => return,
        };
        if let Some(next) = date.checked_add_signed(chrono::TimeDelta::days(days)) {
            ev.prevent_default();
            focus::focus_soon(&["month-", &next.to_string()].concat());
        }
    };
    view! {
        <td class:is-today=date == today class:is-off=off data-kind=kind>
            <button id=id type="button" aria-pressed=move || if chosen.get() == Some(date) { "true" } else { "false" }
                on:keydown=go on:click=move |_| { chosen.update(|now| *now = if *now == Some(date) { None } else { Some(date) }); }>
                <span class="sr">{date_words(date, DateStyle::Weekday)}" "</span><b>{number}</b><span class="sr">" "{date_words(date, DateStyle::Month)}": "</span>
                <span class="month-mark" aria-hidden="true">{mark}</span>
                <span class="month-words">{words}</span>
            </button>
        </td>
    }
}

/// The chosen day: what is written down for it, and what can be.
#[component]
fn Chosen(form: DaysForm, hours: Signal<Hours>, words: Signal<String>, date: NaiveDate) -> impl IntoView {
    let written = move || form.has(date);
    let spans = move || hours.with_untracked(|hours| usual(hours, date).to_vec());
    let label = date_words(date, DateStyle::DayYear);
    let fixed = move || !written() && hours.with(|hours| hours.closed_name(date).is_some());
    // Where the focus goes: to what was just written, and back to the day.
    let written_now = ".month-chosen .day-row input";
    let back = move || focus::focus_soon(&["month-", &date.to_string()].concat());
    view! {
        <div class="month-chosen stack" role="group" aria-label=label>
            <p aria-live="polite"><b>{date_words(date, DateStyle::DayYear)}</b>": "{move || words.get()}</p>
            {move || fixed().then(|| view! { <p class="hint">{say!("hours.month_fixed")}</p> })}
            <Rows form=form which=Signal::derive(move || super::holidays::Which::On(date))/>
            <div class="row">
                {move || (!written() && !fixed()).then(|| view! {
                    <button class="btn btn-s" type="button" on:click=move |_| { form.close(date); focus::focus_first_soon(written_now); }>{say!("hours.month_close")}</button>
                })}
                {move || half(&spans()).filter(|_| !written()).map(|span| view! {
                    <button class="btn btn-s" type="button" on:click=move |_| { form.open_at(date, &[span]); focus::focus_first_soon(written_now); }>{say!("hours.month_half")}</button>
                })}
                {move || (!written()).then(|| view! {
                    <button class="btn btn-s" type="button" on:click=move |_| { form.open_at(date, &spans()); focus::focus_first_soon(written_now); }>{say!("hours.month_hours")}</button>
                })}
                {move || written().then(|| view! {
                    <button class="btn btn-s" type="button" on:click=move |_| { form.clear(date); back(); }>{say!("hours.month_clear")}</button>
                })}
            </div>
        </div>
    }
}

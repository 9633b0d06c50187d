//! Promises and deadlines by day: a month at a time, each day with what falls due on it.

use super::due::{Due, dues, offer};
use super::filter::pressed;
use super::order::use_board;
use crate::domain::ident::RequestId;
use crate::domain::moment::{Moment, Span};
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say_dyn, time};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// So many requests stand in one day; the others are unfolded.
const MOST: usize = 6;

/// A month of days, with what falls due on each.
#[derive(Clone, PartialEq)]
struct Sheet {
    title: String,
    today: NaiveDate,
    month: u32,
    weeks: Vec<Vec<Day>>,
}

/// A day, with what falls due on it.
#[derive(Clone, PartialEq)]
struct Day {
    date: NaiveDate,
    /// The team is closed all day.
    shut: bool,
    due: Vec<Due>,
}

/// The calendar.
#[component]
pub fn Month() -> impl IntoView {
    let (board, desk, now) = (use_board(), use_desk(), use_now());
    let shift = RwSignal::new(0_i32);
    let whole = StoredValue::new(BTreeSet::new());
    let sheet = Memo::new(move |_| {
        let now = now.get();
        let ids = board.sight.with(|sight| sight.list.clone());
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |ledger| sheet(ledger, &ids, now, shift.get()))
    });
    let step = move |by: i32, words: &'static str, icon: &'static str| {
        view! {
            <button class="icon-btn" type="button" aria-label=words on:click=move |_| shift.update(|shift| *shift += by)>
                <Icon name=icon/>
            </button>
        }
    };
    view! {
        <section class="month" aria-labelledby="month-head">
            <div class="row">
                {step(-1, say!("month.before"), "left")}
                <h2 id="month-head" aria-live="polite">{move || sheet.with(|sheet| sheet.title.clone())}</h2>
                {step(1, say!("month.after"), "right")}
                {move || (shift.get() != 0).then(|| view! {
                    <button class="btn btn-s" type="button" on:click=move |_| shift.set(0)>{say!("month.now")}</button>
                })}
                <button class="btn btn-s push" type="button" title=say!("month.file_hint") on:click=move |_| offer(board, desk)>
                    <Icon name="down2"/>{say!("month.file")}
                </button>
            </div>
            <p class="month-key small soft" aria-hidden="true">
                {[("flag", "", say!("month.key_promised")), ("run", "", say!("month.key_deadline")), ("risk", "is-risk", say!("month.key_risk")),
                    ("late", "is-late", say!("month.key_over")), ("pause", "is-paused", say!("month.key_paused")), ("people", "", say!("month.key_theirs"))]
                    .map(|(icon, class, words)| view! { <span class=class><Icon name=icon/>{words}</span> })}
            </p>
            {move || sheet.with(|sheet| sheet.weeks.iter().flatten().all(|day| day.due.is_empty())).then(|| view! {
                <p class="muted">{say!("month.nothing")}</p>
            })}
            <table class="month-table">
                <caption class="sr">{say!("month.caption")}</caption>
                <thead><tr>{(0..7).map(|day| view! { <th scope="col">{say_dyn!("weekday.", &day.to_string())}</th> }).collect_view()}</tr></thead>
                <tbody>{move || sheet.with(|sheet| sheet.weeks.iter().map(|week| view! {
                    <tr>{week.iter().map(|day| cell(day, sheet.today, sheet.month, whole)).collect_view()}</tr>
                }).collect_view())}</tbody>
            </table>
        </section>
    }
}

/// A day; `whole` are the days of which everything is shown.
fn cell(of: &Day, today: NaiveDate, month: u32, whole: StoredValue<BTreeSet<NaiveDate>>) -> AnyView {
    let Day { date: day, shut, due } = of;
    let (day, shut) = (*day, *shut);
    let item = |due: &Due| {
        let (icon, class, words) = due.stands;
        let class = ["month-item ", class].concat();
        let title = [words, " ", &due.title, " (", &due.reference, ")"].concat();
        view! {
            <li><a class=class href=Route::Request(due.id).href() title=title>
                <Icon name=icon/><span class="sr">{words}" "</span>{due.title.clone()}<span class="month-ref">" "{due.reference.clone()}</span>
            </a></li>
        }
    };
    let (first, rest) = due.split_at(due.len().min(MOST));
    let open = RwSignal::new(whole.with_value(|days| days.contains(&day)));
    let turn = move |_| {
        let all = !open.get_untracked();
        whole.update_value(|days| {
            if all {
                days.insert(day);
            } else {
                days.remove(&day);
            }
        });
        open.set(all);
    };
    let date = time::date(day.and_time(NaiveTime::MIN), DateStyle::Day);
    let (n, others) = (rest.len(), StoredValue::new(rest.to_vec()));
    view! {
        <td class:is-today=day == today class:is-off=day.month() != month class:is-shut=shut class:is-empty=due.is_empty()>
            <span class="month-day"><span class="month-weekday">{say_dyn!("weekday.", &day.weekday().num_days_from_monday().to_string())}" "</span>{crate::words::locale().number(f64::from(day.day()), 0)}{shut.then(|| view! { <span class="muted">" "{say!("month.shut")}</span> })}</span>
            <ul>
                {first.iter().map(item).collect_view()}
                {move || open.get().then(|| others.with_value(|rest| rest.iter().map(item).collect_view()))}
            </ul>
            {(n > 0).then(|| view! {
                <button class="btn btn-quiet btn-s" type="button" aria-expanded=move || pressed(open.get()) on:click=turn>
                    {move || if open.get() { say!("month.fewer").to_owned() } else { say!("month.more", n = n) }}
                    <span class="sr">", "{date}</span>
                </button>
            })}
        </td>
    }
    .into_any()
}

fn sheet(ledger: &Ledger, ids: &[RequestId], now: Moment, shift: i32) -> Sheet {
    let zone = super::team_zone(ledger, now - Span::days(800), now + Span::days(800));
    let today = zone.to_local(now).date();
    let first = today.with_day(1).unwrap_or(today);
    let by = Months::new(shift.unsigned_abs());
    let moved = if shift < 0 { first.checked_sub_months(by) } else { first.checked_add_months(by) };
    let first = moved.unwrap_or(first);
    let start = first - Days::new(u64::from(first.weekday().num_days_from_monday()));
    let end = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let all = dues(ledger, ids, now);
    let hours = ledger.desk().team().hours.and_then(|id| ledger.book().get(id));
    let shut = |day: NaiveDate| {
        let midnight = |day: NaiveDate| zone.from_local(day.and_time(NaiveTime::MIN));
        let (from, to) = (midnight(day), midnight(day + Days::new(1)));
        hours.is_some_and(|hours| hours.open.covers(from, to) && hours.open.elapsed(from, to) == Span::ZERO)
    };
    let mut weeks = Vec::new();
    let mut day = start;
    while day < end {
        let mut week = Vec::with_capacity(7);
        for _ in 0..7 {
            let due = all.iter().filter(|due| zone.to_local(due.at).date() == day).cloned().collect();
            week.push(Day { date: day, shut: shut(day), due });
            day = day + Days::new(1);
        }
        weeks.push(week);
    }
    let title = time::date(first.and_time(NaiveTime::MIN), DateStyle::MonthYear);
    Sheet { title, today, month: first.month(), weeks }
}

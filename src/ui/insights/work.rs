//! Finished work: how long it took, and how much came in and was finished in each month.

use super::Period;
use super::behind::{Chosen, Shows};
use crate::domain::flow::{Flow, Month, flow, percentile};
use crate::domain::ident::RequestId;
use crate::domain::moment::Span;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::words::{Arg, DateStyle, locale, say, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// How many months are shown at once.
const MONTHS: usize = 12;

/// The box of finished work.
#[component]
pub fn Work(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let figures = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        desk.read(Bell::Others, |l| {
            let compiled = l.desk().team().hours.and_then(|id| l.book().get(id))?;
            let counts = |id| period.counts(l.desk(), id);
            let day = Span::minutes(i64::from(compiled.day_minutes));
            Some((flow(l.desk(), &compiled.open, &compiled.zone, at, &counts), day))
        })
    });
    view! {
        <section class="box stack stack-5" aria-labelledby="flow">
            <div class="box-head"><div><h2 id="flow">{say!("insights.flow")}</h2><p>{say!("insights.flow_text")}</p></div></div>
            {move || figures.with(|figures| match figures {
                None => view! { <p class="muted">{say!("insights.no_hours")}</p> }.into_any(),
                Some((flow, day)) => view! {
                    {cycle(flow, *day, chosen)}
                    <Months months=months(flow) chosen=chosen/>
                }.into_any(),
            })}
            <div class="box-foot"><p class="def">{say!("insights.flow_definition")}</p></div>
        </section>
    }
}

/// Hours below a working day, working days from one on.
pub(super) fn worked(span: Span, day: Span) -> String {
    if span < day {
        return time::length(span, None, time::Round::Up);
    }
    say!("insights.days", n = Arg::places(span.0 as f64 / day.0.max(1) as f64, 1))
}

fn cycle(flow: &Flow, day: Span, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let (Some((median, _)), Some((p85, _))) = (percentile(&flow.working, 50), percentile(&flow.working, 85))
    else {
        return view! { <p class="muted">{say!("insights.flow_none")}</p> }.into_any();
    };
    let ids: Vec<RequestId> = flow.working.iter().rev().map(|(_, id)| *id).collect();
    let n = ids.len();
    let figure = |label: &'static str, value: String| {
        let ids = ids.clone();
        let open = move |_| {
            let groups = vec![(say!("insights.behind_longest"), ids.clone())];
            let title = say!("insights.flow").to_owned();
            chosen.set(Some(Chosen { title, shows: Shows::Worked, groups, open_only: false }));
        };
        view! {
            <div><dt class="figure-l">{label}</dt><dd><button class="as-link figure-n" type="button" on:click=open>{value}</button></dd></div>
        }
    };
    let half = |spans: &[Span], percent| percentile(spans, percent).unwrap_or_default();
    let around = |span| time::length(span, Some(Span::days(1)), time::Round::Up);
    let beside = say!(
        "insights.beside",
        half = worked(half(&flow.taken_on, 50), day),
        most = worked(half(&flow.taken_on, 85), day),
        around = around(half(&flow.around, 50)),
        most_around = around(half(&flow.around, 85))
    );
    view! {
        <dl class="figures">
            {figure(say!("insights.median"), worked(median, day))}
            {figure(say!("insights.p85"), worked(p85, day))}
            {figure(say!("insights.finished"), locale().number(n as f64, 0))}
        </dl>
        <p class="small soft">{beside}</p>
    }
    .into_any()
}

/// The months, the newest first, named.
fn months(flow: &Flow) -> Vec<(String, Month)> {
    let name = |(year, month): (i32, u32)| {
        let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
        time::date(first.and_time(NaiveTime::MIN), DateStyle::MonthYear)
    };
    flow.months.iter().rev().map(|(at, month)| (name(*at), month.clone())).collect()
}

#[component]
fn Months(months: Vec<(String, Month)>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let most = months.iter().map(|(_, m)| m.done.len().max(m.raised.len())).max().unwrap_or(1).max(1);
    let total = months.len();
    let shown = RwSignal::new(MONTHS);
    let rows =
        move || months.iter().take(shown.get()).map(|(name, m)| row(name, m, most, chosen)).collect_view();
    view! {
        <table class="table months">
            <thead><tr>
                <th scope="col">{say!("insights.month")}</th>
                <th scope="col" class="num">{say!("insights.came_in")}</th>
                <th scope="col" class="num">{say!("insights.finished")}</th>
                <th scope="col" class="plot"><span class="sr">{say!("insights.finished_bar")}</span></th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <Show when=move || { total > shown.get() }>
            <div><button class="btn btn-s" type="button" on:click=move |_| shown.update(|n| *n += MONTHS)>{say!("insights.earlier")}</button></div>
        </Show>
    }
}

fn row(name: &str, month: &Month, most: usize, chosen: RwSignal<Option<Chosen>>) -> impl IntoView + use<> {
    let title = name.to_owned();
    let number = |heading: &'static str, ids: &[RequestId], shows: Shows| {
        let (title, ids) = (title.clone(), ids.to_vec());
        let n = locale().number(ids.len() as f64, 0);
        if ids.is_empty() {
            return view! { <span class="muted">{n}</span> }.into_any();
        }
        let label = say!("insights.show_month", what = heading, month = title.as_str(), n = ids.len());
        let open = move |_| {
            let groups = vec![(heading, ids.clone())];
            chosen.set(Some(Chosen { title: title.clone(), shows, groups, open_only: false }));
        };
        view! { <button class="as-link" type="button" aria-label=label on:click=open>{n}</button> }.into_any()
    };
    let width = [&(100 * month.done.len() / most).to_string(), "%"].concat();
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            <td class="num">{number(say!("insights.came_in"), &month.raised, Shows::Stage)}</td>
            <td class="num">{number(say!("insights.finished"), &month.done, Shows::Worked)}</td>
            <td class="plot"><svg class="bar bar-8" height="8" aria-hidden="true"><rect class="b-track" width="100%" height="8" rx="4"/><rect class="b-accent" width=width height="8" rx="4"/></svg></td>
        </tr>
    }
}

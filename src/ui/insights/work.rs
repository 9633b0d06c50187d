//! Finished work: how long it took, and how much there was in each month.

use super::Period;
use crate::domain::flow::{Flow, flow, percentile};
use crate::domain::moment::Span;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::words::{locale, say, time};
use leptos::prelude::*;

/// The box of finished work.
#[component]
pub fn Work(period: Memo<Period>) -> impl IntoView {
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
        <section class="box" aria-labelledby="flow">
            <div class="box-head"><div><h2 id="flow">{say!("insights.flow")}</h2><p>{say!("insights.flow_text")}</p></div></div>
            {move || match figures.get() {
                None => view! { <p class="muted">{say!("insights.no_hours")}</p> }.into_any(),
                Some((flow, _)) if flow.working.is_empty() => view! { <p class="muted">{say!("insights.flow_none")}</p> }.into_any(),
                Some((flow, day)) => view! { <Figures flow=flow day=day/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Figures(flow: Flow, day: Span) -> impl IntoView {
    let at = |percent| percentile(&flow.working, percent).map(|s| time::length(s, Some(day), time::Round::Up)).unwrap_or_default();
    let figure = |label: &'static str, value: String| view! { <div><dt class="muted small">{label}</dt><dd><b>{value}</b></dd></div> };
    let most = flow.months.values().copied().max().unwrap_or(1).max(1);
    let months: Vec<_> = flow.months.iter().rev().take(12).map(|((year, month), n)| (*year, *month, *n)).collect();
    view! {
        <dl class="row row-5">
            {figure(say!("insights.median"), at(50))}
            {figure(say!("insights.p85"), at(85))}
            {figure(say!("insights.finished"), locale().number(flow.working.len() as f64, 0))}
        </dl>
        <table class="table">
            <thead><tr><th scope="col">{say!("insights.month")}</th><th scope="col" class="num">{say!("insights.finished")}</th><th><span class="sr">{say!("insights.finished")}</span></th></tr></thead>
            <tbody>{months.into_iter().map(|(year, month, n)| {
                let width = [&(100 * n / most).to_string(), "%"].concat();
                view! {
                    <tr><th scope="row">{format!("{year}-{month:02}")}</th><td class="num">{n}</td>
                        <td class="grow"><svg class="bar bar-8" height="8" aria-hidden="true"><rect class="b-track" width="100%" height="8" rx="4"/><rect class="b-accent" width=width height="8" rx="4"/></svg></td></tr>
                }
            }).collect_view()}</tbody>
        </table>
    }
}

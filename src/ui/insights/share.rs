//! One figure of attainment: a bar with its interval, the share or the counts, and the way to the requests
//! behind it.

use super::behind::{Chosen, Shows};
use crate::domain::clock::ClockKind;
use crate::domain::insight::Tally;
use crate::domain::survey::stats::wilson;
use crate::ui::parts::clock::what;
use crate::words::{Arg, say};
use leptos::prelude::*;

fn percent(share: f64) -> String {
    let tenths = (share * 1_000.0).round() as i64;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), "%"].concat()
}

/// The two cells of a tally: the bar, and the numbers. `of` names the row: "Finance, Normal"; `why`
/// says so where there are too few cases for a share.
pub fn cells(
    kind: ClockKind,
    of: &str,
    tally: &Tally,
    why: bool,
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView + use<> {
    view! {
        <td class="plot plot-2">{bar(tally, why)}</td>
        <td class="num">{numbers(kind, of, tally, chosen)}</td>
    }
}

/// The share as a bar with its 95 % interval (Wilson). The numbers beside it say the same.
fn bar(tally: &Tally, why: bool) -> AnyView {
    let (met, n) = (tally.met.len() as u32, tally.n() as u32);
    let Some(share) = tally.percent() else {
        return (n > 0).then(|| few(met, n, why)).into_any();
    };
    let interval = wilson(met, n).map(|i| {
        view! { <line class="ci ci-ink" x1=percent(i.low) x2=percent(i.high) y1="11" y2="11"/> }
    });
    view! {
        <svg class="chart" aria-hidden="true">
            <rect class="b-track" y="7" width="100%" height="8" rx="4"/>
            <rect class="b-accent" y="7" width=percent(share / 100.0) height="8" rx="4"/>
            {interval}
        </svg>
    }
    .into_any()
}

/// Too few for a share: each of them, the ones in time filled. The counts beside them say the same.
fn few(met: u32, n: u32, why: bool) -> impl IntoView {
    let one = |i: u32| {
        let class = if i < met { "b-accent" } else { "b-track" };
        view! { <circle class=class cx=(4 + 12 * i).to_string() cy="4" r="4"/> }
    };
    view! {
        <span class="att-few">
            <svg width=(12 * n).to_string() aria-hidden="true">{(0..n).map(one).collect_view()}</svg>
            {why.then(|| view! { <span class="muted small">{say!("insights.no_share")}</span> })}
        </span>
    }
}

/// The share or the counts, and the way to the requests behind them.
pub fn numbers(kind: ClockKind, of: &str, tally: &Tally, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    if tally.n() == 0 {
        return view! { <span class="muted">{say!("insights.nothing")}</span> }.into_any();
    }
    let (met, n) = (tally.met.len(), tally.n());
    let share = tally.percent().map(|p| say!("insights.percent", p = Arg::places(p, 0)));
    let label = say!("insights.show_met", what = what(kind), of = of, met = met, n = n);
    let (all, late) = (tally.clone(), tally.clone());
    let shows = Shows::Clock(kind);
    let late_n = tally.breached.len();
    let heading = say!("insights.behind", what = what(kind), of = of, late = late_n, n = n);
    let title = say!("insights.behind_late_now", what = what(kind), of = of, n = tally.open_breached);
    let open_all = move |_| {
        let groups = vec![
            (say!("insights.behind_late"), all.breached.clone()),
            (say!("insights.behind_met"), all.met.clone()),
        ];
        chosen.set(Some(Chosen { title: heading.clone(), shows, groups, open_only: false }));
    };
    let open_late = move |_| {
        let groups = vec![(say!("insights.behind_open"), late.breached.clone())];
        chosen.set(Some(Chosen { title: title.clone(), shows, groups, open_only: true }));
    };
    view! {
        {share.map(|s| view! { <b>{s}</b>" " })}
        <button class="as-link small" type="button" aria-label=label on:click=open_all>{say!("insights.met_of", met = met, n = n)}</button>
        {(tally.open_breached > 0).then(|| view! {
            <button class="as-link small late open-late" type="button" on:click=open_late>{say!("insights.open_late", n = tally.open_breached)}</button>
        })}
    }
    .into_any()
}

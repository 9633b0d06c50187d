//! Tables, meters, progress, a chart.

use super::{Theme, under};
use crate::domain::survey::stats::wilson;
use crate::say;
use crate::ui::parts::clock::Bar;
use crate::ui::parts::icon::Icon;
use crate::words::say_dyn;
use leptos::prelude::*;

/// Every figure.
pub fn figures(theme: Theme) -> AnyView {
    view! {
        {under(say!("parts.table"), table())}
        {under(say!("parts.meters"), meters(theme))}
        {under(say!("parts.chart"), chart(theme))}
        {under(say!("parts.shares"), shares())}
        {under(say!("parts.voices"), voices())}
    }
    .into_any()
}

fn table() -> AnyView {
    let row = |chosen: bool, due: AnyView, what: &'static str, left: &'static str| {
        view! { <tr class:is-on=chosen><td>{due}</td><th scope="row" class="wrap">{what}</th><td class="num">{left}</td></tr> }
    };
    let late = view! { <span class="tag tag-late"><Icon name="late"/>{say!("clock.late")}</span> };
    view! {
        <div class="scroll-x"><table class="table" aria-label=say!("parts.table")>
            <thead><tr><th scope="col" aria-sort="ascending"><button type="button">{say!("parts.due")}<span class="sort sort-up"><Icon name="down"/></span></button></th><th scope="col">{say!("parts.what")}</th><th scope="col" class="num">{say!("parts.left")}</th></tr></thead>
            <tbody>
                {row(false, late.into_any(), say!("parts.row1"), say!("parts.row1_left"))}
                {row(true, "14:20".into_any(), say!("parts.row2"), say!("parts.row2_left"))}
                {row(false, "16:00".into_any(), say!("parts.row3"), say!("parts.row3_left"))}
            </tbody>
        </table></div>
    }
    .into_any()
}

fn meters(theme: Theme) -> AnyView {
    let bar = |(state, used): (&'static str, u8)| {
        let words = say!("parts.meter", word = say_dyn!("clock.", state), n = used);
        view! { <div class="stack stack-2"><span class="small soft">{words}</span><Bar state=state used=used warn=75/></div> }
    };
    let [progress, meter] = ["progress-", "meter-"].map(|kind| [kind, theme].concat());
    let (of_progress, of_meter) = (progress.clone(), meter.clone());
    view! {
        {[("run", 42), ("risk", 83), ("late", 100), ("paused", 60), ("met", 100)].into_iter().map(bar).collect_view()}
        <div class="stack stack-2"><span class="small soft" id=of_progress>{say!("parts.progress")}</span><progress class="progress" value="58" max="100" aria-labelledby=progress></progress></div>
        <div class="stack stack-2"><progress class="progress" value="0" max="100" aria-label=say!("parts.progress_empty")></progress></div>
        <div class="stack stack-2"><span class="small soft" id=of_meter>{say!("parts.capacity")}</span><meter class="meter" value="72" max="100" low="80" high="95" optimum="50" aria-labelledby=meter>"72"</meter></div>
    }
    .into_any()
}

/// 41 of 50, with the interval of Wilson at 95 %.
fn chart(theme: Theme) -> AnyView {
    let percent = |share: f64| [&((share * 100.0).round() as i64).to_string(), "%"].concat();
    let interval = wilson(41, 50).map(|i| {
        view! { <line class="ci ci-ink" x1=percent(i.low) x2=percent(i.high) y1="11" y2="11"/> }
    });
    let id = ["chart-", theme].concat();
    let named = id.clone();
    view! {
        <figure aria-labelledby=named>
            <svg class="chart" height="22" aria-hidden="true">
                <rect class="b-track" y="7" width="100%" height="8" rx="4"/>
                <rect class="b-accent" y="7" width="82%" height="8" rx="4"/>
                {interval}
            </svg>
            <figcaption class="small soft" id=id>{say!("parts.chart_text")}</figcaption>
        </figure>
    }
    .into_any()
}

/// Areas and their legend.
fn shares() -> AnyView {
    let at = |n: usize| [&(n * 20).to_string(), "%"].concat();
    let area = |n: usize| {
        view! { <rect class=["c-", &(n + 1).to_string()].concat() x=at(n) width="20%" height="14"/> }
    };
    let key = |n: usize| {
        let class = ["c-", &(n + 1).to_string()].concat();
        view! { <span><svg><rect class=class width="14" height="14" rx="3"/></svg>{say!("parts.tab", n = n + 1)}</span> }
    };
    view! {
        <svg class="chart" height="14" aria-hidden="true">{(0..5).map(area).collect_view()}</svg>
        <div class="legend">{(0..5).map(key).collect_view()}</div>
        <p><span class="figure-n">"82 %"</span>" "<span class="figure-l">{say!("parts.chart_text")}</span></p>
    }
    .into_any()
}

/// Voices on a line, marks, targets and hours.
fn voices() -> AnyView {
    view! {
        <svg class="chart" height="24" aria-hidden="true">
            <line class="g" x1="0" x2="100%" y1="12" y2="12"/>
            <line class="gapline" x1="30%" x2="55%" y1="12" y2="12"/>
            <circle class="v-team" cx="30%" cy="12" r="6"/>
            <circle class="v-clients" cx="55%" cy="12" r="5"/>
            <rect class="v-evidence" x="75%" y="7" width="10" height="10"/>
        </svg>
        <svg class="chart" height="24" aria-hidden="true">
            <rect class="band-open" x="10%" width="40%" y="2" height="20"/>
            <rect class="band-count" x="20%" width="20%" y="8" height="8"/>
            <line class="now" x1="40%" x2="40%" y1="0" y2="24"/>
            <line class="due" x1="60%" x2="60%" y1="0" y2="24"/>
            <line class="target" x1="70%" x2="70%" y1="0" y2="24"/>
            <line class="target-2" x1="78%" x2="78%" y1="0" y2="24"/>
            <circle class="dot" cx="86%" cy="12" r="5"/>
            <circle class="dot-late" cx="94%" cy="12" r="5"/>
        </svg>
    }
    .into_any()
}

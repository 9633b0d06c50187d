//! The ten dimensions as dots on a line from 0 to 100, each beside its numbers: the table is the chart,
//! so that nothing is said in the picture alone.

use super::{band_name, dimension_name, score_text};
use crate::domain::survey::instrument::DimensionId;
use crate::domain::survey::score::{Band, Group, Reading, Results, Score};
use crate::words::{locale, say, say_dyn};
use leptos::prelude::*;

/// A band in words, with what it could also be: "patchy, could also be dependable".
pub fn reading_text(reading: Reading) -> String {
    let band = band_name(reading.band);
    let others: Vec<String> = reading.could_also_be().map(band_name).collect();
    if others.is_empty() {
        return band;
    }
    let or = [" ", say!("result.or"), " "].concat();
    say!("result.also", band = band, others = others.join(&or))
}

/// What stands in words beside a figure.
pub fn group_text(group: &Group) -> String {
    match (group.reading(None), group.score) {
        (Some(reading), _) => reading_text(reading),
        (None, Score::NotApplicable) => say!("result.na").to_owned(),
        (None, _) => say!("result.few").to_owned(),
    }
}

fn percent(points: f64) -> String {
    // Two decimals place a dot more finely than any screen shows it.
    let hundredths = (points.clamp(0.0, 100.0) * 100.0).round();
    [&(hundredths / 100.0).to_string(), "%"].concat()
}

/// The chart of a run's results.
#[component]
pub fn Chart(
    /// What the run says.
    scores: Memo<Results>,
    /// `agreed`, `few` (no line yet) or `many`.
    kind: Signal<&'static str>,
) -> impl IntoView {
    view! {
        <figure class="box" aria-labelledby="chart-title" aria-describedby="chart-text">
            <figcaption class="box-head"><div>
                <h2 id="chart-title">{say!("result.chart")}</h2>
                <p id="chart-text">{move || say!("result.chart_text", n = kind.get())}</p>
            </div></figcaption>
            <div class="only-phone dots-scale"><Scale/></div>
            <table class="dots dots-one">
                <thead><tr>
                    <th scope="col">{say!("result.dimension")}</th>
                    <th scope="col" class="plot"><Scale/><span class="sr">{say!("result.plot")}</span></th>
                    <th scope="col" class="num">{say!("result.score")}</th>
                    <th scope="col" class="gap">{say!("result.band")}</th>
                    <th scope="col" class="num">{say!("result.n")}</th>
                </tr></thead>
                <tbody>
                    {DimensionId::ALL.map(|d| view! { <Row dimension=d scores=scores/> }).into_iter().collect_view()}
                </tbody>
            </table>
            <div class="def"><p>{say!("result.def")}</p><Bands/></div>
        </figure>
    }
}

/// The heads of the plot: the bands and their limits.
#[component]
fn Scale() -> impl IntoView {
    let limit = |band: Band| view! { <text class="mid" x=percent(band.from()) y="41">{locale().number(band.from(), 1)}</text> };
    // The highest band is narrow: its name stands in two lines where it is two words.
    let highest = band_name(Band::SecondNature);
    let (upper, lower) = highest.split_once(' ').unwrap_or(("", &highest));
    view! {
        <svg class="chart" aria-hidden="true">
            <text class="mid" x="18.75%" y="26">{band_name(Band::AdHoc)}</text>
            <text class="mid" x="50%" y="26">{band_name(Band::Patchy)}</text>
            <text class="mid" x="73%" y="26">{band_name(Band::Dependable)}</text>
            <text class="end" x="100%" dx="8" y="12">{upper.to_owned()}</text>
            <text class="end" x="100%" dx="8" y="26">{lower.to_owned()}</text>
            <text x="0" y="41">{locale().number(0.0, 0)}</text>
            {Band::ALL.into_iter().skip(1).map(limit).collect_view()}
            <text class="end" x="100%" dx="8" y="41">{locale().number(100.0, 0)}</text>
        </svg>
    }
}

#[component]
fn Row(dimension: DimensionId, scores: Memo<Results>) -> impl IntoView {
    let group = Memo::new(move |_| scores.with(|all| all.dimension(dimension).cloned()));
    let id = |part: &str| ["dim-", dimension.id(), part].concat();
    let words = move || group.with(|g| g.as_ref().map(group_text)).unwrap_or_default();
    let score = move || {
        let points = group.with(|g| g.as_ref().and_then(|g| g.score.points()));
        points.map_or_else(|| "–".to_owned(), score_text)
    };
    let range = move || {
        let interval = group.with(|g| g.as_ref().and_then(|g| g.interval(None)))?.on_scale();
        Some(say!("result.range", low = score_text(interval.low), high = score_text(interval.high)))
    };
    let count = move || group.with(|g| g.as_ref().map_or(0, Group::n));
    view! {
        <tr>
            <th scope="row" id=id("")>{dimension_name(dimension)}</th>
            <td class="plot"><Plot group=group named=id("") described=[id("-score"), " ".into(), id("-band")].concat()/></td>
            <td class="num" id=id("-score") data-label=say!("result.score")><b>{score}</b></td>
            <td class="gap" id=id("-band")>{words}{move || range().map(|text| view! { <br/><span class="muted small">{text}</span> })}</td>
            <td class="num" data-label=say!("result.n")>{count}</td>
        </tr>
    }
}

/// One line of the chart: limits of the bands, the interval, the dot.
#[component]
fn Plot(group: Memo<Option<Group>>, named: String, described: String) -> impl IntoView {
    let grid = |band: Band| view! { <line class="g" x1=percent(band.from()) x2=percent(band.from()) y1="0" y2="42"/> };
    view! {
        <svg class="chart" role="img" aria-labelledby=named aria-describedby=described>
            {Band::ALL.into_iter().skip(1).map(grid).collect_view()}
            {move || group.with(|g| g.as_ref().and_then(|g| g.interval(None))).map(|wide| {
                let wide = wide.on_scale();
                view! { <line class="ci ci-team" x1=percent(wide.low) x2=percent(wide.high) y1="21" y2="21"/> }
            })}
            {move || group.with(|g| g.as_ref().and_then(|g| g.score.points())).map(|points| {
                view! { <circle class="v-team" cx=percent(points) cy="21" r="5.5"/> }
            })}
        </svg>
    }
}

/// What the bands mean.
#[component]
fn Bands() -> impl IntoView {
    let one = |band: Band| {
        let meaning = say_dyn!("band.", &[band.id(), ".meaning"].concat());
        view! { <li><b>{band_name(band)}</b>": "{meaning}</li> }
    };
    view! { <ul class="bands">{Band::ALL.map(one).into_iter().collect_view()}</ul> }
}

//! Results in detail: every statement, what to talk about first, what lies outside the team's hands.

use super::results::Basis;
use super::{answer_text, dimension_name, item_text, level_name, score_text};
use crate::domain::sheets::{outside, set_aside};
use crate::domain::survey::advice::{CALLS_FOR_ACTION, Finding, Standing, advice};
use crate::domain::survey::instrument::{DimensionId, Form, ItemId, context_items};
use crate::domain::survey::score::{Results as Scores, item_group};
use crate::domain::survey::{Level, Sheet, distribution};
use crate::words::{locale, say};
use leptos::prelude::*;

/// The answers to an item: the one answer in words, or how many sheets gave which.
fn answers(sheets: &[Sheet], item: ItemId) -> String {
    if let [one] = sheets {
        return one.get(&item).map_or_else(|| say!("result.open").to_owned(), answer_text);
    }
    let mut list: Vec<String> = Vec::new();
    for (level, count) in Level::ALL.into_iter().zip(distribution(sheets, item)).rev() {
        if count > 0 {
            list.push(say!("result.times", what = level_name(level.number()), n = count));
        }
    }
    let aside = set_aside(sheets, item);
    if aside > 0 {
        list.push(say!("result.na_times", n = aside));
    }
    if list.is_empty() { say!("result.open").to_owned() } else { list.join(", ") }
}

/// Every statement, dimension by dimension.
#[component]
pub fn Statements(basis: Memo<Basis>) -> impl IntoView {
    view! {
        <section class="box" aria-labelledby="statements">
            <div class="box-head"><div><h2 id="statements">{say!("result.items")}</h2><p>{say!("result.items_text")}</p></div></div>
            <div class="drill">
                {DimensionId::ALL.map(|d| view! { <Drill dimension=d basis=basis/> }).into_iter().collect_view()}
            </div>
        </section>
    }
}

#[component]
fn Drill(dimension: DimensionId, basis: Memo<Basis>) -> impl IntoView {
    let rows = move || {
        basis.with(|b| {
            let row = |item: ItemId| {
                let points = item_group(&b.sheets, item).score.points();
                view! {
                    <tr>
                        <th scope="row" class="wrap">{item_text(item)}{item.reversed.then(|| view! { " "<span class="tag">{say!("result.turned")}</span> })}</th>
                        <td class="num" data-label=say!("result.points")>{points.map_or_else(|| "–".to_owned(), score_text)}</td>
                        <td class="wrap" data-label=say!("result.answers")>{answers(&b.sheets, item)}</td>
                    </tr>
                }
            };
            dimension.items(b.form).map(row).collect_view()
        })
    };
    view! {
        <details>
            <summary>{dimension_name(dimension)}</summary>
            <table class="table table-list">
                <thead><tr>
                    <th scope="col">{say!("result.item")}</th>
                    <th scope="col" class="num">{say!("result.points")}</th>
                    <th scope="col">{say!("result.answers")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
}

/// The dimensions that call for a talk, the most pressing first.
#[component]
pub fn Talk(basis: Memo<Basis>, scores: Memo<Scores>) -> impl IntoView {
    let lines = Memo::new(move |_| basis.with(|b| scores.with(|s| talk_lines(s, &b.sheets, b.form))));
    let scored = move || scores.with(|s| s.dimensions.iter().any(|(_, group)| group.n() > 0));
    let limit = locale().number(CALLS_FOR_ACTION, 1);
    view! {
        <section class="box" aria-labelledby="talk">
            <div class="box-head"><div><h2 id="talk">{say!("result.talk")}</h2><p>{say!("result.talk_text", limit = limit)}</p></div></div>
            {move || if lines.with(Vec::is_empty) {
                let text = if scored() { say!("result.talk_none") } else { say!("result.talk_few") };
                view! { <p class="small soft">{text}</p> }.into_any()
            } else {
                let line = |(name, text): (String, String)| view! { <li><div><b>{name}</b><p>{text}</p></div></li> };
                view! { <ol class="talk">{lines.get().into_iter().map(line).collect_view()}</ol> }.into_any()
            }}
        </section>
    }
}

fn talk_lines(scores: &Scores, sheets: &[Sheet], form: Form) -> Vec<(String, String)> {
    let finding =
        |item| Finding { item, team: item_group(sheets, item).score.points(), client: None, evidence: None };
    let standing = |dimension: DimensionId| Standing {
        dimension,
        team: scores.dimension(dimension).and_then(|group| group.score.points()),
        client: None,
        picks: 0,
        items: dimension.items(form).map(finding).collect(),
    };
    let standings: Vec<Standing> = DimensionId::ALL.into_iter().map(standing).collect();
    let line = |dimension: DimensionId| {
        let standing = standings.iter().find(|s| s.dimension == dimension)?;
        let known = standing.items.iter().filter_map(|f| Some((f.item, f.team?)));
        let (item, points) = known.reduce(|low, next| if next.1 < low.1 { next } else { low })?;
        let (score, points) = (score_text(standing.team?), score_text(points));
        Some((
            dimension_name(dimension),
            say!("result.talk_line", score = score, item = item_text(item), points = points),
        ))
    };
    advice(&standings).into_iter().filter_map(|a| line(a.dimension)).collect()
}

/// What explains low scores outside the team's hands.
#[component]
pub fn Conditions(basis: Memo<Basis>) -> impl IntoView {
    let asked = move || {
        basis.with(|b| {
            if b.form == Form::Pulse {
                return None;
            }
            let row = |item: ItemId| view! { <dt>{item_text(item)}</dt><dd>{answers(&b.sheets, item)}</dd> };
            Some(context_items().map(row).collect_view())
        })
    };
    let out = move || {
        basis.with(|b| {
            let several = b.sheets.len() > 1;
            let row = |(item, n): (ItemId, usize)| {
                let on = several.then(|| say!("result.outside_of", n = n));
                view! { <li>{item_text(item)}{on.map(|on| view! { " "<span class="muted small">{on}</span> })}</li> }
            };
            let list = outside(&b.sheets);
            if list.is_empty() {
                view! { <p class="small soft">{say!("result.outside_none")}</p> }.into_any()
            } else {
                view! { <ul class="bullets small">{list.into_iter().map(row).collect_view()}</ul> }.into_any()
            }
        })
    };
    view! {
        <section class="box" aria-labelledby="conditions">
            <div class="box-head"><div><h2 id="conditions">{say!("result.conditions")}</h2><p>{say!("result.conditions_text")}</p></div></div>
            <div class="stack stack-4">
                {move || asked().map(|rows| view! { <dl class="conditions">{rows}</dl> })}
                <div class="stack stack-2"><h3>{say!("result.outside")}</h3>{out}</div>
            </div>
        </section>
    }
}

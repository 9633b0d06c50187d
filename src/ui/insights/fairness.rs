//! Who gets what: each client beside the others that were promised the same, and what goes back and forth.

use super::Period;
use super::behind::Chosen;
use super::process::{behind_link, name, share};
use super::share::numbers;
use super::work::worked;
use crate::domain::clock::ClockKind;
use crate::domain::fairness::{Got, Level, fairness, in_time, levels, spread, usual};
use crate::domain::fold::natural;
use crate::domain::ident::{AgreementId, RequestId};
use crate::domain::insight::Tally;
use crate::domain::moment::{Moment, Span};
use crate::domain::process::Group;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::words::{Arg, locale, say};
use leptos::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many clients are shown at once.
const CLIENTS: usize = 12;

/// One client: its name, what it got, its clocks.
type Row = (String, Got, Tally);

/// Clients that were promised the same.
#[derive(Clone, PartialEq, Default)]
struct Block {
    /// What the promise is called; empty where there is only one.
    name: String,
    rows: Vec<Row>,
    spread: Option<f64>,
}

#[derive(Clone, PartialEq, Default)]
struct Figures {
    blocks: Vec<Block>,
    /// What was finished for all of them.
    done: usize,
    /// An opening day.
    day: Span,
}

/// What the agreements of a level are called together.
fn level_name(ledger: &Ledger, level: &Level) -> String {
    let named = |id: &AgreementId| ledger.desk().agreement(*id)?.name.as_ref().map(ToString::to_string);
    let mut names: Vec<String> = level.agreements.iter().filter_map(named).collect();
    names.sort_by_cached_key(|name| natural(name));
    match level.agreements.is_empty() {
        true => say!("fair.no_agreement").to_owned(),
        false => say!("fair.level", names = locale().list(&names)),
    }
}

fn block(ledger: &Ledger, name: String, now: Moment, counts: &dyn Fn(RequestId) -> bool) -> Block {
    let hours = ledger.desk().team().hours.and_then(|id| ledger.book().get(id));
    let got = fairness(ledger.desk(), hours.map(|hours| &hours.open), now, counts);
    let mut tallies = in_time(ledger.desk(), ledger.book(), now, counts);
    let spread = spread(&tallies);
    let row = |(client, got)| {
        (self::name(ledger, Group::Client(client)), got, tallies.remove(&client).unwrap_or_default())
    };
    let mut rows: Vec<Row> = got.into_iter().map(row).collect();
    rows.sort_by_cached_key(|(name, got, _)| (Reverse(got.asked.len()), natural(name)));
    Block { name, rows, spread }
}

/// The box; nothing where one client is looked at, or there is only one.
#[component]
pub fn WhoGetsWhat(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let shown = RwSignal::new(CLIENTS);
    let all = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        desk.read(Bell::Others, |l| {
            let counts = |id| period.counts(l.desk(), id);
            let levels = levels(l.desk(), at, &counts);
            let blocks: Vec<Block> = match levels.as_slice() {
                [] | [_] => vec![block(l, String::new(), at, &counts)],
                several => several
                    .iter()
                    .map(|level| block(l, level_name(l, level), at, &|id| level.requests.contains(&id)))
                    .collect(),
            };
            let rows = blocks.iter().flat_map(|block| &block.rows);
            let hours = l.desk().team().hours.and_then(|id| l.book().get(id));
            Figures {
                done: rows.map(|(_, got, _)| got.done.len()).sum(),
                day: hours.map(|hours| Span::minutes(i64::from(hours.day_minutes))).unwrap_or_default(),
                blocks,
            }
        })
    });
    let there = Memo::new(move |_| {
        let clients = |all: &Figures| {
            let names = all.blocks.iter().flat_map(|block| &block.rows).map(|(name, ..)| name.clone());
            names.collect::<BTreeSet<String>>().len()
        };
        period.with(|p| p.client.is_none()) && all.with(clients) > 1
    });
    let levels = Memo::new(move |_| all.with(|all| all.blocks.len() > 1));
    let more = move || all.with(|all| all.blocks.iter().any(|block| block.rows.len() > shown.get()));
    let lines = move || {
        all.with(|all| {
            let body = |block: &Block| {
                let rows =
                    block.rows.iter().take(shown.get()).map(|row| line(row, all, chosen)).collect_view();
                view! { <tbody>{head(block)}{rows}</tbody> }
            };
            all.blocks.iter().map(body).collect_view()
        })
    };
    let alone =
        move || all.with(|all| all.blocks.first().and_then(|block| block.spread)).filter(|_| !levels.get());
    move || {
        there.get().then(|| view! {
            <section class="box stack" aria-labelledby="fairness">
                <div class="box-head"><div><h2 id="fairness">{say!("fair.title")}</h2><p>{say!("fair.text")}</p></div></div>
                {move || levels.get().then(|| view! { <p class="small">{say!("fair.levels")}</p> })}
                {move || alone().map(|points| view! { <p class="small">{spread_words(points)}</p> })}
                <div class="scroll-x"><table class="table" aria-labelledby="fairness">
                    <thead><tr>
                        <th scope="col">{say!("process.head.client")}</th>
                        <th scope="col" class="num">{say!("fair.asked")}</th>
                        <th scope="col" class="num">{say!("fair.work")}</th>
                        <th scope="col" class="num">{say!("fair.answer")}</th>
                        <th scope="col" class="num">{say!("fair.done")}</th>
                        <th scope="col" class="num">{say!("process.declined")}</th>
                        <th scope="col" class="num">{say!("fair.in_time")}</th>
                        <th scope="col" class="num">{say!("fair.we_asked")}</th>
                    </tr></thead>
                    {lines}
                </table></div>
                <Show when=more>
                    <div><button class="btn btn-s" type="button" on:click=move |_| shown.update(|n| *n += 10 * CLIENTS)>{say!("process.more")}</button></div>
                </Show>
                <div class="box-foot"><p class="def">{say!("fair.definition")}</p></div>
            </section>
        })
    }
}

fn spread_words(points: f64) -> String {
    say!("fair.spread", n = Arg::places(points, 0))
}

/// What the clients below were promised, with the spread among them; nothing where all were promised the same.
fn head(block: &Block) -> Option<impl IntoView + use<>> {
    let spread =
        block.spread.map(|points| view! { <span class="muted small">" "{spread_words(points)}</span> });
    let name = block.name.clone();
    (!name.is_empty()).then(|| view! { <tr><th scope="rowgroup" colspan="8"><b>{name}</b>{spread}</th></tr> })
}

fn line((name, got, in_time): &Row, all: &Figures, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let link = |heading: &'static str, words: String, ids: &[RequestId]| {
        behind_link(name, heading, words, ids, chosen)
    };
    let times = |heading: &'static str, times: &[(Span, RequestId)]| {
        let ids: Vec<RequestId> = times.iter().map(|(_, id)| *id).collect();
        let words = match (usual(times), ids.len()) {
            (Some(span), n) => say!("fair.usual", span = worked(span, all.day), n = n),
            (None, 0) => say!("insights.nothing").to_owned(),
            (None, n) => say!("fair.few", n = n),
        };
        link(heading, words, &ids)
    };
    let decided = got.declined.len() + got.done.len();
    view! {
        <tr>
            <th scope="row">{name.clone()}</th>
            <td class="num">{link(say!("fair.asked"), got.asked.len().to_string(), &got.asked)}</td>
            <td class="num">{link(say!("fair.work"), share(got.done.len(), all.done), &got.done)}</td>
            <td class="num">{times(say!("fair.answer"), &got.answered)}</td>
            <td class="num">{times(say!("fair.done"), &got.took)}</td>
            <td class="num">{link(say!("process.declined"), share(got.declined.len(), decided), &got.declined)}</td>
            <td class="num"><div class="fair-in-time">{numbers(ClockKind::Resolution, name, in_time, chosen)}</div></td>
            <td class="num">{link(say!("fair.we_asked"), got.we_asked.len().to_string(), &got.we_asked)}</td>
        </tr>
    }
    .into_any()
}

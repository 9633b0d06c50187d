//! Who gets what: each client beside the others, and what goes back and forth.

use super::Period;
use super::behind::Chosen;
use super::process::{behind_link, name, share};
use super::share::numbers;
use super::work::worked;
use crate::domain::clock::ClockKind;
use crate::domain::fairness::{Got, fairness, in_time, spread, usual};
use crate::domain::fold::natural;
use crate::domain::ident::RequestId;
use crate::domain::insight::Tally;
use crate::domain::moment::Span;
use crate::domain::process::Group;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::words::{Arg, say};
use leptos::prelude::*;
use std::cmp::Reverse;

/// How many clients are shown at once.
const CLIENTS: usize = 12;

/// One client: its name, what it got, its clocks.
type Row = (String, Got, Tally);

#[derive(Clone, PartialEq, Default)]
struct Figures {
    rows: Vec<Row>,
    /// What was finished for all of them.
    done: usize,
    /// An opening day.
    day: Span,
    spread: Option<f64>,
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
            let hours = l.desk().team().hours.and_then(|id| l.book().get(id));
            let counts = |id| period.counts(l.desk(), id);
            let got = fairness(l.desk(), hours.map(|hours| &hours.open), at, &counts);
            let mut tallies = in_time(l.desk(), l.book(), at, &counts);
            let spread = spread(&tallies);
            let row = |(client, got)| {
                (name(l, Group::Client(client)), got, tallies.remove(&client).unwrap_or_default())
            };
            let mut rows: Vec<Row> = got.into_iter().map(row).collect();
            rows.sort_by_cached_key(|(name, got, _)| (Reverse(got.asked.len()), natural(name)));
            Figures {
                done: rows.iter().map(|(_, got, _)| got.done.len()).sum(),
                day: hours.map(|hours| Span::minutes(i64::from(hours.day_minutes))).unwrap_or_default(),
                spread,
                rows,
            }
        })
    });
    let there = Memo::new(move |_| period.with(|p| p.client.is_none()) && all.with(|all| all.rows.len() > 1));
    let more = move || all.with(|all| all.rows.len() > shown.get());
    let lines = move || {
        all.with(|all| all.rows.iter().take(shown.get()).map(|row| line(row, all, chosen)).collect_view())
    };
    move || {
        there.get().then(|| view! {
            <section class="box stack" aria-labelledby="fairness">
                <div class="box-head"><div><h2 id="fairness">{say!("fair.title")}</h2><p>{say!("fair.text")}</p></div></div>
                {move || all.with(|all| all.spread).map(|points| view! { <p class="small">{say!("fair.spread", n = Arg::places(points, 0))}</p> })}
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
                    <tbody>{lines}</tbody>
                </table></div>
                <Show when=more>
                    <div><button class="btn btn-s" type="button" on:click=move |_| shown.update(|n| *n += 10 * CLIENTS)>{say!("process.more")}</button></div>
                </Show>
                <div class="box-foot"><p class="def">{say!("fair.definition")}</p></div>
            </section>
        })
    }
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

//! Attainment per client and priority: met of n, for first responses and resolutions, with what counts
//! and what measured it.

use super::Period;
use super::behind::{Chosen, Shows};
use super::share::{cells, numbers};
use crate::domain::clock::ClockKind;
use crate::domain::flow::unmeasured;
use crate::domain::fold::natural;
use crate::domain::ident::{AgreementId, ClientId, RequestId};
use crate::domain::insight::{Attainment, Row, Tally};
use crate::domain::request::Priority;
use crate::domain::text::Name;
use crate::ui::agreements::strong;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::{Arg, DateStyle, Part, locale, say, say_dyn, say_parts};
use leptos::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The table with its definition.
#[component]
pub fn AttainmentBox(
    figures: Memo<Attainment>,
    period: Memo<Period>,
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let desk = use_desk();
    let fold = Fold { all: RwSignal::new(false), open: RwSignal::default() };
    let table = Table { figures, period, fold, chosen };
    let clients = Memo::new(move |_| {
        figures.with(|f| f.rows.keys().map(|(client, _)| client).collect::<BTreeSet<_>>().len())
    });
    view! {
        <section class="box" aria-labelledby="attainment">
            <div class="box-head"><div><h2 id="attainment">{say!("insights.attainment")}</h2><p>{move || strong(figures.with(summary))}</p></div></div>
            <div class="scroll-x">
                <table class="att">
                    <thead><tr>
                        <th scope="col">{say!("insights.client_head")}</th>
                        <th scope="col" class="plot plot-2">{say!("insights.response_head")}</th>
                        <th scope="col" class="num"><span class="only-phone">{say!("insights.response_head")}</span><span class="sr only-wide">{say!("insights.response_numbers")}</span></th>
                        {move || figures.with(Columns::of).decision.then(|| view! { <th scope="col" class="num">{say!("clock.decision")}</th> })}
                        {move || figures.with(Columns::of).news.then(|| view! { <th scope="col" class="num">{say!("clock.update")}</th> })}
                        {move || figures.with(Columns::of).reply.then(|| view! { <th scope="col" class="num">{say!("clock.reply")}</th> })}
                        <th scope="col" class="plot plot-2">{say!("insights.done_head")}</th>
                        <th scope="col" class="num"><span class="only-phone">{say!("insights.done_head")}</span><span class="sr only-wide">{say!("insights.done_numbers")}</span></th>
                        <th scope="col" class="num">{say!("insights.requests_head")}</th>
                    </tr></thead>
                    {move || figures.with(|f| bodies(desk, f, table))}
                </table>
            </div>
            {move || (clients.get() > FIRST).then(|| view! {
                <div class="att-more"><button class="btn btn-s" type="button" on:click=move |_| fold.all.update(|all| *all = !*all)>
                    {move || if fold.all.get() { say!("insights.first_clients", n = FIRST) } else { say!("insights.every_client", n = clients.get()) }}
                </button></div>
            })}
            <Remarks figures=figures period=period chosen=chosen/>
            <div class="box-foot"><p class="def">{say!("insights.definition")}" "{move || figures.with(|f| measured_by(desk, f))}</p></div>
        </section>
    }
}

/// "81 % of 188 were done in time, 92 % of 203 answered in time."
fn summary(figures: &Attainment) -> Vec<Part> {
    let total = figures.total();
    let share = |tally: &Tally| match tally.percent() {
        Some(p) => say!("insights.share_of", p = Arg::places(p, 0), n = tally.n()),
        None => say!("insights.met_of", met = tally.met.len(), n = tally.n()),
    };
    say_parts!("insights.summary", done = share(&total.resolution), response = share(&total.response))
}

/// "Measured by Finance – Payroll, version 3, made on 12 November 2026."
fn measured_by(desk: Desk, figures: &Attainment) -> String {
    desk.peek(|l| {
        let zone = l.desk().team().zone.clone();
        let sentence = |(id, number): &(AgreementId, u32)| {
            let agreement = l.desk().agreement(*id)?;
            let version = agreement.versions.get(number)?;
            let name = agreement.name.as_ref().map(Name::to_string).unwrap_or_default();
            let date = locale().date(version.made.0, zone.as_deref().unwrap_or("UTC"), DateStyle::DayLong);
            Some(say!("insights.measured_by", name = name, version = *number, date = date))
        };
        figures.measured_by.iter().filter_map(sentence).collect::<Vec<_>>().join(" ")
    })
}

/// The columns that are there only where such a promise has a verdict.
#[derive(Clone, Copy, PartialEq)]
struct Columns {
    decision: bool,
    news: bool,
    reply: bool,
}

impl Columns {
    fn of(figures: &Attainment) -> Columns {
        let any = |of: fn(&Row) -> &Tally| figures.rows.values().any(|row| of(row).n() > 0);
        let (decision, news) = (any(|row| &row.decision), any(|row| &row.update));
        Columns { decision, news, reply: any(|row| &row.reply) }
    }
}

/// How many clients stand there before all of them are asked for.
const FIRST: usize = 10;

/// What is unfolded: kept apart from the figures, which are counted anew every minute.
#[derive(Clone, Copy)]
struct Fold {
    /// All clients, not the first ones only.
    all: RwSignal<bool>,
    /// The clients whose priorities are shown.
    open: RwSignal<BTreeSet<Option<ClientId>>>,
}

/// The table: the figures, the period they are of, what is unfolded, and where the requests behind a figure are shown.
#[derive(Clone, Copy)]
struct Table {
    figures: Memo<Attainment>,
    period: Memo<Period>,
    fold: Fold,
    chosen: RwSignal<Option<Chosen>>,
}

/// All together, then the clients with the most requests first, each with its priorities folded in.
fn bodies(desk: Desk, figures: &Attainment, table: Table) -> impl IntoView + use<> {
    let mut clients: BTreeMap<Option<ClientId>, Row> = BTreeMap::new();
    for ((client, _), row) in &figures.rows {
        clients.entry(*client).or_default().add(row);
    }
    let name = |id: Option<ClientId>| {
        let known = id.and_then(|id| desk.peek(|l| l.desk().client_name(id).map(Name::to_string)));
        known.unwrap_or_else(|| say!("insights.no_client").to_owned())
    };
    let mut named: Vec<_> = clients.into_iter().map(|(id, sum)| (name(id), id, sum)).collect();
    named.sort_by_cached_key(|(name, _, sum)| (Reverse(sum.requests), natural(name)));
    let columns = Columns::of(figures);
    let head = view! { <th scope="row"><b>{say!("insights.total")}</b></th> }.into_any();
    let which = Of { client: None, priority: None, columns };
    let together = line(head, say!("insights.total_of"), &figures.total(), which, desk, table);
    let most = if table.fold.all.get() { named.len() } else { FIRST };
    let one = named.len() == 1;
    let bodies: Vec<_> =
        named.into_iter().take(most).map(|of| client_body(of, one, columns, desk, table)).collect();
    view! { <tbody class="att-all">{together}</tbody>{bodies} }
}

/// A client, and its priorities once they are unfolded: at once where it is the `only` one.
fn client_body(
    (name, id, sum): (String, Option<ClientId>, Row),
    only: bool,
    columns: Columns,
    desk: Desk,
    table: Table,
) -> AnyView {
    let open = Memo::new(move |_| only || table.fold.open.with(|open| open.contains(&id)));
    let turn = move |_| {
        table.fold.open.update(|open| {
            if !open.remove(&id) {
                open.insert(id);
            }
        });
    };
    let head = match only {
        true => view! { <th scope="rowgroup"><b>{name.clone()}</b></th> }.into_any(),
        false => view! {
            <th scope="rowgroup"><button class="att-fold" type="button" aria-expanded=move || open.get().to_string() on:click=turn>
                <Icon name="down"/>{name.clone()}
            </button></th>
        }
        .into_any(),
    };
    let which = Of { client: Some(id), priority: None, columns };
    let first = line(head, &name, &sum, which, desk, table);
    let lines = move || {
        open.get().then(|| {
            let rows = table.figures.with_untracked(|f| {
                let mine = f.rows.iter().filter(|((client, _), _)| *client == id);
                mine.map(|((_, priority), row)| (*priority, row.clone())).collect::<Vec<_>>()
            });
            rows.into_iter()
                .map(|(priority, row)| priority_line(&name, priority, &row, which, desk, table))
                .collect_view()
        })
    };
    view! { <tbody>{first}{lines}</tbody> }.into_any()
}

fn priority_line(name: &str, priority: Priority, row: &Row, which: Of, desk: Desk, table: Table) -> AnyView {
    let word = say_dyn!("priority.", priority.code());
    let of = [name, ", ", &word].concat();
    let icon = ["p", &priority.level().to_string()].concat();
    let head = view! { <th scope="row" class="att-sub"><span class="row nowrap-row"><Icon name=icon/>{word}</span></th> };
    line(head.into_any(), &of, row, Of { priority: Some(priority), ..which }, desk, table)
}

/// Which requests a row is about; none of a part for all of it.
#[derive(Clone, Copy)]
struct Of {
    client: Option<Option<ClientId>>,
    priority: Option<Priority>,
    columns: Columns,
}

fn line(head: AnyView, of: &str, row: &Row, which: Of, desk: Desk, table: Table) -> AnyView {
    let Table { period, chosen, .. } = table;
    let title = say!("insights.behind_all", of = of);
    let label = say!("insights.show_all", of = of, n = row.requests);
    let open = move |_| {
        let now = desk.peek(|l| l.now());
        let ids: Vec<RequestId> = desk.peek(|l| {
            let all = l.desk().requests().filter(|(id, r)| {
                r.raised <= now
                    && which.client.is_none_or(|c| c == r.client)
                    && which.priority.is_none_or(|p| p == r.priority)
                    && period.with_untracked(|p| p.counts(l.desk(), *id))
            });
            all.map(|(id, _)| id).collect()
        });
        let groups = vec![(say!("insights.behind_raised"), ids)];
        chosen.set(Some(Chosen { title: title.clone(), shows: Shows::Stage, groups, open_only: false }));
    };
    view! {
        <tr>
            {head}
            {cells(ClockKind::FirstResponse, of, &row.response, which.priority.is_none(), chosen)}
            {which.columns.decision.then(|| view! { <td class="num">{numbers(ClockKind::Decision, of, &row.decision, chosen)}</td> })}
            {which.columns.news.then(|| view! { <td class="num">{numbers(ClockKind::Update, of, &row.update, chosen)}</td> })}
            {which.columns.reply.then(|| view! { <td class="num">{numbers(ClockKind::Reply, of, &row.reply, chosen)}</td> })}
            {cells(ClockKind::Resolution, of, &row.resolution, which.priority.is_none(), chosen)}
            <td class="num"><button class="as-link small" type="button" aria-label=label on:click=open>{locale().number(row.requests as f64, 0)}</button></td>
        </tr>
    }
    .into_any()
}

/// What is not in the table, and why.
#[component]
fn Remarks(
    figures: Memo<Attainment>,
    period: Memo<Period>,
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let desk = use_desk();
    let left_out = Memo::new(move |_| {
        if figures.with(|f| f.unmeasured == 0) {
            return Default::default();
        }
        let period = period.get();
        desk.read(Bell::Others, |l| {
            unmeasured(l.desk(), l.book(), l.now(), &|id| period.counts(l.desk(), id))
        })
    });
    let shown = move |title: &'static str, text: String, ids: Vec<RequestId>, shows: Shows| {
        let groups = vec![(say!("insights.behind_raised"), ids)];
        let asked = Chosen { title: title.to_owned(), shows, groups, open_only: false };
        view! {
            <p class="note"><Icon name="info"/><span>{text}" "
                <button class="as-link" type="button" on:click=move |_| chosen.set(Some(asked.clone()))>{say!("insights.show")}</button></span></p>
        }
    };
    let remark = move |title, text, ids| shown(title, text, ids, Shows::Stage);
    view! {
        <div class="stack att-notes">
            {move || left_out.with(|u| (!u.no_agreement.is_empty()).then(|| {
                remark(say!("insights.no_agreement"), say!("insights.unmeasured", n = u.no_agreement.len()), u.no_agreement.clone())
            }))}
            {move || left_out.with(|u| (!u.no_hours.is_empty()).then(|| {
                remark(say!("insights.no_hours_title"), say!("insights.unreadable", n = u.no_hours.len()), u.no_hours.clone())
            }))}
            {move || figures.with(|f| (f.pilot.requests > 0).then(|| {
                let (done, response) = (&f.pilot.resolution, &f.pilot.response);
                let text = say!("insights.pilot", n = f.pilot.requests, done = done.met.len(), of = done.n(),
                    answered = response.met.len(), asked = response.n());
                let all: BTreeSet<RequestId> = [done, response].into_iter().flat_map(|t| t.met.iter().chain(&t.breached)).copied().collect();
                remark(say!("insights.pilot_title"), text, all.into_iter().collect())
            }))}
            {move || figures.with(|f| (f.opened_again.0.n() > 0).then(|| {
                let (first, last) = &f.opened_again;
                let text = say!("insights.again", n = first.n(), first = first.met.len(), last = last.met.len(), of = last.n());
                let all: BTreeSet<RequestId> = first.met.iter().chain(&first.breached).copied().collect();
                remark(say!("insights.again_title"), text, all.into_iter().collect())
            }))}
            {move || figures.with(|f| {
                let (by_date, without) = &f.agreed;
                let all: BTreeSet<RequestId> = [by_date, without].into_iter().flat_map(|t| t.met.iter().chain(&t.breached)).copied().collect();
                (!all.is_empty()).then(|| {
                    let text = say!("insights.agreed", n = all.len(), met = by_date.met.len(), of = by_date.n(), without = without.met.len(), all = without.n());
                    remark(say!("insights.agreed_title"), text, all.into_iter().collect())
                })
            })}
            {move || figures.with(|f| (!f.differing.is_empty()).then(|| {
                let ids: BTreeSet<RequestId> = f.differing.iter().map(|one| one.id).collect();
                let text = say!("insights.differing", n = f.differing.len());
                shown(say!("insights.differing_title"), text, ids.into_iter().collect(), Shows::Differing)
            }))}
        </div>
    }
}

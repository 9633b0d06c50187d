//! The same requests as a table, each column a way to order them. Only the rows near what is in sight stand
//! in the page.

use super::card::face_of;
use super::filter::clear_button;
use super::order::{column_name, reference, use_board};
use super::pick::{self, Mark};
use super::rows::{begin, more_on_paper};
use crate::domain::agenda::Agenda;
use crate::domain::fold::natural;
use crate::domain::glance::Turn;
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::Moment;
use crate::domain::promised::{Keeping, promised};
use crate::domain::sieve::{Sort, View};
use crate::domain::text::{Name, Title};
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::clock::ClockLine;
use crate::ui::parts::icon::Icon;
use crate::words::{say_dyn, time};
use leptos::prelude::*;
use std::sync::Arc;

/// The height of a row, in pixels at the usual size of letters; the style sheet says the same.
const ROW: f64 = 44.0;
/// Rows drawn above and below those in sight.
const MARGIN: usize = 12;

/// So many rows are drawn on paper, at least; of more it is said how many there are.
const ON_PAPER: usize = 1000;

/// The columns: what they order by.
const COLUMNS: [Sort; 9] = [
    Sort::Reference,
    Sort::Title,
    Sort::Client,
    Sort::Service,
    Sort::Priority,
    Sort::Stage,
    Sort::Owner,
    Sort::Breach,
    Sort::Promise,
];

/// All that is shown in one list, in the order of the view. `shown` are the lanes in order.
pub fn ordered(
    ledger: &Ledger,
    agenda: &Agenda,
    view: &View,
    shown: &[Arc<[RequestId]>],
) -> Arc<[RequestId]> {
    let mut ids: Vec<RequestId> = shown.iter().flat_map(|lane| lane.iter().copied()).collect();
    let desk = ledger.desk();
    let sort = view.sort.unwrap_or_default();
    // What says nothing stands last.
    let by_name = |name: Option<&Name>| name.map_or((1, 0, String::new()), |n| (0, 0, natural(n.as_str())));
    let key = |id: RequestId| {
        let Some(request) = desk.request(id) else { return (9, 0, String::new()) };
        match sort {
            Sort::Reference => {
                let (letters, number) =
                    request.reference.rsplit_once('-').unwrap_or((&request.reference, ""));
                (0, number.parse().unwrap_or(0), letters.to_owned())
            }
            Sort::Title => (0, 0, request.title.as_ref().map(Title::as_str).map(natural).unwrap_or_default()),
            Sort::Client => by_name(request.client.and_then(|id| desk.client_name(id))),
            Sort::Service => by_name(request.service.and_then(|id| desk.service_name(id))),
            Sort::Owner => by_name(request.owner.as_ref()),
            Sort::Priority => (request.priority.index(), 0, String::new()),
            Sort::Stage => (request.stage.index(), 0, String::new()),
            Sort::Promise => match request.promise().filter(|_| !request.stage.is_finished()) {
                Some(promise) => (0, promise.date.0, String::new()),
                None => (1, 0, String::new()),
            },
            Sort::Age => (0, request.raised.0, String::new()),
            Sort::Rank => (0, 0, String::new()),
            Sort::Breach => match agenda.glance(id).map(|glance| glance.turn) {
                Some(Turn::Due(at)) => (0, at.0, String::new()),
                Some(Turn::Paused) => (1, 0, String::new()),
                Some(Turn::Open) => (2, 0, String::new()),
                None => (3, -request.since.0, String::new()),
            },
        }
    };
    ids.sort_by_cached_key(|id| key(*id));
    if view.reversed {
        ids.reverse();
    }
    ids.into()
}

/// What a row shows.
#[derive(Clone, PartialEq)]
struct Row {
    reference: String,
    title: String,
    client: String,
    service: String,
    priority: &'static str,
    icon: &'static str,
    stage: String,
    owner: String,
    promise: String,
}

/// The table.
#[component]
pub fn Table() -> impl IntoView {
    let board = use_board();
    let list = Memo::new(move |_| board.sight.with(|sight| sight.list.clone()));
    let place = RwSignal::new((0_usize, 30_usize));
    let look = move |top: i32, height: i32| {
        let first = (f64::from(top.max(0)) / ROW) as usize;
        let now = (first - first % 6, (f64::from(height) / ROW) as usize + 6);
        if place.get_untracked() != now {
            place.set(now);
        }
    };
    let window = Memo::new(move |_| {
        let (first, count) = if board.on_paper.get() { (0, ON_PAPER) } else { place.get() };
        let from = first.saturating_sub(MARGIN);
        list.with(|list| {
            let ids: Vec<RequestId> = list.iter().skip(from).take(count + 2 * MARGIN).copied().collect();
            let from = from.min(list.len());
            let below = list.len() - from - ids.len();
            (from, ids, below)
        })
    });
    let spacer = |rows: usize| {
        (rows > 0).then(|| {
            let height = [&((rows as f64 * ROW) as i64).to_string(), "px"].concat();
            view! { <tr class="row-space" aria-hidden="true"><td style:height=height></td></tr> }
        })
    };
    let n = Memo::new(move |_| list.with(|list| list.len()));
    view! {
        <div class="board-table" tabindex="0" role="region" aria-label=say!("table.caption", n = n.get_untracked())
            on:scroll:target=move |ev| look(ev.target().scroll_top(), ev.target().client_height())>
            <table class="table" aria-rowcount=move || (n.get() + 1).to_string()>
                <caption class="sr">{move || say!("table.caption", n = n.get())}</caption>
                <thead><tr aria-rowindex="1">
                    {COLUMNS.iter().map(|sort| view! { <Heading sort=*sort/> }).collect_view()}
                </tr></thead>
                <tbody>
                    {move || spacer(window.with(|w| w.0))}
                    <For each=move || window.with(|w| w.1.clone()) key=|id| id.0.0 let(id)>
                        <Line id=id/>
                    </For>
                    {move || match more_on_paper(board.on_paper.get(), window.with(|w| w.2), 0) {
                        Some(words) => view! { <tr><td colspan="9">{words}</td></tr> }.into_any(),
                        None => spacer(window.with(|w| w.2)).into_any(),
                    }}
                </tbody>
            </table>
            {move || (n.get() == 0).then(|| match board.sight.with(|sight| sight.is_empty()) {
                true => view! { <div class="empty">{begin()}</div> }.into_any(),
                false => view! { <div class="empty"><p>{say!("empty.filter")}</p>{clear_button(board)}</div> }.into_any(),
            })}
        </div>
    }
}

#[component]
fn Heading(sort: Sort) -> impl IntoView {
    let board = use_board();
    let state = Memo::new(move |_| (board.sort() == sort).then(|| board.view.with(|view| view.reversed)));
    let aria = move || state.get().map(|reversed| if reversed { "descending" } else { "ascending" });
    let turn = move |_| {
        let here = state.get_untracked();
        board.change(|view| {
            view.reversed = here == Some(false);
            view.sort = Some(sort);
        });
    };
    view! {
        <th scope="col" aria-sort=aria>
            <button type="button" on:click=turn>{say_dyn!("column.", sort.code())}
                {move || state.get().map(|reversed| view! { <span class="sort" class:sort-up=reversed><Icon name="down"/></span> })}
            </button>
        </th>
    }
}

#[component]
fn Line(id: RequestId) -> impl IntoView {
    let (board, desk, now) = (use_board(), use_desk(), use_now());
    let row = Memo::new(move |_| {
        let now = now.get();
        desk.listen(Bell::Others);
        desk.read(Bell::Record(Subject::Request(id)), |ledger| row(ledger, id, now))
    });
    let face = Memo::new(move |_| {
        desk.listen(Bell::Others);
        face_of(desk, id, now.get())
    });
    let on = Memo::new(move |_| board.picked.with(|picked| picked.contains(&id)));
    move || {
        row.get().map(|row| {
            view! {
                <tr class:is-on=on on:click=move |ev| pick::on_click(&ev, board, id)>
                    <td class="nowrap"><Mark id=id on=on/>{row.reference}</td>
                    <td><a class="card-link" href=Route::Request(id).href() on:keydown=move |ev| { pick::on_key(&ev, board, id); }>{row.title}</a></td>
                    <td>{row.client}</td>
                    <td>{row.service}</td>
                    <td class="nowrap"><Icon name=row.icon/>{say_dyn!("priority.", row.priority)}</td>
                    <td class="nowrap">
                        <button class="btn btn-quiet btn-s" type="button" aria-haspopup="dialog"
                            aria-label=move || say!("table.move", name = reference(desk, id), stage = board.lane_name_of(id))
                            on:click=move |_| board.moving.set(Some(id))>{row.stage}</button>
                    </td>
                    <td>{row.owner}</td>
                    <td class="nowrap"><ClockLine face=face/></td>
                    <td class="nowrap">{row.promise}</td>
                </tr>
            }
        })
    }
}

fn row(ledger: &Ledger, id: RequestId, now: Moment) -> Option<Row> {
    let desk = ledger.desk();
    let request = desk.request(id)?;
    let promise = request.promise().map(|promise| {
        let zone = super::team_zone(ledger, promise.date.min(now), promise.date.max(now));
        let at = time::moment(zone.to_local(promise.date), zone.to_local(now));
        match promised(desk, ledger.book(), request, now).map(|(promise, _)| promise.keeping) {
            Some(Keeping::Over) => say!("table.promise_over", at = at),
            Some(Keeping::Near) => say!("table.promise_near", at = at),
            _ => at,
        }
    });
    let text = |name: Option<&Name>| name.map(Name::to_string).unwrap_or_default();
    Some(Row {
        reference: request.reference.to_string(),
        title: request.title.as_ref().map_or(say!("card.no_title"), Title::as_str).to_owned(),
        client: text(request.client.and_then(|id| desk.client_name(id))),
        service: text(request.service.and_then(|id| desk.service_name(id))),
        priority: request.priority.code(),
        icon: super::card::priority_icon(request.priority),
        stage: column_name(ledger, request),
        owner: text(request.owner.as_ref()),
        promise: promise.unwrap_or_default(),
    })
}

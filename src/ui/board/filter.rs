//! Above the lanes: whose desk it is, what needs the team today, what time it is where it works, what is
//! shown, and in which order.

use super::order::use_board;
use crate::domain::agenda::{Facet, Sieve};
use crate::domain::ident::ClientId;
use crate::domain::moment::Moment;
use crate::domain::request::Priority;
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say_dyn, time};
use leptos::prelude::*;

/// The heading, what needs the team today, what time it is, and the way to a new request.
#[component]
pub fn Bar() -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let team = move || {
        let name = desk.read(Bell::Others, |l| l.desk().team().name.as_ref().map(Name::to_string));
        say!("board.title", team = name.unwrap_or_default())
    };
    let counts = Memo::new(move |_| board.sight.with(|sight| sight.counts));
    let late = Memo::new(move |_| counts.get().late);
    let risk = Memo::new(move |_| counts.get().at_risk);
    let waiting = Memo::new(move |_| counts.get().waiting);
    view! {
        <div class="board-bar">
            <h1 tabindex="-1">{team}</h1>
            <div class="chips" role="group" aria-label=say!("board.needs")>
                <Need facet=Facet::Late n=late class="tag tag-late" icon="late" words=|n| say!("board.late", n = n)/>
                <Need facet=Facet::AtRisk n=risk class="tag tag-risk" icon="risk" words=|n| say!("board.risk", n = n)/>
                <Need facet=Facet::Waiting n=waiting class="tag tag-paused" icon="pause" words=|n| say!("board.waiting", n = n)/>
            </div>
            <div class="actions">
                <Present/>
                <a class="btn btn-main only-wide" href=Route::NewRequest.href() aria-keyshortcuts="n">
                    <Icon name="plus"/>{say!("board.new")}
                </a>
            </div>
        </div>
    }
}

/// A count of what needs the team; pressed, it shows only these.
#[component]
fn Need(
    facet: Facet,
    n: Memo<usize>,
    class: &'static str,
    icon: &'static str,
    words: fn(usize) -> String,
) -> impl IntoView {
    let board = use_board();
    let on = move || board.sieve.with(|sieve| sieve.facet == facet);
    view! {
        <Show when=move || { n.get() > 0 || on() }>
            <button class=class type="button" aria-pressed=move || pressed(on())
                on:click=move |_| board.sieve.update(|sieve| {
                    sieve.facet = if sieve.facet == facet { Facet::All } else { facet };
                })>
                <Icon name=icon/>{move || words(n.get())}
            </button>
        </Show>
    }
}

fn pressed(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// What is shown, and in which order.
#[component]
pub fn Filter() -> impl IntoView {
    let board = use_board();
    let open = Memo::new(move |_| board.sight.with(|sight| sight.counts.open));
    let pressing = Memo::new(move |_| board.sight.with(|sight| sight.counts.late + sight.counts.at_risk));
    let is_open = Memo::new(move |_| board.sieve.with(Sieve::is_open));
    view! {
        <div class="board-filter" role="search" aria-label=say!("board.filter")>
            <input class="input" type="search" aria-label=say!("board.search") placeholder=say!("board.search_hint")
                autocomplete="off" prop:value=move || board.sieve.with(|sieve| sieve.text.clone())
                on:input:target=move |ev| board.sieve.update(|sieve| sieve.text = ev.target().value())/>
            <Chip facet=Facet::All n=open words=say!("board.all")/>
            <Chip facet=Facet::Pressing n=pressing words=say!("board.pressing")/>
            <span class="sep" aria-hidden="true"></span>
            <Clients/>
            <Priorities/>
            <Order/>
            {move || (!is_open.get()).then(|| view! {
                <button class="chip" type="button" on:click=move |_| board.sieve.set(Sieve::default())>
                    <Icon name="x"/>{say!("board.clear")}
                </button>
            })}
        </div>
    }
}

#[component]
fn Chip(facet: Facet, n: Memo<usize>, words: &'static str) -> impl IntoView {
    let board = use_board();
    let on = move || board.sieve.with(|sieve| sieve.facet == facet);
    view! {
        <button class="chip" type="button" aria-pressed=move || pressed(on())
            on:click=move |_| board.sieve.update(|sieve| sieve.facet = facet)>
            {words}" "<span class="count">{move || crate::words::locale().number(n.get() as f64, 0)}</span>
        </button>
    }
}

#[component]
fn Clients() -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let clients = Memo::new(move |_| desk.read(Bell::Others, clients_by_name));
    view! {
        <select class="input" aria-label=say!("board.client")
            prop:value=move || board.sieve.with(|s| s.client.map(|id| id.to_string()).unwrap_or_default())
            on:change:target=move |ev| board.sieve.update(|s| s.client = ev.target().value().parse().ok())>
            <option value="">{say!("board.client_any")}</option>
            {move || clients.get().into_iter().map(|(id, name)| {
                view! { <option value=id.to_string()>{name}</option> }
            }).collect_view()}
        </select>
    }
}

/// Every client with its name, by name.
pub fn clients_by_name(ledger: &Ledger) -> Vec<(ClientId, String)> {
    let named = ledger.desk().clients().filter_map(|(id, c)| Some((id, c.name.as_ref()?.to_string())));
    let mut all: Vec<_> = named.collect();
    all.sort_by_cached_key(|(id, name)| (name.to_lowercase(), *id));
    all
}

#[component]
fn Priorities() -> impl IntoView {
    let board = use_board();
    view! {
        <select class="input" aria-label=say!("board.priority")
            prop:value=move || board.sieve.with(|s| s.priority.map(Priority::code).unwrap_or_default())
            on:change:target=move |ev| board.sieve.update(|s| s.priority = Priority::parse(&ev.target().value()))>
            <option value="">{say!("board.priority_any")}</option>
            {Priority::ALL.iter().map(|p| view! {
                <option value=p.code()>{say_dyn!("priority.", p.code())}</option>
            }).collect_view()}
        </select>
    }
}

/// The order of the open lanes, kept on this device.
#[component]
fn Order() -> impl IntoView {
    let (board, here) = (use_board(), use_desk().here());
    let change = move |own: bool| {
        board.by_deadline.set(!own);
        here.set("order", own.then_some("own"));
    };
    view! {
        <select class="input" aria-label=say!("board.order")
            prop:value=move || if board.by_deadline.get() { "deadline" } else { "own" }
            on:change:target=move |ev| change(ev.target().value() == "own")>
            <option value="deadline">{say!("board.order_deadline")}</option>
            <option value="own">{say!("board.order_own")}</option>
        </select>
    }
}

/// What time it is where the team works, and until when it is open.
#[component]
fn Present() -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let words = Memo::new(move |_| {
        let now = now.get();
        desk.read(Bell::Others, |ledger| present(ledger, now))
    });
    view! { <p class="muted small only-wide">{words}</p> }
}

fn present(ledger: &Ledger, now: Moment) -> String {
    let hours = ledger.desk().team().hours.and_then(|id| ledger.book().get(id));
    let zone = hours.map_or_else(|| super::team_zone(ledger, now, now), |hours| hours.zone.clone());
    let local = zone.to_local(now);
    let (day, clock) = (time::date(local, DateStyle::Day), time::date(local, DateStyle::Time));
    let place = time::place(zone.name());
    let turn = hours.map(|h| (h.open.is_open(now), &h.open)).and_then(|(open, table)| {
        let at = if open { table.next_closing(now) } else { table.next_opening(now) };
        Some((open, time::soon(zone.to_local(at?), local)))
    });
    match turn {
        Some((true, until)) => say!("board.now_open", day = day, time = clock, place = place, until = until),
        Some((false, until)) => say!("board.now_shut", day = day, time = clock, place = place, until = until),
        None => say!("board.now", day = day, time = clock, place = place),
    }
}

//! Above the lanes: whose desk it is, what needs the team today, a line for a new request, the forms of the
//! board, and what time it is where the team works.

use super::filter::pressed;
use super::order::{BoardState, use_board};
use super::quick::QuickLine;
use crate::domain::agenda::Counts;
use crate::domain::moment::Moment;
use crate::domain::sieve::{Facet, Form};
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::actions;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::due::DueNow;
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say_dyn, time};
use leptos::prelude::*;

/// The heading, what needs the team today, what time it is, and the ways to a new request.
#[component]
pub fn Bar() -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let fresh = actions::action("new").and_then(|action| action.aria(desk));
    let team = move || {
        let name = desk.read(Bell::Others, |l| l.desk().team().name.as_ref().map(Name::to_string));
        say!("board.title", team = name.unwrap_or_default())
    };
    view! {
        <div class="board-bar">
            <h1 tabindex="-1">{team}</h1>
            <QuickLine/>
            <div class="actions">
                <Forms/>
                <a class="btn btn-quiet" href=Route::Triage(None).href()><Icon name="swap"/>{say!("board.decide")}</a>
                <a class="btn btn-main only-wide" href=Route::NewRequest.href() aria-keyshortcuts=fresh>
                    <Icon name="plus"/>{say!("board.new")}
                </a>
            </div>
            <Present/>
            <div class="chips" role="group" aria-label=say!("board.needs")>
                {need(board, Facet::Late, "tag tag-late", "late", |c| c.late, |n| say!("board.late", n = n))}
                {need(board, Facet::AtRisk, "tag tag-risk", "risk", |c| c.at_risk, |n| say!("board.risk", n = n))}
                {need(board, Facet::PromiseOver, "tag tag-late", "flag", |c| c.promise_over, |n| say!("board.promise_over", n = n))}
                {need(board, Facet::PromiseNear, "tag tag-risk", "flag", |c| c.promise_near, |n| say!("board.promise_near", n = n))}
                {need(board, Facet::Waiting, "tag tag-paused", "pause", |c| c.waiting, |n| say!("board.waiting", n = n))}
                {need(board, Facet::Tell, "tag", "msg", |c| c.tell, |n| say!("board.tell", n = n))}
                {need(board, Facet::Overlong, "tag tag-risk", "pause", |c| c.overlong, |n| say!("board.overlong", n = n))}
                {need(board, Facet::Blocked, "tag tag-risk", "no", |c| c.blocked, |n| say!("board.blocked", n = n))}
            </div>
            <DueNow/>
        </div>
    }
}

/// A count of what needs the team; pressed, it shows only these.
fn need(
    board: BoardState,
    facet: Facet,
    class: &'static str,
    icon: &'static str,
    count: fn(Counts) -> usize,
    words: fn(usize) -> String,
) -> AnyView {
    let n = Memo::new(move |_| board.sight.with(|sight| count(sight.counts)));
    let on = Memo::new(move |_| board.view.with(|view| view.sieve.facet == facet));
    let turn = move |_| {
        board.change(|view| {
            view.sieve.facet = if view.sieve.facet == facet { Facet::All } else { facet };
        });
    };
    let shows = Memo::new(move |_| n.get() > 0 || on.get());
    (move || {
        shows.get().then(|| {
            view! {
                <button class=class type="button" aria-pressed=move || pressed(on.get()) on:click=turn>
                    <Icon name=icon/>{move || words(n.get())}
                </button>
            }
        })
    })
    .into_any()
}

/// Board, table or calendar.
#[component]
fn Forms() -> impl IntoView {
    let board = use_board();
    let icon = |form: Form| match form {
        Form::Board => "board",
        Form::Table => "table",
        Form::Calendar => "cal",
    };
    view! {
        <div class="seg" role="group" aria-label=say!("board.forms")>
            {Form::ALL.iter().map(|form| {
                let form = *form;
                view! {
                    <button type="button" data-does=["form.", form.code()].concat() title=say_dyn!("form.", form.code()) aria-pressed=move || pressed(board.view.with(|view| view.form == form))
                        on:click=move |_| board.change(|view| view.form = form)>
                        <Icon name=icon(form)/><span>{say_dyn!("form.", form.code())}</span>
                    </button>
                }
            }).collect_view()}
        </div>
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
    view! { <p class="muted small only-wide board-now">{words}</p> }
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

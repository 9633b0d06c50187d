//! Deciding, one request at a time: what is asked about it, the order and how it comes about, and the four
//! ends: accepted, declined, put off, asked back.

mod bar;
mod list;
mod questions;
mod score;
mod seat;
mod sheet;

use super::actions::deciding::look_at;
use super::desk::{Bell, Desk, use_desk};
use super::now::use_now;
use super::parts::icon::Icon;
use super::use_place;
use crate::domain::ident::{RequestId, Subject};
use crate::domain::triage::{put_off, to_decide};
use crate::route::Route;
use crate::say;
use leptos::prelude::*;

/// What is to be decided and what is put off, to listen to.
#[derive(Clone, Copy)]
pub(super) struct Order {
    /// To be decided, in order.
    pub open: Memo<Vec<RequestId>>,
    /// Put off.
    pub off: Memo<Vec<RequestId>>,
    /// The one that is looked at.
    pub here: Memo<Option<RequestId>>,
}

impl Order {
    /// The place of the one that is looked at, from 0.
    fn at(self) -> Option<usize> {
        let here = self.here.get()?;
        self.open.with(|open| open.iter().position(|id| *id == here))
    }
}

fn order(desk: Desk) -> Order {
    let (place, now) = (use_place(), use_now());
    let listened = move || {
        desk.listen(Bell::Others);
        desk.listen(Bell::Requests);
        now.get()
    };
    let open = Memo::new(move |_| {
        listened();
        desk.peek(|l| to_decide(l.desk(), l.now()).into_iter().map(|(id, _)| id).collect::<Vec<_>>())
    });
    let off = Memo::new(move |_| {
        listened();
        desk.peek(|l| put_off(l.desk(), l.now()))
    });
    // Without one in the address it is the first; once looked at it stays, though its answers move it.
    let here = Memo::new(move |old: Option<&Option<RequestId>>| match place.get() {
        Route::Triage(Some(id)) => Some(id),
        _ => {
            let old = old.copied().flatten();
            open.with(|open| old.filter(|id| open.contains(id)).or_else(|| open.first().copied()))
        }
    });
    Order { open, off, here }
}

/// The page.
#[component]
pub fn Triage() -> impl IntoView {
    let desk = use_desk();
    let order = order(desk);
    provide_context(order);
    let there = Memo::new(move |_| {
        order
            .here
            .get()
            .filter(|id| desk.read(Bell::Record(Subject::Request(*id)), |l| l.desk().request(*id).is_some()))
    });
    let lost = move || order.here.get().is_some() && there.get().is_none();
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head">
                <div>
                    <h1 tabindex="-1">{say!("frame.triage")}</h1>
                    <p class="sub measure">{say!("triage.lede")}</p>
                </div>
                <div class="actions">
                    <span class="muted small" role="status">{move || say!("triage.count", n = order.open.with(Vec::len))}</span>
                    <a class="btn" href=Route::Rules.href()><Icon name="gear"/>{say!("triage.rules")}</a>
                </div>
            </div>
            <div class="triage">
                {move || match there.get() {
                    Some(id) => view! { <sheet::Sheet id=id/> }.into_any(),
                    None if lost() => view! {
                        <section class="box empty"><Icon name="swap"/><b>{say!("triage.gone")}</b>
                            <p><button class="btn btn-main" type="button" on:click=|_| look_at(None)>{say!("triage.next_one")}</button></p></section>
                    }.into_any(),
                    None => view! {
                        <section class="box empty"><Icon name="check"/><b>{say!("triage.none")}</b><p>{say!("triage.none_text")}</p>
                            <p><a class="btn btn-main" href=Route::Board.href()>{say!("triage.to_board")}</a></p></section>
                    }.into_any(),
                }}
                <list::Lists/>
            </div>
        </main>
    }
}

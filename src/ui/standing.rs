//! How the store stands, where that has to be known as long as it lasts: cleared from outside, emptied or replaced in
//! another tab, full, without the team's own record; and that a new version of the program is there.

use super::Naming;
use super::data::{Pack, download_backup};
use super::desk::{Bell, Desk, use_desk};
use super::notice::{Kind, Notice};
use super::parts::icon::Icon;
use crate::browser::listener::Listener;
use crate::browser::page;
use crate::domain::ident::Subject;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::parts::strong::strong;
use crate::words::{errors, say_parts};
use leptos::prelude::*;

/// True where there are requests, or a value that does not read, and yet no team.
pub fn lacks_team(ledger: &Ledger) -> bool {
    let desk = ledger.desk();
    let key = ledger.keys().record(Subject::Team);
    !desk.is_set_up() && (desk.request_count() > 0 || ledger.damage().iter().any(|d| d.key == key))
}

/// The banners.
#[component]
pub fn Standing() -> impl IntoView {
    let desk = use_desk();
    let cleared = Memo::new(move |_| desk.read(Bell::State, Ledger::is_cleared));
    let stale = Memo::new(move |_| desk.read(Bell::State, Ledger::is_stale));
    let no_team = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.listen(Bell::State);
        desk.read(Bell::Others, lacks_team)
    });
    let full = desk.full();
    let update = RwSignal::new(page::has("html[data-update]"));
    let heard = Listener::window("inhouse:update", move |_| {
        update.try_set(true);
    });
    // It listens as long as the page lives.
    std::mem::forget(heard);
    view! {
        {move || cleared.get().then(|| view! { <Cleared/> })}
        {move || stale.get().then(|| view! { <Stale/> })}
        {move || full.get().then(|| view! { <Full/> })}
        {move || no_team.get().then(|| view! { <NoTeam/> })}
        {move || update.get().then(|| view! {
            <div class="banner" role="status">
                <Icon name="info"/><p>{strong(say_parts!("standing.update"))}</p>
                <button class="btn btn-s" type="button" on:click=|_| page::reload()>{say!("frame.reload")}</button>
            </div>
        })}
    }
}

/// The button that downloads everything this tab has.
#[component]
fn Copy() -> impl IntoView {
    let desk = use_desk();
    view! {
        <button class="btn btn-s" type="button" on:click=move |_| download_backup(desk)>{say!("standing.copy")}</button>
    }
}

#[component]
fn Cleared() -> impl IntoView {
    let desk = use_desk();
    let save = move |_| match desk.replace(Ledger::save_all) {
        Ok(()) => desk.notices().show(Notice::plain(say!("standing.saved_again"))),
        Err(error) => desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(&error) }),
    };
    view! {
        <div class="banner banner-late" role="alert">
            <Icon name="late"/><p>{strong(say_parts!("standing.cleared"))}</p>
            <button class="btn btn-s btn-main" type="button" on:click=save>{say!("standing.save_again")}</button>
            <Copy/>
        </div>
    }
}

#[component]
fn Stale() -> impl IntoView {
    let desk = use_desk();
    view! {
        <div class="banner banner-late" role="alert">
            <Icon name="late"/><p>{strong(say_parts!("standing.stale"))}</p>
            <button class="btn btn-s btn-main" type="button" on:click=move |_| read_anew(desk)>{say!("standing.read_anew")}</button>
            <Copy/>
        </div>
    }
}

/// Reads the desk anew and says why.
pub fn read_anew(desk: Desk) {
    desk.replace(Ledger::reload);
    desk.notices().show(Notice::plain(say!("standing.anew")));
}

#[component]
fn Full() -> impl IntoView {
    let desk = use_desk();
    let packed = move |freed| {
        if freed > 0 {
            desk.full().set(false);
        }
    };
    view! {
        <div class="banner banner-late" role="status">
            <Icon name="late"/><p>{strong(say_parts!("standing.full"))}</p>
            <Copy/>
            <Pack id="pack-full" class="btn btn-s" none=false on_done=packed/>
            <a class="btn btn-s" href=Route::Data.href()>{say!("standing.remove")}</a>
            <button class="icon-btn" type="button" aria-label=say!("notice.close") on:click=move |_| desk.full().set(false)>
                <Icon name="x"/>
            </button>
        </div>
    }
}

#[component]
fn NoTeam() -> impl IntoView {
    let naming = expect_context::<Naming>();
    view! {
        <div class="banner banner-risk" role="status">
            <Icon name="risk"/><p>{strong(say_parts!("standing.team"))}</p>
            <a class="btn btn-s btn-main" href=Route::Data.href()>{say!("standing.team_data")}</a>
            <button class="btn btn-s" type="button" on:click=move |_| naming.0.set(true)>{say!("standing.team_again")}</button>
        </div>
    }
}

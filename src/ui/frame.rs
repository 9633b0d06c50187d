//! The frame of every page ([`bars`]) with the desk in it: its name, the way to everything, undo and redo.
//! Above the page: what has to be known as long as it lasts.

use super::actions;
use super::desk::{Bell, Desk, use_desk};
use super::kept::KeptWord;
use super::notice::deed_text;
use super::parts::icon::Icon;
use super::{OWN, Place, SAMPLE, bars, use_place};
use crate::browser::page;
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Held;
use crate::words::{Part, say_parts};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

fn is_here(place: Place, index: usize) -> bool {
    let here = match place.get() {
        Route::Board
        | Route::View(_)
        | Route::Request(_)
        | Route::NewRequest
        | Route::Given(_)
        | Route::Decline(_)
        | Route::Triage(_) => 0,
        Route::Clients | Route::Client(_) => 1,
        Route::Agreements | Route::NewAgreement | Route::Agreement(_) | Route::Version(..) => 2,
        Route::Survey | Route::Answer(..) | Route::Results(_) => 3,
        Route::Insights(_) => 4,
        Route::Settings
        | Route::Services
        | Route::Positions
        | Route::Rules
        | Route::Templates
        | Route::Parts
        | Route::Data
        | Route::Import => 5,
        Route::Unknown(_) => 6,
    };
    here == index
}

/// The head of the page, and the places at the foot on phones.
#[component]
pub fn Frame() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let team = move || {
        desk.read(Bell::Others, |l| l.desk().team().name.as_ref().map(Name::to_string))
            .unwrap_or_else(|| say!("frame.desk_none").to_owned())
    };
    bars::bars(bars::Bars {
        here: Callback::new(move |index| is_here(place, index)),
        team: team.into_any(),
        search: view! { <Search/> }.into_any(),
        tools: view! { <UndoRedo/><KeptWord/><ThemeButton/> }.into_any(),
    })
}

/// The way to everything by a few letters.
#[component]
fn Search() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let set_up = Memo::new(move |_| desk.read(Bell::Others, |l| l.desk().is_set_up()));
    let palette = actions::action("palette");
    move || {
        let palette = palette.filter(|_| set_up.get())?;
        Some(view! {
            <button class="cmd" type="button" aria-haspopup="dialog" aria-keyshortcuts=palette.aria(desk) on:click=move |_| palette.run(desk, place)>
                <Icon name="search"/><span>{say!("frame.search")}</span>{actions::caps_view(palette.caps(desk))}
            </button>
        })
    }
}

#[component]
fn UndoRedo() -> impl IntoView {
    let desk = use_desk();
    let undo = Memo::new(move |_| desk.read(Bell::State, |l| l.undoable().map(deed_text)));
    let redo = Memo::new(move |_| desk.read(Bell::State, |l| l.redoable().map(deed_text)));
    let undo_label =
        move || undo.get().map_or(say!("frame.undo_none").to_owned(), |what| say!("frame.undo", what = what));
    let redo_label =
        move || redo.get().map_or(say!("frame.redo_none").to_owned(), |what| say!("frame.redo", what = what));
    view! {
        <button class="icon-btn" type="button" aria-label=undo_label title=undo_label
            disabled=move || undo.with(Option::is_none) on:click=move |_| desk.undo()><Icon name="undo"/></button>
        <button class="icon-btn" type="button" aria-label=redo_label title=redo_label
            disabled=move || redo.with(Option::is_none) on:click=move |_| desk.redo()><Icon name="redo"/></button>
    }
}

/// True when the event comes out of a field in which text is typed.
pub fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return false;
    };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.get_attribute("type").unwrap_or_default();
            !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "range" | "file")
        }
        _ => element.is_content_editable(),
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let desk = use_desk();
    bars::theme_button(Callback::new(move |()| turn_theme(desk)))
}

/// From light to dark and back.
pub fn turn_theme(desk: Desk) {
    let here = desk.here();
    let dark = match here.get("theme").as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => page::prefers_dark(),
    };
    let next = if dark { "light" } else { "dark" };
    here.set("theme", Some(next));
    page::set_theme(Some(next));
}

/// What has to be known as long as it lasts: nothing is kept, the sample desk, damage, a newer version.
#[component]
pub fn Banners() -> impl IntoView {
    let desk = use_desk();
    // Which space is open decides, not what is in it: a file of the sample taken into one's own desk does
    // not make that the sample.
    let in_sample = desk.here().get("space").as_deref() == Some(SAMPLE);
    let sample = Memo::new(move |_| in_sample && desk.read(Bell::Others, |l| l.desk().is_set_up()));
    let place = use_place();
    let first_hour = Memo::new(move |_| {
        !in_sample && place.get().view().is_some() && desk.read(Bell::Others, |l| l.desk().is_set_up())
    });
    let newer = Memo::new(move |_| desk.read(Bell::State, |l| l.newer().is_some()));
    let held = Memo::new(move |_| {
        desk.read(Bell::State, |l| match l.held()? {
            Held::Room => Some(say!("frame.held_room").to_owned()),
            Held::Unfit(unfit) => Some(say!("frame.held_unfit", key = unfit.key.as_str())),
        })
    });
    let damage = Memo::new(move |_| desk.read(Bell::State, |l| l.damage().len()));
    let strong = |parts: Vec<Part>| {
        parts
            .into_iter()
            .map(|part| match part {
                Part::Strong(text) => view! { <b>{text}</b> }.into_any(),
                Part::Plain(text) | Part::Slot(text) => text.into_any(),
            })
            .collect_view()
    };
    view! {
        {(!desk.is_kept()).then(|| view! {
            <div class="banner banner-late" role="status">
                <Icon name="late"/><p>{strong(say_parts!("frame.memory_banner"))}</p>
                <button class="btn btn-s" type="button" on:click=move |_| super::data::download_backup(desk)>{say!("frame.backup_go")}</button>
            </div>
        })}
        {move || newer.get().then(|| view! {
            <div class="banner banner-risk" role="status">
                <Icon name="risk"/><p>{say!("frame.newer_banner")}</p>
                <button class="btn btn-s" type="button" on:click=|_| { page::reload(); }>{say!("frame.reload")}</button>
            </div>
        })}
        {move || held.get().map(|text| view! {
            <div class="banner banner-risk" role="status">
                <Icon name="risk"/><p>{text}</p>
                <a class="btn btn-s" href=Route::Data.href()>{say!("frame.held_data")}</a>
            </div>
        })}
        <super::standing::Standing/>
        {move || (damage.get() > 0).then(|| view! {
            <div class="banner banner-risk" role="status">
                <Icon name="risk"/><p>{say!("frame.damage_banner", n = damage.get())}</p>
                <a class="btn btn-s" href=Route::Data.href()>{say!("frame.damage_look")}</a>
            </div>
        })}
        {move || first_hour.get().then(|| view! { <super::start::steps::NextStep/> })}
        {move || sample.get().then(|| view! {
            <div class="banner" role="status">
                <Icon name="eye"/><p>{say!("frame.sample_banner")}</p>
                <button class="btn btn-s" type="button" aria-label=say!("frame.sample_leave") on:click=move |_| leave_sample(desk)>
                    <span class="only-wide">{say!("frame.sample_leave")}</span><span class="only-phone">{say!("frame.sample_leave_short")}</span>
                </button>
            </div>
        })}
    }
}

/// Throws the sample desk away and opens one's own.
pub fn leave_sample(desk: Desk) {
    // A store that refuses to remove leaves the sample's values behind; they are never mixed with others.
    let _ = desk.replace(|ledger| ledger.wipe());
    desk.here().set("space", Some(OWN));
    page::set_hash(&Route::Board.href());
    page::reload();
}

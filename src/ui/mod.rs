//! Screens. They hold no rules: they read the desk and ask it to act.
//!
//! [`App`] is the page: frame, banners, the screen the address names, notices. Every screen is a module
//! with the screen's name.

pub mod agreements;
pub mod board;
pub mod clients;
pub mod data;
pub mod desk;
pub mod frame;
pub mod import;
pub mod insights;
pub mod notice;
pub mod now;
pub mod parts;
pub mod request;
pub mod settings;
pub mod start;
pub mod survey;

use crate::browser::{focus, page, tabs};
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::store::here::Here;
use crate::store::key;
use crate::store::ledger::{Ledger, Ports};
use crate::words;
use desk::{Bell, Desk, use_desk};
use frame::{Banners, Frame};
use leptos::prelude::*;
use notice::{NoticeBar, Notices};
use now::Now;

/// The address, to listen to.
#[derive(Clone, Copy)]
pub struct Place(RwSignal<Route>);

impl Place {
    /// The screen the address names.
    pub fn get(&self) -> Route {
        self.0.get()
    }
}

/// The address of this page.
pub fn use_place() -> Place {
    expect_context::<Place>()
}

/// Goes to a screen, as a link would.
pub fn go(route: &Route) {
    page::set_hash(&route.href());
}

/// The space that is open: one's own desk, or the sample.
pub const OWN: &str = "a";
/// The space of the sample desk.
pub const SAMPLE: &str = "s";

/// The whole page. `kept` is false where the browser keeps nothing.
#[component]
pub fn App(ports: Ports, here: Here, kept: bool) -> impl IntoView {
    let space = if here.get("space").as_deref() == Some(SAMPLE) { SAMPLE } else { OWN };
    let clock = ports.clock.clone();
    let mut ledger = Ledger::open(ports, space);
    ledger.set_actor(here.get("actor").and_then(|name| Name::new(&name).ok()));
    let desk = Desk::new(ledger, here, kept, Notices::new());
    let place = Place(RwSignal::new(Route::parse(&page::hash())));
    provide_context(desk);
    provide_context(place);
    let now = Now::start(clock);
    provide_context(now);
    Effect::new(move |_| now.move_to(desk.read(Bell::State, Ledger::now)));
    follow_address(desk, place);
    follow_tabs(desk);
    guard_leaving(desk, kept);
    view! {
        <a class="skip" href="#main" on:click=|ev| { ev.prevent_default(); focus::focus_soon("main"); }>{say!("frame.skip")}</a>
        <Frame/>
        <Banners/>
        <Screen/>
        <NoticeBar/>
    }
}

fn follow_address(desk: Desk, place: Place) {
    let listener = page::on_hash(move |hash| {
        let next = Route::parse(&hash);
        let same_page = page_of(&place.0.get_untracked()) == page_of(&next);
        place.0.set(next);
        if !same_page {
            // Not while a page stays mounted: its readers would lose their bells.
            desk.forget_records();
            focus::focus_first_soon("main h1");
        }
    });
    // It listens as long as the page lives.
    std::mem::forget(listener);
    Effect::new(move |_| {
        let team = desk.read(Bell::Others, |l| l.desk().team().name.as_ref().map(Name::to_string));
        let screen = title_of(&place.get());
        page::set_title(&match team {
            Some(team) => say!("frame.title_team", page = screen, team = team.as_str()),
            None => say!("frame.title", page = screen),
        });
    });
    page::set_language(&words::locale().tag(), words::direction() == "rtl");
}

/// The number of the screen that stays while what is shown over it changes.
fn page_of(route: &Route) -> u8 {
    match route {
        Route::Board | Route::Request(_) | Route::NewRequest | Route::Decline(_) => 0,
        Route::Clients | Route::Client(_) => 1,
        Route::Agreements => 2,
        Route::NewAgreement | Route::Agreement(_) => 3,
        Route::Survey => 4,
        Route::Answer(..) => 5,
        Route::Results(_) => 6,
        Route::Insights => 7,
        Route::Settings => 8,
        Route::Data => 9,
        Route::Import => 10,
        Route::Unknown(_) => 11,
    }
}

fn title_of(route: &Route) -> &'static str {
    match page_of(route) {
        0 => say!("frame.board"),
        1 => say!("frame.clients"),
        2 | 3 => say!("frame.agreements"),
        4..=6 => say!("frame.survey"),
        7 => say!("frame.insights"),
        8 => say!("frame.settings"),
        9 | 10 => say!("frame.data"),
        _ => say!("frame.unknown"),
    }
}

fn follow_tabs(desk: Desk) {
    let listener = tabs::listen(key::ROOT, move |heard| match heard {
        tabs::Heard::Changed { key, value } => desk.absorb(&key, value.as_deref()),
        tabs::Heard::Cleared => desk.notices().show(notice::Notice::plain(say!("notice.cleared"))),
    });
    std::mem::forget(listener);
}

fn guard_leaving(desk: Desk, kept: bool) {
    if kept {
        return;
    }
    let guard = page::LeaveGuard::new();
    Effect::new(move |_| {
        guard.set(desk.read(Bell::State, |ledger| ledger.undoable().is_some()));
    });
}

/// The screen the address names; before the desk is set up, the start (or the import it offers).
#[component]
fn Screen() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let set_up = Memo::new(move |_| desk.read(Bell::Others, |ledger| ledger.desk().is_set_up()));
    let page = Memo::new(move |_| page_of(&place.get()));
    move || {
        if !set_up.get() && !matches!(page.get(), 9 | 10) {
            return view! { <start::Start/> }.into_any();
        }
        match page.get() {
            0 => view! { <board::Board/> }.into_any(),
            1 => view! { <clients::Clients/> }.into_any(),
            2 => view! { <agreements::Agreements/> }.into_any(),
            3 => view! { <agreements::editor::Editor/> }.into_any(),
            4 => view! { <survey::Survey/> }.into_any(),
            5 => view! { <survey::answer::Answering/> }.into_any(),
            6 => view! { <survey::results::Results/> }.into_any(),
            7 => view! { <insights::Insights/> }.into_any(),
            8 => view! { <settings::Settings/> }.into_any(),
            9 => view! { <data::Data/> }.into_any(),
            10 => view! { <import::Import/> }.into_any(),
            _ => view! { <Lost/> }.into_any(),
        }
    }
}

/// An address nobody knows.
#[component]
fn Lost() -> impl IntoView {
    view! {
        <main id="main" class="page" tabindex="-1">
            <h1 tabindex="-1">{say!("frame.unknown")}</h1>
            <p>{say!("frame.unknown_text")}</p>
            <p><a class="btn btn-main" href=Route::Board.href()>{say!("frame.to_board")}</a></p>
        </main>
    }
}

//! Screens. They hold no rules: they read the desk and ask it to act.
//!
//! [`front`] is the page until there is a desk; [`App`] is the page of the desk: frame, banners, the screen the
//! address names, notices. Every screen is a module with the screen's name.
//!
//! What follows from a memo by another memo is read after it wherever both are read in one effect. The other way round
//! the effect misses a change of the first that leaves the second as it is (reactive_graph 0.2: an effect that checks
//! its sources is not marked by what is recomputed meanwhile).

pub mod actions;
pub mod agreements;
pub mod bars;
pub mod board;
pub mod clients;
pub mod data;
pub mod desk;
pub mod frame;
pub mod front;
pub mod gallery;
pub mod import;
pub mod insights;
pub mod kept;
pub mod keys;
pub mod later;
pub mod notice;
pub mod now;
pub mod opening;
pub mod palette;
pub mod parts;
pub mod request;
pub mod settings;
pub mod standing;
pub mod start;
pub mod survey;
pub mod triage;
pub mod typing;
pub mod upkeep;

use crate::browser::log::{IndexedLog, Tail};
use crate::browser::{focus, page, tabs, trail, typed};
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::store::here::Here;
use crate::store::key;
use crate::store::ledger::{Ledger, Ports};
use crate::words;
use desk::{Bell, Desk, use_desk};
use frame::{Banners, Frame};
use later::{Begin, later};
use leptos::prelude::*;
use notice::{NoticeBar, Notices};
use now::Now;

/// The address, to listen to.
#[derive(Clone, Copy)]
pub struct Place(RwSignal<Route>, StoredValue<bool>, StoredValue<Route>);

impl Place {
    /// The screen the address names.
    pub fn get(&self) -> Route {
        self.0.get()
    }

    /// The board as it was seen last: where one goes from what stands over it.
    pub fn board(&self) -> Route {
        self.2.get_value()
    }

    /// The address changes with what is seen on the board or counted in the figures: as a step of its own that "back"
    /// takes back, or (while somebody types) in place of the one before.
    pub fn show(&self, route: Route, step: bool) {
        let href = route.href();
        if route.view().is_some() {
            self.2.set_value(route.clone());
        }
        self.0.set(route);
        if step {
            page::set_hash(&href);
        } else {
            page::replace_hash(href.trim_start_matches('#'));
        }
    }

    /// The screen the address names now, without listening.
    pub fn now(&self) -> Route {
        self.0.get_untracked()
    }

    /// A screen is on its way without a step to another address: who asked for it is taken to its heading.
    fn awaits(&self) {
        self.1.set_value(true);
    }

    /// A screen has come that was on its way: who went there is taken to its heading, as in
    /// [`follow_address`]. Not for the screen the page opens with: that focus is the browser's.
    fn arrived(&self) {
        if self.1.try_update_value(std::mem::take).unwrap_or_default() {
            focus::focus_first_soon("main h1");
        }
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

/// Whether the team is being named again, where its own record is missing.
#[derive(Clone, Copy)]
struct Naming(RwSignal<bool>);

/// The space that is open: one's own desk, or the sample.
pub const OWN: &str = "a";
/// The space of the sample desk.
pub const SAMPLE: &str = "s";

/// The space this device has open.
pub fn space(here: &Here) -> &'static str {
    if here.get("space").as_deref() == Some(SAMPLE) { SAMPLE } else { OWN }
}

/// The whole page. `kept` is false where the browser keeps nothing; `tail` is what the log holds of the open
/// space: what a killed browser may have lost, none where it has not come yet; `begin` what a person chose on the
/// first screen.
#[component]
pub fn App(
    ports: Ports,
    here: Here,
    kept: bool,
    log: IndexedLog,
    tail: Option<Tail>,
    begin: Begin,
) -> impl IntoView {
    let clock = ports.clock.clone();
    let mut ledger = Ledger::begin(ports, space(&here));
    let late = kept::take_in(&mut ledger, &log, tail);
    kept::provide(&log);
    ledger.set_actor(here.get("actor").and_then(|name| Name::new(&name).ok()));
    let now = Now::start(clock);
    let desk = Desk::new(ledger, here, kept, Notices::new(), now);
    let first = Route::parse(&page::hash());
    let board = Route::of_view(first.view().unwrap_or_default());
    let place = Place(RwSignal::new(first), StoredValue::new(page::begins_anew()), StoredValue::new(board));
    if kept {
        kept::take_in_later(desk, log, late);
    }
    provide_context(desk);
    provide_context(place);
    provide_context(now);
    typing::provide();
    provide_context(Naming(RwSignal::new(false)));
    follow_address(desk, place);
    follow_tabs(desk);
    trail::keep();
    guard_leaving(desk, kept);
    view! {
        <a class="skip" href="#main" on:click=|ev| { ev.prevent_default(); focus::focus_soon("main"); }>{say!("frame.skip")}</a>
        <Frame/>
        <Banners/>
        <upkeep::Upkeep/>
        <Screen begin=begin/>
        <NoticeBar/>
        <actions::Overlay/>
        <typing::Question/>
    }
}

fn follow_address(desk: Desk, place: Place) {
    let asking = typing::use_asking();
    let listener = page::on_hash(move |hash| {
        let next = Route::parse(&hash);
        let now = place.0.get_untracked();
        let same_page = page_of(&now) == page_of(&next);
        if next == now {
            return;
        }
        // A text that is kept when it is left is kept; another is asked for, on the page it stands on.
        typed::leave_field();
        let holds = if same_page { typed::any_over() } else { typed::any() };
        if let Some(asking) = asking.filter(|_| holds) {
            page::step_hash(&now.href());
            asking.ask(Callback::new(move |()| {
                typed::forget();
                page::set_hash(&hash);
            }));
            return;
        }
        if next.view().is_some() {
            place.2.set_value(next.clone());
        }
        place.0.set(next);
        if !same_page {
            // Not while a page stays mounted: its readers would lose their bells.
            desk.forget_records();
            place.1.set_value(true);
            focus::begin_screen();
        }
    });
    // It listens as long as the page lives.
    std::mem::forget(listener);
    Effect::new(move |_| {
        let team = desk.read(Bell::Others, |l| l.desk().team().name.as_ref().map(Name::to_string));
        let screen = titled(desk, &place.get());
        page::set_title(&match team {
            Some(team) => say!("frame.title_team", page = screen.as_str(), team = team.as_str()),
            None => say!("frame.title", page = screen.as_str()),
        });
    });
    page::set_language(&words::locale().tag(), words::direction() == "rtl");
}

/// The number of the screen that stays while what is shown over it changes.
fn page_of(route: &Route) -> u8 {
    match route {
        Route::Board
        | Route::View(_)
        | Route::Request(_)
        | Route::NewRequest
        | Route::Given(_)
        | Route::Decline(_) => 0,
        Route::Clients | Route::Client(_) => 1,
        Route::Agreements => 2,
        Route::NewAgreement | Route::Agreement(_) | Route::Version(..) => 3,
        Route::Survey => 4,
        Route::Answer(..) => 5,
        Route::Results(_) => 6,
        Route::Insights(_) => 7,
        Route::Settings => 8,
        Route::Data => 9,
        Route::Import => 10,
        Route::Unknown(_) => 11,
        Route::Services => 12,
        Route::Positions => 13,
        Route::Parts => 14,
        Route::Triage(_) => 15,
        Route::Rules => 16,
        Route::Templates => 17,
    }
}

/// The screen, after what it is about where that has a name: pages of one desk can be told apart.
fn titled(desk: Desk, route: &Route) -> String {
    let about = match route {
        Route::Request(id) | Route::Decline(id) | Route::Triage(Some(id)) => desk.request(*id, |request| {
            let title = request.title.as_ref().map(|title| title.as_str()).unwrap_or_default();
            [&request.reference, " ", title].concat()
        }),
        Route::Client(id) => {
            desk.read(Bell::Others, |ledger| ledger.desk().client_name(*id).map(Name::to_string))
        }
        Route::Agreement(id) | Route::Version(id, _) => desk.read(Bell::Others, |ledger| {
            ledger.desk().agreement(*id).and_then(|agreement| agreement.name.as_ref()).map(Name::to_string)
        }),
        _ => None,
    };
    match about {
        Some(about) => say!("frame.title_about", about = about, page = title_of(route)),
        None => title_of(route).to_owned(),
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
        12 => say!("frame.services"),
        13 => say!("frame.positions"),
        14 => say!("frame.parts"),
        15 => say!("frame.triage"),
        16 => say!("frame.rules"),
        17 => say!("frame.templates"),
        _ => say!("frame.unknown"),
    }
}

fn follow_tabs(desk: Desk) {
    let listener = tabs::listen(key::ROOT, move |heard| match heard {
        tabs::Heard::Changed { key, value } => desk.absorb(&key, value.as_deref()),
        tabs::Heard::Cleared => desk.hear_clearing(),
    });
    std::mem::forget(listener);
}

fn guard_leaving(desk: Desk, kept: bool) {
    if kept {
        return;
    }
    let guard = page::LeaveGuard::new();
    Effect::new(move |_| {
        guard.set(desk.read(Bell::Others, |ledger| ledger.desk().is_set_up()));
    });
}

/// The screen the address names; before the desk is set up, the start (or the import it offers).
#[component]
fn Screen(begin: Begin) -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let set_up = Memo::new(move |_| desk.read(Bell::Others, |ledger| ledger.desk().is_set_up()));
    // Requests without a team are a desk with a fault, not a first visit.
    let naming = expect_context::<Naming>().0;
    let begins = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        !set_up.get() && (naming.get() || !desk.read(Bell::State, standing::lacks_team))
    });
    let page = Memo::new(move |_| page_of(&place.get()));
    let form = RwSignal::new(begin == Begin::Form);
    match begin {
        Begin::Address => {}
        Begin::Form => focus::focus_first_soon("#team input"),
        Begin::Sample => later::open_sample(desk),
    }
    Effect::new(move |_| {
        if naming.get() {
            form.set(true);
            focus::focus_first_soon("#team input");
        }
    });
    move || {
        if begins.get() && !matches!(page.get(), 9 | 10) {
            place.arrived();
            return view! { <Start form=form/> }.into_any();
        }
        match page.get() {
            0 => later(later::board),
            1 => later(later::clients),
            2 => later(later::agreements),
            3 => later(later::agreement),
            4 => later(later::survey),
            5 => later(later::answering),
            6 => later(later::results),
            7 => later(later::insights),
            8 => later(later::settings),
            9 => later(later::data),
            10 => later(later::import),
            12 => later(later::services),
            13 => later(later::positions),
            14 => later(later::parts),
            15 => later(later::triage),
            16 => later(later::rules),
            17 => later(later::templates),
            _ => view! { <Lost/> }.into_any(),
        }
    }
}

/// The first screen of a desk that is not set up, with the form that does it.
#[component]
fn Start(form: RwSignal<bool>) -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let begin = Callback::new(move |()| {
        form.set(true);
        focus::focus_first_soon("#team input");
    });
    let done = Callback::new(move |()| {
        place.awaits();
        go(&Route::Board);
    });
    let set_up = move || view! { <start::form::SetUpForm on_done=done/> }.into_any();
    start::start(form.into(), set_up, begin, Callback::new(move |()| later::open_sample(desk)))
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

//! Parts of the program that come when they are wanted.
//!
//! A release is cut at the functions below (`tools/split.mjs`): the first visit loads the first screen; the desk
//! with the one path of changes, the board, the agreements, the self-assessment and so on are files of their own
//! that the browser fetches once, and the service worker keeps for work without a network. A build for
//! development is in one piece: there the same functions are there at once.
//!
//! Each function brings the sentences of its part with it ([`words::load`]).

use crate::browser::{focus, page};
use crate::say;
use crate::store::ports::KeyValue;
use crate::ui::desk::Desk;
use crate::ui::parts::icon::Icon;
use crate::ui::use_place;
use crate::words::{self, book};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

/// A part of the program could not be fetched: no network, or the files on the host were replaced.
pub struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> NotLoaded {
        NotLoaded
    }
}

/// What a part shows; nothing where the page has been left meanwhile.
type Shown = Result<AnyView, NotLoaded>;
/// A part on its way.
type Asked = Pin<Box<dyn Future<Output = Shown>>>;
/// Whether the place it is for is still on the page.
type Wanted = Rc<Cell<bool>>;

// The cut is made by a function that is foreign to the compiler: what it calls was compiled here and
// is loaded before the call.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident in $part:ident with [$($shelf:ident),*] = $view:expr;)*) => {
        #[allow(unsafe_code)]
        mod cut {
            use super::*;
            $(
                #[cfg(split)]
                #[wasm_split_helpers::wasm_split($part, fallible)]
                pub fn $name(wanted: Wanted) -> Shown {
                    $(words::load(&book::$shelf);)*
                    Ok(if wanted.get() { $view } else { ().into_any() })
                }

                #[cfg(not(split))]
                pub async fn $name(wanted: Wanted) -> Shown {
                    $(words::load(&book::$shelf);)*
                    Ok(if wanted.get() { $view } else { ().into_any() })
                }
            )*
        }
        $(
            $(#[$doc])*
            pub fn $name(wanted: Wanted) -> Asked {
                Box::pin(cut::$name(wanted))
            }
        )*
    };
}

parts! {
    /// The board, with what is shown over it.
    board in board with [BOARD] = view! { <crate::ui::board::Board/> }.into_any();
    /// A request over the board.
    request in request with [BOARD] = view! { <crate::ui::request::RequestDrawer/> }.into_any();
    /// The form that declines a request.
    decline in request with [BOARD] = view! { <crate::ui::request::DeclineDialog/> }.into_any();
    /// The form of a new request.
    new_request in request with [BOARD] = view! { <crate::ui::board::NewRequestDialog/> }.into_any();
    /// The form of a new request, as a link fills it.
    given in request with [BOARD] = view! { <crate::ui::board::FromLink/> }.into_any();
    /// Why a card that was put down goes before others.
    go_first in request with [BOARD] = view! { <crate::ui::board::GoFirst/> }.into_any();
    /// Deciding, one request at a time.
    triage in request with [BOARD] = view! { <crate::ui::triage::Triage/> }.into_any();
    /// What requests are decided by.
    rules in office with [OFFICE] = view! { <crate::ui::settings::triage::Rules/> }.into_any();
    /// The register of clients, and one of them.
    clients in office with [OFFICE, INSIGHTS] = view! { <crate::ui::clients::Clients/> }.into_any();
    /// The list of agreements.
    agreements in office with [OFFICE, INSIGHTS] = view! { <crate::ui::agreements::Agreements/> }.into_any();
    /// One agreement, written.
    agreement in office with [OFFICE, INSIGHTS] = view! { <crate::ui::agreements::editor::Editor/> }.into_any();
    /// Settings.
    settings in office with [OFFICE] = view! { <crate::ui::settings::Settings/> }.into_any();
    /// What the team does for others.
    services in office with [OFFICE] = view! { <crate::ui::settings::services::Services/> }.into_any();
    /// Templates, and work that comes again.
    templates in office with [OFFICE] = view! { <crate::ui::settings::templates::Templates/> }.into_any();
    /// The team's positions.
    positions in office with [OFFICE, INSIGHTS] = view! { <crate::ui::settings::positions::Positions/> }.into_any();
    /// Every part in every state.
    parts in office with [OFFICE, BOARD] = view! { <crate::ui::gallery::Gallery/> }.into_any();
    /// The list of keys.
    keys in palette with [] = view! { <crate::ui::keys::KeyList/> }.into_any();
    /// Any action and any request by a few letters.
    palette in palette with [PALETTE] = view! { <crate::ui::palette::Palette/> }.into_any();
    /// The self-assessments there are.
    survey in figures with [SURVEY] = view! { <crate::ui::survey::Survey/> }.into_any();
    /// One dimension a screen.
    answering in figures with [SURVEY] = view! { <crate::ui::survey::answer::Answering/> }.into_any();
    /// Scores, and what they say.
    results in figures with [SURVEY] = view! { <crate::ui::survey::results::Results/> }.into_any();
    /// Figures from the record.
    insights in figures with [INSIGHTS] = view! { <crate::ui::insights::Insights/> }.into_any();
    /// Backups, and everything that is kept.
    data in files with [FILES] = view! { <crate::ui::data::Data/> }.into_any();
    /// Tidying, reminders and copies while nobody waits.
    care in files with [FILES] = view! { <crate::ui::data::care::Care/> }.into_any();
    /// History from other tools.
    import in files with [FILES] = view! { <crate::ui::import::Import/> }.into_any();
}

/// What a person chose on the first screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begin {
    /// Nothing: the address says what is shown.
    Address,
    /// A desk of their own: the form for it is open.
    Form,
    /// The sample desk.
    Sample,
}

/// A desk on its way.
type Opened = Pin<Box<dyn Future<Output = AnyView>>>;

#[cfg(split)]
#[allow(unsafe_code)]
#[wasm_split_helpers::wasm_split(desk, fallible)]
fn cut_desk(kept: Rc<dyn KeyValue>, is_kept: bool, begin: Begin) -> Result<Opened, NotLoaded> {
    words::load(&book::DESK);
    Ok(Box::pin(crate::ui::opening::open(kept, is_kept, begin)))
}

#[cfg(not(split))]
async fn cut_desk(kept: Rc<dyn KeyValue>, is_kept: bool, begin: Begin) -> Result<Opened, NotLoaded> {
    words::load(&book::DESK);
    Ok(Box::pin(crate::ui::opening::open(kept, is_kept, begin)))
}

/// The page of the desk that is kept here.
pub async fn desk(kept: Rc<dyn KeyValue>, is_kept: bool, begin: Begin) -> Shown {
    Ok(cut_desk(kept, is_kept, begin).await?.await)
}

/// Makes the sample desk and goes there.
#[cfg(split)]
#[allow(unsafe_code)]
#[wasm_split_helpers::wasm_split(files, fallible)]
fn sample(desk: Desk) -> Result<(), NotLoaded> {
    words::load(&book::SAMPLE);
    crate::ui::start::sample::open(desk);
    Ok(())
}

/// Makes the sample desk and goes there.
#[cfg(not(split))]
async fn sample(desk: Desk) -> Result<(), NotLoaded> {
    words::load(&book::SAMPLE);
    crate::ui::start::sample::open(desk);
    Ok(())
}

/// Opens the sample desk, with whatever it needs.
pub fn open_sample(desk: Desk) {
    spawn_local(async move {
        if sample(desk).await.is_err() {
            desk.notices().show(crate::ui::notice::Notice::plain(say!("frame.not_loaded")));
        }
    });
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Awaited,
    Here,
    Lost,
}

/// A part in its place: nothing until it is there (the page's own opening picture shows meanwhile), a word and
/// a way out where it cannot be had.
pub fn later(ask: fn(Wanted) -> Asked) -> AnyView {
    let state = RwSignal::new(State::Awaited);
    let view = StoredValue::new_local(None::<AnyView>);
    let wanted: Wanted = Rc::new(Cell::new(true));
    on_cleanup({
        let wanted = StoredValue::new_local(wanted.clone());
        move || {
            wanted.try_with_value(|wanted| wanted.set(false));
        }
    });
    let place = use_place();
    let fetch = Rc::new({
        let owner = Owner::current().unwrap_or_default();
        move || {
            let (wanted, owner) = (wanted.clone(), owner.clone());
            spawn_local(async move {
                let asked = owner.with(|| ScopedFuture::new_untracked(ask(wanted.clone())));
                let shown = asked.await;
                if !wanted.get() {
                    return;
                }
                match shown {
                    Ok(part) => {
                        view.set_value(Some(part));
                        state.set(State::Here);
                        place.arrived();
                    }
                    Err(NotLoaded) => state.set(State::Lost),
                }
            });
        }
    });
    fetch();
    let again = StoredValue::new_local(fetch);
    (move || match state.get() {
        State::Awaited => ().into_any(),
        State::Here => view.try_update_value(Option::take).flatten().into_any(),
        State::Lost => lost(move || {
            state.set(State::Awaited);
            again.with_value(|fetch| fetch());
        }),
    })
    .into_any()
}

/// Fetches what stands over the board before it is asked for, so that a request opens at once. What cannot be had now
/// is asked for again when it is wanted.
pub async fn fetch_ahead() {
    let _ = request(Wanted::default()).await;
}

/// A part over the page: nothing until it is there; a notice where it cannot be had, and then `without` it.
pub fn over(desk: Desk, ask: fn(Wanted) -> Asked, without: impl FnOnce() + 'static) -> AnyView {
    let view = RwSignal::new_local(None::<AnyView>);
    let wanted: Wanted = Rc::new(Cell::new(true));
    on_cleanup({
        let wanted = StoredValue::new_local(wanted.clone());
        move || {
            wanted.try_with_value(|wanted| wanted.set(false));
        }
    });
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        let asked = owner.with(|| ScopedFuture::new_untracked(ask(wanted.clone())));
        match asked.await {
            Ok(part) if wanted.get() => view.set(Some(part)),
            Ok(_) => {}
            Err(NotLoaded) => {
                desk.notices().show(crate::ui::notice::Notice::plain(say!("frame.not_loaded")));
                if wanted.get() {
                    without();
                }
            }
        }
    });
    (move || {
        view.track();
        view.try_update_untracked(Option::take).flatten()
    })
    .into_any()
}

/// The part did not come.
pub fn lost(again: impl Fn() + 'static) -> AnyView {
    focus::focus_first_soon("main h1");
    view! {
        <main id="main" class="page" tabindex="-1">
            <h1 tabindex="-1">{say!("frame.not_here")}</h1>
            <p>{say!("frame.not_loaded")}</p>
            <p class="row">
                <button class="btn btn-main" type="button" on:click=move |_| again()>{say!("frame.try_again")}</button>
                <button class="btn" type="button" on:click=move |_| page::reload()>
                    <Icon name="redo"/>{say!("frame.open_anew")}
                </button>
            </p>
        </main>
    }
    .into_any()
}

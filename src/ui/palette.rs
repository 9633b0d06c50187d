//! Search or do anything: one field, and below it what fits, best first: what one can do here, the places,
//! and every request by its reference, title or client.
//!
//! What is searched is folded once, when the palette opens; after that a letter is one pass over plain
//! texts, and no more than [`MOST_ROWS`] of what fits is ever drawn, whatever the number of requests.

use super::actions::request::press;
use super::actions::{ACTIONS, Action, Over, caps_view, meant_words, open_over};
use super::desk::{Desk, use_desk};
use super::parts::dialog::{close, open_when_mounted};
use super::parts::icon::Icon;
use super::{Place, go, use_place};
use crate::browser::focus;
use crate::domain::finder::{Wanted, best};
use crate::domain::fold::{fold, fold_into};
use crate::domain::ident::RequestId;
use crate::domain::text::Name;
use crate::domain::workspace::Workspace;
use crate::route::{Route, TYPED_HERE};
use crate::ui::parts::stage::column_name;
use crate::words::{has, say, say_dyn};
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// So many requests are shown at most.
const MOST_ROWS: usize = 8;
/// So many actions; places, such as a client, share what is left of them.
const MOST_ACTIONS: usize = 6;
/// So many of them while nothing is typed.
const MOST_ACTIONS_FIRST: usize = 9;

/// So many of those that cannot be done now.
const MOST_SHUT: usize = 3;

/// What a row leads to.
#[derive(Clone, PartialEq)]
enum What {
    Action(usize),
    Place(Route, &'static str, String),
    Request(RequestId),
    /// A new request of this title: where nothing fits.
    New(String),
}

/// What is searched, folded.
struct Index {
    actions: Vec<(usize, String)>,
    /// What cannot be done now: found only by its letters, to say why not.
    shut: Vec<(usize, String)>,
    places: Vec<(What, String)>,
    requests: Vec<(RequestId, String)>,
    /// True where a request can be added.
    adds: bool,
}

/// Its name, and below it words by which it is looked for as well.
fn sought(action: &Action) -> String {
    let mut text = action.name();
    if has("action_words.", action.code) {
        text.push('\n');
        text.push_str(&say_dyn!("action_words.", action.code));
    }
    fold(&text)
}

fn index(desk: Desk, place: Place) -> Index {
    let there = |(at, action): (usize, &Action)| {
        let shown = action.code != "palette" && action.is_there(desk, place);
        shown.then(|| (at, sought(action)))
    };
    let shut = |(at, action): (usize, &Action)| action.is_shut(desk, place).map(|_| (at, sought(action)));
    let adds = ACTIONS.iter().any(|action| action.code == "new" && action.is_there(desk, place));
    desk.peek(|ledger| {
        let desk = ledger.desk();
        Index {
            actions: ACTIONS.iter().enumerate().filter_map(there).collect(),
            shut: ACTIONS.iter().enumerate().filter_map(shut).collect(),
            places: places(desk),
            requests: requests(desk),
            adds,
        }
    })
}

/// Clients and agreements: pages of their own.
fn places(desk: &Workspace) -> Vec<(What, String)> {
    let place = |route, icon, name: Option<&Name>| {
        let name = name.map(Name::to_string).unwrap_or_default();
        let folded = fold(&name);
        (What::Place(route, icon, name), folded)
    };
    let clients = desk.clients().map(|(id, c)| place(Route::Client(id), "people", c.name.as_ref()));
    let agreements = desk.agreements().map(|(id, a)| place(Route::Agreement(id), "doc", a.name.as_ref()));
    clients.chain(agreements).collect()
}

/// Open requests before finished ones, the newest first: the order among those that fit alike.
fn requests(desk: &Workspace) -> Vec<(RequestId, String)> {
    let (mut open, mut finished) = (Vec::with_capacity(desk.request_count()), Vec::new());
    for (id, request) in desk.requests() {
        let mut text = String::with_capacity(96);
        fold_into(&request.reference, &mut text);
        let title = request.title.as_ref().map(|title| title.as_str());
        let client = request.client.and_then(|id| desk.client_name(id)).map(Name::as_str);
        for field in [title, client].into_iter().flatten() {
            text.push('\n');
            fold_into(field, &mut text);
        }
        if request.stage.is_finished() { &mut finished } else { &mut open }.push((id, text));
    }
    open.reverse();
    open.extend(finished.into_iter().rev());
    open
}

/// What fits, in groups, and how many requests do.
#[derive(Clone, PartialEq, Default)]
struct Found {
    rows: Vec<What>,
    requests: usize,
}

fn find(index: &Index, typed: &str) -> Found {
    let wanted = Wanted::of(typed);
    let most = if wanted.is_empty() { MOST_ACTIONS_FIRST } else { MOST_ACTIONS };
    let (actions, _) = best(index.actions.iter().map(|(at, text)| (*at, text.as_str())), &wanted, most);
    let left = if wanted.is_empty() { 0 } else { 1 + MOST_ACTIONS.saturating_sub(actions.len()) };
    let (places, _) = best(index.places.iter().map(|(what, text)| (what, text.as_str())), &wanted, left);
    let all = index.requests.iter().map(|(id, text)| (*id, text.as_str()));
    let (requests, count) = best(all, &wanted, MOST_ROWS);
    let few = if wanted.is_empty() { 0 } else { MOST_SHUT.min(most.saturating_sub(actions.len())) };
    let (shut, _) = best(index.shut.iter().map(|(at, text)| (*at, text.as_str())), &wanted, few);
    let mut rows: Vec<What> = actions.into_iter().chain(shut).map(What::Action).collect();
    rows.extend(places.into_iter().cloned());
    rows.extend(requests.into_iter().map(What::Request));
    if rows.is_empty() && index.adds && !typed.trim().is_empty() {
        rows.push(What::New(typed.trim().to_owned()));
    }
    Found { rows, requests: count }
}

/// The palette, over whatever page is there.
#[component]
pub fn Palette() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let node = NodeRef::<html::Dialog>::new();
    open_when_mounted(node);
    let texts = StoredValue::new_local(index(desk, place));
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| texts.with_value(|texts| find(texts, &typed.get())));
    let choose = Callback::new(move |row: usize| {
        let Some(what) = found.with_untracked(|found| found.rows.get(row).cloned()) else { return };
        close(node);
        open_over(Over::Nothing);
        match what {
            What::Action(at) => {
                if let Some(action) = ACTIONS.get(at) {
                    press(action.code, desk, place);
                }
            }
            What::Place(route, ..) => go(&route),
            What::Request(id) => go(&Route::Request(id)),
            What::New(title) => go(&Route::given(&[("title", title), (TYPED_HERE, String::new())])),
        }
    });
    let by_key = move |event: KeyboardEvent| {
        let (here, rows) = (at.get_untracked(), found.with_untracked(|found| found.rows.len()));
        match event.key().as_str() {
            "ArrowDown" => at.set(if here + 1 < rows { here + 1 } else { 0 }),
            "ArrowUp" => at.set(here.checked_sub(1).unwrap_or(rows.saturating_sub(1))),
            "PageDown" => at.set((here + 5).min(rows.saturating_sub(1))),
            "PageUp" => at.set(here.saturating_sub(5)),
            "Enter" if !event.is_composing() => choose.run(here),
            _ => return,
        }
        event.prevent_default();
        focus::scroll_soon(&row_id(at.get_untracked()));
    };
    let count = move || found.with(|found| (found.rows.len(), found.requests));
    let nothing = move || found.with(|found| matches!(found.rows.as_slice(), [] | [What::New(_)]));
    let about = meant_words(desk, place);
    view! {
        <dialog class="dialog palette" aria-label=say!("palette.title") node_ref=node closedby="any"
            on:close=move |_| open_over(Over::Nothing)>
            <input class="input" type="text" role="combobox" autocomplete="off" spellcheck="false" autofocus
                aria-label=say!("palette.field") aria-autocomplete="list" aria-expanded="true" aria-controls="palette-list"
                aria-activedescendant=move || (count().0 > 0).then(|| row_id(at.get()))
                placeholder=say!("palette.hint")
                on:keydown=by_key
                on:input:target=move |ev| { at.set(0); typed.set(ev.target().value()); }/>
            <div class="palette-list" id="palette-list" role="listbox" aria-label=say!("palette.list")>
                {move || rows((desk, place), &found.get().rows, about.as_deref(), at, choose)}
            </div>
            <p class="small muted" role="status">{move || match count() {
                _ if nothing() => say!("palette.none").to_owned(),
                (_, 0) => String::new(),
                (_, n) if n > MOST_ROWS => say!("palette.more", n = MOST_ROWS, of = n),
                (_, n) => say!("palette.count", n = n),
            }}</p>
        </dialog>
    }
}

fn row_id(row: usize) -> String {
    ["palette-", &row.to_string()].concat()
}

/// The rows, each group under its heading.
fn rows(
    (desk, place): (Desk, Place),
    all: &[What],
    about: Option<&str>,
    at: RwSignal<usize>,
    choose: Callback<usize>,
) -> AnyView {
    let group = |wanted: u8, heading: String| {
        let mine = all.iter().enumerate().filter(|(_, what)| group_of(what) == wanted);
        let rows: Vec<AnyView> = mine.map(|(n, what)| row((desk, place), n, what, at, choose)).collect();
        (!rows.is_empty()).then(|| view! {
            <div role="group" aria-label=heading.clone()><p class="group" aria-hidden="true">{heading.clone()}</p>{rows}</div>
        })
    };
    let about =
        about.map_or_else(|| say!("palette.actions").to_owned(), |name| say!("palette.about", name = name));
    [
        group(0, about),
        group(1, say!("palette.actions").to_owned()),
        group(2, say!("palette.places").to_owned()),
        group(3, say!("palette.requests").to_owned()),
    ]
    .into_iter()
    .collect_view()
    .into_any()
}

/// 0 what can be done with the open request, 1 anything else to do, 2 places, 3 requests.
fn group_of(what: &What) -> u8 {
    match what {
        What::Action(at) => u8::from(!ACTIONS.get(*at).is_some_and(Action::is_about_request)),
        What::New(_) => 1,
        What::Place(..) => 2,
        What::Request(_) => 3,
    }
}

fn row(
    (desk, place): (Desk, Place),
    n: usize,
    what: &What,
    at: RwSignal<usize>,
    choose: Callback<usize>,
) -> AnyView {
    let (icon, name, end) = match what {
        What::Action(at) => match ACTIONS.get(*at) {
            Some(action) => (
                action.icon,
                action.name(),
                match action.is_shut(desk, place) {
                    Some(why) => view! { <span class="palette-end">{why}</span> }.into_any(),
                    None => caps_view(action.caps(desk)),
                },
            ),
            None => return ().into_any(),
        },
        What::Place(_, icon, name) => (*icon, name.clone(), ().into_any()),
        What::New(title) => ("plus", say!("palette.new", title = title.as_str()), ().into_any()),
        What::Request(id) => {
            let shown = desk.peek(|ledger| {
                let request = ledger.desk().request(*id)?;
                let client = request.client.and_then(|id| ledger.desk().client_name(id)).map(Name::to_string);
                let title = request.title.as_ref().map(|title| title.to_string()).unwrap_or_default();
                Some((title, request.reference.to_string(), client, column_name(ledger, request)))
            });
            let Some((title, reference, client, stage)) = shown else { return ().into_any() };
            let client = client.unwrap_or_else(|| say!("way.nobody").to_owned());
            let end = view! { <span class="palette-end"><span>{reference}</span><span>{client}</span><span>{stage}</span></span> };
            ("right", title, end.into_any())
        }
    };
    view! {
        <div role="option" id=row_id(n) aria-selected=move || (at.get() == n).to_string() on:click=move |_| choose.run(n)>
            <Icon name=icon/><span>{name}</span>{end}
        </div>
    }
    .into_any()
}

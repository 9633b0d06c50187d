//! What is shown, and in which order: the search, the facets, the views the team keeps.

use super::order::{BoardState, use_board};
use super::views::{SaveView, Views};
use crate::browser::pace;
use crate::domain::agenda::Counts;
use crate::domain::care::Tie;
use crate::domain::fold::natural;
use crate::domain::ident::ClientId;
use crate::domain::request::{Effect, Priority, Stage};
use crate::domain::sieve::{Facet, Form, Group, Sieve, Sort, View, day};
use crate::domain::text::Name;
use crate::domain::triage::{Lens, manner};
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::icon::Icon;
use crate::words::say_dyn;
use leptos::prelude::*;

/// A value and its words.
type Options = Vec<(String, String)>;

/// Stands for "none" among the values of a list.
const NONE: &str = "-";
/// Stands for "any of them".
const ANY: &str = "any";

/// What is shown, and in which order.
#[component]
pub fn Filter() -> impl IntoView {
    let board = use_board();
    let (more, arrange) = (RwSignal::new(false), RwSignal::new(false));
    let is_open = Memo::new(move |_| board.view.with(|view| view.sieve.is_open()));
    let clear = move |_| board.change(|view| view.sieve = Sieve::default());
    view! {
        <div class="board-filter" role="search" aria-label=say!("board.filter")>
            <Search/>
            <button class="icon-btn" type="button" data-does="select" aria-label=say!("pick.begin") title=say!("pick.begin")
                aria-pressed=move || pressed(board.picking.get())
                on:click=move |_| board.picking.update(|picking| *picking = !*picking)><Icon name="check"/></button>
            {chip(board, Facet::All, |counts| counts.open, say!("board.all"))}
            {chip(board, Facet::Pressing, |counts| counts.pressing, say!("board.pressing"))}
            <span class="sep" aria-hidden="true"></span>
            <Facets more=more/>
            <button class="chip" type="button" aria-expanded=move || pressed(more.get())
                on:click=move |_| more.update(|more| *more = !*more)>
                <Icon name="filter"/>{move || if more.get() { say!("board.fewer") } else { say!("board.more") }}
            </button>
            <span class="sep" aria-hidden="true"></span>
            <Order/>
            <button class="icon-btn" type="button" data-does="columns" aria-haspopup="dialog" aria-label=say!("columns.open") title=say!("columns.open")
                on:click=move |_| arrange.set(true)><Icon name="gear"/></button>
            <Views/>
            {move || (!is_open.get()).then(|| view! {
                <SaveView/>
                <button class="chip clear" type="button" on:click=clear><Icon name="x"/>{say!("board.clear")}</button>
            })}
            {move || arrange.get().then(|| view! {
                <super::columns::ColumnsDialog close=Callback::new(move |()| arrange.set(false))/>
            })}
        </div>
    }
}

/// The words that are looked for; what is typed within a frame is looked for once.
#[component]
fn Search() -> impl IntoView {
    let board = use_board();
    let typed = StoredValue::new(None::<String>);
    let take = move |text: String| {
        let waits = typed.get_value().is_some();
        typed.set_value(Some(text));
        if !waits {
            pace::after_frame(move || {
                if let Some(Some(text)) = typed.try_update_value(Option::take) {
                    board.change(|view| view.sieve.text = text);
                }
            });
        }
    };
    view! {
        <input class="input" type="search" aria-label=say!("board.search") placeholder=say!("board.search_hint")
            autocomplete="off" aria-keyshortcuts="/" prop:value=move || board.view.with(|view| view.sieve.text.clone())
            on:input:target=move |ev| take(ev.target().value())/>
    }
}

/// The way back to everything, where nothing fits the filter.
pub fn clear_button(board: BoardState) -> AnyView {
    view! {
        <button class="btn btn-s" type="button" on:click=move |_| board.change(|view| view.sieve = Sieve::default())>
            <Icon name="x"/>{say!("board.clear")}
        </button>
    }
    .into_any()
}

/// "true" or "false".
pub fn pressed(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

fn chip(board: BoardState, facet: Facet, n: fn(Counts) -> usize, words: &'static str) -> AnyView {
    let on = move || board.view.with(|view| view.sieve.facet == facet);
    let n = Memo::new(move |_| board.sight.with(|sight| n(sight.counts)));
    view! {
        <button class="chip" type="button" aria-pressed=move || pressed(on())
            on:click=move |_| board.change(|view| view.sieve.facet = facet)>
            {words}" "<span class="count">{move || crate::words::locale().number(n.get() as f64, 0)}</span>
        </button>
    }
    .into_any()
}

/// A list to choose from; `value` tells what is chosen, `options` what there is.
fn choose(
    label: &'static str,
    value: impl Fn() -> String + Copy + Send + Sync + 'static,
    options: impl Fn() -> Options + Send + 'static,
    pick: fn(&mut View, &str),
) -> AnyView {
    let board = use_board();
    let value = Memo::new(move |_| value());
    view! {
        <select class="input" aria-label=label prop:value=value
            on:change:target=move |ev| board.change(|view| pick(view, &ev.target().value()))>
            {move || options().into_iter().map(|(key, words)| {
                let chosen = key.clone();
                view! { <option value=key selected=move || value.with(|v| *v == chosen)>{words}</option> }
            }).collect_view()}
        </select>
    }
    .into_any()
}

/// The first option of a list, and what there is.
fn any(words: &'static str, list: impl Iterator<Item = (String, String)>) -> Options {
    let mut out = vec![(String::new(), words.to_owned())];
    out.extend(list);
    out
}

fn or_none<T: ToString>(value: Option<&Option<T>>) -> String {
    value.map_or(String::new(), |value| value.as_ref().map_or(NONE.to_owned(), T::to_string))
}

fn some_or_none<T>(text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if text == NONE { Some(None) } else { read(text).map(Some) }
}

/// The facets: client and priority always, the others when they are asked for or in use.
#[component]
fn Facets(more: RwSignal<bool>) -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let shows = move |used: fn(&Sieve) -> bool| {
        Memo::new(move |_| more.get() || board.view.with(|view| used(&view.sieve)))
    };
    let sieve = move |read: fn(&Sieve) -> String| move || board.view.with(|view| read(&view.sieve));
    let (service, stage) = (shows(|s| s.service.is_some()), shows(|s| s.stage.is_some()));
    let (owner, label) = (shows(|s| s.owner.is_some()), shows(|s| s.label.is_some()));
    let (effect, waiting) = (shows(|s| s.effect.is_some()), shows(|s| s.waiting.is_some()));
    let judged =
        Memo::new(move |_| desk.read(Bell::Others, |ledger| manner(ledger.desk()).lens != Lens::Off));
    let link = shows(|s| s.tie.is_some());
    let (promised, archive) = (shows(|s| s.promised.is_some()), shows(|s| s.archived));
    let clock = shows(|s| !matches!(s.facet, Facet::All | Facet::Pressing));
    view! {
        {choose(say!("board.client"), sieve(|s| or_none(s.client.as_ref())), move || clients(desk),
            |view, text| view.sieve.client = some_or_none(text, |id| id.parse().ok()))}
        {choose(say!("board.priority"), sieve(|s| s.priority.map(Priority::code).unwrap_or_default().to_owned()), priorities,
            |view, text| view.sieve.priority = Priority::parse(text))}
        {move || service.get().then(|| choose(say!("board.service"), sieve(|s| or_none(s.service.as_ref())), move || services(desk),
            |view, text| view.sieve.service = some_or_none(text, |id| id.parse().ok())))}
        {move || stage.get().then(|| choose(say!("board.stage"), sieve(|s| s.stage.map(Stage::code).unwrap_or_default().to_owned()),
            move || any(say!("board.stage_any"), Stage::ALL.iter().map(|s| (s.code().to_owned(), board.lane_name(*s)))),
            |view, text| view.sieve.stage = Stage::parse(text)))}
        {move || clock.get().then(|| choose(say!("board.clock"), sieve(|s| s.facet.code().to_owned()),
            || Facet::ALL.iter().map(|f| (f.code().to_owned(), say_dyn!("facet.", f.code()))).collect(),
            |view, text| view.sieve.facet = Facet::parse(text).unwrap_or_default()))}
        {move || owner.get().then(|| choose(say!("board.owner"), sieve(|s| or_none(s.owner.as_ref())), move || owners(desk),
            |view, text| view.sieve.owner = some_or_none(text, |name| Name::new(name).ok())))}
        {move || label.get().then(|| choose(say!("board.label"), sieve(|s| s.label.as_ref().map(Name::to_string).unwrap_or_default()),
            move || labels(desk), |view, text| view.sieve.label = Name::new(text).ok()))}
        {move || (judged.get() && effect.get()).then(|| choose(say!("board.effect"),
            sieve(|s| s.effect.map(|e| e.map_or(NONE, Effect::code).to_owned()).unwrap_or_default()), effects,
            |view, text| view.sieve.effect = some_or_none(text, Effect::parse)))}
        {move || link.get().then(|| choose(say!("board.link"),
            sieve(|s| s.tie.map(|tie| tie.map_or(ANY, Tie::code).to_owned()).unwrap_or_default()), links,
            |view, text| view.sieve.tie = if text == ANY { Some(None) } else { Tie::parse(text).map(Some) }))}
        {move || waiting.get().then(|| choose(say!("board.waits"), sieve(|s| s.waiting.map(|n| n.to_string()).unwrap_or_default()),
            || any(say!("board.waits_any"), [1_u16, 3, 7, 14, 30].into_iter().map(|n| (n.to_string(), say!("board.waits_days", n = n)))),
            |view, text| view.sieve.waiting = text.parse().ok()))}
        {move || promised.get().then(|| view! {
            <label class="chip chip-field">{say!("board.promised")}
                <input class="input" type="date" prop:value=move || board.view.with(|v| v.sieve.promised.map(|d| d.to_string()).unwrap_or_default())
                    on:change:target=move |ev| board.change(|view| view.sieve.promised = day(&ev.target().value()))/>
            </label>
        })}
        {move || archive.get().then(|| view! {
            <button class="chip" type="button" aria-pressed=move || pressed(board.view.with(|v| v.sieve.archived))
                on:click=move |_| board.change(|view| view.sieve.archived = !view.sieve.archived)>{say!("board.archive")}</button>
        })}
    }
}

fn clients(desk: Desk) -> Options {
    let named = desk.read(Bell::Others, clients_by_name).into_iter().map(|(id, name)| (id.to_string(), name));
    let mut all = any(say!("board.client_any"), named);
    all.push((NONE.to_owned(), say!("board.client_none").to_owned()));
    all
}

/// Every client with its name, by name.
pub fn clients_by_name(ledger: &Ledger) -> Vec<(ClientId, String)> {
    let named = ledger.desk().clients().filter_map(|(id, c)| Some((id, c.name.as_ref()?.to_string())));
    let mut all: Vec<_> = named.collect();
    all.sort_by_cached_key(|(id, name)| (natural(name), *id));
    all
}

fn services(desk: Desk) -> Options {
    let mut named: Vec<(String, String)> = desk.read(Bell::Others, |ledger| {
        let all = ledger.desk().services();
        all.filter_map(|(id, s)| Some((s.name.as_ref()?.to_string(), id.to_string()))).collect()
    });
    named.sort_by_cached_key(|(name, _)| natural(name));
    let mut all = any(say!("board.service_any"), named.into_iter().map(|(name, id)| (id, name)));
    all.push((NONE.to_owned(), say!("board.service_none").to_owned()));
    all
}

/// The people who see to requests.
pub fn owners_of(desk: Desk) -> Vec<String> {
    sorted(desk, |request, out| out.extend(request.owner.as_ref().map(Name::to_string)))
}

/// The labels there are.
pub fn labels_of(desk: Desk) -> Vec<String> {
    sorted(desk, |request, out| out.extend(request.labels.iter().map(Name::to_string)))
}

fn sorted(desk: Desk, read: fn(&crate::domain::request::Request, &mut Vec<String>)) -> Vec<String> {
    let mut out = Vec::new();
    desk.read(Bell::Requests, |ledger| ledger.desk().requests().for_each(|(_, r)| read(r, &mut out)));
    out.sort_unstable();
    out.dedup();
    out.sort_by_cached_key(|name| natural(name));
    out
}

fn owners(desk: Desk) -> Options {
    let mut all = any(say!("board.owner_any"), owners_of(desk).into_iter().map(|name| (name.clone(), name)));
    all.push((NONE.to_owned(), say!("board.owner_none").to_owned()));
    all
}

fn labels(desk: Desk) -> Options {
    any(say!("board.label_any"), labels_of(desk).into_iter().map(|name| (name.clone(), name)))
}

fn priorities() -> Options {
    any(
        say!("board.priority_any"),
        Priority::ALL.iter().map(|p| (p.code().to_owned(), say_dyn!("priority.", p.code()))),
    )
}

fn links() -> Options {
    let mut all =
        any(say!("board.link_any"), std::iter::once((ANY.to_owned(), say!("board.link_some").to_owned())));
    all.extend(Tie::ALL.iter().map(|tie| (tie.code().to_owned(), say_dyn!("board.link_is.", tie.code()))));
    all
}

fn effects() -> Options {
    let words = |e: &Effect| (e.code().to_owned(), say_dyn!("effect.", e.code()));
    let mut all = any(say!("board.effect_any"), Effect::ALL.iter().map(words));
    all.push((NONE.to_owned(), say!("board.effect_none").to_owned()));
    all
}

/// The order, and what the lanes are split by. The order is kept on this device too.
#[component]
fn Order() -> impl IntoView {
    let board = use_board();
    let sort = move || board.sort().code().to_owned();
    let orders = || {
        let usual = [Sort::Breach, Sort::Age, Sort::Rank];
        usual.into_iter().map(|s| (s.code().to_owned(), say_dyn!("order.", s.code()))).collect()
    };
    let lanes = Memo::new(move |_| board.view.with(|view| view.form == Form::Board));
    let groups = || Group::ALL.iter().map(|g| (g.code().to_owned(), say_dyn!("group.", g.code()))).collect();
    view! {
        {choose(say!("board.order"), sort, orders, |view, text| {
            view.sort = Sort::parse(text);
            view.reversed = false;
        })}
        // A table and a calendar have no lanes.
        {move || lanes.get().then(|| choose(say!("board.split"), move || board.view.with(|view| view.group.code().to_owned()), groups,
            |view, text| view.group = Group::parse(text).unwrap_or_default()))}
    }
}

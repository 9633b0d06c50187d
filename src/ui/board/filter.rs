//! What is shown, and in which order: the facets, what is left out, the views the team keeps.

use super::order::{BoardState, use_board};
use super::search::Search;
use super::views::{SaveView, Views};
use crate::browser::focus;
use crate::domain::agenda::Counts;
use crate::domain::care::Tie;
use crate::domain::fold::natural;
use crate::domain::ident::ClientId;
use crate::domain::request::{Effect, Priority, Stage};
use crate::domain::sieve::{Condition, Facet, Form, Group, Key, Shelf, Sieve, Sort, View, day};
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
pub(super) const NONE: &str = "-";
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
            <Search more=more/>
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
    pick: impl Fn(&mut View, &str) + Copy + 'static,
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

/// What a list is called.
fn label_of(key: Key) -> &'static str {
    match key {
        Key::Clock => say!("board.clock"),
        Key::Client => say!("board.client"),
        Key::Service => say!("board.service"),
        Key::Stage => say!("board.stage"),
        Key::Priority => say!("board.priority"),
        Key::Owner => say!("board.owner"),
        Key::Label => say!("board.label"),
        Key::Effect => say!("board.effect"),
        Key::Tie => say!("board.link"),
        Key::Waiting => say!("board.waits"),
        Key::Promised => say!("board.promised"),
    }
}

/// What can be chosen of this: the code of each and its words, first that nothing is asked for.
pub(super) fn options(board: BoardState, desk: Desk, key: Key) -> Options {
    match key {
        Key::Clock => {
            let all = Facet::ALL.iter().filter(|f| **f != Facet::All);
            let words = |f: &Facet| (f.code().to_owned(), say_dyn!("facet.", f.code()));
            let mut out = vec![(String::new(), say_dyn!("facet.", Facet::All.code()))];
            out.extend(all.map(words));
            out
        }
        Key::Client => clients(desk),
        Key::Service => services(desk),
        Key::Stage => any(
            say!("board.stage_any"),
            Stage::ALL.iter().map(|s| (s.code().to_owned(), board.lane_name(*s))),
        ),
        Key::Priority => priorities(),
        Key::Owner => owners(desk),
        Key::Label => labels(desk),
        Key::Effect => effects(),
        Key::Tie => links(),
        Key::Waiting => {
            let days = [1_u16, 3, 7, 14, 30].into_iter();
            any(say!("board.waits_any"), days.map(|n| (n.to_string(), say!("board.waits_days", n = n))))
        }
        Key::Promised => vec![(NONE.to_owned(), say!("board.promised_none").to_owned())],
    }
}

/// A condition in words: "Finance".
fn words_of(board: BoardState, desk: Desk, condition: &Condition) -> String {
    let code = condition.code();
    let known = options(board, desk, condition.key()).into_iter().find(|(other, _)| *other == code);
    known.map_or_else(
        || match condition {
            Condition::Waiting(days) => say!("board.waits_days", n = *days),
            _ => code,
        },
        |(_, words)| words,
    )
}

/// A list to choose from, and beside what is chosen the way to leave that out instead.
fn facet(board: BoardState, desk: Desk, key: Key) -> AnyView {
    let chosen = Memo::new(move |_| board.view.with(|view| view.sieve.get(key)));
    let code = move || chosen.with(|chosen| chosen.as_ref().map(Condition::code).unwrap_or_default());
    // What an address asks for is shown, also where nothing is called so any more.
    let unlisted = Memo::new(move |_| {
        let all = options(board, desk, key);
        let only = chosen.get().filter(|only| all.iter().all(|(code, _)| *code != only.code()))?;
        Some((only.code(), words_of(board, desk, &only)))
    });
    let all = move || {
        let mut all = options(board, desk, key);
        all.extend(unlisted.get());
        all
    };
    let list = match key {
        Key::Promised => {
            let day_of = move || match chosen.get() {
                Some(Condition::Promised(Some(day))) => day.to_string(),
                _ => String::new(),
            };
            let none = move || chosen.get() == Some(Condition::Promised(None));
            let turn = move |_| board.change(|view| view.sieve.promised = (!none()).then_some(None));
            view! {
                <label class="chip chip-field">{label_of(key)}
                    <input class="input" type="date" prop:value=day_of
                        on:change:target=move |ev| board.change(|view| view.sieve.promised = day(&ev.target().value()).map(Some))/>
                </label>
                <button class="chip" type="button" aria-pressed=move || pressed(none()) on:click=turn>{say!("board.promised_none")}</button>
            }
            .into_any()
        }
        key => choose(label_of(key), code, all, move |view, text| {
            view.sieve.set(key, Condition::parse(key, text));
        }),
    };
    view! {
        {list}
        {move || chosen.get().map(|only| {
            let name = say!("board.leave_out", what = untrack(|| words_of(board, desk, &only)));
            let turn = move |_| {
                board.change(|view| view.sieve.turn(key));
                focus::focus_first_soon(".board-filter [data-does=left-out]:not(:has(~ [data-does=left-out]))");
            };
            view! {
                <button class="icon-btn" type="button" data-does="leave-out" aria-label=name.clone() title=name on:click=turn>
                    <Icon name="no"/>
                </button>
            }
        })}
    }
    .into_any()
}

/// What is left out, each a button that lets it in again.
#[component]
fn Without() -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let without = Memo::new(move |_| board.view.with(|view| view.sieve.without.clone()));
    move || {
        let chip = |not: Condition| {
            let value = match &not {
                Condition::Promised(Some(day)) => day.to_string(),
                not => untrack(|| words_of(board, desk, not)),
            };
            let words = say!("board.without", filter = label_of(not.key()), value = value);
            let name = say!("board.let_in", what = words.as_str());
            let let_in = move |_| {
                board.change(|view| view.sieve.without.retain(|other| *other != not));
                focus::focus_first_soon(".board-filter input[type=search]");
            };
            view! {
                <button class="chip is-on" type="button" data-does="left-out" aria-label=name.clone() title=name on:click=let_in>
                    {words}<Icon name="x"/>
                </button>
            }
        };
        without.get().into_iter().map(chip).collect_view()
    }
}

/// The facets: client and priority always, the others when they are asked for or in use.
#[component]
fn Facets(more: RwSignal<bool>) -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let judged =
        Memo::new(move |_| desk.read(Bell::Others, |ledger| manner(ledger.desk()).lens != Lens::Off));
    let part = move |key: Key| {
        let shows = Memo::new(move |_| match key {
            Key::Client | Key::Priority => true,
            // Late or at risk has a chip of its own.
            Key::Clock => {
                more.get() || board.view.with(|v| !matches!(v.sieve.facet, Facet::All | Facet::Pressing))
            }
            Key::Effect if !judged.get() => false,
            key => more.get() || board.view.with(|view| view.sieve.get(key).is_some()),
        });
        move || shows.get().then(|| facet(board, desk, key))
    };
    let archive = Memo::new(move |_| more.get() || board.view.with(|view| view.sieve.shelf != Shelf::Board));
    view! {
        {[
            Key::Client, Key::Priority, Key::Service, Key::Stage, Key::Clock, Key::Owner, Key::Label, Key::Effect, Key::Tie,
            Key::Waiting, Key::Promised,
        ].map(part).into_iter().collect_view()}
        {move || archive.get().then(|| choose(say!("board.archive"),
            move || board.view.with(|view| view.sieve.shelf.code().to_owned()),
            || Shelf::ALL.iter().map(|s| (s.code().to_owned(), say_dyn!("shelf.", s.code()))).collect(),
            |view, text| view.sieve.shelf = Shelf::parse(text).unwrap_or_default()))}
        <Without/>
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
    let mut all = any(say!("board.label_any"), labels_of(desk).into_iter().map(|name| (name.clone(), name)));
    all.push((NONE.to_owned(), say!("board.label_none").to_owned()));
    all
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

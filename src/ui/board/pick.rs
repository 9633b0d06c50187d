//! Many at once: selecting requests by mouse, keys or check marks, and what can be done to those selected, in
//! one step that one Undo takes back.
//!
//! Ctrl (or ⌘) and a click takes one more in or out, Shift and a click everything up to there; X does it on
//! the focused card, Shift and an arrow goes on to the next, Ctrl-A takes the whole lane, Esc lets go.

use super::filter::{clients_by_name, labels_of, owners_of};
use super::order::{BoardState, use_board};
use super::strong;
use crate::browser::focus;
use crate::domain::columns::{Column, too_many_for};
use crate::domain::edit::{Choice, Edit, Many};
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::moves::{Moved, moves_to_client};
use crate::domain::request::{Priority, RequestFact, Stage};
use crate::domain::sieve::Shelf;
use crate::domain::text::{Name, TextFault};
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::actions::action;
use crate::ui::actions::request::{DONE, open_forms_of_many, press};
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::dialog::{Dialog, fresh_id};
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::ui::request::facts::deadlines_as;
use crate::ui::request::moment_of;
use crate::ui::use_place;
use crate::words::{Part, errors, say_dyn, say_parts};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

/// Takes one more in, or out.
pub fn toggle(board: BoardState, id: RequestId) {
    board.picked.update(|picked| match picked.iter().position(|other| *other == id) {
        Some(at) => drop(picked.remove(at)),
        None => picked.push(id),
    });
    tell(board);
}

/// Takes one in that may be in already.
pub fn take_in(board: BoardState, id: RequestId) {
    if !board.picked.with_untracked(|picked| picked.contains(&id)) {
        toggle(board, id);
    }
}

fn tell(board: BoardState) {
    let n = board.picked.with_untracked(Vec::len);
    board.said.set(say!("pick.said", n = n));
}

/// Those shown in one list with a request: its lane, or the table.
fn list_with(board: BoardState, id: RequestId) -> Vec<RequestId> {
    board.sight.with_untracked(|sight| {
        if sight.list.contains(&id) {
            return sight.list.to_vec();
        }
        sight.lane_with(id).map(|lane| lane.to_vec()).unwrap_or_default()
    })
}

/// A click on a card or a row: with a key held it selects.
pub fn on_click(event: &MouseEvent, board: BoardState, id: RequestId) {
    if event.shift_key() {
        let list = list_with(board, id);
        let at = |wanted: RequestId| list.iter().position(|other| *other == wanted);
        let last = board.picked.with_untracked(|picked| picked.last().copied());
        match (last.and_then(at), at(id)) {
            (Some(from), Some(to)) => {
                let (low, high) = (from.min(to), from.max(to));
                let span = list.iter().skip(low).take(high - low + 1).copied();
                board.picked.update(|picked| {
                    let new: Vec<RequestId> = span.filter(|id| !picked.contains(id)).collect();
                    picked.extend(new);
                });
                tell(board);
            }
            _ => toggle(board, id),
        }
    } else if event.ctrl_key() || event.meta_key() {
        toggle(board, id);
    } else {
        return;
    }
    event.prevent_default();
    event.stop_propagation();
}

/// A key on a focused card; true when it was one for selecting. The caller then goes on to the next card
/// for Shift and an arrow.
pub fn on_key(event: &KeyboardEvent, board: BoardState, id: RequestId) -> bool {
    let command = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "x" | "X" if !command && !event.alt_key() && board.hears_single_keys() => toggle(board, id),
        "a" | "A" if command && !event.shift_key() => {
            board.picked.set(list_with(board, id));
            tell(board);
        }
        "Escape" if board.picked.with_untracked(|picked| !picked.is_empty()) => let_go(board),
        "ArrowUp" | "ArrowDown" if event.shift_key() && !command => {
            take_in(board, id);
            return false;
        }
        _ => return false,
    }
    event.prevent_default();
    event.stop_propagation();
    true
}

fn let_go(board: BoardState) {
    board.picked.set(Vec::new());
    board.picking.set(false);
    board.said.set(say!("pick.none").to_owned());
}

/// The check mark of a card or a row, while something is or is to be selected.
#[component]
pub fn Mark(id: RequestId, #[prop(into)] on: Signal<bool>) -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let shows = Memo::new(move |_| board.picking.get() || board.picked.with(|picked| !picked.is_empty()));
    move || {
        shows.get().then(|| {
            let name = super::order::reference(desk, id);
            view! {
                <input class="check" type="checkbox" aria-label=say!("pick.one", name = name)
                    prop:checked=on on:change=move |_| toggle(board, id)/>
            }
        })
    }
}

/// What a dialog asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    Stage,
    Owner,
    Label,
    Client,
    Priority,
}

impl Asks {
    /// What the dialog of this action asks for.
    fn of(code: &str) -> Option<Asks> {
        Some(match code {
            "move" => Asks::Stage,
            "assign" => Asks::Owner,
            "label" => Asks::Label,
            "client" => Asks::Client,
            "priority" => Asks::Priority,
            _ => return None,
        })
    }
}

/// How many are selected, and what can be done to them.
#[component]
pub fn BulkBar() -> impl IntoView {
    let board = use_board();
    let desk = use_desk();
    let n = Memo::new(move |_| board.picked.with(Vec::len));
    let any = Memo::new(move |_| n.get() > 0);
    let asks = RwSignal::new(None::<Asks>);
    let place = use_place();
    let leave = move || {
        let_go(board);
        focus::focus_first_soon("main h1");
    };
    let remove = move || {
        if desk.act(Edit::Many(board.picked.get_untracked(), Many::Remove)).is_some() {
            leave();
        }
    };
    open_forms_of_many(
        board.picked,
        Callback::new(move |code| match code {
            "remove" => remove(),
            DONE => leave(),
            code => asks.set(Asks::of(code)),
        }),
    );
    let button = move |code: &'static str, words: &'static str| {
        let icon = action(code).map_or("swap", |action| action.icon);
        let asks = Asks::of(code).is_some().then_some("dialog");
        view! {
            <button class="btn btn-s" type="button" aria-haspopup=asks on:click=move |_| press(code, desk, place)>
                <Icon name=icon/>{words}
            </button>
        }
    };
    let archived = Memo::new(move |_| match board.view.with(|view| view.sieve.shelf) {
        Shelf::Board => false,
        Shelf::Archive => true,
        Shelf::Both => board.picked.with(|ids| {
            desk.read(Bell::Requests, |ledger| {
                ids.iter().all(|id| ledger.desk().request(*id).is_some_and(|request| request.archived))
            })
        }),
    });
    view! {
        {move || any.get().then(|| view! {
            <div class="bulkbar" role="toolbar" aria-label=say!("pick.bar")>
                <b>{move || say!("pick.n", n = n.get())}</b>
                {button("move", say!("pick.move"))}
                {button("assign", say!("pick.assign"))}
                {button("label", say!("pick.label"))}
                {button("client", say!("pick.client"))}
                {button("priority", say!("pick.priority"))}
                {move || match archived.get() {
                    true => button("unarchive", say!("pick.unarchive")),
                    false => button("archive", say!("pick.archive")),
                }}
                {button("remove", say!("pick.remove"))}
                <button class="icon-btn" type="button" aria-label=say!("pick.clear") on:click=move |_| let_go(board)><Icon name="x"/></button>
            </div>
        })}
        {move || asks.get().map(|what| view! { <Ask what=what close=Callback::new(move |()| asks.set(None))/> })}
    }
}

/// What the button of the dialog does, in words.
fn deed(what: Asks, off: bool) -> String {
    match what {
        Asks::Stage => say!("pick.do_move").to_owned(),
        Asks::Owner => say!("pick.do_assign").to_owned(),
        Asks::Label => say!("pick.do_label", off = if off { "yes" } else { "no" }),
        Asks::Client => say!("pick.do_client").to_owned(),
        Asks::Priority => say!("pick.do_priority").to_owned(),
    }
}

/// The dialog that asks what is to be done to those selected.
#[component]
fn Ask(what: Asks, close: Callback<()>) -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let ids = board.picked.get_untracked();
    let n = ids.len();
    let title = match what {
        Asks::Stage => say!("pick.move_title", n = n),
        Asks::Owner => say!("pick.assign_title", n = n),
        Asks::Label => say!("pick.label_title", n = n),
        Asks::Client => say!("pick.client_title", n = n),
        Asks::Priority => say!("pick.priority_title", n = n),
    };
    let (value, fault) = (RwSignal::new(first_value(what)), RwSignal::new(String::new()));
    let takes_off = RwSignal::new("on".to_owned());
    let ids = StoredValue::new(ids);
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let many = match value.with_untracked(|text| asked(what, text, takes_off.get_untracked() == "on")) {
            Ok(many) => many,
            Err(wrong) => return fault.set(errors::text_or(wrong, say!("pick.no_label"))),
        };
        match desk.attempt(Edit::Many(ids.get_value(), many)) {
            Err(trouble) => fault.set(errors::trouble(&trouble)),
            Ok(_) => {
                close.run(());
                board.show.set(ids.with_value(|ids| ids.first().copied()));
                board.picked.set(Vec::new());
                board.picking.set(false);
            }
        }
    };
    view! {
        <Dialog title=title on_close=close>
            <form class="stack stack-4" novalidate on:submit=submit>
                {field(desk, board, what, value, fault)}
                <Follows what=what ids=ids value=value/>
                {(what == Asks::Label).then(|| view! {
                    <SelectField label=say!("pick.label_how") value=takes_off options=Signal::stored(vec![
                        ("on".to_owned(), say!("pick.label_on").to_owned()),
                        ("off".to_owned(), say!("pick.label_off").to_owned()),
                    ])/>
                })}
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| close.run(())>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{move || deed(what, takes_off.with(|on| on != "on"))}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// So many requests are named whose deadlines move.
const MOST_MOVES: usize = 5;

/// What follows from it, before it is done: whose deadlines another priority or client moves, who has too much in hand.
#[component]
fn Follows(what: Asks, ids: StoredValue<Vec<RequestId>>, value: RwSignal<String>) -> impl IntoView {
    let desk = use_desk();
    let lines = Memo::new(move |_| {
        let text = value.get();
        desk.peek(|ledger| {
            ids.with_value(|ids| match what {
                Asks::Owner => heavy(ledger, ids, &text).into_iter().collect(),
                Asks::Priority => moves(ledger, ids, &text),
                Asks::Client => client_moves(ledger, ids, &text),
                _ => Vec::new(),
            })
        })
    });
    view! {
        <div class="stack stack-2" role="status">
            {move || lines.get().into_iter().map(|line| view! { <p class="small soft">{strong(line)}</p> }).collect_view()}
        </div>
    }
}

fn heavy(ledger: &Ledger, ids: &[RequestId], text: &str) -> Option<Vec<Part>> {
    let name = Name::new(text).ok()?;
    let (n, limit) = too_many_for(ledger.desk(), &name, ids)?;
    Some(vec![Part::Plain(say!("pick.heavy", name = name.as_str(), n = n, limit = limit))])
}

/// The deadlines another priority moves, a few of them by name.
fn moves(ledger: &Ledger, ids: &[RequestId], text: &str) -> Vec<Vec<Part>> {
    let Some(priority) = Priority::parse(text) else { return Vec::new() };
    let now = ledger.now();
    let moved = |id: &RequestId| {
        let request =
            ledger.desk().request(*id).filter(|r| r.priority != priority && !r.stage.is_finished())?;
        let lines = deadlines_as(ledger, request, priority, now)?;
        let mut line = vec![Part::Plain([&request.reference, ": "].concat())];
        line.extend(lines.into_iter().next()?);
        Some(line)
    };
    let all: Vec<Vec<Part>> = ids.iter().filter_map(moved).collect();
    let (n, more) = (all.len(), all.len().saturating_sub(MOST_MOVES));
    listed(n, more, all.into_iter())
}

/// How many deadlines move, a few of them, and how many more there are.
fn listed(n: usize, more: usize, lines: impl Iterator<Item = Vec<Part>>) -> Vec<Vec<Part>> {
    let first = vec![Part::Plain(say!("pick.moves", n = n))];
    let last = (more > 0).then(|| vec![Part::Plain(say!("pick.moves_more", n = more))]);
    std::iter::once(first).chain(lines.take(MOST_MOVES)).chain(last).collect()
}

/// The deadlines another client moves, a few of them by name; what an agreement with that client says counts from when each
/// was raised.
fn client_moves(ledger: &Ledger, ids: &[RequestId], text: &str) -> Vec<Vec<Part>> {
    let now = ledger.now();
    let name = Some(text.trim()).filter(|name| !name.is_empty());
    let all = moves_to_client(ledger.desk(), ledger.book(), ids, name, now);
    let at = |at: Moment| moment_of(ledger, at);
    let line = |moved: &Moved| {
        let name = ledger.desk().request(moved.id).map(|r| r.reference.to_string()).unwrap_or_default();
        match (moved.before, moved.after) {
            (Some(old), Some(new)) if old != new => {
                say_parts!("pick.due_moved", name = name, old = at(old), new = at(new))
            }
            (Some(old), None) => say_parts!("pick.due_gone", name = name, old = at(old)),
            (None, Some(new)) => say_parts!("pick.due_new", name = name, new = at(new)),
            _ if moved.late_after => say_parts!("pick.late_then", name = name),
            _ => say_parts!("pick.late_no_more", name = name),
        }
    };
    listed(all.len(), all.len().saturating_sub(MOST_MOVES), all.iter().map(line))
}

fn first_value(what: Asks) -> String {
    match what {
        Asks::Stage => Stage::Accepted.code().to_owned(),
        Asks::Priority => Priority::Normal.code().to_owned(),
        _ => String::new(),
    }
}

fn asked(what: Asks, text: &str, on: bool) -> Result<Many, TextFault> {
    let name = || if text.trim().is_empty() { Ok(None) } else { Name::new(text).map(Some) };
    Ok(match what {
        Asks::Stage => Many::Move(Column::parse(text).unwrap_or_else(|| Stage::Accepted.into())),
        Asks::Owner => Many::Change(vec![RequestFact::Assigned(name()?)]),
        Asks::Label => Many::Change(vec![RequestFact::Labelled(Name::new(text)?, on)]),
        Asks::Client => Many::Client(name()?.map_or(Choice::None, Choice::New)),
        Asks::Priority => {
            Many::Change(vec![RequestFact::Prioritised(Priority::parse(text).unwrap_or(Priority::Normal))])
        }
    })
}

fn field(
    desk: Desk,
    board: BoardState,
    what: Asks,
    value: RwSignal<String>,
    fault: RwSignal<String>,
) -> AnyView {
    let names = |label: &'static str, hint: &'static str, list: Vec<String>| {
        let id = fresh_id("names");
        view! {
            <TextField label=label hint=hint value=value fault=fault list=id.clone()/>
            <datalist id=id>{list.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
        }
        .into_any()
    };
    match what {
        Asks::Stage => {
            // Declining asks for a reason each, in its own form.
            let columns = board.lanes_now().into_iter().filter(|column| *column != Stage::Declined);
            let options: Vec<_> = columns.map(|c| (c.code(), board.lane_name_now(c))).collect();
            view! { <SelectField label=say!("move.stage") value=value fault=fault options=Signal::stored(options)/> }
                .into_any()
        }
        Asks::Priority => {
            let options: Vec<_> = Priority::ALL
                .iter()
                .map(|p| (p.code().to_owned(), say_dyn!("priority.", p.code())))
                .collect();
            view! { <SelectField label=say!("board.priority") value=value fault=fault options=Signal::stored(options)/> }
                .into_any()
        }
        Asks::Owner => names(say!("pick.owner"), say!("pick.owner_hint"), untrack(|| owners_of(desk))),
        Asks::Label => names(say!("board.label"), "", untrack(|| labels_of(desk))),
        Asks::Client => {
            let clients = desk.peek(clients_by_name).into_iter().map(|(_, name)| name).collect();
            names(say!("board.client"), say!("pick.client_hint"), clients)
        }
    }
}

//! The promised date: the present one, the first one beside it, all there ever were, and the form that moves
//! it with a reason.

use super::delay::{Begun, DelayDialog, ScopeDialog};
use super::forecast::{LoadLine, Proposals};
use super::{client_name, direction_of, look_now, moment_words, read_local, shown_zone, way_of, write_local};
use crate::browser::focus;
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::{Direction, Request};
use crate::domain::text::Note;
use crate::domain::zone::ZoneTable;
use crate::say;
use crate::store::ledger::{Ledger, Trouble};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::field::{AreaField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, time};
use leptos::prelude::*;
use std::sync::Arc;

/// What is promised, in words.
#[derive(Clone, PartialEq, Default)]
struct Promised {
    /// The present date; empty for none.
    now: String,
    /// "first promise today 12:30, moved once"
    first: String,
    /// Every promise: the date, when it was made, why.
    history: Vec<(String, String, String)>,
    withdrawn: bool,
    finished: bool,
    /// The code of who delivers.
    way: &'static str,
}

fn promised(ledger: &Ledger, request: &Request, now: Moment) -> Promised {
    let zone = shown_zone(ledger);
    let words = |at: Moment| moment_words(&zone, at, now);
    let moves = request.promises.len().saturating_sub(1);
    let first = match (request.first_promise(), moves) {
        (Some(_), 0) => say!("promise.kept").to_owned(),
        (Some(first), n) => say!("promise.first", at = words(first.date), n = n),
        (None, _) => String::new(),
    };
    let history = request.promises.iter().enumerate().map(|(i, promise)| {
        let made = words(promise.made);
        let made =
            if i == 0 { say!("promise.first_made", at = made) } else { say!("promise.made", at = made) };
        (words(promise.date), made, promise.reason.to_string())
    });
    Promised {
        now: request.promise().map(|p| words(p.date)).unwrap_or_default(),
        first,
        history: history.collect(),
        withdrawn: request.promise_withdrawn,
        finished: request.stage.is_finished(),
        way: way_of(request),
    }
}

/// The box of the promise.
#[component]
pub fn PromiseBox(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let client = client_name(desk, id);
    let shown = Memo::new(move |_| look_now(desk, now, id, promised).unwrap_or_default());
    let open = RwSignal::new(false);
    let (delay, scope) = (RwSignal::new(None::<Begun>), RwSignal::new(false));
    let finished = move || shown.with(|p| p.finished);
    let has = move || shown.with(|p| !p.now.is_empty());
    let way = move || shown.with(|p| p.way);
    let start = move |_| {
        open.set(true);
        focus::focus_first_soon(".promise-form input");
    };
    view! {
        <section class="box stack" aria-labelledby="promise">
            <h3 id="promise">{say!("promise.title")}</h3>
            {move || match (has(), shown.with(|p| p.withdrawn)) {
                (true, _) => view! {
                    <p><b class="promise-now">{shown.with(|p| p.now.clone())}</b><br/><span class="small soft">{shown.with(|p| p.first.clone())}</span></p>
                }.into_any(),
                (false, true) => view! { <p class="small soft">{say!("promise.withdrawn")}</p> }.into_any(),
                (false, false) if shown.with(|p| p.finished) => view! { <p class="small soft">{say!("promise.never")}</p> }.into_any(),
                (false, false) => view! { <p class="small soft">{say!("promise.none", client = client.get(), way = way())}</p> }.into_any(),
            }}
            <History shown=shown/>
            <button class="btn" type="button" id="promise-start" data-does="promise" hidden=move || open.get() || shown.with(|p| p.finished) on:click=start>
                <Icon name="flag"/>{move || if has() { say!("promise.move").to_owned() } else { say!("promise.make", way = way()) }}
            </button>
            <div class="row" hidden=move || open.get() || finished()>
                <button class="btn btn-s" type="button" data-does="delay" hidden=move || !has() on:click=move |_| delay.set(Some(Begun::default()))><Icon name="msg"/>{move || say!("delay.open", way = way())}</button>
                <button class="btn btn-s" type="button" data-does="scope" on:click=move |_| scope.set(true)><Icon name="swap"/>{say!("scope.open")}</button>
            </div>
            {move || open.get().then(|| view! { <PromiseForm id=id open=open delay=delay/> })}
            {move || delay.get().map(|begun| {
                let close = Callback::new(move |done: bool| {
                    delay.set(None);
                    if done {
                        open.set(false);
                        focus::focus_soon("promise-start");
                    }
                });
                view! { <DelayDialog id=id close=close begun=begun/> }
            })}
            {move || scope.get().then(|| view! { <ScopeDialog id=id close=Callback::new(move |()| scope.set(false))/> })}
        </section>
    }
}

#[component]
fn History(shown: Memo<Promised>) -> impl IntoView {
    // One promise is said above; a list begins with the second.
    let rows =
        Memo::new(move |_| shown.with(|p| if p.history.len() > 1 { p.history.clone() } else { Vec::new() }));
    move || {
        (!rows.with(Vec::is_empty)).then(|| {
            let last = rows.with(Vec::len) - 1;
            view! {
                <ol class="promises" aria-label=say!("promise.history")>
                    {rows.get().into_iter().enumerate().map(|(i, (date, made, why))| view! {
                        <li>
                            {if i == last { view! { <b>{date}</b> }.into_any() } else { view! { <s>{date}</s> }.into_any() }}
                            <span class="small muted">{made}{(!why.is_empty()).then(|| [": ", &why].concat())}</span>
                        </li>
                    }).collect_view()}
                </ol>
            }
        })
    }
}

/// The form, before it was sent: the zone its date is meant in, and whether there is a promise to move.
fn form_start(desk: Desk, id: RequestId) -> Option<(Arc<ZoneTable>, bool, String)> {
    desk.peek(|ledger| {
        let request = ledger.desk().request(id)?;
        let zone = shown_zone(ledger);
        let clock = ledger.book().read(ledger.desk(), request, ledger.now());
        let due = clock.and_then(|c| c.resolution.due).filter(|due| *due > ledger.now());
        let date = request.promise().map(|p| p.date).or(due);
        let text = date.map(|at| write_local(zone.to_local(at))).unwrap_or_default();
        Some((zone, request.promise().is_some(), text))
    })
}

#[component]
fn PromiseForm(id: RequestId, open: RwSignal<bool>, delay: RwSignal<Option<Begun>>) -> impl IntoView {
    let desk = use_desk();
    let (zone, moving, text) =
        form_start(desk, id).unwrap_or((Arc::new(ZoneTable::utc()), false, String::new()));
    let (date, reason) = (RwSignal::new(text), RwSignal::new(String::new()));
    let (date_fault, reason_fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let client = client_name(desk, id);
    let direction = direction_of(desk, id);
    let (theirs, way) = (direction == Direction::WeAsk, direction.code());
    let hint = say!("promise.date_hint", zone = time::place(zone.name()));
    let shut = move || {
        open.set(false);
        focus::focus_soon("promise-start");
    };
    let send = move |at: Option<Moment>| {
        date_fault.set(String::new());
        reason_fault.set(String::new());
        let why = match Note::new(&reason.get_untracked()) {
            Ok(why) => why,
            Err(fault) => return reason_fault.set(errors::text(fault)),
        };
        match desk.attempt(Edit::Promise { id, date: at, reason: why }) {
            Ok(_) => shut(),
            Err(trouble @ Trouble::Refused(Refusal::PromiseReason)) => {
                reason_fault.set(errors::trouble(&trouble));
                focus::focus_first_soon(".promise-form textarea");
            }
            Err(trouble) => {
                date_fault.set(errors::trouble(&trouble));
                focus::focus_first_soon(".promise-form input");
            }
        }
    };
    let present = desk.peek(|ledger| ledger.desk().request(id).and_then(|r| r.promise().map(|p| p.date)));
    let later = Memo::new({
        let zone = zone.clone();
        move |_| {
            let typed = date.with(|text| read_local(text)).map(|local| zone.from_local(local));
            typed.zip(present).is_some_and(|(typed, present)| typed > present)
        }
    });
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        match read_local(&date.get_untracked()) {
            // What is later is told: the form for that goes on from what is written here.
            Some(_) if later.get_untracked() => {
                delay.set(Some(Begun { date: date.get_untracked(), cause: reason.get_untracked() }));
            }
            Some(local) => send(Some(zone.from_local(local))),
            None => date_fault.set(say!("promise.no_date").to_owned()),
        }
    };
    view! {
        <form class="stack promise-form" novalidate=true on:submit=submit>
            {(!theirs).then(|| view! { <Proposals id=id date=date/> })}
            <TextField label=say!("promise.date") value=date kind="datetime-local" hint=hint fault=date_fault/>
            {(!theirs).then(|| view! { <LoadLine id=id date=date/> })}
            <div role="status">{move || later.get().then(|| view! { <p class="small soft">{say!("promise.later", client = client.get_untracked(), way = way)}</p> })}</div>
            {moving.then(|| view! {
                <AreaField label=say!("promise.reason") value=reason rows=2 fault=reason_fault
                    hint=say!("promise.reason_hint", client = client.get_untracked(), way = way)/>
            })}
            <div class="row">
                <button class="btn btn-main" type="submit">{if moving { say!("promise.move").to_owned() } else { say!("promise.save", way = way) }}</button>
                <button class="btn btn-quiet" type="button" on:click=move |_| shut()>{say!("button.cancel")}</button>
            </div>
            {moving.then(|| view! {
                <button class="btn btn-quiet" type="button" on:click=move |_| send(None)>{say!("promise.take_back")}</button>
            })}
        </form>
    }
}

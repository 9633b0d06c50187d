//! One client: what we know of it, its agreements, its requests.

use super::link::LinkBox;
use super::meetings::Meetings;
use super::seen::Seen;
use super::{Agreements, EditClient, MANY, STEP, Ways, chain_words, elsewhere_key, name_of, read, yes_or_no};
use crate::browser::focus;
use crate::domain::client::{Client, ClientFact, chain_code};
use crate::domain::edit::Edit;
use crate::domain::fold::fold;
use crate::domain::glance::Glance;
use crate::domain::ident::{ClientId, RequestId, Subject};
use crate::domain::register::tallies;
use crate::domain::request::Request;
use crate::domain::text::{Note, Title};
use crate::route::{Counted, Route};
use crate::ui::board::face_of;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::go;
use crate::ui::insights::contact::InTouchWith;
use crate::ui::now::use_now;
use crate::ui::parts::due::today;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::stage_name;
use crate::words::{say, say_dyn, time};
use leptos::prelude::*;
use std::cmp::Reverse;

/// One client.
#[component]
pub fn One(id: ClientId) -> impl IntoView {
    let desk = use_desk();
    let there = Memo::new(move |_| read(desk, id, |_| ()).is_some());
    move || {
        if there.get() {
            return view! { <Detail id=id/> }.into_any();
        }
        view! {
            <main id="main" class="page" tabindex="-1">
                <h1 tabindex="-1">{say!("client.gone")}</h1>
                <p>{say!("client.gone_text")}</p>
                <p><a class="btn btn-main" href=Route::Clients.href()>{say!("client.all")}</a></p>
            </main>
        }
        .into_any()
    }
}

#[component]
fn Detail(id: ClientId) -> impl IntoView {
    let desk = use_desk();
    let editing = RwSignal::new(false);
    let done = Callback::new(move |()| {
        editing.set(false);
        focus::focus_soon("edit-client");
    });
    let tally = Memo::new(move |_| {
        desk.read(Bell::Requests, |ledger| tallies(ledger.desk()).get(&id).copied().unwrap_or_default())
    });
    let remove = move |_| {
        if desk.act(Edit::Remove(Subject::Client(id))).is_some() {
            go(&Route::Clients);
        }
    };
    view! {
        <main id="main" class="page" tabindex="-1">
            <p><a href=Route::Clients.href()>{say!("client.all")}</a></p>
            <div class="page-head">
                <div><h1 tabindex="-1">{move || name_of(desk, id)}</h1><Ways id=id tally=tally/></div>
                <div class="actions"><button class="btn" type="button" id="edit-client" on:click=move |_| editing.set(true)><Icon name="edit"/>{say!("button.edit")}</button></div>
            </div>
            <div class="cols">
                <div class="stack stack-5">
                    {move || if editing.get() {
                        view! { <section class="box"><EditClient id=id on_done=done/></section> }.into_any()
                    } else {
                        view! { <section class="box"><Facts id=id/></section> }.into_any()
                    }}
                </div>
                <div class="stack stack-5"><Requests id=id/><InTouchWith id=id/><Meetings id=id/>
                <LinkBox client=Signal::derive(move || name_of(desk, id))/><Seen id=id/></div>
            </div>
            <div class="stack stack-2">
                <div><button class="btn btn-danger" type="button" on:click=remove><Icon name="bin"/>{say!("client.remove")}</button></div>
                <p class="hint">{say!("client.remove_text")}</p>
            </div>
        </main>
    }
}

#[component]
fn Facts(id: ClientId) -> impl IntoView {
    let desk = use_desk();
    let text = move |of: fn(&Client) -> &Note, none: &'static str| {
        move || match read(desk, id, |c| of(c).to_string()).unwrap_or_default() {
            text if text.is_empty() => view! { <span class="muted">{none}</span> }.into_any(),
            text => view! { <span class="lines">{text}</span> }.into_any(),
        }
    };
    view! {
        <dl class="facts">
            <dt>{say!("client.people")}</dt><dd>{text(|c| &c.people, say!("client.none_people"))}</dd>
            <dt>{say!("client.channel")}</dt><dd>{text(|c| &c.channel, say!("client.none_channel"))}</dd>
            <dt>{say!("client.agreement")}</dt><dd><Agreements id=id/></dd>
            <dt>{say!("client.measured")}</dt><dd>{text(|c| &c.measured, say!("client.none_measured"))}</dd>
            <dt>{say!("client.hard")}</dt><dd>{text(|c| &c.hard, say!("client.none_hard"))}</dd>
            <dt>{say!("client.elsewhere")}</dt><dd>{move || {
                let answer = read(desk, id, |c| c.elsewhere).flatten().map(yes_or_no).unwrap_or_default();
                say_dyn!("client_elsewhere.", elsewhere_key(answer))
            }}</dd>
            <dt>{say!("client.chain")}</dt><dd>{move || match read(desk, id, chain_words).unwrap_or_default() {
                words if words.is_empty() => say_dyn!("client_chain.", chain_code(None)),
                words => words,
            }}</dd>
            <dt>{say!("client.rhythm")}</dt><dd>{move || match read(desk, id, |c| c.rhythm).flatten() {
                Some(weeks) => say!("client.rhythm_every", n = weeks),
                None => say!("client.rhythm_none").to_owned(),
            }}</dd>
            <dt>{say!("client.note")}</dt><dd>{text(|c| &c.note, say!("client.none_note"))}</dd>
            <dt>{say!("client.confirmed")}</dt><dd class="stack stack-2"><Confirmed id=id/></dd>
        </dl>
    }
}

/// When what is known of a client was last looked through with it, and that it still holds.
#[component]
fn Confirmed(id: ClientId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let confirm = move |_| {
        let day = desk.peek(today);
        desk.act(Edit::EditClient(id, vec![ClientFact::Confirmed(Some(day))]));
    };
    let when = move || {
        now.get();
        let today = desk.peek(today);
        let (day, stale) = read(desk, id, |c| (c.confirmed, c.is_stale(today))).unwrap_or_default();
        match day.map(|day| time::day(day, today)) {
            Some(day) if stale => say!("client.confirmed_stale", day = day),
            Some(day) => day,
            None => say!("client.confirmed_never").to_owned(),
        }
    };
    let done = move || {
        now.get();
        read(desk, id, |c| c.confirmed).flatten() == Some(desk.peek(today))
    };
    view! {
        <span>{when}</span>
        <span><button class="btn btn-s" type="button" aria-disabled=move || done().then_some("true") on:click=move |ev| if !done() { confirm(ev) }>{say!("client.confirm")}</button></span>
    }
}

/// The client's requests: open ones first, the one that is due first at the head of them, the others on demand.
#[component]
fn Requests(id: ClientId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    // Open ones with their turn, finished ones; both the newest first: ids are in the order of their making.
    let all = Memo::new(move |_| {
        let now = now.get();
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |ledger| {
            let mine = ledger.desk().requests().filter(|(_, r)| r.client == Some(id));
            let (mut finished, mut open): (Vec<_>, Vec<_>) = mine.partition(|(_, r)| r.stage.is_finished());
            finished.reverse();
            open.sort_by_cached_key(|(id, request)| {
                (Glance::at(ledger.desk(), ledger.book(), request, now).0.turn, Reverse(*id))
            });
            let ids =
                |list: Vec<(RequestId, &Request)>| list.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
            (ids(open), ids(finished))
        })
    });
    let open = Memo::new(move |_| all.with(|(open, _)| open.clone()));
    let finished = Memo::new(move |_| all.with(|(_, finished)| finished.clone()));
    let count = Memo::new(move |_| finished.with(Vec::len));
    let asked = Memo::new(move |_| all.with(|(open, finished)| !open.is_empty() || !finished.is_empty()));
    let figures = move || {
        asked.get().then(|| {
            let href = Route::Insights(Counted { client: Some(id), ..Counted::ALL }).href();
            view! { <a class="small" href=href>{say!("client.figures")}</a> }
        })
    };
    view! {
        <section class="box" aria-labelledby="client-requests">
            <div class="box-head"><h2 id="client-requests">{say!("client.requests")}</h2><span class="soft small push">{move || say!("client.open_n", n = open.with(Vec::len))}</span>{figures}</div>
            {move || (!asked.get()).then(|| view! {
                <p class="soft">{say!("client.requests_none")}" "<a href=Route::NewRequest.href()>{say!("client.requests_first")}</a></p>
            })}
            <Lines ids=open/>
            {move || (count.get() > 0).then(|| view! {
                <details class="more"><summary>{say!("client.finished", n = count.get())}</summary><Lines ids=finished/></details>
            })}
        </section>
    }
}

/// Some requests, and more of them on demand; from [`MANY`] on they can be searched.
#[component]
fn Lines(ids: Memo<Vec<RequestId>>) -> impl IntoView {
    let desk = use_desk();
    let (sought, most) = (RwSignal::new(String::new()), RwSignal::new(STEP));
    let many = Memo::new(move |_| ids.with(|ids| ids.len() > MANY));
    let fits = Memo::new(move |_| {
        let sought = fold(sought.get().trim());
        let ids = ids.get();
        if sought.is_empty() {
            return ids;
        }
        let words = |id: &RequestId| {
            let text = desk.peek(|ledger| {
                ledger.desk().request(*id).map(|r| {
                    let title = r.title.as_ref().map(Title::as_str).unwrap_or_default();
                    fold(&[&*r.reference, " ", title].concat())
                })
            });
            text.is_some_and(|text| text.contains(&sought))
        };
        ids.into_iter().filter(words).collect()
    });
    let shown = Memo::new(move |_| fits.with(|ids| ids.iter().take(most.get()).copied().collect::<Vec<_>>()));
    let left = Memo::new(move |_| fits.with(Vec::len).saturating_sub(most.get()));
    view! {
        {move || many.get().then(|| view! {
            <div class="field-row" role="search">
                <input class="input input-auto" type="search" aria-label=say!("client.find_request") placeholder=say!("client.find_request")
                    prop:value=sought on:input:target=move |ev| { sought.set(ev.target().value()); most.set(STEP); }/>
                <p class="muted small" role="status">{move || say!("client.requests_found", n = fits.with(Vec::len))}</p>
            </div>
        })}
        <ul class="lines-list"><For each=move || shown.get() key=|id| *id let:id><Line id=id/></For></ul>
        {move || (left.get() > 0).then(|| view! {
            <div><button class="btn btn-s" type="button" on:click=move |_| most.update(|n| *n += STEP)>
                {move || say!("client.more", n = left.get().min(STEP), of = left.get())}
            </button></div>
        })}
    }
}

/// One request: its reference, title, the clock that presses while it is open, and its stage.
#[component]
fn Line(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let line = Memo::new(move |_| {
        desk.listen(Bell::Others);
        desk.read(Bell::Record(Subject::Request(id)), |ledger| {
            let r = ledger.desk().request(id)?;
            let title = r.title.as_ref().map(Title::to_string).unwrap_or_default();
            Some((r.reference.to_string(), title, stage_name(ledger, r.stage), r.stage.is_finished()))
        })
    });
    let face = Memo::new(move |_| {
        desk.listen(Bell::Others);
        face_of(desk, id, now.get())
    });
    let clock = move || {
        let face = face.get();
        let text = match (face.state, face.left.is_empty()) {
            ("none", _) => return None,
            ("run" | "late", false) => face.left.clone(),
            (_, true) => face.word(),
            _ => [&face.word(), ", ", &face.left].concat(),
        };
        Some(view! { <span class=face.class()><span class="st"><Icon name=face.icon()/>{text}</span></span> })
    };
    move || {
        line.get().map(|(reference, title, stage, finished)| {
            view! {
                <li class="line-row">
                    <span class="muted small nowrap line-ref">{reference}</span>
                    <a class="grow" href=Route::Request(id).href()>{title}</a>
                    {(!finished).then(|| view! { {clock} })}
                    <span class="tag">{stage}</span>
                </li>
            }
        })
    }
}

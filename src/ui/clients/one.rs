//! One client: what we know of it, its agreements, its requests.

use super::link::LinkBox;
use super::meetings::Meetings;
use super::seen::Seen;
use super::{Agreements, EditClient, Ways, elsewhere_key, name_of, read, yes_or_no};
use crate::browser::focus;
use crate::domain::client::Client;
use crate::domain::edit::Edit;
use crate::domain::ident::{ClientId, RequestId, Subject};
use crate::domain::register::tallies;
use crate::domain::request::{Request, Stage};
use crate::domain::text::Note;
use crate::route::Route;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::go;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::stage_name;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

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
                    <div class="stack stack-2">
                        <div><button class="btn btn-danger" type="button" on:click=remove><Icon name="bin"/>{say!("client.remove")}</button></div>
                        <p class="hint">{say!("client.remove_text")}</p>
                    </div>
                </div>
                <div class="stack stack-5"><Requests id=id/><Meetings id=id/>
                <LinkBox client=Signal::derive(move || name_of(desk, id))/><Seen id=id/></div>
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
            <dt>{say!("client.note")}</dt><dd>{text(|c| &c.note, say!("client.none_note"))}</dd>
        </dl>
    }
}

/// What is shown of a request here: its id, reference, title, stage.
type Line = (RequestId, String, String, Stage, String);

/// The client's requests: open ones first, the others on demand.
#[component]
fn Requests(id: ClientId) -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| {
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |ledger| {
            let mine = ledger.desk().requests().filter(|(_, r)| r.client == Some(id));
            let line = |(id, r): (RequestId, &Request)| {
                let title = r.title.as_ref().map(|t| t.to_string()).unwrap_or_default();
                (id, r.reference.to_string(), title, r.stage, stage_name(ledger, r.stage))
            };
            let mut lines: Vec<Line> = mine.map(line).collect();
            // Ids are in the order of their making: the newest comes first.
            lines.reverse();
            lines
        })
    });
    let of = move |finished: bool| {
        all.get().into_iter().filter(|line| line.3.is_finished() == finished).collect::<Vec<_>>()
    };
    let finished = move || of(true).len();
    view! {
        <section class="box" aria-labelledby="client-requests">
            <div class="box-head"><h2 id="client-requests">{say!("client.requests")}</h2><span class="soft small push">{move || say!("client.open_n", n = of(false).len())}</span></div>
            {move || all.with(Vec::is_empty).then(|| view! {
                <p class="soft">{say!("client.requests_none")}" "<a href=Route::NewRequest.href()>{say!("client.requests_first")}</a></p>
            })}
            <Lines lines=Signal::derive(move || of(false))/>
            {move || (finished() > 0).then(|| view! {
                <details class="more"><summary>{say!("client.finished", n = finished())}</summary><Lines lines=Signal::derive(move || of(true))/></details>
            })}
        </section>
    }
}

#[component]
fn Lines(lines: Signal<Vec<Line>>) -> impl IntoView {
    let line = |(id, reference, title, _, stage): Line| {
        view! {
            <li class="line-row">
                <span class="muted small nowrap">{reference}</span>
                <a class="grow" href=Route::Request(id).href()>{title}</a>
                <span class="tag">{stage}</span>
            </li>
        }
    };
    view! { <ul class="lines-list">{move || lines.get().into_iter().map(line).collect_view()}</ul> }
}

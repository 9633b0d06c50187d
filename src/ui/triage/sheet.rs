//! One request, as it is decided.

use super::Order;
use super::bar::Bar;
use super::questions::Questions;
use super::score::ScoreBox;
use crate::domain::deciding::TriageEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::{ClientId, RequestId};
use crate::domain::request::Direction;
use crate::domain::text::{Name, Title};
use crate::domain::triage::is_undecided;
use crate::route::Route;
use crate::say;
use crate::ui::actions::deciding::look_at;
use crate::ui::clients::chain_words;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::stage_name;
use crate::ui::parts::way::Way;
use crate::ui::request::asked::AskedFor;
use crate::ui::request::facts::Words;
use crate::ui::request::leading::leads_on;
use crate::ui::request::promise::PromiseBox;
use crate::ui::request::quota::Quota;
use crate::ui::request::{moment_of, strong};
use crate::words::{Part, say_parts};
use leptos::prelude::*;

/// What of it is shown at its head.
#[derive(Clone, PartialEq, Default)]
struct Head {
    reference: String,
    title: String,
    asked: String,
}

fn head(desk: Desk, id: RequestId) -> Head {
    desk.request(id, |_| ());
    desk.peek(|ledger| {
        let request = ledger.desk().request(id)?;
        let when = moment_of(ledger, request.raised);
        Some(Head {
            reference: request.reference.to_string(),
            title: request.title.as_ref().map(Title::to_string).unwrap_or_default(),
            asked: match &request.requester {
                Some(name) => say!("request.asked", name = Name::as_str(name), when = when),
                None => say!("request.raised", when = when),
            },
        })
    })
    .unwrap_or_default()
}

/// The request: head, what they wrote, what hangs on it, its place, the four ends.
#[component]
pub fn Sheet(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let order = expect_context::<Order>();
    let shown = Memo::new(move |_| {
        now.get();
        head(desk, id)
    });
    let client = Memo::new(move |_| desk.request(id, |r| r.client).flatten());
    let direction = Memo::new(move |_| desk.request(id, |r| r.direction).unwrap_or(Direction::WeServe));
    let place = move || match order.at() {
        Some(at) => say!("triage.here", at = at + 1, count = order.open.with(Vec::len)),
        None => String::new(),
    };
    let undecided = Memo::new(move |_| desk.request(id, is_undecided).unwrap_or(false));
    view! {
        <article class="box triage-sheet" aria-labelledby="triage-title">
            <header class="stack stack-2">
                <p class="row row-base"><Way client=client direction=direction big=true/><span class="muted">{move || shown.with(|s| s.asked.clone())}</span></p>
                <h2 id="triage-title" data-id=id.to_string() tabindex="-1">{move || shown.with(|s| s.title.clone())}</h2>
                <p class="row small">
                    <span class="soft">{move || shown.with(|s| s.reference.clone())}</span>
                    <span class="muted">{place}</span>
                    <a href=Route::Request(id).href()>{say!("triage.open")}</a>
                </p>
            </header>
            <Standing id=id undecided=undecided/>
            <Quota id=id home="triage-title"/>
            <Words id=id/>
            <AskedFor id=id/>
            <Needs client=client/>
            <Questions id=id/>
            <ScoreBox id=id undecided=undecided/>
            <PromiseBox id=id/>
            <Bar id=id undecided=undecided/>
        </article>
    }
}

/// What the client is measured on, what is hard for it and how far it is from the people served in the end, where that is
/// known: to weigh the request by.
#[component]
fn Needs(client: Memo<Option<ClientId>>) -> impl IntoView {
    let desk = use_desk();
    let known = Memo::new(move |_| {
        desk.read(Bell::Others, |ledger| {
            let client = ledger.desk().client(client.get()?)?;
            Some((client.measured.to_string(), client.hard.to_string(), chain_words(client)))
        })
        .unwrap_or_default()
    });
    let lines = move || {
        let (measured, hard, chain) = known.get();
        let all =
            [(say!("triage.measured"), measured), (say!("triage.hard"), hard), (say!("triage.chain"), chain)];
        let all: Vec<_> = all.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        (!all.is_empty()).then(|| {
            view! {
                <dl class="facts">
                    {all.into_iter().map(|(what, text)| view! { <dt>{what}</dt><dd><span class="lines">{text}</span></dd> }).collect_view()}
                </dl>
            }
        })
    };
    view! { {lines} }
}

/// What stands in the way of deciding it: it is decided, or put off.
#[component]
fn Standing(id: RequestId, undecided: Memo<bool>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let off = Memo::new(move |_| {
        now.get();
        desk.request(id, |_| ());
        desk.peek(|ledger| -> Option<(bool, Vec<Part>)> {
            let request = ledger.desk().request(id)?;
            let deferral = request.triage.deferral()?;
            let at = deferral.until.map(|until| moment_of(ledger, until));
            Some(match (request.triage.is_put_off(ledger.now()), at) {
                (true, Some(at)) => (true, say_parts!("triage.off_until", at = at)),
                (_, None) => (true, say_parts!("triage.off_when", text = deferral.condition.as_str())),
                (false, Some(at)) => (false, say_parts!("triage.off_over", at = at)),
            })
        })
    });
    let stage = move || {
        desk.listen(Bell::Others);
        let here = desk.request(id, |r| r.stage);
        here.map(|stage| desk.peek(|ledger| stage_name(ledger, stage))).unwrap_or_default()
    };
    let take_up = move |_| {
        desk.act(Edit::Triage(id, Box::new(TriageEdit::TakeUp)));
    };
    let name = move || desk.request(id, |r| r.reference.to_string()).unwrap_or_default();
    let leads = Memo::new(move |_| desk.request(id, leads_on).unwrap_or_default());
    move || {
        if !undecided.get() {
            return view! {
                <p class="note note-ok"><Icon name="check"/><span class="grow">{say!("triage.decided", stage = stage())}</span>
                    <span class="actions"><button class="btn" type="button" on:click=|_| look_at(None)>{say!("triage.next_one")}</button></span></p>
            }
            .into_any();
        }
        match off.get() {
            None => ().into_any(),
            Some((waits, words)) => view! {
                <div class="note note-info"><Icon name="pause"/>
                    <div class="grow"><p>{strong(words)}</p>{leads.get().into_iter().map(|words| view! { <p class="prose-text">{strong(words)}</p> }).collect_view()}</div>
                    {waits.then(|| view! { <span class="actions"><button class="btn" type="button" on:click=take_up>{say!("triage.take_up", name = name())}</button></span> })}</div>
            }
            .into_any(),
        }
    }
}

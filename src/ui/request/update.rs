//! Writing to the client, or to the team. What is being written outlives the drawer, so that nothing typed
//! is lost by closing it.

use super::reply::{Hints, Replies};
use super::{askers_of, client_of, look, strong, team_of};
use crate::browser::typed;
use crate::domain::caring::CareEdit;
use crate::domain::channel::{WAYS, is_other_way};
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::request::{Channel, Direction, Request};
use crate::domain::text::Note;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::actions::request::press;
use crate::ui::desk::use_desk;
use crate::ui::notice;
use crate::ui::parts::channels::way_words;
use crate::ui::parts::field::some;
use crate::ui::parts::icon::Icon;
use crate::ui::use_place;
use crate::words::{errors, locale, say_dyn, say_parts};
use leptos::prelude::*;
use std::cell::RefCell;

thread_local! {
    /// What is being written and not yet kept, by request.
    static DRAFTS: RefCell<Vec<(RequestId, String)>> = const { RefCell::new(Vec::new()) };
}

fn draft_of(id: RequestId) -> String {
    DRAFTS
        .with_borrow(|all| all.iter().find(|(of, _)| *of == id).map(|(_, text)| text.clone()))
        .unwrap_or_default()
}

fn remember(id: RequestId, text: &str) {
    DRAFTS.with_borrow_mut(|all| {
        all.retain(|(of, _)| *of != id);
        if !text.is_empty() {
            all.push((id, text.to_owned()));
        }
    });
    typed::hold(&["update ", &id.to_string()].concat(), !text.is_empty());
}

/// The names the form speaks of, and where the client reads.
#[derive(Clone, PartialEq, Default)]
struct Both {
    client: String,
    team: String,
    channel: String,
    unanswered: bool,
}

fn both(ledger: &Ledger, request: &Request) -> Both {
    let channel = request.client.and_then(|id| ledger.desk().client(id)).map(|c| c.channel.to_string());
    let silent = request.answered.is_none() && request.acknowledged.is_none();
    Both {
        client: client_of(ledger, request),
        team: team_of(ledger),
        channel: channel.unwrap_or_default(),
        unanswered: silent && !request.stage.is_finished() && request.direction == Direction::WeServe,
    }
}

/// The form.
#[component]
pub fn UpdateForm(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let names = Memo::new(move |_| look(desk, id, both).unwrap_or_default());
    let visible = RwSignal::new(true);
    let text = RwSignal::new(draft_of(id));
    let way = RwSignal::new(String::new());
    let fault = RwSignal::new(String::new());
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let visible = visible.get_untracked();
        let said = match Note::new(&text.get_untracked()) {
            Ok(said) => said,
            Err(wrong) => {
                let who = if visible { "client" } else { "team" };
                let client = names.with_untracked(|n| n.client.clone());
                return fault.set(errors::text_or(wrong, &say!("say.empty", who = who, client = client)));
            }
        };
        let edit = match way.with_untracked(|code| Channel::parse(code)).filter(|_| visible) {
            Some(channel) => Edit::Care(id, CareEdit::Tell(said, channel)),
            None => Edit::Update { id, text: said, visible },
        };
        match desk.attempt(edit) {
            Ok(_) => {
                fault.set(String::new());
                way.set(String::new());
                text.set(String::new());
                remember(id, "");
            }
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    let take = move |now: String| {
        remember(id, &now);
        text.set(now);
    };
    let label = move || match visible.get() {
        true => say!("say.label_client", client = names.with(|n| n.client.clone())),
        false => say!("say.label_inside", team = names.with(|n| n.team.clone())),
    };
    let placeholder =
        move || if visible.get() { say!("say.placeholder_client") } else { say!("say.placeholder_inside") };
    view! {
        <Unanswered names=names/>
        <form class="say" class:say-client=move || visible.get() class:say-inside=move || !visible.get() id="update-form" data-kept="" novalidate=true on:submit=submit>
            <Whom names=names visible=visible/>
            <div class="say-body stack">
                <Everybody id=id visible=visible/>
                <label class="sr" for="update-text">{label}</label>
                <Replies id=id text=text take=Callback::new(take)/>
                <textarea class="input" id="update-text" placeholder=placeholder aria-describedby="update-hint update-fault"
                    aria-invalid=move || (!fault.with(String::is_empty)).then_some("true")
                    prop:value=move || text.get()
                    on:input:target=move |ev| take(ev.target().value())></textarea>
                <Hints text=text visible=visible/>
                <Way names=names visible=visible way=way/>
                <div id="update-fault">
                    {move || some(fault.get()).map(|words| view! { <p class="error" role="alert"><Icon name="late"/><span>{words}</span></p> })}
                </div>
                <div class="row">
                    <span class="hint grow" id="update-hint">{move || visible.get().then(|| hint(&names.get()))}</span>
                    <button class="btn btn-main" type="submit">
                        {move || if visible.get() { say!("say.save_client") } else { say!("say.save_inside") }}
                    </button>
                </div>
            </div>
        </form>
    }
}

fn hint(names: &Both) -> String {
    if names.channel.is_empty() {
        say!("say.channel_none", client = names.client.as_str())
    } else {
        say!("say.channel", client = names.client.as_str(), channel = names.channel.as_str())
    }
}

/// By which way it goes, and a word where the client prefers another.
#[component]
fn Way(names: Memo<Both>, visible: RwSignal<bool>, way: RwSignal<String>) -> impl IntoView {
    let known = StoredValue::new(way_words());
    let other = Memo::new(move |_| {
        let channel = way.with(|code| Channel::parse(code))?;
        names.with(|n| {
            let other = known.with_value(|known| is_other_way(&n.channel, channel, known));
            let how = say_dyn!("channel.", channel.code());
            other.then(|| {
                say_parts!(
                    "say.other_way",
                    client = n.client.as_str(),
                    prefer = n.channel.as_str(),
                    how = how
                )
            })
        })
    });
    let option = |channel: Channel| {
        let code = channel.code();
        view! { <option value=code selected=move || way.with(|way| way == code)>{say_dyn!("channel.", code)}</option> }
    };
    view! {
        <div class="stack stack-2" hidden=move || !visible.get()>
            <select class="input" aria-label=say!("say.way") aria-describedby="way-hint" prop:value=move || way.get()
                on:change:target=move |ev| way.set(ev.target().value())>
                <option value="" selected=move || way.with(String::is_empty)>{say!("say.way_none")}</option>
                {WAYS.map(option).collect_view()}
            </select>
            <div id="way-hint" role="status">
                {move || other.get().map(|words| view! { <p class="small soft row nowrap-row"><Icon name="info"/><span>{strong(words)}</span></p> })}
            </div>
        </div>
    }
}

/// Who will read it.
#[component]
fn Whom(names: Memo<Both>, visible: RwSignal<bool>) -> impl IntoView {
    let client = move || say!("say.to_client", client = names.with(|n| n.client.clone()));
    let inside = move || say!("say.inside", team = names.with(|n| n.team.clone()));
    view! {
        <div class="say-head row-4" role="radiogroup" aria-label=say!("say.whom")>
            <label class="pick"><input type="radio" name="update-to" prop:checked=move || visible.get() on:change=move |_| visible.set(true)/><span>{client}</span></label>
            <label class="pick"><input type="radio" name="update-to" prop:checked=move || !visible.get() on:change=move |_| visible.set(false)/><span>{inside}</span></label>
        </div>
    }
}

/// Everybody who hears of it, where others asked for the same and theirs was merged into it.
#[component]
fn Everybody(id: RequestId, visible: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| look(desk, id, |ledger, _| askers_of(ledger, id)).unwrap_or_default());
    let copy = move |_| notice::copy(desk, all.with_untracked(|all| all.join("; ")));
    move || {
        (visible.get() && all.with(|all| all.len() > 1)).then(|| view! {
            <p class="row nowrap-row small"><Icon name="people"/>
                <span class="grow">{all.with(|all| say!("say.everybody", names = locale().list(all)))}</span>
                <button class="btn btn-s" type="button" on:click=copy><Icon name="copy"/>{say!("say.copy_names")}</button></p>
        })
    }
}

/// Said as long as nobody has answered.
#[component]
fn Unanswered(names: Memo<Both>) -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let shown = Memo::new(move |_| names.with(|n| n.unanswered));
    move || {
        shown.get().then(|| view! {
            <div class="note note-info">
                <Icon name="msg"/>
                <p class="grow">{move || say!("say.unanswered", client = names.with(|n| n.client.clone()))}</p>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| press("seen", desk, place)>{say!("say.acknowledge")}</button>
                </div>
            </div>
        })
    }
}

//! The clients: the register of those who rely on the team, and one of them with its requests and
//! agreements.

mod link;
mod meetings;
mod one;
mod seen;

use super::desk::{Bell, Desk, use_desk};
use super::parts::due::today;
use super::parts::field::{AreaField, SelectField, TextField};
use super::parts::icon::Icon;
use super::parts::register::{AddRow, EditFoot, typed_name, typed_note};
use super::parts::way::Way;
use super::use_place;
use crate::browser::focus;
use crate::domain::client::{Client, ClientFact, LONGEST_RHYTHM, chain_code};
use crate::domain::edit::Edit;
use crate::domain::fold::{fold, natural};
use crate::domain::ident::{AgreementId, ClientId};
use crate::domain::register::{Tally, agreements_of, tallies};
use crate::domain::request::Direction;
use crate::domain::text::{Name, Note};
use crate::route::Route;
use crate::words::{errors, locale, say, say_dyn};
use leptos::prelude::*;
use link::LinkBox;
use one::One;
use std::collections::BTreeMap;

/// The clients, or the one the address names.
#[component]
pub fn Clients() -> impl IntoView {
    let place = use_place();
    let chosen = Memo::new(move |_| match place.get() {
        Route::Client(id) => Some(id),
        _ => None,
    });
    Effect::new(move |before: Option<Option<ClientId>>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            focus::begin_screen();
        }
        now
    });
    move || match chosen.get() {
        Some(id) => view! { <One id=id/> }.into_any(),
        None => view! { <Register/> }.into_any(),
    }
}

fn read<T>(desk: Desk, id: ClientId, read: impl FnOnce(&Client) -> T) -> Option<T> {
    desk.read(Bell::Others, |ledger| ledger.desk().client(id).map(read))
}

fn name_of(desk: Desk, id: ClientId) -> String {
    read(desk, id, |c| c.name.as_ref().map(Name::to_string)).flatten().unwrap_or_default()
}

/// From so many clients on, the register can be searched.
const MANY: usize = 12;

/// So many rows or lines are shown at once, and with every press on “Show more”.
const STEP: usize = 50;

#[component]
fn Register() -> impl IntoView {
    let desk = use_desk();
    let ids = Memo::new(move |_| {
        desk.read(Bell::Others, |ledger| {
            let named = |(id, c): (ClientId, &Client)| (c.name.as_ref().map(|n| fold(n.as_str())), id);
            let mut all: Vec<(Option<String>, ClientId)> = ledger.desk().clients().map(named).collect();
            all.sort_by_cached_key(|(name, id)| (name.as_deref().map(natural), *id));
            all
        })
    });
    let sought = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let sought = fold(sought.get().trim());
        ids.with(|all| {
            let fits = all.iter().filter(|(name, _)| name.as_ref().is_none_or(|name| name.contains(&sought)));
            fits.map(|(_, id)| *id).collect::<Vec<_>>()
        })
    });
    let most = RwSignal::new(STEP);
    let portion =
        Memo::new(move |_| shown.with(|ids| ids.iter().take(most.get()).copied().collect::<Vec<_>>()));
    let left = Memo::new(move |_| shown.with(Vec::len).saturating_sub(most.get()));
    let none = Memo::new(move |_| ids.with(Vec::is_empty));
    let many = Memo::new(move |_| ids.with(|all| all.len() > MANY));
    let counts = Memo::new(move |_| desk.read(Bell::Requests, |ledger| tallies(ledger.desk())));
    // A column that is empty for everybody is left out.
    let known = Memo::new(move |_| {
        desk.read(Bell::Others, |ledger| {
            let any = |of: fn(&Client) -> &Note| ledger.desk().clients().any(|(_, c)| !of(c).is_empty());
            (any(|c| &c.people), any(|c| &c.channel))
        })
    });
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head">
                <div><h1 tabindex="-1">{say!("frame.clients")}</h1><p class="sub measure">{say!("client.what")}</p></div>
            </div>
            <meetings::Due/>
            <AddRow label=say!("client.add") hint=say!("client.name_hint") empty=say!("client.no_name") edit=Edit::AddClient/>
            {move || if none.get() {
                view! { <div class="empty"><Icon name="people"/><b>{say!("client.none")}</b><p>{say!("client.none_text")}</p></div> }.into_any()
            } else {
                view! {
                    {move || many.get().then(|| view! { <Search sought=sought shown=shown/> })}
                    <Table ids=portion counts=counts known=known/>
                    {move || (left.get() > 0).then(|| view! {
                        <div><button class="btn btn-s" type="button" on:click=move |_| most.update(|n| *n += STEP)>
                            {move || say!("client.more", n = left.get().min(STEP), of = left.get())}
                        </button></div>
                    })}
                }.into_any()
            }}
            <LinkBox/>
        </main>
    }
}

/// The line that narrows a long register down, and how many it leaves.
#[component]
fn Search(sought: RwSignal<String>, shown: Memo<Vec<ClientId>>) -> impl IntoView {
    view! {
        <div class="field-row" role="search">
            <input class="input input-auto" type="search" aria-label=say!("client.find") placeholder=say!("client.find")
                prop:value=sought on:input:target=move |ev| sought.set(ev.target().value())/>
            <p class="muted small" role="status">{move || say!("client.found", n = shown.with(Vec::len))}</p>
        </div>
    }
}

#[component]
fn Table(
    ids: Memo<Vec<ClientId>>,
    counts: Memo<BTreeMap<ClientId, Tally>>,
    known: Memo<(bool, bool)>,
) -> impl IntoView {
    view! {
        <div class="box scroll-x">
            <table class="table table-list clients" aria-label=say!("client.register")>
                <thead><tr>
                    <th scope="col">{say!("client.name")}</th>
                    {move || known.get().0.then(|| view! { <th scope="col">{say!("client.people")}</th> })}
                    {move || known.get().1.then(|| view! { <th scope="col">{say!("client.channel")}</th> })}
                    <th scope="col" class="num">{say!("client.open")}</th>
                    <th scope="col">{say!("client.agreement")}</th>
                    <th scope="col"><span class="sr">{say!("button.edit")}</span></th>
                </tr></thead>
                <For each=move || ids.get() key=|id| *id let:id><Row id=id counts=counts known=known/></For>
            </table>
        </div>
    }
}

/// One client; being edited, its fields take the place of its row.
#[component]
fn Row(id: ClientId, counts: Memo<BTreeMap<ClientId, Tally>>, known: Memo<(bool, bool)>) -> impl IntoView {
    let desk = use_desk();
    let editing = RwSignal::new(false);
    let button = ["edit-", &id.to_string()].concat();
    let back = button.clone();
    let done = Callback::new(move |()| {
        editing.set(false);
        focus::focus_soon(&back);
    });
    let name = Memo::new(move |_| name_of(desk, id));
    let text = move |of: fn(&Client) -> &Note| read(desk, id, |c| of(c).to_string()).unwrap_or_default();
    let cell = move |of: fn(&Client) -> &Note, label: &'static str| {
        let shown = move || match text(of) {
            text if text.is_empty() => {
                view! { <span class="muted">{say!("client.unknown")}</span> }.into_any()
            }
            text => text.into_any(),
        };
        view! { <td class="wrap" data-label=label>{shown}</td> }
    };
    let tally = Memo::new(move |_| counts.with(|all| all.get(&id).copied().unwrap_or_default()));
    view! {
        <tbody>
            {move || if editing.get() {
                view! { <tr><td colspan="6"><EditClient id=id on_done=done/></td></tr> }.into_any()
            } else {
                view! {
                    <tr>
                        <th scope="row">
                            <a href=Route::Client(id).href()>{move || name.get()}</a>
                            <Ways id=id tally=tally/>
                            <p class="small muted client-note">{move || text(|c| &c.note)}</p>
                        </th>
                        {move || known.get().0.then(|| cell(|c| &c.people, say!("client.people")))}
                        {move || known.get().1.then(|| cell(|c| &c.channel, say!("client.channel")))}
                        <td class="num" data-label=say!("client.open")>{move || locale().number(tally.get().open as f64, 0)}</td>
                        <td class="wrap" data-label=say!("client.agreement")><Agreements id=id/></td>
                        <td class="num"><button class="icon-btn" type="button" id=button.clone()
                            aria-label=move || say!("client.edit_named", name = name.get()) on:click=move |_| editing.set(true)><Icon name="edit"/></button></td>
                    </tr>
                }.into_any()
            }}
        </tbody>
    }
}

/// Who delivers to whom, where it is not only we who deliver: from the client, and to it.
#[component]
fn Ways(id: ClientId, tally: Memo<Tally>) -> impl IntoView {
    let serve = Memo::new(move |_| tally.get().serve > 0);
    let ask = Memo::new(move |_| tally.get().ask > 0);
    move || {
        ask.get().then(|| view! {
            <span class="client-ways">
                <span class="sr">{say!("client.way")}": "</span>
                {move || serve.get().then(|| view! { <Way client=Signal::stored(Some(id)) direction=Signal::stored(Direction::WeServe)/> })}
                <Way client=Signal::stored(Some(id)) direction=Signal::stored(Direction::WeAsk)/>
            </span>
        })
    }
}

/// The agreements that measure the client's requests, in words.
#[component]
fn Agreements(id: ClientId) -> impl IntoView {
    let desk = use_desk();
    let list = Memo::new(move |_| {
        desk.read(Bell::Others, |ledger| {
            let all = agreements_of(ledger.desk(), id, ledger.now());
            let named = |(id, own): (AgreementId, bool)| {
                let name = ledger.desk().agreement(id).and_then(|a| a.name.as_ref()).map(Name::to_string);
                (id, own, name.unwrap_or_default())
            };
            all.into_iter().map(named).collect::<Vec<_>>()
        })
    });
    move || {
        if list.with(Vec::is_empty) {
            let make = Route::NewAgreement.href();
            return view! { <span class="muted">{say!("client.agreement_none")}". "</span><a href=make>{say!("client.agreement_make")}</a> }
                .into_any();
        }
        let one = |(id, own, name): (AgreementId, bool, String)| {
            let whose = (!own)
                .then(|| view! { " "<span class="muted small nowrap">{say!("client.agreement_all")}</span> });
            view! { <li><a href=Route::Agreement(id).href()>{name}</a>{whose}</li> }
        };
        view! { <ul>{list.get().into_iter().map(one).collect_view()}</ul> }.into_any()
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// The key of an answer, or of none.
fn elsewhere_key(code: &str) -> &str {
    if code.is_empty() { "unasked" } else { code }
}

/// How far a client is from the people served in the end, and who comes next on the way; empty where neither is known.
pub fn chain_words(client: &Client) -> String {
    let known = client.chain.map(|links| say_dyn!("client_chain.", chain_code(Some(links))));
    let onward =
        (!client.onward.is_empty()).then(|| say!("client.onward_next", name = client.onward.to_string()));
    known.into_iter().chain(onward).collect::<Vec<_>>().join(", ")
}

/// A whole number of weeks, or none; says what is wrong with it.
fn typed_weeks(text: RwSignal<String>, fault: RwSignal<String>) -> Option<Option<u8>> {
    let weeks = text.with_untracked(|text| match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(weeks @ 1..=LONGEST_RHYTHM) => Ok(Some(weeks)),
            _ => Err(say!("client.rhythm_fault", most = LONGEST_RHYTHM)),
        },
    });
    fault.set(weeks.as_ref().err().cloned().unwrap_or_default());
    weeks.ok()
}

/// The fields of a client. Only what has changed is written.
#[component]
fn EditClient(id: ClientId, on_done: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let old = desk.peek(|ledger| ledger.desk().client(id).cloned()).unwrap_or_default();
    let name = RwSignal::new(old.name.as_ref().map(Name::to_string).unwrap_or_default());
    let text = |text: &Note| (RwSignal::new(text.to_string()), RwSignal::new(String::new()));
    let fault = RwSignal::new(String::new());
    let ((people, people_fault), (channel, channel_fault)) = (text(&old.people), text(&old.channel));
    let ((measured, measured_fault), (hard, hard_fault)) = (text(&old.measured), text(&old.hard));
    let (note, note_fault) = text(&old.note);
    let elsewhere = RwSignal::new(old.elsewhere.map(yes_or_no).unwrap_or_default().to_owned());
    let choices =
        ["", "no", "yes"].map(|code| (code.to_owned(), say_dyn!("client_elsewhere.", elsewhere_key(code))));
    let chain = RwSignal::new(old.chain.map(|links| links.to_string()).unwrap_or_default());
    let links = ["", "0", "1", "2", "3"].map(|code| {
        (code.to_owned(), say_dyn!("client_chain.", if code.is_empty() { "unasked" } else { code }))
    });
    let (onward, onward_fault) = text(&old.onward);
    let rhythm = RwSignal::new(old.rhythm.map(|weeks| weeks.to_string()).unwrap_or_default());
    let rhythm_fault = RwSignal::new(String::new());
    let first = super::parts::dialog::fresh_id("client");
    focus::focus_first_soon(&["#", &first, " input"].concat());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let named = typed_name(name, fault, say!("client.no_name"));
        let texts = [
            (people, people_fault, ClientFact::People as fn(Note) -> ClientFact, &old.people),
            (channel, channel_fault, ClientFact::Channel, &old.channel),
            (measured, measured_fault, ClientFact::Measured, &old.measured),
            (hard, hard_fault, ClientFact::Hard, &old.hard),
            (note, note_fault, ClientFact::Noted, &old.note),
            (onward, onward_fault, ClientFact::Onward, &old.onward),
        ];
        let typed = texts.map(|(text, fault, fact, old)| typed_note(text, fault).map(|new| (new, fact, old)));
        let weeks = typed_weeks(rhythm, rhythm_fault);
        let typed = typed.into_iter().collect::<Option<Vec<_>>>();
        let (Some(named), Some(typed), Some(weeks)) = (named, typed, weeks) else {
            return;
        };
        let mut facts = Vec::new();
        if old.name.as_ref() != Some(&named) {
            facts.push(ClientFact::Named(named));
        }
        facts.extend(typed.into_iter().filter(|(new, _, old)| new != *old).map(|(new, fact, _)| fact(new)));
        let answer = match elsewhere.get_untracked().as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        if answer != old.elsewhere {
            facts.push(ClientFact::Elsewhere(answer));
        }
        let links: Option<u8> = chain.with_untracked(|code| code.parse().ok());
        if links != old.chain {
            facts.push(ClientFact::Chain(links));
        }
        // Whoever writes down what a client says has looked through it with them; its name and the rhythm say nothing of it.
        let today = desk.peek(today);
        if facts.iter().any(|fact| !matches!(fact, ClientFact::Named(_))) && old.confirmed != Some(today) {
            facts.push(ClientFact::Confirmed(Some(today)));
        }
        if weeks != old.rhythm {
            facts.push(ClientFact::Rhythm(weeks));
        }
        if facts.is_empty() {
            return on_done.run(());
        }
        match desk.attempt(Edit::EditClient(id, facts)) {
            Ok(_) => on_done.run(()),
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    view! {
        <form class="form" id=first novalidate=true on:submit=submit>
            <TextField label=say!("client.name") hint=say!("client.name_hint") value=name fault=fault/>
            <TextField label=say!("client.people") hint=say!("client.people_hint") value=people fault=people_fault/>
            <TextField label=say!("client.channel") hint=say!("client.channel_hint") value=channel fault=channel_fault/>
            <AreaField label=say!("client.measured") hint=say!("client.measured_hint") value=measured fault=measured_fault/>
            <AreaField label=say!("client.hard") hint=say!("client.hard_hint") value=hard fault=hard_fault/>
            <SelectField label=say!("client.elsewhere") hint=say!("client.elsewhere_hint") value=elsewhere options=Signal::stored(choices.to_vec())/>
            <SelectField label=say!("client.chain") hint=say!("client.chain_hint") value=chain options=Signal::stored(links.to_vec())/>
            <TextField label=say!("client.onward") hint=say!("client.onward_hint") value=onward fault=onward_fault/>
            <TextField label=say!("client.rhythm") hint=say!("client.rhythm_hint", most = LONGEST_RHYTHM) value=rhythm fault=rhythm_fault/>
            <div class="form-wide"><AreaField label=say!("client.note") hint=say!("client.note_hint") value=note fault=note_fault/></div>
            <EditFoot on_done=on_done/>
        </form>
    }
}

//! What is known of a request, each fact changed where it stands; a new priority says first which
//! deadlines it would bring.

use super::edit::{LineEdit, ProseEdit, Slot};
use super::labels::LabelsFact;
use super::pass::{GoFirstDialog, asks_why};
use super::whose::WhoseEdit;
use super::{client_of, look, look_now, moment_words, shown_zone, strong, team_of};
use crate::browser::focus;
use crate::domain::clock::Reading;
use crate::domain::deciding::Passing;
use crate::domain::edit::Edit;
use crate::domain::fold::natural;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::{Channel, Direction, Effect, Priority, Request, RequestFact};
use crate::domain::text::{Name, Note};
use crate::domain::triage::{Lens, TriageFact, manner};
use crate::domain::zone::ZoneTable;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::notice::Notice;
use crate::ui::now::use_now;
use crate::ui::parts::field::TextField;
use crate::words::{Part, errors, say_dyn, say_parts};
use leptos::prelude::*;

/// What it is for and what they wrote.
#[component]
pub fn Words(id: RequestId) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="purpose">
            <h3 id="purpose">{say!("fact.purpose")}</h3>
            <ProseEdit id=id field=Slot::Purpose labelled_by="purpose" none=say!("fact.purpose_none")/>
        </section>
        <section class="stack" aria-labelledby="depends">
            <h3 id="depends">{say!("fact.depends")}</h3>
            <ProseEdit id=id field=Slot::Depends labelled_by="depends" none=say!("fact.depends_none")/>
        </section>
        <section class="stack" aria-labelledby="wrote">
            <h3 id="wrote">{say!("fact.text")}</h3>
            <ProseEdit id=id field=Slot::Text labelled_by="wrote" none=say!("fact.text_none")/>
        </section>
    }
}

/// The box of facts.
#[component]
pub fn Facts(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let clients = names(desk, |ledger| ledger.desk().clients().filter_map(|(_, c)| c.name.clone()).collect());
    let services =
        names(desk, |ledger| ledger.desk().services().filter_map(|(_, s)| s.name.clone()).collect());
    let people = people(desk);
    let judged =
        Memo::new(move |_| desk.read(Bell::Others, |ledger| manner(ledger.desk()).lens != Lens::Off));
    view! {
        <section class="box stack stack-4">
            <dl class="facts facts-edit">
                <dt id="fact-owner">{Slot::Owner.word()}</dt>
                <dd><WhoseEdit id=id field=Slot::Owner labelled_by="fact-owner" names=people.clone() placeholder=say!("fact.owner_none")/></dd>
                <dt id="fact-requester">{Slot::Requester.word()}</dt>
                <dd><LineEdit id=id field=Slot::Requester labelled_by="fact-requester" names=people placeholder=say!("fact.none")/></dd>
                <dt id="fact-client">{Slot::Client.word()}</dt>
                <dd><WhoseEdit id=id field=Slot::Client labelled_by="fact-client" names=clients/></dd>
                <dt id="fact-service">{Slot::Service.word()}</dt>
                <dd><WhoseEdit id=id field=Slot::Service labelled_by="fact-service" names=services placeholder=say!("fact.none")/></dd>
                <PriorityFact id=id/>
                {move || judged.get().then(|| view! { <EffectFact id=id/> })}
                <dt id="fact-pressed">{Slot::Pressed.word()}</dt>
                <dd><LineEdit id=id field=Slot::Pressed labelled_by="fact-pressed" names=Vec::new() placeholder=say!("fact.none")/></dd>
                <DirectionFact id=id/>
                <ChannelFact id=id/>
                <LabelsFact id=id/>
            </dl>
        </section>
    }
}

fn names(desk: Desk, read: impl FnOnce(&Ledger) -> Vec<Name>) -> Vec<String> {
    let mut names: Vec<String> = desk.peek(read).iter().map(Name::to_string).collect();
    names.sort_by_cached_key(|name| natural(name));
    names
}

#[component]
fn EffectFact(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let now = Memo::new(move |_| desk.request(id, |r| r.effect.map(Effect::code)).flatten().unwrap_or(""));
    let choose = move |code: String| {
        desk.act(Edit::Change(id, vec![RequestFact::Lens(Effect::parse(&code))]));
    };
    view! {
        <dt id="fact-effect">{say!("fact.effect")}</dt>
        <dd>
            <select class="input input-quiet" aria-labelledby="fact-effect" prop:value=now on:change:target=move |ev| choose(ev.target().value())>
                <option value="" selected=move || now.get().is_empty()>{say!("fact.none")}</option>
                {Effect::ALL.iter().map(|effect| {
                    let code = effect.code();
                    view! { <option value=code selected=move || now.get() == code>{say_dyn!("effect.", code)}</option> }
                }).collect_view()}
            </select>
        </dd>
    }
}

/// How it came in.
#[component]
fn ChannelFact(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let now = Memo::new(move |_| desk.request(id, |r| r.channel).unwrap_or(Channel::Desk));
    let choose = move |code: String| {
        if let Some(channel) = Channel::parse(&code) {
            desk.act(Edit::Change(id, vec![RequestFact::Came(channel)]));
        }
    };
    view! {
        <dt id="fact-channel">{say!("fact.channel")}</dt>
        <dd>
            <select class="input input-quiet" aria-labelledby="fact-channel" prop:value=move || now.get().code()
                on:change:target=move |ev| choose(ev.target().value())>
                {Channel::ALL.iter().map(|channel| {
                    let channel = *channel;
                    view! { <option value=channel.code() selected=move || now.get() == channel>{say_dyn!("channel.", channel.code())}</option> }
                }).collect_view()}
            </select>
        </dd>
    }
}

#[component]
fn DirectionFact(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let now = Memo::new(move |_| desk.request(id, |r| r.direction).unwrap_or(Direction::WeServe));
    let choose = move |code: String| {
        if let Some(direction) = Direction::parse(&code) {
            desk.act(Edit::Change(id, vec![RequestFact::Directed(direction)]));
        }
    };
    let deliverer = move |direction: Direction| {
        look(desk, id, |ledger, request| match direction {
            Direction::WeServe => team_of(ledger),
            Direction::WeAsk => client_of(ledger, request),
        })
        .unwrap_or_default()
    };
    view! {
        <dt id="fact-direction">{say!("fact.direction")}</dt>
        <dd>
            <select class="input input-quiet" aria-labelledby="fact-direction" prop:value=move || now.get().code()
                on:change:target=move |ev| choose(ev.target().value())>
                {Direction::ALL.iter().map(|direction| {
                    let direction = *direction;
                    view! { <option value=direction.code() selected=move || now.get() == direction>{move || deliverer(direction)}</option> }
                }).collect_view()}
            </select>
        </dd>
    }
}

/// The priority. Where a clock runs, the deadlines it would bring are said before it is kept.
#[component]
fn PriorityFact(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let kept = Memo::new(move |_| desk.request(id, |r| r.priority).unwrap_or(Priority::Normal));
    let draft = RwSignal::new(None::<Priority>);
    let kept_again = Trigger::new();
    let shown = move || {
        kept_again.track();
        draft.get().unwrap_or_else(|| kept.get()).code()
    };
    let preview = Memo::new(move |_| {
        let priority = draft.get()?;
        look_now(desk, now, id, |ledger, request, now| preview(ledger, request, priority, now)).flatten()
    });
    let passing = RwSignal::new(None::<Passing>);
    let (why, why_fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let apply = move |priority: Priority| {
        let because = match Note::new(&why.get_untracked()) {
            Ok(because) => RequestFact::Triage(TriageFact::PriorityWhy(because)),
            Err(wrong) => return why_fault.set(errors::text(wrong)),
        };
        draft.set(None);
        match desk.attempt(Edit::Change(id, vec![RequestFact::Prioritised(priority), because])) {
            Ok(_) => why.set(String::new()),
            Err(trouble) if asks_why(&trouble) => passing.set(Some(Passing::Priority(priority))),
            Err(trouble) => desk.notices().show(Notice::trouble(&trouble)),
        }
        // Refused or still to be said why: the list shows what holds.
        kept_again.notify();
    };
    let choose = move |code: String| {
        let Some(priority) = Priority::parse(&code).filter(|p| *p != kept.get_untracked()) else {
            return draft.set(None);
        };
        draft.set(Some(priority));
        if preview.get_untracked().is_none() {
            apply(priority);
        }
    };
    view! {
        <dt>{say!("fact.priority")}</dt>
        <dd class="stack stack-2">
            <select class="input input-quiet" aria-label=say!("fact.priority") aria-describedby="priority-preview" prop:value=shown
                on:change:target=move |ev| choose(ev.target().value())>
                {Priority::ALL.iter().map(|priority| {
                    let code = priority.code();
                    view! { <option value=code selected=move || shown() == code>{say_dyn!("priority.", code)}</option> }
                }).collect_view()}
            </select>
            <div id="priority-preview" class="stack stack-2" role="status">
                {move || preview.get().zip(draft.get()).map(|(lines, priority)| view! {
                    {lines.into_iter().map(|line| view! { <p class="small soft">{strong(line)}</p> }).collect_view()}
                    <TextField label=say!("fact.preview_why") value=why fault=why_fault/>
                    <div class="row">
                        <button class="btn btn-s btn-main" type="button" on:click=move |_| apply(priority)>
                            {say!("fact.preview_do", priority = say_dyn!("priority.", priority.code()))}
                        </button>
                        <button class="btn btn-s" type="button" on:click=move |_| draft.set(None)>
                            {say!("fact.preview_keep", priority = say_dyn!("priority.", kept.get_untracked().code()))}
                        </button>
                    </div>
                })}
            </div>
            {move || passing.get().map(|how| view! { <GoFirstDialog id=id how=how close=Callback::new(move |()| {
                passing.set(None);
                // What led here may be gone.
                focus::focus_first_soon("[aria-describedby=priority-preview]");
            })/> })}
        </dd>
    }
}

/// What another priority would do to the deadlines; none where there is no clock to change.
fn preview(ledger: &Ledger, request: &Request, priority: Priority, now: Moment) -> Option<Vec<Vec<Part>>> {
    let mut lines = deadlines_as(ledger, request, priority, now)?;
    if lines.is_empty() {
        let word = say_dyn!("priority.", priority.code());
        lines.push(say_parts!("fact.preview_same", priority = word.as_str()));
    }
    Some(lines)
}

/// The deadlines that another priority would move, each in a sentence; none where there is no clock to change.
pub fn deadlines_as(
    ledger: &Ledger,
    request: &Request,
    priority: Priority,
    now: Moment,
) -> Option<Vec<Vec<Part>>> {
    let before = ledger.book().read(ledger.desk(), request, now)?;
    let mut other = request.clone();
    other.prioritise(now, priority);
    let after = ledger.book().read(ledger.desk(), &other, now)?;
    let zone = &shown_zone(ledger);
    let word = say_dyn!("priority.", priority.code());
    let mut lines = Vec::new();
    // A clock that has stopped is of interest only where its verdict would change.
    let matters = |a: &Reading, b: &Reading| a.stopped.is_none() || a.state != b.state;
    if matters(&before.resolution, &after.resolution) {
        lines.extend(line(&before.resolution, &after.resolution, zone, &word, now));
    }
    if matters(&before.response, &after.response)
        && before.response.due != after.response.due
        && let (Some(old), Some(new)) = (before.response.due, after.response.due)
    {
        let (old, new) = (moment_words(zone, old, now), moment_words(zone, new, now));
        lines.push(say_parts!("fact.preview_first", priority = word.as_str(), old = old, new = new));
    }
    // What is late stays late, or is late no more, as the agreement says (C29, C31).
    if before.resolution.breached_open && priority > request.priority {
        lines.push(if after.resolution.breached_open {
            say_parts!("fact.preview_late")
        } else {
            say_parts!("fact.preview_pardoned", priority = word.as_str())
        });
    }
    Some(lines)
}

fn line(before: &Reading, after: &Reading, zone: &ZoneTable, word: &str, now: Moment) -> Option<Vec<Part>> {
    let words = |at: Moment| moment_words(zone, at, now);
    match (before.due, after.due) {
        (Some(old), Some(new)) if old != new => {
            Some(say_parts!("fact.preview", priority = word, old = words(old), new = words(new)))
        }
        (Some(old), None) if after.target.is_none() => {
            Some(say_parts!("fact.preview_none", priority = word, old = words(old)))
        }
        (None, Some(new)) if before.target.is_none() => {
            Some(say_parts!("fact.preview_new", priority = word, new = words(new)))
        }
        _ => None,
    }
}

/// The names there are for owners and requesters: everybody who has been one.
fn people(desk: Desk) -> Vec<String> {
    desk.peek(|ledger| {
        let mut names: Vec<String> = ledger.actor().map(Name::to_string).into_iter().collect();
        for (_, request) in ledger.desk().requests() {
            for name in [&request.owner, &request.requester].into_iter().flatten() {
                if !names.iter().any(|known| known == name.as_str()) {
                    names.push(name.to_string());
                }
            }
        }
        names.sort_by_cached_key(|name| natural(name));
        names
    })
}

//! What happened, newest first, below the form in which one writes. Nothing leaves it: what was taken back
//! is struck through.

use super::story::{Entry, Seen, initials, story};
use super::update::UpdateForm;
use super::{client_name, look_now, strong, team_of};
use crate::domain::ident::RequestId;
use crate::say;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::notice;
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use leptos::prelude::*;

/// The form and the history.
#[component]
pub fn Timeline(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let client = client_name(desk, id);
    let filter = RwSignal::new(None::<Seen>);
    let entries = Memo::new(move |_| {
        look_now(desk, now, id, |ledger, _, now| story(ledger, id, now)).unwrap_or_default()
    });
    let shown = Memo::new(move |_| {
        let wanted = filter.get();
        entries.with(|all| {
            all.iter().filter(|e| wanted.is_none_or(|w| e.seen == w)).cloned().collect::<Vec<_>>()
        })
    });
    // What can change without a new event is part of the key.
    let key = |e: &Entry| (e.stamp, e.struck, e.first, e.when.clone());
    view! {
        <div class="row row-base">
            <h3 id="story">{say!("say.title")}</h3>
            <div class="seg push" role="group" aria-label=say!("say.show")>
                <FilterButton filter=filter of=None words=Signal::derive(|| say!("say.all").to_owned())/>
                <FilterButton filter=filter of=Some(Seen::Client) words=Signal::derive(move || say!("say.seen_by", client = client.get()))/>
                <FilterButton filter=filter of=Some(Seen::Team) words=Signal::derive(|| say!("say.only_us").to_owned())/>
            </div>
        </div>
        <UpdateForm id=id/>
        <ol class="log">
            <For each=move || shown.get() key=key children=move |entry| view! { <Line entry=entry client=client/> }/>
        </ol>
        {move || shown.with(Vec::is_empty).then(|| view! { <p class="muted small">{say!("say.nothing_here")}</p> })}
    }
}

#[component]
fn FilterButton(filter: RwSignal<Option<Seen>>, of: Option<Seen>, words: Signal<String>) -> impl IntoView {
    view! {
        <button type="button" aria-pressed=move || if filter.get() == of { "true" } else { "false" } on:click=move |_| filter.set(of)>{words}</button>
    }
}

#[component]
fn Line(entry: Entry, client: Memo<String>) -> impl IntoView {
    if entry.said.is_empty() {
        let Entry { icon, line, when, recorded, tags, struck, .. } = entry;
        return view! {
            <li class:is-struck=struck>
                <span class="log-mark"><Icon name=icon/></span>
                <p class="log-line">
                    <span class="log-words">{strong(line)}</span>" "
                    <span class="log-when">{when}{after(recorded)}</span>" "
                    <Tags tags=tags struck=struck/>
                </p>
            </li>
        }
        .into_any();
    }
    view! { <Said entry=entry client=client/> }.into_any()
}

/// Words somebody wrote.
#[component]
fn Said(entry: Entry, client: Memo<String>) -> impl IntoView {
    let desk = use_desk();
    let team = Memo::new(move |_| desk.read(Bell::Others, team_of));
    let Entry { who, said, seen, when, recorded, tags, first, struck, .. } = entry;
    let visible = seen == Seen::Client;
    let class = if visible { "say say-client" } else { "say say-inside" };
    let text = said.clone();
    let copy = move |_| {
        let text = text.clone();
        notice::copy(desk, text);
    };
    view! {
        <li class:is-struck=struck>
            <span class="log-mark"><span class="avatar" aria-hidden="true">{initials(&who)}</span></span>
            <div class=class>
                <p class="say-head">
                    <b>{who}</b>
                    {if visible {
                        view! { <span class="tag tag-accent"><Icon name="eye"/>{move || say!("log.client_sees", client = client.get())}</span> }.into_any()
                    } else {
                        view! { <span class="tag"><Icon name="lock"/>{move || say!("log.team_sees", team = team.get())}</span> }.into_any()
                    }}
                    {first.then(|| view! { <span class="tag tag-ok"><Icon name="ok"/>{say!("log.first_response")}</span> })}
                    <Tags tags=tags struck=struck/>
                    <span class="push row nowrap-row">
                        <span class="log-when">{when}{after(recorded)}</span>
                        {visible.then(|| view! {
                            <button class="icon-btn say-copy" type="button" data-does="copy" aria-label=say!("say.copy") title=say!("say.copy") on:click=copy><Icon name="copy"/></button>
                        })}
                    </span>
                </p>
                <p class="say-body prose-text log-words">{said}</p>
            </div>
        </li>
    }
}

fn after(recorded: String) -> Option<String> {
    (!recorded.is_empty()).then(|| [", ", &recorded].concat())
}

#[component]
fn Tags(tags: Vec<&'static str>, struck: bool) -> impl IntoView {
    let taken_back = struck.then(|| view! { <span class="tag">{say!("log.taken_back")}</span> });
    let tags = tags.into_iter().map(|tag| view! { <span class="tag">{tag}</span> }).collect_view();
    view! { {taken_back}{tags} }
}

//! How the result was received: confirmed, rated, of use; who worked on it, thanks, complaints.

use super::super::{look_now, moment_words, shown_zone};
use super::{Ask, name_or, note, use_asking};
use crate::domain::care::{CareFact, Kept};
use crate::domain::gain::{Gain, offered};
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::Request;
use crate::domain::text::Name;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::field::TextField;
use crate::ui::parts::gain::gain_name;
use crate::ui::parts::icon::Icon;
use crate::words::errors;
use leptos::prelude::*;

#[derive(Clone, PartialEq, Default)]
struct Shown {
    lines: Vec<String>,
    contributors: Vec<Name>,
    /// What it can be good for, and whether it was.
    gains: Vec<(Gain, bool)>,
    /// Whether it went beyond what was agreed; none where the team's position does not ask.
    beyond: Option<bool>,
    resolved: bool,
    confirmed: bool,
    rated: bool,
}

fn shown(ledger: &Ledger, request: &Request, now: Moment) -> Shown {
    let zone = shown_zone(ledger);
    let when = |at: Moment| moment_words(&zone, at, now);
    let none = Kept::default();
    let kept = request.care.kept().unwrap_or(&none);
    let mut lines = Vec::new();
    if let Some((at, by)) = &kept.confirmed {
        let who = name_or(by.as_ref(), &super::super::client_of(ledger, request));
        lines.push(say!("care.was_confirmed", who = who, at = when(*at)));
    }
    if let Some(rating) = &kept.rating {
        let (result, manner) = (i64::from(rating.result), i64::from(rating.manner));
        lines.push(say!("care.was_rated", result = result, manner = manner));
        lines.extend(Some(rating.comment.to_string()).filter(|text| !text.is_empty()));
    }
    if let Some(text) = &kept.benefit {
        lines.push(say!("care.was_of_use", text = text.as_str()));
    }
    if let Some(at) = kept.thanked {
        lines.push(say!("care.was_thanked", at = when(at)));
    }
    if let Some(last) = kept.complaints.last() {
        lines.push(say!("care.was_complained", at = when(last.at), text = last.text.as_str()));
    }
    let mut gains: Vec<(Gain, bool)> = offered(ledger.desk().team())
        .into_iter()
        .map(|gain| (gain.clone(), kept.gains.contains(&gain)))
        .collect();
    // What has left the list is still what was noted.
    let left = kept.gains.iter().filter(|gain| !gains.iter().any(|(known, _)| known == *gain)).cloned();
    gains.extend(left.map(|gain| (gain, true)).collect::<Vec<_>>());
    Shown {
        lines,
        gains,
        beyond: (kept.beyond || ledger.desk().team().positions.choice("ambition") != "agreed")
            .then_some(kept.beyond),
        contributors: kept.contributors.iter().cloned().collect(),
        resolved: request.stage.is_resolved(),
        confirmed: kept.confirmed.is_some(),
        rated: kept.rating.is_some(),
    }
}

/// Two boxes: how it was received, once there is something to say of that, and who works on it.
#[component]
pub fn After(id: RequestId) -> impl IntoView {
    let (desk, now, asking) = (use_desk(), use_now(), use_asking());
    let all = Memo::new(move |_| look_now(desk, now, id, shown).unwrap_or_default());
    let resolved = Memo::new(move |_| all.with(|s| s.resolved));
    let (confirmed, rated) =
        (Memo::new(move |_| all.with(|s| s.confirmed)), Memo::new(move |_| all.with(|s| s.rated)));
    let button = move |what: Ask, words: &'static str| {
        view! { <button class="btn btn-s" type="button" data-does=what.code() on:click=move |_| asking.ask(what)>{words}</button> }
    };
    let received = Memo::new(move |_| all.with(|s| s.resolved || !s.lines.is_empty()));
    let lines = move || {
        let lines = all.with(|s| s.lines.clone());
        (!lines.is_empty()).then(|| {
            let line = |line| view! { <li class="prose-text">{line}</li> };
            view! { <ul class="small soft stack stack-2">{lines.into_iter().map(line).collect_view()}</ul> }
        })
    };
    view! {
        {move || received.get().then(|| view! {
            <section class="box stack" aria-labelledby="after">
                <h3 id="after">{say!("care.after")}</h3>
                {lines}
                {move || resolved.get().then(|| view! { <GoodFor id=id all=all/><Beyond id=id all=all/> })}
                {move || resolved.get().then(|| view! {
                    <div class="row row-2">
                        {(!confirmed.get()).then(|| button(Ask::Confirmed, say!("care.press_confirmed")))}
                        {button(Ask::Rated, if rated.get() { say!("care.press_rated_again") } else { say!("care.press_rated") })}
                        {button(Ask::Benefit, say!("care.press_benefit"))}
                        {button(Ask::Thanked, say!("care.press_thanked"))}
                        {button(Ask::Complained, say!("care.press_complained"))}
                    </div>
                })}
            </section>
        })}
        <section class="box stack" aria-labelledby="with">
            <h3 id="with">{say!("care.people")}</h3>
            <Contributors id=id all=all/>
        </section>
    }
}

/// What it was good for, by kinds; each is kept at once.
#[component]
fn GoodFor(id: RequestId, all: Memo<Shown>) -> impl IntoView {
    let desk = use_desk();
    // What has left the list and is unticked stays in sight with this page: there is a way back.
    let gains = Memo::new(move |before: Option<&Vec<Gain>>| {
        let mut gains: Vec<Gain> = all.with(|s| s.gains.iter().map(|(gain, _)| gain.clone()).collect());
        let gone: Vec<Gain> = before.into_iter().flatten().filter(|g| !gains.contains(g)).cloned().collect();
        gains.extend(gone);
        gains
    });
    let one = move |gain: Gain| {
        let words = gain_name(&gain);
        let read = gain.clone();
        let on = Memo::new(move |_| all.with(|s| s.gains.contains(&(read.clone(), true))));
        view! {
            <label class="pick">
                <input type="checkbox" prop:checked=on
                    on:change:target=move |ev| drop(desk.act(note(id, CareFact::Gained(gain.clone(), ev.target().checked()))))/>
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{say!("care.gains")}</legend>
            <div class="stack stack-2"><For each=move || gains.get() key=Gain::clone children=one/></div>
        </fieldset>
    }
}

/// Whether it went beyond what was agreed; not asked where the team's position is to do as agreed.
#[component]
fn Beyond(id: RequestId, all: Memo<Shown>) -> impl IntoView {
    let desk = use_desk();
    let asked = Memo::new(move |_| all.with(|s| s.beyond.is_some()));
    let on = Memo::new(move |_| all.with(|s| s.beyond == Some(true)));
    move || {
        asked.get().then(|| view! {
            <label class="pick">
                <input type="checkbox" prop:checked=on
                    on:change:target=move |ev| drop(desk.act(note(id, CareFact::Beyond(ev.target().checked()))))/>
                <span>{say!("care.beyond")}</span>
            </label>
        })
    }
}

/// Who worked on it besides its owner.
#[component]
fn Contributors(id: RequestId, all: Memo<Shown>) -> impl IntoView {
    let desk = use_desk();
    let names = Memo::new(move |_| all.with(|s| s.contributors.clone()));
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let name = Name::new(&text.get_untracked())
            .map_err(|fault| errors::text_or(fault, say!("care.no_contributor")));
        let edit = name.map(|name| note(id, CareFact::Contributor(name, true)));
        match edit.and_then(|edit| desk.attempt(edit).map_err(|trouble| errors::trouble(&trouble))) {
            Ok(_) => {
                text.set(String::new());
                fault.set(String::new());
            }
            Err(words) => fault.set(words),
        }
    };
    let chip = move |name: Name| {
        let words = say!("care.contributor_remove", name = name.as_str());
        let shown = name.to_string();
        view! {
            <li class="tag">{shown}
                <button class="tag-x" type="button" aria-label=words.clone() title=words
                    on:click=move |_| { desk.act(note(id, CareFact::Contributor(name.clone(), false))); crate::browser::focus::focus_first_soon(".contributors input"); }><Icon name="x"/></button>
            </li>
        }
    };
    view! {
        {move || (!names.with(Vec::is_empty)).then(|| view! {
            <ul class="chips" aria-label=say!("care.contributors")>{names.get().into_iter().map(chip).collect_view()}</ul>
        })}
        <form class="add-row contributors" novalidate=true on:submit=add>
            <TextField label=say!("care.contributor_add") value=text fault=fault/>
            <button class="btn btn-s" type="submit"><Icon name="plus"/>{say!("button.add")}</button>
        </form>
    }
}

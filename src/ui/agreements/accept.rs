//! Acceptance of both sides: who, on which day. Other words are other terms, so a change makes it void.

use super::form::Written;
use super::team_name;
use super::when::{read_date, write_date};
use crate::domain::agreement::{Acceptance, Side, Status, Version};
use crate::domain::edit::Edit;
use crate::domain::ident::AgreementId;
use crate::domain::signed::{Since, changed};
use crate::domain::text::Name;
use crate::domain::workspace::Workspace;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, errors, say, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// An acceptance in words: "Ann Peeters, 9 Nov 2026".
pub fn accepted_words(acceptance: &Acceptance) -> String {
    let on = day_words(acceptance);
    match &acceptance.role {
        Some(role) => say!("accept.who_as", name = acceptance.name.as_str(), role = role.as_str(), date = on),
        None => say!("accept.who", name = acceptance.name.as_str(), date = on),
    }
}

fn day_words(acceptance: &Acceptance) -> String {
    time::date(acceptance.on.and_time(NaiveTime::MIN), DateStyle::Date)
}

/// What has changed since an acceptance, in words.
fn since_words(since: Since) -> &'static str {
    match since {
        Since::Terms => say!("accept.since_terms"),
        Since::Hours => say!("accept.since_hours"),
        Since::Both => say!("accept.since_both"),
    }
}

/// Who has signed for a side, and what has changed since; none where nobody has.
pub fn signed_words(desk: &Workspace, version: &Version, side: Side) -> Option<String> {
    let Some(acceptance) = version.accepted_by(side) else {
        return Some(say!("accept.signed_void", who = with_code(version.voided_by(side)?)));
    };
    let who = with_code(acceptance);
    Some(match changed(desk, version, side) {
        Some(since) => say!("accept.signed_changed", who = who, what = since_words(since)),
        None => who,
    })
}

/// An acceptance with the number of the text it is for, where that was kept.
fn with_code(acceptance: &Acceptance) -> String {
    let who = accepted_words(acceptance);
    match acceptance.signature {
        Some(signature) => say!("accept.who_code", who = who, code = signature.code()),
        None => who,
    }
}

/// Today by the team's clock.
pub fn today(ledger: &Ledger) -> NaiveDate {
    let zone = ledger.desk().team().zone.clone().unwrap_or_else(|| "UTC".into());
    let now = ledger.now();
    let table = ledger.ports().zones.table(&zone, now, now);
    table.map(|t| t.to_local(now).date()).unwrap_or_default()
}

/// Both sides of the newest version, once it is proposed or in force.
#[component]
pub fn Accepting(id: AgreementId, client: Signal<String>, written: Memo<Written>) -> impl IntoView {
    let desk = use_desk();
    let newest: Memo<Option<Version>> = Memo::new(move |_| {
        let version =
            desk.read(Bell::Others, |l| l.desk().agreement(id)?.newest().map(|(_, v)| v.clone()))?;
        matches!(version.status, Status::Proposed | Status::InForce).then_some(version)
    });
    let changing = Memo::new(move |_| {
        newest.with(|v| v.as_ref().is_some_and(|v| written.with(|w| !v.same_terms(&w.terms))))
    });
    let team = desk.peek(team_name);
    move || {
        let version = newest.get()?;
        let fits = |side| desk.read(Bell::Others, |l| changed(l.desk(), &version, side)).is_none();
        let hint = match version.is_accepted() && fits(Side::Provider) && fits(Side::Client) {
            true if version.status == Status::Proposed => say!("accept.both_then"),
            true => say!("accept.both"),
            false => say!("accept.text"),
        };
        let side = |side: Side, name: String| {
            let accepted = version.accepted_by(side).cloned();
            let since = desk.read(Bell::Others, |l| changed(l.desk(), &version, side));
            let void = version.voided_by(side).map(|was| say!("accept.voided", who = with_code(was)));
            view! { <OneSide id=id side=side name=name accepted=accepted since=since void=void/> }
        };
        Some(view! {
            <section class="box stack stack-4" aria-labelledby="accept">
                <div class="box-head"><div><h2 id="accept">{say!("accept.title")}</h2><p>{hint}</p></div></div>
                {changing.get().then(|| view! { <p class="note note-risk"><Icon name="risk"/><span>{say!("accept.void")}</span></p> })}
                {side(Side::Provider, team.clone())}
                {side(Side::Client, client.get())}
            </section>
        })
    }
}

#[component]
fn OneSide(
    id: AgreementId,
    side: Side,
    name: String,
    accepted: Option<Acceptance>,
    /// What has changed since.
    since: Option<Since>,
    /// Whose acceptance a change made void, in words.
    void: Option<String>,
) -> impl IntoView {
    let desk = use_desk();
    let heading = say!("accept.side", name = name.as_str());
    let label = heading.clone();
    if let Some(acceptance) = accepted.as_ref().filter(|_| since.is_none()) {
        let back = say!("accept.back", name = name.as_str());
        return view! {
            <div class="row" role="group" aria-label=label>
                <Icon name="ok"/><b>{heading}</b><span>{accepted_words(acceptance)}</span>
                <button class="btn btn-s btn-quiet push" type="button" aria-label=back on:click=move |_| {
                    desk.act(Edit::Accept(id, side, None));
                }>{say!("accept.take_back")}</button>
            </div>
        }
        .into_any();
    }
    let note = accepted.as_ref().zip(since).map(|(acceptance, since)| {
        let (name, on) = (acceptance.name.as_str(), day_words(acceptance));
        say!("accept.changed", name = name, date = on, what = since_words(since))
    });
    let note = note.or(void);
    let before = |part: fn(&Acceptance) -> Option<&Name>| {
        RwSignal::new(accepted.as_ref().and_then(part).map(Name::to_string).unwrap_or_default())
    };
    let role = before(|acceptance| acceptance.role.as_ref());
    let (who, on) =
        (before(|acceptance| Some(&acceptance.name)), RwSignal::new(desk.peek(|l| write_date(today(l)))));
    let fault = RwSignal::new(String::new());
    let day_fault = RwSignal::new(String::new());
    let accept = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let name = Name::new(&who.get_untracked()).map_err(|_| say!("accept.no_name").to_owned());
        let day = read_date(&on.get_untracked()).ok_or_else(|| say!("accept.no_day").to_owned());
        fault.set(name.as_ref().err().cloned().unwrap_or_default());
        day_fault.set(day.as_ref().err().cloned().unwrap_or_default());
        let (Ok(name), Ok(on)) = (name, day) else { return };
        let role = Name::new(&role.get_untracked()).ok();
        let acceptance = Acceptance { name, role, on, signature: None };
        if let Err(trouble) = desk.attempt(Edit::Accept(id, side, Some(acceptance))) {
            fault.set(errors::trouble(&trouble));
        }
    };
    view! {
        <form class="accept" novalidate aria-label=label on:submit=accept>
            <b>{heading}</b>
            {note.map(|text| view! { <p class="note note-risk accept-note"><Icon name="risk"/><span>{text}</span></p> })}
            <TextField label=say!("accept.name") value=who fault=fault/>
            <TextField label=say!("accept.role") value=role/>
            <TextField label=say!("accept.day") value=on kind="date" fault=day_fault/>
            <button class="btn" type="submit">{say!("accept.accept", name = name)}</button>
        </form>
    }
    .into_any()
}

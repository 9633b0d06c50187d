//! Settings of the team and of this device.

mod gains;
mod gates;
pub mod nav;
mod news;
mod notices;
mod plain;
pub mod positions;
mod said;
mod service_fields;
mod service_replies;
pub mod services;
pub mod template_form;
pub mod templates;
pub mod triage;

use super::actions::{action, single_keys};
use super::desk::{Bell, Desk, use_desk};
use super::keys::SingleKeys;
use super::parts::dialog::fresh_id;
use super::parts::field::TextField;
use super::parts::icon::Icon;
use super::start::form::{ZoneList, find_zone, team_name_fault};
use super::start::steps::{FirstSteps, some_left};
use super::use_place;
use crate::browser::{focus, page};
use crate::domain::edit::Edit;
use crate::domain::reference;
use crate::domain::team::TeamFact;
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::words::errors;
use leptos::prelude::*;

/// Settings.
#[component]
pub fn Settings() -> impl IntoView {
    let desk = use_desk();
    let left = Memo::new(move |_| some_left(desk));
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="page-head"><h1 tabindex="-1">{say!("settings.title")}</h1></div>
            <nav::SettingsNav/>
            <TeamBox/>
            <news::NewsDays/>
            <news::TalkAfter/>
            <plain::PlainWords/>
            <gains::Gains/>
            <DeviceBox/>
            <section class="box" aria-labelledby="data-head">
                <h2 id="data-head" class="sr">{say!("settings.data")}</h2>
                <div class="setting">
                    <div><b>{say!("settings.data")}</b><p>{say!("settings.data_text")}</p></div>
                    <a class="btn" href=Route::Data.href()>{say!("settings.data_go")}</a>
                </div>
                <div class="setting">
                    <div><b>{say!("settings.import")}</b></div>
                    <a class="btn" href=Route::Import.href()>{say!("settings.import_go")}</a>
                </div>
            </section>
            {move || left.get().then(|| view! { <FirstSteps on_begin=Callback::new(|()| {})/> })}
            <About/>
        </main>
    }
}

#[component]
fn TeamBox() -> impl IntoView {
    let desk = use_desk();
    let team = Memo::new(move |_| {
        desk.read(Bell::Others, |ledger| {
            let team = ledger.desk().team();
            let text = |part: &Option<std::sync::Arc<str>>| part.as_deref().unwrap_or_default().to_owned();
            (
                team.name.as_ref().map(Name::to_string).unwrap_or_default(),
                text(&team.zone),
                text(&team.prefix),
            )
        })
    });
    let [name, zone, prefix]: [RwSignal<String>; 3] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let [name_fault, zone_fault, prefix_fault]: [RwSignal<String>; 3] =
        std::array::from_fn(|_| RwSignal::new(String::new()));
    // Another tab, or undo, may change one of them; what is typed into the others stays.
    Effect::new(move |before: Option<(String, String, String)>| {
        let now = team.get();
        let before = before.unwrap_or_default();
        let put = |field: RwSignal<String>, was: &str, is: &str| {
            if was != is {
                field.set(is.to_owned());
            }
        };
        put(name, &before.0, &now.0);
        put(zone, &before.1, &now.1);
        put(prefix, &before.2, &now.2);
        now
    });
    let save = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let faults = save_team(desk, &name.get_untracked(), &zone.get_untracked(), &prefix.get_untracked());
        let fine = faults.iter().all(String::is_empty);
        let [a, b, c] = faults;
        name_fault.set(a);
        zone_fault.set(b);
        prefix_fault.set(c);
        if !fine {
            focus::focus_first_soon("form.team [aria-invalid=true]");
        }
    };
    let ends = Memo::new(move |_| {
        desk.read(Bell::Others, |l| crate::ui::agreements::runs_out(l, l.desk().team().hours?))
    });
    let list = fresh_id("zones");
    let next = desk.peek(|l| {
        let prefix = l.desk().team().prefix.as_deref().unwrap_or_default();
        [prefix, "-", &(l.desk().highest_number(prefix) + 1).to_string()].concat()
    });
    let prefix_hint = say!("settings.prefix_hint", example = next);
    view! {
        <section class="box" aria-labelledby="team-head">
            <div class="box-head"><div><h2 id="team-head">{say!("settings.team")}</h2><p>{say!("settings.team_text")}</p></div></div>
            <form class="form team" novalidate on:submit=save>
                <TextField label=say!("settings.name") value=name fault=name_fault required=true/>
                <TextField label=say!("settings.zone") hint=say!("settings.zone_hint") value=zone fault=zone_fault list=list.clone() required=true/>
                <ZoneList id=list/>
                <TextField label=say!("settings.prefix") hint=prefix_hint value=prefix fault=prefix_fault required=true/>
                <div class="field"><p class="hint">{say!("settings.hours_text")}</p>{move || ends.get().map(|date| view! { <p class="note note-risk"><Icon name="risk"/><span>{say!("hours.runs_out", date = date)}</span></p> })}<p><a href=Route::Agreements.href()>{say!("settings.hours_go")}</a></p></div>
                <div class="form-foot"><button class="btn btn-main" type="submit">{say!("settings.save")}</button></div>
            </form>
        </section>
    }
}

/// Saves what has changed; the faults of name, zone and prefix, empty where there is none.
fn save_team(desk: Desk, name: &str, zone: &str, prefix: &str) -> [String; 3] {
    let mut faults = <[String; 3]>::default();
    let [name_fault, zone_fault, prefix_fault] = &mut faults;
    let name = Name::new(name).map_err(|fault| *name_fault = team_name_fault(fault));
    let zone = find_zone(desk, zone).map_err(|fault| *zone_fault = fault);
    let prefix =
        reference::prefix(prefix).ok_or_else(|| *prefix_fault = say!("settings.prefix_fault").to_owned());
    let (Ok(name), Ok(zone), Ok(prefix)) = (name, zone, prefix) else { return faults };
    let facts = desk.peek(|ledger| {
        let team = ledger.desk().team();
        let mut facts = Vec::new();
        if team.name.as_ref() != Some(&name) {
            facts.push(TeamFact::Named(name));
        }
        if team.zone.as_deref() != Some(&zone) {
            facts.push(TeamFact::Zone(zone.as_str().into()));
        }
        if team.prefix.as_ref() != Some(&prefix) {
            facts.push(TeamFact::Prefix(prefix));
        }
        facts
    });
    if !facts.is_empty() {
        desk.act(Edit::ChangeTeam(facts));
    }
    faults
}

#[component]
fn DeviceBox() -> impl IntoView {
    let desk = use_desk();
    let you = RwSignal::new(desk.here().get("actor").unwrap_or_default());
    let fault = RwSignal::new(String::new());
    let keep = move |_| {
        let text = you.get_untracked();
        let name = if text.trim().is_empty() { Ok(None) } else { Name::new(&text).map(Some) };
        match name {
            Ok(name) => {
                fault.set(String::new());
                desk.here().set("actor", name.as_ref().map(Name::as_str));
                desk.replace(|ledger| ledger.set_actor(name));
            }
            Err(found) => fault.set(errors::text(found)),
        }
    };
    let themes = vec![
        ("", say!("settings.theme_auto")),
        ("light", say!("settings.theme_light")),
        ("dark", say!("settings.theme_dark")),
    ];
    let contrasts = vec![("", say!("settings.theme_auto")), ("more", say!("settings.contrast_more"))];
    let densities = vec![
        ("compact", say!("settings.density_compact")),
        ("", say!("settings.density_usual")),
        ("roomy", say!("settings.density_roomy")),
    ];
    view! {
        <section class="box" aria-labelledby="device-head">
            <div class="box-head"><div><h2 id="device-head">{say!("settings.device")}</h2><p>{say!("settings.device_text")}</p></div></div>
            <div class="form" on:change=keep><TextField label=say!("settings.you") hint=say!("settings.you_hint") value=you fault=fault/></div>
            <Choice name="theme" label=say!("settings.theme") text=say!("settings.theme_text") options=themes apply=page::set_theme/>
            <Choice name="contrast" label=say!("settings.contrast") text=say!("settings.contrast_text") options=contrasts apply=page::set_contrast/>
            <div class="setting">
                <div><b>{say!("settings.keys")}</b><p>{say!("settings.keys_text")}</p></div>
                <SingleKeys on=RwSignal::new(single_keys(desk))/>
            </div>
            <notices::Notices/>
            <Choice name="density" label=say!("settings.density") text=say!("settings.density_text") options=densities apply=page::set_density/>
        </section>
    }
}

/// One of a few looks of this device, kept under `name`; the empty one is the usual.
#[component]
fn Choice(
    name: &'static str,
    label: &'static str,
    text: &'static str,
    options: Vec<(&'static str, &'static str)>,
    apply: fn(Option<&str>),
) -> impl IntoView {
    let desk = use_desk();
    let chosen = RwSignal::new(desk.here().get(name).unwrap_or_default());
    let choose = move |value: &'static str| {
        let value_kept = (!value.is_empty()).then_some(value);
        desk.here().set(name, value_kept);
        apply(value_kept);
        chosen.set(value.to_owned());
    };
    view! {
        <div class="setting">
            <div><b>{label}</b><p>{text}</p></div>
            <div class="seg" role="group" data-choice=name aria-label=label>
                {options.into_iter().map(|(value, words)| view! {
                    <button type="button" aria-pressed=move || chosen.with(|c| c == value).to_string() on:click=move |_| choose(value)>{words}</button>
                }).collect_view()}
            </div>
        </div>
    }
}

#[component]
fn About() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    view! {
        <section class="box stack" aria-labelledby="about-head">
            <h2 id="about-head">{say!("settings.about")}</h2>
            <p>{say!("settings.about_version", version = env!("CARGO_PKG_VERSION"), license = env!("CARGO_PKG_LICENSE"))}</p>
            <p class="soft measure">{say!("settings.about_stays")}</p>
            <p class="row">
                <a class="btn btn-s" href=Route::Parts.href()>{say!("settings.about_parts")}</a>
                <button class="btn btn-s" type="button" on:click=move |_| { if let Some(keys) = action("keys") { keys.run(desk, place) } }>{say!("settings.about_keys")}</button>
            </p>
        </section>
    }
}

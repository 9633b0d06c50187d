//! The agreements in the order in which they are tried, and the opening hours they count.

pub mod accept;
pub mod calendar_form;
pub mod carry;
pub mod counter;
pub mod counting;
pub mod day_rule;
pub mod duties;
pub mod editor;
pub mod example;
pub mod exports;
pub mod form;
pub mod gap;
pub mod holidays;
pub mod hours;
pub mod ics_file;
pub mod kept;
pub mod look;
pub mod matching;
pub mod measures;
pub mod month;
pub mod more;
pub mod moves;
pub mod names;
pub mod offices;
pub mod paper;
pub mod reviews;
pub mod rhythm;
pub mod scope;
pub mod settle;
pub mod slider;
pub mod targets;
pub mod template;
pub mod threshold;
pub mod trial;
pub mod version;
pub mod versions;
pub mod week;
pub mod week_drawing;
pub mod when;

use super::desk::{Bell, use_desk};
use super::parts::icon::Icon;
use crate::browser::focus;
use crate::domain::agreement::{Agreement, Side, Status, Version};
use crate::domain::clock::{Basis, ClockKind, Target};
use crate::domain::edit::Edit;
use crate::domain::fold::natural;
use crate::domain::ident::{AgreementId, CalendarId, Subject};
use crate::domain::moment::Span;
use crate::domain::request::Priority;
use crate::domain::signed::changed;
use crate::domain::text::Name;
use crate::route::Route;
use crate::store::ledger::Ledger;
pub use crate::ui::parts::strong::strong;
use crate::words::{Arg, locale, say, say_dyn};
use calendar_form::CalendarDialog;
use leptos::prelude::*;

/// The list of agreements and calendars.
#[component]
pub fn Agreements() -> impl IntoView {
    let desk = use_desk();
    let ids = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            l.desk().agreements_in_order().into_iter().map(|(id, _)| id).collect::<Vec<_>>()
        })
    });
    let team = move || desk.read(Bell::Others, team_name);
    let noting: reviews::Noting = RwSignal::new(None);
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="page-head">
                <div><h1 tabindex="-1">{say!("agreements.title")}</h1>
                    <p class="sub">{move || say!("agreements.sub", team = team())}</p></div>
                <div class="actions"><a class="btn btn-main" href=Route::NewAgreement.href()><Icon name="plus"/>{say!("agreements.new")}</a></div>
            </div>
            <reviews::Reviews noting=noting/>
            <Show when=move || ids.with(Vec::is_empty)>
                <section class="empty box">
                    <Icon name="doc"/><h2>{say!("agreements.empty")}</h2><p>{say!("agreements.empty_text")}</p>
                    <a class="btn" href=Route::NewAgreement.href()>{say!("agreements.new")}</a>
                </section>
            </Show>
            <ol class="stack stack-4 order" aria-label=say!("agreements.order")>
                <For each=move || ids.get() key=|id| *id let:id><li><Line id=id noting=noting/></li></For>
            </ol>
            <Show when=move || !ids.with(Vec::is_empty)><matching::TryRequest/></Show>
            <reviews::NoteReview noting=noting/>
            <carry::CarryPlace/>
            <Calendars/>
        </main>
    }
}

/// The team's name.
pub fn team_name(ledger: &Ledger) -> String {
    ledger.desk().team().name.as_ref().map(Name::to_string).unwrap_or_default()
}

/// A status in words.
pub fn status_word(status: Status) -> String {
    let code = match status {
        Status::Draft => "draft",
        Status::Proposed => "proposed",
        Status::InForce => "in-force",
        Status::Ended => "ended",
    };
    say_dyn!("status.", code)
}

/// A target in words: "4 opening hours".
pub fn target_words(target: &Target) -> String {
    let minutes = target.amount.0 / 60_000;
    let in_hours = minutes >= 60 && minutes % 15 == 0;
    let hours = Arg::places(minutes as f64 / 60.0, 2);
    match (target.working_days(), target.basis) {
        (Some(days), Basis::SameTime) => return say!("paper.same_time", n = days),
        (Some(days), _) => return say!("paper.working_days", n = days),
        (None, _) => {}
    }
    match (target.basis, in_hours) {
        (Basis::Calendar, true) => say!("paper.clock_hours", n = hours),
        (Basis::Calendar, false) => say!("paper.clock_minutes", n = minutes),
        (_, true) => say!("paper.opening_hours", n = hours),
        (_, false) => say!("paper.opening_minutes", n = minutes),
    }
}

/// How many requests an agreement measures.
pub fn measured(ledger: &Ledger, id: AgreementId) -> usize {
    ledger.desk().requests().filter(|(_, r)| r.is_measured_by(id)).count()
}

#[derive(Clone, PartialEq, Default)]
struct Shown {
    name: String,
    team: String,
    client: String,
    service: String,
    version: u32,
    status: String,
    in_force: bool,
    /// The number of a newer version that is a draft.
    draft: Option<u32>,
    calendar: String,
    promises: Vec<String>,
    measures: usize,
    /// What has been kept beside the targets.
    kept: Vec<String>,
    review: Option<String>,
    /// It is not what was accepted.
    changed: bool,
}

fn shown(ledger: &Ledger, id: AgreementId) -> Option<Shown> {
    let agreement: &Agreement = ledger.desk().agreement(id)?;
    let (number, version): (u32, &Version) = agreement.standing(ledger.now())?;
    let named = |name: Option<&Name>| name.map(Name::to_string);
    let (clients, services) = versions::names(ledger, &version.scope);
    let signed = [Side::Provider, Side::Client];
    let calendar = version.calendar.and_then(|c| ledger.desk().calendar(c)).and_then(|c| c.name.as_ref());
    let promises = Priority::ALL.iter().filter_map(|priority| {
        let words = |clock| {
            version
                .target(clock, *priority)
                .map(target_words)
                .unwrap_or_else(|| say!("insights.nothing").to_owned())
        };
        let any = ClockKind::ALL.iter().any(|clock| version.target(*clock, *priority).is_some());
        any.then(|| {
            let word = say_dyn!("priority.", priority.code());
            let (response, done) = (words(ClockKind::FirstResponse), words(ClockKind::Resolution));
            let line = say!("agreements.promise_line", priority = word, response = response, done = done);
            let of = |clock| version.target(clock, *priority).map(target_words);
            let decided =
                of(ClockKind::Decision).map(|within| say!("agreements.promise_decision", within = within));
            let news = of(ClockKind::Update).map(|update| say!("agreements.promise_update", update = update));
            let reply = of(ClockKind::Reply).map(|within| say!("agreements.promise_reply", within = within));
            let all: Vec<String> = [Some(line), decided, news, reply].into_iter().flatten().collect();
            all.join(", ")
        })
    });
    Some(Shown {
        name: named(agreement.name.as_ref()).unwrap_or_default(),
        team: team_name(ledger),
        client: clients.unwrap_or_else(|| say!("agreements.everyone").to_owned()),
        service: match services {
            Some(service) => say!("agreements.for_service", service = service),
            None => say!("agreements.any_service").to_owned(),
        },
        version: number,
        status: status_word(version.status),
        in_force: version.status == Status::InForce,
        draft: agreement.newest().filter(|(n, v)| *n > number && v.status == Status::Draft).map(|(n, _)| n),
        calendar: named(calendar).unwrap_or_else(|| say!("agreements.calendar_missing").to_owned()),
        promises: promises.collect(),
        measures: measured(ledger, id),
        kept: kept::kept(ledger, id).0,
        review: reviews::line(ledger, agreement),
        changed: signed.iter().any(|side| changed(ledger.desk(), version, *side).is_some()),
    })
}

#[component]
fn Line(id: AgreementId, noting: reviews::Noting) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| shown(l, id)).unwrap_or_default()
    });
    move || {
        let s = shown.get();
        let name = s.name.clone();
        let note_of = say!("reviews.note_of", name = s.name.as_str());
        view! {
            <article class="box stack">
                <div class="box-head">
                    <div>
                        <span class="way way-big"><b>{s.team}</b><span aria-hidden="true">"→"</span><span class="sr">{say!("way.to")}</span><b>{s.client}</b><span>{s.service}</span></span>
                        <h2><a href=Route::Agreement(id).href()>{s.name}</a></h2>
                    </div>
                    <span class="row push">
                        <span class="muted small">{say!("agreements.version", n = s.version)}</span>
                        <span class="tag" class:tag-ok=s.in_force>{s.status}</span>
                        <OrderButtons id=id name=name/>
                        {s.draft.map(|n| view! { <span class="tag tag-accent">{say!("agreements.new_draft", n = n)}</span> })}
                    </span>
                </div>
                <ul class="stack stack-2 soft small">{s.promises.into_iter().map(|p| view! { <li>{p}</li> }).collect_view()}</ul>
                {s.kept.into_iter().map(|text| view! { <p class="soft small">{text}</p> }).collect_view()}
                {s.changed.then(|| view! { <p class="note note-risk"><Icon name="risk"/><span>{say!("agreements.changed")}</span></p> })}
                {s.review.filter(|_| s.in_force).map(|text| view! { <p class="soft small">{text}</p> })}
                <div class="row">
                    <p class="muted small">{s.calendar}" · "{say!("agreements.measures", n = s.measures)}</p>
                    {s.in_force.then(|| view! {
                        <button class="btn btn-s btn-quiet push" type="button" aria-label=note_of on:click=move |_| noting.set(Some(id))>{say!("reviews.note")}</button>
                    })}
                </div>
            </article>
        }
    }
}

/// Moves an agreement earlier or later in the list. The button keeps the focus, and says where it now is.
#[component]
fn OrderButtons(id: AgreementId, name: String) -> impl IntoView {
    let desk = use_desk();
    let place = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            let list = l.desk().agreements_in_order();
            (list.iter().position(|(other, _)| *other == id).unwrap_or(0), list.len())
        })
    });
    let step = move |by: isize, key: &str| {
        let to = place.get_untracked().0.saturating_add_signed(by);
        if desk.act(Edit::PlaceAgreement(id, to)).is_some() {
            focus::focus_first_soon(&["[id='", key, &id.to_string(), "']"].concat());
        }
    };
    let (up, down) = (["up-", &id.to_string()].concat(), ["down-", &id.to_string()].concat());
    view! {
        {move || (place.get().1 > 1).then(|| {
            let (here, of) = place.get();
            let earlier = say!("agreements.earlier", name = name.as_str());
            let later = say!("agreements.later", name = name.as_str());
            view! {
                <span class="sr">{say!("agreements.place", n = here + 1, of = of)}</span>
                <button class="icon-btn" type="button" id=up.clone() aria-label=earlier.clone() title=earlier aria-disabled=(here == 0).then_some("true") on:click=move |_| step(-1, "up-")><Icon name="up"/></button>
                <button class="icon-btn" type="button" id=down.clone() aria-label=later.clone() title=later aria-disabled=(here + 1 == of).then_some("true") on:click=move |_| step(1, "down-")><Icon name="down"/></button>
            }
        })}
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    New,
    Known(CalendarId),
}

/// Opening hours as the list shows them.
#[derive(Clone, PartialEq)]
struct Row {
    id: CalendarId,
    name: String,
    zone: String,
    week: String,
    holidays: String,
    /// The agreements that use them.
    names: Vec<String>,
    /// The last of their holidays, where these run out.
    ends: Option<String>,
}

/// The last of the holidays of these opening hours, in words, where these run out.
pub fn runs_out(ledger: &Ledger, id: CalendarId) -> Option<String> {
    let compiled = ledger.book().get(id)?;
    let today = compiled.zone.to_local(ledger.now()).date();
    compiled.runs_out(today).map(rhythm::words)
}

#[component]
fn Calendars() -> impl IntoView {
    let desk = use_desk();
    let open = RwSignal::new(None::<Open>);
    let rows = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            let row = |(id, c): (CalendarId, &crate::domain::calendar_record::Calendar)| {
                let users = l
                    .desk()
                    .agreements()
                    .filter(|(_, a)| a.versions.values().any(|v| v.calendar == Some(id)));
                let names: Vec<String> =
                    users.filter_map(|(_, a)| a.name.as_ref()).map(Name::to_string).collect();
                let week = Span::minutes(i64::from(c.hours.week.minutes_a_week()));
                let holidays = c.hours.closed.len() + c.hours.yearly.len() + c.hours.ruled.len();
                let name = c.name.as_ref().map(Name::to_string).unwrap_or_default();
                let opens = c.opens.iter().filter_map(|id| l.desk().calendar(*id)?.name.as_ref());
                let mut opens: Vec<String> = opens.map(Name::to_string).collect();
                opens.sort_by_cached_key(|name| natural(name));
                let sources = c.layers.iter().filter_map(|id| l.desk().calendar(*id)?.name.as_ref());
                let mut sources: Vec<String> = sources.map(Name::to_string).collect();
                sources.sort_by_cached_key(|name| natural(name));
                let holidays = match sources.is_empty() {
                    false => say!("agreements.holidays_and", n = holidays, names = locale().list(&sources)),
                    true => say!("agreements.holidays", n = holidays),
                };
                let zone = c.zone.to_string();
                let length = |week| crate::words::time::length(week, None, crate::words::time::Round::Down);
                let week = match (opens.is_empty(), week.is_positive()) {
                    (true, _) => {
                        say!("agreements.a_week", hours = length(week))
                    }
                    (false, true) => {
                        let week = length(week);
                        say!(
                            "agreements.a_week_and",
                            hours = week,
                            names = locale().list(&opens),
                            n = opens.len()
                        )
                    }
                    (false, false) => {
                        say!("agreements.open_with", names = locale().list(&opens), n = opens.len())
                    }
                };
                Row { id, name, zone, week, holidays, names, ends: runs_out(l, id) }
            };
            l.desk().calendars().map(row).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="box" aria-labelledby="calendars">
            <div class="box-head">
                <div><h2 id="calendars">{say!("agreements.calendars")}</h2><p>{say!("agreements.calendars_text")}</p></div>
                <button class="btn btn-s push" type="button" data-does="hours.new" on:click=move |_| open.set(Some(Open::New))><Icon name="plus"/>{say!("agreements.calendar_new")}</button>
            </div>
            <ul class="stack">
                {move || rows.get().into_iter().map(|Row { id, name, zone, week, holidays, names, ends }| {
                    let used = if names.is_empty() { say!("agreements.used_by_none").to_owned() } else {
                        say!("agreements.used_by", names = crate::words::locale().list(&names)) };
                    let edit = say!("agreements.edit_calendar", name = name.as_str());
                    let remove = say!("agreements.remove_calendar", name = name.as_str());
                    view! {
                        <li class="row">
                            <div class="grow"><b>{name}</b><p class="muted small">{zone}" · "{week}" · "{holidays}" · "{used}</p>
                                {ends.map(|date| view! { <p class="note note-risk"><Icon name="risk"/><span>{say!("hours.runs_out", date = date)}</span></p> })}</div>
                            <button class="icon-btn" type="button" aria-label=edit.clone() title=edit on:click=move |_| open.set(Some(Open::Known(id)))><Icon name="edit"/></button>
                            <button class="icon-btn" type="button" aria-label=remove.clone() title=remove
                                on:click=move |_| { desk.act(Edit::Remove(Subject::Calendar(id))); }><Icon name="bin"/></button>
                        </li>
                    }
                }).collect_view()}
            </ul>
            {move || open.get().map(|which| {
                let id = match which { Open::Known(id) => Some(id), Open::New => None };
                view! { <CalendarDialog id=id on_close=Callback::new(move |_: Option<CalendarId>| open.set(None))/> }
            })}
        </section>
    }
}

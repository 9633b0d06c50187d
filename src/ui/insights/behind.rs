//! The requests behind a number, each with what it is about: its verdict, time and deadline, how long it
//! took, or where it stands.

use super::team_zone;
use crate::domain::answered::{Wait, waits};
use crate::domain::clock::{ClockKind, Reading, Verdict};
use crate::domain::ident::RequestId;
use crate::domain::insight::{Differing, counted, differing};
use crate::domain::moment::Moment;
use crate::domain::over::Passed;
use crate::domain::request::Request;
use crate::domain::zone::ZoneTable;
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::stage::stage_name;
use crate::words::{locale, say, say_dyn, time};
use leptos::prelude::*;
use std::sync::Arc;

/// How many are listed at once.
const STEP: usize = 100;

/// What a list shows of each request.
#[derive(Clone, Copy, PartialEq)]
pub enum Shows {
    /// How a clock fared.
    Clock(ClockKind),
    /// How long it took, in opening time.
    Worked,
    /// Where it stands and when it was raised.
    Stage,
    /// How long the client's answers took.
    Answers,
    /// Which limits it passed, when and why.
    OverLimits,
    /// Which of its verdicts would be read otherwise today, and what has changed since.
    Differing,
}

/// What was asked for.
#[derive(Clone, PartialEq)]
pub struct Chosen {
    /// Its heading.
    pub title: String,
    /// What is shown of each request.
    pub shows: Shows,
    /// The requests, in groups with headings.
    pub groups: Vec<(&'static str, Vec<RequestId>)>,
    /// Only those that are late and not stopped yet.
    pub open_only: bool,
}

/// The list over the page.
#[component]
pub fn Behind(chosen: Chosen, on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let (shows, open_only) = (chosen.shows, chosen.open_only);
    let groups = chosen.groups.into_iter().map(|(heading, mut ids)| {
        if let (Shows::Clock(kind), true) = (shows, open_only) {
            desk.peek(|l| ids.retain(|id| is_open_late(l, *id, kind)));
        }
        if shows != Shows::Worked {
            // Ids are in the order of raising: the newest comes first.
            ids.sort_unstable_by(|a, b| b.cmp(a));
        }
        view! { <List heading=heading ids=ids shows=shows/> }
    });
    let groups: Vec<_> = groups.collect();
    view! {
        <Dialog title=chosen.title class="dialog-wide" on_close=on_close>
            <div class="dialog-body" tabindex="0">{groups}</div>
        </Dialog>
    }
}

fn reading(ledger: &Ledger, request: &Request, kind: ClockKind) -> Option<Reading> {
    let clocks = ledger.book().read(ledger.desk(), request, ledger.now())?;
    Some(*clocks.of(kind))
}

fn is_open_late(ledger: &Ledger, id: RequestId, kind: ClockKind) -> bool {
    let clocks = ledger.desk().request(id).and_then(|r| ledger.book().read(ledger.desk(), r, ledger.now()));
    clocks.is_some_and(|c| c.of(kind).breached_open)
}

#[component]
fn List(heading: &'static str, ids: Vec<RequestId>, shows: Shows) -> impl IntoView {
    let desk = use_desk();
    let total = ids.len();
    let shown = RwSignal::new(STEP);
    let zone = desk.peek(team_zone).unwrap_or_else(|| Arc::new(ZoneTable::utc()));
    let lines =
        move || ids.iter().take(shown.get()).filter_map(|id| line(desk, *id, shows, &zone)).collect_view();
    view! {
        <section class="stack">
            <h3>{heading}" "<span class="count">{locale().number(total as f64, 0)}</span></h3>
            {(total == 0).then(|| view! { <p class="muted small">{say!("insights.behind_none")}</p> })}
            <ul class="behind">{lines}</ul>
            <Show when=move || { total > shown.get() }>
                <div><button class="btn btn-s" type="button" on:click=move |_| shown.update(|n| *n += STEP)>{move || say!("insights.more", n = total - shown.get())}</button></div>
            </Show>
        </section>
    }
}

fn line(desk: Desk, id: RequestId, shows: Shows, zone: &ZoneTable) -> Option<impl IntoView + use<>> {
    let (reference, title, told) = desk.peek(|l| {
        let request = l.desk().request(id)?;
        let title = request.title.as_ref().map(|t| t.to_string()).unwrap_or_default();
        Some((request.reference.to_string(), title, told(l, (id, request), shows, zone)))
    })?;
    Some(view! {
        <li><a href=Route::Request(id).href()>{reference}</a><span>{title}</span><span class="muted small">{told}</span></li>
    })
}

/// A verdict in words.
fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::OpenBreached => "open",
        _ => "late",
    }
}

/// What would be read otherwise today, one sentence a clock.
fn differs(ledger: &Ledger, one: (RequestId, &Request), only: Option<ClockKind>) -> Vec<String> {
    let Some(clocks) = ledger.book().read(ledger.desk(), one.1, ledger.now()) else { return Vec::new() };
    let all = clocks.all().into_iter().filter(|reading| only.is_none_or(|kind| reading.kind == kind));
    let sentence = |one: Differing| {
        let since: Vec<String> = one.since.iter().map(|c| say_dyn!("insights.since.", c.code())).collect();
        say!(
            "insights.told_differs",
            what = what(one.clock),
            written = verdict_word(one.written),
            read = verdict_word(one.read),
            n = since.len(),
            since = locale().list(&since)
        )
    };
    all.filter_map(|reading| differing(ledger.desk(), one, reading)).map(sentence).collect()
}

/// What is told of a request, with moments by the clock of the team (`zone`).
fn told(ledger: &Ledger, one: (RequestId, &Request), shows: Shows, zone: &ZoneTable) -> String {
    let request = one.1;
    let day = |at: Moment| time::moment(zone.to_local(at), zone.to_local(ledger.now()));
    match shows {
        Shows::Stage => {
            let stage = stage_name(ledger, request.stage);
            say!("insights.told_stage", stage = stage, at = day(request.raised))
        }
        Shows::Worked => {
            let team = ledger.desk().team().hours.and_then(|id| ledger.book().get(id));
            match (request.resolved.last(), team) {
                (Some((done, _)), Some(team)) => {
                    let length =
                        time::length(team.open.elapsed(request.raised, *done), None, time::Round::Up);
                    say!("insights.told_worked", length = length, at = day(*done))
                }
                _ => String::new(),
            }
        }
        Shows::Answers => {
            let length = |span| time::length(span, None, time::Round::Up);
            let told = |wait: Wait| {
                let (over, at) = (usize::from(wait.over), day(wait.from));
                say!("beside.told", over = over, length = length(wait.took), at = at)
            };
            let all = waits(ledger.desk(), ledger.book(), request, ledger.now());
            all.into_iter().map(told).collect::<Vec<_>>().join(" · ")
        }
        Shows::OverLimits => {
            let told = |passed: &Passed| {
                let lane = stage_name(ledger, passed.column);
                let (n, limit, at) = (passed.count, passed.limit, day(passed.at));
                let why = if passed.why.is_empty() { "none" } else { passed.why.as_str() };
                say!("over.told_one", at = at, lane = lane, n = n, limit = limit, why = why)
            };
            let all = request.triage.look(|answers| answers.over.iter().map(told).collect::<Vec<_>>());
            all.join(" · ")
        }
        Shows::Differing => differs(ledger, one, None).join(" · "),
        Shows::Clock(kind) => reading(ledger, request, kind).map_or_else(String::new, |reading| {
            let verdict = verdict_word(counted(request, &reading));
            let length = |span| time::length(span, None, time::Round::Up);
            let target = reading.target.map(length).unwrap_or_default();
            let due = reading.due.map(day).unwrap_or_default();
            let clock = say!(
                "insights.told_clock",
                verdict = verdict,
                elapsed = length(reading.elapsed),
                target = target,
                due = due
            );
            let all: Vec<String> = std::iter::once(clock).chain(differs(ledger, one, Some(kind))).collect();
            all.join(" · ")
        }),
    }
}

//! Beside the form that promises: dates from the team's own record, and what is promised until then already.

use super::defer::zone;
use super::{look_now, moment_of, read_local, strong, write_local};
use crate::domain::forecast::{Alike, PERCENTS, forecast, load, promised_share};
use crate::domain::ident::RequestId;
use crate::domain::moment::{Moment, Span};
use crate::domain::request::Request;
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::words::time::{Round, length};
use crate::words::{Arg, Part, say_parts};
use leptos::prelude::*;

/// What is proposed: the heading, and lines with the date to take.
type Proposed = (String, Vec<(usize, String, Option<(String, String)>)>);

fn proposed(ledger: &Ledger, id: RequestId, request: &Request, now: Moment) -> Option<Proposed> {
    let hours = ledger.book().hours_of(ledger.desk(), request)?;
    let desk = ledger.desk();
    let found = match forecast(desk, id, hours, now) {
        Ok(found) => found,
        Err(n) => return Some((say!("forecast.few", n = n), Vec::new())),
    };
    let name = |name: Option<&Name>| name.map(Name::to_string).unwrap_or_default();
    let head = match found.alike {
        Alike::Service => {
            say!(
                "forecast.service",
                n = found.n,
                name = name(request.service.and_then(|s| desk.service_name(s)))
            )
        }
        Alike::Client => {
            say!(
                "forecast.client",
                n = found.n,
                name = name(request.client.and_then(|c| desk.client_name(c)))
            )
        }
        Alike::All => say!("forecast.all", n = found.n),
    };
    let day = Some(Span::minutes(i64::from(hours.day_minutes)));
    let lines = PERCENTS.iter().zip(found.dates).map(|(percent, (span, at))| {
        let span = length(span, day, Round::Up);
        match at {
            Some(at) => {
                let local = write_local(hours.zone.to_local(at));
                let at = moment_of(ledger, request, at);
                (
                    *percent,
                    say!("forecast.line", percent = *percent, span = span, at = at.as_str()),
                    Some((local, at)),
                )
            }
            None => (*percent, say!("forecast.line_past", percent = *percent, span = span), None),
        }
    });
    Some((head, lines.collect()))
}

/// Dates from the record, each to be taken.
#[component]
pub fn Proposals(id: RequestId, date: RwSignal<String>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let shown = Memo::new(move |_| {
        look_now(desk, now, id, move |ledger, request, now| proposed(ledger, id, request, now)).flatten()
    });
    let line = move |(percent, words, take): (usize, String, Option<(String, String)>)| {
        view! {
            <li>
                <span>{words}</span>
                {take.map(|(local, at)| view! {
                    <button class="btn btn-s" type="button" aria-label=say!("forecast.take", percent = percent, at = at)
                        on:click=move |_| date.set(local.clone())><Icon name="flag"/>{percent.to_string()}</button>
                })}
            </li>
        }
    };
    move || {
        shown.get().map(|(head, lines)| {
            view! {
                <div class="stack stack-2 small">
                    <p class="soft"><b>{say!("forecast.title")}</b>" "{head}</p>
                    {(!lines.is_empty()).then(|| view! { <ul class="forecast">{lines.into_iter().map(line).collect_view()}</ul> })}
                </div>
            }
        })
    }
}

/// What is promised until a date and whether it fits.
#[derive(Clone, PartialEq)]
enum Fits {
    Unknown,
    Known { above: bool, words: Vec<Part>, unestimated: usize, own: bool },
}

/// It fits for certain only where everything is estimated.
fn mark(above: bool, certain: bool) -> &'static str {
    match (above, certain) {
        (true, _) => "risk",
        (_, true) => "ok",
        _ => "info",
    }
}

fn hours(span: Span) -> Arg<'static> {
    Arg::places(span.0 as f64 / 3_600_000.0, 1)
}

/// Says, while a date is typed, whether it fits what is promised already.
#[component]
pub fn LoadLine(id: RequestId, date: RwSignal<String>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let clock = zone(desk, id);
    let fits = Memo::new(move |_| {
        let at = date.with(|text| read_local(text)).map(|local| clock.from_local(local))?;
        look_now(desk, now, id, |ledger, _, now| {
            let desk = ledger.desk();
            if desk.team().triage.capacity.is_none() {
                return Some(Fits::Unknown);
            }
            let load = load(desk, ledger.book(), id, at, now).filter(|_| at > now)?;
            let (promised, capacity, share) = (load.promised, load.capacity, promised_share(desk));
            let words = match load.is_above() {
                true => say_parts!(
                    "forecast.above",
                    promised = hours(promised),
                    capacity = hours(capacity),
                    share = share
                ),
                false => say_parts!(
                    "forecast.load",
                    promised = hours(promised),
                    capacity = hours(capacity),
                    share = share
                ),
            };
            let own = load.own.is_some();
            Some(Fits::Known { above: load.is_above(), words, unestimated: load.unestimated, own })
        })
        .flatten()
    });
    view! {
        <div class="stack stack-2" role="status">
            {move || fits.get().map(|fits| match fits {
                Fits::Unknown => view! {
                    <p class="small soft">{say!("forecast.no_capacity")}" "<a href=Route::Rules.href()>{say!("forecast.capacity_go")}</a></p>
                }.into_any(),
                Fits::Known { above, words, unestimated, own } => view! {
                    <p class="note" class=("note-risk", above)><Icon name=mark(above, own && unestimated == 0)/><span>{strong(words)}</span></p>
                    {(unestimated > 0).then(|| view! { <p class="small muted">{say!("forecast.unestimated", n = unestimated)}</p> })}
                    {(!own).then(|| view! { <p class="small muted">{say!("forecast.own_unestimated")}" "<a href=Route::Triage(Some(id)).href()>{say!("forecast.effort")}</a></p> })}
                }.into_any(),
            })}
        </div>
    }
}

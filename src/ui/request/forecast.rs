//! Beside the form that promises: dates from the team's own record, and what is promised until then already.

use super::defer::zone;
use super::{look_now, moment_of, read_local, shown_zone, strong, write_local};
use crate::domain::forecast::{Alike, Load, PERCENTS, first_fit, forecast, load, load_with, promised_share};
use crate::domain::ident::RequestId;
use crate::domain::moment::{Moment, Span};
use crate::domain::request::Request;
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::words::time::{Round, length};
use crate::words::{Arg, Part, say_parts};
use leptos::prelude::*;

/// What is proposed: the heading, and the dates.
type Proposed = (String, Vec<Line>);

/// A date that is proposed.
#[derive(Clone, PartialEq)]
struct Line {
    words: String,
    /// To take it: the value of the field, and what the button is called.
    take: Option<(String, String)>,
}

fn proposed(ledger: &Ledger, id: RequestId, request: &Request, now: Moment) -> Option<Proposed> {
    let hours = ledger.book().hours_of(ledger.desk(), request)?;
    let desk = ledger.desk();
    let found = match forecast(desk, id, hours, now) {
        Ok(found) => found,
        Err(n) => {
            let fit = first_fit(desk, ledger.book(), Some(id), now, now);
            let lines = fit.map(|(at, load)| {
                let (local, at) = (write_local(shown_zone(ledger).to_local(at)), moment_of(ledger, at));
                let words = say!(
                    "forecast.first",
                    at = at.as_str(),
                    promised = self::hours(load.promised),
                    capacity = self::hours(load.capacity),
                    share = promised_share(desk)
                );
                Line { words, take: Some((local, say!("forecast.take_first", at = at))) }
            });
            return Some((say!("forecast.few", n = n), lines.into_iter().collect()));
        }
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
        let take = |at: Moment, words: &str| {
            let local = write_local(shown_zone(ledger).to_local(at));
            Some((local, say!("forecast.take", percent = *percent, at = words)))
        };
        let Some(date) = at else {
            let words = say!("forecast.line_past", percent = *percent, span = span);
            return Line { words, take: None };
        };
        let at = moment_of(ledger, date);
        match load(desk, ledger.book(), id, date, now).filter(Load::is_above) {
            None => {
                let words = say!("forecast.line", percent = *percent, span = span, at = at.as_str());
                Line { words, take: take(date, &at) }
            }
            // The date of the record is more than fits: the first one that does is proposed, with why.
            Some(full) => {
                let (promised, capacity) = (self::hours(full.promised), self::hours(full.capacity));
                match first_fit(desk, ledger.book(), Some(id), date, now) {
                    Some((later, _)) => {
                        let fits = moment_of(ledger, later);
                        let words = say!(
                            "forecast.line_above",
                            percent = *percent,
                            span = span,
                            at = at,
                            promised = promised,
                            capacity = capacity,
                            fits = fits.as_str()
                        );
                        Line { words, take: take(later, &fits) }
                    }
                    None => Line {
                        words: say!(
                            "forecast.line_never",
                            percent = *percent,
                            span = span,
                            at = at,
                            promised = promised,
                            capacity = capacity
                        ),
                        take: None,
                    },
                }
            }
        }
    });
    Some((head, lines.collect()))
}

/// Dates from the record, each to be taken.
#[component]
pub fn Proposals(id: RequestId, date: RwSignal<String>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let shown = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        look_now(desk, now, id, move |ledger, request, now| proposed(ledger, id, request, now)).flatten()
    });
    let line = move |Line { words, take }: Line| {
        view! {
            <li>
                <span>{words}</span>
                {take.map(|(local, called)| view! {
                    <button class="btn btn-s" type="button" aria-label=called
                        on:click=move |_| date.set(local.clone())><Icon name="flag"/>{say!("forecast.take_word")}</button>
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

/// Whether a date fits what is promised already; `id` is none for what is about to be raised.
fn fits(ledger: &Ledger, id: Option<RequestId>, at: Moment, now: Moment) -> Option<Fits> {
    let desk = ledger.desk();
    if desk.team().triage.capacity.is_none() {
        return Some(Fits::Unknown);
    }
    let load = load_with(desk, ledger.book(), id, at, now).filter(|_| at > now)?;
    let (promised, capacity, share) = (load.promised, load.capacity, promised_share(desk));
    let words = match load.is_above() {
        true => {
            say_parts!(
                "forecast.above",
                promised = hours(promised),
                capacity = hours(capacity),
                share = share
            )
        }
        false => {
            say_parts!("forecast.load", promised = hours(promised), capacity = hours(capacity), share = share)
        }
    };
    let own = load.own.is_some();
    Some(Fits::Known { above: load.is_above(), words, unestimated: load.unestimated, own })
}

/// What a promise of this moment made at once would be above capacity by, in words; none where it fits or nobody knows.
pub fn above(ledger: &Ledger, at: Moment, now: Moment) -> Option<Vec<Part>> {
    match fits(ledger, None, at, now) {
        Some(Fits::Known { above: true, words, .. }) => Some(words),
        _ => None,
    }
}

/// Says, while a date is typed, whether it fits what is promised already.
#[component]
pub fn LoadLine(id: RequestId, date: RwSignal<String>) -> impl IntoView {
    let desk = use_desk();
    let clock = zone(desk);
    let of = Memo::new(move |_| date.with(|text| read_local(text)).map(|local| clock.from_local(local)));
    view! { <Fit of=of id=id/> }
}

/// As [`LoadLine`], of a moment; without an id of what is about to be raised.
#[component]
pub fn Fit(of: Memo<Option<Moment>>, #[prop(optional)] id: Option<RequestId>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let fits = Memo::new(move |_| {
        let at = of.get()?;
        now.get();
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |ledger| fits(ledger, id, at, ledger.now()))
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
                    {(!own).then(|| view! { <p class="small muted">{say!("forecast.own_unestimated")}{id.map(|id| view! { " "<a href=Route::Triage(Some(id)).href()>{say!("forecast.effort")}</a> })}</p> })}
                }.into_any(),
            })}
        </div>
    }
}

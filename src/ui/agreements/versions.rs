//! The versions of an agreement: the strip at the head, what differs between two of them, and moving open
//! requests to the one in force.

use super::counting::{
    cut_off_words, hand_over_words, pause_words, pilot_words, priority_words, reopen_words, update_by_words,
};
use super::form::{Form, Written, amount_words};
use super::kept::goal_words;
use super::more::cost_words;
use super::threshold;
use super::{status_word, strong, target_words};
use crate::browser::typed;
use crate::domain::agreed::Goal;
use crate::domain::agreement::{Duty, Scope, Status, Version};
use crate::domain::clock::{Basis, ClockKind, Target};
use crate::domain::edit::Edit;
use crate::domain::fold::natural;
use crate::domain::ident::{AgreementId, CalendarId, RequestId};
use crate::domain::moment::{Moment, Span};
use crate::domain::signed::signature;
use crate::domain::text::Name;
use crate::domain::threshold::Threshold;
use crate::domain::versions::{Change, Moving, difference, moving};
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::field::SelectField;
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, Part, locale, say, say_dyn, say_parts, time};
use leptos::prelude::*;

/// The most requests that are listed before they are moved.
const MOST_LISTED: usize = 50;

fn newest(desk: Desk, id: AgreementId) -> Option<Version> {
    desk.read(Bell::Others, |l| l.desk().agreement(id)?.newest().map(|(_, v)| v.clone()))
}

/// A moment as a date, by the team's clock.
fn date_words(ledger: &Ledger, at: Moment, style: DateStyle) -> String {
    locale().date(at.0, ledger.desk().team().zone.as_deref().unwrap_or("UTC"), style)
}

/// A version as the strip shows it.
#[derive(Clone, PartialEq)]
pub struct Stage {
    /// Its number.
    pub number: u32,
    /// Where it is in its life, in words.
    pub status: String,
    /// It is the one in force.
    pub in_force: bool,
    /// Since or from when, in words.
    pub dates: String,
    /// Why it was made.
    pub reason: String,
    /// Who wrote it, in words; empty where that is not known.
    pub authors: String,
    /// The number of its text ([`crate::domain::signed`]).
    pub code: String,
}

/// The versions of an agreement, in order.
pub fn stages(l: &Ledger, id: AgreementId) -> Vec<Stage> {
    let Some(agreement) = l.desk().agreement(id) else { return Vec::new() };
    let date = |at: Moment| date_words(l, at, DateStyle::Date);
    let now = agreement.in_force(l.now()).map(|(n, _)| n);
    let row = |(n, v): (&u32, &Version)| {
        // A version in force lasts until the next one begins.
        let next = agreement.versions.iter().find(|(m, v)| *m > n && !v.is_open());
        let until = next.and_then(|(_, v)| v.effective);
        let coming = v.effective.is_some_and(|from| from > l.now());
        let status = match v.status {
            Status::InForce if coming => say!("agreement.coming").to_owned(),
            Status::InForce if now != Some(*n) => status_word(Status::Ended),
            status => status_word(status),
        };
        let dates = match (v.status, v.effective, until) {
            (Status::Draft | Status::Proposed, ..) => say!("agreement.version_made", date = date(v.made)),
            (_, Some(from), Some(to)) => {
                say!("agreement.version_from_to", from = date(from), to = date(to))
            }
            (_, Some(from), None) if coming => say!("agreement.version_from", date = date(from)),
            (_, Some(from), None) => say!("agreement.version_since", date = date(from)),
            (_, None, Some(to)) => say!("agreement.version_until", to = date(to)),
            (_, None, None) => say!("agreement.version_always").to_owned(),
        };
        let authors: Vec<String> = v.authors.iter().map(Name::to_string).collect();
        let code = signature(l.desk(), v).code();
        let (authors, reason) = (locale().list(&authors), v.reason.to_string());
        Stage { number: *n, status, in_force: now == Some(*n), dates, reason, authors, code }
    };
    agreement.versions.iter().map(row).collect()
}

/// That somebody else has changed the agreement since it was opened here.
#[component]
pub fn Elsewhere(form: Form, id: AgreementId, again: RwSignal<u32>) -> impl IntoView {
    let desk = use_desk();
    let changes = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            form.elsewhere(l, id).iter().map(|change| change_words(l, change)).collect::<Vec<_>>()
        })
    });
    view! {
        <div role="status">{move || changes.with(|c| !c.is_empty()).then(|| view! {
            <div class="note note-risk"><Icon name="risk"/>
                <div class="grow stack stack-2"><p>{say!("versions.elsewhere")}</p>
                    <ul class="changes">{changes.get().into_iter().map(|parts| view! { <li>{strong(parts)}</li> }).collect_view()}</ul></div>
                <button class="btn btn-s" type="button" on:click=move |_| { typed::forget(); again.update(|n| *n += 1); }>{say!("versions.anew")}</button></div>
        })}</div>
    }
}

/// The versions side by side, and below it what differs and which requests have an older one.
#[component]
pub fn Versions(id: AgreementId, written: Memo<Written>) -> impl IntoView {
    let desk = use_desk();
    let rows = Memo::new(move |_| desk.read(Bell::Others, |l| stages(l, id)));
    // Changed terms of a settled version become the next one.
    let next = Memo::new(move |_| {
        let version = newest(desk, id)?;
        let next = desk.read(Bell::Others, |l| l.desk().agreement(id).map(|a| (a.next_number(), l.now())));
        let (number, now) = next?;
        let same =
            version.is_open() || version.is_coming(now) || written.with(|w| version.same_terms(&w.terms));
        (!same).then_some(number)
    });
    view! {
        <ol class="versions" aria-label=say!("agreement.versions")>
            {move || {
                let (all, next) = (rows.get(), next.get());
                let last = all.len();
                all.into_iter().enumerate().map(move |(index, Stage { number: n, status, in_force, dates, reason, authors, code })| view! {
                    <li aria-current=(next.is_none() && index + 1 == last).then_some("true")>
                        <b><a href=Route::Version(id, n).href()>{say!("agreements.version", n = n)}</a>" "<span class="tag" class:tag-ok=in_force>{status}</span></b>
                        {dates}{authors.is_empty().then_some(",")}" "<span>{(!authors.is_empty()).then(|| say!("agreement.version_by", names = authors))}" "{say!("agreement.version_code", code = code)}</span>{(!reason.is_empty()).then(|| view! { <span class="version-why">{reason}</span> })}
                    </li>
                }).collect_view()
            }}
            {move || next.get().map(|n| view! {
                <li aria-current="true"><b>{say!("agreements.version", n = n)}" "<span class="tag tag-accent">{say!("agreement.you_edit")}</span></b>{say!("agreement.not_kept")}</li>
            })}
        </ol>
        <Differences id=id written=written/>
        <MoveOpen id=id/>
    }
}

/// What differs between two versions, or a version and what is written.
#[component]
fn Differences(id: AgreementId, written: Memo<Written>) -> impl IntoView {
    let desk = use_desk();
    let numbers = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            l.desk()
                .agreement(id)
                .map(|a| a.versions.keys().copied().collect::<Vec<u32>>())
                .unwrap_or_default()
        })
    });
    let here = "here".to_owned();
    let last = numbers.with_untracked(|n| n.get(n.len().saturating_sub(2)).copied()).unwrap_or(1);
    let (from, to) = (RwSignal::new(last.to_string()), RwSignal::new(here.clone()));
    let options = move |with_here: bool| {
        let mut list: Vec<(String, String)> =
            numbers.get().iter().map(|n| (n.to_string(), say!("agreements.version", n = *n))).collect();
        if with_here {
            list.push(("here".to_owned(), say!("versions.here").to_owned()));
        }
        list
    };
    let changes = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            let agreement = l.desk().agreement(id)?;
            let of = |key: &str| match key.parse::<u32>() {
                Ok(number) => agreement.versions.get(&number).cloned(),
                Err(_) => Some(written.get().terms),
            };
            let (before, after) = (from.with(|k| of(k))?, to.with(|k| of(k))?);
            let changes = difference(&before, &after);
            Some(changes.iter().map(|change| change_words(l, change)).collect::<Vec<_>>())
        })
        .unwrap_or_default()
    });
    let title = move || say!("versions.title", n = changes.with(Vec::len));
    view! {
        <details class="more box">
            <summary>{title}</summary>
            <div class="stack">
                <div class="field-row">
                    <SelectField label=say!("versions.from") value=from options=Signal::derive(move || options(false))/>
                    <SelectField label=say!("versions.to") value=to options=Signal::derive(move || options(true))/>
                </div>
                {move || {
                    let all = changes.get();
                    if all.is_empty() {
                        return view! { <p class="muted">{say!("versions.same")}</p> }.into_any();
                    }
                    view! { <ul class="stack stack-2 changes" aria-label=say!("versions.changes")>{all.into_iter().map(|parts| view! { <li>{strong(parts)}</li> }).collect_view()}</ul> }.into_any()
                }}
            </div>
        </details>
    }
}

/// The name of opening hours, or that they are missing.
pub fn calendar_words(ledger: &Ledger, id: Option<CalendarId>) -> String {
    let name = id.and_then(|id| ledger.desk().calendar(id)).and_then(|c| c.name.as_ref());
    name.map(Name::to_string).unwrap_or_else(|| say!("agreements.calendar_missing").to_owned())
}

/// The clients and the services of a scope, each in words; none for every one.
pub fn names(ledger: &Ledger, scope: &Scope) -> (Option<String>, Option<String>) {
    let desk = ledger.desk();
    let all = |names: Vec<Option<&Name>>| {
        let new = || say!("versions.new_name").to_owned();
        let mut names: Vec<String> =
            names.into_iter().map(|name| name.map_or_else(new, Name::to_string)).collect();
        names.sort_by_cached_key(|name| natural(name));
        (!names.is_empty()).then(|| locale().list(&names))
    };
    let clients = scope.clients.iter().map(|id| desk.client_name(*id)).collect();
    (all(clients), all(scope.services.iter().map(|id| desk.service_name(*id)).collect()))
}

/// Whom an agreement is for, in words.
pub fn scope_words(ledger: &Ledger, scope: &Scope) -> String {
    let (client, service) = names(ledger, scope);
    let client = client.unwrap_or_else(|| say!("agreements.everyone").to_owned());
    match service {
        Some(service) => say!("versions.scope_service", client = client, service = service),
        None => client,
    }
}

fn target_or_none(target: Option<&Target>) -> String {
    target.map_or_else(|| say!("versions.best_effort").to_owned(), target_words)
}

/// What else differs of a target than its amount.
fn target_more(before: Option<&Target>, after: Option<&Target>) -> String {
    let (Some(before), Some(after)) = (before, after) else { return String::new() };
    let mut more = Vec::new();
    match (before.warn, after.warn) {
        (old, new) if old == new => {}
        (Threshold::Share(old), Threshold::Share(new)) => {
            more.push(say!("versions.warn", before = old, after = new));
        }
        (old, new) => {
            let (old, new) = (threshold::words(old), threshold::words(new));
            more.push(say!("versions.warn_by", before = old, after = new));
        }
    }
    if before.pauses != after.pauses {
        more.push(say!("versions.stands", how = if after.pauses { "yes" } else { "no" }));
    }
    more.join(" ")
}

/// A difference in words.
pub fn change_words(ledger: &Ledger, change: &Change) -> Vec<Part> {
    let text = |duty: &Duty| duty.text.to_string();
    match change {
        Change::Scope(before, after) => {
            say_parts!(
                "versions.scope",
                before = scope_words(ledger, before),
                after = scope_words(ledger, after)
            )
        }
        Change::Calendar(before, after) => {
            let (before, after) = (calendar_words(ledger, *before), calendar_words(ledger, *after));
            say_parts!("versions.calendar", before = before, after = after)
        }
        Change::Target { clock, priority, before, after } => {
            let priority = say_dyn!("priority.", priority.code());
            let more = target_more(before.as_ref(), after.as_ref());
            let same =
                matches!((before, after), (Some(b), Some(a)) if (b.amount, b.basis) == (a.amount, a.basis));
            if same {
                return say_parts!(
                    "versions.target_same",
                    priority = priority,
                    what = what(*clock),
                    more = more
                );
            }
            let (before, after) = (target_or_none(before.as_ref()), target_or_none(after.as_ref()));
            say_parts!(
                "versions.target",
                priority = priority,
                what = what(*clock),
                before = before,
                after = after,
                more = more
            )
        }
        Change::Pauses(reason, on) => {
            let how = if *on { "yes" } else { "no" };
            say_parts!("versions.pause", reason = say_dyn!("pause.", reason.code()), how = how)
        }
        Change::Ack(on) => say_parts!("versions.ack", how = if *on { "yes" } else { "no" }),
        Change::Duty(Some(before), Some(after)) if before.text == after.text => {
            let owner = |duty: &Duty| {
                duty.owner.as_ref().map_or_else(|| say!("paper.nobody").to_owned(), Name::to_string)
            };
            say_parts!(
                "versions.duty_owner",
                duty = text(after),
                before = owner(before),
                after = owner(after)
            )
        }
        Change::Duty(Some(before), Some(after)) => {
            say_parts!("versions.duty", before = text(before), after = text(after))
        }
        Change::Duty(None, Some(after)) => say_parts!("versions.duty_new", duty = text(after)),
        Change::Duty(Some(before), None) => say_parts!("versions.duty_gone", duty = text(before)),
        Change::Duty(None, None) => Vec::new(),
        Change::Measure(measure, before, after) => {
            let share = |goal: &Option<Goal>| match goal {
                Some(goal) => goal_words(goal),
                None => say!("versions.not_agreed").to_owned(),
            };
            let what = say_dyn!("measure.", measure.code());
            say_parts!("versions.measure", what = what, before = share(before), after = share(after))
        }
        Change::Step(clock, step, before, after) => {
            let who = |name: &Option<Name>| {
                name.as_ref().map_or_else(|| say!("versions.nobody").to_owned(), Name::to_string)
            };
            let when = threshold::words(*step);
            let (before, after) = (who(before), who(after));
            if *clock == ClockKind::Resolution {
                return say_parts!("versions.step", when = when, before = before, after = after);
            }
            say_parts!("versions.step_of", what = what(*clock), when = when, before = before, after = after)
        }
        Change::Cadence(cadence) => {
            say_parts!("versions.cadence", weeks = cadence.weeks, months = cadence.months)
        }
        Change::Cost(cost) => say_parts!("versions.cost", cost = cost_words(*cost)),
        Change::Support(None) => say_parts!("versions.support_gone"),
        Change::Support(id) => say_parts!("versions.support", hours = calendar_words(ledger, *id)),
        Change::CutOff(minute) => cut_off_words(*minute),
        Change::UpdateBy(by) => update_by_words(*by),
        Change::HandOver(target) => hand_over_words(target.as_ref()),
        Change::LongestPause(target) => pause_words(target.as_ref()),
        Change::Answers(Some(target)) => say_parts!("versions.answers", target = target_words(target)),
        Change::Answers(None) => say_parts!("versions.answers_gone"),
        Change::Pilot(last) => pilot_words(*last),
        Change::OnPriority(does) => priority_words(*does),
        Change::OnReopen(does) => reopen_words(*does),
        Change::Review(None) => say_parts!("versions.review_gone"),
        Change::Review(Some(on)) => {
            let on = time::date(on.and_time(chrono::NaiveTime::MIN), DateStyle::DayYear);
            say_parts!("versions.review", date = on)
        }
        Change::Expected { clock, priority, before, after } => {
            let words = |within: &Option<(Span, Basis)>| match within {
                Some((amount, basis)) => amount_words(*amount, *basis),
                None => say!("versions.not_said").to_owned(),
            };
            let priority = say_dyn!("priority.", priority.code());
            let (before, after) = (words(before), words(after));
            say_parts!(
                "versions.expected_within",
                priority = priority,
                what = what(*clock),
                before = before,
                after = after
            )
        }
        Change::Excludes(Some(before), Some(after)) => {
            say_parts!("versions.excludes", before = before.as_str(), after = after.as_str())
        }
        Change::Excludes(None, Some(after)) => say_parts!("versions.excludes_new", text = after.as_str()),
        Change::Excludes(Some(before), None) => say_parts!("versions.excludes_gone", text = before.as_str()),
        Change::Excludes(None, None) => Vec::new(),
        Change::Expects(text) if text.is_empty() => say_parts!("versions.expects_gone"),
        Change::Expects(text) => say_parts!("versions.expects", text = text.as_str()),
    }
}

/// Open requests under an older version, with their deadlines before and after; and the button that moves
/// them.
#[component]
fn MoveOpen(id: AgreementId) -> impl IntoView {
    let desk = use_desk();
    let rows: Memo<Option<(u32, Vec<Moving>)>> = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| {
            moving(l.desk(), l.book(), id, l.now()).filter(|(_, all)| !all.is_empty())
        })
    });
    move || {
        let (to, all) = rows.get()?;
        let n = all.len();
        let late = all.iter().filter(|m| m.late_after && !m.late).count();
        let saved = all.iter().filter(|m| m.late && !m.late_after).count();
        let ids: Vec<RequestId> = all.iter().map(|m| m.id).collect();
        let listed: Vec<_> = all.iter().take(MOST_LISTED).map(|m| moving_row(desk, m)).collect();
        Some(view! {
            <details class="more box">
                <summary>{say!("versions.older", n = n, to = to)}</summary>
                <div class="stack">
                    <p>{say!("versions.older_text")}</p>
                    <table class="table">
                        <thead><tr><th scope="col">{say!("versions.request")}</th><th scope="col">{say!("versions.has")}</th><th scope="col">{say!("versions.before")}</th><th scope="col">{say!("versions.after", to = to)}</th></tr></thead>
                        <tbody>{listed}</tbody>
                    </table>
                    {(n > MOST_LISTED).then(|| view! { <p class="muted small">{say!("trial.more", n = n - MOST_LISTED)}</p> })}
                    <p><b>{say!("versions.sum", late = late, saved = saved)}</b></p>
                    <div><button class="btn" type="button" on:click=move |_| { desk.act(Edit::MoveOpen(id, ids.clone())); }>{say!("versions.move", n = n, to = to)}</button></div>
                </div>
            </details>
        })
    }
}

fn moving_row(desk: Desk, moving: &Moving) -> AnyView {
    let (title, before, after) = desk.peek(|l| {
        let request = l.desk().request(moving.id);
        let title = request.and_then(|r| Some([&r.reference, " ", r.title.as_ref()?.as_str()].concat()));
        let due = |at: Option<Moment>, late: bool| match at {
            Some(at) => {
                let words = [date_words(l, at, DateStyle::Day), date_words(l, at, DateStyle::Time)].join(" ");
                if late { say!("versions.late", at = words) } else { words }
            }
            None => say!("versions.no_due").to_owned(),
        };
        (title.unwrap_or_default(), due(moving.before, moving.late), due(moving.after, moving.late_after))
    });
    view! {
        <tr><th scope="row"><a href=Route::Request(moving.id).href()>{title}</a></th>
            <td>{say!("agreements.version", n = moving.from)}</td><td>{before}</td><td>{after}</td></tr>
    }
    .into_any()
}

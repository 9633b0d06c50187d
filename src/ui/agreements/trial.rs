//! The draft tried on the desk's own past: what would have been kept, which requests would have been late,
//! which targets would have been met, and what other opening hours would change. Worked out anew with every
//! keystroke.

use super::form::{Cell, Form, Written};
use super::slider::Sliders;
use crate::domain::agreement::{Scope, Version};
use crate::domain::backtest::{Past, Tried, past, try_out};
use crate::domain::clock::{Basis, ClockKind, Target};
use crate::domain::counting::Counting;
use crate::domain::gap::as_expected;
use crate::domain::ident::{CalendarId, RequestId};
use crate::domain::insight::LEAST_FOR_A_SHARE;
use crate::domain::moment::Span;
use crate::domain::request::Priority;
use crate::domain::text::Name;
use crate::route::Route;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::field::SelectField;
use crate::words::{Arg, say, say_dyn};
use leptos::prelude::*;
use std::sync::Arc;

/// The most late requests that are named.
const MOST_NAMED: usize = 20;

/// What the draft is tried on and with.
#[derive(Clone, Copy)]
pub struct Trial {
    desk: Desk,
    form: Form,
    measuring: Memo<Version>,
    past: Memo<Arc<Vec<Past>>>,
    /// How each target fared with the hours chosen.
    pub tried: Memo<Vec<Tried>>,
    /// How what is expected would have fared with the hours chosen; nothing where nothing is.
    pub expected: Memo<Vec<Tried>>,
}

impl Trial {
    /// The trial of what is written. A duty typed beside it tries nothing anew, an amount does not gather the
    /// past again.
    pub fn of(desk: Desk, form: Form, written: Memo<Written>) -> Trial {
        let measuring = Memo::new(move |_| {
            let terms = written.get().terms;
            Version {
                calendar: terms.calendar,
                targets: terms.targets,
                expected: terms.expected,
                pauses_on: terms.pauses_on,
                ack_counts: terms.ack_counts,
                counting: terms.counting,
                ..Version::default()
            }
        });
        let stops = Memo::new(move |_| {
            measuring.with(|t| Version {
                pauses_on: t.pauses_on.clone(),
                ack_counts: t.ack_counts,
                counting: Counting { update_by: t.counting.update_by, ..Counting::default() },
                ..Version::default()
            })
        });
        let scope: Memo<Option<Scope>> = Memo::new(move |_| desk.read(Bell::Others, |l| form.scope(l)));
        let past = Memo::new(move |_| {
            let Some(scope) = scope.get() else { return Arc::default() };
            desk.read(Bell::Requests, |l| stops.with(|s| Arc::new(past(l.desk(), &scope, s))))
        });
        let mut trial = Trial {
            desk,
            form,
            measuring,
            past,
            tried: Memo::new(|_| Vec::new()),
            expected: Memo::new(|_| Vec::new()),
        };
        trial.tried = Memo::new(move |_| trial.with(form.calendar_id()));
        trial.expected = Memo::new(move |_| {
            let terms = measuring.with(|t| (!t.expected.is_empty()).then(|| as_expected(t)));
            terms.map(|terms| trial.of_terms(&terms, form.calendar_id())).unwrap_or_default()
        });
        trial
    }

    /// The trial with other opening hours.
    fn with(&self, calendar: Option<CalendarId>) -> Vec<Tried> {
        self.measuring.with(|terms| self.of_terms(terms, calendar))
    }

    fn of_terms(&self, terms: &Version, calendar: Option<CalendarId>) -> Vec<Tried> {
        self.desk.read(Bell::Others, |l| {
            let Some(compiled) = calendar.and_then(|id| l.book().get(id)) else { return Vec::new() };
            let hours = (&compiled.open, compiled.zone.as_ref());
            self.past.with(|past| try_out(past, terms, hours, l.now()))
        })
    }

    /// The field of a target.
    pub fn cell(&self, clock: ClockKind, priority: Priority) -> Option<Cell> {
        self.form
            .cells
            .with_value(|all| all.iter().copied().find(|c| c.clock == clock && c.priority == priority))
    }

    fn use_it(&self, tried: &Tried, percent: usize) {
        if let (Some(cell), Some(span)) = (self.cell(tried.clock, tried.priority), tried.promise(percent)) {
            cell.write(span, counted_in(tried.target));
        }
    }
}

/// The table of the trial.
#[component]
pub fn TrialBox(trial: Trial) -> impl IntoView {
    let desk = use_desk();
    let other = RwSignal::new(String::new());
    let calendars = Signal::derive(move || {
        let mut list = vec![(String::new(), say!("trial.same_hours").to_owned())];
        let chosen = trial.form.calendar.get();
        list.extend(desk.read(Bell::Others, |l| {
            let name = |n: &Option<Name>| n.as_ref().map(Name::to_string).unwrap_or_default();
            let rows = l.desk().calendars().map(|(id, c)| (id.to_string(), name(&c.name)));
            rows.filter(|(id, _)| *id != chosen).collect::<Vec<_>>()
        }));
        list
    });
    let compared = Memo::new(move |_| other.with(|id| id.parse().ok()).map(|id| trial.with(Some(id))));
    let draft = move |_| {
        for tried in trial.tried.get_untracked().iter().filter(|t| t.n() >= LEAST_FOR_A_SHARE) {
            trial.use_it(tried, 85);
        }
    };
    view! {
        <section class="box stack" aria-labelledby="trial">
            <div class="box-head"><div><h2 id="trial">{say!("trial.title")}</h2><p>{move || trial.past.with(|p| say!("trial.text", n = p.len()))}</p></div></div>
            {move || {
                let rows = trial.tried.get();
                if rows.is_empty() {
                    return view! { <p class="muted small">{say!("trial.none")}</p> }.into_any();
                }
                let other = compared.get();
                let enough = rows.iter().any(|t| t.n() >= LEAST_FOR_A_SHARE);
                view! {
                    <table class="table trial">
                        <thead><tr>
                            <th scope="col">{say!("agreement.priority")}</th>
                            <th scope="col">{say!("trial.kept")}</th>
                            {other.is_some().then(|| view! { <th scope="col">{say!("trial.other")}</th> })}
                            <th scope="col">{say!("trial.with", p = 85)}</th>
                            <th scope="col">{say!("trial.with", p = 95)}</th>
                        </tr></thead>
                        <tbody>{rows.into_iter().map(|tried| row(trial, tried, other.as_deref())).collect_view()}</tbody>
                    </table>
                    {enough.then(|| view! { <div><button class="btn btn-s" type="button" on:click=draft>{say!("trial.draft")}</button></div> })}
                }.into_any()
            }}
            <Sliders trial=trial/>
            <SelectField label=say!("trial.hours") value=other options=calendars/>
        </section>
    }
}

/// A share from so many requests on, counts below.
pub fn share(tried: &Tried) -> String {
    let counts = say!("agreement.kept_of", met = tried.met, n = tried.n());
    match (tried.target, tried.n() < LEAST_FOR_A_SHARE) {
        (None, _) => say!("trial.no_target", n = tried.n()),
        (_, true) => counts,
        _ => {
            let percent = 100.0 * tried.met as f64 / tried.n() as f64;
            [&say!("agreement.percent", p = Arg::places(percent, 0)), " · ", &counts].concat()
        }
    }
}

fn row(trial: Trial, tried: Tried, other: Option<&[Tried]>) -> AnyView {
    let priority = say_dyn!("priority.", tried.priority.code());
    let name = say!("trial.row", priority = priority, what = what(tried.clock));
    let same = |t: &&Tried| t.clock == tried.clock && t.priority == tried.priority;
    let other = other.map(|all| all.iter().find(same).map(share).unwrap_or_default());
    let kept = share(&tried);
    let late = tried.late.clone();
    let few = tried.n() < LEAST_FOR_A_SHARE;
    let promise = |percent: usize| {
        if few {
            return view! { <span class="muted small">{say!("trial.few")}</span> }.into_any();
        }
        let Some(amount) = tried.promise(percent) else { return ().into_any() };
        let words = amount_words(amount, tried.target);
        let label = say!("trial.use", amount = words.as_str(), what = name.as_str());
        let one = tried.clone();
        view! { <button class="btn btn-s" type="button" aria-label=label on:click=move |_| trial.use_it(&one, percent)>{words}</button> }.into_any()
    };
    let (most, all) = (promise(85), promise(95));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=say!("trial.kept")>{kept}{late_list(trial.desk, late)}</td>
            {other.map(|text| view! { <td data-label=say!("trial.other")>{text}</td> })}
            <td data-label=say!("trial.with", p = 85)>{most}</td>
            <td data-label=say!("trial.with", p = 95)>{all}</td>
        </tr>
    }
    .into_any()
}

/// What a suggestion is counted in: working days are suggested as opening hours.
pub fn counted_in(target: Option<Target>) -> Basis {
    target.map(|t| t.basis).filter(|basis| *basis == Basis::Calendar).unwrap_or(Basis::Open)
}

/// A suggestion in words.
pub fn amount_words(amount: Span, target: Option<Target>) -> String {
    super::form::amount_words(amount, counted_in(target))
}

/// The requests that would have been late, by name.
fn late_list(desk: Desk, late: Vec<RequestId>) -> Option<AnyView> {
    if late.is_empty() {
        return None;
    }
    let n = late.len();
    // The titles are looked up only once somebody asks for them.
    let open = RwSignal::new(false);
    let titles = move || {
        open.get().then(|| {
            let named = late.iter().take(MOST_NAMED).map(|id| {
                let title = desk.peek(|l| {
                    let request = l.desk().request(*id)?;
                    let title = request.title.as_ref().map(|t| t.to_string()).unwrap_or_default();
                    Some([&request.reference, " ", &title].concat())
                });
                view! { <li><a href=Route::Request(*id).href()>{title}</a></li> }
            });
            named.collect_view()
        })
    };
    let more = n.saturating_sub(MOST_NAMED);
    Some(
        view! {
            <details class="more" on:toggle=move |_| open.set(true)><summary>{say!("trial.late", n = n)}</summary>
                <ul class="stack stack-2 small">{titles}{(more > 0).then(|| view! { <li class="muted">{say!("trial.more", n = more)}</li> })}</ul>
            </details>
        }
        .into_any(),
    )
}

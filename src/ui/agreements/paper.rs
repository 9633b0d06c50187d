//! The agreement as both sides read it, written anew with every keystroke.

use super::form::Form;
use super::{target_words, team_name};
use crate::domain::agreement::{Duty, Side, Version};
use crate::domain::calendar::{DaySpan, Hours};
use crate::domain::clock::ClockKind;
use crate::domain::request::Priority;
use crate::ui::desk::{Bell, use_desk};
use crate::words::{Part, locale, say, say_dyn, say_parts, time};
use leptos::prelude::*;

/// The text of the agreement.
#[component]
pub fn Paper(form: Form, #[prop(into)] status: Signal<String>) -> impl IntoView {
    let desk = use_desk();
    let team = Memo::new(move |_| desk.read(Bell::Others, team_name));
    let client = move || form.client_words();
    let terms = Memo::new(move |_| form.terms().unwrap_or_default());
    let opening = move || {
        let hours = desk.read(Bell::Others, |l| {
            form.calendar_id().and_then(|id| l.desk().calendar(id)).map(|c| (week_words(&c.hours), time::place(&c.zone)))
        });
        let (hours, place) = hours.unwrap_or_else(|| (say!("paper.no_hours").to_owned(), String::new()));
        say!("paper.open", team = team.get(), client = client(), hours = hours, place = place)
    };
    let service = move || {
        let service = form.service.get();
        (!service.trim().is_empty()).then(|| view! { <p>{say!("paper.service", service = service.trim())}</p> })
    };
    view! {
        <article class="paper" aria-label=say!("paper.label")>
            <div class="row"><span class="muted small">{say!("paper.both")}</span><span class="tag push">{move || status.get()}</span></div>
            <h2>{move || say!("paper.heading", client = client())}</h2>
            <p>{opening}</p>
            {service}
            {move || promises(&terms.get())}
            <h3>{move || say!("paper.what_we", team = team.get())}</h3>
            {move || duties(&terms.get(), Side::Provider)}
            <h3>{move || say!("paper.what_they", client = client())}</h3>
            {move || duties(&terms.get(), Side::Client)}
            <h3>{say!("paper.still")}</h3>
            <p>{move || still(&terms.get(), &team.get())}</p>
            <p>{move || if terms.with(|t| t.ack_counts) { say!("paper.ack") } else { say!("paper.no_ack") }}</p>
        </article>
    }
}

/// Strong words of a sentence as marked terms.
fn marked(parts: Vec<Part>) -> impl IntoView {
    parts
        .into_iter()
        .map(|part| match part {
            Part::Strong(text) => view! { <mark>{text}</mark> }.into_any(),
            Part::Plain(text) | Part::Slot(text) => text.into_any(),
        })
        .collect_view()
}

fn promises(terms: &Version) -> impl IntoView + use<> {
    let sentence = |priority: &Priority| {
        let word = say_dyn!("priority.", priority.code()).to_lowercase();
        let of = |clock| terms.target(clock, *priority).map(target_words);
        match (of(ClockKind::FirstResponse), of(ClockKind::Resolution)) {
            (Some(response), Some(done)) => {
                Some(say_parts!("paper.both_targets", priority = word, response = response, done = done))
            }
            (Some(response), None) => Some(say_parts!("paper.response_only", priority = word, response = response)),
            (None, Some(done)) => Some(say_parts!("paper.done_only", priority = word, done = done)),
            (None, None) => None,
        }
    };
    let all: Vec<_> = Priority::ALL.iter().map(sentence).collect();
    let some_best_effort = all.iter().any(Option::is_none);
    view! {
        {all.into_iter().flatten().map(|parts| view! { <p>{marked(parts)}</p> }).collect_view()}
        {some_best_effort.then(|| view! { <p>{say!("paper.best_effort")}</p> })}
    }
}

fn duties(terms: &Version, side: Side) -> impl IntoView + use<> {
    let line = |duty: &Duty| {
        let owner = duty.owner.as_ref().map(|o| o.to_string()).unwrap_or_else(|| say!("paper.nobody").to_owned());
        let (text, missing) = (duty.text.to_string(), duty.owner.is_none());
        view! { <li>{text}" "<span class="muted small" class:risk=missing>"("{owner}")"</span></li> }
    };
    let lines: Vec<_> = terms.duties.values().filter(|d| d.side == side).map(line).collect();
    if lines.is_empty() { view! { <p class="muted">{say!("insights.nothing")}</p> }.into_any() } else { view! { <ul>{lines}</ul> }.into_any() }
}

fn still(terms: &Version, team: &str) -> String {
    if terms.pauses_on.is_empty() {
        return say!("paper.still_never").to_owned();
    }
    let reasons: Vec<String> =
        terms.pauses_on.iter().map(|r| say_dyn!("pause.", r.code()).to_lowercase()).collect();
    say!("paper.still_some", team = team, reasons = locale().list(&reasons))
}

/// Minutes of the day as a time: "09:00".
pub fn clock_time(minutes: u16) -> String {
    let minutes = minutes % 1_440;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn spans_words(spans: &[DaySpan]) -> String {
    let each: Vec<String> = spans.iter().map(|s| [clock_time(s.from), clock_time(s.to)].join("–")).collect();
    locale().list(&each)
}

/// The week in words: days with the same hours together.
pub fn week_words(hours: &Hours) -> String {
    let mut groups: Vec<(usize, usize, &Vec<DaySpan>)> = Vec::new();
    for (day, spans) in hours.week.0.iter().enumerate().filter(|(_, s)| !s.is_empty()) {
        match groups.last_mut() {
            Some((_, last, same)) if *last + 1 == day && *same == spans => *last = day,
            _ => groups.push((day, day, spans)),
        }
    }
    let word = |day: usize| say_dyn!("weekday.", &day.to_string());
    let each: Vec<String> = groups
        .into_iter()
        .map(|(from, to, spans)| {
            let days = if from == to { word(from) } else { [word(from), word(to)].join("–") };
            [days, spans_words(spans)].join(" ")
        })
        .collect();
    locale().list(&each)
}

//! The agreement as both sides read it, written anew with every keystroke.

use super::accept::accepted_words;
use super::counting::{self, pilot_sentence};
use super::form::{Form, Written};
use super::more::{any, sentences};
use super::week::week_words;
use super::{target_words, team_name};
use crate::domain::agreement::{Acceptance, Duty, Side, Version};
use crate::domain::clock::ClockKind;
use crate::domain::counting::UpdateBy;
use crate::domain::request::{PauseReason, Priority};
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::words::{DateStyle, Part, locale, say, say_dyn, say_parts, time};
use leptos::prelude::*;

/// The text of the agreement.
#[component]
pub fn Paper(
    form: Form,
    written: Memo<Written>,
    #[prop(into)] status: Signal<String>,
    /// Who has accepted these very terms: the team, the client.
    accepted: Memo<Option<[Option<Acceptance>; 2]>>,
) -> impl IntoView {
    let desk = use_desk();
    let team = Memo::new(move |_| desk.read(Bell::Others, team_name));
    let client = Memo::new(move |_| form.client_words());
    let opening = Memo::new(move |_| {
        let hours = desk.read(Bell::Others, |l| {
            let calendar = form.calendar_id().and_then(|id| l.desk().calendar(id));
            calendar.map(|c| (week_words(&c.hours.week), time::place(&c.zone)))
        });
        match hours {
            Some((hours, place)) => {
                say_parts!(
                    "paper.open",
                    team = team.get(),
                    client = client.get(),
                    hours = hours,
                    place = place
                )
            }
            None => say_parts!("paper.open_never", team = team.get(), client = client.get()),
        }
    });
    let service = move || {
        let service = form.service.get();
        (!service.trim().is_empty())
            .then(|| view! { <p>{say!("paper.service", service = service.trim())}</p> })
    };
    let what_they = move || match form.whom.with(|w| w == "all") {
        true => say!("paper.what_all").to_owned(),
        false => say!("paper.what_they", client = client.get()),
    };
    let warn =
        Memo::new(move |_| form.warn.with(|w| w.trim().parse::<u8>().ok()).filter(|n| (1..100).contains(n)));
    view! {
        <article class="paper" aria-label=say!("paper.label")>
            <div class="row"><span class="muted small">{say!("paper.both")}</span><span class="tag push">{move || status.get()}</span></div>
            <h2>{move || say!("paper.heading", client = client.get())}</h2>
            <p>{move || marked(opening.get())}</p>
            {service}
            {move || expects(written, &client.get())}
            {move || written.with(|w| promises(&w.terms))}
            {move || written.with(|w| counting::sentences(&w.terms.counting, &team.get())).into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
            {move || written.with(|w| pilot_sentence(&w.terms.counting)).map(|text| view! { <p><b>{text}</b></p> })}
            <h3>{move || say!("paper.what_we", team = team.get())}</h3>
            {move || written.with(|w| duties(&w.terms, Side::Provider))}
            <h3>{what_they}</h3>
            {move || written.with(|w| duties(&w.terms, Side::Client))}
            <h3>{say!("paper.still")}</h3>
            <p>{move || written.with(|w| still(&w.terms, &team.get(), &client.get()))}</p>
            <h3>{say!("paper.know")}</h3>
            <p>{move || if written.with(|w| w.terms.ack_counts) { say!("paper.ack") } else { say!("paper.no_ack") }}
                {move || warn.get().map(|n| [" ", &say!("paper.warn", percent = n)].concat())}</p>
            <p>{say!("paper.counted")}</p>
            {move || written.with(|w| beside(desk, w, &team.get(), &client.get()))}
            {move || written.with(|w| w.terms.review).map(|on| {
                let date = time::date(on.and_time(chrono::NaiveTime::MIN), DateStyle::DayYear);
                view! { <p>{say!("paper.review", date = date)}</p> }
            })}
            <div class="signs">
                <div class="sign"><b>{move || say!("paper.sign", name = team.get())}</b><p>{move || signed(accepted, Side::Provider)}</p></div>
                <div class="sign"><b>{move || say!("paper.sign", name = client.get())}</b><p>{move || signed(accepted, Side::Client)}</p></div>
            </div>
        </article>
    }
}

/// Who has signed for a side, or the place to sign.
fn signed(accepted: Memo<Option<[Option<Acceptance>; 2]>>, side: Side) -> String {
    let found = accepted.with(|both| both.as_ref()?.get(side as usize)?.as_ref().map(accepted_words));
    found.unwrap_or_else(|| say!("paper.sign_text").to_owned())
}

/// What is agreed beside the targets.
fn beside(desk: Desk, written: &Written, team: &str, client: &str) -> Option<AnyView> {
    if !any(written) {
        return None;
    }
    let support = desk.read(Bell::Others, |l| {
        let calendar = l.desk().calendar(written.terms.support?)?;
        Some([&week_words(&calendar.hours.week), ", ", &time::place(&calendar.zone)].concat())
    });
    let lines = sentences(&written.terms, team, client, support);
    let lines = lines.into_iter().map(|text| view! { <li>{text}</li> });
    Some(view! { <h3>{say!("paper.beside")}</h3><ul>{lines.collect_view()}</ul> }.into_any())
}

/// What the client has said it expects.
fn expects(written: Memo<Written>, client: &str) -> Option<AnyView> {
    let text = written.with(|w| w.terms.expects.to_string());
    (!text.is_empty()).then(|| {
        view! { <h3>{say!("paper.expects", client = client)}</h3><blockquote>{text}</blockquote><h3>{say!("paper.offer")}</h3> }.into_any()
    })
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
        let word = say_dyn!("priority.", priority.code());
        let of = |clock| terms.target(clock, *priority).filter(|t| t.check().is_ok()).map(target_words);
        let replies = terms.counting.update_by == UpdateBy::Reply;
        let news = of(ClockKind::Update).map(|every| match replies {
            true => say_parts!("paper.reply", every = every),
            false => say_parts!("paper.update", every = every),
        });
        let decided = of(ClockKind::Decision).map(|within| say_parts!("paper.decision", within = within));
        let promised = match (of(ClockKind::FirstResponse), of(ClockKind::Resolution)) {
            (Some(response), Some(done)) => {
                Some(say_parts!("paper.both_targets", priority = word, response = response, done = done))
            }
            (Some(response), None) => {
                Some(say_parts!("paper.response_only", priority = word, response = response))
            }
            (None, Some(done)) => Some(say_parts!("paper.done_only", priority = word, done = done)),
            (None, None) if news.is_some() || decided.is_some() => {
                Some(say_parts!("paper.update_only", priority = word))
            }
            (None, None) => None,
        };
        promised.map(|mut parts| {
            for more in [decided, news].into_iter().flatten() {
                parts.push(Part::Plain(" ".to_owned()));
                parts.extend(more);
            }
            parts
        })
    };
    let all: Vec<_> = Priority::ALL.iter().map(sentence).collect();
    let effort = match (all.iter().all(Option::is_none), all.iter().all(Option::is_some)) {
        (true, _) => Some(say!("paper.no_targets")),
        (_, true) => None,
        _ => Some(say!("paper.best_effort")),
    };
    view! {
        {all.into_iter().flatten().map(|parts| view! { <p>{marked(parts)}</p> }).collect_view()}
        {effort.map(|text| view! { <p>{text}</p> })}
    }
}

fn duties(terms: &Version, side: Side) -> impl IntoView + use<> {
    let line = |duty: &Duty| {
        let text = duty.text.to_string();
        match duty.owner.as_ref() {
            Some(owner) => view! { <li>{text}" "<span class="muted small">"("{owner.to_string()}")"</span></li> }.into_any(),
            None => view! { <li><mark class="is-warn">{text}</mark>" "<span class="muted small">"("{say!("paper.nobody")}")"</span></li> }.into_any(),
        }
    };
    let lines: Vec<_> = terms.duties.values().filter(|d| d.side == side).map(line).collect();
    if lines.is_empty() {
        view! { <p class="muted">{say!("paper.no_duty")}</p> }.into_any()
    } else {
        view! { <ul>{lines}</ul> }.into_any()
    }
}

fn wait(reason: PauseReason, client: &str) -> String {
    match reason {
        PauseReason::Client => say!("paper.wait_client", client = client),
        PauseReason::OtherTeam => say!("paper.wait_team").to_owned(),
        PauseReason::Supplier => say!("paper.wait_supplier").to_owned(),
        PauseReason::Other => say!("paper.wait_other").to_owned(),
    }
}

fn still(terms: &Version, team: &str, client: &str) -> String {
    let (stop, go): (Vec<PauseReason>, Vec<PauseReason>) =
        PauseReason::ALL.iter().partition(|r| terms.pauses_on.contains(r));
    let words = |reasons: Vec<PauseReason>| {
        locale().list(&reasons.into_iter().map(|r| wait(r, client)).collect::<Vec<_>>())
    };
    if stop.is_empty() {
        return say!("paper.still_never", team = team);
    }
    let mut text = say!("paper.still_some", team = team, reasons = words(stop));
    let news = terms.targets.iter().any(|((clock, _), t)| *clock == ClockKind::Update && t.pauses);
    if news {
        text.push(' ');
        text.push_str(say!("paper.still_news"));
    }
    if !go.is_empty() {
        text.push(' ');
        text.push_str(&say!("paper.still_not", team = team, reasons = words(go)));
    }
    text
}

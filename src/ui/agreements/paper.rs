//! The agreement as both sides read it, written anew with every keystroke.

use super::counter::Told;
use super::counting::{self, pilot_sentence};
use super::gap::gap_lines;
use super::more::{any, sentences};
use super::threshold;
use super::week::{spans_words, week_words};
use super::{strong, target_words, team_name};
use crate::domain::agreement::{Duty, Side, Status, Version};
use crate::domain::calendar::{Hours, Special};
use crate::domain::clock::ClockKind;
use crate::domain::counting::UpdateBy;
use crate::domain::ident::CalendarId;
use crate::domain::offices::{Office, offices};
use crate::domain::request::{PauseReason, Priority};
use crate::domain::workspace::Workspace;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::clock::what;
use crate::words::{DateStyle, Part, locale, say, say_dyn, say_parts, time};
use chrono::NaiveDate;
use leptos::prelude::*;

/// What stands on the page.
#[derive(Clone, PartialEq, Default)]
pub struct Sheet {
    /// The terms, with the reason of the version.
    pub terms: Version,
    /// Whom they deliver to, in words.
    pub client: String,
    /// For which service; empty for every one.
    pub service: String,
    /// The number of the version.
    pub version: u32,
    /// Where it is in its life, in words.
    pub status: String,
    /// Since or from when it is in force, in words.
    pub dates: String,
    /// What the client would have instead, and what came of it.
    pub counters: Vec<Told>,
    /// Who wrote it, in words; empty where that is not known.
    pub authors: String,
    /// The number of its text; empty where it is not kept yet.
    pub code: String,
    /// Nothing of it is agreed yet: it is a draft, or proposed.
    pub open: Option<Status>,
    /// Who has accepted these very terms, and what has changed since: the team, the client.
    pub signed: [Option<String>; 2],
    /// On which day both sides look at it again.
    pub review: Option<NaiveDate>,
}

/// The text of the agreement.
#[component]
pub fn Paper(#[prop(into)] sheet: Signal<Sheet>) -> impl IntoView {
    let desk = use_desk();
    let team = Memo::new(move |_| desk.read(Bell::Others, team_name));
    let client = Memo::new(move |_| sheet.with(|s| s.client.clone()));
    let terms = Memo::new(move |_| sheet.with(|s| s.terms.clone()));
    let calendar = Memo::new(move |_| terms.with(|t| t.calendar));
    let opening = Memo::new(move |_| {
        let (offices, hours) = desk.read(Bell::Others, |l| {
            let known = calendar.get().and_then(|id| Some((id, l.desk().calendar(id)?)));
            let hours = known.map(|(_, c)| (week_words(&c.hours.week), time::place(&c.zone)));
            (known.and_then(|(id, _)| offices_words(l.desk(), id)), hours)
        });
        match hours {
            Some(_) if offices.is_some() => say_parts!(
                "paper.open_offices",
                team = team.get(),
                client = client.get(),
                offices = offices.unwrap_or_default()
            ),
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
    let days =
        Memo::new(move |_| desk.read(Bell::Others, |l| special_days(l, calendar.get()?)).unwrap_or_default());
    let service = move || {
        let service = sheet.with(|s| s.service.trim().to_owned());
        (!service.is_empty()).then(|| view! { <p>{say!("paper.service", service = service)}</p> })
    };
    let what_they = move || match terms.with(|t| t.scope.clients.is_empty()) {
        true => say!("paper.what_all").to_owned(),
        false => say!("paper.what_they", client = client.get()),
    };
    let warn = Memo::new(move |_| {
        let first = terms.with(|t| t.targets.values().next().map(|t| t.warn));
        first.and_then(threshold::warning_words)
    });
    let sign = move |side: Side| {
        let signed = sheet.with(|s| s.signed.get(side as usize).cloned().flatten());
        signed.unwrap_or_else(|| say!("paper.sign_text").to_owned())
    };
    view! {
        <article class="paper" aria-label=say!("paper.label")>
            <div class="row"><span class="muted small">{say!("paper.both")}</span><span class="tag push">{move || sheet.with(|s| s.status.clone())}</span></div>
            <h2>{move || say!("paper.heading", client = client.get())}</h2>
            {move || sheet.with(head)}
            <p>{move || marked(opening.get())}</p>
            {move || days.get().into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
            {service}
            {move || terms.with(|t| expects(t, &client.get()))}
            {move || terms.with(promises)}
            {move || terms.with(|t| counting::sentences(&t.counting, &team.get())).into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
            {move || terms.with(|t| pilot_sentence(&t.counting)).map(|text| view! { <p><b>{text}</b></p> })}
            {move || terms.with(apart)}
            {move || sheet.with(counters)}
            {move || terms.with(excludes)}
            <h3>{move || say!("paper.what_we", team = team.get())}</h3>
            {move || terms.with(|t| duties(t, Side::Provider))}
            <h3>{what_they}</h3>
            {move || terms.with(|t| duties(t, Side::Client))}
            {move || terms.with(|t| t.counting.answers).map(|within| view! { <p>{say!("paper.answers", within = target_words(&within))}</p> })}
            <h3>{say!("paper.still")}</h3>
            <p>{move || terms.with(|t| still(t, &team.get(), &client.get()))}</p>
            <h3>{say!("paper.know")}</h3>
            <p>{move || if terms.with(|t| t.ack_counts) { say!("paper.ack") } else { say!("paper.no_ack") }}
                {move || warn.get().map(|text| [" ", &text].concat())}</p>
            <p>{say!("paper.counted")}</p>
            {move || terms.with(|t| beside(desk, t, &team.get(), &client.get()))}
            {move || sheet.with(|s| s.review).map(|on| view! { <p>{say!("paper.review", date = date_words(on, DateStyle::DayYear))}</p> })}
            <div class="signs">
                <div class="sign"><b>{move || say!("paper.sign", name = team.get())}</b><p>{move || sign(Side::Provider)}</p></div>
                <div class="sign"><b>{move || say!("paper.sign", name = client.get())}</b><p>{move || sign(Side::Client)}</p></div>
            </div>
        </article>
    }
}

fn date_words(date: NaiveDate, style: DateStyle) -> String {
    time::date(date.and_time(chrono::NaiveTime::MIN), style)
}

/// Which version it is, whether anything of it is agreed, and why it was made.
fn head(sheet: &Sheet) -> impl IntoView + use<> {
    let version = say!(
        "paper.version",
        n = sheet.version,
        status = sheet.status.as_str(),
        dates = sheet.dates.as_str()
    );
    let open = sheet.open.map(|status| match status {
        Status::Proposed => say!("paper.is_proposed"),
        _ => say!("paper.is_draft"),
    });
    let reason = sheet.terms.reason.to_string();
    let authors = (!sheet.authors.is_empty()).then(|| say!("paper.authors", names = sheet.authors.as_str()));
    let code = (!sheet.code.is_empty()).then(|| say!("paper.code", code = sheet.code.as_str()));
    view! {
        <p>{version}</p>
        {open.map(|text| view! { <p><b>{text}</b></p> })}
        {(!reason.is_empty()).then(|| view! { <p>{say!("paper.reason", reason = reason)}</p> })}
        {authors.map(|text| view! { <p>{text}</p> })}
        {code.map(|text| view! { <p>{text}</p> })}
    }
}

/// The days of the coming year that are not as the week says, with those taken from other hours: closed ones, and those
/// with hours of their own.
fn special_days(ledger: &Ledger, calendar: CalendarId) -> Option<Vec<String>> {
    let compiled = ledger.book().get(calendar)?;
    let today = compiled.zone.to_local(ledger.now()).date();
    let (closed, own) = special_lists(compiled.hours(), today);
    let mut out = Vec::new();
    if !closed.is_empty() {
        out.push(say!("paper.closed", days = locale().list(&closed)));
    }
    if !own.is_empty() {
        out.push(say!("paper.own_hours", days = locale().list(&own)));
    }
    for part in compiled.parts.iter().skip(1) {
        let (closed, own) = special_lists(&part.hours, today);
        let name = part.name.as_str();
        if !closed.is_empty() {
            out.push(say!("paper.office_closed", name = name, days = locale().list(&closed)));
        }
        if !own.is_empty() {
            out.push(say!("paper.office_own", name = name, days = locale().list(&own)));
        }
    }
    Some(out)
}

/// The hours of each office in whose hours a calendar is open, its own among them where it has some; none where it is open in
/// its own hours only.
pub fn offices_words(desk: &Workspace, id: CalendarId) -> Option<String> {
    let all = offices(desk, id);
    let open = all.iter().filter(|office| office.hours.week.minutes_a_week() > 0);
    let words = |office: &Office| {
        let (hours, place) = (week_words(&office.hours.week), time::place(&office.zone));
        say!("paper.office", name = office.name.as_str(), hours = hours, place = place)
    };
    let words: Vec<String> = open.map(words).collect();
    (!all.is_empty()).then(|| words.join("; "))
}

/// The days of the coming year that are closed, and those with hours of their own.
fn special_lists(hours: &Hours, today: NaiveDate) -> (Vec<String>, Vec<String>) {
    let (mut closed, mut own) = (Vec::new(), Vec::new());
    for (date, special) in hours.special_days(today, 366) {
        let date = date_words(date, DateStyle::Date);
        match special {
            Special::Closed("") => closed.push(date),
            Special::Closed(name) => closed.push(say!("paper.named_day", date = date, name = name)),
            Special::Own(spans, _) => own.push([&date, " ", &spans_words(spans)].concat()),
        }
    }
    (closed, own)
}

/// What is agreed beside the targets.
fn beside(desk: Desk, terms: &Version, team: &str, client: &str) -> Option<AnyView> {
    if !any(terms) {
        return None;
    }
    let support = desk.read(Bell::Others, |l| {
        let calendar = l.desk().calendar(terms.support?)?;
        let offices = offices_words(l.desk(), terms.support?);
        offices.or_else(|| {
            Some([&week_words(&calendar.hours.week), ", ", &time::place(&calendar.zone)].concat())
        })
    });
    let lines = sentences(terms, team, client, support);
    let lines = lines.into_iter().map(|text| view! { <li>{text}</li> });
    Some(view! { <h3>{say!("paper.beside")}</h3><ul>{lines.collect_view()}</ul> }.into_any())
}

/// What the client has said it expects.
fn expects(terms: &Version, client: &str) -> Option<AnyView> {
    let text = terms.expects.to_string();
    (!text.is_empty()).then(|| {
        view! { <h3>{say!("paper.expects", client = client)}</h3><blockquote>{text}</blockquote><h3>{say!("paper.offer")}</h3> }.into_any()
    })
}

/// How far what is offered is from what is expected. What past work would have met of it changes day by day and belongs to no
/// text that is signed: it stands in the editor alone.
fn apart(terms: &Version) -> Option<AnyView> {
    let lines = gap_lines(terms, &[]);
    let all = || lines.clone().into_iter().map(|parts| view! { <li>{strong(parts)}</li> }).collect_view();
    (!lines.is_empty()).then(|| view! { <h3>{say!("gap.title")}</h3><ul>{all()}</ul> }.into_any())
}

/// What the client would have instead.
fn counters(sheet: &Sheet) -> Option<AnyView> {
    let wish = |told: &Told| {
        let lines = told.lines.clone().into_iter().map(|text| view! { <li>{text}</li> });
        view! { <p>{told.head.clone()}</p><ul>{lines.collect_view()}</ul><p>{told.state.clone()}</p> }
    };
    let all = sheet.counters.iter().map(wish).collect_view();
    let title = say!("counter.title", client = sheet.client.as_str());
    (!sheet.counters.is_empty()).then(|| view! { <h3>{title}</h3>{all} }.into_any())
}

/// What is not included.
fn excludes(terms: &Version) -> Option<AnyView> {
    let lines = terms.excludes.values().map(|text| text.to_string());
    let lines = lines.map(|text| view! { <li>{text}</li> }).collect_view();
    (!terms.excludes.is_empty())
        .then(|| view! { <h3>{say!("paper.excludes")}</h3><ul>{lines}</ul> }.into_any())
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
        let reply = of(ClockKind::Reply).map(|every| say_parts!("paper.reply", every = every));
        let decided = of(ClockKind::Decision).map(|within| say_parts!("paper.decision", within = within));
        let promised = match (of(ClockKind::FirstResponse), of(ClockKind::Resolution)) {
            (Some(response), Some(done)) => {
                Some(say_parts!("paper.both_targets", priority = word, response = response, done = done))
            }
            (Some(response), None) => {
                Some(say_parts!("paper.response_only", priority = word, response = response))
            }
            (None, Some(done)) => Some(say_parts!("paper.done_only", priority = word, done = done)),
            (None, None) if news.is_some() || decided.is_some() || reply.is_some() => {
                Some(say_parts!("paper.update_only", priority = word))
            }
            (None, None) => None,
        };
        promised.map(|mut parts| {
            for more in [decided, news, reply].into_iter().flatten() {
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
    // For which priorities a clock stops and runs on, where it has a target.
    let split = |kind: ClockKind| -> (Vec<Priority>, Vec<Priority>) {
        let promised = terms.targets.iter().filter(|((clock, _), _)| *clock == kind);
        let (stops, runs): (Vec<_>, Vec<_>) = promised.partition(|(_, target)| target.pauses);
        let names = |of: Vec<(&(ClockKind, Priority), _)>| of.into_iter().map(|((_, p), _)| *p).collect();
        (names(stops), names(runs))
    };
    let named = |of: &[Priority]| {
        locale().list(&of.iter().map(|p| say_dyn!("priority.", p.code())).collect::<Vec<_>>())
    };
    let any = terms.targets.values().any(|target| target.pauses);
    if stop.is_empty() || (!any && !terms.targets.is_empty()) {
        return say!("paper.still_never", team = team);
    }
    let (stopped, onward) = split(ClockKind::Resolution);
    let done = !stopped.is_empty() || onward.is_empty();
    let answer = !split(ClockKind::FirstResponse).0.is_empty();
    let yes = |on: bool| if on { "yes" } else { "no" };
    let mut text = say!(
        "paper.still_some",
        done = yes(done),
        answer = yes(answer || !done),
        team = team,
        reasons = words(stop)
    );
    if done && !onward.is_empty() {
        text.push(' ');
        text.push_str(&say!("paper.still_onward", priorities = named(&onward)));
    }
    for kind in [ClockKind::FirstResponse, ClockKind::Decision, ClockKind::Reply] {
        let (stopped, onward) = split(kind);
        if !stopped.is_empty() {
            let which = if onward.is_empty() { "all" } else { "some" };
            text.push(' ');
            let what = what(kind);
            text.push_str(&say!(
                "paper.still_also",
                what = what,
                which = which,
                priorities = named(&stopped)
            ));
        }
    }
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

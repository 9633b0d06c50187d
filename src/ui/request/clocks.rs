//! What has to be known now, the stages, and the two clocks.

use super::delay::DelayDialog;
use super::leading::leads_on;
use super::{client_of, look_now, moment_both, moment_words, shown_zone, strong, way_of};
use crate::browser::focus;
use crate::domain::agreed::{Told, told_by_now};
use crate::domain::clock::{ClockKind, ClockState, End, Reading, RequestState, aggregate};
use crate::domain::derivation::{ahead, entered};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::domain::pausing::longest;
use crate::domain::promised::{Keeping, promised};
use crate::domain::request::{PauseReason, Request, Stage};
use crate::domain::threshold::{Lead, Threshold};
use crate::domain::timebook::Compiled;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::actions::request::press;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::clock::{Bar, Face, what};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::stage_name;
use crate::ui::use_place;
use crate::words::{Part, say_dyn, say_parts, time};
use leptos::prelude::*;

/// What has to be known now: late, tight, declined, ended, waiting for somebody while the clock runs.
#[derive(Clone, PartialEq)]
enum Remark {
    /// It is late, or about to be; with the button that tells the client, where it has no date yet.
    Hurry {
        late: bool,
        words: Vec<Part>,
        tell: Option<String>,
    },
    /// The promise has passed or is near, and the button that goes on from there.
    Promise {
        over: bool,
        words: Vec<Part>,
        tell: String,
    },
    Waits(String),
    /// Something was noted as of later than now.
    Ahead(String),
    Overlong(Vec<Part>),
    Step(Vec<Part>),
    Declined {
        head: String,
        reason: Vec<Part>,
        way: Vec<Part>,
        /// What would make it a yes, and whom to ask instead.
        leads_on: Vec<Vec<Part>>,
    },
    Ended(String),
}

/// How it came to its end, where that is worth words.
fn end(ledger: &Ledger, request: &Request, now: Moment) -> Option<Remark> {
    let zone = shown_zone(ledger);
    let words = |at: Moment| moment_words(&zone, at, now);
    if request.stage == Stage::Declined {
        let refused = request.refused.as_ref()?;
        return Some(Remark::Declined {
            head: say!(
                "request.declined_title",
                at = words(refused.at),
                why = say_dyn!("decline.", refused.category.code())
            ),
            reason: say_parts!("request.declined_reason", text = refused.reason.as_str()),
            way: say_parts!("request.declined_way", text = refused.alternative.as_str()),
            leads_on: leads_on(request),
        });
    }
    let (at, end) = request.ended?;
    match end {
        End::Withdrawn => Some(Remark::Ended(say!("request.ended_withdrawn", at = words(at)))),
        End::Merged => {
            let other = request.merged_into.and_then(|other| ledger.desk().request(other));
            Some(Remark::Ended(match other {
                Some(other) => {
                    say!("request.ended_merged_into", other = other.reference.as_ref(), at = words(at))
                }
                None => say!("request.ended_merged", at = words(at)),
            }))
        }
        End::Declined => None,
    }
}

/// What its clocks ask for.
fn hurry(ledger: &Ledger, request: &Request, now: Moment) -> Option<Remark> {
    let zone = shown_zone(ledger);
    let words = |at: Moment| moment_words(&zone, at, now);
    let clocks = ledger.book().read(ledger.desk(), request, now)?;
    let reading = clocks.pressing();
    let (client, way) = (client_of(ledger, request), way_of(request));
    if reading.pilot && reading.state == ClockState::Breached {
        return None;
    }
    // What is late to be done, or about to be, and has no date yet gets one, with the message that says so.
    let ours = request.is_served() && reading.kind == ClockKind::Resolution && request.promise().is_none();
    let tell = (ours && reading.due.is_some()).then(|| say!("delay.tell", client = client.as_str()));
    let hurry = |late, words| Some(Remark::Hurry { late, words, tell });
    match (reading.state, reading.due) {
        (ClockState::Breached, Some(due)) if reading.stopped.is_none() => {
            hurry(true, say_parts!("request.late_now", at = words(due), client = client, way = way))
        }
        (ClockState::Breached, None) if reading.stopped.is_none() => {
            hurry(true, say_parts!("request.late_bare", client = client, way = way))
        }
        (ClockState::AtRisk, Some(due)) => {
            let target = reading.target.map_or(1, |t| t.0.max(1));
            let percent = reading.elapsed.0.saturating_mul(100) / target;
            let at = words(due);
            hurry(false, say_parts!("request.tight", percent = percent, at = at, client = client, way = way))
        }
        _ => None,
    }
}

/// A promise that has passed, or is near.
fn promise(ledger: &Ledger, request: &Request, now: Moment) -> Option<Remark> {
    let (promise, _) = promised(ledger.desk(), ledger.book(), request, now)?;
    let at = moment_words(&shown_zone(ledger), promise.date, now);
    let (client, way) = (client_of(ledger, request), way_of(request));
    let (over, words) = match promise.keeping {
        Keeping::Over => (true, say_parts!("request.promise_over", at = at, client = client, way = way)),
        Keeping::Near => (false, say_parts!("request.promise_near", at = at, client = client, way = way)),
        Keeping::Ahead => return None,
    };
    Some(Remark::Promise { over, words, tell: say!("delay.open", way = way) })
}

/// Waiting that stops no clock.
fn waits(ledger: &Ledger, request: &Request, now: Moment) -> Option<Remark> {
    let wait = request.waiting()?;
    let clocks = ledger.book().read(ledger.desk(), request, now)?;
    if clocks.all().iter().any(|reading| reading.state == ClockState::Paused) {
        return None;
    }
    let at = moment_words(&shown_zone(ledger), wait.from, now);
    Some(Remark::Waits(say!("request.waiting_runs", what = say_dyn!("pause.", wait.reason.code()), at = at)))
}

/// A wait that is longer than agreed.
fn overlong(ledger: &Ledger, request: &Request, now: Moment) -> Option<Remark> {
    let version = ledger.desk().version_of(request)?;
    let compiled = ledger.book().get(version.calendar?)?;
    let (since, _) = longest(request, version, &compiled.open).filter(|(_, over)| *over <= now)?;
    let from = moment_words(&shown_zone(ledger), since, now);
    let most = version.counting.longest_pause.as_ref()?;
    let most = match most.working_days() {
        Some(n) => say!("why.days", n = n),
        None => time::length(most.amount, None, time::Round::Down),
    };
    let who = match request.waiting()?.reason {
        PauseReason::Client => client_of(ledger, request),
        _ => say!("request.those").to_owned(),
    };
    Some(Remark::Overlong(say_parts!("request.overlong", from = from, most = most, who = who)))
}

/// Who is told by now, as the agreement has it: of each clock one at most.
fn steps(ledger: &Ledger, request: &Request, now: Moment) -> Vec<Remark> {
    let Some(version) = ledger.desk().version_of(request).filter(|version| !version.ladder.is_empty()) else {
        return Vec::new();
    };
    let clocks = ledger.book().read(ledger.desk(), request, now);
    let told = clocks.map(|clocks| told_by_now(&version.ladder, &clocks)).unwrap_or_default();
    told.into_iter().map(|told| Remark::Step(step_words(told))).collect()
}

fn step_words(told: Told<'_>) -> Vec<Part> {
    let (who, what) = (told.who.as_str(), what(told.clock));
    let length = |lead| match lead {
        Lead::Days(days) => say!("why.days", n = days),
        Lead::Time(span) => time::length(span, None, time::Round::Down),
    };
    match (told.clock, told.step) {
        (ClockKind::Resolution, Threshold::Share(percent)) => {
            say_parts!("request.step", who = who, percent = percent)
        }
        (ClockKind::Resolution, Threshold::Before(lead)) => {
            say_parts!("request.step_before", who = who, length = length(lead))
        }
        (ClockKind::Resolution, Threshold::After(lead)) => {
            say_parts!("request.step_after", who = who, length = length(lead))
        }
        (_, Threshold::Share(percent)) => {
            say_parts!("request.step_of", who = who, percent = percent, what = what)
        }
        (_, Threshold::Before(lead)) => {
            say_parts!("request.step_of_before", who = who, length = length(lead), what = what)
        }
        (_, Threshold::After(lead)) => {
            say_parts!("request.step_of_after", who = who, length = length(lead), what = what)
        }
    }
}

/// What was noted by a clock that is wrong.
fn noted_ahead(ledger: &Ledger, id: RequestId, now: Moment) -> Option<Remark> {
    let (desk, subject) = (ledger.desk(), Subject::Request(id));
    let at = ahead(desk.log(subject), &desk.revoked(subject), now)?;
    Some(Remark::Ahead(say!("request.ahead", at = moment_words(&shown_zone(ledger), at, now))))
}

fn remarks(ledger: &Ledger, id: RequestId, request: &Request, now: Moment) -> Vec<Remark> {
    let all = [end, promise, hurry, overlong].map(|find| find(ledger, request, now));
    let told = steps(ledger, request, now);
    let all = all.into_iter().flatten().chain(told).chain(waits(ledger, request, now));
    all.chain(noted_ahead(ledger, id, now)).collect()
}

/// What has to be known now, with the way on.
#[component]
pub fn Remarks(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let all = Memo::new(move |_| {
        look_now(desk, now, id, |ledger, request, now| remarks(ledger, id, request, now)).unwrap_or_default()
    });
    let place = use_place();
    let take_up = move |_| press("to.deciding", desk, place);
    let delay = RwSignal::new(false);
    let all_of_them = move || {
        let one = |remark| {
            match remark {
            Remark::Promise { over, words, tell } => {
                let (class, icon) = if over { ("note note-late", "flag") } else { ("note note-risk", "flag") };
                view! {
                    <div class=class><Icon name=icon/><p class="grow">{strong(words)}</p>
                        <div class="actions"><button class="btn" type="button" on:click=move |_| delay.set(true)>{tell}</button></div></div>
                }.into_any()
            }
            Remark::Hurry { late, words, tell } => {
                let (class, icon) = if late { ("note note-late", "late") } else { ("note note-risk", "risk") };
                view! {
                    <div class=class><Icon name=icon/><p class="grow">{strong(words)}</p>
                        {tell.map(|tell| view! {
                            <div class="actions"><button class="btn" type="button" on:click=move |_| delay.set(true)>{tell}</button></div>
                        })}</div>
                }.into_any()
            }
            Remark::Overlong(words) => view! {
                <div class="note note-risk"><Icon name="pause"/><p class="grow">{strong(words)}</p></div>
            }.into_any(),
            Remark::Waits(words) | Remark::Ahead(words) => view! { <div class="note"><Icon name="info"/><p class="grow">{words}</p></div> }.into_any(),
            Remark::Step(words) => view! { <div class="note"><Icon name="user"/><p class="grow">{strong(words)}</p></div> }.into_any(),
            Remark::Ended(words) => view! { <div class="note"><Icon name="no"/><p class="grow">{words}</p></div> }.into_any(),
            Remark::Declined { head, reason, way, leads_on } => view! {
                <div class="note">
                    <Icon name="no"/>
                    <div class="grow"><p><b>{head}</b></p><p class="prose-text">{strong(reason)}</p><p class="prose-text">{strong(way)}</p>
                        {leads_on.into_iter().map(|words| view! { <p class="prose-text">{strong(words)}</p> }).collect_view()}</div>
                    <div class="actions"><button class="btn" type="button" on:click=take_up>{say!("request.take_up")}</button></div>
                </div>
            }.into_any(),
        }
        };
        all.get().into_iter().map(one).collect_view()
    };
    view! {
        {all_of_them}
        {move || delay.get().then(|| view! { <DelayDialog id=id close=Callback::new(move |done| {
            delay.set(false);
            // Once it is told, what led here is gone.
            if done {
                focus::focus_soon("sheet-title");
            }
        })/> })}
    }
}

/// The stages with the moments at which they were entered.
#[component]
pub fn Steps(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let steps = Memo::new(move |_| {
        look_now(desk, now, id, |ledger, request, now| {
            let subject = Subject::Request(id);
            let known = entered(ledger.desk().log(subject), &ledger.desk().revoked(subject));
            let zone = shown_zone(ledger);
            let declined = request.stage == Stage::Declined;
            let shown = Stage::ALL.iter().filter(|stage| match stage {
                Stage::Closed | Stage::Declined => **stage == request.stage,
                // The way of a declined request ends here: what it never came to is left out.
                _ => !declined || known.iter().any(|(s, _)| s == *stage),
            });
            shown
                .map(|stage| {
                    let at =
                        known.iter().find(|(s, _)| s == stage).map(|(_, at)| moment_words(&zone, *at, now));
                    let here = *stage == request.stage;
                    let when = match at {
                        Some(at) if here => say!("request.since", at = at),
                        other => other.unwrap_or_default(),
                    };
                    let behind = !here && stage < &request.stage && !when.is_empty();
                    (stage_name(ledger, *stage), here, behind, when)
                })
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    view! {
        <ol class="steps" aria-label=say!("request.steps")>
            {move || steps.get().into_iter().map(|(stage, here, behind, when)| {
                view! {
                    <li class:is-done=behind aria-current=here.then_some("step")>
                        <b>{stage}</b>{when}
                    </li>
                }
            }).collect_view()}
        </ol>
    }
}

/// One clock, in words.
#[derive(Clone, PartialEq)]
struct Dial {
    kind: ClockKind,
    face: Face,
    used: String,
    due: String,
}

#[derive(Clone, PartialEq)]
enum Dials {
    /// First response and done always, the next update where one is promised; and, once none can change any more, how
    /// many of them were kept.
    All(Vec<Dial>, Option<String>),
    NoAgreement,
    /// Another team delivers it, of this name.
    Theirs(String),
    Unreadable,
}

fn dial(ledger: &Ledger, reading: &Reading, compiled: &Compiled, now: Moment) -> Dial {
    let face = Face::of(reading, compiled, now, ledger.desk().team().zone.as_deref());
    let zone = &compiled.zone;
    let long = |span: Span| time::length(span, None, time::Round::Down);
    let used = reading
        .target
        .map(|target| say!("request.used", used = long(reading.elapsed), target = long(target)))
        .unwrap_or_default();
    let due = match (reading.paused_since, reading.due) {
        (Some(since), _) => {
            let left = time::span_left(reading.remaining, None);
            say!("request.paused_left", at = moment_words(zone, since, now), left = left)
        }
        (None, Some(due)) if reading.stopped.is_none() => {
            say!("request.due", at = moment_both(ledger, zone, due, now))
        }
        _ => String::new(),
    };
    Dial { kind: reading.kind, face, used, due }
}

/// How the clocks of a request stand together, where there are several and each has its verdict.
fn together(readings: impl Iterator<Item = Reading>) -> Option<String> {
    let readings: Vec<Reading> = readings.collect();
    let of = |state| readings.iter().filter(|reading| reading.state == state).count();
    let (met, n) = (of(ClockState::Met), of(ClockState::Met) + of(ClockState::Breached));
    let kept = match aggregate(&readings) {
        RequestState::Met => "all",
        RequestState::PartlyMet => "some",
        RequestState::Breached => "none",
        RequestState::Pending | RequestState::None => return None,
    };
    let several = n > 1 && !readings.iter().any(|reading| reading.pilot);
    several.then(|| say!("request.together", kept = kept, met = met, n = n))
}

fn dials(ledger: &Ledger, request: &Request, now: Moment) -> Dials {
    match (request.pin(), ledger.book().read(ledger.desk(), request, now)) {
        (_, Some(clocks)) => {
            let usual = [ClockKind::FirstResponse, ClockKind::Resolution];
            let shown = |r: &&Reading| usual.contains(&r.kind) || r.target.is_some();
            let all = clocks.all().into_iter().filter(shown);
            let all = all.map(|reading| dial(ledger, reading, clocks.compiled, now)).collect();
            Dials::All(all, together(clocks.all().into_iter().copied()))
        }
        (Some(_), None) => Dials::Unreadable,
        _ if !request.is_served() => Dials::Theirs(client_of(ledger, request)),
        _ => Dials::NoAgreement,
    }
}

/// The clocks.
#[component]
pub fn Clocks(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let dials = Memo::new(move |_| look_now(desk, now, id, dials).unwrap_or(Dials::NoAgreement));
    view! {
        <section aria-labelledby="clocks">
            <h3 class="sr" id="clocks">{say!("request.clocks")}</h3>
            {move || match dials.get() {
                Dials::All(all, together) => {
                    let three = all.len() == 3;
                    let cells = all.into_iter().map(|dial| {
                        let main = dial.kind == ClockKind::Resolution;
                        cell(dial, main)
                    });
                    view! { <div class="clocks clocks-2" class:clocks-3=three>{cells.collect_view()}</div>{together.map(|words| view! { <p class="small soft">{words}</p> })} }.into_any()
                }
                Dials::Unreadable => view! { <p class="note"><Icon name="info"/><span>{say!("request.unreadable")}</span></p> }.into_any(),
                Dials::Theirs(who) => view! { <p class="note"><Icon name="info"/><span>{say!("request.theirs_no_clock", client = who)}</span></p> }.into_any(),
                Dials::NoAgreement => view! {
                    <div class="note">
                        <Icon name="info"/><p class="grow">{say!("request.no_clock")}</p>
                        <div class="actions"><a class="btn" href=Route::Agreements.href()>{say!("request.no_clock_way")}</a></div>
                    </div>
                }.into_any(),
            }}
        </section>
    }
}

fn cell(dial: Dial, main: bool) -> impl IntoView {
    let face = dial.face;
    let live = matches!(face.state, "run" | "risk" | "late" | "over" | "paused" | "shut");
    let tone = match face.state {
        "risk" => "risk",
        "late" | "breached" => "late",
        "paused" => "paused",
        "shut" => "shut",
        "met" => "ok",
        _ => "",
    };
    let word = face.word();
    let (head, below) = if live { (face.left.clone(), Some(word)) } else { (word, None) };
    view! {
        <div class:clock-main=main>
            <h4>{face.what}</h4>
            <p class=tone><b class="row" class:big=main><Icon name=face.icon()/><span>{head}</span></b></p>
            {live.then(|| view! { <Bar state=face.state used=face.used warn=face.warn/> })}
            <p class="small soft">
                {below.map(|word| view! { <b class=tone>{word}". "</b> })}
                {dial.due}{(live && face.state == "shut").then(|| [". ", &face.note].concat())}
            </p>
            <p class="small soft">{dial.used}</p>
        </div>
    }
}

//! A request as a card: for whom, what, how long, promised when, how grave, who. Its title is the link to
//! the request, and the handle for moving it by the keys.

use super::lift;
use super::order::{card_id, reference, use_board};
use super::pick;
use crate::domain::agreed::told_by_now;
use crate::domain::answered::awaited;
use crate::domain::bump::untold;
use crate::domain::care::answered_since;
use crate::domain::clock::{ClockKind, ClockState};
use crate::domain::columns::Hue;
use crate::domain::ident::{ClientId, RequestId, Subject};
use crate::domain::moment::Moment;
use crate::domain::promised::{Keeping, promised};
use crate::domain::request::{Direction, Effect, Outcome, Priority, Request, Stage};
use crate::domain::text::{Name, Title};
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::clock::{ClockLine, Face, for_reader};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::way::Way;
use crate::words::{Part, say_dyn, say_parts, time};
use leptos::prelude::*;

/// What a card shows, but its clock and its promise in words.
#[derive(Clone, PartialEq)]
struct Facts {
    reference: String,
    title: String,
    client: Option<ClientId>,
    direction: Direction,
    priority: Priority,
    effect: Option<Effect>,
    owner: Option<String>,
    labels: Vec<Name>,
    stage: Stage,
    measured: bool,
    /// What was said at the end: the alternative, or how it was closed.
    end: Option<String>,
    /// Blocked, escalated, asked for news: the class, the icon, the words.
    marks: Vec<Mark>,
}

/// A mark besides the clock.
type Mark = (&'static str, &'static str, String);

/// What stands out besides the clock.
fn marks(request: &Request) -> Vec<Mark> {
    let mut out = Vec::new();
    if request.archived {
        out.push(("tag", "doc", say!("card.archived").to_owned()));
    }
    let bumped = untold(request).len();
    if bumped > 0 {
        out.push(("tag tag-risk", "up2", say!("card.bumped", n = bumped)));
    }
    if answered_since(request).is_some() {
        out.push(("tag tag-risk", "play", say!("card.back").to_owned()));
    }
    if let Some(by) = request.triage.look(|a| a.pressed.clone()) {
        out.push(("tag", "up2", say!("triage.pressed_tag", by = by.as_str())));
    }
    let Some(kept) = request.care.kept() else { return out };
    if let Some(block) = &kept.blocked {
        out.push(("tag tag-risk", "no", say!("card.blocked", step = block.step.as_str())));
    }
    if let Some(one) = kept.escalation() {
        out.push(("tag tag-risk", "up2", say!("card.escalated", to = one.to.as_str())));
    }
    if kept.chased_since_news > 0 && !request.stage.is_finished() {
        out.push(("tag tag-late", "help", say!("card.chased", n = kept.chased_since_news)));
    }
    let (met, all) = kept.points();
    if all > 0 {
        out.push(("tag", "check", say!("card.points", met = met, all = all)));
    }
    out
}

impl Facts {
    /// `now` is asked for only where something depends on it.
    fn of(request: &Request, judged: bool, now: impl Fn() -> Moment) -> Facts {
        let refused = request.refused.as_ref().filter(|_| request.stage == Stage::Declined);
        let end = match (refused, request.outcome()) {
            // A history that was brought in knows of no other way.
            (Some(refused), _) if refused.alternative.is_empty() => None,
            (Some(refused), _) => Some(say!("card.instead", what = refused.alternative.as_str())),
            (_, Some(outcome)) if outcome != Outcome::Done => Some(say_dyn!("outcome.", outcome.code())),
            _ => request.triage.deferral().map(|d| match request.triage.is_put_off(now()) {
                true => say!("card.put_off", why = d.reason.as_str()),
                false => say!("card.put_off_over").to_owned(),
            }),
        };
        Facts {
            reference: request.reference.to_string(),
            title: request.title.as_ref().map_or(say!("card.no_title"), Title::as_str).to_owned(),
            client: request.client,
            direction: request.direction,
            priority: request.priority,
            effect: request.effect.filter(|_| judged),
            owner: request.owner.as_ref().map(Name::to_string),
            labels: request.labels.iter().cloned().collect(),
            stage: request.stage,
            measured: request.pin().is_some() || !request.is_served(),
            end,
            marks: marks(request),
        }
    }
}

/// A card; nothing where the request is gone.
#[component]
pub fn Card(
    /// Which request.
    id: RequestId,
    /// Its place in its lane, from 1, and the lane's length, where not all cards are in the page.
    place: Memo<Option<(usize, usize)>>,
) -> impl IntoView {
    let (board, desk, now) = (use_board(), use_desk(), use_now());
    let facts = Memo::new(move |_| {
        let judged = board.judged.get();
        desk.request(id, |request| Facts::of(request, judged, || now.get()))
    });
    let face = Memo::new(move |_| {
        desk.listen(Bell::Others);
        face_of(desk, id, now.get())
    });
    let reminders = Memo::new(move |_| {
        desk.listen(Bell::Others);
        reminders(desk, id, now.get())
    });
    let on = Memo::new(move |_| board.picked.with(|picked| picked.contains(&id)));
    let held = Memo::new(move |_| board.held.get().filter(|held| held.id == id).map(|held| held.by_keys));
    let class = move || {
        let finished = facts.with(|f| f.as_ref().is_some_and(|f| f.stage.is_finished()));
        class_of(face.with(|f| f.state), on.get(), finished, held.get())
    };
    view! {
        <li class=class data-id=id.to_string() aria-setsize=move || place.get().map(|p| p.1)
            aria-posinset=move || place.get().map(|p| p.0)
            on:click=move |ev| pick::on_click(&ev, board, id)>
            <Head id=id facts=facts on=on/>
            <h3>
                <a class="card-title" id=card_id(id) href=Route::Request(id).href() draggable="false"
                    aria-describedby="card-keys"
                    on:keydown=move |ev| lift::on_key(&ev, board, desk, id)
                    // A card that is taken away with the focus on it is left too, when its signals are gone.
                    on:blur=move |_| if held.try_get_untracked().flatten() == Some(true) { board.put_back(desk) }>
                    {move || facts.with(|f| f.as_ref().map(|f| f.title.clone()))}
                </a>
            </h3>
            <Clock facts=facts face=face/>
            <Promise id=id/>
            <Meta facts=facts reminders=reminders/>
        </li>
    }
}

/// The classes of a card. In one text: each would be a watcher of its own on every card.
fn class_of(state: &str, on: bool, finished: bool, held: Option<bool>) -> String {
    let state = match state {
        "late" => " card-late",
        "risk" => " card-risk",
        "paused" => " card-paused",
        _ => "",
    };
    let held = match held {
        Some(true) => " card-lifted",
        Some(false) => " card-left",
        None => "",
    };
    let word = |there: bool, word: &'static str| if there { word } else { "" };
    ["card", state, word(on, " is-on"), word(finished, " card-closed"), held].concat()
}

#[component]
fn Head(id: RequestId, facts: Memo<Option<Facts>>, on: Memo<bool>) -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let client = Signal::derive(move || facts.with(|f| f.as_ref().and_then(|f| f.client)));
    let direction =
        Signal::derive(move || facts.with(|f| f.as_ref().map_or(Direction::WeServe, |f| f.direction)));
    view! {
        <p class="card-head">
            <pick::Mark id=id on=on/>
            <Way client=client direction=direction/>
            <button class="icon-btn" type="button" aria-haspopup="dialog"
                aria-label=move || { facts.track(); say!("card.move", name = reference(desk, id)) }
                on:click=move |_| board.moving.set(Some(id))>
                <Icon name="more"/>
            </button>
        </p>
    }
}

/// The clock that presses; for a request nobody has agreed on, that none runs, and the way to change that.
#[component]
fn Clock(facts: Memo<Option<Facts>>, face: Memo<Face>) -> impl IntoView {
    let measured = Memo::new(move |_| facts.with(|f| f.as_ref().is_none_or(|f| f.measured)));
    let finished = Memo::new(move |_| facts.with(|f| f.as_ref().is_some_and(|f| f.stage.is_finished())));
    let end = Memo::new(move |_| facts.with(|f| f.as_ref().and_then(|f| f.end.clone())));
    view! {
        {move || match (measured.get(), finished.get()) {
            (true, _) => view! { <ClockLine face=face/> }.into_any(),
            (false, true) => ().into_any(),
            (false, false) => view! {
                <p class="clock-note">
                    {super::strong(say_parts!("card.no_agreement"))}" "
                    <a class="card-link" href=Route::NewAgreement.href()>{say!("card.agree")}</a>
                </p>
            }
            .into_any(),
        }}
        {move || end.get().map(|text| view! { <p class="clock-note">{text}</p> })}
    }
}

/// The clock that presses, for a card.
pub fn face_of(desk: Desk, id: RequestId, now: Moment) -> Face {
    desk.read(Bell::Record(Subject::Request(id)), |ledger| {
        let request = ledger.desk().request(id)?;
        let clocks = ledger.book().read(ledger.desk(), request, now)?;
        let (pressing, by_hand) = clocks.next();
        let home = ledger.desk().team().zone.as_deref();
        let mut face = Face::of(pressing, clocks.compiled, now, home);
        let due = pressing.due.filter(|_| !face.due.is_empty());
        if let Some(both) = due.and_then(|at| for_reader(ledger, &clocks.compiled.zone, at, now)) {
            face.due = say!("clock.due", at = both);
        }
        // Which clock it is, is said only where it is not the one that everybody means.
        if by_hand {
            face.what = say!("clock.hand_over");
        } else if pressing.kind == ClockKind::Resolution || matches!(pressing.state, ClockState::Cancelled(_))
        {
            face.what = "";
        }
        Some(face)
    })
    .unwrap_or_else(Face::none)
}

/// What asks for attention besides the clock that presses: a promise that has passed or is near, a hand-over that is
/// late behind a clock of the client that is too, until when the client answers, a wait that is longer than agreed, and who is
/// told by now.
fn reminders(desk: Desk, id: RequestId, now: Moment) -> Vec<Mark> {
    let found = desk.read(Bell::Record(Subject::Request(id)), |ledger| {
        let request = ledger.desk().request(id).filter(|r| !r.stage.is_finished())?;
        let promise =
            promised(ledger.desk(), ledger.book(), request, now).map(|(promise, _)| promise.keeping);
        let clocks = ledger.book().read(ledger.desk(), request, now);
        let agreed = clocks.map(|clocks| {
            let behind = !clocks.next().1 && clocks.hand_over.is_some_and(|hand| hand.breached_open);
            let version = ledger.desk().version_of(request);
            let mut told: Vec<String> = Vec::new();
            for one in version.map(|v| told_by_now(&v.ladder, &clocks)).unwrap_or_default() {
                let who = one.who.to_string();
                if !told.contains(&who) {
                    told.push(who);
                }
            }
            (behind, clocks.remind.is_some_and(|at| at <= now), told)
        });
        let awaited =
            awaited(ledger.desk(), ledger.book(), request).map(|at| awaited_mark(ledger, request, at, now));
        Some((promise, agreed.unwrap_or_default(), awaited))
    });
    let (promise, (behind, overlong, told), awaited) = found.unwrap_or_default();
    let promise = match promise {
        Some(Keeping::Over) => Some(("tag tag-late", "flag", say!("card.promise_over").to_owned())),
        Some(Keeping::Near) => Some(("tag tag-risk", "flag", say!("card.promise_near").to_owned())),
        _ => None,
    };
    let late = behind.then(|| ("tag tag-late", "late", say!("card.hand_late").to_owned()));
    let long = overlong.then(|| ("tag tag-risk", "pause", say!("card.overlong").to_owned()));
    let told = told.into_iter().map(|who| ("tag tag-risk", "up2", say!("card.step", who = who)));
    promise.into_iter().chain(late).chain(awaited).chain(long).chain(told).collect()
}

/// Until when the client has time to answer, or that this is over.
fn awaited_mark(ledger: &Ledger, request: &Request, at: Moment, now: Moment) -> Mark {
    let zone = super::team_zone(ledger, at.min(now), at.max(now));
    let at_words = time::moment(zone.to_local(at), zone.to_local(now));
    let client = request.client.and_then(|id| ledger.desk().client_name(id));
    let client = client.map_or(say!("request.the_client"), Name::as_str);
    match at < now {
        true => ("tag tag-risk", "people", say!("card.awaited_over", client = client, at = at_words)),
        false => ("tag", "people", say!("card.awaited", client = client, at = at_words)),
    }
}

/// The date promised, and the first one beside it once it has moved.
#[component]
fn Promise(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let words = Memo::new(move |_| promise_words(desk, id, now.get()));
    move || {
        words.get().map(|words| {
            view! {
                <p class="promise">
                    <Icon name="flag"/>
                    <span><span class="sr">{say!("card.promised")}" "</span>{super::strong(words)}</span>
                </p>
            }
        })
    }
}

fn promise_words(desk: Desk, id: RequestId, now: Moment) -> Option<Vec<Part>> {
    desk.read(Bell::Record(Subject::Request(id)), |ledger| {
        let request = ledger.desk().request(id).filter(|r| !r.stage.is_finished())?;
        let first = request.first_promise()?.date;
        let zone = super::team_zone(ledger, first.min(now), first.max(now));
        let say = |at: Moment| time::moment(zone.to_local(at), zone.to_local(now));
        Some(match request.promise().map(|p| p.date) {
            None => say_parts!("card.promise_gone", first = say(first)),
            Some(date) if date == first => say_parts!("card.promise", date = say(date)),
            Some(date) => say_parts!("card.promise_moved", date = say(date), first = say(first)),
        })
    })
}

#[component]
fn Meta(facts: Memo<Option<Facts>>, reminders: Memo<Vec<Mark>>) -> impl IntoView {
    let board = use_board();
    let shown = Memo::new(move |_| {
        facts.with(|f| {
            let f = f.as_ref()?;
            Some((
                f.reference.clone(),
                f.priority,
                f.effect,
                f.owner.clone(),
                f.labels.clone(),
                f.marks.clone(),
            ))
        })
    });
    let heavy = Memo::new(move |_| {
        let owner = facts.with(|f| f.as_ref().filter(|f| f.stage == Stage::InProgress)?.owner.clone())?;
        let (n, limit) = board.heavy_for(&owner)?;
        Some(("tag tag-risk", "people", say!("lane.heavy", name = owner, n = n, limit = limit)))
    });
    move || {
        shown.get().map(|(reference, priority, effect, owner, labels, marks)| {
            let mark = |(class, icon, words): Mark| {
                view! { <span class=class><Icon name=icon/><span class="mark-text">{words}</span></span> }
            };
            view! {
                <p class="card-meta">
                    <span class="card-ref">{reference}</span>
                    <span><Icon name=priority_icon(priority)/>{say_dyn!("priority.", priority.code())}</span>
                    {effect.map(|effect| view! {
                        <span><Icon name=effect_icon(effect)/>{say_dyn!("effect.", effect.code())}</span>
                    })}
                    {reminders.get().into_iter().chain(heavy.get()).chain(marks).map(mark).collect_view()}
                    {labels.into_iter().map(|label| view! { <LabelTag label=label/> }).collect_view()}
                    <Owner name=owner/>
                </p>
            }
        })
    }
}

/// A label, with the dot of its colour where the team gave it one.
#[component]
fn LabelTag(label: Name) -> impl IntoView {
    let desk = use_desk();
    let shown = label.to_string();
    let hue =
        move || desk.read(Bell::Others, |ledger| ledger.desk().team().columns.hue(&label).map(Hue::code));
    view! { <span class="tag" data-hue=hue>{shown}</span> }
}

#[component]
fn Owner(name: Option<String>) -> impl IntoView {
    let (class, short, words) = match &name {
        Some(name) => ("avatar avatar-s", initials(name), say!("card.owner", name = name.as_str())),
        None => ("avatar avatar-s avatar-none", "?".to_owned(), say!("card.owner_none").to_owned()),
    };
    view! { <span class=class title=name><span aria-hidden="true">{short}</span><span class="sr">{words}</span></span> }
}

/// The first letters of the first and the last word of a name.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let ends = [words.next(), words.next_back()];
    ends.into_iter().flatten().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The icon of a priority: one to four bars.
pub fn priority_icon(priority: Priority) -> &'static str {
    match priority {
        Priority::Urgent => "p4",
        Priority::High => "p3",
        Priority::Normal => "p2",
        Priority::Low => "p1",
    }
}

/// The icon of an effect: a full, half or open diamond.
pub fn effect_icon(effect: Effect) -> &'static str {
    match effect {
        Effect::Essential => "e3",
        Effect::Useful => "e2",
        Effect::Preference => "e1",
    }
}

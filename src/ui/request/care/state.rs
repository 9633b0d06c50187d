//! What has to be known now besides the clocks: what stands in the way, who decides, what the client waits to
//! hear. Each with its way on; writing to the client stands at the head of the request, once.

use super::super::{client_of, look_now, moment_words, shown_zone, strong, way_of};
use super::{Ask, day_words, name_or, note, use_asking};
use crate::domain::care::{CareFact, Kept, all_here, answered_since, news_due, wants_talk};
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::pausing::offered;
use crate::domain::request::{PauseReason, Request};
use crate::domain::text::Note;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::actions::request::press;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::ui::use_place;
use crate::words::{Part, say_dyn, say_parts};
use leptos::prelude::*;

/// What can be done about a remark.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// Writes it down in the small form; the key of the button's words.
    Ask(Ask, &'static str),
    /// The risk is over.
    Safe,
    /// The work goes on.
    Resume,
    /// The agreed date counts no more.
    Undated,
    /// It waits, for this reason.
    Pause(PauseReason),
}

#[derive(Clone, PartialEq)]
struct Remark {
    class: &'static str,
    icon: &'static str,
    words: Vec<Part>,
    ways: Vec<Way>,
}

fn remarks(ledger: &Ledger, request: &Request, now: Moment) -> Vec<Remark> {
    let mut out = Vec::new();
    let none = Kept::default();
    let kept = request.care.kept().unwrap_or(&none);
    let zone = shown_zone(ledger);
    let when = |at: Moment| moment_words(&zone, at, now);
    let mut put = |class, icon, words, ways: &[Way]| {
        out.push(Remark { class, icon, words, ways: ways.to_vec() });
    };
    if let Some(agreed) = request.agreed.as_deref().filter(|_| !request.stage.is_finished()) {
        let (by, why) = (agreed.by.as_str(), agreed.why.as_str());
        let words = say_parts!(
            "care.is_agreed",
            at = when(agreed.date),
            by = by,
            client = client_of(ledger, request),
            why = why
        );
        put("note", "cal", words, &[Way::Ask(Ask::Agreed, "agreed"), Way::Undated]);
    }
    let here = all_here(request).filter(|_| answered_since(request).is_some());
    if let Some(at) = here {
        put("note note-risk", "play", say_parts!("care.is_here", at = when(at)), &[Way::Resume]);
    } else if let Some(at) = answered_since(request) {
        put("note note-risk", "play", say_parts!("care.is_back", at = when(at)), &[Way::Resume]);
    }
    if let Some(block) = &kept.blocked {
        let by = name_or(block.owner.as_ref(), say!("care.nobody"));
        let day = block.date.map_or_else(|| say!("care.no_date").to_owned(), |day| day_words(ledger, day));
        let step = block.step.as_str();
        let words = say_parts!("care.is_blocked", at = when(block.since), step = step, who = by, day = day);
        put(
            "note note-risk",
            "no",
            words,
            &[Way::Ask(Ask::Unblocked, "unblocked"), Way::Ask(Ask::Blocked, "step")],
        );
    }
    let pauses = offered(ledger.desk(), request);
    if !pauses.is_empty() {
        let ways: Vec<Way> = pauses.into_iter().map(Way::Pause).collect();
        put("note", "pause", say_parts!("care.may_pause"), &ways);
    }
    if let Some(one) = kept.escalation() {
        let day = one.due.map(|day| day_words(ledger, day)).unwrap_or_default();
        let (to, why, due) = (one.to.as_str(), one.why.as_str(), one.due.map_or("no", |_| "yes"));
        let words =
            say_parts!("care.is_escalated", at = when(one.at), to = to, due = due, day = day, why = why);
        put("note note-risk", "up2", words, &[Way::Ask(Ask::Settled, "settled")]);
    }
    if let Some((at, why)) = &kept.risk {
        let words = say_parts!("care.is_risk", at = when(*at), why = why.as_str());
        put("note note-risk", "risk", words, &[Way::Safe]);
    }
    if let Some((at, text)) = kept.question.as_ref().filter(|_| !request.stage.is_finished()) {
        let words = say_parts!("care.is_asked", at = when(*at), text = text.as_str());
        put("note", "msg", words, &[Way::Ask(Ask::Answered, "answered")]);
    }
    if let Some((at, text)) = kept.unconfirmed().filter(|_| !request.stage.is_finished()) {
        let words = say_parts!("care.is_restated", at = when(*at), text = text.as_str());
        put(
            "note",
            "edit",
            words,
            &[Way::Ask(Ask::Understood, "understood"), Way::Ask(Ask::Restated, "restated")],
        );
    }
    if let Some(at) = kept.wants_reply() {
        let words = say_parts!("care.wants_reply", at = when(at));
        put("note note-late", "late", words, &[Way::Ask(Ask::Replied, "replied")]);
    }
    let due = news_due(ledger.desk(), ledger.book(), request, now).filter(|at| *at <= now);
    match (due, kept.chased_since_news) {
        (_, n) if n > 0 && !request.stage.is_finished() => {
            put("note note-risk", "help", say_parts!("care.is_chased", n = n), &[]);
        }
        (Some(at), _) => put(
            "note",
            "msg",
            {
                let (client, way) = (client_of(ledger, request), way_of(request));
                say_parts!("care.is_due", at = when(at), client = client, way = way)
            },
            &[],
        ),
        _ => {}
    }
    if let Some(n) = wants_talk(ledger.desk(), request) {
        put("note", "people", say_parts!("care.wants_talk", n = n), &[Way::Ask(Ask::Talked, "talked")]);
    }
    let (met, all) = kept.points();
    if request.stage.is_resolved() && met < all {
        put("note", "info", say_parts!("care.open_points", open = all - met, all = all), &[]);
    }
    out
}

/// What has to be known now.
#[component]
pub fn State(id: RequestId) -> impl IntoView {
    let (desk, place, now, asking) = (use_desk(), use_place(), use_now(), use_asking());
    let all = Memo::new(move |_| look_now(desk, now, id, remarks).unwrap_or_default());
    let way = move |way: Way| {
        let words = match way {
            Way::Ask(_, key) => say_dyn!("care.way.", key),
            Way::Safe => say!("care.press_safe").to_owned(),
            Way::Resume => say!("request.resume").to_owned(),
            Way::Undated => say!("care.press_agreed_back").to_owned(),
            Way::Pause(reason) => say_dyn!("pause.", reason.code()),
        };
        let go = move |_| match way {
            Way::Ask(what, _) => asking.ask(what),
            Way::Resume => press("resume", desk, place),
            Way::Pause(reason) => drop(desk.act(Edit::Pause(id, Some(reason)))),
            Way::Undated => drop(desk.act(Edit::AgreeDate(id, None))),
            Way::Safe => drop(desk.act(note(id, CareFact::AtRisk(Note::default())))),
        };
        view! { <button class="btn" type="button" on:click=go>{words}</button> }
    };
    move || {
        all.get()
            .into_iter()
            .map(|remark| {
                let ways = remark.ways.into_iter().map(way).collect_view();
                view! {
                    <div class=remark.class>
                        <Icon name=remark.icon/>
                        <p class="grow prose-text">{strong(remark.words)}</p>
                        <div class="actions">{ways}</div>
                    </div>
                }
            })
            .collect_view()
    }
}

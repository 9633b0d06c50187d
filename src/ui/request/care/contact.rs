//! Who asked for news, who was asked, who talked with whom: one or two presses each.

use super::super::{client_name, look_now, moment_words, shown_zone};
use super::{Ask, use_asking};
use crate::domain::care::news_due;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::Request;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use leptos::prelude::*;

/// The contact so far, line by line.
fn lines(ledger: &Ledger, request: &Request, now: Moment) -> Vec<String> {
    let zone = shown_zone(ledger);
    let words = |at: Moment| moment_words(&zone, at, now);
    let mut out = Vec::new();
    out.push(match request.updates.last() {
        Some(at) => say!("care.heard", at = words(*at)),
        None => say!("care.heard_none").to_owned(),
    });
    if let Some(at) = news_due(ledger.desk(), ledger.book(), request, now) {
        let late = if at <= now { "yes" } else { "no" };
        out.push(say!("care.news_due", at = words(at), late = late));
    }
    if let Some(kept) = request.care.kept() {
        if let Some((n, at)) = kept.chased {
            out.push(say!("care.chased_n", n = n, at = words(at)));
        }
        if let (Some((_, text)), Some((at, by))) = (&kept.restated, &kept.understood) {
            let who = super::name_or(by.as_ref(), say!("care.they"));
            out.push(say!("care.understood", who = who, at = words(*at), text = text.as_str()));
        }
        if kept.talks > 0 {
            out.push(say!("care.talks", n = kept.talks));
        }
    }
    out
}

/// The box of contact.
#[component]
pub fn Contact(id: RequestId) -> impl IntoView {
    let (desk, now, asking) = (use_desk(), use_now(), use_asking());
    let client = client_name(desk, id);
    let shown = Memo::new(move |_| look_now(desk, now, id, lines).unwrap_or_default());
    let open_question = Memo::new(move |_| {
        desk.request(id, |r| r.care.kept().is_some_and(|kept| kept.question.is_some())).unwrap_or(false)
    });
    let finished = Memo::new(move |_| desk.request(id, |r| r.stage.is_finished()).unwrap_or(true));
    let button = move |what: Ask, icon: &'static str, words: &'static str| {
        view! {
            <button class="btn btn-s" type="button" data-does=what.code() on:click=move |_| asking.ask(what)><Icon name=icon/>{words}</button>
        }
    };
    view! {
        <section class="box stack" aria-labelledby="contact">
            <h3 id="contact">{move || say!("care.contact", client = client.get())}</h3>
            <ul class="small soft stack stack-2">{move || shown.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <div class="row row-2">
                {button(Ask::Chased, "help", say!("care.press_chased"))}
                {button(Ask::Talked, "people", say!("care.press_talked"))}
                {button(Ask::Asked, "msg", say!("care.press_asked"))}
                {move || (!finished.get()).then(|| button(Ask::Restated, "edit", say!("care.press_restated")))}
                {move || open_question.get().then(|| button(Ask::Answered, "ok", say!("care.press_answered")))}
            </div>
        </section>
    }
}

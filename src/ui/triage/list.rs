//! What is to be decided, in order, and what is put off.

use super::Order;
use crate::domain::bump::to_tell;
use crate::domain::ident::RequestId;
use crate::domain::text::Title;
use crate::domain::triage::score;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::actions::deciding::focus_title;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::ui::request::{moment_of, passed_by};
use leptos::prelude::*;

/// So many are listed; the others come when these are decided.
const MOST: usize = 40;

#[derive(Clone, PartialEq, Default)]
struct Shown {
    reference: String,
    title: String,
    /// Its client and its score, or when it comes back.
    about: String,
    by_hand: bool,
    outside: bool,
    pressed: Option<String>,
}

fn shown(ledger: &Ledger, id: RequestId) -> Shown {
    let Some(request) = ledger.desk().request(id) else { return Shown::default() };
    let score = score(ledger.desk(), request);
    let client =
        request.client.and_then(|id| ledger.desk().client_name(id)).map(|n| [n.as_str(), " · "].concat());
    let about = match request.triage.deferral().filter(|_| request.triage.is_put_off(ledger.now())) {
        Some(deferral) => match deferral.until {
            Some(until) => say!("triage.put_off_until", at = moment_of(ledger, until)),
            None => say!("triage.put_off_when", text = deferral.condition.as_str()),
        },
        None => say!("triage.score", n = score.total(), of = score.most()),
    };
    Shown {
        reference: request.reference.to_string(),
        title: request.title.as_ref().map(Title::to_string).unwrap_or_default(),
        about: [client.unwrap_or_default(), about].concat(),
        by_hand: score.by_hand,
        outside: score.outside,
        pressed: request.triage.look(|a| a.pressed.as_ref().map(|by| by.to_string())),
    }
}

/// Both lists.
#[component]
pub fn Lists() -> impl IntoView {
    let order = expect_context::<Order>();
    let more = move || order.open.with(|open| open.len().saturating_sub(MOST));
    let first = move || order.open.with(|open| open.iter().take(MOST).copied().collect::<Vec<_>>());
    view! {
        <aside class="stack stack-5">
            <nav class="box stack" aria-labelledby="triage-list" hidden=move || order.open.with(Vec::is_empty)>
                <h2 id="triage-list">{say!("triage.list")}</h2>
                <ol class="triage-list"><For each=first key=|id| *id let:id><Item id=id/></For></ol>
                {move || (more() > 0).then(|| view! { <p class="muted small">{say!("triage.more", n = more())}</p> })}
            </nav>
            <nav class="box stack" aria-labelledby="triage-off" hidden=move || order.off.with(Vec::is_empty)>
                <h2 id="triage-off">{say!("triage.put_off")}</h2>
                <ul class="triage-list"><For each=move || order.off.get() key=|id| *id let:id><Item id=id/></For></ul>
            </nav>
            <ToTell/>
        </aside>
    }
}

/// Those who lost a place to a later request and do not know yet, the longest wait first.
#[component]
fn ToTell() -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| {
        let line = |ledger: &Ledger, id: RequestId| {
            let request = ledger.desk().request(id)?;
            let client = request.client.and_then(|id| ledger.desk().client_name(id)).map(|n| n.to_string());
            let (names, n) = passed_by(ledger, request);
            let about = say!("bump.went_first", names = names, n = n);
            let title = request.title.as_ref().map(Title::to_string).unwrap_or_default();
            let parts = [Some(request.reference.to_string()), client, Some(about)];
            Some((id, title, parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")))
        };
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |l| {
            to_tell(l.desk()).into_iter().filter_map(|id| line(l, id)).take(MOST).collect::<Vec<_>>()
        })
    });
    view! {
        <nav class="box stack" aria-labelledby="triage-tell" hidden=move || all.with(Vec::is_empty)>
            <h2 id="triage-tell">{say!("bump.list")}</h2>
            <p class="soft small">{say!("bump.list_text")}</p>
            <ul class="triage-list">
                <For each=move || all.get() key=|line| line.clone() let((id, title, about))>
                    <li><a href=Route::Request(id).href()><span class="triage-what"><b>{title}</b><span class="muted small">{about}</span></span></a></li>
                </For>
            </ul>
        </nav>
    }
}

#[component]
fn Item(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let order = expect_context::<Order>();
    let shown = Memo::new(move |_| {
        now.get();
        desk.listen(Bell::Others);
        desk.request(id, |_| ());
        desk.peek(|ledger| shown(ledger, id))
    });
    let at = move || {
        order.open.with(|open| open.iter().position(|other| *other == id)).map(|at| (at + 1).to_string())
    };
    let here = move || (order.here.get() == Some(id)).then_some("true");
    view! {
        <li>
            <a href=Route::Triage(Some(id)).href() aria-current=here on:click=move |_| focus_title(id)>
                <span class="triage-at" aria-hidden="true">{at}</span>
                <span class="triage-what">
                    <b>{move || shown.with(|s| s.title.clone())}</b>
                    <span class="muted small">{move || shown.with(|s| [s.reference.as_str(), " · ", s.about.as_str()].concat())}</span>
                    {move || shown.with(|s| s.outside).then(|| view! { <span class="tag">{say!("triage.outside")}</span> })}
                    {move || shown.with(|s| s.pressed.clone()).map(|by| view! { <span class="tag"><Icon name="up2"/>{say!("triage.pressed_tag", by = by)}</span> })}
                    {move || shown.with(|s| s.by_hand).then(|| view! { <span class="tag tag-accent"><Icon name="grip"/>{say!("triage.by_hand")}</span> })}
                </span>
            </a>
        </li>
    }
}

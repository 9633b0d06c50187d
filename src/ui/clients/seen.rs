//! What a client may see of the queue by the team's position: as a text to copy, for nothing is sent from here.

use super::name_of;
use crate::domain::ident::ClientId;
use crate::domain::openness::{Openness, openness, seen};
use crate::domain::text::{Name, Title};
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::notice;
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::column_name;
use crate::ui::request::dated_of;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// So many lines a text has at most.
const MOST: usize = 100;

/// The lines of the text: the client's own requests, then those of others.
fn lines(ledger: &Ledger, client: ClientId) -> (Vec<String>, Vec<String>) {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    let whole = openness(ledger.desk()) == Openness::Whole;
    for one in seen(ledger.desk(), client, ledger.now()).into_iter().take(MOST) {
        let Some(request) = ledger.desk().request(one.id) else { continue };
        let title = request.title.as_ref().map(Title::as_str).unwrap_or_default();
        let stage = column_name(ledger, request);
        let mut line = match (one.own, request.client.and_then(|id| ledger.desk().client_name(id))) {
            (false, Some(name)) if whole => {
                say!("client.seen_of", name = Name::as_str(name), title = title, stage = stage)
            }
            (false, _) => say!("client.seen_other", title = title, stage = stage),
            (true, _) => {
                say!("client.seen_own", name = request.reference.as_ref(), title = title, stage = stage)
            }
        };
        if let Some((n, of)) = one.place {
            line.push_str(&say!("client.seen_place", n = n, of = of));
        }
        if let Some(promise) = request.promise() {
            line.push_str(&say!("client.seen_promise", at = dated_of(ledger, request, promise.date)));
        }
        if one.own { own.push(line) } else { others.push(line) }
    }
    (own, others)
}

/// Both lists as one text, with a heading each.
fn text(desk: Desk, id: ClientId, own: &[String], others: &[String]) -> String {
    let mut out = vec![say!("client.seen_head", name = untrack(|| name_of(desk, id)))];
    out.extend_from_slice(own);
    if !others.is_empty() {
        out.push(String::new());
        out.push(say!("client.seen_others").to_owned());
        out.extend_from_slice(others);
    }
    out.join("\n")
}

/// What this client may see.
#[component]
pub fn Seen(id: ClientId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let shown = Memo::new(move |_| {
        now.get();
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |ledger| lines(ledger, id))
    });
    let choice =
        Memo::new(move |_| desk.read(Bell::Others, |l| l.desk().team().positions.choice("open").to_owned()));
    let copy = move |_| {
        let text = shown.with_untracked(|(own, others)| text(desk, id, own, others));
        notice::copy(desk, text);
    };
    let list = |lines: Vec<String>| {
        view! { <ul class="stack stack-2 small">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
    };
    let none = move || shown.with(|(own, others)| own.is_empty() && others.is_empty());
    view! {
        <section class="box stack" aria-labelledby="client-seen" hidden=none>
            <h2 id="client-seen">{move || say!("client.seen", name = name_of(desk, id))}</h2>
            <p class="soft small">{move || say!("client.seen_text", choice = say_dyn!("position_choice.open.", &choice.get()))}" "<a href=Route::Positions.href()>{say!("client.seen_go")}</a></p>
            {move || list(shown.with(|(own, _)| own.clone()))}
            {move || shown.with(|(_, others)| (!others.is_empty()).then(|| view! {
                <h3>{say!("client.seen_others")}</h3>{list(others.clone())}
            }))}
            <div><button class="btn" type="button" on:click=copy><Icon name="copy"/>{say!("client.seen_copy")}</button></div>
        </section>
    }
}

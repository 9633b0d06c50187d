//! What a request hangs together with, and the chain to the end result.

use super::{Ask, use_asking};
use crate::domain::care::{Tie, onward};
use crate::domain::caring::CareEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::request::Request;
use crate::domain::text::Title;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::column_name;
use crate::words::say_dyn;
use leptos::prelude::*;

/// A request at the other end.
#[derive(Clone, PartialEq)]
struct Other {
    tie: Tie,
    id: RequestId,
    name: String,
    stage: String,
}

fn other(ledger: &Ledger, tie: Tie, id: RequestId) -> Option<Other> {
    let request: &Request = ledger.desk().request(id)?;
    let title = request.title.as_ref().map(Title::as_str).unwrap_or_default();
    Some(Other {
        tie,
        id,
        name: [&*request.reference, " ", title].concat(),
        stage: column_name(ledger, request),
    })
}

fn tied(ledger: &Ledger, id: RequestId) -> (Vec<Other>, Vec<Other>) {
    let links =
        ledger.desk().request(id).map(|r| r.care.look(|k| k.links.iter().copied().collect::<Vec<_>>()));
    let direct =
        links.unwrap_or_default().into_iter().filter_map(|(tie, to)| other(ledger, tie, to)).collect();
    // One step is a link that is shown already.
    let chain = onward(ledger.desk(), id);
    let chain = if chain.len() > 1 { chain } else { Vec::new() };
    (direct, chain.into_iter().filter_map(|(tie, to)| other(ledger, tie, to)).collect())
}

/// The box of links.
#[component]
pub fn Links(id: RequestId) -> impl IntoView {
    let (desk, asking) = (use_desk(), use_asking());
    // What the others are called and where they stand is shown too.
    let all = Memo::new(move |_| {
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |ledger| tied(ledger, id))
    });
    let untie = move |one: &Other| {
        desk.act(Edit::Care(id, CareEdit::Link(one.tie, one.id, false)));
        crate::browser::focus::focus_soon("links-add");
    };
    let row = move |one: Other| {
        let (words, href) = (say!("care.untie", name = one.name.as_str()), Route::Request(one.id).href());
        let (name, stage) = (one.name.clone(), one.stage.clone());
        let tie = say_dyn!("tie.", one.tie.code());
        view! {
            <li class="row row-2 nowrap-row">
                <span class="grow"><span class="muted">{tie}</span>" "<a href=href>{name}</a>" "<span class="tag">{stage}</span></span>
                <button class="icon-btn" type="button" aria-label=words.clone() title=words on:click=move |_| untie(&one)><Icon name="x"/></button>
            </li>
        }
    };
    view! {
        <section class="box stack" aria-labelledby="links">
            <h3 id="links">{say!("care.links")}</h3>
            {move || all.with(|(direct, _)| direct.is_empty()).then(|| view! { <p class="small soft">{say!("care.links_none")}</p> })}
            <ul class="small stack stack-2">{move || all.with(|(direct, _)| direct.clone()).into_iter().map(row).collect_view()}</ul>
            {move || {
                let chain = all.with(|(_, chain)| chain.clone());
                (!chain.is_empty()).then(|| view! { <Chain chain=chain/> })
            }}
            <button class="btn btn-s" type="button" id="links-add" data-does="tied" on:click=move |_| asking.ask(Ask::Tied)><Icon name="link"/>{say!("care.press_tied")}</button>
        </section>
    }
}

/// From here to the end result.
#[component]
fn Chain(chain: Vec<Other>) -> impl IntoView {
    let last = chain.len() - 1;
    let step = |(i, one): (usize, Other)| {
        let end =
            (i == last).then(|| view! { " "<span class="tag tag-accent">{say!("care.end_result")}</span> });
        let href = Route::Request(one.id).href();
        view! { <li><span class="muted">{say_dyn!("tie.", one.tie.code())}</span>" "<a href=href>{one.name}</a>{end}</li> }
    };
    view! {
        <div class="stack stack-2">
            <p class="small soft" id="chain">{say!("care.chain")}</p>
            <ol class="small stack stack-2 chain" aria-labelledby="chain">{chain.into_iter().enumerate().map(step).collect_view()}</ol>
        </div>
    }
}

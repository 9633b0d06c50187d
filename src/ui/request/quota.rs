//! More urgent requests of one client than the team's number: which of them may give way, or why this one is urgent all
//! the same. Nothing waits for the answer.

use super::{client_of, look, strong};
use crate::browser::focus;
use crate::domain::deciding::TriageEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::quota::asks;
use crate::domain::request::{Priority, Request, RequestFact};
use crate::domain::text::{Note, Title};
use crate::domain::triage::TriageFact;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say_parts};
use leptos::prelude::*;

#[derive(Clone, PartialEq)]
struct Shown {
    client: String,
    most: usize,
    /// Those that are counted: which, how it is called, what it is about.
    counted: Vec<(RequestId, String, String)>,
}

fn shown(ledger: &Ledger, request: &Request) -> Option<Shown> {
    let desk = ledger.desk();
    let beyond = asks(desk, request)?;
    let line = |id: RequestId| {
        let one = desk.request(id)?;
        let title = one.title.as_ref().map(Title::to_string).unwrap_or_default();
        Some((id, one.reference.to_string(), title))
    };
    let counted = beyond.counted.into_iter().filter_map(line).collect();
    Some(Shown { client: client_of(ledger, request), most: beyond.most, counted })
}

/// The question, with its ways on. `home` is where the focus goes once it is answered.
#[component]
pub fn Quota(id: RequestId, home: &'static str) -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| {
        // Another request may be the one that gives way.
        desk.listen(Bell::Requests);
        look(desk, id, shown).flatten()
    });
    let there = Memo::new(move |_| all.with(Option::is_some));
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let why = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        match Note::new(&text.get_untracked()) {
            Ok(why) if why.is_empty() => fault.set(say!("quota.why_missing").to_owned()),
            Ok(why) => {
                let fact = RequestFact::Triage(TriageFact::UrgentToo(why));
                if desk.act(Edit::Triage(id, Box::new(TriageEdit::Answer(vec![fact])))).is_some() {
                    text.set(String::new());
                    fault.set(String::new());
                    focus::focus_soon(home);
                }
            }
            Err(wrong) => fault.set(errors::text(wrong)),
        }
    };
    let give_way = move |other: RequestId| {
        if desk.act(Edit::Change(other, vec![RequestFact::Prioritised(Priority::High)])).is_some() {
            focus::focus_soon(home);
        }
    };
    let line = move |(other, reference, title): (RequestId, String, String)| {
        let label = say!("quota.give_way", name = reference.as_str());
        view! {
            <li class="row">
                <span class="grow">
                    {if other == id { view! { <b>{reference}</b> }.into_any() } else { view! { <a href=Route::Request(other).href()>{reference}</a> }.into_any() }}
                    " "{title}
                </span>
                <button class="btn btn-s" type="button" on:click=move |_| give_way(other)>{label}</button>
            </li>
        }
    };
    let words = move || {
        all.get().map(|s| {
            let n = s.counted.len();
            strong(say_parts!("quota.beyond", client = s.client, n = n, most = s.most))
        })
    };
    move || {
        there.get().then(|| view! {
            <section class="note note-risk" aria-label=say!("quota.title")>
                <Icon name="p4"/>
                <div class="grow stack stack-2">
                    <p class="prose-text">{words}</p>
                    <ul class="stack stack-2 quality">{move || all.get().into_iter().flat_map(|s| s.counted).map(line).collect_view()}</ul>
                    <form class="add-row" novalidate=true on:submit=why>
                        <TextField label=say!("quota.why") value=text fault=fault/>
                        <button class="btn btn-s" type="submit">{say!("button.save")}</button>
                    </form>
                </div>
            </section>
        })
    }
}

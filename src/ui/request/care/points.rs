//! What "done" means: points agreed before the work begins, ticked as they are met.

use super::super::client_name;
use super::note;
use crate::domain::care::CareFact;
use crate::domain::caring::CareEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::text::Title;
use crate::say;
use crate::ui::desk::use_desk;
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::words::errors;
use leptos::prelude::*;

/// The list, and the field that adds to it.
#[component]
pub fn Points(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let client = client_name(desk, id);
    let points = Memo::new(move |_| {
        let read = |kept: &crate::domain::care::Kept| {
            kept.means
                .iter()
                .map(|(n, (point, met))| (*n, point.to_string(), met.is_some()))
                .collect::<Vec<_>>()
        };
        desk.request(id, |r| r.care.look(read)).unwrap_or_default()
    });
    let count = move || {
        points.with(|all| {
            let met = all.iter().filter(|(.., met)| *met).count();
            (!all.is_empty()).then(|| say!("care.points_met", met = met, all = all.len()))
        })
    };
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let add = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let point =
            Title::new(&text.get_untracked()).map_err(|fault| errors::text_or(fault, say!("care.no_point")));
        let edit = point.map(|point| Edit::Care(id, CareEdit::AddPoint(point)));
        match edit.and_then(|edit| desk.attempt(edit).map_err(|trouble| errors::trouble(&trouble))) {
            Ok(_) => {
                text.set(String::new());
                fault.set(String::new());
            }
            Err(words) => fault.set(words),
        }
    };
    view! {
        <section class="stack" aria-labelledby="points">
            <h3 id="points" tabindex="-1">{say!("care.points")}" "<span class="count">{count}</span></h3>
            {move || points.with(Vec::is_empty).then(|| view! {
                <p class="muted">{move || say!("care.points_none", client = client.get())}</p>
            })}
            <ul class="points" aria-labelledby="points">
                <For each=move || points.get() key=|p| p.clone() children=move |(n, point, met)| view! { <Point id=id n=n point=point met=met/> }/>
            </ul>
            <form class="add-row" novalidate=true on:submit=add>
                <TextField label=say!("care.point_add") value=text fault=fault/>
                <button class="btn" type="submit"><Icon name="plus"/>{say!("button.add")}</button>
            </form>
        </section>
    }
}

/// What the client was asked for point by point, each ticked as it comes; nothing where nothing was.
#[component]
pub fn MissingPoints(id: RequestId) -> impl IntoView {
    let desk = use_desk();
    let client = client_name(desk, id);
    let points = Memo::new(move |_| {
        let read = |kept: &crate::domain::care::Kept| {
            let all = kept.missing.iter().map(|(n, (point, came))| (*n, point.to_string(), came.is_some()));
            all.collect::<Vec<_>>()
        };
        desk.request(id, |r| r.care.look(read)).unwrap_or_default()
    });
    let count = move || {
        points.with(|all| {
            say!("care.missing_came", came = all.iter().filter(|(.., came)| *came).count(), all = all.len())
        })
    };
    let any = Memo::new(move |_| !points.with(Vec::is_empty));
    let one = move |(n, point, came): (u32, String, bool)| {
        let tick = ["missing-", &n.to_string()].concat();
        let back = tick.clone();
        view! {
            <li class:is-done=came>
                <input type="checkbox" id=tick.clone() prop:checked=came
                    on:change:target=move |ev| {
                        desk.act(note(id, CareFact::Received(n, ev.target().checked())));
                        crate::browser::focus::focus_soon(&back);
                    }/>
                <label class="grow" for=tick dir="auto">{point}</label>
            </li>
        }
    };
    move || {
        any.get().then(|| view! {
            <section class="stack" aria-labelledby="missing">
                <h3 id="missing">{move || say!("care.missing", client = client.get())}" "<span class="count">{count}</span></h3>
                <ul class="points" aria-labelledby="missing"><For each=move || points.get() key=|p| p.clone() children=one/></ul>
            </section>
        })
    }
}

#[component]
fn Point(id: RequestId, n: u32, point: String, met: bool) -> impl IntoView {
    let desk = use_desk();
    let off = say!("care.point_remove", point = point.as_str());
    let tick = ["point-", &n.to_string()].concat();
    let back = tick.clone();
    view! {
        <li class:is-done=met>
            <input type="checkbox" id=tick.clone() prop:checked=met
                on:change:target=move |ev| {
                    desk.act(note(id, CareFact::Ticked(n, ev.target().checked())));
                    crate::browser::focus::focus_soon(&back);
                }/>
            <label class="grow" for=tick dir="auto">{point}</label>
            <button class="icon-btn" type="button" aria-label=off.clone() title=off
                on:click=move |_| { desk.act(note(id, CareFact::Means(n, None))); crate::browser::focus::focus_soon("points"); }><Icon name="x"/></button>
        </li>
    }
}

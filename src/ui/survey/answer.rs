//! Answering: one dimension a screen. Before, where it is not clear, who answers.

use super::item::{Asked, ItemField};
use super::open::{Who, WhoFields, WhoName};
use super::side::{Far, Side};
use super::{SHEET, dimension_name, level_name, name_of, resume, run};
use crate::browser::focus;
use crate::domain::ident::RunId;
use crate::domain::sheets::{Manner, counted, manner, page_count, page_dimension, page_items, sheet_for};
use crate::domain::survey::Level;
use crate::domain::survey::instrument::Form;
use crate::domain::text::Name;
use crate::route::Route;
use crate::ui::actions::single_keys;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::icon::Icon;
use crate::ui::use_place;
use crate::words::{Part, locale, say, say_dyn, say_parts};
use leptos::prelude::*;
use std::sync::Arc;

/// What there is to show.
#[derive(Clone, PartialEq)]
enum Now {
    Gone,
    Closed(RunId),
    Ask(RunId),
    Page(RunId, Arc<str>, Form, u8),
}

/// Answering a run.
#[component]
pub fn Answering() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let chosen = RwSignal::new(desk.here().get(SHEET));
    let now = Memo::new(move |_| {
        let Route::Answer(id, page) = place.get() else { return Now::Gone };
        let found = run(desk, id, |r| {
            if r.closed.is_some() {
                return Now::Closed(id);
            }
            match chosen.with(|name| sheet_for(r, name.as_deref())) {
                Some(sheet) => Now::Page(id, sheet, r.form, page.min(page_count(r.form) - 1)),
                None => Now::Ask(id),
            }
        });
        found.unwrap_or(Now::Gone)
    });
    // A new page begins at its top, as a page that is loaded does.
    Effect::new(move |before: Option<Now>| {
        let now = now.get();
        if before.is_some_and(|before| before != now) {
            focus::begin_screen();
        }
        now
    });
    move || match now.get() {
        Now::Gone => view! { <Gone/> }.into_any(),
        Now::Closed(id) => view! { <Closed id=id/> }.into_any(),
        Now::Ask(id) => view! { <AskWho id=id chosen=chosen/> }.into_any(),
        Now::Page(id, sheet, form, page) => {
            view! { <Page id=id sheet=sheet form=form page=page/> }.into_any()
        }
    }
}

/// An address that names no run (any more).
#[component]
pub fn Gone() -> impl IntoView {
    view! {
        <main id="main" class="page" tabindex="-1">
            <h1 tabindex="-1">{say!("answer.gone")}</h1>
            <p>{say!("answer.gone_text")}</p>
            <p><a class="btn btn-main" href=Route::Survey.href()>{say!("answer.to_list")}</a></p>
        </main>
    }
}

#[component]
fn Closed(id: RunId) -> impl IntoView {
    let name = run(use_desk(), id, name_of).unwrap_or_default();
    view! {
        <main id="main" class="page" tabindex="-1">
            <h1 tabindex="-1">{say!("answer.closed", name = name)}</h1>
            <p>{say!("answer.closed_text")}</p>
            <p><a class="btn btn-main" href=Route::Results(id).href()>{say!("answer.to_results")}</a></p>
        </main>
    }
}

/// Asks who answers.
#[component]
fn AskWho(id: RunId, chosen: RwSignal<Option<String>>) -> impl IntoView {
    let desk = use_desk();
    let how = run(desk, id, manner).unwrap_or(Manner::Unsettled);
    let names =
        run(desk, id, |r| counted(r).into_iter().map(|(name, _)| name.to_string()).collect::<Vec<_>>());
    let names = names.unwrap_or_default();
    let named = how == Manner::Named;
    let who = Who::new(desk, if named { "named" } else { "agreed" });
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        if let Some(sheet) = who.sheet() {
            resume(desk, id, &sheet);
            // The address may stay the same: then nothing else tells the page.
            chosen.set(Some(sheet));
        }
    };
    view! {
        <main id="main" class="page" tabindex="-1">
            <h1 tabindex="-1">{say!("answer.who")}</h1>
            <p class="measure">{say!("answer.who_text", how = if named { "named" } else { "open" })}</p>
            {(!names.is_empty()).then(|| view! { <p class="soft">{say!("answer.who_known", names = locale().list(&names))}</p> })}
            <form class="box stack stack-5 measure" novalidate=true on:submit=submit>
                {if named { view! { <WhoName who=who/> }.into_any() } else { view! { <WhoFields who=who/> }.into_any() }}
                <div><button class="btn btn-main" type="submit">{say!("survey.go_on")}</button></div>
            </form>
        </main>
    }
}

/// One page of the form on one sheet.
#[component]
fn Page(id: RunId, sheet: Arc<str>, form: Form, page: u8) -> impl IntoView {
    let desk = use_desk();
    let sheet = StoredValue::new(sheet);
    let far = Far { run: id, sheet, form };
    let items = page_items(form, page);
    let first = items.iter().find(|item| !far.has(desk, **item)).or(items.first());
    let here = RwSignal::new(first.map_or("", |item| item.id));
    let said = RwSignal::new(String::new());
    let next = items.iter().copied().skip(1).map(Some).chain([None]);
    let fields = items.iter().copied().zip(next).map(|(item, next)| {
        view! { <ItemField asked=Asked { run: id, sheet, item, next, here, said }/> }
    });
    let fields = fields.collect_view();
    view! {
        <div class="ask">
            <Side far=far page=page/>
            <main id="main" class="ask-main" tabindex="-1">
                <div class="only-phone stack stack-2"><super::side::Meter far=far/></div>
                <Head far=far page=page/>
                <p><b>{say!("stem")}</b></p>
                <div><ScaleHead/>{fields}</div>
                {single_keys(desk).then(|| view! { <p class="small muted row only-wide">{keys()}</p> })}
                <p class="sr" role="status">{move || said.get()}</p>
            </main>
            <Foot far=far page=page/>
        </div>
    }
}

fn keys() -> impl IntoView {
    let part = |part| match part {
        Part::Strong(key) => view! { <kbd>{key}</kbd> }.into_any(),
        Part::Plain(text) | Part::Slot(text) => view! { <span>{text}</span> }.into_any(),
    };
    say_parts!("answer.keys").into_iter().map(part).collect_view()
}

/// What this page is about, and on which sheet.
#[component]
fn Head(far: Far, page: u8) -> impl IntoView {
    let desk = use_desk();
    let by = far.sheet.with_value(|name| {
        if name.is_empty() {
            say!("answer.by_team").to_owned()
        } else {
            say!("answer.by_person", name = name.as_ref())
        }
    });
    let team = move || desk.read(Bell::Others, |l| l.desk().team().name.as_ref().map(Name::to_string));
    let (title, text) = match page_dimension(page) {
        Some(d) => (dimension_name(d), say_dyn!("dim.", &[d.id(), ".summary"].concat())),
        None => (say!("answer.conditions").to_owned(), say!("answer.conditions_text").to_owned()),
    };
    let place = page_dimension(page).map(|d| say!("answer.place", n = d.number(), all = 10));
    let place = place.unwrap_or_else(|| say!("answer.conditions_nav").to_owned());
    view! {
        <div class="stack stack-2">
            <p class="muted small">
                {move || say!("answer.about", team = team().unwrap_or_default())}" · "{place}" · "{by}
            </p>
            <h1 tabindex="-1">{title}</h1>
            <p class="soft">{text}</p>
        </div>
    }
}

/// The levels over the columns of a wide screen; each answer says them again for those who hear it.
#[component]
fn ScaleHead() -> impl IntoView {
    let level = |level: Level| {
        let help = say_dyn!("scale.", &[&level.number().to_string(), ".help"].concat());
        view! { <li><b>{level_name(level.number())}</b><span>{help}</span></li> }
    };
    view! {
        <div class="scale-head" aria-hidden="true">
            <span></span>
            <ol>{Level::ALL.map(level).into_iter().collect_view()}</ol>
            <p class="na"><b>{say_dyn!("na.", "label")}</b><span>{say!("answer.na_short")}</span></p>
        </div>
    }
}

/// The way on.
#[component]
fn Foot(far: Far, page: u8) -> impl IntoView {
    let desk = use_desk();
    let last = page + 1 == page_count(far.form);
    let back = if page == 0 { Route::Survey } else { Route::Answer(far.run, page - 1) };
    let open = Memo::new(move |_| far.open(desk, page));
    let next = move || {
        if last {
            let href = Route::Results(far.run).href();
            return view! { <a class="btn btn-main" id="ask-next" href=href>{say!("answer.see_results")}<Icon name="right"/></a> }.into_any();
        }
        let name = page_dimension(page + 1).map(dimension_name);
        let label =
            say!("answer.next_named", name = name.unwrap_or_else(|| say!("answer.conditions").to_owned()));
        let href = Route::Answer(far.run, page + 1).href();
        view! { <a class="btn btn-main" id="ask-next" href=href><span class="only-wide">{label}</span><span class="only-phone">{say!("answer.next")}</span><Icon name="right"/></a> }.into_any()
    };
    view! {
        <footer class="ask-foot">
            <a class="btn" href=back.href()><Icon name="left"/><span>{say!("answer.back")}</span></a>
            {next()}
            <span class="only-wide">{move || say!("answer.foot", n = open.get())}</span>
            <a class="push" href=Route::Survey.href()>{say!("answer.later")}</a>
        </footer>
    }
}

//! Work that comes again: templates of the services, when they come again, and what is due now.

use super::nav::SettingsNav;
use super::template_form::TemplateForm;
use crate::browser::focus;
use crate::domain::client::ServiceFact;
use crate::domain::edit::Edit;
use crate::domain::fold::natural;
use crate::domain::ident::ServiceId;
use crate::domain::template::{Every, Repeat, Template};
use crate::domain::text::Name;
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::due::{DueNow, today};
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, say, say_dyn, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// A template by its service and number.
pub type Key = (ServiceId, u32);

/// What is being written: nothing, a new one, or one that there is.
#[derive(Clone, Copy, PartialEq)]
pub enum Writing {
    Nothing,
    New,
    Known(Key),
}

/// The page.
#[component]
pub fn Templates() -> impl IntoView {
    let desk = use_desk();
    let writing = RwSignal::new(Writing::Nothing);
    let has_service = Memo::new(move |_| desk.read(Bell::Others, |l| l.desk().services().next().is_some()));
    let keys = Memo::new(move |_| desk.read(Bell::Others, keys));
    let done = Callback::new(move |()| {
        writing.set(Writing::Nothing);
        focus::focus_soon("template-new");
    });
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="page-head">
                <div><h1 tabindex="-1">{say!("repeat.title")}</h1><p class="sub measure">{say!("repeat.what")}</p></div>
                <div class="actions">
                    <button class="btn btn-main" type="button" id="template-new" hidden=move || !has_service.get()
                        on:click=move |_| writing.set(Writing::New)><Icon name="plus"/>{say!("repeat.new")}</button>
                </div>
            </div>
            <SettingsNav/>
            <DueNow/>
            {move || (!has_service.get()).then(|| view! {
                <div class="note"><Icon name="info"/><p class="grow">{say!("repeat.no_service")}</p>
                    <div class="actions"><a class="btn btn-s" href=Route::Services.href()>{say!("repeat.to_services")}</a></div></div>
            })}
            {move || match writing.get() {
                Writing::Nothing => ().into_any(),
                Writing::New => view! { <TemplateForm key=None on_done=done/> }.into_any(),
                Writing::Known(key) => view! { <TemplateForm key=Some(key) on_done=done/> }.into_any(),
            }}
            {move || (has_service.get() && keys.with(Vec::is_empty)).then(|| view! {
                <div class="empty"><Icon name="copy"/><b>{say!("repeat.none")}</b><p>{say!("repeat.none_text")}</p></div>
            })}
            <ul class="stack" aria-label=say!("repeat.title")>
                <For each=move || keys.get() key=|key| *key let:key><Row key=key writing=writing/></For>
            </ul>
        </main>
    }
}

/// Every template, by service and name.
fn keys(ledger: &Ledger) -> Vec<Key> {
    let mut all: Vec<(String, String, Key)> = Vec::new();
    for (id, service) in ledger.desk().services() {
        let of = service.name.as_ref().map(|n| natural(n.as_str())).unwrap_or_default();
        let named = service.templates.iter().map(|(n, t)| (of.clone(), natural(t.name.as_str()), (id, *n)));
        all.extend(named);
    }
    all.sort();
    all.into_iter().map(|(.., key)| key).collect()
}

/// One template.
pub fn template(desk: Desk, key: Key) -> Option<Template> {
    desk.read(Bell::Others, |ledger| ledger.desk().service(key.0)?.templates.get(&key.1).cloned())
}

/// When it comes again, in words.
fn rhythm(repeat: &Repeat, today: NaiveDate) -> String {
    let n = repeat.every.number();
    let nth = repeat.nth();
    let weekday = time::date(repeat.from.and_time(NaiveTime::MIN), DateStyle::WeekdayLong);
    let every = match repeat.every {
        Every::Days(_) => say!("repeat.every_days", n = n),
        Every::Weeks(_) => say!("repeat.every_weeks", n = n, day = weekday),
        Every::Months(_) => say!("repeat.every_months", n = n, day = chrono::Datelike::day(&repeat.from)),
        Every::Weekday(_) => say!("repeat.every_weekday", n = n, nth = nth, day = weekday),
    };
    match repeat.next(today) {
        Some(next) => say!("repeat.rhythm", every = every, next = date_words(next)),
        None => every,
    }
}

fn date_words(day: NaiveDate) -> String {
    time::date(day.and_time(NaiveTime::MIN), DateStyle::DayYear)
}

#[component]
fn Row(key: Key, writing: RwSignal<Writing>) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| {
        let template = template(desk, key)?;
        desk.read(Bell::Others, |ledger| {
            let service = ledger.desk().service_name(key.0).map(Name::to_string).unwrap_or_default();
            let client = template.client.and_then(|id| ledger.desk().client_name(id)).map(Name::to_string);
            let what = match client {
                Some(client) => say!("repeat.of_for", service = service, client = client),
                None => say!("repeat.of", service = service),
            };
            let rhythm = template.repeat.map(|repeat| rhythm(&repeat, today(ledger)));
            let priority = say_dyn!("priority.", template.priority.code());
            Some((template.name.to_string(), what, priority, template.means.len(), rhythm))
        })
    });
    let remove = move |_| {
        desk.act(Edit::EditService(key.0, vec![ServiceFact::Template(key.1, None)]));
        focus::focus_soon("template-new");
    };
    move || {
        shown.get().map(|(name, what, priority, points, rhythm)| {
            let (edit, off) = (say!("repeat.edit", name = name.as_str()), say!("repeat.remove", name = name.as_str()));
            view! {
                <li class="box row nowrap-row row-top">
                    <div class="grow">
                        <h2 dir="auto">{name}</h2>
                        <p class="small soft">{what}" · "{priority}" · "{say!("repeat.points", n = points)}</p>
                        {rhythm.map(|words| view! { <p class="small row row-2 row-top nowrap-row"><Icon name="redo"/><span>{words}</span></p> })}
                    </div>
                    <button class="icon-btn" type="button" aria-label=edit.clone() title=edit
                        on:click=move |_| writing.set(Writing::Known(key))><Icon name="edit"/></button>
                    <button class="icon-btn" type="button" aria-label=off.clone() title=off on:click=remove><Icon name="bin"/></button>
                </li>
            }
        })
    }
}

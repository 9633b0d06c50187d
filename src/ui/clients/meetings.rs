//! What there was with a client besides requests, the next talk, and whom it is time to talk to.

use super::{name_of, read};
use crate::browser::focus;
use crate::domain::client::ClientFact;
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::ClientId;
use crate::domain::meeting::{Kind, Meeting, due_by, next_talk};
use crate::domain::text::Note;
use crate::route::Route;
use crate::store::ledger::Trouble;
use crate::ui::agreements::when::{read_date, write_date};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::due::today;
use crate::ui::parts::field::{AreaField, SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say, say_dyn, time};
use chrono::NaiveDate;
use leptos::prelude::*;

/// Whom it is time to talk to.
#[component]
pub fn Due() -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let due = Memo::new(move |_| {
        now.get();
        desk.read(Bell::Others, |ledger| {
            let today = today(ledger);
            let named = |(day, id): (NaiveDate, ClientId)| {
                let name = ledger.desk().client_name(id).map(ToString::to_string).unwrap_or_default();
                (id, name, time::day(day, today))
            };
            due_by(ledger.desk(), today).into_iter().map(named).collect::<Vec<_>>()
        })
    });
    move || {
        let all = due.get();
        (!all.is_empty()).then(|| view! {
            <section class="box stack" aria-labelledby="talks-due">
                <h2 id="talks-due">{say!("meet.due")}</h2>
                <ul class="lines-list">
                    {all.into_iter().map(|(id, name, day)| view! {
                        <li class="line-row"><a class="grow" href=Route::Client(id).href()>{name}</a><span class="muted small">{say!("meet.due_since", day = day)}</span></li>
                    }).collect_view()}
                </ul>
            </section>
        })
    }
}

/// What is shown of one: its number, its kind, its day and its words.
type Line = (u32, &'static str, String, String);

/// What there was, the newest first, and the next talk.
#[component]
pub fn Meetings(id: ClientId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let noting = RwSignal::new(false);
    let all = Memo::new(move |_| {
        now.get();
        let today = desk.peek(today);
        let mut all: Vec<(u32, Meeting)> =
            read(desk, id, |client| client.meetings.clone()).unwrap_or_default().into_iter().collect();
        all.sort_by_key(|(number, one)| (std::cmp::Reverse(one.on), *number));
        let line = |(number, one): (u32, Meeting)| {
            (number, one.kind.code(), time::day(one.on, today), one.text.to_string())
        };
        all.into_iter().map(line).collect::<Vec<Line>>()
    });
    let next = Memo::new(move |_| {
        now.get();
        let today = desk.peek(today);
        let day = read(desk, id, next_talk).flatten()?;
        Some((time::day(day, today), day <= today))
    });
    let remove = move |number: u32| {
        if desk.act(Edit::EditClient(id, vec![ClientFact::Met(number, None)])).is_some() {
            focus::focus_soon("note-meeting");
        }
    };
    let line = move |(number, kind, day, text): Line| {
        let take_off = say!("meet.take_off", kind = say_dyn!("meet_kind.", kind), day = day.as_str());
        view! {
            <li class="line-row">
                <span class="tag">{say_dyn!("meet_kind.", kind)}</span>
                <span class="muted small nowrap">{day}</span>
                <span class="grow lines">{text}</span>
                <button class="icon-btn" type="button" aria-label=take_off.clone() title=take_off on:click=move |_| remove(number)><Icon name="bin"/></button>
            </li>
        }
    };
    view! {
        <section class="box stack" aria-labelledby="meetings">
            <div class="box-head"><div><h2 id="meetings">{say!("meet.title")}</h2><p>{say!("meet.text")}</p></div>
                <button class="btn push" type="button" id="note-meeting" on:click=move |_| noting.set(true)><Icon name="plus"/>{say!("meet.note")}</button></div>
            {move || next.get().map(|(day, due)| {
                let (class, icon) = if due { ("note note-risk", "risk") } else { ("note note-info", "cal") };
                view! { <div class=class><Icon name=icon/><p>{say!("meet.next", day = day)}</p></div> }
            })}
            {move || all.with(Vec::is_empty).then(|| view! { <p class="soft">{say!("meet.none")}</p> })}
            <ul class="lines-list" hidden=move || all.with(Vec::is_empty)><For each=move || all.get() key=|line| line.clone() let:one>{line(one)}</For></ul>
            {move || noting.get().then(|| view! { <Form id=id noting=noting/> })}
        </section>
    }
}

#[component]
fn Form(id: ClientId, noting: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let begun = write_date(desk.peek(today));
    let [kind, on, text, next] =
        [Kind::Talk.code().to_owned(), begun, String::new(), String::new()].map(RwSignal::new);
    let [on_fault, text_fault, next_fault] = [(); 3].map(|()| RwSignal::new(String::new()));
    let kinds: Vec<_> =
        Kind::ALL.iter().map(|kind| (kind.code().to_owned(), say_dyn!("meet_kind.", kind.code()))).collect();
    let leave = move || {
        noting.set(false);
        focus::focus_soon("note-meeting");
    };
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        for fault in [on_fault, text_fault, next_fault] {
            fault.set(String::new());
        }
        let fine = (|| {
            let no_day = || say!("meet.no_day").to_owned();
            let text = Note::new(&text.get_untracked()).map_err(|wrong| (text_fault, errors::text(wrong)))?;
            let on = on.with_untracked(|t| read_date(t)).ok_or_else(|| (on_fault, no_day()))?;
            let next = match next.get_untracked() {
                empty if empty.trim().is_empty() => None,
                typed => Some(read_date(&typed).ok_or_else(|| (next_fault, no_day()))?),
            };
            let kind = kind.with_untracked(|code| Kind::parse(code)).unwrap_or(Kind::Talk);
            let next = next.filter(|_| kind == Kind::Talk);
            desk.attempt(Edit::Meet(id, Box::new(Meeting { kind, on, text }), next)).map_err(|trouble| {
                match &trouble {
                    Trouble::Refused(Refusal::Future) => (on_fault, say!("meet.ahead").to_owned()),
                    Trouble::Refused(Refusal::PromisePast) => {
                        (next_fault, say!("meet.next_fault").to_owned())
                    }
                    _ => (text_fault, errors::trouble_or(&trouble, say!("meet.no_text"))),
                }
            })
        })();
        match fine {
            Ok(_) => leave(),
            Err((place, words)) => {
                place.set(words);
                focus::focus_first_soon(".meeting-form [aria-invalid]");
            }
        }
    };
    let talks = Memo::new(move |_| kind.with(|code| code == Kind::Talk.code()));
    view! {
        <Dialog title=say!("meet.dialog", name = name_of(desk, id)) on_close=Callback::new(move |()| leave())>
            <form class="stack meeting-form" novalidate=true on:submit=submit>
                <SelectField label=say!("meet.kind") value=kind options=Signal::stored(kinds)/>
                <AreaField label=say!("meet.came") hint=say!("meet.came_hint") value=text fault=text_fault/>
                <div class="field-row">
                    <TextField label=say!("meet.on") kind="date" value=on fault=on_fault/>
                    {move || talks.get().then(|| view! { <TextField label=say!("meet.again") kind="date" value=next fault=next_fault/> })}
                </div>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| leave()>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("button.save")}</button>
                </div>
            </form>
        </Dialog>
    }
}

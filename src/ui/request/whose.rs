//! Whom a request is for, and for which service: changed where it stands. Where another agreement, or the same one with
//! other terms, would measure it then, the deadlines that brings are said before it is kept.

use super::edit::{Line, Slot, keep, slot_text};
use super::{look_now, moment_words, shown_zone, strong};
use crate::domain::clock::ClockKind;
use crate::domain::columns::too_many_for;
use crate::domain::decide::moved_to;
use crate::domain::ident::{ClientId, RequestId, ServiceId};
use crate::domain::moment::Moment;
use crate::domain::request::Request;
use crate::domain::text::Name;
use crate::domain::timebook::Clocks;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::clock::what;
use crate::words::{Part, say_parts};
use leptos::prelude::*;

/// The request as it would be for what is typed.
fn other(ledger: &Ledger, request: &Request, slot: Slot, text: &str, now: Moment) -> Request {
    let desk = ledger.desk();
    let said = !text.trim().is_empty();
    // One that is not there yet fits no agreement but those for everybody.
    let client = || said.then(|| desk.client_named(text).unwrap_or(ClientId::from_parts(0, 0)));
    let service = || said.then(|| desk.service_named(text).unwrap_or(ServiceId::from_parts(0, 0)));
    match slot {
        Slot::Client => moved_to(desk, request, client(), request.service, now),
        _ => moved_to(desk, request, request.client, service(), now),
    }
}

/// What another client or service would do to the deadlines, or another owner to what is in one hand; none where it does
/// nothing to them.
fn preview(
    ledger: &Ledger,
    (id, request): (RequestId, &Request),
    slot: Slot,
    text: &str,
    now: Moment,
) -> Option<Vec<Vec<Part>>> {
    if request.stage.is_finished() {
        return None;
    }
    let desk = ledger.desk();
    if slot == Slot::Owner {
        let name = Name::new(text).ok()?;
        let (n, limit) = too_many_for(desk, &name, &[id])?;
        return Some(vec![say_parts!("fact.owner_heavy", name = name.as_str(), n = n, limit = limit)]);
    }
    let other = other(ledger, request, slot, text, now);
    if request.pin() == other.pin() {
        return None;
    }
    let word = if text.trim().is_empty() { say!("fact.whose_none") } else { text.trim() };
    let named = other.pin().and_then(|(id, number)| {
        let name = desk.agreement(id)?.name.as_ref().map(Name::to_string)?;
        Some(say!("why.version", name = name, n = number))
    });
    let mut lines = vec![match named {
        Some(name) => say_parts!("fact.whose", word = word, agreement = name),
        None => say_parts!("fact.whose_free", word = word),
    }];
    let read = |request: &Request| ledger.book().read(desk, request, now);
    let (before, after) = (read(request), read(&other));
    before.as_ref().or(after.as_ref())?;
    let zone = shown_zone(ledger);
    let at = |due: Option<Moment>| due.map(|due| moment_words(&zone, due, now));
    for kind in ClockKind::ALL {
        let of = |clocks: Option<&Clocks<'_>>| clocks.map(|clocks| *clocks.of(kind));
        let (old, new) = (of(before.as_ref()), of(after.as_ref()));
        if old.is_some_and(|old| old.stopped.is_some()) {
            continue;
        }
        let what = what(kind);
        match (at(old.and_then(|old| old.due)), at(new.and_then(|new| new.due))) {
            (Some(old), Some(new)) if old != new => {
                lines.push(say_parts!("fact.whose_due", what = what, old = old, new = new));
            }
            (Some(old), None) => lines.push(say_parts!("fact.whose_gone", what = what, old = old)),
            (None, Some(new)) => lines.push(say_parts!("fact.whose_new", what = what, new = new)),
            _ => {}
        }
    }
    Some(lines)
}

/// One line that is kept when it is left, or asks first where deadlines would move. `names` are proposed while typing.
#[component]
pub fn WhoseEdit(
    id: RequestId,
    field: Slot,
    /// The id of what names it.
    #[prop(into)]
    labelled_by: String,
    /// Proposals.
    names: Vec<String>,
    /// Shown while it is empty.
    #[prop(optional)]
    placeholder: &'static str,
) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let kept = slot_text(desk, id, field);
    let fault = RwSignal::new(String::new());
    let draft = RwSignal::new(None::<String>);
    let text = Memo::new(move |_| draft.get().unwrap_or_else(|| kept.get()));
    let looked = move |text: &str| {
        look_now(desk, now, id, |ledger, request, now| preview(ledger, (id, request), field, text, now))
            .flatten()
    };
    let shown = Memo::new(move |_| draft.get().and_then(|text| looked(&text)));
    let apply = move |text: &str| {
        fault.set(keep(desk, id, field, text).err().unwrap_or_default());
        draft.set(None);
    };
    let leave = Callback::new(move |text: String| {
        let same = text.trim() == kept.get_untracked();
        match untrack(|| looked(&text)).filter(|_| !same) {
            Some(_) => draft.set(Some(text)),
            None => apply(&text),
        }
    });
    view! {
        <Line text=text fault=fault labelled_by=labelled_by names=names placeholder=placeholder on_leave=leave/>
        <div class="stack stack-2" role="status" data-typed=move || draft.with(Option::is_some).then_some("")>
            {move || shown.get().zip(draft.get()).map(|(lines, text)| {
                let word = if text.trim().is_empty() { say!("fact.whose_none").to_owned() } else { text.trim().to_owned() };
                let stay = move || match kept.get_untracked() {
                    none if none.is_empty() => say!("fact.whose_none").to_owned(),
                    name => name,
                };
                view! {
                    {lines.into_iter().map(|line| view! { <p class="small soft">{strong(line)}</p> }).collect_view()}
                    <div class="row">
                        <button class="btn btn-s btn-main" type="button" on:click=move |_| apply(&text)>{say!("fact.whose_do", word = word)}</button>
                        <button class="btn btn-s" type="button" on:click=move |_| draft.set(None)>{say!("fact.whose_keep", word = stay())}</button>
                    </div>
                }
            })}
        </div>
    }
}

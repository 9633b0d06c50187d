//! Putting a request elsewhere in the order, with the reason and with who waits for it.

use super::Order;
use crate::domain::deciding::{TriageEdit, TriageRefusal};
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::RequestId;
use crate::domain::text::Note;
use crate::domain::triage::{OutsideFirst, manner};
use crate::say;
use crate::store::ledger::Trouble;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{AreaField, SelectField};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, locale};
use leptos::prelude::*;

fn reference(desk: Desk, id: RequestId) -> String {
    desk.peek(|l| l.desk().request(id).map(|r| r.reference.to_string())).unwrap_or_default()
}

/// The form.
#[component]
pub fn SeatDialog(id: RequestId, asking: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let order = expect_context::<Order>();
    let list = order.open.get_untracked();
    let from = list.iter().position(|other| *other == id).unwrap_or(0);
    let others: Vec<RequestId> = list.into_iter().filter(|other| *other != id).collect();
    let last = others.len();
    let (to, why) = (RwSignal::new("0".to_owned()), RwSignal::new(String::new()));
    let (fault, why_fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let mut options = vec![("0".to_owned(), say!("place.first").to_owned())];
    let between = others.iter().enumerate().skip(1).filter(|(at, _)| *at != from);
    options.extend(
        between.map(|(at, other)| (at.to_string(), say!("place.before", name = reference(desk, *other)))),
    );
    if last > 0 {
        options.push((last.to_string(), say!("place.last").to_owned()));
    }
    let place = move || to.with(|to| to.parse::<usize>().unwrap_or(0));
    let waits = Memo::new(move |_| {
        let passed: Vec<RequestId> = others.get(place()..from).unwrap_or_default().to_vec();
        let outside = desk.peek(|l| {
            let asked = manner(l.desk()).outside != OutsideFirst::NotAsked;
            let waits = |id: &RequestId| {
                l.desk().request(*id).is_some_and(|r| r.triage.look(|a| a.outside == Some(true)))
            };
            asked && !waits(&id) && passed.iter().any(waits)
        });
        (passed.iter().map(|id| reference(desk, *id)).collect::<Vec<_>>(), outside)
    });
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let note = match Note::new(&why.get_untracked()) {
            Ok(note) => note,
            Err(wrong) => return why_fault.set(errors::text(wrong)),
        };
        let edit = TriageEdit::Place(to.with_untracked(|to| to.parse().unwrap_or(0)), note);
        match desk.attempt(Edit::Triage(id, Box::new(edit))) {
            Ok(_) => asking.set(false),
            Err(trouble @ Trouble::Refused(Refusal::Triage(TriageRefusal::OverrideReason))) => {
                why_fault.set(errors::trouble(&trouble));
            }
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    let names = move || waits.with(|(names, _)| (names.len(), locale().list(names)));
    view! {
        <Dialog title=say!("place.change_title", name = reference(desk, id)) on_close=Callback::new(move |()| asking.set(false))>
            <form class="stack stack-4" novalidate=true on:submit=submit>
                <SelectField label=say!("place.where") value=to options=Signal::stored(options) fault=fault/>
                <AreaField label=say!("place.why") hint=say!("place.why_hint") value=why fault=why_fault rows=2/>
                <div role="status">
                    {move || (names().0 > 0).then(|| view! { <p class="note"><Icon name="pause"/><span>{say!("place.waits", names = names().1, n = names().0)}</span></p> })}
                    {move || waits.with(|w| w.1).then(|| view! { <p class="note note-risk"><Icon name="risk"/><span>{say!("place.waits_outside")}</span></p> })}
                </div>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| asking.set(false)>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("place.do")}</button>
                </div>
            </form>
        </Dialog>
    }
}

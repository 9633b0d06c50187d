//! Not now: why, until when or until what, what they can do meanwhile, and the message made of it.

use super::decline::{About, Answers, about, refused_no};
use super::leading::{Cited, Leading, LeadingOn};
use super::letter::{Message, framed};
use super::{dated_of, look, read_local, shown_zone};
use crate::browser::focus;
use crate::domain::deciding::TriageEdit;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::DeclineReason;
use crate::domain::text::Note;
use crate::domain::triage::Deferral;
use crate::domain::zone::ZoneTable;
use crate::say;
use crate::store::ledger::Trouble;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::notice::NoticeBar;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{AreaField, SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say_dyn, time};
use leptos::prelude::*;
use std::sync::Arc;

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    category: RwSignal<String>,
    reason: RwSignal<String>,
    alternative: RwSignal<String>,
    until: RwSignal<String>,
    condition: RwSignal<String>,
    reason_fault: RwSignal<String>,
    other_fault: RwSignal<String>,
    until_fault: RwSignal<String>,
    way_on: Leading,
}

impl Typed {
    /// What was typed for a no before it became a "not now" is taken over.
    fn new(no: Option<Answers>) -> Typed {
        let text = || RwSignal::new(String::new());
        let of = |pick: fn(Answers) -> RwSignal<String>| {
            RwSignal::new(no.map(|no| pick(no).get_untracked()).unwrap_or_default())
        };
        let kind = no.and_then(|no| no.category.get_untracked()).unwrap_or(DeclineReason::Capacity);
        Typed {
            category: RwSignal::new(kind.code().to_owned()),
            reason: of(|no| no.reason),
            alternative: of(|no| no.alternative),
            until: text(),
            condition: text(),
            reason_fault: text(),
            other_fault: text(),
            until_fault: text(),
            way_on: Leading::new(no.map(|no| no.way_on)),
        }
    }

    fn moment(self, zone: &ZoneTable) -> Option<Moment> {
        self.until.with(|text| read_local(text)).map(|local| zone.from_local(local))
    }

    /// The decision, or the faults beside their fields.
    fn deferral(self, zone: &ZoneTable) -> Option<Deferral> {
        for fault in [self.reason_fault, self.other_fault, self.until_fault] {
            fault.set(String::new());
        }
        let note = |text: RwSignal<String>, fault: RwSignal<String>| {
            Note::new(&text.get_untracked()).map_err(|wrong| fault.set(errors::text(wrong))).ok()
        };
        let until = untrack(|| self.moment(zone));
        if until.is_none() && self.until.with_untracked(|text| !text.trim().is_empty()) {
            self.until_fault.set(say!("defer.no_date").to_owned());
            return None;
        }
        Some(Deferral {
            category: DeclineReason::parse(&self.category.get_untracked()),
            reason: note(self.reason, self.reason_fault)?,
            alternative: note(self.alternative, self.other_fault)?,
            until,
            condition: note(self.condition, self.until_fault)?,
        })
    }

    fn refused(self, trouble: &Trouble) {
        if !refused_no(trouble, self.alternative, self.reason_fault, self.other_fault) {
            self.until_fault.set(errors::trouble(trouble));
        }
    }
}

/// The paragraphs of the message.
fn letter(about: &About, typed: Typed, at: Option<String>, promised: &str) -> Vec<String> {
    let (reason, other) = (typed.reason.get(), typed.alternative.get());
    let (reason, other) = (reason.trim(), other.trim());
    let (kind, way) = (typed.category.get(), about.way());
    let mut why = match about.theirs {
        true => say_dyn!("defer.because_theirs.", &kind),
        false => say_dyn!("defer.because.", &kind),
    };
    if !reason.is_empty() {
        why.push(' ');
        why.push_str(reason);
    }
    let back = match (at, typed.condition.get().trim()) {
        (Some(at), _) => say!("defer.until_text", at = at, way = way),
        (None, "") => String::new(),
        (None, text) => say!("defer.when_text", text = text, way = way),
    };
    let meanwhile = if other.is_empty() { String::new() } else { say!("defer.meanwhile", text = other) };
    let thanks = say!("defer.thanks", title = about.title.as_str(), way = way);
    let old = if promised.is_empty() {
        String::new()
    } else {
        say!("defer.promise_text", at = promised, way = way)
    };
    let mut middle = vec![thanks, why, old, back, meanwhile];
    middle.extend(typed.way_on.told(way));
    middle.push(say!("defer.last", way = way));
    framed(about, middle)
}

/// The form. `close` is told whether it was put off.
#[component]
pub fn DeferDialog(
    id: RequestId,
    close: Callback<bool>,
    /// What is typed for a no already.
    #[prop(optional)]
    no: Option<Answers>,
) -> impl IntoView {
    let desk = use_desk();
    let shown = Memo::new(move |_| look(desk, id, about).unwrap_or_default());
    let zone = zone(desk);
    let typed = Typed::new(no);
    let promised = desk.peek(|l| {
        let request = l.desk().request(id)?;
        Some(dated_of(l, request, request.promise()?.date))
    });
    let promised = promised.unwrap_or_default();
    let taken_back = (!promised.is_empty()).then(|| say!("defer.promise", at = promised.as_str()));
    let paragraphs = Memo::new({
        let zone = zone.clone();
        move |_| {
            let at = typed.moment(&zone);
            let at = at.and_then(|at| desk.peek(|l| Some(dated_of(l, l.desk().request(id)?, at))));
            shown.with(|about| letter(about, typed, at, &promised))
        }
    });
    let hint = say!("defer.until_hint", zone = time::place(zone.name()));
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let read = typed.deferral(&zone).zip(typed.way_on.read());
        let edit = read.map(|(d, way_on)| Edit::Triage(id, Box::new(TriageEdit::Defer(Box::new(d), way_on))));
        match edit.map(|edit| desk.attempt(edit)) {
            Some(Ok(_)) => return close.run(true),
            Some(Err(trouble)) => typed.refused(&trouble),
            None => {}
        }
        focus::focus_first_soon(".defer [aria-invalid=true]");
    };
    let kinds: Vec<(String, String)> = DeclineReason::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), say_dyn!("decline.", kind.code())))
        .collect();
    let (name, client, way) = shown.with_untracked(|a| (a.reference.clone(), a.client.clone(), a.way()));
    view! {
        <Dialog title=say!("defer.title", name = name) class="dialog-wide" on_close=Callback::new(move |()| close.run(false))>
            <form class="stack stack-4 defer" novalidate=true on:submit=submit>
                <p class="soft small">{say!("defer.lead", client = client.as_str(), way = way)}</p>
                <SelectField label=say!("defer.why") value=typed.category options=Signal::stored(kinds)/>
                <Cited shown=shown reason=typed.reason form=".defer"/>
                <div class="two">
                    <AreaField label=say!("defer.reason") hint=say!("no.reason_hint", client = client.as_str(), way = way) value=typed.reason fault=typed.reason_fault/>
                    <AreaField label=say!("defer.alternative", way = way) hint=say!("defer.alternative_hint") value=typed.alternative fault=typed.other_fault/>
                </div>
                <div class="two">
                    <TextField label=say!("defer.until") kind="datetime-local" hint=hint value=typed.until fault=typed.until_fault/>
                    <TextField label=say!("defer.condition") hint=say!("defer.condition_hint") value=typed.condition/>
                </div>
                <LeadingOn shown=shown typed=typed.way_on/>
                {taken_back.map(|words| view! { <p class="note"><Icon name="flag"/><span>{words}</span></p> })}
                <Message shown=shown paragraphs=paragraphs top=true/>
                <p class="muted small">{say!("defer.clock", client = client, way = way)}</p>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| close.run(false)>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("defer.do")}</button>
                </div>
            </form>
            <NoticeBar/>
        </Dialog>
    }
}

/// The clock by which dates are typed.
pub fn zone(desk: Desk) -> Arc<ZoneTable> {
    desk.peek(shown_zone)
}

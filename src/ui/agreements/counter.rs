//! What the client would have instead of what is proposed: written down beside the offer, taken over into a draft, or
//! answered with why not. All of them stay with the agreement.

use super::form::{Cell, Form, amount_words};
use super::targets::{WishedTable, wished_cells};
use super::team_name;
use super::versions::calendar_words;
use crate::browser::{focus, typed};
use crate::domain::agreement::{Side, Status};
use crate::domain::clock::ClockKind;
use crate::domain::counter::{Counter, CounterAnswer, Countered};
use crate::domain::edit::Edit;
use crate::domain::ident::AgreementId;
use crate::domain::request::Priority;
use crate::domain::text::{Name, Note};
use crate::domain::threshold::Threshold;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::field::{AreaField, SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, errors, locale, say, say_dyn};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A wish in words.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Told {
    /// Its number.
    pub number: u32,
    /// Who, when and why.
    pub head: String,
    /// What is wished.
    pub lines: Vec<String>,
    /// What came of it.
    pub state: String,
    /// It is not answered yet.
    pub open: bool,
}

/// The wishes that answer a version of an agreement, or any of them, newest last.
pub fn told(ledger: &Ledger, id: AgreementId, client: &str, version: Option<u32>) -> Vec<Told> {
    let Some(agreement) = ledger.desk().agreement(id) else { return Vec::new() };
    let wanted = |countered: &Countered| version.is_none_or(|number| number == countered.wish.version);
    let all = agreement.counters.iter().filter(|(_, countered)| wanted(countered));
    all.map(|(number, countered)| {
        let wish = &countered.wish;
        let zone = ledger.desk().team().zone.as_deref().unwrap_or("UTC");
        let date = locale().date(countered.at.0, zone, DateStyle::Date);
        let head = say!(
            "counter.said",
            name = wish.by.as_str(),
            date = date,
            version = wish.version,
            reason = wish.reason.as_str()
        );
        let state = match &countered.answer {
            None => say!("counter.open").to_owned(),
            Some(CounterAnswer::Taken(version)) => say!("counter.taken", n = *version),
            Some(CounterAnswer::Refused(why)) => say!("counter.refused", reason = why.as_str()),
        };
        let lines = lines(ledger, wish, client);
        Told { number: *number, head, lines, state, open: countered.answer.is_none() }
    })
    .collect()
}

fn lines(ledger: &Ledger, wish: &Counter, client: &str) -> Vec<String> {
    let target = |((clock, priority), (amount, basis)): (&(ClockKind, Priority), &(_, _))| {
        let priority = say_dyn!("priority.", priority.code());
        say!(
            "counter.target",
            priority = priority,
            what = what(*clock),
            amount = amount_words(*amount, *basis)
        )
    };
    let mut out: Vec<String> = wish.targets.iter().map(target).collect();
    out.extend(wish.calendar.map(|id| say!("counter.hours", name = calendar_words(ledger, Some(id)))));
    let team = team_name(ledger);
    out.extend(wish.duties.iter().map(|(side, text)| {
        let who = if *side == Side::Provider { team.as_str() } else { client };
        say!("counter.duty", who = who, text = text.as_str())
    }));
    out
}

/// The fields of a wish.
#[derive(Clone, Copy)]
struct Fields {
    by: RwSignal<String>,
    reason: RwSignal<String>,
    cells: StoredValue<Vec<Cell>>,
    calendar: RwSignal<String>,
    ours: RwSignal<String>,
    theirs: RwSignal<String>,
}

impl Fields {
    fn new() -> Fields {
        let text = RwSignal::<String>::default;
        Fields {
            by: text(),
            reason: text(),
            cells: StoredValue::new(wished_cells(|_, _| None)),
            calendar: text(),
            ours: text(),
            theirs: text(),
        }
    }

    /// What is written; a sentence where it cannot be read.
    fn read(self) -> Result<Counter, String> {
        let mut targets = BTreeMap::new();
        for cell in self.cells.get_value() {
            if let Some(target) = cell.target(Threshold::USUAL_WARNING)? {
                targets.insert((cell.clock, cell.priority), (target.amount, target.basis));
            }
        }
        let note = |text: RwSignal<String>| text.with(|t| Note::new(t)).map_err(errors::text);
        let mut duties = Vec::new();
        for (side, text) in [(Side::Provider, self.ours), (Side::Client, self.theirs)] {
            duties.extend(Some((side, note(text)?)).filter(|(_, text)| !text.is_empty()));
        }
        let by = self.by.with(|name| Name::new(name)).map_err(|_| say!("counter.no_name").to_owned())?;
        let calendar = self.calendar.with(|id| id.parse().ok());
        let reason = note(self.reason)?;
        if reason.is_empty() {
            return Err(say!("counter.no_reason").to_owned());
        }
        Ok(Counter { version: 0, by, reason, targets, calendar, duties })
    }

    fn clear(self) {
        for field in [self.by, self.reason, self.calendar, self.ours, self.theirs] {
            field.set(String::new());
        }
        self.cells.get_value().iter().for_each(|cell| cell.amount.set(String::new()));
    }
}

/// What the client would have instead, where something is proposed or was.
#[component]
pub fn Countering(
    form: Form,
    id: AgreementId,
    client: Signal<String>,
    /// Opens the form anew.
    again: RwSignal<u32>,
) -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| desk.read(Bell::Others, |l| told(l, id, &client.get(), None)));
    let offered = Memo::new(move |_| {
        desk.read(Bell::Others, |l| {
            let newest = l.desk().agreement(id).and_then(|agreement| agreement.newest());
            newest.is_some_and(|(_, version)| version.status == Status::Proposed)
        })
    });
    let shown = Memo::new(move |_| offered.get() || all.with(|all| !all.is_empty()));
    move || {
        shown.get().then(|| view! {
            <section class="box stack stack-4" aria-labelledby="counter">
                <div class="box-head"><div><h2 id="counter" tabindex="-1">{move || say!("counter.title", client = client.get())}</h2><p>{say!("counter.text")}</p></div></div>
                // One that is answered is drawn anew; what is typed to another stays.
                <For each=move || all.get() key=Told::clone let:one><Wish form=form id=id told=one again=again/></For>
                {move || offered.get().then(|| view! { <Writing id=id/> })}
            </section>
        })
    }
}

/// One wish, and what is said to it.
#[component]
fn Wish(form: Form, id: AgreementId, told: Told, again: RwSignal<u32>) -> impl IntoView {
    let desk = use_desk();
    let Told { number, head, lines, state, open } = told;
    let (why, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let not_taken = RwSignal::new(String::new());
    // Taken over, it stands in the fields above, which are opened anew: what is typed in them and not kept would go.
    let take = move |ev: web_sys::MouseEvent| {
        if desk.peek(|l| form.is_touched(l)) || typed::beside(&ev, "[role=group]") {
            return not_taken.set(say!("counter.typed").to_owned());
        }
        match desk.attempt(Edit::TakeCounter(id, number)) {
            Ok(_) => {
                typed::forget();
                again.update(|n| *n += 1);
                focus::focus_first_soon("main h1");
            }
            Err(trouble) => not_taken.set(errors::trouble(&trouble)),
        }
    };
    let refuse = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        match why.with_untracked(|text| Note::new(text)) {
            Ok(text) if text.is_empty() => fault.set(say!("counter.no_why").to_owned()),
            Ok(text) => match desk.attempt(Edit::RefuseCounter(id, number, text)) {
                Ok(_) => focus::focus_soon("counter"),
                Err(trouble) => fault.set(errors::trouble(&trouble)),
            },
            Err(wrong) => fault.set(errors::text(wrong)),
        }
    };
    view! {
        <div class="stack stack-2" role="group" aria-label=say!("counter.wish", n = number)>
            <p>{head}</p>
            <ul class="changes">{lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
            <p><b>{state}</b></p>
            {open.then(|| view! {
                <form class="stack stack-2" novalidate on:submit=refuse>
                    <div><button class="btn btn-main" type="button" on:click=take>{say!("counter.take")}</button></div>
                    <div role="alert">{move || (!not_taken.with(String::is_empty)).then(|| view! { <p class="error"><Icon name="late"/><span>{not_taken.get()}</span></p> })}</div>
                    <TextField label=say!("counter.why_not") value=why fault=fault/>
                    <div><button class="btn" type="submit">{say!("counter.refuse")}</button></div>
                </form>
            })}
        </div>
    }
}

/// The form of a new wish.
#[component]
fn Writing(id: AgreementId) -> impl IntoView {
    let desk = use_desk();
    let fields = Fields::new();
    let fault = RwSignal::new(String::new());
    let calendars = Signal::derive(move || {
        let mut list = vec![(String::new(), say!("counter.same_hours").to_owned())];
        list.extend(desk.read(Bell::Others, |l| {
            let name = |n: &Option<Name>| n.as_ref().map(Name::to_string).unwrap_or_default();
            l.desk().calendars().map(|(id, c)| (id.to_string(), name(&c.name))).collect::<Vec<_>>()
        }));
        list
    });
    let save = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let wish = untrack(|| fields.read());
        let done = wish.and_then(|wish| {
            desk.attempt(Edit::Counter(id, Box::new(wish))).map_err(|t| errors::trouble(&t))
        });
        fault.set(done.as_ref().err().cloned().unwrap_or_default());
        if done.is_ok() {
            fields.clear();
        }
    };
    view! {
        <details class="more"><summary>{say!("counter.begin")}</summary>
            <form class="stack stack-4" novalidate on:submit=save>
                <TextField label=say!("counter.by") value=fields.by/>
                <AreaField label=say!("counter.why") value=fields.reason rows=2/>
                <WishedTable cells=fields.cells caption=say!("counter.targets") described="counter-fault"
                    called=|what, priority| (say!("counter.amount", what = what.as_str(), priority = priority.as_str()), say!("counter.unit", what = what, priority = priority))/>
                <SelectField label=say!("counter.calendar") value=fields.calendar options=calendars/>
                <TextField label=say!("counter.ours") value=fields.ours/>
                <TextField label=say!("counter.theirs") value=fields.theirs/>
                <div role="alert" id="counter-fault">{move || (!fault.with(String::is_empty)).then(|| view! { <p class="error"><Icon name="late"/><span>{fault.get()}</span></p> })}</div>
                <div><button class="btn" type="submit">{say!("counter.save")}</button></div>
            </form>
        </details>
    }
}

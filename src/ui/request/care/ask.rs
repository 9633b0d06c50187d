//! The one small form for everything that is noted of a request: what is asked in it depends on what is noted.

use super::super::reply::HintsOf;
use super::super::{client_of, look};
use super::{note, use_asking};
use crate::browser::focus;
use crate::domain::agreed::escalates_to;
use crate::domain::agreeing::AgreedDay;
use crate::domain::care::{CareFact, Tie};
use crate::domain::caring::CareEdit;
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::request::{Channel, Request};
use crate::domain::sieve::day;
use crate::domain::text::{Name, Note, TextFault, Title};
use crate::route::Route;
use crate::say;
use crate::store::ledger::{Ledger, Trouble};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::go;
use crate::ui::parts::dialog::{Dialog, fresh_id};
use crate::ui::parts::field::{AreaField, SelectField, TextField};
use crate::words::{errors, say_dyn};
use leptos::prelude::*;

/// What is noted.
#[derive(Clone, Copy, PartialEq)]
pub enum Ask {
    Chased,
    Asked,
    Answered,
    Restated,
    Understood,
    Talked,
    Risk,
    Blocked,
    Unblocked,
    Escalated,
    Settled,
    Confirmed,
    Rated,
    Benefit,
    Thanked,
    Complained,
    Replied,
    Reopened,
    /// Another date, agreed with the client.
    Agreed,
    /// What was done long ago is followed by a request of its own.
    Followed,
    /// The client took it back.
    Withdrawn,
    Tied,
}

impl Ask {
    /// The last part of the keys of its words.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Ask::Chased => "chased",
            Ask::Asked => "asked",
            Ask::Answered => "answered",
            Ask::Restated => "restated",
            Ask::Understood => "understood",
            Ask::Talked => "talked",
            Ask::Risk => "risk",
            Ask::Blocked => "blocked",
            Ask::Unblocked => "unblocked",
            Ask::Escalated => "escalated",
            Ask::Settled => "settled",
            Ask::Confirmed => "confirmed",
            Ask::Rated => "rated",
            Ask::Benefit => "benefit",
            Ask::Thanked => "thanked",
            Ask::Complained => "complained",
            Ask::Replied => "replied",
            Ask::Reopened => "reopened",
            Ask::Agreed => "agreed",
            Ask::Followed => "followed",
            Ask::Withdrawn => "withdrawn",
            Ask::Tied => "tied",
        }
    }

    const fn has_channel(self) -> bool {
        matches!(self, Ask::Chased | Ask::Talked)
    }

    const fn has_person(self) -> bool {
        matches!(self, Ask::Blocked | Ask::Escalated | Ask::Confirmed | Ask::Understood | Ask::Agreed)
    }

    const fn has_day(self) -> bool {
        matches!(self, Ask::Asked | Ask::Blocked | Ask::Escalated | Ask::Agreed)
    }

    const fn has_text(self) -> bool {
        !matches!(self, Ask::Confirmed | Ask::Understood | Ask::Tied)
    }
}

/// What is being asked for now.
#[derive(Clone, Copy)]
pub struct Asking(RwSignal<Option<Ask>>, StoredValue<Option<web_sys::Element>, LocalStorage>);

impl Asking {
    /// Nothing is asked for.
    pub fn new() -> Asking {
        Asking(RwSignal::new(None), StoredValue::new_local(None))
    }

    /// Asks; afterwards the focus goes back to where it is now.
    pub fn ask(self, what: Ask) {
        self.1.set_value(focus::focused());
        self.0.set(Some(what));
    }

    fn leave(self) {
        self.0.set(None);
        let back = self.1.try_update_value(Option::take).flatten();
        crate::browser::pace::after_frame(move || {
            // What led here may be gone, or be in a menu that has closed.
            if !back.is_some_and(|element| element.is_connected() && focus::focus(&element)) {
                focus::focus_soon("sheet-title");
            }
        });
    }
}

/// The form, while something is asked for.
#[component]
pub fn Asks(id: RequestId) -> impl IntoView {
    let asking = use_asking();
    move || asking.0.get().map(|what| view! { <Form id=id what=what/> })
}

/// What is typed and chosen.
#[derive(Clone, Copy)]
struct Typed {
    text: RwSignal<String>,
    person: RwSignal<String>,
    day: RwSignal<String>,
    channel: RwSignal<String>,
    result: RwSignal<String>,
    manner: RwSignal<String>,
    tie: RwSignal<String>,
    other: RwSignal<String>,
}

impl Typed {
    fn begun(what: Ask, ledger: &Ledger, request: &Request) -> Typed {
        let text = |text: String| RwSignal::new(text);
        let kept = request.care.kept();
        let block = kept.and_then(|kept| kept.blocked.as_ref()).filter(|_| what == Ask::Blocked);
        let person = match what {
            Ask::Blocked => match block {
                Some(block) => super::name_or(block.owner.as_ref(), ""),
                None => super::name_or(request.owner.as_ref().or(ledger.actor()), ""),
            },
            Ask::Escalated => super::name_or(named_for(ledger, request), ""),
            Ask::Confirmed | Ask::Understood | Ask::Agreed => super::name_or(request.requester.as_ref(), ""),
            _ => String::new(),
        };
        let first = match what {
            Ask::Blocked => block.map(|block| block.step.to_string()),
            Ask::Risk => kept.and_then(|kept| kept.risk.as_ref()).map(|(_, why)| why.to_string()),
            Ask::Restated => kept.and_then(|kept| kept.restated.as_ref()).map(|(_, text)| text.to_string()),
            Ask::Benefit => kept.and_then(|kept| kept.benefit.as_ref()).map(Note::to_string),
            _ => None,
        };
        let date = block.and_then(|block| block.date).map(|day| day.to_string());
        Typed {
            text: text(first.unwrap_or_default()),
            person: text(person),
            day: text(date.unwrap_or_default()),
            channel: text(Channel::Mail.code().to_owned()),
            result: text(String::new()),
            manner: text(String::new()),
            tie: text(Tie::Blocks.code().to_owned()),
            other: text(String::new()),
        }
    }

    /// What it comes to, or what is wrong, and with which field.
    fn edit(self, what: Ask, id: RequestId, desk: Desk) -> Result<Edit, (Field, String)> {
        let in_text = |wrong| (Field::Text, errors::text(wrong));
        let nobody = || say_dyn!("care.nobody_named.", what.code());
        let beside = |wrong| match wrong {
            TextFault::Empty => (Field::Other, nobody()),
            long => (Field::Other, errors::text(long)),
        };
        let text = Note::new(&self.text.get_untracked()).map_err(in_text)?;
        let person = || self.person.with_untracked(|name| Name::new(name)).map_err(beside);
        let person_if = || match self.person.with_untracked(|name| name.trim().is_empty()) {
            true => Ok(None),
            false => person().map(Some),
        };
        let date = || match self.day.with_untracked(|text| text.trim().to_owned()) {
            text if text.is_empty() => Ok(None),
            text => day(&text).map(Some).ok_or_else(|| (Field::Day, say!("care.no_day").to_owned())),
        };
        let channel = self.channel.with_untracked(|code| Channel::parse(code)).unwrap_or(Channel::Mail);
        let points = |from: RwSignal<String>| from.with_untracked(|n| n.parse().unwrap_or(0));
        Ok(note(
            id,
            match what {
                Ask::Chased => CareFact::Chased { channel, text },
                Ask::Asked => match date()? {
                    Some(day) => return Ok(Edit::Care(id, CareEdit::Ask(text, day))),
                    None => CareFact::Asked(text),
                },
                Ask::Answered => CareFact::Answered(text),
                Ask::Restated => CareFact::Restated(text),
                Ask::Understood => CareFact::Understood(person_if()?),
                Ask::Talked => CareFact::Talked { channel, text },
                // An empty one would say that the risk is over.
                Ask::Risk if text.is_empty() => {
                    return Err((Field::Text, say_dyn!("care.empty.", what.code())));
                }
                Ask::Risk => CareFact::AtRisk(text),
                Ask::Blocked => CareFact::Blocked { step: text, owner: person_if()?, date: date()? },
                Ask::Unblocked => CareFact::Unblocked(text),
                Ask::Escalated => CareFact::Escalated { to: person()?, due: date()?, why: text },
                Ask::Settled => CareFact::EscalationClosed(text),
                Ask::Confirmed => CareFact::Confirmed(person_if()?),
                Ask::Rated => CareFact::Rated {
                    result: points(self.result),
                    manner: points(self.manner),
                    comment: text,
                },
                Ask::Benefit => CareFact::Benefit(text),
                Ask::Thanked => CareFact::Thanked(text),
                Ask::Complained => CareFact::Complained(text),
                Ask::Replied => CareFact::Replied(text),
                Ask::Agreed => {
                    let day = date()?.ok_or_else(|| (Field::Day, say!("care.day_missing").to_owned()))?;
                    let agreed = AgreedDay { day, by: person()?, why: text };
                    return Ok(Edit::AgreeDate(id, Some(agreed)));
                }
                Ask::Withdrawn => return Ok(Edit::Withdraw(id, text)),
                Ask::Reopened | Ask::Followed => return Ok(Edit::Care(id, CareEdit::Reopen(text))),
                Ask::Tied => {
                    let tie = self.tie.with_untracked(|code| Tie::parse(code)).unwrap_or(Tie::Blocks);
                    let typed = self.other.get_untracked();
                    let other = desk.peek(|ledger| named(ledger, &typed));
                    let missing =
                        if typed.trim().is_empty() { say!("care.no_other") } else { say!("care.no_such") };
                    let other = other.ok_or_else(|| (Field::Other, missing.to_owned()))?;
                    return Ok(Edit::Care(id, CareEdit::Link(tie, other, true)));
                }
            },
        ))
    }
}

/// Whom its agreement names for escalating it now.
fn named_for<'a>(ledger: &'a Ledger, request: &Request) -> Option<&'a Name> {
    let version = ledger.desk().version_of(request)?;
    let clocks = ledger.book().read(ledger.desk(), request, ledger.now())?;
    escalates_to(&version.ladder, &clocks)
}

/// The request a typed text names: by its reference, alone or before its title.
pub fn named(ledger: &Ledger, typed: &str) -> Option<RequestId> {
    let first = typed.split_whitespace().next()?;
    let same = |reference: &str| reference.to_lowercase() == first.to_lowercase();
    ledger.desk().requests().find(|(_, r)| same(&r.reference)).map(|(id, _)| id)
}

/// Open requests to choose from, the newest first.
pub fn others(ledger: &Ledger, id: RequestId) -> Vec<String> {
    let title = |r: &Request| r.title.as_ref().map(Title::to_string).unwrap_or_default();
    let mut all: Vec<String> = ledger
        .desk()
        .requests()
        .filter(|(other, r)| *other != id && !r.stage.is_finished())
        .map(|(_, r)| [&*r.reference, " ", &title(r)].concat())
        .collect();
    all.reverse();
    all.truncate(200);
    all
}

/// Where something is wrong.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    Text,
    Day,
    /// The person, or the other request.
    Other,
}

/// What is wrong with each field.
#[derive(Clone, Copy)]
struct Faults([RwSignal<String>; 3]);

impl Faults {
    fn of(self, field: Field) -> RwSignal<String> {
        let [text, day, other] = self.0;
        match field {
            Field::Text => text,
            Field::Day => day,
            Field::Other => other,
        }
    }
}

impl Ask {
    /// A refusal in words, and the field it is about.
    fn wrong(self, why: &Trouble) -> (Field, String) {
        let field = match why {
            Trouble::Refused(Refusal::PromisePast) if self.has_day() => Field::Day,
            _ if self.has_text() => Field::Text,
            _ => Field::Other,
        };
        match why {
            Trouble::Refused(Refusal::EmptyText) => (field, say_dyn!("care.empty.", self.code())),
            other => (field, errors::trouble(other)),
        }
    }
}

#[component]
fn Form(id: RequestId, what: Ask) -> impl IntoView {
    let (desk, asking) = (use_desk(), use_asking());
    let begun = desk.peek(|ledger| {
        ledger.desk().request(id).map(|r| (Typed::begun(what, ledger, r), client_of(ledger, r)))
    });
    let Some((typed, client)) = begun else { return ().into_any() };
    let faults = Faults([(); 3].map(|()| RwSignal::new(String::new())));
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        faults.0.iter().for_each(|fault| fault.set(String::new()));
        let done =
            typed.edit(what, id, desk).and_then(|edit| desk.attempt(edit).map_err(|why| what.wrong(&why)));
        match done {
            Ok(outcome) => {
                asking.leave();
                if let Some(Subject::Request(other)) = outcome.made {
                    go(&Route::Request(other));
                }
            }
            Err((field, words)) => {
                faults.of(field).set(words);
                focus::focus_first_soon(".note-form [aria-invalid]");
            }
        }
    };
    let title = say_dyn!("care.title.", what.code(), client = client.as_str());
    let leave = Callback::new(move |()| asking.leave());
    view! {
        <Dialog title=title on_close=leave>
            <form class="stack note-form" novalidate=true on:submit=submit>
                <Fields id=id what=what typed=typed faults=faults client=client/>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| asking.leave()>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say_dyn!("care.do.", what.code())}</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Fields(id: RequestId, what: Ask, typed: Typed, faults: Faults, client: String) -> impl IntoView {
    let desk = use_desk();
    let fault = faults.of(Field::Other);
    let channels = [Channel::Mail, Channel::Chat, Channel::Phone, Channel::Person];
    let channels = channels.map(|c| (c.code().to_owned(), say_dyn!("channel.", c.code()))).to_vec();
    let hint = say_dyn!("care.hint.", what.code(), client = client.as_str());
    view! {
        {(what == Ask::Rated).then(|| view! { <Ratings typed=typed client=client.clone()/> })}
        {(what == Ask::Tied).then(|| {
            let known = look(desk, id, |ledger, _| others(ledger, id)).unwrap_or_default();
            view! { <TieFields typed=typed fault=fault known=known/> }
        })}
        {what.has_channel().then(|| view! {
            <SelectField label=say!("care.channel") value=typed.channel options=Signal::stored(channels)/>
        })}
        {what.has_text().then(|| view! {
            <AreaField label=say_dyn!("care.text.", what.code(), client = client.as_str()) hint=hint value=typed.text fault=faults.of(Field::Text)/>
        })}
        {matches!(what, Ask::Asked | Ask::Restated | Ask::Replied).then(|| view! { <HintsOf text=typed.text.into()/> })}
        {what.has_person().then(|| view! {
            <TextField label=say_dyn!("care.person.", what.code()) value=typed.person fault=fault/>
        })}
        {what.has_day().then(|| view! { <TextField label=say_dyn!("care.day.", what.code()) kind="date" value=typed.day fault=faults.of(Field::Day)/> })}
    }
}

/// Result and manner, 1 to 5.
#[component]
fn Ratings(typed: Typed, client: String) -> impl IntoView {
    let options = || {
        let mut all = vec![(String::new(), say!("care.rating_none").to_owned())];
        all.extend((1..=5).map(|n| (n.to_string(), say_dyn!("care.rating.", &n.to_string()))));
        Signal::stored(all)
    };
    view! {
        <SelectField label=say!("care.result", client = client.as_str()) value=typed.result options=options()/>
        <SelectField label=say!("care.manner", client = client.as_str()) value=typed.manner options=options()/>
    }
}

/// How, and to which request.
#[component]
fn TieFields(typed: Typed, fault: RwSignal<String>, known: Vec<String>) -> impl IntoView {
    let ties = Tie::by_hand().map(|t| (t.code().to_owned(), say_dyn!("tie.", t.code()))).collect::<Vec<_>>();
    let list = fresh_id("others");
    view! {
        <SelectField label=say!("care.tie") value=typed.tie options=Signal::stored(ties)/>
        <TextField label=say!("care.other") hint=say!("care.other_hint") value=typed.other fault=fault list=list.clone()/>
        <datalist id=list>{known.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}</datalist>
    }
}

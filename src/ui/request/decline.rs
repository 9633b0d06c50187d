//! Declining: the kind of reason, the reason in words, another way, and the message made of them.

use super::decider::{Against, Decider};
use super::defer::DeferDialog;
use super::leading::{Cited, Leading, LeadingOn};
use super::letter::Letter;
use super::{Drawer, FROM_DECIDING, FROM_DRAWER, client_of, look, team_of};
use crate::browser::focus;
use crate::domain::deciding::{Declining, TriageEdit, TriageRefusal, decider};
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::RequestId;
use crate::domain::request::{DeclineReason, Direction, Request, Stage};
use crate::domain::text::{Name, Note, Title};
use crate::domain::triage::{WhoDeclines, manner};
use crate::route::Route;
use crate::say;
use crate::store::ledger::{Ledger, Trouble};
use crate::ui::desk::use_desk;
use crate::ui::parts::field::{AreaField, some};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::way::Way;
use crate::ui::{go, use_place};
use crate::words::{errors, say_dyn};
use leptos::prelude::*;

/// The form that declines a request, over the board. It goes back to where it was opened.
#[component]
pub fn DeclineDialog() -> impl IntoView {
    let (desk, place) = (use_desk(), use_place());
    let id = Memo::new(move |old: Option<&Option<RequestId>>| match place.get() {
        Route::Decline(id) => Some(id),
        _ => old.copied().flatten(),
    });
    let there = Memo::new(move |_| id.get().is_some_and(|id| desk.request(id, |_| ()).is_some()));
    let (from, deciding) = (FROM_DRAWER.take(), FROM_DECIDING.take());
    let leave = move || {
        if let Route::Decline(id) = place.get() {
            if let Some((_, next)) = deciding.filter(|(one, _)| *one == id) {
                let declined = desk.request(id, |r| r.stage == Stage::Declined).unwrap_or(true);
                return go(&Route::Triage(if declined { next } else { Some(id) }));
            }
            go(&if from == Some(id) { Route::Request(id) } else { place.board() });
        }
    };
    view! {
        <Drawer on_close=Callback::new(move |()| untrack(leave)) content=move |shut| view! {
            {move || match id.get().filter(|_| there.get()) {
                Some(id) => view! { <Form id=id shut=shut/> }.into_any(),
                None => view! {
                    <div class="sheet-head">
                        <h2 id="sheet-title" tabindex="-1">{say!("request.lost")}</h2>
                        <p class="measure">{say!("no.gone")}</p>
                        <p><button class="btn btn-main" type="button" on:click=move |_| shut.run(())>{say!("frame.to_board")}</button></p>
                    </div>
                }.into_any(),
            }}
        }.into_any()/>
    }
}

/// What the form speaks of.
#[derive(Clone, PartialEq, Default)]
pub struct About {
    pub reference: String,
    pub title: String,
    pub client: String,
    pub team: String,
    /// Who asked, where the client did: whom a message greets.
    pub requester: String,
    /// True where the client delivers and the team asks.
    pub theirs: bool,
    pub actor: String,
    pub wrote: String,
    pub purpose: String,
    pub declined: bool,
    /// The goals of the organisation.
    pub goals: Vec<String>,
    /// Who may decline, where that is not anyone.
    pub who: Option<WhoDeclines>,
    /// Who does, as the team has written down.
    pub decider: String,
    /// To whom one turns who sees it differently.
    pub appeal: String,
    /// What its agreement says is not included.
    pub excluded: Vec<String>,
    /// The agreement and its version.
    pub agreement: String,
}

impl About {
    /// The code of who delivers, for sentences that depend on it.
    pub fn way(&self) -> &'static str {
        (if self.theirs { Direction::WeAsk } else { Direction::WeServe }).code()
    }
}

/// What the forms that say no, or not now, speak of.
pub fn about(ledger: &Ledger, request: &Request) -> About {
    let rules = &ledger.desk().team().triage;
    let version = ledger.desk().version_of(request);
    let theirs = request.direction == Direction::WeAsk;
    let agreed = request.pin().and_then(|(id, n)| {
        let name = ledger.desk().agreement(id)?.name.as_ref()?;
        Some(say!("why.version", name = name.as_str(), n = n))
    });
    About {
        reference: request.reference.to_string(),
        title: request.title.as_ref().map(Title::to_string).unwrap_or_default(),
        client: client_of(ledger, request),
        team: team_of(ledger),
        requester: request.requester.as_ref().filter(|_| !theirs).map(Name::to_string).unwrap_or_default(),
        theirs,
        actor: ledger.actor().map(Name::to_string).unwrap_or_default(),
        wrote: request.text.to_string(),
        purpose: request.purpose.to_string(),
        declined: request.stage == Stage::Declined,
        goals: rules.goals().iter().map(Name::to_string).collect(),
        who: Some(manner(ledger.desk()).no).filter(|who| *who != WhoDeclines::Anyone),
        decider: decider(ledger.desk()).map(Name::to_string).unwrap_or_default(),
        appeal: rules.appeal.as_ref().map(Name::to_string).unwrap_or_default(),
        excluded: version.iter().flat_map(|v| v.excludes.values()).map(Note::to_string).collect(),
        agreement: agreed.unwrap_or_default(),
    }
}

#[component]
fn Form(id: RequestId, shut: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    focus::focus_soon("sheet-title");
    let shown = Memo::new(move |_| look(desk, id, about).unwrap_or_default());
    let client = Memo::new(move |_| desk.request(id, |r| r.client).flatten());
    let direction = Memo::new(move |_| desk.request(id, |r| r.direction).unwrap_or(Direction::WeServe));
    let heading = move || shown.with(|a| say!("no.heading", name = a.reference.as_str()));
    view! {
        <div class="sheet-top">
            <button class="icon-btn" type="button" aria-label=say!("no.keep") title=say!("no.keep") on:click=move |_| shut.run(())><Icon name="x"/></button>
            <span class="soft">{move || shown.with(|a| a.reference.clone())}</span>
        </div>
        <header class="sheet-head">
            <p class="row row-base sheet-way"><Way client=client direction=direction big=true/></p>
            <h2 id="sheet-title" tabindex="-1"><span class="sr">{heading}": "</span>{move || shown.with(|a| a.title.clone())}</h2>
        </header>
        <div class="sheet-cols">
            <div class="stack stack-6"><Decision id=id shown=shown shut=shut/></div>
            <Grounds shown=shown/>
        </div>
    }
}

/// What they wrote, beside the form.
#[component]
fn Grounds(shown: Memo<About>) -> impl IntoView {
    let wrote = move || match shown.with(|a| a.wrote.clone()) {
        text if text.is_empty() => say!("no.wrote_none").to_owned(),
        text => text,
    };
    view! {
        <aside class="stack stack-5" aria-label=say!("request.facts")>
            <section class="box stack">
                <h3>{move || shown.with(|a| say!("no.wrote", client = a.client.as_str()))}</h3>
                <p class="small soft prose-text">{wrote}</p>
            </section>
            {move || some(shown.with(|a| a.purpose.clone())).map(|purpose| view! {
                <section class="box stack"><h3>{say!("no.purpose")}</h3><p class="small soft prose-text">{purpose}</p></section>
            })}
        </aside>
    }
}

/// What is being decided: the answers, and what is wrong with them.
#[derive(Clone, Copy)]
pub struct Answers {
    pub category: RwSignal<Option<DeclineReason>>,
    pub reason: RwSignal<String>,
    pub alternative: RwSignal<String>,
    /// The goal it works against; empty for no particular one.
    pub goal: RwSignal<String>,
    /// Who decided, where that is asked.
    pub by: RwSignal<String>,
    pub by_fault: RwSignal<String>,
    pub way_on: Leading,
    pub why_fault: RwSignal<String>,
    pub reason_fault: RwSignal<String>,
    pub other_fault: RwSignal<String>,
}

impl Answers {
    fn new(by: String) -> Answers {
        let text = || RwSignal::new(String::new());
        Answers {
            category: RwSignal::new(None),
            reason: text(),
            alternative: text(),
            goal: text(),
            by: RwSignal::new(by),
            by_fault: text(),
            way_on: Leading::new(None),
            why_fault: text(),
            reason_fault: text(),
            other_fault: text(),
        }
    }

    /// The decision, or the faults beside their fields: of a text that cannot be taken, or of a choice not made.
    fn edit(self, id: RequestId) -> Option<Edit> {
        for fault in [self.why_fault, self.reason_fault, self.other_fault, self.by_fault] {
            fault.set(String::new());
        }
        let note = |text: RwSignal<String>, fault: RwSignal<String>| {
            Note::new(&text.get_untracked()).map_err(|wrong| fault.set(errors::text(wrong))).ok()
        };
        let reason = note(self.reason, self.reason_fault)?;
        let alternative = note(self.alternative, self.other_fault)?;
        let Some(category) = self.category.get_untracked() else {
            self.why_fault.set(say!("no.why_missing").to_owned());
            if reason.is_empty() {
                self.refused(&Trouble::Refused(Refusal::NoReason));
            } else if alternative.is_empty() {
                self.refused(&Trouble::Refused(Refusal::NoAlternative));
            }
            return None;
        };
        let named = |text: RwSignal<String>| Name::new(&text.get_untracked()).ok();
        let (against, by) = (named(self.goal), named(self.by));
        let way_on = self.way_on.read()?;
        let no = Declining { category, reason, alternative, against, by, way_on };
        Some(Edit::Triage(id, Box::new(TriageEdit::Decline(Box::new(no)))))
    }

    /// Says a refusal beside the field it is about.
    fn refused(self, trouble: &Trouble) {
        if refused_no(trouble, self.alternative, self.reason_fault, self.other_fault) {
            return;
        }
        let place = match trouble {
            Trouble::Refused(Refusal::Triage(TriageRefusal::WhoDecided)) => self.by_fault,
            _ => self.why_fault,
        };
        place.set(errors::trouble(trouble));
    }
}

/// Says what a no lacks (its reason, its other way) beside the field; false where the refusal is about something else.
pub fn refused_no(
    trouble: &Trouble,
    alternative: RwSignal<String>,
    reason_fault: RwSignal<String>,
    other_fault: RwSignal<String>,
) -> bool {
    match trouble {
        Trouble::Refused(Refusal::NoReason) => {
            reason_fault.set(errors::trouble(trouble));
            if alternative.with_untracked(|text| text.trim().is_empty()) {
                other_fault.set(errors::refusal(&Refusal::NoAlternative));
            }
        }
        Trouble::Refused(Refusal::NoAlternative) => other_fault.set(errors::trouble(trouble)),
        _ => return false,
    }
    true
}

#[component]
fn Decision(id: RequestId, shown: Memo<About>, shut: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let answers = Answers::new(shown.with_untracked(|a| a.decider.clone()));
    let later = RwSignal::new(false);
    let nobody = Memo::new(move |_| shown.with(|a| a.who == Some(WhoDeclines::Nobody)));
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let done = answers.edit(id).map(|edit| desk.attempt(edit));
        match done {
            Some(Ok(_)) => return shut.run(()),
            Some(Err(trouble)) => answers.refused(&trouble),
            None => {}
        }
        focus::focus_first_soon(match answers.why_fault.with_untracked(String::is_empty) {
            true => ".decline [aria-invalid=true]",
            false => ".decline input[type=radio]",
        });
    };
    let lead = move || shown.with(|a| say!("no.lead", client = a.client.as_str(), way = a.way()));
    let note = move || shown.with(|a| say!("no.clock_note", client = a.client.as_str(), way = a.way()));
    let declined = move || shown.with(|a| a.declined);
    let (reason_hint, way) = shown
        .with_untracked(|a| (say!("no.reason_hint", client = a.client.as_str(), way = a.way()), a.way()));
    view! {
        {move || declined().then(|| view! { <p class="note"><Icon name="info"/><span>{say!("no.finished")}</span></p> })}
        <form class="decline" aria-labelledby="decline-title" novalidate=true hidden=move || declined() || nobody.get() on:submit=submit>
            <div><h3 id="decline-title">{say!("no.title", way = way)}</h3><p class="soft">{lead}</p></div>
            <Kinds answers=answers/>
            <Cited shown=shown reason=answers.reason form=".decline"/>
            <Against shown=shown answers=answers/>
            <div class="two">
                <AreaField label=say!("no.reason") value=answers.reason fault=answers.reason_fault hint=reason_hint/>
                <AreaField label=say!("no.alternative", way = way) value=answers.alternative fault=answers.other_fault hint=say!("no.alternative_hint")/>
            </div>
            <LeadingOn shown=shown typed=answers.way_on/>
            <Decider shown=shown answers=answers/>
            <Letter shown=shown answers=answers/>
            <div class="row decline-foot">
                <button class="btn btn-main" type="submit">{move || shown.with(|a| say!("no.do", name = a.reference.as_str()))}</button>
                <button class="btn btn-quiet" type="button" on:click=move |_| shut.run(())>{say!("no.keep")}</button>
                <button class="btn btn-quiet push" type="button" data-does="defer" on:click=move |_| later.set(true)><Icon name="pause"/>{say!("no.later")}</button>
            </div>
            <p class="muted small">{note}</p>
        </form>
        {move || (nobody.get() && !declined()).then(|| view! {
            <div class="note note-info"><Icon name="info"/><p class="grow">{say!("no.nobody")}</p>
                <div class="actions"><button class="btn btn-main" type="button" on:click=move |_| later.set(true)>{say!("no.later")}</button></div></div>
        })}
        {move || later.get().then(|| view! {
            <DeferDialog id=id no=answers close=Callback::new(move |done: bool| {
                later.set(false);
                if done { shut.run(()) }
            })/>
        })}
    }
}

#[component]
fn Kinds(answers: Answers) -> impl IntoView {
    view! {
        <fieldset class="field" aria-describedby="why-fault">
            <legend>{say!("no.why")}</legend>
            <div class="stack stack-2">
                {DeclineReason::ALL.iter().map(|kind| {
                    let kind = *kind;
                    view! {
                        <label class="pick">
                            <input type="radio" name="decline-why" prop:checked=move || answers.category.get() == Some(kind)
                                on:change=move |_| { answers.category.set(Some(kind)); answers.why_fault.set(String::new()); }/>
                            <span>{say_dyn!("decline.", kind.code())}</span>
                        </label>
                    }
                }).collect_view()}
            </div>
            <div id="why-fault">
                {move || some(answers.why_fault.get()).map(|words| view! { <p class="error" role="alert"><Icon name="late"/><span>{words}</span></p> })}
            </div>
        </fieldset>
    }
}

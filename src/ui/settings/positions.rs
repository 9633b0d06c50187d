//! The team's positions: each question with the best argument of either side, what holds, and a form that
//! takes a position.

use super::nav::SettingsNav;
use super::said::{Said, SaidAndDone};
use crate::browser::focus;
use crate::domain::edit::{Edit, Refusal};
use crate::domain::position::{POSITIONS, Position, Stance, Taken};
use crate::domain::text::{Name, Note};
use crate::store::ledger::{Ledger, Trouble};
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::field::{AreaField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{DateStyle, errors, say, say_dyn, time};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use leptos::prelude::*;

/// The positions.
#[component]
pub fn Positions() -> impl IntoView {
    let desk = use_desk();
    let said = Said::new();
    let count = Memo::new(move |_| desk.read(Bell::Others, |l| l.desk().team().positions.count()));
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="page-head">
                <div>
                    <h1 tabindex="-1">{say!("positions.title")}</h1>
                    <p class="sub measure">{say!("positions.what")}" "{say!("positions.survey")}</p>
                </div>
                <p class="muted small push">{move || say!("positions.count", n = count.get(), of = POSITIONS.len())}</p>
            </div>
            <SettingsNav/>
            {POSITIONS.iter().map(|position| view! { <One position=position said=said/> }).collect_view()}
            {said.behind()}
        </main>
    }
}

/// A moment by the clock of the team.
fn local(ledger: &Ledger, at: crate::domain::moment::Moment) -> NaiveDateTime {
    let zone = ledger.desk().team().zone.as_deref().unwrap_or("UTC");
    let table = ledger.ports().zones.table(zone, at, ledger.now());
    table.unwrap_or_else(|| std::sync::Arc::new(crate::domain::zone::ZoneTable::utc())).to_local(at)
}

fn choice_words(position: &str, choice: &str) -> String {
    say_dyn!("position_choice.", &[position, ".", choice].concat())
}

fn taken(desk: Desk, position: &Position) -> Option<Taken> {
    desk.read(Bell::Others, |ledger| ledger.desk().team().positions.taken(position.id).cloned())
}

/// What is chosen, in words; the team's own word by its words.
fn chosen(desk: Desk, position: &Position) -> String {
    let (choice, word) = desk.read(Bell::Others, |ledger| {
        let team = ledger.desk().team();
        (team.positions.choice(position.id).to_owned(), team.word.clone())
    });
    match (choice.as_str(), word) {
        ("own", Some((one, many))) => [one.as_str(), ", ", many.as_str()].concat(),
        _ => choice_words(position.id, &choice),
    }
}

/// One question.
#[component]
fn One(position: &'static Position, said: Said) -> impl IntoView {
    let desk = use_desk();
    let editing = RwSignal::new(false);
    let head = ["position-", position.id].concat();
    let (named, described) = (head.clone(), head.clone());
    let button = ["take-", position.id].concat();
    let back = button.clone();
    let done = Callback::new(move |()| {
        editing.set(false);
        focus::focus_soon(&back);
    });
    let words = Memo::new(move |_| chosen(desk, position));
    let own = Memo::new(move |_| taken(desk, position));
    view! {
        <section class="box stack" aria-labelledby=named>
            <h2 id=head>{say_dyn!("position.", position.id)}</h2>
            {move || if editing.get() {
                view! { <Arguments position=position/><TakeForm position=position on_done=done/> }.into_any()
            } else {
                view! {
                    <div class="row row-4 stance">
                        <b>{move || words.get()}</b>
                        <Standing own=own/>
                        <button class="btn btn-s" type="button" id=button.clone() aria-describedby=described.clone() on:click=move |_| editing.set(true)>
                            {move || if own.with(Option::is_some) { say!("positions.change") } else { say!("positions.choose") }}
                        </button>
                    </div>
                    {move || own.get().map(|taken| view! { <Why taken=taken/> })}
                    <SaidAndDone position=position said=said/>
                    <Arguments position=position/>
                }.into_any()
            }}
        </section>
    }
}

/// Whether it is the team's own, since when, by whom.
#[component]
fn Standing(own: Memo<Option<Taken>>) -> impl IntoView {
    let desk = use_desk();
    move || match own.get() {
        None => view! { <span class="tag">{say!("positions.usual")}</span> }.into_any(),
        Some(taken) => {
            let date = time::date(desk.peek(|ledger| local(ledger, taken.at)), DateStyle::Date);
            let words = match &taken.by {
                Some(name) => say!("positions.said_by", date = date, name = name.as_str()),
                None => say!("positions.said", date = date),
            };
            view! { <span class="tag tag-accent"><Icon name="check"/>{words}</span> }.into_any()
        }
    }
}

/// Why, who looks after it, and when it is looked at again.
#[component]
fn Why(taken: Taken) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let stance = taken.stance;
    let review = stance.review.map(|day| {
        let today = desk.peek(|ledger| local(ledger, now.get())).date();
        let date = time::date(day.and_time(NaiveTime::MIN), DateStyle::Date);
        if day <= today {
            view! { <span class="tag tag-risk"><Icon name="risk"/>{say!("positions.due", date = date)}</span> }.into_any()
        } else {
            view! { <span class="small muted">{say!("positions.review_at", date = date)}</span> }.into_any()
        }
    });
    let owner = stance.owner.map(
        |name| view! { <span class="small muted">{say!("positions.owner")}": "{name.to_string()}</span> },
    );
    let note =
        (!stance.note.is_empty()).then(|| view! { <p class="lines measure">{stance.note.to_string()}</p> });
    view! { {note}<p class="row row-4">{owner}{review}</p> }
}

/// The best argument of either side.
#[component]
fn Arguments(position: &'static Position) -> impl IntoView {
    view! {
        <dl class="two sides">
            <div><dt>{say!("positions.one")}</dt><dd>{say_dyn!("position_one.", position.id)}</dd></div>
            <div><dt>{say!("positions.other")}</dt><dd>{say_dyn!("position_other.", position.id)}</dd></div>
        </dl>
    }
}

/// A day as a date field writes it.
fn day_of(text: &str) -> Option<NaiveDate> {
    let mut parts = text.trim().split('-');
    let (year, month, day) =
        (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    NaiveDate::from_ymd_opt(year, month, day)
}

#[component]
fn TakeForm(position: &'static Position, on_done: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let held = untrack(|| taken(desk, position)).map(|taken| taken.stance);
    let team = desk.peek(|ledger| ledger.desk().team().clone());
    let choice = RwSignal::new(team.positions.choice(position.id).to_owned());
    let word = team.word.map(|(one, many)| (one.to_string(), many.to_string())).unwrap_or_default();
    let owner = held.as_ref().and_then(|h| h.owner.as_ref()).map(Name::to_string).unwrap_or_default();
    let review = held.as_ref().and_then(|h| h.review).map(|day| day.to_string()).unwrap_or_default();
    let note = held.map(|h| h.note.to_string()).unwrap_or_default();
    let [one, many, owner, review, note] = [word.0, word.1, owner, review, note].map(RwSignal::new);
    let [word_fault, owner_fault, note_fault, fault] = [(); 4].map(|()| RwSignal::new(String::new()));
    let own_word = move || position.id == "word" && choice.with(|c| c == "own");
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        for one in [word_fault, owner_fault, note_fault, fault] {
            one.set(String::new());
        }
        let named = |text: RwSignal<String>| match text.get_untracked() {
            text if text.trim().is_empty() => Ok(None),
            text => Name::new(&text).map(Some),
        };
        let owner = named(owner).map_err(|e| owner_fault.set(errors::text(e)));
        let note = Note::new(&note.get_untracked()).map_err(|e| note_fault.set(errors::text(e)));
        let words = match (named(one), named(many)) {
            (Ok(one), Ok(many)) => Ok(one.zip(many)),
            (Err(e), _) | (_, Err(e)) => {
                word_fault.set(errors::text(e));
                Err(())
            }
        };
        let (Ok(owner), Ok(note), Ok(words)) = (owner, note, words) else { return };
        if own_word() && words.is_none() {
            return word_fault.set(say!("positions.no_word").to_owned());
        }
        let review = day_of(&review.get_untracked());
        let choice = choice.get_untracked().as_str().into();
        let stance = Box::new(Stance { position: position.id.into(), choice, owner, review, note });
        match desk.attempt(Edit::TakePosition { stance, word: words }) {
            Ok(_) => on_done.run(()),
            Err(Trouble::Refused(Refusal::EmptyText)) => word_fault.set(say!("positions.no_word").to_owned()),
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    let form = ["form-", position.id].concat();
    focus::focus_first_soon(&["#", &form, " input:checked"].concat());
    let choices = position.choices.iter().map(|id| {
        let id = *id;
        let usual =
            (id == position.usual).then(|| view! { <span class="hint">{say!("positions.usual")}</span> });
        view! {
            <label class="pick"><input type="radio" name=["position-", position.id].concat() value=id
                prop:checked=choice.get_untracked() == id on:change=move |_| choice.set(id.to_owned())/>
                <span>{choice_words(position.id, id)}{usual}</span></label>
        }
    });
    view! {
        <form class="form" id=form novalidate=true on:submit=submit>
            <fieldset class="field form-wide"><legend>{say!("positions.choice")}</legend>{choices.collect_view()}</fieldset>
            {move || own_word().then(|| view! {
                <TextField label=say!("positions.word_one") value=one fault=word_fault/>
                <TextField label=say!("positions.word_many") value=many/>
            })}
            <div class="form-wide"><AreaField label=say!("positions.note") hint=say!("positions.note_hint") value=note fault=note_fault rows=2/></div>
            <TextField label=say!("positions.owner") hint=say!("positions.owner_hint") value=owner fault=owner_fault/>
            <TextField label=say!("positions.review") hint=say!("positions.review_hint") value=review kind="date" fault=fault/>
            <div class="form-foot">
                <button class="btn" type="button" on:click=move |_| on_done.run(())>{say!("button.cancel")}</button>
                <button class="btn btn-main" type="submit">{say!("positions.save")}</button>
            </div>
        </form>
    }
}

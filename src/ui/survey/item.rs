//! One statement with its five answers, set apart from "not applicable", which asks for the reason.
//! Every answer is kept at once.

use super::{answer_text, item_text, level_name, run};
use crate::browser::focus;
use crate::domain::edit::Edit;
use crate::domain::ident::RunId;
use crate::domain::survey::instrument::ItemId;
use crate::domain::survey::{Answer, Level, NaReason};
use crate::domain::text::Note;
use crate::ui::actions::single_keys;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::frame::is_typing;
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say, say_dyn};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::KeyboardEvent;

/// One item on one sheet, and what the page around it is told.
#[derive(Clone, Copy)]
pub struct Asked {
    /// Of which run.
    pub run: RunId,
    /// On which sheet.
    pub sheet: StoredValue<Arc<str>>,
    /// The item.
    pub item: ItemId,
    /// Where the keys go on to: the next item of the page.
    pub next: Option<ItemId>,
    /// The item the person is in.
    pub here: RwSignal<&'static str>,
    /// What was kept last, to be read out.
    pub said: RwSignal<String>,
}

/// The item while it is on the screen.
#[derive(Clone, Copy)]
struct Live {
    desk: Desk,
    asked: Asked,
    answer: Memo<Option<Answer>>,
    asking: RwSignal<bool>,
    fault: RwSignal<String>,
}

impl Live {
    fn keep(&self, answer: Option<Answer>) {
        let Asked { run, item, .. } = self.asked;
        let words = match &answer {
            Some(answer) => say!("answer.kept_as", what = answer_text(answer)),
            None => say!("answer.taken_back").to_owned(),
        };
        let sheet = self.asked.sheet.get_value();
        match self.desk.quietly(Edit::Answer { run, sheet, item, answer }) {
            Ok(_) => {
                self.fault.set(String::new());
                self.asked.said.set(words);
                // A notice from before would offer to undo what is no longer the last step.
                self.desk.notices().clear();
            }
            Err(trouble) => self.fault.set(errors::trouble(&trouble)),
        }
        self.asking.set(false);
    }

    fn by_key(&self, ev: &KeyboardEvent) {
        if ev.ctrl_key() || ev.meta_key() || ev.alt_key() || is_typing(ev) || !single_keys(self.desk) {
            return;
        }
        let key = ev.key();
        if let Some(answer) = key.parse().ok().and_then(Answer::scale) {
            self.keep(Some(answer));
            match self.asked.next {
                Some(next) => focus::focus_soon(&radio_id(next, 1)),
                None => focus::focus_soon("ask-next"),
            }
        } else if key.eq_ignore_ascii_case("n") {
            self.asking.set(true);
            focus::focus_soon(&why_id(self.asked.item));
        } else {
            return;
        }
        ev.prevent_default();
    }
}

fn radio_id(item: ItemId, number: u8) -> String {
    [item.id, "-", &number.to_string()].concat()
}

fn why_id(item: ItemId) -> String {
    [item.id, "-why"].concat()
}

/// The statement with its answers.
#[component]
pub fn ItemField(asked: Asked) -> impl IntoView {
    let desk = use_desk();
    let answer = Memo::new(move |_| {
        run(desk, asked.run, |r| {
            let sheet = asked.sheet.with_value(|name| r.sheets.get(name));
            sheet.and_then(|sheet| sheet.answers.get(&asked.item)).cloned()
        })
        .flatten()
    });
    let it = Live { desk, asked, answer, asking: RwSignal::new(false), fault: RwSignal::new(String::new()) };
    let item = asked.item;
    let text = item_text(item);
    let set_aside = Memo::new(move |_| {
        it.asking.get() || it.answer.with(|a| matches!(a, Some(Answer::NotApplicable(_))))
    });
    // While the pointer is down nothing may move under it: then the item opens at the click, not before.
    let pressed = StoredValue::new(false);
    let enter = move || {
        if !pressed.get_value() {
            asked.here.set(item.id);
        }
    };
    view! {
        <fieldset class="item" class:is-here=move || asked.here.get() == item.id
            on:pointerdown=move |_| pressed.set_value(true) on:pointerup=move |_| pressed.set_value(false)
            on:pointercancel=move |_| pressed.set_value(false)
            on:focusin=move |_| enter() on:click=move |_| asked.here.set(item.id) on:keydown=move |ev| it.by_key(&ev)>
            <legend class="sr">{text.clone()}</legend>
            <p class="item-text" aria-hidden="true">{text.clone()}</p>
            <div class="scale">
                {Level::ALL.map(|level| view! { <LevelRadio it=it level=level/> }).into_iter().collect_view()}
            </div>
            <label class="na-pick">
                <input type="radio" name=item.id value="N" prop:checked=move || set_aside.get()
                    on:change=move |_| it.asking.set(true)/>
                <span>{say_dyn!("na.", "label")}" "<small>{say!("answer.na_short")}</small></span>
            </label>
            {move || set_aside.get().then(|| view! { <Why it=it/> })}
            <More it=it text=text/>
        </fieldset>
    }
}

#[component]
fn LevelRadio(it: Live, level: Level) -> impl IntoView {
    let item = it.asked.item;
    let number = level.number();
    let on =
        move || !it.asking.get() && it.answer.with(|a| a.as_ref().and_then(Answer::level) == Some(level));
    view! {
        <label>
            <input type="radio" id=radio_id(item, number) name=item.id value=number.to_string() prop:checked=on
                on:change=move |_| it.keep(Some(Answer::Scale(level)))/>
            <span>{level_name(number)}" "<small>{say_dyn!("scale.", &[&number.to_string(), ".help"].concat())}</small></span>
        </label>
    }
}

/// Why a statement does not apply.
#[component]
fn Why(it: Live) -> impl IntoView {
    let item = it.asked.item;
    let before = it.answer.get_untracked().and_then(|a| match a {
        Answer::NotApplicable(reason) => Some(reason),
        _ => None,
    });
    let reason = RwSignal::new(before.as_ref().map_or("", NaReason::id).to_owned());
    let own = match before {
        Some(NaReason::Other(text)) => text,
        _ => String::new(),
    };
    let own = RwSignal::new(own);
    let choose = move |id: String| {
        if let Some(chosen) = NaReason::find(&id, "").filter(|r| !matches!(r, NaReason::Other(_))) {
            it.keep(Some(Answer::NotApplicable(chosen)));
        }
        reason.set(id);
    };
    let write = move |text: String| {
        if let Ok(text) = Note::new(&text) {
            own.set(text.to_string());
            if !text.is_empty() {
                it.keep(Some(Answer::NotApplicable(NaReason::Other(text.to_string()))));
            }
        }
    };
    let hint = move || match reason.get().as_str() {
        "outside-control" => say!("answer.na_outside"),
        "" => say!("answer.na_hint"),
        _ => "",
    };
    view! {
        <div class="item-more item-why">
            <label for=why_id(item)>{say!("answer.na_why")}</label>
            <select class="input input-auto" id=why_id(item) prop:value=move || reason.get()
                on:change:target=move |ev| choose(ev.target().value())>
                <option value="" disabled=true selected=move || reason.with(String::is_empty)>{say!("answer.na_choose")}</option>
                {NaReason::IDS.map(|id| view! {
                    <option value=id selected=move || reason.with(|r| r == id)>{say_dyn!("na.", id)}</option>
                }).into_iter().collect_view()}
            </select>
            {move || (reason.get() == "other").then(|| view! {
                <input class="input grow" type="text" maxlength="300" autocomplete="off" aria-label=say!("answer.na_other")
                    placeholder=say!("answer.na_other") prop:value=move || own.get()
                    on:change:target=move |ev| write(ev.target().value())/>
            })}
            <span>{hint}</span>
        </div>
    }
}

/// What stands below a statement: that it is kept, the way to take it back, a word on reversed ones.
#[component]
fn More(it: Live, text: String) -> impl IntoView {
    let item = it.asked.item;
    let kept = Memo::new(move |_| it.answer.with(Option::is_some));
    let clear = move || {
        it.asking.set(false);
        if kept.get_untracked() {
            it.keep(None);
        }
        focus::focus_soon(&radio_id(item, 1));
    };
    let label = say!("answer.clear_item", item = text);
    let here = Memo::new(move |_| it.asked.here.get() == item.id);
    view! {
        {move || (here.get() && (kept.get() || it.asking.get() || item.reversed)).then(|| { let label = label.clone(); view! {
            <div class="item-more">
                {move || (kept.get() && !it.asking.get()).then(|| view! {
                    <span class="ok row item-kept"><Icon name="check"/>{say!("answer.kept")}</span>
                })}
                {move || (kept.get() || it.asking.get()).then(|| { let label = label.clone(); view! {
                    <button class="btn btn-s btn-quiet" type="button" aria-label=label on:click=move |_| clear()>{say!("answer.clear")}</button>
                }})}
                {(item.reversed).then(|| view! { <span class="push">{say!("answer.reversed")}</span> })}
            </div>
        }})}
        {move || (!it.fault.with(String::is_empty)).then(|| view! {
            <p class="error item-more" role="alert"><Icon name="late"/><span>{it.fault.get()}</span></p>
        })}
    }
}

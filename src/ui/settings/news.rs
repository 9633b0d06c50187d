//! Settings that are one number, kept when it is saved: after how many working days without news a client hears of an
//! open request, and the like.

use crate::domain::care::{MOST_NEWS_DAYS, MOST_TALK_AFTER, NEWS_DAYS, TALK_AFTER};
use crate::domain::edit::Edit;
use crate::domain::team::TeamFact;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::TextField;
use crate::words::say;
use leptos::prelude::*;

/// One number from 1 on, in a box of its own.
#[component]
pub fn NumberBox(
    /// What it is about.
    #[prop(into)]
    head: String,
    /// What it does.
    #[prop(into)]
    text: String,
    /// The name of the field.
    #[prop(into)]
    label: String,
    /// What stands in it.
    kept: Memo<Option<u32>>,
    /// The largest.
    most: u32,
    /// True where none may stand in it.
    #[prop(optional)]
    or_none: bool,
    /// Keeps another one.
    save: Callback<Option<u32>>,
) -> impl IntoView {
    let id = fresh_id("number");
    let labelled = id.clone();
    let (typed, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| typed.set(kept.get().map(|n| n.to_string()).unwrap_or_default()));
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let number = typed.with_untracked(|t| t.trim().parse::<u32>().ok());
        match number.filter(|n| (1..=most).contains(n)) {
            None if !(or_none && typed.with_untracked(|t| t.trim().is_empty())) => {
                fault.set(say!("settings.news_fault", most = most));
            }
            number => {
                fault.set(String::new());
                if number != kept.get_untracked() {
                    save.run(number);
                }
            }
        }
    };
    view! {
        <section class="box stack" aria-labelledby=labelled>
            <div><h2 id=id>{head}</h2><p class="soft measure">{text}</p></div>
            <form class="add-row" novalidate=true on:submit=submit>
                // Of a number field the browser keeps what is no number to itself: "5e" would read as none.
                <TextField label=label kind="text" mode="numeric" value=typed fault=fault/>
                <button class="btn" type="submit">{say!("button.save")}</button>
            </form>
        </section>
    }
}

/// After how many working days clients hear of an open request.
#[component]
pub fn NewsDays() -> impl IntoView {
    let desk = use_desk();
    let kept =
        Memo::new(move |_| desk.read(Bell::Others, |l| Some(l.desk().team().news_days.unwrap_or(NEWS_DAYS))));
    let save = Callback::new(move |days: Option<u32>| {
        if let Some(days) = days {
            desk.act(Edit::ChangeTeam(vec![TeamFact::NewsDays(days)]));
        }
    });
    view! {
        <NumberBox head=say!("settings.news") text=say!("settings.news_text") label=say!("settings.news_days")
            kept=kept most=MOST_NEWS_DAYS save=save/>
    }
}

/// After how many written words a talk may be quicker.
#[component]
pub fn TalkAfter() -> impl IntoView {
    let desk = use_desk();
    let kept = Memo::new(move |_| {
        desk.read(Bell::Others, |l| Some(l.desk().team().talk_after.unwrap_or(TALK_AFTER)))
    });
    let save = Callback::new(move |n: Option<u32>| {
        if let Some(n) = n {
            desk.act(Edit::ChangeTeam(vec![TeamFact::TalkAfter(n)]));
        }
    });
    view! {
        <NumberBox head=say!("settings.talk") text=say!("settings.talk_text") label=say!("settings.talk_after")
            kept=kept most=MOST_TALK_AFTER save=save/>
    }
}

//! After how many working days without news a client hears of an open request.

use crate::domain::care::{MOST_NEWS_DAYS, NEWS_DAYS};
use crate::domain::edit::Edit;
use crate::domain::team::TeamFact;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::field::TextField;
use crate::words::say;
use leptos::prelude::*;

/// After how many working days clients hear of an open request.
#[component]
pub fn NewsDays() -> impl IntoView {
    let desk = use_desk();
    let kept =
        Memo::new(move |_| desk.read(Bell::Others, |l| l.desk().team().news_days.unwrap_or(NEWS_DAYS)));
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| text.set(kept.get().to_string()));
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let days = text
            .with_untracked(|t| t.trim().parse::<u32>().ok())
            .filter(|n| (1..=MOST_NEWS_DAYS).contains(n));
        match days {
            Some(days) => {
                fault.set(String::new());
                if days != kept.get_untracked() {
                    desk.act(Edit::ChangeTeam(vec![TeamFact::NewsDays(days)]));
                }
            }
            None => fault.set(say!("settings.news_fault", most = MOST_NEWS_DAYS)),
        }
    };
    view! {
        <section class="box stack" aria-labelledby="news-days">
            <div><h2 id="news-days">{say!("settings.news")}</h2><p class="soft measure">{say!("settings.news_text")}</p></div>
            <form class="add-row" novalidate=true on:submit=submit>
                <TextField label=say!("settings.news_days") kind="number" value=text fault=fault/>
                <button class="btn" type="submit">{say!("button.save")}</button>
            </form>
        </section>
    }
}

//! Care while nobody waits: packing what came to its end long ago, copies into a folder, and the word that a copy is
//! due or that the room will not do for long.

use super::backup::{copy_text, download_backup, last_copy, moment_words, now_copy, remember_copy, uncopied};
use super::storage::quota_in_passing;
use crate::browser::folder::{self, Folder};
use crate::browser::{local, pace};
use crate::domain::moment::Span;
use crate::route::Route;
use crate::store::ledger::{Ledger, Tidied};
use crate::store::remind::{self, Reminder, Why};
use crate::store::usage::{Forecast, Usage};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::icon::Icon;
use crate::ui::{SAMPLE, use_place};
use crate::words::say;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Between two pieces of tidying, in milliseconds: the page stays quick.
const BREATH: i32 = 250;
/// Until what was packed has settled.
const SETTLING: i32 = 31_000;
/// Between two rounds.
const ROUND: i32 = 5 * 60_000;
/// How long a reminder stays away once somebody has put it off.
const PUT_OFF: Span = Span::days(1);
/// From so many days on, the room is spoken of though there is still some.
const SOON: u32 = 60;
/// How many copies stay in the folder.
const COPIES: usize = 14;

/// What there is to say.
#[derive(Clone, Copy, PartialEq, Default)]
struct Word {
    remind: Option<Reminder>,
    /// Percent in use, and for how long the rest will do.
    room: Option<(f64, Option<Forecast>)>,
    /// The browser asks anew before it writes into the folder.
    asks: bool,
}

/// The banners, and everything that goes on behind them.
#[component]
pub fn Care() -> impl IntoView {
    let desk = use_desk();
    let own = desk.here().get("space").as_deref() != Some(SAMPLE);
    let word = RwSignal::new(Word::default());
    spawn_local(async move {
        loop {
            if own {
                let asks = copy(desk, false).await == Copied::Refused;
                if word.try_set(look(desk, asks)).is_some() {
                    return;
                }
            }
            tidy(desk).await;
            pace::wait(ROUND).await;
        }
    });
    let recurring = view! { <crate::ui::parts::due::Recurring/> };
    let place = use_place();
    // The page of the data has the same button itself.
    let elsewhere = Memo::new(move |_| place.get() != Route::Data);
    let words = move || {
        let now = word.get();
        view! {
            {now.asks.then(|| view! { <AskAgain word=word/> })}
            {now.room.map(|(percent, forecast)| view! { <Room percent=percent forecast=forecast/> })}
            {now.remind.filter(|_| elsewhere.get()).map(|reminder| view! { <Remind reminder=reminder word=word/> })}
        }
    };
    view! { {recurring}<super::telling::Telling/>{words} }
}

/// Packs what can be packed. What cannot, or has not settled, has its turn in the next round.
async fn tidy(desk: Desk) {
    let mut settled = false;
    loop {
        match desk.tend(Ledger::tidy) {
            Ok(Tidied::More) => pace::wait(BREATH).await,
            Ok(Tidied::Later) if !settled => {
                settled = true;
                pace::wait(SETTLING).await;
            }
            Ok(Tidied::Later | Tidied::Nothing) | Err(_) => return,
        }
    }
}

fn look(desk: Desk, asks: bool) -> Word {
    let here = desk.here();
    let usage = desk.peek(Usage::of);
    let quota = quota_in_passing(desk, usage.used);
    desk.peek(|ledger| {
        let (now, last) = (ledger.now(), last_copy(&here));
        let off = here.get("backup-later").and_then(|ms| ms.parse::<i64>().ok()).is_some_and(|ms| now.0 < ms);
        let changed = uncopied(ledger, &here);
        let remind = remind::due(last, changed, now, local::forgets_after_a_week()).filter(|_| !off);
        let forecast = usage.forecast(ledger, quota);
        let tight = usage.is_nearly_full(quota) || forecast.is_some_and(|f| f.days < SOON);
        let percent = 100.0 * usage.used as f64 / quota.max(1) as f64;
        Word { remind, room: tight.then_some((percent, forecast)), asks }
    })
}

/// What became of a copy into the folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Copied {
    /// There is no folder, or nothing has changed since the last copy.
    Nothing,
    /// It is there.
    Done,
    /// The browser does not let us, or it failed.
    Refused,
}

/// Writes today's copy into the chosen folder, and removes the oldest ones. `ask` in answer to a click only.
pub async fn copy(desk: Desk, ask: bool) -> Copied {
    let here = desk.here();
    if here.get("folder").is_none() {
        return Copied::Nothing;
    }
    if !ask && desk.peek(|ledger| uncopied(ledger, &here).0) == 0 {
        return Copied::Nothing;
    }
    let Some(folder) = folder::remembered().await else { return Copied::Refused };
    if !folder.is_allowed(ask).await {
        return Copied::Refused;
    }
    let (text, name) = desk.peek(copy_text);
    if folder.write(&name, &text).await.is_none() {
        return Copied::Refused;
    }
    remember_copy(desk);
    rotate(&folder, &name).await;
    Copied::Done
}

/// Removes the oldest copies of this desk: those whose name differs from today's in the date alone.
async fn rotate(folder: &Folder, today: &str) {
    const DATED: usize = "2026-11-22.json".len();
    let Some(stem) = today.len().checked_sub(DATED).and_then(|end| today.get(..end)) else { return };
    let mut copies: Vec<String> = folder.files().await;
    copies.retain(|name| name.len() == today.len() && name.starts_with(stem) && name.ends_with(".json"));
    copies.sort_unstable();
    let old = copies.len().saturating_sub(COPIES);
    for name in copies.iter().take(old) {
        folder.remove(name).await;
    }
}

#[component]
fn Remind(reminder: Reminder, word: RwSignal<Word>) -> impl IntoView {
    let desk = use_desk();
    let (n, days) = (reminder.changes, reminder.days);
    let text = match reminder.why {
        Why::Never => say!("care.never", n = desk.peek(|ledger| ledger.desk().request_count())),
        Why::Old => say!("care.old", n = n, days = days),
        Why::Many => say!("care.many", n = n),
        Why::Forgets => say!("care.forgets", n = n, days = days),
    };
    let away = move || word.update(|word| word.remind = None);
    let save = move |_| {
        download_backup(desk);
        away();
    };
    let put_off = move |_| {
        let until = desk.peek(Ledger::now) + PUT_OFF;
        desk.here().set("backup-later", Some(&until.0.to_string()));
        away();
    };
    view! {
        <div class="banner" role="status">
            <Icon name="info"/><p>{text}</p>
            <button class="btn btn-s btn-main" type="button" on:click=save>{say!("data.backup_go")}</button>
            <button class="btn btn-s btn-quiet" type="button" on:click=put_off>{say!("care.put_off")}</button>
        </div>
    }
}

#[component]
fn Room(percent: f64, forecast: Option<Forecast>) -> impl IntoView {
    let text = match forecast {
        Some(forecast) => say!("care.room_days", percent = percent.floor(), days = forecast.days),
        None => say!("care.room", percent = percent.floor()),
    };
    view! {
        <div class="banner banner-risk" role="status">
            <Icon name="risk"/><p>{text}</p>
            <a class="btn btn-s" href=Route::Data.href()>{say!("care.look")}</a>
        </div>
    }
}

#[component]
fn AskAgain(word: RwSignal<Word>) -> impl IntoView {
    let desk = use_desk();
    let name = desk.here().get("folder").unwrap_or_default();
    let allow = move |_| {
        spawn_local(async move {
            if now_copy(desk).await {
                word.try_update(|word| word.asks = false);
            }
        });
    };
    let last = last_copy(&desk.here()).map(|at| desk.peek(|ledger| moment_words(ledger, at, ledger.now())));
    let text = match last {
        Some(at) => say!("care.asks_since", name = name, at = at),
        None => say!("care.asks", name = name),
    };
    view! {
        <div class="banner banner-risk" role="status">
            <Icon name="risk"/><p>{text}</p>
            <button class="btn btn-s" type="button" on:click=allow>{say!("care.allow")}</button>
        </div>
    }
}

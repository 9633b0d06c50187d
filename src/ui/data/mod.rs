//! What is kept here: a copy of it, bringing one back, how much room it takes, removing it.

mod backup;
pub mod care;
mod copies;
mod preview;
mod redacted;
mod removing;
pub mod restore;
mod room;
mod storage;
mod swap;
mod telling;
mod wipe;

pub use backup::{download_backup, moment_words};
pub use room::Pack;

use super::desk::use_desk;
use super::parts::icon::Icon;
use crate::browser::focus;
use crate::route::Route;
use crate::say;
use crate::ui::parts::drop::{DropPlace, ReadFile};
use crate::ui::settings::nav::SettingsNav;
use backup::BackupBox;
use leptos::prelude::*;
use restore::RestoreFile;
use room::RoomBox;
use storage::{DamageBox, StorageBox};
use wipe::WipeBox;

/// Backup, restore, storage, damage.
#[component]
pub fn Data() -> impl IntoView {
    let desk = use_desk();
    let damaged = Memo::new(move |_| desk.read(super::desk::Bell::State, storage::damage_count));
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="page-head"><div><h1 tabindex="-1">{say!("data.title")}</h1><p class="sub">{say!("data.lede")}</p></div></div>
            <SettingsNav/>
            {move || (damaged.get() > 0).then(|| view! { <DamageBox/> })}
            <BackupBox/>
            <RestoreBox/>
            <section class="box" aria-labelledby="bring-head">
                <div class="box-head"><div><h2 id="bring-head">{say!("data.bring")}</h2><p>{say!("data.bring_text")}</p></div></div>
                <a class="btn" href=Route::Import.href()><Icon name="table"/>{say!("data.bring_go")}</a>
            </section>
            <StorageBox/>
            <RoomBox/>
            <WipeBox/>
        </main>
    }
}

#[component]
fn RestoreBox() -> impl IntoView {
    let file = RwSignal::new(None::<ReadFile>);
    let read = Callback::new(move |read| {
        file.set(Some(read));
        focus::show_soon("#file-answer");
    });
    let close = Callback::new(move |()| file.set(None));
    view! {
        <section class="box stack-4 stack" aria-labelledby="restore-head">
            <div class="box-head"><div><h2 id="restore-head">{say!("data.restore")}</h2><p>{say!("data.restore_text")}</p></div></div>
            <DropPlace on_read=read text=say!("data.restore_drop")/>
            {move || file.get().map(|file| view! { <RestoreFile file=file on_close=close/> })}
        </section>
    }
}

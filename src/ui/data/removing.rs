//! The question before something goes for good: what it is, and a copy of it first.

use super::backup::download_backup;
use crate::say;
use crate::ui::desk::use_desk;
use crate::ui::parts::dialog::Dialog;
use leptos::prelude::*;

/// Asks; `on_go` runs when it is to go, with the question closed.
#[component]
pub fn Removing(
    /// The question.
    title: &'static str,
    /// What goes.
    #[prop(into)]
    numbers: Signal<String>,
    /// What the button says that does it.
    word: &'static str,
    /// True while it is asked.
    asking: RwSignal<bool>,
    on_go: Callback<()>,
) -> impl IntoView {
    let desk = use_desk();
    let go = move |_| {
        asking.set(false);
        on_go.run(());
    };
    view! {
        <Dialog title=title on_close=Callback::new(move |()| asking.set(false))>
            <p class="soft">{numbers}</p>
            <div class="actions removing">
                <button class="btn" type="button" on:click=move |_| download_backup(desk)>{say!("data.wipe_first")}</button>
                <button class="btn" type="button" on:click=move |_| asking.set(false)>{say!("button.cancel")}</button>
                <button class="btn btn-danger" type="button" on:click=go>{word}</button>
            </div>
        </Dialog>
    }
}

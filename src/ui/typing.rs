//! Nothing typed is lost unasked.
//!
//! Rules:
//! 1. What is typed into a form and not kept yet is asked for before it goes: when its dialog is closed, when another
//!    screen is opened by a link, a key or "back", and (by the browser) before the page itself goes.
//! 2. A field that is kept when it is left is left first. Where it cannot be kept, the page stays and says why.
//! 3. What outlives its form in memory ([`outlive`]) is not asked for on the way to another screen.
//! 4. "Cancel" in a form is an answer: it is not asked again.

use crate::browser::typed;
use crate::say;
use crate::ui::parts::dialog::open_when_mounted;
use leptos::html;
use leptos::prelude::*;
use std::any::Any;

/// Asks whether what is typed may go, and holds what is to happen then.
#[derive(Clone, Copy)]
pub struct Asking(RwSignal<Option<Callback<()>>>);

/// The one that asks, for whoever closes something: to be fetched while a component is made.
pub fn use_asking() -> Option<Asking> {
    use_context::<Asking>()
}

impl Asking {
    /// Asks; `then` runs if what is typed may go.
    pub fn ask(self, then: Callback<()>) {
        self.0.set(Some(then));
    }
}

/// What outlives its place, by name.
type Named = Vec<(&'static str, Box<dyn Any>)>;

/// What outlives its place, with the owner it lives under.
#[derive(Clone, Copy)]
struct Lasting(StoredValue<(Owner, Named), LocalStorage>);

/// Begins to look after what is typed. Once, in the page as a whole.
pub fn provide() {
    typed::listen();
    provide_context(Asking(RwSignal::new(None)));
    let owner = Owner::current().unwrap_or_default();
    provide_context(Lasting(StoredValue::new_local((owner, Vec::new()))));
}

/// What is typed under this name: made at the first call, the same one afterwards, however often its place is left.
pub fn outlive<T: Copy + 'static>(name: &'static str, make: impl FnOnce() -> T) -> T {
    let lasting = expect_context::<Lasting>().0;
    let found = lasting.with_value(|(_, all)| {
        all.iter().find(|(known, _)| *known == name).and_then(|(_, one)| one.downcast_ref::<T>().copied())
    });
    found.unwrap_or_else(|| {
        let made = lasting.with_value(|(owner, _)| owner.clone()).with(make);
        lasting.update_value(|(_, all)| all.push((name, Box::new(made))));
        made
    })
}

/// One text that outlives its place.
pub fn outlive_text(name: &'static str) -> RwSignal<String> {
    outlive(name, || {
        let text = RwSignal::new(String::new());
        Effect::new(move |_| typed::hold(name, text.with(|text| !text.trim().is_empty())));
        text
    })
}

/// The question.
#[component]
pub fn Question() -> impl IntoView {
    let asking = expect_context::<Asking>().0;
    move || asking.get().map(|then| view! { <Ask asking=asking then=then/> })
}

#[component]
fn Ask(asking: RwSignal<Option<Callback<()>>>, then: Callback<()>) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    open_when_mounted(node);
    let leave = move |_| {
        asking.set(None);
        then.run(());
    };
    view! {
        <dialog class="dialog" aria-labelledby="typed-title" node_ref=node on:close=move |_| asking.set(None)>
            <header class="dialog-head"><h2 id="typed-title">{say!("typed.title")}</h2></header>
            <form class="stack stack-4" method="dialog" data-kept="">
                <p class="soft">{say!("typed.text")}</p>
                <div class="actions">
                    <button class="btn btn-danger" type="button" on:click=leave>{say!("typed.leave")}</button>
                    <button class="btn btn-main" autofocus=true>{say!("typed.stay")}</button>
                </div>
            </form>
        </dialog>
    }
}

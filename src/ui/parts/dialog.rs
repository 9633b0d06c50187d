//! A native dialog: the browser traps the focus, closes it on Esc and gives the focus back.

use super::icon::Icon;
use crate::browser::{focus, typed};
use crate::say;
use crate::ui::typing::{Asking, use_asking};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A question or a form in the middle of the screen. It opens when it is put into the page and calls
/// `on_close` when the person leaves it by Esc, by the cross or by a click outside; the caller then
/// takes it out of the page. Once something has been typed or chosen in it, a click outside no longer
/// closes it, and Esc and the cross ask first: a slip of the hand should cost nothing.
#[component]
pub fn Dialog(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// Called when it is left.
    on_close: Callback<()>,
    /// Classes besides `dialog`, such as `dialog-wide`.
    #[prop(optional, into)]
    class: String,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            // Refused only for a dialog that is open already: then there is nothing to do.
            let _ = dialog.show_modal();
            // By itself the browser would begin at the cross; whoever opens a form wants to write.
            if let Ok(Some(field)) = dialog.query_selector("form :is(input, select, textarea)") {
                focus::focus(&field);
            }
        }
    });
    let id = fresh_id("dialog");
    let heading = id.clone();
    let class = ["dialog ", &class].concat();
    let held = Held::new(node);
    view! {
        <dialog class=class aria-labelledby=id node_ref=node closedby=move || held.closed_by()
            on:input=move |_| held.touch() on:keydown=move |ev| held.hear_key(&ev)
            on:cancel=move |ev| held.hear_cancel(&ev) on:close=move |ev| held.hear_close(&ev, on_close)>
            <header class="dialog-head">
                <h2 id=heading>{title}</h2>
                <button class="icon-btn" type="button" aria-label=say!("button.close") on:click=move |_| held.shut()>
                    <Icon name="x"/>
                </button>
            </header>
            {children()}
        </dialog>
    }
}

/// A dialog that does not close over what is typed in it (rules 1 and 2 of [`crate::ui::typing`]).
#[derive(Clone, Copy)]
pub struct Held {
    node: NodeRef<html::Dialog>,
    touched: RwSignal<bool>,
    asking: Option<Asking>,
}

impl Held {
    /// Looks after this dialog.
    pub fn new(node: NodeRef<html::Dialog>) -> Held {
        Held { node, touched: RwSignal::new(false), asking: use_asking() }
    }

    /// The value of `closedby`.
    pub fn closed_by(self) -> &'static str {
        if self.touched.get() { "closerequest" } else { "any" }
    }

    /// Something was typed or chosen.
    pub fn touch(self) {
        self.touched.set(true);
    }

    /// Closes it, or asks first; a field that is kept when it is left is kept before.
    pub fn shut(self) {
        if self.may_go() {
            close(self.node);
        }
    }

    fn may_go(self) -> bool {
        typed::leave_field();
        let holds = self.node.get_untracked().is_some_and(|dialog| typed::within(&dialog));
        let Some(asking) = self.asking.filter(|_| holds) else { return true };
        asking.ask(Callback::new(move |()| {
            typed::forget();
            close(self.node);
        }));
        false
    }

    /// Esc. A field that has its own use for it has taken it already; so has whoever writes with an input method.
    pub fn hear_key(self, ev: &leptos::ev::KeyboardEvent) {
        let own = || {
            let target: Option<web_sys::Element> = ev.target().and_then(|target| target.dyn_into().ok());
            let dialog = target.and_then(|element| element.closest("dialog").ok().flatten());
            dialog.is_some() && dialog.as_ref() == self.node.get_untracked().as_deref().map(AsRef::as_ref)
        };
        if ev.key() == "Escape" && !ev.default_prevented() && !ev.is_composing() && own() && !self.may_go() {
            ev.prevent_default();
        }
    }

    /// Any other wish to close it, such as "back" of a phone.
    pub fn hear_cancel(self, ev: &leptos::ev::Event) {
        if is_of(ev) && !self.may_go() {
            ev.prevent_default();
        }
    }

    /// It is closed. A browser may close it without asking the page twice: then it comes back with its question.
    pub fn hear_close(self, ev: &leptos::ev::Event, on_close: Callback<()>) {
        if !is_of(ev) {
            return;
        }
        if self.may_go() {
            on_close.run(());
        } else if let Some(dialog) = self.node.get_untracked() {
            let _ = dialog.show_modal();
        }
    }
}

/// Whether an event is of the element that listens, and not of one inside.
fn is_of(ev: &leptos::ev::Event) -> bool {
    ev.target() == ev.current_target()
}

/// Opens a dialog modally as soon as it stands in the page.
pub fn open_when_mounted(node: NodeRef<html::Dialog>) {
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            // Refused only for a dialog that is open already or not in the page: then there is nothing to do.
            let _ = dialog.show_modal();
        }
    });
}

/// Closes a dialog; its `close` event does the rest.
pub fn close(node: NodeRef<html::Dialog>) {
    if let Some(dialog) = node.get_untracked() {
        dialog.close();
    }
}

/// An id no other element of the page has.
pub fn fresh_id(kind: &str) -> String {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    [kind, "-", &NEXT.fetch_add(1, Ordering::Relaxed).to_string()].concat()
}

//! A native dialog: the browser traps the focus, closes it on Esc and gives the focus back.

use super::icon::Icon;
use crate::browser::focus;
use crate::say;
use leptos::html;
use leptos::prelude::*;

/// A question or a form in the middle of the screen. It opens when it is put into the page and calls
/// `on_close` when the person leaves it by Esc, by the cross or by a click outside; the caller then
/// takes it out of the page. Once something has been typed or chosen in it, a click outside no longer
/// closes it: a slip of the hand should cost nothing.
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
    let touched = RwSignal::new(false);
    let closed_by = move || if touched.get() { "closerequest" } else { "any" };
    view! {
        <dialog class=class aria-labelledby=id node_ref=node closedby=closed_by
            on:input=move |_| touched.set(true) on:close=move |_| on_close.run(())>
            <header class="dialog-head">
                <h2 id=heading>{title}</h2>
                <button class="icon-btn" type="button" aria-label=say!("button.close") on:click=move |_| close(node)>
                    <Icon name="x"/>
                </button>
            </header>
            {children()}
        </dialog>
    }
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

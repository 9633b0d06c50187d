//! A link that opens the form for a new request filled, for the page on which those who are served look first.

use crate::browser::page;
use crate::route::Route;
use crate::ui::desk::use_desk;
use crate::ui::notice;
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::icon::Icon;
use crate::words::say;
use leptos::prelude::*;

/// The link, to look at and to copy; for one client where it is named.
#[component]
pub fn LinkBox(#[prop(optional, into)] client: Signal<String>) -> impl IntoView {
    let desk = use_desk();
    let (heading, field) = (fresh_id("link"), fresh_id("address"));
    let (labelled, label) = (heading.clone(), field.clone());
    let address = Memo::new(move |_| {
        let pairs =
            client.with(|name| if name.is_empty() { Vec::new() } else { vec![("client", name.clone())] });
        [&page::address(), Route::given(&pairs).href().as_str()].concat()
    });
    view! {
        <section class="box stack" aria-labelledby=labelled>
            <div class="box-head"><div><h2 id=heading>{say!("link.title")}</h2><p class="measure">{say!("link.text")}</p></div></div>
            <div class="field">
                <label for=label>{say!("link.address")}</label>
                <div class="row nowrap-row">
                    <input class="input grow" id=field type="text" readonly prop:value=address/>
                    <button class="btn" type="button" on:click=move |_| notice::copy(desk, address.get_untracked())><Icon name="copy"/>{say!("link.copy")}</button>
                </div>
                <p class="hint">{say!("link.hint")}</p>
            </div>
        </section>
    }
}

//! A link that opens the form for a new request filled, for the page on which those who are served look first.

use crate::browser::page;
use crate::domain::request::Priority;
use crate::route::Route;
use crate::ui::desk::use_desk;
use crate::ui::notice;
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// The link, to look at and to copy; for one client where it is named.
#[component]
pub fn LinkBox(#[prop(optional, into)] client: Signal<String>) -> impl IntoView {
    let desk = use_desk();
    let (heading, field) = (fresh_id("link"), fresh_id("address"));
    let (labelled, label) = (heading.clone(), field.clone());
    let more =
        ["title", "service", "from", "text", "priority"].map(|key| (key, RwSignal::new(String::new())));
    let address = Memo::new(move |_| {
        let more = more.map(|(key, value)| (key, value.with(|text| text.trim().to_owned())));
        let pairs: Vec<_> = std::iter::once(("client", client.get())).chain(more).collect();
        let filled: Vec<_> = pairs.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        [&page::address(), Route::given(&filled).href().as_str()].concat()
    });
    let priorities = std::iter::once((String::new(), say!("link.usual").to_owned()))
        .chain(Priority::ALL.iter().map(|p| (p.code().to_owned(), say_dyn!("priority.", p.code()))))
        .collect::<Vec<_>>();
    let [title, service, from, text, priority] = more.map(|(_, value)| value);
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
            <details>
                <summary>{say!("link.more")}</summary>
                <div class="form">
                    <TextField label=say!("link.title_field") value=title/>
                    <TextField label=say!("link.service") value=service/>
                    <TextField label=say!("link.from") value=from/>
                    <SelectField label=say!("link.priority") value=priority options=Signal::stored(priorities)/>
                    <div class="form-wide"><TextField label=say!("link.text_field") value=text/></div>
                </div>
            </details>
        </section>
    }
}

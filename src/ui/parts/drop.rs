//! A place for a file: chosen, dropped, or its text pasted.

use crate::browser::files::{self, FileFault};
use crate::say;
use crate::ui::parts::field::AreaField;
use crate::ui::parts::icon::Icon;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A file that was read: its name and its text.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadFile {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A place to choose a file or drop one. `on_read` gets its text; what cannot be read is said here.
#[component]
pub fn DropPlace(
    /// Called with the file.
    on_read: Callback<ReadFile>,
    /// What may be dropped, in a sentence.
    #[prop(into)]
    text: String,
    /// True where the text itself may be pasted.
    #[prop(optional)]
    paste: bool,
    /// What is pasted, where it is no rows of a table.
    #[prop(optional, into)]
    paste_label: Option<String>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let fault = RwSignal::new(String::new());
    let read = move |file: web_sys::File| {
        fault.set(String::new());
        let name = file.name();
        spawn_local(async move {
            match files::read_text(file).await {
                Ok(text) => on_read.run(ReadFile { name, text }),
                Err(found) => fault.set(file_fault(&found)),
            }
        });
    };
    let chosen = move |ev: web_sys::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&ev);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            read(file);
        }
        // The same file may be chosen again once it was mended.
        input.set_value("");
    };
    let dropped = move |ev: web_sys::DragEvent| {
        ev.prevent_default();
        over.set(false);
        if let Some(file) = ev.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
            read(file);
        }
    };
    view! {
        <div class="stack">
            <label class="drop" data-over=move || over.get().then_some("")
                on:dragover=move |ev| { ev.prevent_default(); over.set(true); }
                on:dragleave=move |_| over.set(false) on:drop=dropped>
                <Icon name="down2"/><b>{say!("file.choose")}</b><span>{text}</span>
                <input class="sr" type="file" on:change=chosen/>
            </label>
            <div role="alert">
                {move || (!fault.with(String::is_empty)).then(|| view! {
                    <div class="note note-late"><Icon name="late"/><p>{fault.get()}</p></div>
                })}
            </div>
            {paste.then(|| view! { <Paste on_read=on_read label=paste_label.unwrap_or_else(|| say!("file.paste_label").to_owned())/> })}
        </div>
    }
}

#[component]
fn Paste(on_read: Callback<ReadFile>, label: String) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let read =
        move |_| on_read.run(ReadFile { name: say!("file.pasted").to_owned(), text: text.get_untracked() });
    view! {
        <details>
            <summary>{say!("file.paste")}</summary>
            <div class="stack">
                <AreaField label=label value=text rows=6/>
                <div><button class="btn btn-s" type="button" disabled=move || text.with(|t| t.trim().is_empty()) on:click=read>
                    {say!("file.paste_read")}
                </button></div>
            </div>
        </details>
    }
}

/// Why a file could not be read, as a sentence.
pub fn file_fault(fault: &FileFault) -> String {
    match fault {
        FileFault::Unread(cause) => say!("file.unread", cause = cause.as_str()),
        FileFault::TooLarge { bytes } => {
            let megabytes = |bytes: u64| bytes as f64 / 1_048_576.0;
            say!("file.large", got = megabytes(*bytes), most = megabytes(files::MOST_BYTES))
        }
        FileFault::NotText => say!("file.not_text").to_owned(),
        FileFault::NotOffered(cause) => say!("file.not_offered", cause = cause.as_str()),
    }
}

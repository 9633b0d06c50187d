//! What just happened, at the foot of the page: one notice at a time, with Undo where there is
//! something to take back. It is read out by screen readers; troubles are read at once. Where a limit was passed, it asks
//! why, and stays until that is said, it is closed, or something else is done.

use super::actions::{caps_view, keys_of};
use super::desk::{Desk, use_desk};
use super::parts::dialog::fresh_id;
use super::parts::icon::Icon;
use crate::browser::{clipboard, pace, page};
use crate::domain::edit::{Deed, Edit};
use crate::domain::ident::RequestId;
use crate::domain::request::Stage;
use crate::domain::text::Note;
use crate::store::ledger::{Ledger, Trouble};
use crate::words::errors;
use crate::words::{say, say_dyn};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What kind of notice it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Something was done and can be taken back.
    Done,
    /// Something to know.
    Plain,
    /// Something was not done.
    Trouble,
}

/// One notice.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// Its kind.
    pub kind: Kind,
    /// What it says.
    pub text: String,
}

impl Notice {
    /// Something was done.
    pub fn done(deed: &Deed) -> Notice {
        Notice { kind: Kind::Done, text: deed_text(deed) }
    }

    /// Something was taken back.
    pub fn undone(deed: &Deed) -> Notice {
        Notice { kind: Kind::Plain, text: say!("notice.undone", what = deed_text(deed)) }
    }

    /// Something was brought back.
    pub fn redone(deed: &Deed) -> Notice {
        Notice { kind: Kind::Done, text: say!("notice.redone", what = deed_text(deed)) }
    }

    /// Something was not done, and why.
    pub fn trouble(trouble: &Trouble) -> Notice {
        Notice { kind: Kind::Trouble, text: errors::trouble(trouble) }
    }

    /// Something to know.
    pub fn plain(text: impl Into<String>) -> Notice {
        Notice { kind: Kind::Plain, text: text.into() }
    }
}

/// What was done, as a sentence.
pub fn deed_text(deed: &Deed) -> String {
    let usual = || deed.stage.map(Stage::code).map(|code| say_dyn!("stage.", code));
    let stage = deed.column.as_ref().map(ToString::to_string).or_else(usual).unwrap_or_default();
    let whom = if deed.client.is_empty() { "none" } else { "some" };
    say_dyn!(
        "deed.",
        deed.key,
        name = deed.name.as_str(),
        client = deed.client.as_str(),
        stage = stage,
        n = deed.n,
        whom = whom
    )
}

/// The notice shown now.
#[derive(Clone, Copy)]
pub struct Notices(RwSignal<Option<Notice>>);

impl Notices {
    /// None yet.
    pub fn new() -> Notices {
        Notices(RwSignal::new(None))
    }

    /// Shows a notice in place of the one before.
    pub fn show(&self, notice: Notice) {
        self.0.set(Some(notice));
    }

    /// Takes it away.
    pub fn clear(&self) {
        self.0.set(None);
    }
}

impl Default for Notices {
    fn default() -> Notices {
        Notices::new()
    }
}

/// Puts a text on the clipboard and says whether the browser let it.
pub fn copy(desk: Desk, text: String) {
    spawn_local(async move {
        let done = clipboard::copy(&text).await;
        let said = if done { say!("say.copied") } else { say!("say.copy_refused") };
        desk.notices().show(Notice::plain(said));
    });
}

/// How long a notice stays, in milliseconds: with something to take back long enough to be read twice and answered, else
/// long enough to be read twice. What was not done stays until it is closed.
const fn stays(kind: Kind) -> i32 {
    match kind {
        Kind::Done | Kind::Trouble => 20_000,
        Kind::Plain => 8_000,
    }
}

/// Takes a notice away in its time, unless another one has come (`turn` counts them) or somebody is at it.
async fn leave(notices: Notices, kind: Kind, turn: StoredValue<u32>, mine: u32) {
    loop {
        pace::wait(stays(kind)).await;
        if turn.try_get_value() != Some(mine) {
            return;
        }
        if !page::is_hidden() && !page::is_held(".toasts") {
            notices.clear();
            return;
        }
    }
}

/// The notice at the foot of the page.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let desk = use_desk();
    let notice = desk.notices().0;
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let kind = notice.with(|notice| notice.as_ref().map(|notice| notice.kind));
        let goes = |kind: &Kind| *kind != Kind::Trouble && over(desk, *kind).is_empty();
        if let Some(kind) = kind.filter(goes) {
            spawn_local(leave(desk.notices(), kind, turn, turn.get_value()));
        }
    });
    let status = move || notice.get().filter(|n| n.kind != Kind::Trouble);
    let alert = move || notice.get().filter(|n| n.kind == Kind::Trouble);
    view! {
        <div class="toasts" role="status">
            {move || status().map(|n| {
                let undo = n.kind == Kind::Done;
                let over = over(desk, n.kind);
                view! {
                    <p class="toast">
                        <span>{n.text}</span>
                        {undo.then(|| view! {
                            <button class="btn" type="button" on:click=move |_| desk.undo()>
                                {say!("button.undo")}{caps_view(keys_of("undo", desk))}
                            </button>
                        })}
                        <CloseNotice/>
                    </p>
                    {(!over.is_empty()).then(|| view! { <WhyOver ids=over/> })}
                }
            })}
        </div>
        <div class="toasts" role="alert">
            {move || alert().map(|n| view! {
                <p class="toast toast-late"><Icon name="late"/><span>{n.text}</span><CloseNotice/></p>
            })}
        </div>
    }
}

/// The requests that passed a limit by what a notice of this kind would take back.
fn over(desk: Desk, kind: Kind) -> Vec<RequestId> {
    let last = |ledger: &Ledger| ledger.undoable().map(|deed| deed.over.clone()).unwrap_or_default();
    if kind == Kind::Done { desk.peek(last) } else { Vec::new() }
}

/// Asks why a limit was passed, beside the notice of the step that did so. What is typed is kept when the field is left.
#[component]
fn WhyOver(ids: Vec<RequestId>) -> impl IntoView {
    let desk = use_desk();
    let typed = RwSignal::new(String::new());
    let ids = StoredValue::new(ids);
    let keep = move || {
        let read = Note::new(&typed.get_untracked()).map_err(errors::text);
        let kept = read.and_then(|why| {
            desk.beside(Edit::ExplainOver(ids.get_value(), why)).map_err(|trouble| errors::trouble(&trouble))
        });
        if let Err(text) = &kept {
            desk.notices().show(Notice { kind: Kind::Trouble, text: text.clone() });
        }
        kept.is_ok()
    };
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        if keep() {
            desk.notices().show(Notice::plain(say!("notice.over_kept")));
        }
    };
    let id = fresh_id("over");
    view! {
        <form class="toast toast-ask" on:submit=submit>
            <label for=id.clone()>{say!("notice.over_why")}</label>
            <input class="input" id=id autocomplete="off" prop:value=move || typed.get()
                on:input:target=move |ev| typed.set(ev.target().value()) on:change=move |_| { keep(); }/>
            <button class="btn" type="submit">{say!("button.save")}</button>
        </form>
    }
}

#[component]
fn CloseNotice() -> impl IntoView {
    let desk = use_desk();
    view! {
        <button class="icon-btn" type="button" aria-label=say!("notice.close") on:click=move |_| desk.notices().clear()>
            <Icon name="x"/>
        </button>
    }
}

//! What is done while deciding: the ends a request can come to, and the way to the next one. The bar below the request,
//! the keys and the palette share these entries.
//!
//! Rules:
//! 1. What is meant is the request that is looked at.
//! 2. Once it is decided it has no end left to come to; declining is there only where the team has somebody who may.
//! 3. After an end the next one of the order is looked at, and the focus goes along.

use crate::browser::focus;
use crate::domain::deciding::{TriageEdit, TriageRefusal};
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ident::RequestId;
use crate::domain::text::Note;
use crate::domain::triage::{WhoDeclines, is_undecided, manner};
use crate::route::Route;
use crate::store::ledger::Trouble;
use crate::ui::desk::Desk;
use crate::ui::go;
use crate::ui::notice::Notice;
use crate::words::say;
use leptos::prelude::*;
use std::cell::Cell;

/// What the page opens where accepting needs a reason; not an action of its own.
pub const EXCEPTION: &str = "triage.exception";

/// The page that decides, while it is there.
#[derive(Clone, Copy)]
pub struct Deciding {
    /// To be decided, in order.
    pub open: Memo<Vec<RequestId>>,
    /// The one that is looked at.
    pub here: Memo<Option<RequestId>>,
    /// Opens the form of an action, by its code.
    pub opens: Callback<&'static str>,
}

thread_local! {
    // One page, one of these: so that an action is a plain function and needs no context to reach it.
    static PAGE: Cell<Option<Deciding>> = const { Cell::new(None) };
}

/// The page says that it is there; while it lives.
pub fn decides(page: Deciding) {
    PAGE.set(Some(page));
    on_cleanup(|| PAGE.set(None));
}

/// The request that is looked at.
pub fn here() -> Option<RequestId> {
    PAGE.get()?.here.try_get_untracked()?
}

impl Deciding {
    /// The one so many places further on; from one that is not in the order, the first.
    fn step(self, by: isize) -> Option<RequestId> {
        let open = self.open.try_get_untracked()?;
        let at = here().and_then(|id| open.iter().position(|other| *other == id));
        open.get(at.map_or(Some(0), |at| at.checked_add_signed(by))?).copied()
    }
}

/// The one that comes once this one is decided.
pub fn following(id: RequestId) -> Option<RequestId> {
    let open = PAGE.get()?.open.try_get_untracked()?;
    let at = open.iter().position(|other| *other == id);
    let next = at.and_then(|at| open.get(at + 1));
    next.or_else(|| open.iter().find(|other| **other != id)).copied()
}

/// Goes to a request, and takes whoever reads along to its title.
pub fn look_at(id: Option<RequestId>) {
    go(&Route::Triage(id));
    match id {
        Some(id) => focus_title(id),
        None => focus::focus_first_soon("main h1"),
    }
}

/// Focuses the title of a request that is about to come.
pub fn focus_title(id: RequestId) {
    focus::focus_when_there(&["#triage-title[data-id='", &id.to_string(), "']"].concat());
}

/// Why something cannot be done with the request that is looked at (rule 2).
pub fn why_not(code: &str, desk: Desk) -> Option<&'static str> {
    let (page, id) = (PAGE.get()?, here()?);
    match code {
        "triage.next" => page.step(1).is_none().then_some(say!("shut.last")),
        "triage.previous" => page.step(-1).is_none().then_some(say!("shut.first")),
        _ => desk.peek(|ledger| match ledger.desk().request(id) {
            None => Some(say!("shut.gone")),
            Some(request) if !is_undecided(request) => Some(say!("shut.decided")),
            _ if code == "triage.decline" && manner(ledger.desk()).no == WhoDeclines::Nobody => {
                Some(say!("shut.nobody"))
            }
            _ => None,
        }),
    }
}

/// Does it with the request that is looked at; the caller has asked [`why_not`].
pub fn act(code: &'static str, desk: Desk) {
    let (Some(page), Some(id)) = (PAGE.get(), here()) else { return };
    let form = |code| {
        page.opens.try_run(code);
    };
    match code {
        "triage.next" => look_at(page.step(1)),
        "triage.previous" => look_at(page.step(-1)),
        "triage.accept" => {
            let next = following(id);
            match desk.attempt(Edit::Triage(id, Box::new(TriageEdit::Accept(Note::default())))) {
                Ok(_) => look_at(next),
                Err(Trouble::Refused(Refusal::Triage(TriageRefusal::NotEssential))) => form(EXCEPTION),
                Err(trouble) => desk.notices().show(Notice::trouble(&trouble)),
            }
        }
        _ => form(code),
    }
}

//! What one can do with a request. Buttons, menus and the palette share these entries: whether something can be done
//! now, the sentence why not, and what it comes to.
//!
//! Rules:
//! 1. The requests that are meant are the one that is open; else those selected on the board.
//! 2. What cannot be done now is not tried: a sentence says why.
//! 3. With several, what does not hold for some of them is left out of the step for these; where it holds for none, that
//!    is why it cannot be done. Into the archive they go together or not at all: the one that keeps them out is named.
//! 4. A request is put into a column in one way ([`put`]): by the dialog, by keys, by dragging, by a menu.
//! 5. What asks something first is a form of the page that shows the requests: the open request, or those selected.

use super::action;
use crate::browser::focus;
use crate::domain::caring::CareEdit;
use crate::domain::columns::Column;
use crate::domain::derivation::stage_before;
use crate::domain::edit::{Edit, Many};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::request::{PauseReason, Request, Stage};
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::Desk;
use crate::ui::notice::Notice;
use crate::ui::request::asks_why;
use crate::ui::{Place, go};
use crate::words::say;
use leptos::prelude::*;
use std::cell::Cell;

/// What is done with the requests that are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// They go to the usual column of a stage.
    Move(Stage),
    /// Work goes on where it waited.
    Resume,
    /// Work waits, the place stays.
    Pause(PauseReason),
    /// It is noted that somebody has seen it.
    Seen,
    /// A second one like it.
    Duplicate,
    /// Into the archive, or out of it.
    Archive(bool),
    /// A form of the page that shows them asks first.
    Form,
    /// Presses or focuses what this selector finds in the open request ([`focus::press_when_there`]).
    Press(&'static str),
    /// As [`Deed::Form`], and never for one that is open: its form is on the page already.
    FormOfMany,
}

/// When it can be done with a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Whenever it is there.
    Any,
    /// While it is not finished.
    Open,
    /// While it is in another stage.
    Elsewhere(Stage),
    /// While it waits.
    Waits,
    /// While it does not wait for this.
    WaitsNotFor(PauseReason),
    /// Once it is finished and was not declined: what was declined is taken up beside its reason.
    Again,
    /// Once it is finished, and not in the archive.
    Unfiled,
    /// While it is in the archive.
    Filed,
}

impl When {
    /// Why it cannot be done with this request now.
    fn why_not(self, request: &Request) -> Option<&'static str> {
        let finished = request.stage.is_finished();
        let waits = request.waiting().map(|wait| wait.reason);
        match self {
            When::Open | When::Waits | When::WaitsNotFor(_) if finished => Some(say!("shut.finished")),
            When::Elsewhere(stage) if request.stage == stage => Some(say!("shut.there")),
            When::Waits if waits.is_none() && request.stage != Stage::Waiting => Some(say!("shut.waits_not")),
            When::WaitsNotFor(reason) if waits == Some(reason) => Some(say!("shut.waits")),
            When::Again if !finished => Some(say!("shut.open")),
            When::Again if request.stage == Stage::Declined => Some(say!("shut.declined")),
            When::Unfiled if !finished => Some(say!("shut.archive")),
            When::Unfiled if request.archived => Some(say!("shut.filed")),
            When::Filed if !request.archived => Some(say!("shut.unfiled")),
            _ => None,
        }
    }
}

impl Deed {
    /// The step for several requests at once; none where it is done one at a time.
    fn many(self) -> Option<Many> {
        match self {
            Deed::Move(stage) => Some(Many::Move(stage.into())),
            Deed::Archive(on) => Some(Many::Archive(on)),
            _ => None,
        }
    }

    /// The step for one request; none where a form asks first.
    fn one(self, ledger: &Ledger, id: RequestId) -> Option<Edit> {
        Some(match self {
            Deed::Move(stage) => Edit::Move { id, column: stage.into(), index: None },
            Deed::Resume => resume(ledger, id)?,
            Deed::Pause(reason) => Edit::Pause(id, Some(reason)),
            Deed::Seen => Edit::Acknowledge(id),
            Deed::Duplicate => Edit::Care(id, CareEdit::Duplicate),
            Deed::Archive(on) => Edit::Many(vec![id], Many::Archive(on)),
            Deed::Form | Deed::FormOfMany | Deed::Press(_) => return None,
        })
    }
}

/// Work goes on: back to the stage it came from, or where it stands.
fn resume(ledger: &Ledger, id: RequestId) -> Option<Edit> {
    if ledger.desk().request(id)?.stage != Stage::Waiting {
        return Some(Edit::Pause(id, None));
    }
    let subject = Subject::Request(id);
    let before = stage_before(ledger.desk().log(subject), &ledger.desk().revoked(subject));
    let stage = before.filter(|stage| !stage.is_finished()).unwrap_or(Stage::InProgress);
    Some(Edit::Move { id, column: stage.into(), index: None })
}

/// What the board asks for, or does, for several at once in its own way.
const FORMS_OF_MANY: [&str; 6] = ["move", "assign", "label", "client", "priority", "remove"];

/// What the board is told in place of a code once something was done with those selected.
pub const DONE: &str = "";

type Opens = Callback<&'static str>;

thread_local! {
    // One page, one of each: so that an action is a plain function and needs no context to reach a form.
    static PICKED: Cell<Option<RwSignal<Vec<RequestId>>>> = const { Cell::new(None) };
    static OF_OPEN: Cell<Option<(RequestId, Opens)>> = const { Cell::new(None) };
    static OF_MANY: Cell<Option<Opens>> = const { Cell::new(None) };
    static LATER: Cell<Option<(RequestId, &'static str)>> = const { Cell::new(None) };
}

/// The page that shows an open request opens its forms, by the code of the action; while it lives.
pub fn open_forms_of(id: RequestId, opens: Opens) {
    OF_OPEN.set(Some((id, opens)));
    on_cleanup(move || OF_OPEN.set(OF_OPEN.get().filter(|(other, _)| *other != id)));
    if let Some((_, code)) = LATER.take().filter(|(other, _)| *other == id) {
        // Not before the page stands.
        crate::browser::pace::after_frame(move || {
            opens.try_run(code);
        });
    }
}

/// The board opens the forms for those selected, by the code of the action; while it lives.
pub fn open_forms_of_many(picked: RwSignal<Vec<RequestId>>, opens: Opens) {
    PICKED.set(Some(picked));
    OF_MANY.set(Some(opens));
    on_cleanup(|| {
        PICKED.set(None);
        OF_MANY.set(None);
    });
}

/// The requests that are meant (rule 1).
pub fn meant(desk: Desk, place: Place) -> Vec<RequestId> {
    if let Route::Request(id) = place.now() {
        return desk.peek(|ledger| ledger.desk().request(id).map(|_| id)).into_iter().collect();
    }
    let picked = || PICKED.get()?.try_get_untracked();
    place.now().view().and_then(|_| picked()).unwrap_or_default()
}

/// Why something cannot be done with the requests that are meant; nothing where it can.
pub fn why_not(when: When, deed: Deed, code: &str, desk: Desk, place: Place) -> Option<&'static str> {
    let ids = meant(desk, place);
    let of_many = FORMS_OF_MANY.contains(&code);
    if ids.len() > 1 && deed.many().is_none() && !of_many {
        return Some(say!("shut.one"));
    }
    desk.peek(|ledger| {
        let requests = ids.iter().filter_map(|id| ledger.desk().request(*id));
        let all = requests.map(|request| when.why_not(request));
        match deed {
            // Together or not at all: what refuses it names the one that is still open (rule 3).
            Deed::Archive(true) if ids.len() > 1 => None,
            _ => all.collect::<Option<Vec<_>>>().and_then(|whys| whys.first().copied()),
        }
    })
}

/// Does it with the requests that are meant; the caller has asked [`why_not`].
pub fn act(deed: Deed, code: &'static str, desk: Desk, place: Place) {
    if let Deed::Press(what) = deed {
        return focus::press_when_there(what);
    }
    let ids = meant(desk, place);
    let open = matches!(place.now(), Route::Request(_));
    let many = |ids: Vec<RequestId>| match deed.many() {
        Some(what) => desk.act(Edit::Many(ids, what)).is_some(),
        None => {
            OF_MANY.get().and_then(|opens| opens.try_run(code));
            false
        }
    };
    let done = match ids.as_slice() {
        [] => return,
        [id] if open || !FORMS_OF_MANY.contains(&code) => one(deed, code, *id, desk, open),
        _ => many(ids),
    };
    if let Some(opens) = OF_MANY.get().filter(|_| done && !open) {
        opens.try_run(DONE);
    }
}

/// True where it is done; false where a form asks first.
fn one(deed: Deed, code: &'static str, id: RequestId, desk: Desk, open: bool) -> bool {
    let Some(edit) = desk.peek(|ledger| deed.one(ledger, id)) else {
        match OF_OPEN.get().filter(|(other, _)| open && *other == id) {
            Some((_, opens)) => {
                opens.try_run(code);
            }
            None => {
                LATER.set(Some((id, code)));
                go(&Route::Request(id));
            }
        }
        return false;
    };
    let outcome = desk.act(edit);
    if let Some(Subject::Request(other)) = outcome.as_ref().and_then(|outcome| outcome.made) {
        go(&Route::Request(other));
    }
    outcome.is_some()
}

/// How it ended that a request was to be put somewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It is there, or a notice says why not, or the form that declines asks first.
    Settled,
    /// Nothing changed: it stood there already.
    There,
    /// It would go before others, and that asks for a reason first.
    AsksWhy,
}

/// Puts a request into a column, before the one at `index` of its stage (none: at the end). Declining goes through its
/// own form.
pub fn put(desk: Desk, id: RequestId, column: Column, index: Option<usize>) -> Put {
    let was = desk.peek(|ledger| ledger.desk().request(id).map(|request| request.stage));
    if column.stage == Stage::Declined && was != Some(Stage::Declined) {
        go(&Route::Decline(id));
        return Put::Settled;
    }
    match desk.attempt(Edit::Move { id, column, index }) {
        Ok(outcome) if outcome.touched.is_empty() => return Put::There,
        Ok(_) => {}
        Err(trouble) if asks_why(&trouble) => return Put::AsksWhy,
        Err(trouble) => desk.notices().show(Notice::trouble(&trouble)),
    }
    Put::Settled
}

/// Does what an action is called by its code, or says why it cannot be done: for a button or an entry of a menu.
pub fn press(code: &str, desk: Desk, place: Place) {
    let Some(action) = action(code) else { return };
    match action.why_not(desk, place) {
        Some(why) => desk.notices().show(Notice::plain(why)),
        None => action.run(desk, place),
    }
}

//! Taking records in, portion by portion, as one step: all of it or nothing.

use crate::browser::pace::yield_to_browser;
use crate::domain::edit::Deed;
use crate::store::history::Members;
use crate::store::ledger::Batch;
use crate::store::ports::StoreError;
use crate::ui::desk::Desk;

/// How it ended.
#[derive(Clone, PartialEq, Debug)]
pub enum Taken {
    /// Everything is in; false when all of it was there before.
    All(bool),
    /// It was stopped, and what had got in is out again.
    Stopped,
    /// It could not be stored, and what had got in is out again.
    Failed(StoreError),
}

/// Takes portions in and lets the browser have its turn between them. `goes_on` is asked after each, with
/// how many are in; when it says no, everything is taken back.
pub async fn take(desk: Desk, portions: Vec<Batch>, deed: Deed, goes_on: impl Fn(usize) -> bool) -> Taken {
    let before = match desk.peek(|ledger| ledger.stored()) {
        Ok(before) => before,
        Err(error) => return Taken::Failed(error),
    };
    let mut members: Members = Vec::new();
    let mut end = None;
    for (index, portion) in portions.into_iter().enumerate() {
        match desk.take_in(portion) {
            Ok(new) => members.extend(new),
            Err(error) => {
                end = Some(Taken::Failed(error));
                break;
            }
        }
        if !goes_on(index + 1) {
            end = Some(Taken::Stopped);
            break;
        }
        yield_to_browser().await;
    }
    let fresh = !members.is_empty();
    desk.finish_import(deed.clone(), members);
    let Some(end) = end else { return Taken::All(fresh) };
    if fresh {
        desk.undo();
        let still_there = desk.peek(|ledger| ledger.undoable() == Some(&deed));
        if still_there {
            // Undoing writes too, and a full store refuses it. Putting back what was there takes no room.
            if let Err(error) = desk.replace(|ledger| ledger.wipe().and_then(|_| ledger.put_back(&before))) {
                return Taken::Failed(error);
            }
        }
    }
    end
}

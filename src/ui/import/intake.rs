//! Taking records in, portion by portion, as one step: all of it or nothing.

use crate::browser::pace::yield_to_browser;
use crate::domain::edit::Deed;
use crate::store::ledger::{Batch, Ledger, Trouble};
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
    /// It was stopped or could not be stored; so many records that had got in stay, mostly because somebody has changed
    /// one of them since.
    Stays(usize),
}

/// Takes portions in and lets the browser have its turn between them. `goes_on` is asked after each, with
/// how many are in; when it says no, everything is taken back.
pub async fn take(desk: Desk, portions: Vec<Batch>, deed: Deed, goes_on: impl Fn(usize) -> bool) -> Taken {
    let mut bringing = desk.tend(Ledger::begin_bringing);
    let mut end = None;
    for (index, portion) in portions.into_iter().enumerate() {
        if let Err(error) = desk.tend(|ledger| ledger.bring(&mut bringing, portion)) {
            end = Some(Taken::Failed(error));
            break;
        }
        if !goes_on(index + 1) {
            end = Some(Taken::Stopped);
            break;
        }
        yield_to_browser().await;
    }
    let fresh = !bringing.members.is_empty();
    desk.finish_import(deed, bringing.members.clone());
    let end = match end {
        None => Taken::All(fresh),
        Some(end) if !fresh => end,
        Some(end) => match desk.take_back() {
            Ok(()) => end,
            Err(Trouble::Refused(_)) => Taken::Stays(bringing.members.len()),
            // Undoing writes too, and a full store refuses it. To take out what came in needs next to no room.
            Err(Trouble::Store(_)) => match desk.replace(|ledger| ledger.take_out(&bringing)) {
                Ok(()) => return end,
                Err(_) => Taken::Stays(bringing.members.len()),
            },
        },
    };
    desk.tend(|ledger| ledger.settle(&bringing));
    end
}

//! A file in the place of the desk, in portions, with the browser's turn between them.

use crate::browser::pace::yield_to_browser;
use crate::store::backup::Backup;
use crate::store::ledger::Ledger;
use crate::store::ports::StoreError;
use crate::ui::desk::Desk;

/// How many records are put there between two looks at the browser.
const PORTION: usize = 200;

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Swapped {
    /// The desk is the file's.
    Done,
    /// It was stopped in time: the desk is as it was.
    Stopped,
}

/// Puts what a file holds in the place of the desk. `goes_on` is told how far it has come, in percent, and whether it
/// can still be stopped: until everything is there beside the old desk.
pub async fn swap(
    desk: Desk,
    file: &Backup,
    goes_on: impl Fn(u8, bool) -> bool,
) -> Result<Swapped, StoreError> {
    let mut coming = desk.peek(Ledger::begin_staging);
    let total = file.records.len().div_ceil(PORTION).max(1);
    let share = |done: usize, from: usize| u8::try_from(from + done * 50 / total).unwrap_or(100);
    for (done, part) in file.records.chunks(PORTION).enumerate() {
        let staged = desk.peek(|ledger| ledger.stage(&mut coming, &part.to_vec()));
        if staged.is_err() || !goes_on(share(done, 0), true) {
            desk.peek(|ledger| ledger.unstage(coming));
            return staged.map(|()| Swapped::Stopped);
        }
        yield_to_browser().await;
    }
    if let Err(error) = desk.tend(|ledger| ledger.switch(coming)) {
        if !desk.peek(Ledger::is_coming) {
            desk.peek(|ledger| ledger.unstage(coming));
        }
        return Err(error);
    }
    loop {
        match desk.tend(Ledger::unfold) {
            Ok(0) => break,
            Ok(left) => drop(goes_on(share(total.saturating_sub(left), 50), false)),
            Err(error) => {
                // What does not fit is on the desk all the same, in memory.
                desk.replace(Ledger::reload);
                return Err(error);
            }
        }
        yield_to_browser().await;
    }
    desk.replace(|ledger| {
        ledger.refresh_book();
        file.unknown.iter().try_for_each(|(tail, value)| ledger.keep_unknown(tail, value))
    })?;
    Ok(Swapped::Done)
}

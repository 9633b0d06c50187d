//! Opening the sample desk: beside one's own, in a space of its own.

use crate::browser::page;
use crate::route::Route;
use crate::store::ledger::{Ledger, Trouble};
use crate::store::sample;
use crate::ui::SAMPLE;
use crate::ui::desk::Desk;
use crate::ui::notice::Notice;
use crate::words::say_dyn;

/// Makes the sample desk anew and goes there. One's own desk is not touched.
pub fn open(desk: Desk) {
    if let Err(trouble) = make(desk) {
        desk.notices().show(Notice::trouble(&trouble));
    }
}

fn make(desk: Desk) -> Result<(), Trouble> {
    let ports = desk.peek(|ledger| ledger.ports().clone());
    let batch = sample::build(ports.clock.now(), ports.zones.clone(), &|key| say_dyn!("sample.", key))?;
    if !desk.is_kept() {
        // Where nothing is kept, loading the page anew would lose it: it is shown in this page.
        desk.replace(|ledger| {
            let taken = ledger.take_in(batch);
            ledger.refresh_book();
            taken
        })?;
        page::set_hash(&Route::Board.href());
        return Ok(());
    }
    let mut ledger = Ledger::open(ports, SAMPLE);
    ledger.wipe()?;
    if let Err(error) = ledger.take_in(batch) {
        // What did get in is of no use, and takes room.
        let _ = ledger.wipe();
        return Err(error.into());
    }
    desk.here().set("space", Some(SAMPLE));
    page::set_hash(&Route::Board.href());
    page::reload();
    Ok(())
}

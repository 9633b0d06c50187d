//! The present moment as screens see it. It moves on at every full minute while the page is in sight,
//! stands still while it is hidden, and catches up when it comes back; so a clock on a card is never
//! older than a minute. Nothing is counted along: every state is read from the moment itself.

use crate::browser::listener::{Listener, Timer};
use crate::browser::page;
use crate::domain::moment::Moment;
use crate::store::ports::Clock;
use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

/// Now, to listen to.
#[derive(Clone, Copy)]
pub struct Now(RwSignal<i64>);

/// The present moment of this page.
pub fn use_now() -> Now {
    expect_context::<Now>()
}

impl Now {
    /// Now; the reader is woken at the next full minute.
    pub fn get(&self) -> Moment {
        Moment(self.0.get())
    }

    /// Moves on to a later moment: after an edit, so that what has just been recorded is not still to come.
    pub fn move_to(&self, at: Moment) {
        if at.0 > self.0.get_untracked() {
            self.0.set(at.0);
        }
    }

    /// Starts the clock of the page.
    pub fn start(clock: Rc<dyn Clock>) -> Now {
        let signal = RwSignal::new(clock.now().0);
        let timer: Rc<RefCell<Option<Timer>>> = Rc::default();
        schedule(signal, clock.clone(), timer.clone());
        let listener = Listener::document("visibilitychange", move |_| {
            if !page::is_hidden() {
                signal.try_set(clock.now().0);
                schedule(signal, clock.clone(), timer.clone());
            }
        });
        // The clock lives as long as the page.
        std::mem::forget(listener);
        Now(signal)
    }
}

fn schedule(signal: RwSignal<i64>, clock: Rc<dyn Clock>, timer: Rc<RefCell<Option<Timer>>>) {
    let wait = 60_000 - clock.now().0.rem_euclid(60_000);
    let (again, held) = (clock.clone(), timer.clone());
    let next = Timer::after(wait, move || {
        if !page::is_hidden() {
            signal.try_set(again.now().0);
            schedule(signal, again.clone(), held.clone());
        }
    });
    *timer.borrow_mut() = Some(next);
}

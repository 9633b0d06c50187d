//! Several edits that are one step: made on a desk in memory like the one here, then done together.
//!
//! Rules:
//! 1. The desk in memory has everything of the one here but its requests. Nothing is stored while it is written on.
//! 2. What has come onto it is one batch: stored as a whole, or not at all ([`Ledger::act_drafted`]), and taken back by
//!    one Undo.

use super::ledger::{Batch, Ledger, Outcome, Ports, Trouble};
use super::memory::Memory;
use super::ports::NoLog;
use crate::domain::edit::Edit;
use crate::domain::fact::Event;
use crate::domain::ident::Subject;
use crate::domain::workspace::Workspace;
use std::rc::Rc;

/// A desk in memory like the one here.
pub struct Drafted(Ledger);

impl Drafted {
    /// As the desk is now (rule 1).
    ///
    /// # Errors
    /// The desk cannot be taken in as a whole.
    pub fn on(here: &Ledger) -> Result<Drafted, Trouble> {
        let ports = here.ports();
        let ports = Ports {
            kept: Rc::new(Memory::new()),
            clock: ports.clock.clone(),
            entropy: ports.entropy.clone(),
            zones: ports.zones.clone(),
            log: Rc::new(NoLog),
        };
        let mut ledger = Ledger::open(ports, "drafted");
        ledger.follow(here);
        ledger.set_actor(here.actor().cloned());
        ledger.take_in(settings(here.desk()))?;
        ledger.refresh_book();
        Ok(Drafted(ledger))
    }

    /// Does what a person would do here.
    ///
    /// # Errors
    /// As [`Ledger::act`].
    pub fn act(&mut self, edit: Edit) -> Result<Outcome, Trouble> {
        self.0.act(edit)
    }

    /// The desk with its store.
    pub fn ledger(&self) -> &Ledger {
        &self.0
    }

    /// The desk as it has become.
    pub fn desk(&self) -> &Workspace {
        self.0.desk()
    }

    /// What has come onto it, and is not here.
    pub fn news(&self, here: &Ledger) -> Batch {
        let fresh = |subject: Subject| -> Vec<Event> {
            let known = here.desk().log(subject);
            let is_known = |event: &Event| known.binary_search_by_key(&event.order(), Event::order).is_ok();
            self.desk().log(subject).iter().filter(|event| !is_known(event)).cloned().collect()
        };
        let records = self.desk().subjects().map(|subject| (subject, fresh(subject)));
        records.filter(|(_, log)| !log.is_empty()).collect()
    }
}

/// Every record of a desk that is no request.
fn settings(desk: &Workspace) -> Batch {
    let subjects = desk.subjects().filter(|subject| !matches!(subject, Subject::Request(_)));
    subjects.map(|subject| (subject, desk.log(subject).to_vec())).collect()
}

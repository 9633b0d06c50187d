//! The desk as screens see it: reading with bells, acting with notices.
//!
//! The ledger is plain data. Every record that a screen reads has a *bell*, a reference-counted trigger
//! made at the first read; an edit rings exactly the bells of what it touched. So one edit wakes the
//! readers of one record, whatever the number of requests.
//!
//! Rules of notices:
//! 1. A step says what was done and offers Undo ([`Desk::act`], [`Desk::attempt`]): also a point of "done means" that is
//!    ticked, for it is met or it is not, and a slip would pass unseen.
//! 2. Steps of which many follow one another in a row are quiet ([`Desk::quietly`]), since a notice at each would be noise,
//!    read out over the next question and lying over it: the answers of a self-assessment (each has "Take the answer
//!    back" and is read out by its page) and those that decide a request (they stand in the form, where another click
//!    changes them). So are steps that show themselves by the page they lead to: a desk that is set up, a
//!    self-assessment that is begun, the meaning of columns that is kept with an import.
//! 3. A quiet step is a step like any other: the Undo of the frame names it, and Ctrl or ⌘ with Z takes it back.

use super::notice::{Notice, Notices};
use super::now::Now;
use super::standing::read_anew;
use super::upkeep::overruled_text;
use crate::browser::{page, typed};
use crate::domain::edit::{Deed, Edit};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::request::Request;
use crate::store::here::Here;
use crate::store::history::Members;
use crate::store::ledger::{Batch, Ledger, Outcome, Trouble};
use crate::store::ports::StoreError;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;

/// What a reader listens to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bell {
    /// One record.
    Record(Subject),
    /// Any request: their number, order and places.
    Requests,
    /// Any record that is not a request: the team, clients, services, calendars, agreements, runs.
    Others,
    /// What can be undone and redone, and how the store is.
    State,
}

struct Inner {
    ledger: RefCell<Ledger>,
    bells: RefCell<HashMap<Bell, ArcTrigger>>,
    here: Here,
    kept: bool,
}

/// A handle on the desk; cheap to copy into every closure.
#[derive(Clone, Copy)]
pub struct Desk {
    inner: StoredValue<Inner, LocalStorage>,
    notices: Notices,
    now: Now,
    full: RwSignal<bool>,
}

/// The desk of this page.
pub fn use_desk() -> Desk {
    expect_context::<Desk>()
}

impl Desk {
    /// A desk over a ledger. `kept` is false where the browser keeps nothing.
    pub fn new(ledger: Ledger, here: Here, kept: bool, notices: Notices, now: Now) -> Desk {
        let inner = Inner { ledger: RefCell::new(ledger), bells: RefCell::default(), here, kept };
        Desk { inner: StoredValue::new_local(inner), notices, now, full: RwSignal::new(false) }
    }

    /// Reads without listening: for event handlers.
    pub fn peek<T>(&self, read: impl FnOnce(&Ledger) -> T) -> T {
        self.inner.with_value(|inner| read(&inner.ledger.borrow()))
    }

    /// Reads and listens to a bell.
    pub fn read<T>(&self, bell: Bell, read: impl FnOnce(&Ledger) -> T) -> T {
        self.listen(bell);
        self.peek(read)
    }

    /// Reads a request and listens to it; none when it is not (or no longer) there.
    pub fn request<T>(&self, id: RequestId, read: impl FnOnce(&Request) -> T) -> Option<T> {
        self.read(Bell::Record(Subject::Request(id)), |ledger| ledger.desk().request(id).map(read))
    }

    /// Listens to a bell without reading.
    pub fn listen(&self, bell: Bell) {
        let trigger = self
            .inner
            .with_value(|inner| inner.bells.borrow_mut().entry(bell).or_insert_with(ArcTrigger::new).clone());
        trigger.track();
    }

    /// Does what a person asks for and says so in a notice with Undo; says why not where it is refused.
    pub fn act(&self, edit: Edit) -> Option<Outcome> {
        match self.attempt(edit) {
            Ok(outcome) => Some(outcome),
            Err(trouble) => {
                self.notices.show(Notice::trouble(&trouble));
                None
            }
        }
    }

    /// As [`Self::act`], but the caller shows why it is refused: for forms, beside the field.
    pub fn attempt(&self, edit: Edit) -> Result<Outcome, Trouble> {
        self.quietly(edit).inspect(|outcome| self.say(outcome))
    }

    /// As [`Self::attempt`], for several edits that were drafted and are one step.
    pub fn attempt_drafted(&self, news: Batch, last: Outcome) -> Result<Outcome, Trouble> {
        let done = self.inner.with_value(|inner| inner.ledger.borrow_mut().act_drafted(news, last));
        self.heard(done).inspect(|outcome| self.say(outcome))
    }

    fn say(&self, outcome: &Outcome) {
        if !outcome.touched.is_empty() {
            self.notices.show(Notice::done(&outcome.deed));
        }
    }

    /// As [`Self::quietly`], and one step with the last one: the notice of that stays, its Undo takes back both.
    pub fn beside(&self, edit: Edit) -> Result<Outcome, Trouble> {
        let done = self.inner.with_value(|inner| inner.ledger.borrow_mut().act_beside(edit));
        self.ring_outcome(done.as_ref().ok());
        if let Err(Trouble::Store(error)) = &done {
            self.hear_trouble(error);
        }
        done
    }

    /// As [`Self::attempt`], without a notice: for what is kept while typing or clicking along. A notice
    /// from before goes: its Undo would take back this step instead of its own.
    pub fn quietly(&self, edit: Edit) -> Result<Outcome, Trouble> {
        self.heard(self.inner.with_value(|inner| inner.ledger.borrow_mut().act(edit)))
    }

    /// Tells the screens, and shows where the store is full.
    fn heard(&self, result: Result<Outcome, Trouble>) -> Result<Outcome, Trouble> {
        if result.as_ref().is_ok_and(|outcome| !outcome.touched.is_empty()) {
            self.notices.clear();
            self.note_full(false);
        }
        self.ring_outcome(result.as_ref().ok());
        if let Err(Trouble::Store(error)) = &result {
            self.hear_trouble(error);
        }
        result
    }

    /// Takes back the last step.
    pub fn undo(&self) {
        self.step_back(|ledger| ledger.undo(), Notice::undone);
    }

    /// Brings back what was undone last.
    pub fn redo(&self) {
        self.step_back(|ledger| ledger.redo(), Notice::redone);
    }

    fn step_back(
        &self,
        step: impl FnOnce(&mut Ledger) -> Result<Option<Outcome>, Trouble>,
        notice: fn(&Deed) -> Notice,
    ) {
        match self.inner.with_value(|inner| step(&mut inner.ledger.borrow_mut())) {
            Ok(Some(outcome)) => {
                self.ring_outcome(Some(&outcome));
                self.notices.show(notice(&outcome.deed));
            }
            Ok(None) => {}
            Err(trouble) => {
                self.ring(&[Bell::State]);
                self.notices.show(Notice::trouble(&trouble));
                if let Trouble::Store(error) = &trouble {
                    self.hear_trouble(error);
                }
            }
        }
    }

    /// Takes back what an import brought, without a word: whoever imports says what came of it.
    pub fn take_back(&self) -> Result<(), Trouble> {
        let undone = self.inner.with_value(|inner| inner.ledger.borrow_mut().undo());
        self.ring_all();
        undone.map(drop)
    }

    /// Whether the last step did not fit. It stays until a step does, or somebody has seen it.
    pub fn full(&self) -> RwSignal<bool> {
        self.full
    }

    fn note_full(&self, full: bool) {
        if self.full.get_untracked() != full {
            self.full.set(full);
        }
    }

    /// What could not be stored may say how the store stands.
    fn hear_trouble(&self, error: &StoreError) {
        match error {
            StoreError::Full { .. } => self.note_full(true),
            StoreError::Emptied => self.ring(&[Bell::State]),
            _ => {}
        }
    }

    /// The store was cleared by somebody else.
    pub fn hear_clearing(&self) {
        self.tend(Ledger::hear_clearing);
        self.ring(&[Bell::State]);
    }

    /// Ends an import, whose portions came by [`Self::tend`]: one step to undo, and every screen is told.
    pub fn finish_import(&self, deed: Deed, members: Members) {
        self.inner.with_value(|inner| inner.ledger.borrow_mut().imported(deed, members));
        self.ring_all();
    }

    /// Changes the ledger as a whole (wipe, restore) and tells every screen.
    pub fn replace<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> T {
        let out = self.inner.with_value(|inner| change(&mut inner.ledger.borrow_mut()));
        self.ring_all();
        out
    }

    /// Takes in what another tab has written. Who is written over is told.
    pub fn absorb(&self, key: &str, value: Option<&str>) {
        let before = self.peek(|ledger| (ledger.newer(), ledger.is_stale()));
        match self.inner.with_value(|inner| inner.ledger.borrow_mut().absorb(key, value)) {
            Ok(touched) => self.ring_subjects(&touched),
            Err(error) => self.notices.show(Notice::trouble(&Trouble::Store(error))),
        }
        if let Some(told) = self.tend(Ledger::take_overruled).last() {
            self.notices.show(Notice::plain(self.peek(|ledger| overruled_text(ledger, told))));
        }
        if self.peek(|ledger| (ledger.newer(), ledger.is_stale())) == before {
            return;
        }
        // Whoever is in the middle of something finishes it, and then looks at what has become of the desk.
        let busy = typed::any() || page::has("dialog[open]");
        if self.peek(Ledger::is_stale) && !busy {
            read_anew(*self);
        } else {
            self.ring(&[Bell::State]);
        }
    }

    /// Changes how the desk is kept, and nothing of the desk: nobody is told.
    pub fn tend<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> T {
        self.inner.with_value(|inner| change(&mut inner.ledger.borrow_mut()))
    }

    /// As [`Self::tend`]; none where the page is gone.
    pub fn try_tend<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> Option<T> {
        self.inner.try_with_value(|inner| change(&mut inner.ledger.borrow_mut()))
    }

    /// This device's own settings.
    pub fn here(&self) -> Here {
        self.inner.with_value(|inner| inner.here.clone())
    }

    /// False where the browser keeps nothing.
    pub fn is_kept(&self) -> bool {
        self.inner.with_value(|inner| inner.kept)
    }

    /// The notices of this page.
    pub fn notices(&self) -> Notices {
        self.notices
    }

    fn ring_outcome(&self, outcome: Option<&Outcome>) {
        if let Some(outcome) = outcome {
            self.ring_subjects(&outcome.touched);
        }
    }

    fn ring_subjects(&self, touched: &[Subject]) {
        if touched.is_empty() {
            return;
        }
        let mut bells: Vec<Bell> = touched.iter().map(|s| Bell::Record(*s)).collect();
        if touched.iter().any(|s| matches!(s, Subject::Request(_))) {
            bells.push(Bell::Requests);
        }
        if touched.iter().any(|s| !matches!(s, Subject::Request(_))) {
            bells.push(Bell::Others);
        }
        bells.push(Bell::State);
        self.ring(&bells);
    }

    /// What has just been recorded is not still to come. First of all, so that nobody reads for the change and then
    /// for the moment again.
    fn catch_up(&self) {
        self.now.move_to(self.peek(Ledger::now));
    }

    fn ring(&self, bells: &[Bell]) {
        self.catch_up();
        // The triggers are taken out before they ring: a reader may listen again at once.
        let triggers: Vec<ArcTrigger> = self.inner.with_value(|inner| {
            let known = inner.bells.borrow();
            bells.iter().filter_map(|bell| known.get(bell).cloned()).collect()
        });
        for trigger in triggers {
            trigger.notify();
        }
    }

    fn ring_all(&self) {
        self.catch_up();
        let triggers: Vec<ArcTrigger> =
            self.inner.with_value(|inner| inner.bells.borrow().values().cloned().collect());
        for trigger in triggers {
            trigger.notify();
        }
    }

    /// Forgets the bells of single records: called when a page is left, so that their number does not
    /// grow for ever. Bells that are still listened to are made again at the next read.
    pub fn forget_records(&self) {
        self.inner.with_value(|inner| {
            inner.bells.borrow_mut().retain(|bell, _| !matches!(bell, Bell::Record(_)));
        });
    }
}

//! The one path of every change: edit → facts → events → the desk → stored → told.
//!
//! Rules:
//! 1. An edit is decided, stamped, taken in, stored; only then is it shown as done. What cannot be stored
//!    is taken out again, and what was stored before stays as it was.
//! 2. A batch goes to the journal first, then to the records ([`super::journal`]).
//! 3. Before a record is written, what is stored is read and united with what is known here: another
//!    tab's events are never overwritten.
//! 4. A stored value that does not read is set aside untouched before anything is written in its place.
//! 5. Data of a later version is never written: the desk is then read-only.
//! 6. Undo is a new event that revokes; it is refused where somebody changed the same field since.
//! 7. A request is everything stored of it anywhere: in its own record and in a shard ([`tidy`]). So a copy too
//!    many does no harm, and a crash between two writes leaves one too many, never one too few.
//! 8. What another tab emptied or replaced is not written back from here: the key that says when it was emptied is
//!    compared before every write, and a desk that is no longer the stored one ([`Ledger::is_stale`]) writes nothing.
//! 9. A store that somebody cleared from outside is no reason to lose the desk: it is still here, in memory
//!    ([`Ledger::is_cleared`]), and can be saved again, whole ([`whole`]).
//! 10. What is done here after something was taken in, or drafted, is later than that by its stamp, also where the clock of
//!     the device has gone back since; and what is drafted is later than what is here.

mod aside;
mod bringing;
mod coming;
mod others;
mod purge;
mod reading;
mod spare;
mod steps;
mod tidy;
mod undoing;
mod whole;
mod writing;

pub(in crate::store) use aside::written as set_aside;
pub use bringing::Bringing;
pub use coming::Coming;
pub use purge::{MARKED, marks_in};
pub use spare::SPARE;
pub use steps::{Changes, Held, Pairs, STEPS, Step, Unfit, records};
pub use tidy::{RIPE, SETTLED, Tidied};

use super::history::{self, History, Members};
use super::key::{Keys, Named};
use super::lifting;
use super::ports::{Clock, Entropy, KeyValue, SafeLog, StoreError, ZoneSource};
use super::wire::{WireFault, v1};
use crate::domain::decide::{Context, decide};
use crate::domain::edit::{Deed, Edit, Refusal};
use crate::domain::fact::{Event, Field};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::domain::stamp::Ticker;
use crate::domain::text::Name;
use crate::domain::timebook::Timebook;
use crate::domain::workspace::Workspace;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a ledger needs of the world.
#[derive(Clone)]
pub struct Ports {
    /// Where records are kept.
    pub kept: Rc<dyn KeyValue>,
    /// Tells the time.
    pub clock: Rc<dyn Clock>,
    /// Gives random bits.
    pub entropy: Rc<dyn Entropy>,
    /// Knows zones.
    pub zones: Rc<dyn ZoneSource>,
    /// Insurance against a browser that is killed.
    pub log: Rc<dyn SafeLog>,
}

/// A stored value that did not read.
#[derive(Clone, PartialEq, Debug)]
pub struct Damage {
    /// Its key.
    pub key: String,
    /// Why.
    pub cause: String,
    /// True when it is only too new for this program.
    pub newer: bool,
}

/// What came of an edit.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
    /// What was done.
    pub deed: Deed,
    /// The records it touched; empty when nothing changed.
    pub touched: Vec<Subject>,
    /// The record it made.
    pub made: Option<Subject>,
}

/// Why an edit was not done.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// The rules forbid it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It could not be stored; nothing has changed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A field this tab wrote a moment ago, and another tab has written over since.
#[derive(Clone, PartialEq, Debug)]
pub struct Overruled {
    /// The record.
    pub subject: Subject,
    /// The field.
    pub field: Field,
    /// Who wrote over it, where a name is known.
    pub by: Option<Name>,
}

/// What came of the notes of the safe log.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Recovered {
    /// How many records were made whole.
    pub records: usize,
    /// Of each note, in their order, whether all of it is in the store now.
    pub kept: Vec<bool>,
}

/// A batch of events by record.
pub type Batch = Vec<(Subject, Vec<Event>)>;

/// The desk with its store.
pub struct Ledger {
    desk: Workspace,
    ports: Ports,
    keys: Keys,
    ticker: Ticker,
    book: Timebook,
    actor: Option<Name>,
    history: History,
    damage: Vec<Damage>,
    newer: Option<u32>,
    next_aside: u32,
    /// Shards that are not read yet.
    awaited: Vec<String>,
    /// Requests that are in a shard as well or only: in which, and since when as far as this tab knows.
    placed: BTreeMap<RequestId, (String, Moment)>,
    overruled: Vec<Overruled>,
    /// What the key that says when the space was emptied held when it was read.
    marker: Option<String>,
    /// What was removed for good.
    marks: purge::Marks,
    stale: bool,
    cleared: bool,
    /// The way to the schema of this program.
    steps: &'static [Step],
    /// Why the store could not be carried there, and the store itself: what is read meanwhile is a view of it.
    held: Option<(Held, Rc<dyn KeyValue>)>,
}

/// For how long after an edit its tab is told that another one has written over it.
const FRESH: Span = Span::minutes(2);

impl Ledger {
    /// Opens a space: reads everything, completes what a crash has cut off. Never fails: what does not
    /// read is in [`Self::damage`].
    pub fn open(ports: Ports, space: &str) -> Ledger {
        let mut ledger = Ledger::begin(ports, space);
        ledger.read_all();
        ledger
    }

    /// As [`Self::open`], but what came to its end long ago is not read yet: [`Self::read_on`] brings it, shard by
    /// shard. Any edit brings all of it first.
    pub fn begin(ports: Ports, space: &str) -> Ledger {
        Ledger::begin_with(ports, space, STEPS)
    }

    /// As [`Self::begin`], of a program whose schema these steps lead to.
    pub fn begin_with(ports: Ports, space: &str, steps: &'static [Step]) -> Ledger {
        let node = (ports.entropy.bits() >> 64) as u32;
        let mut ledger = Ledger {
            desk: Workspace::default(),
            keys: Keys::of(space),
            ticker: Ticker::new(node),
            book: Timebook::default(),
            actor: None,
            history: History::default(),
            damage: Vec::new(),
            newer: None,
            next_aside: 0,
            awaited: Vec::new(),
            placed: BTreeMap::new(),
            overruled: Vec::new(),
            marker: None,
            marks: purge::Marks::new(),
            stale: false,
            cleared: false,
            steps,
            held: None,
            ports,
        };
        ledger.carry();
        ledger.load();
        ledger.refresh_book();
        ledger
    }

    /// The desk.
    pub fn desk(&self) -> &Workspace {
        &self.desk
    }

    /// Compiled calendars.
    pub fn book(&self) -> &Timebook {
        &self.book
    }

    /// Now.
    pub fn now(&self) -> Moment {
        self.ports.clock.now()
    }

    /// The world it was opened on.
    pub fn ports(&self) -> &Ports {
        &self.ports
    }

    /// The keys of its space.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Stored values that did not read.
    pub fn damage(&self) -> &[Damage] {
        &self.damage
    }

    /// A stored value as a file for whoever looks at it: with its key and why it did not read, as values are set aside.
    pub fn damaged_copy(&self, key: &str) -> String {
        let value = self.ports.kept.get(key).ok().flatten().unwrap_or_default();
        if self.is_aside(key) {
            return value;
        }
        let found = self.damage.iter().find(|damage| damage.key == key);
        aside::written(key, found.map_or("", |damage| &damage.cause), &value)
    }

    /// The schema this program keeps.
    fn schema(&self) -> u32 {
        steps::last(self.steps)
    }

    /// The later version that wrote this store, if one did: then the desk is read-only.
    pub fn newer(&self) -> Option<u32> {
        self.newer
    }

    /// Who acts on this device.
    pub fn set_actor(&mut self, actor: Option<Name>) {
        self.actor = actor;
    }

    /// Who acts on this device.
    pub fn actor(&self) -> Option<&Name> {
        self.actor.as_ref()
    }

    /// What undo would take back.
    pub fn undoable(&self) -> Option<&Deed> {
        self.history.done.last().map(|s| &s.deed)
    }

    /// What redo would bring back.
    pub fn redoable(&self) -> Option<&Deed> {
        self.history.undone.last().map(|u| &u.step.deed)
    }

    /// How many shards are not read yet.
    pub fn awaited(&self) -> usize {
        self.awaited.len()
    }

    /// How many requests are packed.
    pub fn packed(&self) -> usize {
        self.placed.len()
    }

    /// Reads one more shard of what came to its end long ago. Returns how many are left.
    pub fn read_on(&mut self) -> usize {
        if let Some(key) = self.awaited.pop() {
            let whole = self.read_shard(&key);
            self.desk.apply_requests(whole);
            self.refresh_book();
        }
        self.awaited.len()
    }

    /// Reads everything that is not read yet.
    pub fn read_all(&mut self) {
        if self.awaited.is_empty() {
            return;
        }
        let mut all = Vec::new();
        while let Some(key) = self.awaited.pop() {
            all.extend(self.read_shard(&key));
        }
        self.desk.apply_requests(all);
        self.refresh_book();
    }

    /// What other tabs have written over since this was last asked.
    pub fn take_overruled(&mut self) -> Vec<Overruled> {
        std::mem::take(&mut self.overruled)
    }

    /// Does what a person asks for, or says why not; then nothing has changed.
    pub fn act(&mut self, edit: Edit) -> Result<Outcome, Trouble> {
        self.read_all();
        let now = self.now();
        let entropy = self.ports.entropy.clone();
        let mut fresh = move || entropy.bits();
        let mut context = Context { now, fresh: &mut fresh, book: &self.book };
        let decision = decide(&self.desk, edit, &mut context)?;
        let mut batch: Batch = Vec::new();
        for step in decision.steps {
            let stamp = self.ticker.next(now);
            let event = Event {
                stamp,
                at: step.at.unwrap_or(stamp.moment()),
                actor: self.actor.clone(),
                source: step.source,
                fact: step.fact,
            };
            add(&mut batch, step.subject, event);
        }
        self.step(batch, decision.deed, decision.made)
    }

    /// As [`Self::act`], and one step with the last one where that was done to the same records: taken back, both are.
    pub fn act_beside(&mut self, edit: Edit) -> Result<Outcome, Trouble> {
        let outcome = self.act(edit)?;
        if !outcome.touched.is_empty() {
            self.history.join_last();
        }
        Ok(outcome)
    }

    /// Its stamps are later from here on than those of that ledger (rule 10).
    pub(super) fn follow(&mut self, here: &Ledger) {
        self.ticker = here.ticker.onward(self.ticker.node());
    }

    /// Does what was [drafted](super::drafted::Drafted) as one step, named by the last of its edits: all of it is stored,
    /// or nothing has changed.
    pub fn act_drafted(&mut self, news: Batch, last: Outcome) -> Result<Outcome, Trouble> {
        self.read_all();
        self.step(news, last.deed, last.made)
    }

    fn step(&mut self, batch: Batch, deed: Deed, made: Option<Subject>) -> Result<Outcome, Trouble> {
        let members = members_of(&batch);
        let touched = self.commit(batch)?;
        if !touched.is_empty() {
            self.history.push(history::Step { deed: deed.clone(), members, writers: None });
        }
        Ok(Outcome { deed, touched, made })
    }

    /// Takes in events recorded elsewhere: a batch of an import or of a file. What is known already is
    /// passed over; what was brought in before and taken back comes back ([`lifting`]). Returns what was new by record,
    /// for [`Self::imported`].
    pub fn take_in(&mut self, batch: Batch) -> Result<Members, StoreError> {
        if self.went_stale() {
            return Err(StoreError::Emptied);
        }
        self.read_all();
        self.unmark(&batch)?;
        let fresh = self.news_of(batch);
        let members = members_of(&fresh);
        self.commit(fresh)?;
        Ok(members)
    }

    /// What of a batch is not known here, with what lifts an earlier taking back.
    fn news_of(&self, batch: Batch) -> Batch {
        let mut fresh: Batch = Vec::new();
        for (subject, events) in batch {
            let log = self.desk.log(subject);
            let lifted = lifting::liftings(log, &events);
            let known = |e: &Event| log.binary_search_by_key(&e.order(), Event::order).is_ok();
            let new: Vec<Event> = events.into_iter().chain(lifted).filter(|e| !known(e)).collect();
            if !new.is_empty() {
                fresh.push((subject, new));
            }
        }
        fresh
    }

    /// Notes a finished import as one step that can be undone.
    pub fn imported(&mut self, deed: Deed, members: Members) {
        if !members.is_empty() {
            let writers = Some(self.writers(history::fields(&self.desk, &members)));
            self.history.push(history::Step { deed, members, writers });
        }
        self.refresh_book();
    }

    /// Keeps a value from a file that this program does not know, under the key it had; one that it knows and that
    /// does not read is set aside.
    pub fn keep_unknown(&mut self, tail: &str, value: &str) -> Result<(), StoreError> {
        let key = format!("{}{tail}", self.keys.prefix());
        let aside = match self.keys.read(&key) {
            Named::Unknown if self.ports.kept.get(&key)?.is_some() => return Ok(()),
            Named::Unknown => return self.ports.kept.put(&key, value),
            Named::SetAside(_) => value.to_owned(),
            _ => aside::written(&key, "from a file", value),
        };
        for key in self.ports.kept.keys(&format!("{}x/", self.keys.prefix()))? {
            if self.ports.kept.get(&key)?.as_ref() == Some(&aside) {
                return Ok(());
            }
        }
        self.put_aside(&aside)
    }

    /// Compiles calendars anew where something has changed.
    pub fn refresh_book(&mut self) {
        let zones = self.ports.zones.clone();
        let find = move |name: &str, from: Moment, to: Moment| zones.table(name, from, to);
        let now = self.now();
        self.book.refresh(&self.desk, &find, now);
    }
}

fn encode(key: &str, log: &[Event]) -> Result<String, StoreError> {
    v1::encode(log).map_err(|f| unreadable(key, &f))
}

fn unreadable(key: &str, fault: &WireFault) -> StoreError {
    StoreError::Unreadable { key: key.to_owned(), cause: fault.to_string() }
}

fn add(batch: &mut Batch, subject: Subject, event: Event) {
    match batch.iter_mut().find(|(s, _)| *s == subject) {
        Some((_, events)) => events.push(event),
        None => batch.push((subject, vec![event])),
    }
}

fn members_of(batch: &Batch) -> Members {
    batch.iter().map(|(s, events)| (*s, events.iter().map(|e| e.stamp).collect())).collect()
}

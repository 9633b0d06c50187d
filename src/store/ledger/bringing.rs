//! Something large is brought in, portion by portion, so that all of it can be taken out again: also where the store is
//! full, and also where the tab is gone in the middle of that.
//!
//! Rules:
//! 1. Before a portion is written, what it brings is *listed* under a key of its own: which events of which records.
//!    Where there is no room for the list there is none for the portion.
//! 2. When all is in, or was taken back by an event ([`Ledger::undo`]), the lists go ([`Ledger::settle`]). Those of a tab
//!    that is gone go after [`GIVEN_UP`], unless rule 3 needs them; what it had brought stays, as a part of the file that
//!    can be brought in again.
//! 3. Where an undo does not fit, it is taken out ([`Ledger::take_out`]): one small value says so, in the
//!    [spare room](super::spare) if it has to be. Before it is there nothing has changed; from there on, every start, and
//!    whoever brings something in next, goes to the end of it. Stored values only shrink by it. With the desk it goes too.
//! 4. Nothing else goes: what somebody did meanwhile to what was brought in stays, here and in other tabs.

use super::{Batch, Ledger, StoreError, encode, members_of, unreadable};
use crate::domain::fact::{Event, Fact, Source};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::domain::stamp::Stamp;
use crate::store::history::Members;
use crate::store::key::Named;
use crate::store::wire::v1;
use crate::store::{archive, journal};
use std::collections::{BTreeMap, BTreeSet};

/// Lists nobody has settled go after this long.
const GIVEN_UP: Span = Span::hours(1);

/// What goes out, by record.
type Gone = BTreeMap<Subject, BTreeSet<Stamp>>;

/// Something on its way in.
#[derive(Clone, PartialEq, Debug)]
pub struct Bringing {
    began: Moment,
    lists: u32,
    /// What it has brought so far.
    pub members: Members,
}

impl Ledger {
    /// Begins to bring something in.
    pub fn begin_bringing(&mut self) -> Bringing {
        // One that was settled and not written to its end, perhaps by a tab that is gone: what is brought in now is not
        // to go with it, and what went is not to count as known.
        if self.leaving().is_some() && !self.went_stale() {
            self.reload();
        }
        self.keep_spare();
        Bringing { began: self.now(), lists: 0, members: Members::new() }
    }

    /// Brings one more portion in, as [`Self::take_in`] does; on failure that portion has changed nothing.
    pub fn bring(&mut self, bringing: &mut Bringing, batch: Batch) -> Result<(), StoreError> {
        if self.went_stale() {
            return Err(StoreError::Emptied);
        }
        self.read_all();
        self.unmark(&batch)?;
        let fresh = self.news_of(batch);
        if fresh.is_empty() {
            return Ok(());
        }
        let members = members_of(&fresh);
        let key = self.list_key(bringing.began, bringing.lists);
        self.put_list(&key, &members)?;
        bringing.lists += 1;
        if let Err(error) = self.commit(fresh) {
            let _ = self.ports.kept.remove(&key);
            return Err(error);
        }
        bringing.members.extend(members);
        Ok(())
    }

    /// It is in to stay, or taken back: the lists go.
    pub fn settle(&self, bringing: &Bringing) {
        for list in 0..bringing.lists {
            // What stays goes later, as given up.
            let _ = self.ports.kept.remove(&self.list_key(bringing.began, list));
        }
    }

    /// Takes out of the desk and of the store what was brought in, and nothing else, where it cannot be taken back by an
    /// event. Other tabs read the desk anew.
    ///
    /// # Errors
    /// It could not be settled: nothing has changed.
    pub fn take_out(&mut self, bringing: &Bringing) -> Result<(), StoreError> {
        if self.went_stale() {
            return Err(StoreError::Emptied);
        }
        self.read_all();
        let value = bringing.began.0.to_string();
        let key = self.keys.leaving();
        let mut settled = self.ports.kept.put(&key, &value);
        if matches!(settled, Err(StoreError::Full { .. })) && (self.drop_journal() | self.lend_spare()) {
            settled = self.ports.kept.put(&key, &value);
        }
        settled?;
        if self.strike_out(bringing.began).is_err() {
            // From here on there is only the way to the end; what cannot be written now is at the next start.
            self.reload();
            return Ok(());
        }
        for (subject, stamps) in &bringing.members {
            // What another tab has done to it meanwhile stays.
            self.catch_up(*subject);
            self.desk.retract(*subject, stamps);
            if let Subject::Request(id) = subject
                && self.desk.log(*subject).is_empty()
            {
                self.placed.remove(id);
            }
        }
        self.history.done.retain(|step| step.members != bringing.members);
        self.history.undone.clear();
        self.keep_spare();
        self.refresh_book();
        // A second copy only: the store itself has been written.
        let _ = self.note_whole();
        Ok(())
    }

    /// Takes in what is stored of a record: another tab may have written it just now.
    pub(super) fn catch_up(&mut self, subject: Subject) {
        let stored = self.ports.kept.get(&self.keys.record(subject)).ok().flatten();
        if let Some(Ok(events)) = stored.as_deref().map(v1::decode) {
            self.desk.apply_all(subject, events);
        }
    }

    /// When what goes out was begun: the first word of the value that says so.
    fn leaving(&self) -> Option<Moment> {
        let value = self.ports.kept.get(&self.keys.leaving()).ok().flatten()?;
        value.split(' ').next()?.parse().ok().map(Moment)
    }

    /// At the start: goes to the end of what was settled, before anything is read. True where there was something.
    pub(super) fn finish_taking_out(&mut self) -> bool {
        // What cannot be written now is at the next start.
        self.leaving().is_some_and(|began| self.strike_out(began).is_ok())
    }

    /// With the desk goes what was on its way in or out: first of all what says that something goes out, since its events
    /// may be in the desk that comes.
    pub(super) fn drop_bringings(&self) -> Result<(), StoreError> {
        self.ports.kept.remove(&self.keys.leaving())?;
        for key in self.ports.kept.keys(&self.keys.lists())? {
            self.ports.kept.remove(&key)?;
        }
        Ok(())
    }

    /// Removes lists that nobody has settled.
    pub(super) fn sweep_lists(&self) {
        let now = self.now();
        let needed = self.leaving();
        let prefix = self.keys.lists();
        for key in self.ports.kept.keys(&prefix).unwrap_or_default() {
            let began = key.strip_prefix(&prefix).and_then(|tail| tail.split('/').next()?.parse().ok());
            let began = began.map(Moment).filter(|began| Some(*began) != needed);
            if began.is_some_and(|began| now.since(began) > GIVEN_UP) {
                let _ = self.ports.kept.remove(&key);
            }
        }
    }

    fn lists_of(&self, began: Moment) -> String {
        format!("{}{}/", self.keys.lists(), began.0)
    }

    fn list_key(&self, began: Moment, list: u32) -> String {
        format!("{}{list}", self.lists_of(began))
    }

    /// A list is written as a packed journal of what would revoke it.
    fn put_list(&mut self, key: &str, members: &Members) -> Result<(), StoreError> {
        let now = self.now();
        let revoking = members.iter().map(|(subject, stamps)| {
            let stamp = self.ticker.next(now);
            let fact = Fact::Revoked(stamps.clone());
            (*subject, vec![Event { stamp, at: now, actor: None, source: Source::Live, fact }])
        });
        let revoking: Batch = revoking.collect();
        let plain = journal::encode(&revoking).map_err(|fault| unreadable(key, &fault))?;
        let value = journal::packed(&plain);
        match self.ports.kept.put(key, &value) {
            Err(StoreError::Full { needed }) if self.make_room(&Batch::new(), needed) => {
                self.ports.kept.put(key, &value)
            }
            done => done,
        }
    }

    /// Takes what is listed out of everything that is stored, then the lists and the value that settled it.
    fn strike_out(&mut self, began: Moment) -> Result<(), StoreError> {
        let keys = self.ports.kept.keys(&self.lists_of(began))?;
        let mut gone = Gone::new();
        for key in &keys {
            let Some(value) = self.ports.kept.get(key)? else { continue };
            // One that was damaged names nothing: what it brought stays, each record whole.
            for (subject, events) in journal::decode(&value).unwrap_or_default() {
                for event in events {
                    if let Fact::Revoked(stamps) = event.fact {
                        gone.entry(subject).or_default().extend(stamps);
                    }
                }
            }
        }
        self.strike_journals(&gone)?;
        for (subject, stamps) in &gone {
            let key = self.keys.record(*subject);
            let Some(value) = self.ports.kept.get(&key)? else { continue };
            let Ok(log) = v1::decode(&value) else { continue };
            match without(log, stamps) {
                Some(left) if left.is_empty() => self.ports.kept.remove(&key)?,
                Some(left) => self.ports.kept.put(&key, &encode(&key, &left)?)?,
                None => {}
            }
        }
        self.strike_shards(&gone)?;
        self.mark_emptied();
        for key in keys {
            self.ports.kept.remove(&key)?;
        }
        self.ports.kept.remove(&self.keys.leaving())
    }

    /// First of all: no start is to complete from a journal what goes.
    fn strike_journals(&self, gone: &Gone) -> Result<(), StoreError> {
        for key in self.ports.kept.keys(self.keys.prefix())? {
            if !matches!(self.keys.read(&key), Named::Journal(_)) {
                continue;
            }
            let Some(value) = self.ports.kept.get(&key)? else { continue };
            let Ok(batch) = journal::decode(&value) else { continue };
            let mut changed = false;
            let left = batch.into_iter().filter_map(|(subject, log)| match gone.get(&subject) {
                Some(stamps) => {
                    let before = log.len();
                    let left: Vec<Event> = log.into_iter().filter(|e| !stamps.contains(&e.stamp)).collect();
                    changed |= left.len() < before;
                    (!left.is_empty()).then_some((subject, left))
                }
                None => Some((subject, log)),
            });
            let left: Batch = left.collect();
            match changed {
                false => {}
                true if left.is_empty() => self.ports.kept.remove(&key)?,
                true => {
                    let plain = journal::encode(&left).map_err(|fault| unreadable(&key, &fault))?;
                    let packed = journal::is_packed(&value);
                    let text = if packed { journal::packed(&plain) } else { plain };
                    self.ports.kept.put(&key, &text)?;
                }
            }
        }
        Ok(())
    }

    fn strike_shards(&self, gone: &Gone) -> Result<(), StoreError> {
        let of = |id: &RequestId| gone.get(&Subject::Request(*id));
        for key in self.ports.kept.keys(self.keys.prefix())? {
            let Named::Shard(name) = self.keys.read(&key) else { continue };
            let Some(Ok(mut shard)) = self.ports.kept.get(&key)?.as_deref().map(archive::decode) else {
                continue;
            };
            let mut changed = false;
            let ids: Vec<RequestId> = shard.keys().filter(|id| of(id).is_some()).copied().collect();
            for id in ids {
                let (Some(stamps), Some(Ok(log))) = (of(&id), shard.get(&id).map(|value| v1::decode(value)))
                else {
                    continue;
                };
                match without(log, stamps) {
                    Some(left) if left.is_empty() => drop(shard.remove(&id)),
                    Some(left) => drop(shard.insert(id, encode(&key, &left)?)),
                    None => continue,
                }
                changed = true;
            }
            match changed {
                false => {}
                true if shard.is_empty() => self.ports.kept.remove(&key)?,
                true => self.put_shard(&name, &shard)?,
            }
        }
        Ok(())
    }
}

/// A log without these events; none where it has none of them.
fn without(log: Vec<Event>, stamps: &BTreeSet<Stamp>) -> Option<Vec<Event>> {
    let before = log.len();
    let left: Vec<Event> = log.into_iter().filter(|event| !stamps.contains(&event.stamp)).collect();
    (left.len() < before).then_some(left)
}

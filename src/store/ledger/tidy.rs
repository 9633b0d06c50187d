//! Requests that came to their end long ago go into shards ([`archive`]), in idle time or when room is needed.
//!
//! Rules:
//! 1. *Ripe* is a request that is done, closed, declined, archived or removed, and of which nothing has happened for
//!    [`RIPE`]. In idle time nothing may have been recorded of it for a while either. When room is needed, what is
//!    removed, or finished and archived, is ripe at once: nobody waits for it to be near at hand.
//! 2. A shard is written with everything it held before and what is new, and read back. The records it replaces go
//!    [`SETTLED`] later, when the browser has it on the disk, and only those whose every event is in the shard *as it
//!    is stored then*: another tab may have written it meanwhile.
//! 3. What is changed again is written as a record of its own, with its whole history. Its copy in the shard goes
//!    when that shard is next written.
//! 4. Whoever hears that another tab wrote a shard or removed a record puts back what that tab did not know.
//! 5. When a write does not fit, room is made in this order: ripe requests go into shards at once, each noted in the
//!    safe log before its record goes; where not even that fits, this tab's journal of what is stored goes first; then
//!    copies in shards of what stands elsewhere. Last, a step whose records fit and whose journal does not borrows the
//!    [spare room](super::spare) for that moment. Nothing else is ever removed.
//! 6. A shard that does not read is left alone, and nothing is added to it.

use super::{Batch, FRESH, Ledger, StoreError, encode, unreadable};
use crate::domain::fact::Event;
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::store::archive::{self, Shard};
use crate::store::journal;
use crate::store::key::Named;
use crate::store::ports::StoreError as Error;
use crate::store::wire::v1;
use std::collections::{BTreeMap, BTreeSet};

/// For how long nothing may have happened to a finished request before it is packed.
pub const RIPE: Span = Span::days(35);
/// How long after a shard is written the records it replaces go: browsers write their store to disk some seconds late.
pub const SETTLED: Span = Span::seconds(30);
/// For how long nothing may have been recorded of a request: what has just been brought in may be undone.
const QUIET: Span = Span::minutes(10);
/// How many requests go into a shard at a time.
const PORTION: usize = 128;
/// Room is made for more than the one write that asked for it, in units.
const AHEAD: usize = 60_000;

/// What came of one piece of tidying.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tidied {
    /// There is nothing to do.
    Nothing,
    /// Something was done, and more can be done at once.
    More,
    /// What is left has to settle first.
    Later,
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// True where every one of these events is among those (both in order).
pub(super) fn covers(whole: &[Event], part: &[Event]) -> bool {
    part.iter().all(|event| whole.binary_search_by_key(&event.order(), Event::order).is_ok())
}

impl Ledger {
    /// Does one piece of tidying: packs a portion of ripe requests, or removes the records a settled shard replaces.
    /// Nothing of the desk changes by it.
    pub fn tidy(&mut self) -> Result<Tidied, StoreError> {
        if self.newer.is_some()
            || self.held.is_some()
            || self.schema_found() != Some(self.schema())
            || self.went_stale()
        {
            return Ok(Tidied::Nothing);
        }
        self.read_all();
        self.sweep_parts();
        self.sweep_lists();
        let now = self.now();
        let mut waiting = false;
        let mut settled: Vec<RequestId> = Vec::new();
        let mut loose: Vec<RequestId> = Vec::new();
        for id in self.own_records()? {
            if !self.is_ripe(id, now, true) {
                continue;
            }
            match self.placed.get(&id) {
                None => loose.push(id),
                Some((_, since)) if now.since(*since) >= SETTLED => settled.push(id),
                Some(_) => waiting = true,
            }
        }
        if let Some(first) = settled.first().and_then(|id| self.placed.get(id)).map(|(name, _)| name.clone())
        {
            settled.retain(|id| self.placed.get(id).is_some_and(|(name, _)| *name == first));
            self.release(&first, &settled)?;
            return Ok(Tidied::More);
        }
        if loose.is_empty() {
            self.keep_spare();
            return Ok(if waiting { Tidied::Later } else { Tidied::Nothing });
        }
        self.pack_some(&loose, PORTION, now)?;
        Ok(Tidied::More)
    }

    /// Requests that have a record of their own, by age.
    fn own_records(&self) -> Result<BTreeSet<RequestId>, StoreError> {
        let keys = self.ports.kept.keys(&self.keys.requests())?;
        let own = keys.iter().filter_map(|key| match self.keys.read(key) {
            Named::Record(Subject::Request(id)) => Some(id),
            _ => None,
        });
        let damaged = |id: &RequestId| self.is_damaged(Subject::Request(*id));
        Ok(own.filter(|id| !damaged(id)).collect())
    }

    /// Rule 1. In haste (`quiet` is false) what was recorded lately goes too.
    fn is_ripe(&self, id: RequestId, now: Moment, quiet: bool) -> bool {
        let log = self.desk.log(Subject::Request(id));
        let Some(last) = log.last() else { return false };
        let request = self.desk.request(id);
        let put_away = request.is_none_or(|r| r.archived && r.stage.is_finished());
        if now.since(last.at) < RIPE && (quiet || !put_away) {
            return false;
        }
        if quiet && log.iter().any(|e| now.since(e.stamp.moment()) < QUIET) {
            return false;
        }
        request.is_none_or(|request| request.archived || request.stage.is_finished())
    }

    /// Packs the oldest month of these requests, at most `most` of them; returns which.
    fn pack_some(
        &mut self,
        loose: &[RequestId],
        most: usize,
        now: Moment,
    ) -> Result<Vec<RequestId>, StoreError> {
        let month_of = |id: &RequestId| self.month_of(*id);
        let Some(month) = loose.iter().map(month_of).min() else { return Ok(Vec::new()) };
        let these: Vec<RequestId> =
            loose.iter().copied().filter(|id| month_of(id) == month).take(most).collect();
        let (name, mut shard) = self.open_shard(&month)?;
        self.drop_strays(&mut shard, &these)?;
        let (mut bytes, mut packed) = (shard.values().map(String::len).sum::<usize>(), Vec::new());
        for id in these {
            let subject = Subject::Request(id);
            let key = self.keys.record(subject);
            // Another tab's events may be stored that have not been heard of here.
            let stored = self.ports.kept.get(&key)?;
            self.unite(subject, &key, stored.as_deref())?;
            let value = encode(&key, self.desk.log(subject))?;
            bytes += value.len();
            shard.insert(id, value);
            packed.push(id);
            if shard.len() >= archive::MOST_RECORDS || bytes >= archive::MOST_BYTES {
                break;
            }
        }
        self.put_shard(&name, &shard)?;
        for id in &packed {
            self.placed.insert(*id, (name.clone(), now));
        }
        Ok(packed)
    }

    /// The month a request is packed with: that of its last event.
    fn month_of(&self, id: RequestId) -> String {
        self.desk.log(Subject::Request(id)).last().map(|e| archive::month(e.at)).unwrap_or_default()
    }

    /// The shard of a month that has room: its name and what it holds.
    fn open_shard(&self, month: &str) -> Result<(String, Shard), StoreError> {
        let mut part = 1_usize;
        loop {
            let mut name = month.to_owned();
            if part > 1 {
                name.push('.');
                name.push_str(&part.to_string());
            }
            let Some(value) = self.ports.kept.get(&self.keys.shard(&name))? else {
                return Ok((name, Shard::new()));
            };
            if let Ok(shard) = archive::decode(&value) {
                let bytes: usize = shard.values().map(String::len).sum();
                if shard.len() < archive::MOST_RECORDS && bytes < archive::MOST_BYTES {
                    return Ok((name, shard));
                }
            }
            part += 1;
        }
    }

    /// Writes a shard and reads it back; where that fails, what was there before is there again.
    pub(super) fn put_shard(&self, name: &str, shard: &Shard) -> Result<(), StoreError> {
        let key = self.keys.shard(name);
        let kept = &self.ports.kept;
        let before = kept.get(&key)?;
        kept.put(&key, &archive::encode(shard))?;
        let back = kept.get(&key)?;
        if back.as_deref().map(archive::decode).and_then(Result::ok).as_ref() == Some(shard) {
            return Ok(());
        }
        match before {
            Some(before) => kept.put(&key, &before)?,
            None => kept.remove(&key)?,
        }
        Err(Error::Unreadable { key, cause: "it did not read back as it was written".to_owned() })
    }

    /// Leaves out of a shard the copies of requests that have a record of their own which holds all of them.
    fn drop_strays(&self, shard: &mut Shard, except: &[RequestId]) -> Result<usize, StoreError> {
        let mut strays = Vec::new();
        for (id, value) in shard.iter().filter(|(id, _)| !except.contains(id)) {
            let Some(own) = self.ports.kept.get(&self.keys.record(Subject::Request(*id)))? else { continue };
            if let (Ok(own), Ok(copy)) = (v1::decode(&own), v1::decode(value))
                && covers(&own, &copy)
            {
                strays.push(*id);
            }
        }
        for id in &strays {
            shard.remove(id);
        }
        Ok(strays.len())
    }

    /// Removes the records of requests whose every event is in a shard as it is stored now.
    fn release(&mut self, name: &str, ids: &[RequestId]) -> Result<(), StoreError> {
        let stored = self.ports.kept.get(&self.keys.shard(name))?;
        let held: BTreeMap<RequestId, Vec<Event>> = stored
            .as_deref()
            .map(archive::events)
            .and_then(Result::ok)
            .unwrap_or_default()
            .into_iter()
            .collect();
        for id in ids {
            let key = self.keys.record(Subject::Request(*id));
            let own = self.ports.kept.get(&key)?.as_deref().map(v1::decode).and_then(Result::ok);
            let whole = held.get(id).zip(own).is_some_and(|(held, own)| {
                covers(held, &own) && covers(held, self.desk.log(Subject::Request(*id)))
            });
            if whole {
                self.ports.kept.remove(&key)?;
            } else {
                self.placed.remove(id);
            }
        }
        Ok(())
    }

    /// Rule 5: makes room; true where some was made. The records of `except` are not touched.
    pub(super) fn make_room(&mut self, except: &Batch, needed: usize) -> bool {
        let now = self.now();
        let busy = |id: &RequestId| except.iter().any(|(s, _)| *s == Subject::Request(*id));
        let own = self.own_records().unwrap_or_default();
        let mut ripe: Vec<RequestId> =
            own.into_iter().filter(|id| !busy(id) && self.is_ripe(*id, now, false)).collect();
        let (mut freed, enough) = (0, needed.saturating_add(AHEAD));
        while freed < enough
            && let Some(more) = self.pack_in_haste(&mut ripe)
        {
            freed += more;
        }
        freed > 0 || self.sweep_shards()
    }

    /// What is finished or removed and not packed yet, however new it is, the oldest month first: for
    /// [`Self::pack_portion`].
    pub fn packable(&mut self) -> Result<Vec<RequestId>, StoreError> {
        if !self.may_pack()? {
            return Ok(Vec::new());
        }
        self.read_all();
        let own = self.own_records()?;
        let mut all: Vec<RequestId> = self.purgeable().into_iter().filter(|id| own.contains(id)).collect();
        all.sort_by_cached_key(|id| self.month_of(*id));
        Ok(all)
    }

    /// Packs one portion of these: somebody asked for room. What is packed leaves the list, and so does what has been
    /// opened again or packed elsewhere meanwhile; all of it where there is no way to go on. How many units that freed.
    pub fn pack_portion(&mut self, left: &mut Vec<RequestId>) -> Result<usize, StoreError> {
        let mut next: Vec<RequestId> = left.drain(..left.len().min(PORTION)).collect();
        if !self.may_pack()? {
            left.clear();
            return Ok(0);
        }
        next.retain(|id| {
            let finished = self.desk.request(*id).is_none_or(|request| request.stage.is_finished());
            let stored = self.ports.kept.get(&self.keys.record(Subject::Request(*id)));
            finished && stored.is_ok_and(|value| value.is_some())
        });
        if next.is_empty() {
            return Ok(0);
        }
        let Some(freed) = self.pack_in_haste(&mut next) else {
            left.clear();
            return Ok(0);
        };
        left.splice(0..0, next);
        Ok(freed)
    }

    /// True where this program may pack what is stored.
    fn may_pack(&mut self) -> Result<bool, StoreError> {
        if self.went_stale() {
            return Err(StoreError::Emptied);
        }
        Ok(self.newer.is_none() && self.held.is_none() && self.schema_found() == Some(self.schema()))
    }

    /// Packs one portion of these, which leaves the list. How many units that freed; none where there are no more, or not
    /// even one can be packed.
    fn pack_in_haste(&mut self, ripe: &mut Vec<RequestId>) -> Option<usize> {
        let now = self.now();
        let mut portion = PORTION;
        while portion > 0 && !ripe.is_empty() {
            match self.pack_some(ripe, portion, now) {
                Ok(packed) => {
                    self.note_packed(&packed);
                    let before = self.units_of(&packed);
                    let name =
                        packed.first().and_then(|id| self.placed.get(id)).map(|(name, _)| name.clone());
                    self.release(&name?, &packed).ok()?;
                    ripe.retain(|id| !packed.contains(id));
                    return Some(before.saturating_sub(self.units_of(&packed)));
                }
                Err(Error::Full { .. }) if portion == 1 && self.drop_journal() => {}
                Err(Error::Full { .. }) => portion /= 2,
                Err(_) => return None,
            }
        }
        None
    }

    /// Removes this tab's journal: its batch is in the records already. True where there was one.
    pub(super) fn drop_journal(&self) -> bool {
        let key = self.keys.journal(self.ticker.node());
        let there = self.ports.kept.get(&key).is_ok_and(|journal| journal.is_some());
        there && self.ports.kept.remove(&key).is_ok()
    }

    /// Removes from shards the copies of what stands elsewhere; true where that made room.
    fn sweep_shards(&mut self) -> bool {
        let keys = self.ports.kept.keys(self.keys.prefix()).unwrap_or_default();
        let mut made = false;
        for key in keys {
            let Named::Shard(name) = self.keys.read(&key) else { continue };
            let Ok(Some(value)) = self.ports.kept.get(&key) else { continue };
            let Ok(mut shard) = archive::decode(&value) else { continue };
            if self.drop_strays(&mut shard, &[]).is_ok_and(|strays| strays > 0) {
                made |= match shard.is_empty() {
                    true => self.ports.kept.remove(&key).is_ok(),
                    false => self.put_shard(&name, &shard).is_ok(),
                };
            }
        }
        made
    }

    fn units_of(&self, ids: &[RequestId]) -> usize {
        let keys = ids.iter().map(|id| self.keys.record(Subject::Request(*id)));
        keys.filter_map(|key| self.ports.kept.get(&key).ok().flatten().map(|value| key.len() + units(&value)))
            .sum()
    }

    /// Notes what was packed in haste in the log that reaches the disk at once.
    fn note_packed(&self, ids: &[RequestId]) {
        let subjects = ids.iter().map(|id| Subject::Request(*id));
        let batch: Batch = subjects.map(|s| (s, self.desk.log(s).to_vec())).collect();
        if let Ok(text) = journal::encode(&batch) {
            self.note_safely(&text);
        }
    }

    /// Reads a shard of the store; one that does not read is noted as damaged.
    pub(super) fn read_shard(&mut self, key: &str) -> Vec<(RequestId, Vec<Event>)> {
        let value = match self.ports.kept.get(key) {
            Ok(Some(value)) => value,
            Ok(None) => return Vec::new(),
            Err(error) => {
                self.damage.push(super::Damage {
                    key: key.to_owned(),
                    cause: error.to_string(),
                    newer: false,
                });
                return Vec::new();
            }
        };
        let Named::Shard(name) = self.keys.read(key) else { return Vec::new() };
        match archive::events(&value) {
            Ok(mut held) => {
                let now = self.now();
                let all = held.len();
                held.retain(|(id, _)| !self.marks.contains_key(id));
                if held.len() < all {
                    // As after a crash in the middle of a removal: it goes now, before its mark does.
                    let _ = self.sweep_shard(&name);
                }
                for (id, events) in &held {
                    self.placed.insert(*id, (name.clone(), now));
                    if let Some(last) = events.iter().map(|e| e.stamp).max() {
                        self.ticker.observe(last, now);
                    }
                }
                held
            }
            Err(fault) => {
                self.note_damage(key.to_owned(), &fault);
                Vec::new()
            }
        }
    }

    /// Rule 4: another tab has written a shard.
    pub(super) fn shard_heard(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        if self.awaited.contains(&self.keys.shard(name)) {
            return Ok(());
        }
        let key = self.keys.shard(name);
        let held: BTreeMap<RequestId, Vec<Event>> =
            archive::events(value).map_err(|fault| unreadable(&key, &fault))?.into_iter().collect();
        let now = self.now();
        let ours: Vec<RequestId> =
            self.placed.iter().filter(|(_, (at, _))| at == name).map(|(id, _)| *id).collect();
        for id in ours {
            let subject = Subject::Request(id);
            if !held.get(&id).is_some_and(|events| covers(events, self.desk.log(subject))) {
                self.placed.remove(&id);
                self.complete(subject)?;
            }
        }
        let mut new = Vec::new();
        for (id, events) in held.into_iter().filter(|(id, _)| !self.marks.contains_key(id)) {
            self.placed.insert(id, (name.to_owned(), now));
            if !covers(self.desk.log(Subject::Request(id)), &events) {
                new.push((id, events));
            }
        }
        self.desk.apply_requests(new);
        Ok(())
    }

    /// Rule 4: another tab has removed a record, which it may have done without knowing of an edit made here a
    /// moment ago. Not where it emptied the desk.
    pub(super) fn removal_heard(&mut self, subject: Subject) -> Result<(), StoreError> {
        let now = self.now();
        let node = self.ticker.node();
        let last = self.desk.log(subject).iter().filter(|e| e.stamp.node == node).map(|e| e.stamp.ms).max();
        let Some(last) = last.filter(|ms| now.since(Moment(*ms)) <= FRESH) else { return Ok(()) };
        if self.emptied_at() >= last {
            return Ok(());
        }
        self.complete(subject)
    }

    /// Tries again to read every value that did not read. Returns how many read now.
    pub fn retry(&mut self) -> usize {
        let mut read = 0;
        for damage in std::mem::take(&mut self.damage) {
            let before = self.damage.len();
            match self.keys.read(&damage.key) {
                Named::Shard(_) => {
                    let held = self.read_shard(&damage.key);
                    self.desk.apply_requests(held);
                }
                Named::Record(subject) => match self.ports.kept.get(&damage.key) {
                    Ok(Some(value)) => match v1::decode(&value) {
                        Ok(events) => self.desk.apply_all(subject, events),
                        Err(fault) => self.note_damage(damage.key, &fault),
                    },
                    Ok(None) => {}
                    Err(_) => self.damage.push(damage),
                },
                Named::Journal(node) => self.replay(node, damage.key, self.now()),
                Named::Marks => self.retry_marks(),
                _ => self.damage.push(damage),
            }
            read += usize::from(self.damage.len() == before);
        }
        let keys = self.ports.kept.keys(self.keys.prefix()).unwrap_or_default();
        for key in keys {
            if matches!(self.keys.read(&key), Named::SetAside(_)) {
                self.take_up(&key);
                read += usize::from(self.ports.kept.get(&key).is_ok_and(|value| value.is_none()));
            }
        }
        self.refresh_book();
        read
    }
}

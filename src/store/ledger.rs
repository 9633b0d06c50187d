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

mod tidy;

pub use tidy::{RIPE, SETTLED, Tidied};

use super::history::{self, History, Members, Undone};
use super::journal;
use super::key::{self, Keys, Named};
use super::ports::{Clock, Entropy, KeyValue, SafeLog, StoreError, ZoneSource};
use super::wire::{WireFault, v1};
use crate::domain::decide::{Context, decide};
use crate::domain::edit::{Deed, Edit, Refusal};
use crate::domain::fact::{Event, Fact, Field, Source};
use crate::domain::ident::{RequestId, Subject};
use crate::domain::moment::{Moment, Span};
use crate::domain::stamp::{Stamp, Ticker};
use crate::domain::text::Name;
use crate::domain::timebook::Timebook;
use crate::domain::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};
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
}

/// For how long after an edit its tab is told that another one has written over it.
const FRESH: Span = Span::minutes(2);

const ROOT_VALUE: &str = "{\"schema\":1}";
const SCHEMA: u32 = 1;

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
            ports,
        };
        ledger.newer = ledger.schema_found().filter(|found| *found > SCHEMA);
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
        let members = members_of(&batch);
        let touched = self.commit(batch)?;
        if !touched.is_empty() {
            self.history.push(history::Step { deed: decision.deed.clone(), members, writers: None });
        }
        Ok(Outcome { deed: decision.deed, touched, made: decision.made })
    }

    /// Takes back the last step of this tab.
    pub fn undo(&mut self) -> Result<Option<Outcome>, Trouble> {
        self.read_all();
        let Some(step) = self.history.done.last().cloned() else { return Ok(None) };
        let members = self.without_used_clients(&step.members);
        if !history::is_untouched(&self.desk, &members, step.writers.as_ref()) {
            self.history.done.pop();
            return Err(Refusal::ChangedSince.into());
        }
        let fields = history::fields(&self.desk, &members);
        let (batch, revocations) = self.revoke(&members);
        let touched = self.commit(batch)?;
        let writers = self.writers(fields);
        self.history.done.pop();
        let deed = step.deed.clone();
        let step = history::Step { deed: step.deed, members, writers: step.writers };
        self.history.undone.push(Undone { step, revocations, writers });
        Ok(Some(Outcome { deed, touched, made: None }))
    }

    /// Brings back the step undone last.
    pub fn redo(&mut self) -> Result<Option<Outcome>, Trouble> {
        self.read_all();
        let Some(undone) = self.history.undone.last().cloned() else { return Ok(None) };
        if undone.writers.iter().any(|(s, f, w)| self.desk.writer(*s, *f) != *w) {
            self.history.undone.pop();
            return Err(Refusal::ChangedSince.into());
        }
        let (batch, _) = self.revoke(&undone.revocations);
        let touched = self.commit(batch)?;
        self.history.undone.pop();
        let deed = undone.step.deed.clone();
        self.history.done.push(undone.step);
        Ok(Some(Outcome { deed, touched, made: None }))
    }

    /// Takes in events recorded elsewhere: a batch of an import or of a file. What is known already is
    /// passed over. Returns what was new by record, for [`Self::imported`].
    pub fn take_in(&mut self, batch: Batch) -> Result<Members, StoreError> {
        self.read_all();
        let mut fresh: Batch = Vec::new();
        for (subject, events) in batch {
            let log = self.desk.log(subject);
            let new: Vec<Event> =
                events.into_iter().filter(|e| !log.iter().any(|known| known.order() == e.order())).collect();
            if !new.is_empty() {
                fresh.push((subject, new));
            }
        }
        let members = members_of(&fresh);
        self.commit(fresh)?;
        Ok(members)
    }

    /// Notes a finished import as one step that can be undone.
    pub fn imported(&mut self, deed: Deed, members: Members) {
        if !members.is_empty() {
            let writers = Some(self.writers(history::fields(&self.desk, &members)));
            self.history.push(history::Step { deed, members, writers });
        }
        self.refresh_book();
    }

    fn writers(&self, fields: Vec<(Subject, Field)>) -> history::Writers {
        fields.into_iter().map(|(s, f)| (s, f, self.desk.writer(s, f))).collect()
    }

    /// Takes in what another tab has just written under a key. Returns the records that changed here.
    pub fn absorb(&mut self, key: &str, value: Option<&str>) -> Result<Vec<Subject>, StoreError> {
        let value = match (self.keys.read(key), value) {
            (Named::Journal(_), Some(value)) => value,
            (Named::Shard(name), Some(value)) => return self.shard_heard(&name, value).map(|()| Vec::new()),
            (Named::Record(subject), None) => return self.removal_heard(subject).map(|()| Vec::new()),
            _ => {
                if key == key::ROOT {
                    self.newer = self.schema_found().filter(|found| *found > SCHEMA);
                }
                return Ok(Vec::new());
            }
        };
        let batch = match journal::decode(value) {
            Ok(batch) => batch,
            Err(WireFault::Newer(found)) => {
                self.newer = Some(found);
                return Err(StoreError::Newer { found, known: SCHEMA });
            }
            Err(fault) => return Err(unreadable(key, &fault)),
        };
        let now = self.now();
        let mut touched = Vec::new();
        for (subject, events) in batch {
            let ours = self.written_here(subject, &events, now);
            if self.learn(subject, events, now) {
                self.note_overruled(subject, ours);
                touched.push(subject);
            }
        }
        // The other tab writes these records too. Where both wrote at once, the later put may lack
        // events of the earlier one: whoever hears of it makes the stored record whole.
        for subject in &touched {
            self.complete(*subject)?;
        }
        if touched.iter().any(|s| matches!(s, Subject::Calendar(_))) {
            self.refresh_book();
        }
        Ok(touched)
    }

    /// Every stored value of this space as it stands, whatever it is.
    pub fn stored(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut out = BTreeMap::new();
        for key in self.ports.kept.keys(self.keys.prefix())? {
            if let Some(value) = self.ports.kept.get(&key)? {
                out.insert(key, value);
            }
        }
        Ok(out)
    }

    /// Removes everything of this space. Returns what it was, so that it can be put back.
    pub fn wipe(&mut self) -> Result<BTreeMap<String, String>, StoreError> {
        let old = self.stored()?;
        for key in old.keys() {
            self.ports.kept.remove(key)?;
        }
        // The log forgets a little later, and a page may be left before it has: this voids what it holds. Where there
        // is no room even for that, the worst is that something emptied comes back.
        let _ = self.ports.kept.put(&self.keys.emptied(), &self.now().0.to_string());
        self.ports.log.clear(self.keys.space());
        self.forget();
        Ok(old)
    }

    /// Puts back what [`Self::wipe`] returned.
    pub fn put_back(&mut self, old: &BTreeMap<String, String>) -> Result<(), StoreError> {
        for (key, value) in old {
            self.ports.kept.put(key, value)?;
        }
        self.forget();
        self.load();
        self.read_all();
        self.refresh_book();
        let whole: Batch = self.desk.subjects().map(|s| (s, self.desk.log(s).to_vec())).collect();
        let text = journal::encode(&whole).map_err(|f| unreadable(self.keys.prefix(), &f))?;
        self.note_safely(&text);
        Ok(())
    }

    /// Takes in what the safe log noted of this space, oldest first: what the browser did not get to disk before it
    /// was killed. What is known already changes nothing. Returns how many records were made whole.
    pub fn recover(&mut self, noted: &[(Moment, String)]) -> usize {
        let since = self.emptied_at();
        let mut mended: Vec<Subject> = Vec::new();
        let now = self.now();
        let strange = |text: &str| journal::decode(text).is_ok_and(|batch| self.has_strangers(&batch));
        if !self.awaited.is_empty() && noted.iter().any(|(_, text)| strange(text)) {
            self.read_all();
        }
        // What was noted in the very millisecond of the emptying came after it, as with a file that replaces all.
        for (_, text) in noted.iter().filter(|(at, _)| at.0 >= since) {
            // A note that does not read is no loss: it is a second copy.
            for (subject, events) in journal::decode(text).unwrap_or_default() {
                if !self.is_damaged(subject) && self.learn(subject, events, now) {
                    mended.push(subject);
                }
            }
        }
        mended.sort_unstable();
        mended.dedup();
        for subject in &mended {
            // It stays in memory, and in the log, where it cannot be written.
            let _ = self.complete(*subject);
        }
        if !mended.is_empty() {
            self.refresh_book();
        }
        mended.len()
    }

    /// Takes in events recorded by others; true where that changed the record.
    fn learn(&mut self, subject: Subject, events: Vec<Event>, now: Moment) -> bool {
        let mut changed = false;
        for event in events {
            self.ticker.observe(event.stamp, now);
            changed |= self.desk.apply(subject, event);
        }
        changed
    }

    /// The fields these events would write that this tab wrote a moment ago.
    fn written_here(&self, subject: Subject, events: &[Event], now: Moment) -> Vec<Field> {
        let node = self.ticker.node();
        let wrote_lately = |e: &Event| {
            e.stamp.node == node && now.since(e.stamp.moment()) <= FRESH && e.fact.field().is_some()
        };
        if !self.desk.log(subject).iter().any(wrote_lately) {
            return Vec::new();
        }
        let fields: BTreeSet<Field> = events.iter().filter_map(|e| e.fact.field()).collect();
        let ours = |field: &Field| {
            let writer = self.desk.writer(subject, *field);
            writer.is_some_and(|w| w.node == node && now.since(w.moment()) <= FRESH)
        };
        fields.into_iter().filter(ours).collect()
    }

    /// Notes which of these fields are no longer this tab's.
    fn note_overruled(&mut self, subject: Subject, fields: Vec<Field>) {
        for field in fields {
            let writer = self.desk.writer(subject, field).filter(|w| w.node != self.ticker.node());
            if let Some(stamp) = writer {
                let event = self.desk.log(subject).iter().find(|e| e.stamp == stamp);
                let by = event.and_then(|e| e.actor.clone());
                self.overruled.push(Overruled { subject, field, by });
            }
        }
    }

    /// True where the stored value of a record does not read.
    fn is_damaged(&self, subject: Subject) -> bool {
        if self.damage.is_empty() {
            return false;
        }
        let record = self.keys.record(subject);
        self.damage.iter().any(|d| d.key == record)
    }

    fn note_safely(&self, batch: &str) {
        self.ports.log.append(self.keys.space(), self.now(), batch);
    }

    /// Keeps a value from a file that this program does not know, under the key it had; one that it knows and that
    /// does not read is set aside.
    pub fn keep_unknown(&mut self, tail: &str, value: &str) -> Result<(), StoreError> {
        let key = format!("{}{tail}", self.keys.prefix());
        let aside = match self.keys.read(&key) {
            Named::Unknown if self.ports.kept.get(&key)?.is_some() => return Ok(()),
            Named::Unknown => return self.ports.kept.put(&key, value),
            Named::SetAside(_) => value.to_owned(),
            _ => serde_json::json!({ "key": key, "cause": "from a file", "value": value }).to_string(),
        };
        for key in self.ports.kept.keys(&format!("{}x/", self.keys.prefix()))? {
            if self.ports.kept.get(&key)?.as_ref() == Some(&aside) {
                return Ok(());
            }
        }
        self.ports.kept.put(&self.keys.set_aside(self.next_aside), &aside)?;
        self.next_aside += 1;
        Ok(())
    }

    /// Compiles calendars anew where something has changed.
    pub fn refresh_book(&mut self) {
        let zones = self.ports.zones.clone();
        let find = move |name: &str, from: Moment, to: Moment| zones.table(name, from, to);
        let now = self.now();
        self.book.refresh(&self.desk, &find, now);
    }

    // ── inside ──────────────────────────────────────────────────────────────────────────────

    fn forget(&mut self) {
        self.desk = Workspace::default();
        self.book = Timebook::default();
        self.history = History::default();
        self.damage.clear();
        self.awaited.clear();
        self.placed.clear();
    }

    fn schema_found(&self) -> Option<u32> {
        let root = self.ports.kept.get(key::ROOT).ok().flatten()?;
        let value: serde_json::Value = serde_json::from_str(&root).ok()?;
        u32::try_from(value.get("schema")?.as_u64()?).ok()
    }

    fn load(&mut self) {
        let kept = self.ports.kept.clone();
        let keys = kept.keys(self.keys.prefix()).unwrap_or_default();
        let now = self.now();
        let mut journals = Vec::new();
        let mut requests = Vec::new();
        let mut aside = Vec::new();
        for key in keys {
            match self.keys.read(&key) {
                Named::Record(subject) => match kept.get(&key) {
                    Ok(Some(value)) => match v1::decode(&value) {
                        Ok(events) => {
                            if let Some(last) = events.iter().map(|e| e.stamp).max() {
                                self.ticker.observe(last, now);
                            }
                            match subject {
                                Subject::Request(id) => requests.push((id, events)),
                                _ => self.desk.apply_all(subject, events),
                            }
                        }
                        Err(fault) => self.note_damage(key, &fault),
                    },
                    Ok(None) => {}
                    Err(error) => self.damage.push(Damage { key, cause: error.to_string(), newer: false }),
                },
                Named::Journal(node) => journals.push((node, key)),
                Named::SetAside(number) => {
                    self.next_aside = self.next_aside.max(number.saturating_add(1));
                    aside.push(key);
                }
                Named::Shard(_) => self.awaited.push(key),
                Named::Unknown => {}
            }
        }
        self.desk.apply_requests(requests);
        self.awaited.sort_unstable();
        for key in aside {
            self.take_up(&key);
        }
        for (node, key) in journals {
            self.replay(node, key, now);
        }
    }

    /// When the space was last emptied, in milliseconds UTC.
    fn emptied_at(&self) -> i64 {
        let emptied = self.ports.kept.get(&self.keys.emptied()).ok().flatten();
        emptied.and_then(|ms| ms.parse().ok()).unwrap_or(i64::MIN)
    }

    /// True where a batch tells of requests that have no record of their own here: they may be in a shard.
    fn has_strangers(&self, batch: &Batch) -> bool {
        batch.iter().any(|(s, _)| matches!(s, Subject::Request(_)) && self.desk.log(*s).is_empty())
    }

    fn note_damage(&mut self, key: String, fault: &WireFault) {
        let newer = matches!(fault, WireFault::Newer(_));
        self.damage.push(Damage { key, cause: fault.to_string(), newer });
    }

    fn replay(&mut self, node: u32, key: String, now: Moment) {
        let Ok(Some(value)) = self.ports.kept.get(&key) else { return };
        let batch = match journal::decode(&value) {
            Ok(batch) => batch,
            Err(fault) => return self.note_damage(key, &fault),
        };
        let latest = batch.iter().flat_map(|(_, events)| events).map(|e| e.stamp.ms).max().unwrap_or(0);
        if !self.awaited.is_empty() && self.has_strangers(&batch) {
            self.read_all();
        }
        let mut whole = true;
        for (subject, events) in batch {
            if self.is_damaged(subject) {
                // Its value is damaged: it stays as it is, and so does the journal that may mend it.
                whole = false;
                continue;
            }
            if self.learn(subject, events, now) && self.complete(subject).is_err() {
                whole = false;
            }
        }
        let old = now.since(Moment(latest)) > Span::days(1);
        if whole && old && node != self.ticker.node() {
            // Nothing is lost if this fails: the journal is read again at the next start.
            let _ = self.ports.kept.remove(&key);
        }
    }

    /// Writes a record if the stored value lacks events known here.
    fn complete(&mut self, subject: Subject) -> Result<(), StoreError> {
        if self.newer.is_some() {
            return Ok(());
        }
        let key = self.keys.record(subject);
        let stored = self.ports.kept.get(&key)?;
        let known = match stored.as_deref().map(v1::decode) {
            Some(Ok(events)) => events,
            Some(Err(fault)) => return Err(unreadable(&key, &fault)),
            None => Vec::new(),
        };
        let log = self.desk.log(subject);
        let lacking = log.iter().any(|e| !known.iter().any(|k| k.order() == e.order()));
        if lacking {
            self.ports.kept.put(&key, &encode(&key, log)?)?;
        }
        Ok(())
    }

    fn revoke(&mut self, members: &Members) -> (Batch, Members) {
        let now = self.now();
        let mut batch: Batch = Vec::new();
        for (subject, stamps) in members {
            let mut stamp = self.ticker.next(now);
            // A revocation reaches only what is older, also where that came from a clock that runs ahead.
            if let Some(last) = self.desk.log(*subject).iter().map(|e| e.stamp).max().filter(|s| *s >= stamp)
            {
                stamp = Stamp { ms: last.ms, count: last.count.saturating_add(1), node: stamp.node };
            }
            let event = Event {
                stamp,
                // A revocation belongs after what it revokes also in the order of moments.
                at: stamp.moment(),
                actor: self.actor.clone(),
                source: Source::Live,
                fact: Fact::Revoked(stamps.clone()),
            };
            add(&mut batch, *subject, event);
        }
        let revocations = members_of(&batch);
        (batch, revocations)
    }

    /// Leaves out of a step the clients and services it made that others use by now.
    fn without_used_clients(&self, members: &Members) -> Members {
        let ours = |s: Subject| members.iter().any(|(m, _)| *m == s);
        let used = |subject: Subject| match subject {
            Subject::Client(id) => {
                self.desk.requests().any(|(r, q)| q.client == Some(id) && !ours(Subject::Request(r)))
                    || self
                        .desk
                        .agreements()
                        .any(|(a, q)| q.client == Some(id) && !ours(Subject::Agreement(a)))
            }
            Subject::Service(id) => {
                self.desk.requests().any(|(r, q)| q.service == Some(id) && !ours(Subject::Request(r)))
                    || self
                        .desk
                        .agreements()
                        .any(|(a, q)| q.service == Some(id) && !ours(Subject::Agreement(a)))
            }
            _ => false,
        };
        // Looked at only for steps that made something beside the record they are about.
        if members.len() < 2 || members.len() > 50 {
            return members.clone();
        }
        members.iter().filter(|(subject, _)| !used(*subject)).cloned().collect()
    }

    /// Takes events in and stores them. On failure everything is as it was.
    fn commit(&mut self, batch: Batch) -> Result<Vec<Subject>, StoreError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.schema_found();
        if let Some(found) = found.filter(|f| *f > SCHEMA) {
            self.newer = Some(found);
            return Err(StoreError::Newer { found, known: SCHEMA });
        }
        if found.is_none() {
            self.ports.kept.put(key::ROOT, ROOT_VALUE)?;
        }
        let mut old: Vec<(String, Option<String>)> = Vec::with_capacity(batch.len() + 1);
        for (subject, _) in &batch {
            let key = self.keys.record(*subject);
            let stored = self.ports.kept.get(&key)?;
            self.unite(*subject, &key, stored.as_deref())?;
            old.push((key, stored));
        }
        let journal_key = self.keys.journal(self.ticker.node());
        old.push((journal_key.clone(), self.ports.kept.get(&journal_key)?));

        for (subject, events) in &batch {
            for event in events {
                self.desk.apply(*subject, event.clone());
            }
        }
        let mut written = self.write(&batch, &journal_key);
        while let Err(StoreError::Full { needed }) = written {
            self.roll_back(&old);
            if !self.make_room(&batch, needed) {
                break;
            }
            written = self.write(&batch, &journal_key);
        }
        match written {
            Ok(text) => self.note_safely(&text),
            Err(error) => {
                for (subject, events) in &batch {
                    let stamps: Vec<Stamp> = events.iter().map(|e| e.stamp).collect();
                    self.desk.retract(*subject, &stamps);
                }
                self.roll_back(&old);
                return Err(error);
            }
        }
        let reaches_back = batch.iter().flat_map(|(_, e)| e).any(|e| !self.book.reaches(e.at));
        if reaches_back || batch.iter().any(|(s, _)| matches!(s, Subject::Calendar(_))) {
            self.refresh_book();
        }
        Ok(batch.into_iter().map(|(subject, _)| subject).collect())
    }

    fn write(&self, batch: &Batch, journal_key: &str) -> Result<String, StoreError> {
        let journal = journal::encode(batch).map_err(|f| unreadable(journal_key, &f))?;
        if journal.len() <= journal::MOST {
            self.ports.kept.put(journal_key, &journal)?;
        }
        for (subject, _) in batch {
            let key = self.keys.record(*subject);
            self.ports.kept.put(&key, &encode(&key, self.desk.log(*subject))?)?;
        }
        Ok(journal)
    }

    fn roll_back(&self, old: &[(String, Option<String>)]) {
        // Shrinking and removing work also when the store is full. A journal that cannot be put back is
        // removed: the batch it held is in its records, and the refused one must not come back from it.
        for (key, value) in old.iter().rev() {
            let put = match value {
                Some(value) => self.ports.kept.put(key, value),
                None => self.ports.kept.remove(key),
            };
            if put.is_err() && matches!(self.keys.read(key), Named::Journal(_)) {
                let _ = self.ports.kept.remove(key);
            }
        }
    }

    /// Takes in what is stored under a record's key and not known here. A value that does not read is
    /// set aside first.
    fn unite(&mut self, subject: Subject, key: &str, stored: Option<&str>) -> Result<(), StoreError> {
        let Some(stored) = stored else { return Ok(()) };
        match v1::decode(stored) {
            Ok(events) => {
                for event in events {
                    self.desk.apply(subject, event);
                }
                Ok(())
            }
            Err(WireFault::Newer(found)) => Err(StoreError::Newer { found, known: v1::VERSION }),
            Err(fault) => {
                let aside = serde_json::json!({ "key": key, "cause": fault.to_string(), "value": stored });
                self.ports.kept.put(&self.keys.set_aside(self.next_aside), &aside.to_string())?;
                self.next_aside += 1;
                Ok(())
            }
        }
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

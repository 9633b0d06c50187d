//! A desk that takes the place of this one, however large: all of it, or nothing.
//!
//! Rules:
//! 1. The new desk is put beside the old one first, packed, in parts ([`Ledger::stage`]). That may be given up at any
//!    time ([`Ledger::unstage`]), and a tab that is gone meanwhile has changed nothing.
//! 2. Then one value says that the new desk counts ([`Ledger::switch`]). From there on there is no way back but to the
//!    end, and every start goes there: the old keys go, then every part becomes records, and goes.
//! 3. A part that does not fit as records stays as it is. What it holds is on the desk, in memory, and is tried again at
//!    the next start.

use super::{Batch, Ledger, StoreError, unreadable};
use crate::domain::moment::{Moment, Span};
use crate::store::{journal, pack};

/// Parts nobody finished go after this long: putting them there takes seconds.
const GIVEN_UP: Span = Span::hours(1);

/// The desk that takes the place of another, while it is put there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Coming {
    began: Moment,
    parts: u32,
}

/// What the value says: when it was begun, how many parts, and whether the old keys are gone.
fn read(value: &str) -> Option<(Coming, bool)> {
    let mut words = value.split(' ');
    let emptied = words.next()? == "1";
    let began = Moment(words.next()?.parse().ok()?);
    Some((Coming { began, parts: words.next()?.parse().ok()? }, emptied))
}

fn write(coming: Coming, emptied: bool) -> String {
    let mut out = String::from(if emptied { "1 " } else { "0 " });
    out.push_str(&coming.began.0.to_string());
    out.push(' ');
    out.push_str(&coming.parts.to_string());
    out
}

impl Ledger {
    /// Begins to put another desk beside this one.
    pub fn begin_staging(&self) -> Coming {
        Coming { began: self.now(), parts: 0 }
    }

    fn parts_of(&self, coming: Coming) -> String {
        format!("{}{}/", self.keys.parts(), coming.began.0)
    }

    fn part_key(&self, coming: Coming, part: u32) -> String {
        format!("{}{part}", self.parts_of(coming))
    }

    /// Puts one more part of it there.
    pub fn stage(&self, coming: &mut Coming, part: &Batch) -> Result<(), StoreError> {
        if self.newer.is_some() || self.stale {
            return Err(StoreError::Emptied);
        }
        let key = self.part_key(*coming, coming.parts);
        let text = journal::encode(part).map_err(|fault| unreadable(&key, &fault))?;
        self.ports.kept.put(&key, &pack::pack(text.as_bytes()))?;
        coming.parts += 1;
        Ok(())
    }

    /// Gives it up: this desk stays as it is.
    pub fn unstage(&self, coming: Coming) {
        for part in 0..coming.parts {
            // What stays goes later, as given up.
            let _ = self.ports.kept.remove(&self.part_key(coming, part));
        }
    }

    /// The other desk counts from now on. Call [`Self::unfold`] until nothing is left; a start does the same.
    pub fn switch(&mut self, coming: Coming) -> Result<(), StoreError> {
        if self.went_stale() {
            return Err(StoreError::Emptied);
        }
        self.ports.kept.put(&self.keys.coming(), &write(coming, false))?;
        self.make_way(coming)
    }

    /// Empties the desk: all of it goes, also where the tab is gone in the middle of it.
    pub fn empty(&mut self) -> Result<(), StoreError> {
        if self.let_go() {
            self.wipe()?;
            self.reload();
            return Ok(());
        }
        match self.switch(self.begin_staging()) {
            Ok(()) => self.unfold().map(drop),
            // There is no room even for one small value: then they go one by one.
            Err(StoreError::Full { .. }) => self.wipe().map(drop),
            Err(error) => Err(error),
        }
    }

    /// The old keys go.
    fn make_way(&mut self, coming: Coming) -> Result<(), StoreError> {
        self.wipe()?;
        self.ports.kept.put(&self.keys.coming(), &write(coming, true))
    }

    /// Makes one part of the desk that counts into records. How many parts are left; an error where one did not fit.
    pub fn unfold(&mut self) -> Result<usize, StoreError> {
        let Some((coming, true)) = self.coming() else { return Ok(0) };
        let keys = self.left_parts(coming);
        let Some(key) = keys.first() else {
            self.ports.kept.remove(&self.keys.coming())?;
            return Ok(0);
        };
        let batch = self.read_part(key)?;
        self.take_in(batch)?;
        self.ports.kept.remove(key)?;
        if keys.len() == 1 {
            self.ports.kept.remove(&self.keys.coming())?;
            self.refresh_book();
        }
        Ok(keys.len() - 1)
    }

    /// True while a desk that counts is not wholly there yet.
    pub fn is_coming(&self) -> bool {
        self.coming().is_some()
    }

    fn coming(&self) -> Option<(Coming, bool)> {
        let value = self.ports.kept.get(&self.keys.coming()).ok().flatten()?;
        read(&value)
    }

    fn left_parts(&self, coming: Coming) -> Vec<String> {
        let prefix = self.parts_of(coming);
        let number = |key: &String| key.strip_prefix(&prefix).and_then(|part| part.parse::<u32>().ok());
        let mut keys = self.ports.kept.keys(&prefix).unwrap_or_default();
        keys.retain(|key| number(key).is_some_and(|part| part < coming.parts));
        keys.sort_unstable_by_key(number);
        keys
    }

    fn read_part(&self, key: &str) -> Result<Batch, StoreError> {
        let value = self.ports.kept.get(key)?.unwrap_or_default();
        let bytes = pack::unpack(&value).map_err(|fault| unreadable(key, &fault))?;
        let text = String::from_utf8_lossy(&bytes);
        journal::decode(&text).map_err(|fault| unreadable(key, &fault))
    }

    /// At the start: goes to the end of what was begun, before anything is read (rule 2).
    pub(super) fn finish_coming(&mut self) {
        let Some((coming, emptied)) = self.coming() else { return };
        if !emptied && self.make_way(coming).is_err() {
            return;
        }
        let mut unfit = Vec::new();
        for key in self.left_parts(coming) {
            let Ok(batch) = self.read_part(&key) else {
                self.damage.push(super::Damage { key, cause: "a part of a desk".to_owned(), newer: false });
                continue;
            };
            match self.commit(batch.clone()) {
                Ok(_) => drop(self.ports.kept.remove(&key)),
                Err(_) => unfit.push(batch),
            }
        }
        if unfit.is_empty() && self.damage.is_empty() {
            let _ = self.ports.kept.remove(&self.keys.coming());
        }
        // What was read on the way is read again from the records, in one go.
        let damage = std::mem::take(&mut self.damage);
        self.forget();
        self.damage = damage;
        let now = self.now();
        for (subject, events) in unfit.into_iter().flatten() {
            self.learn(subject, events, now);
        }
    }

    /// Removes parts that nobody finished.
    pub(super) fn sweep_parts(&self) {
        let now = self.now();
        let counts = self.coming().map(|(coming, _)| coming.began);
        let prefix = self.keys.parts();
        for key in self.ports.kept.keys(&prefix).unwrap_or_default() {
            let began =
                key.strip_prefix(&prefix).and_then(|tail| tail.split('/').next()?.parse().ok()).map(Moment);
            let old = began.is_some_and(|began| Some(began) != counts && now.since(began) > GIVEN_UP);
            if old {
                let _ = self.ports.kept.remove(&key);
            }
        }
    }
}

//! Undo and redo: new events that revoke. Refused where somebody else changed the same field since.

use super::{Batch, Ledger, Outcome, Trouble, add, members_of};
use crate::domain::edit::Refusal;
use crate::domain::fact::{Event, Fact, Field, Source};
use crate::domain::ident::Subject;
use crate::domain::stamp::Stamp;
use crate::store::history::{self, Members, Undone};

impl Ledger {
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
        let source = if step.writers.is_some() { Source::Undo } else { Source::Live };
        let (batch, revocations) = self.revoke(&members, source);
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
        let (batch, _) = self.revoke(&undone.revocations, Source::Live);
        let touched = self.commit(batch)?;
        self.history.undone.pop();
        let deed = undone.step.deed.clone();
        self.history.done.push(undone.step);
        Ok(Some(Outcome { deed, touched, made: None }))
    }

    fn revoke(&mut self, members: &Members, source: Source) -> (Batch, Members) {
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
                source,
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
                    || self.desk.agreements().any(|(a, q)| {
                        q.scopes().any(|of| of.clients.contains(&id)) && !ours(Subject::Agreement(a))
                    })
            }
            Subject::Service(id) => {
                self.desk.requests().any(|(r, q)| q.service == Some(id) && !ours(Subject::Request(r)))
                    || self.desk.agreements().any(|(a, q)| {
                        q.scopes().any(|of| of.services.contains(&id)) && !ours(Subject::Agreement(a))
                    })
            }
            _ => false,
        };
        // Looked at only for steps that made something beside the record they are about.
        if members.len() < 2 || members.len() > 50 {
            return members.clone();
        }
        members.iter().filter(|(subject, _)| !used(*subject)).cloned().collect()
    }

    pub(super) fn writers(&self, fields: Vec<(Subject, Field)>) -> history::Writers {
        fields.into_iter().map(|(s, f)| (s, f, self.desk.writer(s, f))).collect()
    }
}

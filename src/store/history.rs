//! What can be undone and redone on this tab. The stacks hold names of events, not values: undoing is a
//! new event that revokes (see the rules of [`crate::domain::fact`]).

use crate::domain::edit::Deed;
use crate::domain::fact::{Fact, Field};
use crate::domain::ident::Subject;
use crate::domain::request::RequestFact;
use crate::domain::stamp::Stamp;
use crate::domain::workspace::Workspace;
use std::collections::BTreeSet;

/// The events of one step, by record.
pub type Members = Vec<(Subject, Vec<Stamp>)>;

/// One step that can be undone.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done.
    pub deed: Deed,
    /// The events that did it.
    pub members: Members,
    /// Of a step that took in what was done elsewhere: who wrote each of its fields right after. That may be somebody
    /// else, where the desk had a later setting.
    pub writers: Option<Writers>,
}

/// Who wrote each of some fields.
pub type Writers = Vec<(Subject, Field, Option<Stamp>)>;

/// One step that can be redone.
#[derive(Clone, Debug)]
pub struct Undone {
    /// The step.
    pub step: Step,
    /// The revocations that undid it.
    pub revocations: Members,
    /// Who wrote each of its fields once it was undone: if that changes, redoing would trample.
    pub writers: Writers,
}

/// Both stacks.
#[derive(Default, Debug)]
pub struct History {
    /// Steps to undo, the last one on top.
    pub done: Vec<Step>,
    /// Steps to redo, the last undone on top.
    pub undone: Vec<Undone>,
}

impl History {
    /// The most steps kept.
    pub const MOST: usize = 200;

    /// Notes a new step; what was undone before can no longer be redone.
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        if self.done.len() >= Self::MOST {
            self.done.remove(0);
        }
        self.done.push(step);
    }
}

impl History {
    /// Makes the last step part of the one before it, where that was done to the same records.
    pub fn join_last(&mut self) {
        let Some(last) = self.done.pop() else { return };
        let part_of = |step: &&mut Step| {
            step.writers.is_none()
                && last.members.iter().all(|(s, _)| step.members.iter().any(|(m, _)| m == s))
        };
        let Some(before) = self.done.last_mut().filter(part_of) else { return self.done.push(last) };
        for (subject, stamps) in last.members {
            let own = before.members.iter_mut().find(|(other, _)| *other == subject);
            own.into_iter().for_each(|(_, known)| known.extend(&stamps));
        }
    }
}

/// The fields a step wrote, each once.
pub fn fields(desk: &Workspace, members: &Members) -> Vec<(Subject, Field)> {
    let mut out: BTreeSet<(Subject, Field)> = BTreeSet::new();
    for (subject, stamps) in members {
        let ours = desk.log(*subject).iter().filter(|e| stamps.contains(&e.stamp));
        out.extend(ours.filter_map(|e| e.fact.field()).map(|field| (*subject, field)));
    }
    out.into_iter().collect()
}

/// True when every field the step wrote still has the step's value, and nothing was added since to a
/// request the step raised: then undoing takes back this step and nothing else.
pub fn is_untouched(desk: &Workspace, members: &Members, writers: Option<&Writers>) -> bool {
    if let Some(writers) = writers {
        let ours = |s: &Subject| members.iter().any(|(m, _)| m == s);
        return writers.iter().all(|(s, field, writer)| !ours(s) || desk.writer(*s, *field) == *writer);
    }
    members.iter().all(|(subject, stamps)| {
        let log = desk.log(*subject);
        let ours = |s: &Stamp| stamps.contains(s);
        let raised =
            log.iter().any(|e| ours(&e.stamp) && matches!(e.fact, Fact::Request(RequestFact::Raised(_))));
        if raised {
            let revoked = desk.revoked(*subject);
            return log
                .iter()
                .all(|e| ours(&e.stamp) || revoked.contains(&e.stamp) || matches!(e.fact, Fact::Revoked(_)));
        }
        let mut seen: Vec<Field> = Vec::new();
        log.iter().filter(|e| ours(&e.stamp)).filter_map(|e| e.fact.field()).all(|field| {
            if seen.contains(&field) {
                return true;
            }
            seen.push(field);
            desk.writer(*subject, field).is_none_or(|w| ours(&w))
        })
    })
}

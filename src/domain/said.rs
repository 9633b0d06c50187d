//! What a team says it does, by its positions, beside what it did, by its record.
//!
//! Rules:
//! 1. A position is compared only with what the desk records anyway, and only where the choice says something about it.
//! 2. Each check sorts requests we were asked into those for which it holds and those for which it does not; of others it says
//!    nothing. What came out of a file and was finished there counts by what the file told.
//! 3. It gives no verdict. A position is legitimate, and so is what was done: where they differ, one of them is to be looked
//!    at again.
//! 4. *Taken on*: once accepted, begun or done. *Decided*: taken on or declined. *In time*: by the resolution clock of
//!    [`super::insight`]; what it leaves out is left out.

use super::clock::Verdict;
use super::ident::RequestId;
use super::insight::counted;
use super::moment::Moment;
use super::position::Positions;
use super::request::{Effect, Outcome, Priority, Request, Stage, codes};
use super::timebook::Timebook;
use super::workspace::Workspace;

codes! {
    /// Something a position says and the record knows.
    Check {
        /// In time, of what an outside customer waits for.
        OutsideInTime = "outside-in-time",
        /// In time, of what colleagues alone wait for.
        InsideInTime = "inside-in-time",
        /// Taken on with its use to the people served in the end known.
        LensKnown = "lens-known",
        /// Taken on although it was not known to be essential.
        NotEssential = "not-essential",
        /// Preferences that are urgent.
        LikesUrgent = "likes-urgent",
        /// Done by the first date promised.
        FirstDate = "first-date",
        /// Done beyond what was agreed.
        Beyond = "beyond",
        /// Declined, of what was decided.
        Declined = "declined",
        /// Declined with a reason and another way.
        Explained = "explained",
        /// Done without more than one change of hands.
        FewHands = "few-hands",
        /// What it is for is known.
        Purpose = "purpose",
    }
}

impl Check {
    /// The position it belongs to.
    pub const fn position(self) -> &'static str {
        match self {
            Check::OutsideInTime | Check::InsideInTime => "parity",
            Check::LensKnown | Check::NotEssential | Check::LikesUrgent => "lens",
            Check::FirstDate => "reserve",
            Check::Beyond => "ambition",
            Check::Declined | Check::Explained => "no",
            Check::FewHands => "access",
            Check::Purpose => "open",
        }
    }

    /// Whether a choice says something about it (rule 1).
    fn concerns(self, choice: &str) -> bool {
        match self {
            Check::LensKnown => choice != "off",
            Check::NotEssential => choice == "strict",
            Check::LikesUrgent => choice == "graded",
            Check::Purpose => matches!(choice, "unnamed" | "whole"),
            _ => true,
        }
    }
}

/// What the record says of a check.
#[derive(Clone, PartialEq, Debug)]
pub struct Did {
    /// Of which.
    pub check: Check,
    /// For these it holds.
    pub yes: Vec<RequestId>,
    /// For these it does not.
    pub no: Vec<RequestId>,
}

/// The checks of the positions that hold, at `now`; those about which there is nothing to say are left out.
pub fn did(desk: &Workspace, book: &Timebook, now: Moment, positions: &Positions) -> Vec<Did> {
    let concerned = Check::ALL.iter().filter(|check| check.concerns(positions.choice(check.position())));
    let mut all: Vec<Did> =
        concerned.map(|check| Did { check: *check, yes: Vec::new(), no: Vec::new() }).collect();
    for (id, request) in desk.served().filter(|(_, r)| r.raised <= now) {
        for did in &mut all {
            match holds(desk, book, now, request, did.check) {
                Some(true) => did.yes.push(id),
                Some(false) => did.no.push(id),
                None => {}
            }
        }
    }
    all.retain(|did| !did.yes.is_empty() || !did.no.is_empty());
    all
}

/// Whether a check holds for a request; none where it says nothing of it (rules 2 and 4).
fn holds(desk: &Workspace, book: &Timebook, now: Moment, request: &Request, check: Check) -> Option<bool> {
    let taken_on = request.triage.begun.is_some() || !request.resolved.is_empty();
    let declined = request.stage == Stage::Declined;
    let done = request.outcome() == Some(Outcome::Done);
    let of = |counts: bool, holds: bool| counts.then_some(holds);
    match check {
        Check::OutsideInTime | Check::InsideInTime => {
            let outside = request.triage.look(|a| a.outside)?;
            if outside != (check == Check::OutsideInTime) {
                return None;
            }
            match counted(request, &book.read(desk, request, now)?.resolution) {
                Verdict::Met => Some(true),
                Verdict::Breached | Verdict::OpenBreached => Some(false),
                Verdict::Excluded => None,
            }
        }
        Check::LensKnown => of(taken_on, request.effect.is_some()),
        Check::NotEssential => of(taken_on, request.effect != Some(Effect::Essential)),
        Check::LikesUrgent => {
            of(request.effect == Some(Effect::Preference), request.priority == Priority::Urgent)
        }
        Check::FirstDate => {
            let first = request.first_promise()?.date;
            let last = request.resolved.last()?;
            of(done, last.0 <= first)
        }
        Check::Beyond => of(done, request.care.look(|kept| kept.beyond)),
        Check::Declined => of(taken_on || declined, declined),
        Check::Explained => {
            let refused = request.refused.as_ref()?;
            of(declined, !refused.reason.is_empty() && !refused.alternative.is_empty())
        }
        Check::FewHands => {
            let hands = request.held.iter().filter(|(_, owner)| owner.is_some()).count();
            of(done && hands > 0, hands <= 2)
        }
        Check::Purpose => of(!request.imported, !request.purpose.is_empty()),
    }
}

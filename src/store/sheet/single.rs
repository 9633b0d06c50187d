//! The facts of a request that stands in one row, with what is known of its times.
//!
//! Rules:
//! 1. The state says where it stands; without one, the last of the times does.
//! 2. It is resolved at the time of its resolution. Where the table has no column for that, closing it is
//!    the resolution; where it has one and nothing stands there, it ends as withdrawn (rule 5 of `story`).
//! 3. Finished, and nothing says when: it ends as withdrawn at its last known time, and is listed.
//!    A time made up would be a verdict made up.
//! 4. Waiting: nothing says since when, so no clock is stopped for it.
//! 5. An answer is what the client saw. A promise is taken as made when the request was raised.
//! 6. Where the state says that it is open, times of an end are of an earlier one and are passed over.

use super::cells::Cells;
use super::fault::Reason;
use super::mapping::{Role, Standing};
use super::story::{Beginning, Desk, Spot, Story};
use crate::domain::moment::Moment;
use crate::domain::request::{DeclineReason, RequestFact, Stage};
use crate::domain::text::{Name, Note};

/// Tells the row; the story has its id and the moment it was raised.
pub(super) fn tell<'t>(
    story: &mut Story<'t>,
    cells: &mut Cells<'t>,
    desk: &mut Desk,
    row: usize,
    raised: Moment,
    beginning: Beginning<'_>,
) {
    let owner = cells.name(row, Role::Agent);
    let at = |at: Moment, actor: Option<Name>| Spot { at, place: 0, actor };
    let begin = at(raised, None);
    story.raise(cells, desk, row, &begin, beginning);
    if let Some(date) = cells.later_time(row, Role::Promised, raised) {
        let fact = RequestFact::Promised { date: Some(date), reason: Note::default() };
        story.add(&begin, fact, &[cells.text(row, Role::Promised)]);
    }
    if owner.is_some() {
        story.add(&begin, RequestFact::Assigned(owner.clone()), &[cells.text(row, Role::Agent)]);
    }
    let responded = cells.later_time(row, Role::Responded, raised);
    let resolved = cells.later_time(row, Role::Resolved, raised);
    let closed = cells.later_time(row, Role::Closed, raised);
    let standing = cells.standing(row).unwrap_or(match (resolved, closed, responded) {
        (_, Some(_), _) => Standing::Closed,
        (Some(_), None, _) => Standing::Done,
        (None, None, Some(_)) => Standing::InProgress,
        (None, None, None) => Standing::New,
    });
    let open = !standing.stage().is_finished();
    if let Some(when) = responded {
        let spot = at(when, owner.clone());
        // The answer itself is not in the table: it is noted under the name of the column.
        let fact = RequestFact::Updated {
            text: cells.header_note(Role::Responded),
            visible: true,
            automatic: false,
        };
        story.add(&spot, fact, &[]);
        if !open {
            story.go(&spot, Stage::InProgress);
        }
    }
    let last_known = responded.unwrap_or(raised);
    if open {
        story.go(&at(last_known, owner), standing.stage());
        return;
    }
    let resolution = if cells.has(Role::Resolved) { resolved } else { closed };
    let end = match standing {
        Standing::Done => resolved.or(closed),
        Standing::Closed => resolved.or(closed),
        _ => closed.or(resolved),
    };
    let word = cells.text(row, Role::Status);
    let Some(end) = end else {
        cells.fault(row, if word.is_empty() { Role::Raised } else { Role::Status }, Reason::NoEnd, false);
        story.withdraw(&at(last_known, owner), cells.word(word), word);
        return;
    };
    let spot = at(end, owner.clone());
    match standing {
        Standing::Done => story.go(&spot, Stage::Done),
        Standing::Closed if resolution.is_some() => {
            story.go(&spot, Stage::Done);
            story.go(&at(closed.unwrap_or(end).max(end), owner), Stage::Closed);
        }
        Standing::Closed => {
            story.closed_unresolved = true;
            story.withdraw(&spot, cells.word(word), word);
        }
        Standing::Declined => {
            let reason = cells.word(word);
            let category = DeclineReason::Other;
            let fact = RequestFact::Declined { category, reason, alternative: Note::default() };
            story.add(&spot, fact, &[word]);
            story.go(&spot, Stage::Declined);
        }
        Standing::Merged => {
            story.add(&spot, RequestFact::Merged(None), &[]);
            story.go(&spot, Stage::Closed);
        }
        _ => story.withdraw(&spot, cells.word(word), word),
    }
}

//! What was pressed for from above, and how it fared beside the rest.
//!
//! Rules:
//! 1. Whoever looks at a request may note that it is pressed for from above, and by whom. That is shown and kept, and does
//!    nothing else: it has no points, no priority and no place. What counts is what happens if it waits.
//! 2. Compared is what we were asked and what came in here; a history that was brought in could carry no such note.
//! 3. *Time to start*: opening time from being raised to being first accepted or begun; of what was ever taken on.
//! 4. *Out of turn*: what stands where somebody put it by hand, or was ever let go first, by everything on its side.
//! 5. *Overtaken*: the requests that lost a place to one of that side ([`super::bump`]), each once, told since or not.
//! 6. It says what happened and blames nobody: there may be a good reason, and it stands with the request.

use super::flow::percentile;
use super::ident::RequestId;
use super::moment::{Moment, Span};
use super::open::OpenTime;
use super::request::Request;
use super::workspace::Workspace;
use std::collections::BTreeSet;

/// What was pressed for, or all the rest.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Group {
    /// Every request of it.
    pub all: Vec<RequestId>,
    /// Time to start of those that were taken on, the shortest first (rule 3).
    pub started: Vec<(Span, RequestId)>,
    /// Those that went out of turn (rule 4).
    pub out_of_turn: Vec<RequestId>,
    /// The requests that lost a place to one of them (rule 5).
    pub overtaken: BTreeSet<RequestId>,
}

impl Group {
    /// The median time to start; none where nothing was taken on.
    pub fn usual_start(&self) -> Option<Span> {
        percentile(&self.started, 50).map(|(span, _)| span)
    }

    fn take(&mut self, id: RequestId, request: &Request, open: Option<&OpenTime>) {
        self.all.push(id);
        if let (Some(begun), Some(open)) = (request.triage.begun, open) {
            self.started.push((open.elapsed(request.raised, begun), id));
        }
        if request.triage.look(|a| a.by_hand.is_some() || a.went_first) {
            self.out_of_turn.push(id);
        }
    }
}

/// What was pressed for, and the rest, of the requests for which `counts` says yes, at `now`; by these opening hours.
pub fn compare(
    desk: &Workspace,
    open: Option<&OpenTime>,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> (Group, Group) {
    let (mut pressed, mut rest) = (Group::default(), Group::default());
    let is_pressed = |request: &Request| request.triage.look(|a| a.pressed.is_some());
    for (id, request) in desk.requests() {
        for by in request.triage.look(|a| a.lost_to.clone()) {
            match desk.request(by).filter(|_| counts(by)).map(is_pressed) {
                Some(true) => pressed.overtaken.insert(id),
                Some(false) => rest.overtaken.insert(id),
                None => false,
            };
        }
        let noted = is_pressed(request);
        let ours = request.is_served() && (noted || !request.imported);
        if ours && request.raised <= now && counts(id) {
            let group = if noted { &mut pressed } else { &mut rest };
            group.take(id, request, open);
        }
    }
    pressed.started.sort_unstable();
    rest.started.sort_unstable();
    (pressed, rest)
}

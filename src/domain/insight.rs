//! Figures about finished and open work. Each figure names the requests behind it.
//!
//! Rules:
//! 1. Attainment of a clock = met ÷ (met + breached). An open request already past its deadline counts as
//!    breached. Running and not late, cancelled, and without a target: not counted.
//! 2. Below n = 5 counts are shown, not a share.
//! 3. A request is counted under its present client and priority, measured by the agreement it is pinned to.
//! 4. Verdicts are computed from what happened. Where the verdict written down at the end differs from it
//!    (a calendar was changed since), the request is named in [`Attainment::differing`].
//! 5. Requests of a pilot ([`super::counting`]) are tallied apart ([`Attainment::pilot`]), never among the rows.
//! 6. By cause: every late clock counts once under the cause given for it, or under none given. A cause whose
//!    clock is late no more is not counted: there is nothing it could explain.
//! 7. What was opened again is counted in the rows by its final verdict. Beside them stands how the same requests
//!    fared the first time ([`Attainment::opened_again`]).
//! 8. What has an agreed date is counted in the rows by that date. Beside them stands how the same requests fare by it
//!    and would fare without it ([`Attainment::agreed`]).

use super::cause::BreachCause;
use super::clock::{ClockKind, Verdict, piloted, verdict};
use super::ident::{AgreementId, ClientId, RequestId};
use super::moment::Moment;
use super::request::{Priority, Request};
use super::timebook::Timebook;
use super::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// The fewest cases for which a share is shown.
pub const LEAST_FOR_A_SHARE: usize = 5;

/// How one clock fared for one group of requests.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Tally {
    /// Stopped in time.
    pub met: Vec<RequestId>,
    /// Stopped late, or open and past the deadline.
    pub breached: Vec<RequestId>,
    /// Of the breached: still open.
    pub open_breached: usize,
}

impl Tally {
    /// Met and breached together.
    pub fn n(&self) -> usize {
        self.met.len() + self.breached.len()
    }

    /// The share met, 0 to 100; none below [`LEAST_FOR_A_SHARE`].
    pub fn percent(&self) -> Option<f64> {
        (self.n() >= LEAST_FOR_A_SHARE).then(|| 100.0 * self.met.len() as f64 / self.n() as f64)
    }

    fn add(&mut self, id: RequestId, verdict: Verdict) {
        match verdict {
            Verdict::Met => self.met.push(id),
            Verdict::Breached => self.breached.push(id),
            Verdict::OpenBreached => {
                self.breached.push(id);
                self.open_breached += 1;
            }
            Verdict::Excluded => {}
        }
    }
}

/// The clocks of one client and priority.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Row {
    /// First responses.
    pub response: Tally,
    /// Decisions.
    pub decision: Tally,
    /// Next updates: the longest wait of each request.
    pub update: Tally,
    /// Resolutions.
    pub resolution: Tally,
    /// How many requests of this client and priority there are in all.
    pub requests: usize,
}

impl Row {
    /// Takes another row's requests in.
    pub fn add(&mut self, other: &Row) {
        for (to, from) in [
            (&mut self.response, &other.response),
            (&mut self.decision, &other.decision),
            (&mut self.update, &other.update),
            (&mut self.resolution, &other.resolution),
        ] {
            to.met.extend(&from.met);
            to.breached.extend(&from.breached);
            to.open_breached += from.open_breached;
        }
        self.requests += other.requests;
    }
}

/// Attainment per client and priority.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Attainment {
    /// The rows; requests without a client come first.
    pub rows: BTreeMap<(Option<ClientId>, Priority), Row>,
    /// What pilots measured, of every client and priority (rule 5).
    pub pilot: Row,
    /// The agreements and versions that measured.
    pub measured_by: BTreeSet<(AgreementId, u32)>,
    /// Requests no agreement measures.
    pub unmeasured: usize,
    /// Of requests that were opened again: done the first time, and in the end (rule 7).
    pub opened_again: (Tally, Tally),
    /// Of requests with an agreed date: done by it, and as they would stand without it (rule 8).
    pub agreed: (Tally, Tally),
    /// Requests whose computed verdict differs from the one written down at their end.
    pub differing: Vec<RequestId>,
}

/// One request's verdicts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Verdicts {
    /// Of the first response.
    pub response: Verdict,
    /// Of the decision.
    pub decision: Verdict,
    /// Of the next update.
    pub update: Verdict,
    /// Of the resolution.
    pub resolution: Verdict,
}

/// Attainment over all requests for which `counts` says yes, at `now`.
pub fn attainment(
    desk: &Workspace,
    book: &Timebook,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> Attainment {
    let mut out = Attainment::default();
    for (id, request) in desk.requests() {
        if request.raised > now || !counts(id) {
            continue;
        }
        let row = out.rows.entry((request.client, request.priority)).or_default();
        row.requests += 1;
        let Some(clocks) = book.read(desk, request, now) else {
            out.unmeasured += 1;
            continue;
        };
        if let Some((Some(pinned), _)) = request.pinned {
            out.measured_by.insert(pinned);
        }
        if clocks.resolution.pilot {
            out.pilot.requests += 1;
            out.pilot.response.add(id, piloted(&clocks.response));
            out.pilot.decision.add(id, piloted(&clocks.decision));
            out.pilot.update.add(id, piloted(&clocks.update));
            out.pilot.resolution.add(id, piloted(&clocks.resolution));
            continue;
        }
        let verdicts = Verdicts {
            response: verdict(&clocks.response),
            decision: verdict(&clocks.decision),
            update: verdict(&clocks.update),
            resolution: verdict(&clocks.resolution),
        };
        row.response.add(id, verdicts.response);
        row.decision.add(id, verdicts.decision);
        row.update.add(id, verdicts.update);
        row.resolution.add(id, verdicts.resolution);
        if request.resolved.first().is_some_and(|(_, again)| again.is_some_and(|at| at <= now))
            && let Some(first) = book.read_first_resolution(desk, request, now)
        {
            out.opened_again.0.add(id, verdict(&first));
            out.opened_again.1.add(id, verdicts.resolution);
        }
        if request.agreed.is_some() {
            let without = Request { agreed: None, ..request.clone() };
            if let Some(clocks) = book.read(desk, &without, now) {
                out.agreed.0.add(id, verdicts.resolution);
                out.agreed.1.add(id, verdict(&clocks.resolution));
            }
        }
        let written = |kind| request.settled.iter().rev().find(|s| s.clock == kind).map(|s| s.verdict);
        let differs = |kind, computed: Verdict| {
            written(kind).is_some_and(|w| w != computed && computed != Verdict::Excluded)
        };
        if request.stage.is_finished()
            && (differs(ClockKind::FirstResponse, verdicts.response)
                || differs(ClockKind::Decision, verdicts.decision)
                || differs(ClockKind::Update, verdicts.update)
                || differs(ClockKind::Resolution, verdicts.resolution))
        {
            out.differing.push(id);
        }
    }
    out
}

impl Attainment {
    /// All rows together.
    pub fn total(&self) -> Row {
        let mut sum = Row::default();
        for row in self.rows.values() {
            sum.add(row);
        }
        sum
    }
}

/// The late clocks of one cause (rule 6).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByCause {
    /// The cause; none where none was given.
    pub cause: Option<BreachCause>,
    /// Each late clock with its request.
    pub late: Vec<(ClockKind, RequestId)>,
}

impl ByCause {
    /// The requests behind it, each once.
    pub fn requests(&self) -> Vec<RequestId> {
        let all: BTreeSet<RequestId> = self.late.iter().map(|(_, id)| *id).collect();
        all.into_iter().collect()
    }

    /// How many clocks of a kind were late.
    pub fn of(&self, clock: ClockKind) -> usize {
        self.late.iter().filter(|(kind, _)| *kind == clock).count()
    }
}

/// Late clocks by cause over all requests for which `counts` says yes: the most frequent cause first, what has
/// none last; causes nothing was late for are left out.
pub fn by_cause(
    desk: &Workspace,
    book: &Timebook,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> Vec<ByCause> {
    let mut out: BTreeMap<Option<BreachCause>, Vec<(ClockKind, RequestId)>> = BTreeMap::new();
    for (id, request) in desk.requests().filter(|(id, r)| r.raised <= now && counts(*id)) {
        let Some(clocks) = book.read(desk, request, now) else { continue };
        for reading in clocks.all() {
            if matches!(verdict(reading), Verdict::Breached | Verdict::OpenBreached) {
                let given = request.causes.iter().find(|cause| cause.clock == reading.kind);
                out.entry(given.and_then(|cause| cause.kind)).or_default().push((reading.kind, id));
            }
        }
    }
    let mut rows: Vec<ByCause> = out.into_iter().map(|(cause, late)| ByCause { cause, late }).collect();
    rows.sort_by_key(|row| (row.cause.is_none(), std::cmp::Reverse(row.late.len())));
    rows
}

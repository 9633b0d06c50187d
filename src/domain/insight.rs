//! Figures about finished and open work. Each figure names the requests behind it.
//!
//! Rules:
//! 1. Attainment of a clock = met ÷ (met + breached). An open request already past its deadline counts as
//!    breached. Running and not late, cancelled, and without a target: not counted.
//! 2. Below n = 5 counts are shown, not a share.
//! 3. A request is counted under its present client and priority, measured by the agreement it is pinned to.
//! 4. What is finished counts with the verdict that was written down at its end: a closed verdict stays. What has none,
//!    because it is open or came out of a file, counts as what happened reads now. Where the reading of today would be
//!    another one, it is named beside it, with what has changed since ([`Attainment::differing`]).
//! 5. Requests of a pilot ([`super::counting`]) are tallied apart ([`Attainment::pilot`]), never among the rows.
//! 6. By cause: every late clock counts once under the cause given for it, or under none given. A cause whose
//!    clock is late no more is not counted: there is nothing it could explain.
//! 7. What was opened again is counted in the rows by its final verdict. Beside them stands how the same requests
//!    fared the first time ([`Attainment::opened_again`]).
//! 8. What has an agreed date is counted in the rows by that date. Beside them stands how the same requests fare by it
//!    and would fare without it ([`Attainment::agreed`]).

use super::calendar_record::CalendarFact;
use super::cause::BreachCause;
use super::clock::{ClockKind, Reading, Verdict, piloted, verdict};
use super::fact::{Event, Fact};
use super::ident::{AgreementId, ClientId, RequestId, Subject};
use super::layers::with_sources;
use super::moment::Moment;
use super::offices::with_offices;
use super::request::{Priority, Request, RequestFact};
use super::review::Kept;
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
        Kept { met: self.met.len(), of: self.n() }.percent()
    }

    pub(super) fn add(&mut self, id: RequestId, verdict: Verdict) {
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
    /// Answers to what the client said: the longest wait of each request.
    pub reply: Tally,
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
            (&mut self.reply, &other.reply),
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
    /// Clocks that would be read otherwise today than they were written down at the end (rule 4).
    pub differing: Vec<Differing>,
}

/// A clock that would be read otherwise today (rule 4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Differing {
    /// Of which request.
    pub id: RequestId,
    /// Which clock.
    pub clock: ClockKind,
    /// What was written down at the end, and counts.
    pub written: Verdict,
    /// What it would be read as now.
    pub read: Verdict,
    /// What has changed since; empty where that is not known.
    pub since: Vec<Changed>,
}

/// What changed after a verdict was written down.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Changed {
    /// The agreement or the version that measures it.
    Agreement,
    /// Its priority.
    Priority,
    /// What is told of it: something was written down afterwards that had happened before, or was taken back.
    Told,
    /// The opening hours.
    Hours,
}

impl Changed {
    /// Its code, for the sentence.
    pub fn code(self) -> &'static str {
        match self {
            Changed::Agreement => "agreement",
            Changed::Priority => "priority",
            Changed::Told => "told",
            Changed::Hours => "hours",
        }
    }
}

/// The verdict a clock was given at the end of a request that is finished (rule 4).
pub fn written(request: &Request, clock: ClockKind) -> Option<Verdict> {
    let last = request.settled.iter().rev().find(|settled| settled.clock == clock);
    last.filter(|_| request.stage.is_finished()).map(|settled| settled.verdict)
}

/// The verdict a clock counts with (rule 4).
pub fn counted(request: &Request, reading: &Reading) -> Verdict {
    if reading.pilot { Verdict::Excluded } else { written(request, reading.kind).unwrap_or(verdict(reading)) }
}

/// Where the reading of today is not what was written down, what has changed since.
pub fn differing(
    desk: &Workspace,
    (id, request): (RequestId, &Request),
    reading: &Reading,
) -> Option<Differing> {
    let (clock, read) = (reading.kind, verdict(reading));
    let written = written(request, clock).filter(|written| *written != read && read != Verdict::Excluded)?;
    let since = since(desk, id, request, clock);
    Some(Differing { id, clock, written, read, since })
}

fn since(desk: &Workspace, id: RequestId, request: &Request, clock: ClockKind) -> Vec<Changed> {
    let log = desk.log(Subject::Request(id));
    let settles = |event: &&Event| match &event.fact {
        Fact::Request(RequestFact::Settled(settled)) => settled.clock == clock,
        _ => false,
    };
    let Some(end) = log.iter().rev().find(settles) else { return Vec::new() };
    let mut out = BTreeSet::new();
    for event in log.iter().filter(|event| event.stamp > end.stamp) {
        match &event.fact {
            Fact::Request(RequestFact::Pinned { .. }) => drop(out.insert(Changed::Agreement)),
            Fact::Request(RequestFact::Prioritised(_)) => drop(out.insert(Changed::Priority)),
            Fact::Revoked(_) => drop(out.insert(Changed::Told)),
            _ if event.at < end.at => drop(out.insert(Changed::Told)),
            _ => {}
        }
    }
    // The hours that count, and those they take anything from; not what a calendar file said.
    let hours = desk.version_of(request).and_then(|version| version.calendar);
    let offices = hours.into_iter().flat_map(|id| with_offices(desk, id));
    for calendar in offices.flat_map(|id| with_sources(desk, id)) {
        let counts = |event: &Event| !matches!(event.fact, Fact::Calendar(CalendarFact::File { .. }));
        let log = desk.log(Subject::Calendar(calendar));
        if log.iter().any(|event| event.stamp > end.stamp && counts(event)) {
            out.insert(Changed::Hours);
        }
    }
    out.into_iter().collect()
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
    /// Of the answers to what the client said.
    pub reply: Verdict,
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
    for (id, request) in desk.served() {
        if request.raised > now || !counts(id) {
            continue;
        }
        let row = out.rows.entry((request.client, request.priority)).or_default();
        row.requests += 1;
        let Some(clocks) = book.read(desk, request, now) else {
            out.unmeasured += 1;
            continue;
        };
        out.measured_by.extend(request.pin());
        if clocks.resolution.pilot {
            out.pilot.requests += 1;
            out.pilot.response.add(id, piloted(&clocks.response));
            out.pilot.decision.add(id, piloted(&clocks.decision));
            out.pilot.update.add(id, piloted(&clocks.update));
            out.pilot.reply.add(id, piloted(&clocks.reply));
            out.pilot.resolution.add(id, piloted(&clocks.resolution));
            continue;
        }
        let verdicts = Verdicts {
            response: counted(request, &clocks.response),
            decision: counted(request, &clocks.decision),
            update: counted(request, &clocks.update),
            reply: counted(request, &clocks.reply),
            resolution: counted(request, &clocks.resolution),
        };
        row.response.add(id, verdicts.response);
        row.decision.add(id, verdicts.decision);
        row.update.add(id, verdicts.update);
        row.reply.add(id, verdicts.reply);
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
        out.differing
            .extend(clocks.all().into_iter().filter_map(|reading| differing(desk, (id, request), reading)));
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
            if matches!(counted(request, reading), Verdict::Breached | Verdict::OpenBreached) {
                let given = request.causes.iter().find(|cause| cause.clock == reading.kind);
                out.entry(given.and_then(|cause| cause.kind)).or_default().push((reading.kind, id));
            }
        }
    }
    let mut rows: Vec<ByCause> = out.into_iter().map(|(cause, late)| ByCause { cause, late }).collect();
    rows.sort_by_key(|row| (row.cause.is_none(), std::cmp::Reverse(row.late.len())));
    rows
}

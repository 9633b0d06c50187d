//! How work goes beside the clocks: how much of the time it waited, what came back, what was declined, what clients said of
//! it, and how old what is open has become. Each figure names the requests behind it.
//!
//! Rules:
//! 1. *Waiting share*: of finished requests, the open time in which they waited, whatever for, by the open time from
//!    being raised to the last resolution, both summed. A wait is no more than what it is noted to be, so the share
//!    stands beside the attainment it makes easier. Spans that overlap count once.
//! 2. *Opened again*: requests that were opened again at least once, by those that were ever resolved.
//! 3. *Declined*: declined requests, by those that were declined or are resolved.
//!    *Not now*: what is put off at `now`, to come back. That is no decline: it is open work, and counted apart.
//! 4. *Age of open work*: time around the clock since each open request was raised: the median, and the oldest.
//! 5. Shares are shown from [`super::insight::LEAST_FOR_A_SHARE`] cases on, counts below.
//! 6. A request is counted once, under its present client, service, priority, the version that measures it, and how far its
//!    client is from the people served in the end as it is known now.
//! 7. *Rated*: of what is resolved now, what its client has rated; the figure after it says nothing of the others.
//!    *Satisfied*: of what was rated, a result of 4 or 5 of 5 (the usual CSAT, "top two boxes"). *Low ratings answered*: of
//!    those of 2 or less, for the result or the manner, what was replied to since ([`super::care::Kept::wants_reply`]).

use super::flow::percentile;
use super::ident::{AgreementId, ClientId, RequestId, ServiceId};
use super::moment::{Moment, Span};
use super::open::OpenTime;
use super::request::{Outcome, Priority, Request, Stage};
use super::workspace::Workspace;
use std::collections::BTreeMap;

/// What requests are told apart by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum By {
    /// Their clients.
    #[default]
    Client,
    /// Their services.
    Service,
    /// Their priorities.
    Priority,
    /// The versions of agreements that measure them.
    Version,
    /// How far their clients are from the people served in the end.
    Chain,
}

impl By {
    /// All of them, in the order in which they are offered.
    pub const ALL: [By; 5] = [By::Client, By::Service, By::Priority, By::Version, By::Chain];

    /// Its code, in the key of its words.
    pub const fn code(self) -> &'static str {
        match self {
            By::Client => "client",
            By::Service => "service",
            By::Priority => "priority",
            By::Version => "version",
            By::Chain => "chain",
        }
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// One group of requests.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Group {
    /// Of this client; none for no client.
    Client(Option<ClientId>),
    /// For this service; none for no service.
    Service(Option<ServiceId>),
    /// Of this priority.
    Priority(Priority),
    /// Measured by this version; none for no agreement.
    Version(Option<(AgreementId, u32)>),
    /// Of a client so many links away from the people served in the end; none where that is not known.
    Chain(Option<u8>),
}

/// How the work of one group goes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Process {
    /// Every request of it.
    pub all: Vec<RequestId>,
    /// Those that were ever resolved.
    pub resolved: Vec<RequestId>,
    /// Of these: opened again at least once (rule 2).
    pub again: Vec<RequestId>,
    /// Declined (rule 3).
    pub declined: Vec<RequestId>,
    /// Put off, to come back (rule 3).
    pub put_off: Vec<RequestId>,
    /// Resolved now.
    pub done: Vec<RequestId>,
    /// Of these: rated, and satisfied or not (rule 7).
    pub satisfied: [Vec<RequestId>; 2],
    /// Of these: with a low rating, and answered or not (rule 7).
    pub answered: [Vec<RequestId>; 2],
    /// Open time of what is resolved now, and how much of it was waiting (rule 1).
    pub time: (Span, Span),
    /// The ages of what is open, the youngest first (rule 4).
    pub open: Vec<(Span, RequestId)>,
}

impl Process {
    /// The share of the time that was waiting, 0 to 100; none where nothing was counted.
    pub fn waiting(&self) -> Option<f64> {
        let (whole, waited) = self.time;
        whole.is_positive().then(|| 100.0 * waited.0 as f64 / whole.0 as f64)
    }

    /// The median age of what is open.
    pub fn usual_age(&self) -> Option<Span> {
        percentile(&self.open, 50).map(|(age, _)| age)
    }

    /// The oldest of what is open.
    pub fn oldest(&self) -> Option<Span> {
        self.open.last().map(|(age, _)| *age)
    }

    fn take(&mut self, id: RequestId, request: &Request, open: Option<&OpenTime>, now: Moment) {
        self.all.push(id);
        if request.stage == Stage::Declined {
            self.declined.push(id);
        }
        if request.triage.is_put_off(now) {
            self.put_off.push(id);
        }
        if !request.resolved.is_empty() {
            self.resolved.push(id);
            if request.resolved.iter().any(|(_, again)| again.is_some()) {
                self.again.push(id);
            }
        }
        if request.outcome() == Some(Outcome::Done) {
            self.done.push(id);
            if let Some(rating) = request.care.kept().and_then(|kept| kept.rating.as_ref()) {
                let [yes, no] = &mut self.satisfied;
                if rating.is_good() { yes } else { no }.push(id);
                if rating.is_low() {
                    let replied = request.care.kept().and_then(|kept| kept.replied);
                    let [yes, no] = &mut self.answered;
                    if replied.is_some_and(|at| at >= rating.at) { yes } else { no }.push(id);
                }
            }
            if let (Some(open), Some(&(done, None))) = (open, request.resolved.last()) {
                self.time.0 += open.elapsed(request.raised, done);
                self.time.1 += waited(request, open, done);
            }
        } else if !request.stage.is_finished() {
            self.open.push((now.since(request.raised).at_least_zero(), id));
        }
    }
}

/// The open time in which a request waited, up to a moment (rule 1). Waits are in order.
fn waited(request: &Request, open: &OpenTime, until: Moment) -> Span {
    let (mut sum, mut from) = (Span::ZERO, request.raised);
    for wait in &request.waits {
        let (begin, end) = (wait.from.max(from), wait.to.unwrap_or(until).min(until));
        if begin < end {
            sum += open.elapsed(begin, end);
            from = end;
        }
    }
    sum
}

/// How work goes, group by group, over the requests for which `counts` says yes, at `now`; by these opening hours.
pub fn process(
    desk: &Workspace,
    by: By,
    open: Option<&OpenTime>,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> BTreeMap<Group, Process> {
    let mut out: BTreeMap<Group, Process> = BTreeMap::new();
    for (id, request) in desk.served().filter(|(id, r)| r.raised <= now && counts(*id)) {
        let group = match by {
            By::Client => Group::Client(request.client),
            By::Service => Group::Service(request.service),
            By::Priority => Group::Priority(request.priority),
            By::Version => Group::Version(request.pin()),
            By::Chain => {
                Group::Chain(request.client.and_then(|id| desk.client(id)).and_then(|client| client.chain))
            }
        };
        out.entry(group).or_default().take(id, request, open, now);
    }
    for group in out.values_mut() {
        group.open.sort_unstable();
    }
    out
}

//! What can be promised: how long requests of the same kind took, and what is promised already.
//!
//! Rules:
//! 1. How long a request took is the opening time from its first being accepted (or begun, or raised where
//!    neither is known) to its resolution. Only requests whose present end is a resolution count, as in
//!    [`super::flow`]; waiting counts, because the client lives through it.
//! 2. Alike are requests for the same service; where fewer than [`ENOUGH`] of them are finished, those of the
//!    same client; where these are too few as well, all of them. Below [`ENOUGH`] nothing is proposed.
//! 3. A proposed date is the moment at which as much opening time has passed as the 50th, 85th and 95th
//!    percentile by nearest rank ([`super::flow::percentile`]), counted from when the request was accepted, else
//!    from now; then at the next full quarter of an hour, or at closing time where that comes first: nobody promises
//!    11:07. One that is past is not proposed.
//! 4. Promised work until a date is the estimated work of accepted, unfinished requests with a promised date,
//!    spread evenly over the opening time from now to that date; of what is promised for later only the
//!    part before counts. What is overdue counts whole. Work done already is not taken off: nobody writes
//!    it down.
//! 5. What can be done until a date is the capacity of a week times the share of a week's opening time until
//!    then, less the reserve the team keeps. More promised than that is a promise above capacity.
//! 6. A date above capacity is not proposed as it is: the earliest later one that fits is, which is the closing time of the
//!    first working day until whose end no more is promised than can be done ([`first_fit`]). Where the record proposes
//!    nothing, it is looked for from now on.

use super::flow::percentile;
use super::ident::RequestId;
use super::moment::{Moment, Span};
use super::request::{Outcome, Request, RequestFact, Stage};
use super::timebook::{Compiled, Timebook};
use super::triage::TriageFact;
use super::workspace::Workspace;
use chrono::Timelike;

/// So many finished requests at least.
pub const ENOUGH: usize = 5;

/// The percentiles a date is proposed for.
pub const PERCENTS: [usize; 3] = [50, 85, 95];

/// Which requests were compared (rule 2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alike {
    /// For the same service.
    Service,
    /// Of the same client.
    Client,
    /// All.
    All,
}

/// Dates from the team's own record.
#[derive(Clone, PartialEq, Debug)]
pub struct Forecast {
    /// Which requests.
    pub alike: Alike,
    /// How many of them.
    pub n: usize,
    /// Opening time each of [`PERCENTS`] took, and when that will be over; none for past or too far.
    pub dates: [(Span, Option<Moment>); 3],
}

/// How long a request took, where it is finished (rule 1).
fn took(request: &Request, open: &Compiled, now: Moment) -> Option<Span> {
    let Some((done, None)) = request.resolved.last().copied() else { return None };
    let counts = request.outcome() == Some(Outcome::Done) && request.is_served() && done <= now;
    let from = request.triage.begun.filter(|at| *at <= done).unwrap_or(request.raised);
    counts.then(|| open.open.elapsed(from, done))
}

/// The next full quarter of an hour by the calendar's clock, or closing time where that comes before it (rule 3).
fn at_a_quarter(hours: &Compiled, at: Moment) -> Moment {
    const QUARTER: u32 = 15 * 60;
    let local = hours.zone.to_local(at);
    let part = local.num_seconds_from_midnight() % QUARTER;
    let over = i64::from(part) * 1_000 + i64::from(local.nanosecond() / 1_000_000);
    if over == 0 {
        return at;
    }
    let full = at + (Span::minutes(15) - Span(over));
    at + hours.open.elapsed(at, full)
}

/// Dates for a request, or how many finished ones there are where they are too few (rules 2 and 3).
pub fn forecast(desk: &Workspace, id: RequestId, hours: &Compiled, now: Moment) -> Result<Forecast, usize> {
    let own = desk.request(id).ok_or(0_usize)?;
    let mut all: Vec<(bool, bool, Span)> = Vec::new();
    for (other, request) in desk.requests() {
        if other != id
            && let Some(span) = took(request, hours, now)
        {
            let service = own.service.is_some() && request.service == own.service;
            all.push((service, own.client.is_some() && request.client == own.client, span));
        }
    }
    let services = all.iter().filter(|(service, ..)| *service).count();
    let clients = all.iter().filter(|(_, client, _)| *client).count();
    let alike = match (services >= ENOUGH, clients >= ENOUGH, all.len() >= ENOUGH) {
        (true, ..) => Alike::Service,
        (_, true, _) => Alike::Client,
        (.., true) => Alike::All,
        _ => return Err(all.len()),
    };
    let counts = |one: &&(bool, bool, Span)| match alike {
        Alike::Service => one.0,
        Alike::Client => one.1,
        Alike::All => true,
    };
    let mut spans: Vec<Span> = all.iter().filter(counts).map(|(.., span)| *span).collect();
    spans.sort_unstable();
    let from = own.triage.begun.filter(|_| !own.stage.is_finished()).unwrap_or(now);
    let date = |percent| {
        let span = percentile(&spans, percent).unwrap_or(Span::ZERO);
        (span, hours.open.after(from, span).filter(|at| *at > now).map(|at| at_a_quarter(hours, at)))
    };
    Ok(Forecast { alike, n: spans.len(), dates: PERCENTS.map(date) })
}

/// What is promised until a date, and what can be done until then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Load {
    /// Work promised until then, this request included (rule 4).
    pub promised: Span,
    /// What of it is this request's; none where nobody has estimated it.
    pub own: Option<Span>,
    /// What can be done until then, less the reserve (rule 5).
    pub capacity: Span,
    /// How many other requests are promised.
    pub others: usize,
    /// How many of these nobody has estimated.
    pub unestimated: usize,
}

impl Load {
    /// True where more is promised than can be done.
    pub fn is_above(&self) -> bool {
        self.promised > self.capacity
    }
}

/// The share of the capacity the team promises, in per cent: its position on the reserve.
pub fn promised_share(desk: &Workspace) -> u32 {
    desk.team().positions.choice("reserve").parse().unwrap_or(100)
}

fn part(amount: Span, numerator: i64, denominator: i64) -> Span {
    let product = i128::from(amount.0) * i128::from(numerator) / i128::from(denominator.max(1));
    Span(i64::try_from(product).unwrap_or(i64::MAX))
}

/// The load of a date, were it promised for a request; none where the team has not said how much it can do, or
/// its hours are not known here.
pub fn load(desk: &Workspace, book: &Timebook, id: RequestId, date: Moment, now: Moment) -> Option<Load> {
    desk.request(id)?;
    load_with(desk, book, Some(id), date, now)
}

/// As [`load`]; without a request, for one that is about to be raised: nobody has estimated it yet.
pub fn load_with(
    desk: &Workspace,
    book: &Timebook,
    id: Option<RequestId>,
    date: Moment,
    now: Moment,
) -> Option<Load> {
    Some(Commitments::of(desk, book, id, now)?.until(date))
}

/// What is promised at a moment, and how much can be done: the load of any date follows.
struct Commitments<'a> {
    hours: &'a Compiled,
    now: Moment,
    own: Option<Span>,
    /// For each other promise the opening time until its date, and its work, where that is estimated.
    others: Vec<(Span, Option<Span>)>,
    /// What can be promised a week.
    weekly: Span,
    /// The opening time of a week.
    week: Span,
}

impl Commitments<'_> {
    fn of<'a>(
        desk: &Workspace,
        book: &'a Timebook,
        id: Option<RequestId>,
        now: Moment,
    ) -> Option<Commitments<'a>> {
        let team = desk.team();
        let minutes = team.triage.capacity?;
        let calendar = team.hours?;
        let hours = book.get(calendar)?;
        let week = i64::from(desk.calendar(calendar)?.hours.week.minutes_a_week());
        let own = id.and_then(|id| desk.request(id)).and_then(|request| request.triage.effort());
        let promised = |(other, request): (RequestId, &Request)| {
            let taken_on = matches!(request.stage, Stage::Accepted | Stage::InProgress | Stage::Waiting);
            let promise = request.promise().filter(|_| taken_on && Some(other) != id)?;
            Some((hours.open.elapsed(now, promise.date), request.triage.effort()))
        };
        let others = desk.requests().filter_map(promised).collect();
        let weekly = Span::minutes(i64::from(minutes) * i64::from(promised_share(desk)) / 100);
        Some(Commitments { hours, now, own, others, weekly, week: Span::minutes(week) })
    }

    fn until(&self, date: Moment) -> Load {
        let until = self.hours.open.elapsed(self.now, date);
        let mut promised = self.own.unwrap_or(Span::ZERO);
        for (whole, effort) in &self.others {
            let effort = effort.unwrap_or(Span::ZERO);
            promised += if *whole <= until { effort } else { part(effort, until.0, whole.0) };
        }
        Load {
            promised,
            own: self.own,
            capacity: part(self.weekly, until.0, self.week.0),
            others: self.others.len(),
            unestimated: self.others.iter().filter(|(_, effort)| effort.is_none()).count(),
        }
    }
}

/// So many working days ahead a date that fits is looked for: about a year.
const FAR: usize = 260;

/// The earliest closing time from `from` on that is not above capacity, with its load (rule 6); without an id for what is
/// about to be raised. None where the team has not said how much it can do, or no such day is near enough.
pub fn first_fit(
    desk: &Workspace,
    book: &Timebook,
    id: Option<RequestId>,
    from: Moment,
    now: Moment,
) -> Option<(Moment, Load)> {
    let promised = Commitments::of(desk, book, id, now)?;
    let from = from.max(now);
    let mut days = (0..FAR).map_while(|n| promised.hours.open.end_of_working_day(from, n));
    days.find_map(|day| Some((day, promised.until(day))).filter(|(_, load)| !load.is_above()))
}

/// What is written down beside a promise: the load of that moment.
pub(super) fn load_fact(
    desk: &Workspace,
    book: &Timebook,
    id: Option<RequestId>,
    date: Option<Moment>,
    now: Moment,
) -> Option<RequestFact> {
    let load = load_with(desk, book, id, date?, now)?;
    let minutes = |span: Span| u32::try_from(span.0 / 60_000).unwrap_or(u32::MAX);
    let (promised, capacity) = (minutes(load.promised), minutes(load.capacity));
    Some(RequestFact::Triage(TriageFact::Load { promised, capacity }))
}

//! How the team stays in touch with each client: by which way it wrote, how often, and through how many hands its requests
//! went.
//!
//! Rules:
//! 1. Counted is what was asked of us: what is asked of others is told by them.
//! 2. *By the way they prefer*: updates the client sees that say by which way they went, where that is one of those
//!    recognised in what the client prefers ([`super::channel`]), by all that say so to a client of whom that is known.
//!    What does not say how it went is not counted, for nobody knows.
//! 3. *Hand-overs*: of what is done, how often it went from one person to another; put down and taken up again by the same
//!    one is none. Told is the median.
//! 4. *Between updates*: time from one answer the client could see to the next, or to the end, as [`super::rhythm`] tells
//!    them: by the clock of the agreement where an interval is agreed, else in opening time. Told is the median of those
//!    that have ended.
//! 5. *Within the interval*: of these, and of one that lasts and is late, those no longer than agreed. Pilots are not
//!    counted here, as nowhere among attainment.
//! 6. Medians and shares are told from [`LEAST_FOR_A_SHARE`] cases on.

use super::channel::{WayWords, preferred};
use super::clock::ClockKind;
use super::flow::percentile;
use super::ident::{ClientId, RequestId};
use super::insight::LEAST_FOR_A_SHARE;
use super::moment::{Moment, Span};
use super::request::{Channel, Outcome, Request};
use super::review::Kept;
use super::rhythm::{Ended, ended};
use super::standing::standing;
use super::text::Name;
use super::timebook::Timebook;
use super::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// How the team stays in touch with one client.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Contact {
    /// Updates by a way the client prefers, of those that count (rule 2).
    pub way: Kept,
    /// The requests with such an update by another way, and the others.
    pub ways: [Vec<RequestId>; 2],
    /// Hand-overs of each request that is done, the fewest first (rule 3).
    pub hands: Vec<(usize, RequestId)>,
    /// Times between updates, the shortest first (rule 4).
    pub between: Vec<(Span, RequestId)>,
    /// Of how many that have an interval it was kept (rule 5).
    pub interval: Kept,
    /// The requests where it was not kept once, and the others.
    pub intervals: [Vec<RequestId>; 2],
}

impl Contact {
    /// True where there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.way.of == 0 && self.hands.is_empty() && self.between.is_empty() && self.interval.of == 0
    }

    /// The median of hand-overs (rule 3); none where there are too few.
    pub fn usual_hands(&self) -> Option<usize> {
        percentile(&self.hands, 50).filter(|_| self.hands.len() >= LEAST_FOR_A_SHARE).map(|(n, _)| n)
    }

    fn take_ways(&mut self, id: RequestId, request: &Request, prefers: &[Channel]) {
        let Some(sent) = request.care.kept().map(|kept| &kept.sent).filter(|all| !all.is_empty()) else {
            return;
        };
        if prefers.is_empty() {
            return;
        }
        let met = sent.iter().filter(|way| prefers.contains(way)).count();
        self.way.met += met;
        self.way.of += sent.len();
        let [other, own] = &mut self.ways;
        if met == sent.len() { own } else { other }.push(id);
    }

    fn take_rhythm(&mut self, id: RequestId, all: &[Ended]) {
        self.between.extend(all.iter().filter_map(|wait| Some((wait.took?, id))));
        let told: Vec<bool> = all.iter().filter_map(|wait| wait.in_time).collect();
        let met = told.iter().filter(|kept| **kept).count();
        self.interval.met += met;
        self.interval.of += told.len();
        if !told.is_empty() {
            let [late, kept] = &mut self.intervals;
            if met == told.len() { kept } else { late }.push(id);
        }
    }
}

/// How often a request went from one person to another (rule 3).
pub fn hand_overs(request: &Request) -> usize {
    let people: Vec<&Name> = request.held.iter().filter_map(|(_, who)| who.as_ref()).collect();
    people.windows(2).filter(|pair| pair.first() != pair.last()).count()
}

/// The times between the updates of a request (rules 4 and 5).
fn rhythm(desk: &Workspace, book: &Timebook, request: &Request, now: Moment) -> Vec<Ended> {
    let Some(compiled) = book.hours_of(desk, request) else { return Vec::new() };
    let Some(version) = desk.version_of(request) else {
        return ended(&request.course(&BTreeSet::new(), false), None, &compiled.open, now);
    };
    let course = request.course_under(version);
    let by = standing(request, version, compiled, &course, ClockKind::Update, now);
    let pilot = version.counting.is_pilot(request.raised, &compiled.zone);
    let target = by.as_ref().map(|by| &by.target).filter(|target| !pilot && target.check().is_ok());
    ended(&course, target, &compiled.open, now)
}

/// How the team stays in touch with each client, over the requests for which `counts` says yes, at `now`; `words` are those
/// people have for each way. Requests without a client come first.
pub fn contact(
    desk: &Workspace,
    book: &Timebook,
    words: &[WayWords],
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> BTreeMap<Option<ClientId>, Contact> {
    let mut out: BTreeMap<Option<ClientId>, Contact> = BTreeMap::new();
    let mut prefers: BTreeMap<Option<ClientId>, Vec<Channel>> = BTreeMap::new();
    for (id, request) in desk.served().filter(|(id, r)| r.raised <= now && counts(*id)) {
        let prefers = prefers.entry(request.client).or_insert_with(|| {
            let text = request.client.and_then(|id| desk.client(id)).map(|client| client.channel.as_str());
            preferred(text.unwrap_or_default(), words)
        });
        let one = out.entry(request.client).or_default();
        one.take_ways(id, request, prefers);
        if request.outcome() == Some(Outcome::Done) {
            one.hands.push((hand_overs(request), id));
        }
        one.take_rhythm(id, &rhythm(desk, book, request, now));
    }
    for one in out.values_mut() {
        one.hands.sort_unstable();
        one.between.sort_unstable();
    }
    out.retain(|_, one| !one.is_empty());
    out
}

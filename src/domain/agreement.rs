//! Agreements (SLAs): what the team and a client have settled, with versions.
//!
//! Rules:
//! 1. Agreements stand in an ordered list; the first whose scope fits a request is its agreement.
//!    An agreement without a client in its scope fits every client: that is said, never implied. Where several are
//!    named, any of them fits; so with services. Its scope is a term of each version as its targets are: another scope
//!    takes effect where that version does.
//! 2. A request keeps the version in force when it was raised ([`super::request::RequestFact::Pinned`]);
//!    a later version moves no deadline by itself.
//! 3. No target is written as none. A target of nothing is refused: it could not be kept.
//! 4. The response target of a priority is not longer than its resolution target.
//! 5. What is agreed may be written down before it is in force: a draft is *proposed*, then accepted by
//!    both sides with name, role and date. A change of the terms makes acceptances void, whoever changes them, and
//!    a proposed version a draft again; that the opening hours are others since is said beside the name ([`super::signed`]). Acceptance is a record, no lock: a version may be put in force
//!    without it, and that is shown.
//! 6. The terms of a version in force or ended never change; other terms are the next version, with the
//!    moment from which it is in force and the reason. A version whose moment is still to come, and that measures
//!    nothing yet, is changed where it stands, put off, or taken back: then it is a draft again.
//! 7. By default the resolution clock stands still while the team waits for the client, and the first
//!    response clock does not: one cannot wait for somebody one has not spoken to. For which targets waiting counts is
//!    chosen one by one (C9 of [`super::clock`]).
//! 8. How its clocks count besides, and until when it is a pilot, is in [`super::counting`].
//! 9. An agreement that measures a request, open or finished, is ended and not removed: its requests are read by its
//!    terms and opening hours for as long as they are counted. What becomes of the clocks of open ones is asked when
//!    it ends. (Jira keeps a calendar from being deleted while it is in use.)
//! 10. A version that was never in force can be discarded where there is another. Its number is not given again, and
//!     undoing brings it back as it was.
//! 11. What is *not* included is agreed as well, line by line: it keeps nobody from asking, and who declines a request
//!     can cite the line.
//! 12. A version says who wrote it: everybody who wrote a term of it, in the order in which they first did. An acceptance
//!     that a change made void stays as what it was, with the text it was for, until that side accepts again.

use super::agreed::{Cadence, Cost, Goal, Ladder, Measure};
use super::clock::{Basis, ClockKind, Target};
use super::counter::{Counter, CounterAnswer, Countered};
use super::counting::{Counting, OnPriority, OnReopen, UpdateBy};
use super::fact::{Event, Fact, Field};
use super::ident::{CalendarId, ClientId, ServiceId};
use super::moment::{Moment, Span};
use super::rank::Rank;
use super::record::Folded;
use super::request::{PauseReason, Priority};
use super::signed::Signature;
use super::text::{Name, Note};
use super::threshold::{Lead, Threshold};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Where a version is in its life.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
pub enum Status {
    /// Being written.
    #[default]
    Draft,
    /// Shown to the other side.
    Proposed,
    /// New requests are measured by it.
    InForce,
    /// It no longer takes new requests.
    Ended,
}

/// The two sides of an agreement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Side {
    /// The team that delivers.
    Provider,
    /// The team it delivers to.
    Client,
}

/// What one side has taken on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Duty {
    /// Whose duty it is.
    pub side: Side,
    /// What they do.
    pub text: Note,
    /// Who sees to it; a duty nobody owns is shown as such.
    pub owner: Option<Name>,
}

/// Who has accepted a version for one side, and on which day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acceptance {
    /// The person.
    pub name: Name,
    /// For which role that person speaks, such as "Head of Finance".
    pub role: Option<Name>,
    /// The day, as that person writes it.
    pub on: NaiveDate,
    /// What was accepted; none where it was not kept when it was written down.
    pub signature: Option<Signature>,
}

/// Which requests an agreement is for.
#[derive(Clone, PartialEq, Eq, Debug, Default, Hash)]
pub struct Scope {
    /// Requests of any of these clients; of every one where none is named.
    pub clients: BTreeSet<ClientId>,
    /// Requests for any of these services; for every one where none is named.
    pub services: BTreeSet<ServiceId>,
}

/// A client, or every one, and a service, or every one.
pub type Whom = (Option<ClientId>, Option<ServiceId>);

impl Scope {
    /// The scope of at most one client and one service; none for every one.
    pub fn one(client: Option<ClientId>, service: Option<ServiceId>) -> Scope {
        Scope { clients: client.into_iter().collect(), services: service.into_iter().collect() }
    }

    /// True when a request of this client is in it, as far as clients go.
    pub fn fits_client(&self, client: Option<ClientId>) -> bool {
        self.clients.is_empty() || client.is_some_and(|id| self.clients.contains(&id))
    }

    /// True when a request for this service is in it, as far as services go.
    pub fn fits_service(&self, service: Option<ServiceId>) -> bool {
        self.services.is_empty() || service.is_some_and(|id| self.services.contains(&id))
    }

    /// True when a request of this client for this service is in it.
    pub fn fits(&self, client: Option<ClientId>, service: Option<ServiceId>) -> bool {
        self.fits_client(client) && self.fits_service(service)
    }

    /// What it is made of: each of its clients with each of its services.
    pub fn parts(&self) -> Vec<Whom> {
        fn each<Id: Copy>(ids: &BTreeSet<Id>) -> Vec<Option<Id>> {
            if ids.is_empty() { vec![None] } else { ids.iter().copied().map(Some).collect() }
        }
        let services = each(&self.services);
        each(&self.clients).into_iter().flat_map(|c| services.iter().map(move |s| (c, *s))).collect()
    }

    /// How wide it is: the narrower one is tried first. First come those for clients and services by name, then for
    /// clients, then for services, then for everybody; among equals those that name fewer.
    pub fn width(&self) -> (u8, usize) {
        let kind = u8::from(self.clients.is_empty()) * 2 + u8::from(self.services.is_empty());
        (kind, self.clients.len().max(1) * self.services.len().max(1))
    }
}

/// One term of a version.
#[derive(Clone, PartialEq, Debug)]
pub enum Term {
    /// Where the version is in its life.
    Status(Status),
    /// From when it is in force; none for "as if it had always been".
    Effective(Option<Moment>),
    /// Why this version was made.
    Reason(Note),
    /// The opening hours its clocks count.
    Calendar(CalendarId),
    /// The target of one clock for one priority; none for best effort.
    Target {
        /// Which clock.
        clock: ClockKind,
        /// For requests of this priority.
        priority: Priority,
        /// The target.
        target: Option<Target>,
    },
    /// Whether this reason for waiting stops the clocks that pause.
    PausesOn(PauseReason, bool),
    /// Whether a bare acknowledgement counts as the first response.
    AckCounts(bool),
    /// A duty, by its number; none when it was taken out.
    Duty(u32, Option<Duty>),
    /// What the client expects, in its own words.
    Expects(Note),
    /// Within which time the client expects what a clock counts, for one priority; none where it says nothing of it.
    Expected {
        /// Which clock.
        clock: ClockKind,
        /// For requests of this priority.
        priority: Priority,
        /// How much, counted in what.
        within: Option<(Span, Basis)>,
    },
    /// One side accepts the version, or takes that back (`None`).
    Accepted(Side, Option<Acceptance>),
    /// The day on which both sides look at it again; none for no such day.
    Review(Option<NaiveDate>),
    /// What is agreed for a measure beside the targets; none where it is not agreed.
    Measure(Measure, Option<Goal>),
    /// Who is told at this threshold of the time of this clock; none for nobody.
    Step(ClockKind, Threshold, Option<Name>),
    /// How often both sides talk.
    Cadence(Cadence),
    /// What it costs.
    Cost(Cost),
    /// The hours in which somebody can be reached, where they are not the opening hours.
    Support(Option<CalendarId>),
    /// From which minute of the day on a request is one of the next day; none for no such time.
    CutOff(Option<u16>),
    /// What the next-update clock waits for.
    UpdateBy(UpdateBy),
    /// How long whoever takes a request over has; none for no target.
    HandOver(Option<Target>),
    /// The last day of the pilot; none where it binds from the start.
    Pilot(Option<NaiveDate>),
    /// What a change of priority does to the clocks.
    OnPriority(OnPriority),
    /// What opening again does to the clock.
    OnReopen(OnReopen),
    /// How long a pause lasts before somebody is reminded; none for no such time.
    LongestPause(Option<Target>),
    /// Within which time the client answers what the team asks; none for no such time.
    Answers(Option<Target>),
    /// Which requests it is for, where that is not the scope the agreement began with.
    Scope(Scope),
    /// What is not included, by its number; none when it was taken out.
    Excludes(u32, Option<Note>),
    /// It is discarded (rule 10).
    Discarded,
}

/// What happened to an agreement.
#[derive(Clone, PartialEq, Debug)]
pub enum AgreementFact {
    /// It has this name.
    Named(Name),
    /// Which requests it is for, unless a version says otherwise: none fits every client or service. One that names
    /// several says so in its versions.
    Scope {
        /// Requests of this client.
        client: Option<ClientId>,
        /// Requests for this service.
        service: Option<ServiceId>,
    },
    /// Its place in the ordered list.
    Placed(Rank),
    /// Both sides have looked at it again.
    Reviewed(Box<Review>),
    /// The client would have something else, by the number of the wish ([`super::counter`]).
    Countered(u32, Box<Counter>),
    /// What the team says to that wish.
    CounterAnswered(u32, Box<CounterAnswer>),
    /// A term of a version.
    Version(u32, Term),
}

/// What came of looking at an agreement again ([`super::reviewed`]).
#[derive(Clone, PartialEq, Debug)]
pub struct Review {
    /// On which day.
    pub on: NaiveDate,
    /// What came of it.
    pub text: Note,
    /// The day of the next one; none for no further one.
    pub next: Option<NaiveDate>,
}

/// A number of its own for each length of time, in 32 bits: days from 0 on, other lengths by their seconds.
fn place_of(lead: Lead) -> u64 {
    match lead {
        Lead::Days(days) => u64::from(days),
        Lead::Time(span) => (1 << 31) | ((span.0.unsigned_abs() / 1_000) & 0x7fff_ffff),
    }
}

impl AgreementFact {
    /// The field it writes.
    pub fn field(&self) -> Field {
        let part = |version: u32, rest: u64| (u64::from(version) << 32) | rest;
        match self {
            AgreementFact::Named(_) => Field(1, 0),
            AgreementFact::Scope { .. } => Field(2, 0),
            AgreementFact::Placed(_) => Field(3, 0),
            AgreementFact::Reviewed(review) => {
                Field(4, u64::from(review.on.num_days_from_ce().unsigned_abs()))
            }
            AgreementFact::Countered(number, _) => Field(46, u64::from(*number)),
            AgreementFact::CounterAnswered(number, _) => Field(47, u64::from(*number)),
            AgreementFact::Version(v, term) => match term {
                Term::Status(_) => Field(10, part(*v, 0)),
                Term::Effective(_) => Field(11, part(*v, 0)),
                Term::Reason(_) => Field(12, part(*v, 0)),
                Term::Calendar(_) => Field(13, part(*v, 0)),
                Term::Target { clock, priority, .. } => {
                    Field(14, part(*v, u64::from(clock.index()) * 16 + u64::from(priority.level())))
                }
                Term::PausesOn(reason, _) => Field(15, part(*v, u64::from(reason.index()))),
                Term::AckCounts(_) => Field(16, part(*v, 0)),
                Term::Duty(number, _) => Field(17, part(*v, u64::from(*number))),
                Term::Expects(_) => Field(18, part(*v, 0)),
                Term::Expected { clock, priority, .. } => {
                    Field(50, part(*v, u64::from(clock.index()) * 16 + u64::from(priority.level())))
                }
                Term::Accepted(side, _) => Field(19, part(*v, *side as u64)),
                Term::Review(_) => Field(20, part(*v, 0)),
                Term::Measure(measure, _) => Field(21, part(*v, *measure as u64)),
                Term::Step(clock, step, _) => {
                    let (done, other, place) = match step {
                        Threshold::Share(percent) => (22, 54, u64::from(*percent)),
                        Threshold::Before(lead) => (37, 55, place_of(*lead)),
                        Threshold::After(lead) => (38, 56, place_of(*lead)),
                    };
                    match clock {
                        ClockKind::Resolution => Field(done, part(*v, place)),
                        // The clock stands above a length of up to eight years.
                        _ => {
                            let of_clock = (u64::from(clock.index()) << 28) | (place & 0x8fff_ffff);
                            Field(other, part(*v, of_clock))
                        }
                    }
                }
                Term::Cadence(_) => Field(23, part(*v, 0)),
                Term::Cost(_) => Field(24, part(*v, 0)),
                Term::Support(_) => Field(25, part(*v, 0)),
                Term::CutOff(_) => Field(26, part(*v, 0)),
                Term::UpdateBy(_) => Field(27, part(*v, 0)),
                Term::HandOver(_) => Field(28, part(*v, 0)),
                Term::Pilot(_) => Field(29, part(*v, 0)),
                Term::OnPriority(_) => Field(30, part(*v, 0)),
                Term::OnReopen(_) => Field(31, part(*v, 0)),
                Term::LongestPause(_) => Field(32, part(*v, 0)),
                Term::Scope(_) => Field(33, part(*v, 0)),
                Term::Discarded => Field(34, part(*v, 0)),
                Term::Answers(_) => Field(36, part(*v, 0)),
                Term::Excludes(number, _) => Field(35, part(*v, u64::from(*number))),
            },
        }
    }
}

/// One version as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Version {
    /// Where it is in its life.
    pub status: Status,
    /// When it was first written down.
    pub made: Moment,
    /// From when it is in force; none for "as if it had always been".
    pub effective: Option<Moment>,
    /// Why it was made.
    pub reason: Note,
    /// The opening hours its clocks count.
    pub calendar: Option<CalendarId>,
    /// Targets by clock and priority.
    pub targets: BTreeMap<(ClockKind, Priority), Target>,
    /// Reasons for waiting that stop the clocks that pause.
    pub pauses_on: BTreeSet<PauseReason>,
    /// Whether a bare acknowledgement counts as the first response.
    pub ack_counts: bool,
    /// Both sides' duties by number.
    pub duties: BTreeMap<u32, Duty>,
    /// What the client expects, in its own words.
    pub expects: Note,
    /// Within which time the client expects what, by clock and priority ([`super::gap`]).
    pub expected: BTreeMap<(ClockKind, Priority), (Span, Basis)>,
    /// What is not included, by number, so that nobody counts on it (rule 11).
    pub excludes: BTreeMap<u32, Note>,
    /// Who has accepted it: for the team, for the client.
    pub accepted: [Option<Acceptance>; 2],
    /// Who had accepted what it no longer says, and has not accepted it since (rule 12).
    pub voided: [Option<Acceptance>; 2],
    /// Who wrote it, in the order in which they began (rule 12); none where that is not known.
    pub authors: Vec<Name>,
    /// The day on which both sides look at it again.
    pub review: Option<NaiveDate>,
    /// Measures beside the targets, with what is agreed for them.
    pub measures: BTreeMap<Measure, Goal>,
    /// Who is told when time runs short.
    pub ladder: Ladder,
    /// How often both sides talk.
    pub cadence: Cadence,
    /// What it costs.
    pub cost: Cost,
    /// The hours in which somebody can be reached, where they are not the opening hours.
    pub support: Option<CalendarId>,
    /// How its clocks count besides.
    pub counting: Counting,
    /// Which requests it is for.
    pub scope: Scope,
    /// Its scope is its own, and not the one the agreement began with.
    pub scoped: bool,
}

impl Default for Version {
    fn default() -> Version {
        Version {
            status: Status::Draft,
            made: Moment::default(),
            effective: None,
            reason: Note::default(),
            calendar: None,
            targets: BTreeMap::new(),
            pauses_on: BTreeSet::from([PauseReason::Client]),
            ack_counts: false,
            duties: BTreeMap::new(),
            expects: Note::default(),
            expected: BTreeMap::new(),
            excludes: BTreeMap::new(),
            accepted: [None, None],
            voided: [None, None],
            authors: Vec::new(),
            review: None,
            measures: BTreeMap::new(),
            ladder: Ladder::new(),
            cadence: Cadence::default(),
            cost: Cost::NotShown,
            support: None,
            counting: Counting::default(),
            scope: Scope::default(),
            scoped: false,
        }
    }
}

impl Version {
    /// The target of a clock for a priority; none for best effort.
    pub fn target(&self, clock: ClockKind, priority: Priority) -> Option<&Target> {
        self.targets.get(&(clock, priority))
    }

    /// Who has accepted it for a side.
    pub fn accepted_by(&self, side: Side) -> Option<&Acceptance> {
        self.accepted.get(side as usize).and_then(Option::as_ref)
    }

    /// Who had accepted what it no longer says for a side.
    pub fn voided_by(&self, side: Side) -> Option<&Acceptance> {
        self.voided.get(side as usize).and_then(Option::as_ref)
    }

    /// True when both sides have accepted it.
    pub fn is_accepted(&self) -> bool {
        self.accepted.iter().all(Option::is_some)
    }

    /// True while it is written: nothing is measured by it.
    pub fn is_open(&self) -> bool {
        matches!(self.status, Status::Draft | Status::Proposed)
    }

    /// True when it is put in force from a moment that is still to come.
    pub fn is_coming(&self, now: Moment) -> bool {
        self.status == Status::InForce && self.effective.is_some_and(|from| from > now)
    }

    /// True when no term but its life differs.
    pub fn same_terms(&self, other: &Version) -> bool {
        self.scope == other.scope
            && self.calendar == other.calendar
            && self.targets == other.targets
            && self.pauses_on == other.pauses_on
            && self.ack_counts == other.ack_counts
            && self.duties == other.duties
            && self.expects == other.expects
            && self.expected == other.expected
            && self.excludes == other.excludes
            && self.review == other.review
            && self.measures == other.measures
            && self.ladder == other.ladder
            && self.cadence == other.cadence
            && self.cost == other.cost
            && self.support == other.support
            && self.counting == other.counting
    }
}

/// An agreement as it stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Agreement {
    /// Its name.
    pub name: Option<Name>,
    /// Which requests it was for when it began: those of a version without a scope of its own.
    pub scope: Scope,
    /// Its place in the ordered list.
    pub place: Rank,
    /// Its versions by number, from 1.
    pub versions: BTreeMap<u32, Version>,
    /// The numbers of discarded versions (rule 10).
    pub discarded: BTreeSet<u32>,
    /// When both sides have looked at it again, by day, each with when it was noted.
    pub reviews: BTreeMap<NaiveDate, (Moment, Review)>,
    /// What the client would have had instead of a proposal, by number.
    pub counters: BTreeMap<u32, Countered>,
}

impl Agreement {
    /// The version new requests get at `at`, with its number: the highest in force that has begun.
    pub fn in_force(&self, at: Moment) -> Option<(u32, &Version)> {
        self.versions
            .iter()
            .rev()
            .find(|(_, v)| v.status == Status::InForce && v.effective.is_none_or(|from| from <= at))
            .map(|(n, v)| (*n, v))
    }

    /// The newest version, whatever its status.
    pub fn newest(&self) -> Option<(u32, &Version)> {
        self.versions.iter().next_back().map(|(n, v)| (*n, v))
    }

    /// The version in force at `at`, or, where none is, the newest one.
    pub fn standing(&self, at: Moment) -> Option<(u32, &Version)> {
        self.in_force(at).or_else(|| self.newest())
    }

    /// Which requests it is for at `at`: as the version says that stands then ([`Self::standing`]).
    pub fn scope_at(&self, at: Moment) -> &Scope {
        self.standing(at).map_or(&self.scope, |(_, version)| &version.scope)
    }

    /// Every scope it has or had.
    pub fn scopes(&self) -> impl Iterator<Item = &Scope> {
        std::iter::once(&self.scope).chain(self.versions.values().map(|version| &version.scope))
    }

    /// The number of its next version.
    pub fn next_number(&self) -> u32 {
        let last = self.versions.keys().chain(&self.discarded).max();
        last.map_or(1, |number| number.saturating_add(1))
    }
}

impl Folded for Agreement {
    fn step(&mut self, event: &Event) {
        let Fact::Agreement(fact) = &event.fact else { return };
        match fact {
            AgreementFact::Named(name) => self.name = Some(name.clone()),
            AgreementFact::Scope { client, service } => {
                self.scope = Scope::one(*client, *service);
                for version in self.versions.values_mut().filter(|version| !version.scoped) {
                    version.scope.clone_from(&self.scope);
                }
            }
            AgreementFact::Placed(rank) => self.place = rank.clone(),
            AgreementFact::Reviewed(review) => {
                self.reviews.insert(review.on, (event.at, review.as_ref().clone()));
            }
            AgreementFact::Countered(number, wish) => {
                let wish = wish.as_ref().clone();
                self.counters.insert(*number, Countered { at: event.at, wish, answer: None });
            }
            AgreementFact::CounterAnswered(number, answer) => {
                if let Some(countered) = self.counters.get_mut(number) {
                    countered.answer = Some(answer.as_ref().clone());
                }
            }
            AgreementFact::Version(number, Term::Discarded) => {
                self.versions.remove(number);
                self.discarded.insert(*number);
            }
            // What another place wrote meanwhile is gone with it.
            AgreementFact::Version(number, _) if self.discarded.contains(number) => {}
            AgreementFact::Version(number, term) => {
                let (made, scope) = (event.stamp.moment(), &self.scope);
                let begin = || Version { made, scope: scope.clone(), ..Version::default() };
                let version = self.versions.entry(*number).or_insert_with(begin);
                version.take(term);
                let wrote =
                    event.actor.as_ref().filter(|name| term.is_written() && !version.authors.contains(name));
                version.authors.extend(wrote.cloned());
            }
        }
    }
}

impl Term {
    /// True for what is part of the text, and not of its life.
    fn is_text(&self) -> bool {
        !matches!(self, Term::Status(_) | Term::Effective(_) | Term::Reason(_) | Term::Accepted(..))
    }

    /// True for what somebody writes: the text, and why it is as it is.
    fn is_written(&self) -> bool {
        self.is_text() || matches!(self, Term::Reason(_))
    }
}

impl Version {
    /// Takes a term in.
    pub fn take(&mut self, term: &Term) {
        // Other terms are not the ones that were accepted (rules 5 and 12).
        if term.is_text() {
            for (accepted, voided) in self.accepted.iter_mut().zip(&mut self.voided) {
                *voided = accepted.take().or(voided.take());
            }
        }
        match term {
            Term::Status(status) => self.status = *status,
            Term::Effective(from) => self.effective = *from,
            Term::Reason(text) => self.reason = text.clone(),
            Term::Calendar(id) => self.calendar = Some(*id),
            Term::Target { clock, priority, target } => {
                match target {
                    Some(target) => self.targets.insert((*clock, *priority), *target),
                    None => self.targets.remove(&(*clock, *priority)),
                };
            }
            Term::PausesOn(reason, on) => {
                if *on {
                    self.pauses_on.insert(*reason);
                } else {
                    self.pauses_on.remove(reason);
                }
            }
            Term::AckCounts(counts) => self.ack_counts = *counts,
            Term::Duty(number, duty) => {
                match duty {
                    Some(duty) => self.duties.insert(*number, duty.clone()),
                    None => self.duties.remove(number),
                };
            }
            Term::Review(on) => self.review = *on,
            Term::Measure(measure, Some(goal)) => {
                self.measures.insert(*measure, *goal);
            }
            Term::Measure(measure, None) => drop(self.measures.remove(measure)),
            Term::Step(clock, step, Some(who)) => drop(self.ladder.insert((*clock, *step), who.clone())),
            Term::Step(clock, step, None) => drop(self.ladder.remove(&(*clock, *step))),
            Term::Cadence(cadence) => self.cadence = *cadence,
            Term::Cost(cost) => self.cost = *cost,
            Term::Support(id) => self.support = *id,
            Term::CutOff(minute) => self.counting.cut_off = *minute,
            Term::UpdateBy(by) => self.counting.update_by = *by,
            Term::HandOver(target) => self.counting.hand_over = *target,
            Term::LongestPause(target) => self.counting.longest_pause = *target,
            Term::Answers(target) => self.counting.answers = *target,
            Term::Pilot(last) => self.counting.pilot = *last,
            Term::OnPriority(does) => self.counting.on_priority = *does,
            Term::OnReopen(does) => self.counting.on_reopen = *does,
            Term::Expects(text) => self.expects = text.clone(),
            Term::Expected { clock, priority, within: Some(within) } => {
                self.expected.insert((*clock, *priority), *within);
            }
            Term::Expected { clock, priority, within: None } => {
                self.expected.remove(&(*clock, *priority));
            }
            Term::Excludes(number, Some(text)) => drop(self.excludes.insert(*number, text.clone())),
            Term::Excludes(number, None) => drop(self.excludes.remove(number)),
            Term::Scope(scope) => (self.scope, self.scoped) = (scope.clone(), true),
            Term::Discarded => {}
            Term::Accepted(side, acceptance) => {
                let places = self.accepted.get_mut(*side as usize).zip(self.voided.get_mut(*side as usize));
                if let Some((place, voided)) = places {
                    place.clone_from(acceptance);
                    *voided = None;
                }
            }
        }
    }
}

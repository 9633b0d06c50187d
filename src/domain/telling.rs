//! What a team that has asked for it is told while the page is open: what comes to risk, what is overdue, and, when the
//! desk is opened, how it stands.
//!
//! Rules:
//! 1. Told is that a clock of an open request is at risk, and that it is overdue. Nothing is told while it stands still
//!    (C19 of [`super::clock`]), and nothing of a pilot.
//! 2. Only within the opening hours of the agreement (Zammad's users asked for that: zammad#4432). What comes up outside
//!    of them is told when they open, if it still stands.
//! 3. Each once: by request, clock, which of the two, and from when on the clock counted, so that what has been told is not
//!    told again after a restart, for another priority, or because somebody looks more often (iTop and Thena keep it so).
//!    What is overdue is no longer told to be at risk.
//! 4. When the desk is opened, and where more than [`MOST`] things come up at once, there is one word instead of many: how
//!    many requests are at risk, how many overdue, and how many have waited for the client for more than [`LONG`]. It comes
//!    only where something of it has not been told.
//! 5. A wait that is too long is told in that word alone, once for each wait, and in the opening hours of the agreement or,
//!    without one, of the team.
//! 6. What has been told is forgotten once the request is finished.

use super::agenda::Agenda;
use super::clock::{ClockKind, ClockState, Reading};
use super::ident::RequestId;
use super::moment::{Moment, Span};
use super::request::{PauseReason, Request};
use super::timebook::{Clocks, Timebook};
use super::workspace::Workspace;
use std::collections::BTreeSet;

/// More than so many at once are told in one word.
pub const MOST: usize = 3;

/// Waiting for the client longer than this is told when the desk is opened.
pub const LONG: Span = Span::days(5);

/// What there is to say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// Of one request.
    One(News),
    /// Of all of them.
    All(Digest),
}

/// What has come up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct News {
    /// Of which request.
    pub id: RequestId,
    /// Of which clock.
    pub clock: ClockKind,
    /// It is overdue; at risk otherwise.
    pub late: bool,
    /// When it is due.
    pub due: Option<Moment>,
}

/// How the desk stands: so many requests each.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Digest {
    /// At risk.
    pub at_risk: usize,
    /// Overdue.
    pub late: usize,
    /// Waiting for the client for more than [`LONG`].
    pub waiting: usize,
}

/// What has been told (rule 3).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Heard(BTreeSet<String>);

impl Heard {
    /// As it was kept; what is none of ours is nothing.
    pub fn read(text: &str) -> Heard {
        Heard(text.split_whitespace().map(str::to_owned).collect())
    }

    /// To be kept.
    pub fn text(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Takes in what is known elsewhere to have been told.
    pub fn join(&mut self, other: &Heard) {
        self.0.extend(other.0.iter().cloned());
    }

    /// Takes something in; true where it is new.
    fn take(&mut self, key: String) -> bool {
        self.0.insert(key)
    }

    /// Forgets what is finished, or gone (rule 6).
    fn tidy(&mut self, desk: &Workspace) {
        self.0.retain(|key| {
            let id = key.split_once('/').and_then(|(id, _)| id.parse().ok());
            id.and_then(|id| desk.request(id)).is_some_and(|request| !request.stage.is_finished())
        });
    }
}

fn key(id: RequestId, what: &str, clock: ClockKind, began: Moment) -> String {
    [&id.to_string(), "/", what, &clock.index().to_string(), "/", &began.0.to_string()].concat()
}

/// What is to be said at `now`, and what has been said from then on. `opening` is true when the desk has just been opened;
/// `agenda` knows how it stands at `now`.
pub fn look(
    (desk, book, agenda): (&Workspace, &Timebook, &Agenda),
    now: Moment,
    opening: bool,
    heard: &mut Heard,
) -> Vec<Word> {
    heard.tidy(desk);
    let (mut news, mut long, mut waiting) = (Vec::new(), false, 0);
    for (id, request) in desk.requests().filter(|(_, r)| !r.stage.is_finished()) {
        let since = long_wait(request, now);
        waiting += usize::from(since.is_some());
        if since.is_none() && !agenda.glance(id).is_some_and(|glance| glance.ticks) {
            continue;
        }
        let clocks = book.read(desk, request, now);
        if !is_open(desk, book, clocks.as_ref(), now) {
            continue;
        }
        let fresh = since.filter(|_| opening);
        long |= fresh.is_some_and(|from| heard.take(key(id, "w", ClockKind::Resolution, from)));
        let found = clocks.iter().flat_map(Clocks::all).filter_map(|reading| one(id, reading, heard));
        news.extend(found);
    }
    let counts = agenda.counts();
    let digest = Digest { at_risk: counts.at_risk, late: counts.late, waiting };
    match (opening || news.len() > MOST, news.is_empty() && !long) {
        (_, true) => Vec::new(),
        (true, false) => vec![Word::All(digest)],
        (false, false) => news.into_iter().map(Word::One).collect(),
    }
}

/// Since when it has waited for the client, where that is too long (rule 5).
fn long_wait(request: &Request, now: Moment) -> Option<Moment> {
    let wait = request.waiting().filter(|wait| wait.reason == PauseReason::Client)?;
    (now.since(wait.from) > LONG).then_some(wait.from)
}

/// Within the opening hours that count (rules 2 and 5).
fn is_open(desk: &Workspace, book: &Timebook, clocks: Option<&Clocks<'_>>, now: Moment) -> bool {
    let own = || desk.team().hours.and_then(|id| book.get(id));
    clocks.map(|clocks| clocks.compiled).or_else(own).is_none_or(|compiled| compiled.open.is_open(now))
}

/// What of a clock has come up and has not been told.
fn one(id: RequestId, reading: &Reading, heard: &mut Heard) -> Option<News> {
    let late = match reading.state {
        ClockState::Breached if reading.breached_open => true,
        ClockState::AtRisk if !reading.pilot => false,
        _ => return None,
    };
    let of = |what: &str| key(id, what, reading.kind, reading.began);
    // Of what is overdue that alone is kept: it says as well that no risk is to be told.
    let fresh = match late {
        true => {
            heard.0.remove(&of("r"));
            heard.take(of("l"))
        }
        false => !heard.0.contains(&of("l")) && heard.take(of("r")),
    };
    fresh.then_some(News { id, clock: reading.kind, late, due: reading.due })
}

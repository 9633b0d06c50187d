//! A second look at an agreement while it is written: what is easily overlooked in its terms, which
//! requests it would reach, and how far it would have been kept. Nothing here forbids anything; what is
//! forbidden is in [`super::decide::check_terms`].
//!
//! Rules:
//! 1. Of two priorities with a target of one clock on one basis, the less urgent one is not promised
//!    sooner. Each is compared with the next more urgent one that has such a target.
//! 2. A resolution clock that runs on while the client is awaited measures the client too.
//! 3. A duty nobody owns is a duty nobody keeps.
//! 4. An agreement is never reached where one before it in the list is in force and fits every request
//!    it would fit.
//! 5. Replayed are requests that were resolved and not reopened, under their present priority. Declined,
//!    withdrawn and merged ones have no verdict on being done and are left out, as are those without one.

use super::agreement::Version;
use super::clock::{ClockKind, Verdict, verdict};
use super::ident::{AgreementId, ClientId, ServiceId};
use super::moment::Moment;
use super::request::{Outcome, PauseReason, Priority, Request};
use super::timebook::Timebook;
use super::workspace::Workspace;
use std::collections::BTreeMap;

/// What is worth a second look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Remark {
    /// No target at all: nothing would be measured.
    NoTarget,
    /// The less urgent priority is promised sooner (rule 1).
    Order {
        /// Of which clock.
        clock: ClockKind,
        /// The more urgent one.
        high: Priority,
        /// The less urgent one, promised sooner.
        low: Priority,
    },
    /// Waiting for the client does not stop the resolution clock (rule 2).
    NoPause,
    /// The duty with this number has no owner (rule 3).
    NoOwner(u32),
}

/// What is worth a second look in these terms, by rule.
pub fn remarks(terms: &Version) -> Vec<Remark> {
    let mut out = Vec::new();
    if terms.targets.is_empty() {
        out.push(Remark::NoTarget);
    }
    for clock in ClockKind::ALL {
        let mut above: Vec<(Priority, super::clock::Target)> = Vec::new();
        for low in Priority::ALL {
            let Some(target) = terms.target(clock, *low) else { continue };
            let nearest = above.iter().rev().find(|(_, other)| other.basis == target.basis);
            if let Some((high, _)) = nearest.filter(|(_, other)| target.amount < other.amount) {
                out.push(Remark::Order { clock, high: *high, low: *low });
            }
            above.push((*low, *target));
        }
    }
    let waits = terms.targets.iter().any(|((clock, _), t)| *clock == ClockKind::Resolution && t.pauses);
    if waits && !terms.pauses_on.contains(&PauseReason::Client) {
        out.push(Remark::NoPause);
    }
    out.extend(terms.duties.iter().filter(|(_, d)| d.owner.is_none()).map(|(n, _)| Remark::NoOwner(*n)));
    out
}

/// The agreement that takes every request this one would take (rule 4), if there is one. `id` is none
/// for one that is not in the list yet: it would be put behind those with a scope of the same width.
pub fn reached_before(
    desk: &Workspace,
    id: Option<AgreementId>,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    now: Moment,
) -> Option<AgreementId> {
    desk.agreements_in_order()
        .into_iter()
        .take_while(|(other, _)| Some(*other) != id)
        .filter(|(_, a)| id.is_some() || (a.client, a.service) == (client, service))
        .find(|(_, a)| {
            let wide = a.client.is_none() || a.client == client;
            wide && (a.service.is_none() || a.service == service) && a.in_force(now).is_some()
        })
        .map(|(other, _)| other)
}

fn in_scope(request: &Request, client: Option<ClientId>, service: Option<ServiceId>) -> bool {
    client.is_none_or(|c| Some(c) == request.client) && service.is_none_or(|s| Some(s) == request.service)
}

/// How many open requests of this scope have no agreement: those that putting it in force may adopt.
pub fn adoptable(desk: &Workspace, client: Option<ClientId>, service: Option<ServiceId>) -> usize {
    let alone = |r: &Request| r.pinned.as_ref().is_none_or(|(agreement, _)| agreement.is_none());
    desk.requests()
        .filter(|(_, r)| !r.stage.is_finished() && alone(r) && in_scope(r, client, service))
        .count()
}

/// How many of how many were in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Kept {
    /// In time.
    pub met: usize,
    /// With a verdict.
    pub of: usize,
}

/// How far these terms would have been kept, by clock and priority, over what was asked in this scope
/// (rule 5). Empty where the calendar cannot be read.
pub fn replay(
    desk: &Workspace,
    book: &Timebook,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    terms: &Version,
    now: Moment,
) -> BTreeMap<(ClockKind, Priority), Kept> {
    let mut out: BTreeMap<(ClockKind, Priority), Kept> = BTreeMap::new();
    for (_, request) in desk.requests() {
        if request.outcome() != Some(Outcome::Done) || !in_scope(request, client, service) {
            continue;
        }
        let Some(clocks) = book.read_under(request, terms, now) else { return BTreeMap::new() };
        for reading in [&clocks.response, &clocks.resolution] {
            let met = match verdict(reading) {
                Verdict::Met => 1,
                Verdict::Breached | Verdict::OpenBreached => 0,
                Verdict::Excluded => continue,
            };
            let kept = out.entry((reading.kind, request.priority)).or_default();
            kept.met += met;
            kept.of += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::domain::agreement::{AgreementFact, Duty, Side, Status, Term};
    use crate::domain::calendar::Week;
    use crate::domain::calendar_record::CalendarFact;
    use crate::domain::clock::{Basis, Target};
    use crate::domain::fact::{Event, Fact, Source};
    use crate::domain::ident::{CalendarId, RequestId, Subject};
    use crate::domain::moment::Span;
    use crate::domain::rank::Rank;
    use crate::domain::request::{Channel, Direction, MatchWhy, Raise, RequestFact, Stage};
    use crate::domain::stamp::Ticker;
    use crate::domain::text::{Note, Title};
    use crate::domain::zone::ZoneTable;
    use std::sync::Arc;

    // Monday 9 November 2026, 08:00 UTC.
    const MONDAY: Moment = Moment(1_794_211_200_000);

    struct Desk(Workspace, Ticker);

    impl Desk {
        fn new() -> Desk {
            Desk(Workspace::default(), Ticker::new(1))
        }

        fn put(&mut self, subject: Subject, at: Moment, fact: Fact) {
            let stamp = self.1.next(at);
            self.0.apply(subject, Event { stamp, at, actor: None, source: Source::Live, fact });
        }

        fn agreement(
            &mut self,
            number: u128,
            place: &Rank,
            client: Option<ClientId>,
            status: Status,
        ) -> AgreementId {
            let id = AgreementId::from_parts(0, number);
            for fact in [
                AgreementFact::Scope { client, service: None },
                AgreementFact::Placed(place.clone()),
                AgreementFact::Version(1, Term::Status(status)),
            ] {
                self.put(Subject::Agreement(id), MONDAY, Fact::Agreement(fact));
            }
            id
        }

        fn request(&mut self, number: u128, client: Option<ClientId>, done_after: Option<Span>) -> Subject {
            let subject = Subject::Request(RequestId::from_parts(MONDAY.0, number));
            let rank = Rank::between(None, None);
            let first = Raise {
                reference: "R-1".into(),
                title: Title::new("A request").unwrap(),
                client,
                requester: None,
                service: None,
                direction: Direction::WeServe,
                channel: Channel::Desk,
                priority: Priority::Normal,
                effect: None,
                purpose: Note::default(),
                text: Note::default(),
                rank: rank.clone(),
            };
            self.put(subject, MONDAY, Fact::Request(RequestFact::Raised(Box::new(first))));
            if let Some(after) = done_after {
                let moved = RequestFact::Moved { stage: Stage::Done, rank };
                self.put(subject, MONDAY + after, Fact::Request(moved));
            }
            subject
        }
    }

    fn target(hours: i64) -> Target {
        Target::usual(ClockKind::Resolution, Span::hours(hours), Basis::Open).unwrap()
    }

    fn terms(targets: &[(Priority, i64)]) -> Version {
        let targets = targets.iter().map(|(p, h)| ((ClockKind::Resolution, *p), target(*h))).collect();
        Version { targets, ..Version::default() }
    }

    #[test]
    fn a_less_urgent_request_promised_sooner_is_pointed_out_even_with_a_gap_between() {
        let low_sooner = terms(&[(Priority::Urgent, 8), (Priority::Normal, 4), (Priority::Low, 40)]);
        let order =
            Remark::Order { clock: ClockKind::Resolution, high: Priority::Urgent, low: Priority::Normal };
        assert_eq!(remarks(&low_sooner), [order]);
        assert_eq!(remarks(&terms(&[(Priority::Urgent, 4), (Priority::Low, 4)])), []);
        // Hours of two kinds cannot be compared without a calendar.
        let mut mixed = low_sooner;
        let entry = mixed.targets.get_mut(&(ClockKind::Resolution, Priority::Normal)).unwrap();
        entry.basis = Basis::Calendar;
        assert_eq!(remarks(&mixed), []);
    }

    #[test]
    fn no_target_no_pause_and_no_owner_are_pointed_out() {
        assert_eq!(remarks(&Version::default()), [Remark::NoTarget]);
        let mut strict = terms(&[(Priority::Normal, 8)]);
        strict.pauses_on.clear();
        let duty = Duty { side: Side::Client, text: Note::new("Complete input").unwrap(), owner: None };
        strict.duties.insert(7, duty);
        assert_eq!(remarks(&strict), [Remark::NoPause, Remark::NoOwner(7)]);
    }

    #[test]
    fn an_agreement_behind_one_that_takes_everything_is_never_reached() {
        let mut desk = Desk::new();
        let (finance, sales) = (ClientId::from_parts(0, 1), ClientId::from_parts(0, 2));
        let first = Rank::between(None, None);
        let second = Rank::between(Some(&first), None);
        let everybody = desk.agreement(1, &first, None, Status::InForce);
        let own = desk.agreement(2, &second, Some(finance), Status::InForce);
        let before = |desk: &Desk, id, client| reached_before(&desk.0, id, client, None, MONDAY);
        assert_eq!(before(&desk, Some(own), Some(finance)), Some(everybody));
        assert_eq!(before(&desk, Some(everybody), None), None);
        // One not in the list yet goes before wider ones and behind its equals.
        assert_eq!(before(&desk, None, Some(sales)), None);
        assert_eq!(before(&desk, None, Some(finance)), Some(own));

        let mut drafts = Desk::new();
        drafts.agreement(1, &first, None, Status::Draft);
        let own = drafts.agreement(2, &second, Some(finance), Status::InForce);
        assert_eq!(before(&drafts, Some(own), Some(finance)), None, "a draft takes nothing");
    }

    #[test]
    fn only_open_requests_of_the_scope_without_an_agreement_can_be_adopted() {
        let mut desk = Desk::new();
        let (finance, sales) = (ClientId::from_parts(0, 1), ClientId::from_parts(0, 2));
        desk.request(1, Some(finance), None);
        desk.request(2, Some(sales), None);
        desk.request(3, Some(finance), Some(Span::hours(1)));
        let pinned = desk.request(4, Some(finance), None);
        let why = MatchWhy { client: true, service: false, chosen: false };
        let agreement = Some((AgreementId::from_parts(0, 9), 1));
        desk.put(pinned, MONDAY, Fact::Request(RequestFact::Pinned { agreement, why }));
        assert_eq!(adoptable(&desk.0, Some(finance), None), 1);
        assert_eq!(adoptable(&desk.0, None, None), 2);
        assert_eq!(adoptable(&desk.0, Some(finance), Some(ServiceId::from_parts(0, 1))), 0);
    }

    #[test]
    fn a_replay_says_how_many_would_have_been_in_time() {
        let mut desk = Desk::new();
        let (finance, sales) = (ClientId::from_parts(0, 1), ClientId::from_parts(0, 2));
        let calendar = CalendarId::from_parts(0, 1);
        for fact in [CalendarFact::Zone("UTC".into()), CalendarFact::Week(Week::office(&[(480, 1_020)]))] {
            desk.put(Subject::Calendar(calendar), MONDAY, Fact::Calendar(fact));
        }
        desk.request(1, Some(finance), None);
        for (number, client, hours) in [(2, finance, 4), (3, finance, 9), (4, finance, 24), (5, sales, 1)] {
            desk.request(number, Some(client), Some(Span::hours(hours)));
        }
        let mut book = Timebook::default();
        let utc = |_: &str, _: Moment, _: Moment| Some(Arc::new(ZoneTable::utc()));
        let now = MONDAY + Span::days(7);
        book.refresh(&desk.0, &utc, now);
        let draft = Version { calendar: Some(calendar), ..terms(&[(Priority::Normal, 9)]) };
        // Open 08:00 to 17:00: nine hours end at closing on Monday, so 4 h and 9 h are in time and the
        // one done on Tuesday morning is late; the open one has no verdict, Sales is another scope.
        let kept = replay(&desk.0, &book, Some(finance), None, &draft, now);
        let done = (ClockKind::Resolution, Priority::Normal);
        assert_eq!(kept, BTreeMap::from([(done, Kept { met: 2, of: 3 })]));
        assert_eq!(replay(&desk.0, &book, None, None, &draft, now)[&done], Kept { met: 3, of: 4 });
        assert!(replay(&desk.0, &Timebook::default(), None, None, &draft, now).is_empty());
    }
}

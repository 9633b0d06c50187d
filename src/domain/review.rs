//! A second look at an agreement while it is written: what is easily overlooked in its terms, which
//! requests it would reach, and how far it would have been kept. Nothing here forbids anything; what is
//! forbidden is in [`super::decide::check_terms`].
//!
//! Rules:
//! 1. Of two priorities with a target of one clock on one basis, the less urgent one is not promised
//!    sooner. Each is compared with the next more urgent one that has such a target. A priority without a
//!    target above one that has one is asked about as well.
//! 2. A resolution clock that runs on while the client is awaited measures the client too. It weighs more
//!    where the record shows that the client is often awaited: in a fifth of the requests, of five or more.
//! 3. A duty nobody owns is a duty nobody keeps; duties of one side alone are half an agreement.
//! 4. An agreement is never reached where those before it in the list that are in force fit every request it would
//!    fit. Where they fit some of its clients or services and not all, it is said which, and by what they are measured.
//! 5. A target that a request raised now would use up only after a year promises nothing: the calendar is
//!    open too little, or the number is wrong.
//! 6. A response due after the resolution contradicts it, also where the two count different time.
//! 7. Holidays written down by date that are over, or nearly, have run out (rule 12 of [`super::calendar`]).
//! 8. Words that only one side knows are no agreement, in whichever text of it they stand: the first of each text is named.
//! 9. A rhythm of updates that is no shorter than the time to the end promises no update.
//! 10. What the parts of a promise may take has to fit in the promise: whoever takes a request over has less time than the
//!     client was promised.
//! 11. A warning so long before the deadline, or a step at which somebody is told, that is no shorter than the target is
//!     passed from the beginning and says nothing ([`super::threshold`]).

use super::agreement::{Scope, Side, Version, Whom};
use super::calendar::Hours;
use super::clock::{ClockKind, Target};
use super::ident::AgreementId;
use super::insight::LEAST_FOR_A_SHARE;
use super::moment::{Moment, Span};
use super::plain::found;
use super::request::{PauseReason, Priority, Request};
use super::threshold::{Lead, Threshold};
use super::timebook::Compiled;
use super::workspace::Workspace;
use chrono::NaiveDate;

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
    /// The more urgent priority has no target, the less urgent one has.
    Gap {
        /// Of which clock.
        clock: ClockKind,
        /// The one without.
        high: Priority,
        /// The one with.
        low: Priority,
    },
    /// The target would be used up only after more than a year (rule 5).
    Endless {
        /// Of which clock.
        clock: ClockKind,
        /// For which priority.
        priority: Priority,
    },
    /// Raised now, the first response would be due after the end (rule 6).
    LateAnswer(Priority),
    /// The next update would be due no earlier than the end: it promises nothing (rule 9).
    LateUpdate(Priority),
    /// Whoever takes a request over would have no less time than the client was promised (rule 10).
    LongHandOver(Priority),
    /// The warning would come at the beginning, so long before the deadline (rule 11).
    EarlyWarning(ClockKind, Priority, Lead),
    /// Somebody would be told at the beginning, so long before the deadline (rule 11).
    EarlyStep(ClockKind, Priority, Lead),
    /// Waiting for the client does not stop the resolution clock (rule 2).
    NoPause,
    /// The same, though the client was awaited in so many of so many requests.
    NoPauseOften(Kept),
    /// The duty with this number has no owner (rule 3).
    NoOwner(u32),
    /// This side has no duty, the other has some.
    OneSided(Side),
    /// A text uses a word only one side may know: the n-th of the words given (rule 8).
    Jargon(Text, usize),
    /// The zone of the opening hours is not known here, so nothing can be counted.
    NoZone,
    /// The holidays of the calendar are written down up to this day, which is over or nearly (rule 7).
    HolidaysEnd(NaiveDate),
}

/// A text of the terms that both sides read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Text {
    /// Why this version was made.
    Reason,
    /// What the client expects.
    Expects,
    /// A line of what is not included, by its number.
    Excludes(u32),
    /// A duty, by its number.
    Duty(u32),
}

impl Text {
    /// All texts of terms, with what they say.
    fn all(terms: &Version) -> Vec<(Text, &str)> {
        let mut out = vec![(Text::Reason, terms.reason.as_str()), (Text::Expects, terms.expects.as_str())];
        out.extend(terms.excludes.iter().map(|(number, text)| (Text::Excludes(*number), text.as_str())));
        out.extend(terms.duties.iter().map(|(number, duty)| (Text::Duty(*number), duty.text.as_str())));
        out
    }

    /// What it says in these terms.
    pub fn of(self, terms: &Version) -> &str {
        let all = Text::all(terms).into_iter();
        all.filter(|(text, _)| *text == self).map(|(_, says)| says).next().unwrap_or_default()
    }
}

/// What the terms are about, in the field where it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// The agreement as a whole.
    Whole,
    /// The targets of a priority.
    Target(Priority),
    /// What is expected, and what is not included.
    Expects,
    /// The opening hours.
    Hours,
    /// What stops the clock.
    Pauses,
    /// The duties as a whole.
    Duties,
    /// The duty with this number.
    Duty(u32),
}

impl Remark {
    /// Beside which field it belongs.
    pub fn place(self) -> Place {
        match self {
            Remark::NoTarget => Place::Whole,
            Remark::Order { low, .. } | Remark::Gap { low, .. } => Place::Target(low),
            Remark::Endless { priority, .. }
            | Remark::LateAnswer(priority)
            | Remark::LateUpdate(priority)
            | Remark::EarlyWarning(_, priority, _)
            | Remark::EarlyStep(_, priority, _)
            | Remark::LongHandOver(priority) => Place::Target(priority),
            Remark::NoPause | Remark::NoPauseOften(_) => Place::Pauses,
            Remark::NoOwner(number) | Remark::Jargon(Text::Duty(number), _) => Place::Duty(number),
            Remark::Jargon(Text::Expects | Text::Excludes(_), _) => Place::Expects,
            Remark::Jargon(Text::Reason, _) => Place::Whole,
            Remark::OneSided(_) => Place::Duties,
            Remark::NoZone | Remark::HolidaysEnd(_) => Place::Hours,
        }
    }
}

/// What the terms stand in: what is known beside them.
#[derive(Default)]
pub struct Around<'a> {
    /// The calendar chosen, as it is written down.
    pub hours: Option<&'a Hours>,
    /// The same, compiled; none where its zone is not known here.
    pub compiled: Option<&'a Compiled>,
    /// Now.
    pub now: Moment,
    /// In how many of how many requests of the scope the client was awaited.
    pub waited: Kept,
    /// Words that only one side may know, in small letters.
    pub jargon: &'a [String],
}

/// How long a target may last at most (rule 5).
const LONGEST: Span = Span::days(366);

/// What is worth a second look in these terms, by rule.
pub fn remarks(terms: &Version, around: &Around<'_>) -> Vec<Remark> {
    let mut out = Vec::new();
    if terms.targets.is_empty() {
        out.push(Remark::NoTarget);
    }
    for clock in ClockKind::ALL {
        let mut above: Vec<(Priority, super::clock::Target)> = Vec::new();
        let mut without = None;
        for low in Priority::ALL {
            let Some(target) = terms.target(clock, *low) else {
                without = Some(*low);
                continue;
            };
            let nearest = above.iter().rev().find(|(_, other)| other.basis == target.basis);
            if let Some((high, _)) = nearest.filter(|(_, other)| target.amount < other.amount) {
                out.push(Remark::Order { clock, high: *high, low: *low });
            }
            if let Some(high) = without.take() {
                out.push(Remark::Gap { clock, high, low: *low });
            }
            above.push((*low, *target));
        }
    }
    if let Some(compiled) = around.compiled {
        counted(terms, compiled, around.now, &mut out);
    }
    let waits = terms.targets.iter().any(|((clock, _), t)| *clock == ClockKind::Resolution && t.pauses);
    if waits && !terms.pauses_on.contains(&PauseReason::Client) {
        let Kept { met, of } = around.waited;
        let often = of >= LEAST_FOR_A_SHARE && met * 5 >= of;
        out.push(if often { Remark::NoPauseOften(around.waited) } else { Remark::NoPause });
    }
    for (number, duty) in &terms.duties {
        if duty.owner.is_none() {
            out.push(Remark::NoOwner(*number));
        }
    }
    for (text, says) in Text::all(terms) {
        let words = around.jargon.iter().map(String::as_str);
        out.extend(found(says, words).first().map(|word| Remark::Jargon(text, *word)));
    }
    let has = |side: Side| terms.duties.values().any(|duty| duty.side == side);
    match (has(Side::Provider), has(Side::Client)) {
        (true, false) => out.push(Remark::OneSided(Side::Client)),
        (false, true) => out.push(Remark::OneSided(Side::Provider)),
        _ => {}
    }
    if let Some(hours) = around.hours {
        match around.compiled {
            None => out.push(Remark::NoZone),
            Some(compiled) => {
                let today = compiled.zone.to_local(around.now).date();
                let ends =
                    if compiled.parts.is_empty() { hours.runs_out(today) } else { compiled.runs_out(today) };
                out.extend(ends.map(Remark::HolidaysEnd));
            }
        }
    }
    out
}

/// What the opening hours have to say about the targets (rules 5, 6, 9, 10).
fn counted(terms: &Version, compiled: &Compiled, now: Moment, out: &mut Vec<Remark>) {
    let due = |clock, priority| {
        let target = terms.target(clock, priority).filter(|t| t.check().is_ok())?;
        Some(target.due_from(now, &compiled.open))
    };
    let hand_over = terms.counting.hand_over.filter(|t| t.check().is_ok());
    let hand_over = hand_over.and_then(|target| target.due_from(now, &compiled.open));
    for priority in Priority::ALL {
        let both = ClockKind::ALL.map(|clock| due(clock, *priority));
        for (clock, due) in ClockKind::ALL.into_iter().zip(both) {
            if due.is_some_and(|due| due.is_none_or(|at| at > now + LONGEST)) {
                out.push(Remark::Endless { clock, priority: *priority });
            }
        }
        early(terms, *priority, compiled, now, out);
        let basis = |clock| terms.target(clock, *priority).map(|t| t.basis);
        let mixed = basis(ClockKind::FirstResponse) != basis(ClockKind::Resolution);
        let [response, _, update, _, done] = both;
        if let (Some(Some(update)), Some(Some(done))) = (update, done)
            && update >= done
        {
            out.push(Remark::LateUpdate(*priority));
        }
        if let (Some(hand_over), Some(Some(done))) = (hand_over, done)
            && hand_over >= done
        {
            out.push(Remark::LongHandOver(*priority));
        }
        if let (Some(Some(response)), Some(Some(done))) = (response, done)
            && mixed
            && response > done
        {
            out.push(Remark::LateAnswer(*priority));
        }
    }
}

/// What of the thresholds of a priority is passed at the beginning (rule 11).
fn early(terms: &Version, priority: Priority, compiled: &Compiled, now: Moment, out: &mut Vec<Remark>) {
    let passed = |threshold: Threshold, target: &Target| match threshold {
        Threshold::Before(lead) => {
            let target = target.counted_from(now, &compiled.open)?;
            let amount = threshold.amount(&target, now, &compiled.open)?;
            (lead.is_positive() && !amount.is_positive()).then_some(lead)
        }
        Threshold::Share(_) | Threshold::After(_) => None,
    };
    let of = |clock| terms.target(clock, priority).filter(|t| t.check().is_ok());
    let targets = ClockKind::ALL.into_iter().filter_map(|clock| Some((clock, of(clock)?)));
    let warned = targets.filter_map(|(clock, target)| Some((clock, passed(target.warn, target)?)));
    out.extend(warned.map(|(clock, lead)| Remark::EarlyWarning(clock, priority, lead)));
    let steps = terms.ladder.keys();
    let steps = steps.filter_map(|(clock, step)| Some((*clock, passed(*step, of(*clock)?)?)));
    out.extend(steps.map(|(clock, lead)| Remark::EarlyStep(clock, priority, lead)));
}

/// In how many of how many requests of a scope the client was awaited.
pub fn waited(desk: &Workspace, scope: &Scope) -> Kept {
    let mut out = Kept::default();
    for (_, request) in desk.served().filter(|(_, r)| scope.fits(r.client, r.service)) {
        out.of += 1;
        out.met += usize::from(request.waits.iter().any(|w| w.reason == PauseReason::Client));
    }
    out
}

/// What agreements before it in the list take of an agreement (rule 4).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Before {
    /// It is left nothing.
    pub all: bool,
    /// Which of its clients and services each of them takes, in the order in which they are tried.
    pub taken: Vec<(AgreementId, Vec<Whom>)>,
}

/// What agreements before one of this scope take of it. `id` is none for one that is not in the list yet: it would be
/// put behind those that are not wider.
pub fn reached_before(desk: &Workspace, id: Option<AgreementId>, scope: &Scope, now: Moment) -> Before {
    let before = desk.agreements_in_order().into_iter().take_while(|(other, _)| Some(*other) != id);
    let before = before.filter(|(_, a)| id.is_some() || a.scope_at(now).width() <= scope.width());
    let mut left = scope.parts();
    let mut taken = Vec::new();
    for (other, version) in before.filter_map(|(other, a)| Some((other, a.in_force(now)?.1))) {
        let (its, rest): (Vec<Whom>, Vec<Whom>) =
            left.into_iter().partition(|(client, service)| version.scope.fits(*client, *service));
        left = rest;
        if !its.is_empty() {
            taken.push((other, its));
        }
    }
    Before { all: left.is_empty(), taken }
}

/// How many open requests of this scope have no agreement: those that putting it in force may adopt.
pub fn adoptable(desk: &Workspace, scope: &Scope) -> usize {
    let alone = |r: &Request| r.pin().is_none();
    desk.served()
        .filter(|(_, r)| !r.stage.is_finished() && alone(r) && scope.fits(r.client, r.service))
        .count()
}

/// How many of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Kept {
    /// So many.
    pub met: usize,
    /// Of so many.
    pub of: usize,
}

impl Kept {
    /// The share, 0 to 100; none below [`LEAST_FOR_A_SHARE`].
    pub fn percent(self) -> Option<f64> {
        (self.of >= LEAST_FOR_A_SHARE).then(|| 100.0 * self.met as f64 / self.of as f64)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;
    use crate::domain::agreement::{AgreementFact, Duty, Status, Term};
    use crate::domain::calendar::Week;
    use crate::domain::calendar_record::CalendarFact;
    use crate::domain::clock::Basis;
    use crate::domain::fact::{Event, Fact, Source};
    use crate::domain::ident::{CalendarId, ClientId, RequestId, ServiceId, Subject};
    use crate::domain::rank::Rank;
    use crate::domain::request::{Channel, Direction, MatchWhy, Raise, RequestFact, Stage};
    use crate::domain::stamp::Ticker;
    use crate::domain::text::{Note, Title};
    use crate::domain::timebook::Timebook;
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

    fn look(terms: &Version) -> Vec<Remark> {
        remarks(terms, &Around::default())
    }

    #[test]
    fn a_less_urgent_request_promised_sooner_is_pointed_out_even_with_a_gap_between() {
        let low_sooner = terms(&[(Priority::Urgent, 8), (Priority::Normal, 4), (Priority::Low, 40)]);
        let order =
            Remark::Order { clock: ClockKind::Resolution, high: Priority::Urgent, low: Priority::Normal };
        let gap = |high, low| Remark::Gap { clock: ClockKind::Resolution, high, low };
        assert_eq!(look(&low_sooner), [order, gap(Priority::High, Priority::Normal)]);
        let same = terms(&[(Priority::Urgent, 4), (Priority::High, 4), (Priority::Normal, 5)]);
        assert_eq!(look(&same), []);
        let hole = terms(&[(Priority::Urgent, 4), (Priority::Low, 4)]);
        assert_eq!(look(&hole), [gap(Priority::Normal, Priority::Low)]);
        // Hours of two kinds cannot be compared without a calendar.
        let mut mixed = low_sooner;
        let entry = mixed.targets.get_mut(&(ClockKind::Resolution, Priority::Normal)).unwrap();
        entry.basis = Basis::Calendar;
        assert_eq!(look(&mixed), [gap(Priority::High, Priority::Normal)]);
    }

    #[test]
    fn no_target_no_pause_and_no_owner_are_pointed_out() {
        assert_eq!(look(&Version::default()), [Remark::NoTarget]);
        let mut strict = terms(&[(Priority::Urgent, 8)]);
        strict.pauses_on.clear();
        let duty = Duty { side: Side::Client, text: Note::new("Complete input").unwrap(), owner: None };
        strict.duties.insert(7, duty);
        assert_eq!(look(&strict), [Remark::NoPause, Remark::NoOwner(7), Remark::OneSided(Side::Provider)]);
    }

    #[test]
    fn an_agreement_behind_one_that_takes_everything_is_never_reached() {
        let mut desk = Desk::new();
        let (finance, sales) = (ClientId::from_parts(0, 1), ClientId::from_parts(0, 2));
        let first = Rank::between(None, None);
        let second = Rank::between(Some(&first), None);
        let everybody = desk.agreement(1, &first, None, Status::InForce);
        let own = desk.agreement(2, &second, Some(finance), Status::InForce);
        let before = |desk: &Desk, id, client| {
            let Before { all, taken } = reached_before(&desk.0, id, &Scope::one(client, None), MONDAY);
            assert_eq!(all, !taken.is_empty(), "of one client all is taken or nothing");
            taken.first().map(|(other, _)| *other)
        };
        assert_eq!(before(&desk, Some(own), Some(finance)), Some(everybody));
        assert_eq!(before(&desk, Some(everybody), None), None);
        // One not in the list yet goes before wider ones and behind its equals.
        assert_eq!(before(&desk, None, Some(sales)), None);
        assert_eq!(before(&desk, None, Some(finance)), Some(own));
        // Of two clients, the one that has an agreement of its own is taken.
        let both = Scope { clients: [finance, sales].into(), ..Scope::default() };
        let taken = vec![(own, vec![(Some(finance), None)])];
        assert_eq!(reached_before(&desk.0, None, &both, MONDAY), Before { all: false, taken });

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
        let adoptable = |client, service| adoptable(&desk.0, &Scope::one(client, service));
        assert_eq!(adoptable(Some(finance), None), 1);
        assert_eq!(adoptable(None, None), 2);
        assert_eq!(adoptable(Some(finance), Some(ServiceId::from_parts(0, 1))), 0);
    }

    /// A calendar that is open on Mondays from 08:00 to 09:00, with these closed days, seen on a Monday.
    fn rarely(closed: &[&str], check: impl FnOnce(&Hours, Option<&Compiled>)) {
        let mut desk = Desk::new();
        let calendar = CalendarId::from_parts(0, 1);
        let mut week = Week::default();
        week.0[0] = vec![crate::domain::calendar::DaySpan::new(480, 540)];
        let mut facts = vec![CalendarFact::Zone("UTC".into()), CalendarFact::Week(week)];
        facts.extend(closed.iter().map(|date| CalendarFact::Closed {
            date: date.parse().unwrap(),
            name: crate::domain::text::Name::new("Holiday").ok(),
        }));
        for fact in facts {
            desk.put(Subject::Calendar(calendar), MONDAY, Fact::Calendar(fact));
        }
        let mut book = Timebook::default();
        book.refresh(&desk.0, &|_, _, _| Some(Arc::new(ZoneTable::utc())), MONDAY);
        check(&desk.0.calendar(calendar).unwrap().hours, book.get(calendar));
    }

    #[test]
    fn a_target_the_calendar_cannot_give_within_a_year_is_pointed_out() {
        rarely(&[], |hours, compiled| {
            let around = Around { hours: Some(hours), compiled, now: MONDAY, ..Around::default() };
            // An hour a week: 52 Mondays lie within 366 days of Monday 08:00 and the 53rd ends on day 364;
            // 54 hours need a 54th, on day 371.
            assert_eq!(remarks(&terms(&[(Priority::Urgent, 53)]), &around), []);
            let endless = Remark::Endless { clock: ClockKind::Resolution, priority: Priority::Urgent };
            assert_eq!(remarks(&terms(&[(Priority::Urgent, 54)]), &around), [endless]);
            // Two hours by the clock end at 10:00; one open hour ends at 09:00.
            let mut crossed = terms(&[(Priority::Urgent, 1)]);
            let response = Target::usual(ClockKind::FirstResponse, Span::hours(2), Basis::Calendar).unwrap();
            crossed.targets.insert((ClockKind::FirstResponse, Priority::Urgent), response);
            assert_eq!(remarks(&crossed, &around), [Remark::LateAnswer(Priority::Urgent)]);
        });
    }

    #[test]
    fn a_hand_over_that_takes_the_whole_promise_is_pointed_out() {
        rarely(&[], |hours, compiled| {
            let around = Around { hours: Some(hours), compiled, now: MONDAY, ..Around::default() };
            // Two open hours are this Monday and the next; three end a week later than what is urgent.
            let mut parts = terms(&[(Priority::Urgent, 2), (Priority::Low, 4)]);
            for (hours, found) in [(1, vec![]), (2, vec![Priority::Urgent]), (3, vec![Priority::Urgent])] {
                let target = Target::usual(ClockKind::Resolution, Span::hours(hours), Basis::Open).unwrap();
                parts.counting.hand_over = Some(target);
                let found: Vec<Remark> = found.into_iter().map(Remark::LongHandOver).collect();
                let all = remarks(&parts, &around);
                let long: Vec<Remark> =
                    all.into_iter().filter(|one| matches!(one, Remark::LongHandOver(_))).collect();
                assert_eq!(long, found, "{hours} h");
            }
        });
    }

    #[test]
    fn holidays_that_ran_out_and_a_zone_nobody_knows_are_pointed_out() {
        let over = |closed: &[&str]| {
            let mut out = Vec::new();
            rarely(closed, |hours, compiled| {
                let around = Around { hours: Some(hours), compiled, now: MONDAY, ..Around::default() };
                out = remarks(&terms(&[(Priority::Urgent, 4)]), &around);
            });
            out
        };
        assert_eq!(over(&["2025-12-25", "2026-05-01"]), [Remark::HolidaysEnd("2026-05-01".parse().unwrap())]);
        assert_eq!(over(&["2025-12-25", "2026-12-25"]), []);
        assert_eq!(over(&[]), []);
        rarely(&[], |hours, _| {
            let around = Around { hours: Some(hours), now: MONDAY, ..Around::default() };
            assert_eq!(remarks(&terms(&[(Priority::Urgent, 4)]), &around), [Remark::NoZone]);
        });
    }

    #[test]
    fn a_record_of_waiting_and_words_of_one_side_are_pointed_out() {
        let mut strict = terms(&[(Priority::Urgent, 8)]);
        strict.pauses_on.clear();
        let with = |met, of| Around { waited: Kept { met, of }, ..Around::default() };
        assert_eq!(remarks(&strict, &with(1, 5)), [Remark::NoPauseOften(Kept { met: 1, of: 5 })]);
        assert_eq!(remarks(&strict, &with(1, 6)), [Remark::NoPause]);
        assert_eq!(remarks(&strict, &with(4, 4)), [Remark::NoPause], "too few to tell");

        let owner = crate::domain::text::Name::new("Ada").ok();
        let duty = |side, text: &str| Duty { side, text: Note::new(text).unwrap(), owner: owner.clone() };
        let mut terms = terms(&[(Priority::Urgent, 8)]);
        terms.duties.insert(1, duty(Side::Provider, "Report the KPI, MTTR-wise"));
        terms.duties.insert(2, duty(Side::Client, "Send the skpis in time"));
        let words = ["mttr".to_owned(), "kpi".to_owned()];
        let around = Around { jargon: &words, ..Around::default() };
        assert_eq!(remarks(&terms, &around), [Remark::Jargon(Text::Duty(1), 1)]);
        // The other texts of it are read by both sides as well.
        terms.reason = Note::new("The MTTR was too long").unwrap();
        terms.expects = Note::new("A good kpi").unwrap();
        terms.excludes.insert(4, Note::new("Any KPI of others, and the mttr").unwrap());
        let texts = [(Text::Reason, 0), (Text::Expects, 1), (Text::Excludes(4), 1), (Text::Duty(1), 1)];
        assert_eq!(remarks(&terms, &around), texts.map(|(text, word)| Remark::Jargon(text, word)));
    }
}

//! What is next on the board: a glance at every open request, kept as long as it holds, the order that follows
//! from it, what a filter lets through, and where a card lands among those that are not shown.
//!
//! Rules:
//! 1. By deadline, open requests stand so: those with a deadline, the earliest on top (earliest due date
//!    first keeps the greatest lateness as small as it can be: J. R. Jackson, "Scheduling a production line
//!    to minimize maximum tardiness", 1955); then those without one; then those whose clock is paused.
//!    Equals keep the team's own order.
//!    A promised date is a deadline, too (rule 3 of [`super::glance`]).
//! 2. Finished requests always stand by their end, the newest first: nothing is due on them.

use super::glance::{Glance, Turn};
use super::ident::{RequestId, Subject};
use super::moment::Moment;
use super::request::{Request, Stage};
use super::sieve::{Looking, Sort, Texts, View};
use super::stamp::Stamp;
use super::timebook::Timebook;
use super::workspace::Workspace;

/// How many open requests there are, and how many ask for attention.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Open ones.
    pub open: usize,
    /// Of them past a deadline.
    pub late: usize,
    /// Of them at risk.
    pub at_risk: usize,
    /// Of them waiting for the client.
    pub waiting: usize,
    /// Of them those of which the client is to hear.
    pub tell: usize,
    /// Of them those that something stands in the way of.
    pub blocked: usize,
    /// Of them those that have waited longer than agreed.
    pub overlong: usize,
    /// Of them those whose promised date has passed.
    pub promise_over: usize,
    /// Of them those whose promised date is near.
    pub promise_near: usize,
    /// Of them those of which something presses: a clock or a promise.
    pub pressing: usize,
}

/// A glance, and how long it holds.
#[derive(Clone, Copy, Debug)]
struct Known {
    id: RequestId,
    stage: Stage,
    /// The length and the last stamp of the history it was read from.
    mark: (usize, Option<Stamp>),
    from: Moment,
    until: Option<Moment>,
    glance: Glance,
}

/// Glances at every open request. They are kept as long as nothing can have changed them, so that one edit
/// or one minute reads few clocks, whatever the number of requests.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    /// By id.
    known: Vec<Known>,
    now: Moment,
    /// How many changes of the desk are in it; none before the first reading.
    seen: Option<u64>,
    /// From and until when no glance changes by itself.
    holds: (Moment, Option<Moment>),
}

/// The stages whose requests stand otherwise than before, or may do so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moved(u8);

impl Moved {
    /// Any of them.
    pub const ANY: Moved = Moved(u8::MAX);

    /// Whether this stage is one of them.
    pub fn has(self, stage: Stage) -> bool {
        self.0 & 1 << stage.index() != 0
    }

    fn add(&mut self, stage: Stage) {
        self.0 |= 1 << stage.index();
    }
}

impl Agenda {
    /// Brings the glances up to `now`. `afresh` reads every clock again: needed after an agreement or a
    /// calendar has changed, and for another desk.
    pub fn refresh(&mut self, desk: &Workspace, book: &Timebook, now: Moment, afresh: bool) -> Moved {
        let (from, until) = self.holds;
        let holds = !afresh && from <= now && until.is_none_or(|until| now < until);
        let news = self.seen.filter(|_| holds).and_then(|seen| desk.changed_since(seen));
        self.now = now;
        self.seen = Some(desk.changes());
        let Some(news) = news else {
            self.read_all(desk, book, now, afresh);
            return Moved::ANY;
        };
        let mut moved = Moved(0);
        for id in news {
            self.read_again(desk, book, *id, &mut moved);
        }
        moved
    }

    fn read_all(&mut self, desk: &Workspace, book: &Timebook, now: Moment, afresh: bool) {
        let old = if afresh { Vec::new() } else { std::mem::take(&mut self.known) };
        let mut before = old.into_iter().peekable();
        self.known.clear();
        self.holds = (Moment::MIN, None);
        for (id, request, log) in desk.histories() {
            if request.stage.is_finished() {
                continue;
            }
            while before.next_if(|known| known.id < id).is_some() {}
            let mark = (log.len(), log.last().map(|event| event.stamp));
            let kept = before.next_if(|known| known.id == id).filter(|known| {
                known.mark == mark && known.from <= now && known.until.is_none_or(|until| now < until)
            });
            let known = kept.unwrap_or_else(|| look(desk, book, id, request, mark, now));
            self.holds = held(self.holds, &known);
            self.known.push(known);
        }
    }

    /// One request has changed.
    fn read_again(&mut self, desk: &Workspace, book: &Timebook, id: RequestId, moved: &mut Moved) {
        let request = desk.request(id);
        request.iter().for_each(|request| moved.add(request.stage));
        let place = self.known.binary_search_by_key(&id, |known| known.id);
        match place {
            Ok(at) => self.known.get(at).iter().for_each(|known| moved.add(known.stage)),
            // Where it stood is not known, but it was no open stage.
            Err(_) => {
                Stage::ALL.iter().filter(|stage| stage.is_finished()).for_each(|stage| moved.add(*stage))
            }
        }
        let known = request.filter(|request| !request.stage.is_finished()).map(|request| {
            let log = desk.log(Subject::Request(id));
            look(desk, book, id, request, (log.len(), log.last().map(|event| event.stamp)), self.now)
        });
        if let Some(known) = &known {
            self.holds = held(self.holds, known);
        }
        match (place, known) {
            (Ok(at), Some(new)) => self.known.iter_mut().skip(at).take(1).for_each(|known| *known = new),
            (Ok(at), None) => drop(self.known.remove(at)),
            (Err(at), Some(new)) => self.known.insert(at, new),
            (Err(_), None) => {}
        }
    }

    /// The glance at a request; none when it is not open.
    pub fn glance(&self, id: RequestId) -> Option<&Glance> {
        let at = self.known.binary_search_by_key(&id, |known| known.id).ok()?;
        self.known.get(at).map(|known| &known.glance)
    }

    /// How many open requests there are, and how many ask for attention.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { open: self.known.len(), ..Counts::default() };
        for known in &self.known {
            counts.late += usize::from(known.glance.is_late());
            counts.at_risk += usize::from(known.glance.is_at_risk());
            counts.waiting += usize::from(known.glance.waits);
            counts.tell += usize::from(known.glance.tell.is_some_and(|at| at <= self.now));
            counts.blocked += usize::from(known.glance.blocked);
            counts.overlong += usize::from(known.glance.overlong.is_some_and(|at| at <= self.now));
            counts.promise_over += usize::from(known.glance.is_promise_over());
            counts.promise_near += usize::from(known.glance.is_promise_near());
            counts.pressing += usize::from(known.glance.is_pressing());
        }
        counts
    }

    /// The requests of a stage that go through, in the order of the view.
    pub fn shown(
        &self,
        desk: &Workspace,
        texts: &Texts,
        view: &View,
        looking: &Looking,
        stage: Stage,
    ) -> Vec<RequestId> {
        let sieve = &view.sieve;
        let lane = desk.lanes().on(sieve.shelf, stage);
        let mut ids: Vec<RequestId> = if sieve.is_open() {
            lane
        } else {
            let words = sieve.words();
            let lets = |id: &RequestId| {
                desk.request(*id).is_some_and(|r| sieve.lets(r, self.glance(*id), looking))
                    && (words.is_empty() || texts.have(*id, &words))
            };
            lane.into_iter().filter(lets).collect()
        };
        let by_age = view.sort == Some(Sort::Age);
        if view.sort != Some(Sort::Rank) && !stage.is_finished() {
            ids.sort_by_cached_key(|id| match self.glance(*id).map_or(Turn::Open, |glance| glance.turn) {
                _ if by_age => (0, desk.request(*id).map_or(0, |r| r.raised.0)),
                Turn::Due(at) => (0, at.0),
                Turn::Open => (1, 0),
                Turn::Paused => (2, 0),
            });
        }
        ids
    }
}

/// From and until when no glance changes by itself, with one more.
fn held((from, until): (Moment, Option<Moment>), one: &Known) -> (Moment, Option<Moment>) {
    (from.max(one.from), [until, one.until].into_iter().flatten().min())
}

fn look(
    desk: &Workspace,
    book: &Timebook,
    id: RequestId,
    request: &Request,
    mark: (usize, Option<Stamp>),
    now: Moment,
) -> Known {
    let (glance, until) = Glance::at(desk, book, request, now);
    Known { id, stage: request.stage, mark, from: now, until, glance }
}

/// The place in the whole stage, not counting `moving`, that puts a request before the one at `index` among
/// those shown (not counting it either): for [`super::edit::Edit::Move`] while a filter hides some. Behind
/// the last one shown it comes right after that.
pub fn whole_place(
    desk: &Workspace,
    stage: Stage,
    shown: &[RequestId],
    index: usize,
    moving: RequestId,
) -> usize {
    let others = || desk.lanes().of(stage).filter(|id| *id != moving);
    let place = |wanted: RequestId| others().position(|id| id == wanted);
    let mut shown = shown.iter().copied().filter(|id| *id != moving);
    let (mut last, mut target) = (None, None);
    for at in 0..=index {
        target = shown.next();
        if target.is_none() || at == index {
            break;
        }
        last = target;
    }
    match (target.and_then(place), last.and_then(place)) {
        (Some(at), _) => at,
        (None, Some(after)) => after + 1,
        (None, None) => others().count(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;
    use crate::domain::agreement::Version;
    use crate::domain::calendar::{DaySpan, Week};
    use crate::domain::clock::{Basis, ClockKind, Target};
    use crate::domain::decide::{Context, decide};
    use crate::domain::edit::{AgreementDraft, Choice, Edit, Many, NewRequest, Refusal};
    use crate::domain::fact::Event;
    use crate::domain::glance::Kind;
    use crate::domain::moment::Span;
    use crate::domain::outlook::outlook;
    use crate::domain::request::{PauseReason, Priority, RequestFact};
    use crate::domain::sieve::{Facet, Shelf, Sieve};
    use crate::domain::stamp::Ticker;
    use crate::domain::text::{Name, Note, Title};
    use crate::domain::zone::ZoneTable;
    use std::sync::Arc;

    /// Monday 2026-11-09, 09:00 UTC; the desk is open 09:00 to 17:00 on weekdays.
    const NINE: Moment = Moment(1_794_214_800_000);

    struct Bench {
        desk: Workspace,
        book: Timebook,
        now: Moment,
        ticker: Ticker,
        next: u128,
    }

    impl Bench {
        fn new() -> Bench {
            let mut bench = Bench {
                desk: Workspace::default(),
                book: Timebook::default(),
                now: NINE,
                ticker: Ticker::new(1),
                next: 0,
            };
            bench.act(Edit::SetUp {
                name: Name::new("Finance").unwrap(),
                zone: "UTC".into(),
                week: Week(std::array::from_fn(|d| {
                    if d < 5 { vec![DaySpan { from: 540, to: 1_020 }] } else { Vec::new() }
                })),
                calendar: Name::new("Office").unwrap(),
            });
            let zones = |_: &str, _, _| Some(Arc::new(ZoneTable::utc()));
            bench.book.refresh(&bench.desk, &zones, NINE);
            bench
        }

        fn act(&mut self, edit: Edit) -> Option<Subject> {
            let (now, mut next) = (self.now, self.next);
            let mut fresh = || {
                next += 1;
                next
            };
            let mut context = Context { now, fresh: &mut fresh, book: &self.book };
            let decision = decide(&self.desk, edit, &mut context).unwrap();
            self.next = next;
            for step in decision.steps {
                let stamp = self.ticker.next(now);
                let at = step.at.unwrap_or(now);
                let event = Event { stamp, at, actor: None, source: step.source, fact: step.fact };
                self.desk.apply(step.subject, event);
            }
            decision.made
        }

        /// Four hours to the first response and eight to the end for normal requests, two days for low ones.
        fn agree(&mut self, client: &str) {
            let mut terms =
                Version { calendar: self.desk.team().hours, reason: Note::default(), ..Version::default() };
            let target = |kind, hours| Target::usual(kind, Span::hours(hours), Basis::Open).unwrap();
            for (priority, response, done) in [(Priority::Normal, 4, 8), (Priority::Low, 8, 16)] {
                let first = ClockKind::FirstResponse;
                terms.targets.insert((first, priority), target(first, response));
                terms.targets.insert((ClockKind::Resolution, priority), target(ClockKind::Resolution, done));
            }
            self.act(Edit::SaveAgreement(
                None,
                Box::new(AgreementDraft {
                    name: Name::new("Usual").unwrap(),
                    clients: vec![Choice::New(Name::new(client).unwrap())],
                    services: Vec::new(),
                    terms,
                    publish: true,
                    adopt: false,
                    opened: None,
                }),
            ));
        }

        fn raise(&mut self, title: &str, client: &str, priority: Priority) -> RequestId {
            let new = NewRequest {
                client: Choice::New(Name::new(client).unwrap()),
                requester: Some(Name::new("Ada Lund").unwrap()),
                priority,
                ..NewRequest::titled(Title::new(title).unwrap())
            };
            match self.act(Edit::Raise(Box::new(new))) {
                Some(Subject::Request(id)) => id,
                other => panic!("{other:?}"),
            }
        }

        fn agenda(&self) -> Agenda {
            let mut agenda = Agenda::default();
            agenda.refresh(&self.desk, &self.book, self.now, true);
            agenda
        }

        fn shown(&self, sieve: &Sieve, stage: Stage, by_deadline: bool) -> Vec<RequestId> {
            let sort = Some(if by_deadline { Sort::Breach } else { Sort::Rank });
            self.seen(&View { sieve: sieve.clone(), sort, ..View::default() }, stage)
        }

        fn seen(&self, view: &View, stage: Stage) -> Vec<RequestId> {
            let mut texts = Texts::default();
            texts.refresh(&self.desk, true);
            let looking =
                Looking { now: self.now, promised: Some(self.now + Span::days(1)), unpromised: None };
            self.agenda().shown(&self.desk, &texts, view, &looking, stage)
        }
    }

    #[test]
    fn the_earliest_deadline_comes_first_then_the_rest_then_the_paused() {
        let mut bench = Bench::new();
        bench.agree("Sales");
        let unmeasured = bench.raise("No agreement", "Legal", Priority::Urgent);
        let low = bench.raise("Low", "Sales", Priority::Low);
        let paused = bench.raise("Paused", "Sales", Priority::Normal);
        bench.act(Edit::Update { id: paused, text: Note::new("We wait").unwrap(), visible: true });
        bench.act(Edit::Pause(paused, Some(PauseReason::Client)));
        bench.now = NINE + Span::hours(1);
        let normal = bench.raise("Normal", "Sales", Priority::Normal);

        let all = Sieve::default();
        assert_eq!(bench.shown(&all, Stage::New, false), [unmeasured, low, paused, normal]);
        // 10:00 and 4 h is 14:00 today; 9:00 and 8 h is 17:00.
        assert_eq!(bench.shown(&all, Stage::New, true), [normal, low, unmeasured, paused]);
        let agenda = bench.agenda();
        assert_eq!(agenda.glance(normal).unwrap().turn, Turn::Due(NINE + Span::hours(5)));
        assert_eq!(agenda.counts(), Counts { open: 4, waiting: 1, ..Counts::default() });
    }

    #[test]
    fn what_asks_for_attention_is_counted_and_found() {
        let mut bench = Bench::new();
        bench.agree("Sales");
        let late = bench.raise("Late", "Sales", Priority::Normal);
        bench.now = NINE + Span::hours(1);
        let risk = bench.raise("Risk", "Sales", Priority::Normal);
        bench.now = NINE + Span::hours(4) + Span::minutes(30);
        let calm = bench.raise("Calm", "Sales", Priority::Low);
        // The first response of the first is over its 4 h, the second has used 3 h 30 of them.
        assert_eq!(
            bench.agenda().counts(),
            Counts { open: 3, late: 1, at_risk: 1, pressing: 2, ..Counts::default() }
        );
        let by = |facet| Sieve { facet, ..Sieve::default() };
        assert_eq!(bench.shown(&by(Facet::Late), Stage::New, true), [late]);
        assert_eq!(bench.shown(&by(Facet::AtRisk), Stage::New, true), [risk]);
        assert_eq!(bench.shown(&by(Facet::Pressing), Stage::New, true), [late, risk]);
        assert_eq!(bench.shown(&by(Facet::All), Stage::New, true), [late, risk, calm]);
        // In one word, one request after the other; one that waits is paused, one that nothing measures has no target.
        let kind = |bench: &Bench, id| Kind::of(bench.agenda().glance(id));
        let waits = bench.raise("Waits", "Sales", Priority::Normal);
        let free = bench.raise("Free", "Nobody", Priority::Normal);
        bench.act(Edit::Update { id: waits, text: Note::new("We wait").unwrap(), visible: true });
        bench.act(Edit::Pause(waits, Some(PauseReason::Client)));
        assert_eq!(
            [late, risk, calm, waits, free].map(|id| kind(&bench, id)),
            [Kind::Late, Kind::AtRisk, Kind::InTime, Kind::Paused, Kind::NoTarget]
        );
        bench.act(Edit::Many(vec![waits, free], Many::Remove));

        bench.act(Edit::Move { id: late, column: Stage::Done.into(), index: None });
        assert_eq!(bench.agenda().counts(), Counts { open: 2, at_risk: 1, pressing: 1, ..Counts::default() });
        assert_eq!(bench.shown(&by(Facet::Late), Stage::Done, true), []);
        assert_eq!(kind(&bench, late), Kind::Stopped);
        assert_eq!(bench.shown(&by(Facet::All), Stage::Done, true), [late]);
    }

    #[test]
    fn glances_kept_over_edits_and_hours_are_those_read_afresh() {
        let mut bench = Bench::new();
        bench.agree("Sales");
        let mut kept = Agenda::default();
        let mut ids = Vec::new();
        let (texts, view) = (Texts::default(), View { sort: Some(Sort::Breach), ..View::default() });
        let mut lanes: [Vec<RequestId>; 8] = Default::default();
        // Four working days, so that every state is passed through, paused and outside hours among them.
        for hour in 0..96 {
            bench.now = NINE + Span::hours(hour);
            match hour % 5 {
                0 => ids.push(bench.raise("One more", "Sales", Priority::Normal)),
                1 => drop(bench.raise("And one", "Legal", Priority::Low)),
                2 => drop(ids.last().map(|id| bench.act(Edit::Acknowledge(*id)))),
                3 => {
                    let stage = if hour % 2 == 0 { Stage::Waiting } else { Stage::Done };
                    let last = *ids.last().unwrap();
                    bench.act(Edit::Move { id: last, column: stage.into(), index: None });
                }
                _ => {}
            }
            let moved = kept.refresh(&bench.desk, &bench.book, bench.now, false);
            let afresh = bench.agenda();
            assert_eq!(kept.counts(), afresh.counts(), "hour {hour}");
            // Lanes of which nothing has moved are those that were read before.
            for (lane, stage) in lanes.iter_mut().zip(Stage::ALL) {
                let looking = Looking { now: bench.now, promised: None, unpromised: None };
                if moved.has(*stage) {
                    *lane = kept.shown(&bench.desk, &texts, &view, &looking, *stage);
                }
                let wanted = afresh.shown(&bench.desk, &texts, &view, &looking, *stage);
                assert_eq!(*lane, wanted, "hour {hour}, {stage:?}");
            }
            for (id, _) in bench.desk.requests() {
                assert_eq!(kept.glance(id), afresh.glance(id), "hour {hour}");
            }
        }
        // One edit, and a minute in which nothing ends: only what stands in its lane is read again.
        bench.now = NINE + Span::days(14);
        kept.refresh(&bench.desk, &bench.book, bench.now, false);
        bench.now = bench.now + Span::minutes(1);
        let one = bench.raise("A last one", "Sales", Priority::Low);
        let moved = kept.refresh(&bench.desk, &bench.book, bench.now, false);
        assert!(moved.has(Stage::New) && !moved.has(Stage::Waiting) && !moved.has(Stage::InProgress));
        bench.act(Edit::Move { id: one, column: Stage::InProgress.into(), index: None });
        let moved = kept.refresh(&bench.desk, &bench.book, bench.now, false);
        assert!(moved.has(Stage::New) && moved.has(Stage::InProgress) && !moved.has(Stage::Waiting));
        // A clock that is set back.
        bench.now = NINE + Span::hours(90);
        kept.refresh(&bench.desk, &bench.book, bench.now, false);
        assert_eq!(kept.counts(), bench.agenda().counts());
        assert!(kept.counts().late > 0);
    }

    #[test]
    fn words_are_found_in_title_reference_client_and_requester() {
        let mut bench = Bench::new();
        let one = bench.raise("Invoice export is empty", "Sales", Priority::Normal);
        let two = bench.raise("Travel costs", "Customer Care", Priority::Urgent);
        let found =
            |text: &str| bench.shown(&Sieve { text: text.into(), ..Sieve::default() }, Stage::New, false);
        assert_eq!(found("EXPORT"), [one]);
        assert_eq!(found("export sales"), [one]);
        assert_eq!(found("sales travel"), []);
        assert_eq!(found("customer ada"), [two]);
        assert_eq!(found("fin-2"), [two]);
        assert_eq!(found("  "), [one, two]);
        // Not across two fields.
        assert_eq!(found("emptysales"), []);

        let urgent = Sieve { priority: Some(Priority::Urgent), ..Sieve::default() };
        assert_eq!(bench.shown(&urgent, Stage::New, false), [two]);
        let client = bench.desk.client_named("sales");
        let only = Sieve { client: Some(client), ..Sieve::default() };
        assert_eq!(bench.shown(&only, Stage::New, false), [one]);
    }

    #[test]
    fn every_text_of_a_request_is_searched_and_a_changed_one_anew() {
        let mut bench = Bench::new();
        let one = bench.raise("Überstunden fehlen", "Café Süd", Priority::Normal);
        let two = bench.raise("Travel costs", "Sales", Priority::Normal);
        bench.act(Edit::Change(one, vec![RequestFact::Described(Note::new("Seit Oktober").unwrap())]));
        bench.act(Edit::Change(two, vec![RequestFact::Assigned(Some(Name::new("Zoë Øst").unwrap()))]));
        bench.act(Edit::Update { id: two, text: Note::new("Asked the bank").unwrap(), visible: false });
        let found = |bench: &Bench, text: &str| {
            bench.shown(&Sieve { text: text.into(), ..Sieve::default() }, Stage::New, false)
        };
        assert_eq!(found(&bench, "uberstunden"), [one]);
        assert_eq!(found(&bench, "CAFE sud"), [one]);
        assert_eq!(found(&bench, "oktober"), [one]);
        assert_eq!(found(&bench, "zoe ost"), [two]);
        assert_eq!(found(&bench, "bank"), [two]);

        // Kept texts are those read afresh, after every edit.
        let mut kept = Texts::default();
        kept.refresh(&bench.desk, true);
        bench.act(Edit::Change(one, vec![RequestFact::Retitled(Title::new("Schichtplan").unwrap())]));
        assert!(kept.have(one, &["uberstunden".into()]));
        kept.refresh(&bench.desk, false);
        assert!(!kept.have(one, &["uberstunden".into()]));
        assert!(kept.have(one, &["schichtplan".into()]));
        bench.act(Edit::Remove(Subject::Request(one)));
        kept.refresh(&bench.desk, false);
        assert!(!kept.have(one, &["schichtplan".into()]));
    }

    #[test]
    fn every_facet_finds_its_own_and_none_can_be_asked_for() {
        let mut bench = Bench::new();
        bench.agree("Sales");
        let one = bench.raise("One", "Sales", Priority::Low);
        bench.now = NINE + Span::minutes(5);
        let two = bench.raise("Two", "Legal", Priority::High);
        let ada = Name::new("Ada").unwrap();
        let label = Name::new("month-end").unwrap();
        bench.act(Edit::Change(
            one,
            vec![RequestFact::Assigned(Some(ada.clone())), RequestFact::Labelled(label.clone(), true)],
        ));
        bench.act(Edit::ChangeService(two, Choice::New(Name::new("Payroll").unwrap())));
        bench.act(Edit::Pause(two, Some(PauseReason::Client)));
        bench.act(Edit::Promise { id: one, date: Some(NINE + Span::hours(9)), reason: Note::default() });
        let found = |bench: &Bench, sieve: Sieve| bench.shown(&sieve, Stage::New, false);
        let some = Sieve::default;
        let service = bench.desk.service_named("payroll");
        assert_eq!(found(&bench, Sieve { service: Some(service), ..some() }), [two]);
        assert_eq!(found(&bench, Sieve { service: Some(None), ..some() }), [one]);
        assert_eq!(found(&bench, Sieve { owner: Some(Some(ada)), ..some() }), [one]);
        assert_eq!(found(&bench, Sieve { owner: Some(None), ..some() }), [two]);
        assert_eq!(found(&bench, Sieve { label: Some(Some(label)), ..some() }), [one]);
        assert_eq!(found(&bench, Sieve { effect: Some(None), ..some() }), [one, two]);
        assert_eq!(found(&bench, Sieve { stage: Some(Stage::Done), ..some() }), []);
        assert_eq!(found(&bench, Sieve { facet: Facet::Running, ..some() }), [one]);
        assert_eq!(found(&bench, Sieve { facet: Facet::Unmeasured, ..some() }), [two]);
        let any_day = Some(chrono::NaiveDate::from_ymd_opt(2026, 11, 10));
        assert_eq!(found(&bench, Sieve { promised: any_day, ..some() }), [one]);
        assert_eq!(found(&bench, Sieve { waiting: Some(2), ..some() }), []);
        bench.now = NINE + Span::days(3);
        assert_eq!(found(&bench, Sieve { waiting: Some(2), ..some() }), [two]);

        // By age the oldest comes first, whatever is due.
        let by_age = View { sort: Some(Sort::Age), ..View::default() };
        assert_eq!(bench.seen(&by_age, Stage::New), [one, two]);
    }

    #[test]
    fn the_archive_is_off_the_board_and_searched_when_asked() {
        let mut bench = Bench::new();
        let one = bench.raise("One", "Sales", Priority::Low);
        let mut next = 90;
        let mut fresh = || {
            next += 1;
            next
        };
        let mut context = Context { now: bench.now, fresh: &mut fresh, book: &bench.book };
        let refused = decide(&bench.desk, Edit::Many(vec![one], Many::Archive(true)), &mut context);
        assert_eq!(refused, Err(Refusal::StillOpen("FIN-1".into())));
        bench.act(Edit::Move { id: one, column: Stage::Done.into(), index: None });
        bench.act(Edit::Many(vec![one], Many::Archive(true)));
        let all = Sieve::default();
        assert_eq!(bench.shown(&all, Stage::Done, true), []);
        let archive = Sieve { shelf: Shelf::Archive, ..Sieve::default() };
        assert_eq!(bench.shown(&archive, Stage::Done, true), [one]);
        // With the archive: what ended later stands before it, what ended earlier behind it, archived or not.
        let both = Sieve { shelf: Shelf::Both, ..Sieve::default() };
        let later = bench.raise("Two", "Sales", Priority::Low);
        bench.now = NINE + Span::hours(2);
        bench.act(Edit::Move { id: later, column: Stage::Done.into(), index: None });
        assert_eq!(bench.shown(&both, Stage::Done, true), [later, one]);
        assert_eq!(bench.shown(&archive, Stage::Done, true), [one]);
        assert_eq!(bench.shown(&all, Stage::Done, true), [later]);
        assert_eq!(
            Shelf::ALL.iter().map(|on| bench.desk.lanes().count_on(*on, Stage::Done)).collect::<Vec<_>>(),
            [1, 1, 2]
        );
        let sales = Sieve { text: "two".into(), shelf: Shelf::Both, ..Sieve::default() };
        assert_eq!(bench.shown(&sales, Stage::Done, true), [later]);
        bench.act(Edit::Many(vec![later], Many::Remove));
        assert_eq!((bench.desk.lanes().archived(), bench.desk.request_count()), (1, 1));
        // Taken up again it is on the board.
        bench.act(Edit::Move { id: one, column: Stage::InProgress.into(), index: None });
        assert_eq!(bench.shown(&all, Stage::InProgress, true), [one]);
    }

    #[test]
    fn many_move_as_one_and_keep_their_order() {
        let mut bench = Bench::new();
        let ids: Vec<RequestId> =
            (0..4).map(|i| bench.raise(&i.to_string(), "Sales", Priority::Low)).collect();
        let &[a, b, c, d] = ids.as_slice() else { panic!() };
        bench.act(Edit::Move { id: d, column: Stage::Accepted.into(), index: None });
        bench.act(Edit::Many(vec![c, a, d, c], Many::Move(Stage::Accepted.into())));
        assert_eq!(bench.desk.lanes().of(Stage::Accepted).collect::<Vec<_>>(), [d, c, a]);
        assert_eq!(bench.desk.lanes().of(Stage::New).collect::<Vec<_>>(), [b]);
        bench.act(Edit::Many(vec![a, b], Many::Client(Choice::New(Name::new("Legal").unwrap()))));
        let legal = bench.desk.client_named("legal");
        assert!(legal.is_some());
        assert_eq!(bench.desk.request(a).unwrap().client, legal);
        assert_eq!(bench.desk.request(b).unwrap().client, legal);
        assert_ne!(bench.desk.request(c).unwrap().client, legal);
        bench.act(Edit::Many(vec![a, b], Many::Remove));
        assert_eq!(bench.desk.request_count(), 2);
    }

    #[test]
    fn a_card_put_among_those_shown_stands_there_in_the_whole_lane() {
        let mut bench = Bench::new();
        let ids: Vec<RequestId> =
            (0..6).map(|i| bench.raise(&i.to_string(), "Sales", Priority::Low)).collect();
        let &[_, b, _, d, e, _] = ids.as_slice() else { panic!() };
        // Shown are b, d and e.
        let shown = [b, d, e];
        let mut put = |moving: RequestId, index: usize| {
            let place = whole_place(&bench.desk, Stage::New, &shown, index, moving);
            bench.act(Edit::Move { id: moving, column: Stage::New.into(), index: Some(place) });
            let lane: Vec<RequestId> = bench.desk.lanes().of(Stage::New).collect();
            lane.into_iter().filter(|id| shown.contains(id)).collect::<Vec<_>>()
        };
        assert_eq!(put(e, 0), [e, b, d]);
        assert_eq!(put(e, 1), [b, e, d]);
        assert_eq!(put(e, 2), [b, d, e]);
        assert_eq!(put(b, 9), [d, e, b]);
        // Behind the last one shown means right behind it, not behind those that are hidden.
        let lane: Vec<RequestId> = bench.desk.lanes().of(Stage::New).collect();
        assert_ne!(lane.last(), Some(&b));
        // An empty lane, and one of which nothing is shown.
        assert_eq!(whole_place(&bench.desk, Stage::Accepted, &[], 0, b), 0);
        assert_eq!(whole_place(&bench.desk, Stage::New, &[], 0, b), 5);
    }

    #[test]
    fn a_request_knows_its_deadlines_before_it_is_raised() {
        let mut bench = Bench::new();
        bench.agree("Sales");
        let sales = bench.desk.client_named("Sales");
        bench.now = NINE + Span::hours(6);
        let look =
            |client, priority| outlook(&bench.desk, &bench.book, client, None, priority, None, bench.now);
        let found = look(sales, Priority::Normal).unwrap();
        // Monday 15:00: two hours today and two tomorrow, until 11:00; eight hours until Tuesday 15:00.
        assert_eq!(found.response, Some(NINE + Span::hours(26)));
        assert_eq!(found.resolution, Some(NINE + Span::hours(30)));
        let urgent = look(sales, Priority::Urgent).unwrap();
        assert_eq!((urgent.response, urgent.resolution), (None, None));
        assert_eq!(look(None, Priority::Normal), None);
    }
}

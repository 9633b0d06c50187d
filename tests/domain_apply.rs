//! Applying events: any permutation with repetition gives one state; undo after do is identity; what is
//! stored reads back as it was.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::agreement::{AgreementFact, Review, Status, Term};
use inhouse::domain::calendar::{DaySpan, Week};
use inhouse::domain::calendar_record::CalendarFact;
use inhouse::domain::cause::{BreachCause, Cause};
use inhouse::domain::client::ClientFact;
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::columns::{Column, ColumnFact};
use inhouse::domain::edit::{Choice, Edit};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::ident::{AgreementId, CalendarId, ClientId, RequestId, RunId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::position::Stance;
use inhouse::domain::rank::Rank;
use inhouse::domain::request::*;
use inhouse::domain::run::RunFact;
use inhouse::domain::stamp::Stamp;
use inhouse::domain::survey::Answer;
use inhouse::domain::team::TeamFact;
use inhouse::domain::text::{Note, Title};
use inhouse::domain::workspace::Workspace;
use inhouse::store::ledger::Ledger;
use inhouse::store::wire::v1;
use proptest::prelude::*;

fn note() -> impl Strategy<Value = Note> {
    prop_oneof![Just(Note::default()), "[ -~äß“”\u{1F600}]{1,40}".prop_map(|t| Note::new(&t).unwrap())]
}

fn stage() -> impl Strategy<Value = Stage> {
    prop::sample::select(Stage::ALL)
}

fn rank() -> impl Strategy<Value = Rank> {
    (0..9_999_999_u64).prop_map(Rank::of_number)
}

fn stance() -> impl Strategy<Value = Stance> {
    let position = prop::sample::select(vec!["word", "lens", "no", "of-a-later-version"]);
    let day = prop::option::of(700_000..800_000_i32);
    (position, "[a-z0-9]{1,6}", any::<bool>(), day, note()).prop_map(
        |(position, choice, owned, day, note)| Stance {
            position: position.into(),
            choice: choice.as_str().into(),
            owner: owned.then(|| name("Mila Berg")),
            review: day.and_then(chrono::NaiveDate::from_num_days_from_ce_opt),
            note,
        },
    )
}

fn raised() -> impl Strategy<Value = RequestFact> {
    (note(), prop::option::of(0..3_u128), rank()).prop_map(|(text, client, rank)| {
        RequestFact::Raised(Box::new(Raise {
            reference: "FIN-1".into(),
            title: Title::new("A title").unwrap(),
            client: client.map(|c| ClientId::from_parts(1, c)),
            requester: None,
            service: None,
            direction: Direction::WeServe,
            channel: Channel::Mail,
            priority: Priority::Normal,
            effect: Some(Effect::Useful),
            purpose: text.clone(),
            text,
            rank,
        }))
    })
}

fn request_fact() -> impl Strategy<Value = RequestFact> {
    prop_oneof![
        raised(),
        "[a-z ]{1,9}x".prop_map(|t| RequestFact::Retitled(Title::new(&t).unwrap())),
        note().prop_map(RequestFact::Described),
        prop::option::of(0..3_u128).prop_map(|c| RequestFact::For(c.map(|c| ClientId::from_parts(1, c)))),
        prop::sample::select(Priority::ALL).prop_map(RequestFact::Prioritised),
        prop::option::of(prop::sample::select(Effect::ALL)).prop_map(RequestFact::Lens),
        (stage(), rank()).prop_map(|(stage, rank)| RequestFact::Moved { stage, rank }),
        Just(RequestFact::Acknowledged),
        (note(), any::<bool>(), any::<bool>()).prop_map(|(text, visible, automatic)| RequestFact::Updated {
            text,
            visible,
            automatic
        }),
        (prop::option::of(0..9_i64), note()).prop_map(|(date, reason)| RequestFact::Promised {
            date: date.map(|d| Moment(1_000 * d)),
            reason
        }),
        prop::sample::select(PauseReason::ALL).prop_map(RequestFact::Paused),
        Just(RequestFact::Resumed),
        (note(), note()).prop_map(|(reason, alternative)| RequestFact::Declined {
            category: DeclineReason::Scope,
            reason,
            alternative
        }),
        note().prop_map(RequestFact::Withdrawn),
        Just(RequestFact::Merged(None)),
        ("[a-c]", any::<bool>()).prop_map(|(l, on)| RequestFact::Labelled(name(&l), on)),
        any::<bool>().prop_map(RequestFact::Archived),
        (0..3_u32).prop_map(RequestFact::Column),
        prop::option::of((0..9_i64, note())).prop_map(|agreed| {
            let agreed = agreed.map(|(d, why)| AgreedDate { date: Moment(1_000 * d), by: name("Ann"), why });
            RequestFact::Agreed(agreed.map(Box::new))
        }),
        (
            prop::sample::select(&ClockKind::ALL),
            prop::option::of(prop::sample::select(BreachCause::ALL)),
            note()
        )
            .prop_map(|(clock, kind, text)| RequestFact::BreachCause(Box::new(Cause {
                clock,
                kind,
                text
            }))),
        (0..3_u128, 1..4_u32).prop_map(|(a, v)| RequestFact::Pinned {
            agreement: Some((AgreementId::from_parts(1, a), v)),
            why: MatchWhy { client: true, service: false, chosen: v == 2 },
        }),
    ]
}

fn column() -> impl Strategy<Value = ColumnFact> {
    let stage =
        || (prop::sample::select(Stage::ALL), 0..3_u32).prop_map(|(stage, part)| Column { stage, part });
    prop_oneof![
        (1..3_u32, prop::option::of(prop::sample::select(Stage::ALL)))
            .prop_map(|(part, stage)| ColumnFact::Added(part, stage)),
        (stage(), prop::option::of("[A-Z][a-z]{1,8}"))
            .prop_map(|(stage, n)| ColumnFact::Named(stage, n.map(|n| name(&n)))),
        (stage(), prop::option::of(1..99_u32)).prop_map(|(stage, n)| ColumnFact::Limit(stage, n)),
        prop::collection::vec(stage(), 0..7).prop_map(ColumnFact::Order),
        ("[a-c]", prop::option::of("[a-z=&]{0,9}"))
            .prop_map(|(n, query)| ColumnFact::View(name(&n), query.map(Into::into))),
    ]
}

fn other_fact() -> impl Strategy<Value = (Subject, Fact)> {
    let client = Subject::Client(ClientId::from_parts(1, 1));
    let calendar = Subject::Calendar(CalendarId::from_parts(1, 1));
    let agreement = Subject::Agreement(AgreementId::from_parts(1, 1));
    let run = Subject::Run(RunId::from_parts(1, 1));
    prop_oneof![
        "[A-Z][a-z]{1,8}".prop_map(move |n| (client, Fact::Client(ClientFact::Named(name(&n))))),
        "[A-Z][a-z]{1,8}".prop_map(|n| (Subject::Team, Fact::Team(TeamFact::Named(name(&n))))),
        "[A-Z][a-z]{1,8}".prop_map(|n| (Subject::Team, Fact::Team(TeamFact::Word(name(&n), name("Many"))))),
        stance().prop_map(|s| (Subject::Team, Fact::Team(TeamFact::Position(Box::new(s))))),
        column().prop_map(|c| (Subject::Team, Fact::Team(TeamFact::Columns(c)))),
        (0..1_000_u16, 1..1_000_u16).prop_map(move |(from, long)| {
            let mut week = Week::default();
            week.0[2] = vec![DaySpan::new(from, from + long)];
            (calendar, Fact::Calendar(CalendarFact::Week(week)))
        }),
        (730_000..740_000_i32, any::<bool>()).prop_map(move |(day, on)| {
            let date = chrono::NaiveDate::from_num_days_from_ce_opt(day).unwrap();
            (calendar, Fact::Calendar(CalendarFact::Closed { date, name: on.then(|| name("Holiday")) }))
        }),
        (
            1..4_u32,
            prop::sample::select(Priority::ALL),
            prop::sample::select(ClockKind::ALL.to_vec()),
            prop::option::of((
                1..99_i64,
                prop::sample::select(vec![Basis::Open, Basis::Calendar, Basis::Days, Basis::SameTime])
            )),
        )
            .prop_map(move |(v, priority, clock, t)| {
                let amount = |n, basis: Basis| if basis.is_days() { Span::days(n) } else { Span::hours(n) };
                let target = t.map(|(n, basis)| Target::usual(clock, amount(n, basis), basis).unwrap());
                (
                    agreement,
                    Fact::Agreement(AgreementFact::Version(v, Term::Target { clock, priority, target })),
                )
            }),
        (1..4_u32).prop_map(move |v| {
            (agreement, Fact::Agreement(AgreementFact::Version(v, Term::Status(Status::InForce))))
        }),
        (1..28_u32, note(), prop::option::of(1..28_u32)).prop_map(move |(on, text, next)| {
            let day = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
            let review = Review { on: day(10, on), text, next: next.map(|d| day(11, d)) };
            (agreement, Fact::Agreement(AgreementFact::Reviewed(Box::new(review))))
        }),
        (prop::sample::select(vec!["know-1", "fair-2", "later-9"]), prop::option::of(1..=5_u8)).prop_map(
            move |(item, a)| {
                let answer = a.and_then(Answer::scale);
                (run, Fact::Run(RunFact::Answered { sheet: "".into(), item: item.into(), answer }))
            }
        ),
    ]
}

fn fact() -> impl Strategy<Value = (Subject, Fact)> {
    prop_oneof![
        6 => (0..3_u128, request_fact())
            .prop_map(|(id, f)| (Subject::Request(RequestId::from_parts(1, id)), Fact::Request(f))),
        3 => other_fact(),
        1 => (0..3_u128, any::<bool>()).prop_map(|(id, gone)| {
            (Subject::Request(RequestId::from_parts(1, id)), if gone { Fact::Removed } else { Fact::Restored })
        }),
        1 => (0..3_u128, "[a-z]{3,9}").prop_map(|(id, code)| {
            let subject = Subject::Request(RequestId::from_parts(1, id));
            (subject, Fact::Kept { code: format!("x-{code}").into(), args: "[1,{\"b\":2}]".into() })
        }),
    ]
}

/// Facts with moments that need not follow the order of recording, and revocations of earlier ones.
fn history() -> impl Strategy<Value = Vec<(Subject, Event)>> {
    let step = (fact(), 0..2_000_i64, 0..3_u32, prop::collection::vec(any::<prop::sample::Index>(), 0..3));
    prop::collection::vec(step, 1..40).prop_map(|steps| {
        let mut out: Vec<(Subject, Event)> = Vec::new();
        for (number, ((subject, fact), at, node, revokes)) in steps.into_iter().enumerate() {
            let stamp = Stamp { ms: 1_000 + i64::try_from(number).unwrap() * 10, count: 0, node };
            let earlier: Vec<Stamp> =
                out.iter().filter(|(s, _)| *s == subject).map(|(_, e)| e.stamp).collect();
            let gone: Vec<Stamp> = if earlier.is_empty() || number % 4 != 0 {
                Vec::new()
            } else {
                revokes.iter().map(|i| *i.get(&earlier)).collect()
            };
            let fact = if gone.is_empty() { fact } else { Fact::Revoked(gone) };
            let actor = (number % 3 == 0).then(|| name("Tom Aerts"));
            let source = [Source::Live, Source::Import, Source::Sample][number % 3];
            out.push((subject, Event { stamp, at: Moment(at), actor, source, fact }));
        }
        out
    })
}

fn desk_of(events: &[(Subject, Event)]) -> Workspace {
    let mut desk = Workspace::default();
    for (subject, event) in events {
        desk.apply(*subject, event.clone());
    }
    desk
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_order_with_repetition_gives_one_state(
        (events, shuffled) in history().prop_flat_map(|h| {
            let twice: Vec<_> = h.iter().chain(h.iter().step_by(2)).cloned().collect();
            (Just(h), Just(twice).prop_shuffle())
        })
    ) {
        prop_assert_eq!(desk_of(&events), desk_of(&shuffled));
    }

    #[test]
    fn taking_in_at_once_is_the_same_as_one_by_one(events in history()) {
        let mut at_once = Workspace::default();
        let mut subjects: Vec<Subject> = events.iter().map(|(s, _)| *s).collect();
        subjects.sort();
        subjects.dedup();
        for subject in subjects {
            let of: Vec<Event> = events.iter().filter(|(s, _)| *s == subject).map(|(_, e)| e.clone()).collect();
            at_once.apply_all(subject, of);
        }
        prop_assert_eq!(at_once, desk_of(&events));
    }

    #[test]
    fn what_was_taken_in_can_be_taken_out_again(events in history(), cut in any::<prop::sample::Index>()) {
        let at = cut.index(events.len());
        let mut desk = desk_of(&events[..at]);
        let before = desk.clone();
        for (subject, event) in &events[at..] {
            desk.apply(*subject, event.clone());
        }
        for (subject, event) in &events[at..] {
            desk.retract(*subject, &[event.stamp]);
        }
        prop_assert_eq!(desk, before);
    }

    #[test]
    fn stored_events_read_back_as_they_were(events in history()) {
        let log: Vec<Event> = events.into_iter().map(|(_, e)| e).collect();
        prop_assert_eq!(v1::decode(&v1::encode(&log).unwrap()).unwrap(), log);
    }

    #[test]
    fn no_damaged_value_makes_it_fall_over(events in history(), at in any::<prop::sample::Index>(), byte in 32_u8..127) {
        let log: Vec<Event> = events.into_iter().map(|(_, e)| e).collect();
        let mut text = v1::encode(&log).unwrap().into_bytes();
        let place = at.index(text.len());
        text[place] = byte;
        if let Ok(events) = v1::decode(&String::from_utf8_lossy(&text)) {
            let mut desk = Workspace::default();
            desk.apply_all(Subject::Request(RequestId::from_parts(1, 1)), events);
        }
        text.truncate(place);
        let cut = String::from_utf8_lossy(&text).into_owned();
        prop_assert!(v1::decode(&cut).is_err());
    }
}

#[derive(Clone, Debug)]
enum Deed {
    Raise,
    Move(usize, Stage, Option<usize>),
    Prioritise(usize, Priority),
    Client(usize, u8),
    Update(usize, bool),
    Promise(usize, i64),
    Remove(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let which = 0..4_usize;
    prop_oneof![
        2 => Just(Deed::Raise),
        3 => (which.clone(), stage(), prop::option::of(0..4_usize)).prop_map(|(r, s, i)| Deed::Move(r, s, i)),
        1 => (which.clone(), prop::sample::select(Priority::ALL)).prop_map(|(r, p)| Deed::Prioritise(r, p)),
        1 => (which.clone(), 0..3_u8).prop_map(|(r, c)| Deed::Client(r, c)),
        1 => (which.clone(), any::<bool>()).prop_map(|(r, v)| Deed::Update(r, v)),
        1 => (which.clone(), 1..9_i64).prop_map(|(r, d)| Deed::Promise(r, d)),
        1 => which.prop_map(Deed::Remove),
    ]
}

/// What a screen would show: everything but the histories themselves.
fn shown(ledger: &Ledger) -> impl PartialEq + std::fmt::Debug + use<> {
    let desk = ledger.desk();
    let requests: Vec<_> = desk.requests().map(|(id, r)| (id, r.clone())).collect();
    let clients: Vec<_> = desk.clients().map(|(id, c)| (id, c.clone())).collect();
    (requests, clients, desk.lanes().clone())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_shows_every_earlier_state_and_redoing_every_later_one(
        deeds in prop::collection::vec(deed(), 1..14)
    ) {
        let bench = Bench::new();
        let mut ledger = bench.desk();
        agree(&mut ledger, Choice::None, 2, 8);
        let mut states = vec![shown(&ledger)];
        for deed in deeds {
            bench.pass(Span::minutes(11));
            let ids: Vec<RequestId> = ledger.desk().requests().map(|(id, _)| id).collect();
            let id = |n: usize| ids.get(n % ids.len().max(1)).copied();
            let edit = match deed {
                Deed::Raise => Some(request("Something", "Finance")),
                Deed::Move(n, stage, index) => id(n).map(|id| Edit::Move { id, column: stage.into(), index }),
                Deed::Prioritise(n, p) => id(n).map(|id| Edit::Change(id, vec![RequestFact::Prioritised(p)])),
                Deed::Client(n, c) => id(n).map(|id| Edit::ChangeClient(id, Choice::New(name(["Sales", "Finance", "Warehouse"][usize::from(c)])))),
                Deed::Update(n, visible) => id(n).map(|id| Edit::Update { id, text: Note::new("News").unwrap(), visible }),
                Deed::Promise(n, d) => id(n).map(|id| Edit::Promise { id, date: Some(THURSDAY_9 + Span::days(d)), reason: Note::new("because").unwrap() }),
                Deed::Remove(n) => id(n).map(|id| Edit::Remove(Subject::Request(id))),
            };
            let Some(edit) = edit else { continue };
            if ledger.act(edit).is_ok_and(|o| !o.touched.is_empty()) {
                states.push(shown(&ledger));
            }
        }
        for earlier in states.iter().rev().skip(1) {
            prop_assert!(ledger.undo().unwrap().is_some());
            prop_assert_eq!(&shown(&ledger), earlier);
        }
        for later in states.iter().skip(1) {
            prop_assert!(ledger.redo().unwrap().is_some());
            prop_assert_eq!(&shown(&ledger), later);
        }
        let again = bench.open();
        prop_assert_eq!(again.desk(), ledger.desk());
    }
}

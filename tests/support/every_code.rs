//! What frozen fixtures must read as, written by hand: `tests/fixtures/v1/every-code.json` holds every fact that version
//! 0.1.0 could write, by record. One fact a minute from [`BEGAN`] on.
#![allow(dead_code, clippy::unwrap_used)]

use chrono::NaiveDate;
use inhouse::domain::agreed::{Cadence, Cost, Goal, Measure, Over};
use inhouse::domain::agreement::{Acceptance, AgreementFact, Duty, Review, Scope, Side, Status, Term};
use inhouse::domain::asked::{Asked, Kind as AskedKind};
use inhouse::domain::calendar::{DaySpan, Week};
use inhouse::domain::calendar_record::CalendarFact;
use inhouse::domain::care::{CareFact, Tie};
use inhouse::domain::cause::{BreachCause, Cause};
use inhouse::domain::client::{ClientFact, ServiceFact};
use inhouse::domain::clock::{Basis, ClockKind, Target, Verdict};
use inhouse::domain::columns::{Column, ColumnFact, Each, Hue};
use inhouse::domain::counter::{Counter, CounterAnswer};
use inhouse::domain::counting::{OnPriority, OnReopen, UpdateBy};
use inhouse::domain::day_file::{FileDay, FileReading};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::gain::{Gain, Usual};
use inhouse::domain::holiday::DayRule;
use inhouse::domain::ident::{
    AgreementId, CalendarId, ClientId, MappingId, RequestId, RunId, ServiceId, Subject,
};
use inhouse::domain::mapping::MappingFact;
use inhouse::domain::meeting::{Kind as MeetingKind, Meeting};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::position::Stance;
use inhouse::domain::rank::Rank;
use inhouse::domain::request::{
    AgreedDate, Channel, DeclineReason, Direction, Effect, MatchWhy, PauseReason, Priority, Raise,
    RequestFact, Settled, Stage,
};
use inhouse::domain::run::RunFact;
use inhouse::domain::signed::Signature;
use inhouse::domain::stamp::Stamp;
use inhouse::domain::survey::{Answer, Form, NaReason};
use inhouse::domain::team::TeamFact;
use inhouse::domain::template::{Every, Repeat, Template};
use inhouse::domain::text::{Name, Note, Title};
use inhouse::domain::threshold::{Lead, Threshold};
use inhouse::domain::triage::{
    Criterion, Deferral, Fit, Gate, Impact, Seat, TriageFact, TriageSetting, Urgency,
};

/// A fixture's records.
pub type Records = fn() -> Vec<(Subject, Vec<Event>)>;

/// The fixtures that hold facts for their own sake, and what they must read as.
pub const FROZEN: &[(&str, Records)] = &[
    ("every-code.json", records),
    ("limits-and-reasons.json", later),
    ("limits-for-each.json", limits_for_each),
    ("door-and-way-on.json", door_and_way_on),
    ("opened-anew.json", opened_anew),
    ("answers-too.json", answers_too),
    ("wishes-of-clients.json", wishes),
    ("expected-times.json", expected),
    ("steps-of-clocks.json", steps_of_clocks),
    ("way-to-the-end.json", way_to_the_end),
    ("several-limits.json", several_limits),
];

/// 2026-11-12 09:00 UTC, a Thursday.
pub const BEGAN: Moment = Moment(1_794_474_000_000);
const MINUTE: i64 = 60_000;
/// The tab that wrote them.
const NODE: u32 = 0x0a1b_2c3d;

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn title(text: &str) -> Title {
    Title::new(text).unwrap()
}

fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

fn rank(text: &str) -> Rank {
    Rank::parse(text).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn client(n: u128) -> ClientId {
    ClientId::from_parts(BEGAN.0, n)
}

pub fn service(n: u128) -> ServiceId {
    ServiceId::from_parts(BEGAN.0, n)
}

pub fn calendar(n: u128) -> CalendarId {
    CalendarId::from_parts(BEGAN.0, n)
}

pub fn agreement(n: u128) -> AgreementId {
    AgreementId::from_parts(BEGAN.0, n)
}

pub fn request(n: u128) -> RequestId {
    RequestId::from_parts(BEGAN.0, n)
}

/// The stamp of the fact with this number in its record.
fn stamp(number: usize) -> Stamp {
    Stamp { ms: BEGAN.0 + number as i64 * MINUTE, count: 2, node: NODE }
}

fn target(amount: Span, basis: Basis, pauses: bool, warn: Threshold) -> Target {
    Target { amount, basis, pauses, warn }
}

fn raise() -> Raise {
    Raise {
        reference: "PEO-7".into(),
        title: title("Payslip of \u{d8}rsted \u{2013} \u{65e5}\u{672c} \u{1f4b6}"),
        client: Some(client(1)),
        requester: Some(name("Ada \"L\" Lovelace")),
        service: Some(service(1)),
        direction: Direction::WeAsk,
        channel: Channel::Phone,
        priority: Priority::High,
        effect: Some(Effect::Useful),
        purpose: note("The audit\nof Friday"),
        text: note("Tab\tand \\ backslash"),
        rank: rank("i5"),
    }
}

/// Every fact of the work on a request.
fn work() -> Vec<Fact> {
    use RequestFact as R;
    let plain = Raise {
        client: None,
        requester: None,
        service: None,
        effect: None,
        direction: Direction::WeServe,
        channel: Channel::Desk,
        priority: Priority::Normal,
        purpose: Note::default(),
        text: Note::default(),
        ..raise()
    };
    let mut out = vec![
        R::Raised(Box::new(plain)),
        R::Raised(Box::new(raise())),
        R::Retitled(title("Payslip, corrected")),
        R::Described(note("What it is about")),
        R::Described(Note::default()),
        R::For(None),
        R::For(Some(client(2))),
        R::AskedBy(None),
        R::AskedBy(Some(name("Grace"))),
        R::About(None),
        R::About(Some(service(2))),
        R::Directed(Direction::WeServe),
        R::Directed(Direction::WeAsk),
        R::Purpose(note("So that wages are right")),
        R::Lens(None),
        R::Lens(Some(Effect::Essential)),
        R::Lens(Some(Effect::Useful)),
        R::Lens(Some(Effect::Preference)),
        R::Assigned(None),
        R::Assigned(Some(name("Tom Aerts"))),
        R::Acknowledged,
        R::Updated { text: note("Half done"), visible: true, automatic: false },
        R::Updated { text: Note::default(), visible: false, automatic: true },
        R::Promised { date: Some(Moment(1_794_830_400_000)), reason: note("As agreed") },
        R::Promised { date: None, reason: Note::default() },
    ];
    use Channel as C;
    out.extend([C::Desk, C::Form, C::Mail, C::Chat, C::Phone, C::Person, C::File].map(R::Came));
    out.extend([Priority::Urgent, Priority::Normal, Priority::Low, Priority::High].map(R::Prioritised));
    use Stage as S;
    let stages =
        [S::Deciding, S::New, S::Accepted, S::InProgress, S::Waiting, S::Done, S::Closed, S::Declined];
    out.extend(stages.map(|stage| R::Moved { stage, rank: rank("m") }));
    use PauseReason as P;
    out.extend([P::Client, P::OtherTeam, P::Supplier, P::Other].map(R::Paused));
    out.push(R::Resumed);
    use DeclineReason as D;
    let declined = |category| R::Declined { category, reason: note("No"), alternative: note("The form") };
    out.extend([D::Goal, D::NoEffect, D::Capacity, D::Scope, D::OtherTeam, D::Other].map(declined));
    out.extend([
        R::Reopened(note("It matters after all")),
        R::Withdrawn(note("No longer needed")),
        R::Reopened(Note::default()),
        R::Merged(Some(request(2))),
        R::Merged(None),
        R::Pinned { agreement: None, why: MatchWhy { client: false, service: false, chosen: false } },
        R::Pinned {
            agreement: Some((agreement(1), 2)),
            why: MatchWhy { client: true, service: false, chosen: false },
        },
        R::Pinned {
            agreement: Some((agreement(1), 2)),
            why: MatchWhy { client: false, service: true, chosen: false },
        },
        R::Pinned {
            agreement: Some((agreement(1), 3)),
            why: MatchWhy { client: false, service: false, chosen: true },
        },
    ]);
    use ClockKind as K;
    use Verdict as V;
    let settled = |clock, verdict, due| R::Settled(Settled { clock, verdict, elapsed: Span(5_400_000), due });
    out.extend([
        settled(K::FirstResponse, V::Met, Some(Moment(1_794_500_000_000))),
        settled(K::Resolution, V::Breached, Some(Moment(1_794_500_000_000))),
        settled(K::Update, V::OpenBreached, None),
        settled(K::Decision, V::Excluded, None),
        R::Labelled(name("Audit"), true),
        R::Labelled(name("Wages"), true),
        R::Labelled(name("Audit"), false),
        R::Archived(true),
        R::Archived(false),
        R::Column(77),
        R::Column(0),
        R::Agreed(Some(Box::new(AgreedDate {
            date: Moment(1_795_003_200_000),
            by: name("Grace"),
            why: note("Her holiday"),
        }))),
        R::Agreed(None),
    ]);
    use BreachCause as B;
    let cause = |clock, kind| R::BreachCause(Box::new(Cause { clock, kind, text: note("In her words") }));
    let causes = [B::Load, B::Absence, B::Waiting, B::Unclear, B::Overlooked, B::Bigger, B::Target, B::Other];
    out.extend(causes.map(|kind| cause(K::Resolution, Some(kind))));
    out.push(cause(K::FirstResponse, None));
    // At the end it is open, on the board.
    out.push(R::Moved { stage: S::InProgress, rank: rank("i7") });
    let mut out: Vec<Fact> = out.into_iter().map(Fact::Request).collect();
    out.push(Fact::Removed);
    out.push(Fact::Restored);
    // The last priority is taken back, and with it the new title of the beginning.
    let last = out.len();
    out.push(Fact::Request(R::Prioritised(Priority::Low)));
    out.push(Fact::Revoked(vec![stamp(last), stamp(2)]));
    // What a later version knows, and what has a name and no screen yet: kept as they are written.
    out.push(Fact::Kept { code: "later.fact".into(), args: "[1,{\"a\":[null,2.50]},\"\\u00e9\"]".into() });
    out.push(Fact::Kept { code: "entry-point".into(), args: "[\"Service desk\"]".into() });
    out
}

/// Every fact of care for a request, and of deciding about it.
fn care() -> Vec<Fact> {
    use CareFact as C;
    let mut out = vec![
        C::Chased { channel: Channel::Mail, text: note("Any news?") },
        C::Asked(note("Which month?")),
        C::Answered(note("October")),
        C::Restated(note("You need October again")),
        C::Understood(None),
        C::Understood(Some(name("Grace"))),
        C::Talked { channel: Channel::Person, text: note("At the desk") },
        C::AtRisk(note("The supplier is late")),
        C::Blocked { step: note("A signature"), owner: Some(name("Ada")), date: Some(day(2026, 11, 20)) },
        C::Blocked { step: note("The scanner"), owner: None, date: None },
        C::Unblocked(note("Signed")),
        C::Escalated { to: name("Director"), due: Some(day(2026, 11, 23)), why: note("It is late") },
        C::Escalated { to: name("Board"), due: None, why: Note::default() },
        C::EscalationClosed(note("Two more people")),
        C::Means(1, Some(title("The sum is right"))),
        C::Means(2, Some(title("It is sent"))),
        C::Means(2, None),
        C::Ticked(1, true),
        C::Ticked(1, false),
        C::Confirmed(Some(name("Grace"))),
        C::Confirmed(None),
        C::Rated { result: 5, manner: 1, comment: note("Right, and gruff") },
        C::Benefit(note("Nobody had to ask twice")),
        C::Sent(Channel::Chat),
        C::Beyond(true),
        C::Beyond(false),
    ];
    use Usual as U;
    out.extend(
        [U::Time, U::Money, U::Risk, U::Quality, U::People].map(|usual| C::Gained(Gain::Usual(usual), true)),
    );
    out.extend([
        C::Gained(Gain::Own(name("Calm")), true),
        C::Gained(Gain::Usual(U::Money), false),
        C::Contributor(name("Ada"), true),
        C::Contributor(name("Ben"), true),
        C::Contributor(name("Ben"), false),
        C::Thanked(note("Well done")),
        C::Complained(note("Too slow")),
        C::Replied(note("We are sorry")),
    ]);
    use Tie as T;
    let ties = [
        T::Blocks,
        T::BlockedBy,
        T::PartOf,
        T::HasPart,
        T::SameCause,
        T::Follows,
        T::FollowedBy,
        T::MergedInto,
        T::Holds,
    ];
    out.extend((3..).zip(ties).map(|(n, tie)| C::Linked(tie, request(n), true)));
    out.extend([
        C::Linked(T::Holds, request(11), false),
        C::Filled(name("Month"), note("October")),
        C::Template(service(1), 3),
        C::Repeats(service(1), 3, day(2026, 12, 1)),
    ]);
    let plain = Raise { title: title("Cared for"), reference: "PEO-8".into(), ..raise() };
    let mut all = vec![Fact::Request(RequestFact::Raised(Box::new(plain)))];
    all.extend(out.into_iter().map(|fact| Fact::Request(RequestFact::Care(fact))));
    all
}

fn deciding() -> Vec<Fact> {
    use TriageFact as T;
    let mut out = vec![T::Goal(Fit::Goal(name("Fewer errors"))), T::Goal(Fit::None), T::Goal(Fit::Unsaid)];
    out.extend([None, Some(Impact::Many), Some(Impact::Team), Some(Impact::One)].map(T::Impact));
    let urgencies =
        [None, Some(Urgency::Harm), Some(Urgency::Stop), Some(Urgency::Slow), Some(Urgency::Nothing)];
    out.extend(urgencies.map(T::Urgency));
    use Criterion as C;
    let criteria = [C::Urgency, C::Impact, C::Effect, C::Goal, C::Value, C::Effort, C::Own(name("Fairness"))];
    out.extend((1..).zip(criteria).map(|(points, criterion)| T::Scored(criterion, Some(points))));
    let seat = Seat { height: -3, ahead: true, raised: Moment(1_794_470_000_000), among: 12 };
    out.extend([
        T::Scored(C::Value, None),
        T::Effort(Some(240)),
        T::Effort(None),
        T::Outside(Some(true)),
        T::Outside(Some(false)),
        T::Outside(None),
        T::UrgentToo(note("Two at once")),
        T::Pressed(Some(name("Director"))),
        T::Pressed(None),
        T::Overridden(Some((seat, note("Before the audit")))),
        T::Overridden(None),
        T::CrossedOver(note("It had waited")),
        T::WentFirst(note("Wages come first")),
        T::Bumped(request(1)),
        T::BumpTold,
        T::Deferred(Box::new(Deferral {
            category: Some(DeclineReason::Capacity),
            reason: note("Not this month"),
            alternative: note("The self-service page"),
            until: Some(Moment(1_797_000_000_000)),
            condition: note("Ben is back"),
        })),
        T::TakenUp,
        T::Deferred(Box::new(Deferral {
            category: None,
            reason: Note::default(),
            alternative: Note::default(),
            until: None,
            condition: note("Somebody asks again"),
        })),
        T::Returned(note("Which office?")),
        T::Excepted(note("A promise of last year")),
        T::DecidedBy(name("Mila")),
        T::Against(name("Fewer errors")),
        T::ScopeChanged { what: note("Two months more"), stays: Some(true) },
        T::ScopeChanged { what: note("And a letter"), stays: None },
        T::DelayNoticed {
            old: Moment(1_794_830_400_000),
            new: Moment(1_795_003_200_000),
            cause: note("The supplier"),
        },
        T::Load { promised: 2_400, capacity: 1_920 },
    ]);
    let plain = Raise { title: title("Decided about"), reference: "PEO-9".into(), ..raise() };
    let mut all = vec![Fact::Request(RequestFact::Raised(Box::new(plain)))];
    all.extend(out.into_iter().map(|fact| Fact::Request(RequestFact::Triage(fact))));
    all
}

fn team() -> Vec<Fact> {
    use TeamFact as T;
    let mut out = vec![
        T::Named(name("People & Pay")),
        T::Zone("Europe/Brussels".into()),
        T::Prefix("PEO".into()),
        T::Hours(calendar(1)),
        T::Word(name("partner"), name("partners")),
        T::Position(Box::new(Stance {
            position: "order".into(),
            choice: "queue".into(),
            owner: Some(name("Mila")),
            review: Some(day(2027, 3, 1)),
            note: note("First come"),
        })),
        T::Position(Box::new(Stance {
            position: "lens".into(),
            choice: "off".into(),
            owner: None,
            review: None,
            note: Note::default(),
        })),
        T::Step("hours".into()),
        T::NewsDays(4),
        T::Gain(Gain::Usual(Usual::Risk), false),
        T::Gain(Gain::Own(name("Calm")), true),
        T::TalkAfter(3),
        T::Plain(name("FTE"), Some(name("full-time post"))),
        T::Plain(name("KPI"), None),
    ];
    let column = |stage, part| Column { stage, part };
    let columns = [
        ColumnFact::Added(77, Some(Stage::InProgress)),
        ColumnFact::Added(78, Some(Stage::Waiting)),
        ColumnFact::Added(78, None),
        ColumnFact::Named(column(Stage::InProgress, 77), Some(name("Checking"))),
        ColumnFact::Named(column(Stage::New, 0), Some(name("Inbox"))),
        ColumnFact::Named(column(Stage::New, 0), None),
        ColumnFact::Limit(column(Stage::InProgress, 77), Some(3)),
        ColumnFact::Limit(column(Stage::Accepted, 0), None),
        ColumnFact::Order(vec![
            column(Stage::New, 0),
            column(Stage::InProgress, 77),
            column(Stage::InProgress, 0),
        ]),
        ColumnFact::View(name("Late ones"), Some("#/board?clock=late".into())),
        ColumnFact::View(name("Old"), None),
        ColumnFact::Each(Some(4)),
        ColumnFact::Each(None),
        ColumnFact::Labelled(name("Plain"), None),
    ];
    out.extend(columns.map(T::Columns));
    use Hue as H;
    let hues = [H::Petrol, H::Green, H::Violet, H::Clay, H::Amber, H::Red];
    let labels = ["Audit", "Wages", "Leave", "Hiring", "Travel", "Health"];
    out.extend(
        labels.into_iter().zip(hues).map(|(l, hue)| T::Columns(ColumnFact::Labelled(name(l), Some(hue)))),
    );
    use TriageSetting as S;
    let settings = [
        S::Goal(name("Fewer errors"), true),
        S::Goal(name("Old goal"), false),
        S::Matrix(Impact::Many, Urgency::Harm, Priority::Urgent),
        S::Matrix(Impact::One, Urgency::Nothing, Priority::Low),
        S::Weight(Criterion::Goal, Some(5)),
        S::Weight(Criterion::Own(name("Fairness")), Some(2)),
        S::Weight(Criterion::Effort, None),
        S::Capacity(Some(1_920)),
        S::Capacity(None),
        S::Gate(Gate::Scored, true),
        S::Gate(Gate::Promise, false),
        S::Gate(Gate::Means, true),
        S::Decider(Some(name("Mila"))),
        S::Decider(None),
        S::Appeal(Some(name("Director"))),
        S::Appeal(None),
        S::Entry(Some(name("people@example.org"))),
        S::Entry(None),
        S::UrgentQuota(Some(2)),
        S::UrgentQuota(None),
    ];
    out.extend(settings.map(T::Triage));
    out.into_iter().map(Fact::Team).collect()
}

fn hours() -> Vec<Fact> {
    use CalendarFact as K;
    let rules = [
        DayRule::Nth { month: 9, nth: 1, weekday: 0 },
        DayRule::Last { month: 5, weekday: 0 },
        DayRule::From { month: 6, day: 20, weekday: 5 },
        DayRule::Easter(-2),
        DayRule::OrthodoxEaster(1),
    ];
    let mut days = std::collections::BTreeMap::from([
        (FileDay::Once(day(2026, 12, 24)), "Christmas Eve".to_owned()),
        (FileDay::Yearly(5, 1), "Labour Day".to_owned()),
    ]);
    days.extend(rules.map(|rule| (FileDay::Ruled(rule), "A rule".to_owned())));
    let out = [
        K::Named(name("Brussels office")),
        K::Zone("Europe/Brussels".into()),
        K::Layer(Some(calendar(2))),
        K::Layer(None),
        K::Takes(calendar(2), true),
        K::Takes(calendar(3), false),
        K::Opens(calendar(4), true),
        K::Opens(calendar(4), false),
        K::File { name: name("belgium.ics"), reading: Some(FileReading { on: day(2026, 11, 12), days }) },
        K::File { name: name("old.ics"), reading: None },
        K::Week(Week::office(&[(540, 720), (780, 1_020)])),
        K::Closed { date: day(2026, 12, 25), name: Some(name("Christmas")) },
        K::Closed { date: day(2026, 12, 26), name: None },
        K::Yearly { month: 1, day: 1, name: Some(name("New Year")) },
        K::Yearly { month: 7, day: 21, name: None },
        K::Special { date: day(2026, 12, 31), spans: Some(vec![DaySpan::new(540, 720)]) },
        K::Special { date: day(2026, 12, 30), spans: Some(Vec::new()) },
        K::Special { date: day(2026, 12, 29), spans: None },
    ];
    let ruled = rules.map(|rule| K::Ruled { rule, name: Some(name("A rule")) });
    let off = K::Ruled { rule: rules[3], name: None };
    out.into_iter().chain(ruled).chain([off]).map(Fact::Calendar).collect()
}

fn agreed() -> Vec<Fact> {
    use AgreementFact as A;
    use Term as T;
    let share = Threshold::Share;
    let hour = Span::hours(1);
    let of = |clock, priority, target| T::Target { clock, priority, target };
    use ClockKind as K;
    use Priority as P;
    let day_end = target(Span::hours(24), Basis::Calendar, false, share(80));
    let mut terms = vec![
        T::Effective(Some(Moment(1_794_474_000_000))),
        T::Effective(None),
        T::Reason(note("After the first year")),
        T::Calendar(calendar(1)),
        of(K::FirstResponse, P::Urgent, Some(target(hour, Basis::Open, false, share(75)))),
        of(K::Resolution, P::High, Some(target(Span::hours(24), Basis::Calendar, true, share(50)))),
        of(K::Resolution, P::Normal, Some(target(Span::hours(48), Basis::Days, true, share(90)))),
        of(K::Resolution, P::Low, None),
        of(K::Update, P::Normal, Some(target(Span::hours(72), Basis::SameTime, true, share(75)))),
        of(K::Update, P::Low, None),
        of(K::Decision, P::Urgent, Some(target(hour, Basis::Open, true, share(75)))),
        of(K::Decision, P::Low, None),
        of(
            K::FirstResponse,
            P::High,
            Some(target(hour, Basis::Open, true, Threshold::Before(Lead::Time(Span(900_000))))),
        ),
        of(K::Resolution, P::Urgent, Some(target(hour, Basis::Open, true, Threshold::After(Lead::Days(2))))),
    ];
    let pauses = [PauseReason::Client, PauseReason::OtherTeam, PauseReason::Supplier, PauseReason::Other];
    terms.extend(pauses.map(|reason| T::PausesOn(reason, reason != PauseReason::OtherTeam)));
    terms.extend([
        T::AckCounts(true),
        T::AckCounts(false),
        T::Duty(1, Some(Duty { side: Side::Provider, text: note("We answer"), owner: None })),
        T::Duty(
            2,
            Some(Duty { side: Side::Client, text: note("You send it whole"), owner: Some(name("Grace")) }),
        ),
        T::Duty(1, None),
        T::Expects(note("A quiet quarter end")),
    ]);
    use Measure as M;
    let first = [M::RightFirst, M::FirstPromise, M::Satisfied, M::Response, M::Done, M::LastPromise];
    let later = [M::Confirmed, M::Rated, M::Unchased, M::Purpose, M::DateFirst, M::DelayTold];
    terms.extend(first.map(|measure| T::Measure(measure, Some(Goal::of(90)))));
    terms.extend(later.map(|measure| T::Measure(measure, Some(Goal::of(80)))));
    let overs = [Over::Month, Over::Quarter, Over::HalfYear, Over::Year];
    terms.extend(overs.map(|over| T::Measure(M::Done, Some(Goal { share: 85, over, least: 20 }))));
    terms.extend([
        T::Measure(M::Done, None),
        T::Measure(M::DelayTold, None),
        T::Step(ClockKind::Resolution, share(75), Some(name("Team lead"))),
        T::Step(ClockKind::Resolution, share(100), None),
        T::Step(ClockKind::Resolution, Threshold::After(Lead::Time(hour)), Some(name("Director"))),
        T::Step(ClockKind::Resolution, Threshold::Before(Lead::Days(1)), None),
        T::Cadence(Cadence { weeks: 2, months: 3 }),
        T::Cost(Cost::NotShown),
        T::Cost(Cost::Shown),
        T::Cost(Cost::AtCost),
        T::Cost(Cost::CostPlus(5)),
        T::Support(Some(calendar(2))),
        T::Support(None),
        T::CutOff(Some(900)),
        T::CutOff(None),
        T::UpdateBy(UpdateBy::Reply),
        T::UpdateBy(UpdateBy::Rhythm),
        T::HandOver(Some(target(hour, Basis::Open, true, share(75)))),
        T::HandOver(None),
        T::Answers(Some(target(Span::hours(8), Basis::Calendar, true, share(75)))),
        T::Answers(None),
        T::LongestPause(Some(day_end)),
        T::LongestPause(None),
        T::Pilot(Some(day(2027, 1, 31))),
        T::Pilot(None),
        T::OnPriority(OnPriority::Retarget),
        T::OnPriority(OnPriority::Onward),
        T::OnPriority(OnPriority::Anew),
        T::OnReopen(OnReopen::Continue),
        T::OnReopen(OnReopen::Anew),
        T::Review(Some(day(2027, 5, 1))),
        T::Review(None),
        T::Accepted(
            Side::Provider,
            Some(Acceptance { name: name("Mila"), role: None, on: day(2026, 11, 12), signature: None }),
        ),
        T::Accepted(
            Side::Client,
            Some(Acceptance {
                name: name("Grace"),
                role: Some(name("Head of Finance")),
                on: day(2026, 11, 13),
                signature: Some(Signature { terms: 0x0123_4567_89ab_cdef, hours: 0xfedc_ba98_7654_3210 }),
            }),
        ),
        T::Accepted(Side::Provider, None),
        T::Scope(Scope::one(None, None)),
        T::Scope(Scope::one(Some(client(1)), Some(service(1)))),
        T::Scope(Scope { clients: [client(1), client(2)].into(), services: [service(1), service(2)].into() }),
        T::Excludes(1, Some(note("Night work"))),
        T::Excludes(1, None),
        T::Status(Status::Draft),
        T::Status(Status::Proposed),
        T::Status(Status::Ended),
        T::Status(Status::InForce),
    ]);
    let review = |next| Review { on: day(2026, 11, 12), text: note("It holds"), next };
    let head = [
        A::Named(name("Pay for Finance")),
        A::Scope { client: Some(client(1)), service: None },
        A::Scope { client: None, service: Some(service(1)) },
        A::Placed(rank("i")),
        A::Reviewed(Box::new(review(Some(day(2027, 5, 12))))),
        A::Reviewed(Box::new(review(None))),
    ];
    let versions = terms.into_iter().map(|term| A::Version(1, term));
    let discarded = [A::Version(2, T::Reason(note("Never sent"))), A::Version(2, T::Discarded)];
    head.into_iter().chain(versions).chain(discarded).map(Fact::Agreement).collect()
}

fn known_client() -> Vec<Fact> {
    use ClientFact as C;
    let meeting = |kind| Meeting { kind, on: day(2026, 11, 12), text: note("How it goes") };
    let out = [
        C::Named(name("Finance")),
        C::People(note("Grace, Ada")),
        C::Channel(note("Mail, before noon")),
        C::Noted(note("Quarter ends are busy")),
        C::Measured(note("Close in five days")),
        C::Hard(note("Late figures")),
        C::Elsewhere(None),
        C::Elsewhere(Some(true)),
        C::Elsewhere(Some(false)),
        C::Next(Some(day(2026, 12, 1))),
        C::Next(None),
        C::Met(1, Some(Box::new(meeting(MeetingKind::Talk)))),
        C::Met(2, Some(Box::new(meeting(MeetingKind::Sent)))),
        C::Met(3, Some(Box::new(meeting(MeetingKind::Win)))),
        C::Met(2, None),
    ];
    out.into_iter().map(Fact::Client).collect()
}

fn known_service() -> Vec<Fact> {
    use ServiceFact as S;
    let field = |name, kind, required| Some(Box::new(Asked { name, kind, required, to_accept: false }));
    let template = |repeat| {
        Some(Box::new(Template {
            name: name("Monthly run"),
            title: title("Run the wages"),
            text: note("As every month"),
            means: vec![title("Checked"), title("Sent")],
            priority: Priority::High,
            effect: Some(Effect::Essential),
            owner: Some(name("Tom Aerts")),
            client: Some(client(1)),
            repeat,
        }))
    };
    let bare = Template {
        name: name("Bare"),
        title: title("A question"),
        text: Note::default(),
        means: Vec::new(),
        priority: Priority::Normal,
        effect: None,
        owner: None,
        client: None,
        repeat: None,
    };
    let mut out = vec![
        S::Named(name("Payroll")),
        S::Described(note("Wages and what belongs to them")),
        S::Owner(Some(name("Tom Aerts"))),
        S::Owner(None),
        S::Usual(Some(90)),
        S::Usual(None),
        S::Field(1, field(name("Name"), AskedKind::Text, true)),
        S::Field(2, field(name("Hours"), AskedKind::Number, false)),
        S::Field(3, field(name("From"), AskedKind::Day, false)),
        S::Field(4, field(name("Month"), AskedKind::Choice(vec![name("October"), name("November")]), true)),
        S::Field(2, None),
        S::Template(9, Some(Box::new(bare))),
        S::Template(8, None),
        S::Reply(name("Thanks"), Some(note("Thank you, it is on its way"))),
        S::Reply(name("Old"), None),
    ];
    let every = [Every::Days(10), Every::Weeks(2), Every::Months(1), Every::Weekday(1)];
    let repeats = every.map(|every| Repeat { every, from: day(2026, 12, 1) });
    out.extend((1..).zip(repeats).map(|(n, repeat)| S::Template(n, template(Some(repeat)))));
    out.into_iter().map(Fact::Service).collect()
}

fn run() -> Vec<Fact> {
    let answered = |item: &str, answer| RunFact::Answered { sheet: "".into(), item: item.into(), answer };
    let na = |reason| Some(Answer::NotApplicable(reason));
    let out = [
        RunFact::Opened { name: name("Autumn"), form: Form::Full, instrument: "1".into() },
        RunFact::Named(name("Autumn check")),
        answered("know-1", Answer::scale(1)),
        answered("know-2", Answer::scale(5)),
        answered("know-3", Some(Answer::CannotTell)),
        answered("know-4", na(NaReason::OtherWork)),
        answered("know-5", na(NaReason::Position)),
        answered("agree-1", na(NaReason::OutsideControl)),
        answered("agree-2", na(NaReason::Other("We share it".into()))),
        answered("agree-3", Answer::scale(3)),
        answered("agree-3", None),
        RunFact::Answered { sheet: "finance".into(), item: "know-1".into(), answer: Answer::scale(2) },
        RunFact::Closed,
        RunFact::Reopened,
        RunFact::Opened { name: name("Pulse"), form: Form::Pulse, instrument: "1".into() },
    ];
    out.into_iter().map(Fact::Run).collect()
}

fn mapping() -> Vec<Fact> {
    vec![
        Fact::Mapping(MappingFact::Named(name("The old tracker"))),
        Fact::Mapping(MappingFact::Set("{\"shape\":\"events\"}".into())),
    ]
}

/// What happened, as it is stored: who did it and whence goes round, so that all of that is there too.
fn events(facts: Vec<Fact>) -> Vec<Event> {
    let sources = [Source::Live, Source::Import, Source::Sample, Source::Undo];
    let actors = [Some(name("Tom Aerts")), None, Some(name("Mila"))];
    let event = |(n, fact): (usize, Fact)| Event {
        stamp: stamp(n),
        // What was brought in happened an hour before it was recorded.
        at: Moment(stamp(n).ms - if n % 4 == 1 { 60 * MINUTE } else { 0 }),
        actor: actors[n % 3].clone(),
        source: sources[n % 4],
        fact,
    };
    let mut out: Vec<Event> = facts.into_iter().enumerate().map(event).collect();
    out.sort_by_key(Event::order);
    out
}

/// Every record with its events, in their order.
pub fn records() -> Vec<(Subject, Vec<Event>)> {
    let all = [
        (Subject::Team, team()),
        (Subject::Request(request(1)), work()),
        (Subject::Request(request(2)), care()),
        (Subject::Request(request(3)), deciding()),
        (Subject::Client(client(1)), known_client()),
        (Subject::Service(service(1)), known_service()),
        (Subject::Calendar(calendar(1)), hours()),
        (Subject::Agreement(agreement(1)), agreed()),
        (Subject::Run(RunId::from_parts(BEGAN.0, 1)), run()),
        (Subject::Mapping(MappingId::from_parts(BEGAN.0, 1)), mapping()),
    ];
    all.map(|(subject, facts)| (subject, events(facts))).into()
}

/// Limits that count for each of something within a column, and one that was passed.
fn limits_for_each() -> Vec<(Subject, Vec<Event>)> {
    let column = Column::from(Stage::InProgress);
    let limits = Each::ALL.iter().map(|each| ColumnFact::Within(column, vec![(*each, 3)]));
    let limits = limits.chain([ColumnFact::Within(column, Vec::new())]);
    let limits = limits.map(|fact| Fact::Team(TeamFact::Columns(fact))).collect();
    let passed = TriageFact::OverLimit { column, count: 4, limit: 3, each: Some(Each::Client) };
    vec![
        (Subject::Team, events(limits)),
        (Subject::Request(request(5)), events(vec![Fact::Request(RequestFact::Triage(passed))])),
    ]
}

/// Limits for each of several kinds in one column.
fn several_limits() -> Vec<(Subject, Vec<Event>)> {
    let limits = vec![(Each::Owner, 2), (Each::Client, 5), (Each::Priority, 9)];
    let fact = ColumnFact::Within(Column::from(Stage::InProgress), limits);
    vec![(Subject::Team, events(vec![Fact::Team(TeamFact::Columns(fact))]))]
}

/// Facts that came after the first file was frozen.
fn later() -> Vec<(Subject, Vec<Event>)> {
    let column = Column { stage: Stage::Waiting, part: 9 };
    let waits = TeamFact::Columns(ColumnFact::Waits(column, PauseReason::Supplier));
    let of_request = [
        RequestFact::Triage(TriageFact::PriorityWhy(note("The auditors come a week later"))),
        RequestFact::Triage(TriageFact::OverLimit {
            column: Stage::InProgress.into(),
            count: 6,
            limit: 5,
            each: None,
        }),
        RequestFact::Triage(TriageFact::OverWhy(note("It is due on Friday"))),
        RequestFact::Care(CareFact::AnswerBy(day(2026, 11, 20))),
    ];
    vec![
        (Subject::Team, events(vec![Fact::Team(waits)])),
        (Subject::Request(request(4)), events(of_request.map(Fact::Request).into())),
    ]
}

/// What is said at the door, what leads on from a no, what is missing, and what only deciding asks for.
fn door_and_way_on() -> Vec<(Subject, Vec<Event>)> {
    use TriageFact as T;
    let of_request = [
        RequestFact::Triage(T::Depends(note("The board decides on the 3rd"))),
        RequestFact::Triage(T::YesIf(note("The budget is there"))),
        RequestFact::Triage(T::AskInstead(Some(name("Facilities")))),
        RequestFact::Triage(T::AskInstead(None)),
        RequestFact::Care(CareFact::Missing(1, Some(title("The number of the post")))),
        RequestFact::Care(CareFact::Received(1, true)),
        RequestFact::Care(CareFact::Received(1, false)),
        RequestFact::Care(CareFact::Missing(1, None)),
    ];
    let field = |name, kind, to_accept| Some(Box::new(Asked { name, kind, required: true, to_accept }));
    let choices = AskedKind::Choice(vec![name("Yes"), name("No")]);
    let of_service = [
        ServiceFact::Field(1, field(name("The page"), AskedKind::Link, false)),
        ServiceFact::Field(2, field(name("Is it budgeted?"), choices, true)),
    ];
    vec![
        (Subject::Request(request(5)), events(of_request.map(Fact::Request).into())),
        (Subject::Service(service(2)), events(of_service.map(Fact::Service).into())),
    ]
}

/// Opened again long after it was done.
fn opened_anew() -> Vec<(Subject, Vec<Event>)> {
    vec![(Subject::Request(request(5)), events(vec![Fact::Request(RequestFact::Anew)]))]
}

/// An answer to what the client says is promised beside the next update.
fn answers_too() -> Vec<(Subject, Vec<Event>)> {
    let within = Target::usual(ClockKind::Reply, Span::hours(2), Basis::Open).unwrap();
    let term = |target| Term::Target { clock: ClockKind::Reply, priority: Priority::Normal, target };
    let warned = Target { warn: Threshold::Before(Lead::Time(Span::hours(1))), ..within };
    let terms = [term(Some(within)), term(None), term(Some(warned))];
    let facts = terms.map(|term| Fact::Agreement(AgreementFact::Version(1, term)));
    vec![(Subject::Agreement(agreement(2)), events(facts.into()))]
}

/// What a client would have instead of what is proposed, and what came of it.
fn wishes() -> Vec<(Subject, Vec<Event>)> {
    type Wished = ((ClockKind, Priority), (Span, Basis));
    let wish = |targets: &[Wished], calendar, duties: &[(Side, &str)]| {
        AgreementFact::Countered(
            targets.len() as u32,
            Box::new(Counter {
                version: 1,
                by: name("Grace"),
                reason: note("Payday is on the 25th"),
                targets: targets.iter().copied().collect(),
                calendar,
                duties: duties.iter().map(|(side, text)| (*side, note(text))).collect(),
            }),
        )
    };
    let answer = |number, answer| AgreementFact::CounterAnswered(number, Box::new(answer));
    let targets = [
        ((ClockKind::FirstResponse, Priority::Urgent), (Span::hours(1), Basis::Calendar)),
        ((ClockKind::Resolution, Priority::Normal), (Span::days(2), Basis::Days)),
        ((ClockKind::Resolution, Priority::Low), (Span::days(3), Basis::SameTime)),
        ((ClockKind::Update, Priority::High), (Span::minutes(90), Basis::Open)),
    ];
    let duties = [(Side::Provider, "You call us back"), (Side::Client, "We send changes by noon")];
    let facts = [
        wish(&targets, Some(calendar(1)), &duties),
        wish(&targets[..1], None, &[]),
        answer(4, CounterAnswer::Taken(2)),
        answer(1, CounterAnswer::Refused(note("We are two until March"))),
    ];
    vec![(Subject::Agreement(agreement(1)), events(facts.map(Fact::Agreement).into()))]
}

/// Within which time a client expects what.
fn expected() -> Vec<(Subject, Vec<Event>)> {
    let within =
        |clock, priority, within| AgreementFact::Version(1, Term::Expected { clock, priority, within });
    let facts = [
        within(ClockKind::FirstResponse, Priority::Urgent, Some((Span::minutes(30), Basis::Calendar))),
        within(ClockKind::Resolution, Priority::Normal, Some((Span::days(2), Basis::Days))),
        within(ClockKind::Resolution, Priority::Low, Some((Span::days(5), Basis::SameTime))),
        within(ClockKind::Resolution, Priority::High, Some((Span::hours(4), Basis::Open))),
        within(ClockKind::FirstResponse, Priority::Urgent, None),
    ];
    vec![(Subject::Agreement(agreement(1)), events(facts.map(Fact::Agreement).into()))]
}

/// A step of each clock but "done", which is stored as it always was, with each kind of threshold.
fn steps_of_clocks() -> Vec<(Subject, Vec<Event>)> {
    let step =
        |clock, when, who: Option<&str>| AgreementFact::Version(1, Term::Step(clock, when, who.map(name)));
    let facts = [
        step(ClockKind::FirstResponse, Threshold::Share(50), Some("Bo Maes")),
        step(ClockKind::Decision, Threshold::Before(Lead::Time(Span::hours(2))), Some("Cy")),
        step(ClockKind::Update, Threshold::Before(Lead::Days(1)), Some("Di")),
        step(ClockKind::Reply, Threshold::After(Lead::Days(2)), Some("Ed")),
        step(ClockKind::FirstResponse, Threshold::Share(50), None),
        step(ClockKind::FirstResponse, Threshold::After(Lead::Time(Span::minutes(30))), Some("Bo Maes")),
    ];
    vec![(Subject::Agreement(agreement(1)), events(facts.map(Fact::Agreement).into()))]
}

/// How far a client is from the people served in the end, who comes next, how often the two sides talk, and when what is
/// known was looked through.
fn way_to_the_end() -> Vec<(Subject, Vec<Event>)> {
    use ClientFact as C;
    let facts = [
        C::Named(name("Finance")),
        C::Chain(Some(0)),
        C::Chain(Some(3)),
        C::Chain(None),
        C::Onward(note("Sales, then the branches")),
        C::Rhythm(Some(52)),
        C::Rhythm(None),
        C::Confirmed(Some(day(2026, 11, 12))),
        C::Confirmed(None),
    ];
    vec![(Subject::Client(client(1)), events(facts.map(Fact::Client).into()))]
}

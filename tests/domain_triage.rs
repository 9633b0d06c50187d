//! Deciding: scores, the priority that follows, and the order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/deciding.rs"]
mod deciding;

use bench::*;
use deciding::*;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::client::ServiceFact;
use inhouse::domain::columns::Column;
use inhouse::domain::deciding::{TriageEdit, TriageRefusal, by_table};
use inhouse::domain::edit::{Edit, Many, NewRequest, Refusal};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{Effect, Priority, RequestFact, Stage};
use inhouse::domain::stamp::Stamp;
use inhouse::domain::team::TeamFact;
use inhouse::domain::template::{Every, Repeat, Template, due};
use inhouse::domain::text::{Note, Title};
use inhouse::domain::triage::*;
use inhouse::store::ledger::{Ledger, Trouble};
use inhouse::store::wire::v1;

#[test]
fn a_score_is_weight_times_points_and_says_what_is_missing() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    answer(
        &mut ledger,
        id,
        vec![
            TriageFact::Urgency(Some(Urgency::Stop)),
            TriageFact::Impact(Some(Impact::Many)),
            TriageFact::Effort(Some(480)),
        ],
    );
    act(&mut ledger, id, TriageEdit::Answer(vec![RequestFact::Lens(Some(Effect::Useful))])).unwrap();
    // Consequence 3 × 2 = 6, for whom 2 × 3 = 6, effect 2 × 2 = 4, work of a day 1 × 2 = 2; nobody has said what
    // is at stake. No goals: 3 + 2 + 2 + 1 + 1 = 9 weights, 27 points at most.
    let score =
        |ledger: &Ledger| inhouse::domain::triage::score(ledger.desk(), ledger.desk().request(id).unwrap());
    assert_eq!((score(&ledger).total(), score(&ledger).most(), score(&ledger).missing()), (18, 27, 1));

    // A goal makes a criterion of its own, 2 × 3; a criterion of the team's own weighs 4, with 1 point.
    rule(&mut ledger, TriageSetting::Goal(name("Pay on time"), true));
    rule(&mut ledger, TriageSetting::Weight(Criterion::Own(name("Law")), Some(4)));
    answer(
        &mut ledger,
        id,
        vec![
            TriageFact::Goal(Fit::Goal(name("Pay on time"))),
            TriageFact::Scored(Criterion::Own(name("Law")), Some(1)),
        ],
    );
    assert_eq!((score(&ledger).total(), score(&ledger).most()), (18 + 6 + 4, 27 + 6 + 12));
    // What weighs nothing is left out, and so is the effect where it is not asked.
    rule(&mut ledger, TriageSetting::Weight(Criterion::Urgency, Some(0)));
    position(&mut ledger, "lens", "off");
    assert_eq!((score(&ledger).total(), score(&ledger).most()), (28 - 6 - 4, 45 - 9 - 6));
    // All of it is there after a new start.
    assert_eq!(score(&bench.open()), score(&ledger));
}

#[test]
fn impact_and_urgency_bring_the_priority_of_the_table_and_undo_takes_both_back() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    let priority = |ledger: &Ledger| ledger.desk().request(id).unwrap().priority;
    answer(&mut ledger, id, vec![TriageFact::Urgency(Some(Urgency::Stop))]);
    assert_eq!(priority(&ledger), Priority::Normal, "one of the two is not enough");
    answer(&mut ledger, id, vec![TriageFact::Impact(Some(Impact::Many))]);
    assert_eq!(priority(&ledger), Priority::Urgent);
    ledger.undo().unwrap();
    assert_eq!((priority(&ledger), triage(&ledger, id).look(|a| a.impact)), (Priority::Normal, None));
    ledger.redo().unwrap();
    assert_eq!(priority(&ledger), Priority::Urgent);
    rule(&mut ledger, TriageSetting::Matrix(Impact::One, Urgency::Stop, Priority::Low));
    answer(&mut ledger, id, vec![TriageFact::Impact(Some(Impact::One))]);
    assert_eq!(priority(&ledger), Priority::Low, "the team's own table");
    // The same answer again changes nothing, so that there is nothing to undo.
    let before = ledger.desk().log(Subject::Request(id)).len();
    answer(&mut ledger, id, vec![TriageFact::Impact(Some(Impact::One))]);
    assert_eq!(ledger.desk().log(Subject::Request(id)).len(), before);
}

/// What whoever asks says at the door is answered when it is decided, and weighs there; of its priority the form says
/// the last word.
#[test]
fn what_is_said_at_the_door_is_answered_already() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let asked = NewRequest {
        depends: note("The board decides on the 3rd."),
        urgency: Some(Urgency::Stop),
        impact: Some(Impact::Team),
        ..new("Headcount by site", by_table(ledger.desk(), Impact::Team, Urgency::Stop, None), None)
    };
    let id = made(&mut ledger, asked);
    let request = ledger.desk().request(id).unwrap();
    // By the usual table: a team whose work stops is high.
    assert_eq!(request.priority, Priority::High);
    let answers = request.triage.answers().unwrap();
    assert_eq!((answers.urgency, answers.impact), (Some(Urgency::Stop), Some(Impact::Team)));
    assert_eq!(answers.depends.as_str(), "The board decides on the 3rd.");
    // 3 × 2 for the consequence of waiting, 2 × 2 for whom; effect, value and effort are open, and
    // no goal is named yet.
    let found = score(ledger.desk(), request);
    assert_eq!((found.total(), found.missing()), (10, 3));
    // Said otherwise while deciding, it is that; said again, it is nothing new. It is kept, and undone.
    answer(&mut ledger, id, vec![TriageFact::Depends(note("The board decides in May."))]);
    let before = ledger.desk().log(Subject::Request(id)).len();
    answer(&mut ledger, id, vec![TriageFact::Depends(note("The board decides in May."))]);
    assert_eq!(ledger.desk().log(Subject::Request(id)).len(), before);
    let reads = |ledger: &Ledger| ledger.desk().request(id).unwrap().triage.look(|a| a.depends.to_string());
    assert_eq!(reads(&bench.open()), "The board decides in May.");
    ledger.undo().unwrap();
    assert_eq!(reads(&ledger), "The board decides on the 3rd.");
    // A mere preference is high at most, whatever the table makes of it.
    let most = by_table(ledger.desk(), Impact::Many, Urgency::Harm, Some(Effect::Preference));
    assert_eq!(most, Priority::High);
    // Where nothing is said, nothing is written down.
    let plain = made(&mut ledger, new("Export", Priority::Normal, None));
    assert_eq!(facts(&ledger, plain), []);
}

#[test]
fn the_usual_table_falls_from_urgent_to_low_in_both_directions() {
    let rules = Rules::default();
    let row = |impact| Urgency::ALL.iter().map(|u| rules.priority(impact, *u)).collect::<Vec<_>>();
    use Priority::{High, Low, Normal, Urgent};
    assert_eq!(row(Impact::Many), [Urgent, Urgent, High, Normal]);
    assert_eq!(row(Impact::Team), [Urgent, High, Normal, Low]);
    assert_eq!(row(Impact::One), [High, Normal, Low, Low]);
}

#[test]
fn a_mere_preference_is_never_urgent_unless_nobody_asks() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Green markers", "Finance");
    act(&mut ledger, id, TriageEdit::Answer(vec![RequestFact::Lens(Some(Effect::Preference))])).unwrap();
    answer(
        &mut ledger,
        id,
        vec![TriageFact::Urgency(Some(Urgency::Harm)), TriageFact::Impact(Some(Impact::Many))],
    );
    assert_eq!(ledger.desk().request(id).unwrap().priority, Priority::High);
    let urgent = Edit::Change(id, vec![RequestFact::Prioritised(Priority::Urgent)]);
    let refused = Trouble::Refused(Refusal::Triage(TriageRefusal::PreferenceUrgent));
    assert_eq!(ledger.act(urgent.clone()).unwrap_err(), refused);
    let all = Edit::Many(vec![id], Many::Change(vec![RequestFact::Prioritised(Priority::Urgent)]));
    assert_eq!(ledger.act(all).unwrap_err(), refused);
    position(&mut ledger, "lens", "off");
    ledger.act(urgent).unwrap();
    assert_eq!(ledger.desk().request(id).unwrap().priority, Priority::Urgent);
}

#[test]
fn a_mere_preference_comes_in_as_urgent_by_no_way() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let wish = || new("Green markers", Priority::Urgent, Some(Effect::Preference));
    let never = Refusal::Triage(TriageRefusal::PreferenceUrgent);
    // By the form and by what is made from a template of it.
    assert_eq!(refused(&mut ledger, Edit::Raise(Box::new(wish()))), never);
    ledger.act(Edit::AddService(name("Stationery"))).unwrap();
    let service = ledger.desk().services().next().unwrap().0;
    let template = |priority| Template {
        name: name("Markers"),
        title: Title::new("Markers").unwrap(),
        text: Note::default(),
        means: Vec::new(),
        priority,
        effect: Some(Effect::Preference),
        owner: None,
        client: None,
        repeat: Some(Repeat {
            every: Every::Weeks(1),
            from: chrono::NaiveDate::from_ymd_opt(2026, 11, 12).unwrap(),
        }),
    };
    let keep =
        |template| Edit::EditService(service, vec![ServiceFact::Template(1, Some(Box::new(template)))]);
    assert_eq!(refused(&mut ledger, keep(template(Priority::Urgent))), never);
    // What turns out to be one, on the drawer or many at once, is high from then on; one step takes both back.
    let [a, b] = ["Green", "Blue"].map(|title| made(&mut ledger, new(title, Priority::Urgent, None)));
    let lens = || vec![RequestFact::Lens(Some(Effect::Preference))];
    let done = ledger.act(Edit::Change(a, lens())).unwrap();
    assert_eq!(done.deed.key, "effect-lowered");
    let stands = |ledger: &Ledger, id| {
        let request = ledger.desk().request(id).unwrap();
        (request.effect, request.priority)
    };
    assert_eq!(stands(&ledger, a), (Some(Effect::Preference), Priority::High));
    ledger.undo().unwrap();
    assert_eq!(stands(&ledger, a), (None, Priority::Urgent));
    ledger.act(Edit::Many(vec![a, b], Many::Change(lens()))).unwrap();
    assert_eq!([stands(&ledger, a).1, stands(&ledger, b).1], [Priority::High, Priority::High]);
    let both = vec![RequestFact::Prioritised(Priority::Urgent), RequestFact::Lens(Some(Effect::Preference))];
    assert_eq!(refused(&mut ledger, Edit::Change(b, both)), never);

    // Where nobody asks, all of it goes; afterwards a copy and what comes again are high.
    position(&mut ledger, "lens", "off");
    let urgent = made(&mut ledger, wish());
    ledger.act(keep(template(Priority::Urgent))).unwrap();
    position(&mut ledger, "lens", "graded");
    let copy = ledger.act(Edit::Care(urgent, CareEdit::Duplicate)).unwrap().made;
    let Some(Subject::Request(copy)) = copy else { panic!("{copy:?}") };
    assert_eq!(stands(&ledger, copy).1, Priority::High);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 12).unwrap();
    let dues = due(ledger.desk(), today);
    ledger.act(Edit::MakeDue(dues.clone())).unwrap();
    assert_eq!(stands(&ledger, dues[0].id()).1, Priority::High);
}

#[test]
fn the_order_is_that_of_the_scores_then_of_age_and_outside_customers_by_the_position() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c] = three(&mut ledger, &bench);
    assert_eq!(order(&ledger), [a, b, c], "of equal ones the oldest first");
    answer(&mut ledger, c, vec![TriageFact::Outside(Some(true))]);
    assert_eq!(order(&ledger), [c, a, b], "first among equals");
    answer(&mut ledger, a, vec![TriageFact::Effort(Some(60))]);
    assert_eq!(order(&ledger), [a, c, b], "one point more goes before");
    position(&mut ledger, "order", "outside");
    assert_eq!(order(&ledger), [c, a, b]);
    position(&mut ledger, "order", "queue");
    assert_eq!(order(&ledger), [a, b, c]);
    ledger.act(Edit::Move { id: a, column: Stage::Accepted.into(), index: None }).unwrap();
    assert_eq!(order(&ledger), [b, c], "what is accepted is decided");
}

#[test]
fn another_place_needs_a_reason_keeps_it_and_tells_whom_it_passes() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c] = three(&mut ledger, &bench);
    answer(&mut ledger, b, vec![TriageFact::Outside(Some(true))]);
    assert_eq!(order(&ledger), [b, a, c]);
    let refused = act(&mut ledger, c, TriageEdit::Place(0, Note::default()));
    assert_eq!(refused, Err(TriageRefusal::OverrideReason.into()));
    act(&mut ledger, c, TriageEdit::Place(0, note("The auditors come tomorrow."))).unwrap();
    assert_eq!(order(&ledger), [c, b, a]);
    assert!(
        matches!(&facts(&ledger, c)[..], [TriageFact::Overridden(Some((_, why))), TriageFact::CrossedOver(_)]
        if *why == note("The auditors come tomorrow."))
    );
    assert!(
        facts(&ledger, a).contains(&TriageFact::Bumped(c))
            && facts(&ledger, b).contains(&TriageFact::Bumped(c))
    );
    // Between two, and between those two again: each place is exact, and there after a new start.
    bench.pass(Span::minutes(1));
    let d = raise(&mut ledger, "Fourth", "Finance");
    act(&mut ledger, d, TriageEdit::Place(1, note("With the audit."))).unwrap();
    assert_eq!(order(&ledger), [c, d, b, a]);
    act(&mut ledger, a, TriageEdit::Place(1, note("Before it."))).unwrap();
    assert_eq!(order(&ledger), [c, a, d, b]);
    act(&mut ledger, c, TriageEdit::Place(9, note("The auditors are late."))).unwrap();
    assert_eq!(order(&ledger), [a, d, b, c]);
    assert_eq!(order(&bench.open()), [a, d, b, c]);
    ledger.undo().unwrap();
    assert_eq!(order(&ledger), [c, a, d, b]);
    for id in [a, c, d] {
        act(&mut ledger, id, TriageEdit::Unplace).unwrap();
    }
    assert_eq!(order(&ledger), [b, a, c, d], "each where its score puts it");
}

#[test]
fn every_fact_of_deciding_reads_back_as_it_was_written() {
    let seat = Seat { height: -7, ahead: true, raised: Moment(5), among: -1_048_576 };
    let own = Criterion::Own(name("value"));
    let facts = vec![
        TriageFact::Goal(Fit::Unsaid),
        TriageFact::Goal(Fit::None),
        TriageFact::Goal(Fit::Goal(name("Pay on time"))),
        TriageFact::Impact(Some(Impact::Team)),
        TriageFact::Impact(None),
        TriageFact::Urgency(Some(Urgency::Slow)),
        TriageFact::Urgency(None),
        TriageFact::Effort(Some(90)),
        TriageFact::Effort(None),
        TriageFact::Scored(Criterion::Value, Some(3)),
        TriageFact::Scored(own.clone(), Some(0)),
        TriageFact::Scored(own.clone(), None),
        TriageFact::Outside(Some(false)),
        TriageFact::Outside(None),
        TriageFact::Pressed(Some(name("The board"))),
        TriageFact::Pressed(None),
        TriageFact::UrgentToo(note("Both stand still")),
        TriageFact::UrgentToo(Note::default()),
        TriageFact::Depends(note("The board decides on the 3rd")),
        TriageFact::YesIf(note("The budget is there")),
        TriageFact::AskInstead(Some(name("Facilities"))),
        TriageFact::AskInstead(None),
        TriageFact::Overridden(Some((seat, note("Why")))),
        TriageFact::Overridden(None),
        TriageFact::CrossedOver(note("Why")),
        TriageFact::WentFirst(note("Why")),
        TriageFact::OverLimit {
            column: Column { stage: Stage::InProgress, part: 7 },
            count: 4,
            limit: 3,
            each: None,
        },
        TriageFact::OverWhy(note("Why")),
        TriageFact::OverWhy(Note::default()),
        TriageFact::Bumped(RequestId::from_parts(1, 2)),
        TriageFact::BumpTold,
        TriageFact::Deferred(Box::new(deferral(Some(Moment(9)), "The new system runs."))),
        TriageFact::Deferred(Box::new(Deferral { category: None, ..deferral(None, "") })),
        TriageFact::TakenUp,
        TriageFact::Returned(note("For which months?")),
        TriageFact::Excepted(note("Why")),
        TriageFact::DecidedBy(name("Mila Berg")),
        TriageFact::Against(name("Less paper")),
        TriageFact::ScopeChanged { what: note("More"), stays: None },
        TriageFact::ScopeChanged { what: note("More"), stays: Some(true) },
        TriageFact::DelayNoticed { old: Moment(1), new: Moment(2), cause: note("Why") },
        TriageFact::Load { promised: 2_040, capacity: 1_920 },
    ];
    let settings = vec![
        TriageSetting::Goal(name("Less paper"), true),
        TriageSetting::Goal(name("Less paper"), false),
        TriageSetting::Matrix(Impact::One, Urgency::Harm, Priority::Low),
        TriageSetting::Weight(own, Some(4)),
        TriageSetting::Weight(Criterion::Urgency, None),
        TriageSetting::Capacity(Some(1_920)),
        TriageSetting::Capacity(None),
        TriageSetting::Gate(Gate::Promise, true),
        TriageSetting::Gate(Gate::Means, true),
        TriageSetting::Decider(Some(name("Mila Berg"))),
        TriageSetting::Appeal(None),
        TriageSetting::Entry(Some(name("Mila Berg"))),
        TriageSetting::Entry(None),
        TriageSetting::UrgentQuota(Some(2)),
        TriageSetting::UrgentQuota(None),
    ];
    let all = facts.into_iter().map(|fact| Fact::Request(RequestFact::Triage(fact)));
    let all = all.chain(settings.into_iter().map(|fact| Fact::Team(TeamFact::Triage(fact))));
    let events: Vec<Event> = (0..)
        .zip(all)
        .map(|(count, fact)| {
            let stamp = Stamp { ms: 1_000, count, node: 1 };
            Event { stamp, at: Moment(1_000), actor: None, source: Source::Live, fact }
        })
        .collect();
    let written = v1::encode(&events).unwrap();
    assert_eq!(v1::decode(&written).unwrap(), events);
}

/// Why the priority was set anew stands in the history, also after a start; without a reason there is nothing of it.
#[test]
fn another_priority_may_say_why() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    let set = |ledger: &mut Ledger, to, why: &str| {
        let why = RequestFact::Triage(TriageFact::PriorityWhy(Note::new(why).unwrap()));
        ledger.act(Edit::Change(id, vec![RequestFact::Prioritised(to), why])).unwrap();
    };
    let said = |ledger: &Ledger| {
        let log = ledger.desk().log(Subject::Request(id));
        let why = |event: &Event| match &event.fact {
            Fact::Request(RequestFact::Triage(TriageFact::PriorityWhy(why))) => Some(why.to_string()),
            _ => None,
        };
        log.iter().filter_map(why).collect::<Vec<_>>()
    };
    set(&mut ledger, Priority::High, "");
    assert!(said(&ledger).is_empty());
    set(&mut ledger, Priority::Low, "The auditors come a week later");
    let again = bench.open();
    assert_eq!(said(&again), ["The auditors come a week later"]);
    assert_eq!(again.desk().request(id).unwrap().priority, Priority::Low);
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().request(id).unwrap().priority, Priority::High);
}

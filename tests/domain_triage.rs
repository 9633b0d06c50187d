//! Deciding: the order and how it comes about, the four ends, the team's own rules, and what can be promised.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::caring::CareEdit;
use inhouse::domain::client::ServiceFact;
use inhouse::domain::deciding::{Declining, TriageEdit, TriageRefusal};
use inhouse::domain::edit::{Choice, Edit, Many, NewRequest, Refusal};
use inhouse::domain::fact::{Event, Fact, Source};
use inhouse::domain::forecast::{Alike, first_fit, forecast, load};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::position::Stance;
use inhouse::domain::request::{DeclineReason, Effect, Priority, RequestFact, Stage};
use inhouse::domain::stamp::Stamp;
use inhouse::domain::team::TeamFact;
use inhouse::domain::template::{Every, Repeat, Template, due};
use inhouse::domain::text::{Note, Title};
use inhouse::domain::triage::*;
use inhouse::store::ledger::{Ledger, Trouble};
use inhouse::store::wire::v1;

fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

fn act(ledger: &mut Ledger, id: RequestId, edit: TriageEdit) -> Result<(), Refusal> {
    match ledger.act(Edit::Triage(id, Box::new(edit))) {
        Ok(_) => Ok(()),
        Err(Trouble::Refused(refusal)) => Err(refusal),
        Err(other) => panic!("{other:?}"),
    }
}

fn answer(ledger: &mut Ledger, id: RequestId, facts: Vec<TriageFact>) {
    let facts = facts.into_iter().map(RequestFact::Triage).collect();
    act(ledger, id, TriageEdit::Answer(facts)).unwrap();
}

fn rule(ledger: &mut Ledger, setting: TriageSetting) {
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Triage(setting)])).unwrap();
}

fn position(ledger: &mut Ledger, position: &str, choice: &str) {
    let (position, choice) = (position.into(), choice.into());
    let stance = Stance { position, choice, owner: None, review: None, note: Note::default() };
    ledger.act(Edit::TakePosition { stance: Box::new(stance), word: None }).unwrap();
}

fn order(ledger: &Ledger) -> Vec<RequestId> {
    to_decide(ledger.desk(), ledger.now()).into_iter().map(|(id, _)| id).collect()
}

fn facts(ledger: &Ledger, id: RequestId) -> Vec<TriageFact> {
    let subject = Subject::Request(id);
    let revoked = ledger.desk().revoked(subject);
    let log = ledger.desk().log(subject).iter().filter(|e| !revoked.contains(&e.stamp));
    log.filter_map(|event| match &event.fact {
        Fact::Request(RequestFact::Triage(fact)) => Some(fact.clone()),
        _ => None,
    })
    .collect()
}

fn triage(ledger: &Ledger, id: RequestId) -> Triage {
    ledger.desk().request(id).unwrap().triage.clone()
}

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

fn refused(ledger: &mut Ledger, edit: Edit) -> Refusal {
    match ledger.act(edit) {
        Err(Trouble::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn new(title: &str, priority: Priority, effect: Option<Effect>) -> NewRequest {
    NewRequest {
        client: Choice::New(name("Finance")),
        priority,
        effect,
        ..NewRequest::titled(Title::new(title).unwrap())
    }
}

fn made(ledger: &mut Ledger, new: NewRequest) -> RequestId {
    match ledger.act(Edit::Raise(Box::new(new))).unwrap().made {
        Some(Subject::Request(id)) => id,
        other => panic!("{other:?}"),
    }
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
fn waiting_for_the_client_in_between_decides_nothing() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c] = three(&mut ledger, &bench);
    position(&mut ledger, "lens", "strict");
    let to = |id, stage: Stage| Edit::Move { id, column: stage.into(), index: None };
    ledger.act(to(a, Stage::Waiting)).unwrap();
    for stage in [Stage::Accepted, Stage::InProgress, Stage::Done] {
        let refusal = refused(&mut ledger, to(a, stage));
        assert_eq!(refusal, Refusal::Triage(TriageRefusal::NotEssential), "{stage:?}");
    }
    ledger.act(to(a, Stage::Deciding)).unwrap();
    act(&mut ledger, a, TriageEdit::Accept(note("The board has asked for it."))).unwrap();
    // Once taken on it goes on from waiting.
    ledger.act(to(a, Stage::Waiting)).unwrap();
    ledger.act(to(a, Stage::InProgress)).unwrap();
    // A no decides nothing for it either; what was taken back before it was decided is to be decided.
    act(&mut ledger, b, TriageEdit::Decline(Box::new(no(None)))).unwrap();
    assert_eq!(refused(&mut ledger, to(b, Stage::Accepted)), Refusal::Triage(TriageRefusal::NotEssential));
    ledger.act(Edit::Withdraw(c, note("They found another way."))).unwrap();
    ledger.act(Edit::Care(c, CareEdit::Reopen(note("The other way is closed.")))).unwrap();
    assert_eq!(ledger.desk().request(c).unwrap().stage, Stage::Deciding);
    // The other gate, too.
    position(&mut ledger, "lens", "graded");
    rule(&mut ledger, TriageSetting::Gate(Gate::Scored, true));
    let d = raise(&mut ledger, "Fourth", "Finance");
    ledger.act(to(d, Stage::Waiting)).unwrap();
    assert_eq!(refused(&mut ledger, to(d, Stage::Accepted)), Refusal::Triage(TriageRefusal::NotScored(5)));
}

#[test]
fn what_is_put_off_takes_its_promise_back_in_the_same_step() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    ledger.act(Edit::Move { id, column: Stage::Accepted.into(), index: None }).unwrap();
    let date = ledger.now() + Span::days(2);
    ledger.act(Edit::Promise { id, date: Some(date), reason: Note::default() }).unwrap();
    let until = Some(ledger.now() + Span::days(30));
    act(&mut ledger, id, TriageEdit::Defer(Box::new(deferral(until, "")))).unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!(
        (request.promise(), request.first_promise().unwrap().date),
        (None, date),
        "the first one stays known"
    );
    ledger.undo().unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!((request.stage, request.promise().unwrap().date), (Stage::Accepted, date));
}

#[test]
fn a_promise_made_when_it_comes_in_writes_down_its_load() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    // 40 hours a week, 80 % promised, 40 open: a working day is worth 6.4 hours.
    rule(&mut ledger, TriageSetting::Capacity(Some(2_400)));
    let taken = raise(&mut ledger, "Audit", "Finance");
    answer(&mut ledger, taken, vec![TriageFact::Effort(Some(600))]);
    ledger.act(Edit::Move { id: taken, column: Stage::Accepted.into(), index: None }).unwrap();
    let five = ledger.now() + Span::hours(8);
    ledger.act(Edit::Promise { id: taken, date: Some(five), reason: Note::default() }).unwrap();
    let id = made(&mut ledger, NewRequest { promise: Some(five), ..new("Payslips", Priority::Normal, None) });
    assert_eq!(facts(&ledger, id), [TriageFact::Load { promised: 600, capacity: 384 }]);
    let load = inhouse::domain::forecast::load_with(ledger.desk(), ledger.book(), None, five, ledger.now());
    assert!(load.unwrap().is_above(), "known before it is made");
}

#[test]
fn where_clients_see_the_queue_a_request_says_what_it_is_for() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let bare = || new("Payslips", Priority::Normal, None);
    made(&mut ledger, bare());
    position(&mut ledger, "open", "unnamed");
    assert_eq!(
        refused(&mut ledger, Edit::Raise(Box::new(bare()))),
        Refusal::Triage(TriageRefusal::PurposeOwed)
    );
    made(&mut ledger, NewRequest { purpose: note("Everybody is paid on time."), ..bare() });
}

fn three(ledger: &mut Ledger, bench: &Bench) -> [RequestId; 3] {
    ["First", "Second", "Third"].map(|title| {
        bench.pass(Span::minutes(1));
        raise(ledger, title, "Finance")
    })
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

fn deferral(until: Option<Moment>, condition: &str) -> Deferral {
    Deferral {
        category: Some(DeclineReason::Capacity),
        reason: note("Year end."),
        alternative: note("The old form works."),
        until,
        condition: note(condition),
    }
}

#[test]
fn what_is_put_off_answers_the_client_and_comes_back_on_its_date() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c] = three(&mut ledger, &bench);
    let until = ledger.now() + Span::days(3);
    let defer = |deferral| TriageEdit::Defer(Box::new(deferral));
    let bare = Deferral { reason: Note::default(), ..deferral(Some(until), "") };
    assert_eq!(act(&mut ledger, a, defer(bare)), Err(Refusal::NoReason));
    let bare = Deferral { alternative: Note::default(), ..deferral(Some(until), "") };
    assert_eq!(act(&mut ledger, a, defer(bare)), Err(Refusal::NoAlternative));
    assert_eq!(act(&mut ledger, a, defer(deferral(None, ""))), Err(TriageRefusal::UntilWhen.into()));
    let past = Some(ledger.now());
    assert_eq!(act(&mut ledger, a, defer(deferral(past, ""))), Err(Refusal::PromisePast));

    act(&mut ledger, a, defer(deferral(Some(until), ""))).unwrap();
    act(&mut ledger, b, defer(deferral(None, "The new system runs."))).unwrap();
    let request = ledger.desk().request(a).unwrap();
    assert_eq!(
        (request.stage, request.answered.is_some(), request.refused.is_none()),
        (Stage::Deciding, true, true)
    );
    assert_eq!((order(&ledger), put_off(ledger.desk(), ledger.now())), (vec![c], vec![a, b]));
    bench.pass(Span::days(4));
    assert_eq!((order(&ledger), put_off(ledger.desk(), ledger.now())), (vec![a, c], vec![b]), "by itself");
    act(&mut ledger, b, TriageEdit::TakeUp).unwrap();
    assert_eq!(order(&ledger), [a, b, c]);
    ledger.undo().unwrap();
    assert_eq!(put_off(ledger.desk(), ledger.now()), [b]);
    // Accepting it ends its being put off, also if it is given back later.
    ledger.act(Edit::Move { id: b, column: Stage::Accepted.into(), index: None }).unwrap();
    ledger.act(Edit::Move { id: b, column: Stage::Deciding.into(), index: None }).unwrap();
    assert_eq!(put_off(ledger.desk(), ledger.now()), []);
}

fn no(by: Option<&str>) -> Declining {
    Declining {
        category: DeclineReason::Goal,
        reason: note("It undoes what we began."),
        alternative: note("Ask in spring."),
        against: Some(name("Less paper")),
        by: by.map(name),
    }
}

#[test]
fn who_may_decline_is_the_teams_position() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c] = three(&mut ledger, &bench);
    let decline = |no| TriageEdit::Decline(Box::new(no));
    act(&mut ledger, a, decline(no(Some("Mila Berg")))).unwrap();
    let known = triage(&ledger, a);
    assert_eq!(known.look(|x| x.against.clone()), Some(name("Less paper")));
    assert_eq!(known.look(|x| x.decided_by.clone()), None, "anyone may: nobody asked who");
    assert_eq!(ledger.desk().request(a).unwrap().stage, Stage::Declined);

    position(&mut ledger, "no", "lead");
    assert_eq!(act(&mut ledger, b, decline(no(None))), Err(TriageRefusal::WhoDecided.into()));
    let plain = Edit::Decline {
        id: b,
        category: DeclineReason::Scope,
        reason: note("No."),
        alternative: note("Yes."),
    };
    assert_eq!(ledger.act(plain).unwrap_err(), Trouble::Refused(TriageRefusal::WhoDecided.into()));
    act(&mut ledger, b, decline(no(Some("Mila Berg")))).unwrap();
    assert_eq!(triage(&ledger, b).look(|x| x.decided_by.clone()), Some(name("Mila Berg")));

    // Who declines is written down: nobody else does.
    rule(&mut ledger, TriageSetting::Decider(Some(name("Ann De Wit"))));
    let theirs = TriageRefusal::NotTheirs("Ann De Wit".into());
    assert_eq!(act(&mut ledger, c, decline(no(Some("Mila Berg")))), Err(theirs.into()));
    assert!(ledger.desk().request(c).unwrap().refused.is_none());

    position(&mut ledger, "no", "nobody");
    assert_eq!(
        act(&mut ledger, c, decline(no(Some("Mila Berg")))),
        Err(TriageRefusal::NobodyDeclines.into())
    );
    act(&mut ledger, c, TriageEdit::Defer(Box::new(deferral(None, "It is decided above.")))).unwrap();
}

#[test]
fn tested_strictly_only_what_is_essential_is_accepted_without_a_reason() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c] = three(&mut ledger, &bench);
    position(&mut ledger, "lens", "strict");
    let accept = |why: &str| TriageEdit::Accept(note(why));
    let refused = Refusal::Triage(TriageRefusal::NotEssential);
    assert_eq!(act(&mut ledger, a, accept("")), Err(refused.clone()));
    let moved = Edit::Move { id: a, column: Stage::InProgress.into(), index: None };
    assert_eq!(ledger.act(moved).unwrap_err(), Trouble::Refused(refused.clone()), "nor by hand on the board");
    let many = Edit::Many(vec![a, b], Many::Move(Stage::Accepted.into()));
    assert_eq!(ledger.act(many).unwrap_err(), Trouble::Refused(refused));
    act(&mut ledger, a, accept("The board has asked for it.")).unwrap();
    assert_eq!(ledger.desk().request(a).unwrap().stage, Stage::Accepted);
    assert_eq!(facts(&ledger, a), [TriageFact::Excepted(note("The board has asked for it."))]);
    ledger
        .act(Edit::Move { id: a, column: Stage::InProgress.into(), index: None })
        .expect("once accepted it goes on");
    act(&mut ledger, b, TriageEdit::Answer(vec![RequestFact::Lens(Some(Effect::Essential))])).unwrap();
    act(&mut ledger, b, accept("")).unwrap();
    ledger
        .act(Edit::Move { id: c, column: Stage::Deciding.into(), index: None })
        .expect("it may be looked at");
}

#[test]
fn gates_keep_a_request_until_what_they_ask_for_is_there() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    rule(&mut ledger, TriageSetting::Gate(Gate::Scored, true));
    rule(&mut ledger, TriageSetting::Gate(Gate::Promise, true));
    // Consequence, for whom, effect, at stake, work.
    let refused = act(&mut ledger, id, TriageEdit::Accept(Note::default()));
    assert_eq!(refused, Err(TriageRefusal::NotScored(5).into()));
    rule(&mut ledger, TriageSetting::Gate(Gate::Scored, false));
    act(&mut ledger, id, TriageEdit::Accept(Note::default())).unwrap();
    let begin = Edit::Move { id, column: Stage::InProgress.into(), index: None };
    let refused = ledger.act(begin.clone()).unwrap_err();
    assert_eq!(refused, Trouble::Refused(TriageRefusal::NoPromiseYet.into()));
    let date = Some(ledger.now() + Span::days(1));
    ledger.act(Edit::Promise { id, date, reason: Note::default() }).unwrap();
    rule(&mut ledger, TriageSetting::Gate(Gate::Means, true));
    let refused = ledger.act(begin.clone()).unwrap_err();
    assert_eq!(
        refused,
        Trouble::Refused(TriageRefusal::NoMeansYet.into()),
        "what done means comes before the start"
    );
    ledger.act(Edit::Care(id, CareEdit::AddPoint(Title::new("Everybody has one").unwrap()))).unwrap();
    ledger.act(begin).unwrap();
}

#[test]
fn asking_back_tells_the_client_and_waits_for_them() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    assert_eq!(act(&mut ledger, id, TriageEdit::AskBack(Note::default())), Err(Refusal::EmptyText));
    act(&mut ledger, id, TriageEdit::AskBack(note("For which months?"))).unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!((request.stage, request.answered.is_some()), (Stage::Waiting, true));
    assert_eq!(facts(&ledger, id), [TriageFact::Returned(note("For which months?"))]);
    ledger.undo().unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!((request.stage, request.answered), (Stage::New, None), "one step");
}

#[test]
fn a_changed_wish_asks_for_the_date_and_a_delay_keeps_the_first_promise() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    let (first, second, third) =
        (ledger.now() + Span::days(2), ledger.now() + Span::days(4), ledger.now() + Span::days(6));
    let scope = |what: &str, date| TriageEdit::Scope { what: note(what), date };
    act(&mut ledger, id, scope("Also for October.", None)).unwrap();
    ledger.act(Edit::Promise { id, date: Some(first), reason: Note::default() }).unwrap();
    act(&mut ledger, id, scope("Also for September.", None)).unwrap();
    act(&mut ledger, id, scope("As a book.", Some(second))).unwrap();
    let known = triage(&ledger, id).look(|a| a.scope.iter().map(|(_, _, stays)| *stays).collect::<Vec<_>>());
    assert_eq!(known, [None, Some(true), Some(false)]);

    let delay =
        |date, cause: &str| TriageEdit::Delay { date, cause: note(cause), text: note("It will be later.") };
    assert_eq!(act(&mut ledger, id, delay(first, "The printer.")), Err(TriageRefusal::NoDelay.into()));
    assert_eq!(act(&mut ledger, id, delay(third, "")), Err(Refusal::PromiseReason));
    // Later in no other way: whoever waits hears of it. Earlier needs a reason, and is no delay.
    let move_to = |date| Edit::Promise { id, date: Some(date), reason: note("The printer.") };
    assert_eq!(refused(&mut ledger, move_to(third)), Refusal::Triage(TriageRefusal::TellDelay));
    ledger.act(move_to(first)).unwrap();
    ledger.undo().unwrap();
    act(&mut ledger, id, delay(third, "The printer.")).unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!(request.first_promise().unwrap().date, first, "kept for ever");
    assert_eq!((request.promise().unwrap().date, request.promises.len()), (third, 3));
    assert!(request.answered.is_some(), "what was told is an answer");
    let told = TriageFact::DelayNoticed { old: second, new: third, cause: note("The printer.") };
    assert_eq!(facts(&ledger, id).last(), Some(&told));
    let other = raise(&mut ledger, "Shredder", "Finance");
    assert_eq!(act(&mut ledger, other, delay(third, "x")), Err(TriageRefusal::NothingPromised.into()));
}

/// Accepted at nine on a Thursday of a week of its own, done so many open hours later.
fn took(ledger: &mut Ledger, bench: &Bench, week: i64, hours: i64, client: &str, service: &str) {
    let begin = THURSDAY_9 + Span::days(7 * week);
    bench.clock.set(begin);
    let mut new = NewRequest::titled(Title::new("Something").unwrap());
    new.client = Choice::New(name(client));
    new.service = if service.is_empty() { Choice::None } else { Choice::New(name(service)) };
    // Raised the day before: the time counts from being accepted.
    new.at = Some(begin - Span::days(1));
    let Some(Subject::Request(id)) = ledger.act(Edit::Raise(Box::new(new))).unwrap().made else { panic!() };
    ledger.act(Edit::Move { id, column: Stage::Accepted.into(), index: None }).unwrap();
    // The office is open from nine to five: sixteen hours end on Friday at five.
    let days = (hours - 1) / 8;
    bench.clock.set(begin + Span::days(days) + Span::hours(hours - 8 * days));
    ledger.act(Edit::Move { id, column: Stage::Done.into(), index: None }).unwrap();
}

#[test]
fn a_date_is_proposed_from_what_requests_like_it_took() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    for (week, hours) in [1, 2, 3, 4, 8, 16].into_iter().enumerate() {
        took(&mut ledger, &bench, week as i64, hours, "Finance", "Payroll");
    }
    took(&mut ledger, &bench, 6, 6, "Sales", "");
    bench.clock.set(THURSDAY_9 + Span::days(49));
    let now = ledger.now();
    let mut ask = |client: &str, service: &str| {
        let mut new = NewRequest::titled(Title::new("Something").unwrap());
        new.client = Choice::New(name(client));
        new.service = if service.is_empty() { Choice::None } else { Choice::New(name(service)) };
        let Some(Subject::Request(id)) = ledger.act(Edit::Raise(Box::new(new))).unwrap().made else {
            panic!()
        };
        id
    };
    let (payroll, finance, stranger) = (ask("Sales", "Payroll"), ask("Finance", "Contracts"), ask("Law", ""));
    let hours = ledger.book().get(ledger.desk().team().hours.unwrap()).unwrap();
    let found = |id| forecast(ledger.desk(), id, hours, now).unwrap();
    // Six values, nearest rank: 50 % is the third, 85 % the sixth (5.1 up), 95 % the sixth (5.7 up).
    let (three, sixteen) = (Span::hours(3), Span::hours(16));
    let at_noon = now + Span::hours(3);
    let friday_five = now + Span::days(1) + Span::hours(8);
    let wanted = [(three, Some(at_noon)), (sixteen, Some(friday_five)), (sixteen, Some(friday_five))];
    assert_eq!((found(payroll).alike, found(payroll).n, found(payroll).dates), (Alike::Service, 6, wanted));
    assert_eq!((found(finance).alike, found(finance).n, found(finance).dates), (Alike::Client, 6, wanted));
    // All seven: 1 2 3 4 6 8 16; the fourth, the sixth (5.95 up), the seventh (6.65 up).
    let all = found(stranger);
    assert_eq!((all.alike, all.n), (Alike::All, 7));
    assert_eq!(all.dates.map(|(span, _)| span), [4, 8, 16].map(Span::hours));
    // Too few finished ones make no proposal.
    let bench = Bench::new();
    let mut ledger = bench.desk();
    for week in 0..4 {
        took(&mut ledger, &bench, week, 5, "Finance", "Payroll");
    }
    let id = raise(&mut ledger, "Something", "Finance");
    let hours = ledger.book().get(ledger.desk().team().hours.unwrap()).unwrap();
    assert_eq!(forecast(ledger.desk(), id, hours, ledger.now()), Err(4));
}

#[test]
fn a_promise_above_capacity_is_known_before_it_is_made_and_written_down_with_it() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [soon, later, own] = three(&mut ledger, &bench);
    let blank = raise(&mut ledger, "Fourth", "Finance");
    bench.clock.set(THURSDAY_9 + Span::days(7));
    let now = ledger.now();
    let week = now + Span::days(7);
    assert_eq!(load(ledger.desk(), ledger.book(), own, week, now), None, "nobody has said how much fits");
    // 40 hours a week, of which the usual position promises 80 %: 32. The office is open 40 hours a week.
    rule(&mut ledger, TriageSetting::Capacity(Some(2_400)));
    let mut promise = |id, days, minutes: Option<u32>| {
        answer(&mut ledger, id, vec![TriageFact::Effort(minutes)]);
        ledger.act(Edit::Move { id, column: Stage::Accepted.into(), index: None }).unwrap();
        let date = Some(now + Span::days(days) + Span::hours(8));
        ledger.act(Edit::Promise { id, date, reason: Note::default() }).unwrap();
    };
    // Promised for Friday at five: all of its 16 hours. For Wednesday after next at five, 80 open hours from now,
    // of which the first week holds 40: 10 of its 20 hours.
    promise(soon, 1, Some(960));
    promise(later, 13, Some(1_200));
    promise(blank, 2, None);
    answer(&mut ledger, own, vec![TriageFact::Effort(Some(480))]);
    let found = load(ledger.desk(), ledger.book(), own, week, now).unwrap();
    assert_eq!(
        (found.promised, found.capacity, found.own),
        (Span::hours(34), Span::hours(32), Some(Span::hours(8)))
    );
    assert_eq!((found.others, found.unestimated, found.is_above()), (3, 1, true));
    position(&mut ledger, "reserve", "100");
    let found = load(ledger.desk(), ledger.book(), own, week, now).unwrap();
    assert_eq!((found.capacity, found.is_above()), (Span::hours(40), false));
    position(&mut ledger, "reserve", "80");
    ledger.act(Edit::Promise { id: own, date: Some(week), reason: Note::default() }).unwrap();
    assert_eq!(facts(&ledger, own).last(), Some(&TriageFact::Load { promised: 2_040, capacity: 1_920 }));
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().request(own).unwrap().promise(), None, "one step");
}

#[test]
fn the_first_later_date_that_fits_is_the_close_of_a_working_day() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let taken = raise(&mut ledger, "Audit", "Finance");
    let own = raise(&mut ledger, "Payslips", "Finance");
    let now = ledger.now();
    let fit = |ledger: &Ledger, from| first_fit(ledger.desk(), ledger.book(), Some(own), from, now);
    assert_eq!(fit(&ledger, now), None, "nobody has said how much fits");
    // 40 hours a week of which 80 % are promised, and 40 open: 6.4 hours each day, from Thursday at nine.
    rule(&mut ledger, TriageSetting::Capacity(Some(2_400)));
    let five = |days: i64| now + Span::days(days) + Span::hours(8);
    assert_eq!(fit(&ledger, now).unwrap().0, five(0), "there is room today");
    answer(&mut ledger, taken, vec![TriageFact::Effort(Some(15 * 60))]);
    ledger.act(Edit::Move { id: taken, column: Stage::Accepted.into(), index: None }).unwrap();
    ledger.act(Edit::Promise { id: taken, date: Some(five(0)), reason: Note::default() }).unwrap();
    // 15 hours by Thursday: 6.4, 12.8, and on Monday 19.2 fit.
    assert_eq!(fit(&ledger, now).unwrap().0, five(4));
    // With 5 hours of its own 20 are too many for Monday; Tuesday holds 25.6.
    answer(&mut ledger, own, vec![TriageFact::Effort(Some(300))]);
    let (date, found) = fit(&ledger, now).unwrap();
    assert_eq!((date, found.promised, found.is_above()), (five(5), Span::hours(20), false));
    assert!(load(ledger.desk(), ledger.book(), own, five(4), now).unwrap().is_above());
    // From a date on, not before it; and the reserve counts: all of it promised, Monday holds 24.
    assert_eq!(fit(&ledger, five(6)).unwrap().0, five(7), "that of the next working day once it is closed");
    position(&mut ledger, "reserve", "100");
    assert_eq!(fit(&ledger, now).unwrap().0, five(4));
    rule(&mut ledger, TriageSetting::Capacity(Some(0)));
    assert_eq!(fit(&ledger, now), None, "never");
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
        TriageFact::Overridden(Some((seat, note("Why")))),
        TriageFact::Overridden(None),
        TriageFact::CrossedOver(note("Why")),
        TriageFact::WentFirst(note("Why")),
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

//! What deciding comes to: yes, no, not yet or asked back; who may say so, and what has to be there first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;
#[path = "support/deciding.rs"]
mod deciding;

use bench::*;
use deciding::*;
use inhouse::domain::care::{CareFact, Kept, answered_since};
use inhouse::domain::caring::{CareEdit, CareRefusal};
use inhouse::domain::deciding::{Declining, TriageEdit, TriageRefusal};
use inhouse::domain::edit::{Edit, Many, NewRequest, Refusal};
use inhouse::domain::moment::Span;
use inhouse::domain::request::{DeclineReason, Effect, Priority, RequestFact, Stage};
use inhouse::domain::text::{Note, Title};
use inhouse::domain::triage::*;
use inhouse::store::ledger::{Ledger, Trouble};

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
    act(&mut ledger, id, TriageEdit::Defer(Box::new(deferral(until, "")), WayOn::default())).unwrap();
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

/// A no and a not now say what would make it a yes and whom to ask instead; the next one says that anew, and a no that
/// says nothing of it leaves nothing behind of the one before.
#[test]
fn a_no_says_what_would_make_it_a_yes() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips on paper", "Finance");
    let way_on = |ledger: &Ledger| triage(ledger, id).look(|a| a.way_on.clone());
    let budget = WayOn { yes_if: note("A budget for paper."), ask: Some(name("Facilities")) };
    act(&mut ledger, id, TriageEdit::Decline(Box::new(Declining { way_on: budget.clone(), ..no(None) })))
        .unwrap();
    assert_eq!(way_on(&ledger), budget);
    assert_eq!(way_on(&bench.open()), budget);
    // Reconsidered: back to deciding, with what was said before.
    ledger.act(Edit::Move { id, column: Stage::Deciding.into(), index: None }).unwrap();
    assert_eq!(way_on(&ledger), budget);
    assert!(ledger.desk().request(id).unwrap().refused.is_some(), "the no is history");
    // A not now that says the same writes it down no second time; one that says less takes the rest back.
    let until = Some(ledger.now() + Span::days(9));
    let later = |way_on| TriageEdit::Defer(Box::new(deferral(until, "")), way_on);
    let before = facts(&ledger, id).len();
    act(&mut ledger, id, later(budget.clone())).unwrap();
    assert_eq!(facts(&ledger, id).len(), before + 1, "the deferral alone");
    let less = WayOn { ask: None, ..budget };
    act(&mut ledger, id, later(less.clone())).unwrap();
    assert_eq!(way_on(&ledger), less);
    let written = facts(&ledger, id).len();
    act(&mut ledger, id, later(less)).unwrap();
    assert_eq!(facts(&ledger, id).len(), written, "the same again is nothing new");
    act(&mut ledger, id, TriageEdit::Decline(Box::new(no(None)))).unwrap();
    assert_eq!(way_on(&ledger), WayOn::default());
}

#[test]
fn what_is_put_off_answers_the_client_and_comes_back_on_its_date() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let [a, b, c] = three(&mut ledger, &bench);
    let until = ledger.now() + Span::days(3);
    let defer = |deferral| TriageEdit::Defer(Box::new(deferral), WayOn::default());
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
    act(
        &mut ledger,
        c,
        TriageEdit::Defer(Box::new(deferral(None, "It is decided above.")), WayOn::default()),
    )
    .unwrap();
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

/// What is missing is listed point by point and noted as it comes. Once all of it is here the request waits on paper only;
/// a later list asks for what has not come, and for what is new.
#[test]
fn what_is_missing_is_asked_for_point_by_point() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "A new post", "Finance");
    let points = |all: &[&str]| all.iter().map(|point| Title::new(point).unwrap()).collect::<Vec<_>>();
    let ask = |all| TriageEdit::AskBack(note("We still need this."), points(all));
    let came = |n, on| Edit::Care(id, CareEdit::Note(CareFact::Received(n, on)));
    let since = |ledger: &Ledger| answered_since(ledger.desk().request(id).unwrap());
    let open = |ledger: &Ledger| {
        let read = |kept: &Kept| {
            let all = kept.missing.iter().map(|(n, (point, came))| (*n, point.to_string(), came.is_some()));
            all.collect::<Vec<_>>()
        };
        ledger.desk().request(id).unwrap().care.look(read)
    };
    act(&mut ledger, id, ask(&["The grade", "The cost centre"])).unwrap();
    assert_eq!(ledger.desk().request(id).unwrap().stage, Stage::Waiting);
    bench.pass(Span::hours(1));
    ledger.act(came(1, true)).unwrap();
    assert!(ledger.act(came(1, true)).unwrap().touched.is_empty(), "the same again is nothing new");
    assert_eq!(refused(&mut ledger, came(7, true)), Refusal::Gone);
    assert_eq!(since(&ledger), None, "one is missing");
    bench.pass(Span::hours(1));
    ledger.act(came(2, true)).unwrap();
    let second = ledger.now();
    assert_eq!(since(&ledger), Some(second));
    assert_eq!(since(&bench.open()), Some(second), "it is kept");
    ledger.act(came(2, false)).unwrap();
    assert_eq!(since(&ledger), None, "it was not what was asked for");
    // Asked again: what came goes off, what did not is still asked for.
    act(&mut ledger, id, ask(&["Who signs"])).unwrap();
    let said = |n, text: &str| (n, text.to_owned(), false);
    assert_eq!(open(&ledger), [said(2, "The cost centre"), said(3, "Who signs")]);
    // No list is longer than anybody reads.
    let many: Vec<String> = (0..49).map(|n| n.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let refused = act(&mut ledger, id, ask(&many));
    assert_eq!(refused, Err(Refusal::Care(CareRefusal::TooManyPoints)));
}

#[test]
fn asking_back_tells_the_client_and_waits_for_them() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Payslips", "Finance");
    assert_eq!(
        act(&mut ledger, id, TriageEdit::AskBack(Note::default(), Vec::new())),
        Err(Refusal::EmptyText)
    );
    act(&mut ledger, id, TriageEdit::AskBack(note("For which months?"), Vec::new())).unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!((request.stage, request.answered.is_some()), (Stage::Waiting, true));
    assert_eq!(facts(&ledger, id), [TriageFact::Returned(note("For which months?"))]);
    ledger.undo().unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!((request.stage, request.answered), (Stage::New, None), "one step");
}

//! The one path: what is done is kept, what cannot be kept is not done, undo takes back one step.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::*;
use inhouse::domain::clock::ClockState;
use inhouse::domain::edit::{Choice, Edit, Refusal};
use inhouse::domain::fact::Fact;
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{DeclineReason, Priority, RequestFact, Stage};
use inhouse::domain::text::{Note, Title};
use inhouse::store::ledger::{Ledger, Trouble};
use inhouse::store::ports::{FileFault, StoreError};
use inhouse::store::{backup, wire::v1};

fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

#[test]
fn what_was_done_is_there_after_a_restart() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Fix the payroll export", "Finance");
    ledger.act(Edit::Move { id, column: Stage::InProgress.into(), index: None }).unwrap();
    ledger.act(Edit::Update { id, text: note("On it"), visible: true }).unwrap();
    let again = bench.open();
    assert_eq!(again.desk(), ledger.desk());
    let request = again.desk().request(id).unwrap();
    assert_eq!(request.reference.as_ref(), "PEO-1");
    assert_eq!(request.stage, Stage::InProgress);
    assert_eq!(request.answered, Some(THURSDAY_9));
    assert_eq!(again.desk().client_name(request.client.unwrap()).unwrap().as_str(), "Finance");
}

#[test]
fn undo_takes_back_each_step_and_redo_brings_it_back() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Fix the payroll export", "Finance");
    let title = |l: &Ledger| l.desk().request(id).and_then(|r| r.title.clone()).map(|t| t.to_string());
    bench.pass(Span::minutes(1));
    let retitle = RequestFact::Retitled(Title::new("Mend the export").unwrap());
    ledger.act(Edit::Change(id, vec![retitle])).unwrap();
    ledger.act(Edit::Move { id, column: Stage::Done.into(), index: None }).unwrap();
    assert!(ledger.desk().request(id).unwrap().resolved.len() == 1);

    ledger.undo().unwrap();
    let request = ledger.desk().request(id).unwrap();
    assert_eq!(
        (request.stage, request.resolved.len()),
        (Stage::New, 0),
        "a drop on Done taken back is no resolution"
    );
    ledger.undo().unwrap();
    assert_eq!(title(&ledger).as_deref(), Some("Fix the payroll export"));
    ledger.undo().unwrap();
    assert_eq!(ledger.desk().request(id), None);
    assert_eq!(ledger.desk().clients().count(), 0, "the client came with the request and goes with it");

    for _ in 0..3 {
        ledger.redo().unwrap();
    }
    assert_eq!(title(&ledger).as_deref(), Some("Mend the export"));
    assert_eq!(ledger.desk().request(id).unwrap().stage, Stage::Done);
    assert_eq!(bench.open().desk(), ledger.desk());
    assert_eq!(ledger.redo().unwrap(), None);
}

#[test]
fn undo_refuses_where_another_tab_changed_the_same_field_since() {
    let bench = Bench::new();
    let mut ours = bench.desk();
    let id = raise(&mut ours, "Fix the payroll export", "Finance");
    ours.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    let mut theirs = bench.open();
    bench.pass(Span::minutes(1));
    theirs.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::Urgent)])).unwrap();
    let (key, value) =
        bench.memory.dump().into_iter().find(|(k, v)| k.contains("/j/") && v.contains("urgent")).unwrap();
    ours.absorb(&key, Some(&value)).unwrap();
    assert_eq!(ours.undo(), Err(Trouble::Refused(Refusal::ChangedSince)));
    assert_eq!(ours.desk().request(id).unwrap().priority, Priority::Urgent);
}

#[test]
fn two_tabs_that_never_hear_of_each_other_lose_nothing() {
    let bench = Bench::new();
    let mut one = bench.desk();
    let id = raise(&mut one, "Fix the payroll export", "Finance");
    let mut two = bench.open();
    bench.pass(Span::seconds(1));
    one.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    bench.pass(Span::seconds(1));
    two.act(Edit::Change(id, vec![RequestFact::Assigned(Some(name("Tom Aerts")))])).unwrap();
    let request = bench.open().desk().request(id).unwrap().clone();
    assert_eq!((request.priority, request.owner), (Priority::High, Some(name("Tom Aerts"))));
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_else_is_touched() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Fix the payroll export", "Finance");
    let before = (ledger.desk().clone(), bench.memory.dump());
    bench.memory.set_quota(bench.memory.used() + 300);
    let long = note(&"x".repeat(2_000));
    let refused = ledger.act(Edit::Update { id, text: long, visible: true });
    assert!(matches!(refused, Err(Trouble::Store(StoreError::Full { .. }))), "{refused:?}");
    assert_eq!((ledger.desk().clone(), bench.memory.dump()), before);
    assert_eq!(bench.open().desk(), &before.0);
}

/// One edit of a script, made when the request it is about is known.
type Step = Box<dyn Fn(Option<RequestId>) -> Option<Edit>>;

/// A history in which every kind of edit happens once, with a fault at the k-th write for every k:
/// after a restart the desk is the one before or after an edit, never between.
#[test]
fn a_crash_between_any_two_writes_leaves_the_desk_before_or_after_an_edit() {
    for k in 0..80 {
        let bench = Bench::new();
        let mut ledger = bench.desk();
        agree(&mut ledger, Choice::None, 2, 8);
        let mut states = vec![ledger.desk().clone()];
        bench.memory.fail_after(Some(k));
        let mut acknowledged = 0;
        let mut first = None;
        let script: Vec<Step> = vec![
            Box::new(|_| Some(request("Fix the payroll export", "Finance"))),
            Box::new(|id| Some(Edit::Move { id: id?, column: Stage::Waiting.into(), index: None })),
            Box::new(|id| {
                Some(Edit::Update { id: id?, text: Note::new("Where is the list?").ok()?, visible: true })
            }),
            Box::new(|id| Some(Edit::ChangeClient(id?, Choice::New(name("Warehouse"))))),
            Box::new(|id| {
                Some(Edit::Promise {
                    id: id?,
                    date: Some(THURSDAY_9 + Span::days(3)),
                    reason: Note::default(),
                })
            }),
            Box::new(|id| {
                Some(Edit::Decline {
                    id: id?,
                    category: DeclineReason::Goal,
                    reason: Note::new("a").ok()?,
                    alternative: Note::new("b").ok()?,
                })
            }),
        ];
        for make in &script {
            bench.pass(Span::minutes(7));
            let Some(edit) = make(first) else { continue };
            match ledger.act(edit) {
                Ok(outcome) => {
                    if let (None, Some(Subject::Request(id))) = (first, outcome.made) {
                        first = Some(id);
                    }
                    states.push(ledger.desk().clone());
                    acknowledged = states.len() - 1;
                }
                Err(_) => {
                    assert_eq!(
                        ledger.desk(),
                        states.last().unwrap(),
                        "k = {k}: a refused edit changed the desk"
                    );
                    break;
                }
            }
        }
        bench.memory.fail_after(None);
        let again = bench.open();
        let found = states.iter().position(|s| s == again.desk());
        assert!(found >= Some(acknowledged), "k = {k}: state {found:?}, acknowledged {acknowledged}");
        assert!(again.damage().is_empty());
    }
}

/// The same, but the tab is gone at the k-th write: nothing is rolled back by anybody.
#[test]
fn a_tab_killed_between_any_two_writes_is_completed_from_its_journal() {
    for k in 1..6 {
        let bench = Bench::new();
        let mut ledger = bench.desk();
        raise(&mut ledger, "First", "Finance");
        let before = ledger.desk().clone();
        let stored = bench.memory.dump();
        ledger.act(request("Second", "Warehouse")).unwrap();
        let after = ledger.desk().clone();
        // The writes of the edit in their order: the journal, then the records.
        let full = bench.memory.dump();
        let mut changed: Vec<_> =
            full.iter().filter(|(key, value)| stored.get(*key) != Some(value)).collect();
        changed.sort_by_key(|(key, _)| !key.contains("/j/"));
        assert!(changed.len() >= 3);
        let mut torn = stored.clone();
        torn.extend(changed.iter().take(k).map(|(a, b)| ((*a).clone(), (*b).clone())));
        bench.memory.fill(torn);
        assert_eq!(bench.open().desk(), &after, "after {k} writes");
        bench.memory.fill(stored);
        assert_eq!(bench.open().desk(), &before);
    }
}

#[test]
fn a_value_that_does_not_read_is_set_aside_and_the_rest_starts() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let good = raise(&mut ledger, "Good", "Finance");
    let bad = raise(&mut ledger, "Bad", "Finance");
    let key = ledger.keys().record(Subject::Request(bad));
    // Without the journals, which would mend it.
    let mut all = bench.memory.dump();
    all.retain(|k, _| !k.contains("/j/"));
    all.insert(key.clone(), "{\"v\":1,\"b\":17".into());
    bench.memory.fill(all);
    let again = bench.open();
    assert!(again.desk().request(good).is_some());
    assert_eq!(again.damage().len(), 1);
    assert_eq!(again.damage()[0].key, key);
    assert_eq!(bench.memory.dump()[&key], "{\"v\":1,\"b\":17", "it stays as it is");
}

#[test]
fn the_whole_desk_comes_back_from_its_file_identical() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    agree(&mut ledger, Choice::None, 2, 8);
    let id = raise(&mut ledger, "Fix the “payroll” export\u{1F600}", "Finance");
    ledger.act(Edit::Move { id, column: Stage::Waiting.into(), index: None }).unwrap();
    ledger.undo().unwrap();
    let made = ledger.now();
    let file = backup::write(ledger.keys(), &ledger.stored().unwrap(), made);

    let other = Bench::new();
    let mut fresh = other.open();
    let read = backup::read(&file).unwrap();
    let members = fresh.take_in(read.records).unwrap();
    fresh.imported(Default::default(), members);
    assert_eq!(fresh.desk(), ledger.desk());
    assert_eq!(other.open().desk(), ledger.desk());
    assert_eq!(
        backup::write(fresh.keys(), &fresh.stored().unwrap(), made),
        file,
        "written again it is the same, byte for byte"
    );
    // Taken in a second time it is nothing new.
    assert!(fresh.take_in(backup::read(&file).unwrap().records).unwrap().is_empty());
}

#[test]
fn a_broken_file_says_where_and_changes_nothing() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    raise(&mut ledger, "Fix the payroll export", "Finance");
    let file = backup::write(ledger.keys(), &ledger.stored().unwrap(), ledger.now());
    let fault = |text: &str| match backup::read(text) {
        Err(StoreError::BadFile(fault)) => fault,
        other => panic!("{other:?}"),
    };
    assert!(matches!(fault(&file[..file.len() / 2]), FileFault::CutShort { .. }));
    assert_eq!(fault(&file.replace("Fix the payroll", "Fix the paybook")), FileFault::Changed);
    let record = fault(&file.replace("\"normal\"", "\"whatever\""));
    assert!(matches!(record, FileFault::Record { record, .. } if record.starts_with("r/")));
    assert_eq!(fault("{}"), FileFault::NotWritten { line: 1, column: 2 });
    assert_eq!(fault("Dear all"), FileFault::NotWritten { line: 1, column: 1 });
    assert!(matches!(
        backup::read(&file.replace("\"schema\":1", "\"schema\":9")),
        Err(StoreError::Newer { found: 9, known: 1 })
    ));
    // Every cut of the file is noticed.
    for end in (0..file.trim_end().len()).step_by(37).filter(|e| file.is_char_boundary(*e)) {
        assert!(backup::read(&file[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn facts_of_a_later_version_are_kept_and_written_back() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let id = raise(&mut ledger, "Fix the payroll export", "Finance");
    let key = ledger.keys().record(Subject::Request(id));
    let mut all = bench.memory.dump();
    let value = &all[&key];
    let at = value.rfind(']').unwrap();
    let strange = ",[90000,0,0,0,-1,0,\"telepathy\",[\"a\",{\"z\":1,\"a\":2.50}]],[90001,0,0,0,-1,0,\"t.jargon\",[\"any news?\"]]";
    let extended = format!("{}{strange}{}", &value[..at], &value[at..]);
    all.insert(key.clone(), extended);
    bench.memory.fill(all);
    let mut again = bench.open();
    assert!(again.damage().is_empty(), "{:?}", again.damage());
    bench.pass(Span::hours(1));
    again.act(Edit::Change(id, vec![RequestFact::Prioritised(Priority::High)])).unwrap();
    let written = &bench.memory.dump()[&key];
    assert!(written.contains("\"telepathy\",[\"a\",{\"z\":1,\"a\":2.50}]"), "{written}");
    assert!(written.contains("\"t.jargon\",[\"any news?\"]"));
    let kept =
        v1::decode(written).unwrap().into_iter().filter(|e| matches!(e.fact, Fact::Kept { .. })).count();
    assert_eq!(kept, 2);
}

/// An argument may be anything JSON knows, however it is written: what is known of it is read, the rest is a fault.
#[test]
fn arguments_read_alike_however_they_are_written() {
    let read = |row: &str| {
        let text = ["{\"v\":1,\"b\":1700000000000,\"n\":[\"1\"],\"a\":[\"Ann\"],\"e\":[", row, "]}"].concat();
        v1::decode(&text).map(|events| events.into_iter().map(|e| e.fact).next().unwrap())
    };
    let title = |text: &str| Ok(Fact::Request(RequestFact::Retitled(Title::new(text).unwrap())));
    assert_eq!(read(r#"[0,1,0,0,0,0,"titled",["Zoë’s \"export\""]]"#), title("Zoë’s \"export\""));
    assert_eq!(read(" [0, 1,0,0,0,0,\"\\u0074itled\", [\"Zo\\u00eb\" ] ] "), title("Zoë"));
    for wrong in ["7", "1.5", "true", "null", "[]", "{}", "18446744073709551615"] {
        assert!(read(&format!("[0,1,0,0,0,0,\"titled\",[{wrong}]]")).is_err(), "{wrong}");
    }
    for kept in ["null", "7", "{\"a\":2.50}", "[1.50,true,[],{\"z\":0}]"] {
        let fact = read(&format!("[0,1,0,0,0,0,\"of-a-later-one\",{kept}]")).unwrap();
        assert_eq!(fact, Fact::Kept { code: "of-a-later-one".into(), args: kept.into() });
    }
}

#[test]
fn a_desk_written_by_a_later_program_is_not_touched() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let mut all = bench.memory.dump();
    all.insert("inhouse".into(), "{\"schema\":2}".into());
    bench.memory.fill(all.clone());
    let refused = ledger.act(request("Fix the payroll export", "Finance"));
    assert_eq!(refused, Err(Trouble::Store(StoreError::Newer { found: 2, known: 1 })));
    assert_eq!(bench.memory.dump(), all);
    assert_eq!(bench.open().newer(), Some(2));
}

#[test]
fn an_edit_writes_as_much_on_a_large_desk_as_on_a_small_one() {
    let written = |others: usize| {
        let bench = Bench::new();
        let mut ledger = bench.desk();
        for i in 0..others {
            bench.pass(Span::seconds(1));
            raise(&mut ledger, &format!("Request {i:04}"), "Finance");
        }
        bench.pass(Span::seconds(1));
        let id = raise(&mut ledger, "The one that moves", "Warehouse");
        bench.pass(Span::seconds(1));
        let before = bench.memory.dump();
        ledger.act(Edit::Move { id, column: Stage::InProgress.into(), index: None }).unwrap();
        let after = bench.memory.dump();
        let changed: Vec<_> = after.iter().filter(|(k, v)| before.get(*k) != Some(v)).collect();
        (changed.len(), changed.iter().map(|(_, v)| v.len()).sum::<usize>())
    };
    let (few, many) = (written(1), written(400));
    assert_eq!(few.0, many.0, "records touched");
    // The reference has two more digits, the rank a few: both grow with the logarithm.
    assert!(many.1 <= few.1 + 20, "{few:?} {many:?}");
}

/// The next reference goes by all that are there, however many have changed meanwhile.
#[test]
fn a_reference_is_one_more_than_the_highest_there_is() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let called = |l: &Ledger, id| l.desk().request(id).unwrap().reference.to_string();
    let add = |l: &mut Ledger| {
        bench.pass(Span::seconds(1));
        let id = raise(l, "Fix the payroll export", "Finance");
        (id, called(l, id))
    };
    let (first, name) = add(&mut ledger);
    assert_eq!(name, "PEO-1");
    let (second, name) = add(&mut ledger);
    assert_eq!(name, "PEO-2");
    // One that is not the highest moves, many times over.
    for round in 0..300 {
        bench.pass(Span::seconds(1));
        let stage = if round % 2 == 0 { Stage::InProgress } else { Stage::Accepted };
        ledger.act(Edit::Move { id: first, column: stage.into(), index: None }).unwrap();
    }
    assert_eq!(add(&mut ledger).1, "PEO-3");
    // What was never kept leaves no gap.
    ledger.undo().unwrap();
    assert_eq!(add(&mut ledger).1, "PEO-3");
    ledger.undo().unwrap();
    // Without the highest, the one below it counts.
    ledger.act(Edit::Remove(Subject::Request(second))).unwrap();
    let (last, name) = add(&mut ledger);
    assert_eq!(name, "PEO-2");
    // What another tab has added counts as well.
    let mut other = bench.open();
    let theirs = add(&mut other);
    assert_eq!(theirs.1, "PEO-3");
    for (key, value) in bench.memory.dump().into_iter().filter(|(key, _)| key.contains("/j/")) {
        ledger.absorb(&key, Some(&value)).unwrap();
    }
    assert!(ledger.desk().request(theirs.0).is_some());
    assert_eq!(add(&mut ledger).1, "PEO-4");
    ledger.act(Edit::Move { id: last, column: Stage::Done.into(), index: None }).unwrap();
    assert_eq!(add(&mut ledger).1, "PEO-5");
}

#[test]
fn a_clock_changes_its_state_as_time_passes_and_stops_when_done() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    agree(&mut ledger, Choice::None, 2, 8);
    let id = raise(&mut ledger, "Fix the payroll export", "Finance");
    let state = |l: &Ledger, at: Moment| {
        let clocks = l.book().read(l.desk(), l.desk().request(id).unwrap(), at).unwrap();
        (clocks.response.state, clocks.resolution.state)
    };
    let at = |hours: i64| THURSDAY_9 + Span::hours(hours);
    assert_eq!(state(&ledger, at(0)), (ClockState::Running, ClockState::Running));
    assert_eq!(state(&ledger, THURSDAY_9 + Span::minutes(90)), (ClockState::AtRisk, ClockState::Running));
    assert_eq!(state(&ledger, THURSDAY_9 + Span::minutes(121)).0, ClockState::Breached);
    assert_eq!(state(&ledger, at(6)).1, ClockState::AtRisk);
    bench.clock.set(at(1));
    ledger.act(Edit::Update { id, text: note("On it"), visible: true }).unwrap();
    ledger.act(Edit::Move { id, column: Stage::Waiting.into(), index: None }).unwrap();
    assert_eq!(state(&ledger, at(20)), (ClockState::Met, ClockState::Paused));
    bench.clock.set(at(24));
    ledger.act(Edit::Move { id, column: Stage::InProgress.into(), index: None }).unwrap();
    // 1 h used before the pause, 7 h left from Friday 09:00: done by 16:00.
    let clocks = ledger.book().read(ledger.desk(), ledger.desk().request(id).unwrap(), at(24)).unwrap();
    assert_eq!(clocks.resolution.due, Some(at(31)));
    bench.clock.set(at(31));
    ledger.act(Edit::Move { id, column: Stage::Done.into(), index: None }).unwrap();
    assert_eq!(state(&ledger, at(500)), (ClockState::Met, ClockState::Met), "a stop on the deadline is met");
    let settled = &ledger.desk().request(id).unwrap().settled;
    assert_eq!(settled.len(), 2, "both verdicts are written down");
}

//! The whole life of a desk with a fault, or the tab gone, at every single write of it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/aged.rs"]
mod aged;
#[path = "support/bench.rs"]
mod bench;
#[path = "support/years.rs"]
mod years;

use aged::*;
use bench::*;
use inhouse::domain::agreement::Version;
use inhouse::domain::edit::{AgreementDraft, Choice, Deed, Edit, Many};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::Span;
use inhouse::domain::request::Stage;
use inhouse::domain::text::Note;
use inhouse::store::backup;
use inhouse::store::ledger::{Batch, Ledger, Ports};
use inhouse::store::memory::Counting;
use std::cell::Cell;
use std::rc::Rc;

/// A step of a script, on the desk as it is then.
type Act = Box<dyn Fn(&mut Ledger) -> Result<(), ()>>;

fn edit(make: impl Fn(&Ledger) -> Option<Edit> + 'static) -> Act {
    Box::new(move |ledger| match make(ledger) {
        Some(edit) => ledger.act(edit).map(drop).map_err(drop),
        None => Err(()),
    })
}

fn the_last(ledger: &Ledger) -> Option<RequestId> {
    ledger.desk().requests().last().map(|(id, _)| id)
}

/// A history of what happens to a desk: single steps and steps over many, agreements, a self-assessment, an import that
/// is taken back and taken in again, undo and redo, packing, a removal for good, a file in its place, and emptying it.
fn a_life(file: &Batch) -> Vec<Act> {
    let text = |text: &str| Note::new(text).unwrap();
    let weeks = (THURSDAY_9 - Span::days(90), THURSDAY_9 - Span::days(50));
    let old = years::requests(12, 400, weeks, true, &[]);
    let again = old.clone();
    let taken = move |ledger: &mut Ledger, batch: &Batch| {
        let members = ledger.take_in(batch.clone()).map_err(drop)?;
        ledger.imported(Deed { key: "imported", ..Deed::default() }, members);
        Ok(())
    };
    let file = file.clone();
    vec![
        edit(|_| Some(set_up())),
        edit(|_| Some(Edit::AddClient(name("Finance")))),
        edit(|_| Some(Edit::AddService(name("Payroll")))),
        edit(|l| {
            let terms =
                Version { calendar: l.desk().calendars().next().map(|(id, _)| id), ..Version::default() };
            let draft = AgreementDraft {
                name: name("Main agreement"),
                clients: Vec::new(),
                services: Vec::new(),
                terms,
                publish: false,
                adopt: false,
                opened: None,
            };
            Some(Edit::SaveAgreement(None, Box::new(draft)))
        }),
        edit(|_| Some(request("Fix the payroll export", "Finance"))),
        edit(|_| Some(request("New laptop", "Warehouse"))),
        edit(|l| Some(Edit::Move { id: the_last(l)?, column: Stage::Waiting.into(), index: None })),
        edit(move |l| {
            Some(Edit::Update { id: the_last(l)?, text: text("Where is the list?"), visible: true })
        }),
        edit(|l| Some(Edit::ChangeClient(the_last(l)?, Choice::New(name("Sales"))))),
        edit(|l| {
            let date = Some(l.now() + Span::days(3));
            Some(Edit::Promise { id: the_last(l)?, date, reason: Note::default() })
        }),
        edit(|l| Some(Edit::Many(open_requests(l), urgently()))),
        Box::new(|l| l.undo().map(drop).map_err(drop)),
        Box::new(|l| l.redo().map(drop).map_err(drop)),
        edit(|_| Some(Edit::SaveMapping(name("old.csv"), "a mapping".into()))),
        Box::new(move |l| taken(l, &old)),
        Box::new(|l| l.undo().map(drop).map_err(drop)),
        Box::new(move |l| taken(l, &again)),
        Box::new(|l| l.tidy().map(drop).map_err(drop)),
        edit(|l| Some(Edit::Move { id: the_last(l)?, column: Stage::Done.into(), index: None })),
        edit(|l| Some(Edit::Many(l.purgeable(), Many::Archive(true)))),
        edit(|l| Some(Edit::Remove(Subject::Request(the_last(l)?)))),
        Box::new(|l| {
            let go = l.purgeable();
            l.purge(&go).map(drop).map_err(drop)
        }),
        Box::new(move |l| replace(l, &file, 7).map_err(drop)),
        edit(|_| Some(request("Goes on", "Finance"))),
        Box::new(|l| l.empty().map_err(drop)),
        edit(|_| Some(set_up())),
    ]
}

/// With a fault at the k-th write, and with the tab gone at the k-th write, for every k: after a restart the desk is the
/// one before or after a step, never between, and never one from before the last step that was done.
#[test]
fn whatever_is_cut_off_the_desk_is_the_one_before_or_after_a_step() {
    let there = Bench { random: Counting::from(99), ..Bench::new() };
    let mut theirs = there.desk();
    for n in 0..9 {
        raise(&mut theirs, &format!("Theirs {n}"), "Legal");
    }
    let file = backup::read(&file_of(&theirs)).unwrap().records;
    // How many writes there are: by a first run that nothing cuts off.
    let run = |bench: &Bench, ledger: &mut Ledger, cut: &dyn Fn() -> bool| {
        let mut states = vec![ledger.desk().clone()];
        for act in a_life(&file) {
            bench.pass(Span::minutes(7));
            if act(ledger).is_err() {
                return (states, false);
            }
            states.push(ledger.desk().clone());
            if cut() {
                return (states, true);
            }
        }
        (states, true)
    };
    let whole = Bench::new();
    let left = Rc::new(Cell::new(usize::MAX / 2));
    let ports = Ports { kept: Rc::new(Dying(whole.clone(), left.clone())), ..whole.ports() };
    let (states, done) = run(&whole, &mut Ledger::open(ports, "a"), &|| false);
    assert!(done, "the script runs to its end: {} steps", states.len());
    let writes = usize::MAX / 2 - left.get();
    assert!(writes > 150, "{writes}");
    assert_eq!(whole.open().desk(), states.last().unwrap());
    // A tab that is gone tells nothing: what the desk should be is known from the run that went to its end.
    let ought = states;
    for k in 0..writes {
        let bench = Bench::new();
        let left = Rc::new(Cell::new(k));
        let ports = Ports { kept: Rc::new(Dying(bench.clone(), left.clone())), ..bench.ports() };
        let (states, _) = run(&bench, &mut Ledger::open(ports, "a"), &|| left.get() == 0);
        let again = bench.open();
        let last = states.len() - 1;
        let near = [last, last.saturating_sub(1)];
        assert!(near.iter().any(|at| &ought[*at] == again.desk()), "gone at write {k}, in step {last}");
        assert!(again.damage().is_empty(), "gone at write {k}");
    }
    for k in 0..writes {
        let bench = Bench::new();
        let mut ledger = bench.open();
        bench.memory.fail_after(Some(k));
        let (states, done) = run(&bench, &mut ledger, &|| false);
        bench.memory.fail_after(None);
        let again = bench.open();
        let is = states.iter().rposition(|state| state == again.desk());
        if done || is == Some(states.len() - 1) {
            continue;
        }
        // A file that counts already but did not fit goes to its end with the next start that has room.
        let to_its_end = again.desk().request_count() == 9 && states.len() == 23;
        assert!(to_its_end, "full at write {k}: state {is:?} of {}", states.len());
    }
}

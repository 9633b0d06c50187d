//! A file is read again, longer, mended, or otherwise mapped: that puts right what was wrong and doubles nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/importing.rs"]
mod importing;
#[path = "support/zones.rs"]
#[allow(dead_code)]
mod zones;

use importing::*;
use inhouse::domain::edit::{Choice, Edit};
use inhouse::domain::ident::Subject;
use inhouse::domain::request::{Priority, RequestFact, Stage};
use inhouse::domain::text::Title;
use inhouse::store::sheet::{Kind, Mapping, Meaning, PinChoice, Table, guess};
use proptest::prelude::*;

#[test]
fn the_same_file_again_brings_nothing_and_a_longer_one_only_the_rest() {
    let mut desk = Desk::new();
    desk.read(LOG);
    let stored = desk.memory.dump();
    let again = desk.read(LOG);
    assert_eq!((again.requests_new, again.requests_changed, again.rows_new), (0, 0, 0));
    assert!(again.clients.is_empty() && again.services.is_empty());
    assert_eq!(desk.memory.dump(), stored);

    let longer = format!(
        "{LOG}A-2,2026-03-04T08:00:00+00:00,Resolve ticket,Ann,Support,Payroll,Access,L1,Seriousness 1,G1\n\
         A-3,2026-03-04T09:00:00+00:00,Insert ticket,Ann,finance,Payroll,Access,L1,Seriousness 1,G1\n"
    );
    let more = desk.read(&longer);
    assert_eq!((more.requests_new, more.requests_changed, more.rows_new), (1, 1, 2));
    assert_eq!(more.clients, [name("Support")], "finance is Finance");
    let second = desk.request("A-2");
    assert_eq!((second.stage, second.priority), (Stage::Done, Priority::Low));
    assert_eq!(desk.client(&second).as_deref(), Some("Support"));

    let mut other = Desk::new();
    other.read(&longer);
    assert_eq!(other.seen(), desk.seen(), "in two parts as in one");
    let ids = |desk: &Desk| desk.by_reference().into_values().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(&other), ids(&desk));
}

#[test]
fn a_mended_row_puts_right_what_followed_from_the_broken_one() {
    for line in 1..8 {
        let mut lines: Vec<String> = LOG.lines().map(str::to_owned).collect();
        let time = lines[line].split(',').nth(1).unwrap().to_owned();
        lines[line] = lines[line].replace(&time, "31.02.2013");
        let mut desk = Desk::new();
        desk.agree("Everybody", Choice::None);
        let broken = desk.read(&lines.join("\n"));
        assert_eq!(broken.faults.len(), 1);
        let mended = desk.read(LOG);
        assert!(mended.rows_new > 0 && mended.requests_new == 0, "line {line}");
        let mut right = Desk::new();
        right.agree("Everybody", Choice::None);
        right.read(LOG);
        assert_eq!(desk.seen(), right.seen(), "line {line}");
        assert_eq!(desk.look(LOG).rows_new, 0, "line {line}");
        assert_eq!(desk.look(&lines.join("\n")).requests_new, 0, "line {line}");
    }
}

#[test]
fn a_changed_mapping_is_read_as_if_it_had_been_so_from_the_start() {
    let table = Table::parse(LOG).unwrap();
    let (usual, mut other) = (guess(&table), guess(&table));
    other.activities.insert("Take in charge ticket".into(), Meaning::new(Kind::Reply, true));
    other.activities.insert("Wait".into(), Meaning::NOTE);
    other.activities.insert("Closed".into(), Meaning::new(Kind::Withdraw, false));
    other.priorities.insert("Seriousness 2".into(), Priority::Urgent);
    let mut right = Desk::new();
    right.read_as(LOG, &other, PinChoice::None);
    let mut usually = Desk::new();
    usually.read_as(LOG, &usual, PinChoice::None);

    let mut desk = Desk::new();
    desk.read_as(LOG, &usual, PinChoice::None);
    let preview = desk.read_as(LOG, &other, PinChoice::None);
    assert!(preview.corrected > 4, "{preview:?}");
    assert_eq!(desk.seen(), right.seen());
    desk.read_as(LOG, &usual, PinChoice::None);
    assert_eq!(desk.seen(), usually.seen(), "and back");
    desk.read_as(LOG, &other, PinChoice::None);
    assert_eq!(desk.seen(), right.seen(), "and forth");
    assert!(desk.reloaded().desk().requests().eq(desk.ledger.desk().requests()));
}

#[test]
fn an_undone_import_comes_back_when_the_file_is_read_again() {
    let mut desk = Desk::new();
    desk.agree("Everybody", Choice::None);
    desk.agree("Finance first", Choice::New(name("Finance")));
    let agreements: Vec<_> = desk.ledger.desk().agreements_in_order().iter().map(|(id, _)| *id).collect();
    let mapping = guess(&Table::parse(LOG).unwrap());
    desk.read(LOG);
    let before = desk.seen();
    desk.ledger.undo().expect("it can be undone").expect("there is something");
    assert!(desk.by_reference().is_empty());

    let preview = desk.look(LOG);
    assert_eq!((preview.rows_new, preview.requests_changed), (7, 2));
    assert!(preview.restored > 7);
    desk.read(LOG);
    assert_eq!(desk.seen(), before);
    assert_eq!(desk.look(LOG).rows_new, 0);

    // Undone once more, and read with another agreement and another meaning.
    desk.ledger.undo().expect("it can be undone").expect("there is something");
    assert!(desk.by_reference().is_empty());
    let mut other = mapping.clone();
    other.activities.insert("Wait".into(), Meaning::NOTE);
    desk.read_as(LOG, &other, PinChoice::This(agreements[1], 1));
    let second = desk.request("A-2");
    assert_eq!((second.stage, second.waits.len()), (Stage::InProgress, 0));
    let pinned = desk.request("A-1").pinned.unwrap();
    assert_eq!((pinned.0, pinned.1.chosen), (Some((agreements[1], 1)), true));
}

#[test]
fn what_people_did_here_stays_when_the_file_is_read_again() {
    let mut desk = Desk::new();
    desk.read(LOG);
    let (first, second) = (desk.by_reference()["A-1"].0, desk.by_reference()["A-2"].0);
    desk.act(Edit::Change(second, vec![RequestFact::Retitled(Title::new("Access for Ines").unwrap())]));
    desk.act(Edit::Move { id: second, column: Stage::InProgress.into(), index: None });
    desk.act(Edit::Remove(Subject::Request(first)));
    let preview = desk.read(&LOG.replace("A-2,2026-03-03T09:00", "A-2,2026-03-03T10:00"));
    assert_eq!(preview.rows_new, 1, "a wait at another hour is another wait");
    let request = desk.request("A-2");
    assert_eq!(request.title, Title::new("Access for Ines").ok());
    assert_eq!(request.stage, Stage::InProgress);
    assert!(!desk.by_reference().contains_key("A-1"), "removed stays removed");
}

#[test]
fn stopping_between_two_portions_leaves_what_came_in_and_the_rest_can_follow() {
    let mut desk = Desk::new();
    let table = Table::parse(LOG).unwrap();
    let plan = desk.plan(&table, &guess(&table));
    assert_eq!(plan.steps(), 2);
    let mut batches = plan.batches(PinChoice::FirstMatch, desk.ledger.desk(), 1).into_iter();
    desk.ledger.take_in(batches.next().unwrap()).unwrap();
    assert_eq!(desk.by_reference().len(), 1);
    assert_eq!(desk.ledger.desk().clients().count(), 1, "no client without a request");
    assert_eq!(desk.look(LOG).requests_new, 1);
    desk.read(LOG);
    let mut whole = Desk::new();
    whole.read(LOG);
    assert_eq!(desk.seen(), whole.seen());
}

const ACTIVITIES: [&str; 9] = [
    "Insert ticket",
    "Assign seriousness",
    "Take in charge ticket",
    "Wait",
    "Require upgrade",
    "Resolve ticket",
    "Closed",
    "INVALID",
    "DUPLICATE",
];

/// A log of three cases: which case, minutes after the row before, which activity, client and priority.
fn logs() -> impl Strategy<Value = Vec<String>> {
    let row = (0..3usize, 0..3i64, 0..ACTIVITIES.len(), 0..3u8, 1..5u8);
    proptest::collection::vec(row, 1..14).prop_map(|rows| {
        let mut minute = 0;
        rows.into_iter()
            .map(|(case, wait, activity, client, grave)| {
                minute += wait;
                let time = format!("2026-03-02T{:02}:{:02}:00Z", 8 + minute / 60, minute % 60);
                let activity = ACTIVITIES[activity];
                format!("P-{case},{time},{activity},Agent {client},Client {client},Seriousness {grave}")
            })
            .collect()
    })
}

fn file(rows: &[String]) -> String {
    format!("case,time,activity,agent,client,seriousness\n{}\n", rows.join("\n"))
}

fn whole_mapping() -> Mapping {
    let rows: Vec<String> = ACTIVITIES
        .iter()
        .enumerate()
        .map(|(i, a)| format!("P-9,2026-01-01,{a},A,C,Seriousness {}", i % 4 + 1))
        .collect();
    guess(&Table::parse(&file(&rows)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_log_read_in_two_parts_or_mended_comes_to_what_it_says(
        rows in logs(),
        broken in proptest::collection::vec(any::<bool>(), 14),
        cut in 0..14usize,
    ) {
        let mapping = whole_mapping();
        let mut whole = Desk::new();
        whole.agree("Everybody", Choice::None);
        let mut desk = Desk::new();
        desk.agree("Everybody", Choice::None);
        whole.read_as(&file(&rows), &mapping, PinChoice::FirstMatch);

        let cut = cut.min(rows.len() - 1) + 1;
        let first: Vec<String> = rows
            .iter()
            .take(cut)
            .zip(&broken)
            .map(|(row, broken)| if *broken { row.replace("2026-03-02T", "2026-02-31T") } else { row.clone() })
            .collect();
        desk.read_as(&file(&first), &mapping, PinChoice::FirstMatch);
        desk.read_as(&file(&rows), &mapping, PinChoice::FirstMatch);
        prop_assert_eq!(desk.seen(), whole.seen());
        let again = desk.read_as(&file(&rows), &mapping, PinChoice::FirstMatch);
        prop_assert_eq!((again.rows_new, again.corrected), (0, 0));
        prop_assert_eq!(desk.seen(), whole.seen());
    }
}

//! How work goes beside the clocks. The desk is the one of `clock_changes.rs`: Monday to Friday from 09:00 to 17:00, in
//! UTC; the 9th of November 2026 is a Monday. Every figure is worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::domain::care::{CareFact, Tie, answered_since};
use inhouse::domain::caring::CareEdit;
use inhouse::domain::client::ClientFact;
use inhouse::domain::deciding::TriageEdit;
use inhouse::domain::edit::Edit;
use inhouse::domain::flow::flow;
use inhouse::domain::moment::Span;
use inhouse::domain::pausing::offered;
use inhouse::domain::process::{By, Group, Process, process};
use inhouse::domain::request::{DeclineReason, Direction, PauseReason, Priority, RequestFact, Stage};
use inhouse::domain::triage::{Deferral, WayOn};

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, note};

fn by(desk: &Desk, by: By, day: u32, time: &str) -> Vec<(Group, Process)> {
    let open = &desk.book.get(desk.calendar).unwrap().open;
    process(&desk.desk, by, Some(open), at(day, time), &|_| true).into_iter().collect()
}

/// One: raised on Monday at 09:00, waits for the client from 11:00 to Tuesday 11:00 (6 + 2 = 8 h), and for another team
/// from Tuesday 12:00 to 13:00; done on Tuesday at 17:00: 16 h, 9 of them waiting. Two: raised on Monday at 11:00, done at
/// 15:00 (4 h), opened again on Tuesday, done on Wednesday at 11:00: 6 + 8 + 2 = 16 h, none waiting. Together 9 of 32,
/// 28.125 %. Three is declined. Four and five are open, raised on Monday at 10:00 and on Wednesday at 10:00: on Thursday
/// at 10:00 they are three days and one day old.
#[test]
fn waiting_coming_back_declining_and_age() {
    let mut desk = Desk::new();
    let one = desk.raise_at(at(9, "09:00"));
    let four = desk.raise_at(at(9, "10:00"));
    let two = desk.raise_at(at(9, "11:00"));
    let three = desk.raise_at(at(9, "11:00"));
    desk.go(at(9, "11:00"), Edit::Pause(one, Some(PauseReason::Client)));
    desk.stage(at(9, "15:00"), two, Stage::Done);
    desk.go(at(10, "11:00"), Edit::Pause(one, None));
    desk.wait(one, PauseReason::OtherTeam, at(10, "12:00"), at(10, "13:00"));
    desk.stage(at(10, "14:00"), two, Stage::InProgress);
    let (reason, alternative) = (note("Not ours"), note("Ask Legal"));
    desk.go(
        at(10, "15:00"),
        Edit::Decline { id: three, category: DeclineReason::Scope, reason, alternative },
    );
    desk.stage(at(10, "17:00"), one, Stage::Done);
    desk.prioritise(at(11, "09:00"), four, Priority::Low);
    let five = desk.raise_at(at(11, "10:00"));
    desk.stage(at(11, "11:00"), two, Stage::Done);

    // Five is put off until Friday: no decline, and open work all the same.
    let deferral = Deferral {
        category: None,
        reason: note("Year end"),
        alternative: note("The old form"),
        until: Some(at(13, "09:00")),
        condition: note(""),
    };
    let later = TriageEdit::Defer(Box::new(deferral), WayOn::default());
    desk.go(at(11, "12:00"), Edit::Triage(five, Box::new(later)));

    let all = by(&desk, By::Client, 12, "10:00");
    let sales = &all[0].1;
    assert_eq!((all.len(), sales.all.len()), (1, 5));
    assert_eq!(sales.put_off, [five]);
    assert_eq!(by(&desk, By::Client, 13, "09:00")[0].1.put_off, [], "it is back");
    assert_eq!(sales.time, (Span::hours(32), Span::hours(9)));
    assert_eq!(sales.waiting(), Some(28.125));
    assert_eq!((sales.again.as_slice(), sales.resolved.len()), ([two].as_slice(), 2));
    assert_eq!((sales.declined.as_slice(), sales.done.len()), ([three].as_slice(), 2));
    assert_eq!(sales.open, [(Span::days(1), five), (Span::days(3), four)]);
    assert_eq!((sales.usual_age(), sales.oldest()), (Some(Span::days(1)), Some(Span::days(3))));

    let priorities: Vec<_> =
        by(&desk, By::Priority, 12, "10:00").iter().map(|(g, p)| (*g, p.all.len())).collect();
    assert_eq!(priorities, [(Group::Priority(Priority::Normal), 4), (Group::Priority(Priority::Low), 1)]);
    let version = Group::Version(Some((desk.agreement, 1)));
    assert_eq!(by(&desk, By::Version, 12, "10:00")[0].0, version);
    assert_eq!(by(&desk, By::Chain, 12, "10:00")[0].0, Group::Chain(None));
    let client = desk.desk.client_named("Sales").unwrap();
    desk.go(at(12, "09:30"), Edit::EditClient(client, vec![ClientFact::Chain(Some(2))]));
    let [(chain, far)] = &by(&desk, By::Chain, 12, "10:00")[..] else { panic!("one distance") };
    assert_eq!((*chain, far.all.len()), (Group::Chain(Some(2)), 5));

    // Two was taken on on Tuesday at 14:00: 3 h there and 2 h on Wednesday; one never was noted to be.
    let compiled = desk.book.get(desk.calendar).unwrap();
    let flow = flow(&desk.desk, &compiled.open, &compiled.zone, at(12, "10:00"), &|_| true);
    assert_eq!(flow.taken_on, [Span::hours(5), Span::hours(16)]);
    assert_eq!(flow.around, [Span::hours(32), Span::hours(48)]);
}

/// Six are done. Rated 5/5, 4/2, 3/4, 2/3 and 1/1: five of six rated, two of five satisfied (results of 4 and 5). Low are 4/2
/// for its manner, 2/3 and 1/1: the first is replied to after it, the second was before its rating alone (a complaint), the
/// third never. One that is opened again is not done, and counts for none of it.
#[test]
fn what_clients_said_of_it() {
    let mut desk = Desk::new();
    let ids: Vec<_> = (0..7).map(|_| desk.raise_at(at(9, "09:00"))).collect();
    for id in &ids {
        desk.stage(at(9, "11:00"), *id, Stage::Done);
    }
    let say = |desk: &mut Desk, time, id, fact| desk.go(at(10, time), Edit::Care(id, CareEdit::Note(fact)));
    say(&mut desk, "09:00", ids[3], CareFact::Complained(note("It came late")));
    say(&mut desk, "09:30", ids[3], CareFact::Replied(note("We are sorry")));
    for (id, (result, manner)) in ids.iter().zip([(5, 5), (4, 2), (3, 4), (2, 3), (1, 1)]) {
        say(&mut desk, "10:00", *id, CareFact::Rated { result, manner, comment: note("") });
    }
    say(&mut desk, "10:00", ids[6], CareFact::Rated { result: 1, manner: 1, comment: note("") });
    say(&mut desk, "11:00", ids[1], CareFact::Replied(note("We talk about the tone")));
    desk.stage(at(10, "12:00"), ids[6], Stage::InProgress);
    let all = by(&desk, By::Client, 12, "10:00");
    let sales = &all[0].1;
    assert_eq!(sales.done.len(), 6);
    assert_eq!(sales.satisfied, [vec![ids[0], ids[1]], vec![ids[2], ids[3], ids[4]]]);
    assert_eq!(sales.answered, [vec![ids[1]], vec![ids[3], ids[4]]]);
}

/// By the agreement a clock stops for another team and not for a supplier. What is blocked offers that wait, what waits
/// already does not; another request in the way offers it only where others deliver it.
#[test]
fn what_is_blocked_offers_the_wait_that_stops_a_clock() {
    let mut desk = Desk::new();
    let stops = [PauseReason::Client, PauseReason::OtherTeam];
    desk.agree(Some(desk.agreement), "Sales", [4, 16, 40], &stops);
    desk.now = at(9, "10:00");
    let id = desk.raise();
    let offers = |desk: &Desk| offered(&desk.desk, desk.desk.request(id).unwrap());
    let care = |desk: &mut Desk, fact| desk.go(at(9, "11:00"), Edit::Care(id, CareEdit::Note(fact)));
    assert_eq!(offers(&desk), []);
    care(&mut desk, CareFact::Blocked { step: note("The log"), owner: None, date: None });
    assert_eq!(offers(&desk), [PauseReason::OtherTeam]);
    desk.go(at(9, "12:00"), Edit::Pause(id, Some(PauseReason::OtherTeam)));
    assert_eq!(offers(&desk), []);
    desk.go(at(9, "13:00"), Edit::Pause(id, None));
    care(&mut desk, CareFact::Unblocked(note("Here")));
    // Our own request in the way is ours to do; one of theirs is not.
    let other = desk.raise();
    desk.go(at(9, "14:00"), Edit::Care(id, CareEdit::Link(Tie::BlockedBy, other, true)));
    assert_eq!(offers(&desk), []);
    let theirs = RequestFact::Directed(Direction::WeAsk);
    desk.go(at(9, "14:00"), Edit::Change(other, vec![theirs]));
    assert_eq!(offers(&desk), [PauseReason::OtherTeam]);
    desk.stage(at(9, "15:00"), other, Stage::Done);
    assert_eq!(offers(&desk), []);
}

/// It waits for the client since 11:00, who answers at noon: it waits on paper only, until it goes on. What another team
/// is awaited for is no matter of theirs.
#[test]
fn who_has_answered_is_awaited_on_paper_only() {
    let mut desk = Desk::new();
    let id = desk.raise();
    let answer = |desk: &mut Desk, time| {
        desk.go(at(9, time), Edit::Care(id, CareEdit::Note(CareFact::Answered(note("October.")))));
    };
    let since = |desk: &Desk| answered_since(desk.desk.request(id).unwrap());
    answer(&mut desk, "10:30");
    desk.go(at(9, "11:00"), Edit::Pause(id, Some(PauseReason::Client)));
    assert_eq!(since(&desk), None);
    answer(&mut desk, "12:00");
    assert_eq!(since(&desk), Some(at(9, "12:00")));
    desk.go(at(9, "13:00"), Edit::Pause(id, None));
    assert_eq!(since(&desk), None);
    desk.go(at(9, "14:00"), Edit::Pause(id, Some(PauseReason::OtherTeam)));
    answer(&mut desk, "15:00");
    assert_eq!(since(&desk), None);
}

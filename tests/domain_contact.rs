//! How the team stays in touch with each client. Open Monday to Friday from 09:00 to 17:00, in UTC; the 9th of November 2026
//! is a Monday. Every figure is worked out by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use inhouse::domain::caring::CareEdit;
use inhouse::domain::channel::WayWords;
use inhouse::domain::client::ClientFact;
use inhouse::domain::clock::{Basis, ClockKind, Target};
use inhouse::domain::contact::{Contact, contact, hand_overs};
use inhouse::domain::edit::{Choice, Edit, NewRequest};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{Channel, Direction, Priority, RequestFact, Stage};
use inhouse::domain::review::Kept;
use inhouse::domain::text::Title;

#[path = "support/agreed.rs"]
mod agreed;

use agreed::{Desk, at, name, note};

fn words() -> Vec<WayWords> {
    vec![(Channel::Mail, vec!["e-mail".to_owned()]), (Channel::Chat, vec!["chat".to_owned()])]
}

fn tell(desk: &mut Desk, when: Moment, id: RequestId, way: Option<Channel>) {
    let text = note("Where it stands");
    desk.go(
        when,
        match way {
            Some(way) => Edit::Care(id, CareEdit::Tell(text, way)),
            None => Edit::Update { id, text, visible: true },
        },
    );
}

fn give(desk: &mut Desk, id: RequestId, who: &[Option<&str>]) {
    for one in who {
        desk.act(Edit::Change(id, vec![RequestFact::Assigned(one.map(name))]));
    }
}

fn raise(desk: &mut Desk, client: &str, direction: Direction) -> RequestId {
    let client = Choice::New(name(client));
    let new = NewRequest { client, direction, ..NewRequest::titled(Title::new("A list").unwrap()) };
    match desk.act(Edit::Raise(Box::new(new))) {
        Some(Subject::Request(id)) => id,
        other => panic!("{other:?}"),
    }
}

/// Sales like e-mail and hear every 4 h at least. The first request: e-mail on Monday at 10:00, a chat at 13:00 (3 h), news
/// that does not say how on Tuesday at 10:00 (4 + 1 = 5 h, too late), done at 11:00 (1 h). It went from Ann to Bo, was put
/// down, taken up again by Bo and given back to Ann: two hand-overs. The second: news on Tuesday at 09:00, and at 16:00
/// nothing since (7 h, too late). So one of two by e-mail, two of four within the interval. Legal have no agreement and like
/// what nobody recognises: 10:00 to 12:00 is 2 h, by chat.
#[test]
fn ways_hands_and_rhythm_of_each_client() {
    let mut desk = Desk::new();
    desk.changed(|terms| {
        let target = Target::usual(ClockKind::Update, Span::hours(4), Basis::Open).unwrap();
        terms.targets.insert((ClockKind::Update, Priority::Normal), target);
    });
    let sales = desk.desk.client_named("Sales").unwrap();
    desk.act(Edit::EditClient(sales, vec![ClientFact::Channel(note("E-mail, please"))]));
    let first = desk.raise_at(at(9, "09:00"));
    let legal = raise(&mut desk, "Legal", Direction::WeServe);
    let theirs = raise(&mut desk, "Sales", Direction::WeAsk);
    give(&mut desk, first, &[Some("Ann"), Some("Bo"), None, Some("Bo"), Some("Ann")]);
    tell(&mut desk, at(9, "10:00"), first, Some(Channel::Mail));
    tell(&mut desk, at(9, "10:00"), legal, Some(Channel::Chat));
    tell(&mut desk, at(9, "10:00"), theirs, Some(Channel::Chat));
    tell(&mut desk, at(9, "12:00"), legal, Some(Channel::Chat));
    tell(&mut desk, at(9, "13:00"), first, Some(Channel::Chat));
    let second = desk.raise_at(at(9, "14:00"));
    tell(&mut desk, at(10, "09:00"), second, None);
    tell(&mut desk, at(10, "10:00"), first, None);
    desk.stage(at(10, "11:00"), first, Stage::Done);

    let now = at(10, "16:00");
    let all = contact(&desk.desk, &desk.book, &words(), now, &|_| true);
    let hours = |of: &Contact| of.between.iter().map(|(span, _)| span.0 / 3_600_000).collect::<Vec<_>>();
    let one = &all[&Some(sales)];
    assert_eq!((one.way, &one.ways), (Kept { met: 1, of: 2 }, &[vec![first], vec![]]));
    assert_eq!((&one.hands, one.usual_hands()), (&vec![(2, first)], None), "one is too few for a median");
    assert_eq!(hours(one), [1, 3, 5]);
    assert_eq!((one.interval, &one.intervals), (Kept { met: 2, of: 4 }, &[vec![first, second], vec![]]));

    let one = &all[&desk.desk.client_named("Legal")];
    assert_eq!((one.way.of, hours(one), one.interval.of), (0, vec![2], 0));
    assert_eq!(hand_overs(desk.desk.request(legal).unwrap()), 0);
    // At 12:30 on Tuesday the second is not late yet: what lasts and may still be in time is not counted.
    let earlier = contact(&desk.desk, &desk.book, &words(), at(10, "12:30"), &|_| true);
    assert_eq!(earlier[&Some(sales)].interval, Kept { met: 2, of: 3 });
    assert!(contact(&desk.desk, &desk.book, &words(), now, &|_| false).is_empty());
}

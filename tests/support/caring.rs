//! What several stories of care begin with.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::bench::*;
use chrono::NaiveDate;
use inhouse::domain::asked::{Asked, Kind};
use inhouse::domain::care::{Care, CareFact};
use inhouse::domain::caring::CareEdit;
use inhouse::domain::client::ServiceFact;
use inhouse::domain::edit::{Edit, Refusal};
use inhouse::domain::ident::{RequestId, ServiceId};
use inhouse::domain::request::{Priority, Stage};
use inhouse::domain::template::{Every, Repeat, Template};
use inhouse::domain::text::{Note, Title};
use inhouse::store::ledger::{Ledger, Trouble};

pub fn say(text: &str) -> Note {
    Note::new(text).unwrap()
}

pub fn point(text: &str) -> Title {
    Title::new(text).unwrap()
}

pub fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

pub fn note(id: RequestId, fact: CareFact) -> Edit {
    Edit::Care(id, CareEdit::Note(fact))
}

pub fn care(ledger: &Ledger, id: RequestId) -> Care {
    ledger.desk().request(id).unwrap().care.clone()
}

pub fn refused(ledger: &mut Ledger, edit: Edit) -> Refusal {
    match ledger.act(edit) {
        Err(Trouble::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

pub fn to(ledger: &mut Ledger, id: RequestId, stage: Stage) {
    ledger.act(Edit::Move { id, column: stage.into(), index: None }).unwrap();
}

pub fn choice(first: &str, required: bool) -> Asked {
    let list = vec![name(first), name("Screen")];
    Asked { name: name("What?"), kind: Kind::Choice(list), required, to_accept: false }
}

pub fn number(required: bool) -> Asked {
    Asked { name: name("How many?"), kind: Kind::Number, required, to_accept: false }
}

/// A template of this service comes again on the tenth of every month, from October 2026.
pub fn repeat_monthly(ledger: &mut Ledger, service: ServiceId, called: &str, title: &str) {
    let template = Template {
        name: name(called),
        title: point(title),
        text: Note::default(),
        means: vec![],
        priority: Priority::Normal,
        effect: None,
        owner: None,
        client: None,
        repeat: Some(Repeat { every: Every::Months(1), from: date(2026, 10, 10) }),
    };
    ledger.act(Edit::EditService(service, vec![ServiceFact::Template(1, Some(Box::new(template)))])).unwrap();
}

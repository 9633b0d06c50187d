//! A copy without the names of people: nothing of them in any byte, and the same figures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "support/sample_zones.rs"]
mod sample_zones;
#[path = "support/zones.rs"]
#[allow(dead_code)]
mod zones;

use inhouse::domain::care::{Care, CareFact};
use inhouse::domain::caring::CareEdit;
use inhouse::domain::client::ClientFact;
use inhouse::domain::columns::ColumnFact;
use inhouse::domain::edit::{Choice, Edit, NewRequest};
use inhouse::domain::ident::{RequestId, Subject};
use inhouse::domain::insight::attainment;
use inhouse::domain::moment::Moment;
use inhouse::domain::process::{By, process};
use inhouse::domain::request::{RequestFact, Stage};
use inhouse::domain::sheets::counted;
use inhouse::domain::team::TeamFact;
use inhouse::domain::text::{Name, Note, Title};
use inhouse::store::backup;
use inhouse::store::ledger::{Batch, Ledger, Ports};
use inhouse::store::memory::{Counting, Memory, SetClock};
use inhouse::store::ports::NoLog;
use inhouse::store::redact::{Choices, Redaction, Standins, file, table};
use inhouse::store::sample;
use inhouse::store::sheet::requests_csv;
use sample_zones::SampleZones;
use std::rc::Rc;

/// Thursday 2026-11-12 11:40 in Brussels.
const NOW: Moment = Moment(1_794_480_000_000);

const WORDS: Standins<'static> = Standins {
    member: "Team member",
    requester: "Requester",
    person: "Person",
    client: "Client",
    somebody: "somebody",
    address: "(address)",
    left_out: "(left out)",
    point: "Point",
};

fn empty(now: Moment) -> Ledger {
    let ports = Ports {
        kept: Rc::new(Memory::new()),
        clock: Rc::new(SetClock::at(now)),
        entropy: Rc::new(Counting::from(1)),
        zones: Rc::new(SampleZones),
        log: Rc::new(NoLog),
    };
    Ledger::open(ports, "s")
}

fn opened(batch: Batch) -> Ledger {
    opened_at(batch, NOW)
}

fn opened_at(batch: Batch, now: Moment) -> Ledger {
    let mut ledger = empty(now);
    ledger.take_in(batch).unwrap();
    ledger.refresh_book();
    ledger
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

fn note(text: &str) -> Note {
    Note::new(text).unwrap()
}

/// The sample desk, with what people write besides: names in texts, an address, a view of one person's work, who speaks
/// for a client, somebody in two spellings, and a client who is asked for as a person.
fn desk() -> (Ledger, RequestId) {
    let text = |key: &str| inhouse::words::say_joined("sample.", key, &[]);
    let mut ledger = opened(sample::build(NOW, Rc::new(SampleZones), &text).unwrap());
    let finance = ledger.desk().client_named("Finance").unwrap();
    ledger
        .act(Edit::EditClient(
            finance,
            vec![ClientFact::People(note("Ines Marlow, head\nOtto Kern (deputy)"))],
        ))
        .unwrap();
    let new = NewRequest {
        client: Choice::Known(finance),
        requester: Some(name("Zoë Quill")),
        owner: Some(name("Tom Aerts")),
        text: note("Write to zoe.quill@bank.example or ask Marlow; tom aerts knows. Aertsen does not."),
        ..NewRequest::titled(Title::new("Badge for Zoë, says Mr Kern").unwrap())
    };
    let made = ledger.act(Edit::Raise(Box::new(new))).unwrap().made;
    let Some(Subject::Request(id)) = made else { panic!("no request") };
    for fact in [CareFact::Contributor(name("zoë quill"), true), CareFact::Benefit(note("Quill is glad"))] {
        ledger.act(Edit::Care(id, CareEdit::Note(fact))).unwrap();
    }
    let second = NewRequest {
        requester: Some(name("Warehouse")),
        ..NewRequest::titled(Title::new("Lockers").unwrap())
    };
    ledger.act(Edit::Raise(Box::new(second))).unwrap();
    let view = ColumnFact::View(name("Of Tom"), Some("owner=Tom+Aerts".into()));
    ledger.act(Edit::ChangeTeam(vec![TeamFact::Columns(view)])).unwrap();
    // What was taken back is in the history all the same.
    ledger.act(Edit::Change(id, vec![RequestFact::AskedBy(Some(name("Vera Oxley")))])).unwrap();
    ledger.undo().unwrap();
    (ledger, id)
}

fn records(ledger: &Ledger) -> Batch {
    let desk = ledger.desk();
    desk.subjects().map(|subject| (subject, desk.log(subject).to_vec())).collect()
}

/// The file and the table of a copy.
fn copied(ledger: &Ledger, choices: Choices) -> (Redaction, String, String) {
    let all = records(ledger);
    let redaction = Redaction::of(&all, choices, WORDS);
    let copy = redaction.apply(&all);
    let text = file(ledger.keys(), &copy, NOW).unwrap();
    let other = opened(backup::read(&text).unwrap().records);
    let rows = table(&copy, &SampleZones, NOW);
    assert_eq!(rows, requests_csv(other.desk(), other.book(), NOW), "as the desk says that opens the file");
    (redaction, text, rows)
}

/// Everybody of the sample desk and of [`desk`], and the parts of their names nobody else has.
const PEOPLE: [&str; 13] = [
    "Tom Aerts",
    "Mila Berg",
    "Jo Peeters",
    "Ann De Wit",
    "Anna Claes",
    "Leon Maes",
    "Karim Haddad",
    "Eva Lind",
    "Mei Tan",
    "Zoë Quill",
    "Vera Oxley",
    "Ines Marlow",
    "Otto Kern",
];

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|other| other.eq_ignore_ascii_case(word))
}

#[test]
fn no_name_and_no_address_is_in_any_byte_of_a_copy() {
    let (ledger, _) = desk();
    let whole = backup::write(ledger.keys(), &ledger.copy(), NOW);
    for initials in [false, true] {
        for texts in [false, true] {
            let choices = Choices { initials, texts, ..Choices::default() };
            let (redaction, text, table) = copied(&ledger, choices);
            for person in PEOPLE {
                assert!(whole.to_lowercase().contains(&person.to_lowercase()), "{person} is in the desk");
                for out in [&text, &table] {
                    assert!(!out.to_lowercase().contains(&person.to_lowercase()), "{person} is in the copy");
                    for part in person.split(' ').filter(|part| part.len() > 3) {
                        assert!(!has_word(out, part), "{part} of {person} is in the copy");
                    }
                }
            }
            assert!(!text.contains("bank.example"));
            assert!(redaction.people().all(|(name, stand)| name != stand));
            // Whose name is also that of a client is named, and stays.
            assert_eq!(redaction.staying(), ["Warehouse"]);
        }
    }
}

#[test]
fn somebody_has_one_stand_in_everywhere() {
    let (ledger, id) = desk();
    let (redaction, text, table) = copied(&ledger, Choices::default());
    let of = |who: &str| redaction.people().find(|(name, _)| *name == who).unwrap().1.to_owned();
    let (tom, zoe) = (of("Tom Aerts"), of("Zoë Quill"));
    assert!(tom.starts_with("Team member ") && zoe.starts_with("Requester "), "{tom}, {zoe}");
    assert_ne!(zoe, of("zoë quill"), "two spellings are counted as two, here as there");
    let other = opened(backup::read(&text).unwrap().records);
    let request = other.desk().request(id).unwrap();
    assert_eq!(request.requester.as_ref().unwrap().as_str(), zoe);
    assert_eq!(request.owner.as_ref().unwrap().as_str(), tom);
    let ines = of("Ines Marlow");
    assert_eq!(
        request.text.as_str(),
        format!("Write to (address) or ask {ines}; {tom} knows. Aertsen does not.")
    );
    assert!(table.contains(&zoe) && table.contains("Warehouse"));
    // Made again, also after somebody new has come, it is the same.
    let mut later = opened_at(records(&ledger), Moment(NOW.0 + 60_000));
    let new = NewRequest {
        requester: Some(name("Abel Aaker")),
        ..NewRequest::titled(Title::new("One more").unwrap())
    };
    later.act(Edit::Raise(Box::new(new))).unwrap();
    let again = Redaction::of(&records(&later), Choices::default(), WORDS);
    for (who, stand) in redaction.people() {
        assert_eq!(again.people().find(|(name, _)| *name == who).unwrap().1, stand, "{who}");
    }
    let (short, ..) = copied(&ledger, Choices { initials: true, ..Choices::default() });
    let all: Vec<&str> = short.people().map(|(_, stand)| stand).collect();
    assert!(all.contains(&"T.A.") && all.contains(&"Z.Q."));
    let mut each = all.clone();
    each.sort_unstable();
    each.dedup();
    assert_eq!(each.len(), all.len(), "nobody shares a stand-in");
}

#[test]
fn what_is_left_out_is_in_no_byte_of_a_copy() {
    let (ledger, id) = desk();
    let (_, text, table) =
        copied(&ledger, Choices { texts: true, titles: true, clients: true, ..Choices::default() });
    for (_, request) in ledger.desk().requests() {
        let written = [request.text.as_str(), request.purpose.as_str()];
        let titles = request.title.iter().map(Title::as_str);
        let points = request.care.kept().map(|care| &care.means);
        let points = points.into_iter().flat_map(|all| all.values()).map(|(point, _)| point.as_str());
        for said in written.into_iter().chain(titles).chain(points).filter(|said| !said.is_empty()) {
            let quoted = serde_json::to_string(said).unwrap();
            assert!(!text.contains(quoted.trim_matches('"')), "{said}");
            assert!(!table.contains(said), "{said}");
        }
    }
    for client in ["Customer Care", "Finance", "Singapore", "Warehouse"] {
        assert!(!has_word(&table, client) || client == "Singapore", "{client}");
    }
    let other = opened(backup::read(&text).unwrap().records);
    let request = other.desk().request(id).unwrap();
    assert_eq!(request.title.as_ref().unwrap().as_str(), &*request.reference);
    assert_eq!(request.text.as_str(), "(left out)");
    assert!(other.desk().client_name(request.client.unwrap()).unwrap().as_str().starts_with("Client "));
    // Nothing was written there, so nothing is left out.
    assert!(request.purpose.is_empty());
}

#[test]
fn the_figures_are_those_of_the_desk() {
    let (ledger, _) = desk();
    let all = Choices { initials: true, texts: true, titles: true, clients: true };
    for choices in [Choices::default(), all] {
        let (_, text, _) = copied(&ledger, choices);
        let other = opened(backup::read(&text).unwrap().records);
        let (here, there) = (ledger.desk(), other.desk());
        let figures = |of: &Ledger| attainment(of.desk(), of.book(), NOW, &|_| true);
        assert_eq!(figures(&ledger), figures(&other));
        assert!(figures(&ledger).total().resolution.n() > 10);
        let stages =
            |of: &Ledger| Stage::ALL.iter().map(|stage| of.desk().lanes().count(*stage)).collect::<Vec<_>>();
        assert_eq!(stages(&ledger), stages(&other));
        for by in [By::Client, By::Service] {
            let of = |of: &Ledger| format!("{:?}", process(of.desk(), by, None, NOW, &|_| true));
            assert_eq!(of(&ledger), of(&other));
        }
        for ((id, ours), (other_id, theirs)) in here.requests().zip(there.requests()) {
            assert_eq!(id, other_id);
            assert_eq!(
                (ours.stage, &ours.waits, &ours.resolved, &ours.settled, ours.archived, ours.labels.len()),
                (
                    theirs.stage,
                    &theirs.waits,
                    &theirs.resolved,
                    &theirs.settled,
                    theirs.archived,
                    theirs.labels.len()
                )
            );
            let named = |care: &Care| care.look(|care| care.contributors.len());
            assert_eq!(named(&ours.care), named(&theirs.care));
        }
        for ((_, ours), (_, theirs)) in here.runs().zip(there.runs()) {
            assert_eq!(counted(ours).len(), counted(theirs).len());
        }
    }
}

#[test]
fn a_name_within_the_name_of_a_thing_does_not_stay_in_texts() {
    let (mut ledger, id) = desk();
    ledger.act(Edit::AddService(name("Reports for Ann Lee"))).unwrap();
    ledger.act(Edit::AddService(name("Quill pens"))).unwrap();
    let facts = vec![
        RequestFact::AskedBy(Some(name("Ann Lee"))),
        RequestFact::Described(note(
            "Lee called, Zoë agreed; Quill pens, says Quill, and Reports for Ann Lee",
        )),
        RequestFact::Assigned(Some(name("דוד כהן"))),
        RequestFact::Purpose(note("דוד אמר")),
    ];
    ledger.act(Edit::Change(id, facts)).unwrap();
    let (redaction, text, _) = copied(&ledger, Choices::default());
    let of = |who: &str| redaction.people().find(|(name, _)| *name == who).unwrap().1.to_owned();
    let other = opened(backup::read(&text).unwrap().records);
    let request = other.desk().request(id).unwrap();
    let lee = of("Ann Lee");
    assert_eq!(
        request.text.as_str(),
        format!("{lee} called, somebody agreed; Quill pens, says somebody, and Reports for {lee}")
    );
    assert_eq!(request.purpose.as_str(), format!("{} אמר", of("דוד כהן")));
    assert!(other.desk().service_named("Quill pens").is_some());
    assert!(!text.contains("Ann Lee"));
}

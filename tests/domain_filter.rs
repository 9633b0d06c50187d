//! The filter: what "not" and "none" let through, and the same filter as people type it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/bench.rs"]
mod bench;

use bench::{Bench, name, raise};
use chrono::NaiveDate;
use inhouse::domain::edit::{Choice, Edit, Many};
use inhouse::domain::ident::{ClientId, RequestId};
use inhouse::domain::request::{Effect, Priority, RequestFact, Stage};
use inhouse::domain::sieve::language::{Vocabulary, read, write};
use inhouse::domain::sieve::{Condition, Facet, Key, Looking, Shelf, Sieve, View};
use inhouse::store::ledger::Ledger;

fn found(ledger: &Ledger, sieve: &Sieve) -> Vec<RequestId> {
    let looking = Looking { now: ledger.now(), promised: None, unpromised: None };
    let all = ledger.desk().requests();
    all.filter(|(_, r)| sieve.lets(r, None, &looking)).map(|(id, _)| id).collect()
}

const FINANCE: u128 = 1;

fn client(n: u128) -> Condition {
    Condition::Client(Some(ClientId::from_parts(5, n)))
}

fn label(text: &str) -> Condition {
    Condition::Label(Some(name(text)))
}

/// English as the board hands it in, with a few names.
fn english() -> Vocabulary {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let keys = [
        ("client", Key::Client),
        ("service", Key::Service),
        ("stage", Key::Stage),
        ("priority", Key::Priority),
        ("clock", Key::Clock),
        ("owner", Key::Owner),
        ("assignee", Key::Owner),
        ("label", Key::Label),
        ("effect", Key::Effect),
        ("ties", Key::Tie),
        ("waiting", Key::Waiting),
        ("promised", Key::Promised),
    ];
    let values = [
        (client(FINANCE), "Finance"),
        (client(2), "Finance abroad"),
        (client(3), "Büro Süd"),
        (client(4), "None"),
        (Condition::Clock(Facet::Late), "Late"),
        (Condition::Clock(Facet::Pressing), "Late or at risk"),
        (Condition::Clock(Facet::AtRisk), "At risk"),
        (Condition::Clock(Facet::Unmeasured), "Not measured"),
        (Condition::Stage(Stage::InProgress), "In progress"),
        (Condition::Priority(Priority::High), "High"),
        (Condition::Effect(Some(Effect::Essential)), "Essential"),
        (Condition::Tie(None), "Tied to another one"),
        (Condition::Owner(Some(name("Ann Peeters"))), "Ann Peeters"),
        (label("report"), "report"),
        (label("month-end"), "month-end"),
        (label("month end"), "month end"),
        (label("the \"big\" one"), "the \"big\" one"),
    ];
    Vocabulary {
        keys: keys.map(|(word, key)| (word.to_owned(), key)).to_vec(),
        not: words(&["not"]),
        none: words(&["none", "nobody"]),
        archive: words(&["archive"]),
        shelves: vec![("only".to_owned(), Shelf::Archive), ("both".to_owned(), Shelf::Both)],
        days: words(&["d", "day", "days"]),
        weeks: words(&["w"]),
        values: values.map(|(condition, name)| (condition, name.to_owned())).to_vec(),
    }
}

fn asks(all: &[Condition], without: &[Condition], text: &str) -> Sieve {
    let mut sieve = Sieve { text: text.to_owned(), ..Sieve::default() };
    all.iter().for_each(|only| sieve.set(only.key(), Some(only.clone())));
    without.iter().for_each(|not| sieve.leave_out(not.clone()));
    sieve
}

/// Of three requests "not" lets through what its condition holds back, also those of which nothing is said; several add up.
#[test]
fn not_is_the_whole_rest_and_none_is_what_has_nothing() {
    let bench = Bench::new();
    let mut ledger = bench.desk();
    let mut all = ["One", "Two", "Three"].map(|title| raise(&mut ledger, title, "Finance"));
    all.sort();
    let change =
        |ledger: &mut Ledger, id, fact| ledger.act(Edit::Many(vec![id], Many::Change(vec![fact]))).unwrap();
    change(&mut ledger, all[0], RequestFact::Labelled(name("report"), true));
    change(&mut ledger, all[1], RequestFact::Labelled(name("month-end"), true));
    change(&mut ledger, all[1], RequestFact::Assigned(Some(name("Ann Peeters"))));
    ledger.act(Edit::Many(vec![all[2]], Many::Client(Choice::None))).unwrap();
    let only =
        |conditions: &[Condition], without: &[Condition]| found(&ledger, &asks(conditions, without, ""));
    let finance = ledger.desk().client_named("Finance");
    assert_eq!(only(&[], &[label("report")]), [all[1], all[2]]);
    assert_eq!(only(&[], &[label("report"), label("month-end")]), [all[2]]);
    assert_eq!(only(&[Condition::Label(None)], &[]), [all[2]]);
    assert_eq!(only(&[], &[Condition::Label(None)]), [all[0], all[1]]);
    assert_eq!(only(&[Condition::Owner(None)], &[label("report")]), [all[2]]);
    assert_eq!(only(&[], &[Condition::Client(finance)]), [all[2]]);
    assert_eq!(only(&[Condition::Client(finance)], &[Condition::Owner(None)]), [all[1]]);
    assert_eq!(only(&[Condition::Promised(None)], &[]), all);
    assert_eq!(only(&[], &[Condition::Promised(None)]), []);
    assert_eq!(only(&[], &[Condition::Stage(Stage::New)]), []);
    // Nothing is waited for: whatever is asked for of that, "not" lets all of them through.
    assert_eq!(only(&[], &[Condition::Waiting(3)]), all);
    assert_eq!(only(&[], &[Condition::Clock(Facet::Late)]), all);
}

/// What is asked for can be left out instead, and filters that do the same are the same, in whichever order they were made.
#[test]
fn what_is_asked_for_turns_into_what_is_left_out() {
    let mut sieve = asks(&[label("report"), client(FINANCE)], &[], "");
    sieve.turn(Key::Label);
    sieve.turn(Key::Owner);
    assert_eq!(sieve, asks(&[client(FINANCE)], &[label("report")], ""));
    let (one, two) =
        (asks(&[], &[label("a"), client(2)], ""), asks(&[], &[client(2), label("a"), label("a")], ""));
    assert_eq!((one.without.len(), &one), (2, &two));
    // Not by the 24th and not by the 26th is not by the 26th; not for three days holds back those of seven as well.
    let day = |day| Condition::Promised(NaiveDate::from_ymd_opt(2026, 11, day));
    assert_eq!(asks(&[], &[day(24), day(26), day(25)], "").without, [day(26)]);
    assert_eq!(asks(&[], &[day(24)], "").unpromised(), NaiveDate::from_ymd_opt(2026, 11, 24));
    assert_eq!(
        asks(&[], &[Condition::Waiting(7), Condition::Waiting(3)], "").without,
        [Condition::Waiting(3)]
    );
}

#[test]
fn a_typed_filter_asks_for_the_same_as_the_lists() {
    let day = Condition::Promised(NaiveDate::from_ymd_opt(2026, 11, 24));
    for (typed, all, without, text) in [
        ("fix the export", vec![], vec![], "fix the export"),
        (
            "client:finance clock:late not:label:report assignee:none waiting>3d",
            vec![
                client(FINANCE),
                Condition::Clock(Facet::Late),
                Condition::Owner(None),
                Condition::Waiting(3),
            ],
            vec![label("report")],
            "",
        ),
        ("export CLIENT:buro-sud fix", vec![client(3)], vec![], "export fix"),
        ("client:\"Finance abroad\"", vec![client(2)], vec![], ""),
        ("client:finance-a", vec![client(2)], vec![], ""),
        ("client:none", vec![Condition::Client(None)], vec![], ""),
        ("client:\"none\"", vec![client(4)], vec![], ""),
        ("clock:none", vec![Condition::Clock(Facet::Unmeasured)], vec![], ""),
        (
            "clock:at-risk stage:\"in progress\"",
            vec![Condition::Clock(Facet::AtRisk), Condition::Stage(Stage::InProgress)],
            vec![],
            "",
        ),
        ("-client:finance not:clock:late", vec![], vec![client(FINANCE), Condition::Clock(Facet::Late)], ""),
        ("waiting:2w", vec![Condition::Waiting(14)], vec![], ""),
        ("waiting>=3", vec![Condition::Waiting(3)], vec![], ""),
        ("promised<2026-11-24", vec![day.clone()], vec![], ""),
        ("promised:none", vec![Condition::Promised(None)], vec![], ""),
        ("label:month-end", vec![label("month-end")], vec![], ""),
        ("owner:ann", vec![Condition::Owner(Some(name("Ann Peeters")))], vec![], ""),
        // Ordinary words, and what is still typed.
        ("10:30 https://a.org Re: a=b -x 5>3", vec![], vec![], "10:30 https://a.org Re: a=b -x 5>3"),
        ("client: fix", vec![], vec![], "fix"),
        ("client:\"Finance ab", vec![client(2)], vec![], ""),
    ] {
        let read = read(typed, &english());
        assert_eq!(read.sieve, asks(&all, &without, text), "{typed}");
        assert_eq!(read.strange, Vec::<String>::new(), "{typed}");
    }
}

#[test]
fn what_cannot_be_read_is_looked_for_as_words_and_said() {
    for (typed, text, strange) in [
        ("colour:blue late", "colour:blue late", vec!["colour:blue"]),
        ("client:zebra clock:late", "client:zebra", vec!["client:zebra"]),
        ("not:zebra", "not:zebra", vec!["not:zebra"]),
        ("waiting>soon waiting:99999", "waiting>soon waiting:99999", vec!["waiting>soon", "waiting:99999"]),
        ("client:fin", "client:fin", vec!["client:fin"]),
        ("client:finance client:none", "client:none", vec!["client:none"]),
        ("stage:none", "stage:none", vec!["stage:none"]),
        ("promised:2026-02-30", "promised:2026-02-30", vec!["promised:2026-02-30"]),
        (
            "archive:some not:archive:only",
            "archive:some not:archive:only",
            vec!["archive:some", "not:archive:only"],
        ),
    ] {
        let read = read(typed, &english());
        assert_eq!(
            (read.sieve.text.as_str(), read.strange),
            (text, strange.iter().map(|s| (*s).to_owned()).collect()),
            "{typed}"
        );
    }
}

/// Every filter reads back from what it is written as, and from its address.
#[test]
fn a_filter_reads_back_from_its_text_and_from_its_address() {
    let vocabulary = english();
    let nobody: Vec<Condition> = Key::ALL.iter().filter_map(|key| Condition::none(*key)).collect();
    let day = Condition::Promised(NaiveDate::from_ymd_opt(2026, 11, 24));
    // A client without a name goes by its code.
    let others = [day, Condition::Waiting(9), client(77), label("report")];
    let named = vocabulary.values.iter().map(|(condition, _)| condition.clone());
    for condition in named.chain(nobody).chain(others) {
        for sieve in [
            asks(std::slice::from_ref(&condition), &[], "fix it"),
            asks(&[], std::slice::from_ref(&condition), "fix it"),
        ] {
            let text = write(&sieve, &vocabulary);
            assert_eq!(read(&text, &vocabulary).sieve, sieve, "{text}");
            let view = View { sieve, ..View::default() };
            let mut back = View::default();
            view.pairs().iter().for_each(|(key, value)| back.take(key, value));
            assert_eq!(back, view, "{:?}", view.pairs());
        }
    }
    let all = asks(
        &[client(FINANCE), Condition::Clock(Facet::Pressing), Condition::Owner(None), Condition::Waiting(3)],
        &[label("month end"), client(2)],
        "fix",
    );
    assert_eq!(
        write(&all, &vocabulary),
        "fix clock:late-or-at-risk client:Finance owner:none waiting>3d not:client:finance-abroad not:label:\"month end\""
    );
}

/// The archive is a place of its own: left aside, alone, or with the board; typed, and in the address as it ever was.
#[test]
fn the_archive_is_asked_for_alone_or_as_well() {
    for (text, shelf, code) in [
        ("fix", Shelf::Board, None),
        ("fix archive:only", Shelf::Archive, Some("1")),
        ("fix archive:both", Shelf::Both, Some("both")),
    ] {
        let sieve = Sieve { shelf, ..asks(&[], &[], "fix") };
        assert_eq!((read(text, &english()).sieve, write(&sieve, &english()).as_str()), (sieve.clone(), text));
        let pairs = View { sieve, ..View::default() }.pairs();
        assert_eq!(pairs.iter().find(|(key, _)| *key == "archive").map(|(_, value)| value.as_str()), code);
    }
}

/// Addresses from before read as they did.
#[test]
fn old_addresses_still_read() {
    let mut view = View::default();
    for (key, value) in
        [("clock", "late"), ("owner", "-"), ("label", "report"), ("promised", "2026-11-24"), ("waiting", "3")]
    {
        view.take(key, value);
    }
    let day = Condition::Promised(NaiveDate::from_ymd_opt(2026, 11, 24));
    let wanted =
        [Condition::Clock(Facet::Late), Condition::Owner(None), label("report"), day, Condition::Waiting(3)];
    assert_eq!(view.sieve, asks(&wanted, &[], ""));
}

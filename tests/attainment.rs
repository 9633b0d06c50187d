//! A whole log, imported and measured, against an independent computation of the same rules in Python
//! (`tests/oracle/attainment.py`): every request's verdicts, counted seconds and due moments.
//!
//! The log is the one `INHOUSE_LOG` names, or a real one beside the project; where there is none, a generated
//! one of the same shape (`tests/oracle/generate_log.py`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use chrono::NaiveDate;
use inhouse::domain::agreement::Version;
use inhouse::domain::calendar::Week;
use inhouse::domain::clock::{Basis, ClockKind, ClockState, Reading, Target, read_first_resolution};
use inhouse::domain::counting::{Counting, OnPriority};
use inhouse::domain::decide::{Context, decide};
use inhouse::domain::edit::{AgreementDraft, CalendarDraft, Edit};
use inhouse::domain::fact::Event;
use inhouse::domain::insight::attainment;
use inhouse::domain::moment::{Moment, Span};
use inhouse::domain::request::{Priority, Stage};
use inhouse::domain::stamp::Ticker;
use inhouse::domain::standing::standing;
use inhouse::domain::text::Name;
use inhouse::domain::timebook::Timebook;
use inhouse::domain::workspace::Workspace;
use inhouse::domain::zone::ZoneTable;
use inhouse::store::sheet::{PinChoice, Plan, Reason, Table, guess, plan};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

#[path = "support/zones.rs"]
#[allow(dead_code)]
mod zones;

const ZONE: &str = "Europe/Rome";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn oracle(script: &str, args: &[&str]) -> String {
    let done = Command::new("python3")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(root().join("tests/oracle").join(script))
        .args(args)
        .output()
        .expect("python3 runs");
    assert!(done.status.success(), "{script}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("UTF-8")
}

/// The log, and whether it is a generated one.
fn log() -> &'static (PathBuf, bool) {
    static LOG: OnceLock<(PathBuf, bool)> = OnceLock::new();
    LOG.get_or_init(|| {
        let named = std::env::var_os("INHOUSE_LOG").map(PathBuf::from);
        let real = named.unwrap_or_else(|| root().join("../shared/data/helpdesk-events.csv"));
        if real.is_file() {
            return (real, false);
        }
        let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated-log.csv");
        std::fs::write(&made, oracle("generate_log.py", &[])).expect("the target folder is writable");
        (made, true)
    })
}

fn zone(name: &str, _: Moment, _: Moment) -> Option<Arc<ZoneTable>> {
    static ROME: OnceLock<Arc<ZoneTable>> = OnceLock::new();
    (name == ZONE).then(|| ROME.get_or_init(|| Arc::new(zones::zone(ZONE))).clone())
}

fn moment(iso: &str) -> Moment {
    Moment(chrono::DateTime::parse_from_rfc3339(iso).expect("an ISO time").timestamp_millis())
}

/// A desk with one agreement, made long after the log ended, by the edits a person would make.
struct Bench {
    desk: Workspace,
    ticker: Ticker,
    random: u128,
}

impl Bench {
    fn act(&mut self, edit: Edit) {
        let now = moment("2026-11-22T09:00:00Z");
        let mut fresh = || {
            self.random += 1;
            self.random
        };
        let book = Timebook::default();
        let mut context = Context { now, fresh: &mut fresh, book: &book };
        let decision = decide(&self.desk, edit, &mut context).expect("the desk allows it");
        for step in decision.steps {
            let stamp = self.ticker.next(now);
            let at = step.at.unwrap_or(now);
            self.desk
                .apply(step.subject, Event { stamp, at, actor: None, source: step.source, fact: step.fact });
        }
    }

    fn new(holidays: bool, on_priority: OnPriority) -> Bench {
        let mut bench = Bench { desk: Workspace::default(), ticker: Ticker::new(7), random: 0 };
        let week = Week::office(&[(9 * 60, 13 * 60), (14 * 60, 18 * 60)]);
        let name = |text: &str| Name::new(text).expect("a name");
        bench.act(Edit::SetUp { name: name("Help desk"), zone: ZONE.into(), week, calendar: name("Office") });
        let (calendar, mut office) =
            bench.desk.calendars().next().map(|(id, c)| (id, c.clone())).expect("a calendar");
        if holidays {
            let list = std::fs::read_to_string(root().join("tests/oracle/italian_holidays.txt")).unwrap();
            for line in list.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
                let (date, called) = line.split_once(' ').expect("a date and a name");
                office.hours.closed.insert(date.parse::<NaiveDate>().expect("a date"), called.to_owned());
            }
            assert!(office.hours.closed.len() > 40);
            let draft = CalendarDraft {
                name: name("Office"),
                zone: ZONE.into(),
                hours: office.hours,
                layers: std::collections::BTreeSet::new(),
                opens: Default::default(),
                files: Default::default(),
                opened: None,
            };
            bench.act(Edit::SaveCalendar(Some(calendar), Box::new(draft)));
        }
        let terms = Version {
            calendar: Some(calendar),
            targets: targets(),
            ack_counts: true,
            counting: Counting { on_priority, ..Counting::default() },
            ..Version::default()
        };
        let draft = AgreementDraft {
            name: name("Support"),
            clients: Vec::new(),
            services: Vec::new(),
            terms,
            publish: true,
            adopt: false,
            opened: None,
        };
        bench.act(Edit::SaveAgreement(None, Box::new(draft)));
        bench
    }
}

/// The targets of `tests/oracle/targets.json`, working minutes by seriousness; 4 is the gravest.
fn targets() -> BTreeMap<(ClockKind, Priority), Target> {
    let text = std::fs::read_to_string(root().join("tests/oracle/targets.json")).unwrap();
    let all: BTreeMap<String, BTreeMap<String, i64>> = serde_json::from_str(&text).unwrap();
    let mut out = BTreeMap::new();
    for (seriousness, priority) in
        [("4", Priority::Urgent), ("3", Priority::High), ("2", Priority::Normal), ("1", Priority::Low)]
    {
        for (clock, word) in [(ClockKind::FirstResponse, "response"), (ClockKind::Resolution, "resolution")] {
            let amount = Span::minutes(all[seriousness][word]);
            out.insert((clock, priority), Target::usual(clock, amount, Basis::Open).unwrap());
        }
    }
    out
}

fn read_log(bench: &Bench, now: Moment) -> Plan {
    let text = std::fs::read_to_string(&log().0).expect("the log");
    let start = Instant::now();
    let table = Table::parse(&text).expect("a table");
    let parsed = start.elapsed();
    let mapping = guess(&table);
    let guessed = start.elapsed();
    let plan = plan(&table, &mapping, &bench.desk, &zone, now).expect("a plan");
    let planned = start.elapsed();
    eprintln!("parse {parsed:?}, + guess = {guessed:?}, + plan = {planned:?}");
    plan
}

fn take_in(bench: &mut Bench, plan: Plan) {
    let start = Instant::now();
    let batches = plan.batches(PinChoice::FirstMatch, &bench.desk, 64);
    let cut = start.elapsed();
    for (subject, events) in batches.into_iter().flatten() {
        bench.desk.apply_all(subject, events);
    }
    eprintln!("batches {cut:?}, + take in = {:?}", start.elapsed());
}

fn word(reading: &Reading) -> &'static str {
    match reading.state {
        ClockState::Met => "met",
        ClockState::Breached if reading.breached_open => "open_breached",
        ClockState::Breached => "breached",
        ClockState::Cancelled(_) => "cancelled",
        ClockState::NotApplicable => "none",
        ClockState::Running | ClockState::AtRisk | ClockState::Paused | ClockState::OutsideHours => "running",
    }
}

fn iso(at: Option<Moment>) -> String {
    let time = at.map(|at| chrono::DateTime::from_timestamp_millis(at.0).unwrap());
    time.map(|t| t.format("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default()
}

/// Imports the log as it was at `now` (the end of the log where none is given) and compares every request.
fn compare(holidays: bool, as_of: Option<&str>, on_priority: OnPriority) {
    let mut bench = Bench::new(holidays, on_priority);
    let plan = read_log(&bench, as_of.map_or(moment("2026-11-22T09:00:00Z"), moment));
    let now = as_of.map_or(plan.preview.span.expect("events").1, moment);
    take_in(&mut bench, plan);
    let desk = &bench.desk;
    let mut book = Timebook::default();
    book.refresh(desk, &zone, now);

    let list = root().join("tests/oracle/italian_holidays.txt");
    let mut args = vec![log().0.to_str().unwrap()];
    args.extend(["--holidays", if holidays { list.to_str().unwrap() } else { "none" }]);
    args.extend(as_of.iter().flat_map(|at| ["--as-of", at]));
    if on_priority == OnPriority::Onward {
        args.push("--broken-stays");
    }
    let answer = oracle("attainment.py", &args);
    let mut reader = csv::Reader::from_reader(answer.as_bytes());
    let headers = reader.headers().unwrap().clone();

    let by_reference: BTreeMap<&str, _> = desk.requests().map(|(_, r)| (&*r.reference, r)).collect();
    let (mut rows, mut differing, mut words) = (0, Vec::new(), BTreeMap::<String, usize>::new());
    for record in reader.records() {
        let record = record.unwrap();
        let row: BTreeMap<&str, &str> = headers.iter().zip(record.iter()).collect();
        rows += 1;
        let case = row["case"];
        let request = by_reference.get(case).unwrap_or_else(|| panic!("{case} was not imported"));
        let (agreement, number) = request.pinned.and_then(|(a, _)| a).expect("pinned");
        let version = &desk.agreement(agreement).unwrap().versions[&number];
        let clocks = book.read(desk, request, now).expect("clocks");
        let open = &clocks.compiled.open;
        let course = request.course(&version.pauses_on, version.ack_counts);
        let by = standing(request, version, clocks.compiled, &course, ClockKind::Resolution, now);
        let first = read_first_resolution(&course, by.as_ref().map(|by| &by.target), open, now);
        let mut check = |what: &str, ours: String, theirs: &str| {
            if ours != theirs {
                differing.push(format!("{case} {what}: {ours:?}, the oracle says {theirs:?}"));
            }
        };
        for (clock, reading) in [("response", &clocks.response), ("resolution", &clocks.resolution)] {
            let theirs = |part: &str| row[format!("{clock}_{part}").as_str()];
            let verdict = theirs("verdict");
            check(&format!("{clock} verdict"), word(reading).to_owned(), verdict);
            *words.entry(format!("{clock} {verdict}")).or_default() += 1;
            if verdict == "cancelled" {
                continue;
            }
            check(&format!("{clock} at"), iso(reading.stopped), theirs("at"));
            assert_eq!(reading.elapsed.0 % 1_000, 0, "{case}: the log is in whole seconds");
            check(&format!("{clock} seconds"), (reading.elapsed.0 / 1_000).to_string(), theirs("elapsed_s"));
            // Nothing is due while it waits; the oracle takes the wait to end now.
            let waits = reading.state == ClockState::Paused;
            let due = if waits { open.after(now, reading.remaining) } else { reading.due };
            check(&format!("{clock} due"), iso(due), theirs("due"));
        }
        if !row["first_resolution_at"].is_empty() && row["state"] == "resolved" {
            check("first resolution", word(&first).to_owned(), row["first_resolution_verdict"]);
            check("first resolution due", iso(first.due), row["first_resolution_due"]);
        }
        let client = request.client.and_then(|id| desk.client_name(id)).map(Name::as_str);
        check("client", client.unwrap_or_default().to_owned(), row["client"]);
        check("seriousness", request.priority.level().to_string(), row["priority"]);
        check("raised", iso(Some(request.raised)), row["raised"]);
        let reopened = request.resolved.iter().filter(|(_, again)| again.is_some()).count();
        if row["state"] == "resolved" || row["state"] == "open" {
            check("reopenings", reopened.to_string(), row["reopenings"]);
        }
    }
    eprintln!("{rows} requests, {} differences, {words:?}", differing.len());
    for line in differing.iter().take(40) {
        eprintln!("{line}");
    }
    assert!(differing.is_empty(), "{} differences, the first is {}", differing.len(), differing[0]);
    assert_eq!(rows, desk.request_count(), "requests the oracle does not know");
    for verdict in ["response met", "response breached", "resolution met", "resolution breached"] {
        assert!(words.get(verdict).is_some_and(|n| *n > 20), "hardly any {verdict}: {words:?}");
    }

    // The figures of the attainment page are the sums of the same verdicts.
    let total = attainment(desk, &book, now, &|_| true).total();
    let count = |word: &str| words.get(word).copied().unwrap_or(0);
    assert_eq!(total.response.met.len(), count("response met"));
    assert_eq!(total.response.breached.len(), count("response breached") + count("response open_breached"));
    assert_eq!(total.resolution.met.len(), count("resolution met"));
    assert_eq!(
        total.resolution.breached.len(),
        count("resolution breached") + count("resolution open_breached")
    );
    assert_eq!(total.resolution.open_breached, count("resolution open_breached"));
}

#[test]
fn every_request_is_measured_as_the_oracle_measures_it() {
    compare(false, None, OnPriority::Retarget);
}

#[test]
fn where_a_broken_promise_stays_broken_it_does_in_both() {
    compare(false, None, OnPriority::Onward);
}

#[test]
fn holidays_give_time_back_as_the_oracle_gives_it_back() {
    compare(true, None, OnPriority::Retarget);
}

#[test]
fn a_desk_looked_at_in_the_middle_of_its_life_reads_as_the_oracle_reads_it() {
    compare(false, Some("2013-11-15T10:00:00Z"), OnPriority::Retarget);
    compare(true, Some("2013-11-15T10:00:00Z"), OnPriority::Onward);
}

#[test]
fn the_whole_log_comes_in_and_reading_it_again_brings_nothing() {
    let mut bench = Bench::new(false, OnPriority::Retarget);
    let now = moment("2026-11-22T09:00:00Z");
    let plan = read_log(&bench, now);
    let preview = plan.preview.clone();
    if !log().1 {
        assert_eq!((preview.requests, preview.rows, preview.clients.len()), (4_580, 21_348, 397));
    }
    assert_eq!(preview.faults, vec![]);
    assert_eq!((preview.rows_read, preview.rows_new), (preview.rows, preview.rows));
    assert_eq!(preview.requests_new, preview.requests);
    take_in(&mut bench, plan);
    assert_eq!(bench.desk.request_count(), preview.requests);
    assert_eq!(bench.desk.clients().count(), preview.clients.len());
    for (stage, count) in &preview.stages {
        assert_eq!(bench.desk.lanes().count(*stage), *count, "{stage:?}");
    }

    let before = bench.desk.clone();
    let again = read_log(&bench, now);
    assert_eq!((again.preview.rows_new, again.preview.requests_changed, again.steps()), (0, 0, 0));
    assert!(again.preview.clients.is_empty());
    take_in(&mut bench, again);
    assert!(bench.desk == before);
}

#[test]
fn a_log_read_in_the_middle_and_at_its_end_comes_to_the_same_desk() {
    let (mut whole, mut parts) =
        (Bench::new(false, OnPriority::Retarget), Bench::new(false, OnPriority::Retarget));
    let (middle, end) = (moment("2013-11-15T10:00:00Z"), moment("2026-11-22T09:00:00Z"));
    let first = read_log(&parts, middle);
    let ahead = first.preview.faults.iter().filter(|f| f.reason == Reason::Ahead && f.lost).count();
    assert_eq!(ahead, first.preview.faults.len());
    assert_eq!(first.preview.rows_read + ahead, first.preview.rows);
    let open: usize = first.preview.stages.iter().filter(|(s, _)| !s.is_finished()).map(|(_, n)| n).sum();
    assert!(ahead > 0 && open > 0, "{ahead} rows ahead, {open} open");
    if !log().1 {
        assert_eq!(open, 56);
    }
    let done = first.preview.stages.iter().any(|(s, n)| *s == Stage::Closed && *n > 1_000);
    assert!(done, "{:?}", first.preview.stages);
    take_in(&mut parts, first);
    let second = read_log(&parts, end);
    assert_eq!(second.preview.rows_new, ahead);
    assert_eq!(second.preview.corrected, 0);
    take_in(&mut parts, second);
    let all = read_log(&whole, end);
    take_in(&mut whole, all);
    for subject in whole.desk.subjects() {
        assert_eq!(whole.desk.log(subject), parts.desk.log(subject), "{subject:?}");
    }
    for stage in Stage::ALL {
        assert!(whole.desk.lanes().of(*stage).eq(parts.desk.lanes().of(*stage)), "{stage:?}");
    }
}

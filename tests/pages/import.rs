//! Bringing history from another system.

use crate::desk::{self, give_file, nothing_went_wrong, project, scratch, skipped, tuesday};
use crate::support::browser::{Page, Part, any, part, starts};
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// Three requests of a help desk, one row an event; the time of line 9 does not read.
const SMALL: &str = "\
case,timestamp,activity,agent,client,product,service,seriousness
A-1,2026-11-02T08:00:00+00:00,Assign seriousness,Ann,Finance,Payroll,Export,Seriousness 2
A-1,2026-11-02T08:30:00+00:00,Take in charge ticket,Ben,Finance,Payroll,Export,Seriousness 2
A-1,2026-11-02T09:00:00+00:00,Wait,Ben,Finance,Payroll,Export,Seriousness 2
A-1,2026-11-02T10:00:00+00:00,Resolve ticket,Ben,Finance,Payroll,Export,Seriousness 2
A-1,2026-11-05T10:00:00+00:00,Closed,Eve,Finance,Payroll,Export,Seriousness 2
A-2,2026-11-09T08:00:00+00:00,Take in charge ticket,Ann,Sales,Contracts,Export,Seriousness 4
A-2,2026-11-09T09:00:00+00:00,Wait,Ann,Sales,Contracts,Export,Seriousness 4
A-3,some day,Take in charge ticket,Ann,Sales,Payroll,Export,Seriousness 1
A-3,2026-11-10T08:00:00+00:00,Assign seriousness,Ann,Sales,Payroll,Export,Seriousness 1
";

/// A file of the old help desk: what it means is proposed, shown and can be changed; what cannot be read is
/// named by its line and loses nothing else; what was read once is known the next time.
#[test]
fn a_small_log_comes_in() {
    let file = scratch("small-log.csv");
    std::fs::write(&file, SMALL).expect("a file can be written");
    let page = desk::people();
    page.go("#/import");
    page.heading("Bring what you have").here();
    give_file(&page, &file);
    page.heading("small-log.csv").focused();
    page.see("9 rows below the header.");
    page.field("What column “seriousness” is").holds("Priority");
    page.field("What “Resolve ticket” does").holds("Resolves it");
    page.field("What “Seriousness 4” is read as").holds("Urgent");

    let coming = page.role("region", "What comes in");
    coming.see("new requests 3");
    coming.see("rows left out 1");
    coming.see("1 new service: Export.");
    page.choose("What column “service” is", "Not read");
    coming.not_see("new service");
    page.choose("What column “service” is", "Service");
    coming.see("1 new service: Export.");
    let faults = coming.role("list", part("1 line could not be read"));
    faults.see("Line 9 has no time we can read: “some day”.");

    page.button("Import 3 requests").click();
    page.see("3 requests from 8 of 9 rows. 1 row was left out.");
    page.link("To the board").focused();
    page.press("Enter");
    page.heading("Requests to People").here();
    page.lane("Waiting on client").see("A-2");
    page.lane("Waiting on client").see("Urgent");
    page.lane("Done").button(starts("Closed")).click();
    page.lane("Done").see("A-1");
    page.see("A-3");
    page.reload();
    page.lane("Waiting on client").see("A-2");

    // Corrected and read again: only what is new comes in, by the same reading.
    std::fs::write(&file, SMALL.replace("some day", "2026-11-10T08:30:00+00:00")).expect("a file");
    page.go("#/import");
    give_file(&page, &file);
    page.see("Read the way “small-log.csv” was read the last time.");
    coming.see("known already 3");
    page.button("Import 1 request").click();
    page.see("Nothing was left out.");
    page.go("#/import");
    give_file(&page, &file);
    page.see("Everything in this file is on the desk already.");

    // One step takes the last import back, and no more than that.
    page.button(starts("Undo: small-log.csv: 1 request imported")).click();
    page.see("Import 1 request");
    desk::visit(&page, "Board", "Requests to People");
    page.lane("Waiting on client").see("A-2");
    nothing_went_wrong(&page);
}

/// The log `INHOUSE_LOG` names, or the real one beside the project; where there is none, a generated one of
/// the same shape.
pub fn log() -> &'static PathBuf {
    static LOG: OnceLock<PathBuf> = OnceLock::new();
    LOG.get_or_init(|| {
        let named = std::env::var_os("INHOUSE_LOG").map(PathBuf::from);
        let real = named.unwrap_or_else(|| project().join("../shared/data/helpdesk-events.csv"));
        if real.is_file() { real } else { written("generated-log.csv", &oracle("generate_log.py", &[])) }
    })
}

/// A text as a file of this run.
pub fn written(name: &str, text: &str) -> PathBuf {
    let path = scratch(name);
    std::fs::write(&path, text).expect("the target folder is writable");
    path
}

/// What one of the programs in `tests/oracle` says.
pub fn oracle(script: &str, arguments: &[&str]) -> String {
    let done = Command::new("python3")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(project().join("tests/oracle").join(script))
        .args(arguments)
        .output()
        .expect("python3 runs");
    assert!(done.status.success(), "{script}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("UTF-8")
}

/// The desk the log was written at: Rome, 09:00 to 13:00 and 14:00 to 18:00, with targets for everybody (those
/// of `tests/oracle/targets.json`, in hours), the first "we have seen it" being an answer.
pub fn the_desk_of_the_log(page: &Page) {
    page.button("Start empty").click();
    page.field("Name of your team").fill("Help desk");
    page.field("Time zone").fill("Europe/Rome");
    for (field, time) in [
        ("Opens, span 1", "09:00"),
        ("Closes, span 1", "13:00"),
        ("Opens, span 2", "14:00"),
        ("Closes, span 2", "18:00"),
    ] {
        page.field(field).fill(time);
    }
    page.button("Create the desk").click();
    page.heading("Requests to Help desk").here();
    desk::visit(page, "Agreements", "Agreements");
    page.link("New agreement").nth(0).click();
    page.choose("They deliver to", "Every client");
    for (priority, response, done) in
        [("Urgent", "4", "16"), ("High", "8", "24"), ("Normal", "8", "40"), ("Low", "16", "80")]
    {
        page.field(format!("First response, {priority}").as_str()).fill(response);
        page.field(format!("Done, {priority}").as_str()).fill(done);
    }
    page.role("checkbox", starts("A bare “we have seen it”")).click();
    page.button("Put in force").click();
    page.see("is in force.");
}

/// Reads a log and takes it in; the sentence that ends it.
pub fn bring(page: &Page, file: &std::path::Path) -> Part {
    page.go("#/import");
    page.heading("Bring what you have").here();
    give_file(page, file);
    page.within(60).button(starts("Import")).within(60).enabled(true);
    page.button(starts("Import")).click();
    page.within(180).see("Undo takes the whole import back.");
    page.role("status", any())
}

/// How many requests a lane has, by its head: "In progress 12 Clock runs …".
pub fn count(page: &Page, lane: &str) -> usize {
    number(page.lane(lane).text().strip_prefix(lane).expect("it begins with its name"))
}

/// The number at the beginning, "4,580 of …".
fn number(text: &str) -> usize {
    let digits = text.trim().chars().take_while(|c| c.is_ascii_digit() || *c == ',');
    digits
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap_or_else(|_| panic!("no number: {text}"))
}

/// Four years of a real help desk: stopped in the middle nothing is left of it; taken in, every request is on
/// the board and survives a reload, and the figures are those of an independent computation.
#[test]
fn four_years_of_a_help_desk_come_in() {
    if skipped("the small log is read by the same program") {
        return;
    }
    let (page, log) = (tuesday().open(), log());
    the_desk_of_the_log(&page);
    page.go("#/import");
    give_file(&page, log);
    // By the keys, as the import is quick: the focus goes to the button that stops it. Whoever wants to stop
    // presses more than once; what comes before the button is there, or after it was pressed, does nothing.
    page.within(60).button("Import 4,580 requests").here();
    page.button("Import 4,580 requests").press_in_turn(&["Enter", "Space", "Space", "Space", "Space"]);
    page.within(60).see("Stopped. What had come in is taken back; the desk is as it was before.");
    // The focus stayed here: the way to begin again is the next thing.
    page.press("Tab");
    page.button("Import 4,580 requests").focused();
    let requests = "return Object.keys(localStorage).filter((key) => key.startsWith('inhouse/a/r/')).length";
    page.link("Backup, export and storage").click();
    page.see("There is no request yet.");

    page.go("#/import");
    give_file(&page, log);
    page.within(60).button("Import 4,580 requests").click();
    // As many as the file has lines below its header: the generated one has others than the real one.
    let rows = std::fs::read_to_string(log).unwrap().lines().count() - 1;
    let rows = format!("{},{:03}", rows / 1000, rows % 1000);
    page.within(180)
        .see(format!("4,580 requests from {rows} of {rows} rows. Nothing was left out.").as_str());
    assert_eq!(page.answer(requests, &[]), 4580);

    for again in [false, true] {
        if again {
            page.reload();
        }
        page.go("#/board");
        page.within(30).heading("Requests to Help desk").here();
        let lanes = ["New", "Deciding", "Accepted", "In progress", "Waiting on client", "Done", "Declined"];
        let closed = page.lane("Done").button(starts("Closed")).names().remove(0);
        let on_the_board: usize = lanes.map(|lane| count(&page, lane)).iter().sum::<usize>()
            + number(closed.strip_prefix("Closed").expect("its name"));
        assert_eq!(on_the_board, 4580);
    }

    // Hundreds of clients come in portions: the head of the table, and fifty rows more at each press.
    page.go("#/clients");
    let rows = page.role("table", "Clients and what we agreed").role("row", any());
    rows.many(51);
    page.button(starts("Show 50 more of")).click();
    rows.many(101);

    // All clients together, and every row of client and priority, as the other computation has them.
    page.go("#/insights");
    let figures = page.role("region", "Kept agreements");
    figures.within(30).button(starts("First response, all clients")).within(30).here();
    figures.button(starts("Show all")).click();
    figures.button(starts("Show the first")).here();
    // Each client unfolds into its priorities.
    page.answer(
        "document.querySelectorAll('#main table button[aria-expanded=false]').forEach((b) => b.click())",
        &[],
    );
    let folded = "return document.querySelectorAll('#main table button[aria-expanded=false]').length";
    page.within(30).script_until(folded, &[], |left| left == 0);
    let shown: Vec<String> = figures.button(any()).names().iter().map(|name| name.replace(',', "")).collect();
    let (mut compared, mut differing) = (0, Vec::new());
    let arguments = [log.to_str().expect("a path of letters"), "--as-of", desk::TUESDAY, "--table"];
    for line in oracle("attainment.py", &arguments).lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let clock = match cells[2] {
            "response" => "First response",
            "resolution" => "Done",
            _ => continue, // the first of several resolutions is no figure of this page
        };
        let of = match (cells[0], cells[1]) {
            ("all", "all") => "all clients".to_owned(),
            ("all", _) => continue, // all clients by priority: no row of this table
            (client, seriousness) => {
                let level = seriousness.parse::<usize>().expect("a seriousness");
                format!("{client} {}", ["Low", "Normal", "High", "Urgent"][level - 1])
            }
        };
        let (n, met) = (cells[3], cells[5]);
        if n == "0" {
            continue; // said by a dash, with nothing to open
        }
        compared += 1;
        let label = format!("{clock} {of}: {met} of {n} in time. Show them");
        if !shown.contains(&label) {
            differing.push(label);
        }
    }
    assert!(compared > 2, "there are {compared} figures to compare");
    let some = &shown[..shown.len().min(9)];
    assert!(
        differing.is_empty(),
        "{} of {compared} differ: {differing:#?}\nshown: {some:#?}",
        differing.len()
    );
    figures.see("Measured by Every client, version 1, made on");
    figures.see("10 November 2026.");

    figures.button(starts("Done, all clients")).click();
    let behind = page.dialog(starts("Done, all clients"));
    behind.within(30).heading(starts("Late")).here();
    behind.link(any()).nth(0).click();
    page.within(30).button("Close and go back to the board").here();
    nothing_went_wrong(&page);
}

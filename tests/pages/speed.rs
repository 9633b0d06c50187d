//! How long a person waits, in Chromium, with thousands of requests: from the address to a board that is
//! painted, from a key to the painted board after one move, and what a target costs that is dragged over the log. Run by `make bench`; prints medians with
//! their number and the machine, and judges none of them: times belong to the machine they are taken on.

use crate::beside::cost;
use crate::desk::{self, give_file, skipped, tell};
use crate::import::{bring, count, log, oracle, the_desk_of_the_log, written};
use crate::support::browser::{Page, Visit, any, starts};
use serde_json::json;

/// The moment of the log at which most of its desk can be seen at work.
pub const AS_OF: &str = "2013-11-15T10:00:00Z";
const LOADS: usize = 9;
const MOVES: usize = 15;
const STEPS: usize = 25;

/// "median 123 ms (101 to 160, n = 9)".
fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let (first, last) = (times[0], times[times.len() - 1]);
    format!("median {:5.0} ms ({first:.0} to {last:.0}, n = {})", times[times.len() / 2], times.len())
}

/// When the page first stood painted, in milliseconds since its address was called.
fn painted(page: &Page) -> f64 {
    let at = page.script_until("return window.__ears?.painted ?? null", &[], |at| at.is_number());
    at.as_f64().expect("a number")
}

/// From the key that drops a card to the frame that shows it, by the page's own clock.
fn one_move(page: &Page, key: &str) -> f64 {
    let watch = "window.__moved = null; addEventListener('keydown', (event) => {
        const from = event.timeStamp;
        requestAnimationFrame(() => setTimeout(() => (window.__moved = performance.now() - from)));
    }, { capture: true, once: true })";
    page.press("Space");
    page.press(key);
    page.answer(watch, &[]);
    page.press("Enter");
    let took = page.script_until("return window.__moved", &[], |at| at.is_number());
    took.as_f64().expect("a number")
}

/// The machine in a line.
pub fn machine(page: &Page) -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("an unnamed processor");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let browser =
        page.answer("return navigator.userAgent.match(/Chrome\\S+/)?.[0] ?? navigator.userAgent", &[]);
    format!(
        "{}, {cores} cores, {}",
        model.trim_start_matches([' ', '\t', ':']),
        browser.as_str().unwrap_or_default()
    )
}

/// Whether it was asked for; says in a sentence that it was not.
pub fn asked_for() -> bool {
    if skipped("times are taken in Chromium") {
        return false;
    }
    let asked = std::env::var("INHOUSE_BENCH").is_ok_and(|value| value == "1");
    if !asked {
        tell("speed: left out, `make bench` runs it (INHOUSE_BENCH=1)");
    }
    asked
}

fn measure(name: &str, file: &std::path::Path) {
    let page = Visit::new().now(AS_OF).zone("Europe/Rome").open();
    the_desk_of_the_log(&page);
    bring(&page, file);
    let requests = "return Object.keys(localStorage).filter((key) => key.startsWith('inhouse/a/r/')).length";
    let units = "return Object.entries(localStorage).reduce((sum, [k, v]) => sum + k.length + v.length, 0)";
    let (requests, units) = (page.answer(requests, &[]), page.answer(units, &[]));
    page.go("#/board");
    let loads = (0..LOADS).map(|_| {
        page.reload();
        painted(&page)
    });
    let loads = spread(loads.collect());
    let open = page.button(starts("All open")).names().remove(0);
    let lane = page.lane("In progress");
    let moves = (0..MOVES).map(|_| {
        let before = count(&page, "In progress");
        lane.role("listitem", any()).nth(0).link(any()).nth(0).focus();
        let took = one_move(&page, "ArrowRight");
        // A move that did not happen would be a quick one.
        assert_eq!(count(&page, "In progress"), before - 1);
        took
    });
    let moves = spread(moves.collect());
    tell(&format!(
        "{name}: {requests} requests ({open}), {units} units stored; {}\n  address to painted board  {loads}\n  key to painted move       {moves}",
        machine(&page)
    ));
    assert_ne!(requests, json!(0));
}

/// The log as it stood on a Friday morning, most of its requests closed.
#[test]
fn with_the_log() {
    if asked_for() {
        measure("the log as of 2013-11-15 10:00 UTC", log());
    }
}

/// Five thousand requests that are all open.
#[test]
fn with_five_thousand_open() {
    if asked_for() {
        let source = log().to_str().expect("a path of letters");
        let text = oracle("generate_log.py", &["--open", "5000", "--as-of", AS_OF, "--from", source]);
        measure("5,000 open requests", &written("open-5000.csv", &text));
    }
}

/// The whole log, from the press of the button to the sentence that everything is in.
#[test]
fn the_log_comes_in() {
    if !asked_for() {
        return;
    }
    let mut of = String::new();
    let took = (0..3).map(|_| {
        let page = desk::tuesday().zone("Europe/Rome").open();
        the_desk_of_the_log(&page);
        page.go("#/import");
        give_file(&page, log());
        let button = page.within(60).button("Import 4,580 requests");
        button.here();
        let begun = std::time::Instant::now();
        button.click();
        page.within(180).see("Nothing was left out.");
        of = machine(&page);
        begun.elapsed().as_secs_f64() * 1000.0
    });
    let took = spread(took.collect());
    tell(&format!("4,580 requests come in; {of}\n  {took}"));
}

/// A draft for every client is tried on the whole log, and a target is dragged over it: what one step costs the main
/// thread, from before its key to the idle moment after its paint, with the form, the page in plain words and the table
/// that go with it. Beside it, a key that does nothing: what the measuring itself comes to.
#[test]
fn a_target_dragged_over_the_log() {
    if !asked_for() {
        return;
    }
    let page = desk::tuesday().zone("Europe/Rome").open();
    the_desk_of_the_log(&page);
    bring(&page, log());
    desk::visit(&page, "Agreements", "Agreements");
    page.link("New agreement").nth(0).click();
    page.choose("They deliver to", "Every client");
    page.role("checkbox", starts("A bare “we have seen it”")).click();
    page.field("Done, Normal").fill("40");
    page.devtools_with("Performance.enable", json!({ "timeDomain": "threadTicks" }));
    let past = page.role("region", "Tried on your past work").text();
    let past = past.split(" finished requests").next().and_then(|text| text.split(' ').next_back());
    let past = past.expect("how many there are").to_owned();
    let slider = page.role("slider", "Normal: Done");
    slider.focus();
    let nothing = (0..STEPS).map(|_| cost(&page, || page.press("Shift")));
    let nothing = spread(nothing.collect());
    let mut last = slider.value();
    let steps = (0..STEPS).map(|step| {
        let key = if step % 2 == 0 { "PageUp" } else { "ArrowLeft" };
        let took = cost(&page, || page.press(key));
        let now = slider.value();
        // A step that did not happen would be a quick one.
        assert_ne!(now, last);
        last = now;
        took
    });
    let steps = spread(steps.collect());
    tell(&format!(
        "a target dragged over {past} finished requests; {}\n  one step                  {steps}\n  a key that does nothing   {nothing}",
        machine(&page)
    ));
}

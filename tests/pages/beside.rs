//! Beside boards written by hand: the same cards in plain JavaScript (`tests/bench/vanilla`), once with every card
//! in the page, once with the rows near what is in sight. Measured is the main thread's processor time for one thing a
//! person does, from before its key to the idle moment after its paint; the three take turns, so that a busy machine is
//! busy for all of them. Run by `make bench`, which prints the ratios.
//!
//! What does not depend on a clock is asserted in every run: one step touches as many values of the store and as
//! many elements of the page on a desk of thousands as on a small one.

use crate::desk::{self, nothing_went_wrong, skipped, tell, tuesday};
use crate::import::{bring, count, log, oracle, the_desk_of_the_log, written};
use crate::speed::{AS_OF, asked_for, machine};
use crate::support::browser::{Page, Visit};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// How often each board does a thing; the one with every card in the page takes seconds for some and does it less often.
const ROUNDS: [usize; 3] = [9, 3, 9];
const LANES: [(&str, &str); 7] = [
    ("new", "New"),
    ("deciding", "Deciding"),
    ("accepted", "Accepted"),
    ("progress", "In progress"),
    ("waiting", "Waiting on client"),
    ("done", "Done"),
    ("declined", "Declined"),
];

/// Milliseconds of work the main thread has done so far.
pub fn worked(page: &Page) -> f64 {
    let metrics = page.devtools("Performance.getMetrics");
    let all = metrics["metrics"].as_array().expect("a list");
    let total =
        all.iter().find(|metric| metric["name"] == "TaskDuration").expect("the work of the main thread");
    total["value"].as_f64().expect("seconds") * 1000.0
}

/// Waits until the last change is painted and the page has nothing to do.
pub fn settle(page: &Page) {
    let idle = "const done = arguments[0];
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done())))";
    page.answer_later(idle, &[]);
}

pub fn cost(page: &Page, act: impl FnOnce()) -> f64 {
    settle(page);
    let before = worked(page);
    act();
    settle(page);
    worked(page) - before
}

pub fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

/// Empties the safe log, as it is once the browser has written everything to the disk: what an import leaves in it for half
/// an hour belongs to no usual start.
const EMPTY_LOG: &str = "const done = arguments[0];
    indexedDB.open('inhouse').onsuccess = (event) => {
        const notes = event.target.result.transaction('notes', 'readwrite').objectStore('notes');
        notes.clear().onsuccess = () => { event.target.result.close(); done(); };
    };";

/// Puts the focus on the first card in progress.
fn first_card(page: &Page) {
    let focus = "const card = document.querySelector('.lane[data-stage=progress] .card a'); card?.focus(); return !!card";
    page.script_until(focus, &[], |there| there == true);
}

fn search_field(page: &Page) {
    page.answer("document.querySelector('[type=search]').focus()", &[]);
}

/// Does something to a board, ours (true) or one by hand, and says what it cost.
type Deed = fn(&Page, bool) -> f64;

/// What is done to each board.
const DEEDS: [(&str, Deed); 5] = [
    ("start", |page, _| {
        page.reload();
        page.script_until("return !!document.querySelector('.lane .card')", &[], |there| there == true);
        settle(page);
        // Counted from the beginning of the document.
        worked(page)
    }),
    ("add", |page, _| {
        page.field("Add a request in one line").focus();
        page.type_keys("A small thing");
        let cost = cost(page, || page.press("Enter"));
        page.field("Add a request in one line").holds("");
        cost
    }),
    ("move", |page, _| {
        first_card(page);
        page.press("Space");
        page.press("ArrowRight");
        let cost = cost(page, || page.press("Enter"));
        page.answer("document.activeElement.blur()", &[]);
        cost
    }),
    ("edit", |page, ours| {
        first_card(page);
        if ours {
            page.press("Enter");
            page.button("Change the title").press("Enter");
            page.type_keys(" again");
            let cost = cost(page, || page.press("Enter"));
            page.button("Close and go back to the board").press("Enter");
            page.button("Close and go back to the board").gone();
            return cost;
        }
        page.press("e");
        page.type_keys(" again");
        cost(page, || page.press("Enter"))
    }),
    ("search", |page, _| {
        search_field(page);
        let cost = cost(page, || page.press("3"));
        page.press("Backspace");
        settle(page);
        cost
    }),
];

/// A page that stands alone with the board by hand and the style sheet of the program.
fn by_hand() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("by-hand");
    std::fs::create_dir_all(&folder).expect("a folder");
    let from = desk::project().join("tests/bench/vanilla");
    for name in ["index.html", "board.js"] {
        std::fs::copy(from.join(name), folder.join(name)).expect("a copy");
    }
    let sheets = std::fs::read_dir(Visit::folder()).expect("dist/").flatten().map(|file| file.path());
    let sheet = sheets
        .into_iter()
        .find(|path| path.extension().is_some_and(|end| end == "css"))
        .expect("a style sheet");
    std::fs::copy(sheet, folder.join("board.css")).expect("a copy");
    folder
}

fn compare(name: &str, file: &Path) {
    let ours = Visit::new().now(AS_OF).zone("Europe/Rome").open();
    the_desk_of_the_log(&ours);
    bring(&ours, file);
    ours.go("#/board");
    ours.within(60).heading("Requests to Help desk").here();
    let mut counts: serde_json::Map<String, Value> =
        LANES.iter().map(|(stage, lane)| ((*stage).to_owned(), json!(count(&ours, lane)))).collect();
    let shown: usize = counts.values().filter_map(Value::as_u64).sum::<u64>() as usize;
    let all = ours.answer(
        "return Object.keys(localStorage).filter((key) => key.startsWith('inhouse/a/r/')).length",
        &[],
    );
    let closed = all.as_u64().unwrap_or_default() as usize - shown;
    counts.insert("closed".to_owned(), json!(closed));

    ours.answer_later(EMPTY_LOG, &[]);

    let folder = by_hand();
    let others = ["?all", "?windowed"].map(|form| {
        let page = Visit::new().of(&folder).now(AS_OF).zone("Europe/Rome").at(form).open();
        page.answer("seed(arguments[0])", &[Value::Object(counts.clone())]);
        page.reload();
        page
    });
    let pages = [&ours, &others[0], &others[1]];
    for page in pages {
        // The processor's time, not the clock's: a busy machine lets every thread wait.
        page.devtools_with("Performance.enable", json!({ "timeDomain": "threadTicks" }));
    }
    let [often, seldom, _] = ROUNDS;
    let mut lines = vec![format!("{name}: {shown} on the board, {closed} closed; {}", machine(&ours))];
    for (deed, act) in DEEDS {
        let mut took: [Vec<f64>; 3] = Default::default();
        for round in 0..often {
            for (which, page) in pages.into_iter().enumerate().filter(|(which, _)| round < ROUNDS[*which]) {
                took[which].push(act(page, which == 0));
            }
        }
        let [ours, every, near] = took.map(median);
        lines.push(format!(
            "  {deed:7} Inhouse {ours:7.1} ms   every card {every:7.1} ms ({:.2} ×)   windowed {near:7.1} ms ({:.2} ×)",
            ours / every,
            ours / near
        ));
    }
    lines.push(format!(
        "  processor time of the main thread, medians of n = {often} in turn (every card: n = {seldom}); the aim: 1.5 × the windowed board, 2 × for the start"
    ));
    tell(&lines.join("\n"));
}

/// The log as it stood on a Friday morning.
#[test]
fn beside_boards_by_hand_with_the_log() {
    if asked_for() {
        compare("the log as of 2013-11-15 10:00 UTC", log());
    }
}

/// Five thousand requests that are all open.
#[test]
fn beside_boards_by_hand_with_five_thousand() {
    if asked_for() {
        let source = log().to_str().expect("a path of letters");
        let text = oracle("generate_log.py", &["--open", "5000", "--as-of", AS_OF, "--from", source]);
        compare("5,000 open requests", &written("open-5000-beside.csv", &text));
    }
}

/// What one step touches: values of the store, their length, elements that came, went or changed.
fn touched(page: &Page, act: impl FnOnce(&Page)) -> (i64, i64, i64, String) {
    settle(page);
    let watch = "window.__keys = new Set(); window.__units = 0; window.__nodes = 0;
        const set = Storage.prototype.setItem;
        if (!window.__watched) {
            window.__watched = true;
            Storage.prototype.setItem = function (key, value) {
                // What is done in idle time is no part of a step: years that are packed, the room that is measured.
                if (/^inhouse\\/\\w+\\/(?!z\\/)/.test(key)) { window.__keys.add(key); window.__units += value.length; }
                return set.call(this, key, value);
            };
            new MutationObserver((changes) => {
                for (const change of changes) window.__nodes += Math.max(1, change.addedNodes.length + change.removedNodes.length);
            }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        }";
    page.answer(watch, &[]);
    act(page);
    settle(page);
    let seen = page.answer(
        "return [window.__keys.size, window.__units, window.__nodes, [...window.__keys].join(' ')]",
        &[],
    );
    let number = |at: usize| seen[at].as_i64().expect("a number");
    (number(0), number(1), number(2), seen[3].as_str().unwrap_or_default().to_owned())
}

/// A step: what leads up to it, and the press that does it.
type Step = (&'static str, fn(&Page), fn(&Page));

const STEPS: [Step; 4] = [
    (
        "move",
        |page| {
            first_card(page);
            page.press("Space");
            page.press("ArrowRight");
        },
        |page| page.press("Enter"),
    ),
    (
        "add",
        |page| {
            page.field("Add a request in one line").focus();
            page.type_keys("A small thing");
        },
        |page| page.press("Enter"),
    ),
    (
        "edit",
        |page| {
            first_card(page);
            page.press("Enter");
            page.button("Change the title").press("Enter");
            page.type_keys(" again");
        },
        |page| page.press("Enter"),
    ),
    (
        "search",
        |page| {
            page.button("Close and go back to the board").press("Enter");
            page.button("Close and go back to the board").gone();
            search_field(page);
        },
        |page| page.press("3"),
    ),
];

/// A card is moved, one is added, one is edited, one is looked for: what that touches on a small desk and on one of
/// thousands.
#[test]
fn a_step_touches_the_same_whatever_the_number_of_requests() {
    if skipped("what is touched is the program's doing, alike in every browser") {
        return;
    }
    let small = tuesday().open();
    small.button("Open the sample desk").click();
    small.see("You are looking around in the sample desk.");
    let large = Visit::new().now(AS_OF).zone("Europe/Rome").open();
    the_desk_of_the_log(&large);
    bring(&large, log());
    large.go("#/board");
    large.within(60).heading("Requests to Help desk").here();
    for (name, before, act) in STEPS {
        let [few, many] = [&small, &large].map(|page| {
            before(page);
            touched(page, act)
        });
        tell(&format!(
            "one {name} touches (values, units, nodes): with 40 requests {few:?}, with 4,580 {many:?}"
        ));
        let writes = name != "search";
        assert_eq!(few.0 > 0, writes, "{name}: {} values of the store", few.0);
        assert!(
            many.0 <= few.0 + i64::from(writes),
            "{name}: {} values, {} on the small desk",
            many.0,
            few.0
        );
        // A journal holds the step and the record; a request of the log has more of a history than one of the sample.
        let units = if writes { 3 * few.1.max(4_000) } else { 0 };
        assert!(many.1 <= units, "{name}: {} units, {} on the small desk", many.1, few.1);
        // A full lane moves its window by some rows; a short one has none.
        assert!(many.2 <= 4 * few.2.max(60), "{name}: {} nodes, {} on the small desk", many.2, few.2);
    }
    nothing_went_wrong(&small);
    nothing_went_wrong(&large);
}

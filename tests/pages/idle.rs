//! What a desk of thousands costs while nobody touches it, and how long a changed draft takes to be tried on the
//! whole record, in Chromium. Times are printed by `make bench` and judged by nobody: they belong to the machine they
//! are taken on. Asserted is what does not: how many timers run, and that the trial counts what it says.

use crate::beside::{cost, median, settle, worked};
use crate::desk::{self, tell};
use crate::import::{bring, log, oracle, the_desk_of_the_log, written};
use crate::speed::{AS_OF, asked_for, machine};
use crate::support::browser::{Page, Visit};
use serde_json::json;

/// How many minutes pass on the desk nobody touches.
const MINUTES: usize = 12;

/// Counts the timers that are started from now on.
fn count_timers(page: &Page) {
    let watch = "window.__timers = 0;
        for (const name of ['setTimeout', 'setInterval']) {
            const real = window[name];
            window[name] = (...rest) => { window.__timers += 1; return real.apply(window, rest); };
        }";
    page.answer(watch, &[]);
}

/// Five thousand running clocks, and nobody there: once a minute the page looks at the time. What that costs, as a
/// share of a core; and one timer a minute, not one a card.
#[test]
fn a_board_nobody_touches() {
    if !asked_for() {
        return;
    }
    let source = log().to_str().expect("a path of letters");
    let text = oracle("generate_log.py", &["--open", "5000", "--as-of", AS_OF, "--from", source]);
    let page = Visit::new().now(AS_OF).zone("Europe/Rome").open();
    the_desk_of_the_log(&page);
    bring(&page, &written("open-5000-idle.csv", &text));
    page.go("#/board");
    page.within(60).heading("Requests to Help desk").here();
    page.reload();
    page.within(60).heading("Requests to Help desk").here();
    page.devtools_with("Performance.enable", json!({ "timeDomain": "threadTicks" }));
    settle(&page);
    count_timers(&page);
    let minutes: Vec<f64> = (1..=MINUTES)
        .map(|minute| {
            let then = format!("2013-11-15T10:{minute:02}:00Z");
            cost(&page, || page.set_now(&then))
        })
        .collect();
    let timers = page.answer("return window.__timers", &[]).as_u64().expect("a number");
    let most = minutes.iter().copied().fold(0.0, f64::max);
    let one = median(minutes);
    // Between two minutes: nothing but what the measuring itself does.
    let before = worked(&page);
    settle(&page);
    let still = worked(&page) - before;
    tell(&format!(
        "5,000 running clocks, nobody there; {}\n  a minute's look {one:.1} ms (most {most:.1} ms, n = {MINUTES}): {:.3} % of a core; a look at nothing {still:.1} ms; {timers} timers in {MINUTES} minutes; the aim: 0.5 %",
        machine(&page),
        one / 600.0
    ));
    assert!(timers as usize <= 3 * MINUTES, "{timers} timers in {MINUTES} minutes");
}

/// From a keystroke in a target to the painted trial over every finished request of the log.
#[test]
fn a_draft_tried_on_the_whole_record() {
    if !asked_for() {
        return;
    }
    let page = Visit::new().now("2014-02-01T10:00:00Z").zone("Europe/Rome").open();
    the_desk_of_the_log(&page);
    bring(&page, log());
    desk::visit(&page, "Agreements", "Agreements");
    page.link("New agreement").nth(0).click();
    page.choose("They deliver to", "Every client");
    page.within(60).see("finished requests in this scope");
    let type_in = "const [hours, done] = arguments;
        const field = document.querySelector('input[aria-label=\"Done, Normal\"]');
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, hours);
        const from = performance.now();
        field.dispatchEvent(new Event('input', { bubbles: true }));
        requestAnimationFrame(() => setTimeout(() => {
            const row = [...document.querySelectorAll('.trial tbody tr')].find((row) => row.textContent.startsWith('Normal: Done'));
            const [met, of] = row.cells[1].firstChild.textContent.match(/([\\d,]+) of ([\\d,]+)/).slice(1).map((n) => Number(n.replaceAll(',', '')));
            done([performance.now() - from, met, of]);
        }))";
    let (mut times, mut kept, mut all) = (Vec::new(), Vec::new(), 0);
    for hours in ["2", "4", "8", "12", "16", "24", "32", "40", "60", "80", "120", "160", "200"] {
        let seen = page.answer_later(type_in, &[json!(hours)]);
        times.push(seen[0].as_f64().expect("milliseconds"));
        kept.push(seen[1].as_u64().expect("a number"));
        all = seen[2].as_u64().expect("a number");
    }
    tell(&format!(
        "a draft tried on the log ({all} of them normal) with every keystroke; {}\n  from the key to the painted trial {:.0} ms (n = {}); kept {kept:?}; the aim: 100 ms",
        machine(&page),
        median(times.clone()),
        times.len()
    ));
    // The longer the target, the more would have kept it; and it makes a difference.
    assert!(kept.is_sorted() && kept.first() < kept.last(), "{kept:?} of {all}");
}

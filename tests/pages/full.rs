//! A browser that has no room left, one that has no log for crashes, and one that forgets after a week: each says what
//! that means, and the work goes on.

use crate::desk::{self, nothing_went_wrong, raise, skipped};
use crate::support::browser::{Page, starts};
use serde_json::json;

/// Takes all the room that is left, to the last unit.
const FILL: &str = "
let some = 0, much = 6_000_000;
while (much - some > 1) {
  const half = (some + much) >> 1;
  try { localStorage.setItem('elsewhere', 'x'.repeat(half)); some = half; } catch { much = half; }
}
localStorage.setItem('elsewhere', 'x'.repeat(some));
return some;";

fn say_to_finance(page: &Page, title: &str, text: &str) {
    let drawer = desk::open(page, title);
    drawer.field("Update for Finance").fill(text);
    drawer.button("Save update").click();
    drawer.field("Update for Finance").holds("");
    desk::close(&drawer);
}

/// A step that does not fit is not done, and nothing else is touched; what is finished goes for good, though there is not
/// a unit of room; then the step is done.
#[test]
fn a_full_browser_says_so_and_offers_ways_out() {
    if skipped("the store is the same everywhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Goes on", "Finance");
    raise(&page, "Not for us", "Finance");
    say_to_finance(&page, "Not for us", &"We look into it. ".repeat(400));
    let drawer = desk::open(&page, "Not for us");
    drawer.button("Decline").click();
    let form = page.dialog(starts("Decline PEO-2"));
    form.choose("Why?", "There is no capacity for it");
    form.field("The reason, in your words").fill("It costs two days a month.");
    form.field("Another way we can offer").fill("Ask the facility desk.");
    form.button("Decline PEO-2").click();
    form.gone();
    desk::close(&page.dialog("Not for us"));
    assert!(page.answer(FILL, &[]).as_u64() > Some(1_000_000));

    let before = page.storage();
    let drawer = desk::open(&page, "Goes on");
    let text = "It takes longer than we thought. ".repeat(60);
    drawer.field("Update for Finance").fill(&text);
    drawer.button("Save update").click();
    page.see("There is no room left in this browser. The last step was not done; nothing is lost.");
    drawer.field("Update for Finance").holds(&text);
    assert_eq!(page.storage(), before, "nothing is touched");
    drawer.field("Update for Finance").fill("");
    desk::close(&drawer);
    page.still();
    assert_eq!(page.axe(), Vec::<String>::new());

    page.link("Remove for good…").click();
    page.heading("Data").here();
    let room = page.role("region", "Make room").nth(0);
    room.button("Remove for good…").click();
    let question = page.dialog("Remove what is finished for good?");
    question.see("1 request goes with their whole history");
    question.button("Remove for good").click();
    page.see("1 request is gone for good.");
    page.not_see("There is no room left");
    page.go("#/board");
    say_to_finance(&page, "Goes on", &text);
    page.reload();
    let drawer = desk::open(&page, "Goes on");
    drawer.see("It takes longer than we thought.");
    desk::close(&drawer);
    page.card("Not for us").gone();
    nothing_went_wrong(&page);
}

/// What is finished is packed at a word, and the button is there again with what that has freed.
#[test]
fn what_is_finished_is_packed_when_somebody_asks_for_room() {
    if skipped("the store is the same everywhere") {
        return;
    }
    let page = desk::people();
    raise(&page, "Goes on", "Finance");
    raise(&page, "Not for us", "Finance");
    page.go("#/data");
    let room = page.role("region", "Make room").nth(0);
    room.button("Pack what is finished").enabled(false);
    page.go("#/board");
    let drawer = desk::open(&page, "Not for us");
    drawer.button("Decline").click();
    let form = page.dialog(starts("Decline PEO-2"));
    form.choose("Why?", "There is no capacity for it");
    form.field("The reason, in your words").fill("It costs two days a month.");
    form.field("Another way we can offer").fill("Ask the facility desk.");
    form.button("Decline PEO-2").click();
    form.gone();
    desk::close(&page.dialog("Not for us"));
    page.go("#/data");
    room.button("Pack what is finished").click();
    page.see("of the room is free again.");
    room.button("Pack what is finished").focused();
    page.see("1 request that ended more than five weeks ago is packed");
    page.go("#/board");
    page.reload();
    page.lane("Declined").card("Not for us").here();
    nothing_went_wrong(&page);
}

/// Where the browser refuses IndexedDB the desk runs on, and says what that means.
#[test]
fn without_a_log_for_crashes_the_page_says_what_that_means() {
    if skipped("no other browser lets a test take it away") {
        return;
    }
    let page = desk::tuesday().open();
    page.stand_in(
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('refused', 'SecurityError'); } })",
    );
    page.reload();
    desk::set_up(&page);
    raise(&page, "Kept all the same", "Finance");
    page.see("Saved here");
    page.go("#/data");
    page.see("The browser writes to the disk when it likes: a crash may cost the last seconds.");
    page.not_see("Every step counts as saved only when it is on the disk.");
    page.go("#/board");
    page.reload();
    page.card("Kept all the same").here();
    nothing_went_wrong(&page);
}

/// Safari removes what pages keep after seven days without a visit: it speaks of a copy on the first day, and on the next
/// one again, whatever has changed.
#[test]
fn a_browser_that_forgets_after_a_week_reminds_of_a_copy_before() {
    if skipped(
        "the word is the same; who gets it is asked of the browser's vendor, which Chromium can be told",
    ) {
        return;
    }
    let page = desk::people();
    raise(&page, "In no copy", "Finance");
    page.set_now("2026-11-12T09:00:00Z");
    page.stand_in("Object.defineProperty(navigator, 'vendor', { get: () => 'Apple Computer, Inc.' })");
    page.reload();
    page.card("In no copy").here();
    page.within(40).see("This browser removes what pages keep after seven days without a visit.");
    page.see("in no backup");
    page.button("Download a backup").click();
    page.downloaded(desk::starts_like_a_backup);
    page.not_see("after seven days without a visit");
    raise(&page, "After the copy", "Finance");
    page.set_now("2026-11-13T10:00:00Z");
    page.reload();
    page.within(40).see("after seven days without a visit");
    page.see("in no backup, for 1 day.");
    page.go("#/data");
    page.see("until seven days pass without a visit: then this browser removes it by itself.");
    page.go("#/board");
    page.card("After the copy").here();
    nothing_went_wrong(&page);
}

/// What is done in one tab is seen in another within a second: measured from the click to the card.
#[test]
fn another_tab_shows_a_step_within_a_second() {
    if skipped("other browsers show it too; how fast is measured in one") {
        return;
    }
    let page = desk::people();
    let other = page.tab("#/board");
    other.lane("New").here();
    // The page's own clock stands still in these stories.
    let watch = "
      window.__seen = {};
      new MutationObserver(() => {
        for (const card of document.querySelectorAll('main li')) {
          const title = card.innerText.match(/Told at \\d+/)?.[0];
          if (title) window.__seen[title] ??= performance.timeOrigin + performance.now();
        }
      }).observe(document.querySelector('main'), { childList: true, subtree: true });";
    other.answer(watch, &[]);
    let add = "
      const form = document.querySelector('form.quick'), input = form.querySelector('input');
      input.value = arguments[0];
      input.dispatchEvent(new Event('input', { bubbles: true }));
      setTimeout(() => { window.__told = performance.timeOrigin + performance.now(); form.requestSubmit(); });";
    let mut slowest = 0.0_f64;
    for n in 0..10 {
        let title = format!("Told at {n}");
        page.answer(add, &[json!(title)]);
        page.card(title.as_str()).here();
        let told = page.answer("return window.__told", &[]).as_f64().expect("a moment");
        let seen =
            other.script_until("return window.__seen[arguments[0]] ?? null", &[&title], |at| at.is_number());
        slowest = slowest.max(seen.as_f64().expect("a moment") - told);
    }
    desk::tell(&format!("seen in another tab {slowest:.0} ms after the step at most (n = 10)"));
    assert!(slowest < 1_000.0, "{slowest} ms");
}

/// A browser that gives less room than others: the panel shows what it gives, to a thousandth of the usual.
#[test]
fn a_browser_that_gives_less_room_is_measured() {
    if skipped("no other browser can be made to give less before the page starts") {
        return;
    }
    let page = desk::tuesday().open();
    page.stand_in(
        "const put = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
          let used = key.length + String(value).length;
          for (const [other, kept] of Object.entries(this)) if (other !== key) used += other.length + kept.length;
          if (used > 2_000_000) throw new DOMException('no more', 'QuotaExceededError');
          put.call(this, key, value);
        };",
    );
    page.reload();
    desk::set_up(&page);
    page.go("#/data");
    page.role("region", "Storage").nth(0).here();
    let of = "return Number(document.querySelector('#storage-used + meter, meter.meter').max)";
    let given = page.answer(of, &[]).as_f64().expect("a number");
    assert!((1_994_000.0..=2_000_000.0).contains(&given), "{given}");
    nothing_went_wrong(&page);
}

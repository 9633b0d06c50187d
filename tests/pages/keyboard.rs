//! From a new request to done without a mouse: only keys are pressed, from the first to the last.

use crate::desk::{self, nothing_went_wrong, skipped};
use crate::import::{bring, log, oracle, the_desk_of_the_log, written};
use crate::speed::AS_OF;
use crate::support::browser::{Page, Part, Visit};

/// Presses Tab until this has the focus: it has to be in reach of the keys.
fn tab_to(page: &Page, what: &Part, name: &str) {
    for _ in 0..80 {
        let here = "const e = document.activeElement; const l = e?.labels?.[0];
            return (e?.getAttribute('aria-label') || l?.textContent || e?.textContent || '').trim()";
        let at = page.answer(here, &[]);
        if at.as_str() == Some(name) {
            return what.focused();
        }
        page.press("Tab");
    }
    panic!("{name} is out of reach of the keys");
}

/// N, the title, Enter; Enter on the card; points added and ticked; an update; done; asked for news; closed by
/// Esc. The focus is never lost on the way.
#[test]
fn from_new_to_done_by_keys_alone() {
    if skipped("the order of Tab is that of the page everywhere") {
        return;
    }
    let page = desk::people();
    page.press("n");
    page.dialog("New request").field("What is it about?").focused();
    page.type_keys("Overtime is missing");
    page.press("Tab");
    page.type_keys("Finance");
    page.press("Enter");
    let card = page.lane("New").card("Overtime is missing").link("Overtime is missing");
    card.focused();
    page.press("Enter");
    let drawer = page.dialog("Overtime is missing");
    drawer.here();

    tab_to(&page, &drawer.field("Another point"), "Another point");
    page.type_keys("October is in it");
    page.press("Enter");
    drawer.role("checkbox", "October is in it").here();
    drawer.field("Another point").focused();
    page.press("Shift+Tab");
    page.press("Shift+Tab");
    drawer.role("checkbox", "October is in it").focused();
    page.press("Space");
    drawer.see("1 of 1 met");
    drawer.role("checkbox", "October is in it").focused();

    tab_to(&page, &drawer.button("They asked for news"), "They asked for news");
    page.press("Enter");
    let form = drawer.dialog("Finance asked for news");
    form.field("How").focused();
    page.press("Tab");
    page.type_keys("any news?");
    page.press("Tab");
    page.press("Tab");
    page.press("Enter");
    form.gone();
    drawer.button("They asked for news").focused();
    drawer.see("any news?");
    page.press("Escape");
    drawer.gone();
    card.focused();

    page.press("Space");
    for _ in 0..3 {
        page.press("ArrowRight");
    }
    page.press("Enter");
    page.lane("In progress").card("Overtime is missing").link("Overtime is missing").focused();
    page.press("Enter");
    let drawer = page.dialog("Overtime is missing");
    drawer.here();
    tab_to(&page, &drawer.button("Done"), "Done");
    page.press("Enter");
    drawer.button("Open again").focused();
    page.press("Escape");
    page.lane("Done").card("Overtime is missing").here();
    nothing_went_wrong(&page);
}

/// A card that the keys carry into a lane of hundreds, of which only the rows near what is in sight are in the page,
/// has the focus there and can be seen: where a deadline gives it its place, and at a place far down that people
/// choose. So it is when it is carried far within its own lane.
#[test]
fn a_card_carried_into_a_lane_of_hundreds_keeps_the_focus() {
    if skipped("which rows stand in the page is the program's doing, alike in every browser") {
        return;
    }
    let page = Visit::new().now(AS_OF).zone("Europe/Rome").open();
    the_desk_of_the_log(&page);
    let source = log().to_str().expect("a path of letters");
    let text = oracle("generate_log.py", &["--open", "5000", "--as-of", AS_OF, "--from", source]);
    bring(&page, &written("open-5000-keys.csv", &text));
    for (order, row, way) in [
        ("breach", "first", &["ArrowRight"][..]),
        ("breach", "last", &["ArrowRight"]),
        ("rank", "last", &["ArrowRight"]),
        ("rank", "last", &["ArrowUp"; 25]),
    ] {
        let lane = if way.contains(&"ArrowUp") { "progress" } else { "waiting" };
        page.go(&["#/board?sort=", order].concat());
        page.within(60).heading("Requests to Help desk").here();
        let take = "const list = document.querySelector('.lane[data-stage=progress] .lane-cards');
            list.scrollTop = arguments[0] === 'last' ? list.scrollHeight : 0;
            const cards = [...list.querySelectorAll('.card')];
            const card = arguments[0] === 'last' ? cards.at(-1) : cards[0];
            const ends = arguments[0] === 'last' ? card?.ariaSetSize : '1';
            if (!card || Number(card.ariaSetSize) < 300 || card.ariaPosInSet !== ends) return null;
            card.querySelector('a').focus();
            return card.dataset.id";
        let id = page.script_until(take, &[row], serde_json::Value::is_string);
        page.press("Space");
        way.iter().for_each(|key| page.press(key));
        page.press("Enter");
        let there = "const card = document.activeElement.closest('.card');
            if (card?.closest('.lane')?.dataset.stage !== arguments[0]) return 'not there';
            if (Number(card.ariaSetSize) < 300) return 'all of them are in the page';
            const [here, list] = [document.activeElement, card.parentElement].map((e) => e.getBoundingClientRect());
            if (here.top < list.top || here.bottom > list.bottom) return 'not in sight';
            return card.dataset.id";
        page.script_until(there, &[lane], |found| *found == id);
        // It stays: nothing takes the focus away once the last change is drawn.
        crate::beside::settle(&page);
        assert_eq!(page.answer(there, &[lane.into()]), id, "{order}, {row}, {lane}");
    }
    // What is searched for is shown from its first card on, however far down the lane was scrolled.
    let scrolled = "const list = document.querySelector('.lane[data-stage=progress] .lane-cards');
        list.scrollTop = list.scrollHeight;
        return list.querySelector('.card').ariaPosInSet !== '1'";
    page.script_until(scrolled, &[], |far| far == true);
    page.field("Search the requests").fill("3");
    let from_the_top = "const list = document.querySelector('.lane[data-stage=progress] .lane-cards');
        const card = list.querySelector('.card');
        return list.scrollTop === 0 && Number(card.ariaSetSize) > 200 && card.ariaPosInSet === '1' && card.textContent.includes('3')";
    page.script_until(from_the_top, &[], |top| top == true);
    nothing_went_wrong(&page);
}

//! From a new request to done without a mouse: only keys are pressed, from the first to the last.

use crate::desk::{self, nothing_went_wrong, skipped};
use crate::support::browser::{Page, Part};

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

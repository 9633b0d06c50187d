//! The app in a frame of a page of another site, as in a portal.

use crate::desk::{self, FIRST_LOAD, lacking, nothing_went_wrong, visit};
use crate::support::browser::{Browser, Visit};

/// It starts, keeps a desk of its own over a reload, and says why it can show no notices. Opened directly, the desk is
/// another one.
#[test]
fn in_a_page_of_another_site_it_keeps_a_desk_of_its_own() {
    let page = Visit::new().framed().open();
    assert_eq!(
        page.answer("try { return !!top.document } catch { return 'of another site' }", &[]),
        "of another site"
    );
    desk::set_up(&page);
    desk::raise(&page, "A list of overtime", "Finance");
    page.not_see("Nothing is kept.");
    page.reload();
    page.within(FIRST_LOAD).card("A list of overtime").here();
    visit(&page, "Settings", "Settings");
    let switch = page.role("group", "Notices of this browser");
    page.see("or the page stands inside another one, where they are never allowed");
    switch.button("On").click();
    page.see("or the page stands inside another one, where they are never allowed");
    let pressed = "return document.querySelector('[aria-label=\"Notices of this browser\"] [aria-pressed=true]').textContent";
    assert_eq!(page.answer(pressed, &[]), "Off");
    nothing_went_wrong(&page);
    let direct = page.tab("");
    direct.within(FIRST_LOAD).heading("Whom does your team deliver to?").here();
}

/// Where the browser lets such a frame keep nothing, it says so before anything is written, and works.
#[test]
fn in_a_frame_that_may_keep_nothing_it_is_said() {
    if lacking(&[Browser::WebKit], "its driver has no way to refuse site data") {
        return;
    }
    let page = Visit::new().blocked_storage().framed().open();
    page.within(FIRST_LOAD).see("Nothing is kept.");
    desk::set_up(&page);
    desk::raise(&page, "A list of overtime", "Finance");
    page.see("Download a backup before you leave.");
}

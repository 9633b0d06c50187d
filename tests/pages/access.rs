//! Every screen and dialog as axe-core sees it, by WCAG 2.2 AA and its best practices. Axe finds about a third of what
//! may be wrong; the rest is in the other stories, which find everything by role and name, in `by_keys`, which goes
//! through the main jobs without a pointer, and in `aloud`, which reads what a screen reader is given.

use crate::desk::{self, nothing_went_wrong, skipped, tell, tuesday};
use crate::screens::{self, Needs};
use crate::states;
use crate::support::browser::Page;

const WIDE: (u32, u32) = (1280, 800);
const NARROW: (u32, u32) = (390, 844);

/// What axe has against the page as it stands.
fn look(page: &Page, screen: &str, found: &mut Vec<String>) {
    // What is scrolled half below the head of the page would count as a target too small.
    page.answer("scrollTo(0, 0)", &[]);
    // What is still on its way in is pale, and a dialog that is does not count as one yet.
    page.still();
    found.extend(page.axe().into_iter().map(|sentence| format!("{screen}: {sentence}")));
}

/// A page with the sample desk (`data`) or an empty one, in this theme.
fn desk_of((width, height): (u32, u32), theme: &str, data: bool, found: &mut Vec<String>) -> Page {
    let page = tuesday().size(width, height).open();
    page.button("Start empty").here();
    if theme == "dark" {
        page.button("Switch between light and dark").click();
    }
    look(&page, &format!("first visit, {theme}, {width}"), found);
    if data {
        page.button("Open the sample desk").click();
        page.see("You are looking around in the sample desk.");
    } else {
        page.button("Start empty").click();
        page.field("Name of your team").here();
        look(&page, &format!("the form for a desk, {theme}, {width}"), found);
        desk::fill_in_the_team(&page);
        page.heading("Requests to People").here();
    }
    page.script_until("return document.documentElement.dataset.theme ?? 'light'", &[], |now| now == theme);
    page
}

/// Goes through the screens that `wanted` keeps; how many there were.
fn round(
    size: (u32, u32),
    theme: &str,
    data: bool,
    wanted: impl Fn(Needs) -> bool,
    found: &mut Vec<String>,
) -> usize {
    let page = desk_of(size, theme, data, found);
    let mut seen = 0;
    for screen in
        screens::all().filter(|screen| wanted(screen.needs) && (data || screen.needs == Needs::Desk))
    {
        let with = if data { "sample" } else { "empty" };
        let shown = format!("{}, {theme}, {}, {with}", screen.name, size.0);
        seen += 1;
        if !screens::reach(screen, &page, &shown, found) {
            continue;
        }
        look(&page, &shown, found);
        // What scrolls sideways does so in a box of its own, not with the page.
        sticks_out(&page, &shown, found);
    }
    nothing_went_wrong(&page);
    seen
}

/// What sticks out at the side of the page.
fn sticks_out(page: &Page, shown: &str, found: &mut Vec<String>) {
    let over = page.answer("return document.documentElement.scrollWidth - innerWidth", &[]);
    if over.as_i64().is_none_or(|over| over > 0) {
        found.push(format!("{shown}: {over} pixels stick out at the side"));
    }
}

/// High contrast, chosen on this device: it stays, holds for the next visit, and axe has nothing against it.
#[test]
fn high_contrast_is_chosen_and_stays() {
    if skipped("axe reads the same pages everywhere") {
        return;
    }
    let mut found = Vec::new();
    let page = desk_of(WIDE, "light", true, &mut found);
    page.go("#/settings");
    page.heading("Settings").here();
    page.role("group", "Contrast").button("High contrast").press("Enter");
    page.reload();
    page.within(60).heading("Settings").here();
    let contrast = "return document.documentElement.dataset.contrast";
    page.script_until(contrast, &[], |chosen| chosen == "more");
    for theme in ["light", "dark"] {
        for name in ["board", "insights", "settings"] {
            let screen = screens::all().find(|screen| screen.name == name);
            if screen.is_some_and(|screen| screens::reach(screen, &page, name, &mut found)) {
                look(&page, &format!("{name}, {theme}, high contrast"), &mut found);
            }
        }
        page.button("Switch between light and dark").press("Enter");
    }
    page.go("#/settings");
    page.role("group", "Contrast").button("As the device").press("Enter");
    page.script_until(contrast, &[], |chosen| chosen.is_null());
    nothing_went_wrong(&page);
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

/// The same for what seldom happens, wide and light, narrow and dark.
#[test]
fn axe_has_nothing_against_what_seldom_happens() {
    if skipped("axe reads the same pages everywhere") {
        return;
    }
    let mut found = Vec::new();
    for state in states::all() {
        for (size, theme) in [(WIDE, "light"), (NARROW, "dark")] {
            let Some(visit) = (state.visit)(tuesday().size(size.0, size.1)) else {
                tell(&format!("{}: this build does not know it", state.name));
                continue;
            };
            let page = visit.open();
            (state.open)(&page);
            if theme == "dark" {
                page.button("Switch between light and dark").press("Enter");
            }
            let shown = format!("{}, {theme}, {}", state.name, size.0);
            look(&page, &shown, &mut found);
            sticks_out(&page, &shown, &mut found);
        }
    }
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

/// Axe finds nothing: each screen once in light and once in dark, with width and data alternating. With
/// `INHOUSE_FULL=1` (`make audit`) each in both themes, at both widths, with the sample and empty.
#[test]
fn axe_has_nothing_against_any_screen() {
    if skipped("axe reads the same pages everywhere") {
        return;
    }
    let mut found = Vec::new();
    let mut seen = 0;
    if std::env::var("INHOUSE_FULL").is_ok_and(|value| value == "1") {
        for theme in ["light", "dark"] {
            for size in [WIDE, NARROW] {
                for data in [true, false] {
                    seen += round(size, theme, data, |_| true, &mut found);
                }
            }
        }
    } else {
        seen += round(WIDE, "light", true, |_| true, &mut found);
        seen += round(NARROW, "dark", false, |_| true, &mut found);
        seen += round(WIDE, "dark", true, |needs| needs != Needs::Desk, &mut found);
        assert_eq!(seen, 2 * screens::all().count());
    }
    tell(&format!("axe looked at {seen} screens"));
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

//! Very little room: 320 pixels, the text twice as large, every word two fifths longer.

use crate::desk::{nothing_went_wrong, skipped, tuesday};
use crate::support::browser::Page;
use crate::{screens, states};

/// What does not fit on the page as it stands.
fn look(page: &Page, screen: &str, found: &mut Vec<String>) {
    // A drawer that is still on its way in sticks out.
    page.still();
    let wrong = page.answer(include_str!("narrow.js"), &[]);
    let wrong: Vec<String> = serde_json::from_value(wrong).expect("a list of sentences");
    found.extend(wrong.into_iter().map(|sentence| format!("{screen}: {sentence}")));
}

/// No text is cut, lies over another or makes a page scroll sideways.
#[test]
fn nothing_is_cut_where_there_is_hardly_room() {
    if skipped("text is enlarged by Chromium's own means") {
        return;
    }
    let mut found = Vec::new();
    let page = tuesday().size(320, 800).open();
    page.button("Open the sample desk").click();
    page.see("You are looking around in the sample desk.");
    page.text_size(32);
    for screen in screens::all() {
        // The words of the page before were made longer by hand: they go with it.
        page.reload();
        if screens::reach(screen, &page, screen.name, &mut found) {
            look(&page, screen.name, &mut found);
        }
    }
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
    nothing_went_wrong(&page);
}

/// Nor while something seldom lasts.
#[test]
fn nothing_is_cut_while_something_seldom_lasts() {
    if skipped("text is enlarged by Chromium's own means") {
        return;
    }
    let mut found = Vec::new();
    for state in states::all() {
        let Some(visit) = (state.visit)(tuesday().size(320, 800)) else { continue };
        let page = visit.open();
        page.text_size(32);
        page.reload();
        (state.open)(&page);
        look(&page, state.name, &mut found);
    }
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

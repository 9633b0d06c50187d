//! What seldom happens and stays until it is over: nothing is kept, a value could not be read, a copy is due, the room
//! runs out, a newer program is at work, a part did not arrive, there is no network. Each state of the desk is a line
//! here; axe, the geometry of very little room and the pictures go through them as through the screens.

use crate::desk::{self, give_file, scratch};
use crate::dialogs::{ROWS, written};
use crate::support::browser::{Page, Visit, starts};
use serde_json::json;
use std::path::PathBuf;
use std::{fs, io};

/// A state of the desk, each in a browser of its own.
pub struct State {
    /// What it is called in reports and in the names of pictures.
    pub name: &'static str,
    /// What is particular about the visit; none where this build does not know the state.
    pub visit: fn(Visit) -> Option<Visit>,
    /// How one gets there from the first screen.
    pub open: fn(&Page),
}

/// All of them; with `INHOUSE_SCREENS` those whose names have one of its parts.
pub fn all() -> impl Iterator<Item = &'static State> {
    let of = std::env::var("INHOUSE_SCREENS").unwrap_or_default();
    let wanted = move |name: &str| of.is_empty() || of.split(',').any(|part| name.contains(part));
    STATES.iter().filter(move |state| wanted(state.name))
}

/// A copy of the built pages without the part that draws the figures; none where the build is in one piece.
fn without_figures() -> Option<PathBuf> {
    let (from, to) = (Visit::folder(), scratch("pages-without-figures"));
    let files = |folder: &PathBuf| -> io::Result<Vec<PathBuf>> {
        Ok(fs::read_dir(folder)?.flatten().map(|file| file.path()).filter(|path| path.is_file()).collect())
    };
    let is_part = |path: &PathBuf| path.to_string_lossy().ends_with("_split_figures.wasm");
    let all = files(&from).expect("there are built pages");
    if !all.iter().any(is_part) {
        return None;
    }
    let _ = fs::remove_dir_all(&to);
    fs::create_dir_all(&to).expect("a folder for pages");
    for path in all.iter().filter(|path| !is_part(path)) {
        fs::copy(path, to.join(path.file_name().unwrap_or_default())).expect("a file can be copied");
    }
    Some(to)
}

/// Puts a value into the browser's storage as it stands. What the safe log holds of the desk before is void.
fn put(page: &Page, key: &str, value: &str) {
    let script = "localStorage.setItem('inhouse/log/a', '9000000000000');
        localStorage.setItem(arguments[0], arguments[1])";
    page.answer(script, &[json!(key), json!(value)]);
}

/// A request of Finance, added by keys alone: a finger has no room where letters are twice as large.
fn raised(page: &Page, title: &str) {
    page.go("#/request/new");
    let form = page.dialog("New request");
    form.field("What is it about?").fill(title);
    form.field("For which client?").fill("Finance");
    form.button("Put it on the board").press("Enter");
    form.gone();
    page.lane("New").card(title).here();
}

const STATES: &[State] = &[
    State {
        name: "nothing-kept",
        visit: |visit| Some(visit.blocked_storage()),
        open: |page| {
            desk::set_up(page);
            page.see("Nothing is kept.");
        },
    },
    State {
        name: "newer-tab",
        visit: Some,
        open: |page| {
            desk::set_up(page);
            let other = page.tab("#/board");
            other.heading("Requests to People").here();
            other.answer("localStorage.setItem('inhouse', '{\"schema\":2}')", &[]);
            page.see("A newer Inhouse wrote this desk.");
        },
    },
    State {
        name: "damage",
        visit: Some,
        open: |page| {
            desk::set_up(page);
            raised(page, "Overtime is missing");
            let aside = json!({ "key": "inhouse/a/r/x", "cause": "cut", "value": "{" });
            put(page, "inhouse/a/x/3", &aside.to_string());
            put(page, "inhouse/a/r/01ARZ3NDEKTSV4RRFFQ69G5FAV", "{\"v\":1,\"e\":[[");
            page.reload();
            page.see("could not be read");
            page.go("#/data");
            page.role("region", "Could not be read").button(starts("Download entry")).nth(0).click();
        },
    },
    State {
        name: "copy-due",
        visit: Some,
        open: |page| {
            desk::set_up(page);
            page.set_now("2026-12-22T09:00:00Z");
            page.reload();
            page.within(40).see("This desk is only in this browser: there is no backup yet.");
        },
    },
    State {
        name: "room-tight",
        visit: Some,
        open: |page| {
            desk::set_up(page);
            page.answer("localStorage.setItem('elsewhere', 'x'.repeat(4300000))", &[]);
            page.reload();
            page.within(40).see("of the room in this browser is used");
        },
    },
    State {
        name: "import-before",
        visit: |visit| Some(visit.at("#/import")),
        open: |page| {
            page.go("#/import");
            page.within(desk::FIRST_LOAD).heading("Bring what you have").here();
            give_file(page, &written("first-tickets.csv", ROWS));
            page.heading("First, whose desk is this?").here();
        },
    },
    State {
        name: "part-missing",
        visit: |visit| Some(visit.of(&without_figures()?)),
        open: |page| {
            desk::set_up(page);
            page.go("#/insights");
            page.heading("This page did not arrive").here();
        },
    },
    State {
        name: "offline",
        visit: Some,
        open: |page| {
            desk::set_up(page);
            raised(page, "Kept before");
            page.answer_later(
                "const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(1))",
                &[],
            );
            page.offline(true);
            page.reload();
            page.lane("New").card("Kept before").here();
        },
    },
];

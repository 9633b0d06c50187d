//! Pictures of every screen and dialog, for looking: `make shots` leaves them in `shots/`. Light and dark, 1280×800 and
//! 390×844; the sample desk, an empty one, the real log as of a Friday in 2013, and 5,000 open requests.
//! `INHOUSE_SHOTS` names the folder; `INHOUSE_SHOTS_OF` some of the four desks and of the screens, by parts of
//! their names; `INHOUSE_SHOTS_HEIGHT=2000` takes them so high, which shows what is further down.

use crate::desk::{self, skipped, tell, tuesday};
use crate::import::{bring, log, oracle, the_desk_of_the_log, written};
use crate::screens::{self, Needs, alone};
use crate::states;
use crate::support::browser::{Page, Visit};
use std::path::{Path, PathBuf};

/// What the pictures are called and how large they are.
fn sizes() -> [(&'static str, u32, u32); 2] {
    let high = std::env::var("INHOUSE_SHOTS_HEIGHT").ok().and_then(|height| height.parse().ok());
    [("wide", 1280, high.unwrap_or(800)), ("narrow", 390, high.unwrap_or(844))]
}

fn folder() -> Option<PathBuf> {
    std::env::var_os("INHOUSE_SHOTS").map(PathBuf::from)
}

/// Takes the pictures of one desk.
fn take(page: &Page, desk: &str, has: Needs, folder: &Path) {
    let of = std::env::var("INHOUSE_SHOTS_OF").unwrap_or_default();
    let wanted = |name: &str| of.is_empty() || of.split(',').any(|part| name.contains(part));
    for theme in ["light", "dark"] {
        alone(page);
        page.size(1280, 800);
        page.go("#/settings");
        page.heading("Settings").here();
        let now = page.answer("return document.documentElement.dataset.theme ?? 'light'", &[]);
        if now != theme {
            page.button("Switch between light and dark").press("Enter");
        }
        for (size, width, height) in sizes() {
            page.size(width, height);
            for screen in screens::all().filter(|screen| screen.needs <= has) {
                let name = format!("{desk}-{}-{size}-{theme}.png", screen.name);
                if wanted(&name) {
                    (screen.open)(page);
                    page.still();
                    page.screenshot(&folder.join(&name));
                    tell(&name);
                }
            }
        }
    }
}

/// The folder, where pictures of this desk are asked for.
fn asked_for(desk: &str) -> Option<PathBuf> {
    if skipped("pictures are taken in Chromium") {
        return None;
    }
    let Some(folder) = folder() else {
        tell(&format!("shots of the {desk}: left out, `make shots` takes them (INHOUSE_SHOTS=folder)"));
        return None;
    };
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    Some(folder)
}

#[test]
fn the_sample() {
    let Some(folder) = asked_for("sample desk") else { return };
    let page = tuesday().open();
    for (size, width, height) in sizes() {
        page.size(width, height);
        page.button("Start empty").here();
        page.screenshot(&folder.join(format!("first-{size}-light.png")));
        page.button("Switch between light and dark").click();
        page.screenshot(&folder.join(format!("first-{size}-dark.png")));
        page.button("Switch between light and dark").click();
    }
    page.button("Open the sample desk").click();
    page.see("You are looking around in the sample desk.");
    take(&page, "sample", Needs::Sample, &folder);
}

#[test]
fn an_empty_desk() {
    let Some(folder) = asked_for("empty desk") else { return };
    take(&desk::people(), "empty", Needs::Desk, &folder);
}

fn of_log(desk: &str, file: &Path) {
    let Some(folder) = asked_for(desk) else { return };
    let page = Visit::new().now("2013-11-15T10:00:00Z").zone("Europe/Rome").open();
    the_desk_of_the_log(&page);
    bring(&page, file);
    take(&page, desk, Needs::Requests, &folder);
}

#[test]
fn the_real_log() {
    if folder().is_some() {
        of_log("log", log());
    }
}

#[test]
fn five_thousand_open() {
    if folder().is_some() {
        let many = written("five-thousand-shots.csv", &oracle("generate_log.py", &["--open", "5000"]));
        of_log("many", &many);
    }
}

#[test]
fn what_seldom_happens() {
    let Some(folder) = asked_for("states that seldom last") else { return };
    let of = std::env::var("INHOUSE_SHOTS_OF").unwrap_or_default();
    for state in states::all() {
        let visit = |wide, high| (state.visit)(tuesday().size(wide, high));
        for (size, width, height) in sizes() {
            let name = |theme: &str| format!("state-{}-{size}-{theme}.png", state.name);
            let wanted = of.is_empty() || of.split(',').any(|part| name("light dark").contains(part));
            let Some(visit) = visit(width, height).filter(|_| wanted) else { continue };
            let page = visit.open();
            (state.open)(&page);
            for theme in ["light", "dark"] {
                page.still();
                page.screenshot(&folder.join(name(theme)));
                page.button("Switch between light and dark").press("Enter");
            }
            tell(state.name);
        }
    }
}

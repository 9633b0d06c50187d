//! Browser tests of the built pages: `cargo test --features e2e --test pages`. One program, so that the
//! WebDriver client is linked once; a file beside this one for each job.
//!
//! Chromium is told every story. Firefox and WebKit are told the main jobs, the list [`MAIN`], and the language
//! of the tests itself (`selftest`). A story that a browser leaves out says so on the screen with its reason:
//! either it is none of the main jobs and would show nothing new there (`desk::skipped`), or the browser's
//! driver lacks what it needs (`desk::lacking`).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../support/mod.rs"]
mod support;

/// The main jobs: what every browser has to do, from the first visit to bringing everything back.
const MAIN: &[&str] = &[
    "add::a_request_is_added_with_all_that_was_said",
    "agreement::a_clock_changes_as_time_passes",
    "agreement::an_agreement_is_made_and_measures",
    "contact::every_contact_is_noted",
    "decline::a_no_needs_a_reason_and_another_way",
    "import::a_small_log_comes_in",
    "keeping::a_backup_brings_everything_back",
    "keeping::a_reload_keeps_everything",
    "keeping::two_tabs_see_each_other",
    "keeping::without_the_network",
    "moves::by_the_keyboard",
    "moves::by_the_mouse",
    "moves::undo_and_redo",
    "repeat::a_template_begins_a_request",
    "start::a_first_visit_ends_with_a_board",
    "survey::a_team_answers_leaves_and_comes_back",
    "triage::one_request_at_a_time",
    "whole_talk::from_the_record_to_the_printed_page",
];

mod access;
mod add;
mod agreement;
mod aloud;
mod beside;
mod board;
mod by_keys;
mod carried;
mod clients;
mod contact;
mod copies;
mod counting;
mod crash;
mod decline;
mod desk;
mod dialogs;
mod fair;
mod framed;
mod full;
mod given;
mod hours;
mod idle;
mod import;
mod keeping;
mod keyboard;
mod later;
mod moves;
mod narrow;
mod notices;
mod palette;
mod parts;
mod phone;
mod promise;
mod redacted;
mod reminded;
mod repeat;
mod robust;
mod scopes;
mod screens;
mod selftest;
mod settings;
mod shots;
mod signed;
mod speed;
mod start;
mod states;
mod storing;
mod survey;
mod talk;
mod terms;
mod triage;
mod turn;
mod typing;
mod whole_talk;

/// Whoever renames a main job renames it in the list, or the list would keep nothing.
#[test]
fn the_main_jobs_are_there() {
    let this = std::env::current_exe().expect("a test program has a path");
    let listed = std::process::Command::new(this).arg("--list").output().expect("it lists its tests");
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    let missing: Vec<_> = MAIN.iter().filter(|job| !listed.contains(&format!("{job}: test\n"))).collect();
    assert!(missing.is_empty(), "no such job: {missing:?}");
}

//! A browser that is killed in the middle of work (`kill -9`), again and again; the process of a single tab, likewise,
//! while its browser lives on; and a tab that is closed: whatever the page had called saved is there afterwards.
//! `INHOUSE_ROUNDS` says how often (3; `make audit` asks for 20).

use crate::desk;
use crate::support::browser::{Browser, Page, Visit};
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Adds requests by the quick line as fast as the page takes them, and notes which it has called saved: those
/// made before the word at the head of the page last turned to "safe".
const WORK: &str = r##"
const [round, most] = arguments;
const form = document.querySelector("form.quick"), input = form.querySelector("input");
const word = document.querySelector("[data-kept]");
const made = (window.__made = []);
window.__saved = 0;
new MutationObserver(() => { if (word.dataset.kept === "safe") window.__saved = made.length; })
  .observe(word, { attributes: true });
const step = () => {
  if (made.length >= most) return;
  const title = `Round ${round} edit ${made.length}.`;
  input.value = title;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => {
    form.requestSubmit();
    made.push(title);
    setTimeout(step, 5 + Math.random() * 40);
  });
};
step();
"##;

#[test]
fn a_killed_browser_loses_nothing_it_had_called_saved() {
    if desk::lacking(&[Browser::WebKit], "its driver gives every browser a profile of its own, gone with it")
    {
        return;
    }
    let rounds = rounds();
    let profile = Profile::new();
    let mut page = Visit::new().kept_in(&profile.0).open();
    desk::set_up(&page);
    wait_until_saved(&page);
    let mut saved: BTreeSet<String> = BTreeSet::new();
    for round in 0..rounds {
        // Not a wait for its own sake: the moment of death has to vary, by how much was done.
        let enough =
            [5, 60, 21, 200, 3, 9, 120, 33, 480, 12].into_iter().cycle().nth(round as usize).unwrap_or(5);
        saved.extend(work(&page, round, enough));
        // Nor at the same distance from the last word: the browser writes its store in the seconds after it.
        std::thread::sleep(Duration::from_millis(round * 3_137 % 9_000));
        kill_browser(&profile.0);

        page = Visit::new().kept_in(&profile.0).beside(&page).open();
        page.heading("Requests to People").here();
        none_is_missing(&page, &saved, round);
    }
    // And once more, with the computer started only the day after the next.
    saved.extend(work(&page, rounds, 7));
    let later = page.answer("return new Date(Date.now() + 172800000).toISOString()", &[]);
    let later = later.as_str().expect("a moment").to_owned();
    kill_browser(&profile.0);
    page = Visit::new().now(&later).kept_in(&profile.0).beside(&page).open();
    page.heading("Requests to People").here();
    assert_eq!(missing(&page, &saved), Vec::<&String>::new(), "two days later");
    desk::tell(&format!("killed {rounds} times: {} edits called saved, none missing", saved.len()));
}

fn rounds() -> u64 {
    std::env::var("INHOUSE_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(3)
}

/// Lets the page work until so many of its edits are called saved; which they are.
fn work(page: &Page, round: u64, enough: u64) -> BTreeSet<String> {
    page.answer(WORK, &[json!(round), json!(500)]);
    // Hundreds of edits, each of them painted: a machine that others use takes its time.
    page.within(60).script_until("return window.__saved", &[], |n| n.as_u64().is_some_and(|n| n >= enough));
    let titles = page.answer("return window.__made.slice(0, window.__saved)", &[]);
    serde_json::from_value(titles).expect("titles")
}

fn none_is_missing(page: &Page, saved: &BTreeSet<String>, round: u64) {
    let missing = missing(page, saved);
    let (gone, all) = (missing.len(), saved.len());
    assert!(missing.is_empty(), "round {round}: {gone} of {all} are gone: {missing:?}");
}

/// The titles that are in nothing that is stored.
fn missing<'a>(page: &Page, titles: &'a BTreeSet<String>) -> Vec<&'a String> {
    let stored = page.storage().into_values().collect::<String>();
    titles.iter().filter(|title| !stored.contains(title.as_str())).collect()
}

fn wait_until_saved(page: &Page) {
    let kept = "return document.querySelector('[data-kept]')?.dataset.kept";
    page.script_until(kept, &[], |word| word == "safe");
}

/// The browser's own files, gone at the end.
struct Profile(PathBuf);

impl Profile {
    fn new() -> Profile {
        Profile(std::env::temp_dir().join(format!("inhouse-profile-{}", std::process::id())))
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Kills every process of the browser that was started with this profile, without a word before.
fn kill_browser(profile: &Path) {
    let mine = profile.display().to_string();
    let mine = [format!("--user-data-dir={mine}"), format!("-profile\0{mine}")];
    let processes = std::fs::read_dir("/proc").expect("processes are listed").flatten();
    let ids: Vec<String> = processes
        .filter_map(|entry| entry.file_name().into_string().ok().filter(|name| name.parse::<u32>().is_ok()))
        .filter(|id| {
            let line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            mine.iter().any(|mine| String::from_utf8_lossy(&line).contains(mine))
        })
        .collect();
    assert!(!ids.is_empty(), "no process has {mine:?}");
    // The shell's own: a bare machine may have no program of that name. Some may be gone by their turn.
    let killed =
        Command::new("/bin/sh").args(["-c", "kill -9 \"$@\" 2>/dev/null; true", "kill"]).args(&ids).status();
    assert!(killed.is_ok_and(|status| status.success()), "there is a shell to kill with");
}

/// A tab whose process is killed in the middle of work, in a browser that lives on: what it had called saved is in the
/// next tab, and the work goes on there, until that one is killed.
#[test]
fn a_killed_tab_loses_nothing_it_had_called_saved() {
    let why = "its driver ends the session as soon as a page's process dies, and the profile goes with it";
    if desk::lacking(&[Browser::WebKit], why) {
        return;
    }
    let mut page = Visit::new().outliving_its_pages().open();
    desk::set_up(&page);
    wait_until_saved(&page);
    let mut saved: BTreeSet<String> = BTreeSet::new();
    for round in 0..rounds() {
        // Found before the work begins: to be found it has to compute.
        let process = page.process();
        let enough = [12, 70, 3, 31, 140, 1].into_iter().cycle().nth(round as usize).unwrap_or(12);
        saved.extend(work(&page, round, enough));
        page = page.killed_under_it(process, "#/board");
        page.heading("Requests to People").here();
        none_is_missing(&page, &saved, round);
        assert_ne!(page.process(), process, "another process runs the new tab");
    }
    desk::tell(&format!("a tab killed {} times: {} edits called saved, none missing", rounds(), saved.len()));
}

/// A tab that is closed in the middle of work: what it had called saved is in the next one.
#[test]
fn a_tab_closed_in_the_middle_of_work_loses_nothing_it_had_called_saved() {
    let page = Visit::new().open();
    desk::set_up(&page);
    wait_until_saved(&page);
    let saved = work(&page, 0, 12);
    let again = page.closed_under_it("#/board");
    again.heading("Requests to People").here();
    let missing = missing(&again, &saved);
    assert!(missing.is_empty(), "{} of {} are gone: {missing:?}", missing.len(), saved.len());
    desk::tell(&format!("a tab closed: {} edits called saved, none missing", saved.len()));
}

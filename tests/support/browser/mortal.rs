//! The death of a single tab: the process that runs it is found among those of its browser (`/proc`) and killed, while
//! the browser lives on.

use super::driver::{Browser, wait};
use super::part::Part;
use super::{Page, held};
use serde_json::json;
use std::collections::BTreeMap;
use std::process::Command;

/// Keeps the page's process busy, so that it can be told from its neighbours.
const BUSY: &str = "const end = Date.now() + 400; while (Date.now() < end);";

/// One process, as `/proc/<id>/stat` tells of it.
struct Seen {
    parent: u32,
    /// Clock ticks it has computed for.
    ticks: u64,
    ended: bool,
}

fn seen(id: u32) -> Option<Seen> {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name stands in brackets and may hold anything; the fields are counted from behind it.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok());
    let ended = matches!(fields.first(), Some(&"Z" | &"X"));
    Some(Seen { parent: u32::try_from(number(1)?).ok()?, ticks: number(11)? + number(12)?, ended })
}

/// Everything this process has started, and what that has started.
fn descendants(of: u32) -> BTreeMap<u32, Seen> {
    let entries = std::fs::read_dir("/proc").expect("processes are listed").flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let all: BTreeMap<u32, Seen> = ids.filter_map(|id| seen(id).map(|seen| (id, seen))).collect();
    let is_below = |id: &u32| {
        let mut above = all.get(id).map(|seen| seen.parent);
        while let Some(parent) = above.filter(|parent| *parent > 1 && *parent != of) {
            above = all.get(&parent).map(|seen| seen.parent);
        }
        above == Some(of)
    };
    let below: Vec<u32> = all.keys().copied().filter(is_below).collect();
    all.into_iter().filter(|(id, _)| below.contains(id)).collect()
}

/// Whether a process is of the kind that runs pages.
fn runs_pages(browser: Browser, id: u32) -> bool {
    let line = std::fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
    let line = String::from_utf8_lossy(&line).replace('\0', " ");
    match browser {
        Browser::Chromium => line.contains("--type=renderer"),
        Browser::Firefox => line.contains("-contentproc") && line.trim_end().ends_with(" tab"),
        Browser::WebKit => line.contains("WebKitWebProcess"),
    }
}

impl Page {
    fn runners(&self) -> BTreeMap<u32, u64> {
        let browser = self.session.browser;
        let below = descendants(self.session.driver_process()).into_iter();
        below.filter(|(id, _)| runs_pages(browser, *id)).map(|(id, seen)| (id, seen.ticks)).collect()
    }

    /// The process that runs this page: of those that run pages, the one that computes when this page does.
    pub fn process(&self) -> u32 {
        let before = self.runners();
        self.answer(BUSY, &[]);
        let after = self.runners();
        let spent = |id: &u32, now: &u64| now - before.get(id).copied().unwrap_or(*now).min(*now);
        let busiest = after.iter().max_by_key(|(id, now)| spent(id, now));
        *busiest.unwrap_or_else(|| panic!("no process runs pages below {}", self.session.driver_process())).0
    }

    /// Kills the [process](Self::process) that runs this tab, without a word to the page, and goes on in another tab
    /// of the same browser.
    pub fn killed_under_it(&self, process: u32, hash: &str) -> Page {
        let keeper = wait(self.session.driver().new_tab()).expect("a tab can be opened");
        self.session.enter(&keeper).expect("the window is open");
        let killed =
            Command::new("/bin/sh").args(["-c", "kill -9 \"$1\"", "kill", &process.to_string()]).status();
        assert!(killed.is_ok_and(|status| status.success()), "process {process} can be killed");
        self.until("see the end of the process of", || match seen(process).is_none_or(|seen| seen.ended) {
            true => Ok(()),
            false => Err(format!("{process} lives")),
        });
        if self.session.browser == Browser::Chromium {
            // Its driver gives up the whole browser at the first error while a tab that crashed is open.
            let target = self.window.to_string().replace("CDwindow-", "");
            self.session.devtools("Target.closeTarget", json!({ "targetId": target }));
        }
        // The browser hears of the death a moment later, and what it opens until then may die with it.
        let window = self.until("open a tab after the death of", || {
            let window = wait(self.session.driver().new_tab()).map_err(|error| error.to_string())?;
            self.session.enter(&window).map_err(|error| error.to_string())?;
            wait(self.session.driver().goto(self.base.as_str())).map_err(|error| error.to_string())?;
            let part = Part::whole(self.session.clone(), window.clone());
            part.run("return document.title", vec![]).map(|_| window)
        });
        let tab = Page::in_window(
            Part::whole(self.session.clone(), window),
            self.server.clone(),
            self.base.clone(),
        );
        *held(&tab.now) = *held(&self.now);
        tab.before_load();
        tab.load(hash);
        tab
    }
}

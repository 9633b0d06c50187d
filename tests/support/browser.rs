//! A small language for browser tests: what a person does and sees, by role and name.
//!
//! ```ignore
//! let page = Visit::new().open();
//! page.button("New request").click();
//! let form = page.dialog("New request");
//! form.field("Title").fill("A desk by the window");
//! form.choose("Priority", "High");
//! form.button("Add").click();
//! page.lane("New").card("A desk by the window").here();
//! ```
//!
//! The pages are the files of `dist/`, served by the project's own server, in a real browser
//! (`INHOUSE_BROWSER`: chromium, firefox, webkit). Each visit has a browser, a server and a profile of its own.
//! Everything waits for its condition, ten seconds at most. When a test fails, a picture of the page is left
//! under `target/tmp`. A page that broke the content security policy fails its test at the end, unless the
//! test asks for `violations()` itself.

#![allow(dead_code, unused_imports)] // a language has more words than the tests of one day use

mod driver;
mod expect;
mod gesture;
mod mortal;
mod part;
mod process;
mod server;
mod visit;

pub use driver::Browser;
pub use part::{Name, Part, any, part, starts};
pub use visit::Visit;

use driver::{tools, wait};
use serde_json::{Value, json};
use server::Server;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// A page in a browser. All that can be asked of a [`Part`] can be asked of it.
pub struct Page {
    whole: Part,
    server: Arc<Mutex<Server>>,
    base: String,
    now: Mutex<Option<i64>>,
    script: Mutex<Option<String>>,
    stand_in: Mutex<String>,
    heard: Mutex<Heard>,
    /// The server of the page around it, of another site.
    around: Option<Server>,
}

/// What went wrong so far.
#[derive(Default)]
struct Heard {
    violations: Vec<String>,
    errors: Vec<String>,
}

impl Deref for Page {
    type Target = Part;
    fn deref(&self) -> &Part {
        &self.whole
    }
}

impl Page {
    fn in_window(whole: Part, server: Arc<Mutex<Server>>, base: String) -> Page {
        Page {
            whole,
            server,
            base,
            now: Mutex::default(),
            script: Mutex::default(),
            stand_in: Mutex::default(),
            heard: Mutex::default(),
            around: None,
        }
    }

    /// Shows the app in a frame of a page of another site; what follows happens in the frame. What is done before a
    /// document is loaded is not done there: Chromium keeps such a frame in a process of its own.
    fn frame(&mut self) {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("around-{}", self.base.replace([':', '/'], "-")));
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let html = format!(
            "<!doctype html><title>Intranet</title><link rel=icon href=\"data:,\"><h1>Intranet</h1><iframe title=\"Inhouse\" src=\"{}\" width=1200 height=780></iframe>",
            self.base
        );
        std::fs::write(folder.join("index.html"), html).expect("a file can be written");
        let around = Server::start(&folder, "");
        // The same computer by another name is another site.
        let address = around.address().replace("127.0.0.1", "localhost");
        self.around = Some(around);
        self.session.enter(&self.window).expect("the window is open");
        wait(self.session.driver().goto(address.as_str()))
            .unwrap_or_else(|error| panic!("{address}: {error}"));
        wait(self.session.driver().enter_frame(0)).unwrap_or_else(|error| panic!("the frame: {error}"));
        self.session.is_framed(true);
        self.take_now();
    }

    /// Chromium: what every document of this window starts with.
    fn before_load(&self) {
        if self.session.browser == Browser::Chromium {
            self.session.enter(&self.window).expect("the window is open");
            let mut script = held(&self.script);
            if let Some(old) = script.take() {
                self.session
                    .devtools("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": old }));
            }
            let source = format!(
                "(function () {{{}}})({});\n{}",
                include_str!("browser/page.js"),
                json!({ "now": *held(&self.now) }),
                *held(&self.stand_in)
            );
            let added =
                self.session.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
            *script = added["identifier"].as_str().map(str::to_owned);
        }
    }

    /// The other browsers: the same, as soon as the page is there.
    fn after_load(&self) {
        if self.session.browser != Browser::Chromium {
            self.take_now();
        }
    }

    /// Gives the document the clock, and tells it to look.
    fn take_now(&self) {
        let now = *held(&self.now);
        let done = self.run(include_str!("browser/page.js"), vec![json!({ "now": now })]);
        done.unwrap_or_else(|error| panic!("page.js: {error}"));
        if now.is_some() {
            let tell = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
            self.run(tell, vec![]).unwrap_or_else(|error| panic!("visibilitychange: {error}"));
        }
    }

    fn moment(&self, iso: &str) -> i64 {
        let read = self.run("return Date.parse(arguments[0])", vec![json!(iso)]);
        read.ok().and_then(|value| value.as_f64()).unwrap_or_else(|| panic!("{iso} is no ISO time")) as i64
    }

    fn load(&self, hash: &str) {
        self.session.enter(&self.window).expect("the window is open");
        let address = format!("{}{hash}", self.base);
        wait(self.session.driver().goto(address.as_str()))
            .unwrap_or_else(|error| panic!("{address}: {error}"));
        self.after_load();
    }

    /// The address of the site, without what begins with `#`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Goes to another place of the app, `#/board`, as by the address bar.
    pub fn go(&self, hash: &str) {
        // Where the address is the same, the others stay on the page; WebKit loads it anew.
        let same = self.session.browser == Browser::WebKit
            && self.answer("return location.href", &[]) == format!("{}{hash}", self.base);
        if !same {
            self.load(hash);
        }
    }

    /// The part of the address from `#` on.
    pub fn hash(&self) -> String {
        self.answer("return location.hash", &[]).as_str().unwrap_or_default().to_owned()
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.collect();
        self.session.enter(&self.window).expect("the window is open");
        if self.session.browser == Browser::Firefox || self.around.is_some() {
            // A reload that geckodriver asks for goes past the service worker; one of the page's own does not. In a
            // frame it is the page around it that a driver loads anew.
            self.answer("window.__left = true; location.reload()", &[]);
            let there = "return !window.__left && document.readyState === 'complete'";
            self.script_until(there, &[], |answer| answer == true);
        } else {
            wait(self.session.driver().refresh()).unwrap_or_else(|error| panic!("reload: {error}"));
        }
        self.after_load();
    }

    /// A second tab of the same browser, on the same storage.
    pub fn tab(&self, hash: &str) -> Page {
        let window = wait(self.session.driver().new_tab()).expect("a tab can be opened");
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

    /// The clock now stands at this time (ISO), and the page is told to look, as when it comes back into view.
    pub fn set_now(&self, iso: &str) {
        let moment = self.moment(iso);
        *held(&self.now) = Some(moment);
        self.before_load();
        self.take_now();
    }

    /// Chromium: this script stands in for something of the browser's own, in this document and, before anything of
    /// the page runs, in those that are loaded after it.
    pub fn stand_in(&self, script: &str) {
        *held(&self.stand_in) = script.into();
        self.before_load();
        self.answer(script, &[]);
    }

    /// The server is gone (true), or back at the same address (false).
    pub fn offline(&self, off: bool) {
        let mut server = held(&self.server);
        if off { server.off() } else { server.on() }
    }

    /// Closes this tab without a word to the page, and goes on in another one.
    pub fn closed_under_it(&self, hash: &str) -> Page {
        let window = wait(self.session.driver().new_tab()).expect("a tab can be opened");
        self.session.enter(&self.window).expect("the window is open");
        wait(self.session.driver().close_window()).expect("a tab can be closed");
        let tab = Page::in_window(
            Part::whole(self.session.clone(), window),
            self.server.clone(),
            self.base.clone(),
        );
        *held(&tab.now) = *held(&self.now);
        self.session.enter(&tab.window).expect("the window is open");
        tab.before_load();
        tab.load(hash);
        tab
    }

    /// The size of the page.
    pub fn size(&self, width: u32, height: u32) {
        self.session.enter(&self.window).expect("the window is open");
        self.session.resize((width, height));
    }

    /// What a script answers. For measurements; what a person can see is asked for by its name.
    pub fn answer(&self, script: &str, arguments: &[Value]) -> Value {
        self.run(script, arguments.to_vec()).unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Chromium: text as large as somebody set it who reads badly: 16 pixels are usual. Shown from the next
    /// load on.
    pub fn text_size(&self, pixels: u32) {
        self.session.enter(&self.window).expect("the window is open");
        let sizes = json!({ "fontSizes": { "standard": pixels, "fixed": pixels * 13 / 16 } });
        self.session.devtools("Page.setFontSizes", sizes);
    }

    /// Chromium: what a command of the DevTools protocol without parameters answers.
    pub fn devtools(&self, method: &str) -> Value {
        self.session.enter(&self.window).expect("the window is open");
        self.session.devtools(method, json!({}))
    }

    /// As [`Self::devtools`], with parameters.
    pub fn devtools_with(&self, method: &str, parameters: Value) -> Value {
        self.session.enter(&self.window).expect("the window is open");
        self.session.devtools(method, parameters)
    }

    /// What a script answers later, by calling its last argument.
    pub fn answer_later(&self, script: &str, arguments: &[Value]) -> Value {
        self.session.enter(&self.window).expect("the window is open");
        let answer = wait(self.session.driver().execute_async(script, arguments.to_vec()));
        answer.unwrap_or_else(|error| panic!("{error}")).json().clone()
    }

    /// All keys of localStorage with their values.
    pub fn storage(&self) -> BTreeMap<String, String> {
        let pairs = self.answer("return Object.entries(localStorage)", &[]);
        serde_json::from_value::<Vec<(String, String)>>(pairs).expect("pairs of text").into_iter().collect()
    }

    /// Waits until a file whose name fits has been downloaded.
    #[track_caller]
    pub fn downloaded(&self, fits: impl Fn(&str) -> bool) -> PathBuf {
        self.until("find a download of", || {
            let files = std::fs::read_dir(self.session.downloads()).map_err(|error| error.to_string())?;
            let names: Vec<String> =
                files.flatten().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
            let done = names
                .iter()
                .find(|name| fits(name) && !name.ends_with(".crdownload") && !name.ends_with(".part"));
            let busy = names.iter().any(|name| name.ends_with(".part"));
            let found = done.filter(|_| !busy).map(|name| self.session.downloads().join(name));
            found.ok_or_else(|| format!("there are {names:?}"))
        })
    }

    fn collect(&self) {
        let ears =
            "const e = window.__ears; return e ? [e.violations.splice(0), e.errors.splice(0)] : [[], []]";
        let heard = self.run(ears, vec![]).ok().and_then(|value| serde_json::from_value(value).ok());
        let (violations, errors): (Vec<String>, Vec<String>) = heard.unwrap_or_default();
        self.session.listen();
        let (against, other): (Vec<_>, Vec<_>) =
            held(&self.session.log).drain(..).partition(|line| line.contains("Content Security Policy"));
        let mut heard = held(&self.heard);
        heard.violations.extend(violations.into_iter().chain(against));
        // Chromium's own log has all that the page's ears hear, and the network besides.
        heard.errors.extend(if self.session.browser == Browser::Chromium { other } else { errors });
    }

    /// What broke the content security policy since the last time this was asked.
    pub fn violations(&self) -> Vec<String> {
        self.collect();
        std::mem::take(&mut held(&self.heard).violations)
    }

    /// What the console has called an error since the last time this was asked. Chromium: each begins with its
    /// source (`network:`, `console-api:`, `javascript:`).
    pub fn console_errors(&self) -> Vec<String> {
        self.collect();
        std::mem::take(&mut held(&self.heard).errors)
    }

    /// Waits until nothing on the page moves any more.
    pub fn still(&self) {
        let script = "return document.getAnimations().every(one => one.playState !== 'running' \
            || one.effect.getComputedTiming().endTime === Infinity)";
        self.script_until(script, &[], |still| still == true);
    }

    /// Saves a picture of what is shown.
    pub fn screenshot(&self, path: &Path) {
        self.session.enter(&self.window).expect("the window is open");
        wait(self.session.driver().screenshot(path)).unwrap_or_else(|error| panic!("screenshot: {error}"));
    }

    /// What axe-core has against the page as it stands, by WCAG 2.2 AA and its best practices.
    pub fn axe(&self) -> Vec<String> {
        let path = tools().unwrap_or_default().join("npm/node_modules/axe-core/axe.min.js");
        let axe =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let answer = self.answer_later(&format!("{axe};\n{}", include_str!("browser/axe.js")), &[]);
        serde_json::from_value(answer).expect("a list of sentences")
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let name = std::thread::current().name().unwrap_or("page").replace("::", "-");
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
            if self.session.enter(&self.window).is_ok()
                && wait(self.session.driver().screenshot(&path)).is_ok()
            {
                eprintln!("a picture of the page: {}", path.display());
            }
            self.collect();
            eprintln!("the console: {:#?}", held(&self.heard).errors);
            return;
        }
        let violations = self.violations();
        assert!(violations.is_empty(), "the page broke its content security policy: {violations:#?}");
    }
}

/// The value behind a lock. A test that died holding it does not matter to those that clean up.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

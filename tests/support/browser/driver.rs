//! The browsers, each with its driver: one fresh browser with an empty profile a session.

use super::process::{Process, answers, free_port};
use serde_json::{Value, json};
use std::future::Future;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;
use thirtyfour::common::command::{Command, FormatRequestData};
use thirtyfour::prelude::*;
use thirtyfour::{RequestData, SessionId};
use tokio::runtime::{Builder, Runtime};

/// Which browser; `INHOUSE_BROWSER` chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium with ChromeDriver: the default.
    Chromium,
    /// Firefox with geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser with WebKitWebDriver, in a virtual screen.
    WebKit,
}

impl Browser {
    /// The browser these tests were asked to run in.
    pub fn chosen() -> Browser {
        match std::env::var("INHOUSE_BROWSER").as_deref() {
            Err(_) | Ok("" | "chromium") => Browser::Chromium,
            Ok("firefox") => Browser::Firefox,
            Ok("webkit") => Browser::WebKit,
            Ok(other) => panic!("INHOUSE_BROWSER={other}: chromium, firefox or webkit"),
        }
    }
}

/// What a browser is started with.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Width and height of the page in CSS pixels.
    pub size: (u32, u32),
    /// The viewer's time zone, an IANA name.
    pub zone: String,
    /// The viewer's language.
    pub language: String,
    /// The browser refuses site data: touching `localStorage` throws. Chromium and Firefox only.
    pub blocked_storage: bool,
    /// The browser lives on when the process of a page dies: Firefox's driver asks it to give up otherwise.
    pub outlives_pages: bool,
    /// A folder for the browser's own files that outlives it. Chromium and Firefox only.
    pub kept: Option<PathBuf>,
}

/// One running browser.
pub struct Session {
    driver: Option<WebDriver>,
    process: Option<Process>,
    window: Mutex<Option<WindowHandle>>,
    /// Which browser it is.
    pub browser: Browser,
    framed: AtomicBool,
    /// Messages of the browser's own console, so far (Chromium).
    pub log: Mutex<Vec<String>>,
}

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime starts")
});

/// Waits for a future: the tests themselves are plain functions.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    RUNTIME.block_on(future)
}

impl Session {
    /// Starts the chosen browser.
    pub fn start(profile: &Profile) -> Session {
        let browser = Browser::chosen();
        let mut last = String::new();
        // A port found free may be taken by someone else before the driver has it: then another one.
        for _ in 0..3 {
            let port = free_port();
            let process = launch(browser, port, profile);
            if process.ready(|_| answers(port).then_some(())).is_none() {
                last = process.log();
                continue;
            }
            let wishes: Capabilities =
                serde_json::from_value(capabilities(browser, profile, process.folder())).expect("an object");
            let address = format!("http://127.0.0.1:{port}");
            match wait(async {
                WebDriver::builder(address, wishes).request_timeout(Duration::from_secs(90)).await
            }) {
                Ok(driver) => {
                    let session = Session {
                        driver: Some(driver),
                        process: Some(process),
                        window: Mutex::default(),
                        browser,
                        framed: AtomicBool::new(false),
                        log: Mutex::default(),
                    };
                    session.resize(profile.size);
                    return session;
                }
                Err(error) => last = format!("{error}\n{}", process.log()),
            }
        }
        panic!("{browser:?} did not start:\n{last}");
    }

    /// The WebDriver client.
    pub fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("the browser runs as long as the session")
    }

    /// The process from which the driver, the browser and all of its processes descend.
    pub fn driver_process(&self) -> u32 {
        self.process.as_ref().expect("the driver runs as long as the session").id()
    }

    /// The folder downloads go to.
    pub fn downloads(&self) -> PathBuf {
        self.process.as_ref().expect("the driver runs as long as the session").folder().join("downloads")
    }

    /// Makes sure that what follows happens in this window.
    pub fn enter(&self, window: &WindowHandle) -> WebDriverResult<()> {
        let mut current = self.window.lock().expect("no test died with it");
        if current.as_ref() != Some(window) {
            wait(self.driver().switch_to_window(window.clone()))?;
            self.is_framed(false);
            *current = Some(window.clone());
        }
        Ok(())
    }

    /// What follows happens in a frame of another site, or no longer does.
    pub fn is_framed(&self, framed: bool) {
        self.framed.store(framed, Ordering::Relaxed);
    }

    /// The page's inner size: exact in Chromium, the window's size elsewhere.
    pub fn resize(&self, (width, height): (u32, u32)) {
        if self.browser == Browser::Chromium {
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.devtools("Emulation.setDeviceMetricsOverride", size);
        } else {
            wait(self.driver().set_window_rect(0, 0, width, height)).expect("the window can be sized");
        }
    }

    /// A command of the DevTools protocol (Chromium only).
    pub fn devtools(&self, method: &str, parameters: Value) -> Value {
        wait(self.driver().cdp().send_raw(method, parameters))
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The role and the name the browser itself computes for an element; None where its driver cannot say.
    pub fn computed(&self, element: &WebElement) -> WebDriverResult<Option<(String, String)>> {
        // ChromeDriver calls every element of such a frame stale when it is asked for these.
        if self.browser == Browser::Chromium && self.framed.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let ask = |what| wait(self.driver().cmd(Computed(element.element_id().to_string(), what)));
        match (ask("computedrole"), ask("computedlabel")) {
            (Ok(role), Ok(label)) => Ok(Some((role.value()?, label.value()?))),
            (Err(error), _) | (_, Err(error))
                if error.to_string().to_lowercase().contains("unknown command") =>
            {
                Ok(None)
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }

    /// Fetches what the browser's console has said since the last time (Chromium).
    pub fn listen(&self) {
        if self.browser == Browser::Chromium {
            let heard = wait(self.driver().browser_log()).unwrap_or_default();
            let severe = heard.into_iter().filter(|entry| entry.level == "SEVERE");
            let texts =
                severe.map(|entry| format!("{}: {}", entry.source.unwrap_or_default(), entry.message));
            self.log.lock().expect("no test died with it").extend(texts);
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            let _ = wait(async { tokio::time::timeout(Duration::from_secs(5), driver.quit()).await });
        }
        self.process = None;
    }
}

/// `GET /session/<id>/element/<id>/<what>`, which the client does not have.
#[derive(Debug)]
struct Computed(String, &'static str);

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let mut request = Command::GetTitle.format_request(session);
        request.uri = format!("session/{session}/element/{}/{}", self.0, self.1).into();
        request
    }
}

/// Starts the driver of a browser at a port. The browser inherits its environment, the zone and language too.
fn launch(browser: Browser, port: u16, profile: &Profile) -> Process {
    let language = profile.language.replace('-', "_");
    let mut environment = vec![("TZ", profile.zone.as_str()), ("LC_ALL", "C.UTF-8"), ("LANGUAGE", &language)];
    if browser == Browser::WebKit {
        environment.push(("HOME", "{folder}/downloads")); // there is no other way to say where downloads go
    }
    let (program, arguments) = match browser {
        Browser::Chromium => ("chromedriver", vec![format!("--port={port}")]),
        Browser::Firefox => ("geckodriver", vec![format!("--port={port}")]),
        Browser::WebKit => {
            ("xvfb-run", vec!["-a".into(), "WebKitWebDriver".into(), format!("--port={port}")])
        }
    };
    Process::start(&tool(program), &arguments, &environment)
}

/// A program of the set-up (`$INHOUSE_TOOLS/bin`), else one on the PATH.
fn tool(name: &str) -> PathBuf {
    tools()
        .map(|tools| tools.join("bin").join(name))
        .filter(|path| path.exists())
        .unwrap_or_else(|| name.into())
}

/// The folder the set-up keeps its tools in.
pub fn tools() -> Option<PathBuf> {
    let named = std::env::var_os("INHOUSE_TOOLS").map(PathBuf::from);
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    named.or_else(|| cache.or(home).map(|cache| cache.join("inhouse")))
}

/// What the driver is asked for.
fn capabilities(browser: Browser, profile: &Profile, folder: &Path) -> Value {
    let downloads = folder.join("downloads");
    std::fs::create_dir_all(&downloads).expect("a folder can be made");
    match browser {
        Browser::Chromium => {
            let (width, height) = profile.size;
            let mut wishes = json!({
                "browserName": "chrome",
                "goog:loggingPrefs": { "browser": "ALL" },
                "goog:chromeOptions": {
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        "--disable-dev-shm-usage", format!("--window-size={width},{height}"),
                        format!("--lang={}", profile.language),
                        format!("--user-data-dir={}", profile.kept.clone().unwrap_or(folder.join("profile")).display()),
                    ],
                    "prefs": {
                        "download.default_directory": downloads, "download.prompt_for_download": false,
                        "intl.accept_languages": profile.language,
                    },
                },
            });
            if profile.blocked_storage {
                wishes["goog:chromeOptions"]["prefs"]["profile.default_content_setting_values.cookies"] =
                    json!(2);
            }
            wishes
        }
        Browser::Firefox => {
            let mut wishes = json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "args": firefox_arguments(profile),
                    "prefs": {
                        "intl.accept_languages": profile.language, "intl.locale.requested": profile.language,
                        "browser.download.folderList": 2, "browser.download.dir": downloads,
                        "browser.download.alwaysOpenPanel": false, "datareporting.policy.dataSubmissionEnabled": false,
                        "network.cookie.cookieBehavior": if profile.blocked_storage { 2 } else { 5 },
                    },
                },
            });
            if profile.outlives_pages {
                wishes["moz:firefoxOptions"]["binary"] = json!(firefox_that_lives_on(folder));
            }
            wishes
        }
        Browser::WebKit => {
            assert!(!profile.blocked_storage, "WebKit's driver has no way to refuse site data");
            json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {
                    "binary": "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "args": ["--automation"],
                },
            })
        }
    }
}

/// Firefox without what its driver puts into its environment to have it end with the first page that crashes.
fn firefox_that_lives_on(folder: &Path) -> PathBuf {
    let program = folder.join("firefox");
    std::fs::write(&program, "#!/bin/sh\nunset MOZ_CRASHREPORTER_SHUTDOWN\nexec firefox \"$@\"\n")
        .and_then(|()| std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)))
        .expect("a program can be written");
    program
}

fn firefox_arguments(profile: &Profile) -> Vec<String> {
    let kept = profile.kept.iter().flat_map(|folder| {
        std::fs::create_dir_all(folder).expect("a folder can be made");
        ["-profile".to_owned(), folder.display().to_string()]
    });
    std::iter::once("-headless".to_owned()).chain(kept).collect()
}

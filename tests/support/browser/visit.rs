//! How a visit begins: the browser's profile, the folder that is served, the time.

use super::driver::{Profile, Session, wait};
use super::part::Part;
use super::server::Server;
use super::{Page, held};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What a visit begins with.
pub struct Visit {
    profile: Profile,
    folder: PathBuf,
    sub_path: String,
    hash: String,
    now: Option<String>,
    server: Option<Arc<Mutex<Server>>>,
    framed: bool,
}

impl Visit {
    /// A fresh browser of 1280 × 900, in English, in Brussels.
    pub fn new() -> Visit {
        Visit {
            profile: Profile {
                size: (1280, 900),
                zone: "Europe/Brussels".into(),
                language: "en-GB".into(),
                blocked_storage: false,
                outlives_pages: false,
                kept: None,
            },
            server: None,
            framed: false,
            folder: Visit::folder(),
            sub_path: String::new(),
            hash: String::new(),
            now: None,
        }
    }

    /// The folder that is served: `dist/`, or what `INHOUSE_DIST` names.
    pub fn folder() -> PathBuf {
        let named = std::env::var_os("INHOUSE_DIST").map(PathBuf::from);
        named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"))
    }

    /// The size of the page.
    pub fn size(mut self, width: u32, height: u32) -> Visit {
        self.profile.size = (width, height);
        self
    }

    /// The viewer's time zone.
    pub fn zone(mut self, name: &str) -> Visit {
        self.profile.zone = name.into();
        self
    }

    /// The viewer's language. WebKit follows the machine's locales: it says `C` where there are none.
    pub fn language(mut self, tag: &str) -> Visit {
        self.profile.language = tag.into();
        self
    }

    /// The browser refuses site data.
    pub fn blocked_storage(mut self) -> Visit {
        self.profile.blocked_storage = true;
        self
    }

    /// The browser lives on when the process of a page dies. (Chromium does anyway; WebKit's driver does not.)
    pub fn outliving_its_pages(mut self) -> Visit {
        self.profile.outlives_pages = true;
        self
    }

    /// Serves the site below a sub-path, like `team/desk`.
    pub fn under(mut self, sub_path: &str) -> Visit {
        self.sub_path = sub_path.into();
        self
    }

    /// Another folder than `dist/`.
    pub fn of(mut self, folder: &Path) -> Visit {
        self.folder = folder.into();
        self
    }

    /// The part of the address from `#` on.
    pub fn at(mut self, hash: &str) -> Visit {
        self.hash = hash.into();
        self
    }

    /// The clock stands at this time (ISO) from the start. Firefox and WebKit: from right after the page's load.
    pub fn now(mut self, iso: &str) -> Visit {
        self.now = Some(iso.into());
        self
    }

    /// The browser's own files stay in this folder, for a later visit (Chromium).
    pub fn kept_in(mut self, folder: &Path) -> Visit {
        self.profile.kept = Some(folder.into());
        self
    }

    /// At the same address as another page, from the same server: what that one stored is stored here.
    pub fn beside(mut self, page: &Page) -> Visit {
        self.server = Some(page.server.clone());
        self
    }

    /// In a frame of a page of another site.
    pub fn framed(mut self) -> Visit {
        self.framed = true;
        self
    }

    /// Opens the page.
    pub fn open(self) -> Page {
        let fresh = || Arc::new(Mutex::new(Server::start(&self.folder, &self.sub_path)));
        let server = self.server.clone().unwrap_or_else(fresh);
        let base = held(&server).address();
        let session = Arc::new(Session::start(&self.profile));
        let window = wait(session.driver().window()).expect("a browser has a window");
        let mut page = Page::in_window(Part::whole(session, window), server, base);
        if self.framed {
            page.frame();
            return page;
        }
        if let Some(iso) = &self.now {
            *held(&page.now) = Some(page.moment(iso));
        }
        page.before_load();
        page.load(&self.hash);
        page
    }
}

//! The project's own static server, `serve`, as a test runs it.

use super::process::Process;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder served at `http://127.0.0.1:<port>/`, which can be switched off and on again.
pub struct Server {
    folder: PathBuf,
    port: u16,
    running: Option<Process>,
    _site: Option<Site>,
}

/// A temporary site that holds the folder at a sub-path.
struct Site(PathBuf);

impl Drop for Site {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Server {
    /// Serves `folder`, below `sub_path` if one is given (`team/desk`).
    pub fn start(folder: &Path, sub_path: &str) -> Server {
        assert!(folder.join("index.html").exists(), "no {}/index.html: `make build` first", folder.display());
        let site = (!sub_path.is_empty()).then(|| {
            let site = Site(std::env::temp_dir().join(format!("inhouse-site-{}-{}", std::process::id(), super::process::free_port())));
            copy(folder, &site.0.join(sub_path));
            site
        });
        let folder = site.as_ref().map_or(folder, |site| &site.0).to_owned();
        let mut server = Server { folder, port: 0, running: None, _site: site };
        server.on();
        server
    }

    /// The address of the site's root, ending in a slash.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Nobody answers any more, as with the network off.
    pub fn off(&mut self) {
        self.running = None;
    }

    /// Answers again, at the same address as before.
    pub fn on(&mut self) {
        if self.running.is_some() {
            return;
        }
        let arguments = ["--port", &self.port.to_string(), "--dir", &self.folder.display().to_string()].map(String::from);
        let process = Process::start(Path::new(env!("CARGO_BIN_EXE_serve")), &arguments, &[]);
        let port = process.ready(|log| {
            let (_, rest) = log.split_once("http://")?;
            let (_, port) = rest.split_once(':')?;
            let digits = port.find(|c: char| !c.is_ascii_digit()).filter(|end| *end > 0)?;
            port.get(..digits)?.parse().ok()
        });
        self.port = port.unwrap_or_else(|| panic!("serve did not start:\n{}", process.log()));
        self.running = Some(process);
    }
}

/// Copies a folder with all below it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read").flatten() {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            copy(&source, &target);
        } else {
            fs::copy(&source, &target).expect("a file can be copied");
        }
    }
}

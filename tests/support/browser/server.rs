//! The project's own static server, `serve`, as a test runs it.

use super::process::Process;
use std::path::{Path, PathBuf};

/// A folder served on this machine, which can be switched off and on again.
pub struct Server {
    folder: PathBuf,
    prefix: String,
    port: u16,
    running: Option<Process>,
}

impl Server {
    /// Serves `folder`, below `sub_path` if one is given (`team/desk`).
    pub fn start(folder: &Path, sub_path: &str) -> Server {
        assert!(folder.join("index.html").exists(), "no {}/index.html: `make build` first", folder.display());
        let prefix = if sub_path.is_empty() { "/".into() } else { format!("/{sub_path}/") };
        let mut server = Server { folder: folder.into(), prefix, port: 0, running: None };
        server.on();
        server
    }

    /// The address of the page, ending in a slash.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.prefix)
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
        let (port, folder) = (self.port.to_string(), self.folder.display().to_string());
        let mut arguments = vec!["--port".into(), port, "--dir".into(), folder];
        if self.prefix != "/" {
            arguments.extend(["--prefix".into(), self.prefix.trim_end_matches('/').into()]);
        }
        let process = Process::start(Path::new(env!("CARGO_BIN_EXE_serve")), &arguments, &[]);
        let port = process.ready(|log| {
            let (_, rest) = log.split_once("http://")?;
            let (_, port) = rest.split_once(':')?;
            let end = port.find(|c: char| !c.is_ascii_digit()).filter(|end| *end > 0)?;
            port.get(..end)?.parse().ok()
        });
        self.port = port.unwrap_or_else(|| panic!("serve did not start:\n{}", process.log()));
        self.running = Some(process);
    }
}

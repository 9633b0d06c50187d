//! Programs that run beside a test and end with it, however it ends.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a program may take to be ready.
const READY: Duration = Duration::from_secs(30);
/// How often a condition is looked at. Nothing in these tests waits longer than for its condition.
pub const GLANCE: Duration = Duration::from_millis(20);

/// A program with a fresh folder of its own; dropped, both are gone. `watch.sh` sees to that even if the
/// test is killed.
pub struct Process {
    watcher: Child,
    held: Option<ChildStdin>,
    folder: PathBuf,
}

impl Process {
    /// Starts a program with arguments and additions to its environment, in which `{folder}` stands for its
    /// folder. Its temporary files go there.
    pub fn start(program: &Path, arguments: &[String], environment: &[(&str, &str)]) -> Process {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let place = format!("inhouse-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(place);
        fs::create_dir_all(&folder).expect("a temporary folder can be made");
        let at = folder.display().to_string();
        let mut watcher = Command::new("/bin/sh")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/browser/watch.sh"))
            .arg(&folder)
            .arg(program)
            .args(arguments)
            .env("TMPDIR", &folder)
            .envs(environment.iter().map(|(name, value)| (name, value.replace("{folder}", &at))))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("/bin/sh runs");
        let held = watcher.stdin.take();
        Process { watcher, held, folder }
    }

    /// The process that watches over the program: everything it starts descends from this one.
    pub fn id(&self) -> u32 {
        self.watcher.id()
    }

    /// The folder that goes away with the program.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the program has said so far.
    pub fn log(&self) -> String {
        fs::read(self.folder.join("log"))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    /// Waits until `look` finds something in what the program says. None if the program ends instead.
    pub fn ready<T>(&self, mut look: impl FnMut(&str) -> Option<T>) -> Option<T> {
        let since = Instant::now();
        loop {
            let ended = self.folder.join("ended").exists();
            if let Some(found) = look(&self.log()) {
                return Some(found);
            }
            if ended || since.elapsed() > READY {
                return None;
            }
            sleep(GLANCE);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.held.take());
        let _ = self.watcher.wait();
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    let place = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    place.local_addr().expect("it has an address").port()
}

/// Whether something answers at a port.
pub fn answers(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

//! A small static server for `dist/`: what `make run` and the browser tests use, native only, std only.
//!
//! It does what any static host does for this app, and says so in its answers: files whose name carries their content
//! hash are fresh for a year, everything else is asked for again. It listens on this computer alone and is no server
//! for the public: no TLS, no compression, no ranges.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
    use std::path::{Path, PathBuf};
    use std::process::ExitCode;
    use std::sync::Arc;
    use std::time::Duration;

    const USAGE: &str = "Serves the built app on this computer.

  cargo run --bin serve -- [--port N] [--dir DIR] [--prefix /PATH]

  --port N        default 8080; 0 lets the system choose a free one
  --dir DIR       what to serve, default dist
  --prefix /PATH  serve it below this path only, as a host with sub-paths does
";
    /// A request line and its headers may not be longer than this.
    const HEAD_LIMIT: u64 = 16 * 1024;
    /// A connection without a request for this long is closed.
    const IDLE: Duration = Duration::from_secs(15);

    /// What the command line asked for.
    #[derive(Debug, PartialEq)]
    struct Options {
        port: u16,
        dir: PathBuf,
        /// Without its trailing slash: empty, or "/a/b".
        prefix: String,
    }

    pub fn main() -> ExitCode {
        let options = match options(std::env::args().skip(1)) {
            Ok(Some(options)) => options,
            Ok(None) => {
                print!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            Err(why) => return stop(&format!("{why}\n\n{USAGE}")),
        };
        if !options.dir.join("index.html").is_file() {
            let dir = options.dir.display();
            return stop(&format!("There is no {dir}/index.html to serve. Build the app first: make build"));
        }
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)) {
            Ok(listener) => listener,
            Err(why) => return stop(&refused(options.port, &why)),
        };
        let port = listener.local_addr().map_or(options.port, |address| address.port());
        println!("Inhouse is at http://127.0.0.1:{port}{}/ (Ctrl C ends it)", options.prefix);
        let _ = std::io::stdout().flush();

        let options = Arc::new(options);
        for stream in listener.incoming().flatten() {
            let options = Arc::clone(&options);
            std::thread::spawn(move || answer(&stream, &options));
        }
        ExitCode::SUCCESS
    }

    fn stop(why: &str) -> ExitCode {
        eprintln!("{why}");
        ExitCode::FAILURE
    }

    fn refused(port: u16, why: &std::io::Error) -> String {
        match why.kind() {
            std::io::ErrorKind::AddrInUse => format!(
                "Port {port} is taken by another program. End that one, or choose another port: make run PORT={}",
                port.checked_add(1).unwrap_or(8080)
            ),
            std::io::ErrorKind::PermissionDenied => {
                format!(
                    "This system lets only its administrator use port {port}. Choose one above 1023: make run PORT=8080"
                )
            }
            _ => format!("Port {port} cannot be used: {why}. Choose another: make run PORT=8081"),
        }
    }

    /// `Ok(None)`: only the usage was asked for.
    fn options(mut args: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
        let mut options = Options { port: 8080, dir: PathBuf::from("dist"), prefix: String::new() };
        while let Some(name) = args.next() {
            if name == "--help" || name == "-h" {
                return Ok(None);
            }
            let value = args.next().ok_or_else(|| format!("{name} needs a value, or is not known here."))?;
            match name.as_str() {
                "--port" => {
                    options.port =
                        value.parse().map_err(|_| format!("{value} is not a port: 0 to 65535."))?;
                }
                "--dir" => options.dir = PathBuf::from(value),
                "--prefix" => {
                    let inner = value.trim_matches('/');
                    options.prefix = if inner.is_empty() { String::new() } else { format!("/{inner}") };
                }
                _ => return Err(format!("{name} is not known here.")),
            }
        }
        Ok(Some(options))
    }

    /// The head of a request, as far as a static server needs it.
    struct Request {
        method: String,
        target: String,
        keep: bool,
        known: Option<String>,
    }

    /// Answers the requests of one connection until it is closed, idle, or not understood.
    fn answer(stream: &TcpStream, options: &Options) {
        let loopback = stream.peer_addr().is_ok_and(|peer: SocketAddr| peer.ip().is_loopback());
        let ready = stream.set_read_timeout(Some(IDLE)).is_ok() && stream.set_nodelay(true).is_ok();
        if !loopback || !ready {
            return;
        }
        let mut reader = BufReader::new(stream);
        while let Some(request) = read(&mut reader) {
            let reply = reply(&request, options);
            let body = if request.method == "HEAD" { &[][..] } else { &reply.body };
            let mut out = reply.head(request.keep).into_bytes();
            out.extend_from_slice(body);
            let mut writer = stream;
            if writer.write_all(&out).is_err() || !request.keep {
                return;
            }
        }
    }

    fn read(reader: &mut BufReader<&TcpStream>) -> Option<Request> {
        let mut limited = reader.take(HEAD_LIMIT);
        let mut line = String::new();
        limited.read_line(&mut line).ok().filter(|length| *length > 0)?;
        let mut words = line.split_whitespace();
        let (method, target, version) =
            (words.next()?.to_owned(), words.next()?.to_owned(), words.next()?.to_owned());
        let mut request = Request { method, target, keep: version == "HTTP/1.1", known: None };
        loop {
            let mut header = String::new();
            limited.read_line(&mut header).ok().filter(|length| *length > 0)?;
            let header = header.trim_end();
            if header.is_empty() {
                return Some(request);
            }
            let (name, value) = header.split_once(':')?;
            match name.to_ascii_lowercase().as_str() {
                "connection" if value.trim().eq_ignore_ascii_case("close") => request.keep = false,
                "if-none-match" => request.known = Some(value.trim().to_owned()),
                // Nothing here takes a body; one that comes would be read as the next request.
                "content-length" | "transfer-encoding" => request.keep = false,
                _ => {}
            }
        }
    }

    struct Reply {
        status: &'static str,
        kind: &'static str,
        cache: &'static str,
        /// Further header lines, each with its line end.
        more: String,
        body: Vec<u8>,
        length: usize,
    }

    impl Reply {
        fn text(status: &'static str, sentence: &str) -> Self {
            let body = format!("{sentence}\n").into_bytes();
            let length = body.len();
            Self {
                status,
                kind: "text/plain; charset=utf-8",
                cache: "no-store",
                more: String::new(),
                body,
                length,
            }
        }

        fn head(&self, keep: bool) -> String {
            let Self { status, kind, cache, more, length, .. } = self;
            let connection = if keep { "keep-alive" } else { "close" };
            let kind = if *status == "304 Not Modified" {
                String::new()
            } else {
                format!("Content-Type: {kind}\r\n")
            };
            format!(
                "HTTP/1.1 {status}\r\n{kind}Content-Length: {length}\r\nCache-Control: {cache}\r\n{more}\
                 X-Content-Type-Options: nosniff\r\nConnection: {connection}\r\n\r\n"
            )
        }
    }

    fn reply(request: &Request, options: &Options) -> Reply {
        if request.method != "GET" && request.method != "HEAD" {
            let mut reply = Reply::text("405 Method Not Allowed", "Only GET and HEAD are answered here.");
            reply.more = "Allow: GET, HEAD\r\n".to_owned();
            return reply;
        }
        let path = request.target.split(['?', '#']).next().unwrap_or_default();
        if !options.prefix.is_empty() && path == options.prefix {
            let mut reply = Reply::text("301 Moved Permanently", "The app is one slash further.");
            reply.more = format!("Location: {}/\r\n", options.prefix);
            return reply;
        }
        let nothing = || Reply::text("404 Not Found", "There is nothing at this address.");
        let Some(inner) = path.strip_prefix(options.prefix.as_str()) else { return nothing() };
        let Some(file) = file(inner, &options.dir) else { return nothing() };
        let Ok(body) = std::fs::read(&file) else { return nothing() };

        let tag = format!("\"{:016x}\"", fingerprint(&body));
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let cache = if is_hashed(&name) { "public, max-age=31536000, immutable" } else { "no-cache" };
        let (kind, more, length) = (kind(&name), format!("ETag: {tag}\r\n"), body.len());
        if request.known.as_deref() == Some(tag.as_str()) {
            return Reply { status: "304 Not Modified", kind, cache, more, body: Vec::new(), length: 0 };
        }
        Reply { status: "200 OK", kind, cache, more, body, length }
    }

    /// The file an address names: below `dir` or nothing. Every part must be a plain name, so no `..`, no second slash,
    /// no drive, no hidden file; and a link may not lead out of `dir` either.
    fn file(address: &str, dir: &Path) -> Option<PathBuf> {
        let decoded = decode(address.strip_prefix('/')?)?;
        let mut path = dir.to_path_buf();
        let (folders, last) = decoded.rsplit_once('/').unwrap_or(("", &decoded));
        for part in
            folders.split('/').filter(|_| !folders.is_empty()).chain((!last.is_empty()).then_some(last))
        {
            if part.is_empty() || part.starts_with('.') || part.contains(['\\', ':', '\0']) {
                return None;
            }
            path.push(part);
        }
        if last.is_empty() {
            path.push("index.html");
        }
        let (real, root) = (path.canonicalize().ok()?, dir.canonicalize().ok()?);
        (real.starts_with(root) && real.is_file()).then_some(path)
    }

    /// Percent-decoding (RFC 3986, 2.1); `None` where it is broken or not UTF-8.
    fn decode(text: &str) -> Option<String> {
        let mut bytes = text.bytes();
        let mut out = Vec::with_capacity(text.len());
        while let Some(byte) = bytes.next() {
            if byte == b'%' {
                let high = char::from(bytes.next()?).to_digit(16)?;
                let low = char::from(bytes.next()?).to_digit(16)?;
                out.push(u8::try_from(high * 16 + low).ok()?);
            } else {
                out.push(byte);
            }
        }
        String::from_utf8(out).ok()
    }

    fn kind(name: &str) -> &'static str {
        match name.rsplit_once('.').map_or("", |(_, end)| end) {
            "html" => "text/html; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "wasm" => "application/wasm",
            "webmanifest" => "application/manifest+json",
            "json" => "application/json",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            "txt" => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        }
    }

    /// Whether a name carries its content's hash: `name-<16 hex digits>.ext`, or `…_bg.wasm`.
    fn is_hashed(name: &str) -> bool {
        let stem = name.split('.').next().unwrap_or_default();
        let stem = stem.strip_suffix("_bg").unwrap_or(stem);
        let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
        hash.len() == 16 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }

    /// FNV-1a, 64 bits (Fowler, Noll, Vo): tells two versions of a file apart, nothing more.
    fn fingerprint(bytes: &[u8]) -> u64 {
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    }

    #[cfg(test)]
    mod tests {
        #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
        use super::*;

        /// A folder with an app in it and a secret beside it; removed when dropped.
        struct Site(PathBuf);

        impl Site {
            fn new(name: &str) -> Self {
                let root = std::env::temp_dir().join(format!("inhouse-serve-{name}-{}", std::process::id()));
                std::fs::create_dir_all(root.join("dist/pack")).unwrap();
                for (file, text) in [
                    ("secret.txt", "secret"),
                    ("dist/index.html", "<h1>desk</h1>"),
                    ("dist/sw.js", "//"),
                    ("dist/.hidden", "hidden"),
                    ("dist/pack/de.json", "{}"),
                    ("dist/inhouse-0123456789abcdef_bg.wasm", "wasm"),
                ] {
                    std::fs::write(root.join(file), text).unwrap();
                }
                Self(root)
            }

            /// Status, headers and body of one answer, over a real connection.
            fn ask(&self, prefix: &str, line: &str) -> (String, String, String) {
                self.ask_with(prefix, line, "")
            }

            /// The same with further header lines, each with its line end.
            fn ask_with(&self, prefix: &str, line: &str, headers: &str) -> (String, String, String) {
                let options = Options { port: 0, dir: self.0.join("dist"), prefix: prefix.to_owned() };
                let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
                let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
                let (stream, _) = listener.accept().unwrap();
                let server = std::thread::spawn(move || answer(&stream, &options));
                write!(client, "{line} HTTP/1.1\r\nHost: x\r\n{headers}Connection: close\r\n\r\n").unwrap();
                let mut all = String::new();
                client.read_to_string(&mut all).unwrap();
                server.join().unwrap();
                let (head, body) = all.split_once("\r\n\r\n").unwrap();
                let (status, headers) = head.split_once("\r\n").unwrap();
                (status.trim_start_matches("HTTP/1.1 ").to_owned(), headers.to_owned(), body.to_owned())
            }
        }

        impl Drop for Site {
            fn drop(&mut self) {
                let _ = std::fs::remove_dir_all(&self.0);
            }
        }

        #[test]
        fn the_page_is_asked_for_again_and_hashed_files_are_kept_a_year() {
            let site = Site::new("cache");
            for path in ["/", "/index.html", "/sw.js", "/?v=1"] {
                let (status, headers, _) = site.ask("", &format!("GET {path}"));
                assert_eq!(status, "200 OK", "{path}");
                assert!(headers.contains("Cache-Control: no-cache"), "{path}: {headers}");
            }
            let (_, headers, body) = site.ask("", "GET /inhouse-0123456789abcdef_bg.wasm");
            assert!(headers.contains("Cache-Control: public, max-age=31536000, immutable"), "{headers}");
            assert!(headers.contains("Content-Type: application/wasm"), "{headers}");
            assert_eq!(body, "wasm");
        }

        #[test]
        fn nothing_outside_the_folder_is_given_away() {
            let site = Site::new("outside");
            for path in [
                "/../secret.txt",
                "/pack/../../secret.txt",
                "/%2e%2e/secret.txt",
                "/..%2fsecret.txt",
                "/pack%2f..%2f..%2fsecret.txt",
                "/..\\secret.txt",
                "//etc/hostname",
                "/.hidden",
                "/%00",
                "/%zz",
                "secret.txt",
                "/pack",
            ] {
                let (status, _, body) = site.ask("", &format!("GET {path}"));
                assert_eq!(status, "404 Not Found", "{path}");
                assert!(!body.contains("secret") && !body.contains("hidden"), "{path}: {body}");
            }
            assert_eq!(site.ask("", "GET /pack/de.json").0, "200 OK");
        }

        #[cfg(unix)]
        #[test]
        fn a_link_out_of_the_folder_is_not_followed() {
            let site = Site::new("link");
            std::os::unix::fs::symlink(site.0.join("secret.txt"), site.0.join("dist/link.txt")).unwrap();
            assert_eq!(site.ask("", "GET /link.txt").0, "404 Not Found");
        }

        #[test]
        fn head_says_the_length_and_sends_no_body() {
            let site = Site::new("head");
            let (status, headers, body) = site.ask("", "HEAD /");
            assert_eq!((status.as_str(), body.as_str()), ("200 OK", ""));
            assert!(headers.contains("Content-Length: 13"), "{headers}");
        }

        #[test]
        fn other_methods_are_refused() {
            let (status, headers, _) = Site::new("method").ask("", "POST /");
            assert_eq!(status, "405 Method Not Allowed");
            assert!(headers.contains("Allow: GET, HEAD"), "{headers}");
        }

        #[test]
        fn below_a_prefix_the_root_answers_nothing() {
            let site = Site::new("prefix");
            assert_eq!(site.ask("/team/desk", "GET /team/desk/").2, "<h1>desk</h1>");
            assert_eq!(site.ask("/team/desk", "GET /").0, "404 Not Found");
            assert_eq!(site.ask("/team/desk", "GET /team/deskindex.html").0, "404 Not Found");
            let (status, headers, _) = site.ask("/team/desk", "GET /team/desk");
            assert_eq!(status, "301 Moved Permanently");
            assert!(headers.contains("Location: /team/desk/"), "{headers}");
        }

        #[test]
        fn an_unchanged_file_is_not_sent_twice() {
            let site = Site::new("tag");
            let (_, headers, _) = site.ask("", "GET /sw.js");
            let tag = headers.lines().find_map(|line| line.strip_prefix("ETag: ")).unwrap();
            let (status, _, body) = site.ask_with("", "GET /sw.js", &format!("If-None-Match: {tag}\r\n"));
            assert_eq!((status.as_str(), body.as_str()), ("304 Not Modified", ""));
        }

        #[test]
        fn the_command_line() {
            let read = |line: &str| options(line.split_whitespace().map(str::to_owned));
            let wanted = Options { port: 0, dir: "site".into(), prefix: "/a/b".into() };
            assert_eq!(read("--port 0 --dir site --prefix a/b/"), Ok(Some(wanted)));
            assert_eq!(read("--help"), Ok(None));
            assert!(read("--port 70000").unwrap_err().contains("70000"));
            assert!(read("--speed fast").unwrap_err().contains("--speed"));
        }
    }
}

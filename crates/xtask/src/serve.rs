//! A small web server for the demo and the tests: loopback only, static files, the strictest policy Overt promises to work under.

use std::convert::Infallible;
use std::error::Error;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Sent with every page.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; require-trusted-types-for 'script'";
/// How long a connection may stay silent.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest head of a request, in bytes.
const HEAD_BYTES: u64 = 16_384;
const HTML: &str = "text/html; charset=utf-8";
const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Not found</title>\n\
    <link rel=\"stylesheet\" href=\"/home.css\">\n</head>\n<body>\n<main>\n<h1>There is no such page</h1>\n\
    <p><a href=\"/\">To the start</a></p>\n</main>\n</body>\n</html>\n";

/// Serves the files under `root` until the process ends; port 0 takes a free one, and `ready` is told which.
///
/// A thread and an answer for each connection, then it is closed. A library's pool of threads let a request wait
/// behind a connection that a browser kept open, for as long as it did: of five files asked for at once, one never came.
pub(crate) fn serve(root: &Path, port: u16, ready: impl FnOnce(u16)) -> Result<Infallible, Box<dyn Error>> {
    let root: Arc<Path> = root.canonicalize().map_err(|error| format!("{}: {error}", root.display()))?.into();
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| format!("port {port}: {error}"))?;
    ready(listener.local_addr()?.port());
    loop {
        let (connection, _) = listener.accept()?;
        let root = root.clone();
        // A browser that went away in the middle of an answer is no concern of ours.
        thread::spawn(move || drop(answer(connection, &root)));
    }
}

fn answer(connection: TcpStream, root: &Path) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(connection.try_clone()?.take(HEAD_BYTES)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut known = None;
    for line in lines {
        let line = line?;
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("If-None-Match") => known = Some(value.trim().to_owned()),
            Some(_) => {}
            None => break,
        }
    }
    let reply = match method {
        "GET" | "HEAD" => find(root, target),
        // Opened in advance, and not needed after all.
        "" => return Ok(()),
        _ => Reply::page(405, NOT_FOUND).with("Allow", "GET, HEAD"),
    };
    let reply = reply.unless_known(known.as_deref());
    let mut head = format!("HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: {}\r\n", status(reply.status), reply.body.len());
    for (name, value) in &reply.headers {
        // Only our own names and values, and paths that were checked, come this way.
        head += &format!("{name}: {value}\r\n");
    }
    let mut connection = connection;
    connection.write_all(format!("{head}\r\n").as_bytes())?;
    if method == "GET" {
        connection.write_all(&reply.body)?;
    }
    connection.shutdown(Shutdown::Write)
}

fn status(code: u16) -> String {
    let word = match code {
        200 => "OK",
        301 => "Moved Permanently",
        304 => "Not Modified",
        404 => "Not Found",
        _ => "Method Not Allowed",
    };
    format!("{code} {word}")
}

/// What will be sent.
#[derive(Debug)]
struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Reply {
    fn new(status: u16, kind: Option<&str>, body: Vec<u8>) -> Reply {
        let mut reply =
            Reply { status, headers: Vec::new(), body }.with("Cache-Control", "no-cache").with("X-Content-Type-Options", "nosniff");
        if let Some(kind) = kind {
            reply = reply.with("Content-Type", kind);
        }
        if kind == Some(HTML) {
            reply = reply.with("Content-Security-Policy", POLICY);
        }
        reply
    }

    fn page(status: u16, html: &str) -> Reply {
        Reply::new(status, Some(HTML), html.as_bytes().to_vec())
    }

    fn file(path: &Path, body: Vec<u8>) -> Reply {
        let mut hasher = DefaultHasher::new();
        hasher.write(&body);
        let tag = format!("\"{:016x}\"", hasher.finish());
        Reply::new(200, Some(kind(path)), body).with("ETag", &tag)
    }

    fn with(mut self, name: &'static str, value: &str) -> Reply {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// Becomes 304 when the browser already has this very content.
    fn unless_known(mut self, known: Option<&str>) -> Reply {
        let tag = self.headers.iter().find(|(name, _)| *name == "ETag").map(|(_, value)| value.as_str());
        let (Some(tag), Some(known)) = (tag, known) else {
            return self;
        };
        if known.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == "*" || one == tag) {
            self.status = 304;
            self.body.clear();
        }
        self
    }
}

/// The file for a request's target, or what to say instead.
fn find(root: &Path, target: &str) -> Reply {
    let (path, query) = target.split_once('?').map_or((target, ""), |(path, query)| (path, query));
    let missing = || Reply::page(404, NOT_FOUND);
    let Some(segments) = segments(path) else {
        return missing();
    };
    let wanted: PathBuf = root.iter().chain(segments.iter().map(AsRef::as_ref)).collect();
    // A link could lead out of the folder even where the path does not.
    let Ok(found) = wanted.canonicalize() else {
        return missing();
    };
    if !found.starts_with(root) {
        return missing();
    }
    if found.is_dir() && !path.ends_with('/') {
        // Relative links of the page need the slash; the browser's own spelling is given back, so nothing is decoded twice.
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        let spelled: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        return Reply::new(301, None, Vec::new()).with("Location", &format!("/{}/{query}", spelled.join("/")));
    }
    let file = if found.is_dir() { found.join("index.html") } else { found };
    // "file.css/" is not the file.
    if path.ends_with('/') && file.file_name().is_none_or(|name| name != "index.html") {
        return missing();
    }
    fs::read(&file).map_or_else(|_| missing(), |body| Reply::file(&file, body))
}

/// The parts of a path, decoded; nothing where one of them could leave the folder.
fn segments(path: &str) -> Option<Vec<String>> {
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let name = decode(part)?;
            let safe = !name.starts_with('.') && !name.contains(['/', '\\', '\0', ':']);
            safe.then_some(name)
        })
        .collect()
}

/// Percent-decoding; nothing where the text is not well formed.
fn decode(part: &str) -> Option<String> {
    let mut bytes = part.bytes();
    let mut decoded = Vec::with_capacity(part.len());
    while let Some(byte) = bytes.next() {
        decoded.push(if byte == b'%' { hexadecimal(bytes.next()?)? * 16 + hexadecimal(bytes.next()?)? } else { byte });
    }
    String::from_utf8(decoded).ok()
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => HTML,
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;

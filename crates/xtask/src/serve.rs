//! A small web server for the demo and the tests: loopback only, static files, the strictest policy Overt promises to work under.

use std::convert::Infallible;
use std::error::Error;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server};

/// Sent with every page.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; require-trusted-types-for 'script'";
/// A browser opens six connections to one host; two more keep a second tab from waiting.
const THREADS: usize = 8;
const HTML: &str = "text/html; charset=utf-8";
const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Not found</title>\n\
    <link rel=\"stylesheet\" href=\"/home.css\">\n</head>\n<body>\n<main>\n<h1>There is no such page</h1>\n\
    <p><a href=\"/\">To the start</a></p>\n</main>\n</body>\n</html>\n";

/// Serves the files under `root` until the process ends; port 0 takes a free one, and `ready` is told which.
pub(crate) fn serve(root: &Path, port: u16, ready: impl FnOnce(u16)) -> Result<Infallible, Box<dyn Error>> {
    let root = root.canonicalize().map_err(|error| format!("{}: {error}", root.display()))?;
    let server = Server::http(("127.0.0.1", port)).map_err(|error| format!("port {port}: {error}"))?;
    let address = server.server_addr().to_ip().ok_or("the server has no address")?;
    ready(address.port());
    let failure = thread::scope(|scope| {
        for _ in 1..THREADS {
            scope.spawn(|| answer_all(&server, &root));
        }
        answer_all(&server, &root)
    });
    Err(failure.into())
}

/// Answers one request after the other; ends only when the server itself does.
fn answer_all(server: &Server, root: &Path) -> io::Error {
    loop {
        match server.recv() {
            // A browser that went away in the middle of an answer is no concern of ours.
            Ok(request) => drop(answer(request, root)),
            Err(error) => return error,
        }
    }
}

fn answer(request: Request, root: &Path) -> io::Result<()> {
    let reply = if matches!(request.method(), Method::Get | Method::Head) {
        find(root, request.url())
    } else {
        Reply::page(405, NOT_FOUND).with("Allow", "GET, HEAD")
    };
    let known = request.headers().iter().find(|header| header.field.equiv("If-None-Match"));
    let reply = reply.unless_known(known.map(|header| header.value.as_str()));
    let mut response = Response::from_data(reply.body).with_status_code(reply.status);
    for (name, value) in reply.headers {
        // Only our own names and values, and paths that were checked, come this way.
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    // A length is friendlier than chunks: a client sees at once how much is to come.
    request.respond(response.with_chunked_threshold(usize::MAX))
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

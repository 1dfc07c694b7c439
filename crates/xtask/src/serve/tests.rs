//! Real requests over loopback.

use std::sync::mpsc;

use super::*;

type Outcome = Result<(), Box<dyn Error>>;

/// A server over a folder of its own; its threads end with the test process.
fn start(name: &str) -> Result<u16, Box<dyn Error>> {
    let root = std::env::temp_dir().join(format!("overt-serve-{name}-{}", std::process::id()));
    fs::create_dir_all(root.join("site/books"))?;
    fs::write(root.join("secret.txt"), "secret")?;
    let site = root.join("site");
    fs::write(site.join("index.html"), "<!doctype html><title>Start</title>")?;
    fs::write(site.join("books/index.html"), "<!doctype html><title>Books</title>")?;
    fs::write(site.join("gate.wasm"), vec![7_u8; 100_000])?;
    fs::write(site.join("overt.js"), "1")?;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let outcome = serve(&site, 0, |port| sender.send(port).unwrap_or_default());
        outcome.map(|never| match never {}).map_err(|error| error.to_string())
    });
    Ok(receiver.recv()?)
}

fn ask(port: u16, method: &str, target: &str, header: &str) -> Result<(String, Vec<u8>), Box<dyn Error>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(stream, "{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no end of the headers")?;
    let (head, body) = answer.split_at_checked(end + 4).ok_or("no body")?;
    Ok((String::from_utf8(head.to_vec())?, body.to_vec()))
}

#[test]
fn a_page_comes_with_the_policy() -> Outcome {
    let port = start("page")?;
    let (head, body) = ask(port, "GET", "/", "")?;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.contains("Content-Type: text/html; charset=utf-8\r\n"), "{head}");
    let policy = "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                  img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'\r\n";
    assert!(head.contains(policy), "{head}");
    assert!(head.contains("X-Content-Type-Options: nosniff\r\n"), "{head}");
    assert!(head.contains("Cache-Control: no-cache\r\n"), "{head}");
    assert_eq!(body, b"<!doctype html><title>Start</title>");
    Ok(())
}

#[test]
fn a_module_comes_whole_and_with_its_type() -> Outcome {
    let port = start("module")?;
    let (head, body) = ask(port, "GET", "/gate.wasm?v=1", "")?;
    assert!(head.contains("Content-Type: application/wasm\r\n"), "{head}");
    assert!(head.contains("Content-Length: 100000\r\n"), "{head}");
    assert_eq!(body.len(), 100_000);
    let (head, body) = ask(port, "HEAD", "/gate.wasm", "")?;
    assert!(head.contains("Content-Length: 100000\r\n"), "{head}");
    assert!(body.is_empty());
    let (head, _) = ask(port, "GET", "/overt.js", "")?;
    assert!(head.contains("Content-Type: text/javascript; charset=utf-8\r\n"), "{head}");
    Ok(())
}

#[test]
fn what_the_browser_has_is_not_sent_again() -> Outcome {
    let port = start("tag")?;
    let (head, _) = ask(port, "GET", "/overt.js", "")?;
    let tag = head.lines().find_map(|line| line.strip_prefix("ETag: ")).ok_or("no tag")?;
    let (head, body) = ask(port, "GET", "/overt.js", &format!("If-None-Match: W/{tag}\r\n"))?;
    assert!(head.starts_with("HTTP/1.1 304"), "{head}");
    assert!(body.is_empty());
    let (head, _) = ask(port, "GET", "/overt.js", "If-None-Match: \"other\"\r\n")?;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    Ok(())
}

#[test]
fn a_folder_gets_its_slash_and_no_other_host() -> Outcome {
    let port = start("folder")?;
    let (head, _) = ask(port, "GET", "/books?a=1", "")?;
    assert!(head.starts_with("HTTP/1.1 301") && head.contains("Location: /books/?a=1\r\n"), "{head}");
    let (head, _) = ask(port, "GET", "//books", "")?;
    assert!(head.contains("Location: /books/\r\n"), "{head}");
    let (head, _) = ask(port, "GET", "/books/", "")?;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    Ok(())
}

#[test]
fn nothing_outside_the_folder_is_served() -> Outcome {
    let port = start("outside")?;
    let tries = ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/books/../../secret.txt", "/%00", "/%zz", "/gate.wasm/"];
    for target in tries {
        let (head, body) = ask(port, "GET", target, "")?;
        assert!(head.starts_with("HTTP/1.1 404"), "{target}: {head}");
        assert!(head.contains("Content-Security-Policy: default-src 'none'"), "{target}: {head}");
        assert!(!body.ends_with(b"secret"), "{target}");
    }
    Ok(())
}

#[test]
fn only_reading_is_offered() -> Outcome {
    let port = start("method")?;
    let (head, _) = ask(port, "POST", "/", "Content-Length: 0\r\n")?;
    assert!(head.starts_with("HTTP/1.1 405") && head.contains("Allow: GET, HEAD\r\n"), "{head}");
    Ok(())
}

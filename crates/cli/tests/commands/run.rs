//! Starting the command, and the bookshop that it is asked about.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use overt_core::clock::Ms;
use overt_core::record::Record;
use overt_core::registry::Registry;

pub(crate) const OVERT: &str = env!("CARGO_BIN_EXE_overt");
pub(crate) const REGISTRY: &str = "www/demo/bookshop/overt.json";
pub(crate) const RECORD: &str = "docs/examples/record.json";
pub(crate) const CATALOGUE: &str = "docs/examples/catalogue.json";

/// 22 November 2026, at ten.
pub(crate) const NOW: Ms = 1_795_341_600_000;

/// The top of the checkout, where every command is run.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

pub(crate) fn file(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(OVERT);
    command.current_dir(root()).args(words).stdin(Stdio::null());
    command
}

/// What a run ended with.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        Ran { code: output.status.code().unwrap(), out, err }
    }
}

/// Runs it with nothing on standard input.
pub(crate) fn run(words: &[&str]) -> Ran {
    command(words).output().unwrap().into()
}

/// Runs it with this on standard input.
pub(crate) fn run_with(words: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let mut child = command(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // One that ends before it has read everything is a result like any other.
    _ = child.stdin.take().unwrap().write_all(input.as_ref());
    child.wait_with_output().unwrap().into()
}

/// A command about the visitor of the examples.
pub(crate) fn about_the_example<'a>(name: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&[name, "--registry", REGISTRY, "--record", RECORD, "--now", "2026-11-22T10:00:00Z"], more].concat()
}

pub(crate) fn registry() -> Registry {
    let (registry, findings) = Registry::load(&file(REGISTRY));
    assert_eq!(findings, []);
    registry
}

pub(crate) fn record() -> Record {
    Record::load(Some(file(RECORD).trim())).unwrap()
}

/// The answer without the newline that ends it.
pub(crate) fn answer(ran: &Ran) -> &str {
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran.out.strip_suffix('\n').unwrap()
}

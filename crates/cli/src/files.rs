//! Files and standard input, and what to say of one that can't be used.

use std::ffi::OsString;
use std::fmt;
use std::io::{ErrorKind, Read, stdin};
use std::path::PathBuf;

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    StandardInput,
    File(PathBuf),
}

impl From<OsString> for Source {
    fn from(name: OsString) -> Self {
        if name == "-" { Source::StandardInput } else { Source::File(name.into()) }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::StandardInput => f.write_str("standard input"),
            Source::File(path) => f.write_str(&printable(&path.to_string_lossy())),
        }
    }
}

/// What can't be used: what is wrong, where, and how to mend it.
#[derive(Debug)]
pub(crate) struct Unusable {
    /// The file.
    pub(crate) file: String,
    /// The place in it; empty for the whole.
    pub(crate) path: String,
    /// What is wrong, as a sentence.
    pub(crate) wrong: String,
    /// How to mend it, as a sentence.
    pub(crate) fix: String,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = if self.path.is_empty() { "" } else { ", " };
        let (path, wrong, fix) = (printable(&self.path), printable(&self.wrong), printable(&self.fix));
        write!(f, "{}{between}{path}: {wrong}\nTo mend it: {fix}", self.file)
    }
}

impl Source {
    /// Reads the text, without the mark that some editors begin a file with: a browser drops it too.
    ///
    /// # Errors
    /// [`Unusable`] where there is no such file, or it is no text.
    pub(crate) fn read(&self) -> Result<String, Unusable> {
        let read = match self {
            Source::StandardInput => {
                let mut text = String::new();
                stdin().lock().read_to_string(&mut text).map(|_| text)
            }
            Source::File(path) => std::fs::read_to_string(path),
        };
        read.map(|text| text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)).map_err(|error| {
            let (wrong, fix) = match error.kind() {
                ErrorKind::NotFound => ("There is no such file.".into(), "Check the name, or give `-` for standard input."),
                ErrorKind::InvalidData => ("This is not text in UTF-8.".into(), "Give a JSON file, saved as UTF-8."),
                _ => (format!("This could not be read: {error}."), "Give a file that may be read."),
            };
            self.unusable("", wrong, fix)
        })
    }

    /// Says what is wrong with what came from here.
    pub(crate) fn unusable(&self, path: &str, wrong: String, fix: &str) -> Unusable {
        Unusable { file: self.to_string(), path: path.into(), wrong, fix: fix.into() }
    }
}

/// Standard input can be read once only.
///
/// # Errors
/// [`Unusable`] where it is named more than once.
pub(crate) fn one_standard_input<'a>(sources: impl IntoIterator<Item = &'a Source>) -> Result<(), Unusable> {
    if sources.into_iter().filter(|source| **source == Source::StandardInput).count() < 2 {
        return Ok(());
    }
    Err(Source::StandardInput.unusable("", "Two files are `-`, and it can be read once only.".into(), "Name a file for all but one."))
}

/// A text from a file as it may be shown in a terminal, which obeys control characters.
pub(crate) fn printable(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

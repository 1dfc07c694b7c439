//! Tests for the repository itself: what compilers and linters do not see.
//!
//! Every rule answers with the sentences of what breaks it; none means that it holds.

mod configuration;
mod documents;
mod links;
mod markup;
mod surface;
mod walls;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::tools::{self, Workspace};

/// Runs every rule, and shows all that is wrong at once.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let sources = Sources::read(&workspace.root)?;
    let mut found = Vec::new();
    found.extend(markup::page_rules(&sources));
    found.extend(walls::source_rules(&sources));
    found.extend(walls::dependency_rules(workspace)?);
    found.extend(documents::rules(workspace, &sources)?);
    found.extend(surface::rules(&sources));
    found.extend(configuration::rules(&sources));
    found.extend(links::rules(&workspace.root, &sources));
    if found.is_empty() {
        println!("tidy: {} files, nothing to say", sources.files.len());
        return Ok(());
    }
    for sentence in &found {
        println!("tidy: {sentence}");
    }
    bail!("{} to tidy up", if found.len() == 1 { "1 thing".to_owned() } else { format!("{} things", found.len()) });
}

/// A text file of the checkout.
#[derive(Debug)]
struct Source {
    /// With `/` between its parts, from the root.
    path: String,
    text: String,
}

/// Every text file of the checkout that people write.
#[derive(Debug)]
struct Sources {
    files: Vec<Source>,
}

impl Sources {
    fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        for path in text_files(root)? {
            let text = tools::read(&path)?;
            let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push(Source { path, text });
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self { files })
    }

    fn get(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|file| file.path == path).map(|file| file.text.as_str())
    }

    fn with_ending<'a>(&'a self, folders: &'a [&'a str], endings: &'a [&'a str]) -> impl Iterator<Item = &'a Source> {
        let wanted = |file: &&Source| {
            let inside = folders.iter().any(|folder| file.path.starts_with(folder));
            inside && endings.iter().any(|ending| file.path.ends_with(ending))
        };
        self.files.iter().filter(wanted)
    }
}

/// Walks the checkout; what git ignores by the rules of this repository is left out by name.
fn text_files(root: &Path) -> Result<Vec<PathBuf>> {
    const LEFT_OUT: [&str; 5] = [".git", "target", "node_modules", "dist", "proptest-regressions"];
    const ENDINGS: [&str; 10] = ["rs", "js", "mjs", "ts", "html", "css", "md", "toml", "json", "svg"];
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| format!("{} could not be read", folder.display()))? {
            let entry = entry?;
            let path = entry.path();
            let kind = entry.file_type()?;
            if kind.is_dir() && !LEFT_OUT.iter().any(|name| entry.file_name() == *name) {
                folders.push(path);
            } else if kind.is_file() && path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known)) {
                files.push(path);
            }
        }
    }
    // What `dist` built is not written by people.
    let built: Vec<PathBuf> = crate::sizes::shipped(root)?.iter().map(|file| root.join("pkg").join(file)).collect();
    files.retain(|file| !built.contains(file));
    Ok(files)
}

/// The number of the line in which this byte stands.
fn line_number(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

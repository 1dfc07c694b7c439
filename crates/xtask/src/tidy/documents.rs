//! Documents that cannot go stale in silence: each is held against the thing it speaks of.

use std::collections::BTreeSet;

use anyhow::Result;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Sources;
use crate::tools::{self, Workspace};

/// The files that say what a record on the visitor's device looks like.
const RECORD: [&str; 7] = [
    "crates/core/src/record.rs",
    "crates/core/src/record/stored.rs",
    "crates/core/src/register.rs",
    "crates/core/src/history.rs",
    "crates/core/src/signal.rs",
    "crates/core/src/choice.rs",
    "crates/core/src/consent.rs",
];

/// The manifests of npm whose packages are dependencies too: the tools of the build, and whatever a folder of tests needs.
fn is_npm_manifest(path: &str) -> bool {
    let of_tests = path.strip_prefix("tests/").and_then(|path| path.strip_suffix("/package.json"));
    path == "crates/xtask/npm/package.json" || of_tests.is_some_and(|folder| !folder.contains('/'))
}

pub(super) fn rules(workspace: &Workspace, sources: &Sources) -> Result<Vec<String>> {
    let mut found = Vec::new();
    found.extend(every_dependency_is_listed(workspace, sources)?);
    found.extend(the_record_is_described(sources));
    found.extend(the_loader_says_the_same_words(sources).err());
    found.extend(the_loader_says_off_in_every_language(sources).unwrap_or_else(|failure| vec![failure]));
    found.extend(no_lock_names_a_host(sources));
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let folders = [&workspace.root, &workspace.root.join("pkg")];
        let [one, other] = folders.map(|folder| std::fs::read(folder.join(licence)).unwrap_or_default());
        if one.is_empty() || one != other {
            found.push(format!("{licence} and pkg/{licence} must both be there and be the same."));
        }
    }
    Ok(found)
}

/// README.md has one line for every crate and npm package that a manifest of ours names.
fn every_dependency_is_listed(workspace: &Workspace, sources: &Sources) -> Result<Vec<String>> {
    let mut names = BTreeSet::new();
    let metadata = tools::json(workspace.cargo().args(["metadata", "--no-deps", "--locked", "--format-version", "1"]))?;
    for package in metadata.get("packages").and_then(Value::as_array).into_iter().flatten() {
        for dependency in package.get("dependencies").and_then(Value::as_array).into_iter().flatten() {
            // One with a path is a room of our own.
            if let (None, Some(name)) = (dependency.get("path"), dependency.get("name").and_then(Value::as_str)) {
                names.insert(name.to_owned());
            }
        }
    }
    for file in sources.files.iter().filter(|file| is_npm_manifest(&file.path)) {
        let manifest: Value = serde_json::from_str(&file.text)?;
        let packages = manifest.get("devDependencies").and_then(Value::as_object);
        names.extend(packages.into_iter().flatten().map(|(name, _)| name.clone()));
    }
    let readme = sources.get("README.md").unwrap_or_default();
    let missing = names.iter().filter(|name| !is_listed(readme, name));
    let sentence = |name| format!("README.md: the dependency list has no line for {name}; write: - `{name}`: what it is for");
    Ok(missing.map(sentence).collect())
}

/// A list item, or a row of a table, that begins with the name in backticks.
fn is_listed(readme: &str, name: &str) -> bool {
    let opening = format!("`{name}`");
    readme.lines().any(|line| line.trim_start().trim_start_matches(['-', '*', '|']).trim_start().starts_with(&opening))
}

/// DATA.md carries the hash of the files that say what is stored, so a change of these is a change of that.
fn the_record_is_described(sources: &Sources) -> Option<String> {
    let mut hash = Sha256::new();
    for path in RECORD {
        let Some(text) = sources.get(path) else {
            return Some(format!("{path} is missing, and DATA.md speaks of it; if it moved, name its new place in xtask's tidy."));
        };
        hash.update(text.as_bytes());
    }
    let line = format!("record-shape: {}", hexadecimal(&hash.finalize()));
    let data = sources.get("DATA.md").unwrap_or_default();
    if data.lines().any(|found| found.trim() == line) {
        return None;
    }
    Some(format!(
        "DATA.md: what is stored may have changed ({}). Bring DATA.md up to date, then give it the line `{line}`.",
        RECORD.join(", ")
    ))
}

/// What stands in the loader between two comments, as JSON.
fn part_of_loader(sources: &Sources, name: &str) -> Result<Value, String> {
    let loader = sources.get("www/overt.js").ok_or("www/overt.js is missing.")?;
    let (opening, closing) = (format!("/* {name} */"), format!("/* /{name} */"));
    let between = loader.split_once(&opening).and_then(|(_, rest)| rest.split_once(&closing)).map(|(text, _)| text);
    let between = between.ok_or_else(|| format!("www/overt.js: its words must stand between `{opening}` and `{closing}`."))?;
    serde_json::from_str(between).map_err(|failure| format!("www/overt.js: `{opening}` must be plain JSON, with quoted keys ({failure})."))
}

fn words_of(sources: &Sources, language: &str) -> Result<Value, String> {
    let path = format!("src/text/{language}.json");
    let text = sources.get(&path).ok_or_else(|| format!("{path} is missing."))?;
    serde_json::from_str(text).map_err(|failure| format!("{path} is not JSON: {failure}."))
}

/// Of every other language the loader has one word, and it is that of the language's file.
fn the_loader_says_off_in_every_language(sources: &Sources) -> Result<Vec<String>, String> {
    let off = part_of_loader(sources, "off")?;
    let mut found = Vec::new();
    for file in sources.with_ending(&["src/text/"], &[".json"]) {
        let language = file.path.trim_start_matches("src/text/").trim_end_matches(".json");
        let theirs = words_of(sources, language)?.pointer("/badge/off").cloned();
        if theirs.is_none() || off.get(language) != theirs.as_ref() {
            let theirs = theirs.map_or_else(|| "nothing".to_owned(), |words| words.to_string());
            found.push(format!(
                "www/overt.js: its word for off in {language} and \"badge.off\" in {} differ. The latter is: {theirs}",
                file.path
            ));
        }
    }
    Ok(found)
}

/// The loader has the badge's words in itself, so that it can speak before anything else is there.
fn the_loader_says_the_same_words(sources: &Sources) -> Result<(), String> {
    let words = part_of_loader(sources, "words")?;
    match words_of(sources, "en")?.get("badge") {
        Some(badge) if *badge == words => Ok(()),
        Some(badge) => Err(format!("www/overt.js: its words and \"badge\" in src/text/en.json differ. The latter is: {badge}")),
        None => Err("src/text/en.json: the object \"badge\" is missing, and the loader's words are held against it.".to_owned()),
    }
}

/// A lock file that names where a package was fetched from ties everyone to that place.
fn no_lock_names_a_host(sources: &Sources) -> Vec<String> {
    let locks = sources.files.iter().filter(|file| file.path.ends_with("package-lock.json"));
    let tied = locks.filter(|file| file.text.contains("\"resolved\""));
    tied.map(|file| format!("{}: it names download addresses; make it with `npm install --omit-lockfile-registry-resolved`.", file.path))
        .collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::Source;

    fn sources(files: &[(&str, &str)]) -> Sources {
        let files = files.iter().map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() });
        Sources { files: files.collect() }
    }

    #[test]
    fn a_dependency_is_listed_by_a_line_that_begins_with_its_name() {
        assert!(is_listed("- `serde`: reads", "serde"));
        assert!(is_listed("| `serde` | reads |", "serde"));
        assert!(!is_listed("- `serde_json`: reads with `serde`", "serde"));
    }

    #[test]
    fn a_change_of_the_record_asks_for_a_change_of_its_description() {
        let mut files: Vec<_> = RECORD.iter().map(|path| (*path, "")).collect();
        let empty = "record-shape: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        files.push(("DATA.md", empty));
        assert_eq!(the_record_is_described(&sources(&files)), None);
        if let Some(first) = files.first_mut() {
            first.1 = "struct State;";
        }
        assert!(the_record_is_described(&sources(&files)).is_some());
    }

    #[test]
    fn the_words_of_the_loader_are_those_of_the_panel() {
        let english = ("src/text/en.json", "{\"badge\": {\"off\": \"Not personalized\"}}");
        let same = ("www/overt.js", "const words = /* words */ {\"off\": \"Not personalized\"} /* /words */;");
        let other = ("www/overt.js", "const words = /* words */ {\"off\": \"Off\"} /* /words */;");
        assert!(the_loader_says_the_same_words(&sources(&[english, same])).is_ok());
        assert!(the_loader_says_the_same_words(&sources(&[english, other])).is_err());
    }

    #[test]
    fn the_loader_calls_off_what_each_language_calls_it() {
        let loader = ("www/overt.js", "const off = /* off */ {\"en\": \"Off\", \"de\": \"Aus\", \"fr\": \"Non\"} /* /off */;");
        let english = ("src/text/en.json", "{\"badge\": {\"off\": \"Off\"}}");
        let german = |text| sources(&[loader, english, ("src/text/de.json", text)]);
        assert_eq!(the_loader_says_off_in_every_language(&german("{\"badge\": {\"off\": \"Aus\"}}")), Ok(Vec::new()));
        for wrong in ["{\"badge\": {\"off\": \"Ab\"}}", "{\"badge\": {}}"] {
            assert_eq!(the_loader_says_off_in_every_language(&german(wrong)).map(|found| found.len()), Ok(1));
        }
    }
}

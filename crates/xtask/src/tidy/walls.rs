//! Who may use whom: the walls of ARCHITECTURE.md that are not crates' own.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Source, Sources, line_number};
use crate::tools::{self, WASM_TARGET, Workspace};

/// Crates that reach the browser, or bring a framework.
const BROWSER_CRATES: [&str; 3] = ["web_sys", "js_sys", "gloo"];

/// What the core's own tree may hold: serde, its JSON, and what these two are made of.
const CORE_MAY_USE: [&str; 13] = [
    "overt-core",
    "serde",
    "serde_core",
    "serde_derive",
    "serde_json",
    "itoa",
    "memchr",
    "ryu",
    "zmij",
    "proc-macro2",
    "quote",
    "syn",
    "unicode-ident",
];

/// What the command may name: the core, which has the rules, and what reads a command line and a time.
const COMMAND_MAY_NAME: [&str; 4] = ["overt-cli", "overt-core", "clap", "humantime"];

/// Writing markup from text: refused by Trusted Types, and the way in for a site's strings.
const MARKUP_WRITERS: [&str; 6] = ["innerHTML", "inner_html", "outerHTML", "insertAdjacentHTML", "insert_adjacent_html", "document.write"];

/// Rules that the text of a file shows.
pub(super) fn source_rules(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources.with_ending(&["src/", "crates/core/", "crates/gate/"], &[".rs"]) {
        if !may_name_browser(&file.path) {
            for name in BROWSER_CRATES {
                found.extend(said(file, name, "only src/browser.rs, src/browser/ and src/mount.rs may name it"));
            }
        }
    }
    for file in sources.with_ending(&["src/", "www/", "crates/core/", "crates/gate/"], &[".rs", ".js", ".html"]) {
        for name in MARKUP_WRITERS {
            found.extend(said(file, name, "site strings become text nodes, never markup"));
        }
    }
    let marker = concat!("TO", "DO");
    for file in &sources.files {
        for (at, _) in file.text.match_indices(marker) {
            let after = file.text.get(at + marker.len()..).unwrap_or_default();
            let numbered = after.trim_start_matches([' ', '(']).strip_prefix('#');
            if !numbered.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit())) {
                let line = line_number(&file.text, at);
                found.push(format!("{}:{line}: {marker} without the number of its issue: write `{marker} #12: …`.", file.path));
            }
        }
    }
    let core = sources.get("crates/core/src/lib.rs").unwrap_or_default();
    for attribute in ["#![no_std]", "#![forbid(unsafe_code)]"] {
        if !core.contains(attribute) {
            found.push(format!("crates/core/src/lib.rs: `{attribute}` is missing."));
        }
    }
    found
}

/// Rules that cargo's own tree shows, with the features each crate really gets in the browser.
pub(super) fn dependency_rules(workspace: &Workspace) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let core = crates_in(&tree(workspace, "overt-core", "normal")?);
    for name in core.iter().filter(|name| !CORE_MAY_USE.contains(&name.as_str())) {
        found.push(format!("overt-core depends on {name}: see `cargo tree -p overt-core -e normal -i {name}`."));
    }
    let gate = crates_in(&tree(workspace, "overt-gate", "normal")?);
    let in_browser = |name: &&String| {
        name.starts_with("leptos")
            || matches!(name.as_str(), "tachys" | "reactive_graph")
            || name.starts_with("gloo")
            || matches!(name.as_str(), "web-sys" | "js-sys")
    };
    for name in gate.iter().filter(in_browser) {
        found.push(format!("overt-gate depends on {name}: see `cargo tree -p overt-gate --target {WASM_TARGET} -e normal -i {name}`."));
    }
    if tree(workspace, "overt-gate", "normal,features")?.contains("overt-core feature \"loosen\"") {
        found.push("overt-gate gets overt-core with the feature `loosen`: the gate has no code that loosens.".to_owned());
    }
    if !tree(workspace, "overt", "normal,features")?.contains("overt-core feature \"loosen\"") {
        found.push("The panel's tree does not show the feature `loosen`, so the check on the gate proves nothing.".to_owned());
    }
    let mut named = workspace.cargo();
    named.args(["tree", "--locked", "--package", "overt-cli", "--edges", "normal", "--depth", "1", "--prefix", "none"]);
    for name in crates_in(&tools::output(&mut named)?).iter().filter(|name| !COMMAND_MAY_NAME.contains(&name.as_str())) {
        found.push(format!("overt-cli depends on {name}: it reads files, asks the core and writes, and needs nothing else."));
    }
    Ok(found)
}

fn tree(workspace: &Workspace, package: &str, edges: &str) -> Result<String> {
    let mut command = workspace.cargo();
    command.args(["tree", "--locked", "--package", package, "--target", WASM_TARGET, "--edges", edges, "--prefix", "none"]);
    tools::output(&mut command)
}

/// The crate names of a tree without its drawing: the first word of each line.
fn crates_in(tree: &str) -> BTreeSet<String> {
    tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

fn may_name_browser(path: &str) -> bool {
    matches!(path, "src/browser.rs" | "src/mount.rs") || path.starts_with("src/browser/") || path.contains("/tests/")
}

fn said(file: &Source, name: &str, why: &str) -> Option<String> {
    let at = file.text.find(name)?;
    Some(format!("{}:{}: `{name}` is named here; {why}.", file.path, line_number(&file.text, at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> usize {
        let files = vec![
            Source { path: path.to_owned(), text: text.to_owned() },
            Source { path: "crates/core/src/lib.rs".to_owned(), text: "#![no_std]\n#![forbid(unsafe_code)]".to_owned() },
        ];
        source_rules(&Sources { files }).len()
    }

    #[test]
    fn only_the_browser_rooms_name_the_browser() {
        assert_eq!(broken("src/ui.rs", "use web_sys::Event;"), 1);
        assert_eq!(broken("src/browser/storage.rs", "use web_sys::Storage;"), 0);
        assert_eq!(broken("src/mount.rs", "use js_sys::Date;"), 0);
        assert_eq!(broken("crates/gate/src/lib.rs", "use js_sys::Date;"), 1);
    }

    #[test]
    fn markup_is_never_written() {
        assert_eq!(broken("www/overt.js", "element.innerHTML = text;"), 1);
        assert_eq!(broken("www/overt.js", "element.textContent = text;"), 0);
    }

    #[test]
    fn what_is_left_to_do_has_a_number() {
        let marker = concat!("TO", "DO");
        assert_eq!(broken("src/ui.rs", &format!("// {marker}: later")), 1);
        assert_eq!(broken("src/ui.rs", &format!("// {marker} #12: later")), 0);
        assert_eq!(broken("src/ui.rs", &format!("// {marker}(#12): later")), 0);
    }

    #[test]
    fn names_of_crates_are_the_first_words() {
        let names = crates_in("overt-core v0.1.0 (/x)\nserde v1.0.229\n\nserde v1.0.229 (*)\n");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["overt-core", "serde"]);
    }
}

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

/// What the command may name: the core, which has the rules, the lint of words, and what reads a command line and a time.
const COMMAND_MAY_NAME: [&str; 5] = ["overt-cli", "overt-core", "overt-words", "clap", "humantime"];

/// Writing markup from text: refused by Trusted Types, and the way in for a site's strings.
const MARKUP_WRITERS: [&str; 6] = ["innerHTML", "inner_html", "outerHTML", "insertAdjacentHTML", "insert_adjacent_html", "document.write"];

/// Rules that the text of a file shows.
pub(super) fn source_rules(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources.with_ending(&["src/", "crates/core/", "crates/gate/", "crates/receipts/", "crates/playground/"], &[".rs"]) {
        if !may_name_browser(&file.path) {
            for name in BROWSER_CRATES {
                found.extend(said(file, name, "only src/browser.rs, src/browser/ and src/mount.rs may name it"));
            }
        }
    }
    for file in sources.with_ending(&["src/", "www/", "crates/core/", "crates/gate/", "crates/receipts/"], &[".rs", ".js", ".html"]) {
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
    found.extend(core_is_read_downwards(sources));
    found
}

/// Each module of the core uses only those that stand above it in `lib.rs`, so that it can be read from the top.
fn core_is_read_downwards(sources: &Sources) -> Vec<String> {
    let order: Vec<&str> = sources.get("crates/core/src/lib.rs").unwrap_or_default().lines().filter_map(declared_module).collect();
    let mut found = Vec::new();
    for file in sources.with_ending(&["crates/core/src/"], &[".rs"]) {
        let name = file.path.trim_start_matches("crates/core/src/").trim_end_matches(".rs");
        let Some(own) = order.iter().position(|module| name.split('/').next() == Some(module)) else { continue };
        let above = order.get(..=own).unwrap_or_default();
        for (line, used) in used_modules(&file.text) {
            if !above.contains(&used) {
                found.push(format!("{}:{line}: `crate::{used}` does not stand above `{name}` in crates/core/src/lib.rs.", file.path));
            }
        }
    }
    found
}

/// The module that a line declares, such as `pub mod json;`.
fn declared_module(line: &str) -> Option<&str> {
    line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
}

/// The modules of its own crate that a file names outside of comments and tests, each with its line.
fn used_modules(text: &str) -> Vec<(usize, &str)> {
    const CRATE: &str = "crate::";
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for (at, _) in code.match_indices(CRATE) {
        let before = code.get(..at).unwrap_or_default();
        let in_comment = before.lines().next_back().is_some_and(|line| !before.ends_with('\n') && line.contains("//"));
        // What a macro names by `$crate` is used where the macro is.
        if in_comment || before.ends_with('$') {
            continue;
        }
        let after = code.get(at + CRATE.len()..).unwrap_or_default();
        let names = match after.strip_prefix('{') {
            Some(list) => first_names(list),
            None => vec![first_word(after)],
        };
        let line = line_number(text, at);
        found.extend(names.into_iter().map(|name| (line, name)));
    }
    found
}

/// The modules of `{a::B, c::{D, E}}`, after its first bracket.
fn first_names(list: &str) -> Vec<&str> {
    let mut depth = 1_usize;
    let mut names = vec![first_word(list)];
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 1 => break,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(first_word(list.get(at + 1..).unwrap_or_default())),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|character: char| !character.is_alphanumeric() && character != '_');
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Rules that cargo's own tree shows, with the features each crate really gets in the browser.
pub(super) fn dependency_rules(workspace: &Workspace) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let core = crates_in(&tree(workspace, "overt-core", "normal")?);
    for name in core.iter().filter(|name| !CORE_MAY_USE.contains(&name.as_str())) {
        found.push(format!("overt-core depends on {name}: see `cargo tree -p overt-core -e normal -i {name}`."));
    }
    let in_browser = |name: &&String| {
        name.starts_with("leptos")
            || matches!(name.as_str(), "tachys" | "reactive_graph")
            || name.starts_with("gloo")
            || matches!(name.as_str(), "web-sys" | "js-sys")
    };
    for package in ["overt-gate", "overt-receipts", "overt-playground"] {
        for name in crates_in(&tree(workspace, package, "normal")?).iter().filter(in_browser) {
            found.push(format!("{package} depends on {name}: see `cargo tree -p {package} --target {WASM_TARGET} -e normal -i {name}`."));
        }
        if package != "overt-playground" && tree(workspace, package, "normal,features")?.contains("overt-core feature \"loosen\"") {
            found.push(format!(
                "{package} gets overt-core with the feature `loosen`: only the panel, the command and the playground have code that loosens."
            ));
        }
    }
    if !tree(workspace, "overt", "normal,features")?.contains("overt-core feature \"loosen\"") {
        found.push("The panel's tree does not show the feature `loosen`, so the check on the gate proves nothing.".to_owned());
    }
    let mut named = workspace.cargo();
    named.args(["tree", "--locked", "--package", "overt-cli", "--edges", "normal", "--depth", "1", "--prefix", "none"]);
    for name in crates_in(&tools::output(&mut named)?).iter().filter(|name| !COMMAND_MAY_NAME.contains(&name.as_str())) {
        found.push(format!(
            "overt-cli depends on {name}: it reads files, asks the core and the lint of words, and writes, and needs nothing else."
        ));
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
    matches!(path, "src/browser.rs" | "src/mount.rs" | "src/ui/draw.rs") || path.starts_with("src/browser/") || path.contains("/tests/")
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
        assert_eq!(broken("src/ui/draw.rs", "use web_sys::Element;"), 0);
        assert_eq!(broken("crates/gate/src/lib.rs", "use js_sys::Date;"), 1);
        assert_eq!(broken("crates/receipts/src/lib.rs", "use js_sys::Date;"), 1);
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

    fn against_the_order(path: &str, text: &str) -> Vec<String> {
        let files = vec![
            Source {
                path: "crates/core/src/lib.rs".to_owned(),
                text: "mod named;\npub mod json;\npub mod id;\npub mod clock;\n".to_owned(),
            },
            Source { path: path.to_owned(), text: text.to_owned() },
        ];
        core_is_read_downwards(&Sources { files })
    }

    #[test]
    fn a_module_of_the_core_uses_only_those_above_it() {
        let path = "crates/core/src/id.rs";
        assert!(against_the_order(path, "use crate::json::Json;\nuse crate::{id::Id, json::{Reader, Value}};").is_empty());
        let found = against_the_order(path, "use crate::json::Json;\nuse crate::{json::{Reader, Value}, clock::Ms};");
        assert_eq!(found, ["crates/core/src/id.rs:2: `crate::clock` does not stand above `id` in crates/core/src/lib.rs."]);
        assert_eq!(against_the_order(path, "fn day() -> crate::clock::Day { 0 }").len(), 1);
        assert_eq!(against_the_order("crates/core/src/json/parse.rs", "use crate::id::Id;").len(), 1);
    }

    #[test]
    fn comments_macros_and_tests_may_name_what_stands_below() {
        let path = "crates/core/src/json.rs";
        for text in [
            "/// See [`Id`](crate::id::Id).",
            "macro_rules! m { () => { $crate::id::Id } }",
            "fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::id::Id;\n}",
        ] {
            assert!(against_the_order(path, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn names_of_crates_are_the_first_words() {
        let names = crates_in("overt-core v0.1.0 (/x)\nserde v1.0.229\n\nserde v1.0.229 (*)\n");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["overt-core", "serde"]);
    }
}

//! What each module can reach of the browser, read from the built files and held against what was agreed.
//!
//! It proves an absence: what is not imported cannot be called.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use wasmparser::{Parser, Payload, TypeRef};

use crate::modules::Module;
use crate::tools;

/// What to do when the import list has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// Fail, and show the lines.
    Refuse,
    /// Take the new list for the tracked one, which then shows up in review.
    Accept,
}

/// Ways to write markup, to send, and to run text as code: no module has any of them.
const FORBIDDEN: [&str; 14] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "createContextualFragment",
    "fetch",
    "XMLHttpRequest",
    "sendBeacon",
    "WebSocket",
    "EventSource",
    "RTCPeerConnection",
    "importScripts",
    "eval(",
    "new Function(",
];

/// The import list of these modules of a folder: `module: import-module import-name kind`, sorted.
pub(crate) fn list(folder: &Path, modules: &[Module]) -> Result<String> {
    let mut lines = BTreeSet::new();
    for module in modules {
        let file = folder.join(format!("{}.wasm", module.name));
        let bytes = std::fs::read(&file).with_context(|| format!("{} was not built", file.display()))?;
        for (from, name, kind) in imports_of(&bytes)? {
            lines.insert(format!("{}: {from} {} {kind}", module.name, without_hash(&name)));
        }
    }
    Ok(lines.into_iter().map(|line| line + "\n").collect())
}

/// Fails, naming the import, where a module can do what it never may. The glue is read before it is minified.
pub(crate) fn refuse_forbidden(folder: &Path, modules: &[Module], list: &str) -> Result<()> {
    let beyond = list.lines().filter(|line| !line.starts_with("panel: ") && !is_intrinsic(line));
    let beyond: Vec<&str> = beyond.collect();
    if !beyond.is_empty() {
        bail!(
            "Every module but the panel may import nothing but wasm-bindgen's own intrinsics, and these go beyond:\n{}",
            beyond.join("\n")
        );
    }
    for module in modules {
        let glue = tools::read(&folder.join(format!("{}.js", module.name)))?;
        let reachable = import_functions(&glue).with_context(|| format!("in {}.js", module.name))?;
        for word in FORBIDDEN {
            if let Some(line) = reachable.lines().find(|line| names(line, word)) {
                bail!("The {} can reach `{word}`, which no module may: {}", module.name, line.trim());
            }
        }
    }
    Ok(())
}

/// Compares the list with the tracked one.
pub(crate) fn hold_against_tracked(list: &str, tracked: &Path, change: Change) -> Result<()> {
    let agreed = if tracked.exists() { tools::read(tracked)? } else { String::new() };
    if agreed == list {
        return Ok(());
    }
    if change == Change::Accept {
        return tools::write(tracked, list);
    }
    bail!(
        "What the modules import has changed:\n{}\nIf that is meant, run `cargo xtask dist --accept-imports` and commit {}.",
        difference(&agreed, list),
        tracked.display()
    );
}

fn imports_of(wasm: &[u8]) -> Result<Vec<(String, String, &'static str)>> {
    let mut found = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let Payload::ImportSection(section) = payload? else {
            continue;
        };
        for import in section.into_imports() {
            let import = import?;
            let kind = match import.ty {
                TypeRef::Func(_) | TypeRef::FuncExact(_) => "function",
                TypeRef::Table(_) => "table",
                TypeRef::Memory(_) => "memory",
                TypeRef::Global(_) => "global",
                TypeRef::Tag(_) => "tag",
            };
            found.push((import.module.to_owned(), import.name.to_owned(), kind));
        }
    }
    Ok(found)
}

/// wasm-bindgen ends a name with sixteen digits that change with its version and with the signature.
fn without_hash(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((start, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => start,
        _ => name,
    }
}

fn is_intrinsic(line: &str) -> bool {
    let name = line.split_whitespace().nth(2).unwrap_or_default();
    name.starts_with("__wbindgen_") || name.starts_with("__wbg___wbindgen_")
}

/// The part of the glue that the module can call; around it stands wasm-bindgen's own loading code, which does fetch.
fn import_functions(glue: &str) -> Result<&str> {
    let start = glue.find("function __wbg_get_imports(").context("the glue has no list of imports")?;
    let rest = glue.get(start..).unwrap_or_default();
    let end = rest.find("\n}\n").context("the glue's list of imports has no end")?;
    Ok(rest.get(..end).unwrap_or_default())
}

/// Whether the line says the word as a word: `fetch(` and `.fetch`, and not `prefetched`.
fn names(line: &str, word: &str) -> bool {
    let part_of_name = |character: char| character.is_ascii_alphanumeric() || character == '$';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let ends_with_sign = word.ends_with('(');
        !before.is_some_and(part_of_name) && (ends_with_sign || !after.is_some_and(part_of_name))
    })
}

fn difference(before: &str, after: &str) -> String {
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (before.lines().collect(), after.lines().collect());
    let mut text = String::new();
    for line in old.symmetric_difference(&new) {
        let sign = if new.contains(line) { '+' } else { '-' };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{sign} {line}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_cut_and_a_name_is_not() {
        assert_eq!(without_hash("__wbg_call_389efe28435a9388"), "__wbg_call");
        assert_eq!(without_hash("__wbindgen_init_externref_table"), "__wbindgen_init_externref_table");
    }

    #[test]
    fn a_forbidden_word_is_found_as_a_word_only() {
        assert!(names("const ret = fetch(arg0);", "fetch"));
        assert!(names("arg0.innerHTML = getStringFromWasm0(arg1, arg2);", "innerHTML"));
        assert!(names("const ret = eval(text);", "eval("));
        assert!(!names("arg0.prefetched = true;", "fetch"));
        assert!(!names("const ret = clearInterval(arg0);", "eval("));
    }

    #[test]
    fn only_the_functions_that_a_module_can_call_are_read() {
        let glue = "function __wbg_get_imports() {\n  const import0 = 1;\n}\nasync function load() { fetch(x); }\n";
        let reachable = import_functions(glue).unwrap();
        assert!(reachable.contains("import0"));
        assert!(!reachable.contains("fetch"));
    }

    #[test]
    fn an_intrinsic_of_wasm_bindgen_is_told_from_the_browser() {
        assert!(is_intrinsic("gate: ./gate_bg.js __wbindgen_init_externref_table function"));
        assert!(is_intrinsic("gate: ./gate_bg.js __wbg___wbindgen_throw function"));
        assert!(!is_intrinsic("gate: ./gate_bg.js __wbg_localStorage function"));
    }

    #[test]
    fn a_difference_shows_both_sides() {
        assert_eq!(difference("a\nb\n", "b\nc\n"), "- a\n+ c\n");
    }
}

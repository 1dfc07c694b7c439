//! The Wasm modules and their JavaScript glue, built in two ways; what is published is made of them in `dist`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::tools::{self, WASM_TARGET, Workspace};

/// A part of Overt that is a Wasm file and its glue.
#[derive(Debug)]
pub(crate) struct Module {
    /// The name of its files: `NAME.wasm` and `NAME.js`.
    pub(crate) name: &'static str,
    package: &'static str,
    artifact: &'static str,
}

/// Each is built by a cargo run of its own: in one run, the panel's `loosen` feature of the core would reach the gate.
pub(crate) const MODULES: [Module; 3] = [
    Module { name: "gate", package: "overt-gate", artifact: "overt_gate.wasm" },
    Module { name: "panel", package: "overt", artifact: "overt.wasm" },
    Module { name: "receipts", package: "overt-receipts", artifact: "overt_receipts.wasm" },
];

/// The part of the project's own site that is Wasm: it is in no package, and no visitor of a site that embeds Overt fetches it.
pub(crate) const PLAYGROUND: [Module; 1] = [Module { name: "playground", package: "overt-playground", artifact: "overt_playground.wasm" }];

/// The parts that are written by hand: the loader, a classic script, and what it and the page fetch, modules; and what a bundle takes in.
pub(crate) const SCRIPTS: [&str; 7] = ["overt.js", "page.js", "learn.js", "glide.js", "log.js", "sheet.js", "embed.js"];

/// What a site may add to read its consent platform, or to tell others what is off: what they share, and one file for each.
pub(crate) const ADAPTERS: [&str; 12] = [
    "adapters.js",
    "adapters/adpc.js",
    "adapters/google.js",
    "adapters/gpc.js",
    "adapters/gpp.js",
    "adapters/klaro.js",
    "adapters/onetrust.js",
    "adapters/segment.js",
    "adapters/shopify.js",
    "adapters/tcf.js",
    "adapters/vanilla.js",
    "adapters/wordpress.js",
];

/// The language that the loader speaks by itself, and that everything falls back to.
pub(crate) const ENGLISH: &str = "en";

/// How the panel looks: each beside the part that it dresses, one after the other in `panel.css`.
const STYLES: [&str; 10] = [
    "sheet.css",
    "why.css",
    "controls.css",
    "announce.css",
    "reasons.css",
    "items.css",
    "rows.css",
    "compare.css",
    "data.css",
    "history.css",
];

/// How the modules are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// With Rust alone, for the demo: the standard library as it came, names kept for a readable stack.
    Quick,
    /// For publishing: the standard library built for size, nothing kept that the browser does not need.
    Small,
}

/// Builds every module into `out`, beside the loader, so that `out` holds the files of `pkg/`.
pub(crate) fn build(workspace: &Workspace, flavour: Flavour, out: &Path) -> Result<()> {
    build_each(workspace, &MODULES, flavour, out)?;
    std::fs::create_dir_all(out.join("adapters"))?;
    for script in SCRIPTS.into_iter().chain(ADAPTERS) {
        tools::copy(&workspace.root.join("www").join(script), &out.join(script))?;
    }
    for language in languages(&workspace.root)? {
        write_words(workspace, &language, out)?;
    }
    let sheets = STYLES.map(|sheet| tools::read(&workspace.root.join("src/ui").join(sheet)));
    let sheets = sheets.into_iter().collect::<Result<Vec<String>>>()?.concat();
    tools::write(&out.join("panel.css"), lean(&sheets))?;
    Ok(())
}

/// Builds modules and their glue, and nothing else, into a folder that is emptied first.
pub(crate) fn build_each(workspace: &Workspace, modules: &[Module], flavour: Flavour, out: &Path) -> Result<()> {
    tools::ensure_wasm_target()?;
    if flavour == Flavour::Small {
        tools::ensure_rust_source()?;
    }
    tools::empty_folder(out)?;
    for module in modules {
        tools::say(&format!("building the {}", module.name));
        compile(workspace, module, flavour)?;
        bind(workspace, module, flavour, out)?;
    }
    Ok(())
}

/// The languages there are words for, by the names of their files, in alphabetical order.
pub(crate) fn languages(root: &Path) -> Result<Vec<String>> {
    let folder = root.join("src/text");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| format!("{} could not be read", folder.display()))? {
        let name = entry?.file_name();
        found.extend(name.to_str().and_then(|name| name.strip_suffix(".json")).map(str::to_owned));
    }
    found.sort();
    Ok(found)
}

/// The files of a language: the panel's words, and those of the badge by themselves, for a page on which nobody opens the panel.
pub(crate) fn files_of(language: &str) -> Vec<String> {
    let mut files = vec![format!("{language}.json")];
    if language != ENGLISH {
        files.push(format!("{language}.badge.json"));
    }
    files
}

/// Writes the files of a language, without the spaces that only its writers need.
fn write_words(workspace: &Workspace, language: &str, out: &Path) -> Result<()> {
    let source = workspace.root.join(format!("src/text/{language}.json"));
    let text = tools::read(&source)?;
    let words: Value = serde_json::from_str(&text).with_context(|| format!("{} is not JSON", source.display()))?;
    let badge = words.get("badge").with_context(|| format!("{} has no \"badge\"", source.display()))?.to_string();
    let whole = text.lines().map(str::trim_start).collect::<String>();
    for (file, text) in files_of(language).into_iter().zip([whole, badge]) {
        tools::write(&out.join(file), text)?;
    }
    Ok(())
}

/// Styles without what only their writers need: comments, and the line breaks after a brace, a semicolon or a comma.
fn lean(styles: &str) -> String {
    let mut rest = styles;
    let mut lean = String::new();
    while let Some((before, after)) = rest.split_once("/*") {
        lean += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    lean += rest;
    let lines = lean.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, if line.ends_with(['{', '}', ';', ',']) { "" } else { " " }]).collect()
}

fn compile(workspace: &Workspace, module: &Module, flavour: Flavour) -> Result<()> {
    let mut command = workspace.cargo();
    command.env("CARGO_TARGET_DIR", folder_of(workspace, flavour));
    // As a cdylib alone: next to an rlib, cargo leaves link-time optimization out.
    command.args(["rustc", "--lib", "--crate-type", "cdylib", "--profile", "wasm"]);
    command.args(["--locked", "--target", WASM_TARGET, "--package", module.package]);
    if flavour == Flavour::Small {
        // The one compiler that rust-toolchain.toml names, allowed the two unstable options that make std small.
        command.env("RUSTC_BOOTSTRAP", "1");
        // Sorting and searching in few bytes: measured on the gate, 48.2 → 43.6 KB.
        command.args(["-Z", "build-std=std,panic_abort", "-Z", "build-std-features=optimize_for_size"]);
        command.env("CARGO_ENCODED_RUSTFLAGS", small_flags(workspace)?);
    }
    // Progress is not the answer of any command, and cargo writes it to standard error anyway.
    tools::run(command.stdout(std::io::stderr()))
}

/// Apart from each other: many build scripts look at `RUSTC_BOOTSTRAP`, and would run again at every change of flavour.
fn folder_of(workspace: &Workspace, flavour: Flavour) -> PathBuf {
    match flavour {
        Flavour::Quick => workspace.target.clone(),
        Flavour::Small => workspace.target.join("overt-small"),
    }
}

/// The compiler's flags for publishing, separated as cargo wants them so that folders may have spaces in their names.
fn small_flags(workspace: &Workspace) -> Result<OsString> {
    let mut flags = vec![OsString::from("-Zunstable-options"), OsString::from("-Cpanic=immediate-abort")];
    // Two builds of one commit give the same bytes wherever they are made.
    let home = cargo_home()?;
    let folders = [
        (workspace.root.clone(), "/overt"),
        (home, "/cargo"),
        (tools::sysroot()?.join("lib/rustlib/src/rust"), "/rust"),
        (workspace.target.clone(), "/target"),
    ];
    for (folder, name) in folders {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(folder);
        flag.push("=");
        flag.push(name);
        flags.push(flag);
    }
    Ok(flags.join("\u{1f}".as_ref()))
}

fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = std::env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    let home = std::env::home_dir().context("the home folder is not known; set CARGO_HOME")?;
    Ok(home.join(".cargo"))
}

fn bind(workspace: &Workspace, module: &Module, flavour: Flavour, out: &Path) -> Result<()> {
    let artifact = folder_of(workspace, flavour).join(WASM_TARGET).join("wasm").join(module.artifact);
    let mut words: Vec<OsString> = vec!["wasm-bindgen".into(), artifact.into(), "--out-dir".into(), out.into()];
    // The loader passes the address of the Wasm file, so the glue needs no address of its own.
    let fixed = ["--target", "web", "--no-typescript", "--omit-default-module-path", "--out-name", module.name];
    words.extend(fixed.map(OsString::from));
    if flavour == Flavour::Small {
        words.extend(["--remove-name-section", "--remove-producers-section"].map(OsString::from));
    }
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(words)?;
    if out.join("snippets").exists() {
        bail!("The {} carries JavaScript snippets; every script of Overt is a file that a reviewer finds in the source.", module.name);
    }
    std::fs::rename(out.join(format!("{}_bg.wasm", module.name)), out.join(format!("{}.wasm", module.name)))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_lose_their_comments_and_line_breaks_and_nothing_else() {
        let styles = "/* Why. */\n.a,\n.b ::before {\n  content: \"+\";\n  margin: 0 1em;\n}\n/* Two\n   lines. */\n@media (x) {\n  .c { top: 0; }\n}\n";
        assert_eq!(lean(styles), ".a,.b ::before {content: \"+\";margin: 0 1em;}@media (x) {.c { top: 0; }}");
    }
}

//! The Wasm modules and their JavaScript glue, built in two ways; what is published is made of them in `dist`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

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
pub(crate) const MODULES: [Module; 2] = [
    Module { name: "gate", package: "overt-gate", artifact: "overt_gate.wasm" },
    Module { name: "panel", package: "overt", artifact: "overt.wasm" },
];

/// The parts that are written by hand: the loader, a classic script, and what it and the page fetch, modules.
pub(crate) const SCRIPTS: [&str; 3] = ["overt.js", "page.js", "log.js"];

/// The panel's words, a file for each language; without the spaces that only its writers need.
pub(crate) const WORDS: [&str; 1] = ["en.json"];

/// How the panel looks: each beside the part that it dresses, one after the other in `panel.css`.
const STYLES: [&str; 7] = ["sheet.css", "why.css", "controls.css", "announce.css", "reasons.css", "items.css", "history.css"];

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
    tools::ensure_wasm_target()?;
    if flavour == Flavour::Small {
        tools::ensure_rust_source()?;
    }
    tools::empty_folder(out)?;
    for module in &MODULES {
        tools::say(&format!("building the {}", module.name));
        compile(workspace, module, flavour)?;
        bind(workspace, module, flavour, out)?;
    }
    for script in SCRIPTS {
        tools::copy(&workspace.root.join("www").join(script), &out.join(script))?;
    }
    for words in WORDS {
        let text = tools::read(&workspace.root.join("src/text").join(words))?;
        tools::write(&out.join(words), text.lines().map(str::trim_start).collect::<String>())?;
    }
    let sheets = STYLES.map(|sheet| tools::read(&workspace.root.join("src/ui").join(sheet)));
    let sheets = sheets.into_iter().collect::<Result<Vec<String>>>()?.concat();
    tools::write(&out.join("panel.css"), sheets.lines().map(str::trim_start).collect::<Vec<_>>().join("\n"))?;
    Ok(())
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

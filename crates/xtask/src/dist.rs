//! What is published: small modules, minified scripts, and the three lists that let anyone check them, in `pkg/`.

use std::path::Path;

use anyhow::Result;
use base64::Engine;
use serde_json::{Map, Value};
use sha2::{Digest, Sha384};

use crate::imports::{self, Change};
use crate::modules::{self, Flavour, MODULES};
use crate::npm::BuildTools;
use crate::sizes::{self, SHIPPED};
use crate::tools::{self, Workspace};

/// Named one by one: `--all-features` also writes forms that no browser loads.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// Builds everything, fills `pkg/`, and fails where a budget is passed or a module reaches for more than was agreed.
pub(crate) fn run(workspace: &Workspace, change: Change) -> Result<()> {
    let npm = BuildTools::install(workspace)?;
    let built = workspace.target.join("overt-dist");
    modules::build(workspace, Flavour::Small, &built)?;

    let list = imports::list(&built)?;
    imports::refuse_forbidden(&built, &list)?;
    imports::hold_against_tracked(&list, &workspace.root.join("crates/xtask/imports.txt"), change)?;

    let pkg = workspace.root.join("pkg");
    tools::say("optimizing and minifying");
    for module in &MODULES {
        let file = format!("{}.wasm", module.name);
        optimize(&npm, &built.join(&file), &pkg.join(&file))?;
        let file = format!("{}.js", module.name);
        minify(&npm, &built.join(&file), &pkg.join(&file), Script::Module)?;
    }
    for (script, kind) in modules::SCRIPTS.into_iter().zip([Script::Classic, Script::Module, Script::Module]) {
        minify(&npm, &built.join(script), &pkg.join(script), kind)?;
    }

    for text in modules::WORDS.into_iter().chain(["panel.css"]) {
        tools::copy(&built.join(text), &pkg.join(text))?;
    }

    let sizes = sizes::measure(&pkg)?;
    tools::write(&pkg.join("sizes.json"), pretty(&sizes.to_json())?)?;
    tools::write(&pkg.join("imports.txt"), imports::list(&pkg)?)?;
    tools::write(&pkg.join("manifest.json"), pretty(&manifest(&pkg)?)?)?;
    sizes.hold_against_budgets()
}

/// Keeps what wasm-opt makes only where it is smaller as sent: it removes bytes that brotli had for nothing.
fn optimize(npm: &BuildTools, from: &Path, to: &Path) -> Result<()> {
    let mut command = npm.wasm_opt();
    command.arg(from).args(["--strip-producers", "--strip-target-features"]).args(WASM_FEATURES);
    // Measured on the gate under brotli: -Oz alone 45.4 KB, with flat code and like functions made one before it 45.0.
    command.args(["--flatten", "--rereloop", "--merge-similar-functions", "-Oz", "-Oz"]);
    tools::run(command.arg("--output").arg(to).stdout(std::io::stderr()))?;
    let (before, after) = (std::fs::read(from)?, std::fs::read(to)?);
    if sizes::brotli(&before)? < sizes::brotli(&after)? {
        tools::write(to, before)?;
    }
    Ok(())
}

/// How the browser reads a script, which decides what a minifier may rename.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    /// Its top level is its own.
    Module,
    /// Its top level is the page's.
    Classic,
}

fn minify(npm: &BuildTools, from: &Path, to: &Path, script: Script) -> Result<()> {
    let mut command = npm.terser();
    command.arg(from).args(["--ecma", "2020", "--compress", "passes=3", "--mangle", "--comments", "false"]);
    if script == Script::Module {
        command.arg("--module");
    }
    tools::run(command.arg("--output").arg(to).stdout(std::io::stderr()))
}

/// `{file: "sha384-…"}`, as the `integrity` attribute and a reviewer want it.
fn manifest(folder: &Path) -> Result<Value> {
    let mut entries = Map::new();
    for file in SHIPPED {
        let digest = Sha384::digest(std::fs::read(folder.join(file))?);
        let text = base64::engine::general_purpose::STANDARD.encode(digest);
        entries.insert(file.to_owned(), format!("sha384-{text}").into());
    }
    Ok(Value::Object(entries))
}

fn pretty(value: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

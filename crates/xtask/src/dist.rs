//! What is published: small modules, minified scripts, and the three lists that let anyone check them, in `pkg/`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base64::Engine;
use serde_json::{Map, Value};
use sha2::{Digest, Sha384};

use crate::imports::{self, Change};
use crate::modules::{self, Flavour, MODULES, Module, PLAYGROUND};
use crate::names;
use crate::npm::BuildTools;
use crate::sizes;
use crate::tools::{self, Workspace};
use crate::words;

/// Named one by one: `--all-features` also writes forms that no browser loads.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-multivalue",
];

/// What no browser loads: editors do, from the place that `"$schema"` names, or by the fields of `package.json`.
const FOR_EDITORS: [(&str, &str); 4] = [
    ("docs/schema/registry.schema.json", "overt.schema.json"),
    ("www/embed.d.ts", "embed.d.ts"),
    ("www/overt.d.ts", "overt.d.ts"),
    ("www/custom-elements.json", "custom-elements.json"),
];

/// Builds everything, fills `pkg/`, and fails where words are missing, a budget is passed or a module reaches for more than was agreed.
pub(crate) fn run(workspace: &Workspace, change: Change) -> Result<()> {
    words::check(workspace)?;
    let npm = BuildTools::install(workspace)?;
    let built = workspace.target.join("overt-dist");
    modules::build(workspace, Flavour::Small, &built)?;

    let built_playground = workspace.target.join("overt-dist-playground");
    modules::build_each(workspace, &PLAYGROUND, Flavour::Small, &built_playground)?;

    let mut all = String::new();
    for (folder, modules) in [(&built, MODULES.as_slice()), (&built_playground, &PLAYGROUND)] {
        let list = imports::list(folder, modules)?;
        imports::refuse_forbidden(folder, modules, &list)?;
        all += &list;
    }
    imports::hold_against_tracked(&all, &workspace.root.join("crates/xtask/imports.txt"), change)?;

    let pkg = workspace.root.join("pkg");
    tools::say("optimizing and minifying");
    shrink(&npm, &MODULES, &built, &pkg)?;
    let playground = playground(workspace);
    tools::empty_folder(&playground)?;
    shrink(&npm, &PLAYGROUND, &built_playground, &playground)?;
    std::fs::create_dir_all(pkg.join("adapters"))?;
    for script in modules::SCRIPTS.into_iter().chain(modules::ADAPTERS) {
        let kind = if script == "overt.js" { Script::Classic } else { Script::Module };
        minify(&npm, &built.join(script), &pkg.join(script), kind)?;
    }

    remove_words(&pkg)?;
    let languages = modules::languages(&workspace.root)?;
    for text in languages.iter().flat_map(|language| modules::files_of(language)).chain(["panel.css".to_owned()]) {
        tools::copy(&built.join(&text), &pkg.join(&text))?;
    }
    for (from, to) in FOR_EDITORS {
        tools::copy(&workspace.root.join(from), &pkg.join(to))?;
    }

    let shipped = sizes::shipped(&workspace.root)?;
    let sizes = sizes::measure(&pkg, &shipped)?;
    tools::write(&pkg.join("sizes.json"), pretty(&sizes.to_json())?)?;
    tools::write(&pkg.join("imports.txt"), imports::list(&pkg, &MODULES)?)?;
    tools::write(&pkg.join("manifest.json"), pretty(&manifest(&pkg, &shipped)?)?)?;
    sizes.hold_against_budgets()?;
    sizes::hold_playground(&playground)
}

/// Where the playground's module lies once it was made small: beside what is published, and no part of it.
pub(crate) fn playground(workspace: &Workspace) -> PathBuf {
    workspace.target.join("overt-playground")
}

fn shrink(npm: &BuildTools, modules: &[Module], from: &Path, to: &Path) -> Result<()> {
    for module in modules {
        names::shorten(from, module.name)?;
        let file = format!("{}.wasm", module.name);
        optimize(npm, &from.join(&file), &to.join(&file))?;
        let file = format!("{}.js", module.name);
        drop_sync(&from.join(&file))?;
        minify(npm, &from.join(&file), &to.join(&file), Script::Module)?;
    }
    Ok(())
}

/// Takes away what an earlier build left: a language that is gone would be published for as long as nobody looks.
fn remove_words(pkg: &Path) -> Result<()> {
    for entry in std::fs::read_dir(pkg)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "json") && !path.ends_with("package.json") {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Keeps what wasm-opt makes only where it is smaller as sent: it removes bytes that brotli had for nothing.
fn optimize(npm: &BuildTools, from: &Path, to: &Path) -> Result<()> {
    let mut command = npm.wasm_opt();
    command.arg(from).args(["--strip-producers", "--strip-target-features"]).args(WASM_FEATURES);
    // Measured on the gate under brotli: -Oz alone 45.4 KB, with flat code and like functions made one before it 45.0;
    // later, with all of that repeated until it gains nothing, 42.5 in place of 42.7.
    // On the panel the first two took 83.9 KB to 82.5: nothing of a Rust program lies below address 1024, where its stack ends.
    command.args([
        "--low-memory-unused",
        "--generate-global-effects",
        "--flatten",
        "--rereloop",
        "--merge-similar-functions",
        "-Oz",
        "-Oz",
        "--converge",
    ]);
    tools::run(command.arg("--output").arg(to).stdout(std::io::stderr()))?;
    let (before, after) = (std::fs::read(from)?, std::fs::read(to)?);
    if sizes::brotli(&before)? < sizes::brotli(&after)? {
        tools::write(to, before)?;
    }
    Ok(())
}

/// Takes from the glue the second way to start a module, with the page waiting for it: nothing here starts one so, and no minifier may drop what is exported.
fn drop_sync(glue: &Path) -> Result<()> {
    let text = tools::read(glue)?;
    let (before, after) = text.split_once("export { initSync, ").context("the glue exports no `initSync`, first of all")?;
    tools::write(glue, [before, "export { ", after].concat())
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
fn manifest(folder: &Path, shipped: &[String]) -> Result<Value> {
    let mut entries = Map::new();
    for file in shipped {
        let digest = Sha384::digest(std::fs::read(folder.join(file))?);
        let text = base64::engine::general_purpose::STANDARD.encode(digest);
        entries.insert(file.clone(), format!("sha384-{text}").into());
    }
    Ok(Value::Object(entries))
}

fn pretty(value: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

//! What has to hold before a change is taken: one command after the other, the quick ones first.

use anyhow::Result;

use crate::imports::Change;
use crate::test::{Effort, Parts};
use crate::tools::{self, WASM_TARGET, Workspace};
use crate::{dist, fuzz, npm, test, tidy};

const CARGO_DENY_VERSION: &str = "0.20.2";

/// Whether `ci` runs the tests, or whoever called it has done so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tests {
    Run(Effort),
    LeaveOut,
}

/// Stops at the first thing that does not hold.
pub(crate) fn run(workspace: &Workspace, tests: Tests) -> Result<()> {
    step(workspace, "fmt", &["fmt", "--all", "--check"])?;
    step(workspace, "fmt of the fuzzer's workspace", &["fmt", "--all", "--check", "--manifest-path", "crates/core/fuzz/Cargo.toml"])?;
    step(workspace, "clippy", &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])?;
    tools::ensure_wasm_target()?;
    for package in ["overt-core", "overt-gate", "overt-receipts", "overt-playground", "overt"] {
        let words = ["clippy", "--package", package, "--locked", "--target", WASM_TARGET, "--lib", "--tests", "--", "-D", "warnings"];
        step(workspace, &format!("clippy for browsers: {package}"), &words)?;
    }
    tools::say("types of the hand-written scripts, and of what they offer");
    let npm = npm::BuildTools::install(workspace)?;
    // The kit's types speak of Playwright's, which the tests in a browser bring.
    npm::install(&workspace.root.join("tests/embed"))?;
    for folder in ["www", "tests/types", "tests/kit"] {
        tools::run(npm.tsc().arg("--project").arg(workspace.root.join(folder).join("tsconfig.json")))?;
    }
    tools::say("tidy");
    tidy::run(workspace)?;
    deny(workspace)?;
    doc(workspace)?;
    match tests {
        // The embed tests begin with `dist`.
        Tests::Run(effort) => {
            test::run(workspace, Parts::ALL, effort)?;
            if effort == Effort::Full { fuzz::run(workspace, fuzz::DEFAULT_SECONDS) } else { Ok(()) }
        }
        Tests::LeaveOut => {
            tools::say("dist");
            dist::run(workspace, Change::Refuse)
        }
    }
}

/// Licences, sources and banned crates; known vulnerabilities too, where their database can be had.
pub(crate) fn deny(workspace: &Workspace) -> Result<()> {
    let program = tools::cargo_tool(workspace, "cargo-deny", CARGO_DENY_VERSION)?;
    let deny = |words: &[&str]| {
        let mut command = workspace.command(&program);
        command.args(["--workspace", "--all-features"]).args(words);
        command
    };
    tools::say("deny: bans, licenses, sources");
    tools::run(&mut deny(&["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]))?;
    tools::say("deny: fetching the database of advisories");
    match tools::run(&mut deny(&["--log-level", "off", "fetch", "db"])) {
        Ok(()) => tools::run(&mut deny(&["check", "--disable-fetch", "advisories"])),
        Err(_) => {
            println!("advisories NOT checked: their database could not be reached from here.");
            Ok(())
        }
    }
}

fn doc(workspace: &Workspace) -> Result<()> {
    tools::say("doc");
    let mut command = workspace.cargo();
    command.args(["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"]);
    tools::run(command.env("RUSTDOCFLAGS", "-D warnings"))?;
    tools::say("doc: an example for every item of the core");
    let mut command = workspace.cargo();
    command.args(["doc", "--package", "overt-core", "--all-features", "--no-deps", "--locked"]);
    // The lint is not stable; the variable lets this one command ask for it, and builds nothing that is shipped.
    command.env("RUSTC_BOOTSTRAP", "1");
    tools::run(
        command.env(
            "RUSTDOCFLAGS",
            "-Zcrate-attr=feature(rustdoc_missing_doc_code_examples) -D warnings -D rustdoc::missing-doc-code-examples",
        ),
    )
}

fn step(workspace: &Workspace, name: &str, words: &[&str]) -> Result<()> {
    tools::say(name);
    tools::run(workspace.cargo().args(words))
}

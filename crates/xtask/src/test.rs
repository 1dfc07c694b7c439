//! Every test there is, in four parts, and one closing line that counts them; the tests themselves lie elsewhere.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser::Browser;
use crate::engines::Engines;
use crate::imports::Change;
use crate::tools::{self, WASM_TARGET, Workspace};
use crate::{demo, dist, npm};

/// Which parts to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    native: bool,
    web: bool,
    embed: bool,
    engines: bool,
}

impl Parts {
    /// What every change is tried with.
    const EVERYDAY: Self = Self { native: true, web: true, embed: true, engines: false };
    const NONE: Self = Self { native: false, web: false, embed: false, engines: false };

    /// All parts; the engines, which take minutes to install, only where no effort is spared.
    pub(crate) fn of(effort: Effort) -> Self {
        Self { engines: effort == Effort::Full, ..Self::EVERYDAY }
    }

    /// The one part of this name.
    pub(crate) fn named(name: &str) -> Result<Self> {
        match name {
            "native" => Ok(Self { native: true, ..Self::NONE }),
            "web" => Ok(Self { web: true, ..Self::NONE }),
            "embed" => Ok(Self { embed: true, ..Self::NONE }),
            "engines" => Ok(Self { engines: true, ..Self::NONE }),
            _ => bail!("`{name}` is not a part of the tests; the parts are native, web, embed and engines."),
        }
    }
}

/// How hard the laws of the core are tried natively; in a browser always a little, since that is about the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// As many cases as the laws' own configuration says.
    Everyday,
    /// [`FULL_CASES`] for each law.
    Full,
}

const FULL_CASES: &str = "10000";

/// How many tests ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
}

/// Runs the parts one after the other, all of them even when an early one fails, and prints the count last.
pub(crate) fn run(workspace: &Workspace, parts: Parts, effort: Effort) -> Result<()> {
    // What is missing is said, or installed, before the first minute is spent.
    let in_browsers = parts.embed || parts.engines;
    let browser = if parts.web || in_browsers { Some(Browser::find()?) } else { None };
    if in_browsers {
        npm::ensure_node()?;
    }
    let engines = if parts.engines { Some(Engines::find(workspace)?) } else { None };
    let program = tools::steady_copy(workspace)?;

    let mut results = Vec::new();
    if parts.native {
        results.push(("native", native(workspace, effort)));
    }
    if let Some(browser) = &browser {
        if parts.web {
            results.push(("web", web(workspace, browser, &program)));
        }
        if in_browsers {
            match packed_site(workspace) {
                Ok(site) => {
                    if parts.embed {
                        results.push(("embed", embed(workspace, browser, &program, &site, effort)));
                    }
                    if let Some(engines) = &engines {
                        results.push(("engines", engines.main_job(workspace, browser, &program, &site)));
                    }
                }
                Err(failure) => results.push(("the site of what is packed", Err(failure))),
            }
        }
    }
    if let Some(engines) = &engines {
        results.push(("web in Firefox", engines.wasm_tests(workspace, &program)));
    }
    close(results)
}

/// Adds up, names what went wrong, and prints the closing line.
fn close(results: Vec<(&str, Result<Tally>)>) -> Result<()> {
    let mut total = Tally::default();
    let mut wrong = Vec::new();
    for (part, result) in results {
        match result {
            Ok(tally) => {
                total.passed += tally.passed;
                total.failed += tally.failed;
                if tally.skipped > 0 {
                    wrong.push(format!("{part}: {} skipped, and no test is skipped here", tally.skipped));
                }
                if tally.passed + tally.failed == 0 {
                    wrong.push(format!("{part}: no test ran"));
                }
            }
            Err(failure) => {
                // A part that could not run is a failure that the count shows too.
                total.failed += 1;
                wrong.push(format!("{part}: {failure:#}"));
            }
        }
    }
    for line in &wrong {
        eprintln!("error: {line}");
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 || !wrong.is_empty() {
        bail!("the tests did not all pass");
    }
    Ok(())
}

fn native(workspace: &Workspace, effort: Effort) -> Result<Tally> {
    tools::say("native tests");
    let mut command = workspace.cargo();
    command.args(["test", "--workspace", "--no-fail-fast", "--locked"]);
    if effort == Effort::Full {
        command.env("OVERT_CASES", FULL_CASES);
    }
    count(&mut command, count_libtest)
}

fn web(workspace: &Workspace, browser: &Browser, program: &Path) -> Result<Tally> {
    tools::say("tests in a browser, by wasm-bindgen");
    let mut command = wasm_tests(workspace, program)?;
    browser.describe_to_wasm_tests(workspace, &mut command)?;
    count(&mut command, count_libtest)
}

/// The tests that run as Wasm, in a browser that is yet to be named.
pub(crate) fn wasm_tests(workspace: &Workspace, program: &Path) -> Result<Command> {
    tools::ensure_wasm_target()?;
    let mut command = workspace.cargo();
    // The test runner is this program, so that its version can only be the one in Cargo.lock.
    let runner = serde_json::json!([program, "wasm-bindgen-test-runner"]);
    // What needs a page, and the laws of the core again as Wasm.
    command.args(["test", "--package", "overt", "--test", "web", "--package", "overt-core", "--test", "laws"]);
    command.args(["--no-fail-fast", "--locked", "--target", WASM_TARGET]);
    command.arg("--config").arg(format!("target.{WASM_TARGET}.runner={runner}"));
    // In seconds, for all tests of one program; the runner's own 20 are too few for the laws.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    Ok(command)
}

/// The site around what npm would publish.
fn packed_site(workspace: &Workspace) -> Result<PathBuf> {
    dist::run(workspace, Change::Refuse)?;
    tools::say("packing, unpacking and writing the site from what was packed");
    let packed = npm::pack(&workspace.root.join("pkg"), &workspace.target.join("overt-packed"))?;
    let site = workspace.target.join("overt-embed-site");
    demo::site_from(workspace, &packed, &dist::playground(workspace), &site)?;
    Ok(site)
}

fn embed(workspace: &Workspace, browser: &Browser, program: &Path, site: &Path, effort: Effort) -> Result<Tally> {
    let folders = script_folders(&workspace.root.join("tests"))?;
    for folder in folders.iter().filter(|folder| folder.join("package-lock.json").is_file()) {
        npm::install(folder)?;
    }
    tools::say("building the command that verifies what the browser keeps");
    tools::run(workspace.cargo().args(["build", "--package", "overt-cli", "--locked"]).stdout(std::io::stderr()))?;
    let overt = workspace.target.join("debug").join(format!("overt{}", std::env::consts::EXE_SUFFIX));

    tools::say("tests of the packed files in a real browser");
    let mut command = Command::new("node");
    // Named one by one, because versions of Node.js read a folder in different ways.
    // Two files at a time: most of a test is waiting for a browser.
    command.args(["--test", "--test-concurrency=2", "--test-reporter=spec"]);
    for folder in &folders {
        command.args(test_files(folder)?);
    }
    command.current_dir(&workspace.root).env("OVERT_SITE", site).env("OVERT_SERVER", program).env("OVERT_COMMAND", overt);
    // Where the archive lies that `npm pack` wrote, beside what was unpacked from it.
    command.env("OVERT_PACKED", workspace.target.join("overt-packed"));
    command.env("OVERT_EFFORT", if effort == Effort::Full { "full" } else { "everyday" });
    // Colours would stand between the reader of the summary and its numbers.
    command.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    browser.describe_to_node(&mut command);
    count(&mut command, count_node)
}

/// The folders below `tests` that hold tests in JavaScript; each has a lock file of its own where it needs packages.
fn script_folders(tests: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(tests).with_context(|| format!("{} could not be read", tests.display()))? {
        let path = entry?.path();
        if path.is_dir() && !test_files(&path)?.is_empty() {
            folders.push(path);
        }
    }
    if folders.is_empty() {
        bail!("no folder in {} holds a *.test.mjs", tests.display());
    }
    folders.sort();
    Ok(folders)
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} could not be read", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Runs a test program and counts; one that fails without a failed test (it did not compile, say) counts as one failure.
pub(crate) fn count(command: &mut Command, read: fn(&str, &mut Tally)) -> Result<Tally> {
    let mut tally = Tally::default();
    let succeeded = tools::watch(command, |line| read(line, &mut tally))?;
    if !succeeded && tally.failed == 0 {
        eprintln!("error: {} ended badly without naming a failed test", command.get_program().to_string_lossy());
        tally.failed = 1;
    }
    Ok(tally)
}

/// `test result: ok. 3 passed; 0 failed; 0 ignored; …`, one for every test program.
pub(crate) fn count_libtest(line: &str, tally: &mut Tally) {
    let Some((_, summary)) = line.split_once("test result: ") else {
        return;
    };
    let words: Vec<&str> = summary.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
    for pair in words.windows(2) {
        let [number, what] = pair else { continue };
        let Ok(number) = number.parse::<u64>() else {
            continue;
        };
        match *what {
            "passed" => tally.passed += number,
            "failed" => tally.failed += number,
            "ignored" => tally.skipped += number,
            _ => {}
        }
    }
}

/// `ℹ pass 3`, `ℹ fail 0`, `ℹ cancelled 0`, `ℹ skipped 0`, `ℹ todo 0`, once at the end.
pub(crate) fn count_node(line: &str, tally: &mut Tally) {
    let mut words = line.split_whitespace();
    let (Some("ℹ" | "#"), Some(what), Some(number), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return;
    };
    let Ok(number) = number.parse::<u64>() else {
        return;
    };
    match what {
        "pass" => tally.passed += number,
        "fail" | "cancelled" => tally.failed += number,
        "skipped" | "todo" => tally.skipped += number,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(lines: &[&str], read: fn(&str, &mut Tally)) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| read(line, &mut tally));
        tally
    }

    #[test]
    fn summaries_of_several_test_programs_are_added_up() {
        let lines = [
            "test result: ok. 7 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s",
            "test three ... ok",
            "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ];
        assert_eq!(tally(&lines, count_libtest), Tally { passed: 9, failed: 3, skipped: 1 });
    }

    #[test]
    fn the_summary_of_node_is_read_and_its_other_lines_are_not() {
        let lines = ["✔ ℹ pass 9 (1ms)", "ℹ tests 6", "ℹ pass 3", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 1", "ℹ duration_ms 8"];
        assert_eq!(tally(&lines, count_node), Tally { passed: 3, failed: 2, skipped: 1 });
    }

    #[test]
    fn no_test_at_all_is_a_failure() {
        assert!(close(vec![("web", Ok(Tally::default()))]).is_err());
        assert!(close(vec![("web", Ok(Tally { passed: 1, ..Tally::default() }))]).is_ok());
    }
}

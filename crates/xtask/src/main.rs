//! Every command of the project: `cargo xtask demo`, `test`, `dist`, `bench`, `ci`, `tidy`.
//!
//! It is not part of what a site embeds, and nothing here runs in a browser.
//!
//! ```text
//! cargo xtask demo --port 0
//! ```

mod bench;
mod browser;
mod ci;
mod demo;
mod dist;
mod fuzz;
mod imports;
mod markdown;
mod modules;
mod mutants;
mod npm;
mod sections;
mod serve;
mod shots;
mod site;
mod sizes;
mod test;
mod tidy;
mod tools;
mod words;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::mutants::Share;
use crate::test::Effort;
use crate::tools::Workspace;

const USAGE: &str = "\
Usage: cargo xtask <command>

  demo [--port N]        Build the modules and serve the home page and the bookshop (port 8787; 0 takes a free one).
  site [--for-trunk]     Build the modules and write the same site into <target>/overt-site, without serving it;
                         as Trunk's hook, into Trunk's folder, with pages that reload.
  site --around FOLDER --playground FOLDER --into FOLDER
                         Write the site around modules that were built before, into a folder that is emptied first.
  shots [WORD...]        Take pictures of every screen and state into <target>/overt-shots/, with a contact sheet;
                         with words, only of those whose names hold one.
  test [native|web|embed] [--full]
                         Run every test there is, or one part of them; --full tries each law in 10,000 worlds.
  dist                   Fill pkg/ with what is published, and hold it against the budgets, the import list and the rules for words.
  dist --accept-imports  The same, and take the import list as built for the tracked one.
  bench [native|web]     Measure what BENCHMARKS.md reports: the core by itself, and what is published in a real browser.
  tidy                   Check the repository's own rules.
  deny                   Check licences, sources and banned crates.
  fuzz [--seconds N]     Let a fuzzer look for what breaks the laws of the core, N seconds for each (30).
  mutants [--shard K/N]  Put mistakes into the rules, one by one, and count those that no law notices, for BENCHMARKS.md;
                         it takes hours, and a part of it is only printed.
  ci [--without-test|--full]
                         fmt, clippy, test, tidy, deny, doc and dist; --full runs the tests in full, and fuzz.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    match words {
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        ["demo", rest @ ..] => demo::serve(&Workspace::find()?, port(rest, demo::DEFAULT_PORT)?),
        ["site"] => demo::write(&Workspace::find()?),
        ["site", "--for-trunk"] => demo::write_for_trunk(&Workspace::find()?),
        ["shots", wanted @ ..] => shots::run(&Workspace::find()?, wanted),
        ["test"] => test::run(&Workspace::find()?, test::Parts::ALL, Effort::Everyday),
        ["test", "--full"] => test::run(&Workspace::find()?, test::Parts::ALL, Effort::Full),
        ["test", part] => test::run(&Workspace::find()?, test::Parts::named(part)?, Effort::Everyday),
        ["test", part, "--full"] => test::run(&Workspace::find()?, test::Parts::named(part)?, Effort::Full),
        ["dist"] => dist::run(&Workspace::find()?, imports::Change::Refuse),
        ["dist", "--accept-imports"] => dist::run(&Workspace::find()?, imports::Change::Accept),
        ["bench"] => {
            let workspace = Workspace::find()?;
            bench::native::run(&workspace)?;
            bench::web(&workspace)
        }
        ["bench", "native"] => bench::native::run(&Workspace::find()?),
        ["bench", "web"] => bench::web(&Workspace::find()?),
        ["tidy"] => tidy::run(&Workspace::find()?),
        ["deny"] => ci::deny(&Workspace::find()?),
        ["fuzz"] => fuzz::run(&Workspace::find()?, fuzz::DEFAULT_SECONDS),
        ["fuzz", "--seconds", number] => match number.parse() {
            Ok(seconds) => fuzz::run(&Workspace::find()?, seconds),
            Err(_) => bail!("`--seconds {number}`: that is not a whole number of seconds."),
        },
        ["mutants"] => mutants::run(&Workspace::find()?, Share::All),
        ["mutants", "--shard", part] => mutants::run(&Workspace::find()?, Share::Part(part)),
        ["ci"] => ci::run(&Workspace::find()?, ci::Tests::Run(Effort::Everyday)),
        ["ci", "--full"] => ci::run(&Workspace::find()?, ci::Tests::Run(Effort::Full)),
        ["ci", "--without-test"] => ci::run(&Workspace::find()?, ci::Tests::LeaveOut),
        ["site", "--around", modules, "--playground", playground, "--into", out] => {
            demo::site_from(&Workspace::find()?, modules.as_ref(), playground.as_ref(), out.as_ref())
        }
        // The next three are called by the project's own tests and by cargo, not by people.
        ["serve-site", folder, rest @ ..] => demo::serve_folder(folder.as_ref(), port(rest, 0)?),
        ["pseudo-words"] => words::print_pseudo(&Workspace::find()?),
        ["wasm-bindgen-test-runner", rest @ ..] => {
            let name = std::iter::once("wasm-bindgen-test-runner");
            wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(name.chain(rest.iter().copied()))
        }
        _ => bail!("`{}` is not a command of xtask.\n\n{USAGE}", words.join(" ")),
    }
}

/// Reads `--port N`, the only option that a serving command takes.
fn port(words: &[&str], default: u16) -> Result<u16> {
    match words {
        [] => Ok(default),
        ["--port", number] => match number.parse() {
            Ok(port) => Ok(port),
            Err(_) => bail!("`--port {number}`: a port is a number from 0 to 65535, and 0 takes a free one."),
        },
        _ => bail!("`{}` is not understood here; the only option is `--port N`.", words.join(" ")),
    }
}

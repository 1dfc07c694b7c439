//! Whether the laws would notice: small mistakes are put into the rules one by one, and each has to break a law.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::sections;
use crate::tools::{self, Workspace};

const CARGO_MUTANTS_VERSION: &str = "27.1.0";

/// The files that decide what is allowed, and what becomes of it when devices meet.
const FILES: [&str; 7] = ["decide", "register", "record", "record/stored", "act", "consent", "choice"];

/// Worlds for each law, enough for most mistakes and few enough for some hundred runs.
const CASES: &str = "64";

/// Which mutants to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share<'a> {
    /// All, and the result goes into BENCHMARKS.md.
    All,
    /// Such as `0/50`: the first of fifty parts, whose result is only printed.
    Part(&'a str),
}

/// Tries the mutants; it takes about a quarter of a minute for each.
pub(crate) fn run(workspace: &Workspace, share: Share<'_>) -> Result<()> {
    let program = tools::cargo_tool(workspace, "cargo-mutants", CARGO_MUTANTS_VERSION)?;
    let folder = workspace.target.join("overt-mutants");
    std::fs::create_dir_all(&folder)?;
    tools::say("mutants");
    let mut command = workspace.command(&program);
    command.args(["mutants", "--package", "overt-core", "--test-tool", "cargo", "--baseline", "run", "--timeout", "120", "--jobs", "1"]);
    command.args(["--colors", "never", "--no-shuffle", "--cargo-arg=--test=laws", "--output"]).arg(&folder);
    for file in FILES {
        command.arg("--file").arg(format!("crates/core/src/{file}.rs"));
    }
    if let Share::Part(part) = share {
        command.args(["--shard", part]);
    }
    // The digests of the fixed worlds would catch whatever changes anything; it is the laws that are tried.
    command.args(["--", "--", "--skip", "worlds::"]);
    // In a folder of its own and from nothing: to cargo a copy of the checkout is the checkout, and a mistake would stay built in.
    let build = folder.join("build");
    tools::empty_folder(&build)?;
    command.env("OVERT_CASES", CASES).env("CARGO_TARGET_DIR", build);
    let status = command.status().context("cargo-mutants could not be started")?;
    // 2 is "some were missed", and 3 "some ran out of time": both are results.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("cargo-mutants ended with {status}; its notes lie in {}", folder.display());
    }
    let summary = summary(&folder.join("mutants.out"))?;
    println!("{summary}");
    match share {
        Share::All => sections::write(workspace, "mutants", &summary),
        Share::Part(_) => Ok(()),
    }
}

fn summary(folder: &Path) -> Result<String> {
    let list = |name: &str| -> Result<Vec<String>> { Ok(tools::read(&folder.join(name))?.lines().map(str::to_owned).collect()) };
    let [caught, missed, timeout, unviable] = ["caught.txt", "missed.txt", "timeout.txt", "unviable.txt"].map(list);
    let (caught, missed, timeout, unviable) = (caught?, missed?, timeout?, unviable?);
    let tried = caught.len() + missed.len() + timeout.len();
    let mut text = format!(
        "Written by `cargo xtask mutants` on {}, by cargo-mutants {CARGO_MUTANTS_VERSION} with {CASES} worlds for each law.\n\
         Mistakes were put into {} of the core: of {tried} that compile the laws caught {}, {} ran out of time (which is noticed too), and {} were missed; {} do not compile.\n",
        sections::today()?,
        FILES.map(|file| format!("`{file}`")).join(", "),
        caught.len(),
        timeout.len(),
        missed.len(),
        unviable.len(),
    );
    if !missed.is_empty() {
        text.push_str("\nMissed:\n");
        missed.iter().for_each(|name| text.push_str(&format!("- `{name}`\n")));
    }
    Ok(text)
}

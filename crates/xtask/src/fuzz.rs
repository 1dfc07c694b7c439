//! The laws of the core under a fuzzer, each for some seconds; the laws themselves lie in `crates/core/fuzz`.

use anyhow::{Result, bail};

use crate::tools::{self, Workspace};

const CARGO_FUZZ_VERSION: &str = "0.13.2";

/// How long each law is tried where nothing else is said, in seconds.
pub(crate) const DEFAULT_SECONDS: u32 = 30;

/// The laws, and the longest input for each in bytes: the longest of the texts below, or some sixty steps.
const TARGETS: [(&str, &str); 4] = [
    (TEXTS, "8192"),
    ("merge_is_commutative_associative_idempotent", "600"),
    ("tightening_is_monotone", "600"),
    ("preview_equals_result", "600"),
];

/// The one law that begins with texts, and where those lie that are tracked for another reason.
const TEXTS: &str = "unknown_input_never_panics_and_never_widens";
const TRACKED_TEXTS: [&str; 2] = ["crates/core/tests/frozen", "docs/examples/lived"];

/// Tries every law for so long, and names those that do not hold.
pub(crate) fn run(workspace: &Workspace, seconds: u32) -> Result<()> {
    let program = tools::cargo_tool(workspace, "cargo-fuzz", CARGO_FUZZ_VERSION)?;
    let folder = workspace.root.join("crates/core/fuzz");
    let mut broken = Vec::new();
    for (law, longest) in TARGETS {
        tools::say(&format!("fuzzing for {seconds} s: {law}"));
        // What is found goes to the first folder and is used again; the tracked inputs are only read.
        let found = workspace.target.join("overt-fuzz/corpus").join(law);
        std::fs::create_dir_all(&found)?;
        let mut command = workspace.command(&program);
        // Nothing in the core is unsafe, so a sanitizer has nothing to find and would only be slow.
        command.args(["run", "--sanitizer", "none", "--fuzz-dir"]).arg(&folder);
        command.arg("--target-dir").arg(workspace.target.join("overt-fuzz")).arg(law);
        command.arg(&found).arg(folder.join("corpus").join(law));
        if law == TEXTS {
            command.args(TRACKED_TEXTS.map(|texts| workspace.root.join(texts)));
        }
        command.arg("--");
        command.args([format!("-max_total_time={seconds}"), format!("-max_len={longest}")]);
        command.args(["-len_control=0", "-timeout=10", "-print_final_stats=1", "-verbosity=0"]);
        if tools::run(&mut command).is_err() {
            broken.push(law);
        }
    }
    if !broken.is_empty() {
        bail!("the fuzzer broke {}; the inputs lie in crates/core/fuzz/artifacts", broken.join(", "));
    }
    Ok(())
}

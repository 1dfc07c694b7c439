//! Where things lie, and how another program is started; which program, and why, is said by the callers.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The target that browsers run.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The checkout, and the folder that everything built goes into.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Workspace {
    /// Asks cargo, so that `CARGO_TARGET_DIR` and a user's own configuration are respected.
    pub(crate) fn find() -> Result<Self> {
        // Set by `cargo run`; the folder it was compiled in serves when the program is started by hand.
        let crate_folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&crate_folder).join("../..").canonicalize().context("the checkout was not found")?;
        let metadata = json(cargo(&root).args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let target = metadata.get("target_directory").and_then(serde_json::Value::as_str);
        let target = target.context("cargo metadata did not name a target directory")?.into();
        Ok(Self { root, target })
    }

    /// `cargo`, started in the checkout and building where this command builds.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = cargo(&self.root);
        command.env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// Another program, started in the checkout.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }
}

/// Says on standard error what is being done; standard output is kept for what was asked for.
pub(crate) fn say(step: &str) {
    eprintln!("==> {step}");
}

/// Runs a program to its end, and fails with its command line when it does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    if !status.success() {
        bail!("{} ended with {status}", line_of(command));
    }
    Ok(())
}

/// Runs a program, hands every line of its output to `each` as it comes, and says whether it succeeded.
pub(crate) fn watch(command: &mut Command, mut each: impl FnMut(&str)) -> Result<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| not_started(command))?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.context("the output could not be read")?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            each(&line);
        }
    }
    Ok(child.wait()?.success())
}

/// Runs a program and answers what it wrote.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| not_started(command))?;
    if !output.status.success() {
        bail!("{} ended with {}", line_of(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} wrote something that is not UTF-8", line_of(command)))
}

/// Runs a program and reads what it wrote as JSON.
pub(crate) fn json(command: &mut Command) -> Result<serde_json::Value> {
    let text = output(command)?;
    serde_json::from_str(&text).with_context(|| format!("{} did not write JSON", line_of(command)))
}

/// The first of these programs that the path holds.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut candidates = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.find(|candidate| candidate.is_file())
}

/// An empty folder at this place, whatever was there.
pub(crate) fn empty_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("{} could not be emptied", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))
}

/// Reads a file as text, and names it when that fails.
pub(crate) fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} could not be read", file.display()))
}

/// Writes a file, and names it when that fails.
pub(crate) fn write(file: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    std::fs::write(file, contents).with_context(|| format!("{} could not be written", file.display()))
}

/// Copies a file, and names both when that fails.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::copy(from, to).with_context(|| format!("{} could not be copied to {}", from.display(), to.display()))?;
    Ok(())
}

/// A copy of this very program at a place that no build replaces.
///
/// `cargo test --workspace` links `xtask` anew while it runs, and the path it was started from then holds another file.
pub(crate) fn steady_copy(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("overt-tools");
    std::fs::create_dir_all(&folder)?;
    let copy_of_self = folder.join(format!("xtask{}", std::env::consts::EXE_SUFFIX));
    // Removed first: a file that is being executed cannot be written, but it can be unlinked.
    if copy_of_self.exists() {
        std::fs::remove_file(&copy_of_self)?;
    }
    copy(&std::env::current_exe()?, &copy_of_self)?;
    Ok(copy_of_self)
}

/// A tool that is a crate of its own: the pinned version, built once below the target folder.
pub(crate) fn cargo_tool(workspace: &Workspace, name: &str, version: &str) -> Result<PathBuf> {
    let folder = workspace.target.join("overt-tools").join(format!("{name}-{version}"));
    let program = folder.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        say(&format!("installing {name} {version}"));
        let mut command = workspace.cargo();
        // Unoptimized: it is built in a third of the time and still answers within seconds.
        command.args(["install", name, "--version", version, "--locked", "--debug", "--root"]).arg(&folder);
        run(&mut command)?;
    }
    Ok(program)
}

/// Sees to it that the compiler can build for browsers.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    if sysroot()?.join("lib/rustlib").join(WASM_TARGET).join("lib").is_dir() {
        return Ok(());
    }
    rustup(&["target", "add", WASM_TARGET])
}

/// Sees to it that the standard library can be built from source.
pub(crate) fn ensure_rust_source() -> Result<()> {
    if sysroot()?.join("lib/rustlib/src/rust/library/std").is_dir() {
        return Ok(());
    }
    rustup(&["component", "add", "rust-src"])
}

/// Where the compiler in use keeps its libraries.
pub(crate) fn sysroot() -> Result<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    Ok(output(Command::new(rustc).args(["--print", "sysroot"]))?.trim().into())
}

fn rustup(words: &[&str]) -> Result<()> {
    let line = format!("rustup {}", words.join(" "));
    if on_path(&[&format!("rustup{}", std::env::consts::EXE_SUFFIX)]).is_none() {
        bail!("The compiler lacks a part, and rustup is not here to add it. Where rustup manages the compiler, run `{line}`.");
    }
    say(&line);
    run(Command::new("rustup").args(words).stdout(std::io::stderr()))
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn not_started(command: &Command) -> String {
    format!("{} could not be started", line_of(command))
}

fn line_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}

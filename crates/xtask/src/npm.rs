//! Node.js and the packages that only npm carries, installed from lock files; what they are used for is said elsewhere.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::tools::{self, Workspace};

/// The build tools of `dist`, installed.
#[derive(Debug)]
pub(crate) struct BuildTools {
    folder: PathBuf,
}

impl BuildTools {
    /// Installs the tools below the target folder, so that the checkout stays clean.
    pub(crate) fn install(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.target.join("overt-tools/npm");
        std::fs::create_dir_all(&folder)?;
        for file in ["package.json", "package-lock.json"] {
            tools::copy(&workspace.root.join("crates/xtask/npm").join(file), &folder.join(file))?;
        }
        install(&folder)?;
        Ok(Self { folder })
    }

    /// `wasm-opt`, as the package binaryen brings it.
    pub(crate) fn wasm_opt(&self) -> Command {
        self.script("binaryen/bin/wasm-opt")
    }

    /// `terser`, the minifier.
    pub(crate) fn terser(&self) -> Command {
        self.script("terser/bin/terser")
    }

    /// `tsc`, which checks the types that the hand-written scripts say they have.
    pub(crate) fn tsc(&self) -> Command {
        self.script("typescript/bin/tsc")
    }

    fn script(&self, path: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.folder.join("node_modules").join(path));
        command
    }
}

/// Installs exactly what the folder's lock file names, unless that was done before.
pub(crate) fn install(folder: &Path) -> Result<()> {
    ensure_node()?;
    let lock = tools::read(&folder.join("package-lock.json"))?;
    let installed = folder.join("node_modules/.overt-installed");
    if installed.is_file() && tools::read(&installed)? == lock {
        return Ok(());
    }
    tools::say(&format!("npm ci in {}", folder.display()));
    let mut command = npm(folder);
    command.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]);
    tools::run(command.stdout(std::io::stderr()))?;
    tools::write(&installed, lock)
}

/// Packs the package in `folder` as npm would publish it, and unpacks it again into `out`.
pub(crate) fn pack(folder: &Path, out: &Path) -> Result<PathBuf> {
    ensure_node()?;
    tools::empty_folder(out)?;
    let mut command = npm(folder);
    command.args(["pack", "--ignore-scripts", "--loglevel", "error", "--json", "--pack-destination"]).arg(out);
    let listing = tools::json(&mut command)?;
    // A list of packages in some versions of npm, and in others an object with the packages' names.
    let first = listing.get(0).or_else(|| listing.get("overt"));
    let Some(archive) = first.and_then(|package| package.get("filename")).and_then(serde_json::Value::as_str) else {
        bail!("`npm pack` did not say which file it wrote: {listing}");
    };
    tools::run(Command::new("tar").arg("-xzf").arg(archive).current_dir(out))?;
    Ok(out.join("package"))
}

/// Stops with a sentence where Node.js or npm is missing.
pub(crate) fn ensure_node() -> Result<()> {
    for program in ["node", "npm"] {
        if tools::on_path(&[program, &format!("{program}.exe"), &format!("{program}.cmd")]).is_none() {
            bail!("`{program}` was not found. Install Node.js 20 or newer, which brings npm; Debian calls the packages nodejs and npm.");
        }
    }
    Ok(())
}

fn npm(folder: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(folder);
    command
}

//! The site that shows Overt at work: built with Rust alone, written, and served on loopback.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::modules::{self, Flavour, PLAYGROUND};
use crate::tools::{self, Workspace};
use crate::{serve as server, site};

/// The port of `cargo xtask demo` when none is named.
pub(crate) const DEFAULT_PORT: u16 = 8787;

/// Builds the site and serves it until the program is ended.
pub(crate) fn serve(workspace: &Workspace, port: u16) -> Result<()> {
    let folder = build(workspace)?;
    serve_folder(&folder, port)
}

/// Builds the site and leaves it in the target folder.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    let folder = build(workspace)?;
    println!("{}", folder.display());
    Ok(())
}

/// The hook of `trunk serve`: the site, in the folder that Trunk is about to serve, with pages that reload.
pub(crate) fn write_for_trunk(workspace: &Workspace) -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").context("`site --for-trunk` is started by Trunk, which names its folder")?;
    let folder = build(workspace)?;
    let staging = PathBuf::from(staging);
    copy_with_reload(&folder, &staging)?;
    tools::write(&staging.join("reload.js"), include_str!("reload.js"))
}

fn copy_with_reload(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (source, copy) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_with_reload(&source, &copy)?;
        } else if source.extension().is_some_and(|ending| ending == "html") {
            let page = tools::read(&source)?;
            tools::write(&copy, page.replacen("</head>", "<script async src=\"/reload.js\"></script>\n</head>", 1))?;
        } else {
            tools::copy(&source, &copy)?;
        }
    }
    Ok(())
}

/// Serves a site that was written before.
pub(crate) fn serve_folder(folder: &Path, port: u16) -> Result<()> {
    if !folder.join("index.html").is_file() {
        bail!("{} holds no index.html, so there is no site to serve.", folder.display());
    }
    server::serve(folder, port, announce).map_err(|failure| anyhow!("{failure}"))?;
    Ok(())
}

/// Writes the site around these modules and that of the playground, into a folder that it empties first.
pub(crate) fn site_from(workspace: &Workspace, modules: &Path, playground: &Path, out: &Path) -> Result<()> {
    tools::empty_folder(out)?;
    site::write(&workspace.root, modules, playground, out).map_err(|failure| anyhow!("{failure}"))?;
    Ok(())
}

/// Builds the modules and writes the site around them.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    let modules = workspace.target.join("overt-modules");
    modules::build(workspace, Flavour::Quick, &modules)?;
    let playground = workspace.target.join("overt-modules-playground");
    modules::build_each(workspace, &PLAYGROUND, Flavour::Quick, &playground)?;
    let folder = workspace.target.join("overt-site");
    tools::say("writing the site");
    site_from(workspace, &modules, &playground, &folder)?;
    Ok(folder)
}

/// The line that tests and people wait for; standard output is buffered when it is not a terminal.
fn announce(port: u16) {
    println!("Overt is ready at http://127.0.0.1:{port}/");
    if let Err(failure) = std::io::stdout().flush() {
        tools::say(&format!("the address could not be printed: {failure}"));
    }
}

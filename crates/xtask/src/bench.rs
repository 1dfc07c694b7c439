//! The numbers of BENCHMARKS.md, of the core by itself and in a real browser; the measuring is done in crates/core/benches and tests/bench.

pub(crate) mod native;

use std::process::Command;

use anyhow::Result;

use crate::browser::Browser;
use crate::imports::Change;
use crate::tools::{self, Workspace};
use crate::{demo, dist, npm};

/// Builds what is published, writes the site around it, and measures in a browser.
pub(crate) fn web(workspace: &Workspace) -> Result<()> {
    npm::ensure_node()?;
    let browser = Browser::find()?;
    dist::run(workspace, Change::Refuse)?;
    npm::install(&workspace.root.join("tests/embed"))?;
    let site = workspace.target.join("overt-bench-site");
    demo::site_from(workspace, &workspace.root.join("pkg"), &dist::playground(workspace), &site)?;

    tools::say("measuring in a browser");
    let mut command = Command::new("node");
    command.current_dir(&workspace.root).arg("tests/bench/bench.mjs");
    command.env("OVERT_SITE", &site).env("OVERT_SERVER", tools::steady_copy(workspace)?);
    browser.describe_to_node(&mut command);
    tools::run(&mut command)
}

//! Pictures of every screen and state, on one contact sheet; what the scenes are is said in tests/embed/scenes.mjs.

use std::process::Command;

use anyhow::Result;

use crate::browser::Browser;
use crate::tools::{self, Workspace};
use crate::{demo, npm};

/// Builds the site as the demo does, so that a screen can be looked at before it is within its budgets, and takes the pictures.
pub(crate) fn run(workspace: &Workspace, wanted: &[&str]) -> Result<()> {
    let browser = Browser::find()?;
    npm::install(&workspace.root.join("tests/embed"))?;
    let site = demo::build(workspace)?;
    let pictures = workspace.target.join("overt-shots");
    if wanted.is_empty() {
        // A state that no longer exists must not be looked at.
        tools::empty_folder(&pictures)?;
    }
    tools::say("taking the pictures");
    let mut command = Command::new("node");
    command.current_dir(&workspace.root).arg("tests/shots/shots.mjs").args(wanted);
    command.env("OVERT_SITE", &site).env("OVERT_SERVER", tools::steady_copy(workspace)?).env("OVERT_SHOTS", &pictures);
    browser.describe_to_node(&mut command);
    tools::run(&mut command)
}

//! The browser that tests drive: found or installed, and told how to start; what is tested in it is said in `test`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::tools::{self, Workspace};

/// Quiet, and without a display, a sandbox that root cannot have, or requests of the browser's own.
const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Chromium and its driver.
#[derive(Debug)]
pub(crate) struct Browser {
    program: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// Finds both programs, or installs them where that can be done without asking.
    pub(crate) fn find() -> Result<Self> {
        if let Some(browser) = Self::installed() {
            return Ok(browser);
        }
        install("Chromium and ChromeDriver", &["chromium", "chromium-driver"])?;
        match Self::installed() {
            Some(browser) => Ok(browser),
            None => bail!("chromium and chromium-driver were installed, and still no chromium and chromedriver are on the path."),
        }
    }

    /// Tells cargo's test runner which driver to start, and with which capabilities.
    pub(crate) fn describe_to_wasm_tests(&self, workspace: &Workspace, command: &mut Command) -> Result<()> {
        let options = serde_json::json!({ "args": FLAGS, "binary": self.program });
        let capabilities = serde_json::json!({ "goog:chromeOptions": options });
        let file = workspace.target.join("overt-tools/webdriver.json");
        tools::write(&file, capabilities.to_string())?;
        command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", file).env("CHROMEDRIVER", &self.driver);
        Ok(())
    }

    /// Tells scripts run by Node.js which browser to start, and how.
    pub(crate) fn describe_to_node(&self, command: &mut Command) {
        command.env("OVERT_CHROMIUM", &self.program).env("OVERT_CHROMIUM_FLAGS", FLAGS.join(" "));
    }

    fn installed() -> Option<Self> {
        let program = tools::on_path(&["chromium", "chromium-browser", "google-chrome", "chrome.exe"])?;
        let named = std::env::var_os("CHROMEDRIVER").map(PathBuf::from).filter(|path| path.is_file());
        let driver = named.or_else(|| tools::on_path(&["chromedriver", "chromedriver.exe"]))?;
        Some(Self { program, driver })
    }
}

/// Installs these packages of Debian's, or says that they are needed.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    if !may_install()? {
        bail!("The tests need {what}. Install them (Debian: the packages {}) and run this again.", packages.join(", "));
    }
    tools::say(&format!("apt-get install {}", packages.join(" ")));
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").stdout(std::io::stderr());
        command
    };
    tools::run(apt().args(["update", "-q"]))?;
    tools::run(apt().args(["install", "-q", "-y", "--no-install-recommends"]).args(packages))
}

/// Only root may, and only where apt is.
fn may_install() -> Result<bool> {
    if tools::on_path(&["apt-get"]).is_none() || !Path::new("/etc/debian_version").exists() {
        return Ok(false);
    }
    Ok(tools::output(Command::new("id").arg("-u"))?.trim() == "0")
}

//! The engines beside Chromium, each with its driver: found or installed, and told to the tests; what is tried in them is said in tests/engines.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::browser::{self, Browser};
use crate::npm;
use crate::test::{self, Tally};
use crate::tools::{self, Workspace};

/// Debian has none, and the one of npm is fetched while it is installed; so it is built.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// Firefox and WebKitGTK, with what drives them.
#[derive(Debug)]
pub(crate) struct Engines {
    firefox: PathBuf,
    geckodriver: PathBuf,
    webkit_driver: PathBuf,
    display: PathBuf,
}

impl Engines {
    /// Finds all programs, or installs and builds them where that can be done without asking.
    pub(crate) fn find(workspace: &Workspace) -> Result<Self> {
        if packaged().is_none() {
            browser::install("Firefox, WebKitGTK with its driver, and Xvfb", &["firefox-esr", "webkit2gtk-driver", "xvfb"])?;
        }
        let Some([firefox, webkit_driver, display]) = packaged() else {
            bail!("firefox-esr, webkit2gtk-driver and xvfb were installed, and still not all of their programs are on the path.");
        };
        let named = std::env::var_os("GECKODRIVER").map(PathBuf::from).filter(|path| path.is_file());
        let geckodriver = match named.or_else(|| tools::on_path(&["geckodriver", "geckodriver.exe"])) {
            Some(program) => program,
            None => tools::cargo_tool(workspace, "geckodriver", GECKODRIVER_VERSION)?,
        };
        Ok(Self { firefox, geckodriver, webkit_driver, display })
    }

    /// The main job, in Chromium, Firefox and WebKitGTK.
    pub(crate) fn main_job(&self, workspace: &Workspace, browser: &Browser, program: &Path, site: &Path) -> Result<Tally> {
        // What serves the site and reads its lists is shared with the tests in Chromium.
        for folder in ["tests/embed", "tests/engines"] {
            npm::install(&workspace.root.join(folder))?;
        }
        tools::say("the main job in every engine");
        let mut command = Command::new("node");
        command.args(["--test", "--test-reporter=spec", "tests/engines/engines.mjs"]).current_dir(&workspace.root);
        command.env("OVERT_SITE", site).env("OVERT_SERVER", program).env("NO_COLOR", "1").env_remove("FORCE_COLOR");
        browser.describe_to_node(&mut command);
        command.env("OVERT_FIREFOX", &self.firefox).env("GECKODRIVER", &self.geckodriver);
        command.env("WEBKIT_DRIVER", &self.webkit_driver).env("XVFB", &self.display);
        test::count(&mut command, test::count_node)
    }

    /// The tests by wasm-bindgen, in Firefox.
    pub(crate) fn wasm_tests(&self, workspace: &Workspace, program: &Path) -> Result<Tally> {
        tools::say("tests in Firefox, by wasm-bindgen");
        let options = serde_json::json!({ "args": ["-headless"], "binary": self.firefox });
        let file = workspace.target.join("overt-tools/webdriver-firefox.json");
        tools::write(&file, serde_json::json!({ "moz:firefoxOptions": options }).to_string())?;
        let mut command = test::wasm_tests(workspace, program)?;
        command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", file).env("GECKODRIVER", &self.geckodriver).env_remove("CHROMEDRIVER");
        test::count(&mut command, test::count_libtest)
    }
}

/// What Debian's packages bring.
fn packaged() -> Option<[PathBuf; 3]> {
    Some([tools::on_path(&["firefox-esr", "firefox"])?, tools::on_path(&["WebKitWebDriver"])?, tools::on_path(&["Xvfb"])?])
}

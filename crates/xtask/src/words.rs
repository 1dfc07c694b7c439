//! The words for people, held against their rules before they are shipped; the rules are those of `crates/words`.

use anyhow::{Context, Result, bail};

use crate::tools::{self, Workspace};

/// Where the languages' files lie.
const FOLDER: &str = "src/text";

/// Fails where a language misses a sentence, or a sentence breaks a rule, and shows all that is wrong at once.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    tools::say("words");
    let found = overt_words::findings_in(&workspace.root.join(FOLDER)).with_context(|| format!("{FOLDER} could not be read"))?;
    for sentence in &found {
        eprintln!("words: {sentence}");
    }
    if !found.is_empty() {
        bail!("the words break {}", if found.len() == 1 { "1 rule".to_owned() } else { format!("{} rules", found.len()) });
    }
    Ok(())
}

/// Prints English as nobody speaks it, for tests that look for text that is clipped.
pub(crate) fn print_pseudo(workspace: &Workspace) -> Result<()> {
    let english = tools::read(&workspace.root.join(FOLDER).join("en.json"))?;
    println!("{}", overt_words::pseudo(&english));
    Ok(())
}

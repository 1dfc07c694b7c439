//! Every relative link of a document leads to a file of the checkout, and where it names a heading, to one that is there.
//!
//! The pages of the site are held by a test in `tests/embed`, which reads them as they are served; what lies elsewhere is not fetched.

use std::path::Path;

use super::Sources;
use crate::markdown;

pub(super) fn rules(root: &Path, sources: &Sources) -> Vec<String> {
    let documents = sources.files.iter().filter(|file| file.path.ends_with(".md") && !file.path.contains("/fuzz/"));
    let mut found = Vec::new();
    for document in documents {
        for link in markdown::render(&document.text, |_| None).links {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            if let Some(wrong) = wrong(root, sources, &document.path, &link) {
                found.push(format!("{}: the link to {link} leads nowhere: {wrong}.", document.path));
            }
        }
        let in_docs = document.path.starts_with("docs/");
        found.extend(markdown::skips_a_level(&document.text).filter(|_| in_docs).map(|what| format!("{}: {what}.", document.path)));
    }
    found
}

fn wrong(root: &Path, sources: &Sources, document: &str, link: &str) -> Option<String> {
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() { document.to_owned() } else { tidy_path(document, path) };
    if !path.is_empty() && !root.join(&target).exists() {
        return Some(format!("there is no {target}"));
    }
    // In other files a fragment is a line or a name of theirs.
    if fragment.is_empty() || !target.ends_with(".md") {
        return None;
    }
    let page = markdown::render(sources.get(&target).unwrap_or_default(), |_| None);
    let there = page.sections.iter().any(|section| section.id == fragment);
    (!there).then(|| format!("{target} has no heading #{fragment}"))
}

fn tidy_path(document: &str, path: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::Source;

    #[test]
    fn a_link_to_a_file_or_a_heading_that_is_not_there_is_found() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let check = |text: &str| {
            let files = [("src/page.md", text), ("src/main.rs", "")];
            let files = files.map(|(path, text)| Source { path: path.to_owned(), text: text.to_owned() });
            rules(root, &Sources { files: files.into() }).len()
        };
        assert_eq!(check("# A\n\n[b](main.rs), [c](../Cargo.toml), [d](https://example.org/no), [e](#a)\n"), 0);
        assert_eq!(check("# A\n\n[b](no.rs)\n"), 1);
        assert_eq!(check("# A\n\n[b](#c)\n"), 1);
    }
}

//! The documentation as pages: every document in `docs/` and those at the root, with a list of all and an index to search; what they say is their own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::json;

use super::template::{Html, Value, render};
use super::{copy, read};
use crate::markdown::{self, Page};

/// What is read first, in this order; whatever else lies in `docs/` follows by its name.
const FIRST: [&str; 9] = [
    "docs/start.md",
    "docs/embedding.md",
    "docs/recipes/README.md",
    "docs/configuration.md",
    "docs/command-line.md",
    "docs/testing.md",
    "docs/state-model.md",
    "docs/comparison.md",
    "docs/limits.md",
];
/// The documents at the root, which come last; where each stands among the pages is said by [`address`].
const OF_THE_PROJECT: [&str; 7] =
    ["README.md", "DATA.md", "ARCHITECTURE.md", "DESIGN.md", "BENCHMARKS.md", "CONTRIBUTING.md", "CHANGELOG.md"];
/// What the pages share, from `www/docs/`.
const FILES: [&str; 2] = ["docs.css", "search.js"];

/// Renders every document below `out`/docs, beside the files that they speak of. The rest of the site is there already: links lead only to what is.
pub(super) fn write(root: &Path, out: &Path) -> Result<(), String> {
    let folder = out.join("docs");
    copy(&root.join("www/docs"), &folder, &FILES)?;
    let sources = sources(root)?;
    for path in linked_files(root, &sources)? {
        copy(&parent(&root.join(&path)), &parent(&out.join(&path)), &[name(Path::new(&path))])?;
    }
    let mut pages = Vec::new();
    for source in &sources {
        let page = markdown::render(&read(&root.join(source))?, |link| lead_to(link, source, &sources, out));
        pages.push((source.as_str(), page));
    }
    let template = read(&root.join("www/docs/template.html"))?;
    for (source, page) in &pages {
        let to = folder.join(address(source));
        let html = fill(&template, source, &pages, &page.title, &Html::rendered(page.html.clone()))?;
        write_file(&to, &html.to_string())?;
    }
    let contents = fill(&template, "docs/index.md", &pages, "Documentation", &contents(&pages))?;
    write_file(&folder.join("index.html"), &contents.to_string())?;
    write_file(&folder.join("search.json"), &index(&pages).to_string())
}

/// Where a document's page lies, below `docs/` of the site.
fn address(source: &str) -> String {
    let path = source.strip_prefix("docs/").map_or_else(|| format!("project/{}", source.to_lowercase()), str::to_owned);
    path.strip_suffix(".md").map_or(path.clone(), |stem| format!("{stem}.html"))
}

/// Every document, in the order of the list.
fn sources(root: &Path) -> Result<Vec<String>, String> {
    let all = files(&root.join("docs"))?;
    let named = |path: &PathBuf| path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let mut found: Vec<String> = all.iter().filter(|file| is_document(file)).map(named).collect();
    found.sort_by_key(|path| (FIRST.iter().position(|first| first == path).unwrap_or(FIRST.len()), path.clone()));
    found.extend(OF_THE_PROJECT.iter().filter(|path| root.join(path).is_file()).map(|path| (*path).to_owned()));
    Ok(found)
}

/// The files in `docs/` that documents speak of, as they lie there; a page of an example is none of the site's.
fn linked_files(root: &Path, sources: &[String]) -> Result<BTreeSet<String>, String> {
    let mut linked = BTreeSet::new();
    for source in sources {
        let links = markdown::render(&read(&root.join(source))?, |_| None).links;
        let paths =
            links.iter().filter(|link| !link.contains("://")).map(|link| from_root(source, link.split('#').next().unwrap_or_default()));
        linked.extend(paths.filter(|path| path.starts_with("docs/") && root.join(path).is_file()));
    }
    linked.retain(|path| !path.ends_with(".md") && !path.ends_with(".html"));
    Ok(linked)
}

/// Where a link of a document leads on its page. What the site does not have is no link there.
fn lead_to(link: &str, source: &str, sources: &[String], out: &Path) -> Option<String> {
    if link.starts_with('#') || link.contains("://") || link.starts_with("mailto:") {
        return Some(link.to_owned());
    }
    let (path, fragment) = link.split_once('#').map_or((link, String::new()), |(path, fragment)| (path, format!("#{fragment}")));
    let target = from_root(source, path);
    let up = "../".repeat(address(source).matches('/').count());
    // A folder stands for the document that introduces it.
    let introduction = format!("{}/README.md", target.trim_end_matches('/'));
    if let Some(document) = sources.iter().find(|source| **source == target || **source == introduction) {
        return Some(format!("{up}{}{fragment}", address(document)));
    }
    let inside = target.strip_prefix("docs/").map(|inside| (inside.to_owned(), format!("docs/{inside}")));
    let of_site = |path: String| (format!("../{path}"), path);
    let published = Path::new(&target).file_name().map(|name| format!("overt/{}", name.to_string_lossy()));
    let candidates = [
        inside,
        target.strip_prefix("www/").map(|path| of_site(path.to_owned())),
        published.filter(|_| target.starts_with("www/") || target.starts_with("pkg/")).map(of_site),
    ];
    let found = candidates.into_iter().flatten().find(|(_, path)| out.join(path).is_file() || out.join(path).join("index.html").is_file());
    found.map(|(address, _)| format!("{up}{address}{fragment}"))
}

/// The path from the root of what a document calls by a path from itself.
fn from_root(source: &str, path: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in parent(Path::new(source)).join(path).components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            _ => {}
        }
    }
    let slash = if path.ends_with('/') { "/" } else { "" };
    parts.join("/") + slash
}

/// A page: the template with the list of all, in which this one is marked, and its content.
fn fill(template: &str, source: &str, pages: &[(&str, Page)], title: &str, content: &Html) -> Result<Html, String> {
    let up = "../".repeat(address(source).matches('/').count());
    let entry = |(other, page): &(&str, Page)| {
        let current = Html::rendered(if *other == source { " aria-current=\"page\"".to_owned() } else { String::new() });
        let href = format!("{up}{}", address(other));
        render(
            "<li><a href=\"{{href}}\"{{current}}>{{title}}</a></li>\n",
            &[("href", Value::Text(&href)), ("current", Value::Markup(&current)), ("title", Value::Text(&page.title))],
        )
    };
    let list = |of_project: bool| -> Result<Html, String> {
        let wanted = pages.iter().filter(|(other, _)| OF_THE_PROJECT.contains(other) == of_project);
        Ok(Html::join(wanted.map(entry).collect::<Result<Vec<_>, _>>()?))
    };
    render(
        template,
        &[
            ("title", Value::Text(title)),
            ("up", Value::Text(&up)),
            ("pages", Value::Markup(&list(false)?)),
            ("project", Value::Markup(&list(true)?)),
            ("content", Value::Markup(content)),
        ],
    )
}

/// The page of all pages, each with how it begins.
fn contents(pages: &[(&str, Page)]) -> Html {
    let entry = |(source, page): &(&str, Page)| {
        render(
            "<dt><a href=\"{{href}}\">{{title}}</a></dt>\n<dd>{{lead}}</dd>\n",
            &[
                ("href", Value::Text(&address(source))),
                ("title", Value::Text(&page.title)),
                ("lead", Value::Text(first_sentence(&page.lead))),
            ],
        )
        .unwrap_or_default()
    };
    let list = Html::join(pages.iter().map(entry));
    Html::rendered(format!("<h1>Documentation</h1>\n<dl class=\"contents\">\n{list}</dl>\n"))
}

/// How a page begins; a list that is only announced says nothing yet.
fn first_sentence(text: &str) -> &str {
    let sentence = text.split_inclusive(". ").next().unwrap_or_default().trim_end();
    if sentence.ends_with(':') { "" } else { sentence }
}

/// What is searched: each section with its page, its heading and its text.
fn index(pages: &[(&str, Page)]) -> serde_json::Value {
    let of_page = |(source, page): &(&str, Page)| -> Vec<serde_json::Value> {
        let entry = |section: &markdown::Section| {
            let hash = if section.id.is_empty() { String::new() } else { format!("#{}", section.id) };
            json!({ "at": format!("{}{hash}", address(source)), "page": page.title, "heading": section.heading, "text": section.text.trim() })
        };
        page.sections.iter().map(entry).collect()
    };
    pages.iter().flat_map(of_page).collect()
}

/// Every file below a folder, in order; what was installed or built there is none of ours.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let ours = |path: &PathBuf| !["node_modules", "dist", "target"].contains(&name(path).as_str()) && !name(path).starts_with('.');
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).filter(ours).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() { found.extend(files(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "md")
}

fn parent(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn write_file(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error| format!("{}: {error}", path.display());
    fs::create_dir_all(parent(path)).map_err(failed)?;
    fs::write(path, text).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_has_an_address_of_its_own() {
        assert_eq!(address("docs/embedding.md"), "embedding.html");
        assert_eq!(address("docs/recipes/next.md"), "recipes/next.html");
        assert_eq!(address("README.md"), "project/readme.html");
    }

    #[test]
    fn a_path_is_read_from_the_document_that_names_it() {
        assert_eq!(from_root("docs/embedding.md", "../www/overt.d.ts"), "www/overt.d.ts");
        assert_eq!(from_root("README.md", "docs/panel.png"), "docs/panel.png");
        assert_eq!(from_root("docs/recipes/next.md", "../start.md"), "docs/start.md");
        assert_eq!(from_root("docs/a.md", "../www/demo/bookshop/"), "www/demo/bookshop/");
    }

    #[test]
    fn a_page_is_introduced_by_its_first_sentence() {
        assert_eq!(first_sentence("One of `a.b`. Two."), "One of `a.b`.");
        assert_eq!(first_sentence("Added:"), "");
    }

    #[test]
    fn links_lead_to_pages_and_what_the_site_does_not_have_is_no_link() {
        let sources = ["README.md".to_owned(), "docs/recipes/next.md".to_owned(), "docs/start.md".to_owned()];
        let led = |link: &str, source: &str| lead_to(link, source, &sources, Path::new("no such folder"));
        assert_eq!(led("docs/start.md#one", "README.md").as_deref(), Some("../start.html#one"));
        assert_eq!(led("../start.md", "docs/recipes/next.md").as_deref(), Some("../start.html"));
        assert_eq!(led("../README.md", "docs/start.md").as_deref(), Some("project/readme.html"));
        assert_eq!(led("recipes", "docs/start.md"), None, "no document introduces it");
        assert_eq!(led("../crates/core", "docs/start.md"), None);
        assert_eq!(led("https://example.org/", "docs/start.md").as_deref(), Some("https://example.org/"));
    }

    #[test]
    fn every_document_of_the_checkout_is_a_page_and_none_is_there_twice() -> Result<(), String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut found = sources(&root)?;
        assert_eq!(found.first().map(String::as_str), Some("docs/start.md"));
        assert_eq!(found.iter().filter(|source| OF_THE_PROJECT.contains(&source.as_str())).count(), OF_THE_PROJECT.len());
        let count = found.len();
        found.sort();
        found.dedup();
        assert_eq!(found.len(), count);
        Ok(())
    }
}

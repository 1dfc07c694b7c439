//! Makes the site that `demo` serves and the tests visit: the project's home page, the documentation, the playground, the bookshop, the fixture sites, and Overt's own files.

use std::error::Error;
use std::fs;
use std::path::Path;

mod catalogue;
mod details;
mod docs;
mod names;
mod pages;
mod template;

use catalogue::Catalogue;
use pages::Shop;

/// The bookshop's folder, in `www/` and in the site.
const BOOKSHOP: &str = "demo/bookshop";
/// What the bookshop serves as it is.
const BOOKSHOP_FILES: [&str; 4] = ["bookshop.css", "favicon.svg", "overt.json", "books.json"];
/// The sites on which the checks for owners are tried; they are served as they lie.
const FIXTURES: &str = "fixtures";
/// What the project's home page and the playground consist of.
const HOME_FILES: [&str; 9] =
    ["index.html", "home.css", "home.js", "favicon.svg", "overt.json", "places.js", "playground.html", "playground.css", "playground.js"];
/// What the playground offers to begin with, besides the configurations of the site: files of the tests of lint.
const EXAMPLES: [&str; 5] = [
    "good/shop.json",
    "bad/vagueWords.json",
    "bad/neverUsed-sensitive.json",
    "bad/misspeltField-legal-basis.json",
    "bad/unreadable-comma.json",
];

/// Renders the whole site into `out`: the pages from `root`'s `www/`, the files of `modules` under `overt/`, those of `playground` under `wasm/`.
pub(crate) fn write(root: &Path, modules: &Path, playground: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let www = root.join("www");
    // A page that no longer exists must not be served from an earlier build.
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    copy(&www, out, &HOME_FILES)?;
    copy_folder(modules, &out.join("overt"))?;
    copy_folder(playground, &out.join("wasm"))?;
    for example in EXAMPLES {
        let (folder, name) = example.split_once('/').unwrap_or_default();
        copy(&root.join("tests/configs").join(folder), &out.join("playground"), &[name])?;
    }
    copy_folder(&modules.join("adapters"), &out.join("overt/adapters"))?;
    copy_tree(&www.join(FIXTURES), &out.join(FIXTURES))?;
    copy_folder(playground, &out.join("wasm"))?;
    for example in EXAMPLES {
        let (folder, name) = example.split_once('/').unwrap_or_default();
        copy(&root.join("tests/configs").join(folder), &out.join("playground"), &[name])?;
    }
    let (source, shop_out) = (www.join(BOOKSHOP), out.join(BOOKSHOP));
    copy(&source, &shop_out, &BOOKSHOP_FILES)?;
    let catalogue = Catalogue::read(&read(&source.join("books.json"))?, &read(&source.join("overt.json"))?)?;
    let front_table: Vec<u64> = serde_json::from_str(&read(&source.join("front-table.json"))?)?;
    let templates = source.join("templates");
    let shop = Shop::new(&catalogue, |name| read(&templates.join(name)))?;
    for (path, page) in shop.pages(&front_table)? {
        let folder = shop_out.join(path);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), page.to_string())?;
    }
    docs::write(root, out)?;
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn copy<Name: AsRef<str>>(from: &Path, to: &Path, names: &[Name]) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    for name in names.iter().map(AsRef::as_ref) {
        let source = from.join(name);
        fs::copy(&source, to.join(name)).map_err(|error| format!("{}: {error}", source.display()))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    let names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    copy(from, to, &names)
}

/// A folder with all that is below it.
fn copy_tree(from: &Path, to: &Path) -> Result<(), String> {
    copy_folder(from, to)?;
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    for entry in entries.filter_map(Result::ok).filter(|entry| entry.path().is_dir()) {
        copy_tree(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// The shop's own files, which are part of the checkout.
    fn bookshop() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www").join(BOOKSHOP)
    }

    fn pages() -> Result<std::collections::BTreeMap<String, String>, Box<dyn Error>> {
        let source = bookshop();
        let catalogue = Catalogue::read(&read(&source.join("books.json"))?, &read(&source.join("overt.json"))?)?;
        let front_table: Vec<u64> = serde_json::from_str(&read(&source.join("front-table.json"))?)?;
        let shop = Shop::new(&catalogue, |name| read(&source.join("templates").join(name)))?;
        Ok(shop.pages(&front_table)?.into_iter().map(|(path, page)| (path, page.to_string())).collect())
    }

    #[test]
    fn every_book_has_a_page_and_the_home_page_has_its_list() -> Result<(), Box<dyn Error>> {
        let pages = pages()?;
        assert_eq!(pages.keys().filter(|path| path.starts_with("books/")).count(), 1910);
        let home = pages.get("").ok_or("no home page")?;
        assert_eq!(home.matches("data-overt-item=").count(), 120);
        assert!(home.contains("data-overt-features=\"shelf:british-literature shelf:novels author:austen-jane\""));
        Ok(())
    }

    #[test]
    fn every_fixture_site_is_copied_with_its_files() -> Result<(), Box<dyn Error>> {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www").join(FIXTURES);
        let out = std::env::temp_dir().join(format!("overt-fixtures-{}", std::process::id()));
        copy_tree(&source, &out)?;
        for site in ["news", "support", "single-page", "strict", "right-to-left", "no-storage", "dishonest"] {
            for file in ["index.html", "overt.json"] {
                assert_eq!(fs::read(out.join(site).join(file))?, fs::read(source.join(site).join(file))?, "{site}/{file}");
            }
        }
        fs::remove_dir_all(&out)?;
        Ok(())
    }

    #[test]
    fn no_page_needs_more_than_the_strict_policy_gives() -> Result<(), Box<dyn Error>> {
        for (path, page) in pages()? {
            assert!(!page.contains(" style="), "{path} has an inline style");
            assert!(!page.contains("<style"), "{path} has a style element");
            assert_eq!(page.matches("<script").count(), 1, "{path} has a script of its own");
            assert!(!page.contains(" onclick="), "{path} has an inline handler");
            assert!(!page.contains("{{"), "{path} has a placeholder left");
        }
        Ok(())
    }

    #[test]
    fn the_registry_declares_exactly_the_shelves_there_are() -> Result<(), Box<dyn Error>> {
        let source = bookshop();
        let catalogue = Catalogue::read(&read(&source.join("books.json"))?, &read(&source.join("overt.json"))?)?;
        let empty: Vec<&str> = catalogue.shelves.values().filter(|shelf| shelf.books.is_empty()).map(|shelf| shelf.slug.as_str()).collect();
        assert!(empty.is_empty(), "declared, but in no book: {empty:?}");
        for shelf in catalogue.shelves.values() {
            assert_eq!(shelf.label, names::plain_label(&shelf.label));
        }
        Ok(())
    }

    #[test]
    fn both_shelf_signals_declare_the_same_values() -> Result<(), Box<dyn Error>> {
        let registry: serde_json::Value = serde_json::from_str(&read(&bookshop().join("overt.json"))?)?;
        let values = |id: &str| {
            let signals = registry.get("signals")?.as_array()?;
            signals.iter().find(|signal| signal.get("id").and_then(|found| found.as_str()) == Some(id))?.get("values")
        };
        assert!(values("viewed.shelf").is_some());
        assert_eq!(values("viewed.shelf"), values("bought.shelf"));
        Ok(())
    }
}

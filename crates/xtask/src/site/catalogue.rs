//! The bookshop's books and shelves, read from the catalogue and the registry.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::names;

/// How many shelves a book names to Overt.
const SHELVES_NAMED: usize = 3;
/// How many of a work's authors are shown and named.
const AUTHORS_NAMED: usize = 3;

/// One shelf, as the registry declares it and the catalogue fills it.
#[derive(Debug, Clone)]
pub(super) struct Shelf {
    pub(super) slug: String,
    pub(super) label: String,
    /// Whether standing here gives away something sensitive about a reader.
    pub(super) sensitive: bool,
    /// The numbers of its books, in the catalogue's order.
    pub(super) books: Vec<u64>,
}

/// One author of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Author {
    pub(super) slug: String,
    pub(super) label: String,
    pub(super) born: Option<i64>,
    /// False for "Unknown" and the like, who are nobody's favourite.
    pub(super) somebody: bool,
}

/// One work; entries of the catalogue that differ only in the author are one book.
#[derive(Debug, Clone)]
pub(super) struct Book {
    pub(super) id: u64,
    pub(super) title: String,
    pub(super) authors: Vec<Author>,
    /// Slugs, in the catalogue's order.
    pub(super) shelves: Vec<String>,
    pub(super) subjects: Vec<String>,
}

/// Everything the shop sells.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    /// In the catalogue's order.
    pub(super) books: Vec<Book>,
    /// By slug.
    pub(super) shelves: BTreeMap<String, Shelf>,
    places: BTreeMap<u64, usize>,
}

impl Catalogue {
    /// Reads the two files; a shelf that the registry does not declare is an error, since nothing about it could be learned.
    pub(super) fn read(books: &str, registry: &str) -> Result<Catalogue, String> {
        let mut catalogue = Catalogue { shelves: declared_shelves(registry)?, ..Catalogue::default() };
        let entries: Vec<Json> = serde_json::from_str(books).map_err(|error| format!("books.json: {error}"))?;
        for entry in &entries {
            catalogue.add(entry).map_err(|error| format!("books.json: {error}: {entry}"))?;
        }
        Ok(catalogue)
    }

    fn add(&mut self, entry: &Json) -> Result<(), String> {
        let id = entry.get("id").and_then(Json::as_u64).ok_or("no id")?;
        let author = author(entry)?;
        if let Some(book) = self.places.get(&id).and_then(|place| self.books.get_mut(*place)) {
            book.authors.push(author);
            return Ok(());
        }
        let title = names::whole_title(entry.get("title").and_then(Json::as_str).ok_or("no title")?);
        let shelves: Vec<String> = texts(entry, "shelves").map(names::shelf_slug).collect();
        for slug in &shelves {
            let shelf = self.shelves.get_mut(slug).ok_or_else(|| format!("overt.json declares no shelf {slug}"))?;
            shelf.books.push(id);
        }
        let subjects = texts(entry, "subjects").map(str::to_owned).collect();
        self.places.insert(id, self.books.len());
        self.books.push(Book { id, title, authors: vec![author], shelves, subjects });
        Ok(())
    }

    /// The book of this number.
    pub(super) fn book(&self, id: u64) -> Option<&Book> {
        self.places.get(&id).and_then(|place| self.books.get(*place))
    }

    /// All shelves of a book.
    pub(super) fn shelves_of<'a>(&'a self, book: &'a Book) -> impl Iterator<Item = &'a Shelf> {
        book.shelves.iter().filter_map(|slug| self.shelves.get(slug))
    }

    /// The shelves a book names to Overt: the rarest say the most, and a sensitive one is never left out.
    pub(super) fn telling_shelves<'a>(&'a self, book: &'a Book) -> Vec<&'a Shelf> {
        let mut shelves: Vec<&Shelf> = self.shelves_of(book).collect();
        shelves.sort_by_key(|shelf| (!shelf.sensitive, shelf.books.len(), &shelf.slug));
        shelves.truncate(SHELVES_NAMED);
        shelves.sort_by_key(|shelf| (shelf.books.len(), &shelf.slug));
        shelves
    }

    /// Up to `count` other books of a shelf, those after this one first, so that no two pages offer the same few.
    pub(super) fn neighbours<'a>(&'a self, shelf: &Shelf, book: &Book, count: usize) -> Vec<&'a Book> {
        let place = shelf.books.iter().position(|id| *id == book.id).unwrap_or_default();
        let (before, after) = shelf.books.split_at(place);
        let ids = after.iter().skip(1).chain(before);
        ids.filter_map(|id| self.book(*id)).take(count).collect()
    }
}

impl Book {
    /// The authors worth naming: a few, and not all of a long list.
    pub(super) fn named_authors(&self) -> impl Iterator<Item = &Author> {
        self.authors.iter().take(AUTHORS_NAMED)
    }

    /// "Karl Marx and Friedrich Engels".
    pub(super) fn byline(&self) -> String {
        let labels: Vec<&str> = self.named_authors().map(|author| author.label.as_str()).collect();
        if self.authors.len() > AUTHORS_NAMED {
            return format!("{} and others", labels.join(", "));
        }
        match labels.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        }
    }
}

fn author(entry: &Json) -> Result<Author, String> {
    let name = entry.get("author").and_then(Json::as_str).ok_or("no author")?;
    Ok(Author {
        slug: names::slug(name),
        label: names::author_label(name),
        born: entry.get("born").and_then(Json::as_i64),
        somebody: names::is_somebody(name),
    })
}

fn texts<'a>(entry: &'a Json, key: &str) -> impl Iterator<Item = &'a str> {
    entry.get(key).and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str)
}

/// The registry is the one place that names the shelves and says which are sensitive.
fn declared_shelves(registry: &str) -> Result<BTreeMap<String, Shelf>, String> {
    let registry: Json = serde_json::from_str(registry).map_err(|error| format!("overt.json: {error}"))?;
    let signals = registry.get("signals").and_then(Json::as_array).ok_or("overt.json: no signals")?;
    let viewed = signals
        .iter()
        .find(|signal| signal.get("id").and_then(Json::as_str) == Some("viewed.shelf"))
        .ok_or("overt.json: no signal viewed.shelf")?;
    let values = viewed.get("values").and_then(Json::as_array).ok_or("overt.json: viewed.shelf has no values")?;
    let mut shelves = BTreeMap::new();
    for value in values {
        let text = |key| value.get(key).and_then(Json::as_str).ok_or_else(|| format!("overt.json: a value without {key}"));
        let (slug, label) = (text("id")?.to_owned(), text("label")?.to_owned());
        let sensitive = value.get("implies").and_then(Json::as_array).is_some_and(|implied| !implied.is_empty());
        shelves.insert(slug.clone(), Shelf { slug, label, sensitive, books: Vec::new() });
    }
    Ok(shelves)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGISTRY: &str = r#"{"signals":[{"id":"viewed.shelf","values":[
        {"id":"a","label":"A"},{"id":"b","label":"B"},{"id":"c","label":"C"},{"id":"d","label":"D"},
        {"id":"politics","label":"Politics","implies":["politics"]}]}]}"#;

    const BOOKS: &str = r#"[
        {"id":1,"title":"One","author":"Marx, Karl","born":1818,"shelves":["A","B","C","Politics"],"subjects":[]},
        {"id":1,"title":"One","author":"Engels, Friedrich","born":1820,"shelves":["A","B","C","Politics"],"subjects":[]},
        {"id":2,"title":"Two","author":"Unknown","born":null,"shelves":["Politics","A","B","C","D"],"subjects":["x"]},
        {"id":3,"title":"Three","author":"Aesop","born":-620,"shelves":["Politics"],"subjects":[]},
        {"id":4,"title":"Four","author":"Aesop","born":-620,"shelves":["A","B"],"subjects":[]}]"#;

    fn slugs(shelves: &[&Shelf]) -> Vec<String> {
        shelves.iter().map(|shelf| shelf.slug.clone()).collect()
    }

    #[test]
    fn entries_of_one_work_are_one_book() -> Result<(), String> {
        let catalogue = Catalogue::read(BOOKS, REGISTRY)?;
        assert_eq!(catalogue.books.len(), 4);
        assert_eq!(catalogue.book(1).ok_or("no book")?.byline(), "Karl Marx and Friedrich Engels");
        Ok(())
    }

    #[test]
    fn a_sensitive_shelf_is_always_named() -> Result<(), String> {
        let catalogue = Catalogue::read(BOOKS, REGISTRY)?;
        // Politics holds three books, as many as A and B, and more than C and D.
        let two = catalogue.book(2).ok_or("no book")?;
        assert_eq!(slugs(&catalogue.telling_shelves(two)), ["d", "c", "politics"]);
        let one = catalogue.book(1).ok_or("no book")?;
        assert!(slugs(&catalogue.telling_shelves(one)).contains(&"politics".to_owned()));
        Ok(())
    }

    #[test]
    fn neighbours_begin_after_the_book_and_leave_it_out() -> Result<(), String> {
        let catalogue = Catalogue::read(BOOKS, REGISTRY)?;
        let shelf = catalogue.shelves.get("politics").ok_or("no shelf")?;
        let two = catalogue.book(2).ok_or("no book")?;
        let ids: Vec<u64> = catalogue.neighbours(shelf, two, 8).iter().map(|book| book.id).collect();
        assert_eq!(ids, [3, 1]);
        Ok(())
    }

    #[test]
    fn an_undeclared_shelf_stops_the_build() {
        let books = r#"[{"id":1,"title":"One","author":"Aesop","born":null,"shelves":["Nowhere"],"subjects":[]}]"#;
        assert!(Catalogue::read(books, REGISTRY).is_err());
    }
}

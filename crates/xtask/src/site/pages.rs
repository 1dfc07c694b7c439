//! Each kind of page of the bookshop, made from its template.

use std::collections::BTreeMap;

use super::catalogue::{Book, Catalogue, Shelf};
use super::template::{Html, Value, render};
use super::{details, names};

/// How many other books a page offers.
const NEIGHBOURS: usize = 8;
const TEMPLATES: [&str; 10] = [
    "layout.html",
    "home.html",
    "card.html",
    "book.html",
    "more.html",
    "entry.html",
    "shelf.html",
    "shelves.html",
    "thanks.html",
    "privacy.html",
];

/// The catalogue together with the templates.
#[derive(Debug)]
pub(super) struct Shop<'a> {
    catalogue: &'a Catalogue,
    templates: BTreeMap<&'static str, String>,
}

impl<'a> Shop<'a> {
    /// Reads every template once.
    pub(super) fn new(catalogue: &'a Catalogue, read: impl Fn(&str) -> Result<String, String>) -> Result<Shop<'a>, String> {
        let templates = TEMPLATES.iter().map(|name| Ok((*name, read(name)?))).collect::<Result<_, String>>()?;
        Ok(Shop { catalogue, templates })
    }

    /// Every page, by its folder; the home page's is empty.
    pub(super) fn pages(&self, front_table: &[u64]) -> Result<Vec<(String, Html)>, String> {
        let mut pages = vec![
            (String::new(), self.home(front_table)?),
            ("thanks/".to_owned(), self.thanks()?),
            ("privacy/".to_owned(), self.privacy()?),
            ("shelves/".to_owned(), self.shelves()?),
        ];
        for shelf in self.catalogue.shelves.values() {
            pages.push((format!("shelves/{}/", shelf.slug), self.shelf(shelf)?));
        }
        for book in &self.catalogue.books {
            pages.push((format!("books/{}/", book.id), self.book(book)?));
        }
        Ok(pages)
    }

    fn fill(&self, template: &str, values: &[(&str, Value<'_>)]) -> Result<Html, String> {
        let text = self.templates.get(template).ok_or_else(|| format!("no template {template}"))?;
        render(text, values).map_err(|error| format!("{template}: {error}"))
    }

    /// Puts a page's content between the header and the footer.
    fn page(&self, root: &str, title: &str, description: &str, content: &Html) -> Result<Html, String> {
        self.fill(
            "layout.html",
            &[
                ("root", Value::Text(root)),
                ("title", Value::Text(title)),
                ("description", Value::Text(description)),
                ("content", Value::Markup(content)),
            ],
        )
    }

    fn home(&self, front_table: &[u64]) -> Result<Html, String> {
        let mut cards = Vec::new();
        for id in front_table {
            let book = self.catalogue.book(*id).ok_or_else(|| format!("front-table.json: no book {id}"))?;
            cards.push(self.card(book)?);
        }
        let content = self.fill(
            "home.html",
            &[
                ("pages", Value::Text(&details::thousands(self.catalogue.books.len()))),
                ("count", Value::Text(&cards.len().to_string())),
                ("cards", Value::Markup(&Html::join(cards))),
            ],
        )?;
        let description = "Books that belong to everyone, in a list that says why it stands in this order.";
        self.page("./", "The Open Bookshop", description, &content)
    }

    fn card(&self, book: &Book) -> Result<Html, String> {
        let shelves = self.catalogue.telling_shelves(book);
        let (title, _) = names::title_parts(&book.title);
        self.fill(
            "card.html",
            &[
                ("root", Value::Text("./")),
                ("id", Value::Text(&book.id.to_string())),
                ("features", Value::Text(&details::features(&shelves, book))),
                ("looks", Value::Text(&details::looks(book, title))),
                ("title", Value::Text(title)),
                ("author", Value::Text(&book.byline())),
                ("shelf", Value::Text(shelves.first().map_or("", |shelf| &shelf.label))),
            ],
        )
    }

    fn book(&self, book: &Book) -> Result<Html, String> {
        let shelves = self.catalogue.telling_shelves(book);
        let (title, rest) = names::title_parts(&book.title);
        let line = |template: &str, text: &str| render(template, &[("text", Value::Text(text))]);
        let subtitle = rest.map_or(Ok(Html::default()), |rest| line("<p class=\"subtitle\">{{text}}</p>\n", rest))?;
        let mut subjects = Vec::new();
        for (place, subject) in book.subjects.iter().enumerate() {
            let term = if place == 0 { "<dt>Subjects</dt>\n<dd>{{text}}</dd>\n" } else { "<dd>{{text}}</dd>\n" };
            subjects.push(line(term, subject)?);
        }
        let content = self.fill(
            "book.html",
            &[
                ("id", Value::Text(&book.id.to_string())),
                ("viewed", Value::Text(&details::observed("viewed", &shelves, book))),
                ("bought", Value::Text(&details::observed("bought", &shelves, book))),
                ("looks", Value::Text(&details::looks(book, title))),
                ("title", Value::Text(title)),
                ("subtitle", Value::Markup(&subtitle)),
                ("author", Value::Text(&book.byline())),
                ("born", Value::Text(&details::born(book))),
                ("shelves", Value::Markup(&shelf_links(self.catalogue.shelves_of(book))?)),
                ("subjects", Value::Markup(&Html::join(subjects))),
                ("more", Value::Markup(&self.more(book, &shelves)?)),
            ],
        )?;
        let description = format!("{} by {}, free at The Open Bookshop.", book.title, book.byline());
        self.page("../../", &format!("{title} · The Open Bookshop"), &description, &content)
    }

    /// Other books of the rarest shelf that has enough of them.
    fn more(&self, book: &Book, shelves: &[&Shelf]) -> Result<Html, String> {
        let enough = shelves.iter().find(|shelf| shelf.books.len() > NEIGHBOURS).or(shelves.last());
        let Some(shelf) = enough else {
            return Ok(Html::default());
        };
        let others = self.catalogue.neighbours(shelf, book, NEIGHBOURS);
        if others.is_empty() {
            return Ok(Html::default());
        }
        self.fill(
            "more.html",
            &[
                ("shelf", Value::Text(&shelf.label)),
                ("slug", Value::Text(&shelf.slug)),
                ("count", Value::Text(&details::thousands(shelf.books.len()))),
                ("books", Value::Markup(&self.entries("../../", others)?)),
            ],
        )
    }

    fn entries<'b>(&self, root: &str, books: impl IntoIterator<Item = &'b Book>) -> Result<Html, String> {
        let mut entries = Vec::new();
        for book in books {
            entries.push(self.fill(
                "entry.html",
                &[
                    ("root", Value::Text(root)),
                    ("id", Value::Text(&book.id.to_string())),
                    ("title", Value::Text(&book.title)),
                    ("author", Value::Text(&book.byline())),
                ],
            )?);
        }
        Ok(Html::join(entries))
    }

    fn shelf(&self, shelf: &Shelf) -> Result<Html, String> {
        let books = shelf.books.iter().filter_map(|id| self.catalogue.book(*id));
        let note = if shelf.sensitive {
            render("<p class=\"note\">Nothing is learned from the books of this shelf.</p>\n", &[])?
        } else {
            Html::default()
        };
        let content = self.fill(
            "shelf.html",
            &[
                ("shelf", Value::Text(&shelf.label)),
                ("count", Value::Text(&details::count_of_books(shelf.books.len()))),
                ("note", Value::Markup(&note)),
                ("books", Value::Markup(&self.entries("../../", books)?)),
            ],
        )?;
        let description = format!("The shelf {} of The Open Bookshop.", shelf.label);
        self.page("../../", &format!("{} · The Open Bookshop", shelf.label), &description, &content)
    }

    fn shelves(&self) -> Result<Html, String> {
        let mut shelves: Vec<&Shelf> = self.catalogue.shelves.values().collect();
        shelves.sort_by_key(|shelf| shelf.label.to_lowercase());
        let entry = "<li><a href=\"{{slug}}/\">{{label}}</a> <span class=\"by\">{{count}}</span></li>\n";
        let mut entries = Vec::new();
        for shelf in &shelves {
            entries.push(render(
                entry,
                &[
                    ("slug", Value::Text(&shelf.slug)),
                    ("label", Value::Text(&shelf.label)),
                    ("count", Value::Text(&details::count_of_books(shelf.books.len()))),
                ],
            )?);
        }
        let content = self.fill(
            "shelves.html",
            &[("count", Value::Text(&shelves.len().to_string())), ("shelves", Value::Markup(&Html::join(entries)))],
        )?;
        self.page("../", "All shelves · The Open Bookshop", "Every shelf of The Open Bookshop.", &content)
    }

    fn thanks(&self) -> Result<Html, String> {
        let content = self.fill("thanks.html", &[])?;
        self.page("../", "It is yours · The Open Bookshop", "Nothing was charged.", &content)
    }

    fn privacy(&self) -> Result<Html, String> {
        let mut shelves: Vec<&Shelf> = self.catalogue.shelves.values().filter(|shelf| shelf.sensitive).collect();
        shelves.sort_by_key(|shelf| &shelf.label);
        let item = |shelf: &Shelf| render("<li>{{label}}</li>\n", &[("label", Value::Text(&shelf.label))]);
        let sensitive = Html::join(shelves.into_iter().map(item).collect::<Result<Vec<_>, _>>()?);
        let content = self.fill("privacy.html", &[("sensitive", Value::Markup(&sensitive))])?;
        let description = "What The Open Bookshop learns, where it is kept and how to stop it.";
        self.page("../", "Privacy notice · The Open Bookshop", description, &content)
    }
}

fn shelf_links<'a>(shelves: impl Iterator<Item = &'a Shelf>) -> Result<Html, String> {
    let link = "<dd><a href=\"../../shelves/{{slug}}/\">{{label}}</a></dd>\n";
    let links = shelves
        .map(|shelf| render(link, &[("slug", Value::Text(&shelf.slug)), ("label", Value::Text(&shelf.label))]))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Html::join(links))
}

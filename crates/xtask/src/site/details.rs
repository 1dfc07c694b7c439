//! The small pieces of text a page needs: what it tells Overt, and how a book looks and counts.

use super::catalogue::{Author, Book, Shelf};

/// How many colours and how many ornaments the style sheet knows.
const TONES: u64 = 9;
const MOTIFS: u64 = 7;

/// `viewed.shelf=romance (Romance); viewed.author=austen-jane (Jane Austen)`.
pub(super) fn observed(verb: &str, shelves: &[&Shelf], book: &Book) -> String {
    let shelves = shelves.iter().map(|shelf| format!("{verb}.shelf={} ({})", shelf.slug, shelf.label));
    let authors = somebodies(book).map(|author| format!("{verb}.author={} ({})", author.slug, author.label));
    shelves.chain(authors).collect::<Vec<_>>().join("; ")
}

/// `shelf:romance author:austen-jane`: the same words the page of the book teaches.
pub(super) fn features(shelves: &[&Shelf], book: &Book) -> String {
    let shelves = shelves.iter().map(|shelf| format!("shelf:{}", shelf.slug));
    shelves.chain(somebodies(book).map(|author| format!("author:{}", author.slug))).collect::<Vec<_>>().join(" ")
}

fn somebodies(book: &Book) -> impl Iterator<Item = &Author> {
    book.named_authors().filter(|author| author.somebody)
}

/// ", born 1775"; only where there is one author whose year it can be.
pub(super) fn born(book: &Book) -> String {
    match book.authors.as_slice() {
        [Author { born: Some(year), .. }] if *year < 0 => format!(", born {} BC", year.unsigned_abs()),
        [Author { born: Some(year), .. }] => format!(", born {year}"),
        _ => String::new(),
    }
}

/// The classes of a cover: colour and ornament follow from the number, the size of the type from the title.
pub(super) fn looks(book: &Book, title: &str) -> String {
    let longest = title.split([' ', '-']).map(|word| word.chars().count()).max().unwrap_or_default();
    let size = match title.chars().count() {
        0..=12 if longest <= 8 => "large",
        0..=30 if longest <= 11 => "medium",
        _ => "small",
    };
    // Numbers of one series follow each other; the high bits of a product keep their covers apart.
    let mixed = book.id.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    format!("tone-{} motif-{} {size}", mixed % TONES, (mixed / TONES) % MOTIFS)
}

pub(super) fn count_of_books(count: usize) -> String {
    if count == 1 { "1 book".to_owned() } else { format!("{} books", thousands(count)) }
}

/// "1,910": no number of the shop has seven digits.
pub(super) fn thousands(number: usize) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", number / 1000, number % 1000) }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::Catalogue;
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!((thousands(24), thousands(1910)), ("24".to_owned(), "1,910".to_owned()));
        assert_eq!((count_of_books(1), count_of_books(2)), ("1 book".to_owned(), "2 books".to_owned()));
    }

    #[test]
    fn a_page_names_shelves_and_authors_but_not_nobody() -> Result<(), String> {
        let registry = r#"{"signals":[{"id":"viewed.shelf","values":[{"id":"romance","label":"Romance"}]}]}"#;
        let books = r#"[
            {"id":1,"title":"Emma","author":"Austen, Jane","born":1775,"shelves":["Romance"],"subjects":[]},
            {"id":2,"title":"Tales","author":"Unknown","born":null,"shelves":["Romance"],"subjects":[]}]"#;
        let catalogue = Catalogue::read(books, registry)?;
        let said = |id| {
            let book = catalogue.book(id)?;
            Some(observed("viewed", &catalogue.telling_shelves(book), book))
        };
        let emma = "viewed.shelf=romance (Romance); viewed.author=austen-jane (Jane Austen)";
        assert_eq!(said(1).as_deref(), Some(emma));
        assert_eq!(said(2).as_deref(), Some("viewed.shelf=romance (Romance)"));
        assert_eq!(catalogue.book(1).map(born).as_deref(), Some(", born 1775"));
        Ok(())
    }
}

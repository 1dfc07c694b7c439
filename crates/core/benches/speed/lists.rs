//! Lists to be ranked: the whole catalogue of Project Gutenberg, and made ones of any length.

use std::collections::HashMap;
use std::io::Read;

use overt_core::explain::Ranking;

/// How many of the commonest features of each kind are a visitor's interests.
const INTERESTS: [(&str, usize); 2] = [("shelf:", 15), ("author:", 5)];

/// The features of every item.
pub(crate) struct List {
    names: Vec<String>,
    starts: Vec<u32>,
    features: Vec<u32>,
}

impl List {
    /// All works that `tests/bench/books-full.tsv.gz` has, with their authors, shelves and subjects.
    pub(crate) fn books() -> List {
        let packed = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/bench/books-full.tsv.gz")).unwrap();
        let mut text = String::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
        let mut list = Maker::default();
        for line in text.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let mut names = vec![format!("author:{}", slug(columns[4]))];
            names.extend(columns[5].split('|').map(|shelf| format!("shelf:{}", slug(shelf))));
            names.extend(columns[6].split('|').map(|subject| format!("subject:{}", slug(subject))));
            names.retain(|name| !name.ends_with(':'));
            names.sort();
            names.dedup();
            list.add(names);
        }
        list.made
    }

    /// Items with one of many authors and two of two hundred shelves each.
    pub(crate) fn made(count: u32) -> List {
        let mut list = Maker::default();
        for item in 0..count {
            let mixed = item.wrapping_mul(2_654_435_761) >> 8;
            let (one, other) = (mixed % 200, mixed / 200 % 200);
            let mut names = vec![format!("author:a{}", mixed % (count / 10)), format!("shelf:s{one}")];
            names.extend((one != other).then(|| format!("shelf:s{other}")));
            list.add(names);
        }
        list.made
    }

    pub(crate) fn ranking(&self) -> Ranking {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        Ranking::new(&names, &self.starts, &self.features, &vec![1000; self.features.len()], &[])
    }

    /// The commonest shelves and authors that may be learned.
    pub(crate) fn interests(&self) -> Vec<String> {
        let mut counts = vec![0; self.names.len()];
        self.features.iter().for_each(|feature| counts[*feature as usize] += 1);
        let mut by_count: Vec<usize> = (0..counts.len()).collect();
        by_count.sort_by_key(|feature| std::cmp::Reverse(counts[*feature]));
        let of_kind = |(kind, many): (&str, usize)| {
            // The bookshop's shelves about health, religion and the like are never learned from.
            let telling = |name: &&String| ["religio", "politic", "health", "psych", "drugs", "sex"].iter().any(|word| name.contains(word));
            let names = by_count.iter().map(|feature| &self.names[*feature]);
            names.filter(|name| name.starts_with(kind) && !telling(name)).take(many).cloned().collect::<Vec<_>>()
        };
        INTERESTS.into_iter().flat_map(of_kind).collect()
    }
}

struct Maker {
    numbers: HashMap<String, u32>,
    made: List,
}

impl Default for Maker {
    fn default() -> Maker {
        Maker { numbers: HashMap::new(), made: List { names: Vec::new(), starts: vec![0], features: Vec::new() } }
    }
}

impl Maker {
    fn add(&mut self, names: Vec<String>) {
        for name in names {
            let next = self.made.names.len() as u32;
            let number = *self.numbers.entry(name.clone()).or_insert(next);
            if number == next {
                self.made.names.push(name);
            }
            self.made.features.push(number);
        }
        self.made.starts.push(self.made.features.len() as u32);
    }
}

/// A name as an id, near enough to the site's own for a measurement.
fn slug(text: &str) -> String {
    let words: Vec<String> = text
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let mut slug = words.join("-");
    slug.truncate(64);
    slug
}

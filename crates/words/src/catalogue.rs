//! One language's file as a list of sentences with their paths, in the order of the file.

use overt_core::json::{Value, parse};

/// A sentence, or several that stand together.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The names of the fields that lead to it, with full stops between.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Entry {
    /// The first name of the path; entries that are counted belong to the section that uses them.
    pub(crate) fn section(&self) -> &str {
        let path = self.path.strip_prefix(COUNTED).unwrap_or(&self.path);
        path.split('.').next().unwrap_or_default()
    }

    /// Whether people read it: a language and its direction are for machines.
    fn is_words(&self) -> bool {
        self.section() != "meta"
    }
}

/// Under it stand the entries that have one text for each plural category.
pub(crate) const COUNTED: &str = "counted.";

/// The file of one language.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// The name of the language, as in the name of the file.
    pub(crate) name: String,
    pub(crate) entries: Vec<Entry>,
    /// What is wrong with the file as a file.
    pub(crate) faults: Vec<String>,
}

impl Catalogue {
    pub(crate) fn read(name: &str, text: &str) -> Self {
        let mut catalogue = Catalogue { name: name.to_owned(), entries: Vec::new(), faults: Vec::new() };
        match parse(text) {
            Ok(value) => catalogue.collect(&value, ""),
            Err(fault) => catalogue.faults.push(format!("this is not JSON: {}.", fault.path)),
        }
        catalogue
    }

    fn collect(&mut self, value: &Value, path: &str) {
        match value {
            Value::Object(fields) => {
                for (place, (name, value)) in fields.iter().enumerate() {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    if fields.iter().take(place).any(|(earlier, _)| earlier == name) {
                        self.faults.push(format!("{path} stands here twice."));
                    }
                    self.collect(value, &path);
                }
            }
            Value::Text(text) => self.entries.push(Entry { path: path.to_owned(), text: text.clone() }),
            _ => self.faults.push(format!("{path} is neither a text nor an object.")),
        }
    }

    /// What people read.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_words())
    }

    pub(crate) fn get(&self, path: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.path == path).map(|entry| entry.text.as_str())
    }

    /// A finding about this file and the entry of this path.
    pub(crate) fn about(&self, path: &str, what: &str) -> String {
        let space = if path.is_empty() { "" } else { " " };
        format!("{}.json: {path}{space}{what}", self.name)
    }
}

/// The names between curly brackets, sorted.
pub(crate) fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> = text.split('{').skip(1).filter_map(|after| Some(after.split_once('}')?.0)).collect();
    places.sort_unstable();
    places
}

/// Full stops of every script, and what else ends a sentence.
const ENDS: [char; 6] = ['.', '!', '?', '。', '؟', '？'];

/// The sentences of a text; a label without a full stop is one too.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        // A full stop within a number or a name has no space behind it; the wide ones need none.
        let alone = letters.peek().is_none_or(|(_, next)| next.is_whitespace());
        if ENDS.contains(&letter) && (alone || !letter.is_ascii()) {
            let end = at + letter.len_utf8();
            found.push(text.get(start..end).unwrap_or_default().trim());
            start = end;
        }
    }
    found.push(text.get(start..).unwrap_or_default().trim());
    found.retain(|sentence| sentence.contains(char::is_alphanumeric));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_order_and_their_paths() {
        let catalogue = Catalogue::read("en", r#"{"b": {"y": "1", "x": "2"}, "a": "3"}"#);
        let paths: Vec<&str> = catalogue.entries.iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(paths, ["b.y", "b.x", "a"]);
        assert!(catalogue.faults.is_empty());
    }

    #[test]
    fn a_name_that_stands_twice_is_found() {
        assert_eq!(Catalogue::read("en", r#"{"a": {"b": "1", "b": "2"}}"#).faults, ["a.b stands here twice."]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_found_with_the_place() {
        assert_eq!(Catalogue::read("en", "{\"a\":\n x}").faults, ["this is not JSON: line 2, column 2."]);
        assert_eq!(Catalogue::read("en", "{\"a\": 1}").faults, ["a is neither a text nor an object."]);
    }

    #[test]
    fn sentences_end_where_a_full_stop_does() {
        assert_eq!(sentences("Off. Nothing is used, at 10.5 %."), ["Off.", "Nothing is used, at 10.5 %."]);
        assert_eq!(sentences("Why these?"), ["Why these?"]);
        assert_eq!(sentences("オフ。何も使いません。"), ["オフ。", "何も使いません。"]);
        assert_eq!(sentences("localStorage under {key}.log. Nothing is sent."), ["localStorage under {key}.log.", "Nothing is sent."]);
    }
}

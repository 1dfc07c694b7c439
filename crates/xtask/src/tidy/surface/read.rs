//! Reads names out of text that people wrote: enough of TypeScript, Rust and Markdown for that, and no more.

use std::collections::BTreeSet;

/// A field of an interface.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) optional: bool,
    /// Its type as it is written; of a method what follows its name.
    pub(super) kind: String,
}

/// What stands between an opening and the closing after it, wherever that is.
pub(super) fn after<'a>(text: &'a str, opening: &'a str, closing: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(opening).skip(1).filter_map(move |rest| Some(rest.split_once(closing)?.0))
}

/// The fields and methods of an interface, each on a line of its own that two spaces indent.
pub(super) fn members(types: &str, interface: &str) -> Vec<Member> {
    let opening = format!("export interface {interface} ");
    let Some(body) = after(types, &opening, "\n}").next() else { return Vec::new() };
    body.lines().filter_map(member).collect()
}

fn member(line: &str) -> Option<Member> {
    let line = line.strip_prefix("  ")?;
    let line = line.strip_prefix("readonly ").unwrap_or(line);
    let quoted = line.strip_prefix('\'').and_then(|line| line.split_once('\''));
    let (name, rest) = match quoted {
        Some(parts) => parts,
        None => line.split_at(line.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(line.len())),
    };
    if name.is_empty() {
        return None;
    }
    let optional = rest.starts_with('?');
    let kind = rest.trim_start_matches(['?', ':', ' ']).trim_end_matches(';');
    Some(Member { name: name.to_owned(), optional, kind: kind.to_owned() })
}

/// The words of a union.
pub(super) fn union(types: &str, name: &str) -> BTreeSet<String> {
    let opening = format!("export type {name} =");
    let body = after(types, &opening, ";").next().unwrap_or_default();
    body.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The words of an enum of the core.
pub(super) fn words_of(source: &str, name: &str) -> BTreeSet<String> {
    let opening = format!("pub enum {name} {{");
    let body = after(source, &opening, "\n    }").next().unwrap_or_default();
    after(body, " = \"", "\"").map(str::to_owned).collect()
}

/// The names with which the rows of the tables under a heading begin, each in backticks: a tag without its brackets, a method without its arguments.
pub(super) fn rows(page: &str, heading: &str) -> BTreeSet<String> {
    let opening = format!("\n## {heading}\n");
    let section = page.split_once(&opening).map_or("", |(_, rest)| rest.split("\n## ").next().unwrap_or_default());
    let names = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    names.map(|name| name.split('(').next().unwrap_or_default().trim_matches(['<', '>']).to_owned()).collect()
}

//! What a page may hold so that the strict policy has nothing to refuse; how a page looks is no business of this file.

use super::{Sources, line_number};

/// No page has a style or a script of its own, in any of the forms that a policy calls inline.
pub(super) fn page_rules(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for page in sources.with_ending(&["www/"], &[".html"]) {
        for tag in tags(&page.text) {
            if let Some(what) = inline(&tag) {
                let line = line_number(&page.text, tag.at);
                found.push(format!("{}:{line}: <{}> has {what}, which the policy of our own demo refuses.", page.path, tag.name));
            }
        }
    }
    found
}

/// A start tag with its attributes.
#[derive(Debug)]
struct Tag<'a> {
    at: usize,
    name: &'a str,
    attributes: Vec<(String, &'a str)>,
}

fn inline(tag: &Tag<'_>) -> Option<String> {
    let value_of = |wanted: &str| tag.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| *value);
    if tag.name.eq_ignore_ascii_case("style") {
        return Some("rules of its own".to_owned());
    }
    if tag.name.eq_ignore_ascii_case("script") && value_of("src").is_none() && value_of("type") != Some("application/json") {
        return Some("a script of its own".to_owned());
    }
    tag.attributes.iter().find_map(|(name, value)| match name.as_str() {
        "style" => Some("a style attribute".to_owned()),
        handler if handler.starts_with("on") => Some(format!("the handler attribute `{handler}`")),
        "href" | "src" | "action" if value.trim_start().to_ascii_lowercase().starts_with("javascript:") => {
            Some(format!("a script in `{name}`"))
        }
        _ => None,
    })
}

/// The start tags of a page that people wrote: enough of HTML's rules for that, and no more.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find('<')) {
        let start = at + offset;
        let rest = text.get(start + 1..).unwrap_or_default();
        if rest.starts_with("!--") {
            at = rest.find("-->").map_or(text.len(), |end| start + 1 + end);
        } else if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let (tag, length) = tag(rest, start);
            found.push(tag);
            at = start + 1 + length;
        } else {
            at = start + 1;
        }
    }
    found
}

/// Reads one tag, and says how many bytes of the text it took.
fn tag(text: &str, at: usize) -> (Tag<'_>, usize) {
    let ends_name = |character: char| character.is_whitespace() || character == '>' || character == '/';
    let mut here = text.find(ends_name).unwrap_or(text.len());
    let name = text.get(..here).unwrap_or_default();
    let mut attributes = Vec::new();
    loop {
        let rest = text.get(here..).unwrap_or_default();
        let Some(skip) = rest.find(|character: char| !character.is_whitespace() && character != '/') else {
            break;
        };
        here += skip;
        let rest = text.get(here..).unwrap_or_default();
        if rest.starts_with('>') {
            break;
        }
        let ends_attribute = |character: char| ends_name(character) || character == '=';
        // At least one byte is taken, so that a stray `=` cannot hold the loop.
        let length = rest.find(ends_attribute).unwrap_or(rest.len()).max(1);
        let attribute = rest.get(..length).unwrap_or_default().to_ascii_lowercase();
        here += length;
        let (value, taken) = value(text.get(here..).unwrap_or_default());
        here += taken;
        attributes.push((attribute, value));
    }
    (Tag { at, name, attributes }, here)
}

/// Reads `="value"` in its three forms, or nothing.
fn value(text: &str) -> (&str, usize) {
    let trimmed = text.trim_start();
    let Some(after) = trimmed.strip_prefix('=') else {
        return ("", 0);
    };
    let after = after.trim_start();
    let before = text.len() - after.len();
    for quote in ['"', '\''] {
        if let Some(quoted) = after.strip_prefix(quote) {
            let length = quoted.find(quote).unwrap_or(quoted.len());
            return (quoted.get(..length).unwrap_or_default(), (before + length + 2).min(text.len()));
        }
    }
    let length = after.find(|character: char| character.is_whitespace() || character == '>').unwrap_or(after.len());
    (after.get(..length).unwrap_or_default(), before + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, refused: bool) {
        let found: Vec<_> = tags(page).iter().filter_map(inline).collect();
        assert_eq!(!found.is_empty(), refused, "{page} → {found:?}");
    }

    #[test]
    fn what_a_policy_calls_inline_is_found() {
        check("<p style='color: red'>", true);
        check("<p class=a STYLE=x>", true);
        check("<a href=\"#\" onclick=\"go()\">", true);
        check("<script>go()</script>", true);
        check("<style>p { margin: 0 }</style>", true);
        check("<a href=' JavaScript:go()'>", true);
    }

    #[test]
    fn what_a_policy_allows_is_left_alone() {
        check("<!doctype html><html lang=en><link rel=\"stylesheet\" href=\"/style.css\">", false);
        check("<script async src=\"/overt/overt.js\" data-config=\"/overt.json\"></script>", false);
        check("<script type=\"application/json\">{\"a\": 1}</script>", false);
        check("<!-- <p style=\"\"> --><img alt='<p style=\"x\">' src=a.png />", false);
        check("<p>1 < 2, onclick=\"x\"</p>", false);
        check("<p = =>", false);
    }
}

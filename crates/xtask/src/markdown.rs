//! A document of the repository as a piece of a page: its markup, its headings with their names, its links. Where a link leads is said by the caller.

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// A document, rendered.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Its first heading, as text.
    pub(crate) title: String,
    /// Its first paragraph, as text.
    pub(crate) lead: String,
    /// The whole of it; what was markup in the document is text here.
    pub(crate) html: String,
    /// What stands under each of its headings, for searching.
    pub(crate) sections: Vec<Section>,
    /// Where its links and pictures lead, as they were written.
    pub(crate) links: Vec<String>,
}

/// A heading and what stands under it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// Its name in the address.
    pub(crate) id: String,
    pub(crate) heading: String,
    pub(crate) text: String,
}

/// Renders a document. `lead_to` says where a link leads on the page; where it says nothing, the words stay without it.
pub(crate) fn render(text: &str, lead_to: impl Fn(&str) -> Option<String>) -> Page {
    let events: Vec<Event<'_>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let mut page = Page { sections: sections(&events), lead: first_paragraph(&events), ..Page::default() };
    page.title = page.sections.iter().map(|section| section.heading.clone()).find(|heading| !heading.is_empty()).unwrap_or_default();
    let mut ids = page.sections.iter().map(|section| section.id.clone()).filter(|id| !id.is_empty());
    let mut led = Vec::new();
    let mut out = Vec::with_capacity(events.len());
    for event in events {
        match event {
            // A comment is for those who write; anything else that is no Markdown is shown as it stands.
            Event::Html(raw) | Event::InlineHtml(raw) if raw.trim_start().starts_with("<!--") => {}
            Event::Html(raw) | Event::InlineHtml(raw) => out.push(Event::Text(raw)),
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let id = ids.next().map(Into::into);
                out.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let target = lead_to(&dest_url);
                page.links.push(dest_url.into_string());
                led.push(target.is_some());
                out.extend(target.map(|target| Event::Start(Tag::Link { link_type, dest_url: target.into(), title, id })));
            }
            Event::End(TagEnd::Link) => out.extend(led.pop().unwrap_or_default().then_some(Event::End(TagEnd::Link))),
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let target = lead_to(&dest_url).unwrap_or_default();
                page.links.push(dest_url.into_string());
                out.push(Event::Start(Tag::Image { link_type, dest_url: target.into(), title, id }));
            }
            // Wider than a telephone, a table is moved by itself, and by the keyboard too.
            Event::Start(Tag::Table(columns)) => {
                out.push(Event::Html("<div class=\"scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\">".into()));
                // Aligned, a cell would have a style of its own, which the policy refuses.
                out.push(Event::Start(Tag::Table(vec![Alignment::None; columns.len()])));
            }
            Event::End(TagEnd::Table) => out.extend([Event::End(TagEnd::Table), Event::Html("</div>\n".into())]),
            other => out.push(other),
        }
    }
    html::push_html(&mut page.html, out.into_iter());
    // A corner without words is the heading of nothing.
    page.html = page.html.replace("<th></th>", "<td></td>");
    page
}

/// The headings of a document, each with its name and the text under it; what stands before the first has no heading.
fn sections(events: &[Event<'_>]) -> Vec<Section> {
    let mut found = vec![Section::default()];
    let mut in_heading = false;
    for event in events {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                found.push(Section::default());
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                in_heading = false;
                let taken: Vec<String> = found.iter().map(|section| section.id.clone()).collect();
                if let Some(section) = found.last_mut() {
                    section.id = free_name(&name(&section.heading), &taken);
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(section) = found.last_mut() {
                    let place = if in_heading { &mut section.heading } else { &mut section.text };
                    place.push_str(words);
                }
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock) => {
                if let Some(section) = found.last_mut().filter(|section| !in_heading && !section.text.ends_with(' ')) {
                    section.text.push(' ');
                }
            }
            _ => {}
        }
    }
    if found.first().is_some_and(|first| first.text.trim().is_empty()) {
        found.remove(0);
    }
    found
}

fn first_paragraph(events: &[Event<'_>]) -> String {
    let inside = events.iter().skip_while(|event| !matches!(event, Event::Start(Tag::Paragraph)));
    let inside = inside.take_while(|event| !matches!(event, Event::End(TagEnd::Paragraph)));
    inside
        .filter_map(|event| match event {
            Event::Text(words) | Event::Code(words) => Some(words.as_ref()),
            Event::SoftBreak | Event::HardBreak => Some(" "),
            _ => None,
        })
        .collect()
}

/// The name of a heading in an address, as the places that show repositories make it: letters and digits in lower case, dashes for spaces.
fn name(heading: &str) -> String {
    let kept =
        heading.to_lowercase().chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_')).collect::<String>();
    kept.replace(' ', "-")
}

fn free_name(name: &str, taken: &[String]) -> String {
    let mut names = std::iter::once(name.to_owned()).chain((1..).map(|number| format!("{name}-{number}")));
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// A document's outline: whether its headings go down one step at a time, beginning with the one that is its title.
pub(crate) fn skips_a_level(text: &str) -> Option<String> {
    let mut before = 0;
    let mut skipped = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            let level = depth(level);
            if level > before + 1 && skipped.is_none() {
                skipped = Some(format!("a heading of level {level} stands under one of level {before}"));
            }
            before = level;
        }
    }
    skipped
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_has_a_title_a_lead_and_headings_with_names() {
        let page =
            render("# What `a` is\n\nOne line\nof two.\n\n## Which, and why\n\nText.\n\n## Which, and why\n", |link| Some(link.to_owned()));
        assert_eq!((page.title.as_str(), page.lead.as_str()), ("What a is", "One line of two."));
        let ids: Vec<&str> = page.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids, ["what-a-is", "which-and-why", "which-and-why-1"]);
        assert!(page.html.contains("<h2 id=\"which-and-why-1\">"));
        assert_eq!(page.sections.get(1).map(|section| section.text.trim()), Some("Text."));
    }

    #[test]
    fn markup_in_a_document_is_text_and_a_comment_is_nothing() {
        let page = render("# A\n\n<script>go()</script>\n\n<!-- note -->\n\nb <b>c</b>\n", |link| Some(link.to_owned()));
        assert!(page.html.contains("&lt;script&gt;go()&lt;/script&gt;") && page.html.contains("b &lt;b&gt;c"), "{}", page.html);
        assert!(!page.html.contains("note"));
    }

    #[test]
    fn a_link_leads_where_it_is_told_or_stays_words() {
        let page = render("# A\n\n[one](a.md) and [two](b.rs)\n", |link| link.strip_suffix(".md").map(|page| format!("{page}.html")));
        assert!(page.html.contains("<a href=\"a.html\">one</a> and two"), "{}", page.html);
        assert_eq!(page.links, ["a.md", "b.rs"]);
    }

    #[test]
    fn a_table_can_be_reached_and_moved() {
        let page = render("# A\n\n| | b |\n|---|--:|\n| `<c>` | d |\n", |_| None);
        assert!(!page.html.contains("style=") && page.html.contains("<td></td><th>b</th>"), "{}", page.html);
        assert!(page.html.contains("tabindex=\"0\"><table>") && page.html.contains("<code>&lt;c&gt;</code>"), "{}", page.html);
    }

    #[test]
    fn a_heading_that_skips_a_level_is_found() {
        assert_eq!(skips_a_level("# A\n\n## B\n\n# C\n"), None);
        assert!(skips_a_level("# A\n\n### B\n").is_some());
    }
}

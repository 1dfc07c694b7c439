//! The few lines of templating the pages need: `{{name}}`, escaped unless it was rendered before.

use std::fmt;

/// Markup that came out of a template, so that it need not be escaped again.
#[derive(Debug, Clone, Default)]
pub(super) struct Html(String);

impl Html {
    /// What another renderer made, which escapes by itself.
    pub(super) fn rendered(markup: String) -> Html {
        Html(markup)
    }

    /// Puts rendered pieces one after another.
    pub(super) fn join(pieces: impl IntoIterator<Item = Html>) -> Html {
        Html(pieces.into_iter().map(|piece| piece.0).collect())
    }
}

impl fmt::Display for Html {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What a placeholder may hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    /// Anything from the catalogue or the registry: escaped.
    Text(&'a str),
    /// The work of another template: as it is.
    Markup(&'a Html),
}

/// The template with its placeholders filled; a name without a value is a mistake of ours and stops the build.
pub(super) fn render(template: &str, values: &[(&str, Value<'_>)]) -> Result<Html, String> {
    let mut page = String::with_capacity(template.len() * 2);
    let mut rest = template;
    // One pass: what a value brings along is never read as a placeholder.
    while let Some((before, opened)) = rest.split_once("{{") {
        let (name, after) = opened.split_once("}}").ok_or("a placeholder is not closed")?;
        let (_, value) = values.iter().find(|(known, _)| *known == name).ok_or_else(|| format!("no value for {{{{{name}}}}}"))?;
        page.push_str(before);
        match value {
            Value::Text(text) => page.push_str(&escape(text)),
            Value::Markup(markup) => page.push_str(&markup.0),
        }
        rest = after;
    }
    page.push_str(rest);
    Ok(Html(page))
}

/// Safe between tags and inside a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_markup_is_not() -> Result<(), String> {
        let bold = render("<b>{{word}}</b>", &[("word", Value::Text("a < b & \"c\" 'd'"))])?;
        let page = render("<p title=\"{{word}}\">{{bold}}</p>", &[("word", Value::Text("\">")), ("bold", Value::Markup(&bold))])?;
        assert_eq!(page.to_string(), "<p title=\"&quot;&gt;\"><b>a &lt; b &amp; &quot;c&quot; &#39;d&#39;</b></p>");
        Ok(())
    }

    #[test]
    fn a_value_cannot_bring_a_placeholder() -> Result<(), String> {
        let page = render("{{a}}{{b}}", &[("a", Value::Text("{{b}}")), ("b", Value::Text("!"))])?;
        assert_eq!(page.to_string(), "{{b}}!");
        Ok(())
    }

    #[test]
    fn a_missing_value_is_an_error() {
        assert!(render("{{nobody}}", &[]).is_err());
        assert!(render("{{open", &[]).is_err());
    }
}

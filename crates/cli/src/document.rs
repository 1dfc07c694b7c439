//! A text for people in pieces, and its three forms: plain, Markdown and HTML. What a configuration says stays text in each of them.

use crate::arguments::Markup;

/// A piece of a text. No piece holds markup; each form puts its own around it, and escapes what would be some.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The title of the whole.
    Title(String),
    /// The title of a part.
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
}

/// The text in the form that is asked for, without a newline at its end.
pub(crate) fn write(pieces: &[Piece], markup: Markup) -> String {
    let pieces: Vec<String> = pieces.iter().map(|piece| piece_in(piece, markup)).collect();
    match markup {
        Markup::Html => format!("<section lang=\"en\">\n{}\n</section>", pieces.join("\n")),
        Markup::Text | Markup::Markdown => pieces.join("\n\n"),
    }
}

fn piece_in(piece: &Piece, markup: Markup) -> String {
    let [title, heading, item] = match markup {
        Markup::Text => [("", ""), ("", ""), ("- ", "")],
        Markup::Markdown => [("## ", ""), ("### ", ""), ("- ", "")],
        Markup::Html => [("<h2>", "</h2>"), ("<h3>", "</h3>"), ("<li>", "</li>")],
    };
    let paragraph = if markup == Markup::Html { ("<p>", "</p>") } else { ("", "") };
    let around = |(before, after): (&str, &str), text: &str| format!("{before}{}{after}", escaped(text, markup));
    match piece {
        Piece::Title(text) if markup == Markup::Text => underlined(text),
        Piece::Title(text) => around(title, text),
        Piece::Heading(text) => around(heading, text),
        Piece::Paragraph(text) => around(paragraph, text),
        Piece::List(items) => {
            let items: Vec<String> = items.iter().map(|text| around(item, text)).collect();
            let items = items.join("\n");
            if markup == Markup::Html { format!("<ul>\n{items}\n</ul>") } else { items }
        }
    }
}

fn underlined(text: &str) -> String {
    let text = one_line(text);
    format!("{text}\n{}", "=".repeat(text.chars().count()))
}

fn escaped(text: &str, markup: Markup) -> String {
    let text = one_line(text);
    match markup {
        Markup::Text => text,
        Markup::Markdown => markdown(&text),
        Markup::Html => html(&text),
    }
}

/// One line of it, without what a terminal obeys and without what turns the direction of the text around it.
fn one_line(text: &str) -> String {
    let kept = |letter: &char| !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let spaced: String = text.chars().filter(kept).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every sign that means something to Markdown stands behind a backslash, where a full stop or a dash does so only at the beginning.
fn markdown(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let mut escaped = String::new();
    for (place, letter) in text.chars().enumerate() {
        let opens = match letter {
            '-' | '+' | '=' => place == 0,
            '.' | ')' => digits > 0 && place == digits,
            _ => matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!'),
        };
        if opens {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

fn html(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "<script>alert(1)</script> [x](javascript:1) *b* & \"q\"\n\n# h\u{1b}[2J\u{202e}";

    #[test]
    fn what_a_configuration_says_is_never_markup() {
        let pieces = [Piece::Title(HOSTILE.into()), Piece::Paragraph(HOSTILE.into()), Piece::List(vec![HOSTILE.into(), "- 1".into()])];
        let text = write(&pieces, Markup::Html);
        assert!(!text.contains("<script") && !text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
        assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        let text = write(&pieces, Markup::Markdown);
        assert!(text.contains(r"\<script\>alert(1)\</script\> \[x\](javascript:1) \*b\* \&") && !text.contains("\n# h"), "{text}");
        assert!(text.contains("\n- \\- 1"), "{text}");
        assert!(!write(&pieces, Markup::Text).contains('\u{1b}'));
    }

    #[test]
    fn a_number_at_the_beginning_is_no_list() {
        assert_eq!(markdown("12. May"), "12\\. May");
        assert_eq!(markdown("12 May. A day"), "12 May. A day");
        assert_eq!(markdown("May 12. A day"), "May 12. A day");
    }
}

//! A language that nobody speaks: English made longer, with accents and in brackets, so that tests see text that is clipped or was never in the catalogue.

use overt_core::json::{Value, parse, to_text};

/// The name of the language, as others name one that is made up.
const NAME: &str = "en-XA";

/// The English file in the language that nobody speaks; what is filled in stays, and so do keys and order.
///
/// Every text becomes two fifths longer, as German and Finnish are, and short ones twice as long.
///
/// ```
/// let pseudo = overt_words::pseudo(r#"{"verb": {"undo": "Undo {what}"}}"#);
/// assert_eq!(pseudo, r#"{"verb":{"undo":"⟦Úñđö {what} ~~~~~⟧"}}"#);
/// ```
pub fn pseudo(english: &str) -> String {
    let mut out = String::new();
    write(&parse(english).unwrap_or(Value::Null), "", &mut out);
    out
}

/// By hand, because JSON as the core writes it has its fields sorted, and the panel reads sentences by their place.
fn write(value: &Value, path: &str, out: &mut String) {
    match value {
        Value::Object(fields) => {
            for (place, (name, value)) in fields.iter().enumerate() {
                out.push(if place == 0 { '{' } else { ',' });
                out.push_str(&to_text(name));
                out.push(':');
                write(value, &format!("{path}.{name}"), out);
            }
            out.push_str(if fields.is_empty() { "{}" } else { "}" });
        }
        Value::Text(text) => out.push_str(&to_text(&match path {
            ".meta.lang" => NAME.to_owned(),
            ".meta.dir" => text.clone(),
            _ => longer(text),
        })),
        other => out.push_str(&to_text(other)),
    }
}

fn longer(text: &str) -> String {
    let mut out = String::from("⟦");
    let mut inside = false;
    let mut letters = 0_usize;
    for letter in text.chars() {
        match letter {
            '{' => inside = true,
            '}' => inside = false,
            _ => letters += usize::from(!inside),
        }
        out.push(if inside { letter } else { accented(letter) });
    }
    let more = if letters < 20 { letters } else { letters * 2 / 5 };
    // Words of five, so that long texts can be broken as long texts are.
    for place in 0..more {
        out.push_str(if place % 5 == 0 { " ~" } else { "~" });
    }
    out.push('⟧');
    out
}

fn accented(letter: char) -> char {
    const PLAIN: &str = "AEIOUNCDSYZaeioucndsyzlg";
    const ACCENTED: &str = "ÅÉÎÖÚÑÇĐŠÝŽåéîöúçñđšýžłğ";
    PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == letter).map_or(letter, |(_, accented)| accented)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::{locale, same};

    #[test]
    fn it_is_longer_and_keeps_its_places() {
        let text = "Paused until {date}. Until then this is the site’s own order.";
        let long = longer(text);
        assert!(long.chars().count() * 10 > text.chars().count() * 13);
        assert!(long.contains("{date}"));
        assert!(long.starts_with('⟦') && long.ends_with('⟧'));
    }

    #[test]
    fn it_has_what_english_has() {
        let text = include_str!("../../../src/text/en.json");
        let (english, nobody) = (Catalogue::read(NAME, text), Catalogue::read(NAME, &pseudo(text)));
        let found = same::findings(&english, &nobody, locale::of(crate::ENGLISH).unwrap());
        assert!(found.iter().all(|finding| finding.contains("meta.lang")), "{found:#?}");
        assert_eq!(english.words().zip(nobody.words()).find(|(one, other)| one.text.chars().count() >= other.text.chars().count()), None);
    }

    #[test]
    fn every_letter_is_accented_as_itself() {
        assert_eq!("AEIOUNCDSYZaeioucndsyzlg".chars().map(accented).collect::<String>(), "ÅÉÎÖÚÑÇĐŠÝŽåéîöúçñđšýžłğ");
    }

    #[test]
    fn what_a_machine_reads_stays_readable() {
        let pseudo = pseudo(r#"{"meta": {"lang": "en", "dir": "ltr"}, "a": "b"}"#);
        assert_eq!(pseudo, r#"{"meta":{"lang":"en-XA","dir":"ltr"},"a":"⟦b ~⟧"}"#);
    }
}

//! Every language has what English has: the same keys in the same order, the same places to fill, and its own plurals.

use crate::catalogue::{COUNTED, Catalogue, places};
use crate::locale::Locale;

pub(crate) fn findings(english: &Catalogue, other: &Catalogue, locale: &Locale) -> Vec<String> {
    let mut found = keys(english, other, locale);
    found.extend(filled(english, other, locale));
    found.extend(meta(other, locale));
    found
}

/// The paths that a language has to have, in their order.
fn wanted(english: &Catalogue, locale: &Locale) -> Vec<String> {
    let mut wanted: Vec<String> = Vec::new();
    for entry in &english.entries {
        match counted(&entry.path) {
            Some((base, _)) => {
                // The first category of English brings all of this language's.
                if !wanted.iter().any(|path| counted(path).is_some_and(|(earlier, _)| earlier == base)) {
                    wanted.extend(locale.plurals.iter().map(|category| format!("{base}.{category}")));
                }
            }
            None => wanted.push(entry.path.clone()),
        }
    }
    wanted
}

/// What is counted, and the plural category.
fn counted(path: &str) -> Option<(&str, &str)> {
    path.starts_with(COUNTED).then(|| path.rsplit_once('.')).flatten()
}

fn keys(english: &Catalogue, other: &Catalogue, locale: &Locale) -> Vec<String> {
    let wanted = wanted(english, locale);
    let there: Vec<&str> = other.entries.iter().map(|entry| entry.path.as_str()).collect();
    let missing = wanted.iter().filter(|path| !there.contains(&path.as_str()));
    let left_over = there.iter().filter(|path| !wanted.iter().any(|other| other == *path));
    let mut found: Vec<String> = missing.map(|path| other.about(path, "is missing.")).collect();
    found.extend(left_over.map(|path| other.about(path, "is left over: English does not have it, or the language no such plural.")));
    if found.is_empty() {
        // The panel reads sentences by their place, so one that stands elsewhere would be another sentence.
        let misplaced = wanted.iter().zip(&there).find(|(path, there)| path != *there);
        found.extend(misplaced.map(|(path, there)| other.about(there, &format!("stands where {path} has to stand."))));
    }
    found
}

/// What is said of something that is there, and so never of nothing: where `one` is for 0 too, it is for 1 alone here.
const NEVER_NOUGHT: [&str; 5] =
    ["counted.deed.", "counted.moved.up", "counted.moved.down", "counted.learned.showAll", "counted.history.triedHere"];

/// The same places in curly brackets; a plural of one number alone may say the number in a word.
fn filled(english: &Catalogue, other: &Catalogue, locale: &Locale) -> Vec<String> {
    let mut found = Vec::new();
    for entry in &other.entries {
        let (base, category) = counted(&entry.path).unwrap_or((&entry.path, ""));
        let path = if category.is_empty() { base.to_owned() } else { format!("{base}.other") };
        let Some(model) = english.get(&path) else { continue };
        let (mut wanted, mut there) = (places(model), places(&entry.text));
        let one = category == "one" && NEVER_NOUGHT.iter().any(|beginning| base.starts_with(beginning));
        if one || locale.exact.contains(&category) {
            wanted.retain(|place| *place != "count");
            there.retain(|place| *place != "count");
        }
        if wanted != there {
            found.push(other.about(&entry.path, &format!("has the places {there:?} to fill, and English has {wanted:?}: {}", entry.text)));
        }
    }
    found
}

/// What the file says about itself.
fn meta(other: &Catalogue, locale: &Locale) -> Vec<String> {
    let mut found = Vec::new();
    for (path, right) in [("meta.lang", locale.name), ("meta.dir", locale.direction)] {
        if other.get(path).is_some_and(|said| said != right) {
            found.push(other.about(path, &format!("has to be {right}.")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale;

    const ENGLISH: &str = r#"{
        "meta": {"lang": "en", "dir": "ltr"},
        "lead": {"off": "Off since {date}.", "on": "On."},
        "counted": {"up": {"one": "up 1 place by {label}", "other": "up {count} places by {label}"}}
    }"#;

    fn compare(name: &str, text: &str) -> Vec<String> {
        findings(&Catalogue::read("en", ENGLISH), &Catalogue::read(name, text), locale::of(name).unwrap())
    }

    #[test]
    fn english_is_the_same_as_itself() {
        assert_eq!(compare("en", ENGLISH), [""; 0]);
    }

    #[test]
    fn a_language_with_its_own_plurals_is_the_same() {
        let arabic = r#"{
            "meta": {"lang": "ar", "dir": "rtl"},
            "lead": {"off": "x {date}", "on": "x"},
            "counted": {"up": {"zero": "x {label}", "one": "x {label}", "two": "x {label}", "few": "x {count} {label}",
                "many": "x {label} {count}", "other": "x {count} {label}"}}
        }"#;
        assert_eq!(compare("ar", arabic), [""; 0]);
        let few = arabic.replace("x {count} {label}", "x {label}");
        assert_eq!(compare("ar", &few).len(), 2, "few and other have to name their number");
    }

    #[test]
    fn a_missing_key_and_one_left_over_are_named() {
        let german = r#"{"meta": {"lang": "de", "dir": "ltr"}, "lead": {"off": "Aus seit {date}.", "an": "An."},
            "counted": {"up": {"one": "{label}", "many": "{label} {count}", "other": "{label} {count}"}}}"#;
        let found = compare("de", german);
        assert_eq!(found[0], "de.json: lead.on is missing.");
        assert!(found[1].starts_with("de.json: lead.an is left over"));
        assert!(found[2].starts_with("de.json: counted.up.many is left over"));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn another_order_is_named() {
        let german = r#"{"meta": {"lang": "de", "dir": "ltr"}, "lead": {"on": "An.", "off": "Aus seit {date}."},
            "counted": {"up": {"one": "{label}", "other": "{label} {count}"}}}"#;
        assert_eq!(compare("de", german), ["de.json: lead.on stands where lead.off has to stand."]);
    }

    #[test]
    fn a_place_that_english_does_not_have_is_named() {
        let german = r#"{"meta": {"lang": "en", "dir": "ltr"}, "lead": {"off": "Aus seit {datum}.", "on": "An."},
            "counted": {"up": {"one": "{label}", "other": "{label} {count}"}}}"#;
        let found = compare("de", german);
        assert!(found[0].starts_with("de.json: lead.off has the places [\"datum\"] to fill, and English has [\"date\"]"));
        assert_eq!(found[1], "de.json: meta.lang has to be de.");
    }

    #[test]
    fn what_is_never_nought_may_say_its_one_in_a_word() {
        let english = r#"{"counted": {"deed": {"rated": {"one": "rated {label}", "other": "rated {label} {count} times"}}}}"#;
        let french = r#"{"counted": {"deed": {"rated": {"one": "x {label}", "many": "x {label} {count}", "other": "x {label}"}}}}"#;
        let found = findings(&Catalogue::read("en", english), &Catalogue::read("fr", french), locale::of("fr").unwrap());
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].starts_with("fr.json: counted.deed.rated.other has the places"));
    }

    #[test]
    fn where_one_stands_for_nought_too_it_names_its_number() {
        let french = r#"{"meta": {"lang": "fr", "dir": "ltr"}, "lead": {"off": "{date}", "on": "x"},
            "counted": {"up": {"one": "1 {label}", "many": "{count} {label}", "other": "{count} {label}"}}}"#;
        assert!(compare("fr", french)[0].starts_with("fr.json: counted.up.one has the places"));
    }
}

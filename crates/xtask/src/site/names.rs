//! How the catalogue's own spelling becomes names for people and slugs for the registry.

/// The longest value Overt accepts for a signal.
const SLUG_LIMIT: usize = 64;

/// Lower case letters, digits and single hyphens: `Science-Fiction & Fantasy` becomes `science-fiction-fantasy`.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in without_parentheses(name).chars().flat_map(char::to_lowercase) {
        match plain_letters(character) {
            Some(letters) => slug.push_str(letters),
            None if character.is_ascii_alphanumeric() => slug.push(character),
            // An apostrophe joins: "d'Annunzio" is one word.
            None if matches!(character, '\'' | '’') => {}
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    slug.truncate(SLUG_LIMIT);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A shelf keeps what stands in parentheses, because it tells two shelves apart.
pub(super) fn shelf_slug(name: &str) -> String {
    slug(&name.replace(['(', ')'], " "))
}

/// The letters of the Latin alphabet that stand for an accented one of the catalogue.
fn plain_letters(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' | 'ē' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'ī' => "i",
        'ł' => "l",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => "o",
        'ṛ' => "r",
        'ṭ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => "u",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}

/// What remains when every `(…)` is taken out.
fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    single_spaces(&kept).replace(" .", ".").replace(" ,", ",")
}

fn single_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A label as Overt reads it: no semicolon, no parenthesis.
pub(super) fn plain_label(text: &str) -> String {
    single_spaces(&text.replace([';', '(', ')'], " "))
}

/// Whether the catalogue names a person or body, or says that nobody is known.
pub(super) fn is_somebody(catalogue_name: &str) -> bool {
    !matches!(catalogue_name, "Unknown" | "Anonymous" | "Various")
}

/// The name as one would say it: `Austen, Jane` becomes `Jane Austen`.
pub(super) fn author_label(catalogue_name: &str) -> String {
    let bare = plain_label(&without_parentheses(catalogue_name));
    let mut parts = bare.split(", ").filter(|part| !is_date(part));
    let family = parts.next().unwrap_or_default().to_owned();
    let rest: Vec<&str> = parts.collect();
    let Some((given, after)) = rest.split_first() else {
        return family;
    };
    if is_byname(given) {
        return format!("{family} {given}");
    }
    if is_rank(given) {
        return family;
    }
    // Peers carry the family name twice: "Byron, George Gordon Byron, Baron".
    let spoken = if given.ends_with(&family) { (*given).to_owned() } else { format!("{given} {family}") };
    match after.first().copied() {
        Some(title @ ("Sir" | "Saint" | "Mrs.")) => format!("{title} {spoken}"),
        Some(suffix @ ("Jr." | "Sr.")) => format!("{spoken} {suffix}"),
        _ => spoken,
    }
}

/// "active 4th century".
fn is_date(part: &str) -> bool {
    part.starts_with("active ") || part.starts_with(|character: char| character.is_ascii_digit())
}

/// "the Elder", "of Hippo", "à Kempis": said after the name, not before it.
fn is_byname(part: &str) -> bool {
    !is_rank(part) && (part.starts_with(char::is_lowercase) || matches!(part, "Smyrnaeus" | "Rhodius"))
}

/// A rank that stands where a given name would.
fn is_rank(part: &str) -> bool {
    matches!(part, "abbé" | "graf") || part.starts_with("Queen") || part.starts_with("Emperor")
}

/// The title without the catalogue's field marks: `Peter Pan : $b [Peter and Wendy]`.
pub(super) fn whole_title(catalogue_title: &str) -> String {
    single_spaces(&catalogue_title.replace(" : $b ", ": ").replace(" $b ", " ").replace(" : ", ": "))
}

/// The part of a title that fits a cover, and what follows it.
pub(super) fn title_parts(title: &str) -> (&str, Option<&str>) {
    let end = title
        .char_indices()
        .find(|(at, character)| *at > 2 && matches!(character, ':' | ';'))
        .and_then(|(at, _)| title.split_at_checked(at));
    match end {
        Some((head, tail)) => (head, Some(tail.trim_start_matches([':', ';', ' ']))),
        None => (title, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_what_the_registry_accepts() {
        assert_eq!(slug("Science-Fiction & Fantasy"), "science-fiction-fantasy");
        assert_eq!(slug("Religion/Spirituality"), "religion-spirituality");
        assert_eq!(slug("How To ..."), "how-to");
        assert_eq!(slug("Austen, Jane"), "austen-jane");
        assert_eq!(slug("Kennedy, John F. (John Fitzgerald)"), "kennedy-john-f");
        assert_eq!(slug("Brontë, Charlotte"), "bronte-charlotte");
        assert_eq!(slug("Reymont, Władysław Stanisław"), "reymont-wladyslaw-stanislaw");
        assert_eq!(slug("D'Annunzio, Gabriele"), "dannunzio-gabriele");
        assert_eq!(slug("Æsop"), "aesop");
        assert!(slug(&"long name ".repeat(20)).len() <= SLUG_LIMIT);
        assert!(!slug(&"long name ".repeat(20)).ends_with('-'));
    }

    #[test]
    fn a_shelf_keeps_its_years() {
        assert_eq!(shelf_slug("History - Modern (1750+)"), "history-modern-1750");
        assert_eq!(shelf_slug("History - Early Modern (c. 1450-1750)"), "history-early-modern-c-1450-1750");
    }

    #[test]
    fn authors_are_named_as_one_says_them() {
        for (catalogue, spoken) in [
            ("Austen, Jane", "Jane Austen"),
            ("Kennedy, John F. (John Fitzgerald)", "John F. Kennedy"),
            ("Aesop", "Aesop"),
            ("United States. Bureau of the Census", "United States. Bureau of the Census"),
            ("Malory, Thomas, Sir", "Sir Thomas Malory"),
            ("Fox, John, Jr.", "John Fox Jr."),
            ("Byron, George Gordon Byron, Baron", "George Gordon Byron"),
            ("Tolstoy, Leo, graf", "Leo Tolstoy"),
            ("Pliny, the Elder", "Pliny the Elder"),
            ("Augustine, of Hippo, Saint", "Augustine of Hippo"),
            ("Chrétien, de Troyes, active 12th century", "Chrétien de Troyes"),
            ("Quintus, Smyrnaeus, active 4th century", "Quintus Smyrnaeus"),
            ("Sunzi, active 6th century B.C.", "Sunzi"),
            ("Rowson, Mrs.", "Mrs. Rowson"),
            ("Prévost, abbé", "Prévost"),
            ("Marguerite, Queen, consort of Henry II, King of Navarre", "Marguerite"),
            ("Coventry (England). Public Libraries Committee", "Coventry. Public Libraries Committee"),
        ] {
            assert_eq!(author_label(catalogue), spoken, "{catalogue}");
        }
    }

    #[test]
    fn labels_hold_nothing_that_ends_an_entry() {
        assert_eq!(plain_label("One; two (three)"), "One two three");
    }

    #[test]
    fn titles_lose_the_field_marks_and_divide() {
        assert_eq!(whole_title("Peter Pan : $b [Peter and Wendy]"), "Peter Pan: [Peter and Wendy]");
        assert_eq!(whole_title("The $30,000 Bequest"), "The $30,000 Bequest");
        assert_eq!(title_parts("Moby-Dick; or, The Whale"), ("Moby-Dick", Some("or, The Whale")));
        assert_eq!(title_parts("Emma"), ("Emma", None));
    }
}

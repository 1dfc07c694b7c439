//! The languages: how each counts, which way it runs, and the words that it avoids.

/// One language of the catalogue.
#[derive(Debug)]
pub(crate) struct Locale {
    pub(crate) name: &'static str,
    /// The plural categories that `Intl.PluralRules` names, in the order of CLDR.
    pub(crate) plurals: &'static [&'static str],
    /// The categories that stand for one number alone, so that a word can stand for the number.
    pub(crate) exact: &'static [&'static str],
    pub(crate) direction: &'static str,
    /// The file of its lexicon.
    pub(crate) lexicon: &'static str,
}

const LTR: &str = "ltr";
const RTL: &str = "rtl";
const ONE_OTHER: &[&str] = &["one", "other"];
const ONE_MANY_OTHER: &[&str] = &["one", "many", "other"];
const ONE: &[&str] = &["one"];

/// All of them. In French and Portuguese `one` is for 0 too, so there it has to name its number.
const LOCALES: [Locale; 13] = [
    Locale { name: "en", plurals: ONE_OTHER, exact: ONE, direction: LTR, lexicon: include_str!("../lexicon/en.json") },
    Locale { name: "de", plurals: ONE_OTHER, exact: ONE, direction: LTR, lexicon: include_str!("../lexicon/de.json") },
    Locale { name: "fr", plurals: ONE_MANY_OTHER, exact: &[], direction: LTR, lexicon: include_str!("../lexicon/fr.json") },
    Locale { name: "es", plurals: ONE_MANY_OTHER, exact: ONE, direction: LTR, lexicon: include_str!("../lexicon/es.json") },
    Locale { name: "it", plurals: ONE_MANY_OTHER, exact: ONE, direction: LTR, lexicon: include_str!("../lexicon/it.json") },
    Locale { name: "nl", plurals: ONE_OTHER, exact: ONE, direction: LTR, lexicon: include_str!("../lexicon/nl.json") },
    Locale {
        name: "pl",
        plurals: &["one", "few", "many", "other"],
        exact: ONE,
        direction: LTR,
        lexicon: include_str!("../lexicon/pl.json"),
    },
    Locale { name: "pt", plurals: ONE_MANY_OTHER, exact: &[], direction: LTR, lexicon: include_str!("../lexicon/pt.json") },
    Locale { name: "sv", plurals: ONE_OTHER, exact: ONE, direction: LTR, lexicon: include_str!("../lexicon/sv.json") },
    Locale { name: "ja", plurals: &["other"], exact: &[], direction: LTR, lexicon: include_str!("../lexicon/ja.json") },
    Locale { name: "zh-Hans", plurals: &["other"], exact: &[], direction: LTR, lexicon: include_str!("../lexicon/zh-Hans.json") },
    Locale {
        name: "ar",
        plurals: &["zero", "one", "two", "few", "many", "other"],
        exact: &["zero", "one", "two"],
        direction: RTL,
        lexicon: include_str!("../lexicon/ar.json"),
    },
    Locale {
        name: "he",
        plurals: &["one", "two", "other"],
        exact: &["one", "two"],
        direction: RTL,
        lexicon: include_str!("../lexicon/he.json"),
    },
];

pub(crate) fn of(name: &str) -> Option<&'static Locale> {
    LOCALES.iter().find(|locale| locale.name == name)
}

pub(crate) fn all() -> &'static [Locale] {
    &LOCALES
}

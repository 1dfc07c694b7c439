//! What changed between two versions of a configuration, in sentences that say whether more or less is then done.

use overt_core::changes::{Change, Declared, Direction, Part, Thing, changes};
use overt_core::json::{Value, to_text};

use crate::Answer;
use crate::arguments::{Diff, Format};
use crate::case::read_registry;
use crate::files::{Source, Unusable, one_standard_input, printable};
use crate::wording::{name, sentence};

/// Says what changed: what widens first.
pub(crate) fn diff(question: &Diff) -> Result<Answer, Unusable> {
    one_standard_input([&question.old, &question.new])?;
    let (old, new) = (read(&question.old)?, read(&question.new)?);
    let mut found = changes(&old, &new);
    found.sort_by_key(Change::direction);
    let (from, to) = (old.registry.version, new.registry.version);
    let text = match question.format {
        Format::Json => format!("{{\"changes\":{},\"from\":{from},\"to\":{to}}}", to_text(&found)),
        Format::Text if found.is_empty() => format!("Version {from} and version {to}: nothing that visitors are told differs."),
        Format::Text => {
            let first = format!("From version {from} to version {to}: {}.", counted(&found));
            [first].into_iter().chain(found.iter().map(|change| printable(&told(change, &new)))).collect::<Vec<_>>().join("\n")
        }
    };
    Ok(Answer::fine(text))
}

fn read(source: &Source) -> Result<Declared, Unusable> {
    let (text, _) = read_registry(source)?;
    Declared::load(&text).map_err(|finding| source.unusable(&finding.path, finding.sentence, &finding.fix))
}

fn counted(found: &[Change]) -> String {
    let of = |direction| found.iter().filter(|change| change.direction() == direction).count();
    let all = if found.len() == 1 { "1 change".into() } else { format!("{} changes", found.len()) };
    let parts =
        [(Direction::Widens, "more is done by"), (Direction::Narrows, "less is done by"), (Direction::Unclear, "to be read by yourself:")];
    let parts =
        parts.into_iter().filter(|(direction, _)| of(*direction) > 0).map(|(direction, words)| format!("{words} {}", of(direction)));
    [all].into_iter().chain(parts).collect::<Vec<_>>().join("; ")
}

/// One change as a sentence or two, and what it does.
fn told(change: &Change, new: &Declared) -> String {
    let subject = subject(change.thing());
    let what = match change {
        Change::Added { thing, .. } => format!("{subject} is new.{}", introduced(thing, new)),
        Change::Removed { .. } => format!("{subject} is gone."),
        Change::Changed { thing, field, from, to, .. } => {
            let lists = matches!((from, to), (Value::List(_), Value::List(_)));
            let (field, said) = (meaning(thing.part, field), if lists { moved(from, to) } else { replaced(from, to) });
            format!("{subject}, {field}: {said}.")
        }
    };
    format!("{what} {}", consequence(change))
}

fn consequence(change: &Change) -> &'static str {
    match (change.direction(), change.thing().part) {
        (Direction::Widens, _) => "This widens what is done with what is known of you.",
        (Direction::Narrows, _) => "This narrows what is done with what is known of you.",
        (Direction::Unclear, Part::Notice) => "Read it again: a yes that you gave to the old text does not count for this one.",
        (Direction::Unclear, _) => "Whether that is more or less, the words alone do not show.",
        (Direction::Neither, _) => "It changes nothing in what is done with what is known of you.",
    }
}

fn subject(thing: &Thing) -> String {
    let called = name(&thing.label, &thing.id);
    match thing.part {
        Part::Site => "The site".into(),
        Part::Controller => "Who answers for the site".into(),
        Part::Notice => "The notice".into(),
        Part::Defaults => "What holds where you said nothing".into(),
        Part::Purpose => format!("The purpose “{called}”"),
        Part::Signal => format!("The signal “{called}”"),
        Part::Value => format!("The value “{called}”"),
        Part::Segment => format!("The group “{called}”"),
        Part::Slot => format!("The list “{called}”"),
        Part::Recipient => format!("The recipient “{called}”"),
        Part::Contact => format!("The contact {}", thing.id),
    }
}

/// What something new is for, in the site's words.
fn introduced(thing: &Thing, new: &Declared) -> String {
    let words = match thing.part {
        Part::Purpose => new.registry.purpose(&thing.id).map(|purpose| purpose.does.as_str()),
        Part::Signal => new.registry.signal(&thing.id).map(|signal| signal.improves.as_str()),
        Part::Segment => new.registry.segments.iter().find(|segment| segment.id == thing.id).map(|segment| segment.rule.as_str()),
        _ => None,
    };
    words.filter(|words| !words.trim().is_empty()).map_or(String::new(), |words| format!(" {}", sentence(words)))
}

fn replaced(from: &Value, to: &Value) -> String {
    match (shown(from), shown(to)) {
        (from, to) if from.is_empty() => format!("now {to}, before nothing"),
        (from, to) if to.is_empty() => format!("now nothing, before {from}"),
        (from, to) => format!("now {to}, before {from}"),
    }
}

fn moved(from: &Value, to: &Value) -> String {
    let missing = |of: &Value, other: &Value| -> Vec<String> {
        let (Value::List(of), Value::List(other)) = (of, other) else { return Vec::new() };
        of.iter().filter(|item| !other.contains(item)).map(shown).collect()
    };
    let (added, gone) = (missing(to, from), missing(from, to));
    let part = |words: &str, items: Vec<String>| (!items.is_empty()).then(|| format!("{words} {}", items.join(", ")));
    [part("now also", added), part("no longer", gone)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// A text in quotation marks, a word of the configuration as what it means.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(bool) => String::from(if *bool { "yes" } else { "no" }),
        Value::Text(text) if text.is_empty() => String::new(),
        Value::Text(text) => plain(text).map_or_else(|| format!("“{text}”"), String::from),
        other => to_text(other),
    }
}

/// What the words of a configuration mean.
fn plain(word: &str) -> Option<&'static str> {
    Some(match word {
        "consent" => "only after a yes",
        "legitimateInterest" => "until you object",
        "contract" => "as part of what you asked for",
        "none" => "not handed on",
        "sell" => "sold",
        "share" => "shared for advertising on other sites",
        "crossContext" => "joined with what other sites know",
        "provided" => "what you said",
        "observed" => "what you did",
        "inferred" => "guessed",
        "derived" => "worked out",
        "imported" => "handed over from elsewhere",
        "thisSite" => "this site",
        "otherSite" => "another company",
        "transaction" => "what you bought or booked",
        "browsing" => "what you looked at",
        "defaultOff" => "off",
        "ignore" => "not touched by it",
        "lt100" => "fewer than a hundred",
        "to1k" => "a hundred to a thousand",
        "to10k" => "a thousand to ten thousand",
        "gt10k" => "more than ten thousand",
        _ => return None,
    })
}

/// What a field says, in words that go before a colon.
fn meaning(part: Part, field: &str) -> &str {
    match (part, field) {
        (_, "retentionDays") => "days until what was learned is deleted",
        (_, "validDays") => "days that a yes holds",
        (_, "halfLifeDays") => "days after which it counts half",
        (_, "ttlDays") => "days that somebody stays in it",
        (_, "strength") => "how much each time counts, in thousandths",
        (_, "minConfidence") => "how sure it must be to be used, in thousandths",
        (_, "legalBasis") => "why it may be done",
        (_, "transfers") => "what happens with it beyond this site",
        (_, "recipients") => "who receives data",
        (_, "purposes") => "what it may be used for",
        (_, "implies") => "what it is said to give away",
        (_, "from") => "what puts people into it",
        (_, "rule") => "who is in it",
        (_, "size") => "how many people are in it",
        (_, "youGet") => "what you get",
        (_, "does") => "what it does",
        (_, "why") => "why it is done",
        (_, "improves") => "what gets better by it",
        (_, "mode") => "how it is known",
        (_, "place") => "where it is known from",
        (_, "evidence") => "what you did",
        (_, "valueType" | "accepts") => "how much its values say",
        (_, "matches") => "which features it moves",
        (_, "fallback") => "where the list in the site’s own order is",
        (_, "minItems") => "how many items it shows at the least",
        (_, "stage") => "the moment that it serves",
        (_, "maxIntrusiveness") => "the most that is used without a yes",
        (_, "gpcFirstParty") => "what the browser’s “do not sell or share” does to the site’s own purposes",
        (_, "minors") => "whether visitors are children",
        (_, "jurisdiction") => "where it is at home",
        (_, "replyDays") => "days until an answer comes",
        (_, "human") => "whether a person answers",
        (Part::Notice, "version") => "its version",
        (_, "label" | "name") => "its name",
        (_, "kind") => "what sort of thing it is",
        (Part::Slot, "purpose") => "what it is for",
        (_, "dpv" | "pd") => "its name in the Data Privacy Vocabulary",
        (_, "sha256") => "the fingerprint of its text",
        (_, "lang" | "language") => "its language",
        (_, "url") => "its page",
        (_, other) => other,
    }
}

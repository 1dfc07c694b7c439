//! What is wrong with a configuration, for people or for programs: all of it, or what to mend first.

use overt_core::checkup::{Cost, Fix, fixes};
use overt_core::json::to_text;
use overt_core::lint::Finding;
use overt_core::registry::Registry;
use overt_words::is_unreadable;

use crate::arguments::{Doctor, Format, Lint};
use crate::catalogue::Catalogue;
use crate::files::{Unusable, one_standard_input, printable};
use crate::{Answer, End, stock};

/// How many fixes the doctor tells in full.
const FIRST: usize = 3;

/// Says all that is wrong.
pub(crate) fn lint(question: &Lint) -> Result<Answer, Unusable> {
    let findings = overt_words::lint(&question.file.read()?);
    let text = match question.format {
        Format::Json => format!("{{\"findings\":{}}}", to_text(&findings)),
        Format::Text if findings.is_empty() => format!("{}: nothing to mend.", question.file),
        Format::Text => findings.iter().map(paragraph).collect::<Vec<_>>().join("\n\n"),
    };
    Ok(Answer { text, end: end(&findings) })
}

/// Says what to mend first, and what is in force.
pub(crate) fn doctor(question: &Doctor) -> Result<Answer, Unusable> {
    one_standard_input([&question.file].into_iter().chain(&question.catalogue))?;
    let text = question.file.read()?;
    let catalogue = question.catalogue.as_ref().map(Catalogue::read).transpose()?;
    let registry = Registry::load(&text).0;
    let mut findings = overt_words::lint(&text);
    if let Some(catalogue) = catalogue.as_ref().filter(|_| !is_unreadable(&findings)) {
        stock::note(&text, &registry, catalogue, &mut findings);
    }
    let fixes = fixes(&findings);
    let text = match question.format {
        Format::Json => format!("{{\"findings\":{},\"fixes\":{},\"inForce\":{}}}", findings.len(), to_text(&fixes), counts(&registry)),
        Format::Text => report(&question.file.to_string(), findings.len(), &fixes, &registry),
    };
    Ok(Answer { text, end: end(&findings) })
}

fn end(findings: &[Finding]) -> End {
    match findings {
        [] => End::Fine,
        found if is_unreadable(found) => End::Unusable,
        _ => End::Wrong,
    }
}

fn paragraph(finding: &Finding) -> String {
    let Finding { code, path, sentence, fix } = finding;
    format!("{}: {}\n{}\nTo mend it: {}", code.as_str(), place(path), printable(sentence), printable(fix))
}

fn place(path: &str) -> String {
    if path.is_empty() { "the whole file".into() } else { printable(path) }
}

fn report(file: &str, findings: usize, fixes: &[Fix], registry: &Registry) -> String {
    let mut parts = Vec::new();
    parts.push(match (findings, fixes.len()) {
        (0, _) => format!("{file}: nothing to mend."),
        (1, _) => format!("{file}: one finding."),
        (_, 1..=FIRST) => format!("{file}: {findings} findings, what costs visitors most first."),
        _ => format!("{file}: {findings} findings. Of {} things to do these {FIRST} come first, by what they cost visitors.", fixes.len()),
    });
    parts.extend(fixes.iter().take(FIRST).enumerate().map(|(number, fix)| numbered(number + 1, fix)));
    let later: Vec<String> = fixes.iter().skip(FIRST).map(|fix| format!("{} ({})", fix.code.as_str(), fix.paths.len())).collect();
    if !later.is_empty() {
        parts.push(format!("Then: {}. `overt lint` says each in full.", later.join(", ")));
    }
    parts.push(in_force(registry));
    parts.join("\n\n")
}

fn numbered(number: usize, fix: &Fix) -> String {
    let Fix { code, cost, fix, paths, sentence } = fix;
    let shown: Vec<String> = paths.iter().take(FIRST).map(|path| place(path)).collect();
    let more = paths.len().saturating_sub(FIRST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let (code, shown, sentence, fix) = (code.as_str(), shown.join(", "), printable(sentence), printable(fix));
    format!("{number}. {code}: {shown}{more}\n{sentence}\nWhat it costs visitors: {}.\nTo mend it: {fix}", price(*cost))
}

fn price(cost: Cost) -> &'static str {
    match cost {
        Cost::Everything => "everything; they get no list of theirs, and no answer to why not",
        Cost::Exposed => "something sensitive, or handed on, is not said to be so",
        Cost::Misled => "they are told something empty, pressing or not meant",
        Cost::Alone => "they can't read what they agree to, or ask anybody",
        Cost::Lost => "a part of what was meant for them is missing",
        Cost::Unclear => "they read ids, or texts that are hard to read",
        Cost::Nothing => "nothing yet; it confuses whoever changes this next",
    }
}

/// What holds after everything that can't be relied on was left out.
fn in_force(registry: &Registry) -> String {
    let count = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    let Registry { purposes, signals, segments, slots, recipients, .. } = registry;
    let counted = [
        count(purposes.len(), "purpose"),
        count(signals.len(), "signal"),
        count(segments.len(), "segment"),
        count(slots.len(), "slot"),
        count(recipients.len(), "recipient"),
    ];
    format!("In force: {}.", counted.join(", "))
}

fn counts(registry: &Registry) -> String {
    let Registry { purposes, signals, segments, slots, recipients, .. } = registry;
    format!(
        "{{\"purposes\":{},\"recipients\":{},\"segments\":{},\"signals\":{},\"slots\":{}}}",
        purposes.len(),
        recipients.len(),
        segments.len(),
        signals.len(),
        slots.len()
    )
}

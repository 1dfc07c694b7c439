//! What the core finds wrong with a registry, for people or for programs.

use overt_core::json::to_text;
use overt_core::lint::{Finding, findings};
use overt_core::registry::FindingCode;

use crate::arguments::{Format, Lint};
use crate::files::{Unusable, printable};
use crate::{Answer, End};

/// Says all that is wrong.
pub(crate) fn lint(question: &Lint) -> Result<Answer, Unusable> {
    let findings = findings(&question.file.read()?);
    let end = match findings.as_slice() {
        [] => End::Fine,
        found if found.iter().any(|f| f.code == FindingCode::Unreadable) => End::Unusable,
        _ => End::Wrong,
    };
    let text = match question.format {
        Format::Json => format!("{{\"findings\":{}}}", to_text(&findings)),
        Format::Text if findings.is_empty() => format!("{}: nothing to mend.", question.file),
        Format::Text => findings.iter().map(paragraph).collect::<Vec<_>>().join("\n\n"),
    };
    Ok(Answer { text, end })
}

fn paragraph(finding: &Finding) -> String {
    let Finding { code, path, sentence, fix } = finding;
    let place = if path.is_empty() { "the whole file" } else { path };
    format!("{}: {}\n{}\nTo mend it: {}", code.as_str(), printable(place), printable(sentence), printable(fix))
}

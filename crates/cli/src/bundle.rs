//! Bundles of evidence: put together from files, and checked, for people or for programs.

use overt_core::bundle::{Bundle as Evidence, Check, CheckCode, CheckResult, Report, verify as verified};
use overt_core::chain::Head;
use overt_core::decide::Context;
use overt_core::json::{from_text, to_text};

use crate::arguments::{Bundle, Format, Verify};
use crate::case::{read_record, read_registry};
use crate::files::{Source, Unusable, one_standard_input, printable};
use crate::{Answer, End};

/// Puts a bundle together. The log goes in as it is, because what is wrong with one is evidence too.
pub(crate) fn bundle(question: &Bundle) -> Result<Answer, Unusable> {
    let Bundle { registries, record, log, head, now, gpc } = question;
    one_standard_input(registries.iter().chain([record, log]).chain(head))?;
    let registries = registries.iter().map(|source| read_registry(source).map(|(text, _)| text)).collect::<Result<_, _>>()?;
    let (record, _) = read_record(record)?;
    let (log, head) = (log.read()?, head.as_ref().map(read_head).transpose()?);
    let context = Context { now: *now, gpc: *gpc, ..Context::default() };
    Ok(Answer::fine(Evidence::make(registries, record, log, &context, head).to_text()))
}

fn read_head(source: &Source) -> Result<Head, Unusable> {
    from_text(&source.read()?).map_err(|fault| {
        let fix = "Write {\"count\": 4, \"hash\": \"…\", \"state\": \"…\"}, as it was noted down.";
        source.unusable(&fault.path, format!("This should be {}.", fault.expected), fix)
    })
}

/// Checks a bundle.
pub(crate) fn verify(question: &Verify) -> Result<Answer, Unusable> {
    let report = verified(&question.file.read()?).map_err(|fault| {
        let fix = "Give a bundle exactly as it was made; docs/schema/bundle.schema.json says what is in one.";
        question.file.unusable(&fault.path, format!("This should be {}.", fault.expected), fix)
    })?;
    let end = if report.result() == CheckResult::Differs { End::Wrong } else { End::Fine };
    let text = match question.format {
        Format::Json => to_text(&report),
        Format::Text => table(&report),
    };
    Ok(Answer { text, end })
}

fn table(report: &Report) -> String {
    let mut lines: Vec<String> = report.checks.iter().map(line).collect();
    let differing: Vec<&str> = report.checks.iter().filter(|c| c.result == CheckResult::Differs).map(|c| c.check.as_str()).collect();
    lines.push(if differing.is_empty() { "\nNothing differs.".into() } else { format!("\nThis differs: {}.", differing.join(", ")) });
    lines.join("\n")
}

fn line(check: &Check) -> String {
    let result = match check.result {
        CheckResult::Holds => "holds",
        CheckResult::NotChecked => "not checked",
        CheckResult::Differs => "differs",
    };
    let shown: Vec<&str> = check.evidence.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let shown = if shown.is_empty() { String::new() } else { format!(" ({})", printable(&shown.join(", "))) };
    format!("{result:<12} {:<19} {}{shown}", check.check.as_str(), claim(check.check))
}

/// What it is that holds or differs, as a sentence.
fn claim(code: CheckCode) -> &'static str {
    match code {
        CheckCode::Sum => "The bundle has the bytes that it was made with.",
        CheckCode::Engine => "The rules here are of the version that made it.",
        CheckCode::RecordReadable => "The record can be read, and no byte of it is another.",
        CheckCode::RegistryKnown => "Every configuration that the log names is there.",
        CheckCode::ChainWhole => "No entry of the log is missing, changed or moved.",
        CheckCode::ChainEndsAtHead => "The log ends where the visitor had noted that it ends.",
        CheckCode::Roots => "The blocks of the log are those that were noted.",
        CheckCode::Replayed => "Every entry, done once more, leads to the state that it names.",
        CheckCode::LogEndsAtRecord => "The state after the last entry is that of the record.",
        CheckCode::EverySampleTheSame => "Every question has the same answer again.",
    }
}

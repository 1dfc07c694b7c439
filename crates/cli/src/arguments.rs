//! The command line as it is typed; what becomes of it is in the other modules.

use std::time::UNIX_EPOCH;

use clap::{Args, Parser, Subcommand, ValueEnum};
use overt_core::clock::Ms;

use crate::files::Source;
use crate::schemas;

/// Answers from files what Overt answers in the browser, in the same bytes.
///
/// Every FILE may be `-` for standard input, one of them at the most.
#[derive(Debug, Parser)]
#[command(name = "overt", version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// May a signal be used for a purpose in a slot, and which rule says so?
    Decide(Decide),
    /// Everything that may be used for a purpose in a slot.
    Profile(Profile),
    /// The order of a slot's list.
    Rank(List),
    /// Why the list is in this order, as a whole and item by item.
    Explain(List),
    /// What is wrong with a site's configuration, and how to mend it.
    ///
    /// Ends with 0 where nothing is wrong, with 1 where something is, and with 2 where the file can't be used at all.
    Lint(Lint),
    /// What to mend first in a site's configuration, by what it costs visitors.
    ///
    /// Ends as `lint` does.
    Doctor(Doctor),
    /// What changed between two versions of a configuration, and whether more or less is then done with what is known of visitors.
    Diff(Diff),
    /// The paragraph for the terms of service: by which main parameters lists are ordered, why they weigh what they do, and how to change them.
    Terms(Text),
    /// The transparency card: what is personalized, by what, and how to turn it off.
    Card(Text),
    /// The document for /.well-known/personalization.json.
    WellKnown(Declaration),
    /// The JSON Schema of a file that is read or written, for editors and checks.
    Schema(Schema),
    /// All that a reviewer needs in one text: configurations, record, log, and the answers of this moment.
    Bundle(Bundle),
    /// Whether a bundle is whole, and its answers come out again.
    ///
    /// Ends with 0 where nothing differs, with 1 where something does, and with 2 where the file is no bundle.
    Verify(Verify),
}

/// What every answer rests on.
#[derive(Args, Debug)]
pub(crate) struct Given {
    /// The site's configuration, overt.json.
    #[arg(long, value_name = "FILE")]
    pub(crate) registry: Source,
    /// The visitor's record, the text of the storage key `overt`; left out for a new visitor.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<Source>,
    /// The moment of the question: milliseconds since 1970, or a time in UTC such as 2026-11-22T10:00:00Z.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) now: Ms,
    /// The browser sends Global Privacy Control.
    #[arg(long)]
    pub(crate) gpc: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Decide {
    #[command(flatten)]
    pub(crate) given: Given,
    /// The signal's id.
    #[arg(long, value_name = "ID")]
    pub(crate) signal: String,
    /// The value's id, where one is meant.
    #[arg(long, value_name = "ID")]
    pub(crate) value: Option<String>,
    /// The purpose's id.
    #[arg(long, value_name = "ID")]
    pub(crate) purpose: String,
    /// The slot's id.
    #[arg(long, value_name = "ID")]
    pub(crate) slot: String,
}

#[derive(Args, Debug)]
pub(crate) struct Profile {
    #[command(flatten)]
    pub(crate) given: Given,
    /// The purpose's id.
    #[arg(long, value_name = "ID")]
    pub(crate) purpose: String,
    /// The slot's id.
    #[arg(long, value_name = "ID")]
    pub(crate) slot: String,
}

#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) given: Given,
    /// The items in the site's order, with their features.
    #[arg(long, value_name = "FILE")]
    pub(crate) catalogue: Source,
    /// The slot's id.
    #[arg(long, value_name = "ID")]
    pub(crate) slot: String,
    /// How many places; all of them where it is left out.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) top: Option<u32>,
}

#[derive(Args, Debug)]
pub(crate) struct Lint {
    /// The site's configuration, overt.json.
    #[arg(value_name = "FILE")]
    pub(crate) file: Source,
    /// How the findings are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
pub(crate) struct Doctor {
    /// The site's configuration, overt.json.
    #[arg(value_name = "FILE")]
    pub(crate) file: Source,
    /// The items of a list, to be held against the configuration.
    #[arg(long, value_name = "FILE")]
    pub(crate) catalogue: Option<Source>,
    /// How the fixes are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
pub(crate) struct Diff {
    /// The configuration as it was.
    #[arg(value_name = "OLD")]
    pub(crate) old: Source,
    /// The configuration as it is.
    #[arg(value_name = "NEW")]
    pub(crate) new: Source,
    /// How the changes are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Args, Debug)]
pub(crate) struct Text {
    /// The site's configuration, overt.json.
    #[arg(value_name = "FILE")]
    pub(crate) file: Source,
    /// What it is written for.
    #[arg(long, value_enum, default_value_t = Markup::Text)]
    pub(crate) markup: Markup,
}

#[derive(Args, Debug)]
pub(crate) struct Declaration {
    /// The site's configuration, overt.json.
    #[arg(value_name = "FILE")]
    pub(crate) file: Source,
}

#[derive(Args, Debug)]
pub(crate) struct Schema {
    /// Which one.
    #[arg(value_name = "NAME", default_value = "registry", value_parser = schemas::names())]
    pub(crate) name: String,
}

#[derive(Args, Debug)]
pub(crate) struct Bundle {
    /// A configuration that the site has served; several are given oldest first, and the last is asked.
    #[arg(long = "registry", value_name = "FILE", required = true)]
    pub(crate) registries: Vec<Source>,
    /// The visitor's record, the text of the storage key `overt`.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Source,
    /// The log, the text of the storage key `overt.log`.
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Source,
    /// The end of the log as the visitor had noted it down.
    #[arg(long, value_name = "FILE")]
    pub(crate) head: Option<Source>,
    /// The moment of the questions: milliseconds since 1970, or a time in UTC such as 2026-11-22T10:00:00Z.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) now: Ms,
    /// The browser sends Global Privacy Control.
    #[arg(long)]
    pub(crate) gpc: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// The bundle.
    #[arg(value_name = "FILE")]
    pub(crate) file: Source,
    /// How the checks are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Markup {
    /// Plain text.
    Text,
    /// Markdown, with what the configuration says escaped.
    Markdown,
    /// HTML, with what the configuration says escaped.
    Html,
}

fn moment(text: &str) -> Result<Ms, String> {
    if let Ok(ms) = text.parse() {
        return Ok(ms);
    }
    let since_1970 = humantime::parse_rfc3339(text).ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since_1970
        .and_then(|span| Ms::try_from(span.as_millis()).ok())
        .ok_or_else(|| "write milliseconds since 1970, or a time in UTC such as 2026-11-22T10:00:00Z".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_number_or_a_time_in_utc() {
        assert_eq!(moment("1795341600000"), Ok(1_795_341_600_000));
        assert_eq!(moment("2026-11-22T10:00:00Z"), Ok(1_795_341_600_000));
        assert_eq!(moment("2026-11-22T10:00:00.250Z"), Ok(1_795_341_600_250));
        for text in ["", "tomorrow", "2026-11-22", "2026-11-22T10:00:00", "2026-11-22T10:00:00+01:00", "1795341600000.5"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }
}

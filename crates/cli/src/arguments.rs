//! The command line as it is typed; what becomes of it is in the other modules.

use std::time::UNIX_EPOCH;

use clap::{Args, Parser, Subcommand, ValueEnum};
use overt_core::clock::Ms;

use crate::files::Source;

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

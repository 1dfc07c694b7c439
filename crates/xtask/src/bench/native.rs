//! The figures of the core by itself, as criterion takes them; what is measured lies in `crates/core/benches`.

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::sections;
use crate::tools::{self, Workspace};

/// One measurement, by the folder that criterion gives it.
#[derive(Debug)]
struct Row {
    folder: &'static str,
    what: &'static str,
    /// The most that it may take, in milliseconds.
    most_ms: Option<f64>,
    /// The most that the record may take, in KiB.
    most_kib: Option<f64>,
}

const fn row(folder: &'static str, what: &'static str) -> Row {
    Row { folder, what, most_ms: None, most_kib: None }
}

const ROWS: [Row; 13] = [
    row("decide/one", "decide one triple of the bookshop, for a visitor of a year"),
    row("decide/all", "decide all that this visitor's record holds"),
    row("decide/profile", "the profile of that visitor"),
    row("rank/books", "rank 81,248 books after a dial, top 50 with contributions"),
    row("rank/made-10000", "the same for 10,000 made items"),
    row("rank/made-100000", "the same for 100,000"),
    Row { most_ms: Some(8.0), ..row("rank/made-1000000", "the same for 1,000,000") },
    row("load/day", "load the record of one day"),
    row("load/days-10", "load the record of 10 days"),
    row("load/days-100", "load the record of 100 days"),
    Row { most_ms: Some(5.0), most_kib: Some(256.0), ..row("load/year", "load the record of a year") },
    row("merge/two", "merge the records of two devices, of a year each"),
    row("merge/eight", "merge the records of eight devices, of a year each"),
];

/// Measures, and writes the table into BENCHMARKS.md.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    tools::say("measuring the core by itself");
    let home = workspace.target.join("overt-criterion");
    // What an earlier version measured is not taken for a figure of this one.
    tools::empty_folder(&home)?;
    let mut command = workspace.cargo();
    command.args(["bench", "--package", "overt-core", "--bench", "speed", "--locked"]).env("CRITERION_HOME", &home);
    tools::run(&mut command)?;
    let mut text = format!(
        "Written by `cargo xtask bench native` on {}: medians by criterion, on {}.\n\n| What | Measured | Budget | |\n|---|---|---|---|\n",
        sections::today()?,
        sections::machine(),
    );
    for row in &ROWS {
        let folder = home.join(row.folder).join("new");
        let nanoseconds = number(&folder.join("estimates.json"), "/median/point_estimate")?;
        line(&mut text, row.what, nanoseconds / 1e6, "ms", row.most_ms)?;
        if let Some(most) = row.most_kib {
            let bytes = number(&folder.join("benchmark.json"), "/throughput/Bytes")?;
            line(&mut text, "its size", bytes / 1024.0, "KiB", Some(most))?;
        }
    }
    print!("{text}");
    sections::write(workspace, "native", &text)
}

fn number(file: &Path, pointer: &str) -> Result<f64> {
    let value: Value = serde_json::from_str(&tools::read(file)?)?;
    value.pointer(pointer).and_then(Value::as_f64).with_context(|| format!("{} has no number at {pointer}", file.display()))
}

fn line(text: &mut String, what: &str, measured: f64, unit: &str, most: Option<f64>) -> Result<()> {
    let (budget, verdict) = match most {
        None => ("–".to_owned(), ""),
        Some(most) => (format!("≤ {most}"), if measured <= most { "met" } else { "missed" }),
    };
    // Three digits that say something, whatever the size.
    let places = if measured < 0.1 {
        4
    } else if measured < 10.0 {
        2
    } else {
        0
    };
    Ok(writeln!(text, "| {what} | {measured:.places$} {unit} | {budget} | {verdict} |")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_past_its_budget_is_said_to_be() {
        let mut text = String::new();
        for (measured, most) in [(0.0046, None), (7.996, Some(8.0)), (8.01, Some(8.0))] {
            line(&mut text, "it", measured, "ms", most).expect("text takes whatever is written");
        }
        assert_eq!(text, "| it | 0.0046 ms | – |  |\n| it | 8.00 ms | ≤ 8 | met |\n| it | 8.01 ms | ≤ 8 | missed |\n");
    }
}

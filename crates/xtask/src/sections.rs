//! BENCHMARKS.md, of which each command writes the part between its own markers and leaves the rest alone.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};

use crate::tools::{self, Workspace};

/// Puts `text` between `<!-- name -->` and `<!-- /name -->`.
pub(crate) fn write(workspace: &Workspace, name: &str, text: &str) -> Result<()> {
    let file = workspace.root.join("BENCHMARKS.md");
    let whole = replaced(&tools::read(&file)?, name, text).with_context(|| format!("BENCHMARKS.md has no markers of the name {name}"))?;
    tools::write(&file, whole)
}

fn replaced(whole: &str, name: &str, text: &str) -> Option<String> {
    let (opening, closing) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (before, rest) = whole.split_once(&opening)?;
    let (_, after) = rest.split_once(&closing)?;
    Some(format!("{before}{opening}\n{}\n{closing}{after}", text.trim_end()))
}

/// Today's date, as `2026-11-22`, in UTC.
pub(crate) fn today() -> Result<String> {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).context("the clock stands before 1970")?.as_secs() / 86_400;
    Ok(date(days))
}

/// The date so many days after 1 January 1970: years begin in March here, so that a leap day is a year's last.
fn date(days: u64) -> String {
    let since_march_of_year_0 = days + 719_468;
    let (era, day_of_era) = (since_march_of_year_0 / 146_097, since_march_of_year_0 % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}

/// What was measured on, in a few words.
pub(crate) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let description = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = description.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model.map_or(std::env::consts::ARCH, |(_, name)| name.trim());
    format!("{model}, {cores} cores, {}", std::env::consts::OS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_part_between_the_markers_changes() {
        let whole = "a\n<!-- x -->\nold\n<!-- /x -->\nb <!-- y --><!-- /y -->";
        assert_eq!(replaced(whole, "x", "new\n").as_deref(), Some("a\n<!-- x -->\nnew\n<!-- /x -->\nb <!-- y --><!-- /y -->"));
        assert_eq!(replaced(whole, "z", "new"), None);
    }

    #[test]
    fn days_become_dates() {
        for (days, text) in [(0, "1970-01-01"), (11_016, "2000-02-29"), (20_605, "2026-06-01"), (20_818, "2026-12-31")] {
            assert_eq!(date(days), text);
        }
    }
}

//! Moments and days. Nothing here asks what time it is.
//!
//! ```
//! use overt_core::clock::{day_of, days_after};
//! let now = 1_790_000_000_000;
//! assert_eq!(day_of(days_after(now, 7)), day_of(now) + 7);
//! ```

use alloc::string::String;

use crate::json::decimal;
use crate::limits::DAY_MS;

/// Milliseconds since 1 January 1970, UTC, as the caller says; negative before it.
///
/// ```
/// let midnight: overt_core::clock::Ms = 20_000 * 86_400_000;
/// assert_eq!(overt_core::clock::day_of(midnight), 20_000);
/// ```
pub type Ms = i64;

/// Days since 1 January 1970, UTC: as precisely as anything learned is dated.
///
/// ```
/// let new_year_2027: overt_core::clock::Day = 20_819;
/// assert_eq!(overt_core::clock::day_of(1_798_761_600_000), new_year_2027);
/// ```
pub type Day = i32;

/// The day that a moment falls on; beyond the calendar, the first or the last day that there is.
///
/// ```
/// assert_eq!(overt_core::clock::day_of(86_400_000), 1);
/// assert_eq!(overt_core::clock::day_of(-1), -1);
/// ```
pub fn day_of(now: Ms) -> Day {
    Day::try_from(now.div_euclid(DAY_MS)).unwrap_or(if now < 0 { Day::MIN } else { Day::MAX })
}

/// The end of the day that a moment falls on: midnight UTC, which is the first moment of the next day.
///
/// ```
/// use overt_core::clock::end_of_day;
/// assert_eq!(end_of_day(0), 86_400_000);
/// assert_eq!(end_of_day(86_399_999), 86_400_000);
/// ```
pub fn end_of_day(now: Ms) -> Ms {
    now.div_euclid(DAY_MS).saturating_add(1).saturating_mul(DAY_MS)
}

/// A moment a number of days of 24 hours later; far beyond the calendar it stays at the last moment there is.
///
/// ```
/// use overt_core::clock::{Ms, days_after};
/// assert_eq!(days_after(5, 2), 172_800_005);
/// assert_eq!(days_after(Ms::MAX, 1), Ms::MAX);
/// ```
pub fn days_after(now: Ms, days: i64) -> Ms {
    now.saturating_add(days.saturating_mul(DAY_MS))
}

/// The first and the last moment that four digits of a year can say.
const CALENDAR: (Ms, Ms) = (-62_167_219_200_000, 253_402_300_799_999);

/// Days from 1 March of the year 0 to 1 January 1970. Years that begin in March have their leap day at the end.
const MARCH_0: i64 = 719_468;

/// Days in 400 years of the Gregorian calendar, after which it repeats.
const ERA: i64 = 146_097;

/// The moment in UTC as ISO 8601 writes it, to the millisecond; before the year 0 and after 9999 the first and the last moment of these.
///
/// The calendar is counted as in Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
///
/// ```
/// use overt_core::clock::iso_8601;
/// assert_eq!(iso_8601(0), "1970-01-01T00:00:00.000Z");
/// assert_eq!(iso_8601(1_709_210_096_789), "2024-02-29T12:34:56.789Z");
/// ```
pub fn iso_8601(now: Ms) -> String {
    let now = now.clamp(CALENDAR.0, CALENDAR.1);
    let since_march_0 = now.div_euclid(DAY_MS) + MARCH_0;
    let day_of_era = since_march_0.rem_euclid(ERA);
    // Every 4 years there is a day more, every 100 one less, every 400 one more.
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / (ERA - 1)) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Five months from March on have 153 days, again and again.
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let is_next_year = month >= 10;
    let year = since_march_0.div_euclid(ERA) * 400 + year_of_era + i64::from(is_next_year);
    let ms = now.rem_euclid(DAY_MS);
    let date = [digits(year, 4), digits(if is_next_year { month - 9 } else { month + 3 }, 2), digits(day, 2)].join("-");
    let time = [digits(ms / 3_600_000, 2), digits(ms / 60_000 % 60, 2), digits(ms / 1000 % 60, 2)].join(":");
    [&date, "T", &time, ".", &digits(ms % 1000, 3), "Z"].concat()
}

/// The moment that a text means which [`iso_8601`] wrote, with or without its milliseconds; nothing for any other.
///
/// ```
/// use overt_core::clock::{from_iso_8601, iso_8601};
/// assert_eq!(from_iso_8601("2024-02-29T12:34:56Z"), Some(1_709_210_096_000));
/// assert_eq!(from_iso_8601("2023-02-29T12:34:56Z"), None, "no such day");
/// assert_eq!(from_iso_8601(&iso_8601(-1)), Some(-1));
/// ```
pub fn from_iso_8601(text: &str) -> Option<Ms> {
    let whole = if text.len() == 20 { [text.get(..19)?, ".000Z"].concat() } else { text.into() };
    let number = |from: usize, until: usize| whole.get(from..until)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let year_from_march = year - i64::from(month <= 2);
    let year_of_era = year_from_march.rem_euclid(400);
    let day_of_year = (153 * (month + 9).rem_euclid(12) + 2) / 5 + day - 1;
    let day_of_era = 365 * year_of_era + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = year_from_march.div_euclid(400) * ERA + day_of_era - MARCH_0;
    let seconds = number(11, 13)? * 3600 + number(14, 16)? * 60 + number(17, 19)?;
    let now = days * DAY_MS + seconds * 1000 + number(20, 23)?;
    // Whatever is no date, or is written otherwise, does not come back as it was.
    (iso_8601(now) == whole).then_some(now)
}

/// A number of days as ISO 8601 writes a duration.
///
/// ```
/// assert_eq!(overt_core::clock::iso_8601_days(180), "P180D");
/// ```
pub fn iso_8601_days(days: u32) -> String {
    ["P", &decimal(days), "D"].concat()
}

/// A number that is not below 0, with zeros in front up to its width.
fn digits(number: i64, width: usize) -> String {
    let digits = decimal(number);
    ["0".repeat(width.saturating_sub(digits.len())), digits].concat()
}

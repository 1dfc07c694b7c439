//! Moments and days. Nothing here asks what time it is.

use crate::limits::DAY_MS;

/// Milliseconds since 1 January 1970, UTC, as the caller says.
pub type Ms = i64;

/// Days since 1 January 1970, UTC: as precisely as anything learned is dated.
pub type Day = i32;

/// The day that a moment falls on.
///
/// ```
/// assert_eq!(overt_core::clock::day_of(86_400_000), 1);
/// assert_eq!(overt_core::clock::day_of(-1), -1);
/// ```
pub fn day_of(now: Ms) -> Day {
    Day::try_from(now.div_euclid(DAY_MS)).unwrap_or(if now < 0 { Day::MIN } else { Day::MAX })
}

/// The end of the day that a moment falls on.
pub fn end_of_day(now: Ms) -> Ms {
    now.div_euclid(DAY_MS).saturating_add(1).saturating_mul(DAY_MS)
}

/// A moment a number of days later; far beyond the calendar it stays at the last moment there is.
pub fn days_after(now: Ms, days: i64) -> Ms {
    now.saturating_add(days.saturating_mul(DAY_MS))
}

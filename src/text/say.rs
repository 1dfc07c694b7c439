//! Facts put into words.

use std::sync::Arc;

use overt_core::choice::{Dial, Scope};
use overt_core::clock::{Day, Ms, day_of};
use overt_core::history::{Actor, Deed};
use overt_core::limits::DAY_MS;
use overt_core::registry::{EvidenceKind, Mode, Place};

use super::Words;
use crate::session::{Because, Entry, Moved, Said, State, WayBack};

/// Dates and numbers as the visitor writes them. The browser knows; tests have a plain one.
pub(crate) trait Calendar: Send + Sync {
    /// How many days of the visitor's own calendar a moment is after another.
    fn days_between(&self, from: Ms, to: Ms) -> i64;
    /// A moment as a day of the visitor's own calendar, such as "Tuesday, 1 December".
    fn date(&self, at: Ms) -> String;
    /// A day of UTC, as evidence is dated, such as "12 November".
    fn day(&self, day: Day, with_year: bool) -> String;
    /// The time of the day, such as "14:05".
    fn time(&self, at: Ms) -> String;
    fn number(&self, number: i64) -> String;
    /// Thousandths as a share of a hundred, such as "12.3%".
    fn percent(&self, thousandths: i32) -> String;
}

/// Words, and whoever knows the calendar.
#[derive(Clone)]
pub(crate) struct Say {
    pub(crate) words: Arc<Words>,
    pub(crate) calendar: Arc<dyn Calendar>,
}

impl Say {
    pub(crate) fn number(&self, number: u32) -> String {
        self.calendar.number(number.into())
    }

    /// A moment ahead: with its time where it is close.
    pub(crate) fn until(&self, at: Ms, now: Ms) -> String {
        let time = || self.calendar.time(at);
        if self.calendar.days_between(now, at) == 0 {
            self.words.day_time_today(&time())
        } else if at.saturating_sub(now) <= 2 * DAY_MS {
            self.words.day_date_time(&self.calendar.date(at), &time())
        } else {
            self.calendar.date(at)
        }
    }

    /// The day of evidence, as it goes on after "here".
    fn when(&self, because: &Because, now: Ms) -> String {
        let words = &self.words;
        let several_days = because.first_day != because.last_day;
        match (i64::from(day_of(now)) - i64::from(because.last_day), several_days) {
            (0, false) => [" ", &words.day_today()].concat(),
            (0, true) => words.day_last_today(),
            (1, false) => [" ", &words.day_yesterday()].concat(),
            (1, true) => words.day_last_yesterday(),
            (_, false) => [" ", &words.day_on(&self.day(because.last_day, now))].concat(),
            (_, true) => words.day_last_on(&self.day(because.last_day, now)),
        }
    }

    /// A day of UTC; with its year where that is far.
    pub(crate) fn day(&self, day: Day, now: Ms) -> String {
        let far = i64::from(day_of(now)).abs_diff(i64::from(day)) > 300;
        self.calendar.day(day, far)
    }

    /// What the visitor did, as the end of a sentence that begins with "because you".
    ///
    /// It says how often, not how many: the same book opened twice counts twice, and which it was is not kept.
    pub(crate) fn deed(&self, because: &Because, now: Ms) -> String {
        let (words, times, label) = (&self.words, because.times, because.label.as_str());
        let (count, when) = (&self.number(times), &self.when(because, now));
        match (because.evidence, because.matches.as_str()) {
            (EvidenceKind::View, "shelf") => words.deed_view_shelf(times, count, label, when),
            (EvidenceKind::View, "author") => words.deed_view_author(times, count, label, when),
            (EvidenceKind::View, _) => words.deed_view_other(times, count, label, when),
            (EvidenceKind::Purchase, "shelf") => words.deed_bought_shelf(times, count, label, when),
            (EvidenceKind::Purchase, "author") => words.deed_bought_author(times, count, label, when),
            (EvidenceKind::Purchase, _) => words.deed_bought_other(times, count, label, when),
            (EvidenceKind::Search, _) => words.deed_searched(times, count, label, when),
            (EvidenceKind::Answer, _) => words.deed_answered(times, count, label, when),
            (EvidenceKind::Rating, _) => words.deed_rated(times, count, label, when),
            (EvidenceKind::Import, _) => words.deed_imported(times, count, label, when),
        }
    }

    /// The one sentence.
    pub(crate) fn lead(&self, state: &State, strongest: Option<&Because>, now: Ms) -> String {
        use overt_core::record::Trouble;
        let words = &self.words;
        match state {
            State::Trouble(Trouble::RecordUnreadable) => words.record_unreadable(),
            State::Trouble(Trouble::RecordNewer) => words.record_newer(),
            State::Trouble(Trouble::StorageBlocked) => words.storage_blocked(),
            State::Trouble(Trouble::StorageFull) => words.storage_full(),
            State::Trouble(Trouble::RegistryMissing) => words.registry_missing(),
            State::Trouble(Trouble::RegistryInvalid) => words.registry_invalid(),
            State::Undeclared => words.lead_undeclared(),
            State::Fresh => words.lead_fresh(),
            State::Lapsed => words.lead_lapsed(),
            State::Gpc(true) => words.lead_gpc(),
            State::Gpc(false) => words.lead_gpc_fixed(),
            State::Off(None) => words.lead_off(),
            State::Off(Some(at)) => words.lead_off_since(&self.calendar.date(*at)),
            State::Paused(None) => words.lead_paused_open(),
            State::Paused(Some(until)) => words.lead_paused(&self.until(*until, now)),
            State::Ended(at) => words.lead_ended(&self.moment_ago(*at, now)),
            State::PutAway(..) => words.lead_put_away(),
            State::Nothing => words.lead_nothing(),
            State::Elsewhere => words.lead_elsewhere(),
            State::Personal => strongest.map_or_else(|| words.lead_elsewhere(), |because| words.lead_personal(&self.deed(because, now))),
        }
    }

    /// What holds now and how it is mended.
    pub(crate) fn trouble(&self, state: &State) -> Vec<String> {
        use overt_core::record::Trouble;
        let words = &self.words;
        let State::Trouble(trouble) = state else { return Vec::new() };
        match trouble {
            Trouble::RecordUnreadable => vec![words.record_unreadable_now(), words.record_unreadable_mend()],
            Trouble::RecordNewer => vec![words.record_newer_now(), words.record_newer_mend()],
            Trouble::StorageBlocked => vec![words.storage_blocked_now(), words.storage_blocked_mend()],
            Trouble::StorageFull => vec![words.storage_full_now(), words.storage_full_mend()],
            Trouble::RegistryMissing => vec![words.registry_missing_now(), words.registry_missing_mend()],
            Trouble::RegistryInvalid => vec![words.registry_invalid_now(), words.registry_invalid_mend()],
        }
    }

    fn moment_ago(&self, at: Ms, now: Ms) -> String {
        match self.calendar.days_between(at, now) {
            0 => self.words.day_today(),
            1 => self.words.day_yesterday(),
            _ => self.words.day_on(&self.calendar.date(at)),
        }
    }

    /// What became of an act: three facts in one breath.
    pub(crate) fn after(&self, said: &Said, now: Ms) -> String {
        let words = &self.words;
        match said {
            Said::On => words.after_on(),
            Said::Off => words.after_off(),
            Said::Paused(None) => words.after_paused_open(),
            Said::Paused(Some(until)) => words.after_paused(&self.until(*until, now)),
            Said::Resumed => words.after_resumed(),
            Said::StartedOver(until) => words.after_started_over(&self.until(*until, now)),
            Said::NothingLearned => words.after_nothing_learned(),
            Said::BroughtBack => words.after_brought_back(),
            Said::Stopped(label) => words.after_stopped(label),
            Said::UsedAgain(label) => words.after_used_again(label),
            Said::Erased => words.after_erased(),
            Said::Already => words.after_already(),
            Said::Gone => words.after_gone(),
            Said::Blocked => words.after_blocked(),
            Said::Failed => words.after_failed(),
        }
    }

    /// Where something comes from: who said it, and where.
    pub(crate) fn source(&self, because: &Because) -> String {
        match (because.place, because.mode) {
            (Place::OtherSite, _) | (_, Mode::Imported) => self.words.reason_elsewhere(),
            (_, Mode::Provided) => self.words.reason_told(),
            (_, Mode::Observed) => self.words.reason_did(),
            (_, Mode::Inferred | Mode::Derived) => self.words.reason_guessed(),
        }
    }

    /// One item and how it moved.
    pub(crate) fn moved(&self, moved: &Moved, now: Ms) -> String {
        let places = u32::try_from(moved.by.unsigned_abs()).unwrap_or(u32::MAX);
        let count = &self.number(places);
        let how = match (&moved.because, moved.by > 0) {
            (Some(because), true) => self.words.moved_up(places, count, &self.deed(because, now)),
            (None, true) => self.words.moved_up_plain(places, count),
            (Some(_), false) => self.words.moved_down_still(places, count),
            (None, false) => self.words.moved_down(places, count),
        };
        let label = if moved.label.is_empty() { self.words.moved_nameless(&moved.id) } else { moved.label.clone() };
        self.words.moved_line(&label, &how)
    }

    /// When an entry was made.
    pub(crate) fn entry_date(&self, at: Ms, now: Ms) -> String {
        let time = self.calendar.time(at);
        match self.calendar.days_between(at, now) {
            0 => self.words.day_entry_today(&time),
            1 => self.words.day_entry_yesterday(&time),
            _ => self.words.day_date_time(&self.calendar.date(at), &time),
        }
    }

    /// An entry of the history.
    pub(crate) fn entry(&self, entry: &Entry, now: Ms) -> String {
        let (words, event) = (&self.words, &entry.event);
        let what = match event.deed {
            Deed::On => words.history_on(),
            Deed::Off => words.history_off(),
            Deed::Pause if event.scope != Scope::All => event.until.map_or_else(
                || words.history_pause_of_open(&entry.label),
                |until| words.history_pause_of(&entry.label, &self.until(until, event.at)),
            ),
            Deed::Pause => {
                event.until.map_or_else(|| words.history_pause_open(), |until| words.history_pause(&self.until(until, event.at)))
            }
            Deed::Resume => words.history_resume(),
            Deed::Reset => words.history_reset(),
            Deed::UndoReset => words.history_undo_reset(),
            Deed::Dial => match (event.from, event.to) {
                (_, Some(Dial::Off)) => words.history_stopped(&entry.label),
                (Some(Dial::Off), _) => words.history_used(&entry.label),
                _ => words.history_dial(&entry.label),
            },
            Deed::TurnOff => words.history_stopped(&entry.label),
            Deed::Lift => words.history_used(&entry.label),
            Deed::Refuse | Deed::Withdraw => words.history_no(&entry.label),
            Deed::Tell => words.history_told(&entry.label),
            Deed::PauseEnded => return words.history_pause_ended(),
            Deed::Deleted => return words.history_deleted(),
            Deed::Joined | Deed::Unknown => return words.history_unknown(),
            Deed::Blocked => return self.tried(event.tried.as_deref().unwrap_or_default()),
        };
        let sentence = if event.actor == Actor::Gesture { words.history_you(&what) } else { words.history_script(&what) };
        match &entry.way_back {
            WayBack::Open(_, Some(until)) => [&sentence, " ", &words.history_reset_until(&self.until(*until, now))].concat(),
            WayBack::Gone => [&sentence, " ", &words.history_reset_gone()].concat(),
            _ => sentence,
        }
    }

    fn tried(&self, what: &str) -> String {
        match what {
            "on" => self.words.history_tried_on(),
            "resume" => self.words.history_tried_resume(),
            "undo" => self.words.history_tried_undo(),
            "erase" => self.words.history_tried_erase(),
            _ => self.words.history_tried_other(),
        }
    }
}

//! Facts put into words.

use std::rc::Rc;

use overt_core::choice::{Dial, OffKind, Scope, Variety};
use overt_core::clock::{Day, Ms, day_of};
use overt_core::history::{Actor, Deed};
use overt_core::limits::DAY_MS;
use overt_core::registry::{EvidenceKind, Mode, Place};

use super::{Count, Word, Words};
use crate::session::{Because, Entry, Moved, Said, State, WayBack};

/// Dates and numbers as the visitor writes them. The browser knows; tests have a plain one.
pub(crate) trait Calendar {
    /// How many days of the visitor's own calendar a moment is after another.
    fn days_between(&self, from: Ms, to: Ms) -> i64;
    /// A moment as a day of the visitor's own calendar, such as "Tuesday, 1 December".
    fn date(&self, at: Ms) -> String;
    /// A day of UTC, as evidence is dated, such as "12 November".
    fn day(&self, day: Day, with_year: bool) -> String;
    /// The time of the day, such as "14:05".
    fn time(&self, at: Ms) -> String;
    fn number(&self, number: i64) -> String;
    /// The plural category that the language has for a number.
    fn plural(&self, number: i64) -> String;
    /// Thousandths as a share of a hundred, such as "12.3%".
    fn percent(&self, thousandths: i32) -> String;
}

/// Words, and whoever knows the calendar.
#[derive(Clone)]
pub(crate) struct Say {
    pub(crate) words: Rc<Words>,
    pub(crate) calendar: Rc<dyn Calendar>,
}

impl Say {
    /// A number, with the form that it asks for.
    pub(crate) fn count(&self, number: usize) -> Count {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        Count { text: self.calendar.number(number), category: self.calendar.plural(number) }
    }

    /// Several names, one after the other.
    pub(crate) fn series(&self, names: &[String]) -> String {
        let mut series = String::new();
        for name in names {
            if !series.is_empty() {
                series.push_str(&self.words.get(Word::data_and));
            }
            series.push_str(name);
        }
        series
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
            (0, false) => [" ", &words.get(Word::day_today)].concat(),
            (0, true) => words.get(Word::day_last_today),
            (1, false) => [" ", &words.get(Word::day_yesterday)].concat(),
            (1, true) => words.get(Word::day_last_yesterday),
            (_, false) => [" ", &words.dated(Word::day_on, &self.day(because.last_day, now))].concat(),
            (_, true) => words.dated(Word::day_last_on, &self.day(because.last_day, now)),
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
        let (words, label) = (&self.words, because.label.as_str());
        let (count, when) = (&self.count(because.times as usize), &self.when(because, now));
        match (because.evidence, because.matches.as_str()) {
            (EvidenceKind::View, "shelf") => words.deed_view_shelf(count, label, when),
            (EvidenceKind::View, "author") => words.deed_view_author(count, label, when),
            (EvidenceKind::View, _) => words.deed_view_other(count, label, when),
            (EvidenceKind::Purchase, "shelf") => words.deed_bought_shelf(count, label, when),
            (EvidenceKind::Purchase, "author") => words.deed_bought_author(count, label, when),
            (EvidenceKind::Purchase, _) => words.deed_bought_other(count, label, when),
            (EvidenceKind::Search, _) => words.deed_searched(count, label, when),
            (EvidenceKind::Answer, _) => words.deed_answered(count, label, when),
            (EvidenceKind::Rating, _) => words.deed_rated(count, label, when),
            (EvidenceKind::Import, _) => words.deed_imported(count, label, when),
        }
    }

    /// The one sentence.
    pub(crate) fn lead(&self, state: &State, strongest: Option<&Because>, now: Ms) -> String {
        use overt_core::record::Trouble;
        let words = &self.words;
        let word = match state {
            State::Trouble(Trouble::RecordUnreadable) => Word::record_unreadable,
            State::Trouble(Trouble::RecordNewer) => Word::record_newer,
            State::Trouble(Trouble::StorageBlocked) => Word::storage_blocked,
            State::Trouble(Trouble::StorageFull) => Word::storage_full,
            State::Trouble(Trouble::RegistryMissing) => Word::registry_missing,
            State::Trouble(Trouble::RegistryInvalid) => Word::registry_invalid,
            State::Undeclared => Word::lead_undeclared,
            State::Fresh => Word::lead_fresh,
            State::Lapsed => Word::lead_lapsed,
            State::Gpc(true) => Word::lead_gpc,
            State::Gpc(false) => Word::lead_gpc_fixed,
            State::Refused => Word::lead_refused,
            State::Off(None) => Word::lead_off,
            State::Off(Some(at)) => return words.dated(Word::lead_off_since, &self.calendar.date(*at)),
            State::VisitOut => Word::visit_out,
            State::Paused(None) => Word::lead_paused_open,
            State::Paused(Some(until)) => return words.dated(Word::lead_paused, &self.until(*until, now)),
            State::Ended(at) => return words.dated(Word::lead_ended, &self.moment_ago(*at, now)),
            State::PutAway(..) => Word::lead_put_away,
            State::Nothing => Word::lead_nothing,
            State::Elsewhere => Word::lead_elsewhere,
            State::Personal => match strongest {
                Some(because) if because.sensitive => Word::lead_hidden,
                Some(because) => return words.lead_personal(&self.deed(because, now)),
                None => Word::lead_elsewhere,
            },
        };
        words.get(word)
    }

    /// What holds now and how it is mended.
    pub(crate) fn trouble(&self, state: &State) -> Option<[String; 2]> {
        use overt_core::record::Trouble;
        let State::Trouble(trouble) = state else { return None };
        let (now, mend) = match trouble {
            Trouble::RecordUnreadable => (Word::record_unreadable_now, Word::record_unreadable_mend),
            Trouble::RecordNewer => (Word::record_newer_now, Word::record_newer_mend),
            Trouble::StorageBlocked => (Word::storage_blocked_now, Word::storage_blocked_mend),
            Trouble::StorageFull => (Word::storage_full_now, Word::storage_full_mend),
            Trouble::RegistryMissing => (Word::registry_missing_now, Word::registry_missing_mend),
            Trouble::RegistryInvalid => (Word::registry_invalid_now, Word::registry_invalid_mend),
        };
        Some([self.words.get(now), self.words.get(mend)])
    }

    pub(crate) fn moment_ago(&self, at: Ms, now: Ms) -> String {
        match self.calendar.days_between(at, now) {
            0 => self.words.get(Word::day_today),
            1 => self.words.get(Word::day_yesterday),
            _ => self.words.dated(Word::day_on, &self.calendar.date(at)),
        }
    }

    /// What became of an act: three facts in one breath.
    pub(crate) fn after(&self, said: &Said, now: Ms) -> String {
        let words = &self.words;
        let word = match said {
            Said::On => Word::after_on,
            Said::Off => Word::after_off,
            Said::Paused(None) => Word::after_paused_open,
            Said::Paused(Some(until)) => return words.dated(Word::after_paused, &self.until(*until, now)),
            Said::Resumed => Word::after_resumed,
            Said::StartedOver(until) => return words.dated(Word::after_started_over, &self.until(*until, now)),
            Said::NothingLearned => Word::after_nothing_learned,
            Said::BroughtBack => Word::after_brought_back,
            Said::Stopped(label) => return words.after_stopped(label),
            Said::UsedAgain(label) => return words.after_used_again(label),
            Said::Dialed(label, stop) => return words.after_dialed(label, &words.name("dial", stop.as_str())),
            Said::NotMe(label) => return words.after_not_me(label),
            Said::TurnedOff(label) => return words.after_turned_off(&self.label(label)),
            Said::TurnedOn(label) => return words.after_turned_on(&self.label(label)),
            Said::Left(label) => return words.after_left(label),
            Said::Stance(stance) => return words.after_stance(&words.name("stance", stance.as_str())),
            Said::Varied(share) => return words.after_varied(&words.name("variety", share.as_str())),
            Said::VisitOut => Word::after_visit_out,
            Said::VisitPaused => Word::after_paused_visit,
            Said::VisitIn => Word::after_visit_in,
            Said::Joined => Word::after_joined,
            Said::NotRead => Word::after_not_read,
            Said::NotFetched => Word::after_not_fetched,
            Said::Saved => Word::after_saved,
            Said::Erased => Word::after_erased,
            Said::Already => Word::after_already,
            Said::Gone => Word::after_gone,
            Said::Blocked => Word::after_blocked,
            Said::Failed => Word::after_failed,
        };
        words.get(word)
    }

    /// Where something comes from: who said it, and where.
    pub(crate) fn source(&self, because: &Because) -> String {
        self.words.get(match (because.place, because.mode) {
            (Place::OtherSite, _) | (_, Mode::Imported) => Word::reason_elsewhere,
            (_, Mode::Provided) => Word::reason_told,
            (_, Mode::Observed) => Word::reason_did,
            (_, Mode::Inferred | Mode::Derived) => Word::reason_guessed,
        })
    }

    /// One item and how it moved.
    pub(crate) fn moved(&self, moved: &Moved, shown: bool, now: Ms) -> String {
        let count = &self.count(usize::try_from(moved.by.unsigned_abs()).unwrap_or(usize::MAX));
        let how = match (&moved.because, moved.by > 0) {
            (Some(because), true) if because.sensitive && !shown => self.words.get(Word::reason_hidden),
            _ if moved.varied => self.words.get(Word::moved_varied),
            (Some(because), true) => self.words.moved_up(count, &self.deed(because, now)),
            (None, true) => self.words.moved_up_plain(count),
            (Some(_), false) => self.words.moved_down_still(count),
            (None, false) => self.words.moved_down(count),
        };
        let label = if moved.label.is_empty() { self.words.moved_nameless(&moved.id) } else { moved.label.clone() };
        self.words.moved_line(&label, &how)
    }

    /// What something is called: the site has names for what it declares, and the panel for where things come from, and for what is not shown.
    pub(crate) fn label(&self, label: &str) -> String {
        if label.is_empty() {
            return self.words.get(Word::reason_hidden);
        }
        label.strip_prefix("source:").map_or_else(|| label.into(), |place| self.words.name("place", place))
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
        let (words, event, label) = (&self.words, &entry.event, &self.label(&entry.label));
        let what = match event.deed {
            Deed::On => words.get(Word::history_on),
            Deed::Off => words.get(Word::history_off),
            Deed::Pause if matches!(event.scope, Scope::Visit(_)) => words.get(Word::history_pause_visit),
            Deed::Pause if event.scope != Scope::All => event
                .until
                .map_or_else(|| words.history_pause_of_open(label), |until| words.history_pause_of(label, &self.until(until, event.at))),
            Deed::Pause => event.until.map_or_else(
                || words.get(Word::history_pause_open),
                |until| words.dated(Word::history_pause, &self.until(until, event.at)),
            ),
            Deed::Resume => words.get(Word::history_resume),
            Deed::Reset => words.get(Word::history_reset),
            Deed::UndoReset => words.get(Word::history_undo_reset),
            Deed::Dial => match (event.from, event.to) {
                (_, Some(Dial::Off)) => words.history_stopped(label),
                (Some(Dial::Off), _) => words.history_used(label),
                _ => words.history_dial(label),
            },
            Deed::TurnOff => match event.off {
                Some(OffKind::NotMe) => words.history_not_me(label),
                Some(OffKind::Left) => words.history_left(label),
                Some(OffKind::Object) => words.history_objected(label),
                _ => words.history_turned_off(label),
            },
            Deed::Lift => words.history_turned_on(label),
            Deed::Refuse => words.history_no(label),
            Deed::Withdraw => words.history_withdrew(label),
            Deed::Vary => words.history_vary(&words.name("variety", event.share.unwrap_or(Variety::None).as_str())),
            Deed::Tell => words.history_told(label),
            Deed::PauseEnded => return words.get(Word::history_pause_ended),
            Deed::Deleted => return words.get(Word::history_deleted),
            Deed::Joined => return words.get(Word::history_joined),
            Deed::Unknown => return words.get(Word::history_unknown),
            Deed::Blocked => return words.get(tried(event.tried.as_deref().unwrap_or_default())),
        };
        let sentence = if event.actor == Actor::Gesture { words.history_you(&what) } else { words.history_script(&what) };
        match &entry.way_back {
            WayBack::Open(_, Some(until)) => [&sentence, " ", &words.dated(Word::history_reset_until, &self.until(*until, now))].concat(),
            WayBack::Gone => [&sentence, " ", &words.get(Word::history_reset_gone)].concat(),
            _ => sentence,
        }
    }
}

fn tried(what: &str) -> Word {
    match what {
        "on" => Word::history_tried_on,
        "resume" => Word::history_tried_resume,
        "undo" => Word::history_tried_undo,
        "erase" => Word::history_tried_erase,
        _ => Word::history_tried_other,
    }
}

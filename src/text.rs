//! Words for people: typed, so that a sentence that is missing or left over fails a test.

mod say;

use overt_core::json::{Value, parse};

pub(crate) use say::{Calendar, Say};

/// The sentences of one language, as they stand in `text/<locale>.json`.
#[derive(Debug)]
pub(crate) struct Words {
    texts: Vec<String>,
}

/// Makes a method of each sentence; its arguments go to the places in curly brackets that have their names.
macro_rules! words {
    (
        one { $( $one:ident ( $($arg:ident),* ) = $path:literal; )* }
        many { $( $many:ident ( $($extra:ident),* ) = $base:literal; )* }
    ) => {
        /// Every sentence: where it stands, and the names of what is filled in.
        #[cfg(test)]
        const SENTENCES: &[(&str, &[&str])] = &[
            $( ($path, &[ $( stringify!($arg) ),* ]), )*
            $(
                (concat!($base, ".one"), &[ "count", $( stringify!($extra) ),* ]),
                (concat!($base, ".other"), &[ "count", $( stringify!($extra) ),* ]),
            )*
        ];

        #[expect(non_camel_case_types, reason = "each is named as its method")]
        #[derive(Clone, Copy)]
        enum One { $( $one, )* Count }

        #[expect(non_camel_case_types, reason = "each is named as its method")]
        #[derive(Clone, Copy)]
        enum Many { $( $many, )* }

        impl Words {
            $(
                pub(crate) fn $one(&self $(, $arg: &str)*) -> String {
                    self.fill(One::$one as usize, &[ $( (stringify!($arg), $arg) ),* ])
                }
            )*
            $(
                pub(crate) fn $many(&self, number: u32, count: &str $(, $extra: &str)*) -> String {
                    let place = One::Count as usize + 2 * Many::$many as usize + usize::from(number != 1);
                    self.fill(place, &[ ("count", count), $( (stringify!($extra), $extra) ),* ])
                }
            )*
        }
    };
}

words! {
    one {
        panel_why() = "panel.why"; panel_overview() = "panel.overview"; panel_close() = "panel.close";
        day_today() = "day.today"; day_yesterday() = "day.yesterday"; day_on(date) = "day.on";
        day_last_today() = "day.lastToday"; day_last_yesterday() = "day.lastYesterday"; day_last_on(date) = "day.lastOn";
        day_time_today(time) = "day.timeToday"; day_date_time(date, time) = "day.dateTime";
        day_entry_today(time) = "day.entryToday"; day_entry_yesterday(time) = "day.entryYesterday";
        lead_personal(deed) = "lead.personal"; lead_elsewhere() = "lead.elsewhere"; lead_nothing() = "lead.nothing";
        lead_fresh() = "lead.fresh"; lead_lapsed() = "lead.lapsed"; lead_gpc() = "lead.gpc"; lead_gpc_fixed() = "lead.gpcFixed";
        lead_off() = "lead.off"; lead_off_since(date) = "lead.offSince";
        lead_paused(date) = "lead.paused"; lead_paused_open() = "lead.pausedOpen"; lead_ended(date) = "lead.ended";
        lead_put_away() = "lead.putAway"; lead_undeclared() = "lead.undeclared";
        record_unreadable() = "trouble.recordUnreadable"; record_unreadable_now() = "trouble.recordUnreadableNow";
        record_unreadable_mend() = "trouble.recordUnreadableMend";
        record_newer() = "trouble.recordNewer"; record_newer_now() = "trouble.recordNewerNow"; record_newer_mend() = "trouble.recordNewerMend";
        storage_blocked() = "trouble.storageBlocked"; storage_blocked_now() = "trouble.storageBlockedNow";
        storage_blocked_mend() = "trouble.storageBlockedMend";
        storage_full() = "trouble.storageFull"; storage_full_now() = "trouble.storageFullNow"; storage_full_mend() = "trouble.storageFullMend";
        registry_missing() = "trouble.registryMissing"; registry_missing_now() = "trouble.registryMissingNow";
        registry_missing_mend() = "trouble.registryMissingMend";
        registry_invalid() = "trouble.registryInvalid"; registry_invalid_now() = "trouble.registryInvalidNow";
        registry_invalid_mend() = "trouble.registryInvalidMend";
        purpose_does() = "purpose.does"; purpose_why() = "purpose.why"; purpose_you_get() = "purpose.youGet"; purpose_stored() = "purpose.stored";
        verb_group() = "verb.group"; verb_pause() = "verb.pause"; verb_start_over() = "verb.startOver"; verb_turn_off() = "verb.turnOff";
        verb_turn_on() = "verb.turnOn"; verb_resume() = "verb.resume"; verb_undo() = "verb.undo"; verb_leave_off() = "verb.leaveOff";
        verb_pause_again() = "verb.pauseAgain"; verb_fine() = "verb.fine"; verb_erase() = "verb.erase"; verb_erase_sure() = "verb.eraseSure";
        verb_keep() = "verb.keep"; verb_stop_using() = "verb.stopUsing"; verb_use_again() = "verb.useAgain";
        before_pause_for() = "before.pauseFor"; before_pause() = "before.pause"; before_start_over(date) = "before.startOver";
        before_turn_off() = "before.turnOff"; before_turn_on() = "before.turnOn"; before_turn_on_left() = "before.turnOnLeft";
        before_resume() = "before.resume"; before_undo(date) = "before.undo"; before_leave_off() = "before.leaveOff";
        before_pause_again() = "before.pauseAgain"; before_fine() = "before.fine"; before_erase() = "before.erase";
        before_erase_sure() = "before.eraseSure"; before_keep() = "before.keep"; before_left() = "before.left";
        span_label() = "span.label"; span_hour() = "span.hour"; span_day() = "span.day"; span_week() = "span.week";
        span_month() = "span.month"; span_open() = "span.open";
        after_on() = "after.on"; after_off() = "after.off"; after_paused(date) = "after.paused"; after_paused_open() = "after.pausedOpen";
        after_resumed() = "after.resumed"; after_started_over(date) = "after.startedOver"; after_nothing_learned() = "after.nothingLearned";
        after_brought_back() = "after.broughtBack"; after_stopped(label) = "after.stopped"; after_used_again(label) = "after.usedAgain";
        after_erased() = "after.erased"; after_already() = "after.already"; after_gone() = "after.gone"; after_blocked() = "after.blocked";
        after_failed() = "after.failed";
        reason_heading() = "reason.heading"; reason_told() = "reason.told"; reason_did() = "reason.did"; reason_guessed() = "reason.guessed";
        reason_elsewhere() = "reason.elsewhere"; reason_others_from() = "reason.othersFrom"; reason_not_you() = "reason.notYou";
        reason_not_you_from() = "reason.notYouFrom"; reason_name(signal, label) = "reason.name";
        moved_line(label, how) = "moved.line"; moved_nameless(id) = "moved.nameless";
        learned_none() = "learned.none"; learned_because(deed) = "learned.because"; learned_used(date) = "learned.used";
        learned_weak(date) = "learned.weak"; learned_put_away(date) = "learned.putAway"; learned_stopped(date) = "learned.stopped";
        learned_unused(date) = "learned.unused";
        history_none() = "history.none"; history_you(what) = "history.you"; history_script(what) = "history.script";
        history_on() = "history.on"; history_off() = "history.off"; history_pause(date) = "history.pause";
        history_pause_open() = "history.pauseOpen"; history_pause_of(label, date) = "history.pauseOf"; history_pause_of_open(label) = "history.pauseOfOpen"; history_resume() = "history.resume"; history_pause_ended() = "history.pauseEnded";
        history_reset() = "history.reset"; history_reset_until(date) = "history.resetUntil"; history_reset_gone() = "history.resetGone";
        history_undo_reset() = "history.undoReset"; history_deleted() = "history.deleted"; history_stopped(label) = "history.stopped";
        history_used(label) = "history.used"; history_dial(label) = "history.dial"; history_no(label) = "history.no"; history_told(label) = "history.told"; history_unknown() = "history.unknown";
        history_tried_on() = "history.triedOn"; history_tried_resume() = "history.triedResume"; history_tried_undo() = "history.triedUndo";
        history_tried_erase() = "history.triedErase"; history_tried_other() = "history.triedOther"; history_this_visit() = "history.thisVisit";
        review_heading() = "review.heading"; review_line(key) = "review.line";
    }
    many {
        deed_view_shelf(label, when) = "counted.deed.viewShelf"; deed_view_author(label, when) = "counted.deed.viewAuthor"; deed_view_other(label, when) = "counted.deed.viewOther";
        deed_bought_shelf(label, when) = "counted.deed.boughtShelf"; deed_bought_author(label, when) = "counted.deed.boughtAuthor";
        deed_bought_other(label, when) = "counted.deed.boughtOther"; deed_searched(label, when) = "counted.deed.searched";
        deed_answered(label, when) = "counted.deed.answered"; deed_rated(label, when) = "counted.deed.rated"; deed_imported(label, when) = "counted.deed.imported";
        reason_others() = "counted.reason.others"; moved_heading() = "counted.moved.heading"; moved_up(deed) = "counted.moved.up"; moved_up_plain() = "counted.moved.upPlain";
        moved_down() = "counted.moved.down"; moved_down_still() = "counted.moved.downStill"; learned_heading() = "counted.learned.heading";
        history_heading() = "counted.history.heading"; history_tried_here() = "counted.history.triedHere";
    }
}

impl Words {
    /// Reads the sentences of one language, which the page brings in a file of its own: a visitor carries one language and not all.
    ///
    /// The file holds the sentences in the order in which they are declared above, those that count after the others, so no names are shipped twice.
    pub(crate) fn read(text: &str) -> Words {
        let file = parse(text).unwrap_or(Value::Null);
        let mut texts = Vec::new();
        collect(&file, &mut texts);
        Words { texts }
    }

    #[inline(never)]
    fn fill(&self, place: usize, arguments: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        let mut rest = self.texts.get(place).map_or("", String::as_str);
        // From left to right, so that curly brackets in what is filled in mean nothing.
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else { break };
            filled.push_str(before);
            filled.push_str(arguments.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value));
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }
}

/// All sentences in their order, but those that the loader keeps for when there is no panel.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().filter(|(name, _)| name != "badge").for_each(|(_, value)| collect(value, texts)),
        Value::Text(text) => texts.push(text.clone()),
        _ => {}
    }
}

#[cfg(test)]
impl Words {
    pub(crate) fn english() -> Words {
        Words::read(include_str!("text/en.json"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the loader shows when there is no panel to ask.
    const OF_THE_LOADER: &str = "badge.";

    fn leaves(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    leaves(value, &path, found);
                }
            }
            other => found.push((path.into(), other.as_text().expect("a sentence is text").into())),
        }
    }

    fn file() -> Vec<(String, String)> {
        let mut found = Vec::new();
        leaves(&parse(include_str!("text/en.json")).unwrap(), "", &mut found);
        found
    }

    fn holes(text: &str) -> Vec<&str> {
        let mut holes: Vec<&str> = text.split('{').skip(1).map(|after| after.split_once('}').unwrap().0).collect();
        holes.sort_unstable();
        holes
    }

    #[test]
    fn every_sentence_is_there_in_its_place_and_none_is_left_over() {
        let there: Vec<String> = file().into_iter().map(|(path, _)| path).filter(|p| !p.starts_with(OF_THE_LOADER)).collect();
        let wanted: Vec<&str> = SENTENCES.iter().map(|(path, _)| *path).collect();
        assert_eq!(there, wanted, "the file holds them in the order in which they are declared");
    }

    #[test]
    fn every_place_to_fill_has_its_argument() {
        let file = file();
        for (path, arguments) in SENTENCES {
            let (_, text) = file.iter().find(|(p, _)| p == path).unwrap();
            assert!(holes(text).iter().all(|hole| arguments.contains(hole)), "{path} has a place that nothing fills: {text}");
            // The singular may say "a book" where the plural counts, and some deeds are not counted at all.
            let unused = arguments.iter().filter(|a| **a != "count" && !holes(text).contains(a)).count();
            assert_eq!(unused, 0, "{path} leaves out an argument: {text}");
        }
    }

    #[test]
    fn no_sentence_begs_or_blurs() {
        let banned =
            ["experience", "partner", "we value", "thank", "sorry to see", "miss out", "are you sure", "cookie", "limited", "please"];
        for (path, text) in file() {
            for word in banned {
                assert!(!text.to_lowercase().contains(word), "{path} says \"{word}\": {text}");
            }
        }
    }

    #[test]
    fn the_first_sentence_has_at_most_twenty_words() {
        let words = |text: &str| text.split_whitespace().count();
        for (path, text) in file().iter().filter(|(path, _)| path.starts_with("lead.")) {
            assert!(words(text) <= 20, "{path} has {} words", words(text));
        }
        let when = Words::english().day_last_on("12 November");
        let deed = Words::english().deed_view_shelf(5, "5", "Adventure", &when);
        let lead = Words::english().lead_personal(&deed);
        assert!(words(&lead) <= 20, "{lead}");
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(Words::english().after_stopped("{label}"), "{label} is not used any more. The rest stays. Undo it in History.");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(Words::english().moved_down(1, "1"), "down 1 place, to make room");
        assert_eq!(Words::english().moved_down(2, "2"), "down 2 places, to make room");
    }
}

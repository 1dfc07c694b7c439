//! Words for people: typed, so that a sentence that is missing or left over fails a test.

mod say;

use overt_core::json::{Value, parse};

/// What the loader shows when there is no panel to ask.
const OF_THE_LOADER: &str = "badge";

pub(crate) use say::{Calendar, Say};

/// The sentences of one language, as they stand in `text/<locale>.json`.
#[derive(Debug)]
pub(crate) struct Words {
    /// The language, as a tag of BCP 47.
    pub(crate) lang: String,
    /// `ltr` or `rtl`.
    pub(crate) dir: String,
    texts: Vec<String>,
    /// What is counted: for each sentence its forms, by the plural categories of the language.
    counted: Vec<Vec<(String, String)>>,
    /// Names for the words of the core, by kind.
    named: Value,
}

/// A number as the visitor writes it, and which form of a sentence it asks for.
pub(crate) struct Count {
    pub(crate) text: String,
    /// The plural category of CLDR: `one`, `few`, `other` and so on.
    pub(crate) category: String,
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
            $( ($base, &[ "count", $( stringify!($extra) ),* ]), )*
        ];

        /// A sentence by its name. Handed on where nothing has to be filled in: a number costs fewer bytes than a text.
        #[expect(non_camel_case_types, reason = "each is named as its method")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Word { $( $one, )* }

        #[expect(non_camel_case_types, reason = "each is named as its method")]
        #[derive(Clone, Copy)]
        enum Many { $( $many, )* }

        impl Words {
            $( words! { @method $one $($arg)* } )*
            $(
                pub(crate) fn $many(&self, count: &Count $(, $extra: &str)*) -> String {
                    self.fill_counted(Many::$many as usize, count, &[ ("count", &count.text), $( (stringify!($extra), $extra) ),* ])
                }
            )*
        }
    };
    // Where nothing has to be filled in, the word itself is handed on.
    ( @method $one:ident ) => {};
    // The same with a date alone: see `dated`.
    ( @method $one:ident date ) => {};
    ( @method $one:ident $($arg:ident)+ ) => {
        pub(crate) fn $one(&self $(, $arg: &str)+) -> String {
            self.fill(Word::$one as usize, &[ $( (stringify!($arg), $arg) ),+ ])
        }
    };
}

words! {
    one {
        panel_why() = "panel.why"; panel_overview() = "panel.overview"; panel_close() = "panel.close";
        panel_why_more() = "panel.whyMore"; panel_change() = "panel.change"; panel_happened() = "panel.happened";
        panel_yours() = "panel.yours";
        day_today() = "day.today"; day_yesterday() = "day.yesterday"; day_on(date) = "day.on"; day_last_today() = "day.lastToday";
        day_last_yesterday() = "day.lastYesterday"; day_last_on(date) = "day.lastOn"; day_time_today(time) = "day.timeToday";
        day_date_time(date, time) = "day.dateTime"; day_entry_today(time) = "day.entryToday";
        day_entry_yesterday(time) = "day.entryYesterday";
        lead_personal(deed) = "lead.personal"; lead_elsewhere() = "lead.elsewhere"; lead_nothing() = "lead.nothing";
        lead_fresh() = "lead.fresh"; lead_lapsed() = "lead.lapsed"; lead_gpc() = "lead.gpc"; lead_gpc_fixed() = "lead.gpcFixed"; lead_refused() = "lead.refused";
        lead_off() = "lead.off"; lead_off_since(date) = "lead.offSince"; lead_paused(date) = "lead.paused";
        lead_paused_open() = "lead.pausedOpen"; lead_ended(date) = "lead.ended"; lead_put_away() = "lead.putAway";
        lead_undeclared() = "lead.undeclared"; lead_hidden() = "lead.hidden";
        record_unreadable() = "trouble.recordUnreadable"; record_unreadable_now() = "trouble.recordUnreadableNow";
        record_unreadable_mend() = "trouble.recordUnreadableMend"; record_newer() = "trouble.recordNewer";
        record_newer_now() = "trouble.recordNewerNow"; record_newer_mend() = "trouble.recordNewerMend";
        storage_blocked() = "trouble.storageBlocked"; storage_blocked_now() = "trouble.storageBlockedNow";
        storage_blocked_mend() = "trouble.storageBlockedMend"; storage_full() = "trouble.storageFull";
        storage_full_now() = "trouble.storageFullNow"; storage_full_mend() = "trouble.storageFullMend";
        registry_missing() = "trouble.registryMissing"; registry_missing_now() = "trouble.registryMissingNow";
        registry_missing_mend() = "trouble.registryMissingMend"; registry_invalid() = "trouble.registryInvalid";
        registry_invalid_now() = "trouble.registryInvalidNow"; registry_invalid_mend() = "trouble.registryInvalidMend";
        trouble_late() = "trouble.late"; trouble_offline() = "trouble.offline";
        purpose_does() = "purpose.does"; purpose_why() = "purpose.why"; purpose_you_get() = "purpose.youGet";
        purpose_stored() = "purpose.stored"; purpose_who() = "purpose.who"; purpose_nobody() = "purpose.nobody";
        purpose_kept() = "purpose.kept"; purpose_kept_for(days, valid) = "purpose.keptFor";
        verb_group() = "verb.group"; verb_pause() = "verb.pause"; verb_start_over() = "verb.startOver";
        verb_turn_off() = "verb.turnOff"; verb_turn_on() = "verb.turnOn"; verb_resume() = "verb.resume"; verb_undo() = "verb.undo";
        verb_leave_off() = "verb.leaveOff"; verb_pause_again() = "verb.pauseAgain"; verb_fine() = "verb.fine";
        verb_erase() = "verb.erase"; verb_erase_sure() = "verb.eraseSure"; verb_keep() = "verb.keep";
        verb_stop_using() = "verb.stopUsing"; verb_use_again() = "verb.useAgain"; verb_not_me() = "verb.notMe";
        verb_leave() = "verb.leave"; verb_less() = "verb.less"; verb_more() = "verb.more"; verb_choose(label) = "verb.choose";
        verb_exclude_visit() = "verb.excludeVisit"; verb_count_visit() = "verb.countVisit"; verb_take_back() = "verb.takeBack";
        verb_compare() = "verb.compare"; verb_hide_lists() = "verb.hideLists"; verb_show() = "verb.show"; verb_hide() = "verb.hide";
        verb_show_mine() = "verb.showMine"; verb_outline() = "verb.outline"; verb_export() = "verb.export";
        verb_receipts() = "verb.receipts"; verb_bring_back() = "verb.bringBack"; verb_retry() = "verb.retry";
        before_pause_for() = "before.pauseFor"; before_pause() = "before.pause"; before_start_over(date) = "before.startOver";
        before_turn_off() = "before.turnOff"; before_turn_on() = "before.turnOn"; before_turn_on_left() = "before.turnOnLeft";
        before_resume() = "before.resume"; before_undo(date) = "before.undo"; before_leave_off() = "before.leaveOff";
        before_pause_again() = "before.pauseAgain"; before_fine() = "before.fine"; before_erase() = "before.erase";
        before_erase_sure() = "before.eraseSure"; before_keep() = "before.keep"; before_left() = "before.left";
        before_kind() = "before.kind"; before_erase_all() = "before.eraseAll"; before_erase_all_sure() = "before.eraseAllSure";
        before_bring_back() = "before.bringBack";
        before_exclude_visit() = "before.excludeVisit"; before_count_visit() = "before.countVisit";
        before_stance_same() = "before.stanceSame";
        before_choosing() = "before.choosing";
        span_label() = "span.label"; span_hour() = "span.hour"; span_day() = "span.day"; span_week() = "span.week";
        span_month() = "span.month"; span_open() = "span.open"; span_visit() = "span.visit"; span_kind() = "span.kind";
        span_forget_learned() = "span.forgetLearned"; span_forget_told() = "span.forgetTold"; span_start_over() = "span.startOver";
        after_on() = "after.on"; after_off() = "after.off"; after_paused(date) = "after.paused";
        after_paused_open() = "after.pausedOpen"; after_resumed() = "after.resumed"; after_started_over(date) = "after.startedOver";
        after_nothing_learned() = "after.nothingLearned"; after_brought_back() = "after.broughtBack";
        after_stopped(label) = "after.stopped"; after_used_again(label) = "after.usedAgain"; after_erased() = "after.erased";
        after_already() = "after.already"; after_gone() = "after.gone"; after_blocked() = "after.blocked";
        after_failed() = "after.failed"; after_dialed(label, stop) = "after.dialed"; after_not_me(label) = "after.notMe";
        after_turned_off(label) = "after.turnedOff"; after_turned_on(label) = "after.turnedOn"; after_left(label) = "after.left";
        after_stance(label) = "after.stance"; after_varied(share) = "after.varied"; after_visit_out() = "after.visitOut";
        after_visit_in() = "after.visitIn"; after_joined() = "after.joined"; after_not_read() = "after.notRead"; after_not_fetched() = "after.notFetched";
        after_saved() = "after.saved"; after_paused_visit() = "after.pausedVisit";
        reason_heading() = "reason.heading"; reason_told() = "reason.told"; reason_did() = "reason.did";
        reason_guessed() = "reason.guessed"; reason_elsewhere() = "reason.elsewhere"; reason_others_from() = "reason.othersFrom";
        reason_not_you() = "reason.notYou"; reason_not_you_from() = "reason.notYouFrom"; reason_name(signal, label) = "reason.name";
        reason_hidden() = "reason.hidden";
        moved_line(label, how) = "moved.line"; moved_nameless(id) = "moved.nameless"; moved_varied() = "moved.varied";
        learned_none() = "learned.none"; learned_because(deed) = "learned.because"; learned_used(date) = "learned.used";
        learned_weak(date) = "learned.weak"; learned_put_away(date) = "learned.putAway"; learned_stopped(date) = "learned.stopped";
        learned_unused(date) = "learned.unused";
        history_none() = "history.none"; history_you(what) = "history.you"; history_script(what) = "history.script";
        history_on() = "history.on"; history_off() = "history.off"; history_pause(date) = "history.pause";
        history_pause_open() = "history.pauseOpen"; history_pause_of(label, date) = "history.pauseOf";
        history_pause_of_open(label) = "history.pauseOfOpen"; history_resume() = "history.resume";
        history_pause_ended() = "history.pauseEnded"; history_reset() = "history.reset";
        history_reset_until(date) = "history.resetUntil"; history_reset_gone() = "history.resetGone";
        history_undo_reset() = "history.undoReset"; history_deleted() = "history.deleted";
        history_stopped(label) = "history.stopped"; history_used(label) = "history.used"; history_dial(label) = "history.dial";
        history_no(label) = "history.no"; history_told(label) = "history.told"; history_unknown() = "history.unknown";
        history_tried_on() = "history.triedOn"; history_tried_resume() = "history.triedResume";
        history_tried_undo() = "history.triedUndo"; history_tried_erase() = "history.triedErase";
        history_tried_other() = "history.triedOther"; history_this_visit() = "history.thisVisit";
        history_turned_off(label) = "history.turnedOff"; history_turned_on(label) = "history.turnedOn";
        history_not_me(label) = "history.notMe"; history_left(label) = "history.left"; history_objected(label) = "history.objected";
        history_withdrew(label) = "history.withdrew"; history_vary(share) = "history.vary"; history_joined() = "history.joined";
        history_pause_visit() = "history.pauseVisit";
        review_heading() = "review.heading"; review_line(key) = "review.line";
        part_without() = "part.without"; part_everything() = "part.everything"; part_parts() = "part.parts";
        part_ways() = "part.ways"; part_visit() = "part.visit"; part_given() = "part.given"; part_data() = "part.data";
        part_person() = "part.person";
        without_none() = "without.none"; without_all() = "without.all"; without_of(label) = "without.of";
        without_same() = "without.same"; without_before() = "without.before"; without_after() = "without.after";
        everything_basis() = "everything.basis"; everything_yes() = "everything.yes";
        everything_given(date, until) = "everything.given"; everything_not_given() = "everything.notGiven";
        everything_site() = "everything.site"; everything_notice() = "everything.notice";
        everything_version(version) = "everything.version"; everything_decided() = "everything.decided";
        everything_undecided() = "everything.undecided"; everything_decision(label, rule) = "everything.decision";
        everything_raw() = "everything.raw"; everything_law() = "everything.law";
        parts_purposes() = "parts.purposes"; parts_slots() = "parts.slots"; parts_sources() = "parts.sources";
        parts_signals() = "parts.signals"; parts_segments() = "parts.segments"; parts_on() = "parts.on"; parts_off() = "parts.off";
        parts_default() = "parts.default"; parts_paused() = "parts.paused"; parts_all() = "parts.all";
        parts_rule(rule, size) = "parts.rule"; parts_dial() = "parts.dial";
        ways_stances() = "ways.stances"; ways_on(label) = "ways.on"; ways_off(label) = "ways.off"; ways_vary() = "ways.vary";
        ways_vary_about() = "ways.varyAbout";
        visit_about() = "visit.about"; visit_out() = "visit.out";
        given_none() = "given.none"; given_yes(label, date, until) = "given.yes"; given_no(label, date) = "given.no";
        given_withdrawn(label, date) = "given.withdrawn"; given_gave(what) = "given.gave"; given_got(what) = "given.got";
        data_heading() = "data.heading"; data_none() = "data.none"; data_checked() = "data.checked"; data_file() = "data.file";
        data_found(what) = "data.found"; data_and() = "data.and";
        person_line(channel, address) = "person.line"; person_human() = "person.human"; person_machine() = "person.machine";
        effect_done() = "effect.done"; effect_no_list() = "effect.noList"; effect_not_yet() = "effect.notYet";
        legal_turn_off() = "legal.turnOff"; legal_pause() = "legal.pause"; legal_start_over() = "legal.startOver";
        legal_not_me() = "legal.notMe"; legal_export() = "legal.export"; legal_slots() = "legal.slots";
    }
    many {
        deed_view_shelf(label, when) = "counted.deed.viewShelf"; deed_view_author(label, when) = "counted.deed.viewAuthor";
        deed_view_other(label, when) = "counted.deed.viewOther"; deed_bought_shelf(label, when) = "counted.deed.boughtShelf";
        deed_bought_author(label, when) = "counted.deed.boughtAuthor"; deed_bought_other(label, when) = "counted.deed.boughtOther";
        deed_searched(label, when) = "counted.deed.searched"; deed_answered(label, when) = "counted.deed.answered";
        deed_rated(label, when) = "counted.deed.rated"; deed_imported(label, when) = "counted.deed.imported";
        reason_others() = "counted.reason.others";
        moved_heading() = "counted.moved.heading"; moved_up(deed) = "counted.moved.up"; moved_up_plain() = "counted.moved.upPlain";
        moved_down() = "counted.moved.down"; moved_down_still() = "counted.moved.downStill";
        learned_heading() = "counted.learned.heading"; learned_show_all() = "counted.learned.showAll";
        history_heading() = "counted.history.heading"; history_tried_here() = "counted.history.triedHere";
        without_differ(total) = "counted.without.differ";
        days_days() = "counted.days.days";
        given_things(label) = "counted.given.things";
        data_choices() = "counted.data.choices"; data_learned() = "counted.data.learned"; data_history() = "counted.data.history";
        data_log() = "counted.data.log"; data_size() = "counted.data.size";
        person_reply() = "counted.person.reply";
    }
}

impl Words {
    /// Reads the sentences of one language, which the page brings in a file of its own: a visitor carries one language and not all.
    ///
    /// The file holds the sentences in the order in which they are declared above, those that are counted after the others, so no names are shipped twice.
    pub(crate) fn read(text: &str) -> Words {
        let file = parse(text).unwrap_or(Value::Null);
        let (mut texts, mut counted) = (Vec::new(), Vec::new());
        for (section, value) in fields(&file) {
            match section.as_str() {
                "meta" | "named" | "counted" => {}
                OF_THE_LOADER => {}
                _ => texts.extend(fields(value).iter().map(|(_, text)| word(text))),
            }
        }
        for (_, section) in fields(file.get("counted")) {
            counted.extend(
                fields(section).iter().map(|(_, forms)| fields(forms).iter().map(|(name, text)| (name.clone(), word(text))).collect()),
            );
        }
        let meta = |name: &str| word(file.get("meta").get(name));
        Words { lang: meta("lang"), dir: meta("dir"), texts, counted, named: file.get("named").clone() }
    }

    /// The name for people of a word of the core, such as a rule or a legal basis.
    #[inline(never)]
    pub(crate) fn name(&self, kind: &str, word: &str) -> String {
        self::word(self.named.get(kind).get(word))
    }

    /// A sentence in which nothing has to be filled in.
    #[inline(never)]
    pub(crate) fn get(&self, word: Word) -> String {
        self.texts.get(word as usize).cloned().unwrap_or_default()
    }

    /// A sentence in which at most a date has to be filled in.
    pub(crate) fn dated(&self, word: Word, date: &str) -> String {
        self.fill(word as usize, &[("date", date)])
    }

    // Not inlined: each is called some hundred times.
    #[inline(never)]
    fn fill(&self, place: usize, arguments: &[(&str, &str)]) -> String {
        fill(self.texts.get(place).map_or("", String::as_str), arguments)
    }

    #[inline(never)]
    fn fill_counted(&self, place: usize, count: &Count, arguments: &[(&str, &str)]) -> String {
        let forms = self.counted.get(place).map(Vec::as_slice).unwrap_or_default();
        let form = forms.iter().find(|(category, _)| *category == count.category).or(forms.last());
        fill(form.map_or("", |(_, text)| text.as_str()), arguments)
    }
}

fn fill(text: &str, arguments: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
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

fn fields(value: &Value) -> &[(String, Value)] {
    if let Value::Object(fields) = value { fields } else { &[] }
}

fn word(value: &Value) -> String {
    value.as_text().unwrap_or_default().into()
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

    /// Where a sentence stands, without the plural category of one that is counted.
    fn base(path: &str) -> &str {
        if path.starts_with("counted.") { path.rsplit_once('.').map_or(path, |(base, _)| base) } else { path }
    }

    #[test]
    fn every_sentence_is_there_in_its_place_and_none_is_left_over() {
        let of_others = |p: &String| ["meta.", "badge.", "named."].iter().any(|section| p.starts_with(section));
        let mut there: Vec<String> =
            file().into_iter().map(|(path, _)| path).filter(|p| !of_others(p)).map(|p| base(&p).to_owned()).collect();
        there.dedup();
        let wanted: Vec<&str> = SENTENCES.iter().map(|(path, _)| *path).collect();
        assert_eq!(there, wanted, "the file holds them in the order in which they are declared");
    }

    #[test]
    fn every_place_to_fill_has_its_argument() {
        let file = file();
        for (path, arguments) in SENTENCES {
            for (_, text) in file.iter().filter(|(p, _)| base(p) == *path) {
                assert!(holes(text).iter().all(|hole| arguments.contains(hole)), "{path} has a place that nothing fills: {text}");
                // The singular may say "a book" where the plural counts, and some deeds are not counted at all.
                let unused = arguments.iter().filter(|a| **a != "count" && !holes(text).contains(a)).count();
                assert_eq!(unused, 0, "{path} leaves out an argument: {text}");
            }
        }
    }

    #[test]
    fn every_word_of_the_core_that_people_see_has_a_name() {
        use overt_core::choice::Dial;
        use overt_core::decide::Rule;
        use overt_core::particulars::Channel;
        use overt_core::registry::{LegalBasis, Place, SizeBucket};
        use overt_core::stance::Stance;
        let words = Words::english();
        let kinds: [(&str, Vec<&str>); 8] = [
            ("rule", Rule::ALL.iter().map(|w| w.as_str()).collect()),
            ("basis", LegalBasis::ALL.iter().map(|w| w.as_str()).collect()),
            ("place", Place::ALL.iter().map(|w| w.as_str()).collect()),
            ("dial", Dial::ALL.iter().map(|w| w.as_str()).collect()),
            ("size", SizeBucket::ALL.iter().map(|w| w.as_str()).collect()),
            ("channel", Channel::ALL.iter().map(|w| w.as_str()).collect()),
            ("stance", Stance::ALL.iter().map(|w| w.as_str()).collect()),
            ("stanceAbout", Stance::ALL.iter().map(|w| w.as_str()).collect()),
        ];
        for (kind, names) in kinds {
            let there: Vec<&str> = fields(words.named.get(kind)).iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(there, names, "{kind}");
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
        let when = Words::english().dated(Word::day_last_on, "12 November");
        let deed = Words::english().deed_view_shelf(&Count { text: "5".into(), category: "other".into() }, "Adventure", &when);
        let lead = Words::english().lead_personal(&deed);
        assert!(words(&lead) <= 20, "{lead}");
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(Words::english().after_stopped("{label}"), "{label} is not used any more. The rest stays. Undo it in History.");
    }

    #[test]
    fn one_is_not_many() {
        let count = |text: &str, category: &str| Count { text: text.into(), category: category.into() };
        assert_eq!(Words::english().moved_down(&count("1", "one")), "down 1 place, to make room");
        assert_eq!(Words::english().moved_down(&count("2", "other")), "down 2 places, to make room");
        assert_eq!(
            Words::english().moved_down(&count("2", "few")),
            "down 2 places, to make room",
            "the last form is for all that has none"
        );
    }
}

use overt_core::record::Trouble;

use super::twin::{Page, PlainCalendar, on};
use super::*;
use crate::text::{Say, Words};

fn say() -> Say {
    Say { words: std::rc::Rc::new(Words::english()), calendar: std::rc::Rc::new(PlainCalendar) }
}

fn lead(page: &mut Page) -> String {
    let seen = page.see();
    let strongest = seen.shares.as_ref().and_then(|s| s.reasons.first());
    say().lead(&seen.state, strongest, seen.now)
}

#[test]
fn a_new_visitor_sees_a_default_that_is_not_their_choice() {
    let mut page = Page::new();
    assert_eq!(page.see().state, State::Fresh);
    assert_eq!(page.storage.writes.get(), 0, "looking stores nothing");
    assert!(lead(&mut page).contains("default, not your choice"));
}

#[test]
fn the_sentence_names_what_was_done_how_often_and_when() {
    let mut page = Page::personal();
    assert_eq!(lead(&mut page), "You see these because you opened books on the shelf Romance 5 times here today.");
    page.days_later(1);
    assert_eq!(lead(&mut page), "You see these because you opened books on the shelf Romance 5 times here yesterday.");
    page.learn(1);
    assert_eq!(lead(&mut page), "You see these because you opened books on the shelf Romance 6 times here, most recently today.");
}

#[test]
fn the_parts_add_up_to_a_thousand() {
    let mut page = Page::personal();
    let shares = page.see().shares.unwrap();
    let reasons: i32 = shares.reasons.iter().map(|r| r.contribution.abs()).sum();
    assert_eq!(reasons + shares.others_share + shares.not_about_you, 1000);
    assert!(reasons > 0);
}

#[test]
fn every_item_that_moved_up_has_a_reason_and_the_others_made_room() {
    let mut page = Page::personal();
    let seen = page.see();
    assert!(!seen.moved().is_empty());
    for moved in seen.moved() {
        let line = say().moved(&moved, false, seen.now);
        if moved.by > 0 {
            assert!(line.contains("because you opened books on the shelf Romance 5 times here today"), "{line}");
        } else {
            assert!(line.ends_with("to make room"), "{line}");
        }
    }
    let sum: i64 = seen.moved().iter().map(|m| m.by).sum();
    assert_eq!(sum, 0, "places are only exchanged");
}

#[test]
fn what_was_learned_says_when_it_goes() {
    let mut page = Page::personal();
    let seen = page.see();
    let value = seen.learned().into_iter().next().unwrap();
    assert_eq!((value.standing, value.gone), (Standing::Used, 20_779 + 180));
    page.by_hand(Verb::StartOver(ResetKind::StartOver));
    let seen = page.see();
    let value = seen.learned().into_iter().next().unwrap();
    assert_eq!((value.standing, value.gone), (Standing::PutAway, 20_779 + 7));
}

#[test]
fn a_browser_that_says_no_starts_off_and_can_be_overruled_here() {
    let mut page = Page::asking(r#", "gpc": true"#);
    assert_eq!(page.see().state, State::Gpc(true));
    page.by_hand(on());
    assert_eq!(page.see().state, State::Nothing);
    page.by_hand(Verb::Off);
    assert!(matches!(page.see().state, State::Off(_)), "an off of the visitor's own is said to be theirs");
}

#[test]
fn what_a_consent_platform_refuses_is_off_here_too_and_no_press_changes_that() {
    for refused in [r#"["content"]"#, r#"["ads", "content"]"#] {
        let mut page = Page::asking(&format!(r#", "refused": {refused}"#));
        assert_eq!(page.see().state, State::Refused, "{refused}");
        page.by_hand(on());
        assert_eq!(page.see().state, State::Refused, "{refused}");
        page.by_hand(Verb::Off);
        assert!(matches!(page.see().state, State::Off(_)), "an off of the visitor's own is said to be theirs");
    }
    assert_eq!(Page::asking(r#", "refused": ["ads"]"#).see().state, State::Fresh);
}

#[test]
fn a_yes_that_ran_out_is_said_and_not_assumed() {
    let mut page = Page::personal();
    page.days_later(181);
    assert_eq!(page.see().state, State::Lapsed);
}

#[test]
fn a_pause_that_ended_is_said_until_it_was_read() {
    let mut page = Page::asking(r#", "ended": 1"#);
    page.by_hand(on());
    page.reopen();
    assert_eq!(page.see().state, State::Ended(1));
    page.by_hand(Verb::Fine);
    assert_eq!(page.see().state, State::Nothing);
}

#[test]
fn every_trouble_has_a_sentence_what_holds_and_how_to_mend_it() {
    for trouble in Trouble::ALL {
        let state = State::Trouble(*trouble);
        assert!(say().lead(&state, None, 0).starts_with("Not personalized."));
        assert_eq!(say().trouble(&state).map(|lines| lines.len()), Some(2), "{trouble:?}");
    }
}

#[test]
fn a_registry_that_is_missing_or_invalid_is_said() {
    let mut page = Page::personal();
    page.session.refresh(r#"{"registry": null}"#);
    assert_eq!(page.see().state, State::Trouble(Trouble::RegistryMissing));
    page.session.refresh(r#"{"registry": "nonsense"}"#);
    assert_eq!(page.see().state, State::Trouble(Trouble::RegistryInvalid));
}

#[test]
fn a_request_that_cannot_be_read_is_a_trouble_and_no_panic() {
    let mut page = Page::new();
    page.session.refresh("nonsense");
    assert_eq!(page.see().state, State::Trouble(Trouble::RegistryMissing));
}

#[test]
fn a_record_of_a_newer_version_is_said() {
    let mut page = Page::new();
    *page.storage.text.borrow_mut() = Some(r#"{"schema": 9}"#.into());
    assert_eq!(page.see().state, State::Trouble(Trouble::RecordNewer));
}

#[test]
fn the_only_thing_that_time_alone_says_is_said_as_time() {
    let mut page = Page::personal();
    page.by_hand(Verb::Pause(Span::Hour));
    assert_eq!(lead(&mut page), "Paused until 13 o'clock today. Until then this is the site’s own order.");
    let entry = page.see().history().first().cloned().unwrap();
    assert_eq!(say().entry(&entry, page.see().now), "You paused it until 13 o'clock today.");
}

#[test]
fn attempts_of_scripts_are_said_with_what_they_tried() {
    let mut page = Page::personal();
    page.by_hand(Verb::Off);
    page.by_script(on());
    let entry = page.see().history().first().cloned().unwrap();
    assert_eq!(say().entry(&entry, page.see().now), "A script on this page tried to turn personalization on. Nothing changed.");
}

use super::*;
use crate::session::twin::{Page, PlainCalendar, on};
use crate::text::Words;

fn say() -> Say {
    Say { words: std::rc::Rc::new(Words::english()), calendar: std::rc::Rc::new(PlainCalendar) }
}

fn shown(page: &mut Page, local: &Local) -> Piece {
    sheet(&say(), &page.glance(), local)
}

/// The same with every part open.
fn opened(page: &mut Page) -> Piece {
    sheet(&say(), &page.see(), &Local::default())
}

fn controls_of(sheet: &Piece) -> Vec<&str> {
    sheet.all().into_iter().filter(|p| p.get("class") == Some("verb")).filter_map(|p| p.get("data-overt-control")).collect()
}

/// A page in every state there is.
fn every_page() -> Vec<Page> {
    let acted = |verbs: &[Verb]| {
        let mut page = Page::personal();
        verbs.iter().for_each(|verb| {
            page.by_hand(verb.clone());
        });
        page
    };
    let broken = Page::new();
    *broken.storage.text.borrow_mut() = Some("{".into());
    let mut ended = Page::asking(r#", "ended": 1"#);
    ended.by_hand(on());
    ended.reopen();
    vec![
        Page::new(),
        Page::asking(r#", "gpc": true"#),
        Page::turned_on(),
        Page::personal(),
        acted(&[Verb::Pause(Span::Day)]),
        acted(&[Verb::Pause(Span::Open)]),
        acted(&[Verb::Off]),
        acted(&[Verb::StartOver(ResetKind::StartOver)]),
        ended,
        broken,
    ]
}

#[test]
fn the_shares_on_the_screen_add_up_to_a_thousand() {
    let sheet = shown(&mut Page::personal(), &Local::default());
    let shares = sheet.all().into_iter().filter_map(|p| p.get("data-overt-thousandths")).map(|t| t.parse::<i32>().unwrap());
    assert_eq!(shares.sum::<i32>(), 1000);
}

#[test]
fn each_state_offers_its_verbs() {
    let offered: Vec<Vec<String>> =
        every_page().iter_mut().map(|page| controls_of(&shown(page, &Local::default())).into_iter().map(String::from).collect()).collect();
    let on = ["pause", "reset", "off"];
    let paused = ["reset", "off", "resume"];
    let wanted: [&[&str]; 10] = [
        &["off", "on"],
        &["off", "on"],
        &on,
        &on,
        &paused,
        &paused,
        &["on", "reset"],
        &["pause", "undo", "off"],
        &["pause", "off", "fine"],
        &["ask"],
    ];
    assert_eq!(offered, wanted.map(|w| w.to_vec()));
}

#[test]
fn verbs_have_the_same_shape_and_say_what_they_do() {
    for mut page in every_page() {
        let sheet = shown(&mut page, &Local::default());
        for verb in sheet.all().into_iter().filter(|p| p.get("data-overt-control").is_some() && p.get("class") == Some("verb")) {
            assert_eq!(verb.tag, "button");
            let about = verb.get("aria-describedby").unwrap();
            let told = sheet.all().into_iter().find(|p| p.get("id") == Some(about)).unwrap();
            assert!(!told.text.is_empty(), "{}", verb.text);
        }
    }
}

#[test]
fn no_word_is_missing_in_any_state() {
    for mut page in every_page() {
        let sheet = opened(&mut page);
        let words = sheet.all().iter().filter(|p| p.tag != "pre").map(|p| p.text.as_str()).collect::<String>();
        assert!(!words.contains(['{', '}']), "{words}");
        let empty = |p: &&Piece| matches!(p.tag, "button" | "h2" | "h3" | "summary" | "dd" | "option") && p.text.is_empty();
        let all = sheet.all();
        let empty: Vec<_> = all.iter().filter(|p| empty(p)).collect();
        assert!(empty.is_empty(), "{empty:?}");
    }
}

#[test]
fn what_is_done_is_said_once_in_a_line_that_is_always_there() {
    let mut page = Page::personal();
    let lines =
        |sheet: &Piece| sheet.all().into_iter().filter(|p| p.get("role") == Some("status")).map(|p| p.text.clone()).collect::<Vec<_>>();
    assert_eq!(lines(&shown(&mut Page::new(), &Local::default())), [""]);
    page.by_hand(Verb::Pause(Span::Week));
    let said = lines(&shown(&mut page, &Local::default()));
    assert_eq!(said, ["Paused until day 20786. Nothing is learned meanwhile. Change it any time."]);
}

#[test]
fn erasing_asks_once() {
    let mut page = Page::new();
    *page.storage.text.borrow_mut() = Some("{".into());
    assert!(shown(&mut page, &Local::default()).control("erase").is_none());
    let asked = shown(&mut page, &Local { asking: true, ..Local::default() });
    assert_eq!(controls_of(&asked), ["erase", "keep"]);
}

#[test]
fn what_was_learned_while_it_is_off_is_said_and_can_be_put_away() {
    let mut page = Page::personal();
    page.by_hand(Verb::Off);
    let sheet = shown(&mut page, &Local::default());
    assert!(sheet.words().contains("What was learned is still on this device, unused."));
    assert!(sheet.control("reset").is_some());
}

#[test]
fn every_moved_item_is_listed_with_its_reason_or_the_room_it_made() {
    let mut page = Page::personal();
    let moved = page.see().moved().len();
    let sheet = opened(&mut page);
    let lines = |word: &str| sheet.all().iter().filter(|p| p.tag == "li" && p.text.contains(word)).count();
    assert!(lines("because you opened books on the shelf Romance") > 0);
    assert_eq!(lines("because you opened") + lines("to make room"), moved);
}

#[test]
fn what_a_part_holds_is_made_when_it_is_opened() {
    let mut page = Page::personal();
    assert!(shown(&mut page, &Local::default()).control("dial").is_none());
    let sheet = opened(&mut page);
    assert!(sheet.control("dial").is_some());
    assert!(sheet.control("undo").is_some(), "turning on can be undone in the history");
}

#[test]
fn an_attempt_of_a_script_is_an_entry_even_where_nothing_is_stored() {
    let mut page = Page::new();
    page.by_script(on());
    let sheet = opened(&mut page);
    let entries: Vec<_> = sheet.all().into_iter().filter(|p| p.get("data-overt-deed") == Some("blocked")).collect();
    assert_eq!(entries.len(), 1);
    assert!(entries[0].words().contains("tried to turn personalization on. Nothing changed."));
}

use overt_core::clock::Ms;
use overt_core::history::{Actor, Deed};
use overt_core::id::Id;
use overt_core::limits::DAY_MS;
use overt_core::record::{ResetKind, Trouble};

use super::*;
use crate::session::twin::{Page, on};
use crate::session::{Part, State, WayBack};
use overt_core::choice::Variety;
use overt_core::stance::Stance;

fn last(page: &mut Page) -> crate::session::Entry {
    page.see().history().first().cloned().unwrap()
}

/// The way back from the newest entry of a kind.
fn way(page: &mut Page, deed: Deed) -> Option<Way> {
    let entry = page.see().history().into_iter().find(|e| e.event.deed == deed)?;
    if let WayBack::Open(way, _) = entry.way_back { Some(way) } else { None }
}

#[test]
fn turning_on_by_hand_turns_on() {
    let mut page = Page::turned_on();
    assert_eq!(page.see().state, State::Nothing);
    assert_eq!(last(&mut page).event.deed, Deed::On);
}

#[test]
fn turning_on_without_a_gesture_is_recorded_as_blocked() {
    let mut page = Page::turned_on();
    page.by_hand(Verb::Off);
    page.by_script(on());
    assert!(matches!(page.see().state, State::Off(_)));
    let entry = last(&mut page).event;
    assert_eq!((entry.deed, entry.actor, entry.tried.as_deref()), (Deed::Blocked, Actor::Script, Some("on")));
}

#[test]
fn a_blocked_attempt_where_nothing_is_stored_stores_nothing_and_is_counted() {
    let mut page = Page::new();
    assert_eq!(page.by_script(on()), Effect::Quiet);
    assert_eq!(page.see().blocked, 1);
    assert_eq!(page.storage.writes.get(), 0);
}

#[test]
fn turning_off_by_script_turns_off() {
    let mut page = Page::turned_on();
    assert_eq!(page.by_script(Verb::Off), Effect::Written);
    assert!(matches!(page.see().state, State::Off(Some(_))));
    assert_eq!(last(&mut page).event.actor, Actor::Script);
}

#[test]
fn pausing_something_off_changes_nothing() {
    let mut page = Page::new();
    assert_eq!(page.by_hand(Verb::Pause(Span::Day)), Effect::Quiet);
    assert_eq!(page.see().state, State::Fresh);
    page.by_hand(Verb::Off);
    let before = page.storage.text.borrow().clone();
    assert_eq!(page.by_hand(Verb::Pause(Span::Day)), Effect::Quiet);
    assert_eq!(*page.storage.text.borrow(), before);
}

#[test]
fn a_pause_lasts_as_long_as_was_chosen() {
    let lengths: [(Span, Option<Ms>); 5] = [
        (Span::Hour, Some(DAY_MS / 24)),
        (Span::Day, Some(DAY_MS)),
        (Span::Week, Some(7 * DAY_MS)),
        (Span::Month, Some(30 * DAY_MS)),
        (Span::Open, None),
    ];
    for (span, length) in lengths {
        let mut page = Page::personal();
        page.by_hand(Verb::Pause(span));
        let until = length.map(|length| page.clock.now.get() + length);
        assert_eq!(page.see().state, State::Paused(until));
        assert_eq!(page.see().moved().len(), 0);
    }
}

#[test]
fn a_pause_that_ends_leaves_the_list_as_it_was_before() {
    let mut page = Page::personal();
    let before = page.see().moved();
    assert!(!before.is_empty());
    page.by_hand(Verb::Pause(Span::Hour));
    page.clock.now.set(page.clock.now.get() + DAY_MS / 24);
    assert_eq!(page.see().state, State::Personal);
    assert_eq!(page.see().moved(), before);
    assert!(page.see().history().iter().any(|e| e.event.deed == Deed::PauseEnded));
}

#[test]
fn resuming_needs_a_person() {
    let mut page = Page::personal();
    page.by_hand(Verb::Pause(Span::Open));
    page.by_script(Verb::Resume);
    assert_eq!(page.see().state, State::Paused(None));
    page.by_hand(Verb::Resume);
    assert_eq!(page.see().state, State::Personal);
}

#[test]
fn starting_over_can_be_undone_within_its_window_and_not_after() {
    let mut page = Page::personal();
    let before = page.see().moved();
    page.by_hand(Verb::StartOver(ResetKind::StartOver));
    assert!(matches!(page.see().state, State::PutAway(..)));
    assert_eq!(page.see().moved().len(), 0);
    let undo = way(&mut page, Deed::Reset).unwrap();
    page.days_later(6);
    page.by_hand(Verb::Undo(undo.clone()));
    assert_eq!(page.see().moved().len(), before.len());

    let mut page = Page::personal();
    page.by_hand(Verb::StartOver(ResetKind::StartOver));
    let undo = way(&mut page, Deed::Reset).unwrap();
    page.days_later(7);
    assert_eq!(page.by_hand(Verb::Undo(undo)), Effect::Quiet);
    assert_eq!(page.see().said, Some(Said::Gone));
    assert!(page.see().history().iter().any(|e| e.way_back == WayBack::Gone));
    assert_eq!(page.see().state, State::Nothing);
}

#[test]
fn starting_over_with_nothing_learned_stores_nothing() {
    let mut page = Page::turned_on();
    let writes = page.storage.writes.get();
    assert_eq!(page.by_hand(Verb::StartOver(ResetKind::StartOver)), Effect::Quiet);
    assert_eq!(page.see().said, Some(Said::NothingLearned));
    assert_eq!(page.storage.writes.get(), writes);
}

#[test]
fn undoing_off_turns_on_what_was_on() {
    let mut page = Page::personal();
    page.by_hand(Verb::Off);
    assert!(page.see().left, "what was learned is still there");
    let undo = way(&mut page, Deed::Off).unwrap();
    page.by_hand(Verb::Undo(undo));
    assert_eq!(page.see().state, State::Personal);
}

#[test]
fn undoing_off_never_turns_on_what_was_off_by_default() {
    let mut page = Page::new();
    page.by_hand(Verb::Off);
    assert_eq!(way(&mut page, Deed::Off), None);
}

#[test]
fn undoing_on_turns_off_even_by_script() {
    let mut page = Page::turned_on();
    let undo = way(&mut page, Deed::On).unwrap();
    page.by_script(Verb::Undo(undo));
    assert!(matches!(page.see().state, State::Off(_)));
}

#[test]
fn undoing_by_script_loosens_nothing() {
    let mut page = Page::personal();
    page.by_hand(Verb::StartOver(ResetKind::StartOver));
    let undo = way(&mut page, Deed::Reset).unwrap();
    page.by_script(Verb::Undo(undo));
    assert!(matches!(page.see().state, State::PutAway(..)));
    assert_eq!(last(&mut page).event.tried.as_deref(), Some("undo"));
}

#[test]
fn a_value_that_is_stopped_is_not_used_and_can_be_used_again() {
    let mut page = Page::personal();
    let scope = page.see().learned().first().unwrap().scope.clone();
    page.by_script(Verb::Dial(scope.clone(), Dial::Off));
    assert_eq!(page.see().moved().len(), 0);
    page.by_script(Verb::Dial(scope.clone(), Dial::Normal));
    assert_eq!(page.see().moved().len(), 0);
    let undo = way(&mut page, Deed::Dial).unwrap();
    page.by_hand(Verb::Undo(undo));
    assert_eq!(page.see().state, State::Personal);
    assert_eq!(page.see().said, Some(Said::UsedAgain("Romance".into())));
}

#[test]
fn turning_on_ends_a_pause_that_is_left() {
    let mut page = Page::personal();
    page.by_hand(Verb::Pause(Span::Open));
    page.by_hand(Verb::Off);
    page.by_hand(on());
    assert_eq!(page.see().state, State::Personal);
}

#[test]
fn every_press_reads_what_another_tab_wrote() {
    let mut page = Page::turned_on();
    page.learn(5);
    page.by_hand(Verb::Pause(Span::Open));
    page.by_hand(Verb::Resume);
    assert_eq!(page.see().state, State::Personal, "what was learned elsewhere was not overwritten");
}

#[test]
fn what_was_erased_elsewhere_does_not_come_back() {
    let mut page = Page::personal();
    page.see();
    *page.storage.text.borrow_mut() = None;
    page.by_hand(Verb::Off);
    assert!(page.see().learned().is_empty());
}

#[test]
fn a_full_storage_treats_everything_as_off_and_says_so() {
    let mut page = Page::personal();
    page.storage.refuses.set(Some(StorageError::Full));
    assert_eq!(page.by_script(Verb::Off), Effect::Failed(Trouble::StorageFull));
    let seen = page.see();
    assert!(seen.moved().is_empty());
    assert_eq!((seen.state, seen.said), (State::Trouble(Trouble::StorageFull), Some(Said::Failed)));
    page.storage.refuses.set(None);
    assert_eq!(page.by_script(Verb::Off), Effect::Written, "once there is room, it is stored");
}

#[test]
fn a_blocked_storage_changes_nothing() {
    let mut page = Page::new();
    page.storage.refuses.set(Some(StorageError::Blocked));
    assert_eq!(page.by_hand(on()), Effect::Quiet);
    assert_eq!(page.see().state, State::Trouble(Trouble::StorageBlocked));
}

#[test]
fn an_unreadable_record_is_left_alone_until_a_person_erases_it() {
    let mut page = Page::new();
    *page.storage.text.borrow_mut() = Some("{broken".into());
    for verb in [on(), Verb::Off, Verb::Pause(Span::Day), Verb::StartOver(ResetKind::StartOver)] {
        page.by_hand(verb);
        assert_eq!(page.storage.text.borrow().as_deref(), Some("{broken"));
    }
    page.by_script(Verb::Erase);
    assert_eq!(page.storage.text.borrow().as_deref(), Some("{broken"));
    assert_eq!(page.by_hand(Verb::Erase), Effect::Written);
    assert_eq!(page.see().state, State::Fresh);
}

#[test]
fn a_pause_of_one_thing_can_be_undone_where_it_is_told() {
    use overt_core::act::{Moment, Tighten, tighten};
    let mut page = Page::personal();
    let mut record = overt_core::record::Record::load(page.storage.text.borrow().as_deref()).unwrap();
    let (registry, _) = overt_core::registry::Registry::load(crate::session::twin::REGISTRY);
    let scope = Scope::Signal(Id::new("viewed.shelf").unwrap());
    let moment = Moment {
        registry: &registry,
        now: page.clock.now.get(),
        actor: overt_core::history::Actor::Script,
        fresh: Id::new("paused").unwrap(),
    };
    tighten(&mut record, &Tighten::Pause { scope: scope.clone(), until: None }, &moment);
    *page.storage.text.borrow_mut() = Some(record.to_text());
    let entry = page.see().history().into_iter().next().unwrap();
    assert_eq!(entry.way_back, crate::session::WayBack::Open(Way::Resume(scope), None));
    assert_eq!(entry.label, "Shelves you opened");
    let WayBack::Open(way, _) = entry.way_back else { unreachable!() };
    assert_eq!(page.by_hand(Verb::Undo(way)), Effect::Written);
    let history = page.see().history();
    assert!(history.iter().any(|entry| entry.event.deed == Deed::Resume));
    let pause = history.iter().find(|entry| entry.event.deed == Deed::Pause).unwrap();
    assert_eq!(pause.way_back, WayBack::None, "it is undone already");
}

fn romance() -> Scope {
    Scope::Value(Id::new("viewed.shelf").unwrap(), Id::new("romance").unwrap())
}

#[test]
fn not_me_is_neither_used_nor_learned_until_it_is_undone() {
    let mut page = Page::personal();
    page.by_script(Verb::TurnOff(romance(), OffKind::NotMe));
    assert_eq!(page.see().said, Some(Said::NotMe("Romance".into())));
    assert!(page.see().moved().is_empty());
    let undo = way(&mut page, Deed::TurnOff).unwrap();
    page.by_script(Verb::Undo(undo.clone()));
    assert!(page.see().moved().is_empty(), "a script takes nothing back");
    page.by_hand(Verb::Undo(undo));
    assert_eq!(page.see().state, State::Personal);
}

#[test]
fn every_part_that_is_turned_off_stops_the_list_and_comes_back_by_hand_alone() {
    let id = |name: &str| Id::new(name).unwrap();
    let parts = [Scope::Slot(id("for-you")), Scope::Signal(id("viewed.shelf")), Scope::Source(overt_core::registry::Place::ThisSite)];
    for part in parts {
        let mut page = Page::personal();
        assert_eq!(page.by_script(Verb::TurnOff(part.clone(), OffKind::OptOut)), Effect::Written);
        assert!(page.see().moved().is_empty(), "{part:?}");
        page.by_script(Verb::TurnOn(part.clone()));
        assert!(page.see().moved().is_empty(), "{part:?}");
        page.by_hand(Verb::TurnOn(part.clone()));
        assert_eq!(page.see().state, State::Personal, "{part:?}");
    }
}

#[test]
fn a_visit_that_is_left_out_is_not_used_or_learned_and_the_next_one_is() {
    let mut page = Page::personal();
    assert_eq!(page.by_hand(Verb::LeaveOut), Effect::Written);
    assert_eq!(page.see().said, Some(Said::VisitOut));
    assert!(page.see().moved().is_empty());
    assert!(page.session.visit().is_some(), "the page keeps the name of the visit as long as the session lasts");
    page.by_hand(Verb::Count);
    assert_eq!(page.see().said, Some(Said::VisitIn));
}

#[test]
fn something_different_is_in_the_list_and_says_that_it_is_not_about_the_visitor() {
    let mut page = Page::personal();
    page.by_script(Verb::Vary(Variety::Much));
    let varied: Vec<_> = page.see().moved().into_iter().filter(|m| m.varied).collect();
    assert!(varied.iter().all(|m| m.because.is_none()), "{varied:?}");
    page.by_script(Verb::Vary(Variety::None));
    assert_eq!(page.session.record.variety(), Variety::Much, "less of it is more about the visitor, so a person has to ask");
    let undo = way(&mut page, Deed::Vary).unwrap();
    page.by_hand(Verb::Undo(undo));
    assert_eq!(page.session.record.variety(), Variety::None);
}

#[test]
fn a_stance_is_the_choices_that_it_shows() {
    let mut page = Page::personal();
    let changes = page.session.ways().stances.into_iter().find(|(stance, _)| *stance == Stance::Balanced).unwrap().1;
    assert_eq!(changes, [("Shelves you opened".to_string(), false)]);
    page.by_hand(Verb::Take(Stance::Balanced));
    assert_eq!(page.see().said, Some(Said::Stance(Stance::Balanced)));
    let after = page.session.ways().stances.into_iter().find(|(stance, _)| *stance == Stance::Balanced).unwrap().1;
    assert!(after.is_empty(), "{after:?}");
    page.by_script(Verb::Take(Stance::Open));
    assert!(page.see().moved().is_empty(), "a script opens nothing");
}

#[test]
fn what_was_saved_can_be_erased_and_brought_back() {
    let mut page = Page::personal();
    let file = page.session.file();
    assert_eq!(page.by_hand(Verb::Save), Effect::Save);
    assert_eq!(page.by_hand(Verb::Erase), Effect::Written);
    assert_eq!((page.see().state, page.storage.text.borrow().clone()), (State::Fresh, None));
    page.by_script(Verb::Join(file.clone()));
    assert_eq!(page.see().state, State::Fresh, "a script brings nothing back");
    let joined = page.by_hand(Verb::Join(file.clone()));
    assert_eq!((joined, page.see().said), (Effect::Written, Some(Said::Joined)));
    assert_eq!((page.see().state, page.see().said), (State::Personal, Some(Said::Joined)));
    page.by_hand(Verb::Off);
    page.by_hand(Verb::Join(file));
    assert!(matches!(page.see().state, State::Off(_)), "of two choices the stricter one holds");
}

#[test]
fn a_file_that_is_something_else_changes_nothing_and_says_so() {
    let mut page = Page::personal();
    let before = page.storage.text.borrow().clone();
    for file in ["", "{}", "[1, 2", r#"{"record": {"schema": 2}}"#, r#"{"record": null}"#] {
        assert_eq!(page.by_hand(Verb::Join(file.into())), Effect::Quiet, "{file}");
        assert_eq!(page.see().said, Some(Said::NotRead), "{file}");
    }
    assert_eq!(*page.storage.text.borrow(), before);
}

#[test]
fn what_is_shown_while_a_dial_is_held_is_what_then_happens() {
    let mut page = Page::personal();
    page.glance();
    let (slot, held) = preview(&mut page.session, &Verb::Dial(romance(), Dial::Less)).unwrap();
    assert_eq!(slot, "for-you");
    assert_eq!(page.session.record.dial(&romance()), Dial::Normal, "nothing was done");
    page.by_hand(Verb::Dial(romance(), Dial::Less));
    assert_eq!(page.session.order(), held);
}

#[test]
fn the_lists_side_by_side_are_what_then_happens() {
    let mut page = Page::personal();
    page.glance();
    let order = page.session.order();
    let compared = page.session.without(&order);
    let (all, romance_alone) = (&compared[0], &compared[1]);
    assert_eq!((all.label.clone(), romance_alone.label.as_deref()), (None, Some("Romance")));
    assert!(all.differ > 0 && all.shown == 10);
    page.by_hand(Verb::Dial(romance(), Dial::Off));
    let order = page.session.order();
    let names: Vec<String> = order.iter().take(8).map(|place| page.session.item(*place).unwrap().label.clone()).collect();
    assert_eq!(names, romance_alone.after);
}

#[test]
fn whether_it_took_effect_is_read_off_the_page() {
    let mut page = Page::personal();
    page.by_hand(Verb::Off);
    assert_eq!(page.see().took, Took::Asked);
    let stands = |ids: &mut dyn Iterator<Item = i32>| {
        format!(r#", "stands": [{}]"#, ids.map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(","))
    };
    page.answer(&stands(&mut (0..40).rev()));
    assert_eq!(page.see().took, Took::NotYet);
    page.answer(&stands(&mut (0..40)));
    assert_eq!(page.see().took, Took::Done);
    page.by_hand(Verb::Fine);
    assert_eq!(page.see().took, Took::Nothing);
}

#[test]
fn the_parts_that_were_open_are_remembered_once_anything_is_stored() {
    let mut page = Page::new();
    page.session.fold(Part::History);
    assert_eq!(page.storage.parts.borrow().clone(), None, "looking stores nothing");
    page.by_hand(on());
    page.session.fold(Part::Data);
    assert_eq!(page.storage.parts.borrow().as_deref().map(str::trim), Some("history data"));
    let again = page.another();
    assert!(again.session.open.contains(&Part::Data));
    page.by_hand(Verb::Erase);
    assert_eq!(page.storage.parts.borrow().clone(), None);
}

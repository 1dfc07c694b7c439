//! When the visitor may be contacted: the law, and examples beside it.

use overt_core::contact::{Cadence, Cap, ContactChoice, ContactRule, ContactRules, Permission, QuietHours, Standing, may_contact};
use overt_core::id::Id;
use overt_core::json::{from_text, to_text};
use proptest::prelude::*;

#[cfg(target_arch = "wasm32")]
use crate::world::test;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn rules(cadence: Cadence, cap: Pair, quiet: Pair) -> ContactRules {
    ContactRules {
        cap: cap.map(|(most, days)| Cap { days, most }),
        choices: vec![ContactChoice { cadence, channel: id("email"), standing: Standing::Open, topic: id("news") }],
        quiet: quiet.map(|(from, until)| QuietHours { from, until }),
    }
}

fn ask(rules: &ContactRules, now: i64, zone: i32, history: &[i64]) -> Permission {
    may_contact(rules, &id("news"), &id("email"), now, zone, history)
}

fn denied(rule: ContactRule, next_allowed: Option<i64>) -> Permission {
    Permission::Deny { rule, next_allowed }
}

/// Written another way than the code: by the clock on the visitor's wall.
fn is_quiet(quiet: Pair, now: i64, zone: i32) -> bool {
    let Some((from, until)) = quiet else { return false };
    let minute = u16::try_from((now + i64::from(zone) * MINUTE).div_euclid(MINUTE).rem_euclid(1440)).unwrap();
    let (from, until) = (from % 1440, until % 1440);
    if from < until { (from..until).contains(&minute) } else { minute >= from || minute < until }
}

/// Two numbers, where there are any.
type Pair = Option<(u16, u16)>;

fn some_rules() -> impl Strategy<Value = (Cadence, Pair, Pair)> {
    let cadence = prop::sample::select(Cadence::ALL.to_vec());
    (cadence, prop::option::of((0_u16..5, 0_u16..40)), prop::option::of((0_u16..=1440, 0_u16..=1440)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn what_was_allowed_never_breaks_a_rule(
        (cadence, cap, quiet) in some_rules(),
        zone in -720_i32..=840,
        // Steps back too: clocks jump.
        steps in prop::collection::vec(-3 * DAY..12 * DAY, 1..60),
    ) {
        let rules = rules(cadence, cap, quiet);
        let (mut now, mut made): (i64, Vec<i64>) = (20_000 * DAY, Vec::new());
        for step in steps {
            now += step;
            if ask(&rules, now, zone, &made) == Permission::Allow {
                made.push(now);
            }
        }
        prop_assert!(made.iter().all(|m| !is_quiet(quiet, *m, zone)));
        made.sort_unstable();
        if let Some(days) = cadence.days() {
            prop_assert!(made.iter().zip(made.iter().skip(1)).all(|(one, next)| next - one >= days * DAY));
        } else {
            prop_assert!(made.is_empty());
        }
        if let Some((most, days)) = cap {
            let window = i64::from(days.max(1)) * DAY;
            for start in &made {
                let inside = made.iter().filter(|m| (*start..start + window).contains(m)).count();
                prop_assert!(inside <= usize::from(most), "{inside} in {days} days");
            }
        }
    }

    #[test]
    fn the_next_moment_is_allowed_and_none_before_it_is(
        (cadence, cap, quiet) in some_rules(),
        zone in -720_i32..=840,
        history in prop::collection::vec(-40 * DAY..5 * DAY, 0..8),
        share in 0_i64..1000,
    ) {
        let rules = rules(cadence, cap, quiet);
        let now = 20_000 * DAY + 7 * HOUR;
        let history: Vec<i64> = history.into_iter().map(|before| now + before).collect();
        match ask(&rules, now, zone, &history) {
            Permission::Allow => {}
            Permission::Deny { next_allowed: Some(next), .. } => {
                prop_assert!(next > now);
                prop_assert_eq!(ask(&rules, next, zone, &history), Permission::Allow);
                // The moments where a rule could have let go earlier, and any other.
                let edges = [now, next - 1, next - MINUTE, next - HOUR, next - DAY / 2, next - DAY, now + (next - now) * share / 1000];
                for moment in edges.into_iter().filter(|m| (now..next).contains(m)) {
                    prop_assert!(ask(&rules, moment, zone, &history) != Permission::Allow, "{} before", next - moment);
                }
            }
            Permission::Deny { next_allowed: None, .. } => {
                let never = cadence == Cadence::Never
                    || cap.is_some_and(|(most, _)| most == 0)
                    || quiet.is_some_and(|(from, until)| from % 1440 == until % 1440);
                prop_assert!(never);
                prop_assert!(ask(&rules, now + share * DAY, zone, &history) != Permission::Allow);
            }
        }
    }
}

#[test]
fn an_objection_comes_before_every_other_reason() {
    let mut rules = rules(Cadence::Never, Some((0, 1)), Some((0, 0)));
    assert_eq!(ask(&rules, 0, 0, &[]), denied(ContactRule::QuietHours, None));
    rules.choices.first_mut().unwrap().standing = Standing::OptedOut;
    assert_eq!(ask(&rules, 0, 0, &[]), denied(ContactRule::OptedOut, None));
    rules.choices.first_mut().unwrap().standing = Standing::Objected;
    assert_eq!(ask(&rules, 0, 0, &[]), denied(ContactRule::Objected, None));
}

#[test]
fn quiet_hours_come_before_cadence_and_cadence_before_the_cap() {
    let rules = rules(Cadence::Weekly, Some((1, 30)), Some((22 * 60, 7 * 60)));
    let sent = [12 * HOUR];
    assert_eq!(ask(&rules, DAY + 23 * HOUR, 0, &sent), denied(ContactRule::QuietHours, Some(30 * DAY + 12 * HOUR)));
    assert_eq!(ask(&rules, DAY + 12 * HOUR, 0, &sent), denied(ContactRule::Cadence, Some(30 * DAY + 12 * HOUR)));
    assert_eq!(ask(&rules, 8 * DAY + 12 * HOUR, 0, &sent), denied(ContactRule::Cap, Some(30 * DAY + 12 * HOUR)));
    assert_eq!(ask(&rules, 30 * DAY + 12 * HOUR, 0, &sent), Permission::Allow);
}

#[test]
fn quiet_hours_may_span_midnight_in_the_visitors_zone() {
    let rules = rules(Cadence::WhenItMatters, None, Some((22 * 60, 7 * 60)));
    for (hour, zone, quiet) in [(21, 0, false), (22, 0, true), (0, 0, true), (6, 0, true), (7, 0, false), (20, 120, true), (5, 120, false)]
    {
        assert_eq!(ask(&rules, hour * HOUR, zone, &[]) != Permission::Allow, quiet, "{hour} UTC, {zone} minutes ahead");
    }
    assert_eq!(ask(&rules, -HOUR, 0, &[]), denied(ContactRule::QuietHours, Some(7 * HOUR)), "before 1970 as well");
}

#[test]
fn another_topic_or_channel_was_not_asked_for() {
    let rules = rules(Cadence::Weekly, None, None);
    let never = denied(ContactRule::Cadence, None);
    assert_eq!(may_contact(&rules, &id("offers"), &id("email"), 0, 0, &[]), never);
    assert_eq!(may_contact(&rules, &id("news"), &id("sms"), 0, 0, &[]), never);
}

#[test]
fn of_two_choices_about_the_same_the_stricter_counts() {
    let mut rules = rules(Cadence::Weekly, None, None);
    let first = rules.choices.first().unwrap().clone();
    rules.choices.push(ContactChoice { cadence: Cadence::Monthly, ..first.clone() });
    assert_eq!(ask(&rules, 8 * DAY, 0, &[0]), denied(ContactRule::Cadence, Some(30 * DAY)));
    rules.choices.push(ContactChoice { standing: Standing::OptedOut, ..first });
    assert_eq!(ask(&rules, 800 * DAY, 0, &[0]), denied(ContactRule::OptedOut, None));
}

#[test]
fn a_contact_in_the_future_counts_as_made() {
    let weekly = rules(Cadence::Weekly, None, None);
    assert_eq!(ask(&weekly, 0, 0, &[10 * DAY]), denied(ContactRule::Cadence, Some(17 * DAY)));
    let capped = rules(Cadence::WhenItMatters, Some((1, 3)), None);
    assert_eq!(ask(&capped, 0, 0, &[10 * DAY]), denied(ContactRule::Cap, Some(13 * DAY)));
}

#[test]
fn the_ends_of_time_are_no_trouble() {
    let rules = rules(Cadence::Yearly, Some((2, 9)), Some((1, 2)));
    for now in [i64::MIN, i64::MAX] {
        for history in [vec![], vec![i64::MIN], vec![i64::MAX, i64::MAX]] {
            for zone in [i32::MIN, i32::MAX] {
                let _ = ask(&rules, now, zone, &history);
            }
        }
    }
    assert_eq!(ask(&rules, 0, 0, &[i64::MAX]), denied(ContactRule::Cadence, None));
}

#[test]
fn words_that_are_not_known_allow_nothing() {
    let text = |choice: &str| [r#"{"choices": [{"topic": "news", "channel": "email", "#, choice, "}]}"].concat();
    for choice in [r#""cadence": "hourly""#, r#""cadence": "weekly", "standing": "maybe""#, r#""standing": "open""#] {
        let rules: ContactRules = from_text(&text(choice)).unwrap();
        assert!(ask(&rules, 0, 0, &[]) != Permission::Allow, "{choice}");
    }
}

#[test]
fn the_rules_are_read_back_as_they_were_written() {
    let rules = rules(Cadence::Monthly, Some((2, 7)), Some((1320, 420)));
    assert_eq!(from_text::<ContactRules>(&to_text(&rules)), Ok(rules));
}

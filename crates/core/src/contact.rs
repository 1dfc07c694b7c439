//! May the site write or call now? The visitor's choices about being contacted, topic by topic and channel by channel.
//!
//! They are apart from the choices about personalization, and nothing here knows what a message says.
//!
//! ```
//! use overt_core::{contact::{ContactRules, Permission, may_contact}, id::Id, json::from_text};
//! let rules: ContactRules = from_text(r#"{"choices": [{"topic": "news", "channel": "email", "cadence": "weekly"}]}"#).unwrap();
//! let (news, email, week) = (Id::new("news").unwrap(), Id::new("email").unwrap(), 7 * 86_400_000);
//! assert_eq!(may_contact(&rules, &news, &email, week, 0, &[]), Permission::Allow);
//! assert!(matches!(may_contact(&rules, &news, &email, week, 0, &[1]), Permission::Deny { next_allowed: Some(next), .. } if next == week + 1));
//! ```

use alloc::vec::Vec;

use crate::clock::{Ms, days_after};
use crate::id::Id;
use crate::limits::{DAY_MS, LATEST_MS};

/// One minute in milliseconds.
const MINUTE_MS: Ms = 60_000;

named! {
    /// How often at the most.
    pub enum Cadence {
        /// Not at all. An unknown word is read as this.
        Never = "never",
        /// Once in 365 days.
        Yearly = "yearly",
        /// Once in 91 days.
        Quarterly = "quarterly",
        /// Once in 30 days.
        Monthly = "monthly",
        /// Once in 7 days.
        Weekly = "weekly",
        /// Whenever it matters; only the cap bounds it.
        WhenItMatters = "whenItMatters",
    }
    unknown = Never
}

/// A cadence in days.
///
/// ```
/// use overt_core::contact::Cadence;
/// assert_eq!(Cadence::from_word("weekly").days(), Some(7));
/// ```
impl Cadence {
    /// How many days lie between one contact and the next at the least; `None` where there is no next.
    ///
    /// Whole days rather than months of the calendar, so that it is the same in every zone and no month is shorter than promised.
    ///
    /// ```
    /// use overt_core::contact::Cadence;
    /// assert_eq!(Cadence::Quarterly.days(), Some(91));
    /// assert_eq!(Cadence::Never.days(), None);
    /// ```
    pub fn days(self) -> Option<i64> {
        match self {
            Cadence::Never => None,
            Cadence::Yearly => Some(365),
            Cadence::Quarterly => Some(91),
            Cadence::Monthly => Some(30),
            Cadence::Weekly => Some(7),
            Cadence::WhenItMatters => Some(0),
        }
    }
}

named! {
    /// What the visitor said to a topic on a channel, apart from how often.
    pub enum Standing {
        /// Nothing against it.
        Open = "open",
        /// The visitor opted out.
        OptedOut = "optedOut",
        /// The visitor objected (GDPR, Article 21(2)). An unknown word is read as this.
        Objected = "objected",
    }
    unknown = Objected
}

named! {
    /// The rules, in the order in which they are asked.
    pub enum ContactRule {
        /// The visitor objected. An unknown word is read as this.
        Objected = "objected",
        /// The visitor opted out.
        OptedOut = "optedOut",
        /// It is night where the visitor is.
        QuietHours = "quietHours",
        /// The last contact was not long enough ago, or none was asked for.
        Cadence = "cadence",
        /// There were enough of them.
        Cap = "cap",
    }
    unknown = Objected
}

fields! {
    /// What the visitor chose for one topic on one channel.
    ///
    /// ```
    /// use overt_core::{contact::{Cadence, ContactChoice, Standing}, json::from_text};
    /// let choice: ContactChoice = from_text(r#"{"topic": "order-updates", "channel": "email"}"#).unwrap();
    /// assert_eq!((choice.cadence, choice.standing), (Cadence::Never, Standing::Open), "nothing was asked for");
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ContactChoice {
        /// How often.
        pub cadence: Cadence as "cadence" = Cadence::Never,
        /// The channel, such as `email`.
        pub channel: Id as "channel",
        /// Whether at all.
        pub standing: Standing as "standing" = Standing::Open,
        /// The topic, such as `order-updates`.
        pub topic: Id as "topic",
    }
}

fields! {
    /// The hours in which nobody is contacted, as minutes after midnight in the visitor's zone.
    ///
    /// Where the end is before the beginning they span midnight; where both are the same they never end.
    ///
    /// ```
    /// use overt_core::{contact::QuietHours, json::from_text};
    /// let night: QuietHours = from_text(r#"{"from": 1320, "until": 420}"#).unwrap();
    /// assert_eq!((night.from / 60, night.until / 60), (22, 7), "from ten in the evening to seven");
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct QuietHours {
        /// The first minute, 0 to 1439.
        pub from: u16 as "from",
        /// The first minute after them, 0 to 1440.
        pub until: u16 as "until",
    }
}

fields! {
    /// The most contacts within any so many days.
    ///
    /// ```
    /// use overt_core::{contact::{ContactRules, Permission, may_contact}, id::Id, json::from_text};
    /// let rules: ContactRules = from_text(r#"{"cap": {"days": 30, "most": 2},
    ///     "choices": [{"topic": "news", "channel": "email", "cadence": "whenItMatters"}]}"#).unwrap();
    /// let (news, email) = (Id::new("news").unwrap(), Id::new("email").unwrap());
    /// assert_eq!(may_contact(&rules, &news, &email, 3, 0, &[1]), Permission::Allow);
    /// assert_ne!(may_contact(&rules, &news, &email, 3, 0, &[1, 2]), Permission::Allow, "two within 30 days are enough");
    /// ```
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Cap {
        /// How long the window is, in days; none counts as one.
        pub days: u16 as "days",
        /// How many contacts it may hold.
        pub most: u16 as "most",
    }
}

fields! {
    /// All that the visitor chose about being contacted.
    ///
    /// ```
    /// use overt_core::{contact::{ContactRule, ContactRules, Permission, may_contact}, id::Id};
    /// let (news, email) = (Id::new("news").unwrap(), Id::new("email").unwrap());
    /// let nothing_said = may_contact(&ContactRules::default(), &news, &email, 0, 0, &[]);
    /// assert_eq!(nothing_said, Permission::Deny { rule: ContactRule::Cadence, next_allowed: None });
    /// ```
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct ContactRules {
        /// The most, topic by topic and channel by channel.
        pub cap: Option<Cap> as "cap",
        /// By topic and channel; what is not in it was not asked for.
        pub choices: Vec<ContactChoice> as "choices",
        /// When not.
        pub quiet: Option<QuietHours> as "quiet",
    }
}

/// Whether a contact may be made.
///
/// ```
/// use overt_core::contact::{ContactRule, Permission};
/// let permission = Permission::Deny { rule: ContactRule::Cadence, next_allowed: Some(1_800_000_000_000) };
/// assert!(matches!(permission, Permission::Deny { next_allowed: Some(moment), .. } if moment > 0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    Allow,
    /// It may not.
    Deny {
        /// The first rule that is against it.
        rule: ContactRule,
        /// When it may, in milliseconds since 1970, if nothing else happens until then; `None` where only the visitor can change it.
        next_allowed: Option<Ms>,
    },
}

/// Whether the visitor may be contacted about a topic on a channel now.
///
/// `zone` is how many minutes the visitor's clock is ahead of UTC, and is taken to stay as it is.
/// `history` holds the moments at which contact about this topic was made on this channel, in any order.
/// A moment in the future counts as a contact that was made, since then a clock has jumped: nothing is allowed until its own time has come round.
///
/// ```
/// use overt_core::{contact::*, id::Id, json::from_text};
/// let rules: ContactRules = from_text(r#"{"choices": [{"topic": "news", "channel": "sms", "cadence": "whenItMatters"}],
///     "quiet": {"from": 1320, "until": 420}}"#).unwrap();
/// let (news, sms, hour) = (Id::new("news").unwrap(), Id::new("sms").unwrap(), 3_600_000);
/// let night = Permission::Deny { rule: ContactRule::QuietHours, next_allowed: Some(7 * hour) };
/// assert_eq!(may_contact(&rules, &news, &sms, 2 * hour, 0, &[]), night);
/// assert_eq!(may_contact(&rules, &news, &sms, 2 * hour, 8 * 60, &[]), Permission::Allow, "ten in the morning over there");
/// ```
pub fn may_contact(rules: &ContactRules, topic: &Id, channel: &Id, now: Ms, zone: i32, history: &[Ms]) -> Permission {
    let deny = |rule, next_allowed| Permission::Deny { rule, next_allowed };
    let chosen = || rules.choices.iter().filter(|c| c.topic == *topic && c.channel == *channel);
    // Of two choices about the same, the stricter counts.
    match chosen().map(|c| c.standing).max().unwrap_or(Standing::Open) {
        Standing::Objected => return deny(ContactRule::Objected, None),
        Standing::OptedOut => return deny(ContactRule::OptedOut, None),
        Standing::Open => {}
    }
    let cadence = chosen().map(|c| c.cadence).min().unwrap_or(Cadence::Never);
    let by_cadence = after_cadence(cadence, history);
    let by_cap = after_cap(rules.cap.as_ref(), history);
    let earliest = by_cadence.zip(by_cap).map(|(one, other)| one.max(other).max(now));
    let next = earliest.and_then(|moment| after_quiet(rules.quiet.as_ref(), zone, moment)).filter(|moment| *moment <= LATEST_MS);
    if after_quiet(rules.quiet.as_ref(), zone, now) != Some(now) {
        return deny(ContactRule::QuietHours, next);
    }
    if by_cadence.is_none_or(|moment| now < moment) {
        return deny(ContactRule::Cadence, next);
    }
    if by_cap.is_none_or(|moment| now < moment) {
        return deny(ContactRule::Cap, next);
    }
    Permission::Allow
}

/// The first moment that is far enough from every contact; none where there is to be no contact.
fn after_cadence(cadence: Cadence, history: &[Ms]) -> Option<Ms> {
    let days = cadence.days()?;
    let last = history.iter().max().filter(|_| days > 0);
    Some(last.map_or(Ms::MIN, |last| days_after(*last, days)))
}

/// The first moment at which one more would not be too many; none where none is allowed.
///
/// One contact more is too many as long as the last so many all lie less than a window back.
fn after_cap(cap: Option<&Cap>, history: &[Ms]) -> Option<Ms> {
    let Some(cap) = cap else { return Some(Ms::MIN) };
    let place = usize::from(cap.most).checked_sub(1)?;
    let mut latest_first = history.to_vec();
    latest_first.sort_unstable_by(|a, b| b.cmp(a));
    Some(latest_first.get(place).map_or(Ms::MIN, |contact| days_after(*contact, i64::from(cap.days.max(1)))))
}

/// The moment itself, or the end of the quiet hours that it falls into; none where they never end.
fn after_quiet(quiet: Option<&QuietHours>, zone: i32, moment: Ms) -> Option<Ms> {
    let Some(quiet) = quiet else { return Some(moment) };
    let [from, until] = [quiet.from, quiet.until].map(|minute| (Ms::from(minute) * MINUTE_MS).rem_euclid(DAY_MS));
    if from == until {
        return None;
    }
    let local = moment.saturating_add(Ms::from(zone) * MINUTE_MS).rem_euclid(DAY_MS);
    let since = (local - from).rem_euclid(DAY_MS);
    let length = (until - from).rem_euclid(DAY_MS);
    Some(if since < length { moment.saturating_add(length - since) } else { moment })
}

//! Time, chance, and the visitor's calendar.

use js_sys::Intl::PluralRules;
use js_sys::{Array, Date, Function, Object, Reflect};
use overt_core::clock::{Day, Ms};
use overt_core::id::Id;
use overt_core::limits::DAY_MS;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;

use crate::session::port::Clock;
use crate::text::Calendar;

/// From here on a date has its year.
const FAR_MS: u64 = 150 * DAY_MS.unsigned_abs();

/// The browser's clock and its random numbers.
pub(crate) struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Ms {
        #[expect(clippy::cast_possible_truncation, reason = "casts from floats saturate, and the core is safe at both ends")]
        let now = Date::now() as Ms;
        now
    }

    fn fresh(&self) -> Id {
        // Every browser that has Wasm has random numbers; should one refuse, the time is still there to tell two names apart.
        let mut bytes = [0_u8; 10];
        for (byte, of_time) in bytes.iter_mut().zip(self.now().to_le_bytes()) {
            *byte = of_time;
        }
        if let Some(crypto) = web_sys::window().and_then(|w| w.crypto().ok()) {
            _ = crypto.get_random_values_with_u8_array(&mut bytes);
        }
        let mut name = String::new();
        for byte in bytes {
            name.push(char::from(b'a' + byte % 26));
            name.push(char::from(b'a' + byte / 26));
        }
        // Twenty letters are an id; this keeps the type honest without a panic.
        Id::new(&name).unwrap_or_else(|| self.fresh())
    }
}

/// The calendar and the numbers of a language, as the browser writes them.
pub(crate) struct BrowserCalendar {
    locale: String,
}

impl BrowserCalendar {
    /// Dates are in the language of the words; where the page says of which region, as they are written there.
    pub(crate) fn new(words: &str, page: &str) -> BrowserCalendar {
        let plain = page.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let of_words = page.strip_prefix(words).is_some_and(|region| region.starts_with('-'));
        let locale = if of_words && plain {
            page
        } else if words == "en" {
            "en-GB"
        } else {
            words
        };
        BrowserCalendar { locale: locale.into() }
    }

    /// Writes a value as the browser does; where the browser refuses the language, in the browser's own.
    #[inline(never)]
    fn write(&self, value: &JsValue, method: &str, options: &[(&str, &str)]) -> String {
        let bag = Object::new();
        for (name, option) in options {
            // A fresh object takes every property, and Intl reads "1" as the number that it is.
            let _ = Reflect::set(&bag, &(*name).into(), &(*option).into());
        }
        // A number is no object, and has its methods from its prototype; a date has them there as well.
        let kind = Object::get_prototype_of(value);
        let function = Reflect::get(&kind, &method.into()).ok().and_then(|f| f.dyn_into::<Function>().ok());
        let written = function.and_then(|f| {
            let in_locale = f.call2(value, &self.locale.as_str().into(), &bag);
            in_locale.or_else(|_| f.call2(value, &JsValue::UNDEFINED, &bag)).ok()
        });
        written.and_then(|w| w.as_string()).unwrap_or_default()
    }
}

fn date(at: Ms) -> Date {
    #[expect(clippy::cast_precision_loss, reason = "a moment that a calendar knows is far below 2^53")]
    let at = at as f64;
    Date::new(&at.into())
}

/// Midnight of the visitor's day, counted in days.
fn local_day(at: Ms) -> i64 {
    let date = date(at);
    #[expect(clippy::cast_possible_truncation, reason = "the offset is a few hundred minutes")]
    let offset = date.get_timezone_offset() as i64;
    at.saturating_sub(offset.saturating_mul(60_000)).div_euclid(DAY_MS)
}

impl Calendar for BrowserCalendar {
    fn days_between(&self, from: Ms, to: Ms) -> i64 {
        local_day(to).saturating_sub(local_day(from))
    }

    fn date(&self, at: Ms) -> String {
        let options = [("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
        // Half a year from now a day of the week no longer tells which year is meant.
        let is_far = BrowserClock.now().abs_diff(at) > FAR_MS;
        let options = if is_far { &options[1..] } else { &options[..3] };
        self.write(&date(at), "toLocaleDateString", options)
    }

    fn day(&self, day: Day, with_year: bool) -> String {
        let at = date(i64::from(day).saturating_mul(DAY_MS));
        let options = [("day", "numeric"), ("month", "long"), ("timeZone", "UTC"), ("year", "numeric")];
        let options = if with_year { &options[..] } else { &options[..3] };
        self.write(&at, "toLocaleDateString", options)
    }

    fn time(&self, at: Ms) -> String {
        let options = [("hour", "numeric"), ("minute", "2-digit")];
        self.write(&date(at), "toLocaleTimeString", &options)
    }

    fn number(&self, number: i64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "what is counted here is far below 2^53")]
        let value = JsValue::from_f64(number as f64);
        self.write(&value, "toLocaleString", &[])
    }

    fn plural(&self, number: i64) -> String {
        let rules = PluralRules::new(&Array::of1(&self.locale.as_str().into()), &Object::new());
        #[expect(clippy::cast_precision_loss, reason = "what is counted here is far below 2^53")]
        let category = rules.select(number as f64);
        category.into()
    }

    fn percent(&self, thousandths: i32) -> String {
        let value = JsValue::from_f64(f64::from(thousandths) / 1000.0);
        let options = [("style", "percent"), ("minimumFractionDigits", "1"), ("maximumFractionDigits", "1")];
        self.write(&value, "toLocaleString", &options)
    }
}

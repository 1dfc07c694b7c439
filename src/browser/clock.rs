//! Time, chance, and the visitor's calendar.

use js_sys::{Date, Function, Math, Object, Reflect};
use overt_core::clock::{Day, Ms};
use overt_core::id::Id;
use overt_core::limits::DAY_MS;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;

use crate::session::port::Clock;
use crate::text::Calendar;

/// The browser's clock and its random numbers.
pub(crate) struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Ms {
        #[expect(clippy::cast_possible_truncation, reason = "casts from floats saturate, and the core is safe at both ends")]
        let now = Date::now() as Ms;
        now
    }

    fn fresh(&self) -> Id {
        let mut bytes = [0_u8; 10];
        let crypto = web_sys::window().and_then(|w| w.crypto().ok());
        if crypto.is_none_or(|c| c.get_random_values_with_u8_array(&mut bytes).is_err()) {
            for byte in &mut bytes {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is below 256 and not below 0")]
                let random = (Math::random() * 256.0) as u8;
                *byte = random;
            }
        }
        let name: String = bytes.iter().map(|b| char::from(b'a' + b % 26)).chain(bytes.iter().map(|b| char::from(b'a' + b / 26))).collect();
        // Twenty letters are an id; this keeps the type honest without a panic.
        Id::new(&name).unwrap_or_else(|| self.fresh())
    }
}

/// The calendar and the numbers of a language, as the browser writes them.
pub(crate) struct BrowserCalendar {
    locale: String,
}

impl BrowserCalendar {
    /// The panel's words are English, so its dates are as well; a page in British or American English has its own.
    pub(crate) fn new(lang: &str) -> BrowserCalendar {
        let plain = lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let locale = if lang.starts_with("en-") && plain { lang } else { "en-GB" };
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
        let options = [("weekday", "long"), ("day", "numeric"), ("month", "long")];
        self.write(&date(at), "toLocaleDateString", &options)
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

    fn percent(&self, thousandths: i32) -> String {
        let value = JsValue::from_f64(f64::from(thousandths) / 1000.0);
        let options = [("style", "percent"), ("minimumFractionDigits", "1"), ("maximumFractionDigits", "1")];
        self.write(&value, "toLocaleString", &options)
    }
}

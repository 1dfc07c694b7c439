//! Time, chance, and the visitor's calendar.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Object, Reflect};
use overt_core::clock::{Day, Ms};
use overt_core::id::Id;
use overt_core::json::decimal;
use overt_core::limits::DAY_MS;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;

use super::{get, put, window};
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
        if let Ok(crypto) = window().crypto() {
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

/// A form in which the browser writes a number or a moment: whose of `Intl` it is, by which method, and with which options.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Form(&'static str, &'static str, &'static [(&'static str, &'static str)]);

const DATE: Form = Form("DateTimeFormat", "format", &[("weekday", "long"), ("day", "numeric"), ("month", "long")]);
const DAY: Form = Form("DateTimeFormat", "format", &[("day", "numeric"), ("month", "long"), ("timeZone", "UTC")]);
const DAY_OF_YEAR: Form =
    Form("DateTimeFormat", "format", &[("day", "numeric"), ("month", "long"), ("timeZone", "UTC"), ("year", "numeric")]);
const FAR_DATE: Form = Form("DateTimeFormat", "format", &[("day", "numeric"), ("month", "long"), ("year", "numeric")]);
const NUMBER: Form = Form("NumberFormat", "format", &[]);
const PERCENT: Form =
    Form("NumberFormat", "format", &[("style", "percent"), ("minimumFractionDigits", "1"), ("maximumFractionDigits", "1")]);
const PLURAL: Form = Form("PluralRules", "select", &[]);
const TIME: Form = Form("DateTimeFormat", "format", &[("hour", "numeric"), ("minute", "2-digit")]);

/// Something of `Intl`, and its method.
type Writer = (JsValue, Function);

/// The calendar and the numbers of a language, as the browser writes them.
pub(crate) struct BrowserCalendar {
    locale: String,
    /// Made once for each form: making one takes a browser longer than writing a hundred dates.
    writers: RefCell<Vec<(Form, Option<Writer>)>>,
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
        BrowserCalendar { locale: locale.into(), writers: RefCell::default() }
    }

    /// Writes a value as the browser does; where the browser refuses the language, in the browser's own.
    fn write(&self, form: Form, value: f64) -> String {
        let mut writers = self.writers.borrow_mut();
        if !writers.iter().any(|(known, _)| *known == form) {
            writers.push((form, self.writer(form)));
        }
        let writer = writers.iter().find(|(known, _)| *known == form).and_then(|(_, writer)| writer.as_ref());
        let written = writer.and_then(|(of, method)| method.call1(of, &value.into()).ok());
        written.and_then(|w| w.as_string()).unwrap_or_default()
    }

    fn writer(&self, Form(kind, method, options): Form) -> Option<Writer> {
        let bag = Object::new();
        for (name, option) in options {
            // Intl reads "1" as the number that it is.
            put(&bag, name, &(*option).into());
        }
        let make = get(&get(&window(), "Intl")?, kind)?.unchecked_into::<Function>();
        let in_locale = Reflect::construct(&make, &Array::of2(&self.locale.as_str().into(), &bag));
        let of = in_locale.or_else(|_| Reflect::construct(&make, &Array::of2(&JsValue::UNDEFINED, &bag))).ok()?;
        let method = get(&of, method)?.unchecked_into();
        Some((of, method))
    }
}

#[expect(clippy::cast_precision_loss, reason = "what is counted here, and a moment that a calendar knows, is far below 2^53")]
fn float(number: i64) -> f64 {
    number as f64
}

/// Midnight of the visitor's day, counted in days.
fn local_day(at: Ms) -> i64 {
    let date = Date::new(&float(at).into());
    #[expect(clippy::cast_possible_truncation, reason = "the offset is a few hundred minutes")]
    let offset = date.get_timezone_offset() as i64;
    at.saturating_sub(offset.saturating_mul(60_000)).div_euclid(DAY_MS)
}

impl Calendar for BrowserCalendar {
    fn days_between(&self, from: Ms, to: Ms) -> i64 {
        local_day(to).saturating_sub(local_day(from))
    }

    fn date(&self, at: Ms) -> String {
        // Half a year from now a day of the week no longer tells which year is meant.
        let is_far = BrowserClock.now().abs_diff(at) > FAR_MS;
        self.write(if is_far { FAR_DATE } else { DATE }, float(at))
    }

    fn day(&self, day: Day, with_year: bool) -> String {
        let at = i64::from(day).saturating_mul(DAY_MS);
        self.write(if with_year { DAY_OF_YEAR } else { DAY }, float(at))
    }

    fn time(&self, at: Ms) -> String {
        self.write(TIME, float(at))
    }

    fn number(&self, number: i64) -> String {
        // The first number of a page takes a browser 20 ms, which is most of what opening takes; below a thousand the digits are all there is to it.
        let own_digits = self.locale.starts_with("ar");
        if own_digits || !(0..1000).contains(&number) { self.write(NUMBER, float(number)) } else { decimal(number) }
    }

    fn plural(&self, number: i64) -> String {
        self.write(PLURAL, float(number))
    }

    fn percent(&self, thousandths: i32) -> String {
        self.write(PERCENT, f64::from(thousandths) / 1000.0)
    }
}

//! Numbers, plurals, lists and dates by the browser's `Intl` (ECMA-402).
//!
//! Everything is asked through `Reflect`, because the constructors of `js_sys` throw where a browser
//! does not know a language or a zone, and a throw would end the program. What `Intl` cannot do,
//! [`Plain`] does in English: nothing here fails.
//!
//! A formatter costs about as much as a thousand uses of it, so each is made once and kept.

use crate::words::locale::{DateStyle, Locale, Plain, Plural};
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

/// What a formatter is for.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number(u8),
    Plural,
    Ordinal,
    List,
    Date(DateStyle),
}

/// A formatter and its method with one argument, ready to be called.
struct Formatter {
    kind: Kind,
    zone: String,
    object: JsValue,
    method: Function,
}

/// A language as the browser knows it.
pub struct IntlLocale {
    tags: Array,
    made: RefCell<Vec<Formatter>>,
}

impl IntlLocale {
    /// The first of these languages that the browser knows, by their BCP 47 tags.
    pub fn new(tags: &[String]) -> IntlLocale {
        let known = Array::new();
        for tag in tags {
            // A tag that is none throws; the others must not suffer from it.
            let one = Array::of1(&JsValue::from_str(tag));
            if construct("NumberFormat", &one, &Object::new()).is_some() {
                known.push(&JsValue::from_str(tag));
            }
        }
        IntlLocale { tags: known, made: RefCell::new(Vec::new()) }
    }

    /// English, in the kind the reader prefers; the British one where none is asked for.
    pub fn english() -> IntlLocale {
        let mut tags: Vec<String> =
            preferred().into_iter().filter(|tag| tag == "en" || tag.starts_with("en-")).collect();
        tags.push(String::from("en-GB"));
        IntlLocale::new(&tags)
    }

    /// Asks a formatter of this kind, made now if it is the first time.
    fn ask(&self, kind: Kind, zone: &str, value: &JsValue) -> Option<String> {
        let mut made = self.made.try_borrow_mut().ok()?;
        let place = made.iter().position(|one| one.kind == kind && one.zone == zone);
        let formatter = match place {
            Some(place) => made.get(place)?,
            None => {
                made.push(self.make(kind, zone)?);
                made.last()?
            }
        };
        formatter.method.call1(&formatter.object, value).ok()?.as_string()
    }

    fn make(&self, kind: Kind, zone: &str) -> Option<Formatter> {
        let options = Object::new();
        let set = |name: &str, value: &str| {
            // Setting a property of a new object does not fail.
            let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
        };
        let (class, method) = match kind {
            Kind::Number(places) => {
                let _ = Reflect::set(&options, &"maximumFractionDigits".into(), &places.into());
                ("NumberFormat", "format")
            }
            Kind::Plural => ("PluralRules", "select"),
            Kind::Ordinal => {
                set("type", "ordinal");
                ("PluralRules", "select")
            }
            Kind::List => ("ListFormat", "format"),
            Kind::Date(style) => {
                set("timeZone", zone);
                for (name, value) in date_options(style) {
                    set(name, value);
                }
                ("DateTimeFormat", "format")
            }
        };
        let object = construct(class, &self.tags, &options)?;
        let method = Reflect::get(&object, &method.into()).ok()?.dyn_into::<Function>().ok()?;
        Some(Formatter { kind, zone: String::from(zone), object, method })
    }
}

/// `new Intl[class](tags, options)`.
fn construct(class: &str, tags: &Array, options: &Object) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class = Reflect::get(&intl, &class.into()).ok()?.dyn_into::<Function>().ok()?;
    Reflect::construct(&class, &Array::of2(tags, options)).ok()
}

/// The reader's languages, the most wanted first.
pub fn preferred() -> Vec<String> {
    let languages = Reflect::get(&js_sys::global(), &"navigator".into())
        .and_then(|navigator| Reflect::get(&navigator, &"languages".into()));
    match languages {
        Ok(languages) if Array::is_array(&languages) => {
            Array::from(&languages).iter().filter_map(|tag| tag.as_string()).collect()
        }
        _ => Vec::new(),
    }
}

fn date_options(style: DateStyle) -> &'static [(&'static str, &'static str)] {
    match style {
        DateStyle::Weekday => &[("weekday", "short")],
        DateStyle::WeekdayLong => &[("weekday", "long")],
        DateStyle::Day => &[("weekday", "short"), ("day", "numeric"), ("month", "short")],
        DateStyle::DayYear => {
            &[("weekday", "short"), ("day", "numeric"), ("month", "short"), ("year", "numeric")]
        }
        DateStyle::DayLong => {
            &[("weekday", "short"), ("day", "numeric"), ("month", "long"), ("year", "numeric")]
        }
        DateStyle::Date => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
        DateStyle::Time => &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")],
        DateStyle::Month => &[("month", "short")],
        DateStyle::MonthYear => &[("month", "long"), ("year", "numeric")],
    }
}

impl Locale for IntlLocale {
    fn tag(&self) -> String {
        self.tags.get(0).as_string().unwrap_or_else(|| Plain.tag())
    }

    fn number(&self, n: f64, max_fraction: u8) -> String {
        if !n.is_finite() {
            return Plain.number(n, max_fraction);
        }
        // Rounded here first, because a browser writes a small negative number as "-0".
        let places = max_fraction.min(6);
        let scale = 10_f64.powi(i32::from(places));
        let rounded = (n * scale).round() / scale;
        let shown = if rounded == 0.0 { 0.0 } else { rounded };
        self.ask(Kind::Number(places), "", &shown.into()).unwrap_or_else(|| Plain.number(n, max_fraction))
    }

    fn plural(&self, n: f64) -> Plural {
        self.ask(Kind::Plural, "", &n.into()).map_or_else(|| Plain.plural(n), |name| Plural::named(&name))
    }

    fn ordinal(&self, n: f64) -> Plural {
        self.ask(Kind::Ordinal, "", &n.into()).map_or_else(|| Plain.ordinal(n), |name| Plural::named(&name))
    }

    fn list(&self, items: &[String]) -> String {
        let array: Array = items.iter().map(|item| JsValue::from_str(item)).collect();
        self.ask(Kind::List, "", &array).unwrap_or_else(|| Plain.list(items))
    }

    fn date(&self, at_ms_utc: i64, zone: &str, style: DateStyle) -> String {
        let zone = if zone.is_empty() { "UTC" } else { zone };
        let at = JsValue::from_f64(at_ms_utc as f64);
        if let Some(text) = self.ask(Kind::Date(style), zone, &at) {
            return text;
        }
        let utc = self.ask(Kind::Date(style), "UTC", &at);
        match utc {
            // The zone is not known here: the time is UTC, and nobody shall take it for that zone's.
            Some(mut text) if zone != "UTC" => {
                if style == DateStyle::Time {
                    text.push_str(" UTC");
                }
                text
            }
            Some(text) => text,
            None => Plain.date(at_ms_utc, zone, style),
        }
    }
}

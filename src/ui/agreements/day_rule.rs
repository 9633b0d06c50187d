//! The fields of a day that follows a rule: which weekday of which month, or how far from Easter.

use super::week::day_word;
use crate::domain::holiday::DayRule;
use crate::words::{DateStyle, say, say_dyn, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// Days that hang on Easter and are closed somewhere; others are said by their distance.
const FROM_EASTER: [i16; 9] = [-48, -3, -2, 0, 1, 39, 49, 50, 60];

/// A month in words, 1 to 12.
pub fn month_word(month: u8) -> String {
    let first = NaiveDate::from_ymd_opt(2027, u32::from(month), 1).unwrap_or_default();
    time::date(first.and_time(NaiveTime::MIN), DateStyle::Month)
}

/// A rule in words: "last Monday in May".
pub fn rule_words(rule: DayRule) -> String {
    let day = |weekday: u8| day_word(usize::from(weekday));
    match rule {
        DayRule::Nth { month, nth, weekday } => say!(
            "hours.rule_nth",
            nth = say_dyn!("hours.nth.", &nth.to_string()),
            day = day(weekday),
            month = month_word(month)
        ),
        DayRule::Last { month, weekday } => {
            say!(
                "hours.rule_nth",
                nth = say!("hours.nth.last"),
                day = day(weekday),
                month = month_word(month)
            )
        }
        DayRule::From { month, day: from, weekday } => {
            say!("hours.rule_from", day = day(weekday), date = from, month = month_word(month))
        }
        DayRule::Easter(days) => easter_words(days),
        DayRule::OrthodoxEaster(days) => say!("hours.rule_orthodox", day = easter_words(days)),
    }
}

fn easter_words(days: i16) -> String {
    if FROM_EASTER.contains(&days) {
        say_dyn!("hours.easter.", &days.to_string())
    } else {
        let side = if days < 0 { "before" } else { "after" };
        say!("hours.easter_days", n = i64::from(days.abs()), side = side)
    }
}

/// The kind a rule has in the list of kinds.
pub fn kind_of(rule: DayRule) -> &'static str {
    match rule {
        DayRule::Nth { .. } | DayRule::Last { .. } => "nth",
        DayRule::From { .. } => "from",
        DayRule::Easter(_) | DayRule::OrthodoxEaster(_) => "easter",
    }
}

/// A rule to begin with when its kind is chosen.
pub fn usual(kind: &str) -> Option<DayRule> {
    match kind {
        "nth" => Some(DayRule::Last { month: 5, weekday: 0 }),
        "easter" => Some(DayRule::Easter(1)),
        _ => None,
    }
}

fn pick(
    label: &'static str,
    options: Vec<(String, String)>,
    chosen: String,
    on: impl Fn(&str) + 'static,
) -> impl IntoView {
    view! {
        <select class="input input-auto" aria-label=label on:change:target=move |ev| on(&ev.target().value())>
            {options.into_iter().map(|(key, words)| { let here = key == chosen; view! { <option value=key selected=here>{words}</option> } }).collect_view()}
        </select>
    }
}

fn numbers(range: std::ops::RangeInclusive<u8>, words: fn(u8) -> String) -> Vec<(String, String)> {
    range.map(|n| (n.to_string(), words(n))).collect()
}

/// The fields of a rule. They are made anew when its kind changes.
#[component]
pub fn RuleFields(rule: RwSignal<DayRule>) -> impl IntoView {
    match rule.get_untracked() {
        DayRule::Nth { .. } | DayRule::Last { .. } => nth_fields(rule).into_any(),
        DayRule::From { .. } => rule_words(rule.get_untracked()).into_any(),
        DayRule::Easter(_) | DayRule::OrthodoxEaster(_) => easter_fields(rule).into_any(),
    }
}

/// Which, weekday and month of a rule; 0 is the last.
fn parts(rule: DayRule) -> (u8, u8, u8) {
    match rule {
        DayRule::Nth { month, nth, weekday } => (nth, weekday, month),
        DayRule::Last { month, weekday } => (0, weekday, month),
        _ => (0, 0, 1),
    }
}

fn nth_fields(rule: RwSignal<DayRule>) -> impl IntoView {
    let (nth, weekday, month) = parts(rule.get_untracked());
    let set = move |change: fn(&mut (u8, u8, u8), u8), text: &str| {
        let Ok(value) = text.parse() else { return };
        let mut new = parts(rule.get_untracked());
        change(&mut new, value);
        let (nth, weekday, month) = new;
        rule.set(match nth {
            0 => DayRule::Last { month, weekday },
            nth => DayRule::Nth { month, nth, weekday },
        });
    };
    let mut which = numbers(1..=5, |n| say_dyn!("hours.nth.", &n.to_string()));
    which.push(("0".to_owned(), say!("hours.nth.last").to_owned()));
    view! {
        {pick(say!("hours.which"), which, nth.to_string(), move |t| set(|p, v| p.0 = v, t))}
        {pick(say!("hours.weekday"), numbers(0..=6, |n| day_word(usize::from(n))), weekday.to_string(), move |t| set(|p, v| p.1 = v, t))}
        {pick(say!("hours.month"), numbers(1..=12, month_word), month.to_string(), move |t| set(|p, v| p.2 = v, t))}
    }
}

fn easter_fields(rule: RwSignal<DayRule>) -> impl IntoView {
    let of = |rule: DayRule| match rule {
        DayRule::OrthodoxEaster(days) => (days, true),
        DayRule::Easter(days) => (days, false),
        _ => (0, false),
    };
    let set = move |days: Option<i16>, orthodox: Option<bool>| {
        let old = of(rule.get_untracked());
        let days = days.unwrap_or(old.0);
        rule.set(if orthodox.unwrap_or(old.1) {
            DayRule::OrthodoxEaster(days)
        } else {
            DayRule::Easter(days)
        });
    };
    let (days, orthodox) = of(rule.get_untracked());
    let mut list = FROM_EASTER.to_vec();
    if !list.contains(&days) {
        list.push(days);
    }
    let list = list.into_iter().map(|n| (n.to_string(), easter_words(n))).collect();
    let churches = [("w", say!("hours.western")), ("o", say!("hours.orthodox"))];
    let churches = churches.map(|(key, words)| (key.to_owned(), words.to_owned())).to_vec();
    let church = if orthodox { "o" } else { "w" };
    view! {
        {pick(say!("hours.easter_day"), list, days.to_string(), move |t| set(t.parse().ok(), None))}
        {pick(say!("hours.church"), churches, church.to_owned(), move |t| set(None, Some(t == "o")))}
    }
}

//! Whose hours open time is, in words: for hours that are open whenever one of several offices is.

use crate::domain::moment::Moment;
use crate::domain::offices::{Part, Share, shares};
use crate::domain::timebook::Compiled;
use crate::domain::zone::ZoneTable;
use crate::words::{DateStyle, locale, say, time};
use chrono::NaiveDate;

/// Stretches of time by the clock of a zone: "8:00–16:00".
pub fn stretches(zone: &ZoneTable, spans: &[(Moment, Moment)]) -> String {
    let clock = |at: Moment| time::date(zone.to_local(at), DateStyle::Time);
    let each: Vec<String> = spans.iter().map(|(from, to)| [clock(*from), clock(*to)].join("–")).collect();
    locale().list(&each)
}

/// Who is open when between two moments by the clock of a zone, and who is closed and why; empty where nobody would be open
/// anyway, and for hours without offices.
pub fn shares_words(parts: &[Part], zone: &ZoneTable, (from, to): (Moment, Moment)) -> Vec<String> {
    let words = |share: Share<'_>| {
        let own = if share.own { "yes" } else { "no" };
        match share.closed.filter(|_| share.spans.is_empty()) {
            Some("") => say!("offices.closed", own = own, name = share.name),
            Some(why) => say!("offices.closed_named", own = own, name = share.name, why = why),
            None => {
                say!("offices.open", own = own, name = share.name, spans = stretches(zone, &share.spans))
            }
        }
    };
    shares(parts, from, to).into_iter().map(words).collect()
}

/// Who is open when on a date of compiled hours; none for hours without offices, and on a date that they close themselves.
pub fn day_shares(compiled: &Compiled, date: NaiveDate) -> Option<String> {
    let closed = compiled.hours().closed_name(date).is_some() && !compiled.opens_on(date);
    let all = shares_words(&compiled.parts, &compiled.zone, compiled.day(date));
    (!closed && !all.is_empty()).then(|| all.join("; "))
}

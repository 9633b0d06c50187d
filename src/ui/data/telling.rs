//! Telling what comes up by notices of the browser, where this device has asked for it ([`crate::domain::telling`]).

use crate::browser::notices::{self, May};
use crate::browser::{pace, page};
use crate::domain::agenda::Agenda;
use crate::domain::moment::Moment;
use crate::domain::telling::{Digest, Heard, News, Word, look};
use crate::domain::text::{Name, Title};
use crate::route::Route;
use crate::store::here::NOTICES;
use crate::store::ledger::Ledger;
use crate::ui::SAMPLE;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::clock::what;
use crate::words::{locale, say, time};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What this device has been told.
const HEARD: &str = "told";
/// How often it looks, in milliseconds.
const ROUND: i32 = 60_000;

/// A notice, ready to be shown.
struct Said {
    title: String,
    body: String,
    tag: String,
    hash: String,
}

/// Looks every minute, in sight and out of it, as long as the page is open.
#[component]
pub fn Telling() -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let opened = StoredValue::new(true);
    // What this page has told it knows by itself: a store that is full forgets it.
    let told = StoredValue::new(Heard::default());
    let round = move || {
        if tell(desk, opened.get_value(), told) {
            opened.set_value(false);
        }
    };
    // Every edit moves the present moment on; what comes up is looked for once a minute.
    let minute = Memo::new(move |_| now.get().0.div_euclid(i64::from(ROUND)));
    Effect::new(move |_| {
        minute.get();
        round();
    });
    let here = RwSignal::new(());
    spawn_local(async move {
        // The clock of the page stands still while nobody sees it.
        while here.try_set(()).is_none() {
            if page::is_hidden() {
                round();
            }
            pace::wait(ROUND).await;
        }
    });
}

/// Tells what has come up; false where it is not time to tell anything.
fn tell(desk: Desk, opening: bool, told: StoredValue<Heard>) -> bool {
    let here = desk.here();
    let asked = here.get(NOTICES).is_some() && here.get("space").as_deref() != Some(SAMPLE);
    if !asked || notices::may() != May::Show {
        return false;
    }
    // Not before everything stored has been read: it might be finished by what is still to come.
    let Some((heard, words)) = desk.peek(|ledger| {
        (ledger.awaited() == 0).then(|| {
            let now = ledger.now();
            let mut agenda = Agenda::default();
            agenda.refresh(ledger.desk(), ledger.book(), now, true);
            let mut heard = Heard::read(&here.get(HEARD).unwrap_or_default());
            told.with_value(|told| heard.join(told));
            let found = look((ledger.desk(), ledger.book(), &agenda), now, opening, &mut heard);
            (heard, found.into_iter().map(|word| said(ledger, word, now)).collect::<Vec<_>>())
        })
    }) else {
        return false;
    };
    // Kept first: another tab that looks at the same time finds it told.
    let text = heard.text();
    if here.get(HEARD).unwrap_or_default() != text {
        here.set(HEARD, Some(text.as_str()).filter(|text| !text.is_empty()));
    }
    told.set_value(heard);
    for Said { title, body, tag, hash } in words {
        notices::show(&title, &body, &tag, &hash);
    }
    true
}

fn said(ledger: &Ledger, word: Word, now: Moment) -> Said {
    match word {
        Word::One(news) => one(ledger, news, now),
        Word::All(Digest { at_risk, late, waiting }) => {
            let part = |n: usize, words: String| (n > 0).then_some(words);
            let parts = [
                part(at_risk, say!("telling.at_risk", n = at_risk)),
                part(late, say!("telling.late", n = late)),
                part(waiting, say!("telling.waiting", n = waiting)),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let team = ledger.desk().team().name.as_ref().map(Name::to_string).unwrap_or_default();
            let body = say!("telling.all", list = locale().list(&parts));
            Said { title: team, body, tag: "inhouse".to_owned(), hash: Route::Board.href() }
        }
    }
}

fn one(ledger: &Ledger, news: News, now: Moment) -> Said {
    let request = ledger.desk().request(news.id);
    let title = request.map(|r| {
        let title = r.title.as_ref().map(Title::as_str).unwrap_or_default();
        [&*r.reference, " ", title].concat()
    });
    let zone = request.and_then(|r| Some(ledger.book().read(ledger.desk(), r, now)?.compiled.zone.clone()));
    let at = news.due.zip(zone).map(|(due, zone)| time::soon(zone.to_local(due), zone.to_local(now)));
    let (what, at) = (what(news.clock), at.unwrap_or_default());
    let body = match news.late {
        true => say!("telling.one_late", what = what, at = at),
        false => say!("telling.one_at_risk", what = what, at = at),
    };
    let side = if news.late { "late" } else { "risk" };
    let tag = ["inhouse", &news.id.to_string(), side, &news.clock.index().to_string()].join("-");
    Said { title: title.unwrap_or_default(), body, tag, hash: Route::Request(news.id).href() }
}

//! Opening the desk that is kept here: the browser's adapters, what the log still has, and the page over both.

use super::later::Begin;
use super::{App, space};
use crate::browser::{clock::DateNow, entropy::BrowserRandom, locale, log::IndexedLog, zones::IntlZones};
use crate::store::here::Here;
use crate::store::ledger::Ports;
use crate::store::ports::{Entropy, KeyValue, NoLog};
use crate::words;
use leptos::prelude::*;
use std::rc::Rc;

/// The page of the desk. The log is read before anything is shown: what a killed browser did not get to disk comes
/// from there.
pub async fn open(kept: Rc<dyn KeyValue>, is_kept: bool, begin: Begin) -> AnyView {
    words::install(Box::new(locale::IntlLocale::english()), None);
    let here = Here::new(kept.clone());
    let log = IndexedLog::open(BrowserRandom.bits() as u32, space(&here));
    let tail = if is_kept { log.tail().await } else { None };
    let ports = Ports {
        kept,
        clock: Rc::new(DateNow),
        entropy: Rc::new(BrowserRandom),
        zones: Rc::new(IntlZones::new()),
        // What nothing keeps needs no insurance.
        log: if is_kept { Rc::new(log.clone()) } else { Rc::new(NoLog) },
    };
    view! { <App ports=ports here=here kept=is_kept log=log tail=tail begin=begin/> }.into_any()
}

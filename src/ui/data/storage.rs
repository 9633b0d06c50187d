//! How much room the desk takes, and what could not be read.

use super::backup::offer;
use super::restore::{KINDS, kind_of};
use crate::say;
use crate::store::key::{self, Named};
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::words::say_dyn;
use leptos::prelude::*;

/// What browsers give to the pages of one origin, in UTF-16 units, keys and values together.
const QUOTA: usize = 5_242_880;

/// Units in use by kind, the largest first.
fn usage(ledger: &Ledger) -> Vec<(&'static str, usize)> {
    let mut out: Vec<(&'static str, usize)> =
        KINDS.into_iter().chain(["journal", "aside", "other"]).map(|k| (k, 0)).collect();
    let kept = &ledger.ports().kept;
    for key in kept.keys(key::ROOT).unwrap_or_default() {
        let kind = match ledger.keys().read(&key) {
            Named::Record(subject) => kind_of(subject),
            Named::Journal(_) => "journal",
            Named::SetAside(_) => "aside",
            Named::Unknown => "other",
        };
        let value = kept.get(&key).ok().flatten().unwrap_or_default();
        if let Some((_, units)) = out.iter_mut().find(|(name, _)| *name == kind) {
            *units += key.encode_utf16().count() + value.encode_utf16().count();
        }
    }
    out.retain(|(_, units)| *units > 0);
    out.sort_by_key(|entry| std::cmp::Reverse(entry.1));
    out
}

/// How much room is used, by kind.
#[component]
pub fn StorageBox() -> impl IntoView {
    let desk = use_desk();
    let usage = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.listen(Bell::Others);
        desk.read(Bell::State, usage)
    });
    let used = move || usage.with(|kinds| kinds.iter().map(|(_, units)| units).sum::<usize>());
    view! {
        <section class="box stack stack-4" aria-labelledby="storage-head">
            <div class="box-head"><div><h2 id="storage-head">{say!("data.storage")}</h2><p>{say!("data.storage_text")}</p></div></div>
            <p id="storage-used">{move || say!("data.used", n = used(), of = QUOTA, percent = 100.0 * used() as f64 / QUOTA as f64)}</p>
            <meter class="meter" min="0" max=QUOTA high=QUOTA / 10 * 8 optimum="0" aria-labelledby="storage-used"
                prop:value=move || used() as f64></meter>
            <table class="table">
                <caption class="sr">{say!("data.storage")}</caption>
                <thead><tr><th scope="col">{say!("data.kind")}</th><th scope="col" class="num">{say!("data.units")}</th></tr></thead>
                <tbody>
                    {move || usage.get().into_iter().map(|(kind, units)| view! {
                        <tr><th scope="row">{say_dyn!("kind.", kind)}</th><td class="num">{say!("data.number", n = units)}</td></tr>
                    }).collect_view()}
                </tbody>
            </table>
        </section>
    }
}

/// How many values could not be read, those set aside included.
pub fn damage_count(ledger: &Ledger) -> usize {
    damage(ledger).len()
}

/// Values that could not be read: key, cause (empty for one set aside earlier).
fn damage(ledger: &Ledger) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> =
        ledger.damage().iter().map(|d| (d.key.clone(), d.cause.clone())).collect();
    let keys = ledger.ports().kept.keys(ledger.keys().prefix()).unwrap_or_default();
    out.extend(
        keys.into_iter()
            .filter(|k| matches!(ledger.keys().read(k), Named::SetAside(_)))
            .map(|k| (k, String::new())),
    );
    out
}

/// What could not be read, each with its raw value to download.
#[component]
pub fn DamageBox() -> impl IntoView {
    let desk = use_desk();
    let list = Memo::new(move |_| desk.read(Bell::State, damage));
    view! {
        <section class="box stack" aria-labelledby="damage-head">
            <div class="box-head"><div><h2 id="damage-head">{say!("data.damage")}</h2><p>{say!("data.damage_text")}</p></div></div>
            <ul class="errors">
                <For each=move || list.get() key=|(key, _)| key.clone() let:entry>
                    <DamageRow place=entry.0 cause=entry.1/>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn DamageRow(place: String, cause: String) -> impl IntoView {
    let desk = use_desk();
    let text =
        if cause.is_empty() { say!("data.aside").to_owned() } else { say!("data.cause", cause = cause) };
    let shown = place.clone();
    let label = say!("data.damage_download", key = place.as_str());
    view! {
        <li>
            <b><code>{shown}</code></b><span>{text}</span>
            <button class="btn btn-s" type="button" aria-label=label on:click=move |_| download_raw(desk, &place)>
                {say!("button.download")}
            </button>
        </li>
    }
}

fn download_raw(desk: Desk, key: &str) {
    let value = desk.peek(|ledger| ledger.ports().kept.get(key).ok().flatten()).unwrap_or_default();
    offer(desk, &[&key.replace('/', "-"), ".txt"].concat(), "text/plain", &value);
}

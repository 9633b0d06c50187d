//! How much room the desk takes and for how long it will do, what is safe where, and what could not be read.

use super::backup::{last_copy, moment_words, offer};
use crate::browser::local;
use crate::say;
use crate::store::key::Named;
use crate::store::ledger::Ledger;
use crate::store::usage::{USUAL_QUOTA, Usage};
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::kept::use_safety;
use crate::ui::notice::{Kind, Notice};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say_dyn};
use leptos::prelude::*;

/// What this browser gives to the pages of one address, in UTF-16 units: measured once, remembered on this device.
pub fn quota(desk: Desk) -> usize {
    let here = desk.here();
    if let Some(known) = here.get("quota").and_then(|text| text.parse().ok()) {
        return known;
    }
    let kept = desk.peek(|ledger| ledger.ports().kept.clone());
    let found = match desk.is_kept() {
        true => local::quota(kept.as_ref(), USUAL_QUOTA).unwrap_or(USUAL_QUOTA),
        false => USUAL_QUOTA,
    };
    here.set("quota", Some(&found.to_string()));
    found
}

/// How much room is used, by kind, for how long it will do, and what is safe where.
#[component]
pub fn StorageBox() -> impl IntoView {
    let desk = use_desk();
    let quota = quota(desk);
    let usage = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        desk.listen(Bell::Others);
        desk.read(Bell::State, Usage::of)
    });
    let used = move || usage.with(|usage| usage.used);
    let forecast = move || {
        let found = desk.peek(|ledger| usage.with(|usage| usage.forecast(ledger, quota)));
        found.map(|f| say!("data.forecast", n = f.per_day.ceil(), days = f.days))
    };
    view! {
        <section class="box stack stack-4" aria-labelledby="storage-head">
            <div class="box-head"><div><h2 id="storage-head">{say!("data.storage")}</h2><p>{say!("data.storage_text", of = quota)}</p></div></div>
            <p id="storage-used">{move || say!("data.used", n = used(), of = quota, percent = 100.0 * used() as f64 / quota.max(1) as f64)}</p>
            <meter class="meter" min="0" max=quota high=quota / 10 * 8 optimum="0" aria-labelledby="storage-used"
                prop:value=move || used() as f64></meter>
            {move || forecast().map(|text| view! { <p class="soft measure">{text}</p> })}
            <div class="table-wrap" tabindex="0" role="region" aria-label=say!("data.takes")>
                <table class="table">
                    <caption class="sr">{say!("data.takes")}</caption>
                    <thead><tr>
                        <th scope="col">{say!("data.kind")}</th><th scope="col" class="num">{say!("data.values")}</th>
                        <th scope="col" class="num">{say!("data.units")}</th>
                    </tr></thead>
                    <tbody>
                        {move || usage.get().kinds.into_iter().map(|(kind, values, units)| view! {
                            <tr>
                                <th scope="row">{say_dyn!("kind.", kind)}</th><td class="num">{say!("data.number", n = values)}</td>
                                <td class="num">{say!("data.number", n = units)}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
            {move || (usage.with(|u| u.packed) > 0).then(|| view! {
                <p class="soft measure">{say!("data.packed", n = usage.with(|u| u.packed))}</p>
            })}
            <SafeList/>
            <details>
                <summary>{say!("data.full")}</summary>
                <p class="measure">{say!("data.full_text")}</p>
            </details>
        </section>
    }
}

/// What is safe where.
#[component]
fn SafeList() -> impl IntoView {
    let desk = use_desk();
    let safety = use_safety();
    let log = move || match safety() {
        "plain" => say!("data.safe_plain"),
        _ => say!("data.safe_log"),
    };
    let copy = move || {
        desk.listen(Bell::State);
        match last_copy(&desk.here()) {
            Some(at) => {
                desk.peek(|ledger| say!("data.safe_copy", at = moment_words(ledger, at, ledger.now())))
            }
            None => say!("data.safe_none").to_owned(),
        }
    };
    view! {
        <h3>{say!("data.safe")}</h3>
        <dl class="facts">
            <dt>{say!("data.safe_here")}</dt>
            <dd>{if desk.is_kept() { say!("data.safe_here_text") } else { say!("data.safe_nowhere") }}</dd>
            <dt>{say!("data.safe_disk")}</dt><dd>{log}</dd>
            <dt>{say!("data.safe_out")}</dt><dd>{copy}</dd>
        </dl>
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

/// What could not be read, each with its raw value to download; all of it can be tried again.
#[component]
pub fn DamageBox() -> impl IntoView {
    let desk = use_desk();
    let list = Memo::new(move |_| desk.read(Bell::State, damage));
    let retry = move |_| {
        let read = desk.replace(Ledger::retry);
        desk.notices().show(Notice::plain(say!("data.damage_retried", n = read)));
    };
    view! {
        <section class="box stack" aria-labelledby="damage-head">
            <div class="box-head">
                <div><h2 id="damage-head">{say!("data.damage")}</h2><p>{say!("data.damage_text")}</p></div>
                <button class="btn" type="button" on:click=retry><Icon name="redo"/>{say!("data.damage_retry")}</button>
            </div>
            <ul class="errors" tabindex="0" aria-labelledby="damage-head">
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
    let aside = cause.is_empty();
    let text = if aside { say!("data.aside").to_owned() } else { say!("data.cause", cause = cause) };
    let shown = place.clone();
    let label = say!("data.damage_download", key = place.as_str());
    let (key, raw) = (place.clone(), place);
    let got = RwSignal::new(false);
    let discard = move |_| match desk.replace(|ledger| ledger.discard(&key)) {
        Ok(()) => desk.notices().show(Notice::plain(say!("data.discarded"))),
        Err(error) => desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(&error) }),
    };
    let discard = StoredValue::new_local(discard);
    view! {
        <li>
            <b><code>{shown}</code></b><span>{text}</span>
            <span class="row">
                <button class="btn btn-s" type="button" aria-label=label on:click=move |_| { download_raw(desk, &raw); got.set(true); }>
                    {say!("button.download")}
                </button>
                // Only once it has been downloaded: then nothing is lost.
                {move || (aside && got.get()).then(|| view! {
                    <button class="btn btn-s btn-danger" type="button" on:click=move |ev| discard.with_value(|discard| discard(ev))>
                        {say!("data.discard")}
                    </button>
                })}
            </span>
        </li>
    }
}

fn download_raw(desk: Desk, key: &str) {
    let value = desk.peek(|ledger| ledger.ports().kept.get(key).ok().flatten()).unwrap_or_default();
    offer(desk, &[&key.replace('/', "-"), ".txt"].concat(), "text/plain", &value);
}

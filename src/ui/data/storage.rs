//! How much room the desk takes and for how long it will do, what is safe where, and what could not be read.

use super::backup::{last_copy, moment_words, offer};
use crate::browser::local;
use crate::say;
use crate::store::key::{self, Named};
use crate::store::ledger::{Damage, Ledger};
use crate::store::usage::{USUAL_QUOTA, Usage, kind_of};
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::kept::use_safety;
use crate::ui::notice::{Kind, Notice};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say_dyn};
use leptos::prelude::*;

/// What this browser gives to the pages of one address, in UTF-16 units: measured once, remembered on this device, and
/// measured again after a step that did not fit. Where nothing more can be put in it is what is in use, and that is not
/// remembered: there may be more room later.
pub fn quota(desk: Desk) -> usize {
    let here = desk.here();
    let known: Option<usize> = here.get("quota").and_then(|text| text.parse().ok());
    if let Some(known) = known.filter(|_| !desk.full().get_untracked()) {
        return known;
    }
    // Measuring writes: where nothing is kept, or a newer program has the desk, nothing is tried.
    if !desk.is_kept() || desk.peek(Ledger::newer).is_some() {
        return known.unwrap_or(USUAL_QUOTA);
    }
    let kept = desk.peek(|ledger| ledger.ports().kept.clone());
    match local::quota(kept.as_ref(), USUAL_QUOTA) {
        Some(found) => {
            here.set("quota", Some(&found.to_string()));
            found
        }
        None => {
            here.set("quota", None);
            desk.peek(|ledger| Usage::of(ledger).used)
        }
    }
}

/// The same, in passing: it is measured only where it may matter, from a quarter of the usual on or after a step that did
/// not fit. For a moment the measuring takes all the room there is, and a step of another tab would not fit just then.
pub fn quota_in_passing(desk: Desk, used: usize) -> usize {
    let known: Option<usize> = desk.here().get("quota").and_then(|text| text.parse().ok());
    let matters = desk.full().get_untracked() || (known.is_none() && used > USUAL_QUOTA / 4);
    if matters { quota(desk) } else { known.unwrap_or(USUAL_QUOTA) }
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
            <dd>{match (desk.is_kept(), local::forgets_after_a_week()) {
                (false, _) => say!("data.safe_nowhere"),
                (true, true) => say!("data.safe_here_forgets"),
                (true, false) => say!("data.safe_here_text"),
            }}</dd>
            <dt>{say!("data.safe_disk")}</dt><dd>{log}</dd>
            <dt>{say!("data.safe_out")}</dt><dd>{copy}</dd>
        </dl>
    }
}

/// How many values could not be read, those set aside included.
pub fn damage_count(ledger: &Ledger) -> usize {
    ledger.damage().len() + ledger.set_aside().len()
}

/// A value that could not be read.
#[derive(Clone, PartialEq)]
struct Entry {
    /// Where it is kept.
    place: String,
    /// Where it was, and why it did not read.
    damage: Damage,
    aside: bool,
}

fn unread(ledger: &Ledger) -> Vec<Entry> {
    let entry = |damage: &Damage| Entry { place: damage.key.clone(), damage: damage.clone(), aside: false };
    ledger.damage().iter().map(entry).collect()
}

fn set_aside(ledger: &Ledger) -> Vec<Entry> {
    let all = ledger.set_aside().into_iter();
    all.map(|(place, damage)| Entry { place, damage, aside: true }).collect()
}

/// What a key names, in words: "A request".
fn kind_word(ledger: &Ledger, key: &str) -> String {
    let code = match ledger.keys().read(key) {
        Named::Record(subject) => kind_of(subject),
        Named::Shard(_) => "packed",
        Named::Journal(_) => "journal",
        Named::Marks => "marks",
        _ if key == key::HERE => "here",
        _ => "other",
    };
    say_dyn!("damaged.", code)
}

/// What could not be read, each with its raw value to download; all of it can be tried again.
#[component]
pub fn DamageBox() -> impl IntoView {
    let desk = use_desk();
    let list = Memo::new(move |_| desk.read(Bell::State, unread));
    let aside = Memo::new(move |_| desk.read(Bell::State, set_aside));
    let retry = move |_| {
        let read = desk.replace(Ledger::retry);
        desk.notices().show(Notice::plain(say!("data.damage_retried", n = read)));
    };
    let rows = move |list: Memo<Vec<Entry>>, heading: &'static str| {
        view! {
            <ul class="errors" tabindex="0" aria-labelledby=heading>
                <For each=move || list.get().into_iter().enumerate() key=|(_, entry)| entry.place.clone() let:one>
                    <DamageRow number=one.0 + 1 entry=one.1/>
                </For>
            </ul>
        }
    };
    view! {
        <section class="box stack" aria-labelledby="damage-head">
            <div class="box-head">
                <div><h2 id="damage-head">{say!("data.damage")}</h2>
                    {move || list.with(|list| (!list.is_empty()).then(|| view! { <p>{say!("data.damage_text", n = list.len())}</p> }))}</div>
                <button class="btn" type="button" on:click=retry><Icon name="redo"/>{say!("data.damage_retry")}</button>
            </div>
            {move || list.with(|list| !list.is_empty()).then(|| rows(list, "damage-head"))}
            {move || aside.with(|list| !list.is_empty()).then(|| view! {
                <div><h3 id="aside-head">{say!("data.aside")}</h3><p class="soft">{say!("data.aside_text")}</p></div>
                {rows(aside, "aside-head")}
            })}
        </section>
    }
}

#[component]
fn DamageRow(
    /// Its place in the list, from 1.
    number: usize,
    entry: Entry,
) -> impl IntoView {
    let desk = use_desk();
    let Entry { place, damage, aside } = entry;
    let what = desk.peek(|ledger| kind_word(ledger, &damage.key));
    let label = say!("data.damage_download", n = number, what = what.as_str());
    let cause = (!damage.cause.is_empty()).then(|| say!("data.cause", cause = damage.cause));
    let name =
        ["inhouse-", if aside { "set-aside-" } else { "damaged-" }, &number.to_string(), ".json"].concat();
    let (key, raw) = (place.clone(), place);
    let got = RwSignal::new(false);
    let discard = move |_| match desk.replace(|ledger| ledger.discard(&key)) {
        Ok(()) => desk.notices().show(Notice::plain(say!("data.discarded"))),
        Err(error) => desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(&error) }),
    };
    let discard = StoredValue::new_local(discard);
    let download = move |_| {
        let value = desk.peek(|ledger| ledger.damaged_copy(&raw));
        offer(desk, &name, "application/json", &value);
        got.set(true);
    };
    view! {
        <li>
            <b>{what}</b>
            <details>
                <summary>{say!("data.details")}</summary>
                <p><code>{damage.key}</code></p>
                {cause.map(|text| view! { <p>{text}</p> })}
            </details>
            <span class="row">
                <button class="btn btn-s" type="button" aria-label=label on:click=download>{say!("button.download")}</button>
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

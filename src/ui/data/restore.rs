//! A file of Inhouse: what it holds, and what becomes of it.

use super::backup::{copy_text, moment_words};
use super::copies::CopiesBox;
use super::preview::WhatChanges;
use super::swap::{self, Swapped};
use crate::domain::edit::Deed;
use crate::route::Route;
use crate::say;
use crate::store::backup::{self, Backup};
use crate::store::copying::Other;
use crate::store::ledger::Batch;
use crate::store::merge;
use crate::store::ports::StoreError;
use crate::store::usage::kind_of;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::go;
use crate::ui::import::intake::{self, Taken};
use crate::ui::notice::{Kind, Notice};
use crate::ui::parts::drop::ReadFile;
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say_dyn};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many records are taken in between two looks at the browser.
const PORTION: usize = 100;

/// The kinds of records by their codes, in the order in which they are shown.
const KINDS: [&str; 8] =
    ["team", "requests", "clients", "services", "calendars", "agreements", "runs", "mappings"];

/// What was here before a file took its place: a file of it.
type Before = str;

/// A read file with its choices; a broken one with what is broken.
#[component]
pub fn RestoreFile(
    /// The file.
    file: ReadFile,
    /// Called when it is put away.
    on_close: Callback<()>,
) -> impl IntoView {
    match backup::read(&file.text) {
        Ok(found) => view! { <Found name=file.name found=found on_close=on_close/> }.into_any(),
        Err(error) => view! {
            <div class="note note-late" role="alert">
                <Icon name="late"/>
                <div><h3 id="file-answer" tabindex="-1">{say!("data.broken", name = file.name)}</h3><p>{errors::store(&error)}</p></div>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Found(name: String, found: Backup, on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let made = desk.peek(|ledger| moment_words(ledger, found.made, ledger.now()));
    let counts: Vec<(&str, usize)> = KINDS
        .into_iter()
        .map(|kind| (kind, found.records.iter().filter(|(s, _)| kind_of(*s) == kind).count()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let (unknown, unread) = (found.unknown.len(), found.unread);
    let previews = desk.tend(|ledger| {
        // What is packed counts as well: all of it is looked at before anything is said.
        ledger.read_all();
        (merge::adding(ledger.desk(), &found.records), merge::replacing(ledger.desk(), &found.records))
    });
    let nothing_new = previews.0.is_nothing();
    let previews = StoredValue::new_local(previews);
    let kept = StoredValue::new_local(Some(found));
    let name = StoredValue::new(name);
    let (state, stop) = (RwSignal::new(State::Asking), RwSignal::new(false));
    let add = move |_| take_up(desk, kept, "restored", name, state, stop);
    let copies = move || {
        let other = kept.with_value(|kept| kept.as_ref().map(|kept| Other::of(&kept.records)));
        let bring = Callback::new(move |records: Batch| {
            // What the file holds stays at hand, should it be stopped.
            let made = Backup {
                made: desk.peek(|ledger| ledger.now()),
                records,
                unknown: BTreeMap::new(),
                unread: 0,
            };
            take_up(desk, StoredValue::new_local(Some(made)), "copied", name, state, stop);
        });
        other.filter(Other::is_set_up).map(|other| view! { <CopiesBox other=other bring=bring/> })
    };
    let replace = move |_| replace(desk, kept, state, stop);
    let empty = Memo::new(move |_| !desk.read(Bell::Others, |ledger| ledger.desk().is_set_up()));
    view! {
        <div class="stack stack-4">
            <div class="note note-info"><Icon name="info"/><p id="file-answer" tabindex="-1">{say!("data.found", name = name.get_value(), at = made)}</p></div>
            <dl class="facts">
                {counts.into_iter().map(|(kind, count)| view! { <dt>{say_dyn!("kind.", kind)}</dt><dd>{say!("data.number", n = count)}</dd> }).collect_view()}
                {(unknown > unread).then(|| view! { <dt>{say_dyn!("kind.", "unknown")}</dt><dd>{say!("data.number", n = unknown - unread)}</dd> })}
            </dl>
            {(unread > 0).then(|| view! {
                <div class="note note-risk"><Icon name="risk"/><p>{say!("data.unread", n = unread)}</p></div>
            })}
            {move || match state.get() {
                State::Asking if empty.get() => view! {
                    <div class="row">
                        <button class="btn btn-main" type="button" on:click=add>{say!("data.take")}</button>
                        <button class="btn btn-quiet" type="button" on:click=move |_| on_close.run(())>{say!("button.cancel")}</button>
                    </div>
                    {copies()}
                }.into_any(),
                State::Asking => view! {
                    <section class="stack" aria-labelledby="adding-head">
                        <h3 id="adding-head">{say!("data.adding")}</h3>
                        <p class="soft measure">{if nothing_new { say!("data.nothing_new") } else { say!("data.adding_text") }}</p>
                        {(!nothing_new).then(|| view! {
                            <WhatChanges preview=previews.with_value(|(adding, _)| adding.clone())/>
                            <div><button class="btn btn-main" type="button" on:click=add>{say!("data.add")}</button></div>
                        })}
                    </section>
                    {copies()}
                    <section class="stack" aria-labelledby="replacing-head">
                        <h3 id="replacing-head">{say!("data.replacing")}</h3>
                        <p class="soft measure">{say!("data.replacing_text")}</p>
                        <WhatChanges preview=previews.with_value(|(_, replacing)| replacing.clone())/>
                        <div class="row">
                            <button class="btn btn-danger" type="button" on:click=replace>{say!("data.replace")}</button>
                            <button class="btn btn-quiet" type="button" on:click=move |_| on_close.run(())>{say!("button.cancel")}</button>
                        </div>
                    </section>
                }.into_any(),
                State::Working(share, may_stop) => view! {
                    <p class="small soft" id="restore-how">{say!("data.working", percent = share)}</p>
                    <progress class="progress" max="100" aria-labelledby="restore-how" prop:value=f64::from(share)></progress>
                    <div><button class="btn" type="button" disabled=!may_stop on:click=move |_| stop.set(true)>{say!("data.stop")}</button></div>
                }.into_any(),
                State::Done => view! { <DoneNote/> }.into_any(),
                State::Replaced(before) => view! { <DoneNote/><PutBack before=before on_close=on_close/> }.into_any(),
            }}
        </div>
    }
}

#[derive(Clone)]
enum State {
    Asking,
    /// How far, in percent, and whether it can still be stopped.
    Working(u8, bool),
    Done,
    /// With what was here before.
    Replaced(Arc<Before>),
}

#[component]
fn DoneNote() -> impl IntoView {
    view! {
        <div class="note note-ok" role="status">
            <Icon name="ok"/><p class="grow">{say!("data.taken")}</p>
            <div class="actions"><a class="btn btn-s" href=Route::Board.href()>{say!("frame.to_board")}</a></div>
        </div>
    }
}

/// The way back from a desk that was replaced, as long as this page is open.
#[component]
fn PutBack(before: Arc<Before>, on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let working = RwSignal::new(false);
    let back = move |_| {
        let Ok(old) = backup::read(&before) else { return };
        working.set(true);
        spawn_local(async move {
            match swap::swap(desk, &old, |_, _| true).await {
                Ok(_) => {
                    desk.notices().show(Notice::plain(say!("data.put_back_done")));
                    on_close.try_run(());
                }
                Err(error) => trouble(desk, &error),
            }
            working.try_set(false);
        });
    };
    view! {
        <div class="setting">
            <p>{say!("data.put_back_text")}</p>
            <button class="btn" type="button" disabled=move || working.get() on:click=back><Icon name="undo"/>{say!("data.put_back")}</button>
        </div>
    }
}

fn trouble(desk: Desk, error: &StoreError) {
    desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(error) });
}

type Kept = StoredValue<Option<Backup>, LocalStorage>;

fn taken(kept: Kept) -> Option<Backup> {
    kept.try_update_value(Option::take).flatten()
}

/// Adds the file to the desk in portions; one step to undo.
fn take_up(
    desk: Desk,
    kept: Kept,
    key: &'static str,
    name: StoredValue<String>,
    state: RwSignal<State>,
    stop: RwSignal<bool>,
) {
    let Some(found) = taken(kept) else { return };
    let was_empty = !desk.peek(|ledger| ledger.desk().is_set_up());
    let portions: Vec<Batch> = found.records.chunks(PORTION).map(<[_]>::to_vec).collect();
    let total = portions.len().max(1);
    let deed = Deed { key, name: name.get_value(), ..Deed::default() };
    stop.set(false);
    state.set(State::Working(0, true));
    spawn_local(async move {
        let goes_on = move |done: usize| {
            state.try_set(State::Working(u8::try_from(done * 100 / total).unwrap_or(100), true));
            stop.try_get_untracked() != Some(true)
        };
        let unknown = || {
            desk.replace(|ledger| {
                found.unknown.iter().try_for_each(|(tail, value)| ledger.keep_unknown(tail, value))
            })
        };
        let end = match intake::take(desk, portions, deed.clone(), goes_on).await {
            Taken::All(fresh) => unknown()
                .map(|()| if fresh { Notice::done(&deed) } else { Notice::plain(say!("data.nothing_new")) })
                .map_err(|error| errors::store(&error)),
            Taken::Failed(error) => Err(errors::store(&error)),
            Taken::Stopped => Err(String::new()),
            Taken::Stays(n) => Err(say!("import.stays", n = n)),
        };
        match end {
            Ok(notice) => {
                desk.notices().show(notice);
                state.try_set(State::Done);
                if was_empty {
                    go(&Route::Board);
                }
            }
            Err(why) => {
                kept.try_update_value(|place| *place = Some(found));
                desk.notices().show(match why.is_empty() {
                    true => Notice::plain(say!("data.stopped")),
                    false => Notice { kind: Kind::Trouble, text: why },
                });
                state.try_set(State::Asking);
            }
        }
    });
}

/// Puts the file in the place of the desk: all of it, or the desk stays as it is.
fn replace(desk: Desk, kept: Kept, state: RwSignal<State>, stop: RwSignal<bool>) {
    let Some(found) = taken(kept) else { return };
    stop.set(false);
    state.set(State::Working(0, true));
    let (before, _) = desk.peek(copy_text);
    spawn_local(async move {
        let goes_on = move |percent: u8, may_stop: bool| {
            state.try_set(State::Working(percent, may_stop));
            stop.try_get_untracked() != Some(true)
        };
        match swap::swap(desk, &found, goes_on).await {
            Ok(Swapped::Done) => {
                // What could be undone until now is no longer there.
                desk.notices().clear();
                state.try_set(State::Replaced(before.into()));
            }
            Ok(Swapped::Stopped) => {
                kept.try_update_value(|place| *place = Some(found));
                desk.notices().show(Notice::plain(say!("data.stopped")));
                state.try_set(State::Asking);
            }
            Err(error) => {
                trouble(desk, &error);
                // Where the new desk counts already and does not fit, the old one can be put back.
                if desk.peek(|ledger| ledger.is_coming()) {
                    state.try_set(State::Replaced(before.into()));
                } else {
                    kept.try_update_value(|place| *place = Some(found));
                    state.try_set(State::Asking);
                }
            }
        }
    });
}

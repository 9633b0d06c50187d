//! The line in which one looks for requests: words, and the filter as people type it. It says the same as the lists beside
//! it: what is typed is chosen there, what is chosen there stands here.

use super::filter::{NONE, options};
use super::order::{BoardState, use_board};
use crate::browser::pace;
use crate::domain::fold::fold;
use crate::domain::sieve::language::{self, Vocabulary};
use crate::domain::sieve::{Condition, Key, Shelf, Sieve};
use crate::say;
use crate::ui::desk::{Desk, use_desk};
use leptos::prelude::*;

/// The words of the language; the names of what can be asked for only where `named`.
fn vocabulary(board: BoardState, desk: Desk, named: bool) -> Vocabulary {
    const KEYS: [Key; 11] = [
        Key::Client,
        Key::Service,
        Key::Stage,
        Key::Priority,
        Key::Clock,
        Key::Owner,
        Key::Label,
        Key::Effect,
        Key::Tie,
        Key::Waiting,
        Key::Promised,
    ];
    let words = |list: &str| list.split('|').map(|word| fold(word.trim())).collect();
    let keys = say!("search.keys").split(',').zip(KEYS);
    let keys = keys.flat_map(|(list, key)| list.split('|').map(move |word| (fold(word.trim()), key)));
    let list = |key: Key| {
        let known =
            options(board, desk, key).into_iter().filter(|(code, _)| !code.is_empty() && code != NONE);
        let known = known.filter_map(move |(code, words)| Some((Condition::parse(key, &code)?, words)));
        let sieve = board.view.with(|view| view.sieve.clone());
        // What is asked for has a name, whatever is there.
        let asked = sieve.get(key).into_iter().chain(sieve.without).filter(move |c| c.key() == key);
        let asked = asked.filter(|c| matches!(c, Condition::Owner(Some(_)) | Condition::Label(Some(_))));
        let mut out: Vec<(Condition, String)> = known.collect();
        let missing: Vec<_> = asked.filter(|c| out.iter().all(|(other, _)| other != c)).collect();
        out.extend(missing.into_iter().map(|c| (c.clone(), c.code())));
        out
    };
    Vocabulary {
        keys: keys.collect(),
        not: words(say!("search.not")),
        none: words(say!("search.none")),
        days: words(say!("search.days")),
        weeks: words(say!("search.weeks")),
        archive: words(say!("search.archive")),
        shelves: [Shelf::Archive, Shelf::Both]
            .into_iter()
            .zip(say!("search.shelves").split(','))
            .map(|(shelf, word)| (fold(word.trim()), shelf))
            .collect(),
        values: if named { KEYS.into_iter().flat_map(list).collect() } else { Vec::new() },
    }
}

/// What is typed, read now.
fn read(board: BoardState, desk: Desk, text: &str) -> language::Typed {
    untrack(|| language::read(text, &vocabulary(board, desk, language::may_ask(text))))
}

fn write(board: BoardState, desk: Desk, sieve: &Sieve) -> String {
    let named = *sieve != Sieve { text: sieve.text.clone(), shelf: sieve.shelf, ..Sieve::default() };
    untrack(|| language::write(sieve, &vocabulary(board, desk, named)))
}

/// The line; what is typed within a frame is looked for once. While more filters are shown it says how to type them.
#[component]
pub fn Search(more: RwSignal<bool>) -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let line = RwSignal::new(board.view.with_untracked(|view| write(board, desk, &view.sieve)));
    let strange = RwSignal::new(Vec::<String>::new());
    // The line before what was typed and is not looked for yet.
    let typed = StoredValue::new(None::<String>);
    let take = move |text: String| {
        let waits = typed.with_value(Option::is_some);
        if !waits {
            typed.set_value(Some(line.get_untracked()));
        }
        line.set(text);
        if !waits {
            pace::after_frame(move || {
                let Some(Some(before)) = typed.try_update_value(Option::take) else { return };
                let read = line.with_untracked(|text| read(board, desk, text));
                strange.set(read.strange);
                board.look_for(read.sieve, !before.trim().is_empty());
            });
        }
    };
    let sieve = Memo::new(move |_| board.view.with(|view| view.sieve.clone()));
    Effect::new(move |_| {
        let sieve = sieve.get();
        if typed.with_value(Option::is_some) {
            return;
        }
        let now = line.with_untracked(|text| read(board, desk, text));
        if now.sieve != sieve {
            line.set(write(board, desk, &sieve));
        }
        strange.set(line.with_untracked(|text| read(board, desk, text)).strange);
    });
    let asks = move || line.with(|text| language::may_ask(text));
    view! {
        <input class="input" class:asks=asks type="search" aria-label=say!("board.search") placeholder=say!("board.search_hint")
            autocomplete="off" aria-keyshortcuts="/" aria-describedby="search-said" prop:value=line
            on:input:target=move |ev| take(ev.target().value())/>
        <div class="search-said" class:is-strange=move || strange.with(|all| !all.is_empty()) id="search-said" aria-live="polite">
            {move || strange.get().into_iter().map(|word| view! { <p class="small">{say!("search.strange", word = word)}</p> }).collect_view()}
            {move || (more.get() || strange.with(|all| !all.is_empty())).then(|| view! { <p class="small soft">{say!("search.how")}</p> })}
        </div>
    }
}

//! What the file's words mean: activities, priorities, states.

use super::pick::{Options, Pick};
use super::work::{Look, Work};
use crate::domain::request::Priority;
use crate::say;
use crate::store::sheet::{Kind, Meaning, Shape, Standing};
use crate::words::say_dyn;
use leptos::prelude::*;

/// The tables of words that the file has.
#[component]
pub fn MeaningsBox(
    /// The file.
    work: Work,
    /// What it would bring.
    look: Memo<Look>,
) -> impl IntoView {
    let activities = words_of(look, |preview| &preview.activities);
    let priorities = words_of(look, |preview| &preview.priorities);
    let statuses = words_of(look, |preview| &preview.statuses);
    let events = Memo::new(move |_| work.mapping.with(|m| m.shape == Shape::Events));
    view! {
        {move || (events.get() && !activities.with(Vec::is_empty)).then(|| view! { <Activities work=work words=activities/> })}
        {move || (!events.get() && !statuses.with(Vec::is_empty)).then(|| view! { <Statuses work=work words=statuses/> })}
        {move || (!priorities.with(Vec::is_empty)).then(|| view! { <Priorities work=work words=priorities/> })}
    }
}

type Words = Vec<(String, usize)>;

fn words_of(look: Memo<Look>, pick: fn(&crate::store::sheet::Preview) -> &Words) -> Memo<Words> {
    // While the mapping lacks a column the tables stay empty: there is nothing to be counted.
    Memo::new(move |_| {
        look.with(|look| look.as_ref().map(|(preview, _)| pick(preview).clone()).unwrap_or_default())
    })
}

#[component]
fn Activities(work: Work, words: Memo<Words>) -> impl IntoView {
    view! {
        <section class="box" aria-labelledby="activities-head">
            <div class="box-head"><div><h3 id="activities-head">{say!("import.activities")}</h3><p>{say!("import.activities_text")}</p></div></div>
            <table class="table table-list">
                <thead><tr>
                    <th scope="col">{say!("import.activity")}</th><th scope="col" class="num">{say!("import.rows_head")}</th>
                    <th scope="col">{say!("import.means")}</th><th scope="col">{say!("import.works")}</th><th scope="col">{say!("import.response")}</th>
                </tr></thead>
                <tbody><For each=move || words.get() key=|word| word.clone() let:word><Activity work=work word=word.0 count=word.1/></For></tbody>
            </table>
        </section>
    }
}

#[component]
fn Activity(work: Work, word: String, count: usize) -> impl IntoView {
    let name = StoredValue::new(word.clone());
    let meaning = Memo::new(move |_| {
        work.mapping
            .with(|m| name.with_value(|name| m.activities.get(name).copied().unwrap_or(Meaning::NOTE)))
    });
    let set = move |meaning: Meaning| {
        work.mapping.update(|m| {
            m.activities.insert(name.get_value(), meaning);
        });
    };
    let pick = Callback::new(move |code: String| {
        if let Some(kind) = Kind::parse(&code) {
            set(Meaning { kind, ..meaning.get_untracked() });
        }
    });
    let may_work =
        move || matches!(meaning.get().kind, Kind::Raise | Kind::Progress | Kind::Acknowledge | Kind::Reply);
    let responds = move || match meaning.get().kind {
        Kind::Reply => say!("import.response_yes"),
        Kind::Acknowledge | Kind::Decline | Kind::Merge => say!("import.response_if"),
        _ => say!("import.response_no"),
    };
    let options: Options =
        Kind::ALL.iter().map(|kind| (kind.code().to_owned(), say_dyn!("doing.", kind.code()))).collect();
    view! {
        <tr>
            <th scope="row">{word.clone()}</th>
            <td class="num" data-label=say!("import.rows_head")>{say!("import.number", n = count)}</td>
            <td data-label=say!("import.means")>
                <Pick label=say!("import.means_of", name = word.as_str()) value=Signal::derive(move || meaning.get().kind.code().to_owned())
                    options=Signal::derive(move || options.clone()) on_pick=pick/>
            </td>
            <td data-label=say!("import.works")>
                {move || may_work().then(|| view! {
                    <input type="checkbox" aria-label=say!("import.works_of", name = name.get_value()) prop:checked=move || meaning.get().works
                        on:change:target=move |ev| set(Meaning { works: ev.target().checked(), ..meaning.get_untracked() })/>
                })}
            </td>
            <td class="soft" data-label=say!("import.response")>{responds}</td>
        </tr>
    }
}

#[component]
fn Priorities(work: Work, words: Memo<Words>) -> impl IntoView {
    let options: Options =
        Priority::ALL.iter().map(|p| (p.code().to_owned(), say_dyn!("priority.", p.code()))).collect();
    let options = Signal::derive(move || options.clone());
    view! {
        <Plain title=say!("import.priorities") text=say!("import.priorities_text") words=words options=options
            value=Callback::new(move |word: String| {
                work.mapping.with(|m| m.priorities.get(&word).copied().unwrap_or(Priority::Normal).code().to_owned())
            })
            on_pick=Callback::new(move |(word, code): (String, String)| if let Some(priority) = Priority::parse(&code) {
                work.mapping.update(|m| {
                    m.priorities.insert(word, priority);
                });
            })/>
    }
}

#[component]
fn Statuses(work: Work, words: Memo<Words>) -> impl IntoView {
    let options = Signal::derive(move || {
        let mut options: Options = vec![(String::new(), say!("import.status_open").to_owned())];
        options.extend(Standing::ALL.iter().map(|s| (s.code().to_owned(), say_dyn!("standing.", s.code()))));
        options
    });
    view! {
        <Plain title=say!("import.statuses") text=say!("import.statuses_text") words=words options=options
            value=Callback::new(move |word: String| {
                work.mapping.with(|m| m.statuses.get(&word).map(|s| s.code().to_owned()).unwrap_or_default())
            })
            on_pick=Callback::new(move |(word, code): (String, String)| work.mapping.update(|m| match Standing::parse(&code) {
                Some(standing) => _ = m.statuses.insert(word, standing),
                None => _ = m.statuses.remove(&word),
            }))/>
    }
}

/// Words, each with what it means.
#[component]
fn Plain(
    title: &'static str,
    text: &'static str,
    words: Memo<Words>,
    options: Signal<Options>,
    value: Callback<String, String>,
    on_pick: Callback<(String, String)>,
) -> impl IntoView {
    view! {
        <section class="box" aria-label=title>
            <div class="box-head"><div><h3>{title}</h3><p>{text}</p></div></div>
            <table class="table table-list">
                <thead><tr><th scope="col">{say!("import.word")}</th><th scope="col" class="num">{say!("import.rows_head")}</th><th scope="col">{say!("import.stands_for")}</th></tr></thead>
                <tbody>
                    <For each=move || words.get() key=|word| word.clone() children=move |(word, count)| {
                        let (read, picked) = (word.clone(), word.clone());
                        view! {
                            <tr>
                                <th scope="row">{word.clone()}</th>
                                <td class="num" data-label=say!("import.rows_head")>{say!("import.number", n = count)}</td>
                                <td data-label=say!("import.stands_for")>
                                    <Pick label=say!("import.stands_for_of", name = word) value=Signal::derive(move || value.run(read.clone()))
                                        options=options on_pick=Callback::new(move |code| on_pick.run((picked.clone(), code)))/>
                                </td>
                            </tr>
                        }
                    }/>
                </tbody>
            </table>
        </section>
    }
}

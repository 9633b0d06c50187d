//! Names or short lines while they are written, one or several: a row for each, with what is there already proposed.

use crate::browser::focus;
use crate::domain::fold::natural;
use crate::ui::parts::dialog::fresh_id;
use crate::ui::parts::field::{Field, Wiring};
use crate::ui::parts::icon::Icon;
use crate::words::locale;
use leptos::prelude::*;

/// One name while it is typed.
#[derive(Clone, Copy, PartialEq)]
pub struct NameRow {
    key: u32,
    text: RwSignal<String>,
}

/// Names while they are typed: there is always a row, and what is empty counts as nothing.
#[derive(Clone, Copy)]
pub struct Names(RwSignal<Vec<NameRow>>);

impl Names {
    /// These names.
    pub fn of(names: Vec<String>) -> Names {
        Names::numbered((1..).zip(names))
    }

    /// These names, each with its number.
    pub fn numbered(names: impl Iterator<Item = (u32, String)>) -> Names {
        let mut rows: Vec<NameRow> =
            names.map(|(key, text)| NameRow { key, text: RwSignal::new(text) }).collect();
        if rows.is_empty() {
            rows.push(NameRow { key: 1, text: RwSignal::default() });
        }
        Names(RwSignal::new(rows))
    }

    /// What is typed with its number, without what is empty; listened to.
    pub fn lines(&self) -> Vec<(u32, String)> {
        let lines = self.0.get().into_iter().map(|row| (row.key, row.text.with(|t| t.trim().to_owned())));
        lines.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// What is typed, without what is empty; listened to.
    pub fn texts(&self) -> Vec<String> {
        self.lines().into_iter().map(|(_, text)| text).collect()
    }

    /// All of them in a sentence, by name; empty where there is none.
    pub fn words(&self) -> String {
        let mut names = self.texts();
        names.sort_by_cached_key(|name| natural(name));
        locale().list(&names)
    }

    /// The records of those that are known; none where names are typed and none of them is.
    pub fn known<Id>(&self, find: impl Fn(&str) -> Option<Id>) -> Option<Vec<Id>> {
        let texts = self.texts();
        let known: Vec<Id> = texts.iter().filter_map(|text| find(text)).collect();
        (texts.is_empty() || !known.is_empty()).then_some(known)
    }
}

/// A row for each name, and a button for one more.
#[component]
pub fn NameRows<F>(
    /// What the n-th is called, from 1.
    label: fn(usize) -> String,
    /// What helps to fill in the first one.
    hint: &'static str,
    /// What the button for one more says.
    more: &'static str,
    /// What the button says that takes out the n-th.
    less: fn(usize) -> String,
    /// The names.
    names: Names,
    /// The names there are.
    proposals: F,
    /// They are lines of one's own: nothing is proposed.
    #[prop(optional)]
    free: bool,
) -> impl IntoView
where
    F: Fn() -> Vec<String> + Clone + Send + 'static,
{
    let rows = names.0;
    let (group, list) = (fresh_id("names"), fresh_id("known"));
    let add = {
        let group = group.clone();
        move |_| {
            rows.update(|rows| {
                let key = rows.iter().map(|row| row.key).max().map_or(1, |key| key + 1);
                rows.push(NameRow { key, text: RwSignal::default() });
            });
            focus::focus_first_soon(&["#", &group, " > .field:last-of-type input"].concat());
        }
    };
    let take_out = {
        let group = group.clone();
        move |row: NameRow| {
            rows.update(|rows| rows.retain(|other| *other != row));
            focus::focus_first_soon(&["#", &group, " > button"].concat());
        }
    };
    // The first row stays, so that there is always a field to type into.
    let row = {
        let list = list.clone();
        move |row: NameRow| {
            let (list, take_out) = (list.clone(), take_out.clone());
            let place = rows.with_untracked(|all| all.iter().position(|r| *r == row).unwrap_or(0) + 1);
            let first = place == 1;
            let less = less(place);
            view! {
                <Field label=label(place) hint=if first { hint } else { "" } control=move |w: Wiring| view! {
                    <div class="row">
                        <input class="input grow" id=w.id list=(!free).then_some(list) autocomplete="off" aria-describedby=move || Some(w.described.get()).filter(|ids| !ids.is_empty())
                            prop:value=move || row.text.get() on:input:target=move |ev| row.text.set(ev.target().value())/>
                        {(!first).then(|| view! {
                            <button class="icon-btn" type="button" aria-label=less.clone() title=less on:click=move |_| take_out(row)><Icon name="x"/></button>
                        })}
                    </div>
                }/>
            }
        }
    };
    view! {
        <div class="stack stack-2" id=group>
            <For each=move || rows.get() key=|row| row.key children=row/>
            {(!free).then(|| view! { <datalist id=list>{move || proposals().into_iter().map(|n| view! { <option value=n></option> }).collect_view()}</datalist> })}
            <button class="btn btn-s btn-quiet" type="button" on:click=add><Icon name="plus"/>{more}</button>
        </div>
    }
}

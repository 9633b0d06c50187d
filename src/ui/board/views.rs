//! Views the team keeps: a name for what is shown now, to come back to.

use super::filter::pressed;
use super::order::use_board;
use crate::domain::columns::ColumnFact;
use crate::domain::edit::Edit;
use crate::domain::team::TeamFact;
use crate::domain::text::Name;
use crate::route::{read_view, write_view};
use crate::say;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::words::errors;
use leptos::prelude::*;

/// The views that are kept, each a button that shows it.
#[component]
pub fn Views() -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let views = Memo::new(move |_| desk.read(Bell::Others, |l| l.desk().team().columns.views().to_vec()));
    move || {
        let list = views.get();
        list.into_iter()
            .map(|(name, query)| {
                let (kept, shown) = (read_view(&query), read_view(&query));
                let here = Memo::new(move |_| board.view.with(|view| view.pairs() == kept.pairs()));
                let (words, forget) = (name.to_string(), say!("views.forget", name = name.as_str()));
                let drop_it = move |_| {
                    let fact = TeamFact::Columns(ColumnFact::View(name.clone(), None));
                    desk.act(Edit::ChangeTeam(vec![fact]));
                };
                let drop_it = StoredValue::new(drop_it);
                view! {
                    <button class="chip" type="button" aria-pressed=move || pressed(here.get())
                        on:click=move |_| board.change(|view| *view = shown.clone())>
                        <Icon name="eye"/>{words}
                    </button>
                    {move || here.get().then(|| view! {
                        <button class="icon-btn" type="button" aria-label=forget.clone() title=forget.clone()
                            on:click=move |ev| drop_it.with_value(|f| f(ev))><Icon name="x"/></button>
                    })}
                }
            })
            .collect_view()
    }
}

/// The way to keep what is shown now.
#[component]
pub fn SaveView() -> impl IntoView {
    let (board, desk) = (use_board(), use_desk());
    let open = RwSignal::new(false);
    let kept = Memo::new(move |_| {
        let query = board.view.with(write_view);
        desk.read(Bell::Others, |l| l.desk().team().columns.views().iter().any(|(_, kept)| **kept == *query))
    });
    let (name, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let save = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        match name.with_untracked(|text| Name::new(text)) {
            Err(wrong) => fault.set(errors::text_or(wrong, say!("views.no_name"))),
            Ok(name) => {
                let query = board.view.with_untracked(write_view);
                let fact = TeamFact::Columns(ColumnFact::View(name, Some(query.into())));
                match desk.attempt(Edit::ChangeTeam(vec![fact])) {
                    Ok(_) => open.set(false),
                    Err(trouble) => fault.set(errors::trouble(&trouble)),
                }
            }
        }
    };
    view! {
        {move || (!kept.get()).then(|| view! {
            <button class="chip" type="button" data-does="view.save" aria-haspopup="dialog" on:click=move |_| { name.set(String::new()); open.set(true); }>
                <Icon name="plus"/>{say!("views.save")}
            </button>
        })}
        {move || open.get().then(|| view! {
            <Dialog title=say!("views.save") on_close=Callback::new(move |()| open.set(false))>
                <form class="stack stack-4" novalidate on:submit=save>
                    <TextField label=say!("views.name") hint=say!("views.hint") value=name fault=fault required=true/>
                    <div class="actions">
                        <button class="btn" type="button" on:click=move |_| open.set(false)>{say!("button.cancel")}</button>
                        <button class="btn btn-main" type="submit">{say!("button.save")}</button>
                    </div>
                </form>
            </Dialog>
        })}
    }
}

//! Below a position: what the record says, with the requests behind each figure.

use crate::domain::insight::LEAST_FOR_A_SHARE;
use crate::domain::position::Position;
use crate::domain::said::{Did, did};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::insights::behind::{Behind, Chosen, Shows};
use crate::ui::insights::process::share;
use crate::ui::now::use_now;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// What the record says of every position, and the list that is looked at.
#[derive(Clone, Copy)]
pub struct Said {
    all: Memo<Vec<Did>>,
    chosen: RwSignal<Option<Chosen>>,
}

impl Said {
    /// Reads the record, and listens to it.
    pub fn new() -> Said {
        let (desk, now) = (use_desk(), use_now());
        let all = Memo::new(move |_| {
            desk.listen(Bell::Requests);
            let at = now.get();
            desk.read(Bell::Others, |l| did(l.desk(), l.book(), at, &l.desk().team().positions))
        });
        Said { all, chosen: RwSignal::new(None) }
    }

    /// The requests behind the figure that was pressed.
    pub fn behind(self) -> impl IntoView {
        move || {
            self.chosen.get().map(|chosen| {
                view! { <Behind chosen=chosen on_close=Callback::new(move |()| self.chosen.set(None))/> }
            })
        }
    }
}

/// The lines of one position; nothing where the record says nothing of it.
#[component]
pub fn SaidAndDone(position: &'static Position, said: Said) -> impl IntoView {
    let lines = Memo::new(move |_| {
        let mine = |did: &&Did| did.check.position() == position.id;
        said.all.with(|all| all.iter().filter(mine).cloned().collect::<Vec<_>>())
    });
    let line = move |one: Did| {
        let (yes, of) = (one.yes.len(), one.yes.len() + one.no.len());
        let words = say_dyn!("said.", one.check.code());
        let shown = share(yes, of);
        let few = if of < LEAST_FOR_A_SHARE { "yes" } else { "no" };
        let label =
            say!("said.show", what = words.as_str(), few = few, share = shown.as_str(), n = yes, of = of);
        let title = words.clone();
        let open = move |_| {
            let groups = vec![(say!("said.yes"), one.yes.clone()), (say!("said.no"), one.no.clone())];
            let (title, shows) = (title.clone(), Shows::Stage);
            said.chosen.set(Some(Chosen { title, shows, groups, open_only: false }));
        };
        view! {
            <li>{words}": "<button class="as-link" type="button" aria-label=label on:click=open>{shown}</button>
                {(of >= LEAST_FOR_A_SHARE).then(|| view! { " "<span class="muted small">{say!("said.of", n = of)}</span> })}</li>
        }
    };
    move || {
        (!lines.with(Vec::is_empty)).then(|| {
            view! {
                <div class="stack stack-2">
                    <b class="label">{say!("said.title")}</b>
                    <ul class="small stack stack-2">{lines.get().into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}

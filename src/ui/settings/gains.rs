//! What finished work can be good for: the kinds that are offered once a request is done.

use super::triage::{AddLine, ListLine};
use crate::browser::focus;
use crate::domain::edit::Edit;
use crate::domain::gain::{Gain, Usual, offered};
use crate::domain::team::TeamFact;
use crate::domain::text::Name;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::gain::gain_name;
use crate::words::say;
use leptos::prelude::*;

fn set(desk: Desk, gain: Gain, on: bool) {
    desk.act(Edit::ChangeTeam(vec![TeamFact::Gain(gain, on)]));
}

/// The list: the usual kinds with a tick, the team's own with a cross, and a line that adds one.
#[component]
pub fn Gains() -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| desk.read(Bell::Others, |l| offered(l.desk().team())));
    let own = Memo::new(move |_| {
        all.with(|all| all.iter().filter(|gain| matches!(gain, Gain::Own(_))).cloned().collect::<Vec<_>>())
    });
    let usual = move |kind: Usual| {
        let gain = Gain::Usual(kind);
        let (words, read) = (gain_name(&gain), gain.clone());
        let on = Memo::new(move |_| all.with(|all| all.contains(&read)));
        view! {
            <label class="pick">
                <input type="checkbox" prop:checked=on on:change:target=move |ev| set(desk, gain.clone(), ev.target().checked())/>
                <span>{words}</span>
            </label>
        }
    };
    let line = move |gain: Gain| {
        let words = gain_name(&gain);
        let label = say!("settings.gain_remove", name = words.as_str());
        let take = Callback::new(move |()| {
            set(desk, gain.clone(), false);
            focus::focus_first_soon("#gains form input");
        });
        view! { <ListLine words=words remove=label take=take/> }
    };
    let add = Callback::new(move |name: Name| set(desk, Gain::Own(name), true));
    view! {
        <section class="box stack" id="gains" aria-labelledby="gains-head">
            <div><h2 id="gains-head">{say!("settings.gains")}</h2><p class="soft measure">{say!("settings.gains_text")}</p></div>
            <div class="stack stack-2" role="group" aria-labelledby="gains-head">{Usual::ALL.iter().map(|kind| usual(*kind)).collect_view()}</div>
            {move || (!own.with(Vec::is_empty)).then(|| view! {
                <ul class="stack stack-2 quality" aria-labelledby="gains-head">{own.get().into_iter().map(line).collect_view()}</ul>
            })}
            <AddLine label=say!("settings.gain_new") empty=say!("settings.no_gain") add=add/>
        </section>
    }
}

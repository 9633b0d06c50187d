//! What requests are decided by: the goals, the table from consequence to priority, the criteria and their
//! weight, the capacity and the reserve, what has to be there, and who decides on a no. Each change is kept at once.

use super::gates::{Gates, Intake, People};
use super::nav::SettingsNav;
use super::news::NumberBox;
use crate::browser::focus;
use crate::domain::edit::Edit;
use crate::domain::forecast::promised_share;
use crate::domain::position::{Stance, find};
use crate::domain::quota::MOST_URGENT;
use crate::domain::request::Priority;
use crate::domain::team::TeamFact;
use crate::domain::text::{Name, Note};
use crate::domain::triage::{
    Criterion, HEAVIEST, Impact, MOST_CAPACITY, Rules as Kept, TriageSetting, Urgency,
};
use crate::route::Route;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say, say_dyn};
use leptos::prelude::*;

/// Reads the rules, and listens to them.
pub(super) fn rules<T>(desk: Desk, read: impl FnOnce(&Kept) -> T) -> T {
    desk.read(Bell::Others, |ledger| read(&ledger.desk().team().triage))
}

/// Keeps a change of the rules, with a notice that undoes it.
pub(super) fn set(desk: Desk, setting: TriageSetting) {
    desk.act(Edit::ChangeTeam(vec![TeamFact::Triage(setting)]));
}

/// The page.
#[component]
pub fn Rules() -> impl IntoView {
    view! {
        <main id="main" class="page narrow" tabindex="-1">
            <div class="page-head">
                <div><h1 tabindex="-1">{say!("rules.title")}</h1><p class="sub measure">{say!("rules.what")}</p></div>
                <p class="push"><a class="btn" href=Route::Triage(None).href()>{say!("rules.go")}</a></p>
            </div>
            <SettingsNav/>
            <Goals/>
            <Matrix/>
            <Criteria/>
            <Capacity/>
            <Quota/>
            <Gates/>
            <Intake/>
            <People/>
        </main>
    }
}

/// How many urgent requests one client has open at a time.
#[component]
fn Quota() -> impl IntoView {
    let desk = use_desk();
    let kept = Memo::new(move |_| rules(desk, |r| r.urgent_quota));
    let save = Callback::new(move |most| set(desk, TriageSetting::UrgentQuota(most)));
    view! {
        <NumberBox head=say!("rules.quota") text=say!("rules.quota_text") label=say!("rules.quota_field")
            kept=kept most=MOST_URGENT or_none=true save=save/>
    }
}

/// A line of a list, with the button that takes it off.
#[component]
pub(super) fn ListLine(
    /// What stands in it.
    words: String,
    /// The name of the button.
    remove: String,
    /// Takes it off.
    take: Callback<()>,
) -> impl IntoView {
    view! {
        <li class="rules-line"><span>{words}</span>
            <button class="icon-btn" type="button" aria-label=remove.clone() title=remove on:click=move |_| take.run(())><Icon name="bin"/></button></li>
    }
}

/// A line with one field and a button that adds what is in it.
#[component]
pub(super) fn AddLine(
    #[prop(into)] label: String,
    /// Said where nothing is written.
    empty: &'static str,
    add: Callback<Name>,
) -> impl IntoView {
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        match Name::new(&text.get_untracked()) {
            Ok(name) => {
                text.set(String::new());
                fault.set(String::new());
                add.run(name);
            }
            Err(wrong) => fault.set(errors::text_or(wrong, empty)),
        }
    };
    view! {
        <form class="add-row" novalidate=true on:submit=submit>
            <TextField label=label value=text fault=fault/>
            <button class="btn" type="submit"><Icon name="plus"/>{say!("button.add")}</button>
        </form>
    }
}

#[component]
fn Goals() -> impl IntoView {
    let desk = use_desk();
    let all = Memo::new(move |_| rules(desk, |r| r.goals().to_vec()));
    let add = Callback::new(move |name: Name| set(desk, TriageSetting::Goal(name, true)));
    let line = move |name: Name| {
        let words = name.to_string();
        let remove = say!("rules.goal_remove", name = words.as_str());
        let take = Callback::new(move |()| {
            set(desk, TriageSetting::Goal(name.clone(), false));
            focus::focus_first_soon("#goals input");
        });
        view! { <ListLine words=words remove=remove take=take/> }
    };
    view! {
        <section class="box stack" id="goals" aria-labelledby="goals-head">
            <div><h2 id="goals-head">{say!("rules.goals")}</h2><p class="soft small measure">{say!("rules.goals_text")}</p></div>
            {move || if all.with(Vec::is_empty) {
                view! { <p class="muted small">{say!("rules.goals_none")}</p> }.into_any()
            } else {
                view! { <ul class="stack stack-2 quality" aria-labelledby="goals-head">{all.get().into_iter().map(line).collect_view()}</ul> }.into_any()
            }}
            <AddLine label=say!("rules.goal_new") empty=say!("rules.no_goal") add=add/>
        </section>
    }
}

/// The table: a row an urgency, a column an impact.
#[component]
fn Matrix() -> impl IntoView {
    let desk = use_desk();
    let cell = move |impact: Impact, urgency: Urgency| {
        let now = Memo::new(move |_| rules(desk, |r| r.priority(impact, urgency)));
        let label = say!(
            "rules.table_cell",
            impact = say_dyn!("impact.", impact.code()),
            urgency = say_dyn!("urgency.", urgency.code())
        );
        let choose = move |code: String| {
            if let Some(priority) = Priority::parse(&code).filter(|p| *p != now.get_untracked()) {
                set(desk, TriageSetting::Matrix(impact, urgency, priority));
            }
        };
        view! {
            <td data-for=say_dyn!("impact.", impact.code())>
                <select class="input" aria-label=label prop:value=move || now.get().code() on:change:target=move |ev| choose(ev.target().value())>
                    {Priority::ALL.iter().map(|p| {
                        let p = *p;
                        view! { <option value=p.code() selected=move || now.get() == p>{say_dyn!("priority.", p.code())}</option> }
                    }).collect_view()}
                </select>
            </td>
        }
    };
    let row = move |urgency: Urgency| {
        view! {
            <tr>
                <th scope="row" class="wrap">{say_dyn!("urgency.", urgency.code())}</th>
                {Impact::ALL.iter().map(|impact| cell(*impact, urgency)).collect_view()}
            </tr>
        }
    };
    view! {
        <section class="box stack" aria-labelledby="table-head">
            <div><h2 id="table-head">{say!("rules.table")}</h2><p class="soft small measure">{say!("rules.table_text")}</p></div>
            <div class="scroll-x">
                <table class="table rules-table" aria-labelledby="table-head">
                    <thead><tr>
                        <th scope="col">{say!("rules.table_corner")}</th>
                        {Impact::ALL.iter().map(|impact| view! { <th scope="col" class="wrap">{say_dyn!("impact.", impact.code())}</th> }).collect_view()}
                    </tr></thead>
                    <tbody>{Urgency::ALL.iter().map(|urgency| row(*urgency)).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Criteria() -> impl IntoView {
    let desk = use_desk();
    let all =
        Memo::new(move |_| rules(desk, |r| r.criteria().into_iter().map(|(one, _)| one).collect::<Vec<_>>()));
    let add =
        Callback::new(move |name: Name| set(desk, TriageSetting::Weight(Criterion::Own(name), Some(1))));
    view! {
        <section class="box stack" id="criteria" aria-labelledby="criteria-head">
            <div><h2 id="criteria-head">{say!("rules.criteria")}</h2><p class="soft small measure">{say!("rules.criteria_text")}</p></div>
            <ul class="stack stack-2 quality" aria-labelledby="criteria-head">
                {move || all.get().into_iter().map(|one| view! { <Weight criterion=one/> }).collect_view()}
            </ul>
            <AddLine label=say!("rules.own_new") empty=say!("rules.no_own") add=add/>
        </section>
    }
}

#[component]
fn Weight(criterion: Criterion) -> impl IntoView {
    let desk = use_desk();
    let own = matches!(criterion, Criterion::Own(_));
    let words = match &criterion {
        Criterion::Own(name) => name.to_string(),
        usual => say_dyn!("criterion.", usual.code()),
    };
    let (label, remove) =
        (say!("rules.weight_of", name = words.as_str()), say!("rules.own_remove", name = words.as_str()));
    let (read, gone) = (criterion.clone(), criterion.clone());
    let now = Memo::new(move |_| rules(desk, |r| r.weight(&read)));
    let choose = move |text: String| {
        if let Some(weight) = text.parse().ok().filter(|w| *w != now.get_untracked()) {
            set(desk, TriageSetting::Weight(criterion.clone(), Some(weight)));
        }
    };
    let take = move |_| {
        set(desk, TriageSetting::Weight(gone.clone(), None));
        focus::focus_first_soon("#criteria form input");
    };
    view! {
        <li class="rules-line">
            <span>{words}</span>
            {own.then(|| view! { <button class="icon-btn" type="button" aria-label=remove.clone() title=remove on:click=take><Icon name="bin"/></button> })}
            <select class="input" aria-label=label prop:value=move || now.get().to_string() on:change:target=move |ev| choose(ev.target().value())>
                {(0..=HEAVIEST).map(|w| view! { <option value=w.to_string() selected=move || now.get() == w>{w.to_string()}</option> }).collect_view()}
            </select>
        </li>
    }
}

/// Hours as they are typed, in minutes; nothing for none.
fn minutes(text: &str) -> Result<Option<u32>, ()> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let hours = text.parse::<f64>().map_err(|_| ())?;
    let minutes = (hours * 60.0).round();
    if !(60.0..=f64::from(MOST_CAPACITY)).contains(&minutes) {
        return Err(());
    }
    Ok(Some(minutes as u32))
}

#[component]
fn Capacity() -> impl IntoView {
    let desk = use_desk();
    let kept = Memo::new(move |_| rules(desk, |r| r.capacity));
    let (text, fault) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| {
        let words = kept.get().map(|m| (f64::from(m) / 60.0).to_string()).unwrap_or_default();
        text.set(words);
    });
    let save = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        match minutes(&text.get_untracked()) {
            Ok(minutes) => {
                fault.set(String::new());
                if minutes != kept.get_untracked() {
                    set(desk, TriageSetting::Capacity(minutes));
                }
            }
            Err(()) => fault.set(say!("rules.capacity_fault").to_owned()),
        }
    };
    let share = RwSignal::new(String::new());
    Effect::new(move |_| share.set(desk.read(Bell::Others, |l| promised_share(l.desk())).to_string()));
    let choices = find("reserve").map(|position| position.choices).unwrap_or_default();
    let options: Vec<(String, String)> =
        choices.iter().map(|c| ((*c).to_owned(), say!("rules.share_word", n = *c))).collect();
    Effect::new(move |before: Option<String>| {
        let choice = share.get();
        if before.is_some_and(|before| before != choice)
            && desk.peek(|l| promised_share(l.desk()).to_string()) != choice
        {
            desk.act(reserve(desk, &choice));
        }
        choice
    });
    view! {
        <section class="box stack" aria-labelledby="capacity-head">
            <div><h2 id="capacity-head">{say!("rules.capacity")}</h2><p class="soft small measure">{say!("rules.capacity_text")}</p></div>
            <form class="form" novalidate=true on:submit=save>
                <TextField label=say!("rules.capacity_field") hint=say!("rules.capacity_hint") value=text fault=fault/>
                <SelectField label=say!("rules.share") hint=say!("rules.share_hint") value=share options=Signal::stored(options)/>
                <div class="form-foot"><button class="btn btn-main" type="submit">{say!("button.save")}</button></div>
            </form>
        </section>
    }
}

/// The position on the reserve with another choice; who looks after it and why stay as they are.
fn reserve(desk: Desk, choice: &str) -> Edit {
    let taken = desk.peek(|l| l.desk().team().positions.taken("reserve").map(|taken| taken.stance.clone()));
    let stance = match taken {
        Some(stance) => Stance { choice: choice.into(), ..stance },
        None => Stance {
            position: "reserve".into(),
            choice: choice.into(),
            owner: None,
            review: None,
            note: Note::default(),
        },
    };
    Edit::TakePosition { stance: Box::new(stance), word: None }
}

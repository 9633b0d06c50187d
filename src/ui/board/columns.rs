//! How the team arranges its columns: what they are called, how much may be in them, in which order they
//! stand.

use crate::browser::focus;
use crate::domain::columns::{self, ColumnFact, LimitFault, MOST};
use crate::domain::edit::Edit;
use crate::domain::request::Stage;
use crate::domain::team::TeamFact;
use crate::domain::text::Name;
use crate::say;
use crate::ui::desk::use_desk;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say_dyn};
use leptos::prelude::*;

/// The columns that can be arranged: closed requests have none of their own.
const STAGES: [Stage; 7] = [
    Stage::New,
    Stage::Deciding,
    Stage::Accepted,
    Stage::InProgress,
    Stage::Waiting,
    Stage::Done,
    Stage::Declined,
];

/// What is typed for one column.
#[derive(Clone, Copy)]
struct Typed {
    stage: Stage,
    name: RwSignal<String>,
    limit: RwSignal<String>,
    name_fault: RwSignal<String>,
    limit_fault: RwSignal<String>,
}

/// The dialog.
#[component]
pub fn ColumnsDialog(close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let open = RwSignal::new(desk.peek(|ledger| ledger.desk().team().columns.open()));
    let typed = STAGES.map(|stage| {
        let (name, limit) = desk.peek(|ledger| {
            let columns = &ledger.desk().team().columns;
            (columns.name(stage).map(Name::to_string), columns.limit(stage).map(|n| n.to_string()))
        });
        Typed {
            stage,
            name: RwSignal::new(name.unwrap_or_default()),
            limit: RwSignal::new(limit.unwrap_or_default()),
            name_fault: RwSignal::new(String::new()),
            limit_fault: RwSignal::new(String::new()),
        }
    });
    let fault = RwSignal::new(String::new());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let Some(mut facts) = typed.iter().map(read).collect::<Option<Vec<_>>>().map(|all| all.concat())
        else {
            focus::focus_first_soon("dialog [aria-invalid]");
            return;
        };
        let order = open.get_untracked();
        facts.push(ColumnFact::Order(order));
        let facts = desk.peek(|ledger| {
            let now = &ledger.desk().team().columns;
            let changes = |fact: &ColumnFact| match fact {
                ColumnFact::Named(stage, name) => now.name(*stage) != name.as_ref(),
                ColumnFact::Limit(stage, limit) => now.limit(*stage) != *limit,
                ColumnFact::Order(order) => now.open() != *order,
                ColumnFact::View(..) => true,
            };
            facts.into_iter().filter(changes).map(TeamFact::Columns).collect::<Vec<_>>()
        });
        match desk.attempt(Edit::ChangeTeam(facts)) {
            Ok(_) => close.run(()),
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    let swap = move |stage: Stage, down: bool| {
        open.update(|open| {
            let Some(at) = open.iter().position(|other| *other == stage) else { return };
            let to = if down { at + 1 } else { at.wrapping_sub(1) };
            if to < open.len() {
                open.swap(at, to);
            }
        });
    };
    let column = move |typed: Typed| {
        let stage = typed.stage;
        let usual = say_dyn!("stage.", stage.code());
        let up = say!("columns.before", name = usual.as_str());
        let down = say!("columns.after", name = usual.as_str());
        view! {
            <fieldset class="column-line">
                <legend>{usual}</legend>
                <TextField label=say!("columns.name") value=typed.name fault=typed.name_fault/>
                <TextField label=say!("columns.limit") value=typed.limit fault=typed.limit_fault/>
                {(!stage.is_finished()).then(|| view! {
                    <span class="row">
                        <button class="icon-btn" type="button" aria-label=up on:click=move |_| swap(stage, false)><Icon name="up"/></button>
                        <button class="icon-btn" type="button" aria-label=down on:click=move |_| swap(stage, true)><Icon name="down"/></button>
                        <span class="muted small">{move || say!("columns.place", n = open.with(|open| open.iter().position(|s| *s == stage).map_or(0, |at| at + 1)))}</span>
                    </span>
                })}
            </fieldset>
        }
    };
    view! {
        <Dialog title=say!("columns.title") class="dialog-wide" on_close=close>
            <form class="stack stack-4" novalidate on:submit=submit>
                <p class="muted small">{say!("columns.hint")}</p>
                {typed.into_iter().map(column).collect_view()}
                {move || fault.with(|text| (!text.is_empty()).then(|| view! { <p class="error" role="alert"><Icon name="late"/><span>{text.clone()}</span></p> }))}
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| close.run(())>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("button.save")}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// The facts of one column as typed; none where something cannot be taken, which then stands beside it.
fn read(typed: &Typed) -> Option<Vec<ColumnFact>> {
    typed.name_fault.set(String::new());
    typed.limit_fault.set(String::new());
    let name = typed.name.with_untracked(|text| match text.trim() {
        "" => Some(None),
        text => Name::new(text).map(Some).map_err(|wrong| typed.name_fault.set(errors::text(wrong))).ok(),
    });
    let limit = typed.limit.with_untracked(|text| columns::limit(text)).map_err(|wrong| {
        typed.limit_fault.set(match wrong {
            LimitFault::NotANumber => say!("columns.not_a_number").to_owned(),
            LimitFault::TooSmall => say!("columns.too_small").to_owned(),
            LimitFault::TooLarge => say!("columns.too_large", most = MOST),
        });
    });
    let stage = typed.stage;
    Some(vec![ColumnFact::Named(stage, name?), ColumnFact::Limit(stage, limit.ok()?)])
}

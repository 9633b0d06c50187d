//! How the team arranges its columns: what they are called, how much may be in them, in which order they
//! stand, and which the team has besides the usual ones.

use super::filter::labels_of;
use crate::browser::focus;
use crate::domain::column_sets::{self, Change, ColumnSet, SETS, changes};
use crate::domain::columns::{self, Column, ColumnFact, Columns, Each, Hue, LimitFault, MOST, MOST_ADDED};
use crate::domain::edit::Edit;
use crate::domain::request::{PauseReason, Stage};
use crate::domain::team::TeamFact;
use crate::domain::text::Name;
use crate::say;
use crate::ui::desk::{Desk, use_desk};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::ui::parts::stage::stage_name as column_name_now;
use crate::words::{errors, say_dyn};
use leptos::prelude::*;

/// The usual columns that can be arranged: closed requests have none of their own.
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
#[derive(Clone, Copy, PartialEq)]
struct Typed {
    column: Column,
    name: RwSignal<String>,
    limit: RwSignal<String>,
    /// The limit for each of a kind, in the order of [`Each`].
    eaches: [RwSignal<String>; Each::ALL.len()],
    /// The code of whom an added column of waiting waits for.
    waits: RwSignal<String>,
    name_fault: RwSignal<String>,
    limit_fault: RwSignal<String>,
    each_faults: [RwSignal<String>; Each::ALL.len()],
}

impl Typed {
    fn new(column: Column, name: String, limit: String, within: &[(Each, u32)], waits: PauseReason) -> Typed {
        let text = RwSignal::new;
        let each = |at: usize| {
            let of = Each::ALL.get(at).and_then(|each| within.iter().find(|(other, _)| other == each));
            text(of.map(|(_, limit)| limit.to_string()).unwrap_or_default())
        };
        Typed {
            column,
            name: text(name),
            limit: text(limit),
            eaches: std::array::from_fn(each),
            waits: text(waits.code().to_owned()),
            name_fault: text(String::new()),
            limit_fault: text(String::new()),
            each_faults: std::array::from_fn(|_| text(String::new())),
        }
    }

    fn of(known: &Columns, column: Column) -> Typed {
        let name = known.name(column).map(Name::to_string).unwrap_or_default();
        let limit = known.limit(column).map(|n| n.to_string()).unwrap_or_default();
        Typed::new(column, name, limit, known.within(column), known.waits_for(column))
    }

    fn is_of_waiting(&self) -> bool {
        self.column.stage == Stage::Waiting && self.column.part > 0
    }
}

/// What is arranged.
#[derive(Clone, Copy)]
struct Form {
    /// Every column that can be arranged, added ones behind the usual ones.
    typed: RwSignal<Vec<Typed>>,
    /// The open ones as they stand.
    open: RwSignal<Vec<Column>>,
    /// How much one person may have in progress, and what is wrong with it.
    each: RwSignal<String>,
    each_fault: RwSignal<String>,
    /// The labels there are, with the code of their colour.
    hues: StoredValue<Vec<(Name, RwSignal<String>)>>,
}

impl Form {
    fn begun(desk: Desk) -> Form {
        desk.peek(|ledger| {
            let known = &ledger.desk().team().columns;
            let usual = STAGES.map(Column::from).into_iter();
            let typed = usual.chain(known.added()).map(|column| Typed::of(known, column)).collect();
            let hue = |label: &Name| known.hue(label).map(Hue::code).unwrap_or_default().to_owned();
            let labels = untrack(|| labels_of(desk)).into_iter().filter_map(|label| Name::new(&label).ok());
            let hues = labels.map(|label| (label.clone(), RwSignal::new(hue(&label)))).collect();
            Form {
                typed: RwSignal::new(typed),
                open: RwSignal::new(known.open()),
                each: RwSignal::new(known.each().map(|n| n.to_string()).unwrap_or_default()),
                each_fault: RwSignal::new(String::new()),
                hues: StoredValue::new(hues),
            }
        })
    }

    fn add(self, column: Column, name: &Name, waits: PauseReason) {
        self.typed.update(|all| all.push(Typed::new(column, name.to_string(), String::new(), &[], waits)));
        self.open.update(|open| {
            let behind = open.iter().rposition(|other| other.stage == column.stage);
            open.insert(behind.map_or(open.len(), |at| at + 1), column);
        });
    }

    fn take_away(self, column: Column) {
        self.typed.update(|all| all.retain(|typed| typed.column != column));
        self.open.update(|open| open.retain(|other| *other != column));
    }

    /// Takes a ready set: what of it is here already stays, with its limit.
    fn take(self, desk: Desk, set: &ColumnSet) {
        let called = |code: &str| say_dyn!("column_name.", code);
        let is = |typed: &Typed, stage: Stage, name: &str| {
            let own = typed.name.with_untracked(|own| own.trim().to_lowercase());
            typed.column.stage == stage && own == name.to_lowercase()
        };
        let wanted = set.added.iter();
        let wanted: Vec<(Stage, String, PauseReason)> =
            wanted.map(|(stage, code)| (*stage, called(code), column_sets::waits_for(code))).collect();
        for typed in self.typed.get_untracked() {
            let column = typed.column;
            if column.part == 0 {
                let named = set.named.iter().find(|(stage, _)| *stage == column.stage);
                typed.name.set(named.map(|(_, code)| called(code)).unwrap_or_default());
            } else {
                match wanted.iter().find(|(stage, name, _)| is(&typed, *stage, name)) {
                    Some((.., waits)) => typed.waits.set(waits.code().to_owned()),
                    None => self.take_away(column),
                }
            }
        }
        for (stage, name, waits) in &wanted {
            let there = self.typed.with_untracked(|all| all.iter().any(|typed| is(typed, *stage, name)));
            if let (false, Ok(name)) = (there, Name::new(name)) {
                let part = desk.peek(|ledger| Column::number(&name, ledger.now()));
                self.add(Column { stage: *stage, part }, &name, *waits);
            }
        }
    }

    /// What is different from the board as it is, in words.
    fn changes(self, desk: Desk) -> Vec<String> {
        let typed = self.typed.get();
        let name = |typed: &Typed| typed.name.with(|name| Name::new(name).ok());
        let wanted: Vec<_> = typed.iter().map(|typed| (typed.column, name(typed))).collect();
        desk.peek(|ledger| {
            let usual = |column: Column| say_dyn!("stage.", column.stage.code());
            // What stands in a column that goes stands in the usual one, by the name it is about to have.
            let called = |stage: Stage| {
                let own =
                    wanted.iter().find(|(column, _)| *column == stage).and_then(|(_, name)| name.clone());
                own.map_or_else(|| usual(stage.into()), |name| name.to_string())
            };
            let now = |column: Column| column_name_now(ledger, column);
            let line = |change: Change| match change {
                Change::Comes(column, name) => {
                    say!("column_set.comes", name = name.as_str(), stage = called(column.stage))
                }
                Change::Goes(column, n) => {
                    say!("column_set.goes", name = now(column), n = n, stage = called(column.stage))
                }
                Change::Named(column, name) => {
                    let new = name.map_or_else(|| usual(column), |name| name.to_string());
                    say!("column_set.named", old = now(column), new = new)
                }
            };
            changes(ledger.desk(), &wanted).into_iter().map(line).collect()
        })
    }

    fn swap(self, column: Column, down: bool) {
        self.open.update(|open| {
            let Some(at) = open.iter().position(|other| *other == column) else { return };
            let to = if down { at + 1 } else { at.wrapping_sub(1) };
            if to < open.len() {
                open.swap(at, to);
            }
        });
    }

    /// What differs from the board as it is; none where something cannot be taken, which then stands beside it.
    fn facts(self, desk: Desk) -> Option<Vec<TeamFact>> {
        let typed = self.typed.get_untracked();
        let each = typed_limit(self.each, self.each_fault);
        let mut facts = typed.iter().map(read).collect::<Option<Vec<_>>>()?.concat();
        facts.push(ColumnFact::Order(self.open.get_untracked()));
        facts.push(ColumnFact::Each(each?));
        facts.extend(
            self.hues.get_value().into_iter().map(|(label, code)| {
                ColumnFact::Labelled(label, code.with_untracked(|code| Hue::parse(code)))
            }),
        );
        Some(desk.peek(|ledger| {
            let now = &ledger.desk().team().columns;
            let there = |column: &Column| typed.iter().any(|typed| typed.column == *column);
            let gone = now.added().filter(|column| !there(column)).map(|c| ColumnFact::Added(c.part, None));
            let new = typed.iter().map(|typed| typed.column).filter(|column| !now.has(*column));
            let new = new.map(|column| ColumnFact::Added(column.part, Some(column.stage)));
            let changes = |fact: &ColumnFact| match fact {
                ColumnFact::Named(column, name) => now.name(*column) != name.as_ref(),
                ColumnFact::Limit(column, limit) => now.limit(*column) != *limit,
                ColumnFact::Within(column, limits) => now.within(*column) != limits.as_slice(),
                ColumnFact::Order(order) => now.open() != *order,
                ColumnFact::Each(limit) => now.each() != *limit,
                ColumnFact::Labelled(label, hue) => now.hue(label) != *hue,
                ColumnFact::Waits(column, reason) => now.waits_for(*column) != *reason,
                ColumnFact::Added(..) | ColumnFact::View(..) => true,
            };
            gone.chain(new).chain(facts).filter(changes).map(TeamFact::Columns).collect()
        }))
    }
}

/// The dialog.
#[component]
pub fn ColumnsDialog(close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let form = Form::begun(desk);
    let fault = RwSignal::new(String::new());
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let Some(facts) = form.facts(desk) else {
            focus::focus_first_soon("dialog [aria-invalid]");
            return;
        };
        match desk.attempt(Edit::ChangeTeam(facts)) {
            Ok(_) => close.run(()),
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    view! {
        <Dialog title=say!("columns.title") class="dialog-wide" on_close=close>
            <form class="stack stack-4" novalidate on:submit=submit>
                <p class="muted small">{say!("columns.hint")}</p>
                <Sets form=form/>
                <For each=move || form.typed.get() key=|typed| typed.column let(typed)><Line form=form typed=typed/></For>
                <Adding form=form/>
                <TextField label=say!("columns.each") hint=say!("columns.each_hint") value=form.each fault=form.each_fault/>
                <Hues form=form/>
                {move || fault.with(|text| (!text.is_empty()).then(|| view! { <p class="error" role="alert"><Icon name="late"/><span>{text.clone()}</span></p> }))}
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| close.run(())>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("button.save")}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// The ready sets, and what would change.
#[component]
fn Sets(form: Form) -> impl IntoView {
    let desk = use_desk();
    let chosen = RwSignal::new(String::new());
    let mut options = vec![(String::new(), say!("column_set.none").to_owned())];
    options.extend(SETS.iter().map(|set| (set.code.to_owned(), say_dyn!("column_set_of.", set.code))));
    Effect::new(move |_| {
        let set = chosen.with(|code| column_sets::find(code));
        untrack(|| set.inspect(|set| form.take(desk, set)));
    });
    let lines = Memo::new(move |_| form.changes(desk));
    view! {
        <SelectField label=say!("column_set.label") hint=say!("column_set.hint") value=chosen options=Signal::stored(options)/>
        <div role="status">
            {move || lines.with(|lines| (!lines.is_empty()).then(|| view! {
                <div class="note note-info"><Icon name="info"/><div>
                    <p><b>{say!("column_set.changes")}</b></p>
                    <ul class="list">{lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view()}</ul>
                </div></div>
            }))}
        </div>
    }
}

/// One column.
#[component]
fn Line(form: Form, typed: Typed) -> impl IntoView {
    let column = typed.column;
    let stage = say_dyn!("stage.", column.stage.code());
    let legend = move || match column.part {
        0 => stage.clone(),
        _ => typed.name.with(|name| say!("columns.added", name = name.as_str(), stage = stage.as_str())),
    };
    let legend = Memo::new(move |_| legend());
    let label = if column.part == 0 { say!("columns.name") } else { say!("columns.name_added") };
    view! {
        <fieldset class="column-line">
            <legend>{legend}</legend>
            <TextField label=label value=typed.name fault=typed.name_fault/>
            <TextField label=say!("columns.limit") value=typed.limit fault=typed.limit_fault/>
            {typed.is_of_waiting().then(|| view! {
                <SelectField label=say!("columns.waits") hint=say!("columns.waits_hint") value=typed.waits options=Signal::stored(waited_for())/>
            })}
            {(!column.stage.is_finished()).then(|| view! {
                <span class="row">
                    <button class="icon-btn" type="button" aria-label=move || say!("columns.before", name = legend.get()) on:click=move |_| form.swap(column, false)><Icon name="up"/></button>
                    <button class="icon-btn" type="button" aria-label=move || say!("columns.after", name = legend.get()) on:click=move |_| form.swap(column, true)><Icon name="down"/></button>
                    <span class="muted small">{move || say!("columns.place", n = form.open.with(|open| open.iter().position(|other| *other == column).map_or(0, |at| at + 1)))}</span>
                    {(column.part > 0).then(|| view! {
                        <button class="icon-btn" type="button" title=say!("columns.take_away_text") aria-label=move || say!("columns.take_away", name = legend.get())
                            on:click=move |_| { form.take_away(column); focus::focus_soon("column-new"); }><Icon name="bin"/></button>
                    })}
                </span>
                <Eaches typed=typed/>
            })}
        </fieldset>
    }
}

/// The limits for each person, client, service and priority within a column, with those there are said in their head.
#[component]
fn Eaches(typed: Typed) -> impl IntoView {
    // What is set is in sight.
    let begun = typed.eaches.iter().any(|text| text.with_untracked(|text| !text.is_empty()));
    let all = || Each::ALL.iter().zip(typed.eaches).zip(typed.each_faults);
    let set = move || {
        let said = Each::ALL.iter().zip(typed.eaches).filter_map(|(each, text)| {
            let n = text.with(|text| columns::limit(text)).ok().flatten()?;
            Some(say!("columns.each_said", n = n, each = say_dyn!("each.", each.code())))
        });
        let said = said.collect::<Vec<_>>();
        if said.is_empty() { say!("columns.each_none").to_owned() } else { said.join(", ") }
    };
    let field = |((each, value), fault): ((&Each, RwSignal<String>), RwSignal<String>)| {
        view! { <TextField label=say!("columns.limit_each", each = say_dyn!("each.", each.code())) value=value fault=fault/> }
    };
    view! {
        <details class="column-each" open=begun>
            <summary>{say!("columns.limit_of")}" "<span class="muted small">{set}</span></summary>
            <div class="form">{all().map(field).collect_view()}</div>
        </details>
    }
}

/// Whom a column of waiting may wait for.
fn waited_for() -> Vec<(String, String)> {
    PauseReason::ALL.iter().map(|of| (of.code().to_owned(), say_dyn!("pause.", of.code()))).collect()
}

/// A new column: its name, and the stage it belongs to.
#[component]
fn Adding(form: Form) -> impl IntoView {
    let desk = use_desk();
    let text = || RwSignal::new(String::new());
    let (name, fault) = (text(), text());
    let stage = RwSignal::new(Stage::InProgress.code().to_owned());
    let stages = Stage::ALL.iter().filter(|stage| !stage.is_finished());
    let stages = stages.map(|s| (s.code().to_owned(), say_dyn!("stage.", s.code()))).collect::<Vec<_>>();
    let add = move |_| {
        let named = match name.with_untracked(|text| Name::new(text)) {
            Ok(named) => named,
            Err(wrong) => return fault.set(errors::text_or(wrong, say!("columns.no_name"))),
        };
        if form.typed.with_untracked(|all| all.iter().filter(|typed| typed.column.part > 0).count())
            >= MOST_ADDED
        {
            return fault.set(say!("columns.many", most = MOST_ADDED));
        }
        let of = stage.with_untracked(|code| Stage::parse(code)).unwrap_or(Stage::InProgress);
        let part = desk.peek(|ledger| Column::number(&named, ledger.now()));
        form.add(Column { stage: of, part }, &named, PauseReason::Client);
        fault.set(String::new());
        name.set(String::new());
    };
    view! {
        <fieldset class="column-line" id="column-new" tabindex="-1">
            <legend>{say!("columns.new")}</legend>
            <TextField label=say!("columns.name_new") value=name fault=fault/>
            <SelectField label=say!("columns.stage") value=stage options=Signal::stored(stages)/>
            <button class="btn" type="button" on:click=add><Icon name="plus"/>{say!("columns.add")}</button>
        </fieldset>
    }
}

/// The facts of one column as typed; none where something cannot be taken, which then stands beside it.
fn read(typed: &Typed) -> Option<Vec<ColumnFact>> {
    typed.name_fault.set(String::new());
    let name = typed.name.with_untracked(|text| match text.trim() {
        "" if typed.column.part == 0 => Some(None),
        text => Name::new(text)
            .map(Some)
            .map_err(|wrong| typed.name_fault.set(errors::text_or(wrong, say!("columns.no_name"))))
            .ok(),
    });
    let limit = typed_limit(typed.limit, typed.limit_fault);
    let column = typed.column;
    let waits = typed.waits.with_untracked(|code| PauseReason::parse(code));
    let waits = waits.filter(|_| typed.is_of_waiting()).map(|reason| ColumnFact::Waits(column, reason));
    let eaches =
        typed.eaches.into_iter().zip(typed.each_faults).map(|(text, fault)| typed_limit(text, fault));
    let eaches = eaches.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()?;
    let within = Each::ALL.iter().zip(eaches).filter_map(|(each, limit)| Some((*each, limit?))).collect();
    let within = ColumnFact::Within(column, within);
    let facts = [ColumnFact::Named(column, name?), ColumnFact::Limit(column, limit?), within];
    Some(facts.into_iter().chain(waits).collect())
}

/// A limit as typed; none where it cannot be taken, which then stands beside it.
fn typed_limit(text: RwSignal<String>, fault: RwSignal<String>) -> Option<Option<u32>> {
    fault.set(String::new());
    let limit = text.with_untracked(|text| columns::limit(text)).map_err(|wrong| {
        fault.set(match wrong {
            LimitFault::NotANumber => say!("columns.not_a_number").to_owned(),
            LimitFault::TooSmall => say!("columns.too_small").to_owned(),
            LimitFault::TooLarge => say!("columns.too_large", most = MOST),
        });
    });
    limit.ok()
}

/// The colours of the labels there are; nothing where there are none.
#[component]
fn Hues(form: Form) -> impl IntoView {
    let labels = form.hues.get_value();
    let mut options = vec![(String::new(), say!("columns.hue_none").to_owned())];
    options.extend(Hue::ALL.iter().map(|hue| (hue.code().to_owned(), say_dyn!("hue.", hue.code()))));
    (!labels.is_empty()).then(|| {
        view! {
            <fieldset class="column-line">
                <legend>{say!("columns.hues")}</legend>
                {labels.into_iter().map(|(label, code)| view! {
                    <SelectField label=label.to_string() value=code options=Signal::stored(options.clone())/>
                }).collect_view()}
            </fieldset>
        }
    })
}

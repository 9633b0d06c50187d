//! Something to begin with: numbers and duties as they are usual for kinds of teams.

use super::form::{Cell, DutyRow, Form};
use crate::browser::focus;
use crate::domain::clock::{Basis, ClockKind};
use crate::domain::moment::Span;
use crate::domain::request::Priority;
use crate::ui::parts::field::SelectField;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// A kind of team, and for urgent, high, normal and low: opening minutes to the first response, opening
/// hours to the end. News comes at least four times on the way, in whole opening hours; where that is less
/// than an hour, nothing is promised.
type Template = (&'static str, [(i64, i64); 4]);

const TEMPLATES: [Template; 7] = [
    ("hr", [(60, 8), (120, 16), (240, 40), (480, 80)]),
    ("it", [(15, 4), (60, 8), (240, 24), (480, 60)]),
    ("design", [(120, 16), (240, 40), (480, 80), (480, 160)]),
    ("finance", [(60, 8), (120, 16), (240, 32), (480, 80)]),
    ("analytics", [(120, 8), (240, 24), (480, 60), (480, 120)]),
    ("facilities", [(30, 4), (60, 8), (240, 40), (480, 80)]),
    ("legal", [(120, 8), (240, 24), (480, 60), (480, 120)]),
];

/// What the fields held that a template writes over.
#[derive(Clone, PartialEq)]
struct Before {
    cells: Vec<(String, String)>,
    duties: Vec<DutyRow>,
}

impl Before {
    fn of(form: Form) -> Before {
        let cells = form.cells.get_value();
        let cell = |cell: &Cell| (cell.amount.get_untracked(), cell.unit.get_untracked());
        Before { cells: cells.iter().map(cell).collect(), duties: form.duties.get_untracked() }
    }

    fn put_back(self, form: Form) {
        for (cell, (amount, unit)) in form.cells.get_value().iter().zip(self.cells) {
            cell.amount.set(amount);
            cell.unit.set(unit);
        }
        form.duties.set(self.duties);
    }
}

fn fill(form: Form, template: &Template) {
    let (code, amounts) = template;
    for (priority, (response, done)) in Priority::ALL.iter().zip(amounts) {
        for cell in form.cells.get_value().iter().filter(|c| c.priority == *priority) {
            let span = match cell.clock {
                ClockKind::FirstResponse => Some(Span::minutes(*response)),
                ClockKind::Decision | ClockKind::Reply => None,
                ClockKind::Update => Some(Span::hours(*done / 4)),
                ClockKind::Resolution => Some(Span::hours(*done)),
            };
            cell.write_if(span, Basis::Open);
        }
    }
    let duties = ["us_1", "us_2", "them_1", "them_2"].iter().zip(1..).map(|(key, number)| DutyRow {
        number,
        side: RwSignal::new(if key.starts_with("us") { "us" } else { "them" }.to_owned()),
        text: RwSignal::new(say_dyn!("template.", &[code, "_", key].concat())),
        owner: RwSignal::default(),
    });
    form.duties.set(duties.collect());
}

/// The choice of a template, for an agreement that is not kept yet.
#[component]
pub fn Begin(form: Form) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let before = RwSignal::new(None::<Before>);
    let put_back = move |_| {
        if let Some(before) = before.try_update(Option::take).flatten() {
            before.put_back(form);
        }
        chosen.set(String::new());
        focus::focus_first_soon("[aria-labelledby='begin'] select");
    };
    // The fields of the duties belong to the form, not to the choice that filled them in.
    let owner = Owner::current().unwrap_or_default();
    let mut options = vec![(String::new(), say!("begin.none").to_owned())];
    options.extend(TEMPLATES.iter().map(|(code, _)| ((*code).to_owned(), say_dyn!("template.", code))));
    Effect::new(move |_| {
        let code = chosen.get();
        if let Some(template) = TEMPLATES.iter().find(|(known, _)| *known == code) {
            // What was typed before the first template, not what another one filled in.
            before.update(|kept| *kept = kept.take().or_else(|| Some(Before::of(form))));
            owner.with(|| untrack(|| fill(form, template)));
        }
    });
    view! {
        <section class="box stack" aria-labelledby="begin">
            <div class="box-head"><div><h2 id="begin">{say!("begin.title")}</h2><p>{say!("begin.text")}</p></div></div>
            <SelectField label=say!("begin.kind") value=chosen options=options/>
            <p role="status" class="small">{move || (!chosen.with(String::is_empty)).then(|| say!("begin.filled"))}</p>
            <Show when=move || before.with(Option::is_some)><div><button class="btn btn-s" type="button" on:click=put_back>{say!("begin.put_back")}</button></div></Show>
        </section>
    }
}

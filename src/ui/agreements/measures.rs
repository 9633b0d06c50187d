//! Measures beside the targets while they are written: the share, over which time and of how many cases, how each is
//! counted, and how it stands.

use super::form::{Form, Written};
use super::kept::share;
use super::more::whole;
use crate::domain::agreed::{Goal, Measure, Over};
use crate::domain::agreement::Version;
use crate::domain::ident::AgreementId;
use crate::domain::kept::measure_now;
use crate::domain::review::Kept;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::field::{SelectField, TextField};
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// How many are shown at once; the others are unfolded.
const SHOWN: usize = 3;

/// The fields of one measure.
#[derive(Clone, Copy)]
pub struct Row {
    measure: Measure,
    share: RwSignal<String>,
    over: RwSignal<String>,
    least: RwSignal<String>,
}

/// The fields of every measure of a version.
pub fn rows(version: &Version) -> Vec<Row> {
    let row = |measure: Measure| {
        let goal = version.measures.get(&measure);
        let text = |number: Option<u8>| RwSignal::new(number.map(|n| n.to_string()).unwrap_or_default());
        Row {
            measure,
            share: text(goal.map(|goal| goal.share)),
            over: RwSignal::new(goal.map_or(Over::All, |goal| goal.over).code().to_owned()),
            least: text(Some(goal.map_or(Goal::LEAST, |goal| goal.least))),
        }
    };
    Measure::ALL.map(row).to_vec()
}

/// Adds what is written to the terms, and what cannot be read to the faults.
pub fn write(rows: &[Row], terms: &mut Version, faults: &mut Vec<String>) {
    for row in rows {
        match row.goal() {
            Ok(goal) => terms.measures.extend(goal.map(|goal| (row.measure, goal))),
            Err(fault) => faults.push(fault),
        }
    }
}

impl Row {
    fn goal(&self) -> Result<Option<Goal>, String> {
        let Some(share) = whole(self.share, 100)? else { return Ok(None) };
        let least = whole(self.least, 200)?.unwrap_or(Goal::LEAST);
        if least < Goal::LEAST {
            return Err(say!(
                "more.least_fault",
                n = Goal::LEAST,
                what = say_dyn!("measure.name.", self.measure.code())
            ));
        }
        let over = self.over.with(|code| Over::parse(code)).unwrap_or_default();
        Ok(Some(Goal { share, over, least }))
    }
}

/// The box.
#[component]
pub fn Measures(form: Form, id: Option<AgreementId>, written: Memo<Written>) -> impl IntoView {
    let rows = form.more.measures.get_value();
    let (first, more) = rows.split_at(SHOWN.min(rows.len()));
    let open = more.iter().any(|row| row.share.with_untracked(|text| !text.is_empty()));
    let line = move |row: &Row| view! { <Line row=*row id=id written=written/> };
    view! {
        <section class="box stack stack-4" aria-labelledby="measures">
            <div class="box-head"><div><h2 id="measures">{say!("more.measures")}</h2><p>{say!("more.measures_text")}</p></div></div>
            {first.iter().map(line).collect_view()}
            <details class="more" open=open>
                <summary>{say!("more.measures_more", n = more.len())}</summary>
                <div class="stack stack-4">{more.iter().map(line).collect_view()}</div>
            </details>
        </section>
    }
}

#[component]
fn Line(row: Row, id: Option<AgreementId>, written: Memo<Written>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let code = row.measure.code();
    let goal = Memo::new(move |_| written.with(|w| w.terms.measures.get(&row.measure).copied()));
    let stands = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, goal) = (now.get(), goal.get());
        let over = goal.map_or(Over::All, |goal| goal.over);
        let kept: Kept =
            desk.read(Bell::Others, |l| measure_now(l.desk(), l.book(), id?, row.measure, over, at))?;
        let least = goal.map_or(Goal::LEAST, |goal| goal.least);
        (kept.of > 0 || goal.is_some()).then(|| (over, share(kept, least.into())))
    });
    let options: Vec<(String, String)> = Over::ALL
        .iter()
        .map(|over| (over.code().to_owned(), say_dyn!("measure.over.", over.code())))
        .collect();
    let options = StoredValue::new(options);
    let name = say_dyn!("measure.name.", code);
    let (of_over, of_least) = (say!("more.over", what = name.as_str()), say!("more.least", what = name));
    let labels = StoredValue::new((of_over, of_least));
    let hint = [say_dyn!("measure.how.", code), say_dyn!("measure.out.", code)].join(". ");
    let agreed = Memo::new(move |_| row.share.with(|text| !text.trim().is_empty()));
    let fault = Signal::derive(move || row.goal().err().unwrap_or_default());
    view! {
        <div class="measure-row stack stack-2">
            <TextField label=say_dyn!("measure.", code) hint=hint value=row.share kind="number" fault=fault/>
            {move || agreed.get().then(|| {
                let (over, least) = labels.get_value();
                view! {
                    <div class="field-row">
                        <SelectField label=over value=row.over options=options.get_value()/>
                        <TextField label=least value=row.least kind="number"/>
                    </div>
                }
            })}
            {move || stands.get().map(|(over, share)| view! {
                <p class="small soft">{say!("more.so_far", over = over.code(), share = share)}</p>
            })}
        </div>
    }
}

//! A worked example: any moment and priority, and what the targets would come to.

use super::form::Form;
use crate::domain::clock::{Basis, ClockKind};
use crate::domain::moment::Moment;
use crate::domain::request::Priority;
use crate::domain::timebook::Compiled;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::field::{SelectField, TextField};
use crate::words::{say, say_dyn, time};
use chrono::NaiveDateTime;
use leptos::prelude::*;

/// The example.
#[component]
pub fn Example(form: Form) -> impl IntoView {
    let desk = use_desk();
    let local = |compiled: &Compiled, at: Moment| compiled.zone.to_local(at);
    let start = desk.peek(|l| {
        let compiled = form.calendar.with_untracked(|c| c.parse().ok()).and_then(|id| l.book().get(id));
        compiled.map(|c| local(c, l.now()).format("%Y-%m-%dT%H:%M").to_string()).unwrap_or_default()
    });
    let (at, priority) = (RwSignal::new(start), RwSignal::new(Priority::High.code().to_owned()));
    let options = Priority::ALL.iter().map(|p| (p.code().to_owned(), say_dyn!("priority.", p.code()))).collect::<Vec<_>>();
    let answers = move || {
        let (Ok(terms), Some(priority)) = (form.terms(), priority.with(|p| Priority::parse(p))) else { return Vec::new() };
        let Ok(raised) = at.with(|t| NaiveDateTime::parse_from_str(t, "%Y-%m-%dT%H:%M")) else { return Vec::new() };
        desk.read(Bell::Others, |l| {
            let Some(compiled) = form.calendar_id().and_then(|id| l.book().get(id)) else { return Vec::new() };
            let from = compiled.zone.from_local(raised);
            ClockKind::ALL
                .iter()
                .map(|clock| {
                    let due = terms.target(*clock, priority).map(|t| match t.basis {
                        Basis::Open => compiled.open.after(from, t.amount),
                        Basis::Calendar => Some(from + t.amount),
                    });
                    let at = match due {
                        None => say!("example.none").to_owned(),
                        Some(None) => say!("example.closed").to_owned(),
                        Some(Some(due)) => time::moment(local(compiled, due), local(compiled, l.now())),
                    };
                    match clock {
                        ClockKind::FirstResponse => say!("example.answer", at = at),
                        ClockKind::Resolution => say!("example.done", at = at),
                    }
                })
                .collect()
        })
    };
    view! {
        <section class="box" aria-labelledby="example">
            <div class="box-head"><div><h2 id="example">{say!("example.title")}</h2><p>{say!("example.text")}</p></div></div>
            <div class="form">
                <TextField label=say!("example.raised") value=at kind="datetime-local"/>
                <SelectField label=say!("agreement.priority") value=priority options=options/>
            </div>
            <div role="status" class="stack stack-2">{move || answers().into_iter().map(|text| view! { <p><b>{text}</b></p> }).collect_view()}</div>
        </section>
    }
}

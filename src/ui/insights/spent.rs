//! What the work went to: by its use to the people served in the end, or by the goals it serves.

use super::Period;
use super::behind::Chosen;
use super::process::{behind_link, share};
use crate::domain::moment::Span;
use crate::domain::spent::{By, Group, Went, went};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::field::SelectField;
use crate::words::{say, say_dyn, time};
use leptos::prelude::*;

fn name(group: &Group) -> String {
    match group {
        Group::Use(effect) => say_dyn!("effect.", effect.code()),
        Group::Goal(name) => name.to_string(),
        Group::NoGoal => say!("spent.no_goal").to_owned(),
        Group::Unsaid => say!("spent.unsaid").to_owned(),
    }
}

/// The box; nothing as long as nothing is done or declined.
#[component]
pub fn WhereWorkWent(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let by = RwSignal::new(By::Use.code().to_owned());
    let all = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        let by = by.with(|code| By::parse(code)).unwrap_or(By::Use);
        desk.read(Bell::Others, |l| {
            went(l.desk(), by, at, &|id| period.counts(l.desk(), id)).into_iter().collect::<Vec<_>>()
        })
    });
    let there = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let options: Vec<(String, String)> =
        By::ALL.iter().map(|by| (by.code().to_owned(), say_dyn!("spent.by.", by.code()))).collect();
    let lines = move || {
        all.with(|all| {
            let whole = all.iter().map(|(_, went)| went.work).fold(Span::ZERO, |sum, work| sum + work);
            all.iter().map(|(group, went)| line(&name(group), went, whole, chosen)).collect_view()
        })
    };
    move || {
        let options = options.clone();
        there.get().then(|| view! {
            <section class="box stack" aria-labelledby="spent">
                <div class="box-head"><div><h2 id="spent">{say!("spent.title")}</h2><p>{say!("spent.text")}</p></div></div>
                <div class="from-day"><SelectField label=say!("process.told_by") value=by options=Signal::stored(options)/></div>
                <div class="scroll-x"><table class="table" aria-labelledby="spent">
                    <thead><tr>
                        <th scope="col">{say!("spent.for")}</th>
                        <th scope="col" class="num">{say!("insights.finished")}</th>
                        <th scope="col" class="num">{say!("spent.work")}</th>
                        <th scope="col" class="num">{say!("spent.share")}</th>
                        <th scope="col" class="num">{say!("process.declined")}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table></div>
                <div class="box-foot"><p class="def">{say!("spent.definition")}</p></div>
            </section>
        })
    }
}

fn line(name: &str, went: &Went, whole: Span, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let (done, declined) = (went.done.len(), went.declined.len());
    let work = match went.estimated {
        0 => say!("insights.nothing").to_owned(),
        n => say!("spent.estimated", span = time::length(went.work, None, time::Round::Up), n = n),
    };
    let part = match whole.is_positive() && went.estimated > 0 {
        true => {
            let percent = 100.0 * went.work.0 as f64 / whole.0 as f64;
            say!("insights.percent", p = crate::words::Arg::places(percent, 0))
        }
        false => say!("insights.nothing").to_owned(),
    };
    let finished = behind_link(name, say!("insights.finished"), done.to_string(), &went.done, chosen);
    let no =
        behind_link(name, say!("process.declined"), share(declined, done + declined), &went.declined, chosen);
    view! {
        <tr>
            <th scope="row">{name.to_owned()}</th>
            <td class="num">{finished}</td>
            <td class="num">{work}</td>
            <td class="num">{part}</td>
            <td class="num">{no}</td>
        </tr>
    }
    .into_any()
}

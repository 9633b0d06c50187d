//! What finished work was good for, by kinds.

use super::Period;
use super::behind::Chosen;
use super::process::{behind_link, share};
use crate::domain::gain::gained;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::gain::gain_name;
use crate::words::say;
use leptos::prelude::*;

/// The box; nothing as long as nothing was noted.
#[component]
pub fn GoodFor(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let figures = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        desk.read(Bell::Others, |l| gained(l.desk(), at, &|id| period.counts(l.desk(), id)))
    });
    move || {
        let all = figures.get();
        (!all.noted.is_empty()).then(|| {
            let done = all.done.len();
            let text = say!("gained.text", n = all.noted.len(), of = done);
            let line = |(gain, ids): (crate::domain::gain::Gain, Vec<_>)| {
                let name = gain_name(&gain);
                let figure = behind_link(&name, say!("insights.finished"), ids.len().to_string(), &ids, chosen);
                view! {
                    <tr>
                        <th scope="row">{name}</th>
                        <td class="num">{figure}</td>
                        <td class="num">{share(ids.len(), done)}</td>
                    </tr>
                }
            };
            view! {
                <section class="box stack" aria-labelledby="gained">
                    <div class="box-head"><div><h2 id="gained">{say!("gained.title")}</h2><p>{text}</p></div></div>
                    {(!all.kinds.is_empty()).then(|| view! {
                        <div class="scroll-x"><table class="table" aria-labelledby="gained">
                            <thead><tr>
                                <th scope="col">{say!("gained.kind")}</th>
                                <th scope="col" class="num">{say!("insights.finished")}</th>
                                <th scope="col" class="num">{say!("gained.share")}</th>
                            </tr></thead>
                            <tbody>{all.kinds.into_iter().map(line).collect_view()}</tbody>
                        </table></div>
                    })}
                    <div class="box-foot"><p class="def">{say!("gained.definition")}</p></div>
                </section>
            }
        })
    }
}

//! What was pressed for from above, beside the rest: how long it took to start, how often out of turn, who waited.

use super::Period;
use super::behind::Chosen;
use super::process::{behind_link, share};
use super::work::worked;
use crate::domain::ident::RequestId;
use crate::domain::moment::Span;
use crate::domain::pressed::{Group, compare};
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::words::say;
use leptos::prelude::*;

/// The box; nothing as long as nothing was pressed for.
#[component]
pub fn Pressed(period: Memo<Period>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let figures = Memo::new(move |_| {
        desk.listen(Bell::Requests);
        let (at, period) = (now.get(), period.get());
        desk.read(Bell::Others, |l| {
            let hours = l.desk().team().hours.and_then(|id| l.book().get(id));
            let day = hours.map(|hours| Span::minutes(i64::from(hours.day_minutes))).unwrap_or_default();
            let open = hours.map(|hours| &hours.open);
            let (pressed, rest) = compare(l.desk(), open, at, &|id| period.counts(l.desk(), id));
            (!pressed.all.is_empty()).then_some((pressed, rest, day))
        })
    });
    move || {
        figures.get().map(|(pressed, rest, day)| {
            view! {
                <section class="box stack" aria-labelledby="pressed">
                    <div class="box-head"><div><h2 id="pressed">{say!("pressed.title")}</h2><p>{say!("pressed.text")}</p></div></div>
                    <div class="scroll-x"><table class="table" aria-labelledby="pressed">
                        <thead><tr>
                            <th scope="col"><span class="sr">{say!("pressed.which")}</span></th>
                            <th scope="col" class="num">{say!("insights.requests_head")}</th>
                            <th scope="col" class="num">{say!("pressed.start")}</th>
                            <th scope="col" class="num">{say!("pressed.turn")}</th>
                            <th scope="col" class="num">{say!("pressed.overtaken")}</th>
                        </tr></thead>
                        <tbody>
                            {line(say!("pressed.marked"), &pressed, day, chosen)}
                            {line(say!("pressed.rest"), &rest, day, chosen)}
                        </tbody>
                    </table></div>
                    <div class="box-foot"><p class="def">{say!("pressed.definition")}</p></div>
                </section>
            }
        })
    }
}

fn line(name: &'static str, group: &Group, day: Span, chosen: RwSignal<Option<Chosen>>) -> AnyView {
    let link = |heading: &'static str, words: String, ids: &[RequestId]| {
        behind_link(name, heading, words, ids, chosen)
    };
    let started: Vec<RequestId> = group.started.iter().map(|(_, id)| *id).collect();
    let usual = match group.usual_start() {
        Some(span) => say!("pressed.usual", span = worked(span, day), n = started.len()),
        None => say!("insights.nothing").to_owned(),
    };
    let overtaken: Vec<RequestId> = group.overtaken.iter().copied().collect();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num">{link(say!("insights.requests_head"), group.all.len().to_string(), &group.all)}</td>
            <td class="num">{link(say!("pressed.start"), usual, &started)}</td>
            <td class="num">{link(say!("pressed.turn"), share(group.out_of_turn.len(), group.all.len()), &group.out_of_turn)}</td>
            <td class="num">{link(say!("pressed.overtaken"), overtaken.len().to_string(), &overtaken)}</td>
        </tr>
    }
    .into_any()
}

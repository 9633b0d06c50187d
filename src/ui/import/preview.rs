//! What the file would bring: numbers, the first requests as they will be, what could not be read.

use super::faults::FaultList;
use super::work::{Look, Shown, Work};
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::store::sheet::{PlanFault, Preview};
use crate::ui::data::moment_words;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::field::SelectField;
use crate::ui::parts::icon::Icon;
use crate::words::{locale, say_dyn};
use leptos::prelude::*;

/// How many new clients or services are named.
const NAMED: usize = 8;

/// The preview.
#[component]
pub fn PreviewBox(
    /// The file.
    work: Work,
    /// What it would bring.
    look: Memo<Look>,
) -> impl IntoView {
    view! {
        <AgreementChoice work=work/>
        <section class="box stack stack-4" aria-labelledby="preview-head">
            <div class="box-head"><div><h3 id="preview-head">{say!("import.preview")}</h3><p>{say!("import.preview_text")}</p></div></div>
            {move || match look.get() {
                Ok((preview, first)) => view! { <Numbers preview=preview first=first/> }.into_any(),
                Err(PlanFault::Missing(_)) => view! { <p class="soft">{say!("import.preview_none")}</p> }.into_any(),
                Err(PlanFault::UnknownZone(zone)) => view! {
                    <div class="note note-risk"><Icon name="risk"/><p>{say!("error.unknown_zone", zone = zone)}</p></div>
                }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Numbers(preview: Preview, first: Vec<Shown>) -> impl IntoView {
    let desk = use_desk();
    let known = preview.requests.saturating_sub(preview.requests_new);
    let numbers = [
        (say!("import.n_new"), preview.requests_new),
        (say!("import.n_known"), known),
        (say!("import.n_events"), preview.rows_new),
        (say!("import.n_left_out"), preview.rows.saturating_sub(preview.rows_read)),
    ];
    let span = preview.span.map(|(from, to)| {
        desk.peek(|ledger| {
            let now = ledger.now();
            say!("import.span", from = moment_words(ledger, from, now), to = moment_words(ledger, to, now))
        })
    });
    let names = |names: &[Name]| {
        let mut shown: Vec<String> = names.iter().take(NAMED).map(Name::to_string).collect();
        if names.len() > NAMED {
            shown.push(say!("import.more_names", n = names.len() - NAMED));
        }
        locale().list(&shown)
    };
    let clients = (!preview.clients.is_empty())
        .then(|| say!("import.clients_new", n = preview.clients.len(), names = names(&preview.clients)));
    let services = (!preview.services.is_empty())
        .then(|| say!("import.services_new", n = preview.services.len(), names = names(&preview.services)));
    let stages: Vec<String> = preview
        .stages
        .iter()
        .map(|(stage, n)| say!("import.stage_count", stage = say_dyn!("stage.", stage.code()), n = *n))
        .collect();
    let remarks = [
        span,
        (!stages.is_empty()).then(|| say!("import.stages", list = locale().list(&stages))),
        clients,
        services,
        (preview.corrected > 0).then(|| say!("import.corrected", n = preview.corrected)),
        (preview.restored > 0).then(|| say!("import.restored", n = preview.restored)),
        (preview.closed_unresolved > 0)
            .then(|| say!("import.closed_unresolved", n = preview.closed_unresolved)),
    ];
    view! {
        <dl class="tally">
            {numbers.into_iter().map(|(word, n)| view! { <div><dt>{word}</dt><dd>{say!("import.number", n = n)}</dd></div> }).collect_view()}
        </dl>
        <div class="stack stack-2 soft">{remarks.into_iter().flatten().map(|text| view! { <p>{text}</p> }).collect_view()}</div>
        {(!first.is_empty()).then(|| view! { <First first=first/> })}
        {(!preview.faults.is_empty()).then(|| view! { <FaultList faults=preview.faults requests=preview.requests/> })}
    }
}

/// The first requests as they will be.
#[component]
fn First(first: Vec<Shown>) -> impl IntoView {
    let desk = use_desk();
    let raised = move |at| desk.peek(|ledger| moment_words(ledger, at, ledger.now()));
    view! {
        <div class="preview" tabindex="0" role="region" aria-label=say!("import.first")>
            <table class="table table-pad">
                <caption class="sr">{say!("import.first")}</caption>
                <thead><tr>
                    <th scope="col">{say!("import.reference")}</th><th scope="col">{say!("import.request")}</th>
                    <th scope="col">{say_dyn!("role.", "client")}</th><th scope="col">{say_dyn!("role.", "service")}</th>
                    <th scope="col">{say_dyn!("role.", "raised")}</th><th scope="col">{say_dyn!("role.", "status")}</th>
                </tr></thead>
                <tbody>
                    {first.into_iter().map(|row| view! {
                        <tr>
                            <td class="nowrap">{row.reference}</td><th scope="row">{row.title}</th><td>{row.client}</td><td>{row.service}</td>
                            <td class="nowrap">{raised(row.raised)}</td><td>{say_dyn!("stage.", row.stage.code())}</td>
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// By which agreement the history is measured.
#[component]
fn AgreementChoice(work: Work) -> impl IntoView {
    let desk = use_desk();
    let agreements = Memo::new(move |_| {
        desk.read(Bell::Others, |ledger| {
            let list = ledger.desk().agreements_in_order().into_iter();
            list.map(|(id, a)| (id.to_string(), a.name.as_ref().map(Name::to_string).unwrap_or_default()))
                .collect::<Vec<_>>()
        })
    });
    let options = Signal::derive(move || {
        let mut options = vec![("first".to_owned(), say!("import.pin_first").to_owned())];
        options.extend(
            agreements.get().into_iter().map(|(id, name)| (id, say!("import.pin_this", name = name))),
        );
        options.push(("none".to_owned(), say!("import.pin_none").to_owned()));
        options
    });
    view! {
        <section class="box" aria-labelledby="pin-head">
            <div class="box-head"><div><h3 id="pin-head">{say!("import.pin")}</h3><p>{say!("import.pin_text")}</p></div></div>
            {move || if agreements.with(Vec::is_empty) {
                view! {
                    <div class="note note-info">
                        <Icon name="info"/><p class="grow">{say!("import.pin_missing")}</p>
                        <div class="actions"><a class="btn btn-s" href=Route::NewAgreement.href()>{say!("import.pin_make")}</a></div>
                    </div>
                }.into_any()
            } else {
                view! { <SelectField label=say!("import.pin_label") value=work.pin options=options/> }.into_any()
            }}
        </section>
    }
}

//! What is worth a second look while an agreement is written. Nothing here stops anybody; what does is
//! said beside its field, and again here where it has none.

use super::form::{Form, Written};
use super::strong;
use crate::domain::agreement::Version;
use crate::domain::decide::check_terms;
use crate::domain::edit::Refusal;
use crate::domain::ident::AgreementId;
use crate::domain::review::{Remark, reached_before, remarks};
use crate::domain::text::Name;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::icon::Icon;
use crate::words::{Part, errors, say, say_dyn, say_parts};
use leptos::prelude::*;

/// The list of things to look at; nothing when there is none.
#[component]
pub fn Look(form: Form, id: Option<AgreementId>, written: Memo<Written>) -> impl IntoView {
    let desk = use_desk();
    let found = Memo::new(move |_| {
        let written = written.get();
        let mut out: Vec<Vec<Part>> =
            written.faults.into_iter().map(|fault| vec![Part::Plain(fault)]).collect();
        desk.read(Bell::Others, |l| {
            if let Some(refusal @ (Refusal::NoCalendar | Refusal::Hours(_))) =
                check_terms(l.desk(), &written.terms).err()
            {
                out.push(vec![Part::Plain(errors::refusal(&refusal))]);
            }
            out.extend(before(l, form, id));
        });
        out.extend(
            remarks(&written.terms).into_iter().map(|r| sentence(&r, &written.terms, &form.client_words())),
        );
        out
    });
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <section class="box" aria-labelledby="look">
                    <div class="box-head"><div><h2 id="look">{say!("agreement.look", n = found.len())}</h2><p>{say!("agreement.look_text")}</p></div></div>
                    <ul class="warns">{found.into_iter().map(|parts| view! { <li><Icon name="risk"/><p>{strong(parts)}</p></li> }).collect_view()}</ul>
                </section>
            }
        })
    }
}

/// The agreement that stands in its way, as a sentence.
fn before(ledger: &Ledger, form: Form, id: Option<AgreementId>) -> Option<Vec<Part>> {
    let (client, service) = form.scope(ledger)?;
    let other = reached_before(ledger.desk(), id, client, service, ledger.now())?;
    let name = ledger.desk().agreement(other)?.name.as_ref().map(Name::to_string).unwrap_or_default();
    Some(say_parts!("agreement.look_reached", name = name))
}

fn sentence(remark: &Remark, terms: &Version, client: &str) -> Vec<Part> {
    match remark {
        Remark::NoTarget => say_parts!("agreement.look_no_target"),
        Remark::Order { clock, high, low } => {
            let (low, high) = (say_dyn!("priority.", low.code()), say_dyn!("priority.", high.code()));
            say_parts!("agreement.look_order", what = what(*clock), low = low, high = high)
        }
        Remark::NoPause => say_parts!("agreement.look_no_pause", client = client),
        Remark::NoOwner(number) => {
            let duty = terms.duties.get(number).map(|d| d.text.to_string()).unwrap_or_default();
            say_parts!("agreement.look_owner", duty = duty)
        }
    }
}

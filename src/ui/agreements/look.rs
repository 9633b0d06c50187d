//! What is worth a second look while an agreement is written. Nothing here stops anybody.

use super::form::Form;
use crate::domain::agreement::Version;
use crate::domain::clock::ClockKind;
use crate::domain::request::Priority;
use crate::ui::parts::icon::Icon;
use crate::words::{say, say_dyn};
use leptos::prelude::*;

/// The list of things to look at; nothing when there is none.
#[component]
pub fn Look(form: Form) -> impl IntoView {
    let found = Memo::new(move |_| match form.terms() {
        Ok(terms) => things(&terms, &form.client_words()),
        Err(fault) => vec![fault],
    });
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <section class="box">
                    <div class="box-head"><div><h2>{say!("agreement.look", n = found.len())}</h2><p>{say!("agreement.look_text")}</p></div></div>
                    <ul class="warns">{found.into_iter().map(|text| view! { <li><Icon name="risk"/><p>{text}</p></li> }).collect_view()}</ul>
                </section>
            }
        })
    }
}

fn things(terms: &Version, client: &str) -> Vec<String> {
    let mut out = Vec::new();
    if terms.targets.is_empty() {
        out.push(say!("agreement.look_no_target").to_owned());
    }
    for clock in ClockKind::ALL {
        for pair in Priority::ALL.windows(2) {
            let [high, low] = pair else { continue };
            let (Some(h), Some(l)) = (terms.target(clock, *high), terms.target(clock, *low)) else { continue };
            if h.basis == l.basis && l.amount < h.amount {
                let word = |p: &Priority| say_dyn!("priority.", p.code());
                out.push(say!("agreement.look_order", low = word(low), high = word(high)));
            }
        }
    }
    for duty in terms.duties.values().filter(|d| d.owner.is_none()) {
        out.push(say!("agreement.look_owner", duty = duty.text.as_str()));
    }
    if terms.pauses_on.is_empty() {
        out.push(say!("agreement.look_no_pause", client = client));
    }
    out
}

//! The gap between what the client expects and what is offered, in words and figures, and what past work would have met.

use super::form::{Form, Written, amount_words};
use super::targets::WishedTable;
use super::{strong, target_words};
use crate::domain::agreement::Version;
use crate::domain::backtest::Tried;
use crate::domain::gap::{Apart, Gap, gaps};
use crate::domain::insight::LEAST_FOR_A_SHARE;
use crate::domain::threshold::Threshold;
use crate::ui::parts::clock::what;
use crate::ui::parts::icon::Icon;
use crate::words::{Arg, Part, say, say_dyn, say_parts};
use leptos::prelude::*;

/// A gap in words, with what past work would have met.
fn sentence(gap: &Gap, tried: &[Tried]) -> Vec<Part> {
    let (priority, clock) = (say_dyn!("priority.", gap.priority.code()), what(gap.clock));
    let expected = amount_words(gap.expected.0, gap.expected.1);
    let offered = gap.offered.as_ref().map(target_words).unwrap_or_default();
    let mut out = match gap.apart {
        Apart::NoOffer => {
            say_parts!("gap.no_offer", priority = priority, what = clock, expected = expected)
        }
        Apart::Longer(more) => say_parts!(
            "gap.longer",
            priority = priority,
            what = clock,
            expected = expected,
            offered = offered,
            more = amount_words(more, gap.expected.1)
        ),
        Apart::OtherTime => {
            say_parts!("gap.other", priority = priority, what = clock, expected = expected, offered = offered)
        }
        Apart::Kept => {
            say_parts!("gap.kept", priority = priority, what = clock, expected = expected, offered = offered)
        }
    };
    let tried = tried.iter().find(|t| t.clock == gap.clock && t.priority == gap.priority && t.n() > 0);
    if let Some(tried) = tried {
        let few = if tried.n() < LEAST_FOR_A_SHARE { "yes" } else { "no" };
        let percent = Arg::places(100.0 * tried.met as f64 / tried.n() as f64, 0);
        let past = say!("gap.past", few = few, met = tried.met, n = tried.n(), p = percent);
        out.push(Part::Plain([" ", &past].concat()));
    }
    out
}

/// The gaps of terms in words, in the order in which to talk about them.
pub fn gap_lines(terms: &Version, tried: &[Tried]) -> Vec<Vec<Part>> {
    gaps(terms).iter().map(|gap| sentence(gap, tried)).collect()
}

/// What is expected, target by target, and below it what to talk about.
#[component]
pub fn Expected(form: Form, written: Memo<Written>, tried: Memo<Vec<Tried>>) -> impl IntoView {
    let open = form.expected.with_value(|all| all.iter().any(|c| c.amount.with_untracked(|t| !t.is_empty())));
    let found = Memo::new(move |_| {
        let terms = written.get().terms;
        let talk = gaps(&terms).iter().any(Gap::is_open);
        tried.with(|tried| (talk, gap_lines(&terms, tried)))
    });
    let fault = move || {
        let cells = form.expected.get_value();
        cells.iter().find_map(|cell| cell.target(Threshold::USUAL_WARNING).err())
    };
    view! {
        <details class="more" open=open>
            <summary>{say!("gap.targets")}</summary>
            <div class="stack stack-2">
                <p class="muted small">{say!("gap.targets_text")}</p>
                <WishedTable cells=form.expected caption=say!("gap.targets") described="expected-fault"
                    called=|what, priority| (say!("gap.amount", what = what.as_str(), priority = priority.as_str()), say!("gap.unit", what = what, priority = priority))/>
                {move || fault().map(|text| view! { <p class="error" id="expected-fault"><Icon name="late"/><span>{text}</span></p> })}
            </div>
        </details>
        {move || {
            let (talk, lines) = found.get();
            (!lines.is_empty()).then(|| view! {
                <div role="group" aria-label=say!("gap.talk") class="stack stack-2">
                    <b>{if talk { say!("gap.talk") } else { say!("gap.none") }}</b>
                    <ol class="changes">{lines.into_iter().map(|parts| view! { <li>{strong(parts)}</li> }).collect_view()}</ol>
                </div>
            })
        }}
    }
}

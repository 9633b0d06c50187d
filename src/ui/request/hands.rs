//! In whose hands a request has been, for how long, and when whoever has it is to be done with it.

use super::{look_now, moment_words, shown_zone};
use crate::domain::clock::ClockState;
use crate::domain::handover::{Awaited, Stint, awaited, stints};
use crate::domain::ident::RequestId;
use crate::domain::moment::{Moment, Span};
use crate::domain::request::Request;
use crate::domain::zone::ZoneTable;
use crate::store::ledger::Ledger;
use crate::ui::desk::use_desk;
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::words::{say, say_dyn, time};
use leptos::prelude::*;

/// A stint in words: an icon, who, how long, and how its own clock stands.
#[derive(Clone, PartialEq)]
struct Line {
    icon: &'static str,
    who: String,
    words: String,
    late: bool,
}

fn lines(ledger: &Ledger, request: &Request, now: Moment) -> Vec<Line> {
    let found = || {
        let version = ledger.desk().version_of(request)?;
        let compiled = ledger.book().get(version.calendar?)?;
        let all = stints(request, version, compiled, now);
        let zone = shown_zone(ledger);
        let waits = awaited(request, version, compiled, now);
        // One pair of hands and nothing promised for it says no more than who sees to it.
        let told = all.len() > 1 || version.counting.hand_over.is_some() || !waits.is_empty();
        let hands = all.iter().map(|stint| line(stint, &zone, now));
        told.then(|| hands.chain(waits.iter().map(wait)).collect())
    };
    found().unwrap_or_default()
}

fn line(stint: &Stint, zone: &ZoneTable, now: Moment) -> Line {
    let length = |span: Span| time::length(span, None, time::Round::Down);
    let moment = |at: Moment| moment_words(zone, at, now);
    let reading = &stint.reading;
    let took = length(stint.took);
    let mut words = match stint.to {
        Some(to) => say!("hands.had", from = moment(stint.from), to = moment(to), took = took),
        None => say!("hands.has", from = moment(stint.from), took = took),
    };
    if let Some(target) = reading.target {
        words.push(' ');
        words.push_str(&say!("hands.of", target = length(target)));
    }
    let open = reading.stopped.is_none();
    if let Some(due) = reading.due.filter(|_| open) {
        words.push_str(", ");
        words.push_str(&say!("hands.due", at = moment(due)));
    }
    let (icon, late, state) = match reading.state {
        ClockState::Breached => ("late", true, say!("clock.late")),
        ClockState::AtRisk => ("risk", false, say!("clock.risk")),
        ClockState::Met => ("ok", false, say!("clock.met")),
        _ => ("user", false, ""),
    };
    if !state.is_empty() {
        words.push_str(". ");
        words.push_str(state);
    }
    Line { icon, who: stint.who.to_string(), words, late }
}

/// Whom it waited for.
fn wait(awaited: &Awaited) -> Line {
    let took = time::length(awaited.took, None, time::Round::Down);
    let stops = if awaited.stops { "yes" } else { "no" };
    let who = say_dyn!("pause.", awaited.reason.code());
    Line { icon: "pause", who, words: say!("hands.waited", took = took, stops = stops), late: false }
}

/// The chain of hands, where there is more to it than one name.
#[component]
pub fn Hands(id: RequestId) -> impl IntoView {
    let (desk, now) = (use_desk(), use_now());
    let all = Memo::new(move |_| look_now(desk, now, id, lines).unwrap_or_default());
    move || {
        (!all.with(Vec::is_empty)).then(|| {
            view! {
                <section class="stack stack-2" aria-labelledby="hands">
                    <h3 id="hands">{say!("hands.title")}</h3>
                    <ol class="stack stack-2">
                        {all.get().into_iter().map(|line| view! {
                            <li class="row nowrap-row"><Icon name=line.icon/><p class="small" class:late=line.late><b>{line.who}</b>": "{line.words}</p></li>
                        }).collect_view()}
                    </ol>
                </section>
            }
        })
    }
}

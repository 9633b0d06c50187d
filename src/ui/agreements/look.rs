//! What is worth a second look while an agreement is written: beside the field it is about, and once more in
//! a list. Nothing here stops anybody; what does is said beside its field as well.

use super::form::{Form, Written};
use super::more::cost_code;
use super::rhythm::words as day_words;
use super::versions::scope_words;
use super::{strong, threshold};
use crate::domain::agreed::Cost;
use crate::domain::agreement::{Scope, Side, Version, Whom};
use crate::domain::clock::ClockKind;
use crate::domain::decide::check_terms;
use crate::domain::edit::Refusal;
use crate::domain::heeded::{other_cost, other_levels};
use crate::domain::ident::AgreementId;
use crate::domain::review::{Around, Before, Place, Remark, reached_before, remarks, waited};
use crate::domain::text::Name;
use crate::domain::threshold::Threshold;
use crate::domain::timebook::Compiled;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::icon::Icon;
use crate::words::{Part, errors, locale, say, say_dyn, say_parts};
use leptos::prelude::*;

/// A sentence, and where it belongs.
type Found = (Place, Vec<Part>);

/// Everything that was found in what is written.
pub type FoundAll = Memo<Vec<Found>>;

/// Looks at what is written, with every keystroke.
pub fn look_at(form: Form, id: Option<AgreementId>, written: Memo<Written>) -> FoundAll {
    let desk = use_desk();
    Memo::new(move |_| {
        let written = written.get();
        let whole = |text: String| (Place::Whole, vec![Part::Plain(text)]);
        let mut out: Vec<Found> = written.faults.into_iter().map(whole).collect();
        desk.listen(Bell::Requests);
        desk.read(Bell::Others, |l| {
            // The team's own words first: they have plain ones.
            let plain = &l.desk().team().plain;
            let usual = say!("jargon.words").split(' ').map(str::to_owned);
            let words: Vec<String> = plain.iter().map(|(word, _)| word.to_string()).chain(usual).collect();
            let refusal = check_terms(l.desk(), &written.terms).err();
            match refusal {
                Some(Refusal::NoCalendar) => out.push(whole(errors::refusal(&Refusal::NoCalendar))),
                Some(refusal @ (Refusal::Hours(_) | Refusal::UncountedHours(_))) => {
                    out.push((Place::Hours, vec![Part::Plain(errors::refusal(&refusal))]));
                }
                _ => {}
            }
            out.extend(
                before(l, form, id, &written.terms.scope).into_iter().map(|parts| (Place::Whole, parts)),
            );
            out.extend(heeded(l, id, &written.terms).into_iter().map(|parts| (Place::Whole, parts)));
            let calendar = written.terms.calendar;
            let compiled = calendar.and_then(|id| l.book().get(id));
            let own = calendar.and_then(|id| l.desk().calendar(id)).map(|c| &c.hours);
            let around = Around {
                hours: compiled.map(Compiled::hours).or(own),
                compiled,
                now: l.now(),
                waited: form.scope(l).map(|scope| waited(l.desk(), &scope)).unwrap_or_default(),
                jargon: &words,
            };
            let client = form.client_words();
            let found = remarks(&written.terms, &around);
            out.extend(
                found.into_iter().map(|r| (r.place(), sentence(&r, &written.terms, &client, &words, plain))),
            );
        });
        out
    })
}

/// The list of things to look at; nothing when there is none.
#[component]
pub fn Look(found: FoundAll) -> impl IntoView {
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            view! {
                <section class="box" aria-labelledby="look">
                    <div class="box-head"><div><h2 id="look">{say!("agreement.look", n = found.len())}</h2><p>{say!("agreement.look_text")}</p></div></div>
                    <ul class="warns">{found.into_iter().map(|(_, parts)| view! { <li><Icon name="risk"/><p>{strong(parts)}</p></li> }).collect_view()}</ul>
                </section>
            }
        })
    }
}

/// What was found about one field, beside it.
#[component]
pub fn Beside(found: FoundAll, place: Place) -> impl IntoView {
    move || {
        let mine = found.with(|all| {
            all.iter().filter(|(at, _)| *at == place).map(|(_, parts)| parts.clone()).collect::<Vec<_>>()
        });
        (!mine.is_empty()).then(|| {
            let lines =
                mine.into_iter().map(|parts| view! { <li><Icon name="risk"/><p>{strong(parts)}</p></li> });
            view! { <ul class="warns small beside">{lines.collect_view()}</ul> }
        })
    }
}

/// What is not as the positions of the team say.
fn heeded(ledger: &Ledger, id: Option<AgreementId>, terms: &Version) -> Vec<Vec<Part>> {
    let desk = ledger.desk();
    let words = |cost: Cost| say_dyn!("cost.", cost_code(cost));
    let cost = other_cost(&desk.team().positions, terms);
    let mut out: Vec<Vec<Part>> = Vec::new();
    out.extend(
        cost.map(|said| say_parts!("agreement.look_cost", said = words(said), here = words(terms.cost))),
    );
    let name = |id: &AgreementId| {
        let name = desk.agreement(*id).and_then(|agreement| agreement.name.as_ref());
        say!("agreement.quoted", name = name.map(Name::to_string).unwrap_or_default())
    };
    let names: Vec<String> = other_levels(desk, id, terms, ledger.now()).iter().map(name).collect();
    if !names.is_empty() {
        out.push(say_parts!("agreement.look_levels", names = locale().list(&names), n = names.len()));
    }
    out
}

/// The agreements that stand in its way: one sentence where they take everything, else one for each.
fn before(ledger: &Ledger, form: Form, id: Option<AgreementId>, scope: &Scope) -> Vec<Vec<Part>> {
    if form.scope(ledger).is_none() {
        return Vec::new();
    }
    let Before { all, taken } = reached_before(ledger.desk(), id, scope, ledger.now());
    let name = |id: AgreementId| {
        let name = ledger.desk().agreement(id).and_then(|agreement| agreement.name.as_ref());
        say!("agreement.quoted", name = name.map(Name::to_string).unwrap_or_default())
    };
    if all {
        let names: Vec<String> = taken.iter().map(|(other, _)| name(*other)).collect();
        return vec![say_parts!("agreement.look_reached", names = locale().list(&names), n = names.len())];
    }
    let part = |(client, service): &Whom| scope_words(ledger, &Scope::one(*client, *service));
    let sentence = |(other, parts): (AgreementId, Vec<Whom>)| {
        let whom: Vec<String> = parts.iter().map(part).collect();
        say_parts!("agreement.look_part", name = name(other), whom = locale().list(&whom))
    };
    taken.into_iter().map(sentence).collect()
}

fn sentence(
    remark: &Remark,
    terms: &Version,
    client: &str,
    words: &[String],
    plain: &[(Name, Name)],
) -> Vec<Part> {
    let duty = |number: &u32| terms.duties.get(number).map(|d| d.text.to_string()).unwrap_or_default();
    match remark {
        Remark::NoTarget => say_parts!("agreement.look_no_target"),
        Remark::Order { clock, high, low } => {
            let (low, high) = (say_dyn!("priority.", low.code()), say_dyn!("priority.", high.code()));
            say_parts!("agreement.look_order", what = what(*clock), low = low, high = high)
        }
        Remark::Gap { clock, high, low } => {
            let (low, high) = (say_dyn!("priority.", low.code()), say_dyn!("priority.", high.code()));
            say_parts!("agreement.look_gap", what = what(*clock), low = low, high = high)
        }
        Remark::Endless { clock, priority } => {
            let priority = say_dyn!("priority.", priority.code());
            say_parts!("agreement.look_endless", what = what(*clock), priority = priority)
        }
        Remark::LateAnswer(priority) => {
            say_parts!("agreement.look_late_answer", priority = say_dyn!("priority.", priority.code()))
        }
        Remark::LateUpdate(priority) => {
            say_parts!("agreement.look_late_update", priority = say_dyn!("priority.", priority.code()))
        }
        Remark::LongHandOver(priority) => {
            say_parts!("agreement.look_long_hand_over", priority = say_dyn!("priority.", priority.code()))
        }
        Remark::EarlyWarning(clock, priority, lead) => {
            let priority = say_dyn!("priority.", priority.code());
            let (what, length) = (what(*clock), threshold::length(*lead));
            say_parts!("agreement.look_early_warning", priority = priority, what = what, length = length)
        }
        Remark::EarlyStep(clock, priority, lead) => {
            let who = terms
                .ladder
                .get(&(*clock, Threshold::Before(*lead)))
                .map(Name::to_string)
                .unwrap_or_default();
            let (priority, length) = (say_dyn!("priority.", priority.code()), threshold::length(*lead));
            if *clock == ClockKind::Resolution {
                return say_parts!(
                    "agreement.look_early_step",
                    priority = priority,
                    who = who,
                    length = length
                );
            }
            say_parts!(
                "agreement.look_early_step_of",
                priority = priority,
                what = what(*clock),
                who = who,
                length = length
            )
        }
        Remark::NoPause => say_parts!("agreement.look_no_pause", client = client),
        Remark::NoPauseOften(kept) => {
            say_parts!("agreement.look_no_pause_often", client = client, met = kept.met, n = kept.of)
        }
        Remark::NoOwner(number) => say_parts!("agreement.look_owner", duty = duty(number)),
        Remark::Jargon(text, at) => match plain.get(*at) {
            Some((word, plain)) => {
                say_parts!(
                    "agreement.look_plain",
                    text = text.of(terms),
                    word = word.as_str(),
                    plain = plain.as_str()
                )
            }
            None => {
                let word = words.get(*at).map(|w| w.to_uppercase()).unwrap_or_default();
                say_parts!("agreement.look_jargon", text = text.of(terms), word = word)
            }
        },
        Remark::OneSided(Side::Client) => say_parts!("agreement.look_one_sided", client = client),
        Remark::OneSided(Side::Provider) => say_parts!("agreement.look_other_sided", client = client),
        Remark::NoZone => say_parts!("agreement.look_no_zone"),
        Remark::HolidaysEnd(last) => say_parts!("agreement.look_holidays", date = day_words(*last)),
    }
}

//! A request tried on the agreements before there is one: which would measure it, and which were passed over and why.

use super::target_words;
use crate::domain::clock::ClockKind;
use crate::domain::ident::{AgreementId, ClientId, ServiceId};
use crate::domain::matched::{Matched, matched};
use crate::domain::request::Priority;
use crate::domain::text::Name;
use crate::route::Route;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::field::SelectField;
use crate::ui::parts::passed::passed_words;
use crate::words::{locale, say, say_dyn};
use leptos::prelude::*;

/// What the box says.
#[derive(Clone, PartialEq, Default)]
struct Answer {
    /// The agreement and version that would measure it, with its page.
    found: Option<(String, String)>,
    /// What it promises for the priority.
    promises: String,
    /// Those that were passed over, with why.
    passed: Vec<String>,
}

fn name_of(ledger: &Ledger, id: AgreementId) -> String {
    let name = ledger.desk().agreement(id).and_then(|agreement| agreement.name.as_ref());
    name.map(Name::to_string).unwrap_or_default()
}

fn answer(
    ledger: &Ledger,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    priority: Priority,
) -> Answer {
    let desk = ledger.desk();
    let Matched { found, passed } = matched(desk, client, service, ledger.now(), ledger.now());
    let version = found.and_then(|(id, number)| desk.agreement(id)?.versions.get(&number));
    let promised = |clock: ClockKind| {
        let target = version?.target(clock, priority)?;
        Some(say!("match.promise", what = what(clock), within = target_words(target)))
    };
    let promises: Vec<String> = ClockKind::ALL.into_iter().filter_map(promised).collect();
    Answer {
        found: found.map(|(id, number)| {
            let name = say!("match.version", name = name_of(ledger, id), n = number);
            (name, Route::Version(id, number).href())
        }),
        promises: if promises.is_empty() {
            say!("versions.best_effort").to_owned()
        } else {
            locale().list(&promises)
        },
        passed: passed.iter().map(|(id, why)| passed_words(ledger, *id, why)).collect(),
    }
}

/// The box, folded away until somebody asks.
#[component]
pub fn TryRequest() -> impl IntoView {
    let desk = use_desk();
    let (client, service) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let priority = RwSignal::new(Priority::Normal.code().to_owned());
    let called = |name: &Option<Name>| name.as_ref().map(Name::to_string).unwrap_or_default();
    let clients = Signal::derive(move || {
        let mut list = vec![(String::new(), say!("match.no_client").to_owned())];
        list.extend(desk.read(Bell::Others, |l| {
            l.desk().clients().map(|(id, c)| (id.to_string(), called(&c.name))).collect::<Vec<_>>()
        }));
        list
    });
    let services = Signal::derive(move || {
        let mut list = vec![(String::new(), say!("match.no_service").to_owned())];
        list.extend(desk.read(Bell::Others, |l| {
            l.desk().services().map(|(id, s)| (id.to_string(), called(&s.name))).collect::<Vec<_>>()
        }));
        list
    });
    let priorities: Vec<_> =
        Priority::ALL.iter().map(|p| (p.code().to_owned(), say_dyn!("priority.", p.code()))).collect();
    let answer = Memo::new(move |_| {
        let (client, service) = (client.with(|id| id.parse().ok()), service.with(|id| id.parse().ok()));
        let priority = priority.with(|code| Priority::parse(code)).unwrap_or(Priority::Normal);
        desk.read(Bell::Others, |l| answer(l, client, service, priority))
    });
    view! {
        <details class="more box" data-kept="">
            <summary>{say!("match.title")}</summary>
            <div class="stack">
                <p class="soft small">{say!("match.text")}</p>
                <div class="form">
                    <SelectField label=say!("match.client") value=client options=clients/>
                    <SelectField label=say!("match.service") value=service options=services/>
                    <SelectField label=say!("agreement.priority") value=priority options=Signal::stored(priorities)/>
                </div>
                <div role="status" class="stack stack-2">{move || {
                    let Answer { found, promises, passed } = answer.get();
                    let first = match found {
                        Some((name, href)) => view! { <p><b>{say!("match.found")}" "<a href=href>{name}</a></b>": "{promises}</p> }.into_any(),
                        None => view! { <p><b>{say!("match.none")}</b></p> }.into_any(),
                    };
                    view! {
                        {first}
                        {(!passed.is_empty()).then(|| view! {
                            <p class="small">{say!("match.passed", n = passed.len())}</p>
                            <ul class="changes small soft">{passed.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                        })}
                    }
                }}</div>
            </div>
        </details>
    }
}

//! The form of a template.

use super::templates::{Key, template};
use crate::browser::focus;
use crate::domain::client::ServiceFact;
use crate::domain::edit::Edit;
use crate::domain::fold::natural;
use crate::domain::ident::{ClientId, ServiceId};
use crate::domain::request::{Effect, Priority};
use crate::domain::sieve::day;
use crate::domain::template::{Every, Repeat, Template};
use crate::domain::text::{Name, Note, TextFault, Title};
use crate::domain::triage::{Lens, manner};
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::parts::due::today;
use crate::ui::parts::field::{AreaField, SelectField, TextField};
use crate::ui::parts::register::EditFoot;
use crate::words::{errors, say, say_dyn};
use leptos::prelude::*;

/// A text and what is wrong with it.
#[derive(Clone, Copy)]
struct Slot(RwSignal<String>, RwSignal<String>);

impl Slot {
    fn new(text: String) -> Slot {
        Slot(RwSignal::new(text), RwSignal::new(String::new()))
    }

    /// What is made of the text; a fault goes beside it: `empty` where nothing is written and something has to be.
    fn read<T>(self, empty: &str, make: impl FnOnce(&str) -> Result<T, TextFault>) -> Option<T> {
        let made = self.0.with_untracked(|text| make(text)).map_err(|fault| errors::text_or(fault, empty));
        self.1.set(made.as_ref().err().cloned().unwrap_or_default());
        made.ok()
    }

    fn text(self) -> String {
        self.0.get_untracked()
    }
}

#[derive(Clone, Copy)]
struct Typed {
    service: Slot,
    name: Slot,
    title: Slot,
    text: Slot,
    means: Slot,
    priority: Slot,
    effect: Slot,
    owner: Slot,
    client: Slot,
    every: Slot,
    number: Slot,
    from: Slot,
}

impl Typed {
    fn begun(desk: Desk, key: Option<Key>) -> Typed {
        let old = key.and_then(|key| untrack(|| template(desk, key)));
        let name = |name: Option<&Name>| name.map(Name::to_string).unwrap_or_default();
        let old = old.as_ref();
        let repeat = old.and_then(|t| t.repeat);
        // The only one there is needs no choice.
        let only = desk.peek(|l| {
            let mut all = l.desk().services().map(|(id, _)| id);
            all.next().filter(|_| all.next().is_none())
        });
        let from = repeat.map_or_else(|| desk.peek(today), |r| r.from);
        let means = old.map(|t| t.means.iter().map(Title::to_string).collect::<Vec<_>>().join("\n"));
        Typed {
            service: Slot::new(key.map(|k| k.0).or(only).map(|id| id.to_string()).unwrap_or_default()),
            name: Slot::new(name(old.map(|t| &t.name))),
            title: Slot::new(old.map(|t| t.title.to_string()).unwrap_or_default()),
            text: Slot::new(old.map(|t| t.text.to_string()).unwrap_or_default()),
            means: Slot::new(means.unwrap_or_default()),
            priority: Slot::new(old.map_or(Priority::Normal, |t| t.priority).code().to_owned()),
            effect: Slot::new(old.and_then(|t| t.effect).map(Effect::code).unwrap_or_default().to_owned()),
            owner: Slot::new(name(old.and_then(|t| t.owner.as_ref()))),
            client: Slot::new(old.and_then(|t| t.client).map(|id| id.to_string()).unwrap_or_default()),
            every: Slot::new(repeat.map(|r| r.every.code()).unwrap_or_default().to_owned()),
            number: Slot::new(repeat.map_or(1, |r| r.every.number()).to_string()),
            from: Slot::new(from.to_string()),
        }
    }

    /// When it comes again; nothing where something is wrong, which then stands beside its field.
    fn repeat(self) -> Option<Option<Repeat>> {
        let code = self.every.text();
        if code.is_empty() {
            return Some(None);
        }
        let n = self.number.0.with_untracked(|n| n.trim().parse::<u16>().ok());
        let every = n.and_then(|n| Every::of(&code, n));
        let from = self.from.0.with_untracked(|text| day(text.trim()));
        let wrong = |fault: bool, words: &str| if fault { words.to_owned() } else { String::new() };
        self.number.1.set(wrong(every.is_none(), say!("repeat.bad_number")));
        self.from.1.set(wrong(from.is_none(), say!("repeat.bad_day")));
        Some(Some(Repeat { every: every?, from: from? }))
    }

    fn read(self) -> Option<(ServiceId, Template)> {
        let name = self.name.read(say!("repeat.no_name"), Name::new);
        let title = self.title.read(say!("repeat.no_title"), Title::new);
        let text = self.text.read("", Note::new);
        let means = self.means.read("", |all| {
            let lines = all.lines().filter(|line| !line.trim().is_empty());
            lines.map(Title::new).collect::<Result<Vec<_>, _>>()
        });
        let owner = self.owner.read("", |text| match text.trim() {
            "" => Ok(None),
            text => Name::new(text).map(Some),
        });
        let repeat = self.repeat();
        let service = self.service.text().parse().ok();
        let fault = if service.is_none() { say!("repeat.service_fault") } else { "" };
        self.service.1.set(fault.to_owned());
        let template = Template {
            name: name?,
            title: title?,
            text: text?,
            means: means?,
            priority: Priority::parse(&self.priority.text()).unwrap_or(Priority::Normal),
            effect: Effect::parse(&self.effect.text()),
            owner: owner?,
            client: self.client.text().parse::<ClientId>().ok(),
            repeat: repeat?,
        };
        Some((service?, template))
    }
}

/// The form; `key` is none for a new one.
#[component]
pub fn TemplateForm(key: Option<Key>, on_done: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let typed = Typed::begun(desk, key);
    let fault = RwSignal::new(String::new());
    focus::focus_first_soon(".template-form input");
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let Some((service, template)) = typed.read() else {
            return focus::focus_first_soon(".template-form [aria-invalid]");
        };
        let number = key.map_or_else(|| desk.peek(|l| next_number(l, service)), |(_, n)| n);
        let fact = ServiceFact::Template(number, Some(Box::new(template)));
        match desk.attempt(Edit::EditService(service, vec![fact])) {
            Ok(_) => on_done.run(()),
            Err(trouble) => fault.set(errors::trouble(&trouble)),
        }
    };
    let heading = if key.is_some() { say!("repeat.change") } else { say!("repeat.new") };
    view! {
        <section class="box stack" aria-labelledby="template-head">
            <h2 id="template-head">{heading}</h2>
            <form class="form template-form" novalidate=true on:submit=submit>
                <Fields typed=typed fixed=key.is_some()/>
                <Again typed=typed/>
                <p class="error form-wide" role="alert" hidden=move || fault.with(String::is_empty)>{fault}</p>
                <EditFoot on_done=on_done/>
            </form>
        </section>
    }
}

fn next_number(ledger: &Ledger, service: ServiceId) -> u32 {
    let last = ledger.desk().service(service).and_then(|s| s.templates.keys().last().copied());
    last.map_or(1, |n| n.saturating_add(1))
}

fn named<Id: ToString>(id: Id, name: Option<&Name>) -> (String, String) {
    (id.to_string(), name.map(Name::to_string).unwrap_or_default())
}

#[component]
fn Fields(typed: Typed, fixed: bool) -> impl IntoView {
    let desk = use_desk();
    let services = Signal::derive(move || {
        let mut all = desk.read(Bell::Others, |l| {
            l.desk().services().map(|(id, s)| named(id, s.name.as_ref())).collect::<Vec<_>>()
        });
        all.sort_by_cached_key(|(_, name)| natural(name));
        if all.len() > 1 {
            all.insert(0, (String::new(), say!("repeat.service_none").to_owned()));
        }
        all
    });
    let clients = Signal::derive(move || {
        let mut all = desk.read(Bell::Others, |l| {
            l.desk().clients().map(|(id, c)| named(id, c.name.as_ref())).collect::<Vec<_>>()
        });
        all.sort_by_cached_key(|(_, name)| natural(name));
        all.insert(0, (String::new(), say!("repeat.any_client").to_owned()));
        all
    });
    let priorities: Vec<_> =
        Priority::ALL.iter().map(|p| (p.code().to_owned(), say_dyn!("priority.", p.code()))).collect();
    let mut effects = vec![(String::new(), say!("repeat.effect_none").to_owned())];
    effects.extend(Effect::ALL.iter().map(|e| (e.code().to_owned(), say_dyn!("effect.", e.code()))));
    let judged = Memo::new(move |_| desk.read(Bell::Others, |l| manner(l.desk()).lens != Lens::Off));
    view! {
        <TextField label=say!("repeat.name") hint=say!("repeat.name_hint") value=typed.name.0 fault=typed.name.1 required=true/>
        {(!fixed).then(|| view! { <SelectField label=say!("repeat.service") value=typed.service.0 options=services fault=typed.service.1/> })}
        <div class="form-wide"><TextField label=say!("repeat.subject") value=typed.title.0 fault=typed.title.1 required=true/></div>
        <div class="form-wide"><AreaField label=say!("repeat.text") hint=say!("repeat.text_hint") value=typed.text.0 fault=typed.text.1/></div>
        <div class="form-wide"><AreaField label=say!("repeat.means") hint=say!("repeat.means_hint") value=typed.means.0 fault=typed.means.1/></div>
        <SelectField label=say!("repeat.priority") value=typed.priority.0 options=Signal::stored(priorities)/>
        {move || judged.get().then(|| view! { <SelectField label=say!("repeat.effect") value=typed.effect.0 options=Signal::stored(effects.clone())/> })}
        <TextField label=say!("repeat.owner") value=typed.owner.0 fault=typed.owner.1/>
        <SelectField label=say!("repeat.client") value=typed.client.0 options=clients/>
    }
}

/// When it comes again.
#[component]
fn Again(typed: Typed) -> impl IntoView {
    let kinds = ["", "days", "weeks", "months", "weekday"];
    let kinds = kinds
        .map(|code| (code.to_owned(), say_dyn!("repeat.kind.", if code.is_empty() { "none" } else { code })));
    view! {
        <SelectField label=say!("repeat.again") value=typed.every.0 options=Signal::stored(kinds.to_vec())/>
        {move || typed.every.0.with(|code| (!code.is_empty()).then(|| view! {
            <TextField label=say_dyn!("repeat.number.", code) kind="number" value=typed.number.0 fault=typed.number.1/>
            <TextField label=say!("repeat.from") hint=say!("repeat.from_hint") kind="date" value=typed.from.0 fault=typed.from.1/>
        }))}
    }
}

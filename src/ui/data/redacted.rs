//! A copy without the names of people, to show to others: what is replaced, what is not, and the two files.

use super::backup::{local_zone, offer};
use crate::say;
use crate::store::ledger::{Batch, Ledger};
use crate::store::redact::{self, Choices, Redaction, Standins};
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::notice::{Kind, Notice};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::icon::Icon;
use crate::words::{errors, say_dyn};
use leptos::prelude::*;

/// How many names are shown of the list.
const MOST: usize = 200;

/// The row that leads there.
#[component]
pub fn RedactedRow() -> impl IntoView {
    let desk = use_desk();
    let asking = RwSignal::new(false);
    let there = move || desk.read(Bell::Others, |ledger| ledger.desk().is_set_up());
    view! {
        <div class="setting">
            <div><b>{say!("redact.row")}</b><p>{say!("redact.row_text")}</p></div>
            <button class="btn" type="button" data-does="redact" disabled=move || !there() on:click=move |_| asking.set(true)><Icon name="people"/>{say!("redact.ask")}</button>
        </div>
        {move || asking.get().then(|| view! { <Asked asking=asking/> })}
    }
}

/// The words that stand for what is replaced.
fn standins() -> Standins<'static> {
    Standins {
        member: say!("redact.member"),
        requester: say!("redact.requester"),
        person: say!("redact.person"),
        client: say!("redact.client"),
        somebody: say!("redact.somebody"),
        address: say!("redact.address"),
        left_out: say!("redact.left_out"),
        point: say!("redact.point"),
    }
}

/// Every record there is, with what is packed.
fn records(desk: Desk) -> Batch {
    desk.tend(|ledger| {
        ledger.read_all();
        let all = ledger.desk();
        all.subjects().map(|subject| (subject, all.log(subject).to_vec())).collect()
    })
}

/// `inhouse-without-names-<date>` with this end: the team's name may be that of a person.
fn file_name(ledger: &Ledger, end: &str) -> String {
    let date = local_zone(ledger).to_local(ledger.now()).date().to_string();
    ["inhouse-without-names-", &date, end].concat()
}

/// What is shown before anything is downloaded.
#[derive(Clone, PartialEq, Default)]
struct Shown {
    choices: Choices,
    /// Who becomes whom.
    pairs: Vec<(String, String)>,
    people: usize,
    clients: usize,
    staying: Vec<String>,
}

fn shown(records: &Batch, choices: Choices) -> Shown {
    let redaction = Redaction::of(records, choices, standins());
    let pair = |(name, stand): (&str, &str)| (name.to_owned(), stand.to_owned());
    let mut pairs: Vec<_> = redaction.people().map(pair).collect();
    let people = pairs.len();
    pairs.extend(redaction.clients().map(pair));
    let clients = pairs.len() - people;
    Shown { choices, pairs, people, clients, staying: redaction.staying().to_vec() }
}

#[component]
fn Asked(asking: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let all = StoredValue::new_local(records(desk));
    let choices = RwSignal::new(Choices::default());
    let about = Memo::new(move |_| all.with_value(|all| shown(all, choices.get())));
    // The list of names stays open while the choices are changed.
    let unfolded = StoredValue::new(false);
    let copy = move || {
        let choices = choices.get_untracked();
        all.with_value(|all| Redaction::of(all, choices, standins()).apply(all))
    };
    let file = move |_| {
        let (text, name) = desk
            .peek(|ledger| (redact::file(ledger.keys(), &copy(), ledger.now()), file_name(ledger, ".json")));
        match text {
            Ok(text) => drop(offer(desk, &name, "application/json", &text)),
            Err(error) => {
                desk.notices().show(Notice { kind: Kind::Trouble, text: errors::store(&error) });
            }
        }
    };
    let table = move |_| {
        let (text, name) = desk.peek(|ledger| {
            // Spreadsheets read UTF-8 only behind this mark.
            let rows = redact::table(&copy(), &*ledger.ports().zones, ledger.now());
            (["\u{feff}", &rows].concat(), file_name(ledger, ".csv"))
        });
        offer(desk, &name, "text/csv", &text);
    };
    view! {
        <Dialog title=say!("redact.title") on_close=Callback::new(move |()| asking.set(false))>
            <div class="stack stack-4">
                <p class="soft small">{say!("redact.lead")}</p>
                <fieldset class="stack">
                    <legend>{say!("redact.stand")}</legend>
                    {[false, true].into_iter().map(|initials| view! {
                        <label class="pick"><input type="radio" name="redact-stand" prop:checked=move || choices.get().initials == initials
                            on:change=move |_| choices.update(|c| c.initials = initials)/>
                            <span>{if initials { say!("redact.by_initials") } else { say!("redact.by_role") }}</span></label>
                    }).collect_view()}
                </fieldset>
                <fieldset class="stack">
                    <legend>{say!("redact.besides")}</legend>
                    <Tick choices=choices code="clients" read=|c| c.clients write=|c, on| c.clients = on/>
                    <Tick choices=choices code="texts" read=|c| c.texts write=|c, on| c.texts = on/>
                    <Tick choices=choices code="titles" read=|c| c.titles write=|c, on| c.titles = on/>
                </fieldset>
                {move || about.with(|about| what_happens(about, unfolded))}
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| asking.set(false)>{say!("button.close")}</button>
                    <button class="btn" type="button" on:click=table><Icon name="table"/>{say!("redact.table")}</button>
                    <button class="btn btn-main" type="button" on:click=file><Icon name="down2"/>{say!("redact.file")}</button>
                </div>
            </div>
        </Dialog>
    }
}

/// Something that is replaced or left out besides.
#[component]
fn Tick(
    choices: RwSignal<Choices>,
    code: &'static str,
    read: fn(&Choices) -> bool,
    write: fn(&mut Choices, bool),
) -> impl IntoView {
    view! {
        <label class="pick"><input type="checkbox" prop:checked=move || choices.with(read)
            on:change:target=move |ev| { let on = ev.target().checked(); choices.update(|c| write(c, on)); }/>
            <span>{say_dyn!("redact_besides.", code)}</span></label>
    }
}

/// What is replaced, and what is not.
fn what_happens(about: &Shown, unfolded: StoredValue<bool>) -> AnyView {
    let Choices { texts, titles, clients, .. } = about.choices;
    let replaced = [
        Some(say!("redact.people", n = about.people)),
        clients.then(|| say!("redact.clients", n = about.clients)),
        Some(if texts { say!("redact.no_texts").to_owned() } else { say!("redact.in_texts").to_owned() }),
        titles.then(|| say!("redact.no_titles").to_owned()),
        Some(say!("redact.always").to_owned()),
    ];
    let named = match clients {
        true => say!("redact.stays_services").to_owned(),
        false => say!("redact.stays_names").to_owned(),
    };
    let names = about.staying.join(", ");
    let stays = [
        Some(say!("redact.stays_figures").to_owned()),
        Some(named),
        (!names.is_empty()).then(|| say!("redact.stays_also", names = names)),
    ];
    let list = |id: &'static str, title: &'static str, lines: Vec<String>| {
        view! {
            <section aria-labelledby=id>
                <h3 id=id>{title}</h3>
                <ul class="list">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </section>
        }
    };
    let warning = match (texts, titles) {
        (true, true) => None,
        (true, false) => Some(say!("redact.read_titles")),
        _ => Some(say!("redact.read_texts")),
    };
    let pairs = about.pairs.clone();
    let (many, more) = (!pairs.is_empty(), pairs.len().saturating_sub(MOST));
    let who = say!("redact.who");
    view! {
        {list("redact-replaced", say!("redact.replaced"), replaced.into_iter().flatten().collect())}
        {list("redact-stays", say!("redact.stays"), stays.into_iter().flatten().collect())}
        {warning.map(|text| view! { <div class="note note-risk"><Icon name="risk"/><p>{text}</p></div> })}
        {many.then(|| view! {
            <details open=unfolded.get_value() on:toggle:target=move |ev| unfolded.set_value(ev.target().has_attribute("open"))>
                <summary>{who}</summary>
                // It scrolls, so the keys have to get there.
                <ul class="names" tabindex="0" aria-label=who>
                    {pairs.into_iter().take(MOST).map(|(name, stand)| view! { <li>{say!("redact.pair", name = name, stand = stand)}</li> }).collect_view()}
                    {(more > 0).then(|| view! { <li class="soft">{say!("data.and_more", n = more)}</li> })}
                </ul>
                <p class="soft small">{say!("redact.who_text")}</p>
            </details>
        })}
    }
    .into_any()
}

//! The form for a new request, over the board.

use super::filter::clients_by_name;
use super::form::{Form, templates};
use super::form_asked::{AskedFields, Usually};
use super::given::unknown;
use super::order::use_board;
use crate::browser::focus;
use crate::domain::fold::natural;
use crate::domain::ident::{ClientId, ServiceId};
use crate::domain::moment::Moment;
use crate::domain::openness::owes_purpose;
use crate::domain::outlook::outlook;
use crate::domain::quota::with_one_more;
use crate::domain::request::{Channel, Direction, Effect, PauseReason, Priority, Stage};
use crate::domain::sieve::Sieve;
use crate::domain::text::Name;
use crate::domain::triage::{Impact, Lens, Urgency, manner};
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::now::use_now;
use crate::ui::parts::dialog::{Dialog, fresh_id};
use crate::ui::parts::field::{AreaField, SelectField, TextField};
use crate::ui::parts::icon::Icon;
use crate::ui::request::forecast::Fit;
use crate::ui::{go, use_place};
use crate::words::{locale, say_dyn, time};
use leptos::prelude::*;

/// The form in its dialog.
#[component]
pub fn NewRequestDialog() -> impl IntoView {
    let (desk, board, form) = (use_desk(), use_board(), expect_context::<Form>());
    let address = use_place();
    form.faults.clear();
    focus::focus_first_soon("dialog[open] form input");
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let Some(id) = form.submit(desk) else {
            focus::focus_first_soon("dialog [aria-invalid]");
            return;
        };
        form.clear();
        // A filter that hides the new card would hide that it is there.
        if board.sight.with_untracked(|sight| !Stage::ALL.iter().any(|s| sight.lane(*s).contains(&id))) {
            board.change(|view| view.sieve = Sieve::default());
        }
        form.made.set(Some(id));
        go(&address.board());
    };
    let typed = Memo::new(move |_| !form.is_empty());
    // What a link has put in and nobody has touched goes with the dialog: the next request begins with nothing.
    let leave = move |()| {
        if !untrack(|| form.holds()) {
            form.clear();
        }
        go(&address.board());
    };
    view! {
        <Dialog title=say!("raise.title") class="dialog-wide" on_close=Callback::new(leave)>
            // What is typed here outlives the dialog.
            <form class="form" novalidate data-kept="" on:submit=submit>
                <Notes/>
                <FromTemplate/>
                <Fields/>
                <div class="form-wide stack" aria-live="polite"><Delivery/><Preview/><Urgent/></div>
                {move || form.faults.all.with(|text| (!text.is_empty()).then(|| view! {
                    <p class="error form-wide" role="alert"><Icon name="late"/><span>{text.clone()}</span></p>
                }))}
                <div class="form-foot">
                    <p class="hint grow">{say!("raise.kept")}</p>
                    {move || typed.get().then(|| view! {
                        <button class="btn btn-quiet" type="button" on:click=move |_| form.clear()>{say!("raise.empty")}</button>
                    })}
                    <button class="btn btn-main" type="submit">{say!("raise.submit")}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// What is to be known of what came from outside.
#[component]
fn Notes() -> impl IntoView {
    let (desk, form) = (use_desk(), expect_context::<Form>());
    let all = Memo::new(move |_| {
        let notes = form.notes.get();
        // Of what a person writes the list under the field tells as much.
        let names = || form.client.with(|client| form.service.with(|service| unknown(desk, client, service)));
        if notes.is_empty() { notes } else { notes.into_iter().chain(names()).collect() }
    });
    move || {
        (!all.with(Vec::is_empty)).then(|| view! {
            <div class="note note-info form-wide" role="status">
                <Icon name="info"/>
                <div class="stack stack-2">{all.get().into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}</div>
            </div>
        })
    }
}

/// The templates to begin with, where there are any.
#[component]
fn FromTemplate() -> impl IntoView {
    let (desk, form) = (use_desk(), expect_context::<Form>());
    let known = desk.read(Bell::Others, templates);
    if known.is_empty() {
        return ().into_any();
    }
    let mut options = vec![(String::new(), say!("raise.template_none").to_owned())];
    options.extend(known);
    let chosen = RwSignal::new(form.template.get_untracked());
    leptos::prelude::Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            form.fill(desk, now.clone());
        }
        now
    });
    view! {
        <div class="form-wide">
            <SelectField label=say!("raise.template") hint=say!("raise.template_hint") value=chosen options=Signal::stored(options)/>
        </div>
    }
    .into_any()
}

/// The fields; client and service propose what there is and take a new name.
#[component]
fn Fields() -> impl IntoView {
    let (desk, form) = (use_desk(), expect_context::<Form>());
    let faults = form.faults;
    let (clients, services) = (fresh_id("clients"), fresh_id("services"));
    let place = desk.peek(|ledger| ledger.desk().team().zone.as_deref().map(time::place)).unwrap_or_default();
    let priorities = codes(Priority::ALL.iter().map(|p| (p.code(), say_dyn!("priority.", p.code()))));
    // What comes out of a file comes in by the import.
    let channels = Channel::ALL.iter().filter(|c| **c != Channel::File);
    let channels = codes(channels.map(|c| (c.code(), say_dyn!("channel.", c.code()))));
    let mut effects = codes(Effect::ALL.iter().map(|e| (e.code(), say_dyn!("effect.", e.code()))));
    effects.insert(0, (String::new(), say!("raise.effect_none").to_owned()));
    let mut waits = codes(PauseReason::ALL.iter().map(|r| (r.code(), say_dyn!("pause.", r.code()))));
    waits.insert(0, (String::new(), say!("raise.waits_not").to_owned()));
    let judged =
        Memo::new(move |_| desk.read(Bell::Others, |ledger| manner(ledger.desk()).lens != Lens::Off));
    let owed = desk.peek(|ledger| owes_purpose(ledger.desk()));
    view! {
        <div class="form-wide">
            <TextField label=say!("raise.what") value=form.title fault=faults.title required=true/>
        </div>
        <TextField label=say!("raise.client") hint=say!("raise.client_hint") value=form.client fault=faults.client
            list=clients.clone()/>
        <TextField label=say!("raise.service") hint=say!("raise.service_hint") value=form.service fault=faults.service
            list=services.clone()/>
        <AskedFields/>
        <TextField label=say!("raise.requester") value=form.requester fault=faults.requester/>
        <SelectField label=say!("raise.channel") value=form.channel options=Signal::stored(channels)/>
        <SelectField label=say!("raise.priority") value=form.priority fault=faults.priority options=Signal::stored(priorities)/>
        <TextField label=say!("raise.purpose") hint=if owed { say!("raise.purpose_hint") } else { "" } value=form.purpose
            fault=faults.purpose required=owed/>
        <TextField label=say!("raise.depends") hint=say!("raise.depends_hint") value=form.depends fault=faults.depends/>
        <Waiting/>
        {move || judged.get().then(|| view! {
            <SelectField label=say!("raise.effect") value=form.effect options=Signal::stored(effects.clone())/>
        })}
        <TextField label=say!("raise.labels") hint=say!("raise.labels_hint") value=form.labels fault=faults.labels/>
        <SelectField label=say!("raise.waits") hint=say!("raise.waits_hint") value=form.waits options=Signal::stored(waits)/>
        <div class="form-wide"><AreaField label=say!("raise.text") value=form.text fault=faults.text/></div>
        <TextField label=say!("raise.promise") hint=say!("raise.promise_hint", place = place) kind="datetime-local"
            value=form.promise fault=faults.promise/>
        <div class="form-wide stack stack-2"><Usually/><Fit of=Memo::new(move |_| form.promised(desk))/></div>
        <datalist id=clients>{move || options(desk.read(Bell::Others, clients_by_name).into_iter().map(|c| c.1))}</datalist>
        <datalist id=services>{move || options(desk.read(Bell::Others, services_by_name).into_iter())}</datalist>
    }
}

/// What waiting would do, and for whom: of what we deliver. Once both are said, the priority is that of the team's table;
/// another one can still be chosen.
#[component]
fn Waiting() -> impl IntoView {
    let (desk, form) = (use_desk(), expect_context::<Form>());
    let unsaid = |mut list: Vec<(String, String)>| {
        list.insert(0, (String::new(), say!("raise.effect_none").to_owned()));
        list
    };
    let urgencies = unsaid(codes(Urgency::ALL.iter().map(|u| (u.code(), say_dyn!("urgency.", u.code())))));
    let impacts = unsaid(codes(Impact::ALL.iter().map(|i| (i.code(), say_dyn!("impact.", i.code())))));
    leptos::prelude::Effect::new(move |before: Option<Option<Priority>>| {
        let now = form.weighed(desk);
        if let (Some(before), Some(priority)) = (before, now)
            && before != now
        {
            form.priority.set(priority.code().to_owned());
        }
        now
    });
    move || {
        (form.direction() == Direction::WeServe).then(|| view! {
            <SelectField label=say!("triage.urgency") hint=say!("raise.weighed") value=form.urgency options=Signal::stored(urgencies.clone())/>
            <SelectField label=say!("triage.impact") value=form.impact options=Signal::stored(impacts.clone())/>
        })
    }
}

fn codes(list: impl Iterator<Item = (&'static str, String)>) -> Vec<(String, String)> {
    list.map(|(code, words)| (code.to_owned(), words)).collect()
}

fn options(names: impl Iterator<Item = String>) -> impl IntoView {
    names.map(|name| view! { <option value=name></option> }).collect_view()
}

fn services_by_name(ledger: &Ledger) -> Vec<String> {
    let mut names: Vec<String> =
        ledger.desk().services().filter_map(|(_, s)| s.name.as_ref().map(Name::to_string)).collect();
    names.sort_by_cached_key(|name| natural(name));
    names
}

/// Who delivers to whom, and a way to turn it round.
#[component]
fn Delivery() -> impl IntoView {
    let (desk, form) = (use_desk(), expect_context::<Form>());
    let words = move || {
        let team = desk
            .read(Bell::Others, |l| l.desk().team().name.as_ref().map(Name::to_string))
            .unwrap_or_default();
        let client = form.client.with(|text| text.trim().to_owned());
        let client = if client.is_empty() { say!("raise.way_nobody").to_owned() } else { client };
        let (from, to) = if form.direction() == Direction::WeAsk { (client, team) } else { (team, client) };
        say!("raise.way", from = from, to = to)
    };
    view! {
        <p class="row">
            <b>{words}</b>
            <button class="btn btn-s" type="button" on:click=move |_| form.asks.update(|asks| *asks = !*asks)>
                <Icon name="swap"/>{say!("raise.way_turn")}
            </button>
        </p>
    }
}

/// The deadlines it will get.
#[component]
fn Preview() -> impl IntoView {
    let (desk, form, now) = (use_desk(), expect_context::<Form>(), use_now());
    let words = Memo::new(move |_| {
        let now = now.get();
        if form.direction() != Direction::WeServe {
            return say!("raise.outlook_theirs").to_owned();
        }
        let priority = form.priority.with(|code| Priority::parse(code)).unwrap_or(Priority::Normal);
        desk.read(Bell::Others, |ledger| {
            let client: Option<ClientId> = form.client.with(|name| ledger.desk().client_named(name));
            let service: Option<ServiceId> = form.service.with(|name| ledger.desk().service_named(name));
            let waits = form.waits.with(|code| PauseReason::parse(code));
            preview(ledger, client, service, priority, waits, now)
        })
    });
    view! { <p class="soft small">{words}</p> }
}

/// What is asked of one urgent request more than the team's number for a client. It is added all the same.
#[component]
fn Urgent() -> impl IntoView {
    let (desk, form) = (use_desk(), expect_context::<Form>());
    let words = Memo::new(move |_| {
        let urgent = form.priority.with(|code| Priority::parse(code)) == Some(Priority::Urgent);
        if !urgent || form.direction() != Direction::WeServe {
            return None;
        }
        desk.listen(Bell::Others);
        desk.read(Bell::Requests, |ledger| {
            let desk = ledger.desk();
            let beyond = with_one_more(desk, form.client.with(|name| desk.client_named(name))?)?;
            let known = beyond.counted.iter().filter_map(|id| desk.request(*id));
            let names: Vec<String> = known.map(|r| r.reference.to_string()).collect();
            let client = form.client.with(|name| name.trim().to_owned());
            let list = locale().list(&names);
            Some(say!("quota.one_more", client = client, names = list, n = names.len(), most = beyond.most))
        })
    });
    move || {
        words
            .get()
            .map(|words| view! { <p class="row nowrap-row small"><Icon name="p4"/><span>{words}</span></p> })
    }
}

fn preview(
    ledger: &Ledger,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    priority: Priority,
    waits: Option<PauseReason>,
    now: Moment,
) -> String {
    let found = outlook(ledger.desk(), ledger.book(), client, service, priority, waits, now);
    let Some((found, hours)) = found.and_then(|f| Some((f, ledger.book().get(f.calendar)?))) else {
        return say!("raise.outlook_none").to_owned();
    };
    let name = ledger.desk().agreement(found.agreement).and_then(|a| a.name.as_ref()).map(Name::to_string);
    let words = |at: Option<Moment>| {
        at.map(|at| time::moment(hours.zone.to_local(at), hours.zone.to_local(now))).unwrap_or_default()
    };
    let parts = match (found.response, found.resolution) {
        (Some(_), Some(_)) => "both",
        (Some(_), None) => "response",
        (None, Some(_)) => "done",
        (None, None) => "none",
    };
    let (response, done) = (words(found.response), words(found.resolution));
    say!("raise.outlook", name = name.unwrap_or_default(), parts = parts, response = response, done = done)
}

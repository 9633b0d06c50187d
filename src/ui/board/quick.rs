//! A request in one line. What is understood of it stands below while one types; Enter puts it on the board.

use super::form::Form;
use super::given::paste;
use super::order::use_board;
use super::strong;
use crate::domain::asked::has_required;
use crate::domain::edit::{Choice, Edit, NewRequest};
use crate::domain::fold::fold;
use crate::domain::ident::Subject;
use crate::domain::moment::{Moment, Span};
use crate::domain::openness::owes_purpose;
use crate::domain::quick::{self, Fault, Known, Lexicon, Named, Part, Quick};
use crate::domain::request::{Priority, Stage};
use crate::domain::sieve::Sieve;
use crate::domain::text::{Name, Title};
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::go;
use crate::ui::now::use_now;
use crate::ui::parts::icon::Icon;
use crate::ui::parts::lexicon::lexicon;
use crate::ui::request::forecast::above;
use crate::ui::typing;
use crate::words::{Part as Words, errors, say_dyn, time};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

/// One word or name that was understood: its icon, and what it says.
type Chip = (&'static str, String);

/// A line, read, with all that is said of it.
#[derive(Clone, PartialEq)]
struct Said {
    quick: Quick,
    due: Option<Moment>,
    chips: Vec<Chip>,
    doubts: Vec<String>,
    /// That the promise is above capacity.
    above: Option<Vec<Words>>,
}

/// The line.
#[component]
pub fn QuickLine() -> impl IntoView {
    let (board, desk, now) = (use_board(), use_desk(), use_now());
    let line = typing::outlive_text("quick line");
    let refused = RwSignal::new(String::new());
    let lexicon = StoredValue::new(lexicon());
    let said = Memo::new(move |_| {
        let now = now.get();
        line.with(|text| {
            let read = |ledger: &Ledger| lexicon.with_value(|words| said(ledger, text, words, now));
            (!text.trim().is_empty()).then(|| desk.read(Bell::Others, read))
        })
    });
    let form = expect_context::<Form>();
    let submit = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        let Some(said) = said.get_untracked() else { return };
        // A line has no place for what it is for, nor for what its service asks for: where that is owed, the form goes
        // on from it.
        let service = choice(said.quick.service.clone());
        let owed = |ledger: &Ledger| owes_purpose(ledger.desk()) || has_required(ledger.desk(), &service);
        if !said.quick.is_faulty() && desk.peek(owed) {
            // What is written there already is not written over.
            if !untrack(|| form.is_empty()) {
                return refused.set(say!("quick.form_busy").to_owned());
            }
            let due = said.due.map(|at| desk.peek(|ledger| super::team_zone(ledger, at, at).to_local(at)));
            form.go_on(&said.quick, due);
            line.set(String::new());
            return go(&Route::NewRequest);
        }
        match add(desk, said) {
            Ok(Some(id)) => {
                line.set(String::new());
                // A filter that hides the new card would hide that it is there.
                if board.sight.with_untracked(|sight| !sight.lane(Stage::New).contains(&id)) {
                    board.change(|view| view.sieve = Sieve::default());
                }
            }
            Ok(None) => {}
            Err(words) => refused.set(words),
        }
    };
    view! {
        <form class="quick" data-kept="" aria-label=say!("quick.title") on:submit=submit>
            <Icon name="plus"/>
            <input class="input" type="text" autocomplete="off" aria-label=say!("quick.title") placeholder=say!("quick.hint")
                aria-describedby="quick-said" aria-keyshortcuts="q" prop:value=line
                aria-invalid=move || (!refused.with(String::is_empty)).then_some("true")
                on:keydown=move |ev| if ev.key() == "Escape" { line.set(String::new()); refused.set(String::new()); }
                on:paste=move |ev| if let Some(words) = paste(&ev, form) { refused.set(words) }
                on:input:target=move |ev| { refused.set(String::new()); line.set(ev.target().value()); }/>
            <div class="quick-said" id="quick-said" aria-live="polite">
                {move || match said.get() {
                    Some(said) => shown(&said, refused.get()),
                    None => fault(refused.get()),
                }}
            </div>
        </form>
    }
}

/// Why it was not taken; nothing where there is no reason.
fn fault(words: String) -> AnyView {
    (!words.is_empty())
        .then(|| view! { <p class="error" role="alert"><Icon name="late"/><span>{words}</span></p> })
        .into_any()
}

/// What was understood, what is wrong, and what Enter does.
fn shown(said: &Said, refused: String) -> AnyView {
    let chip = |(icon, words): &Chip| view! { <li class="tag"><Icon name=*icon/>{words.clone()}</li> };
    let wrong = !said.doubts.is_empty() || !refused.is_empty();
    view! {
        <ul class="chips">{said.chips.iter().map(chip).collect_view()}</ul>
        {said.doubts.iter().map(|text| view! { <p class="error"><Icon name="late"/><span>{text.clone()}</span></p> }).collect_view()}
        {fault(refused)}
        {said.above.clone().map(|words| view! { <p class="note note-risk"><Icon name="risk"/><span>{strong(words)}</span></p> })}
        {(!wrong).then(|| view! { <p class="muted small">{say!("quick.enter")}</p> })}
    }
    .into_any()
}

/// Puts it on the board; nothing where something is to be mended first, which stands below the line
/// already, or a sentence that does not stand there yet.
fn add(desk: Desk, said: Said) -> Result<Option<crate::domain::ident::RequestId>, String> {
    let Said { quick, due, .. } = said;
    if quick.is_faulty() {
        return Ok(None);
    }
    let title = Title::new(&quick.title).map_err(|fault| match fault {
        crate::domain::text::TextFault::Empty => say!("quick.no_title").to_owned(),
        long => say!("quick.long_title", what = errors::text(long)),
    })?;
    let new = NewRequest {
        client: choice(quick.client),
        service: choice(quick.service),
        priority: quick.priority.unwrap_or(Priority::Normal),
        labels: quick.labels,
        promise: due,
        ..NewRequest::titled(title)
    };
    let outcome = desk.attempt(Edit::Raise(Box::new(new))).map_err(|trouble| errors::trouble(&trouble))?;
    Ok(match outcome.made {
        Some(Subject::Request(id)) => Some(id),
        _ => None,
    })
}

fn choice<Id>(named: Option<Named<Id>>) -> Choice<Id> {
    match named {
        None => Choice::None,
        Some(Named { id: Some(id), .. }) => Choice::Known(id),
        Some(Named { name, .. }) => Choice::New(name),
    }
}

fn said(ledger: &Ledger, line: &str, lexicon: &Lexicon, now: Moment) -> Said {
    let desk = ledger.desk();
    let zone = super::team_zone(ledger, now, now + Span::days(366));
    let local = zone.to_local(now);
    let folded = |name: Option<&Name>| name.map(|name| fold(name.as_str()));
    let known = Known {
        clients: desk.clients().filter_map(|(id, c)| Some((folded(c.name.as_ref())?, id))).collect(),
        services: desk.services().filter_map(|(id, s)| Some((folded(s.name.as_ref())?, id))).collect(),
    };
    let quick = quick::read(line, lexicon, &known, local.date());
    let due = quick.due.map(|(day, time)| end_of(ledger, day, time));
    let mut chips: Vec<Chip> = Vec::new();
    if let Some(client) = &quick.client {
        let name = client.name.as_str();
        let known = client.id.is_some();
        chips.push((
            "people",
            if known { say!("quick.client", name = name) } else { say!("quick.client_new", name = name) },
        ));
    }
    if let Some(service) = &quick.service {
        let name = service.name.as_str();
        let known = service.id.is_some();
        chips.push((
            "desk",
            if known { say!("quick.service", name = name) } else { say!("quick.service_new", name = name) },
        ));
    }
    if let Some(priority) = quick.priority {
        chips.push((super::card::priority_icon(priority), say_dyn!("priority.", priority.code())));
    }
    chips.extend(quick.labels.iter().map(|label| ("edit", say!("quick.label", name = label.as_str()))));
    if let Some(due) = due {
        let date = time::moment(zone.to_local(due), local);
        chips.push(("flag", say!("quick.due", date = date)));
    }
    let part = |(from, to): (usize, usize)| line.get(from..to).unwrap_or_default();
    let doubts = quick.faults.iter().map(|(fault, place)| doubt(*fault, part(*place))).collect();
    let above = due.and_then(|at| above(ledger, at, now));
    Said { quick, due, chips, doubts, above }
}

/// What is wrong with a part of the line, and the way out.
fn doubt(fault: Fault, part: &str) -> String {
    // A part of a thousand letters would hide what is said of it.
    let text: String = part.chars().take(60).collect();
    match fault {
        Fault::NoPriority => {
            let all =
                Priority::ALL.iter().map(|p| ["!", &say_dyn!("priority.", p.code()).to_lowercase()].concat());
            say!("quick.no_priority", text = text, all = all.collect::<Vec<_>>().join(", "))
        }
        Fault::NoSuchDay => say!("quick.no_day", text = text),
        Fault::Past => say!("quick.past", text = text),
        Fault::FarAway => say!("quick.far", text = text),
        Fault::NotADay => say!("quick.not_a_day", text = text),
        Fault::LongName(_) => say!("quick.long_name", most = Name::MOST),
        Fault::Twice(Part::Client) => say!("quick.two_clients", text = text),
        Fault::Twice(Part::Due) => say!("quick.two_dates", text = text),
        Fault::Twice(_) => say!("quick.twice", text = text),
    }
}

/// The moment a day is promised for: at the time said; else when the team closes on that day; on a day
/// it does not open, at the end of the day.
fn end_of(ledger: &Ledger, day: NaiveDate, time: Option<NaiveTime>) -> Moment {
    let noon = day.and_time(NaiveTime::MIN);
    let near = Moment(noon.and_utc().timestamp_millis());
    let zone = super::team_zone(ledger, near - Span::days(1), near + Span::days(2));
    if let Some(time) = time {
        return zone.from_local(day.and_time(time));
    }
    let from = zone.from_local(noon);
    let to =
        day.succ_opt().map_or(from + Span::days(1), |next| zone.from_local(next.and_time(NaiveTime::MIN)));
    let hours = ledger.desk().team().hours.and_then(|id| ledger.book().get(id));
    let closing = hours.and_then(|hours| hours.open.spans_between(from, to).last());
    closing.map_or(to - Span::minutes(1), |(_, closes)| closes)
}

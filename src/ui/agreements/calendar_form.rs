//! The form of a calendar: name, zone, week, holidays and days with hours of their own.

use super::holidays::{Coming, DayList, DaysForm};
use super::hours::{WeekFields, WeekForm};
use super::month::MonthView;
use super::moves::Moves;
use super::offices::OfficesSaid;
use super::rhythm::words as day_words;
use super::week::{WeekPicture, clock_change, day_word, week_length};
use super::week_drawing::WeekDrawing;
use crate::browser::focus;
use crate::domain::calendar::{Hours, Week};
use crate::domain::calendar_record::{Calendar, CalendarFact};
use crate::domain::decide::crossed_calendar;
use crate::domain::edit::{CalendarDraft, Edit, Refusal};
use crate::domain::fold::natural;
use crate::domain::ident::{CalendarId, Subject};
use crate::domain::layers::{Written, offered, whole_of};
use crate::domain::moment::Span;
use crate::domain::offices::{offered_offices, offices_of};
use crate::domain::text::Name;
use crate::store::ledger::{Ledger, Trouble};
use crate::ui::desk::{Desk, use_desk};
use crate::ui::notice::Notice;
use crate::ui::parts::dialog::{Dialog, fresh_id};
use crate::ui::parts::field::TextField;
use crate::ui::parts::icon::Icon;
use crate::ui::start::form::{ZoneList, find_zone};
use crate::words::{errors, locale, say};
use chrono::NaiveDate;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    name_fault: RwSignal<String>,
    zone: RwSignal<String>,
    zone_fault: RwSignal<String>,
    week: WeekForm,
    days: DaysForm,
    /// The calendars whose closed days it takes.
    layers: RwSignal<BTreeSet<CalendarId>>,
    /// The calendars in whose hours it is open.
    opens: RwSignal<BTreeSet<CalendarId>>,
    fault: RwSignal<String>,
    /// What the fields held when it was opened: only what differs from that is saved.
    opened: StoredValue<Option<Calendar>>,
    /// The calendar as it was stored then.
    stored: StoredValue<Option<Calendar>>,
}

impl Form {
    fn of(ledger: &Ledger, id: Option<CalendarId>) -> Form {
        let known = id.and_then(|id| ledger.desk().calendar(id)).cloned();
        let stored = known.clone();
        let hours = known
            .as_ref()
            .map_or_else(|| Hours::weekly(Week::office(&[(540, 750), (810, 1_020)])), |c| c.hours.clone());
        let team = ledger.desk().team().zone.as_ref();
        let zone = known.as_ref().map(|c| &c.zone).or(team).map(|z| z.to_string());
        let zone = zone.unwrap_or_else(|| ledger.ports().zones.here());
        let today = today(ledger, &zone);
        let layers = known.iter().flat_map(|c| &c.layers).copied();
        let layers: BTreeSet<CalendarId> =
            layers.filter(|id| ledger.desk().calendar(*id).is_some()).collect();
        let files = known.as_ref().map(|c| c.files.clone()).unwrap_or_default();
        let opens = known.iter().flat_map(|c| &c.opens).copied();
        let opens: BTreeSet<CalendarId> = opens.filter(|id| ledger.desk().calendar(*id).is_some()).collect();
        let form = Form {
            name: RwSignal::new(known.and_then(|c| c.name).map(|n| n.to_string()).unwrap_or_default()),
            name_fault: RwSignal::default(),
            zone: RwSignal::new(zone),
            zone_fault: RwSignal::default(),
            week: WeekForm::of(&hours.week),
            days: DaysForm::of(&hours, files, today),
            layers: RwSignal::new(layers.clone()),
            opens: RwSignal::new(opens.clone()),
            fault: RwSignal::default(),
            opened: StoredValue::new(None),
            stored: StoredValue::new(stored.clone()),
        };
        form.opened.set_value(stored.map(|calendar| Calendar {
            hours: untrack(|| form.hours()).0,
            layers,
            opens,
            ..calendar
        }));
        form
    }

    /// What is said of what another place changed since the form was opened; none where nothing was.
    fn elsewhere(&self, ledger: &Ledger, id: CalendarId, written: &Calendar) -> Option<String> {
        let (here, then) = (ledger.desk().calendar(id)?, self.stored.get_value()?);
        if *here == then {
            return None;
        }
        let crossed = crossed_calendar(here, &self.opened.get_value()?, written);
        let mut parts: Vec<String> = crossed.iter().map(part_words).collect();
        parts.dedup();
        Some(if parts.is_empty() {
            say!("versions.kept_theirs").to_owned()
        } else {
            say!("hours.crossed", parts = locale().list(&parts))
        })
    }

    /// Does something with the calendar as it is written; listens.
    fn with<T>(&self, id: Option<CalendarId>, hours: Memo<Hours>, then: impl FnOnce(Written<'_>) -> T) -> T {
        let (layers, opens, zone) = (self.layers.get(), self.opens.get(), self.zone.get());
        let zone = zone.trim();
        hours.with(|hours| then(Written { id, zone, hours, layers: &layers, opens: &opens }))
    }

    /// The hours as they are written, and the first thing that is missing.
    fn hours(&self) -> (Hours, Option<String>) {
        let (week, missing) = self.week.week();
        let mut hours = Hours::weekly(week);
        let fault = self.days.put_into(&mut hours);
        (hours, missing.map(|day| say!("hours.no_time", day = day_word(day))).or(fault))
    }

    /// Saves; none where something is wrong, which then stands beside its field.
    fn save(&self, desk: Desk, id: Option<CalendarId>) -> Option<CalendarId> {
        let name = Name::new(&self.name.get_untracked());
        let name = name.map_err(|fault| errors::text_or(fault, say!("hours.no_name")));
        let zone = find_zone(desk, &self.zone.get_untracked());
        let (hours, missing) = untrack(|| self.hours());
        self.name_fault.set(name.as_ref().err().cloned().unwrap_or_default());
        self.zone_fault.set(zone.as_ref().err().cloned().unwrap_or_default());
        self.fault.set(missing.clone().unwrap_or_default());
        let (Ok(name), Ok(zone), None) = (name, zone, missing) else { return None };
        let layers = self.layers.get_untracked();
        let (opens, files) = (self.opens.get_untracked(), self.days.files.get_untracked());
        let zone: Arc<str> = zone.as_str().into();
        let written = Calendar {
            name: Some(name.clone()),
            zone: zone.clone(),
            hours: hours.clone(),
            layers: layers.clone(),
            opens: opens.clone(),
            files: files.clone(),
            ..Calendar::default()
        };
        let told = id.and_then(|id| desk.peek(|l| self.elsewhere(l, id, &written)));
        let opened = self.opened.get_value().map(Box::new);
        let draft = CalendarDraft { name, zone, hours, layers, opens, files, opened };
        match desk.attempt(Edit::SaveCalendar(id, Box::new(draft))) {
            Ok(outcome) => {
                if let Some(text) = told {
                    desk.notices().show(Notice::plain(text));
                }
                match outcome.made {
                    Some(Subject::Calendar(made)) => Some(made),
                    _ => id,
                }
            }
            Err(Trouble::Refused(Refusal::NameTaken(name))) => {
                self.name_fault.set(errors::refusal(&Refusal::NameTaken(name)));
                None
            }
            Err(trouble) => {
                self.fault.set(errors::trouble(&trouble));
                None
            }
        }
    }
}

/// What a fact of a calendar is about, in words.
fn part_words(fact: &CalendarFact) -> String {
    match fact {
        CalendarFact::Named(_) => say!("hours.part_name").to_owned(),
        CalendarFact::Zone(_) => say!("hours.part_zone").to_owned(),
        CalendarFact::Week(_) => say!("hours.part_week").to_owned(),
        CalendarFact::Opens(..) => say!("hours.part_opens").to_owned(),
        CalendarFact::File { name, .. } => say!("hours.part_file", name = name.as_str()),
        CalendarFact::Layer(_) | CalendarFact::Takes(..) => say!("hours.part_layer").to_owned(),
        CalendarFact::Closed { date, .. } | CalendarFact::Special { date, .. } => day_words(*date),
        CalendarFact::Yearly { .. } | CalendarFact::Ruled { .. } => say!("hours.part_yearly").to_owned(),
    }
}

/// The other calendars that may give closed days, with their names.
fn others(ledger: &Ledger, offered: Vec<CalendarId>) -> Vec<(CalendarId, String)> {
    let desk = ledger.desk();
    let named = |other| Some((other, desk.calendar(other)?.name.as_ref()?.to_string()));
    let mut all: Vec<(CalendarId, String)> = offered.into_iter().filter_map(named).collect();
    all.sort_by_cached_key(|(_, name)| natural(name));
    all
}

fn today(ledger: &Ledger, zone: &str) -> NaiveDate {
    let now = ledger.now();
    let table = ledger.ports().zones.table(zone, now, now + Span::days(1));
    table.map(|t| t.to_local(now).date()).unwrap_or_default()
}

/// The form over the page. `on_close` gets the calendar that was saved; none when it was left.
#[component]
pub fn CalendarDialog(id: Option<CalendarId>, on_close: Callback<Option<CalendarId>>) -> impl IntoView {
    let desk = use_desk();
    let form = desk.peek(|l| Form::of(l, id));
    let title = match id {
        Some(_) => say!("hours.title", name = form.name.get_untracked()),
        None => say!("hours.title_new").to_owned(),
    };
    let save = move |ev: web_sys::SubmitEvent| {
        ev.prevent_default();
        match form.save(desk, id) {
            Some(saved) => on_close.run(Some(saved)),
            None => focus::focus_first_soon("dialog[open] [aria-invalid=true], dialog[open] [role=alert]"),
        }
    };
    let zones = fresh_id("zones");
    let hours = Memo::new(move |_| form.hours().0);
    // With the closed days that are taken from others.
    let whole =
        Memo::new(move |_| form.with(id, hours, |written| desk.peek(|l| whole_of(l.desk(), written, None))));
    // With the offices in whose hours it is open; none where there are none.
    let offices = Memo::new(move |_| match form.opens.with(BTreeSet::is_empty) {
        true => Vec::new(),
        false => form.with(id, hours, |written| desk.peek(|l| offices_of(l.desk(), written, None))),
    });
    let (closing, opening) =
        desk.peek(|l| (others(l, offered(l.desk(), id)), others(l, offered_offices(l.desk(), id))));
    let gone = desk.peek(|l| {
        let opens = id.and_then(|id| l.desk().calendar(id)).map(|calendar| &calendar.opens);
        opens.into_iter().flatten().filter(|id| l.desk().calendar(**id).is_none()).count()
    });
    let today = form.days.today;
    view! {
        <Dialog title=title class="dialog-wide" on_close=Callback::new(move |()| on_close.run(None))>
            <form class="dialog-body" novalidate on:submit=save>
                <div class="form">
                    <TextField label=say!("hours.name") value=form.name fault=form.name_fault required=true/>
                    <TextField label=say!("hours.zone") hint=say!("hours.zone_hint") value=form.zone fault=form.zone_fault list=zones.clone() required=true/>
                    <ZoneList id=zones/>
                </div>
                <WeekFields form=form.week/>
                <Picture hours=hours zone=form.zone draw=form.week part=Signal::derive(move || form.opens.with(|all| !all.is_empty()))/>
                <DayList form=form.days/>
                {(!closing.is_empty()).then(|| view! { <Others legend=say!("hours.layer") hint=say!("hours.layer_hint") chosen=form.layers others=closing/> })}
                {(!opening.is_empty()).then(|| view! { <Others legend=say!("hours.offices") hint=say!("hours.offices_hint") chosen=form.opens others=opening/> })}
                <OfficesSaid offices=offices today=today gone=gone/>
                <Coming form=form.days hours=whole/>
                <MonthView form=form.days today=today hours=whole offices=offices/>
                {id.map(|id| view! { <Moves id=id hours=hours zone=form.zone layers=form.layers opens=form.opens/> })}
                <div role="alert" tabindex="-1">{move || (!form.fault.with(String::is_empty)).then(|| view! {
                    <p class="error"><Icon name="late"/><span>{form.fault.get()}</span></p>
                })}</div>
                <div class="actions">
                    <button class="btn" type="button" on:click=move |_| on_close.run(None)>{say!("button.cancel")}</button>
                    <button class="btn btn-main" type="submit">{say!("hours.save")}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// Which other hours something is taken from: any number of them.
#[component]
fn Others(
    legend: &'static str,
    hint: &'static str,
    chosen: RwSignal<BTreeSet<CalendarId>>,
    others: Vec<(CalendarId, String)>,
) -> impl IntoView {
    let text = hint;
    let hint = fresh_id("layer-hint");
    let line = |(id, name): (CalendarId, String)| {
        let put =
            move |yes| chosen.update(|all| if yes { all.extend([id]) } else { all.retain(|one| *one != id) });
        view! {
            <label class="pick"><input type="checkbox" prop:checked=move || chosen.with(|all| all.contains(&id)) on:change:target=move |ev| put(ev.target().checked())/><span>{name}</span></label>
        }
    };
    view! {
        <fieldset class="field" aria-describedby=hint>
            <legend>{legend}</legend>
            <p class="hint" id=hint.clone()>{text}</p>
            <div class="row">{others.into_iter().map(line).collect_view()}</div>
        </fieldset>
    }
}

/// On which days opening hours overlap: they are more likely a slip than meant.
fn overlap_words(week: &Week) -> Option<String> {
    let days: Vec<String> = week.overlapping().into_iter().map(|day| day_word(day).to_string()).collect();
    (!days.is_empty()).then(|| say!("hours.overlap", days = locale().list(&days)))
}

/// A week drawn, how much it is, and the next change of the clocks.
#[component]
pub fn Picture(
    #[prop(into)] hours: Signal<Hours>,
    #[prop(into)] zone: Signal<String>,
    /// The form of the week, where it can be drawn with the hand.
    #[prop(optional)]
    draw: Option<WeekForm>,
    /// True where these hours are not all: the next change of the clocks is then said elsewhere.
    #[prop(optional, into)]
    part: Signal<bool>,
) -> impl IntoView {
    let desk = use_desk();
    let week = Memo::new(move |_| hours.with(|h| h.week.clone()));
    let change = Memo::new(move |_| desk.peek(|l| hours.with(|h| zone.with(|z| clock_change(l, z, h)))));
    view! {
        <div class="stack">
            {match draw {
                Some(form) => view! { <WeekDrawing form=form/> }.into_any(),
                None => view! { <WeekPicture week=week/> }.into_any(),
            }}
            <p class="small"><b>{move || week.with(|w| say!("hours.total", hours = week_length(w)))}</b></p>
            {move || week.with(overlap_words).map(|text| view! { <p class="note"><Icon name="info"/><span>{text}</span></p> })}
            {move || change.get().filter(|_| !part.get()).map(|text| view! { <p class="note"><Icon name="info"/><span>{text}</span></p> })}
        </div>
    }
}

//! What is agreed beside the targets, while it is written: measures beyond time, who is told when time runs
//! short, how often both sides talk, who can be reached, and what it costs.

use super::form::Form;
use super::kept::goal_words;
use super::measures;
use super::threshold;
use crate::domain::agreed::{Cadence, Cost};
use crate::domain::agreement::Version;
use crate::domain::clock::ClockKind;
use crate::domain::heeded::usual_cost;
use crate::domain::text::Name;
use crate::domain::threshold::Threshold;
use crate::ui::desk::{Bell, use_desk};
use crate::ui::parts::clock::what;
use crate::ui::parts::field::{SelectField, TextField};
use crate::words::{errors, say, say_dyn};
use leptos::prelude::*;

/// How many steps of escalation there are at least; one more than are agreed.
const STEPS: usize = 3;

/// One step of escalation while it is written.
#[derive(Clone, Copy)]
struct Step {
    clock: RwSignal<ClockKind>,
    when: threshold::Fields,
    who: RwSignal<String>,
}

impl Step {
    fn of(step: Option<(ClockKind, Threshold, &Name)>) -> Step {
        Step {
            clock: RwSignal::new(step.map_or(ClockKind::Resolution, |(clock, ..)| clock)),
            when: threshold::Fields::of(step.map(|(_, when, _)| when)),
            who: RwSignal::new(step.map(|(.., who)| who.to_string()).unwrap_or_default()),
        }
    }
}

/// The fields.
#[derive(Clone, Copy)]
pub struct More {
    /// Each measure, in the order of [`crate::domain::agreed::Measure::ALL`].
    pub measures: StoredValue<Vec<measures::Row>>,
    /// At which threshold of which clock who is told.
    steps: StoredValue<Vec<Step>>,
    weeks: RwSignal<String>,
    months: RwSignal<String>,
    /// `not`, `shown`, `at` or `plus`.
    cost: RwSignal<String>,
    plus: RwSignal<String>,
    /// The calendar in which somebody can be reached; empty for the opening hours.
    support: RwSignal<String>,
}

fn number(n: u8) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

/// A whole number up to `most`; none for an empty field.
pub fn whole(text: RwSignal<String>, most: u8) -> Result<Option<u8>, String> {
    let text = text.with(|t| t.trim().to_owned());
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<u8>() {
        Ok(n) if n <= most => Ok(Some(n)),
        _ => Err(say!("more.not_whole", text = text, most = most)),
    }
}

impl More {
    /// The fields of a version.
    pub fn of(version: &Version) -> More {
        let plus = if let Cost::CostPlus(percent) = version.cost { percent } else { 0 };
        let steps = version.ladder.iter();
        let mut steps: Vec<_> =
            steps.map(|((clock, when), who)| Step::of(Some((*clock, *when, who)))).collect();
        let rows = STEPS.max(steps.len() + 1);
        steps.resize_with(rows, || Step::of(None));
        More {
            measures: StoredValue::new(measures::rows(version)),
            steps: StoredValue::new(steps),
            weeks: RwSignal::new(number(version.cadence.weeks)),
            months: RwSignal::new(number(version.cadence.months)),
            cost: RwSignal::new(cost_code(version.cost).to_owned()),
            plus: RwSignal::new(number(plus)),
            support: RwSignal::new(version.support.map(|id| id.to_string()).unwrap_or_default()),
        }
    }

    /// Adds what is written to the terms, and what cannot be read to the faults.
    pub fn write(&self, terms: &mut Version, faults: &mut Vec<String>) {
        measures::write(&self.measures.get_value(), terms, faults);
        let mut read = |text, most| whole(text, most).map_err(|fault| faults.push(fault)).ok().flatten();
        terms.cadence =
            Cadence { weeks: read(self.weeks, 52).unwrap_or(0), months: read(self.months, 24).unwrap_or(0) };
        terms.cost = match self.cost.get().as_str() {
            "shown" => Cost::Shown,
            "at" => Cost::AtCost,
            "plus" => Cost::CostPlus(read(self.plus, 100).unwrap_or(0)),
            _ => Cost::NotShown,
        };
        for step in self.steps.get_value() {
            let (clock, who) = (step.clock.get(), step.who.get());
            match (step.when.read(200), who.trim().is_empty()) {
                (Ok(None), true) => {}
                (Err(fault), _) => faults.push(fault),
                (Ok(Some(when)), false) => match Name::new(&who) {
                    Ok(name) => drop(terms.ladder.insert((clock, when), name)),
                    Err(fault) => faults.push(errors::text(fault)),
                },
                (Ok(Some(_)), true) => faults.push(say!("more.step_nobody").to_owned()),
                (Ok(None), false) => faults.push(say!("more.step_when", who = who.trim())),
            }
        }
        terms.support = self.support.with(|id| id.parse().ok()).filter(|id| terms.calendar != Some(*id));
    }
}

/// Who is told when, how often both sides talk, who can be reached, what it costs.
#[component]
pub fn Around(form: Form) -> impl IntoView {
    let desk = use_desk();
    let more = form.more;
    let calendars = Signal::derive(move || {
        let mut list = vec![(String::new(), say!("more.support_same").to_owned())];
        let chosen = form.calendar.get();
        list.extend(desk.read(Bell::Others, |l| {
            let name = |n: &Option<Name>| n.as_ref().map(Name::to_string).unwrap_or_default();
            let rows = l.desk().calendars().map(|(id, c)| (id.to_string(), name(&c.name)));
            rows.filter(|(id, _)| *id != chosen).collect::<Vec<_>>()
        }));
        list
    });
    let costs: Vec<(String, String)> =
        ["not", "shown", "at", "plus"].iter().map(|c| ((*c).to_owned(), say_dyn!("cost.", c))).collect();
    let position = desk.peek(|l| cost_code(usual_cost(&l.desk().team().positions)));
    let position = say!("more.cost_position", cost = say_dyn!("cost.", position));
    // Only clocks with a target can be used up; "done" always, and the one that is chosen.
    let targeted = Memo::new(move |_| {
        let cells = form.cells.get_value();
        let has = |clock: &ClockKind| {
            cells.iter().any(|c| c.clock == *clock && c.amount.with(|text| !text.trim().is_empty()))
        };
        ClockKind::ALL.into_iter().filter(has).collect::<Vec<_>>()
    });
    let step = move |(at, Step { clock, when, who }): (usize, Step)| {
        let legend = say!("more.step", n = at + 1);
        let others = ClockKind::ALL.into_iter().filter(|kind| *kind != ClockKind::Resolution);
        let options: Vec<ClockKind> = [ClockKind::Resolution].into_iter().chain(others).collect();
        let option = move |kind: ClockKind| {
            let offered = move || {
                kind == ClockKind::Resolution || clock.get() == kind || targeted.read().contains(&kind)
            };
            move || {
                offered().then(|| view! {
                <option value=kind.index().to_string() selected=move || clock.get() == kind>{what(kind)}</option>
            })
            }
        };
        let choose = move |value: String| {
            let chosen = ClockKind::ALL.into_iter().find(|kind| kind.index().to_string() == value);
            clock.set(chosen.unwrap_or(ClockKind::Resolution));
        };
        view! {
            <div class="row step-row" role="group" aria-label=legend>
                <select class="input" aria-label=say!("more.step_clock") on:change:target=move |ev| choose(ev.target().value())>
                    {options.into_iter().map(option).collect_view()}
                </select>
                <threshold::Amount fields=when amount=say!("more.step_amount") unit=say!("more.step_unit") after=true/>
                <input class="input grow" autocomplete="off" aria-label=say!("more.step_who") placeholder=say!("more.step_who")
                    prop:value=move || who.get() on:input:target=move |ev| who.set(ev.target().value())/>
            </div>
        }
    };
    view! {
        <section class="box stack stack-4" aria-labelledby="around">
            <h2 id="around">{say!("more.around")}</h2>
            <fieldset class="field"><legend>{say!("more.ladder")}</legend><p class="hint">{say!("more.ladder_text")}</p>
                <div class="stack stack-2">{more.steps.get_value().into_iter().enumerate().map(step).collect_view()}</div></fieldset>
            <SelectField label=say!("more.support") hint=say!("more.support_hint") value=more.support options=calendars/>
            <div class="field-row">
                <TextField label=say!("more.weeks") value=more.weeks kind="number"/>
                <TextField label=say!("more.months") value=more.months kind="number"/>
            </div>
            <div class="field-row">
                <SelectField label=say!("more.cost") hint=position value=more.cost options=costs/>
                {move || more.cost.with(|c| c == "plus").then(|| view! { <TextField label=say!("more.plus") value=more.plus kind="number"/> })}
            </div>
        </section>
    }
}

/// What the page of the agreement says of it, one sentence each.
pub fn sentences(terms: &Version, team: &str, client: &str, support: Option<String>) -> Vec<String> {
    let mut out = Vec::new();
    for (measure, goal) in &terms.measures {
        let how =
            [say_dyn!("measure.how.", measure.code()), say_dyn!("measure.out.", measure.code())].join(". ");
        let what = say_dyn!("measure.name.", measure.code());
        out.push(say!("paper.measure", what = what, goal = goal_words(goal), how = how));
    }
    let steps = terms.ladder.iter();
    out.extend(steps.map(|((clock, step), who)| threshold::step_words(*clock, *step, who.as_str())));
    out.extend(support.map(|hours| say!("paper.support", team = team, hours = hours)));
    if terms.cadence.weeks > 0 {
        out.push(say!("paper.weeks", n = terms.cadence.weeks, team = team, client = client));
    }
    if terms.cadence.months > 0 {
        out.push(say!("paper.months", n = terms.cadence.months));
    }
    match terms.cost {
        Cost::NotShown => {}
        cost => out.push(cost_words(cost)),
    }
    out
}

/// The kind of a cost, as the form and its words have it.
pub fn cost_code(cost: Cost) -> &'static str {
    match cost {
        Cost::NotShown => "not",
        Cost::Shown => "shown",
        Cost::AtCost => "at",
        Cost::CostPlus(_) => "plus",
    }
}

/// What something costs, as a sentence.
pub fn cost_words(cost: Cost) -> String {
    match cost {
        Cost::NotShown => say!("paper.cost_not").to_owned(),
        Cost::Shown => say!("paper.cost_shown").to_owned(),
        Cost::AtCost => say!("paper.cost_at").to_owned(),
        Cost::CostPlus(percent) => say!("paper.cost_plus", percent = percent),
    }
}

/// True where something beside the targets is agreed.
pub fn any(terms: &Version) -> bool {
    let quiet = (Cadence::default(), Cost::NotShown, None);
    !terms.measures.is_empty()
        || !terms.ladder.is_empty()
        || (terms.cadence, terms.cost, terms.support) != quiet
}

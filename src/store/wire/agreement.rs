//! Facts of an agreement, version 1. Terms carry the number of their version first.

use super::args::{Args, WireFault, moment_if, note, text_if};
use crate::domain::agreed::{Cadence, Cost, Goal, Measure, Over};
use crate::domain::agreement::{Acceptance, AgreementFact, Duty, Review, Scope, Side, Status, Term};
use crate::domain::calendar::DAY;
use crate::domain::clock::{Basis, ClockKind, Target};
use crate::domain::counter::{Counter, CounterAnswer};
use crate::domain::counting::{OnPriority, OnReopen, UpdateBy};
use crate::domain::moment::Span;
use crate::domain::request::Priority;
use crate::domain::signed::Signature;
use crate::domain::text::Note;
use crate::domain::threshold::{Lead, Threshold};
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn encode(fact: &AgreementFact) -> (&'static str, Value) {
    match fact {
        AgreementFact::Named(name) => ("g.name", json!([name.as_str()])),
        AgreementFact::Scope { client, service } => {
            ("g.scope", json!([text_if(client.as_ref()), text_if(service.as_ref())]))
        }
        AgreementFact::Reviewed(review) => (
            "g.reviewed",
            json!([
                review.on.num_days_from_ce(),
                note(&review.text),
                review.next.map(|day| day.num_days_from_ce())
            ]),
        ),
        AgreementFact::Placed(rank) => ("g.place", json!([rank.as_str()])),
        AgreementFact::Countered(number, wish) => ("g.counter", counter_list(*number, wish)),
        AgreementFact::CounterAnswered(number, answer) => match answer.as_ref() {
            CounterAnswer::Taken(version) => ("g.counter-taken", json!([number, version])),
            CounterAnswer::Refused(why) => ("g.counter-refused", json!([number, note(why)])),
        },
        AgreementFact::Version(v, term) => match term {
            Term::Status(status) => ("g.status", json!([v, *status as u8])),
            Term::Effective(from) => ("g.from", json!([v, moment_if(*from)])),
            Term::Reason(text) => ("g.reason", json!([v, note(text)])),
            Term::Calendar(id) => ("g.calendar", json!([v, id.to_string()])),
            Term::Target { clock, priority, target: Some(t) } if !matches!(t.warn, Threshold::Share(_)) => {
                let mut list = vec![json!(v), json!(clock.index()), json!(priority.code())];
                list.extend(target_list(t).into_iter().take(3));
                list.extend(lead_list(t.warn));
                ("g.target-warned", Value::from(list))
            }
            Term::Target { clock, priority, target } => {
                let mut list = vec![json!(v), json!(clock.index()), json!(priority.code())];
                list.extend(target.iter().flat_map(target_list));
                let code = match clock {
                    ClockKind::FirstResponse | ClockKind::Resolution => "g.target",
                    ClockKind::Update => "g.update",
                    ClockKind::Decision => "g.triage",
                    ClockKind::Reply => "g.reply-target",
                };
                if code != "g.target" {
                    list.remove(1);
                }
                (code, Value::from(list))
            }
            Term::PausesOn(reason, on) => ("g.pauses", json!([v, reason.code(), u8::from(*on)])),
            Term::AckCounts(counts) => ("g.ack", json!([v, u8::from(*counts)])),
            Term::Duty(number, duty) => {
                let mut list = vec![json!(v), json!(number)];
                if let Some(d) = duty {
                    let side = u8::from(d.side == Side::Client);
                    list.extend([json!(side), note(&d.text), text_if(d.owner.as_ref())]);
                }
                ("g.duty", Value::from(list))
            }
            Term::Expects(text) => ("g.expectation", json!([v, note(text)])),
            Term::Expected { clock, priority, within } => {
                let mut list = vec![json!(v), json!(clock.index()), json!(priority.code())];
                list.extend(
                    within.iter().flat_map(|(span, basis)| [json!(span.0), json!(basis_code(*basis))]),
                );
                ("g.expects-within", Value::from(list))
            }
            Term::Measure(measure, goal) => match goal {
                Some(Goal { share, over: Over::All, least: Goal::LEAST }) if measure.is_first() => {
                    ("g.kpi", json!([v, measure.code(), share]))
                }
                None if measure.is_first() => ("g.kpi", json!([v, measure.code(), null])),
                Some(goal) => {
                    let list = json!([v, measure.code(), goal.share, goal.over.code(), goal.least]);
                    ("g.kpi-over", list)
                }
                None => ("g.kpi-over", json!([v, measure.code(), null])),
            },
            Term::Step(ClockKind::Resolution, Threshold::Share(percent), who) => {
                ("g.ladder", json!([v, percent, text_if(who.as_ref())]))
            }
            Term::Step(clock, step, who) => {
                let done = *clock == ClockKind::Resolution;
                let mut list = vec![json!(v)];
                list.extend((!done).then(|| json!(clock.index())));
                list.extend(lead_list(*step));
                list.push(text_if(who.as_ref()));
                (if done { "g.ladder-by" } else { "g.ladder-clock" }, Value::from(list))
            }
            Term::Cadence(cadence) => ("g.cadence", json!([v, cadence.weeks, cadence.months])),
            Term::Cost(cost) => match cost {
                Cost::NotShown => ("g.cost", json!([v, 0])),
                Cost::Shown => ("g.cost", json!([v, 1])),
                Cost::AtCost => ("g.cost", json!([v, 2])),
                Cost::CostPlus(percent) => ("g.cost", json!([v, 3, percent])),
            },
            Term::Support(id) => ("g.support", json!([v, text_if(id.as_ref())])),
            Term::CutOff(minute) => ("g.cut-off", json!([v, minute])),
            Term::UpdateBy(by) => ("g.update-by", json!([v, u8::from(*by == UpdateBy::Reply)])),
            Term::HandOver(target) => {
                let mut list = vec![json!(v)];
                list.extend(target.iter().flat_map(target_list));
                ("g.hand-over", Value::from(list))
            }
            Term::Answers(target) => {
                let mut list = vec![json!(v)];
                list.extend(target.iter().flat_map(target_list));
                ("g.answers", Value::from(list))
            }
            Term::LongestPause(target) => {
                let mut list = vec![json!(v)];
                list.extend(target.iter().flat_map(target_list));
                ("g.longest-pause", Value::from(list))
            }
            Term::Pilot(last) => ("g.pilot", json!([v, last.map(|date| date.num_days_from_ce())])),
            Term::OnPriority(does) => ("g.change-rule", json!([v, "priority", *does as u8])),
            Term::OnReopen(does) => ("g.change-rule", json!([v, "reopen", *does as u8])),
            Term::Review(on) => ("g.review", json!([v, on.map(|date| date.num_days_from_ce())])),
            Term::Accepted(side, acceptance) => {
                let mut list = vec![json!(v), json!(*side as u8)];
                if let Some(a) = acceptance {
                    list.extend([json!(a.name.as_str()), json!(a.on.num_days_from_ce())]);
                }
                match acceptance.as_ref().filter(|a| a.role.is_some() || a.signature.is_some()) {
                    None => ("g.acceptance", Value::from(list)),
                    Some(a) => {
                        list.push(text_if(a.role.as_ref()));
                        let hash = |hash: u64| json!(format!("{hash:016x}"));
                        list.extend(a.signature.iter().flat_map(|s| [hash(s.terms), hash(s.hours)]));
                        ("g.signed", Value::from(list))
                    }
                }
            }
            // Where no more than one is named it is written as it always was.
            Term::Scope(scope) if scope.clients.len() <= 1 && scope.services.len() <= 1 => {
                let (client, service) = (scope.clients.first(), scope.services.first());
                ("g.for", json!([v, text_if(client), text_if(service)]))
            }
            Term::Scope(scope) => {
                let clients: Vec<String> = scope.clients.iter().map(ToString::to_string).collect();
                let services: Vec<String> = scope.services.iter().map(ToString::to_string).collect();
                ("g.for-any", json!([v, clients, services]))
            }
            Term::Excludes(number, text) => {
                let text = text.as_ref().map_or(Value::Null, note);
                ("g.excludes", json!([v, number, text]))
            }
            Term::Discarded => ("g.discarded", json!([v])),
        },
    }
}

pub(super) fn decode(args: &Args<'_>) -> Result<Option<AgreementFact>, WireFault> {
    let term = match args.code {
        "g.name" => return Ok(Some(AgreementFact::Named(args.name(0)?))),
        "g.scope" => {
            return Ok(Some(AgreementFact::Scope { client: args.id_if(0)?, service: args.id_if(1)? }));
        }
        "g.reviewed" => {
            let next = if args.is_null(2) { None } else { Some(day(args, 2)?) };
            let review = Review { on: day(args, 0)?, text: args.note(1)?, next };
            return Ok(Some(AgreementFact::Reviewed(Box::new(review))));
        }
        "g.counter" => return Ok(counter(args)?.map(|(n, wish)| AgreementFact::Countered(n, Box::new(wish)))),
        "g.counter-taken" => {
            let answer = CounterAnswer::Taken(args.small(1)?);
            return Ok(Some(AgreementFact::CounterAnswered(args.small(0)?, Box::new(answer))));
        }
        "g.counter-refused" => {
            let answer = CounterAnswer::Refused(args.note(1)?);
            return Ok(Some(AgreementFact::CounterAnswered(args.small(0)?, Box::new(answer))));
        }
        "g.place" => return Ok(Some(AgreementFact::Placed(args.rank(0)?))),
        "g.status" => Term::Status(match args.int(1)? {
            0 => Status::Draft,
            1 => Status::Proposed,
            2 => Status::InForce,
            3 => Status::Ended,
            _ => return Err(args.fault(1, "a status")),
        }),
        "g.from" => Term::Effective(args.moment_if(1)?),
        "g.reason" => Term::Reason(args.note(1)?),
        "g.calendar" => Term::Calendar(args.id(1)?),
        "g.target" => Term::Target {
            clock: match args.int(1)? {
                0 => ClockKind::FirstResponse,
                1 => ClockKind::Resolution,
                _ => return Err(args.fault(1, "a clock")),
            },
            priority: args.priority(2)?,
            target: if args.is_null(3) { None } else { Some(target(args, 3)?) },
        },
        "g.update" | "g.triage" | "g.reply-target" => Term::Target {
            clock: match args.code {
                "g.update" => ClockKind::Update,
                "g.triage" => ClockKind::Decision,
                _ => ClockKind::Reply,
            },
            priority: args.priority(1)?,
            target: if args.is_null(2) { None } else { Some(target(args, 2)?) },
        },
        "g.pauses" => Term::PausesOn(args.pause(1)?, args.yes(2)?),
        "g.ack" => Term::AckCounts(args.yes(1)?),
        "g.duty" => Term::Duty(args.small(1)?, if args.is_null(2) { None } else { Some(duty(args)?) }),
        "g.expectation" => Term::Expects(args.note(1)?),
        "g.kpi" => {
            let share = if args.is_null(2) { None } else { Some(percent(args, 2)?) };
            Term::Measure(args.coded(1, Measure::parse)?, share.map(Goal::of))
        }
        // A measure of a later version is kept as it is.
        "g.kpi-over" => {
            let Some(measure) = Measure::parse(args.text(1)?) else { return Ok(None) };
            if args.is_null(2) {
                Term::Measure(measure, None)
            } else {
                let Some(over) = Over::parse(args.text(3)?) else { return Ok(None) };
                Term::Measure(
                    measure,
                    Some(Goal { share: percent(args, 2)?, over, least: percent(args, 4)? }),
                )
            }
        }
        "g.expects-within" => {
            let (clock, priority) = (clock(args, 1)?, args.priority(2)?);
            let within = if args.is_null(3) {
                None
            } else {
                // A kind of time of a later version is kept as it is.
                let Some(basis) = basis_of(args.int(4)?) else { return Ok(None) };
                Some((Span(args.int(3)?), basis))
            };
            Term::Expected { clock, priority, within }
        }
        "g.target-warned" => Term::Target {
            clock: clock(args, 1)?,
            priority: args.priority(2)?,
            target: Some(Target { warn: lead(args, 6)?, ..promised(args, 3)? }),
        },
        "g.ladder" => {
            Term::Step(ClockKind::Resolution, Threshold::Share(percent(args, 1)?), args.name_if(2)?)
        }
        "g.ladder-by" => Term::Step(ClockKind::Resolution, lead(args, 1)?, args.name_if(4)?),
        "g.ladder-clock" => {
            // A clock of a later version is kept as it is.
            let Some(clock) = clock_of(args.int(1)?) else { return Ok(None) };
            Term::Step(clock, lead(args, 2)?, args.name_if(5)?)
        }
        "g.cadence" => Term::Cadence(Cadence { weeks: percent(args, 1)?, months: percent(args, 2)? }),
        "g.cost" => Term::Cost(match args.int(1)? {
            0 => Cost::NotShown,
            1 => Cost::Shown,
            2 => Cost::AtCost,
            3 => Cost::CostPlus(percent(args, 2)?),
            _ => return Err(args.fault(1, "a kind of cost")),
        }),
        "g.support" => Term::Support(args.id_if(1)?),
        "g.cut-off" => {
            let minute = if args.is_null(1) { None } else { Some(minute(args, 1)?) };
            Term::CutOff(minute)
        }
        "g.update-by" => Term::UpdateBy(if args.yes(1)? { UpdateBy::Reply } else { UpdateBy::Rhythm }),
        "g.hand-over" => Term::HandOver(if args.is_null(1) { None } else { Some(target(args, 1)?) }),
        "g.answers" => Term::Answers(if args.is_null(1) { None } else { Some(target(args, 1)?) }),
        "g.longest-pause" => Term::LongestPause(if args.is_null(1) { None } else { Some(target(args, 1)?) }),
        "g.pilot" => Term::Pilot(if args.is_null(1) { None } else { Some(day(args, 1)?) }),
        "g.change-rule" => match (args.text(1)?, args.int(2)?) {
            ("priority", 0) => Term::OnPriority(OnPriority::Retarget),
            ("priority", 1) => Term::OnPriority(OnPriority::Onward),
            ("priority", 2) => Term::OnPriority(OnPriority::Anew),
            ("reopen", 0) => Term::OnReopen(OnReopen::Continue),
            ("reopen", 1) => Term::OnReopen(OnReopen::Anew),
            _ => return Err(args.fault(1, "what a change does to the clocks")),
        },
        "g.review" => Term::Review(if args.is_null(1) { None } else { Some(day(args, 1)?) }),
        "g.for" => Term::Scope(Scope::one(args.id_if(1)?, args.id_if(2)?)),
        "g.for-any" => Term::Scope(Scope { clients: args.ids(1)?, services: args.ids(2)? }),
        "g.excludes" => {
            let text = if args.is_null(2) { None } else { Some(args.note(2)?) };
            Term::Excludes(args.small(1)?, text)
        }
        "g.discarded" => Term::Discarded,
        "g.acceptance" | "g.signed" => {
            let side = if args.yes(1)? { Side::Client } else { Side::Provider };
            Term::Accepted(side, if args.is_null(2) { None } else { Some(acceptance(args)?) })
        }
        _ => return Ok(None),
    };
    Ok(Some(AgreementFact::Version(args.small(0)?, term)))
}

fn clock(args: &Args<'_>, place: usize) -> Result<ClockKind, WireFault> {
    clock_of(args.int(place)?).ok_or_else(|| args.fault(place, "a clock"))
}

fn clock_of(index: i64) -> Option<ClockKind> {
    ClockKind::ALL.into_iter().find(|kind| i64::from(kind.index()) == index)
}

/// A wish: its number, the version it answers, who and why, targets of clock, priority, amount and kind of time, opening
/// hours, duties of side and text.
fn counter_list(number: u32, wish: &Counter) -> Value {
    let targets = wish.targets.iter().map(|((clock, priority), (amount, basis))| {
        json!([clock.index(), priority.code(), amount.0, basis_code(*basis)])
    });
    let duties = wish.duties.iter().map(|(side, text)| json!([u8::from(*side == Side::Client), note(text)]));
    json!([
        number,
        wish.version,
        wish.by.as_str(),
        note(&wish.reason),
        targets.collect::<Vec<_>>(),
        text_if(wish.calendar.as_ref()),
        duties.collect::<Vec<_>>()
    ])
}

/// The same; none where it wishes for what only a later version knows.
fn counter(args: &Args<'_>) -> Result<Option<(u32, Counter)>, WireFault> {
    fn rows<'a>(args: &'a Args<'_>, place: usize) -> Result<&'a Vec<Value>, WireFault> {
        args.other(place).and_then(Value::as_array).ok_or_else(|| args.fault(place, "a list"))
    }
    let target = |row: &Value| {
        let kind = u8::try_from(row.get(0)?.as_u64()?).ok()?;
        let kind = ClockKind::ALL.into_iter().find(|clock| clock.index() == kind)?;
        let priority = Priority::parse(row.get(1)?.as_str()?)?;
        let basis = basis_of(row.get(3)?.as_i64()?)?;
        Some(((kind, priority), (Span(row.get(2)?.as_i64()?), basis)))
    };
    let duty = |row: &Value| {
        let side = if row.get(0)?.as_u64()? == 1 { Side::Client } else { Side::Provider };
        Some((side, Note::new(row.get(1)?.as_str()?).ok()?))
    };
    let targets: Option<BTreeMap<_, _>> = rows(args, 4)?.iter().map(target).collect();
    let duties: Option<Vec<_>> = rows(args, 6)?.iter().map(duty).collect();
    let Some((targets, duties)) = targets.zip(duties) else { return Ok(None) };
    let wish = Counter {
        version: args.small(1)?,
        by: args.name(2)?,
        reason: args.note(3)?,
        targets,
        calendar: args.id_if(5)?,
        duties,
    };
    Ok(Some((args.small(0)?, wish)))
}

/// A small number: a percentage, weeks, months.
fn percent(args: &Args<'_>, place: usize) -> Result<u8, WireFault> {
    u8::try_from(args.int(place)?).map_err(|_| args.fault(place, "a number up to 255"))
}

/// A minute of the day.
fn minute(args: &Args<'_>, place: usize) -> Result<u16, WireFault> {
    let minute = u16::try_from(args.int(place)?).ok().filter(|minute| *minute < DAY);
    minute.ok_or_else(|| args.fault(place, "a minute of the day"))
}

fn basis_code(basis: Basis) -> u8 {
    match basis {
        // What working days come to is never agreed.
        Basis::Open | Basis::Until(_) => 0,
        Basis::Calendar => 1,
        Basis::Days => 2,
        Basis::SameTime => 3,
    }
}

fn basis_of(code: i64) -> Option<Basis> {
    match code {
        0 => Some(Basis::Open),
        1 => Some(Basis::Calendar),
        2 => Some(Basis::Days),
        3 => Some(Basis::SameTime),
        _ => None,
    }
}

fn target_list(t: &Target) -> [Value; 4] {
    let percent = match t.warn {
        Threshold::Share(percent) => percent,
        // Written by a code of its own where it is agreed; nothing else warns so.
        Threshold::Before(_) | Threshold::After(_) => 0,
    };
    [json!(t.amount.0), json!(basis_code(t.basis)), json!(u8::from(t.pauses)), json!(percent)]
}

/// A threshold that is no share: on which side of the deadline, counted in what, and how much.
fn lead_list(threshold: Threshold) -> [Value; 3] {
    let (side, lead) = match threshold {
        Threshold::Before(lead) => ("before", lead),
        Threshold::After(lead) => ("after", lead),
        Threshold::Share(percent) => return [json!("share"), json!("percent"), json!(percent)],
    };
    match lead {
        Lead::Time(span) => [json!(side), json!("ms"), json!(span.0)],
        Lead::Days(days) => [json!(side), json!("days"), json!(days)],
    }
}

/// The same from place `at` on.
fn lead(args: &Args<'_>, at: usize) -> Result<Threshold, WireFault> {
    let amount = args.int(at + 2)?;
    let small = || args.fault(at + 2, "a small number");
    let lead = match args.text(at + 1)? {
        "percent" => return Ok(Threshold::Share(percent(args, at + 2)?)),
        "ms" if amount >= 0 => Lead::Time(Span(amount)),
        "days" => Lead::Days(u16::try_from(amount).map_err(|_| small())?),
        _ => return Err(args.fault(at + 1, "a length of time")),
    };
    match args.text(at)? {
        "before" => Ok(Threshold::Before(lead)),
        "after" => Ok(Threshold::After(lead)),
        _ => Err(args.fault(at, "a side of the deadline")),
    }
}

/// A target from place `at` on.
fn target(args: &Args<'_>, at: usize) -> Result<Target, WireFault> {
    let warn = u8::try_from(args.int(at + 3)?).map_err(|_| args.fault(at + 3, "a percentage"))?;
    Ok(Target { warn: Threshold::Share(warn), ..promised(args, at)? })
}

/// A target from place `at` on, with the usual warning.
fn promised(args: &Args<'_>, at: usize) -> Result<Target, WireFault> {
    let target = Target {
        amount: Span(args.int(at)?),
        basis: basis_of(args.int(at + 1)?).ok_or_else(|| args.fault(at + 1, "a kind of time"))?,
        pauses: args.yes(at + 2)?,
        warn: Threshold::USUAL_WARNING,
    };
    target.check().map_err(|_| args.fault(at, "a target longer than nothing"))?;
    Ok(target)
}

fn duty(args: &Args<'_>) -> Result<Duty, WireFault> {
    let side = if args.yes(2)? { Side::Client } else { Side::Provider };
    Ok(Duty { side, text: args.note(3)?, owner: args.name_if(4)? })
}

fn day(args: &Args<'_>, place: usize) -> Result<NaiveDate, WireFault> {
    let days = i32::try_from(args.int(place)?).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    days.ok_or_else(|| args.fault(place, "a date"))
}

fn acceptance(args: &Args<'_>) -> Result<Acceptance, WireFault> {
    let hash =
        |place: usize| u64::from_str_radix(args.text(place)?, 16).map_err(|_| args.fault(place, "a hash"));
    let signature = if args.is_null(5) { None } else { Some(Signature { terms: hash(5)?, hours: hash(6)? }) };
    Ok(Acceptance { name: args.name(2)?, role: args.name_if(4)?, on: day(args, 3)?, signature })
}

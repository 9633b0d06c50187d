//! The team's own rules for deciding: its matrix, its weights and goals, who takes requests in, its capacity.

use super::{Criterion, Gate, HEAVIEST, Impact, Urgency};
use crate::domain::fact::Field;
use crate::domain::ident::steady_hash;
use crate::domain::request::Priority;
use crate::domain::text::Name;

/// What happened to the team's rules for deciding.
#[derive(Clone, PartialEq, Debug)]
pub enum TriageSetting {
    /// A goal of the organisation is on the list, or off it.
    Goal(Name, bool),
    /// Impact and urgency make this priority.
    Matrix(Impact, Urgency, Priority),
    /// A criterion weighs so much; none takes one of the team's own off, and gives a usual one its usual weight.
    Weight(Criterion, Option<u8>),
    /// So many minutes of work can be done a week; none where that is not known.
    Capacity(Option<u32>),
    /// This has to be there before a request goes on, or need not.
    Gate(Gate, bool),
    /// Who declines, where that is not anyone.
    Decider(Option<Name>),
    /// To whom one turns who does not agree with a no.
    Appeal(Option<Name>),
    /// Who takes requests in, where the team has an entry point.
    Entry(Option<Name>),
    /// So many urgent requests one client has open at a time; none for no number ([`super::quota`]).
    UrgentQuota(Option<u32>),
}

impl TriageSetting {
    /// The field it writes, in the team's record.
    pub fn field(&self) -> Field {
        match self {
            TriageSetting::Goal(name, _) => Field(40, steady_hash(&[name.as_str()])),
            TriageSetting::Matrix(impact, urgency, _) => {
                Field(41, u64::from(impact.index()) * 16 + u64::from(urgency.index()))
            }
            TriageSetting::Weight(criterion, _) => Field(42, criterion.element()),
            TriageSetting::Capacity(_) => Field(43, 0),
            TriageSetting::Gate(gate, _) => Field(44, u64::from(gate.index())),
            TriageSetting::Decider(_) => Field(45, 0),
            TriageSetting::Appeal(_) => Field(46, 0),
            TriageSetting::Entry(_) => Field(47, 0),
            TriageSetting::UrgentQuota(_) => Field(48, 0),
        }
    }
}

/// The team's rules for deciding.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rules {
    goals: Vec<Name>,
    matrix: Vec<(Impact, Urgency, Priority)>,
    weights: Vec<(Criterion, u8)>,
    gates: Vec<Gate>,
    /// How much work can be done a week, in minutes; none where nobody has said.
    pub capacity: Option<u32>,
    /// Who declines, where that is not anyone.
    pub decider: Option<Name>,
    /// To whom one turns who does not agree with a no.
    pub appeal: Option<Name>,
    /// Who takes requests in, where the team has an entry point ([`super::openness`]).
    pub entry: Option<Name>,
    /// How many urgent requests one client has open at a time; none where nobody has said.
    pub urgent_quota: Option<u32>,
}

impl Rules {
    /// Takes the next fact into account.
    pub(in crate::domain) fn take(&mut self, fact: &TriageSetting) {
        match fact {
            TriageSetting::Goal(name, on) => {
                if !on {
                    self.goals.retain(|goal| goal != name);
                } else if !self.goals.contains(name) {
                    self.goals.push(name.clone());
                }
            }
            TriageSetting::Matrix(impact, urgency, priority) => {
                self.matrix.retain(|(i, u, _)| (i, u) != (impact, urgency));
                self.matrix.push((*impact, *urgency, *priority));
            }
            TriageSetting::Weight(criterion, weight) => {
                let known = self.weights.iter_mut().find(|(other, _)| other == criterion);
                match (known, weight) {
                    (Some((_, old)), Some(new)) => *old = (*new).min(HEAVIEST),
                    (None, Some(new)) => self.weights.push((criterion.clone(), (*new).min(HEAVIEST))),
                    (_, None) => self.weights.retain(|(other, _)| other != criterion),
                }
            }
            TriageSetting::Capacity(minutes) => self.capacity = *minutes,
            TriageSetting::Gate(gate, on) => {
                self.gates.retain(|other| other != gate);
                if *on {
                    self.gates.push(*gate);
                }
            }
            TriageSetting::Decider(name) => self.decider = name.clone(),
            TriageSetting::Appeal(name) => self.appeal = name.clone(),
            TriageSetting::Entry(name) => self.entry = name.clone(),
            TriageSetting::UrgentQuota(most) => self.urgent_quota = *most,
        }
    }

    /// The goals of the organisation, as the team names them, in the order in which they were added.
    pub fn goals(&self) -> &[Name] {
        &self.goals
    }

    /// True where this has to be there before a request goes on.
    pub fn has_gate(&self, gate: Gate) -> bool {
        self.gates.contains(&gate)
    }

    /// The priority of an impact and an urgency: the team's, else the usual one.
    pub fn priority(&self, impact: Impact, urgency: Urgency) -> Priority {
        let own = self.matrix.iter().find(|(i, u, _)| (*i, *u) == (impact, urgency));
        own.map_or_else(|| usual_priority(impact, urgency), |(_, _, priority)| *priority)
    }

    /// The weight of a criterion: the team's, else the usual one.
    pub fn weight(&self, criterion: &Criterion) -> u8 {
        let own = self.weights.iter().find(|(other, _)| other == criterion);
        own.map_or_else(|| criterion.usual_weight(), |(_, weight)| *weight)
    }

    /// The team's own criteria, in the order in which they were added.
    pub fn own_criteria(&self) -> impl Iterator<Item = &Name> {
        self.weights.iter().filter_map(|(criterion, _)| match criterion {
            Criterion::Own(name) => Some(name),
            _ => None,
        })
    }

    /// Every criterion with its weight, the usual ones first.
    pub fn criteria(&self) -> Vec<(Criterion, u8)> {
        let own = self.own_criteria().cloned().map(Criterion::Own);
        Criterion::USUAL
            .into_iter()
            .chain(own)
            .map(|one| {
                let weight = self.weight(&one);
                (one, weight)
            })
            .collect()
    }
}

/// What impact and urgency make until the team says otherwise: the fewer it hits and the less happens, the
/// lower, so that the corners are urgent and low.
fn usual_priority(impact: Impact, urgency: Urgency) -> Priority {
    match impact.index() + urgency.index() {
        0 | 1 => Priority::Urgent,
        2 => Priority::High,
        3 => Priority::Normal,
        _ => Priority::Low,
    }
}

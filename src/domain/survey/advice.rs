//! What to do first.
//!
//! * **S13** need = 100 − the lowest of team score, client score if shown, and mean of the direct
//!   evidence if any; priority = need · (1 + share of the picks as “matters most”); highest first, ties
//!   in the order of the questionnaire. At most three dimensions with two actions each.
//! * **S13a** An action is offered when one of its items has a team, client or evidence value below
//!   62.5, or a gap where the team sees it brighter. A dimension without an offered action is left out.
//! * **S13b** Inside a dimension the action whose items hold the lowest value comes first, ties in the
//!   order of the list. Hence the advice depends on the answers, and there is none above the limit.

use super::checks::HALF_STEP;
use super::instrument::{DimensionId, ItemId};
use super::stats::{SLACK, mean};
use DimensionId::*;

/// Below this a value calls for an action: the lower limit of *dependable*.
pub const CALLS_FOR_ACTION: f64 = 62.5;

/// How much work an action is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effort {
    /// Up to two hours.
    Hours,
    /// Up to two days.
    Days,
}

/// A recommended action, without its text (key `action.<id>.text`).
#[derive(PartialEq, Eq, Debug)]
pub struct Action {
    /// The lasting id, such as `act-know-map`.
    pub id: &'static str,
    /// The dimension it belongs to.
    pub dimension: DimensionId,
    /// Ids of the items it is for.
    pub items: &'static [&'static str],
    /// How much work it is.
    pub effort: Effort,
    /// Id of the measure it should move.
    pub measure: &'static str,
    /// Weeks until the app asks whether it helped.
    pub weeks: u8,
}

impl Action {
    /// The action with this id, if this version knows it.
    pub fn find(id: &str) -> Option<&'static Action> {
        ACTIONS.iter().find(|a| a.id == id)
    }
}

/// All actions, in the order of the questionnaire.
pub fn actions() -> impl Iterator<Item = &'static Action> {
    ACTIONS.iter()
}

/// What is known about one item, each value 0–100 with reversal and direction already applied.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Finding {
    /// The item.
    pub item: ItemId,
    /// Group value of the team view.
    pub team: Option<f64>,
    /// Group value of the client view, only when it may be shown.
    pub client: Option<f64>,
    /// The deciding direct measure, only with enough cases.
    pub evidence: Option<f64>,
}

impl Finding {
    fn lowest(&self) -> f64 {
        [self.team, self.client, self.evidence].into_iter().flatten().fold(f64::INFINITY, f64::min)
    }

    fn calls(&self) -> bool {
        let brighter = self.team.zip(self.client).is_some_and(|(t, c)| t - c >= HALF_STEP - SLACK);
        self.lowest() < CALLS_FOR_ACTION - SLACK || brighter
    }
}

/// What is known about one dimension.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// The dimension.
    pub dimension: DimensionId,
    /// Group score of the team view.
    pub team: Option<f64>,
    /// Group score of the client view, only when it may be shown.
    pub client: Option<f64>,
    /// How many people chose it among the three that matter most.
    pub picks: u32,
    /// Its items.
    pub items: Vec<Finding>,
}

/// One recommended dimension.
#[derive(Clone, PartialEq, Debug)]
pub struct Advice {
    /// The dimension.
    pub dimension: DimensionId,
    /// Its priority, 0 to 200 (S13).
    pub priority: f64,
    /// One or two actions, the more pressing first.
    pub actions: Vec<&'static Action>,
}

/// Orders what to do first: at most three dimensions, two actions each (S13). Empty when nothing calls.
pub fn advice(standings: &[Standing]) -> Vec<Advice> {
    let all_picks: u32 = standings.iter().map(|s| s.picks).sum();
    let mut list: Vec<Advice> = Vec::new();
    for s in standings {
        let evidence: Vec<f64> = s.items.iter().filter_map(|f| f.evidence).collect();
        let lowest = [s.team, s.client, mean(&evidence)].into_iter().flatten().reduce(f64::min);
        let actions = offered(s);
        let Some(lowest) = lowest.filter(|_| !actions.is_empty()) else { continue };
        // With no picks at all the share is 0 / 1.
        let share = f64::from(s.picks) / f64::from(all_picks.max(1));
        let (priority, dimension) = ((100.0 - lowest) * (1.0 + share), s.dimension);
        // Ten at most: put each in its place rather than carry a sorting routine to the browser.
        let place = list.partition_point(|other| {
            other.priority > priority || (other.priority >= priority && other.dimension < dimension)
        });
        list.insert(place, Advice { dimension, priority, actions });
    }
    list.truncate(3);
    list
}

/// The actions of a dimension that something calls for, the most pressing two (S13a, S13b).
fn offered(standing: &Standing) -> Vec<&'static Action> {
    let mut list: Vec<(f64, &'static Action)> = Vec::new();
    for action in actions().filter(|action| action.dimension == standing.dimension) {
        let findings = standing.items.iter().filter(|f| action.items.contains(&f.item.id) && f.calls());
        if let Some(lowest) = findings.map(Finding::lowest).reduce(f64::min) {
            list.insert(list.partition_point(|(other, _)| *other <= lowest), (lowest, action));
        }
    }
    list.into_iter().take(2).map(|(_, action)| action).collect()
}

/// One row an action: id, dimension, items, effort, measure to move, weeks until the check.
macro_rules! actions {
    ($($id:literal $dim:ident [$($item:literal),*] $effort:ident $measure:literal $weeks:literal;)*) => {
        [$(Action {
            id: $id,
            dimension: $dim,
            items: &[$($item),*],
            effort: Effort::$effort,
            measure: $measure,
            weeks: $weeks,
        }),*]
    };
}

#[rustfmt::skip]
static ACTIONS: [Action; 34] = actions! {
    "act-know-map" Know ["know-1"] Hours "ev-reliance-known" 4;
    "act-know-catalogue" Know ["know-2"] Days "ev-services-listed" 6;
    "act-know-interview" Know ["know-3", "know-4"] Hours "ev-kpis-known" 4;
    "act-know-channel" Know ["know-5"] Hours "ev-channel-match" 4;
    "act-agree-gate" Agree ["agree-1", "agree-2"] Hours "ev-done-means" 6;
    "act-agree-first" Agree ["agree-3", "agree-4"] Days "ev-agreement-two-sided" 8;
    "act-agree-measure" Agree ["agree-4"] Hours "ev-target-measured" 6;
    "act-promise-capacity" Promise ["promise-1", "promise-2", "promise-3"] Hours "ev-on-time-first" 8;
    "act-promise-change" Promise ["promise-4"] Hours "ev-change-agreed" 6;
    "act-promise-done" Promise ["promise-5"] Days "ev-right-first-time" 8;
    "act-update-rhythm" Update ["update-1", "update-3"] Hours "ev-status-fresh" 4;
    "act-update-delay" Update ["update-2"] Hours "ev-delay-notice" 4;
    "act-update-record" Update ["update-4"] Hours "ev-decisions-logged" 6;
    "act-listen-restate" Listen ["listen-1", "listen-2"] Hours "ev-restated" 4;
    "act-listen-jargon" Listen ["listen-3"] Hours "ev-plain-words" 4;
    "act-listen-talk" Listen ["listen-4"] Hours "ev-talk-when-complex" 4;
    "act-fair-criteria" Fair ["fair-1", "fair-2"] Days "ev-priority-scored" 6;
    "act-fair-bump" Fair ["fair-3"] Hours "ev-bump-notified" 4;
    "act-fair-no" Fair ["fair-4"] Hours "ev-decline-alternative" 6;
    "act-fair-door" Fair ["fair-5"] Hours "ev-entry-point" 4;
    "act-lens-chain" Lens ["lens-1"] Days "ev-lens-known" 6;
    "act-lens-classes" Lens ["lens-2", "lens-4"] Hours "ev-likes-urgent" 4;
    "act-lens-goals" Lens ["lens-3"] Hours "ev-strategy-linked" 8;
    "act-care-skills" Care ["care-1"] Hours "ev-handovers" 6;
    "act-care-response" Care ["care-2"] Hours "ev-ack-on-time" 4;
    "act-care-focus" Care ["care-3", "care-4"] Hours "ev-template-share" 6;
    "act-care-parity" Care ["care-5"] Days "ev-parity" 8;
    "act-partner-mirror" Partner ["partner-1", "partner-4"] Days "ev-voice-spread" 8;
    "act-partner-thanks" Partner ["partner-2"] Hours "ev-thanks" 4;
    "act-partner-news" Partner ["partner-3"] Hours "ev-insights-shared" 12;
    "act-improve-rating" Improve ["improve-1"] Hours "ev-feedback-cover" 6;
    "act-improve-reply" Improve ["improve-2"] Hours "ev-feedback-acted" 6;
    "act-improve-checkin" Improve ["improve-3"] Hours "ev-checkin-cadence" 12;
    "act-improve-baseline" Improve ["improve-4", "improve-5"] Hours "ev-improvement-checked" 12;
};

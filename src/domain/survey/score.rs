//! From answers to points, for one person and for a group.
//!
//! Everything is computed in double precision and rounded only for display; limits are compared with a
//! slack of 1e-9.
//!
//! * **S1** Item points: 25·(x − 1) for an answer x of 1 to 5; 25·(5 − x) for a reversed item. Range 0–100.
//! * **S2** An item is answered, not applicable, or missing ([`super::state`]).
//! * **S3** Dimension of one person: with k items and n of them not applicable, m = k − n apply. Fewer
//!   than two: the dimension does not apply. Fewer than two answered, or fewer than half of m: too few.
//!   Else the mean of the answered items, which equals filling the gaps with the person's own mean (half
//!   rule of the SF-36 and EORTC manuals; Qual Life Res 2011;20:287–300 found under 2 % bias). In the
//!   pulse form a dimension is one item and needs that one.
//! * **S4** Overall: at least five dimensions with a score, and at least 70 % of those that apply; then
//!   their plain mean.
//! * **S5** Group: the mean over the people who have a score, with their number. The group's overall is
//!   the mean of the group's dimension scores, so that it equals the mean of the bars on the screen. A
//!   dimension does not apply to a group when nobody has a score and somebody has it not applicable.
//! * **S6** Weighted overall, always beside the plain one: Σw·s / Σw with w = how many people chose the
//!   dimension as one of the three that matter most; without any choice the plain mean.
//! * **S7** Bands have their limits halfway between neighbouring levels: 37.5, 62.5, 87.5. When the
//!   interval of a group score crosses a limit, the reading says what the band could also be.
//! * **S8** Scores are shown as whole numbers, half up; gaps half away from zero.

use super::instrument::{DimensionId, Form, ItemId};
use super::stats::{Interval, SLACK, Sample, mean};
use super::{ItemState, Level, Sheet, state};

/// A score from 0 to 100, or why there is none.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Score {
    /// Points from 0 to 100, unrounded.
    Scored(f64),
    /// Not enough answers for a score.
    TooFew,
    /// The dimension does not apply.
    NotApplicable,
}

impl Score {
    /// The points, if there are any.
    pub fn points(self) -> Option<f64> {
        match self {
            Score::Scored(points) => Some(points),
            _ => None,
        }
    }
}

/// Points of one answer (S1).
pub fn item_score(item: ItemId, level: Level) -> f64 {
    let steps = if item.reversed { 5 - level.number() } else { level.number() - 1 };
    25.0 * f64::from(steps)
}

/// The score of one dimension on one sheet (S3).
pub fn dimension_score(sheet: &Sheet, dimension: DimensionId, form: Form) -> Score {
    let states: Vec<ItemState> = dimension.items(form).map(|item| state(sheet, item)).collect();
    let needed = states.len().min(2);
    let apply = states.iter().filter(|s| **s != ItemState::NotApplicable).count();
    let points: Vec<f64> =
        states.iter().filter_map(|s| if let ItemState::Answered(p) = s { Some(*p) } else { None }).collect();
    if apply < needed {
        return Score::NotApplicable;
    }
    if points.len() < needed || 2 * points.len() < apply {
        return Score::TooFew;
    }
    mean(&points).map_or(Score::TooFew, Score::Scored)
}

/// The ten dimension scores of one sheet, in order.
pub fn dimension_scores(sheet: &Sheet, form: Form) -> [Score; 10] {
    DimensionId::ALL.map(|d| dimension_score(sheet, d, form))
}

/// The plain overall of a set of dimension scores, of a person or of a group (S4).
pub fn overall(scores: &[Score]) -> Score {
    let points: Vec<f64> = scores.iter().filter_map(|s| s.points()).collect();
    let apply = scores.iter().filter(|s| **s != Score::NotApplicable).count();
    if points.len() < 5 || 10 * points.len() < 7 * apply {
        return Score::TooFew;
    }
    mean(&points).map_or(Score::TooFew, Score::Scored)
}

/// The overall weighted by how many people chose each dimension (S6). `picks` is in the order of
/// `scores`. There is a weighted overall exactly where there is a plain one.
pub fn weighted_overall(scores: &[Score], picks: &[u32]) -> Score {
    let plain = overall(scores);
    if plain.points().is_none() {
        return plain;
    }
    let (mut sum, mut weights) = (0.0, 0.0);
    for (score, pick) in scores.iter().zip(picks) {
        if let Score::Scored(points) = score {
            sum += f64::from(*pick) * points;
            weights += f64::from(*pick);
        }
    }
    if weights > 0.0 { Score::Scored(sum / weights) } else { plain }
}

/// A figure of a group, with the single values it comes from (S5).
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// What is shown.
    pub score: Score,
    /// The scores of the people who have one, in the order of the sheets. Never shown one by one.
    pub values: Vec<f64>,
}

impl Group {
    /// Brings the scores of single people together.
    pub fn of(scores: &[Score]) -> Group {
        let values: Vec<f64> = scores.iter().filter_map(|s| s.points()).collect();
        let score = match mean(&values) {
            Some(points) => Score::Scored(points),
            None if scores.contains(&Score::NotApplicable) => Score::NotApplicable,
            None => Score::TooFew,
        };
        Group { score, values }
    }

    /// Number of people behind the figure.
    pub fn n(&self) -> usize {
        self.values.len()
    }

    /// The values as a sample, for gaps.
    pub fn sample(&self) -> Option<Sample> {
        Sample::of(&self.values)
    }

    /// The 95 % interval around the shown score, from three people on; `invited` as in [`Sample`].
    pub fn interval(&self, invited: Option<u32>) -> Option<Interval> {
        let sample = self.sample()?;
        Sample { mean: self.score.points()?, ..sample }.interval(invited)
    }

    /// The band of the shown score with its uncertainty (S7).
    pub fn reading(&self, invited: Option<u32>) -> Option<Reading> {
        Some(Reading::of(self.score.points()?, self.interval(invited)))
    }
}

/// What a group's sheets say: one figure a dimension and the overall.
#[derive(Clone, PartialEq, Debug)]
pub struct Results {
    /// The dimensions in order.
    pub dimensions: [(DimensionId, Group); 10],
    /// The overall: score from the dimensions shown, values from the people who have an overall. With
    /// gaps in the sheets the two differ a little; the interval has the width of the values.
    pub overall: Group,
}

impl Results {
    /// Scores a run. A single sheet is one person, or the one answer a team agreed on.
    pub fn of(sheets: &[Sheet], form: Form) -> Results {
        let people: Vec<[Score; 10]> = sheets.iter().map(|s| dimension_scores(s, form)).collect();
        let dimensions = DimensionId::ALL.map(|d| {
            let scores: Vec<Score> = sheets.iter().map(|s| dimension_score(s, d, form)).collect();
            (d, Group::of(&scores))
        });
        let shown: Vec<Score> = dimensions.iter().map(|(_, group)| group.score).collect();
        let values = people.iter().filter_map(|scores| overall(scores).points()).collect();
        Results { overall: Group { score: overall(&shown), values }, dimensions }
    }

    /// The figure of one dimension.
    pub fn dimension(&self, dimension: DimensionId) -> Option<&Group> {
        self.dimensions.iter().find(|(d, _)| *d == dimension).map(|(_, group)| group)
    }
}

/// One item over a group: the mean points of those who answered it on the scale.
pub fn item_group(sheets: &[Sheet], item: ItemId) -> Group {
    let scores: Vec<Score> = sheets
        .iter()
        .map(|sheet| match state(sheet, item) {
            ItemState::Answered(points) => Score::Scored(points),
            ItemState::NotApplicable => Score::NotApplicable,
            ItemState::Missing => Score::TooFew,
        })
        .collect();
    Group::of(&scores)
}

/// What a score means in words (S7). Bands describe how often, not how good.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Band {
    /// In a minority of cases: below 37.5.
    AdHoc,
    /// About half the time: from 37.5.
    Patchy,
    /// In most cases: from 62.5.
    Dependable,
    /// Nearly always: from 87.5.
    SecondNature,
}

impl Band {
    /// The four bands, lowest first.
    pub const ALL: [Band; 4] = [Band::AdHoc, Band::Patchy, Band::Dependable, Band::SecondNature];

    /// The band of a score.
    pub fn of(score: f64) -> Band {
        Self::ALL.into_iter().rfind(|band| score >= band.from() - SLACK).unwrap_or(Band::AdHoc)
    }

    /// The lowest score of the band.
    pub const fn from(self) -> f64 {
        match self {
            Band::AdHoc => 0.0,
            Band::Patchy => 37.5,
            Band::Dependable => 62.5,
            Band::SecondNature => 87.5,
        }
    }

    /// The lasting id, also the key of its texts.
    pub const fn id(self) -> &'static str {
        match self {
            Band::AdHoc => "ad-hoc",
            Band::Patchy => "patchy",
            Band::Dependable => "dependable",
            Band::SecondNature => "second-nature",
        }
    }
}

/// A band and what it could also be (S7).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The band of the score itself.
    pub band: Band,
    lowest: Band,
    highest: Band,
}

impl Reading {
    /// Reads a score; without an interval nothing is said about other bands.
    pub fn of(score: f64, interval: Option<Interval>) -> Reading {
        let band = Band::of(score);
        let (mut lowest, mut highest) = (band, band);
        if let Some(range) = interval {
            for other in Band::ALL {
                // A limit is crossed only when the interval lies on both sides of it.
                if other > band && range.high > other.from() + SLACK {
                    highest = other;
                }
            }
            lowest = Band::of(range.low).min(band);
        }
        Reading { band, lowest, highest }
    }

    /// The bands it could also be, lowest first.
    pub fn could_also_be(self) -> impl Iterator<Item = Band> {
        Band::ALL.into_iter().filter(move |b| *b != self.band && *b >= self.lowest && *b <= self.highest)
    }
}

/// A score as shown: whole, half up (S8).
pub fn shown(score: f64) -> i32 {
    (score + 0.5 + SLACK).floor() as i32
}

/// A gap as shown: whole, half away from zero (S8). The sign is written by the caller.
pub fn shown_gap(gap: f64) -> i32 {
    if gap < 0.0 { -shown(-gap) } else { shown(gap) }
}

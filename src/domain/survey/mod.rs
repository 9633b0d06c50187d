//! The self-assessment: what is asked, what was answered, what the answers say.
//!
//! * [`instrument`]: dimensions and items.
//! * this page: answers and sheets.
//! * [`score`]: from answers to points and bands (S1–S8), [`checks`]: who may see what, careless
//!   sheets, gaps and claims (S9–S12), [`advice`]: what to do first (S13).
//! * [`stats`]: intervals and agreement for small samples.
//!
//! * **A1** An answer says in what share of cases a statement was true in the last three months: five
//!   labelled levels from *never* to *always* (frequency with anchors instead of agree/disagree: Saris,
//!   Revilla, Krosnick & Shaeffer 2010; equal steps by choice of words: Rohrmann's VQS data).
//! * **A2** *Not applicable* needs a reason. “Outside our control” is a reason of another kind: the item
//!   stays open, and the item goes to the list of conditions ([`outside_control`]).
//! * **A3** A client who cannot tell counts as missing, and as a finding of its own ([`visibility`]).
//! * **A4** An unanswered item is absent from the sheet; it is never a zero.

pub mod advice;
pub mod checks;
pub mod instrument;
pub mod score;
pub mod stats;

pub use instrument::{DimensionId, EvidenceKind, Form, Item, ItemId, Measure, context_items};

use std::collections::BTreeMap;

/// A level of the answer scale, 1 *never* to 5 *always*.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Level(u8);

impl Level {
    /// The five levels from *never* to *always*.
    pub const ALL: [Level; 5] = [Level(1), Level(2), Level(3), Level(4), Level(5)];

    /// The level with this number, if it is one of 1 to 5.
    pub fn new(number: u8) -> Option<Level> {
        (1..=5).contains(&number).then_some(Level(number))
    }

    /// 1 to 5.
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// Why a statement does not apply (A2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NaReason {
    /// We do not do this kind of work.
    OtherWork,
    /// Our recorded position says otherwise.
    Position,
    /// Outside our control: the answer stays open and is listed among the conditions.
    OutsideControl,
    /// Another reason, in the team's own words.
    Other(String),
}

impl NaReason {
    /// Ids of the reasons in the order they are offered; the keys of their texts.
    pub const IDS: [&str; 4] = ["not-our-work", "position", "outside-control", "other"];

    /// The lasting id of this reason.
    pub fn id(&self) -> &'static str {
        match self {
            NaReason::OtherWork => "not-our-work",
            NaReason::Position => "position",
            NaReason::OutsideControl => "outside-control",
            NaReason::Other(_) => "other",
        }
    }

    /// The reason with this id; `text` is kept only by `other`.
    pub fn find(id: &str, text: &str) -> Option<NaReason> {
        match id {
            "not-our-work" => Some(NaReason::OtherWork),
            "position" => Some(NaReason::Position),
            "outside-control" => Some(NaReason::OutsideControl),
            "other" => Some(NaReason::Other(text.into())),
            _ => None,
        }
    }
}

/// One answer to one item. No answer yet is absence from the [`Sheet`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// A level of the scale.
    Scale(Level),
    /// Does not apply, with the reason (team view).
    NotApplicable(NaReason),
    /// “Cannot tell” (client view): counts as missing, and for [`visibility`].
    CannotTell,
}

impl Answer {
    /// An answer on the scale, if `number` is one of 1 to 5.
    pub fn scale(number: u8) -> Option<Answer> {
        Level::new(number).map(Answer::Scale)
    }

    /// The level, when the answer is on the scale.
    pub fn level(&self) -> Option<Level> {
        match self {
            Answer::Scale(level) => Some(*level),
            _ => None,
        }
    }
}

/// The answers of one person, or of a team that agreed on one answer each.
pub type Sheet = BTreeMap<ItemId, Answer>;

/// What an item contributes to a score.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ItemState {
    /// Answered: points from 0 to 100, already turned round for a reversed item.
    Answered(f64),
    /// Does not apply; leaves the item out.
    NotApplicable,
    /// No answer, cannot tell, or outside our control.
    Missing,
}

/// The state of one item on a sheet (A2–A4).
pub fn state(sheet: &Sheet, item: ItemId) -> ItemState {
    match sheet.get(&item) {
        Some(Answer::Scale(level)) => ItemState::Answered(score::item_score(item, *level)),
        Some(Answer::NotApplicable(NaReason::OutsideControl) | Answer::CannotTell) | None => {
            ItemState::Missing
        }
        Some(Answer::NotApplicable(_)) => ItemState::NotApplicable,
    }
}

/// How far a sheet is, for one dimension or the whole form.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Items with any choice made, “not applicable” and “cannot tell” included.
    pub done: usize,
    /// Items asked.
    pub total: usize,
}

/// Counts how many of `items` have been dealt with on `sheet`.
pub fn progress(sheet: &Sheet, items: impl Iterator<Item = ItemId>) -> Progress {
    items.fold(Progress::default(), |p, item| Progress {
        done: p.done + usize::from(sheet.contains_key(&item)),
        total: p.total + 1,
    })
}

/// Items the team called outside its control, in order: the list of conditions (A2).
pub fn outside_control(sheet: &Sheet) -> Vec<ItemId> {
    let outside = Answer::NotApplicable(NaReason::OutsideControl);
    sheet.iter().filter(|(_, answer)| **answer == outside).map(|(item, _)| *item).collect()
}

/// A count out of a total, such as 7 of 10.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Share {
    /// Cases that meet the condition.
    pub count: u32,
    /// All cases looked at.
    pub of: u32,
}

/// How many clients can tell, of those who dealt with the item (A3). A practice no client can see is
/// worth talking about, whatever its score.
pub fn visibility(sheets: &[Sheet], item: ItemId) -> Share {
    sheets.iter().filter_map(|sheet| sheet.get(&item)).fold(Share::default(), |s, answer| match answer {
        Answer::Scale(_) => Share { count: s.count + 1, of: s.of + 1 },
        Answer::CannotTell => Share { count: s.count, of: s.of + 1 },
        Answer::NotApplicable(_) => s,
    })
}

/// How many sheets chose each level of an item, from *never* to *always* (always in scale order).
pub fn distribution(sheets: &[Sheet], item: ItemId) -> [u32; 5] {
    let levels: Vec<Level> = levels(sheets, item);
    Level::ALL.map(|level| levels.iter().filter(|l| **l == level).count() as u32)
}

/// The levels chosen for an item, one a sheet that answered it on the scale.
pub fn levels(sheets: &[Sheet], item: ItemId) -> Vec<Level> {
    sheets.iter().filter_map(|sheet| sheet.get(&item)?.level()).collect()
}

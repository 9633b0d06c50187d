//! The list of statements: dimensions, items, not-applicable reasons. No prose; the sentences live in `words`.
//!
//! Forty-five scored items in ten dimensions, three context items that explain low scores outside the
//! team's hands, and five closing questions for clients. The list is our own and has **not been
//! validated** by a study: it opens a conversation, it is not a test.
//!
//! * **I1** Each item exists in two mirrored views, team and client, under one id (Gilbert 2000, Managing
//!   Service Quality 10(3): teams rate themselves higher than the teams they serve do).
//! * **I2** Performance-only statements, no second battery of expectations (Cronin & Taylor 1992;
//!   Brandon-Jones & Silvestro 2010 for service inside an organisation).
//! * **I3** Six items are reversed, at most one a dimension, by opposite content and without negation
//!   (Weijters & Baumgartner 2012; van Sonderen, Sanderman & Coyne 2013).
//! * **I4** Ten items, one a dimension, make the short pulse form. Its figures never share a line with
//!   those of the full form.
//! * **I5** An item has direct evidence on the board, related evidence (a proxy: shown, no verdict), or
//!   none. Evidence that counts trouble points down and is compared as 100 minus the rate.
//! * **I6** Ids are never used again for another text. Files may hold ids this version does not know:
//!   every `find` returns an `Option`, and the caller keeps what it cannot place.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;

/// The version of the list; a run stores it beside its answers.
pub const VERSION: &str = "1";

/// Ids of the questions that close the client view: satisfaction 1–5, recommendation 0–10 (off by
/// default: a captive client cannot choose), up to three dimensions that matter most, two free texts.
pub const CLOSING: [&str; 5] = ["csat", "nps", "matter", "keep", "change"];

/// One of the ten dimensions, in the order of the questionnaire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DimensionId {
    /// Knowing our clients.
    Know,
    /// Agreements.
    Agree,
    /// Promises we can keep.
    Promise,
    /// Status and openness.
    Update,
    /// Listening and clear language.
    Listen,
    /// Fair priorities and a respectful no.
    Fair,
    /// The people served in the end.
    Lens,
    /// Care in service.
    Care,
    /// Partnership of equals.
    Partner,
    /// Feedback and improvement.
    Improve,
}

use DimensionId::*;

impl DimensionId {
    /// All ten, in the order of the questionnaire.
    pub const ALL: [DimensionId; 10] =
        [Know, Agree, Promise, Update, Listen, Fair, Lens, Care, Partner, Improve];

    /// The lasting id, such as `know`; also the key of its texts.
    pub const fn id(self) -> &'static str {
        match self {
            Know => "know",
            Agree => "agree",
            Promise => "promise",
            Update => "update",
            Listen => "listen",
            Fair => "fair",
            Lens => "lens",
            Care => "care",
            Partner => "partner",
            Improve => "improve",
        }
    }

    /// The dimension with this id, if this version knows it.
    pub fn find(id: &str) -> Option<DimensionId> {
        Self::ALL.into_iter().find(|d| d.id() == id)
    }

    /// Its place in the questionnaire, 1 to 10.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Its items in the given form, in fixed order.
    pub fn items(self, form: Form) -> impl Iterator<Item = ItemId> {
        form.items().filter(move |item| item.dimension == Some(self))
    }
}

/// Which items are asked (I4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Form {
    /// All 45 items, about six minutes.
    #[default]
    Full,
    /// Ten items, one a dimension, about 90 seconds.
    Pulse,
}

impl Form {
    /// The lasting id, `full` or `pulse`.
    pub const fn id(self) -> &'static str {
        match self {
            Form::Full => "full",
            Form::Pulse => "pulse",
        }
    }

    /// The form with this id.
    pub fn find(id: &str) -> Option<Form> {
        [Form::Full, Form::Pulse].into_iter().find(|f| f.id() == id)
    }

    /// The scored items of this form, in order. The full form also asks [`context_items`], unscored.
    pub fn items(self) -> impl Iterator<Item = ItemId> {
        ITEMS.iter().filter(move |item| self == Form::Full || item.pulse).map(ItemId)
    }
}

/// How the board's figures relate to an item (I5).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EvidenceKind {
    /// The measure is about the same thing; a verdict is allowed.
    Direct,
    /// Related, not the same: shown beside the answer without a verdict.
    Proxy,
    /// No fair measure exists. Ask, do not infer.
    Absent,
}

/// A measure on the board that belongs to an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Measure {
    /// Id of the measure, such as `ev-on-time-first`.
    pub id: &'static str,
    /// True when a high rate is a sign of trouble.
    pub down: bool,
    /// Fewest cases for which the measure says anything.
    pub least: u32,
}

/// One statement of the questionnaire, without its texts.
#[derive(PartialEq, Eq, Debug)]
pub struct Item {
    /// The lasting id, such as `know-1`; also the key of its texts.
    pub id: &'static str,
    /// Where it counts; `None` for a context item, which is never scored.
    pub dimension: Option<DimensionId>,
    /// True when “always” is the worst answer.
    pub reversed: bool,
    /// True when the pulse form asks it.
    pub pulse: bool,
    /// How `evidence` relates to the statement.
    pub kind: EvidenceKind,
    /// Its measures; the first one decides, any further one is shown.
    pub evidence: &'static [Measure],
}

/// A known item. Reads like a reference to its [`Item`]; sorts in the order of the questionnaire,
/// context items last.
#[derive(Clone, Copy)]
pub struct ItemId(&'static Item);

impl ItemId {
    /// The item with this id, scored or context, if this version knows it.
    pub fn find(id: &str) -> Option<ItemId> {
        ITEMS.iter().chain(&CONTEXT).find(|item| item.id == id).map(ItemId)
    }

    fn place(self) -> (u8, &'static str) {
        (self.0.dimension.map_or(u8::MAX, DimensionId::number), self.0.id)
    }
}

impl Deref for ItemId {
    type Target = Item;
    fn deref(&self) -> &Item {
        self.0
    }
}

impl fmt::Debug for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.id)
    }
}

impl PartialEq for ItemId {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for ItemId {}

impl std::hash::Hash for ItemId {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl Ord for ItemId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for ItemId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The three conditions asked with the full form and never scored: tools, backing, a voice in planning.
pub fn context_items() -> impl Iterator<Item = ItemId> {
    CONTEXT.iter().map(ItemId)
}

const fn context(id: &'static str) -> Item {
    Item { id, dimension: None, reversed: false, pulse: false, kind: EvidenceKind::Absent, evidence: &[] }
}

static CONTEXT: [Item; 3] = [context("ctx-1"), context("ctx-2"), context("ctx-3")];

enum Mark {
    Plain,
    Reversed,
    Pulse,
}

/// One row an item: dimension, id, mark, kind of evidence, measures with direction and fewest cases.
macro_rules! items {
    ($($dim:ident $id:literal $mark:ident $kind:ident [$($way:ident $measure:literal $least:literal),*];)*) => {
        [$(Item {
            id: $id,
            dimension: Some($dim),
            reversed: matches!(Mark::$mark, Mark::Reversed),
            pulse: matches!(Mark::$mark, Mark::Pulse),
            kind: EvidenceKind::$kind,
            evidence: &[$(items!(@$way $measure $least)),*],
        }),*]
    };
    (@up $id:literal $least:literal) => { Measure { id: $id, down: false, least: $least } };
    (@down $id:literal $least:literal) => { Measure { id: $id, down: true, least: $least } };
}

#[rustfmt::skip]
static ITEMS: [Item; 45] = items! {
    Know "know-1" Plain Proxy [up "ev-reliance-known" 5];
    Know "know-2" Plain Proxy [up "ev-services-listed" 1];
    Know "know-3" Pulse Direct [up "ev-kpis-known" 1];
    Know "know-4" Plain Direct [up "ev-pains-known" 1];
    Know "know-5" Plain Direct [up "ev-channel-match" 5];
    Agree "agree-1" Pulse Direct [up "ev-date-before-start" 5];
    Agree "agree-2" Plain Direct [up "ev-done-means" 5];
    Agree "agree-3" Plain Direct [up "ev-agreement-two-sided" 1];
    Agree "agree-4" Plain Direct [up "ev-target-measured" 1];
    Promise "promise-1" Pulse Direct [up "ev-on-time-first" 5];
    Promise "promise-2" Reversed Direct [down "ev-promise-drift" 5];
    Promise "promise-3" Plain Proxy [up "ev-capacity-fit" 10];
    Promise "promise-4" Plain Direct [up "ev-change-agreed" 3];
    Promise "promise-5" Plain Direct [up "ev-right-first-time" 5];
    Update "update-1" Pulse Direct [up "ev-proactive-news" 5, up "ev-status-fresh" 5];
    Update "update-2" Plain Direct [up "ev-delay-notice" 3];
    Update "update-3" Reversed Direct [down "ev-chased" 5];
    Update "update-4" Plain Direct [up "ev-decisions-logged" 5];
    Listen "listen-1" Pulse Direct [up "ev-clarified" 5];
    Listen "listen-2" Plain Direct [up "ev-restated" 5];
    Listen "listen-3" Reversed Direct [up "ev-plain-words" 10];
    Listen "listen-4" Plain Direct [up "ev-talk-when-complex" 3];
    Fair "fair-1" Plain Proxy [up "ev-priority-scored" 5];
    Fair "fair-2" Reversed Proxy [up "ev-order-kept" 5];
    Fair "fair-3" Pulse Direct [up "ev-bump-notified" 3];
    Fair "fair-4" Plain Direct [up "ev-decline-alternative" 3];
    Fair "fair-5" Plain Direct [up "ev-entry-point" 5];
    Lens "lens-1" Pulse Proxy [up "ev-lens-known" 5];
    Lens "lens-2" Plain Direct [down "ev-likes-urgent" 3];
    Lens "lens-3" Plain Proxy [up "ev-strategy-linked" 5];
    Lens "lens-4" Plain Direct [up "ev-purpose-known" 5];
    Care "care-1" Plain Absent [];
    Care "care-2" Pulse Direct [up "ev-ack-on-time" 5];
    Care "care-3" Plain Absent [];
    Care "care-4" Reversed Absent [];
    Care "care-5" Plain Absent [];
    Partner "partner-1" Pulse Absent [];
    Partner "partner-2" Plain Proxy [up "ev-thanks" 5];
    Partner "partner-3" Plain Absent [];
    Partner "partner-4" Plain Proxy [up "ev-escalation-closed" 1];
    Improve "improve-1" Plain Direct [up "ev-feedback-cover" 5];
    Improve "improve-2" Pulse Proxy [up "ev-feedback-acted" 1];
    Improve "improve-3" Plain Direct [up "ev-checkin-cadence" 1];
    Improve "improve-4" Plain Absent [];
    Improve "improve-5" Reversed Absent [];
};

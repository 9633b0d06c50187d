//! The cards of a lane. Up to [`Reach::all`] of them stand in the page; of more only those near what is in sight
//! (a *window*), between two spacers, so that a lane of thousands stays as quick as a short one. Where the lanes
//! are split, many short lists stand below one another: there fewer cards of each are drawn.
//!
//! Cards differ in height. Every card that has been drawn is measured, the others count as tall as the first
//! ones that were measured are on average, and go on doing so: what thousands of them count as may not change while
//! somebody is at a card below them. Above the window, where a wrong guess would make the list jump, everything
//! has been measured unless one has leapt there.

use crate::domain::ident::RequestId;
use std::collections::HashMap;

/// So many cards of a lane are drawn on paper; of more it is said how many there are.
pub const ON_PAPER: usize = 200;

/// A card in hand stays in the page up to so many cards away from what is in sight.
const IN_HAND: usize = 200;

/// How much of a lane is drawn.
#[derive(Clone, Copy)]
pub struct Reach {
    /// Up to this many cards all stand in the page.
    pub all: usize,
    /// Pixels drawn above and below what is in sight, once the list has been scrolled.
    pub margin: f64,
    /// Pixels drawn below what is in sight until then: a board that opens draws little of what nobody looks at.
    pub near: f64,
}

impl Reach {
    /// Of a lane that stands by itself.
    pub const WHOLE: Reach = Reach { all: 16, margin: 900.0, near: 300.0 };
    /// Of a part of a lane that is split.
    pub const OF_BAND: Reach = Reach { all: 12, margin: 300.0, near: 150.0 };
}

/// Where a list is scrolled to, in whole steps, and how high it is: in pixels.
#[derive(Clone, Copy, PartialEq)]
pub struct Place {
    /// What is above what is in sight.
    pub top: f64,
    /// How high the list is; a guess until it has been looked at.
    pub view: f64,
    /// Whether it has been scrolled.
    pub scrolled: bool,
    /// For what was asked when it was looked at. Of something else nothing has been scrolled yet.
    pub asked: u32,
    /// Counts measurings that changed what a card is taken for.
    pub measured: u32,
}

impl Place {
    /// The place in what is found for this: where it was scrolled to, or the top.
    pub fn of(self, asked: u32) -> Place {
        if self.asked == asked { self } else { Place { top: 0.0, scrolled: false, asked, ..self } }
    }
}

/// The part of a lane that stands in the page.
#[derive(Clone, PartialEq, Default)]
pub struct Window {
    /// Its cards.
    pub ids: Vec<RequestId>,
    /// The place of the first of them in the lane, from 0.
    pub first: usize,
    /// Height of the spacer above them, in pixels.
    pub above: f64,
    /// Height of the one below them.
    pub below: f64,
    /// How many cards the lane has; none when all of them stand in the page.
    pub of: Option<usize>,
}

impl Window {
    /// What is drawn on paper, where nobody scrolls: the first [`ON_PAPER`] cards, without spacers.
    pub fn on_paper(ids: &[RequestId]) -> Window {
        Window { ids: ids.iter().take(ON_PAPER).copied().collect(), ..Window::default() }
    }
}

/// Heights of cards with the gap below them, in pixels.
#[derive(Default)]
pub struct Heights {
    known: HashMap<RequestId, f64>,
    /// How tall a card counts that has not been measured.
    pub usual: Option<f64>,
}

impl Heights {
    fn of(&self, id: RequestId) -> f64 {
        self.known.get(&id).copied().unwrap_or(self.usual.unwrap_or(150.0))
    }

    /// A card has been measured.
    pub fn note(&mut self, id: RequestId, height: f64) {
        self.known.insert(id, height);
    }

    /// The first cards are measured.
    pub fn settle(&mut self) {
        if self.usual.is_none() && !self.known.is_empty() {
            self.usual = Some(self.known.values().sum::<f64>() / self.known.len() as f64);
        }
    }

    /// How tall all cards before a place are.
    pub fn above(&self, ids: &[RequestId], index: usize) -> f64 {
        ids.iter().take(index).map(|id| self.of(*id)).sum()
    }

    /// What stands in the page where the list is at this place; the card at `held` too, unless it is far away.
    pub fn window(&self, ids: &[RequestId], reach: Reach, place: Place, held: Option<usize>) -> Window {
        if ids.len() <= reach.all {
            return Window { ids: ids.to_vec(), ..Window::default() };
        }
        let Place { top, view, scrolled, .. } = place;
        let margin = if scrolled { reach.margin } else { reach.near };
        let heights: Vec<f64> = ids.iter().map(|id| self.of(*id)).collect();
        let (mut first, mut end, mut at) = (0, 0, 0.0);
        for (index, height) in heights.iter().enumerate() {
            if at + height < top - margin {
                first = index + 1;
            }
            if at < top + view + margin {
                end = index + 1;
            }
            at += height;
        }
        if let Some(held) = held.filter(|at| first.saturating_sub(*at).max(at.saturating_sub(end)) <= IN_HAND)
        {
            first = first.min(held);
            end = end.max(held + 1);
        }
        let sum = |heights: Option<&[f64]>| heights.unwrap_or_default().iter().sum();
        Window {
            ids: ids.get(first..end).unwrap_or_default().to_vec(),
            first,
            above: sum(heights.get(..first)),
            below: sum(heights.get(end..)),
            of: Some(ids.len()),
        }
    }
}

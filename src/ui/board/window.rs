//! The cards of a lane. Up to [`ALL`] of them stand in the page; of more only those near what is in sight
//! (a *window*), between two spacers, so that a lane of thousands stays as quick as a short one.
//!
//! Cards differ in height. Every card that has been drawn is measured, the others count as tall as the first
//! ones that were measured are on average, and go on doing so: what thousands of them count as may not change while
//! somebody is at a card below them. Above the window, where a wrong guess would make the list jump, everything
//! has been measured unless one has leapt there.

use crate::domain::ident::RequestId;
use std::collections::HashMap;

/// Up to this many cards all stand in the page.
const ALL: usize = 200;
/// Pixels drawn above and below what is in sight.
const MARGIN: f64 = 900.0;

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

    /// What stands in the page where the list is scrolled to `top`; the card at `held` too, unless it is far away.
    pub fn window(&self, ids: &[RequestId], top: f64, view: f64, held: Option<usize>) -> Window {
        if ids.len() <= ALL {
            return Window { ids: ids.to_vec(), ..Window::default() };
        }
        let heights: Vec<f64> = ids.iter().map(|id| self.of(*id)).collect();
        let (mut first, mut end, mut at) = (0, 0, 0.0);
        for (index, height) in heights.iter().enumerate() {
            if at + height < top - MARGIN {
                first = index + 1;
            }
            if at < top + view + MARGIN {
                end = index + 1;
            }
            at += height;
        }
        if let Some(held) = held.filter(|at| first.saturating_sub(*at).max(at.saturating_sub(end)) <= ALL) {
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

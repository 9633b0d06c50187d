//! The ordered requests of each stage, kept up to date from before and after, never rebuilt.
//!
//! Open stages are ordered by rank (the team's own order); finished ones by the time of their end,
//! the newest first. Ties go by id. What is in the archive stands in lanes of its own.

use super::ident::RequestId;
use super::rank::Rank;
use super::request::{Request, Stage};
use super::sieve::Shelf;
use std::collections::BTreeMap;

/// Where a request stands among the others of its stage.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    archived: bool,
    stage: Stage,
    newest_first: i64,
    rank: Rank,
}

impl Place {
    /// The place of a request.
    pub fn of(request: &Request) -> Place {
        let newest_first = if request.stage.is_finished() { -request.since.0 } else { 0 };
        Place { archived: request.archived, stage: request.stage, newest_first, rank: request.rank.clone() }
    }
}

/// The ordered requests of every stage.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lanes {
    lanes: BTreeMap<(bool, Stage), Vec<(Place, RequestId)>>,
}

impl Lanes {
    /// The requests of a stage in order.
    pub fn of(&self, stage: Stage) -> impl DoubleEndedIterator<Item = RequestId> + ExactSizeIterator + '_ {
        self.either(false, stage)
    }

    /// Those of the board (false) or of the archive (true).
    pub fn either(
        &self,
        archived: bool,
        stage: Stage,
    ) -> impl DoubleEndedIterator<Item = RequestId> + ExactSizeIterator + '_ {
        self.lanes.get(&(archived, stage)).map(Vec::as_slice).unwrap_or_default().iter().map(|(_, id)| *id)
    }

    /// Those of a stage on a shelf, in order; of both, each stands among the others where it would without the archive.
    pub fn on(&self, shelf: Shelf, stage: Stage) -> Vec<RequestId> {
        match shelf {
            Shelf::Board => self.either(false, stage).collect(),
            Shelf::Archive => self.either(true, stage).collect(),
            Shelf::Both => {
                let both =
                    [false, true].into_iter().filter_map(|archived| self.lanes.get(&(archived, stage)));
                let mut all: Vec<&(Place, RequestId)> = both.flatten().collect();
                all.sort_by_key(|(place, id)| (place.newest_first, &place.rank, *id));
                all.into_iter().map(|(_, id)| *id).collect()
            }
        }
    }

    /// How many stand on a shelf in a stage.
    pub fn count_on(&self, shelf: Shelf, stage: Stage) -> usize {
        let n = |archived: bool| self.either(archived, stage).len();
        match shelf {
            Shelf::Board => n(false),
            Shelf::Archive => n(true),
            Shelf::Both => n(false) + n(true),
        }
    }

    /// How many requests stand in a stage.
    pub fn count(&self, stage: Stage) -> usize {
        self.lanes.get(&(false, stage)).map_or(0, Vec::len)
    }

    /// How many requests are in the archive.
    pub fn archived(&self) -> usize {
        self.lanes.iter().filter(|((archived, _), _)| *archived).map(|(_, lane)| lane.len()).sum()
    }

    /// How many requests there are, in the archive or not.
    pub fn total(&self) -> usize {
        self.lanes.values().map(Vec::len).sum()
    }

    /// The rank with which a request would stand in a stage before the one now at `index`
    /// (or last), not counting `except`.
    pub fn rank_at(&self, stage: Stage, index: usize, except: Option<RequestId>) -> Rank {
        let lane = self.lanes.get(&(false, stage)).map(Vec::as_slice).unwrap_or_default();
        let mut others = lane.iter().filter(|(_, id)| Some(*id) != except).map(|(place, _)| &place.rank);
        let mut low = None;
        for _ in 0..index {
            match others.next() {
                Some(rank) => low = Some(rank),
                None => break,
            }
        }
        Rank::between(low, others.next())
    }

    /// Adds many requests that stand nowhere yet.
    pub(super) fn add_all(&mut self, new: Vec<(RequestId, Place)>) {
        let mut grown: Vec<(bool, Stage)> = Vec::new();
        for (id, place) in new {
            let key = (place.archived, place.stage);
            self.lanes.entry(key).or_default().push((place, id));
            if !grown.contains(&key) {
                grown.push(key);
            }
        }
        for key in grown {
            if let Some(lane) = self.lanes.get_mut(&key) {
                lane.sort();
            }
        }
    }

    pub(super) fn update(&mut self, id: RequestId, before: Option<Place>, after: Option<Place>) {
        if before == after {
            return;
        }
        if let Some(place) = before {
            let key = (place.archived, place.stage);
            let lane = self.lanes.entry(key).or_default();
            if let Ok(at) = lane.binary_search(&(place, id)) {
                lane.remove(at);
            }
            // Equal desks are equal: an emptied lane is like one that never was.
            if lane.is_empty() {
                self.lanes.remove(&key);
            }
        }
        if let Some(place) = after {
            let lane = self.lanes.entry((place.archived, place.stage)).or_default();
            let entry = (place, id);
            if let Err(at) = lane.binary_search(&entry) {
                lane.insert(at, entry);
            }
        }
    }
}

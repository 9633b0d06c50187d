//! One reading of the whole board for every lane, card and chip, made anew once for a change or a minute.

use super::swim::{self, Band};
use crate::domain::agenda::{Agenda, Counts, Moved};
use crate::domain::columns::Column;
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::Stage;
use crate::domain::sieve::{Form, Looking, Shelf, Sort, Texts, View};
use crate::domain::workspace::Workspace;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk};
use crate::ui::now::use_now;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands where.
#[derive(Clone, PartialEq, Default)]
pub struct Sight {
    shown: [Arc<[RequestId]>; 8],
    totals: [usize; 8],
    added: Added,
    /// The lanes in bands, where they are split.
    pub bands: Vec<Band>,
    /// All of them in one list, where that is what is shown.
    pub list: Arc<[RequestId]>,
    /// What asks for attention, whatever the filter.
    pub counts: Counts,
}

/// The columns the team has added, with what stands in them, shown or not.
#[derive(Clone, PartialEq, Default)]
struct Added {
    columns: Vec<(Column, usize)>,
    placed: Arc<BTreeMap<RequestId, Column>>,
}

impl Added {
    fn of(desk: &Workspace, shelf: Shelf) -> Added {
        let known = &desk.team().columns;
        let mut columns: Vec<(Column, usize)> = known.added().map(|column| (column, 0)).collect();
        let mut placed = BTreeMap::new();
        let mut stages: Vec<Stage> = columns.iter().map(|(column, _)| column.stage).collect();
        stages.dedup();
        for id in stages.into_iter().flat_map(|stage| desk.lanes().on(shelf, stage)) {
            let Some(column) = desk.request(id).map(|request| known.of(request)) else { continue };
            if let Some((_, n)) = columns.iter_mut().find(|(other, _)| *other == column) {
                *n += 1;
                placed.insert(id, column);
            }
        }
        Added { columns, placed: Arc::new(placed) }
    }

    /// Those of a stage that stand in this column of it.
    fn in_column(&self, all: Arc<[RequestId]>, column: Column) -> Arc<[RequestId]> {
        if self.columns.iter().all(|(other, _)| other.stage != column.stage) {
            return all;
        }
        let at = |id: &RequestId| self.placed.get(id).copied().unwrap_or_else(|| column.stage.into());
        all.iter().copied().filter(|id| at(id) == column).collect()
    }

    fn total(&self, all: usize, column: Column) -> usize {
        let of_stage = self.columns.iter().filter(|(other, _)| other.stage == column.stage);
        match column.part {
            0 => all - of_stage.map(|(_, n)| n).sum::<usize>().min(all),
            _ => of_stage.filter(|(other, _)| *other == column).map(|(_, n)| n).sum(),
        }
    }
}

impl Sight {
    /// The requests shown in a lane, in order.
    pub fn lane(&self, column: impl Into<Column>) -> Arc<[RequestId]> {
        let column = column.into();
        let all = self.shown.get(usize::from(column.stage.index())).cloned().unwrap_or_default();
        self.added.in_column(all, column)
    }

    /// The lane a request is shown in.
    pub fn lane_with(&self, id: RequestId) -> Option<Arc<[RequestId]>> {
        let stage = Stage::ALL.iter().find(|stage| {
            self.shown.get(usize::from(stage.index())).is_some_and(|lane| lane.contains(&id))
        })?;
        Some(self.lane(self.added.placed.get(&id).copied().unwrap_or_else(|| (*stage).into())))
    }

    /// The part of a lane that stands in a band; without one the lane.
    pub fn part(&self, column: Column, band: Option<usize>) -> Arc<[RequestId]> {
        let Some(at) = band else { return self.lane(column) };
        let band = self.bands.get(at).and_then(|band| band.lanes.get(usize::from(column.stage.index())));
        self.added.in_column(band.cloned().unwrap_or_default(), column)
    }

    /// The band a request stands in.
    pub fn band_with(&self, id: RequestId) -> Option<usize> {
        self.bands.iter().position(|band| band.lanes.iter().any(|lane| lane.contains(&id)))
    }

    /// How many requests a lane has, shown or not.
    pub fn total(&self, column: Column) -> usize {
        let all = self.totals.get(usize::from(column.stage.index())).copied().unwrap_or_default();
        self.added.total(all, column)
    }

    /// True where a filter leaves nothing but closed requests.
    pub fn is_only_closed(&self) -> bool {
        let closed = usize::from(Stage::Closed.index());
        let only = self.shown.iter().enumerate().all(|(at, lane)| lane.is_empty() != (at == closed));
        only && self.totals.iter().sum::<usize>() > self.total(Stage::Closed.into())
    }

    /// True where nothing is shown.
    pub fn finds_nothing(&self) -> bool {
        self.shown.iter().all(|lane| lane.is_empty())
    }

    /// True when there is no request at all.
    pub fn is_empty(&self) -> bool {
        self.totals.iter().all(|n| *n == 0)
    }
}

/// What is kept between two readings of the board.
#[derive(Default)]
struct Kept {
    agenda: Agenda,
    texts: Texts,
    /// With which terms the clocks and the texts were read.
    terms: (u32, u32),
    /// What was looked for the last time.
    view: Option<View>,
}

/// One reading of the board for everything on it. Glances at clocks and texts that are searched are kept
/// between readings; they are all made anew only when something other than a request has changed. A lane in
/// which nothing can have changed is not read again.
pub fn watch(desk: Desk, view: RwSignal<View>, usual: RwSignal<Sort>) -> Memo<Sight> {
    let now = use_now();
    let kept = StoredValue::new(Kept::default());
    let terms = Memo::new(move |count: Option<&u32>| {
        desk.listen(Bell::Others);
        count.map_or(1, |n| n.wrapping_add(1))
    });
    Memo::new(move |before: Option<&Sight>| {
        let (terms, now) = (terms.get(), now.get());
        let mut view = view.get();
        view.sort = view.sort.or(Some(usual.get()));
        desk.read(Bell::Requests, |ledger| {
            let mut sight = before.cloned().unwrap_or_default();
            kept.update_value(|Kept { agenda, texts, terms: (seen, read), view: last }| {
                let mut moved = agenda.refresh(ledger.desk(), ledger.book(), now, *seen != terms);
                *seen = terms;
                if !view.sieve.text.trim().is_empty() {
                    texts.refresh(ledger.desk(), *read != terms);
                    *read = terms;
                }
                sight.counts = agenda.counts();
                // What a sieve lets through goes by the moment as well.
                if !view.sieve.is_open() || last.as_ref() != Some(&view) {
                    moved = Moved::ANY;
                }
                let (promised, unpromised) = (view.sieve.promised.flatten(), view.sieve.unpromised());
                let [promised, unpromised] = [promised, unpromised].map(|day| end_of_day(ledger, day));
                let looking = Looking { now, promised, unpromised };
                for (lane, stage) in sight.shown.iter_mut().zip(Stage::ALL).filter(|(_, s)| moved.has(**s)) {
                    *lane = agenda.shown(ledger.desk(), texts, &view, &looking, *stage).into();
                }
                sight.bands = swim::split(ledger.desk(), agenda, view.group, &sight.shown);
                sight.list = match view.form {
                    Form::Board => Arc::default(),
                    _ => super::table::ordered(ledger, agenda, &view, &sight.shown),
                };
                *last = Some(view.clone());
            });
            sight.added = Added::of(ledger.desk(), view.sieve.shelf);
            for (total, stage) in sight.totals.iter_mut().zip(Stage::ALL) {
                *total = ledger.desk().lanes().count_on(view.sieve.shelf, *stage);
            }
            sight
        })
    })
}

/// The end of a day where the team works.
fn end_of_day(ledger: &Ledger, day: Option<chrono::NaiveDate>) -> Option<Moment> {
    let next = day?.succ_opt()?.and_time(chrono::NaiveTime::MIN);
    let near = Moment(next.and_utc().timestamp_millis());
    Some(super::team_zone(ledger, near, near).from_local(next))
}

//! One reading of the whole board for every lane, card and chip, made anew once for a change or a minute.

use super::swim::{self, Band};
use crate::domain::agenda::{Agenda, Counts, Moved};
use crate::domain::ident::RequestId;
use crate::domain::moment::Moment;
use crate::domain::request::Stage;
use crate::domain::sieve::{Form, Looking, Sort, Texts, View};
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk};
use crate::ui::now::use_now;
use leptos::prelude::*;
use std::sync::Arc;

/// What stands where.
#[derive(Clone, PartialEq, Default)]
pub struct Sight {
    shown: [Arc<[RequestId]>; 8],
    totals: [usize; 8],
    /// The lanes in bands, where they are split.
    pub bands: Vec<Band>,
    /// All of them in one list, where that is what is shown.
    pub list: Arc<[RequestId]>,
    /// What asks for attention, whatever the filter.
    pub counts: Counts,
}

impl Sight {
    /// The requests shown in a lane, in order.
    pub fn lane(&self, stage: Stage) -> Arc<[RequestId]> {
        self.shown.get(usize::from(stage.index())).cloned().unwrap_or_default()
    }

    /// The part of a lane that stands in a band; without one the lane.
    pub fn part(&self, stage: Stage, band: Option<usize>) -> Arc<[RequestId]> {
        let Some(at) = band else { return self.lane(stage) };
        let band = self.bands.get(at).and_then(|band| band.lanes.get(usize::from(stage.index())));
        band.cloned().unwrap_or_default()
    }

    /// The band a request stands in.
    pub fn band_with(&self, id: RequestId) -> Option<usize> {
        self.bands.iter().position(|band| band.lanes.iter().any(|lane| lane.contains(&id)))
    }

    /// How many requests a lane has, shown or not.
    pub fn total(&self, stage: Stage) -> usize {
        self.totals.get(usize::from(stage.index())).copied().unwrap_or_default()
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
                let looking = Looking { now, promised: end_of_day(ledger, view.sieve.promised) };
                for (lane, stage) in sight.shown.iter_mut().zip(Stage::ALL).filter(|(_, s)| moved.has(**s)) {
                    *lane = agenda.shown(ledger.desk(), texts, &view, &looking, *stage).into();
                }
                sight.bands = swim::split(ledger.desk(), view.group, &sight.shown);
                sight.list = match view.form {
                    Form::Board => Arc::default(),
                    _ => super::table::ordered(ledger, agenda, &view, &sight.shown),
                };
                *last = Some(view.clone());
            });
            for (total, stage) in sight.totals.iter_mut().zip(Stage::ALL) {
                *total = ledger.desk().lanes().either(view.sieve.archived, *stage).len();
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

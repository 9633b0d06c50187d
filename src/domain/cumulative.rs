//! Where work stood over time: how many requests stood in each stage at the end of a day or of a week (a cumulative flow
//! diagram).
//!
//! Rules:
//! 1. A request stands in the stage it was last moved to by then, from the moment it was raised; what came later is not
//!    known yet. A request that was moved back stands where it was moved to: nothing is smoothed, so a line may go down.
//! 2. Stages that hold work of one kind are one band ([`Standing`]): new and deciding; accepted; in progress; waiting;
//!    and finished, which keeps what ever left, declined requests among them and counted beside it.
//! 3. Bands lie one upon the other with what is finished below. The height between what was raised and what is
//!    finished is the work begun and not ended (D. J. Anderson, "Kanban", 2010; D. S. Vacanti, "Actionable Agile
//!    Metrics for Predictability", 2015); where it grows, more comes in than goes out.
//! 4. Moments are the ends of days by the wall clock of the zone, a day apart, or as many days apart as leave at most
//!    [`MOST`] of them; the last one is now. The first one is the midnight before the first request, when there was
//!    nothing.
//! 5. The archive counts like the board; removed requests and what was taken back do not.

use super::fact::{Event, Fact};
use super::ident::{RequestId, Subject};
use super::moment::Moment;
use super::request::{RequestFact, Stage};
use super::stamp::Stamp;
use super::workspace::Workspace;
use super::zone::ZoneTable;
use chrono::{Days, NaiveDate, NaiveTime};

/// The most moments there are (rule 4).
pub const MOST: usize = 60;

/// How many days apart moments may be.
const APART: [u64; 9] = [1, 7, 14, 28, 56, 91, 182, 364, 1_820];

/// How many requests stood where (rule 2).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// New and deciding, accepted, in progress, waiting, finished.
    pub bands: [usize; 5],
    /// Of what is finished: declined.
    pub declined: usize,
}

impl Standing {
    /// How many there were in all.
    pub fn all(&self) -> usize {
        self.bands.iter().sum()
    }

    /// How many were not finished.
    pub fn open(&self) -> usize {
        self.bands.iter().take(4).sum()
    }
}

/// How many stood where at one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
    /// The day that has ended, or now lasts.
    pub day: NaiveDate,
    /// How many stood where.
    pub stood: Standing,
}

/// Where work stood over time.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cumulative {
    /// The moments, the first one first; none without a request.
    pub points: Vec<Point>,
    /// How many days they are apart.
    pub apart: u64,
}

/// Where the requests for which `counts` says yes stood, up to `now`.
pub fn cumulative(
    desk: &Workspace,
    zone: &ZoneTable,
    now: Moment,
    counts: &dyn Fn(RequestId) -> bool,
) -> Cumulative {
    let counted = || desk.histories().filter(|(id, request, _)| request.raised <= now && counts(*id));
    let Some(first) = counted().map(|(_, request, _)| request.raised).min() else {
        return Cumulative::default();
    };
    let today = zone.to_local(now).date();
    let (days, apart) = days_of(zone.to_local(first).date(), today);
    // The end of a day is the beginning of the next one; of the last one it is now, which counts in.
    let end = |day: &NaiveDate| day.succ_opt().map(|next| zone.from_local(next.and_time(NaiveTime::MIN)));
    let ends: Vec<Moment> =
        days.iter().map(|day| end(day).filter(|_| *day < today).unwrap_or(Moment(now.0 + 1))).collect();
    // What changes in the stretch before each end: how many more stand in a stage, or fewer.
    let mut changes = vec![[0_isize; 8]; ends.len()];
    for (id, _, log) in counted() {
        let mut here = None;
        for (at, stage) in way(log, &desk.revoked(Subject::Request(id))).filter(|(at, _)| *at <= now) {
            let place = ends.partition_point(|end| *end <= at);
            if let Some(change) = changes.get_mut(place) {
                bump(change, here, -1);
                bump(change, Some(stage), 1);
                here = Some(stage);
            }
        }
    }
    let mut stood = [0_isize; 8];
    let point = |(day, change): (&NaiveDate, &[isize; 8])| {
        stood.iter_mut().zip(change).for_each(|(sum, more)| *sum += more);
        Point { day: *day, stood: standing(&stood) }
    };
    let points = days.iter().zip(&changes).map(point).collect();
    Cumulative { points, apart }
}

/// The days at whose ends it is looked, the last one `today`, and how far apart they are (rule 4).
fn days_of(first: NaiveDate, today: NaiveDate) -> (Vec<NaiveDate>, u64) {
    let before = first.pred_opt().unwrap_or(first);
    let span = u64::try_from(today.signed_duration_since(before).num_days()).unwrap_or(0);
    let fits = |apart: &u64| span.div_ceil(*apart) < MOST as u64;
    let apart = APART.into_iter().find(fits).unwrap_or(36_400);
    let steps = span.div_ceil(apart);
    let mut days: Vec<NaiveDate> =
        (0..steps).rev().filter_map(|n| today.checked_sub_days(Days::new(n * apart))).collect();
    days.insert(0, before);
    (days, apart)
}

/// The stages a request came to, in order.
fn way<'a>(log: &'a [Event], revoked: &'a [Stamp]) -> impl Iterator<Item = (Moment, Stage)> + 'a {
    log.iter().filter(|event| !revoked.contains(&event.stamp)).filter_map(|event| match &event.fact {
        Fact::Request(RequestFact::Raised(_)) => Some((event.at, Stage::New)),
        Fact::Request(RequestFact::Moved { stage, .. }) => Some((event.at, *stage)),
        _ => None,
    })
}

fn bump(change: &mut [isize; 8], stage: Option<Stage>, by: isize) {
    let place = stage.and_then(|stage| change.get_mut(usize::from(stage.index())));
    place.into_iter().for_each(|count| *count += by);
}

fn standing(stood: &[isize; 8]) -> Standing {
    let mut out = Standing::default();
    for (stage, count) in Stage::ALL.iter().zip(stood) {
        let count = usize::try_from(*count).unwrap_or(0);
        let band = match stage {
            Stage::New | Stage::Deciding => 0,
            Stage::Accepted => 1,
            Stage::InProgress => 2,
            Stage::Waiting => 3,
            Stage::Done | Stage::Closed | Stage::Declined => 4,
        };
        out.bands.get_mut(band).into_iter().for_each(|sum| *sum += count);
        if *stage == Stage::Declined {
            out.declined += count;
        }
    }
    out
}

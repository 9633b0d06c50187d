//! The facts of one case out of its rows in order of time.
//!
//! Rules:
//! 1. The first row raises the request, whatever its activity, and then counts as that activity. Client,
//!    service, priority, requester, title and text are those of the row; where a later row says otherwise,
//!    the later one holds. An empty cell says nothing.
//! 2. Work goes on with an activity that says so: a new request is then in progress, a resolved one is
//!    reopened, and one that had been declined, merged or withdrawn is open again.
//! 3. From a wait to the case's next row that is not a wait the work waits for the client, whatever that
//!    row is. A wait reopens what was resolved.
//! 4. A resolution stands until work goes on; another one in the meantime is a note.
//! 5. Closing follows a resolution. A case closed without one ends as withdrawn: it is over, and neither
//!    clock says that it was kept or broken after that moment. One that was declined or merged stays so.
//! 6. Declining or merging answers the client. After a resolution it takes the resolution back: the log's last
//!    word is that there was nothing to resolve.
//! 7. Who acted is the row's agent; whoever moves the work also owns it. Entering and closing move no work.
//! 8. A row whose activity changes nothing, or is progress, is a note with the row's own text, or else with
//!    the activity.

use super::cells::Cells;
use super::details::Said;
use super::identity::{RowKey, stamp};
use super::mapping::{Kind, Role};
use super::names::Names;
use crate::domain::fact::{Event, Fact, Source};
use crate::domain::ident::{ClientId, RequestId, ServiceId};
use crate::domain::moment::Moment;
use crate::domain::rank::Rank;
use crate::domain::request::{DeclineReason, PauseReason, Priority, RequestFact, Stage};
use crate::domain::text::{Name, Note, Title};
use std::collections::BTreeSet;

/// What telling a case needs besides its cells.
pub(super) struct Desk {
    /// Clients by name.
    pub clients: Names<ClientId>,
    /// Services by name.
    pub services: Names<ServiceId>,
}

/// A case as it is being told.
pub(super) struct Story<'t> {
    /// Its id.
    pub id: RequestId,
    node: u32,
    pub(super) rank: Rank,
    /// Its facts so far, in order.
    pub events: Vec<Event>,
    /// The rows told so far.
    pub rows: BTreeSet<RowKey>,
    /// Where it stands.
    pub stage: Stage,
    /// Who it is for now.
    pub client: Option<ClientId>,
    /// Which service it asks for now.
    pub service: Option<ServiceId>,
    /// True when it was closed without having been resolved.
    pub closed_unresolved: bool,
    ended: bool,
    waiting: bool,
    pub(super) priority: Option<Priority>,
    owner: Option<Name>,
    pub(super) said: Said<'t>,
}

/// Where and when within a case: the row's moment, its place among the rows of that moment, and who acted.
pub(super) struct Spot {
    pub at: Moment,
    pub place: u32,
    pub actor: Option<Name>,
}

/// What a request begins with besides its cells.
pub(super) struct Beginning<'a> {
    pub reference: &'a str,
    pub title: Title,
    pub text: Note,
}

impl<'t> Story<'t> {
    pub fn new(id: RequestId, node: u32, raised: Moment) -> Story<'t> {
        Story {
            id,
            node,
            rank: Rank::of_number(u64::try_from(raised.0).unwrap_or(0)),
            events: Vec::new(),
            rows: BTreeSet::new(),
            stage: Stage::New,
            client: None,
            service: None,
            closed_unresolved: false,
            ended: false,
            waiting: false,
            priority: None,
            owner: None,
            said: Said::default(),
        }
    }

    /// Adds a fact. `content` is what it says, as the file has it.
    pub fn add(&mut self, spot: &Spot, fact: RequestFact, content: &[&str]) {
        self.events.push(Event {
            stamp: stamp(self.node, spot.at, spot.place, &fact, content),
            at: spot.at,
            actor: spot.actor.clone(),
            source: Source::Import,
            fact: Fact::Request(fact),
        });
    }

    pub fn go(&mut self, spot: &Spot, stage: Stage) {
        if stage != self.stage {
            self.stage = stage;
            self.add(spot, RequestFact::Moved { stage, rank: self.rank.clone() }, &[]);
        }
    }

    /// Tells the next row.
    pub fn row(&mut self, cells: &mut Cells<'t>, desk: &mut Desk, row: usize, spot: &Spot, case: &str) {
        let first = self.rows.is_empty();
        self.rows.insert((spot.at.0, spot.place));
        let said = cells.text(row, Role::Text);
        let said = if said == self.said.text { "" } else { said };
        if first {
            let (title, text) = cells.title(row, case);
            // A case is never empty, so there is always a title.
            let Some(title) = title else { return };
            self.raise(cells, desk, row, spot, Beginning { reference: case, title, text });
        } else {
            self.change(cells, desk, row, spot);
            self.remember(cells, row);
        }
        if let Some(date) = cells.later_time(row, Role::Promised, spot.at) {
            let fact = RequestFact::Promised { date: Some(date), reason: Note::default() };
            self.add(spot, fact, &[cells.text(row, Role::Promised)]);
        }
        let meaning = cells.meaning(row);
        let moves_work = !matches!(meaning.kind, Kind::Raise | Kind::Close)
            && (meaning.works || meaning.kind != Kind::Progress);
        if moves_work && spot.actor.is_some() && self.owner != spot.actor {
            self.owner = spot.actor.clone();
            let agent = cells.text(row, Role::Agent);
            self.add(spot, RequestFact::Assigned(self.owner.clone()), &[agent]);
        }
        let activity = cells.text(row, Role::Activity);
        let noted = if first || said.is_empty() { activity } else { said };
        let note = |visible: bool, cells: &mut Cells<'t>| RequestFact::Updated {
            text: cells.word(noted),
            visible,
            automatic: !visible,
        };
        let was_waiting = std::mem::replace(&mut self.waiting, meaning.kind == Kind::Wait);
        let resolved = self.stage.is_resolved() && !self.ended;
        match meaning.kind {
            Kind::Raise | Kind::Progress | Kind::Acknowledge | Kind::Reply => {
                match meaning.kind {
                    Kind::Acknowledge => self.add(spot, RequestFact::Acknowledged, &[]),
                    Kind::Reply => self.add(spot, note(true, cells), &[noted]),
                    Kind::Raise if first => {}
                    _ => self.add(spot, note(false, cells), &[noted]),
                }
                if meaning.works || was_waiting {
                    self.ended = false;
                    self.go(spot, Stage::InProgress);
                }
                if was_waiting {
                    self.add(spot, RequestFact::Resumed, &[]);
                }
            }
            Kind::Wait if was_waiting => self.add(spot, note(false, cells), &[noted]),
            Kind::Wait => {
                self.ended = false;
                self.go(spot, Stage::Waiting);
                self.add(spot, RequestFact::Paused(PauseReason::Client), &[]);
            }
            Kind::Resolve if !self.stage.is_finished() => self.go(spot, Stage::Done),
            Kind::Close if self.stage == Stage::Done => self.go(spot, Stage::Closed),
            Kind::Close if !self.stage.is_finished() => {
                self.closed_unresolved = true;
                self.withdraw(spot, cells.word(activity), activity);
            }
            Kind::Decline if self.stage != Stage::Declined => {
                self.answer(spot, resolved);
                let reason = cells.word(noted);
                let fact = RequestFact::Declined {
                    category: DeclineReason::Other,
                    reason,
                    alternative: Note::default(),
                };
                self.add(spot, fact, &[noted]);
                self.ended = true;
                self.go(spot, Stage::Declined);
            }
            Kind::Merge if !self.ended => {
                self.answer(spot, resolved);
                self.add(spot, RequestFact::Merged(None), &[]);
                self.ended = true;
                self.go(spot, Stage::Closed);
            }
            Kind::Withdraw if !self.ended => {
                if resolved {
                    self.go(spot, Stage::InProgress);
                }
                self.withdraw(spot, cells.word(noted), noted);
            }
            _ => self.add(spot, note(false, cells), &[noted]),
        }
    }

    /// The client hears of an end; what was resolved no longer is (rule 6).
    fn answer(&mut self, spot: &Spot, resolved: bool) {
        self.add(spot, RequestFact::Acknowledged, &[]);
        if resolved {
            self.go(spot, Stage::InProgress);
        }
    }

    /// It ends without a result.
    pub fn withdraw(&mut self, spot: &Spot, why: Note, content: &str) {
        self.add(spot, RequestFact::Withdrawn(why), &[content]);
        self.ended = true;
        self.go(spot, Stage::Closed);
    }
}

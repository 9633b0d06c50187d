//! What stands where: one reading of the whole board for every lane, card and chip, made anew once for a
//! change or a minute; and what is held in the hand at the moment.

use crate::domain::agenda::{Agenda, Counts, Sieve, whole_place};
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::request::Stage;
use crate::route::Route;
use crate::say;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::go;
use crate::ui::now::use_now;
use crate::words::say_dyn;
use leptos::prelude::*;
use std::sync::Arc;

/// What stands where.
#[derive(Clone, PartialEq, Default)]
pub struct Sight {
    shown: [Arc<[RequestId]>; 8],
    totals: [usize; 8],
    /// What asks for attention, whatever the filter.
    pub counts: Counts,
}

impl Sight {
    /// The requests shown in a lane, in order.
    pub fn lane(&self, stage: Stage) -> Arc<[RequestId]> {
        self.shown.get(usize::from(stage.index())).cloned().unwrap_or_default()
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

/// A card in the hand: by the keys or by a pointer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// Which request.
    pub id: RequestId,
    /// By the keys; otherwise by a pointer.
    pub by_keys: bool,
    /// The lane it would go to.
    pub stage: Stage,
    /// Its place among the others shown there, from 0; counts only where [`BoardState::has_places`].
    pub place: usize,
}

/// The gap a held card would fill.
#[derive(Clone, PartialEq)]
pub struct Slot {
    /// In this lane,
    pub stage: Stage,
    /// before this card; none for the end.
    pub before: Option<RequestId>,
    /// What it says.
    pub text: String,
}

/// The board's own state, cheap to copy.
#[derive(Clone, Copy)]
pub struct BoardState {
    /// What stands where.
    pub sight: Memo<Sight>,
    /// The filter.
    pub sieve: RwSignal<Sieve>,
    /// True for the order by deadline.
    pub by_deadline: RwSignal<bool>,
    /// What is held.
    pub held: RwSignal<Option<Held>>,
    /// The gap it would fill.
    pub slot: Memo<Option<Slot>>,
    /// The request whose move dialog is open.
    pub moving: RwSignal<Option<RequestId>>,
    /// What the live region says.
    pub said: RwSignal<String>,
    /// The card to be brought into sight and focused.
    pub show: RwSignal<Option<RequestId>>,
}

/// The board this part stands on.
pub fn use_board() -> BoardState {
    expect_context::<BoardState>()
}

impl BoardState {
    /// The state of a board that opens now.
    pub fn start() -> BoardState {
        let desk = use_desk();
        let sieve = RwSignal::new(Sieve::default());
        let by_deadline = RwSignal::new(desk.here().get("order").as_deref() != Some("own"));
        let sight = watch(desk, sieve, by_deadline);
        let held = RwSignal::new(None);
        let slot = Memo::new(move |_| held.get().map(|held| slot_of(desk, sight, by_deadline.get(), held)));
        BoardState {
            sight,
            sieve,
            by_deadline,
            held,
            slot,
            moving: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            show: RwSignal::new(None),
        }
    }

    /// Whether people choose the places in a lane: not where a deadline or an end does.
    pub fn has_places(&self, stage: Stage) -> bool {
        !self.by_deadline.get_untracked() && !stage.is_finished()
    }

    /// The others shown in a lane, and the place of the request among them.
    pub fn others(&self, stage: Stage, id: RequestId) -> (Vec<RequestId>, Option<usize>) {
        let lane = self.sight.with_untracked(|sight| sight.lane(stage));
        let own = lane.iter().position(|other| *other == id);
        (lane.iter().copied().filter(|other| *other != id).collect(), own)
    }

    /// Puts a request into a lane, at this place among the others shown there (none: at the end). Declining
    /// goes through its own form.
    pub fn put(&self, desk: Desk, id: RequestId, stage: Stage, place: Option<usize>) {
        let was = desk.peek(|ledger| ledger.desk().request(id).map(|r| r.stage));
        if stage == Stage::Declined && was != Some(stage) {
            go(&Route::Decline(id));
            return;
        }
        let shown = self.sight.with_untracked(|sight| sight.lane(stage));
        let index = place
            .filter(|_| self.has_places(stage))
            .map(|at| desk.peek(|ledger| whole_place(ledger.desk(), stage, &shown, at, id)));
        desk.act(Edit::Move { id, stage, index });
    }

    /// Drops what is held where it is held.
    pub fn drop_held(&self, desk: Desk) {
        let Some(held) = self.held.get_untracked() else { return };
        self.held.set(None);
        self.said.set(String::new());
        self.put(desk, held.id, held.stage, Some(held.place));
        if held.by_keys {
            self.show.set(Some(held.id));
        }
    }

    /// Puts what is held back where it came from.
    pub fn put_back(&self, desk: Desk) {
        let Some(held) = self.held.get_untracked() else { return };
        self.held.set(None);
        let lane = desk.peek(|ledger| ledger.desk().request(held.id).map(|r| lane_name(r.stage)));
        let name = reference(desk, held.id);
        self.said.set(say!("move.back", name = name, lane = lane.unwrap_or_default()));
    }
}

/// The name of a lane.
pub fn lane_name(stage: Stage) -> String {
    say_dyn!("stage.", stage.code())
}

/// How people call a request.
pub fn reference(desk: Desk, id: RequestId) -> String {
    desk.peek(|ledger| ledger.desk().request(id).map(|r| r.reference.to_string())).unwrap_or_default()
}

/// The id of a card's link.
pub fn card_id(id: RequestId) -> String {
    ["card-", &id.to_string()].concat()
}

/// One reading of the board for everything on it. Glances at clocks are kept between readings; they are
/// all made anew only when something other than a request has changed.
fn watch(desk: Desk, sieve: RwSignal<Sieve>, by_deadline: RwSignal<bool>) -> Memo<Sight> {
    let now = use_now();
    let agenda = StoredValue::new(Agenda::default());
    let terms = Memo::new(move |count: Option<&u32>| {
        desk.listen(Bell::Others);
        count.map_or(1, |n| n.wrapping_add(1))
    });
    let seen = StoredValue::new(0);
    Memo::new(move |_| {
        let (terms, now, by_deadline) = (terms.get(), now.get(), by_deadline.get());
        let afresh = seen.get_value() != terms;
        seen.set_value(terms);
        desk.read(Bell::Requests, |ledger| {
            let mut sight = Sight::default();
            agenda.update_value(|agenda| {
                agenda.refresh(ledger.desk(), ledger.book(), now, afresh);
                sight.counts = agenda.counts();
                sieve.with(|sieve| {
                    for (lane, stage) in sight.shown.iter_mut().zip(Stage::ALL) {
                        *lane = agenda.shown(ledger.desk(), sieve, *stage, by_deadline).into();
                    }
                });
            });
            for (total, stage) in sight.totals.iter_mut().zip(Stage::ALL) {
                *total = ledger.desk().lanes().count(*stage);
            }
            sight
        })
    })
}

fn slot_of(desk: Desk, sight: Memo<Sight>, by_deadline: bool, held: Held) -> Slot {
    let Held { id, stage, place, .. } = held;
    let (lane, own) = sight.with(|sight| {
        let lane = sight.lane(stage);
        let own = lane.iter().position(|other| *other == id);
        (lane, own)
    });
    let name = reference(desk, id);
    let others = lane.len() - usize::from(own.is_some());
    let has_places = !by_deadline && !stage.is_finished();
    // A card that stays where it is has its gap right above itself, not above the next one.
    let before = if !has_places {
        lane.first().copied()
    } else if own == Some(place) {
        Some(id)
    } else {
        lane.iter().filter(|other| **other != id).nth(place).copied()
    };
    let text = if stage == Stage::Declined && own.is_none() {
        say!("move.slot_declined", name = name)
    } else if has_places {
        say!("move.slot", name = name, n = place.min(others) + 1, all = others + 1)
    } else {
        say!("move.slot_lane", name = name)
    };
    Slot { stage, before, text }
}

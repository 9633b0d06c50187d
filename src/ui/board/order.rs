//! The board's own state: what is shown and in which order, what is selected, what is held in the hand.

use super::sight::{Sight, watch};
use crate::domain::agenda::whole_place;
use crate::domain::edit::Edit;
use crate::domain::ident::RequestId;
use crate::domain::request::Stage;
use crate::domain::sieve::{Group, Sieve, Sort, View};
use crate::domain::text::Name;
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::desk::{Bell, Desk, use_desk};
use crate::ui::{Place, go, use_place};
use crate::words::say_dyn;
use leptos::prelude::*;

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
    /// In this band, where the lanes are split,
    pub band: Option<usize>,
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
    desk: Desk,
    place: Place,
    /// What stands where.
    pub sight: Memo<Sight>,
    /// What is shown, and how. Changed by [`BoardState::change`] alone, so that the address goes with it.
    pub view: RwSignal<View>,
    /// This device's usual order.
    usual: RwSignal<Sort>,
    /// The requests that are selected, in the order in which they were.
    pub picked: RwSignal<Vec<RequestId>>,
    /// True while check marks are shown, though nothing is selected yet.
    pub picking: RwSignal<bool>,
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
        let (desk, place) = (use_desk(), use_place());
        let view = RwSignal::new(place.board().view().unwrap_or_default());
        let usual = desk.here().get("order").and_then(|code| Sort::parse(&code)).unwrap_or_default();
        let usual = RwSignal::new(usual);
        let sight = watch(desk, view, usual);
        let held = RwSignal::new(None);
        let places = Memo::new(move |_| {
            let (sort, group) = view.with(|view| (view.sort, view.group));
            sort.unwrap_or(usual.get()) == Sort::Rank && group == Group::None
        });
        let slot = Memo::new(move |_| held.get().map(|held| slot_of(desk, sight, places.get(), held)));
        // What the address says is shown; what is typed may be longer by a space.
        Effect::new(move |_| {
            let next = place.get().view();
            if let Some(next) = next.filter(|next| view.with_untracked(|view| view.pairs() != next.pairs())) {
                view.set(next);
            }
        });
        BoardState {
            desk,
            place,
            sight,
            view,
            usual,
            picked: RwSignal::new(Vec::new()),
            picking: RwSignal::new(false),
            held,
            slot,
            moving: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            show: RwSignal::new(None),
        }
    }

    /// Shows something else, or in another way; the address goes with it, so that it can be kept, sent and
    /// gone back from. While words are typed they are one step.
    pub fn change(&self, change: impl FnOnce(&mut View)) {
        let old = self.view.get_untracked();
        let mut new = old.clone();
        change(&mut new);
        if new == old {
            return;
        }
        if new.sort != old.sort
            && let Some(sort) = new.sort.filter(|s| matches!(s, Sort::Breach | Sort::Age | Sort::Rank))
        {
            self.desk.here().set("order", Some(sort.code()));
            self.usual.set(sort);
        }
        self.view.set(new.clone());
        // A form that stands over the board has an address of its own.
        if self.place.now().view().is_none() {
            return;
        }
        let same =
            |text: &str| View { sieve: Sieve { text: text.to_owned(), ..new.sieve.clone() }, ..new.clone() };
        let typing = !old.sieve.text.trim().is_empty() && same(&old.sieve.text) == old;
        self.place.show_board(Route::of_view(new.clone()), !typing);
    }

    /// The order of what is shown.
    pub fn sort(&self) -> Sort {
        self.view.with(|view| view.sort).unwrap_or(self.usual.get())
    }

    /// Whether people choose the places in a lane: not where a deadline, the age or an end does.
    pub fn has_places(&self, stage: Stage) -> bool {
        let sort = self.view.with_untracked(|view| view.sort).unwrap_or(self.usual.get_untracked());
        let bands = self.view.with_untracked(|view| view.group != Group::None);
        sort == Sort::Rank && !bands && !stage.is_finished()
    }

    /// What the column is called in which a request stands.
    pub fn lane_name_of(&self, id: RequestId) -> String {
        let stage = self.desk.request(id, |request| request.stage);
        stage.map(|stage| self.lane_name(stage)).unwrap_or_default()
    }

    /// What the column of a stage is called.
    pub fn lane_name(&self, stage: Stage) -> String {
        self.desk.read(Bell::Others, |ledger| lane_name(ledger, stage))
    }

    /// As [`Self::lane_name`], without listening: for what is said or asked once.
    pub fn lane_name_now(&self, stage: Stage) -> String {
        self.desk.peek(|ledger| lane_name(ledger, stage))
    }

    /// Every lane in the order in which they stand: the open ones as the team orders them, then the ends.
    pub fn lanes_now(&self) -> Vec<Stage> {
        let mut lanes = self.desk.peek(|ledger| ledger.desk().team().columns.open());
        lanes.extend([Stage::Done, Stage::Closed, Stage::Declined]);
        lanes
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
        let lane = desk.peek(|ledger| ledger.desk().request(held.id).map(|r| lane_name(ledger, r.stage)));
        let name = reference(desk, held.id);
        self.said.set(say!("move.back", name = name, lane = lane.unwrap_or_default()));
    }
}

/// What the column of a stage is called.
pub fn lane_name(ledger: &Ledger, stage: Stage) -> String {
    let own = ledger.desk().team().columns.name(stage).map(Name::to_string);
    own.unwrap_or_else(|| say_dyn!("stage.", stage.code()))
}

/// How people call a request.
pub fn reference(desk: Desk, id: RequestId) -> String {
    desk.peek(|ledger| ledger.desk().request(id).map(|r| r.reference.to_string())).unwrap_or_default()
}

/// The id of a card's link.
pub fn card_id(id: RequestId) -> String {
    ["card-", &id.to_string()].concat()
}

fn slot_of(desk: Desk, sight: Memo<Sight>, places: bool, held: Held) -> Slot {
    let Held { id, stage, place, .. } = held;
    let (lane, own) = sight.with(|sight| {
        let lane = sight.lane(stage);
        let own = lane.iter().position(|other| *other == id);
        (lane, own)
    });
    let name = reference(desk, id);
    let others = lane.len() - usize::from(own.is_some());
    let has_places = places && !stage.is_finished();
    let band = sight.with(|sight| sight.band_with(id));
    // A card that stays where it is has its gap right above itself, not above the next one.
    let before = if band.is_some() {
        // In a band it stands at the end of its part of the lane.
        None
    } else if !has_places {
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
    Slot { band, stage, before, text }
}

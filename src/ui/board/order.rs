//! The board's own state: what is shown and in which order, what is selected, what is held in the hand.

use super::sight::{Sight, watch};
use crate::browser::pace;
use crate::domain::agenda::whole_place;
use crate::domain::columns::{Column, overloaded};
use crate::domain::deciding::Passing;
use crate::domain::ident::{RequestId, Subject};
use crate::domain::request::Stage;
use crate::domain::sieve::{Group, Sieve, Sort, View};
use crate::domain::text::Name;
use crate::domain::triage::{Lens, manner};
use crate::route::Route;
use crate::say;
use crate::store::ledger::Ledger;
use crate::ui::actions::request::{self, Put};
use crate::ui::actions::single_keys;
use crate::ui::desk::{Bell, Desk, use_desk};
pub use crate::ui::parts::stage::{column_name, stage_name as lane_name};
use crate::ui::{Place, use_place};
use leptos::prelude::*;

/// A card in the hand: by the keys or by a pointer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// Which request.
    pub id: RequestId,
    /// By the keys; otherwise by a pointer.
    pub by_keys: bool,
    /// The lane it would go to.
    pub column: Column,
    /// Its place among the others shown there, from 0; counts only where [`BoardState::has_places`].
    pub place: usize,
}

/// The gap a held card would fill.
#[derive(Clone, PartialEq)]
pub struct Slot {
    /// In this band, where the lanes are split,
    pub band: Option<usize>,
    /// In this lane,
    pub column: Column,
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
    /// Counts what is asked for, one after the other: what is found begins at the top of its lane.
    pub asked: Memo<u32>,
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
    /// The card that waits for a reason, because it would go before others: which one, and where to.
    pub passing: RwSignal<Option<(RequestId, Passing)>>,
    /// What the live region says.
    pub said: RwSignal<String>,
    /// Who has more in progress than one person may have, with how much that is.
    pub heavy: Memo<Vec<(Name, usize)>>,
    /// Whether the team asks for the effect on those served.
    pub judged: Memo<bool>,
    /// The card to be brought into sight and focused.
    pub show: RwSignal<Option<RequestId>>,
    /// True while the board is drawn for paper: there all stands that is only near on the screen.
    pub on_paper: RwSignal<bool>,
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
        let sieve = Memo::new(move |_| view.with(|view| view.sieve.clone()));
        let asked = Memo::new(move |count: Option<&u32>| {
            // Read, not only tracked: what nobody reads is not worked out, and then never changes.
            sieve.with(|_| ());
            count.map_or(0, |n| n.wrapping_add(1))
        });
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
            asked,
            usual,
            picked: RwSignal::new(Vec::new()),
            picking: RwSignal::new(false),
            held,
            slot,
            moving: RwSignal::new(None),
            passing: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            heavy: Memo::new(move |_| {
                desk.listen(Bell::Others);
                desk.read(Bell::Requests, |ledger| overloaded(ledger.desk()))
            }),
            judged: Memo::new(move |_| {
                desk.read(Bell::Others, |ledger| manner(ledger.desk()).lens != Lens::Off)
            }),
            show: RwSignal::new(None),
            on_paper: RwSignal::new(false),
        }
    }

    /// Whether keys without Ctrl or ⌘ work on this device.
    pub fn hears_single_keys(&self) -> bool {
        single_keys(self.desk)
    }

    /// How much this person has in progress and how much that may be, where it is too much.
    pub fn heavy_for(&self, name: &str) -> Option<(usize, u32)> {
        let n =
            self.heavy.with(|all| all.iter().find(|(other, _)| other.as_str() == name).map(|(_, n)| *n))?;
        Some((n, self.desk.peek(|ledger| ledger.desk().team().columns.each())?))
    }

    /// Shows something else, or in another way; the address goes with it, so that it can be kept, sent and
    /// gone back from.
    pub fn change(&self, change: impl FnOnce(&mut View)) {
        self.show_view(change, false);
    }

    /// As [`Self::change`], for what is typed. While it is typed on (`goes_on`) it is one step.
    pub fn look_for(&self, sieve: Sieve, goes_on: bool) {
        self.show_view(|view| view.sieve = sieve, goes_on);
    }

    fn show_view(&self, change: impl FnOnce(&mut View), goes_on: bool) {
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
        if self.place.now().view().is_some() {
            self.place.show(Route::of_view(new), !goes_on);
        }
    }

    /// The order of what is shown.
    pub fn sort(&self) -> Sort {
        self.view.with(|view| view.sort).unwrap_or(self.usual.get())
    }

    /// Whether people choose the places in a lane: not where a deadline, the age or an end does.
    pub fn has_places(&self, column: impl Into<Column>) -> bool {
        let stage = column.into().stage;
        let sort = self.view.with_untracked(|view| view.sort).unwrap_or(self.usual.get_untracked());
        let bands = self.view.with_untracked(|view| view.group != Group::None);
        sort == Sort::Rank && !bands && !stage.is_finished()
    }

    /// What the column is called in which a request stands.
    pub fn lane_name_of(&self, id: RequestId) -> String {
        self.desk.listen(Bell::Others);
        self.desk.listen(Bell::Record(Subject::Request(id)));
        let name = |ledger: &Ledger| ledger.desk().request(id).map(|request| column_name(ledger, request));
        self.desk.peek(name).unwrap_or_default()
    }

    /// What a column is called.
    pub fn lane_name(&self, column: impl Into<Column>) -> String {
        self.desk.read(Bell::Others, |ledger| lane_name(ledger, column))
    }

    /// As [`Self::lane_name`], without listening: for what is said or asked once.
    pub fn lane_name_now(&self, column: impl Into<Column>) -> String {
        self.desk.peek(|ledger| lane_name(ledger, column))
    }

    /// Every lane in the order in which they stand: the open ones as the team orders them, then the ends.
    pub fn lanes_now(&self) -> Vec<Column> {
        let mut lanes = self.desk.peek(|ledger| ledger.desk().team().columns.open());
        lanes.extend([Stage::Done, Stage::Closed, Stage::Declined].map(Column::from));
        lanes
    }

    /// The column a request stands in.
    pub fn column_now(&self, id: RequestId) -> Option<Column> {
        self.desk
            .peek(|ledger| ledger.desk().request(id).map(|request| ledger.desk().team().columns.of(request)))
    }

    /// The others shown in a lane, and the place of the request among them.
    pub fn others(&self, column: Column, id: RequestId) -> (Vec<RequestId>, Option<usize>) {
        let lane = self.sight.with_untracked(|sight| sight.lane(column));
        let own = lane.iter().position(|other| *other == id);
        (lane.iter().copied().filter(|other| *other != id).collect(), own)
    }

    /// Puts a request into a lane, at this place among the others shown there (none: at the end). Declining
    /// goes through its own form, and going before others may ask for a reason.
    pub fn put(&self, desk: Desk, id: RequestId, column: Column, place: Option<usize>) -> Put {
        let stage = column.stage;
        let shown = self.sight.with_untracked(|sight| sight.lane(column));
        let index = place
            .filter(|_| self.has_places(stage))
            .map(|at| desk.peek(|ledger| whole_place(ledger.desk(), stage, &shown, at, id)));
        let put = request::put(desk, id, column, index);
        if put == Put::AsksWhy {
            // Not before the pointer is let go: its end, outside of a dialog, would close that again.
            let passing = self.passing;
            pace::after_frame(move || {
                let _ = passing.try_set(Some((id, Passing::Place(column, index))));
            });
        }
        put
    }

    /// Why nobody chooses a place in a lane, as a sentence for where `lane` is named; none where people do.
    pub fn no_place(&self, column: impl Into<Column>, lane: String) -> Option<String> {
        let stage = column.into().stage;
        let bands = self.view.with_untracked(|view| view.group != Group::None);
        let sort = self.view.with_untracked(|view| view.sort).unwrap_or(self.usual.get_untracked());
        if self.has_places(stage) {
            return None;
        }
        Some(match (stage.is_finished(), sort) {
            (true, _) => say!("move.by_end", lane = lane),
            (_, Sort::Rank) if bands => say!("move.by_band", lane = lane),
            (_, Sort::Age) => say!("move.by_age", lane = lane),
            (_, Sort::Breach) => say!("move.by_deadline", lane = lane),
            _ => say!("move.by_column", lane = lane),
        })
    }

    /// Drops what is held where it is held.
    pub fn drop_held(&self, desk: Desk) {
        let Some(held) = self.held.get_untracked() else { return };
        self.held.set(None);
        self.said.set(String::new());
        let _ = self.put(desk, held.id, held.column, Some(held.place));
        if held.by_keys {
            self.show.set(Some(held.id));
        }
    }

    /// Puts what is held back where it came from.
    pub fn put_back(&self, desk: Desk) {
        let Some(held) = self.held.get_untracked() else { return };
        self.held.set(None);
        let lane = desk.peek(|ledger| ledger.desk().request(held.id).map(|r| column_name(ledger, r)));
        let name = reference(desk, held.id);
        self.said.set(say!("move.back", name = name, lane = lane.unwrap_or_default()));
    }
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
    let Held { id, column, place, .. } = held;
    let stage = column.stage;
    let (lane, own) = sight.with(|sight| {
        let lane = sight.lane(column);
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
    Slot { band, column, before, text }
}

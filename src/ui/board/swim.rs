//! Lanes split by client, service, priority, person, clock or agreement: which requests stand in which band.

use crate::domain::agenda::Agenda;
use crate::domain::fold::natural;
use crate::domain::glance::Kind;
use crate::domain::ident::RequestId;
use crate::domain::request::{Request, Stage};
use crate::domain::sieve::Group;
use crate::domain::text::Name;
use crate::domain::workspace::Workspace;
use crate::say;
use crate::words::say_dyn;
use std::sync::Arc;

/// So many bands at most; what is in no band of its own stands in the last one.
const MOST: usize = 30;

/// The lanes of one client, service, priority, person, state of the clock or agreement.
#[derive(Clone, PartialEq, Default)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// How many requests stand in it, those that are closed aside: they are folded up.
    pub count: usize,
    /// Its part of each lane.
    pub lanes: [Arc<[RequestId]>; 8],
}

/// The order of a band, and its name; those without one stand last.
fn band_of(
    desk: &Workspace,
    agenda: &Agenda,
    group: Group,
    id: RequestId,
    request: &Request,
) -> (String, String) {
    let named = |name: Option<&Name>, none: &'static str| match name {
        Some(name) => (natural(name.as_str()), name.to_string()),
        None => ("\u{10FFFF}".to_owned(), none.to_owned()),
    };
    match group {
        Group::None => (String::new(), String::new()),
        Group::Client => named(request.client.and_then(|id| desk.client_name(id)), say!("board.client_none")),
        Group::Service => {
            named(request.service.and_then(|id| desk.service_name(id)), say!("board.service_none"))
        }
        Group::Owner => named(request.owner.as_ref(), say!("board.owner_none")),
        Group::Priority => {
            let priority = request.priority;
            (priority.index().to_string(), say_dyn!("priority.", priority.code()))
        }
        Group::Clock => {
            let kind = Kind::of(agenda.glance(id));
            let words = match kind {
                Kind::Stopped => say!("board.clock_stopped").to_owned(),
                kind => say_dyn!("clock.", kind.code()),
            };
            (kind.index().to_string(), words)
        }
        Group::Agreement => {
            let agreement = request.pin().and_then(|(id, _)| Some((id, desk.agreement(id)?.name.as_ref())));
            let (key, name) = named(agreement.and_then(|(_, name)| name), say!("board.agreement_none"));
            // Two of the same name are two.
            ([key, agreement.map(|(id, _)| id.to_string()).unwrap_or_default()].concat(), name)
        }
    }
}

type Lanes = [Vec<RequestId>; 8];

/// How many stand in lanes other than that of the closed ones.
fn open_ones(lanes: &Lanes) -> usize {
    let closed = usize::from(Stage::Closed.index());
    lanes.iter().enumerate().filter(|(at, _)| *at != closed).map(|(_, lane)| lane.len()).sum()
}

fn together(bands: Vec<(String, String, Lanes)>) -> Lanes {
    let mut all = Lanes::default();
    for (.., lanes) in bands {
        for (to, from) in all.iter_mut().zip(lanes) {
            to.extend(from);
        }
    }
    all
}

/// The bands of what is shown, in order.
pub fn split(desk: &Workspace, agenda: &Agenda, group: Group, shown: &[Arc<[RequestId]>; 8]) -> Vec<Band> {
    if group == Group::None {
        return Vec::new();
    }
    let mut bands: Vec<(String, String, Lanes)> = Vec::new();
    for (at, lane) in shown.iter().enumerate() {
        for id in lane.iter() {
            let Some(request) = desk.request(*id) else { continue };
            let (key, name) = band_of(desk, agenda, group, *id, request);
            let found = bands.binary_search_by(|(other, ..)| other.cmp(&key));
            let place = found.unwrap_or_else(|place| {
                bands.insert(place, (key, name, Default::default()));
                place
            });
            if let Some(lane) = bands.get_mut(place).and_then(|(.., lanes)| lanes.get_mut(at)) {
                lane.push(*id);
            }
        }
    }
    // Whoever has nothing but closed work is together at the end: a band of empty lanes tells nobody anything.
    let (mut bands, over): (Vec<_>, Vec<_>) = bands.into_iter().partition(|(.., lanes)| open_ones(lanes) > 0);
    let rest = if bands.len() > MOST { bands.split_off(MOST - 1) } else { Vec::new() };
    let over =
        if bands.is_empty() && over.len() <= MOST { std::mem::replace(&mut bands, over) } else { over };
    for (name, those) in [(say!("board.others"), rest), (say!("board.all_closed"), over)] {
        if !those.is_empty() {
            bands.push((String::new(), name.to_owned(), together(those)));
        }
    }
    bands
        .into_iter()
        .map(|(_, name, lanes)| Band { name, count: open_ones(&lanes), lanes: lanes.map(Into::into) })
        .collect()
}

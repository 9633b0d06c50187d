//! Which agreement measures a request, tried before there is one: the one that fits first, and those before it in the
//! list with what keeps each from fitting.
//!
//! Rules:
//! 1. The list is gone through in its order, as for a request that is raised ([`super::decide::matching`], rule 1 of
//!    [`super::agreement`]). The first that fits ends it: what stands behind is not tried.
//! 2. An agreement is passed over because nothing of it is in force, because it is for other clients, or because it is
//!    for other services; the first of these reasons is named.
//! 3. Of a request that has its agreement, those before it can be named as well: as they stood when it was raised.

use super::agreement::{Agreement, Scope};
use super::decide::matching;
use super::ident::{AgreementId, ClientId, ServiceId};
use super::moment::Moment;
use super::request::Request;
use super::workspace::Workspace;
use std::collections::BTreeSet;

/// Why an agreement does not measure a request (rule 2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Passed {
    /// None of its versions was in force.
    NotInForce,
    /// It is for these clients.
    OfClients(BTreeSet<ClientId>),
    /// It is for these services.
    OfServices(BTreeSet<ServiceId>),
}

/// What came of trying (rule 1).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Matched {
    /// The agreement and version that fit; none where none does.
    pub found: Option<(AgreementId, u32)>,
    /// Those before it, in their order.
    pub passed: Vec<(AgreementId, Passed)>,
}

/// The agreements before the one a request has, as they stood when it was raised: each with why it was passed over. None
/// are named where somebody chose the agreement, or where the list tells another tale by now.
pub fn passed_over(desk: &Workspace, request: &Request) -> Vec<(AgreementId, Passed)> {
    let chosen = request.pinned.as_ref().is_none_or(|(_, why)| why.chosen);
    let Matched { found, passed } =
        matched(desk, request.client, request.service, request.raised, request.raised);
    let same = found.map(|(id, _)| id) == request.pin().map(|(id, _)| id);
    if chosen || !same { Vec::new() } else { passed }
}

/// Tries the agreements on a request of this client for this service, raised at `raised`.
pub fn matched(
    desk: &Workspace,
    client: Option<ClientId>,
    service: Option<ServiceId>,
    raised: Moment,
    now: Moment,
) -> Matched {
    let found = matching(desk, client, service, raised, now).map(|(id, number, _)| (id, number));
    let before = desk.agreements_in_order().into_iter().take_while(|(id, _)| {
        // Without one that fits, all of them were tried.
        found.is_none_or(|(first, _)| first != *id)
    });
    let passed = before.map(|(id, agreement)| (id, passed(agreement, client, raised, now))).collect();
    Matched { found, passed }
}

fn passed(agreement: &Agreement, client: Option<ClientId>, raised: Moment, now: Moment) -> Passed {
    let Some((_, version)) = agreement.in_force(raised).or_else(|| agreement.in_force(now)) else {
        return Passed::NotInForce;
    };
    let Scope { clients, services } = &version.scope;
    if version.scope.fits_client(client) {
        Passed::OfServices(services.clone())
    } else {
        Passed::OfClients(clients.clone())
    }
}

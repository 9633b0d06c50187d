//! What an agreement does with the positions its team has taken ([`super::position`]).
//!
//! Rules:
//! 1. On cost (`charge`): a new agreement begins with what the position says, which is not to show it until the team says
//!    otherwise. The share on top is written by hand.
//! 2. Where the team has taken that position and an agreement has another kind of cost, that is worth a second look; so is
//!    every agreement in force that promises other targets for requests of the same service, where the team has said that
//!    all clients get the same level (`tiers`). Nothing is forbidden, and a position not taken asks for nothing.
//! 3. Positions change what is proposed while an agreement is written, and never what it says: a page both sides have signed
//!    does not become another one because a team thinks otherwise today.

use super::agreed::Cost;
use super::agreement::{Scope, Version};
use super::ident::AgreementId;
use super::moment::Moment;
use super::position::Positions;
use super::workspace::Workspace;

/// With which cost a new agreement begins (rule 1).
pub fn usual_cost(positions: &Positions) -> Cost {
    match positions.choice("charge") {
        "shown" => Cost::Shown,
        "cost" => Cost::AtCost,
        "plus" => Cost::CostPlus(0),
        _ => Cost::NotShown,
    }
}

/// The cost the team's position says, where it is taken and these terms have another kind (rule 2).
pub fn other_cost(positions: &Positions, terms: &Version) -> Option<Cost> {
    let said = positions.taken("charge").map(|_| usual_cost(positions))?;
    let same = std::mem::discriminant(&said) == std::mem::discriminant(&terms.cost);
    (!same).then_some(said)
}

/// The agreements in force that promise other targets for requests of the same service, where all clients are to get the
/// same level (rule 2), in the order in which they are tried.
pub fn other_levels(
    desk: &Workspace,
    id: Option<AgreementId>,
    terms: &Version,
    now: Moment,
) -> Vec<AgreementId> {
    let positions = &desk.team().positions;
    if positions.taken("tiers").is_none() || positions.choice("tiers") != "same" {
        return Vec::new();
    }
    let others = desk.agreements_in_order().into_iter().filter(|(other, _)| Some(*other) != id);
    let in_force = others.filter_map(|(other, agreement)| Some((other, agreement.in_force(now)?.1)));
    let differs =
        |version: &Version| same_service(&version.scope, &terms.scope) && version.targets != terms.targets;
    in_force.filter(|(_, version)| differs(version)).map(|(other, _)| other).collect()
}

/// True where a request for one service may be in both.
fn same_service(one: &Scope, other: &Scope) -> bool {
    one.services.is_empty() || other.services.is_empty() || !one.services.is_disjoint(&other.services)
}

//! What the desk knows of each client and service beside its own record: its requests, the agreements it is
//! under, and who delivers to whom.

use super::fold::natural;
use super::ident::{AgreementId, ClientId, ServiceId};
use super::moment::Moment;
use super::request::Direction;
use super::workspace::Workspace;
use std::collections::BTreeMap;

/// The requests of one client, counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Requests that are neither resolved nor declined.
    pub open: usize,
    /// Requests, open or not, in which we deliver.
    pub serve: usize,
    /// Requests, open or not, in which we ask.
    pub ask: usize,
}

/// The requests of every client that has any, in one pass.
pub fn tallies(desk: &Workspace) -> BTreeMap<ClientId, Tally> {
    let mut out: BTreeMap<ClientId, Tally> = BTreeMap::new();
    for (_, request) in desk.requests() {
        let Some(client) = request.client else { continue };
        let tally = out.entry(client).or_default();
        tally.open += usize::from(!request.stage.is_finished());
        match request.direction {
            Direction::WeServe => tally.serve += 1,
            Direction::WeAsk => tally.ask += 1,
        }
    }
    out
}

/// The agreements in force at `now` that can measure a request of this client, in the order in which
/// they are tried; true where the agreement is the client's own, false where it fits every client.
pub fn agreements_of(desk: &Workspace, client: ClientId, now: Moment) -> Vec<(AgreementId, bool)> {
    desk.agreements_in_order()
        .into_iter()
        .filter_map(|(id, a)| Some((id, &a.in_force(now)?.1.scope)))
        .filter(|(_, scope)| scope.fits_client(Some(client)))
        .map(|(id, scope)| (id, !scope.clients.is_empty()))
        .collect()
}

/// What a service is used for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Use {
    /// Which service.
    pub service: ServiceId,
    /// Its requests that are neither resolved nor declined.
    pub open: usize,
    /// All its requests.
    pub requests: usize,
    /// For whom, and who delivers, by the names of the clients.
    pub ways: Vec<(ClientId, Direction)>,
    /// The agreements made for it.
    pub agreements: Vec<AgreementId>,
}

/// What every service is used for, in the order of their making; one pass over the requests.
pub fn uses(desk: &Workspace) -> Vec<Use> {
    let begin = |service| Use { service, open: 0, requests: 0, ways: Vec::new(), agreements: Vec::new() };
    let mut all: Vec<Use> = desk.services().map(|(id, _)| begin(id)).collect();
    let place = |all: &[Use], id: ServiceId| all.binary_search_by_key(&id, |one| one.service).ok();
    for (_, request) in desk.requests() {
        let at = request.service.and_then(|id| place(&all, id));
        let Some(one) = at.and_then(|at| all.get_mut(at)) else { continue };
        one.requests += 1;
        one.open += usize::from(!request.stage.is_finished());
        if let Some(client) = request.client
            && !one.ways.contains(&(client, request.direction))
        {
            one.ways.push((client, request.direction));
        }
    }
    for (id, agreement) in desk.agreements() {
        let scope = agreement.newest().map_or(&agreement.scope, |(_, version)| &version.scope);
        for service in &scope.services {
            if let Some(one) = place(&all, *service).and_then(|at| all.get_mut(at)) {
                one.agreements.push(id);
            }
        }
    }
    for one in &mut all {
        one.ways.sort_by_cached_key(|(client, _)| desk.client_name(*client).map(|n| natural(n.as_str())));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agreement::{AgreementFact, Status, Term};
    use crate::domain::fact::{Event, Fact, Source};
    use crate::domain::ident::{RequestId, Subject};
    use crate::domain::rank::Rank;
    use crate::domain::request::{RequestFact, Stage};
    use crate::domain::stamp::Ticker;

    const NOW: Moment = Moment(1_000);

    fn put(desk: &mut Workspace, ticker: &mut Ticker, subject: Subject, facts: Vec<Fact>) {
        for fact in facts {
            let stamp = ticker.next(NOW);
            desk.apply(subject, Event { stamp, at: NOW, actor: None, source: Source::Live, fact });
        }
    }

    #[test]
    fn requests_are_counted_for_their_client_only() {
        let (mut desk, mut ticker) = (Workspace::default(), Ticker::new(1));
        let (finance, sales) = (ClientId::from_parts(0, 1), ClientId::from_parts(0, 2));
        let rows = [
            (finance, Direction::WeServe, Stage::New),
            (finance, Direction::WeServe, Stage::Declined),
            (finance, Direction::WeAsk, Stage::InProgress),
            (sales, Direction::WeServe, Stage::Closed),
        ];
        for (n, (client, direction, stage)) in rows.into_iter().enumerate() {
            let facts = [
                RequestFact::For(Some(client)),
                RequestFact::Directed(direction),
                RequestFact::Moved { stage, rank: Rank::between(None, None) },
            ];
            let subject = Subject::Request(RequestId::from_parts(0, n as u128));
            put(&mut desk, &mut ticker, subject, facts.map(Fact::Request).into());
        }
        let all = tallies(&desk);
        assert_eq!(all.get(&finance), Some(&Tally { open: 2, serve: 2, ask: 1 }));
        assert_eq!(all.get(&sales), Some(&Tally { open: 0, serve: 1, ask: 0 }));
    }

    #[test]
    fn a_client_is_under_its_own_agreements_and_those_for_everybody_once_they_are_in_force() {
        let (mut desk, mut ticker) = (Workspace::default(), Ticker::new(1));
        let (finance, sales) = (ClientId::from_parts(0, 1), ClientId::from_parts(0, 2));
        let [own, all, other, draft] = [1, 2, 3, 4].map(|n| AgreementId::from_parts(0, n));
        let rows = [
            (own, Some(finance), Status::InForce),
            (all, None, Status::InForce),
            (other, Some(sales), Status::InForce),
            (draft, Some(finance), Status::Draft),
        ];
        let mut last = None;
        for (id, client, status) in rows {
            let rank = Rank::between(last.as_ref(), None);
            last = Some(rank.clone());
            let facts = [
                AgreementFact::Scope { client, service: None },
                AgreementFact::Placed(rank),
                AgreementFact::Version(1, Term::Status(status)),
            ];
            put(&mut desk, &mut ticker, Subject::Agreement(id), facts.map(Fact::Agreement).into());
        }
        assert_eq!(agreements_of(&desk, finance, NOW), [(own, true), (all, false)]);
    }

    #[test]
    fn a_service_knows_who_delivers_to_whom_and_its_agreements() {
        use crate::domain::client::{ClientFact, ServiceFact};
        use crate::domain::text::Name;
        let (mut desk, mut ticker) = (Workspace::default(), Ticker::new(1));
        let (finance, sales) = (ClientId::from_parts(0, 1), ClientId::from_parts(0, 2));
        let (payroll, idle) = (ServiceId::from_parts(0, 1), ServiceId::from_parts(0, 2));
        for id in [payroll, idle] {
            let facts = Name::new("Payroll").map(ServiceFact::Named).map(Fact::Service).into_iter().collect();
            put(&mut desk, &mut ticker, Subject::Service(id), facts);
        }
        for (id, name) in [(finance, "Client 10"), (sales, "Client 2")] {
            let facts = Name::new(name).map(ClientFact::Named).map(Fact::Client).into_iter().collect();
            put(&mut desk, &mut ticker, Subject::Client(id), facts);
        }
        let rows = [
            (finance, Direction::WeServe, Some(payroll), Stage::New),
            (finance, Direction::WeServe, Some(payroll), Stage::Closed),
            (finance, Direction::WeAsk, Some(payroll), Stage::InProgress),
            (sales, Direction::WeServe, Some(payroll), Stage::New),
            (sales, Direction::WeAsk, None, Stage::New),
        ];
        for (n, (client, direction, service, stage)) in rows.into_iter().enumerate() {
            let facts = [
                RequestFact::For(Some(client)),
                RequestFact::Directed(direction),
                RequestFact::About(service),
                RequestFact::Moved { stage, rank: Rank::between(None, None) },
            ];
            let subject = Subject::Request(RequestId::from_parts(0, n as u128));
            put(&mut desk, &mut ticker, subject, facts.map(Fact::Request).into());
        }
        let agreement = AgreementId::from_parts(0, 1);
        let scope = AgreementFact::Scope { client: None, service: Some(payroll) };
        put(&mut desk, &mut ticker, Subject::Agreement(agreement), vec![Fact::Agreement(scope)]);
        let used = Use {
            service: payroll,
            open: 3,
            requests: 4,
            ways: vec![
                (sales, Direction::WeServe),
                (finance, Direction::WeServe),
                (finance, Direction::WeAsk),
            ],
            agreements: vec![agreement],
        };
        let unused = Use { service: idle, open: 0, requests: 0, ways: vec![], agreements: vec![] };
        assert_eq!(uses(&desk), [used, unused]);
    }
}

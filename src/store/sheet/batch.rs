//! A read file in portions for the desk to take in, so that the screen can show how far it has come, and
//! stop between two of them.

use super::plan::{Case, Plan};
use crate::domain::agreement::{Agreement, Status};
use crate::domain::fact::{Event, Fact, Source};
use crate::domain::ident::{AgreementId, Subject};
use crate::domain::request::{MatchWhy, RequestFact};
use crate::domain::workspace::Workspace;
use crate::store::ledger::Batch;

/// Which agreement an imported history is measured by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PinChoice {
    /// For each request the first in the list that fits its latest client and service, as if it had been in
    /// force since the first event.
    #[default]
    FirstMatch,
    /// This version of this agreement for all.
    This(AgreementId, u32),
    /// None.
    None,
}

impl Plan {
    /// How many requests the file brings something of: the whole of a progress bar.
    pub fn steps(&self) -> usize {
        self.cases.len()
    }

    /// Everything the desk does not have yet, by record, clients and services before the requests that name
    /// them; in portions of at most `size` requests. A request that has an
    /// agreement already keeps it; the pin of any other is an event of the import, at the moment it was raised.
    pub fn batches(self, pin: PinChoice, desk: &Workspace, size: usize) -> Vec<Batch> {
        let Plan { cases, mut clients, mut services, .. } = self;
        let agreements = desk.agreements_in_order();
        let mut out: Vec<Batch> = Vec::with_capacity(cases.len() / size.max(1) + 1);
        for (count, mut case) in cases.into_iter().enumerate() {
            if count % size.max(1) == 0 {
                out.push(Vec::new());
            }
            pin_case(&mut case, pin, &agreements);
            let Some(batch) = out.last_mut() else { break };
            for (client, service) in std::mem::take(&mut case.named) {
                if let Some(newcomer) = client.and_then(|id| clients.remove(&id)) {
                    batch.push(newcomer.part(desk));
                }
                if let Some(newcomer) = service.and_then(|id| services.remove(&id)) {
                    batch.push(newcomer.part(desk));
                }
            }
            if !case.news.events.is_empty() {
                batch.push((Subject::Request(case.id), case.news.events));
            }
        }
        out.retain(|batch| !batch.is_empty());
        out
    }
}

fn pin_case(case: &mut Case, choice: PinChoice, agreements: &[(AgreementId, &Agreement)]) {
    let Some(stamp) = case.news.pin else { return };
    let chosen = match choice {
        PinChoice::None => return,
        PinChoice::This(id, number) => {
            Some((id, number, MatchWhy { client: false, service: false, chosen: true }))
        }
        PinChoice::FirstMatch => agreements.iter().find_map(|(id, a)| {
            let number = version_of(a)?;
            let scope = &a.versions.get(&number)?.scope;
            let (client, service) = (!scope.clients.is_empty(), !scope.services.is_empty());
            let why = MatchWhy { client, service, chosen: false };
            scope.fits(case.client, case.service).then_some((*id, number, why))
        }),
    };
    if let Some((id, number, why)) = chosen {
        let fact = Fact::Request(RequestFact::Pinned { agreement: Some((id, number)), why });
        let event = Event { stamp, at: stamp.moment(), actor: None, source: Source::Import, fact };
        let place = case.news.events.partition_point(|e| e.order() < event.order());
        case.news.events.insert(place, event);
    }
}

/// The newest version in force, whenever it began; else the newest.
fn version_of(agreement: &Agreement) -> Option<u32> {
    let in_force = agreement.versions.iter().rev().find(|(_, v)| v.status == Status::InForce);
    in_force.map(|(number, _)| *number).or_else(|| agreement.newest().map(|(number, _)| number))
}

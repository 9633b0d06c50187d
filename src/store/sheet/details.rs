//! What the rows of a case say of the request itself: client, service, priority, requester, title, purpose.

use super::cells::Cells;
use super::mapping::Role;
use super::story::{Beginning, Desk, Spot, Story};
use crate::domain::request::{Channel, Direction, Priority, Raise, RequestFact};

/// What the cells of a case said last, as they stand in the file.
#[derive(Default)]
pub(super) struct Said<'t> {
    client: &'t str,
    service: &'t str,
    requester: &'t str,
    title: &'t str,
    /// Its text.
    pub text: &'t str,
    purpose: &'t str,
}

impl<'t> Story<'t> {
    /// The request is raised as the row says.
    pub fn raise(
        &mut self,
        cells: &mut Cells<'t>,
        desk: &mut Desk,
        row: usize,
        spot: &Spot,
        beginning: Beginning<'_>,
    ) {
        let Beginning { reference, title, text } = beginning;
        self.remember(cells, row);
        self.client = cells.name(row, Role::Client).map(|name| desk.clients.id(&name, spot.at));
        self.service = cells.name(row, Role::Service).map(|name| desk.services.id(&name, spot.at));
        let priority = cells.priority(row).unwrap_or(Priority::Normal);
        self.priority = Some(priority);
        let first = Raise {
            reference: reference.into(),
            title: title.clone(),
            client: self.client,
            requester: cells.name(row, Role::Requester),
            service: self.service,
            direction: Direction::WeServe,
            channel: Channel::File,
            priority,
            effect: None,
            purpose: cells.note(row, Role::Purpose),
            text: text.clone(),
            rank: self.rank.clone(),
        };
        let purpose = first.purpose.clone();
        let content = [
            title.as_str(),
            self.said.client,
            self.said.service,
            self.said.requester,
            priority.code(),
            purpose.as_str(),
            text.as_str(),
        ];
        self.add(spot, RequestFact::Raised(Box::new(first)), &content);
    }

    /// Keeps what a row says.
    pub fn remember(&mut self, cells: &Cells<'t>, row: usize) {
        for (role, last) in [
            (Role::Client, &mut self.said.client),
            (Role::Service, &mut self.said.service),
            (Role::Requester, &mut self.said.requester),
            (Role::Title, &mut self.said.title),
            (Role::Text, &mut self.said.text),
            (Role::Purpose, &mut self.said.purpose),
        ] {
            let cell = cells.text(row, role);
            if !cell.is_empty() {
                *last = cell;
            }
        }
    }

    /// What a later row says otherwise than those before (rule 1).
    pub fn change(&mut self, cells: &mut Cells<'t>, desk: &mut Desk, row: usize, spot: &Spot) {
        let differs = |role: Role, last: &str| {
            let cell = cells.text(row, role);
            !cell.is_empty() && cell != last
        };
        let client = differs(Role::Client, self.said.client);
        let service = differs(Role::Service, self.said.service);
        let requester = differs(Role::Requester, self.said.requester);
        let title = differs(Role::Title, self.said.title);
        let purpose = differs(Role::Purpose, self.said.purpose);
        if client {
            self.client = cells.name(row, Role::Client).map(|name| desk.clients.id(&name, spot.at));
            self.add(spot, RequestFact::For(self.client), &[cells.text(row, Role::Client)]);
        }
        if service {
            self.service = cells.name(row, Role::Service).map(|name| desk.services.id(&name, spot.at));
            self.add(spot, RequestFact::About(self.service), &[cells.text(row, Role::Service)]);
        }
        if let Some(priority) = cells.priority(row).filter(|p| Some(*p) != self.priority) {
            self.priority = Some(priority);
            self.add(spot, RequestFact::Prioritised(priority), &[priority.code()]);
        }
        if requester {
            let name = cells.name(row, Role::Requester);
            self.add(spot, RequestFact::AskedBy(name), &[cells.text(row, Role::Requester)]);
        }
        if title && let (Some(title), _) = cells.title(row, "") {
            self.add(spot, RequestFact::Retitled(title), &[cells.text(row, Role::Title)]);
        }
        if purpose {
            let text = cells.note(row, Role::Purpose);
            self.add(spot, RequestFact::Purpose(text), &[cells.text(row, Role::Purpose)]);
        }
    }
}
